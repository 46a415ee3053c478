//! Bodies that cannot be read as requests, and what is told of them.

use entity::value::form;
use entity::value::problem::{Case, Problem};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::error::{Code, WireError};
use crate::problem::message;
use crate::transfer::json;

/// Whether an error, or what lies under it, is that a body is longer than it may be.
pub(super) fn is_too_long(cause: &(dyn std::error::Error + 'static)) -> bool {
    cause.is::<http_body_util::LengthLimitError>() || cause.source().is_some_and(is_too_long)
}

/// What is wrong with a body that is not the JSON of requests: where it cannot be read, or which value does not fit.
pub(super) fn fault<T: DeserializeOwned>(text: &[u8], cause: &serde_json::Error) -> Problem {
    match serde_json::from_slice::<Value>(text) {
        Ok(value) => form::read::<T>(&value).err().unwrap_or_else(|| Problem::new("", Case::Unfit)),
        Err(_) => Problem::new("", json::unread(text, cause)),
    }
}

/// The answer to a body, or a part of an address, that is wrong.
pub(super) fn malformed(problem: Problem) -> WireError {
    let told = WireError::new(Code::Malformed, "malformed").messages("detail", vec![message(&problem.case)]);
    told.argument(problem.path)
}
