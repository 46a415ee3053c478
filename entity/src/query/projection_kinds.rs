//! What only one kind of entry has: its columns, how they are taken off a row, and how a version is laid over them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::EntityTrait;
use sea_orm::sea_query::IntoIden;

use crate::db::columns::Columns;
use crate::entry::draft;
use crate::error::{Error, Result};
use crate::model::article::{self, Article, Origin};
use crate::model::event::{self, Attendance, Event, EventStatus, Span, Timing};
use crate::model::initiative::{self, Initiative};
use crate::model::page::{self, Page};
use crate::model::recipe::{self, Participants, Recipe};
use crate::reference::Snapshot;
use crate::value::clock::Instant;
use crate::value::id::Id;
use crate::value::url::WebAddress;

/// What only one kind has. Values are taken apart and put together without `..`, so that a field that one of the two sides lacks
/// stops the build.
pub(crate) trait OwnPart: Sized {
    /// The satellite table.
    type Table: EntityTrait + IntoIden + Copy;
    /// The form that a draft has.
    type Said;

    /// The column that names the entry.
    const ENTRY: <Self::Table as EntityTrait>::Column;
    /// The columns that are read, in the order in which [`OwnPart::decode`] takes them.
    const COLUMNS: &'static [<Self::Table as EntityTrait>::Column];

    /// Takes the columns off a row; none where the table has no row of the entry.
    fn decode(row: &mut Columns, reference: &Snapshot) -> Result<Option<Self>>;

    /// Lays a version over it.
    fn lay(&mut self, said: Self::Said, beside: &Beside);
}

/// What a version refers to.
pub(crate) struct Beside<'a> {
    /// The entry.
    pub(crate) entry: Id,
    /// What is in memory.
    pub(crate) reference: &'a Snapshot,
    /// The row numbers of the pages that versions name as the page above.
    pub(crate) parents: &'a BTreeMap<Id, i64>,
}

impl OwnPart for Initiative {
    type Table = initiative::row::Entity;
    type Said = Self;

    const ENTRY: initiative::row::Column = initiative::row::Column::EntrySeq;
    const COLUMNS: &'static [initiative::row::Column] = {
        use initiative::row::Column as I;
        &[
            I::Maturity,
            I::StartYear,
            I::Website,
            I::ContactUrl,
            I::Need,
            I::Response,
            I::Story,
            I::SocialValue,
            I::CallForHelp,
        ]
    };

    fn decode(row: &mut Columns, _: &Snapshot) -> Result<Option<Self>> {
        Ok(Some(Self {
            maturity: row.take()?,
            start_year: whole(row)?,
            website: row.take()?,
            contact_url: row.take()?,
            need: row.take()?,
            response: row.take()?,
            story: row.take()?,
            social_value: row.take()?,
            call_for_help: row.take()?,
        }))
    }

    fn lay(&mut self, said: Self, _: &Beside) {
        *self = said;
    }
}

impl OwnPart for Recipe {
    type Table = recipe::row::Entity;
    type Said = Self;

    const ENTRY: recipe::row::Column = recipe::row::Column::EntrySeq;
    const COLUMNS: &'static [recipe::row::Column] = {
        use recipe::row::Column as R;
        &[
            R::Materials,
            R::Steps,
            R::WhatFor,
            R::Audience,
            R::ParticipantsMin,
            R::ParticipantsMax,
            R::Preparation,
            R::Duration,
            R::Cost,
            R::Variants,
            R::Learnings,
            R::Changelog,
        ]
    };

    fn decode(row: &mut Columns, _: &Snapshot) -> Result<Option<Self>> {
        let (materials, steps) = (row.json_list()?, row.json_list()?);
        let (purpose, audience) = (row.take()?, row.take()?);
        let (min, max) = (whole(row)?, whole(row)?);
        Ok(Some(Self {
            purpose,
            audience,
            participants: (min.is_some() || max.is_some()).then_some(Participants { min, max }),
            preparation: row.take()?,
            duration: row.take()?,
            cost: row.take()?,
            materials,
            steps,
            variants: row.take()?,
            lessons_learned: row.take()?,
            changelog: row.take()?,
        }))
    }

    fn lay(&mut self, said: Self, _: &Beside) {
        *self = said;
    }
}

impl OwnPart for Article {
    type Table = article::row::Entity;
    type Said = draft::Article;

    const ENTRY: article::row::Column = article::row::Column::EntrySeq;
    const COLUMNS: &'static [article::row::Column] = {
        use article::row::Column as A;
        &[
            A::Kind,
            A::SourceSeq,
            A::OriginalUrl,
            A::OriginalLicenceSeq,
            A::OriginalAuthors,
            A::OriginalPublishedAt,
            A::OriginalUpdatedAt,
            A::Postscript,
        ]
    };

    fn decode(row: &mut Columns, reference: &Snapshot) -> Result<Option<Self>> {
        let kind: Option<Origin> = row.take()?;
        let source = row.take::<Option<i64>>()?.map(|it| reference.sources.expect(it)).transpose()?;
        // rows that were saved before tracking was taken off
        let original_url = row.take::<Option<WebAddress>>()?.map(|it| it.without_tracking());
        let original_licence = row.take::<Option<i64>>()?.map(|it| reference.licences.expect(it)).transpose()?;
        let original_authors = row.json_list()?;
        let (original_published_at, original_updated_at, postscript) = (row.take()?, row.take()?, row.take()?);
        Ok(kind.map(|kind| Self {
            kind,
            source,
            original_url,
            original_licence,
            original_authors,
            original_published_at,
            original_updated_at,
            postscript,
        }))
    }

    fn lay(&mut self, said: draft::Article, beside: &Beside) {
        let draft::Article {
            article_kind,
            source,
            original_url,
            original_licence,
            original_authors,
            original_published_at,
            original_updated_at,
            postscript,
        } = said;
        let reference = beside.reference;
        *self = Self {
            kind: article_kind.unwrap_or(Origin::Original),
            source: source.and_then(|it| reference.sources.by_id(it).cloned()),
            original_url,
            original_licence: original_licence.and_then(|it| reference.licences.by_key(&it.0).cloned()),
            original_authors,
            original_published_at,
            original_updated_at,
            postscript,
        };
    }
}

impl OwnPart for Event {
    type Table = event::row::Entity;
    type Said = draft::Event;

    const ENTRY: event::row::Column = event::row::Column::EntrySeq;
    const COLUMNS: &'static [event::row::Column] = {
        use event::row::Column as E;
        &[E::TimeZone, E::Attendance, E::Status, E::Place, E::Address, E::Links, E::Capacity]
    };

    /// Without the timings, which are a column of their own: [`timings`].
    fn decode(row: &mut Columns, _: &Snapshot) -> Result<Option<Self>> {
        let time_zone: Option<String> = row.take()?;
        let (attendance, status): (Option<Attendance>, Option<EventStatus>) = (row.take()?, row.take()?);
        let (place, address, links, capacity) = (row.take()?, row.take()?, row.json_list()?, whole(row)?);
        let (Some(time_zone), Some(attendance), Some(status)) = (time_zone, attendance, status) else {
            return Ok(None);
        };
        Ok(Some(Self { time_zone, attendance, status, place, address, links, capacity, timings: Vec::new() }))
    }

    fn lay(&mut self, said: draft::Event, beside: &Beside) {
        let draft::Event { timings, time_zone, attendance, event_status, place, address, links, capacity } = said;
        let timings = timings.into_iter().enumerate();
        *self = Self {
            time_zone: time_zone.unwrap_or_else(|| self.time_zone.clone()),
            attendance: attendance.unwrap_or(Attendance::InPerson),
            status: event_status.unwrap_or(EventStatus::Scheduled),
            place,
            address,
            links,
            capacity,
            timings: timings.filter_map(|(at, it)| laid_timing(beside.entry, at, it)).collect(),
        };
    }
}

impl OwnPart for Page {
    type Table = page::row::Entity;
    type Said = draft::Page;

    const ENTRY: page::row::Column = page::row::Column::EntrySeq;
    const COLUMNS: &'static [page::row::Column] = {
        use page::row::Column as P;
        &[P::Position, P::ParentSeq, P::InMenu, P::MenuLabel]
    };

    fn decode(row: &mut Columns, _: &Snapshot) -> Result<Option<Self>> {
        let position: Option<i64> = row.take()?;
        let (parent_seq, in_menu, menu_label) = (row.take()?, row.take::<Option<bool>>()?, row.take()?);
        Ok(position.map(|it| Self {
            parent_seq,
            position: it.try_into().unwrap_or(i32::MAX),
            in_menu: in_menu.unwrap_or_default(),
            menu_label,
        }))
    }

    fn lay(&mut self, said: draft::Page, beside: &Beside) {
        let draft::Page { parent, position, is_in_menu, menu_label } = said;
        let parent_seq = parent.and_then(|it| beside.parents.get(&it).copied());
        *self = Self { parent_seq, position, in_menu: is_in_menu, menu_label };
    }
}

/// A whole number that may be absent.
fn whole(row: &mut Columns) -> Result<Option<i32>> {
    Ok(row.take::<Option<i64>>()?.and_then(|it| it.try_into().ok()))
}

/// The timings of an event, as one column.
pub(crate) fn timings(row: &mut Columns) -> Result<Vec<Timing>> {
    type Raw = (String, EventStatus, i64, Option<String>, Option<String>, i64, i64);
    let rows: Vec<Raw> = row.json_list()?;
    rows.into_iter()
        .map(|(id, status, open, first, last, start, end)| {
            let id = uuid::Uuid::try_parse(&id).map(Id).map_err(|cause| Error::Internal(Box::new(cause)))?;
            Ok(Timing {
                id,
                status,
                span: span((first, last), Instant(start), Some(Instant(end)).filter(|_| open == 0))?,
            })
        })
        .collect()
}

/// Dates make whole days; else the moments count.
pub(crate) fn span(days: (Option<String>, Option<String>), start: Instant, end: Option<Instant>) -> Result<Span> {
    let day = |it: &str| it.parse::<NaiveDate>().map_err(|cause| Error::Internal(Box::new(cause)));
    match days.0.zip(days.1) {
        Some((first, last)) => Ok(Span::Days { start: day(&first)?, end: day(&last)? }),
        None => Ok(Span::Hours { start, end }),
    }
}

/// A timing that is no row yet: its id follows from the entry's and its place, so that it is the same each time.
fn laid_timing(entry: Id, at: usize, said: draft::Timing) -> Option<Timing> {
    // a timing of whole days is one that names a day
    let draft::Timing { all_day: _, start, end, start_date, end_date, event_status } = said;
    let days = start_date.map(|start| Span::Days { start, end: end_date.unwrap_or(start) });
    let hours = || start.map(|start| Span::Hours { start, end });
    Some(Timing {
        id: Id(uuid::Uuid::new_v5(&entry.0, format!("timing {at}").as_bytes())),
        status: event_status.unwrap_or(EventStatus::Scheduled),
        span: days.or_else(hours)?,
    })
}
