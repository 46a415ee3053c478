//! The tables of a SPIP site, whatever they were read from: rows by column name, every value a text. Texts that were encoded twice are
//! mended field by field.

use std::collections::HashMap;

use encoding_rs::WINDOWS_1252;

use crate::transfer::unread::Unread;

/// The tables that are read; what else a site has (forums, statistics, passwords of FTP, caches) stays behind.
const WANTED: [&str; 27] = [
    "articles",
    "rubriques",
    "auteurs",
    "auteurs_liens",
    "auteurs_articles",
    "auteurs_rubriques",
    "mots",
    "groupes_mots",
    "mots_liens",
    "mots_articles",
    "mots_rubriques",
    "mots_evenements",
    "syndic",
    "documents",
    "documents_liens",
    "documents_articles",
    "documents_rubriques",
    "evenements",
    "gis",
    "gis_liens",
    "gis_articles",
    "gis_evenements",
    "urls",
    "meta",
    "breves",
    "forum",
    "licences",
];

/// Tables of which only the number of rows is told.
const COUNTED: [&str; 1] = ["forum"];

/// A table as it is read: its name, its columns, its rows.
pub(super) type Read = (String, Vec<String>, Vec<Vec<Option<Vec<u8>>>>);

/// One table.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Vec<Option<String>>>,
}

/// A text that was encoded twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mended {
    /// The table without its prefix, and the first value of the row: its number.
    pub(super) table: String,
    pub(super) id: String,
    pub(super) field: String,
}

/// All tables that are of interest, by name without the prefix.
#[derive(Debug, Default)]
pub(super) struct Tables {
    tables: HashMap<String, Table>,
    pub(super) mended: Vec<Mended>,
}

/// One row.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a> {
    columns: &'a [String],
    row: &'a [Option<String>],
}

impl<'a> Fields<'a> {
    /// A text; empty where there is none.
    pub(super) fn text(&self, name: &str) -> &'a str {
        let at = self.columns.iter().position(|it| it == name);
        at.and_then(|at| self.row.get(at)).and_then(Option::as_deref).unwrap_or_default()
    }

    /// A number of a row; 0 where there is none.
    pub(super) fn id(&self, name: &str) -> u64 {
        self.text(name).trim().parse().unwrap_or_default()
    }

    /// A number with a fraction.
    pub(super) fn float(&self, name: &str) -> Option<f64> {
        self.text(name).trim().parse().ok().filter(|it: &f64| it.is_finite())
    }
}

/// Whether a table is read, by its name with any prefix.
pub(super) fn is_wanted(name: &str) -> bool {
    WANTED.iter().any(|it| name.strip_suffix(it).is_some_and(|prefix| prefix.is_empty() || prefix.ends_with('_')))
}

impl Tables {
    /// Gathers tables. The prefix is that of the table of sections; other tables are not of this site.
    ///
    /// # Errors
    /// What is missing for it to be a SPIP site.
    pub(super) fn gather(found: Vec<Read>) -> Result<Self, Unread> {
        let has = |name: &str| found.iter().any(|it| it.0 == name);
        let prefix = found
            .iter()
            .filter_map(|it| it.0.strip_suffix("rubriques"))
            .find(|it| has(&format!("{it}articles")) && has(&format!("{it}auteurs")))
            .ok_or(Unread::NoSite)?
            .to_owned();
        let mut it = Self::default();
        for (name, columns, rows) in found {
            let Some(name) = name.strip_prefix(prefix.as_str()).filter(|it| WANTED.contains(it)) else { continue };
            let counted = COUNTED.contains(&name);
            let mut table = Table { columns, rows: Vec::with_capacity(rows.len()) };
            for row in rows {
                table.rows.push(if counted { Vec::new() } else { it.row(name, &table.columns, row) });
            }
            it.tables.insert(name.to_owned(), table);
        }
        Ok(it)
    }

    fn row(&mut self, table: &str, columns: &[String], row: Vec<Option<Vec<u8>>>) -> Vec<Option<String>> {
        let id =
            row.first().and_then(Option::as_ref).map(|it| String::from_utf8_lossy(it).into_owned()).unwrap_or_default();
        let mut values = Vec::with_capacity(row.len());
        for (at, value) in row.into_iter().enumerate() {
            let Some(bytes) = value else {
                values.push(None);
                continue;
            };
            let (text, read_anew) = match String::from_utf8(bytes) {
                Ok(text) => (text, false),
                // older sites wrote in ISO 8859-1
                Err(it) => (WINDOWS_1252.decode_without_bom_handling(it.as_bytes()).0.into_owned(), true),
            };
            let mended = if read_anew { None } else { encoded_once(&text) };
            if mended.is_some() || read_anew {
                let field = columns.get(at).cloned().unwrap_or_default();
                self.mended.push(Mended { table: table.to_owned(), id: id.clone(), field });
            }
            values.push(Some(mended.unwrap_or(text)));
        }
        values
    }

    /// The rows of a table; none where the site has no such table.
    pub(super) fn rows(&self, table: &str) -> impl Iterator<Item = Fields<'_>> + use<'_> {
        let table = self.tables.get(table);
        let columns = table.map_or(&[][..], |it| it.columns.as_slice());
        table.into_iter().flat_map(|it| &it.rows).map(move |row| Fields { columns, row })
    }

    /// The row at a place of a table.
    pub(super) fn row_at(&self, table: &str, at: usize) -> Option<Fields<'_>> {
        let table = self.tables.get(table)?;
        table.rows.get(at).map(|row| Fields { columns: &table.columns, row })
    }

    /// How many rows a table has.
    pub(super) fn count(&self, table: &str) -> usize {
        self.tables.get(table).map_or(0, |it| it.rows.len())
    }

    /// A setting of the site.
    pub(super) fn meta(&self, name: &str) -> &str {
        self.rows("meta").find(|it| it.text("nom") == name).map_or("", |it| it.text("valeur"))
    }

    /// Links from things (`auteurs`, `mots`, `documents`, `gis`) to objects: the number of the thing, the word for the object, its number.
    /// Sites before SPIP 3 have a table for each pair.
    pub(super) fn links(&self, things: &str) -> Vec<(u64, String, u64)> {
        let thing = match things {
            "auteurs" => "id_auteur",
            "mots" => "id_mot",
            "documents" => "id_document",
            _ => "id_gis",
        };
        let linked = self.rows(&format!("{things}_liens"));
        let mut links: Vec<_> =
            linked.map(|it| (it.id(thing), it.text("objet").to_owned(), it.id("id_objet"))).collect();
        for (objects, word) in [("articles", "article"), ("rubriques", "rubrique"), ("evenements", "evenement")] {
            let pairs = self.rows(&format!("{things}_{objects}"));
            links.extend(pairs.map(|it| (it.id(thing), word.to_owned(), it.id(&format!("id_{word}")))));
        }
        links.retain(|it| it.0 > 0 && it.2 > 0);
        links
    }
}

/// A text whose UTF-8 was taken for windows-1252 and encoded again, as it was before; none when that does not fit all of it. Sites that
/// kept a text in that way in tables of latin1 have it encoded once more by a server that is asked for UTF-8.
fn encoded_once(text: &str) -> Option<String> {
    let before = one_time_less(text)?;
    Some(one_time_less(&before).unwrap_or(before))
}

fn one_time_less(text: &str) -> Option<String> {
    // a letter with an accent, or a small picture, encoded twice, begins with one of these
    if !text.contains(['Ã', 'Â', 'â', 'Å', 'ð']) {
        return None;
    }
    let (bytes, _, unmappable) = WINDOWS_1252.encode(text);
    if unmappable {
        return None;
    }
    String::from_utf8(bytes.into_owned()).ok().filter(|it| it != text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_encoded_twice_as_a_whole_is_mended() {
        assert_eq!(encoded_once("lâ€™Ã©picerie").as_deref(), Some("l’épicerie"));
        assert_eq!(encoded_once("ÃƒÂ©picerie").as_deref(), Some("épicerie"), "encoded three times");
        assert_eq!(encoded_once("ðŸŒ± semer").as_deref(), Some("🌱 semer"));
        assert_eq!(encoded_once("l’épicerie"), None);
        assert_eq!(encoded_once("un château"), None);
        assert_eq!(encoded_once("Ã©tÃ© et été"), None);
    }

    #[test]
    fn sites_before_spip_3_have_a_table_a_pair() {
        let bytes = |it: &str| Some(it.as_bytes().to_vec());
        let table = |name: &str, columns: &[&str], rows: &[&[&str]]| {
            let columns = columns.iter().map(|it| (*it).to_owned()).collect();
            (name.to_owned(), columns, rows.iter().map(|row| row.iter().map(|it| bytes(it)).collect()).collect())
        };
        let tables = Tables::gather(vec![
            table("old_rubriques", &["id_rubrique"], &[]),
            table("old_articles", &["id_article", "titre"], &[&["1", "Ã‰tÃ©"]]),
            table("old_auteurs", &["id_auteur"], &[&["7"]]),
            table("old_auteurs_articles", &["id_auteur", "id_article"], &[&["7", "1"]]),
            table("other_articles", &["id_article"], &[&["9"]]),
        ]);
        let tables = tables.unwrap();
        assert_eq!(tables.links("auteurs"), [(7, "article".to_owned(), 1)]);
        assert_eq!(tables.rows("articles").map(|it| it.text("titre").to_owned()).collect::<Vec<_>>(), ["Été"]);
        assert_eq!(tables.mended.len(), 1);
        assert!(Tables::gather(Vec::new()).is_err());
    }
}
