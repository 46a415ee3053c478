//! What all kinds of entry share: the interface `Entry`, written once.
#![expect(clippy::duplicated_attributes, reason = "fields of one interface may have the same type")]

use async_graphql::Interface;
pub(crate) use async_graphql::{Context, ID, Result};
use entity::model::entry::Entry as Row;
pub(crate) use entity::model::entry::Role;
use entity::query::search::related::MAX_RELATED;
use entity::value::kind::Kind;

pub(crate) use crate::error::told_shared;
use crate::error::{Code, WireError};
pub(crate) use crate::graphql::engine::batches::GroupKey;
use crate::graphql::engine::batches::RelatedKey;
pub(crate) use crate::graphql::engine::connection::{Connection, PageArguments};
use crate::graphql::engine::lookahead;
pub(crate) use crate::graphql::engine::request::Request;
pub(crate) use crate::graphql::input::enums::{
    AttributionFormat, EntryKind, EntryStatus, EntryVisibility, MediaRole, TextFormat,
};
pub(crate) use crate::graphql::input::scalar::{DateTime, LanguageTag, Slug, Url};
use crate::graphql::types::article::Article;
pub(crate) use crate::graphql::types::channel::embed::EntryEmbed;
pub(crate) use crate::graphql::types::channel::seo::EntrySeo;
pub(crate) use crate::graphql::types::commons::attribution::AttributionParts;
pub(crate) use crate::graphql::types::commons::licence::Licence;
pub(crate) use crate::graphql::types::commons::licence_check::adaptable_under;
pub(crate) use crate::graphql::types::commons::lineage::{self, Adaptation, AdaptedFrom, Lineage};
pub(crate) use crate::graphql::types::entry_object::entry_object;
pub(crate) use crate::graphql::types::entry_parts::{
    Credit, FormerLicence, Location, Reference, Shared, Translation, written, written_or_none,
};
use crate::graphql::types::event::Event;
use crate::graphql::types::initiative::Initiative;
pub(crate) use crate::graphql::types::media::Media;
use crate::graphql::types::page::Page;
use crate::graphql::types::recipe::Recipe;
pub(crate) use crate::graphql::types::review_queue::{EntryAction, PublishBlocker};
pub(crate) use crate::graphql::types::territory::Territory;
pub(crate) use crate::graphql::types::theme::Theme;

/// Editorial content of any kind: the common fields of initiatives, recipes, articles, events and pages.
#[derive(Interface, Clone)]
#[graphql(
    field(
        name = "id",
        ty = "ID",
        desc = "Identifier of the entry: stable, never reused. `node` and `entry` find the entry by it."
    ),
    field(name = "kind", ty = "EntryKind", desc = "Kind of the entry, as data. Equivalent to `__typename`."),
    field(name = "slug", ty = "Slug", desc = "Readable part of the address, unique among entries of the kind."),
    field(name = "status", ty = "EntryStatus", desc = "Editorial status of the entry."),
    field(
        name = "visibility",
        ty = "EntryVisibility",
        desc = "Visibility at this moment: whether a `PUBLISHED` entry is public, scheduled or expired."
    ),
    field(
        name = "version",
        ty = "i32",
        desc = "Number of the version returned here. Mutations send it back, so that no change of somebody else is overwritten."
    ),
    field(
        name = "accepted_version",
        ty = "i32",
        desc = "Number of the version accepted last. Differs from `version` where a proposal or a preview is returned."
    ),
    field(
        name = "proposed_version",
        ty = "Option<i32>",
        desc = "Number of the proposed version that waits for an editor, in the latest view. Null if there is none."
    ),
    field(name = "title", ty = "&String", desc = "Title of the entry, plain text."),
    field(name = "summary", ty = "&Option<String>", desc = "Summary in plain text, at most 280 characters."),
    field(
        name = "body",
        ty = "Result<String>",
        desc = "Main text of the entry.",
        arg(name = "format", ty = "TextFormat", default, desc = "Format of the text. Defaults to Markdown.")
    ),
    field(name = "language", ty = "LanguageTag", desc = "Language of the text."),
    field(
        name = "translations",
        ty = "Result<Vec<Translation>>",
        desc = "Versions of the entry in other languages, by language tag."
    ),
    field(
        name = "licence",
        ty = "Licence",
        desc = "Licence of the text published here: the conditions for readers who reuse it."
    ),
    field(
        name = "attribution",
        ty = "Result<String>",
        desc = "Credit line to show wherever the text is shown: title, authors, site, address and licence.",
        arg(
            name = "language",
            ty = "Option<LanguageTag>",
            desc = "Language of the credit line: French, English or Breton. Defaults to the language of the entry."
        ),
        arg(
            name = "format",
            ty = "AttributionFormat",
            default,
            desc = "Format of the credit line. Defaults to plain text."
        )
    ),
    field(
        name = "attribution_parts",
        ty = "Result<AttributionParts>",
        desc = "Parts of the credit line, for clients that typeset it themselves. `adaptedFrom` has the works that the entry is based on."
    ),
    field(
        name = "former_licences",
        ty = "Result<Vec<FormerLicence>>",
        desc = "Licences that the entry was public under before, newest first, at most 50."
    ),
    field(name = "url", ty = "Url", desc = "Public address of the entry."),
    field(
        name = "embed",
        ty = "EntryEmbed",
        desc = "Ways to show the entry on another site, with credit and licence."
    ),
    field(name = "seo", ty = "EntrySeo", desc = "Metadata for the `<head>` of the page that shows the entry."),
    field(
        name = "published_at",
        ty = "Option<DateTime>",
        desc = "Instant of publication; in the future for scheduled entries. Null for entries without one."
    ),
    field(
        name = "unpublish_at",
        ty = "Option<DateTime>",
        desc = "Instant at which the publication ends. Null if it is unlimited."
    ),
    field(name = "created_at", ty = "DateTime", desc = "Instant at which the entry was created in this network."),
    field(name = "updated_at", ty = "DateTime", desc = "Instant of the last change of the content."),
    field(name = "authors", ty = "Vec<Credit>", desc = "Authors of the entry, in order, at most 50."),
    field(name = "translators", ty = "Vec<Credit>", desc = "Translators of the entry, in order, at most 50."),
    field(name = "themes", ty = "Vec<Theme>", desc = "Themes of the entry, in order, at most 50."),
    field(
        name = "territories",
        ty = "Vec<Territory>",
        desc = "Territories that the entry belongs to, the home territory first, at most 50."
    ),
    field(
        name = "home_territory",
        ty = "Option<Territory>",
        desc = "Territory whose editors are responsible for the entry. Null if it belongs to the whole network."
    ),
    field(name = "references", ty = "Vec<Reference>", desc = "Pages that the text cites, in order, at most 50."),
    field(
        name = "cover",
        ty = "Result<Option<Media>>",
        desc = "Picture that stands for the entry, in lists and at its head."
    ),
    field(
        name = "media",
        ty = "Result<Vec<Media>>",
        desc = "Pictures and documents that the entry shows beside its text, in order, at most 50.",
        arg(name = "role", ty = "Option<MediaRole>", desc = "Only those in this role. All roles when absent.")
    ),
    field(
        name = "viewer_can",
        ty = "Result<Vec<EntryAction>>",
        desc = "Actions that the viewer can take on the entry in its present status. Empty for requests without a credential."
    ),
    field(
        name = "publish_blockers",
        ty = "Result<Vec<PublishBlocker>>",
        desc = "Validation errors that prevent publication of the entry, or of its proposal. Empty for viewers who may not change it."
    ),
    field(
        name = "may_be_adapted_under",
        ty = "Vec<Licence>",
        desc = "Licences that an adaptation of the entry may carry without reservation. Empty if adaptation is not permitted. Guidance, not legal advice."
    ),
    field(
        name = "adapted_from",
        ty = "Result<Vec<AdaptedFrom>>",
        desc = "Works that the entry is an adaptation of, in order, at most 50. Entries that the viewer may not read are left out."
    ),
    field(
        name = "adaptations",
        ty = "Result<Connection<Adaptation>>",
        desc = "Adaptations of the entry, newest first.",
        arg(
            name = "first",
            ty = "Option<i32>",
            desc = "Number of nodes to return from the start, 1 to 100. Defaults to 20."
        ),
        arg(
            name = "after",
            ty = "Option<String>",
            desc = "Return the nodes after this cursor, such as the `endCursor` of a page."
        ),
        arg(
            name = "last",
            ty = "Option<i32>",
            desc = "Number of nodes to return from the end, 1 to 100. Excludes `first`."
        ),
        arg(
            name = "before",
            ty = "Option<String>",
            desc = "Return the nodes before this cursor, such as the `startCursor` of a page."
        ),
        arg(
            name = "page",
            ty = "Option<i32>",
            desc = "Number of the page, from 1. `page` × `perPage` is at most 10,000."
        ),
        arg(
            name = "per_page",
            ty = "Option<i32>",
            desc = "Number of nodes on a numbered page, 1 to 100. Defaults to 20."
        )
    ),
    field(
        name = "related",
        ty = "Result<Vec<Entry>>",
        desc = "Entries most like the entry, the most alike first: those that share its words, themes and territories, or belong to its lineage.",
        arg(name = "first", ty = "Option<i32>", desc = "Number of entries to return, 1 to 100. Defaults to 6.")
    ),
    field(
        name = "lineage",
        ty = "Result<Lineage>",
        desc = "Graph of the entry's origins and adaptations across the network.",
        arg(
            name = "depth",
            ty = "Option<i32>",
            desc = "Largest distance from the entry, in steps, 1 to 10. Defaults to 3."
        )
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

/// The entries most like one.
pub(crate) async fn related(ctx: &Context<'_>, row: &Row, first: Option<i32>) -> Result<Vec<Entry>> {
    let (first, most) = (first.unwrap_or(6), i32::try_from(MAX_RELATED).unwrap_or(i32::MAX));
    if !(1..=most).contains(&first) {
        let told = WireError::new(Code::OutOfRange, "out-of-range").text("name", "first").number("found", first);
        return Err(told.number("min", 1).number("max", most).into());
    }
    let key = RelatedKey(row.key(), (first.unsigned_abs() as usize, lookahead::of_entry(ctx)));
    let found = Request::of(ctx).batches_beside(row).load(key).await.map_err(told_shared)?;
    Ok(found.unwrap_or_default().into_iter().map(Into::into).collect())
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
