//! What a file, or a folder, of rows is, and what takes the files that they name.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use entity::store::Store;
use entity::viewer::Viewer;

use crate::config::Config;
use crate::jobs::Removals;
use crate::media::Media;
use crate::transfer::{Batch, Format, Mapping, Unreadable};

/// How rows are read.
#[derive(Debug, Args)]
pub(super) struct Reading {
    /// How the rows are written; found out by the ending of the file's name when it is not said.
    #[arg(long, value_enum)]
    format: Option<Written>,
    /// A file that says to which fields the columns of a table, or the names of a front matter, lead: a JSON object.
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// The kind of rows that do not say it.
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
}

/// The ways to write rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Written {
    /// One JSON object a line.
    Ndjson,
    /// One JSON array of objects.
    Json,
    /// A line of names, then a line a row; separated by commas, semicolons or tabs.
    Csv,
    /// A folder of Markdown files with front matter.
    Markdown,
}

impl Reading {
    /// Reads the rows.
    ///
    /// # Errors
    /// One sentence: what cannot be read, and why.
    pub(super) fn read(&self, file: &Path) -> Result<Batch, String> {
        let mapping = match &self.mapping {
            Some(file) => {
                let text = std::fs::read_to_string(file);
                Mapping::read(&text.map_err(|it| format!("{} cannot be read: {it}", file.display()))?)?
            }
            None => Mapping::default(),
        };
        let mapping = mapping.of_kind(self.kind.clone());
        let ending = ending(file);
        let written = self.format.unwrap_or_else(|| match ending.as_deref() {
            _ if file.is_dir() => Written::Markdown,
            Some("csv" | "tsv") => Written::Csv,
            _ => Written::Ndjson,
        });
        let format = match written {
            Written::Ndjson => Some(Format::Ndjson),
            Written::Json => Some(Format::Json),
            Written::Csv => Some(Format::Csv),
            Written::Markdown => None,
        };
        let read = match format {
            None => Batch::read_folder(file, &mapping),
            Some(format) if file.as_os_str() == "-" => Batch::read_unpacked(format, std::io::stdin().lock(), &mapping),
            Some(format) => File::open(file).and_then(|it| Batch::read_unpacked(format, BufReader::new(it), &mapping)),
        };
        read.map_err(|it| unread(&Unreadable::new(file.display(), &it)))
    }
}

/// The ending of a file's name in lower case; of a packed file, the one before: `rows.csv.gz` is a table.
fn ending(file: &Path) -> Option<String> {
    let of = |it: &Path| it.extension().and_then(|it| it.to_str()).map(str::to_ascii_lowercase);
    match of(file) {
        Some(packed) if packed == "gz" => file.file_stem().map(Path::new).and_then(of),
        other => other,
    }
}

/// What is told of a file that cannot be read: where it is something else than was asked for, in French as well, since volunteers
/// meet that.
pub(super) fn unread(cause: &Unreadable) -> String {
    match cause.french() {
        Some(french) => format!("{cause}\n{french}"),
        None => cause.to_string(),
    }
}

/// What takes the files of an import: those of a plan are looked at, and not kept.
///
/// # Errors
/// One sentence, when storage cannot be used.
pub(super) fn media(config: &Config, is_plan: bool) -> Result<Media, String> {
    if is_plan { Ok(config.media_as_it_is()?.trial()) } else { config.media() }
}

/// Deletes the files of rows that were refused. Where storage does not answer, the server does so later.
pub(super) async fn remove_abandoned(store: &Store, media: Media) {
    let removals = Removals { store: store.clone(), operator: Viewer::operator("import"), media };
    while let Ok(1..) = removals.some().await {}
}
