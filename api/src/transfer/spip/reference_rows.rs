//! Rows of members, themes and sources out of the authors, keywords and partner sites of a SPIP site, and the accounts of its people.

use std::collections::HashSet;

use entity::import::brought::Newcomer;
use entity::import::row::RowKind;
use entity::value::role::Role;
use entity::value::text::fold;
use serde_json::{Map, Value, json};

use crate::transfer::spip::choices::{self, Keywords, Places, Wishes};
use crate::transfer::spip::content::{Spip, host};
use crate::transfer::spip::findings::{Findings, Topic};
use crate::transfer::spip::licences;
use crate::transfer::spip::markup::site::Site;
use crate::transfer::spip::markup::{typography, write};
use crate::transfer::spip::tables::Fields;

/// A row to be: its kind, its key, its fields.
pub(super) type Made = (RowKind, String, Map<String, Value>);

/// Whether an author comes along: who is in the bin or waits does not, who only wrote in forums does when articles are signed by them.
pub(super) fn comes_along(site: &Spip, author: Fields<'_>) -> bool {
    let id = author.id("id_auteur");
    match author.text("statut") {
        "0minirezo" | "1comite" => true,
        "6forum" => site.signed.contains(&id),
        _ => false,
    }
}

/// The members, and who of them has an account.
pub(super) fn members(
    site: &Spip,
    wishes: &Wishes,
    places: &Places,
    findings: &mut Findings,
) -> (Vec<Made>, Vec<Newcomer>) {
    let (mut rows, mut people) = (Vec::new(), Vec::new());
    for author in site.tables.rows("auteurs") {
        let id = author.id("id_auteur");
        let name = site.line(author.text("nom"), &site.language);
        let about = format!("auteur {id} « {name} »");
        if !comes_along(site, author) {
            let why = match author.text("statut") {
                "5poubelle" => "compte supprimé",
                "nouveau" => "inscription jamais confirmée",
                _ => "visiteur sans article",
            };
            findings.add(Topic::LeftBehind, about, why);
            continue;
        }
        let key = format!("auteur:{id}");
        let kind = kind_of_member(&name);
        if kind != "PERSON" {
            findings.add(
                Topic::People,
                about.clone(),
                format!("enregistré comme {}", if kind == "COLLECTIVE" { "collectif" } else { "organisation" }),
            );
        }
        let (blocks, notes, mut losses) = site.blocks(author.text("bio"), &site.language);
        let bio = write::part(&blocks, &notes, &mut losses);
        losses.iter().for_each(|it| findings.add(Topic::Texts, about.clone(), it.to_string()));
        let mut fields = Map::new();
        fields.insert("memberKind".into(), kind.into());
        fields.insert("name".into(), name.into());
        put(&mut fields, "bio", bio);
        put(&mut fields, "website", site.absolute(author.text("url_site")).unwrap_or_default());
        rows.push((RowKind::Member, key.clone(), fields));
        people.extend(newcomer(site, author, key, &about, (wishes, places), findings));
    }
    (rows, people)
}

/// The account of an author: an editor of the whole network, of the places of the sections that they look after, or a contributor.
fn newcomer(
    site: &Spip,
    author: Fields<'_>,
    member: String,
    about: &str,
    (wishes, places): (&Wishes, &Places),
    findings: &mut Findings,
) -> Option<Newcomer> {
    let (id, email) = (author.id("id_auteur"), author.text("email").trim().to_owned());
    // who has no login only gave their name to articles
    if email.is_empty() || author.text("login").is_empty() || author.text("statut") == "6forum" {
        return None;
    }
    if author.text("statut") != "0minirezo" {
        return Some(Newcomer { member, email, role: Role::Contributor, territories: Vec::new() });
    }
    let sections = site.tables.rows("rubriques").map(|it| it.id("id_rubrique"));
    let looked_after: Vec<u64> = sections.filter(|it| site.linked("auteurs", "rubrique", *it).contains(&id)).collect();
    if looked_after.is_empty() {
        findings.add(
            Topic::People,
            about,
            "administrateur : devient éditeur de tout le réseau ; pour plus de droits : member role … admin",
        );
        return Some(Newcomer { member, email, role: Role::Editor, territories: Vec::new() });
    }
    let mut territories: Vec<String> = Vec::new();
    for section in &looked_after {
        territories.extend(choices::places_of_section(site, *section, wishes, places));
    }
    territories.dedup();
    let territories: Vec<_> = territories.iter().filter_map(|it| it.parse().ok()).collect();
    if territories.is_empty() {
        let sections: Vec<String> = looked_after.iter().map(ToString::to_string).collect();
        let said = format!(
            "administrateur restreint à la rubrique {} dont le lieu est inconnu ici : devient contributeur, sans mandat ; ensuite : member role … editor --territory …",
            sections.join(", ")
        );
        findings.add(Topic::People, about, said);
        return Some(Newcomer { member, email, role: Role::Contributor, territories });
    }
    Some(Newcomer { member, email, role: Role::Editor, territories })
}

fn kind_of_member(name: &str) -> &'static str {
    let folded = fold(name);
    let words: Vec<&str> = folded.split(|it: char| !it.is_alphanumeric()).collect();
    let has = |any: &[&str]| words.iter().any(|it| any.contains(it));
    if has(&["collectif"]) {
        "COLLECTIVE"
    } else if has(&[
        "reseau",
        "association",
        "asso",
        "mairie",
        "ville",
        "commune",
        "communaute",
        "animation",
        "federation",
        "cooperative",
        "scop",
        "equipe",
        "redaction",
    ]) {
        "ORGANISATION"
    } else {
        "PERSON"
    }
}

/// The themes: keywords of the groups that become some, below their group where several groups do.
pub(super) fn themes(site: &Spip, wishes: &Wishes) -> Vec<Made> {
    let mut rows = Vec::new();
    let groups: Vec<Fields<'_>> = site
        .tables
        .rows("groupes_mots")
        .filter(|it| choices::keywords_of(it.id("id_groupe"), it.text("titre"), wishes) == Keywords::Theme)
        .collect();
    for group in &groups {
        let id = group.id("id_groupe");
        let parent = (groups.len() > 1).then(|| format!("groupe:{id}"));
        if let Some(key) = &parent {
            rows.push((
                RowKind::Theme,
                key.clone(),
                Map::from_iter([("name".into(), names(site, group.text("titre")))]),
            ));
        }
        for word in site.tables.rows("mots").filter(|it| it.id("id_groupe") == id) {
            let mut fields = Map::from_iter([("name".to_owned(), names(site, word.text("titre")))]);
            if let Some(parent) = &parent {
                fields.insert("parent".into(), parent.clone().into());
            }
            rows.push((RowKind::Theme, format!("mot:{}", word.id("id_mot")), fields));
        }
    }
    rows
}

/// A name by language: those that `<multi>` speaks, else that of the site.
fn names(site: &Spip, title: &str) -> Value {
    let mut languages = typography::languages(title);
    if languages.is_empty() {
        languages.push(site.language.clone());
    }
    let names = languages.into_iter().map(|it| (code(&it), Value::from(site.line(title, &it))));
    Value::Object(names.collect())
}

/// A language of SPIP as a tag: what stands after the first code are its own variants, such as `fr_tu`.
pub(super) fn code(language: &str) -> String {
    language.split('_').next().unwrap_or(language).to_owned()
}

/// The sources: partner sites, and the sites of republished articles that are no partners.
pub(super) fn sources(site: &Spip, findings: &mut Findings) -> Vec<Made> {
    let mut rows: Vec<Made> = Vec::new();
    for it in site.tables.rows("syndic") {
        let (id, name) = (it.id("id_syndic"), site.line(it.text("nom_site"), &site.language));
        let Some(home) = site.absolute(it.text("url_site")) else {
            findings.add(Topic::LeftBehind, format!("site {id} « {name} »"), "sans adresse");
            continue;
        };
        let licence = licences::of_sentence(it.text("descriptif")).unwrap_or_else(|| licences::UNKNOWN.to_owned());
        let mut fields = Map::new();
        fields.insert("name".into(), name.into());
        fields.insert("homepage".into(), home.into());
        put(
            &mut fields,
            "feed",
            site.absolute(it.text("url_syndic")).filter(|_| !it.text("url_syndic").is_empty()).unwrap_or_default(),
        );
        fields.insert("licence".into(), licence.into());
        fields.insert("permission".into(), "UNKNOWN".into());
        rows.push((RowKind::Source, format!("site:{id}"), fields));
    }
    let mut hosts = HashSet::new();
    for it in site.tables.rows("articles").filter(|it| !matches!(it.text("statut"), "poubelle")) {
        let Some(host) = host(it.text("url_site")) else { continue };
        if source_of(site, it).is_some() || !hosts.insert(host.clone()) {
            continue;
        }
        let scheme = if it.text("url_site").starts_with("http://") { "http" } else { "https" };
        let name = Some(site.line(it.text("nom_site"), &site.language))
            .filter(|it| !it.is_empty())
            .unwrap_or_else(|| host.clone());
        let fields = json!({ "name": name, "homepage": format!("{scheme}://{host}/"), "licence": licences::UNKNOWN, "permission": "UNKNOWN" });
        let Value::Object(fields) = fields else { continue };
        rows.push((RowKind::Source, format!("hôte:{host}"), fields));
    }
    rows
}

/// The key of the source of an article that was taken over from elsewhere: the partner at the host of its address.
pub(super) fn source_of(site: &Spip, article: Fields<'_>) -> Option<String> {
    let host = host(article.text("url_site"))?;
    site.partners.get(&host).map(|id| format!("site:{id}"))
}

/// Puts a text into fields unless it is empty.
pub(super) fn put(fields: &mut Map<String, Value>, name: &str, text: String) {
    if !text.trim().is_empty() {
        fields.insert(name.to_owned(), text.into());
    }
}
