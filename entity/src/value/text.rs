//! Folds text for comparison: sort keys and search texts, the same on every database.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::value::line;

/// The number of these rules. A change of [`fold`] or [`sort_key`] takes the next number, so that stored keys are
/// computed anew when a database is opened.
pub(crate) const RULES: u32 = 2;

/// Removes accents and case, so that `Épicerie` becomes `epicerie` and `Cœur` becomes `coeur`.
///
/// NFKD, combining marks and invisible characters removed, lower case; letters that Unicode does not decompose are
/// written as people write them without the letter at hand; every apostrophe is `'`, so that `c'h` is always the same.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let plain = text.nfkd().filter(|letter| !is_combining_mark(*letter) && !line::is_invisible(*letter));
    for letter in plain.flat_map(char::to_lowercase) {
        match letter {
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            'þ' => folded.push_str("th"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ħ' => folded.push('h'),
            'ŧ' => folded.push('t'),
            'ŋ' => folded.push('n'),
            'ı' => folded.push('i'),
            '’' | '‘' | 'ʼ' | 'ʹ' | '′' | '`' | '´' | '＇' => folded.push('\''),
            // what lower case decomposes again, such as the dot of İ
            mark if is_combining_mark(mark) => {}
            other => folded.push(other),
        }
    }
    folded
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

    #[test]
    fn letters_that_do_not_decompose_are_written_out() {
        assert_eq!(fold("Cœur ŒUVRE Lætitia Straße STRAẞE"), "coeur oeuvre laetitia strasse strasse");
        assert_eq!(fold("Łódź Øre Đak Þing Ísl. Ðir İı"), "lodz ore dak thing isl. dir ii");
        assert_eq!(sort_key("C’hoarioù"), sort_key("c'hoariou"));
        assert_eq!(sort_key("C\u{2bc}hoari"), sort_key("c'hoari"));
        assert_eq!(search_words("c\u{2bc}hoari"), ["c", "hoari"]);
        assert_eq!(fold("zé\u{200b}ro"), "zero");
    }
}
