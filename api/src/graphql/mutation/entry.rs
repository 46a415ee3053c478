//! Mutations of entries: create, change, and the steps of the workflow.

use async_graphql::{Context, ID, Object, Result, SimpleObject};
use entity::editing::idempotency::Keyed;
use entity::editing::step::Step;
use entity::error::Error;
use entity::query::by::By;
use entity::value::id::Id;
use entity::value::kind::Kind;
use entity::writer::Writer;
use serde_json::{Map, Value};

use crate::graphql::engine::lookahead;
use crate::graphql::engine::request::Request;
use crate::graphql::input::entry::{
    ArticleCreateInput, ArticleUpdateInput, EntryPublishInput, EntryRefuseInput, EntryRequestChangesInput,
    EntrySubmitInput, EntryUnsubmitInput, EntryWithdrawInput, EventCreateInput, EventUpdateInput,
    InitiativeCreateInput, InitiativeUpdateInput, PageCreateInput, PageUpdateInput, RecipeCreateInput,
    RecipeUpdateInput, Said,
};
use crate::graphql::input::names::resolve;
use crate::graphql::input::typed::DateTime;
use crate::graphql::mutation::payload::{carried, unshown};
use crate::graphql::mutation::review::{LeftOut, RevisionRestoreInput, RevisionRestorePayload};
use crate::graphql::query::Query;
use crate::graphql::types::article::Article;
use crate::graphql::types::entry::Entry;
use crate::graphql::types::event::Event;
use crate::graphql::types::initiative::Initiative;
use crate::graphql::types::page::Page;
use crate::graphql::types::recipe::Recipe;
use crate::graphql::types::user_error::{self, UserError};

/// What is done with entries.
#[derive(Default)]
pub struct EntryMutation;

/// A payload: the object, what is to be mended, and the way back to the queries.
macro_rules! payload {
    ($($(#[$doc:meta])* $name:ident { $(#[$field_doc:meta])* $field:ident: $type:ty })*) => {$(
        $(#[$doc])*
        #[derive(SimpleObject)]
        pub struct $name {
            $(#[$field_doc])*
            $field: Option<$type>,
            /// Validation errors. Empty when the mutation succeeded.
            user_errors: Vec<UserError>,
            /// The query root, so that a client can read more in the same request.
            query: Query,
        }

        impl $name {
            fn of($field: Result<Option<entity::model::entry::Entry>, Vec<UserError>>) -> Self {
                match $field {
                    Ok($field) => Self { $field: $field.map(Into::into), user_errors: Vec::new(), query: Query },
                    Err(user_errors) => Self { $field: None, user_errors, query: Query },
                }
            }
        }
    )*};
}

payload! {
    /// Result of `initiativeCreate`.
    InitiativeCreatePayload { /** The new initiative. Null when validation failed. */ initiative: Initiative }
    /// Result of `initiativeUpdate`.
    InitiativeUpdatePayload {
        /// The changed initiative, or its proposal. Null when validation failed.
        initiative: Initiative
    }
    /// Result of `recipeCreate`.
    RecipeCreatePayload { /** The new recipe. Null when validation failed. */ recipe: Recipe }
    /// Result of `recipeUpdate`.
    RecipeUpdatePayload { /** The changed recipe, or its proposal. Null when validation failed. */ recipe: Recipe }
    /// Result of `articleCreate`.
    ArticleCreatePayload { /** The new article. Null when validation failed. */ article: Article }
    /// Result of `articleUpdate`.
    ArticleUpdatePayload { /** The changed article, or its proposal. Null when validation failed. */ article: Article }
    /// Result of `eventCreate`.
    EventCreatePayload { /** The new event. Null when validation failed. */ event: Event }
    /// Result of `eventUpdate`.
    EventUpdatePayload { /** The changed event, or its proposal. Null when validation failed. */ event: Event }
    /// Result of `pageCreate`.
    PageCreatePayload { /** The new page. Null when validation failed. */ page: Page }
    /// Result of `pageUpdate`.
    PageUpdatePayload { /** The changed page. Null when validation failed. */ page: Page }
    /// Result of `entrySubmit`.
    EntrySubmitPayload { /** The entry after the mutation. Null when validation failed. */ entry: Entry }
    /// Result of `entryUnsubmit`.
    EntryUnsubmitPayload { /** The entry after the mutation. Null when validation failed. */ entry: Entry }
    /// Result of `entryPublish`.
    EntryPublishPayload { /** The entry after the mutation. Null when validation failed. */ entry: Entry }
    /// Result of `entryRequestChanges`.
    EntryRequestChangesPayload { /** The entry after the mutation. Null when validation failed. */ entry: Entry }
    /// Result of `entryRefuse`.
    EntryRefusePayload { /** The entry after the mutation. Null when validation failed. */ entry: Entry }
    /// Result of `entryWithdraw`.
    EntryWithdrawPayload { /** The entry after the mutation. Null when validation failed. */ entry: Entry }
}

/// What a mutation does, and what its payload then reads of the entry.
pub(crate) type Done<T> = std::result::Result<T, Vec<UserError>>;

#[Object]
impl EntryMutation {
    /// Creates an initiative as a draft. Requires the scope `content:write`.
    async fn initiative_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Content of the new initiative.")] input: Said<InitiativeCreateInput>,
    ) -> Result<InitiativeCreatePayload> {
        Ok(InitiativeCreatePayload::of(create(ctx, Kind::Initiative, input.fields(), "initiative").await?))
    }

    /// Changes an initiative. Authors change drafts; editors with rights there change public initiatives as well; for other
    /// authors of a public initiative the change becomes a proposal.
    async fn initiative_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Initiative, version and fields to change.")] input: Said<InitiativeUpdateInput>,
    ) -> Result<InitiativeUpdatePayload> {
        let (id, version) = (input.typed().id.clone(), input.typed().version);
        Ok(InitiativeUpdatePayload::of(
            update(ctx, Kind::Initiative, &id, version, input.fields(), "initiative").await?,
        ))
    }

    /// Creates a recipe as a draft. Requires the scope `content:write`.
    async fn recipe_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Content of the new recipe.")] input: Said<RecipeCreateInput>,
    ) -> Result<RecipeCreatePayload> {
        Ok(RecipeCreatePayload::of(create(ctx, Kind::Recipe, input.fields(), "recipe").await?))
    }

    /// Changes a recipe. Authors change drafts; editors with rights there change public recipes as well; for other authors of a
    /// public recipe the change becomes a proposal.
    async fn recipe_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Recipe, version and fields to change.")] input: Said<RecipeUpdateInput>,
    ) -> Result<RecipeUpdatePayload> {
        let (id, version) = (input.typed().id.clone(), input.typed().version);
        Ok(RecipeUpdatePayload::of(update(ctx, Kind::Recipe, &id, version, input.fields(), "recipe").await?))
    }

    /// Creates an article as a draft. Requires the scope `content:write`.
    async fn article_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Content of the new article.")] input: Said<ArticleCreateInput>,
    ) -> Result<ArticleCreatePayload> {
        Ok(ArticleCreatePayload::of(create(ctx, Kind::Article, input.fields(), "article").await?))
    }

    /// Changes an article. Authors change drafts; editors with rights there change public articles as well; for other authors of
    /// a public article the change becomes a proposal.
    async fn article_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Article, version and fields to change.")] input: Said<ArticleUpdateInput>,
    ) -> Result<ArticleUpdatePayload> {
        let (id, version) = (input.typed().id.clone(), input.typed().version);
        Ok(ArticleUpdatePayload::of(update(ctx, Kind::Article, &id, version, input.fields(), "article").await?))
    }

    /// Creates an event as a draft. Requires the scope `content:write`.
    async fn event_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Content of the new event.")] input: Said<EventCreateInput>,
    ) -> Result<EventCreatePayload> {
        Ok(EventCreatePayload::of(create(ctx, Kind::Event, input.fields(), "event").await?))
    }

    /// Changes an event. Authors change drafts; editors with rights there change public events as well; for other authors of a
    /// public event the change becomes a proposal.
    async fn event_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Event, version and fields to change.")] input: Said<EventUpdateInput>,
    ) -> Result<EventUpdatePayload> {
        let (id, version) = (input.typed().id.clone(), input.typed().version);
        Ok(EventUpdatePayload::of(update(ctx, Kind::Event, &id, version, input.fields(), "event").await?))
    }

    /// Creates a page of the network as a draft; `entryPublish` makes it public. Administrators only.
    async fn page_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Content of the new page.")] input: Said<PageCreateInput>,
    ) -> Result<PageCreatePayload> {
        Ok(PageCreatePayload::of(create(ctx, Kind::Page, input.fields(), "page").await?))
    }

    /// Changes a page of the network. Administrators only.
    async fn page_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Page, version and fields to change.")] input: Said<PageUpdateInput>,
    ) -> Result<PageUpdatePayload> {
        let (id, version) = (input.typed().id.clone(), input.typed().version);
        Ok(PageUpdatePayload::of(update(ctx, Kind::Page, &id, version, input.fields(), "page").await?))
    }

    /// Submits a draft to the editors of its home territory, for publication. Problems that prevent its publication are returned in
    /// `userErrors`, and nothing is changed, unless the input has `force: true`.
    async fn entry_submit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Draft to submit, and the version read.")] input: EntrySubmitInput,
    ) -> Result<EntrySubmitPayload> {
        Ok(EntrySubmitPayload::of(step(ctx, &input.id, input.version, Step::Submit { force: input.force }).await?))
    }

    /// Turns a submitted or refused entry back into a draft or, with the version of a proposal, discards the proposal. For the
    /// authors of the entry; a proposal is discarded by its maker or by an editor.
    async fn entry_unsubmit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Entry or proposal, and the version read.")] input: EntryUnsubmitInput,
    ) -> Result<EntryUnsubmitPayload> {
        Ok(EntryUnsubmitPayload::of(step(ctx, &input.id, input.version, Step::Unsubmit).await?))
    }

    /// Publishes an entry, now or at a later instant, or accepts a proposal. Requires the scope `content:publish` and rights over
    /// the home territory.
    async fn entry_publish(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Entry, version and dates of publication.")] input: EntryPublishInput,
    ) -> Result<EntryPublishPayload> {
        let moment = |it: Option<DateTime>| it.and_then(DateTime::read).map(|it| it.0);
        let (at, until) = (moment(input.published_at), moment(input.unpublish_at));
        Ok(EntryPublishPayload::of(step(ctx, &input.id, input.version, Step::Publish { at, until }).await?))
    }

    /// Sends an entry back to its authors as a draft, or turns down a proposal, with a note that says which changes are
    /// requested. For editors.
    async fn entry_request_changes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Entry or proposal, and the note to its authors.")] input: EntryRequestChangesInput,
    ) -> Result<EntryRequestChangesPayload> {
        Ok(EntryRequestChangesPayload::of(step(ctx, &input.id, input.version, Step::RequestChanges(input.note)).await?))
    }

    /// Refuses a submitted entry or a proposal, with a note to the authors. For editors.
    async fn entry_refuse(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Entry or proposal, and the reason for the refusal.")] input: EntryRefuseInput,
    ) -> Result<EntryRefusePayload> {
        Ok(EntryRefusePayload::of(step(ctx, &input.id, input.version, Step::Refuse(input.note)).await?))
    }

    /// Withdraws a published or scheduled entry from the public. For editors.
    async fn entry_withdraw(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Entry to withdraw, and the version read.")] input: EntryWithdrawInput,
    ) -> Result<EntryWithdrawPayload> {
        Ok(EntryWithdrawPayload::of(step(ctx, &input.id, input.version, Step::Withdraw).await?))
    }

    /// Restores the content of an earlier version of an entry, as a new version or a proposal. Status and dates are unchanged.
    /// Values that no longer exist are omitted and listed in `leftOut`.
    async fn revision_restore(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Entry, and the version to restore.")] input: RevisionRestoreInput,
    ) -> Result<RevisionRestorePayload> {
        restore(ctx, input).await
    }
}

pub(crate) async fn restore(ctx: &Context<'_>, input: RevisionRestoreInput) -> Result<RevisionRestorePayload> {
    let request = Request::of(ctx);
    let refused = |user_errors| RevisionRestorePayload { entry: None, left_out: Vec::new(), user_errors, query: Query };
    let Ok(id) = input.id.parse::<Id>() else { return user_error::of(Error::NotFound, request).map(refused) };
    let (version, earlier) = (input.version.into(), input.restore_version.into());
    let done = carried(ctx, |writer| async move { writer.restore(id, version, earlier).await }).await;
    let restored = match done {
        Ok(restored) => restored,
        Err(cause) => return user_error::of(cause, request).map(refused),
    };
    let left_out = restored.left_out.iter().map(|it| user_error::blocker(it, &request.languages));
    let left_out = left_out.map(|it| LeftOut { path: it.path, message: it.message }).collect();
    let (entry, user_errors) = match read(ctx, Ok((id, restored.proposes)), "entry").await? {
        Ok(entry) => (entry.map(Into::into), Vec::new()),
        Err(user_errors) => (None, user_errors),
    };
    Ok(RevisionRestorePayload { entry, left_out, user_errors, query: Query })
}

pub(crate) async fn create(
    ctx: &Context<'_>,
    kind: Kind,
    mut fields: Map<String, Value>,
    named: &str,
) -> Result<Done<Option<entity::model::entry::Entry>>> {
    let request = Request::of(ctx);
    let key = keyed(&mut fields);
    let problems = resolve(request, &mut fields);
    let done = carried(ctx, move |writer| async move { writer.create(kind, &fields, key.as_ref(), problems).await });
    let done = done.await;
    read(ctx, done.map(|it| (it, false)), named).await
}

/// The key of an input, with what else it says.
pub(crate) fn keyed(fields: &mut Map<String, Value>) -> Option<Keyed> {
    let key = fields.shift_remove("idempotencyKey")?;
    Some(Keyed::of(key.as_str()?.to_owned(), fields))
}

pub(crate) async fn update(
    ctx: &Context<'_>,
    kind: Kind,
    id: &ID,
    version: i32,
    mut fields: Map<String, Value>,
    named: &str,
) -> Result<Done<Option<entity::model::entry::Entry>>> {
    let request = Request::of(ctx);
    fields.shift_remove("id");
    fields.shift_remove("version");
    let Ok(id) = id.parse::<Id>() else { return user_error::of(Error::NotFound, request).map(Err) };
    let problems = resolve(request, &mut fields);
    let work = move |writer: Writer| async move { writer.update(kind, id, version.into(), &fields, problems).await };
    let done = carried(ctx, work).await;
    read(ctx, done.map(|proposal| (id, proposal)), named).await
}

pub(crate) async fn step(
    ctx: &Context<'_>,
    id: &ID,
    version: i32,
    step: Step,
) -> Result<Done<Option<entity::model::entry::Entry>>> {
    let request = Request::of(ctx);
    let Ok(id) = id.parse::<Id>() else { return user_error::of(Error::NotFound, request).map(Err) };
    let done = carried(ctx, move |writer| async move { writer.take_step(id, version.into(), &step).await }).await;
    read(ctx, done.map(|()| (id, false)), "entry").await
}

/// The entry as it stands after what was done (what was proposed, where that was done), or what is to be mended.
pub(crate) async fn read(
    ctx: &Context<'_>,
    done: std::result::Result<(Id, bool), Error>,
    named: &str,
) -> Result<Done<Option<entity::model::entry::Entry>>> {
    let request = Request::of(ctx);
    match done {
        Ok((id, proposal)) => {
            let accepted = request.reader.of_what_is_accepted();
            let reader = if proposal { &request.reader } else { &accepted };
            let found = reader.entry(&By::Id(id), None, lookahead::of_field(ctx, named)).await;
            let found = found.unwrap_or_else(|cause| {
                tracing::warn!(error = %cause, "what was written could not be read back");
                None
            });
            if found.is_none() {
                unshown(ctx, named, id);
            }
            Ok(Ok(found))
        }
        Err(cause) => user_error::of(cause, request).map(Err),
    }
}
