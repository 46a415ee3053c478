//! The custom scalars: each one a parsed value, each one with the page that specifies it.

use async_graphql::{InputType, InputValueError, InputValueResult, Scalar, ScalarType, Value};
use chrono::NaiveDate;
use entity::value::problem::Case;
use entity::value::text_form::Form;

use crate::error::REFUSED;

/// A scalar that is written as a text of one form.
pub(crate) trait Written: Sized {
    /// The form.
    const FORM: Form;

    /// Reads a text of that form; none of another.
    fn read(text: &str) -> Option<Self>;
}

/// An instant in UTC with milliseconds and `Z` (RFC 3339), always in the form `2026-03-01T18:00:00.000Z`. As input, every form of
/// RFC 3339 with an offset is accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateTime(pub entity::value::clock::Instant);

/// A day of the local calendar: `YYYY-MM-DD` (RFC 3339 full-date).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date(pub NaiveDate);

/// An absolute `http` or `https` address without user name and backslash, at most 2,000 characters, in the canonical form of the
/// URL standard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Url(pub String);

/// Readable part of an address: 1 to 80 of the characters `a-z`, `0-9` and `-`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slug(pub entity::value::slug::Slug);

/// A BCP 47 language tag (RFC 5646), such as `fr`, `br` or `fr-gallo`. The language is listed in ISO 639. As input, a
/// three-letter code is accepted (`bre` for `br`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageTag(pub entity::value::language::LanguageTag);

/// Key of a licence: an SPDX identifier such as `CC-BY-SA-4.0`, or `LicenseRef-…` for licences that SPDX does not list. As input,
/// the key in any case, the short name (`CC BY-SA 4.0`) and the address of the text or deed are accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LicenceKey(pub String);

/// Reference of a territory: kind, colon and official code, such as `commune:29019` or `pays:pays-de-brest`. As input, former
/// INSEE codes are accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TerritoryRef(pub entity::value::territory::TerritoryRef);

/// An instant in UTC with milliseconds and `Z` (RFC 3339), always in the form `2026-03-01T18:00:00.000Z`. As input, every form of
/// RFC 3339 with an offset is accepted.
#[Scalar(name = "DateTime", specified_by_url = "https://scalars.graphql.org/andimarek/date-time.html")]
impl ScalarType for DateTime {
    fn parse(value: Value) -> InputValueResult<Self> {
        text(value)
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

/// A day of the local calendar: `YYYY-MM-DD` (RFC 3339 full-date).
#[Scalar(name = "Date", specified_by_url = "https://scalars.graphql.org/andimarek/local-date.html")]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        text(value)
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

/// An absolute `http` or `https` address without user name and backslash, at most 2,000 characters, in the canonical form of the
/// URL standard.
#[Scalar(name = "URL", specified_by_url = "https://url.spec.whatwg.org/")]
impl ScalarType for Url {
    fn parse(value: Value) -> InputValueResult<Self> {
        text(value)
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

/// Readable part of an address: 1 to 80 of the characters `a-z`, `0-9` and `-`.
#[Scalar(name = "Slug", specified_by_url = "https://schema.org/identifier")]
impl ScalarType for Slug {
    fn parse(value: Value) -> InputValueResult<Self> {
        text(value)
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

/// A BCP 47 language tag (RFC 5646), such as `fr`, `br` or `fr-gallo`. The language is listed in ISO 639. As input, a
/// three-letter code is accepted (`bre` for `br`).
#[Scalar(name = "LanguageTag", specified_by_url = "https://www.rfc-editor.org/rfc/rfc5646")]
impl ScalarType for LanguageTag {
    fn parse(value: Value) -> InputValueResult<Self> {
        text(value)
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

/// Key of a licence: an SPDX identifier such as `CC-BY-SA-4.0`, or `LicenseRef-…` for licences that SPDX does not list. As input,
/// the key in any case, the short name (`CC BY-SA 4.0`) and the address of the text or deed are accepted.
#[Scalar(name = "LicenceKey", specified_by_url = "https://spdx.github.io/spdx-spec/v2.3/SPDX-license-expressions/")]
impl ScalarType for LicenceKey {
    fn parse(value: Value) -> InputValueResult<Self> {
        text(value)
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

/// Reference of a territory: kind, colon and official code, such as `commune:29019` or `pays:pays-de-brest`. As input, former
/// INSEE codes are accepted.
#[Scalar(name = "TerritoryRef", specified_by_url = "https://www.insee.fr/fr/information/2560452")]
impl ScalarType for TerritoryRef {
    fn parse(value: Value) -> InputValueResult<Self> {
        text(value)
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

/// How each of them is read.
macro_rules! written {
    ($($scalar:ident $name:literal: $form:ident, $text:ident => $read:expr;)*) => {
        $(impl Written for $scalar {
            const FORM: Form = Form::$form;

            fn read($text: &str) -> Option<Self> {
                $read
            }
        })*

        /// What is wrong with a text as the value of a scalar of this name; nothing of those that are not ours.
        pub(crate) fn misfit(scalar: &str, text: &str) -> Option<Case> {
            match scalar {
                $($name => $scalar::read(text).is_none().then(|| $scalar::FORM.case(text)),)*
                _ => None,
            }
        }
    };
}

written! {
    DateTime "DateTime": Moment, text => text.parse().ok().map(Self);
    Date "Date": Day, text => text.parse().ok().map(Self);
    Url "URL": WebAddress, text => text.parse().ok().map(|it: entity::value::url::WebAddress| Self(it.to_string()));
    Slug "Slug": Slug, text => text.parse().ok().map(Self);
    LanguageTag "LanguageTag": Language, text => text.parse().ok().map(Self);
    LicenceKey "LicenceKey": Licence, text => {
        let fits = (1..=200).contains(&text.len()) && !text.contains(char::is_control);
        fits.then(|| Self(entity::model::licence::LicenceKey::of(text).0))
    };
    TerritoryRef "TerritoryRef": Territory, text => text.parse().ok().map(Self);
}

/// Reads a scalar that is written as a text. One that cannot be read keeps its form and its text with its error, to be told of in
/// the language of the reader.
fn text<T: Written + ScalarType + InputType>(value: Value) -> InputValueResult<T> {
    let text = match &value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let read = if matches!(value, Value::String(_)) { T::read(&text) } else { None };
    read.ok_or_else(|| {
        let refused = InputValueError::custom(T::FORM.word()).with_extension(REFUSED.0, T::FORM.word());
        refused.with_extension(REFUSED.1, text)
    })
}
