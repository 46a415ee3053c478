//! Any text: what the scan lets through is parsed, walked, settled and priced without a crash, and quickly.
#![no_main]

#[path = "../../api/src/guard/mod.rs"]
#[allow(dead_code)]
mod guard;

use std::sync::LazyLock;

use async_graphql::Variables;
use async_graphql::parser::parse_query;
use guard::cost::Rules;
use guard::types::Types;
use guard::{Limits, document, text, validation, variables};
use libfuzzer_sys::fuzz_target;

static RULES: LazyLock<Rules> =
    LazyLock::new(|| Rules::of_schema(include_str!("../../schema.graphql")).expect("the schema has rules"));

static TYPES: LazyLock<Types> =
    LazyLock::new(|| Types::of_schema(include_str!("../../schema.graphql")).expect("the schema has types"));

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits::default();
    let _bounded = text::scan_json(bytes, &limits);
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(scanned) = text::scan(text, &limits) else { return };
    assert!(scanned.tokens <= limits.tokens);
    let Ok(mut parsed) = parse_query(&scanned.text) else { return };
    if document::check(&parsed, &limits).is_err() {
        return;
    }
    let _verdict = validation::check(&parsed, &TYPES, &limits);
    let name = parsed.operations.iter().find_map(|(name, _)| name.map(ToString::to_string));
    let mut values = Variables::default();
    if variables::settle(&mut parsed, name.as_deref(), &mut values, &limits).is_ok() {
        let operation = variables::chosen(&parsed, name.as_deref()).expect("it was there before");
        RULES.estimate(&parsed, &operation.node, &values);
        // what was settled may be settled again, and nothing changes
        let before = format!("{parsed:?}");
        variables::settle(&mut parsed, name.as_deref(), &mut values, &limits).expect("it was settled before");
        assert_eq!(before.len(), format!("{parsed:?}").len());
    }
});
