//! Members: the people, organisations and collectives of the network. Their public profile only.

use std::sync::Arc;

use async_graphql::{Context, ID, Result};
use entity::model::member::Member as Row;
use entity::query::relation::Relation;

use crate::graphql::input::enums::{CreditRole, MemberKind, TextFormat};
use crate::graphql::input::scalar::{DateTime, Slug, Url};
use crate::graphql::types::entry::written_or_none;
use crate::graphql::types::lists::{self, Under, lists};
use crate::graphql::types::media::{self, Media};
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
    /// A member of the network: a person, an organisation or a collective. Lists of entries hold those that credit the member, in
    /// any role unless `role` is set.
    Member by role {
        /// Identifier of the member.
        pub(crate) async fn id(&self) -> ID {
            ID(self.0.id.to_string())
        }

        /// Readable part of the address, unique among members.
        async fn slug(&self) -> Slug {
            Slug(self.0.slug.clone())
        }

        /// Kind of the member: person, organisation or collective.
        async fn kind(&self) -> MemberKind {
            self.0.kind.into()
        }

        /// Name of the member, as the member writes it.
        async fn name(&self) -> &str {
            &self.0.name
        }

        /// Biography or presentation, written by the member.
        async fn bio(&self, ctx: &Context<'_>, #[graphql(default, desc = "Format of the text. Defaults to Markdown.")] format: TextFormat) -> Result<Option<String>> {
            written_or_none(ctx, None, self.0.bio.as_deref(), format).await
        }

        /// Web site of the member.
        async fn website(&self) -> Option<Url> {
            self.0.website.as_ref().map(|it| Url(it.to_string()))
        }

        /// Portrait of the member.
        async fn picture(&self, ctx: &Context<'_>) -> Result<Option<Media>> {
            media::one(ctx, self.0.picture).await
        }

        /// Logo of the organisation or collective. Null for people.
        async fn logo(&self, ctx: &Context<'_>) -> Result<Option<Media>> {
            media::one(ctx, self.0.logo).await
        }

        /// Territories in which the member is active, in order, at most 50.
        async fn territories(&self) -> Vec<Territory> {
            self.0.territories.iter().cloned().map(Territory).collect()
        }

        /// Memberships of the member in organisations and collectives, by position, at most 250.
        async fn member_of(&self, ctx: &Context<'_>) -> Result<Vec<Membership>> {
            let all = membership::of(ctx, self.0.key()).await?;
            Ok(all.into_iter().filter(|it| it.0.member.id == self.0.id).collect())
        }

        /// Memberships of others in the organisation or collective, by position, at most 250. Empty for people.
        async fn team(&self, ctx: &Context<'_>) -> Result<Vec<Membership>> {
            let all = membership::of(ctx, self.0.key()).await?;
            Ok(all.into_iter().filter(|it| it.0.organisation.id == self.0.id).collect())
        }

        /// Instant at which the member joined the network.
        async fn created_at(&self) -> DateTime {
            DateTime(self.0.created_at)
        }
    }
}
