//! Entries and timings, as JSON.

use entity::value::clock::Instant;
use serde::Serialize;
use utoipa::ToSchema;

use crate::graphql::input::enums::{ArticleKind, Attendance, EntryKind, EventStatus, Maturity};
use crate::json::item::part::{
    AdaptedFrom, Attachment, Credit, EntryLink, LicenceNotice, Location, Participants, Picture, SourceLink, Step,
    TerritoryLink, ThemeLink, Timing, Translation, WebLink,
};
use crate::json::item::word::{Word, words, words_or_null};

/// What entries of all kinds have. `id`, `kind`, `slug`, `url`, `title`, `language`, `licence`, `authors` and `attribution` are there
/// whatever `fields` asks for: whoever shows the entry shows its credit and its licence.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Entry {
    /// Identifier of the entry: stable, never reused.
    #[schema(format = "uuid")]
    pub(crate) id: String,
    /// Kind of the entry. Values may be added.
    #[schema(schema_with = words::<EntryKind>)]
    pub(crate) kind: Word<EntryKind>,
    /// Readable part of the address, unique among entries of the kind. A former slug finds the entry as well.
    #[schema(example = "organiser-un-repair-cafe")]
    pub(crate) slug: String,
    /// Public address of the entry, on the network's site.
    #[schema(format = "uri")]
    pub(crate) url: String,
    /// Title of the entry, plain text.
    pub(crate) title: String,
    /// Language of the text (BCP 47).
    #[schema(example = "fr")]
    pub(crate) language: String,
    /// Licence of the text published here: the conditions for readers who reuse it.
    pub(crate) licence: LicenceNotice,
    /// Authors of the entry, in order, at most 50.
    pub(crate) authors: Vec<Credit>,
    /// Credit line to show wherever the text is shown, plain text, in the language of the entry.
    pub(crate) attribution: String,
    /// The same credit line as HTML with links, safe to insert into a page. Lists have it by `fields` or `include`.
    #[schema(required = false)]
    pub(crate) attribution_html: String,
    /// Summary in plain text, at most 280 characters.
    pub(crate) summary: Option<String>,
    /// Main text of the entry, Markdown. Lists have it by `fields` or `include`.
    #[schema(required = false)]
    pub(crate) body: String,
    /// Main text of the entry as HTML that is safe to insert into a page. Lists have it by `fields` or `include`.
    #[schema(required = false)]
    pub(crate) body_html: String,
    /// Instant of publication.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(crate) published_at: Option<Instant>,
    /// Instant of the last change of the content.
    #[schema(required = false, value_type = String, format = DateTime)]
    pub(crate) updated_at: Instant,
    /// Instant at which the entry was created in this network.
    #[schema(required = false, value_type = String, format = DateTime)]
    pub(crate) created_at: Instant,
    /// Number of the version.
    #[schema(required = false)]
    pub(crate) version: i32,
    /// Translators of the entry, in order, at most 50.
    #[schema(required = false)]
    pub(crate) translators: Vec<Credit>,
    /// Themes of the entry, in order, at most 50.
    #[schema(required = false)]
    pub(crate) themes: Vec<ThemeLink>,
    /// Territories that the entry belongs to, the home territory first, at most 50.
    #[schema(required = false)]
    pub(crate) territories: Vec<TerritoryLink>,
    /// Pages that the text cites, in order, at most 50.
    #[schema(required = false)]
    pub(crate) references: Vec<WebLink>,
    /// Versions of the entry in other languages. There with `include=translations`.
    #[schema(required = false)]
    pub(crate) translations: Vec<Translation>,
    /// Picture that stands for the entry. Null if there is none.
    pub(crate) cover: Option<Picture>,
    /// Pictures beside the text, in order, at most 50.
    #[schema(required = false)]
    pub(crate) gallery: Vec<Picture>,
    /// Files that the entry offers, in order, at most 50.
    #[schema(required = false)]
    pub(crate) attachments: Vec<Attachment>,
    /// Works that the entry is an adaptation of. There with `include=adaptedFrom`.
    #[schema(required = false)]
    pub(crate) adapted_from: Vec<AdaptedFrom>,
    /// Adaptations of the entry, newest first, at most 20. There with `include=adaptations`.
    #[schema(required = false)]
    pub(crate) adaptations: Vec<EntryLink>,
}

/// A project that people carry out somewhere, described so that others can follow the example.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Initiative {
    #[serde(flatten)]
    pub(crate) entry: Entry,
    /// People and organisations that run the initiative, in order, at most 50.
    #[schema(required = false)]
    pub(crate) holders: Vec<Credit>,
    /// Place of the initiative.
    pub(crate) location: Option<Location>,
    /// Stage of development of the initiative. Values may be added.
    #[schema(schema_with = words_or_null::<Maturity>)]
    pub(crate) maturity: Option<Word<Maturity>>,
    /// Year in which the initiative began.
    pub(crate) start_year: Option<i32>,
    /// Web site of the initiative.
    #[schema(format = "uri")]
    pub(crate) website: Option<String>,
    /// Web page for contacting the initiative.
    #[schema(format = "uri")]
    pub(crate) contact_url: Option<String>,
    /// Need that the initiative answers, Markdown. Lists have it by `fields` or `include`.
    pub(crate) need: Option<String>,
    /// Response that the initiative gives to the need, Markdown. Lists have it by `fields` or `include`.
    pub(crate) response: Option<String>,
    /// History of the initiative, Markdown. Lists have it by `fields` or `include`.
    pub(crate) story: Option<String>,
    /// Value of the initiative for people and places, Markdown. Lists have it by `fields` or `include`.
    pub(crate) social_value: Option<String>,
    /// Help that the initiative looks for, Markdown. Lists have it by `fields` or `include`.
    pub(crate) call_for_help: Option<String>,
    /// Articles about the initiative, newest first, at most 20. There with `include=articles`.
    #[schema(required = false)]
    pub(crate) articles: Vec<EntryLink>,
    /// Recipes drawn from the initiative, newest first, at most 20. There with `include=recipes`.
    #[schema(required = false)]
    pub(crate) recipes: Vec<EntryLink>,
    /// Events of the initiative, newest first, at most 20. There with `include=events`.
    #[schema(required = false)]
    pub(crate) events: Vec<EntryLink>,
}

/// Instructions for doing something that works, step by step, to reuse and adapt under the terms of its licence.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Recipe {
    #[serde(flatten)]
    pub(crate) entry: Entry,
    /// Purpose of the recipe, Markdown. Lists have it by `fields` or `include`.
    pub(crate) purpose: Option<String>,
    /// People that the recipe is meant for, Markdown. Lists have it by `fields` or `include`.
    pub(crate) audience: Option<String>,
    /// Number of people that take part, as a range.
    pub(crate) participants: Option<Participants>,
    /// Preparation that the recipe requires, Markdown. Lists have it by `fields` or `include`.
    pub(crate) preparation: Option<String>,
    /// Time that the recipe takes: an ISO 8601 duration.
    #[schema(example = "PT3H")]
    pub(crate) duration: Option<String>,
    /// Cost of carrying out the recipe, in words, Markdown. Lists have it by `fields` or `include`.
    pub(crate) cost: Option<String>,
    /// Materials that the recipe requires, plain text, in order, at most 50. Lists have it by `fields` or `include`.
    #[schema(required = false)]
    pub(crate) materials: Vec<String>,
    /// Steps of the recipe, in order, at most 50. Lists have it by `fields` or `include`.
    #[schema(required = false)]
    pub(crate) steps: Vec<Step>,
    /// Variants of the recipe, Markdown. Lists have it by `fields` or `include`.
    pub(crate) variants: Option<String>,
    /// Lessons learned from using the recipe, Markdown. Lists have it by `fields` or `include`.
    pub(crate) lessons_learned: Option<String>,
    /// Changes from version to version of the recipe, Markdown. Lists have it by `fields` or `include`.
    pub(crate) changelog: Option<String>,
    /// Initiatives that the recipe was drawn from, newest first, at most 20. There with `include=initiatives`.
    #[schema(required = false)]
    pub(crate) initiatives: Vec<EntryLink>,
}

/// A text by the network, or a text from elsewhere with its source and licence.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Article {
    #[serde(flatten)]
    pub(crate) entry: Entry,
    /// Relation of the article to a text published elsewhere. Values may be added.
    #[schema(schema_with = words_or_null::<ArticleKind>)]
    pub(crate) article_kind: Option<Word<ArticleKind>>,
    /// Source of the article. Null for texts of the network.
    pub(crate) source: Option<SourceLink>,
    /// Address of the original.
    #[schema(format = "uri")]
    pub(crate) original_url: Option<String>,
    /// Licence of the original at its own address.
    pub(crate) original_licence: Option<LicenceNotice>,
    /// Names of the authors of the original, in order.
    #[schema(required = false)]
    pub(crate) original_authors: Vec<String>,
    /// Instant at which the original was published.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(crate) original_published_at: Option<Instant>,
    /// Instant of the last change of the original.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(crate) original_updated_at: Option<Instant>,
    /// Postscript of the article, Markdown. Lists have it by `fields` or `include`.
    pub(crate) postscript: Option<String>,
    /// Initiatives that the article is about, newest first, at most 20. There with `include=initiatives`.
    #[schema(required = false)]
    pub(crate) initiatives: Vec<EntryLink>,
}

/// An event that takes place at given times.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Event {
    #[serde(flatten)]
    pub(crate) entry: Entry,
    /// People and organisations that organise the event, in order, at most 50.
    #[schema(required = false)]
    pub(crate) organisers: Vec<Credit>,
    /// Place of the event.
    pub(crate) location: Option<Location>,
    /// Time zone of the event (IANA).
    #[schema(required = false, example = "Europe/Paris")]
    pub(crate) time_zone: String,
    /// Form of attendance. Values may be added.
    #[schema(schema_with = words_or_null::<Attendance>)]
    pub(crate) attendance: Option<Word<Attendance>>,
    /// State of the event as announced. Values may be added.
    #[schema(schema_with = words_or_null::<EventStatus>)]
    pub(crate) event_status: Option<Word<EventStatus>>,
    /// Name of the place.
    pub(crate) place: Option<String>,
    /// Postal address of the place.
    pub(crate) address: Option<String>,
    /// Links of the event, such as a registration form, in order.
    #[schema(required = false)]
    pub(crate) links: Vec<WebLink>,
    /// Number of people that can attend.
    pub(crate) capacity: Option<i32>,
    /// Timings of the event, earliest first, at most 250.
    #[schema(required = false)]
    pub(crate) timings: Vec<Timing>,
    /// Initiatives of the event, newest first, at most 20. There with `include=initiatives`.
    #[schema(required = false)]
    pub(crate) initiatives: Vec<EntryLink>,
}

/// A page about the network itself.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Page {
    #[serde(flatten)]
    pub(crate) entry: Entry,
    /// Position among the pages with the same parent.
    #[schema(required = false)]
    pub(crate) position: i32,
    /// Whether the network's menu shows the page.
    #[schema(required = false)]
    pub(crate) is_in_menu: bool,
    /// Label of the page in the menu. Null where the title is shown.
    pub(crate) menu_label: Option<String>,
}

/// A node of the agenda: one timing of an event.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Occurrence {
    /// Identifier of the agenda node.
    pub(crate) id: String,
    /// When it takes place.
    #[schema(required = false)]
    pub(crate) timing: Timing,
    /// Event that takes place, with the fields that lists of events have. `fields` and `include` name fields of it.
    pub(crate) event: Event,
}
