//! A first import from an origin may take over what is here already: a row whose key is not known becomes the thing that has its slug,
//! or the article about the same page. Nothing is overwritten by that: what differs is a field that changed on both sides.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::{Map, Value};

use crate::db::turn::Turn;
use crate::entry::{gone, latest};
use crate::error::{Error, Result};
use crate::import::importer::Import;
use crate::import::row::{Matching, Outcome, Row, RowKind, Touched};
use crate::model::article;
use crate::model::entry::row;
use crate::model::history::{external, slugs};
use crate::value::id::Id;
use crate::value::kind::Kind;
use crate::value::problem::{Case, Problem};
use crate::value::slug::Slug;
use crate::value::url::WebAddress;

/// The most things that are looked at: more than one is refused.
const MOST: u64 = 10;

impl Import {
    /// What a row whose key is not known means of what is here, by what this import matches.
    pub(super) async fn matched(&self, db: &Turn, row: &Row, incoming: &Map<String, Value>) -> Result<Option<Id>> {
        let Some(matching) = self.manner.matching else { return Ok(None) };
        let (field, found) = match matching {
            Matching::OriginalUrl => match row.kind {
                RowKind::Entry(Kind::Article) => ("originalUrl", self.about_the_same(db, incoming).await?),
                RowKind::Entry(Kind::Initiative | Kind::Recipe | Kind::Event | Kind::Page)
                | RowKind::Source
                | RowKind::Theme
                | RowKind::Member => return Ok(None),
            },
            Matching::Slug => match self.slug_of(row, incoming) {
                Some(slug) => ("slug", self.of_slug(db, row.kind, &slug).await?),
                None => return Ok(None),
            },
        };
        let mut fits = Vec::new();
        for id in found {
            if self.is_open(db, row.kind, id).await? {
                fits.push(id);
            }
        }
        match fits.as_slice() {
            [] => Ok(None),
            [only] => Ok(Some(*only)),
            several => Err(Problem::new(field, Case::SeveralFit(several.len())).into()),
        }
    }

    /// Makes what is here the row's own, if the viewer may change it.
    pub(super) async fn adopt(
        &self,
        db: &Turn,
        kind: RowKind,
        id: Id,
        incoming: &Map<String, Value>,
    ) -> Result<Outcome> {
        let here = self.current(db, kind, id).await?.unwrap_or_default();
        self.permit_change(db, kind, id, &here).await?;
        let touched = match self.change(db, kind, id, &Map::new(), incoming).await? {
            Outcome::Updated(updated) => Touched { updated, ..Touched::default() },
            Outcome::Conflict { conflicts, updated } => Touched { updated, conflicts, ..Touched::default() },
            Outcome::Proposed(touched) | Outcome::Adopted(touched) => touched,
            Outcome::Created | Outcome::Same | Outcome::Refused(_) => Touched::default(),
        };
        Ok(Outcome::Adopted(touched))
    }

    /// The articles about the page that a row names.
    async fn about_the_same(&self, db: &Turn, incoming: &Map<String, Value>) -> Result<Vec<Id>> {
        let url = incoming.get("originalUrl").and_then(Value::as_str).and_then(|it| it.parse::<WebAddress>().ok());
        let Some(url) = url else { return Ok(Vec::new()) };
        // in two steps, each by key: a planner without statistics may else begin with all entries
        let about: Vec<i64> = article::row::Entity::find()
            .select_only()
            .column(article::row::Column::EntrySeq)
            .filter(article::row::Column::OriginalUrlKey.eq(url.page_key()))
            .limit(MOST)
            .into_tuple()
            .all(db)
            .await?;
        let entries = row::Entity::find().select_only().column(row::Column::Id);
        Ok(entries.filter(row::Column::Seq.is_in(about)).into_tuple().all(db).await?)
    }

    /// The slug that a row would have: the one that it names, else the one of its key or of its title.
    fn slug_of(&self, row: &Row, incoming: &Map<String, Value>) -> Option<Slug> {
        let text = |name: &str| incoming.get(name).and_then(Value::as_str);
        if let Some(named) = text("slug") {
            return named.parse().ok();
        }
        if let Ok(key) = row.key.parse() {
            return Some(key);
        }
        let title = match row.kind {
            RowKind::Entry(_) => text("title"),
            RowKind::Source | RowKind::Member => text("name"),
            RowKind::Theme => {
                let names = incoming.get("name").and_then(Value::as_object)?;
                let language = self.reference.settings.language().as_str();
                names.get(language).or_else(|| names.values().next()).and_then(Value::as_str)
            }
        };
        title.filter(|it| !it.is_empty()).map(Slug::from_title)
    }

    /// What has, or had, a slug.
    async fn of_slug(&self, db: &Turn, kind: RowKind, slug: &Slug) -> Result<Vec<Id>> {
        let reference = &self.reference;
        let kept = match kind {
            RowKind::Source => reference.sources.by_key(slug.as_str()).map(|it| it.id),
            RowKind::Theme => reference.themes.by_key(slug.as_str()).map(|it| it.id),
            RowKind::Member => reference.members.by_key(slug.as_str()).map(|it| it.id),
            RowKind::Entry(kind) => {
                let entries = row::Entity::find().select_only().column(row::Column::Id);
                let has = entries.filter(row::Column::Kind.eq(kind)).filter(row::Column::Slug.eq(slug.clone()));
                match has.into_tuple().one(db).await? {
                    Some(id) => Some(id),
                    None => {
                        let had = slugs::Entity::find_by_id((kind.word().to_owned(), slug.to_string()));
                        had.one(db).await?.map(|it| it.object_id)
                    }
                }
            }
        };
        Ok(kept.into_iter().collect())
    }

    /// Whether a thing can be taken over: no other key of this origin stands for it, it is not gone for good, and the viewer sees it.
    async fn is_open(&self, db: &Turn, kind: RowKind, id: Id) -> Result<bool> {
        let taken = external::Entity::find()
            .filter(external::Column::ObjectId.eq(id))
            .filter(external::Column::Origin.eq(&self.origin));
        if taken.one(db).await?.is_some() || gone::is_gone(db, id).await? {
            return Ok(false);
        }
        let RowKind::Entry(kind) = kind else { return Ok(true) };
        if self.is_trusted() {
            return Ok(true);
        }
        match latest::by_id(db, (&self.viewer, self.inner.clock.now()), id, Some(kind)).await {
            Ok(_) => Ok(true),
            Err(Error::NotFound) => Ok(false),
            Err(other) => Err(other),
        }
    }
}
