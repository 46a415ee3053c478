//! Dates and times in words, in the language of a reader, in the time zone of the event.

use chrono::{DateTime, Datelike, NaiveDate};
use chrono_tz::Tz;
use entity::model::event::{Event, EventStatus, Span, Timing};

use crate::message::Message;

/// A timing in words: its dates, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct When {
    /// The moment or day for machines, as HTML's `time` has it.
    pub(crate) start: String,
    pub(crate) text: String,
    /// What is to be known when it does not take place as announced.
    pub(crate) note: Option<String>,
}

/// A timing of an event.
pub(crate) fn of_timing(timing: &Timing, event: &Event, language: &str) -> When {
    let state = if timing.status == EventStatus::Scheduled { event.status } else { timing.status };
    let (start, text) = match timing.span {
        Span::Days { start, end } if start == end => (start.to_string(), date(start, language)),
        Span::Days { start, end } => {
            let days = Message::new("when-days").text("from", date(start, language)).text("to", date(end, language));
            (start.to_string(), days.say_in(language))
        }
        Span::Hours { start, end } => {
            let zone = event.time_zone.parse::<Tz>().unwrap_or(Tz::UTC);
            let (start, end) = (start.utc().with_timezone(&zone), end.map(|it| it.utc().with_timezone(&zone)));
            (start.to_rfc3339(), hours(start, end, language))
        }
    };
    When { start, text, note: status(state, language) }
}

fn hours(start: DateTime<Tz>, end: Option<DateTime<Tz>>, language: &str) -> String {
    let clock = |it: DateTime<Tz>| it.format("%H:%M").to_string();
    let first = date(start.date_naive(), language);
    match end {
        None => Message::new("when-from").text("date", first).text("start", clock(start)).say_in(language),
        Some(end) if end.date_naive() == start.date_naive() => {
            let hours = Message::new("when-hours").text("date", first).text("start", clock(start));
            hours.text("end", clock(end)).say_in(language)
        }
        Some(end) => {
            let at =
                |day: String, it| Message::new("when-from").text("date", day).text("start", clock(it)).say_in(language);
            let (from, to) = (at(first, start), at(date(end.date_naive(), language), end));
            Message::new("when-days").text("from", from).text("to", to).say_in(language)
        }
    }
}

/// A day in words, with the day of the week.
pub(crate) fn date(day: NaiveDate, language: &str) -> String {
    Message::new("when-date")
        .number("weekday", day.weekday().number_from_monday())
        .number("day", day.day())
        .number("month", day.month())
        // not grouped as numbers are
        .text("year", day.year().to_string())
        .say_in(language)
}

/// A duration of ISO 8601, such as `PT3H`, in words; as it stands where it cannot be read.
pub(crate) fn duration(text: &str, language: &str) -> String {
    let (mut said, mut number, mut is_time) = (Vec::new(), String::new(), false);
    for letter in text.strip_prefix('P').unwrap_or_default().chars() {
        let id = match (letter, is_time) {
            ('0'..='9' | '.' | ',', _) => {
                number.push(letter);
                continue;
            }
            ('T', _) => {
                is_time = true;
                continue;
            }
            ('Y', _) => "duration-years",
            ('M', false) => "duration-months",
            ('W', _) => "duration-weeks",
            ('D', _) => "duration-days",
            ('H', _) => "duration-hours",
            ('M', true) => "duration-minutes",
            ('S', _) => "duration-seconds",
            _ => return text.to_owned(),
        };
        let number = std::mem::take(&mut number);
        let message = match number.parse::<i64>() {
            Ok(whole) => Message::new(id).number("count", whole),
            Err(_) => Message::new(id).text("count", number),
        };
        said.push(message.say_in(language));
    }
    if said.is_empty() { text.to_owned() } else { said.join(" ") }
}

fn status(status: EventStatus, language: &str) -> Option<String> {
    let id = match status {
        EventStatus::Scheduled => return None,
        EventStatus::Cancelled => "event-cancelled",
        EventStatus::Postponed => "event-postponed",
        EventStatus::MovedOnline => "event-moved-online",
    };
    Some(Message::new(id).say_in(language))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::item::tests::event;

    #[test]
    fn timings_are_told_in_three_languages() {
        let event = event();
        let said = |at: usize, language: &str| of_timing(&event.timings[at], &event, language);
        assert_eq!(said(0, "fr").text, "samedi 5 décembre 2026, de 19:00 à 21:30");
        assert_eq!(said(0, "en").text, "Saturday 5 December 2026, 19:00 to 21:30");
        assert_eq!(said(0, "br").text, "Sadorn 5 a viz Kerzu 2026, etre 19:00 ha 21:30");
        assert_eq!(said(1, "fr").text, "du samedi 12 décembre 2026 au dimanche 13 décembre 2026");
        let cancelled = said(2, "fr");
        assert_eq!(
            (cancelled.text.as_str(), cancelled.note.as_deref()),
            ("jeudi 1er juillet 2027 à 20:00", Some("annulé"))
        );
        assert_eq!(cancelled.start, "2027-07-01T20:00:00+02:00");
    }

    #[test]
    fn durations_are_told_in_words() {
        for (text, said) in [
            ("PT3H", "3 h"),
            ("PT1H30M", "1 h 30 min"),
            ("P1D", "1 jour"),
            ("P2DT4H", "2 jours 4 h"),
            ("P1M", "1 mois"),
            ("PT1.5H", "1.5 h"),
            ("trois heures", "trois heures"),
        ] {
            assert_eq!(duration(text, "fr"), said);
        }
    }
}
