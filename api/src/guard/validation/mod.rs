//! Whether a document fits the schema: the rules of GraphQL §5, on the document as it was written. They are held here
//! and not left to the executor, which lets much of what they refuse pass, and never sees what `@skip` takes away.
//! Directives and circles of fragments are [`document`](super::document)'s matter, and looked at before.

mod overlap;
mod rule;
#[cfg(test)]
mod tests;
pub(in crate::guard) mod values;

use std::collections::{HashMap, HashSet};

use async_graphql::parser::types::{
    Directive, ExecutableDocument, Field, FragmentDefinition, OperationDefinition, Selection, SelectionSet, Type,
};
use async_graphql::{Name, Pos, Positioned};

pub use self::rule::Rule;
use crate::guard::types::{Definition, Input, Types, named};
use crate::guard::{Limits, Refusal};

/// A rule that a document breaks, where, and about what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// Which rule.
    pub rule: Rule,
    /// Where in the document.
    pub place: Pos,
    /// The name that is wrong.
    pub name: String,
    /// What it is wrong about: a type, a field, an operation.
    pub of: String,
    /// Names that exist, among which the right one may be.
    known: Vec<String>,
}

/// The most values of an enumeration that an error lists.
pub(in crate::guard) const LISTED_VALUES: usize = 12;

/// The longest name, in bytes, for which a similar one is looked for.
const COMPARED_LETTERS: usize = 100;
/// How many wrong names of a document carry what they may have meant.
const COMPARED_NAMES: usize = 20;

/// Why a document is not carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It breaks rules; in the order of the document, at least one.
    Flaws(Vec<Flaw>),
    /// Its overlapping fields cannot be compared within the limits.
    TooMuch(Refusal),
}

impl Flaw {
    fn new(rule: Rule, place: Pos, name: impl Into<String>, of: impl Into<String>) -> Self {
        Self { rule, place, name: name.into(), of: of.into(), known: Vec::new() }
    }

    /// The values that would do, where they are few.
    pub fn allowed(&self) -> Option<String> {
        let few = self.rule == Rule::EnumUnfit && (1..=LISTED_VALUES).contains(&self.known.len());
        few.then(|| self.known.join(", "))
    }

    /// The known name that is most like the wrong one, when one is like it.
    ///
    /// Names longer than any of the schema are like none: the work of comparing grows with their length.
    pub fn near(&self) -> Option<&str> {
        if self.name.len() > COMPARED_LETTERS {
            return None;
        }
        let most = self.name.chars().count() * 2 / 5 + 1;
        let distances = self.known.iter().map(|it| (strsim::osa_distance(it, &self.name), it.as_str()));
        distances.filter(|(distance, _)| *distance <= most).min().map(|(_, it)| it)
    }
}

/// Holds a document to the rules. It is one that [`document::check`](super::document::check) has passed.
///
/// # Errors
/// All rules that are broken; overlapping fields are compared when no other is.
pub fn check(document: &ExecutableDocument, types: &Types, limits: &Limits) -> Result<(), Fault> {
    let mut check = Check { types, document, flaws: Vec::new(), used: Used::default() };
    let mut of_fragments: HashMap<&Name, Used<'_>> = HashMap::new();
    for (name, fragment) in &document.fragments {
        check.fragment(name, fragment);
        of_fragments.insert(name, std::mem::take(&mut check.used));
    }
    let mut reached = HashSet::new();
    for (name, operation) in document.operations.iter() {
        check.operation(operation);
        let own = std::mem::take(&mut check.used);
        let name = name.map_or("", Name::as_str);
        check.variables(name, operation, own, &of_fragments, &mut reached);
    }
    for (name, fragment) in document.fragments.iter().filter(|(name, _)| !reached.contains(name)) {
        check.flaws.push(Flaw::new(Rule::FragmentUnused, fragment.pos, name.as_str(), ""));
    }
    let mut flaws = check.flaws;
    if flaws.is_empty() {
        return overlap::check(document, types, limits);
    }
    flaws.sort_by_key(|it| it.place);
    flaws.truncate(limits.errors);
    Err(Fault::Flaws(flaws))
}

/// What an operation or a fragment uses itself.
#[derive(Default)]
struct Used<'a> {
    variables: Vec<Usage<'a>>,
    spreads: Vec<&'a Name>,
}

/// A variable in its place.
struct Usage<'a> {
    name: &'a Name,
    place: Pos,
    /// The type that is asked for there; none where it is not known.
    wanted: Option<&'a Type>,
    /// Whether the place has a default.
    has_default: bool,
    /// Whether it is the one field of an input object that takes exactly one.
    is_one_of: bool,
}

struct Check<'a> {
    types: &'a Types,
    document: &'a ExecutableDocument,
    flaws: Vec<Flaw>,
    used: Used<'a>,
}

impl<'a> Check<'a> {
    fn say(&mut self, rule: Rule, place: Pos, name: &str, of: &str) {
        self.flaws.push(Flaw::new(rule, place, name, of));
    }

    /// Notes a wrong name with those that it may have meant; only the first flaws are answered, and carry them.
    fn among<'n>(&mut self, mut flaw: Flaw, known: impl Iterator<Item = &'n str>) {
        if self.flaws.len() < COMPARED_NAMES {
            flaw.known = known.map(str::to_owned).collect();
        }
        self.flaws.push(flaw);
    }

    fn operation(&mut self, operation: &'a Positioned<OperationDefinition>) {
        let mut seen = HashSet::new();
        for definition in &operation.node.variable_definitions {
            let (name, ty) = (&definition.node.name.node, &definition.node.var_type.node);
            if !seen.insert(name) {
                self.say(Rule::VariableTwice, definition.pos, name, "");
            }
            match self.types.innermost(ty) {
                None => self.say(Rule::TypeUnknown, definition.pos, named(ty), ""),
                Some(it) if !it.is_input() => self.say(Rule::VariableOutput, definition.pos, name, &ty.to_string()),
                Some(_) => {}
            }
            if let Some(default) = &definition.node.default_value {
                self.constant(&default.node, ty, default.pos);
            }
        }
        let root = self.types.root(operation.node.ty);
        if root.is_none() {
            self.say(Rule::OperationKind, operation.pos, &operation.node.ty.to_string(), "");
        }
        self.set(&operation.node.selection_set.node, root);
    }

    fn fragment(&mut self, name: &'a Name, fragment: &'a Positioned<FragmentDefinition>) {
        if name == "on" {
            self.say(Rule::FragmentOn, fragment.pos, name, "");
        }
        let condition = &fragment.node.type_condition;
        let parent = self.condition(&condition.node.on.node, condition.pos);
        self.set(&fragment.node.selection_set.node, parent);
    }

    /// The type that a fragment is on, when it has fields.
    fn condition(&mut self, name: &Name, place: Pos) -> Option<&'a Definition> {
        let found = self.types.get(name);
        match found {
            None => self.say(Rule::TypeUnknown, place, name, ""),
            Some(it) if !it.is_composite() => self.say(Rule::FragmentScalar, place, name, ""),
            Some(_) => {}
        }
        found.filter(|it| it.is_composite())
    }

    fn set(&mut self, set: &'a SelectionSet, parent: Option<&'a Definition>) {
        for item in &set.items {
            match &item.node {
                Selection::Field(field) => self.field(&field.node, field.pos, parent),
                Selection::InlineFragment(fragment) => {
                    self.directives(&fragment.node.directives);
                    let condition = match &fragment.node.type_condition {
                        Some(it) => self.condition(&it.node.on.node, it.pos),
                        None => parent,
                    };
                    self.possible(parent, condition, item.pos);
                    self.set(&fragment.node.selection_set.node, condition);
                }
                Selection::FragmentSpread(spread) => {
                    self.directives(&spread.node.directives);
                    let name = &spread.node.fragment_name.node;
                    match self.document.fragments.get(name) {
                        None => self.say(Rule::FragmentUnknown, item.pos, name, ""),
                        Some(fragment) => {
                            let condition = self.types.get(&fragment.node.type_condition.node.on.node);
                            self.possible(parent, condition.filter(|it| it.is_composite()), item.pos);
                            self.used.spreads.push(name);
                        }
                    }
                }
            }
        }
    }

    fn possible(&mut self, parent: Option<&Definition>, condition: Option<&Definition>, place: Pos) {
        if let (Some(parent), Some(condition)) = (parent, condition)
            && !parent.overlaps(condition)
        {
            self.say(Rule::FragmentImpossible, place, &condition.name, &parent.name);
        }
    }

    fn field(&mut self, field: &'a Field, place: Pos, parent: Option<&'a Definition>) {
        self.directives(&field.directives);
        let name = field.name.node.as_str();
        let known = parent.and_then(|it| it.field(name));
        if let (Some(parent), None) = (parent, known) {
            let flaw = Flaw::new(Rule::FieldUnknown, place, name, parent.name.as_str());
            self.among(flaw, parent.field_names());
        }
        let of = || format!("{}.{name}", parent.map_or("", |it| it.name.as_str()));
        self.arguments(&field.arguments, known.map(|it| it.arguments.as_slice()), place, of);
        let ty = known.and_then(|it| self.types.innermost(&it.ty));
        let inside = &field.selection_set.node;
        match (ty.map(Definition::is_composite), inside.items.is_empty()) {
            (Some(true), true) => self.say(Rule::SelectionAbsent, place, name, ty.map_or("", |it| &it.name)),
            (Some(false), false) => self.say(Rule::SelectionOdd, place, name, ty.map_or("", |it| &it.name)),
            (Some(_) | None, _) => {}
        }
        self.set(inside, ty.filter(|it| it.is_composite()));
    }

    fn directives(&mut self, directives: &'a [Positioned<Directive>]) {
        let mut seen = HashSet::new();
        for directive in directives {
            let name = &directive.node.name.node;
            if !seen.insert(name) {
                self.say(Rule::DirectiveTwice, directive.pos, name, "");
            }
            let known = self.types.directive(name);
            self.arguments(&directive.node.arguments, known, directive.pos, || format!("@{name}"));
        }
    }

    fn arguments(
        &mut self,
        given: &'a [(Positioned<Name>, Positioned<async_graphql_value::Value>)],
        known: Option<&'a [Input]>,
        place: Pos,
        of: impl Fn() -> String,
    ) {
        let mut seen = HashSet::new();
        for (name, value) in given {
            if !seen.insert(&name.node) {
                self.say(Rule::ArgumentTwice, name.pos, &name.node, "");
            }
            let input = known.and_then(|it| it.iter().find(|it| it.name == name.node));
            if let (Some(known), None) = (known, input) {
                let flaw = Flaw::new(Rule::ArgumentUnknown, name.pos, name.node.as_str(), of());
                self.among(flaw, known.iter().map(|it| it.name.as_str()));
            }
            self.value(&value.node, input.map(|it| &it.ty), input.is_some_and(|it| it.has_default), value.pos);
        }
        for input in known.into_iter().flatten().filter(|it| it.is_required() && !seen.contains(&it.name)) {
            self.say(Rule::ArgumentAbsent, place, &input.name, &of());
        }
    }

    /// The variables of an operation: those that it and what it reaches use, against those that it declares.
    fn variables(
        &mut self,
        operation: &str,
        definition: &'a Positioned<OperationDefinition>,
        own: Used<'a>,
        of_fragments: &HashMap<&'a Name, Used<'a>>,
        reached: &mut HashSet<&'a Name>,
    ) {
        let declared = &definition.node.variable_definitions;
        let by_name: HashMap<&Name, _> = declared.iter().map(|it| (&it.node.name.node, &it.node)).collect();
        let (mut used, mut here, mut waiting) = (HashSet::new(), HashSet::new(), vec![&own]);
        while let Some(scope) = waiting.pop() {
            for usage in &scope.variables {
                used.insert(usage.name);
                match by_name.get(usage.name) {
                    None => self.say(Rule::VariableUndefined, usage.place, usage.name, operation),
                    Some(it) => self.misplaced(usage, &it.var_type.node, it.default_value.as_ref().map(|it| &it.node)),
                }
            }
            let spreads = scope.spreads.iter().filter(|it| here.insert(**it));
            waiting.extend(spreads.filter_map(|it| of_fragments.get(*it)));
        }
        for it in declared.iter().filter(|it| !used.contains(&it.node.name.node)) {
            self.say(Rule::VariableUnused, it.pos, &it.node.name.node, operation);
        }
        reached.extend(here);
    }
}
