//! The credit line: title, authors, site, address, licence, changes, republication, in French, English and Breton.
//! Its words stand in one table a language; nothing is put together elsewhere.

use chrono::NaiveDate;

use crate::commons::escape::{Format, is_web, link, plain};
use crate::commons::licence::{Facts, Family};
use crate::commons::phrases::{BRETON, ENGLISH, FRENCH, Words, fill};

/// What a credit line is made of.
#[derive(Debug, Clone)]
pub struct Parts<'a> {
    /// The title of the work.
    pub title: &'a str,
    /// Who made it, in order; none leaves the part out.
    pub authors: Vec<Person<'a>>,
    /// The site it was published on.
    pub site: Option<&'a str>,
    /// Its address there.
    pub url: Option<&'a str>,
    /// Its licence.
    pub licence: &'a Facts,
    /// When it last changed, for licences that ask for it.
    pub updated_on: Option<NaiveDate>,
    /// What was changed here.
    pub changes: Option<Changes<'a>>,
    /// Where and when it was taken over.
    pub republished: Option<Republished<'a>>,
}

/// Somebody to be named.
#[derive(Debug, Clone, Copy)]
pub struct Person<'a> {
    /// Their name.
    pub name: &'a str,
    /// Their page.
    pub url: Option<&'a str>,
}

/// What was changed, and by whom.
#[derive(Debug, Clone)]
pub struct Changes<'a> {
    /// By whom.
    pub by: Vec<Person<'a>>,
    /// What.
    pub what: &'a str,
}

/// Where and when a work was taken over.
#[derive(Debug, Clone, Copy)]
pub struct Republished<'a> {
    /// On which site.
    pub site: &'a str,
    /// On which day.
    pub on: NaiveDate,
}

/// The key of what is under a licence that nobody knows.
const UNKNOWN: &str = "LicenseRef-inconnue";

/// The languages of a credit line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// French.
    French,
    /// English.
    English,
    /// Breton.
    Breton,
}

impl Language {
    /// The language that a tag of BCP 47 names by its first part; French for all that has no credit line of its own.
    pub fn of(tag: &str) -> Self {
        match tag.split('-').next().unwrap_or_default() {
            "en" => Self::English,
            "br" => Self::Breton,
            _ => Self::French,
        }
    }
}

impl Language {
    fn words(self) -> &'static Words {
        match self {
            Self::French => &FRENCH,
            Self::English => &ENGLISH,
            Self::Breton => &BRETON,
        }
    }
}

/// The credit line of `parts`. What is not known is left out.
pub fn credit_line(parts: &Parts, language: Language, format: Format) -> String {
    let words = language.words();
    let mut line = match parts.licence.family.is_of_data() {
        true => data(parts, words, format),
        false => text(parts, words, format),
    };
    line.push('.');
    if let Some(Changes { by, what }) = &parts.changes {
        let what = plain(what.trim_end().trim_end_matches('.'), format);
        line.push_str(&fill(words.changes, &[("by", &people(by, words, format)), ("what", &what)]));
    }
    if let Some(Republished { site, on }) = parts.republished {
        line.push_str(&fill(words.republished, &[("site", &plain(site, format)), ("on", &words.day_of(on))]));
    }
    line
}

/// What is said after the credit line of something that was made from something else: the origin's credit line.
pub fn based_on(origin: &str, language: Language) -> String {
    format!("{}{origin}", language.words().based_on)
}

/// What is said after the credit line of something that shows a picture or a document under another licence: its credit line.
pub fn beside(of: &str, is_picture: bool, language: Language) -> String {
    let words = language.words();
    format!("{}{of}", if is_picture { words.picture } else { words.document })
}

fn text(parts: &Parts, words: &Words, format: Format) -> String {
    let mut line = format!("{}{}{}", words.open, plain(parts.title, format), words.close);
    if !parts.authors.is_empty() {
        line.push_str(words.by);
        line.push_str(&people(&parts.authors, words, format));
    }
    line.push_str(&place(parts, format));
    line.push_str(&licence(parts, words, format));
    line
}

/// A database is named with its producer and its date, and not as somebody's text.
fn data(parts: &Parts, words: &Words, format: Format) -> String {
    let mut line = plain(parts.title, format);
    if !parts.authors.is_empty() {
        line.push_str(", ");
        line.push_str(&people(&parts.authors, words, format));
    }
    line.push_str(&place(parts, format));
    if let Some(day) = parts.updated_on {
        line.push_str(", ");
        line.push_str(&words.date(day));
    }
    line.push_str(words.under_data);
    line.push_str(&licence_link(parts.licence, &parts.licence.short_name, format));
    line
}

/// The site with the address in brackets; either may be missing.
fn place(parts: &Parts, format: Format) -> String {
    let address = parts.url.filter(|it| is_web(it)).map(|it| link(it, it, None, format));
    match (parts.site.map(|it| plain(it, format)), address) {
        (Some(site), Some(address)) => format!(", {site} ({address})"),
        (Some(only), None) | (None, Some(only)) => format!(", {only}"),
        (None, None) => String::new(),
    }
}

fn licence(parts: &Parts, words: &Words, format: Format) -> String {
    let facts = parts.licence;
    match facts.family {
        Family::Reserved => words.reserved.to_owned(),
        Family::Unknown if facts.key == UNKNOWN => words.unknown.to_owned(),
        // a licence of the network's own making has no version
        Family::Unknown => format!("{}{}", words.under, licence_link(facts, &facts.short_name, format)),
        Family::PublicDomain if format == Format::Text => format!(", {}", words.public_domain),
        Family::PublicDomain => format!(", {}", licence_link(facts, words.public_domain, format)),
        Family::Etalab => {
            let updated = parts.updated_on.map(|it| fill(words.updated, &[("on", &words.day_of(it))]));
            format!("{}{}", updated.unwrap_or_default(), under(facts, words, format))
        }
        Family::Cc0
        | Family::CcBy
        | Family::CcBySa
        | Family::CcByNc
        | Family::CcByNcSa
        | Family::CcByNd
        | Family::CcByNcNd
        | Family::Lal
        | Family::Odbl
        | Family::Gfdl
        | Family::Gpl => under(facts, words, format),
    }
}

fn under(facts: &Facts, words: &Words, format: Format) -> String {
    let stated = if facts.version.is_none() { words.version_not_stated } else { "" };
    format!("{}{}", words.under, licence_link(facts, &format!("{}{stated}", facts.short_name), format))
}

fn licence_link(facts: &Facts, label: &str, format: Format) -> String {
    facts.url.as_deref().map_or_else(|| plain(label, format), |url| link(label, url, Some("license"), format))
}

/// Names with commas between, and the language's "and" before the last.
fn people(people: &[Person], words: &Words, format: Format) -> String {
    let mut text = String::new();
    for (at, person) in people.iter().enumerate() {
        if at > 0 {
            text.push_str(match at + 1 == people.len() {
                true if begins_with_vowel(person.name) => words.and_before_vowel,
                true => words.and,
                false => ", ",
            });
        }
        text.push_str(&match person.url {
            Some(url) if format != Format::Text => link(person.name, url, Some("author"), format),
            Some(_) | None => plain(person.name, format),
        });
    }
    text
}

/// Whether a name is heard to begin with a vowel: `Yves` is, `Yann` is not.
fn begins_with_vowel(name: &str) -> bool {
    let folded = crate::value::text::fold(name);
    let mut letters = folded.chars().filter(|it| it.is_alphabetic());
    let is_vowel = |it: char| matches!(it, 'a' | 'e' | 'i' | 'o' | 'u' | 'œ' | 'æ');
    match letters.next() {
        Some('y') => !letters.next().is_some_and(is_vowel),
        first => first.is_some_and(is_vowel),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commons::licence::embedded;

    fn line(key: &str, authors: &[&str], language: Language, format: Format) -> String {
        let facts = embedded().into_iter().find(|it| it.key == key).unwrap();
        let parts = Parts {
            title: "Organiser un repair café",
            authors: authors.iter().map(|name| Person { name, url: Some("https://a.net/?a=1&b=2") }).collect(),
            site: Some("@-brest"),
            url: Some("https://a.net/1"),
            licence: &facts,
            updated_on: NaiveDate::from_ymd_opt(2026, 3, 1),
            changes: Some(Changes { by: vec![Person { name: "Éva", url: None }], what: "traduction." }),
            republished: Some(Republished {
                site: "Bretagne Creative",
                on: NaiveDate::from_ymd_opt(2026, 9, 9).unwrap(),
            }),
        };
        credit_line(&parts, language, format)
    }

    #[test]
    fn the_line_is_whole_in_three_languages() {
        assert_eq!(
            line("CC-BY-SA-4.0", &["Ana", "Bob", "Éric"], Language::French, Format::Text),
            "«\u{a0}Organiser un repair café\u{a0}», par Ana, Bob et Éric, @-brest (https://a.net/1), sous licence CC BY-SA 4.0 \
             (https://creativecommons.org/licenses/by-sa/4.0/). Modifié par Éva\u{a0}: traduction. Repris sur Bretagne \
             Creative le 9 septembre 2026."
        );
        assert_eq!(
            line("CC0-1.0", &["Ana"], Language::English, Format::Text),
            "“Organiser un repair café” by Ana, @-brest (https://a.net/1), licensed under CC0 1.0 \
             (https://creativecommons.org/publicdomain/zero/1.0/). Changes by Éva: traduction. Republished on Bretagne \
             Creative on 9 September 2026."
        );
        let breton = line("CC-BY-4.0", &["Bob", "Ana"], Language::Breton, Format::Text);
        assert!(breton.contains("gant Bob hag Ana, @-brest"), "{breton}");
        assert!(breton.ends_with("Adembannet war Bretagne Creative d’an 9 a viz Gwengolo 2026."), "{breton}");
    }

    #[test]
    fn the_lack_of_a_licence_is_never_called_one() {
        for (key, said) in [
            ("LicenseRef-tous-droits-reserves", ", tous droits réservés."),
            ("LicenseRef-inconnue", ", licence non précisée."),
            ("CC-PDM-1.0", ", domaine public."),
        ] {
            let line = line(key, &[], Language::French, Format::Text);
            assert!(line.contains(said), "{line}");
            assert!(!line.contains("sous licence"), "{line}");
        }
        let unstated = line("LicenseRef-CC-BY-version-inconnue", &[], Language::French, Format::Text);
        assert!(unstated.contains("(version non précisée)"), "{unstated}");
        assert!(unstated.contains("licence CC BY (version non précisée) (https:"), "{unstated}");
        let open = line("etalab-2.0", &[], Language::French, Format::Text);
        assert!(open.contains(", mis à jour le 1er mars 2026, sous licence Licence Ouverte 2.0"), "{open}");
    }

    fn small<'a>(facts: &'a Facts, authors: &[&'a str]) -> Parts<'a> {
        Parts {
            title: "T",
            authors: authors.iter().map(|name| Person { name, url: None }).collect(),
            site: None,
            url: None,
            licence: facts,
            updated_on: None,
            changes: None,
            republished: None,
        }
    }

    #[test]
    fn every_licence_has_a_line_in_every_language_and_form() {
        for facts in embedded() {
            let mut parts = small(&facts, &["Bob"]);
            parts.updated_on = NaiveDate::from_ymd_opt(2026, 3, 3);
            for language in [Language::French, Language::English, Language::Breton] {
                for format in [Format::Text, Format::Html, Format::Markdown] {
                    let line = credit_line(&parts, language, format);
                    assert!(line.contains("Bob") && line.ends_with('.') && !line.contains(['{', '}']), "{line}");
                    let linked = line.contains("rel=\"license\"") || format != Format::Html;
                    assert_eq!(linked, facts.url.is_some() || format != Format::Html, "{line}");
                }
            }
        }
    }

    #[test]
    fn a_database_is_named_with_its_producer_and_date() {
        let facts = embedded().into_iter().find(|it| it.key == "ODbL-1.0").unwrap();
        let mut parts = small(&facts, &["OpenStreetMap"]);
        parts.updated_on = NaiveDate::from_ymd_opt(2026, 3, 1);
        let address = "ODbL 1.0 (http://www.opendatacommons.org/licenses/odbl/1.0/).";
        for (language, start) in [
            (Language::French, "T, OpenStreetMap, 1er mars 2026, sous "),
            (Language::English, "T, OpenStreetMap, 1 March 2026, under "),
            (Language::Breton, "T, OpenStreetMap, 1añ a viz Meurzh 2026, dindan "),
        ] {
            assert_eq!(credit_line(&parts, language, Format::Text), format!("{start}{address}"));
        }
    }

    #[test]
    fn breton_says_ha_and_hag_by_ear() {
        let facts = embedded().into_iter().find(|it| it.key == "CC-BY-4.0").unwrap();
        for (name, said) in
            [("Yann", "ha Yann"), ("Yves", "hag Yves"), ("Éric", "hag Éric"), ("Hervé", "ha Hervé"), ("Œil", "hag Œil")]
        {
            let line = credit_line(&small(&facts, &["Bob", name]), Language::Breton, Format::Text);
            assert!(line.contains(&format!("gant Bob {said},")), "{line}");
        }
    }

    #[test]
    fn what_is_missing_leaves_no_hole() {
        let facts = embedded().into_iter().find(|it| it.key == "LicenseRef-inconnue").unwrap();
        let mut parts = small(&facts, &[]);
        assert_eq!(credit_line(&parts, Language::English, Format::Text), "“T”, licence not stated.");
        parts.url = Some("https://a.net/1");
        assert_eq!(credit_line(&parts, Language::English, Format::Text), "“T”, https://a.net/1, licence not stated.");
        parts.url = Some("javascript:alert(1)");
        assert_eq!(credit_line(&parts, Language::English, Format::Html), "“T”, licence not stated.");
    }

    #[test]
    fn a_brace_in_a_name_is_a_brace() {
        let facts = embedded().into_iter().find(|it| it.key == "CC0-1.0").unwrap();
        let mut parts = small(&facts, &[]);
        parts.changes = Some(Changes { by: vec![Person { name: "{what}", url: None }], what: "{by}" });
        let line = credit_line(&parts, Language::English, Format::Text);
        assert!(line.ends_with(" Changes by {what}: {by}."), "{line}");
    }

    #[test]
    fn nothing_breaks_out_of_its_place() {
        let facts = embedded().into_iter().find(|it| it.key == "CC-BY-4.0").unwrap();
        let hostile = "<script>\n](javascript:alert(1)) \"x\" `y` *z*";
        let author = Person { name: hostile, url: Some("javascript:alert(1)") };
        let parts = Parts {
            title: hostile,
            authors: vec![author, Person { name: "B", url: Some("https://a.net/>) [x](<https://evil") }],
            site: Some(hostile),
            url: None,
            licence: &facts,
            updated_on: None,
            changes: None,
            republished: None,
        };
        let html = credit_line(&parts, Language::English, Format::Html);
        assert!(!html.contains("<script") && !html.contains("href=\"javascript"), "{html}");
        let markdown = credit_line(&parts, Language::English, Format::Markdown);
        assert!(
            !markdown.contains("](javascript") && !markdown.contains("\n") && !markdown.contains("[x](<https"),
            "{markdown}"
        );
    }
}
