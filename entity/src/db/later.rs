//! Statements of a transaction whose answers are not read. They wait, and are sent together before the next statement whose answer is read,
//! and before the commit: the way to the database and back takes longer than most of them. Their order stays.

use std::sync::{Mutex, PoisonError};

use sea_orm::sea_query::Values;
use sea_orm::{DbBackend, Statement, Value};

/// How many values are sent together at most: PostgreSQL takes 65,535 with a statement.
const MAX_VALUES: usize = 16_000;

/// The statements that wait.
#[derive(Default)]
pub(crate) struct Later(Mutex<Vec<Statement>>);

impl Later {
    pub(crate) fn add(&self, statement: Statement) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(statement);
    }

    /// Takes them, as few statements as the database allows.
    pub(crate) fn take(&self) -> Vec<Statement> {
        let waiting = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        if waiting.len() < 2 { waiting } else { together(waiting) }
    }
}

/// Statements with the same effect.
fn together(statements: Vec<Statement>) -> Vec<Statement> {
    let mut groups: Vec<Group> = Vec::new();
    for statement in statements {
        match groups.last_mut().filter(|it| it.takes(&statement)) {
            Some(group) => group.add(statement),
            None => groups.push(Group::of(statement)),
        }
    }
    groups.into_iter().map(Group::joined).collect()
}

/// Statements that follow each other and may be sent as one.
struct Group {
    statements: Vec<Statement>,
    values: usize,
    tables: Vec<String>,
}

impl Group {
    fn of(first: Statement) -> Self {
        let mut group = Self { statements: Vec::new(), values: 0, tables: Vec::new() };
        group.add(first);
        group
    }

    fn add(&mut self, statement: Statement) {
        self.values += number_of_values(&statement);
        self.tables.extend(table(&statement.sql).map(str::to_owned));
        self.statements.push(statement);
    }

    /// SQLite carries statements out one after the other. The parts of one statement of PostgreSQL do not see what the others do: a table
    /// may stand in one of them only, and none of them reads another table.
    fn takes(&self, next: &Statement) -> bool {
        let apart = next.db_backend != DbBackend::Postgres
            || (self.tables.len() == self.statements.len()
                && self.statements.iter().chain([next]).all(|it| !it.sql.contains("SELECT "))
                && table(&next.sql).is_some_and(|it| !self.tables.iter().any(|held| held == it)));
        apart && self.values + number_of_values(next) <= MAX_VALUES
    }

    fn joined(mut self) -> Statement {
        if self.statements.len() == 1 {
            return self.statements.remove(0);
        }
        let backend = self.statements[0].db_backend;
        let (mut sql, mut values): (String, Vec<Value>) = (String::new(), Vec::with_capacity(self.values));
        for (at, Statement { sql: text, values: of_it, .. }) in self.statements.into_iter().enumerate() {
            let of_it = of_it.map(|it| it.0).unwrap_or_default();
            if backend == DbBackend::Postgres {
                sql.push_str(if at == 0 { "WITH " } else { ", " });
                let text = rewritten(&text, |number| format!("${}", number + values.len()));
                sql.push_str(&format!("part{at} AS ({text})"));
                values.extend(of_it);
            } else {
                sql.push_str(if at == 0 { "" } else { "; " });
                // SQLite looks for a parameter with a name among all that have one
                sql.push_str(&rewritten(&text, |number| {
                    values.extend(of_it.get(number - 1).cloned());
                    "?".to_owned()
                }));
            }
        }
        if backend == DbBackend::Postgres {
            sql.push_str(" SELECT 1");
        }
        Statement { sql, values: Some(Values(values)), db_backend: backend }
    }
}

fn number_of_values(statement: &Statement) -> usize {
    statement.values.as_ref().map_or(0, |it| it.0.len())
}

/// The table that a statement changes.
fn table(sql: &str) -> Option<&str> {
    let rest = ["INSERT INTO ", "DELETE FROM ", "UPDATE "].iter().find_map(|it| sql.strip_prefix(it))?;
    rest.split([' ', '(']).next().map(|it| it.trim_matches('"'))
}

/// The statement with its parameters written otherwise, each by its number from one.
fn rewritten(sql: &str, mut parameter: impl FnMut(usize) -> String) -> String {
    let mut written = String::with_capacity(sql.len() + 64);
    let (mut quote, mut next, mut letters) = (None, 0, sql.chars().peekable());
    while let Some(letter) = letters.next() {
        match (quote, letter) {
            (Some(open), _) => {
                quote = Some(open).filter(|it| *it != letter);
                written.push(letter);
            }
            (None, '\'' | '"') => {
                quote = Some(letter);
                written.push(letter);
            }
            (None, '?') => {
                next += 1;
                written.push_str(&parameter(next));
            }
            (None, '$') => {
                let mut number = 0;
                while let Some(digit) = letters.peek().and_then(|it| it.to_digit(10)) {
                    number = number * 10 + digit as usize;
                    letters.next();
                }
                written.push_str(&parameter(number));
            }
            (None, other) => written.push(other),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statement(sql: &str, values: &[i64], db_backend: DbBackend) -> Statement {
        Statement {
            sql: sql.to_owned(),
            values: Some(Values(values.iter().map(|it| (*it).into()).collect())),
            db_backend,
        }
    }

    #[test]
    fn parameters_are_found_outside_of_quotes() {
        let on = |sql| rewritten(sql, |number| format!("${}", number + 3));
        assert_eq!(on("INSERT INTO \"a?\" VALUES (?, '?''$1', ?)"), "INSERT INTO \"a?\" VALUES ($4, '?''$1', $5)");
        assert_eq!(on("VALUES ($1, $2, $2, $10)"), "VALUES ($4, $5, $5, $13)");
    }

    #[test]
    fn sqlite_carries_them_out_in_turn() {
        let of = |sql, values: &[i64]| statement(sql, values, DbBackend::Sqlite);
        let joined = together(vec![
            of("DELETE FROM a WHERE x = $2 OR y = $1 OR z = $2", &[6, 7]),
            of("INSERT INTO \"a\" (\"x\") VALUES (?), (?)", &[8, 9]),
        ]);
        assert_eq!(joined.len(), 1);
        let text = "DELETE FROM a WHERE x = ? OR y = ? OR z = ?; INSERT INTO \"a\" (\"x\") VALUES (?), (?)";
        assert_eq!(joined[0].sql, text);
        assert_eq!(joined[0].values.as_ref().unwrap().0, [7_i64, 6, 7, 8, 9].map(Value::from));
    }

    #[test]
    fn a_table_stands_once_in_a_statement_of_postgresql() {
        let of = |sql, values: &[i64]| statement(sql, values, DbBackend::Postgres);
        let joined = together(vec![
            of("DELETE FROM \"a\" WHERE x = $1", &[7]),
            of("INSERT INTO b (x) VALUES ($1)", &[8]),
            of("INSERT INTO \"a\" (x) VALUES ($1)", &[9]),
            of("SELECT pg_notify($1)", &[9]),
        ]);
        let texts: Vec<&str> = joined.iter().map(|it| it.sql.as_str()).collect();
        assert_eq!(
            texts,
            [
                "WITH part0 AS (DELETE FROM \"a\" WHERE x = $1), part1 AS (INSERT INTO b (x) VALUES ($2)) SELECT 1",
                "INSERT INTO \"a\" (x) VALUES ($1)",
                "SELECT pg_notify($1)",
            ]
        );
    }

    #[test]
    fn no_more_values_go_together_than_a_statement_takes() {
        let many: Vec<i64> = (0..9_000).collect();
        let of = || statement("INSERT INTO a VALUES (?)", &many, DbBackend::Sqlite);
        assert_eq!(together(vec![of(), of(), of()]).len(), 3);
    }
}
