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
    /// An event that takes place at given times.
    Event(entity::model::event::Event) {
        /// People and organisations that organise the event, in order, at most 50.
        async fn organisers(&self, ctx: &Context<'_>) -> Vec<Credit> {
            self.0.credits(ctx, Role::Organiser)
        }

        /// Commune and coordinates of the venue.
        pub(crate) async fn location(&self) -> Option<Location> {
            self.0.place()
        }

        /// Times at which the event takes place, in order, at most 250.
        async fn timings(&self) -> Vec<Timing> {
            self.own().into_iter().flat_map(|it| &it.timings).cloned().map(Timing).collect()
        }

        /// Time zone of the event, a name of the IANA database such as `Europe/Paris`.
        async fn time_zone(&self) -> String {
            self.own().map(|it| it.time_zone.clone()).unwrap_or_default()
        }

        /// Form of attendance: on site, online or both.
        async fn attendance(&self) -> Attendance {
            self.own().map_or(Attendance::InPerson, |it| it.attendance.into())
        }

        /// State of the event as announced, such as cancelled or postponed.
        async fn event_status(&self) -> EventStatus {
            self.own().map_or(EventStatus::Scheduled, |it| it.status.into())
        }

        /// Name of the venue, such as a hall or a garden.
        async fn place(&self) -> Option<String> {
            self.own()?.place.clone()
        }

        /// Postal address of the venue.
        async fn address(&self) -> Option<String> {
            self.own()?.address.clone()
        }

        /// Links for visitors, such as a registration form or a video call, in order, at most 50.
        async fn links(&self) -> Vec<Link> {
            let turn = |it: &entity::model::event::Link| Link { url: Url(it.url.to_string()), title: it.title.clone() };
            self.own().into_iter().flat_map(|it| &it.links).map(turn).collect()
        }

        /// Number of people that can attend. Null if unknown or unlimited.
        async fn capacity(&self) -> Option<i32> {
            self.own()?.capacity
        }

        /// Initiatives that the event is about, newest first unless `orderBy` says otherwise.
        async fn initiatives(
            &self,
            ctx: &Context<'_>,
            #[graphql(desc = "Number of nodes to return from the start, 1 to 100. Defaults to 20.")] first: Option<i32>,
            #[graphql(desc = "Return the nodes after this cursor, such as the `endCursor` of a page.")] after: Option<String>,
            #[graphql(desc = "Number of nodes to return from the end, 1 to 100. Excludes `first`.")] last: Option<i32>,
            #[graphql(desc = "Return the nodes before this cursor, such as the `startCursor` of a page.")] before: Option<String>,
            #[graphql(desc = "Number of the page, from 1. `page` × `perPage` is at most 10,000.")] page: Option<i32>,
            #[graphql(desc = "Number of nodes on a numbered page, 1 to 100. Defaults to 20.")] per_page: Option<i32>,
            #[graphql(desc = "Conditions that the returned nodes meet.")] filter: Option<lists::InitiativeFilter>,
            #[graphql(desc = "Sort keys, most significant first. Ties are sorted by identifier.")] order_by: Option<Vec<lists::EntryOrder>>,
        ) -> Result<Connection<Initiative>> {
            let page = PageArguments { first, after, last, before, page, per_page }.page()?;
            lists::nested(ctx, Relation::Subjects, self.0.key(), lists::list(Some(Kind::Initiative), filter, order_by)?, page).await
        }
    }
}

/// A link with its title.
#[derive(SimpleObject)]
pub struct Link {
    /// Address of the linked page.
    url: Url,
    /// Title of the linked page.
    title: Option<String>,
}

/// One timing of an event: hours (`start`, `end`) or whole days (`startDate`, `endDate`).
#[derive(Clone)]
pub struct Timing(pub(crate) entity::model::event::Timing);

/// One timing of an event: hours (`start`, `end`) or whole days (`startDate`, `endDate`).
#[Object]
impl Timing {
    /// Identifier of the timing. Kept when the timing is moved.
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
    /// State of this timing as announced, such as cancelled or postponed.
    async fn event_status(&self) -> EventStatus {
        self.0.status.into()
    }

    /// Whether the timing covers whole days. `startDate` and `endDate` are set then, otherwise `start` and `end`.
    async fn all_day(&self) -> bool {
        matches!(self.0.span, Span::Days { .. })
    }

    /// Instant at which the timing begins. Null for whole days.
    async fn start(&self) -> Option<DateTime> {
        hours(self.0.span).map(|it| DateTime(it.0))
    }

    /// Instant at which the timing ends. Null for whole days and for unknown ends; lists then treat the end of the starting day,
    /// in the event's time zone, as the end.
    async fn end(&self) -> Option<DateTime> {
        hours(self.0.span)?.1.map(DateTime)
    }

    /// First day, in the event's time zone. Null unless the timing covers whole days.
    async fn start_date(&self) -> Option<Date> {
        days(self.0.span).map(|it| Date(it.0))
    }

    /// Last day, inclusive; equal to `startDate` for a single day. Null unless the timing covers whole days.
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

/// A node of the agenda: one timing of an event.
#[derive(Clone)]
pub struct Occurrence(pub(crate) Arc<entity::query::agenda::Occurrence>);

/// A node of the agenda: one timing of an event.
#[Object]
impl Occurrence {
    /// Identifier of the agenda node, different from the identifier of its timing.
    async fn id(&self) -> ID {
        ID(format!("occurrence:{}", self.0.timing.id))
    }

    /// Timing of the event that the node is about.
    async fn timing(&self) -> Timing {
        Timing(self.0.timing.clone())
    }

    #[graphql(flatten)]
    async fn when(&self) -> When {
        When(self.0.timing.clone())
    }

    /// Event that takes place.
    async fn event(&self) -> Event {
        self.0.event.clone().into()
    }
}
