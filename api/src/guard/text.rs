//! The text of a document before it is parsed. The parser recurses on brackets and takes whatever it is given: it must
//! never see too many. One pass over the bytes, no allocation.

use crate::guard::{Limit, Limits, Place, Refusal};

/// What a text was found to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scanned {
    /// Lexical tokens (GraphQL §2.1.6): what is not white space, comma or comment.
    pub tokens: usize,
}

/// Why a text is not parsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It asks for too much.
    TooMuch(Refusal),
    /// A string that begins here does not end. The parser would take its quotes for something else, and see brackets
    /// that were not counted.
    Unterminated(Option<Place>),
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        Self::TooMuch(refusal)
    }
}

/// Bounds the tokens of a GraphQL document and the nesting of its brackets, strings and comments apart.
///
/// # Errors
/// The first limit that is passed, or a string without an end, and where.
pub fn scan(document: &str, limits: &Limits) -> Result<Scanned, Fault> {
    let bytes = document.as_bytes();
    let (mut at, mut depth, mut tokens) = (0, 0, 0);
    while at < bytes.len() {
        let start = at;
        match bytes[at] {
            b' ' | b'\t' | b'\n' | b'\r' | b',' => {
                at += 1;
                continue;
            }
            b'#' => {
                at = until(bytes, at, |it| matches!(it, b'\n' | b'\r'));
                continue;
            }
            b'"' => {
                at = after_string(bytes, at).ok_or_else(|| Fault::Unterminated(Place::in_text(document, start)))?;
            }
            b'{' | b'[' | b'(' => {
                depth += 1;
                if depth > limits.nesting {
                    return Err(Limit::Nesting.refuse(limits.nesting, depth, Place::in_text(document, start)).into());
                }
                at += 1;
            }
            b'}' | b']' | b')' => {
                depth = depth.saturating_sub(1);
                at += 1;
            }
            b'.' if bytes[at..].starts_with(b"...") => at += 3,
            it if is_word(it) => at = until(bytes, at, |it| !is_word(it)),
            _ => at += 1,
        }
        tokens += 1;
        if tokens > limits.tokens {
            return Err(Limit::Tokens.refuse(limits.tokens, tokens, Place::in_text(document, start)).into());
        }
    }
    Ok(Scanned { tokens })
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
            Fault::Unterminated(_) => None,
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
        assert_eq!(found(&"a ".repeat(1001)), Err(Some(Limit::Tokens)));
    }

    #[test]
    fn json_is_bounded_alike() {
        let limits = Limits { nesting: 64, ..Limits::default() };
        assert!(scan_json(format!("\"{}\"", "[".repeat(500)).as_bytes(), &limits).is_ok());
        assert!(scan_json("[".repeat(65).as_bytes(), &limits).is_err());
        assert!(scan_json(b"\"\\", &limits).is_ok());
    }
}
