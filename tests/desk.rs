//! The editors' desk: what waits, what can be done and what stands in the way, proposals, how versions differ, drafts that go.

use entity::mail::outbox::MailKind;
use entity::value::role::Role;
use serde_json::{Value, json};

use crate::editing::token;
use crate::sessions::person;
use crate::support::{TestApp, on_both, value};

const PEOPLE: &str = r#"
    {"kind":"member","key":"ana","memberKind":"PERSON","name":"Ana"}
    {"kind":"member","key":"bob","memberKind":"PERSON","name":"Bob"}
"#;
const QUEUE: &str = include_str!("desk/queue.graphql");
pub(crate) const UPDATE: &str = include_str!("desk/update.graphql");

pub(crate) struct Desk {
    pub(crate) app: TestApp,
    pub(crate) ana: String,
    pub(crate) bob: String,
    pub(crate) brest: String,
    pub(crate) vannes: String,
}

impl Desk {
    pub(crate) async fn new(app: TestApp) -> Self {
        app.import(PEOPLE).await;
        let ana = token(&app, Role::Contributor, &[], Some("ana")).await;
        let bob = token(&app, Role::Contributor, &[], Some("bob")).await;
        let brest = token(&app, Role::Editor, &["pays:pays-de-brest"], None).await;
        let vannes = token(&app, Role::Editor, &["departement:56"], None).await;
        Self { app, ana, bob, brest, vannes }
    }

    /// What somebody reads in the latest view.
    pub(crate) async fn reads(&self, who: &str, query: &str) -> Value {
        self.app.post_as(who, "latest", query, Value::Null).await.data()
    }

    /// What somebody does: what was done, or the code of the refusal.
    pub(crate) async fn does(&self, who: &str, mutation: &str, input: Value) -> Value {
        let answer = self.app.post_as(who, "published", mutation, json!({ "input": input })).await.json();
        match answer.get("errors") {
            Some(errors) => errors[0]["extensions"]["code"].clone(),
            None => answer["data"]["done"].clone(),
        }
    }

    /// A step of an entry on its way: where it stands then, or why not.
    pub(crate) async fn step(&self, who: &str, name: &str, id: &Value, version: i32, note: Option<&str>) -> Value {
        let kind = format!("{}{}Input", name[..1].to_uppercase(), &name[1..]);
        let mutation = format!(
            "mutation ($input: {kind}!) {{ done: {name}(input: $input) {{ entry {{ status version title }} userErrors \
                {{ code path ... on StaleError {{ changedFields }} }} }} }}"
        );
        let mut input = json!({ "id": id, "version": version });
        if let Some(note) = note {
            input["note"] = json!(note);
        }
        self.does(who, &mutation, input).await
    }

    /// A draft of Ana's in Guipavas or wherever else.
    pub(crate) async fn draft(&self, title: &str, more: Value) -> Value {
        let mut input = json!({ "title": title, "territories": ["commune:29075"], "body": "Du texte." });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let made = self
            .does(
                &self.ana,
                "mutation ($input: RecipeCreateInput!) { done: recipeCreate(input: $input) { \
            recipe { id } userErrors { code path message } } }",
                input,
            )
            .await;
        value(&made, "recipe/id").clone()
    }

    /// A recipe of Ana's that is public.
    pub(crate) async fn published(&self, title: &str) -> Value {
        let id = self.draft(title, json!({})).await;
        let done = self.step(&self.brest, "entryPublish", &id, 1, None).await;
        assert_eq!(value(&done, "entry/status"), "PUBLISHED", "{done}");
        id
    }
}

pub(crate) fn code(answer: &Value) -> &Value {
    value(answer, "userErrors/0/code")
}

async fn what_waits_is_seen_by_who_may_publish_it(app: TestApp) {
    let desk = Desk::new(app).await;
    let chief = token(&desk.app, Role::Admin, &[], None).await;
    let (first, second) = (
        desk.draft("Le premier", json!({})).await,
        desk.draft("Le second", json!({ "territories": ["commune:56260"] })).await,
    );
    desk.app.at("2026-12-01T13:00:00Z");
    desk.step(&desk.ana, "entrySubmit", &second, 1, None).await;
    desk.app.at("2026-12-01T14:00:00Z");
    desk.step(&desk.ana, "entrySubmit", &first, 1, None).await;
    // an editor mends something in it: it waits since it was handed in
    desk.app.at("2026-12-01T15:00:00Z");
    desk.does(&desk.brest, UPDATE, json!({ "id": first, "version": 2, "summary": "Mieux." })).await;
    for nobody in [desk.ana.as_str(), desk.bob.as_str()] {
        assert_eq!(desk.reads(nobody, QUEUE).await["queue"], Value::Null);
    }
    assert_eq!(desk.app.query(QUEUE).await["queue"], Value::Null);
    let titles = async |who: &str| {
        let data = desk.app.post_as(who, "published", QUEUE, Value::Null).await.data();
        let nodes = value(&data, "queue/items/nodes").as_array().unwrap().clone();
        nodes
            .iter()
            .map(|it| {
                (value(it, "entry/title").as_str().unwrap().to_owned(), it["submittedAt"].as_str().unwrap().to_owned())
            })
            .collect::<Vec<_>>()
    };
    let (one, two) = (
        ("Le premier".to_owned(), "2026-12-01T14:00:00.000Z".to_owned()),
        ("Le second".to_owned(), "2026-12-01T13:00:00.000Z".to_owned()),
    );
    assert_eq!((titles(&desk.brest).await, titles(&desk.vannes).await), (vec![one.clone()], vec![two.clone()]));
    assert_eq!(titles(&chief).await, [two, one], "who waits longest first");
    // nobody looks after the Morbihan any more
    assert_eq!(desk.reads(&chief, QUEUE).await["queue"]["unattendedTerritories"], json!([]));
    assert_eq!(
        desk.reads(&desk.brest, QUEUE).await["queue"]["unattendedTerritories"],
        json!([]),
        "for who looks after everything"
    );
    let accounts = desk.reads(&chief, "{ accounts { nodes { id role mandates { id territory { ref } } } } }").await;
    let of_vannes = value(&accounts, "accounts/nodes")
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["mandates"][0]["territory"]["ref"] == "departement:56")
        .unwrap()
        .clone();
    let revoke = "mutation ($input: MandateRevokeInput!) { done: mandateRevoke(input: $input) { account { id } userErrors { code } } }";
    assert_eq!(
        desk.does(&desk.brest, revoke, json!({ "id": of_vannes["mandates"][0]["id"] })).await["userErrors"][0]["code"],
        "NOT_FOUND"
    );
    assert_eq!(
        desk.does(&chief, revoke, json!({ "id": of_vannes["mandates"][0]["id"] })).await["account"]["id"],
        of_vannes["id"]
    );
    assert_eq!(
        desk.reads(&chief, QUEUE).await["queue"]["unattendedTerritories"],
        json!([{ "waitingCount": 1, "territory": { "ref": "commune:56260" } }])
    );
    assert_eq!(desk.reads(&desk.vannes, QUEUE).await["queue"], Value::Null, "at the next request");
    let page = desk.reads(&chief, "{ queue { items(first: 1) { pageInfo { hasNextPage endCursor } } } }").await;
    let after = value(&page, "queue/items/pageInfo/endCursor").as_str().unwrap();
    let rest = desk
        .reads(
            &chief,
            &format!(
                "{{ queue {{ items(first: 1, after: \"{after}\") {{ nodes {{ entry {{ title \
        }} }} pageInfo {{ hasNextPage }} }} }} }}"
            ),
        )
        .await;
    assert_eq!(
        (value(&rest, "queue/items/nodes/0/entry/title"), value(&rest, "queue/items/pageInfo/hasNextPage")),
        (&json!("Le premier"), &json!(false))
    );
}

async fn each_is_told_what_they_can_do_and_what_is_missing(app: TestApp) {
    let desk = Desk::new(app).await;
    let id = desk.draft("Sans texte", json!({ "body": "" })).await;
    let ask = format!("{{ entry(by: {{ id: {id} }}) {{ viewerCan publishBlockers {{ code path message }} }} }}");
    let mine = desk.reads(&desk.ana, &ask).await;
    assert_eq!(mine["entry"]["viewerCan"], json!(["EDIT", "SUBMIT", "DELETE", "PREVIEW"]));
    assert_eq!(
        mine["entry"]["publishBlockers"],
        json!([{ "code": "REQUIRED", "path": ["body"], "message": "The text is missing: what is published must have one." }])
    );
    assert_eq!(
        desk.reads(&desk.brest, &ask).await["entry"]["viewerCan"],
        json!(["EDIT", "SUBMIT", "DELETE", "PREVIEW", "NOTE"])
    );
    let refused = desk.step(&desk.brest, "entryPublish", &id, 1, None).await;
    assert_eq!(refused["userErrors"], json!([{ "code": "REQUIRED", "path": ["body"] }]), "what was told");
    desk.does(&desk.ana, UPDATE, json!({ "id": id, "version": 1, "body": "Du texte." })).await;
    desk.step(&desk.brest, "entryPublish", &id, 2, None).await;
    let answers = [
        desk.reads(&desk.ana, &ask).await,
        desk.reads(&desk.brest, &ask).await,
        desk.reads(&desk.vannes, &ask).await,
        desk.app.query(&ask).await,
    ];
    let can: Vec<&Value> = answers.iter().map(|it| value(it, "entry/viewerCan")).collect();
    assert_eq!(
        can,
        [
            &json!(["PROPOSE", "PREVIEW"]),
            &json!(["EDIT", "PUBLISH", "WITHDRAW", "PREVIEW", "NOTE"]),
            &json!([]),
            &json!([])
        ]
    );
    assert!(answers.iter().all(|it| value(it, "entry/publishBlockers") == &json!([])));
    // however many are asked about, it is as many statements
    for n in 0..6 {
        desk.draft(&format!("n° {n}"), json!({})).await;
    }
    let many = async |first: i32| {
        desk.app
            .post_as(
                &desk.ana,
                "latest",
                &format!("{{ recipes(first: {first}) {{ nodes {{ viewerCan publishBlockers {{ code }} }} }} }}"),
                Value::Null,
            )
            .await
            .statements()
    };
    assert_eq!(many(1).await, many(7).await);
}

async fn a_change_of_something_public_is_proposed_and_accepted(app: TestApp) {
    let desk = Desk::new(app).await;
    person(&desk.app, "jury", Role::Editor, &["pays:pays-de-brest"]).await;
    let id = desk.published("La soupe").await;
    desk.app.mails().await;
    let ask = format!(
        "{{ recipe(by: {{ id: {id} }}) {{ title summary version status body authors {{ name }} }} recipes {{ nodes {{ \
            title }} }} }}"
    );
    let proposed = desk
        .does(
            &desk.ana,
            UPDATE,
            json!({
                "id": id,
                "version": 2,
                "title": "La soupe au caillou",
                "authors": [{ "member": "ana" }, { "name": "Le voisinage" }]
            }),
        )
        .await;
    assert_eq!(
        proposed["recipe"],
        json!({
            "title": "La soupe au caillou",
            "summary": null,
            "version": 3,
            "status": "PUBLISHED",
            "acceptedVersion": 2,
            "proposedVersion": 3
        }),
        "{proposed}"
    );
    assert_eq!(desk.app.mail().await.1, MailKind::Proposed);
    // the public, and who may not read it, see what was accepted
    for seen in [
        desk.app.query(&ask).await,
        desk.reads(&desk.bob, &ask).await,
        desk.reads(&desk.vannes, &ask).await,
        desk.app.post_as(&desk.brest, "published", &ask, Value::Null).await.data(),
    ] {
        assert_eq!(
            (value(&seen, "recipe/title"), value(&seen, "recipe/version"), value(&seen, "recipes/nodes/0/title")),
            (&json!("La soupe"), &json!(2), &json!("La soupe"))
        );
    }
    let latest = desk.reads(&desk.brest, &ask).await;
    assert_eq!(
        (value(&latest, "recipe/title"), value(&latest, "recipe/version"), value(&latest, "recipes/nodes/0/title")),
        (&json!("La soupe au caillou"), &json!(3), &json!("La soupe au caillou"))
    );
    assert_eq!(value(&latest, "recipe/authors"), &json!([{ "name": "Ana" }, { "name": "Le voisinage" }]));
    // one goes on with one's own proposal; who comes with the old version is told
    let stale = desk.does(&desk.ana, UPDATE, json!({ "id": id, "version": 2, "summary": "Autre." })).await;
    assert_eq!(
        stale["userErrors"],
        json!([{ "code": "STALE", "path": ["version"], "currentVersion": 3, "changedFields": ["authors", "title"], "changedBy": { "name": "Ana" } }])
    );
    let again = desk.does(&desk.ana, UPDATE, json!({ "id": id, "version": 3, "summary": "Avec un caillou." })).await;
    assert_eq!(
        (value(&again, "recipe/version"), value(&again, "recipe/title")),
        (&json!(4), &json!("La soupe au caillou"))
    );
    assert_eq!(desk.does(&desk.bob, UPDATE, json!({ "id": id, "version": 2, "summary": "x" })).await, "FORBIDDEN");
    // an editor changes what is public meanwhile: both changes stand
    let direct =
        desk.does(&desk.brest, UPDATE, json!({ "id": id, "version": 2, "body": "Une pierre, de l'eau." })).await;
    assert_eq!(value(&direct, "userErrors"), &json!([]), "{direct}");
    let queue = desk.reads(&desk.brest, QUEUE).await;
    assert_eq!(
        (value(&queue, "queue/items/nodes/0/proposedVersion"), value(&queue, "queue/items/nodes/0/entry/title")),
        (&json!(4), &json!("La soupe au caillou"))
    );
    assert_eq!(desk.step(&desk.ana, "entryPublish", &id, 4, None).await, "FORBIDDEN");
    assert_eq!(desk.step(&desk.vannes, "entryPublish", &id, 4, None).await, "FORBIDDEN");
    let accepted = desk.step(&desk.brest, "entryPublish", &id, 4, None).await;
    assert_eq!(
        accepted["entry"],
        json!({ "status": "PUBLISHED", "version": 6, "title": "La soupe au caillou" }),
        "{accepted}"
    );
    let seen = desk.app.query(&ask).await;
    assert_eq!(
        seen["recipe"],
        json!({
            "title": "La soupe au caillou",
            "summary": "Avec un caillou.",
            "version": 6,
            "status": "PUBLISHED",
            "body": "Une pierre, de l'eau.",
            "authors": [{ "name": "Ana" }, { "name": "Le voisinage" }]
        })
    );
    assert_eq!(value(&desk.reads(&desk.brest, QUEUE).await, "queue/items/totalCount"), &json!(0));
    let states = desk.reads(&desk.ana, &format!("{{ revisions(entry: {id}) {{ version state }} }}")).await;
    let states: Vec<&str> =
        states["revisions"].as_array().unwrap().iter().map(|it| it["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["ACCEPTED", "ACCEPTED", "SUPERSEDED", "SUPERSEDED", "ACCEPTED", "ACCEPTED"]);
}

async fn a_proposal_is_turned_down_or_clashes(app: TestApp) {
    let desk = Desk::new(app).await;
    let id = desk.published("Le levain").await;
    desk.does(&desk.ana, UPDATE, json!({ "id": id, "version": 2, "title": "Le levain chef" })).await;
    assert_eq!(code(&desk.step(&desk.brest, "entryRequestChanges", &id, 3, Some("")).await), "REQUIRED");
    let returned = desk.step(&desk.brest, "entryRequestChanges", &id, 3, Some("Pas si vite.")).await;
    assert_eq!(returned["entry"], json!({ "status": "PUBLISHED", "version": 2, "title": "Le levain" }), "{returned}");
    let notes = desk
        .reads(
            &desk.ana,
            &format!("{{ reviewNotes(entry: {id}) {{ version note }} revisions(entry: {id}) {{ version state }} }}"),
        )
        .await;
    assert_eq!(
        (&notes["reviewNotes"], value(&notes, "revisions/0/state")),
        (&json!([{ "version": 3, "note": "Pas si vite." }]), &json!("REFUSED"))
    );
    // two change the same field: who accepts is told, takes up the proposal, and accepts that
    desk.does(&desk.ana, UPDATE, json!({ "id": id, "version": 2, "title": "Le levain mère", "summary": "Vivant." }))
        .await;
    desk.does(&desk.brest, UPDATE, json!({ "id": id, "version": 2, "title": "Levain" })).await;
    let clash = desk.step(&desk.brest, "entryPublish", &id, 4, None).await;
    assert_eq!(clash["userErrors"], json!([{ "code": "STALE", "path": ["version"], "changedFields": ["title"] }]));
    let taken_up = desk.does(&desk.brest, UPDATE, json!({ "id": id, "version": 4, "title": "Levain mère" })).await;
    assert_eq!(
        (
            value(&taken_up, "recipe/version"),
            value(&desk.app.query(&format!("{{ recipe(by: {{ id: {id} }}) {{ title }} }}")).await, "recipe/title")
        ),
        (&json!(6), &json!("Levain")),
        "{taken_up}"
    );
    assert_eq!(desk.step(&desk.brest, "entryPublish", &id, 6, None).await["entry"]["title"], "Levain mère");
    // when it is taken back, nothing is proposed any more
    desk.does(&desk.ana, UPDATE, json!({ "id": id, "version": 7, "title": "Encore" })).await;
    desk.step(&desk.brest, "entryWithdraw", &id, 7, None).await;
    assert_eq!(value(&desk.reads(&desk.brest, QUEUE).await, "queue/items/totalCount"), &json!(0));
    assert_eq!(desk.does(&desk.ana, UPDATE, json!({ "id": id, "version": 9, "title": "Encore" })).await, "FORBIDDEN");
}

async fn versions_are_compared_field_by_field(app: TestApp) {
    let desk = Desk::new(app).await;
    let id = desk.draft("Le pain", json!({ "body": "Un four, le samedi.", "materials": ["farine", "eau"] })).await;
    desk.does(
        &desk.ana,
        UPDATE,
        json!({
            "id": id,
            "version": 1,
            "body": "Un grand four, le dimanche.",
            "materials": ["farine", "sel"],
            "summary": "Court.",
            "duration": "PT3H"
        }),
    )
    .await;
    let ask = |from: i32| {
        format!(
            "{{ revisionDiff(entry: {id}, from: {from}, to: 2) {{ fields {{ field before after added removed words {{ \
                change text }} }} }} }}"
        )
    };
    let told = desk.reads(&desk.ana, &ask(1)).await;
    let fields = value(&told, "revisionDiff/fields").as_array().unwrap();
    assert_eq!(
        fields.iter().map(|it| it["field"].as_str().unwrap()).collect::<Vec<_>>(),
        ["body", "duration", "materials", "summary"]
    );
    assert_eq!(
        (&fields[2]["added"], &fields[2]["removed"], &fields[2]["words"]),
        (&json!(["sel"]), &json!(["eau"]), &json!([]))
    );
    let words = fields[0]["words"].as_array().unwrap();
    assert!(
        words.contains(&json!({ "change": "DELETED", "text": "samedi." }))
            || words.contains(&json!({ "change": "DELETED", "text": "samedi" })),
        "{words:?}"
    );
    assert_eq!((&fields[3]["before"], &fields[3]["after"]), (&Value::Null, &json!("Court.")));
    assert_eq!(desk.reads(&desk.bob, &ask(1)).await["revisionDiff"], Value::Null);
    assert_eq!(
        desk.app.post_as(&desk.ana, "latest", &ask(9), Value::Null).await.json()["errors"][0]["extensions"]["code"],
        "BAD_INPUT"
    );
}

async fn what_a_proposal_is_about_is_seen_with_it(app: TestApp) {
    let desk = Desk::new(app).await;
    desk.app.import(r#"
            {"kind":"initiative","key":"one","title":"Un","slug":"un","status":"PUBLISHED","publishedAt":"2026-01-01T00:00:00Z","body":"x","territories":["commune:29075"]}
            {"kind":"initiative","key":"two","title":"Deux","slug":"deux","status":"PUBLISHED","publishedAt":"2026-01-02T00:00:00Z","body":"x","territories":["commune:29075"]}
            {"kind":"article","key":"a","title":"A","slug":"a","status":"PUBLISHED","publishedAt":"2026-01-03T00:00:00Z","body":"x","authors":["ana"],"territories":["commune:29075"],"initiatives":["one"]}
            {"kind":"article","key":"b","title":"B","slug":"b","status":"PUBLISHED","publishedAt":"2026-01-03T00:00:00Z","body":"x","authors":["ana"],"territories":["commune:29075"],"initiatives":["one"]}
        "#).await;
    let ask = "{ articles { nodes { slug initiatives { totalCount nodes { slug } } } } article(by: { slug: \"a\" }) { \
        id version initiatives { totalCount nodes { slug } } } }";
    let (un, deux) = (
        desk.app.query("{ initiative(by: { slug: \"un\" }) { id } }").await["initiative"]["id"].take(),
        desk.app.query("{ initiative(by: { slug: \"deux\" }) { id } }").await["initiative"]["id"].take(),
    );
    let before = desk.app.query(ask).await["article"].take();
    assert_eq!(before["initiatives"], json!({ "totalCount": 1, "nodes": [{ "slug": "un" }] }));
    let update = "mutation ($input: ArticleUpdateInput!) { done: articleUpdate(input: $input) { article { version \
        initiatives { totalCount nodes { slug } } } userErrors { code path } } }";
    let proposed = desk
        .does(&desk.ana, update, json!({ "id": before["id"], "version": before["version"], "initiatives": [un, deux] }))
        .await;
    assert_eq!(
        value(&proposed, "article/initiatives"),
        &json!({ "totalCount": 2, "nodes": [{ "slug": "deux" }, { "slug": "un" }] }),
        "{proposed}"
    );
    let seen = desk.reads(&desk.brest, ask).await;
    assert_eq!(value(&seen, "article/initiatives/totalCount"), &json!(2));
    assert_eq!(
        seen["articles"]["nodes"],
        json!([
            { "slug": "b", "initiatives": { "totalCount": 1, "nodes": [{ "slug": "un" }] } },
            { "slug": "a", "initiatives": { "totalCount": 2, "nodes": [{ "slug": "deux" }, { "slug": "un" }] } }
        ])
    );
    for public in [desk.app.query(ask).await, desk.reads(&desk.bob, ask).await] {
        assert_eq!(public["article"], before);
    }
    let make = "mutation ($input: PreviewCreateInput!) { done: previewCreate(input: $input) { token \
        userErrors { code path } } }";
    let shown = desk.does(&desk.ana, make, json!({ "entry": before["id"] })).await["token"].clone();
    let previewed = desk
        .app
        .post_with(&[("authorization", &format!("Preview {}", shown.as_str().unwrap()))], ask, Value::Null)
        .await
        .data();
    assert_eq!(value(&previewed, "article/initiatives/totalCount"), &json!(2));
    // about nothing is about nothing, not what it was about before
    desk.does(&desk.ana, update, json!({ "id": before["id"], "version": 2, "initiatives": [] })).await;
    assert_eq!(
        value(&desk.reads(&desk.brest, ask).await, "article/initiatives"),
        &json!({ "totalCount": 0, "nodes": [] })
    );
}

async fn a_draft_goes_and_nothing_else_does(app: TestApp) {
    let desk = Desk::new(app).await;
    let delete = "mutation ($input: EntryDeleteInput!) { done: entryDelete(input: $input) { deletedId userErrors { \
        code path } } }";
    let id = desk.draft("Erreur", json!({ "steps": [{ "text": "a" }] })).await;
    desk.does(&desk.ana, UPDATE, json!({ "id": id, "version": 1, "slug": "autre" })).await;
    assert_eq!(code(&desk.does(&desk.bob, delete, json!({ "id": id, "version": 2 })).await), "NOT_FOUND");
    assert_eq!(code(&desk.does(&desk.vannes, delete, json!({ "id": id, "version": 2 })).await), "NOT_FOUND");
    assert_eq!(code(&desk.does(&desk.ana, delete, json!({ "id": id, "version": 1 })).await), "STALE");
    assert_eq!(
        desk.does(&desk.ana, delete, json!({ "id": id, "version": 2 })).await,
        json!({ "deletedId": id, "userErrors": [] })
    );
    assert_eq!(code(&desk.does(&desk.ana, delete, json!({ "id": id, "version": 2 })).await), "NOT_FOUND");
    let gone = desk
        .reads(
            &desk.ana,
            &format!("{{ node(id: {id}) {{ id }} recipes {{ totalCount }} revisions(entry: {id}) {{ version }} }}"),
        )
        .await;
    assert_eq!(gone, json!({ "node": null, "recipes": { "totalCount": 0 }, "revisions": [] }));
    let public = desk.published("Public").await;
    assert_eq!(code(&desk.does(&desk.brest, delete, json!({ "id": public, "version": 2 })).await), "WRONG_STATUS");
    assert_eq!(desk.does(&desk.bob, delete, json!({ "id": public, "version": 2 })).await, "FORBIDDEN");
    desk.step(&desk.brest, "entryWithdraw", &public, 2, None).await;
    desk.step(&desk.brest, "entryRequestChanges", &public, 3, Some("À revoir.")).await;
    assert_eq!(
        code(&desk.does(&desk.ana, delete, json!({ "id": public, "version": 4 })).await),
        "WRONG_STATUS",
        "it was public"
    );
}

on_both! {
    empty:
        what_waits_is_seen_by_who_may_publish_it,
        each_is_told_what_they_can_do_and_what_is_missing,
        a_change_of_something_public_is_proposed_and_accepted,
        a_proposal_is_turned_down_or_clashes,
        versions_are_compared_field_by_field,
        what_a_proposal_is_about_is_seen_with_it,
        a_draft_goes_and_nothing_else_does,
    ;
}
