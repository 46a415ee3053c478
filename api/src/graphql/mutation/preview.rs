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

/// A draft to delete permanently.
#[derive(InputObject)]
pub struct EntryDeleteInput {
    /// Identifier of the draft to delete.
    id: ID,
    /// Version of the draft that the client read. Another version is answered with a `StaleError`.
    version: i32,
}

/// A preview to create.
#[derive(InputObject)]
pub struct PreviewCreateInput {
    /// Identifier of the entry to show.
    entry: ID,
    /// Version to show. Defaults to the newest version, a proposal included.
    version: Option<i32>,
    /// Lifetime of the preview in hours, 1 to 720. Defaults to 72.
    expires_in_hours: Option<i32>,
}

/// A preview to revoke.
#[derive(InputObject)]
pub struct PreviewRevokeInput {
    /// Identifier of the preview to revoke.
    id: ID,
}

payloads! {
    /// Result of `entryDelete`.
    EntryDeletePayload { /** Identifier of the deleted draft. Null when validation failed. */ deleted_id: Option<ID> }
    /// Result of `previewRevoke`.
    PreviewRevokePayload {
        /// The revoked preview, also if it was revoked before. Null when validation failed.
        preview: Option<Preview>
    }
}

/// Result of `previewCreate`.
#[derive(SimpleObject)]
pub struct PreviewCreatePayload {
    /// The new preview. Null when validation failed.
    preview: Option<Preview>,
    /// Token that a front end sends as `Authorization: Preview …`. Not stored: only this answer has it. Null when validation
    /// failed.
    token: Option<String>,
    /// Address of the preview page to share, with the token: a page of the front end if one is configured, else a page of this
    /// API. Null when validation failed.
    url: Option<Url>,
    /// Validation errors. Empty when the mutation succeeded.
    user_errors: Vec<UserError>,
    /// The query root, so that a client can read more in the same request.
    query: Query,
}

#[Object]
impl DeskMutation {
    /// Deletes a draft that never was public. For the person who made it and for editors. Only the audit log keeps a record.
    async fn entry_delete(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Draft to delete, and the version read.")] input: EntryDeleteInput,
    ) -> Result<EntryDeletePayload> {
        let (id, version) = (input.id.to_string(), input.version.into());
        let done = carry(ctx, |writer| async move { writer.delete(id_of(&id)?, version).await }).await?;
        Ok(EntryDeletePayload::of(done.map(|()| Some(input.id))))
    }

    /// Creates a preview: a link that shows one version of an entry to anybody who has it, for a limited time.
    async fn preview_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Entry, version and lifetime of the preview.")] input: PreviewCreateInput,
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

    /// Revokes a preview. Its link shows nothing from the next request on.
    async fn preview_revoke(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Preview to revoke.")] input: PreviewRevokeInput,
    ) -> Result<PreviewRevokePayload> {
        let id = input.id.to_string();
        let done = carry(ctx, |writer| async move { writer.revoke_preview(id_of(&id)?).await }).await?;
        Ok(PreviewRevokePayload::of(done.map(|it| Some(Preview::of(&it)))))
    }
}
