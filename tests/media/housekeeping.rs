//! Those who run a server look after its files: `doctor`, `media sweep`, `backup`, `restore`, and what is deleted by itself.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use image::ImageFormat;

use crate::media::{files, in_folder, pdf, photo, pixels, script, send, show, taken, written};
use crate::support::{Engine, Served, TestApp, on_both};

/// What a command prints, and whether it went well.
fn run(app: &TestApp, folder: &Path, arguments: &[&str]) -> (bool, String) {
    let output = app.command(arguments).env("BC_MEDIA_URL", folder).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output.status.success(), said)
}

/// Makes a file as old as the days.
fn aged(path: &Path, days: u64) {
    let then = SystemTime::now() - Duration::from_secs(days * 24 * 3_600);
    File::options().write(true).open(path).unwrap().set_modified(then).unwrap();
}

async fn what_is_missing_damaged_or_left_over_is_found(app: TestApp) {
    let folder = tempfile::tempdir().unwrap();
    let app = in_folder(&app, folder.path()).await;
    let token = script(&app).await;
    let mut paths = Vec::new();
    for seed in 0..3 {
        let checksum = taken(&app, &token, "a.png", written(&pixels(60, 40, seed), ImageFormat::Png)).await;
        show(&app, &checksum).await;
        assert_eq!(app.get(&format!("/media/{checksum}/160w.webp")).await.status, 200);
        paths.push(folder.path().join("original").join(format!("{checksum}.png")));
    }
    let (_, said) = run(&app, folder.path(), &["doctor", "--verbose", "--read-files"]);
    assert!(said.contains(&format!("files      lie in {}: 3 files, ", folder.path().display())), "{said}");
    assert!(said.contains("files         ok: 3 as they should be, 0 missing, 0 damaged"), "{said}");

    std::fs::write(folder.path().join("original/stray.pdf"), "x").unwrap();
    let (_, said) = run(&app, folder.path(), &["doctor"]);
    assert!(!said.contains("belong to nothing"), "it may belong to an upload that is under way: {said}");
    aged(&folder.path().join("original/stray.pdf"), 2);
    let (_, said) = run(&app, folder.path(), &["doctor"]);
    assert!(
        !said.contains("Missing or damaged")
            && said.contains("advice: 1 uploaded files belong to nothing. `media sweep` deletes them."),
        "{said}"
    );

    let mut bytes = std::fs::read(&paths[0]).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    std::fs::write(&paths[0], bytes).unwrap();
    assert!(!run(&app, folder.path(), &["doctor"]).1.contains("Missing or damaged"), "its size is the same");
    let (well, said) = run(&app, folder.path(), &["doctor", "--read-files"]);
    assert!(!well && said.contains("wrong: Missing or damaged uploaded files: "), "{said}");
    // whoever sends it again makes it whole
    assert_eq!(send(&app, &token, "a.png", written(&pixels(60, 40, 0), ImageFormat::Png)).await.status, 200);
    let (_, said) = run(&app, folder.path(), &["doctor", "--verbose", "--read-files"]);
    assert!(said.contains("files         look: 3 as they should be, 0 missing, 0 damaged"), "{said}");
    std::fs::remove_file(&paths[1]).unwrap();
    let (well, said) = run(&app, folder.path(), &["doctor", "--verbose"]);
    let name = paths[1].file_name().unwrap().to_str().unwrap();
    assert!(
        !well && said.contains(name) && said.contains("2 as they should be, 1 missing, 0 damaged, 1 without"),
        "{said}"
    );
    let checksum = name.split('.').next().unwrap();
    assert_eq!(app.get(&format!("/media/{checksum}/a.png")).await.status, 503, "what is lost is not said to be absent");
}

async fn what_nothing_shows_is_swept_away(app: TestApp) {
    let folder = tempfile::tempdir().unwrap();
    let app = in_folder(&app, folder.path()).await;
    let token = script(&app).await;
    let shown = taken(&app, &token, "a.jpg", photo(300, 200)).await;
    show(&app, &shown).await;
    let old = taken(&app, &token, "b.png", written(&pixels(60, 40, 2), ImageFormat::Png)).await;
    let young = taken(&app, &token, "c.pdf", pdf()).await;
    app.statement(&format!("UPDATE media SET created_at = 0, updated_at = 0 WHERE checksum <> '{young}'")).await;
    for checksum in [&shown, &old] {
        assert_eq!(crate::media::get_as(&app, &token, &format!("/media/{checksum}/160w.webp")).await.status, 200);
    }
    let stray = folder.path().join("variant").join("0".repeat(64)).join("160w.webp");
    std::fs::create_dir_all(stray.parent().unwrap()).unwrap();
    std::fs::write(&stray, "x").unwrap();
    aged(&stray, 2);
    let (well, said) = run(&app, folder.path(), &["media", "sweep"]);
    assert!(well && said.contains("unused     1 pictures and documents deleted, with 1 files"), "{said}");
    assert!(said.contains("orphans    1 files deleted") && said.contains("kept       2 files"), "{said}");
    let mut left =
        vec![format!("original/{shown}.jpg"), format!("original/{young}.pdf"), format!("variant/{shown}/160w.webp")];
    left.sort();
    assert_eq!(files(folder.path()), left);
    assert_eq!(app.number("SELECT count(*) FROM media").await, 2);
    let (well, said) = run(&app, folder.path(), &["media", "sweep"]);
    assert!(well && said.contains("unused     0 ") && said.contains("orphans    0 "), "{said}");
}

on_both! {
    demo:
        what_is_missing_damaged_or_left_over_is_found,
        what_nothing_shows_is_swept_away,
    ;
}

/// The folder that goes with a database, and what lies beside a copy.
#[test]
fn a_copy_brings_the_files_back() {
    Engine::Sqlite.tell(TestApp::demo, async |app: TestApp| {
        let database = PathBuf::from(app.database_url().strip_prefix("sqlite:").unwrap());
        let folder = database.with_extension("media");
        let app = in_folder(&app, &folder).await;
        let token = script(&app).await;
        let kept = taken(&app, &token, "a.jpg", photo(300, 200)).await;
        show(&app, &kept).await;
        let bytes = app.get(&format!("/media/{kept}/a.jpg")).await.body;
        let copies = tempfile::tempdir().unwrap();
        let copy = copies.path().join("copy.db");
        let output = app.run(&["backup", copy.to_str().unwrap()]);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let beside = copies.path().join("media");
        assert!(said.contains(&format!("files      {}, 1 of them, 1 new", beside.display())), "{said}");
        assert_eq!(files(&beside), [format!("{kept}.jpg")]);
        assert!(!app.run(&["backup", copy.to_str().unwrap()]).status.success(), "nothing is overwritten");
        let output = app.run(&["backup", copies.path().join("second.db").to_str().unwrap()]);
        assert!(String::from_utf8_lossy(&output.stdout).contains(", 1 of them, 0 new"), "each file is copied once");

        // elsewhere, where there is nothing yet
        let other = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", other.path().join("net.db").display());
        std::fs::write(beside.join(format!("{}.pdf", "0".repeat(64))), "damaged").unwrap();
        let output = crate::support::run(&url, &["restore", copy.to_str().unwrap(), "--without-secret"]);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success() && said.contains("files      1 put back into "), "{said}");
        assert!(said.contains("left out, since it is damaged: 000"), "{said}");
        let back = other.path().join("net.media/original").join(format!("{kept}.jpg"));
        assert_eq!(std::fs::read(&back).unwrap(), bytes);
        let doctor = crate::support::run(&url, &["doctor", "--read-files"]);
        assert!(String::from_utf8_lossy(&doctor.stdout).contains(": 1 file, "), "{doctor:?}");
        let without = copies.path().join("without.db");
        let output = app.run(&["backup", without.to_str().unwrap(), "--without-files"]);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(said.contains("files      not in the copy: they lie in "), "{said}");
    });
}

/// Files of rows that are gone are deleted by the server itself, also after it was killed between the two.
#[test]
fn what_is_removed_is_deleted_from_storage() {
    Engine::Sqlite.tell(TestApp::demo, async |app: TestApp| {
        let folder = tempfile::tempdir().unwrap();
        let app = in_folder(&app, folder.path()).await;
        let token = script(&app).await;
        let checksum = taken(&app, &token, "a.jpg", photo(300, 200)).await;
        let other = taken(&app, &token, "b.pdf", pdf()).await;
        assert_eq!(crate::media::get_as(&app, &token, &format!("/media/{checksum}/160w.webp")).await.status, 200);
        app.statement("DELETE FROM media_sender").await;
        app.statement(&format!("DELETE FROM media WHERE checksum = '{checksum}'")).await;
        app.statement(&format!(
            "INSERT INTO media_removed (checksum, extension, removed_at) VALUES ('{checksum}', 'jpg', 1)"
        ))
        .await;
        let settings = [("BC_LOG", "warn"), ("BC_MEDIA_URL", folder.path().to_str().unwrap())];
        let served = Served::start(env!("CARGO_BIN_EXE_bretagne-creative"), &app.database_url(), &settings);
        let begun = Instant::now();
        while files(folder.path()) != [format!("original/{other}.pdf")] {
            assert!(begun.elapsed() < Duration::from_secs(30), "{:?} {}", files(folder.path()), served.log());
            std::thread::sleep(Duration::from_millis(50));
        }
        while app.number("SELECT count(*) FROM media_removed").await > 0 {
            assert!(begun.elapsed() < Duration::from_secs(30), "it is still noted");
        }
        // it is sent again, and taken again
        assert_eq!(send(&app, &token, "a.jpg", photo(300, 200)).await.status, 201);
    });
}
