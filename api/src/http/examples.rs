//! The worked examples: the first queries of the landing page, and the tabs that the explorer opens with. Each is a document of
//! `api/assets/graphiql/examples/`, told of in the reader's language.

use chrono::{Datelike, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use entity::reader::Reader;
use entity::value::clock::Instant;
use serde::Serialize;
use serde_json::{Value, json};

use crate::message::Message;

/// The name that an operation has in its file.
const NAME: &str = "Example";

/// One example.
#[derive(Debug, Serialize)]
pub(crate) struct Example {
    /// What it asks, in one sentence.
    #[serde(skip)]
    pub(crate) about: String,
    /// Whether anybody can ask it as it stands.
    #[serde(skip)]
    pub(crate) is_open: bool,
    /// The operation alone.
    #[serde(skip)]
    pub(crate) operation: String,
    /// The operation under comments that say what it asks: what a tab shows.
    pub(crate) query: String,
    /// Its variables.
    #[serde(serialize_with = "indented", skip_serializing_if = "Value::is_null")]
    pub(crate) variables: Value,
    /// The headers that it is sent with.
    #[serde(serialize_with = "indented", skip_serializing_if = "Value::is_null")]
    pub(crate) headers: Value,
}

/// An example as it lies here: its message, what stands below it, its document, its variables, its headers.
struct Written {
    name: &'static str,
    about: &'static str,
    hint: Option<&'static str>,
    document: &'static str,
    variables: Value,
    headers: Value,
}

/// The examples for somebody who reads this language, the open ones first.
pub(crate) fn all(language: &str, reader: &Reader) -> Vec<Example> {
    let (from, to) = month(reader);
    let open = |about, name, document, variables| Written {
        name,
        about,
        hint: None,
        document,
        variables,
        headers: Value::Null,
    };
    let written = [
        open(
            "example-list",
            "example-list-name",
            include_str!("../../assets/graphiql/examples/list.graphql"),
            json!({ "territory": ["pays:pays-de-brest"], "search": "partage" }),
        ),
        open(
            "example-initiative",
            "example-initiative-name",
            include_str!("../../assets/graphiql/examples/initiative.graphql"),
            json!({ "slug": "heol" }),
        ),
        open(
            "example-agenda",
            "example-agenda-name",
            include_str!("../../assets/graphiql/examples/agenda.graphql"),
            json!({ "from": from, "to": to }),
        ),
        open(
            "example-places",
            "example-places-name",
            include_str!("../../assets/graphiql/examples/places.graphql"),
            json!({ "search": "bre" }),
        ),
        Written {
            hint: Some("example-sign-in-hint"),
            ..open(
                "example-sign-in",
                "example-sign-in-name",
                include_str!("../../assets/graphiql/examples/sign_in.graphql"),
                json!({ "input": { "email": "", "password": "" } }),
            )
        },
        Written {
            hint: Some("example-drafts-hint"),
            headers: json!({ "Content-View": "latest" }),
            ..open(
                "example-drafts",
                "example-drafts-name",
                include_str!("../../assets/graphiql/examples/drafts.graphql"),
                Value::Null,
            )
        },
    ];
    written.into_iter().map(|it| told(it, language)).collect()
}

/// An example in words of this language: the explorer calls a tab by the name of its operation.
fn told(written: Written, language: &str) -> Example {
    let said = |id: &'static str| Message::new(id).say_in(language);
    let about = said(written.about);
    let operation = written.document.trim_end().replacen(NAME, &said(written.name), 1);
    let hint = written.hint.map(|id| comment(&said(id))).unwrap_or_default();
    Example {
        is_open: written.hint.is_none(),
        query: format!("{}{hint}{operation}\n", comment(&about)),
        about,
        operation,
        variables: written.variables,
        headers: written.headers,
    }
}

/// A text as lines of comment that an editor shows whole beside the answer.
fn comment(text: &str) -> String {
    const WIDTH: usize = 48;
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut().filter(|it| it.chars().count() + word.chars().count() < WIDTH) {
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(format!("# {word}")),
        }
    }
    lines.join("\n") + "\n"
}

/// When the month begins and ends in which we are, in the network's time zone.
fn month(reader: &Reader) -> (Instant, Instant) {
    let zone: Tz = reader.reference().settings.time_zone.parse().unwrap_or(Tz::UTC);
    let today = reader.now().utc().with_timezone(&zone).date_naive();
    let first = today.with_day(1).unwrap_or(today);
    let next = first.checked_add_months(chrono::Months::new(1)).unwrap_or(first);
    let begin = |day: NaiveDate| {
        let midnight = day.and_time(NaiveTime::MIN);
        // where a clock is put forward at midnight, the day begins an hour later: the moment in UTC is as good here
        let local = zone.from_local_datetime(&midnight).earliest();
        Instant::of(local.map_or_else(|| midnight.and_utc(), |it| it.with_timezone(&Utc)))
    };
    (begin(first), begin(next))
}

/// JSON as somebody writes it who is to read it: the explorer shows variables and headers as texts.
fn indented<S: serde::Serializer>(value: &Value, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&format!("{value:#}"))
}
