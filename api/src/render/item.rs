//! An entry as it leaves by a channel (a feed, a calendar, a map, a page of ours): everything that a format may need of it, with the
//! credit and the licence, which no format leaves out.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use entity::model::event::Event;
use entity::value::id::Id;
use entity::value::kind::Kind;

use crate::render::content::Content;

/// An entry as it leaves by a channel. Texts are plain, but for those that are named `html`, which are safe.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub(crate) id: Id,
    pub(crate) kind: Kind,
    /// What its kind is called.
    pub(crate) kind_name: String,
    pub(crate) title: String,
    pub(crate) summary: Option<String>,
    /// The language of the text (BCP 47).
    pub(crate) language: String,
    /// Its public address.
    pub(crate) url: String,
    /// The address of our own page of it.
    pub(crate) embed_url: String,
    pub(crate) published: DateTime<Utc>,
    pub(crate) updated: DateTime<Utc>,
    /// Those who made the work; of what was taken over, those who made the original.
    pub(crate) authors: Vec<Person>,
    pub(crate) licence: Licence,
    pub(crate) credit_html: String,
    pub(crate) credit_text: String,
    /// What it was taken over from.
    pub(crate) original: Option<Original>,
    /// The addresses of the works that it was made from.
    pub(crate) based_on: Vec<String>,
    pub(crate) themes: Vec<Named>,
    pub(crate) territories: Vec<Named>,
    /// Latitude and longitude in degrees (WGS 84).
    pub(crate) point: Option<(f64, f64)>,
    /// The name of its commune.
    pub(crate) commune: Option<String>,
    /// The picture that stands for it.
    pub(crate) picture: Option<Picture>,
    /// The pictures beside its text, in order.
    pub(crate) gallery: Vec<Picture>,
    /// The files that it offers, in order.
    pub(crate) files: Vec<Offered>,
    /// What is read of it; none where lists show no texts.
    pub(crate) content: Option<Content>,
    /// When and where it takes place.
    pub(crate) event: Option<Arc<Event>>,
}

/// Somebody who is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) name: String,
    pub(crate) url: Option<String>,
    /// Whether it is known to be an organisation.
    pub(crate) is_organisation: bool,
}

/// A licence, as programs tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Licence {
    /// An SPDX identifier, or `LicenseRef-…`.
    pub(crate) key: String,
    /// How it is usually called.
    pub(crate) name: String,
    pub(crate) url: Option<String>,
}

/// What an article was taken over from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Original {
    pub(crate) url: String,
    pub(crate) site: Option<String>,
    pub(crate) home: Option<String>,
}

/// A theme or a territory: its slug or reference, and its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) key: String,
    pub(crate) name: String,
}

/// A picture with its own credit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Picture {
    /// As a page shows it.
    pub(crate) url: String,
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// The whole file, its media type and its length.
    pub(crate) original: String,
    pub(crate) media_type: String,
    pub(crate) bytes: u64,
    pub(crate) alt: String,
    pub(crate) caption: Option<String>,
    pub(crate) credit_html: String,
    pub(crate) credit_text: String,
    pub(crate) licence: Licence,
}

/// A file to be kept, with its own credit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Offered {
    pub(crate) url: String,
    pub(crate) name: String,
    pub(crate) credit_html: String,
    pub(crate) credit_text: String,
}

impl Item {
    /// Its identifier as a name that no address changes (RFC 9562 §4).
    pub(crate) fn urn(&self) -> String {
        format!("urn:uuid:{}", self.id)
    }

    /// When it last changed for those who read it: what was written before it was published is new with its publication.
    pub(crate) fn changed(&self) -> DateTime<Utc> {
        self.updated.max(self.published)
    }

    /// What says in machines' words how it may be used: the address of the licence, else its key.
    pub(crate) fn rights(&self) -> &str {
        self.licence.url.as_deref().unwrap_or(&self.licence.key)
    }
}

/// Entries that no format may stumble over.
#[cfg(test)]
pub(crate) mod tests {
    use entity::model::event::{Attendance, EventStatus, Link, Span, Timing};

    use super::*;
    use crate::render::content::{Fact, Section, Step};

    /// A title that ends scripts, sections of XML and lines, and turns the direction of what follows.
    pub(crate) const HOSTILE: &str = "</script>]]>\r\nBEGIN:VEVENT\u{202e} \"'<b>&\u{b}\u{0} 🎉 =1+1";

    fn moment(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    /// An entry of every kind of part.
    pub(crate) fn item(kind: Kind) -> Item {
        Item {
            id: "01890000-0000-7000-8000-000000000001".parse().unwrap(),
            kind,
            kind_name: kind.word().to_owned(),
            title: "Organiser un repair café".to_owned(),
            summary: Some("Réparer ensemble & apprendre.".to_owned()),
            language: "fr".to_owned(),
            url: format!("https://site.test/{}/repair-cafe", kind.word()),
            embed_url: format!("https://api.test/embed/{}/repair-cafe", kind.word()),
            published: moment("2026-03-01T08:00:00Z"),
            updated: moment("2026-04-02T09:30:00Z"),
            authors: vec![Person {
                name: "Ana Le Goff".to_owned(),
                url: Some("https://ana.test/".to_owned()),
                is_organisation: false,
            }],
            licence: Licence {
                key: "CC-BY-SA-4.0".to_owned(),
                name: "CC BY-SA 4.0".to_owned(),
                url: Some("https://creativecommons.org/licenses/by-sa/4.0/".to_owned()),
            },
            credit_html: "« Organiser un repair café », par <a href=\"https://ana.test/\">Ana Le Goff</a>".to_owned(),
            credit_text: "« Organiser un repair café », par Ana Le Goff".to_owned(),
            original: None,
            based_on: vec!["https://ailleurs.test/1".to_owned()],
            themes: vec![Named { key: "reparer".to_owned(), name: "Réparer".to_owned() }],
            territories: vec![Named { key: "commune:29019".to_owned(), name: "Brest".to_owned() }],
            point: Some((48.39, -4.486)),
            commune: Some("Brest".to_owned()),
            picture: None,
            gallery: Vec::new(),
            files: Vec::new(),
            content: Some(Content {
                labels: None,
                facts: vec![Fact { name: "Durée".to_owned(), text: "3 h".to_owned(), url: None }],
                sections: vec![Section { heading: None, html: "<p>Un texte <em>léger</em>.</p>".into() }],
                duration: Some("PT3H".to_owned()),
                materials_heading: "Matériel".to_owned(),
                materials: vec!["tournevis".to_owned()],
                steps_heading: "Étapes".to_owned(),
                steps: vec![Step {
                    title: Some("Accueillir".to_owned()),
                    html: "<p>Dire bonjour.</p>".into(),
                    text: "Dire bonjour.".into(),
                }],
                later: Vec::new(),
            }),
            event: (kind == Kind::Event).then(|| Arc::new(event())),
        }
    }

    /// A picture with a credit of its own.
    pub(crate) fn picture() -> Picture {
        Picture {
            url: "https://api.test/media/a/640w.jpg".to_owned(),
            width: 640,
            height: 480,
            original: "https://api.test/media/a/a.jpg".to_owned(),
            media_type: "image/jpeg".to_owned(),
            bytes: 12_345,
            alt: "Deux personnes".to_owned(),
            caption: Some("À l’atelier".to_owned()),
            credit_html: "Photo : Yann".to_owned(),
            credit_text: "Photo : Yann".to_owned(),
            licence: Licence {
                key: "CC-BY-4.0".to_owned(),
                name: "CC BY 4.0".to_owned(),
                url: Some("https://creativecommons.org/licenses/by/4.0/".to_owned()),
            },
        }
    }

    /// The same with a title, a summary and a name that no format may stumble over.
    pub(crate) fn hostile(kind: Kind) -> Item {
        let mut item = item(kind);
        item.title = HOSTILE.to_owned();
        item.summary = Some(HOSTILE.repeat(3));
        item.authors[0].name = HOSTILE.to_owned();
        item.credit_text = HOSTILE.to_owned();
        item.themes[0].name = HOSTILE.to_owned();
        item.commune = Some(HOSTILE.to_owned());
        let picture = Picture { alt: HOSTILE.to_owned(), caption: Some(HOSTILE.to_owned()), ..picture() };
        item.gallery = vec![picture.clone()];
        item.picture = Some(picture);
        item.files = vec![Offered {
            url: HOSTILE.to_owned(),
            name: HOSTILE.to_owned(),
            credit_html: "Yann".to_owned(),
            credit_text: "Yann".to_owned(),
        }];
        item
    }

    /// An event of one evening, of two whole days, and of an evening that does not take place and has no end.
    pub(crate) fn event() -> Event {
        let timing = |at: u8, status, span| Timing {
            id: format!("01890000-0000-7000-8000-0000000000a{at}").parse().unwrap(),
            status,
            span,
        };
        Event {
            time_zone: "Europe/Paris".to_owned(),
            attendance: Attendance::InPerson,
            status: EventStatus::Scheduled,
            place: Some("Maison pour tous".to_owned()),
            address: Some("1, rue de la Mairie\n29200 Brest".to_owned()),
            links: vec![Link { url: "https://billets.test/1".parse().unwrap(), title: Some("Billets".to_owned()) }],
            capacity: None,
            timings: vec![
                timing(
                    1,
                    EventStatus::Scheduled,
                    Span::Hours {
                        start: "2026-12-05T18:00:00Z".parse().unwrap(),
                        end: Some("2026-12-05T20:30:00Z".parse().unwrap()),
                    },
                ),
                timing(
                    2,
                    EventStatus::Scheduled,
                    Span::Days { start: "2026-12-12".parse().unwrap(), end: "2026-12-13".parse().unwrap() },
                ),
                timing(
                    3,
                    EventStatus::Cancelled,
                    Span::Hours { start: "2027-07-01T18:00:00Z".parse().unwrap(), end: None },
                ),
            ],
        }
    }
}
