//! `Draft`: the content of an entry as one value. An import sets one, a revision keeps one. References are by stable
//! identity, so that the value means the same in ten years. Knows no table.

use chrono::NaiveDate;
use serde::de::{self, DeserializeOwned, Unexpected};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use crate::entry::field_name::present_name;
use crate::model::article::Origin as ArticleOrigin;
use crate::model::entry::Nature;
use crate::model::event::{Attendance, EventStatus, Link};
use crate::model::initiative::Initiative;
use crate::model::licence::LicenceKey;
use crate::model::media::Attached;
use crate::model::recipe::Recipe;
use crate::value::clock::{Instant, kept};
use crate::value::form::{self, is_empty};
use crate::value::id::Id;
use crate::value::kind::Kind;
use crate::value::language::LanguageTag;
use crate::value::line;
use crate::value::problem::parameter::Quoted;
use crate::value::problem::{Case, Problem};
use crate::value::slug::Slug;
use crate::value::status::Status;
use crate::value::territory::TerritoryRef;
use crate::value::text_form::Form;
use crate::value::url::WebAddress;

/// The number of this form of snapshot. The next form is 3.
pub(crate) const FORMAT: i64 = 1;
/// The number of the form of a snapshot whose summary and body stand in the row of its entry alone. First versions that an import makes are kept
/// so: their texts would stand in the database twice. The first change of the entry puts them into the version
/// ([`keep_texts`](crate::entry::revisions::keep_texts)), so that every other version is whole.
pub(crate) const TEXTS_APART: i64 = 2;

/// An entry before it is a row: where it stands, what all kinds share, what its kind has.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Draft {
    pub(crate) state: State,
    pub(crate) shared: Shared,
    pub(crate) own: Own,
}

/// Where an entry stands.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(crate) struct State {
    pub(crate) slug: Option<Slug>,
    pub(crate) status: Option<Status>,
    #[serde(serialize_with = "kept::optional")]
    pub(crate) published_at: Option<Instant>,
    #[serde(serialize_with = "kept::optional")]
    pub(crate) unpublish_at: Option<Instant>,
}

/// What all kinds share.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(crate) struct Shared {
    pub(crate) title: String,
    pub(crate) summary: Option<String>,
    pub(crate) body: String,
    pub(crate) language: Option<LanguageTag>,
    pub(crate) licence: Option<LicenceKey>,
    pub(crate) translation_group: Option<Id>,
    pub(crate) authors: Vec<Credit>,
    pub(crate) holders: Vec<Credit>,
    pub(crate) organisers: Vec<Credit>,
    pub(crate) translators: Vec<Credit>,
    pub(crate) territories: Vec<TerritoryRef>,
    pub(crate) themes: Vec<Id>,
    pub(crate) location: Option<Location>,
    pub(crate) references: Vec<Citation>,
    pub(crate) initiatives: Vec<Id>,
    pub(crate) adapted_from: Vec<Adaptation>,
    pub(crate) media: Vec<Attached>,
}

/// What one kind has.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Own {
    Initiative(Initiative),
    Recipe(Recipe),
    Article(Article),
    Event(Event),
    Page(Page),
}

/// A credit: a member by id, or a plain name.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub(crate) enum Credit {
    Member {
        member: Id,
    },
    Name {
        name: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        url: Option<WebAddress>,
    },
}

impl<'de> Deserialize<'de> for Credit {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Said {
            #[serde(default)]
            member: Option<Id>,
            #[serde(default)]
            name: Option<String>,
            #[serde(default)]
            url: Option<WebAddress>,
        }
        let Said { member, name, url } = Said::deserialize(from)?;
        match (member, name) {
            (Some(member), _) => Ok(Self::Member { member }),
            (None, Some(name)) => Ok(Self::Name { name, url }),
            (None, None) => Err(de::Error::invalid_value(Unexpected::Map, &Form::Credit)),
        }
    }
}

/// Where something is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Location {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) commune: Option<TerritoryRef>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) latitude: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) longitude: Option<f64>,
}

/// A page that a text rests upon.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Citation {
    pub(crate) url: WebAddress,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) title: Option<String>,
}

/// What an entry was made from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Adaptation {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) entry: Option<Id>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) url: Option<WebAddress>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) authors: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) licence: Option<LicenceKey>,
    pub(crate) nature: Nature,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) note: Option<String>,
}

/// What an article has.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(crate) struct Article {
    pub(crate) article_kind: Option<ArticleOrigin>,
    pub(crate) source: Option<Id>,
    pub(crate) original_url: Option<WebAddress>,
    pub(crate) original_licence: Option<LicenceKey>,
    pub(crate) original_authors: Vec<String>,
    #[serde(serialize_with = "kept::optional")]
    pub(crate) original_published_at: Option<Instant>,
    #[serde(serialize_with = "kept::optional")]
    pub(crate) original_updated_at: Option<Instant>,
    pub(crate) postscript: Option<String>,
}

/// What an event has.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(crate) struct Event {
    pub(crate) timings: Vec<Timing>,
    pub(crate) time_zone: Option<String>,
    pub(crate) attendance: Option<Attendance>,
    pub(crate) event_status: Option<EventStatus>,
    pub(crate) place: Option<String>,
    pub(crate) address: Option<String>,
    pub(crate) links: Vec<Link>,
    pub(crate) capacity: Option<i32>,
}

/// When an event takes place: from an hour, to another when it is said; or whole days, one when no last one is said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Timing {
    #[serde(default)]
    pub(crate) all_day: bool,
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "kept::optional")]
    pub(crate) start: Option<Instant>,
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "kept::optional")]
    pub(crate) end: Option<Instant>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "day")]
    pub(crate) start_date: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "day")]
    pub(crate) end_date: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none", alias = "status")]
    pub(crate) event_status: Option<EventStatus>,
}

/// A day, where one is said.
fn day<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
    /// A day that is said.
    struct Day(NaiveDate);
    impl<'de> Deserialize<'de> for Day {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            Form::Day.parse(from, |text| text.parse().map(Self))
        }
    }
    Ok(Option::<Day>::deserialize(from)?.map(|it| it.0))
}

/// What a page has.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(crate) struct Page {
    pub(crate) parent: Option<Id>,
    pub(crate) position: i32,
    pub(crate) is_in_menu: bool,
    pub(crate) menu_label: Option<String>,
}

impl Draft {
    /// The value with the addresses of works that it names as their pages have them: a credit line tracks nobody. Every draft
    /// passes here, whoever writes, imports or reads it.
    fn without_tracking(mut self) -> Self {
        let origins = self.shared.adapted_from.iter_mut().filter_map(|it| it.url.as_mut());
        let original = match &mut self.own {
            Own::Article(own) => own.original_url.as_mut(),
            Own::Initiative(_) | Own::Recipe(_) | Own::Event(_) | Own::Page(_) => None,
        };
        origins.chain(original).for_each(|address| *address = address.without_tracking());
        self
    }

    /// The place of a page in the network's menu, and how the menu calls it; none of what the menu does not show.
    pub(crate) fn in_menu(&self) -> Option<(i32, Option<&str>)> {
        match &self.own {
            Own::Page(page) => page.is_in_menu.then_some((page.position, page.menu_label.as_deref())),
            Own::Initiative(_) | Own::Recipe(_) | Own::Article(_) | Own::Event(_) => None,
        }
    }

    /// The page above a page.
    pub(crate) fn parent(&self) -> Option<Id> {
        match &self.own {
            Own::Page(page) => page.parent,
            Own::Initiative(_) | Own::Recipe(_) | Own::Article(_) | Own::Event(_) => None,
        }
    }

    /// The value as one JSON object, empty fields left out.
    pub(crate) fn fields(&self) -> serde_json::Result<Map<String, Value>> {
        let own = match &self.own {
            Own::Initiative(own) => serde_json::to_value(own),
            Own::Recipe(own) => serde_json::to_value(own),
            Own::Article(own) => serde_json::to_value(own),
            Own::Event(own) => serde_json::to_value(own),
            Own::Page(own) => serde_json::to_value(own),
        }?;
        let mut fields = Map::new();
        for part in [serde_json::to_value(&self.state)?, serde_json::to_value(&self.shared)?, own] {
            if let Value::Object(part) = part {
                fields.extend(part.into_iter().filter(|(_, value)| !is_empty(value)));
            }
        }
        Ok(fields)
    }

    /// Brings every text of one line into the form in which it is kept.
    fn tidied(mut self) -> Self {
        let optional = |text: &mut Option<String>| *text = line::tidy_optional(text.take());
        let shared = &mut self.shared;
        shared.title = line::tidy(&shared.title);
        optional(&mut shared.summary);
        let credits = [&mut shared.authors, &mut shared.holders, &mut shared.organisers, &mut shared.translators];
        for credit in credits.into_iter().flatten() {
            if let Credit::Name { name, .. } = credit {
                *name = line::tidy(name);
            }
        }
        shared.references.iter_mut().for_each(|it| optional(&mut it.title));
        for origin in &mut shared.adapted_from {
            optional(&mut origin.title);
            optional(&mut origin.authors);
        }
        match &mut self.own {
            Own::Initiative(_) => {}
            Own::Recipe(own) => {
                own.materials.iter_mut().for_each(|it| *it = line::tidy(it));
                own.steps.iter_mut().for_each(|it| optional(&mut it.title));
            }
            Own::Article(own) => own.original_authors.iter_mut().for_each(|it| *it = line::tidy(it)),
            Own::Event(own) => {
                optional(&mut own.place);
                own.links.iter_mut().for_each(|it| optional(&mut it.title));
            }
            Own::Page(own) => optional(&mut own.menu_label),
        }
        self
    }

    /// Reads the value from one JSON object.
    ///
    /// # Errors
    /// A problem for each field that the kind does not have, or whose value is not of its form.
    pub(crate) fn read(kind: Kind, fields: &Map<String, Value>) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let draft = Self::read_in_part(kind, fields, &mut problems);
        if problems.is_empty() { Ok(draft) } else { Err(problems) }
    }

    /// The same but for the fields that cannot be read, which become problems.
    pub(crate) fn read_in_part(kind: Kind, fields: &Map<String, Value>, problems: &mut Vec<Problem>) -> Self {
        let (mut state, mut shared, mut own) = (Map::new(), Map::new(), Map::new());
        let first = problems.len();
        for (name, value) in fields.iter().filter(|(_, value)| !value.is_null()) {
            let part = match name.as_str() {
                it if STATE.contains(&it) => &mut state,
                it if SHARED.contains(&it) => &mut shared,
                _ => &mut own,
            };
            part.insert(present_name(kind, fields, name).to_owned(), value.clone());
        }
        let draft = Self {
            state: typed(state, problems),
            shared: typed(shared, problems),
            own: match kind {
                Kind::Initiative => Own::Initiative(typed(own, problems)),
                Kind::Recipe => Own::Recipe(typed(own, problems)),
                Kind::Article => Own::Article(typed(own, problems)),
                Kind::Event => Own::Event(typed(own, problems)),
                Kind::Page => Own::Page(typed(own, problems)),
            },
        };
        // what no field of the kind is like may be like one that all kinds share
        for problem in &mut problems[first..] {
            if let (Case::UnknownField { name, near: near @ None }, [_]) = (&mut problem.case, &problem.path[..]) {
                *near = form::nearest(name.as_str(), SHARED.into_iter().chain(STATE)).map(Quoted::of);
            }
        }
        draft.without_tracking().tidied()
    }
}

/// The fields that say where an entry stands, not what it says.
pub(crate) const STATE: [&str; 4] = ["slug", "status", "publishedAt", "unpublishAt"];
const SHARED: [&str; 17] = [
    "title",
    "summary",
    "body",
    "language",
    "licence",
    "translationGroup",
    "authors",
    "holders",
    "organisers",
    "translators",
    "territories",
    "themes",
    "location",
    "references",
    "initiatives",
    "adaptedFrom",
    "media",
];

/// Turns a JSON object into a type; each field that does not fit becomes a problem with its place, and is left out.
pub(crate) fn typed<T: DeserializeOwned + Default>(mut fields: Map<String, Value>, problems: &mut Vec<Problem>) -> T {
    loop {
        let value = Value::Object(fields);
        let problem = match form::read::<T>(&value) {
            Ok(typed) => return typed,
            Err(problem) => problem,
        };
        let Value::Object(mut rest) = value else { return T::default() };
        let first = problem.path.first();
        let name = rest.keys().find(|it| first.is_some_and(|first| Quoted::of(it).as_str() == first)).cloned();
        let left_out = name.and_then(|it| rest.shift_remove(&it));
        problems.push(problem);
        // only what is left out is looked past
        if left_out.is_none() {
            return T::default();
        }
        fields = rest;
    }
}
