//! AVIF pictures are taken like others: cleaned, given in sizes, refused where they do harm; unpacked in a process of their own.

use data_encoding::BASE64;
use image::GenericImageView;
use serde_json::json;

use crate::media::browser::opened;
use crate::media::hostile::head;
use crate::media::{files, get_as, header, in_folder, problem, script, send, served, show, size, taken, writer};
use crate::support::{Engine, TestApp, on_both, tool};

/// It was taken with a turned camera; an author, a licence, and a place.
const TURNED: &[u8] = include_bytes!("samples/turned.avif");
const CLEAR: &[u8] = include_bytes!("samples/clear.avif");
const GRID: &[u8] = include_bytes!("samples/grid.avif");
const PLAIN: &[u8] = include_bytes!("samples/identity.avif");
const ANIMATION: &[u8] = include_bytes!("samples/animation.avif");

/// The plain picture, claiming another size.
fn claiming(width: u32, height: u32) -> Vec<u8> {
    let said = [64_u32.to_be_bytes(), 48_u32.to_be_bytes()].concat();
    let at = PLAIN.windows(8).position(|it| it == said).unwrap();
    [&PLAIN[..at], &width.to_be_bytes(), &height.to_be_bytes(), &PLAIN[at + 8..]].concat()
}

async fn the_place_is_gone_and_the_picture_stays(app: TestApp) {
    let folder = tempfile::tempdir().unwrap();
    let app = in_folder(&app, folder.path()).await;
    let token = writer(&app).await;
    let answer = send(&app, &token, "plage.jpg", TURNED.to_vec()).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let told = answer.json();
    assert_eq!(
        (&told["type"], &told["width"], &told["height"], &told["offered"]),
        (&json!("image/avif"), &json!(48), &json!(64), &json!({ "author": "Soazig", "licence": "CC BY-SA 4.0" }))
    );
    let checksum = told["checksum"].as_str().unwrap();
    let stored = std::fs::read(folder.path().join("original").join(format!("{checksum}.avif"))).unwrap();
    for gone in [b"CANARY".as_slice(), b"Exif", b"Soazig", b"rdf"] {
        assert!(TURNED.windows(gone.len()).any(|it| it == gone));
        assert!(!stored.windows(gone.len()).any(|it| it == gone), "{}", String::from_utf8_lossy(gone));
    }
    show(&app, checksum).await;
    let original = app.get(told["url"].as_str().unwrap().strip_prefix("http://api.test").unwrap()).await;
    assert_eq!((header(&original, "content-type"), &original.body[..]), ("image/avif", &stored[..]));
    assert!(header(&original, "content-disposition").starts_with("inline"));
    assert!(told["url"].as_str().unwrap().ends_with("/plage.avif"));
    for (name, media_type) in [("160w.jpg", "image/jpeg"), ("160w.webp", "image/webp"), ("160w", "image/png")] {
        let variant = app.get(&format!("/media/{checksum}/{name}")).await;
        assert_eq!((header(&variant, "content-type"), size(&variant)), (media_type, (48, 64)), "{name}");
        // blue, red, white, green: a quarter to the right
        let shown = image::load_from_memory(&variant.body).unwrap();
        let [blue, red] = [(12, 16), (36, 16)].map(|(x, y)| shown.get_pixel(x, y).0);
        assert!(blue[2] > 170 && blue[0] < 70 && red[0] > 190 && red[2] < 70, "{name}: {blue:?} {red:?}");
    }
    let square = app.get(&format!("/media/{checksum}/160w-1x1.jpg")).await;
    assert_eq!(size(&square), (48, 48));
}

async fn what_is_transparent_stays_so(app: TestApp) {
    let token = writer(&app).await;
    for (file, side) in [(CLEAR, (64, 48)), (GRID, (140, 140))] {
        let checksum = taken(&app, &token, "a.avif", file.to_vec()).await;
        let variant = get_as(&app, &token, &format!("/media/{checksum}/160w.png")).await;
        assert_eq!(size(&variant), side);
        let shown = image::load_from_memory(&variant.body).unwrap();
        let alpha = [(1, 1), (3, 1), (1, 3), (3, 3)].map(|(x, y)| shown.get_pixel(side.0 * x / 4, side.1 * y / 4).0[3]);
        assert!(alpha[0] == 255 && alpha[1] == 255 && alpha[2].abs_diff(128) < 5 && alpha[3] < 5, "{alpha:?}");
    }
}

async fn what_is_broken_or_lies_is_told_and_leaves_nothing(app: TestApp) {
    let folder = tempfile::tempdir().unwrap();
    let app = in_folder(&app, folder.path()).await;
    let token = writer(&app).await;
    let damaged = "AVIF file is damaged or incomplete";
    for (name, bytes, status, says) in [
        ("cut", CLEAR[..CLEAR.len() - 20].to_vec(), 422, damaged),
        ("nothing but a beginning", CLEAR[..40].to_vec(), 422, damaged),
        ("another size", claiming(48, 64), 422, damaged),
        ("a far greater size", claiming(5_000, 5_000), 422, damaged),
        ("too great a size", claiming(60_000, 60_000), 422, "60000 × 60000 pixels; at most 40 million"),
        ("an animation", ANIMATION.to_vec(), 415, "AVIF (animation) is not accepted"),
        ("a movie", b"\0\0\0\x14ftypisom\0\0\0\0av01".to_vec(), 415, "Accepted are: JPEG, PNG, WebP, GIF, AVIF"),
    ] {
        let (told, _, detail) = problem(&send(&app, &token, "plage.avif", bytes).await);
        let detail = detail.replace(['\u{2068}', '\u{2069}'], "");
        assert!(told == status && detail.contains(says), "{name}: {told} {detail}");
    }
    assert_eq!(files(folder.path()), [] as [&str; 0]);
    assert_eq!(app.number("SELECT count(*) FROM media").await, 0);
}

on_both! {
    empty:
        what_is_broken_or_lies_is_told_and_leaves_nothing,
        what_is_transparent_stays_so,
    ;
    demo:
        the_place_is_gone_and_the_picture_stays,
    ;
}

/// The program calls itself to unpack a picture, and goes on whatever becomes of that.
#[test]
fn a_picture_is_unpacked_in_a_process_of_its_own() {
    Engine::Sqlite.tell(TestApp::empty, async |app: TestApp| {
        let token = script(&app).await;
        let folder = tempfile::tempdir().unwrap();
        let served = served(&app, folder.path());
        let sent = |bytes: &[u8]| served.raw(&[head(&token, bytes.len()).as_bytes(), bytes].concat()).unwrap();
        for _ in 0..3 {
            assert_eq!(sent(&claiming(48, 64)).status, 422);
        }
        for file in [TURNED, CLEAR, GRID] {
            let reply = sent(file);
            assert_eq!(
                (reply.status, &reply.json()["type"]),
                (201, &json!("image/avif")),
                "{reply:?} {}",
                served.log()
            );
        }
        let children = std::fs::read_dir(format!("/proc/{}/task", served.id())).unwrap().flatten();
        for task in children {
            let left = std::fs::read_to_string(task.path().join("children")).unwrap_or_default();
            assert_eq!(left, "", "a process is left");
        }
    });
}

#[test]
fn a_cleaned_picture_is_shown_by_a_browser() {
    let Some(browser) = tool("chromium") else { return };
    Engine::Sqlite.tell(TestApp::empty, async |app: TestApp| {
        let token = writer(&app).await;
        let checksum = taken(&app, &token, "plage.avif", TURNED.to_vec()).await;
        let original = get_as(&app, &token, &format!("/media/{checksum}/plage.avif")).await;
        let page = format!(
            "<!doctype html><img id='shown'><pre id='told'></pre><script>\n\
             shown.onload = () => {{ told.textContent = JSON.stringify([shown.naturalWidth, shown.naturalHeight]); }};\n\
             shown.onerror = () => {{ told.textContent = '\"failed\"'; }};\n\
             shown.src = 'data:image/avif;base64,{}';\n</script>",
            BASE64.encode(&original.body)
        );
        assert_eq!(opened(&browser, &page), json!([48, 64]));
    });
}
