//! Files come in: as the body itself or as a form, once, cleaned, from those who may write.

use axum::body::Body;
use axum::http::Request;
use entity::value::role::Role;
use image::ImageFormat;
use serde_json::{Value, json};

use crate::media::{
    files, get_as, header, in_folder, pdf, photo, pixels, problem, send, send_form, token, with_segments, writer,
    written,
};
use crate::support::{TestApp, on_both, value};

async fn a_file_is_sent_once_and_known_again(app: TestApp) {
    let folder = tempfile::tempdir().unwrap();
    let app = in_folder(&app, folder.path()).await;
    let token = writer(&app).await;
    let sent = send(&app, &token, "Fête au port.JPG", photo(800, 600)).await;
    assert_eq!(sent.status, 201, "{}", sent.text());
    let told = sent.json();
    assert_eq!(
        (&told["type"], &told["width"], &told["height"], &told["originalName"]),
        (&json!("image/jpeg"), &json!(800), &json!(600), &json!("Fête au port.JPG"))
    );
    let checksum = told["checksum"].as_str().unwrap();
    assert_eq!(told["url"], format!("http://api.test/media/{checksum}/fete-au-port.jpg"));
    assert_eq!(header(&sent, "location"), told["url"]);
    let stored = folder.path().join("original").join(format!("{checksum}.jpg"));
    assert_eq!(std::fs::metadata(&stored).unwrap().len(), told["bytes"].as_u64().unwrap());

    let again = send(&app, &token, "other.jpg", photo(800, 600)).await;
    let by_form = send_form(&app, &token, &[("file", Some("form.jpg"), &photo(800, 600))]).await;
    for again in [again, by_form] {
        assert_eq!((again.status.as_u16(), &again.json()["id"]), (200, &told["id"]));
    }
    let other =
        send_form(&app, &token, &[("file", Some("form.png"), &written(&pixels(20, 10, 7), ImageFormat::Png))]).await;
    assert_eq!((other.status.as_u16(), &other.json()["type"]), (201, &json!("image/png")));
    assert_eq!(files(folder.path()).len(), 2);
    // what nothing shows is for those who look after it
    let path = told["url"].as_str().unwrap().strip_prefix("http://api.test").unwrap();
    assert_eq!(app.get(path).await.status, 404);
    let own = get_as(&app, &token, path).await;
    assert_eq!((own.status.as_u16(), header(&own, "cache-control")), (200, "private, no-store"));
    assert_eq!(own.body, std::fs::read(&stored).unwrap());
}

async fn documents_are_kept_as_they_are(app: TestApp) {
    let token = writer(&app).await;
    let gpx = b"<?xml version=\"1.0\"?>\n<gpx version=\"1.1\"><trk/></gpx>\n".to_vec();
    for (name, bytes, media_type) in [
        ("statuts.pdf", pdf(), "application/pdf"),
        ("balade.gpx", gpx, "application/gpx+xml"),
        ("son.mp3", [b"ID3\x04\0\0\0\0\0\0".as_slice(), &[7; 500]].concat(), "audio/mpeg"),
    ] {
        let sent = send(&app, &token, name, bytes.clone()).await;
        assert_eq!(sent.status, 201, "{name}: {}", sent.text());
        let told = sent.json();
        assert_eq!(
            (&told["type"], &told["width"], &told["bytes"]),
            (&json!(media_type), &Value::Null, &json!(bytes.len()))
        );
        let path = told["url"].as_str().unwrap().strip_prefix("http://api.test").unwrap().to_owned();
        let back = get_as(&app, &token, &path).await;
        assert_eq!(back.body, bytes, "{name}");
        let disposition = if name.ends_with("mp3") { "inline" } else { "attachment" };
        assert_eq!(header(&back, "content-disposition"), format!("{disposition}; filename=\"{name}\""));
        assert_eq!((header(&back, "x-content-type-options"), header(&back, "content-type")), ("nosniff", media_type));
    }
}

async fn the_place_is_gone_and_the_author_is_offered(app: TestApp) {
    let folder = tempfile::tempdir().unwrap();
    let app = in_folder(&app, folder.path()).await;
    let token = writer(&app).await;
    // an author, a place, and that the camera was held upright
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x03\0".to_vec();
    exif.extend(b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0");
    exif.extend(b"\x3b\x01\x02\0\x04\0\0\0Lan\0");
    exif.extend(b"\x25\x88\x04\0\x01\0\0\0\x32\0\0\0\0\0\0\0\0\0\0\0\0\0");
    let xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF><rdf:Description \
        exif:GPSLatitude='48,23.5N'><cc:license rdf:resource='https://creativecommons.org/licenses/by/4.0/'/>\
        </rdf:Description></rdf:RDF></x:xmpmeta>";
    let sent = with_segments(&photo(400, 300), &[(0xe1, &exif), (0xe1, xmp), (0xfe, b"<script>alert(1)</script>")]);
    let answer = send(&app, &token, "plage.jpg", sent.clone()).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let told = answer.json();
    assert_eq!(told["offered"], json!({ "author": "Lan", "licence": "https://creativecommons.org/licenses/by/4.0/" }));
    assert_eq!((&told["width"], &told["height"]), (&json!(300), &json!(400)), "as it is to be seen");
    let stored =
        std::fs::read(folder.path().join("original").join(format!("{}.jpg", told["checksum"].as_str().unwrap())))
            .unwrap();
    for gone in [b"GPSLatitude".as_slice(), b"\x25\x88\x04\0", b"Lan", b"<script", b"xmpmeta"] {
        assert!(sent.windows(gone.len()).any(|it| it == gone));
        assert!(!stored.windows(gone.len()).any(|it| it == gone), "{}", String::from_utf8_lossy(gone));
    }
    let pixels = |bytes: &[u8]| image::load_from_memory(bytes).unwrap().into_rgb8();
    assert_eq!(pixels(&stored), pixels(&sent), "no pixel is another");
    let path = format!("/media/{}/160w.jpg", told["checksum"].as_str().unwrap());
    let variant = get_as(&app, &token, &path).await;
    assert_eq!(crate::media::size(&variant), (160, 213), "upright");
}

async fn only_those_who_write_may_send(app: TestApp) {
    let folder = tempfile::tempdir().unwrap();
    let app = in_folder(&app, folder.path()).await;
    let nobody =
        Request::post("/api/media").header("content-type", "image/jpeg").body(Body::from(photo(40, 30))).unwrap();
    let refused = app.send(nobody).await;
    assert_eq!((problem(&refused).0, header(&refused, "www-authenticate")), (401, "Bearer"));
    assert_eq!(problem(&send(&app, "nonsense", "a.jpg", photo(40, 30)).await).0, 401);
    let reader = token(&app, Role::Editor, &["content:read"]).await;
    let (status, code, _) = problem(&send(&app, &reader, "a.jpg", photo(40, 30)).await);
    assert_eq!((status, code.as_str()), (403, "FORBIDDEN"));
    assert_eq!(files(folder.path()), [] as [&str; 0], "nothing is left behind");
    assert_eq!(app.number("SELECT count(*) FROM media").await, 0);
    let other = app.get("/api/media").await;
    assert_eq!((problem(&other).0, header(&other, "allow")), (405, "POST, OPTIONS"));
}

async fn a_name_is_cleaned(app: TestApp) {
    let token = writer(&app).await;
    let long = format!("{}.jpg", "x".repeat(300));
    for (seed, (sent, kept)) in [
        ("../../etc/passwd.jpg", Some("passwd.jpg".to_owned())),
        ("C:\\\\images\\\\plage.jpg", Some("plage.jpg".to_owned())),
        ("a\u{202e}gpj.jpg", Some("agpj.jpg".to_owned())),
        (long.as_str(), Some(format!("{}.jpg", "x".repeat(116)))),
        ("..", None),
    ]
    .into_iter()
    .enumerate()
    {
        let picture = written(&pixels(8, 8, u8::try_from(seed).unwrap()), ImageFormat::Png);
        let answer = send_form(&app, &token, &[("file", Some(sent), &picture)]).await;
        assert_eq!(answer.status, 201, "{sent}: {}", answer.text());
        assert_eq!(value(&answer.json(), "originalName").as_str().map(str::to_owned), kept, "{sent}");
        let url = answer.json()["url"].as_str().unwrap().to_owned();
        assert!(url.is_ascii() && !url.contains("..") && url.ends_with(".png"), "{url}");
    }
}

on_both! {
    empty:
        a_file_is_sent_once_and_known_again,
        documents_are_kept_as_they_are,
        the_place_is_gone_and_the_author_is_offered,
        only_those_who_write_may_send,
        a_name_is_cleaned,
    ;
}
