//! The plain fields of entries, under the names and with the values of the object types of the schema.

use entity::model::entry::{Entry, Own, Role, Visibility};
use entity::value::kind::Kind;

use crate::graphql::engine::plain::beside::{
    CreditPart, LicencePart, LocationPart, TerritoryPart, ThemePart, TimingPart, moment, optional_text, text,
};
use crate::graphql::engine::plain::shape::{Below, Part, Shape, Writer};

/// A part of an entry.
pub(crate) enum EntryPart {
    Typename,
    Id,
    Kind,
    Slug,
    Status,
    Visibility,
    Version,
    AcceptedVersion,
    ProposedVersion,
    Title,
    Summary,
    Body,
    Language,
    Url,
    PublishedAt,
    UnpublishAt,
    CreatedAt,
    UpdatedAt,
    Licence(Shape<LicencePart>),
    Credits(Role, Shape<CreditPart>),
    Themes(Shape<ThemePart>),
    Territories(Shape<TerritoryPart>),
    HomeTerritory(Shape<TerritoryPart>),
    Location(Shape<LocationPart>),
    Own(OwnPart),
}

/// A part of what one kind has.
pub(crate) enum OwnPart {
    Maturity,
    StartYear,
    Website,
    ContactUrl,
    ArticleKind,
    OriginalUrl,
    OriginalAuthors,
    OriginalPublishedAt,
    OriginalUpdatedAt,
    TimeZone,
    Attendance,
    EventStatus,
    Place,
    Address,
    Capacity,
    Timings(Shape<TimingPart>),
    Position,
    IsInMenu,
}

impl Part for EntryPart {
    fn of(name: &str, on: &str, below: Below<'_>) -> Option<Self> {
        let credits = |role| Some(Self::Credits(role, below.shape("Credit")?));
        Some(match name {
            "__typename" => Self::Typename,
            "id" => Self::Id,
            "kind" => Self::Kind,
            "slug" => Self::Slug,
            "status" => Self::Status,
            "visibility" => Self::Visibility,
            "version" => Self::Version,
            "acceptedVersion" => Self::AcceptedVersion,
            "proposedVersion" => Self::ProposedVersion,
            "title" => Self::Title,
            "summary" => Self::Summary,
            "body" => Self::Body,
            "language" => Self::Language,
            "url" => Self::Url,
            "publishedAt" => Self::PublishedAt,
            "unpublishAt" => Self::UnpublishAt,
            "createdAt" => Self::CreatedAt,
            "updatedAt" => Self::UpdatedAt,
            "licence" => Self::Licence(below.shape("Licence")?),
            "authors" => credits(Role::Author)?,
            "holders" => credits(Role::Holder)?,
            "organisers" => credits(Role::Organiser)?,
            "translators" => credits(Role::Translator)?,
            "themes" => Self::Themes(below.shape("Theme")?),
            "territories" => Self::Territories(below.shape("Territory")?),
            "homeTerritory" => Self::HomeTerritory(below.shape("Territory")?),
            "location" => Self::Location(below.shape("Location")?),
            name => Self::Own(OwnPart::of(name, on, below)?),
        })
    }
}

impl Part for OwnPart {
    fn of(name: &str, _: &str, below: Below<'_>) -> Option<Self> {
        Some(match name {
            "maturity" => Self::Maturity,
            "startYear" => Self::StartYear,
            "website" => Self::Website,
            "contactUrl" => Self::ContactUrl,
            "articleKind" => Self::ArticleKind,
            "originalUrl" => Self::OriginalUrl,
            "originalAuthors" => Self::OriginalAuthors,
            "originalPublishedAt" => Self::OriginalPublishedAt,
            "originalUpdatedAt" => Self::OriginalUpdatedAt,
            "timeZone" => Self::TimeZone,
            "attendance" => Self::Attendance,
            "eventStatus" => Self::EventStatus,
            "place" => Self::Place,
            "address" => Self::Address,
            "capacity" => Self::Capacity,
            "timings" => Self::Timings(below.shape("Timing")?),
            "position" => Self::Position,
            "isInMenu" => Self::IsInMenu,
            _ => return None,
        })
    }
}

impl EntryPart {
    /// Writes it.
    pub(crate) fn write(&self, of: &Entry, to: &mut Writer<'_>) {
        match self {
            Self::Typename => to.json(type_of(of.kind)),
            Self::Id => text(to, &of.id),
            Self::Kind => to.json(&of.kind),
            Self::Slug => text(to, &of.slug),
            Self::Status => to.json(&of.status),
            Self::Visibility => to.json(word_of(of.visibility(to.request.reader.now()))),
            Self::Version => to.json(&of.version),
            Self::AcceptedVersion => to.json(&of.accepted_version),
            Self::ProposedVersion => to.json(&of.proposed_version),
            Self::Title => to.json(&of.title),
            Self::Summary => to.json(&of.summary),
            Self::Body => to.json(of.body.as_deref().unwrap_or_default()),
            Self::Language => text(to, &of.language),
            Self::Url => to.json(&to.request.url(of)),
            Self::PublishedAt => moment(to, of.published_at),
            Self::UnpublishAt => moment(to, of.unpublish_at),
            Self::CreatedAt => moment(to, Some(of.created_at)),
            Self::UpdatedAt => moment(to, Some(of.updated_at)),
            Self::Licence(shape) => shape.write(to, |it, to| it.write(&of.licence, to)),
            Self::Credits(role, shape) => {
                to.list(of.credited(*role), |to, credit| shape.write(to, |it, to| it.write(credit, to)));
            }
            Self::Themes(shape) => {
                to.list(of.themes.iter(), |to, theme| shape.write(to, |it, to| it.write(theme, to)));
            }
            Self::Territories(shape) => {
                to.list(of.territories.iter(), |to, territory| shape.write(to, |it, to| it.write(territory, to)));
            }
            Self::HomeTerritory(shape) => to.optional(of.territories.first(), |to, territory| {
                shape.write(to, |it, to| it.write(territory, to));
            }),
            Self::Location(shape) => to.optional(of.location.as_ref(), |to, location| {
                shape.write(to, |it, to| it.write(location, to));
            }),
            Self::Own(part) => part.write(of, to),
        }
    }
}

impl OwnPart {
    fn write(&self, of: &Entry, to: &mut Writer<'_>) {
        let (mut initiative, mut article, mut event, mut page) = (None, None, None, None);
        match &of.own {
            Some(Own::Initiative(own)) => initiative = Some(own),
            Some(Own::Article(own)) => article = Some(own),
            Some(Own::Event(own)) => event = Some(own),
            Some(Own::Page(own)) => page = Some(own),
            Some(Own::Recipe(_)) | None => {}
        }
        match self {
            Self::Maturity => to.json(&initiative.and_then(|it| it.maturity)),
            Self::StartYear => to.json(&initiative.and_then(|it| it.start_year)),
            Self::Website => optional_text(to, initiative.and_then(|it| it.website.as_ref())),
            Self::ContactUrl => optional_text(to, initiative.and_then(|it| it.contact_url.as_ref())),
            Self::ArticleKind => match article {
                Some(own) => to.json(&own.kind),
                None => to.json("ORIGINAL"),
            },
            Self::OriginalUrl => optional_text(to, article.and_then(|it| it.original_url.as_ref())),
            Self::OriginalAuthors => to.json(article.map_or(&[][..], |it| &it.original_authors)),
            Self::OriginalPublishedAt => moment(to, article.and_then(|it| it.original_published_at)),
            Self::OriginalUpdatedAt => moment(to, article.and_then(|it| it.original_updated_at)),
            Self::TimeZone => to.json(event.map_or("", |it| &it.time_zone)),
            Self::Attendance => match event {
                Some(own) => to.json(&own.attendance),
                None => to.json("IN_PERSON"),
            },
            Self::EventStatus => match event {
                Some(own) => to.json(&own.status),
                None => to.json("SCHEDULED"),
            },
            Self::Place => to.json(&event.and_then(|it| it.place.as_ref())),
            Self::Address => to.json(&event.and_then(|it| it.address.as_ref())),
            Self::Capacity => to.json(&event.and_then(|it| it.capacity)),
            Self::Timings(shape) => {
                let timings = event.map_or(&[][..], |it| &it.timings);
                to.list(timings.iter(), |to, timing| shape.write(to, |it, to| it.write(timing, to)));
            }
            Self::Position => to.json(&page.map_or(0, |it| it.position)),
            Self::IsInMenu => to.json(&page.is_some_and(|it| it.in_menu)),
        }
    }
}

fn type_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Initiative => "Initiative",
        Kind::Recipe => "Recipe",
        Kind::Article => "Article",
        Kind::Event => "Event",
        Kind::Page => "Page",
    }
}

fn word_of(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Public => "PUBLIC",
        Visibility::Scheduled => "SCHEDULED",
        Visibility::Expired => "EXPIRED",
        Visibility::Private => "PRIVATE",
    }
}
