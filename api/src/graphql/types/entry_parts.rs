//! The parts of an entry that are objects of their own, and what all kinds answer alike with more than a look at the row.

use std::ops::Deref;
use std::sync::Arc;

use async_graphql::{Context, Result, SimpleObject};
use entity::media::mention;
use entity::model::entry::{Credited, Entry as Row, Own, Role};
use entity::model::media::{Attached, Media as MediaRow};
use entity::model::member::Member as MemberRow;
use entity::value::id::Id;
use futures_util::future::try_join_all;

use crate::error::{told, told_shared};
use crate::graphql::engine::batches::{FormerKey, MediaKey, OriginsKey, ProspectKey};
use crate::graphql::engine::request::Request;
use crate::graphql::input::enums::{AttributionFormat, CreditRole, MediaRole, TextFormat};
use crate::graphql::input::scalar::{DateTime, LanguageTag, Slug, Url};
use crate::graphql::types::commons::attribution::AttributionParts;
use crate::graphql::types::commons::credit_line;
use crate::graphql::types::commons::licence::Licence;
use crate::graphql::types::commons::lineage::AdaptedFrom;
use crate::graphql::types::media::Media;
use crate::graphql::types::media_parts;
use crate::graphql::types::member::Member;
use crate::graphql::types::review_queue::{EntryAction, PublishBlocker};
use crate::graphql::types::territory::Territory;
use crate::graphql::types::user_error;
use crate::render::cache::{self, Form};

/// A row of any kind, behind the fields that all kinds share.
#[derive(Clone)]
pub struct Shared(Arc<Row>);

impl From<Row> for Shared {
    fn from(row: Row) -> Self {
        Self(Arc::new(row))
    }
}

impl Deref for Shared {
    type Target = Row;

    fn deref(&self) -> &Row {
        &self.0
    }
}

/// Credit of a member, or of a person or organisation without a profile here.
#[derive(SimpleObject, Clone)]
pub struct Credit {
    /// Name to print in the credit.
    name: String,
    /// Web page of the credited person or organisation: the member's web site, or the address given with the name.
    url: Option<Url>,
    /// Role in which the person or organisation is credited.
    role: CreditRole,
    /// Profile of the credited member. Null for names without a profile, and for profiles that the viewer may not see.
    member: Option<Member>,
}

/// A licence that an entry was public under before. It still applies to copies of the text made under it.
#[derive(SimpleObject, Clone)]
pub struct FormerLicence {
    /// The former licence.
    licence: Licence,
    /// Instant at which another licence replaced it here.
    ended_at: DateTime,
}

/// A page that a text cites or links to.
#[derive(SimpleObject, Clone)]
pub struct Reference {
    /// Address of the cited page.
    pub(crate) url: Url,
    /// Title of the cited page.
    pub(crate) title: Option<String>,
}

/// A version of an entry in another language.
#[derive(SimpleObject, Clone)]
pub struct Translation {
    /// Language of the translation.
    pub(crate) language: LanguageTag,
    /// Title of the translation, plain text.
    pub(crate) title: String,
    /// Slug of the translation, unique among entries of the kind.
    pub(crate) slug: Slug,
    /// Public address of the translation.
    pub(crate) url: Url,
}

impl Translation {
    pub(crate) fn of(it: entity::model::entry::Translation, request: &Request) -> Self {
        let url = Url(request.site.entry_url(it.kind, &it.slug));
        Self { language: LanguageTag(it.language), title: it.title, slug: Slug(it.slug), url }
    }
}

/// A place: a commune, coordinates, or both.
#[derive(SimpleObject, Clone)]
pub struct Location {
    /// Commune of the place. Null if only coordinates are known.
    commune: Option<Territory>,
    /// Latitude in degrees north (WGS 84). Null if only the commune is known.
    latitude: Option<f64>,
    /// Longitude in degrees east (WGS 84). Null if only the commune is known.
    longitude: Option<f64>,
}

impl From<&entity::model::entry::Location> for Location {
    fn from(row: &entity::model::entry::Location) -> Self {
        let commune = row.commune.clone().map(Territory);
        Self { commune, latitude: row.point.map(|it| it.0), longitude: row.point.map(|it| it.1) }
    }
}

impl Shared {
    /// The credits in one role, as the viewer may see them.
    pub(crate) fn credits(&self, ctx: &Context<'_>, role: Role) -> Vec<Credit> {
        let reader = &Request::of(ctx).reader;
        let visible = |it: &Arc<MemberRow>| reader.sees(it).then(|| Member(Arc::clone(it)));
        self.0
            .credited(role)
            .map(|credit| match &credit.who {
                Credited::Member(it) => {
                    let url = it.website.as_ref().filter(|_| reader.sees(it)).map(|url| Url(url.to_string()));
                    Credit { name: it.name.clone(), url, role: role.into(), member: visible(it) }
                }
                Credited::Name { name, url } => {
                    let url = url.as_ref().map(|it| Url(it.to_string()));
                    Credit { name: name.clone(), url, role: role.into(), member: None }
                }
            })
            .collect()
    }

    /// Where it takes place.
    pub(crate) fn place(&self) -> Option<Location> {
        self.0.location.as_ref().map(Location::from)
    }

    /// What only its kind has.
    pub(crate) fn own(&self) -> Option<&Own> {
        self.0.own.as_ref()
    }

    /// What the viewer can do with it.
    pub(crate) async fn viewer_can(&self, ctx: &Context<'_>) -> Result<Vec<EntryAction>> {
        let batches = Request::of(ctx).batches_beside(&self.0);
        let found = batches.load(ProspectKey(self.0.key())).await.map_err(told_shared)?;
        Ok(found.into_iter().flat_map(|it| it.acts).filter_map(EntryAction::of).collect())
    }

    /// What stands in the way of publishing it.
    pub(crate) async fn publish_blockers(&self, ctx: &Context<'_>) -> Result<Vec<PublishBlocker>> {
        let request = Request::of(ctx);
        let found = request.batches_beside(&self.0).load(ProspectKey(self.0.key())).await.map_err(told_shared)?;
        let blockers = found.into_iter().flat_map(|it| it.blockers);
        Ok(blockers.map(|it| user_error::blocker(&it, &request.languages)).collect())
    }

    /// What it was made from.
    pub(crate) async fn adapted_from(&self, ctx: &Context<'_>) -> Result<Vec<AdaptedFrom>> {
        let found = Request::of(ctx).batches.load(OriginsKey(self.0.key())).await.map_err(told_shared)?;
        Ok(found.into_iter().flatten().map(AdaptedFrom::of).collect())
    }

    /// What it shows, in one role or in all.
    pub(crate) async fn media(&self, ctx: &Context<'_>, role: Option<MediaRole>) -> Result<Vec<Media>> {
        let batches = Request::of(ctx).batches_beside(&self.0);
        let role = role.map(entity::model::media::Role::from);
        let shown = self.0.media.iter().filter(|it| role.is_none_or(|role| role == it.role));
        let found = try_join_all(shown.clone().map(|it| batches.load(MediaKey(it.id)))).await.map_err(told_shared)?;
        let language = &self.0.language;
        let media = |(it, row): (&Attached, Option<_>)| row.map(|row| Media::of_entry(row, it.role, language));
        Ok(shown.zip(found).filter_map(media).collect())
    }

    /// The pictures and documents that it shows and its texts refer to, under a licence that is not its own.
    async fn under_other_licences(&self, ctx: &Context<'_>) -> Result<Vec<Arc<MediaRow>>> {
        let batches = Request::of(ctx).batches_beside(&self.0);
        let ids: Vec<Id> = credit_line::named(&self.0);
        let found = try_join_all(ids.iter().map(|it| batches.load(MediaKey(*it)))).await.map_err(told_shared)?;
        Ok(found.into_iter().flatten().filter(|it| credit_line::is_under_another(it, &self.0)).collect())
    }

    /// The parts of the credit line.
    pub(crate) async fn attribution_parts(&self, ctx: &Context<'_>) -> Result<AttributionParts> {
        let media = self.under_other_licences(ctx).await?;
        Ok(credit_line::parts_of(&self.0, &media, Request::of(ctx)))
    }

    /// The credit line, with what it was made from, and what it shows under another licence.
    pub(crate) async fn attribution(
        &self,
        ctx: &Context<'_>,
        language: Option<entity::value::language::LanguageTag>,
        format: AttributionFormat,
    ) -> Result<String> {
        let request = Request::of(ctx);
        let origins = match self.0.adapted {
            true => request.batches.load(OriginsKey(self.0.key())).await.map_err(told_shared)?.unwrap_or_default(),
            false => Vec::new(),
        };
        let media = self.under_other_licences(ctx).await?;
        Ok(credit_line::of_entry(&self.0, &origins, &media, request, language.as_ref(), format))
    }

    /// The licences that it once carried in public.
    pub(crate) async fn former_licences(&self, ctx: &Context<'_>) -> Result<Vec<FormerLicence>> {
        let found = Request::of(ctx).batches.load(FormerKey(self.0.id)).await.map_err(told_shared)?;
        let former = |(licence, ended_at)| FormerLicence { licence: Licence(licence), ended_at: DateTime(ended_at) };
        Ok(found.into_iter().flatten().map(former).collect())
    }
}

/// A Markdown text in a form. The language is that of its reader, for pictures of which it says nothing itself.
pub(crate) async fn written(
    ctx: &Context<'_>,
    language: Option<&entity::value::language::LanguageTag>,
    text: &str,
    format: TextFormat,
) -> Result<String> {
    let form = match format {
        TextFormat::Markdown => return Ok(text.to_owned()),
        TextFormat::Html => Form::Html,
        TextFormat::Text => Form::Text,
    };
    let request = Request::of(ctx);
    let named = mention::ids(text);
    let found = try_join_all(named.iter().map(|it| request.latest().batches.load(MediaKey(*it)))).await;
    let found = found.map_err(told_shared)?;
    let language = language.unwrap_or_else(|| request.reader.reference().settings.language());
    let shown = media_parts::in_text(found.iter().flatten().map(|it| &**it), language, request.site.api_url());
    if let Some(kept) = cache::kept(text, form, &shown) {
        return Ok(kept.to_string());
    }
    // an operation renders one text at a time: others come in between
    let _turn = request.rendering.lock().await;
    Ok(cache::rendered(text, form, &shown).await.map_err(told)?.to_string())
}

/// The same of a text that may be absent.
pub(crate) async fn written_or_none(
    ctx: &Context<'_>,
    language: Option<&entity::value::language::LanguageTag>,
    text: Option<&str>,
    format: TextFormat,
) -> Result<Option<String>> {
    match text {
        Some(text) => written(ctx, language, text, format).await.map(Some),
        None => Ok(None),
    }
}
