//! Accounts and what they hold, mandates, tokens, and who did what: for administrators, and for everybody about themselves.

use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};
use entity::account::directory::{self, Sought};
use entity::error::Error;
use entity::query::audit::Narrowed;
use entity::reader::Reader;
use entity::value::problem::Case;
use entity::value::problem::parameter::Quoted;

use crate::error::{bad_input, told};
use crate::graphql::engine::connection::{Connection, Count, PageArguments, connection};
use crate::graphql::engine::request::Request;
use crate::graphql::input::enums::ViewerRole;
use crate::graphql::input::scalar::DateTime;
use crate::graphql::types::account::{Account, AccountStatus};

/// What can be asked of accounts.
pub struct Administration;

/// Conditions on accounts. An account meets all that are set.
#[derive(InputObject)]
pub struct AccountFilter {
    /// E-mail address of the account.
    email: Option<String>,
    /// Roles of accounts. Matches accounts with one of them.
    role: Option<Vec<ViewerRole>>,
    /// Statuses of accounts. Matches accounts with one of them.
    status: Option<Vec<AccountStatus>>,
    /// Whether the address of the account is confirmed. False matches people who registered or were invited and have not yet used
    /// their code.
    is_confirmed: Option<bool>,
}

/// A record of the audit log: one action by an account or a command.
#[derive(SimpleObject, Clone)]
pub struct AuditRecord {
    /// Instant of the action.
    created_at: DateTime,
    /// Actor: `account:` and an identifier, `operator:` and a command, or `none`.
    actor: String,
    /// Credential that was used: `session:` or `token:` and an identifier, `password`, `operator:` and a command, or `none`.
    credential: String,
    /// Name of the action: usually the name of the mutation.
    action: String,
    /// Type of the object that the action changed, such as `account`.
    object_kind: Option<String>,
    /// Identifier of the object that the action changed.
    object: Option<ID>,
    /// Details of the action, such as the names of the changed fields or the territory of a mandate.
    detail: Option<String>,
    #[graphql(skip)]
    cursor: String,
}

/// Conditions on records of the audit log. A record meets all that are set.
#[derive(InputObject)]
pub struct AuditFilter {
    /// Identifier of the object of the action, such as an entry, an account or a member.
    object: Option<ID>,
    /// Identifier of the account that acted.
    account: Option<ID>,
    /// Names of actions. Matches records of one of them.
    action: Option<Vec<String>>,
}

#[Object(name = "AdministrationQueries")]
impl Administration {
    /// One account: the viewer's own by default, any other for administrators. Null when there is none.
    async fn account(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Identifier of the account. Defaults to the viewer's account.")] id: Option<ID>,
    ) -> Result<Option<Account>> {
        let id = match id.map(|it| it.parse()) {
            Some(Err(_)) => return Ok(None),
            Some(Ok(id)) => Some(id),
            None => None,
        };
        match Request::of(ctx).reader.person(id).await {
            Ok(found) => Ok(Some(Account(Arc::new(found)))),
            Err(Error::NotFound) => Ok(None),
            Err(cause) => Err(told(cause)),
        }
    }

    /// Accounts of people and scripts, oldest first. Only the 1,000 newest accounts that match are listed. Requires the scope
    /// `admin`.
    async fn accounts(
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
        #[graphql(desc = "Conditions that the returned nodes meet.")] filter: Option<AccountFilter>,
    ) -> Result<Connection<Account>> {
        let page = PageArguments { first, after, last, before, page, per_page };
        let sought = filter.map_or_else(Sought::default, |it| Sought {
            email: it.email,
            roles: it.role.map(|it| it.into_iter().map(Into::into).collect()),
            statuses: it.status.map(|it| it.into_iter().map(Into::into).collect()),
            unconfirmed: it.is_confirmed.map(|it| !it),
        });
        let people = Request::of(ctx).reader.people(&sought).await.map_err(told)?;
        let mut rows: Vec<Arc<directory::Person>> = people.into_iter().map(Arc::new).collect();
        rows.sort_by_key(|it| (it.created_at, it.account));
        connection(rows, entity::db::paging::Direction::Asc, "accounts", page, Account)
    }

    /// Records of the audit log, newest first. Requires the scope `admin`.
    async fn audit_log(
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
        #[graphql(desc = "Conditions that the returned nodes meet.")] filter: Option<AuditFilter>,
    ) -> Result<Connection<AuditRecord>> {
        let page = PageArguments { first, after, last, before, page, per_page }.page()?;
        let reader = &Request::of(ctx).reader;
        let id = |field: &str, it: Option<ID>| {
            let bad = |it: &ID| bad_input(&format!("filter.{field}"), Case::NotAnId(Quoted::of(it)));
            it.map(|it| it.parse().map_err(|_| bad(&it))).transpose()
        };
        let narrowed = match filter {
            Some(filter) => {
                let (object, account) = (id("object", filter.object)?, id("account", filter.account)?);
                Narrowed { object, account, actions: filter.action }
            }
            None => Narrowed::default(),
        };
        let slice = reader.audit(&narrowed, &page).await.map_err(told)?;
        let count = Count::Audit(Box::new(narrowed.clone()));
        let record = move |it: entity::query::audit::Record| AuditRecord {
            cursor: Reader::audit_cursor(&narrowed, &it),
            created_at: DateTime(it.at),
            actor: it.actor,
            credential: it.credential,
            action: it.action,
            object_kind: it.object_kind,
            object: it.object.map(|it| it.to_string().into()),
            detail: it.detail,
        };
        Ok(Connection::new(slice.map(record), |it: &AuditRecord| it.cursor.clone(), count))
    }
}
