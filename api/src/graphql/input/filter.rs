//! What lists of entries may be narrowed by, one input a kind. Different fields must all be met; a list of values is
//! met by any of them; absent and null are no condition; an empty list matches nothing.

use async_graphql::{InputObject, Result};
use entity::query::area::Area;
use entity::query::filter::{Date, Filter};

use crate::error::{Code, WireError};
use crate::graphql::input::enums::{ArticleKind, Attendance, EntryKind, EntryStatus, EventStatus, Maturity};
use crate::graphql::input::scalar::{DateTime, LanguageTag, LicenceKey, Slug, TerritoryRef};

/// How deep filters may be nested.
const MAX_DEPTH: usize = 5;
/// How many conditions a filter may hold.
const MAX_CONDITIONS: usize = 50;
/// How many values a list in a filter may hold.
const MAX_VALUES: usize = 100;

/// Conditions on a licence. A licence meets all that are set.
#[derive(InputObject, Debug)]
pub struct LicenceFilter {
    /// Keys of the accepted licences.
    pub key: Option<Vec<LicenceKey>>,
    /// Whether the licence is a free cultural licence (freedomdefined.org).
    pub is_free_cultural: Option<bool>,
    /// Whether the licence permits adaptation.
    pub permits_adaptation: Option<bool>,
    /// Whether the licence permits commercial use.
    pub permits_commercial_use: Option<bool>,
}

/// A circle around a point.
#[derive(InputObject, Debug)]
pub struct NearInput {
    /// Latitude of the centre in degrees north (WGS 84), -90 to 90.
    pub latitude: f64,
    /// Longitude of the centre in degrees east (WGS 84), -180 to 180.
    pub longitude: f64,
    /// Radius in kilometres, above 0 and at most 500. Required unless `radiusKm` is set.
    pub within_km: Option<f64>,
    /// Radius in kilometres under its former name. Excludes `withinKm`.
    pub radius_km: Option<f64>,
    /// Whether entries without a point count at the middle of their commune.
    #[graphql(default)]
    pub include_communes: bool,
}

/// A box between two parallels and two meridians, in degrees (WGS 84).
#[derive(InputObject, Debug)]
pub struct WithinInput {
    /// Latitude of the southern edge, in degrees north (WGS 84).
    pub south: f64,
    /// Longitude of the western edge, in degrees east (WGS 84).
    pub west: f64,
    /// Latitude of the northern edge, in degrees north (WGS 84).
    pub north: f64,
    /// Longitude of the eastern edge, in degrees east (WGS 84).
    pub east: f64,
    /// Whether entries without a point count at the middle of their commune.
    #[graphql(default)]
    pub include_communes: bool,
}

/// Something that narrows a list of entries.
pub(crate) trait Narrowing {
    /// The conditions, counted and bounded.
    fn conditions(self, budget: &mut Budget, depth: usize) -> Result<Filter>;
}

/// How many conditions a filter may still hold.
pub(crate) struct Budget(usize);

/// The filter that an input names; no condition when there is none.
///
/// # Errors
/// `FILTER_TOO_LARGE` for one that is nested too deep or holds too many conditions, `OUT_OF_RANGE` for a bad place.
pub(crate) fn filter(input: Option<impl Narrowing>) -> Result<Filter> {
    input.map_or(Ok(Filter::all()), |it| it.conditions(&mut Budget(MAX_CONDITIONS), 1))
}

impl Budget {
    fn spend(&mut self, count: usize) -> Result<()> {
        self.0 = self
            .0
            .checked_sub(count)
            .ok_or_else(|| WireError::new(Code::FilterTooLarge, "filter-conditions").number("max", MAX_CONDITIONS))?;
        Ok(())
    }

    fn values<T, U>(&mut self, values: Vec<T>, turn: impl FnMut(T) -> U) -> Result<Vec<U>> {
        if values.len() > MAX_VALUES {
            return Err(WireError::new(Code::FilterTooLarge, "filter-values").number("max", MAX_VALUES).into());
        }
        Ok(values.into_iter().map(turn).collect())
    }
}

/// The conditions that every kind has, the ones that one kind has, and their combinations.
macro_rules! filter {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty => $make:expr,)* }) => {
        $(#[$doc])*
        #[derive(InputObject, Debug)]
        pub struct $name {
            /// Slugs of themes. Matches entries with one of the themes or a theme below one of them.
            pub theme: Option<Vec<Slug>>,
            /// References of territories. Matches entries in one of the territories or in a territory inside one of them.
            pub territory: Option<Vec<TerritoryRef>>,
            /// Slugs of members. Matches entries with one of the members among the authors.
            pub author: Option<Vec<Slug>>,
            /// Conditions on the licence of the text.
            pub licence: Option<LicenceFilter>,
            /// Languages of the text (RFC 4647 basic filtering: `fr` matches `fr-gallo`). `fr-FR` matches `fr` too.
            pub language: Option<Vec<LanguageTag>>,
            /// Earliest instant of publication, inclusive.
            pub published_after: Option<DateTime>,
            /// Latest instant of publication, exclusive.
            pub published_before: Option<DateTime>,
            /// Earliest instant of the last change, inclusive.
            pub updated_after: Option<DateTime>,
            /// Latest instant of the last change, exclusive.
            pub updated_before: Option<DateTime>,
            /// Largest distance from a point. Entries without coordinates match only with `includeCommunes`.
            pub near: Option<NearInput>,
            /// Geographical box. Entries without coordinates match only with `includeCommunes`.
            pub within: Option<WithinInput>,
            /// Words that all occur in the texts of the entry, whole or as beginnings of longer words. Case, accents, plurals and conjugations
            /// are ignored; `"a phrase"` matches words in a row, `-word` excludes. The first 8 words count.
            pub search: Option<String>,
            /// Editorial statuses. Entries that the viewer may not read never match.
            pub status: Option<Vec<EntryStatus>>,
            $($(#[$field_doc])* pub $field: Option<$type>,)*
            /// Conditions that all hold. An empty list is no condition. Nested at most 5 deep.
            pub and: Option<Vec<$name>>,
            /// Conditions of which at least one holds. An empty list matches nothing. Nested at most 5 deep.
            pub or: Option<Vec<$name>>,
            /// Condition that does not hold. An empty object matches nothing. Nested at most 5 deep.
            pub not: Option<Box<$name>>,
        }

        impl Narrowing for $name {
            fn conditions(self, budget: &mut Budget, depth: usize) -> Result<Filter> {
                if depth > MAX_DEPTH {
                    return Err(WireError::new(Code::FilterTooLarge, "filter-depth").number("max", MAX_DEPTH).into());
                }
                let shared = Common {
                    theme: self.theme,
                    territory: self.territory,
                    author: self.author,
                    licence: self.licence,
                    language: self.language,
                    dates: [
                        (Date::Published, self.published_after, self.published_before),
                        (Date::Updated, self.updated_after, self.updated_before),
                    ],
                    near: self.near,
                    within: self.within,
                    search: self.search,
                    status: self.status,
                };
                let mut all = shared.conditions(budget)?;
                $(if let Some(values) = self.$field {
                    let make: fn(&mut Budget, $type) -> Result<Filter> = $make;
                    all.push(make(budget, values)?);
                })*
                budget.spend(all.len())?;
                for part in self.and.into_iter().flatten() {
                    all.push(part.conditions(budget, depth + 1)?);
                }
                if let Some(parts) = self.or {
                    let parts: Result<Vec<Filter>> = parts.into_iter().map(|it| it.conditions(budget, depth + 1)).collect();
                    all.push(Filter::Or(parts?));
                }
                if let Some(part) = self.not {
                    all.push(Filter::Not(Box::new(part.conditions(budget, depth + 1)?)));
                }
                Ok(Filter::And(all))
            }
        }
    };
}

filter! {
    /// Conditions on entries of any kind. An entry meets all that are set.
    EntryFilter {
        /// Kinds of entries. Matches entries of one of them.
        kind: Vec<EntryKind> => |budget, it| Ok(Filter::Kind(budget.values(it, Into::into)?)),
    }
}

filter! {
    /// Conditions on initiatives. An initiative meets all that are set.
    InitiativeFilter {
        /// Stages of development. Matches initiatives at one of them.
        maturity: Vec<Maturity> => |budget, it| Ok(Filter::Maturity(budget.values(it, Into::into)?)),
    }
}

filter! {
    /// Conditions on recipes. A recipe meets all that are set.
    RecipeFilter {}
}

filter! {
    /// Conditions on articles. An article meets all that are set.
    ArticleFilter {
        /// Relations to an original. Matches articles with one of them.
        article_kind: Vec<ArticleKind> => |budget, it| Ok(Filter::Origin(budget.values(it, Into::into)?)),
        /// Slugs of sources. Matches articles from one of them.
        source: Vec<Slug> => |budget, it| Ok(Filter::Source(budget.values(it, |it| it.0.to_string())?)),
        /// Keys of licences. Matches articles whose original carries one of them.
        original_licence: Vec<LicenceKey> => |budget, it| Ok(Filter::OriginalLicence(budget.values(it, |it| it.0)?)),
    }
}

filter! {
    /// Conditions on events. An event meets all that are set.
    EventFilter {
        /// Instant after which a timing ends. With `startsBefore`, the same timing meets both. A timing without an end ends with
        /// its day.
        ends_after: DateTime => |_, it| Ok(Filter::EndsAfter(it.0)),
        /// Instant before which a timing begins. With `endsAfter`, the same timing meets both.
        starts_before: DateTime => |_, it| Ok(Filter::StartsBefore(it.0)),
        /// Forms of attendance. Matches events with one of them.
        attendance: Vec<Attendance> => |budget, it| Ok(Filter::Attendance(budget.values(it, Into::into)?)),
        /// States of the event as announced. Matches events in one of them.
        event_status: Vec<EventStatus> => |budget, it| Ok(Filter::EventStatus(budget.values(it, Into::into)?)),
    }
}

filter! {
    /// Conditions on pages. A page meets all that are set.
    PageFilter {
        /// Whether the network's menu shows the page.
        is_in_menu: bool => |_, it| Ok(Filter::InMenu(it)),
    }
}

struct Common {
    theme: Option<Vec<Slug>>,
    territory: Option<Vec<TerritoryRef>>,
    author: Option<Vec<Slug>>,
    licence: Option<LicenceFilter>,
    language: Option<Vec<LanguageTag>>,
    dates: [(Date, Option<DateTime>, Option<DateTime>); 2],
    near: Option<NearInput>,
    within: Option<WithinInput>,
    search: Option<String>,
    status: Option<Vec<EntryStatus>>,
}

impl Common {
    fn conditions(self, budget: &mut Budget) -> Result<Vec<Filter>> {
        let slugs = |it: Slug| it.0.to_string();
        let mut all = Vec::new();
        if let Some(it) = self.theme {
            all.push(Filter::Theme(budget.values(it, slugs)?));
        }
        if let Some(it) = self.territory {
            all.push(Filter::Territory(budget.values(it, |it| it.0)?));
        }
        if let Some(it) = self.author {
            all.push(Filter::Author(budget.values(it, slugs)?));
        }
        if let Some(it) = self.licence {
            if let Some(keys) = it.key {
                all.push(Filter::Licence(budget.values(keys, |it| it.0)?));
            }
            all.extend(it.is_free_cultural.map(Filter::FreeCultural));
            all.extend(it.permits_adaptation.map(Filter::PermitsAdaptation));
            all.extend(it.permits_commercial_use.map(Filter::PermitsCommercialUse));
        }
        if let Some(it) = self.language {
            all.push(Filter::Language(budget.values(it, |it| it.0)?));
        }
        for (date, after, before) in self.dates {
            all.extend(after.map(|it| Filter::After(date, it.0)));
            all.extend(before.map(|it| Filter::Before(date, it.0)));
        }
        if let Some(it) = self.near {
            all.push(circle(&it)?);
        }
        if let Some(it) = self.within {
            all.push(rectangle(&it)?);
        }
        all.extend(self.search.map(Filter::Search));
        if let Some(it) = self.status {
            all.push(Filter::Status(budget.values(it, Into::into)?));
        }
        Ok(all)
    }
}

fn circle(near: &NearInput) -> Result<Filter> {
    point(near.latitude, near.longitude)?;
    let kilometres = match (near.within_km, near.radius_km) {
        (Some(kilometres), None) | (None, Some(kilometres)) if kilometres > 0.0 && kilometres <= 500.0 => kilometres,
        (Some(_), None) | (None, Some(_)) => {
            return Err(WireError::new(Code::OutOfRange, "radius-out-of-range").number("max", 500).into());
        }
        (None, None) | (Some(_), Some(_)) => return Err(WireError::new(Code::BadInput, "radius-once").into()),
    };
    let (latitude, longitude) = (near.latitude, near.longitude);
    Ok(Filter::In(Area::Circle { latitude, longitude, kilometres }, near.include_communes))
}

fn rectangle(it: &WithinInput) -> Result<Filter> {
    point(it.south, it.west)?;
    point(it.north, it.east)?;
    if it.south > it.north || it.west > it.east {
        return Err(WireError::new(Code::OutOfRange, "box-reversed").into());
    }
    let (south, west, north, east) = (it.south, it.west, it.north, it.east);
    Ok(Filter::In(Area::Box { south, west, north, east }, it.include_communes))
}

fn point(latitude: f64, longitude: f64) -> Result<()> {
    let on_earth = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
    if on_earth { Ok(()) } else { Err(WireError::new(Code::OutOfRange, "nowhere-on-earth").into()) }
}
