//! How much an answer may hold: long keys, long texts and many of them are refused before they are held, and others are
//! answered meanwhile.

use entity::value::role::Role;
use serde_json::{Value, json};

use crate::editing::token;
use crate::support::{Served, TestApp, on_both, value};

const PROGRAM: &str = env!("CARGO_BIN_EXE_bretagne-creative");
/// How much more memory a server may hold while it is asked for too much, in KiB.
const MEMORY: u64 = 100 * 1024;
/// How many long texts there are.
const TEXTS: usize = 40;

/// Recipes with texts of 240 KB each.
async fn long_recipes(app: &TestApp) {
    let row = |n: usize| {
        let body = format!("Texte {n}. {}", "**Du pain**, du beurre [et](https://a.net) du sel.\n\n".repeat(4_900));
        json!({ "kind": "recipe", "key": format!("long-{n}"), "title": format!("Long {n}"), "body": body,
            "authors": [{ "name": "Ana" }], "status": "PUBLISHED", "publishedAt": "2026-11-01T12:00:00Z" })
        .to_string()
    };
    for part in 0..4 {
        let rows: Vec<String> = (part * TEXTS / 4..(part + 1) * TEXTS / 4).map(row).collect();
        let report = app.import(&rows.join("\n")).await;
        assert!(report.summary().is_clean(), "{}", report.summary());
    }
}

/// The limit that a query passes.
async fn limit(app: &TestApp, query: &str) -> (String, Value) {
    let answer = app.post_in("en", query, Value::Null).await.json();
    let first = answer["errors"][0].clone();
    assert!(answer.get("data").is_none(), "{}", first);
    (first["extensions"]["limit"].as_str().unwrap_or_default().to_owned(), first)
}

fn thirty(field: &str) -> String {
    many(30, field)
}

fn many(times: usize, field: &str) -> String {
    let aliases: String = (0..times).map(|n| format!("a{n}: {field} ")).collect();
    format!("{{ {aliases} }}")
}

async fn an_alias_of_200_000_letters_is_refused(app: TestApp) {
    let alias = "a".repeat(200_000);
    let lists: String = (0..24).map(|n| format!("l{n}: entries(first: 100) {{ nodes {{ ...F }} }} ")).collect();
    let (name, error) = limit(&app, &format!("{{ {lists} }} fragment F on Entry {{ {alias}: id }}")).await;
    assert_eq!(name, "key_letters");
    assert_eq!(error["message"], "An alias has at most 100 letters; this one has 200,000.");
    assert_eq!((&error["extensions"]["max"], &error["extensions"]["found"]), (&json!(100), &json!(200_000)));
    let longest = "a".repeat(100);
    assert_eq!(app.query(&format!("{{ {longest}: network {{ name }} }}")).await[&longest]["name"], "Bretagne Creative");
}

async fn long_texts_of_many_rows_are_refused_and_leave_nothing(app: TestApp) {
    long_recipes(&app).await;
    let one = "recipes(first: 40) { nodes { body } }";
    for query in [
        thirty(one),
        format!("{{ {one} }}"),
        "{ recipes(first: 10) { nodes { a: body b: body c: body d: body } } }".to_owned(),
        thirty("recipes(first: 40) { nodes { body(format: HTML) } }"),
        many(24, "recipe(by: { slug: \"long-1\" }) { body again: body }"),
    ] {
        let (name, error) = limit(&app, &query).await;
        assert_eq!((name.as_str(), &error["extensions"]["max"]), ("answer_bytes", &json!(8 << 20)), "{query}");
    }
    // what is refused is given back: what fits is answered, also in several forms
    let ten = app.query("{ recipes(first: 10) { nodes { title body } } }").await;
    assert!(
        value(&ten, "recipes/nodes").as_array().unwrap().iter().all(|it| it["body"].as_str().unwrap().len() > 240_000)
    );
    let html = "{ recipes(first: 2) { nodes { body(format: HTML) text: body(format: TEXT) } } }";
    let (first, again) = (app.query(html).await, app.query(html).await);
    assert!(
        value(&first, "recipes/nodes/0/body").as_str().unwrap().starts_with("<p>Texte "),
        "{}",
        &first.to_string()[..200]
    );
    assert!(value(&first, "recipes/nodes/1/text").as_str().unwrap().contains("Du pain, du beurre et du sel."));
    assert_eq!(first, again, "what is kept is the same");
}

async fn what_a_mutation_did_is_done_when_its_answer_is_too_long(app: TestApp) {
    long_recipes(&app).await;
    let chief = token(&app, Role::Admin, &[], None).await;
    let found = app.query("{ recipe(by: { slug: \"long-1\" }) { id version } }").await;
    let input = json!({ "id": value(&found, "recipe/id"), "version": 1, "summary": "Court." });
    let update = "mutation ($input: RecipeUpdateInput!) { done: recipeUpdate(input: $input) { recipe { id } query { \
        recipes(first: 40) { nodes { body } } } } }";
    let answer = app.post_as(&chief, "published", update, json!({ "input": input })).await.json();
    assert_eq!(answer["errors"][0]["extensions"]["limit"], "answer_bytes", "{}", answer["errors"]);
    assert!(answer.get("data").is_some() && answer["errors"][0]["path"][0] == "done", "{}", answer["errors"]);
    let now = app.query("{ recipe(by: { slug: \"long-1\" }) { summary version } }").await;
    assert_eq!(now["recipe"], json!({ "summary": "Court.", "version": 2 }));
}

async fn who_asks_for_too_much_fills_no_memory_and_others_are_answered(app: TestApp) {
    long_recipes(&app).await;
    let served = Served::start(PROGRAM, &app.database_url(), &[("BC_LOG", "error")]);
    let small = || served.query("{ network { name } }").unwrap();
    assert_eq!(small().status, 200);
    let before = served.private();
    let alias = "a".repeat(100);
    let keys: String = (0..24).map(|n| format!("l{n}: entries(first: 100) {{ nodes {{ ...F }} }} ")).collect();
    let queries = [
        thirty("recipes(first: 40) { nodes { body } }"),
        "{ recipes(first: 40) { nodes { body(format: HTML) } } }".to_owned(),
        format!("{{ {keys} }} fragment F on Entry {{ {alias}: title url attribution(format: HTML) }}"),
    ];
    let most = std::thread::scope(|scope| {
        let asking: Vec<_> = (0..6)
            .map(|n| {
                let (served, query) = (&served, &queries[n % queries.len()]);
                scope.spawn(move || {
                    for _ in 0..4 {
                        let reply = served.query(query).unwrap();
                        assert!(
                            ["LIMIT_EXCEEDED", "OVERLOADED", "TOO_MANY_REQUESTS", ""].contains(&reply.code().as_str())
                        );
                    }
                })
            })
            .collect();
        let mut most = 0;
        while asking.iter().any(|it| !it.is_finished()) {
            let reply = small();
            assert_eq!((reply.status, reply.code().as_str()), (200, ""));
            most = most.max(served.private());
        }
        most
    });
    assert!(most <= before + MEMORY, "{before} KiB before, {most} KiB at most");
}

on_both! {
    empty:
        an_alias_of_200_000_letters_is_refused,
        long_texts_of_many_rows_are_refused_and_leave_nothing,
        what_a_mutation_did_is_done_when_its_answer_is_too_long,
        who_asks_for_too_much_fills_no_memory_and_others_are_answered,
    ;
}
