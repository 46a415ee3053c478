//! Turns errors into answers: code and wording for GraphQL. What only we can mend is logged once, here, under an
//! incident number that the answer names.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::sync::Arc;

use async_graphql::{ErrorExtensions, ServerError};
use entity::error::{Error, Problem};

/// The answer to an error of the data floor.
pub(crate) fn told(error: Error) -> async_graphql::Error {
    answer(&error)
}

/// The answer to an error that several resolvers share, because one statement served them all.
pub(crate) fn told_shared(error: Arc<Error>) -> async_graphql::Error {
    answer(&error)
}

/// The answer to an input that cannot be used. `code` is for programs, the message for people.
pub(crate) fn bad_input(code: &'static str, message: impl Into<String>) -> async_graphql::Error {
    coded(code, message.into())
}

fn answer(error: &Error) -> async_graphql::Error {
    match error {
        Error::NotFound => coded("NOT_FOUND", "not found".to_owned()),
        Error::Denied(act) => coded("FORBIDDEN", format!("you may not {act}")),
        Error::Invalid(problems) => {
            let messages: Vec<String> = problems.iter().map(Problem::to_string).collect();
            coded("BAD_INPUT", messages.join("; "))
        }
        Error::Unavailable(_) => {
            tracing::error!(error = %error, "the database does not answer");
            coded("UNAVAILABLE", "the database does not answer; try again in a moment".to_owned())
        }
        Error::Unusable(_) | Error::Internal(_) => {
            let incident = incident();
            tracing::error!(incident, error = %error, "an internal error");
            coded("INTERNAL", format!("internal error {incident}"))
        }
    }
}

/// Gives every error of an answer a code: those of the executor itself have none.
pub(crate) fn code_all(errors: &mut [ServerError]) {
    for error in errors {
        let held = error.extensions.as_ref().and_then(|it| it.get("code")).is_some();
        if !held {
            let code = if error.message.starts_with("Query is ") || error.message.contains("directives") {
                "TOO_COSTLY"
            } else if error.path.is_empty() {
                "VALIDATION_FAILED"
            } else {
                "BAD_INPUT"
            };
            error.extensions.get_or_insert_default().set("code", code);
        }
    }
}

/// The error of a document that cannot be parsed, with its code.
pub(crate) fn unparsed(mut error: ServerError) -> ServerError {
    error.extensions.get_or_insert_default().set("code", "PARSE_FAILED");
    error
}

fn coded(code: &'static str, message: String) -> async_graphql::Error {
    async_graphql::Error::new(message).extend_with(|_, extensions| extensions.set("code", code))
}

/// A number by which the log and the answer find each other.
fn incident() -> String {
    format!("{:016x}", RandomState::new().build_hasher().finish())
}
