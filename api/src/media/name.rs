//! The name that a file was sent under, as it is kept: without the folders of the sender, and fit to be shown.

/// The most characters of a name.
const MOST: usize = 120;

/// A name without folders, control characters and what is invisible, cut where it is too long; none when nothing is left.
pub(crate) fn cleaned(sent: &str) -> Option<String> {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let visible = |it: &char| !it.is_control() && !is_format(*it);
    let name: String = last.chars().filter(visible).collect();
    let name = name.trim_matches(|it: char| it == '.' || it.is_whitespace());
    if name.is_empty() {
        return None;
    }
    // what is cut is cut out of the stem: the ending tells people what it is
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) if ending.chars().count() <= 8 => (stem, format!(".{ending}")),
        _ => (name, String::new()),
    };
    let room = MOST - ending.chars().count();
    Some(stem.chars().take(room).chain(ending.chars()).collect())
}

/// Characters that change how others are shown: marks of direction, joiners, tags, the mark of the byte order.
fn is_format(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// `Content-Disposition` for a file of this name (RFC 6266): shown by the browser, or saved.
pub(crate) fn disposition(is_shown: bool, name: &str) -> String {
    let kind = if is_shown { "inline" } else { "attachment" };
    let plain: String = name
        .chars()
        .map(|it| if it.is_ascii_graphic() && !"\"\\%;".contains(it) || it == ' ' { it } else { '_' })
        .collect();
    let mut written = format!("{kind}; filename=\"{plain}\"");
    if plain != name {
        written.push_str("; filename*=UTF-8''");
        for byte in name.bytes() {
            match byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
                true => written.push(char::from(byte)),
                false => written.push_str(&format!("%{byte:02X}")),
            }
        }
    }
    written
}

/// The file name of `Content-Disposition` as a client writes it: `filename*` (RFC 8187) before `filename`.
pub(crate) fn of_disposition(header: &str) -> Option<String> {
    let parameter = |name: &str| {
        parameters(header).into_iter().find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    };
    let extended = parameter("filename*").and_then(|it| {
        let (charset, rest) = it.split_once('\'')?;
        let (_, encoded) = rest.split_once('\'')?;
        charset.eq_ignore_ascii_case("utf-8").then(|| percent_decoded(encoded))?
    });
    extended.or_else(|| parameter("filename"))
}

/// The parameters of a header, quotes and what is behind a backslash in them taken apart.
fn parameters(header: &str) -> Vec<(String, String)> {
    let (mut parts, mut part, mut quoted, mut escaped) = (Vec::new(), String::new(), false, false);
    for letter in header.chars() {
        match letter {
            _ if escaped => {
                escaped = false;
                part.push(letter);
            }
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            ';' if !quoted => parts.push(std::mem::take(&mut part)),
            _ => part.push(letter),
        }
    }
    parts.push(part);
    let pair = |it: &String| it.split_once('=').map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()));
    parts.iter().filter_map(pair).collect()
}

pub(crate) fn percent_decoded(text: &str) -> Option<String> {
    let (mut bytes, mut rest) = (Vec::new(), text.bytes());
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => u8::from_str_radix(&String::from_utf8(vec![rest.next()?, rest.next()?]).ok()?, 16).ok()?,
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_holds_no_folder_and_nothing_invisible() {
        for (sent, kept) in [
            ("plage.jpg", Some("plage.jpg")),
            ("../../etc/passwd", Some("passwd")),
            ("C:\\Users\\Ana\\Fête à Brest.JPG", Some("Fête à Brest.JPG")),
            ("a\0b\nc\r\u{202e}gpj.exe", Some("abcgpj.exe")),
            ("...", None),
            ("", None),
            ("a/", None),
            (" .hidden ", Some("hidden")),
        ] {
            assert_eq!(cleaned(sent).as_deref(), kept, "{sent:?}");
        }
        let long = cleaned(&format!("{}.jpeg", "é".repeat(300))).unwrap();
        assert!(long.chars().count() == 120 && long.ends_with("é.jpeg"));
        assert_eq!(cleaned(&"x".repeat(300)).unwrap().len(), 120);
    }

    #[test]
    fn a_header_says_the_name_to_old_and_new_clients() {
        assert_eq!(disposition(true, "plan.pdf"), "inline; filename=\"plan.pdf\"");
        assert_eq!(
            disposition(false, "a\"b; été.pdf"),
            "attachment; filename=\"a_b_ _t_.pdf\"; filename*=UTF-8''a%22b%3B%20%C3%A9t%C3%A9.pdf"
        );
    }

    #[test]
    fn a_header_is_read_as_clients_write_it() {
        for (header, name) in [
            ("attachment; filename=\"plage.jpg\"", Some("plage.jpg")),
            ("attachment; filename=plage.jpg", Some("plage.jpg")),
            ("form-data; name=\"file\"; filename=\"a;b\\\"c.jpg\"", Some("a;b\"c.jpg")),
            ("attachment; filename=\"e.jpg\"; filename*=UTF-8''%C3%A9.jpg", Some("é.jpg")),
            ("attachment; filename*=UTF-8''%C3%", None),
            ("inline", None),
        ] {
            assert_eq!(of_disposition(header).as_deref(), name, "{header}");
        }
    }
}
