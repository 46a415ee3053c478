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
use crate::graphql::input::scalar::{DateTime, LanguageTag, LicenceKey, Slug, TerritoryRef, Url};
use crate::graphql::mutation::entry;
use crate::graphql::mutation::payload::{Done, carried, carry, id_of, payloads};
use crate::graphql::types::article::Article;
use crate::graphql::types::initiative::Initiative;
use crate::graphql::types::lineage::AdaptationNature;
use crate::graphql::types::recipe::Recipe;
use crate::graphql::types::user_error;

/// The mutations of what is taken up.
#[derive(Default)]
pub struct AdaptMutation;

/// What something is made from: an entry, or a work outside the network.
#[derive(OneofObject)]
pub enum AdaptationSourceInput {
    /// A public entry.
    Entry(ID),
    /// A work outside the network.
    ExternalWork(ExternalWorkInput),
}

/// A work outside the network.
#[derive(InputObject)]
pub struct ExternalWorkInput {
    /// Where it is.
    url: Url,
    /// Its title, plain text.
    title: String,
    /// Its authors, as they are to be named.
    authors: Option<String>,
    /// Its licence: what it permits decides what may be made of it.
    licence: LicenceKey,
}

/// The inputs of adaptations: alike, one a mutation.
macro_rules! adapt_inputs {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(InputObject)]
        pub struct $name {
            /// What it is made from.
            origin: AdaptationSourceInput,
            /// How.
            nature: AdaptationNature,
            /// What is changed, at most 1,000 characters; it stands in the credit.
            note: Option<String>,
            /// The licence that it is to carry; the origin's own when absent and allowed, else the first that is.
            licence: Option<LicenceKey>,
            /// Its title; the origin's when absent.
            title: Option<String>,
            /// Its language; the origin's when absent, required of a translation.
            language: Option<LanguageTag>,
            /// Where it belongs, the home territory first; at most 50.
            territories: Option<Vec<TerritoryRef>>,
            /// A key of your own making, at most 100 characters: sent again, it answers with the object that it made the first time.
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
                    licence: self.licence.map(|it| licence::LicenceKey(it.0)),
                    title: self.title,
                    language: self.language.map(|it| it.0),
                    territories: self.territories.unwrap_or_default().into_iter().map(|it| it.0).collect(),
                    key: self.idempotency_key,
                })
            }
        }
    )*};
}

adapt_inputs! {
    /// The recipe that is to be made from something.
    RecipeAdaptInput
    /// The initiative that is to be made from something.
    InitiativeAdaptInput
}

impl AdaptationSourceInput {
    fn parse(self) -> std::result::Result<Origin, Error> {
        Ok(match self {
            Self::Entry(id) => Origin::Entry(id_of(&id)?),
            Self::ExternalWork(work) => {
                let malformed = |bad: BadWebAddress| Problem::new("origin.externalWork.url", bad.into());
                Origin::Outside {
                    url: work.url.0.parse().map_err(malformed)?,
                    title: work.title,
                    authors: work.authors,
                    licence: licence::LicenceKey(work.licence.0),
                }
            }
        })
    }
}

/// What a partner wrote.
#[derive(InputObject)]
pub struct ArticleRepublishInput {
    /// Where the original is; parameters that only track readers are taken off.
    pub url: Url,
    /// Its title, plain text.
    pub title: String,
    /// Who wrote it, in order; at most 50.
    pub authors: Option<Vec<String>>,
    /// The licence of the original; required to take it over whole.
    pub licence: Option<LicenceKey>,
    /// Whole, an excerpt of at most 500 characters, or a summary in our own words; whole when absent.
    pub article_kind: Option<ArticleKind>,
    /// The text held here, Markdown.
    pub body: Option<String>,
    /// What it says, in at most 280 characters of plain text.
    pub summary: Option<String>,
    /// The language of the text.
    pub language: Option<LanguageTag>,
    /// The partner site it comes from (slug).
    pub source: Option<Slug>,
    /// When the original was published.
    pub published_at: Option<DateTime>,
    /// When the original last changed.
    pub updated_at: Option<DateTime>,
    /// Its themes (slugs), in order; at most 50.
    pub themes: Option<Vec<Slug>>,
    /// Where it belongs, the home territory first; at most 50.
    pub territories: Option<Vec<TerritoryRef>>,
    /// A key of your own making, at most 100 characters.
    pub idempotency_key: Option<String>,
}

payloads! {
    /// What became of an adaptation.
    RecipeAdaptPayload { /** The draft. */ recipe: Option<Recipe> }
    /// What became of an adaptation.
    InitiativeAdaptPayload { /** The draft. */ initiative: Option<Initiative> }
}

/// What became of a partner's text.
#[derive(async_graphql::SimpleObject)]
pub struct ArticleRepublishPayload {
    /// The draft.
    article: Option<Article>,
    /// The article of the same address that is here already, when you may see it.
    existing: Option<Article>,
    /// What is to be mended; empty when it was done.
    user_errors: Vec<user_error::UserError>,
    /// The queries, to read on in the same request.
    query: crate::graphql::query::Query,
}

#[Object]
impl AdaptMutation {
    /// Makes a recipe from something public, as a draft: its text is copied, its origin is recorded, and its licence must go
    /// together with the origin's. What permits no adaptation cannot be adapted, nor translated.
    async fn recipe_adapt(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "From what, and how.")] input: RecipeAdaptInput,
    ) -> Result<RecipeAdaptPayload> {
        let found = adapt(ctx, Kind::Recipe, input.wish(), "recipe").await?;
        Ok(RecipeAdaptPayload::of(found.map(|it| it.map(Into::into))))
    }

    /// Makes an initiative from something public, as a draft: its text is copied, its origin is recorded, and its licence must
    /// go together with the origin's.
    async fn initiative_adapt(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "From what, and how.")] input: InitiativeAdaptInput,
    ) -> Result<InitiativeAdaptPayload> {
        let found = adapt(ctx, Kind::Initiative, input.wish(), "initiative").await?;
        Ok(InitiativeAdaptPayload::of(found.map(|it| it.map(Into::into))))
    }

    /// Makes an article of a partner's text, as a draft: with its source, its address, its authors, its dates and its
    /// licence. What its licence or its source does not permit to take over whole is taken as an excerpt of at most 500
    /// characters, or as a summary in your own words. An address that is here already is told, trivial variants included.
    async fn article_republish(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What, and from where.")] input: Said<ArticleRepublishInput>,
    ) -> Result<ArticleRepublishPayload> {
        let request = Request::of(ctx);
        let query = crate::graphql::query::Query;
        let url: Option<WebAddress> = input.typed().url.0.parse().ok();
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
        let problems = resolve(request, &mut fields);
        if !problems.is_empty() {
            let user_errors = user_error::of(Error::Invalid(problems), request)?;
            return Ok(ArticleRepublishPayload { article: None, existing: None, user_errors, query });
        }
        let work = move |writer: Writer| async move { writer.republish(&fields, key.as_ref()).await };
        let done = carried(request, work).await;
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
    match carry(ctx, |writer| async move { writer.adapt(kind, wish?).await }).await? {
        Ok(id) => entry::read(ctx, Ok((id, false)), named).await,
        Err(user_errors) => Ok(Err(user_errors)),
    }
}
