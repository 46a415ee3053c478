//! What [`guard`](crate::guard) refuses, as errors on the wire.

use crate::error::{Code, WireError};
use crate::guard::{Limit, Refusal, coercion, document, text, validation, variables};

impl From<Refusal> for WireError {
    fn from(refusal: Refusal) -> Self {
        let code = match refusal.limit {
            Limit::BodyBytes => Code::PayloadTooLarge,
            Limit::Batch => Code::BatchTooLarge,
            Limit::Tokens
            | Limit::Nesting
            | Limit::Selections
            | Limit::Depth
            | Limit::Aliases
            | Limit::KeyLetters
            | Limit::RootFields
            | Limit::Directives
            | Limit::IntrospectionDepth
            | Limit::ListItems
            | Limit::StringBytes
            | Limit::AnswerBytes
            | Limit::Cost => Code::LimitExceeded,
        };
        let told = Self::new(code, "limit-exceeded").text("limit", refusal.limit.name());
        let told = told.number("max", refusal.max).number("found", refusal.found);
        told.within(refusal.place)
    }
}

impl From<text::Fault> for WireError {
    fn from(fault: text::Fault) -> Self {
        match fault {
            text::Fault::TooMuch(refusal) => refusal.into(),
            text::Fault::Unterminated(place) => Self::new(Code::ParseFailed, "text-unterminated").within(place),
            text::Fault::NoCharacter(place) => Self::new(Code::ParseFailed, "text-no-character").within(place),
            text::Fault::Twice(name, place) => {
                Self::new(Code::ValidationFailed, "text-twice").text("name", short(&name)).within(place)
            }
            text::Fault::Unexpected(name, place) => {
                Self::new(Code::ParseFailed, "text-unexpected").text("name", name).within(place)
            }
        }
    }
}

impl From<document::Fault> for WireError {
    fn from(fault: document::Fault) -> Self {
        match fault {
            document::Fault::TooMuch(refusal) => refusal.into(),
            document::Fault::Circle(name, place) => {
                Self::new(Code::ValidationFailed, "fragment-circle").text("name", name.as_str()).at(place)
            }
            document::Fault::Directive(name, place) => {
                Self::new(Code::ValidationFailed, "directive-unknown").text("name", name.as_str()).at(place)
            }
        }
    }
}

impl From<coercion::Unfit> for WireError {
    fn from(fault: coercion::Unfit) -> Self {
        let message = match &fault.why {
            coercion::Why::Kind => "variable-unfit",
            coercion::Why::Absent => "variable-field-absent",
            coercion::Why::Unknown => "variable-field-unknown",
            coercion::Why::NotOne => "variable-one-of",
            coercion::Why::NotListed(_) => "variable-enum-unfit",
        };
        let told = Self::new(Code::ValidationFailed, message).text("name", short(&fault.name));
        let told = match &fault.why {
            coercion::Why::NotListed(values) => told.text("allowed", values.join(", ")),
            coercion::Why::Kind | coercion::Why::Absent | coercion::Why::Unknown | coercion::Why::NotOne => told,
        };
        told.text("of", short(&fault.wanted)).at(fault.place)
    }
}

/// The answer to a document that does not fit the schema; `suggests` names what a wrong name may have meant.
pub(crate) fn unfit(fault: validation::Fault, suggests: bool) -> WireError {
    let flaws = match fault {
        validation::Fault::TooMuch(refusal) => return refusal.into(),
        validation::Fault::Flaws(flaws) => flaws,
    };
    let mut told = flaws.iter().map(|flaw| {
        let near = if suggests { flaw.near() } else { None };
        let told = match (near.zip(flaw.rule.message_with_near()), flaw.allowed()) {
            // where what would do is listed, what may be meant stands among it
            (_, Some(allowed)) => {
                WireError::new(Code::ValidationFailed, "rule-enum-unfit-among").text("allowed", allowed)
            }
            (Some((near, message)), None) => WireError::new(Code::ValidationFailed, message).text("near", near),
            (None, None) => WireError::new(Code::ValidationFailed, flaw.rule.message()),
        };
        told.text("name", short(&flaw.name)).text("of", short(&flaw.of)).at(flaw.place)
    });
    let first = told.next().unwrap_or_else(|| WireError::new(Code::ValidationFailed, "validation-failed"));
    WireError { others: told.collect(), ..first }
}

/// What somebody sent, as far as it is repeated.
fn short(text: &str) -> String {
    text.chars().take(60).collect()
}

impl From<variables::Fault> for WireError {
    fn from(fault: variables::Fault) -> Self {
        match fault {
            variables::Fault::TooMuch(refusal) => refusal.into(),
            variables::Fault::NoSuchOperation(Some(name)) => {
                Self::new(Code::ValidationFailed, "operation-unknown").text("name", name)
            }
            variables::Fault::NoSuchOperation(None) => Self::new(Code::ValidationFailed, "operation-unnamed"),
            variables::Fault::Missing(name, place) => {
                Self::new(Code::ValidationFailed, "variable-missing").text("name", name.as_str()).at(place)
            }
        }
    }
}
