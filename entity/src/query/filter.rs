//! Conditions that a list of entries may be narrowed by. A filter only ever narrows what the policy lets through.

use sea_orm::sea_query::{BinOper, Cond, Expr, ExprTrait, Func, SelectStatement};
use sea_orm::{ColumnTrait, Condition, DbBackend};
use serde::Serialize;

use crate::model::article::{self, Origin};
use crate::model::entry::{Role, row};
use crate::model::event::{self, Attendance, EventStatus};
use crate::model::initiative::{self, Maturity};
use crate::model::page;
use crate::policy;
use crate::query::area::Area;
use crate::query::rows::{article, credited, event, placed, satellite, themed, timed};
use crate::query::search::wanted::Wanted;
use crate::reader::Reader;
use crate::value::clock::{Instant, kept};
use crate::value::kind::Kind;
use crate::value::language::LanguageTag;
use crate::value::status::Status;
use crate::value::territory::TerritoryRef;
use crate::value::words::query::SearchText;

/// A condition on entries. Lists match any of their values, an empty list nothing.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Filter {
    /// All of these; no condition when empty. Bounds of timings that stand side by side speak of one timing.
    And(Vec<Filter>),
    /// Any of these; nothing when empty.
    Or(Vec<Filter>),
    /// Not this.
    Not(Box<Filter>),
    /// Of one of these kinds.
    Kind(Vec<Kind>),
    /// With one of these themes (slugs), or one under them.
    Theme(Vec<String>),
    /// In one of these territories, or one inside them; former references count.
    Territory(Vec<TerritoryRef>),
    /// What the viewer made, or is credited with: their own, as the policy has it.
    Own,
    /// With one of these members (slugs) among the authors.
    Author(Vec<String>),
    /// Under one of these licences (keys).
    Licence(Vec<String>),
    /// Under a free cultural licence, or not.
    FreeCultural(bool),
    /// Under a licence that permits adaptation, or not.
    PermitsAdaptation(bool),
    /// Under a licence that permits commercial use, or not.
    PermitsCommercialUse(bool),
    /// In one of these languages, by basic filtering (RFC 4647 §3.3.1); a region finds its language besides.
    Language(Vec<LanguageTag>),
    /// Published, changed or made at or after this moment.
    After(Date, #[serde(serialize_with = "kept::one")] Instant),
    /// Published, changed or made before this moment.
    Before(Date, #[serde(serialize_with = "kept::one")] Instant),
    /// In one of these statuses.
    Status(Vec<Status>),
    /// In a part of the earth; and whether those without a point count by their commune.
    In(Area, bool),
    /// With all these words in its texts, whole or as the beginning of a longer one; accents, case and endings do not matter.
    Search(String),
    /// Initiatives this far.
    Maturity(Vec<Maturity>),
    /// Articles related to their original in one of these ways.
    Origin(Vec<Origin>),
    /// Articles from one of these sources (slugs).
    Source(Vec<String>),
    /// Articles whose original is under one of these licences (keys).
    OriginalLicence(Vec<String>),
    /// Events with a timing that ends after this moment.
    EndsAfter(#[serde(serialize_with = "kept::one")] Instant),
    /// Events with a timing that begins before this moment.
    StartsBefore(#[serde(serialize_with = "kept::one")] Instant),
    /// Events attended in one of these ways.
    Attendance(Vec<Attendance>),
    /// Events that stand so.
    EventStatus(Vec<EventStatus>),
    /// Pages that the menu shows, or not.
    InMenu(bool),
}

/// One of the dates of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Date {
    /// When it became public.
    Published,
    /// When it last changed.
    Updated,
    /// When it was made.
    Created,
}

impl Filter {
    /// No condition.
    pub fn all() -> Self {
        Self::And(Vec::new())
    }

    /// The moment of the first [`Filter::EndsAfter`] that everything in the list must meet.
    pub(crate) fn ends_after(&self) -> Option<Instant> {
        match self {
            Self::EndsAfter(moment) => Some(*moment),
            Self::And(parts) => parts.iter().find_map(Self::ends_after),
            _ => None,
        }
    }

    /// Whether what it finds depends on which members are seen at the moment.
    pub(crate) fn names_members(&self) -> bool {
        match self {
            Self::Author(_) => true,
            Self::And(parts) | Self::Or(parts) => parts.iter().any(Self::names_members),
            Self::Not(part) => part.names_members(),
            _ => false,
        }
    }

    /// The same condition without groups in groups that all must be met.
    #[must_use]
    pub fn flattened(self) -> Self {
        fn spread(filter: Filter, all: &mut Vec<Filter>) {
            match filter {
                Filter::And(parts) => parts.into_iter().for_each(|it| spread(it, all)),
                other => all.push(other),
            }
        }
        let mut all = Vec::new();
        spread(self, &mut all);
        Self::And(all)
    }

    /// The centre of the circle in which everything in the list must be: latitude and longitude.
    pub fn near(&self) -> Option<(f64, f64)> {
        match self {
            Self::In(Area::Circle { latitude, longitude, .. }, _) => Some((*latitude, *longitude)),
            Self::And(parts) => parts.iter().find_map(Self::near),
            _ => None,
        }
    }

    /// Whether places of communes count where an entry has no point.
    pub(crate) fn counts_communes(&self) -> bool {
        match self {
            Self::In(_, communes) => *communes,
            Self::And(parts) => parts.iter().any(Self::counts_communes),
            _ => false,
        }
    }

    /// What is still to be asked of events that are walked by the timings that end after its moment: nothing of that moment, unless
    /// other bounds speak of the same timing.
    pub(crate) fn beside_coming(&self) -> Self {
        match self {
            Self::EndsAfter(_) => Self::all(),
            Self::And(parts) if parts.iter().filter(|it| it.bound().is_some()).count() == 1 => {
                Self::And(parts.iter().filter(|it| !matches!(it, Self::EndsAfter(_))).cloned().collect())
            }
            other => other.clone(),
        }
    }

    /// The condition on the table `entry`, by what the reader knows and may know.
    pub(crate) fn condition(&self, reader: &Reader) -> Condition {
        self.beside(reader, self.is_own())
    }

    /// Whether it leaves nothing but what is the viewer's own.
    fn is_own(&self) -> bool {
        match self {
            Self::Own => true,
            Self::And(parts) => parts.iter().any(Self::is_own),
            _ => false,
        }
    }

    /// The condition, for a list that holds the viewer's own alone or not.
    fn beside(&self, reader: &Reader, own: bool) -> Condition {
        let reference = reader.reference();
        if let Some((owners, _)) = self.owners(reader).filter(|_| reader.reads_what_is_public()) {
            use row::Column::{Id, Kind, ListedAt};
            return Self::listed_under(&owners, [Kind, ListedAt, Id].map(|it| Expr::col((row::Entity, it))));
        }
        match self {
            Self::And(parts) => {
                let bounds: Vec<Expr> = parts.iter().filter_map(Self::bound).collect();
                let timing = bounds.into_iter().reduce(ExprTrait::and).map(|bounds| linked(timed(bounds)));
                let others = parts.iter().filter(|it| it.bound().is_none());
                others.fold(Cond::all().add_option(timing), |all, it| all.add(it.beside(reader, own)))
            }
            Self::Or(parts) if parts.is_empty() => nothing(),
            Self::Or(parts) => parts.iter().fold(Cond::any(), |any, it| any.add(it.beside(reader, own))),
            Self::Not(part) if **part == Self::all() => nothing(),
            Self::Not(part) => untrue(part.beside(reader, own)),
            Self::Kind(kinds) => word(row::Column::Kind, own).is_in(kinds.iter().copied()).into_condition(),
            Self::Theme(slugs) => {
                let known = slugs.iter().filter_map(|it| reference.themes.by_key(it)).map(|it| it.seq);
                linked(themed(known.collect()))
            }
            Self::Territory(references) => {
                let known = references.iter().filter_map(|it| reference.territory(it)).map(|it| it.seq);
                linked(placed(known.collect()))
            }
            Self::Own => policy::own_entries(reader.viewer()).map_or_else(nothing, linked),
            Self::Author(slugs) => {
                let known: Vec<i64> =
                    slugs.iter().filter_map(|it| reader.member_by_slug(it)).map(|it| it.seq).collect();
                linked(credited(known, Some(Role::Author)))
            }
            Self::Licence(keys) => licensed(row::Column::LicenceSeq, reader, |it| keys.contains(&it.key)),
            Self::FreeCultural(wanted) => licensed(row::Column::LicenceSeq, reader, |it| it.free_cultural == *wanted),
            Self::PermitsAdaptation(wanted) => {
                licensed(row::Column::LicenceSeq, reader, |it| it.permits.adaptation == *wanted)
            }
            Self::PermitsCommercialUse(wanted) => {
                licensed(row::Column::LicenceSeq, reader, |it| it.permits.commercial_use == *wanted)
            }
            Self::Language(ranges) if ranges.is_empty() => nothing(),
            Self::Language(ranges) => ranges.iter().fold(Cond::any(), |any, it| any.add(spoken(it))),
            Self::After(date, moment) => date.column().gte(*moment).into_condition(),
            Self::Before(date, moment) => date.column().lt(*moment).into_condition(),
            Self::Status(statuses) => word(row::Column::Status, own).is_in(statuses.iter().copied()).into_condition(),
            Self::In(area, communes) => area.condition(reader.backend(), *communes, reference),
            Self::Search(text) => search(text, reader.backend()),
            Self::Maturity(values) => linked(satellite(
                initiative::row::Entity,
                initiative::row::Column::EntrySeq,
                initiative::row::Column::Maturity.is_in(values.iter().copied()),
            )),
            Self::Origin(values) => linked(article(article::row::Column::Kind.is_in(values.iter().copied()))),
            Self::Source(slugs) => {
                let known: Vec<i64> =
                    slugs.iter().filter_map(|it| reference.sources.by_key(it)).map(|it| it.seq).collect();
                linked(article(article::row::Column::SourceSeq.is_in(known)))
            }
            Self::OriginalLicence(keys) => {
                let known: Vec<i64> =
                    keys.iter().filter_map(|it| reference.licences.by_key(it)).map(|it| it.seq).collect();
                linked(article(article::row::Column::OriginalLicenceSeq.is_in(known)))
            }
            Self::EndsAfter(moment) => linked(timed(ends_after(*moment))),
            Self::StartsBefore(moment) => linked(timed(starts_before(*moment))),
            Self::Attendance(values) => linked(event(event::row::Column::Attendance.is_in(values.iter().copied()))),
            Self::EventStatus(values) => linked(event(event::row::Column::Status.is_in(values.iter().copied()))),
            Self::InMenu(wanted) => {
                linked(satellite(page::row::Entity, page::row::Column::EntrySeq, page::row::Column::InMenu.eq(*wanted)))
            }
        }
    }
}

impl Filter {
    /// The bounds of publication that everything in the list must meet, as bounds of what it is listed by.
    pub(crate) fn listed(&self) -> Vec<Expr> {
        match self {
            Self::After(Date::Published, moment) => vec![row::Column::ListedAt.gte(*moment)],
            Self::Before(Date::Published, moment) => vec![row::Column::ListedAt.lt(*moment)],
            Self::And(parts) => parts.iter().flat_map(Self::listed).collect(),
            _ => Vec::new(),
        }
    }

    /// What it asks of a timing; none of what speaks of no timing.
    fn bound(&self) -> Option<Expr> {
        match self {
            Self::EndsAfter(moment) => Some(ends_after(*moment)),
            Self::StartsBefore(moment) => Some(starts_before(*moment)),
            _ => None,
        }
    }
}

impl Date {
    fn column(self) -> row::Column {
        match self {
            Self::Published => row::Column::PublishedAt,
            Self::Updated => row::Column::UpdatedAt,
            Self::Created => row::Column::CreatedAt,
        }
    }
}

fn ends_after(moment: Instant) -> Expr {
    event::timing::Column::EndsAt.gt(moment)
}

fn starts_before(moment: Instant) -> Expr {
    event::timing::Column::StartsAt.lt(moment)
}

/// True of every row of which the condition is not true: a comparison with a missing value is neither true nor false, and
/// `NOT` leaves it so.
fn untrue(condition: Condition) -> Condition {
    Expr::from(Func::coalesce([condition.into(), Expr::Constant(false.into())])).not().into_condition()
}

/// A kind or a status. Beside what is the viewer's own it is hidden from SQLite's planner, which would go through what everybody has of
/// it.
fn word(column: row::Column, own: bool) -> Expr {
    let held = Expr::col((row::Entity, column));
    if own { held.binary(BinOper::Custom("||"), Expr::val("")) } else { held }
}

fn linked(entries: SelectStatement) -> Condition {
    row::Column::Seq.in_subquery(entries).into_condition()
}

fn nothing() -> Condition {
    Cond::all().add(Expr::cust("1 = 0"))
}

fn licensed(column: row::Column, reader: &Reader, fits: impl Fn(&crate::commons::licence::Facts) -> bool) -> Condition {
    let fitting = reader.reference().licences.all().iter().filter(|it| fits(&it.facts)).map(|it| it.seq);
    column.is_in(fitting.collect::<Vec<i64>>()).into_condition()
}

/// `fr` finds `fr` and all that begins with `fr-` (`.` is the character after `-`); `fr-FR` finds `fr` besides, as a reader
/// falls back to the language where nothing says a region.
fn spoken(range: &LanguageTag) -> Condition {
    use row::Column::Language;
    let found = Language.eq(range.clone()).or(dialects(range));
    match range.without_region() {
        Some(language) => found.or(Language.eq(language)).into_condition(),
        None => found.into_condition(),
    }
}

/// What is in a language whose tag begins as this one and goes on.
pub(super) fn dialects(range: &LanguageTag) -> Expr {
    use row::Column::Language;
    Language.gte(format!("{range}-")).and(Language.lt(format!("{range}.")))
}

/// Every word must occur; a text without words finds nothing.
fn search(text: &str, backend: DbBackend) -> Condition {
    let text = SearchText::read(text);
    if text.is_empty() {
        return nothing();
    }
    linked(Wanted::of_list(&text).entries(backend))
}

trait IntoSimpleCondition {
    fn into_condition(self) -> Condition;
}

impl IntoSimpleCondition for Expr {
    fn into_condition(self) -> Condition {
        Cond::all().add(self)
    }
}
