//! The plain fields of what hangs on entries: licences, themes, territories, credits, places, timings.

use entity::model::entry::{Credit, Credited, Location};
use entity::model::event::{Span, Timing};
use entity::model::licence::Licence;
use entity::model::member::Member;
use entity::model::territory::Territory;
use entity::model::theme::Theme;
use entity::value::clock::Instant;

use crate::graphql::engine::plain::shape::{Below, Part, Shape, Writer};

/// A part of a licence.
pub(crate) enum LicencePart {
    Typename,
    Id,
    Key,
    IsSpdx,
    ShortName,
    Name,
    Family,
    Version,
    Url,
    DeedUrl,
    IsFreeCultural,
    Note,
}

impl Part for LicencePart {
    fn of(name: &str, _: &str, _: Below<'_>) -> Option<Self> {
        Some(match name {
            "__typename" => Self::Typename,
            "id" => Self::Id,
            "key" => Self::Key,
            "isSpdx" => Self::IsSpdx,
            "shortName" => Self::ShortName,
            "name" => Self::Name,
            "family" => Self::Family,
            "version" => Self::Version,
            "url" => Self::Url,
            "deedUrl" => Self::DeedUrl,
            "isFreeCultural" => Self::IsFreeCultural,
            "note" => Self::Note,
            _ => return None,
        })
    }
}

impl LicencePart {
    /// Writes it.
    pub(crate) fn write(&self, of: &Licence, to: &mut Writer<'_>) {
        let facts = &of.facts;
        match self {
            Self::Typename => to.json("Licence"),
            Self::Id => text(to, &of.id),
            Self::Key => to.json(&facts.key),
            Self::IsSpdx => to.json(&facts.spdx),
            Self::ShortName => to.json(&facts.short_name),
            Self::Name => to.json(to.request.licence_name(of, None)),
            Self::Family => text(to, &facts.family),
            Self::Version => to.json(&facts.version),
            Self::Url => to.json(&facts.url),
            Self::DeedUrl => to.json(&to.request.licence_deed(of, None)),
            Self::IsFreeCultural => to.json(&facts.free_cultural),
            Self::Note => to.json(&facts.note),
        }
    }
}

/// A part of a theme.
pub(crate) enum ThemePart {
    Typename,
    Id,
    Slug,
    Name,
}

impl Part for ThemePart {
    fn of(name: &str, _: &str, _: Below<'_>) -> Option<Self> {
        Some(match name {
            "__typename" => Self::Typename,
            "id" => Self::Id,
            "slug" => Self::Slug,
            "name" => Self::Name,
            _ => return None,
        })
    }
}

impl ThemePart {
    /// Writes it.
    pub(crate) fn write(&self, of: &Theme, to: &mut Writer<'_>) {
        match self {
            Self::Typename => to.json("Theme"),
            Self::Id => text(to, &of.id),
            Self::Slug => text(to, &of.slug),
            Self::Name => to.json(&to.request.theme_name(of, None)),
        }
    }
}

/// A part of a territory.
pub(crate) enum TerritoryPart {
    Typename,
    Id,
    Ref,
    Slug,
    Kind,
    Code,
    Name,
    PostalCodes,
    Population,
}

impl Part for TerritoryPart {
    fn of(name: &str, _: &str, _: Below<'_>) -> Option<Self> {
        Some(match name {
            "__typename" => Self::Typename,
            "id" => Self::Id,
            "ref" => Self::Ref,
            "slug" => Self::Slug,
            "kind" => Self::Kind,
            "code" => Self::Code,
            "name" => Self::Name,
            "postalCodes" => Self::PostalCodes,
            "population" => Self::Population,
            _ => return None,
        })
    }
}

impl TerritoryPart {
    /// Writes it.
    pub(crate) fn write(&self, of: &Territory, to: &mut Writer<'_>) {
        match self {
            Self::Typename => to.json("Territory"),
            Self::Id => text(to, &of.id),
            Self::Ref => text(to, &of.reference),
            Self::Slug => text(to, &of.slug),
            Self::Kind => to.json(&of.kind),
            Self::Code => to.json(&of.code),
            Self::Name => to.json(&of.name),
            Self::PostalCodes => to.json(&of.postal_codes),
            Self::Population => to.json(&of.population),
        }
    }
}

/// A part of a credit.
pub(crate) enum CreditPart {
    Typename,
    Name,
    Url,
    Role,
    Member(Shape<MemberPart>),
}

impl Part for CreditPart {
    fn of(name: &str, _: &str, below: Below<'_>) -> Option<Self> {
        Some(match name {
            "__typename" => Self::Typename,
            "name" => Self::Name,
            "url" => Self::Url,
            "role" => Self::Role,
            "member" => Self::Member(below.shape("Member")?),
            _ => return None,
        })
    }
}

impl CreditPart {
    /// Writes it.
    pub(crate) fn write(&self, of: &Credit, to: &mut Writer<'_>) {
        let (name, url, member) = match &of.who {
            Credited::Name { name, url } => (name, url.as_ref(), None),
            // who is not seen is named, and no more
            Credited::Member(it) => {
                let seen = Some(it).filter(|it| to.request.reader.sees(it));
                (&it.name, seen.and_then(|it| it.website.as_ref()), seen)
            }
        };
        match self {
            Self::Typename => to.json("Credit"),
            Self::Name => to.json(name),
            Self::Url => optional_text(to, url),
            Self::Role => to.json(&of.role),
            Self::Member(shape) => to.optional(member, |to, member| shape.write(to, |it, to| it.write(member, to))),
        }
    }
}

/// A part of a member.
pub(crate) enum MemberPart {
    Typename,
    Id,
    Slug,
    Kind,
    Name,
    Website,
}

impl Part for MemberPart {
    fn of(name: &str, _: &str, _: Below<'_>) -> Option<Self> {
        Some(match name {
            "__typename" => Self::Typename,
            "id" => Self::Id,
            "slug" => Self::Slug,
            "kind" => Self::Kind,
            "name" => Self::Name,
            "website" => Self::Website,
            _ => return None,
        })
    }
}

impl MemberPart {
    /// Writes it.
    pub(crate) fn write(&self, of: &Member, to: &mut Writer<'_>) {
        match self {
            Self::Typename => to.json("Member"),
            Self::Id => text(to, &of.id),
            Self::Slug => text(to, &of.slug),
            Self::Kind => to.json(&of.kind),
            Self::Name => to.json(&of.name),
            Self::Website => optional_text(to, of.website.as_ref()),
        }
    }
}

/// A part of a place.
pub(crate) enum LocationPart {
    Typename,
    Commune(Shape<TerritoryPart>),
    Latitude,
    Longitude,
}

impl Part for LocationPart {
    fn of(name: &str, _: &str, below: Below<'_>) -> Option<Self> {
        Some(match name {
            "__typename" => Self::Typename,
            "commune" => Self::Commune(below.shape("Territory")?),
            "latitude" => Self::Latitude,
            "longitude" => Self::Longitude,
            _ => return None,
        })
    }
}

impl LocationPart {
    /// Writes it.
    pub(crate) fn write(&self, of: &Location, to: &mut Writer<'_>) {
        match self {
            Self::Typename => to.json("Location"),
            Self::Commune(shape) => to.optional(of.commune.as_ref(), |to, commune| {
                shape.write(to, |it, to| it.write(commune, to));
            }),
            Self::Latitude => to.json(&of.point.map(|it| it.0)),
            Self::Longitude => to.json(&of.point.map(|it| it.1)),
        }
    }
}

/// A part of a timing.
pub(crate) enum TimingPart {
    Typename,
    Id,
    EventStatus,
    AllDay,
    Start,
    End,
    StartDate,
    EndDate,
}

impl Part for TimingPart {
    fn of(name: &str, _: &str, _: Below<'_>) -> Option<Self> {
        Some(match name {
            "__typename" => Self::Typename,
            "id" => Self::Id,
            "eventStatus" => Self::EventStatus,
            "allDay" => Self::AllDay,
            "start" => Self::Start,
            "end" => Self::End,
            "startDate" => Self::StartDate,
            "endDate" => Self::EndDate,
            _ => return None,
        })
    }
}

impl TimingPart {
    /// Writes it.
    pub(crate) fn write(&self, of: &Timing, to: &mut Writer<'_>) {
        let hours = if let Span::Hours { start, end } = of.span { Some((start, end)) } else { None };
        let days = if let Span::Days { start, end } = of.span { Some((start, end)) } else { None };
        match self {
            Self::Typename => to.json("Timing"),
            Self::Id => text(to, &of.id),
            Self::EventStatus => to.json(&of.status),
            Self::AllDay => to.json(&days.is_some()),
            Self::Start => moment(to, hours.map(|it| it.0)),
            Self::End => moment(to, hours.and_then(|it| it.1)),
            Self::StartDate => optional_text(to, days.map(|it| it.0).as_ref()),
            Self::EndDate => optional_text(to, days.map(|it| it.1).as_ref()),
        }
    }
}

/// What is written as a text.
pub(crate) fn text(to: &mut Writer<'_>, it: &impl ToString) {
    to.json(&it.to_string());
}

/// The same, or null.
pub(crate) fn optional_text<T: ToString>(to: &mut Writer<'_>, it: Option<&T>) {
    to.optional(it, text);
}

/// A moment, or null.
pub(crate) fn moment(to: &mut Writer<'_>, it: Option<Instant>) {
    optional_text(to, it.as_ref());
}
