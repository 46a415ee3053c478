//! What the query string of an address asks for: every parameter is known, and its values are of its form, or it is refused with
//! what would do.

use std::collections::BTreeSet;

use async_graphql::{Name, Value};
use entity::value::form::nearest;

use crate::error::{self, Code, WireError};
use crate::graphql::engine::connection::PageArguments;
use crate::graphql::engine::request::Request;
use crate::graphql::input::named::Named;
use crate::graphql::input::scalar::misfit;
use crate::json::parameters::{self, Form, Parameter};
use crate::json::resource::{Class, Resource};

/// The most parameters of an address.
const MAX_PARAMETERS: usize = 100;
/// The most values of a parameter.
const MAX_VALUES: usize = 100;

/// What is asked of a list, or of one item of it.
#[derive(Debug, Default)]
pub(crate) struct Asked {
    /// The filter, as the GraphQL schema takes it; none for no condition.
    pub(crate) filter: Option<Value>,
    /// The sort keys, as the GraphQL schema takes them.
    pub(crate) order: Option<Value>,
    pub(crate) page: Paging,
    /// Whether the rows of the whole list are counted.
    pub(crate) is_counted: bool,
    /// From when and until when timings are listed.
    pub(crate) from: Option<entity::value::clock::Instant>,
    pub(crate) to: Option<entity::value::clock::Instant>,
    pub(crate) selection: Selection,
}

/// Which page is asked for.
#[derive(Debug, Default)]
pub(crate) struct Paging {
    first: Option<i32>,
    after: Option<String>,
    last: Option<i32>,
    before: Option<String>,
    page: Option<i32>,
    per_page: Option<i32>,
}

impl Paging {
    pub(crate) fn arguments(&self) -> PageArguments {
        PageArguments {
            first: self.first,
            after: self.after.clone(),
            last: self.last,
            before: self.before.clone(),
            page: self.page,
            per_page: self.per_page,
        }
    }
}

/// Which fields are asked for, by name.
#[derive(Debug, Default, Clone)]
pub(crate) struct Selection(BTreeSet<String>);

impl Selection {
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.contains(name)
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// What the address of one item returns.
    pub(crate) fn whole(resource: Resource) -> Self {
        Self::of(resource, false, None, BTreeSet::new())
    }

    /// The fields that `fields` names, the usual ones where it names none; those that `include` names; and those that there are in
    /// any case.
    fn of(resource: Resource, is_list: bool, fields: Option<BTreeSet<String>>, include: BTreeSet<String>) -> Self {
        let is_usual = |class: Class| match class {
            Class::Always => true,
            Class::Plain => fields.is_none(),
            Class::Long => fields.is_none() && !is_list,
            Class::Related => false,
        };
        let usual = resource.fields().iter().filter(|(_, class)| is_usual(**class)).map(|(name, _)| name.clone());
        Self(usual.chain(fields.clone().into_iter().flatten()).chain(include).collect())
    }
}

/// Parameters that lists take beside their filters, with what each means.
pub(crate) const OF_LISTS: [(&str, &str); 10] = [
    (
        "fields",
        "Names of the fields to return, between commas. What identifies the item, its credit and its licence are returned in any case.",
    ),
    ("include", "Names of fields to return beside the usual ones, between commas."),
    (
        "order",
        "Sort keys between commas, most significant first; a hyphen before a key reverses it. Ties are sorted by identifier.",
    ),
    ("first", "Number of items to return from the start, 1 to 100. Defaults to 20."),
    ("after", "Return the items after this cursor, such as the `endCursor` of a page."),
    ("last", "Number of items to return from the end, 1 to 100. Excludes `first`."),
    ("before", "Return the items before this cursor, such as the `startCursor` of a page."),
    ("page", "Number of the page, from 1. `page` × `perPage` is at most 10,000."),
    ("perPage", "Number of items on a numbered page, 1 to 100. Defaults to 20."),
    ("count", "Whether the items of the whole list are counted, up to 10,000: `page.totalCount` has the number."),
];
/// Parameters of the agenda.
pub(crate) const OF_OCCURRENCES: [(&str, &str); 2] = [
    ("from", "Instant after which the timings end. Defaults to the present."),
    ("to", "Instant before which the timings begin. Unlimited when absent."),
];

/// The names of all parameters that a list takes.
pub(crate) fn names(resource: Resource) -> Vec<&'static str> {
    let filters = parameters::of(resource).iter().map(|it| it.name.as_str());
    let own = OF_LISTS.iter().map(|it| it.0).filter(|it| *it != "order" || resource.order().is_some());
    let timed = OF_OCCURRENCES.iter().map(|it| it.0).filter(|_| resource == Resource::Occurrences);
    filters.chain(own).chain(timed).collect()
}

/// The error of a parameter, with what would do.
pub(crate) fn refused(id: &'static str, of: &str, name: &str, allowed: &[&str]) -> WireError {
    let near = nearest(name, allowed.iter().copied());
    let told = WireError::new(Code::BadInput, id).argument(vec![of.to_owned()]).text("name", name);
    let told = told.text("hint", if near.is_some() { "near" } else { "none" }).text("near", near.unwrap_or_default());
    told.suggesting(near.into_iter().map(str::to_owned).collect()).listing(allowed)
}

/// Reads the query string of the address of a list.
///
/// # Errors
/// `BAD_INPUT` for a parameter that is not known, or given twice, and for values that are not of its form or name nothing known.
pub(crate) fn of_list(resource: Resource, text: &str, request: &Request) -> Result<Asked, WireError> {
    let mut asked = Asked::default();
    let (mut fields, mut include) = (None, BTreeSet::new());
    let mut filter = Value::Object(Default::default());
    let known = names(resource);
    for (name, values) in given(text)? {
        let one = || single(&name, &values);
        if is_blank(&values) && known.contains(&name.as_str()) {
            continue;
        }
        match name.as_str() {
            "fields" => fields = Some(fields_of(resource, &name, &values)?),
            "include" => include = fields_of(resource, &name, &values)?,
            "order" if resource.order().is_some() => asked.order = Some(ordered(resource, &values)?),
            "first" => asked.page.first = Some(whole(&name, one()?)?),
            "last" => asked.page.last = Some(whole(&name, one()?)?),
            "page" => asked.page.page = Some(whole(&name, one()?)?),
            "perPage" => asked.page.per_page = Some(whole(&name, one()?)?),
            "after" => asked.page.after = Some(one()?.to_owned()),
            "before" => asked.page.before = Some(one()?.to_owned()),
            "count" => asked.is_counted = boolean(&name, one()?)?,
            "from" if resource == Resource::Occurrences => asked.from = Some(moment(&name, one()?)?),
            "to" if resource == Resource::Occurrences => asked.to = Some(moment(&name, one()?)?),
            _ => {
                let parameter = parameters::of(resource).iter().find(|it| it.name == name);
                let parameter = parameter.ok_or_else(|| refused("parameter-unknown", &name, &name, &known))?;
                put(&mut filter, &parameter.path, value(parameter, &values, request)?);
                asked.filter.get_or_insert(Value::Null);
            }
        }
    }
    asked.filter = asked.filter.map(|_| filter);
    asked.selection = Selection::of(resource, true, fields, include);
    Ok(asked)
}

/// Reads the query string of the address of one item.
///
/// # Errors
/// `BAD_INPUT` for a parameter that is not known, and for fields that it does not have.
pub(crate) fn of_one(resource: Resource, text: &str) -> Result<Selection, WireError> {
    let (mut fields, mut include) = (None, BTreeSet::new());
    for (name, values) in given(text)? {
        match name.as_str() {
            "fields" | "include" if is_blank(&values) => {}
            "fields" => fields = Some(fields_of(resource, &name, &values)?),
            "include" => include = fields_of(resource, &name, &values)?,
            _ => return Err(refused("parameter-unknown", &name, &name, &["fields", "include"])),
        }
    }
    Ok(Selection::of(resource, false, fields, include))
}

/// The parameters of a query string, each with its values: those between commas, and those of the same name.
///
/// # Errors
/// `BAD_INPUT` for too many of them.
pub(crate) fn given(text: &str) -> Result<Vec<(String, Vec<String>)>, WireError> {
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

fn boolean(name: &str, text: &str) -> Result<bool, WireError> {
    text.parse().map_err(|_| refused("value-unknown", name, text, &["true", "false"]))
}

pub(crate) fn moment(name: &str, text: &str) -> Result<entity::value::clock::Instant, WireError> {
    let case = misfit("DateTime", text);
    match case {
        None => text.parse().map_err(|_| unfit(name, text, "moment")),
        Some(case) => Err(error::of_value(name, case)),
    }
}

fn each(values: &[String]) -> impl Iterator<Item = &str> {
    values.iter().flat_map(|it| it.split(',')).map(str::trim)
}

/// The names of fields that a parameter has.
fn fields_of(resource: Resource, name: &str, values: &[String]) -> Result<BTreeSet<String>, WireError> {
    let known = resource.fields();
    let field = |it: &str| match known.contains_key(it) {
        true => Ok(it.to_owned()),
        false => Err(refused("field-unknown", name, it, &known.keys().map(String::as_str).collect::<Vec<_>>())),
    };
    each(values).map(field).collect()
}

/// Sort keys as the GraphQL schema takes them.
fn ordered(resource: Resource, values: &[String]) -> Result<Value, WireError> {
    let known = parameters::orders(resource);
    let key = |text: &str| {
        let (name, direction) = text.strip_prefix('-').map_or((text, "ASC"), |it| (it, "DESC"));
        let field = known.iter().find(|it| it.0 == name).ok_or_else(|| {
            let all: Vec<&str> = known.iter().map(|it| it.0.as_str()).collect();
            refused("order-unknown", "order", name, &all)
        })?;
        let parts = [("field", Value::Enum(Name::new(field.1))), ("direction", Value::Enum(Name::new(direction)))];
        Ok(Value::Object(parts.into_iter().map(|(name, it)| (Name::new(name), it)).collect()))
    };
    each(values).map(key).collect::<Result<Vec<_>, WireError>>().map(Value::List)
}

/// The value of a filter, as the GraphQL schema takes it.
fn value(parameter: &Parameter, values: &[String], request: &Request) -> Result<Value, WireError> {
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
            let known: Vec<&str> = words.iter().map(String::as_str).collect();
            return match known.contains(&text) {
                true => Ok(Value::Enum(Name::new(text))),
                false => Err(refused("value-unknown", name, text, &known)),
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
    if let Some(case) = misfit(ty, text) {
        return Err(error::of_value(name, case));
    }
    let field = parameter.path.last().map(String::as_str).unwrap_or_default();
    if let Some(named) = Named::of_field(ty, field).filter(|it| !it.is_known(text, &request.reader)) {
        let told = error::of_message(named.message(text)).argument(vec![name.to_owned()]);
        return Err(told.suggesting(named.like(text, &request.reader)));
    }
    Ok(Value::from(text))
}

/// Puts a value into a filter.
fn put(filter: &mut Value, path: &[String], value: Value) {
    let (Value::Object(fields), Some((first, rest))) = (filter, path.split_first()) else { return };
    if rest.is_empty() {
        fields.insert(Name::new(first), value);
        return;
    }
    put(fields.entry(Name::new(first)).or_insert_with(|| Value::Object(Default::default())), rest, value);
}
