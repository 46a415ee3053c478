//! What the executor is given in place of the document that was sent: the one operation that is asked for, without
//! fragments that surely apply, without what `@skip` and `@include` leave out, and with each response key once. So a
//! field is resolved once however often it is selected (GraphQL §6.3.2), and whoever looks ahead sees all that is
//! selected below it.

use std::collections::{HashMap, HashSet};

use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, Field, InlineFragment, OperationDefinition, Selection, SelectionSet,
    TypeCondition,
};
use async_graphql::{Name, Pos, Positioned, Variables};
use async_graphql_value::{ConstValue, Value};

use crate::guard::cost::is_left_out;
use crate::guard::types::{Definition, Kind, Types};

/// The response key under which an object says of which type it is. No client can ask for it: it is no name.
pub(crate) const TYPE: &str = "@type";

/// The operation of a document that fits the schema and whose variables are settled, expanded. An object that may come
/// out empty, or of several types, is made to say its type: the executor answers an object without fields like none.
pub(crate) fn expand(
    document: &ExecutableDocument,
    operation: &Positioned<OperationDefinition>,
    variables: &Variables,
    types: &Types,
) -> ExecutableDocument {
    let mut expand = Expand { document, variables, types, used: HashSet::new() };
    let root = types.root(operation.node.ty);
    let sent = &operation.node.selection_set;
    let set = expand.set(&[&sent.node], root, true);
    let definitions = operation.node.variable_definitions.iter();
    let mut kept: Vec<_> = definitions.filter(|it| expand.used.contains(&it.node.name.node)).cloned().collect();
    for it in &mut kept {
        // its value is known, and was held to its type: it may stand wherever that value may
        let is_given = variables.get(&it.node.name.node).is_some_and(|it| *it != ConstValue::Null);
        it.node.var_type.node.nullable &= !is_given;
        it.node.default_value = None;
    }
    let operation = OperationDefinition {
        ty: operation.node.ty,
        variable_definitions: kept,
        directives: Vec::new(),
        selection_set: Positioned::new(set, sent.pos),
    };
    let operations = DocumentOperations::Single(Positioned::new(operation, sent.pos));
    ExecutableDocument { operations, fragments: HashMap::new() }
}

struct Expand<'a> {
    document: &'a ExecutableDocument,
    variables: &'a Variables,
    types: &'a Types,
    /// The variables that stand in what is left.
    used: HashSet<Name>,
}

/// What stands in a set, in order.
enum Item<'a> {
    /// A field, with all that is selected below its response key.
    Field(&'a Positioned<Field>, Vec<&'a SelectionSet>),
    /// A fragment that applies to some objects of the set.
    Fragment(&'a Name, Pos, &'a SelectionSet),
}

#[derive(Default)]
struct Gathered<'a> {
    items: Vec<Item<'a>>,
    keys: HashMap<&'a Name, usize>,
    spread: HashSet<&'a Name>,
}

impl<'a> Expand<'a> {
    fn set(&mut self, sets: &[&'a SelectionSet], parent: Option<&'a Definition>, is_marked: bool) -> SelectionSet {
        let mut gathered = Gathered::default();
        sets.iter().for_each(|it| self.gather(it, parent, &mut gathered));
        let mut items = Vec::with_capacity(gathered.items.len() + 1);
        let mut is_filled = is_marked;
        for item in gathered.items {
            match item {
                Item::Field(field, below) => {
                    let known = parent.and_then(|it| it.field(&field.node.name.node));
                    // one that may not be null is there, or takes the object with it
                    let is_sure = known.is_some_and(|it| !it.ty.nullable);
                    is_filled |= is_sure && parent.is_some_and(|it| it.kind == Kind::Object);
                    let ty = known.and_then(|it| self.types.innermost(&it.ty));
                    items.push(Positioned::new(Selection::Field(self.field(field, &below, ty)), field.pos));
                }
                Item::Fragment(on, pos, set) => {
                    let condition = TypeCondition { on: Positioned::new(on.clone(), pos) };
                    let fragment = InlineFragment {
                        type_condition: Some(Positioned::new(condition, pos)),
                        directives: Vec::new(),
                        selection_set: Positioned::new(self.set(&[set], self.types.get(on), true), pos),
                    };
                    // the executor takes a set without selections for no set at all
                    if !fragment.selection_set.node.items.is_empty() {
                        let fragment = Selection::InlineFragment(Positioned::new(fragment, pos));
                        items.push(Positioned::new(fragment, pos));
                    }
                }
            }
        }
        if !is_filled {
            items.push(Positioned::new(Selection::Field(mark()), Pos::default()));
        }
        SelectionSet { items }
    }

    fn gather(&mut self, set: &'a SelectionSet, parent: Option<&'a Definition>, gathered: &mut Gathered<'a>) {
        for item in &set.items {
            if is_left_out(item.node.directives(), self.variables) {
                continue;
            }
            let (on, inside) = match &item.node {
                Selection::Field(field) => {
                    let key = &field.node.response_key().node;
                    let at = *gathered.keys.entry(key).or_insert(gathered.items.len());
                    if at == gathered.items.len() {
                        gathered.items.push(Item::Field(field, Vec::new()));
                    }
                    if let Some(Item::Field(_, below)) = gathered.items.get_mut(at) {
                        below.push(&field.node.selection_set.node);
                    }
                    continue;
                }
                Selection::InlineFragment(it) => {
                    let on = it.node.type_condition.as_ref().map(|it| &it.node.on.node);
                    (on, &it.node.selection_set.node)
                }
                Selection::FragmentSpread(it) => {
                    let name = &it.node.fragment_name.node;
                    let Some(fragment) = self.document.fragments.get(name).filter(|_| gathered.spread.insert(name))
                    else {
                        continue;
                    };
                    (Some(&fragment.node.type_condition.node.on.node), &fragment.node.selection_set.node)
                }
            };
            match on {
                // inside of a fragment on an interface, another may be on what no object here is
                Some(on) if self.never_applies(parent, on) => {}
                Some(on) if !self.dissolves(parent, on) => gathered.items.push(Item::Fragment(on, item.pos, inside)),
                Some(_) | None => self.gather(inside, parent, gathered),
            }
        }
    }

    /// Whether the selections of a fragment may stand in the set itself: the fragment applies to every object of the set, and
    /// the type of the set has its fields. That every `Located` is a `Node` gives `Located` no field `id`: such a fragment
    /// stays one, and is carried out on the objects.
    fn dissolves(&self, parent: Option<&Definition>, on: &Name) -> bool {
        parent.zip(self.types.get(on)).is_some_and(|(parent, on)| parent.is_within(on) && parent.has_fields_of(on))
    }

    /// Whether a fragment applies to no object of a set.
    fn never_applies(&self, parent: Option<&Definition>, on: &Name) -> bool {
        parent.zip(self.types.get(on)).is_some_and(|(parent, on)| !parent.overlaps(on))
    }

    fn field(
        &mut self,
        field: &'a Positioned<Field>,
        below: &[&'a SelectionSet],
        ty: Option<&'a Definition>,
    ) -> Positioned<Field> {
        field.node.arguments.iter().for_each(|(_, value)| self.uses(&value.node));
        let set = &field.node.selection_set;
        let mut inside = if set.node.items.is_empty() { SelectionSet::default() } else { self.set(below, ty, false) };
        if let Some(ty) = ty.filter(|it| it.kind == Kind::Interface) {
            inside = on_objects(inside, &ty.name, set.pos);
        }
        let expanded = Field {
            alias: field.node.alias.clone(),
            name: field.node.name.clone(),
            arguments: field.node.arguments.clone(),
            directives: Vec::new(),
            selection_set: Positioned::new(inside, set.pos),
        };
        Positioned::new(expanded, field.pos)
    }

    fn uses(&mut self, value: &Value) {
        match value {
            Value::Variable(name) => drop(self.used.insert(name.clone())),
            Value::List(items) => items.iter().for_each(|it| self.uses(it)),
            Value::Object(fields) => fields.values().for_each(|it| self.uses(it)),
            Value::Null
            | Value::Number(_)
            | Value::String(_)
            | Value::Boolean(_)
            | Value::Binary(_)
            | Value::Enum(_) => {}
        }
    }
}

/// The same set, carried out on the objects themselves: what fails on the interface loses its path in the executor.
fn on_objects(set: SelectionSet, interface: &Name, pos: Pos) -> SelectionSet {
    let condition = TypeCondition { on: Positioned::new(interface.clone(), pos) };
    let fragment = InlineFragment {
        type_condition: Some(Positioned::new(condition, pos)),
        directives: Vec::new(),
        selection_set: Positioned::new(set, pos),
    };
    SelectionSet { items: vec![Positioned::new(Selection::InlineFragment(Positioned::new(fragment, pos)), pos)] }
}

fn mark() -> Positioned<Field> {
    let field = Field {
        alias: Some(Positioned::new(Name::new(TYPE), Pos::default())),
        name: Positioned::new(Name::new("__typename"), Pos::default()),
        arguments: Vec::new(),
        directives: Vec::new(),
        selection_set: Positioned::default(),
    };
    Positioned::new(field, Pos::default())
}
