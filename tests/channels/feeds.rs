//! Feeds and calendars, as aggregators and calendars read them.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::channels::{elements, get_with, loaded};
use crate::support::{TestApp, on_both, value};

const FEEDS: [&str; 3] = ["/feed.atom", "/feed.rss", "/feed.json"];

/// The titles of the entries of a feed, without its own and those of the sources that entries name.
fn titles_of(feed: &str) -> Vec<String> {
    let sources = ["Les Voisins & Cie"];
    elements(feed, "title").into_iter().skip(1).filter(|it| !sources.contains(&it.as_str())).collect()
}

async fn every_feed_says_the_same_with_credit_and_licence(app: TestApp) {
    loaded(&app).await;
    let titles = ["La fête; du quartier, ici", "Ar saga", "Ce que disent les voisins", "Tenir un atelier", "Le jardin"];
    let (atom, rss) = (app.get("/feed.atom").await, app.get("/feed.rss").await);
    let (atom_text, rss_text) = (atom.text(), rss.text());
    assert_eq!(titles_of(&atom_text)[..5], titles);
    assert_eq!(titles_of(&rss_text)[..5], titles);
    let json = app.get("/feed.json").await.json();
    let items = json["items"].as_array().unwrap();
    assert_eq!(items.iter().map(|it| it["title"].as_str().unwrap()).collect::<Vec<_>>()[..5], titles);
    assert_eq!(atom.headers["content-type"], "application/atom+xml; charset=utf-8");
    assert_eq!(rss.headers["content-type"], "application/rss+xml; charset=utf-8");

    // the credit stands in the content, and the licence where programs look
    let contents = [elements(&atom_text, "content"), elements(&rss_text, "content:encoded")];
    for content in &contents {
        assert!(
            content[4].contains("Un <strong>jardin</strong>") && content[4].contains("Ana Le Goff"),
            "{}",
            content[4]
        );
        assert!(content[4].contains("CC BY-SA 4.0") && content[4].contains("Des légumes."), "{}", content[4]);
        assert!(!content[3].contains("<script>") && content[3].contains("tournevis") && content[3].contains("bonjour"));
    }
    assert_eq!(items[4]["content_html"], contents[0][4]);
    assert_eq!(atom_text.matches("rel=\"license\" href=\"https://creativecommons.org/licenses/by/4.0/\"").count(), 2);
    assert_eq!(elements(&rss_text, "creativeCommons:license")[2], "https://creativecommons.org/licenses/by/4.0/");
    assert_eq!(value(&items[4], "_licence/key"), "CC-BY-SA-4.0");
    assert_eq!(value(&items[4], "authors/0/url"), "https://ana.test/");
    let credit = app.query(r#"{ initiative(by: { slug: "jardin" }) { id attribution updatedAt publishedAt } }"#).await;
    assert_eq!(value(&items[4], "_licence/credit_text"), value(&credit, "initiative/attribution"));
    assert_eq!(elements(&atom_text, "rights")[4], value(&credit, "initiative/attribution").as_str().unwrap());
    assert_eq!(elements(&rss_text, "dc:rights")[4], value(&credit, "initiative/attribution").as_str().unwrap());

    // what was taken over says from where, and whose it is
    assert!(atom_text.contains("rel=\"via\" href=\"https://voisins.test/a-1\""), "{atom_text}");
    assert!(rss_text.contains("<source url=\"https://voisins.test/\">Les Voisins &amp; Cie</source>"), "{rss_text}");
    assert_eq!(value(&items[2], "_licence/source"), "https://voisins.test/a-1");
    assert_eq!(value(&items[2], "authors/0/name"), "Chloé");

    // identifiers are those of the entries, and no address makes them
    let id = format!("urn:uuid:{}", value(&credit, "initiative/id").as_str().unwrap());
    assert!(elements(&atom_text, "id").contains(&id));
    assert_eq!(elements(&rss_text, "guid")[4], id);
    assert_eq!(items[4]["id"], id);
}

async fn a_feed_is_narrowed_as_lists_are(app: TestApp) {
    loaded(&app).await;
    for (query, expected) in [
        ("kind=recipe", &["Tenir un atelier"][..]),
        ("kind=recipe,initiative", &["Tenir un atelier", "Le jardin"]),
        ("kind=recipe&kind=initiative", &["Tenir un atelier", "Le jardin"]),
        ("theme=reparer", &["Tenir un atelier", "Le jardin"]),
        ("territory=departement:35", &["Ce que disent les voisins"]),
        ("territory=departement:29&kind=event", &["La fête; du quartier, ici"]),
        ("language=br", &["Ar saga"]),
        ("licence=CC-BY-4.0&kind=recipe", &["Tenir un atelier"]),
        ("author=ana&limit=2", &["La fête; du quartier, ici", "Ar saga"]),
        ("member=ana&limit=2", &["La fête; du quartier, ici", "Ar saga"]),
        ("kind=initiative&maturity=MATURE", &["Le jardin"]),
        ("kind=INITIATIVE&maturity=IDEA", &[]),
        ("kind=article&articleKind=REPUBLISHED&source=voisins", &["Ce que disent les voisins"]),
        ("publishedAfter=2026-11-04T00:00:00Z", &["La fête; du quartier, ici", "Ar saga"]),
        ("publishedBefore=2026-11-02T00:00:00%2B01:00&kind=initiative,recipe", &["Le jardin"]),
        ("near=48.39,-4.486,1", &["Le jardin"]),
        ("within=48.38,-4.49,48.395,-4.48", &["Le jardin"]),
        ("bbox=-4.49,48.38,-4.48,48.395", &["Le jardin"]),
        ("isFreeCultural=true&kind=recipe", &["Tenir un atelier"]),
        ("search=tournevis", &["Tenir un atelier"]),
        ("search=jardin", &["Le jardin"]),
    ] {
        for feed in FEEDS {
            let answer = app.get(&format!("{feed}?{query}")).await;
            assert_eq!(answer.status, 200, "{feed}?{query}: {}", answer.text());
            let titles: Vec<String> = match feed {
                "/feed.json" => {
                    let json = answer.json();
                    json["items"]
                        .as_array()
                        .unwrap()
                        .iter()
                        .map(|it| it["title"].as_str().unwrap().to_owned())
                        .collect()
                }
                _ => titles_of(&answer.text()),
            };
            assert_eq!(titles, expected, "{feed}?{query}");
        }
    }
    let short = app.get("/feed.json?kind=initiative&content=summary").await.json();
    let html = value(&short, "items/0/content_html").as_str().unwrap();
    assert!(
        html.contains("Cultiver ensemble.") && html.contains("CC BY-SA 4.0") && !html.contains("<strong>"),
        "{html}"
    );
}

/// Whoever follows `next` reads everything once, on the addresses of the configuration.
async fn pages_lead_from_one_to_the_next(app: TestApp) {
    let (mut seen, mut path, mut pages) = (BTreeSet::new(), "/feed.json?limit=50".to_owned(), 0);
    loop {
        let page = get_with(&app, &path, &[("host", "evil.test")]).await;
        assert!(!page.text().contains("evil.test"));
        let json = page.json();
        pages += 1;
        for item in json["items"].as_array().unwrap() {
            assert!(seen.insert(item["id"].as_str().unwrap().to_owned()), "{} twice", item["title"]);
        }
        let Some(next) = json["next_url"].as_str() else { break };
        assert_eq!(page.headers["link"].to_str().unwrap(), format!("<{next}>; rel=\"next\""));
        path = next.strip_prefix("http://api.test").unwrap().to_owned();
    }
    let all = app.query(r#"{ entries(filter: { kind: [INITIATIVE, RECIPE, ARTICLE, EVENT] }) { totalCount } }"#).await;
    assert_eq!((seen.len() as u64, pages), (value(&all, "entries/totalCount").as_u64().unwrap(), 4));
    let atom = app.get("/feed.atom?limit=50").await.text();
    let rss = app.get("/feed.rss?limit=50").await.text();
    for text in [&atom, &rss] {
        assert!(text.contains("rel=\"next\"") && text.contains("rel=\"first\"") && text.contains("rel=\"self\""));
    }
}

async fn an_unchanged_feed_is_not_sent_again(app: TestApp) {
    loaded(&app).await;
    for path in ["/feed.atom", "/feed.rss", "/feed.json", "/events.ics", "/map.geojson", "/entries.csv", "/sitemap.xml"]
    {
        let first = app.get(path).await;
        assert_eq!(first.headers["cache-control"], "public, no-cache", "{path}");
        let tag = first.headers["etag"].to_str().unwrap().to_owned();
        app.at("2026-12-01T13:00:00Z");
        let again = get_with(&app, path, &[("if-none-match", &tag)]).await;
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{path}: an hour later nothing has changed");
        app.at("2026-12-01T12:00:00Z");
    }
    let before = app.get("/feed.atom").await;
    app.at("2026-12-01T14:00:00Z");
    let change = r#"{"kind":"recipe","key":"atelier","title":"Tenir un atelier à deux"}"#;
    assert!(app.import(change).await.summary().is_clean());
    let after = app.get("/feed.atom").await;
    assert_ne!(before.headers["etag"], after.headers["etag"]);
    assert_eq!(
        elements(&after.text(), "updated")[0],
        "2026-12-01T14:00:00Z",
        "the feed is as new as its newest change"
    );
    assert_eq!(elements(&before.text(), "updated")[0], "2026-12-01T12:00:00Z");
    // what is taken back is gone from the next answer
    assert!(app.import(r#"{"kind":"recipe","key":"atelier","deleted":true}"#).await.summary().is_clean());
    assert!(!app.get("/feed.atom").await.text().contains("Tenir un atelier"));
}

/// The lines of a calendar, unfolded.
fn lines(text: &str) -> Vec<String> {
    assert!(text.split("\r\n").all(|it| it.len() <= 75 && !it.contains('\n')), "{text}");
    text.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
}

async fn a_calendar_has_the_dates_of_the_agenda(app: TestApp) {
    loaded(&app).await;
    let answer = app.get("/events.ics").await;
    assert_eq!(answer.headers["content-type"], "text/calendar; charset=utf-8");
    let text = answer.text();
    let lines = lines(&text);
    let has = |line: &str| assert!(lines.iter().any(|it| it == line), "{line} in {text}");
    assert_eq!(lines.iter().filter(|it| *it == "BEGIN:VEVENT").count(), 3);
    // hours in the zone of the event, whole days with the day after the last
    has("DTSTART;TZID=Europe/Paris:20261205T190000");
    has("DTEND;TZID=Europe/Paris:20261205T213000");
    has("DTSTART;VALUE=DATE:20261212");
    has("DTEND;VALUE=DATE:20261214");
    has("TZID:Europe/Paris");
    has("STATUS:CANCELLED");
    has("SUMMARY:La fête\\; du quartier\\, ici");
    has("GEO:48.4;-4.5");
    has("URL:https://site.test/event/fete");
    assert!(
        lines.iter().any(|it| it.starts_with("LINK;") && it.contains("license") && it.ends_with("by-sa/4.0/")),
        "{text}"
    );
    assert!(lines.iter().any(|it| it.starts_with("DESCRIPTION:Venez.") && it.contains("Ana Le Goff")), "{text}");
    assert!(lines.iter().any(|it| it == "LOCATION:Maison pour tous\\, 1 rue de la Mairie"), "{text}");
    // each date by its own name
    let agenda = app.query(r#"{ occurrences(from: "2026-12-01T00:00:00Z") { nodes { id } } }"#).await;
    let rows = value(&agenda, "occurrences/nodes").as_array().unwrap();
    assert_eq!(rows.len(), 3);
    for row in rows {
        has(&format!("UID:{}", row["id"].as_str().unwrap().trim_start_matches("occurrence:")));
    }
    for (query, count) in [
        ("?territory=departement:35", 0),
        ("?territory=commune:29019", 3),
        ("?to=2026-12-10T00:00:00Z", 1),
        ("?from=2026-12-10T00:00:00%2B01:00", 2),
        ("?from=2026-01-01T00:00:00Z", 4),
        ("?limit=1", 1),
    ] {
        let answer = app.get(&format!("/events.ics{query}")).await.text();
        assert_eq!(answer.matches("BEGIN:VEVENT").count(), count, "{query}: {answer}");
    }
    let one = app.get("/events/fete.ics").await;
    assert_eq!(one.text().matches("BEGIN:VEVENT").count(), 3);
    assert_eq!(one.headers["content-disposition"], "attachment; filename=\"fete.ics\"");
    for (path, status) in [("/events/fete", 404), ("/events/attente.ics", 404), ("/events/fete.ics?x=1", 400)] {
        assert_eq!(app.get(path).await.status, status, "{path}");
    }
}

async fn a_scheduled_entry_appears_when_it_is_due(app: TestApp) {
    loaded(&app).await;
    assert!(!app.get("/feed.json").await.text().contains("Demain"));
    app.at("2027-01-01T08:00:00Z");
    let json = app.get("/feed.json").await.json();
    assert_eq!(value(&json, "items/0/title"), "Demain caché");
    // it was written before, but is new to whoever reads it
    assert_eq!(value(&json, "items/0/date_modified"), "2027-01-01T08:00:00Z");
    assert!(json["items"].as_array().unwrap().iter().all(|it: &Value| it["_licence"]["key"].is_string()));
}

on_both! {
    empty:
        every_feed_says_the_same_with_credit_and_licence,
        a_feed_is_narrowed_as_lists_are,
        an_unchanged_feed_is_not_sent_again,
        a_calendar_has_the_dates_of_the_agenda,
        a_scheduled_entry_appears_when_it_is_due,
    ;
    demo:
        pages_lead_from_one_to_the_next,
    ;
}
