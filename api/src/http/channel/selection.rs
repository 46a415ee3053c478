//! Which entries an address asks for: by kind, territory, theme, member, licence, language, words and place. The same parameters for
//! feeds, calendars, maps, tables and framed lists.

use entity::db::paging::Direction;
use entity::model::licence::LicenceKey;
use entity::query::area::Area;
use entity::query::filter::Filter;
use entity::query::list::{Field, List, Order};
use entity::value::kind::Kind;
use entity::value::language::LanguageTag;
use entity::value::slug::Slug;
use entity::value::territory::TerritoryRef;

use crate::error::{Code, WireError};
use crate::graphql::engine::request::Request;
use crate::graphql::types::channel::item::theme_name;
use crate::http::channel::parameters::{Parameters, refused};
use crate::message::Message;

/// Whatever has a point.
const EVERYWHERE: Area = Area::Box { south: -90.0, west: -180.0, north: 90.0, east: 180.0 };

/// The parameters that every list takes.
pub(crate) const NARROWING: [&str; 8] =
    ["kind", "territory", "theme", "member", "licence", "language", "search", "bbox"];

/// How many values a parameter takes.
const MAX_VALUES: usize = 20;

/// A selection of entries, every name in it known.
#[derive(Debug, Clone)]
pub(crate) struct Selection {
    /// None: all but the network's own pages.
    kinds: Vec<Kind>,
    territories: Vec<TerritoryRef>,
    themes: Vec<String>,
    members: Vec<String>,
    licences: Vec<String>,
    languages: Vec<LanguageTag>,
    search: Option<String>,
    bounds: Option<[f64; 4]>,
    is_located: bool,
}

impl Selection {
    /// Reads the parameters of a list; `language` is the name of the one that speaks of the entries' language.
    ///
    /// # Errors
    /// For a value that means nothing here, with what is allowed.
    pub(crate) fn of(given: &Parameters, request: &Request, language: &str) -> Result<Self, WireError> {
        for name in NARROWING {
            if given.many(name).len() > MAX_VALUES && name != "search" && name != "bbox" {
                return Err(WireError::new(Code::Malformed, "filter-values").number("max", MAX_VALUES));
            }
        }
        let reference = request.reader.reference();
        let mut selection = Self {
            kinds: Vec::new(),
            territories: Vec::new(),
            themes: Vec::new(),
            members: Vec::new(),
            licences: Vec::new(),
            languages: Vec::new(),
            search: given.one("search")?.map(str::to_owned),
            bounds: given.bounds("bbox")?,
            is_located: false,
        };
        for word in given.many("kind") {
            let kind =
                Kind::of_word(word).ok_or_else(|| refused("kind", word, Kind::ALL.iter().map(|it| it.word())))?;
            selection.kinds.push(kind);
        }
        for value in given.many("theme") {
            reference.themes.by_key(value).ok_or_else(|| no_theme(value, request))?;
            selection.themes.push(value.to_owned());
        }
        for value in given.many("territory") {
            let known = value.parse::<TerritoryRef>().ok().filter(|it| reference.territory(it).is_some());
            selection.territories.push(known.ok_or_else(|| no_territory(value, request))?);
        }
        for value in given.many("member") {
            let refused = || WireError::new(Code::Malformed, "channel-member-unknown").text("value", value);
            value.parse::<Slug>().ok().and_then(|it| request.reader.member_by_slug(it.as_str())).ok_or_else(refused)?;
            selection.members.push(value.to_owned());
        }
        for value in given.many("licence") {
            let key = LicenceKey::of(value).0;
            let known = reference.licences.by_key(&key);
            known.ok_or_else(|| {
                refused("licence", value, reference.licences.all().iter().map(|it| it.facts.key.as_str()))
            })?;
            selection.licences.push(key);
        }
        for value in given.many(language) {
            let known =
                value.parse().map_err(|_| refused(language, value, ["fr", "br", "en", "fr-gallo", "…"].into_iter()));
            selection.languages.push(known?);
        }
        Ok(selection)
    }

    /// The same, of one kind.
    #[must_use]
    pub(crate) fn of_kind(self, kind: Kind) -> Self {
        Self { kinds: vec![kind], ..self }
    }

    /// The same, of what has a place.
    #[must_use]
    pub(crate) fn located(self) -> Self {
        Self { is_located: true, ..self }
    }

    /// The conditions that do not speak of the kind.
    pub(crate) fn filter(&self) -> Filter {
        Filter::And(self.conditions())
    }

    /// The same, side by side: a list is walked along one of them.
    fn conditions(&self) -> Vec<Filter> {
        let mut all = Vec::new();
        if !self.territories.is_empty() {
            all.push(Filter::Territory(self.territories.clone()));
        }
        for (values, filter) in [
            (&self.themes, Filter::Theme as fn(Vec<String>) -> Filter),
            (&self.members, Filter::Author),
            (&self.licences, Filter::Licence),
        ] {
            if !values.is_empty() {
                all.push(filter(values.clone()));
            }
        }
        if !self.languages.is_empty() {
            all.push(Filter::Language(self.languages.clone()));
        }
        all.extend(self.search.clone().map(Filter::Search));
        match self.bounds {
            Some([west, south, east, north]) => all.push(Filter::In(Area::Box { south, west, north, east }, false)),
            None if self.is_located => all.push(Filter::In(EVERYWHERE, false)),
            None => {}
        }
        all
    }

    /// The list, the newest first.
    pub(crate) fn newest(&self) -> List {
        let order = vec![Order { field: Field::PublishedAt, direction: Direction::Desc }];
        let mut conditions = self.conditions();
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
        let reference = request.reader.reference();
        let kinds = if self.kinds.is_empty() {
            Message::new("list-everything").say_in(language)
        } else {
            let names = self.kinds.iter().map(|it| Message::new(plural(*it)).say_in(language));
            capital(&names.collect::<Vec<_>>().join(", "))
        };
        let themes = self.themes.iter().filter_map(|it| reference.themes.by_key(it));
        let territories = self.territories.iter().filter_map(|it| reference.territory(it)).map(|it| it.name.clone());
        let members = self.members.iter().filter_map(|it| request.reader.member_by_slug(it)).map(|it| it.name.clone());
        let words = self.search.iter().map(|it| format!("« {it} »"));
        let parts = themes.map(|it| theme_name(it, request, language)).chain(territories).chain(members).chain(words);
        std::iter::once(kinds).chain(parts).collect::<Vec<_>>().join(" · ")
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

/// A theme that nobody knows; colours have a parameter of their own.
fn no_theme(value: &str, request: &Request) -> WireError {
    if matches!(value, "light" | "dark" | "auto") {
        return WireError::new(Code::Malformed, "channel-theme-colours").text("value", value);
    }
    let near = request.reader.reference().themes_like(value);
    let allowed = match near.is_empty() {
        true => Message::new("channel-all-themes"),
        false => Message::new("channel-allowed-themes").text("names", near.join(", ")),
    };
    WireError::new(Code::Malformed, "channel-theme-unknown").text("value", value).messages("allowed", vec![allowed])
}

/// A territory that nobody knows; a name alone is taken for that of a commune.
fn no_territory(value: &str, request: &Request) -> WireError {
    let meant = value.parse::<TerritoryRef>().or_else(|_| format!("commune:{}", Slug::from_title(value)).parse());
    let near = meant.map(|it| request.reader.reference().territories_like(&it)).unwrap_or_default();
    let allowed = match near.is_empty() {
        true => Message::new("channel-all-territories"),
        false => Message::new("channel-allowed-territories").text("names", near.join(", ")),
    };
    WireError::new(Code::Malformed, "channel-territory-unknown").text("value", value).messages("allowed", vec![allowed])
}
