//! The pages on which the JSON addresses are explored, put together.

use serde_json::Value;

use crate::json::parameters::{self, Form};
use crate::json::query;
use crate::json::resource::{Resource, fields_of_entries};
use crate::json::search::{self, ORDERS};
use crate::json::values;
use crate::message::Message;
use crate::render::page::{self, Kind, LANGUAGES, List, Overview, Parameter};

/// The word of the search in addresses.
const SEARCH: &str = "search";

/// What is listed, in the language of the page.
fn about(word: &str, language: &str) -> String {
    Message::new("json-about").text("kind", word).say_in(language)
}

/// The page of what can be listed.
pub(crate) fn overview(language: &str, network: &str, api_url: &str) -> String {
    let said = |id: &'static str| Message::new(id).say_in(language);
    let kind = |it: &str| Kind { word: it.to_owned(), about: about(it, language) };
    let ways = [("/api/changes", "json-way-changes"), ("/openapi.json", "json-way-openapi"), ("/", "json-way-front")];
    page::overview(&Overview {
        language,
        network,
        heading: &said("json-heading"),
        summary: &said("json-summary"),
        shell: &said("landing-shell"),
        command: &format!("curl '{api_url}/api/initiatives?territory=pays:pays-de-brest&first=5'"),
        kinds_heading: &said("json-kinds"),
        kinds: std::iter::once(SEARCH).chain(Resource::ALL.map(Resource::word)).map(kind).collect(),
        ways_heading: &said("landing-ways"),
        ways: ways.map(|(url, note)| (url.to_owned(), said(note))).into(),
        other_languages: &said("page-in-your-language"),
        languages: &LANGUAGES,
    })
}

/// What a page explores.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Explored {
    List(Resource),
    Search,
}

impl Explored {
    /// Its word in addresses.
    fn word(self) -> &'static str {
        match self {
            Self::List(resource) => resource.word(),
            Self::Search => SEARCH,
        }
    }

    /// The parameters that narrow it.
    fn filters(self) -> &'static [parameters::Parameter] {
        match self {
            Self::List(resource) => parameters::of(resource),
            Self::Search => parameters::of_entries(),
        }
    }

    /// The other parameters, those that come before the filters first: name, meaning, and the words that each may be.
    fn own(self) -> (Vec<Own>, Vec<Own>) {
        let own = |(name, text): &(&'static str, &'static str)| {
            let words: &[&str] = match (*name, self) {
                ("count" | "facets", _) => &["true"],
                ("order", Self::Search) => &ORDERS.map(|it| it.0),
                _ => &[],
            };
            let text = match self {
                Self::List(resource) => described(name, text, resource),
                Self::Search => (*text).to_owned(),
            };
            (*name, text, words.iter().map(|it| (*it).to_owned()).collect())
        };
        match self {
            Self::Search => (search::OF_SEARCH.iter().map(own).collect(), search::of_lists().map(own).collect()),
            Self::List(resource) => {
                let timed = query::OF_OCCURRENCES.iter().filter(|_| resource == Resource::Occurrences);
                let taken = query::OF_LISTS.iter().filter(|it| query::names(resource).contains(&it.0));
                (Vec::new(), timed.chain(taken).map(own).collect())
            }
        }
    }

    /// The fields of its items.
    fn fields(self) -> Vec<String> {
        let fields = match self {
            Self::List(resource) => resource.fields(),
            Self::Search => fields_of_entries(),
        };
        fields.keys().cloned().collect()
    }
}

/// The page of one list or of the search, with what a query string asks for and what it is answered.
pub(crate) fn shown(
    explored: Explored,
    (language, network): (&str, &str),
    api_url: &str,
    text: &str,
    answer: &Value,
) -> String {
    let said = |id: &'static str| Message::new(id).say_in(language);
    let given = values::given(text).unwrap_or_default();
    let value = |name: &str| {
        let found = given.iter().find(|it| it.0 == name);
        found.map(|(_, values)| values.join(",")).unwrap_or_default()
    };
    let filters = explored.filters().iter().map(|it| Parameter {
        name: it.name.clone(),
        description: match &it.form {
            Form::Numbers(fields) => format!("{} Numbers between commas: {}.", it.description, fields.join(",")),
            Form::Scalar(_) | Form::Word(_) if it.is_list => format!("{} Several between commas.", it.description),
            Form::Scalar(_) | Form::Word(_) => it.description.clone(),
        },
        value: value(&it.name),
        words: match &it.form {
            Form::Word(words) => words.clone(),
            Form::Scalar(ty) if ty == "Boolean" => vec!["true".to_owned(), "false".to_owned()],
            Form::Scalar(_) | Form::Numbers(_) => Vec::new(),
        },
    });
    let own =
        |(name, description, words): Own| Parameter { name: name.to_owned(), description, value: value(name), words };
    let (before, after) = explored.own();
    let mut written = url::form_urlencoded::Serializer::new(String::new());
    let said_something = given.iter().filter(|(_, values)| !values::is_blank(values));
    said_something.flat_map(|(name, values)| values.iter().map(move |it| (name, it))).for_each(|(name, value)| {
        written.append_pair(name, value);
    });
    let (written, word) = (written.finish(), explored.word());
    let mark = if written.is_empty() { "" } else { "?" };
    let address = format!("{api_url}/api/{word}{mark}{written}");
    let beside = [("prev", "json-previous"), ("next", "json-next")].into_iter().filter_map(|(link, name)| {
        let text = answer["links"][link].as_str()?.split_once('?')?.1;
        Some((format!("/api/explore/{word}?{text}"), said(name)))
    });
    page::list(&List {
        language,
        network,
        word,
        about: &about(word, language),
        back: &said("json-back"),
        parameters_heading: &said("json-parameters"),
        parameters: before.into_iter().map(own).chain(filters).chain(after.into_iter().map(own)).collect(),
        show: &said("json-show"),
        answer_heading: &said("json-answer"),
        address: &address,
        shell: &said("landing-shell"),
        command: &format!("curl '{address}'"),
        answer: &format!("{answer:#}"),
        beside: beside.collect(),
        fields_heading: &said("json-fields"),
        fields: explored.fields(),
    })
}

/// A parameter: its name, what it means, and the words that it may be.
type Own = (&'static str, String, Vec<String>);

/// The description of a parameter that all lists take, with what it may be here.
fn described(name: &str, text: &str, resource: Resource) -> String {
    if name != "order" {
        return text.to_owned();
    }
    let keys: Vec<String> = parameters::orders(resource).into_iter().map(|it| it.0).collect();
    format!("{text} Keys: {}.", keys.join(", "))
}
