//! Licences, as data: what may be done with a text, and on which terms.

use std::sync::Arc;

use async_graphql::{Context, ID, SimpleObject};
use entity::model::licence::Licence as Row;
use entity::query::relation::Relation;

use crate::graphql::engine::request::Request;
use crate::graphql::input::scalar::{LanguageTag, LicenceKey, Url};
use crate::graphql::types::lists::{self, Under, lists};

/// A licence: free, restricted, or the absence of a licence.
#[derive(Clone)]
pub struct Licence(pub(crate) Arc<Row>);

impl AsRef<Row> for Licence {
    fn as_ref(&self) -> &Row {
        &self.0
    }
}

/// Uses that a licence permits.
#[derive(SimpleObject)]
pub struct LicencePermissions {
    /// Whether the work may be copied and shared unchanged.
    reproduction: bool,
    /// Whether the work may be changed: translated, shortened, remixed, continued.
    adaptation: bool,
    /// Whether the permitted uses may be commercial.
    commercial_use: bool,
}

/// Conditions that a licence imposes.
#[derive(SimpleObject)]
pub struct LicenceRequirements {
    /// Whether a credit line must name title, authors, source and licence.
    attribution: bool,
    /// Whether adaptations must be shared under the same terms.
    share_alike: bool,
}

impl Under for Licence {
    fn under(&self, (): ()) -> Option<(Relation, i64)> {
        Some((Relation::Licence, self.0.row_key()))
    }
}

lists! {
    /// A licence: free, restricted, or the absence of a licence.
    Licence {
        /// Identifier of the licence, the same in every database.
        pub(crate) async fn id(&self) -> ID {
            ID(self.0.id.to_string())
        }

        /// Key of the licence: an SPDX identifier, or `LicenseRef-…`.
        async fn key(&self) -> LicenceKey {
            LicenceKey(self.0.facts.key.clone())
        }

        /// Whether the key is an SPDX identifier.
        async fn is_spdx(&self) -> bool {
            self.0.facts.spdx
        }

        /// Short name of the licence, such as `CC BY-SA 4.0`.
        async fn short_name(&self) -> &str {
            &self.0.facts.short_name
        }

        /// Full name of the licence.
        async fn name(
            &self,
            ctx: &Context<'_>,
            #[graphql(desc = "Language of the name. Defaults to `Accept-Language`, then to the network's languages.")] language: Option<LanguageTag>,
        ) -> String {
            let asked = language.map(|it| it.0);
            Request::of(ctx).licence_name(&self.0, asked.as_ref()).to_owned()
        }

        /// Family that the versions of the licence share, such as `CC-BY-SA`.
        async fn family(&self) -> String {
            self.0.facts.family.to_string()
        }

        /// Version of the licence, such as `4.0`. Null if the source states none.
        async fn version(&self) -> &Option<String> {
            &self.0.facts.version
        }

        /// Address of the legal text. Null for the absence of a licence.
        async fn url(&self) -> Option<Url> {
            self.0.facts.url.clone().map(Url)
        }

        /// Address of the summary for non-lawyers. Null if there is none.
        async fn deed_url(
            &self,
            ctx: &Context<'_>,
            #[graphql(desc = "Language of the summary. Defaults to `Accept-Language`, then to the network's languages.")] language: Option<LanguageTag>,
        ) -> Option<Url> {
            let asked = language.map(|it| it.0);
            Request::of(ctx).licence_deed(&self.0, asked.as_ref()).map(|it| Url(it.to_owned()))
        }

        /// Uses that the licence permits.
        async fn permits(&self) -> LicencePermissions {
            let permits = &self.0.facts.permits;
            LicencePermissions {
                reproduction: permits.reproduction,
                adaptation: permits.adaptation,
                commercial_use: permits.commercial_use,
            }
        }

        /// Conditions that the licence imposes.
        async fn requires(&self) -> LicenceRequirements {
            let requires = &self.0.facts.requires;
            LicenceRequirements { attribution: requires.attribution, share_alike: requires.share_alike }
        }

        /// Whether the licence is a free cultural licence (freedomdefined.org).
        async fn is_free_cultural(&self) -> bool {
            self.0.facts.free_cultural
        }

        /// Remarks on the licence, in English.
        async fn note(&self) -> &Option<String> {
            &self.0.facts.note
        }
    }
}
