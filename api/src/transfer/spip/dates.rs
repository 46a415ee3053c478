//! Moments of SPIP: without a zone, in the time of the site; `0000-00-00` where there is none.

use chrono::{DateTime, LocalResult, NaiveDate, NaiveDateTime, SecondsFormat, TimeZone};
use chrono_tz::Tz;

/// A moment of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Moment {
    /// No moment is said.
    Absent,
    /// There is no such moment, such as a 30 February.
    Impossible,
    At(NaiveDateTime),
}

/// Reads a moment: `2014-05-13 10:12:00`, or a day alone. Of an unknown day or month SPIP writes 00, which is the first.
pub(super) fn moment(text: &str) -> Moment {
    let text = text.trim();
    if text.is_empty() || text.starts_with("0000") {
        return Moment::Absent;
    }
    let (day, hour) = text.split_once([' ', 'T']).unwrap_or((text, "00:00:00"));
    let day = day.replace("-00", "-01");
    let (Ok(day), hour) = (NaiveDate::parse_from_str(&day, "%Y-%m-%d"), hour.trim_end_matches('Z')) else {
        return Moment::Impossible;
    };
    let hour = chrono::NaiveTime::parse_from_str(hour, "%H:%M:%S")
        .or_else(|_| chrono::NaiveTime::parse_from_str(hour, "%H:%M"));
    hour.map_or(Moment::Impossible, |hour| Moment::At(day.and_time(hour)))
}

/// The moment in the zone: of two that a clock shows on the day that it is put back, the first; of none, an hour later.
pub(super) fn in_zone(moment: NaiveDateTime, zone: Tz) -> Option<DateTime<Tz>> {
    match zone.from_local_datetime(&moment) {
        LocalResult::Single(it) | LocalResult::Ambiguous(it, _) => Some(it),
        LocalResult::None => zone.from_local_datetime(&(moment + chrono::TimeDelta::hours(1))).earliest(),
    }
}

/// The moment as the exchange format writes it.
pub(super) fn written(text: &str, zone: Tz) -> Option<String> {
    match moment(text) {
        Moment::At(it) => in_zone(it, zone).map(|it| it.to_rfc3339_opts(SecondsFormat::Secs, true)),
        Moment::Absent | Moment::Impossible => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_have_the_time_of_the_site() {
        let paris = chrono_tz::Europe::Paris;
        assert_eq!(written("2014-05-13 10:12:00", paris).as_deref(), Some("2014-05-13T10:12:00+02:00"));
        assert_eq!(written("2014-12-13 10:12:00", paris).as_deref(), Some("2014-12-13T10:12:00+01:00"));
        assert_eq!(written("2021-03-28 02:30:00", paris).as_deref(), Some("2021-03-28T03:30:00+02:00"));
        assert_eq!(written("2014-00-00 00:00:00", paris).as_deref(), Some("2014-01-01T00:00:00+01:00"));
        assert_eq!(moment("0000-00-00 00:00:00"), Moment::Absent);
        assert_eq!(moment("2014-02-30 10:00:00"), Moment::Impossible);
        assert_eq!(moment("yesterday"), Moment::Impossible);
    }
}
