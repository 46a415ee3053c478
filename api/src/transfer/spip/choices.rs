//! What becomes of sections and groups of keywords: by their names, unless the wishes say otherwise. Which places names mean.

use std::collections::HashMap;

use entity::model::territory;
use entity::reference::Snapshot;
use entity::value::kind::Kind;
use entity::value::text::fold;

use crate::transfer::spip::content::{Section, Spip};
use crate::transfer::spip::findings::{Findings, Topic};

/// What becomes of the keywords of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keywords {
    /// Themes.
    Theme,
    /// Territories that are here.
    Territory,
    /// How far an initiative has come.
    Maturity,
    /// Nothing: they were for the templates of the site.
    Drop,
}

/// What somebody has said of the site beforehand.
#[derive(Debug, Clone, Default)]
pub struct Wishes {
    /// What the articles of a section become, those of the sections below it included.
    pub sections: HashMap<u64, Kind>,
    /// What the keywords of a group become.
    pub groups: HashMap<u64, Keywords>,
    /// The territories that a section means.
    pub section_places: HashMap<u64, Vec<String>>,
    /// The territories that a keyword means.
    pub keyword_places: HashMap<u64, Vec<String>>,
}

/// The territories, by folded name.
pub(super) struct Places {
    by_name: HashMap<String, Vec<(territory::Kind, String)>>,
    communes: HashMap<String, Vec<(Vec<String>, String)>>,
}

impl Places {
    pub(super) fn new(reference: &Snapshot) -> Self {
        let mut it = Self { by_name: HashMap::new(), communes: HashMap::new() };
        for place in reference.territories.all() {
            let (name, key) = (plain(&place.name), place.reference.to_string());
            if place.kind == territory::Kind::Commune {
                it.communes.entry(name.clone()).or_default().push((place.postal_codes.clone(), key.clone()));
            }
            it.by_name.entry(name).or_default().push((place.kind, key));
        }
        it
    }

    /// The territory that a name means: the widest of those that are called so; none when several of one kind are.
    pub(super) fn named(&self, name: &str) -> Option<&str> {
        let name = plain(name);
        let name = match name.as_str() {
            "toute la bretagne" | "bretagne entiere" | "region bretagne" => "bretagne",
            other => other,
        };
        let found = self.by_name.get(name)?;
        let widest = found.iter().map(|it| it.0).min()?;
        let mut of_kind = found.iter().filter(|it| it.0 == widest);
        let first = of_kind.next()?;
        of_kind.next().is_none().then_some(first.1.as_str())
    }

    /// The commune with this name and postal code.
    pub(super) fn commune(&self, name: &str, postal_code: &str) -> Option<&str> {
        let found = self.communes.get(&plain(name))?;
        let with_code = found.iter().find(|it| it.0.iter().any(|it| it == postal_code.trim()));
        let only = found.first().filter(|_| found.len() == 1 && postal_code.trim().is_empty());
        // a postal code of a quarter or a post box begins like that of its commune
        let near = || {
            let department = postal_code.trim().get(..2)?;
            let mut near = found.iter().filter(|it| it.0.iter().any(|it| it.starts_with(department)));
            near.next().filter(|_| near.next().is_none())
        };
        with_code.or(only).or_else(near).map(|it| it.1.as_str())
    }
}

/// A name as it is compared: `Trégor - Goëlo` and `Tregor-Goelo` are one.
fn plain(name: &str) -> String {
    let folded = fold(name);
    let words = folded.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty());
    words
        .map(|it| {
            if it == "st" {
                "saint"
            } else if it == "ste" {
                "sainte"
            } else {
                it
            }
        })
        .collect::<Vec<_>>()
        .join(" ")
}

/// What the articles of a section become, and whether that was said by a name or a wish.
pub(super) fn kind_of(site: &Spip, section: u64, wishes: &Wishes) -> Kind {
    let line = site.line_of_sections(section);
    line.iter().find_map(|it| wishes.sections.get(&it.id).copied().or_else(|| by_name(it))).unwrap_or(Kind::Article)
}

fn by_name(section: &Section) -> Option<Kind> {
    let name = plain(&section.title);
    let has = |any: &[&str]| any.iter().any(|it| name.contains(it));
    if section.is_agenda || has(&["agenda", "evenement", "rencontres", "calendrier"]) {
        Some(Kind::Event)
    } else if has(&["recette", "mode d emploi", "modes d emploi"]) {
        Some(Kind::Recipe)
    } else if has(&["initiative", "innovations sociales", "projets", "experiences"]) {
        Some(Kind::Initiative)
    } else if has(&["magazine", "actualite", "article", "revue", "blog", "nouvelles"]) {
        Some(Kind::Article)
    } else if has(&["reseau", "contact", "qui sommes", "mentions", "a propos", "histoire", "methode", "l association"])
    {
        Some(Kind::Page)
    } else {
        None
    }
}

/// What the keywords of a group become.
pub(super) fn keywords_of(id: u64, title: &str, wishes: &Wishes) -> Keywords {
    let name = plain(title);
    let has = |any: &[&str]| any.iter().any(|it| name.contains(it));
    wishes.groups.get(&id).copied().unwrap_or_else(|| {
        if title.trim_start().starts_with('_') {
            Keywords::Drop
        } else if has(&["territoire", "lieux", "geographi", "pays"]) {
            Keywords::Territory
        } else if has(&["maturite", "avancement"]) {
            Keywords::Maturity
        } else {
            Keywords::Theme
        }
    })
}

/// How far an initiative has come, by the name of a keyword.
pub(super) fn maturity(name: &str) -> Option<&'static str> {
    let name = plain(name);
    let has = |any: &[&str]| any.iter().any(|it| name.contains(it));
    if has(&["idee", "projet"]) {
        Some("IDEA")
    } else if has(&["demarrage", "emergence", "lancement"]) {
        Some("STARTING")
    } else if has(&["developpement", "changement"]) {
        Some("DEVELOPING")
    } else if has(&["mature", "maturite", "etabli", "confirme"]) {
        Some("MATURE")
    } else if has(&["termine", "arrete", "fini"]) {
        Some("ENDED")
    } else {
        None
    }
}

/// The territories that a section means, itself or by one above it; none when it means none.
pub(super) fn places_of_section(site: &Spip, section: u64, wishes: &Wishes, places: &Places) -> Vec<String> {
    for it in site.line_of_sections(section) {
        if let Some(wished) = wishes.section_places.get(&it.id) {
            return wished.clone();
        }
        if let Some(found) = places.named(&it.title) {
            return vec![found.to_owned()];
        }
    }
    Vec::new()
}

/// Whether a section seems to mean a place: it does, or one beside it does.
pub(super) fn seems_a_place(site: &Spip, section: &Section, places: &Places) -> bool {
    let is_named = |it: &Section| places.named(&it.title).is_some();
    let is_below_something = section.parent > 0;
    let sisters = site.sections.values().filter(|it| it.parent == section.parent);
    is_named(section) || is_below_something && sisters.filter(|it| is_named(it)).count() >= 2
}

/// Tells what becomes of each section and group, and which places are not known.
pub(super) fn tell(site: &Spip, wishes: &Wishes, places: &Places, findings: &mut Findings) {
    let mut sections: Vec<&Section> = site.sections.values().collect();
    sections.sort_unstable_by_key(|it| it.id);
    for section in sections {
        let about = format!("rubrique {} « {} »", section.id, section.title);
        let kind = kind_of(site, section.id, wishes);
        let word = match kind {
            Kind::Initiative => "initiatives",
            Kind::Recipe => "recettes",
            Kind::Article => "articles",
            Kind::Event => "événements",
            Kind::Page => "pages",
        };
        let means = wishes.section_places.contains_key(&section.id) || places.named(&section.title).is_some();
        let said = if means {
            let found = places_of_section(site, section.id, wishes, places).join(", ");
            format!("ses articles deviennent des {word}, de {found}")
        } else {
            format!("ses articles deviennent des {word} (pour changer : --section {}={})", section.id, kind.word())
        };
        findings.add(Topic::Sections, about.clone(), said);
        if !means && seems_a_place(site, section, places) {
            let said = format!("lieu inconnu ici ; pour le dire : --place {}=epci:…,commune:…", section.id);
            findings.add(Topic::Places, about, said);
        }
    }
    for group in site.tables.rows("groupes_mots") {
        let (id, title) = (group.id("id_groupe"), site.line(group.text("titre"), &site.language));
        let becomes = keywords_of(id, group.text("titre"), wishes);
        let said = match becomes {
            Keywords::Theme => "thèmes",
            Keywords::Territory => "territoires",
            Keywords::Maturity => "maturité des initiatives",
            Keywords::Drop => "laissé de côté (groupe technique)",
        };
        findings.add(
            Topic::Sections,
            format!("groupe de mots {id} « {title} »"),
            format!("{said} (pour changer : --keywords {id}=theme|territory|maturity|drop)"),
        );
    }
}
