//! Fields of one response key (GraphQL §5.3.2): they must be one field with the same arguments wherever an object may
//! have both, and of one shape everywhere. All fields of a key are held to the first, group by group, so that each is
//! looked at once a group and not once a pair. What still takes too many steps is refused as a limit.

use std::collections::{HashMap, HashSet};

use async_graphql::indexmap::IndexMap;
use async_graphql::parser::types::{BaseType, ExecutableDocument, Field, Selection, SelectionSet, Type};
use async_graphql::{Name, Pos, Positioned};

use crate::guard::types::{Definition, Kind, Output, Types};
use crate::guard::validation::{Fault, Flaw, Rule};
use crate::guard::{Limit, Limits};

/// How often a field may be looked at, for each selection that a document may have.
const STEPS: usize = 100;

pub(super) fn check(document: &ExecutableDocument, types: &Types, limits: &Limits) -> Result<(), Fault> {
    let mut overlap = Overlap { document, types, limits, left: limits.selections.saturating_mul(STEPS) };
    for (_, operation) in document.operations.iter() {
        let root = types.root(operation.node.ty);
        let set = Part { set: &operation.node.selection_set.node, parent: root };
        overlap.shapes(&[set])?;
        overlap.same(&[set])?;
    }
    Ok(())
}

/// A selection set with the type of the objects it stands on.
#[derive(Clone, Copy)]
struct Part<'a> {
    set: &'a SelectionSet,
    parent: Option<&'a Definition>,
}

/// A field with the type that has it.
#[derive(Clone, Copy)]
struct Placed<'a> {
    field: &'a Field,
    pos: Pos,
    parent: Option<&'a Definition>,
    known: Option<&'a Output>,
}

struct Overlap<'a> {
    document: &'a ExecutableDocument,
    types: &'a Types,
    limits: &'a Limits,
    left: usize,
}

type Keys<'a> = IndexMap<&'a Name, Vec<Placed<'a>>>;

impl<'a> Overlap<'a> {
    /// Fields of one key have one shape, whatever they stand on.
    fn shapes(&mut self, parts: &[Part<'a>]) -> Result<(), Fault> {
        for (key, fields) in self.keys(parts)? {
            let mut known = fields.iter().filter_map(|it| Some((it, it.known?)));
            if let Some((_, first)) = known.next()
                && let Some((it, _)) = known.find(|(_, it)| !self.alike(&first.ty, &it.ty))
            {
                return Err(conflict(key, it.pos));
            }
            self.shapes(&self.below(&fields))?;
        }
        Ok(())
    }

    /// Fields of one key that an object may have together are one field with the same arguments.
    fn same(&mut self, parts: &[Part<'a>]) -> Result<(), Fault> {
        for (key, fields) in self.keys(parts)? {
            for group in groups(&fields) {
                self.spend(group.len(), group.first().map(|it| it.pos))?;
                if let Some((first, others)) = group.split_first()
                    && let Some(it) = others.iter().find(|it| !is_same(first.field, it.field))
                {
                    return Err(conflict(key, it.pos));
                }
                self.same(&self.below(&group))?;
            }
        }
        Ok(())
    }

    /// What is selected below fields.
    fn below(&self, fields: &[Placed<'a>]) -> Vec<Part<'a>> {
        let filled = fields.iter().filter(|it| !it.field.selection_set.node.items.is_empty());
        let part = |it: &Placed<'a>| Part {
            set: &it.field.selection_set.node,
            parent: it.known.and_then(|it| self.types.innermost(&it.ty)),
        };
        filled.map(part).collect()
    }

    /// The fields of selection sets by response key, each fragment once a set.
    fn keys(&mut self, parts: &[Part<'a>]) -> Result<Keys<'a>, Fault> {
        let mut keys = Keys::new();
        let mut spread = HashSet::new();
        for part in parts {
            self.gather(*part, &mut keys, &mut spread)?;
        }
        Ok(keys)
    }

    fn gather(&mut self, part: Part<'a>, keys: &mut Keys<'a>, spread: &mut HashSet<&'a Name>) -> Result<(), Fault> {
        for item in &part.set.items {
            match &item.node {
                Selection::Field(field) => {
                    let key = &field.node.response_key().node;
                    self.spend(1, Some(field.pos))?;
                    let known = part.parent.and_then(|it| it.field(&field.node.name.node));
                    let placed = Placed { field: &field.node, pos: field.pos, parent: part.parent, known };
                    keys.entry(key).or_default().push(placed);
                }
                Selection::InlineFragment(it) => {
                    let condition = it.node.type_condition.as_ref().map(|it| &it.node.on.node);
                    let parent = condition.map_or(part.parent, |it| self.types.get(it));
                    self.gather(Part { set: &it.node.selection_set.node, parent }, keys, spread)?;
                }
                Selection::FragmentSpread(it) => {
                    let name = &it.node.fragment_name.node;
                    if let Some(fragment) = self.document.fragments.get(name)
                        && spread.insert(name)
                    {
                        let parent = self.types.get(&fragment.node.type_condition.node.on.node);
                        self.gather(Part { set: &fragment.node.selection_set.node, parent }, keys, spread)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn spend(&mut self, steps: usize, pos: Option<Pos>) -> Result<(), Fault> {
        match self.left.checked_sub(steps) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => {
                let max = self.limits.selections;
                Err(Fault::TooMuch(Limit::Selections.refuse(max, max + 1, pos.map(Into::into))))
            }
        }
    }

    /// Whether two fields give one shape: the same lists and nulls, and the same type where it has no fields.
    fn alike(&self, one: &Type, other: &Type) -> bool {
        one.nullable == other.nullable
            && match (&one.base, &other.base) {
                (BaseType::List(one), BaseType::List(other)) => self.alike(one, other),
                (BaseType::Named(one), BaseType::Named(other)) => {
                    let composite = |it: &Name| self.types.get(it).is_some_and(Definition::is_composite);
                    one == other || (composite(one) && composite(other))
                }
                (BaseType::List(_), BaseType::Named(_)) | (BaseType::Named(_), BaseType::List(_)) => false,
            }
    }
}

/// The fields that one object may have together: those of each object type, with those of all interfaces.
fn groups<'a>(fields: &[Placed<'a>]) -> Vec<Vec<Placed<'a>>> {
    let mut objects: HashMap<&Name, Vec<Placed<'a>>> = HashMap::new();
    let mut abstracted = Vec::new();
    for field in fields {
        match field.parent {
            Some(it) if it.kind == Kind::Object => objects.entry(&it.name).or_default().push(*field),
            Some(_) | None => abstracted.push(*field),
        }
    }
    if objects.is_empty() {
        return vec![abstracted];
    }
    objects.into_values().map(|it| it.into_iter().chain(abstracted.iter().copied()).collect()).collect()
}

fn is_same(one: &Field, other: &Field) -> bool {
    let same = |(name, value): &(Positioned<Name>, _)| {
        other.get_argument(&name.node).is_some_and(|it: &Positioned<async_graphql_value::Value>| *it == *value)
    };
    one.name.node == other.name.node && one.arguments.len() == other.arguments.len() && one.arguments.iter().all(same)
}

fn conflict(key: &Name, place: Pos) -> Fault {
    Fault::Flaws(vec![Flaw::new(Rule::FieldsConflict, place, key.as_str(), "")])
}
