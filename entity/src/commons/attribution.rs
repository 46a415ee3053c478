//! The credit line: title, authors, site, address, licence, changes, republication, in French, English and Breton.
//! Its words stand in one table a language; nothing is put together elsewhere.

use chrono::{Datelike, NaiveDate};

use crate::commons::licence::{Facts, Family};
use crate::commons::words::{BRETON, ENGLISH, FRENCH, Words};

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

/// The forms of a credit line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Text,
    /// HTML without anything but links.
    Html,
    /// CommonMark.
    Markdown,
}

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
    let mut line = String::new();
    line.push_str(words.open);
    line.push_str(&plain(parts.title, format));
    line.push_str(words.close);
    if !parts.authors.is_empty() {
        line.push_str(words.by);
        line.push_str(&people(&parts.authors, words, format));
    }
    if let Some(site) = parts.site {
        line.push_str(", ");
        line.push_str(&plain(site, format));
    }
    if let Some(url) = parts.url {
        line.push_str(&if parts.site.is_some() { address(url, format) } else { format!(",{}", address(url, format)) });
    }
    line.push_str(&licence(parts, words, format));
    line.push('.');
    if let Some(changes) = &parts.changes {
        let by = people(&changes.by, words, format);
        let what = plain(changes.what.trim_end_matches('.'), format);
        line.push_str(&words.changes.replace("{by}", &by).replace("{what}", &what));
    }
    if let Some(Republished { site, on }) = parts.republished {
        let said = words.republished.replace("{date}", &date(on, words));
        line.push_str(&said.replace("{site}", &plain(site, format)));
    }
    line
}

fn licence(parts: &Parts, words: &Words, format: Format) -> String {
    let facts = parts.licence;
    let linked = |label: &str| match &facts.url {
        Some(url) => link(label, url, "license", format),
        None => plain(label, format),
    };
    let updated = || parts.updated_on.map(|it| words.updated.replace("{date}", &date(it, words))).unwrap_or_default();
    match facts.family {
        Family::Reserved => words.reserved.to_owned(),
        Family::Unknown => words.unknown.to_owned(),
        Family::PublicDomain => words.public_domain.to_owned(),
        Family::Etalab | Family::Odbl => format!("{}{}{}", updated(), words.under, linked(&facts.short_name)),
        Family::Cc0
        | Family::CcBy
        | Family::CcBySa
        | Family::CcByNc
        | Family::CcByNcSa
        | Family::CcByNd
        | Family::CcByNcNd
        | Family::Lal
        | Family::Gfdl
        | Family::Gpl => {
            let stated = if facts.version.is_none() { words.version_not_stated } else { "" };
            format!("{}{}{stated}", words.under, linked(&facts.short_name))
        }
    }
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
            Some(url) if format != Format::Text => link(person.name, url, "author", format),
            Some(_) | None => plain(person.name, format),
        });
    }
    text
}

fn begins_with_vowel(name: &str) -> bool {
    crate::text::fold(name).starts_with(['a', 'e', 'i', 'o', 'u', 'y'])
}

fn date(day: NaiveDate, words: &Words) -> String {
    let month = words.months[day.month0() as usize];
    let said = words.date.replace("{day}", &day.day().to_string());
    said.replace("{month}", month).replace("{year}", &day.year().to_string())
}

/// An address in brackets: the address itself in plain text, a link elsewhere.
fn address(url: &str, format: Format) -> String {
    format!(" ({})", link(url, url, "", format))
}

fn link(label: &str, url: &str, rel: &str, format: Format) -> String {
    if !url.starts_with("https://") && !url.starts_with("http://") {
        return plain(label, format);
    }
    match format {
        Format::Text if label == url => url.to_owned(),
        Format::Text => format!("{label} ({url})"),
        Format::Html => {
            let rel = if rel.is_empty() { String::new() } else { format!(" rel=\"{rel}\"") };
            format!("<a href=\"{}\"{rel}>{}</a>", plain(url, format), plain(label, format))
        }
        Format::Markdown => {
            let target: String =
                url.chars().map(|it| if matches!(it, '<' | '>' | ' ' | '\n' | '\\') { '_' } else { it }).collect();
            format!("[{}](<{target}>)", plain(label, format))
        }
    }
}

/// A text on one line, with nothing in it that the format could take for a mark.
fn plain(text: &str, format: Format) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match format {
        Format::Text => text,
        Format::Html => text.chars().fold(String::with_capacity(text.len()), |mut safe, it| {
            match it {
                '&' => safe.push_str("&amp;"),
                '<' => safe.push_str("&lt;"),
                '>' => safe.push_str("&gt;"),
                '"' => safe.push_str("&quot;"),
                '\'' => safe.push_str("&#39;"),
                other => safe.push(other),
            }
            safe
        }),
        Format::Markdown => text.chars().fold(String::with_capacity(text.len()), |mut safe, it| {
            if it.is_ascii_punctuation() && !matches!(it, ',' | '.' | ':' | ';' | '?' | '\'' | '/' | '%' | '=' | '-') {
                safe.push('\\');
            }
            safe.push(it);
            safe
        }),
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
        assert!(breton.ends_with("Adembannet war Bretagne Creative d’ar 9 a viz Gwengolo 2026."), "{breton}");
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
        let open = line("etalab-2.0", &[], Language::French, Format::Text);
        assert!(open.contains(", mis à jour le 1 mars 2026, sous licence Licence Ouverte 2.0"), "{open}");
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
