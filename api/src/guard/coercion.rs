//! The values of variables: each must be of the type that the operation declares (GraphQL §6.1.2), whether anything that
//! is carried out uses it or not. Which strings a scalar of our own takes is told by its resolver.

use std::fmt::Write;

use async_graphql::parser::types::{BaseType, OperationDefinition, Type};
use async_graphql::{Name, Pos, Variables};
use async_graphql_value::ConstValue;

use crate::guard::types::{Definition, Kind, Types};
use crate::guard::validation::LISTED_VALUES;
use crate::guard::validation::values::{Builtin, builtin};

/// A value that is not of its variable's type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfit {
    /// The variable, with the way to the value inside of it.
    pub name: String,
    /// The type that is asked for there.
    pub wanted: String,
    /// Why.
    pub why: Why,
    /// Where the variable is declared.
    pub place: Pos,
}

/// Why a value is not of the type that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// It is of another kind, or null.
    Kind,
    /// A required field is absent.
    Absent,
    /// The type has no field of this name.
    Unknown,
    /// Not exactly one field is given where one is asked for.
    NotOne,
    /// It is none of the few values of an enumeration, which are these.
    NotListed(Vec<String>),
}

/// Holds the variables of an operation to their types. Those that are required were looked for before.
///
/// # Errors
/// The first value that is of another type.
pub fn check(operation: &OperationDefinition, variables: &Variables, types: &Types) -> Result<(), Unfit> {
    for definition in &operation.variable_definitions {
        let name = &definition.node.name.node;
        let Some(value) = variables.get(name) else { continue };
        let mut path = vec![Step::Field(name)];
        if let Err((wanted, why)) = fits(value, &definition.node.var_type.node, types, &mut path) {
            return Err(Unfit { name: written(&path), wanted, why, place: definition.pos });
        }
    }
    Ok(())
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Field(&'a str),
    Item(usize),
}

fn written(path: &[Step<'_>]) -> String {
    let mut text = String::new();
    for step in path {
        let dot = if text.is_empty() { "" } else { "." };
        let _ = match step {
            Step::Field(name) => write!(text, "{dot}{name}"),
            Step::Item(at) => write!(text, "{dot}{at}"),
        };
    }
    text
}

/// When a value does not fit, the path ends at it, and the error is the type that is asked for, and why it is not of it.
fn fits<'a>(
    value: &'a ConstValue,
    ty: &'a Type,
    types: &'a Types,
    path: &mut Vec<Step<'a>>,
) -> Result<(), (String, Why)> {
    match (value, &ty.base) {
        (ConstValue::Null, _) if ty.nullable => Ok(()),
        (ConstValue::Null, _) => Err((ty.to_string(), Why::Kind)),
        (ConstValue::List(items), BaseType::List(inner)) => items.iter().enumerate().try_for_each(|(at, item)| {
            path.push(Step::Item(at));
            fits(item, inner, types, path)?;
            path.pop();
            Ok(())
        }),
        // one value stands for a list of one
        (_, BaseType::List(inner)) => fits(value, inner, types, path),
        (_, BaseType::Named(name)) => match types.get(name) {
            Some(definition) if definition.kind == Kind::Input => object(value, definition, types, path),
            Some(definition) if is_leaf(value, definition) => Ok(()),
            Some(definition) => Err((ty.to_string(), not_listed(value, definition))),
            None => Err((ty.to_string(), Why::Kind)),
        },
    }
}

fn object<'a>(
    value: &'a ConstValue,
    definition: &'a Definition,
    types: &'a Types,
    path: &mut Vec<Step<'a>>,
) -> Result<(), (String, Why)> {
    let ConstValue::Object(fields) = value else { return Err((definition.name.to_string(), Why::Kind)) };
    for (name, value) in fields {
        path.push(Step::Field(name));
        let input = definition.inputs.iter().find(|it| it.name == *name);
        let input = input.ok_or_else(|| (definition.name.to_string(), Why::Unknown))?;
        fits(value, &input.ty, types, path)?;
        path.pop();
    }
    if definition.one_of && (fields.len() != 1 || fields.values().any(|it| *it == ConstValue::Null)) {
        return Err((definition.name.to_string(), Why::NotOne));
    }
    let absent = definition.inputs.iter().find(|it| it.is_required() && !fields.contains_key(&it.name));
    match absent {
        Some(input) => {
            path.push(Step::Field(&input.name));
            Err((input.ty.to_string(), Why::Absent))
        }
        None => Ok(()),
    }
}

/// Why a leaf is not of its type: where an enumeration has few values, they are told.
fn not_listed(value: &ConstValue, definition: &Definition) -> Why {
    let is_word = matches!(value, ConstValue::String(_) | ConstValue::Enum(_));
    if definition.kind == Kind::Enum && is_word && definition.values.len() <= LISTED_VALUES {
        return Why::NotListed(definition.values.iter().map(ToString::to_string).collect());
    }
    Why::Kind
}

fn is_leaf(value: &ConstValue, definition: &Definition) -> bool {
    let has = |name: &str| definition.values.contains(&Name::new(name));
    match (definition.kind, builtin(&definition.name), value) {
        // in JSON an enumeration's value is a text
        (Kind::Enum, _, ConstValue::String(name)) => has(name),
        (Kind::Enum, _, ConstValue::Enum(name)) => has(name),
        (Kind::Scalar, None, ConstValue::String(_)) => true,
        (Kind::Scalar, Some(it), ConstValue::Number(number)) => it.holds_number(number),
        (Kind::Scalar, Some(Builtin::String | Builtin::Id), ConstValue::String(_)) => true,
        (Kind::Scalar, Some(Builtin::Boolean), ConstValue::Boolean(_)) => true,
        (Kind::Scalar | Kind::Enum | Kind::Input | Kind::Object | Kind::Interface | Kind::Union, ..) => false,
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;

    use super::*;

    const SCHEMA: &str = "type Query { a(f: F, n: [Int!], by: By, e: E, on: Date): Int } enum E { UP DOWN } scalar Date
        input F { n: Int! m: Int! = 3 inside: F list: [E!] } input By @oneOf { id: ID slug: String }";

    fn found(declared: &str, json: serde_json::Value) -> Option<(String, String)> {
        let document = parse_query(format!("query ($v: {declared}) {{ a }}")).unwrap();
        let (_, operation) = document.operations.iter().next().unwrap();
        let variables = Variables::from_json(serde_json::json!({ "v": json }));
        let types = Types::of_schema(SCHEMA).unwrap();
        check(&operation.node, &variables, &types).err().map(|it| (it.name, it.wanted))
    }

    #[test]
    fn a_value_is_of_the_type_that_is_declared() {
        let none = None::<(String, String)>;
        for (declared, value) in [
            ("F", serde_json::json!({ "n": 1, "list": ["UP"], "inside": { "n": 2 } })),
            ("F", serde_json::json!({ "n": 1, "list": "DOWN" })),
            ("[Int!]", serde_json::json!(3)),
            ("By", serde_json::json!({ "id": 3 })),
            ("E", serde_json::json!(null)),
            ("Float!", serde_json::json!(1)),
            ("[Date!]", serde_json::json!(["2026-01-01", "someday"])),
        ] {
            assert_eq!(found(declared, value.clone()), none, "{declared} {value}");
        }
        for (declared, value, name, wanted) in [
            ("F", serde_json::json!({ "n": 1, "inside": { "n": "2" } }), "v.inside.n", "Int!"),
            ("F", serde_json::json!({ "n": 1, "list": ["UP", "SIDEWAYS"] }), "v.list.1", "E!"),
            ("F", serde_json::json!({}), "v.n", "Int!"),
            ("F", serde_json::json!({ "n": 1, "x": 1 }), "v.x", "F"),
            ("F", serde_json::json!("n"), "v", "F"),
            ("[Int!]", serde_json::json!([1, null]), "v.1", "Int!"),
            ("By", serde_json::json!({ "id": 3, "slug": "x" }), "v", "By"),
            ("By", serde_json::json!({ "id": null }), "v", "By"),
            ("E", serde_json::json!("up"), "v", "E"),
            ("Int", serde_json::json!(3_000_000_000_u64), "v", "Int"),
            ("ID", serde_json::json!(1.5), "v", "ID"),
            ("E!", serde_json::json!(null), "v", "E!"),
            ("Date", serde_json::json!(20_260_101), "v", "Date"),
            ("Date", serde_json::json!({ "year": 2026 }), "v", "Date"),
            ("[Date!]", serde_json::json!([false]), "v.0", "Date!"),
        ] {
            assert_eq!(
                found(declared, value.clone()),
                Some((name.to_owned(), wanted.to_owned())),
                "{declared} {value}"
            );
        }
    }
}
