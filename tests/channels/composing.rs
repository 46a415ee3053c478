//! The composer, what it gives to be pasted, and the front door.

use crate::channels::{get_with, loaded};
use crate::support::{TestApp, on_both};

/// A text as it was before it was written into HTML.
fn plain(html: &str) -> String {
    [("&#34;", "\""), ("&#39;", "'"), ("&#60;", "<"), ("&#62;", ">"), ("&#38;", "&")]
        .into_iter()
        .fold(html.to_owned(), |text, (escaped, sign)| text.replace(escaped, sign))
}

/// What the composer gives to be pasted.
fn snippets(html: &str) -> Vec<String> {
    let found =
        html.split("<textarea").skip(1).map(|it| it.split_once('>').unwrap().1.split("</textarea>").next().unwrap());
    found.map(plain).collect()
}

async fn what_is_composed_is_what_is_shown(app: TestApp) {
    loaded(&app).await;
    let path = "/embed?kind=initiative&territory=commune:29019&theme=reparer&layout=list&limit=5&labels=br&scheme=dark&language=en";
    let answer = app.get(path).await;
    let html = answer.text();
    assert_eq!(answer.status, 200, "{html}");
    assert!(html.contains("<html lang=\"en\"") && answer.headers["content-language"] == "en");
    let [iframe, component, snapshot] = snippets(&html).try_into().unwrap();
    let src = iframe.split("src=\"").nth(1).unwrap().split('"').next().unwrap();
    let framed = app.get(plain(src).strip_prefix("http://api.test").unwrap()).await;
    assert_eq!(framed.status, 200, "{src}");
    let framed = framed.text();
    assert!(
        framed.contains("Le jardin") && framed.contains("<main class=\"frame dark\"") && framed.contains("lang=\"br\"")
    );
    assert!(iframe.contains("height=\"600\"") && iframe.contains("<a href=\"https://site.test\">"), "{iframe}");
    for part in [
        "<bretagne-creative-list",
        "kind=\"initiative\"",
        "territory=\"commune:29019\"",
        "src=\"http://api.test/embed.js\"",
        "<a href=",
    ] {
        assert!(component.contains(part), "{part}: {component}");
    }
    assert!(
        snapshot.contains("Le jardin") && snapshot.contains("CC BY-SA 4.0") && !snapshot.contains("<script"),
        "{snapshot}"
    );

    let one = app.get("/embed?url=https://site.test/event/fete").await.text();
    let [iframe, component, snapshot] = snippets(&one).try_into().unwrap();
    assert!(iframe.contains("http://api.test/embed/event/fete?language=fr"), "{iframe}");
    assert!(component.contains("<bretagne-creative-entry") && component.contains("slug=\"fete\""), "{component}");
    assert!(snapshot.contains("La fête") && snapshot.contains("Ana Le Goff"), "{snapshot}");
}

async fn a_mistake_stands_beside_the_form(app: TestApp) {
    loaded(&app).await;
    for (query, said) in [
        ("territory=brest", "n’est pas un territoire"),
        ("url=https://site.test/recipe/brouillon", "Il n’y a rien ici"),
        ("url=https://evil.test/x", "n’est pas l’adresse d’un contenu d’ici"),
        ("kind=recipe&layout=agenda", "/embed/event"),
        ("limit=99", "de 1 à 50"),
    ] {
        let answer = app.get(&format!("/embed?{query}")).await;
        let html = answer.text();
        assert_eq!(answer.status, 400, "{query}");
        let alert = html.split("role=\"alert\">").nth(1).map(plain).unwrap_or_default();
        assert!(alert.starts_with('«') || alert.contains(said), "{query}: {html}");
        assert!(alert.contains(said) && html.contains("<form") && !html.contains("<iframe"), "{query}: {alert}");
    }
    assert_eq!(app.get("/embed?colour=red").await.status, 400);
}

async fn the_pages_of_embeds_speak_three_languages(app: TestApp) {
    for (language, composer, about) in [
        ("fr", "Intégrer les contenus du réseau", "Ni cookie, ni suivi"),
        ("br", "Enframmañ endalc’hadoù ar rouedad", "Na toupin na heuliañ"),
        ("en", "Embed content of the network", "No cookie, no tracking"),
    ] {
        for (path, said) in [("/embed", composer), ("/embed/about", about)] {
            let answer = get_with(&app, path, &[("accept-language", language)]).await;
            let html = answer.text();
            assert_eq!(answer.status, 200, "{path}: {html}");
            assert!(
                plain(&html).contains(said) && html.contains(&format!("<html lang=\"{language}\"")),
                "{path}: {html}"
            );
            assert!(!html.contains("src=\"http"), "{path} loads nothing from elsewhere");
            let policy = answer.headers["content-security-policy"].to_str().unwrap();
            assert!(policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{policy}");
        }
    }
    assert_eq!(app.get("/embed/about?x=1").await.status, 400);
}

async fn the_front_door_shows_what_is_here(app: TestApp) {
    loaded(&app).await;
    let html = get_with(&app, "/", &[("accept-language", "en"), ("host", "evil.test")]).await.text();
    for part in [
        "1 initiatives, 1 recipes, 2 articles, 2 events",
        "Published lately",
        "Tenir un atelier",
        "Upcoming events",
        "Saturday 5 December 2026, 19:00 to 21:30",
        "CC BY-SA 4.0",
        "href=\"/feed.atom\"",
        "href=\"/events.ics\"",
        "href=\"/embed\"",
    ] {
        assert!(plain(&html).contains(part), "{part}: {html}");
    }
    assert!(!html.contains("evil.test") && !html.contains("<script"), "{html}");
}

on_both! {
    empty:
        what_is_composed_is_what_is_shown,
        a_mistake_stands_beside_the_form,
        the_pages_of_embeds_speak_three_languages,
        the_front_door_shows_what_is_here,
    ;
}
