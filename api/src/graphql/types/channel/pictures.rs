//! The pictures and documents that entries show, as channels show them, each with its credit.

use std::collections::HashMap;
use std::sync::Arc;

use entity::error::Result;
use entity::media::mention;
use entity::model::entry::Entry;
use entity::model::media::{Media, Role};
use entity::value::id::Id;
use url::form_urlencoded::Serializer;

use crate::graphql::engine::request::Request;
use crate::graphql::input::enums::AttributionFormat;
use crate::graphql::types::commons::credit_line;
use crate::graphql::types::media_parts;
use crate::render::item::{Licence, Offered, Picture};
use crate::render::markdown::Shown;

/// Pictures and documents by identifier, as one viewer may see them.
#[derive(Default)]
pub(crate) struct Pictures {
    found: HashMap<Id, Arc<Media>>,
    /// The token without which addresses do not show what is not public yet.
    preview: Option<String>,
}

/// What an entry shows beside its text, in order.
#[derive(Default)]
pub(crate) struct Beside {
    /// The picture that stands for it.
    pub(crate) cover: Option<Picture>,
    pub(crate) gallery: Vec<Picture>,
    pub(crate) files: Vec<Offered>,
}

/// The identifiers of all that an entry shows and its texts refer to.
pub(crate) fn named(entry: &Entry) -> Vec<Id> {
    let mut ids = credit_line::named(entry);
    ids.extend(mention::ids(entry.body.as_deref().unwrap_or_default()));
    ids
}

impl Pictures {
    /// Those that were found.
    pub(crate) fn of(found: impl IntoIterator<Item = Arc<Media>>) -> Self {
        Self { found: found.into_iter().map(|it| (it.id, it)).collect(), preview: None }
    }

    /// Reads all that these entries show, in one statement.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) async fn read<'a>(entries: impl Iterator<Item = &'a Entry>, request: &Request) -> Result<Self> {
        let mut ids: Vec<Id> = entries.flat_map(named).collect();
        ids.sort_unstable();
        ids.dedup();
        if ids.is_empty() {
            return Ok(Self::default());
        }
        Ok(Self::of(request.reader.media_by_id(&ids).await?.into_values().map(Arc::new)))
    }

    /// The same, at addresses that show what a preview shows.
    pub(crate) fn previewed(mut self, token: Option<&str>) -> Self {
        self.preview = token.map(str::to_owned);
        self
    }

    /// What the texts of an entry refer to.
    pub(crate) fn in_texts(&self, entry: &Entry, request: &Request) -> Shown {
        let media = self.found.values().map(|it| &**it);
        let mut shown = media_parts::in_text(media, &entry.language, request.site.api_url());
        for it in shown.values_mut() {
            self.address(&mut it.url);
            it.picture.iter_mut().for_each(|it| self.address(&mut it.src));
        }
        shown
    }

    /// What an entry shows under another licence than its own: the credit line names it.
    pub(crate) fn under_other_licences(&self, entry: &Entry) -> Vec<Arc<Media>> {
        let shown = credit_line::named(entry);
        let shown = shown.iter().filter_map(|it| self.found.get(it));
        shown.filter(|it| credit_line::is_under_another(it, entry)).cloned().collect()
    }

    /// What an entry shows beside its text.
    pub(crate) fn beside(&self, entry: &Entry, request: &Request) -> Beside {
        let mut beside = Beside::default();
        for (media, role) in entry.media.iter().filter_map(|it| Some((self.found.get(&it.id)?, it.role))) {
            match role {
                Role::Cover => beside.cover = self.picture(media, entry, request),
                Role::Gallery => beside.gallery.extend(self.picture(media, entry, request)),
                Role::Attachment => {
                    let credit = |format| credit_line::of_media(media, request, &entry.language, format);
                    let mut url = media_parts::original(media, request.site.api_url());
                    self.address(&mut url);
                    beside.files.push(Offered {
                        url,
                        name: media.label(),
                        credit_html: credit(AttributionFormat::Html),
                        credit_text: credit(AttributionFormat::Text),
                    });
                }
            }
        }
        beside
    }

    /// A picture as the readers of an entry see it; none of a document.
    fn picture(&self, media: &Media, entry: &Entry, request: &Request) -> Option<Picture> {
        let (language, api) = (&entry.language, request.site.api_url());
        let frame = media_parts::on_page(media, language, api)?;
        let credit = |format| credit_line::of_media(media, request, language, format);
        let licence = credit_line::licence_of_media(media, request);
        let (mut url, mut original) = (frame.src, media_parts::original(media, api));
        self.address(&mut url);
        self.address(&mut original);
        Some(Picture {
            url,
            width: frame.width,
            height: frame.height,
            original,
            media_type: media.file.media_type.clone(),
            bytes: media.file.bytes,
            alt: frame.alt,
            caption: media.caption_in(language).map(str::to_owned),
            credit_html: credit(AttributionFormat::Html),
            credit_text: credit(AttributionFormat::Text),
            licence: Licence { key: licence.key.clone(), name: licence.short_name.clone(), url: licence.url.clone() },
        })
    }

    fn address(&self, url: &mut String) {
        if let Some(token) = &self.preview {
            let sign = if url.contains('?') { '&' } else { '?' };
            let query = Serializer::new(String::new()).append_pair("preview", token).finish();
            *url = format!("{url}{sign}{query}");
        }
    }
}
