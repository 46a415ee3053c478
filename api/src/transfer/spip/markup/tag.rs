//! Tags of HTML as they stand in texts of SPIP and others: their names and attributes, and where they end.

/// A tag at the beginning of a text.
#[derive(Debug, PartialEq)]
pub(crate) struct Tag<'a> {
    /// In lower case.
    pub(crate) name: String,
    pub(crate) closes: bool,
    /// What stands between the name and the end.
    pub(crate) rest: &'a str,
    /// How many bytes it takes.
    pub(crate) len: usize,
}

/// The tag that a text begins with; none when the text begins with `<` and something else.
pub(crate) fn tag(text: &str) -> Option<Tag<'_>> {
    let bytes = text.as_bytes();
    if bytes.first() != Some(&b'<') {
        return None;
    }
    let closes = bytes.get(1) == Some(&b'/');
    let begin = if closes { 2 } else { 1 };
    let length = bytes[begin..]
        .iter()
        .take_while(|it| it.is_ascii_alphanumeric() || **it == b'_' || **it == b'-' || **it == b':')
        .count();
    if length == 0 || !bytes[begin].is_ascii_alphabetic() {
        return None;
    }
    let mut quote = None;
    for (at, it) in bytes.iter().enumerate().skip(begin + length) {
        match (quote, it) {
            (None, b'>') => {
                let rest = text[begin + length..at].trim_end_matches('/');
                let name = text[begin..begin + length].to_ascii_lowercase();
                return Some(Tag { name, closes, rest, len: at + 1 });
            }
            (None, b'"' | b'\'') if bytes[at - 1] == b'=' => quote = Some(*it),
            (None, b'<') => return None,
            (Some(open), it) if open == *it => quote = None,
            (_, _) => {}
        }
    }
    None
}

impl Tag<'_> {
    /// The value of an attribute, entities decoded.
    pub(crate) fn attribute(&self, wanted: &str) -> Option<String> {
        self.attributes().into_iter().find(|(name, _)| name == wanted).map(|(_, value)| value)
    }

    /// All attributes, names in lower case.
    pub(crate) fn attributes(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        let mut rest = self.rest.trim_start();
        while !rest.is_empty() {
            let end = rest.find(|it: char| it == '=' || it.is_whitespace()).unwrap_or(rest.len());
            let name = rest[..end].to_ascii_lowercase();
            rest = rest[end..].trim_start();
            let mut value = String::new();
            if let Some(after) = rest.strip_prefix('=') {
                let after = after.trim_start();
                let (raw, left) = match after.chars().next() {
                    Some(quote @ ('"' | '\'')) => {
                        let inner = &after[1..];
                        match inner.find(quote) {
                            Some(end) => (&inner[..end], &inner[end + 1..]),
                            None => (inner, ""),
                        }
                    }
                    _ => after.split_at(after.find(char::is_whitespace).unwrap_or(after.len())),
                };
                value = html_escape::decode_html_entities(raw).into_owned();
                rest = left.trim_start();
            } else if end == 0 {
                break;
            }
            found.push((name, value));
        }
        found
    }
}

/// Where an element that is open before `text` is closed: the bytes before its end tag, and those including it.
pub(crate) fn close(text: &str, name: &str) -> Option<(usize, usize)> {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(found) = text[at..].find('<') {
        at += found;
        match tag(&text[at..]).filter(|it| it.name == name) {
            Some(it) if it.closes && depth == 0 => return Some((at, at + it.len)),
            Some(it) => {
                if it.closes {
                    depth -= 1;
                } else {
                    depth += 1;
                }
                at += it.len;
            }
            None => at += 1,
        }
    }
    None
}

/// The same for what holds no elements: to the first end tag of that name.
pub(crate) fn first_close(text: &str, name: &str) -> Option<(usize, usize)> {
    let mut at = 0;
    while let Some(found) = text[at..].find("</") {
        at += found;
        match tag(&text[at..]).filter(|it| it.name == name) {
            Some(it) => return Some((at, at + it.len)),
            None => at += 2,
        }
    }
    None
}
