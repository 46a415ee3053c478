//! Documents that the rules of validation take or refuse.

use async_graphql::parser::parse_query;

use super::*;

const SCHEMA: &str = "
    directive @include(if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT
    directive @skip(if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT
    scalar Date
    type Query { dog(by: By, n: Int! = 1, list: [Int!], order: Order, born: Date): Dog node(id: ID!): Node pets: [Pet!]! names: [String!] }
    interface Node { id: ID! }
    interface Pet { name: String! other: Pet }
    type Dog implements Node & Pet { id: ID! name: String! barks: Int! other: Pet friend(of: Int): Dog }
    type Cat implements Pet { name: String! barks: String other: Pet friend(of: Int): Dog lives: Int }
    input By @oneOf { id: ID name: String }
    enum Order { UP DOWN }
";

fn fault(text: &str) -> Option<Fault> {
    let types = Types::of_schema(SCHEMA).unwrap();
    check(&parse_query(text).unwrap(), &types, &Limits::default()).err()
}

fn broken(text: &str) -> Option<Rule> {
    fault(text).map(|it| match it {
        Fault::Flaws(flaws) => flaws[0].rule,
        Fault::TooMuch(refusal) => panic!("{refusal:?}"),
    })
}

#[test]
fn what_fits_the_schema_passes() {
    for text in [
        "{ dog { id ...F } } fragment F on Dog { name other { ... on Cat { lives } } }",
        "query ($n: Int, $b: Boolean = true) { dog(n: $n) { id @skip(if: $b) } }",
        "query ($id: ID!) { dog(by: { id: $id }) { id } node(id: $id) { __typename ... on Pet { name } } }",
        "query ($i: Int!) { dog(list: [1, $i]) { id } a: dog(list: 1) { id } b: dog(order: UP) { id } }",
        "{ __schema { types { name fields(includeDeprecated: true) { name } } } __type(name: \"Dog\") { kind } }",
        "query ($d: Date = \"2026-01-01\") { dog(born: $d) { id } a: dog(born: \"someday\") { id } b: dog(born: null) { id } }",
        // no pet is a dog and a cat
        "{ pets { ... on Dog { friend(of: 1) { id } } ... on Cat { friend(of: 2) { id } } } }",
        "{ pets { ... on Dog { x: name } ... on Cat { x: name } name } }",
    ] {
        assert_eq!(broken(text), None, "{text}");
    }
}

#[test]
fn each_rule_is_held() {
    for (text, rule) in [
        ("subscription { a }", Rule::OperationKind),
        ("{ dog { nam } }", Rule::FieldUnknown),
        ("{ dog { id @skip(if: true) { x } } }", Rule::SelectionOdd),
        ("{ dog }", Rule::SelectionAbsent),
        ("{ dog(m: 1) { id } }", Rule::ArgumentUnknown),
        ("{ dog { id @skip(if: true, of: 1) } }", Rule::ArgumentUnknown),
        ("{ dog(n: 1, n: 1) { id } }", Rule::ArgumentTwice),
        ("{ node { id } }", Rule::ArgumentAbsent),
        ("{ dog { id @skip } }", Rule::ArgumentAbsent),
        ("{ dog { ... on Nothing { id } } }", Rule::TypeUnknown),
        ("query ($x: Nothing) { dog { id } }", Rule::TypeUnknown),
        ("{ dog { ...F } }", Rule::FragmentUnknown),
        ("{ dog { id } } fragment F on Dog { id }", Rule::FragmentUnused),
        ("{ dog { ... on Cat { lives } } }", Rule::FragmentImpossible),
        ("{ dog { ...F } } fragment F on Cat { lives }", Rule::FragmentImpossible),
        ("{ dog { ... on By { id } } }", Rule::FragmentScalar),
        ("query ($x: Int!, $x: Int!) { dog(n: $x) { id } }", Rule::VariableTwice),
        ("{ dog(n: $x) { id } }", Rule::VariableUndefined),
        ("{ ...F } fragment F on Query { dog(n: $x) { id } }", Rule::VariableUndefined),
        ("query ($x: Int) { dog { id } }", Rule::VariableUnused),
        ("query ($x: Dog) { dog(n: $x) { id } }", Rule::VariableOutput),
        ("query ($x: Boolean) { dog { id @include(if: $x) } }", Rule::VariableMisplaced),
        ("query ($x: Int) { dog(list: [$x]) { id } }", Rule::VariableMisplaced),
        ("query ($x: Int!) { dog(list: $x) { id } }", Rule::VariableMisplaced),
        ("query ($x: ID) { dog(by: { id: $x }) { id } }", Rule::VariableMisplaced),
        ("query ($x: ID = null) { node(id: $x) { id } }", Rule::VariableMisplaced),
        ("{ dog { id @skip(if: true) @skip(if: false) } }", Rule::DirectiveTwice),
        ("{ dog(n: \"1\") { id } }", Rule::ValueUnfit),
        ("{ dog(n: null) { id } }", Rule::ValueUnfit),
        ("{ dog(n: 3000000000) { id } }", Rule::ValueUnfit),
        ("{ dog(order: \"UP\") { id } }", Rule::EnumUnfit),
        ("{ dog(order: SIDEWAYS) { id } }", Rule::EnumUnfit),
        ("{ dog(n: [1]) { id } }", Rule::ValueUnfit),
        ("{ dog(born: NEVER) { id } }", Rule::ValueUnfit),
        ("{ dog(born: 2026) @skip(if: true) { id } }", Rule::ValueUnfit),
        ("{ dog(born: { year: 2026 }) { id } }", Rule::ValueUnfit),
        ("query ($d: Date = true) { dog(born: $d) { id } }", Rule::ValueUnfit),
        ("query ($x: Int = \"1\") { dog(n: $x) { id } }", Rule::ValueUnfit),
        ("{ dog(by: { nam: \"x\" }) { id } }", Rule::InputUnknown),
        ("{ dog(by: { id: 1, name: \"x\" }) { id } }", Rule::InputOneOf),
        ("{ dog(by: {}) { id } }", Rule::InputOneOf),
        ("{ dog(by: { id: null }) { id } }", Rule::InputOneOf),
    ] {
        assert_eq!(broken(text), Some(rule), "{text}");
    }
}

#[test]
fn one_key_asks_for_one_thing() {
    for text in [
        "{ dog { id: name id } }",
        "{ dog { friend(of: 1) { id } friend { id } } }",
        "{ dog { ...F friend(of: 1) { id } } } fragment F on Dog { friend(of: 2) { id } }",
        "{ dog { friend { a: id } ... on Pet { ... on Dog { friend { a: name } } } } }",
        // another type of one shape, where both may not be together
        "{ pets { ... on Dog { barks } ... on Cat { barks } } }",
        "{ pets { ... on Dog { x: barks } ... on Cat { x: lives } } }",
        "{ pets { ... on Dog { x: other { name } } ... on Cat { x: name } } }",
        // the fields of an interface are had with those of each object
        "{ pets { x: name ... on Cat { x: __typename } } }",
        "{ pets { ... on Dog { x: other { y: name } } ... on Cat { x: other { y: __typename } } other { ... on Cat { y: lives } } } a: pets { x: other { y: name } x: other { ... on Cat { y: lives } } } }",
    ] {
        assert_eq!(broken(text), Some(Rule::FieldsConflict), "{text}");
    }
}

#[test]
fn all_that_is_wrong_is_told_in_the_order_of_the_document() {
    let Some(Fault::Flaws(flaws)) = fault("query ($x: Int) { dog { nam ages(of: 1) } }") else { panic!() };
    let found: Vec<(Rule, &str)> = flaws.iter().map(|it| (it.rule, it.name.as_str())).collect();
    assert_eq!(found, [(Rule::VariableUnused, "x"), (Rule::FieldUnknown, "nam"), (Rule::FieldUnknown, "ages")]);
}

#[test]
fn a_name_that_is_like_another_is_told() {
    let near = |text: &str| match fault(text) {
        Some(Fault::Flaws(flaws)) => flaws[0].near().map(str::to_owned),
        other => panic!("{other:?}"),
    };
    assert_eq!(near("{ dog { nmae } }").as_deref(), Some("name"));
    assert_eq!(near("{ dog(ordre: UP) { id } }").as_deref(), Some("order"));
    assert_eq!(near("{ dog { completelyElse } }"), None);
}

#[test]
fn what_would_be_compared_too_often_is_refused() {
    let level =
        |inside: &str| format!("other {{ name ... on Dog {{ name {inside} }} ... on Cat {{ name {inside} }} }}");
    let mut deep = "name".to_owned();
    for _ in 0..6 {
        deep = level(&deep);
    }
    assert_eq!(broken(&format!("{{ pets {{ {deep} }} }}")), None);
    let wide: String = (0..1900).map(|_| "name ").collect();
    assert_eq!(broken(&format!("{{ pets {{ {wide} }} }}")), None);
    // every level doubles what may be together, though the fragments that say so are few
    let fragments: String = (0..14)
        .map(|n| format!("fragment F{n} on Pet {{ other {{ ...F{0} ... on Dog {{ a{n}: name other {{ b: name }} }} ... on Cat {{ c{n}: name other {{ b: name }} }} }} }} ", n + 1))
        .collect();
    let text = format!("{{ pets {{ ...F0 }} }} {fragments} fragment F14 on Pet {{ name }}");
    let limits = Limits { selections: 20, ..Limits::default() };
    let types = Types::of_schema(SCHEMA).unwrap();
    let fault = check(&parse_query(text).unwrap(), &types, &limits).err();
    assert!(matches!(fault, Some(Fault::TooMuch(it)) if it.limit == crate::guard::Limit::Selections), "{fault:?}");
}
