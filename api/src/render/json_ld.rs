//! JSON-LD in the words of schema.org: an article, a how-to, an event, a project, with licence, credit and origin. Events and projects
//! are no works: the text about them, which carries the licence, stands under `subjectOf`.

use entity::model::event::{Attendance, Event, EventStatus, Span, Timing};
use entity::value::kind::Kind;
use serde_json::{Value, json};

use crate::render::item::{Item, Person};

/// The network, as the publisher of what it shows.
pub(crate) struct Publisher<'a> {
    pub(crate) name: &'a str,
    pub(crate) home: &'a str,
}

/// What an entry is, in words that search engines and harvesters know.
pub(crate) fn json_ld(item: &Item, publisher: &Publisher<'_>) -> Value {
    let written = match item.kind {
        Kind::Article => work("Article", item, publisher),
        Kind::Page => work("WebPage", item, publisher),
        Kind::Recipe => how_to(item, publisher),
        Kind::Event => about("Event", item, publisher, event),
        Kind::Initiative => about("Project", item, publisher, |item| json!({ "location": place(item, None) })),
    };
    let mut whole = json!({ "@context": "https://schema.org" });
    merge(&mut whole, written);
    whole
}

/// The same for an element `script` of HTML, which no text may end.
pub(crate) fn in_html(value: &Value) -> String {
    let text = value.to_string();
    text.replace('<', r"\u003c")
        .replace('>', r"\u003e")
        .replace('&', r"\u0026")
        .replace('\u{2028}', r"\u2028")
        .replace('\u{2029}', r"\u2029")
}

/// A text with all that is to be known of its use.
fn work(of: &str, item: &Item, publisher: &Publisher<'_>) -> Value {
    let mut based_on: Vec<&str> = item.based_on.iter().map(String::as_str).collect();
    based_on.extend(item.original.iter().map(|it| it.url.as_str()));
    let picture = item.picture.as_ref().map(|it| {
        without_nulls(json!({
            "@type": "ImageObject",
            "contentUrl": it.url,
            "width": it.width,
            "height": it.height,
            "caption": it.alt,
            "creditText": it.credit_text,
            "license": it.licence.url,
        }))
    });
    without_nulls(json!({
        "@type": of,
        "@id": item.urn(),
        "url": item.url,
        "name": item.title,
        "headline": item.title,
        "description": item.summary,
        "inLanguage": item.language,
        "datePublished": moment(item.published),
        "dateModified": moment(item.changed()),
        "author": item.authors.iter().map(person).collect::<Vec<_>>(),
        "publisher": { "@type": "Organization", "name": publisher.name, "url": publisher.home },
        "license": item.rights(),
        "creditText": item.credit_text,
        "isBasedOn": based_on,
        "keywords": item.themes.iter().map(|it| &it.name).collect::<Vec<_>>(),
        "spatialCoverage": item.territories.iter().map(|it| json!({ "@type": "Place", "name": it.name })).collect::<Vec<_>>(),
        "image": picture,
    }))
}

fn how_to(item: &Item, publisher: &Publisher<'_>) -> Value {
    let mut written = work("HowTo", item, publisher);
    if let Some(content) = &item.content {
        let steps = content.steps.iter().enumerate().map(|(at, it)| {
            without_nulls(json!({ "@type": "HowToStep", "position": at + 1, "name": it.title, "text": &*it.text }))
        });
        let supplies = content.materials.iter().map(|it| json!({ "@type": "HowToSupply", "name": it }));
        let own = json!({
            "totalTime": content.duration,
            "supply": supplies.collect::<Vec<_>>(),
            "step": steps.collect::<Vec<_>>(),
        });
        merge(&mut written, own);
    }
    written
}

/// What a text is about, and the text.
fn about(of: &str, item: &Item, publisher: &Publisher<'_>, own: impl Fn(&Item) -> Value) -> Value {
    let text = work("Article", item, publisher);
    let mut written = json!({ "@type": of });
    merge(&mut written, json!({ "name": item.title, "description": item.summary, "url": item.url }));
    if let Some(image) = text.get("image").cloned() {
        merge(&mut written, json!({ "image": image }));
    }
    merge(&mut written, own(item));
    merge(&mut written, json!({ "subjectOf": text }));
    written
}

fn event(item: &Item) -> Value {
    let Some(event) = &item.event else { return Value::Null };
    let each = |timing: &Timing| {
        let (start, end) = span(timing, event);
        without_nulls(json!({
            "@type": "Event",
            "@id": format!("urn:uuid:{}", timing.id),
            "name": item.title,
            "startDate": start,
            "endDate": end,
            "eventStatus": status(timing.status),
            "location": location(item, event),
        }))
    };
    let first = event.timings.first().map(|it| span(it, event).0);
    let last = event.timings.last().and_then(|it| span(it, event).1);
    let several = event.timings.len() > 1;
    json!({
        "startDate": first,
        "endDate": last,
        "eventStatus": status(event.status),
        "eventAttendanceMode": format!("https://schema.org/{}", match event.attendance {
            Attendance::InPerson => "OfflineEventAttendanceMode",
            Attendance::Online => "OnlineEventAttendanceMode",
            Attendance::Mixed => "MixedEventAttendanceMode",
        }),
        "location": location(item, event),
        "subEvent": event.timings.iter().filter(|_| several).map(each).collect::<Vec<_>>(),
        "organizer": item.authors.iter().map(person).collect::<Vec<_>>(),
    })
}

fn location(item: &Item, event: &Event) -> Value {
    match event.attendance {
        Attendance::InPerson => place(item, Some(event)),
        Attendance::Online => online(item, event),
        Attendance::Mixed => json!([place(item, Some(event)), online(item, event)]),
    }
}

/// What an event on line is attended through: its first link, else its page.
fn online(item: &Item, event: &Event) -> Value {
    let url = event.links.first().map_or(item.url.as_str(), |it| it.url.as_str());
    json!({ "@type": "VirtualLocation", "url": url })
}

fn place(item: &Item, event: Option<&Event>) -> Value {
    let name = event.and_then(|it| it.place.as_ref()).or(item.commune.as_ref());
    let street = event.and_then(|it| it.address.as_ref());
    let geo = item.point.map(
        |(latitude, longitude)| json!({ "@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude }),
    );
    if name.is_none() && street.is_none() && geo.is_none() {
        return Value::Null;
    }
    let address = (street.is_some() || item.commune.is_some()).then(|| {
        without_nulls(json!({
            "@type": "PostalAddress",
            "streetAddress": street,
            "addressLocality": item.commune,
            "addressCountry": "FR",
        }))
    });
    without_nulls(json!({ "@type": "Place", "name": name, "address": address, "geo": geo }))
}

/// When a timing begins and ends: days are days, hours are told in the zone of the event.
fn span(timing: &Timing, event: &Event) -> (String, Option<String>) {
    match timing.span {
        Span::Days { start, end } => (start.to_string(), Some(end.to_string())),
        Span::Hours { start, end } => {
            let zone = event.time_zone.parse::<chrono_tz::Tz>().unwrap_or(chrono_tz::Tz::UTC);
            let said = |it: entity::value::clock::Instant| it.utc().with_timezone(&zone).to_rfc3339();
            (said(start), end.map(said))
        }
    }
}

fn status(status: EventStatus) -> String {
    let word = match status {
        EventStatus::Scheduled => "EventScheduled",
        EventStatus::Cancelled => "EventCancelled",
        EventStatus::Postponed => "EventPostponed",
        EventStatus::MovedOnline => "EventMovedOnline",
    };
    format!("https://schema.org/{word}")
}

fn person(person: &Person) -> Value {
    let of = if person.is_organisation { "Organization" } else { "Person" };
    without_nulls(json!({ "@type": of, "name": person.name, "url": person.url }))
}

fn moment(moment: chrono::DateTime<chrono::Utc>) -> String {
    moment.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

fn merge(into: &mut Value, more: Value) {
    if let (Value::Object(into), Value::Object(more)) = (into, without_nulls(more)) {
        into.extend(more);
    }
}

fn without_nulls(value: Value) -> Value {
    let Value::Object(parts) = value else { return value };
    let is_absent = |it: &Value| it.is_null() || it.as_array().is_some_and(Vec::is_empty);
    Value::Object(parts.into_iter().filter(|(_, it)| !is_absent(it)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::item::tests::{HOSTILE, hostile, item};

    #[test]
    fn each_kind_is_written_as_it_was() {
        let publisher = Publisher { name: "Bretagne Creative", home: "https://site.test" };
        for kind in Kind::ALL {
            insta::assert_snapshot!(
                format!("json_ld_{}", kind.word()),
                format!("{:#}", json_ld(&item(kind), &publisher))
            );
        }
    }

    #[test]
    fn no_text_ends_its_script() {
        let publisher = Publisher { name: HOSTILE, home: "https://site.test" };
        for kind in Kind::ALL {
            let item = hostile(kind);
            let text = in_html(&json_ld(&item, &publisher));
            assert!(!text.contains(['<', '>', '&']), "{text}");
            assert_eq!(serde_json::from_str::<Value>(&text).unwrap()["name"], item.title);
        }
    }
}
