//! What there is once: the address of an article's original, and slugs that somebody asked for.

use entity::value::role::Role;
use serde_json::{Value, json};

use crate::editing::token;
use crate::support::{TestApp, on_both, value};

const MEMBERS: &str = r#"
{"kind":"member","key":"ana","memberKind":"PERSON","name":"Ana"}
{"kind":"member","key":"ben","memberKind":"PERSON","name":"Ben"}
"#;

async fn does(app: &TestApp, who: &str, mutation: &str, selection: &str, input: Value) -> Value {
    let name = mutation[..1].to_uppercase() + &mutation[1..];
    let query = format!(
        "mutation ($input: {name}Input!) {{ done: {mutation}(input: $input) {{ {selection} userErrors {{ code path }} \
            }} }}"
    );
    app.post_as(who, "latest", &query, json!({ "input": input })).await.data()["done"].take()
}

async fn article(app: &TestApp, who: &str, more: Value) -> Value {
    let mut input = json!({ "title": "Un article", "body": "Du texte." });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    does(app, who, "articleCreate", "article { id slug originalUrl }", input).await
}

fn taken(field: &str) -> Value {
    json!([{ "code": "TAKEN", "path": [field] }])
}

async fn a_hidden_draft_is_told_by_no_refusal(app: TestApp) {
    app.import(MEMBERS).await;
    let ana = token(&app, Role::Contributor, &[], Some("ana")).await;
    let ben = token(&app, Role::Contributor, &[], Some("ben")).await;
    let editor = token(&app, Role::Editor, &[], None).await;
    let about = |url: &str| json!({ "originalUrl": url, "articleKind": "SUMMARY" });
    let hers = article(&app, &ana, about("https://a.test/page")).await;
    assert_eq!(hers["userErrors"], json!([]), "{hers}");
    // one's own is known to oneself, whatever was added to the address
    let again = article(&app, &ana, about("http://www.a.test/page/?utm_source=x")).await;
    assert_eq!(again["userErrors"], taken("originalUrl"));
    // somebody else's draft is not
    let his = article(&app, &ben, about("https://a.test/page?fbclid=1")).await;
    assert_eq!(his["userErrors"], json!([]), "{his}");
    let changed = does(
        &app,
        &ben,
        "articleUpdate",
        "article { id }",
        json!({ "id": value(&his, "article/id"), "version": 1, "summary": "S" }),
    )
    .await;
    assert_eq!(changed["userErrors"], json!([]), "what has had an address goes on having it");
    // of two that are to be public, one is
    let publish = |made: &Value, version: i32| json!({ "id": value(made, "article/id"), "version": version });
    let (one, other) = tokio::join!(
        does(&app, &editor, "entryPublish", "entry { id }", publish(&hers, 1)),
        does(&app, &editor, "entryPublish", "entry { id }", publish(&his, 2)),
    );
    let mut told = [one["userErrors"].clone(), other["userErrors"].clone()];
    told.sort_by_key(Value::to_string);
    assert_eq!(told, [json!([]), taken("originalUrl")]);
    // now everybody knows
    let third = article(&app, &ben, about("https://a.test/page#haut")).await;
    assert_eq!(third["userErrors"], taken("originalUrl"));
    let found = app.query("{ article(by: { originalUrl: \"https://a.test/page\" }) { status } }").await;
    assert_eq!(value(&found, "article/status"), "PUBLISHED");
    // what is withdrawn stands in no other's way
    let public = if one["userErrors"] == json!([]) { (&hers, 2, &his, 2) } else { (&his, 3, &hers, 1) };
    let withdrawn = does(&app, &editor, "entryWithdraw", "entry { id }", publish(public.0, public.1)).await;
    assert_eq!(withdrawn["userErrors"], json!([]), "{withdrawn}");
    let second = does(&app, &editor, "entryPublish", "entry { id }", publish(public.2, public.3)).await;
    assert_eq!(second["userErrors"], json!([]), "{second}");
    let back = does(&app, &editor, "entryPublish", "entry { id }", publish(public.0, public.1 + 1)).await;
    assert_eq!(back["userErrors"], taken("originalUrl"));
}

async fn a_credit_line_tracked_its_readers(app: TestApp) {
    app.import(MEMBERS).await;
    let ana = token(&app, Role::Contributor, &[], Some("ana")).await;
    let republish = json!({
        "url": "https://a.test/p?id=1&utm_source=x#xtor=RSS-1",
        "title": "T",
        "authors": ["Zoé"],
        "licence": "CC-BY-4.0",
        "body": "B"
    });
    let made = does(
        &app,
        &ana,
        "articleRepublish",
        "article { id version originalUrl attribution attributionParts { url } }",
        republish,
    )
    .await;
    let clean = json!("https://a.test/p?id=1");
    assert_eq!(
        (value(&made, "article/originalUrl"), value(&made, "article/attributionParts/url")),
        (&clean, &clean),
        "{made}"
    );
    assert!(!value(&made, "article/attribution").as_str().unwrap().contains("utm"), "{made}");
    let update = json!({ "id": value(&made, "article/id"), "version": 1, "originalUrl": "https://a.test/q?fbclid=2" });
    let changed = does(&app, &ana, "articleUpdate", "article { originalUrl }", update).await;
    assert_eq!(value(&changed, "article/originalUrl"), "https://a.test/q");
    let row = r#"{"kind":"article","key":"row","title":"R","articleKind":"SUMMARY","originalUrl":"https://a.test/r?gclid=1","body":"x","status":"PUBLISHED","authors":[{"name":"X"}]}"#;
    assert_eq!(
        app.import(row).await.summary().to_string(),
        app.import_as("again", entity::import::row::Mode::DryRun, &row.replace("/r?", "/s?").replace("row", "other"))
            .await
            .summary()
            .to_string()
    );
    let found = app.query("{ article(by: { slug: \"row\" }) { originalUrl } }").await;
    assert_eq!(value(&found, "article/originalUrl"), "https://a.test/r");
}

async fn a_slug_that_was_asked_for_became_another(app: TestApp) {
    app.import(MEMBERS).await;
    let ana = token(&app, Role::Contributor, &[], Some("ana")).await;
    let first = article(&app, &ana, json!({ "slug": "fete" })).await;
    assert_eq!(value(&first, "article/slug"), "fete");
    assert_eq!(article(&app, &ana, json!({ "slug": "fete" })).await["userErrors"], taken("slug"));
    // a title is a proposal
    assert_eq!(value(&article(&app, &ana, json!({ "title": "Fête" })).await, "article/slug"), "fete-2");
    let other = article(&app, &ana, json!({ "title": "Привет" })).await;
    assert_eq!(value(&other, "article/slug"), "privet");
    let renamed = |slug: &str| json!({ "id": value(&other, "article/id"), "version": 1, "slug": slug });
    assert_eq!(
        does(&app, &ana, "articleUpdate", "article { slug }", renamed("fete")).await["userErrors"],
        taken("slug")
    );
    assert_eq!(
        value(&does(&app, &ana, "articleUpdate", "article { slug }", renamed("bonjour")).await, "article/slug"),
        "bonjour"
    );
    // what something was called is not free either
    assert_eq!(article(&app, &ana, json!({ "slug": "privet" })).await["userErrors"], taken("slug"));
    // an import numbers what it proposes itself, and nothing that a row names
    for (row, slug) in [
        (r#"{"kind":"article","key":"fete","title":"F"}"#, "fete-3"),
        (r#"{"kind":"member","key":"ana-2","slug":"ana","memberKind":"PERSON","name":"A"}"#, ""),
    ] {
        let report = format!("{:?}", app.import_as("other", entity::import::row::Mode::Lenient, row).await);
        assert_eq!(slug.is_empty(), report.contains("Taken"), "{report}");
    }
    let report = format!("{:?}", app.import(r#"{"kind":"article","key":"k","slug":"fete","title":"F"}"#).await);
    assert!(report.contains("Taken"), "{report}");
}

on_both! {
    empty:
        a_hidden_draft_is_told_by_no_refusal,
        a_credit_line_tracked_its_readers,
        a_slug_that_was_asked_for_became_another,
    ;
}
