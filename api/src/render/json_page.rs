//! The pages on which the JSON addresses are explored: what there is, and one list with its parameters and its answer. No script;
//! the template escapes whatever is written into it.

use askama::Template;

/// What can be listed.
#[derive(Template)]
#[template(path = "json.html")]
pub(crate) struct Overview<'a> {
    /// The language of the page (BCP 47).
    pub(crate) language: &'a str,
    /// The network's name.
    pub(crate) network: &'a str,
    pub(crate) heading: &'a str,
    pub(crate) summary: &'a str,
    /// What stands above the command for a shell.
    pub(crate) shell: &'a str,
    pub(crate) command: &'a str,
    pub(crate) kinds_heading: &'a str,
    pub(crate) kinds: Vec<Kind>,
    pub(crate) ways_heading: &'a str,
    /// Addresses with what is found there.
    pub(crate) ways: Vec<(String, String)>,
    /// What the list of languages is called, for screen readers.
    pub(crate) other_languages: &'a str,
    pub(crate) languages: &'a [(&'a str, &'a str)],
}

/// A list to be explored.
pub(crate) struct Kind {
    /// Its word in addresses.
    pub(crate) word: String,
    /// What is listed.
    pub(crate) about: String,
}

/// One list, with its parameters and its answer.
#[derive(Template)]
#[template(path = "json-list.html")]
pub(crate) struct List<'a> {
    /// The language of the page (BCP 47).
    pub(crate) language: &'a str,
    /// The network's name.
    pub(crate) network: &'a str,
    /// The word of the list in addresses.
    pub(crate) word: &'a str,
    pub(crate) about: &'a str,
    /// What leads back to the overview.
    pub(crate) back: &'a str,
    pub(crate) parameters_heading: &'a str,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) show: &'a str,
    pub(crate) answer_heading: &'a str,
    /// The address that was asked.
    pub(crate) address: &'a str,
    pub(crate) shell: &'a str,
    pub(crate) command: &'a str,
    /// What was answered, as JSON on several lines.
    pub(crate) answer: &'a str,
    /// The addresses of the pages beside, with what each is called.
    pub(crate) beside: Vec<(String, String)>,
    pub(crate) fields_heading: &'a str,
    /// The fields of the items.
    pub(crate) fields: Vec<String>,
}

/// A parameter, as a field of a form.
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) description: String,
    /// What stands in it.
    pub(crate) value: String,
    /// The words that it may be, where it is one of a list.
    pub(crate) words: Vec<String>,
}

/// The page of what can be listed.
pub(crate) fn overview(page: &Overview) -> String {
    page.render().expect(WRITES)
}

/// The page of one list.
pub(crate) fn list(page: &List) -> String {
    page.render().expect(WRITES)
}

/// A template fails only where what it writes into does, or a value of its own.
const WRITES: &str = "a text takes whatever is written into it";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_leaves_its_place() {
        let hostile = "\"'><script>alert(1)</script>&";
        let text = || hostile.to_owned();
        let parameter =
            Parameter { name: text(), description: text(), value: text(), words: vec![text(), "b".to_owned()] };
        let page = list(&List {
            language: hostile,
            network: hostile,
            word: hostile,
            about: hostile,
            back: hostile,
            parameters_heading: hostile,
            parameters: vec![parameter],
            show: hostile,
            answer_heading: hostile,
            address: hostile,
            shell: hostile,
            command: hostile,
            answer: hostile,
            beside: vec![(text(), text())],
            fields_heading: hostile,
            fields: vec![text()],
        });
        let front = overview(&Overview {
            language: hostile,
            network: hostile,
            heading: hostile,
            summary: hostile,
            shell: hostile,
            command: hostile,
            kinds_heading: hostile,
            kinds: vec![Kind { word: text(), about: text() }],
            ways_heading: hostile,
            ways: vec![(text(), text())],
            other_languages: hostile,
            languages: &[(hostile, hostile)],
        });
        for html in [page, front] {
            assert!(!html.contains("<script") && !html.contains("\"'>") && html.contains("&#60;script&#62;"), "{html}");
        }
    }
}
