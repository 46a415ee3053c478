//! Which columns of an entry a statement reads, and how a row of them becomes an `Entry`.
//! Only what was asked for is read; related rows come as one column each.

use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{DbBackend, EntityTrait};
use serde::Serialize;

use crate::db::columns::Columns;
use crate::db::sql::aggregate;
use crate::error::{Error, Result};
use crate::model::article::Article;
use crate::model::entry::row::Column;
use crate::model::entry::{self, Credit, Credited, Entry, Location, Own, Role};
use crate::model::event::Event;
use crate::model::initiative::Initiative;
use crate::model::media::{self, Attached};
use crate::model::page::Page;
use crate::model::recipe::Recipe;
use crate::query::projection_kinds::{self, OwnPart};
use crate::reference::Snapshot;
use crate::value::clock::Instant;
use crate::value::id::Id;
use crate::value::kind::Kind;
use crate::value::url::WebAddress;

/// The parts of an entry that are read when asked for. What is not asked for is empty in the [`Entry`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Projection {
    /// Creation, update and unpublication dates.
    pub dates: bool,
    /// The text.
    pub body: bool,
    /// Who is credited.
    pub credits: bool,
    /// Themes.
    pub themes: bool,
    /// Territories.
    pub territories: bool,
    /// Where it takes place.
    pub location: bool,
    /// What it rests upon.
    pub references: bool,
    /// Whether it was made from something else.
    pub adapted: bool,
    /// Pictures and documents.
    pub media: bool,
    /// What only an initiative has.
    pub initiative: bool,
    /// What only a recipe has.
    pub recipe: bool,
    /// What only an article has.
    pub article: bool,
    /// What only an event has, but for its timings.
    pub event: bool,
    /// The timings of an event; only together with `event`.
    pub timings: bool,
    /// What only a page has.
    pub page: bool,
}

impl Projection {
    /// Everything.
    pub fn everything() -> Self {
        Self {
            dates: true,
            body: true,
            credits: true,
            themes: true,
            territories: true,
            location: true,
            references: true,
            adapted: true,
            media: true,
            initiative: true,
            recipe: true,
            article: true,
            event: true,
            timings: true,
            page: true,
        }
    }

    /// The same, without what an entry of `kind` cannot have.
    pub(crate) fn of_kind(self, kind: Option<Kind>) -> Self {
        let fits = |it: Kind| kind.is_none_or(|kind| kind == it);
        Self {
            initiative: self.initiative && fits(Kind::Initiative),
            recipe: self.recipe && fits(Kind::Recipe),
            article: self.article && fits(Kind::Article),
            event: self.event && fits(Kind::Event),
            timings: self.event && self.timings && fits(Kind::Event),
            page: self.page && fits(Kind::Page),
            ..self
        }
    }

    /// Adds the columns, in the order in which [`Projection::decode`] takes them, and the joins that they need.
    pub(crate) fn select(self, statement: &mut SelectStatement, backend: DbBackend) {
        let own = |columns: &[Column], statement: &mut SelectStatement| {
            for column in columns {
                statement.column((entry::row::Entity, *column));
            }
        };
        own(
            &[
                Column::Seq,
                Column::Id,
                Column::Kind,
                Column::Slug,
                Column::Status,
                Column::Title,
                Column::Summary,
                Column::Language,
                Column::LicenceSeq,
                Column::Version,
                Column::PublishedAt,
                Column::TranslationGroup,
            ],
            statement,
        );
        if self.dates {
            own(&[Column::CreatedAt, Column::UpdatedAt, Column::UnpublishAt], statement);
        }
        if self.body {
            own(&[Column::Body], statement);
        }
        let parts: [(bool, Aggregate); 5] = [
            (self.credits, aggregate::credits),
            (self.themes, aggregate::themes),
            (self.territories, aggregate::territories),
            (self.references, aggregate::references),
            (self.media, aggregate::media),
        ];
        for (_, column) in parts.iter().filter(|(asked, _)| *asked) {
            statement.expr(column(backend));
        }
        if self.adapted {
            use crate::model::entry_tables::adaptation::{Column as A, Entity};
            let mine = join(A::EntrySeq, Entity);
            let any = Query::select().expr(Expr::cust("1")).from(Entity).and_where(mine).take();
            statement.expr(Expr::exists(any));
        }
        self.select_own(statement, backend);
    }

    fn select_own(self, statement: &mut SelectStatement, backend: DbBackend) {
        if self.location {
            use crate::model::entry_tables::location::{Column as L, Entity};
            let first = join(L::EntrySeq, Entity).and(Expr::col((Entity, L::Position)).eq(0));
            statement.left_join(Entity, first);
            columns(statement, Entity, &[L::CommuneSeq, L::Latitude, L::Longitude]);
        }
        if self.initiative {
            own_part::<Initiative>(statement);
        }
        if self.recipe {
            own_part::<Recipe>(statement);
        }
        if self.article {
            own_part::<Article>(statement);
        }
        if self.event {
            own_part::<Event>(statement);
        }
        if self.timings {
            statement.expr(aggregate::timings(backend));
        }
        if self.page {
            own_part::<Page>(statement);
        }
    }

    /// Takes the columns of [`Projection::select`] off a row.
    pub(crate) fn decode(self, row: &mut Columns, reference: &Snapshot) -> Result<Entry> {
        let mut entry = Entry {
            seq: row.take()?,
            id: row.take()?,
            kind: row.take()?,
            slug: row.take()?,
            status: row.take()?,
            title: row.take()?,
            summary: row.take()?,
            language: row.take()?,
            licence: reference.licences.expect(row.take()?)?,
            version: row.take::<i64>()?.try_into().unwrap_or(i32::MAX),
            accepted_version: 0,
            proposed_version: None,
            published_at: row.take()?,
            translation_group: row.take()?,
            created_at: Instant(0),
            updated_at: Instant(0),
            unpublish_at: None,
            body: None,
            credits: Vec::new(),
            themes: Vec::new(),
            territories: Vec::new(),
            location: None,
            references: Vec::new(),
            adapted: false,
            media: Vec::new(),
            mentioned: Vec::new(),
            own: None,
            sort_values: Vec::new(),
        };
        entry.accepted_version = entry.version;
        if self.dates {
            (entry.created_at, entry.updated_at, entry.unpublish_at) = (row.take()?, row.take()?, row.take()?);
        }
        if self.body {
            entry.body = row.take()?;
        }
        if self.credits {
            entry.credits = credits(row, reference)?;
        }
        if self.themes {
            entry.themes = numbers(row)?.into_iter().map(|it| reference.themes.expect(it)).collect::<Result<_>>()?;
        }
        if self.territories {
            entry.territories =
                numbers(row)?.into_iter().map(|it| reference.territories.expect(it)).collect::<Result<_>>()?;
        }
        if self.references {
            let pairs: Vec<(WebAddress, Option<String>)> = row.json_list()?;
            entry.references = pairs.into_iter().map(|(url, title)| entry::Citation { url, title }).collect();
        }
        if self.media {
            for (role, id) in row.json_list::<(String, Id)>()? {
                match media::Role::of_word(&role) {
                    Some(role) => entry.media.push(Attached { id, role }),
                    None => entry.mentioned.push(id),
                }
            }
        }
        if self.adapted {
            entry.adapted = row.take()?;
        }
        self.decode_own(row, reference, &mut entry)?;
        Ok(entry)
    }

    fn decode_own(self, row: &mut Columns, reference: &Snapshot, entry: &mut Entry) -> Result<()> {
        if self.location {
            let commune = row.take::<Option<i64>>()?.map(|it| reference.territories.expect(it)).transpose()?;
            let point = row.take::<Option<f64>>()?.zip(row.take::<Option<f64>>()?);
            entry.location = (commune.is_some() || point.is_some()).then_some(Location { commune, point });
        }
        let mut found = |kind: Kind, own: Option<Own>| {
            if entry.kind == kind && own.is_some() {
                entry.own = own;
            }
        };
        if self.initiative {
            found(Kind::Initiative, Initiative::decode(row, reference)?.map(|it| Own::Initiative(Box::new(it))));
        }
        if self.recipe {
            found(Kind::Recipe, Recipe::decode(row, reference)?.map(|it| Own::Recipe(Box::new(it))));
        }
        if self.article {
            found(Kind::Article, Article::decode(row, reference)?.map(|it| Own::Article(Box::new(it))));
        }
        if self.event {
            let event = Event::decode(row, reference)?;
            let timings = if self.timings { projection_kinds::timings(row)? } else { Vec::new() };
            found(Kind::Event, event.map(|it| Own::Event(Box::new(Event { timings, ..it }))));
        }
        if self.page {
            found(Kind::Page, Page::decode(row, reference)?.map(|it| Own::Page(Box::new(it))));
        }
        Ok(())
    }
}

/// An expression that brings related rows as one column.
type Aggregate = fn(DbBackend) -> Expr;

fn join<E: EntityTrait + sea_orm::sea_query::IntoIden + Copy + 'static>(column: E::Column, entity: E) -> Expr {
    Expr::col((entity, column)).equals((entry::row::Entity, Column::Seq))
}

/// Adds the columns of what only one kind has, and the join that they need.
fn own_part<T: OwnPart>(statement: &mut SelectStatement) {
    let table = T::Table::default();
    statement.left_join(table, join(T::ENTRY, table));
    columns(statement, table, T::COLUMNS);
}

fn columns<E: EntityTrait + Copy + 'static>(statement: &mut SelectStatement, entity: E, columns: &[E::Column]) {
    for column in columns {
        statement.column((entity, *column));
    }
}

/// `1:17,0:3` → the numbers after the colons, in the order of the places before them; null is none.
fn numbers(row: &mut Columns) -> Result<Vec<i64>> {
    let text: Option<String> = row.take()?;
    let parse = |it: &str| it.parse::<i64>().map_err(|cause| Error::Internal(Box::new(cause)));
    let pair = |it: &str| {
        let (place, number) = it.split_once(':').unwrap_or(("0", it));
        Ok((parse(place)?, parse(number)?))
    };
    let mut pairs = text.iter().flat_map(|it| it.split(',')).map(pair).collect::<Result<Vec<_>>>()?;
    pairs.sort_unstable();
    Ok(pairs.into_iter().map(|(_, number)| number).collect())
}

fn credits(row: &mut Columns, reference: &Snapshot) -> Result<Vec<Credit>> {
    type Raw = (Role, i64, Option<i64>, Option<String>, Option<WebAddress>);
    let mut rows: Vec<Raw> = row.json_list()?;
    rows.sort_unstable_by_key(|it| (it.0, it.1));
    rows.into_iter()
        .map(|(role, _, member, name, url)| {
            let who = match member {
                Some(seq) => Credited::Member(reference.members.expect(seq)?),
                None => Credited::Name { name: name.unwrap_or_default(), url },
            };
            Ok(Credit { role, who })
        })
        .collect()
}
