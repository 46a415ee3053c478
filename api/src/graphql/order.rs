//! Answers in the order of the question. The executor puts fields in the order in which they were finished, which is
//! another on a slower database; the specification asks for the order of the selection (GraphQL, §7.2.2).

use async_graphql::parser::types::{ExecutableDocument, OperationDefinition, Selection, SelectionSet};
use async_graphql::{Name, Value};

/// How many selections are looked at; beyond, an answer keeps the order in which it was finished.
const MAX_SELECTIONS: usize = 20_000;

/// The response keys of a selection, in order, each with what is selected below it.
#[derive(Debug, Default)]
struct Shape(Vec<(Name, Shape)>);

/// Brings the data of a valid document's answer into the order of its selections.
pub(crate) fn arrange(data: &mut Value, document: &ExecutableDocument, operation: Option<&str>) {
    let Some(chosen) = chosen(document, operation) else { return };
    let mut shape = Shape::default();
    let mut budget = MAX_SELECTIONS;
    if shape.add(&chosen.selection_set.node, document, &mut budget) {
        shape.sort(data);
    }
}

fn chosen<'a>(document: &'a ExecutableDocument, operation: Option<&str>) -> Option<&'a OperationDefinition> {
    let mut operations = document.operations.iter();
    let found = match operation {
        Some(name) => operations.find(|(known, _)| known.is_some_and(|it| it == name)),
        None => operations.next(),
    };
    found.map(|(_, it)| &it.node)
}

impl Shape {
    /// Adds a selection set, fragments in their places; false when the budget is spent.
    fn add(&mut self, set: &SelectionSet, document: &ExecutableDocument, budget: &mut usize) -> bool {
        set.items.iter().all(|item| {
            let Some(left) = budget.checked_sub(1) else { return false };
            *budget = left;
            match &item.node {
                Selection::Field(field) => {
                    let key = &field.node.response_key().node;
                    let below = match self.0.iter().position(|(known, _)| known == key) {
                        Some(at) => at,
                        None => {
                            self.0.push((key.clone(), Self::default()));
                            self.0.len() - 1
                        }
                    };
                    self.0[below].1.add(&field.node.selection_set.node, document, budget)
                }
                Selection::InlineFragment(it) => self.add(&it.node.selection_set.node, document, budget),
                Selection::FragmentSpread(it) => {
                    let fragment = document.fragments.get(&it.node.fragment_name.node);
                    fragment.is_none_or(|it| self.add(&it.node.selection_set.node, document, budget))
                }
            }
        })
    }

    fn sort(&self, value: &mut Value) {
        match value {
            Value::List(items) => items.iter_mut().for_each(|it| self.sort(it)),
            Value::Object(fields) => {
                let place = |key: &Name| self.0.iter().position(|(known, _)| known == key).unwrap_or(usize::MAX);
                if !fields.keys().map(place).is_sorted() {
                    fields.sort_by_cached_key(|key, _| place(key));
                }
                for (key, below) in self.0.iter().filter(|(_, below)| !below.0.is_empty()) {
                    if let Some(inner) = fields.get_mut(key) {
                        below.sort(inner);
                    }
                }
            }
            Value::Null
            | Value::Number(_)
            | Value::String(_)
            | Value::Boolean(_)
            | Value::Binary(_)
            | Value::Enum(_) => {}
        }
    }
}
