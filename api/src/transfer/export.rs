//! Rows to files: NDJSON, one JSON array, or a table in which no cell is a formula.

use entity::import::export_files::{File, Leaving};
use entity::import::row::{Row, RowKind};
use entity::reader::Reader;
use entity::value::id::Id;
use serde_json::{Map, Value};

use crate::media::address;
use crate::transfer::csv_rows::FORMULAS;
use crate::transfer::format::Format;

/// How many rows are read at once.
const PAGE: u64 = 100;
/// The columns of a table, in order. What has parts stands there as JSON.
const COLUMNS: [&str; 62] = [
    "kind",
    "key",
    "id",
    "slug",
    "status",
    "publishedAt",
    "unpublishAt",
    "title",
    "summary",
    "body",
    "language",
    "licence",
    "translationGroup",
    "authors",
    "holders",
    "organisers",
    "translators",
    "territories",
    "themes",
    "location",
    "references",
    "initiatives",
    "adaptedFrom",
    "maturity",
    "startYear",
    "website",
    "contactUrl",
    "need",
    "response",
    "story",
    "socialValue",
    "callForHelp",
    "purpose",
    "audience",
    "participants",
    "preparation",
    "duration",
    "cost",
    "materials",
    "steps",
    "variants",
    "lessonsLearned",
    "changelog",
    "articleKind",
    "source",
    "originalUrl",
    "originalLicence",
    "originalAuthors",
    "originalPublishedAt",
    "originalUpdatedAt",
    "postscript",
    "timings",
    "timeZone",
    "attendance",
    "eventStatus",
    "place",
    "address",
    "links",
    "capacity",
    "parent",
    "position",
    "isInMenu",
];
/// Columns that only what all entries share, and pages, have.
const MORE: [&str; 8] = ["menuLabel", "memberKind", "name", "bio", "homepage", "feed", "licenceStatedAt", "permission"];

/// Columns of what names files.
const OF_FILES: [&str; 3] = ["media", "picture", "logo"];

/// How rows name files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum FileNames {
    /// Not at all.
    #[default]
    None,
    /// By their name in a folder.
    Paths,
    /// By the address that this API gives them at: its own address.
    Urls(String),
}

/// A file that rows name by its name in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileToCopy {
    /// Its name in the folder.
    pub name: String,
    /// SHA-256 of its bytes, 64 hexadecimal digits.
    pub checksum: String,
    /// The ending of its name in storage.
    pub extension: String,
    /// How many bytes it has.
    pub bytes: u64,
}

/// Writes rows in a format, piece by piece.
pub struct Export {
    format: Format,
    rows: usize,
    kinds: Vec<RowKind>,
    after: Option<Id>,
    names: FileNames,
    to_copy: Vec<FileToCopy>,
}

impl Export {
    /// Everything that a reader may read, in a format.
    pub fn new(format: Format) -> Self {
        let kinds = RowKind::ALL.into_iter().rev().collect();
        Self { format, rows: 0, kinds, after: None, names: FileNames::None, to_copy: Vec::new() }
    }

    /// The same, with files named in a way.
    #[must_use]
    pub fn naming(self, names: FileNames) -> Self {
        Self { names, ..self }
    }

    /// The files that the rows of the last pieces name, once.
    pub fn files_to_copy(&mut self) -> Vec<FileToCopy> {
        std::mem::take(&mut self.to_copy)
    }

    /// How many rows were written.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The next piece; none after the last one.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn next(&mut self, reader: &Reader) -> Result<Option<String>, entity::error::Error> {
        let Some(kind) = self.kinds.last().copied() else { return Ok(None) };
        let mut text = if self.rows == 0 && self.after.is_none() && self.kinds.len() == RowKind::ALL.len() {
            self.head()
        } else {
            String::new()
        };
        let rows = match &self.names {
            FileNames::None => reader.exported(kind, self.after, PAGE).await?,
            FileNames::Paths | FileNames::Urls(_) => {
                let leaving = reader.exported_with_files(kind, self.after, PAGE).await?;
                leaving.into_iter().map(|it| self.with_files(it)).collect()
            }
        };
        for row in &rows {
            text.push_str(&self.row(row));
            self.rows += 1;
        }
        self.after = rows.last().and_then(|it| it.key.parse().ok());
        if (rows.len() as u64) < PAGE {
            self.kinds.pop();
            self.after = None;
        }
        if self.kinds.is_empty() && self.format == Format::Json {
            text.push_str("\n]\n");
        }
        Ok(Some(text))
    }

    fn head(&self) -> String {
        match self.format {
            Format::Ndjson => String::new(),
            Format::Json => "[".to_owned(),
            Format::Csv => record(self.columns().map(str::to_owned)),
        }
    }

    fn columns(&self) -> impl Iterator<Item = &'static str> {
        let of_files: &[&str] = if self.names == FileNames::None { &[] } else { &OF_FILES };
        COLUMNS.iter().chain(&MORE).chain(of_files).copied()
    }

    /// A row that says where its files are.
    fn with_files(&mut self, leaving: Leaving) -> Row {
        let mut row = leaving.row;
        for (field, files) in leaving.files {
            let items: Vec<Value> = files.into_iter().map(|it| self.item(it)).collect();
            let value = match field {
                "media" => Some(Value::Array(items)),
                _ => items.into_iter().next(),
            };
            row.fields.extend(value.map(|it| (field.to_owned(), it)));
        }
        row
    }

    /// What a row says of a file, after where it is.
    fn item(&mut self, leaving: File) -> Value {
        let file = &leaving.media.file;
        let (name, place) = match &self.names {
            FileNames::Urls(api) => {
                ("url", address::original(api, &file.checksum, file.name.as_deref(), &file.extension))
            }
            FileNames::None | FileNames::Paths => ("path", format!("{}.{}", file.checksum, file.extension)),
        };
        if self.names == FileNames::Paths {
            let (checksum, extension) = (file.checksum.clone(), file.extension.clone());
            self.to_copy.push(FileToCopy { name: place.clone(), checksum, extension, bytes: file.bytes });
        }
        let mut item = Map::from_iter([(name.to_owned(), Value::from(place))]);
        item.extend(leaving.said);
        Value::Object(item)
    }

    fn row(&self, row: &Row) -> String {
        let mut fields = Map::from_iter([
            ("kind".to_owned(), Value::from(row.kind.word())),
            ("key".to_owned(), Value::from(row.key.clone())),
        ]);
        fields.extend(row.fields.clone());
        match self.format {
            Format::Ndjson => format!("{}\n", Value::Object(fields)),
            Format::Json => format!("{}\n{}", if self.rows == 0 { "" } else { "," }, Value::Object(fields)),
            Format::Csv => record(self.columns().map(|name| cell(fields.get(name)))),
        }
    }
}

fn cell(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        // what a spreadsheet would run, and what begins like that guard, stands behind an apostrophe
        Some(Value::String(text)) if text.trim_start_matches('\'').starts_with(FORMULAS) => format!("'{text}"),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

fn record(cells: impl Iterator<Item = String>) -> String {
    let quoted = |cell: String| {
        let needs = cell.contains(['"', ',', '\n', '\r']) || cell != cell.trim();
        if needs { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
    };
    format!("{}\r\n", cells.map(quoted).collect::<Vec<_>>().join(","))
}
