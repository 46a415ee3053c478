//! What the parser does not know about declarations. The types of variables: blanks, commas, comments and ends of lines may
//! stand inside of them (GraphQL §2.1.7), where the parser knows none. And descriptions of definitions and of variables,
//! which documents may have since September 2025.

/// How each definition of a document begins.
pub(super) const DEFINITIONS: [&str; 4] = ["fragment", "mutation", "query", "subscription"];

/// A type that is written in several pieces.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Scattered {
    /// Where it ends.
    pub(super) end: usize,
    /// What stands before it, comments as blanks; the type in one piece; where it has several lines, as many ends of lines,
    /// and blanks after the last, so that what follows keeps its place.
    pub(super) written: String,
}

/// The type that follows from a place on, when it is in several pieces; what is no type stays as it is.
pub(super) fn scattered(document: &str, at_first: usize) -> Option<Scattered> {
    let bytes = document.as_bytes();
    let start = after_ignored(bytes, at_first);
    let (mut written, mut at, mut end, mut open, mut is_named) = (String::new(), start, start, 0_usize, false);
    loop {
        let next = bytes.get(at).copied();
        let length = match next {
            Some(b'[') if !is_named => 1,
            Some(it) if !is_named && (it.is_ascii_alphabetic() || it == b'_') => {
                let word = |it: &u8| it.is_ascii_alphanumeric() || *it == b'_';
                bytes[at..].iter().take_while(|it| word(it)).count()
            }
            Some(b'!') if is_named && !written.ends_with('!') => 1,
            Some(b']') if is_named && open > 0 => 1,
            Some(_) | None => break,
        };
        match next {
            Some(b'[') => open += 1,
            Some(b']') => open -= 1,
            Some(b'!') => {}
            Some(_) | None => is_named = true,
        }
        written.push_str(&document[at..at + length]);
        end = at + length;
        at = after_ignored(bytes, end);
    }
    if !is_named || open > 0 || written.len() == end - start {
        return None;
    }
    let (mut text, inside) = (blank(&document[at_first..start]) + &written, &document[start..end]);
    if let Some((_, last)) = inside.rsplit_once('\n') {
        let (lines, last) = (inside.matches('\n').count(), last.chars().count());
        let filler = inside.chars().count().saturating_sub(written.len() + lines + last);
        for (sign, times) in [(' ', filler), ('\n', lines), (' ', last)] {
            text.extend(std::iter::repeat_n(sign, times));
        }
    }
    Some(Scattered { end, written: text })
}

/// Whether a text that ends at a place describes what follows: a definition, or a variable.
pub(super) fn is_description(document: &str, end: usize, is_of_definition: bool) -> bool {
    let rest = &document[after_ignored(document.as_bytes(), end)..];
    let is_word = |it: char| it.is_ascii_alphanumeric() || it == '_';
    let defines = |word: &str| rest.strip_prefix(word).is_some_and(|it| !it.starts_with(is_word));
    if is_of_definition { DEFINITIONS.iter().any(|it| defines(it)) } else { rest.starts_with('$') }
}

/// A text without its letters, its lines as they were.
pub(super) fn blank(text: &str) -> String {
    text.chars().map(|it| if it == '\n' { it } else { ' ' }).collect()
}

/// Where the next token begins.
fn after_ignored(bytes: &[u8], mut at: usize) -> usize {
    while let Some(byte) = bytes.get(at) {
        match byte {
            b' ' | b'\t' | b'\n' | b'\r' | b',' => at += 1,
            b'#' => at += bytes[at..].iter().take_while(|it| !matches!(it, b'\n' | b'\r')).count(),
            _ => break,
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guard::Limits;
    use crate::guard::text::{Fault, scan};

    #[test]
    fn a_type_in_pieces_becomes_one_and_what_follows_keeps_its_place() {
        let found = |text: &str| scattered(text, 0).map(|it| (it.end, it.written));
        assert_eq!(found(" Int !)"), Some((6, " Int!".to_owned())));
        assert_eq!(found("[ Int,! ] ! = [1]"), Some((11, "[Int!]!".to_owned())));
        assert_eq!(found("[[Int ]]"), Some((8, "[[Int]]".to_owned())));
        assert_eq!(found("[ # of them\n  Int\n] = 1"), Some((19, format!("[Int]{}\n\n ", " ".repeat(11)))));
        assert_eq!(found(" #é\n Int !"), Some((11, "   \n Int!".to_owned())));
        for whole in ["Int!)", " [Int!]!", "Int ) { a }", "[ Int", "[ Int ! !", "Int\u{e9} !", "1 !", "$x", "", "[ ]"] {
            assert_eq!(found(whole), None, "{whole}");
        }
    }

    #[test]
    fn descriptions_are_not_for_the_parser() {
        let read = |text: &str| scan(text, &Limits::default()).map(|it| it.text.into_owned());
        for (sent, given) in [
            ("\"x\" query { a }", "    query { a }"),
            ("{ a } \"\"\"x\ny\"\"\" fragment F on A { a }", "{ a }     \n     fragment F on A { a }"),
            ("query (\"x\" $a: Int = 1, \"y\" $b: Int) { c }", "query (    $a: Int = 1,     $b: Int) { c }"),
            ("query ($a: String = \"x\" $b: Int) { c }", "query ($a: String = \"x\" $b: Int) { c }"),
            ("\"x\" { a }", "\"x\" { a }"),
            ("\"x\" \"y\" query { a }", "\"x\" \"y\" query { a }"),
        ] {
            assert_eq!(read(sent).unwrap(), given);
        }
        assert_eq!(scan("\"x\" query { a }", &Limits::default()).unwrap().tokens, 5);
        assert!(matches!(read("\"\\ud83d\" query { a }"), Err(Fault::NoCharacter(_))));
    }
}
