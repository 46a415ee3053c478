//! Old addresses of the site, as editors say what became of them.

use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, OnConflict, Order, Query};

use crate::act::Act;
use crate::db::columns::Columns;
use crate::db::turn::Committed;
use crate::error::{Error, Result};
use crate::journal;
use crate::model::entry::row;
use crate::policy;
use crate::reader::Reader;
use crate::value::id::Id;
use crate::value::old_address::OldAddress;
use crate::value::problem::{Case, Problem};
use crate::value::url::WebAddress;
use crate::writer::Writer;

/// The most redirects of a page.
pub const MAX_REDIRECTS: u32 = 100;

/// What became of an old address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// It is the address of an entry, wherever that is by now.
    Entry(Id),
    /// It is the page of a member.
    Member(Id),
    /// It is the page of a theme.
    Theme(Id),
    /// It is elsewhere, for good or for a while.
    Elsewhere {
        /// Where.
        location: WebAddress,
        /// Whether it may come back.
        is_temporary: bool,
    },
    /// It is gone.
    Gone,
}

/// An old address and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirect {
    /// The path, from the first slash on, with its query.
    pub path: String,
    /// What became of it.
    pub target: Target,
}

impl Writer {
    /// Says what became of an old address, in place of what was said before.
    ///
    /// # Errors
    /// [`Error::Denied`]; [`Error::Invalid`] for a path that is none, and for an entry that is not there.
    pub async fn set_redirect(&self, path: &str, target: Target) -> Result<Committed<Redirect>> {
        policy::permit(&self.viewer, Act::Redirect).map_err(Error::Denied)?;
        let mut found = self.found();
        let address = found.take(path.parse::<OldAddress>().map_err(|_| Problem::new("path", Case::NotAPath)))?;
        found.end()?;
        let path = address.map(|it| it.as_str().to_owned()).unwrap_or_default();
        let txn = self.turn().await?;
        let none = (None, None, None);
        let (status, location, (entry, member, theme)) = match &target {
            Target::Gone => (410, None, none),
            Target::Elsewhere { location, is_temporary } => {
                (if *is_temporary { 302 } else { 301 }, Some(location.to_string()), none)
            }
            Target::Entry(id) => {
                let entry = self.find(&txn, *id, None).await;
                let (entry, _) = entry.map_err(|_| Problem::new("entry", Case::NotHere))?;
                (301, None, (Some(entry.seq), None, None))
            }
            Target::Member(id) => {
                let member = self.inner.reference().members.by_id(*id).map(|it| it.seq);
                (301, None, (None, Some(member.ok_or_else(|| Problem::new("member", Case::NotHere))?), None))
            }
            Target::Theme(id) => {
                let theme = self.inner.reference().themes.by_id(*id).map(|it| it.seq);
                (301, None, (None, None, Some(theme.ok_or_else(|| Problem::new("theme", Case::NotHere))?)))
            }
        };
        let now = self.inner.clock.now();
        let columns =
            ["path", "status", "location", "entry_seq", "member_seq", "theme_seq", "created_at"].map(Alias::new);
        let renew = columns[1..].to_vec();
        let insert = Query::insert()
            .into_table(Alias::new("redirect"))
            .columns(columns)
            .values_panic([
                path.clone().into(),
                i64::from(status).into(),
                location.into(),
                entry.into(),
                member.into(),
                theme.into(),
                now.into(),
            ])
            .on_conflict(OnConflict::column(Alias::new("path")).update_columns(renew).to_owned())
            .take();
        txn.execute(&insert).await?;
        journal::note(&txn, &self.inner.clock, &self.viewer, "redirectSet", None, Some(path.clone())).await?;
        txn.commit(Redirect { path, target }).await
    }

    /// Forgets what became of an old address.
    ///
    /// # Errors
    /// [`Error::Denied`], [`Error::NotFound`].
    pub async fn delete_redirect(&self, path: &str) -> Result<Committed<String>> {
        policy::permit(&self.viewer, Act::Redirect).map_err(Error::Denied)?;
        let address: OldAddress = path.parse().map_err(|_| Problem::new("path", Case::NotAPath))?;
        let txn = self.turn().await?;
        let same = Expr::col(Alias::new("path")).eq(address.as_str());
        let gone = txn.execute(&Query::delete().from_table(Alias::new("redirect")).and_where(same).take()).await?;
        if gone.rows_affected() == 0 {
            return Err(Error::NotFound);
        }
        let path = address.as_str().to_owned();
        journal::note(&txn, &self.inner.clock, &self.viewer, "redirectDelete", None, Some(path.clone())).await?;
        txn.commit(path).await
    }
}

impl Reader {
    /// The old addresses after one, in the order of their paths: at most so many and one more.
    ///
    /// # Errors
    /// [`Error::Denied`], and those of the database.
    pub async fn redirects(&self, after: Option<&str>, most: u32) -> Result<Vec<Redirect>> {
        policy::permit(self.viewer(), Act::Redirect).map_err(Error::Denied)?;
        let column = |name: &str| Expr::col((Alias::new("redirect"), Alias::new(name)));
        let same = column("entry_seq").equals((row::Entity, row::Column::Seq));
        let statement = Query::select()
            .expr(column("path"))
            .expr(column("status"))
            .expr(column("location"))
            .column((row::Entity, row::Column::Id))
            .expr(column("member_seq"))
            .expr(column("theme_seq"))
            .from(Alias::new("redirect"))
            .left_join(row::Entity, same)
            .and_where_option(after.map(|it| column("path").gt(it)))
            .order_by((Alias::new("redirect"), Alias::new("path")), Order::Asc)
            .limit(u64::from(Ord::min(most, MAX_REDIRECTS)) + 1)
            .take();
        let rows = self.rows(&statement).await?;
        let read = rows.iter().map(|it| {
            let mut columns = Columns::new(it);
            let (path, status): (String, i64) = (columns.take()?, columns.take()?);
            let (location, entry): (Option<WebAddress>, Option<Id>) = (columns.take()?, columns.take()?);
            let (member, theme): (Option<i64>, Option<i64>) = (columns.take()?, columns.take()?);
            let member = member.and_then(|it| self.reference().members.by_seq(it)).map(|it| it.id);
            let theme = theme.and_then(|it| self.reference().themes.by_seq(it)).map(|it| it.id);
            let target = match (entry, member, theme, location) {
                (Some(entry), ..) => Target::Entry(entry),
                (None, Some(member), ..) => Target::Member(member),
                (None, None, Some(theme), _) => Target::Theme(theme),
                (None, None, None, Some(location)) => Target::Elsewhere { location, is_temporary: status == 302 },
                (None, None, None, None) => Target::Gone,
            };
            Ok(Redirect { path, target })
        });
        read.collect()
    }
}
