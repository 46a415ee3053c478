//! Texts of one line: titles, names, labels. The same rules wherever one comes in: HTML character references are
//! decoded, white space at the ends is taken off, the text is kept in NFC, and nothing may stand in it that nobody sees.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::value::problem::Case;

/// A character that a text may not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sign {
    /// Which character of the text it is, from 1.
    pub(crate) at: usize,
    /// The character.
    pub(crate) character: char,
}

impl Sign {
    /// True for a control character or the end of a line; false for another character that nobody sees.
    pub(crate) fn is_control(self) -> bool {
        ends_line(self.character) || self.character.is_control()
    }
}

impl From<Sign> for Case {
    fn from(sign: Sign) -> Self {
        let Sign { at: position, character } = sign;
        if ends_line(character) {
            Self::LineBreak(position)
        } else if character.is_control() {
            Self::ControlCharacter { character, position }
        } else {
            Self::InvisibleCharacter { character, position }
        }
    }
}

/// A text in the form in which it is kept. The result may still be one that [`unfit`] refuses.
pub(crate) fn tidy(text: &str) -> String {
    let decoded = decoded(text);
    decoded.trim().nfc().collect()
}

/// The same for a text that may be absent: a text without a letter is absent.
pub(crate) fn tidy_optional(text: Option<String>) -> Option<String> {
    text.map(|text| tidy(&text)).filter(|text| !text.is_empty())
}

/// The first character that a text of one line may not hold.
pub(crate) fn unfit(text: &str) -> Option<Sign> {
    let signs: Vec<char> = text.chars().collect();
    let refused = |at: usize| {
        let character = signs[at];
        let before = at.checked_sub(1).and_then(|it| signs.get(it)).copied();
        let after = signs.get(at + 1).copied();
        ends_line(character)
            || character.is_control()
            || is_invisible(character) && !is_joined(character, before, after)
    };
    (0..signs.len()).find(|at| refused(*at)).map(|at| Sign { at: at + 1, character: signs[at] })
}

/// The first control character of a text of several lines, line feeds and tabs apart.
pub(crate) fn control(text: &str) -> Option<Sign> {
    let refused = |character: char| character.is_control() && !matches!(character, '\n' | '\t');
    let found = text.chars().enumerate().find(|(_, character)| refused(*character));
    found.map(|(at, character)| Sign { at: at + 1, character })
}

fn ends_line(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

/// Whether nobody sees a character: Unicode's `Default_Ignorable_Code_Point`, the empty letters of Hangul and Braille,
/// and the anchors of annotations.
pub(crate) fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Whether an invisible character changes how its neighbours are drawn, so that it is seen after all: a joiner between
/// letters or pictures, a variation of what stands before it, the tags of a flag.
fn is_joined(character: char, before: Option<char>, after: Option<char>) -> bool {
    let drawn = |it: char| {
        it.is_alphabetic() && !is_invisible(it) || is_combining_mark(it) || is_picture(it) || it == '\u{fe0f}'
    };
    match character {
        '\u{200c}' | '\u{200d}' => before.is_some_and(drawn) && after.is_some_and(drawn),
        '\u{fe00}'..='\u{fe0f}' => before.is_some_and(|it| drawn(it) || matches!(it, '0'..='9' | '#' | '*')),
        '\u{e0020}'..='\u{e007f}' => {
            before.is_some_and(|it| it == '\u{1f3f4}' || matches!(it, '\u{e0020}'..='\u{e007e}'))
        }
        _ => false,
    }
}

/// Symbols and pictographs: the blocks that emoji come from.
fn is_picture(character: char) -> bool {
    matches!(character, '\u{2190}'..='\u{27ff}' | '\u{2900}'..='\u{2bff}' | '\u{3030}' | '\u{303d}' | '\u{1f000}'..='\u{1faff}')
        && character != '\u{2800}'
}

/// Decodes HTML character references such as `&amp;` and `&#8217;`, however often they were encoded.
fn decoded(text: &str) -> std::borrow::Cow<'_, str> {
    let mut decoded = std::borrow::Cow::Borrowed(text);
    for _ in 0..4 {
        if !decoded.contains('&') {
            break;
        }
        let once = html_escape::decode_html_entities(decoded.as_ref()).into_owned();
        if once == decoded {
            break;
        }
        decoded = std::borrow::Cow::Owned(once);
    }
    decoded
}

/// Whether a text of plain words holds a tag of HTML: `<b>`, `</p>`, `<img …`.
pub(crate) fn holds_markup(text: &str) -> bool {
    let tag = |rest: &str| {
        let name = rest.strip_prefix('/').unwrap_or(rest);
        name.starts_with(|it: char| it.is_ascii_alphabetic() || it == '!') && rest.contains('>')
    };
    text.split('<').skip(1).any(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn character_references_become_what_they_stand_for() {
        assert_eq!(tidy("Arts &amp; jardins&nbsp;: l&#8217;été "), "Arts & jardins\u{a0}: l’été");
        assert_eq!(tidy("R&amp;amp;D"), "R&D");
        for plain in ["R&D", "a & b", "Q&R; suite", "&copy=1"] {
            assert_eq!(tidy(plain), plain);
        }
        assert_eq!(tidy("e\u{301}te\u{301}"), "été");
    }

    #[test]
    fn what_nobody_sees_is_found_and_joiners_stay() {
        for (text, at) in [
            ("a\u{200b}b", 2),
            ("\u{202e}abc", 1),
            ("ab\u{2066}", 3),
            ("\u{3164}", 1),
            ("a\u{feff}", 2),
            ("a \u{200d}b", 3),
            ("a\u{ad}b", 2),
            ("a\nb", 2),
            ("a\u{2028}b", 2),
            ("\u{200d}", 1),
        ] {
            assert_eq!(unfit(text).map(|it| it.at), Some(at), "{text:?}");
        }
        for text in [
            "Fête de l’été",
            "می\u{200c}خواهم",
            "क्\u{200d}ष",
            "👩\u{200d}🌾",
            "❤\u{fe0f}",
            "1\u{fe0f}\u{20e3}",
            "🏴\u{e0067}\u{e0062}\u{e007f}",
            "a\u{a0}b",
        ] {
            assert_eq!(unfit(text), None, "{text:?}");
        }
    }
}
