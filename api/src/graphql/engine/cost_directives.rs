//! The rules of cost, written into the schema where they can be read: every list says how long it may get, and what
//! costs more than a field says how much. Nobody can forget one: they are set by rule, on all fields of the registry.

use std::borrow::Cow;

use async_graphql::indexmap::IndexMap;
use async_graphql::parser::types::Field;
use async_graphql::registry::{MetaDirectiveInvocation, MetaField, MetaType, MetaTypeName, Registry};
use async_graphql::{ContextSelectionSet, OutputType, Positioned, ServerResult, TypeDirective as Directive, Value};

/// Rows of a list that is asked for without a number; the rows of a page lie between 1 and 100.
const PAGE: u64 = 20;
/// Items of a plain list: hardly one has more, though 50 may be written.
const PLAIN: u64 = 10;
/// Plain lists that are longer.
const LONGER: [(&str, &str, u64); 26] = [
    ("Recipe", "steps", 50),
    ("RevisionDiff", "fields", 50),
    ("LicenceCheck", "alternatives", 50),
    ("LicenceCheck", "conflicts", 50),
    ("Lineage", "territories", 50),
    ("Event", "timings", 250),
    ("Territory", "children", 500),
    ("Theme", "children", 250),
    ("Network", "menu", 100),
    ("Media", "usedBy", 100),
    ("Member", "memberOf", 250),
    ("Member", "team", 250),
    ("Account", "sessions", 100),
    ("Account", "apiTokens", 1_000),
    ("Account", "mandatesGranted", 1_000),
    ("Queue", "members", 100),
    ("FieldDiff", "words", 1_000),
    ("Lineage", "nodes", 400),
    ("Lineage", "edges", 400),
    ("SearchFacets", "kind", 5),
    ("SearchFacets", "theme", 50),
    ("SearchFacets", "territory", 50),
    ("SearchFacets", "licence", 50),
    ("SearchFacets", "language", 50),
    ("SearchFacets", "year", 50),
    ("Query", "map", 500),
];
/// Fields that cost more than one: those that read long texts, or send statements of their own.
const HEAVIER: [(&str, u64); 12] = [
    ("lineage", 50),
    ("attribution", 3),
    ("body", 5),
    ("story", 3),
    ("placeholder", 3),
    ("totalCount", 10),
    ("plainHtml", 4),
    ("jsonLd", 10),
    ("description", 5),
    ("facets", 20),
    ("highlight", 3),
    ("highlightedTitle", 3),
];
/// Lists with a bound of their own that send statements of their own: the size without an argument, and what one costs.
const SLICED: [(&str, u64, u64); 2] = [("related", 6, 50), ("suggest", 8, 20)];
/// What a list of rows costs by itself.
const LIST: u64 = 10;

/// Cost of one value of this field. Fields without it cost 1; an operation costs the sum over every field that it may return.
#[Directive(location = "FieldDefinition", name = "cost")]
fn cost(#[graphql(desc = "Cost of one value of the field, a whole number.")] weight: String) {}

/// Size of the list that this field may return: the value of a slicing argument, else the assumed size.
#[Directive(location = "FieldDefinition", name = "listSize")]
fn list_size(
    #[graphql(desc = "Assumed number of objects when no slicing argument is set.", name = "assumedSize")] assumed_size: Option<i32>,
    #[graphql(
        desc = "Arguments that limit the number of objects, by their value or, for lists, by their length.",
        name = "slicingArguments"
    )]
    slicing_arguments: Option<Vec<String>>,
    #[graphql(
        desc = "Fields of the object that hold the list. Without any, the field itself is the list.",
        name = "sizedFields"
    )]
    sized_fields: Option<Vec<String>>,
    #[graphql(
        desc = "Whether one of the slicing arguments is required.",
        name = "requireOneSlicingArgument",
        default = true
    )]
    require_one_slicing_argument: bool,
) {
}

/// Registered last: says the rules of all types that are there by then.
pub(crate) struct Costs;

impl OutputType for Costs {
    fn type_name() -> Cow<'static, str> {
        Cow::Borrowed("Boolean")
    }

    fn create_type_info(registry: &mut Registry) -> String {
        use async_graphql::TypeDirective;
        TypeDirective::register(&cost, registry);
        TypeDirective::register(&list_size, registry);
        for (name, ty) in &mut registry.types {
            match ty {
                MetaType::Object { fields, .. } | MetaType::Interface { fields, .. } if !name.starts_with("__") => {
                    fields.values_mut().for_each(|field| say(name, field));
                }
                _ => {}
            }
        }
        Self::type_name().into_owned()
    }

    async fn resolve(&self, _: &ContextSelectionSet<'_>, _: &Positioned<Field>) -> ServerResult<Value> {
        Ok(Value::Null)
    }
}

fn say(of: &str, field: &mut MetaField) {
    let ty = MetaTypeName::create(&field.ty).unwrap_non_null();
    let named = MetaTypeName::concrete_typename(&field.ty);
    let leaf = matches!(named, "String" | "LanguageTag");
    let weight = HEAVIER.iter().find(|(name, _)| *name == field.name && named != "Boolean").map(|(_, weight)| *weight);
    if is_page(named) {
        let sizes =
            [("slicingArguments", texts(&["first", "last", "perPage"])), ("sizedFields", texts(&["edges", "nodes"]))];
        field.directive_invocations.push(invocation("listSize", list(PAGE).chain(sizes)));
        field.directive_invocations.push(invocation("cost", weigh(LIST)));
    } else if let Some((_, size, weight)) = SLICED.iter().find(|(name, ..)| *name == field.name) {
        let sizes = [("slicingArguments", texts(&["first"]))];
        field.directive_invocations.push(invocation("listSize", list(*size).chain(sizes)));
        field.directive_invocations.push(invocation("cost", weigh(*weight)));
    } else if of == "Query" && field.name == "nodes" {
        let sizes = [("slicingArguments", texts(&["ids"]))];
        field.directive_invocations.push(invocation("listSize", list(100).chain(sizes)));
    } else if ty.is_list() && !leaf && !is_page(of) {
        let longer = LONGER.iter().find(|(ty, name, _)| *ty == of && *name == field.name);
        field.directive_invocations.push(invocation("listSize", list(longer.map_or(PLAIN, |(.., size)| *size))));
    } else if let Some(weight) = weight {
        field.directive_invocations.push(invocation("cost", weigh(weight)));
    }
}

/// Whether objects of a type are pages of a list: a connection, or a page of a list that is read forwards alone.
fn is_page(name: &str) -> bool {
    name.ends_with("Connection") || matches!(name, "ChangePage" | "RedirectPage")
}

fn invocation(name: &str, args: impl Iterator<Item = (&'static str, Value)>) -> MetaDirectiveInvocation {
    let args: IndexMap<String, Value> = args.map(|(name, value)| (name.to_owned(), value)).collect();
    MetaDirectiveInvocation { name: name.to_owned(), args }
}

fn list(size: u64) -> impl Iterator<Item = (&'static str, Value)> {
    [("assumedSize", Value::from(size)), ("requireOneSlicingArgument", Value::from(false))].into_iter()
}

fn weigh(weight: u64) -> impl Iterator<Item = (&'static str, Value)> {
    std::iter::once(("weight", Value::from(weight.to_string())))
}

fn texts(names: &[&str]) -> Value {
    Value::List(names.iter().map(|it| Value::from(*it)).collect())
}
