//! What the documentation says of how texts, addresses, languages, licences and passwords are kept, tried row by row.

use entity::account::admin::NewPerson;
use entity::value::role::Role;
use serde_json::{Value, json};

use crate::sessions::{CREATE, PASSWORD, operator};
use crate::support::{TestApp, on_both, value};

const REGISTER: &str = include_str!("spellings/register.graphql");

/// The rows of the table whose head begins with these words; each cell without its marks of code.
fn rows(page: &str, head: &str) -> Vec<Vec<String>> {
    let path = format!("{}/../docs/{page}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    let table = text.lines().skip_while(|it| !it.starts_with(&format!("| {head} |"))).skip(2);
    let cells = |line: &str| {
        let cells = line.trim_matches('|').split('|');
        cells.map(|it| it.trim().trim_matches('`').to_owned()).collect::<Vec<_>>()
    };
    let rows: Vec<Vec<String>> = table.take_while(|it| it.starts_with('|')).map(cells).collect();
    assert!(!rows.is_empty(), "{page} has no table \"{head}\"");
    rows
}

fn read(cell: &str) -> Value {
    serde_json::from_str(cell).unwrap_or_else(|cause| panic!("{cause}: {cell}"))
}

async fn signs_in(app: &TestApp, email: &str, password: &Value) -> bool {
    let data = app.post(CREATE, json!({ "input": { "email": email, "password": password } })).await.data();
    value(&data, "sessionCreate/userErrors").as_array().unwrap().is_empty()
}

async fn texts_are_kept_as_it_is_written(app: TestApp) {
    for (at, row) in rows("import.md", "field").iter().enumerate() {
        let [field, given, kept] = row.as_slice() else { panic!("{row:?}") };
        let mut line = json!({
            "kind": "article",
            "key": format!("r{at}"),
            "title": "T",
            "body": "x",
            "authors": [{ "name": "A" }],
            "status": "PUBLISHED"
        });
        line[field] = if field == "references" { json!([read(given)]) } else { read(given) };
        let summary = app.import(&line.to_string()).await.summary();
        if kept == "refused" {
            assert_eq!((summary.refused, summary.created), (1, 0), "{row:?}");
            continue;
        }
        assert_eq!(summary.created, 1, "{row:?}");
        let found = app
            .query(&format!(
                "{{ article(by: {{ slug: \"r{at}\" }}) {{ title language licence {{ key }} references {{ url }} }} }}"
            ))
            .await;
        let path = match field.as_str() {
            "licence" => "article/licence/key".to_owned(),
            "references" => "article/references/0/url".to_owned(),
            plain => format!("article/{plain}"),
        };
        assert_eq!(value(&found, &path), &read(kept), "{row:?}");
    }
}

async fn languages_are_found_as_it_is_written(app: TestApp) {
    let line = |language: &str| {
        json!({
            "kind": "article",
            "key": language,
            "title": language,
            "body": "x",
            "authors": [{ "name": "A" }],
            "status": "PUBLISHED",
            "language": language
        })
        .to_string()
    };
    let lines = ["fr", "fr-FR", "fr-CA", "fr-gallo", "br"].map(line).join("\n");
    assert_eq!(app.import(&lines).await.summary().created, 5);
    for row in rows("import.md", "`filter: { language: … }`") {
        let query = format!(
            "{{ entries(filter: {{ language: [{}] }}, orderBy: [{{ field: TITLE, direction: ASC }}]) {{ nodes {{ \
                language }} }} }}",
            row[0]
        );
        let found = app.query(&query).await;
        let mut found: Vec<&str> = value(&found, "entries/nodes")
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["language"].as_str().unwrap())
            .collect();
        found.sort_unstable();
        assert_eq!(json!(found), read(&row[1]), "{row:?}");
    }
}

async fn addresses_are_kept_as_it_is_written(app: TestApp) {
    for row in rows("signing-in.md", "address") {
        let input = json!({ "name": "Ana", "email": read(&row[0]), "password": PASSWORD });
        let done = app.post(REGISTER, json!({ "input": input })).await.data()["done"].take();
        if row[1] == "refused" {
            assert_eq!(done["userErrors"], json!([{ "code": "MALFORMED", "path": ["email"] }]), "{row:?}");
            continue;
        }
        assert_eq!(done["userErrors"], json!([]), "{row:?}: {done}");
        assert_eq!(json!(app.mail().await.0), read(&row[1]), "{row:?}");
    }
}

async fn passwords_open_as_it_is_written(app: TestApp) {
    for (at, row) in rows("signing-in.md", "a password that was set as").iter().enumerate() {
        let email = format!("p{at}@example.org");
        let password = read(&row[0]).as_str().unwrap().to_owned();
        let new = NewPerson {
            name: "Ana".to_owned(),
            member: None,
            email: email.clone(),
            password,
            role: Role::Contributor,
            territories: Vec::new(),
        };
        operator(&app).make_person(new).await.unwrap();
        assert_eq!(signs_in(&app, &email, &read(&row[1])).await, row[2] == "yes", "{row:?}");
    }
}

on_both! {
    empty:
        texts_are_kept_as_it_is_written,
        languages_are_found_as_it_is_written,
        addresses_are_kept_as_it_is_written,
        passwords_open_as_it_is_written,
    ;
}
