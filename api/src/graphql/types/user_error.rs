//! What an editor can mend, as data beside the object: a code, where, and a message in the reader's language.

use std::sync::Arc;

use async_graphql::{Enum, Interface, SimpleObject};
use entity::error::Error;
use entity::model::allowance::UsedUp;
use entity::value::language::LanguageTag;
use entity::value::problem::{Problem, ProblemCode};

use crate::error::told;
use crate::graphql::engine::request::Request;
use crate::graphql::types::member::Member;
use crate::graphql::types::review_queue::PublishBlocker;
use crate::message::Message;
use crate::problem;

/// Code of a validation error. Values may be added.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum UserErrorCode {
    /// The value does not have the required format.
    Malformed,
    /// A required value is absent or empty.
    Required,
    /// The text or list is too long.
    TooLong,
    /// The value names something that does not exist.
    Unknown,
    /// Another object already has the value.
    Taken,
    /// A number or a year is outside its range.
    OutOfRange,
    /// Two values contradict each other.
    Inconsistent,
    /// The status of the entry does not allow this step.
    WrongStatus,
    /// There is no object with this identifier that the viewer may read.
    NotFound,
    /// The entry has changed since the version that the client read.
    Stale,
    /// Address and password do not match, the account is suspended, or its address is not confirmed.
    WrongCredentials,
    /// A licence does not permit the operation.
    LicenceRefused,
    /// The source does not permit republication.
    PermissionRefused,
    /// The code is invalid, was used, or has expired.
    WrongCode,
    /// Too many attempts. Try again later.
    TooManyAttempts,
    /// The account has used up its allowance of writes for now.
    AllowanceUsedUp,
}

/// A validation error: the mutation changed nothing, and the user can correct the input.
#[derive(Interface)]
#[graphql(
    field(name = "code", ty = "&UserErrorCode", desc = "Code of the error, for programs."),
    field(
        name = "path",
        ty = "&Vec<String>",
        desc = "Path of the value in the input, from the outside in, such as `steps`, `2`, `title`. Empty if no single value is at fault."
    ),
    field(
        name = "message",
        ty = "&String",
        desc = "Message for people, in French, Breton or English after `Accept-Language`."
    )
)]
pub enum UserError {
    /// An invalid value in the input.
    Input(InputError),
    /// An old version.
    Stale(StaleError),
    /// An allowance that is used up.
    Allowance(AllowanceError),
}

/// An invalid value in the input.
#[derive(SimpleObject)]
pub struct InputError {
    /// Code of the error, for programs.
    code: UserErrorCode,
    /// Path of the value in the input, from the outside in, such as `steps`, `2`, `title`. Empty if no single value is at fault.
    path: Vec<String>,
    /// Message for people, in French, Breton or English after `Accept-Language`.
    message: String,
}

/// The entry has changed since the version that the client read. Nothing was saved.
#[derive(SimpleObject)]
pub struct StaleError {
    /// Code of the error, for programs.
    code: UserErrorCode,
    /// Path of the value in the input, from the outside in.
    path: Vec<String>,
    /// Message for people, in French, Breton or English after `Accept-Language`.
    message: String,
    /// Number of the present version.
    current_version: i32,
    /// Member who made the present version. Null if it was not a member, or one that the viewer may not see.
    changed_by: Option<Member>,
    /// Names of the fields that differ from the version that the client read.
    changed_fields: Vec<String>,
}

/// The account has used up its allowance of writes for now. Nothing was saved.
#[derive(SimpleObject)]
pub struct AllowanceError {
    /// Code of the error, for programs.
    code: UserErrorCode,
    /// Path of the value in the input. Always empty: the error concerns the account.
    path: Vec<String>,
    /// Message for people, in French, Breton or English after `Accept-Language`.
    message: String,
    /// Name of the exceeded limit in the configuration: `writes_per_minute`, `bytes_per_day`, `entries_per_day` or `drafts`.
    limit: String,
    /// Value of the limit for this account.
    max: i32,
    /// Seconds until the account may write again. Null if waiting alone does not help.
    retry_after: Option<i32>,
}

/// What an error of the data floor is to an editor: theirs to mend, or an error of the whole field.
///
/// # Errors
/// What is not theirs to mend.
pub(crate) fn of(error: Error, request: &Request) -> async_graphql::Result<Vec<UserError>> {
    of_named(error, "id", request)
}

/// The same, where it is told which field of the input names what is not found.
///
/// # Errors
/// What is not theirs to mend.
pub(crate) fn of_named(error: Error, named: &str, request: &Request) -> async_graphql::Result<Vec<UserError>> {
    let languages: &Arc<[LanguageTag]> = &request.languages;
    match error {
        Error::Invalid(problems) => Ok(problems.iter().map(|it| UserError::Input(input(it, languages))).collect()),
        Error::NotFound => {
            let message = Message::new("problem-not-found").say(languages);
            let path = vec![named.to_owned()];
            Ok(vec![UserError::Input(InputError { code: UserErrorCode::NotFound, path, message })])
        }
        Error::Stale { named_version, current_version, changed_by, changed_fields } => {
            let message = problem::stale(named_version, current_version).say(languages);
            let changed_by = changed_by.and_then(|it| request.reader.member(it)).cloned().map(Member);
            Ok(vec![UserError::Stale(StaleError {
                code: UserErrorCode::Stale,
                path: vec!["version".to_owned()],
                message,
                current_version: i32::try_from(current_version).unwrap_or(i32::MAX),
                changed_by,
                changed_fields,
            })])
        }
        Error::UsedUp(used_up) => Ok(vec![UserError::Allowance(allowance(used_up, languages))]),
        other => Err(told(other)),
    }
}

fn allowance(used_up: UsedUp, languages: &[LanguageTag]) -> AllowanceError {
    let message = Message::new("problem-allowance").text("limit", used_up.part.name()).number("max", used_up.most);
    let message = message.number("seconds", used_up.seconds.unwrap_or_default()).say(languages);
    AllowanceError {
        code: UserErrorCode::AllowanceUsedUp,
        path: Vec::new(),
        message,
        limit: used_up.part.name().to_owned(),
        max: i32::try_from(used_up.most).unwrap_or(i32::MAX),
        retry_after: used_up.seconds.and_then(|it| it.try_into().ok()),
    }
}

/// What somebody who tries to sign in is told.
pub(crate) fn of_attempt(code: UserErrorCode, id: &'static str, request: &Request) -> Vec<UserError> {
    let message = Message::new(id).say(&request.languages);
    vec![UserError::Input(InputError { code, path: Vec::new(), message })]
}

/// What stands in the way of publishing, in the words of a language.
pub(crate) fn blocker(problem: &Problem, languages: &[LanguageTag]) -> PublishBlocker {
    let InputError { code, path, message } = input(problem, languages);
    PublishBlocker { code, path, message }
}

/// A problem in the words of a language.
fn input(problem: &Problem, languages: &[LanguageTag]) -> InputError {
    let code = match problem.code() {
        ProblemCode::Malformed => UserErrorCode::Malformed,
        ProblemCode::Required => UserErrorCode::Required,
        ProblemCode::TooLong => UserErrorCode::TooLong,
        ProblemCode::Unknown => UserErrorCode::Unknown,
        ProblemCode::Taken => UserErrorCode::Taken,
        ProblemCode::OutOfRange => UserErrorCode::OutOfRange,
        ProblemCode::Inconsistent => UserErrorCode::Inconsistent,
        ProblemCode::WrongStatus => UserErrorCode::WrongStatus,
        ProblemCode::LicenceRefused => UserErrorCode::LicenceRefused,
        ProblemCode::PermissionRefused => UserErrorCode::PermissionRefused,
        ProblemCode::WrongCode => UserErrorCode::WrongCode,
        ProblemCode::WrongCredentials => UserErrorCode::WrongCredentials,
        ProblemCode::TooManyAttempts => UserErrorCode::TooManyAttempts,
    };
    InputError { code, path: problem.path.clone(), message: problem::say(problem, languages) }
}
