//! What people type into the inputs of mutations. A text that is not of its scalar's form stops no mutation before it begins: it
//! is told in `userErrors`, with its path, beside everything else that is wrong with the input.

use std::borrow::Cow;
use std::sync::Arc;

use async_graphql::parser::types::OperationType;
use async_graphql::registry::Registry;
use async_graphql::{Context, InputType, InputValueError, InputValueResult, Value};
use entity::value::problem::Problem;

use crate::graphql::engine::arguments;
use crate::graphql::input::scalar::{self, Written};
use crate::guard::types::Types;

/// A moment in the input of a mutation.
pub type DateTime = Typed<scalar::DateTime>;
/// A day in the input of a mutation.
pub type Date = Typed<scalar::Date>;
/// A web address in the input of a mutation.
pub type Url = Typed<scalar::Url>;
/// A slug in the input of a mutation.
pub type Slug = Typed<scalar::Slug>;
/// A language in the input of a mutation.
pub type LanguageTag = Typed<scalar::LanguageTag>;
/// The key of a licence in the input of a mutation.
pub type LicenceKey = Typed<scalar::LicenceKey>;
/// The reference of a territory in the input of a mutation.
pub type TerritoryRef = Typed<scalar::TerritoryRef>;

/// A value of a scalar in the input of a mutation; none of a text that cannot be read, of which the mutation tells by its path.
#[derive(Debug, Clone)]
pub struct Typed<T>(Option<T>);

impl<T> Typed<T> {
    /// The value, where the text could be read.
    pub(crate) fn read(self) -> Option<T> {
        self.0
    }

    /// The same, without taking it.
    pub(crate) fn as_read(&self) -> Option<&T> {
        self.0.as_ref()
    }
}

/// The values of a list that could be read.
pub(crate) fn each<T, U>(of: Vec<Typed<T>>, turn: impl FnMut(T) -> U) -> Vec<U> {
    of.into_iter().filter_map(Typed::read).map(turn).collect()
}

/// The same as the scalar, but for what is refused.
impl<T: InputType + Written> InputType for Typed<T> {
    type RawValueType = T::RawValueType;

    fn type_name() -> Cow<'static, str> {
        T::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        T::create_type_info(registry)
    }

    fn parse(value: Option<Value>) -> InputValueResult<Self> {
        if let Some(Value::String(text)) = &value
            && T::read(text).is_none()
        {
            return Ok(Self(None));
        }
        T::parse(value).map(|it| Self(Some(it))).map_err(InputValueError::propagate)
    }

    fn to_value(&self) -> Value {
        self.0.as_ref().map_or(Value::Null, T::to_value)
    }

    fn as_raw_value(&self) -> Option<&Self::RawValueType> {
        self.0.as_ref().and_then(T::as_raw_value)
    }
}

/// The texts in the input of a mutation that are not of their scalar's form, all of them, each with its path in the input.
pub(crate) fn misfits(ctx: &Context<'_>) -> Vec<Problem> {
    let types = ctx.data_unchecked::<Arc<Types>>();
    let field = ctx.field();
    let known = types.root(OperationType::Mutation).and_then(|it| it.field(field.name()));
    let declared = known.and_then(|it| it.arguments.iter().find(|it| it.name == "input"));
    let given = field.arguments().unwrap_or_default().into_iter().find(|(name, _)| name == "input");
    let mut problems = Vec::new();
    if let (Some(declared), Some((_, value))) = (declared, given) {
        arguments::inside(&value, &declared.ty, types, &mut Vec::new(), &mut |it| {
            let case = scalar::misfit(it.scalar, it.text);
            problems.extend(case.map(|case| Problem { path: it.path.to_vec(), case }));
        });
    }
    problems
}
