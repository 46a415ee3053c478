//! Files are given out: originals whole and in parts, pictures in the sizes of the list, to those who may see them.

use axum::body::Body;
use axum::http::{Method, Request};
use entity::value::role::Role;
use image::ImageFormat;

use crate::media::{
    files, get, get_as, header, in_folder, pdf, photo, pixels, send, show, size, taken, token, writer, written,
};
use crate::sessions::{person, sign_in};
use crate::support::{TestApp, on_both};

const FOR_EVER: &str = "public, max-age=31536000, immutable";

async fn a_picture_is_given_in_the_sizes_of_the_list(app: TestApp) {
    let folder = tempfile::tempdir().unwrap();
    let app = in_folder(&app, folder.path()).await;
    let token = writer(&app).await;
    let checksum = taken(&app, &token, "plage.jpg", photo(1_200, 900)).await;
    show(&app, &checksum).await;
    for (name, media_type, wanted) in [
        ("160w.jpg", "image/jpeg", (160, 120)),
        ("640w-1x1.webp", "image/webp", (640, 640)),
        ("480w-16x9.png", "image/png", (480, 270)),
        ("320w-4x3.jpg", "image/jpeg", (320, 240)),
        ("320w-3x2.webp", "image/webp", (320, 213)),
        ("2560w.jpg", "image/jpeg", (1_200, 900)),
        ("1920w-1x1.jpg", "image/jpeg", (900, 900)),
    ] {
        let path = format!("/media/{checksum}/{name}");
        let first = app.get(&path).await;
        assert_eq!((first.status.as_u16(), size(&first)), (200, wanted), "{name}");
        assert_eq!((header(&first, "content-type"), header(&first, "cache-control")), (media_type, FOR_EVER), "{name}");
        assert_eq!(header(&first, "content-length"), first.body.len().to_string());
        let again = app.get(&path).await;
        assert_eq!((&again.body, &again.headers["etag"]), (&first.body, &first.headers["etag"]), "{name}");
        let held = get(&app, &path, &[("if-none-match", header(&first, "etag"))]).await;
        assert_eq!((held.status.as_u16(), held.body.len(), header(&held, "cache-control")), (304, 0, FOR_EVER));
        let head = app.send(Request::builder().method(Method::HEAD).uri(&path).body(Body::empty()).unwrap()).await;
        assert_eq!((head.status.as_u16(), head.body.len()), (200, 0));
        assert_eq!(header(&head, "content-length"), first.body.len().to_string());
    }
    let made = files(&folder.path().join("variant"));
    assert_eq!(made.len(), 7, "{made:?}");
    for other in
        ["161w.jpg", "640w-2x1.jpg", "640w.gif", "9999w.webp", "640w.jpeg", "..", "640w-1x1-10-10.webp", "x.png", "x"]
    {
        assert_eq!(app.get(&format!("/media/{checksum}/{other}")).await.status, 404, "{other}");
    }
    for other in [checksum.to_uppercase(), "0".repeat(64), checksum[..63].to_owned(), "%2e%2e".to_owned()] {
        assert_eq!(app.get(&format!("/media/{other}/160w.jpg")).await.status, 404, "{other}");
    }
    assert_eq!(files(&folder.path().join("variant")), made, "nothing else is made");
}

async fn what_is_cut_is_cut_around_the_focal_point(app: TestApp) {
    let token = writer(&app).await;
    let halves = image::RgbImage::from_fn(800, 200, |x, _| image::Rgb(if x < 400 { [250, 0, 0] } else { [0, 0, 250] }));
    let checksum = taken(&app, &token, "a.png", written(&halves, ImageFormat::Png)).await;
    show(&app, &checksum).await;
    let path = format!("/media/{checksum}/160w-1x1.png");
    let colour = async |app: &TestApp| {
        let answer = app.get(&path).await;
        let tag = header(&answer, "etag").to_owned();
        (image::load_from_memory(&answer.body).unwrap().into_rgb8().get_pixel(80, 80).0, tag)
    };
    app.statement("UPDATE media SET focal_x = 0.1, focal_y = 0.5").await;
    let (left, first) = colour(&app).await;
    app.statement("UPDATE media SET focal_x = 0.9, focal_y = 0.5").await;
    let (right, second) = colour(&app).await;
    assert!(left[0] > 200 && right[2] > 200, "{left:?} {right:?}");
    assert_ne!(first, second, "whoever holds the one is given the other");
}

async fn the_address_without_an_ending_gives_what_the_client_takes(app: TestApp) {
    let token = writer(&app).await;
    let checksum = taken(&app, &token, "plage.jpg", photo(200, 150)).await;
    let clear = image::RgbaImage::from_pixel(200, 150, image::Rgba([9, 9, 9, 100]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    clear.write_to(&mut bytes, ImageFormat::Png).unwrap();
    let drawing = taken(&app, &token, "dessin.png", bytes.into_inner()).await;
    for it in [&checksum, &drawing] {
        show(&app, it).await;
    }
    let of =
        async |checksum: &str, accept: &str| get(&app, &format!("/media/{checksum}/160w"), &[("accept", accept)]).await;
    for (checksum, accept, media_type) in [
        (&checksum, "image/webp,*/*;q=0.8", "image/webp"),
        (&checksum, "*/*", "image/jpeg"),
        (&checksum, "image/webp;q=0", "image/jpeg"),
        (&drawing, "image/*", "image/png"),
    ] {
        let answer = of(checksum, accept).await;
        assert_eq!((answer.status.as_u16(), header(&answer, "content-type")), (200, media_type), "{accept}");
        assert!(header(&answer, "vary").contains("accept"), "{:?}", answer.headers);
    }
    // what takes long is made beside the answers, which are never without a picture
    let path = format!("/media/{checksum}/160w.avif");
    let later = app.get(&path).await;
    assert_eq!((later.status.as_u16(), header(&later, "cache-control")), (307, "no-store"));
    assert_eq!(header(&later, "location"), format!("/media/{checksum}/160w.webp"));
    let begun = std::time::Instant::now();
    let made = loop {
        let answer = app.get(&path).await;
        if answer.status == 200 {
            break answer;
        }
        assert!(begun.elapsed().as_secs() < 60, "it is not made");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    };
    assert_eq!((&made.body[4..12], header(&made, "content-type")), (b"ftypavif".as_slice(), "image/avif"));
    let best = of(&checksum, "image/avif,image/webp,*/*;q=0.8").await;
    assert_eq!(header(&best, "content-type"), "image/avif");
}

async fn a_document_is_given_in_parts(app: TestApp) {
    let token = writer(&app).await;
    let document = pdf();
    let checksum = taken(&app, &token, "statuts.pdf", document.clone()).await;
    show(&app, &checksum).await;
    let path = format!("/media/{checksum}/statuts.pdf");
    let whole = get(&app, &path, &[("accept-encoding", "gzip, br")]).await;
    assert_eq!((whole.status.as_u16(), &whole.body), (200, &document), "as it is, so that its tag holds");
    assert_eq!((header(&whole, "accept-ranges"), header(&whole, "cache-control")), ("bytes", FOR_EVER));
    let length = document.len();
    for (range, wanted) in [
        ("bytes=0-99".to_owned(), 0..100),
        (format!("bytes={}-", length - 7), length - 7..length),
        ("bytes=-10".to_owned(), length - 10..length),
        (format!("bytes=10-{}", length * 2), 10..length),
    ] {
        let part = get(&app, &path, &[("range", &range), ("if-range", header(&whole, "etag"))]).await;
        assert_eq!((part.status.as_u16(), &part.body), (206, &document[wanted.clone()].to_vec()), "{range}");
        let told = format!("bytes {}-{}/{length}", wanted.start, wanted.end - 1);
        assert_eq!(
            (header(&part, "content-range"), header(&part, "content-length")),
            (told.as_str(), wanted.len().to_string().as_str())
        );
    }
    let beyond = get(&app, &path, &[("range", "bytes=900000-")]).await;
    assert_eq!((beyond.status.as_u16(), header(&beyond, "content-range")), (416, format!("bytes */{length}").as_str()));
    let other = get(&app, &path, &[("range", "bytes=0-9"), ("if-range", "\"other\"")]).await;
    assert_eq!((other.status.as_u16(), other.body.len()), (200, length), "a part of something else is of no use");
    for other in ["160w.jpg", "160w"] {
        assert_eq!(
            app.get(&format!("/media/{checksum}/{other}")).await.status,
            404,
            "no picture is made of a document"
        );
    }
}

async fn what_is_opened_as_a_page_does_nothing(app: TestApp) {
    let token = writer(&app).await;
    for (name, bytes) in [("statuts.pdf", pdf()), ("plage.jpg", photo(40, 30))] {
        let checksum = taken(&app, &token, name, bytes).await;
        show(&app, &checksum).await;
        let answer = app.get(&format!("/media/{checksum}/{name}")).await;
        let policy = header(&answer, "content-security-policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("sandbox"), "{policy}");
        assert_eq!(header(&answer, "x-content-type-options"), "nosniff");
        assert_eq!(header(&answer, "cross-origin-resource-policy"), "cross-origin");
        let from_page = get(&app, &format!("/media/{checksum}/{name}"), &[("origin", "https://site.test")]).await;
        assert_eq!(header(&from_page, "access-control-allow-origin"), "*");
    }
}

async fn what_is_withdrawn_is_gone_for_everybody_else(app: TestApp) {
    let contributor = writer(&app).await;
    let checksum = taken(&app, &contributor, "plage.jpg", photo(400, 300)).await;
    let paths = [format!("/media/{checksum}/plage.jpg"), format!("/media/{checksum}/160w.webp")];
    let seen = async |token: Option<&str>| {
        let mut told = Vec::new();
        for path in &paths {
            let answer = match token {
                Some(token) => get_as(&app, token, path).await,
                None => app.get(path).await,
            };
            told.push((answer.status.as_u16(), header(&answer, "cache-control").to_owned()));
        }
        assert_eq!(told[0], told[1]);
        told.remove(0)
    };
    let private = (200, "private, no-store".to_owned());
    let hidden = (404, "no-store".to_owned());
    person(&app, "lan", Role::Contributor, &[]).await;
    let stranger = sign_in(&app, "lan").await.0;
    let editor = token(&app, Role::Editor, &["content:read", "content:write"]).await;
    assert_eq!((seen(None).await, seen(Some(&stranger)).await), (hidden.clone(), hidden.clone()), "a draft");
    assert_eq!((seen(Some(&contributor)).await, seen(Some(&editor)).await), (private.clone(), private.clone()));
    show(&app, &checksum).await;
    let public = (200, "public, max-age=31536000, immutable".to_owned());
    assert_eq!((seen(None).await, seen(Some(&contributor)).await), (public.clone(), public));
    app.statement("UPDATE entry SET status = 'WITHDRAWN' WHERE slug = 'heol'").await;
    assert_eq!(
        (seen(None).await, seen(Some(&stranger)).await),
        (hidden.clone(), hidden),
        "right after it was withdrawn"
    );
    assert_eq!(seen(Some(&editor)).await, private);
    let bad = get_as(&app, "nonsense", &paths[0]).await;
    assert_eq!(bad.status, 401, "a credential that is not good is said to be so");
}

async fn many_ask_at_once_for_what_is_not_made(app: TestApp) {
    let folder = tempfile::tempdir().unwrap();
    let app = in_folder(&app, folder.path()).await;
    let token = writer(&app).await;
    let answer = send(&app, &token, "plage.png", written(&pixels(1_500, 1_000, 3), ImageFormat::Png)).await;
    let checksum = answer.json()["checksum"].as_str().unwrap().to_owned();
    show(&app, &checksum).await;
    let path = format!("/media/{checksum}/640w-1x1.webp");
    let asked = (0..30).map(|_| app.get(&path));
    let answers = futures_util::future::join_all(asked).await;
    assert!(answers.iter().all(|it| it.status == 200 && it.body == answers[0].body));
    assert_eq!(files(&folder.path().join("variant")).len(), 1);
}

on_both! {
    demo:
        a_picture_is_given_in_the_sizes_of_the_list,
        what_is_cut_is_cut_around_the_focal_point,
        the_address_without_an_ending_gives_what_the_client_takes,
        a_document_is_given_in_parts,
        what_is_opened_as_a_page_does_nothing,
        what_is_withdrawn_is_gone_for_everybody_else,
        many_ask_at_once_for_what_is_not_made,
    ;
}
