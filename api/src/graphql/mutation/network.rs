//! Changes of the network itself.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, Result};
use entity::editing::network::Change;

use crate::graphql::engine::request::Request;
use crate::graphql::input::typed::{LanguageTag, LicenceKey, each};
use crate::graphql::mutation::media::picture_of;
use crate::graphql::mutation::payload::{carry, payloads};
use crate::graphql::types::network::Network;

/// The mutations of the network itself.
#[derive(Default)]
pub struct NetworkMutation;

/// Changes to the settings of the network. Absent fields are unchanged.
#[derive(InputObject)]
pub struct NetworkUpdateInput {
    /// New name of the network, on one line, at most 200 characters.
    name: Option<String>,
    /// New list of the network's languages, the default language first, 1 to 20.
    languages: Option<Vec<LanguageTag>>,
    /// Time zone (IANA) of events that name none.
    time_zone: Option<String>,
    /// Licence of new entries that name none. Existing entries keep their licence.
    default_licence: Option<LicenceKey>,
    /// Public e-mail address of the network, or address of its contact page. Null clears it.
    contact: MaybeUndefined<String>,
    /// Whether the network counts as non-commercial, so that it may republish texts whose licence forbids commercial use.
    is_non_commercial: Option<bool>,
    /// Identifier of the picture that stands for the network, which everybody then sees. Null clears it.
    logo: MaybeUndefined<ID>,
}

payloads! {
    /// Result of `networkUpdate`.
    NetworkUpdatePayload { /** The network with its new settings. Null when validation failed. */ network: Option<Network> }
}

#[Object]
impl NetworkMutation {
    /// Changes the settings of the network. Requires the scope `admin`.
    async fn network_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Settings to change.")] input: NetworkUpdateInput,
    ) -> Result<NetworkUpdatePayload> {
        let change = Change {
            name: input.name,
            languages: input.languages.map(|it| each(it, |it| it.0)),
            time_zone: input.time_zone,
            default_licence: input
                .default_licence
                .and_then(LicenceKey::read)
                .map(|it| entity::model::licence::LicenceKey(it.0)),
            contact: match input.contact {
                MaybeUndefined::Undefined => None,
                MaybeUndefined::Null => Some(None),
                MaybeUndefined::Value(text) => Some(Some(text)),
            },
            non_commercial: input.is_non_commercial,
            logo: None,
        };
        let done = carry(ctx, |writer| async move {
            let change = Change { logo: picture_of("logo", input.logo)?, ..change };
            writer.change_network(change).await
        })
        .await?;
        Ok(NetworkUpdatePayload::of(done.map(|()| Some(Network::now(Request::of(ctx))))))
    }
}
