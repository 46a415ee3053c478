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
            /// Identifier of the entry: stable, never reused. `node` and `entry` find the entry by it.
            pub async fn id(&self) -> entry::ID {
                entry::ID(self.0.id.to_string())
            }

            /// Kind of the entry, as data. Equivalent to `__typename`.
            pub async fn kind(&self) -> entry::EntryKind {
                self.0.kind.into()
            }

            /// Readable part of the address, unique among entries of the kind.
            pub async fn slug(&self) -> entry::Slug {
                entry::Slug(self.0.slug.clone())
            }

            /// Editorial status of the entry.
            pub async fn status(&self) -> entry::EntryStatus {
                self.0.status.into()
            }

            /// Visibility at this moment: whether a `PUBLISHED` entry is public, scheduled or expired.
            pub async fn visibility(&self, ctx: &entry::Context<'_>) -> entry::EntryVisibility {
                self.0.visibility(entry::Request::of(ctx).reader.now()).into()
            }

            /// Number of the version returned here. Mutations send it back, so that no change of somebody else is overwritten.
            pub async fn version(&self) -> i32 {
                self.0.version
            }

            /// Number of the version accepted last. Differs from `version` where a proposal or a preview is returned.
            pub async fn accepted_version(&self) -> i32 {
                self.0.accepted_version
            }

            /// Number of the proposed version that waits for an editor, in the latest view. Null if there is none.
            pub async fn proposed_version(&self) -> Option<i32> {
                self.0.proposed_version
            }

            /// Title of the entry, plain text.
            pub async fn title(&self) -> &String {
                &self.0.title
            }

            /// Summary in plain text, at most 280 characters.
            pub async fn summary(&self) -> &Option<String> {
                &self.0.summary
            }

            /// Main text of the entry.
            pub async fn body(
                &self,
                ctx: &entry::Context<'_>,
                #[graphql(default, desc = "Format of the text. Defaults to Markdown.")] format: entry::TextFormat,
            ) -> entry::Result<String> {
                entry::written(ctx, Some(&self.0.language), self.0.body.as_deref().unwrap_or_default(), format).await
            }

            /// Language of the text.
            pub async fn language(&self) -> entry::LanguageTag {
                entry::LanguageTag(self.0.language.clone())
            }

            /// Versions of the entry in other languages, by language tag.
            pub async fn translations(&self, ctx: &entry::Context<'_>) -> entry::Result<Vec<entry::Translation>> {
                let group = self.0.translation_group();
                let request = entry::Request::of(ctx);
                let versions = request.batches.load(entry::GroupKey(group)).await.map_err(entry::told_shared)?;
                let others = versions.into_iter().flatten().filter(|(id, _)| *id != self.0.id);
                Ok(others.map(|(_, it)| entry::Translation::of(it, request)).collect())
            }

            /// Licence of the text published here: the conditions for readers who reuse it.
            pub async fn licence(&self) -> entry::Licence {
                entry::Licence(self.0.licence.clone())
            }

            /// Credit line to show wherever the text is shown: title, authors, site, address and licence.
            pub async fn attribution(
                &self,
                ctx: &entry::Context<'_>,
                #[graphql(desc = "Language of the credit line: French, English or Breton. Defaults to the language of the entry.")] language: Option<entry::LanguageTag>,
                #[graphql(default, desc = "Format of the credit line. Defaults to plain text.")] format: entry::AttributionFormat,
            ) -> entry::Result<String> {
                self.0.attribution(ctx, language.map(|it| it.0), format).await
            }

            /// Parts of the credit line, for clients that typeset it themselves. `adaptedFrom` has the works that the entry is
            /// based on.
            pub async fn attribution_parts(&self, ctx: &entry::Context<'_>) -> entry::Result<entry::AttributionParts> {
                self.0.attribution_parts(ctx).await
            }

            /// Licences that the entry was public under before, newest first, at most 50.
            pub async fn former_licences(&self, ctx: &entry::Context<'_>) -> entry::Result<Vec<entry::FormerLicence>> {
                self.0.former_licences(ctx).await
            }

            /// Public address of the entry.
            pub async fn url(&self, ctx: &entry::Context<'_>) -> entry::Url {
                entry::Url(entry::Request::of(ctx).url(&self.0))
            }

            /// Ways to show the entry on another site, with credit and licence.
            pub async fn embed(&self) -> entry::EntryEmbed {
                entry::EntryEmbed(self.0.clone())
            }

            /// Metadata for the `<head>` of the page that shows the entry.
            pub async fn seo(&self) -> entry::EntrySeo {
                entry::EntrySeo(self.0.clone())
            }

            /// Instant of publication; in the future for scheduled entries. Null for entries without one.
            pub async fn published_at(&self) -> Option<entry::DateTime> {
                self.0.published_at.map(entry::DateTime)
            }

            /// Instant at which the publication ends. Null if it is unlimited.
            pub async fn unpublish_at(&self) -> Option<entry::DateTime> {
                self.0.unpublish_at.map(entry::DateTime)
            }

            /// Instant at which the entry was created in this network.
            pub async fn created_at(&self) -> entry::DateTime {
                entry::DateTime(self.0.created_at)
            }

            /// Instant of the last change of the content.
            pub async fn updated_at(&self) -> entry::DateTime {
                entry::DateTime(self.0.updated_at)
            }

            /// Authors of the entry, in order, at most 50.
            pub async fn authors(&self, ctx: &entry::Context<'_>) -> Vec<entry::Credit> {
                self.0.credits(ctx, entry::Role::Author)
            }

            /// Translators of the entry, in order, at most 50.
            pub async fn translators(&self, ctx: &entry::Context<'_>) -> Vec<entry::Credit> {
                self.0.credits(ctx, entry::Role::Translator)
            }

            /// Themes of the entry, in order, at most 50.
            pub async fn themes(&self) -> Vec<entry::Theme> {
                self.0.themes.iter().cloned().map(entry::Theme).collect()
            }

            /// Territories that the entry belongs to, the home territory first, at most 50.
            pub async fn territories(&self) -> Vec<entry::Territory> {
                self.0.territories.iter().cloned().map(entry::Territory).collect()
            }

            /// Territory whose editors are responsible for the entry. Null if it belongs to the whole network.
            pub async fn home_territory(&self) -> Option<entry::Territory> {
                self.0.territories.first().cloned().map(entry::Territory)
            }

            /// Pages that the text cites, in order, at most 50.
            pub async fn references(&self) -> Vec<entry::Reference> {
                let turn = |it: &entity::model::entry::Citation| entry::Reference { url: entry::Url(it.url.to_string()), title: it.title.clone() };
                self.0.references.iter().map(turn).collect()
            }

            /// Picture that stands for the entry, in lists and at its head.
            pub async fn cover(&self, ctx: &entry::Context<'_>) -> entry::Result<Option<entry::Media>> {
                Ok(self.0.media(ctx, Some(entry::MediaRole::Cover)).await?.into_iter().next())
            }

            /// Pictures and documents that the entry shows beside its text, in order, at most 50.
            pub async fn media(
                &self,
                ctx: &entry::Context<'_>,
                #[graphql(desc = "Only those in this role. All roles when absent.")] role: Option<entry::MediaRole>,
            ) -> entry::Result<Vec<entry::Media>> {
                self.0.media(ctx, role).await
            }

            /// Actions that the viewer can take on the entry in its present status. Empty for requests without a credential.
            pub async fn viewer_can(&self, ctx: &entry::Context<'_>) -> entry::Result<Vec<entry::EntryAction>> {
                self.0.viewer_can(ctx).await
            }

            /// Validation errors that prevent publication of the entry, or of its proposal. Empty for viewers who may not change
            /// it.
            pub async fn publish_blockers(&self, ctx: &entry::Context<'_>) -> entry::Result<Vec<entry::PublishBlocker>> {
                self.0.publish_blockers(ctx).await
            }

            /// Licences that an adaptation of the entry may carry without reservation. Empty if adaptation is not permitted.
            /// Guidance, not legal advice.
            pub async fn may_be_adapted_under(&self, ctx: &entry::Context<'_>) -> Vec<entry::Licence> {
                entry::adaptable_under(ctx, &self.0.licence)
            }

            /// Works that the entry is an adaptation of, in order, at most 50. Entries that the viewer may not read are left out.
            pub async fn adapted_from(&self, ctx: &entry::Context<'_>) -> entry::Result<Vec<entry::AdaptedFrom>> {
                self.0.adapted_from(ctx).await
            }

            /// Adaptations of the entry, newest first.
            pub async fn adaptations(
                &self,
                ctx: &entry::Context<'_>,
                #[graphql(desc = "Number of nodes to return from the start, 1 to 100. Defaults to 20.")] first: Option<i32>,
                #[graphql(desc = "Return the nodes after this cursor, such as the `endCursor` of a page.")] after: Option<String>,
                #[graphql(desc = "Number of nodes to return from the end, 1 to 100. Excludes `first`.")] last: Option<i32>,
                #[graphql(desc = "Return the nodes before this cursor, such as the `startCursor` of a page.")] before: Option<String>,
                #[graphql(desc = "Number of the page, from 1. `page` × `perPage` is at most 10,000.")] page: Option<i32>,
                #[graphql(desc = "Number of nodes on a numbered page, 1 to 100. Defaults to 20.")] per_page: Option<i32>,
            ) -> entry::Result<entry::Connection<entry::Adaptation>> {
                let page = entry::PageArguments { first, after, last, before, page, per_page };
                entry::lineage::adaptations(ctx, self.0.key(), page).await
            }

            /// Entries most like the entry, the most alike first: those that share its words, themes and territories, or belong to its
            /// lineage.
            pub async fn related(
                &self,
                ctx: &entry::Context<'_>,
                #[graphql(desc = "Number of entries to return, 1 to 100. Defaults to 6.")] first: Option<i32>,
            ) -> entry::Result<Vec<entry::Entry>> {
                entry::related(ctx, &self.0, first).await
            }

            /// Graph of the entry's origins and adaptations across the network.
            pub async fn lineage(
                &self,
                ctx: &entry::Context<'_>,
                #[graphql(desc = "Largest distance from the entry, in steps, 1 to 10. Defaults to 3.")] depth: Option<i32>,
            ) -> entry::Result<entry::Lineage> {
                entry::lineage::family(ctx, self.0.key(), depth).await
            }

            $($fields)*
        }
    };
}

pub(crate) use entry_object;
