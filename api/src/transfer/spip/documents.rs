//! The pictures and documents of a SPIP site: those that its articles, sections and events use come in as media, out of the folder
//! `IMG/` of the site. What an entry shows beside its text is listed here, too.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Component, Path};

use entity::error::Error;
use entity::value::id::Id;
use entity::value::problem::Problem;
use entity::viewer::View;
use serde_json::{Map, Value, json};

use crate::problem;
use crate::transfer::files::Files;
use crate::transfer::spip::content::{Here, Spip};
use crate::transfer::spip::findings::{Findings, Topic};
use crate::transfer::spip::licences;
use crate::transfer::spip::markup::site::{Kind, Site};
use crate::transfer::spip::markup::typography;
use crate::transfer::spip::reference_rows::code;
use crate::transfer::spip::tables::Fields;
use crate::transfer::spip::words;

/// The most characters of a credit and of a caption.
const CREDIT: usize = 200;
const CAPTION: usize = 2_000;
/// The most pictures and documents that an entry shows.
const MOST: usize = 50;
/// The texts of an article, a section or an event in which documents stand.
const TEXTS: [&str; 4] = ["texte", "chapo", "ps", "descriptif"];
/// The tables of what shows documents: the word for the object, its table, the column of its number.
const OBJECTS: [(&str, &str, &str); 3] = [
    ("article", "articles", "id_article"),
    ("rubrique", "rubriques", "id_rubrique"),
    ("evenement", "evenements", "id_evenement"),
];

/// Takes the documents that are used, and the logos of articles and sections, out of the folder `IMG/`; `step` is called before each
/// document.
///
/// # Errors
/// One sentence: the folder is none, or holds no document of the site; what the database refuses.
pub(super) async fn bring(
    site: &mut Spip,
    files: &Files<'_>,
    folder: &Path,
    findings: &mut Findings,
    step: impl Fn(),
) -> Result<(), String> {
    let listed = std::fs::read_dir(folder).map_err(|it| format!("{} cannot be read: {it}", folder.display()))?;
    let names: BTreeSet<String> = listed.flatten().filter_map(|it| it.file_name().into_string().ok()).collect();
    let (used, mut here) = (used(site), HashMap::new());
    let (mut present, mut first): (usize, HashMap<Id, u64>) = (0, HashMap::new());
    for number in &used {
        step();
        let Some(row) = site.row("documents", *number) else { continue };
        let about = format!("document {number} {}", row.text("fichier"));
        if row.text("distant") == "oui" {
            findings.add(Topic::Documents, about, "sur un autre site : les textes mènent à son adresse");
            continue;
        }
        let name = row.text("fichier").trim_start_matches("IMG/").to_owned();
        if is_below(&name) && !folder.join(&name).is_file() {
            findings.add(Topic::Documents, about, "fichier absent du dossier : les textes gardent l’ancienne adresse");
            continue;
        }
        present += 1;
        if row.id("id_licence") == 0 {
            findings.add(Topic::Documents, about.clone(), "sans licence");
        }
        let Some(taken) = take(files, said(site, row, &name), &about, findings).await? else { continue };
        if let Some(id) = taken
            && let Some(other) = first.insert(id, *number)
        {
            findings.add(Topic::Documents, about, format!("même fichier que le document {other} : un seul est gardé"));
        }
        here.insert(*number, taken);
    }
    let mut logos = HashMap::new();
    for ((word, id), name) in logo_files(site, &names) {
        present += 1;
        let about = format!("logo {name}");
        findings.add(Topic::Documents, about.clone(), "image sans texte de remplacement, sans crédit et sans licence");
        if let Some(taken) = take(files, json!({ "path": name }), &about, findings).await? {
            logos.insert((word, id), taken);
        }
    }
    if present == 0 && !used.is_empty() {
        let folder = folder.display();
        return Err(format!("{folder} holds none of the {} documents of the site: name its folder IMG", used.len()));
    }
    let ids: Vec<Id> = here.values().chain(logos.values()).flatten().copied().collect();
    let told = |cause: Error| problem::told(&cause);
    let reader = files.store.read(files.viewer.clone().seeing(View::Latest));
    let media = reader.media_by_id(&ids).await.map_err(told)?;
    let shown = |id: Option<Id>| {
        id.map(|id| Here { id, is_picture: media.get(&id).is_some_and(|it| it.file.picture.is_some()) })
    };
    site.logos = logos.into_iter().map(|(of, id)| (of, shown(id))).collect();
    site.here = here.into_iter().map(|(number, id)| (number, shown(id))).collect();
    for (word, table, column) in OBJECTS {
        // since SPIP 4, a logo is a document
        let objects: Vec<u64> = site.tables.rows(table).map(|it| it.id(column)).collect();
        for id in objects {
            let logo = site.linked("documents", word, id).iter().find(|it| mode(site, **it) == "logoon");
            if let Some(taken) = logo.and_then(|it| site.here.get(it)).copied() {
                site.logos.entry((word.to_owned(), id)).or_insert(taken);
            }
        }
    }
    site.has_media = true;
    Ok(())
}

/// Takes a file: its identifier, none of what is only planned; none at all where it is not taken.
async fn take(
    files: &Files<'_>,
    said: Value,
    about: &str,
    findings: &mut Findings,
) -> Result<Option<Option<Id>>, String> {
    match files.alone(&said).await.map_err(|it| problem::told(&it))? {
        Ok(taken) => Ok(Some(taken)),
        Err(problems) => {
            // the file is named before the reason; where a row would name it says nothing here
            let own = |it: &Problem| Problem { path: it.path.iter().skip(2).cloned().collect(), case: it.case.clone() };
            let why: Vec<String> = problems.iter().map(|it| words::problem(&own(it))).collect();
            findings.add(Topic::Documents, about, format!("laissé de côté : {}", why.join(" ; ")));
            Ok(None)
        }
    }
}

/// What the site says of a document, as the format of imports says it.
fn said(site: &Spip, row: Fields<'_>, name: &str) -> Value {
    let mut said = Map::from_iter([("path".to_owned(), Value::from(name))]);
    let by_language = |texts: &[&str], most: usize| {
        let mut languages = typography::languages(&texts.concat());
        if languages.is_empty() {
            languages.push(site.language.clone());
        }
        let of = |language: &String| {
            let lines = texts.iter().map(|it| site.line(it, language)).filter(|it| !it.is_empty());
            let text: String = lines.collect::<Vec<_>>().join(" — ").chars().take(most).collect();
            (!text.is_empty()).then(|| (code(language), Value::from(text)))
        };
        let texts: Map<String, Value> = languages.iter().filter_map(of).collect();
        (!texts.is_empty()).then_some(Value::Object(texts))
    };
    // SPIP itself shows the title where there is no other text
    let alt = [row.text("alt"), row.text("titre")].into_iter().find(|it| !it.trim().is_empty()).unwrap_or_default();
    said.extend(by_language(&[alt], 1_000).map(|it| ("alt".to_owned(), it)));
    said.extend(
        by_language(&[row.text("titre"), row.text("descriptif")], CAPTION).map(|it| ("caption".to_owned(), it)),
    );
    let credit: String = site.line(row.text("credits"), &site.language).chars().take(CREDIT).collect();
    if !credit.is_empty() {
        said.insert("credit".into(), json!({ "name": credit }));
    }
    said.extend(licences::of_number(row.id("id_licence")).map(|it| ("licence".to_owned(), it.into())));
    Value::Object(said)
}

/// What an object shows beside its text: its logo as the cover, then the documents that are linked with it and that its text does not
/// show. None where nothing was brought, and where a part of it is only planned.
pub(super) fn attached(site: &Spip, word: &str, id: u64, of: &[Fields<'_>]) -> Option<Value> {
    if !site.has_media {
        return None;
    }
    let texts = of.iter().flat_map(|row| TEXTS.map(|it| row.text(it)));
    let in_text: HashSet<u64> = texts.flat_map(mentioned).collect();
    let mut taken: HashSet<Id> = in_text.iter().filter_map(|it| site.here.get(it)).flatten().map(|it| it.id).collect();
    let mut items = Vec::new();
    if let Some(logo) = site.logos.get(&(word.to_owned(), id)) {
        let logo = (*logo)?;
        if logo.is_picture {
            taken.insert(logo.id);
            items.push(json!({ "id": logo.id, "role": "COVER" }));
        }
    }
    for number in site.linked("documents", word, id) {
        if mode(site, *number).starts_with("logo") || in_text.contains(number) {
            continue;
        }
        let Some(held) = site.here.get(number) else { continue };
        let held = (*held)?;
        if taken.insert(held.id) && items.len() < MOST {
            items.push(json!({ "id": held.id, "role": if held.is_picture { "GALLERY" } else { "ATTACHMENT" } }));
        }
    }
    Some(items.into())
}

/// Tells of pictures and documents: which have no alternative text and no credit, which nothing uses, and that all of them stay on the
/// old site where nobody said in which folder they are.
pub(super) fn tell(site: &Spip, findings: &mut Findings) {
    if !site.has_media && site.tables.count("documents") > 0 {
        let said = "restent sur l’ancien site ; pour les reprendre : --documents DOSSIER (le dossier IMG du site)";
        findings.add(Topic::Documents, format!("{} documents", site.tables.count("documents")), said);
    }
    let used = used(site);
    for row in site.tables.rows("documents") {
        let id = row.id("id_document");
        let about = format!("document {id} {}", row.text("fichier"));
        let Some(it) = site.document(id) else { continue };
        if it.is_picture && row.text("alt").trim().is_empty() {
            findings.add(Topic::Documents, about.clone(), "image sans texte de remplacement");
        }
        if row.text("credits").trim().is_empty() {
            findings.add(Topic::Documents, about.clone(), "sans crédit");
        }
        if !used.contains(&id) {
            findings.add(Topic::Documents, about, "lié à aucun article");
        }
    }
}

/// The documents that anything uses that comes along: linked with it, or named in its texts.
pub(super) fn used(site: &Spip) -> BTreeSet<u64> {
    let mut used = BTreeSet::new();
    for (word, table, column) in OBJECTS {
        for row in site.tables.rows(table).filter(|it| it.text("statut") != "poubelle") {
            used.extend(site.linked("documents", word, row.id(column)));
            used.extend(TEXTS.iter().flat_map(|it| mentioned(row.text(it))));
        }
    }
    used.retain(|it| site.row("documents", *it).is_some());
    used
}

/// The documents that a text shows or leads to: `<img12|left>`, `<doc4>`, `[plan->doc7]`.
fn mentioned(text: &str) -> Vec<u64> {
    let mut found = Vec::new();
    for (at, mark) in text.match_indices(['<', '>']) {
        let rest = match mark {
            "<" => &text[at + 1..],
            _ if text[..at].ends_with('-') => &text[at + 1..],
            _ => continue,
        };
        let word: String = rest.chars().take_while(char::is_ascii_lowercase).collect();
        let digits: String = rest[word.len()..].chars().take_while(char::is_ascii_digit).collect();
        if Kind::of(&word) == Some(Kind::Document) {
            found.extend(digits.parse::<u64>());
        }
    }
    found
}

/// The files of logos as sites before SPIP 4 keep them: `arton97.jpg` is that of article 97, `rubon2.png` that of section 2.
fn logo_files(site: &Spip, names: &BTreeSet<String>) -> Vec<((String, u64), String)> {
    let mut found: Vec<((String, u64), String)> = Vec::new();
    for name in names {
        let Some((stem, _)) = name.rsplit_once('.') else { continue };
        let of = [("arton", "article", "articles"), ("rubon", "rubrique", "rubriques")];
        let named = of.iter().find_map(|(begins, word, table)| {
            let id = stem.strip_prefix(begins)?.parse::<u64>().ok()?;
            let row = site.row(table, id).filter(|it| it.text("statut") != "poubelle");
            row.map(|_| ((*word).to_owned(), id))
        });
        if let Some(of) = named.filter(|it| !found.iter().any(|other| other.0 == *it)) {
            found.push((of, name.clone()));
        }
    }
    found
}

fn mode(site: &Spip, number: u64) -> &str {
    site.row("documents", number).map_or("", |it| it.text("mode"))
}

/// Whether a name leads nowhere but below the folder.
fn is_below(name: &str) -> bool {
    !name.is_empty() && Path::new(name).components().all(|it| matches!(it, Component::Normal(_) | Component::CurDir))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_found_in_texts() {
        assert_eq!(mentioned("a <img12|left> b <doc4> [plan->doc7] <b>x</b> [x->13] <img src='a'> 1 > 2"), [12, 4, 7]);
        assert_eq!(mentioned("<emb3|center> <img><doc>"), [3]);
    }

    #[test]
    fn names_that_lead_out_are_not_looked_for() {
        assert!(is_below("png/a.png"));
        for name in ["", "../a.png", "/etc/passwd", "png/../../a"] {
            assert!(!is_below(name), "{name}");
        }
    }
}
