//! What a front end prints of an entry for other sites: how to embed it.

use async_graphql::{Context, Object, Result};
use futures_util::future::try_join_all;

use crate::error::{told, told_shared};
use crate::graphql::engine::batches::{MediaKey, OriginsKey};
use crate::graphql::engine::request::Request;
use crate::graphql::input::scalar::Url;
use crate::graphql::types::channel::item::{Depth, of_entry};
use crate::graphql::types::channel::pictures::{self, Pictures};
use crate::graphql::types::entry_parts::Shared;
use crate::render::embed::{IframeHtml, PlainHtml, frame_height, snippet};
use crate::render::item::Item;
use crate::render::json_ld::{Publisher, in_html, json_ld};

/// Ways to show the entry on another site. Each carries the credit line and the licence.
pub struct EntryEmbed(pub(crate) Shared);

#[Object]
/// Ways to show the entry on another site. Each carries the credit line and the licence.
impl EntryEmbed {
    /// Address of the page of the entry for an iframe: complete, without cookies, without requests to third parties. The page
    /// answers 404 until the entry is public.
    async fn url(&self, ctx: &Context<'_>) -> Url {
        Url(Request::of(ctx).site.page_url(self.0.kind, &self.0.slug))
    }

    /// Address of the oEmbed answer for the entry, as JSON (oEmbed 1.0). For `<link rel="alternate" type="application/json+oembed">`.
    async fn oembed_url(&self, ctx: &Context<'_>) -> Url {
        let request = Request::of(ctx);
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.append_pair("url", &request.url(&self.0)).append_pair("format", "json");
        Url(format!("{}/oembed?{}", request.site.api_url(), query.finish()))
    }

    /// HTML of an iframe with a fixed height and a fallback link, ready to paste.
    async fn iframe_html(&self, ctx: &Context<'_>) -> String {
        let request = Request::of(ctx);
        let (src, url) = (request.site.page_url(self.0.kind, &self.0.slug), request.url(&self.0));
        snippet(&IframeHtml { src: &src, title: &self.0.title, height: frame_height(self.0.kind), url: &url })
    }

    /// HTML of title, summary and credit line that loads nothing, for sites that remove iframes and scripts.
    async fn plain_html(&self, ctx: &Context<'_>) -> Result<String> {
        let item = item(&self.0, ctx, Depth::Listed).await?;
        Ok(snippet(&PlainHtml { items: std::slice::from_ref(&item) }))
    }

    /// JSON-LD in terms of schema.org (`Article`, `HowTo`, `Event`, `Project`, `WebPage`) with licence, credit and origin, as text.
    /// Safe inside `<script type="application/ld+json">` without further escaping.
    async fn json_ld(&self, ctx: &Context<'_>) -> Result<String> {
        let request = Request::of(ctx);
        let item = item(&self.0, ctx, Depth::Structured).await?;
        let name = &request.reader.reference().settings.name;
        Ok(in_html(&json_ld(&item, &Publisher { name, home: request.site.home_url() })))
    }
}

async fn item(entry: &Shared, ctx: &Context<'_>, depth: Depth) -> Result<Item> {
    let request = Request::of(ctx);
    let origins = match entry.adapted {
        true => request.batches.load(OriginsKey(entry.key())).await.map_err(told_shared)?.unwrap_or_default(),
        false => Vec::new(),
    };
    let named = pictures::named(entry);
    let found = try_join_all(named.iter().map(|it| request.latest().batches.load(MediaKey(*it)))).await;
    let pictures = Pictures::of(found.map_err(told_shared)?.into_iter().flatten());
    // an operation renders one text at a time: others come in between
    let _turn = request.rendering.lock().await;
    of_entry(entry, (&origins, &pictures), request, depth, None).await.map_err(told)
}
