//! Who asks, as they are told themselves.

use std::sync::Arc;

use async_graphql::{Context, Object, Result};
use entity::act::Act;
use entity::value::role::Role;

use crate::error::told;
use crate::graphql::engine::connection::{Connection, PageArguments};
use crate::graphql::engine::request::Request;
use crate::graphql::input::enums::ViewerRole;
use crate::graphql::input::scalar::TerritoryRef;
use crate::graphql::types::account::{Account, GrantedMandate};
use crate::graphql::types::entry::Entry;
use crate::graphql::types::lists;
use crate::graphql::types::member::Member;
use crate::graphql::types::territory::Territory;

/// Who asks, and what their credential lets them do: what its role, its scopes and its territories permit together.
pub struct Viewer {
    role: Role,
}

impl Viewer {
    pub(crate) fn of(ctx: &Context<'_>) -> Option<Self> {
        Request::of(ctx).reader.viewer().role().map(|role| Self { role })
    }
}

/// Who asks, and what their credential lets them do: what its role, its scopes and its territories permit together.
#[Object]
impl Viewer {
    /// What the credential permits at most.
    async fn role(&self) -> ViewerRole {
        self.role.into()
    }

    /// What the credential may be used for: `content:read`, `content:write`, `content:publish`, `members:manage`,
    /// `import`, `admin`. The list may grow.
    async fn scopes(&self, ctx: &Context<'_>) -> Vec<String> {
        Request::of(ctx).reader.viewer().scopes().iter().map(|it| it.name().to_owned()).collect()
    }

    /// Whether the rights reach the whole network.
    async fn is_network_wide(&self, ctx: &Context<'_>) -> bool {
        Request::of(ctx).reader.viewer_territories().is_none()
    }

    /// The territories that the rights reach, each with all that lies inside; empty for the whole network.
    async fn territories(&self, ctx: &Context<'_>) -> Vec<Territory> {
        let places = Request::of(ctx).reader.viewer_territories().unwrap_or_default();
        places.into_iter().map(Territory).collect()
    }

    /// Whether you may make drafts of your own.
    async fn can_create(&self, ctx: &Context<'_>) -> bool {
        Request::of(ctx).reader.may_create()
    }

    /// Whether you may publish what has its home in a territory, return and refuse it; without one, whether there is any in
    /// which you may. What you can do with an entry tells its `viewerCan`.
    async fn can_publish(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Where; anywhere at all when absent.")] territory: Option<TerritoryRef>,
    ) -> bool {
        Request::of(ctx).reader.may_publish(territory.map(|it| it.0).as_ref())
    }

    /// Whether you may accept, invite and suspend contributors of a territory; without one, whether there is any in which
    /// you may.
    async fn can_manage_members(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Where; anywhere at all when absent.")] territory: Option<TerritoryRef>,
    ) -> bool {
        Request::of(ctx).reader.may_manage_members(territory.map(|it| it.0).as_ref())
    }

    /// Whether you may import content with its own dates, statuses and owners.
    async fn can_import(&self, ctx: &Context<'_>) -> bool {
        Request::of(ctx).reader.may(Act::Import)
    }

    /// Whether you may look after accounts, tokens, the audit log and the network itself.
    async fn can_administer(&self, ctx: &Context<'_>) -> bool {
        Request::of(ctx).reader.may(Act::ManageTokens)
    }

    /// The mandates that you gave and that are still held, the newest first; at most 1,000. `mandateRevoke` takes one back.
    async fn mandates_granted(&self, ctx: &Context<'_>) -> Result<Vec<GrantedMandate>> {
        GrantedMandate::all(ctx, None).await
    }

    /// What you made or are credited with as an author, and what is credited to an organisation that you may write for: in the latest
    /// version, drafts and proposals included, whatever `Content-View` says. The newest first unless ordered otherwise. Lists below
    /// them follow `Content-View`.
    async fn entries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many rows, 1 to 100; 20 when absent.")] first: Option<i32>,
        #[graphql(desc = "Go on after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Go back before this cursor.")] before: Option<String>,
        #[graphql(desc = "The n-th page, from 1; page × perPage at most 10,000.")] page: Option<i32>,
        #[graphql(desc = "Rows a page, 1 to 100; 20 when absent.")] per_page: Option<i32>,
        #[graphql(desc = "Narrows the list.")] filter: Option<lists::EntryFilter>,
        #[graphql(desc = "The order; at the end always by id.")] order_by: Option<Vec<lists::EntryOrder>>,
    ) -> Result<Connection<Entry>> {
        let page = PageArguments { first, after, last, before, page, per_page }.page()?;
        lists::own(ctx, lists::list(None, filter, order_by)?, page).await
    }

    /// The account itself: address, mandates, sessions, tokens.
    async fn account(&self, ctx: &Context<'_>) -> Result<Account> {
        Ok(Account(Arc::new(Request::of(ctx).reader.person(None).await.map_err(told)?)))
    }

    /// The member as whom they write.
    async fn member(&self, ctx: &Context<'_>) -> Option<Member> {
        Request::of(ctx).reader.viewer_member().cloned().map(Member)
    }
}
