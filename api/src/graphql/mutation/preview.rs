//! Mutations of previews, and the deletion of drafts.

use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::graphql::engine::request::Request;
use crate::graphql::input::scalar::{DateTime, Url};
use crate::graphql::mutation::payload::{carry, id_of, payloads};
use crate::graphql::types::review_queue::{Preview, number};

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
    hours: Option<i32>,
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
    /// What became of a preview.
    PreviewCreatePayload { /** The preview. */ preview: Option<Preview> }
    /// What became of a preview that was to end.
    PreviewRevokePayload { /** Whether it ended; again is no error. */ revoked: bool }
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
            let (version, hours) = (input.version.map(Into::into), input.hours.map(Into::into));
            writer.make_preview(id_of(&input.entry)?, version, hours).await
        });
        let site = &Request::of(ctx).site;
        Ok(PreviewCreatePayload::of(done.await?.map(|it| {
            Some(Preview {
                id: it.id.to_string().into(),
                version: number(it.version),
                created_at: DateTime(it.created_at),
                expires_at: DateTime(it.expires_at),
                url: Some(Url(site.preview_page(it.kind, &it.slug, it.entry, &it.token))),
                token: Some(it.token),
            })
        })))
    }

    /// Ends a preview: it shows nothing from the next request on.
    async fn preview_revoke(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: PreviewRevokeInput,
    ) -> Result<PreviewRevokePayload> {
        let id = input.id.to_string();
        let done = carry(ctx, |writer| async move { writer.revoke_preview(id_of(&id)?).await }).await?;
        Ok(PreviewRevokePayload::of(done.map(|()| true)))
    }
}
