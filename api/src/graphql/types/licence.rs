//! Licences, as data: what may be done with a text, and on which terms.

use std::sync::Arc;

use async_graphql::{Context, ID, SimpleObject};
use entity::model::licence::Licence as Row;
use entity::query::relation::Relation;

use crate::graphql::engine::request::Request;
use crate::graphql::input::scalar::{LanguageTag, LicenceKey, Url};
use crate::graphql::types::lists::{self, Under, lists};

/// A licence: a free one, a restricted one, or the lack of one.
#[derive(Clone)]
pub struct Licence(pub(crate) Arc<Row>);

impl AsRef<Row> for Licence {
    fn as_ref(&self) -> &Row {
        &self.0
    }
}

/// What a licence permits.
#[derive(SimpleObject)]
pub struct LicencePermissions {
    /// To copy and share the work as it is.
    reproduction: bool,
    /// To change it: translate, shorten, remix, go on from it.
    adaptation: bool,
    /// To do so for money.
    commercial_use: bool,
}

/// What a licence requires.
#[derive(SimpleObject)]
pub struct LicenceRequirements {
    /// To name title, authors, source and licence.
    attribution: bool,
    /// To share what is adapted under the same terms.
    share_alike: bool,
}

impl Under for Licence {
    fn under(&self, (): ()) -> Option<(Relation, i64)> {
        Some((Relation::Licence, self.0.row_key()))
    }
}

lists! {
    /// A licence: a free one, a restricted one, or the lack of one.
    Licence {
        /// Its identifier, the same in every database.
        pub(crate) async fn id(&self) -> ID {
            ID(self.0.id.to_string())
        }

        /// Its key: an SPDX identifier, or `LicenseRef-…`.
        async fn key(&self) -> LicenceKey {
            LicenceKey(self.0.facts.key.clone())
        }

        /// Whether its key is an SPDX identifier.
        async fn is_spdx(&self) -> bool {
            self.0.facts.spdx
        }

        /// Its short name, such as `CC BY-SA 4.0`.
        async fn short_name(&self) -> &str {
            &self.0.facts.short_name
        }

        /// Its name.
        async fn name(
            &self,
            ctx: &Context<'_>,
            #[graphql(desc = "Its language; else what `Accept-Language` wishes, else the network's.")] language: Option<LanguageTag>,
        ) -> String {
            let facts = &self.0.facts;
            let asked = language.map(|it| it.0);
            let name = Request::of(ctx).choose(asked.as_ref(), |it| facts.name.get(it));
            name.unwrap_or(&facts.short_name).clone()
        }

        /// The family it belongs to, such as `CC-BY-SA`; its versions share it.
        async fn family(&self) -> String {
            self.0.facts.family.to_string()
        }

        /// Its version; null when the source states none: an unknown version stays unknown.
        async fn version(&self) -> &Option<String> {
            &self.0.facts.version
        }

        /// Where its text is; null for the lack of a licence.
        async fn url(&self) -> Option<Url> {
            self.0.facts.url.clone().map(Url)
        }

        /// Its summary for people.
        async fn deed_url(
            &self,
            ctx: &Context<'_>,
            #[graphql(desc = "Its language; else what `Accept-Language` wishes, else the network's.")] language: Option<LanguageTag>,
        ) -> Option<Url> {
            let deeds = self.0.facts.deed.as_ref()?;
            let asked = language.map(|it| it.0);
            let deed = Request::of(ctx).choose(asked.as_ref(), |it| deeds.get(it)).or_else(|| deeds.values().next());
            deed.cloned().map(Url)
        }

        /// What it permits.
        async fn permits(&self) -> LicencePermissions {
            let permits = &self.0.facts.permits;
            LicencePermissions {
                reproduction: permits.reproduction,
                adaptation: permits.adaptation,
                commercial_use: permits.commercial_use,
            }
        }

        /// What it requires.
        async fn requires(&self) -> LicenceRequirements {
            let requires = &self.0.facts.requires;
            LicenceRequirements { attribution: requires.attribution, share_alike: requires.share_alike }
        }

        /// Whether it is a free cultural licence (freedomdefined.org).
        async fn is_free_cultural(&self) -> bool {
            self.0.facts.free_cultural
        }

        /// What else is to be known, in English.
        async fn note(&self) -> &Option<String> {
            &self.0.facts.note
        }
    }
}
