//! The parameters of lists, read from the filters and sort keys of the GraphQL schema: whoever adds a filter there adds it here.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{BaseType, InputObjectType, Type, TypeKind, TypeSystemDefinition};

use crate::graphql::sdl;
use crate::json::resource::Resource;

/// A parameter that narrows a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    /// Where its value goes in the filter.
    pub(crate) path: Vec<String>,
    pub(crate) form: Form,
    /// Whether it takes several values.
    pub(crate) is_list: bool,
    pub(crate) description: String,
}

/// How a value is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Form {
    /// As a scalar of this name.
    Scalar(String),
    /// One of these words.
    Word(Vec<String>),
    /// Numbers between commas, for these fields.
    Numbers(Vec<&'static str>),
}

/// Numbers that are given together, in the order in which they are written.
const TOGETHER: [(&str, &[&str]); 2] =
    [("NearInput", &["latitude", "longitude", "radiusKm"]), ("WithinInput", &["south", "west", "north", "east"])];
/// Fields of filters that are no parameters: what combines filters, and what visitors cannot ask for.
const LEFT_OUT: [&str; 4] = ["and", "or", "not", "status"];

/// The inputs and enumerations of the schema.
struct Inputs {
    objects: BTreeMap<String, InputObjectType>,
    words: BTreeMap<String, Vec<(String, String)>>,
}

static INPUTS: LazyLock<Inputs> = LazyLock::new(|| {
    let document = parse_schema(sdl()).expect("the schema prints a text that can be read");
    let mut inputs = Inputs { objects: BTreeMap::new(), words: BTreeMap::new() };
    for definition in document.definitions {
        let TypeSystemDefinition::Type(it) = definition else { continue };
        let name = it.node.name.node.to_string();
        match it.node.kind {
            TypeKind::InputObject(object) => {
                inputs.objects.insert(name, object);
            }
            TypeKind::Enum(it) => {
                let word = |it: &async_graphql::Positioned<async_graphql::parser::types::EnumValueDefinition>| {
                    let description = it.node.description.as_ref().map(|it| it.node.clone()).unwrap_or_default();
                    (it.node.value.node.to_string(), description)
                };
                inputs.words.insert(name, it.values.iter().map(word).collect());
            }
            TypeKind::Scalar | TypeKind::Object(_) | TypeKind::Interface(_) | TypeKind::Union(_) => {}
        }
    }
    inputs
});

static ALL: LazyLock<BTreeMap<Resource, Vec<Parameter>>> =
    LazyLock::new(|| Resource::ALL.into_iter().map(|it| (it, INPUTS.of(it))).collect());

static OF_ENTRIES: LazyLock<Vec<Parameter>> = LazyLock::new(|| INPUTS.fields("EntryFilter", &[], None));

/// The parameters that narrow the list of a resource, by name.
pub(crate) fn of(resource: Resource) -> &'static [Parameter] {
    &ALL[&resource]
}

/// The parameters that narrow lists of entries of all kinds.
pub(crate) fn of_entries() -> &'static [Parameter] {
    &OF_ENTRIES
}

/// By what the list of a resource may be sorted: each word as it stands in an address, as it stands in the schema, and what it means.
pub(crate) fn orders(resource: Resource) -> Vec<(String, &'static str, &'static str)> {
    let words = resource.order().and_then(|it| INPUTS.words.get(it)).into_iter().flatten();
    words.map(|(word, description)| (camel(word), word.as_str(), description.as_str())).collect()
}

/// `PUBLISHED_AT` as the name of a field: `publishedAt`.
fn camel(word: &str) -> String {
    let mut parts = word.split('_').map(str::to_ascii_lowercase);
    let first = parts.next().unwrap_or_default();
    parts.fold(first, |name, part| {
        let (begin, rest) = part.split_at(1.min(part.len()));
        name + &begin.to_ascii_uppercase() + rest
    })
}

fn named(ty: &Type) -> (&str, bool) {
    match &ty.base {
        BaseType::Named(name) => (name.as_str(), false),
        BaseType::List(inner) => (named(inner).0, true),
    }
}

impl Inputs {
    fn of(&self, resource: Resource) -> Vec<Parameter> {
        let mut found = self.fields(resource.filter(), &[], None);
        // the licences themselves are named by their own address
        if resource == Resource::Licences {
            found.iter_mut().for_each(|it| it.path.retain(|part| part != "licence"));
        }
        found
    }

    /// The parameters for the fields of an input; `above` names the field that holds it.
    fn fields(&self, of: &str, path: &[String], above: Option<&str>) -> Vec<Parameter> {
        let Some(object) = self.objects.get(of) else { return Vec::new() };
        let mut found = Vec::new();
        for field in &object.fields {
            let name = field.node.name.node.as_str();
            if LEFT_OUT.contains(&name) {
                continue;
            }
            let (ty, is_list) = named(&field.node.ty.node);
            let inside: Vec<String> = path.iter().cloned().chain([name.to_owned()]).collect();
            let form = if let Some((_, fields)) = TOGETHER.iter().find(|(it, _)| *it == ty) {
                Form::Numbers(fields.to_vec())
            } else if self.objects.contains_key(ty) {
                found.extend(self.fields(ty, &inside, Some(name)));
                continue;
            } else {
                match self.words.get(ty) {
                    Some(words) => Form::Word(words.iter().map(|it| it.0.clone()).collect()),
                    None => Form::Scalar(ty.to_owned()),
                }
            };
            // the key of a thing is called by the name of the thing
            let name = above.filter(|_| name == "key").unwrap_or(name).to_owned();
            let description = field.node.description.as_ref().map(|it| it.node.clone()).unwrap_or_default();
            found.push(Parameter { name, path: inside, form, is_list, description });
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_the_filters_of_the_schema() {
        let named = |it: Resource| of(it).iter().map(|it| it.name.as_str()).collect::<Vec<_>>();
        for name in
            ["theme", "territory", "author", "licence", "permitsAdaptation", "language", "search", "maturity", "near"]
        {
            assert!(named(Resource::Initiatives).contains(&name), "{name}");
        }
        assert!(named(Resource::Events).contains(&"endsAfter"));
        assert!(named(Resource::Licences).contains(&"key"));
        for resource in Resource::ALL {
            assert!(!named(resource).iter().any(|it| LEFT_OUT.contains(it)));
            let mut names = named(resource);
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), of(resource).len(), "{resource:?}: a name stands twice");
        }
        let maturity = of(Resource::Initiatives).iter().find(|it| it.name == "maturity").unwrap();
        assert_eq!(
            maturity.form,
            Form::Word(["DEVELOPING", "ENDED", "IDEA", "MATURE", "STARTING"].map(str::to_owned).into())
        );
        assert_eq!(orders(Resource::Events)[4].0, "updatedAt");
    }
}
