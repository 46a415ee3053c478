//! What mutations take: one input a mutation. Fields have the names of the exchange format, so that what was said reaches
//! the draft as it was said: what is absent stays absent, null is null.

use std::borrow::Cow;

use async_graphql::registry::Registry;
use async_graphql::{ID, InputObject, InputType, InputValueResult, Value};

use crate::graphql::input::enums::{ArticleKind, Attendance, EventStatus, Maturity, MediaRole};
use crate::graphql::input::typed::{Date, DateTime, LanguageTag, LicenceKey, Slug, TerritoryRef, Url};

/// An input of type `T`, and what was literally said, fields that were not sent left out.
pub struct Said<T> {
    typed: T,
    said: Value,
}

impl<T> Said<T> {
    /// The typed input.
    pub(crate) fn typed(&self) -> &T {
        &self.typed
    }

    /// What was said, as one JSON object.
    pub(crate) fn fields(self) -> serde_json::Map<String, serde_json::Value> {
        match self.said.into_json() {
            Ok(serde_json::Value::Object(fields)) => fields,
            Ok(_) | Err(_) => serde_json::Map::new(),
        }
    }
}

impl<T: InputType> InputType for Said<T> {
    type RawValueType = T::RawValueType;

    fn type_name() -> Cow<'static, str> {
        T::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        T::create_type_info(registry)
    }

    fn parse(value: Option<Value>) -> InputValueResult<Self> {
        let said = value.clone().unwrap_or_default();
        let typed = T::parse(value).map_err(async_graphql::InputValueError::propagate)?;
        Ok(Self { typed, said })
    }

    fn to_value(&self) -> Value {
        self.typed.to_value()
    }

    fn as_raw_value(&self) -> Option<&Self::RawValueType> {
        self.typed.as_raw_value()
    }
}

/// A person or organisation to credit: a member (`member`), or a plain name (`name`, with an optional `url`).
#[derive(InputObject, Debug)]
pub struct CreditInput {
    /// Slug of the credited member.
    pub member: Option<Slug>,
    /// Name of a person or organisation without a profile here, on one line, at most 200 characters.
    pub name: Option<String>,
    /// Web page of the person or organisation named in `name`.
    pub url: Option<Url>,
}

/// A page that a text cites or links to.
#[derive(InputObject, Debug)]
pub struct ReferenceInput {
    /// Address of the page.
    pub url: Url,
    /// Title of the page, on one line, at most 500 characters.
    pub title: Option<String>,
}

/// A picture or document that an entry shows.
#[derive(InputObject, Debug)]
pub struct EntryMediaInput {
    /// Identifier of a picture or document that the viewer may see.
    pub id: ID,
    /// Role of the picture or document in the entry. `COVER`, at most one, and `GALLERY` require a picture.
    pub role: MediaRole,
}

/// A place: a commune, coordinates, or both.
#[derive(InputObject, Debug)]
pub struct LocationInput {
    /// Reference of the commune, such as `commune:29019`.
    pub commune: Option<TerritoryRef>,
    /// Latitude in degrees north (WGS 84), -90 to 90. Required with `longitude`.
    pub latitude: Option<f64>,
    /// Longitude in degrees east (WGS 84), -180 to 180. Required with `latitude`.
    pub longitude: Option<f64>,
}

/// Number of people that a recipe is meant for, as a range.
#[derive(InputObject, Debug)]
pub struct ParticipantsInput {
    /// Smallest number of people, at least 0.
    pub min: Option<i32>,
    /// Largest number of people, not below `min`.
    pub max: Option<i32>,
}

/// One step of a recipe.
#[derive(InputObject, Debug)]
pub struct StepInput {
    /// Title of the step, plain text on one line, at most 200 characters.
    pub title: Option<String>,
    /// Instructions of the step, Markdown, at most 64 KB.
    pub text: String,
}

/// One timing of an event: hours (`start`, with `end` if known) or whole days (`startDate`, with the inclusive `endDate` for more
/// than one day).
#[derive(InputObject, Debug)]
pub struct TimingInput {
    /// Instant at which the timing begins.
    pub start: Option<DateTime>,
    /// Instant at which the timing ends. Optional (RFC 5545 section 3.6.1): lists then treat the end of the starting day, in the
    /// event's time zone, as the end.
    pub end: Option<DateTime>,
    /// First whole day, in the event's time zone.
    pub start_date: Option<Date>,
    /// Last whole day, inclusive. Defaults to `startDate`.
    pub end_date: Option<Date>,
    /// Whether the timing takes place as announced. Defaults to `SCHEDULED`.
    pub event_status: Option<EventStatus>,
}

/// Two inputs of one kind: to make one, and to change one.
macro_rules! inputs {
    ($kind:literal $create:ident $update:ident { $($(#[$doc:meta])* $field:ident: $type:ty,)* }) => {
        #[doc = concat!("Content of a new ", $kind, ", which is created as a draft.")]
        #[derive(InputObject, Debug)]
        pub struct $create {
            /// Title, plain text on one line, at most 200 characters.
            pub title: String,
            /// Key of the client's own making, at most 100 characters, that makes a retry safe: the same key with the same input
            /// returns the object that the first request created, with another input `TAKEN`.
            pub idempotency_key: Option<String>,
            /// Readable part of the address. `TAKEN` when another entry of the kind has it or had it. By default derived from the
            /// title, with a number if needed.
            pub slug: Option<Slug>,
            /// Summary in plain text, at most 280 characters.
            pub summary: Option<String>,
            /// Main text, Markdown, at most 256 KB. HTML in it is not rendered.
            pub body: Option<String>,
            /// Language of the text. Defaults to the network's first language.
            pub language: Option<LanguageTag>,
            /// Licence of the text. Defaults to the network's default licence.
            pub licence: Option<LicenceKey>,
            /// Slugs of the themes, in order, at most 50.
            pub themes: Option<Vec<Slug>>,
            /// References of the territories that the entry belongs to, the home territory first, at most 50. Without any, it
            /// belongs to the whole network.
            pub territories: Option<Vec<TerritoryRef>>,
            /// Authors, in order, at most 50. Defaults to the member that the viewer writes as.
            pub authors: Option<Vec<CreditInput>>,
            /// Translators, in order, at most 50.
            pub translators: Option<Vec<CreditInput>>,
            /// Pages that the text cites, in order, at most 50.
            pub references: Option<Vec<ReferenceInput>>,
            /// Pictures and documents beside the text, in order, at most 50.
            pub media: Option<Vec<EntryMediaInput>>,
            $($(#[$doc])* pub $field: Option<$type>,)*
        }

        #[doc = concat!("Changes to one ", $kind, ". Absent fields are unchanged; null clears a field.")]
        #[derive(InputObject, Debug)]
        pub struct $update {
            /// Identifier of the entry to change.
            pub id: ID,
            /// Version of the entry that the client read. When the entry has another version, nothing changes and the answer is a
            /// `StaleError`.
            pub version: i32,
            /// New title, plain text on one line, at most 200 characters.
            pub title: Option<String>,
            /// New readable part of the address. `TAKEN` when another entry of the kind has it or had it. The former slug
            /// continues to find the entry.
            pub slug: Option<Slug>,
            /// New summary in plain text, at most 280 characters.
            pub summary: Option<String>,
            /// New main text, Markdown, at most 256 KB. HTML in it is not rendered.
            pub body: Option<String>,
            /// New language of the text.
            pub language: Option<LanguageTag>,
            /// New licence of the text. Null sets the network's default licence.
            pub licence: Option<LicenceKey>,
            /// New list of theme slugs, in order, at most 50. Replaces the old list.
            pub themes: Option<Vec<Slug>>,
            /// New list of territories, the home territory first, at most 50. Replaces the old list. Another home requires rights
            /// there as well.
            pub territories: Option<Vec<TerritoryRef>>,
            /// New list of authors, in order, at most 50. Replaces the old list.
            pub authors: Option<Vec<CreditInput>>,
            /// New list of translators, in order, at most 50. Replaces the old list.
            pub translators: Option<Vec<CreditInput>>,
            /// New list of cited pages, in order, at most 50. Replaces the old list.
            pub references: Option<Vec<ReferenceInput>>,
            /// New list of pictures and documents, in order, at most 50. Replaces the old list.
            pub media: Option<Vec<EntryMediaInput>>,
            $($(#[$doc])* pub $field: Option<$type>,)*
        }
    };
}

inputs! {
    "initiative" InitiativeCreateInput InitiativeUpdateInput {
        /// Stage of development of the initiative.
        maturity: Maturity,
        /// Year in which the initiative began, 1000 to 2100.
        start_year: i32,
        /// Web site of the initiative.
        website: Url,
        /// Web page for contacting the initiative, such as a form. `http` or `https`; an e-mail address is refused.
        contact_url: Url,
        /// Need that the initiative answers, Markdown, at most 64 KB.
        need: String,
        /// Response that the initiative gives to the need, Markdown, at most 64 KB.
        response: String,
        /// History of the initiative, Markdown, at most 64 KB.
        story: String,
        /// Value of the initiative for society, Markdown, at most 64 KB.
        social_value: String,
        /// Help that the initiative looks for, Markdown, at most 64 KB.
        call_for_help: String,
        /// People and organisations that run the initiative, in order, at most 50.
        holders: Vec<CreditInput>,
        /// Place of the initiative.
        location: LocationInput,
    }
}

inputs! {
    "recipe" RecipeCreateInput RecipeUpdateInput {
        /// Purpose of the recipe, Markdown, at most 64 KB.
        purpose: String,
        /// People that the recipe is meant for, Markdown, at most 64 KB.
        audience: String,
        /// Number of people that take part.
        participants: ParticipantsInput,
        /// Preparation that the recipe requires, Markdown, at most 64 KB.
        preparation: String,
        /// Time that the recipe takes: an ISO 8601 duration, such as `PT3H`.
        duration: String,
        /// Cost of carrying out the recipe, Markdown, at most 64 KB.
        cost: String,
        /// Materials that the recipe requires, in order, at most 50 lines of at most 500 characters.
        materials: Vec<String>,
        /// Steps of the recipe, in order, at most 50.
        steps: Vec<StepInput>,
        /// Variants of the recipe, Markdown, at most 64 KB.
        variants: String,
        /// Lessons learned from using the recipe, Markdown, at most 64 KB.
        lessons_learned: String,
        /// Changes from version to version of the recipe, Markdown, at most 64 KB.
        changelog: String,
    }
}

inputs! {
    "article" ArticleCreateInput ArticleUpdateInput {
        /// Relation of the article to a text published elsewhere. Defaults to `ORIGINAL`.
        article_kind: ArticleKind,
        /// Slug of the partner site that the text comes from.
        source: Slug,
        /// Address of the original, without tracking parameters. Required for `REPUBLISHED` and `EXCERPT`. `TAKEN` when a public
        /// article or a draft of the viewer's own has the same address.
        original_url: Url,
        /// Licence of the work at the original address.
        original_licence: LicenceKey,
        /// Names of the original's authors, in order, at most 50.
        original_authors: Vec<String>,
        /// Instant at which the original was published.
        original_published_at: DateTime,
        /// Instant of the original's last change.
        original_updated_at: DateTime,
        /// Remarks after the main text, Markdown, at most 64 KB.
        postscript: String,
        /// Identifiers of the initiatives that the article is about, in order, at most 50.
        initiatives: Vec<ID>,
    }
}

inputs! {
    "event" EventCreateInput EventUpdateInput {
        /// Times at which the event takes place, 1 to 250.
        timings: Vec<TimingInput>,
        /// Time zone of the event, a name of the IANA database such as `Europe/Paris`. Defaults to the network's time zone.
        time_zone: String,
        /// Form of attendance. Defaults to `IN_PERSON`.
        attendance: Attendance,
        /// Whether the event takes place as announced. Defaults to `SCHEDULED`.
        event_status: EventStatus,
        /// Name of the venue, on one line, at most 200 characters.
        place: String,
        /// Postal address of the venue, at most 1,000 bytes.
        address: String,
        /// Commune and coordinates of the venue.
        location: LocationInput,
        /// Links for visitors, such as a registration form or a video call, in order, at most 50.
        links: Vec<ReferenceInput>,
        /// Number of people that can attend, at least 0.
        capacity: i32,
        /// People and organisations that organise the event, in order, at most 50.
        organisers: Vec<CreditInput>,
        /// Identifiers of the initiatives that the event is about, in order, at most 50.
        initiatives: Vec<ID>,
    }
}

inputs! {
    "page" PageCreateInput PageUpdateInput {
        /// Identifier of the parent page. Requires rights over that page. Null for a page at the top level.
        parent: ID,
        /// Position among the pages with the same parent, from 0.
        position: i32,
        /// Whether the network's menu shows the page. Requires rights over the whole network.
        is_in_menu: bool,
        /// Label of the page in the menu, on one line, at most 200 characters. Defaults to the title.
        menu_label: String,
    }
}

/// Draft to submit to the editors.
#[derive(InputObject, Debug)]
pub struct EntrySubmitInput {
    /// Identifier of the draft to submit.
    pub id: ID,
    /// Version of the draft that the client read. Another version is answered with a `StaleError`.
    pub version: i32,
    /// Submits the draft even if problems prevent its publication. Defaults to false.
    #[graphql(default)]
    pub force: bool,
}

/// Entry to turn back into a draft, or proposal to discard.
#[derive(InputObject, Debug)]
pub struct EntryUnsubmitInput {
    /// Identifier of the submitted or refused entry, or of the entry with the proposal.
    pub id: ID,
    /// Version of the entry that the client read; the version of the proposal, to discard the proposal.
    pub version: i32,
}

/// Entry or proposal to publish.
#[derive(InputObject, Debug)]
pub struct EntryPublishInput {
    /// Identifier of the entry to publish.
    pub id: ID,
    /// Version of the entry that the client read; the version of the proposal, to accept the proposal.
    pub version: i32,
    /// Instant of publication. Defaults to now, or to the first publication if there was one. A past instant requires the scope
    /// `import` or `admin`.
    pub published_at: Option<DateTime>,
    /// Instant at which the publication ends. Unlimited when absent.
    pub unpublish_at: Option<DateTime>,
}

/// Entry or proposal to send back to its author.
#[derive(InputObject, Debug)]
pub struct EntryRequestChangesInput {
    /// Identifier of the entry to send back.
    pub id: ID,
    /// Version of the entry that the client read; the version of the proposal, to send back the proposal.
    pub version: i32,
    /// Note to the authors that says which changes are requested, at most 2,000 characters.
    pub note: String,
}

/// Submitted entry or proposal to refuse.
#[derive(InputObject, Debug)]
pub struct EntryRefuseInput {
    /// Identifier of the entry to refuse.
    pub id: ID,
    /// Version of the entry that the client read; the version of the proposal, to refuse the proposal.
    pub version: i32,
    /// Note to the authors with the reason, at most 2,000 characters.
    pub note: String,
}

/// Published entry to withdraw from the public.
#[derive(InputObject, Debug)]
pub struct EntryWithdrawInput {
    /// Identifier of the entry to withdraw.
    pub id: ID,
    /// Version of the entry that the client read. Another version is answered with a `StaleError`.
    pub version: i32,
}
