//! Members: the people, organisations and collectives of the network. Their public profile only.

use std::sync::Arc;

use async_graphql::{Context, ID, Result};
use entity::model::member::Member as Row;
use entity::query::relation::Relation;

use crate::graphql::input::enums::{CreditRole, MemberKind, TextFormat};
use crate::graphql::input::scalar::{DateTime, Slug, Url};
use crate::graphql::types::entry::written_or_none;
use crate::graphql::types::lists::{self, Under, lists};
use crate::graphql::types::membership::{self, Membership};
use crate::graphql::types::territory::Territory;

/// A member of the network: a person, an organisation or a collective.
#[derive(Clone)]
pub struct Member(pub(crate) Arc<Row>);

impl AsRef<Row> for Member {
    fn as_ref(&self) -> &Row {
        &self.0
    }
}

impl Under<Option<CreditRole>> for Member {
    fn under(&self, role: Option<CreditRole>) -> Option<(Relation, i64)> {
        Some((Relation::Member(role.map(Into::into)), self.0.key()))
    }
}

lists! {
    /// A member of the network: a person, an organisation or a collective. Their lists hold what credits them, in any
    /// role unless `role` names one.
    Member by role {
        /// Their identifier.
        pub(crate) async fn id(&self) -> ID {
            ID(self.0.id.to_string())
        }

        /// The readable part of their address, unique among members.
        async fn slug(&self) -> Slug {
            Slug(self.0.slug.clone())
        }

        /// What they are.
        async fn kind(&self) -> MemberKind {
            self.0.kind.into()
        }

        /// Their name, as they write it.
        async fn name(&self) -> &str {
            &self.0.name
        }

        /// What they say of themselves.
        async fn bio(&self, ctx: &Context<'_>, #[graphql(default, desc = "In which form.")] format: TextFormat) -> Result<Option<String>> {
            written_or_none(ctx, self.0.bio.as_deref(), format).await
        }

        /// Their site.
        async fn website(&self) -> Option<Url> {
            self.0.website.as_ref().map(|it| Url(it.to_string()))
        }

        /// Where they are active, in order; at most 50.
        async fn territories(&self) -> Vec<Territory> {
            self.0.territories.iter().cloned().map(Territory).collect()
        }

        /// To which organisations and collectives they belong, by position; at most 250.
        async fn member_of(&self, ctx: &Context<'_>) -> Result<Vec<Membership>> {
            let all = membership::of(ctx, self.0.key()).await?;
            Ok(all.into_iter().filter(|it| it.0.member.id == self.0.id).collect())
        }

        /// Who belongs to it, with which function, by position; at most 250.
        async fn team(&self, ctx: &Context<'_>) -> Result<Vec<Membership>> {
            let all = membership::of(ctx, self.0.key()).await?;
            Ok(all.into_iter().filter(|it| it.0.organisation.id == self.0.id).collect())
        }

        /// When they joined.
        async fn created_at(&self) -> DateTime {
            DateTime(self.0.created_at)
        }
    }
}
