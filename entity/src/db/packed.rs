//! Many rows as one value. A row by itself costs the driver more than the engine needs to find it: it is copied column by column and handed
//! from the thread of the connection to that of the request. Statements whose rows are read by the thousand answer with one value instead.

use sea_orm::sea_query::{Alias, Expr, Query, SelectStatement};
use sea_orm::{DbBackend, QueryResult};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::value::id::Id;

/// Stands between the columns of a row: no text of a column that is packed holds a control character.
const BETWEEN: char = '\u{1f}';

/// A column of rows that are packed.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Column {
    /// A number, or a text without control characters; null is an empty one.
    Plain(&'static str),
    /// An identifier.
    Id(&'static str),
}

/// The statement that answers with all rows of another one as one value: of each these columns in this order, and then the bytes of one more.
pub(crate) fn packed(rows: SelectStatement, columns: &[Column], bytes: &str, backend: DbBackend) -> SelectStatement {
    let is_postgres = backend == DbBackend::Postgres;
    let plain = |name: &str| match is_postgres {
        true => format!("coalesce(CAST(\"{name}\" AS text), '')"),
        false => format!("coalesce(\"{name}\", '')"),
    };
    let written = |column: &Column| match column {
        Column::Id(name) if !is_postgres => format!("hex(\"{name}\")"),
        Column::Plain(name) | Column::Id(name) => plain(name),
    };
    let columns: Vec<String> = columns.iter().map(written).collect();
    let columns = columns.join(&format!(" || '{BETWEEN}' || "));
    let all = match is_postgres {
        true => format!(
            "string_agg(convert_to({columns} || '{BETWEEN}' || octet_length(\"{bytes}\") || '{BETWEEN}', 'UTF8') || \"{bytes}\", \
             CAST('' AS bytea))"
        ),
        // bytes that are no text stay as they are on the way through one
        false => format!(
            "CAST(group_concat({columns} || '{BETWEEN}' || length(\"{bytes}\") || '{BETWEEN}' || CAST(\"{bytes}\" AS TEXT), '') AS BLOB)"
        ),
    };
    Query::select().expr(Expr::cust(all)).from_subquery(rows, Alias::new("packed")).take()
}

/// The value of a statement that was packed.
#[derive(Debug, Default)]
pub(crate) struct Packed(Vec<u8>);

impl Packed {
    /// Takes it from the rows that came: the only one.
    pub(crate) fn of(rows: &[QueryResult]) -> Result<Self> {
        let value: Option<Option<Vec<u8>>> = rows.first().map(|it| it.try_get_by_index(0)).transpose()?;
        Ok(Self(value.flatten().unwrap_or_default()))
    }

    /// Reads each row. The order of rows is not that of the statement.
    pub(crate) fn read<'a, T>(&'a self, mut read: impl FnMut(&mut Fields<'a>) -> Result<T>) -> Result<Vec<T>> {
        let (mut fields, mut rows) = (Fields(&self.0), Vec::new());
        while !fields.0.is_empty() {
            rows.push(read(&mut fields)?);
        }
        Ok(rows)
    }
}

/// What is left of a packed value; columns are taken one after the other.
pub(crate) struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    /// The text of a column.
    pub(crate) fn text(&mut self) -> Result<&'a str> {
        let end = self.0.iter().position(|it| *it == BETWEEN as u8).ok_or_else(cut)?;
        let (text, rest) = self.0.split_at(end);
        self.0 = &rest[1..];
        std::str::from_utf8(text).map_err(|it| Error::Internal(it.into()))
    }

    /// The value of a column; none where it is null.
    pub(crate) fn optional<T: std::str::FromStr>(&mut self) -> Result<Option<T>> {
        match self.text()? {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| cut()),
        }
    }

    /// The value of a column that is never null.
    pub(crate) fn take<T: std::str::FromStr>(&mut self) -> Result<T> {
        self.text()?.parse().map_err(|_| cut())
    }

    /// An identifier.
    pub(crate) fn id(&mut self) -> Result<Id> {
        Uuid::try_parse(self.text()?).map(Id).map_err(|it| Error::Internal(it.into()))
    }

    /// The bytes at the end of a row.
    pub(crate) fn bytes(&mut self) -> Result<&'a [u8]> {
        let length = self.take()?;
        let (bytes, rest) = self.0.split_at_checked(length).ok_or_else(cut)?;
        self.0 = rest;
        Ok(bytes)
    }
}

fn cut() -> Error {
    Error::Internal("a packed value is not what its statement asks for".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_come_back_in_their_order() {
        let value = "7\u{1f}\u{1f}0193B2C4D5E67F8091A2B3C4D5E6F708\u{1f}3\u{1f}\0\u{1f}x8\u{1f}fr\u{1f}\
                     0193b2c4-d5e6-7f80-91a2-b3c4d5e6f708\u{1f}0\u{1f}";
        let packed = Packed(value.as_bytes().to_vec());
        let rows = packed
            .read(|it| Ok((it.take::<i64>()?, it.text()?.to_owned(), it.id()?.to_string(), it.bytes()?.to_vec())))
            .unwrap();
        let id = "0193b2c4-d5e6-7f80-91a2-b3c4d5e6f708".to_owned();
        assert_eq!(rows[0], (7, String::new(), id.clone(), b"\0\x1fx".to_vec()));
        assert_eq!(rows[1], (8, "fr".to_owned(), id, Vec::new()));
        assert_eq!(rows.len(), 2);
    }

    #[test]
    fn what_is_cut_off_is_an_error() {
        for value in ["7", "7\u{1f}5\u{1f}abc", "x\u{1f}0\u{1f}"] {
            let packed = Packed(value.as_bytes().to_vec());
            assert!(packed.read(|it| Ok((it.take::<i64>()?, it.bytes()?.len()))).is_err(), "{value}");
        }
    }
}
