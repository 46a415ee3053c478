//! Where the database of a SPIP site is: in a file, or on a server. Its tables, read.

use std::ffi::OsString;
use std::fmt;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};

use entity::import::foreign;

use crate::secret::Secret;
use crate::transfer::encoding;
use crate::transfer::packed::unpacked;
use crate::transfer::spip::tables::{self, Read};
use crate::transfer::spip::{dump, live};
use crate::transfer::unread::Unreadable;

/// How a file of SQLite begins.
const SQLITE: &[u8] = b"SQLite format 3\0";
/// How the address of a database on a server begins.
const SCHEMES: [&str; 2] = ["mysql://", "mariadb://"];

/// Where the database of a SPIP site is. It prints without a password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Database {
    /// A SQLite file, or a dump of MySQL or MariaDB, which may be in gzip.
    File(PathBuf),
    /// A database on a server of MySQL or MariaDB, by its address.
    Server(Secret),
}

impl From<OsString> for Database {
    /// What begins with `mysql://` or `mariadb://` is an address, all else the path of a file.
    fn from(named: OsString) -> Self {
        match named.to_str() {
            Some(text) if SCHEMES.iter().any(|it| text.starts_with(it)) => Self::Server(Secret::new(text)),
            _ => Self::File(PathBuf::from(named)),
        }
    }
}

impl fmt::Display for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(file) => file.display().fmt(f),
            Self::Server(address) => address.fmt(f),
        }
    }
}

impl Database {
    /// Reads the tables of a site. A server is asked with the password that is given, else with that of the address.
    ///
    /// # Errors
    /// One sentence: what the file is instead, what is wrong with it, or why the server gives nothing.
    pub(super) async fn tables(&self, password: Option<&str>) -> Result<Vec<Read>, Unreadable> {
        match self {
            Self::File(file) => self.tables_of_file(file).await,
            Self::Server(address) => live::read(address.reveal(), password, tables::is_wanted)
                .map_err(|it| Unreadable::from(format!("{self} cannot be read: {it}"))),
        }
    }

    /// The sentence that says why it cannot be read.
    pub(super) fn unread(&self, cause: &io::Error) -> Unreadable {
        Unreadable::new(self, cause)
    }

    async fn tables_of_file(&self, file: &Path) -> Result<Vec<Read>, Unreadable> {
        let opened =
            || File::open(file).map(|it| BufReader::with_capacity(64 * 1024, it)).map_err(|it| self.unread(&it));
        let mut beginning = [0; 16];
        let length = opened()?.read(&mut beginning).map_err(|it| self.unread(&it))?;
        if beginning[..length].starts_with(SQLITE) {
            let found = foreign::tables(file, tables::is_wanted).await.map_err(|it| crate::problem::told(&it))?;
            return Ok(found.into_iter().map(|it| (it.name, it.columns, it.rows)).collect());
        }
        let read = unpacked(opened()?, |mut input| {
            if let Some(other) = encoding::other_than_dump(input.fill_buf()?) {
                return Err(other.into());
            }
            dump::read(input, tables::is_wanted)
        });
        read.map_err(|it| self.unread(&it))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_told_from_a_file_and_prints_no_password() {
        let server = Database::from(OsString::from("mysql://lecteur:hunter2@db.test:3307/spip"));
        assert_eq!(server.to_string(), "mysql://***@db.test:3307/spip");
        assert!(!format!("{server:?}").contains("hunter2"));
        let file = Database::from(OsString::from("bases/mysql.sql"));
        assert_eq!(file, Database::File(PathBuf::from("bases/mysql.sql")));
    }
}
