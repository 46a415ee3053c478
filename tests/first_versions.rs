//! First versions of imported entries, whose texts stand in the entries alone until these change: nobody sees a difference.

use serde_json::{Value, json};

use crate::desk::{Desk, UPDATE};
use crate::support::{TestApp, on_both, value};

const BODY: &str = "Des mots importés, \"entre guillemets\".\n\nUne fin.";
const SUMMARY: &str = "Un résumé importé";

async fn the_texts_of_a_first_version_stay_when_the_entry_changes(app: TestApp) {
    let desk = Desk::new(app).await;
    let app = &desk.app;
    let row = |body: &str| {
        json!({ "kind": "recipe", "key": "four", "title": "Le four", "summary": SUMMARY, "body": body,
            "licence": "CC-BY-SA-4.0", "authors": ["ana"], "territories": ["commune:29075"], "status": "PUBLISHED" })
        .to_string()
    };
    let versions = |format: i32, text: &str| {
        format!("SELECT count(*) FROM revision WHERE format = {format} AND version = 1 AND snapshot LIKE '%{text}%'")
    };
    assert_eq!(app.import(&row(BODY)).await.summary().created, 1);
    assert_eq!(app.number(&versions(2, "Le four")).await, 1, "the version is kept without its texts");
    assert_eq!(app.number(&versions(2, "import")).await, 0);
    assert_eq!(app.import(&row(BODY)).await.summary().same, 1);

    let exported = app.run(&["export", "--format", "ndjson"]);
    let exported = String::from_utf8(exported.stdout).unwrap();
    let exported = exported.lines().map(|it| serde_json::from_str::<Value>(it).unwrap());
    let exported = exported.clone().find(|it| it["title"] == "Le four").unwrap();
    assert_eq!((&exported["body"], &exported["summary"]), (&json!(BODY), &json!(SUMMARY)));

    let id = app.query("{ recipe(by: { slug: \"four\" }) { id } }").await["recipe"]["id"].clone();
    let changed = desk.does(&desk.brest, UPDATE, json!({ "id": id, "version": 1, "summary": "Plus court" })).await;
    assert_eq!(changed["userErrors"], json!([]), "{changed}");

    assert_eq!(app.number("SELECT count(*) FROM revision WHERE format <> 1").await, 0);
    assert_eq!(app.number(&versions(1, "Des mots importés")).await, 1, "the first version has its texts now");
    let ask = format!(
        "{{ revisions(entry: {id}) {{ version title changedFields }} revisionDiff(entry: {id}, from: 1, to: 2) {{ fields {{ field }} }} }}"
    );
    let seen = desk.reads(&desk.brest, &ask).await;
    let changes = value(&seen, "revisionDiff/fields").as_array().unwrap();
    assert!(changes.iter().all(|it| it["field"] != "body"), "{changes:?}");
    let first = value(&seen, "revisions").as_array().unwrap().last().unwrap();
    let fields = first["changedFields"].as_array().unwrap();
    assert!(fields.contains(&json!("body")) && fields.contains(&json!("summary")), "{first}");

    let more = row(BODY).replace("\"four\"", "\"pain\"");
    assert_eq!(app.import(&more).await.summary().created, 1);
    let told = app.import(&row("Un autre texte importé.")).await.summary().to_string();
    assert!(told.starts_with("created 0, updated 1, same 0, conflicts 0, refused 0"), "{told}");
    assert_eq!(app.number(&versions(1, "Des mots importés")).await, 1);

    // the way down makes whole what former programs would take for entries without texts
    assert_eq!(app.number(&versions(2, "Le four")).await, 1);
    let undone = app.run(&["migrate", "--down", "1", "--yes"]);
    assert!(undone.status.success(), "{}", String::from_utf8_lossy(&undone.stderr));
    assert_eq!(app.number("SELECT count(*) FROM revision WHERE format <> 1").await, 0);
    assert_eq!(app.number(&versions(1, "Des mots importés")).await, 2);
    assert_eq!(app.number(&versions(1, SUMMARY)).await, 2);
}

on_both! {
    empty:
        the_texts_of_a_first_version_stay_when_the_entry_changes,
    ;
}
