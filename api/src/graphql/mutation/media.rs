//! What is done with pictures and documents once they are sent: described, replaced, deleted.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, Result};
use entity::editing::media::change::{MediaChange, SaidCredit};
use entity::error::Error;
use entity::value::id::Id;
use entity::value::problem::parameter::Quoted;
use entity::value::problem::{Case, Problem};

use crate::graphql::engine::request::Request;
use crate::graphql::input::typed::{LanguageTag, LicenceKey, Slug, Url};
use crate::graphql::mutation::payload::{carry, id_of, payloads, unshown};
use crate::graphql::types::media::Media;

/// The mutations of pictures and documents.
#[derive(Default)]
pub struct MediaMutation;

/// A text in one language.
#[derive(InputObject)]
pub struct LocalizedTextInput {
    /// Language of the text.
    language: LanguageTag,
    /// New text in the language. An empty text removes it.
    text: String,
}

/// Credit of a picture or document: a member (`member`), or a plain name (`name`, with an optional `url`).
#[derive(InputObject)]
pub struct MediaCreditInput {
    /// Slug of the credited member.
    member: Option<Slug>,
    /// Name of a person or organisation without a profile here, on one line, at most 200 characters.
    name: Option<String>,
    /// Web page of the person or organisation named in `name`.
    url: Option<Url>,
}

/// Point of a picture that stays visible when the picture is cropped.
#[derive(InputObject)]
pub struct FocalPointInput {
    /// Distance from the left edge, as a part of the width, 0 to 1.
    x: f64,
    /// Distance from the top edge, as a part of the height, 0 to 1.
    y: f64,
}

/// Changes to the description of a picture or document. Absent fields are unchanged.
#[derive(InputObject)]
pub struct MediaUpdateInput {
    /// Identifier of the picture or document.
    id: ID,
    /// Version that the client read. When it has another version, nothing changes and the answer is a `StaleError`.
    version: i32,
    /// Texts for people who do not see the picture, on one line, at most 1,000 characters each, at most 20. Other languages are
    /// unchanged.
    alt: Option<Vec<LocalizedTextInput>>,
    /// Captions, plain text, at most 2,000 characters each, at most 20. Other languages are unchanged.
    caption: Option<Vec<LocalizedTextInput>>,
    /// Person or organisation who made the picture or document. Null clears the credit.
    credit: MaybeUndefined<MediaCreditInput>,
    /// Licence of the picture or document. Null clears it.
    licence: MaybeUndefined<LicenceKey>,
    /// Point that stays visible when the picture is cropped. Null sets the centre.
    focal_point: MaybeUndefined<FocalPointInput>,
    /// Whether the picture says nothing that the text does not, so that it needs no `alt`.
    is_decorative: Option<bool>,
}

/// A picture or document whose file is to be replaced.
#[derive(InputObject)]
pub struct MediaReplaceInput {
    /// Identifier of the picture or document that keeps its identifier, its description and its places.
    id: ID,
    /// Version that the client read. Another version is answered with a `StaleError`.
    version: i32,
    /// Identifier of a freshly uploaded picture or document, which nothing shows yet. Its file takes the place of the old one, and
    /// it ceases to exist by itself.
    with: ID,
}

/// A picture or document to delete.
#[derive(InputObject)]
pub struct MediaDeleteInput {
    /// Identifier of the picture or document.
    id: ID,
    /// Version that the client read. Another version is answered with a `StaleError`.
    version: i32,
}

payloads! {
    /// Result of `mediaUpdate`.
    MediaUpdatePayload {
        /// The picture or document after the mutation. Null when validation failed.
        media: Option<Media>
    }
    /// Result of `mediaReplace`.
    MediaReplacePayload {
        /// The picture or document after the mutation. Null when validation failed.
        media: Option<Media>
    }
    /// Result of `mediaDelete`.
    MediaDeletePayload {
        /// Identifier of the deleted picture or document. Null when validation failed.
        deleted_id: Option<ID>
    }
}

#[Object]
impl MediaMutation {
    /// Describes a picture or document. Requires the scope `content:write`: for those who sent it and for editors; once the public
    /// sees it, for those who may publish everything that shows it. What a public entry requires cannot be removed.
    async fn media_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Picture or document, version and fields to change.")] input: MediaUpdateInput,
    ) -> Result<MediaUpdatePayload> {
        let texts = |it: Option<Vec<LocalizedTextInput>>| {
            let read = |it: LocalizedTextInput| Some((it.language.read()?.0, it.text));
            it.into_iter().flatten().filter_map(read).collect()
        };
        let change = MediaChange {
            alt: texts(input.alt),
            caption: texts(input.caption),
            credit: given(input.credit).map(|it| it.map(credit)),
            licence: given(input.licence)
                .map(|it| it.and_then(LicenceKey::read).map(|it| entity::model::licence::LicenceKey(it.0))),
            focal_point: given(input.focal_point).map(|it| it.map(|it| (it.x, it.y))),
            is_decorative: input.is_decorative,
        };
        let (id, version) = (input.id.to_string(), i64::from(input.version));
        let done = carry(ctx, |writer| async move {
            let id = id_of(&id)?;
            writer.media_update(id, version, change).await.map(|it| it.map(|()| id))
        });
        Ok(MediaUpdatePayload::of(match done.await? {
            Ok(id) => Ok(now(ctx, id).await),
            Err(user_errors) => Err(user_errors),
        }))
    }

    /// Replaces the file of a picture or document by that of a fresh upload. The identifier, the description and everything that
    /// shows it are unchanged. Requires the same rights as `mediaUpdate`.
    async fn media_replace(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Picture or document, version, and the upload that takes its place.")]
        input: MediaReplaceInput,
    ) -> Result<MediaReplacePayload> {
        let done = carry(ctx, |writer| async move {
            let (id, with) = (id_of(&input.id)?, id_of(&input.with)?);
            writer.media_replace(id, input.version.into(), with).await.map(|it| it.map(|()| id))
        });
        Ok(MediaReplacePayload::of(match done.await? {
            Ok(id) => Ok(now(ctx, id).await),
            Err(user_errors) => Err(user_errors),
        }))
    }

    /// Deletes a picture or document, with its file, if nothing refers to it: no entry, proposal, preview or member. For those who
    /// sent it and for editors.
    async fn media_delete(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Picture or document to delete, and the version read.")] input: MediaDeleteInput,
    ) -> Result<MediaDeletePayload> {
        let done =
            carry(ctx, |writer| async move { writer.media_delete(id_of(&input.id)?, input.version.into()).await });
        Ok(MediaDeletePayload::of(done.await?.map(|id| Some(ID(id.to_string())))))
    }
}

fn given<T>(value: MaybeUndefined<T>) -> Option<Option<T>> {
    match value {
        MaybeUndefined::Undefined => None,
        MaybeUndefined::Null => Some(None),
        MaybeUndefined::Value(value) => Some(Some(value)),
    }
}

fn credit(input: MediaCreditInput) -> SaidCredit {
    SaidCredit {
        member: input.member.and_then(Slug::read).map(|it| it.0.to_string()),
        name: input.name,
        url: input.url.and_then(Url::read).and_then(|it| it.0.parse().ok()),
    }
}

/// The picture that an input names, if it says anything of one.
///
/// # Errors
/// The problem of what is no identifier, with its path.
pub(crate) fn picture_of(path: &str, said: MaybeUndefined<ID>) -> std::result::Result<Option<Option<Id>>, Error> {
    let read = |it: ID| it.parse().map_err(|_| Problem::new(path, Case::NotAnId(Quoted::of(&it))).into());
    given(said).map(|it| it.map(read).transpose()).transpose()
}

/// A picture or document as it stands after what was done.
async fn now(ctx: &Context<'_>, id: Id) -> Option<Media> {
    let reader = Request::of(ctx).reader.in_latest_view();
    let found = reader.media_by_id(&[id]).await.unwrap_or_else(|cause| {
        tracing::warn!(error = %cause, "what was written could not be read back");
        Default::default()
    });
    let media = found.into_values().next().map(|it| Media::of(it.into()));
    if media.is_none() {
        unshown(ctx, "media", id);
    }
    media
}
