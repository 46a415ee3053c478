//! What is sent to do harm, or is broken: each is a clear problem, and nothing is left behind.

use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

use api::media::storage::{Bucket, Storage};
use api::media::{Bounds, Media};
use image::ImageFormat;

use crate::media::{
    files, get_as, in_folder, pdf, photo, pixels, problem, script, send, send_form, served, taken, writer, written,
};
use crate::support::{Engine, Served, TestApp, on_both};

/// A GIF of so many pictures of one pixel.
fn animation(frames: usize) -> Vec<u8> {
    let frame = [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0];
    let head = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff".to_vec();
    [head, frame.repeat(frames), vec![0x3b]].concat()
}

/// A PNG that claims a size and bits a channel, and holds next to nothing.
fn claim(width: u32, height: u32, depth: u8) -> Vec<u8> {
    let chunk = |kind: &[u8], content: &[u8]| {
        let named = [kind, content].concat();
        let crc = named.iter().fold(u32::MAX, |sum, byte| {
            (0..8).fold(sum ^ u32::from(*byte), |it, _| (it >> 1) ^ if it & 1 == 1 { 0xedb8_8320 } else { 0 })
        });
        [&u32::try_from(content.len()).unwrap().to_be_bytes(), named.as_slice(), &(!crc).to_be_bytes()].concat()
    };
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[depth, 6, 0, 0, 0]].concat();
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    // a bomb: ten megabytes of nothing in ten kilobytes
    packed.write_all(&vec![0; 10_000_000]).unwrap();
    let data = chunk(b"IDAT", &packed.finish().unwrap());
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(b"IHDR", &header), data, chunk(b"IEND", b"")].concat()
}

async fn what_is_not_taken_is_told_and_leaves_nothing(app: TestApp) {
    let folder = tempfile::tempdir().unwrap();
    let app = in_folder(&app, folder.path()).await;
    let token = writer(&app).await;
    let (whole, png) = (photo(300, 200), written(&pixels(300, 200, 1), ImageFormat::Png));
    let zip = b"PK\x03\x04\x14\0\0\0\0\0".to_vec();
    for (name, bytes, status, code, says) in [
        ("a truncated JPEG", whole[..whole.len() / 2].to_vec(), 422, "BAD_INPUT", "JPEG file is damaged or incomplete"),
        ("a truncated PNG", png[..png.len() - 20].to_vec(), 422, "BAD_INPUT", "PNG file is damaged or incomplete"),
        (
            "a PNG that claims much",
            claim(60_000, 60_000, 8),
            422,
            "BAD_INPUT",
            "60000 × 60000 pixels; at most 40 million",
        ),
        ("a bomb", claim(6_000, 6_000, 16), 422, "BAD_INPUT", "takes more than 256 MB"),
        ("many frames", animation(10_000), 422, "BAD_INPUT", "frames; at most"),
        (
            "HTML",
            b"<!doctype html><script>alert(1)</script>".to_vec(),
            415,
            "UNSUPPORTED_MEDIA_TYPE",
            "Accepted are: JPEG",
        ),
        (
            "SVG",
            b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>".to_vec(),
            415,
            "UNSUPPORTED_MEDIA_TYPE",
            "scripts",
        ),
        (
            "a program",
            b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0\x3e\0".to_vec(),
            415,
            "UNSUPPORTED_MEDIA_TYPE",
            "accepted",
        ),
        ("a script", b"#!/bin/sh\nrm -rf /\n".to_vec(), 415, "UNSUPPORTED_MEDIA_TYPE", "accepted"),
        ("HEIC", b"\0\0\0\x20ftypheic\0\0\0\0".to_vec(), 415, "UNSUPPORTED_MEDIA_TYPE", "HEIC is not accepted"),
        ("a broken archive", zip, 422, "BAD_INPUT", "ZIP file is damaged"),
        ("a cut PDF", pdf()[..20_000].to_vec(), 422, "BAD_INPUT", "PDF file is damaged"),
        ("nothing", Vec::new(), 400, "MALFORMED", "the body is empty"),
    ] {
        // neither the name nor the sender's word counts
        let answer = send(&app, &token, "plage.jpg", bytes).await;
        let (told, word, detail) = problem(&answer);
        assert_eq!((told, word.as_str()), (status, code), "{name}: {detail}");
        let detail = detail.replace(['\u{2068}', '\u{2069}'], "");
        assert!(detail.contains(says), "{name}: {detail}");
    }
    let two = [("a", Some("a.jpg"), whole.as_slice()), ("b", Some("b.jpg"), whole.as_slice())];
    for parts in [&two[..], &[("alt", None, b"no file".as_slice())], &[]] {
        assert_eq!(problem(&send_form(&app, &token, parts).await).0, 400, "{}", parts.len());
    }
    assert_eq!(files(folder.path()), [] as [&str; 0]);
    assert_eq!(app.number("SELECT count(*) FROM media").await, 0);
}

async fn what_is_too_long_is_told(app: TestApp) {
    let bounds = Bounds { picture_bytes: 60_000, document_bytes: 45_000, megapixels: 1 };
    let app = app.keeping(Media::new(Storage::memory(), bounds)).await;
    let token = writer(&app).await;
    let mut seed = 1_u32;
    let mut chance = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        seed.to_be_bytes()[0]
    };
    let noise = image::RgbImage::from_fn(200, 200, |_, _| image::Rgb([chance(), chance(), chance()]));
    let noise = written(&noise, ImageFormat::Png);
    assert!(noise.len() > 60_000);
    for (bytes, status) in [(noise, 413), ([pdf(), pdf()].concat(), 413), (pdf(), 201), (photo(1_100, 1_000), 422)] {
        let answer = send(&app, &token, "a", bytes).await;
        assert_eq!(answer.status, status, "{}", answer.text());
    }
}

async fn html_in_a_comment_is_gone(app: TestApp) {
    let token = writer(&app).await;
    let script = b"<html><script>alert(document.domain)</script>";
    let sent = [crate::media::with_segments(&photo(60, 40), &[(0xfe, script)]), script.to_vec()].concat();
    let checksum = taken(&app, &token, "page.html", sent).await;
    let kept = get_as(&app, &token, &format!("/media/{checksum}/page.jpg")).await;
    assert_eq!((kept.status.as_u16(), kept.headers["content-type"].to_str().unwrap()), (200, "image/jpeg"));
    assert!(!kept.body.windows(7).any(|it| it == b"<script"));
    // behind the end of every kind of picture, and of an archive that programs open from its end
    let archive = [b"PK\x05\x06".as_slice(), &[0; 18]].concat();
    let formats = [
        (ImageFormat::Png, "png"),
        (ImageFormat::Gif, "gif"),
        (ImageFormat::WebP, "webp"),
        (ImageFormat::Jpeg, "jpg"),
        (ImageFormat::Avif, "avif"),
    ];
    for (seed, (format, ending)) in formats.into_iter().enumerate() {
        let picture = written(&pixels(50, 40, u8::try_from(seed).unwrap()), format);
        let sent = [picture.as_slice(), script, &archive].concat();
        let checksum = taken(&app, &token, "page.html", sent).await;
        let kept = get_as(&app, &token, &format!("/media/{checksum}/page.{ending}")).await;
        assert_eq!(kept.status, 200, "{ending}");
        for gone in [b"<script".as_slice(), b"PK\x05\x06"] {
            assert!(!kept.body.windows(gone.len()).any(|it| it == gone), "{ending}");
        }
    }
}

async fn storage_that_does_not_answer_is_told(app: TestApp) {
    let kept = app.keeping(Media::new(Storage::memory(), Bounds::default())).await;
    let token = script(&kept).await;
    let checksum = taken(&kept, &token, "kept.jpg", photo(60, 40)).await;
    // it takes connections, and says nothing
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}", silent.local_addr().unwrap());
    for endpoint in ["http://127.0.0.1:1", &endpoint] {
        let bucket =
            Bucket { name: "media", endpoint: Some(endpoint), key: Some(("key", "secret")), ..Default::default() };
        let app = app.keeping(Media::new(Storage::bucket(&bucket).unwrap(), Bounds::default())).await;
        let token = script(&app).await;
        let begun = Instant::now();
        let (status, code, detail) = problem(&send(&app, &token, "a.jpg", photo(61, 40)).await);
        assert_eq!((status, code.as_str()), (503, "UNAVAILABLE"), "{detail}");
        assert!(detail.contains("does not answer") && begun.elapsed() < Duration::from_secs(60), "{detail}");
        assert_eq!(app.number("SELECT count(*) FROM media").await, 1);
        for name in ["kept.jpg", "160w.jpg"] {
            let answer = get_as(&app, &token, &format!("/media/{checksum}/{name}")).await;
            assert_eq!(answer.status, 503, "{name}: {}", answer.text());
            assert!(!answer.headers.contains_key("etag") && !answer.body.is_empty(), "{name}");
        }
    }
}

on_both! {
    empty:
        what_is_not_taken_is_told_and_leaves_nothing,
        what_is_too_long_is_told,
        html_in_a_comment_is_gone,
        storage_that_does_not_answer_is_told,
    ;
}

/// The beginning of a request that sends so many bytes.
pub(super) fn head(token: &str, length: usize) -> String {
    format!(
        "POST /api/media HTTP/1.1\r\nHost: api.test\r\nConnection: close\r\nAuthorization: Bearer {token}\r\nAccept-Language: \
            en\r\nContent-Length: {length}\r\n\r\n"
    )
}

/// A client that goes away half-way, one that announces a wrong length, and a server that is killed meanwhile.
#[test]
fn what_is_interrupted_leaves_nothing() {
    Engine::Sqlite.tell(TestApp::empty, async |app: TestApp| {
        let token = script(&app).await;
        let folder = tempfile::tempdir().unwrap();
        let served = served(&app, folder.path());
        let document = pdf();
        for _ in 0..3 {
            let mut stream = TcpStream::connect(served.address).unwrap();
            stream.write_all(head(&token, document.len()).as_bytes()).unwrap();
            stream.write_all(&document[..document.len() / 2]).unwrap();
            std::thread::sleep(Duration::from_millis(100));
            drop(stream);
        }
        // more is announced than comes
        let mut stream = TcpStream::connect(served.address).unwrap();
        stream.write_all(head(&token, document.len() + 10).as_bytes()).unwrap();
        stream.write_all(&document).unwrap();
        stream.shutdown(std::net::Shutdown::Write).unwrap();
        let mut told = String::new();
        let _read = std::io::Read::read_to_string(&mut stream, &mut told);
        assert!(told.is_empty() || told.starts_with("HTTP/1.1 400"), "{told}");
        // less is announced than comes: what is left is no request
        let reply = served.raw(&[head(&token, 20_000).as_bytes(), &document].concat()).unwrap();
        assert_eq!(reply.status, 422, "{}", String::from_utf8_lossy(&reply.body));
        let mut stream = TcpStream::connect(served.address).unwrap();
        stream.write_all(head(&token, document.len()).as_bytes()).unwrap();
        stream.write_all(&document[..100]).unwrap();
        std::thread::sleep(Duration::from_millis(100));
        drop(served);
        assert_eq!(files(folder.path()), [] as [&str; 0]);
        assert_eq!(app.number("SELECT count(*) FROM media").await, 0);
        // and it takes the file when it comes whole
        let served = crate::media::served(&app, folder.path());
        let reply = served.raw(&[head(&token, document.len()).as_bytes(), &document].concat()).unwrap();
        assert_eq!(reply.status, 201, "{}", String::from_utf8_lossy(&reply.body));
    });
}

/// No file of the server may grow any more, which is how a full disk looks; then it may again.
#[test]
fn a_full_disk_is_told() {
    Engine::Sqlite.tell(TestApp::empty, async |app: TestApp| {
        let token = script(&app).await;
        let folder = tempfile::tempdir().unwrap();
        let script = folder.path().join("serve");
        let program = env!("CARGO_BIN_EXE_bretagne-creative");
        std::fs::write(&script, format!("#!/bin/sh\ntrap '' XFSZ\nexec \"{program}\" \"$@\"\n")).unwrap();
        std::fs::set_permissions(&script, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
        let place = folder.path().join("files");
        let settings = [("BC_LOG", "off"), ("BC_MEDIA_URL", place.to_str().unwrap())];
        let served = Served::start(script.to_str().unwrap(), &app.database_url(), &settings);
        let limit = |bytes| {
            rlimit::prlimit(served.id(), rlimit::Resource::FSIZE, Some((bytes, rlimit::INFINITY)), None).unwrap();
        };
        let upload = || served.raw(&[head(&token, pdf().len()).as_bytes(), &pdf()].concat()).unwrap();
        limit(10_000);
        let reply = upload();
        assert_eq!((reply.status, &reply.json()["code"]), (503, &"UNAVAILABLE".into()), "{reply:?}");
        assert!(reply.json()["detail"].as_str().unwrap().contains("storage of files is full"), "{reply:?}");
        assert_eq!(files(&place), [] as [&str; 0]);
        limit(rlimit::INFINITY);
        let begun = Instant::now();
        while upload().status != 201 {
            assert!(begun.elapsed() < Duration::from_secs(15), "it does not recover");
            std::thread::sleep(Duration::from_millis(200));
        }
    });
}

/// Fifty at once, each with a picture of 6 megapixels, and the server stays small.
#[test]
fn many_uploads_at_once_take_little_memory() {
    Engine::Sqlite.tell(TestApp::empty, async |app: TestApp| {
        let token = script(&app).await;
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("files").display().to_string();
        // freed memory is given back as soon as where the unit or the image runs the program
        let settings = [("BC_LOG", "warn"), ("BC_MEDIA_URL", place.as_str()), ("MIMALLOC_PURGE_DELAY", "10")];
        let served = Arc::new(Served::start(env!("CARGO_BIN_EXE_bretagne-creative"), &app.database_url(), &settings));
        let picture = Arc::new(photo(3_000, 2_000));
        let (before, begun) = (served.private(), Instant::now());
        let sending: Vec<_> = (0..50)
            .map(|_| {
                let (served, picture, token) = (Arc::clone(&served), Arc::clone(&picture), token.clone());
                std::thread::spawn(move || {
                    let request = [head(&token, picture.len()).as_bytes(), &picture].concat();
                    let mut reply = served.raw(&request).unwrap();
                    // on a slow machine some are told to try again
                    while reply.status == 503 {
                        std::thread::sleep(Duration::from_secs(5));
                        reply = served.raw(&request).unwrap();
                    }
                    assert!([200, 201].contains(&reply.status), "{reply:?}");
                })
            })
            .collect();
        let mut most = before;
        while sending.iter().any(|it| !it.is_finished()) {
            most = most.max(served.private());
            std::thread::sleep(Duration::from_millis(5));
        }
        sending.into_iter().for_each(|it| it.join().unwrap());
        eprintln!("50 uploads at once: {before} KiB before, {most} KiB at most, {:?}", begun.elapsed());
        assert!(most < 200 * 1024, "{before} KiB before, {most} KiB at most");
    });
}
