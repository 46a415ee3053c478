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
    /// What is said above it, when it is not what the public sees.
    pub(crate) banner: Option<&'a str>,
}

const STYLE: &str = "
:root { color-scheme: light dark; --ink: #22252b; --paper: #fdfdfb; --soft: #5b6370; --line: #d9dde3; --tint: #f1f3f1; --accent: #0b6e4f; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaee; --paper: #17191d; --soft: #a3abb8; --line: #343a44; --tint: #20242a; --accent: #6fd3ab; } }
body { margin: 0; border-top: .3rem solid var(--accent); background: var(--paper); color: var(--ink); font: 1.05rem/1.65 system-ui, sans-serif; overflow-wrap: break-word; }
main { max-width: 40rem; margin: 0 auto; padding: 2.25rem 1.25rem 3rem; }
h1, h2, h3 { line-height: 1.25; text-wrap: balance; }
h1 { font-size: 1.8rem; margin: 0 0 .75rem; }
h2 { font-size: 1.25rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1.08rem; margin: 1.5rem 0 .4rem; }
p { margin: .75rem 0; }
a { color: var(--accent); text-underline-offset: .15em; }
:focus-visible { outline: .15rem solid var(--accent); outline-offset: .15rem; }
img { max-width: 100%; height: auto; border-radius: .3rem; }
blockquote { margin: 1.25rem 0; padding: .1rem 1.1rem; border-left: .2rem solid var(--accent); color: var(--soft); }
code { padding: .1em .3em; background: var(--tint); border-radius: .25rem; font-size: .88em; }
pre { overflow-x: auto; padding: .9rem 1rem; background: var(--tint); border-radius: .4rem; font-size: .88rem; line-height: 1.5; }
pre code { padding: 0; font-size: inherit; }
table { display: block; width: max-content; max-width: 100%; overflow-x: auto; border-collapse: collapse; }
td, th { border: 1px solid var(--line); padding: .3rem .7rem; text-align: left; }
th { background: var(--tint); }
.footnote-definition { display: flex; gap: .6rem; color: var(--soft); font-size: .92rem; }
.footnote-definition p { margin: .2rem 0; }
.summary { color: var(--soft); font-size: 1.15rem; }
.banner { margin: 0 0 1.5rem; padding: .5rem .9rem; background: var(--tint); border-left: .3rem solid var(--accent); font-size: .92rem; }
footer { margin-top: 2.75rem; padding-top: .5rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .9rem; }
";

/// The page of an entry: title, summary, text and credit line.
pub(crate) fn entry(page: &Page) -> String {
    let banner = page.banner.map(|it| format!("<p class=\"banner\">{}</p>\n", escape(it))).unwrap_or_default();
    let summary = page.summary.map(|it| format!("<p class=\"summary\">{}</p>\n", escape(it))).unwrap_or_default();
    document(
        page.language,
        &format!("{} · {}", page.title, page.network),
        &match page.banner {
            // nobody else is to find it
            Some(_) => "<meta name=\"robots\" content=\"noindex\">\n".to_owned(),
            None => format!("<link rel=\"canonical\" href=\"{}\">\n", escape(page.canonical)),
        },
        &format!(
            "<article>\n{banner}<h1>{}</h1>\n{summary}{}\n<footer><p>{}</p></footer>\n</article>",
            escape(page.title),
            page.body_html,
            page.credit_html
        ),
    )
}

/// What this address is, for somebody who opened it in a browser.
pub(crate) fn landing(network: &str, api_url: &str) -> String {
    document(
        "en",
        &format!("{network} · API"),
        "",
        &format!(
            "<h1>{name}: the content API</h1>\n\
             <p class=\"summary\" lang=\"fr\">Les initiatives, recettes, articles et événements du réseau, à reprendre selon leur licence.</p>\n\
             <p>Initiatives, recipes, articles and events of the network, to be reused as their licences allow: \
             each comes with its licence and a credit line ready to be shown.</p>\n\
             <h2>Begin here</h2>\n<ul>\n\
             <li><a href=\"/graphiql\">Explore</a>: write a query, see the answer, read what each field means.</li>\n\
             <li><a href=\"/schema.graphql\">The schema</a>, for typed clients.</li>\n</ul>\n\
             <h2>A first query</h2>\n<pre tabindex=\"0\"><code>{command}</code></pre>",
            name = escape(network),
            command = escape(&first_query(api_url)),
        ),
    )
}

/// To be pasted into a shell.
fn first_query(api_url: &str) -> String {
    let query = r#"{"query": "{ initiatives { nodes { title attribution } } }"}"#;
    format!(
        "curl {api_url}/graphql \\
  -H 'content-type: application/json' \\
  -d '{query}'"
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

pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
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
            assert!(!html.contains("<script") && !html.contains("\"'>") && html.contains("&lt;script&gt;"), "{html}");
        }
        assert!(entry(&page).contains("<p>a</p>"));
        assert!(!entry(&Page { summary: None, ..page }).contains("class=\"summary\""));
    }
}
