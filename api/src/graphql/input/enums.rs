//! The closed lists of words: what a thing is, where it stands. Any of them may grow: clients keep a default.

use async_graphql::Enum;

/// The kind of an entry. The list may grow.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "entity::value::kind::Kind")]
pub enum EntryKind {
    /// Something that people do somewhere, told so that others can follow.
    Initiative,
    /// How to do it: what worked, step by step.
    Recipe,
    /// A text: of the network's own, or about one elsewhere.
    Article,
    /// Something that takes place at given times.
    Event,
    /// A page of the network itself.
    Page,
}

/// Where an entry stands on its way to the public. The list may grow.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "entity::value::status::Status")]
pub enum EntryStatus {
    /// Being written.
    Draft,
    /// Waiting for an editor.
    Submitted,
    /// Public from its publication date on; `visibility` says whether it is by now.
    Published,
    /// Taken back.
    Withdrawn,
    /// Not accepted.
    Refused,
}

/// Who can read an entry at this moment: what its status and its dates come to. The list may grow.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "entity::model::entry::Visibility")]
pub enum EntryVisibility {
    /// Everybody: it is published.
    Public,
    /// Everybody from `publishedAt` on: it is planned.
    Scheduled,
    /// Nobody any more: everybody could until `unpublishAt`.
    Expired,
    /// Its authors and editors alone: it is no longer, or not yet, published.
    Private,
}

/// What a credential permits at most. The list may grow.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "entity::value::role::Role")]
pub enum ViewerRole {
    /// Writes drafts, alone or for an organisation.
    Contributor,
    /// Looks after the content of some territories.
    Editor,
    /// Looks after everything.
    Admin,
}

/// In which role somebody is credited. The list may grow.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "entity::model::entry::Role")]
pub enum CreditRole {
    /// Wrote it.
    Author,
    /// Carries the initiative.
    Holder,
    /// Organises the event.
    Organiser,
    /// Translated it.
    Translator,
}

/// How far an initiative has come. The list may grow.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "entity::model::initiative::Maturity")]
pub enum Maturity {
    /// An idea.
    Idea,
    /// It begins.
    Starting,
    /// It grows or changes.
    Developing,
    /// It is established.
    Mature,
    /// It is over.
    Ended,
}

/// How an article relates to a text that was published elsewhere. The list may grow.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "entity::model::article::Origin")]
pub enum ArticleKind {
    /// Written for the network.
    Original,
    /// Taken over whole, with its credit.
    Republished,
    /// At most 500 characters of it, with a link.
    Excerpt,
    /// The network's own words about it.
    Summary,
}

/// How one attends an event. The list may grow.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "entity::model::event::Attendance")]
pub enum Attendance {
    /// By being there.
    InPerson,
    /// From afar.
    Online,
    /// Either way.
    Mixed,
}

/// Whether an event, or one of its timings, takes place as announced. The list may grow.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "entity::model::event::EventStatus")]
pub enum EventStatus {
    /// As announced.
    Scheduled,
    /// It does not.
    Cancelled,
    /// Later, at a time not yet known.
    Postponed,
    /// On line instead.
    MovedOnline,
}

/// The kind of a member. The list may grow.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "entity::model::member::Kind")]
pub enum MemberKind {
    /// One human being.
    Person,
    /// A legal body: association, company, town hall.
    Organisation,
    /// People together, without a legal body.
    Collective,
}

/// The kind of a territory, the widest first. The list may grow.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "entity::model::territory::Kind")]
pub enum TerritoryKind {
    /// A region, by its INSEE code.
    Region,
    /// A département, by its INSEE code.
    Departement,
    /// A pays: several intercommunalities that work together.
    Pays,
    /// An intercommunality, by its SIREN number.
    Epci,
    /// A commune, by its INSEE code.
    Commune,
}

/// Whether a source lets the network take its texts over. The list may grow.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "entity::model::source::Permission")]
pub enum SourcePermission {
    /// Its licence or its word allows it.
    Open,
    /// It was asked.
    Asked,
    /// It said no.
    Refused,
    /// Nobody asked yet.
    Unknown,
}

/// Which way an order runs.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "entity::db::paging::Direction")]
pub enum OrderDirection {
    /// The smallest, the earliest, the letter A first.
    Asc,
    /// The greatest, the latest, the letter Z first.
    Desc,
}

/// In which form a text is given.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TextFormat {
    /// As it was written: CommonMark with tables and footnotes.
    #[default]
    Markdown,
    /// Rendered, and safe to put into a page: raw HTML stripped, links `http(s)` and `mailto` only.
    Html,
    /// Without marks, one paragraph a line.
    Text,
}

/// In which form a credit line is given.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AttributionFormat {
    /// Plain text.
    #[default]
    Text,
    /// HTML, safe to put into a page, with links.
    Html,
    /// Markdown, with links.
    Markdown,
}
