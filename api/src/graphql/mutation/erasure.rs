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

/// Whose data are asked for.
#[derive(InputObject)]
pub struct MemberExportInput {
    /// The account, or the member who has it; your own when absent. Others need the scope `admin`.
    account: Option<ID>,
}

/// Whose data are to go.
#[derive(InputObject)]
pub struct MemberEraseInput {
    /// The account, or the member who has it. Others than your own need the scope `admin`.
    account: ID,
    /// What becomes of the name in the credits.
    credits: ErasedCredits,
    /// Whether what the account gave to others goes as well, and what they gave on, as far as you may take it away.
    #[graphql(default)]
    revoke_grants: bool,
}

/// What became of somebody's data.
#[derive(SimpleObject)]
pub struct MemberErasePayload {
    /// The account, of which no data are held any more; null when nothing was done, and for a member without an account.
    account: Option<Account>,
    /// What the account gave to others and that is still held; null when nothing was done, and of a member without an account.
    remaining_grants: Option<RemainingGrants>,
    /// What is to be mended; empty when it was done.
    user_errors: Vec<UserError>,
    /// The queries, to read on in the same request.
    query: Query,
}

/// What becomes of an erased person's name in the credits.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "entity::account::erasure::Credits")]
pub enum ErasedCredits {
    /// It stays: whoever wrote something is named.
    Keep,
    /// It goes, everywhere.
    Anonymise,
}

/// A file with all that is held about somebody.
#[derive(SimpleObject)]
pub struct ExportedFile {
    /// What to call it.
    file_name: String,
    /// What it is: `application/json`.
    media_type: String,
    /// The file itself, one JSON object.
    content: String,
}

/// Something that must go for legal reasons.
#[derive(InputObject)]
pub struct EntryPurgeInput {
    /// Which entry.
    id: ID,
    /// Why, for the audit log: at most 500 characters, which repeat nothing that must go.
    reason: String,
}

payloads! {
    /// All that is held about somebody.
    MemberExportPayload { /** The file. */ file: Option<ExportedFile> }
    /// What became of the purge.
    EntryPurgePayload { /** The identifier of the tombstone. */ deleted_id: Option<ID> }
}

#[Object]
impl ErasureMutation {
    /// Gives out all that is held about somebody: about yourself, or as an administrator.
    async fn member_export(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "About whom.")] input: MemberExportInput,
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

    /// Erases what is held about somebody: address, password, sessions, tokens, mandates, profile. Their name stays in the
    /// credits, or goes. This cannot be undone.
    async fn member_erase(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "About whom.")] input: MemberEraseInput,
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

    /// Takes an entry out of everything but the knowledge that it was: text, versions, notes, previews, former addresses. A
    /// withdrawn tombstone stays. This cannot be undone. Needs the scope `admin`.
    async fn entry_purge(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one, and why.")] input: EntryPurgeInput,
    ) -> Result<EntryPurgePayload> {
        let (id, reason) = (input.id.to_string(), input.reason);
        let done = carry(ctx, |writer| async move { writer.purge(id_of(&id)?, &reason).await }).await?;
        Ok(EntryPurgePayload::of(done.map(|()| Some(input.id))))
    }
}
