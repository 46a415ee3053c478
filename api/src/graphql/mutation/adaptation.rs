//! Taking up what others made: adaptations as drafts, and what partners wrote, republished.

use async_graphql::{Context, ID, InputObject, Object, OneofObject, Result};
use entity::editing::adaptation::{NewAdaptation, Origin};
use entity::error::Error;
use entity::model::licence;
use entity::query::by::By;
use entity::value::kind::Kind;
use entity::value::problem::parameter::Quoted;
use entity::value::problem::{Case, Problem};
use entity::value::url::{BadWebAddress, WebAddress};
use entity::writer::Writer;
use serde_json::Value;

use crate::graphql::engine::lookahead;
use crate::graphql::engine::request::Request;
use crate::graphql::input::entry::Said;
use crate::graphql::input::enums::ArticleKind;
use crate::graphql::input::names::resolve;
use crate::graphql::input::typed::{DateTime, LanguageTag, LicenceKey, Slug, TerritoryRef, Url, each, misfits};
use crate::graphql::mutation::entry;
use crate::graphql::mutation::payload::{Done, carried, carry, id_of, payloads};
use crate::graphql::types::article::Article;
use crate::graphql::types::commons::lineage::AdaptationNature;
use crate::graphql::types::initiative::Initiative;
use crate::graphql::types::recipe::Recipe;
use crate::graphql::types::user_error;

/// The mutations of what is taken up.
#[derive(Default)]
pub struct AdaptMutation;

/// Origin of an adaptation. Exactly one field is set.
#[derive(OneofObject)]
pub enum AdaptationSourceInput {
    /// Identifier of a public entry.
    Entry(ID),
    /// A work that is not an entry of this network.
    ExternalWork(ExternalWorkInput),
}

/// A work that is not an entry of this network.
#[derive(InputObject)]
pub struct ExternalWorkInput {
    /// Web address of the work.
    url: Url,
    /// Title of the work, plain text on one line, at most 200 characters.
    title: String,
    /// Authors of the work, as the credit line names them, at most 500 characters.
    authors: Option<String>,
    /// Key of the work's licence. Determines whether and under which licences the work may be adapted.
    licence: LicenceKey,
}

/// The inputs of adaptations: alike, one a mutation.
macro_rules! adapt_inputs {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(InputObject)]
        pub struct $name {
            /// Entry or external work that the new entry adapts.
            origin: AdaptationSourceInput,
            /// Relation of the new entry to the origin: `ADAPTATION`, `NEW_VERSION` or `TRANSLATION`.
            nature: AdaptationNature,
            /// Changes made to the origin, at most 1,000 characters. Shown in the credit line.
            note: Option<String>,
            /// Licence of the new entry. Defaults to the licence of the origin if permitted, else to the freest licence that is.
            licence: Option<LicenceKey>,
            /// Title of the new entry. Defaults to the title of the origin.
            title: Option<String>,
            /// Language of the new entry. Defaults to the language of the origin. Required for translations.
            language: Option<LanguageTag>,
            /// References of the territories that the entry belongs to, the home territory first, at most 50. Without any, it
            /// belongs to the whole network.
            territories: Option<Vec<TerritoryRef>>,
            /// Key of the client's own making, at most 100 characters, that makes a retry safe: the same key with the same input
            /// returns the object that the first request created, with another input `TAKEN`.
            idempotency_key: Option<String>,
        }

        impl $name {
            /// What is wished for.
            ///
            /// # Errors
            /// For what is no identity, or no address.
            fn wish(self) -> std::result::Result<NewAdaptation, Error> {
                Ok(NewAdaptation {
                    origin: self.origin.parse()?,
                    nature: self.nature.into(),
                    note: self.note,
                    licence: self.licence.and_then(LicenceKey::read).map(|it| licence::LicenceKey(it.0)),
                    title: self.title,
                    language: self.language.and_then(LanguageTag::read).map(|it| it.0),
                    territories: each(self.territories.unwrap_or_default(), |it| it.0),
                    key: self.idempotency_key,
                })
            }
        }
    )*};
}

adapt_inputs! {
    /// A recipe to create as an adaptation.
    RecipeAdaptInput
    /// An initiative to create as an adaptation.
    InitiativeAdaptInput
}

impl AdaptationSourceInput {
    fn parse(self) -> std::result::Result<Origin, Error> {
        Ok(match self {
            Self::Entry(id) => Origin::Entry(id_of(&id)?),
            Self::ExternalWork(work) => {
                let malformed = |bad: BadWebAddress| Problem::new("origin.externalWork.url", bad.into());
                // what could not be read was told before
                let unfit = |field: &str| Problem::new(&format!("origin.externalWork.{field}"), Case::Unfit);
                let url = work.url.read().ok_or_else(|| unfit("url"))?;
                let key = work.licence.read().ok_or_else(|| unfit("licence"))?;
                Origin::Outside {
                    url: url.0.parse().map_err(malformed)?,
                    title: work.title,
                    authors: work.authors,
                    licence: licence::LicenceKey(key.0),
                }
            }
        })
    }
}

/// A text by a partner, to republish as an article.
#[derive(InputObject)]
pub struct ArticleRepublishInput {
    /// Address of the original. Tracking parameters are removed.
    pub url: Url,
    /// Title of the text, plain text on one line, at most 200 characters.
    pub title: String,
    /// Names of the authors, in order, at most 50.
    pub authors: Option<Vec<String>>,
    /// Licence of the original. Required for `REPUBLISHED`.
    pub licence: Option<LicenceKey>,
    /// Extent of the republication: the whole text (`REPUBLISHED`), at most 500 characters (`EXCERPT`) or a summary in the
    /// network's own words (`SUMMARY`). Defaults to `REPUBLISHED`.
    pub article_kind: Option<ArticleKind>,
    /// Text of the article, Markdown, at most 256 KB.
    pub body: Option<String>,
    /// Summary in plain text, at most 280 characters.
    pub summary: Option<String>,
    /// Language of the text. Defaults to the network's first language.
    pub language: Option<LanguageTag>,
    /// Slug of the partner site that the text comes from.
    pub source: Option<Slug>,
    /// Instant at which the original was published.
    pub published_at: Option<DateTime>,
    /// Instant of the original's last change.
    pub updated_at: Option<DateTime>,
    /// Slugs of the themes, in order, at most 50.
    pub themes: Option<Vec<Slug>>,
    /// References of the territories that the article belongs to, the home territory first, at most 50.
    pub territories: Option<Vec<TerritoryRef>>,
    /// Key of the client's own making, at most 100 characters, that makes a retry safe: the same key with the same input returns
    /// the article that the first request created, with another input `TAKEN`.
    pub idempotency_key: Option<String>,
}

payloads! {
    /// Result of `recipeAdapt`.
    RecipeAdaptPayload { /** The new draft. Null when validation failed. */ recipe: Option<Recipe> }
    /// Result of `initiativeAdapt`.
    InitiativeAdaptPayload { /** The new draft. Null when validation failed. */ initiative: Option<Initiative> }
}

/// Result of `articleRepublish`.
#[derive(async_graphql::SimpleObject)]
pub struct ArticleRepublishPayload {
    /// Draft of the republished article. Null when validation failed.
    article: Option<Article>,
    /// Article that already exists for the same original address, if the viewer may read it.
    existing: Option<Article>,
    /// Validation errors. Empty when the mutation succeeded.
    user_errors: Vec<user_error::UserError>,
    /// The query root, so that a client can read more in the same request.
    query: crate::graphql::query::Query,
}

#[Object]
impl AdaptMutation {
    /// Creates a draft recipe from a public entry or an external work. Copies the text of an entry, records the origin, and
    /// requires a licence that is compatible with the licence of the origin (`LICENCE_REFUSED`). A licence without adaptation
    /// permits no translation either.
    async fn recipe_adapt(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Origin, licence and language of the new recipe.")] input: RecipeAdaptInput,
    ) -> Result<RecipeAdaptPayload> {
        let found = adapt(ctx, Kind::Recipe, input.wish(), "recipe").await?;
        Ok(RecipeAdaptPayload::of(found.map(|it| it.map(Into::into))))
    }

    /// Creates a draft initiative from a public entry or an external work. Copies the text of an entry, records the origin, and
    /// requires a licence that is compatible with the licence of the origin (`LICENCE_REFUSED`).
    async fn initiative_adapt(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Origin, licence and language of the new initiative.")] input: InitiativeAdaptInput,
    ) -> Result<InitiativeAdaptPayload> {
        let found = adapt(ctx, Kind::Initiative, input.wish(), "initiative").await?;
        Ok(InitiativeAdaptPayload::of(found.map(|it| it.map(Into::into))))
    }

    /// Creates a draft article from a text by a partner, with its source, address, authors, dates and licence. The whole text
    /// requires a licence and a source that permit republication; otherwise create an `EXCERPT` of at most 500 characters or a
    /// `SUMMARY`. An original that already has an article is answered with `existing`.
    async fn article_republish(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Text, source and licence of the article.")] input: Said<ArticleRepublishInput>,
    ) -> Result<ArticleRepublishPayload> {
        let request = Request::of(ctx);
        let query = crate::graphql::query::Query;
        let url: Option<WebAddress> = input.typed().url.as_read().and_then(|it| it.0.parse().ok());
        let mut fields = input.fields();
        let key = entry::keyed(&mut fields);
        // what was sent before is answered as it was, though its address is here by now
        let made = match request.reader.made_with(Kind::Article, key.as_ref()).await {
            Ok(Some(id)) => Some(Ok(id)),
            Ok(None) => None,
            Err(cause) => Some(Err(cause)),
        };
        if let Some(made) = made {
            return Ok(republished(entry::read(ctx, made.map(|it| (it, false)), "article").await?));
        }
        if let Some(url) = url {
            let by = By::OriginalUrl(url);
            let held =
                request.latest().reader.entry(&by, Some(Kind::Article), lookahead::of_field(ctx, "existing")).await;
            if let Some(held) = held.map_err(crate::error::told)? {
                let taken = Problem::new("url", Case::ThisArticleHere(Quoted::of(held.slug.as_str())));
                let user_errors = user_error::of(Error::Invalid(vec![taken]), request)?;
                return Ok(ArticleRepublishPayload { article: None, existing: Some(held.into()), user_errors, query });
            }
        }
        for (ours, draft) in [
            ("url", "originalUrl"),
            ("authors", "originalAuthors"),
            ("licence", "originalLicence"),
            ("publishedAt", "originalPublishedAt"),
            ("updatedAt", "originalUpdatedAt"),
        ] {
            if let Some(said) = fields.shift_remove(ours).filter(|it| *it != Value::Null) {
                fields.insert(draft.to_owned(), said);
            }
        }
        let mut problems = misfits(ctx);
        problems.extend(resolve(request, &mut fields));
        if !problems.is_empty() {
            let user_errors = user_error::of(Error::Invalid(problems), request)?;
            return Ok(ArticleRepublishPayload { article: None, existing: None, user_errors, query });
        }
        let work = move |writer: Writer| async move { writer.republish(&fields, key.as_ref()).await };
        let done = carried(ctx, work).await;
        Ok(republished(entry::read(ctx, done.map(|it| (it, false)), "article").await?))
    }
}

fn republished(found: Done<Option<entity::model::entry::Entry>>) -> ArticleRepublishPayload {
    let query = crate::graphql::query::Query;
    match found {
        Ok(found) => {
            ArticleRepublishPayload { article: found.map(Into::into), existing: None, user_errors: Vec::new(), query }
        }
        Err(user_errors) => ArticleRepublishPayload { article: None, existing: None, user_errors, query },
    }
}

async fn adapt(
    ctx: &Context<'_>,
    kind: Kind,
    wish: std::result::Result<NewAdaptation, Error>,
    named: &str,
) -> Result<Done<Option<entity::model::entry::Entry>>> {
    let problems = misfits(ctx);
    if !problems.is_empty() {
        return user_error::of(Error::Invalid(problems), Request::of(ctx)).map(Err);
    }
    match carry(ctx, |writer| async move { writer.adapt(kind, wish?).await }).await? {
        Ok(id) => entry::read(ctx, Ok((id, false)), named).await,
        Err(user_errors) => Ok(Err(user_errors)),
    }
}
