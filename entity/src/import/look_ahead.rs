//! What is asked of the database at once for the rows that come next: which of their keys are known, and which slugs and ids are free.

use std::collections::{BTreeMap, HashSet};

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::Value;

use crate::entry::saver::Wanted;
use crate::error::Result;
use crate::import::foreseen::Foreseen;
use crate::import::importer::{Import, ROWS};
use crate::import::row::{Row, RowKind};
use crate::model::entry::row;
use crate::model::history::{external, slugs};
use crate::value::id::Id;
use crate::value::kind::Kind;
use crate::value::slug::Slug;

impl Import {
    /// Whether nothing is known of the row that comes next.
    pub fn is_blind(&self) -> bool {
        self.foreseen.left == 0
    }

    /// Looks at rows that come next, at most those of a batch. Rows that are not looked at are taken all the same, each with statements of its
    /// own.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn foresee<'r>(&mut self, rows: impl IntoIterator<Item = &'r Row>) -> Result<()> {
        let rows: Vec<&Row> = rows.into_iter().take(ROWS).collect();
        let mut foreseen = Foreseen { left: rows.len(), ..Foreseen::default() };
        let mut by_kind: BTreeMap<&str, (Kind, Vec<&Row>)> = BTreeMap::new();
        for row in rows {
            if let RowKind::Entry(kind) = row.kind
                && !row.deleted
                && !self.ids.contains_key(&(row.kind, row.key.clone()))
            {
                by_kind.entry(kind.word()).or_insert((kind, Vec::new())).1.push(row);
            }
        }
        for (kind, rows) in by_kind.into_values() {
            self.foresee_keys(kind, &rows, &mut foreseen).await?;
            self.foresee_slugs(kind, &rows).await?;
        }
        self.foreseen = foreseen;
        Ok(())
    }

    async fn foresee_keys(&self, kind: Kind, rows: &[&Row], foreseen: &mut Foreseen) -> Result<()> {
        let db = self.transaction();
        let known: HashSet<String> = external::Entity::find()
            .select_only()
            .column(external::Column::Key)
            .filter(external::Column::Origin.eq(&self.origin))
            .filter(external::Column::Kind.eq(kind.word()))
            .filter(external::Column::Key.is_in(rows.iter().map(|it| it.key.as_str())))
            .into_tuple::<String>()
            .all(db)
            .await?
            .into_iter()
            .collect();
        let unknown = rows.iter().filter(|it| !known.contains(&it.key));
        foreseen.unknown.extend(unknown.map(|it| (it.kind, it.key.clone())));
        let mut ids: HashSet<Id> = rows.iter().filter_map(|it| text(it, "id")?.parse().ok()).collect();
        if !ids.is_empty() {
            let used = row::Entity::find()
                .select_only()
                .column(row::Column::Id)
                .filter(row::Column::Id.is_in(ids.iter().copied()));
            for id in used.into_tuple::<Id>().all(db).await? {
                ids.remove(&id);
            }
            foreseen.unused.extend(ids);
        }
        Ok(())
    }

    async fn foresee_slugs(&self, kind: Kind, rows: &[&Row]) -> Result<()> {
        let db = self.transaction();
        let mut free: HashSet<Slug> = rows.iter().filter_map(|it| proposed(it)).collect();
        let wanted = || free.iter().cloned();
        let has = row::Entity::find()
            .select_only()
            .column(row::Column::Slug)
            .filter(row::Column::Kind.eq(kind))
            .filter(row::Column::Slug.is_in(wanted()));
        let had = slugs::Entity::find()
            .select_only()
            .column(slugs::Column::Slug)
            .filter(slugs::Column::Kind.eq(kind.word()))
            .filter(slugs::Column::Slug.is_in(wanted().map(String::from)));
        let mut taken: Vec<String> = has.into_tuple().all(db).await?;
        taken.extend(had.into_tuple::<String>().all(db).await?);
        for slug in taken {
            if let Ok(slug) = slug.parse::<Slug>() {
                free.remove(&slug);
            }
        }
        self.batch().foresee(free.into_iter().map(|it| Wanted { kind, slug: it }));
        Ok(())
    }
}

/// The slug that an entry is to have.
fn proposed(row: &Row) -> Option<Slug> {
    let named = text(row, "slug").and_then(|it| it.parse().ok());
    named.or_else(|| row.key.parse().ok()).or_else(|| Some(Slug::from_title(text(row, "title")?)))
}

fn text<'r>(row: &'r Row, name: &str) -> Option<&'r str> {
    row.fields.get(name).and_then(Value::as_str).map(str::trim)
}
