//! The address of a PostgreSQL database. It is read here before the driver sees it, which writes what it does not know into
//! the log: where a password holds a `?`, that is a part of it.

use std::str::FromStr;

use sqlx::postgres::PgConnectOptions;
use url::Url;

use crate::error::{Error, Result};

/// What the driver knows behind a `?`.
const KNOWN: [&str; 18] = [
    "sslmode",
    "ssl-mode",
    "sslrootcert",
    "ssl-root-cert",
    "ssl-ca",
    "sslcert",
    "ssl-cert",
    "sslkey",
    "ssl-key",
    "statement-cache-capacity",
    "host",
    "hostaddr",
    "port",
    "dbname",
    "user",
    "password",
    "application_name",
    "options",
];

/// Reads an address; what is not known behind its `?` is left out, and never told.
///
/// # Errors
/// [`Error::Unusable`] with one sentence that repeats nothing of it.
pub(crate) fn postgres(address: &str) -> Result<PgConnectOptions> {
    let unreadable = || {
        Error::Unusable(
            "the PostgreSQL address cannot be read; postgres://user:password@host/database is its form, with @ in a \
             password written as %40, / as %2F, ? as %3F, # as %23, % as %25, : as %3A and a space as %20"
                .into(),
        )
    };
    let mut url = Url::parse(address).map_err(|_| unreadable())?;
    let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    let is_known = |name: &str| KNOWN.contains(&name) || name.starts_with("options[");
    let (known, unknown): (Vec<_>, Vec<_>) = pairs.into_iter().partition(|(name, _)| is_known(name));
    // what ends the part with the password too early makes the rest of it a path, a question or a fragment
    let spills = |text: &str| text.contains('@');
    if spills(url.path())
        || url.fragment().is_some()
        || unknown.iter().any(|(name, value)| spills(name) || spills(value))
    {
        return Err(unreadable());
    }
    if !unknown.is_empty() {
        tracing::warn!(count = unknown.len(), "what is not known behind the ? of the database address is ignored");
    }
    url.set_query(None);
    if !known.is_empty() {
        url.query_pairs_mut().extend_pairs(known);
    }
    PgConnectOptions::from_str(url.as_str()).map_err(|_| unreadable())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_with_letters_that_end_a_part_are_read_or_refused() {
        for written in ["p%3Fw", "p%40w", "p%2Fw", "p%23w", "p%25w", "p%3Aw", "p%20w", "p@w", "p w", "p:w"] {
            let options = postgres(&format!("postgres://ana:{written}@db.test/network")).unwrap();
            assert_eq!(options.get_host(), "db.test", "{written}");
        }
        for written in ["p?w", "p/w", "p#w", "12?w", "12/w", "12#w", "12?a=b"] {
            let told = postgres(&format!("postgres://ana:{written}@db.test/network")).unwrap_err().to_string();
            assert!(told.contains("%3F") && !told.contains("db.test"), "{written}: {told}");
        }
        let options =
            postgres("postgres://ana:x@db.test/network?sslmode=disable&connect_timeout=10&user=ana%40db").unwrap();
        assert_eq!((options.get_host(), options.get_username()), ("db.test", "ana@db"));
    }
}
