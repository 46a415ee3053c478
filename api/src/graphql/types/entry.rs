//! What all kinds of entry share: the interface `Entry`, written once.
#![expect(clippy::duplicated_attributes, reason = "fields of one interface may have the same type")]

use async_graphql::Interface;
pub(crate) use async_graphql::{Context, ID, Result};
use entity::model::entry::Entry as Row;
pub(crate) use entity::model::entry::Role;
use entity::value::kind::Kind;

pub(crate) use crate::error::told_shared;
pub(crate) use crate::graphql::engine::batches::GroupKey;
pub(crate) use crate::graphql::engine::connection::{Connection, PageArguments};
pub(crate) use crate::graphql::engine::request::Request;
pub(crate) use crate::graphql::input::enums::{AttributionFormat, EntryKind, EntryStatus, EntryVisibility, TextFormat};
pub(crate) use crate::graphql::input::scalar::{DateTime, LanguageTag, Slug, Url};
use crate::graphql::types::article::Article;
pub(crate) use crate::graphql::types::attribution::AttributionParts;
pub(crate) use crate::graphql::types::credit_line;
pub(crate) use crate::graphql::types::entry_object::entry_object;
pub(crate) use crate::graphql::types::entry_parts::{
    Credit, FormerLicence, Location, Reference, Shared, Translation, written, written_or_none,
};
use crate::graphql::types::event::Event;
use crate::graphql::types::initiative::Initiative;
pub(crate) use crate::graphql::types::licence::Licence;
pub(crate) use crate::graphql::types::licence_check::adaptable_under;
pub(crate) use crate::graphql::types::lineage::{self, Adaptation, AdaptedFrom, Lineage};
use crate::graphql::types::page::Page;
use crate::graphql::types::recipe::Recipe;
pub(crate) use crate::graphql::types::review_queue::{EntryAction, PublishBlocker};
pub(crate) use crate::graphql::types::territory::Territory;
pub(crate) use crate::graphql::types::theme::Theme;

/// Editorial content of any kind: what initiatives, recipes, articles, events and pages have in common.
#[derive(Interface, Clone)]
#[graphql(
    field(
        name = "id",
        ty = "ID",
        desc = "Its identifier: stable, never reused. Look it up again with `node` or `entry`."
    ),
    field(name = "kind", ty = "EntryKind", desc = "Its kind, as data; `__typename` says the same."),
    field(name = "slug", ty = "Slug", desc = "The readable part of its address, unique among entries of its kind."),
    field(name = "status", ty = "EntryStatus", desc = "Where it stands on its way to the public."),
    field(
        name = "visibility",
        ty = "EntryVisibility",
        desc = "Who can read it at this moment: whether what is `PUBLISHED` is public by now, planned, or past its time."
    ),
    field(name = "version", ty = "i32", desc = "How many revisions it has had; updates name the version they saw."),
    field(
        name = "accepted_version",
        ty = "i32",
        desc = "The version that was accepted last; another than `version` where a proposal or a preview is shown in its place."
    ),
    field(
        name = "proposed_version",
        ty = "Option<i32>",
        desc = "The version that is proposed and waits for an editor, in the latest view; null where none does."
    ),
    field(name = "title", ty = "&String", desc = "Its title, plain text."),
    field(name = "summary", ty = "&Option<String>", desc = "What it says, in at most 280 characters of plain text."),
    field(
        name = "body",
        ty = "Result<String>",
        desc = "Its text.",
        arg(name = "format", ty = "TextFormat", default, desc = "In which form.")
    ),
    field(name = "language", ty = "LanguageTag", desc = "The language of its text."),
    field(
        name = "translations",
        ty = "Result<Vec<Translation>>",
        desc = "Its versions in other languages, by language tag."
    ),
    field(name = "licence", ty = "Licence", desc = "The licence of the text held here: what readers may do with it."),
    field(
        name = "attribution",
        ty = "Result<String>",
        desc = "The credit line to print wherever the text is shown: title, authors, site, address, licence.",
        arg(
            name = "language",
            ty = "Option<LanguageTag>",
            desc = "Its language: French, English or Breton. The entry's own when absent."
        ),
        arg(name = "format", ty = "AttributionFormat", default, desc = "In which form.")
    ),
    field(
        name = "attribution_parts",
        ty = "AttributionParts",
        desc = "The same in its parts, for those who set it themselves. What it is based on stands in `adaptedFrom`."
    ),
    field(
        name = "former_licences",
        ty = "Result<Vec<FormerLicence>>",
        desc = "The licences that it once carried in public, the newest first; at most 50."
    ),
    field(name = "url", ty = "Url", desc = "Its public address."),
    field(
        name = "published_at",
        ty = "Option<DateTime>",
        desc = "When it became public; in the future: when it will."
    ),
    field(name = "unpublish_at", ty = "Option<DateTime>", desc = "When it ceases to be public."),
    field(name = "created_at", ty = "DateTime", desc = "When it was made here."),
    field(name = "updated_at", ty = "DateTime", desc = "When its content last changed."),
    field(name = "authors", ty = "Vec<Credit>", desc = "Who wrote it, in order; at most 50."),
    field(name = "translators", ty = "Vec<Credit>", desc = "Who translated it, in order; at most 50."),
    field(name = "themes", ty = "Vec<Theme>", desc = "What it deals with, in order; at most 50."),
    field(
        name = "territories",
        ty = "Vec<Territory>",
        desc = "Where it belongs, the home territory first; at most 50."
    ),
    field(
        name = "home_territory",
        ty = "Option<Territory>",
        desc = "The territory whose editors look after it; none: the whole network."
    ),
    field(name = "references", ty = "Vec<Reference>", desc = "The pages it rests upon, in order; at most 50."),
    field(
        name = "viewer_can",
        ty = "Result<Vec<EntryAction>>",
        desc = "What you can do with it where it stands; empty for requests without a credential."
    ),
    field(
        name = "publish_blockers",
        ty = "Result<Vec<PublishBlocker>>",
        desc = "The problems to be mended before it, or its proposal, can be published; empty for viewers who may not change it."
    ),
    field(
        name = "may_be_adapted_under",
        ty = "Vec<Licence>",
        desc = "The licences that an adaptation of it may carry without reserve; empty when it may not be adapted. Guidance, not legal advice."
    ),
    field(
        name = "adapted_from",
        ty = "Result<Vec<AdaptedFrom>>",
        desc = "What it was made from, in order; at most 50. What you may not see is left out."
    ),
    field(
        name = "adaptations",
        ty = "Result<Connection<Adaptation>>",
        desc = "What was made from it: the newest first.",
        arg(name = "first", ty = "Option<i32>", desc = "How many rows, 1 to 100; 20 when absent."),
        arg(name = "after", ty = "Option<String>", desc = "Go on after this cursor."),
        arg(name = "last", ty = "Option<i32>", desc = "How many rows from the end, 1 to 100."),
        arg(name = "before", ty = "Option<String>", desc = "Go back before this cursor."),
        arg(name = "page", ty = "Option<i32>", desc = "The n-th page, from 1; page × perPage at most 10,000."),
        arg(name = "per_page", ty = "Option<i32>", desc = "Rows a page, 1 to 100; 20 when absent.")
    ),
    field(
        name = "lineage",
        ty = "Result<Lineage>",
        desc = "Its family across the network, as a graph in both directions.",
        arg(name = "depth", ty = "Option<i32>", desc = "How many steps away at most, 1 to 10; 3 when absent.")
    )
)]
pub enum Entry {
    /// An initiative.
    Initiative(Initiative),
    /// A recipe.
    Recipe(Recipe),
    /// An article.
    Article(Article),
    /// An event.
    Event(Event),
    /// A page.
    Page(Page),
}

impl From<Row> for Entry {
    fn from(row: Row) -> Self {
        match row.kind {
            Kind::Initiative => Self::Initiative(row.into()),
            Kind::Recipe => Self::Recipe(row.into()),
            Kind::Article => Self::Article(row.into()),
            Kind::Event => Self::Event(row.into()),
            Kind::Page => Self::Page(row.into()),
        }
    }
}

impl Entry {
    /// The row itself.
    pub(crate) fn row(&self) -> &Row {
        match self {
            Self::Initiative(it) => it.as_ref(),
            Self::Recipe(it) => it.as_ref(),
            Self::Article(it) => it.as_ref(),
            Self::Event(it) => it.as_ref(),
            Self::Page(it) => it.as_ref(),
        }
    }
}

impl AsRef<Row> for Entry {
    fn as_ref(&self) -> &Row {
        self.row()
    }
}
