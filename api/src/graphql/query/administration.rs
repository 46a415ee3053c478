//! Accounts and what they hold, mandates, tokens, and who did what: for administrators, and for everybody about themselves.

use entity::model::mandate;
use std::sync::Arc;

use async_graphql::{Context, Enum, ID, InputObject, Object, Result, SimpleObject};
use entity::account::directory::{self, Sought};
use entity::error::Error;
use entity::model::mandate::Gifts;
use entity::query::audit::Narrowed;
use entity::reader::Reader;
use entity::value::id::Id;
use entity::value::problem::Case;
use entity::value::problem::parameter::Quoted;

use crate::error::{bad_input, told};
use crate::graphql::engine::connection::{Connection, Count, PageArguments};
use crate::graphql::engine::request::Request;
use crate::graphql::input::enums::ViewerRole;
use crate::graphql::input::scalar::DateTime;
use crate::graphql::mutation::token::ApiToken;
use crate::graphql::query::reference_lists::connection;
use crate::graphql::types::member::Member;
use crate::graphql::types::territory::Territory;

/// What can be asked of accounts.
pub struct Administration;

/// Whether an account is in use. The list may grow.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "entity::model::account::Status")]
pub enum AccountStatus {
    /// It is.
    Active,
    /// Not for now.
    Suspended,
    /// Its data are gone.
    Erased,
}

/// An account: the private side of somebody, or of a script.
#[derive(Clone)]
pub struct Account(pub(crate) Arc<directory::Person>);

impl AsRef<directory::Person> for Account {
    fn as_ref(&self) -> &directory::Person {
        &self.0
    }
}

/// An account: the private side of somebody, or of a script. Seen by themselves and by administrators.
#[Object]
impl Account {
    /// Its identifier.
    async fn id(&self) -> ID {
        self.0.account.to_string().into()
    }

    /// The e-mail address; null for scripts and for erased accounts.
    async fn email(&self) -> Option<&str> {
        self.0.email.as_deref()
    }

    /// What it is called, of a script; how somebody wrote their name who has no profile yet.
    async fn name(&self) -> Option<&str> {
        self.0.name.as_deref()
    }

    /// The member as whom they write.
    async fn member(&self, ctx: &Context<'_>) -> Option<Member> {
        let slug = self.0.member.as_ref()?;
        Request::of(ctx).latest().reader.member_by_slug(slug.as_str()).cloned().map(Member)
    }

    /// What they may do at most.
    async fn role(&self) -> ViewerRole {
        self.0.role.into()
    }

    /// Whether it is in use.
    async fn status(&self) -> AccountStatus {
        self.0.status.into()
    }

    /// Whether its holder has shown that the address is theirs. False while somebody who registered or was invited has not come;
    /// true for every script.
    async fn confirmed(&self) -> bool {
        !self.0.unconfirmed
    }

    /// The language of the mails that they get.
    async fn language(&self) -> &str {
        &self.0.language
    }

    /// Their mandates; at most 50.
    async fn mandates(&self) -> Vec<Mandate> {
        self.0.mandates.iter().take(50).map(Mandate::of).collect()
    }

    /// The mandates that it gave to others and that are still held, the newest first; at most 1,000.
    async fn mandates_given(&self, ctx: &Context<'_>) -> Result<Vec<GivenMandate>> {
        GivenMandate::all(ctx, Some(self.0.account)).await
    }

    /// The rights to write for an organisation that it gave to others and that are still held, the newest first; at most 1,000.
    async fn writers_given(&self, ctx: &Context<'_>) -> Result<Vec<GivenWriter>> {
        let request = Request::of(ctx);
        let gifts = request.writer.gifts(Some(self.0.account)).await.map_err(told)?;
        Ok(gifts.writers.iter().map(|it| GivenWriter::of(it, request)).collect())
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime {
        DateTime(self.0.created_at)
    }

    /// When somebody last signed in.
    async fn signed_in_at(&self) -> Option<DateTime> {
        self.0.seen_at.map(DateTime)
    }

    /// Its sessions that last, who was there last first; at most 100.
    async fn sessions(&self, ctx: &Context<'_>) -> Result<Vec<AccountSession>> {
        let found = Request::of(ctx).writer.sessions(Some(self.0.account)).await.map_err(told)?;
        let listed = found.into_iter().map(|it| AccountSession {
            id: it.id.to_string().into(),
            created_at: DateTime(it.begun_at),
            refreshed_at: DateTime(it.seen_at),
            expires_at: DateTime(it.expires_at),
            current: it.current,
        });
        Ok(listed.collect())
    }

    /// Its API tokens, the newest first; at most 1,000.
    async fn api_tokens(&self, ctx: &Context<'_>) -> Result<Vec<ApiToken>> {
        let found = Request::of(ctx).writer.tokens_of(Some(self.0.account)).await.map_err(told)?;
        Ok(found.into_iter().map(ApiToken::of).collect())
    }
}

/// A mandate that an account gave.
#[derive(SimpleObject)]
pub struct GivenMandate {
    /// The account that holds it.
    account: ID,
    /// The member whose account that is, if you may see them.
    member: Option<Member>,
    /// The mandate.
    mandate: Mandate,
}

impl GivenMandate {
    fn of(given: &entity::model::mandate::Given, request: &Request) -> Self {
        Self {
            account: given.account.to_string().into(),
            member: given.member.and_then(|id| request.writer.member_now(id)).map(Member),
            mandate: Mandate::of(&given.mandate),
        }
    }

    /// Those that an account gave; the viewer's own account when none is named.
    pub(crate) async fn all(ctx: &Context<'_>, account: Option<Id>) -> Result<Vec<Self>> {
        let request = Request::of(ctx);
        let gifts = request.writer.gifts(account).await.map_err(told)?;
        Ok(gifts.mandates.iter().map(|it| Self::of(it, request)).collect())
    }
}

/// The right to write for an organisation that an account gave.
#[derive(SimpleObject)]
pub struct GivenWriter {
    /// The identifier of the membership.
    membership: ID,
    /// Who may write, if you may see them.
    member: Option<Member>,
    /// For whom, if you may see them.
    organisation: Option<Member>,
}

impl GivenWriter {
    fn of(given: &entity::model::mandate::GivenWriter, request: &Request) -> Self {
        let member = |id: Option<Id>| id.and_then(|id| request.writer.member_now(id)).map(Member);
        Self {
            membership: given.membership.to_string().into(),
            member: member(given.member),
            organisation: member(given.organisation),
        }
    }
}

/// What an account gave to others and that is still held, whatever became of the account.
#[derive(SimpleObject)]
pub struct StillGiven {
    /// Mandates, the newest first; at most 1,000.
    mandates: Vec<GivenMandate>,
    /// Rights to write for an organisation, the newest first; at most 1,000.
    writers: Vec<GivenWriter>,
}

impl StillGiven {
    pub(crate) fn of(gifts: &Gifts, request: &Request) -> Self {
        Self {
            mandates: gifts.mandates.iter().map(|it| GivenMandate::of(it, request)).collect(),
            writers: gifts.writers.iter().map(|it| GivenWriter::of(it, request)).collect(),
        }
    }
}

impl Mandate {
    fn of(it: &mandate::Mandate) -> Self {
        Self {
            id: it.id.to_string().into(),
            territory: it.territory.clone().map(Territory),
            granted_at: DateTime(it.granted_at),
            until: it.until.map(DateTime),
        }
    }
}

/// The territories that an account looks after.
#[derive(SimpleObject)]
pub struct Mandate {
    /// Its identifier, by which it is revoked.
    id: ID,
    /// The territory, with all that lies inside; null is the whole network.
    territory: Option<Territory>,
    /// Since when.
    granted_at: DateTime,
    /// Until when.
    until: Option<DateTime>,
}

/// A session that lasts.
#[derive(SimpleObject)]
pub struct AccountSession {
    /// Its identifier, by which it is revoked.
    id: ID,
    /// When somebody signed in.
    created_at: DateTime,
    /// When it was last carried on.
    refreshed_at: DateTime,
    /// Until when it lasts, unless it is carried on.
    expires_at: DateTime,
    /// Whether it is the one in which this is asked.
    current: bool,
}

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
    confirmed: Option<bool>,
}

/// Something that was done.
#[derive(SimpleObject, Clone)]
pub struct AuditRecord {
    /// When.
    at: DateTime,
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
        match Request::of(ctx).writer.person(id).await {
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
            unconfirmed: it.confirmed.map(|it| !it),
        });
        let people = Request::of(ctx).writer.people(&sought).await.map_err(told)?;
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
            at: DateTime(it.at),
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
