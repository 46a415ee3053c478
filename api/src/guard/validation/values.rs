//! Values in a document: whether they are of the type that is asked for (GraphQL §5.6), and whether a variable's type
//! goes where it stands (§5.8.5).

use async_graphql::parser::types::{BaseType, Type};
use async_graphql::{Name, Pos};
use async_graphql_value::{ConstValue, Number, Value};

use crate::guard::types::{Definition, Kind};
use crate::guard::validation::{Check, Flaw, Rule, Usage};

impl<'a> Check<'a> {
    /// A value in its place; variables are noted. Where no type is known, only variables are looked for.
    pub(super) fn value(&mut self, value: &'a Value, wanted: Option<&'a Type>, has_default: bool, place: Pos) {
        match value {
            Value::Variable(name) => {
                self.used.variables.push(Usage { name, place, wanted, has_default, is_one_of: false });
            }
            Value::List(items) => {
                let inner = match wanted.map(|it| &it.base) {
                    Some(BaseType::List(inner)) => Some(&**inner),
                    Some(BaseType::Named(_)) => {
                        self.unfit(value, wanted, place);
                        None
                    }
                    None => None,
                };
                items.iter().for_each(|it| self.value(it, inner, false, place));
            }
            Value::Object(fields) => {
                let definition = wanted.and_then(|it| self.types.innermost(it));
                match definition {
                    Some(it) if it.kind == Kind::Input => self.object(it, fields, place),
                    Some(_) | None => {
                        self.unfit(value, wanted, place);
                        fields.values().for_each(|it| self.value(it, None, false, place));
                    }
                }
            }
            Value::Null => {
                if wanted.is_some_and(|it| !it.nullable) {
                    self.unfit(value, wanted, place);
                }
            }
            Value::Number(_) | Value::String(_) | Value::Boolean(_) | Value::Binary(_) | Value::Enum(_) => {
                let definition = wanted.and_then(|it| self.types.innermost(it));
                if definition.is_some_and(|it| !is_leaf_of(it, value)) {
                    self.unfit(value, wanted, place);
                }
            }
        }
    }

    /// The default of a variable.
    pub(super) fn constant(&mut self, value: &ConstValue, wanted: &Type, place: Pos) {
        let value = value.clone().into_value();
        let mut inner = Check {
            types: self.types,
            document: self.document,
            flaws: std::mem::take(&mut self.flaws),
            used: Default::default(),
        };
        inner.value(&value, Some(wanted), false, place);
        self.flaws = inner.flaws;
    }

    fn object(
        &mut self,
        definition: &'a Definition,
        fields: &'a async_graphql::indexmap::IndexMap<Name, Value>,
        place: Pos,
    ) {
        for (name, value) in fields {
            let input = definition.inputs.iter().find(|it| it.name == *name);
            if input.is_none() {
                let flaw = Flaw::new(Rule::InputUnknown, place, name.as_str(), definition.name.as_str());
                self.among(flaw, definition.inputs.iter().map(|it| it.name.as_str()));
            }
            let before = self.used.variables.len();
            self.value(value, input.map(|it| &it.ty), input.is_some_and(|it| it.has_default), place);
            if definition.one_of
                && matches!(value, Value::Variable(_))
                && let Some(usage) = self.used.variables.get_mut(before)
            {
                usage.is_one_of = true;
            }
        }
        if definition.one_of && (fields.len() != 1 || fields.values().any(|it| *it == Value::Null)) {
            self.say(Rule::InputOneOf, place, &definition.name, "");
        }
        for input in definition.inputs.iter().filter(|it| it.is_required() && !fields.contains_key(&it.name)) {
            self.say(Rule::InputAbsent, place, &input.name, &definition.name);
        }
    }

    fn unfit(&mut self, value: &Value, wanted: Option<&Type>, place: Pos) {
        let definition = wanted.and_then(|it| self.types.innermost(it)).filter(|it| it.kind == Kind::Enum);
        if let (Some(definition), Value::Enum(_) | Value::String(_)) = (definition, value) {
            let shown = shown(value).trim_matches('"').to_owned();
            let flaw = Flaw::new(Rule::EnumUnfit, place, shown, definition.name.as_str());
            return self.among(flaw, definition.values.iter().map(Name::as_str));
        }
        if let Some(wanted) = wanted {
            let shown = shown(value);
            self.say(Rule::ValueUnfit, place, &shown, &wanted.to_string());
        }
    }

    /// Says when a variable of this type may not stand there.
    pub(super) fn misplaced(&mut self, usage: &Usage<'_>, ty: &Type, default: Option<&ConstValue>) {
        let Some(wanted) = usage.wanted else { return };
        let never_null = usage.has_default || default.is_some_and(|it| *it != ConstValue::Null);
        let fits = match (ty.nullable, wanted.nullable) {
            (true, false) => never_null && goes(ty, &Type { base: wanted.base.clone(), nullable: true }),
            (true, true) | (false, _) => goes(ty, wanted),
        };
        if !fits || (usage.is_one_of && ty.nullable) {
            let wanted = if usage.is_one_of { format!("{}!", wanted.base) } else { wanted.to_string() };
            self.say(Rule::VariableMisplaced, usage.place, &format!("${}: {ty}", usage.name), &wanted);
        }
    }
}

/// A value as far as an error repeats it.
fn shown(value: &Value) -> String {
    value.to_string().chars().take(60).collect()
}

/// Whether every value of one type is one of the other.
fn goes(ty: &Type, wanted: &Type) -> bool {
    (wanted.nullable || !ty.nullable)
        && match (&ty.base, &wanted.base) {
            (BaseType::Named(ty), BaseType::Named(wanted)) => ty == wanted,
            (BaseType::List(ty), BaseType::List(wanted)) => goes(ty, wanted),
            (BaseType::Named(_), BaseType::List(_)) | (BaseType::List(_), BaseType::Named(_)) => false,
        }
}

/// The scalars that every schema has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::guard) enum Builtin {
    Int,
    Float,
    String,
    Boolean,
    Id,
}

pub(in crate::guard) fn builtin(name: &str) -> Option<Builtin> {
    match name {
        "Int" => Some(Builtin::Int),
        "Float" => Some(Builtin::Float),
        "String" => Some(Builtin::String),
        "Boolean" => Some(Builtin::Boolean),
        "ID" => Some(Builtin::Id),
        _ => None,
    }
}

impl Builtin {
    /// Whether a number is one of this scalar.
    pub(in crate::guard) fn holds_number(self, number: &Number) -> bool {
        match self {
            Self::Int => number.as_i64().is_some_and(|it| i32::try_from(it).is_ok()),
            Self::Float => true,
            Self::Id => number.is_i64() || number.is_u64(),
            Self::String | Self::Boolean => false,
        }
    }
}

/// Whether a literal is a value of a scalar or an enumeration. Every scalar of our own is written as a string
/// (`graphql/scalar.rs`); which strings it takes is told by its resolver.
fn is_leaf_of(definition: &Definition, value: &Value) -> bool {
    match (definition.kind, builtin(&definition.name), value) {
        (Kind::Enum, _, Value::Enum(name)) => definition.values.contains(name),
        (Kind::Scalar, None, Value::String(_)) => true,
        (Kind::Scalar, Some(it), Value::Number(number)) => it.holds_number(number),
        (Kind::Scalar, Some(Builtin::String | Builtin::Id), Value::String(_)) => true,
        (Kind::Scalar, Some(Builtin::Boolean), Value::Boolean(_)) => true,
        (Kind::Scalar | Kind::Enum | Kind::Input | Kind::Object | Kind::Interface | Kind::Union, ..) => false,
    }
}
