//! Days and moments that are told from the day on which something is loaded: `@+2` is the day after tomorrow, `@-1T09:00` nine
//! o'clock of yesterday, in the network's time zone.

use chrono::{Days, NaiveDate, NaiveTime, SecondsFormat, TimeZone};
use chrono_tz::Tz;
use entity::store::Store;
use entity::viewer::Viewer;
use serde_json::Value;

/// The same lines of JSON with days and moments in their place.
///
/// # Errors
/// One sentence, for a line that is no JSON or a text that begins with `@` and names no day.
pub(super) fn told(lines: &str, store: &Store) -> Result<String, String> {
    let reader = store.read(Viewer::visitor());
    let zone: Tz = reader.reference().settings.time_zone.parse().unwrap_or(Tz::UTC);
    in_days_of(lines, reader.now().utc().with_timezone(&zone).date_naive(), zone)
}

fn in_days_of(lines: &str, today: NaiveDate, zone: Tz) -> Result<String, String> {
    let mut written = String::new();
    for line in lines.lines() {
        let mut row: Value = serde_json::from_str(line).map_err(|it| format!("a row of the demo: {it}"))?;
        settle(&mut row, today, zone)?;
        written.push_str(&format!("{row}\n"));
    }
    Ok(written)
}

fn settle(value: &mut Value, today: NaiveDate, zone: Tz) -> Result<(), String> {
    match value {
        Value::String(text) => {
            if let Some(told) = text.strip_prefix('@') {
                *text = moment(told, today, zone).ok_or_else(|| format!("a row of the demo: \"{text}\" is no day"))?;
            }
            Ok(())
        }
        Value::Array(items) => items.iter_mut().try_for_each(|it| settle(it, today, zone)),
        Value::Object(fields) => fields.values_mut().try_for_each(|it| settle(it, today, zone)),
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

fn moment(told: &str, today: NaiveDate, zone: Tz) -> Option<String> {
    let (days, time) = told.split_once('T').map_or((told, None), |(days, time)| (days, Some(time)));
    let days: i64 = days.parse().ok()?;
    let far = Days::new(days.unsigned_abs());
    let day = if days < 0 { today.checked_sub_days(far) } else { today.checked_add_days(far) }?;
    let Some(time) = time else { return Some(day.to_string()) };
    let local = day.and_time(NaiveTime::parse_from_str(time, "%H:%M").ok()?);
    Some(zone.from_local_datetime(&local).earliest()?.to_rfc3339_opts(SecondsFormat::Secs, false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_told_from_today_in_the_time_zone_of_the_network() {
        let today = "2026-10-24".parse().unwrap();
        let told = |text: &str| in_days_of(text, today, Tz::Europe__Paris);
        let row = r#"{"a":["@+2","@-1T09:00"],"b":{"c":"@+0T18:30","d":"x@y","e":7}}"#;
        let expected =
            r#"{"a":["2026-10-26","2026-10-23T09:00:00+02:00"],"b":{"c":"2026-10-24T18:30:00+02:00","d":"x@y","e":7}}"#;
        assert_eq!(told(row).unwrap().trim_end(), expected);
        assert!(
            told(r#"{"a":"@+2T18:30"}"#).unwrap().contains("2026-10-26T18:30:00+01:00"),
            "after the clocks changed"
        );
        for wrong in [r#"{"a":"@"}"#, r#"{"a":"@+1T9"}"#, "no JSON"] {
            assert!(told(wrong).is_err(), "{wrong}");
        }
    }
}
