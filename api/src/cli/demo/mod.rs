//! What `serve --demo` loads beside the corpus: rows dated by the day on which they are loaded, and, where nobody else reaches the
//! server, accounts with something on their desks. Each part is loaded once: a later start leaves what it finds.

pub(super) mod accounts;
mod days;
mod desk;
mod pictures;

use std::net::SocketAddr;

use entity::import::row::{Mode, Outcome};
use entity::store::Store;
use entity::viewer::Viewer;
use url::{Host, Url};

use crate::cli::output::{Output, note};
use crate::cli::{import, told};
use crate::config::Config;
use crate::media::Media;
use crate::transfer::Batch;

/// Events, pages of the menu, a planned text and an adaptation. Days stand there as `@+2`, moments as `@+2T18:30`.
const DATED: &str = include_str!("../../../data/demo/dated.ndjson");
/// The origin of those rows.
pub(super) const DATED_ORIGIN: &str = "demo-dated";

/// Loads the corpus and what is dated by today; whether the database is one of the demo.
pub(super) async fn load(store: &Store, media: &Media, output: &Output) -> Result<bool, String> {
    let (is_here, corpus) = import::demo(store).await?;
    output.line(format_args!("           {corpus}"));
    if is_here && let Some(summary) = import_once(store, DATED_ORIGIN, &days::told(DATED, store)?).await? {
        output.line(format_args!("           loaded what is dated by today: {summary}"));
    }
    if is_here && let Some(summary) = pictures::load(store, media).await? {
        output.line(format_args!("           loaded its pictures: {summary}"));
    }
    Ok(is_here)
}

/// Whether nobody but this machine reaches a server that listens there: it names no other address, and no proxy speaks for others.
pub(super) fn is_for_this_machine(config: &Config, listen: SocketAddr) -> bool {
    let stays = |url: &Url| match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    let named = config.server.public_url.as_deref().map(str::parse::<Url>);
    listen.ip().is_loopback()
        && config.server.trusted_proxies.is_empty()
        && named.is_none_or(|it| it.as_ref().is_ok_and(stays))
}

/// Imports rows unless an import of this origin has come to its end before, whatever became of its rows since; what was done.
async fn import_once(store: &Store, origin: &str, rows: &str) -> Result<Option<String>, String> {
    let viewer = Viewer::operator("serve");
    if store.read(viewer.clone()).has_imported(origin).await.map_err(told)? {
        return Ok(None);
    }
    let batch = Batch::read(rows.as_bytes()).map_err(|it| it.to_string())?;
    let report = batch.import(store, viewer, origin, Mode::Lenient, || ()).await.map_err(told)?;
    for row in report.rows().iter().filter(|it| matches!(it.outcome, Outcome::Refused(_))) {
        note(row);
    }
    Ok(Some(report.summary().to_string()))
}
