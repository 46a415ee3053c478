//! Themes, sources and licences, as editors and administrators keep them.

use entity::value::role::Role;
use serde_json::{Value, json};

use crate::editing::token;
use crate::sessions::{person, sign_in};
use crate::support::{TestApp, on_both, value};

async fn does(app: &TestApp, who: &str, name: &str, asked: &str, input: Value) -> Value {
    let kind = format!("{}{}Input", name[..1].to_uppercase(), &name[1..]);
    let text = format!(
        "mutation ($input: {kind}!) {{ done: {name}(input: $input) {{ {asked} userErrors {{ code path message }} }} }}"
    );
    let answer = match who {
        "" => app.post_in("en", &text, json!({ "input": input })).await.json(),
        who => app.post_as(who, "published", &text, json!({ "input": input })).await.json(),
    };
    match answer.get("errors") {
        Some(errors) => errors[0]["extensions"]["code"].clone(),
        None => answer["data"]["done"].clone(),
    }
}

async fn themes_are_kept_by_editors(app: TestApp) {
    let editor = token(&app, Role::Editor, &["pays:pays-de-brest"], None).await;
    person(&app, "ana", Role::Contributor, &[]).await;
    let contributor = sign_in(&app, "ana").await.0;
    let garden =
        json!({ "names": [{ "language": "fr", "text": "Jardins" }, { "language": "br", "text": "Liorzhoù" }] });
    assert_eq!(does(&app, "", "themeCreate", "theme { id }", garden.clone()).await, "UNAUTHENTICATED");
    assert_eq!(does(&app, &contributor, "themeCreate", "theme { id }", garden.clone()).await, "FORBIDDEN");
    let made = does(&app, &editor, "themeCreate", "theme { id slug parent { slug } }", garden).await;
    assert_eq!((&made["theme"]["slug"], &made["userErrors"]), (&json!("jardins"), &json!([])), "{made}");
    let id = made["theme"]["id"].clone();
    let below = json!({ "names": [{ "language": "fr", "text": "Potagers" }], "parent": id });
    let below = does(&app, &editor, "themeCreate", "theme { id parent { slug } }", below).await;
    assert_eq!(below["theme"]["parent"]["slug"], "jardins");
    // an entry under the lower one is in the list of the upper one
    app.import("{\"kind\":\"article\",\"key\":\"a\",\"title\":\"A\",\"body\":\"x\",\"authors\":[{\"name\":\"X\"}],\"status\":\"PUBLISHED\",\"themes\":[\"potagers\"]}").await;
    let counted = async || {
        value(&app.query("{ articles(filter: { theme: [\"jardins\"] }) { totalCount } }").await, "articles/totalCount")
            .clone()
    };
    assert_eq!(counted().await, 1);
    let circle =
        does(&app, &editor, "themeUpdate", "theme { id }", json!({ "id": id, "parent": below["theme"]["id"] })).await;
    assert_eq!(circle["userErrors"][0]["path"], json!(["parent"]), "{circle}");
    let taken = does(&app, &editor, "themeUpdate", "theme { id }", json!({ "id": id, "slug": "potagers" })).await;
    assert_eq!(taken["userErrors"][0]["code"], "TAKEN");
    let empty = does(&app, &editor, "themeCreate", "theme { id }", json!({ "names": [] })).await;
    assert_eq!(empty["userErrors"][0]["code"], "REQUIRED");
    let moved = does(
        &app,
        &editor,
        "themeUpdate",
        "theme { parent { slug } }",
        json!({ "id": below["theme"]["id"], "parent": null }),
    )
    .await;
    assert_eq!(moved["theme"]["parent"], Value::Null);
    assert_eq!(counted().await, 0);
    let used = does(&app, &editor, "themeDelete", "", json!({ "id": below["theme"]["id"] })).await;
    assert_eq!(used["userErrors"][0]["code"], "INCONSISTENT");
    assert_eq!(does(&app, &editor, "themeDelete", "", json!({ "id": id })).await["userErrors"], json!([]));
    assert_eq!(*value(&app.query("{ theme(by: { slug: \"jardins\" }) { id } }").await, "theme"), Value::Null);
}

async fn sources_are_kept_by_editors(app: TestApp) {
    let editor = token(&app, Role::Editor, &["region:53"], None).await;
    let input = json!({ "name": "Le Journal", "homepage": "https://journal.test/", "licence": "CC BY 4.0", "feedUrl": "https://journal.test/feed" });
    let made =
        does(&app, &editor, "sourceCreate", "source { id slug licence { key } permission feedUrl }", input).await;
    assert_eq!(made["source"]["licence"]["key"], "CC-BY-4.0", "{made}");
    assert_eq!((&made["source"]["permission"], &made["source"]["slug"]), (&json!("UNKNOWN"), &json!("le-journal")));
    let id = made["source"]["id"].clone();
    let changed = json!({ "id": id, "permission": "OPEN", "feedUrl": null });
    let changed = does(&app, &editor, "sourceUpdate", "source { name permission feedUrl }", changed).await;
    assert_eq!(changed["source"], json!({ "name": "Le Journal", "permission": "OPEN", "feedUrl": null }));
    let wrong = json!({ "name": "A\nB", "homepage": "https://journal.test/", "licence": "CC-BY-99", "licenceStatementUrl": "nowhere" });
    let wrong = does(&app, &editor, "sourceCreate", "source { id }", wrong).await;
    let paths: Vec<&Value> = wrong["userErrors"].as_array().unwrap().iter().map(|it| &it["path"]).collect();
    assert!(paths.contains(&&json!(["licenceStatementUrl"])), "{wrong}");
    assert_eq!(
        does(&app, &editor, "sourceUpdate", "source { id }", json!({ "id": "x" })).await["userErrors"][0]["code"],
        "NOT_FOUND"
    );
}

async fn licences_are_kept_by_administrators(app: TestApp) {
    let admin = token(&app, Role::Admin, &[], None).await;
    let editor = token(&app, Role::Editor, &["region:53"], None).await;
    let input = json!({ "key": "LicenseRef-partage", "shortName": "Partage", "names": [{ "language": "fr", "text": "Licence de partage" }],
        "url": "https://partage.test/", "permits": { "reproduction": true, "adaptation": true, "commercialUse": false } });
    assert_eq!(does(&app, &editor, "licenceCreate", "licence { key }", input.clone()).await, "FORBIDDEN");
    let made = does(
        &app,
        &admin,
        "licenceCreate",
        "licence { id key isSpdx permits { adaptation } requires { attribution } }",
        input.clone(),
    )
    .await;
    assert_eq!(made["licence"]["permits"]["adaptation"], true, "{made}");
    assert_eq!(
        (&made["licence"]["isSpdx"], &made["licence"]["requires"]["attribution"]),
        (&json!(false), &json!(true))
    );
    let again = does(&app, &admin, "licenceCreate", "licence { key }", input).await;
    assert_eq!((&again["userErrors"][0]["code"], &again["userErrors"][0]["path"]), (&json!("TAKEN"), &json!(["key"])));
    let known = app.query("{ licence(by: { key: \"CC-BY-4.0\" }) { id } }").await;
    let id = value(&known, "licence/id");
    let terms = json!({ "id": id, "isFreeCultural": false });
    let terms = does(&app, &admin, "licenceUpdate", "licence { key }", terms).await;
    assert_eq!(terms["userErrors"][0]["code"], "INCONSISTENT", "{terms}");
    let named = does(
        &app,
        &admin,
        "licenceUpdate",
        "licence { shortName isFreeCultural }",
        json!({ "id": id, "shortName": "BY" }),
    )
    .await;
    assert_eq!(named["licence"], json!({ "shortName": "BY", "isFreeCultural": true }));
    for key in ["", "with space", "a/b", &"x".repeat(65)] {
        let bad = does(&app, &admin, "licenceCreate", "licence { key }", json!({ "key": key, "shortName": "X" })).await;
        assert_eq!(bad["userErrors"][0]["path"], json!(["key"]), "{key}");
    }
    // it can be put on a text
    let row = "{\"kind\":\"article\",\"key\":\"a\",\"title\":\"A\",\"body\":\"x\",\"authors\":[{\"name\":\"X\"}],\"licence\":\"LicenseRef-partage\",\"status\":\"PUBLISHED\"}";
    assert!(app.import(row).await.summary().is_clean());
    let credit = app.query("{ article(by: { slug: \"a\" }) { attribution licence { key } } }").await;
    assert!(value(&credit, "article/attribution").as_str().unwrap().contains("sous licence Partage"), "{credit}");
}

on_both! {
    empty: themes_are_kept_by_editors, sources_are_kept_by_editors, licences_are_kept_by_administrators,;
}
