//! The plain words of a text in Markdown: without its marks, the addresses of links, and HTML.

use std::borrow::Cow;

/// The text without marks. The order of words stays; lines stay lines.
pub fn plain(markdown: &str) -> Cow<'_, str> {
    if !markdown.contains(['#', '*', '_', '`', '[', '<', '>', '|', '~', '\\', '&']) && !markdown.contains("://") {
        return Cow::Borrowed(markdown);
    }
    let mut plain = String::with_capacity(markdown.len());
    let mut rest = markdown;
    while let Some(at) = rest.find(['#', '*', '_', '`', '[', ']', '<', '>', '|', '~', '\\', '&', ':', '!']) {
        plain.push_str(&rest[..at]);
        let sign = rest.as_bytes()[at];
        let after = &rest[at + 1..];
        rest = match sign {
            b']' => match after.as_bytes().first() {
                Some(b'(') => beyond(after, ')'),
                Some(b':') => beyond_address(&after[1..]),
                _ => after,
            },
            b'<' if after.starts_with(|it: char| it.is_ascii_alphabetic() || it == '/' || it == '!') => {
                plain.push(' ');
                beyond(after, '>')
            }
            b':' if after.starts_with("//") => {
                // the scheme before it is taken back
                let kept = plain.trim_end_matches(|it: char| it.is_ascii_alphanumeric()).len();
                plain.truncate(kept);
                let length = after.find(|it: char| it.is_whitespace() || matches!(it, ')' | '>' | '"' | ']'));
                &after[length.unwrap_or(after.len())..]
            }
            b'&' => match entity(after) {
                Some((text, length)) => {
                    plain.push_str(&text);
                    &after[length..]
                }
                None => {
                    plain.push('&');
                    after
                }
            },
            // a mark between letters is a letter of its own kind: snake_case
            b'_' if plain.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric) => {
                plain.push('_');
                after
            }
            b'!' if after.starts_with('[') => after,
            b':' | b'!' => {
                plain.push(char::from(sign));
                after
            }
            _ => after,
        };
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// What follows the first `end` on the same line; all of it when there is none.
fn beyond(text: &str, end: char) -> &str {
    match text.find([end, '\n']) {
        Some(at) if text[at..].starts_with(end) => &text[at + end.len_utf8()..],
        _ => text,
    }
}

fn beyond_address(text: &str) -> &str {
    let text = text.trim_start_matches(' ');
    &text[text.find(char::is_whitespace).unwrap_or(text.len())..]
}

/// The character that a reference such as `&amp;` stands for, and how long the rest of it is.
fn entity(after: &str) -> Option<(String, usize)> {
    let length = after.bytes().take(32).position(|it| it == b';')? + 1;
    let whole = format!("&{}", after.get(..length)?);
    let decoded = html_escape::decode_html_entities(&whole).into_owned();
    (decoded != whole).then_some((decoded, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_addresses_are_left_out() {
        let text = "## Un *jardin* **partagé**\n\nVoir [la page](https://a.example/jardin_x \"t\") ou https://b.example/y.\n![Photo](x.jpg)\n- `code` &amp; snake_case\n<b>gras</b>\n[1]: https://c.example/ \"C\"";
        let found = plain(text);
        assert_eq!(found, " Un jardin partagé\n\nVoir la page ou \nPhoto\n- code & snake_case\n gras \n1 \"C\"");
        assert_eq!(plain("Rien de tel : 10 h"), "Rien de tel : 10 h");
        assert_eq!(plain("a < b > c] (d"), "a  b  c (d");
        assert_eq!(plain("&nbsp;&#233;&xyz; & R&D"), "\u{a0}é&xyz; & R&D");
    }
}
