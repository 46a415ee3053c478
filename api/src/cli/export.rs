//! `export`: all content in the exchange format, to be imported again or to be kept elsewhere, with its files.

mod files;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use entity::store::Store;
use entity::viewer::Viewer;

use crate::cli::export::files::Folder;
use crate::cli::output::{Output, note};
use crate::cli::{Absent, told, with_store};
use crate::config::Config;
use crate::transfer::{Export, FileNames, Format};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// How the rows are written.
    #[arg(long, value_enum, default_value = "ndjson")]
    format: Written,
    /// Write to this file in place of standard output.
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// Only what everybody may read.
    #[arg(long)]
    public: bool,
    /// Put the pictures and documents that the rows name into this folder. Files that are there already are not written again.
    #[arg(long, value_name = "FOLDER")]
    files: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Written {
    /// One JSON object a line.
    Ndjson,
    /// One JSON array.
    Json,
    /// A table, in which what has parts is JSON.
    Csv,
}

pub(super) async fn run(config: &Config, output: &Output, arguments: Arguments) -> Result<ExitCode, String> {
    let export = async |store: &Store, _| export(config, store, output, &arguments).await;
    with_store(config, Absent::IsAnError, export).await?;
    Ok(ExitCode::SUCCESS)
}

async fn export(config: &Config, store: &Store, output: &Output, arguments: &Arguments) -> Result<(), String> {
    let format = match arguments.format {
        Written::Ndjson => Format::Ndjson,
        Written::Json => Format::Json,
        Written::Csv => Format::Csv,
    };
    let viewer = || if arguments.public { Viewer::visitor() } else { Viewer::operator("export") };
    let mut folder = match &arguments.files {
        Some(folder) => Some(Folder::open(config.media_as_it_is()?, folder)?),
        None => None,
    };
    let names = if folder.is_some() { FileNames::Paths } else { FileNames::None };
    let mut export = Export::new(format).naming(names);
    let mut file = match &arguments.file {
        Some(path) => Some(BufWriter::new(
            File::create(path).map_err(|it| format!("{} cannot be written: {it}", path.display()))?,
        )),
        None => None,
    };
    while let Some(text) = export.next(&store.read(viewer())).await.map_err(told)? {
        match &mut file {
            Some(file) => {
                file.write_all(text.as_bytes()).map_err(|it| format!("the export cannot be written: {it}"))?
            }
            None => output.text(&text),
        }
        for file in export.files_to_copy() {
            if let Some(folder) = &mut folder {
                folder.copy(&file).await?;
            }
        }
    }
    if let Some(mut file) = file {
        let kept = file.flush().and_then(|()| file.get_ref().sync_all());
        kept.map_err(|it| format!("the export cannot be written: {it}"))?;
    }
    match folder {
        Some(folder) => {
            note(&format_args!("exported {} rows and {} files", export.rows(), folder.count()));
            folder.finished()
        }
        None => {
            note(&format_args!("exported {} rows", export.rows()));
            Ok(())
        }
    }
}
