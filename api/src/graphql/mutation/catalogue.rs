//! Themes, sources and licences.

use std::collections::BTreeMap;

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, Result};
use entity::catalogue::licence::LicenceChange;
use entity::catalogue::source::SourceChange;
use entity::catalogue::theme::ThemeChange;
use entity::commons::licence::{Permits, Requires};
use entity::value::id::Id;

use crate::graphql::engine::request::Request;
use crate::graphql::input::enums::SourcePermission;
use crate::graphql::input::typed::{LanguageTag, LicenceKey, Slug, Url};
use crate::graphql::mutation::payload::{carry, id_of, payloads};
use crate::graphql::types::commons::licence::Licence;
use crate::graphql::types::source::Source;
use crate::graphql::types::theme::Theme;

/// The mutations of themes, sources and licences.
#[derive(Default)]
pub struct CatalogueMutation;

/// A text in one language.
#[derive(InputObject)]
pub struct LocalisedTextInput {
    /// Language of the text.
    language: LanguageTag,
    /// The text, on one line, at most 200 characters.
    text: String,
}

/// An address in one language.
#[derive(InputObject)]
pub struct LocalisedUrlInput {
    /// Language of the page.
    language: LanguageTag,
    /// Address of the page.
    url: Url,
}

/// Content of a new theme.
#[derive(InputObject)]
pub struct ThemeCreateInput {
    /// Names of the theme, one per language, at least one.
    names: Vec<LocalisedTextInput>,
    /// Readable part of the address. Defaults to one made from the name.
    slug: Option<Slug>,
    /// Identifier of the parent theme. Null or absent for a theme at the root. A theme has at most 250 children.
    parent: Option<ID>,
}

/// Changes to a theme. Absent fields are unchanged.
#[derive(InputObject)]
pub struct ThemeUpdateInput {
    /// Identifier of the theme.
    id: ID,
    /// New list of names, one per language, at least one.
    names: Option<Vec<LocalisedTextInput>>,
    /// New readable part of the address.
    slug: Option<Slug>,
    /// Identifier of the new parent theme. Null moves the theme to the root.
    parent: MaybeUndefined<ID>,
}

/// Theme that is to be deleted.
#[derive(InputObject)]
pub struct ThemeDeleteInput {
    /// Identifier of the theme. No entry has it, and no theme lies below it.
    id: ID,
}

/// Content of a new source.
#[derive(InputObject)]
pub struct SourceCreateInput {
    /// Name of the source, on one line, at most 200 characters.
    name: String,
    /// Address of the source's home page.
    homepage: Url,
    /// Licence of texts by the source unless they state another.
    licence: LicenceKey,
    /// Readable part of the address. Defaults to one made from the name.
    slug: Option<Slug>,
    /// Address of the source's feed, such as RSS or Atom.
    feed_url: Option<Url>,
    /// Page on which the source states its licence.
    licence_statement_url: Option<Url>,
    /// Permission of the source to republish its texts. Defaults to `UNKNOWN`.
    permission: Option<SourcePermission>,
}

/// Changes to a source. Absent fields are unchanged.
#[derive(InputObject)]
pub struct SourceUpdateInput {
    /// Identifier of the source.
    id: ID,
    /// New name, on one line, at most 200 characters.
    name: Option<String>,
    /// New address of the home page.
    homepage: Option<Url>,
    /// New licence of texts that state no other. Articles that are here already keep theirs.
    licence: Option<LicenceKey>,
    /// New readable part of the address.
    slug: Option<Slug>,
    /// New address of the feed. Null clears it.
    feed_url: MaybeUndefined<Url>,
    /// New address of the page that states the licence. Null clears it.
    licence_statement_url: MaybeUndefined<Url>,
    /// New permission to republish.
    permission: Option<SourcePermission>,
}

/// Uses that a licence permits.
#[derive(InputObject)]
pub struct LicencePermissionsInput {
    /// Whether the work may be copied and shared unchanged.
    reproduction: bool,
    /// Whether the work may be changed: translated, shortened, remixed, continued.
    adaptation: bool,
    /// Whether the permitted uses may be commercial.
    commercial_use: bool,
}

/// Conditions that a licence imposes.
#[derive(InputObject)]
pub struct LicenceRequirementsInput {
    /// Whether a credit line must name title, authors, source and licence.
    attribution: bool,
    /// Whether adaptations must be shared under the same terms.
    share_alike: bool,
}

/// A new licence. Compatibility with other licences is unknown: `licenceCheck` answers `NEEDS_REVIEW`.
#[derive(InputObject)]
pub struct LicenceCreateInput {
    /// Key of the licence: an SPDX identifier, or `LicenseRef-` and a name; letters, digits, `-`, `.` and `+`, at most 64.
    key: String,
    /// Short name of the licence, on one line, at most 200 characters.
    short_name: String,
    /// Full names of the licence, one per language.
    names: Option<Vec<LocalisedTextInput>>,
    /// Version of the licence.
    version: Option<String>,
    /// Address of the legal text.
    url: Option<Url>,
    /// Addresses of summaries for non-lawyers, one per language.
    deed_urls: Option<Vec<LocalisedUrlInput>>,
    /// Uses that the licence permits. Nothing is permitted when absent.
    permits: Option<LicencePermissionsInput>,
    /// Conditions that the licence imposes. Attribution alone when absent.
    requires: Option<LicenceRequirementsInput>,
    /// Whether the licence is a free cultural licence (freedomdefined.org). Defaults to false.
    is_free_cultural: Option<bool>,
    /// Remarks on the licence, in English, on one line, at most 1,000 characters.
    note: Option<String>,
}

/// Changes to a licence. Absent fields are unchanged. `permits`, `requires` and `isFreeCultural` of licences that come with the
/// program cannot be changed.
#[derive(InputObject)]
pub struct LicenceUpdateInput {
    /// Identifier of the licence.
    id: ID,
    /// New short name, on one line, at most 200 characters.
    short_name: Option<String>,
    /// New list of full names, one per language.
    names: Option<Vec<LocalisedTextInput>>,
    /// New version. Null clears it.
    version: MaybeUndefined<String>,
    /// New address of the legal text. Null clears it.
    url: MaybeUndefined<Url>,
    /// New list of addresses of summaries for non-lawyers, one per language. Null clears it.
    deed_urls: MaybeUndefined<Vec<LocalisedUrlInput>>,
    /// New uses that the licence permits.
    permits: Option<LicencePermissionsInput>,
    /// New conditions that the licence imposes.
    requires: Option<LicenceRequirementsInput>,
    /// Whether the licence is a free cultural licence (freedomdefined.org).
    is_free_cultural: Option<bool>,
    /// New remarks, in English, on one line, at most 1,000 characters. Null clears them.
    note: MaybeUndefined<String>,
}

payloads! {
    /// Result of `themeCreate`.
    ThemeCreatePayload { /** The new theme. Null when validation failed. */ theme: Option<Theme> }
    /// Result of `themeUpdate`.
    ThemeUpdatePayload { /** The theme after the change. Null when validation failed. */ theme: Option<Theme> }
    /// Result of `sourceCreate`.
    SourceCreatePayload { /** The new source. Null when validation failed. */ source: Option<Source> }
    /// Result of `sourceUpdate`.
    SourceUpdatePayload { /** The source after the change. Null when validation failed. */ source: Option<Source> }
    /// Result of `licenceCreate`.
    LicenceCreatePayload { /** The new licence. Null when validation failed. */ licence: Option<Licence> }
    /// Result of `licenceUpdate`.
    LicenceUpdatePayload { /** The licence after the change. Null when validation failed. */ licence: Option<Licence> }
    /// Result of `themeDelete`.
    ThemeDeletePayload { /** Identifier of the deleted theme. Null when validation failed. */ deleted_id: Option<ID> }
}

#[Object]
impl CatalogueMutation {
    /// Creates a theme. Requires the role of editor and the scope `content:publish`.
    async fn theme_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Content of the new theme.")] input: ThemeCreateInput,
    ) -> Result<ThemeCreatePayload> {
        let slug = input.slug.and_then(Slug::read).map(|it| it.0);
        let done = carry(ctx, |writer| async move {
            let parent = input.parent.map(|it| id_of(&it)).transpose()?;
            let change = ThemeChange { slug, names: Some(tagged(input.names)), parent: Some(parent) };
            writer.save_theme(None, change).await
        });
        Ok(ThemeCreatePayload::of(done.await?.map(|id| theme(ctx, id))))
    }

    /// Changes a theme. Entries with the theme appear again in `changes`. Requires the role of editor and the scope
    /// `content:publish`.
    async fn theme_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Changes to the theme.")] input: ThemeUpdateInput,
    ) -> Result<ThemeUpdatePayload> {
        let slug = input.slug.and_then(Slug::read).map(|it| it.0);
        let done = carry(ctx, |writer| async move {
            let parent = said(input.parent).map(|it| it.map(|it| id_of(&it)).transpose()).transpose()?;
            let change = ThemeChange { slug, names: input.names.map(tagged), parent };
            writer.save_theme(Some(id_of(&input.id)?), change).await
        });
        Ok(ThemeUpdatePayload::of(done.await?.map(|id| theme(ctx, id))))
    }

    /// Deletes a theme that no entry has and below which there is none. Requires the role of editor and the scope
    /// `content:publish`.
    async fn theme_delete(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The theme to delete.")] input: ThemeDeleteInput,
    ) -> Result<ThemeDeletePayload> {
        let done = carry(ctx, |writer| async move { writer.delete_theme(id_of(&input.id)?).await });
        Ok(ThemeDeletePayload::of(done.await?.map(|id| Some(ID(id.to_string())))))
    }

    /// Creates a source of articles. Requires the role of editor and the scope `content:publish`.
    async fn source_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Content of the new source.")] input: SourceCreateInput,
    ) -> Result<SourceCreatePayload> {
        let change = SourceChange {
            slug: input.slug.and_then(Slug::read).map(|it| it.0),
            name: Some(input.name),
            homepage: web_address(Some(input.homepage)),
            feed: web_address(input.feed_url).map(Some),
            licence: licence_key(Some(input.licence)),
            licence_stated_at: web_address(input.licence_statement_url).map(Some),
            permission: input.permission.map(Into::into),
        };
        let done = carry(ctx, |writer| async move { writer.save_source(None, change).await });
        Ok(SourceCreatePayload::of(done.await?.map(|id| source(ctx, id))))
    }

    /// Changes a source. Articles from the source appear again in `changes`. Requires the role of editor and the scope
    /// `content:publish`.
    async fn source_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Changes to the source.")] input: SourceUpdateInput,
    ) -> Result<SourceUpdatePayload> {
        let change = SourceChange {
            slug: input.slug.and_then(Slug::read).map(|it| it.0),
            name: input.name,
            homepage: web_address(input.homepage),
            feed: said(input.feed_url).map(web_address),
            licence: licence_key(input.licence),
            licence_stated_at: said(input.licence_statement_url).map(web_address),
            permission: input.permission.map(Into::into),
        };
        let done = carry(ctx, |writer| async move { writer.save_source(Some(id_of(&input.id)?), change).await });
        Ok(SourceUpdatePayload::of(done.await?.map(|id| source(ctx, id))))
    }

    /// Adds a licence that the network does not know. Requires the scope `admin`.
    async fn licence_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Content of the new licence.")] input: LicenceCreateInput,
    ) -> Result<LicenceCreatePayload> {
        let change = LicenceChange {
            short_name: Some(input.short_name),
            names: input.names.map(texts),
            version: input.version.map(Some),
            url: web_address(input.url).map(Some),
            deeds: input.deed_urls.map(|it| Some(addresses(it))),
            permits: input.permits.map(permits),
            requires: input.requires.map(requires),
            free_cultural: input.is_free_cultural,
            note: input.note.map(Some),
        };
        let done = carry(ctx, |writer| async move { writer.create_licence(&input.key, change).await });
        Ok(LicenceCreatePayload::of(done.await?.map(|id| licence(ctx, id))))
    }

    /// Changes the description of a licence. Entries under the licence appear again in `changes`. Requires the scope `admin`.
    async fn licence_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Changes to the licence.")] input: LicenceUpdateInput,
    ) -> Result<LicenceUpdatePayload> {
        let change = LicenceChange {
            short_name: input.short_name,
            names: input.names.map(texts),
            version: said(input.version),
            url: said(input.url).map(web_address),
            deeds: said(input.deed_urls).map(|it| it.map(addresses)),
            permits: input.permits.map(permits),
            requires: input.requires.map(requires),
            free_cultural: input.is_free_cultural,
            note: said(input.note),
        };
        let done = carry(ctx, |writer| async move { writer.change_licence(id_of(&input.id)?, change).await });
        Ok(LicenceUpdatePayload::of(done.await?.map(|id| licence(ctx, id))))
    }
}

/// What an input says: nothing, that something is cleared, or a value.
fn said<T>(value: MaybeUndefined<T>) -> Option<Option<T>> {
    match value {
        MaybeUndefined::Undefined => None,
        MaybeUndefined::Null => Some(None),
        MaybeUndefined::Value(value) => Some(Some(value)),
    }
}

fn web_address(url: Option<Url>) -> Option<entity::value::url::WebAddress> {
    url.and_then(Url::read).and_then(|it| it.0.parse().ok())
}

fn licence_key(key: Option<LicenceKey>) -> Option<entity::model::licence::LicenceKey> {
    key.and_then(LicenceKey::read).map(|it| entity::model::licence::LicenceKey(it.0))
}

fn tagged(names: Vec<LocalisedTextInput>) -> BTreeMap<entity::value::language::LanguageTag, String> {
    names.into_iter().filter_map(|it| Some((it.language.read()?.0, it.text))).collect()
}

fn texts(names: Vec<LocalisedTextInput>) -> BTreeMap<String, String> {
    tagged(names).into_iter().map(|(language, text)| (language.to_string(), text)).collect()
}

fn addresses(pages: Vec<LocalisedUrlInput>) -> BTreeMap<String, entity::value::url::WebAddress> {
    pages.into_iter().filter_map(|it| Some((it.language.read()?.0.to_string(), web_address(Some(it.url))?))).collect()
}

fn permits(it: LicencePermissionsInput) -> Permits {
    Permits { reproduction: it.reproduction, adaptation: it.adaptation, commercial_use: it.commercial_use }
}

fn requires(it: LicenceRequirementsInput) -> Requires {
    Requires { attribution: it.attribution, share_alike: it.share_alike }
}

fn theme(ctx: &Context<'_>, id: Id) -> Option<Theme> {
    Request::of(ctx).reader.reference_now().themes.by_id(id).cloned().map(Theme)
}

fn source(ctx: &Context<'_>, id: Id) -> Option<Source> {
    Request::of(ctx).reader.reference_now().sources.by_id(id).cloned().map(Source)
}

fn licence(ctx: &Context<'_>, id: Id) -> Option<Licence> {
    Request::of(ctx).reader.reference_now().licences.by_id(id).cloned().map(Licence)
}
