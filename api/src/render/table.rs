//! A table of entries as CSV (RFC 4180), and its schema (Table Schema of Frictionless Data), as public data portals take them.

use csv::{QuoteStyle, WriterBuilder};
use serde_json::{Value, json};

use crate::render::item::Item;

/// A column: its name, its type and format in the schema, and what it holds.
struct Column {
    name: &'static str,
    of: &'static str,
    format: &'static str,
    about: &'static str,
    is_required: bool,
    value: fn(&Item) -> String,
}

/// Values of a list in one cell.
const BETWEEN: &str = "|";

const COLUMNS: [Column; 19] = [
    column("id", "string", "uuid", "Identifier: stable, never reused.", true, |it| it.id.to_string()),
    column("kind", "string", "default", "initiative, recipe, article, event or page.", true, |it| {
        it.kind.word().to_owned()
    }),
    column("title", "string", "default", "Title, plain text.", true, |it| it.title.clone()),
    column("summary", "string", "default", "Summary, plain text, at most 280 characters.", false, |it| {
        it.summary.clone().unwrap_or_default()
    }),
    column("language", "string", "default", "Language of the text (BCP 47).", true, |it| it.language.clone()),
    column("url", "string", "uri", "Public address.", true, |it| it.url.clone()),
    column("authors", "string", "default", "Names of the authors, separated by |.", false, |it| {
        it.authors.iter().map(|it| it.name.replace(BETWEEN, " ")).collect::<Vec<_>>().join(BETWEEN)
    }),
    column("licence", "string", "default", "SPDX identifier of the licence, or LicenseRef-….", true, |it| {
        it.licence.key.clone()
    }),
    column("licence_url", "string", "uri", "Address of the licence.", false, |it| {
        it.licence.url.clone().unwrap_or_default()
    }),
    column("credit", "string", "default", "Credit line to show with the content.", true, |it| it.credit_text.clone()),
    column("source_url", "string", "uri", "Address of the original of a republished text.", false, |it| {
        it.original.as_ref().map(|it| it.url.clone()).unwrap_or_default()
    }),
    column("themes", "string", "default", "Slugs of the themes, separated by |.", false, |it| {
        it.themes.iter().map(|it| it.key.as_str()).collect::<Vec<_>>().join(BETWEEN)
    }),
    column("territories", "string", "default", "References of the territories, separated by |.", false, |it| {
        it.territories.iter().map(|it| it.key.as_str()).collect::<Vec<_>>().join(BETWEEN)
    }),
    column("commune", "string", "default", "Name of the commune.", false, |it| it.commune.clone().unwrap_or_default()),
    column("latitude", "number", "default", "Degrees north (WGS 84).", false, |it| number(it.point.map(|it| it.0))),
    column("longitude", "number", "default", "Degrees east (WGS 84).", false, |it| number(it.point.map(|it| it.1))),
    column("image_url", "string", "uri", "Address of the picture.", false, |it| {
        it.picture.as_ref().map(|it| it.url.clone()).unwrap_or_default()
    }),
    column("published_at", "datetime", "default", "Instant of publication (UTC).", true, |it| moment(it.published)),
    column("updated_at", "datetime", "default", "Instant of the last change (UTC).", true, |it| moment(it.changed())),
];

const fn column(
    name: &'static str,
    of: &'static str,
    format: &'static str,
    about: &'static str,
    is_required: bool,
    value: fn(&Item) -> String,
) -> Column {
    Column { name, of, format, about, is_required, value }
}

/// Writes a table: UTF-8, commas, one line of names.
pub(crate) fn table(items: &[Item]) -> Vec<u8> {
    let mut writer = WriterBuilder::new().quote_style(QuoteStyle::Necessary).from_writer(Vec::new());
    let mut write = |cells: Vec<String>| writer.write_record(cells).expect(super::WRITES);
    write(COLUMNS.iter().map(|it| it.name.to_owned()).collect());
    for item in items {
        write(COLUMNS.iter().map(|it| cell(it, item)).collect());
    }
    writer.into_inner().unwrap_or_default()
}

/// Describes the table.
pub(crate) fn schema() -> String {
    let fields: Vec<Value> = COLUMNS
        .iter()
        .map(|it| {
            let mut field = json!({
                "name": it.name, "type": it.of, "format": it.format, "description": it.about,
            });
            if it.is_required {
                field["constraints"] = json!({ "required": true });
            }
            field
        })
        .collect();
    let schema = json!({
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": fields,
        "primaryKey": ["id"],
        "missingValues": [""],
    });
    format!("{schema:#}\n")
}

/// A cell: a text that a spreadsheet would take for a formula begins with an apostrophe, which spreadsheets do not show.
fn cell(column: &Column, item: &Item) -> String {
    let value: String = (column.value)(item).chars().filter(|it| *it != '\0').collect();
    let is_formula = column.of == "string" && value.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    if is_formula { format!("'{value}") } else { value }
}

fn number(value: Option<f64>) -> String {
    value.map(|it| it.to_string()).unwrap_or_default()
}

fn moment(moment: chrono::DateTime<chrono::Utc>) -> String {
    moment.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

#[cfg(test)]
mod tests {
    use entity::value::kind::Kind;

    use super::*;
    use crate::render::item::tests::{hostile, item};

    #[test]
    fn it_is_written_as_it_was() {
        let text = String::from_utf8(table(&[item(Kind::Initiative)])).unwrap();
        insta::assert_snapshot!("table", text.replace("\r\n", "\n"));
        insta::assert_snapshot!("table_schema", schema());
    }

    #[test]
    fn no_cell_is_a_formula_or_ends_its_row() {
        let mut items = vec![hostile(Kind::Article)];
        for title in ["=HYPERLINK(\"https://evil.test\")", "+1", "-1", "@SUM(A1)", "\t=1", "\"\n\"=1"] {
            items.push(Item { title: title.to_owned(), ..item(Kind::Article) });
        }
        let text = table(&items);
        let mut read = csv::Reader::from_reader(text.as_slice());
        let titles: Vec<String> = read.records().map(|it| it.unwrap()[2].to_owned()).collect();
        assert_eq!(titles.len(), items.len());
        assert!(titles.iter().all(|it| !it.starts_with(['=', '+', '-', '@', '\t'])), "{titles:?}");
        assert_eq!(titles[1], "'=HYPERLINK(\"https://evil.test\")");
    }
}
