//! The whole way of a picture: sent, attached, described, published, shown, withdrawn.

use entity::value::role::Role;
use serde_json::{Value, json};

use crate::editing::token;
use crate::media::{get_as, header, photo, send, size};
use crate::support::{TestApp, value};

const CREATE: &str = "
mutation ($input: RecipeCreateInput!) {
  done: recipeCreate(input: $input) {
    recipe { id slug version publishBlockers { code path } }
    userErrors { code path message }
  }
}";
const DESCRIBE: &str = "
mutation ($input: MediaUpdateInput!) {
  done: mediaUpdate(input: $input) { media { version } userErrors { code path message } }
}";
const SHOWN: &str = "
query ($slug: Slug!) {
  recipe(by: { slug: $slug }) {
    cover {
      width height alt attribution
      url(width: 640, ratio: SQUARE, format: JPEG)
      sources(widths: [320, 640]) { type srcset }
      placeholder { dominantColor dataUrl }
    }
  }
}";

async fn does(app: &TestApp, token: &str, mutation: &str, input: Value) -> Value {
    app.post_as(token, "latest", mutation, json!({ "input": input })).await.data()["done"].take()
}

async fn step(app: &TestApp, token: &str, name: &str, id: &Value, version: &Value) -> Value {
    let kind = format!("{}{}Input", name[..1].to_uppercase(), &name[1..]);
    let mutation = format!(
        "mutation ($input: {kind}!) {{ done: {name}(input: $input) {{ entry {{ status version }} userErrors {{ code path }} }} }}"
    );
    does(app, token, &mutation, json!({ "id": id, "version": version })).await
}

/// The path of an address of this server.
fn path(url: &Value) -> String {
    url.as_str().unwrap().strip_prefix("http://api.test").unwrap_or_else(|| panic!("{url}")).to_owned()
}

/// Walks it on a server of whatever database and storage.
pub(super) async fn walked(app: &TestApp) {
    let chief = token(app, Role::Admin, &[], None).await;
    let sent = send(app, &chief, "four.jpg", photo(1_200, 800)).await;
    assert_eq!(sent.status, 201, "{}", sent.text());
    let picture = sent.json();
    let input = json!({
        "title": "Le four à pain",
        "body": format!("Du pain.\n\n![](media:{})", picture["id"].as_str().unwrap()),
        "language": "fr",
        "licence": "CC-BY-SA-4.0",
        "authors": [{ "name": "Ana Kervella" }],
        "media": [{ "id": picture["id"], "role": "COVER" }],
    });
    let made = does(app, &chief, CREATE, input).await;
    assert_eq!(made["userErrors"], json!([]), "{made}");
    let (id, slug) = (&made["recipe"]["id"], &made["recipe"]["slug"]);
    let blockers = made["recipe"]["publishBlockers"].as_array().unwrap();
    // the text shows it as well, and says nothing of it either
    let of_pictures = |it: &Value| it["path"][0] == "media" || it["path"] == json!(["body"]);
    assert!(blockers.len() >= 3 && blockers.iter().all(of_pictures), "{made}");
    let refused = step(app, &chief, "entryPublish", id, &made["recipe"]["version"]).await;
    assert!(refused["entry"].is_null() && refused["userErrors"][0]["path"][0] == "media", "{refused}");
    let own = path(&picture["url"]);
    assert_eq!((app.get(&own).await.status.as_u16(), get_as(app, &chief, &own).await.status.as_u16()), (404, 200));

    let described = json!({
        "id": picture["id"],
        "version": 1,
        "alt": [{ "language": "fr", "text": "Un four de pierre, porte ouverte" }],
        "credit": { "name": "Lan Le Goff" },
        "licence": "CC-BY-4.0",
        "focalPoint": { "x": 0.2, "y": 0.5 },
    });
    let done = does(app, &chief, DESCRIBE, described).await;
    assert_eq!(done["userErrors"], json!([]), "{done}");
    let public = step(app, &chief, "entryPublish", id, &made["recipe"]["version"]).await;
    assert_eq!(public["entry"]["status"], "PUBLISHED", "{public}");

    let data = app.post(SHOWN, json!({ "slug": slug })).await.data();
    let cover = value(&data, "recipe/cover");
    assert_eq!(
        (&cover["width"], &cover["alt"]),
        (&json!(1_200), &json!("Un four de pierre, porte ouverte")),
        "{cover}"
    );
    assert!(cover["attribution"].as_str().unwrap().contains("Lan Le Goff"), "{cover}");
    assert!(cover["placeholder"]["dataUrl"].as_str().unwrap().starts_with("data:image/png;base64,"));
    let square = app.get(&path(&cover["url"])).await;
    assert_eq!(
        (square.status.as_u16(), size(&square), header(&square, "content-type")),
        (200, (640, 640), "image/jpeg")
    );
    let types: Vec<&Value> = cover["sources"].as_array().unwrap().iter().map(|it| &it["type"]).collect();
    assert_eq!(types, ["image/avif", "image/webp", "image/jpeg"]);
    let mut paths = vec![own, path(&cover["url"])];
    for candidate in cover["sources"][1]["srcset"].as_str().unwrap().split(", ") {
        let (url, width) = candidate.split_once(' ').unwrap();
        let answer = app.get(&path(&json!(url))).await;
        assert_eq!((answer.status.as_u16(), format!("{}w", size(&answer).0)), (200, width.to_owned()), "{candidate}");
        paths.push(path(&json!(url)));
    }
    let page = app.get(&format!("/embed/recipe/{}", slug.as_str().unwrap())).await.text();
    let shown = page.split("src=\"").skip(1).map(|it| it.split('"').next().unwrap().replace("&amp;", "&"));
    let shown: Vec<String> = shown.filter(|it| it.contains("/media/")).collect();
    assert!(
        !shown.is_empty() && page.contains("Un four de pierre, porte ouverte") && page.contains("Lan Le Goff"),
        "{page}"
    );
    for url in shown {
        assert_eq!(app.get(&path(&json!(url))).await.status, 200, "{url}");
    }

    let gone = step(app, &chief, "entryWithdraw", id, &public["entry"]["version"]).await;
    assert_eq!(gone["entry"]["status"], "WITHDRAWN", "{gone}");
    for path in &paths {
        assert_eq!(app.get(path).await.status, 404, "{path}");
        let private = get_as(app, &chief, path).await;
        assert_eq!((private.status.as_u16(), header(&private, "cache-control")), (200, "private, no-store"), "{path}");
    }
}
