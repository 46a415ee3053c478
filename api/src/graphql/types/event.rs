//! What an event has beside what all entries share.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, Result, SimpleObject};
use chrono::NaiveDate;
use entity::model::entry::Role;
use entity::model::event::Span;
use entity::query::relation::Relation;
use entity::value::clock::Instant;
use entity::value::kind::Kind;

use crate::graphql::engine::connection::{Connection, PageArguments};
use crate::graphql::input::enums::{Attendance, EventStatus};
use crate::graphql::input::scalar::{Date, DateTime, Url};
use crate::graphql::types::entry::{self, Credit, Location, entry_object};
use crate::graphql::types::initiative::Initiative;
use crate::graphql::types::lists;

entry_object! {
    /// Something that takes place at given times.
    Event(entity::model::event::Event) {
        /// Who organises it, in order; at most 50.
        async fn organisers(&self, ctx: &Context<'_>) -> Vec<Credit> {
            self.0.credits(ctx, Role::Organiser)
        }

        /// Where it takes place.
        pub(crate) async fn location(&self) -> Option<Location> {
            self.0.place()
        }

        /// When it takes place, in order; at most 250.
        async fn timings(&self) -> Vec<Timing> {
            self.own().into_iter().flat_map(|it| &it.timings).cloned().map(Timing).collect()
        }

        /// The time zone of its place, a name of the IANA database such as `Europe/Paris`.
        async fn time_zone(&self) -> String {
            self.own().map(|it| it.time_zone.clone()).unwrap_or_default()
        }

        /// How one attends.
        async fn attendance(&self) -> Attendance {
            self.own().map_or(Attendance::InPerson, |it| it.attendance.into())
        }

        /// Whether it takes place as announced.
        async fn event_status(&self) -> EventStatus {
            self.own().map_or(EventStatus::Scheduled, |it| it.status.into())
        }

        /// The name of its place.
        async fn place(&self) -> Option<String> {
            self.own()?.place.clone()
        }

        /// The postal address of its place.
        async fn address(&self) -> Option<String> {
            self.own()?.address.clone()
        }

        /// Addresses for those who attend, such as a registration or a video room; at most 50.
        async fn links(&self) -> Vec<Link> {
            let turn = |it: &entity::model::event::Link| Link { url: Url(it.url.to_string()), title: it.title.clone() };
            self.own().into_iter().flat_map(|it| &it.links).map(turn).collect()
        }

        /// How many people can attend.
        async fn capacity(&self) -> Option<i32> {
            self.own()?.capacity
        }

        /// The initiatives it is about: the newest first unless ordered otherwise.
        async fn initiatives(
            &self,
            ctx: &Context<'_>,
            #[graphql(desc = "How many rows, 1 to 100; 20 when absent.")] first: Option<i32>,
            #[graphql(desc = "Go on after this cursor.")] after: Option<String>,
            #[graphql(desc = "How many rows from the end, 1 to 100.")] last: Option<i32>,
            #[graphql(desc = "Go back before this cursor.")] before: Option<String>,
            #[graphql(desc = "The n-th page, from 1; page × perPage at most 10,000.")] page: Option<i32>,
            #[graphql(desc = "Rows a page, 1 to 100; 20 when absent.")] per_page: Option<i32>,
            #[graphql(desc = "Narrows the list.")] filter: Option<lists::InitiativeFilter>,
            #[graphql(desc = "The order; at the end always by id.")] order_by: Option<Vec<lists::EntryOrder>>,
        ) -> Result<Connection<Initiative>> {
            let page = PageArguments { first, after, last, before, page, per_page }.page()?;
            lists::nested(ctx, Relation::Subjects, self.0.key(), lists::list(Some(Kind::Initiative), filter, order_by)?, page).await
        }
    }
}

/// An address with its title.
#[derive(SimpleObject)]
pub struct Link {
    /// The address.
    url: Url,
    /// What it is.
    title: Option<String>,
}

/// One time at which an event takes place: from a moment on, or whole days.
#[derive(Clone)]
pub struct Timing(pub(crate) entity::model::event::Timing);

/// One time at which an event takes place: from a moment on, or whole days.
#[Object]
impl Timing {
    /// Its identifier, kept when the timing moves.
    async fn id(&self) -> ID {
        ID(self.0.id.to_string())
    }

    #[graphql(flatten)]
    async fn when(&self) -> When {
        When(self.0.clone())
    }
}

/// What timings and the rows of the agenda say alike.
struct When(entity::model::event::Timing);

#[Object]
impl When {
    /// Whether this one takes place as announced.
    async fn event_status(&self) -> EventStatus {
        self.0.status.into()
    }

    /// True for whole days: then `startDate` and `endDate` count, else `start` and `end`.
    async fn all_day(&self) -> bool {
        matches!(self.0.span, Span::Days { .. })
    }

    /// When it begins; null for whole days.
    async fn start(&self) -> Option<DateTime> {
        hours(self.0.span).map(|it| DateTime(it.0))
    }

    /// When it ends; null for whole days, and where nobody has said when. Lists then take the end of the day on which it begins,
    /// in the event's time zone, as its end.
    async fn end(&self) -> Option<DateTime> {
        hours(self.0.span)?.1.map(DateTime)
    }

    /// The first day, in the event's time zone; null unless for whole days.
    async fn start_date(&self) -> Option<Date> {
        days(self.0.span).map(|it| Date(it.0))
    }

    /// The last day, included, which may be the first; null unless for whole days.
    async fn end_date(&self) -> Option<Date> {
        days(self.0.span).map(|it| Date(it.1))
    }
}

fn hours(span: Span) -> Option<(Instant, Option<Instant>)> {
    match span {
        Span::Hours { start, end } => Some((start, end)),
        Span::Days { .. } => None,
    }
}

fn days(span: Span) -> Option<(NaiveDate, NaiveDate)> {
    match span {
        Span::Days { start, end } => Some((start, end)),
        Span::Hours { .. } => None,
    }
}

/// One timing of an event, as a row of the agenda.
#[derive(Clone)]
pub struct Occurrence(pub(crate) Arc<entity::query::agenda::Occurrence>);

/// One timing of an event, as a row of the agenda.
#[Object]
impl Occurrence {
    /// Its identifier: of the row, not of the timing that it shows.
    async fn id(&self) -> ID {
        ID(format!("occurrence:{}", self.0.timing.id))
    }

    /// The timing that it shows.
    async fn timing(&self) -> Timing {
        Timing(self.0.timing.clone())
    }

    #[graphql(flatten)]
    async fn when(&self) -> When {
        When(self.0.timing.clone())
    }

    /// The event that takes place.
    async fn event(&self) -> Event {
        self.0.event.clone().into()
    }
}
