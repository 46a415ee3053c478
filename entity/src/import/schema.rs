//! The exchange format as a JSON Schema (2020-12): made of the types that rows are read into, so that a new field is in it.

use sea_orm::Iterable;
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::entry::draft::{Article, Event, Page, Shared, State};
use crate::entry::field_name::former_names;
use crate::import::fields::{MemberFields, SourceFields, ThemeFields};
use crate::import::row::RowKind;
use crate::model::article::Origin;
use crate::model::entry::Nature;
use crate::model::event::{Attendance, EventStatus};
use crate::model::initiative::{Initiative, Maturity};
use crate::model::media::{Role, TEXT};
use crate::model::member;
use crate::model::recipe::Recipe;
use crate::model::source::Permission;
use crate::value::kind::Kind;
use crate::value::status::Status;

/// A schema of one row: of a line of NDJSON, of an item of an array.
pub fn schema() -> Value {
    let kinds = RowKind::ALL.map(RowKind::word);
    let by_kind = kinds.map(|kind| {
        let is_one = json!({ "properties": { "kind": { "const": kind } }, "required": ["kind"] });
        json!({ "if": is_one, "then": { "$ref": format!("#/$defs/{kind}") } })
    });
    let mut defs = definitions();
    defs.extend(RowKind::ALL.map(|kind| (kind.word().to_owned(), of_kind(kind))));
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Row of the exchange format",
        "description": "One row of an import or an export. A field that is absent is left as it is; null clears it.",
        "type": "object",
        "required": ["kind", "key"],
        "properties": { "kind": { "enum": kinds } },
        "allOf": by_kind,
        "$defs": defs,
    })
}

/// The rows of a kind: every field that the kind has, and no other.
fn of_kind(kind: RowKind) -> Value {
    let mut properties = Map::from_iter([
        ("kind".to_owned(), json!({ "const": kind.word() })),
        ("key".to_owned(), json!({ "type": "string", "minLength": 1, "maxLength": 200 })),
        ("id".to_owned(), maybe(json!({ "type": "string", "format": "uuid" }))),
        ("deleted".to_owned(), maybe(json!({ "type": "boolean" }))),
    ]);
    for name in names(kind) {
        let known = form(kind, &name).unwrap_or_else(|| json!({}));
        properties.insert(name, maybe(known));
    }
    if let RowKind::Entry(kind) = kind {
        for (former, present) in former_names(kind) {
            let form = form(RowKind::Entry(kind), present).unwrap_or_else(|| json!({}));
            properties.insert(former.to_owned(), json!({ "deprecated": true, "anyOf": [form, { "type": "null" }] }));
        }
    }
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

/// The names of the fields of a kind, as its types have them.
fn names(kind: RowKind) -> Vec<String> {
    match kind {
        RowKind::Source => keys(&SourceFields::default()),
        RowKind::Theme => keys(&ThemeFields::default()),
        RowKind::Member => keys(&MemberFields::default()),
        RowKind::Entry(kind) => {
            let own = match kind {
                Kind::Initiative => keys(&Initiative::default()),
                Kind::Recipe => keys(&Recipe::default()),
                Kind::Article => keys(&Article::default()),
                Kind::Event => keys(&Event::default()),
                Kind::Page => keys(&Page::default()),
            };
            [keys(&State::default()), keys(&Shared::default()), own].concat()
        }
    }
}

fn keys(of: &impl Serialize) -> Vec<String> {
    match serde_json::to_value(of) {
        Ok(Value::Object(fields)) => fields.into_iter().map(|(name, _)| name).collect(),
        Ok(_) | Err(_) => Vec::new(),
    }
}

/// What a field holds, by its name; none of a name that nobody has described, which a test finds.
fn form(kind: RowKind, name: &str) -> Option<Value> {
    let of = |def: &str| json!({ "$ref": format!("#/$defs/{def}") });
    let list = |item: Value| json!({ "type": "array", "maxItems": 50, "items": item });
    let reference = json!({ "type": "string", "minLength": 1 });
    Some(match name {
        "title" => json!({ "type": "string", "minLength": 1, "maxLength": 200 }),
        "summary" => json!({ "type": "string", "maxLength": 280 }),
        "name" if kind == RowKind::Theme => of("texts"),
        "name" | "menuLabel" | "place" => json!({ "type": "string", "maxLength": 200 }),
        "body" | "need" | "response" | "story" | "socialValue" | "callForHelp" | "purpose" | "audience"
        | "preparation" | "cost" | "variants" | "lessonsLearned" | "changelog" | "postscript" | "bio" | "address"
        | "timeZone" | "language" | "licence" | "originalLicence" => json!({ "type": "string" }),
        "slug" => json!({ "type": "string", "maxLength": 80, "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$" }),
        "status" => one_of::<Status>(),
        "publishedAt" | "unpublishAt" | "originalPublishedAt" | "originalUpdatedAt" => of("instant"),
        "translationGroup" | "parent" | "source" => reference,
        "authors" | "holders" | "organisers" | "translators" => list(of("credit")),
        "territories" => list(of("territory")),
        "themes" | "initiatives" => list(reference),
        "location" => of("location"),
        "references" => list(json!({ "anyOf": [of("address"), of("citation")] })),
        "links" => list(of("citation")),
        "adaptedFrom" => list(of("adaptation")),
        "media" => list(of("file")),
        "maturity" => one_of::<Maturity>(),
        "startYear" => json!({ "type": "integer", "minimum": 1000, "maximum": 2100 }),
        "website" | "contactUrl" | "homepage" | "feed" | "licenceStatedAt" | "originalUrl" => of("address"),
        "participants" => object(&[], json!({ "min": maybe(of("count")), "max": maybe(of("count")) })),
        "duration" => json!({ "type": "string", "pattern": "^P" }),
        "materials" | "originalAuthors" => list(json!({ "type": "string", "maxLength": 500 })),
        "steps" => list(object(
            &["text"],
            json!({ "title": maybe(json!({ "type": "string" })), "text": { "type": "string" } }),
        )),
        "articleKind" => one_of::<Origin>(),
        "timings" => json!({ "type": "array", "maxItems": 250, "items": of("timing") }),
        "attendance" => one_of::<Attendance>(),
        "eventStatus" => one_of::<EventStatus>(),
        "capacity" => of("count"),
        "position" => json!({ "type": "integer" }),
        "isInMenu" => json!({ "type": "boolean" }),
        "memberKind" => one_of::<member::Kind>(),
        "permission" => one_of::<Permission>(),
        "picture" | "logo" => of("file"),
        _ => return None,
    })
}

fn definitions() -> Map<String, Value> {
    let (text, of) = (json!({ "type": "string" }), |def: &str| json!({ "$ref": format!("#/$defs/{def}") }));
    let (optional, address) = (maybe(text.clone()), maybe(of("address")));
    let status = maybe(one_of::<EventStatus>());
    let roles: Vec<Value> = Role::ALL.iter().map(|it| json!(it)).chain([json!(TEXT)]).collect();
    let point = object(&["x", "y"], json!({ "x": { "type": "number" }, "y": { "type": "number" } }));
    let file = json!({
        "path": optional, "url": address, "id": optional, "name": optional, "role": maybe(json!({ "enum": roles })),
        "alt": maybe(of("texts")), "caption": maybe(of("texts")), "credit": maybe(of("credit")), "licence": optional,
        "decorative": maybe(json!({ "type": "boolean" })), "focalPoint": maybe(point),
    });
    let adaptation = json!({
        "entry": optional, "url": address, "title": optional, "authors": optional, "licence": optional,
        "nature": { "enum": [Nature::Translation, Nature::NewVersion, Nature::Adaptation] }, "note": optional,
    });
    let timing = json!({
        "allDay": { "type": "boolean" }, "start": maybe(of("instant")), "end": maybe(of("instant")),
        "startDate": maybe(of("day")), "endDate": maybe(of("day")), "eventStatus": status, "status": status,
    });
    let number = |most: i32| maybe(json!({ "type": "number", "minimum": -most, "maximum": most }));
    let location = json!({ "commune": maybe(of("territory")), "latitude": number(90), "longitude": number(180) });
    let named = object(&["name"], json!({ "name": text, "url": address }));
    let mut file = object(&[], file);
    // an identifier beside a path or an address is the one that the file had where it comes from
    let alone = json!({ "path": { "type": "null" }, "url": { "type": "null" } });
    file["oneOf"] =
        json!([{ "required": ["path"] }, { "required": ["url"] }, { "required": ["id"], "properties": alone }]);
    let day = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
    let territory = "^(region|departement|pays|epci|commune):[0-9A-Za-z-]{1,64}$";
    Map::from_iter(
        [
            ("instant", json!({ "type": "string", "format": "date-time", "description": "RFC 3339, with an offset." })),
            ("day", json!({ "type": "string", "format": "date", "pattern": day })),
            ("address", json!({ "type": "string", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?:", "maxLength": 2_000 })),
            ("count", json!({ "type": "integer", "minimum": 0 })),
            ("territory", json!({ "type": "string", "pattern": territory })),
            ("texts", json!({ "type": "object", "additionalProperties": text, "description": "A text by language." })),
            ("credit", json!({ "anyOf": [text, object(&["member"], json!({ "member": text })), named] })),
            ("location", object(&[], location)),
            ("citation", object(&["url"], json!({ "url": of("address"), "title": optional }))),
            ("adaptation", object(&["nature"], adaptation)),
            ("timing", object(&[], timing)),
            ("file", file),
        ]
        .map(|(name, form)| (name.to_owned(), form)),
    )
}

fn object(required: &[&str], properties: Value) -> Value {
    json!({ "type": "object", "required": required, "properties": properties, "additionalProperties": false })
}

/// The same, or null.
fn maybe(form: Value) -> Value {
    json!({ "anyOf": [form, { "type": "null" }] })
}

/// The values of an enumeration.
fn one_of<T: Iterable + Serialize>() -> Value {
    let all: Vec<T> = T::iter().collect();
    json!({ "enum": all })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_a_row_is_described() {
        for kind in RowKind::ALL {
            let names = names(kind);
            assert!(names.len() > 2, "{kind:?}");
            for name in names {
                assert!(form(kind, &name).is_some(), "say in `form` what {name} of {} holds", kind.word());
            }
        }
    }
}
