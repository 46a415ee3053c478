//! Old addresses of the site, and what became of them.

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};

use crate::db::columns::Columns;
use crate::error::Result;
use crate::model::entry::Entry;
use crate::query::lineage::Ancestor;
use crate::query::projection::Projection;
use crate::reader::Reader;
use crate::value::old_address::OldAddress;

/// What became of an old address.
#[derive(Debug, Clone)]
pub struct Found {
    /// The HTTP status to answer with.
    pub status: i32,
    /// Where it moved to, when outside the entries.
    pub location: Option<String>,
    /// The entry that is there now.
    pub entry: Option<Entry>,
    /// What everybody may know of what was there.
    pub tombstone: Option<Ancestor>,
}

impl Reader {
    /// What became of an old address; nothing when no redirect names it, or when it leads to an entry that was never public and that
    /// the viewer may not read.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn resolve(&self, path: &str, wanted: Projection) -> Result<Option<Found>> {
        let Ok(address) = path.parse::<OldAddress>() else { return Ok(None) };
        let forms = address.forms();
        let column = |name: &str| Expr::col(Alias::new(name));
        let statement = Query::select()
            .columns(["path", "status", "location", "entry_seq"].map(Alias::new))
            .from(Alias::new("redirect"))
            .and_where(column("path").is_in(forms.iter().map(String::as_str)))
            .take();
        let mut found = Vec::new();
        for row in self.rows(&statement).await? {
            let mut columns = Columns::new(&row);
            let path: String = columns.take()?;
            let rank = forms.iter().position(|it| *it == path).unwrap_or(forms.len());
            let (status, location, seq): (i64, Option<String>, Option<i64>) =
                (columns.take()?, columns.take()?, columns.take()?);
            found.push((rank, status, location, seq));
        }
        // what is said of the address itself counts before what is said of another form of it
        let Some((_, status, location, seq)) = found.into_iter().min_by_key(|it| it.0) else { return Ok(None) };
        let status = i32::try_from(status).unwrap_or(410);
        let Some(seq) = seq else { return Ok(Some(Found { status, location, entry: None, tombstone: None })) };
        if let Some(entry) = self.entries_by_key(&[seq], wanted).await?.remove(&seq) {
            return Ok(Some(Found { status, location, entry: Some(entry), tombstone: None }));
        }
        let gone = self.tombstone(seq).await?;
        Ok(gone.map(|it| Found { status: 410, location: None, entry: None, tombstone: Some(it) }))
    }
}
