//! What only an event has: when and where it takes place.

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::value::clock::Instant;
use crate::value::id::Id;
use crate::value::url::WebAddress;

/// How one attends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Attendance {
    /// By being there.
    InPerson,
    /// From afar.
    Online,
    /// Either way.
    Mixed,
}

/// Whether it takes place as announced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum EventStatus {
    /// As announced.
    Scheduled,
    /// It does not.
    Cancelled,
    /// Later, at a time not yet known.
    Postponed,
    /// On line instead.
    MovedOnline,
}

/// What only an event has.
#[derive(Debug, Clone)]
pub struct Event {
    /// The time zone of its place, a name of the IANA database such as `Europe/Paris`.
    pub time_zone: String,
    /// How one attends.
    pub attendance: Attendance,
    /// Whether it takes place.
    pub status: EventStatus,
    /// The name of its place.
    pub place: Option<String>,
    /// The postal address of its place.
    pub address: Option<String>,
    /// Addresses for those who attend, such as a registration or a video room; at most 50.
    pub links: Vec<Link>,
    /// How many people can attend.
    pub capacity: Option<i32>,
    /// When it takes place, in order; at most 250. There when asked for.
    pub timings: Vec<Timing>,
}

/// An address with what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Link {
    /// The address.
    pub url: WebAddress,
    /// What it is.
    #[serde(default)]
    pub title: Option<String>,
}

/// One time at which an event takes place.
#[derive(Debug, Clone)]
pub struct Timing {
    /// Its identifier, kept when the timing moves.
    pub id: Id,
    /// Whether this one takes place.
    pub status: EventStatus,
    /// When.
    pub span: Span,
}

/// From when to when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// From a moment on.
    Hours {
        /// It begins.
        start: Instant,
        /// It ends; none when nobody has said when. Lists then take the end of the day on which it begins, in the event's time
        /// zone, as its end.
        end: Option<Instant>,
    },
    /// Whole days in the event's time zone, the last one included.
    Days {
        /// The first day.
        start: NaiveDate,
        /// The last day.
        end: NaiveDate,
    },
}

/// The table `event`; `links` is a JSON list.
pub(crate) mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "event")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub entry_seq: i64,
        pub time_zone: String,
        pub attendance: Attendance,
        pub status: EventStatus,
        pub place: Option<String>,
        pub address: Option<String>,
        pub links: String,
        pub capacity: Option<i64>,
        pub first_starts_at: Instant,
        pub last_ends_at: Instant,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The table `event_timing`; dates are `YYYY-MM-DD`. Every timing carries the instants that lists go by: whole days, and the end
/// of the day where no end is said (`open_ended`).
pub(crate) mod timing {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "event_timing")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub seq: i64,
        pub id: Id,
        pub entry_seq: i64,
        pub position: i64,
        pub status: EventStatus,
        pub all_day: bool,
        pub start_date: Option<String>,
        pub end_date: Option<String>,
        pub starts_at: Instant,
        pub ends_at: Instant,
        pub open_ended: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
