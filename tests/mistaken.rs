//! Files of another form than the command or the route takes: the refusal names the form and what to do, in the language of the request. Files in
//! gzip come in as what they hold.

use std::io::Write;

use axum::body::Body;
use axum::http::Request;
use entity::account::api_token::NewToken;
use entity::value::role::Role;

use crate::support::{TestApp, on_both};

const ROWS: &str = "{\"kind\":\"article\",\"key\":\"a\",\"title\":\"A\",\"body\":\"x\"}\n{\"kind\":\"article\",\"key\":\"b\",\"title\":\"B\",\"body\":\"x\"}\n";
const SITE: &str = include_str!("spip/spip.sql");
const EXPORT: &str = "<?xml version=\"1.0\"?>\n<rss xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><wp:wxr_version>1.2</wp:wxr_version>\
    <item><title>Bonjour</title><content:encoded>x</content:encoded><wp:post_id>7</wp:post_id><wp:status>draft</wp:status><wp:post_type>post</wp:post_type></item></channel></rss>";
const PAGE: &str =
    "<!DOCTYPE html>\n<html lang=\"fr\"><head><title>Connexion</title></head><body><form></form></body></html>";
const FEED: &str = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Blog</title></channel></rss>";
const EMPTY: &str = "il ne contient aucune ligne à importer : il est vide";
const DUMP: &str =
    "-- MariaDB dump 10.19\n/*!40101 SET NAMES utf8mb4 */;\nCREATE TABLE `t` (`a` int);\nINSERT INTO `t` VALUES (1);\n";

fn packed(text: &str) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(text.as_bytes()).unwrap();
    packer.finish().unwrap()
}

fn half(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.truncate(bytes.len() / 2);
    bytes
}

fn damaged(text: &str) -> Vec<u8> {
    let mut bytes = packed(text);
    let checksum = bytes.len() - 6;
    bytes[checksum] ^= 1;
    bytes
}

/// The beginning of a ZIP archive whose first file is called so.
fn archive(name: &str) -> Vec<u8> {
    let length = u16::try_from(name.len()).unwrap().to_le_bytes();
    [&b"PK\x03\x04"[..], &[0; 22], &length, &[0, 0], name.as_bytes(), b"..."].concat()
}

fn utf_16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// What is sent as a file of rows under a name, and what is said of it in French.
fn sent() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    vec![
        ("a.ndjson", b"%PDF-1.7\n".to_vec(), "c’est un PDF, qui ne contient aucune ligne à importer"),
        (
            "b.ndjson",
            archive("export.xml"),
            "c’est une archive ZIP ; l’extraire d’abord, et importer le fichier qu’elle contient",
        ),
        (
            "c.csv",
            archive("[Content_Types].xml"),
            "c’est un document ou un classeur de Word, d’Excel ou de LibreOffice",
        ),
        ("d.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), "c’est un document ou un classeur de Word"),
        ("e.ndjson", utf_16(&format!("\u{feff}{ROWS}")), "il est écrit en UTF-16 ; l’enregistrer en UTF-8 : iconv"),
        ("f.ndjson", utf_16(ROWS), "il est écrit en UTF-16"),
        ("g.csv", utf_16("kind;key;title\narticle;a;A\n"), "il est écrit en UTF-16"),
        ("h.ndjson", b"kind;key;title\narticle;a;A\n".to_vec(), "c’est un tableau (CSV), pas un objet JSON par ligne"),
        ("i.ndjson", b"kind\tkey\ttitle\narticle\ta\tA\n".to_vec(), "c’est un tableau (CSV)"),
        ("j.csv", ROWS.as_bytes().to_vec(), "c’est un fichier de lignes JSON, un objet par ligne"),
        (
            "k.ndjson",
            format!("[{}]", ROWS.trim().replace('\n', ",")).into_bytes(),
            "c’est un seul tableau JSON, pas un objet par ligne",
        ),
        ("l.csv", b"kind,key,title\narticle,a,F\xeate\n".to_vec(), "c’est un tableau qui n’est pas en UTF-8"),
        (
            "m.ndjson",
            PAGE.as_bytes().to_vec(),
            "c’est une page web (HTML), peut-être celle qui demande de se connecter",
        ),
        ("n.csv", PAGE.as_bytes().to_vec(), "c’est une page web (HTML)"),
        ("o.ndjson", FEED.as_bytes().to_vec(), "c’est du XML, qui ne contient aucune ligne à importer"),
        (
            "p.ndjson",
            EXPORT.as_bytes().to_vec(),
            "c’est un export de WordPress, qui s’importe par : import wordpress FICHIER",
        ),
        (
            "q.ndjson",
            b"SQLite format 3\0".to_vec(),
            "c’est une base SQLite ; celle d’un site SPIP s’importe par : import spip FICHIER",
        ),
        (
            "r.ndjson",
            DUMP.as_bytes().to_vec(),
            "c’est la sauvegarde d’une base de données (SQL) ; celle d’un site SPIP s’importe par",
        ),
        ("s.csv", DUMP.as_bytes().to_vec(), "c’est la sauvegarde d’une base de données (SQL)"),
        (
            "t.ndjson",
            b"\x28\xb5\x2f\xfd".to_vec(),
            "il est compressé par Zstandard ; le décompresser d’abord : unzstd FICHIER",
        ),
        ("u.ndjson", Vec::new(), EMPTY),
        ("v.ndjson", b"\n  \n".to_vec(), EMPTY),
    ]
}

/// What is taken for a file of rows, for a SPIP site and for an export of WordPress at a terminal, and what is said of it in French.
#[test]
fn what_is_no_file_to_import_is_named_in_french() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", folder.path().join("x.db").display());
    let text = |it: &str| it.as_bytes().to_vec();
    let cut = "il est compressé par gzip et s’arrête trop tôt : il n’a pas été téléchargé ou copié en entier";
    let wrong = "il est compressé par gzip et abîmé";
    let rows =
        "c’est un fichier de lignes JSON, un objet par ligne, qui s’importe par : import --format ndjson FICHIER";
    let mut all: Vec<(&[&str], &str, Vec<u8>, &str)> = Vec::new();
    for (name, bytes, said) in sent() {
        all.push((&["import"], name, bytes, said));
    }
    let many: String = (0..2_000)
        .map(|it| format!("{{\"kind\":\"theme\",\"key\":\"t{it}\",\"name\":{{\"fr\":\"T{}\"}}}}\n", it * 7_919))
        .collect();
    all.push((&["import"], "rows.ndjson.gz", half(packed(&many)), cut));
    all.push((&["import"], "rows.ndjson.gz", damaged(&many), wrong));
    all.push((&["import"], "names.csv", text("kind;key;title\n"), EMPTY));
    all.push((&["import"], "table.csv.gz", half(packed(&format!("kind,key\n{}", "theme,a\n".repeat(9_000)))), cut));
    all.push((
        &["import"],
        "bomb.ndjson.gz",
        bomb(),
        "il est compressé par gzip, et plus de 200 fois plus long une fois décompressé",
    ));
    for (name, bytes, said) in [
        ("a.ndjson", text(ROWS), rows),
        ("a.json", text("[{\"kind\":\"article\"}]"), "c’est un seul tableau JSON, pas un objet par ligne"),
        ("a.csv", text("kind;key;title\narticle;a;A\n"), "c’est un tableau (CSV)"),
        ("a.html", text(PAGE), "c’est une page web (HTML)"),
        ("a.xml", text(EXPORT), "c’est un export de WordPress, qui s’importe par"),
        ("a.sql", text(DUMP), "il n’a pas les tables d’un site SPIP (spip_rubriques, spip_articles, spip_auteurs)"),
        ("a.sql.gz", half(packed(SITE)), cut),
        ("a.zip", archive("spip.sql"), "c’est une archive ZIP"),
        ("a.utf16.sql", utf_16(DUMP), "il est écrit en UTF-16"),
    ] {
        all.push((&["import", "spip"], name, bytes, said));
    }
    for (name, bytes, said) in [
        (
            "a.xml",
            text(FEED),
            "ce n’est pas un export de WordPress : il n’a pas de wp:wxr_version ; en faire un dans WordPress",
        ),
        ("b.xml", half(text(EXPORT)), "il s’arrête au milieu : il n’a pas été téléchargé ou copié en entier"),
        ("c.xml", text(EXPORT.split("</item>").next().unwrap()), "il s’arrête au milieu"),
        ("a.xml.gz", half(packed(EXPORT)), cut),
        ("a.zip", archive("blog.xml"), "c’est une archive ZIP"),
        ("a.html", text(PAGE), "c’est une page web (HTML)"),
        ("a.sql", text(DUMP), "c’est la sauvegarde d’une base de données (SQL)"),
        ("a.ndjson", text(ROWS), rows),
        ("a.utf16.xml", utf_16(EXPORT), "il est écrit en UTF-16"),
    ] {
        all.push((&["import", "wordpress"], name, bytes, said));
    }
    for (command, name, bytes, said) in all {
        let file = folder.path().join(name);
        std::fs::write(&file, bytes).unwrap();
        let file = file.display().to_string();
        let done = crate::support::run(&database, &[command, &[file.as_str(), "--origin", "x"]].concat());
        let told = String::from_utf8(done.stderr).unwrap();
        let lines: Vec<&str> = told.lines().collect();
        assert!(!done.status.success() && lines.len() == 2, "{command:?} {name}: {told}");
        assert!(lines[0].starts_with(&format!("error: {file} cannot be read: it ")), "{command:?} {name}: {told}");
        assert!(lines[1].starts_with(&format!("{file} ne peut pas être lu : {said}")), "{command:?} {name}: {told}");
    }
    assert!(!folder.path().join("x.db").exists(), "what is no file to import makes no database");
}

/// A file that is short, and long unpacked.
fn bomb() -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let some = [" ".repeat((1 << 20) - 1), "\n".to_owned()].concat().into_bytes();
    (0..80).for_each(|_| packer.write_all(&some).unwrap());
    packer.finish().unwrap()
}

async fn what_is_sent_over_http_is_named_in_three_languages(app: TestApp) {
    let token = app.token(NewToken {
        name: "script".into(),
        account: None,
        member: None,
        role: Role::Admin,
        territories: Vec::new(),
        scopes: Vec::new(),
        expires_at: None,
    });
    let token = token.await.secret;
    let packed = ("x.ndjson", packed(ROWS), "il est compressé par gzip ; le décompresser d’abord : gunzip FICHIER");
    for (name, bytes, said) in sent().into_iter().chain([packed]) {
        let kind = if name.ends_with(".csv") { "text/csv" } else { "application/x-ndjson" };
        let mut answers = Vec::new();
        for language in ["fr", "en", "br"] {
            let request = Request::post("/api/import?origin=x").header("content-type", kind);
            let request = request.header("accept-language", language).header("accept", "application/json");
            let request = request.header("authorization", format!("Bearer {token}"));
            let answer = app.send(request.body(Body::from(bytes.clone())).unwrap()).await;
            assert_eq!(answer.status, 400, "{name}: {}", answer.text());
            answers.push(answer.text());
        }
        let whole = format!("Ces données ne peuvent pas être lues : {said}");
        assert!(answers[0].contains(&whole), "{name}: {}", answers[0]);
        assert!(answers[1].contains("These data cannot be read: it "), "{name}: {}", answers[1]);
        assert!(answers[2].contains("N’haller ket lenn ar roadennoù-mañ : "), "{name}: {}", answers[2]);
        assert!(!answers[2].contains("read: "), "{name}: {}", answers[2]);
    }
    assert_eq!(app.number("SELECT count(*) FROM entry").await, 0);
}

async fn packed_files_and_tables_come_in_as_what_they_hold(app: TestApp) {
    let folder = tempfile::tempdir().unwrap();
    let bring = |command: &[&str], name: &str, bytes: &[u8]| {
        let file = folder.path().join(name);
        std::fs::write(&file, bytes).unwrap();
        let done = app.run(&[command, &[file.to_str().unwrap(), "--origin", "x"]].concat());
        let said = String::from_utf8(done.stdout).unwrap() + &String::from_utf8(done.stderr).unwrap();
        assert!(done.status.success(), "{name}: {said}");
        said
    };
    assert!(bring(&["import"], "rows.ndjson.gz", &packed(ROWS)).contains("created 2,"));
    // whatever its name says, and in two parts
    let (first, second) = ROWS.split_at(ROWS.find('\n').unwrap() + 1);
    assert!(bring(&["import"], "rows", &[packed(first), packed(second)].concat()).contains("same 2,"));
    for (name, mark) in [("comma.csv", ","), ("semicolon.csv", ";"), ("tab.tsv", "\t")] {
        let table = ["kind", "key", "title", "body\narticle", "a", "A", "x\n"].join(mark);
        assert!(bring(&["import"], name, table.as_bytes()).contains("same 1,"), "{name}");
    }
    let table = packed("\u{feff}kind;key;title;body\narticle;a;A;x\n");
    assert!(bring(&["import"], "table.csv.gz", &table).contains("same 1,"));
    assert!(bring(&["import", "wordpress"], "export.xml.gz", &packed(EXPORT)).contains("created 1,"));
    assert!(bring(&["import", "spip"], "spip.sql.gz", &packed(SITE)).contains("conflicts 0, refused 0"));
}

on_both! {
    empty:
        what_is_sent_over_http_is_named_in_three_languages,
        packed_files_and_tables_come_in_as_what_they_hold,
    ;
}
