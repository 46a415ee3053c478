//! Exports that give files back, and imports of them: rows and files come back byte for byte, in either database.

use std::path::Path;
use std::process::Output;

use image::ImageFormat;
use serde_json::{Value, json};

use crate::media::{files, pdf, photo, pixels, with_segments, written};
use crate::support::{Engine, TestApp, on_both, value};

/// The identifier that a picture of a text has where it comes from.
const IN_TEXT: &str = "0190a000-0000-7000-8000-000000000007";

/// Runs the program with its files in a folder; whether all went well, and what was said.
fn run(app: &TestApp, kept: &Path, arguments: &[&str]) -> (bool, String) {
    let Output { status, stdout, stderr } = app.command(arguments).env("BC_MEDIA_URL", kept).output().unwrap();
    (status.success(), format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr)))
}

fn at(folder: &Path, name: &str) -> String {
    folder.join(name).display().to_string()
}

/// A photograph that was taken with a turned camera.
fn turned() -> Vec<u8> {
    let exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
    with_segments(&photo(400, 300), &[(0xe1, exif)])
}

/// Rows with pictures of every sort, and a folder of their files.
fn rows(folder: &Path) -> String {
    for (name, bytes) in [
        ("ana.jpg", photo(200, 200)),
        ("logo.png", written(&pixels(120, 80, 3), ImageFormat::Png)),
        ("four.webp", include_bytes!("../../api/data/demo/pictures/garden.webp").to_vec()),
        ("turned.jpg", turned()),
        ("plan.pdf", pdf()),
        ("text.png", written(&pixels(90, 60, 7), ImageFormat::Png)),
        ("draft.png", written(&pixels(70, 60, 9), ImageFormat::Png)),
    ] {
        std::fs::write(folder.join(name), bytes).unwrap();
    }
    let cover = json!({ "path": "four.webp", "role": "COVER", "name": "Le four : été.webp", "alt": { "fr": "Un four.", "br": "Ur forn." },
        "caption": { "fr": "En mai." }, "credit": { "member": "ana" }, "licence": "CC-BY-4.0", "focalPoint": { "x": 0.25, "y": 0.5 } });
    let turned = json!({ "path": "turned.jpg", "name": null, "decorative": true, "credit": { "name": "Lan", "url": "https://lan.example/" },
        "licence": "CC0-1.0" });
    let plan = json!({ "path": "plan.pdf", "role": "ATTACHMENT", "credit": "club", "licence": "CC0-1.0" });
    let in_text = json!({ "path": "text.png", "id": IN_TEXT, "role": "TEXT", "alt": { "fr": "Un plan." }, "credit": "ana",
        "licence": "CC0-1.0" });
    [
        // who belongs to nobody's file comes first, and is credited by a later row all the same
        json!({ "kind": "member", "key": "club", "memberKind": "ORGANISATION", "name": "Le club",
            "logo": { "path": "logo.png", "alt": { "fr": "Un logo." }, "credit": "ana", "licence": "CC0-1.0" } }),
        json!({ "kind": "member", "key": "ana", "memberKind": "PERSON", "name": "Ana",
            "picture": { "path": "ana.jpg", "alt": { "fr": "Ana." }, "credit": { "member": "ana" }, "licence": "CC0-1.0" } }),
        json!({ "kind": "recipe", "key": "four", "title": "Le four", "body": format!("Du pain.\n\n![](media:{IN_TEXT})"),
            "status": "PUBLISHED", "authors": ["ana"], "media": [cover, turned, plan, in_text] }),
        json!({ "kind": "recipe", "key": "brouillon", "title": "Brouillon", "body": "x", "authors": ["ana"],
            "media": [{ "path": "draft.png" }] }),
    ]
    .map(|it| format!("{it}\n"))
    .concat()
}

async fn what_leaves_with_its_files_comes_back(app: TestApp) {
    let folder = tempfile::tempdir().unwrap();
    let (here, kept) = (folder.path(), folder.path().join("kept"));
    std::fs::write(here.join("rows.ndjson"), rows(here)).unwrap();
    let (well, told) = run(&app, &kept, &["import", &at(here, "rows.ndjson"), "--origin", "site"]);
    assert!(well && told.contains("created 4"), "{told}");
    app.store.follow().await.unwrap();
    let query = "{ recipe(by: { slug: \"four\" }) { body media { role originalName alt credit { name member { slug } } focalPoint { x } } } \
        ana: member(by: { slug: \"ana\" }) { picture { alt credit { member { slug } } licence { key } } } \
        club: member(by: { slug: \"club\" }) { logo { width credit { member { slug } } } } }";
    let seen = app.query(query).await;
    assert_eq!(value(&seen, "ana/picture/credit/member/slug"), "ana", "who made their own portrait: {seen}");
    assert_eq!(
        (value(&seen, "club/logo/width"), value(&seen, "club/logo/credit/member/slug")),
        (&json!(120), &json!("ana"))
    );
    assert_eq!(
        (value(&seen, "recipe/media/0/originalName"), value(&seen, "recipe/media/2/credit/member/slug")),
        (&json!("Le four : été.webp"), &json!("club")),
        "{seen}"
    );
    assert_eq!(app.number("SELECT count(*) FROM entry_media WHERE role = 'TEXT'").await, 1);
    let (well, told) = run(&app, &kept, &["import", &at(here, "rows.ndjson"), "--origin", "site"]);
    assert!(well && told.contains("same 4"), "{told}");

    for format in ["ndjson", "json", "csv"] {
        let out = here.join(format);
        let export = |app: &TestApp, kept: &Path, out: &Path| {
            std::fs::create_dir_all(out).unwrap();
            let (rows, pictures) = (at(out, "rows"), at(out, "files"));
            let (well, told) = run(app, kept, &["export", "--format", format, "--file", &rows, "--files", &pictures]);
            assert!(well && told.contains("exported 4 rows and 7 files"), "{told}");
            std::fs::read_to_string(rows).unwrap()
        };
        let first = export(&app, &kept, &out);
        for engine in [Engine::Sqlite, Engine::Postgres] {
            if engine == Engine::Postgres && crate::support::postgres_server().is_none() {
                continue;
            }
            let other = TestApp::empty(engine).await;
            let place = out.join(format!("{engine:?}"));
            let (rows, pictures) = (at(&out, "rows"), at(&out, "files"));
            let bring =
                ["import", &rows, "--format", format, "--files", &pictures, "--origin", "copy", "--as-published"];
            let (well, told) = run(&other, &place.join("kept"), &bring);
            assert!(well && told.contains("created 4"), "{told}");
            let (well, told) = run(&other, &place.join("kept"), &bring);
            assert!(well && told.contains("same 4"), "{told}");
            let second = export(&other, &place.join("kept"), &place);
            assert_eq!(second, first, "{format}, {engine:?}");
            assert_eq!(files(&place.join("files")), files(&out.join("files")));
            for name in files(&place.join("files")) {
                assert!(
                    std::fs::read(place.join("files").join(&name)).unwrap()
                        == std::fs::read(out.join("files").join(&name)).unwrap()
                );
            }
        }
    }
}

async fn what_is_public_leaves_with_public_files(app: TestApp) {
    let folder = tempfile::tempdir().unwrap();
    let (here, kept) = (folder.path(), folder.path().join("kept"));
    std::fs::write(here.join("rows.ndjson"), rows(here)).unwrap();
    let (well, told) = run(&app, &kept, &["import", &at(here, "rows.ndjson"), "--origin", "site"]);
    assert!(well, "{told}");
    let (well, told) = run(&app, &kept, &["export", "--public", "--files", &at(here, "public")]);
    assert!(well && told.contains("exported 3 rows and 6 files"), "{told}");
    assert!(told.contains("\"picture\":{\"path\":") && !told.contains("Brouillon"), "{told}");
    app.store.follow().await.unwrap();
    // files are named where they are asked for
    let plain = app.get("/api/export").await.text();
    assert!(!plain.contains("\"media\"") && !plain.contains("\"picture\""), "{plain}");
    let named = app.get("/api/export?files=urls").await.text();
    let lines: Vec<Value> = named.lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    let recipe = lines.iter().find(|it| it["kind"] == "recipe").unwrap();
    let roles: Vec<&str> = recipe["media"].as_array().unwrap().iter().map(|it| it["role"].as_str().unwrap()).collect();
    assert_eq!(roles, ["COVER", "GALLERY", "ATTACHMENT", "TEXT"]);
    let url = recipe["media"][2]["url"].as_str().unwrap().strip_prefix("http://api.test").unwrap();
    let app = app
        .keeping(api::media::Media::new(
            api::media::storage::Storage::folder(&kept).unwrap(),
            api::media::Bounds::default(),
        ))
        .await;
    assert_eq!(app.get(url).await.body, pdf(), "{url}");
    assert_eq!(app.get("/api/export?files=all").await.status, 400);
    // a table has columns for them
    let table = app.get("/api/export?files=urls&format=csv").await.text();
    assert!(table.lines().next().unwrap().ends_with(",media,picture,logo"), "{table}");
    // a text that shows a file under another identifier is told the one that it has here
    let other = TestApp::empty(Engine::Sqlite).await;
    let elsewhere = here.join("elsewhere");
    let single = json!({ "kind": "recipe", "key": "a", "title": "A", "body": "x", "authors": [{ "name": "Ana" }],
        "media": [{ "path": "text.png" }] });
    std::fs::write(here.join("single.ndjson"), single.to_string()).unwrap();
    let (well, told) = run(&other, &elsewhere, &["import", &at(here, "single.ndjson"), "--origin", "a"]);
    assert!(well, "{told}");
    let (well, told) =
        run(&other, &elsewhere, &["import", &at(here, "rows.ndjson"), "--origin", "site", "--as-published"]);
    assert!(well && told.contains("created 4"), "{told}");
    let (_, rows) = run(&other, &elsewhere, &["export", "--files", &at(here, "again")]);
    assert!(!rows.contains(IN_TEXT) && rows.contains("![](media:"), "{rows}");
}

async fn what_storage_has_lost_is_told(app: TestApp) {
    let folder = tempfile::tempdir().unwrap();
    let (here, kept) = (folder.path(), folder.path().join("kept"));
    std::fs::write(here.join("rows.ndjson"), rows(here)).unwrap();
    let (well, told) = run(&app, &kept, &["import", &at(here, "rows.ndjson"), "--origin", "site"]);
    assert!(well, "{told}");
    let originals = files(&kept.join("original"));
    std::fs::remove_file(kept.join("original").join(&originals[0])).unwrap();
    std::fs::write(kept.join("original").join(&originals[1]), "damaged").unwrap();
    let (well, told) = run(&app, &kept, &["export", "--files", &at(here, "out")]);
    assert!(!well && told.contains("2 files are missing or damaged") && told.contains(&originals[0]), "{told}");
    assert_eq!(files(&here.join("out")), originals[2..], "what is there is given");
}

async fn a_row_that_is_refused_leaves_no_file(app: TestApp) {
    let folder = tempfile::tempdir().unwrap();
    let (here, kept) = (folder.path(), folder.path().join("kept"));
    std::fs::write(here.join("a.png"), written(&pixels(90, 60, 7), ImageFormat::Png)).unwrap();
    let person = |picture: Value| json!({ "kind": "member", "key": "ana", "memberKind": "PERSON", "name": "Ana", "picture": picture });
    let recipe = |media: Value| {
        json!({ "kind": "recipe", "key": "four", "title": "Le four", "body": "x", "authors": [{ "name": "Ana" }],
        "media": media })
    };
    for (row, place) in [
        (recipe(json!([{ "path": "a.png", "licence": "CC-BY-9.0" }])), "media.0.licence: "),
        (recipe(json!([{ "path": "a.png", "credit": "nobody" }])), "media.0.credit.member: "),
        (recipe(json!([{ "path": "a.png", "credit": {} }])), "media.0.credit: "),
        (recipe(json!([{ "path": "a.png", "focalPoint": { "x": 2, "y": 0 } }])), "media.0.focalPoint: "),
        (recipe(json!([{ "path": "a.png", "focalPoint": 1 }])), "media.0.focalPoint: "),
        (recipe(json!([{ "path": "a.png", "role": "HERO" }])), "media.0.role: "),
        (recipe(json!([{ "path": "a.png", "name": 1 }])), "media.0.name: "),
        (recipe(json!([{ "path": "a.png", "decorative": "yes" }])), "media.0.decorative: "),
        (recipe(json!([{ "path": "a.png", "url": "https://a.example/" }])), "media.0: "),
        (json!({ "kind": "recipe", "key": "four", "title": "", "media": [{ "path": "a.png" }] }), "title: "),
        (person(json!({ "path": "a.png", "licence": "CC-BY-9.0" })), "picture.licence: "),
        (person(json!({ "path": "none.png" })), "picture.path: "),
        (person(json!({ "id": IN_TEXT })), "picture: "),
        (person(json!("a.png")), "picture: "),
        (
            json!({ "kind": "member", "key": "ana", "memberKind": "PERSON", "name": "Ana", "logo": { "path": "a.png" } }),
            "logo: ",
        ),
    ] {
        std::fs::write(here.join("rows.ndjson"), row.to_string()).unwrap();
        let (well, told) = run(&app, &kept, &["import", &at(here, "rows.ndjson"), "--origin", "site"]);
        assert!(
            !well && told.contains(place) && told.contains("line 1") && told.contains("refused 1"),
            "{row}: {told}"
        );
        assert_eq!((files(&kept), app.number("SELECT count(*) FROM media").await), (Vec::new(), 0), "{row}");
    }
    // two rows name the file: the one that is taken keeps it
    let rows = format!("{}\n{}\n", recipe(json!([{ "path": "a.png", "role": "HERO" }])), {
        let mut other = recipe(json!([{ "path": "a.png" }]));
        other["key"] = json!("other");
        other
    });
    std::fs::write(here.join("rows.ndjson"), &rows).unwrap();
    let (_, told) = run(&app, &kept, &["import", &at(here, "rows.ndjson"), "--origin", "site", "--strict"]);
    assert!(told.contains("nothing was written") && files(&kept).is_empty(), "{told}");
    let (_, told) = run(&app, &kept, &["import", &at(here, "rows.ndjson"), "--origin", "site"]);
    assert!(told.contains("created 1") && files(&kept).len() == 1, "{told}");
    assert_eq!(app.number("SELECT count(*) FROM media_removed").await, 0);
}

on_both! {
    empty:
        what_leaves_with_its_files_comes_back,
        what_is_public_leaves_with_public_files,
        what_storage_has_lost_is_told,
        a_row_that_is_refused_leaves_no_file,
    ;
}
