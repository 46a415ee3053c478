//! Statements that were rendered before: their text and their values, by what they ask for. Building one and writing it out costs more
//! than SQLite needs for a short page. What differs from request to request, the moment and the rows that others are to be found
//! under, is held by marks, which no client can send.

use std::sync::Arc;

use quick_cache::Weighter;
use quick_cache::sync::Cache;
use sea_orm::sea_query::{SelectStatement, Values};
use sea_orm::{DbBackend, Statement, Value};

use crate::value::clock::Instant;

/// How many bytes are kept: some thousand statements.
const KEPT_BYTES: u64 = 8 * 1024 * 1024;
/// Stands for the moment: long before every instant that can be written.
pub(crate) const MOMENT: Instant = Instant(i64::MIN);
/// Stands for the JSON array of numbers that a statement is given: no text of a client holds a NUL where it reaches a statement.
pub(crate) const NUMBERS: &str = "\0numbers";

/// A statement, but for the moment and the numbers.
pub(crate) struct Rendered {
    sql: String,
    values: Vec<Value>,
}

impl Rendered {
    /// Renders a statement that was built with the marks.
    pub(crate) fn of(statement: &SelectStatement, backend: DbBackend) -> Self {
        let Statement { sql, values, .. } = backend.build(statement);
        Self { sql, values: values.map(|it| it.0).unwrap_or_default() }
    }

    /// The statement at a moment, with these numbers.
    pub(crate) fn at(&self, moment: Instant, numbers: Option<&str>, backend: DbBackend) -> Statement {
        let (moment, mark) = (Value::from(moment), Value::from(MOMENT));
        let fill = |it: &Value| match it {
            it if *it == mark => moment.clone(),
            Value::String(Some(text)) if text.as_str() == NUMBERS => Value::from(numbers.unwrap_or("[]")),
            it => it.clone(),
        };
        let values = Values(self.values.iter().map(fill).collect());
        Statement { sql: self.sql.clone(), values: Some(values), db_backend: backend }
    }
}

/// Those that are kept, the least used forgotten.
pub(crate) struct Kept(Cache<Vec<u8>, Arc<Rendered>, ByBytes>);

#[derive(Clone)]
struct ByBytes;

impl Weighter<Vec<u8>, Arc<Rendered>> for ByBytes {
    fn weight(&self, key: &Vec<u8>, it: &Arc<Rendered>) -> u64 {
        (key.len() + it.sql.len() + it.values.len() * size_of::<Value>()) as u64
    }
}

impl Kept {
    pub(crate) fn new() -> Self {
        Self(Cache::with_weighter(4_000, KEPT_BYTES, ByBytes))
    }

    pub(crate) fn get(&self, key: &[u8]) -> Option<Arc<Rendered>> {
        self.0.get(key)
    }

    pub(crate) fn keep(&self, key: Vec<u8>, it: &Arc<Rendered>) {
        self.0.insert(key, Arc::clone(it));
    }
}
