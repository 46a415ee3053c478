//! Mutations of previews, and the deletion of drafts.

use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};

use crate::graphql::engine::request::Request;
use crate::graphql::input::scalar::Url;
use crate::graphql::mutation::payload::{carry, id_of, payloads};
use crate::graphql::query::Query;
use crate::graphql::types::review_queue::Preview;
use crate::graphql::types::user_error::UserError;

/// The mutations of the desk.
#[derive(Default)]
pub struct DeskMutation;

/// A draft to be done away with.
#[derive(InputObject)]
pub struct EntryDeleteInput {
    /// Which one.
    id: ID,
    /// The version that you saw.
    version: i32,
}

/// A preview to be made.
#[derive(InputObject)]
pub struct PreviewCreateInput {
    /// Of which entry.
    entry: ID,
    /// Which version; the newest when absent.
    version: Option<i32>,
    /// For how many hours, 1 to 720; 72 when absent.
    expires_in_hours: Option<i32>,
}

/// A preview to be ended.
#[derive(InputObject)]
pub struct PreviewRevokeInput {
    /// Which one.
    id: ID,
}

payloads! {
    /// What became of a draft that was to go.
    EntryDeletePayload { /** The identifier of the draft that is gone. */ deleted_id: Option<ID> }
    /// What became of a preview that was to end.
    PreviewRevokePayload { /** The preview, which shows nothing any more; null when nothing was done. Again is no error. */ preview: Option<Preview> }
}

/// What became of a preview.
#[derive(SimpleObject)]
pub struct PreviewCreatePayload {
    /// The preview; null when none was made.
    preview: Option<Preview>,
    /// What the front end shows as `Authorization: Preview …`. It is not kept: this is the only answer that holds it.
    token: Option<String>,
    /// The page to hand on, with the token in its address: a page of the front end, else one of ours.
    url: Option<Url>,
    /// What is to be mended; empty when it was done.
    user_errors: Vec<UserError>,
    /// The queries, to read on in the same request.
    query: Query,
}

#[Object]
impl DeskMutation {
    /// Does away with a draft that never was public, by its author or an editor; only the audit log knows that it was.
    async fn entry_delete(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: EntryDeleteInput,
    ) -> Result<EntryDeletePayload> {
        let (id, version) = (input.id.to_string(), input.version.into());
        let done = carry(ctx, |writer| async move { writer.delete(id_of(&id)?, version).await }).await?;
        Ok(EntryDeletePayload::of(done.map(|()| Some(input.id))))
    }

    /// Makes a preview: one version of an entry, shown to everybody who has the link, for a while.
    async fn preview_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of what.")] input: PreviewCreateInput,
    ) -> Result<PreviewCreatePayload> {
        let done = carry(ctx, |writer| async move {
            let (version, hours) = (input.version.map(Into::into), input.expires_in_hours.map(Into::into));
            writer.make_preview(id_of(&input.entry)?, version, hours).await
        });
        let site = &Request::of(ctx).site;
        Ok(match done.await? {
            Ok(it) => PreviewCreatePayload {
                preview: Some(Preview::of(&it.listed)),
                url: Some(Url(site.preview_page(it.kind, &it.slug, it.entry, &it.token))),
                token: Some(it.token),
                user_errors: Vec::new(),
                query: Query,
            },
            Err(user_errors) => {
                PreviewCreatePayload { preview: None, token: None, url: None, user_errors, query: Query }
            }
        })
    }

    /// Ends a preview: it shows nothing from the next request on.
    async fn preview_revoke(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: PreviewRevokeInput,
    ) -> Result<PreviewRevokePayload> {
        let id = input.id.to_string();
        let done = carry(ctx, |writer| async move { writer.revoke_preview(id_of(&id)?).await }).await?;
        Ok(PreviewRevokePayload::of(done.map(|it| Some(Preview::of(&it)))))
    }
}
