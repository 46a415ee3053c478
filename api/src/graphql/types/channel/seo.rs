//! What a front end prints in the head of an entry's page.

use async_graphql::{Context, Object, Result, SimpleObject};
use entity::model::media::Role;

use crate::error::told_shared;
use crate::graphql::engine::batches::{GroupKey, MediaKey};
use crate::graphql::engine::request::Request;
use crate::graphql::input::enums::TextFormat;
use crate::graphql::input::scalar::{LanguageTag, Url};
use crate::graphql::types::entry_parts::{Shared, written};
use crate::graphql::types::media_parts;

/// The longest description, in characters: search engines show about as many.
const LONGEST: usize = 160;

/// Metadata for the `<head>` of the page that shows the entry.
pub struct EntrySeo(pub(crate) Shared);

/// Address of one language version of an entry, for `<link rel="alternate" hreflang>`.
#[derive(SimpleObject, Clone)]
pub struct SeoAlternate {
    /// Language of the version (BCP 47).
    language: LanguageTag,
    /// Public address of the version.
    url: Url,
}

/// Picture for previews of a page on other sites.
#[derive(SimpleObject, Clone)]
pub struct SeoImage {
    /// Address of the picture.
    url: Url,
    /// Width of the picture in pixels.
    width: i32,
    /// Height of the picture in pixels.
    height: i32,
    /// Alternative text in the language of the entry. Empty for decorative pictures.
    alt: String,
}

#[Object]
/// Metadata for the `<head>` of the page that shows the entry.
impl EntrySeo {
    /// Title of the page: the entry's title, ` · `, the network's name. Plain text.
    async fn title(&self, ctx: &Context<'_>) -> String {
        format!("{} · {}", self.0.title, Request::of(ctx).reader.reference().settings.name)
    }

    /// Description of the page: the entry's summary, or the start of its text, at most 280 characters of plain text. Null for
    /// entries without a text.
    async fn description(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        if let Some(summary) = &self.0.summary {
            return Ok(Some(summary.clone()));
        }
        let text =
            written(ctx, Some(&self.0.language), self.0.body.as_deref().unwrap_or_default(), TextFormat::Text).await?;
        Ok(beginning(&text))
    }

    /// Canonical address of the page.
    async fn canonical_url(&self, ctx: &Context<'_>) -> Url {
        Url(Request::of(ctx).url(&self.0))
    }

    /// Picture for previews of the page on other sites: the entry's cover, at most 1280 pixels wide. Null for entries without a cover.
    async fn image(&self, ctx: &Context<'_>) -> Result<Option<SeoImage>> {
        let Some(cover) = self.0.media.iter().find(|it| it.role == Role::Cover) else { return Ok(None) };
        let request = Request::of(ctx);
        let found = request.latest().batches.load(MediaKey(cover.id)).await.map_err(told_shared)?;
        let frame = found.and_then(|it| media_parts::on_page(&it, &self.0.language, request.site.api_url()));
        let in_pixels = |it: u32| i32::try_from(it).unwrap_or(i32::MAX);
        Ok(frame.map(|it| SeoImage {
            url: Url(it.src),
            width: in_pixels(it.width),
            height: in_pixels(it.height),
            alt: it.alt,
        }))
    }

    /// Language versions of the entry, its own included, by language tag. Empty for entries without translations.
    async fn alternates(&self, ctx: &Context<'_>) -> Result<Vec<SeoAlternate>> {
        let request = Request::of(ctx);
        let versions = request.batches.load(GroupKey(self.0.translation_group())).await.map_err(told_shared)?;
        let versions = versions.unwrap_or_default();
        if versions.len() < 2 {
            return Ok(Vec::new());
        }
        let version = |it: entity::model::entry::Translation| SeoAlternate {
            url: Url(request.site.entry_url(it.kind, &it.slug)),
            language: LanguageTag(it.language),
        };
        Ok(versions.into_iter().map(|(_, it)| version(it)).collect())
    }
}

/// The beginning of a text on one line, cut between words.
fn beginning(text: &str) -> Option<String> {
    let mut kept = String::new();
    for word in text.split_whitespace() {
        if kept.chars().count() + word.chars().count() + 1 > LONGEST {
            kept.push('…');
            break;
        }
        if !kept.is_empty() {
            kept.push(' ');
        }
        kept.push_str(word);
    }
    Some(kept).filter(|it| !it.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_are_cut_between_words() {
        assert_eq!(beginning(" un\n\ndeux "), Some("un deux".to_owned()));
        assert_eq!(beginning(" \n"), None);
        let cut = beginning(&"mot ".repeat(100)).unwrap();
        assert!(cut.ends_with("mot…") && cut.chars().count() <= LONGEST + 1, "{cut}");
        assert_eq!(beginning(&"a".repeat(500)), Some("…".to_owned()));
    }
}
