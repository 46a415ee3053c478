//! What each kind has, field by field as the schema lists them: what an input or a file says is saved, read alone, shown in a
//! proposal and in a preview, compared with other versions, and imported once. A new field is tried without being named here.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use entity::Options;
use entity::import::row::Outcome;
use entity::upkeep::open;
use entity::value::role::Role;
use serde_json::{Map, Value, json};

use crate::desk::Desk;
use crate::editing::token;
use crate::graphql::fields::{selection, types};
use crate::pictures::described;
use crate::support::{TestApp, on_both, value};

/// Each kind with its list.
const KINDS: [(&str, &str); 5] = [
    ("Initiative", "initiatives"),
    ("Recipe", "recipes"),
    ("Article", "articles"),
    ("Event", "events"),
    ("Page", "pages"),
];
/// What inputs say that no version keeps for itself: which entry it is, and the address that it answers to.
const OF_THE_ENTRY: [&str; 4] = ["id", "version", "slug", "idempotencyKey"];
/// What is read elsewhere than on the entry: a label in the menu of the network.
const READ_ELSEWHERE: [(&str, &str); 1] = [("Page", "menuLabel")];
/// What inputs name, two of each.
const NAMED: &str = r#"
    {"kind":"theme","key":"theme-0","name":{"fr":"Un"}}
    {"kind":"theme","key":"theme-1","name":{"fr":"Deux"}}
    {"kind":"source","key":"source-0","name":"Un","homepage":"https://source-0.example/","licence":"CC-BY-SA-4.0","permission":"OPEN"}
    {"kind":"source","key":"source-1","name":"Deux","homepage":"https://source-1.example/","licence":"CC-BY-SA-4.0","permission":"OPEN"}
    {"kind":"initiative","key":"initiative-0","id":"0190a000-0000-7000-8000-000000000000","title":"Un","body":"x","status":"PUBLISHED","publishedAt":"2026-01-01T00:00:00Z"}
    {"kind":"initiative","key":"initiative-1","id":"0190a000-0000-7000-8000-000000000001","title":"Deux","body":"x","status":"PUBLISHED","publishedAt":"2026-01-01T00:00:00Z"}
    {"kind":"page","key":"page-0","id":"0190a000-0000-7000-8000-000000000010","title":"Un","body":"x","status":"PUBLISHED","publishedAt":"2026-01-01T00:00:00Z"}
    {"kind":"page","key":"page-1","id":"0190a000-0000-7000-8000-000000000011","title":"Deux","body":"x","status":"PUBLISHED","publishedAt":"2026-01-01T00:00:00Z"}
"#;

/// What is said of an entry, by field.
type Said = Map<String, Value>;

/// The types of the schema, and two pictures that entries can show.
struct Schema(BTreeMap<String, Value>, [Value; 2]);

impl Schema {
    /// Everything that the input to make an entry of a kind can say, made up; every round says something else wherever it can.
    fn made_up(&self, kind: &str, round: usize) -> Said {
        let Value::Object(said) = self.object(&format!("{kind}CreateInput"), round) else {
            panic!("{kind} has no input")
        };
        said
    }

    fn object(&self, input: &str, round: usize) -> Value {
        let (either, roles) = (round % 2, ["COVER", "GALLERY"]);
        match input {
            "CreditInput" => {
                json!({ "name": format!("Somebody {round}"), "url": format!("https://somebody.example/{round}") })
            }
            "EntryMediaInput" => json!({ "id": self.1[either], "role": roles[either] }),
            // hours or days
            "TimingInput" => json!({
                "start": format!("2027-01-{:02}T10:00:00.000Z", round + 1),
                "end": format!("2027-01-{:02}T12:00:00.000Z", round + 1),
                "eventStatus": self.value("eventStatus", &json!({ "kind": "ENUM", "name": "EventStatus" }), round),
            }),
            _ => {
                let fields = self.0[input]["inputFields"].as_array().unwrap().iter();
                let fields = fields.filter(|it| !OF_THE_ENTRY.contains(&it["name"].as_str().unwrap()));
                let value = |it: &Value| {
                    let name = it["name"].as_str().unwrap();
                    (name.to_owned(), self.value(name, &it["type"], round))
                };
                Value::Object(fields.map(value).collect())
            }
        }
    }

    fn value(&self, field: &str, of: &Value, round: usize) -> Value {
        let name = of["name"].as_str().unwrap_or_default();
        let either = round % 2;
        match of["kind"].as_str().unwrap() {
            "NON_NULL" => self.value(field, &of["ofType"], round),
            "LIST" => json!([self.value(field, &of["ofType"], round)]),
            "INPUT_OBJECT" => self.object(name, round),
            "ENUM" => self.0[name]["enumValues"].as_array().unwrap().iter().rev().nth(either).unwrap()["name"].clone(),
            "SCALAR" => match (name, field) {
                ("String", "duration") => json!(format!("PT{}H", round + 1)),
                ("String", "timeZone") => json!(["Europe/Paris", "Europe/London"][either]),
                ("String", _) => json!(format!("{field} {round}")),
                ("Int", _) => json!(1900 + round),
                ("Float", _) => json!(48.5 + either as f64),
                ("Boolean", _) => json!(either == 1),
                ("URL", _) => json!(format!("https://example.org/{field}/{round}")),
                ("DateTime", _) => json!(format!("2026-02-{:02}T10:00:00.000Z", round + 1)),
                ("LanguageTag", _) => json!(["fr", "br"][either]),
                ("TerritoryRef", _) => json!(["commune:29075", "commune:29019"][either]),
                // what is public keeps it
                ("LicenceKey", _) => json!("CC-BY-SA-4.0"),
                ("Slug", "themes") => json!(format!("theme-{either}")),
                ("Slug", "source") => json!(format!("source-{either}")),
                ("ID", "initiatives") => json!(format!("0190a000-0000-7000-8000-00000000000{either}")),
                ("ID", "parent") => json!(format!("0190a000-0000-7000-8000-00000000001{either}")),
                _ => panic!("say here what {field} of type {name} can hold"),
            },
            other => panic!("{field} is of no type of inputs: {other}"),
        }
    }

    /// The fields of a kind with what is to be selected below each.
    fn selections(&self, kind: &str) -> BTreeMap<String, String> {
        let fields = self.0[kind]["fields"].as_array().unwrap().iter();
        fields.map(|it| (it["name"].as_str().unwrap().to_owned(), selection(&self.0, it))).collect()
    }
}

/// All that stands in a value and is neither a list nor an object, but for what an answer gives as an object of its own.
fn leaves(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(items) => items.iter().flat_map(leaves).collect(),
        Value::Object(fields) => fields.iter().filter(|it| it.0 != "commune").flat_map(|it| leaves(it.1)).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => vec![value],
    }
}

/// That an answer tells all that was said.
fn tells(kind: &str, answer: &Value, said: &Said) {
    for (field, said) in said.iter().filter(|it| !READ_ELSEWHERE.contains(&(kind, it.0.as_str()))) {
        let told = answer.get(field).unwrap_or_else(|| panic!("{kind} has an input {field} and no such field"));
        let told_leaves = leaves(told);
        let all = leaves(said).into_iter().all(|it| told_leaves.contains(&it));
        assert!(all, "{kind}.{field} was said to be {said} and is {told}");
    }
}

/// The names of what two versions say differently.
fn differing(one: &Said, other: &Said) -> BTreeSet<String> {
    one.iter().filter(|(name, value)| other[*name] != **value).map(|it| it.0.clone()).collect()
}

/// How somebody reads: without a token, or with one in the latest view.
async fn read(app: &TestApp, token: Option<&str>, query: &str) -> Value {
    match token {
        Some(token) => app.post_as(token, "latest", query, Value::Null).await.data(),
        None => app.query(query).await,
    }
}

/// An entry as a list answers it with all its fields; each field is also asked for alone, and answers the same.
async fn listed(app: &TestApp, schema: &Schema, (kind, list): (&str, &str), token: Option<&str>, id: &Value) -> Value {
    let row = async |fields: &str| {
        let data = read(app, token, &format!("{{ {list}(first: 10) {{ nodes {{ id {fields} }} }} }}")).await;
        let rows = data[list]["nodes"].as_array().unwrap();
        rows.iter().find(|it| it["id"] == *id).unwrap_or_else(|| panic!("{kind} is not listed: {data}")).clone()
    };
    let selections = schema.selections(kind);
    let whole = row(&selections.values().map(String::as_str).collect::<Vec<_>>().join(" ")).await;
    for (field, selection) in &selections {
        assert_eq!(row(selection).await[field], whole[field], "{kind}.{field} alone and with all others");
    }
    whole
}

/// The people who write, and the mutations of one kind.
struct Hands {
    desk: Desk,
    chief: String,
    schema: Schema,
}

impl Hands {
    async fn new(app: TestApp) -> Self {
        let desk = Desk::new(app).await;
        let report = desk.app.import(NAMED).await;
        assert!(report.summary().is_clean(), "{}", report.summary());
        let chief = token(&desk.app, Role::Admin, &[], None).await;
        let pictures = [described(&desk.app, &desk.ana, "0.jpg").await, described(&desk.app, &desk.ana, "1.jpg").await];
        let schema = Schema(types(&desk.app).await, pictures);
        Self { desk, chief, schema }
    }

    /// Who writes what is of a kind: pages are the administrators'.
    fn writer(&self, kind: &str) -> &str {
        if kind == "Page" { &self.chief } else { &self.desk.ana }
    }

    async fn writes(&self, kind: &str, what: &str, input: Said) -> Value {
        let field = kind.to_lowercase();
        let mutation = format!(
            "mutation ($input: {kind}{what}Input!) {{ done: {field}{what}(input: $input) {{ {field} {{ id version }} \
                userErrors {{ code path message }} }} }}"
        );
        let done = self.desk.does(self.writer(kind), &mutation, Value::Object(input)).await;
        assert_eq!(done["userErrors"], json!([]), "{kind}{what}: {done}");
        done[field].clone()
    }

    async fn makes(&self, kind: &str, round: usize) -> Value {
        self.writes(kind, "Create", self.schema.made_up(kind, round)).await["id"].clone()
    }

    async fn changes(&self, kind: &str, id: &Value, version: i32, round: usize) {
        let mut input = self.schema.made_up(kind, round);
        input.insert("id".to_owned(), id.clone());
        input.insert("version".to_owned(), json!(version));
        self.writes(kind, "Update", input).await;
    }
}

async fn what_is_said_is_read_alone_proposed_and_compared(app: TestApp) {
    let hands = Hands::new(app).await;
    let (desk, schema) = (&hands.desk, &hands.schema);
    for (kind, list) in KINDS {
        let (before, after) = (schema.made_up(kind, 0), schema.made_up(kind, 1));
        let id = hands.makes(kind, 0).await;
        let done = desk.step(&hands.chief, "entryPublish", &id, 1, None).await;
        assert_eq!(value(&done, "entry/status"), "PUBLISHED", "{kind}: {done}");
        tells(kind, &listed(&desk.app, schema, (kind, list), None, &id).await, &before);
        // of what is public, an author proposes; an administrator changes
        hands.changes(kind, &id, 2, 1).await;
        let writer = hands.writer(kind);
        tells(kind, &listed(&desk.app, schema, (kind, list), Some(writer), &id).await, &after);
        if kind != "Page" {
            tells(kind, &listed(&desk.app, schema, (kind, list), None, &id).await, &before);
        }
        let diff = desk
            .reads(writer, &format!("{{ revisionDiff(entry: {id}, from: 2, to: 3) {{ fields {{ field }} }} }}"))
            .await;
        let fields = value(&diff, "revisionDiff/fields").as_array().unwrap();
        let compared: BTreeSet<String> = fields.iter().map(|it| it["field"].as_str().unwrap().to_owned()).collect();
        assert_eq!(compared, differing(&before, &after), "{kind}");
    }
}

async fn a_preview_shows_every_field_of_its_version(app: TestApp) {
    let hands = Hands::new(app).await;
    let (desk, schema) = (&hands.desk, &hands.schema);
    let make = "mutation ($input: PreviewCreateInput!) { done: previewCreate(input: $input) { token \
        userErrors { code path } } }";
    for (kind, _) in KINDS {
        let id = hands.makes(kind, 0).await;
        hands.changes(kind, &id, 1, 1).await;
        let made = desk.does(hands.writer(kind), make, json!({ "entry": id, "version": 1 })).await;
        let shown = format!("Preview {}", value(&made, "token").as_str().unwrap());
        let field = kind.to_lowercase();
        let selections = schema.selections(kind).into_values().collect::<Vec<_>>().join(" ");
        let query = format!("{{ {field}(by: {{ id: {id} }}) {{ {selections} }} }}");
        let seen = desk.app.post_with(&[("authorization", &shown)], &query, Value::Null).await.data();
        tells(kind, &seen[&field], &schema.made_up(kind, 0));
    }
}

async fn what_a_file_says_is_imported_once(app: TestApp) {
    let hands = Hands::new(app).await;
    let (app, schema) = (&hands.desk.app, &hands.schema);
    for (kind, _) in KINDS {
        let row = |mut said: Said| {
            said.insert("kind".to_owned(), json!(kind.to_lowercase()));
            said.insert("key".to_owned(), json!("full"));
            Value::Object(said).to_string()
        };
        let import = async |said: Said| app.import(&row(said)).await.rows()[0].outcome.clone();
        let (before, after) = (schema.made_up(kind, 0), schema.made_up(kind, 1));
        assert_eq!(import(before.clone()).await, Outcome::Created, "{kind}");
        assert_eq!(import(before.clone()).await, Outcome::Same, "{kind}");
        // what a row does not say is left alone
        for name in before.keys().filter(|it| *it != "title") {
            let mut rest = before.clone();
            rest.shift_remove(name);
            assert_eq!(import(rest).await, Outcome::Same, "{kind} without {name}");
        }
        let Outcome::Updated(updated) = import(after.clone()).await else { panic!("{kind} is not updated") };
        assert_eq!(updated.into_iter().collect::<BTreeSet<_>>(), differing(&before, &after), "{kind}");
        assert_eq!(import(after).await, Outcome::Same, "{kind}");
    }
}

async fn the_people_of_an_initiative_are_written_to_by_the_web(app: TestApp) {
    let hands = Hands::new(app).await;
    let desk = &hands.desk;
    let create = "mutation ($input: InitiativeCreateInput!) { done: initiativeCreate(input: $input) { initiative { id \
        contactUrl website } userErrors { code path } } }";
    for bad in [
        "mailto:ana@a.example",
        "ana@a.example",
        "ftp://a.example/",
        "https://ana@a.example/",
        "https://good.example\\@evil.example/",
        "https://a.example/ b",
    ] {
        for field in ["contactUrl", "website"] {
            let row = json!({ "kind": "initiative", "key": "bad", "title": "Le four", field: bad });
            let Outcome::Refused(problems) = desk.app.import(&row.to_string()).await.rows()[0].outcome.clone() else {
                panic!("{field} {bad} is taken")
            };
            assert_eq!(problems.iter().map(|it| it.path.join(".")).collect::<Vec<_>>(), [field], "{bad}");
        }
        let answers = [json!({ "title": "Le four", "contactUrl": bad }), json!({ "title": "Le four", "website": bad })];
        let [of_contact, of_website] = [
            desk.does(&desk.ana, create, answers[0].clone()).await,
            desk.does(&desk.ana, create, answers[1].clone()).await,
        ];
        let told = |it: &Value| it.to_string().replace("website", "contactUrl");
        assert_eq!(told(&of_contact), told(&of_website), "as other addresses: {bad}");
        assert!(of_contact["initiative"].is_null(), "{bad}: {of_contact}");
    }
    let made = desk
        .does(&desk.ana, create, json!({ "title": "Le four", "contactUrl": "HTTPS://Four.example:443/a/../contact" }))
        .await;
    assert_eq!(value(&made, "initiative/contactUrl"), "https://four.example/contact", "{made}");
    let update = "mutation ($input: InitiativeUpdateInput!) { done: initiativeUpdate(input: $input) { initiative { \
        contactUrl } userErrors { code path } } }";
    let id = value(&made, "initiative/id");
    let kept = desk.does(&desk.ana, update, json!({ "id": id, "version": 1, "summary": "Du pain." })).await;
    assert_eq!(value(&kept, "initiative/contactUrl"), "https://four.example/contact", "{kept}");
    let cleared = desk.does(&desk.ana, update, json!({ "id": id, "version": 2, "contactUrl": null })).await;
    assert_eq!(value(&cleared, "initiative/contactUrl"), &Value::Null, "{cleared}");
}

async fn an_older_program_finds_no_contact_in_what_it_reads(app: TestApp) {
    app.import(r#"{"kind":"initiative","key":"four","title":"Le four","contactUrl":"https://four.example/contact"}"#)
        .await;
    let with = |word: &str| format!("SELECT count(*) FROM revision WHERE snapshot LIKE '%{word}%'");
    assert_eq!(app.number(&with("contactUrl")).await, 1);
    let (url, statement_timeout) = (app.database_url(), Duration::from_secs(10));
    let options = Options { url, readers: 2, statement_timeout, allowance: Default::default(), replica: None };
    let applied = open::migrations(&options).await.unwrap().applied;
    let since = applied.iter().position(|it| it == "m0024_contact").unwrap();
    open::undo_migrations(&options, applied.len() - since).await.unwrap();
    assert_eq!((app.number(&with("contactUrl")).await, app.number(&with("Le four")).await), (0, 1));
    assert!(app.run(&["migrate"]).status.success());
}

async fn an_older_program_finds_the_names_that_it_knows(app: TestApp) {
    let rows = [
        r#"{"kind":"recipe","key":"pain","title":"Le pain","purpose":"Nourrir: \"purpose\":","lessonsLearned":"Attendre."}"#,
        r#"{"kind":"page","key":"menu","title":"Le menu","isInMenu":true}"#,
        r#"{"kind":"event","key":"fete","title":"La fête","timings":[{"start":"2026-12-02T10:00:00Z","eventStatus":"CANCELLED"},{"start":"2026-12-03T10:00:00Z","eventStatus":"MOVED_ONLINE"}],"eventStatus":"POSTPONED"}"#,
    ];
    assert!(app.import(&rows.join("\n")).await.summary().is_clean());
    let person = crate::editing::token(&app, entity::value::role::Role::Admin, &[], None).await;
    let said = "{ recipes { nodes { purpose lessonsLearned } } pages { nodes { isInMenu } } events { nodes { eventStatus timings { eventStatus } } } }";
    let before = app.post_as(&person, "latest", said, Value::Null).await.data();
    assert_eq!(value(&before, "recipes/nodes/0/purpose"), "Nourrir: \"purpose\":");
    assert_eq!(
        value(&before, "events/nodes/0"),
        &json!({ "eventStatus": "POSTPONED", "timings": [{ "eventStatus": "CANCELLED" }, { "eventStatus": "MOVED_ONLINE" }] })
    );
    let (url, statement_timeout) = (app.database_url(), Duration::from_secs(10));
    let options = Options { url, readers: 2, statement_timeout, allowance: Default::default(), replica: None };
    let applied = open::migrations(&options).await.unwrap().applied;
    let since = applied.iter().position(|it| it == "m0025_names").unwrap();
    let former = [
        "\"whatFor\":",
        "\"learnings\":",
        "\"inMenu\":",
        "\"status\":\"CANCELLED\"}",
        "\"status\":\"MOVED_ONLINE\"}",
        "\"eventStatus\":\"POSTPONED\"",
    ];
    let present = [
        "\"purpose\":",
        "\"lessonsLearned\":",
        "\"isInMenu\":",
        "\"eventStatus\":\"CANCELLED\"",
        "\"eventStatus\":\"MOVED_ONLINE\"",
        "\"eventStatus\":\"POSTPONED\"",
    ];
    let held = async |of: [&str; 6]| {
        let mut counts = Vec::new();
        for name in of {
            let sum = format!(
                "SELECT (SELECT count(*) FROM revision WHERE snapshot LIKE '%{name}%') + (SELECT count(*) FROM external_id WHERE imported LIKE '%{name}%')"
            );
            counts.push(app.number(&sum).await);
        }
        counts
    };
    assert_eq!((held(former).await, held(present).await), (vec![0, 0, 0, 0, 0, 2], vec![2; 6]));
    open::undo_migrations(&options, applied.len() - since).await.unwrap();
    assert_eq!((held(former).await, held(present).await), (vec![2; 6], vec![0, 0, 0, 0, 0, 2]));
    assert!(app.run(&["migrate"]).status.success());
    assert_eq!(held(present).await, [2; 6]);
    assert_eq!(app.post_as(&person, "latest", said, Value::Null).await.data(), before);
    assert_eq!(
        app.import(&rows.join("\n")).await.summary().to_string(),
        "created 0, updated 0, same 3, conflicts 0, refused 0"
    );
}

on_both! {
    empty:
        an_older_program_finds_the_names_that_it_knows,
        what_is_said_is_read_alone_proposed_and_compared,
        an_older_program_finds_no_contact_in_what_it_reads,
        a_preview_shows_every_field_of_its_version,
        what_a_file_says_is_imported_once,
        the_people_of_an_initiative_are_written_to_by_the_web,
    ;
}
