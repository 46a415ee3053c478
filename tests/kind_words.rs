//! Words that an operator chooses for kinds: they stand in every address that leads to the site, and are read where such an address
//! comes back.

use std::process::{Command, Output};

use entity::value::role::Role;
use serde_json::{Value, json};

use crate::channels::loaded;
use crate::editing::token;
use crate::support::{Served, TestApp, on_both, value};

const PROGRAM: &str = env!("CARGO_BIN_EXE_bretagne-creative");
/// Articles and themes keep their own.
const WORDS: [&str; 5] = ["initiative=initiatives", "recipe=recettes", "event=agenda", "page=pages", "member=membres"];

async fn every_address_of_the_site_has_the_chosen_word(app: TestApp) {
    loaded(&app).await;
    let site = app.beside_with_words(&WORDS).await;
    let asked = r#"{ initiative(by: { slug: "jardin" }) {
        url html: attribution(format: HTML) translations { url } seo { canonicalUrl alternates { url } } embed { url }
    } }"#;
    let entry = site.query(asked).await["initiative"].take();
    let (here, other) = ("https://site.test/initiatives/jardin", "https://site.test/article/saga");
    assert_eq!((&entry["url"], &entry["seo"]["canonicalUrl"]), (&json!(here), &json!(here)));
    assert!(entry["html"].as_str().unwrap().contains(here), "{entry}");
    assert_eq!(entry["translations"], json!([{ "url": other }]));
    assert_eq!(entry["seo"]["alternates"], json!([{ "url": other }, { "url": here }]));
    assert_eq!(entry["embed"]["url"], "http://api.test/embed/initiative/jardin", "our own pages keep their words");
    for (path, address) in [
        ("/feed.atom", "https://site.test/recettes/atelier"),
        ("/feed.rss", "https://site.test/recettes/atelier"),
        ("/feed.json", "https://site.test/recettes/atelier"),
        ("/entries.csv", "https://site.test/recettes/atelier"),
        ("/sitemap.xml", "https://site.test/recettes/atelier"),
        ("/api/recipes", "https://site.test/recettes/atelier"),
        ("/embed/recipe/atelier", "https://site.test/recettes/atelier"),
        ("/events.ics", "https://site.test/agenda/fete"),
        ("/map.geojson", here),
        ("/gogocarto.json", here),
        ("/embed/entry", here),
    ] {
        let answer = site.get(path).await;
        assert_eq!(answer.status, 200, "{path}");
        let text = answer.text();
        assert!(text.contains(address), "{path}: {text}");
        for word in ["initiative", "recipe", "event", "page"] {
            assert!(!text.contains(&format!("https://site.test/{word}/")), "{word} in {path}: {text}");
        }
    }
}

async fn an_address_that_comes_back_is_read_by_the_chosen_word(app: TestApp) {
    loaded(&app).await;
    let site = app.beside_with_words(&WORDS).await;
    let here = "https://site.test/recettes/atelier";
    for (address, status) in [
        (here, 200),
        ("http://www.site.test/recettes/atelier/", 200),
        ("http://api.test/embed/recipe/atelier", 200),
        // what was written before there was a word
        ("https://site.test/recipe/atelier", 200),
        ("https://site.test/recette/atelier", 404),
        ("https://site.test/membres/atelier", 404),
        ("http://api.test/embed/recettes/atelier", 404),
    ] {
        let url: String = url::form_urlencoded::byte_serialize(address.as_bytes()).collect();
        let answer = site.get(&format!("/oembed?url={url}")).await;
        assert_eq!(answer.status, status, "{address}: {}", answer.text());
    }
    let resolve = "query ($path: String!) { resolve(path: $path) { httpStatus location } }";
    for (path, status) in [
        ("/recettes/atelier", Some(200)),
        ("/recettes/atelier/?utm_source=x", Some(200)),
        ("/recipe/atelier", Some(301)),
        ("/recette/atelier", None),
        ("/membres/atelier", None),
    ] {
        let resolved = site.post(resolve, json!({ "path": path })).await.data();
        let expected = status.map_or(Value::Null, |it| json!({ "httpStatus": it, "location": here }));
        assert_eq!(resolved["resolve"], expected, "{path}");
        let led = site.get(path).await;
        let to = led.headers.get("location").map(|it| it.to_str().unwrap());
        assert_eq!((led.status.as_u16(), to), status.map_or((404, None), |_| (301, Some(here))), "{path}");
    }
    assert_eq!(site.get("/recettes/brouillon").await.status, 404, "a draft is nothing to anybody");
    let renamed = r#"{"kind":"recipe","key":"atelier","slug":"atelier-renomme"}"#;
    assert!(app.import(renamed).await.summary().is_clean());
    let resolved = site.post(resolve, json!({ "path": "/recettes/atelier" })).await.data();
    let there = json!({ "httpStatus": 301, "location": "https://site.test/recettes/atelier-renomme" });
    assert_eq!(resolved["resolve"], there);
}

async fn old_addresses_lead_to_the_chosen_words(app: TestApp) {
    loaded(&app).await;
    let site = app.beside_with_words(&WORDS).await;
    let editor = token(&app, Role::Admin, &[], None).await;
    let asked = r#"{ recipe(by: { slug: "atelier" }) { id } member(by: { slug: "ana" }) { id } theme(by: { slug: "reparer" }) { id } }"#;
    let ids = site.query(asked).await;
    let set = "mutation ($input: RedirectSetInput!) { done: redirectSet(input: $input) { userErrors { code } } }";
    for (path, name, target, to) in [
        ("/article97.html", "entry", "recipe", "https://site.test/recettes/atelier"),
        ("/auteur1.html", "member", "member", "https://site.test/membres/ana"),
        ("/mot1.html", "theme", "theme", "https://site.test/theme/reparer"),
    ] {
        let input = json!({ "input": { "path": path, "target": { name: value(&ids, &format!("{target}/id")) } } });
        let done = site.post_as(&editor, "published", set, input).await.data();
        assert_eq!(done["done"]["userErrors"], json!([]), "{path}");
        let led = site.get(path).await;
        assert_eq!((led.status.as_u16(), led.headers["location"].to_str().unwrap()), (301, to), "{path}");
    }
}

async fn a_server_takes_the_words_from_its_settings(app: TestApp) {
    let settings = [
        ("BC_LOG", "error"),
        ("BC_ENTRY_URL", "https://site.test/{kind}/{slug}"),
        ("BC_KIND_WORDS", "recipe=recettes,event=agenda"),
    ];
    let served = Served::start(PROGRAM, &app.database_url(), &settings);
    let asked = served.query("{ recipe(by: { slug: \"organiser-un-repair-cafe\" }) { url } }").unwrap().json();
    assert_eq!(value(&asked, "data/recipe/url"), "https://site.test/recettes/organiser-un-repair-cafe");
    let page = url::form_urlencoded::byte_serialize(b"https://site.test/recettes/organiser-un-repair-cafe");
    let known = served.get(&format!("/oembed?url={}", page.collect::<String>())).unwrap();
    assert_eq!(known.status, 200);
}

on_both! {
    empty:
        every_address_of_the_site_has_the_chosen_word,
        an_address_that_comes_back_is_read_by_the_chosen_word,
        old_addresses_lead_to_the_chosen_words,
    ;
    demo:
        a_server_takes_the_words_from_its_settings,
    ;
}
/// `config` with a file and settings of the environment.
fn config(file: &str, settings: &[(&str, &str)]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("bretagne-creative.toml"), file).unwrap();
    Command::new(PROGRAM).arg("config").current_dir(folder.path()).envs(settings.iter().copied()).output().unwrap()
}

const SITE: &str = "entry_url = \"https://site.test/{kind}/{slug}\"\n";

#[test]
fn words_are_written_as_a_text_or_as_a_group() {
    let written: [(&str, &[(&str, &str)]); 7] = [
        ("", &[("BC_KIND_WORDS", " event=agenda, recipe = recettes,")]),
        ("", &[("BC_KIND_WORDS__EVENT", "agenda"), ("BC_KIND_WORDS__RECIPE", "recettes")]),
        ("kind_words = \"recipe=recettes,event=agenda\"", &[]),
        ("kind_words = [\"event=agenda\", \"recipe=recettes\"]", &[]),
        ("[kind_words]\nevent = \"agenda\"\nrecipe = \"recettes\"", &[]),
        ("[kind_words]\nevent = \"fetes\"\nrecipe = \"recettes\"", &[("BC_KIND_WORDS__EVENT", "agenda")]),
        ("[kind_words]\npage = \"pages\"", &[("BC_KIND_WORDS", "recipe=recettes,event=agenda")]),
    ];
    for (file, settings) in written {
        let told = config(&format!("{SITE}{file}"), settings);
        let said = String::from_utf8_lossy(&told.stdout);
        let line = "kind_words = [\"recipe=recettes\",\"event=agenda\"]";
        assert!(told.status.success() && said.lines().any(|it| it == line), "{file} {settings:?}: {told:?}");
    }
}

#[test]
fn words_that_would_lead_nowhere_are_refused() {
    let cannot = "error: the configuration cannot be used: BC_KIND_WORDS: ";
    for (words, says) in [
        ("recette=recettes", "\"recette\" is not known; initiative, recipe, article, event, page, member, theme are"),
        ("recipe", "\"recipe\" is not a pair such as recipe=recettes"),
        ("recipe=recettes,recipe=plats", "recipe is named twice"),
        ("recipe=,event=agenda", "the word for recipe is empty"),
        ("recipe=textes,article=textes", "\"textes\" stands for recipe and for article"),
        ("recipe=article", "\"article\" stands for recipe and for article"),
        ("event=événements", "\"événements\" for event has \"é\": a word is made of a-z, A-Z, 0-9, -, _, . and ~"),
        ("event=a/venir", "\"a/venir\" for event has \"/\": a word is made of a-z, A-Z, 0-9, -, _, . and ~"),
    ] {
        let told = config(SITE, &[("BC_KIND_WORDS", words)]);
        let said = String::from_utf8_lossy(&told.stderr).into_owned();
        assert_eq!((told.status.code(), said.trim()), (Some(1), format!("{cannot}{says}").as_str()), "{words}");
    }
    for (file, says) in [
        ("[kind_words]\nrecette = \"recettes\"", "kind_words in "),
        ("[kind_words]\nrecette = \"recettes\"", "\"recette\" is not known"),
        ("kind_words = 7", "expected a text such as recipe=recettes,event=agenda, or a group of settings"),
    ] {
        let told = config(&format!("{SITE}{file}"), &[]);
        let said = String::from_utf8_lossy(&told.stderr).into_owned();
        assert!(told.status.code() == Some(1) && said.contains(says), "{file}: {said}");
    }
    let told = config("", &[("BC_KIND_WORDS", "recipe=recettes")]);
    let said = String::from_utf8_lossy(&told.stderr).into_owned();
    assert!(said.contains("kind_words stand in an address with {kind}: set entry_url"), "{said}");
}
