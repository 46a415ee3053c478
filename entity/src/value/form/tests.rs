//! Values that do not fit, and what is told of them.

use serde::Deserialize;
use serde_json::json;

use super::*;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Outer {
    #[serde(rename = "items", default)]
    _items: Vec<Inner>,
    #[serde(rename = "count", default)]
    _count: Option<i32>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Inner {
    #[serde(rename = "name")]
    _name: String,
    #[serde(rename = "slug", default)]
    _slug: Option<Slug>,
}

#[test]
fn what_does_not_fit_is_told_in_the_words_of_json() {
    let refused = |value: Value| read::<Outer>(&value).unwrap_err();
    let kind = |wanted, found: &str| Case::WrongKind { wanted, found: Quoted::of(found) };
    let (i32_min, i32_max) = (i64::from(i32::MIN), i64::from(i32::MAX));
    for (value, path, case) in [
        (json!([]), "", kind(JsonKind::Object, "[]")),
        (json!({ "items": {} }), "items", kind(JsonKind::List, "{}")),
        (json!({ "items": [{ "name": "a" }, 7] }), "items.1", kind(JsonKind::Object, "7")),
        (json!({ "items": [{ "name": 7 }] }), "items.0.name", kind(JsonKind::Text, "7")),
        (json!({ "items": [{}] }), "items.0.name", Case::Missing),
        (json!({ "items": [{ "name": "a", "slug": "A" }] }), "items.0.slug", Case::SlugLetter(Quoted::of("A"))),
        (json!({ "count": 12.5 }), "count", kind(JsonKind::WholeNumber, "12.5")),
        (
            json!({ "count": 99_999_999_999_i64 }),
            "count",
            Case::TooGreat { found: Quoted::of("99999999999"), min: i32_min, max: i32_max },
        ),
        (
            json!({ "item": [] }),
            "item",
            Case::UnknownField { name: Quoted::of("item"), near: Some(Quoted::of("items")) },
        ),
    ] {
        assert_eq!(refused(value), Problem::new(path, case));
    }
}
