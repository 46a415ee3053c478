//! What an operation costs: the rules stand in the schema, the estimate is never below what was answered, and what is
//! said of a refusal is enough to mend it.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::support::{TestApp, on_both, value};

const INTROSPECTION: &str = include_str!("costs/introspection.graphql");

async fn the_estimate_is_never_below_what_is_answered(app: TestApp) {
    let types = types(&app).await;
    let mut chance = Chance(0x0BA5_EBA1);
    let (mut carried_out, mut refused) = (0, 0);
    for round in 0..400 {
        let query = format!("{{ {} }}", selection(&types, "Query", 6, &mut chance));
        let answer = app.post(&query, Value::Null).await.json();
        if let Some(errors) = answer.get("errors") {
            // accounts and the audit log are not for visitors
            let code = &errors[0]["extensions"]["code"];
            assert!(
                ["LIMIT_EXCEEDED", "UNAUTHENTICATED"].contains(&code.as_str().unwrap()),
                "{round}: {query}: {errors}"
            );
            refused += 1;
            continue;
        }
        let cost = value(&answer, "extensions/cost");
        let (estimated, actual) = (cost["estimated"].as_u64().unwrap(), cost["actual"].as_u64().unwrap());
        assert!(estimated >= actual, "{round}: {query}: {cost}");
        assert!(actual >= fields(&answer["data"]), "{round}: {query}: {cost}");
        carried_out += 1;
    }
    assert!(carried_out > 100, "{carried_out} carried out, {refused} refused");
}

async fn seven_levels_of_one_row_each_are_carried_out(app: TestApp) {
    let query =
        "{ territories(first: 1) { nodes { initiatives(first: 1) { nodes { themes { articles(first: 1) { nodes {
            territories { recipes(first: 1) { nodes { authors { member { name } } } } } } } } } } } } }";
    let answer = app.post(query, Value::Null).await.json();
    assert!(answer.get("errors").is_none(), "{answer}");
    let estimated = value(&answer, "extensions/cost/estimated").as_u64().unwrap();
    // three plain lists in each other, should each hold the 50 items that it may
    assert!((50 * 50 * 50 / 4..150_000).contains(&estimated), "{estimated}");
    let deeper = query.replace("member { name }", "member { territories { name } }");
    assert_eq!(app.refusal(&deeper).await, "LIMIT_EXCEEDED", "four of them in each other could hold millions");
}

async fn an_answer_says_what_it_cost(app: TestApp) {
    let answer = app.post("{ initiatives(first: 2) { nodes { id title } totalCount } }", Value::Null).await.json();
    // the list 10, its nodes and count 1 + 10, two fields of two rows
    assert_eq!(answer["extensions"]["cost"], json!({ "estimated": 25, "actual": 25, "limit": 150_000 }));
    let skipped = "query ($no: Boolean!) { initiatives(first: 100) { nodes { id title @skip(if: true) body \
        @include(if: $no) } } }";
    let answer = app.post(skipped, json!({ "no": false })).await.json();
    assert_eq!(answer["extensions"]["cost"]["estimated"], 111);
}

async fn a_refusal_says_what_where_and_how_much(app: TestApp) {
    let query = "query A { network { name } }\nquery B { themes(first: 100) { nodes { initiatives(first: 100) { nodes \
        { articles(first: 100) { nodes { id } } } } } } }";
    let answer = app.post_in("en", query, Value::Null).await.json();
    assert_eq!(
        answer["errors"][0]["message"],
        "The document has several operations; operationName must name one of them."
    );
    let request = axum::http::Request::post("/graphql")
        .header("content-type", "application/json")
        .header("accept-language", "en");
    let body = json!({ "query": query, "operationName": "B" }).to_string();
    let answer = app.send(request.body(axum::body::Body::from(body)).unwrap()).await;
    assert_eq!(answer.statements_or_none(), Some(0), "nothing is asked of the database");
    let error = &answer.json()["errors"][0];
    assert_eq!(
        error["message"],
        "This would cost up to 1,111,111; at most 150,000 is allowed. Ask for fewer rows, or fewer lists inside lists."
    );
    assert_eq!(error["locations"], json!([{ "line": 2, "column": 1 }]));
    let told = &error["extensions"];
    assert_eq!(
        (&told["code"], &told["limit"], &told["max"], &told["found"]),
        (&json!("LIMIT_EXCEEDED"), &json!("cost"), &json!(150_000), &json!(1_111_111))
    );
    assert!(answer.json().get("data").is_none());
}

async fn every_list_says_how_long_it_may_be(app: TestApp) {
    let sdl = app.get("/schema.graphql").await.text();
    let mut lists = 0;
    let of_connection = |line: &str| line.starts_with("\tnodes: [") || line.starts_with("\tedges: [");
    let mut inside = String::new();
    for line in sdl.lines() {
        if line.starts_with("type ") || line.starts_with("interface ") || line.starts_with("input ") {
            inside = line.to_owned();
        }
        let ty = line.strip_prefix('\t').and_then(|it| it.split_once(": ")).map(|(_, ty)| ty).unwrap_or_default();
        let objects = ty.starts_with('[') && !ty.starts_with("[String") && !ty.starts_with("[LanguageTag");
        if inside.starts_with("input ")
            || (of_connection(line) && (inside.contains("Connection ") || inside.contains("Page {")))
            || line.starts_with("\t\t")
        {
            continue;
        }
        if objects || ty.contains("Connection!") {
            lists += 1;
            assert!(line.contains("@listSize("), "{inside}: {line}");
        }
    }
    assert!(lists > 60, "{lists}");
}

on_both! {
    demo:
        the_estimate_is_never_below_what_is_answered,
        seven_levels_of_one_row_each_are_carried_out,
        an_answer_says_what_it_cost,
    ;
    empty:
        a_refusal_says_what_where_and_how_much,
        every_list_says_how_long_it_may_be,
    ;
}
/// The types of the schema by name.
async fn types(app: &TestApp) -> BTreeMap<String, Value> {
    let data = app.query(INTROSPECTION).await;
    let types = value(&data, "__schema/types").as_array().unwrap();
    types.iter().map(|it| (it["name"].as_str().unwrap().to_owned(), it.clone())).collect()
}

/// How many fields an answer has.
fn fields(data: &Value) -> u64 {
    match data {
        Value::Object(inner) => inner.values().map(|it| 1 + fields(it)).sum(),
        Value::Array(items) => items.iter().map(fields).sum(),
        _ => 0,
    }
}

/// Some fields of a type, drawn by chance, with some below them.
fn selection(types: &BTreeMap<String, Value>, of: &str, depth: usize, chance: &mut Chance) -> String {
    let known = types[of]["fields"].as_array().unwrap();
    let mut picked = vec!["__typename".to_owned()];
    for _ in 0..=chance.below(4) {
        let field = &known[chance.below(known.len())];
        let name = field["name"].as_str().unwrap();
        let required = field["args"].as_array().unwrap().iter().any(|it| it["type"]["kind"] == "NON_NULL");
        if name.starts_with("__") || (required && name != "attribution" && name != "body") {
            continue;
        }
        let mut inner = &field["type"];
        while inner["ofType"].is_object() {
            inner = &inner["ofType"];
        }
        let (kind, inner) = (inner["kind"].as_str().unwrap(), inner["name"].as_str().unwrap());
        let has = |name: &str| field["args"].as_array().unwrap().iter().any(|it| it["name"] == name);
        let arguments = match chance.below(4) {
            0 if has("first") => format!("(first: {})", 1 + chance.below(30)),
            1 if has("last") => format!("(last: {})", 1 + chance.below(30)),
            2 if has("perPage") => format!("(page: 1, perPage: {})", 1 + chance.below(30)),
            _ => String::new(),
        };
        let alias = format!("a{}_{}", picked.len(), name);
        match kind {
            "SCALAR" | "ENUM" => picked.push(format!("{alias}: {name}")),
            _ if depth == 0 => {}
            _ => {
                let mut below = selection(types, inner, depth - 1, chance);
                for ty in types[inner]["possibleTypes"].as_array().into_iter().flatten().take(2) {
                    let ty = ty["name"].as_str().unwrap();
                    below = format!("{below} ... on {ty} {{ {ty}_: __typename }}");
                }
                picked.push(format!("{alias}: {name}{arguments} {{ {below} }}"));
            }
        }
    }
    picked.join(" ")
}

/// Chance that is the same in every run (a linear congruential generator with Knuth's constants).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }
}
