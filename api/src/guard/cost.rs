//! What an operation costs: one for every field of every object that it may answer, lists multiplied. The rules stand
//! in the schema itself, as `@cost` and `@listSize` in the manner of the GraphQL Cost Directives specification; they
//! are read from its text, so that what is printed is what is in force.

use std::collections::HashMap;

use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{
    BaseType, Directive, ExecutableDocument, Field, FieldDefinition, OperationDefinition, OperationType, Selection,
    SelectionSet, Type, TypeKind, TypeSystemDefinition,
};
use async_graphql::{Name, Positioned, Value as Answer, Variables};
use async_graphql_value::{ConstValue, Value};

/// The cost of one `__schema` or `__type`, whatever is asked of it: an answer may have as many fields, and is made
/// without a pause.
const INTROSPECTION: u64 = 50_000;

/// The most items that may be written into a plain list, unless it is said to be longer.
const MAX_PLAIN: u64 = 50;

/// How many times its estimate an operation may cost, should every plain list be as long as may be.
pub const SLACK: u64 = 4;

/// The rules of a schema.
#[derive(Debug)]
pub struct Rules {
    types: HashMap<String, HashMap<String, Rule>>,
    query: String,
    mutation: String,
}

/// The rule of one field.
#[derive(Debug, Clone, Default)]
struct Rule {
    /// The type of its objects.
    of: String,
    /// What one answer of it costs, before its own fields.
    weight: u64,
    /// How many objects it answers at most, when that is the field's own matter.
    size: Option<ListSize>,
}

#[derive(Debug, Clone, Default)]
struct ListSize {
    assumed: u64,
    /// The arguments that say how many.
    slicing: Vec<String>,
    /// The fields below that hold so many; none: the field itself does.
    sized: Vec<String>,
}

/// A schema whose text cannot be read: a fault of ours.
#[derive(Debug, thiserror::Error)]
#[error("the rules of cost cannot be read: {0}")]
pub struct Unreadable(String);

impl Rules {
    /// Reads the rules from the text of a schema.
    ///
    /// # Errors
    /// When the text is not a schema.
    pub fn of_schema(sdl: &str) -> Result<Self, Unreadable> {
        let document = parse_schema(sdl).map_err(|it| Unreadable(it.to_string()))?;
        let mut rules = Self { types: HashMap::new(), query: "Query".to_owned(), mutation: "Mutation".to_owned() };
        for definition in document.definitions {
            let TypeSystemDefinition::Type(it) = definition else { continue };
            let fields = match it.node.kind {
                TypeKind::Object(it) => it.fields,
                TypeKind::Interface(it) => it.fields,
                TypeKind::Scalar | TypeKind::Union(_) | TypeKind::Enum(_) | TypeKind::InputObject(_) => continue,
            };
            let fields = fields.iter().map(|it| (it.node.name.node.to_string(), Rule::of(&it.node))).collect();
            rules.types.insert(it.node.name.node.to_string(), fields);
        }
        Ok(rules)
    }

    fn root(&self, operation: &OperationDefinition) -> &str {
        match operation.ty {
            OperationType::Query | OperationType::Subscription => &self.query,
            OperationType::Mutation => &self.mutation,
        }
    }

    fn rule(&self, of: &str, field: &str) -> Option<&Rule> {
        self.types.get(of)?.get(field)
    }

    /// What a field costs whenever it is there, without those below it.
    pub(crate) fn weight(&self, of: &str, field: &str) -> u64 {
        self.rule(of, field).map_or(1, |it| it.weight)
    }

    /// What an operation may cost. Plain lists count as long as they are said to be, which most are not; should all of
    /// them be as long as may be, it costs at most [`SLACK`] times this. The document is one that
    /// [`document::check`](super::document::check) has passed: its expansion is bounded.
    pub fn estimate(
        &self,
        document: &ExecutableDocument,
        operation: &OperationDefinition,
        variables: &Variables,
    ) -> u64 {
        let with = |are_longest: bool| {
            let estimate = Estimate { rules: self, document, variables, are_longest };
            estimate.set(&operation.selection_set.node, self.root(operation), None)
        };
        with(false).max(with(true).div_ceil(SLACK))
    }

    /// What an answer came to, by the same rules.
    pub fn actual(&self, document: &ExecutableDocument, operation: &OperationDefinition, answer: &Answer) -> u64 {
        let mut shape = Weights::default();
        shape.add(self, document, &operation.selection_set.node, self.root(operation));
        shape.of(answer)
    }
}

impl Rule {
    fn of(field: &FieldDefinition) -> Self {
        let directive = |name: &str| field.directives.iter().find(|it| it.node.name.node == name);
        let weight = directive("cost").and_then(|it| it.node.get_argument("weight"));
        let weight = match weight.map(|it| &it.node) {
            Some(ConstValue::String(text)) => text.parse().unwrap_or(1),
            _ => 1,
        };
        let size = directive("listSize").map(|it| {
            let texts = |name: &str| match it.node.get_argument(name).map(|it| &it.node) {
                Some(ConstValue::List(items)) => items.iter().filter_map(text).collect(),
                _ => Vec::new(),
            };
            let assumed = match it.node.get_argument("assumedSize").map(|it| &it.node) {
                Some(ConstValue::Number(number)) => number.as_u64().unwrap_or(1),
                _ => 1,
            };
            ListSize { assumed, slicing: texts("slicingArguments"), sized: texts("sizedFields") }
        });
        Self { of: named(&field.ty.node), weight, size }
    }
}

fn text(value: &ConstValue) -> Option<String> {
    match value {
        ConstValue::String(text) => Some(text.clone()),
        _ => None,
    }
}

fn named(ty: &Type) -> String {
    match &ty.base {
        BaseType::Named(name) => name.to_string(),
        BaseType::List(inner) => named(inner),
    }
}

struct Estimate<'a> {
    rules: &'a Rules,
    document: &'a ExecutableDocument,
    variables: &'a Variables,
    /// Whether plain lists count as long as they may be.
    are_longest: bool,
}

/// A size that the fields below are to have.
#[derive(Clone, Copy)]
struct Below<'a> {
    size: u64,
    fields: &'a [String],
}

impl Estimate<'_> {
    fn set(&self, set: &SelectionSet, of: &str, below: Option<Below<'_>>) -> u64 {
        let costs = set.items.iter().map(|item| match &item.node {
            Selection::Field(it) if is_left_out(&it.node.directives, self.variables) => 0,
            Selection::Field(it) => self.field(&it.node, of, below),
            Selection::InlineFragment(it) if is_left_out(&it.node.directives, self.variables) => 0,
            Selection::InlineFragment(it) => {
                let of = it.node.type_condition.as_ref().map_or(of, |it| it.node.on.node.as_str());
                self.set(&it.node.selection_set.node, of, below)
            }
            Selection::FragmentSpread(it) if is_left_out(&it.node.directives, self.variables) => 0,
            Selection::FragmentSpread(it) => match self.document.fragments.get(&it.node.fragment_name.node) {
                Some(it) => self.set(&it.node.selection_set.node, &it.node.type_condition.node.on.node, below),
                None => 0,
            },
        });
        costs.fold(0, u64::saturating_add)
    }

    fn field(&self, field: &Field, of: &str, below: Option<Below<'_>>) -> u64 {
        let name = field.name.node.as_str();
        if matches!(name, "__schema" | "__type") {
            return INTROSPECTION;
        }
        let unknown = Rule { weight: 1, ..Rule::default() };
        let rule = self.rules.rule(of, name).unwrap_or(&unknown);
        let size = rule.size.as_ref().map(|it| self.size(it, field));
        let given = below.filter(|it| it.fields.iter().any(|it| it == name)).map(|it| it.size);
        let passed = size.zip(rule.size.as_ref()).filter(|(_, it)| !it.sized.is_empty());
        let passed = passed.map(|(size, it)| Below { size, fields: &it.sized });
        let times = match (given, size, passed) {
            (Some(given), ..) => given,
            (None, Some(size), None) => size,
            (None, Some(_), Some(_)) | (None, None, _) => 1,
        };
        let inside = self.set(&field.selection_set.node, &rule.of, passed);
        rule.weight.saturating_add(times.saturating_mul(inside))
    }

    /// How many rows a field answers: what its arguments say, at most what it would ever answer.
    fn size(&self, size: &ListSize, field: &Field) -> u64 {
        let asked = size.slicing.iter().filter_map(|name| {
            let value = &field.arguments.iter().find(|(it, _)| it.node == name.as_str())?.1.node;
            match value {
                Value::Variable(name) => count(self.variables.get(name)?),
                Value::Number(number) => number.as_u64(),
                Value::List(items) => Some(items.len() as u64),
                _ => None,
            }
        });
        // a number beyond what a list may have is refused when it is read; it must not hide behind the cost
        let is_plain = self.are_longest && size.slicing.is_empty();
        let assumed = if is_plain { size.assumed.max(MAX_PLAIN) } else { size.assumed };
        asked.max().map_or(assumed, |it| it.min(MAX_ASKED))
    }
}

/// Whether `@skip` or `@include` leave out what they stand at.
pub(crate) fn is_left_out(directives: &[Positioned<Directive>], variables: &Variables) -> bool {
    directives.iter().any(|it| {
        let condition = match it.node.get_argument("if").map(|it| &it.node) {
            Some(Value::Boolean(it)) => Some(*it),
            Some(Value::Variable(name)) => match variables.get(name) {
                Some(ConstValue::Boolean(it)) => Some(*it),
                _ => None,
            },
            _ => None,
        };
        match it.node.name.node.as_str() {
            "skip" => condition == Some(true),
            "include" => condition == Some(false),
            _ => false,
        }
    })
}

/// The most rows that a list answers, whatever it is asked for.
const MAX_ASKED: u64 = 250;

fn count(value: &ConstValue) -> Option<u64> {
    match value {
        ConstValue::Number(number) => number.as_u64(),
        ConstValue::List(items) => Some(items.len() as u64),
        _ => None,
    }
}

/// What each response key costs whenever it is there, with those below it.
#[derive(Debug, Default)]
struct Weights(HashMap<Name, (u64, bool, Weights)>);

impl Weights {
    fn add(&mut self, rules: &Rules, document: &ExecutableDocument, set: &SelectionSet, of: &str) {
        for item in &set.items {
            match &item.node {
                Selection::Field(it) => {
                    let name = it.node.name.node.as_str();
                    let introspects = matches!(name, "__schema" | "__type");
                    let rule = rules.rule(of, name);
                    let weight = if introspects { INTROSPECTION } else { rule.map_or(1, |it| it.weight) };
                    let key = it.node.response_key().node.clone();
                    let held = self.0.entry(key).or_insert_with(|| (weight, introspects, Self::default()));
                    held.0 = held.0.max(weight);
                    if !introspects {
                        let of = rule.map_or("", |it| it.of.as_str());
                        held.2.add(rules, document, &it.node.selection_set.node, of);
                    }
                }
                Selection::InlineFragment(it) => {
                    let of = it.node.type_condition.as_ref().map_or(of, |it| it.node.on.node.as_str());
                    self.add(rules, document, &it.node.selection_set.node, of);
                }
                Selection::FragmentSpread(it) => {
                    if let Some(it) = document.fragments.get(&it.node.fragment_name.node) {
                        let of = it.node.type_condition.node.on.node.as_str();
                        self.add(rules, document, &it.node.selection_set.node, of);
                    }
                }
            }
        }
    }

    fn of(&self, answer: &Answer) -> u64 {
        match answer {
            Answer::List(items) => items.iter().map(|it| self.of(it)).fold(0, u64::saturating_add),
            Answer::Object(fields) => {
                let costs = fields.iter().map(|(key, value)| match self.0.get(key) {
                    Some((weight, true, _)) => *weight,
                    Some((weight, false, below)) => weight.saturating_add(below.of(value)),
                    None => 1,
                });
                costs.fold(0, u64::saturating_add)
            }
            // finished JSON says in its first eight bytes what it costs
            Answer::Binary(bytes) => bytes.first_chunk().map_or(0, |it| u64::from_le_bytes(*it)),
            Answer::Null | Answer::Number(_) | Answer::String(_) | Answer::Boolean(_) | Answer::Enum(_) => 0,
        }
    }
}
