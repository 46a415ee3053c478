//! Answers as GraphQL §6.4 has them, from what the executor makes of an expanded operation: every response key of an
//! object is there and in the order of the question, what failed is null at its key, and what may not be null takes
//! with it what it stands in. The executor leaves a key out that failed, keeps what should have gone with it, and puts
//! fields in the order in which they were finished.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use async_graphql::indexmap::IndexMap;
use async_graphql::parser::types::{BaseType, Field, OperationDefinition, Selection, SelectionSet, Type};
use async_graphql::{Name, Value};

use crate::graphql::engine::expansion::TYPE;
use crate::guard::types::{Definition, Types};

/// What the schema says of itself; the executor says something of schemas at large.
const DESCRIPTION: &str =
    "The content of Bretagne Creative: what actors of social innovation in Brittany make, write and plan.";

/// Something is null that may not be.
struct Nulled;

/// Completes the data of an expanded operation.
pub(crate) fn complete(data: Value, operation: &OperationDefinition, types: &Types) -> Value {
    let Some(root) = types.root(operation.ty) else { return Value::Null };
    let below = Below::new(vec![&operation.selection_set.node], root);
    // at the root an object without fields is none that is null
    let fields = match data {
        Value::Object(fields) => fields,
        Value::Null
        | Value::Number(_)
        | Value::String(_)
        | Value::Boolean(_)
        | Value::Binary(_)
        | Value::Enum(_)
        | Value::List(_) => IndexMap::new(),
    };
    below.object(fields, types).unwrap_or(Value::Null)
}

/// What is selected of objects.
struct Below<'a> {
    sets: Vec<&'a SelectionSet>,
    declared: &'a Definition,
    /// The response keys of each type of object that was met.
    keys: RefCell<HashMap<Name, Rc<Vec<Key<'a>>>>>,
}

/// A response key of an object.
struct Key<'a> {
    name: &'a Name,
    ty: &'a Type,
    below: Option<Below<'a>>,
    /// Whether it is the description of the schema.
    describes: bool,
}

impl<'a> Key<'a> {
    fn completed(&self, found: Value, types: &'a Types) -> Result<Value, Nulled> {
        let found = if self.describes { Value::from(DESCRIPTION) } else { found };
        value(found, self.ty, self.below.as_ref(), types)
    }
}

impl<'a> Below<'a> {
    fn new(sets: Vec<&'a SelectionSet>, declared: &'a Definition) -> Self {
        Self { sets, declared, keys: RefCell::default() }
    }

    fn object(&self, mut fields: IndexMap<Name, Value>, types: &'a Types) -> Result<Value, Nulled> {
        let object = match fields.get(TYPE) {
            Some(Value::String(name)) => types.get(name).unwrap_or(self.declared),
            Some(_) | None => self.declared,
        };
        let keys = self.keys_of(object, types);
        // most objects come as they are to be: they are looked through where they are
        if fields.len() == keys.len() && keys.iter().zip(fields.keys()).all(|(key, name)| key.name == name) {
            for (key, value) in keys.iter().zip(fields.values_mut()) {
                *value = key.completed(std::mem::take(value), types)?;
            }
            return Ok(Value::Object(fields));
        }
        let mut completed = IndexMap::with_capacity(keys.len());
        for key in keys.iter() {
            let value = fields.swap_remove(key.name).unwrap_or_default();
            completed.insert(key.name.clone(), key.completed(value, types)?);
        }
        Ok(Value::Object(completed))
    }

    fn keys_of(&self, object: &'a Definition, types: &'a Types) -> Rc<Vec<Key<'a>>> {
        if let Some(keys) = self.keys.borrow().get(&object.name) {
            return Rc::clone(keys);
        }
        let mut selected: IndexMap<&'a Name, (&'a Field, Vec<&'a SelectionSet>)> = IndexMap::new();
        self.sets.iter().for_each(|it| gather(it, object, types, &mut selected));
        let key = |(name, (field, sets)): (&'a Name, (&'a Field, Vec<&'a SelectionSet>))| {
            let ty = &object.field(&field.name.node)?.ty;
            let declared = types.innermost(ty).filter(|it| it.is_composite());
            let describes = object.name == "__Schema" && field.name.node == "description";
            Some(Key { name, ty, below: declared.map(|it| Below::new(sets, it)), describes })
        };
        let keys: Rc<Vec<Key<'a>>> = Rc::new(selected.into_iter().filter_map(key).collect());
        self.keys.borrow_mut().insert(object.name.clone(), Rc::clone(&keys));
        keys
    }
}

fn gather<'a>(
    set: &'a SelectionSet,
    object: &Definition,
    types: &'a Types,
    selected: &mut IndexMap<&'a Name, (&'a Field, Vec<&'a SelectionSet>)>,
) {
    for item in &set.items {
        match &item.node {
            Selection::Field(field) => {
                let key = &field.node.response_key().node;
                if key != TYPE {
                    let (_, sets) = selected.entry(key).or_insert_with(|| (&field.node, Vec::new()));
                    sets.push(&field.node.selection_set.node);
                }
            }
            Selection::InlineFragment(it) => {
                let on = it.node.type_condition.as_ref().and_then(|it| types.get(&it.node.on.node));
                if on.is_none_or(|it| it.holds(&object.name)) {
                    gather(&it.node.selection_set.node, object, types, selected);
                }
            }
            // an expanded operation has none
            Selection::FragmentSpread(_) => {}
        }
    }
}

fn value<'a>(value: Value, ty: &'a Type, below: Option<&Below<'a>>, types: &'a Types) -> Result<Value, Nulled> {
    let completed = match (value, &ty.base, below) {
        (Value::List(items), BaseType::List(inner), _) => {
            let items = items.into_iter().map(|it| self::value(it, inner, below, types));
            items.collect::<Result<_, _>>().map(Value::List)
        }
        (Value::Object(fields), BaseType::Named(_), Some(below)) => below.object(fields, types),
        (value, ..) => Ok(value),
    };
    match completed.unwrap_or(Value::Null) {
        Value::Null if !ty.nullable => Err(Nulled),
        value => Ok(value),
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::Variables;
    use async_graphql::parser::parse_query;
    use serde_json::json;

    use super::*;
    use crate::graphql::engine::expansion::expand;

    const SCHEMA: &str = "
        type Query { a: A b: A! pets: [Pet!] both: [[A!]] n: Int }
        type A { n: Int must: Int! a: A pet: Pet }
        interface Pet { name: String }
        type Dog implements Pet { name: String barks: Int! }
        type Cat implements Pet { name: String lives: Int }
    ";

    fn completed(text: &str, found: serde_json::Value) -> String {
        let types = Types::of_schema(SCHEMA).unwrap();
        let document = parse_query(text).unwrap();
        let (_, operation) = document.operations.iter().next().unwrap();
        let expanded = expand(&document, operation, &Variables::default(), &types);
        let (_, operation) = expanded.operations.iter().next().unwrap();
        let data = complete(Value::from_json(found).unwrap(), &operation.node, &types);
        data.into_json().unwrap().to_string()
    }

    #[test]
    fn a_field_that_failed_is_null_at_its_key() {
        assert_eq!(completed("{ n a { n } }", json!({ "a": { "@type": "A" } })), r#"{"n":null,"a":{"n":null}}"#);
        assert_eq!(completed("{ a { n } }", json!(null)), r#"{"a":null}"#);
    }

    #[test]
    fn what_may_not_be_null_takes_with_it_what_it_stands_in() {
        assert_eq!(completed("{ n a { must } }", json!({ "n": 1 })), r#"{"n":1,"a":null}"#);
        assert_eq!(
            completed("{ n a { n a { must } } }", json!({ "a": { "n": 1, "@type": "A" } })),
            r#"{"n":null,"a":{"n":1,"a":null}}"#
        );
        assert_eq!(completed("{ n b { must } }", json!({ "n": 1, "b": null })), "null");
        assert_eq!(
            completed("{ both { must } }", json!({ "both": [[{ "must": 1 }], [null, { "must": 2 }]] })),
            r#"{"both":[[{"must":1}],null]}"#
        );
        let pets = json!({ "pets": [{ "name": "x", "@type": "Cat" }, { "name": "y", "@type": "Dog" }] });
        assert_eq!(completed("{ pets { name ... on Dog { barks } } n }", pets), r#"{"pets":null,"n":null}"#);
    }

    #[test]
    fn a_selection_that_matches_nothing_is_an_empty_object() {
        assert_eq!(
            completed("{ pets { ... on Dog { barks } } }", json!({ "pets": [{ "@type": "Cat" }] })),
            r#"{"pets":[{}]}"#
        );
        assert_eq!(completed("{ a { n @include(if: false) } }", json!({ "a": { "@type": "A" } })), r#"{"a":{}}"#);
        assert_eq!(completed("{ n @skip(if: true) }", json!(null)), "{}");
    }

    #[test]
    fn a_fragment_on_an_interface_stays_one_where_its_fields_are_not_those_of_the_set() {
        let types = Types::of_schema(
            "type Query { placed: [Placed!] } interface Node { id: ID! } interface Placed { at: Int }
             interface Named { id: ID! name: String }
             type Farm implements Node & Placed & Named { id: ID! at: Int name: String } type Shop implements Node & Placed { id: ID! at: Int }
             type Theme implements Node { id: ID! }",
        )
        .unwrap();
        let expanded = |text: &str| {
            let document = parse_query(text).unwrap();
            let (_, operation) = document.operations.iter().next().unwrap();
            let expanded = expand(&document, operation, &Variables::default(), &types);
            let (_, operation) = expanded.operations.iter().next().unwrap();
            let Selection::Field(placed) = &operation.node.selection_set.node.items[0].node else { panic!() };
            written(&placed.node.selection_set.node)
        };
        assert_eq!(expanded("{ placed { at ... on Node { id } } }"), "...Placed{at ...Node{id} @type}");
        assert_eq!(
            expanded("{ placed { ...F } } fragment F on Node { id ... on Theme { id } ... on Placed { at } }"),
            "...Placed{...Node{id ...Theme{id} ...Placed{at}} @type}"
        );
        // what has all fields of another interface takes them in
        assert_eq!(
            expanded("{ placed { ... on Named { name ... on Node { id } } } }"),
            "...Placed{...Named{name id} @type}"
        );
        assert_eq!(expanded("{ placed { ... on Farm { ... on Node { id } } } }"), "...Placed{...Farm{id} @type}");
    }

    fn written(set: &SelectionSet) -> String {
        let item = |it: &async_graphql::Positioned<Selection>| match &it.node {
            Selection::Field(it) => it.node.response_key().to_string(),
            Selection::InlineFragment(it) => {
                let on = it.node.type_condition.as_ref().map(|it| it.node.on.to_string());
                format!("...{}{{{}}}", on.unwrap_or_default(), written(&it.node.selection_set.node))
            }
            Selection::FragmentSpread(it) => format!("...{}", it.node.fragment_name.node),
        };
        set.items.iter().map(item).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn keys_stand_in_the_order_of_the_question() {
        let text = "{ a { n ...F n pet { ... on Cat { lives } name } } } fragment F on A { must n }";
        let found = json!({ "a": { "pet": { "name": "x", "lives": 9, "@type": "Cat" }, "must": 1, "n": 2 } });
        assert_eq!(completed(text, found), r#"{"a":{"n":2,"must":1,"pet":{"lives":9,"name":"x"}}}"#);
    }

    #[test]
    fn a_field_is_resolved_once_however_often_it_is_selected() {
        let types = Types::of_schema(SCHEMA).unwrap();
        let text =
            "{ a { n } ...F a @skip(if: true) { pet { name } } } fragment F on Query { a { must } a { a { n } } }";
        let document = parse_query(text).unwrap();
        let (_, operation) = document.operations.iter().next().unwrap();
        let expanded = expand(&document, operation, &Variables::default(), &types);
        let (_, operation) = expanded.operations.iter().next().unwrap();
        let names = |set: &SelectionSet| -> Vec<String> {
            let name = |it: &Selection| match it {
                Selection::Field(it) => it.node.response_key().to_string(),
                other => panic!("{other:?}"),
            };
            set.items.iter().map(|it| name(&it.node)).collect()
        };
        assert_eq!(names(&operation.node.selection_set.node), ["a"]);
        let Selection::Field(a) = &operation.node.selection_set.node.items[0].node else { panic!() };
        assert_eq!(names(&a.node.selection_set.node), ["n", "must", "a"]);
    }
}
