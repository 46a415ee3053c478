//! Old addresses of the site.

use async_graphql::{Context, ID, InputObject, Object, OneofObject, Result};
use entity::catalogue::redirect::{self, Target};

use crate::graphql::input::typed::Url;
use crate::graphql::mutation::payload::{carry, id_of, payloads};
use crate::graphql::query::redirects::Redirect;

/// The mutations of old addresses.
#[derive(Default)]
pub struct RedirectMutation;

/// Present place of an old address. Exactly one field is set.
#[derive(OneofObject)]
pub enum RedirectTargetInput {
    /// Identifier of the entry. The old address leads to wherever the entry is at that moment.
    Entry(ID),
    /// Identifier of the member. The old address was the page of an author.
    Member(ID),
    /// Identifier of the theme. The old address was the page of a keyword.
    Theme(ID),
    /// Address that the old one moved to permanently.
    Url(Url),
    /// Address that the old one moved to temporarily.
    TemporaryUrl(Url),
    /// True for content that is gone.
    IsGone(bool),
}

/// An old address and its present place.
#[derive(InputObject)]
pub struct RedirectSetInput {
    /// Path of the old address on the site, from the first slash on, with its query, at most 2,000 bytes. Other forms that SPIP
    /// gave to the same page are found by it as well.
    path: String,
    /// Present place of the content.
    target: RedirectTargetInput,
}

/// Old address whose redirect is to be deleted.
#[derive(InputObject)]
pub struct RedirectDeleteInput {
    /// Path of the old address, as it was set.
    path: String,
}

payloads! {
    /// Result of `redirectSet`.
    RedirectSetPayload { /** The redirect. Null when validation failed. */ redirect: Option<Redirect> }
    /// Result of `redirectDelete`.
    RedirectDeletePayload { /** Path of the deleted redirect. Null when validation failed. */ deleted_path: Option<String> }
}

#[Object]
impl RedirectMutation {
    /// Sets the present place of an old address of the site, or marks its content as gone. Replaces an earlier redirect of the same
    /// path. Requires the role of editor and the scope `content:publish`.
    async fn redirect_set(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The old address and its present place.")] input: RedirectSetInput,
    ) -> Result<RedirectSetPayload> {
        let done = carry(ctx, |writer| async move {
            let elsewhere = |url: Url, is_temporary| {
                // a text that is no address was told already
                let location = url.read().and_then(|it| it.0.parse().ok());
                location.map_or(Target::Gone, |location| Target::Elsewhere { location, is_temporary })
            };
            let target = match input.target {
                RedirectTargetInput::Entry(id) => Target::Entry(id_of(&id)?),
                RedirectTargetInput::Member(id) => Target::Member(id_of(&id)?),
                RedirectTargetInput::Theme(id) => Target::Theme(id_of(&id)?),
                RedirectTargetInput::Url(url) => elsewhere(url, false),
                RedirectTargetInput::TemporaryUrl(url) => elsewhere(url, true),
                RedirectTargetInput::IsGone(_) => Target::Gone,
            };
            writer.set_redirect(&input.path, target).await
        });
        Ok(RedirectSetPayload::of(done.await?.map(|it: redirect::Redirect| Some(Redirect::of(it)))))
    }

    /// Deletes the redirect of an old address, which is unknown from then on. Requires the role of editor and the scope `content:publish`.
    async fn redirect_delete(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The old address whose redirect is to be deleted.")] input: RedirectDeleteInput,
    ) -> Result<RedirectDeletePayload> {
        let done = carry(ctx, |writer| async move { writer.delete_redirect(&input.path).await });
        Ok(RedirectDeletePayload::of(done.await?.map(Some)))
    }
}
