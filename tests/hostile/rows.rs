//! The hostile requests themselves: name, request, status, code.

use serde_json::{Value, json};

use super::{Row, Sent};

pub(super) fn rows() -> Vec<Row> {
    [documents(), costs(), values(), bodies(), addresses(), sockets()].into_iter().flatten().collect()
}

fn q(text: &str) -> Sent {
    Sent::Query(text.to_owned())
}

/// Documents that explode where they are parsed or walked.
fn documents() -> Vec<Row> {
    let doubling = |count: usize, field: &str| {
        let links = (0..count).map(|n| format!("fragment F{n} on Query {{ ...F{0} ...F{0} }} ", n + 1));
        format!("{{ ...F0 }} {} fragment F{count} on Query {{ {field} }}", links.collect::<String>())
    };
    let chain: String = (0..500).map(|n| format!("fragment F{n} on Query {{ ...F{} }} ", n + 1)).collect();
    let aliases = |count: usize| (0..count).map(|n| format!("a{n}: __typename ")).collect::<String>();
    vec![
        (
            "5 KB of brackets in an argument",
            q(&format!("{{ node(id: {}) {{ id }} }}", "[".repeat(5_000))),
            200,
            "LIMIT_EXCEEDED",
        ),
        (
            "balanced brackets in an argument",
            q(&format!("{{ node(id: {}1{}) {{ id }} }}", "[".repeat(5_000), "]".repeat(5_000))),
            200,
            "LIMIT_EXCEEDED",
        ),
        (
            "100 KB of braces in an argument",
            q(&format!("{{ initiatives(filter: {}) {{ totalCount }} }}", "{not:".repeat(20_000))),
            200,
            "LIMIT_EXCEEDED",
        ),
        (
            "brackets behind a block string that does not end",
            q(&format!("{{ a(b: [\"\"\" \"\" {}]) }}", "[".repeat(20_000))),
            200,
            "PARSE_FAILED",
        ),
        (
            "2,000 brackets behind one",
            q(&format!("{{ a(b: [\"\"\" {}{} ]) }}", "[".repeat(2_000), "]".repeat(2_000))),
            200,
            "PARSE_FAILED",
        ),
        (
            "brackets behind a text that does not end",
            q(&format!("{{ a(b: [\" {}]) }}", "[".repeat(5_000))),
            200,
            "PARSE_FAILED",
        ),
        ("quotes in quotes", q(&"\"\"\"\\".repeat(20_000)), 200, "PARSE_FAILED"),
        (
            "brackets in a default value",
            q(&format!("query ($a: ID = {}) {{ node(id: $a) {{ id }} }}", "[".repeat(5_000))),
            200,
            "LIMIT_EXCEEDED",
        ),
        (
            "brackets in a directive",
            q(&format!("{{ __typename @skip(if: {}) }}", "[".repeat(5_000))),
            200,
            "LIMIT_EXCEEDED",
        ),
        (
            "brackets in a type",
            q(&format!("query ($a: {}ID) {{ __typename }}", "[".repeat(5_000))),
            200,
            "LIMIT_EXCEEDED",
        ),
        ("nested selections", q(&format!("{}a{}", "{a".repeat(5_000), "}".repeat(5_000))), 200, "LIMIT_EXCEEDED"),
        (
            "nested inline fragments",
            q(&format!("{}__typename{}", "{ ... ".repeat(1_000), "}".repeat(1_000))),
            200,
            "LIMIT_EXCEEDED",
        ),
        ("24 fragments, each spreading the next twice", q(&doubling(24, "__typename")), 200, "LIMIT_EXCEEDED"),
        ("200 fragments, each spreading the next twice", q(&doubling(200, "__typename")), 200, "LIMIT_EXCEEDED"),
        (
            "doubling fragments with introspection",
            q(&doubling(20, "__schema { types { name } }")),
            200,
            "LIMIT_EXCEEDED",
        ),
        (
            "doubling fragments of a type that is not there",
            q(&doubling(24, "x").replace("Query", "Nothing")),
            200,
            "LIMIT_EXCEEDED",
        ),
        (
            "doubling fragments that nothing spreads",
            q(&doubling(24, "__typename").replacen("...F0", "__typename", 1)),
            200,
            "LIMIT_EXCEEDED",
        ),
        (
            "a chain of 500 fragments",
            q(&format!("{{ ...F0 }} {chain} fragment F500 on Query {{ __typename }}")),
            200,
            "LIMIT_EXCEEDED",
        ),
        ("a fragment that spreads itself", q("{ ...F } fragment F on Query { ...F }"), 200, "VALIDATION_FAILED"),
        (
            "fragments that spread each other",
            q("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A ...A }"),
            200,
            "VALIDATION_FAILED",
        ),
        (
            "a circle that nothing spreads",
            q("{ __typename } fragment A on Query { ...B } fragment B on Query { ...A }"),
            200,
            "VALIDATION_FAILED",
        ),
        ("1,000 aliases", q(&format!("{{ {} }}", aliases(1_000))), 200, "LIMIT_EXCEEDED"),
        (
            "aliases behind a fragment",
            q(&format!("{{ ...F ...F }} fragment F on Query {{ {} }}", aliases(30))),
            200,
            "LIMIT_EXCEEDED",
        ),
        ("100 fields at the root", q(&format!("{{ {} }}", "__typename ".repeat(100))), 200, "LIMIT_EXCEEDED"),
        ("6,000 tokens", q(&format!("{{ network {{ {} }} }}", "name ".repeat(6_000))), 200, "LIMIT_EXCEEDED"),
        ("3,000 selections", q(&format!("{{ network {{ {} }} }}", "name ".repeat(3_000))), 200, "LIMIT_EXCEEDED"),
        (
            "1,000 directives on a field",
            q(&format!("{{ __typename {} }}", "@skip(if: false) ".repeat(1_000))),
            200,
            "LIMIT_EXCEEDED",
        ),
        (
            "100 directives over fields",
            q(&format!("{{ network {{ {} }} }}", "name @skip(if: false) ".repeat(100))),
            200,
            "LIMIT_EXCEEDED",
        ),
        (
            "1,000 operations",
            q(&(0..1_000).map(|n| format!("query Q{n} {{ __typename }} ")).collect::<String>()),
            200,
            "VALIDATION_FAILED",
        ),
        (
            "2,000 variables",
            q(&format!("query ({}) {{ __typename }}", (0..2_000).map(|n| format!("$v{n}: ID ")).collect::<String>())),
            200,
            "LIMIT_EXCEEDED",
        ),
        (
            "17 levels",
            q(&format!("{{ themes {{ nodes {} {{ id }} {} }} }}", "{ parent ".repeat(17), "} ".repeat(17))),
            200,
            "LIMIT_EXCEEDED",
        ),
        (
            "deep introspection",
            q("{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }"),
            200,
            "LIMIT_EXCEEDED",
        ),
        (
            "60 introspections",
            q(&format!(
                "{{ {} }}",
                (0..25)
                    .map(|n| format!("a{n}: __schema {{ types {{ name }} }} b{n}: __type(name: \"Query\") {{ name }} "))
                    .collect::<String>()
            )),
            200,
            "LIMIT_EXCEEDED",
        ),
        ("nothing", q(""), 200, "PARSE_FAILED"),
        ("an open brace", q("{"), 200, "PARSE_FAILED"),
        ("an open text", q("{ node(id: \"a) { id } }"), 200, "PARSE_FAILED"),
        ("a lone surrogate in a text", q("{ node(id: \"\\uD800\") { id } }"), 200, "PARSE_FAILED"),
        ("a NUL in the document", q("{ __typename \u{0} }"), 200, "PARSE_FAILED"),
        ("1,000 opened comments", q(&"#{[(".repeat(1_000)), 200, "PARSE_FAILED"),
        ("a schema in place of a query", q("type Query { a: Int }"), 200, "PARSE_FAILED"),
        (
            "an operation that is not there",
            Sent::Body(json!({ "query": "query A { __typename }", "operationName": "B" }).to_string().into()),
            200,
            "VALIDATION_FAILED",
        ),
        ("two operations and no name", q("query A { __typename } query B { __typename }"), 200, "VALIDATION_FAILED"),
        ("a mutation that is not there", q("mutation { nothing }"), 200, "VALIDATION_FAILED"),
        ("a subscription", q("subscription { nothing }"), 200, "VALIDATION_FAILED"),
        (
            "four introspections",
            q(
                "{ a: __schema { types { name } } b: __schema { types { name } } c: __schema { types { name } } d: __type(name: \"Query\") { name } }",
            ),
            200,
            "LIMIT_EXCEEDED",
        ),
        (
            "a directive whose condition was not sent",
            q("query ($s: Boolean) { __typename @include(if: $s) }"),
            200,
            "VALIDATION_FAILED",
        ),
        ("an unknown directive", q("{ __typename @nothing }"), 200, "VALIDATION_FAILED"),
        ("a directive where none stands", q("query @skip(if: true) { __typename }"), 200, "VALIDATION_FAILED"),
    ]
}

/// What would answer too much.
fn costs() -> Vec<Row> {
    vec![
        ("lists in lists in lists", q("{ themes(first: 100) { nodes { initiatives(first: 100) { nodes { articles(first: 100) { nodes { id } } } } } } }"), 200, "LIMIT_EXCEEDED"),
        ("lists in lists by edges", q("{ themes(first: 100) { edges { node { initiatives(first: 100) { edges { node { articles(first: 100) { edges { node { id } } } } } } } } } }"), 200, "LIMIT_EXCEEDED"),
        ("lists in lists by a variable", Sent::With("query ($n: Int) { themes(first: $n) { nodes { initiatives(first: $n) { nodes { articles(first: $n) { nodes { id } } } } } } }".into(), json!({ "n": 100 })), 200, "LIMIT_EXCEEDED"),
        ("lists in lists by a default", q("query ($n: Int = 100) { themes(first: $n) { nodes { initiatives(first: $n) { nodes { articles(first: $n) { nodes { id } } } } } } }"), 200, "LIMIT_EXCEEDED"),
        ("lists in lists by pages", q("{ themes(page: 1, perPage: 100) { nodes { initiatives(perPage: 100) { nodes { articles(last: 100) { nodes { id } } } } } } }"), 200, "LIMIT_EXCEEDED"),
        ("lists in lists in a fragment", q("{ themes(first: 100) { nodes { ...T } } } fragment T on Theme { initiatives(first: 100) { nodes { ...I } } } fragment I on Initiative { articles(first: 100) { nodes { id } } }"), 200, "LIMIT_EXCEEDED"),
        ("lists in lists below an interface", q("{ entries(first: 100) { nodes { ... on Initiative { articles(first: 100) { nodes { initiatives(first: 100) { nodes { id } } } } } } } }"), 200, "LIMIT_EXCEEDED"),
        ("twelve dear lists", q(&format!("{{ {} }}", (0..12).map(|n| format!("a{n}: territories(first: 100) {{ nodes {{ initiatives(first: 100) {{ nodes {{ id title }} }} }} }} ")).collect::<String>())), 200, "LIMIT_EXCEEDED"),
        ("ten dear requests in one body", Sent::Body(json!(vec![json!({ "query": "{ territories(first: 100) { nodes { initiatives(first: 100) { nodes { id title } } } } }" }); 10]).to_string().into()), 400, "LIMIT_EXCEEDED"),
        ("eleven requests in one body", Sent::Body(json!(vec![json!({ "query": "{ __typename }" }); 11]).to_string().into()), 400, "LIMIT_EXCEEDED"),
        ("first: 101", q("{ initiatives(first: 101) { totalCount } }"), 200, "OUT_OF_RANGE"),
        ("first: 0", q("{ initiatives(first: 0) { totalCount } }"), 200, "OUT_OF_RANGE"),
        ("first: -1", q("{ initiatives(first: -1) { totalCount } }"), 200, "OUT_OF_RANGE"),
        ("first: 2^31", q("{ initiatives(first: 2147483648) { totalCount } }"), 200, "VALIDATION_FAILED"),
        ("first: 10^40", q(&format!("{{ initiatives(first: 1{}) {{ totalCount }} }}", "0".repeat(40))), 200, "VALIDATION_FAILED"),
        ("both ends", q("{ initiatives(first: 1, last: 1) { totalCount } }"), 200, "BAD_INPUT"),
        ("a page too deep", q("{ initiatives(page: 1000000, perPage: 100) { totalCount } }"), 200, "PAGE_TOO_DEEP"),
        ("101 ids", q(&format!("{{ nodes(ids: [{}]) {{ id }} }}", "\"x\" ".repeat(101))), 200, "OUT_OF_RANGE"),
        ("300 ids", q(&format!("{{ nodes(ids: [{}]) {{ id }} }}", "\"x\" ".repeat(300))), 200, "LIMIT_EXCEEDED"),
        ("300 ids in a variable", Sent::With("query ($i: [ID!]!) { nodes(ids: $i) { id } }".into(), json!({ "i": vec!["x"; 300] })), 200, "LIMIT_EXCEEDED"),
        ("100 filters in a filter", q(&format!("{{ initiatives(filter: {{ or: [{}] }}) {{ totalCount }} }}", "{ startYearFrom: 1 } ".repeat(100).replace("startYearFrom: 1", "search: \"a\""))), 200, "FILTER_TOO_LARGE"),
        ("filters 6 deep", q("{ initiatives(filter: { not: { not: { not: { not: { not: { not: { search: \"a\" } } } } } } }) { totalCount } }"), 200, "FILTER_TOO_LARGE"),
        ("a dear introspection beside a dear list", q("{ __schema { types { name } } territories(first: 100) { nodes { initiatives(first: 100) { nodes { id title summary slug url version } } entries(first: 100) { nodes { id title summary slug url version createdAt updatedAt language kind } } } } }"), 200, "LIMIT_EXCEEDED"),
    ]
}

/// Values that are not what they should be.
fn values() -> Vec<Row> {
    let page = "query ($a: String) { initiatives(after: $a) { nodes { id } } }";
    let find = "query ($s: String) { initiatives(first: 1, filter: { search: $s }) { totalCount } }";
    let with = |query: &str, variables: Value| Sent::With(query.to_owned(), variables);
    vec![
        ("a cursor of nobody", with(page, json!({ "a": "zzz" })), 200, "BAD_INPUT"),
        ("a cursor of ones", with(page, json!({ "a": "1".repeat(5_000) })), 200, "BAD_INPUT"),
        ("a cursor of JSON", with(page, json!({ "a": "5b5b5b5b5b5b" })), 200, "BAD_INPUT"),
        ("a cursor with a NUL", with(page, json!({ "a": "\u{0}" })), 200, "BAD_INPUT"),
        ("a cursor that is a number", with(page, json!({ "a": 1 })), 200, "VALIDATION_FAILED"),
        ("a cursor that is an object", with(page, json!({ "a": { "b": 1 } })), 200, "VALIDATION_FAILED"),
        ("a search of %", with(find, json!({ "s": "%" })), 200, ""),
        ("a search of quotes", with(find, json!({ "s": "\" OR 1=1 -- ' NEAR(" })), 200, ""),
        ("a search of a NUL", with(find, json!({ "s": "a\u{0}b" })), 200, ""),
        ("a search of marks", with(find, json!({ "s": "\u{202e}\u{200f}\u{301}" })), 200, ""),
        ("a search of 60 KB of spaces", with(find, json!({ "s": " ".repeat(60_000) })), 200, ""),
        ("a search of 70 KB", with(find, json!({ "s": "a".repeat(70_000) })), 200, "LIMIT_EXCEEDED"),
        (
            "a search of 70 KB in the document",
            q(&format!("{{ initiatives(filter: {{ search: \"{}\" }}) {{ totalCount }} }}", "a".repeat(70_000))),
            200,
            "LIMIT_EXCEEDED",
        ),
        ("an id of nobody", q("{ node(id: \"x\") { id } }"), 200, ""),
        ("an id with a NUL", with("query ($i: ID!) { node(id: $i) { id } }", json!({ "i": "\u{0}" })), 200, ""),
        (
            "an id of 60 KB",
            with("query ($i: ID!) { node(id: $i) { id } }", json!({ "i": "x".repeat(60_000) })),
            200,
            "",
        ),
        (
            "an id that is null",
            with("query ($i: ID!) { node(id: $i) { id } }", json!({ "i": null })),
            200,
            "VALIDATION_FAILED",
        ),
        ("an id that was not sent", q("query ($i: ID!) { node(id: $i) { id } }"), 200, "VALIDATION_FAILED"),
        ("a slug of another world", q("{ initiative(by: { slug: \"../../etc/passwd\" }) { id } }"), 200, "BAD_INPUT"),
        (
            "two ways to name one thing",
            q("{ initiative(by: { slug: \"a\", id: \"b\" }) { id } }"),
            200,
            "VALIDATION_FAILED",
        ),
        ("no way to name a thing", q("{ initiative(by: {}) { id } }"), 200, "VALIDATION_FAILED"),
        (
            "a key with a NUL",
            with(
                "query ($k: String!) { entry(by: { externalId: { origin: \"demo\", key: $k } }) { id } }",
                json!({ "k": "a\u{0}" }),
            ),
            200,
            "",
        ),
        (
            "a field that a filter does not have",
            q("{ initiatives(filter: { password: \"a\" }) { totalCount } }"),
            200,
            "VALIDATION_FAILED",
        ),
        (
            "the same beside a variable that was not sent",
            q("query ($t: [Slug!]) { initiatives(filter: { theme: $t, password: \"a\" }) { totalCount } }"),
            200,
            "VALIDATION_FAILED",
        ),
        (
            "the same in a variable",
            with(
                "query ($f: InitiativeFilter) { initiatives(filter: $f) { totalCount } }",
                json!({ "f": { "password": "a" } }),
            ),
            200,
            "VALIDATION_FAILED",
        ),
        (
            "an order by what is not there",
            q("{ initiatives(orderBy: [{ field: PASSWORD, direction: ASC }]) { totalCount } }"),
            200,
            "VALIDATION_FAILED",
        ),
        (
            "eleven orders",
            q(&format!(
                "{{ initiatives(orderBy: [{}]) {{ totalCount }} }}",
                "{ field: TITLE, direction: ASC } ".repeat(11)
            )),
            200,
            "BAD_INPUT",
        ),
        (
            "a place that is not on earth",
            q("{ initiatives(filter: { near: { latitude: 91, longitude: 0, radiusKm: 1 } }) { totalCount } }"),
            200,
            "OUT_OF_RANGE",
        ),
        (
            "a place at infinity",
            q("{ initiatives(filter: { near: { latitude: 1e999, longitude: 0, radiusKm: 1 } }) { totalCount } }"),
            200,
            "PARSE_FAILED",
        ),
        (
            "a date of another calendar",
            q("{ initiatives(filter: { publishedAfter: \"2026-02-30T00:00:00Z\" }) { totalCount } }"),
            200,
            "BAD_INPUT",
        ),
        (
            "a language that is none",
            q("{ initiatives(filter: { language: [\"français\"] }) { totalCount } }"),
            200,
            "BAD_INPUT",
        ),
        (
            "a thousand variables nobody asked for",
            with("{ __typename }", Value::Object((0..1_000).map(|n| (format!("v{n}"), json!(n))).collect())),
            200,
            "",
        ),
        (
            "a variable of 300 items nobody asked for",
            with("{ __typename }", json!({ "v": vec![0; 300] })),
            200,
            "LIMIT_EXCEEDED",
        ),
    ]
}

/// Bodies that are no requests.
fn bodies() -> Vec<Row> {
    let json = |text: &str| Sent::Body(text.as_bytes().to_vec());
    vec![
        ("no body", json(""), 400, "MALFORMED"),
        ("half of an object", json("{\"query\":\"{"), 400, "MALFORMED"),
        ("an empty list", json("[]"), 400, "MALFORMED"),
        ("a list of numbers", json("[1,2]"), 400, "MALFORMED"),
        ("a text", json("\"{ __typename }\""), 400, "MALFORMED"),
        ("null", json("null"), 400, "MALFORMED"),
        ("a query that is a number", json("{\"query\":7}"), 400, "MALFORMED"),
        ("variables that are a list", json("{\"query\":\"{ __typename }\",\"variables\":[1]}"), 400, "MALFORMED"),
        ("extensions that are a text", json("{\"query\":\"{ __typename }\",\"extensions\":\"x\"}"), 400, "MALFORMED"),
        ("UTF-8 that is none", Sent::Body(b"{\"query\":\"{ \xff\xfe }\"}".to_vec()), 400, "MALFORMED"),
        ("UTF-16", Sent::As("application/json; charset=utf-16", "", b"{}".to_vec()), 415, "UNSUPPORTED_MEDIA_TYPE"),
        ("JSON 100,000 deep", json(&"[".repeat(100_000)), 200, "LIMIT_EXCEEDED"),
        (
            "variables 100 deep",
            json(&format!(
                "{{\"query\":\"{{ __typename }}\",\"variables\":{{\"a\":{}1{}}}}}",
                "[".repeat(100),
                "]".repeat(100)
            )),
            200,
            "LIMIT_EXCEEDED",
        ),
        ("objects 10,000 deep", json(&"{\"a\":".repeat(10_000)), 200, "LIMIT_EXCEEDED"),
        ("1 MB of spaces", Sent::Body(vec![b' '; 1 << 20]), 413, "PAYLOAD_TOO_LARGE"),
        ("1 MB of zeros", Sent::Body(vec![0; 1 << 20]), 413, "PAYLOAD_TOO_LARGE"),
        ("1 MB of brackets", Sent::Body(vec![b'['; 1 << 20]), 413, "PAYLOAD_TOO_LARGE"),
        ("1 MB of quotes", Sent::Body(vec![b'"'; 1 << 20]), 413, "PAYLOAD_TOO_LARGE"),
        (
            "100 MB, packed",
            Sent::As("application/json", "Content-Encoding: gzip\r\n", packed(100 << 20)),
            413,
            "PAYLOAD_TOO_LARGE",
        ),
        (
            "what is not packed",
            Sent::As("application/json", "Content-Encoding: gzip\r\n", b"{}".to_vec()),
            400,
            "MALFORMED",
        ),
        (
            "packed in a way nobody knows",
            Sent::As("application/json", "Content-Encoding: zip\r\n", b"{}".to_vec()),
            415,
            "",
        ),
        (
            "a plain text",
            Sent::As("text/plain", "", b"{\"query\":\"{ __typename }\"}".to_vec()),
            415,
            "UNSUPPORTED_MEDIA_TYPE",
        ),
        (
            "a form",
            Sent::As("application/x-www-form-urlencoded", "", b"query={__typename}".to_vec()),
            415,
            "UNSUPPORTED_MEDIA_TYPE",
        ),
        (
            "a form in parts",
            Sent::As("multipart/form-data; boundary=x", "", b"--x--".to_vec()),
            415,
            "UNSUPPORTED_MEDIA_TYPE",
        ),
        (
            "GraphQL as it is",
            Sent::As("application/graphql", "", b"{ __typename }".to_vec()),
            415,
            "UNSUPPORTED_MEDIA_TYPE",
        ),
        (
            "a hash of nobody",
            json("{\"extensions\":{\"persistedQuery\":{\"version\":1,\"sha256Hash\":\"00\"}}}"),
            200,
            "PERSISTED_QUERY_NOT_FOUND",
        ),
        (
            "a hash of something else",
            json(&format!(
                "{{\"query\":\"{{ __typename }}\",\"extensions\":{{\"persistedQuery\":{{\"version\":1,\"sha256Hash\":\"{}\"}}}}}}",
                "0".repeat(64)
            )),
            200,
            "PERSISTED_QUERY_MISMATCH",
        ),
        (
            "a credential of nobody",
            Sent::As("application/json", "Authorization: Bearer x.y.z\r\n", b"{\"query\":\"{ __typename }\"}".to_vec()),
            401,
            "UNAUTHENTICATED",
        ),
        (
            "a query of nothing but commas",
            json(&format!("{{\"query\":\"{}\"}}", ",".repeat(200_000))),
            200,
            "PARSE_FAILED",
        ),
    ]
}

/// Addresses.
fn addresses() -> Vec<Row> {
    let get = |path: &str| Sent::Get(path.to_owned());
    vec![
        ("a mutation by GET", get("/graphql?query=mutation%7B__typename%7D"), 405, "METHOD_NOT_ALLOWED"),
        (
            "a mutation among others by GET",
            get("/graphql?query=query%20A%7B__typename%7D%20mutation%20B%7B__typename%7D&operationName=B"),
            405,
            "METHOD_NOT_ALLOWED",
        ),
        ("GET without a query", get("/graphql"), 400, "MALFORMED"),
        ("GET with variables that are none", get("/graphql?query=%7B__typename%7D&variables=%5B"), 400, "MALFORMED"),
        (
            "GET with deep variables",
            get(&format!("/graphql?query=%7B__typename%7D&variables={}", "%5B".repeat(1_000))),
            200,
            "LIMIT_EXCEEDED",
        ),
        (
            "GET with brackets",
            get(&format!("/graphql?query=%7Bnode(id:{})%7Bid%7D%7D", "[".repeat(5_000))),
            200,
            "LIMIT_EXCEEDED",
        ),
        ("a path of another world", get("/graphiql/..%2f..%2fCargo.toml"), 404, ""),
        ("a slug of another world", get("/embed/initiative/%00"), 404, ""),
        ("a kind of another world", get("/embed/%3Cscript%3E/x"), 404, ""),
        ("nothing", get("/wp-login.php"), 404, ""),
    ]
}

/// What is no HTTP.
fn sockets() -> Vec<Row> {
    let raw = |text: &str| Sent::Raw(text.as_bytes().to_vec());
    vec![
        ("another protocol", raw("SSH-2.0-x\r\n\r\n"), 400, ""),
        ("1 MB of head", raw(&format!("GET / HTTP/1.1\r\nHost: x\r\nX: {}\r\n\r\n", "a".repeat(1 << 20))), 431, ""),
        ("an address of 100 KB", raw(&format!("GET /{} HTTP/1.1\r\nHost: x\r\n\r\n", "a".repeat(100_000))), 414, ""),
        (
            "1,000 lines of head",
            raw(&format!("GET / HTTP/1.1\r\nHost: x\r\n{}\r\n", "X: a\r\n".repeat(1_000))),
            431,
            "",
        ),
        (
            "two lengths",
            raw("POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"),
            400,
            "",
        ),
        ("a negative length", raw("POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n"), 400, ""),
        (
            "a method of nobody",
            raw("BREAK /graphql HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
            405,
            "METHOD_NOT_ALLOWED",
        ),
        ("DELETE", raw("DELETE /graphql HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), 405, "METHOD_NOT_ALLOWED"),
        ("TRACE", raw("TRACE /graphql HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), 405, "METHOD_NOT_ALLOWED"),
    ]
}

/// That many spaces, packed.
fn packed(bytes: usize) -> Vec<u8> {
    use std::io::Write;
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let some = vec![b' '; 1 << 20];
    for _ in 0..bytes / some.len() {
        packer.write_all(&some).unwrap();
    }
    packer.finish().unwrap()
}
