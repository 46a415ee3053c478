//! Rows to files: NDJSON, one JSON array, or a table in which no cell is a formula.

use entity::import::row::{Row, RowKind};
use entity::reader::Reader;
use entity::value::id::Id;
use serde_json::{Map, Value};

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

/// Writes rows in a format, piece by piece.
pub struct Export {
    format: Format,
    rows: usize,
    kinds: Vec<RowKind>,
    after: Option<Id>,
}

impl Export {
    /// Everything that a reader may read, in a format.
    pub fn new(format: Format) -> Self {
        Self { format, rows: 0, kinds: RowKind::ALL.into_iter().rev().collect(), after: None }
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
        let rows = reader.exported(kind, self.after, PAGE).await?;
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
            Format::Csv => record(COLUMNS.iter().chain(&MORE).map(|it| (*it).to_owned())),
        }
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
            Format::Csv => record(COLUMNS.iter().chain(&MORE).map(|name| cell(fields.get(*name)))),
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
