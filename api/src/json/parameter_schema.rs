//! The parameters of the JSON addresses as OpenAPI describes them.

use serde_json::{Value, json};
use utoipa::openapi::Required;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn, ParameterStyle};
use utoipa::openapi::schema::{Array, KnownFormat, ObjectBuilder, SchemaFormat, Type};

use crate::json::parameters::{self, Form};
use crate::json::resource::{Class, Fields};

pub(super) fn moment() -> ObjectBuilder {
    let format = SchemaFormat::KnownFormat(KnownFormat::DateTime);
    ObjectBuilder::new().schema_type(Type::String).format(Some(format))
}

pub(super) fn number(least: i64, most: i64) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(least)).maximum(Some(most))
}

pub(super) fn single(name: &str, text: &str, schema: ObjectBuilder) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(text))
        .schema(Some(schema))
        .build()
}

/// A parameter whose values stand between commas.
fn several(name: &str, text: &str, item: ObjectBuilder, (least, most): (usize, usize)) -> Parameter {
    let mut array = Array::new(item);
    (array.min_items, array.max_items) = (Some(least), Some(most));
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(text))
        .style(Some(ParameterStyle::Form))
        .explode(Some(false))
        .schema(Some(array))
        .build()
}

pub(super) fn words<'a>(words: impl IntoIterator<Item = &'a str>) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words))
}

pub(super) fn of_list(name: &str, text: &str, known: &Fields, orders: &[String]) -> Parameter {
    match name {
        "fields" => several(name, text, words(known.keys().map(String::as_str)), (1, 100)),
        "include" => {
            let more = known.iter().filter(|(_, it)| matches!(it, Class::Long | Class::Related));
            let mut more: Vec<&str> = more.map(|(name, _)| name.as_str()).collect();
            if more.is_empty() {
                more = known.keys().map(String::as_str).collect();
            }
            several(name, text, words(more), (1, 100))
        }
        "order" => {
            let all: Vec<String> = orders.iter().flat_map(|it| [it.clone(), format!("-{it}")]).collect();
            several(name, text, words(all.iter().map(String::as_str)), (1, 5))
        }
        "first" | "last" | "perPage" => single(name, text, number(1, 100)),
        "page" => single(name, text, number(1, 10_000)),
        "count" => single(name, text, ObjectBuilder::new().schema_type(Type::Boolean)),
        _ => single(name, text, ObjectBuilder::new().schema_type(Type::String)),
    }
}

pub(super) fn filter(it: &parameters::Parameter) -> Parameter {
    let schema = match &it.form {
        Form::Word(known) => words(known.iter().map(String::as_str)),
        Form::Numbers(fields) => {
            let text = format!("{} Numbers between commas: {}.", it.description, fields.join(","));
            let item = ObjectBuilder::new().schema_type(Type::Number);
            return several(&it.name, &text, item, (fields.len(), fields.len()));
        }
        Form::Scalar(ty) => match ty.as_str() {
            "DateTime" => moment(),
            "Boolean" => ObjectBuilder::new().schema_type(Type::Boolean),
            "Int" => ObjectBuilder::new().schema_type(Type::Integer),
            "Float" => ObjectBuilder::new().schema_type(Type::Number),
            _ => ObjectBuilder::new().schema_type(Type::String).examples(sample(&it.name)),
        },
    };
    match it.is_list {
        true => several(&it.name, &it.description, schema, (1, 100)),
        false => single(&it.name, &it.description, schema),
    }
}

/// A value of a parameter, to be seen.
fn sample(name: &str) -> Option<Value> {
    match name {
        "territory" | "inside" => Some(json!("pays:pays-de-brest")),
        "licence" | "key" | "originalLicence" => Some(json!("CC-BY-SA-4.0")),
        "language" => Some(json!("fr")),
        "postalCode" => Some(json!("29200")),
        "search" => Some(json!("jardin")),
        _ => None,
    }
}
