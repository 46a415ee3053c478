//! What the pages of the documentation show is tried: the commands that no story of their own types, in the order of their page and on
//! a database that has what the page takes for granted; settings, scripts and answers; and that no page shows what nobody tries.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

use crate::sessions::PASSWORD;
use crate::support::{Engine, SECRET, Served, TestApp, on_both, postgres_server, tool, value};

const PROGRAM: &str = env!("CARGO_BIN_EXE_bretagne-creative");
const PICTURE: &[u8] = include_bytes!("../api/data/demo/pictures/garden.webp");
/// What a reader types when a command asks: the password of an account; that lines may be deleted.
const TYPED: [(&str, &str); 3] = [("member create", PASSWORD), ("member password", PASSWORD), ("audit prune", "yes")];

fn read(name: &str) -> String {
    std::fs::read_to_string(crate::architecture::root().join(name)).unwrap()
}

/// The blocks of a page in a language.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let begun = format!("```{language}\n");
    page.split(begun.as_str()).skip(1).map(|it| it.split("```").next().unwrap().to_owned()).collect()
}

/// The commands of a page that begin with a word, one a line.
fn commands(page: &str, word: &str) -> Vec<String> {
    let lines = blocks(&read(page), "sh").concat().replace("\\\n", "");
    lines.lines().filter(|it| it.starts_with(word)).map(str::to_owned).collect()
}

/// Runs a line in a shell that finds the program, with what is typed where it asks.
fn shell(line: &str, folder: &Path, database: &str, more: &[(&str, &str)]) -> Output {
    let path = format!("{}:{}", Path::new(PROGRAM).parent().unwrap().display(), std::env::var("PATH").unwrap());
    let mut command = Command::new("sh");
    command.args(["-c", line]).current_dir(folder).env("PATH", path).env("BC_DATABASE_URL", database);
    command.env("BC_SECRET", SECRET).env("BC_LOG", "warn").envs(more.iter().copied());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let typed = TYPED.iter().find(|(command, _)| line.contains(command)).map_or("", |it| it.1);
    // whoever asks for nothing may have ended before
    let _typed = writeln!(child.stdin.take().unwrap(), "{typed}");
    child.wait_with_output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The first word of what a command prints: the id of the newest.
fn newest(app: &TestApp, listed: &[&str]) -> String {
    out(&app.run(listed)).split_whitespace().next().unwrap_or_else(|| panic!("{listed:?} lists nothing")).to_owned()
}

/// Types the commands of a page; `ID` is what the command before it would list.
fn typed(app: &TestApp, page: &str, sessions_of: &str) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let lines = commands(page, "bretagne-creative ");
    for line in &lines {
        let line = match line.contains("session revoke ID") {
            true => line.replace("ID", &newest(app, &["session", "list", sessions_of])),
            false if line.ends_with("token revoke ID") => line.replace("ID", &newest(app, &["token", "list"])),
            false => line.clone(),
        };
        let done = shell(&line, folder.path(), &app.database_url(), &[]);
        assert!(done.status.success(), "{page}: {line}: {done:?}");
    }
    lines.len()
}

async fn commands_on_accounts_and_tokens_are_typed(app: TestApp) {
    // editing goes on where signing in has ended: there is an Ana
    assert_eq!(typed(&app, "docs/signing-in.md", ""), 11);
    assert_eq!(typed(&app, "docs/editing.md", ""), 4);
    let tokens = out(&app.run(&["token", "list"]));
    assert!(tokens.contains("site of the Pays de Brest") && tokens.contains("(revoked "), "{tokens}");
}

async fn commands_of_administrators_are_typed(app: TestApp) {
    // Zoé waits to be accepted, and Ana is signed in
    let register =
        "mutation ($input: AccountRegisterInput!) { accountRegister(input: $input) { userErrors { code } } }";
    let verify = "mutation ($input: AccountVerifyInput!) { accountVerify(input: $input) { userErrors { code } } }";
    for (name, email) in [("Zoé Le Goff", "zoe@example.org"), ("Ana", "ana@example.org")] {
        let input = json!({ "name": name, "email": email, "password": PASSWORD });
        app.post(register, json!({ "input": input })).await.data();
        let code = app.mail().await.2;
        let verified = app.post(verify, json!({ "input": { "code": code } })).await.data();
        assert_eq!(value(&verified, "accountVerify/userErrors"), &json!([]));
    }
    crate::sessions::sign_in(&app, "ana").await;
    assert_eq!(typed(&app, "docs/administering.md", "ana@example.org"), 10);
    assert_eq!(out(&app.run(&["session", "list", "ana@example.org"])), "", "the session was revoked");
    let zoe = app.beside().await.query("{ member(by: { slug: \"zoe-le-goff\" }) { name } }").await;
    assert_eq!(value(&zoe, "member/name"), "Zoé Le Goff", "accepted, and so seen by everybody");
}

async fn commands_of_imports_are_typed(app: TestApp) {
    let folder = tempfile::tempdir().unwrap();
    let row = json!({ "kind": "article", "key": "bilan", "title": "Bilan", "body": "…" }).to_string();
    std::fs::write(folder.path().join("FILE.ndjson"), format!("{row}\n")).unwrap();
    let lines = commands("docs/import.md", "bretagne-creative ");
    let told = ["created 1", "created 1", "same 1"];
    assert_eq!(lines.len(), told.len());
    for (line, told) in lines.iter().zip(told) {
        // the third reads the file from standard input, by the shell
        let done = shell(line, folder.path(), &app.database_url(), &[]);
        assert!(done.status.success() && out(&done).contains(told), "{line}: {done:?}");
    }
    let sample = blocks(&read("docs/import.md"), "json").remove(0).replace('\n', " ");
    std::fs::create_dir(folder.path().join("images")).unwrap();
    std::fs::write(folder.path().join("images/four.jpg"), PICTURE).unwrap();
    std::fs::write(folder.path().join("FILE.ndjson"), sample).unwrap();
    let kept = folder.path().join("kept").display().to_string();
    let done = shell(&lines[1], folder.path(), &app.database_url(), &[("BC_MEDIA_URL", kept.as_str())]);
    assert!(done.status.success() && out(&done).contains("created 1"), "{done:?}");
}

/// The scripts of the pages: what is sent over HTTP with a token, and what comes back.
async fn scripts_are_answered_as_it_is_written(app: TestApp) {
    if tool("curl").is_none() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("kept").display().to_string();
    let settings = [("BC_LOG", "error"), ("BC_SECRET", SECRET), ("BC_MEDIA_URL", kept.as_str())];
    let served = Served::start(PROGRAM, &app.database_url(), &settings);
    let address = format!("http://{}", served.address);
    let importing = "docs/importing.md";
    let made = commands(importing, "bretagne-creative token create").remove(0);
    let made = shell(&made, folder.path(), &app.database_url(), &[]);
    let token = out(&made).trim().to_owned();
    assert!(token.starts_with("bc_"), "{made:?}");
    let ask = |line: &str| {
        let line = line.replace("https://api.example.org", &address);
        let done =
            shell(&line, folder.path(), &app.database_url(), &[("API", address.as_str()), ("TOKEN", token.as_str())]);
        assert!(done.status.success() && !out(&done).is_empty(), "{line}: {done:?}");
        out(&done)
    };
    // an import: each row as it is done, and the summary
    let rows = "{\"kind\":\"article\",\"key\":\"bilan\",\"title\":\"Bilan\",\"body\":\"…\",\"territories\":[\"commune:29019\"]}\n\
                {\"kind\":\"article\",\"key\":\"x\",\"title\":\"\",\"territories\":[\"commune:29019\"]}\n";
    std::fs::write(folder.path().join("rows.ndjson"), rows).unwrap();
    let lines = commands(importing, "curl ");
    let report = ask(&lines[0].replace("curl ", "curl --silent --header 'Accept-Language: en' "));
    let written = blocks(&read(importing), "json").remove(1);
    let parsed = |text: &str| -> Vec<Value> {
        text.lines().map(|it| serde_json::from_str(it).unwrap_or_else(|cause| panic!("{cause}: {text}"))).collect()
    };
    let (report, written) = (parsed(&report), parsed(&written));
    assert_eq!((report.len(), &report[..2]), (3, &written[..2]), "{report:?}");
    assert_eq!(keys(&report[2]["summary"]), keys(&written[2]["summary"]));
    let exported: Value = serde_json::from_str(&ask(&lines[1].replace("curl ", "curl --silent "))).unwrap();
    assert!(exported.is_array() || exported.is_object(), "{exported}");
    // a few rows by GraphQL
    let operation = blocks(&read(importing), "graphql").remove(0);
    let body = json!({ "query": operation }).to_string();
    let headers = format!("Authorization: Bearer {token}\r\n");
    let done = served.post("application/json", &headers, body.as_bytes()).unwrap().json();
    assert_eq!(done["errors"], Value::Null, "{done}");
    assert_eq!(value(&done, "data/entriesImport/userErrors"), &json!([]));
    assert_eq!(value(&done, "data/entriesImport/results/0/row"), "article \"bilan\"");
    // a picture, in both ways of sending it
    std::fs::write(folder.path().join("plage.jpg"), PICTURE).unwrap();
    let media = "docs/media.md";
    let sample: Value = serde_json::from_str(&blocks(&read(media), "json").remove(0)).unwrap();
    let sent: Vec<Value> = commands(media, "curl ")
        .iter()
        .map(|it| serde_json::from_str(&ask(&it.replace("curl ", "curl --silent "))).unwrap())
        .collect();
    assert_eq!(sent.len(), 2);
    assert_eq!(sent[0]["id"], sent[1]["id"], "the same bytes are the same picture: {sent:?}");
    assert!(sent.iter().all(|it| keys(it) == keys(&sample)), "{sent:?}");
}

fn keys(of: &Value) -> BTreeSet<String> {
    of.as_object().unwrap_or_else(|| panic!("no object: {of}")).keys().cloned().collect()
}

/// Answers that the page on limits shows, as they come.
async fn answers_of_the_limits_are_those_that_come(app: TestApp) {
    let shown: Vec<Value> =
        blocks(&read("docs/limits.md"), "json").iter().map(|it| serde_json::from_str(it).unwrap()).collect();
    let [depth, cost, warning] = shown.as_slice() else { panic!("{shown:?}") };
    let deep = format!("{{ themes {{ nodes {} {{ slug {}", "{ parent ".repeat(14), "}".repeat(17));
    let answer = app.post_in("en", &deep, Value::Null).await.json();
    let (told, written) = (&answer["errors"][0], &depth["errors"][0]);
    assert_eq!(told["message"], written["message"], "{answer}");
    for part in ["code", "limit", "max", "found"] {
        assert_eq!(told["extensions"][part], written["extensions"][part], "{answer}");
    }
    assert_eq!(keys(&told["extensions"]), keys(&written["extensions"]), "{answer}");
    let front = blocks(&read("docs/limits.md"), "graphql").remove(0);
    let answer = app.post_in("en", &front, Value::Null).await.json();
    for part in ["estimated", "limit"] {
        assert_eq!(answer["extensions"]["cost"][part], cost["extensions"]["cost"][part], "{answer}");
    }
    let typo = "{ initiatives(filter: { territory: [\"commune:brest\"] }) { totalCount } }";
    let answer = app.post_in("en", typo, Value::Null).await.json();
    assert_eq!(answer["extensions"]["warnings"], warning["extensions"]["warnings"]);
    assert_eq!(answer["data"], warning["data"]);
}

on_both! {
    empty:
        commands_on_accounts_and_tokens_are_typed,
        commands_of_administrators_are_typed,
        commands_of_imports_are_typed,
        scripts_are_answered_as_it_is_written,
    ;
    demo:
        answers_of_the_limits_are_those_that_come,
    ;
}

/// `copy`, from one kind of database to the other and back.
#[test]
fn a_database_is_copied_as_it_is_written() {
    Engine::Postgres.tell(TestApp::empty, async |_| {
        let target = postgres_server().unwrap().create(None).await;
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("data")).unwrap();
        let here = "sqlite:data/bretagne-creative.db";
        let made = shell("bretagne-creative member create --name Ana --email a@b.test", folder.path(), here, &[]);
        assert!(made.status.success(), "{made:?}");
        let lines = commands("docs/operating.md", "bretagne-creative copy");
        assert_eq!(lines.len(), 2);
        for line in lines {
            let line = line.replace("postgres://bretagne@localhost/bretagne", &format!("'{}'", target.url()));
            let done = shell(&line, folder.path(), here, &[]);
            assert!(done.status.success(), "{line}: {done:?}");
            let listed = shell("bretagne-creative member list", folder.path(), here, &[]);
            assert!(out(&listed).contains("a@b.test"), "{listed:?}");
            // what comes back finds an empty place
            if line.ends_with('\'') {
                std::fs::remove_dir_all(folder.path().join("data")).unwrap();
                std::fs::create_dir(folder.path().join("data")).unwrap();
            }
        }
    });
}

/// The first answer of the README is the one that comes, letter by letter; spaces that do not break a line are written as others.
#[test]
fn the_first_answer_is_the_one_of_the_readme() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", folder.path().join("a.db").display());
    let settings = [("BC_LOG", "error"), ("BC_PUBLIC_URL", "http://127.0.0.1:8000")];
    let served = Served::demo(PROGRAM, &database, &settings);
    let line = commands("README.md", "curl ").remove(0);
    let line = line.replace("127.0.0.1:8000/graphql", &format!("{}/graphql", served.address));
    let answer = out(&shell(&line.replace("curl ", "curl --silent "), folder.path(), &database, &[]));
    assert_eq!(answer.trim().replace('\u{a0}', " "), blocks(&read("README.md"), "json").remove(0).trim());
}

/// The settings that pages show in files are settings of the program.
#[test]
fn settings_of_the_pages_are_understood() {
    let folder = tempfile::tempdir().unwrap();
    let mut tried = 0;
    for page in ["docs/signing-in.md", "docs/media.md"] {
        for block in blocks(&read(page), "toml") {
            let file = folder.path().join("settings.toml");
            std::fs::write(&file, &block).unwrap();
            let line = format!("bretagne-creative --config '{}' config", file.display());
            let done = shell(&line, folder.path(), "sqlite:nothing.db", &[]);
            assert!(done.status.success(), "{page}: {done:?}");
            tried += 1;
        }
    }
    assert_eq!(tried, 2);
}

/// The challenge of the page is the SHA-256 of its verifier, as RFC 7636 has it.
#[test]
fn the_challenge_of_a_sign_in_is_that_of_its_verifier() {
    use base64::Engine as _;
    use sha2::Digest;
    let Some(node) = tool("node") else { return };
    let script = blocks(&read("docs/signing-in.md"), "js").remove(0);
    let page = "const door = { url: 'https://api.test/oidc/sso/login' }; const kept = {}; \
        const sessionStorage = { setItem: (name, it) => { kept[name] = it; } }; \
        const location = { assign: (address) => console.log(JSON.stringify({ ...kept, address })) };";
    let ran =
        Command::new(node).args(["--input-type=module", "--eval", &format!("{page}\n{script}")]).output().unwrap();
    assert!(ran.status.success(), "{ran:?}");
    let told: Value = serde_json::from_slice(&ran.stdout).unwrap();
    let verifier = told["verifier"].as_str().unwrap();
    assert!((43..=128).contains(&verifier.len()), "{verifier}");
    let challenge = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(sha2::Sha256::digest(verifier));
    assert_eq!(told["address"], format!("https://api.test/oidc/sso/login?challenge={challenge}"));
}

/// The pages in French show the programs of those in English.
#[test]
fn pages_in_french_show_the_same_programs() {
    for [english, french] in [
        ["docs/embedding.md", "docs/fr/integrer.md"],
        ["docs/feeds-and-data.md", "docs/fr/flux-et-donnees.md"],
        ["docs/json.md", "docs/fr/json.md"],
    ] {
        let shown = |page: &str| ["sh", "html", "css", "graphql"].map(|it| blocks(&read(page), it));
        assert_eq!(shown(english), shown(french), "{english} and {french}");
    }
}

/// Each page that shows something to be run is read by a story: a page that nobody tries says what was true once.
#[test]
fn no_page_shows_what_nobody_tries() {
    let root = crate::architecture::root();
    let mut stories = String::new();
    let mut folders = vec![root.join("tests")];
    while let Some(folder) = folders.pop() {
        for file in std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()) {
            if file.is_dir() && !file.ends_with("checks") {
                folders.push(file);
            } else if file.extension().is_some_and(|it| it == "rs") {
                stories.push_str(&std::fs::read_to_string(file).unwrap());
            }
        }
    }
    let (mut shown, mut untried) = (0, Vec::new());
    for page in crate::links::pages() {
        let name = page.strip_prefix(&root).unwrap().display().to_string();
        let text = std::fs::read_to_string(&page).unwrap();
        let runs = ["sh", "graphql", "js", "ts", "tsx", "html", "toml", "ini"];
        if !name.starts_with("docs/decisions/") && runs.iter().any(|it| !blocks(&text, it).is_empty()) {
            shown += 1;
            if !stories.contains(&format!("{name}\"")) {
                untried.push(name);
            }
        }
    }
    assert!(shown > 15, "the pages were read: {shown}");
    assert!(untried.is_empty(), "no story reads {untried:?}");
}
