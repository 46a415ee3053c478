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
            /// What is to be mended; empty when it was done.
            user_errors: Vec<UserError>,
            /// The queries, to read on in the same request.
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
    /// What became of a new initiative.
    InitiativeCreatePayload { /** The initiative. */ initiative: Initiative }
    /// What became of a change.
    InitiativeUpdatePayload { /** The initiative. */ initiative: Initiative }
    /// What became of a new recipe.
    RecipeCreatePayload { /** The recipe. */ recipe: Recipe }
    /// What became of a change.
    RecipeUpdatePayload { /** The recipe. */ recipe: Recipe }
    /// What became of a new article.
    ArticleCreatePayload { /** The article. */ article: Article }
    /// What became of a change.
    ArticleUpdatePayload { /** The article. */ article: Article }
    /// What became of a new event.
    EventCreatePayload { /** The event. */ event: Event }
    /// What became of a change.
    EventUpdatePayload { /** The event. */ event: Event }
    /// What became of a new page.
    PageCreatePayload { /** The page. */ page: Page }
    /// What became of a change.
    PageUpdatePayload { /** The page. */ page: Page }
    /// What became of a draft that was handed in.
    EntrySubmitPayload { /** The entry. */ entry: Entry }
    /// What became of the retraction by the author.
    EntryUnsubmitPayload { /** The entry. */ entry: Entry }
    /// What became of the publication.
    EntryPublishPayload { /** The entry. */ entry: Entry }
    /// What became of the return to the author.
    EntryRequestChangesPayload { /** The entry. */ entry: Entry }
    /// What became of the refusal.
    EntryRefusePayload { /** The entry. */ entry: Entry }
    /// What became of the withdrawal.
    EntryWithdrawPayload { /** The entry. */ entry: Entry }
}

/// What a mutation does, and what its payload then reads of the entry.
pub(crate) type Done<T> = std::result::Result<T, Vec<UserError>>;

#[Object]
impl EntryMutation {
    /// Makes an initiative, as a draft. Needs the scope `content:write`.
    async fn initiative_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it says.")] input: Said<InitiativeCreateInput>,
    ) -> Result<InitiativeCreatePayload> {
        Ok(InitiativeCreatePayload::of(create(ctx, Kind::Initiative, input.fields(), "initiative").await?))
    }

    /// Changes an initiative: its author changes a draft, editors who may publish it change a public one.
    async fn initiative_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to change.")] input: Said<InitiativeUpdateInput>,
    ) -> Result<InitiativeUpdatePayload> {
        let (id, version) = (input.typed().id.clone(), input.typed().version);
        Ok(InitiativeUpdatePayload::of(
            update(ctx, Kind::Initiative, &id, version, input.fields(), "initiative").await?,
        ))
    }

    /// Makes a recipe, as a draft. Needs the scope `content:write`.
    async fn recipe_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it says.")] input: Said<RecipeCreateInput>,
    ) -> Result<RecipeCreatePayload> {
        Ok(RecipeCreatePayload::of(create(ctx, Kind::Recipe, input.fields(), "recipe").await?))
    }

    /// Changes a recipe: its author changes a draft, editors who may publish it change a public one.
    async fn recipe_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to change.")] input: Said<RecipeUpdateInput>,
    ) -> Result<RecipeUpdatePayload> {
        let (id, version) = (input.typed().id.clone(), input.typed().version);
        Ok(RecipeUpdatePayload::of(update(ctx, Kind::Recipe, &id, version, input.fields(), "recipe").await?))
    }

    /// Makes an article, as a draft. Needs the scope `content:write`.
    async fn article_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it says.")] input: Said<ArticleCreateInput>,
    ) -> Result<ArticleCreatePayload> {
        Ok(ArticleCreatePayload::of(create(ctx, Kind::Article, input.fields(), "article").await?))
    }

    /// Changes an article: its author changes a draft, editors who may publish it change a public one.
    async fn article_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to change.")] input: Said<ArticleUpdateInput>,
    ) -> Result<ArticleUpdatePayload> {
        let (id, version) = (input.typed().id.clone(), input.typed().version);
        Ok(ArticleUpdatePayload::of(update(ctx, Kind::Article, &id, version, input.fields(), "article").await?))
    }

    /// Makes an event, as a draft. Needs the scope `content:write`.
    async fn event_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it says.")] input: Said<EventCreateInput>,
    ) -> Result<EventCreatePayload> {
        Ok(EventCreatePayload::of(create(ctx, Kind::Event, input.fields(), "event").await?))
    }

    /// Changes an event: its author changes a draft, editors who may publish it change a public one.
    async fn event_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to change.")] input: Said<EventUpdateInput>,
    ) -> Result<EventUpdatePayload> {
        let (id, version) = (input.typed().id.clone(), input.typed().version);
        Ok(EventUpdatePayload::of(update(ctx, Kind::Event, &id, version, input.fields(), "event").await?))
    }

    /// Makes a page of the network itself, as a draft. For administrators; `entryPublish` makes it public.
    async fn page_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it says.")] input: Said<PageCreateInput>,
    ) -> Result<PageCreatePayload> {
        Ok(PageCreatePayload::of(create(ctx, Kind::Page, input.fields(), "page").await?))
    }

    /// Changes a page of the network itself. For administrators.
    async fn page_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to change.")] input: Said<PageUpdateInput>,
    ) -> Result<PageUpdatePayload> {
        let (id, version) = (input.typed().id.clone(), input.typed().version);
        Ok(PageUpdatePayload::of(update(ctx, Kind::Page, &id, version, input.fields(), "page").await?))
    }

    /// Hands a draft in, so that an editor may publish it.
    async fn entry_submit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: EntrySubmitInput,
    ) -> Result<EntrySubmitPayload> {
        Ok(EntrySubmitPayload::of(step(ctx, &input.id, input.version, Step::Submit).await?))
    }

    /// Takes back a draft that was handed in, to go on writing; goes on from a refused one; or, with the version of a proposal,
    /// drops the proposal. Members who may write the entry do so; a proposal is dropped by its maker or by an editor.
    async fn entry_unsubmit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: EntryUnsubmitInput,
    ) -> Result<EntryUnsubmitPayload> {
        Ok(EntryUnsubmitPayload::of(step(ctx, &input.id, input.version, Step::Unsubmit).await?))
    }

    /// Makes an entry public, now or at a moment to come. Needs the scope `content:publish`, and rights at its home.
    async fn entry_publish(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one, and when.")] input: EntryPublishInput,
    ) -> Result<EntryPublishPayload> {
        let (at, until) = (input.published_at.map(|it| it.0), input.unpublish_at.map(|it| it.0));
        Ok(EntryPublishPayload::of(step(ctx, &input.id, input.version, Step::Publish { at, until }).await?))
    }

    /// Gives an entry back to its author as a draft, with a note.
    async fn entry_request_changes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one, and why.")] input: EntryRequestChangesInput,
    ) -> Result<EntryRequestChangesPayload> {
        Ok(EntryRequestChangesPayload::of(step(ctx, &input.id, input.version, Step::RequestChanges(input.note)).await?))
    }

    /// Declines what was handed in, with a note.
    async fn entry_refuse(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one, and why.")] input: EntryRefuseInput,
    ) -> Result<EntryRefusePayload> {
        Ok(EntryRefusePayload::of(step(ctx, &input.id, input.version, Step::Refuse(input.note)).await?))
    }

    /// Takes an entry back from the public.
    async fn entry_withdraw(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: EntryWithdrawInput,
    ) -> Result<EntryWithdrawPayload> {
        Ok(EntryWithdrawPayload::of(step(ctx, &input.id, input.version, Step::Withdraw).await?))
    }

    /// Makes an entry say again what it said in an earlier version; its status and its dates stay. That is one more
    /// version: nothing is lost. What that version named and is there no more is left out, and told in `leftOut`.
    async fn revision_restore(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one, and which version.")] input: RevisionRestoreInput,
    ) -> Result<RevisionRestorePayload> {
        restore(ctx, input).await
    }
}

pub(crate) async fn restore(ctx: &Context<'_>, input: RevisionRestoreInput) -> Result<RevisionRestorePayload> {
    let request = Request::of(ctx);
    let refused = |user_errors| RevisionRestorePayload { entry: None, left_out: Vec::new(), user_errors, query: Query };
    let Ok(id) = input.id.parse::<Id>() else { return user_error::of(Error::NotFound, request).map(refused) };
    let (version, earlier) = (input.version.into(), input.restore_version.into());
    let done = carried(request, |writer| async move { writer.restore(id, version, earlier).await }).await;
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
    let done =
        carried(request, move |writer| async move { writer.create(kind, &fields, key.as_ref(), problems).await });
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
    let done = carried(request, work).await;
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
    let done = carried(request, move |writer| async move { writer.take_step(id, version.into(), &step).await }).await;
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
