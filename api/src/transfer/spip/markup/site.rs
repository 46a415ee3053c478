//! What the converter asks of the site that a text comes from, and what it could not keep.

use std::fmt;

/// The site that a text comes from.
pub(crate) trait Site {
    /// Where a short cut such as `->13` or `->rub3` leads to, and what the thing there is called.
    fn target(&self, kind: Kind, id: u64) -> Option<Target>;
    /// A document of the site.
    fn document(&self, id: u64) -> Option<Attached>;
    /// An address as it stands in a text, made absolute.
    fn absolute(&self, address: &str) -> Option<String>;
}

/// What a short cut can lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Article,
    Section,
    Author,
    Keyword,
    News,
    Syndicated,
    Document,
}

impl Kind {
    /// The kind that a short cut spells: `art13`, `rubrique3`; no word means an article.
    pub(crate) fn of(word: &str) -> Option<Self> {
        Some(match word {
            "" | "art" | "article" => Self::Article,
            "rub" | "rubrique" => Self::Section,
            "aut" | "auteur" => Self::Author,
            "mot" => Self::Keyword,
            "br" | "breve" | "brève" => Self::News,
            "site" => Self::Syndicated,
            "doc" | "document" | "img" | "image" | "emb" => Self::Document,
            _ => return None,
        })
    }
}

/// Where a short cut leads to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Target {
    pub(crate) address: String,
    pub(crate) title: String,
}

/// A document of the site, as a text shows it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Attached {
    pub(crate) address: String,
    pub(crate) is_picture: bool,
    pub(crate) alt: String,
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) credits: String,
}

/// What a text had and its Markdown has not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Loss {
    /// An element that is never taken, such as a script.
    Element(String),
    /// An attribute that runs something.
    EventAttribute(String),
    /// A link that leads nowhere on the web.
    UnsafeLink(String),
    /// A page in the page: a link to it stands there now.
    Embedded(String),
    /// A short cut to what the site does not have.
    DeadLink(String),
    /// A document that the site does not have.
    NoDocument(u64),
    /// A model (`<formulaire1>`) that nothing is known of.
    Model(String),
    /// A place to jump to inside of the text.
    Anchor(String),
    /// Marks that were left out because Markdown cannot say them there.
    Marks(String),
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Element(name) => write!(f, "élément <{name}> retiré"),
            Self::EventAttribute(name) => write!(f, "attribut {name} retiré"),
            Self::UnsafeLink(address) => write!(f, "lien retiré, son texte est gardé : {address}"),
            Self::Embedded(address) => write!(f, "contenu intégré remplacé par un lien : {address}"),
            Self::DeadLink(short) => write!(f, "lien vers un objet absent du site, son texte est gardé : {short}"),
            Self::NoDocument(id) => write!(f, "document {id} absent du site"),
            Self::Model(name) => write!(f, "modèle inconnu retiré : <{name}>"),
            Self::Anchor(name) => write!(f, "ancre retirée : {name}"),
            Self::Marks(text) => write!(f, "mise en forme retirée : {text}"),
        }
    }
}
