//! Framed pages, oEmbed and structured data, as browsers, WordPress and harvesters read them.

use serde_json::{Value, json};

use crate::channels::{elements, get_with, loaded};
use crate::support::{TestApp, on_both, value};

async fn an_entry_is_complete_in_its_frame(app: TestApp) {
    loaded(&app).await;
    let recipe = app.get("/embed/recipe/atelier?language=en").await.text();
    for part in [
        "2 hr 30 minutes",
        "4 to 12",
        "Un tournevis",
        "Accueillir",
        "Dire <em>bonjour</em>",
        "CC BY 4.0",
        "Bob",
        "Materials",
    ] {
        assert!(recipe.contains(part), "{part}: {recipe}");
    }
    assert!(recipe.contains("<html lang=\"en\">") && recipe.contains("<article part=\"entry\" lang=\"fr\">"));
    let event = app.get("/embed/event/fete").await.text();
    for part in [
        "samedi 5 décembre 2026, de 19:00 à 21:30",
        "du samedi 12 décembre 2026 au dimanche 13 décembre 2026",
        "<strong class=\"note\">annulé</strong>",
        "Maison pour tous",
        "href=\"http://api.test/events/fete.ics\"",
        "https://billets.test/1",
    ] {
        assert!(event.contains(part), "{part}: {event}");
    }
    let initiative = app.get("/embed/initiative/jardin?scheme=dark").await;
    let html = initiative.text();
    assert!(html.contains("Le besoin") && html.contains("Des légumes.") && html.contains("bien établie"), "{html}");
    assert!(html.contains("<main class=\"frame dark\""));
    // nothing is asked of others: a picture from elsewhere is a link
    assert!(!html.contains("<img") && html.contains("<a href=\"https://images.test/plan.png\">un plan</a>"), "{html}");
    let policy = initiative.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("default-src 'none'") && policy.contains("img-src 'self' http://api.test;"), "{policy}");
    assert!(policy.contains("frame-ancestors *") && !initiative.headers.contains_key("set-cookie"));
    assert!(!html.contains("<script src") && !html.contains("<script>"), "no script runs");
}

async fn a_list_has_its_credits_in_every_layout(app: TestApp) {
    loaded(&app).await;
    for (path, shown, left_out) in [
        ("/embed/entry", &["Le jardin", "Tenir un atelier", "Ar saga"][..], "Le brouillon"),
        ("/embed/initiative?layout=list", &["Le jardin"], "Tenir un atelier"),
        ("/embed/recipe?theme=reparer&layout=cards", &["Tenir un atelier"], "Le jardin"),
        (
            "/embed/entry?layout=map-list",
            &["Le jardin", "La fête; du quartier, ici", "<h2>Brest</h2>"],
            "Tenir un atelier",
        ),
        ("/embed/event", &["La fête; du quartier, ici", "samedi 5 décembre 2026"], "C’était hier"),
        ("/embed/event?layout=cards", &["C’était hier"], "Le jardin"),
        ("/embed/entry?content_language=br", &["Ar saga"], "Le jardin"),
        ("/embed/entry?member=ana&limit=1&territory=departement:29", &["La fête"], "Le jardin"),
    ] {
        let answer = app.get(path).await;
        let html = answer.text();
        assert_eq!(answer.status, 200, "{path}: {html}");
        assert!(shown.iter().all(|it| html.contains(it)), "{path}: {html}");
        assert!(!html.contains(left_out), "{path}: {html}");
        let items = html.matches("part=\"item\"").count();
        assert!(items > 0 && html.matches("part=\"credit\"").count() == items, "{path}: {html}");
        assert!(html.matches("CC BY").count() >= items, "{path}: {html}");
        assert!(!html.contains("<script"), "{path}");
    }
    let none = app.get("/embed/page?language=br").await.text();
    assert!(none.contains("Netra da ziskouez"), "{none}");
    // the agenda has a row for each date that is to come
    assert_eq!(app.get("/embed/event").await.text().matches("part=\"item\"").count(), 3);
    let colours = app.get("/embed/entry?theme=dark").await;
    assert_eq!(colours.status, 400);
    assert!(colours.text().contains("scheme=dark"), "{}", colours.text());
}

async fn json_ld_tells_what_the_page_shows(app: TestApp) {
    loaded(&app).await;
    let accept = [("accept", "application/ld+json")];
    for (path, of, licence) in [
        ("/embed/article/repris", "Article", "/license"),
        ("/embed/recipe/atelier", "HowTo", "/license"),
        ("/embed/initiative/jardin", "Project", "/subjectOf/license"),
        ("/embed/event/fete", "Event", "/subjectOf/license"),
    ] {
        let answer = get_with(&app, path, &accept).await;
        assert_eq!(answer.headers["content-type"], "application/ld+json", "{path}");
        let data = answer.json();
        assert_eq!((&data["@context"], &data["@type"]), (&json!("https://schema.org"), &json!(of)));
        let licence = data.pointer(licence).and_then(Value::as_str).unwrap();
        assert!(licence.starts_with("https://creativecommons.org/licenses/by"), "{data}");
        // the page carries the same, where no text ends the element
        let html = app.get(path).await.text();
        let held =
            html.split("<script type=\"application/ld+json\">").nth(1).unwrap().split("</script>").next().unwrap();
        assert_eq!(serde_json::from_str::<Value>(held).unwrap(), data, "{path}");
        let vary =
            answer.headers.get_all("vary").iter().any(|it| it.to_str().unwrap().to_lowercase().contains("accept"));
        assert!(vary, "{path}");
    }
    let recipe = get_with(&app, "/embed/recipe/atelier", &accept).await.json();
    assert_eq!(value(&recipe, "totalTime"), "PT2H30M");
    assert_eq!(value(&recipe, "step/0/text"), "Dire bonjour.");
    assert_eq!(value(&recipe, "supply/1/name"), "Du café");
    let article = get_with(&app, "/embed/article/repris", &accept).await.json();
    assert_eq!(value(&article, "isBasedOn/0"), "https://voisins.test/a-1");
    assert!(value(&article, "creditText").as_str().unwrap().contains("Chloé"));
    let event = get_with(&app, "/embed/event/fete", &accept).await.json();
    assert_eq!(value(&event, "startDate"), "2026-12-05T19:00:00+01:00");
    assert_eq!(value(&event, "subEvent/1/endDate"), "2026-12-13");
    assert_eq!(value(&event, "subEvent/2/eventStatus"), "https://schema.org/EventCancelled");
    assert_eq!(value(&event, "location/geo/latitude"), &json!(48.4));
    // a browser gets the page
    let browser = get_with(&app, "/embed/event/fete", &[("accept", "text/html,application/xhtml+xml,*/*;q=0.8")]).await;
    assert!(browser.headers["content-type"].to_str().unwrap().starts_with("text/html"));
}

async fn oembed_answers_for_every_address_of_an_entry(app: TestApp) {
    loaded(&app).await;
    let slug = r#"{"kind":"recipe","key":"atelier","slug":"atelier-renomme"}"#;
    assert!(app.import(slug).await.summary().is_clean());
    let url =
        |it: &str| format!("/oembed?url={}", url::form_urlencoded::byte_serialize(it.as_bytes()).collect::<String>());
    for address in [
        "https://site.test/recipe/atelier-renomme",
        "https://site.test/recipe/atelier",
        "http://www.site.test/recipe/atelier-renomme/",
        "http://api.test/embed/recipe/atelier-renomme?language=fr",
    ] {
        let answer = app.get(&url(address)).await;
        assert_eq!(answer.status, 200, "{address}: {}", answer.text());
        let told = answer.json();
        assert_eq!((&told["type"], &told["version"]), (&json!("rich"), &json!("1.0")));
        assert_eq!((&told["title"], &told["license"]), (&json!("Tenir un atelier"), &json!("CC-BY-4.0")));
        let html = told["html"].as_str().unwrap();
        let src = "src=\"http://api.test/embed/recipe/atelier-renomme?frame=wordpress\"";
        assert!(html.starts_with("<blockquote>") && html.contains(src) && html.ends_with("></iframe>"), "{html}");
        assert!(html.contains("CC BY 4.0") && html.contains("<a href=\"https://ana.test/\""), "{html}");
    }
    let small =
        app.get(&format!("{}&maxwidth=320&maxheight=200&dnt=1", url("https://site.test/event/fete"))).await.json();
    assert_eq!((&small["width"], &small["height"]), (&json!(320), &json!(200)));
    let xml = app.get(&format!("{}&format=xml", url("https://site.test/event/fete"))).await;
    assert_eq!(xml.headers["content-type"], "text/xml; charset=utf-8");
    assert_eq!(elements(&xml.text(), "license")[0], "CC-BY-SA-4.0");
    assert_eq!(elements(&xml.text(), "html")[0].matches("<iframe").count(), 1);
    for (address, status) in [
        ("https://site.test/recipe/brouillon", 404),
        ("https://site.test/article/retire", 410),
        ("https://evil.test/recipe/atelier", 404),
        ("javascript:alert(1)", 404),
        ("https://site.test/nothing", 404),
    ] {
        let answer = app.get(&url(address)).await;
        assert_eq!(answer.status, status, "{address}");
        assert!(!answer.text().contains("caché") && !answer.text().contains("Le texte retiré"), "{}", answer.text());
    }
    // the page says where oEmbed answers
    let page = app.get("/embed/event/fete").await.text();
    let found = page.split("type=\"application/json+oembed\" href=\"http://api.test").nth(1).unwrap();
    let path = found.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
    assert_eq!(app.get(&path).await.json()["title"], "La fête; du quartier, ici");
}

/// WordPress opens links of the frame's own host alone.
async fn links_go_by_way_of_us_to_their_own_targets_only(app: TestApp) {
    loaded(&app).await;
    let entry =
        app.query(r#"{ initiative(by: { slug: "jardin" }) { id } recipe(by: { slug: "brouillon" }) { id } }"#).await;
    let id = value(&entry, "initiative/id").as_str().unwrap();
    let to = |it: &str| url::form_urlencoded::byte_serialize(it.as_bytes()).collect::<String>();
    for (target, status) in [
        ("https://site.test/initiative/jardin", 302),
        ("https://liens.test/a?b=1&c=2", 302),
        ("https://jardin.test/", 302),
        ("https://ana.test/", 302),
        ("https://creativecommons.org/licenses/by-sa/4.0/", 302),
        ("https://evil.test/", 404),
        ("https://jardin.test/autre", 404),
        ("javascript:alert(1)", 404),
        ("//evil.test", 404),
    ] {
        let answer = app.get(&format!("/go/{id}?to={}", to(target))).await;
        assert_eq!(answer.status, status, "{target}");
        assert_eq!(answer.headers.get("location").map(|it| it.to_str().unwrap()), (status == 302).then_some(target));
    }
    assert_eq!(app.get(&format!("/go/{id}")).await.headers["location"], "https://site.test/initiative/jardin");
    assert_eq!(app.get("/go/01890000-0000-7000-8000-000000000000").await.status, 404);
    assert_eq!(app.get("/go/x").await.status, 404);
    let page = app.get("/embed/initiative/jardin?frame=wordpress").await.text();
    assert!(page.contains("src=\"http://api.test/embed/frame.js\"") && page.contains(&format!("data-entry=\"{id}\"")));
}

async fn scripts_are_small_and_ask_nobody_else(app: TestApp) {
    use std::io::Write as _;
    for path in ["/embed.js", "/embed/frame.js", "/embed/composer.js"] {
        let answer = app.get(path).await;
        assert_eq!(answer.headers["content-type"], "text/javascript; charset=utf-8", "{path}");
        assert!(!answer.text().contains("http://") && !answer.text().contains("https://"), "{path}");
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packed.write_all(&answer.body).unwrap();
        assert!(packed.finish().unwrap().len() < 6_000, "{path}");
    }
}

async fn front_ends_print_it_too(app: TestApp) {
    loaded(&app).await;
    let asked = r#"{
        initiative(by: { slug: "jardin" }) {
            embed { url oembedUrl iframeHtml plainHtml jsonLd }
            seo { title description canonicalUrl alternates { language url } }
        }
        recipe(by: { slug: "atelier" }) { embed { jsonLd } seo { alternates { url } } }
        articles(first: 1) { nodes { seo { description } } }
    }"#;
    let data = app.query(asked).await;
    let embed = value(&data, "initiative/embed");
    assert_eq!(embed["url"], "http://api.test/embed/initiative/jardin");
    let oembed = embed["oembedUrl"].as_str().unwrap().strip_prefix("http://api.test").unwrap();
    assert_eq!(app.get(oembed).await.json()["title"], "Le jardin");
    assert!(
        embed["iframeHtml"].as_str().unwrap().starts_with("<iframe src=\"http://api.test/embed/initiative/jardin\"")
    );
    let plain = embed["plainHtml"].as_str().unwrap();
    assert!(
        plain.contains("CC BY-SA 4.0") && plain.contains("Cultiver ensemble.") && !plain.contains("<script"),
        "{plain}"
    );
    for (path, held) in
        [("/embed/initiative/jardin", &embed["jsonLd"]), ("/embed/recipe/atelier", value(&data, "recipe/embed/jsonLd"))]
    {
        let served = get_with(&app, path, &[("accept", "application/ld+json")]).await.json();
        assert_eq!(serde_json::from_str::<Value>(held.as_str().unwrap()).unwrap(), served, "{path}");
    }
    let seo = value(&data, "initiative/seo");
    assert!(seo["title"].as_str().unwrap().starts_with("Le jardin · "));
    assert_eq!(
        (&seo["description"], &seo["canonicalUrl"]),
        (&json!("Cultiver ensemble."), &json!("https://site.test/initiative/jardin"))
    );
    assert_eq!(
        seo["alternates"],
        json!([
            { "language": "br", "url": "https://site.test/article/saga" },
            { "language": "fr", "url": "https://site.test/initiative/jardin" },
        ])
    );
    assert_eq!(value(&data, "recipe/seo/alternates"), &json!([]));
    assert_eq!(value(&data, "articles/nodes/0/seo/description"), "Testenn.");
}

on_both! {
    empty:
        an_entry_is_complete_in_its_frame,
        a_list_has_its_credits_in_every_layout,
        json_ld_tells_what_the_page_shows,
        oembed_answers_for_every_address_of_an_entry,
        links_go_by_way_of_us_to_their_own_targets_only,
        scripts_are_small_and_ask_nobody_else,
        front_ends_print_it_too,
    ;
}
