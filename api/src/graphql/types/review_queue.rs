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

/// What can be done with an entry. The list may grow.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryAction {
    /// Change what it says.
    Edit,
    /// Say what it should say, for an editor to accept.
    Propose,
    /// Hand it in.
    Submit,
    /// Take it back after it was handed in, go on from a refused draft, or drop the proposal.
    Unsubmit,
    /// Make it public, or accept what is proposed.
    Publish,
    /// Give it, or what is proposed, back to its author with a note.
    RequestChanges,
    /// Decline it, or what is proposed.
    Refuse,
    /// Take it back from the public.
    Withdraw,
    /// Do away with it.
    Delete,
    /// Show a version of it to somebody without an account.
    Preview,
    /// Write a note to its authors.
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
            | Act::Settings => return None,
        })
    }
}

/// Something that stands in the way of publishing an entry.
#[derive(SimpleObject, Clone)]
pub struct PublishBlocker {
    /// What kind of problem, for programs.
    pub(crate) code: UserErrorCode,
    /// Where, from the outside in: `steps`, `2`, `title`.
    pub(crate) path: Vec<String>,
    /// What, for people, after `Accept-Language`.
    pub(crate) message: String,
}

/// What waits for you.
pub struct Queue(pub(crate) Vec<Arc<Waiting>>);

/// The entries and members that wait for you, where you may publish.
#[Object]
impl Queue {
    /// What was handed in, and what is proposed for something published: who waits longest first; at most a thousand.
    async fn items(
        &self,
        #[graphql(desc = "How many rows, 1 to 100; 20 when absent.")] first: Option<i32>,
        #[graphql(desc = "Go on after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Go back before this cursor.")] before: Option<String>,
        #[graphql(desc = "The n-th page, from 1; page × perPage at most 10,000.")] page: Option<i32>,
        #[graphql(desc = "Rows a page, 1 to 100; 20 when absent.")] per_page: Option<i32>,
    ) -> Result<Connection<QueueItem>> {
        let page = PageArguments { first, after, last, before, page, per_page };
        connection(self.0.clone(), entity::db::paging::Direction::Asc, "queue", page, QueueItem)
    }

    /// The members who wait to be accepted and whom you may accept, who waits longest first; at most 100.
    async fn members(&self, ctx: &Context<'_>) -> Result<Vec<Member>> {
        let reader = &Request::of(ctx).reader;
        let waiting = reader.waiting_members().await.map_err(told)?;
        Ok(waiting.into_iter().filter_map(|it| reader.member_now(it)).map(Member).collect())
    }

    /// The zones in which something waits and nobody has a mandate, the longest wait first; empty unless you look after the whole
    /// network.
    async fn unattended_territories(&self, ctx: &Context<'_>) -> Result<Vec<UnattendedTerritory>> {
        let mut zones = Request::of(ctx).reader.unattended().await.map_err(told)?;
        zones.truncate(50);
        Ok(zones.into_iter().map(UnattendedTerritory).collect())
    }
}

/// Something that waits for you.
#[derive(Clone)]
pub struct QueueItem(pub(crate) Arc<Waiting>);

impl AsRef<Waiting> for QueueItem {
    fn as_ref(&self) -> &Waiting {
        &self.0
    }
}

/// Something that waits for you.
#[Object]
impl QueueItem {
    /// The entry, as it would be published.
    async fn entry(&self, ctx: &Context<'_>) -> Result<Option<Entry>> {
        let batches = &Request::of(ctx).latest().batches;
        let found = batches.load(IdKey(self.0.entry, lookahead::of_entry(ctx))).await.map_err(told_shared)?;
        Ok(found.map(Into::into))
    }

    /// Since when.
    async fn submitted_at(&self) -> DateTime {
        DateTime(self.0.since)
    }

    /// The version that is proposed, of something published; null for an entry that was handed in. Name it to accept it
    /// (`entryPublish`), to return or to refuse it.
    async fn proposed_version(&self) -> Option<i32> {
        self.0.proposed.map(number)
    }
}

/// A zone in which something waits and nobody has a mandate.
pub struct UnattendedTerritory(pub(crate) Unattended);

/// A zone in which something waits and nobody has a mandate.
#[Object]
impl UnattendedTerritory {
    /// The zone; null for entries that belong to the whole network.
    async fn territory(&self) -> Option<Territory> {
        self.0.territory.clone().map(Territory)
    }

    /// How many entries wait.
    async fn waiting_count(&self) -> i32 {
        i32::try_from(self.0.waiting).unwrap_or(i32::MAX)
    }

    /// Since when the first of them does.
    async fn waiting_since(&self) -> DateTime {
        DateTime(self.0.since)
    }
}

/// A preview: one version of an entry, shown to everybody who has its link.
#[derive(SimpleObject)]
pub struct Preview {
    /// Its identifier, by which it is revoked.
    pub(crate) id: ID,
    /// Which version it shows.
    pub(crate) version: i32,
    /// When it was made.
    pub(crate) created_at: DateTime,
    /// Until when it lasts.
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
