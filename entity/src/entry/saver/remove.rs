//! Takes an entry out of every table: what it says, what was said of it, and what led to it.

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::entry::saver::Saver;
use crate::error::Result;
use crate::listing;
use crate::model::entry::row;
use crate::model::{entry_tables, page};
use crate::search;
use crate::value::problem::{Case, Problem};

/// The tables that hold something of an entry, those first on which no other rests; and in which column its number stands.
const BY_NUMBER: [(&str, &str); 23] = [
    ("entry_credit", "entry_seq"),
    ("entry_theme", "entry_seq"),
    ("entry_territory", "entry_seq"),
    ("entry_location", "entry_seq"),
    ("entry_relation", "entry_seq"),
    ("entry_relation", "target_seq"),
    ("entry_reference", "entry_seq"),
    ("entry_media", "entry_seq"),
    ("version_media", "entry_seq"),
    ("adaptation", "entry_seq"),
    ("initiative", "entry_seq"),
    ("recipe", "entry_seq"),
    ("article", "entry_seq"),
    ("event_timing", "entry_seq"),
    ("event", "entry_seq"),
    ("page", "entry_seq"),
    ("preview", "entry_seq"),
    ("redirect", "entry_seq"),
    ("review_note", "entry_seq"),
    ("revision", "entry_seq"),
    ("editor_notice", "entry_seq"),
    ("licence_history", "entry_seq"),
    // the entry itself comes last
    ("entry", "seq"),
];
/// The tables that know its identifier.
const BY_ID: [(&str, &str); 3] =
    [("external_id", "object_id"), ("slug_history", "object_id"), ("idempotency_key", "object_id")];

impl Saver<'_> {
    /// Takes out an entry on which no other rests.
    pub(crate) async fn remove(&self, entry: &row::Model) -> Result<()> {
        use entry_tables::adaptation::{Column, Entity};
        let adapted = Entity::find().filter(Column::OriginSeq.eq(entry.seq)).count(self.db).await?;
        let below = page::row::Entity::find().filter(page::row::Column::ParentSeq.eq(entry.seq)).count(self.db).await?;
        if adapted + below > 0 {
            return Err(Problem::new("id", Case::OthersRest).into());
        }
        let take = |(table, column): (&'static str, &'static str), value: sea_orm::Value| {
            let same = Expr::col(Alias::new(column)).eq(value);
            Query::delete().from_table(Alias::new(table)).and_where(same).take()
        };
        self.release_media(entry.seq).await?;
        listing::remove(self.db, entry.seq);
        search::index::remove(self.db, entry.seq).await?;
        search::place::remove(self.db, entry.seq);
        for place in BY_ID {
            self.db.execute(&take(place, entry.id.into())).await?;
        }
        for place in BY_NUMBER {
            self.db.execute(&take(place, entry.seq.into())).await?;
        }
        Ok(())
    }
}
