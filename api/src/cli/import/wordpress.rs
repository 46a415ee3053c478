//! `import wordpress`: brings in an export of WordPress.

use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use entity::store::Store;
use entity::viewer::Viewer;

use crate::cli::import::absent::bring;
use crate::cli::import::files::unread;
use crate::cli::import::how::How;
use crate::cli::import::{ended, origin, tell};
use crate::cli::output::{Output, note};
use crate::cli::{told, with_store};
use crate::config::Config;
use crate::transfer::{Batch, Unreadable, wordpress};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The export: the XML file that WordPress makes under Tools, Export, in gzip or not.
    file: PathBuf,
    /// A name for where the rows come from: the keys of rows belong to their origin.
    #[arg(long, value_name = "NAME", value_parser = origin)]
    origin: String,
    /// The licence of all texts, which an export does not say.
    #[arg(long, value_name = "KEY", default_value = "LicenseRef-inconnue")]
    licence: String,
    #[command(flatten)]
    how: How,
}

pub(super) async fn run(config: &Config, output: &Output, arguments: Arguments) -> Result<ExitCode, String> {
    let Arguments { file, origin, licence, how } = arguments;
    how.checked()?;
    let read = File::open(&file).and_then(|it| wordpress::read(BufReader::new(it), &licence));
    let site = read.map_err(|it| unread(&Unreadable::new(file.display(), &it)))?;
    let rows = Batch::of_lines(site.lines).map_err(|it| it.to_string())?;
    let batch = how.narrowed(rows.or_submitted());
    // what was left out does not bring along its address
    let addresses = batch.addresses_of_rows(site.addresses);
    let brought = async |store: &Store, _| {
        let (report, missing) = bring(store, &batch, &origin, &how).await?;
        if report.kept && report.unfinished.is_none() {
            let writer = store.write(Viewer::operator("import"));
            let done = writer.bring_addresses(&origin, &addresses).await.map_err(told)?;
            note(&format_args!(
                "old addresses: {} new, {} changed, {} as before",
                done.created, done.updated, done.same
            ));
        }
        Ok((report, missing))
    };
    let (report, missing) = with_store(config, how.no_database(), brought).await?;
    for it in &site.left {
        note(&format_args!("left behind: {it}"));
    }
    tell(&report, output, &how)?;
    missing.tell(output);
    ended(&report, &missing, &how)
}
