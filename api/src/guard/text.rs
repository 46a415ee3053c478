//! What is refused before a request is parsed: the parser below recurses on brackets, and must never see too many.

/// How deep brackets and braces may be nested in a document.
const MAX_NESTING: usize = 64;

/// Why a document is not even parsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooDeep;

impl TooDeep {
    /// The sentence for the caller.
    pub(crate) fn message(self) -> String {
        format!("brackets and braces are nested deeper than {MAX_NESTING}")
    }
}

/// Bounds the nesting of brackets and braces in a GraphQL document; strings and comments do not count.
pub(crate) fn scan(document: &str) -> Result<(), TooDeep> {
    let bytes = document.as_bytes();
    let (mut at, mut depth) = (0, 0_usize);
    while at < bytes.len() {
        match bytes[at] {
            b'"' => at = after_string(bytes, at),
            b'#' => {
                at = bytes[at..].iter().position(|it| matches!(it, b'\n' | b'\r')).map_or(bytes.len(), |end| at + end)
            }
            b'{' | b'[' | b'(' => {
                depth += 1;
                if depth > MAX_NESTING {
                    return Err(TooDeep);
                }
                at += 1;
            }
            b'}' | b']' | b')' => {
                depth = depth.saturating_sub(1);
                at += 1;
            }
            _ => at += 1,
        }
    }
    Ok(())
}

/// Where a string that begins here ends, a block string included; the end of the text when it does not.
fn after_string(bytes: &[u8], start: usize) -> usize {
    let block = bytes[start..].starts_with(b"\"\"\"");
    let mut at = start + if block { 3 } else { 1 };
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if !block => at += 2,
            b'\\' if bytes[at..].starts_with(b"\\\"\"\"") => at += 4,
            b'"' if !block => return at + 1,
            b'"' if bytes[at..].starts_with(b"\"\"\"") => return at + 3,
            b'\n' | b'\r' if !block => return at,
            _ => at += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_nests_counts() {
        assert_eq!(scan("{ a(b: [1, {c: [2]}]) { d } }"), Ok(()));
        assert_eq!(scan(&"[".repeat(65)), Err(TooDeep));
        assert_eq!(scan(&format!("{{ a(b: {}) }}", "[".repeat(5000))), Err(TooDeep));
        assert_eq!(scan(&format!("{{ a(b: \"{}\") }}", "[".repeat(500))), Ok(()));
        assert_eq!(
            scan(&format!("{{ a(b: \"\"\"\n{}\\\"\"\" \"\"\") }} # {}", "[".repeat(500), "{".repeat(500))),
            Ok(())
        );
        assert_eq!(scan(&format!("\"\\\"\" \"unended\n{}", "[".repeat(65))), Err(TooDeep));
        assert_eq!(scan("\"\\"), Ok(()));
    }
}
