//! Finding one thing: by id, slug, former slug, the key it was imported under, the address of its original.

use serde_json::{Value, json};

use crate::support::{TestApp, on_both, value};

async fn an_entry_is_found_by_each_of_its_names(app: TestApp) {
    let slug = "heol-monnaie-locale-dans-le-vent";
    let found =
        app.query(&format!("{{ article(by: {{ slug: \"{slug}\" }}) {{ id originalUrl source {{ slug }} }} }}")).await;
    let id = value(&found, "article/id").as_str().unwrap();
    assert_eq!(value(&found, "article/source/slug"), "eco-bretons");
    for by in [
        format!("{{ id: \"{id}\" }}"),
        format!("{{ externalId: {{ origin: \"demo\", key: \"{slug}\" }} }}"),
        "{ originalUrl: \
            \"http://www.eco-bretons.info/ecomaginitiativeheol-une-monnaie-locale-dans-vent?utm_source=x#haut\" }"
            .to_owned(),
    ] {
        let one = app.query(&format!("{{ article(by: {by}) {{ slug }} entry(by: {by}) {{ slug kind }} }}")).await;
        assert_eq!(one, json!({ "article": { "slug": slug }, "entry": { "slug": slug, "kind": "ARTICLE" } }), "{by}");
    }
    let other = app.query(&format!("{{ initiative(by: {{ id: \"{id}\" }}) {{ slug }} }}")).await;
    assert_eq!(other, json!({ "initiative": null }));
}

async fn what_is_not_there_is_null_and_what_is_no_name_is_refused(app: TestApp) {
    let nothing = "00000000-0000-7000-8000-000000000000";
    let query = format!(
        "{{ initiative(by: {{ slug: \"nothing-here\" }}) {{ id }} entry(by: {{ id: \"{nothing}\" }}) {{ id }} node(id: \"{nothing}\") {{ id }}
               member(by: {{ slug: \"nobody\" }}) {{ id }} nul: entry(by: {{ externalId: {{ origin: \"a\\u0000\", key: \"b\" }} }}) {{ id }} nil: resolve(path: \"/a\\u0000\") {{ httpStatus }} theme(by: {{ slug: \"nothing\" }}) {{ id }} resolve(path: \"/nothing\") {{ httpStatus }} }}"
    );
    let data = app.query(&query).await;
    assert!(data.as_object().unwrap().values().all(Value::is_null), "{data}");
    assert_eq!(app.refusal("{ entry(by: { id: \"7\" }) { id } }").await, "BAD_INPUT");
    let both = app.post("{ initiative(by: { id: \"7\", slug: \"a\" }) { id } }", Value::Null).await.json();
    assert!(both["errors"].is_array());
}

async fn every_node_answers_by_its_id(app: TestApp) {
    let data = app.query(
        "{ initiatives(first: 1) { nodes { id } } recipes(first: 1) { nodes { id } } articles(first: 1) { nodes { id } }
               events(first: 1) { nodes { id } } members(first: 1) { nodes { id } } licences(first: 1) { nodes { id } }
               territories(first: 1) { nodes { id } } themes(first: 1) { nodes { id } } sources(first: 1) { nodes { id } } }",
    ).await;
    let ids: Vec<Value> = data.as_object().unwrap().values().map(|it| it["nodes"][0]["id"].clone()).collect();
    let mut asked = ids.clone();
    asked.insert(3, json!("no id at all"));
    let nodes =
        app.post("query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }", json!({ "ids": asked })).await.data();
    let found: Vec<Value> = value(&nodes, "nodes").as_array().unwrap().iter().map(|it| it["id"].clone()).collect();
    assert_eq!(found[3], Value::Null);
    assert_eq!([&found[..3], &found[4..]].concat(), ids);
}

async fn an_old_slug_leads_to_the_new_one(app: TestApp) {
    let row = r#"{"kind":"recipe","key":"organiser-un-repair-cafe","slug":"tenir-un-repair-cafe"}"#;
    assert_eq!(app.import_as("demo", entity::import::row::Mode::Lenient, row).await.summary().updated, 1);
    let data = app
        .query(
            "{ recipe(by: { slug: \"organiser-un-repair-cafe\" }) { slug url }
               moved: resolve(path: \"/recipe/organiser-un-repair-cafe\") { httpStatus location entry { slug } }
               good: resolve(path: \"/recipe/tenir-un-repair-cafe\") { httpStatus location } }",
        )
        .await;
    let url = "https://site.test/recipe/tenir-un-repair-cafe";
    assert_eq!(
        data,
        json!({
            "recipe": { "slug": "tenir-un-repair-cafe", "url": url },
            "moved": { "httpStatus": 301, "location": url, "entry": { "slug": "tenir-un-repair-cafe" } },
            "good": { "httpStatus": 200, "location": url },
        })
    );
}

async fn names_fall_back_from_language_to_language(app: TestApp) {
    let query = "{ theme(by: { slug: \"numerique\" }) { name breton: name(language: \"br\") english: name(language: \
        \"en\") } }";
    let french = app.post_in("fr", query, Value::Null).await.data();
    assert_eq!(french, json!({ "theme": { "name": "Numérique", "breton": "Niverel", "english": "Numérique" } }));
    let breton = app.post_in("en;q=0.5, br-FR", query, Value::Null).await.data();
    assert_eq!(value(&breton, "theme/name"), "Niverel");
    let licence = app.post_in("en", "{ licence(by: { key: \"LAL-1.3\" }) { name deedUrl } }", Value::Null).await.data();
    assert_eq!(licence, json!({ "licence": { "name": "Free Art License 1.3", "deedUrl": null } }));
}

async fn former_codes_resolve(app: TestApp) {
    let data = app.query(
        "{ old: territory(by: { ref: \"commune:22120\" }) { ref name } new: territory(by: { ref: \"commune:22030\" }) \
            { ref name parents { ref } } }",
    ).await;
    assert_eq!(value(&data, "old/ref"), "commune:22030");
    assert_eq!(value(&data, "new/parents/0/ref"), "departement:22");
}

async fn credit_lines_are_given_in_each_language_and_form(app: TestApp) {
    let data = app.query(
        "{ recipe(by: { slug: \"aozan-ur-repair-cafe\" }) { attribution fr: attribution(language: \"fr\") en: attribution(language: \"en\")
               html: attribution(format: HTML) markdown: attribution(language: \"en\", format: MARKDOWN) } }",
    ).await;
    insta::with_settings!({ prepend_module_to_snapshot => false }, {
        insta::assert_json_snapshot!("credit_lines", data);
    });
}

on_both! {
    demo:
        an_entry_is_found_by_each_of_its_names,
        what_is_not_there_is_null_and_what_is_no_name_is_refused,
        every_node_answers_by_its_id,
        an_old_slug_leads_to_the_new_one,
        names_fall_back_from_language_to_language,
        former_codes_resolve,
        credit_lines_are_given_in_each_language_and_form,
    ;
}
