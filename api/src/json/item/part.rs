//! The parts of items: what they refer to, with enough of it to be shown and found.

use std::collections::BTreeMap;

use entity::value::clock::Instant;
use serde::Serialize;
use utoipa::ToSchema;

use crate::graphql::input::enums::{CreditRole, EntryKind, EventStatus, TerritoryKind};
use crate::graphql::types::commons::lineage::AdaptationNature;
use crate::json::item::word::{Word, words};
use crate::render::item as shown;

/// A licence, as far as it has to be shown with a text.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LicenceNotice {
    /// Key of the licence: an SPDX identifier, or `LicenseRef-…`.
    #[schema(example = "CC-BY-SA-4.0")]
    pub(crate) key: String,
    /// Short name of the licence.
    #[schema(example = "CC BY-SA 4.0")]
    pub(crate) short_name: String,
    /// Address of the legal text. Null for the absence of a licence.
    #[schema(required, format = "uri", example = "https://creativecommons.org/licenses/by-sa/4.0/")]
    pub(crate) url: Option<String>,
}

/// A person or organisation that is credited.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Credit {
    /// Name to print in the credit.
    pub(crate) name: String,
    /// Web page of the credited person or organisation.
    #[schema(required, format = "uri")]
    pub(crate) url: Option<String>,
    /// Role in which the person or organisation is credited. Values may be added.
    #[schema(schema_with = words::<CreditRole>)]
    pub(crate) role: Word<CreditRole>,
    /// Profile of the credited member. Null for names without a public profile.
    #[schema(required)]
    pub(crate) member: Option<MemberLink>,
}

/// A member, as far as it takes to find them.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MemberLink {
    /// Identifier of the member.
    #[schema(format = "uuid")]
    pub(crate) id: String,
    /// Readable part of the address, unique among members.
    pub(crate) slug: String,
}

/// A theme, as far as it takes to show and find it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ThemeLink {
    /// Identifier of the theme.
    #[schema(format = "uuid")]
    pub(crate) id: String,
    /// Readable part of the address, unique among themes.
    pub(crate) slug: String,
    /// Name of the theme in the language of `Accept-Language`, else of the network.
    pub(crate) name: String,
}

/// A territory, as far as it takes to show and find it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TerritoryLink {
    /// Identifier of the territory, the same in every database.
    #[schema(format = "uuid")]
    pub(crate) id: String,
    /// Public reference of the territory.
    #[serde(rename = "ref")]
    #[schema(example = "commune:29019")]
    pub(crate) reference: String,
    /// Readable part of the address, unique among territories.
    pub(crate) slug: String,
    /// Kind of the territory. Values may be added.
    #[schema(schema_with = words::<TerritoryKind>)]
    pub(crate) kind: Word<TerritoryKind>,
    /// Name of the territory.
    pub(crate) name: String,
}

/// A source, as far as it takes to show and find it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SourceLink {
    /// Identifier of the source.
    #[schema(format = "uuid")]
    pub(crate) id: String,
    /// Readable part of the address, unique among sources.
    pub(crate) slug: String,
    /// Name of the source.
    pub(crate) name: String,
    /// Address of the source's home page.
    #[schema(format = "uri")]
    pub(crate) homepage: String,
}

/// A related entry, with what has to be said where it is shown.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct EntryLink {
    /// Identifier of the entry.
    #[schema(format = "uuid")]
    pub(crate) id: String,
    /// Kind of the entry. Values may be added.
    #[schema(schema_with = words::<EntryKind>)]
    pub(crate) kind: Word<EntryKind>,
    /// Readable part of the address, unique among entries of the kind.
    pub(crate) slug: String,
    /// Public address of the entry.
    #[schema(format = "uri")]
    pub(crate) url: String,
    /// Title of the entry, plain text.
    pub(crate) title: String,
    /// Summary in plain text, at most 280 characters.
    #[schema(required)]
    pub(crate) summary: Option<String>,
    /// Language of the text (BCP 47).
    pub(crate) language: String,
    /// Licence of the text.
    pub(crate) licence: LicenceNotice,
    /// Authors of the entry, in order.
    pub(crate) authors: Vec<Credit>,
    /// Credit line to show wherever the text is shown, plain text.
    pub(crate) attribution: String,
}

/// A picture that an entry shows. Show its credit line with it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Picture {
    /// Address of the picture in the size of a page, at most 1280 pixels wide.
    #[schema(format = "uri")]
    pub(crate) url: String,
    /// Width of that picture in pixels.
    pub(crate) width: u32,
    /// Height of that picture in pixels.
    pub(crate) height: u32,
    /// Address of the whole file.
    #[schema(format = "uri")]
    pub(crate) original: String,
    /// Media type of the whole file.
    #[schema(example = "image/jpeg")]
    pub(crate) media_type: String,
    /// Alternative text in the language of the entry. Empty for decorative pictures.
    pub(crate) alt: String,
    /// Caption in the language of the entry, plain text.
    #[schema(required)]
    pub(crate) caption: Option<String>,
    /// Licence of the picture.
    pub(crate) licence: LicenceNotice,
    /// Credit line of the picture, plain text.
    pub(crate) attribution: String,
}

/// A file that an entry offers.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Attachment {
    /// Address of the file.
    #[schema(format = "uri")]
    pub(crate) url: String,
    /// Name of the file.
    pub(crate) name: String,
    /// Credit line of the file, plain text.
    pub(crate) attribution: String,
}

impl From<shown::Picture> for Picture {
    fn from(of: shown::Picture) -> Self {
        Self {
            url: of.url,
            width: of.width,
            height: of.height,
            original: of.original,
            media_type: of.media_type,
            alt: of.alt,
            caption: of.caption,
            licence: LicenceNotice { key: of.licence.key, short_name: of.licence.name, url: of.licence.url },
            attribution: of.credit_text,
        }
    }
}

impl From<shown::Offered> for Attachment {
    fn from(of: shown::Offered) -> Self {
        Self { url: of.url, name: of.name, attribution: of.credit_text }
    }
}

/// A version of an entry in another language.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Translation {
    /// Language of the translation (BCP 47).
    pub(crate) language: String,
    /// Title of the translation, plain text.
    pub(crate) title: String,
    /// Slug of the translation, unique among entries of the kind.
    pub(crate) slug: String,
    /// Public address of the translation.
    #[schema(format = "uri")]
    pub(crate) url: String,
}

/// A work that an entry is an adaptation of.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AdaptedFrom {
    /// Relation of the entry to the origin. Values may be added.
    #[schema(schema_with = words::<AdaptationNature>)]
    pub(crate) nature: Word<AdaptationNature>,
    /// Changes made to the origin, as stated by the author.
    #[schema(required)]
    pub(crate) note: Option<String>,
    /// Title of the origin, plain text. Null if nobody stated one.
    #[schema(required)]
    pub(crate) title: Option<String>,
    /// Public address of the origin. Null for withdrawn entries.
    #[schema(required, format = "uri")]
    pub(crate) url: Option<String>,
    /// Licence of the origin. Null if nobody stated one.
    #[schema(required)]
    pub(crate) licence: Option<LicenceNotice>,
    /// Credit line of the origin, plain text. Null if nothing is known of it.
    #[schema(required)]
    pub(crate) attribution: Option<String>,
    /// Whether the origin was public and is withdrawn.
    pub(crate) is_withdrawn: bool,
}

/// A place: a commune, coordinates, or both.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Location {
    /// Commune of the place. Null if only coordinates are known.
    #[schema(required)]
    pub(crate) commune: Option<TerritoryLink>,
    /// Latitude in degrees north (WGS 84). Null if only the commune is known.
    #[schema(required)]
    pub(crate) latitude: Option<f64>,
    /// Longitude in degrees east (WGS 84). Null if only the commune is known.
    #[schema(required)]
    pub(crate) longitude: Option<f64>,
}

/// A page that a text or an event links to.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WebLink {
    /// Address of the page.
    #[schema(format = "uri")]
    pub(crate) url: String,
    /// Title of the page.
    #[schema(required)]
    pub(crate) title: Option<String>,
}

/// Number of people that a recipe is meant for, as a range.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Participants {
    /// Smallest number of people. Null if there is no minimum.
    #[schema(required)]
    pub(crate) min: Option<i32>,
    /// Largest number of people. Null if there is no maximum.
    #[schema(required)]
    pub(crate) max: Option<i32>,
}

/// A step of a recipe.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Step {
    /// Title of the step, plain text.
    #[schema(required)]
    pub(crate) title: Option<String>,
    /// Text of the step, Markdown.
    pub(crate) text: String,
}

/// When something takes place: at hours, or for whole days.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Timing {
    /// Identifier of the timing.
    #[schema(format = "uuid")]
    pub(crate) id: String,
    /// State of this timing. Values may be added.
    #[schema(schema_with = words::<EventStatus>)]
    pub(crate) status: Word<EventStatus>,
    /// Whether the timing covers whole days: `startDate` and `endDate` are set then, otherwise `start` and `end`.
    pub(crate) all_day: bool,
    /// Instant at which the timing begins. Null for whole days.
    #[schema(required, value_type = Option<String>, format = DateTime)]
    pub(crate) start: Option<Instant>,
    /// Instant at which the timing ends. Null for whole days and for unknown ends.
    #[schema(required, value_type = Option<String>, format = DateTime)]
    pub(crate) end: Option<Instant>,
    /// First day, in the event's time zone. Null unless the timing covers whole days.
    #[schema(required, format = Date)]
    pub(crate) start_date: Option<String>,
    /// Last day, inclusive. Null unless the timing covers whole days.
    #[schema(required, format = Date)]
    pub(crate) end_date: Option<String>,
}

/// Texts by language (BCP 47).
pub(crate) type Texts = BTreeMap<String, String>;
