//! Old addresses of the site, and what became of them.

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};

use crate::db::columns::Columns;
use crate::error::Result;
use crate::model::entry::Entry;
use crate::query::projection::Projection;
use crate::reader::Reader;

/// What became of an old address.
#[derive(Debug, Clone)]
pub struct Found {
    /// The HTTP status to answer with.
    pub status: i32,
    /// Where it moved to, when outside the entries.
    pub location: Option<String>,
    /// The entry that is there now.
    pub entry: Option<Entry>,
}

impl Reader {
    /// What became of the path of an old address; nothing when no redirect names it, or when it leads to an entry that
    /// the viewer may not read.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn resolve(&self, path: &str, wanted: Projection) -> Result<Option<Found>> {
        // no path holds a NUL, which PostgreSQL does not even take as a value
        if path.contains('\0') {
            return Ok(None);
        }
        let column = |name: &str| Expr::col(Alias::new(name));
        let statement = Query::select()
            .columns(["status", "location", "entry_seq"].map(Alias::new))
            .from(Alias::new("redirect"))
            .and_where(column("path").eq(path))
            .take();
        let rows = self.rows(&statement).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let mut columns = Columns::new(row);
        let (status, location, seq): (i64, Option<String>, Option<i64>) =
            (columns.take()?, columns.take()?, columns.take()?);
        let status = i32::try_from(status).unwrap_or(410);
        let Some(seq) = seq else { return Ok(Some(Found { status, location, entry: None })) };
        let entry = self.entries_by_key(&[seq], wanted).await?.remove(&seq);
        Ok(entry.map(|it| Found { status, location, entry: Some(it) }))
    }
}
