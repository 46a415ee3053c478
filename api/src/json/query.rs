//! What the query string of an address asks for: every parameter is known, and its values are of its form, or it is refused with
//! what would do.

use std::collections::BTreeSet;

use async_graphql::{Name, Value};
use entity::value::clock::Instant;

use crate::error::WireError;
use crate::graphql::engine::connection::PageArguments;
use crate::graphql::engine::request::Request;
use crate::json::parameters;
use crate::json::resource::{Class, Fields, Resource};
use crate::json::values::{Narrowing, boolean, each, given, is_blank, moment, refused, single, whole};

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
    pub(crate) from: Option<Instant>,
    pub(crate) to: Option<Instant>,
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
    /// Takes a parameter of this name; whether it is one that says which page is asked for.
    ///
    /// # Errors
    /// `BAD_INPUT` for values that are not of its form.
    pub(crate) fn take(&mut self, name: &str, values: &[String]) -> Result<bool, WireError> {
        let one = || single(name, values);
        match name {
            "first" => self.first = Some(whole(name, one()?)?),
            "last" => self.last = Some(whole(name, one()?)?),
            "page" => self.page = Some(whole(name, one()?)?),
            "perPage" => self.per_page = Some(whole(name, one()?)?),
            "after" => self.after = Some(one()?.to_owned()),
            "before" => self.before = Some(one()?.to_owned()),
            _ => return Ok(false),
        }
        Ok(true)
    }

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
        Self::of(resource.fields(), false, None, BTreeSet::new())
    }

    /// The fields that `fields` names, the usual ones where it names none; those that `include` names; and those that there are in
    /// any case.
    pub(crate) fn of(
        known: &Fields,
        is_list: bool,
        fields: Option<BTreeSet<String>>,
        include: BTreeSet<String>,
    ) -> Self {
        let is_usual = |class: Class| match class {
            Class::Always => true,
            Class::Plain => fields.is_none(),
            Class::Long => fields.is_none() && !is_list,
            Class::Related => false,
        };
        let usual = known.iter().filter(|(_, class)| is_usual(**class)).map(|(name, _)| name.clone());
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

/// Reads the query string of the address of a list.
///
/// # Errors
/// `BAD_INPUT` for a parameter that is not known, or given twice, and for values that are not of its form or name nothing known.
pub(crate) fn of_list(resource: Resource, text: &str, request: &Request) -> Result<Asked, WireError> {
    let mut asked = Asked::default();
    let (mut fields, mut include) = (None, BTreeSet::new());
    let mut narrowing = Narrowing::default();
    let known = names(resource);
    for (name, values) in given(text)? {
        let one = || single(&name, &values);
        if is_blank(&values) && known.contains(&name.as_str()) {
            continue;
        }
        if asked.page.take(&name, &values)? {
            continue;
        }
        match name.as_str() {
            "fields" => fields = Some(fields_of(resource.fields(), &name, &values)?),
            "include" => include = fields_of(resource.fields(), &name, &values)?,
            "order" if resource.order().is_some() => asked.order = Some(ordered(resource, &values)?),
            "count" => asked.is_counted = boolean(&name, one()?)?,
            "from" if resource == Resource::Occurrences => asked.from = Some(moment(&name, one()?)?),
            "to" if resource == Resource::Occurrences => asked.to = Some(moment(&name, one()?)?),
            _ => {
                let parameter = parameters::of(resource).iter().find(|it| it.name == name);
                let parameter = parameter.ok_or_else(|| refused("parameter-unknown", &name, &name, &known))?;
                narrowing.add(parameter, &values, request)?;
            }
        }
    }
    asked.filter = narrowing.filter();
    asked.selection = Selection::of(resource.fields(), true, fields, include);
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
            "fields" => fields = Some(fields_of(resource.fields(), &name, &values)?),
            "include" => include = fields_of(resource.fields(), &name, &values)?,
            _ => return Err(refused("parameter-unknown", &name, &name, &["fields", "include"])),
        }
    }
    Ok(Selection::of(resource.fields(), false, fields, include))
}

/// The names of fields that a parameter has.
///
/// # Errors
/// `BAD_INPUT` for a field that is not known.
pub(crate) fn fields_of(known: &Fields, name: &str, values: &[String]) -> Result<BTreeSet<String>, WireError> {
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
