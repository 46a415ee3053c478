//! Our own pages for people: an entry with its credit, and the landing page. Scriptless, self-contained.

/// An entry as a page.
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
}

const STYLE: &str = "
:root { color-scheme: light dark; --ink: #22252b; --paper: #fff; --soft: #5b6370; --line: #d9dde3; --accent: #0b6e4f; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaee; --paper: #17191d; --soft: #a3abb8; --line: #343a44; --accent: #6fd3ab; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.05rem/1.6 system-ui, sans-serif; }
main { max-width: 42rem; margin: 0 auto; padding: 2rem 1.25rem; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .75rem; }
h2 { font-size: 1.2rem; margin: 1.75rem 0 .25rem; }
a { color: var(--accent); }
img { max-width: 100%; height: auto; }
pre { overflow-x: auto; padding: .9rem 1rem; background: color-mix(in srgb, var(--line) 40%, var(--paper)); border-radius: .4rem; font-size: .85rem; }
table { border-collapse: collapse; } td, th { border: 1px solid var(--line); padding: .25rem .6rem; }
.summary { color: var(--soft); font-size: 1.15rem; }
footer { margin-top: 2.5rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .9rem; }
";

/// The page of an entry: title, summary, text and credit line.
pub(crate) fn entry(page: &Page) -> String {
    let summary = page.summary.map(|it| format!("<p class=\"summary\">{}</p>\n", escape(it))).unwrap_or_default();
    document(
        page.language,
        &format!("{} · {}", page.title, page.network),
        &format!("<link rel=\"canonical\" href=\"{}\">\n", escape(page.canonical)),
        &format!(
            "<article>\n<h1>{}</h1>\n{summary}{}\n<footer><p>{}</p></footer>\n</article>",
            escape(page.title),
            page.body_html,
            page.credit_html
        ),
    )
}

/// What this address is, for somebody who opened it in a browser.
pub(crate) fn landing(network: &str, api_url: &str) -> String {
    let query = "{ initiatives(first: 3) { nodes { title slug } } }";
    document(
        "en",
        &format!("{network} · API"),
        "",
        &format!(
            "<h1>{name}: the content API</h1>\n\
             <p class=\"summary\"><span lang=\"fr\">Les initiatives, recettes, articles et événements du réseau, comme données libres.</span>\n\
             Initiatives, recipes, articles and events, as free data: every answer tells its licence and its credit line.</p>\n\
             <h2>Begin here</h2>\n<ul>\n<li><a href=\"/graphiql\">Explore</a>: write a query, see the answer, read what each field means.</li>\n\
             <li><a href=\"/schema.graphql\">The schema</a>, for typed clients.</li>\n</ul>\n<h2>A first query</h2>\n\
             <pre>curl {url}/graphql --json '{{\"query\": \"{query}\"}}'</pre>",
            name = escape(network),
            url = escape(api_url),
        ),
    )
}

fn document(language: &str, title: &str, head: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n{head}\
         <style>{STYLE}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n",
        escape(language),
        escape(title)
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}
