//! Why a database cannot be opened, in words that say how to mend it.

use crate::error::{Error, sqlite_code};

pub(crate) const UNREACHABLE: &str =
    "the database cannot be reached; check that it runs and that BC_DATABASE_URL names it";

pub(crate) const NO_ROOM: &str = "the disk of the database is full or cannot be written; make room there";

pub(crate) fn of_sqlite(kind: i32) -> Option<&'static str> {
    Some(match kind {
        // BUSY, LOCKED
        5 | 6 => "the database is locked by another program; stop it, or wait until it is done",
        // READONLY
        8 => "the database is read-only; give this user the right to write the file and its folder",
        // IOERR, FULL
        10 | 13 => NO_ROOM,
        // CORRUPT
        11 => {
            "the database file is damaged; stop the server, keep the file, and put a backup in its place: restore FILE"
        }
        // CANTOPEN
        14 => "the database file cannot be opened; check that its folder exists and that this user may write there",
        // NOTADB
        26 => "the file is not a SQLite database; check BC_DATABASE_URL, or put a backup in its place: restore FILE",
        _ => return None,
    })
}

/// By SQLSTATE (PostgreSQL, appendix A).
pub(crate) fn of_postgres(code: &str) -> Option<&'static str> {
    Some(match code {
        // too_many_connections
        "53300" => {
            "PostgreSQL has no connection left for this role or database; end others, or raise its CONNECTION LIMIT"
        }
        // read_only_sql_transaction
        "25006" => read_only(false),
        // disk_full, io_error
        "53100" | "58030" => NO_ROOM,
        // invalid_catalog_name
        "3D000" => "PostgreSQL has no such database; create it (createdb), or check BC_DATABASE_URL",
        // invalid_authorization_specification
        _ if code.starts_with("28") => "PostgreSQL refuses this user or password; check BC_DATABASE_URL",
        _ => return None,
    })
}

/// One sentence for whoever starts the program: what is wrong and what to do. Never an address, never a password.
pub(crate) fn told(cause: &sqlx::Error) -> Error {
    let code = match cause {
        sqlx::Error::Database(it) => it.code().unwrap_or_default(),
        _ => "".into(),
    };
    let sentence = match sqlite_code(&code) {
        // the kind is the low byte of a result code (SQLite, "Result and Error Codes")
        Some(code) => of_sqlite(code & 0xff),
        None => of_postgres(&code),
    };
    Error::Unusable(sentence.unwrap_or(UNREACHABLE).into())
}

/// The same of a copy that is looked at before it takes a place: no setting leads to it.
pub(crate) fn told_of_copy(cause: &sqlx::Error) -> Error {
    let code = match cause {
        sqlx::Error::Database(it) => it.code().unwrap_or_default(),
        _ => "".into(),
    };
    match sqlite_code(&code).map(|it| it & 0xff) {
        // CORRUPT
        Some(11) => Error::Unusable("it is damaged; take another copy".into()),
        // NOTADB
        Some(26) => Error::Unusable("it is not a SQLite database; name a file that `backup` made".into()),
        _ => told(cause),
    }
}

/// Why nothing can be changed, and what to do.
pub(crate) fn read_only(follows: bool) -> &'static str {
    if follows {
        "PostgreSQL is a standby here and takes no changes; name the primary server in BC_DATABASE_URL"
    } else {
        "PostgreSQL takes no changes here: default_transaction_read_only is on for this server, database or role; turn it off"
    }
}
