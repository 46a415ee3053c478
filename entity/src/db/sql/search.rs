//! The index that searches read: FTS5 on SQLite, tsvector on PostgreSQL, over the same terms.

use sea_orm::DbBackend;

/// The terms of so many texts, each with its number, title, summary, names, body, and what has no place. SQLite alone keeps them apart.
pub(crate) fn put_terms(texts: usize) -> String {
    let rows = rows(texts, "(?, ?, ?, ?, ?, ?)");
    format!("INSERT OR REPLACE INTO search_index (rowid, title, summary, names, body, rest) VALUES {rows}")
}

/// What is kept of so many texts, each with its number, its version, its facts, and on PostgreSQL its terms.
pub(crate) fn put(backend: DbBackend, texts: usize) -> String {
    match backend {
        DbBackend::Postgres => {
            let row = |at: usize| {
                let first = at * 4;
                format!("(${}, ${}, ${}, CAST(${} AS tsvector))", first + 1, first + 2, first + 3, first + 4)
            };
            let rows = (0..texts).map(row).collect::<Vec<_>>().join(", ");
            format!(
                "INSERT INTO search_doc (doc, version, facts, lexemes) VALUES {rows} \
                 ON CONFLICT (doc) DO UPDATE SET version = excluded.version, facts = excluded.facts, lexemes = excluded.lexemes"
            )
        }
        _ => format!(
            "INSERT INTO search_doc (doc, version, facts) VALUES {} \
             ON CONFLICT (doc) DO UPDATE SET version = excluded.version, facts = excluded.facts",
            rows(texts, "(?, ?, ?)")
        ),
    }
}

fn rows(number: usize, row: &str) -> String {
    vec![row; number].join(", ")
}

/// The latest texts that have a term, at most so many.
pub(crate) const DOCS_WITH_TERM: &str =
    "SELECT rowid FROM search_index WHERE search_index MATCH $1 ORDER BY rowid DESC LIMIT $2";
/// The same on PostgreSQL, whose index gives them in no order.
pub(crate) const DOCS_WITH_LEXEME: &str = "SELECT doc FROM search_doc WHERE lexemes @@ CAST($1 AS tsquery) LIMIT $2";

/// Words of the vocabulary, as a JSON list of `[folded, term, as written, uses]`.
pub(crate) fn put_words(backend: DbBackend) -> &'static str {
    match backend {
        DbBackend::Postgres => {
            "INSERT INTO search_word (word, term, shown, uses) \
             SELECT w ->> 0, w ->> 1, w ->> 2, CAST(w ->> 3 AS bigint) FROM json_array_elements(CAST($1 AS json)) AS given(w) \
             ON CONFLICT (word, term) DO UPDATE SET uses = search_word.uses + excluded.uses WHERE excluded.uses > 0"
        }
        _ => {
            "INSERT INTO search_word (word, term, shown, uses) \
             SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each($1) WHERE TRUE \
             ON CONFLICT (word, term) DO UPDATE SET uses = uses + excluded.uses WHERE excluded.uses > 0"
        }
    }
}

/// The texts that match, as `entry_seq` and `facts`: the condition on a text, and where it stands.
pub(crate) fn matched(backend: DbBackend) -> (&'static str, &'static str) {
    match backend {
        DbBackend::Postgres => ("search_doc.lexemes @@ CAST($1 AS tsquery)", "search_doc"),
        _ => ("search_index MATCH ?", "search_index"),
    }
}
