//! The words that stand for kinds of entries, for members and for themes in addresses of the site; read both ways.

use std::collections::BTreeMap;

use entity::value::kind::Kind;
use serde::Serialize;

/// What has an address on the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Addressed {
    /// An entry of a kind.
    Entry(Kind),
    /// A member.
    Member,
    /// A theme.
    Theme,
}

/// The words that an operator has chosen; what is not among them keeps its own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(into = "Vec<String>")]
pub struct KindWords(BTreeMap<Addressed, String>);

/// Why words cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadWords {
    /// Nothing has an address under this name.
    #[error("\"{0}\" is not known; {known} are", known = known())]
    Unknown(String),
    /// A part without `=`.
    #[error("\"{0}\" is not a pair such as recipe=recettes")]
    NoPair(String),
    /// A kind that is named twice.
    #[error("{0} is named twice")]
    Twice(&'static str),
    /// A kind whose word is empty.
    #[error("the word for {0} is empty")]
    Empty(&'static str),
    /// One or two dots, which browsers take out of a path.
    #[error("\"{1}\" for {0} is no part of an address")]
    Dots(&'static str, String),
    /// A character that browsers escape.
    #[error("\"{word}\" for {of} has \"{sign}\": a word is made of a-z, A-Z, 0-9, -, _, . and ~")]
    Sign {
        /// What it stands for.
        of: &'static str,
        /// The word.
        word: String,
        /// The first such character.
        sign: char,
    },
    /// A word that stands for two kinds: an address would not say which.
    #[error("\"{word}\" stands for {one} and for {other}")]
    Shared {
        /// The word.
        word: String,
        /// What it stands for.
        one: &'static str,
        /// And what else.
        other: &'static str,
    },
}

/// No word is chosen.
pub(super) static NONE: KindWords = KindWords(BTreeMap::new());

impl KindWords {
    /// The words of pairs such as `recipe` and `recettes`.
    ///
    /// # Errors
    /// The first pair that cannot be used.
    pub fn of<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, BadWords> {
        let mut words = Self::default();
        for (name, word) in pairs {
            let (name, word) = (name.trim(), word.trim());
            let of = Addressed::of_word(name).ok_or_else(|| BadWords::Unknown(name.to_owned()))?;
            check(of, word)?;
            if words.0.insert(of, word.to_owned()).is_some() {
                return Err(BadWords::Twice(of.word()));
            }
        }
        let mut taken = BTreeMap::new();
        for of in Addressed::all() {
            if let Some(one) = taken.insert(words.word(of).to_owned(), of) {
                let word = words.word(of).to_owned();
                return Err(BadWords::Shared { word, one: one.word(), other: of.word() });
            }
        }
        Ok(words)
    }

    /// The words of texts such as `recipe=recettes`.
    ///
    /// # Errors
    /// The first text that cannot be used.
    pub fn of_texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<Self, BadWords> {
        let pair = |it: &'a str| it.split_once('=').ok_or_else(|| BadWords::NoPair(it.trim().to_owned()));
        Self::of(texts.into_iter().map(pair).collect::<Result<Vec<_>, _>>()?)
    }

    /// Whether no word is chosen.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The word that stands for it.
    pub(super) fn word(&self, of: Addressed) -> &str {
        self.0.get(&of).map_or(of.word(), String::as_str)
    }

    /// The kind of entry that a word stands for. A kind's own word does so still where it has another by now, so that addresses
    /// from before lead on, unless something else has taken it.
    pub(super) fn kind(&self, word: &str) -> Option<Kind> {
        match Addressed::all().find(|it| self.word(*it) == word) {
            Some(Addressed::Entry(kind)) => Some(kind),
            Some(Addressed::Member | Addressed::Theme) => None,
            None => Kind::of_word(word),
        }
    }
}

impl From<KindWords> for Vec<String> {
    fn from(words: KindWords) -> Self {
        words.0.into_iter().map(|(of, word)| format!("{}={word}", of.word())).collect()
    }
}

impl Addressed {
    fn all() -> impl Iterator<Item = Self> {
        Kind::ALL.into_iter().map(Self::Entry).chain([Self::Member, Self::Theme])
    }

    /// Its own word.
    fn word(self) -> &'static str {
        match self {
            Self::Entry(kind) => kind.word(),
            Self::Member => "member",
            Self::Theme => "theme",
        }
    }

    fn of_word(word: &str) -> Option<Self> {
        Self::all().find(|it| it.word() == word)
    }
}

/// Refuses what a browser would not leave as it is.
fn check(of: Addressed, word: &str) -> Result<(), BadWords> {
    let of = of.word();
    if word.is_empty() {
        return Err(BadWords::Empty(of));
    }
    if word == "." || word == ".." {
        return Err(BadWords::Dots(of, word.to_owned()));
    }
    match word.chars().find(|it| !it.is_ascii_alphanumeric() && !"-_.~".contains(*it)) {
        Some(sign) => Err(BadWords::Sign { of, word: word.to_owned(), sign }),
        None => Ok(()),
    }
}

fn known() -> String {
    Addressed::all().map(Addressed::word).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_leads_to_its_kind_and_back() {
        let words = KindWords::of_texts(["recipe=recettes", " event = agenda ", "member=membres"]).unwrap();
        for (kind, word) in [(Kind::Recipe, "recettes"), (Kind::Event, "agenda"), (Kind::Page, "page")] {
            assert_eq!((words.word(Addressed::Entry(kind)), words.kind(word)), (word, Some(kind)));
        }
        // what an address was called before leads on
        assert_eq!(words.kind("recipe"), Some(Kind::Recipe));
        for word in ["membres", "member", "theme", "recette", "Recettes", ""] {
            assert_eq!(words.kind(word), None, "{word}");
        }
        assert_eq!(Vec::<String>::from(words), ["recipe=recettes", "event=agenda", "member=membres"]);
    }

    #[test]
    fn a_word_that_is_taken_stands_for_who_took_it() {
        let words = KindWords::of_texts(["article=page", "page=article", "recipe=r", "member=recipe"]).unwrap();
        assert_eq!((words.kind("page"), words.kind("article")), (Some(Kind::Article), Some(Kind::Page)));
        assert_eq!((words.kind("r"), words.kind("recipe")), (Some(Kind::Recipe), None));
    }

    #[test]
    fn words_that_are_no_part_of_a_path_are_refused() {
        let signs = "a word is made of a-z, A-Z, 0-9, -, _, . and ~";
        for (texts, says) in [
            (
                vec!["recette=recettes"],
                "\"recette\" is not known; initiative, recipe, article, event, page, member, theme are".to_owned(),
            ),
            (vec!["recipe"], "\"recipe\" is not a pair such as recipe=recettes".to_owned()),
            (vec!["recipe= "], "the word for recipe is empty".to_owned()),
            (vec!["recipe=a", "recipe=b"], "recipe is named twice".to_owned()),
            (vec!["recipe=a", "member=a"], "\"a\" stands for recipe and for member".to_owned()),
            (vec!["initiative=page"], "\"page\" stands for initiative and for page".to_owned()),
            (vec!["event=événements"], format!("\"événements\" for event has \"é\": {signs}")),
            (vec!["event=a/b"], format!("\"a/b\" for event has \"/\": {signs}")),
            (vec!["event=a=b"], format!("\"a=b\" for event has \"=\": {signs}")),
            (vec!["event={slug}"], format!("\"{{slug}}\" for event has \"{{\": {signs}")),
            (vec!["event=.."], "\"..\" for event is no part of an address".to_owned()),
        ] {
            let told = KindWords::of_texts(texts.clone()).unwrap_err().to_string();
            assert_eq!(told, says, "{texts:?}");
        }
    }
}
