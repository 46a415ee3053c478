//! Old addresses of the site, and what became of them.

use std::sync::Arc;

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};

use crate::db::columns::Columns;
use crate::error::Result;
use crate::model::entry::Entry;
use crate::model::member::Member;
use crate::model::theme::Theme;
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
    /// The member whose page it was.
    pub member: Option<Arc<Member>>,
    /// The theme whose page it was.
    pub theme: Option<Arc<Theme>>,
    /// What everybody may know of what was there.
    pub tombstone: Option<Ancestor>,
}

impl Found {
    /// An address with this status, and nothing else to tell of it.
    pub fn of(status: i32) -> Self {
        Self { status, location: None, entry: None, member: None, theme: None, tombstone: None }
    }
}

impl Reader {
    /// What became of an old address; nothing when no redirect names it, or when it leads to an entry that was never public and that
    /// the viewer may not read, or to a member whom they may not see.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn resolve(&self, path: &str, wanted: Projection) -> Result<Option<Found>> {
        let Ok(address) = path.parse::<OldAddress>() else { return Ok(None) };
        let forms = address.forms();
        let column = |name: &str| Expr::col(Alias::new(name));
        let statement = Query::select()
            .columns(["path", "status", "location", "entry_seq", "member_seq", "theme_seq"].map(Alias::new))
            .from(Alias::new("redirect"))
            .and_where(column("path").is_in(forms.iter().map(String::as_str)))
            .take();
        let mut found = Vec::new();
        for row in self.rows(&statement).await? {
            let mut columns = Columns::new(&row);
            let path: String = columns.take()?;
            let rank = forms.iter().position(|it| *it == path).unwrap_or(forms.len());
            let (status, location): (i64, Option<String>) = (columns.take()?, columns.take()?);
            let led: [Option<i64>; 3] = [columns.take()?, columns.take()?, columns.take()?];
            found.push((rank, status, location, led));
        }
        // what is said of the address itself counts before what is said of another form of it
        let Some((_, status, location, [entry, member, theme])) = found.into_iter().min_by_key(|it| it.0) else {
            return Ok(None);
        };
        let status = i32::try_from(status).unwrap_or(410);
        let of = Found { location, ..Found::of(status) };
        if let Some(seq) = member {
            let member = self.member_by_key(seq).cloned();
            return Ok(member.map(|it| Found { member: Some(it), ..of }));
        }
        if let Some(seq) = theme {
            let theme = self.reference().themes.by_seq(seq).cloned();
            return Ok(theme.map(|it| Found { theme: Some(it), ..of }));
        }
        let Some(seq) = entry else { return Ok(Some(of)) };
        if let Some(entry) = self.entries_by_key(&[seq], wanted).await?.remove(&seq) {
            return Ok(Some(Found { entry: Some(entry), ..of }));
        }
        let gone = self.tombstone(seq).await?;
        Ok(gone.map(|it| Found { tombstone: Some(it), ..Found::of(410) }))
    }
}
