//! What is not public is on no channel, and what an address gets wrong is told with what is right.

use serde_json::json;

use crate::channels::{get_with, loaded};
use crate::support::{TestApp, on_both};

/// Every list, and every page of an entry that is not public.
const LISTS: [&str; 16] = [
    "/",
    "/feed.atom?limit=100",
    "/feed.rss?limit=100",
    "/feed.json?limit=100",
    "/events.ics?from=2020-01-01T00:00:00Z",
    "/map.geojson",
    "/gogocarto.json",
    "/entries.csv",
    "/sitemap.xml",
    "/embed/entry?limit=50",
    "/embed/entry?limit=50&layout=map-list",
    "/embed/event?layout=cards&limit=50",
    "/embed/event?limit=50",
    "/embed?kind=recipe&limit=50",
    "/embed/entry?search=secret",
    "/feed.json?search=secret",
];

async fn what_is_not_public_is_on_no_channel(app: TestApp) {
    loaded(&app).await;
    for path in LISTS {
        let answer = app.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        let text = answer.text();
        for hidden in ["caché", "Secret.", "Le texte retiré", "brouillon", "attente", "/demain", "/retire"] {
            assert!(!text.contains(hidden), "{hidden} in {path}: {text}");
        }
    }
    for (path, status) in [
        ("/embed/recipe/brouillon", 404),
        ("/embed/initiative/demain", 404),
        ("/embed/article/retire", 410),
        ("/events/attente.ics", 404),
        ("/oembed?url=http://api.test/embed/recipe/brouillon", 404),
        ("/oembed?url=http://api.test/embed/article/retire&format=xml", 410),
    ] {
        for accept in ["text/html", "application/ld+json", "application/json"] {
            let answer = get_with(&app, path, &[("accept", accept)]).await;
            assert_eq!(answer.status, status, "{path} {accept}");
            assert!(!answer.text().contains("caché") && !answer.text().contains("retiré"), "{path}: {}", answer.text());
        }
    }
    // the count of the front door leaves them out as well
    assert!(app.get("/").await.text().contains("1 initiatives, 1 recettes, 2 articles, 2 événements"));
}

async fn mistakes_are_told_with_what_is_right(app: TestApp) {
    loaded(&app).await;
    for (path, said) in [
        ("/feed.atom?them=reparer", "Did you mean \"theme\"?"),
        ("/feed.atom?zzz=1", "These are allowed: kind, author,"),
        ("/feed.atom?kind=recette", "These are allowed: article, event, initiative, page, recipe."),
        ("/feed.atom?kind=receipe", "Did you mean \"recipe\"?"),
        ("/feed.atom?autor=ana", "Did you mean \"author\"?"),
        ("/feed.atom?maturity=MATURE", "There is no parameter \"maturity\""),
        ("/feed.atom?kind=initiative&maturity=MATUR", "Did you mean \"MATURE\"?"),
        ("/feed.atom?isFreeCultural=yes", "These are allowed: true, false."),
        ("/feed.atom?within=49,-4,48,-5", "The box is reversed"),
        ("/feed.atom?publishedAfter=hier", "RFC 3339"),
        ("/map.geojson?near=48,-4,900", "at most 500"),
        ("/entries.csv?status=DRAFT", "There is no parameter \"status\""),
        ("/embed/recipe?maturity=MATURE", "There is no parameter \"maturity\""),
        ("/embed/recipe?kind=recipe", "There is no parameter \"kind\""),
        ("/events.ics?attendance=NOWHERE", "These are allowed:"),
        ("/feed.atom?theme=repare", "Similar themes: reparer."),
        ("/feed.atom?theme=zzzzzz", "lists the themes"),
        ("/feed.atom?territory=commune:brest", "Similar territories: commune:29019"),
        ("/feed.atom?territory=Brest", "commune:29019"),
        ("/feed.atom?territory=zzzzzz", "A territory is written kind:code"),
        ("/feed.atom?member=nobody", "No member is called “nobody”"),
        ("/feed.atom?licence=CC-BYSA-4.0", "CC-BY-SA-4.0"),
        ("/feed.atom?language=xx", "is not the tag of a language"),
        ("/feed.atom?content=all", "These are allowed: full, summary."),
        ("/feed.atom?limit=101", "from 1 to 100"),
        ("/feed.atom?limit=1&limit=2", "takes one value, and has several"),
        ("/feed.atom?after=x", "“after” does not continue this list"),
        ("/map.geojson?bbox=1,2,3", "west,south,east,north"),
        ("/events.ics?from=demain", "RFC 3339"),
        ("/events.ics?kind=event", "There is no parameter \"kind\""),
        ("/embed/recipes", "These are allowed: entry, initiative, recipe, article, event, page."),
        ("/embed/recipe?layout=grid", "These are allowed: cards, list, agenda, map-list."),
        ("/embed/recipe?layout=agenda", "/embed/event"),
        ("/embed/recipe?language=de", "These are allowed: fr, br, en."),
        ("/embed/recipe?scheme=blue", "These are allowed: auto, light, dark."),
        ("/embed/recipe?limit=51", "from 1 to 50"),
        ("/embed/recipe/atelier?colour=red", "There is no parameter \"colour\" here"),
        ("/embed/recipe?theme=dark", "scheme=dark"),
        ("/oembed", "“url” is missing"),
        ("/sitemap.xml?page=2", "There is no parameter “page” here"),
        ("/entries.csv?delimiter=;", "There is no parameter \"delimiter\" here"),
    ] {
        let answer = get_with(&app, path, &[("accept-language", "en"), ("accept", "application/json")]).await;
        assert_eq!(answer.status, 400, "{path}: {}", answer.text());
        assert_eq!(answer.headers["content-type"], "application/problem+json", "{path}");
        let told = answer.json();
        assert!(told["detail"].as_str().unwrap().contains(said), "{path}: {told}");
        assert_eq!(answer.headers["cache-control"], "no-store");
    }
    let french = app.get("/feed.atom?them=reparer").await.text();
    assert!(french.contains("Vouliez-vous dire « theme »"), "{french}");
    // the nearest right one is a member of its own for programs, on every address alike
    for path in
        ["/feed.atom", "/events.ics", "/map.geojson", "/entries.csv", "/embed/recipe", "/api/recipes", "/api/search"]
    {
        let answer = get_with(&app, &format!("{path}?theem=reparer"), &[("accept", "application/json")]).await;
        let told = answer.json();
        assert_eq!((&told["code"], &told["parameter"]), (&json!("BAD_INPUT"), &json!("theem")), "{path}: {told}");
        assert_eq!(told["suggestions"], json!(["theme"]), "{path}: {told}");
    }
}

/// What the specification of oEmbed asks for (2.3.4): 501 for a format that is not made, 404 for an address that is nothing here, 401 for
/// one that is private.
async fn oembed_refuses_as_its_specification_says(app: TestApp) {
    loaded(&app).await;
    let page = "http://api.test/embed/recipe/atelier";
    for (query, status) in [
        (format!("url={page}"), 200),
        (format!("url={page}&format=json"), 200),
        (format!("url={page}&format=xml"), 200),
        (format!("url={page}&format=yaml"), 501),
        (format!("url={page}&format=JSON"), 501),
        ("url=https://elsewhere.test/embed/recipe/atelier".to_owned(), 404),
        ("url=https://site.test/recipe/jamais-vu".to_owned(), 404),
        ("url=http://api.test/embed/recipe/brouillon".to_owned(), 404),
        ("url=nowhere".to_owned(), 404),
        ("url=http://api.test/embed/article/retire".to_owned(), 410),
        // the key is not looked at: whether there is such a preview is nobody's business
        (format!("url={page}%3Fpreview%3Dabc"), 401),
        ("url=http://api.test/embed/recipe/brouillon%3Fpreview%3Dabc".to_owned(), 401),
        ("url=https://site.test/recipe/jamais-vu%3Fpreview%3Dabc".to_owned(), 401),
    ] {
        let answer = app.get(&format!("/oembed?{query}")).await;
        assert_eq!(answer.status.as_u16(), status, "{query}: {}", answer.text());
        assert_eq!(answer.headers.contains_key("www-authenticate"), status == 401, "{query}");
        assert!(status == 200 || !answer.text().contains("caché"), "{query}: {}", answer.text());
    }
    let told =
        get_with(&app, &format!("/oembed?url={page}&format=yaml"), &[("accept", "application/json")]).await.json();
    assert_eq!((&told["code"], &told["allowed"]), (&json!("NOT_IMPLEMENTED"), &json!(["json", "xml"])), "{told}");
}

/// Bytes that no address should have, and values far too long.
async fn no_address_is_too_hostile(app: TestApp) {
    loaded(&app).await;
    let long = "a".repeat(5_000);
    for path in [
        format!("/feed.atom?search={long}"),
        format!("/feed.atom?search={long}{long}{long}{long}"),
        format!("/feed.atom?{}", "theme=reparer&".repeat(500)),
        format!("/events.ics?author={}", "ana,".repeat(1_000)),
        format!("/feed.atom?{long}=1"),
        "/feed.atom?search=%00".to_owned(),
        "/feed.json?search=%3C/script%3E%0D%0A%E2%80%AE".to_owned(),
        "/embed/entry?search=%22%3E%3Cscript%3Ealert(1)%3C/script%3E".to_owned(),
        "/embed?territory=%22%3E%3Cscript%3Ealert(1)%3C/script%3E".to_owned(),
        "/embed?url=javascript:alert(1)".to_owned(),
        "/oembed?url=%00".to_owned(),
        "/events/%00.ics".to_owned(),
        "/go/%00?to=%0d%0aset-cookie:a".to_owned(),
        "/sitemap/%00.xml".to_owned(),
        "/feed.atom?theme=%FF".to_owned(),
    ] {
        let answer = app.get(&path).await;
        let shown: String = path.chars().take(80).collect();
        assert!(answer.status.as_u16() < 500, "{shown}: {}", answer.text());
        assert!(!answer.text().contains("<script>alert") && !answer.headers.contains_key("set-cookie"), "{shown}");
    }
}

on_both! {
    empty:
        what_is_not_public_is_on_no_channel,
        mistakes_are_told_with_what_is_right,
        oembed_refuses_as_its_specification_says,
        no_address_is_too_hostile,
    ;
}
