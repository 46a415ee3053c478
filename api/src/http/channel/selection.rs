//! Which entries an address asks for: by the parameters of the JSON lists, which are the filters of the GraphQL schema. The same ones for
//! feeds, calendars, maps, tables and framed lists.

use entity::db::paging::Direction;
use entity::query::area::Area;
use entity::query::filter::Filter;
use entity::query::list::{Field, List, Order};
use entity::value::kind::Kind;

use crate::error::{WireError, of_resolver};
use crate::graphql::engine::request::Request;
use crate::graphql::input::filter::{
    self, ArticleFilter, EntryFilter, EventFilter, InitiativeFilter, PageFilter, RecipeFilter,
};
use crate::graphql::types::channel::item::theme_name;
use crate::http::channel::parameters::Parameters;
use crate::json::parameters;
use crate::json::resource::Resource;
use crate::json::values::{self, Narrowing, input};
use crate::message::Message;

/// The parameter that names kinds.
const KIND: &str = "kind";
/// Whatever has a point.
const EVERYWHERE: Area = Area::Box { south: -90.0, west: -180.0, north: 90.0, east: 180.0 };

/// What a list has: entries of all kinds, or of one, by whose own filters it is narrowed as well.
pub(crate) type Of = Option<Kind>;

fn known(of: Of) -> &'static [parameters::Parameter] {
    of.map_or_else(parameters::of_entries, |kind| parameters::of(Resource::of_kind(kind)))
}

/// The names of the parameters that narrow a list.
pub(crate) fn narrowing(of: Of) -> impl Iterator<Item = &'static str> {
    known(of).iter().map(|it| it.name.as_str())
}

/// Reads the query of a list of entries of any kind that has some parameters of its own. One that names a single kind is narrowed by the
/// filters of that kind as well.
///
/// # Errors
/// For a parameter that is not known, and for a value that means nothing here, with what is allowed.
pub(crate) fn read(query: Option<&str>, own: &[&str], request: &Request) -> Result<(Parameters, Selection), WireError> {
    let named = values::given(query.unwrap_or_default())?.into_iter().find(|it| it.0 == KIND);
    let of = named.and_then(|(_, values)| match values.as_slice() {
        [word] => Kind::of_word(&word.to_ascii_lowercase()),
        _ => None,
    });
    let mut allowed: Vec<&str> = vec![KIND];
    for name in narrowing(of).filter(|it| *it != KIND) {
        allowed.push(name);
    }
    allowed.extend(own);
    let given = Parameters::of(query, &allowed)?;
    let selection = Selection::of(&given, request, of, "language")?;
    Ok((given, selection))
}

/// A selection of entries, every name in it known.
#[derive(Debug, Clone)]
pub(crate) struct Selection {
    /// None: all but the network's own pages.
    kinds: Vec<Kind>,
    /// The conditions that do not speak of the kind, side by side.
    conditions: Vec<Filter>,
}

impl Selection {
    /// Reads the parameters that narrow a list; `language` is the name of the one that speaks of the entries' language.
    ///
    /// # Errors
    /// For a value that means nothing here, with what is allowed.
    pub(crate) fn of(given: &Parameters, request: &Request, of: Of, language: &str) -> Result<Self, WireError> {
        let mut narrowing = Narrowing::default();
        for parameter in known(of) {
            let name = if parameter.name == "language" { language } else { parameter.name.as_str() };
            if let Some(values) = given.values(name) {
                narrowing.add(
                    &parameters::Parameter { name: name.to_owned(), ..parameter.clone() },
                    values,
                    request,
                )?;
            }
        }
        let given = narrowing.filter();
        let filter = match of {
            None => filter::filter(input::<EntryFilter>(given)?),
            Some(Kind::Initiative) => filter::filter(input::<InitiativeFilter>(given)?),
            Some(Kind::Recipe) => filter::filter(input::<RecipeFilter>(given)?),
            Some(Kind::Article) => filter::filter(input::<ArticleFilter>(given)?),
            Some(Kind::Event) => filter::filter(input::<EventFilter>(given)?),
            Some(Kind::Page) => filter::filter(input::<PageFilter>(given)?),
        };
        let parts = match filter.map_err(|it| of_resolver(&it))?.flattened() {
            Filter::And(parts) => parts,
            other => vec![other],
        };
        let mut selection = Self { kinds: Vec::from_iter(of), conditions: Vec::new() };
        for part in parts {
            match part {
                Filter::Kind(kinds) => selection.kinds.extend(kinds),
                other => selection.conditions.push(other),
            }
        }
        Ok(selection)
    }

    /// The same, of what has a place.
    #[must_use]
    pub(crate) fn located(mut self) -> Self {
        if !self.conditions.iter().any(|it| matches!(it, Filter::In(..))) {
            self.conditions.push(Filter::In(EVERYWHERE, false));
        }
        self
    }

    /// The conditions that do not speak of the kind.
    pub(crate) fn filter(&self) -> Filter {
        Filter::And(self.conditions.clone())
    }

    /// The list, the newest first.
    pub(crate) fn newest(&self) -> List {
        let order = vec![Order { field: Field::PublishedAt, direction: Direction::Desc }];
        let mut conditions = self.conditions.clone();
        let kind = match self.kinds.as_slice() {
            [kind] => Some(*kind),
            [] => {
                conditions.push(Filter::Not(Box::new(Filter::Kind(vec![Kind::Page]))));
                None
            }
            several => {
                conditions.push(Filter::Kind(several.to_vec()));
                None
            }
        };
        let filter = Filter::And(conditions);
        List { kind, filter, order }
    }

    /// What the list is called, in a language: its kinds, then what narrows it.
    pub(crate) fn title(&self, request: &Request, language: &str) -> String {
        let kinds = if self.kinds.is_empty() {
            Message::new("list-everything").say_in(language)
        } else {
            let names = self.kinds.iter().map(|it| Message::new(plural(*it)).say_in(language));
            capital(&names.collect::<Vec<_>>().join(", "))
        };
        let named = self.conditions.iter().flat_map(|it| names(it, request, language));
        std::iter::once(kinds).chain(named).collect::<Vec<_>>().join(" · ")
    }
}

/// What is called by its name of a condition.
fn names(condition: &Filter, request: &Request, language: &str) -> Vec<String> {
    let reference = request.reader.reference();
    match condition {
        Filter::Theme(slugs) => {
            let known = slugs.iter().filter_map(|it| reference.themes.by_key(it));
            known.map(|it| theme_name(it, request, language)).collect()
        }
        Filter::Territory(places) => {
            places.iter().filter_map(|it| reference.territory(it)).map(|it| it.name.clone()).collect()
        }
        Filter::Author(slugs) => {
            slugs.iter().filter_map(|it| request.reader.member_by_slug(it)).map(|it| it.name.clone()).collect()
        }
        Filter::Search(words) => vec![format!("« {words} »")],
        _ => Vec::new(),
    }
}

fn plural(kind: Kind) -> &'static str {
    match kind {
        Kind::Initiative => "kinds-initiative",
        Kind::Recipe => "kinds-recipe",
        Kind::Article => "kinds-article",
        Kind::Event => "kinds-event",
        Kind::Page => "kinds-page",
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|it| it.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
