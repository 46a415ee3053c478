//! Escapes of strings that the parser does not know (GraphQL §2.9.4): pairs of surrogates, and `\u{…}` of any length.

/// What became of a string.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Escaped {
    /// The parser can read it as it is.
    Readable,
    /// The same string without such escapes, never longer.
    Rewritten(String),
    /// An escape stands for no character; its offset.
    NoCharacter(usize),
}

/// Writes the escapes of a string out, its quotes included; one between three quotes has none.
pub(super) fn rewrite(string: &str) -> Escaped {
    if string.starts_with("\"\"\"") || !string.contains("\\u") {
        return Escaped::Readable;
    }
    let mut written = String::with_capacity(string.len());
    let (mut rest, mut is_other) = (string, false);
    while let Some(at) = rest.find('\\') {
        written.push_str(&rest[..at]);
        let (escape, offset) = (&rest[at..], string.len() - rest.len() + at);
        let length = match Unit::read(escape) {
            // any other escape, for the parser; the character after the backslash may be a long one
            None => {
                let length = escape.char_indices().nth(2).map_or(escape.len(), |(it, _)| it);
                written.push_str(&escape[..length]);
                length
            }
            Some(Unit { code, is_braced: false, .. }) if !(0xD800..0xE000).contains(&code) => {
                written.push_str(&escape[..6]);
                6
            }
            Some(unit) => {
                let Some((character, length)) = unit.character(escape) else { return Escaped::NoCharacter(offset) };
                is_other = true;
                match character {
                    '"' => written.push_str("\\\""),
                    '\\' => written.push_str("\\\\"),
                    '\n' => written.push_str("\\n"),
                    '\r' => written.push_str("\\r"),
                    other => written.push(other),
                }
                length
            }
        };
        rest = &escape[length..];
    }
    written.push_str(rest);
    if is_other { Escaped::Rewritten(written) } else { Escaped::Readable }
}

/// One `\uXXXX` or `\u{…}`.
struct Unit {
    code: u32,
    length: usize,
    is_braced: bool,
}

impl Unit {
    /// The unit at the beginning of a text; a number that is none is beyond Unicode.
    fn read(text: &str) -> Option<Self> {
        let digits = text.strip_prefix("\\u")?;
        let (digits, is_braced) = match digits.strip_prefix('{') {
            Some(braced) => (braced.split_once('}').map_or("", |(it, _)| it), true),
            None => (digits.get(..4)?, false),
        };
        let is_number = !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_hexdigit());
        if !is_number && !is_braced {
            return None;
        }
        let code = u32::from_str_radix(digits, 16).ok().filter(|_| is_number).unwrap_or(u32::MAX);
        Some(Self { code, length: digits.len() + if is_braced { 4 } else { 2 }, is_braced })
    }

    /// The character that it stands for, alone or with the unit after it, and how long both are.
    fn character(&self, text: &str) -> Option<(char, usize)> {
        if let Some(found) = char::from_u32(self.code) {
            return Some((found, self.length));
        }
        // after braces that are never closed, the length may end inside of a character
        if self.is_braced {
            return None;
        }
        let low = Self::read(&text[self.length..]).filter(|it| !it.is_braced)?;
        let units = [u16::try_from(self.code).ok()?, u16::try_from(low.code).ok()?];
        let found = char::decode_utf16(units).next()?.ok().filter(|it| u32::from(*it) > 0xFFFF)?;
        Some((found, self.length + low.length))
    }
}
