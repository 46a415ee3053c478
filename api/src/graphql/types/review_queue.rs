//! What waits for editors, what can be done with an entry, and previews.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, Result, SimpleObject};
use entity::act::Act;
use entity::editing::queue::{Unattended, Waiting};
use entity::query::history;

use crate::error::{told, told_shared};
use crate::graphql::engine::batches::IdKey;
use crate::graphql::engine::connection::{Connection, PageArguments, connection};
use crate::graphql::engine::lookahead;
use crate::graphql::engine::request::Request;
use crate::graphql::input::scalar::DateTime;
use crate::graphql::types::entry::Entry;
use crate::graphql::types::member::Member;
use crate::graphql::types::territory::Territory;
use crate::graphql::types::user_error::UserErrorCode;

/// Action that a viewer can take on an entry. Values may be added.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryAction {
    /// Change the entry directly (`…Update`, `revisionRestore`).
    Edit,
    /// Propose a change of a published entry, for an editor to accept (`…Update`, `revisionRestore`).
    Propose,
    /// Submit the draft to the editors (`entrySubmit`).
    Submit,
    /// Turn a submitted or refused entry back into a draft, or discard the proposal (`entryUnsubmit`).
    Unsubmit,
    /// Publish the entry, or accept its proposal (`entryPublish`).
    Publish,
    /// Send the entry, or its proposal, back to its authors with a note (`entryRequestChanges`).
    RequestChanges,
    /// Refuse the submitted entry, or its proposal (`entryRefuse`).
    Refuse,
    /// Withdraw the entry from the public (`entryWithdraw`).
    Withdraw,
    /// Delete the draft (`entryDelete`).
    Delete,
    /// Create a preview for people without an account (`previewCreate`).
    Preview,
    /// Send a note to the authors (`reviewNoteCreate`).
    Note,
}

impl EntryAction {
    pub(crate) fn of(act: Act) -> Option<Self> {
        Some(match act {
            Act::Edit => Self::Edit,
            Act::Propose => Self::Propose,
            Act::Submit => Self::Submit,
            Act::Unsubmit => Self::Unsubmit,
            Act::Publish => Self::Publish,
            Act::RequestChanges => Self::RequestChanges,
            Act::Refuse => Self::Refuse,
            Act::Withdraw => Self::Withdraw,
            Act::Delete => Self::Delete,
            Act::Preview => Self::Preview,
            Act::Note => Self::Note,
            Act::Import
            | Act::ManageTokens
            | Act::Create
            | Act::LookBack
            | Act::Backdate
            | Act::Accept
            | Act::Invite
            | Act::Suspend
            | Act::Mandate
            | Act::Profile
            | Act::Entrust
            | Act::Arrange
            | Act::KeepAccount
            | Act::Private
            | Act::Audit
            | Act::Purge
            | Act::Settings
            | Act::Catalogue
            | Act::Redirect
            | Act::Licence
            | Act::UploadMedia
            | Act::ChangeMedia
            | Act::DeleteMedia => return None,
        })
    }
}

/// A validation error that prevents the publication of an entry.
#[derive(SimpleObject, Clone)]
pub struct PublishBlocker {
    /// Code of the error, for programs.
    pub(crate) code: UserErrorCode,
    /// Path of the value in the entry, from the outside in, such as `steps`, `2`, `title`.
    pub(crate) path: Vec<String>,
    /// Message for people, in French, Breton or English after `Accept-Language`.
    pub(crate) message: String,
}

/// What waits for you.
pub struct Queue(pub(crate) Vec<Arc<Waiting>>);

/// Review queue: entries and members that wait for a decision by the viewer.
#[Object]
impl Queue {
    /// Submitted entries, and proposals for published entries, longest wait first, at most 1,000.
    async fn items(
        &self,
        #[graphql(desc = "Number of nodes to return from the start, 1 to 100. Defaults to 20.")] first: Option<i32>,
        #[graphql(desc = "Return the nodes after this cursor, such as the `endCursor` of a page.")] after: Option<
            String,
        >,
        #[graphql(desc = "Number of nodes to return from the end, 1 to 100. Excludes `first`.")] last: Option<i32>,
        #[graphql(desc = "Return the nodes before this cursor, such as the `startCursor` of a page.")] before: Option<
            String,
        >,
        #[graphql(desc = "Number of the page, from 1. `page` × `perPage` is at most 10,000.")] page: Option<i32>,
        #[graphql(desc = "Number of nodes on a numbered page, 1 to 100. Defaults to 20.")] per_page: Option<i32>,
    ) -> Result<Connection<QueueItem>> {
        let page = PageArguments { first, after, last, before, page, per_page };
        connection(self.0.clone(), entity::db::paging::Direction::Asc, "queue", page, QueueItem)
    }

    /// Pending members that the viewer may accept, longest wait first, at most 100.
    async fn members(&self, ctx: &Context<'_>) -> Result<Vec<Member>> {
        let reader = &Request::of(ctx).reader;
        let waiting = reader.waiting_members().await.map_err(told)?;
        Ok(waiting.into_iter().filter_map(|it| reader.member_now(it)).map(Member).collect())
    }

    /// Territories with waiting entries and without any mandate, longest wait first, at most 50. Empty unless the viewer's rights
    /// cover the whole network.
    async fn unattended_territories(&self, ctx: &Context<'_>) -> Result<Vec<UnattendedTerritory>> {
        let mut zones = Request::of(ctx).reader.unattended().await.map_err(told)?;
        zones.truncate(50);
        Ok(zones.into_iter().map(UnattendedTerritory).collect())
    }
}

/// An entry or proposal that waits for a decision by the viewer.
#[derive(Clone)]
pub struct QueueItem(pub(crate) Arc<Waiting>);

impl AsRef<Waiting> for QueueItem {
    fn as_ref(&self) -> &Waiting {
        &self.0
    }
}

/// An entry or proposal that waits for a decision by the viewer.
#[Object]
impl QueueItem {
    /// Entry as it would be published. Null if it is gone meanwhile.
    async fn entry(&self, ctx: &Context<'_>) -> Result<Option<Entry>> {
        let batches = &Request::of(ctx).latest().batches;
        let found = batches.load(IdKey(self.0.entry, lookahead::of_entry(ctx))).await.map_err(told_shared)?;
        Ok(found.map(Into::into))
    }

    /// Instant of the submission, or of the proposal.
    async fn submitted_at(&self) -> DateTime {
        DateTime(self.0.since)
    }

    /// Version of the proposal for a published entry; null for submitted entries. `entryPublish`, `entryRequestChanges` and
    /// `entryRefuse` take it as `version`.
    async fn proposed_version(&self) -> Option<i32> {
        self.0.proposed.map(number)
    }
}

/// A territory with waiting entries and without any mandate.
pub struct UnattendedTerritory(pub(crate) Unattended);

/// A territory with waiting entries and without any mandate.
#[Object]
impl UnattendedTerritory {
    /// The territory. Null for entries that belong to the whole network.
    async fn territory(&self) -> Option<Territory> {
        self.0.territory.clone().map(Territory)
    }

    /// Number of entries that wait.
    async fn waiting_count(&self) -> i32 {
        i32::try_from(self.0.waiting).unwrap_or(i32::MAX)
    }

    /// Instant since which the first entry has been waiting.
    async fn waiting_since(&self) -> DateTime {
        DateTime(self.0.since)
    }
}

/// A preview: a link that shows one version of an entry to anybody who has it.
#[derive(SimpleObject)]
pub struct Preview {
    /// Identifier of the preview, for `previewRevoke`.
    pub(crate) id: ID,
    /// Number of the version that the preview shows.
    pub(crate) version: i32,
    /// Instant at which the preview was created.
    pub(crate) created_at: DateTime,
    /// Instant at which the preview expires.
    pub(crate) expires_at: DateTime,
}

impl Preview {
    pub(crate) fn of(it: &history::Preview) -> Self {
        Self {
            id: it.id.to_string().into(),
            version: number(it.version),
            created_at: DateTime(it.created_at),
            expires_at: DateTime(it.expires_at),
        }
    }
}

fn number(version: i64) -> i32 {
    i32::try_from(version).unwrap_or(i32::MAX)
}
