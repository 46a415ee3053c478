//! Texts that were rendered are kept, as long as there is room: what has not changed is not rendered again. Rendering
//! itself never runs on a thread that serves requests.

use std::sync::{Arc, LazyLock};

use entity::error::Result;
use entity::work;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use sha2::{Digest, Sha256};

use crate::render::markdown::{self, Shown};

/// How many bytes the rendered texts that are kept may take together.
const KEPT_BYTES: u64 = 16 * 1024 * 1024;
/// What a rendered text takes beside its letters.
const ENTRY_BYTES: usize = 128;
/// How many texts there is room for at first.
const ENTRIES: usize = 2_000;

/// What Markdown is rendered to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Form {
    Html,
    Text,
}

/// SHA-256 of a text and of what it refers to, and what it is rendered to: it is the same for whoever may read both.
type Key = ([u8; 32], Form);

#[derive(Clone)]
struct ByBytes;

impl Weighter<Key, Arc<str>> for ByBytes {
    fn weight(&self, _: &Key, rendered: &Arc<str>) -> u64 {
        (rendered.len() + ENTRY_BYTES) as u64
    }
}

static KEPT: LazyLock<Cache<Key, Arc<str>, ByBytes>> =
    LazyLock::new(|| Cache::with_weighter(ENTRIES, KEPT_BYTES, ByBytes));

/// A Markdown text in a form, when it is kept.
pub(crate) fn kept(markdown: &str, form: Form, shown: &Shown) -> Option<Arc<str>> {
    KEPT.get(&key(markdown, form, shown))
}

/// A Markdown text in a form. Whoever asks for one that is being rendered already waits for it.
///
/// # Errors
/// A fault of ours, inside.
pub(crate) async fn rendered(markdown: &str, form: Form, shown: &Shown) -> Result<Arc<str>> {
    KEPT.get_or_insert_async(&key(markdown, form, shown), render(markdown, form, shown.clone())).await
}

async fn render(markdown: &str, form: Form, shown: Shown) -> Result<Arc<str>> {
    let text = markdown.to_owned();
    let rendered = work::run(move || match form {
        Form::Html => markdown::html(&text, &shown),
        Form::Text => markdown::text(&text),
    });
    Ok(rendered.await?.into())
}

fn key(markdown: &str, form: Form, shown: &Shown) -> Key {
    let mut digest = Sha256::new_with_prefix(markdown.as_bytes());
    // what a text refers to is part of what it becomes
    for (id, it) in shown {
        digest.update(format!("\0{id} {it:?}"));
    }
    (digest.finalize().into(), form)
}
