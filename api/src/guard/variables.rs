//! Variables that were not sent. The executor takes one inside an input object for `null`, and leaves an argument that
//! mentions one unchecked; the specification wants the field to be absent (GraphQL §3.10, input coercion). So they are
//! taken out of the document before it is validated, and what is left is validated as if it had been written so.

use std::collections::HashSet;

use async_graphql::parser::types::{
    Directive, DocumentOperations, ExecutableDocument, OperationDefinition, Selection, SelectionSet,
};
use async_graphql::{Name, Pos, Positioned, Variables};
use async_graphql_value::{ConstValue, Value};

use crate::guard::{Limit, Limits, Refusal};

/// Why an operation cannot be begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The document has no operation of this name, or several and none was named.
    NoSuchOperation(Option<String>),
    /// A variable that may not be null was not sent.
    Missing(Name, Pos),
    /// A list or a text is too long.
    TooMuch(Refusal),
}

/// The operation of a document that a request asks for.
///
/// # Errors
/// [`Fault::NoSuchOperation`].
pub fn chosen<'a>(
    document: &'a ExecutableDocument,
    name: Option<&str>,
) -> Result<&'a Positioned<OperationDefinition>, Fault> {
    let mut operations = document.operations.iter();
    let found = match (name, &document.operations) {
        (None, DocumentOperations::Multiple(all)) if all.len() > 1 => None,
        (None, _) => operations.next(),
        (Some(name), _) => operations.find(|(known, _)| known.is_some_and(|it| it == name)),
    };
    found.map(|(_, it)| it).ok_or_else(|| Fault::NoSuchOperation(name.map(str::to_owned)))
}

/// Fills in the defaults of variables that were not sent, and takes those without one out of the document. A document
/// that loses something keeps only the operation that is asked for, with its fragments.
///
/// # Errors
/// What is missing, or too long.
pub fn settle(
    document: &mut ExecutableDocument,
    name: Option<&str>,
    variables: &mut Variables,
    limits: &Limits,
) -> Result<(), Fault> {
    let operation = chosen(document, name)?;
    let mut unset = HashSet::new();
    for definition in &operation.node.variable_definitions {
        let it = &definition.node;
        if variables.contains_key(&it.name.node) {
            continue;
        }
        match &it.default_value {
            Some(value) => drop(variables.insert(it.name.node.clone(), value.node.clone())),
            None if !it.var_type.node.nullable => {
                return Err(Fault::Missing(it.name.node.clone(), definition.pos));
            }
            None => drop(unset.insert(it.name.node.clone())),
        }
    }
    variables.iter().try_for_each(|(name, it)| bounded_as(name, it, None, limits)).map_err(Fault::TooMuch)?;
    if !unset.is_empty() {
        keep_only(document, name)?;
    }
    let mut settle = Settle { unset, taken_out: HashSet::new(), limits };
    let operations: Vec<&mut Positioned<OperationDefinition>> = match &mut document.operations {
        DocumentOperations::Single(it) => vec![it],
        DocumentOperations::Multiple(all) => all.values_mut().collect(),
    };
    for operation in operations {
        let it = &mut operation.node;
        settle.directives(&mut it.directives).map_err(Fault::TooMuch)?;
        settle.set(&mut it.selection_set.node).map_err(Fault::TooMuch)?;
    }
    for fragment in document.fragments.values_mut() {
        settle.set(&mut fragment.node.selection_set.node).map_err(Fault::TooMuch)?;
    }
    // what is not used any more must not be declared any more; what never was used is the validator's matter
    let declared = |it: &mut OperationDefinition| {
        it.variable_definitions.retain(|it| !settle.taken_out.contains(&it.node.name.node));
    };
    match &mut document.operations {
        DocumentOperations::Single(it) => declared(&mut it.node),
        DocumentOperations::Multiple(all) => all.values_mut().for_each(|it| declared(&mut it.node)),
    }
    Ok(())
}

/// Leaves one operation and the fragments that it reaches.
fn keep_only(document: &mut ExecutableDocument, name: Option<&str>) -> Result<(), Fault> {
    let operation = chosen(document, name)?.clone();
    let mut reached = HashSet::new();
    let mut waiting = vec![&operation.node.selection_set.node];
    while let Some(set) = waiting.pop() {
        for item in &set.items {
            match &item.node {
                Selection::Field(it) => waiting.push(&it.node.selection_set.node),
                Selection::InlineFragment(it) => waiting.push(&it.node.selection_set.node),
                Selection::FragmentSpread(it) => {
                    let name = &it.node.fragment_name.node;
                    if let Some(fragment) = document.fragments.get(name)
                        && reached.insert(name.clone())
                    {
                        waiting.push(&fragment.node.selection_set.node);
                    }
                }
            }
        }
    }
    document.fragments.retain(|name, _| reached.contains(name));
    match &mut document.operations {
        DocumentOperations::Single(_) => {}
        DocumentOperations::Multiple(all) => all.retain(|_, it| it.pos == operation.pos),
    }
    Ok(())
}

struct Settle<'a> {
    unset: HashSet<Name>,
    /// Those of them that stood somewhere.
    taken_out: HashSet<Name>,
    limits: &'a Limits,
}

impl Settle<'_> {
    fn set(&mut self, set: &mut SelectionSet) -> Result<(), Refusal> {
        for item in &mut set.items {
            match &mut item.node {
                Selection::Field(it) => {
                    self.arguments(&mut it.node.arguments)?;
                    self.directives(&mut it.node.directives)?;
                    self.set(&mut it.node.selection_set.node)?;
                }
                Selection::InlineFragment(it) => {
                    self.directives(&mut it.node.directives)?;
                    self.set(&mut it.node.selection_set.node)?;
                }
                Selection::FragmentSpread(it) => self.directives(&mut it.node.directives)?,
            }
        }
        Ok(())
    }

    fn directives(&mut self, directives: &mut [Positioned<Directive>]) -> Result<(), Refusal> {
        // theirs are required: one that was not sent is the validator's matter
        let mut values = directives.iter_mut().flat_map(|it| &mut it.node.arguments);
        values.try_for_each(|(_, value)| self.value(&mut value.node, value.pos))
    }

    fn arguments(&mut self, arguments: &mut Vec<(Positioned<Name>, Positioned<Value>)>) -> Result<(), Refusal> {
        arguments.retain(|(_, value)| !self.takes_out(&value.node));
        arguments.iter_mut().try_for_each(|(_, value)| self.value(&mut value.node, value.pos))
    }

    /// Whether this is a variable that was not sent; remembers it.
    fn takes_out(&mut self, value: &Value) -> bool {
        let Value::Variable(name) = value else { return false };
        let unset = self.unset.contains(name);
        if unset {
            self.taken_out.insert(name.clone());
        }
        unset
    }

    /// Fields of objects go; items of lists become null, as the specification has it.
    fn value(&mut self, value: &mut Value, pos: Pos) -> Result<(), Refusal> {
        match value {
            Value::List(items) => {
                Limit::ListItems.hold(self.limits.list_items, items.len(), Some(pos.into()))?;
                for item in items {
                    if self.takes_out(item) {
                        *item = Value::Null;
                    }
                    self.value(item, pos)?;
                }
                Ok(())
            }
            Value::Object(fields) => {
                fields.retain(|_, field| !self.takes_out(field));
                fields.iter_mut().try_for_each(|(name, it)| match it {
                    Value::String(text) => hold_text(name, text, Some(pos), self.limits),
                    other => self.value(other, pos),
                })
            }
            Value::String(text) => Limit::StringBytes.hold(self.limits.string_bytes, text.len(), Some(pos.into())),
            Value::Variable(_)
            | Value::Null
            | Value::Number(_)
            | Value::Boolean(_)
            | Value::Binary(_)
            | Value::Enum(_) => Ok(()),
        }
    }
}

/// The same, under a name.
fn bounded_as(name: &str, value: &ConstValue, pos: Option<Pos>, limits: &Limits) -> Result<(), Refusal> {
    match value {
        ConstValue::String(text) => hold_text(name, text, pos, limits),
        other => bounded(other, pos, limits),
    }
}

/// The text of an entry is as long as a request may be; any other is bounded by itself.
fn hold_text(name: &str, text: &str, pos: Option<Pos>, limits: &Limits) -> Result<(), Refusal> {
    let most = if name == "body" { limits.body_bytes.max(limits.string_bytes) } else { limits.string_bytes };
    Limit::StringBytes.hold(most, text.len(), pos.map(Into::into))
}

fn bounded(value: &ConstValue, pos: Option<Pos>, limits: &Limits) -> Result<(), Refusal> {
    let place = pos.map(Into::into);
    match value {
        ConstValue::List(items) => {
            Limit::ListItems.hold(limits.list_items, items.len(), place)?;
            items.iter().try_for_each(|it| bounded(it, pos, limits))
        }
        ConstValue::Object(fields) => fields.iter().try_for_each(|(name, it)| bounded_as(name, it, pos, limits)),
        ConstValue::String(text) => Limit::StringBytes.hold(limits.string_bytes, text.len(), place),
        ConstValue::Null
        | ConstValue::Number(_)
        | ConstValue::Boolean(_)
        | ConstValue::Binary(_)
        | ConstValue::Enum(_) => Ok(()),
    }
}
