//! Text made comparable: what sort keys and searches are computed from, the same on every database.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Removes accents and case: NFKD, combining marks removed, lower case. `Épicerie` becomes `epicerie`.
pub fn fold(text: &str) -> String {
    text.nfkd().filter(|it| !is_combining_mark(*it)).flat_map(char::to_lowercase).collect()
}

/// The key by which titles and names are ordered: folded, white space and punctuation at the start left out,
/// cut at 200 characters, so that an index can hold it. Compared as bytes.
pub fn sort_key(text: &str) -> String {
    let folded = fold(text);
    let key = folded.trim_start_matches(|it: char| !it.is_alphanumeric());
    if key.is_empty() { &folded } else { key }.chars().take(200).collect()
}

/// The words of a search, folded; at most 8, each at most 64 characters.
pub fn search_words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let words = folded.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty());
    words.map(|word| word.chars().take(64).collect()).take(8).collect()
}

/// True when every one of the folded `words` occurs in the folded `text`.
pub fn contains_all(text: &str, words: &[String]) -> bool {
    words.iter().all(|word| text.contains(word.as_str()))
}

/// A text as an error repeats it: at most 400 characters. Of a longer one the beginning, and the end, where it is said what is
/// wrong with it.
pub fn shortened(text: &str) -> Cow<'_, str> {
    const LONGEST: usize = 400;
    const END: usize = 150;
    let length = text.chars().count();
    if length <= LONGEST {
        return Cow::Borrowed(text);
    }
    let begin = text.chars().take(LONGEST - END - 1);
    Cow::Owned(begin.chain(['…']).chain(text.chars().skip(length - END)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_quotes_do_not_matter() {
        assert_eq!(fold("Élan DÉJÀ ﬁni"), "elan deja fini");
        assert_eq!(sort_key("« Élan »"), "elan »");
        assert_eq!(sort_key("@-brest"), "brest");
        assert_eq!(search_words("l'Épicerie  %_ sociale"), ["l", "epicerie", "sociale"]);
    }
}
