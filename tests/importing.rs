//! Imports by scripts, over HTTP: with the rights of a token, row by row, in every format.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;

use axum::body::Body;
use axum::http::Request;
use entity::account::api_token::NewToken;
use entity::model::account::Scope;
use entity::value::role::Role;
use entity::viewer::Viewer;
use serde_json::{Value, json};

use crate::pictures::{file, sent};
use crate::support::{Answer, Engine, TestApp, on_both};

const NDJSON: &str = "application/x-ndjson";
const ROWS: &str = r#"{"kind":"article","key":"b","title":"Second","body":"Text.","authors":[{"name":"Ana"}],"status":"PUBLISHED","territories":["commune:29019"]}
{"kind":"article","key":"c","title":"","body":"x"}
"#;

/// A token that may import from these origins.
async fn token(app: &TestApp, role: Role, territories: &[&str], scopes: &[Scope], origins: &[&str]) -> String {
    let new = NewToken {
        name: "script".into(),
        account: None,
        member: None,
        role,
        territories: territories.iter().map(|it| it.parse().unwrap()).collect(),
        scopes: scopes.to_vec(),
        expires_at: None,
    };
    let made = app.token(new).await;
    let origins: Vec<String> = origins.iter().map(|it| (*it).to_owned()).collect();
    app.store.write(Viewer::operator("token")).bind_token(made.id, &origins).await.unwrap();
    made.secret
}

async fn send(app: &TestApp, token: &str, address: &str, kind: &str, body: &str) -> Answer {
    let request = Request::post(address).header("content-type", kind).header("accept", "application/json");
    let request = request.header("accept-language", "en").header("authorization", format!("Bearer {token}"));
    app.send(request.body(Body::from(body.to_owned())).unwrap()).await
}

fn lines(answer: &Answer) -> Vec<Value> {
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.text().lines().map(|it| serde_json::from_str(it).unwrap()).collect()
}

async fn rows_are_answered_one_by_one_and_again_change_nothing(app: TestApp) {
    let admin = token(&app, Role::Admin, &[], &[], &[]).await;
    let tried = lines(&send(&app, &admin, "/api/import?origin=x&dryRun=true", NDJSON, ROWS).await);
    assert_eq!((&tried[0]["outcome"], &tried[2]["summary"]["kept"]), (&json!("CREATED"), &json!(false)));
    assert_eq!(app.number("SELECT count(*) FROM entry").await, 0);
    let strict = lines(&send(&app, &admin, "/api/import?origin=x&mode=strict", NDJSON, ROWS).await);
    assert_eq!((&strict[1]["outcome"], &strict[2]["summary"]["kept"]), (&json!("REFUSED"), &json!(false)));
    assert_eq!(app.number("SELECT count(*) FROM entry").await, 0);
    let done = lines(&send(&app, &admin, "/api/import?origin=x", NDJSON, ROWS).await);
    assert_eq!(
        (&done[0]["line"], &done[0]["row"], &done[0]["outcome"]),
        (&json!(1), &json!("article \"b\""), &json!("CREATED"))
    );
    assert_eq!((&done[1]["line"], &done[1]["problems"][0]["path"]), (&json!(2), &json!(["title"])));
    let sum = json!({ "created": 1, "updated": 0, "same": 0, "adopted": 0, "proposed": 0, "conflicts": 0, "refused": 1,
        "kept": true, "unfinished": null });
    assert_eq!(done[2]["summary"], sum);
    let again = lines(&send(&app, &admin, "/api/import?origin=x", NDJSON, ROWS).await);
    assert_eq!(again[0]["outcome"], "SAME");
    // the same rows as an array, and as a spreadsheet
    let array = format!("[{}]", ROWS.trim().replace('\n', ","));
    let again = lines(&send(&app, &admin, "/api/import?origin=x", "application/json", &array).await);
    assert_eq!(again[0]["outcome"], "SAME");
    let table = "key;title;body;status;territories\nb;Second;Text.;PUBLISHED;commune:29019\nd;Third;;;\n";
    let again = lines(&send(&app, &admin, "/api/import?origin=x&kind=article", "text/csv", table).await);
    assert_eq!((&again[0]["outcome"], &again[1]["outcome"]), (&json!("SAME"), &json!("CREATED")));
}

async fn a_token_imports_what_it_could_write_by_hand(app: TestApp) {
    let scopes = [Scope::ContentRead, Scope::ContentWrite, Scope::Import];
    let near = token(&app, Role::Editor, &["pays:pays-de-brest"], &scopes, &["x", "y"]).await;
    let done = lines(&send(&app, &near, "/api/import?origin=x", NDJSON, ROWS).await);
    assert_eq!((&done[0]["outcome"], &done[0]["note"]), (&json!("CREATED"), &json!("DOWNGRADED")));
    assert_eq!(done[0]["why"][0]["path"], json!(["status"]));
    assert_eq!(app.number("SELECT count(*) FROM entry WHERE status = 'SUBMITTED'").await, 1);
    let again = lines(&send(&app, &near, "/api/import?origin=x", NDJSON, ROWS).await);
    assert_eq!((&again[0]["outcome"], &again[0]["note"]), (&json!("SAME"), &json!("DOWNGRADED")));
    let publishes = [scopes.as_slice(), &[Scope::ContentPublish]].concat();
    let publisher = token(&app, Role::Editor, &["pays:pays-de-brest"], &publishes, &["x"]).await;
    let done = lines(&send(&app, &publisher, "/api/import?origin=x", NDJSON, ROWS).await);
    assert_eq!((&done[0]["outcome"], done[0].get("note")), (&json!("UPDATED"), None));
    // elsewhere, and what all share, is not theirs; nor is what is public to change without the right to publish
    let others = r#"{"kind":"article","key":"far","title":"Far","body":"x","territories":["commune:35238"]}
        {"kind":"article","key":"all","title":"Whole network","body":"x"}
        {"kind":"theme","key":"t","name":{"fr":"Thème"}}
        {"kind":"member","key":"m","memberKind":"PERSON","name":"Ana"}"#;
    for line in &lines(&send(&app, &publisher, "/api/import?origin=x", NDJSON, others).await)[..4] {
        assert_eq!(line["outcome"], "REFUSED", "{line}");
    }
    let changed = r#"{"kind":"article","key":"b","title":"Other"}"#;
    assert_eq!(lines(&send(&app, &near, "/api/import?origin=x", NDJSON, changed).await)[0]["outcome"], "REFUSED");
    for (who, origin, status) in [(near.as_str(), "z", 403), ("nobody", "x", 401)] {
        let address = format!("/api/import?origin={origin}");
        assert_eq!(send(&app, who, &address, NDJSON, ROWS).await.status, status);
    }
    // without a list, only who administers the whole network imports
    let unlisted = token(&app, Role::Editor, &["pays:pays-de-brest"], &scopes, &[]).await;
    assert_eq!(send(&app, &unlisted, "/api/import?origin=x", NDJSON, ROWS).await.status, 403);
}

async fn a_token_shows_only_files_that_it_sees(app: TestApp) {
    let admin = token(&app, Role::Admin, &[], &[], &[]).await;
    let id = sent(&app, &admin, file("plan.jpg")).await;
    let scopes = [Scope::ContentRead, Scope::ContentWrite, Scope::Import];
    let near = token(&app, Role::Editor, &["pays:pays-de-brest"], &scopes, &["x"]).await;
    let row = |more: Value| {
        let mut row = json!({ "kind": "article", "key": "a", "title": "A", "body": "x", "authors": [{ "name": "Ana" }],
            "territories": ["commune:29019"] });
        row.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        row.to_string()
    };
    let attached = row(json!({ "media": [{ "id": id, "role": "GALLERY" }] }));
    let mentioned = row(json!({ "body": format!("![Plan](media:{})", id.as_str().unwrap()) }));
    let import = async |who: &str, row: &str| lines(&send(&app, who, "/api/import?origin=x", NDJSON, row).await);
    for is_there in [false, true] {
        for row in [&attached, &mentioned] {
            let done = import(&near, row).await;
            assert_eq!((&done[0]["outcome"], &done[0]["problems"][0]["code"]), (&json!("REFUSED"), &json!("UNKNOWN")));
        }
        if !is_there {
            assert_eq!(import(&near, &row(json!({}))).await[0]["outcome"], "CREATED");
        }
    }
    assert_eq!(app.number("SELECT count(*) FROM version_media").await, 0);
    // a picture that is shown there already is kept, though the token does not see it elsewhere
    assert_eq!(import(&admin, &attached).await[0]["outcome"], "UPDATED");
    let renamed = row(json!({ "title": "B", "media": [{ "id": id, "role": "GALLERY" }] }));
    assert_eq!(import(&near, &renamed).await[0]["outcome"], "UPDATED");
    // files do not leave with the rows
    assert!(!app.get("/api/export").await.text().contains("\"media\""));
    let request = Request::get("/api/export").header("authorization", format!("Bearer {admin}"));
    let told = app.send(request.header("content-view", "latest").body(Body::empty()).unwrap()).await.text();
    assert!(told.contains("\"B\"") && !told.contains("\"media\""), "{told}");
}

async fn what_is_no_import_is_named(app: TestApp) {
    let admin = token(&app, Role::Admin, &[], &[], &[]).await;
    for (address, kind, body, status, said) in [
        ("/api/import?origin=x", "text/plain", "", 415, "application/x-ndjson"),
        ("/api/import", NDJSON, "", 400, "origin"),
        ("/api/import?origin=x&mode=hasty", NDJSON, "", 400, "mode"),
        ("/api/import?origin=x", NDJSON, "%PDF-1.7", 400, "PDF"),
        ("/api/import?origin=x", NDJSON, "[1]", 400, "JSON array"),
        ("/api/import?origin=x", "application/json", "{\"a\":1}", 400, "no array"),
        ("/api/import?origin=x", "application/json", "[{\"a\":1,\"a\":2}]", 400, "twice"),
        ("/api/import?origin=x", "text/csv", "a,b\n1\n", 400, "line: 2"),
    ] {
        let answer = send(&app, &admin, address, kind, body).await;
        assert!(
            answer.status == status && answer.text().contains(said),
            "{address} {kind}: {} {}",
            answer.status,
            answer.text()
        );
    }
    assert_eq!(app.number("SELECT count(*) FROM entry").await, 0);
}

async fn what_is_exported_comes_back_byte_for_byte(app: TestApp) {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).display().to_string();
    let export = |app: &TestApp, name: &str, format: &str| {
        let done = app.run(&["export", "--format", format, "--file", &file(name)]);
        assert!(done.status.success(), "{done:?}");
        std::fs::read_to_string(file(name)).unwrap()
    };
    for engine in [Engine::Sqlite, Engine::Postgres] {
        if engine == Engine::Postgres && crate::support::postgres_server().is_none() {
            continue;
        }
        for format in ["ndjson", "json", "csv"] {
            let first = export(&app, &format!("first.{format}"), format);
            assert!(first.len() > 100_000, "{}", first.len());
            let other = TestApp::empty(engine).await;
            let path = file(&format!("first.{format}"));
            let done =
                other.run(&["import", &path, "--format", format, "--origin", "copy", "--as-published", "--quiet"]);
            assert!(done.status.success(), "{done:?}");
            let second = export(&other, &format!("second.{format}"), format);
            let differs = first.lines().zip(second.lines()).find(|(a, b)| a != b);
            assert!(first == second, "{differs:?}");
        }
    }
}

async fn an_export_over_http_holds_what_the_viewer_may_read(app: TestApp) {
    let rows = [
        r#"{"kind":"member","key":"ana","memberKind":"PERSON","name":"Ana"}"#,
        r#"{"kind":"article","key":"out","title":"Out","body":"x","authors":["ana"],"status":"PUBLISHED","unpublishAt":"2030-01-01T00:00:00Z"}"#,
        r#"{"kind":"article","key":"in","title":"In","body":"x","authors":["ana"]}"#,
        r#"{"kind":"article","key":"sum","title":"=1+1","body":"x","authors":["ana"],"status":"PUBLISHED"}"#,
    ];
    assert!(app.import(&rows.join("\n")).await.summary().is_clean());
    let answer = app.get("/api/export").await;
    let told = answer.text();
    assert_eq!(answer.headers["content-type"], "application/x-ndjson");
    let rows: Vec<Value> = told.lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    let articles = rows.iter().filter(|it| it["kind"] == "article");
    let mut titles: Vec<&str> = articles.filter_map(|it| it["title"].as_str()).collect();
    titles.sort_unstable();
    assert_eq!(titles, ["=1+1", "Out"], "{told}");
    assert!(!told.contains("unpublishAt"), "{told}");
    assert!(app.get("/api/export?format=csv").await.text().contains(",'=1+1,"));
    let array: Value = serde_json::from_str(&app.get("/api/export?format=json").await.text()).unwrap();
    assert_eq!(array.as_array().unwrap().len(), rows.len());
    let admin = token(&app, Role::Admin, &[], &[], &[]).await;
    let request =
        Request::get("/api/export").header("authorization", format!("Bearer {admin}")).header("content-view", "latest");
    let whole = app.send(request.body(Body::empty()).unwrap()).await.text();
    assert!(whole.contains("\"In\"") && whole.contains("unpublishAt"), "{whole}");
    assert_eq!(app.get("/api/export?format=pdf").await.status, 400);
}

async fn tables_folders_and_other_systems_come_in(app: TestApp) {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| {
        let file = folder.path().join(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, text).unwrap();
        file.display().to_string()
    };
    let run = |arguments: &[&str]| {
        let done = app.run(arguments);
        let said = format!("{}{}", String::from_utf8(done.stdout).unwrap(), String::from_utf8(done.stderr).unwrap());
        (done.status.success(), said)
    };
    let table = put("a.csv", "Nom;Clé\nLe four;four\nLe pain;pain\n");
    let mapping = put("a.json", r#"{"kind": "initiative", "columns": {"Nom": "title", "Clé": "key"}}"#);
    let (done, said) = run(&["import", &table, "--mapping", &mapping]);
    assert!(!done && said.contains("--origin NAME"), "{said}");
    let (done, said) = run(&["import", &table, "--mapping", &mapping, "--origin", "table", "--limit", "1"]);
    assert!(done && said.contains("created 1,"), "{said}");
    // the origin that these keys belong to is theirs
    let (done, said) = run(&["import", &table, "--mapping", &mapping]);
    assert!(done && said.contains("created 1, updated 0, same 1"), "{said}");
    put("md/recettes/soupe.md", "---\ntitle: La soupe\nauthors: [{\"name\": \"Ana\"}]\n---\nDe l'eau.\n");
    put("md/pain.md", "# Le pain\n\nDe la farine.\n");
    let path = folder.path().join("md").display().to_string();
    let results = folder.path().join("results.ndjson").display().to_string();
    let (done, said) =
        run(&["import", &path, "--kind", "recipe", "--origin", "md", "--only", "recipe", "--results", &results]);
    assert!(done && said.contains("created 2,"), "{said}");
    assert_eq!(std::fs::read_to_string(&results).unwrap().lines().count(), 2);
    let export = put(
        "wp.xml",
        r#"<rss xmlns:wp="w" xmlns:content="c" xmlns:dc="d"><channel><wp:wxr_version>1.2</wp:wxr_version>
            <wp:author><wp:author_login>ana</wp:author_login><wp:author_display_name>Ana</wp:author_display_name></wp:author>
            <item><title>Bonjour</title><link>https://blog.example/bonjour/</link><dc:creator>ana</dc:creator>
            <content:encoded><![CDATA[<p>Du <b>pain</b></p>]]></content:encoded><wp:post_id>7</wp:post_id>
            <wp:status>publish</wp:status><wp:post_type>post</wp:post_type><wp:post_date_gmt>2020-01-02 03:04:05</wp:post_date_gmt></item>
            </channel></rss>"#,
    );
    let (done, said) = run(&["import", "wordpress", &export, "--origin", "wp", "--licence", "CC-BY-SA-4.0"]);
    assert!(done && said.contains("created 2,") && said.contains("old addresses: 1 new"), "{said}");
    let (done, said) = run(&["import", "wordpress", &export, "--origin", "wp", "--licence", "CC-BY-SA-4.0"]);
    assert!(done && said.contains("same 2,") && said.contains("1 as before"), "{said}");
    app.store.follow().await.unwrap();
    assert_eq!(app.get("/bonjour/").await.headers["location"], "https://site.test/article/bonjour");
}

on_both! {
    demo:
        what_is_exported_comes_back_byte_for_byte,
    ;
    empty:
        an_export_over_http_holds_what_the_viewer_may_read,
        tables_folders_and_other_systems_come_in,
        the_guides_go_as_they_are_written,
        what_the_origin_has_no_more_is_named_or_withdrawn,
        rows_are_answered_one_by_one_and_again_change_nothing,
        a_token_imports_what_it_could_write_by_hand,
        a_token_shows_only_files_that_it_sees,
        what_is_no_import_is_named,
    ;
}

async fn what_the_origin_has_no_more_is_named_or_withdrawn(app: TestApp) {
    let file = tempfile::NamedTempFile::new().unwrap();
    let path = file.path().to_str().unwrap();
    let row = |number: usize| format!(r#"{{"kind":"article","key":"a{number}","title":"A {number}","body":"x"}}"#);
    let rows = |numbers: std::ops::Range<usize>| numbers.map(row).collect::<Vec<_>>().join("\n");
    let run = |rows: String, more: &[&str]| {
        std::fs::write(path, rows).unwrap();
        let done = app.run(&[&["import", path, "--origin", "x"], more].concat());
        let said = format!("{}{}", String::from_utf8(done.stdout).unwrap(), String::from_utf8(done.stderr).unwrap());
        (done.status.success(), said)
    };
    let withdrawn = "SELECT count(*) FROM entry WHERE status = 'WITHDRAWN'";
    assert!(run(rows(0..20), &[]).0);
    let (done, said) = run(rows(1..20), &["--absent", "report"]);
    assert!(done && said.contains("absent: article \"a0\""), "{said}");
    assert_eq!(app.number(withdrawn).await, 0);
    let (done, said) = run(rows(5..20), &["--absent", "withdraw"]);
    assert!(!done && said.contains("5 of 20"), "{said}");
    let (done, said) = run(rows(1..20), &["--absent", "withdraw"]);
    assert!(done && said.contains("absent: 1"), "{said}");
    let (done, _) = run(rows(5..20), &["--absent", "withdraw", "--force"]);
    assert!(done);
    assert_eq!(app.number(withdrawn).await, 5);
}

async fn the_guides_go_as_they_are_written(app: TestApp) {
    let folder = tempfile::tempdir().unwrap();
    let root = crate::architecture::root();
    let put = |name: &str, text: &str| {
        let file = folder.path().join(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    };
    std::fs::copy(root.join("tests/spip/spip.sql"), folder.path().join("spip.sql")).unwrap();
    for name in ["png", "pdf"] {
        std::fs::create_dir_all(folder.path().join("IMG").join(name)).unwrap();
        for file in std::fs::read_dir(root.join("tests/spip/IMG").join(name)).unwrap().map(Result::unwrap) {
            std::fs::copy(file.path(), folder.path().join("IMG").join(name).join(file.file_name())).unwrap();
        }
    }
    put("rows.ndjson", &std::fs::read_to_string(root.join("examples/import/rows.ndjson")).unwrap());
    put("table.csv", "Identifiant;Nom;Thèmes;Latitude\nfour;Le four;;\n");
    put("recettes/soupe.md", "---\ntitle: La soupe\n---\nDe l’eau.\n");
    put("export.xml", r#"<rss xmlns:wp="w"><channel><wp:wxr_version>1.2</wp:wxr_version></channel></rss>"#);
    // the server of the site is a stand-in: its program for dumps has the dump
    put("programs/mariadb-dump", "#!/bin/sh\nexec cat spip.sql\n");
    let programs = folder.path().join("programs");
    std::fs::set_permissions(programs.join("mariadb-dump"), Permissions::from_mode(0o755)).unwrap();
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_bretagne-creative"));
    let (programs, program) = (programs.display(), program.parent().unwrap().display());
    let path = format!("{programs}:{program}:{}", std::env::var("PATH").unwrap());
    let mut ran = 0;
    for guide in ["docs/importing.md", "docs/migrating-from-spip.md", "docs/fr/migrer-depuis-spip.md"] {
        let text = std::fs::read_to_string(root.join(guide)).unwrap();
        let mapping = text.split("```json\n").nth(1).and_then(|it| it.split("```").next());
        if let Some(mapping) = mapping.filter(|_| guide == "docs/importing.md") {
            put("table.json", mapping);
        }
        let blocks = text.split("```sh\n").skip(1).filter_map(|it| it.split("```").next());
        for line in blocks.flat_map(str::lines).filter(|it| it.starts_with("bretagne-creative ")) {
            let mut shell = std::process::Command::new("sh");
            shell.args(["-c", line]).current_dir(&folder).env("PATH", &path);
            let done = shell.env("BC_DATABASE_URL", app.database_url()).output().unwrap();
            assert!(done.status.success(), "{guide}: {line}: {done:?}");
            ran += 1;
        }
    }
    assert_eq!(ran, 16, "commands of the guides");
    assert!(std::fs::read_to_string(folder.path().join("rapport.md")).unwrap().contains("## Ce qui est entré"));
}

#[test]
fn the_example_scripts_run_twice_and_change_nothing_the_second_time() {
    let (Some(python), Some(_), Some(shell)) =
        (crate::support::tool("python3"), crate::support::tool("curl"), crate::support::tool("sh"))
    else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", folder.path().join("x.db").display());
    let served = crate::support::Served::start(env!("CARGO_BIN_EXE_bretagne-creative"), &database, &[]);
    let made =
        crate::support::run(&database, &["token", "create", "--name", "script", "--role", "admin", "--origin", "mine"]);
    let token = String::from_utf8(made.stdout).unwrap().trim().to_owned();
    assert!(token.starts_with("bc_"), "{token}");
    let root = crate::architecture::root().join("examples/import");
    let rows = root.join("rows.ndjson").display().to_string();
    let script = |program: &std::path::Path, name: &str| {
        let mut command = std::process::Command::new(program);
        command.arg(root.join(name)).args(["mine", &rows]);
        command.env("API", format!("http://{}", served.address)).env("TOKEN", &token);
        let done = command.output().unwrap();
        (done.status.success(), String::from_utf8(done.stdout).unwrap() + &String::from_utf8(done.stderr).unwrap())
    };
    let (done, said) = script(&shell, "import.sh");
    assert!(done && said.contains("\"created\":4"), "{said}");
    let has_requests = std::process::Command::new(&python).args(["-c", "import requests"]).status().unwrap().success();
    assert!(has_requests || std::env::var_os("BC_TEST_REQUIRE_TOOLS").is_none(), "Python has no requests");
    if has_requests {
        let (done, said) = script(&python, "import.py");
        assert!(done && said.contains("\"same\": 4"), "{said}");
    }
}
