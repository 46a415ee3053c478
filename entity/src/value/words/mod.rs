//! The words of a text, as a search knows them: folded to `a-z0-9`, elisions cut off, stop words left out, brought to their stem
//! in French and English. Every database indexes these same words, so that both find the same.

pub mod markdown;
pub mod query;
mod stop;

use std::cell::RefCell;

use frostem::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::value::line;

/// The number of these rules. Whatever changes a word or a stem, such as another version of the stemmer, takes the next number, so
/// that what is indexed is computed anew when a database is opened.
pub const RULES: u32 = 1;
/// The most letters of a word; what follows is cut off.
pub const MAX_LETTERS: usize = 40;

/// What the French and English article, pronoun or preposition before an apostrophe leaves of itself.
const ELISIONS: [&str; 13] = ["l", "d", "j", "m", "n", "s", "t", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"];

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The word, folded: 1 to 40 letters of `a-z0-9`.
    pub folded: String,
    /// The bytes of the text that it was read from.
    pub start: usize,
    /// The end of these bytes.
    pub end: usize,
    /// Of the first part of a compound such as `porte-à-porte`: all of its parts in one, such as `porteaporte`.
    pub compound: Option<String>,
    /// Whether it is a word that says nothing by itself.
    pub is_stop: bool,
}

/// The language by whose rules words are brought to their stem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stemming {
    /// French.
    French,
    /// English.
    English,
    /// No language with a stemmer: words are left as they are. Breton and Gallo are so.
    None,
}

impl Stemming {
    /// That of a language tag (BCP 47).
    pub fn of(language: &str) -> Self {
        let mut parts = language.split('-');
        match parts.next() {
            Some("fr") if !parts.any(|it| it.eq_ignore_ascii_case("gallo")) => Self::French,
            Some("en") => Self::English,
            _ => Self::None,
        }
    }

    /// The stem of a folded word.
    pub fn stem(self, folded: &str) -> String {
        thread_local! {
            static STEMMERS: RefCell<(Stemmer, Stemmer)> =
                RefCell::new((Stemmer::new(Algorithm::French), Stemmer::new(Algorithm::English)));
        }
        if folded.len() < 3 || folded.bytes().any(|it| it.is_ascii_digit()) {
            return folded.to_owned();
        }
        STEMMERS.with_borrow(|(french, english)| match self {
            Self::French => plain(&french.stem(&accented(folded))),
            Self::English => plain(&english.stem(folded)),
            Self::None => folded.to_owned(),
        })
    }
}

/// The forms in which a folded word can stand in an index: its stems in each language, and itself.
pub fn forms(folded: &str) -> Vec<String> {
    let mut forms: Vec<String> = Vec::with_capacity(3);
    for it in [Stemming::French, Stemming::English, Stemming::None] {
        let stem = it.stem(folded);
        if !forms.contains(&stem) {
            forms.push(stem);
        }
    }
    forms
}

/// A folded French word as the rules of the stemmer ask for it: with the accents that endings have, so that what people type without
/// accents has the same stem, and without what the stemmer leaves: the plural after a vowel, and the third
/// person of the plural.
fn accented(folded: &str) -> String {
    const PLURALS: [&str; 5] = ["jeux", "lieux", "feux", "veux", "oux"];
    const ENDINGS: [(&str, &str); 8] = [
        ("ites", "ités"),
        ("ite", "ité"),
        ("ees", "ées"),
        ("ee", "ée"),
        ("ieres", "ières"),
        ("iere", "ière"),
        ("erent", "èrent"),
        ("ierement", "ièrement"),
    ];
    let vowel = |it: &str| it.ends_with(['a', 'i', 'o', 'u']);
    if let Some(single) = folded.strip_suffix('s').filter(|it| it.len() >= 3 && vowel(it)) {
        return single.to_owned();
    }
    // they cultivate: the stemmer knows no present tense
    let third = ["ent", "ents", "ente", "entes"].into_iter().find_map(|it| folded.strip_suffix(it));
    if let Some(root) = third.filter(|it| it.len() >= 5 && !it.ends_with(['m', 'i'])) {
        return root.to_owned();
    }
    if PLURALS.iter().any(|it| folded.ends_with(it)) {
        return folded[..folded.len() - 1].to_owned();
    }
    for (bare, full) in ENDINGS {
        if let Some(root) = folded.strip_suffix(bare) {
            return format!("{root}{full}");
        }
    }
    folded.to_owned()
}

/// A stem without the accents that the stemmer left or put.
fn plain(stem: &str) -> String {
    if stem.is_ascii() { stem.to_owned() } else { stem.nfkd().filter(char::is_ascii).collect() }
}

/// What a character is to words.
enum Sign {
    Letters,
    Apostrophe,
    Hyphen,
    Dot,
    /// A mark on the letter before it, or a character that nobody sees.
    Nothing,
    Separator,
}

/// Reads one character; its letters, folded, go to the end of `letters`.
fn read(character: char, letters: &mut String) -> Sign {
    if character.is_ascii() {
        return match character {
            'a'..='z' | '0'..='9' => {
                letters.push(character);
                Sign::Letters
            }
            'A'..='Z' => {
                letters.push(character.to_ascii_lowercase());
                Sign::Letters
            }
            '\'' | '`' => Sign::Apostrophe,
            '-' => Sign::Hyphen,
            '.' => Sign::Dot,
            _ => Sign::Separator,
        };
    }
    match character {
        '’' | '‘' | 'ʼ' | 'ʹ' | '′' | '´' | '＇' => return Sign::Apostrophe,
        '\u{2010}' | '\u{2011}' => return Sign::Hyphen,
        // the soft hyphen is seen at the end of a line only
        other if is_combining_mark(other) || line::is_invisible(other) => return Sign::Nothing,
        _ => {}
    }
    let (before, mut is_letter) = (letters.len(), false);
    for part in std::iter::once(character).nfkd().filter(|it| !is_combining_mark(*it)) {
        for lower in part.to_lowercase().filter(|it| !is_combining_mark(*it)) {
            match lower {
                'a'..='z' | '0'..='9' => letters.push(lower),
                'œ' => letters.push_str("oe"),
                'æ' => letters.push_str("ae"),
                other if other.is_alphanumeric() => {
                    is_letter = true;
                    let spelled = any_ascii::any_ascii_char(other).bytes().filter(u8::is_ascii_alphanumeric);
                    letters.extend(spelled.map(|it| char::from(it.to_ascii_lowercase())));
                }
                _ => {}
            }
        }
    }
    match letters.len() > before {
        true => Sign::Letters,
        // a letter that Latin writing has nothing for stands inside its word all the same
        false if is_letter => Sign::Nothing,
        false => Sign::Separator,
    }
}

/// A run of letters, and what joins it to the next.
#[derive(Default)]
struct Part {
    letters: String,
    /// How many characters of the text are letters of it.
    signs: usize,
    start: usize,
    end: usize,
}

/// The words of a text, in order, stop words included.
pub fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::with_capacity(text.len() / 6);
    let mut chunk: Vec<(Part, Sign)> = Vec::new();
    let mut part = Part::default();
    let mut signs = text.char_indices().peekable();
    let mut next = String::new();
    while let Some((at, character)) = signs.next() {
        match read(character, &mut part.letters) {
            Sign::Letters => {
                if part.signs == 0 {
                    part.start = at;
                }
                part.signs += 1;
                part.end = at + character.len_utf8();
                // what no word is as long as is not kept
                if part.letters.len() > 4 * MAX_LETTERS {
                    part.letters.truncate(2 * MAX_LETTERS);
                }
            }
            Sign::Nothing => {
                if part.signs > 0 {
                    part.end = at + character.len_utf8();
                }
            }
            Sign::Separator => end(&mut chunk, &mut part, &mut words),
            joint @ (Sign::Apostrophe | Sign::Hyphen | Sign::Dot) => {
                next.clear();
                let follows = signs.peek().is_some_and(|(_, it)| matches!(read(*it, &mut next), Sign::Letters));
                let joins = match joint {
                    // S.C.I.C.
                    Sign::Dot => part.signs == 1 && !part.letters.bytes().any(|it| it.is_ascii_digit()),
                    _ => true,
                };
                if part.signs > 0 && follows && joins {
                    chunk.push((std::mem::take(&mut part), joint));
                } else {
                    end(&mut chunk, &mut part, &mut words);
                }
            }
        }
    }
    end(&mut chunk, &mut part, &mut words);
    words
}

/// Ends a chunk of parts: acronyms and apostrophes are resolved, what stays is one word or a compound.
fn end(chunk: &mut Vec<(Part, Sign)>, part: &mut Part, words: &mut Vec<Word>) {
    let last = std::mem::take(part);
    if chunk.is_empty() && last.signs == 0 {
        return;
    }
    let mut joined: Vec<Part> = Vec::with_capacity(chunk.len() + 1);
    let mut open: Option<(Part, Sign)> = None;
    for (next, joint) in chunk.drain(..).chain((last.signs > 0).then_some((last, Sign::Separator))) {
        let held = match open.take() {
            None => next,
            Some((before, Sign::Apostrophe)) => {
                let breton = before.letters.ends_with('c') && next.letters.starts_with('h');
                if !breton && before.signs == before.letters.len() && ELISIONS.contains(&before.letters.as_str()) {
                    next
                } else if next.letters == "s" && !matches!(joint, Sign::Apostrophe) {
                    // the possessive of English
                    Part { end: next.end, ..before }
                } else {
                    glued(before, next)
                }
            }
            Some((before, Sign::Dot)) => glued(before, next),
            Some((before, _)) => {
                joined.push(before);
                next
            }
        };
        open = Some((held, joint));
    }
    joined.extend(open.map(|(part, _)| part));
    let compound = (joined.len() > 1).then(|| cut(joined.iter().map(|it| it.letters.as_str()).collect()));
    let mut compound = compound;
    for part in joined {
        let folded = cut(part.letters);
        let is_stop = stop::is_stop(&folded);
        words.push(Word { folded, start: part.start, end: part.end, compound: compound.take(), is_stop });
    }
}

fn glued(mut before: Part, next: Part) -> Part {
    before.letters.push_str(&next.letters);
    Part { letters: before.letters, signs: before.signs + next.signs, start: before.start, end: next.end }
}

fn cut(mut letters: String) -> String {
    letters.truncate(MAX_LETTERS);
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<String> {
        words(text).into_iter().map(|it| it.folded).collect()
    }

    #[test]
    fn accents_case_ligatures_and_elisions_do_not_matter() {
        assert_eq!(folded("L’École d'été ŒUVRE"), ["ecole", "ete", "oeuvre"]);
        assert_eq!(folded("jusqu'à lorsqu’on qu'il"), ["a", "on", "il"]);
        assert_eq!(folded("aujourd'hui presqu’île prud'hommes"), ["aujourdhui", "presquile", "prudhommes"]);
        assert_eq!(folded("d’aujourd’hui, rock'n'roll"), ["aujourdhui", "rocknroll"]);
        assert_eq!(folded("the children's garden"), ["the", "children", "garden"]);
        assert_eq!(folded("e\u{301}te\u{301} zé\u{200b}ro sof\u{ad}t"), ["ete", "zero", "soft"]);
        assert_eq!(folded("Łódź Straße ﬁn Þing"), ["lodz", "strasse", "fin", "thing"]);
        assert_eq!(folded("« S.C.I.C. » ou S.C.O.P, v1.2 a.b"), ["scic", "ou", "scop", "v1", "2", "ab"]);
    }

    #[test]
    fn the_breton_letter_stays_whole() {
        assert_eq!(folded("C’hoarioù kerc'h marc\u{2bc}had"), ["choariou", "kerch", "marchad"]);
        assert_eq!(folded("ar c'hafe n'eo d'ar"), ["ar", "chafe", "eo", "ar"]);
        assert_eq!(folded("ñ Lañjouv"), ["n", "lanjouv"]);
    }

    #[test]
    fn compounds_are_known_whole_and_in_parts() {
        let found = words("du porte-à-porte");
        assert_eq!(folded("du porte-à-porte"), ["du", "porte", "a", "porte"]);
        assert_eq!(found[1].compound.as_deref(), Some("porteaporte"));
        assert_eq!(found[2].compound, None);
        assert_eq!(folded("- tiret -non oui- co\u{2011}work"), ["tiret", "non", "oui", "co", "work"]);
    }

    #[test]
    fn words_know_where_they_stand() {
        let text = "« L’École » d'été";
        let shown: Vec<&str> = words(text).iter().map(|it| &text[it.start..it.end]).collect();
        assert_eq!(shown, ["École", "été"]);
        let text = "e\u{301}te\u{301}.";
        assert_eq!(words(text).iter().map(|it| &text[it.start..it.end]).collect::<Vec<_>>(), ["e\u{301}te\u{301}"]);
    }

    #[test]
    fn inflections_share_a_stem_whether_accents_are_typed_or_not() {
        let same = |group: &[&str]| {
            let stems: Vec<String> = group.iter().map(|it| Stemming::French.stem(&folded(it)[0])).collect();
            assert!(stems.iter().all(|it| *it == stems[0]), "{group:?}: {stems:?}");
        };
        same(&["jardin", "jardins", "Jardins"]);
        same(&["partagé", "partagés", "partagée", "partagées", "partage", "partager", "partages"]);
        same(&["école", "écoles", "ecole"]);
        same(&["activité", "activités", "activite", "activites"]);
        same(&["solidaire", "solidaires"]);
        same(&["numérique", "numériques", "numerique"]);
        same(&["premier", "première", "premières", "premiere"]);
        same(&["café", "cafés", "cafe", "cafes"]);
        same(&["réparer", "réparation", "réparations", "reparation"]);
        same(&["coopérative", "coopératives", "cooperatif"]);
        same(&["vélo", "vélos", "velo"]);
        same(&["ami", "amis"]);
        same(&["lieu", "lieux"]);
        same(&["jeu", "jeux"]);
        same(&["journal", "journaux"]);
        same(&["bateau", "bateaux"]);
        same(&["président", "présidente", "présidents"]);
        same(&["parent", "parents"]);
        same(&["habitant", "habitante", "habitants", "habitantes"]);
        same(&["cultiver", "cultivent", "cultivé", "cultivée"]);
        same(&["échange", "échanger", "échanges", "echangent"]);
    }

    #[test]
    fn other_letters_are_spelled_in_latin_ones() {
        assert_eq!(folded("Москва"), ["moskva"]);
        assert!(folded("مرحبا بالعالم").len() == 2);
        assert!(folded("😀 — … !?").is_empty());
        assert!(folded(&"a".repeat(100_000)).len() == 1 && folded(&"é".repeat(100_000))[0].len() == MAX_LETTERS);
    }

    #[test]
    fn a_language_has_its_stemmer_or_none() {
        assert_eq!(Stemming::of("fr-FR"), Stemming::French);
        assert_eq!(Stemming::of("fr-gallo"), Stemming::None);
        assert_eq!(Stemming::of("en"), Stemming::English);
        assert_eq!(Stemming::of("br"), Stemming::None);
        assert_eq!(forms("gardens"), ["garden", "gardens"]);
    }
}
