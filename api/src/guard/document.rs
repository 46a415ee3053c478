//! The parsed document before it is validated: fragments are expanded with memory, each looked at once, so that what
//! grows with every spread is counted without being walked.

use std::collections::HashMap;

use async_graphql::parser::types::{Directive, ExecutableDocument, OperationDefinition, Selection, SelectionSet};
use async_graphql::{Name, Pos, Positioned};

use crate::guard::{Limit, Limits, Refusal};

/// Why a document is not carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It asks for too much.
    TooMuch(Refusal),
    /// A fragment spreads itself, through others or not.
    Circle(Name, Pos),
    /// A directive that is not known, or not here.
    Directive(Name, Pos),
}

/// The directives of documents (GraphQL §3.13): on fields, spreads and inline fragments. The executor lets any other
/// pass, anywhere.
const DIRECTIVES: [&str; 2] = ["include", "skip"];

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        Self::TooMuch(refusal)
    }
}

/// The fields of the introspection that answer lists of types or fields.
const INTROSPECTION_LISTS: [&str; 4] = ["fields", "inputFields", "interfaces", "possibleTypes"];

/// What a selection set comes to, fragments expanded.
#[derive(Debug, Clone, Copy, Default)]
struct Measure {
    selections: usize,
    aliases: usize,
    directives: usize,
    /// Fields at its own level.
    fields: usize,
    depth: usize,
    introspection: usize,
}

impl Measure {
    fn add(&mut self, other: Self) {
        self.selections = self.selections.saturating_add(other.selections);
        self.aliases = self.aliases.saturating_add(other.aliases);
        self.directives = self.directives.saturating_add(other.directives);
        self.fields = self.fields.saturating_add(other.fields);
        self.depth = self.depth.max(other.depth);
        self.introspection = self.introspection.max(other.introspection);
    }

    fn hold(&self, limits: &Limits, pos: Pos) -> Result<(), Fault> {
        let place = Some(pos.into());
        Limit::Selections.hold(limits.selections, self.selections, place)?;
        Limit::Depth.hold(limits.depth, self.depth, place)?;
        Limit::Aliases.hold(limits.aliases, self.aliases, place)?;
        Limit::Directives.hold(limits.directives, self.directives, place)?;
        Ok(Limit::IntrospectionDepth.hold(limits.introspection_depth, self.introspection, place)?)
    }
}

/// Bounds a document: each operation, all of them together, and fragments that nothing spreads.
///
/// # Errors
/// The first limit that is passed, or a fragment that spreads itself.
pub fn check(document: &ExecutableDocument, limits: &Limits) -> Result<(), Fault> {
    let mut walk = Walk { document, limits, known: HashMap::new() };
    let mut all = Measure::default();
    for (_, operation) in document.operations.iter() {
        let found = walk.operation(operation)?;
        Limit::RootFields.hold(limits.root_fields, found.fields, Some(operation.pos.into()))?;
        all.add(found);
        all.hold(limits, operation.pos)?;
    }
    for (name, fragment) in &document.fragments {
        walk.fragment(name, fragment.pos, 0)?;
    }
    Ok(())
}

struct Walk<'a> {
    document: &'a ExecutableDocument,
    limits: &'a Limits,
    /// What each fragment comes to; none while it is being looked at.
    known: HashMap<&'a Name, Option<Measure>>,
}

impl<'a> Walk<'a> {
    fn operation(&mut self, operation: &'a Positioned<OperationDefinition>) -> Result<Measure, Fault> {
        let of_variables = operation.node.variable_definitions.iter().flat_map(|it| &it.node.directives);
        nowhere(operation.node.directives.iter().chain(of_variables))?;
        self.set(&operation.node.selection_set, 0)
    }

    /// `level` is how deep the walk itself has gone: it is bounded too, for a chain of spreads adds no depth.
    fn set(&mut self, set: &'a Positioned<SelectionSet>, level: usize) -> Result<Measure, Fault> {
        Limit::Nesting.hold(self.limits.nesting, level, Some(set.pos.into()))?;
        let mut found = Measure::default();
        for item in &set.node.items {
            let mut one = match &item.node {
                Selection::Field(field) => {
                    let field = &field.node;
                    known(&field.directives)?;
                    if let Some(alias) = &field.alias {
                        let letters = alias.node.chars().count();
                        Limit::KeyLetters.hold(self.limits.key_letters, letters, Some(alias.pos.into()))?;
                    }
                    let below = self.set(&field.selection_set, level + 1)?;
                    let lists = INTROSPECTION_LISTS.contains(&field.name.node.as_str());
                    Measure {
                        aliases: below.aliases + usize::from(field.alias.is_some()),
                        directives: below.directives + field.directives.len(),
                        fields: 1,
                        depth: below.depth + 1,
                        introspection: below.introspection + usize::from(lists),
                        ..below
                    }
                }
                Selection::InlineFragment(it) => {
                    known(&it.node.directives)?;
                    let mut inside = self.set(&it.node.selection_set, level + 1)?;
                    inside.directives += it.node.directives.len();
                    inside
                }
                Selection::FragmentSpread(it) => {
                    known(&it.node.directives)?;
                    let mut inside = self.fragment(&it.node.fragment_name.node, item.pos, level + 1)?;
                    inside.directives += it.node.directives.len();
                    inside
                }
            };
            one.selections = one.selections.saturating_add(1);
            found.add(one);
            found.hold(self.limits, item.pos)?;
        }
        Ok(found)
    }

    fn fragment(&mut self, name: &'a Name, pos: Pos, level: usize) -> Result<Measure, Fault> {
        // one that does not exist is the validator's matter
        let Some(fragment) = self.document.fragments.get(name) else { return Ok(Measure::default()) };
        match self.known.get(name) {
            Some(Some(known)) => return Ok(*known),
            Some(None) => return Err(Fault::Circle(name.clone(), pos)),
            None => {}
        }
        self.known.insert(name, None);
        nowhere(fragment.node.directives.iter())?;
        let found = self.set(&fragment.node.selection_set, level)?;
        self.known.insert(name, Some(found));
        Ok(found)
    }
}

fn known(directives: &[Positioned<Directive>]) -> Result<(), Fault> {
    nowhere(directives.iter().filter(|it| !DIRECTIVES.contains(&it.node.name.node.as_str())))
}

fn nowhere<'a>(mut directives: impl Iterator<Item = &'a Positioned<Directive>>) -> Result<(), Fault> {
    directives.next().map_or(Ok(()), |it| Err(Fault::Directive(it.node.name.node.clone(), it.pos)))
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;

    use super::*;

    fn refused(text: &str) -> Option<Limit> {
        match check(&parse_query(text).unwrap(), &Limits::default()) {
            Ok(()) => None,
            Err(Fault::TooMuch(it)) => Some(it.limit),
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn fragments_count_wherever_they_are_spread_and_are_walked_once() {
        let chain = |count: usize| {
            let links = (0..count).map(|n| format!("fragment F{n} on Query {{ ...F{0} ...F{0} }} ", n + 1));
            format!("{{ ...F0 }} {} fragment F{count} on Query {{ __typename }}", links.collect::<String>())
        };
        assert_eq!(refused(&chain(24)), Some(Limit::Selections));
        assert_eq!(refused(&chain(4)), None);
        let long = (0..90).map(|n| format!("fragment F{n} on Query {{ ...F{} }} ", n + 1)).collect::<String>();
        assert_eq!(refused(&format!("{{ ...F0 }} {long} fragment F90 on Query {{ a }}")), Some(Limit::Nesting));
    }

    #[test]
    fn circles_are_told() {
        for text in
            ["{ ...A } fragment A on Query { ...A }", "{ a } fragment A on Q { x { ...B } } fragment B on Q { ...A }"]
        {
            assert!(matches!(check(&parse_query(text).unwrap(), &Limits::default()), Err(Fault::Circle(..))), "{text}");
        }
    }

    #[test]
    fn each_limit_is_held() {
        let aliases: String = (0..51).map(|n| format!("a{n}: b ")).collect();
        assert_eq!(refused(&format!("{{ x {{ {aliases} }} }}")), Some(Limit::Aliases));
        let fields: String = (0..31).map(|n| format!("a{n} ")).collect();
        assert_eq!(refused(&format!("{{ {fields} }}")), Some(Limit::RootFields));
        assert_eq!(refused(&format!("{{ ...F }} fragment F on Query {{ {fields} }}")), Some(Limit::RootFields));
        let alias = |letters: usize| format!("{{ x {{ {}: b }} }}", "a".repeat(letters));
        assert_eq!((refused(&alias(100)), refused(&alias(101))), (None, Some(Limit::KeyLetters)));
        assert_eq!(refused(&format!("{{ a }} fragment F on Query {}", alias(200_000))), Some(Limit::KeyLetters));
        assert_eq!(refused(&format!("{{ a {} }}", "@skip(if: false) ".repeat(51))), Some(Limit::Directives));
        assert_eq!(refused(&format!("{}{}", "{ a ".repeat(17), " }".repeat(17))), Some(Limit::Depth));
        let deep =
            "{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }";
        assert_eq!(refused(deep), Some(Limit::IntrospectionDepth));
    }
}
