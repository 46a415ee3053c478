//! Our own pages for people: the front door, those on which the JSON addresses are explored, scriptless and self-contained, and the page
//! that the explorer of GraphQL fills. The templates of `api/templates/` escape whatever is not marked as safe HTML.

use std::sync::Arc;

use askama::Template;
use serde_json::Value;

use crate::render::item::Item;

/// The languages that our pages are written in, by tag, each as it calls itself.
pub(crate) const LANGUAGES: [(&str, &str); 3] = [("fr", "Français"), ("br", "Brezhoneg"), ("en", "English")];

/// What this address is, for somebody who opened it in a browser.
#[derive(Template)]
#[template(path = "landing.html")]
pub(crate) struct Landing<'a> {
    /// The language of the page (BCP 47).
    pub(crate) language: &'a str,
    /// The network's name.
    pub(crate) network: &'a str,
    pub(crate) heading: &'a str,
    pub(crate) summary: &'a str,
    /// How much there is to read, when the database says so.
    pub(crate) counts: Option<String>,
    pub(crate) latest_heading: &'a str,
    /// The entries that were published last.
    pub(crate) latest: Vec<Shown>,
    pub(crate) upcoming_heading: &'a str,
    /// The events that take place next.
    pub(crate) upcoming: Vec<Shown>,
    pub(crate) ways_heading: &'a str,
    pub(crate) ways: Vec<Way>,
    /// The address that queries are sent to.
    pub(crate) endpoint: &'a str,
    pub(crate) endpoint_name: &'a str,
    pub(crate) endpoint_note: &'a str,
    /// What is said where nothing but a list of documents is carried out.
    pub(crate) trusted_only: Option<String>,
    pub(crate) queries_heading: &'a str,
    /// What leads from a query to the explorer.
    pub(crate) open: &'a str,
    /// What stands above the command of a query.
    pub(crate) shell: &'a str,
    pub(crate) queries: Vec<FirstQuery>,
    /// What the list of languages is called, for screen readers.
    pub(crate) other_languages: &'a str,
    pub(crate) languages: &'a [(&'a str, &'a str)],
}

/// A way in: an address, what it is called, what is found there.
pub(crate) struct Way {
    pub(crate) url: String,
    pub(crate) name: String,
    pub(crate) note: String,
}

/// An entry, and what is said of it: its kind and day, or when it takes place.
pub(crate) struct Shown {
    pub(crate) item: Arc<Item>,
    pub(crate) note: String,
}

/// A query to begin with.
pub(crate) struct FirstQuery {
    /// What it asks, in one sentence.
    pub(crate) about: String,
    pub(crate) operation: String,
    /// JSON.
    pub(crate) variables: String,
    /// The address of the explorer with the query in it.
    pub(crate) url: String,
    /// To be pasted into a shell.
    pub(crate) command: String,
}

/// The explorer: the page that its scripts fill.
#[derive(Template)]
#[template(path = "explorer.html")]
pub(crate) struct Explorer<'a> {
    /// The language of the page (BCP 47).
    pub(crate) language: &'a str,
    /// The network's name.
    pub(crate) network: &'a str,
    pub(crate) title: &'a str,
    /// What is said to browsers without scripts.
    pub(crate) needs_script: &'a str,
    /// JSON for the script: a list of tabs; no sign in it ends an element of HTML.
    tabs: String,
}

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

/// The page at the root, for people.
pub(crate) fn landing(page: &Landing) -> String {
    page.render().expect(super::WRITES)
}

/// The page of the explorer, with the tabs that it opens with.
pub(crate) fn explorer(language: &str, network: &str, (title, needs_script): (&str, &str), tabs: &Value) -> String {
    let tabs = tabs.to_string().replace('<', r"\u003c");
    Explorer { language, network, title, needs_script, tabs }.render().expect(super::WRITES)
}

/// The page of what can be listed.
pub(crate) fn overview(page: &Overview) -> String {
    page.render().expect(super::WRITES)
}

/// The page of one list.
pub(crate) fn list(page: &List) -> String {
    page.render().expect(super::WRITES)
}

#[cfg(test)]
mod tests {
    use entity::value::kind::Kind as EntryKind;

    use super::*;
    use crate::render::item;

    #[test]
    fn no_text_leaves_its_place() {
        let hostile = "\"'><script>alert(1)</script>&";
        let text = || hostile.to_owned();
        let queries =
            vec![FirstQuery { about: text(), operation: text(), variables: text(), url: text(), command: text() }];
        let landing = landing(&Landing {
            language: hostile,
            network: hostile,
            heading: hostile,
            summary: hostile,
            counts: Some(text()),
            latest_heading: hostile,
            latest: vec![Shown { item: Arc::new(item::tests::hostile(EntryKind::Article)), note: text() }],
            upcoming_heading: hostile,
            upcoming: vec![Shown { item: Arc::new(item::tests::hostile(EntryKind::Event)), note: text() }],
            ways_heading: hostile,
            ways: vec![Way { url: text(), name: text(), note: text() }],
            endpoint: hostile,
            endpoint_name: hostile,
            endpoint_note: hostile,
            trusted_only: Some(text()),
            queries_heading: hostile,
            open: hostile,
            shell: hostile,
            queries,
            other_languages: hostile,
            languages: &LANGUAGES,
        });
        assert!(!landing.contains("<script") && !landing.contains("\"'>"), "{landing}");
        assert!(landing.contains("&#60;script&#62;"), "{landing}");
        let explorer = explorer(hostile, hostile, (hostile, hostile), &serde_json::json!([{ "query": hostile }]));
        assert_eq!(explorer.matches("alert(1)</script>").count(), 0, "{explorer}");
    }

    #[test]
    fn no_text_leaves_its_place_where_json_is_explored() {
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
