//! What lies on the desks of the demo's accounts: a draft, a text that was submitted, a proposal that waits. Each is made by the
//! accounts themselves, in the steps that people take; each step is taken from the version that it leads from, so that what
//! somebody went on with stays as it is.

use entity::attempt::Origin;
use entity::editing::idempotency::Keyed;
use entity::editing::step::Step;
use entity::error::Error;
use entity::store::Store;
use entity::value::id::Id;
use entity::value::kind::Kind;
use entity::viewer::Viewer;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::cli::told;

const TEXTS: &str = include_str!("../../../data/demo/desk.json");
/// The text that shows a drawing, and the identifier that the drawing has in `pictures.ndjson`.
const SHOWN: (&str, &str) = ("demo-proposal", "01940000-0000-7000-8000-00000000d001");

/// A text of the contributor, and what becomes of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    /// The idempotency key that it is made with.
    key: String,
    kind: String,
    fields: Map<String, Value>,
    steps: Vec<Next>,
}

/// What is done with a text.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Next {
    /// The contributor submits it.
    Submit,
    /// The editor publishes it.
    Publish,
    /// The contributor proposes other fields.
    Propose(Map<String, Value>),
}

/// Signs somebody in, as the front door does; none when the password is not theirs.
pub(super) async fn signed_in(store: &Store, email: &str, password: &str) -> Result<Option<Viewer>, String> {
    let opened = store.write(Viewer::visitor()).sign_in(email, password, &Origin::default()).await.map_err(told)?;
    match opened.into_inner() {
        Some(opened) => store.claimed(&opened.claims).await.map_err(told),
        None => Ok(None),
    }
}

/// Makes the texts that are not there yet.
pub(super) async fn fill(store: &Store, contributor: &Viewer, editor: &Viewer) -> Result<(), String> {
    let texts: Vec<Text> = serde_json::from_str(TEXTS).map_err(|it| format!("the texts of the demo: {it}"))?;
    for text in texts {
        let kind = Kind::of_word(&text.kind).ok_or_else(|| format!("{}: {} is no kind", text.key, text.kind))?;
        // the drawing is no part of the key: texts of an older demo have none, and stay the same
        let key = Keyed::of(text.key.clone(), &text.fields);
        let mut fields = text.fields.clone();
        if text.key == SHOWN.0
            && let Ok(drawing) = SHOWN.1.parse::<Id>()
            && store.read(contributor.clone()).media_by_id(&[drawing]).await.map_err(told)?.contains_key(&drawing)
        {
            fields.insert("media".to_owned(), json!([{ "id": drawing, "role": "COVER" }]));
        }
        let made = store.write(contributor.clone()).create(kind, &fields, Some(&key), Vec::new()).await;
        let id = made.map_err(|it| format!("{}: {}", text.key, told(it)))?.into_inner();
        for (version, next) in (1..).zip(&text.steps) {
            let viewer = match next {
                Next::Submit | Next::Propose(_) => contributor,
                Next::Publish => editor,
            };
            match take(store, viewer, (kind, id, version), next).await {
                Ok(()) => {}
                // somebody went on with it, or deleted it
                Err(Error::Stale { .. } | Error::NotFound) => break,
                Err(cause) => return Err(format!("{}: {}", text.key, told(cause))),
            }
        }
    }
    Ok(())
}

async fn take(store: &Store, viewer: &Viewer, (kind, id, version): (Kind, Id, i64), next: &Next) -> Result<(), Error> {
    let writer = store.write(viewer.clone());
    match next {
        Next::Submit => writer.take_step(id, version, &Step::Submit { force: false }).await.map(|_| ()),
        Next::Publish => writer.take_step(id, version, &Step::Publish { at: None, until: None }).await.map(|_| ()),
        Next::Propose(fields) => writer.update(kind, id, version, fields, Vec::new()).await.map(|_| ()),
    }
}
