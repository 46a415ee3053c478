//! Imports that fetch files from the web: each once, within bounds, and nothing is left of what is refused.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::Output;
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::Request;
use entity::value::role::Role;
use serde_json::{Value, json};

use crate::media::{files, token};
use crate::support::{TestApp, on_both, value};

const GARDEN: &[u8] = include_bytes!("../../api/data/demo/pictures/garden.webp");

/// A web server that notes what it was asked for.
struct Web {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Web {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let (address, asked) = (listener.local_addr().unwrap(), Arc::<Mutex<Vec<String>>>::default());
        let notes = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let notes = Arc::clone(&notes);
                std::thread::spawn(move || answered(stream, &notes));
            }
        });
        Self { address, asked }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// What it was asked for since this was last asked.
    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }
}

fn answered(mut stream: TcpStream, notes: &Mutex<Vec<String>>) {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|it| it > 0) {
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    notes.lock().unwrap().push(path.clone());
    let moved = |to: &str| {
        format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").into_bytes()
    };
    let sent = |kind: &str, length: usize, body: &[u8]| {
        let head =
            format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");
        [head.as_bytes(), body].concat()
    };
    let endless = || [b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", &GARDEN[..64]].concat();
    let reply = match path.split('?').next().unwrap_or_default() {
        "/jardin%20partag%C3%A9.webp" | "/garden.webp" => sent("text/plain", GARDEN.len(), GARDEN),
        "/moved" => moved("/moved-again"),
        "/moved-again" => moved("garden.webp"),
        "/round" => moved("/round"),
        "/away" => moved("file:///etc/passwd"),
        "/nowhere" => moved("http://"),
        "/page.webp" => sent("image/webp", 36, b"<html><script>alert(1)</script></html"),
        "/cut.webp" => sent("image/webp", GARDEN.len(), &GARDEN[..GARDEN.len() / 2]),
        "/cut-quietly.webp" => [b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", &GARDEN[..GARDEN.len() / 2]].concat(),
        "/empty.webp" => sent("image/webp", 0, b""),
        "/endless.webp" => endless(),
        _ => b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_vec(),
    };
    let _gone = stream.write_all(&reply);
    if path == "/endless.webp" {
        while stream.write_all(&[0; 4_096]).is_ok() {}
    }
}

/// Imports rows; whether all went well, and what was said.
fn import(app: &TestApp, folder: &Path, rows: &str, more: &[&str]) -> (bool, String) {
    let file = folder.join("rows.ndjson");
    std::fs::write(&file, rows).unwrap();
    let arguments = [&["import", file.to_str().unwrap(), "--origin", "site"], more].concat();
    let mut command = app.command(&arguments);
    command.env("BC_MEDIA_URL", folder.join("kept")).env("BC_MEDIA_PICTURE_BYTES", "1000000");
    let Output { status, stdout, stderr } = command.env("BC_MEDIA_DOCUMENT_BYTES", "1000000").output().unwrap();
    (status.success(), format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr)))
}

fn row(key: &str, url: &str) -> String {
    let picture = json!({ "url": url, "role": "COVER", "alt": { "fr": "Un jardin." }, "credit": { "name": "Ana" }, "licence": "CC0-1.0" });
    let row = json!({ "kind": "recipe", "key": key, "title": key, "body": "Du pain.", "status": "PUBLISHED",
        "authors": [{ "name": "Ana" }], "media": [picture] });
    format!("{row}\n")
}

async fn a_picture_of_the_web_is_fetched_once(app: TestApp) {
    let (web, folder) = (Web::start(), tempfile::tempdir().unwrap());
    let here = folder.path();
    let kept = || files(&here.join("kept/original")).len();
    let url = web.url("/jardin%20partag%C3%A9.webp?size=full");
    let rows = format!("{}{}", row("a", &url), row("b", &url));
    let (well, told) = import(&app, here, &rows, &["--private-addresses", "--dry-run"]);
    assert!(well && told.contains("created 2") && kept() == 0, "{told}");
    assert_eq!(web.asked().len(), 1, "once for all rows");
    let (well, told) = import(&app, here, &rows, &["--private-addresses"]);
    assert!(well && told.contains("created 2") && kept() == 1, "{told}");
    assert_eq!(web.asked().len(), 1);
    let query = "{ recipe(by: { slug: \"a\" }) { cover { id alt type originalName } } }";
    let seen = app.query(query).await;
    let cover = value(&seen, "recipe/cover");
    assert_eq!(
        (&cover["alt"], &cover["type"], &cover["originalName"]),
        (&json!("Un jardin."), &json!("image/webp"), &json!("jardin partagé.webp"))
    );
    // the same again, and the same bytes from elsewhere: nothing is fetched or kept twice
    let (well, told) = import(&app, here, &rows, &["--private-addresses"]);
    assert!(well && told.contains("same 2") && kept() == 1, "{told}");
    assert_eq!(web.asked(), [] as [&str; 0]);
    let (well, told) = import(&app, here, &row("a", &web.url("/moved")), &["--private-addresses"]);
    assert!(well && told.contains("same 1") && kept() == 1, "{told}");
    assert_eq!(web.asked(), ["/moved", "/moved-again", "/garden.webp"]);
    let (well, told) = import(&app, here, &row("a", &web.url("/moved")), &["--private-addresses"]);
    assert!(well && told.contains("same 1") && web.asked().is_empty(), "{told}");
    assert_eq!(app.number("SELECT count(*) FROM media").await, 1);
    // over HTTP, what the origin has brought needs no fetching; nothing else of a private network is asked for
    let script = token(&app, Role::Admin, &[]).await;
    let send = async |rows: String| {
        let request = Request::post("/api/import?origin=site").header("content-type", "application/x-ndjson");
        let request = request.header("accept-language", "en").header("authorization", format!("Bearer {script}"));
        let answer = app.send(request.body(Body::from(rows)).unwrap()).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        serde_json::from_str::<Value>(answer.text().lines().next().unwrap()).unwrap()
    };
    assert_eq!(send(row("a", &url)).await["outcome"], "SAME");
    for url in [web.url("/garden.webp"), "https://127.0.0.1:1/a.webp".to_owned()] {
        let refused = send(row("a", &url)).await;
        assert_eq!(
            (&refused["outcome"], &refused["problems"][0]["path"]),
            (&json!("REFUSED"), &json!(["media", "0", "url"])),
            "{refused}"
        );
    }
    let path = row("a", "x").replace("\"url\"", "\"path\"");
    let refused = send(path).await;
    assert!(refused["problems"][0]["message"].as_str().unwrap().contains("no folder"), "{refused}");
    assert_eq!(web.asked(), [] as [&str; 0]);
    // once it is gone here it may be fetched again
    app.statement("DELETE FROM entry_media").await;
    app.statement("DELETE FROM version_media").await;
    app.statement("UPDATE media SET created_at = 0, updated_at = 0, released_at = NULL").await;
    let swept = app.command(&["media", "sweep"]).env("BC_MEDIA_URL", here.join("kept")).output().unwrap();
    assert!(swept.status.success() && kept() == 0, "{swept:?}");
    assert_eq!(app.number("SELECT count(*) FROM external_id WHERE kind = 'media'").await, 0);
}

async fn what_the_web_gives_wrongly_is_refused_and_leaves_nothing(app: TestApp) {
    let (web, folder) = (Web::start(), tempfile::tempdir().unwrap());
    let here = folder.path();
    for (path, says) in [
        ("/none.webp", "the answer is 404"),
        ("/round", "redirected too often"),
        ("/away", "URL scheme is not allowed"),
        ("/nowhere", "no address of the web"),
        ("/page.webp", "text/html is not taken"),
        ("/cut.webp", "media.0.url: the file is not taken"),
        ("/cut-quietly.webp", "it is no whole WebP"),
        ("/empty.webp", "it is empty"),
        ("/endless.webp", "more than 1,000,000 bytes"),
    ] {
        let rows = row("four", &web.url(path));
        for more in [&["--private-addresses", "--dry-run"][..], &["--private-addresses"]] {
            let (well, told) = import(&app, here, &rows, more);
            assert!(
                !well && told.contains("line 1") && told.contains("media.0") && told.contains(says),
                "{path}: {told}"
            );
            assert!(told.contains("refused 1") && !told.contains("root:"), "{path}: {told}");
        }
        assert!(!web.asked().is_empty(), "{path}");
    }
    // without leave nothing of a private network is asked for
    let (well, told) = import(&app, here, &row("four", &web.url("/garden.webp")), &[]);
    assert!(!well && told.contains("media.0.url: the file is not taken") && web.asked().is_empty(), "{told}");
    assert_eq!(files(&here.join("kept")), [] as [&str; 0]);
    assert_eq!(app.number("SELECT count(*) FROM media").await, 0);
    assert_eq!(app.number("SELECT count(*) FROM external_id WHERE kind = 'media'").await, 0);
}

on_both! {
    empty:
        a_picture_of_the_web_is_fetched_once,
        what_the_web_gives_wrongly_is_refused_and_leaves_nothing,
    ;
}
