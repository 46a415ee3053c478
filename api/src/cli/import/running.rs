//! Rows are brought in under the eyes of somebody at a terminal: a bar shows how far, and a signal ends it after the rows in hand.

use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use entity::store::Store;
use entity::viewer::Viewer;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::import::how::How;
use crate::cli::signal::told_to_stop;
use crate::transfer::{Batch, Report, Step};

/// Brings rows in, with a bar.
///
/// # Errors
/// One sentence: what the database says before the first row.
pub(super) async fn import(store: &Store, batch: &Batch, origin: &str, how: &How) -> Result<Report, String> {
    let told = Arc::new(AtomicBool::new(false));
    let listening = tokio::spawn(stop_on_signal(Arc::clone(&told)));
    let bar = progress(batch.steps(how.mode()), "rows");
    let step = |_: Step<'_>| {
        bar.inc(1);
        !told.load(Ordering::Relaxed)
    };
    let viewer = Viewer::operator("import");
    let report = batch.import_while(store, viewer, origin, how.manner(), step).await;
    bar.finish_and_clear();
    listening.abort();
    report.map_err(crate::cli::told)
}

/// A bar at a terminal: how many are done, how many a second, and how long the rest takes. Elsewhere it is not seen.
pub(super) fn progress(count: usize, unit: &str) -> ProgressBar {
    let shown =
        if std::io::stderr().is_terminal() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(count as u64), shown);
    let style = ProgressStyle::with_template(&format!("{{bar:40}} {{pos}}/{{len}} {unit}, {{per_sec}}, {{eta}} left"));
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// Ends an import after the rows in hand when the system says so; at once when it says so again.
async fn stop_on_signal(told: Arc<AtomicBool>) {
    told_to_stop().await;
    told.store(true, Ordering::Relaxed);
    told_to_stop().await;
    std::process::exit(1);
}
