//! A SPIP site to rows of the exchange format, with its old addresses, the accounts of its people, and what a volunteer should know.

mod bodies;
mod choices;
mod content;
mod database;
mod dates;
mod documents;
mod dump;
mod entries;
mod events;
pub(crate) mod findings;
#[cfg(test)]
mod judged;
mod licences;
mod live;
mod markup;
mod reference_rows;
pub mod report;
mod tables;
mod words;

use std::collections::{HashMap, HashSet};
use std::path::Path;

pub use choices::{Keywords, Wishes};
pub use database::Database;
use entity::import::brought::{Destination, Newcomer, OldAddress};
use entity::import::row::{Row, RowKind};
use entity::reference::Snapshot;
use entity::value::kind::Kind;

use crate::transfer::files::Files;
use crate::transfer::ndjson::Line;
use crate::transfer::spip::choices::Places;
use crate::transfer::spip::content::Spip;
use crate::transfer::spip::entries::Making;
use crate::transfer::spip::findings::{Findings, Topic};
use crate::transfer::spip::reference_rows::Made;
use crate::transfer::spip::tables::{Fields, Tables};
use crate::transfer::unread::Unreadable;

/// The time that a site of the network goes by.
const ZONE: chrono_tz::Tz = chrono_tz::Europe::Paris;

/// A SPIP site, read.
pub struct SpipSite {
    site: Spip,
    findings: Findings,
}

/// What a site becomes.
pub struct SpipPlan {
    /// The rows.
    pub lines: Vec<Line>,
    /// Its old addresses.
    pub addresses: Vec<OldAddress>,
    /// Who has an account there.
    pub people: Vec<Newcomer>,
    /// What a volunteer should know.
    pub(crate) findings: Findings,
}

impl SpipSite {
    /// The name that its rows go by unless another is given: the host of its address.
    pub fn origin(&self) -> Option<String> {
        content::host(self.site.tables.meta("adresse_site"))
    }

    /// Reads the database of a site. A server is asked with the password that is given, else with that of the address.
    ///
    /// # Errors
    /// One sentence: what the file is instead, what is wrong with it, or why the server gives nothing.
    pub async fn read(database: &Database, password: Option<&str>) -> Result<Self, Unreadable> {
        let tables = database.tables(password).await?;
        let site = Tables::gather(tables).map(Spip::new).map_err(|it| database.unread(&std::io::Error::from(it)))?;
        Ok(Self { site, findings: Findings::default() })
    }

    /// How many documents the site uses.
    pub fn count_documents(&self) -> usize {
        documents::used(&self.site).len()
    }

    /// Takes the pictures and documents that the site uses out of its folder `IMG/`; `step` is called before each.
    ///
    /// # Errors
    /// One sentence: the folder holds none of them, or the database refuses them.
    pub async fn bring_documents(&mut self, files: &Files<'_>, folder: &Path, step: impl Fn()) -> Result<(), String> {
        documents::bring(&mut self.site, files, folder, &mut self.findings, step).await
    }

    /// What the site becomes here.
    pub fn plan(self, reference: &Snapshot, wishes: &Wishes) -> SpipPlan {
        let (Self { site, mut findings }, places) = (self, Places::new(reference));
        choices::tell(&site, wishes, &places, &mut findings);
        let making = Making { site: &site, wishes, places: &places, zone: ZONE };
        let (mut rows, people) = reference_rows::members(&site, wishes, &places, &mut findings);
        rows.extend(reference_rows::themes(&site, wishes));
        rows.extend(reference_rows::sources(&site, &mut findings));
        rows.extend(making.sections(&mut findings));
        let mut binned = Vec::new();
        let mut of_article: HashMap<u64, Vec<Fields<'_>>> = HashMap::new();
        for event in site.tables.rows("evenements") {
            of_article.entry(event.id("id_article")).or_default().push(event);
        }
        for article in site.tables.rows("articles") {
            if article.text("statut") == "poubelle" {
                findings.add(Topic::LeftBehind, making.about(article), "à la poubelle ; retiré ici s’il y était déjà");
                binned.push((making.kind(article), article.id("id_article")));
                continue;
            }
            let events = of_article.get(&article.id("id_article")).map_or(&[][..], Vec::as_slice);
            if events.is_empty() && making.kind(article) != Kind::Event {
                rows.push(making.article(article, making.kind(article), &mut findings));
            } else {
                rows.extend(making.with_events(article, events, &mut findings));
            }
        }
        let addresses = addresses(&making, &rows, &mut findings);
        documents::tell(&site, &mut findings);
        for it in &site.tables.mended {
            findings.add(Topic::Encoding, format!("{} {}", it.table, it.id), format!("champ {}", it.field));
        }
        let forum = site.tables.count("forum");
        if forum > 0 {
            findings.add(Topic::LeftBehind, "forums", format!("{forum} messages, avec leurs adresses IP"));
        }
        for it in site.tables.rows("breves") {
            findings.add(Topic::LeftBehind, format!("brève {}", it.id("id_breve")), it.text("titre"));
        }
        SpipPlan { lines: lines(rows, &binned), addresses, people, findings }
    }
}

/// Rows as lines: numbered one after the other.
fn lines(rows: Vec<Made>, binned: &[(Kind, u64)]) -> Vec<Line> {
    let made = rows.into_iter().map(|(kind, key, fields)| Row { kind, key, deleted: false, fields });
    let gone = binned.iter().map(|(kind, id)| Row {
        kind: RowKind::Entry(*kind),
        key: format!("article:{id}"),
        deleted: true,
        fields: serde_json::Map::new(),
    });
    let named = |(at, row): (usize, Row)| Line {
        number: at + 1,
        name: format!("{} \"{}\"", row.kind.word(), row.key),
        row: Ok(row),
    };
    made.chain(gone).enumerate().map(named).collect()
}

/// The old addresses of articles, sections, authors and keywords.
fn addresses(making: &Making<'_>, rows: &[Made], findings: &mut Findings) -> Vec<OldAddress> {
    let site = making.site;
    let (mut found, mut taken): (Vec<OldAddress>, HashSet<String>) = (Vec::new(), HashSet::new());
    let mut put = |paths: Vec<String>, to: &Destination| {
        for path in paths {
            if taken.insert(path.clone()) {
                found.push(OldAddress { path, to: to.clone() });
            }
        }
    };
    let kinds: HashMap<&str, RowKind> = rows.iter().map(|(kind, key, _)| (key.as_str(), *kind)).collect();
    for article in site.tables.rows("articles").filter(|it| it.text("statut") == "publie") {
        let id = article.id("id_article");
        let elsewhere = bodies::redirected(site, article).and_then(|it| it.parse().ok()).map(Destination::Address);
        let key = format!("article:{id}");
        let here = kinds.get(key.as_str()).map(|kind| Destination::Row(*kind, key.clone()));
        if let Some(to) = elsewhere.or(here) {
            put(site.every_path("article", id), &to);
        }
    }
    let mut without = Vec::new();
    for section in site.tables.rows("rubriques").filter(|it| it.text("statut") == "publie") {
        let id = section.id("id_rubrique");
        match site.line_of_sections(id).into_iter().find(|it| making.has_page(it.id)) {
            Some(page) => {
                let to = Destination::Row(RowKind::Entry(Kind::Page), format!("rubrique:{}", page.id));
                put(site.every_path("rubrique", id), &to);
            }
            None => without.push(format!("rubrique {id}")),
        }
    }
    if !without.is_empty() {
        findings.add(
            Topic::Addresses,
            without.join(", "),
            "aucune page ne les remplace : leurs adresses ne répondent plus",
        );
    }
    // pages of authors and keywords: to the member, to the theme
    for (word, table, column) in [("auteur", "auteurs", "id_auteur"), ("mot", "mots", "id_mot")] {
        for row in site.tables.rows(table) {
            let id = row.id(column);
            let key = format!("{word}:{id}");
            match kinds.get(key.as_str()) {
                Some(kind) => put(site.every_path(word, id), &Destination::Row(*kind, key)),
                None if site.has_path(word, id) => findings.add(
                    Topic::Addresses,
                    format!(
                        "{word} {id} « {} »",
                        site.line(row.text(if word == "mot" { "titre" } else { "nom" }), &site.language)
                    ),
                    "ni membre ni thème ici : son adresse ne répond plus",
                ),
                None => {}
            }
        }
    }
    let others = site.tables.rows("urls").filter(|it| matches!(it.text("type"), "breve" | "syndic")).count();
    if others > 0 {
        findings.add(Topic::Addresses, format!("{others} adresses de brèves et de sites"), "elles ne répondent plus");
    }
    found
}
