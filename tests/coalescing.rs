//! Versions that one author makes within minutes become one, and nothing is forgotten by it: who put a text under which
//! licence, and what the public saw.

use entity::value::role::Role;
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::sessions::{person, sign_in};
use crate::support::{TestApp, on_both, value};

const LICENCE: &str = include_str!("coalescing/licence.graphql");

impl Desk {
    /// Saves a recipe; its version then.
    async fn edits(&self, who: &str, id: &Value, version: i32, more: Value) -> i32 {
        let mut input = json!({ "id": id, "version": version });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let done = self.does(who, LICENCE, input).await;
        assert_eq!(done["userErrors"], json!([]), "{done}");
        i32::try_from(value(&done, "recipe/version").as_i64().unwrap()).unwrap()
    }

    /// Takes a recipe back from the public and makes a draft of it; its version then.
    async fn takes_back(&self, who: &str, id: &Value, version: i32) -> i32 {
        self.step(who, "entryWithdraw", id, version, None).await;
        let done = self.step(who, "entryRequestChanges", id, version + 1, Some("À toi.")).await;
        assert_eq!(value(&done, "entry/status"), "DRAFT", "{done}");
        version + 2
    }

    /// The versions that are kept, the newest first.
    async fn kept(&self, who: &str, id: &Value) -> Vec<i64> {
        let data = self.reads(who, &format!("{{ revisions(entry: {id}) {{ version }} }}")).await;
        data["revisions"].as_array().unwrap().iter().map(|it| it["version"].as_i64().unwrap()).collect()
    }
}

async fn an_author_who_assents_to_a_licence_was_forgotten_with_a_version(app: TestApp) {
    let desk = Desk::new(app).await;
    let id = desk.published("La recette").await;
    desk.step(&desk.brest, "entryWithdraw", &id, 2, None).await;
    let mut version = desk.edits(&desk.brest, &id, 3, json!({ "licence": "CC0-1.0" })).await;
    assert_eq!(
        value(&desk.step(&desk.brest, "entryRequestChanges", &id, version, Some("À toi.")).await, "entry/status"),
        "DRAFT"
    );
    version += 1;
    // whoever only writes on has not said anything of the licence
    version = desk.edits(&desk.ana, &id, version, json!({ "summary": "Un." })).await;
    version = desk.edits(&desk.ana, &id, version, json!({ "summary": "Deux." })).await;
    let refused = json!([{ "code": "LICENCE_REFUSED", "path": ["licence"] }]);
    assert_eq!(desk.step(&desk.brest, "entryPublish", &id, version, None).await["userErrors"], refused);
    // its author puts it back, and frees it of her own will, within minutes
    version = desk.edits(&desk.ana, &id, version, json!({ "licence": "CC-BY-SA-4.0" })).await;
    version = desk.edits(&desk.ana, &id, version, json!({ "licence": "CC0-1.0" })).await;
    version = desk.edits(&desk.ana, &id, version, json!({ "summary": "Trois." })).await;
    version = desk.edits(&desk.ana, &id, version, json!({ "summary": "Quatre." })).await;
    // what an editor makes of it afterwards is theirs again
    let other = desk.edits(&desk.brest, &id, version, json!({ "licence": "CC-BY-4.0" })).await;
    assert_eq!(desk.step(&desk.brest, "entryPublish", &id, other, None).await["userErrors"], refused);
    version = desk.edits(&desk.ana, &id, other, json!({ "licence": "CC0-1.0" })).await;
    assert_eq!(value(&desk.step(&desk.brest, "entryPublish", &id, version, None).await, "entry/status"), "PUBLISHED");
    let seen = desk
        .app
        .query(&format!(
            "{{ recipe(by: {{ id: {id} }}) {{ licence {{ key }} formerLicences {{ licence {{ key }} }} }} }}"
        ))
        .await;
    assert_eq!(
        seen["recipe"],
        json!({ "licence": { "key": "CC0-1.0" }, "formerLicences": [{ "licence": { "key": "CC-BY-SA-4.0" } }] })
    );
}

async fn saving_on_keeps_what_the_public_saw(app: TestApp) {
    // one person writes, publishes, takes back and writes on, all within minutes
    person(&app, "net", Role::Editor, &[]).await;
    let ana = sign_in(&app, "net").await.0;
    let desk = Desk { ana, ..Desk::new(app).await };
    let id = desk.draft("Le four", json!({})).await;
    let mut version = desk.edits(&desk.ana, &id, 1, json!({ "summary": "Un." })).await;
    version = desk.edits(&desk.ana, &id, version, json!({ "summary": "Deux." })).await;
    assert_eq!(value(&desk.step(&desk.ana, "entryPublish", &id, version, None).await, "entry/version"), &json!(4));
    let adapt = "mutation ($input: RecipeAdaptInput!) { done: recipeAdapt(input: $input) { recipe { id } userErrors { \
        code } } }";
    let made = desk
        .does(
            &desk.ana,
            adapt,
            json!({
                "origin": { "entry": id },
                "nature": "ADAPTATION",
                "title": "Un autre four",
                "territories": ["commune:29075"]
            }),
        )
        .await;
    let below = value(&made, "recipe/id").clone();
    desk.step(&desk.ana, "entryPublish", &below, 1, None).await;
    version = desk.takes_back(&desk.ana, &id, 4).await;
    for (title, licence) in [
        ("Le poêle", "CC-BY-SA-4.0"),
        ("La cuisinière", "CC0-1.0"),
        ("Le réchaud", "CC0-1.0"),
        ("La braise", "CC0-1.0"),
    ] {
        version = desk.edits(&desk.ana, &id, version, json!({ "title": title, "licence": licence })).await;
    }
    assert_eq!(desk.kept(&desk.ana, &id).await, [10, 7, 5, 4, 3, 1], "what was public, and from when to when, stays");
    let credit = desk
        .app
        .query(&format!("{{ recipe(by: {{ id: {below} }}) {{ attribution(language: \"en\") }} }}"))
        .await
        .to_string();
    assert!(credit.contains("Based on: “Le four” by net") && credit.contains("CC BY-SA 4.0"), "{credit}");
    // she wrote it: what she frees is free
    assert_eq!(value(&desk.step(&desk.ana, "entryPublish", &id, version, None).await, "entry/status"), "PUBLISHED");
}

async fn whoever_becomes_an_author_frees_nothing_by_saving_twice(app: TestApp) {
    person(&app, "net", Role::Editor, &[]).await;
    let bob = sign_in(&app, "net").await.0;
    let desk = Desk::new(app).await;
    let id = desk.published("La recette").await;
    let mut version = desk.takes_back(&bob, &id, 2).await;
    version = desk.edits(&bob, &id, version, json!({ "authors": [{ "member": "ana" }, { "member": "net" }] })).await;
    version = desk.edits(&bob, &id, version, json!({ "summary": "Un." })).await;
    version = desk.edits(&bob, &id, version, json!({ "licence": "CC0-1.0" })).await;
    version = desk.edits(&bob, &id, version, json!({ "summary": "Deux." })).await;
    let refused = json!([{ "code": "LICENCE_REFUSED", "path": ["licence"] }]);
    assert_eq!(desk.step(&bob, "entryPublish", &id, version, None).await["userErrors"], refused);
    // nor by way of another editor's save in between
    version = desk.edits(&desk.brest, &id, version, json!({ "summary": "Trois." })).await;
    version = desk.edits(&bob, &id, version, json!({ "summary": "Quatre." })).await;
    version = desk.edits(&bob, &id, version, json!({ "summary": "Cinq." })).await;
    assert_eq!(desk.step(&bob, "entryPublish", &id, version, None).await["userErrors"], refused);
}

on_both! {
    empty:
        an_author_who_assents_to_a_licence_was_forgotten_with_a_version,
        saving_on_keeps_what_the_public_saw,
        whoever_becomes_an_author_frees_nothing_by_saving_twice,
    ;
}
