//! Our own pages for people: an entry with its credit, and the landing page. Scriptless, self-contained. The templates of
//! `api/templates/` escape whatever is not marked as safe HTML.

use askama::Template;

/// An entry as a page: title, summary, text and credit line.
#[derive(Template)]
#[template(path = "entry.html")]
pub(crate) struct Page<'a> {
    /// The language of the text (BCP 47).
    pub(crate) language: &'a str,
    pub(crate) title: &'a str,
    pub(crate) summary: Option<&'a str>,
    /// Safe HTML.
    pub(crate) body_html: &'a str,
    /// Safe HTML.
    pub(crate) credit_html: &'a str,
    /// The entry's public address.
    pub(crate) canonical: &'a str,
    /// The network's name.
    pub(crate) network: &'a str,
    /// What is said above it, when it is not what the public sees.
    pub(crate) banner: Option<&'a str>,
}

/// What this address is, for somebody who opened it in a browser.
#[derive(Template)]
#[template(path = "landing.html")]
struct Landing<'a> {
    language: &'a str,
    network: &'a str,
    /// A query to be pasted into a shell.
    command: &'a str,
}

/// The page of an entry.
pub(crate) fn entry(page: &Page) -> String {
    page.render().expect(WRITES)
}

/// The page at the root, for people.
pub(crate) fn landing(network: &str, api_url: &str) -> String {
    Landing { language: "en", network, command: &first_query(api_url) }.render().expect(WRITES)
}

/// A template fails only where what it writes into does, or a value of its own.
const WRITES: &str = "a text takes whatever is written into it";

/// To be pasted into a shell.
fn first_query(api_url: &str) -> String {
    let query = r#"{"query": "{ initiatives { nodes { title attribution } } }"}"#;
    format!(
        "curl {api_url}/graphql \\
  -H 'content-type: application/json' \\
  -d '{query}'"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_leaves_its_place() {
        let hostile = "\"'><script>alert(1)</script>&";
        let page = Page {
            language: hostile,
            title: hostile,
            summary: Some(hostile),
            body_html: "<p>a</p>",
            credit_html: "b",
            canonical: hostile,
            network: hostile,
            banner: Some(hostile),
        };
        for html in [entry(&page), landing(hostile, hostile)] {
            assert!(!html.contains("<script") && !html.contains("\"'>") && html.contains("&#60;script&#62;"), "{html}");
        }
        assert!(entry(&page).contains("<p>a</p>"));
        assert!(!entry(&Page { summary: None, ..page }).contains("class=\"summary\""));
    }
}
