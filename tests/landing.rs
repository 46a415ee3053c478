//! The page at the root and the explorer: in the reader's language, with first queries that are answered, and closed where nothing
//! but a list of documents is carried out.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::support::{Answer, Served, TestApp, on_both};

async fn read(app: &TestApp, path: &str, languages: &str) -> Answer {
    let request = Request::get(path).header("accept-language", languages).body(Body::empty());
    app.send(request.unwrap()).await
}

/// What stands between two marks, wherever they stand.
fn between(html: &str, begin: &str, end: &str) -> Vec<String> {
    html.split(begin).skip(1).filter_map(|it| it.split(end).next()).map(str::to_owned).collect()
}

/// A text as it was before it was written into HTML.
fn plain(html: &str) -> String {
    [("&#34;", "\""), ("&#39;", "'"), ("&#60;", "<"), ("&#62;", ">"), ("&#38;", "&")]
        .into_iter()
        .fold(html.to_owned(), |text, (escaped, sign)| text.replace(escaped, sign))
}

async fn both_pages_speak_the_language_of_the_reader(app: TestApp) {
    for (path, wished, language, landing, explorer) in [
        ("", "fr", "fr", "Premières requêtes", "Console GraphiQL"),
        ("", "br", "br", "Rekedoù kentañ", "Koñsol GraphiQL"),
        ("", "en-GB,en;q=0.8", "en", "First queries", "GraphiQL console"),
        ("", "de", "fr", "Premières requêtes", "Console GraphiQL"),
        ("", "de, br;q=0.5, en;q=0.3", "br", "Rekedoù kentañ", "Koñsol GraphiQL"),
        ("?language=en", "fr", "en", "First queries", "GraphiQL console"),
        ("?language=xx", "br", "br", "Rekedoù kentañ", "Koñsol GraphiQL"),
        ("?a=%FF&language", "fr", "fr", "Premières requêtes", "Console GraphiQL"),
    ] {
        for (page, holds) in [("/", landing), ("/graphiql", explorer)] {
            let answer = read(&app, &format!("{page}{path}"), wished).await;
            let (headers, html) = (&answer.headers, answer.text());
            assert_eq!(answer.status, 200, "{page}{path}");
            assert!(
                html.contains(&format!("<html lang=\"{language}\"")) && html.contains(holds),
                "{page}{path} {wished}"
            );
            assert_eq!(headers["content-language"], language);
            assert_eq!(headers["cache-control"], "public, no-cache");
            let varies: Vec<&str> = headers.get_all("vary").iter().map(|it| it.to_str().unwrap()).collect();
            assert!(varies.join(",").to_lowercase().contains("accept-language"), "{varies:?}");
            let loaded = html.replace("<a href=\"http", "").contains("href=\"http") || html.contains("src=\"http");
            assert!(!loaded, "nothing comes from elsewhere");
        }
    }
    // no text of one language is left in the page of another
    let french = read(&app, "/", "fr").await.text();
    for other in ["br", "en"] {
        let page = read(&app, "/", other).await.text();
        for tag in ["h1", "h2", "h3", "summary"] {
            let texts = |html: &str| between(html, &format!("<{tag}>"), "</");
            assert!(texts(&page).iter().all(|it| !texts(&french).contains(it)), "{other}: {tag}");
        }
    }
}

async fn who_holds_a_page_is_not_sent_it_again(app: TestApp) {
    for path in ["/", "/graphiql", "/favicon.ico", "/favicon.svg"] {
        let first = read(&app, path, "fr").await;
        let tag = first.headers["etag"].clone();
        let again = Request::get(path).header("accept-language", "fr").header("if-none-match", &tag);
        let again = app.send(again.body(Body::empty()).unwrap()).await;
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{path}");
        if !path.contains("favicon") {
            let other = Request::get(path).header("accept-language", "en").header("if-none-match", &tag);
            let other = app.send(other.body(Body::empty()).unwrap()).await;
            assert_eq!(other.status, 200, "{path}: another language is another page");
        }
    }
}

async fn the_landing_page_tells_what_is_here(app: TestApp) {
    let html = app.get("/").await.text();
    for count in
        ["73 initiatives", "3 recettes", "62 articles", "29 événements", "79 membres", "1\u{202f}493 territoires"]
    {
        assert!(html.contains(count), "{count} in {html}");
    }
    assert!(html.contains("https://site.test") && html.contains("http://api.test/graphql"));
    assert!(!html.contains("<script"));
}

async fn every_way_in_leads_somewhere(app: TestApp) {
    for language in ["fr", "br", "en"] {
        let html = read(&app, &format!("/?language={language}"), language).await.text();
        let hrefs = between(&html, "href=\"/", "\"");
        for way in ["graphiql", "schema.graphql", "feed.atom", "embed", "api", "openapi.json", "docs", "events.ics"] {
            let leads = |it: &&String| it.split('?').next() == Some(way);
            let href = hrefs.iter().find(leads).unwrap_or_else(|| panic!("{way} is not among {hrefs:?}"));
            let answer = app.get(&format!("/{}", plain(href))).await;
            assert!([200, 307].contains(&answer.status.as_u16()), "{way}: {}", answer.status);
        }
    }
}

/// The documentation is shown by the server itself, in French and English: every link of its pages leads to something.
async fn the_documentation_is_at_hand(app: TestApp) {
    for (language, first) in
        [("fr", "/docs/fr/partenaires"), ("br", "/docs/fr/partenaires"), ("en", "/docs/en/partners")]
    {
        assert_eq!(read(&app, "/docs", language).await.headers["location"], first);
    }
    let (mut known, mut waiting) =
        (BTreeSet::new(), vec!["/docs/en/partners".to_owned(), "/docs/fr/partenaires".to_owned()]);
    let mut places = Vec::new();
    while let Some(path) = waiting.pop() {
        if !known.insert(path.clone()) {
            continue;
        }
        let answer = app.get(&path).await;
        assert_eq!(answer.status, 200, "{path}");
        let html = answer.text();
        assert!(html.contains("<h1 id=") && !html.contains("<script"), "{path}");
        assert!(answer.headers["content-security-policy"].to_str().unwrap().contains("default-src 'none'"), "{path}");
        for link in between(&html, "<a href=\"", "\"") {
            let (page, place) = link.split_once('#').map_or((link.as_str(), None), |(page, place)| (page, Some(place)));
            let page = if page.is_empty() { path.as_str() } else { page };
            assert!(
                page.starts_with("https://")
                    || page.starts_with("http://")
                    || page.starts_with("/docs/")
                    || page == "/schema.graphql",
                "{path}: {link}"
            );
            if page.starts_with("/docs/") {
                waiting.push(page.to_owned());
                places.extend(place.map(|it| (page.to_owned(), it.to_owned())));
            }
        }
    }
    assert_eq!(known.len(), 18, "{known:?}");
    for (page, place) in places {
        let place: String = url::form_urlencoded::parse(place.as_bytes()).map(|it| it.0.into_owned()).collect();
        assert!(app.get(&page).await.text().contains(&format!("id=\"{place}\"")), "{page}#{place}");
    }
    for unknown in ["/docs/en/nothing", "/docs/br/json", "/docs/en/operating", "/docs/en/..%2Fjson"] {
        assert_eq!(app.get(unknown).await.status, 404, "{unknown}");
    }
}

async fn the_first_queries_are_answered_and_open_in_the_explorer(app: TestApp) {
    let html = app.get("/?language=br").await.text();
    let commands = between(&html, "<code>curl ", "</code>");
    assert_eq!(commands.len(), 4);
    for command in commands {
        let command = plain(&command);
        let body = command.strip_prefix("http://api.test/graphql --json '").unwrap().strip_suffix('\'').unwrap();
        let request = Request::post("/graphql").header("content-type", "application/json");
        let answer = app.send(request.body(Body::from(body.to_owned())).unwrap()).await;
        assert!(answer.data().is_object(), "{command}");
    }
    let links = between(&html, "class=\"open\" href=\"", "\"");
    assert_eq!(links.len(), 4);
    let explorer = tabs(&read(&app, "/graphiql", "br").await.text());
    for (link, tab) in links.iter().zip(&explorer) {
        let address = url::Url::parse(&format!("http://api.test{}", plain(link))).unwrap();
        let part = |name: &str| address.query_pairs().find(|(it, _)| it == name).map(|(_, it)| it.into_owned());
        assert_eq!((address.path(), part("language").as_deref()), ("/graphiql", Some("br")));
        assert_eq!((json!(part("query")), json!(part("variables"))), (tab["query"].clone(), tab["variables"].clone()));
        assert_eq!(app.get(&plain(link)).await.status, 200);
    }
}

/// The tabs that the page of the explorer opens with.
fn tabs(html: &str) -> Vec<Value> {
    let found = between(html, "<script id=\"tabs\" type=\"application/json\">", "</script>");
    serde_json::from_str(&found[0]).unwrap()
}

async fn the_agenda_of_the_examples_is_of_this_month(app: TestApp) {
    for (now, from, to) in [
        ("2026-12-31T22:59:59Z", "2026-11-30T23:00:00.000Z", "2026-12-31T23:00:00.000Z"),
        ("2026-12-31T23:00:00Z", "2026-12-31T23:00:00.000Z", "2027-01-31T23:00:00.000Z"),
        ("2026-10-15T12:00:00Z", "2026-09-30T22:00:00.000Z", "2026-10-31T23:00:00.000Z"),
    ] {
        app.at(now);
        let agenda = tabs(&app.get("/graphiql").await.text()).remove(2);
        let variables: Value = serde_json::from_str(agenda["variables"].as_str().unwrap()).unwrap();
        assert_eq!(variables, json!({ "from": from, "to": to }), "{now}");
    }
}

async fn browsers_find_the_icon(app: TestApp) {
    let (ico, svg) = (app.get("/favicon.ico").await, app.get("/favicon.svg").await);
    assert_eq!((ico.status.as_u16(), &ico.headers["content-type"]), (200, &"image/x-icon".parse().unwrap()));
    assert!(ico.body.starts_with(&[0, 0, 1, 0]) && ico.body.len() < 4_096);
    assert_eq!((svg.status.as_u16(), &svg.headers["content-type"]), (200, &"image/svg+xml".parse().unwrap()));
    assert!(svg.text().starts_with("<svg") && ico.headers["cache-control"].to_str().unwrap().contains("max-age"));
    for page in ["/", "/graphiql"] {
        let answer = app.get(page).await;
        assert!(answer.text().contains("href=\"/favicon.svg\""), "{page}");
        assert!(answer.headers["content-security-policy"].to_str().unwrap().contains("img-src 'self'"), "{page}");
    }
}

/// Where nothing but a list of documents is carried out, no page offers what would be refused.
#[test]
fn a_server_of_listed_documents_offers_no_explorer() {
    let folder = tempfile::tempdir().unwrap();
    let (list, database) = (folder.path().join("list.json"), folder.path().join("a.db"));
    std::fs::write(&list, r#"{"Names":"query Names { network { name } }"}"#).unwrap();
    let settings = [("BC_DOCUMENTS", list.to_str().unwrap()), ("BC_DOCUMENTS_ONLY", "true")];
    let database = format!("sqlite:{}", database.display());
    let served = Served::start(env!("CARGO_BIN_EXE_bretagne-creative"), &database, &settings);
    let landing = String::from_utf8(served.get("/").unwrap().body).unwrap();
    assert!(landing.contains("que des requêtes enregistrées"), "{landing}");
    assert!(!landing.contains("/graphiql") && !landing.contains("curl"), "{landing}");
    let explorer = served.get("/graphiql").unwrap();
    assert_eq!(explorer.status, 404);
    assert!(String::from_utf8(explorer.body).unwrap().contains("il n’y a pas de console"));
    let browser = "GET /graphql HTTP/1.1\r\nHost: api.test\r\nAccept: text/html\r\nConnection: close\r\n\r\n";
    assert!(served.raw(browser.as_bytes()).unwrap().has("location: /"));
}

on_both! {
    demo:
        both_pages_speak_the_language_of_the_reader,
        who_holds_a_page_is_not_sent_it_again,
        the_landing_page_tells_what_is_here,
        every_way_in_leads_somewhere,
        the_first_queries_are_answered_and_open_in_the_explorer,
    ;
    empty:
        the_agenda_of_the_examples_is_of_this_month,
        browsers_find_the_icon,
        the_documentation_is_at_hand,
    ;
}
