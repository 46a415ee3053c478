//! What lists of entries may be narrowed by, one input a kind. Different fields must all be met; a list of values is
//! met by any of them; absent and null are no condition; an empty list matches nothing.

use async_graphql::{InputObject, Result};
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

/// Conditions on a licence; all that are given must be met.
#[derive(InputObject, Debug)]
pub struct LicenceFilter {
    /// One of these licences.
    pub key: Option<Vec<LicenceKey>>,
    /// A free cultural licence (true), or not (false).
    pub is_free_cultural: Option<bool>,
    /// One that permits adaptation (true), or not (false).
    pub permits_adaptation: Option<bool>,
    /// One that permits commercial use (true), or not (false).
    pub permits_commercial_use: Option<bool>,
}

/// A circle around a point.
#[derive(InputObject, Debug)]
pub struct NearInput {
    /// Degrees north (WGS 84), -90 to 90.
    pub latitude: f64,
    /// Degrees east (WGS 84), -180 to 180.
    pub longitude: f64,
    /// Kilometres, over 0 and at most 500.
    pub radius_km: f64,
}

/// A box between two parallels and two meridians, in degrees (WGS 84).
#[derive(InputObject, Debug)]
pub struct WithinInput {
    /// Its southern edge.
    pub south: f64,
    /// Its western edge.
    pub west: f64,
    /// Its northern edge.
    pub north: f64,
    /// Its eastern edge.
    pub east: f64,
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
            /// With one of these themes (slugs), or a theme under one of them.
            pub theme: Option<Vec<Slug>>,
            /// In one of these territories, or a territory inside one of them.
            pub territory: Option<Vec<TerritoryRef>>,
            /// With one of these members (slugs) among the authors.
            pub author: Option<Vec<Slug>>,
            /// Under a licence like this.
            pub licence: Option<LicenceFilter>,
            /// In one of these languages (RFC 4647 basic filtering: `fr` matches `fr-gallo`); `fr-FR` matches `fr` too.
            pub language: Option<Vec<LanguageTag>>,
            /// Published at this moment or later.
            pub published_after: Option<DateTime>,
            /// Published before this moment.
            pub published_before: Option<DateTime>,
            /// Last changed at this moment or later.
            pub updated_after: Option<DateTime>,
            /// Last changed before this moment.
            pub updated_before: Option<DateTime>,
            /// Not further than this from a point; what has no point is not found.
            pub near: Option<NearInput>,
            /// Inside this box; what has no point is not found.
            pub within: Option<WithinInput>,
            /// With all of these words in title, summary or text; accents and case do not matter. At most 8 words count.
            pub search: Option<String>,
            /// In one of these statuses, as far as the viewer may see them.
            pub status: Option<Vec<EntryStatus>>,
            $($(#[$field_doc])* pub $field: Option<$type>,)*
            /// All of these; an empty list is no condition. Nested at most 5 deep.
            pub and: Option<Vec<$name>>,
            /// Any of these; an empty list matches nothing.
            pub or: Option<Vec<$name>>,
            /// Not this; an empty object matches nothing.
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
    /// What entries of all kinds may be narrowed by.
    EntryFilter {
        /// Of one of these kinds.
        kind: Vec<EntryKind> => |budget, it| Ok(Filter::Kind(budget.values(it, Into::into)?)),
    }
}

filter! {
    /// What initiatives may be narrowed by.
    InitiativeFilter {
        /// This far.
        maturity: Vec<Maturity> => |budget, it| Ok(Filter::Maturity(budget.values(it, Into::into)?)),
    }
}

filter! {
    /// What recipes may be narrowed by.
    RecipeFilter {}
}

filter! {
    /// What articles may be narrowed by.
    ArticleFilter {
        /// Related to their original in one of these ways.
        article_kind: Vec<ArticleKind> => |budget, it| Ok(Filter::Origin(budget.values(it, Into::into)?)),
        /// From one of these sources (slugs).
        source: Vec<Slug> => |budget, it| Ok(Filter::Source(budget.values(it, |it| it.0.to_string())?)),
        /// With an original under one of these licences.
        original_licence: Vec<LicenceKey> => |budget, it| Ok(Filter::OriginalLicence(budget.values(it, |it| it.0)?)),
    }
}

filter! {
    /// What events may be narrowed by.
    EventFilter {
        /// With a timing that ends after this moment; together with `startsBefore`, one timing that does both. A timing without
        /// an end ends with its day.
        ends_after: DateTime => |_, it| Ok(Filter::EndsAfter(it.0)),
        /// With a timing that begins before this moment; together with `endsAfter`, one timing that does both.
        starts_before: DateTime => |_, it| Ok(Filter::StartsBefore(it.0)),
        /// Attended in one of these ways.
        attendance: Vec<Attendance> => |budget, it| Ok(Filter::Attendance(budget.values(it, Into::into)?)),
        /// That stand so.
        event_status: Vec<EventStatus> => |budget, it| Ok(Filter::EventStatus(budget.values(it, Into::into)?)),
    }
}

filter! {
    /// What pages may be narrowed by.
    PageFilter {
        /// Shown by the network's menu (true), or not (false).
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
    if !(near.radius_km > 0.0 && near.radius_km <= 500.0) {
        return Err(WireError::new(Code::OutOfRange, "radius-out-of-range").number("max", 500).into());
    }
    Ok(Filter::Near(near.latitude, near.longitude, near.radius_km))
}

fn rectangle(it: &WithinInput) -> Result<Filter> {
    point(it.south, it.west)?;
    point(it.north, it.east)?;
    if it.south > it.north || it.west > it.east {
        return Err(WireError::new(Code::OutOfRange, "box-reversed").into());
    }
    Ok(Filter::Within(it.south, it.west, it.north, it.east))
}

fn point(latitude: f64, longitude: f64) -> Result<()> {
    let on_earth = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
    if on_earth { Ok(()) } else { Err(WireError::new(Code::OutOfRange, "nowhere-on-earth").into()) }
}
