//! What only one kind of entry has, taken off the columns of a row.

use chrono::NaiveDate;

use crate::db::columns::Columns;
use crate::error::{Error, Result};
use crate::model::article::{self, Article};
use crate::model::event::{self, Event, EventStatus, Span, Timing};
use crate::model::initiative::Initiative;
use crate::model::page::Page;
use crate::model::recipe::{Participants, Recipe};
use crate::reference::Reference;
use crate::value::clock::Instant;
use crate::value::id::Id;
use crate::value::url::WebAddress;

pub(crate) fn initiative(row: &mut Columns) -> Result<Initiative> {
    Ok(Initiative {
        maturity: row.take()?,
        start_year: row.take::<Option<i64>>()?.and_then(|it| it.try_into().ok()),
        website: row.take()?,
        need: row.take()?,
        response: row.take()?,
        story: row.take()?,
        social_value: row.take()?,
        call_for_help: row.take()?,
    })
}

pub(crate) fn recipe(row: &mut Columns) -> Result<Recipe> {
    let (materials, steps) = (row.json_list()?, row.json_list()?);
    let (what_for, audience) = (row.take()?, row.take()?);
    let count =
        |row: &mut Columns| -> Result<Option<i32>> { Ok(row.take::<Option<i64>>()?.and_then(|it| it.try_into().ok())) };
    let (min, max) = (count(row)?, count(row)?);
    Ok(Recipe {
        what_for,
        audience,
        participants: (min.is_some() || max.is_some()).then_some(Participants { min, max }),
        preparation: row.take()?,
        duration: row.take()?,
        cost: row.take()?,
        materials,
        steps,
        variants: row.take()?,
        learnings: row.take()?,
        changelog: row.take()?,
    })
}

pub(crate) fn article(row: &mut Columns, reference: &Reference) -> Result<Option<Article>> {
    let kind: Option<article::Origin> = row.take()?;
    let source = row.take::<Option<i64>>()?.map(|it| reference.sources.expect(it)).transpose()?;
    // rows that were saved before tracking was taken off
    let original_url = row.take::<Option<WebAddress>>()?.map(|it| it.without_tracking());
    let original_licence = row.take::<Option<i64>>()?.map(|it| reference.licences.expect(it)).transpose()?;
    let original_authors = row.json_list()?;
    let (original_published_at, original_updated_at, postscript) = (row.take()?, row.take()?, row.take()?);
    Ok(kind.map(|kind| Article {
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

pub(crate) fn event(row: &mut Columns, timed: bool) -> Result<Option<Event>> {
    let time_zone: Option<String> = row.take()?;
    let (attendance, status): (Option<event::Attendance>, Option<EventStatus>) = (row.take()?, row.take()?);
    let (place, address, links) = (row.take()?, row.take()?, row.json_list()?);
    let capacity = row.take::<Option<i64>>()?.and_then(|it| it.try_into().ok());
    let timings = if timed { timings(row)? } else { Vec::new() };
    let (Some(time_zone), Some(attendance), Some(status)) = (time_zone, attendance, status) else { return Ok(None) };
    Ok(Some(Event { time_zone, attendance, status, place, address, links, capacity, timings }))
}

fn timings(row: &mut Columns) -> Result<Vec<Timing>> {
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

pub(crate) fn page(row: &mut Columns) -> Result<Option<Page>> {
    let position: Option<i64> = row.take()?;
    let (parent_seq, in_menu, menu_label) = (row.take()?, row.take::<Option<bool>>()?, row.take()?);
    Ok(position.map(|it| Page {
        parent_seq,
        position: it.try_into().unwrap_or(i32::MAX),
        in_menu: in_menu.unwrap_or_default(),
        menu_label,
    }))
}
