//! iCalendar (RFC 5545) by calcard: one component for each timing, with the time zones that it names, the credit in its
//! description, and the licence as a link (RFC 9253).

use std::sync::Arc;

use calcard::common::{LinkRelation, PartialDateTime};
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarDuration, ICalendarEntry, ICalendarMethod,
    ICalendarParameter, ICalendarParameterName, ICalendarParameterValue, ICalendarProperty, ICalendarStatus,
    ICalendarValue, ICalendarValueType, Uri,
};
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, Timelike, Utc};
use chrono_tz::Tz;
use entity::model::event::{Event, EventStatus, Span, Timing};

use crate::render::item::Item;

/// A calendar that programs subscribe to.
pub(crate) struct Calendar<'a> {
    pub(crate) name: &'a str,
    pub(crate) description: &'a str,
    /// The address that it is subscribed to.
    pub(crate) this: &'a str,
    /// The timings, each with its event.
    pub(crate) timings: &'a [(Timing, Arc<Item>)],
}

/// How often a program may ask again: twice a day is enough for an agenda.
const REFRESHED_HOURS: u32 = 12;

/// Writes a calendar.
pub(crate) fn calendar(calendar: &Calendar<'_>) -> String {
    let mut head = ICalendarComponent::new(ICalendarComponentType::VCalendar);
    head.add_property(ICalendarProperty::Version, text("2.0"));
    head.add_property(ICalendarProperty::Prodid, text("-//Bretagne Creative//content API//FR"));
    head.add_property(ICalendarProperty::Method, ICalendarValue::Method(ICalendarMethod::Publish));
    head.add_property(ICalendarProperty::Name, text(calendar.name));
    head.add_property(ICalendarProperty::Other("X-WR-CALNAME".to_owned()), text(calendar.name));
    head.add_property(ICalendarProperty::Description, text(calendar.description));
    head.add_property_with_params(
        ICalendarProperty::RefreshInterval,
        [value_type(ICalendarValueType::Duration)],
        ICalendarDuration { hours: REFRESHED_HOURS, ..Default::default() },
    );
    head.add_property_with_params(ICalendarProperty::Source, [value_type(ICalendarValueType::Uri)], uri(calendar.this));
    let mut written = ICalendar { components: vec![head] };
    for (timing, item) in calendar.timings {
        let Some(event) = &item.event else { continue };
        let at = u32::try_from(written.components.len()).unwrap_or(u32::MAX);
        written.components[0].component_ids.push(at);
        written.components.push(component(item, event, timing));
    }
    written.add_missing_timezones();
    written.to_string()
}

fn component(item: &Item, event: &Event, timing: &Timing) -> ICalendarComponent {
    use ICalendarProperty::{
        Categories, Created, Description, Geo, LastModified, Link, Location, Status, Summary, Url,
    };
    let mut it = ICalendarComponent::new(ICalendarComponentType::VEvent);
    it.add_uid(&timing.id.to_string());
    // not the clock's: what has not changed is written alike
    it.add_dtstamp(utc(item.changed()));
    it.add_property(LastModified, utc(item.changed()));
    it.add_property(Created, utc(item.published));
    it.add_sequence(item.updated.timestamp().div_euclid(60).max(0));
    it.add_property(Summary, text(&item.title));
    when(&mut it, event, timing);
    it.add_property(Status, ICalendarValue::Status(status(event.status, timing.status)));
    it.add_property(Description, text(&described(item)));
    it.add_property(Url, uri(&item.url));
    if let Some(place) = place(item, event) {
        it.add_property(Location, text(&place));
    }
    if let Some((latitude, longitude)) = item.point {
        let values = vec![ICalendarValue::Float(latitude), ICalendarValue::Float(longitude)];
        it.entries.push(ICalendarEntry { name: Geo, params: Vec::new(), values });
    }
    if !item.themes.is_empty() {
        let values = item.themes.iter().map(|it| text(&it.name)).collect();
        it.entries.push(ICalendarEntry { name: Categories, params: Vec::new(), values });
    }
    if let Some(url) = &item.licence.url {
        let license = ICalendarParameterValue::Linkrel(LinkRelation::License);
        let parameters = [
            value_type(ICalendarValueType::Uri),
            ICalendarParameter::new(ICalendarParameterName::Linkrel, license),
            ICalendarParameter::new(ICalendarParameterName::Label, item.licence.name.clone()),
        ];
        it.add_property_with_params(Link, parameters, uri(url));
    }
    it
}

/// Whole days have no zone, and end with the day after the last; hours are told in the zone of the event.
fn when(it: &mut ICalendarComponent, event: &Event, timing: &Timing) {
    use ICalendarProperty::{Dtend, Dtstart};
    match timing.span {
        Span::Days { start, end } => {
            let after = end.checked_add_days(Days::new(1)).unwrap_or(end);
            for (name, day) in [(Dtstart, start), (Dtend, after)] {
                it.add_property_with_params(name, [value_type(ICalendarValueType::Date)], date(day));
            }
        }
        Span::Hours { start, end } => {
            let moments = std::iter::once((Dtstart, start)).chain(end.map(|it| (Dtend, it)));
            for (name, moment) in moments {
                match event.time_zone.parse::<Tz>() {
                    Ok(zone) if zone != Tz::UTC => {
                        let zoned = moment.utc().with_timezone(&zone).naive_local();
                        let named = ICalendarParameter::tzid(event.time_zone.clone());
                        it.add_property_with_params(name, [named], local(zoned));
                    }
                    Ok(_) | Err(_) => it.add_property(name, utc(moment.utc())),
                }
            }
        }
    }
}

/// Where it is: on line where it was moved there, as its links say.
fn place(item: &Item, event: &Event) -> Option<String> {
    let address = event.address.as_ref().map(|it| it.lines().map(str::trim).collect::<Vec<_>>().join(", "));
    let parts = [event.place.clone(), address.or_else(|| item.commune.clone())];
    let mut parts: Vec<String> = parts.into_iter().flatten().filter(|it| !it.is_empty()).collect();
    parts.dedup();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn status(event: EventStatus, timing: EventStatus) -> ICalendarStatus {
    match (event, timing) {
        (EventStatus::Cancelled, _) | (_, EventStatus::Cancelled) => ICalendarStatus::Cancelled,
        (EventStatus::Postponed, _) | (_, EventStatus::Postponed) => ICalendarStatus::Tentative,
        (EventStatus::Scheduled | EventStatus::MovedOnline, EventStatus::Scheduled | EventStatus::MovedOnline) => {
            ICalendarStatus::Confirmed
        }
    }
}

/// The summary and the text, and under them the credit, which calendars show nowhere else.
fn described(item: &Item) -> String {
    let links = item.event.iter().flat_map(|it| &it.links).map(|it| match &it.title {
        Some(title) => format!("{title}: {}", it.url.as_str()),
        None => it.url.as_str().to_owned(),
    });
    let links = links.collect::<Vec<_>>().join("\n");
    let parts = [item.summary.clone(), Some(links), Some(item.credit_text.clone())];
    parts.into_iter().flatten().filter(|it| !it.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// A text without the controls that RFC 5545 forbids (§3.1); only line feeds and tabs may stand in a text.
fn text(text: &str) -> ICalendarValue {
    let kept = text.replace("\r\n", "\n").replace('\r', "\n");
    ICalendarValue::Text(kept.chars().filter(|it| !it.is_control() || matches!(it, '\n' | '\t')).collect())
}

fn uri(url: &str) -> ICalendarValue {
    ICalendarValue::Uri(Uri::Location(url.to_owned()))
}

fn value_type(of: ICalendarValueType) -> ICalendarParameter {
    ICalendarParameter::new(ICalendarParameterName::Value, ICalendarParameterValue::Value(of))
}

fn utc(moment: DateTime<Utc>) -> PartialDateTime {
    PartialDateTime { tz_hour: Some(0), tz_minute: Some(0), ..local(moment.naive_utc()) }
}

fn local(moment: NaiveDateTime) -> PartialDateTime {
    let part = |it: u32| u8::try_from(it).ok();
    PartialDateTime {
        hour: part(moment.hour()),
        minute: part(moment.minute()),
        second: part(moment.second()),
        ..date(moment.date())
    }
}

fn date(day: NaiveDate) -> PartialDateTime {
    let part = |it: u32| u8::try_from(it).ok();
    PartialDateTime {
        year: u16::try_from(day.year()).ok(),
        month: part(day.month()),
        day: part(day.day()),
        ..Default::default()
    }
}

#[cfg(test)]
mod tests {
    use entity::value::kind::Kind;

    use super::*;
    use crate::render::item::tests::{hostile, item};

    fn written(item: Item) -> String {
        let item = Arc::new(item);
        let event = item.event.clone().unwrap();
        let timings: Vec<_> = event.timings.iter().cloned().map(|it| (it, Arc::clone(&item))).collect();
        let it = Calendar {
            name: "Agenda; Brest",
            description: "Tout",
            this: "https://api.test/events.ics",
            timings: &timings,
        };
        calendar(&it)
    }

    #[test]
    fn it_is_written_as_it_was() {
        let mut event = item(Kind::Event);
        event.title = "Un titre assez long pour qu’une ligne se replie, avec des accents éàü".to_owned();
        let text = written(event);
        assert!(text.split("\r\n").all(|it| it.len() <= 75 && !it.contains('\n')), "{text}");
        insta::assert_snapshot!("calendar", text.replace("\r\n", "\n"));
    }

    #[test]
    fn no_text_begins_a_component() {
        let text = written(hostile(Kind::Event));
        assert_eq!(text.matches("\r\nBEGIN:VEVENT").count(), 3, "{text}");
        let read = ICalendar::parse(&text).unwrap();
        assert_eq!(read.components.iter().filter(|it| it.component_type == ICalendarComponentType::VEvent).count(), 3);
    }
}
