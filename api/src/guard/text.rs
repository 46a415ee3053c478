//! The text of a document before it is parsed. The parser recurses on brackets and takes whatever it is given: it must
//! never see too many. One pass over the bytes, which also finds what the parser loses or does not know: a field that
//! stands twice in an input object, the escapes of characters beyond the first plane, and types in several pieces.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::guard::declared::{self, DEFINITIONS};
use crate::guard::escapes::{self, Escaped};
use crate::guard::{Limit, Limits, Place, Refusal};

/// What a text was found to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scanned<'a> {
    /// Lexical tokens (GraphQL §2.1.6): what is not white space, comma or comment.
    pub tokens: usize,
    /// The text for the parser: what it cannot read is written otherwise, with each token in its place.
    pub text: Cow<'a, str>,
}

/// Why a text is not parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It asks for too much.
    TooMuch(Refusal),
    /// A string that begins here does not end. The parser would take its quotes for something else, and see brackets
    /// that were not counted.
    Unterminated(Option<Place>),
    /// An escape in a string stands for no character: half of a surrogate pair, or a number beyond Unicode.
    NoCharacter(Option<Place>),
    /// A field stands twice in an input object (GraphQL §5.6.3).
    Twice(String, Option<Place>),
    /// Something that is no token, or that stands where it cannot.
    Unexpected(String, Option<Place>),
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        Self::TooMuch(refusal)
    }
}

/// Bounds the tokens of a GraphQL document and the nesting of its brackets, strings and comments apart.
///
/// # Errors
/// The first limit that is passed, or what the parser must not see, and where.
pub fn scan<'a>(document: &'a str, limits: &Limits) -> Result<Scanned<'a>, Fault> {
    let bytes = document.as_bytes();
    let mut scan = Scan { open: Vec::new(), word: None, before: None };
    let (mut at, mut tokens) = (0, 0);
    let mut text = Rewritten { document, text: String::new(), copied: 0 };
    while at < bytes.len() {
        let (start, mut describes) = (at, false);
        let place = || Place::in_text(document, start);
        match bytes[at] {
            b' ' | b'\t' | b'\n' | b'\r' | b',' => {
                at += 1;
                continue;
            }
            b'#' => {
                at = until(bytes, at, |it| matches!(it, b'\n' | b'\r'));
                // the parser knows no comment between `on` and a type
                text.replace(start, at, "");
                continue;
            }
            b'"' => {
                at = after_string(bytes, at).ok_or_else(|| Fault::Unterminated(place()))?;
                describes = scan.may_be_described() && declared::is_description(document, at, scan.open.is_empty());
                match escapes::rewrite(&document[start..at]) {
                    Escaped::NoCharacter(offset) => {
                        return Err(Fault::NoCharacter(Place::in_text(document, start + offset)));
                    }
                    Escaped::Readable | Escaped::Rewritten(_) if describes => {
                        text.replace(start, at, &declared::blank(&document[start..at]));
                    }
                    Escaped::Readable => {}
                    Escaped::Rewritten(string) => text.replace(start, at, &string),
                }
                scan.word = None;
            }
            b'{' | b'[' | b'(' => {
                let depth = scan.open.len() + 1;
                if depth > limits.nesting {
                    return Err(Limit::Nesting.refuse(limits.nesting, depth, place()).into());
                }
                scan.opens(bytes[at]);
                at += 1;
            }
            b'}' | b']' | b')' => {
                if bytes[at] == b')' && scan.before == Some(b'(') {
                    return Err(Fault::Unexpected(")".to_owned(), place()));
                }
                drop(scan.open.pop());
                scan.word = None;
                at += 1;
            }
            b':' => {
                if let Some(name) = scan.names_twice() {
                    return Err(Fault::Twice(name.to_owned(), place()));
                }
                at += 1;
                // in the first brackets of a definition variables are declared
                if let [Open::Values] = scan.open.as_slice()
                    && let Some(found) = declared::scattered(document, at)
                {
                    text.replace(at, found.end, &found.written);
                }
            }
            b'.' if bytes[at..].starts_with(b"...") => {
                scan.word = None;
                at += 3;
            }
            it if is_word(it) => {
                at = until(bytes, at, |it| !is_word(it));
                let word = &document[start..at];
                let defines = scan.open.is_empty() && matches!(scan.before, None | Some(b'}'));
                if (defines && word.is_ascii() && !DEFINITIONS.contains(&word)) || has_leading_zero(word) {
                    return Err(Fault::Unexpected(word.chars().take(60).collect(), place()));
                }
                scan.word = Some(word);
            }
            _ => {
                scan.word = None;
                at += 1;
            }
        }
        if !describes {
            scan.before = Some(bytes[start]);
        }
        tokens += 1;
        if tokens > limits.tokens {
            return Err(Limit::Tokens.refuse(limits.tokens, tokens, place()).into());
        }
    }
    Ok(Scanned { tokens, text: text.done() })
}

/// A bracket that is open.
enum Open<'a> {
    /// Fields are selected in it.
    Selection,
    /// Arguments or items stand in it.
    Values,
    /// An input object, with the fields that it has so far.
    Object(HashSet<&'a str>),
}

/// Where a scan stands.
struct Scan<'a> {
    open: Vec<Open<'a>>,
    /// The word that stands before.
    word: Option<&'a str>,
    /// The first byte of the token before.
    before: Option<u8>,
}

impl<'a> Scan<'a> {
    /// Arguments and lists hold values, and so does what stands in them: braces there are input objects.
    fn opens(&mut self, bracket: u8) {
        self.open.push(match (bracket, self.open.last()) {
            (b'{', Some(Open::Values | Open::Object(_))) => Open::Object(HashSet::new()),
            (b'{', Some(Open::Selection) | None) => Open::Selection,
            _ => Open::Values,
        });
        self.word = None;
    }

    /// Whether a definition or a variable may begin here.
    fn may_be_described(&self) -> bool {
        match self.open.as_slice() {
            [] => matches!(self.before, None | Some(b'}')),
            [Open::Values] => !matches!(self.before, Some(b':' | b'=')),
            _ => false,
        }
    }

    /// The name before a colon, when its object has it already.
    fn names_twice(&mut self) -> Option<&'a str> {
        let name = self.word.take()?;
        match self.open.last_mut() {
            Some(Open::Object(names)) => (!names.insert(name)).then_some(name),
            Some(Open::Selection | Open::Values) | None => None,
        }
    }
}

/// A text of which parts are written otherwise; what becomes shorter is filled up with blanks, so that every other
/// token keeps its place.
struct Rewritten<'a> {
    document: &'a str,
    text: String,
    copied: usize,
}

impl<'a> Rewritten<'a> {
    fn replace(&mut self, from: usize, to: usize, with: &str) {
        // a comment inside of a type went with it
        if from < self.copied {
            return;
        }
        self.text.push_str(&self.document[self.copied..from]);
        self.text.push_str(with);
        let (was, is) = (self.document[from..to].chars().count(), with.chars().count());
        self.text.extend(std::iter::repeat_n(' ', was.saturating_sub(is)));
        self.copied = to;
    }

    fn done(mut self) -> Cow<'a, str> {
        if self.copied == 0 {
            return Cow::Borrowed(self.document);
        }
        self.text.push_str(&self.document[self.copied..]);
        Cow::Owned(self.text)
    }
}

/// Whether this is a number that begins with a nought too many.
fn has_leading_zero(word: &str) -> bool {
    let digits = word.strip_prefix('-').unwrap_or(word).as_bytes();
    digits.first() == Some(&b'0') && digits.get(1).is_some_and(u8::is_ascii_digit)
}

/// Bounds the nesting of a JSON text, strings apart.
///
/// # Errors
/// The nesting, when it is passed.
pub fn scan_json(text: &[u8], limits: &Limits) -> Result<(), Refusal> {
    let (mut at, mut depth) = (0, 0_usize);
    while at < text.len() {
        match text[at] {
            b'"' => at = after_json_string(text, at),
            b'{' | b'[' => {
                depth += 1;
                if depth > limits.nesting {
                    return Err(Limit::Nesting.refuse(limits.nesting, depth, None));
                }
                at += 1;
            }
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                at += 1;
            }
            _ => at += 1,
        }
    }
    Ok(())
}

/// Names, numbers (a fraction counts apart), and whatever lies outside ASCII.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-' || byte == b'+' || byte >= 0x80
}

fn until(bytes: &[u8], start: usize, ends: impl Fn(u8) -> bool) -> usize {
    bytes[start..].iter().position(|it| ends(*it)).map_or(bytes.len(), |length| start + length)
}

/// Where a string that begins here ends, a block string included; none when it does not.
fn after_string(bytes: &[u8], start: usize) -> Option<usize> {
    let block = bytes[start..].starts_with(b"\"\"\"");
    let mut at = start + if block { 3 } else { 1 };
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if !block => at += 2,
            b'\\' if bytes[at..].starts_with(b"\\\"\"\"") => at += 4,
            b'"' if !block => return Some(at + 1),
            b'"' if bytes[at..].starts_with(b"\"\"\"") => return Some(at + 3),
            b'\n' | b'\r' if !block => return None,
            _ => at += 1,
        }
    }
    None
}

fn after_json_string(text: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while at < text.len() {
        match text[at] {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(document: &str) -> Result<usize, Option<Limit>> {
        let limits = Limits { nesting: 64, tokens: 1000, ..Limits::default() };
        scan(document, &limits).map(|it| it.tokens).map_err(|it| match it {
            Fault::TooMuch(refusal) => Some(refusal.limit),
            Fault::Unterminated(_) | Fault::NoCharacter(_) | Fault::Twice(..) | Fault::Unexpected(..) => None,
        })
    }

    #[test]
    fn only_what_nests_counts_as_nesting() {
        assert_eq!(found("{ a(b: [1, {c: [2]}]) { d } }"), Ok(20));
        assert_eq!(found(&"[".repeat(65)), Err(Some(Limit::Nesting)));
        assert_eq!(found(&format!("{{ a(b: {}) }}", "[".repeat(5000))), Err(Some(Limit::Nesting)));
        assert_eq!(found(&format!("{{ a(b: \"{}\") }}", "[".repeat(500))), Ok(8));
        let hidden = format!("{{ a(b: \"\"\"\n{}\\\"\"\" \"\"\") }} # {}", "[".repeat(500), "{".repeat(500));
        assert_eq!(found(&hidden), Ok(8));
        // a string without an end would hide what the parser sees
        for unended in ["\"unended\n[", "\"\\", "{ a(b: [\"\"\" \"\" [[[", "\"\"\"\"", "\"\"\" \\\"\"\" ["] {
            assert_eq!(found(unended), Err(None), "{unended}");
        }
    }

    #[test]
    fn tokens_are_those_of_the_specification() {
        assert_eq!(found("query Q($n: Int! = -15) { ...F @skip(if: true) } # end"), Ok(22));
        assert_eq!(found(" ,,, \u{feff}\n"), Ok(1));
        assert_eq!(found(&format!("{{{}}}", "a ".repeat(1001))), Err(Some(Limit::Tokens)));
    }

    fn read(document: &str) -> Result<String, Fault> {
        scan(document, &Limits::default()).map(|it| it.text.into_owned())
    }

    #[test]
    fn escapes_beyond_the_first_plane_are_written_out_and_nothing_moves() {
        let sent = "{ a(b: \"\\ud83d\\ude00\\u{1F600}\\u{22}\\u{A}\\u0041\") c }";
        let read = read(sent).unwrap();
        assert!(read.starts_with("{ a(b: \"😀😀\\\"\\n\\u0041\" "), "{read}");
        assert_eq!(read.chars().count(), sent.chars().count());
        assert_eq!(read.chars().skip(sent.find(" c }").unwrap()).collect::<String>(), " c }");
        let block = "{ a(b: \"\"\"\\ud83d\"\"\") }";
        assert_eq!(super::tests::read(block).unwrap(), block);
    }

    #[test]
    fn half_a_pair_is_refused_where_it_stands() {
        for (text, column) in [
            ("{ a(b: \"x\\ud83d\") }", 10),
            ("{ a(b: \"\\ude00\\ud83d\") }", 9),
            ("{ a(b: \"\\ud83d\\u0041\") }", 9),
            ("{ a(b: \"\\u{110000}\") }", 9),
            ("{ a(b: \"\\u{D800}\") }", 9),
            ("{ a(b: \"\\u{}\") }", 9),
            ("{ a(b: \"\\u{\u{feff}\") }", 9),
            ("{ a(b: \"\\u{é\") }", 9),
        ] {
            assert_eq!(read(text), Err(Fault::NoCharacter(Some(Place { line: 1, column }))), "{text}");
        }
    }

    #[test]
    fn a_field_stands_once_in_an_input_object() {
        for text in
            ["{ a(b: { c: 1 d: 2 c: 3 }) }", "query ($x: I = { c: 1, c: 1 }) { a }", "{ a(b: [{ d: { c: 1 c: 2 } }]) }"]
        {
            assert!(matches!(read(text), Err(Fault::Twice(name, Some(_))) if name == "c"), "{text}");
        }
        for text in
            ["{ a(b: { c: { c: 1 } }, d: [{ c: 1 }, { c: 2 }]) c: d c: d }", "{ a(b: { c: c d: c }) { x: c x: c } }"]
        {
            assert!(read(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn what_the_parser_would_take_for_something_else_is_refused() {
        for text in ["queryQ { a }", "query () { a }", "{ a() }", "{ a(b: [01]) }", "{ a(b: -00) }"] {
            assert!(matches!(read(text), Err(Fault::Unexpected(..))), "{text}");
        }
        assert_eq!(read("{ ... on # x\nA { b } }").unwrap(), "{ ... on    \nA { b } }");
    }

    #[test]
    fn the_types_of_variables_are_read_in_one_piece() {
        for (sent, given) in [
            ("query ($a: [ Int ! ] !, $b: Int) { c }", "query ($a: [Int!]!    , $b: Int) { c }"),
            ("query ($a: # x\n[ # y\nInt # z\n] = [ 1 ]) { c }", "query ($a:    \n[Int]       \n\n  = [ 1 ]) { c }"),
            ("{ a(b: [ C ]) { d : e } }", "{ a(b: [ C ]) { d : e } }"),
        ] {
            assert_eq!(read(sent).unwrap(), given);
        }
        assert_eq!(found("query ($a: [ Int ! ] !) { c }"), Ok(14));
        let deep = format!("query ($a: {}Int{}) {{ c }}", "[ ".repeat(65), "] ".repeat(65));
        assert_eq!(found(&deep), Err(Some(Limit::Nesting)));
    }

    #[test]
    fn json_is_bounded_alike() {
        let limits = Limits { nesting: 64, ..Limits::default() };
        assert!(scan_json(format!("\"{}\"", "[".repeat(500)).as_bytes(), &limits).is_ok());
        assert!(scan_json("[".repeat(65).as_bytes(), &limits).is_err());
        assert!(scan_json(b"\"\\", &limits).is_ok());
    }
}
