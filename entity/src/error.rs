//! The errors of this crate, by what a caller can do about them.

use std::fmt;

use crate::act::Act;
use crate::budget::Exceeded;
use crate::model::allowance::UsedUp;
use crate::value::id::Id;
use crate::value::problem::{Case, Problem};

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
    /// Somebody else has changed it since the version that was seen.
    #[error("it has version {current_version} by now")]
    Stale {
        /// The version that was named.
        named_version: i64,
        /// The version that it has now.
        current_version: i64,
        /// The member who made that version.
        changed_by: Option<Id>,
        /// The fields that differ, by name.
        changed_fields: Vec<String>,
    },
    /// The account has written as much as it may for now.
    #[error(transparent)]
    UsedUp(#[from] UsedUp),
    /// It takes more memory than there is for it.
    #[error(transparent)]
    OverBudget(#[from] Exceeded),
    /// The database cannot be used as it is; the sentence says what to do.
    #[error("{0}")]
    Unusable(String),
    /// The database does not answer now; it may later.
    #[error("the database does not answer")]
    Unavailable(#[source] sea_orm::DbErr),
    /// The database takes no changes now, as a standby does: nothing was changed.
    #[error("the database takes no changes: it is read-only")]
    ReadOnly(#[source] sea_orm::DbErr),
    /// The disk of the database is full, or refuses to be written: nothing was changed.
    #[error("the disk of the database is full or cannot be written; make room there")]
    Unwritable(#[source] sea_orm::DbErr),
    /// The connection was lost while a transaction was committed, and nobody says what became of it: it may be kept, or not.
    #[error("the connection was lost during the commit; it is unknown whether the change was kept")]
    UnknownOutcome(#[source] sea_orm::DbErr),
    /// The request that waited for this write was given up before it began: nothing was changed.
    #[error("the request was given up before its turn came")]
    GaveUp,
    /// A fault of ours.
    #[error("internal error: {0}")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// The same, where an identifier alone names the thing: what may not be done to what the viewer is not shown is answered as if
    /// it were not there.
    pub(crate) fn hidden(self) -> Self {
        match self {
            Self::Denied(_) => Self::NotFound,
            other => other,
        }
    }

    /// Whether the connection was lost, rather than the database.
    pub(crate) fn is_cut(&self) -> bool {
        matches!(self, Self::Unavailable(cause) if is_cut(cause))
    }
}

/// The driver's own error, where it is one.
fn of_driver(cause: &sea_orm::DbErr) -> Option<&sqlx::Error> {
    use sea_orm::{DbErr, RuntimeErr};
    match cause {
        DbErr::Conn(RuntimeErr::SqlxError(it))
        | DbErr::Exec(RuntimeErr::SqlxError(it))
        | DbErr::Query(RuntimeErr::SqlxError(it)) => Some(it.as_ref()),
        _ => None,
    }
}

/// Whether the connection was lost, rather than the database.
pub(crate) fn is_cut(cause: &sea_orm::DbErr) -> bool {
    match of_driver(cause) {
        Some(sqlx::Error::Io(_) | sqlx::Error::Protocol(_) | sqlx::Error::Tls(_)) => true,
        // the server says that it ends the connection (PostgreSQL, appendix A: operator intervention)
        Some(sqlx::Error::Database(it)) => it.code().is_some_and(|it| it.starts_with("57P")),
        _ => false,
    }
}

/// Whether the disk is full, or refuses to be written.
pub(crate) fn is_unwritable(cause: &sea_orm::DbErr) -> bool {
    matches!(Fault::of(cause), Fault::Unwritable)
}

/// Whether SQLite may have ended the transaction by itself, so that its connection is not to be trusted any more.
pub(crate) fn spoils_connection(cause: &sea_orm::DbErr) -> bool {
    /// `NOMEM`, `IOERR`, `CORRUPT`, `FULL`, `CANTOPEN`, `PROTOCOL`, `NOTADB`.
    const KINDS: [i32; 7] = [7, 10, 11, 13, 14, 15, 26];
    match of_driver(cause) {
        Some(sqlx::Error::Database(it)) => {
            it.code().and_then(|code| sqlite_code(&code)).is_some_and(|it| KINDS.contains(&(it & 0xff)))
        }
        Some(sqlx::Error::WorkerCrashed) => true,
        _ => false,
    }
}

/// A result code of SQLite; PostgreSQL's have five signs.
pub(crate) fn sqlite_code(code: &str) -> Option<i32> {
    if code.len() == 5 { None } else { code.parse().ok() }
}

/// Problems as one check after the other finds them, to be told together.
#[derive(Debug, Default)]
pub(crate) struct Found(Vec<Problem>);

impl Found {
    /// Begins with those that were found before.
    pub(crate) fn after(problems: Vec<Problem>) -> Self {
        Self(problems)
    }

    /// What a check has made; nothing where it has found problems. What is known already of a field is not told again: that
    /// something is absent, say, which could not be read.
    ///
    /// # Errors
    /// What no caller can mend.
    pub(crate) fn take<T, E: Into<Error>>(&mut self, checked: std::result::Result<T, E>) -> Result<Option<T>> {
        match checked.map_err(Into::into) {
            Ok(made) => Ok(Some(made)),
            Err(Error::Invalid(problems)) => {
                self.add(problems);
                Ok(None)
            }
            Err(other) => Err(other),
        }
    }

    /// Adds problems, but for those of fields of which others were found before.
    pub(crate) fn add(&mut self, problems: Vec<Problem>) {
        let before = self.0.len();
        for problem in problems {
            let is_known = self.0[..before].iter().any(|it| it.path.first() == problem.path.first());
            if !is_known {
                self.0.push(problem);
            }
        }
    }

    /// Whether a problem was found with a field.
    pub(crate) fn concerns(&self, field: &str) -> bool {
        self.0.iter().any(|it| it.path.first().is_some_and(|it| it == field))
    }

    /// Ends the checks.
    ///
    /// # Errors
    /// [`Error::Invalid`] with all that was found.
    pub(crate) fn end(self) -> Result<()> {
        if self.0.is_empty() { Ok(()) } else { Err(Error::Invalid(self.0)) }
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
        match Fault::of(&cause) {
            Fault::Absent => Self::Unavailable(cause),
            Fault::Unwritable => Self::Unwritable(cause),
            Fault::Clash => Problem::new("", Case::Taken).into(),
            Fault::Unfit => {
                tracing::warn!(error = %cause, "the database refuses a value that no check has refused");
                Problem::new("", Case::Unkeepable).into()
            }
            Fault::ReadOnly => Self::ReadOnly(cause),
            Fault::Damaged => Self::Unusable(
                "the database is damaged; stop the server, keep what is there, and put a backup in its place: restore FILE \
                 on SQLite, pg_restore on PostgreSQL"
                    .into(),
            ),
            Fault::Ours => Self::Internal(Box::new(cause)),
        }
    }
}

/// Whose matter an error of a database is.
enum Fault {
    /// The database does not answer, or is busy: later it may.
    Absent,
    /// The disk takes nothing more.
    Unwritable,
    /// What is unique is there already, often because somebody else was faster.
    Clash,
    /// A value that the tables do not take.
    Unfit,
    /// Nothing can be changed: a standby of PostgreSQL, or a file that may not be written.
    ReadOnly,
    /// What is on the disk is not a whole database any more.
    Damaged,
    /// Ours.
    Ours,
}

impl Fault {
    fn of(cause: &sea_orm::DbErr) -> Self {
        use sea_orm::DbErr;
        match (of_driver(cause), cause) {
            (Some(cause), _) => Self::of_driver(cause),
            (None, DbErr::ConnectionAcquire(_) | DbErr::Conn(_)) => Self::Absent,
            _ => Self::Ours,
        }
    }

    fn of_driver(cause: &sqlx::Error) -> Self {
        use sqlx::Error as Driver;
        match cause {
            Driver::Io(_)
            | Driver::Tls(_)
            | Driver::Protocol(_)
            | Driver::PoolTimedOut
            | Driver::PoolClosed
            | Driver::WorkerCrashed => Self::Absent,
            Driver::Database(it) if it.is_unique_violation() => Self::Clash,
            Driver::Database(it) => it.code().map_or(Self::Ours, |code| Self::of_code(&code)),
            _ => Self::Ours,
        }
    }

    /// SQLSTATE has five signs (PostgreSQL, appendix A); a number is a result code of SQLite, its kind in the low byte.
    fn of_code(code: &str) -> Self {
        const UNFIT: [i32; 2] = [18, 19];
        // BUSY, LOCKED, NOMEM; what cannot be read for now
        const ABSENT: [i32; 5] = [5, 6, 7, 10, 14];
        // FULL, and IOERR when writing, syncing or growing the file or the memory beside it
        const UNWRITABLE: [i32; 7] = [13, 778, 1034, 1290, 1546, 4874, 5386];
        // CORRUPT, NOTADB
        const DAMAGED: [i32; 2] = [11, 26];
        if let Some(code) = sqlite_code(code) {
            return match (code, code & 0xff) {
                (whole, _) if UNWRITABLE.contains(&whole) => Self::Unwritable,
                (_, 8) => Self::ReadOnly,
                (_, kind) if DAMAGED.contains(&kind) => Self::Damaged,
                (_, kind) if ABSENT.contains(&kind) => Self::Absent,
                (_, kind) if UNFIT.contains(&kind) => Self::Unfit,
                _ => Self::Ours,
            };
        }
        match (code, code.get(..2)) {
            // disk_full, io_error
            ("53100" | "58030", _) => Self::Unwritable,
            ("25006", _) => Self::ReadOnly,
            ("XX000", _) => Self::Ours,
            (_, Some("XX")) => Self::Damaged,
            (_, Some("08" | "40" | "53" | "55" | "57" | "58")) => Self::Absent,
            (_, Some("22" | "23" | "54")) => Self::Unfit,
            _ => Self::Ours,
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
