//! What leaves: rows of the exchange format, as far as the viewer may read them. What was exported can be imported again: keys are ids, and
//! all that rows name are ids.

use std::collections::HashSet;

use sea_orm::{ColumnTrait, Condition, EntityTrait, Order, QueryFilter};
use serde_json::{Map, Value};

use crate::act::Act;
use crate::db::columns::Columns;
use crate::entry::draft::Draft;
use crate::entry::revisions;
use crate::error::Result;
use crate::import::files::OF_MEMBER;
use crate::import::reference_data;
use crate::import::row::{Row, RowKind};
use crate::model::entry::row;
use crate::model::history::revision;
use crate::policy;
use crate::reader::Reader;
use crate::value::form::is_empty;
use crate::value::id::Id;
use crate::value::kind::Kind;
use crate::viewer::Viewer;

/// The fields that name members.
const CREDITS: [&str; 4] = ["authors", "holders", "organisers", "translators"];

impl Reader {
    /// Rows of a kind, by id, so many at most, after one that was read before. Members who are hidden or wait do not leave, nor do
    /// credits to them; nor does what leads to an entry that the viewer may not read. Files do not leave, and rows say nothing of
    /// them, so that an import of these rows leaves them as they are.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn exported(&self, kind: RowKind, after: Option<Id>, limit: u64) -> Result<Vec<Row>> {
        let mut rows = self.exported_whole(kind, after, limit).await?;
        rows.iter_mut().for_each(|it| without_files(kind, &mut it.fields));
        Ok(rows)
    }

    /// The same, with the identifiers of files in the rows.
    pub(super) async fn exported_whole(&self, kind: RowKind, after: Option<Id>, limit: u64) -> Result<Vec<Row>> {
        let RowKind::Entry(entry) = kind else { return self.exported_reference(kind, after, limit) };
        use row::Column::{Body, Seq, Summary, Version};
        // before the versions: one that is without its texts shows that its entry has not changed since
        let mut asked = self.scoped();
        asked
            .columns([Seq, row::Column::Id, Version, Summary, Body].map(|it| (row::Entity, it)))
            .and_where(row::Column::Kind.eq(entry))
            .order_by((row::Entity, row::Column::Id), Order::Asc)
            .limit(limit);
        if let Some(after) = after {
            asked.and_where(row::Column::Id.gt(after));
        }
        let mut found: Vec<(i64, Id, i64, Option<String>, String)> = Vec::new();
        for row in self.rows(&asked).await? {
            let mut columns = Columns::new(&row);
            found.push((columns.take()?, columns.take()?, columns.take()?, columns.take()?, columns.take()?));
        }
        let mut wanted = Condition::any();
        for (seq, _, version, ..) in &found {
            let this =
                Condition::all().add(revision::Column::EntrySeq.eq(*seq)).add(revision::Column::Version.eq(*version));
            wanted = wanted.add(this);
        }
        if found.is_empty() {
            return Ok(Vec::new());
        }
        let kept = revision::Entity::find().filter(wanted);
        let kept = self.read_privately(async { Ok(kept.all(&self.private()).await?) }).await?;
        let mut rows = Vec::with_capacity(found.len());
        for (seq, id, _, summary, body) in found {
            let Some(held) = kept.iter().find(|it| it.entry_seq == seq) else { continue };
            let fields = revisions::said_with(held, || (summary, body))?;
            // versions that were made long ago are told in the form of today
            let fields = Draft::read_in_part(entry, &fields, &mut Vec::new()).fields()?;
            rows.push((id, fields));
        }
        let named: HashSet<Id> = rows.iter().flat_map(|(_, fields)| entries_named(fields)).collect();
        let seen = self.seen_among(named).await?;
        let is_full = policy::permit(self.viewer(), Act::Import).is_ok();
        for (_, fields) in &mut rows {
            self.keep_what_is_seen(entry, fields, &seen);
            if !is_full {
                fields.shift_remove("unpublishAt");
            }
        }
        Ok(rows.into_iter().map(|(id, fields)| whole(kind, id, fields)).collect())
    }

    fn exported_reference(&self, kind: RowKind, after: Option<Id>, limit: u64) -> Result<Vec<Row>> {
        let reference = self.reference();
        let mut ids: Vec<Id> = match kind {
            RowKind::Source => reference.sources.all().iter().map(|it| it.id).collect(),
            RowKind::Theme => reference.themes.all().iter().map(|it| it.id).collect(),
            RowKind::Member => {
                reference.members.all().iter().map(|it| it.id).filter(|it| self.is_shown_to_all(*it)).collect()
            }
            RowKind::Entry(_) => Vec::new(),
        };
        ids.retain(|it| after.is_none_or(|after| *it > after));
        ids.sort_unstable();
        ids.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let mut rows = Vec::with_capacity(ids.len());
        for id in ids {
            let mut fields = reference_data::current(reference, kind, id)?.unwrap_or_default();
            fields.retain(|_, value| !is_empty(value));
            rows.push(whole(kind, id, fields));
        }
        Ok(rows)
    }

    /// Whether everybody may see a member.
    pub(super) fn is_shown_to_all(&self, id: Id) -> bool {
        let member = self.reference().members.by_id(id);
        member.is_some_and(|it| policy::member_readable(&Viewer::visitor(), it.seq, it.standing(self.now())))
    }

    /// Those of these entries that the viewer may read.
    async fn seen_among(&self, named: HashSet<Id>) -> Result<HashSet<Id>> {
        if named.is_empty() {
            return Ok(named);
        }
        let mut asked = self.scoped();
        asked.column((row::Entity, row::Column::Id)).and_where(row::Column::Id.is_in(named));
        self.rows(&asked).await?.iter().map(|it| Columns::new(it).take()).collect()
    }

    fn keep_what_is_seen(&self, kind: Kind, fields: &mut Map<String, Value>, seen: &HashSet<Id>) {
        let is_seen = |it: &Value| id_of(it).is_some_and(|it| seen.contains(&it));
        for name in CREDITS {
            if let Some(Value::Array(credits)) = fields.get_mut(name) {
                credits.retain(|it| {
                    it.get("member").is_none_or(|it| id_of(it).is_some_and(|it| self.is_shown_to_all(it)))
                });
            }
        }
        if let Some(Value::Array(about)) = fields.get_mut("initiatives") {
            about.retain(is_seen);
        }
        if let Some(Value::Array(origins)) = fields.get_mut("adaptedFrom") {
            origins.retain(|it| it.get("entry").is_none_or(is_seen));
        }
        if kind == Kind::Page && fields.get("parent").is_some_and(|it| !is_seen(it)) {
            fields.shift_remove("parent");
        }
        fields.retain(|_, value| !is_empty(value));
    }
}

/// Takes out what a row says of files.
pub(super) fn without_files(kind: RowKind, fields: &mut Map<String, Value>) {
    match kind {
        RowKind::Entry(_) => drop(fields.shift_remove("media")),
        RowKind::Member => OF_MEMBER.iter().for_each(|(name, _)| drop(fields.shift_remove(*name))),
        RowKind::Source | RowKind::Theme => {}
    }
}

fn id_of(value: &Value) -> Option<Id> {
    value.as_str().and_then(|it| it.parse().ok())
}

/// The entries that fields name.
fn entries_named(fields: &Map<String, Value>) -> Vec<Id> {
    let list = |name: &str| fields.get(name).and_then(Value::as_array).into_iter().flatten();
    let origins = list("adaptedFrom").filter_map(|it| it.get("entry"));
    list("initiatives").chain(origins).chain(fields.get("parent")).filter_map(id_of).collect()
}

/// A row whose key is its id.
fn whole(kind: RowKind, id: Id, fields: Map<String, Value>) -> Row {
    let mut all = Map::from_iter([("id".to_owned(), Value::from(id.to_string()))]);
    all.extend(fields);
    Row { kind, key: id.to_string(), deleted: false, fields: all }
}
