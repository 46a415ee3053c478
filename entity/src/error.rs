//! What can go wrong, told by what a caller can do about it.

use std::fmt;

use serde::Serialize;

use crate::policy::Act;

/// The errors of this floor.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// What was named does not exist, for this viewer.
    #[error("not found")]
    NotFound,
    /// The viewer sees it, but may not do this.
    #[error("not permitted: {0}")]
    Denied(Act),
    /// The caller can mend it: what is wrong, where.
    #[error("invalid: {}", Listed(.0))]
    Invalid(Vec<Problem>),
    /// The database cannot be used as it is; the sentence says what to do.
    #[error("{0}")]
    Unusable(String),
    /// The database does not answer now; it may later.
    #[error("the database does not answer")]
    Unavailable(#[source] sea_orm::DbErr),
    /// A fault of ours.
    #[error("internal error: {0}")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// One thing that the caller can mend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// What kind of problem, for programs.
    pub code: ProblemCode,
    /// Where, from the outside in: `steps`, `2`, `title`.
    pub path: Vec<String>,
    /// What, for people: lower case, no full stop, naming the thing.
    pub message: String,
}

/// The kinds of problem that a caller can mend. The list may grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ProblemCode {
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
    /// Two values do not go together.
    Inconsistent,
}

impl Problem {
    /// A problem with the field `path` (parts separated by dots).
    pub fn new(code: ProblemCode, path: &str, message: impl Into<String>) -> Self {
        let path = path.split('.').filter(|it| !it.is_empty()).map(str::to_owned).collect();
        Self { code, path, message: message.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            f.write_str(&self.message)
        } else {
            write!(f, "{}: {}", self.path.join("."), self.message)
        }
    }
}

struct Listed<'a>(&'a [Problem]);

impl fmt::Display for Listed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts: Vec<String> = self.0.iter().map(Problem::to_string).collect();
        f.write_str(&texts.join("; "))
    }
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Self::Invalid(vec![problem])
    }
}

impl From<sea_orm::DbErr> for Error {
    fn from(cause: sea_orm::DbErr) -> Self {
        use sea_orm::DbErr;
        match cause {
            DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => Self::Unavailable(cause),
            other => Self::Internal(Box::new(other)),
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(cause: serde_json::Error) -> Self {
        Self::Internal(Box::new(cause))
    }
}

/// What this floor answers.
pub type Result<T> = std::result::Result<T, Error>;
