//! Instants have one form wherever programs read them, and stay equal to what was kept in an older form.

use std::collections::BTreeSet;

use entity::value::clock::Instant;
use entity::value::role::Role;
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::sessions::{PASSWORD, person, sign_in};
use crate::support::{TestApp, on_both, value};

const PUBLIC: &str = include_str!("instants/public.graphql");
const OF_ENTRY: &str = include_str!("instants/of_entry.graphql");
const QUEUE: &str = include_str!("instants/queue.graphql");
const ACCOUNTS: &str = include_str!("instants/accounts.graphql");
const SESSION: &str = include_str!("instants/session.graphql");

/// The names under which instants were met.
#[derive(Default)]
struct Met(BTreeSet<String>);

impl Met {
    /// Holds every text of an answer that is an instant to the one form.
    fn walk(&mut self, name: &str, value: &Value) {
        match value {
            Value::String(text) => self.word(name, text),
            Value::Array(items) => items.iter().for_each(|it| self.walk(name, it)),
            Value::Object(fields) => fields.iter().for_each(|(name, it)| self.walk(name, it)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    /// The same of the words of a text.
    fn words(&mut self, name: &str, text: &str) {
        text.split(|it: char| it.is_whitespace() || ",()\"".contains(it)).for_each(|it| self.word(name, it));
    }

    fn word(&mut self, name: &str, text: &str) {
        if let Ok(moment) = text.parse::<Instant>() {
            assert!(text == moment.to_string() && text.len() == "2026-12-01T12:00:00.000Z".len(), "{name}: {text}");
            self.0.insert(name.to_owned());
        }
    }

    #[track_caller]
    fn has(&self, names: &[&str]) {
        let absent: Vec<_> = names.iter().filter(|it| !self.0.contains(**it)).collect();
        assert!(absent.is_empty(), "{absent:?} were not met, but {:?}", self.0);
    }
}

async fn instants_have_one_form_in_all_that_is_public(app: TestApp) {
    app.import(concat!(
        r#"{"kind":"recipe","key":"zero","title":"Zéro","body":"x","authors":[{"name":"A"}],"status":"PUBLISHED","publishedAt":"2026-01-01T01:00:00+01:00","unpublishAt":"2027-01-01t00:00:00z"}"#, "\n",
        r#"{"kind":"article","key":"some","title":"Quelques","body":"x","authors":[{"name":"A"}],"articleKind":"REPUBLISHED","originalUrl":"https://a.net/1","originalPublishedAt":"2025-01-01T00:00:00Z","originalUpdatedAt":"2025-01-01T00:00:00.5Z","originalAuthors":["B"],"originalLicence":"CC-BY-4.0","licence":"CC-BY-4.0","status":"PUBLISHED","publishedAt":"2026-01-01T00:00:00.123456Z"}"#, "\n",
        r#"{"kind":"event","key":"hours","title":"Heures","body":"x","authors":[{"name":"A"}],"status":"PUBLISHED","publishedAt":"2026-01-01T00:00:00Z","timings":[{"start":"2026-12-02T10:00:00Z","end":"2026-12-02T12:00:00.250Z"}]}"#, "\n",
    )).await;
    let mut met = Met::default();
    let data = app.query(PUBLIC).await;
    met.walk("", &data);
    let article = app.query("{ article(by: { slug: \"some\" }) { publishedAt originalUpdatedAt } }").await;
    assert_eq!(
        article["article"],
        json!({ "publishedAt": "2026-01-01T00:00:00.123Z", "originalUpdatedAt": "2025-01-01T00:00:00.500Z" })
    );
    met.walk("", &article);
    // what was written with an offset, or in lower case, is the same moment
    let recipe = app.query("{ recipe(by: { slug: \"zero\" }) { publishedAt unpublishAt } }").await;
    assert_eq!(
        recipe["recipe"],
        json!({ "publishedAt": "2026-01-01T00:00:00.000Z", "unpublishAt": "2027-01-01T00:00:00.000Z" })
    );
    met.walk("", &recipe);
    met.has(&[
        "publishedAt",
        "unpublishAt",
        "createdAt",
        "updatedAt",
        "originalPublishedAt",
        "originalUpdatedAt",
        "start",
        "end",
    ]);
}

async fn instants_have_one_form_at_every_desk(app: TestApp) {
    let desk = Desk::new(app).await;
    let app = &desk.app;
    person(app, "chief", Role::Admin, &[]).await;
    person(app, "yann", Role::Contributor, &[]).await;
    let mut met = Met::default();
    app.at("2026-12-01T12:00:30.120Z");
    let (chief, _) = sign_in(app, "chief").await;
    let (yann, _) = sign_in(app, "yann").await;
    let session =
        app.post(SESSION, json!({ "input": { "email": "yann@example.org", "password": PASSWORD } })).await.data();
    met.walk("", &session);
    let id = desk.draft("Le four", json!({})).await;
    met.walk(
        "",
        &desk
            .does(
                &desk.ana,
                "mutation ($input: PreviewCreateInput!) { done: previewCreate(input: $input) { \
        preview { createdAt expiresAt } } }",
                json!({ "entry": id }),
            )
            .await,
    );
    desk.does(
        &desk.brest,
        "mutation ($input: ReviewNoteCreateInput!) { done: reviewNoteCreate(input: $input) { \
        reviewNote { createdAt } } }",
        json!({ "entry": id, "note": "Bien." }),
    )
    .await;
    let plan = "mutation ($input: EntryPublishInput!) { done: entryPublish(input: $input) { entry { version \
        publishedAt unpublishAt } userErrors { code message } } }";
    let planned = desk
        .does(
            &desk.brest,
            plan,
            json!({
                "id": id,
                "version": 1,
                "publishedAt": "2026-12-24T00:00:00Z",
                "unpublishAt": "2027-12-24T00:00:00+01:00"
            }),
        )
        .await;
    met.walk("", &planned);
    let waiting = desk.draft("Le levain", json!({})).await;
    desk.step(&desk.ana, "entrySubmit", &waiting, 1, None).await;
    let seen = app.post_as(&desk.ana, "latest", OF_ENTRY, json!({ "id": id, "to": 2 })).await.data();
    met.walk("", &seen);
    let fields = value(&seen, "revisionDiff/fields").as_array().unwrap();
    let of = |name: &str| fields.iter().find(|it| it["field"] == name).unwrap_or_else(|| panic!("{seen}"));
    assert_eq!(
        (&of("publishedAt")["after"], &of("unpublishAt")["after"]),
        (&json!("2026-12-24T00:00:00.000Z"), &json!("2027-12-23T23:00:00.000Z"))
    );
    met.walk("", &desk.reads(&chief, QUEUE).await);
    let who = desk.reads(&chief, "{ accounts { nodes { id email } } }").await;
    let of_yann =
        value(&who, "accounts/nodes").as_array().unwrap().iter().find(|it| it["email"] == "yann@example.org").unwrap()
            ["id"]
            .clone();
    let given = desk
        .does(
            &chief,
            "mutation ($input: MandateGrantInput!) { done: mandateGrant(input: $input) { \
        mandate { id } userErrors { code message } } }",
            json!({
                "account": of_yann,
                "territory": "commune:29019",
                "expiresAt": "2027-01-01T00:00:00Z"
            }),
        )
        .await;
    assert!(value(&given, "mandate/id").is_string(), "{given}");
    let made = desk
        .does(
            &yann,
            "mutation ($input: ApiTokenCreateInput!) { done: apiTokenCreate(input: $input) { \
        apiToken { id createdAt expiresAt } secret userErrors { code message } } }",
            json!({
                "name": "script",
                "expiresAt": "2026-12-20T00:00:00Z"
            }),
        )
        .await;
    met.walk("", &made);
    desk.reads(value(&made, "secret").as_str().unwrap(), "{ viewer { role } }").await;
    app.at("2026-12-01T12:01:30Z");
    desk.does(
        &yann,
        "mutation ($input: ApiTokenRevokeInput!) { done: apiTokenRevoke(input: $input) { apiToken { revokedAt } } }",
        json!({ "id": value(&made, "apiToken/id") }),
    )
    .await;
    met.walk("", &desk.reads(&chief, ACCOUNTS).await);
    met.has(&[
        "publishedAt",
        "unpublishAt",
        "createdAt",
        "updatedAt",
        "expiresAt",
        "accessTokenExpiresAt",
        "refreshTokenExpiresAt",
        "lastRefreshedAt",
        "lastSignedInAt",
        "revokedAt",
        "grantedAt",
        "lastUsedAt",
        "submittedAt",
        "after",
    ]);

    let held = desk
        .does(
            &chief,
            "mutation ($input: MemberExportInput!) { done: memberExport(input: $input) { file { \
        content } userErrors { code } } }",
            json!({ "account": of_yann }),
        )
        .await;
    let mut given_out = Met::default();
    given_out.walk("", &serde_json::from_str(value(&held, "file/content").as_str().unwrap()).unwrap());
    given_out.has(&["createdAt", "issuedAt", "expiresAt", "grantedAt", "at"]);

    for command in [&["audit"][..], &["token", "list"], &["session", "list", "yann@example.org"], &["member", "list"]] {
        let (mut told, output) = (Met::default(), app.run(command));
        assert!(output.status.success(), "{command:?}: {output:?}");
        let text = String::from_utf8(output.stdout).unwrap();
        told.words(command[0], &text);
        assert!(!told.0.is_empty(), "{command:?}: {text}");
    }
}

async fn what_an_older_program_kept_is_unchanged(app: TestApp) {
    let rows = concat!(
        r#"{"kind":"article","key":"a","title":"A","body":"x","authors":[{"name":"A"}],"articleKind":"REPUBLISHED","originalUrl":"https://a.net/1","originalPublishedAt":"2025-01-01T00:00:00Z","originalAuthors":["B"],"originalLicence":"CC-BY-4.0","licence":"CC-BY-4.0","status":"PUBLISHED","publishedAt":"2026-01-01T00:00:00Z","unpublishAt":"2027-01-01T00:00:00.500Z"}"#,
        "\n",
        r#"{"kind":"event","key":"b","title":"B","body":"x","authors":[{"name":"A"}],"status":"PUBLISHED","publishedAt":"2026-01-01T00:00:00Z","timings":[{"start":"2026-12-02T10:00:00Z","end":"2026-12-02T12:00:00Z"}]}"#,
        "\n",
    );
    assert_eq!(app.import(rows).await.summary().created, 2);
    // snapshots and what was imported last are kept as they always were: milliseconds only when there are some
    for (table, column) in [("revision", "snapshot"), ("external_id", "imported")] {
        let kept = |part: &str| format!("SELECT count(*) FROM {table} WHERE {column} LIKE '%\"{part}\"%'");
        for (part, count) in [
            ("2026-01-01T00:00:00Z", 2),
            ("2025-01-01T00:00:00Z", 1),
            ("2026-12-02T10:00:00Z", 1),
            ("2027-01-01T00:00:00.500Z", 1),
            ("%:00.000Z", 0),
        ] {
            assert_eq!(app.number(&kept(part)).await, count, "{table}: {part}");
        }
    }
    assert_eq!(app.import(rows).await.summary().same, 2);
    let other_forms = rows
        .replace("2026-01-01T00:00:00Z", "2026-01-01T00:00:00.000Z")
        .replace("2026-12-02T10:00:00Z", "2026-12-02T11:00:00+01:00");
    assert_eq!(app.import(&other_forms).await.summary().same, 2);
    // what was imported last may have been written down in any form
    app.statement(
        "UPDATE external_id SET imported = replace(imported, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00.000Z')",
    )
    .await;
    assert_eq!(app.import(rows).await.summary().same, 2);
    let log = app.run(&["audit", "--action", "update"]);
    assert_eq!(String::from_utf8(log.stdout).unwrap(), "");
}

async fn a_place_in_a_list_outlasts_the_form_of_its_filter(app: TestApp) {
    let ask = |moment: &str, after: &str| {
        format!(
            "{{ entries(first: 1, filter: {{ publishedAfter: \"{moment}\" }}{after}) {{ nodes {{ id }} pageInfo {{ \
                endCursor }} }} }}"
        )
    };
    let first = app.query(&ask("2020-01-01T00:00:00Z", "")).await;
    let after = format!(", after: {}", value(&first, "entries/pageInfo/endCursor"));
    let (one, other) = (
        app.query(&ask("2020-01-01T00:00:00Z", &after)).await,
        app.query(&ask("2020-01-01T01:00:00.000+01:00", &after)).await,
    );
    assert_eq!(one, other);
    assert_ne!(value(&one, "entries/nodes/0/id"), value(&first, "entries/nodes/0/id"));
}

on_both! {
    demo:
        instants_have_one_form_in_all_that_is_public,
        a_place_in_a_list_outlasts_the_form_of_its_filter,
    ;
    empty:
        instants_have_one_form_at_every_desk,
        what_an_older_program_kept_is_unchanged,
    ;
}
