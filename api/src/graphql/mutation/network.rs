//! Changes of the network itself.

use async_graphql::{Context, InputObject, MaybeUndefined, Object, Result};
use entity::editing::network::Change;

use crate::graphql::engine::request::Request;
use crate::graphql::input::scalar::{LanguageTag, LicenceKey};
use crate::graphql::mutation::payload::{carry, payloads};
use crate::graphql::types::network::Network;

/// The mutations of the network itself.
#[derive(Default)]
pub struct NetworkMutation;

/// What the network is to say of itself: what is not sent is left alone.
#[derive(InputObject)]
pub struct NetworkUpdateInput {
    /// Its name, on one line, at most 200 characters.
    name: Option<String>,
    /// The languages it speaks, the first one by default; 1 to 20.
    languages: Option<Vec<LanguageTag>>,
    /// The time zone (IANA) of events that name none.
    time_zone: Option<String>,
    /// The licence of new entries that name none; entries that exist keep their own.
    default_licence: Option<LicenceKey>,
    /// A public address to write to, or a page that tells how; null clears.
    contact: MaybeUndefined<String>,
    /// Whether the network counts as non-commercial: then it may republish what permits no commercial use.
    is_non_commercial: Option<bool>,
}

payloads! {
    /// What became of the network.
    NetworkUpdatePayload { /** The network, as it is now; null when nothing was done. */ network: Option<Network> }
}

#[Object]
impl NetworkMutation {
    /// Changes what the network says of itself. Needs the scope `admin`.
    async fn network_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to change.")] input: NetworkUpdateInput,
    ) -> Result<NetworkUpdatePayload> {
        let change = Change {
            name: input.name,
            languages: input.languages.map(|it| it.into_iter().map(|it| it.0).collect()),
            time_zone: input.time_zone,
            default_licence: input.default_licence.map(|it| entity::model::licence::LicenceKey(it.0)),
            contact: match input.contact {
                MaybeUndefined::Undefined => None,
                MaybeUndefined::Null => Some(None),
                MaybeUndefined::Value(text) => Some(Some(text)),
            },
            non_commercial: input.is_non_commercial,
        };
        let done = carry(ctx, |writer| async move { writer.change_network(change).await }).await?;
        Ok(NetworkUpdatePayload::of(done.map(|()| Some(Network::now(Request::of(ctx))))))
    }
}
