//! The texts in the arguments of an operation, each with the way to it: what is wrong with one is told by its place.

use async_graphql::parser::types::{BaseType, ExecutableDocument, Selection, SelectionSet, Type};
use async_graphql::{Pos, Value, Variables};

use crate::guard::types::{Definition, Kind, Types};

/// A text that stands for a value of a scalar.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Text<'a> {
    /// The argument, and the way inside of it.
    pub(crate) path: &'a [String],
    /// The input object that it is a field of, by the name of its type; none for an argument itself.
    pub(crate) holder: Option<&'a str>,
    /// The name of the scalar.
    pub(crate) scalar: &'a str,
    /// The text.
    pub(crate) text: &'a str,
}

/// Where an argument stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field<'a> {
    /// The response keys that lead to the field.
    pub(crate) keys: &'a [String],
    /// The value of the argument in the document.
    pub(crate) place: Pos,
}

/// Looks at every text inside of a value.
pub(crate) fn inside(value: &Value, ty: &Type, types: &Types, path: &mut Vec<String>, visit: &mut dyn FnMut(Text<'_>)) {
    look(value, ty, types, path, None, visit);
}

fn look(
    value: &Value,
    ty: &Type,
    types: &Types,
    path: &mut Vec<String>,
    holder: Option<&str>,
    visit: &mut dyn FnMut(Text<'_>),
) {
    match (value, &ty.base) {
        (Value::List(items), BaseType::List(inner)) => {
            for (at, item) in items.iter().enumerate() {
                path.push(at.to_string());
                look(item, inner, types, path, holder, visit);
                path.pop();
            }
        }
        // one value stands for a list of one
        (_, BaseType::List(inner)) => look(value, inner, types, path, holder, visit),
        (Value::Object(fields), BaseType::Named(name)) => {
            let inputs = types.get(name).filter(|it| it.kind == Kind::Input).map(|it| &it.inputs);
            for (field, value) in fields {
                let Some(input) = inputs.and_then(|it| it.iter().find(|it| it.name == *field)) else { continue };
                path.push(field.to_string());
                look(value, &input.ty, types, path, Some(name), visit);
                path.pop();
            }
        }
        (Value::String(text), BaseType::Named(scalar)) => visit(Text { path, holder, scalar, text }),
        (_, BaseType::Named(_)) => {}
    }
}

/// Looks at every text in the arguments of an operation that is [expanded](super::expansion).
pub(crate) fn of_document(
    document: &ExecutableDocument,
    types: &Types,
    variables: &Variables,
    visit: &mut dyn FnMut(Field<'_>, Text<'_>),
) {
    for (_, operation) in document.operations.iter() {
        let root = types.root(operation.node.ty);
        of_set(&operation.node.selection_set.node, root, (types, variables), &mut Vec::new(), visit);
    }
}

fn of_set(
    set: &SelectionSet,
    parent: Option<&Definition>,
    (types, variables): (&Types, &Variables),
    keys: &mut Vec<String>,
    visit: &mut dyn FnMut(Field<'_>, Text<'_>),
) {
    for item in &set.items {
        let field = match &item.node {
            Selection::Field(field) => &field.node,
            Selection::InlineFragment(fragment) => {
                let on = fragment.node.type_condition.as_ref().and_then(|it| types.get(&it.node.on.node));
                of_set(&fragment.node.selection_set.node, on.or(parent), (types, variables), keys, visit);
                continue;
            }
            // an expanded operation spreads none
            Selection::FragmentSpread(_) => continue,
        };
        let Some(known) = parent.and_then(|it| it.field(&field.name.node)) else { continue };
        keys.push(field.response_key().node.to_string());
        for (name, value) in &field.arguments {
            let declared = known.arguments.iter().find(|it| it.name == name.node);
            let value_of = |name| variables.get(&name).cloned().ok_or(());
            if let (Some(declared), Ok(given)) = (declared, value.node.clone().into_const_with(value_of)) {
                let told = Field { keys, place: value.pos };
                inside(&given, &declared.ty, types, &mut vec![name.node.to_string()], &mut |it| visit(told, it));
            }
        }
        of_set(&field.selection_set.node, types.innermost(&known.ty), (types, variables), keys, visit);
        keys.pop();
    }
}
