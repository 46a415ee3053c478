//! Words that say nothing by themselves, of all languages together: what is left out must be left out of texts and of searches
//! alike, and a search does not say its language. None of them means something in another of the languages.

/// French, English, Breton, folded, sorted.
const STOP: [&str; 187] = [
    "ag", "ai", "ainsi", "alors", "an", "and", "ar", "are", "as", "at", "au", "aucun", "aussi", "autre", "aux",
    "avait", "avec", "avoir", "be", "been", "by", "can", "ce", "cela", "celle", "celui", "ces", "cet", "cette", "ceux",
    "chaque", "chez", "ci", "comme", "comment", "da", "dans", "de", "des", "did", "do", "does", "dont", "du", "elle",
    "elles", "en", "encore", "entre", "eo", "er", "est", "et", "etait", "etre", "eus", "eux", "evit", "ez", "font",
    "for", "from", "gant", "ha", "had", "hag", "has", "have", "he", "hec", "ho", "hol", "hon", "how", "if", "il",
    "ils", "in", "into", "is", "it", "its", "je", "la", "le", "les", "leur", "leurs", "lui", "ma", "mais", "me",
    "meme", "memes", "mes", "met", "moi", "mon", "na", "nag", "ne", "ni", "nos", "not", "notre", "nous", "of", "on",
    "ont", "ou", "our", "par", "pas", "pe", "pendant", "peu", "peut", "plus", "pour", "pourquoi", "qu", "quand", "que",
    "quel", "quelle", "quelles", "quels", "qui", "sa", "sans", "se", "sed", "sera", "ses", "she", "si", "so", "soit",
    "sont", "sous", "sur", "ta", "te", "tes", "than", "that", "the", "their", "them", "then", "there", "these", "they",
    "this", "those", "to", "toi", "ton", "too", "tous", "tout", "toute", "toutes", "tres", "tu", "ul", "un", "une",
    "ur", "vers", "vos", "votre", "vous", "war", "was", "we", "were", "what", "when", "where", "which", "who", "why",
    "will", "with", "you", "your",
];

/// Whether a folded word is one.
pub(super) fn is_stop(folded: &str) -> bool {
    folded.len() == 1 && folded.as_bytes()[0].is_ascii_alphabetic() || STOP.binary_search(&folded).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted() {
        assert!(STOP.is_sorted());
        assert!(is_stop("les") && is_stop("d") && !is_stop("7") && !is_stop("or") && !is_stop("car"));
    }
}
