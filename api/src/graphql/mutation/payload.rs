//! What mutations that concern no entry have in common: their payloads, and how they are carried to their end.

use std::sync::Arc;

use async_graphql::{Context, PathSegment, Result};
use entity::db::caller::Caller;
use entity::db::turn::Committed;
use entity::error::Error;
use entity::value::id::Id;
use entity::writer::Writer;
use tracing::Instrument;

use crate::error::{Code, WireError};
use crate::graphql::engine::request::Request;
use crate::graphql::input::typed::misfits;
use crate::graphql::types::account::Account;
use crate::graphql::types::member::Member;
use crate::graphql::types::user_error::{self, UserError, UserErrorCode};

/// What was done, or what is to be mended.
pub(crate) type Done<T> = std::result::Result<T, Vec<UserError>>;

/// Payloads of one field, with what is to be mended and the way back to the queries.
macro_rules! payloads {
    ($($(#[$doc:meta])* $name:ident { $(#[$field_doc:meta])* $field:ident: $type:ty })*) => {$(
        $(#[$doc])*
        #[derive(async_graphql::SimpleObject)]
        pub struct $name {
            $(#[$field_doc])*
            $field: $type,
            /// Validation errors. Empty when the mutation succeeded.
            user_errors: Vec<crate::graphql::types::user_error::UserError>,
            /// The query root, so that a client can read more in the same request.
            query: crate::graphql::query::Query,
        }

        impl $name {
            fn of(done: crate::graphql::mutation::payload::Done<$type>) -> Self {
                let query = crate::graphql::query::Query;
                match done {
                    Ok($field) => Self { $field, user_errors: Vec::new(), query },
                    Err(user_errors) => Self { $field: Default::default(), user_errors, query },
                }
            }
        }
    )*};
}

pub(crate) use payloads;

/// Payloads that say whether it was done, and no more.
macro_rules! plain_payloads {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(async_graphql::SimpleObject)]
        pub struct $name {
            /// Validation errors. Empty when the mutation succeeded.
            user_errors: Vec<crate::graphql::types::user_error::UserError>,
            /// The query root, so that a client can read more in the same request.
            query: crate::graphql::query::Query,
        }

        impl $name {
            fn of(done: crate::graphql::mutation::payload::Done<()>) -> Self {
                Self { user_errors: done.err().unwrap_or_default(), query: crate::graphql::query::Query }
            }
        }
    )*};
}

pub(crate) use plain_payloads;

/// Carries a write to its end, and tells what was committed or what is to be mended.
pub(crate) async fn carry<T, F>(ctx: &Context<'_>, work: impl FnOnce(Writer) -> F) -> Result<Done<T>>
where
    T: Send + 'static,
    F: Future<Output = std::result::Result<Committed<T>, Error>> + Send + 'static,
{
    let request = Request::of(ctx);
    match carried(ctx, work).await {
        Ok(done) => Ok(Ok(done)),
        Err(cause) => user_error::of_named(cause, named(ctx), request).map(Err),
    }
}

/// Carries a write to its end once it has begun, whatever becomes of the request. When the request is given up before, the write
/// does not begin. Nothing but what was committed comes out of it.
/// Where something in the input cannot be read, nothing is written: that is told together with what else is found.
pub(crate) async fn carried<T, F>(ctx: &Context<'_>, work: impl FnOnce(Writer) -> F) -> std::result::Result<T, Error>
where
    T: Send + 'static,
    F: Future<Output = std::result::Result<Committed<T>, Error>> + Send + 'static,
{
    let request = Request::of(ctx);
    carried_for(&request.caller, request.writer.clone().noting(misfits(ctx)), work).await
}

/// The same for a write that is asked for outside of GraphQL.
pub(crate) async fn carried_for<T, F>(
    caller: &Caller,
    writer: Writer,
    work: impl FnOnce(Writer) -> F,
) -> std::result::Result<T, Error>
where
    T: Send + 'static,
    F: Future<Output = std::result::Result<Committed<T>, Error>> + Send + 'static,
{
    let mut waiting = Waiting(Some(caller.clone()));
    let done = tokio::spawn(work(writer).in_current_span()).await;
    waiting.0 = None;
    done.map_err(|cause| Error::Internal(Box::new(cause)))?.map(Committed::into_inner)
}

/// Gives up what has not begun when nobody waits for it any more.
struct Waiting(Option<Caller>);

impl Drop for Waiting {
    fn drop(&mut self) {
        if let Some(caller) = &self.0 {
            caller.give_up();
        }
    }
}

/// Tells of something that was committed and cannot be shown: `field` of the payload is null, with an error that names it.
pub(crate) fn unshown(ctx: &Context<'_>, field: &str, id: Id) {
    for shown in ctx.field().selection_set().filter(|it| it.name() == field) {
        let name = shown.alias().unwrap_or_else(|| shown.name()).to_owned();
        let error = async_graphql::Error::from(WireError::new(Code::Committed, "committed").text("id", id.to_string()));
        let mut error = ctx.set_error_path(error.into_server_error(ctx.item.pos));
        error.path.push(PathSegment::Field(name));
        ctx.add_error(error);
    }
}

/// The account that something was done with, as it stands now, in the field `account` of the payload: none for viewers who may not
/// read it, and where nobody asks for it.
pub(crate) async fn account_now(ctx: &Context<'_>, id: Id) -> Option<Account> {
    if !ctx.field().selection_set().any(|it| it.name() == "account") {
        return None;
    }
    match Request::of(ctx).reader.person(Some(id)).await {
        Ok(found) => Some(Account(Arc::new(found))),
        Err(Error::Denied(_)) => None,
        Err(cause) => {
            tracing::warn!(error = %cause, "the account that was changed could not be read back");
            unshown(ctx, "account", id);
            None
        }
    }
}

/// A member as they stand after what was done, in a field of the payload.
pub(crate) fn member_now(ctx: &Context<'_>, field: &str, id: Id) -> Option<Member> {
    let member = Request::of(ctx).reader.member_now(id).map(Member);
    if member.is_none() {
        unshown(ctx, field, id);
    }
    member
}

/// The field of the input that says with what something is done.
fn named(ctx: &Context<'_>) -> &'static str {
    let arguments = ctx.field().arguments().unwrap_or_default();
    let input = arguments.into_iter().find_map(|(name, value)| match value {
        async_graphql::Value::Object(fields) if name == "input" => Some(fields),
        _ => None,
    });
    let fields = input.unwrap_or_default();
    ["entry", "account", "organisation", "member"].into_iter().find(|it| fields.contains_key(*it)).unwrap_or("id")
}

/// The same, unless somebody has tried too often with this address, or what stands for it.
pub(crate) async fn attempt<T, F>(ctx: &Context<'_>, address: &str, work: impl FnOnce(Writer) -> F) -> Result<Done<T>>
where
    T: Send + 'static,
    F: Future<Output = std::result::Result<Committed<T>, Error>> + Send + 'static,
{
    let request = Request::of(ctx);
    if !request.auth.attempts.let_through(ctx.field().name(), address, request.client) {
        let code = UserErrorCode::TooManyAttempts;
        return Ok(Err(user_error::of_attempt(code, "problem-too-many-attempts", request)));
    }
    carry(ctx, work).await
}

/// An identity as it was sent; one that is none names nothing.
pub(crate) fn id_of(text: &str) -> std::result::Result<Id, Error> {
    text.parse().map_err(|_| Error::NotFound)
}
