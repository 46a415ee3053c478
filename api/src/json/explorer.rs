//! The pages on which the JSON addresses are explored, put together.

use serde_json::Value;

use crate::json::parameters::{self, Form};
use crate::json::query;
use crate::json::resource::Resource;
use crate::message::Message;
use crate::render::json_page::{self, Kind, List, Overview, Parameter};
use crate::render::page::LANGUAGES;

/// What is listed, in the language of the page.
fn about(resource: Resource, language: &str) -> String {
    Message::new("json-about").text("kind", resource.word()).say_in(language)
}

/// The page of what can be listed.
pub(crate) fn overview(language: &str, network: &str, api_url: &str) -> String {
    let said = |id: &'static str| Message::new(id).say_in(language);
    let kind = |it: Resource| Kind { word: it.word().to_owned(), about: about(it, language) };
    let ways = [("/api/changes", "json-way-changes"), ("/openapi.json", "json-way-openapi"), ("/", "json-way-front")];
    json_page::overview(&Overview {
        language,
        network,
        heading: &said("json-heading"),
        summary: &said("json-summary"),
        shell: &said("landing-shell"),
        command: &format!("curl '{api_url}/api/initiatives?territory=pays:pays-de-brest&first=5'"),
        kinds_heading: &said("json-kinds"),
        kinds: Resource::ALL.into_iter().map(kind).collect(),
        ways_heading: &said("landing-ways"),
        ways: ways.map(|(url, note)| (url.to_owned(), said(note))).into(),
        other_languages: &said("page-in-your-language"),
        languages: &LANGUAGES,
    })
}

/// The page of one list, with what a query string asks for and what it is answered.
pub(crate) fn list(
    resource: Resource,
    (language, network): (&str, &str),
    api_url: &str,
    text: &str,
    answer: &Value,
) -> String {
    let said = |id: &'static str| Message::new(id).say_in(language);
    let given = query::given(text).unwrap_or_default();
    let value = |name: &str| {
        let found = given.iter().find(|it| it.0 == name);
        found.map(|(_, values)| values.join(",")).unwrap_or_default()
    };
    let filters = parameters::of(resource).iter().map(|it| Parameter {
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
    let timed = query::OF_OCCURRENCES.iter().filter(|_| resource == Resource::Occurrences);
    let own = query::OF_LISTS.iter().filter(|it| query::names(resource).contains(&it.0));
    let own = timed.chain(own).map(|(name, description)| Parameter {
        name: (*name).to_owned(),
        description: described(name, description, resource),
        value: value(name),
        words: if *name == "count" { vec!["true".to_owned()] } else { Vec::new() },
    });
    let mut written = url::form_urlencoded::Serializer::new(String::new());
    let said_something = given.iter().filter(|(_, values)| !query::is_blank(values));
    said_something.flat_map(|(name, values)| values.iter().map(move |it| (name, it))).for_each(|(name, value)| {
        written.append_pair(name, value);
    });
    let written = written.finish();
    let mark = if written.is_empty() { "" } else { "?" };
    let address = format!("{api_url}/api/{}{mark}{written}", resource.word());
    let beside = [("prev", "json-previous"), ("next", "json-next")].into_iter().filter_map(|(link, name)| {
        let text = answer["links"][link].as_str()?.split_once('?')?.1;
        Some((format!("/api/explore/{}?{text}", resource.word()), said(name)))
    });
    json_page::list(&List {
        language,
        network,
        word: resource.word(),
        about: &about(resource, language),
        back: &said("json-back"),
        parameters_heading: &said("json-parameters"),
        parameters: filters.chain(own).collect(),
        show: &said("json-show"),
        answer_heading: &said("json-answer"),
        address: &address,
        shell: &said("landing-shell"),
        command: &format!("curl '{address}'"),
        answer: &format!("{answer:#}"),
        beside: beside.collect(),
        fields_heading: &said("json-fields"),
        fields: resource.fields().keys().cloned().collect(),
    })
}

/// The description of a parameter that all lists take, with what it may be here.
fn described(name: &str, text: &str, resource: Resource) -> String {
    if name != "order" {
        return text.to_owned();
    }
    let keys: Vec<String> = parameters::orders(resource).into_iter().map(|it| it.0).collect();
    format!("{text} Keys: {}.", keys.join(", "))
}
