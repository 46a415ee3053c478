//! Rows of entries out of the articles and sections of a SPIP site.

use chrono_tz::Tz;
use entity::import::row::RowKind;
use entity::value::kind::Kind;
use serde_json::{Map, Value, json};

use crate::transfer::spip::bodies::{redirected, told};
use crate::transfer::spip::choices::{self, Keywords, Places, Wishes};
use crate::transfer::spip::content::{Spip, host};
use crate::transfer::spip::dates::{self, Moment, moment};
use crate::transfer::spip::documents::attached;
use crate::transfer::spip::findings::{Findings, Topic};
use crate::transfer::spip::licences;
use crate::transfer::spip::markup::site::Site;
use crate::transfer::spip::reference_rows::{Made, code, comes_along, put, source_of};
use crate::transfer::spip::tables::Fields;

/// The most characters of a title.
const TITLE: usize = 200;

/// What rows are made with.
pub(super) struct Making<'a> {
    pub(super) site: &'a Spip,
    pub(super) wishes: &'a Wishes,
    pub(super) places: &'a Places,
    pub(super) zone: Tz,
}

/// What the status of an object of SPIP is here; none for what lies in the bin.
pub(super) fn status(statut: &str) -> Option<&'static str> {
    match statut {
        "publie" => Some("PUBLISHED"),
        "prop" => Some("SUBMITTED"),
        "refuse" => Some("REFUSED"),
        "poubelle" => None,
        _ => Some("DRAFT"),
    }
}

impl Making<'_> {
    /// The kind that an article becomes: an article in the calendar without any date is no event.
    pub(super) fn kind(&self, article: Fields<'_>) -> Kind {
        choices::kind_of(self.site, article.id("id_rubrique"), self.wishes)
    }

    /// How an article is called in the report.
    pub(super) fn about(&self, article: Fields<'_>) -> String {
        let title = self.site.line(article.text("titre"), article.text("lang"));
        format!("article {} « {title} »", article.id("id_article"))
    }

    /// The row of an article as an entry of a kind.
    pub(super) fn article(&self, article: Fields<'_>, kind: Kind, findings: &mut Findings) -> Made {
        let (site, id) = (self.site, article.id("id_article"));
        let language = Some(article.text("lang")).filter(|it| !it.is_empty()).unwrap_or(&site.language);
        let about = self.about(article);
        let told = told(site, article, kind, language);
        told.losses.iter().for_each(|it| findings.add(Topic::Texts, about.clone(), it.to_string()));
        let mut fields = Map::new();
        let title = site.line(article.text("titre"), language);
        if title.chars().count() > TITLE {
            findings.add(Topic::Texts, about.clone(), "titre coupé à 200 caractères");
        }
        fields.insert("title".into(), title.chars().take(TITLE).collect::<String>().into());
        fields.extend(told.fields);
        fields.insert("language".into(), code(language).into());
        fields.insert("status".into(), status(article.text("statut")).unwrap_or("WITHDRAWN").into());
        self.dates(article, &about, &mut fields, findings);
        let group = article.id("id_trad");
        if group > 0 {
            fields.insert("translationGroup".into(), format!("trad:{group}").into());
        }
        self.credits(article, &about, &mut fields, findings);
        self.keywords("article", id, kind, &about, &mut fields, findings);
        self.territories(article, "article", id, &about, &mut fields, findings);
        self.origin(article, kind, &about, &mut fields, findings);
        fields.extend(attached(site, "article", id, &[article]).map(|it| ("media".to_owned(), it)));
        if kind == Kind::Page && self.site.sections.contains_key(&article.id("id_rubrique")) {
            let above = site.line_of_sections(article.id("id_rubrique")).into_iter().find(|it| self.has_page(it.id));
            if let Some(above) = above {
                fields.insert("parent".into(), format!("rubrique:{}", above.id).into());
            }
        }
        // what is not public goes to where it leads to by itself
        if redirected(site, article).is_some() {
            findings.add(
                Topic::Addresses,
                about,
                "redirection : son ancienne adresse mène directement à la page visée",
            );
        }
        (RowKind::Entry(kind), format!("article:{id}"), fields)
    }

    fn dates(&self, article: Fields<'_>, about: &str, fields: &mut Map<String, Value>, findings: &mut Findings) {
        if article.text("statut") != "publie" {
            return;
        }
        match dates::written(article.text("date"), self.zone) {
            Some(date) => drop(fields.insert("publishedAt".into(), date.into())),
            None => findings.add(
                Topic::Dates,
                about,
                format!("date de publication absente ou impossible : « {} »", article.text("date")),
            ),
        }
    }

    fn credits(&self, article: Fields<'_>, about: &str, fields: &mut Map<String, Value>, findings: &mut Findings) {
        let authors = self.site.linked("auteurs", "article", article.id("id_article"));
        let mut kept = Vec::new();
        for id in authors {
            match self.site.row("auteurs", *id) {
                Some(author) if comes_along(self.site, author) => kept.push(Value::from(format!("auteur:{id}"))),
                // who went away is still named
                Some(author) if author.text("statut") == "5poubelle" => {
                    let name = self.site.line(author.text("nom"), &self.site.language);
                    kept.push(json!({ "name": name }));
                }
                Some(_) => {}
                None => findings.add(Topic::People, about, format!("signé par un auteur qui n’existe plus : {id}")),
            }
        }
        if !kept.is_empty() {
            fields.insert("authors".into(), kept.into());
        }
    }

    /// Themes and maturity by the keywords of an object.
    pub(super) fn keywords(
        &self,
        word: &str,
        id: u64,
        kind: Kind,
        about: &str,
        fields: &mut Map<String, Value>,
        findings: &mut Findings,
    ) {
        let mut themes: Vec<Value> = fields.get("themes").and_then(Value::as_array).cloned().unwrap_or_default();
        for keyword in self.site.linked("mots", word, id) {
            let Some(row) = self.site.row("mots", *keyword) else {
                findings.add(Topic::Sections, about, format!("mot-clé absent du site : {keyword}"));
                continue;
            };
            let group = row.id("id_groupe");
            let title = self.site.row("groupes_mots", group).map_or("", |it| it.text("titre"));
            match choices::keywords_of(group, title, self.wishes) {
                Keywords::Theme => {
                    let key = Value::from(format!("mot:{keyword}"));
                    if !themes.contains(&key) {
                        themes.push(key);
                    }
                }
                Keywords::Maturity if kind == Kind::Initiative => {
                    let name = self.site.line(row.text("titre"), &self.site.language);
                    match choices::maturity(&name) {
                        Some(maturity) => drop(fields.insert("maturity".into(), maturity.into())),
                        None => findings.add(Topic::Sections, about, format!("maturité inconnue : {name}")),
                    }
                }
                Keywords::Maturity | Keywords::Territory | Keywords::Drop => {}
            }
        }
        if !themes.is_empty() {
            fields.insert("themes".into(), themes.into());
        }
    }

    /// The commune of its point, the places of its section, and those of its keywords; the first is the home.
    pub(super) fn territories(
        &self,
        article: Fields<'_>,
        word: &str,
        id: u64,
        about: &str,
        fields: &mut Map<String, Value>,
        findings: &mut Findings,
    ) {
        let mut found: Vec<String> = Vec::new();
        for point in self.site.linked("gis", word, id) {
            let Some(row) = self.site.row("gis", *point) else { continue };
            let commune = self.places.commune(row.text("ville"), row.text("code_postal"));
            let at = row.float("lat").zip(row.float("lon")).filter(|it| *it != (0.0, 0.0));
            if at.is_none() {
                findings.add(
                    Topic::Places,
                    about,
                    format!("point {point} sans coordonnées (0, 0) : seule la commune est gardée"),
                );
            }
            if commune.is_none() && !row.text("ville").is_empty() {
                findings.add(
                    Topic::Places,
                    about,
                    format!("commune inconnue ici : {} {}", row.text("code_postal"), row.text("ville")),
                );
            }
            found.extend(commune.map(str::to_owned));
            if !fields.contains_key("location") && (at.is_some() || commune.is_some()) {
                let mut location = Map::new();
                location.extend(commune.map(|it| ("commune".to_owned(), Value::from(it))));
                if let Some((latitude, longitude)) = at {
                    location.insert("latitude".into(), latitude.into());
                    location.insert("longitude".into(), longitude.into());
                }
                fields.insert("location".into(), location.into());
            } else if at.is_some() {
                findings.add(Topic::Places, about, format!("un second point n’est pas gardé : {}", row.text("titre")));
            }
        }
        found.extend(choices::places_of_section(self.site, article.id("id_rubrique"), self.wishes, self.places));
        for keyword in self.site.linked("mots", "article", article.id("id_article")) {
            let Some(row) = self.site.row("mots", *keyword) else { continue };
            let title = self.site.row("groupes_mots", row.id("id_groupe")).map_or("", |it| it.text("titre"));
            if choices::keywords_of(row.id("id_groupe"), title, self.wishes) != Keywords::Territory {
                continue;
            }
            let name = self.site.line(row.text("titre"), &self.site.language);
            match (self.wishes.keyword_places.get(keyword), self.places.named(&name)) {
                (Some(wished), _) => found.extend(wished.iter().cloned()),
                (None, Some(place)) => found.push(place.to_owned()),
                (None, None) => findings.add(
                    Topic::Places,
                    format!("mot-clé {keyword} « {name} »"),
                    format!("lieu inconnu ici ; pour le dire : --keyword-place {keyword}=epci:…,commune:…"),
                ),
            }
        }
        let mut distinct: Vec<String> = Vec::new();
        found.into_iter().for_each(|it| {
            if !distinct.contains(&it) {
                distinct.push(it)
            }
        });
        if !distinct.is_empty() {
            fields.insert("territories".into(), distinct.into());
        }
    }

    /// The licence, and what is said of the original of what was taken over from another site.
    fn origin(
        &self,
        article: Fields<'_>,
        kind: Kind,
        about: &str,
        fields: &mut Map<String, Value>,
        findings: &mut Findings,
    ) {
        let number = article.id("id_licence");
        let by_number = licences::of_number(number);
        let sentence = self.site.line(article.text("chapo"), &self.site.language);
        let address =
            self.site.absolute(article.text("url_site")).filter(|_| !article.text("url_site").trim().is_empty());
        let by_sentence = licences::of_sentence(&sentence).filter(|_| address.is_some() || number == 0);
        let licence = match (by_number, by_sentence) {
            (Some(number), Some(said)) if !licences::is_one(&number, &said) => {
                findings.add(
                    Topic::Licences,
                    about,
                    format!("le champ dit {number}, la phrase dit {said} : {said} est gardée"),
                );
                said
            }
            // the sentence says the version
            (Some(_), Some(said)) => said,
            (Some(number), None) => number,
            (None, Some(said)) => {
                findings.add(Topic::Licences, about, format!("licence prise dans la phrase : {said}"));
                said
            }
            (None, None) => {
                let why = if number == 0 {
                    "aucune licence n’est dite".to_owned()
                } else {
                    format!("le numéro {number} n’est pas connu")
                };
                findings.add(Topic::Licences, about, format!("{why} : {}", licences::UNKNOWN));
                licences::UNKNOWN.to_owned()
            }
        };
        if licence == "GFDL-1.3-or-later" {
            findings.add(Topic::Licences, about, "GFDL sans version : la version 1.3 est supposée");
        }
        fields.insert("licence".into(), licence.clone().into());
        let Some(address) = address else { return };
        if kind != Kind::Article {
            let mut origin = Map::from_iter([("url".to_owned(), Value::from(address))]);
            put(&mut origin, "title", self.site.line(article.text("nom_site"), &self.site.language));
            origin.insert("licence".into(), licence.into());
            origin.insert("nature".into(), "ADAPTATION".into());
            fields.insert("adaptedFrom".into(), json!([origin]));
            return;
        }
        // a licence that permits no copies is that of a quotation
        let is_excerpt = licence == licences::RESERVED;
        fields.insert("articleKind".into(), if is_excerpt { "EXCERPT" } else { "REPUBLISHED" }.into());
        if let Some(key) = source_of(self.site, article).or_else(|| host(&address).map(|it| format!("hôte:{it}"))) {
            fields.insert("source".into(), key.into());
        }
        fields.insert("originalUrl".into(), address.into());
        fields.insert("originalLicence".into(), licence.into());
        match moment(article.text("date_redac")) {
            Moment::At(_) => {
                fields.extend(
                    dates::written(article.text("date_redac"), self.zone)
                        .map(|it| ("originalPublishedAt".to_owned(), it.into())),
                );
            }
            Moment::Absent => {}
            Moment::Impossible => findings.add(
                Topic::Dates,
                about,
                format!("date de première parution impossible : « {} »", article.text("date_redac")),
            ),
        }
    }

    /// Whether a section becomes a page: one at the top that says something, or any that has a text of its own.
    pub(super) fn has_page(&self, section: u64) -> bool {
        self.site.row("rubriques", section).is_some_and(|row| {
            let is_text = !row.text("texte").trim().is_empty() || !row.text("descriptif").trim().is_empty();
            row.text("statut") == "publie"
                && is_text
                && !choices::seems_a_place(self.site, &self.site.sections[&section], self.places)
        })
    }

    /// The pages of the sections.
    pub(super) fn sections(&self, findings: &mut Findings) -> Vec<Made> {
        let mut rows = Vec::new();
        for row in self.site.tables.rows("rubriques") {
            let id = row.id("id_rubrique");
            let about = format!("rubrique {id} « {} »", self.site.line(row.text("titre"), &self.site.language));
            if !self.has_page(id) {
                if row.text("statut") != "publie" {
                    findings.add(Topic::LeftBehind, about, "rubrique sans contenu publié");
                }
                continue;
            }
            let language = Some(row.text("lang")).filter(|it| !it.is_empty()).unwrap_or(&self.site.language);
            let text = if row.text("texte").trim().is_empty() { row.text("descriptif") } else { row.text("texte") };
            let (blocks, notes, mut losses) = self.site.blocks(text, language);
            let body = crate::transfer::spip::markup::write::part(&blocks, &notes, &mut losses);
            losses.iter().for_each(|it| findings.add(Topic::Texts, about.clone(), it.to_string()));
            let mut fields = Map::new();
            fields.insert("title".into(), self.site.line(row.text("titre"), language).into());
            put(&mut fields, "summary", self.site.line(row.text("descriptif"), language).chars().take(280).collect());
            put(&mut fields, "body", body);
            fields.insert("language".into(), code(language).into());
            fields.insert("status".into(), "PUBLISHED".into());
            fields.extend(dates::written(row.text("date"), self.zone).map(|it| ("publishedAt".to_owned(), it.into())));
            fields.extend(attached(self.site, "rubrique", id, &[row]).map(|it| ("media".to_owned(), it)));
            let above = self.site.line_of_sections(id).into_iter().skip(1).find(|it| self.has_page(it.id));
            fields.extend(above.map(|it| ("parent".to_owned(), format!("rubrique:{}", it.id).into())));
            rows.push((RowKind::Entry(Kind::Page), format!("rubrique:{id}"), fields));
        }
        rows
    }
}
