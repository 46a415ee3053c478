//! What the pages on embedding, feeds and data show is asked here, in both languages: every command, every frame, every element.

use axum::body::Body;
use axum::http::Request;
use serde_json::Value;

use crate::support::{Answer, TestApp, on_both, value};

const PAGES: [[&str; 2]; 2] =
    [["docs/embedding.md", "docs/fr/integrer.md"], ["docs/feeds-and-data.md", "docs/fr/flux-et-donnees.md"]];

fn read(name: &str) -> String {
    std::fs::read_to_string(format!("{}/../{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// The blocks of code in a language.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let begun = format!("```{language}\n");
    page.split(begun.as_str()).skip(1).map(|it| it.split("```").next().unwrap().to_owned()).collect()
}

/// The lines of the commands of a page.
fn commands(page: &str) -> Vec<String> {
    blocks(page, "sh").iter().flat_map(|it| it.lines()).map(str::to_owned).collect()
}

/// Runs a command of curl against the server of a story.
async fn run(app: &TestApp, command: &str) -> Answer {
    let address = command.split_whitespace().find(|it| it.starts_with("https://")).unwrap();
    let path = address.strip_prefix("https://api.example.org").unwrap();
    let quoted = |flag: &str| -> Vec<String> {
        command.split(&format!("{flag} '")).skip(1).map(|it| it.split('\'').next().unwrap().to_owned()).collect()
    };
    let escaped = quoted("--data-urlencode").into_iter().map(|it| {
        let (name, value) = it.split_once('=').unwrap();
        format!("{name}={}", url::form_urlencoded::byte_serialize(value.as_bytes()).collect::<String>())
    });
    let data: Vec<String> = quoted("--data").into_iter().chain(escaped).collect();
    assert!(data.is_empty() || command.contains("--get"), "{command}");
    let query = if data.is_empty() { String::new() } else { format!("?{}", data.join("&")) };
    let mut request = Request::get(format!("{path}{query}"));
    for header in quoted("--header") {
        let (name, value) = header.split_once(": ").unwrap();
        request = request.header(name, value);
    }
    app.send(request.body(Body::empty()).unwrap()).await
}

async fn every_command_is_answered(app: TestApp) {
    for [english, french] in PAGES {
        let (one, other) = (commands(&read(english)), commands(&read(french)));
        assert_eq!(one, other, "{english} and {french} ask alike");
        assert!(!one.is_empty());
        for command in one {
            // the oEmbed answer of the page is about an entry of this very server
            let answer = run(&app, &command.replace("url=https://api.example.org", "url=http://api.test")).await;
            assert_eq!(answer.status, 200, "{command}: {}", answer.text());
            assert!(answer.body.len() > 100, "{command}: {}", answer.text());
        }
    }
}

async fn every_frame_and_element_shows_what_it_says(app: TestApp) {
    for page in PAGES[0].map(read) {
        let html = blocks(&page, "html").join("\n");
        let frames: Vec<&str> = html.split("<iframe src=\"https://api.example.org").skip(1).collect();
        assert_eq!(frames.len(), 2);
        for frame in frames {
            let path = frame.split('"').next().unwrap().replace("&amp;", "&");
            let answer = app.get(&path).await;
            assert_eq!(answer.status, 200, "{path}: {}", answer.text());
            assert!(answer.text().contains("part=\"credit\""), "{path}");
        }
        assert!(html.contains("src=\"https://api.example.org/embed.js\""));
        // the attributes of the elements are what the script asks for
        let script = app.get("/embed.js").await.text();
        for (element, fixed) in [("bretagne-creative-list", "kind"), ("bretagne-creative-entry", "slug")] {
            let tag = html.split(&format!("<{element} ")).nth(1).unwrap().split('>').next().unwrap();
            let attributes: Vec<(&str, &str)> = tag
                .split_whitespace()
                .map(|it| it.split_once('=').unwrap())
                .map(|(name, it)| (name, it.trim_matches('"')))
                .collect();
            for (name, _) in &attributes {
                assert!(script.contains(&format!("\"{name}\"")), "{element}: {name}");
            }
            let of = |name: &str| attributes.iter().find(|(it, _)| *it == name).unwrap().1;
            let rest = attributes.iter().filter(|(name, _)| !["kind", "slug"].contains(name));
            let query = rest.map(|(name, it)| format!("{name}={it}")).collect::<Vec<_>>().join("&");
            let path = match fixed {
                "slug" => format!("/embed/{}/{}?{query}", of("kind"), of("slug")),
                _ => format!("/embed/{}?{query}", of("kind")),
            };
            assert_eq!(app.get(&path).await.status, 200, "{path}");
        }
        // each property and each part that is named is there
        let shown =
            app.get("/embed/initiative").await.text() + &app.get("/embed/recipe/organiser-un-repair-cafe").await.text();
        for part in
            ["frame", "title", "items", "item", "item-title", "kind", "summary", "credit", "more", "entry", "content"]
        {
            assert!(page.contains(&format!("`{part}`")) && shown.contains(&format!("part=\"{part}\"")), "{part}");
        }
        for property in ["font", "ink", "paper", "soft", "line", "tint", "accent", "padding"] {
            assert!(
                page.contains(&format!("`--bc-{property}`")) && shown.contains(&format!("--bc-{property}")),
                "{property}"
            );
        }
        let query = blocks(&page, "graphql").remove(0);
        let data = app.query(&query).await;
        assert!(value(&data, "recipe/embed/jsonLd").as_str().unwrap().contains("HowTo"));
        assert_eq!(value(&data, "recipe/seo/alternates"), &Value::Array(Vec::new()));
    }
}

/// The tables of parameters name each parameter, and no other one.
async fn each_parameter_of_the_tables_is_known(app: TestApp) {
    for [page, path] in [[PAGES[0][0], "/embed/entry"], [PAGES[1][0], "/feed.atom"]] {
        let told = app.get(&format!("{path}?zzzzzz=1")).await.text();
        let table = read(page);
        let table = table.split("| parameter |").nth(1).unwrap().split("\n\n").next().unwrap();
        let cells = table.lines().skip(2).map(|it| it.split('|').nth(1).unwrap());
        let named: Vec<String> = cells
            .flat_map(|it| it.split(','))
            .map(|it| it.trim().trim_matches('`').to_owned())
            .filter(|it| !it.is_empty())
            .collect();
        assert!(named.len() >= 8, "{named:?}");
        for name in named {
            assert!(told.contains(&name), "{page}: {name} in {told}");
        }
    }
}

on_both! {
    demo:
        every_command_is_answered,
        every_frame_and_element_shows_what_it_says,
        each_parameter_of_the_tables_is_known,
    ;
}
