//! The clock and the source of chance: passed in, so that a test can hold both still.

use std::fmt;
use std::str::FromStr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, SecondsFormat, Utc};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use sea_orm::DeriveValueType;
use serde::{Deserialize, Deserializer, Serialize};

use crate::value::id::Id;
use crate::value::problem::Case;
use crate::value::problem::parameter::Quoted;
use crate::value::text_form::Form;

/// A moment: milliseconds since 1970-01-01T00:00:00Z. Programs read it in one form, RFC 3339 in UTC with three digits of
/// milliseconds and `Z`, such as `2026-03-01T18:00:00.000Z`: texts of one width, which sort as the moments do. Every form
/// of RFC 3339 is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, DeriveValueType)]
#[serde(into = "String")]
pub struct Instant(pub(crate) i64);

/// A text that is not an RFC 3339 date-time with an offset, between the years 0001 and 9999.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a moment")]
pub struct BadInstant(String);

impl Instant {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub fn milliseconds(self) -> i64 {
        self.0
    }

    /// The same moment as a date-time in UTC.
    pub fn utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.0).unwrap_or_default()
    }

    /// So many days later, a day having 24 hours.
    #[must_use]
    pub fn plus_days(self, days: u16) -> Self {
        Self(self.0.saturating_add(i64::from(days) * 24 * 60 * 60 * 1000))
    }

    /// So many milliseconds later.
    #[must_use]
    pub fn plus_milliseconds(self, milliseconds: i64) -> Self {
        Self(self.0.saturating_add(milliseconds))
    }

    /// When the next day begins, in UTC.
    #[must_use]
    pub fn next_day(self) -> Self {
        const DAY: i64 = 24 * 60 * 60 * 1000;
        Self((self.0.div_euclid(DAY) + 1).saturating_mul(DAY))
    }

    /// The moment of a date-time, what lies below a millisecond left out.
    pub fn of(moment: DateTime<Utc>) -> Self {
        Self(moment.timestamp_millis())
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.utc().to_rfc3339_opts(SecondsFormat::Millis, true))
    }
}

/// The form in which an instant is kept inside of texts that are compared as texts: snapshots, what was imported last, the
/// marks of cursors. It never changes, so that what was kept before stays equal to what is kept now; it is not shown.
pub(crate) mod kept {
    use chrono::SecondsFormat;
    use serde::Serializer;

    use super::Instant;

    fn text(moment: Instant) -> String {
        let form = if moment.0 % 1000 == 0 { SecondsFormat::Secs } else { SecondsFormat::Millis };
        moment.utc().to_rfc3339_opts(form, true)
    }

    pub(crate) fn one<S: Serializer>(moment: &Instant, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&text(*moment))
    }

    pub(crate) fn optional<S: Serializer>(moment: &Option<Instant>, serializer: S) -> Result<S::Ok, S::Error> {
        match moment {
            Some(moment) => one(moment, serializer),
            None => serializer.serialize_none(),
        }
    }
}

impl FromStr for Instant {
    type Err = BadInstant;

    fn from_str(text: &str) -> Result<Self, BadInstant> {
        let bad = || BadInstant(text.chars().take(81).collect());
        let moment = DateTime::parse_from_rfc3339(text).map_err(|_| bad())?.with_timezone(&Utc);
        let years = chrono::Datelike::year(&moment);
        if (1..=9999).contains(&years) { Ok(Self::of(moment)) } else { Err(bad()) }
    }
}

impl TryFrom<String> for Instant {
    type Error = BadInstant;

    fn try_from(text: String) -> Result<Self, BadInstant> {
        text.parse()
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Form::Moment.parse(from, Self::try_from)
    }
}

impl From<BadInstant> for Case {
    fn from(bad: BadInstant) -> Self {
        Self::NotAMoment(Quoted::of(&bad.0))
    }
}

impl From<Instant> for String {
    fn from(moment: Instant) -> Self {
        moment.to_string()
    }
}

/// The time and the chance that a [`Store`](crate::store::Store) works with.
pub struct Clock {
    held_at: Option<AtomicI64>,
    chance: Mutex<Chance>,
}

/// What new identifiers are made of beside the time: chance, and a count that keeps those of one millisecond in order.
struct Chance {
    generator: StdRng,
    last: u64,
    count: u16,
}

impl Clock {
    /// The machine's own time and chance.
    pub fn system() -> Self {
        Self { held_at: None, chance: Mutex::new(Chance { generator: rand::make_rng(), last: 0, count: 0 }) }
    }

    /// A time that stands still at `moment`, and a chance that repeats for the same `seed`.
    pub fn held(moment: Instant, seed: u64) -> Self {
        let chance = Chance { generator: StdRng::seed_from_u64(seed), last: 0, count: 0 };
        Self { held_at: Some(AtomicI64::new(moment.0)), chance: Mutex::new(chance) }
    }

    /// Moves a held time; does nothing to the machine's own.
    pub fn set(&self, moment: Instant) {
        if let Some(held_at) = &self.held_at {
            held_at.store(moment.0, Ordering::Relaxed);
        }
    }

    /// The present moment.
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine for the time")]
    pub fn now(&self) -> Instant {
        match &self.held_at {
            Some(held_at) => Instant(held_at.load(Ordering::Relaxed)),
            None => Instant::of(Utc::now()),
        }
    }

    /// What a secret is made of: 256 bits that nobody can guess, as long as the time is the machine's own.
    pub fn secret(&self) -> [u8; 32] {
        self.chance.lock().unwrap_or_else(std::sync::PoisonError::into_inner).generator.random()
    }

    /// A new identifier: UUIDv7 (RFC 9562 §5.7). Those made by one clock are in order, those of one millisecond by a
    /// count of 12 bits (§6.2, method 1) that runs over into the next millisecond.
    pub fn new_id(&self) -> Id {
        let now = u64::try_from(self.now().0).unwrap_or_default();
        let mut chance = self.chance.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if now > chance.last {
            (chance.last, chance.count) = (now, 0);
        } else if chance.count == 0x0fff {
            (chance.last, chance.count) = (chance.last + 1, 0);
        } else {
            chance.count += 1;
        }
        let mut bytes: [u8; 10] = chance.generator.random();
        bytes[..2].copy_from_slice(&chance.count.to_be_bytes());
        Id(uuid::Builder::from_unix_timestamp_millis(chance.last, &bytes).into_uuid())
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Clock({})", self.now())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::filter::Filter;

    fn moment(text: &str) -> Instant {
        text.parse().unwrap()
    }

    #[test]
    fn every_form_is_read_and_one_is_written() {
        for (text, written) in [
            ("2026-01-01T00:00:00Z", "2026-01-01T00:00:00.000Z"),
            ("2026-01-01t01:00:00.5+01:00", "2026-01-01T00:00:00.500Z"),
            ("2026-01-01T00:00:00.123456789z", "2026-01-01T00:00:00.123Z"),
            ("2025-12-31 19:00:00.000-05:00", "2026-01-01T00:00:00.000Z"),
            ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"),
            ("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"),
        ] {
            assert_eq!(moment(text).to_string(), written);
            assert_eq!(serde_json::to_value(moment(text)).unwrap(), written);
            assert_eq!(moment(written), moment(text));
        }
        for text in
            ["", "2026-01-01", "2026-01-01T00:00:00", "yesterday", "10000-01-01T00:00:00Z", "0000-12-31T00:00:00Z"]
        {
            assert!(text.parse::<Instant>().is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_compared_as_text_keeps_the_form_that_it_had() {
        for (text, kept) in [
            ("2026-01-01T00:00:00.000Z", "2026-01-01T00:00:00Z"),
            ("2026-01-01T00:00:00.5Z", "2026-01-01T00:00:00.500Z"),
        ] {
            let filter = serde_json::to_string(&Filter::EndsAfter(moment(text))).unwrap();
            assert_eq!(filter, format!("{{\"EndsAfter\":\"{kept}\"}}"));
        }
    }
}
