//! Pages of lists: nothing twice, nothing left out, whichever way one goes.

use serde_json::{Value, json};

use crate::support::{TestApp, on_both, value};

async fn cursors_walk_the_whole_list_across_ties(app: TestApp) {
    for order in ["PUBLISHED_AT", "UPDATED_AT", "CREATED_AT", "TITLE"] {
        for direction in ["ASC", "DESC"] {
            let whole = titles(&walk(&app, "initiatives", "first", order, direction, 100).await);
            assert_eq!(whole.len(), 73, "{order} {direction}");
            let pages = titles(&walk(&app, "initiatives", "first", order, direction, 7).await);
            assert_eq!(pages, whole, "{order} {direction}");
            let mut back = walk(&app, "initiatives", "last", order, direction, 7).await;
            back.reverse();
            assert_eq!(titles(&back), whole, "{order} {direction}");
        }
    }
}

async fn a_list_in_memory_is_walked_alike(app: TestApp) {
    let whole = walk_plain(&app, "territories", 100).await;
    assert_eq!(whole.len(), 1493);
    let names = app
        .query("{ members(first: 3, orderBy: [{ field: NAME, direction: DESC }]) { nodes { name } totalCount } }")
        .await;
    assert_eq!(value(&names, "members/totalCount"), 79);
    let last = app.query("{ members(last: 3) { nodes { name } pageInfo { hasPreviousPage hasNextPage } } }").await;
    let mut reversed: Vec<Value> = value(&last, "members/nodes").as_array().unwrap().clone();
    reversed.reverse();
    assert_eq!(value(&names, "members/nodes"), &Value::Array(reversed));
    assert_eq!(value(&last, "members/pageInfo"), &json!({ "hasPreviousPage": true, "hasNextPage": false }));
}

async fn numbered_pages_hold_the_same_rows(app: TestApp) {
    let whole = app.query("{ articles(first: 30) { nodes { slug } } }").await;
    let second = app
        .query(
            "{ articles(page: 2, perPage: 10) { nodes { slug } totalCount totalCountIsExact pageInfo { \
        hasNextPage } } }",
        )
        .await;
    let expected: Vec<Value> = value(&whole, "articles/nodes").as_array().unwrap()[10..20].to_vec();
    assert_eq!(value(&second, "articles/nodes"), &Value::Array(expected));
    assert_eq!(value(&second, "articles/totalCount"), 62);
    assert_eq!(value(&second, "articles/totalCountIsExact"), true);
    assert_eq!(value(&second, "articles/pageInfo/hasNextPage"), true);
}

async fn what_is_out_of_bounds_is_refused(app: TestApp) {
    for (arguments, code) in [
        ("first: 0", "OUT_OF_RANGE"),
        ("first: 101", "OUT_OF_RANGE"),
        ("first: -1", "OUT_OF_RANGE"),
        ("last: 101", "OUT_OF_RANGE"),
        ("perPage: 101", "OUT_OF_RANGE"),
        ("page: 0", "OUT_OF_RANGE"),
        ("page: 101, perPage: 100", "PAGE_TOO_DEEP"),
        ("first: 2, last: 2", "BAD_INPUT"),
        ("first: 2, page: 1", "BAD_INPUT"),
        ("after: \"no cursor\"", "BAD_INPUT"),
        ("after: \"é\"", "BAD_INPUT"),
    ] {
        for list in ["initiatives", "entries", "members"] {
            for asked in ["nodes { id }", "totalCount"] {
                let query = format!("{{ {list}({arguments}) {{ {asked} }} }}");
                assert_eq!(app.refusal(&query).await, code, "{query}");
            }
        }
        let query =
            format!("{{ theme(by: {{ slug: \"numerique\" }}) {{ initiatives({arguments}) {{ totalCount }} }} }}");
        assert_eq!(app.refusal(&query).await, code, "{query}");
    }
}

async fn a_page_lies_between_two_cursors(app: TestApp) {
    let from = "from: \"2000-01-01T00:00:00Z\"";
    for (list, more) in [
        ("initiatives", ""),
        ("members", ""),
        ("members", "orderBy: [{ field: NAME, direction: DESC }]"),
        ("occurrences", from),
    ] {
        let slugs = async |arguments: &str| -> (Vec<Value>, Value) {
            let data = app
                .query(&format!(
                    "{{ {list}({more} {arguments}) {{ edges {{ cursor }} pageInfo {{ hasNextPage \
                hasPreviousPage }} }} }}"
                ))
                .await;
            let edges = value(&data, &format!("{list}/edges")).as_array().unwrap();
            (edges.iter().map(|it| it["cursor"].clone()).collect(), value(&data, &format!("{list}/pageInfo")).clone())
        };
        let (whole, _) = slugs("first: 8").await;
        let between = format!("after: {}, before: {}", whole[1], whole[6]);
        let pages = |next: bool, previous: bool| json!({ "hasNextPage": next, "hasPreviousPage": previous });
        for (arguments, expected) in [
            (format!("first: 2, {between}"), 2..4),
            (format!("last: 2, {between}"), 4..6),
            (format!("first: 50, {between}"), 2..6),
            (format!("last: 50, {between}"), 2..6),
            (between.clone(), 2..6),
            (format!("first: 3, before: {}", whole[6]), 0..3),
            (format!("first: 20, before: {}", whole[6]), 0..6),
        ] {
            let (found, page) = slugs(&arguments).await;
            assert_eq!(found, whole[expected.clone()], "{list} {arguments}");
            assert_eq!(page, pages(true, expected.start > 0), "{list} {arguments}");
        }
        // the last rows after the first
        let (rest, _) = slugs(&format!("last: 2, after: {}", whole[0])).await;
        assert_eq!(rest, slugs("last: 2").await.0, "{list}");
        for empty in ["after: \"\"", "first: 8, after: \"\", before: \"\""] {
            assert_eq!(slugs(empty).await.0[..8], whole[..8], "{list} {empty}");
        }
    }
    let nested = "{ theme(by: { slug: \"numerique\" }) { initiatives { edges { cursor } } } }";
    let whole: Vec<Value> = value(&app.query(nested).await, "theme/initiatives/edges")
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["cursor"].clone())
        .collect();
    let between = nested
        .replace("initiatives {", &format!("initiatives(first: 1, after: {}, before: {}) {{", whole[0], whole[2]));
    assert_eq!(value(&app.query(&between).await, "theme/initiatives/edges/0/cursor"), &whole[1]);
}

async fn a_cursor_of_another_list_is_refused(app: TestApp) {
    let first = app.query("{ initiatives(first: 1) { pageInfo { endCursor } } }").await;
    let cursor = value(&first, "initiatives/pageInfo/endCursor").as_str().unwrap();
    for arguments in [
        format!("after: \"{cursor}\", orderBy: [{{ field: TITLE, direction: ASC }}]"),
        format!("after: \"{cursor}\", filter: {{ maturity: [IDEA] }}"),
    ] {
        assert_eq!(app.refusal(&format!("{{ initiatives({arguments}) {{ nodes {{ id }} }} }}")).await, "BAD_INPUT");
    }
    assert_eq!(app.refusal(&format!("{{ recipes(after: \"{cursor}\") {{ nodes {{ id }} }} }}")).await, "BAD_INPUT");
}

async fn a_forged_cursor_is_refused_and_harms_nothing(app: TestApp) {
    let data = app.query("{ initiatives(first: 1) { pageInfo { endCursor } } }").await;
    let cursor = value(&data, "initiatives/pageInfo/endCursor").as_str().unwrap();
    let bytes: Vec<u8> =
        (0..cursor.len()).step_by(2).map(|at| u8::from_str_radix(&cursor[at..at + 2], 16).unwrap()).collect();
    let mut parts: Vec<Value> = serde_json::from_slice(&bytes).unwrap();
    for values in [json!(["text"]), json!([]), json!([1, 2]), json!([null]), json!(["\u{0}"])] {
        parts[1] = values;
        let forged: String = serde_json::to_vec(&parts).unwrap().iter().map(|it| format!("{it:02x}")).collect();
        assert_eq!(
            app.refusal(&format!("{{ initiatives(after: \"{forged}\") {{ nodes {{ id }} }} }}")).await,
            "BAD_INPUT"
        );
    }
}

async fn nested_lists_take_the_same_arguments(app: TestApp) {
    let data = app.query(
        "{ initiative(by: { slug: \"heol\" }) { articles(orderBy: [{ field: TITLE, direction: ASC }]) { totalCount nodes { title } }
               none: articles(filter: { language: [\"en\"] }) { totalCount } } }",
    ).await;
    assert!(value(&data, "initiative/articles/totalCount").as_i64().unwrap() > 0);
    assert_eq!(value(&data, "initiative/none/totalCount"), 0);
}

async fn nested_lists_page_under_each_parent(app: TestApp) {
    let query = "query ($after: String) { theme(by: { slug: \"numerique\" }) { initiatives(first: 2, after: $after) {
            totalCount nodes { slug } pageInfo { hasNextPage endCursor } } } }";
    let (mut slugs, mut after) = (Vec::new(), Value::Null);
    let count = loop {
        let data = app.post(query, json!({ "after": after })).await.data();
        let list = value(&data, "theme/initiatives");
        slugs.extend(list["nodes"].as_array().unwrap().iter().map(|it| it["slug"].as_str().unwrap().to_owned()));
        if list["pageInfo"]["hasNextPage"] == false {
            break list["totalCount"].clone();
        }
        after = list["pageInfo"]["endCursor"].clone();
    };
    assert_eq!(count, slugs.len());
    let flat = app.query("{ initiatives(first: 100, filter: { theme: [\"numerique\"] }) { nodes { slug } } }").await;
    let flat: Vec<&str> =
        value(&flat, "initiatives/nodes").as_array().unwrap().iter().map(|it| it["slug"].as_str().unwrap()).collect();
    assert_eq!(slugs, flat);
}

on_both! {
    demo:
        cursors_walk_the_whole_list_across_ties,
        a_list_in_memory_is_walked_alike,
        numbered_pages_hold_the_same_rows,
        what_is_out_of_bounds_is_refused,
        a_page_lies_between_two_cursors,
        a_cursor_of_another_list_is_refused,
        a_forged_cursor_is_refused_and_harms_nothing,
        nested_lists_take_the_same_arguments,
        nested_lists_page_under_each_parent,
    ;
}
async fn walk(app: &TestApp, list: &str, way: &str, order: &str, direction: &str, rows: u32) -> Vec<Value> {
    let (from, more, end) = if way == "first" {
        ("after", "hasNextPage", "endCursor")
    } else {
        ("before", "hasPreviousPage", "startCursor")
    };
    let query = format!(
        "query ($from: String) {{ {list}({way}: {rows}, {from}: $from, orderBy: [{{ field: {order}, direction: {direction} }}]) {{
            nodes {{ title slug }} pageInfo {{ {more} {end} }} }} }}"
    );
    let (mut nodes, mut cursor) = (Vec::new(), Value::Null);
    loop {
        let data = app.post(&query, json!({ "from": cursor })).await.data();
        let page = value(&data, list);
        let mut rows = page["nodes"].as_array().unwrap().clone();
        if way == "last" {
            rows.reverse();
        }
        nodes.extend(rows);
        if page["pageInfo"][more] == false {
            return nodes;
        }
        cursor = page["pageInfo"][end].clone();
    }
}

async fn walk_plain(app: &TestApp, list: &str, rows: u32) -> Vec<Value> {
    let query = format!(
        "query ($after: String) {{ {list}(first: {rows}, after: $after) {{ nodes {{ id }} pageInfo {{ hasNextPage \
            endCursor }} }} }}"
    );
    let (mut nodes, mut cursor) = (Vec::new(), Value::Null);
    loop {
        let data = app.post(&query, json!({ "after": cursor })).await.data();
        let page = value(&data, list);
        nodes.extend(page["nodes"].as_array().unwrap().clone());
        if page["pageInfo"]["hasNextPage"] == false {
            return nodes;
        }
        cursor = page["pageInfo"]["endCursor"].clone();
    }
}

fn titles(nodes: &[Value]) -> Vec<String> {
    nodes.iter().map(|it| it["slug"].as_str().unwrap().to_owned()).collect()
}
