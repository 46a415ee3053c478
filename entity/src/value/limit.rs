//! Texts and lists within their limits: so many characters, bytes or items, and nothing that nobody sees.

use crate::value::line;
use crate::value::problem::parameter::{Quoted, Unit};
use crate::value::problem::{Case, Problem};
use crate::value::url::WebAddress;

/// Where problems are gathered.
pub(crate) struct Problems(pub(crate) Vec<Problem>);

/// A text of one line as it is kept: a name, a label.
///
/// # Errors
/// The problem with `path`: it is empty, too long, or holds what nobody sees.
pub(crate) fn one_line(path: &str, text: &str, max_characters: usize) -> Result<String, Problem> {
    let text = line::tidy(text);
    let mut problems = Problems(Vec::new());
    if text.is_empty() {
        problems.add(path, Case::Missing);
    }
    problems.line(path, Some(&text), max_characters);
    problems.0.into_iter().next().map_or(Ok(text), Err)
}

/// The same for a text that may be absent: an empty one is absent.
///
/// # Errors
/// The problem with `path`.
pub(crate) fn optional_line(path: &str, text: &str, max_characters: usize) -> Result<Option<String>, Problem> {
    if line::tidy(text).is_empty() { Ok(None) } else { one_line(path, text, max_characters).map(Some) }
}

/// The first thing wrong with a text of several lines: it has more characters than fit, or holds a control character.
pub(crate) fn unfit_text(text: &str, max_characters: usize) -> Option<Case> {
    let count = text.chars().count();
    let too_long = Case::TooLong { unit: Unit::Characters, count, max: max_characters };
    if count > max_characters { Some(too_long) } else { line::control(text).map(Case::from) }
}

/// The first thing wrong with a text of several lines: it has more bytes than fit, or holds a control character.
pub(crate) fn unfit_long_text(text: &str, max_bytes: usize) -> Option<Case> {
    let too_long = Case::TooLong { unit: Unit::Bytes, count: text.len(), max: max_bytes };
    if text.len() > max_bytes { Some(too_long) } else { line::control(text).map(Case::from) }
}

/// The first thing wrong with a short text that is kept as it is written: it is empty, too long, or not one line.
pub(crate) fn unfit_word(text: &str, max_characters: usize) -> Option<Case> {
    let count = text.chars().count();
    if text.trim().is_empty() {
        Some(Case::Missing)
    } else if count > max_characters {
        Some(Case::TooLong { unit: Unit::Characters, count, max: max_characters })
    } else {
        line::unfit(text).filter(|it| it.is_control()).map(Case::from)
    }
}

impl Problems {
    pub(crate) fn add(&mut self, path: &str, case: Case) {
        self.0.push(Problem::new(path, case));
    }

    /// A text of several lines.
    pub(crate) fn text(&mut self, path: &str, text: Option<&str>, max_bytes: usize) {
        let Some(text) = text else { return };
        if text.len() > max_bytes {
            self.add(path, Case::TooLong { unit: Unit::Bytes, count: text.len(), max: max_bytes });
        }
        if let Some(sign) = line::control(text) {
            self.add(path, sign.into());
        }
    }

    /// A text of one line.
    pub(crate) fn line(&mut self, path: &str, text: Option<&str>, max_characters: usize) {
        let Some(text) = text else { return };
        let count = text.chars().count();
        if count > max_characters {
            self.add(path, Case::TooLong { unit: Unit::Characters, count, max: max_characters });
        }
        if let Some(sign) = line::unfit(text) {
            self.add(path, sign.into());
        }
    }

    /// A web address: what older rows hold is not taken anew.
    pub(crate) fn address(&mut self, path: &str, address: Option<&WebAddress>) {
        if let Some(address) = address.filter(|it| !it.is_canonical()) {
            self.add(path, Case::NotAWebAddress(Quoted::of(address.as_str())));
        }
    }

    pub(crate) fn most<T>(&mut self, path: &str, items: &[T], max: usize) {
        if items.len() > max {
            self.add(path, Case::TooLong { unit: Unit::Items, count: items.len(), max });
        }
    }

    pub(crate) fn list<T: PartialEq>(&mut self, path: &str, items: &[T], max: usize) {
        self.most(path, items, max);
        // a list that is too long is refused already, and not looked through: each item is compared with all before it
        let twice = items.iter().enumerate().take(max).find(|(at, item)| items[..*at].contains(item));
        if let Some((at, _)) = twice {
            self.add(&format!("{path}.{at}"), Case::Twice);
        }
    }
}
