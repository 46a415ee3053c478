//! What all editorial content shares: initiatives, recipes, articles, events and pages are entries.

use std::sync::Arc;

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::model::article::Article;
use crate::model::attached::Attached;
use crate::model::event::Event;
use crate::model::initiative::Initiative;
use crate::model::licence::Licence;
use crate::model::member::Member;
use crate::model::page::Page;
use crate::model::recipe::Recipe;
use crate::model::territory::Territory;
use crate::model::theme::Theme;
use crate::value::clock::Instant;
use crate::value::id::Id;
use crate::value::kind::Kind;
use crate::value::language::LanguageTag;
use crate::value::slug::Slug;
use crate::value::status::Status;
use crate::value::url::WebAddress;

/// Who can read an entry at a moment: what its status and its dates come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visibility {
    /// Everybody.
    Public,
    /// Everybody from a moment to come: it is published then.
    Scheduled,
    /// Everybody could until a moment that has passed.
    Expired,
    /// Its authors and editors alone.
    Private,
}

/// In which role somebody is credited, in the order of the words.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Role {
    /// Wrote it.
    Author,
    /// Carries the initiative.
    Holder,
    /// Organises the event.
    Organiser,
    /// Translated it.
    Translator,
}

/// A credit: a member, or a plain name with an optional address.
#[derive(Debug, Clone)]
pub struct Credit {
    /// In which role.
    pub role: Role,
    /// Who.
    pub who: Credited,
}

/// Who is credited.
#[derive(Debug, Clone)]
pub enum Credited {
    /// A member of the network.
    Member(Arc<Member>),
    /// Somebody outside.
    Name {
        /// The name as it is to be written.
        name: String,
        /// Their page.
        url: Option<WebAddress>,
    },
}

/// Where something is: a commune, a point, or both. Degrees of WGS 84.
#[derive(Debug, Clone)]
pub struct Location {
    /// The commune.
    pub commune: Option<Arc<Territory>>,
    /// Latitude and longitude.
    pub point: Option<(f64, f64)>,
}

/// A page that the text rests upon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// Its address.
    pub url: WebAddress,
    /// Its title.
    pub title: Option<String>,
}

/// Another language version of an entry.
#[derive(Debug, Clone)]
pub struct Translation {
    /// Its language.
    pub language: LanguageTag,
    /// Its title, plain text.
    pub title: String,
    /// Its slug.
    pub slug: Slug,
    /// Its kind.
    pub kind: Kind,
}

/// An entry as the viewer may read it. The parts in `Option` or behind a list are there when they were asked for
/// (see `Projection`).
#[derive(Debug, Clone)]
pub struct Entry {
    pub(crate) seq: i64,
    /// Its identifier, never reused.
    pub id: Id,
    /// Its kind.
    pub kind: Kind,
    /// Its slug, unique per kind.
    pub slug: Slug,
    /// Where it stands.
    pub status: Status,
    /// Its title, plain text.
    pub title: String,
    /// A summary of at most 280 characters, plain text.
    pub summary: Option<String>,
    /// The language of its text.
    pub language: LanguageTag,
    /// The licence of the text held here.
    pub licence: Arc<Licence>,
    /// The version that is shown: the one accepted last, unless another is laid over it.
    pub version: i32,
    /// The version that was accepted last.
    pub accepted_version: i32,
    /// The version that is proposed, where the viewer is shown it.
    pub proposed_version: Option<i32>,
    /// When it was made here.
    pub created_at: Instant,
    /// When its content last changed.
    pub updated_at: Instant,
    /// When it became, or becomes, public.
    pub published_at: Option<Instant>,
    /// When it ceases to be public.
    pub unpublish_at: Option<Instant>,
    pub(crate) translation_group: Option<Id>,
    /// Its text, Markdown.
    pub body: Option<String>,
    /// Its credits, in order.
    pub credits: Vec<Credit>,
    /// Its themes, in order.
    pub themes: Vec<Arc<Theme>>,
    /// Its territories, the home territory first.
    pub territories: Vec<Arc<Territory>>,
    /// Where it takes place.
    pub location: Option<Location>,
    /// What it rests upon, in order.
    pub references: Vec<Citation>,
    /// Whether it was made from something else.
    pub adapted: bool,
    /// The pictures and documents that it shows, in order.
    pub media: Vec<Attached>,
    /// The pictures and documents that its texts refer to and that it does not show beside them.
    pub mentioned: Vec<Id>,
    /// What only its kind has.
    pub own: Option<Own>,
    /// The values that its place in the list was sorted by.
    pub(crate) sort_values: Vec<Value>,
}

/// What one kind of entry has and the others have not.
#[derive(Debug, Clone)]
pub enum Own {
    /// Of an initiative.
    Initiative(Box<Initiative>),
    /// Of a recipe.
    Recipe(Box<Recipe>),
    /// Of an article.
    Article(Box<Article>),
    /// Of an event.
    Event(Box<Event>),
    /// Of a page.
    Page(Box<Page>),
}

impl Entry {
    /// The row's number inside the database, for joins and batches; never shown.
    pub fn key(&self) -> i64 {
        self.seq
    }

    /// Who can read it at a moment.
    pub fn visibility(&self, now: Instant) -> Visibility {
        match (self.status, self.published_at) {
            (Status::Published, Some(from)) if from > now => Visibility::Scheduled,
            (Status::Published, Some(_)) if self.unpublish_at.is_some_and(|until| until <= now) => Visibility::Expired,
            (Status::Published, Some(_)) => Visibility::Public,
            (Status::Published, None)
            | (Status::Draft | Status::Submitted | Status::Withdrawn | Status::Refused, _) => Visibility::Private,
        }
    }

    /// What its versions in other languages have in common.
    pub fn translation_group(&self) -> Id {
        self.translation_group.unwrap_or(self.id)
    }

    /// The credits in one role, in order.
    pub fn credited(&self, role: Role) -> impl Iterator<Item = &Credit> {
        self.credits.iter().filter(move |it| it.role == role)
    }
}

/// The table `entry`.
pub(crate) mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "entry")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub seq: i64,
        pub id: Id,
        pub kind: Kind,
        pub slug: Slug,
        pub status: Status,
        pub title: String,
        pub title_sort: String,
        pub summary: Option<String>,
        pub language: LanguageTag,
        pub translation_group: Option<Id>,
        pub licence_seq: i64,
        pub home_territory_seq: Option<i64>,
        pub version: i64,
        pub created_by_seq: Option<i64>,
        pub created_at: Instant,
        pub updated_at: Instant,
        pub published_at: Option<Instant>,
        pub unpublish_at: Option<Instant>,
        pub listed_at: Instant,
        pub body: String,
        /// The last version that the public saw before the one that stands.
        pub public_version: Option<i64>,
        /// Since when it waits for an editor; none of what is not handed in.
        pub submitted_at: Option<Instant>,
        /// The first version that the public saw, among those before the one that stands.
        pub first_public_version: Option<i64>,
        /// Whether the operator has once taken it as it was public elsewhere, against the rule.
        pub published_as_it_was: bool,
    }

    impl Model {
        /// Whether the version that stands has been public by this moment, or is; what is saved after its time ran out is not.
        pub(crate) fn was_seen(&self, now: Instant) -> bool {
            self.status == Status::Published
                && self.published_at.is_some_and(|it| it <= now)
                && self.unpublish_at.is_none_or(|it| it > self.updated_at)
        }

        /// From when the version that stands is public, if it ever is.
        pub(crate) fn public_from(&self) -> Option<Instant> {
            self.published_at.filter(|_| self.status == Status::Published)
        }

        /// Whether the version that stands is public at this moment.
        pub(crate) fn is_seen(&self, now: Instant) -> bool {
            self.was_seen(now) && self.unpublish_at.is_none_or(|it| it > now)
        }
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// How something was made from something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Nature {
    /// It says the same in another language.
    Translation,
    /// It goes on from it.
    NewVersion,
    /// It was changed for another place or purpose.
    Adaptation,
}

impl Nature {
    /// One word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Translation => "TRANSLATION",
            Self::NewVersion => "NEW_VERSION",
            Self::Adaptation => "ADAPTATION",
        }
    }

    pub(crate) fn of_word(word: &str) -> Self {
        match word {
            "TRANSLATION" => Self::Translation,
            "NEW_VERSION" => Self::NewVersion,
            _ => Self::Adaptation,
        }
    }
}
