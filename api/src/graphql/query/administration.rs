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

/// What accounts are narrowed by.
#[derive(InputObject)]
pub struct AccountFilter {
    /// With this e-mail address.
    email: Option<String>,
    /// With one of these roles.
    role: Option<Vec<ViewerRole>>,
    /// One of these.
    status: Option<Vec<AccountStatus>>,
    /// Whether the address was shown to be theirs; false finds who registered or was invited and has not come yet.
    is_confirmed: Option<bool>,
}

/// Something that was done.
#[derive(SimpleObject, Clone)]
pub struct AuditRecord {
    /// When.
    created_at: DateTime,
    /// Who: `account:` and an identifier, `operator:` and a command, `none`.
    actor: String,
    /// By what: `session:` or `token:` and an identifier, `password`, `operator:` and a command, `none`.
    credential: String,
    /// What, by the name of the mutation.
    action: String,
    /// What kind of object it was done with.
    object_kind: Option<String>,
    /// Which one.
    object: Option<ID>,
    /// What exactly.
    detail: Option<String>,
    #[graphql(skip)]
    cursor: String,
}

/// What the audit log is narrowed by.
#[derive(InputObject)]
pub struct AuditFilter {
    /// Done with this entry, account or member.
    object: Option<ID>,
    /// Done by this account.
    account: Option<ID>,
    /// One of these, by the names of the mutations.
    action: Option<Vec<String>>,
}

#[Object(name = "AdministrationQueries")]
impl Administration {
    /// An account: your own when none is named; any other for administrators.
    async fn account(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one; your own when absent.")] id: Option<ID>,
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

    /// The accounts of people and scripts, the oldest first; of a thousand and more that are sought, the newest thousand. Needs
    /// the scope `admin`.
    async fn accounts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many rows, 1 to 100; 20 when absent.")] first: Option<i32>,
        #[graphql(desc = "Go on after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Go back before this cursor.")] before: Option<String>,
        #[graphql(desc = "The n-th page, from 1; page × perPage at most 10,000.")] page: Option<i32>,
        #[graphql(desc = "Rows a page, 1 to 100; 20 when absent.")] per_page: Option<i32>,
        #[graphql(desc = "Narrows the list.")] filter: Option<AccountFilter>,
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

    /// Who did what, the newest first. Needs the scope `admin`.
    async fn audit_log(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many rows, 1 to 100; 20 when absent.")] first: Option<i32>,
        #[graphql(desc = "Go on after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Go back before this cursor.")] before: Option<String>,
        #[graphql(desc = "The n-th page, from 1; page × perPage at most 10,000.")] page: Option<i32>,
        #[graphql(desc = "Rows a page, 1 to 100; 20 when absent.")] per_page: Option<i32>,
        #[graphql(desc = "Narrows the list.")] filter: Option<AuditFilter>,
    ) -> Result<Connection<AuditRecord>> {
        let page = PageArguments { first, after, last, before, page, per_page }.page()?;
        let reader = &Request::of(ctx).reader;
        let id =
            |it: Option<ID>| it.map(|it| it.parse().map_err(|_| bad_input(Case::NotAnId(Quoted::of(&it))))).transpose();
        let narrowed = match filter {
            Some(filter) => {
                Narrowed { object: id(filter.object)?, account: id(filter.account)?, actions: filter.action }
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
