//! Words, names and addresses set in a format so that nothing in them can be taken for a mark of it. Decides nothing
//! about credit: that is the credit line's.

use std::fmt::Write;

/// A text on one line, with nothing in it that the format could take for a mark. Spaces that do not break stay; signs
/// that turn the direction of what follows are left out, as they would turn the rest of the line too.
pub(super) fn plain(text: &str, format: Format) -> String {
    let line = one_line(text);
    match format {
        Format::Text => line,
        Format::Html => html(&line),
        Format::Markdown => markdown(&line),
    }
}

/// A label that leads to an address, or the label alone when the address is not of the web.
pub(super) fn link(label: &str, url: &str, rel: Option<&str>, format: Format) -> String {
    if !is_web(url) {
        return plain(label, format);
    }
    match format {
        Format::Text if label == url => plain(url, format),
        Format::Text => format!("{} ({})", plain(label, format), plain(url, format)),
        Format::Html => {
            let rel = rel.map(|it| format!(" rel=\"{it}\"")).unwrap_or_default();
            format!("<a href=\"{}\"{rel}>{}</a>", html(&target(url)), plain(label, format))
        }
        Format::Markdown => format!("[{}](<{}>)", plain(label, format), target(url).replace('&', "&amp;")),
    }
}

/// Whether an address is one of `http` or `https`, in any case.
pub(super) fn is_web(url: &str) -> bool {
    url.split_once("://").is_some_and(|(scheme, rest)| {
        !rest.is_empty() && (scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http"))
    })
}

fn one_line(text: &str) -> String {
    let breaks = |it: char| (it.is_whitespace() || it.is_control()) && !matches!(it, '\u{a0}' | '\u{202f}');
    let words = text.split(breaks).map(|word| word.replace(turns, "")).filter(|it| !it.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

fn turns(sign: char) -> bool {
    matches!(sign, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn html(line: &str) -> String {
    let mut safe = String::with_capacity(line.len());
    for sign in line.chars() {
        match sign {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

fn markdown(line: &str) -> String {
    let mut safe = String::with_capacity(line.len());
    for sign in line.chars() {
        let harmless = matches!(sign, ',' | '.' | ':' | ';' | '?' | '\'' | '/' | '%' | '=' | '-');
        if sign.is_ascii_punctuation() && !harmless {
            safe.push('\\');
        }
        safe.push(sign);
    }
    safe
}

/// The address with all that could end it percent-encoded.
fn target(url: &str) -> String {
    let mut safe = String::with_capacity(url.len());
    for sign in url.chars() {
        if matches!(sign, '<' | '>' | '\\' | '"') || sign.is_whitespace() || sign.is_control() || turns(sign) {
            for byte in sign.encode_utf8(&mut [0; 4]).bytes() {
                let _ = write!(safe, "%{byte:02X}");
            }
        } else {
            safe.push(sign);
        }
    }
    safe
}

/// The forms of a credit line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Text,
    /// HTML without anything but links.
    Html,
    /// CommonMark.
    Markdown,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stays_on_its_line_and_keeps_its_french_spaces() {
        assert_eq!(plain(" Quoi\u{a0}?\r\n a\u{2028}b\u{0}c ", Format::Text), "Quoi\u{a0}? a b c");
        assert_eq!(plain("abc\u{202e}fed\u{2066}", Format::Html), "abcfed");
    }

    #[test]
    fn an_address_cannot_end_its_link() {
        let hostile = "https://a.net/>) [x](<https://evil\r\n\\\" &copy;";
        assert_eq!(
            link("a", hostile, None, Format::Markdown),
            "[a](<https://a.net/%3E)%20[x](%3Chttps://evil%0D%0A%5C%22%20&amp;copy;>)"
        );
        assert_eq!(
            link("a", hostile, Some("author"), Format::Html),
            "<a href=\"https://a.net/%3E)%20[x](%3Chttps://evil%0D%0A%5C%22%20&amp;copy;\" rel=\"author\">a</a>"
        );
        assert_eq!(link("a\nb", "https://a.net", None, Format::Text), "a b (https://a.net)");
    }

    #[test]
    fn only_addresses_of_the_web_become_links() {
        for url in
            ["javascript:alert(1)", "JavaScript://a", "data:text/html,x", " https://a.net", "//a.net", "https://"]
        {
            for format in [Format::Text, Format::Html, Format::Markdown] {
                assert_eq!(link("a", url, None, format), "a", "{url}");
            }
        }
        assert_eq!(link("a", "HTTPS://a.net", None, Format::Html), "<a href=\"HTTPS://a.net\">a</a>");
    }
}
