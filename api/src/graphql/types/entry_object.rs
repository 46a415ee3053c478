//! The fields that are the same for all kinds of entry, written once as a macro (decision 4).

/// A type of object that is an entry, around a row of the kind whose own model is named: the fields of the interface
/// [`Entry`], which are the same for all kinds, and its own.
macro_rules! entry_object {
    ($(#[$doc:meta])* $name:ident($model:ty) { $($fields:tt)* }) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $name(entry::Shared);

        impl From<::entity::model::entry::Entry> for $name {
            fn from(row: ::entity::model::entry::Entry) -> Self {
                Self(row.into())
            }
        }

        impl AsRef<::entity::model::entry::Entry> for $name {
            fn as_ref(&self) -> &::entity::model::entry::Entry {
                &self.0
            }
        }

        impl $name {
            fn own(&self) -> Option<&$model> {
                if let Some(::entity::model::entry::Own::$name(own)) = self.0.own() { Some(own) } else { None }
            }
        }

        #[async_graphql::Object]
        $(#[$doc])*
        impl $name {
            /// Its identifier: stable, never reused. Look it up again with `node` or `entry`.
            pub async fn id(&self) -> entry::ID {
                entry::ID(self.0.id.to_string())
            }

            /// Its kind, as data; `__typename` says the same.
            pub async fn kind(&self) -> entry::EntryKind {
                self.0.kind.into()
            }

            /// The readable part of its address, unique among entries of its kind.
            pub async fn slug(&self) -> entry::Slug {
                entry::Slug(self.0.slug.clone())
            }

            /// Where it stands on its way to the public.
            pub async fn status(&self) -> entry::EntryStatus {
                self.0.status.into()
            }

            /// Who can read it at this moment: whether what is `PUBLISHED` is public by now, planned, or past its time.
            pub async fn visibility(&self, ctx: &entry::Context<'_>) -> entry::EntryVisibility {
                self.0.visibility(entry::Request::of(ctx).reader.now()).into()
            }

            /// How many revisions it has had; updates name the version they saw.
            pub async fn version(&self) -> i32 {
                self.0.version
            }

            /// The version that was accepted last; another than `version` where a proposal or a preview is shown in its place.
            pub async fn accepted_version(&self) -> i32 {
                self.0.accepted_version
            }

            /// The version that is proposed and waits for an editor, in the latest view; null where none does.
            pub async fn proposed_version(&self) -> Option<i32> {
                self.0.proposed_version
            }

            /// Its title, plain text.
            pub async fn title(&self) -> &String {
                &self.0.title
            }

            /// What it says, in at most 280 characters of plain text.
            pub async fn summary(&self) -> &Option<String> {
                &self.0.summary
            }

            /// Its text.
            pub async fn body(
                &self,
                ctx: &entry::Context<'_>,
                #[graphql(default, desc = "In which form.")] format: entry::TextFormat,
            ) -> entry::Result<String> {
                entry::written(ctx, self.0.body.as_deref().unwrap_or_default(), format).await
            }

            /// The language of its text.
            pub async fn language(&self) -> entry::LanguageTag {
                entry::LanguageTag(self.0.language.clone())
            }

            /// Its versions in other languages, by language tag.
            pub async fn translations(&self, ctx: &entry::Context<'_>) -> entry::Result<Vec<entry::Translation>> {
                let group = self.0.translation_group();
                let request = entry::Request::of(ctx);
                let versions = request.batches.load(entry::GroupKey(group)).await.map_err(entry::told_shared)?;
                let others = versions.into_iter().flatten().filter(|(id, _)| *id != self.0.id);
                Ok(others.map(|(_, it)| entry::Translation::of(it, request)).collect())
            }

            /// The licence of the text held here: what readers may do with it.
            pub async fn licence(&self) -> entry::Licence {
                entry::Licence(self.0.licence.clone())
            }

            /// The credit line to print wherever the text is shown: title, authors, site, address, licence.
            pub async fn attribution(
                &self,
                ctx: &entry::Context<'_>,
                #[graphql(desc = "Its language: French, English or Breton. The entry's own when absent.")] language: Option<entry::LanguageTag>,
                #[graphql(default, desc = "In which form.")] format: entry::AttributionFormat,
            ) -> entry::Result<String> {
                self.0.attribution(ctx, language.map(|it| it.0), format).await
            }

            /// The same in its parts, for those who set it themselves. What it is based on stands in `adaptedFrom`.
            pub async fn attribution_parts(&self, ctx: &entry::Context<'_>) -> entry::AttributionParts {
                entry::credit_line::parts_of(&self.0, entry::Request::of(ctx))
            }

            /// The licences that it once carried in public, the newest first; at most 50.
            pub async fn former_licences(&self, ctx: &entry::Context<'_>) -> entry::Result<Vec<entry::FormerLicence>> {
                self.0.former_licences(ctx).await
            }

            /// Its public address.
            pub async fn url(&self, ctx: &entry::Context<'_>) -> entry::Url {
                entry::Url(entry::Request::of(ctx).url(&self.0))
            }

            /// When it became public; in the future: when it will.
            pub async fn published_at(&self) -> Option<entry::DateTime> {
                self.0.published_at.map(entry::DateTime)
            }

            /// When it ceases to be public.
            pub async fn unpublish_at(&self) -> Option<entry::DateTime> {
                self.0.unpublish_at.map(entry::DateTime)
            }

            /// When it was made here.
            pub async fn created_at(&self) -> entry::DateTime {
                entry::DateTime(self.0.created_at)
            }

            /// When its content last changed.
            pub async fn updated_at(&self) -> entry::DateTime {
                entry::DateTime(self.0.updated_at)
            }

            /// Who wrote it, in order; at most 50.
            pub async fn authors(&self, ctx: &entry::Context<'_>) -> Vec<entry::Credit> {
                self.0.credits(ctx, entry::Role::Author)
            }

            /// Who translated it, in order; at most 50.
            pub async fn translators(&self, ctx: &entry::Context<'_>) -> Vec<entry::Credit> {
                self.0.credits(ctx, entry::Role::Translator)
            }

            /// What it deals with, in order; at most 50.
            pub async fn themes(&self) -> Vec<entry::Theme> {
                self.0.themes.iter().cloned().map(entry::Theme).collect()
            }

            /// Where it belongs, the home territory first; at most 50.
            pub async fn territories(&self) -> Vec<entry::Territory> {
                self.0.territories.iter().cloned().map(entry::Territory).collect()
            }

            /// The territory whose editors look after it; none: the whole network.
            pub async fn home_territory(&self) -> Option<entry::Territory> {
                self.0.territories.first().cloned().map(entry::Territory)
            }

            /// The pages it rests upon, in order; at most 50.
            pub async fn references(&self) -> Vec<entry::Reference> {
                let turn = |it: &entity::model::entry::Reference| entry::Reference { url: entry::Url(it.url.to_string()), title: it.title.clone() };
                self.0.references.iter().map(turn).collect()
            }

            /// What you can do with it where it stands; empty for requests without a credential.
            pub async fn viewer_can(&self, ctx: &entry::Context<'_>) -> entry::Result<Vec<entry::EntryAction>> {
                self.0.viewer_can(ctx).await
            }

            /// The problems to be mended before it, or its proposal, can be published; empty for viewers who may not change it.
            pub async fn publish_blockers(&self, ctx: &entry::Context<'_>) -> entry::Result<Vec<entry::PublishBlocker>> {
                self.0.publish_blockers(ctx).await
            }

            /// The licences that an adaptation of it may carry without reserve; empty when it may not be adapted. Guidance, not
            /// legal advice.
            pub async fn may_be_adapted_under(&self, ctx: &entry::Context<'_>) -> Vec<entry::Licence> {
                entry::adaptable_under(ctx, &self.0.licence)
            }

            /// What it was made from, in order; at most 50. What you may not see is left out.
            pub async fn adapted_from(&self, ctx: &entry::Context<'_>) -> entry::Result<Vec<entry::AdaptedFrom>> {
                self.0.adapted_from(ctx).await
            }

            /// What was made from it: the newest first.
            pub async fn adaptations(
                &self,
                ctx: &entry::Context<'_>,
                #[graphql(desc = "How many rows, 1 to 100; 20 when absent.")] first: Option<i32>,
                #[graphql(desc = "Go on after this cursor.")] after: Option<String>,
                #[graphql(desc = "How many rows from the end, 1 to 100.")] last: Option<i32>,
                #[graphql(desc = "Go back before this cursor.")] before: Option<String>,
                #[graphql(desc = "The n-th page, from 1; page × perPage at most 10,000.")] page: Option<i32>,
                #[graphql(desc = "Rows a page, 1 to 100; 20 when absent.")] per_page: Option<i32>,
            ) -> entry::Result<entry::Connection<entry::Adaptation>> {
                let page = entry::PageArguments { first, after, last, before, page, per_page };
                entry::lineage::adaptations(ctx, self.0.key(), page).await
            }

            /// Its family across the network, as a graph in both directions.
            pub async fn lineage(
                &self,
                ctx: &entry::Context<'_>,
                #[graphql(desc = "How many steps away at most, 1 to 10; 3 when absent.")] depth: Option<i32>,
            ) -> entry::Result<entry::Lineage> {
                entry::lineage::family(ctx, self.0.key(), depth).await
            }

            $($fields)*
        }
    };
}

pub(crate) use entry_object;
