//! What mutations take: one input a mutation. Fields have the names of the exchange format, so that what was said reaches
//! the draft as it was said: what is absent stays absent, null is null.

use std::borrow::Cow;

use async_graphql::registry::Registry;
use async_graphql::{ID, InputObject, InputType, InputValueResult, Value};

use crate::graphql::input::enums::{ArticleKind, Attendance, EventStatus, Maturity};
use crate::graphql::input::scalar::{Date, DateTime, LanguageTag, LicenceKey, Slug, TerritoryRef, Url};

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

/// Somebody who is credited: a member, or a plain name.
#[derive(InputObject, Debug)]
pub struct CreditInput {
    /// The member (slug).
    pub member: Option<Slug>,
    /// The name of somebody who is no member, on one line.
    pub name: Option<String>,
    /// Where the named one can be found.
    pub url: Option<Url>,
}

/// A page that a text rests upon.
#[derive(InputObject, Debug)]
pub struct ReferenceInput {
    /// Where it is.
    pub url: Url,
    /// What it is.
    pub title: Option<String>,
}

/// A place: a commune, a point, or both.
#[derive(InputObject, Debug)]
pub struct LocationInput {
    /// The commune.
    pub commune: Option<TerritoryRef>,
    /// Degrees north, with the longitude.
    pub latitude: Option<f64>,
    /// Degrees east, with the latitude.
    pub longitude: Option<f64>,
}

/// How many take part.
#[derive(InputObject, Debug)]
pub struct ParticipantsInput {
    /// At least.
    pub min: Option<i32>,
    /// At most.
    pub max: Option<i32>,
}

/// One step of a recipe.
#[derive(InputObject, Debug)]
pub struct StepInput {
    /// Its title, plain text.
    pub title: Option<String>,
    /// What to do, Markdown.
    pub text: String,
}

/// When an event takes place: hours (`start`, and `end` where it is known), or whole days (`startDate`, and `endDate`, the last one
/// included, unless it is one day).
#[derive(InputObject, Debug)]
pub struct TimingInput {
    /// When it begins.
    pub start: Option<DateTime>,
    /// When it ends; where it is absent, lists take the end of the day on which it begins as its end (RFC 5545 §3.6.1 permits an
    /// event without one).
    pub end: Option<DateTime>,
    /// The first whole day, in the event's time zone.
    pub start_date: Option<Date>,
    /// The last whole day; the first when absent.
    pub end_date: Option<Date>,
    /// Whether it takes place as announced.
    pub event_status: Option<EventStatus>,
}

/// Two inputs of one kind: to make one, and to change one.
macro_rules! inputs {
    ($kind:literal $create:ident $update:ident { $($(#[$doc:meta])* $field:ident: $type:ty,)* }) => {
        #[doc = concat!("A new ", $kind, ", which begins as a draft.")]
        #[derive(InputObject, Debug)]
        pub struct $create {
            /// Its title, plain text on one line, at most 200 characters.
            pub title: String,
            /// A key of your own making, at most 100 characters: sent again, it answers with the object that it made the first time.
            pub idempotency_key: Option<String>,
            /// The readable part of its address: `TAKEN` when another of the kind has, or had, it. When absent it is made from the
            /// title, and numbered where that is taken.
            pub slug: Option<Slug>,
            /// What it says, in at most 280 characters of plain text.
            pub summary: Option<String>,
            /// Its text, Markdown, at most 256 KB; HTML in it is left out.
            pub body: Option<String>,
            /// The language of its text; the network's first when absent.
            pub language: Option<LanguageTag>,
            /// The licence of its text; the network's own when absent.
            pub licence: Option<LicenceKey>,
            /// Its themes (slugs), in order; at most 50.
            pub themes: Option<Vec<Slug>>,
            /// Where it belongs, the home territory first; at most 50. Without one it belongs to the whole network.
            pub territories: Option<Vec<TerritoryRef>>,
            /// Who wrote it, in order; at most 50. You, when absent and you write as a member.
            pub authors: Option<Vec<CreditInput>>,
            /// Who translated it, in order; at most 50.
            pub translators: Option<Vec<CreditInput>>,
            /// The pages it rests upon, in order; at most 50.
            pub references: Option<Vec<ReferenceInput>>,
            $($(#[$doc])* pub $field: Option<$type>,)*
        }

        #[doc = concat!("What is to change in ", $kind, ": what is not sent is left alone, null clears.")]
        #[derive(InputObject, Debug)]
        pub struct $update {
            /// Which one.
            pub id: ID,
            /// The version that you saw: when it has another by now, nothing is changed and you are told what did.
            pub version: i32,
            /// Its title, plain text on one line, at most 200 characters.
            pub title: Option<String>,
            /// The readable part of its address: `TAKEN` when another of the kind has, or had, it. The old one goes on finding it.
            pub slug: Option<Slug>,
            /// What it says, in at most 280 characters of plain text.
            pub summary: Option<String>,
            /// Its text, Markdown, at most 256 KB; HTML in it is left out.
            pub body: Option<String>,
            /// The language of its text.
            pub language: Option<LanguageTag>,
            /// The licence of its text.
            pub licence: Option<LicenceKey>,
            /// Its themes (slugs), in order; at most 50.
            pub themes: Option<Vec<Slug>>,
            /// Where it belongs, the home territory first; at most 50. A new home needs your rights there, too.
            pub territories: Option<Vec<TerritoryRef>>,
            /// Who wrote it, in order; at most 50.
            pub authors: Option<Vec<CreditInput>>,
            /// Who translated it, in order; at most 50.
            pub translators: Option<Vec<CreditInput>>,
            /// The pages it rests upon, in order; at most 50.
            pub references: Option<Vec<ReferenceInput>>,
            $($(#[$doc])* pub $field: Option<$type>,)*
        }
    };
}

inputs! {
    "initiative" InitiativeCreateInput InitiativeUpdateInput {
        /// How far it has come.
        maturity: Maturity,
        /// The year in which it began.
        start_year: i32,
        /// Its own site.
        website: Url,
        /// Where its people can be written to: a page of the web, such as a form; `http` or `https`, no e-mail address.
        contact_url: Url,
        /// What it answers to, Markdown.
        need: String,
        /// What it does, Markdown.
        response: String,
        /// How it came about, Markdown.
        story: String,
        /// What it is worth to society, Markdown.
        social_value: String,
        /// What it looks for, Markdown.
        call_for_help: String,
        /// Who carries it, in order; at most 50.
        holders: Vec<CreditInput>,
        /// Where it is.
        location: LocationInput,
    }
}

inputs! {
    "recipe" RecipeCreateInput RecipeUpdateInput {
        /// What it serves for, Markdown.
        purpose: String,
        /// Whom it is for, Markdown.
        audience: String,
        /// How many take part.
        participants: ParticipantsInput,
        /// What must be done before, Markdown.
        preparation: String,
        /// How long it takes: a duration of ISO 8601, such as `PT3H`.
        duration: String,
        /// What it costs, Markdown.
        cost: String,
        /// What is needed, in order; at most 50.
        materials: Vec<String>,
        /// The steps, in order; at most 50.
        steps: Vec<StepInput>,
        /// How else it can be done, Markdown.
        variants: String,
        /// What was learnt, Markdown.
        lessons_learned: String,
        /// What changed from version to version, Markdown.
        changelog: String,
    }
}

inputs! {
    "article" ArticleCreateInput ArticleUpdateInput {
        /// How it relates to a text that was published elsewhere; original when absent.
        article_kind: ArticleKind,
        /// The partner site it comes from (slug).
        source: Slug,
        /// Where the original is, without tracking parameters; required for `REPUBLISHED` and `EXCERPT`. One page has one public
        /// article, and one among your own.
        original_url: Url,
        /// The licence of the work at the original address.
        original_licence: LicenceKey,
        /// The original's authors, in order; at most 50.
        original_authors: Vec<String>,
        /// When the original was published.
        original_published_at: DateTime,
        /// When the original last changed.
        original_updated_at: DateTime,
        /// What is said after the text, Markdown.
        postscript: String,
        /// The initiatives it is about, in order; at most 50.
        initiatives: Vec<ID>,
    }
}

inputs! {
    "event" EventCreateInput EventUpdateInput {
        /// When it takes place: at least once, at most 250 times.
        timings: Vec<TimingInput>,
        /// Its time zone (IANA), such as `Europe/Paris`; the network's when absent.
        time_zone: String,
        /// How one attends.
        attendance: Attendance,
        /// Whether it takes place as announced.
        event_status: EventStatus,
        /// The name of the place, on one line.
        place: String,
        /// The address of the place.
        address: String,
        /// Where it is on the map.
        location: LocationInput,
        /// Where one registers, follows, reads on; at most 50.
        links: Vec<ReferenceInput>,
        /// How many fit in.
        capacity: i32,
        /// Who organises it, in order; at most 50.
        organisers: Vec<CreditInput>,
        /// The initiatives it is about, in order; at most 50.
        initiatives: Vec<ID>,
    }
}

inputs! {
    "page" PageCreateInput PageUpdateInput {
        /// The page above it, which you look after as well; none at the top.
        parent: ID,
        /// Its place among its sisters, from 0.
        position: i32,
        /// Whether the network's menu shows it; only editors of the whole network may say so.
        is_in_menu: bool,
        /// How the menu calls it, on one line; by its title when absent.
        menu_label: String,
    }
}

/// A draft that is handed in.
#[derive(InputObject, Debug)]
pub struct EntrySubmitInput {
    /// Which one.
    pub id: ID,
    /// The version that you saw.
    pub version: i32,
}

/// What is taken back by its author: as a draft again, or a proposal that is dropped.
#[derive(InputObject, Debug)]
pub struct EntryUnsubmitInput {
    /// Which one.
    pub id: ID,
    /// The version that you saw; that of the proposal, to drop it.
    pub version: i32,
}

/// What is to become public.
#[derive(InputObject, Debug)]
pub struct EntryPublishInput {
    /// Which one.
    pub id: ID,
    /// The version that you saw.
    pub version: i32,
    /// From when; now when absent, or since when it was public before. A moment that has passed takes the scope `import` or
    /// `admin`.
    pub published_at: Option<DateTime>,
    /// Until when; for good when absent.
    pub unpublish_at: Option<DateTime>,
}

/// What is given back to its author as a draft.
#[derive(InputObject, Debug)]
pub struct EntryRequestChangesInput {
    /// Which one.
    pub id: ID,
    /// The version that you saw.
    pub version: i32,
    /// What the author is to know, at most 2,000 characters.
    pub note: String,
}

/// What is declined.
#[derive(InputObject, Debug)]
pub struct EntryRefuseInput {
    /// Which one.
    pub id: ID,
    /// The version that you saw.
    pub version: i32,
    /// Why, at most 2,000 characters.
    pub note: String,
}

/// What is taken back from the public.
#[derive(InputObject, Debug)]
pub struct EntryWithdrawInput {
    /// Which one.
    pub id: ID,
    /// The version that you saw.
    pub version: i32,
}
