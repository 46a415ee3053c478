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

/// The authenticated viewer. Rights are the intersection of the credential's role, scopes and territories.
pub struct Viewer {
    role: Role,
}

impl Viewer {
    pub(crate) fn of(ctx: &Context<'_>) -> Option<Self> {
        Request::of(ctx).reader.viewer().role().map(|role| Self { role })
    }
}

/// The authenticated viewer. Rights are the intersection of the credential's role, scopes and territories.
#[Object]
impl Viewer {
    /// Role of the credential: the upper bound of its rights.
    async fn role(&self) -> ViewerRole {
        self.role.into()
    }

    /// Scopes of the credential: `content:read`, `content:write`, `content:publish`, `members:manage`, `import`, `admin`. Values
    /// may be added.
    async fn scopes(&self, ctx: &Context<'_>) -> Vec<String> {
        Request::of(ctx).reader.viewer().scopes().iter().map(|it| it.name().to_owned()).collect()
    }

    /// Whether the viewer's rights cover the whole network.
    async fn is_network_wide(&self, ctx: &Context<'_>) -> bool {
        Request::of(ctx).reader.viewer_territories().is_none()
    }

    /// Territories that the viewer's rights cover, each with all territories inside. Empty if they cover the whole network.
    async fn territories(&self, ctx: &Context<'_>) -> Vec<Territory> {
        let places = Request::of(ctx).reader.viewer_territories().unwrap_or_default();
        places.into_iter().map(Territory).collect()
    }

    /// Whether the viewer may create drafts.
    async fn can_create(&self, ctx: &Context<'_>) -> bool {
        Request::of(ctx).reader.may_create()
    }

    /// Whether the viewer may publish entries of a territory, request changes and refuse them; without `territory`, whether there
    /// is any such territory. `viewerCan` has the actions on a single entry.
    async fn can_publish(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Reference of the territory. Any territory when absent.")] territory: Option<TerritoryRef>,
    ) -> bool {
        Request::of(ctx).reader.may_publish(territory.map(|it| it.0).as_ref())
    }

    /// Whether the viewer may accept, invite and suspend contributors of a territory; without `territory`, whether there is any
    /// such territory.
    async fn can_manage_members(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Reference of the territory. Any territory when absent.")] territory: Option<TerritoryRef>,
    ) -> bool {
        Request::of(ctx).reader.may_manage_members(territory.map(|it| it.0).as_ref())
    }

    /// Whether the viewer may import content with its original dates, statuses and owners.
    async fn can_import(&self, ctx: &Context<'_>) -> bool {
        Request::of(ctx).reader.may(Act::Import)
    }

    /// Whether the viewer may administer accounts, tokens, the audit log and the network itself.
    async fn can_administer(&self, ctx: &Context<'_>) -> bool {
        Request::of(ctx).reader.may(Act::ManageTokens)
    }

    /// Mandates that the viewer granted and that are in force, newest first, at most 1,000. `mandateRevoke` revokes one.
    async fn mandates_granted(&self, ctx: &Context<'_>) -> Result<Vec<GrantedMandate>> {
        GrantedMandate::all(ctx, None).await
    }

    /// Entries that the viewer made or is credited with as an author, and entries credited to an organisation that the viewer may
    /// write for, newest first unless `orderBy` says otherwise. Always in the latest version, drafts and proposals included,
    /// whatever `Content-View` says; lists inside the entries follow `Content-View`.
    async fn entries(
        &self,
        ctx: &Context<'_>,
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
        #[graphql(desc = "Conditions that the returned nodes meet.")] filter: Option<lists::EntryFilter>,
        #[graphql(desc = "Sort keys, most significant first. Ties are sorted by identifier.")] order_by: Option<
            Vec<lists::EntryOrder>,
        >,
    ) -> Result<Connection<Entry>> {
        let page = PageArguments { first, after, last, before, page, per_page }.page()?;
        lists::own(ctx, lists::list(None, filter, order_by)?, page).await
    }

    /// Account of the viewer, with its address, mandates, sessions and tokens.
    async fn account(&self, ctx: &Context<'_>) -> Result<Account> {
        Ok(Account(Arc::new(Request::of(ctx).reader.person(None).await.map_err(told)?)))
    }

    /// Member that the viewer writes as. Null for people without a profile, and for scripts of no member.
    async fn member(&self, ctx: &Context<'_>) -> Option<Member> {
        Request::of(ctx).reader.viewer_member().cloned().map(Member)
    }
}
