//! How the values of parameters are written, on every address that takes any: lists of JSON, feeds, calendars, maps, tables and framed
//! lists. What is not of its form, or names nothing known, is refused with what would do.

use async_graphql::{InputType, Name, Pos, Value};
use entity::commons::licence;
use entity::value::form::nearest;
use entity::value::slug::Slug;
use entity::value::territory::TerritoryRef;

use crate::error::{self, Code, WireError};
use crate::graphql::engine::request::Request;
use crate::graphql::input::named::Named;
use crate::graphql::input::scalar::misfit;
use crate::guard::Limit;
use crate::json::parameters::{Form, Parameter};
use crate::message::Message;

/// The most bytes of a query string.
const MAX_QUERY: usize = 16 * 1024;
/// The most parameters of an address.
const MAX_PARAMETERS: usize = 100;
/// The most values of a parameter.
const MAX_VALUES: usize = 100;

/// A filter that is put together parameter by parameter, as the GraphQL schema takes it.
#[derive(Debug, Default)]
pub(crate) struct Narrowing(Option<Value>);

impl Narrowing {
    /// Adds the values of a parameter.
    ///
    /// # Errors
    /// `BAD_INPUT` for values that are not of its form or name nothing known, `FILTER_TOO_LARGE` for too many.
    pub(crate) fn add(&mut self, parameter: &Parameter, values: &[String], request: &Request) -> Result<(), WireError> {
        let value = value(parameter, values, request)?;
        put(self.0.get_or_insert_with(|| Value::Object(Default::default())), &parameter.path, value);
        Ok(())
    }

    /// The filter; none where nothing was added.
    pub(crate) fn filter(self) -> Option<Value> {
        self.0
    }
}

/// A value of the schema that was put together from a query string.
///
/// # Errors
/// `BAD_INPUT` for what the schema does not take.
pub(crate) fn input<T: InputType>(value: Option<Value>) -> Result<Option<T>, WireError> {
    let Some(value) = value else { return Ok(None) };
    T::parse(Some(value)).map(Some).map_err(|it| {
        let detail = it.into_server_error(Pos::default()).message;
        WireError::new(Code::BadInput, "value-refused").text("detail", detail)
    })
}

/// The error of a parameter, with what would do.
pub(crate) fn refused(id: &'static str, of: &str, name: &str, allowed: &[&str]) -> WireError {
    let near = nearest(name, allowed.iter().copied());
    let told = WireError::new(Code::BadInput, id).argument(vec![of.to_owned()]).text("name", name);
    let told = told.text("hint", if near.is_some() { "near" } else { "none" }).text("near", near.unwrap_or_default());
    told.suggesting(near.into_iter().map(str::to_owned).collect()).listing(allowed)
}

/// The error of a word that is none of these, which are told in the letters in which it was written.
fn not_one_of(name: &str, text: &str, words: &[String]) -> WireError {
    let is_small = text.chars().any(char::is_lowercase);
    let known: Vec<String> = words.iter().map(|it| if is_small { it.to_lowercase() } else { it.clone() }).collect();
    refused("value-unknown", name, text, &known.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The error of a name that nothing known has, with those that may be meant.
fn unknown(named: Named, name: &str, text: &str, request: &Request) -> WireError {
    let near = match named {
        // a name alone is taken for that of a commune
        Named::Territory => {
            let meant = text.parse::<TerritoryRef>().or_else(|_| format!("commune:{}", Slug::from_title(text)).parse());
            meant.map(|it| request.reader.reference().territories_like(&it)).unwrap_or_default()
        }
        Named::Licence => licence::nearest(text).map(|it| it.key.clone()).into_iter().collect(),
        Named::Theme | Named::Source | Named::Member => named.like(text, &request.reader),
    };
    let similar = |id: &'static str, all: &'static str| match near.is_empty() {
        true => Message::new(all),
        false => Message::new(id).text("names", near.join(", ")),
    };
    let told = |id: &'static str| WireError::new(Code::BadInput, id).text("value", text);
    let told = match named {
        Named::Theme if matches!(text, "light" | "dark" | "auto") => told("channel-theme-colours"),
        Named::Theme => {
            let similar = similar("channel-allowed-themes", "channel-all-themes");
            told("channel-theme-unknown").messages("allowed", vec![similar])
        }
        Named::Territory => {
            let similar = similar("channel-allowed-territories", "channel-all-territories");
            told("channel-territory-unknown").messages("allowed", vec![similar])
        }
        Named::Member => told("channel-member-unknown"),
        Named::Licence => {
            let known = request.reader.reference().licences.all();
            let keys: Vec<&str> = known.iter().map(|it| it.facts.key.as_str()).collect();
            refused("value-unknown", name, text, &keys)
        }
        Named::Source => error::of_message(named.message(text)),
    };
    told.argument(vec![name.to_owned()]).suggesting(near)
}

/// The parameters of a query string, each with its values: those between commas, and those of the same name.
///
/// # Errors
/// `FILTER_TOO_LARGE` for too many of them, `PAYLOAD_TOO_LARGE` for a text that is too long.
pub(crate) fn given(text: &str) -> Result<Vec<(String, Vec<String>)>, WireError> {
    if text.len() > MAX_QUERY {
        return Err(Limit::BodyBytes.refuse(MAX_QUERY, text.len(), None).into());
    }
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    for (name, value) in url::form_urlencoded::parse(text.as_bytes()) {
        // the brackets that some clients put behind the names of lists
        let name = name.strip_suffix("[]").unwrap_or(&name).to_owned();
        match found.iter_mut().find(|it| it.0 == name) {
            Some((_, values)) => values.push(value.into_owned()),
            None => found.push((name, vec![value.into_owned()])),
        }
        if found.len() > MAX_PARAMETERS || found.last().is_some_and(|it| it.1.len() > MAX_VALUES) {
            return Err(WireError::new(Code::FilterTooLarge, "filter-values").number("max", MAX_VALUES));
        }
    }
    Ok(found)
}

/// Whether a parameter says nothing, as the fields of a form do that nobody has filled in.
pub(crate) fn is_blank(values: &[String]) -> bool {
    values.iter().all(String::is_empty)
}

/// The one value of a parameter.
///
/// # Errors
/// `BAD_INPUT` for several.
pub(crate) fn single<'a>(name: &str, values: &'a [String]) -> Result<&'a str, WireError> {
    match values {
        [it] => Ok(it),
        _ => Err(WireError::new(Code::BadInput, "parameter-twice").text("name", name).argument(vec![name.to_owned()])),
    }
}

fn unfit(name: &str, text: &str, form: &'static str) -> WireError {
    let told = WireError::new(Code::BadInput, "parameter-unfit").text("name", name).text("value", text);
    told.text("form", form).argument(vec![name.to_owned()])
}

pub(crate) fn whole(name: &str, text: &str) -> Result<i32, WireError> {
    text.parse().map_err(|_| unfit(name, text, "number"))
}

pub(crate) fn boolean(name: &str, text: &str) -> Result<bool, WireError> {
    text.parse().map_err(|_| refused("value-unknown", name, text, &["true", "false"]))
}

pub(crate) fn moment(name: &str, text: &str) -> Result<entity::value::clock::Instant, WireError> {
    // a plus sign that was not escaped is a space by now
    let text = &text.replace(' ', "+");
    let case = misfit("DateTime", text);
    match case {
        None => text.parse().map_err(|_| unfit(name, text, "moment")),
        Some(case) => Err(error::of_value(name, case)),
    }
}

pub(crate) fn each(values: &[String]) -> impl Iterator<Item = &str> {
    values.iter().flat_map(|it| it.split(',')).map(str::trim)
}

/// The value of a filter, as the GraphQL schema takes it.
pub(super) fn value(parameter: &Parameter, values: &[String], request: &Request) -> Result<Value, WireError> {
    let name = parameter.name.as_str();
    if let Form::Numbers(fields) = &parameter.form {
        let texts: Vec<&str> = each(values).collect();
        let numbers: Option<Vec<f64>> =
            texts.iter().map(|it| it.parse().ok().filter(|it: &f64| it.is_finite())).collect();
        let numbers = numbers.filter(|it| it.len() == fields.len());
        let Some(numbers) = numbers else {
            let told =
                WireError::new(Code::BadInput, "parameter-numbers").text("name", name).text("value", values.join(","));
            return Err(told.text("fields", fields.join(",")).argument(vec![name.to_owned()]));
        };
        let parts = fields.iter().zip(numbers).map(|(field, it)| (Name::new(field), Value::from(it)));
        return Ok(Value::Object(parts.collect()));
    }
    if !parameter.is_list {
        return scalar(parameter, single(name, values)?, request);
    }
    let several: Vec<&str> = each(values).collect();
    if several.len() > MAX_VALUES {
        return Err(WireError::new(Code::FilterTooLarge, "filter-values").number("max", MAX_VALUES));
    }
    several.into_iter().map(|it| scalar(parameter, it, request)).collect::<Result<Vec<_>, _>>().map(Value::List)
}

fn scalar(parameter: &Parameter, text: &str, request: &Request) -> Result<Value, WireError> {
    let name = parameter.name.as_str();
    let ty = match &parameter.form {
        Form::Word(words) => {
            return match words.iter().find(|it| it.eq_ignore_ascii_case(text)) {
                Some(word) => Ok(Value::Enum(Name::new(word))),
                None => Err(not_one_of(name, text, words)),
            };
        }
        Form::Scalar(ty) => ty.as_str(),
        Form::Numbers(_) => "Float",
    };
    match ty {
        "Boolean" => return boolean(name, text).map(Value::from),
        "Int" => return whole(name, text).map(Value::from),
        "Float" => return text.parse::<f64>().map(Value::from).map_err(|_| unfit(name, text, "number")),
        _ => {}
    }
    if ty == "DateTime" {
        return moment(name, text).map(|it| Value::from(it.to_string()));
    }
    let field = parameter.path.last().map(String::as_str).unwrap_or_default();
    let named = Named::of_field(ty, field);
    match (misfit(ty, text), named) {
        (Some(_), Some(Named::Territory)) => Err(unknown(Named::Territory, name, text, request)),
        (Some(case), _) => Err(error::of_value(name, case)),
        (None, Some(named)) if !named.is_known(text, &request.reader) => Err(unknown(named, name, text, request)),
        (None, _) => Ok(Value::from(text)),
    }
}

/// Puts a value into a filter.
pub(super) fn put(filter: &mut Value, path: &[String], value: Value) {
    let (Value::Object(fields), Some((first, rest))) = (filter, path.split_first()) else { return };
    if rest.is_empty() {
        fields.insert(Name::new(first), value);
        return;
    }
    put(fields.entry(Name::new(first)).or_insert_with(|| Value::Object(Default::default())), rest, value);
}
