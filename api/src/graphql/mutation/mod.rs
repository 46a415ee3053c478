//! What can be done: object first, one input, one payload. Each goes through the `Writer` of the request, which was born
//! with its viewer.

pub mod account;
pub mod adaptation;
pub mod catalogue;
pub(crate) mod entry;
pub mod erasure;
pub(crate) mod import;
pub mod mandate;
pub(crate) mod media;
pub(crate) mod membership;
pub(crate) mod network;
pub(crate) mod payload;
pub(crate) mod preview;
pub mod redirect;
pub(crate) mod review;
pub mod session;
pub mod token;

use async_graphql::MergedObject;

use crate::graphql::mutation::account::AccountMutation;
use crate::graphql::mutation::adaptation::AdaptMutation;
use crate::graphql::mutation::catalogue::CatalogueMutation;
use crate::graphql::mutation::entry::EntryMutation;
use crate::graphql::mutation::erasure::ErasureMutation;
use crate::graphql::mutation::import::ImportMutation;
use crate::graphql::mutation::mandate::MandateMutation;
use crate::graphql::mutation::media::MediaMutation;
use crate::graphql::mutation::network::NetworkMutation;
use crate::graphql::mutation::preview::DeskMutation;
use crate::graphql::mutation::redirect::RedirectMutation;
use crate::graphql::mutation::review::ReviewMutation;
use crate::graphql::mutation::session::SessionMutation;
use crate::graphql::mutation::token::TokenMutation;

/// The mutation root. A mutation returns the object that it created or changed, and `userErrors` with all validation errors; with
/// errors, nothing has changed. Each mutation is one transaction.
#[derive(MergedObject, Default)]
pub struct Mutation(
    EntryMutation,
    AdaptMutation,
    DeskMutation,
    SessionMutation,
    AccountMutation,
    MandateMutation,
    TokenMutation,
    ErasureMutation,
    NetworkMutation,
    ReviewMutation,
    CatalogueMutation,
    RedirectMutation,
    MediaMutation,
    ImportMutation,
);
