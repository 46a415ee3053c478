//! Pictures and documents: how they come in, how they are given out, where they are kept, what is refused.

mod avif;
mod browser;
mod exchange;
mod fetching;
mod hostile;
mod housekeeping;
mod serving;
mod storages;
mod uploads;
mod walk;

use std::io::Cursor;
use std::path::Path;

use api::media::storage::Storage;
use api::media::{Bounds, Media};
use axum::body::Body;
use axum::http::{HeaderValue, Request};
use entity::account::api_token::NewToken;
use entity::value::role::Role;
use image::{ImageFormat, Rgb, RgbImage};
use serde_json::Value;

use crate::sessions::{person, sign_in};
use crate::support::{Answer, Served, TestApp, value};

/// Somebody who writes, signed in.
async fn writer(app: &TestApp) -> String {
    person(app, "ana", Role::Contributor, &[]).await;
    sign_in(app, "ana").await.0
}

/// A script that writes: for servers with a secret of their own, which know no session of others.
async fn script(app: &TestApp) -> String {
    token(app, Role::Admin, &["content:read", "content:write"]).await
}

/// A token with a role, for these scopes.
async fn token(app: &TestApp, role: Role, scopes: &[&str]) -> String {
    let new = NewToken {
        name: "files".to_owned(),
        account: None,
        member: None,
        role,
        territories: Vec::new(),
        scopes: scopes.iter().map(|it| it.parse().unwrap()).collect(),
        expires_at: None,
    };
    app.token(new).await.secret
}

/// The same server with its files in a folder.
async fn in_folder(app: &TestApp, folder: &Path) -> TestApp {
    app.keeping(Media::new(Storage::folder(folder).unwrap(), Bounds::default())).await
}

/// The program itself, serving the database of a story, with its files below a folder.
fn served(app: &TestApp, folder: &Path) -> Served {
    let place = folder.join("files").display().to_string();
    let settings = [("BC_LOG", "warn"), ("BC_MEDIA_URL", place.as_str())];
    Served::start(env!("CARGO_BIN_EXE_bretagne-creative"), &app.database_url(), &settings)
}

/// A picture of many colours: each seed gives another.
fn pixels(width: u32, height: u32, seed: u8) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let part = |at: u32, whole: u32| u8::try_from(at * 255 / whole.max(1)).unwrap();
        Rgb([part(x, width), part(y, height), seed])
    })
}

fn written(pixels: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    pixels.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A JPEG of a size.
fn photo(width: u32, height: u32) -> Vec<u8> {
    written(&pixels(width, height, 90), ImageFormat::Jpeg)
}

/// A JPEG with segments behind its beginning.
fn with_segments(jpeg: &[u8], segments: &[(u8, &[u8])]) -> Vec<u8> {
    let mut bytes = jpeg[..2].to_vec();
    for (marker, content) in segments {
        bytes.extend([0xff, *marker]);
        bytes.extend(u16::try_from(content.len() + 2).unwrap().to_be_bytes());
        bytes.extend(*content);
    }
    [&bytes, &jpeg[2..]].concat()
}

/// A small PDF.
fn pdf() -> Vec<u8> {
    let mut bytes = b"%PDF-1.4\n".to_vec();
    bytes.extend((0..40_000_u32).map(|it| u8::try_from(it % 251).unwrap()));
    bytes.extend(b"\n%%EOF\n");
    bytes
}

/// Sends the bytes themselves.
async fn send(app: &TestApp, token: &str, name: &str, bytes: Vec<u8>) -> Answer {
    let request = Request::post("/api/media")
        .header("authorization", format!("Bearer {token}"))
        .header("content-type", "application/octet-stream")
        .header("accept-language", "en")
        .header(
            "content-disposition",
            HeaderValue::from_bytes(format!("attachment; filename=\"{name}\"").as_bytes()).unwrap(),
        );
    app.send(request.body(Body::from(bytes)).unwrap()).await
}

/// Sends a form: of each part its name, its file name, and its content.
async fn send_form(app: &TestApp, token: &str, parts: &[(&str, Option<&str>, &[u8])]) -> Answer {
    let mut body = Vec::new();
    for (name, file, content) in parts {
        let file = file.map(|it| format!("; filename=\"{it}\"")).unwrap_or_default();
        body.extend(format!("--b0undary\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").bytes());
        body.extend(*content);
        body.extend(b"\r\n");
    }
    body.extend(b"--b0undary--\r\n");
    let request = Request::post("/api/media")
        .header("authorization", format!("Bearer {token}"))
        .header("accept-language", "en")
        .header("content-type", "multipart/form-data; boundary=b0undary");
    app.send(request.body(Body::from(body)).unwrap()).await
}

/// Sends a file that is taken; its checksum.
async fn taken(app: &TestApp, token: &str, name: &str, bytes: Vec<u8>) -> String {
    let answer = send(app, token, name, bytes).await;
    assert!(answer.status.is_success(), "{}", answer.text());
    value(&answer.json(), "checksum").as_str().unwrap().to_owned()
}

/// Gets a path with headers.
async fn get(app: &TestApp, path: &str, headers: &[(&str, &str)]) -> Answer {
    let request = headers.iter().fold(Request::get(path), |it, (name, value)| it.header(*name, *value));
    app.send(request.body(Body::empty()).unwrap()).await
}

/// Gets a path as somebody.
async fn get_as(app: &TestApp, token: &str, path: &str) -> Answer {
    get(app, path, &[("authorization", &format!("Bearer {token}"))]).await
}

/// Has a public entry of the demo show a file, behind the program's back.
async fn show(app: &TestApp, checksum: &str) {
    app.statement(&format!(
        "INSERT INTO entry_media (entry_seq, media_seq, role, position) SELECT e.seq, m.seq, 'GALLERY', \
            (SELECT count(*) FROM entry_media) FROM entry e, media m WHERE e.slug = 'heol' AND m.checksum = '{checksum}'"
    ))
    .await;
}

fn header<'a>(answer: &'a Answer, name: &str) -> &'a str {
    answer.headers.get(name).map_or("", |it| it.to_str().unwrap())
}

/// The size of a picture that was answered.
fn size(answer: &Answer) -> (u32, u32) {
    let picture = image::load_from_memory(&answer.body).unwrap();
    (picture.width(), picture.height())
}

/// The names of all files below a folder.
fn files(folder: &Path) -> Vec<String> {
    let (mut folders, mut found) = (vec![folder.to_path_buf()], Vec::new());
    while let Some(open) = folders.pop() {
        for entry in std::fs::read_dir(open).into_iter().flatten() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => found.push(path.strip_prefix(folder).unwrap().display().to_string()),
            }
        }
    }
    found.sort();
    found
}

/// What a problem says: its status, its code, and its sentence.
fn problem(answer: &Answer) -> (u16, String, String) {
    assert_eq!(header(answer, "content-type"), "application/problem+json", "{}", answer.text());
    let told: Value = answer.json();
    assert_eq!(told["status"], answer.status.as_u16());
    let text = |name: &str| told[name].as_str().unwrap().to_owned();
    (answer.status.as_u16(), text("code"), text("detail"))
}
