//! A SPIP site as its tables tell it: sections, what is linked with what, and the address of each thing.

use std::collections::{HashMap, HashSet};

use entity::media::mention::SCHEME;
use entity::value::id::Id;

use crate::transfer::spip::markup::read::read;
use crate::transfer::spip::markup::site::{Attached, Kind, Loss, Site, Target};
use crate::transfer::spip::markup::tree::{Block, words};
use crate::transfer::spip::tables::{Fields, Tables};

/// A section.
#[derive(Debug)]
pub(super) struct Section {
    pub(super) id: u64,
    pub(super) parent: u64,
    /// Its title in the language of the site, without the number before it.
    pub(super) title: String,
    pub(super) is_agenda: bool,
}

/// A document of the site that is here as a picture or a document of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Here {
    pub(super) id: Id,
    pub(super) is_picture: bool,
}

/// A SPIP site.
pub(super) struct Spip {
    pub(super) tables: Tables,
    /// The address of its home page, without a slash at the end.
    pub(super) home: String,
    /// The language of the site.
    pub(super) language: String,
    pub(super) sections: HashMap<u64, Section>,
    /// The paths of an object, the newest last, by the word for it and its number.
    paths: HashMap<(String, u64), Vec<String>>,
    linked: HashMap<(&'static str, String, u64), Vec<u64>>,
    /// Where the row of a number stands in its table.
    numbered: HashMap<(&'static str, u64), usize>,
    /// The authors who have signed articles, by number.
    pub(super) signed: HashSet<u64>,
    /// The partner sites by the hosts of their addresses; of several at one host, the first.
    pub(super) partners: HashMap<String, u64>,
    /// Whether its files were brought along.
    pub(super) has_media: bool,
    /// The documents that were brought along, by number; none of what is only planned.
    pub(super) here: HashMap<u64, Option<Here>>,
    /// The logos that were brought along, by the word for the object and its number.
    pub(super) logos: HashMap<(String, u64), Option<Here>>,
}

/// Tables whose rows are looked for by number, and the column that holds it.
const NUMBERED: [(&str, &str); 9] = [
    ("articles", "id_article"),
    ("rubriques", "id_rubrique"),
    ("auteurs", "id_auteur"),
    ("mots", "id_mot"),
    ("breves", "id_breve"),
    ("syndic", "id_syndic"),
    ("documents", "id_document"),
    ("gis", "id_gis"),
    ("groupes_mots", "id_groupe"),
];

impl Spip {
    pub(super) fn new(tables: Tables) -> Self {
        let home = tables.meta("adresse_site").trim().trim_end_matches('/').to_owned();
        let language = Some(tables.meta("langue_site")).filter(|it| !it.is_empty()).unwrap_or("fr").to_owned();
        let mut linked: HashMap<(&'static str, String, u64), Vec<u64>> = HashMap::new();
        for things in ["auteurs", "mots", "documents", "gis"] {
            let mut links = tables.links(things);
            links.sort_unstable();
            links.dedup();
            for (thing, word, object) in links {
                linked.entry((things, word, object)).or_default().push(thing);
            }
        }
        let mut numbered = HashMap::new();
        for (table, column) in NUMBERED {
            numbered.extend(tables.rows(table).enumerate().map(|(at, row)| ((table, row.id(column)), at)));
        }
        let mut it = Self {
            tables,
            home,
            language,
            sections: HashMap::new(),
            paths: HashMap::new(),
            linked,
            numbered,
            signed: HashSet::new(),
            partners: HashMap::new(),
            has_media: false,
            here: HashMap::new(),
            logos: HashMap::new(),
        };
        let sections = it.tables.rows("rubriques").map(|row| Section {
            id: row.id("id_rubrique"),
            parent: row.id("id_parent"),
            title: it.line(row.text("titre"), &it.language),
            is_agenda: row.id("agenda") > 0,
        });
        it.sections = sections.map(|section| (section.id, section)).collect();
        it.paths = it.all_paths();
        let articles = it.tables.rows("articles").map(|row| row.id("id_article"));
        it.signed = articles.flat_map(|id| it.linked("auteurs", "article", id)).copied().collect();
        let mut partners = HashMap::new();
        for row in it.tables.rows("syndic") {
            if let Some(host) = host(row.text("url_site")) {
                partners.entry(host).or_insert(row.id("id_syndic"));
            }
        }
        it.partners = partners;
        it
    }

    fn all_paths(&self) -> HashMap<(String, u64), Vec<String>> {
        let mut rows: Vec<Fields<'_>> = self.tables.rows("urls").filter(|row| !row.text("url").is_empty()).collect();
        rows.sort_by_key(|row| row.text("date"));
        let mut paths: HashMap<(String, u64), Vec<String>> = HashMap::new();
        // sections first: what lies below them is spelled with their paths
        for is_section in [true, false] {
            for row in rows.iter().filter(|row| (row.text("type") == "rubrique") == is_section) {
                let above = paths.get(&("rubrique".to_owned(), row.id("id_parent"))).and_then(|it| it.last());
                let path = match above {
                    Some(above) => format!("{above}/{}", row.text("url")),
                    None => row.text("url").to_owned(),
                };
                paths.entry((row.text("type").to_owned(), row.id("id_objet"))).or_default().push(path);
            }
        }
        paths
    }

    /// The things of a kind (`auteurs`, `mots`, `documents`, `gis`) that are linked with an object.
    pub(super) fn linked(&self, things: &'static str, word: &str, id: u64) -> &[u64] {
        self.linked.get(&(things, word.to_owned(), id)).map_or(&[], Vec::as_slice)
    }

    /// The row of a table with this number.
    pub(super) fn row(&self, table: &'static str, id: u64) -> Option<Fields<'_>> {
        self.numbered.get(&(table, id)).and_then(|at| self.tables.row_at(table, *at))
    }

    /// A section and those above it, the nearest first.
    pub(super) fn line_of_sections(&self, id: u64) -> Vec<&Section> {
        let (mut line, mut next): (Vec<&Section>, u64) = (Vec::new(), id);
        while let Some(section) = self.sections.get(&next) {
            // a section of a damaged site may lie below itself
            if line.iter().any(|it| it.id == next) {
                break;
            }
            line.push(section);
            next = section.parent;
        }
        line
    }

    /// A text of one line, in a language: words without marks, the number of its order taken off.
    pub(super) fn line(&self, text: &str, language: &str) -> String {
        let (document, _) = read(text, language, self);
        let mut line = String::new();
        for block in document.blocks {
            let mut inlines = Vec::new();
            crate::transfer::spip::markup::read::flatten(block, &mut inlines);
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(&words(&inlines));
        }
        // spaces that do not break stay
        let line = line.split([' ', '\t', '\n']).filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ");
        without_number(line.trim()).to_owned()
    }

    /// The blocks of a text, and what is lost of it.
    pub(super) fn blocks(&self, text: &str, language: &str) -> (Vec<Block>, Vec<Vec<Block>>, Vec<Loss>) {
        let (document, losses) = read(text, language, self);
        (document.blocks, document.notes, losses)
    }

    /// Whether an object had an address of its own.
    pub(super) fn has_path(&self, word: &str, id: u64) -> bool {
        self.paths.contains_key(&(word.to_owned(), id))
    }

    /// All paths that an object ever had, those that SPIP understands by itself included; each begins with a slash.
    pub(super) fn every_path(&self, word: &str, id: u64) -> Vec<String> {
        let mut paths = Vec::new();
        for path in self.paths.get(&(word.to_owned(), id)).into_iter().flatten() {
            for path in [path.clone(), marked(word, path)] {
                paths.extend([format!("/{path}"), format!("/{path}.html")]);
            }
        }
        for plain in ["/spip.php?{}", "/?{}", "/{}.html", "/{}"] {
            paths.push(plain.replace("{}", &format!("{word}{id}")));
        }
        paths.push(format!("/spip.php?page={word}&id_{word}={id}"));
        paths.push(format!("/{word}.php3?id_{word}={id}"));
        paths.dedup();
        paths
    }
}

/// A path as *propres* addresses mark sections, authors and keywords.
fn marked(word: &str, path: &str) -> String {
    match word {
        "rubrique" => format!("-{path}-"),
        "auteur" => format!("_{path}_"),
        "mot" => format!("+-{path}-+"),
        "breve" => format!("+{path}+"),
        "site" => format!("@{path}@"),
        _ => path.to_owned(),
    }
}

/// `10. Le magazine` is called `Le magazine`.
fn without_number(title: &str) -> &str {
    let digits = title.len() - title.trim_start_matches(|it: char| it.is_ascii_digit()).len();
    match title[digits..].strip_prefix(". ") {
        Some(rest) if (1..=4).contains(&digits) && !rest.trim().is_empty() => rest.trim_start(),
        _ => title,
    }
}

/// The host of an address of the web.
pub(super) fn host(address: &str) -> Option<String> {
    let address = url::Url::parse(address.trim()).ok().filter(|it| matches!(it.scheme(), "http" | "https"))?;
    address.host_str().map(str::to_owned)
}

impl Site for Spip {
    fn target(&self, kind: Kind, id: u64) -> Option<Target> {
        let (table, word, title) = match kind {
            Kind::Article => ("articles", "article", "titre"),
            Kind::Section => ("rubriques", "rubrique", "titre"),
            Kind::Author => ("auteurs", "auteur", "nom"),
            Kind::Keyword => ("mots", "mot", "titre"),
            Kind::News => ("breves", "breve", "titre"),
            Kind::Syndicated => ("syndic", "site", "nom_site"),
            Kind::Document => ("documents", "document", "titre"),
        };
        let row = self.row(table, id)?;
        let title = without_number(row.text(title)).to_owned();
        let address = match kind {
            Kind::Syndicated => self.absolute(row.text("url_site"))?,
            Kind::Document => self.document(id)?.address,
            Kind::Article | Kind::Section | Kind::Author | Kind::Keyword | Kind::News => {
                let newest = self.paths.get(&(word.to_owned(), id)).and_then(|it| it.last());
                match (self.tables.meta("type_urls"), newest) {
                    ("propres", Some(path)) => format!("{}/{}", self.home, marked(word, path)),
                    ("propres2", Some(path)) => format!("{}/{}.html", self.home, marked(word, path)),
                    ("html", _) => format!("{}/{word}{id}.html", self.home),
                    ("page" | "", _) | (_, None) => format!("{}/spip.php?{word}{id}", self.home),
                    (_, Some(path)) => format!("{}/{path}", self.home),
                }
            }
        };
        Some(Target { address, title })
    }

    fn document(&self, id: u64) -> Option<Attached> {
        let row = self.row("documents", id)?;
        if let Some(Some(here)) = self.here.get(&id) {
            return Some(Attached {
                address: format!("{SCHEME}{}", here.id),
                is_picture: here.is_picture,
                alt: row.text("alt").to_owned(),
                title: row.text("titre").to_owned(),
                description: row.text("descriptif").to_owned(),
                // it is credited beside the picture
                credits: String::new(),
            });
        }
        let file = row.text("fichier");
        let address = if row.text("distant") == "oui" {
            self.absolute(file)?
        } else {
            format!("{}/IMG/{}", self.home, file.trim_start_matches("IMG/"))
        };
        let extension = row.text("extension").to_ascii_lowercase();
        let is_picture = matches!(extension.as_str(), "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "svg");
        Some(Attached {
            address,
            is_picture,
            alt: row.text("alt").to_owned(),
            title: row.text("titre").to_owned(),
            description: row.text("descriptif").to_owned(),
            credits: row.text("credits").to_owned(),
        })
    }

    fn absolute(&self, address: &str) -> Option<String> {
        let address = address.trim();
        let lower = address.to_ascii_lowercase();
        let is_one = |it: &str| !it.contains(char::is_whitespace) && !it.is_empty();
        if lower.starts_with("http://") || lower.starts_with("https://") {
            return Some(address.to_owned()).filter(|it| is_one(it));
        }
        if let Some(mailbox) = lower.strip_prefix("mailto:") {
            return Some(format!("mailto:{mailbox}")).filter(|it| is_one(it) && mailbox.contains('@'));
        }
        if let Some(rest) = address.strip_prefix("//") {
            return Some(format!("https://{rest}")).filter(|it| is_one(it));
        }
        // any other scheme stands before the first slash
        let scheme = address.split(['/', '?', '#']).next().is_some_and(|it| it.contains(':'));
        if scheme || !is_one(address) || self.home.is_empty() {
            return None;
        }
        Some(format!("{}/{}", self.home, address.trim_start_matches(['.', '/'])))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_order_and_do_not_show() {
        assert_eq!(without_number("10. Le magazine"), "Le magazine");
        assert_eq!(without_number("2014, une année"), "2014, une année");
        assert_eq!(without_number("3."), "3.");
    }
}
