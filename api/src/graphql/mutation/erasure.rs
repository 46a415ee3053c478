//! What people may ask of what is held about them, and content that must go for legal reasons.

use async_graphql::{Context, Enum, ID, InputObject, Object, Result, SimpleObject};
use entity::act::Act;
use entity::error::Error;

use crate::graphql::engine::request::Request;
use crate::graphql::mutation::mandate::gave;
use crate::graphql::mutation::payload::{account_now, carry, id_of, payloads};
use crate::graphql::query::Query;
use crate::graphql::types::account::{Account, RemainingGrants};
use crate::graphql::types::user_error::UserError;

/// The mutations of what is held about people.
#[derive(Default)]
pub struct ErasureMutation;

/// Person whose data are to be exported.
#[derive(InputObject)]
pub struct MemberExportInput {
    /// Identifier of the account, or of the member who has it. Defaults to the viewer's account; others require the scope
    /// `admin`.
    account: Option<ID>,
}

/// Person whose data are to be erased.
#[derive(InputObject)]
pub struct MemberEraseInput {
    /// Identifier of the account, or of the member who has it. Accounts other than the viewer's require the scope `admin`.
    account: ID,
    /// Treatment of the person's name in credits.
    credits: ErasedCredits,
    /// Whether to revoke the rights that the account granted to others, including those granted on by their holders, as far as
    /// the viewer may revoke them.
    #[graphql(default)]
    revoke_grants: bool,
}

/// Result of `memberErase`.
#[derive(SimpleObject)]
pub struct MemberErasePayload {
    /// The erased account. Null when validation failed, and for a member without an account.
    account: Option<Account>,
    /// Rights that the account granted to others and that remain in force. Null when validation failed, and for a member without
    /// an account.
    remaining_grants: Option<RemainingGrants>,
    /// Validation errors. Empty when the mutation succeeded.
    user_errors: Vec<UserError>,
    /// The query root, so that a client can read more in the same request.
    query: Query,
}

/// Treatment of an erased person's name in credits. Values may be added.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "entity::account::erasure::Credits")]
pub enum ErasedCredits {
    /// Keep the name of the person in the credits of their texts.
    Keep,
    /// Remove the name of the person from all credits.
    Anonymise,
}

/// A file with all personal data about one person.
#[derive(SimpleObject)]
pub struct ExportedFile {
    /// Suggested name of the file.
    file_name: String,
    /// Media type of the file: `application/json`.
    media_type: String,
    /// Content of the file: one JSON object.
    content: String,
}

/// An entry to purge for legal reasons.
#[derive(InputObject)]
pub struct EntryPurgeInput {
    /// Identifier of the entry to purge.
    id: ID,
    /// Reason for the audit log, at most 500 characters. Must not repeat the purged content.
    reason: String,
}

payloads! {
    /// Result of `memberExport`.
    MemberExportPayload { /** File with the exported data. Null when validation failed. */ file: Option<ExportedFile> }
    /// Result of `entryPurge`.
    EntryPurgePayload { /** Identifier of the purged entry. Null when validation failed. */ deleted_id: Option<ID> }
}

#[Object]
impl ErasureMutation {
    /// Exports all personal data about a person as one JSON file. For the person and for administrators.
    async fn member_export(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Person whose data are to be exported.")] input: MemberExportInput,
    ) -> Result<MemberExportPayload> {
        let own = Request::of(ctx).reader.viewer().account_id();
        let done = carry(ctx, |writer| async move {
            let who = match input.account {
                Some(id) => id_of(&id)?,
                None => own.ok_or(Error::Denied(Act::Private))?,
            };
            writer.export_person(who).await
        });
        let file = done.await?.map(|it| {
            Some(ExportedFile {
                file_name: "bretagne-creative.json".to_owned(),
                media_type: "application/json".to_owned(),
                content: format!("{it:#}"),
            })
        });
        Ok(MemberExportPayload::of(file))
    }

    /// Erases the personal data of a person: address, password, sessions, tokens, mandates and profile. Their name in credits is
    /// kept or removed, as `credits` says. Cannot be undone.
    async fn member_erase(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Person whose data are to be erased.")] input: MemberEraseInput,
    ) -> Result<MemberErasePayload> {
        let who = input.account.to_string();
        let (credits, gave) = (input.credits.into(), gave(input.revoke_grants));
        let done = carry(ctx, |writer| async move { writer.erase_person(id_of(&who)?, credits, gave).await }).await?;
        let erased = match done {
            Ok(erased) => erased,
            Err(user_errors) => {
                return Ok(MemberErasePayload { account: None, remaining_grants: None, user_errors, query: Query });
            }
        };
        let account = match erased.account {
            Some(id) => account_now(ctx, id).await,
            None => None,
        };
        let remaining_grants = erased.gifts.map(|it| RemainingGrants::of(&it, Request::of(ctx)));
        Ok(MemberErasePayload { account, remaining_grants, user_errors: Vec::new(), query: Query })
    }

    /// Purges an entry: text, versions, notes, previews and former addresses are deleted; a withdrawn tombstone without text
    /// remains. Cannot be undone. Requires the scope `admin`.
    async fn entry_purge(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Entry to purge, and the reason.")] input: EntryPurgeInput,
    ) -> Result<EntryPurgePayload> {
        let (id, reason) = (input.id.to_string(), input.reason);
        let done = carry(ctx, |writer| async move { writer.purge(id_of(&id)?, &reason).await }).await?;
        Ok(EntryPurgePayload::of(done.map(|()| Some(input.id))))
    }
}
