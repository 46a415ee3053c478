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

/// What kind of error an editor can mend. The list may grow.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum UserErrorCode {
    /// A value is not of the form that is asked for.
    Malformed,
    /// Something required is absent or empty.
    Required,
    /// A text or a list is too long.
    TooLong,
    /// A name that nothing answers to.
    Unknown,
    /// Something else has it already.
    Taken,
    /// A number, or a year, is out of its bounds.
    OutOfRange,
    /// Two values do not go together.
    Inconsistent,
    /// From where it stands, this step does not lead.
    WrongStatus,
    /// There is nothing by this id that you may see.
    NotFound,
    /// Somebody else has changed it since the version that you saw.
    Stale,
    /// The address and the password do not belong together, the account is not in use, or its address is not confirmed.
    WrongCredentials,
    /// A licence does not permit it.
    LicenceRefused,
    /// A source does not want to be republished.
    PermissionRefused,
    /// A code that was used, is too old, or was never given.
    WrongCode,
    /// Somebody has tried too often: it is open again after a while.
    TooManyAttempts,
    /// The account has written as much as it may for now.
    AllowanceUsedUp,
}

/// What an editor can mend.
#[derive(Interface)]
#[graphql(
    field(name = "code", ty = "&UserErrorCode", desc = "What kind of error, for programs."),
    field(
        name = "path",
        ty = "&Vec<String>",
        desc = "Where in the input, from the outside in: `steps`, `2`, `title`."
    ),
    field(
        name = "message",
        ty = "&String",
        desc = "What, for people: in French, Breton or English, after `Accept-Language`."
    )
)]
pub enum UserError {
    /// A value that cannot be used.
    Input(InputError),
    /// An old version.
    Stale(StaleError),
    /// An allowance that is used up.
    Allowance(AllowanceError),
}

/// A value that cannot be used.
#[derive(SimpleObject)]
pub struct InputError {
    /// What kind of error, for programs.
    code: UserErrorCode,
    /// Where in the input, from the outside in: `steps`, `2`, `title`.
    path: Vec<String>,
    /// What, for people: in French, Breton or English, after `Accept-Language`.
    message: String,
}

/// Somebody else has changed it since the version that you saw: nothing was done.
#[derive(SimpleObject)]
pub struct StaleError {
    /// What kind of error, for programs.
    code: UserErrorCode,
    /// Where in the input, from the outside in.
    path: Vec<String>,
    /// What, for people: in French, Breton or English, after `Accept-Language`.
    message: String,
    /// The version that it has by now.
    current_version: i32,
    /// Who made that version, when it was a member that you may see.
    changed_by: Option<Member>,
    /// The fields that differ from the version that you saw, by name.
    changed_fields: Vec<String>,
}

/// The account has written as much as it may for now: nothing was done.
#[derive(SimpleObject)]
pub struct AllowanceError {
    /// What kind of error, for programs.
    code: UserErrorCode,
    /// Where in the input: nowhere in particular.
    path: Vec<String>,
    /// What, for people: in French, Breton or English, after `Accept-Language`.
    message: String,
    /// Which limit, by the name by which it is configured: `writes_per_minute`, `bytes_per_day`, `entries_per_day`, `drafts`.
    limit: String,
    /// How much it allows to this account.
    max: i32,
    /// In how many seconds it may go on; null where time alone does not help.
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
