//! The pictures of the demo corpus: drawings that the program brings along (`api/data/demo/pictures/`), loaded once.

use entity::import::row::{Mode, Outcome};
use entity::query::by::By;
use entity::query::projection::Projection;
use entity::store::Store;
use entity::value::kind::Kind;
use entity::viewer::Viewer;
use serde_json::{Map, Value, json};

use crate::cli::demo::DATED_ORIGIN;
use crate::cli::import::DEMO_ORIGIN;
use crate::cli::output::note;
use crate::cli::told;
use crate::media::Media;
use crate::transfer::Batch;
use crate::transfer::files::{Files, Source};

/// Which entry shows which drawing, and what is seen in it.
const ROWS: &str = include_str!("../../../data/demo/pictures.ndjson");
/// The origin of those rows.
const ORIGIN: &str = "demo-pictures";

/// Drawings by name.
macro_rules! drawings {
    ($($name:literal,)*) => {
        [$(($name, include_bytes!(concat!("../../../data/demo/pictures/", $name)).as_slice()),)*]
    };
}

static DRAWINGS: [(&str, &[u8]); 28] = drawings! {
    "books.webp",
    "cafe.webp",
    "chart.webp",
    "circuits.webp",
    "compost.webp",
    "computers.webp",
    "cycles.webp",
    "fablab.webp",
    "galleco.webp",
    "garden.webp",
    "harbour.webp",
    "homes.webp",
    "market.webp",
    "meeting.webp",
    "microphone.webp",
    "newspaper.webp",
    "notes.webp",
    "radio.webp",
    "remote-repair.webp",
    "repair.webp",
    "road.webp",
    "runners.webp",
    "screens.webp",
    "seeds.webp",
    "shelves.webp",
    "sun-money.webp",
    "tools.webp",
    "vegetables.webp",
};

/// Shows the drawings on the entries of the corpus that are here, unless they were shown once before; what was done.
pub(super) async fn load(store: &Store, media: &Media) -> Result<Option<String>, String> {
    let viewer = Viewer::operator("serve");
    if store.read(viewer.clone()).has_imported(ORIGIN).await.map_err(told)? {
        return Ok(None);
    }
    let mut batch = Batch::read(rows(store).await?.as_bytes()).map_err(|it| it.to_string())?;
    let source = Source::Inside(&DRAWINGS);
    let viewer_of_files = viewer.clone();
    let files =
        Files { media, store, viewer: viewer_of_files, origin: ORIGIN, source, from_private: false, keeps: true };
    batch.bring_files(&files, || true).await.map_err(told)?;
    let report = batch.import(store, viewer, ORIGIN, Mode::Lenient, || ()).await.map_err(told)?;
    for row in report.rows().iter().filter(|it| matches!(it.outcome, Outcome::Refused(_) | Outcome::Conflict { .. })) {
        note(row);
    }
    Ok(Some(report.summary().to_string()))
}

/// The rows, each with the identifier of its entry; without those whose entry is not here.
async fn rows(store: &Store) -> Result<String, String> {
    let reader = store.read(Viewer::operator("serve"));
    let mut text = String::new();
    for line in ROWS.lines() {
        let mut row: Map<String, Value> = serde_json::from_str(line).map_err(|it| it.to_string())?;
        let said = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let (Some(kind), key) = (Kind::of_word(&said("kind")), said("key")) else { continue };
        let mut found = None;
        for origin in [DEMO_ORIGIN, DATED_ORIGIN] {
            let by = By::External { origin: origin.to_owned(), kind: Some(kind), key: key.clone() };
            if found.is_none() {
                found = reader.entry(&by, Some(kind), Projection::default()).await.map_err(told)?;
            }
        }
        let Some(entry) = found else { continue };
        row.insert("id".to_owned(), json!(entry.id));
        text.push_str(&Value::Object(row).to_string());
        text.push('\n');
    }
    Ok(text)
}
