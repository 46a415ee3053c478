//! The same in a folder and in a bucket that several servers share.

use api::media::storage::{Bucket, Storage};
use api::media::{Bounds, Media};
use image::ImageFormat;

use crate::media::walk::walked;
use crate::media::{get, get_as, header, pixels, script, send, show, size, taken, written};
use crate::support::{Engine, Moto, TestApp, on_both};

async fn walk(app: TestApp, beside: TestApp) {
    let token = script(&app).await;
    let png = written(&pixels(900, 600, 5), ImageFormat::Png);
    let sent = send(&app, &token, "plage.png", png.clone()).await;
    assert_eq!(sent.status, 201, "{}", sent.text());
    assert_eq!(send(&beside, &token, "plage.png", png).await.status, 200, "the other server has it, too");
    let picture = sent.json()["checksum"].as_str().unwrap().to_owned();
    // longer than one part of a request to S3
    let long =
        [b"%PDF-1.4\n".as_slice(), &(0..12_000_000_u32).map(|it| (it % 253) as u8).collect::<Vec<_>>(), b"%%EOF"]
            .concat();
    let document = taken(&app, &token, "long.pdf", long.clone()).await;

    let paths = [
        format!("/media/{picture}/320w-1x1.webp"),
        format!("/media/{picture}/plage.png"),
        format!("/media/{document}/long.pdf"),
    ];
    for path in &paths {
        assert_eq!(app.get(path).await.status, 404, "{path}");
        assert_eq!(header(&get_as(&app, &token, path).await, "cache-control"), "private, no-store");
    }
    for checksum in [&picture, &document] {
        show(&app, checksum).await;
    }
    let variant = app.get(&paths[0]).await;
    assert_eq!((variant.status.as_u16(), size(&variant)), (200, (320, 320)));
    let other = beside.get(&paths[0]).await;
    assert_eq!((&other.body, &other.headers["etag"]), (&variant.body, &variant.headers["etag"]));
    let whole = beside.get(&paths[2]).await;
    assert_eq!((whole.status.as_u16(), whole.body.len(), whole.body == long), (200, long.len(), true));
    let part = get(&beside, &paths[2], &[("range", "bytes=6000000-6000099")]).await;
    assert_eq!((part.status.as_u16(), &part.body), (206, &long[6_000_000..6_000_100].to_vec()));

    app.statement("UPDATE entry SET status = 'WITHDRAWN' WHERE slug = 'heol'").await;
    for path in &paths {
        for server in [&app, &beside] {
            assert_eq!(server.get(path).await.status, 404, "{path}");
        }
    }
}

async fn a_folder_keeps_what_is_sent(app: TestApp) {
    let folder = tempfile::tempdir().unwrap();
    let media = || Media::new(Storage::folder(folder.path()).unwrap(), Bounds::default());
    walk(app.keeping(media()).await, app.keeping(media()).await).await;
    walked(&app.keeping(media()).await).await;
}

on_both! {
    demo:
        a_folder_keeps_what_is_sent,
    ;
}

fn bucket(moto: &Moto, prefix: &str) -> Media {
    let endpoint = moto.endpoint();
    let bucket = Bucket {
        name: Moto::BUCKET,
        prefix,
        endpoint: Some(&endpoint),
        region: Some("fr-west"),
        key: Some(("key", "secret")),
    };
    Media::new(Storage::bucket(&bucket).unwrap(), Bounds::default())
}

#[test]
fn a_bucket_keeps_what_is_sent() {
    let Some(moto) = Moto::start() else { return };
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let prefix = format!("{engine:?}/files").to_lowercase();
        engine.tell(TestApp::demo, async |app: TestApp| {
            walk(app.keeping(bucket(&moto, &prefix)).await, app.keeping(bucket(&moto, &prefix)).await).await;
            looked_after(&app, &moto, &prefix).await;
            walked(&app.keeping(bucket(&moto, &prefix)).await).await;
        });
    }
}

/// The command line looks into the same bucket.
async fn looked_after(app: &TestApp, moto: &Moto, prefix: &str) {
    let (url, endpoint) = (format!("s3://{}/{prefix}", Moto::BUCKET), moto.endpoint());
    let run = |arguments: &[&str]| {
        let mut command = app.command(arguments);
        command.env("BC_MEDIA_URL", &url).env("BC_S3_ENDPOINT", &endpoint);
        command.env("BC_S3_ACCESS_KEY_ID", "key").env("BC_S3_SECRET_ACCESS_KEY", "0123-hidden");
        let output = command.output().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
    };
    let said = run(&["doctor", "--verbose", "--read-files"]);
    assert!(said.contains(&format!("files      lie in {url}: 2 files, 12 MB")), "{said}");
    assert!(said.contains("files         ok: 2 as they should be, 0 missing"), "{said}");
    assert!(!said.contains("0123-hidden") && !run(&["config"]).contains("0123-hidden"), "{said}");
    app.statement("DELETE FROM entry_media").await;
    app.statement("UPDATE media SET created_at = 0, updated_at = 0, released_at = NULL").await;
    let said = run(&["media", "sweep"]);
    assert!(said.contains("unused     2 pictures and documents deleted, with 2 files"), "{said}");
    assert!(run(&["doctor"]).contains(": 0 files, 0 bytes"), "{}", run(&["doctor"]));
}
