//! The types of a schema as a table, read once from the schema's text: what validation, the coercion of variables and
//! the completion of answers look up.

use std::collections::{HashMap, HashSet};

use async_graphql::Name;
use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{
    BaseType, FieldDefinition, InputValueDefinition, OperationType, Type, TypeKind, TypeSystemDefinition,
};

/// The types of the introspection (GraphQL §4.2), which no schema prints, with the meta fields of the query type.
const INTROSPECTION: &str = include_str!("introspection.graphql");

/// The types of a schema.
#[derive(Debug)]
pub struct Types {
    all: HashMap<Name, Definition>,
    /// The arguments of each directive.
    directives: HashMap<Name, Vec<Input>>,
    query: Name,
    mutation: Name,
}

/// One named type.
#[derive(Debug)]
pub struct Definition {
    pub(crate) name: Name,
    pub(crate) kind: Kind,
    /// The fields of an object or an interface.
    fields: HashMap<Name, Output>,
    /// The fields of an input object.
    pub(crate) inputs: Vec<Input>,
    /// The values of an enumeration.
    pub(crate) values: Vec<Name>,
    /// The object types that a value of this type may have; an object's own.
    objects: HashSet<Name>,
    /// Whether exactly one field of an input object is given.
    pub(crate) one_of: bool,
}

/// What a type is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A scalar.
    Scalar,
    /// An object.
    Object,
    /// An interface.
    Interface,
    /// A union.
    Union,
    /// An enumeration.
    Enum,
    /// An input object.
    Input,
}

/// A field of an object or an interface.
#[derive(Debug, PartialEq)]
pub struct Output {
    pub(crate) ty: Type,
    pub(crate) arguments: Vec<Input>,
}

/// An argument, or a field of an input object.
#[derive(Debug, PartialEq)]
pub struct Input {
    pub(crate) name: Name,
    pub(crate) ty: Type,
    pub(crate) has_default: bool,
}

/// A schema whose text cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("the types of the schema cannot be read: {0}")]
pub struct Unreadable(String);

impl Types {
    /// Reads the types from the text of a schema.
    ///
    /// # Errors
    /// When the text is not a schema.
    pub fn of_schema(sdl: &str) -> Result<Self, Unreadable> {
        let mut types = Self {
            all: HashMap::new(),
            directives: HashMap::new(),
            query: Name::new("Query"),
            mutation: Name::new("Mutation"),
        };
        let mut above: Vec<(Name, Name)> = Vec::new();
        for text in [INTROSPECTION, sdl] {
            let document = parse_schema(text).map_err(|cause| Unreadable(cause.to_string()))?;
            for definition in document.definitions {
                types.add(definition, &mut above);
            }
        }
        for (object, abstracted) in above {
            if types.all.get(&object).is_some_and(|it| it.kind == Kind::Object)
                && let Some(it) = types.all.get_mut(&abstracted)
            {
                it.objects.insert(object);
            }
        }
        let meta = types.all.remove("__Query").map(|it| it.fields).unwrap_or_default();
        if let Some(query) = types.all.get_mut(&types.query) {
            query.fields.extend(meta);
        }
        Ok(types)
    }

    fn add(&mut self, definition: TypeSystemDefinition, above: &mut Vec<(Name, Name)>) {
        let ty = match definition {
            TypeSystemDefinition::Schema(schema) => {
                let named = |name: Option<async_graphql::Positioned<Name>>, own: &mut Name| {
                    if let Some(name) = name {
                        *own = name.node;
                    }
                };
                named(schema.node.query, &mut self.query);
                return named(schema.node.mutation, &mut self.mutation);
            }
            TypeSystemDefinition::Directive(directive) => {
                let directive = directive.node;
                self.directives.insert(directive.name.node, inputs(directive.arguments));
                return;
            }
            TypeSystemDefinition::Type(ty) => ty.node,
        };
        let mut found = Definition::new(ty.name.node, Kind::Scalar);
        found.one_of = ty.directives.iter().any(|it| it.node.name.node == "oneOf");
        let mut implements = Vec::new();
        match ty.kind {
            TypeKind::Scalar => {}
            TypeKind::Object(object) => {
                found.kind = Kind::Object;
                found.objects.insert(found.name.clone());
                found.fields = outputs(object.fields);
                implements = object.implements;
            }
            TypeKind::Interface(interface) => {
                found.kind = Kind::Interface;
                found.fields = outputs(interface.fields);
                implements = interface.implements;
            }
            TypeKind::Union(union) => {
                found.kind = Kind::Union;
                found.objects.extend(union.members.into_iter().map(|it| it.node));
            }
            TypeKind::Enum(list) => {
                found.kind = Kind::Enum;
                found.values.extend(list.values.into_iter().map(|it| it.node.value.node));
            }
            TypeKind::InputObject(object) => {
                found.kind = Kind::Input;
                found.inputs = inputs(object.fields);
            }
        }
        above.extend(implements.into_iter().map(|it| (found.name.clone(), it.node)));
        if matches!(found.kind, Kind::Object | Kind::Interface | Kind::Union) {
            let ty = Type { base: BaseType::Named(Name::new("String")), nullable: false };
            found.fields.insert(Name::new("__typename"), Output { ty, arguments: Vec::new() });
        }
        self.all.insert(found.name.clone(), found);
    }

    /// The type of this name.
    pub fn get(&self, name: &str) -> Option<&Definition> {
        self.all.get(name)
    }

    pub(crate) fn directive(&self, name: &str) -> Option<&[Input]> {
        self.directives.get(name).map(Vec::as_slice)
    }

    /// The type at the root of an operation.
    pub(crate) fn root(&self, operation: OperationType) -> Option<&Definition> {
        match operation {
            OperationType::Query => self.get(&self.query),
            OperationType::Mutation => self.get(&self.mutation),
            OperationType::Subscription => None,
        }
    }

    /// The named type inside of a type's lists.
    pub(crate) fn innermost(&self, ty: &Type) -> Option<&Definition> {
        self.get(named(ty))
    }
}

impl Definition {
    fn new(name: Name, kind: Kind) -> Self {
        let (fields, inputs, values, objects) = Default::default();
        Self { name, kind, fields, inputs, values, objects, one_of: false }
    }

    /// Whether values of it have fields to be selected.
    pub(crate) fn is_composite(&self) -> bool {
        matches!(self.kind, Kind::Object | Kind::Interface | Kind::Union)
    }

    /// Whether it may be the type of an argument.
    pub(crate) fn is_input(&self) -> bool {
        matches!(self.kind, Kind::Scalar | Kind::Enum | Kind::Input)
    }

    pub(crate) fn field(&self, name: &str) -> Option<&Output> {
        self.fields.get(name)
    }

    pub(crate) fn field_names(&self) -> impl Iterator<Item = &str> {
        self.fields.keys().map(Name::as_str).filter(|it| !it.starts_with("__"))
    }

    /// Whether every value of this type is one of the other.
    pub(crate) fn is_within(&self, other: &Self) -> bool {
        self.name == other.name || (!self.objects.is_empty() && self.objects.is_subset(&other.objects))
    }

    /// Whether every field of the other type can be asked of this one, in the same way.
    pub(crate) fn has_fields_of(&self, other: &Self) -> bool {
        // an object has the fields of its interfaces, perhaps with more arguments (GraphQL §3.6)
        self.kind == Kind::Object || other.fields.iter().all(|(name, it)| self.fields.get(name) == Some(it))
    }

    /// Whether a value may be of both types.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        !self.objects.is_disjoint(&other.objects)
    }

    /// Whether an object type is one of those that a value of this type may have.
    pub(crate) fn holds(&self, object: &str) -> bool {
        self.objects.contains(object)
    }
}

impl Input {
    /// Whether something must be given.
    pub(crate) fn is_required(&self) -> bool {
        !self.ty.nullable && !self.has_default
    }
}

fn outputs(fields: Vec<async_graphql::Positioned<FieldDefinition>>) -> HashMap<Name, Output> {
    let turn =
        |field: FieldDefinition| (field.name.node, Output { ty: field.ty.node, arguments: inputs(field.arguments) });
    fields.into_iter().map(|it| turn(it.node)).collect()
}

fn inputs(fields: Vec<async_graphql::Positioned<InputValueDefinition>>) -> Vec<Input> {
    let turn = |field: InputValueDefinition| Input {
        name: field.name.node,
        ty: field.ty.node,
        has_default: field.default_value.is_some(),
    };
    fields.into_iter().map(|it| turn(it.node)).collect()
}

/// The name inside of a type's lists.
pub(crate) fn named(ty: &Type) -> &Name {
    match &ty.base {
        BaseType::Named(name) => name,
        BaseType::List(inner) => named(inner),
    }
}
