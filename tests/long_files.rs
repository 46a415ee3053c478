//! Long files: their rows wait outside of memory, and are read back in the order of their references.

use std::fmt::Write;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{TestApp, on_both};

/// Imports a file from a folder: how it ended, and what was said.
fn import(app: &TestApp, file: &Path, more: &[&str]) -> (bool, String) {
    let done = app.run(&[&["import", file.to_str().unwrap(), "--origin", "long", "--quiet"][..], more].concat());
    let said = String::from_utf8(done.stdout).unwrap() + &String::from_utf8(done.stderr).unwrap();
    (done.status.success(), said)
}

async fn the_same_rows_in_every_format_are_the_same(app: TestApp) {
    const ROWS: usize = 2_000;
    let body = "Un paragraphe de l'archive, assez long pour un fichier. ".repeat(15);
    let (mut lines, mut table) = (String::new(), "kind,key,title,body\n".to_owned());
    for at in 0..ROWS {
        let row = json!({ "kind": "initiative", "key": format!("i{at}"), "title": format!("Lieu {at}"), "body": body.trim() });
        writeln!(lines, "{row}").unwrap();
        writeln!(table, "initiative,i{at},Lieu {at},{}", json!(body.trim())).unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| {
        let file = folder.path().join(name);
        std::fs::write(&file, text).unwrap();
        file
    };
    let rows = put("rows.ndjson", &lines);
    let (well, said) = import(&app, &rows, &["--limit", "5"]);
    assert!(well && said.contains("created 5,"), "{said}");
    let (well, said) = import(&app, &rows, &[]);
    assert!(well && said.contains(&format!("created {}, updated 0, same 5, conflicts 0", ROWS - 5)), "{said}");
    let array = put("rows.json", &format!("[{}]", lines.trim().replace('\n', ",\n")));
    for (file, more) in
        [(rows, &[][..]), (array, &["--format", "json"][..]), (put("rows.csv", &table), &["--strict"][..])]
    {
        let (well, said) = import(&app, &file, more);
        assert!(well && said.contains(&format!("created 0, updated 0, same {ROWS}, conflicts 0")), "{file:?}: {said}");
    }
}

async fn rows_refer_to_others_far_behind_them(app: TestApp) {
    const ROWS: usize = 250;
    let body = "Un texte. ".repeat(1_000);
    let mut rows: Vec<Value> = Vec::new();
    for at in 0..ROWS {
        rows.push(json!({ "kind": "article", "key": format!("a{at}"), "title": format!("A {at}"), "body": body,
            "authors": [format!("m{at}")], "themes": [format!("t{at}")], "initiatives": ["last"] }));
    }
    for at in 0..ROWS {
        rows.push(
            json!({ "kind": "theme", "key": format!("t{at}"), "name": { "fr": format!("T {at}") }, "parent": "root" }),
        );
    }
    rows.extend((0..ROWS).rev().map(
        |at| json!({ "kind": "member", "key": format!("m{at}"), "memberKind": "PERSON", "name": format!("M {at}") }),
    ));
    rows.push(json!({ "kind": "initiative", "key": "last", "title": "Le dernier" }));
    rows.push(json!({ "kind": "theme", "key": "root", "name": { "fr": "Racine" } }));
    let lines: Vec<String> = rows.iter().map(Value::to_string).collect();
    let report = app.import(&lines.join("\n")).await;
    assert_eq!(report.summary().created, 3 * ROWS + 2, "{}", report.summary());
    let numbers: Vec<usize> = report.rows().iter().map(|it| it.number).collect();
    assert!(numbers.iter().copied().eq(1..=lines.len()), "rows are told in the order of the file");
    let credited = "SELECT count(*) FROM entry_credit c JOIN entry e ON e.seq = c.entry_seq \
        JOIN member m ON m.seq = c.member_seq WHERE 'A ' || substr(m.name, 3) = e.title";
    assert_eq!(app.number(credited).await, i64::try_from(ROWS).unwrap());
}

async fn a_circle_of_members_is_longer_than_what_is_looked_at_ahead(app: TestApp) {
    const MEMBERS: usize = 110;
    let folder = tempfile::tempdir().unwrap();
    let mut rows = String::new();
    for at in 0..MEMBERS {
        let shade = u8::try_from(at).unwrap();
        let picture = image::RgbImage::from_pixel(8, 8, image::Rgb([shade, 0, 0]));
        picture.save(folder.path().join(format!("{at}.png"))).unwrap();
        let by = format!("m{}", (at + 1) % MEMBERS);
        let picture = json!({ "path": format!("{at}.png"), "alt": { "fr": "Un portrait." }, "credit": { "member": by },
            "licence": "CC0-1.0" });
        let row = json!({ "kind": "member", "key": format!("m{at}"), "memberKind": "PERSON", "name": format!("M {at}"),
            "picture": picture });
        writeln!(rows, "{row}").unwrap();
    }
    let file = folder.path().join("rows.ndjson");
    std::fs::write(&file, rows).unwrap();
    for said in ["created 110, updated 0, same 0, conflicts 0, refused 0", "same 110, conflicts 0, refused 0"] {
        let mut command = app.command(&["import", file.to_str().unwrap(), "--origin", "long", "--quiet"]);
        let done = command.env("BC_MEDIA_URL", folder.path().join("kept")).output().unwrap();
        let told = String::from_utf8(done.stdout).unwrap();
        assert!(done.status.success() && told.contains(said), "{told}");
    }
}

async fn an_import_held_all_rows_in_memory(app: TestApp) {
    /// How much more memory a long file takes, in KiB.
    const MORE: u64 = 20 * 1024;
    let folder = tempfile::tempdir().unwrap();
    let body = "Un paragraphe de l'archive. ".repeat(7_000);
    let peak = |rows: usize| {
        let file = folder.path().join(format!("{rows}.ndjson"));
        let row = |at: usize| {
            let row = json!({ "kind": "initiative", "key": format!("i{at}"), "title": "T", "body": body, "licence": "WTFPL" });
            format!("{row}\n")
        };
        std::fs::write(&file, (0..rows).map(row).collect::<String>()).unwrap();
        let mut command = app.command(&["import", file.to_str().unwrap(), "--origin", "long", "--quiet"]);
        let mut import = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let (status, mut peak) = (format!("/proc/{}/status", import.id()), 0);
        while import.try_wait().unwrap().is_none() {
            let said = std::fs::read_to_string(&status).unwrap_or_default();
            let held = said.lines().find_map(|it| it.strip_prefix("RssAnon:")).unwrap_or_default();
            peak = peak.max(held.split_whitespace().next().and_then(|it| it.parse().ok()).unwrap_or(0_u64));
            std::thread::sleep(Duration::from_millis(2));
        }
        peak
    };
    // 60 MB, and about as much as is looked at ahead
    let (short, long) = (peak(10), peak(300));
    assert!(short > 0 && long < short + MORE, "{short} KiB for 10 rows, {long} for 300");
}

on_both! {
    empty:
        the_same_rows_in_every_format_are_the_same,
        rows_refer_to_others_far_behind_them,
        a_circle_of_members_is_longer_than_what_is_looked_at_ahead,
        an_import_held_all_rows_in_memory,
    ;
}
