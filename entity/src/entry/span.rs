//! From when until when an event takes place, as instants: of whole days, by the clock of its place.

use chrono::{Datelike, NaiveDate, NaiveTime, TimeZone};
use chrono_tz::Tz;

use crate::entry::draft::Timing;
use crate::value::clock::Instant;
use crate::value::problem::Case;

/// The years that can be kept.
const YEARS: (i32, i32) = (1, 9999);

fn out_of_years() -> Case {
    Case::YearsOutOfRange { min: YEARS.0, max: YEARS.1 }
}

/// From which moment to which lists take a timing to last: whole days run from local midnight to the midnight after the last;
/// what has no end (RFC 5545 §3.6.1) runs to the midnight after it begins.
pub(crate) fn span(timing: &Timing, zone: Tz) -> Result<(Instant, Instant), Case> {
    let (start, end) = match (timing.all_day, timing.start, timing.end, timing.start_date, timing.end_date) {
        (true, None, None, Some(first), last) => (midnight(first, zone)?, midnight_after(last.unwrap_or(first), zone)?),
        (false, Some(start), Some(end), None, None) => (start, end),
        (false, Some(start), None, None, None) => {
            let day = start.utc().with_timezone(&zone).date_naive();
            (start, midnight_after(day, zone)?)
        }
        (true, ..) => return Err(Case::MixedDays),
        (false, ..) => return Err(Case::MixedHours),
    };
    if start == end {
        return Err(Case::EndEqualsStart);
    }
    if start > end {
        return Err(Case::EndsBeforeStart);
    }
    if start.utc().year() < YEARS.0 || end.utc().year() > YEARS.1 {
        return Err(out_of_years());
    }
    Ok((start, end))
}

/// The first moment after a day in a zone.
pub(crate) fn midnight_after(day: NaiveDate, zone: Tz) -> Result<Instant, Case> {
    midnight(day.succ_opt().ok_or_else(out_of_years)?, zone)
}

/// The first moment of a day in a zone; where the clock jumps over midnight, the first one after.
pub(crate) fn midnight(day: NaiveDate, zone: Tz) -> Result<Instant, Case> {
    let mut local = day.and_time(NaiveTime::MIN);
    for _ in 0..8 {
        if let Some(moment) = zone.from_local_datetime(&local).earliest() {
            return Ok(Instant::of(moment.to_utc()));
        }
        local += chrono::TimeDelta::minutes(30);
    }
    Err(Case::DayWithoutBeginning)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_days_follow_the_clock_of_their_place() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let timing = |first: &str, last: &str| Timing {
            all_day: true,
            start: None,
            end: None,
            start_date: Some(day(first)),
            end_date: Some(day(last)),
            event_status: None,
        };
        let (start, end) = span(&timing("2026-10-25", "2026-10-25"), chrono_tz::Europe::Paris).unwrap();
        assert_eq!(
            (start.to_string(), end.to_string()),
            ("2026-10-24T22:00:00.000Z".into(), "2026-10-25T23:00:00.000Z".into())
        );
        assert!(span(&timing("2026-10-25", "2026-10-24"), chrono_tz::Europe::Paris).is_err());
        let one_day = Timing { end_date: None, ..timing("2026-10-25", "2026-10-25") };
        assert_eq!(span(&one_day, chrono_tz::Europe::Paris).unwrap(), (start, end));
        let evening = Some("2026-10-24T23:30:00Z".parse().unwrap());
        let open = Timing { all_day: false, start: evening, start_date: None, ..one_day };
        assert_eq!(span(&open, chrono_tz::Europe::Paris).unwrap().1, end);
    }
}
