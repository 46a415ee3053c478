//! Any operation on a small schema, with any answer that it may have: the estimate is never below the actual.
#![no_main]

#[path = "../../api/src/guard/mod.rs"]
#[allow(dead_code)]
mod guard;

use std::sync::LazyLock;

use arbitrary::{Result, Unstructured};
use async_graphql::parser::parse_query;
use async_graphql::{Name, Value, Variables};
use guard::cost::Rules;
use guard::{Limits, document, variables};
use libfuzzer_sys::fuzz_target;

const SCHEMA: &str = r#"
directive @cost(weight: String!) on FIELD_DEFINITION
directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!]) on FIELD_DEFINITION
type Query { row: Row rows(first: Int, last: Int): Rows @listSize(assumedSize: 3, slicingArguments: ["first", "last"], sizedFields: ["nodes"]) @cost(weight: "4") }
type Rows { nodes: [Row!]! total: Int @cost(weight: "7") }
interface Thing { name: String }
type Row implements Thing { name: String heavy: String @cost(weight: "9") tags: [Row!]! @listSize(assumedSize: 4) rows(first: Int): Rows @listSize(assumedSize: 3, slicingArguments: ["first"], sizedFields: ["nodes"]) }
"#;

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::of_schema(SCHEMA).expect("a schema"));

fuzz_target!(|bytes: &[u8]| {
    let mut chance = Unstructured::new(bytes);
    let Ok((selection, answer)) = set(&mut chance, "Query", 5) else { return };
    let text = format!("query ($n: Int = 2) {{ {selection} }}");
    let Ok(mut parsed) = parse_query(&text) else { panic!("{text}") };
    let limits = Limits { aliases: 2_000, root_fields: 2_000, depth: 64, directives: 2_000, ..Limits::default() };
    let mut values = Variables::default();
    if document::check(&parsed, &limits).is_err() || variables::settle(&mut parsed, None, &mut values, &limits).is_err() {
        return;
    }
    let operation = variables::chosen(&parsed, None).expect("one operation");
    let estimate = RULES.estimate(&parsed, &operation.node, &values);
    let actual = RULES.actual(&parsed, &operation.node, &answer);
    assert!(estimate >= actual, "{estimate} < {actual}: {text} answers {answer}");
});

/// A selection of a type, and an answer to it.
fn set(chance: &mut Unstructured<'_>, of: &str, depth: u8) -> Result<(String, Value)> {
    let mut text = "__typename".to_owned();
    let mut fields = vec![(Name::new("__typename"), Value::from(of))];
    for at in 0..chance.int_in_range(0..=3)? {
        let key = format!("a{depth}{at}");
        let (field, answer) = match (of, chance.int_in_range(0..=4)?) {
            (_, 0) if depth == 0 => continue,
            ("Row", 1) => ("name".to_owned(), Value::from("x")),
            ("Row", 2) => ("heavy".to_owned(), Value::from("x")),
            ("Rows", 1 | 2) => ("total".to_owned(), Value::from(1)),
            ("Rows", _) if depth > 0 => continue,
            ("Query", 1) if depth > 0 => {
                let (below, answer) = set(chance, "Row", depth - 1)?;
                (format!("row {{ {below} }}"), answer)
            }
            ("Row", 3) if depth > 0 => {
                let (below, answer) = set(chance, "Row", depth - 1)?;
                (format!("tags {{ {below} }}"), Value::List(vec![answer; chance.int_in_range(0..=4)?]))
            }
            ("Query" | "Row", _) if depth > 0 => {
                let (arguments, most) = match chance.int_in_range(0..=3)? {
                    0 => (String::new(), 3),
                    1 => ("(first: $n)".to_owned(), 2),
                    2 => ("(first: null)".to_owned(), 3),
                    _ => {
                        let first = chance.int_in_range(0..=9)?;
                        (format!("(first: {first})"), first)
                    }
                };
                let (below, row) = set(chance, "Row", depth - 1)?;
                let rows = Value::List(vec![row; chance.int_in_range(0..=most)?]);
                let answer = [(Name::new("nodes"), rows), (Name::new("total"), Value::from(1))];
                (format!("rows{arguments} {{ nodes {{ {below} }} total }}"), Value::Object(answer.into_iter().collect()))
            }
            _ => continue,
        };
        let wrapped = match chance.int_in_range(0..=3)? {
            0 if of == "Row" => format!("... on Row {{ {key}: {field} }}"),
            1 => format!("... {{ {key}: {field} }}"),
            2 => format!("... @include(if: true) {{ {key}: {field} }}"),
            _ => format!("{key}: {field}"),
        };
        text = format!("{text} {wrapped}");
        fields.push((Name::new(key), answer));
    }
    Ok((text, Value::Object(fields.into_iter().collect())))
}
