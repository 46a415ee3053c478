//! Imports that bring files along: from below the folder of the import, from the web, from the program itself.

use std::path::Path;
use std::process::Output;

use serde_json::{Value, json};

use crate::support::{SECRET, Served, TestApp, on_both, value};

const GARDEN: &[u8] = include_bytes!("../api/data/demo/pictures/garden.webp");
const CAFE: &[u8] = include_bytes!("../api/data/demo/pictures/cafe.webp");
const MARKET: &[u8] = include_bytes!("../api/data/demo/pictures/market.webp");

/// Imports rows that lie in a folder, and keeps files in another; whether all went well, and what was said.
fn import(app: &TestApp, folder: &Path, rows: &str, more: &[&str]) -> (bool, String) {
    let file = folder.join("rows.ndjson");
    std::fs::write(&file, rows).unwrap();
    let arguments = [&["import", file.to_str().unwrap(), "--origin", "site"], more].concat();
    let mut command = app.command(&arguments);
    let Output { status, stdout, stderr } = command.env("BC_MEDIA_URL", folder.join("kept")).output().unwrap();
    (status.success(), format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr)))
}

fn row(media: Value) -> String {
    json!({ "kind": "recipe", "key": "four", "title": "Le four", "body": "Du pain.", "status": "PUBLISHED",
        "authors": [{ "name": "Ana" }], "media": media })
    .to_string()
}

/// How many files are kept.
fn kept(folder: &Path) -> usize {
    let originals = folder.join("kept/original");
    std::fs::read_dir(originals).map_or(0, |it| it.count())
}

async fn a_file_brings_its_pictures_once(app: TestApp) {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    std::fs::create_dir(here.join("images")).unwrap();
    std::fs::write(here.join("images/garden.webp"), GARDEN).unwrap();
    let said = json!({ "path": "images/garden.webp", "role": "COVER", "alt": { "fr": "Un jardin." },
        "caption": { "fr": "En mai." }, "credit": { "name": "Ana" }, "licence": "CC BY 4.0" });
    let (well, told) = import(&app, here, &row(json!([said])), &["--dry-run"]);
    assert!(well && told.contains("created 1") && kept(here) == 0, "{told}");
    let (well, told) = import(&app, here, &row(json!([said])), &[]);
    assert!(well && told.contains("created 1"), "{told}");
    let query = "{ recipes { nodes { cover { id alt caption width height type originalName credit { name } licence { key } } } } }";
    let seen = app.query(query).await;
    let cover = value(&seen, "recipes/nodes/0/cover").clone();
    assert_eq!(
        (&cover["alt"], &cover["caption"], &cover["width"], &cover["type"], &cover["originalName"]),
        (&json!("Un jardin."), &json!("En mai."), &json!(1200), &json!("image/webp"), &json!("garden.webp"))
    );
    assert_eq!((value(&cover, "credit/name"), value(&cover, "licence/key")), (&json!("Ana"), &json!("CC-BY-4.0")));
    // what is said here since stands, and the same bytes are the same picture
    let other = json!({ "path": "./images/garden.webp", "role": "COVER", "alt": { "fr": "Autre." } });
    let (well, told) = import(&app, here, &row(json!([other])), &[]);
    assert!(well && told.contains("same 1") && kept(here) == 1, "{told}");
    assert_eq!(value(&app.query(query).await, "recipes/nodes/0/cover"), &cover);
    let named = json!({ "id": cover["id"], "role": "GALLERY" });
    let (well, told) = import(&app, here, &row(json!([named])), &[]);
    assert!(well && told.contains("updated 1"), "{told}");
}

async fn what_is_no_file_of_the_folder_is_refused(app: TestApp) {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path().join("inside");
    std::fs::create_dir(&here).unwrap();
    std::fs::write(folder.path().join("secret.webp"), CAFE).unwrap();
    std::fs::write(here.join("page.jpg"), "<html><script>alert(1)</script>").unwrap();
    std::fs::write(here.join("cut.webp"), &CAFE[..200]).unwrap();
    std::fs::write(here.join("empty.jpg"), "").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.path().join("secret.webp"), here.join("link.webp")).unwrap();
    let secret = folder.path().join("secret.webp");
    for (item, place) in [
        (json!({ "path": "../secret.webp" }), "media.0.path: \"../secret.webp\" leads out"),
        (json!({ "path": "a/../../secret.webp" }), "leads out"),
        (json!({ "path": secret }), "leads out"),
        (json!({ "path": "link.webp" }), "leads out"),
        (json!({ "path": "" }), "leads out"),
        (json!({ "path": "nothing.webp" }), "media.0.path: the file is not taken"),
        (json!({ "path": "page.jpg" }), "media.0: the file is not taken"),
        (json!({ "path": "cut.webp" }), "media.0: the file is not taken"),
        (json!({ "path": "empty.jpg" }), "media.0: the file is not taken: it is empty"),
        (json!({ "url": "http://127.0.0.1:1/a.jpg" }), "media.0.url: the file is not taken"),
        (json!({ "url": "https://127.0.0.1:1/a.jpg" }), "media.0.url: the file is not taken"),
        (json!({ "url": "file:///etc/passwd" }), "media.0.url: the file is not taken"),
        (json!({ "path": "cut.webp", "url": "https://a.example/a.jpg" }), "media.0: "),
        (json!({}), "media.0: "),
        (json!("cut.webp"), "media.0: "),
        (json!({ "path": "cut.webp", "title": "x" }), "there is no field \"title\""),
        (json!({ "path": "cut.webp", "alt": "x" }), "media.0.alt: "),
        (json!({ "path": "cut.webp", "alt": { "xx-none": "x" } }), "media.0.alt: "),
    ] {
        let (well, told) = import(&app, &here, &row(json!([item])), &[]);
        assert!(!well && told.contains(place) && told.contains("refused 1"), "{item}: {told}");
        assert!(!told.contains("root:"), "{told}");
    }
    assert_eq!((kept(&here), app.number("SELECT count(*) FROM media").await), (0, 0), "nothing is left behind");
    // what is wrong with what is said of a file
    std::fs::write(here.join("cafe.webp"), CAFE).unwrap();
    let (well, told) = import(&app, &here, &row(json!([{ "path": "cafe.webp", "licence": "CC-BY-9.0" }])), &[]);
    assert!(!well && told.contains("media.0.licence: "), "{told}");
    let (well, told) = import(&app, &here, &row(json!([{ "path": "cafe.webp", "role": "HERO" }])), &[]);
    assert!(!well && told.contains("media.0.role: "), "{told}");
}

async fn the_demo_has_pictures(app: TestApp) {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().to_str().unwrap();
    let settings = [("BC_SECRET", SECRET), ("BC_MEDIA_URL", place)];
    let program = env!("CARGO_BIN_EXE_bretagne-creative");
    let served = Served::demo(program, &app.database_url(), &settings);
    assert!(served.said().contains("loaded its pictures: created 0, updated 42"), "{}", served.said());
    app.store.follow().await.unwrap();
    let of = |list: &str| {
        format!("{list}(first: 100) {{ nodes {{ cover {{ id alt url licence {{ key }} credit {{ name }} }} }} }}")
    };
    let data = app.query(&format!("{{ {} {} {} }}", of("initiatives"), of("recipes"), of("articles"))).await;
    for (list, many) in [("initiatives", 22), ("recipes", 2), ("articles", 6)] {
        let nodes = data[list]["nodes"].as_array().unwrap();
        let covers: Vec<&Value> = nodes.iter().map(|it| &it["cover"]).filter(|it| !it.is_null()).collect();
        // what the demo dates by the day on which it is loaded may be public already, or still
        assert!(covers.len() >= many, "{list}: {}", covers.len());
        let told = |it: &Value| it["alt"].is_string() && value(it, "licence/key") == "CC0-1.0";
        assert!(covers.iter().all(|it| told(it)), "{covers:?}");
    }
    let page = app.get("/").await.text();
    assert_eq!(page.matches("<figure><img").count(), 6, "the newest are shown with pictures: {page}");
    drop(served);
    let again = Served::demo(program, &app.database_url(), &settings);
    assert!(!again.said().contains("loaded its pictures"), "{}", again.said());
}

/// A member with a picture that another member has made.
fn member(key: &str, name: &str, picture: &str, by: &str) -> String {
    let picture =
        json!({ "path": picture, "alt": { "fr": "Un portrait." }, "credit": { "member": by }, "licence": "CC0-1.0" });
    json!({ "kind": "member", "key": key, "memberKind": "PERSON", "name": name, "picture": picture }).to_string()
}

async fn members_may_credit_each_other_with_their_pictures(app: TestApp) {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    for (name, content) in [("a.webp", GARDEN), ("b.webp", CAFE), ("c.webp", MARKET)] {
        std::fs::write(here.join(name), content).unwrap();
    }
    // Ana and Bran made each other's pictures; Cadou, who refers back into the circle, belongs to it as well
    let rows = [
        member("ana", "Ana", "a.webp", "bran"),
        member("bran", "Bran", "b.webp", "cadou"),
        member("cadou", "Cadou", "c.webp", "ana"),
    ];
    let text = rows.join("\n");
    let (well, told) = import(&app, here, &text, &["--dry-run"]);
    assert!(well && told.contains("created 3"), "{told}");
    assert_eq!(app.number("SELECT count(*) FROM member").await, 0);
    let (well, told) = import(&app, here, &text, &[]);
    assert!(well && told.contains("created 3, updated 0, same 0, conflicts 0, refused 0"), "{told}");
    app.store.follow().await.unwrap();
    let seen = app.query("{ members(first: 9) { nodes { name picture { alt credit { member { name } } } } } }").await;
    let made: Vec<(&Value, &Value)> = value(&seen, "members/nodes")
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (&it["name"], value(it, "picture/credit/member/name")))
        .collect();
    for pair in [("Ana", "Bran"), ("Bran", "Cadou"), ("Cadou", "Ana")] {
        assert!(made.iter().any(|(who, by)| **who == pair.0 && **by == pair.1), "{seen}");
    }
    let (well, told) = import(&app, here, &text, &[]);
    assert!(well && told.contains("created 0, updated 0, same 3"), "{told}");
    // a change of one of them is told as a change of that one
    let other = text.replace("\"name\":\"Bran\",\"p", "\"name\":\"Bran Le Gall\",\"p");
    assert_ne!(other, text);
    let (well, told) = import(&app, here, &other, &[]);
    assert!(well && told.contains("updated 1, same 2") && told.contains("member \"bran\": updated: name"), "{told}");
}

async fn who_is_refused_takes_nobody_along_unsaid(app: TestApp) {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    std::fs::write(here.join("a.webp"), GARDEN).unwrap();
    std::fs::write(here.join("b.webp"), CAFE).unwrap();
    let rows = [member("ana", "Ana", "a.webp", "bran"), member("bran", "", "b.webp", "ana")].join("\n");
    let (well, told) = import(&app, here, &rows, &[]);
    assert!(!well && told.contains("created 0") && told.contains("refused 2"), "{told}");
    assert!(told.contains("member \"ana\": refused: picture."), "{told}");
    assert!(told.contains("member \"bran\": refused: name: "), "{told}");
    let left =
        "SELECT (SELECT count(*) FROM member) + (SELECT count(*) FROM media) + (SELECT count(*) FROM external_id)";
    assert_eq!((kept(here), app.number(left).await), (0, 0), "nothing is left behind");
}

on_both! {
    empty:
        members_may_credit_each_other_with_their_pictures,
        who_is_refused_takes_nobody_along_unsaid,
        a_file_brings_its_pictures_once,
        what_is_no_file_of_the_folder_is_refused,
        the_demo_has_pictures,
    ;
}
