//! The closed lists of words: what a thing is, where it stands. Any of them may grow: clients keep a default.

use async_graphql::Enum;

/// Kind of an entry. Values may be added.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "entity::value::kind::Kind")]
pub enum EntryKind {
    /// A project that people carry out somewhere, described so that others can follow the example.
    Initiative,
    /// Instructions for doing something that works, step by step.
    Recipe,
    /// A text by the network, or a text from elsewhere with its source and licence.
    Article,
    /// An event that takes place at given times.
    Event,
    /// A page about the network itself, such as a legal notice.
    Page,
}

/// Editorial status of an entry. Values may be added.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "entity::value::status::Status")]
pub enum EntryStatus {
    /// Being written. Readable by its authors and editors.
    Draft,
    /// Submitted, and waiting for an editor's decision.
    Submitted,
    /// Published: public between `publishedAt` and `unpublishAt`. `visibility` has the state at this moment.
    Published,
    /// Withdrawn from the public.
    Withdrawn,
    /// Refused by an editor.
    Refused,
}

/// Visibility of an entry at this moment, computed from its status and dates. Values may be added.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "entity::model::entry::Visibility")]
pub enum EntryVisibility {
    /// Published: readable by everybody.
    Public,
    /// Scheduled: readable by everybody from `publishedAt` on.
    Scheduled,
    /// Expired: readable by everybody until `unpublishAt`, which is past.
    Expired,
    /// Not published: readable by its authors and editors only.
    Private,
}

/// Role of an account: the upper bound of its rights. Values may be added.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "entity::value::role::Role")]
pub enum ViewerRole {
    /// Writes drafts, in their own name or for an organisation.
    Contributor,
    /// Edits and publishes the content of their territories.
    Editor,
    /// Administers content, accounts and the network itself.
    Admin,
}

/// Role in which a person or organisation is credited. Values may be added.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "entity::model::entry::Role")]
pub enum CreditRole {
    /// Author of the text.
    Author,
    /// Person or organisation that runs the initiative.
    Holder,
    /// Person or organisation that organises the event.
    Organiser,
    /// Translator of the text.
    Translator,
}

/// Stage of development of an initiative. Values may be added.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "entity::model::initiative::Maturity")]
pub enum Maturity {
    /// An idea, not yet begun.
    Idea,
    /// Recently started.
    Starting,
    /// Growing or changing.
    Developing,
    /// Well established.
    Mature,
    /// Ended, no longer active.
    Ended,
}

/// Relation of an article to a text published elsewhere. Values may be added.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "entity::model::article::Origin")]
pub enum ArticleKind {
    /// Written for the network.
    Original,
    /// The whole text of the original, with its credit line.
    Republished,
    /// At most 500 characters of the original, with a link.
    Excerpt,
    /// A summary of the original in the network's own words.
    Summary,
}

/// Form of attendance of an event. Values may be added.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "entity::model::event::Attendance")]
pub enum Attendance {
    /// On site: people attend in person.
    InPerson,
    /// Online, from a distance.
    Online,
    /// Either on site or online.
    Mixed,
}

/// State of an event or of one timing, as announced to the public. Values may be added.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "entity::model::event::EventStatus")]
pub enum EventStatus {
    /// Takes place as announced.
    Scheduled,
    /// Cancelled: does not take place.
    Cancelled,
    /// Postponed to a date that is not yet known.
    Postponed,
    /// Moved online: takes place online instead of on site.
    MovedOnline,
}

/// Kind of a member. Values may be added.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "entity::model::member::Kind")]
pub enum MemberKind {
    /// An individual person.
    Person,
    /// A legal entity, such as an association, a company or a town hall.
    Organisation,
    /// A group of people without legal status.
    Collective,
}

/// Kind of a territory, from the widest to the smallest. Values may be added.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "entity::model::territory::Kind")]
pub enum TerritoryKind {
    /// A region, identified by its INSEE code.
    Region,
    /// A département, identified by its INSEE code.
    Departement,
    /// A pays: several intercommunalities that cooperate.
    Pays,
    /// An intercommunality (EPCI), identified by its SIREN number.
    Epci,
    /// A commune, identified by its INSEE code.
    Commune,
}

/// Permission of a source to republish its texts. Values may be added.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "entity::model::source::Permission")]
pub enum SourcePermission {
    /// Granted, by a licence or by agreement.
    Open,
    /// Requested, without an answer yet.
    Asked,
    /// Refused by the source.
    Refused,
    /// Never requested so far.
    Unknown,
}

/// Direction of a sort.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "entity::db::paging::Direction")]
pub enum OrderDirection {
    /// Ascending: smallest, earliest or A first.
    Asc,
    /// Descending: greatest, latest or Z first.
    Desc,
}

/// Format in which a text is returned.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TextFormat {
    /// The source as written: CommonMark with tables and footnotes.
    #[default]
    Markdown,
    /// HTML that is safe to insert into a page: raw HTML is removed, links are `http`, `https` and `mailto` only.
    Html,
    /// Plain text without markup, one paragraph a line.
    Text,
}

/// Format in which a credit line is returned.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AttributionFormat {
    /// Plain text without links.
    #[default]
    Text,
    /// HTML with links, safe to insert into a page.
    Html,
    /// Markdown with links.
    Markdown,
}

/// Role in which an entry shows a picture or a document. Values may be added.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "entity::model::media::Role")]
pub enum MediaRole {
    /// The one picture that stands for the entry, in lists and at its head.
    Cover,
    /// A picture that the entry shows beside its text.
    Gallery,
    /// A file that the entry offers: a document or a picture.
    Attachment,
}

/// Format of a picture that is made from the original. Values may be added.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum MediaFormat {
    /// AVIF: the fewest bytes.
    Avif,
    /// WebP: fewer bytes than JPEG, and read by every browser of today.
    Webp,
    /// JPEG: read by every program; transparent parts become white.
    Jpeg,
    /// PNG: lossless and large.
    Png,
}

/// Ratio of the width of a picture to its height. Pictures are cropped around their focal point. Values may be added.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MediaRatio {
    /// The ratio of the original: nothing is cut off.
    #[default]
    Own,
    /// Square with a ratio of 1:1.
    Square,
    /// Landscape with a ratio of 4:3.
    FourToThree,
    /// Landscape with a ratio of 3:2.
    ThreeToTwo,
    /// Wide landscape with a ratio of 16:9.
    SixteenToNine,
}
