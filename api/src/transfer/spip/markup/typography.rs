//! The typography that SPIP applies when it prints a text: apostrophes, dashes, and the spaces of French punctuation.

const NO_BREAK: char = '\u{a0}';

/// A run of text as SPIP prints it in a language.
pub(crate) fn typeset(text: &str, language: &str) -> String {
    let french = matches!(language, "fr" | "eo" | "cpf") || language.starts_with("fr_");
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text.chars().peekable();
    while let Some(it) = rest.next() {
        match it {
            '~' => {
                trim_spaces(&mut out);
                while rest.peek().is_some_and(|it| *it == ' ' || *it == '~') {
                    rest.next();
                }
                out.push(NO_BREAK);
            }
            '\'' => out.push('’'),
            '-' if rest.peek() == Some(&'-') => {
                let mut dashes = 1;
                while rest.peek() == Some(&'-') {
                    rest.next();
                    dashes += 1;
                }
                if dashes == 2 { out.push('—') } else { out.extend(std::iter::repeat_n('-', dashes)) }
            }
            ' ' if french && rest.peek().is_some_and(|it| matches!(it, ';' | ':' | '!' | '?' | '»')) => {
                if !out.ends_with(NO_BREAK) {
                    out.push(NO_BREAK);
                }
            }
            ' ' if french && out.ends_with('«') => out.push(NO_BREAK),
            other => out.push(other),
        }
    }
    out
}

fn trim_spaces(out: &mut String) {
    out.truncate(out.trim_end_matches(' ').len());
}

/// What a text says in a language: `<multi>[fr]…[br]…</multi>`. Without that language, the first one; in a text outside of any
/// `<multi>`, all of it.
pub(crate) fn chosen(text: &str, language: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = find_tag(rest, "<multi>") {
        out.push_str(&rest[..start]);
        let inner = &rest[start + "<multi>".len()..];
        let (inner, after) = match find_tag(inner, "</multi>") {
            Some(end) => (&inner[..end], &inner[end + "</multi>".len()..]),
            None => (inner, ""),
        };
        out.push_str(in_language(inner, language));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The languages that the `<multi>` blocks of a text speak, in their order.
pub(crate) fn languages(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut rest = text;
    while let Some(start) = find_tag(rest, "<multi>") {
        let inner = &rest[start + "<multi>".len()..];
        let end = find_tag(inner, "</multi>").unwrap_or(inner.len());
        for (language, _) in parts(&inner[..end]) {
            if !language.is_empty() && !found.contains(&language.to_owned()) {
                found.push(language.to_owned());
            }
        }
        rest = &inner[end..];
    }
    found
}

fn in_language<'a>(inner: &'a str, language: &str) -> &'a str {
    let parts = parts(inner);
    let near = |it: &&(&str, &str)| it.0.split('_').next() == language.split('_').next();
    let found = parts.iter().find(|it| it.0 == language).or_else(|| parts.iter().find(near)).or(parts.first());
    found.map_or("", |(_, text)| text.trim_matches('\n'))
}

/// The pieces of a `<multi>`, each with its language; what stands before the first mark has none.
fn parts(inner: &str) -> Vec<(&str, &str)> {
    let mut marks = Vec::new();
    for (at, _) in inner.match_indices('[') {
        let Some(end) = inner[at..].find(']') else { continue };
        let code = &inner[at + 1..at + end];
        let is_code = (2..=8).contains(&code.len())
            && code.bytes().all(|it| it.is_ascii_lowercase() || it == b'_')
            && !code.starts_with('_');
        if is_code {
            marks.push((at, at + end + 1, code));
        }
    }
    let mut parts = Vec::new();
    if let Some((first, _, _)) = marks.first().filter(|it| !inner[..it.0].trim().is_empty()) {
        parts.push(("", &inner[..*first]));
    }
    if marks.is_empty() && !inner.trim().is_empty() {
        parts.push(("", inner));
    }
    for (at, (_, begin, code)) in marks.iter().enumerate() {
        let end = marks.get(at + 1).map_or(inner.len(), |it| it.0);
        parts.push((code, &inner[*begin..end]));
    }
    parts
}

fn find_tag(text: &str, tag: &str) -> Option<usize> {
    text.as_bytes().windows(tag.len()).position(|it| it.eq_ignore_ascii_case(tag.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_gets_its_spaces_and_all_languages_their_apostrophes() {
        assert_eq!(typeset("l'été : 5 ~; « oui »", "fr"), "l’été\u{a0}: 5\u{a0}; «\u{a0}oui\u{a0}»");
        assert_eq!(typeset("it's: so?", "en"), "it’s: so?");
        assert_eq!(typeset("a --b-- c ---", "fr"), "a —b— c ---");
    }

    #[test]
    fn a_text_is_said_in_the_language_asked_for() {
        let text = "<multi>[fr]En breton[br]E brezhoneg</multi> !";
        assert_eq!(chosen(text, "br"), "E brezhoneg !");
        assert_eq!(chosen(text, "en"), "En breton !");
        assert_eq!(chosen("<multi>[fr]a", "fr"), "a");
        assert_eq!(chosen("plain [x]", "fr"), "plain [x]");
        assert_eq!(languages(text), ["fr", "br"]);
    }
}
