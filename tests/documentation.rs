//! What the documentation asks is asked here, in the order in which a reader would: every operation and every request of
//! a page must have been answered, and none with an error.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use entity::value::role::Role;
use serde_json::{Value, json};

use crate::sessions::{PASSWORD, person, sign_in};
use crate::support::{FakeIssuer, Served, TestApp, on_both, value};

/// A page of the documentation.
struct Page {
    name: &'static str,
    operations: BTreeMap<String, String>,
    requests: Vec<Value>,
    asked: RefCell<BTreeSet<String>>,
}

impl Page {
    fn open(name: &'static str) -> Self {
        let text = read(name);
        let mut operations = BTreeMap::new();
        for block in blocks(&text, "graphql") {
            for part in ["query ", "mutation "].iter().flat_map(|it| split(block, it)) {
                let name = part.split([' ', '(']).nth(1).unwrap().to_owned();
                assert!(operations.insert(name.clone(), part).is_none(), "{name} stands twice");
            }
        }
        let json = |it: &str| it.split_once("--json '").map(|(_, it)| it.split_once('\'').unwrap().0.to_owned());
        let shell = blocks(&text, "sh").into_iter().filter_map(json);
        let requests =
            shell.map(|it| serde_json::from_str(&it).unwrap_or_else(|cause| panic!("{cause}: {it}"))).collect();
        Self { name, operations, requests, asked: RefCell::default() }
    }

    /// What an operation answers to who shows a token, or to anybody; with nothing to be mended.
    async fn ask(&self, app: &TestApp, token: &str, operation: &str, variables: Value) -> Value {
        let query = self.operations.get(operation).unwrap_or_else(|| panic!("{operation} is not in {}", self.name));
        self.asked.borrow_mut().insert(operation.to_owned());
        let answer = match token {
            "" => app.post_in("en", query, variables).await,
            token => app.post_as(token, "latest", query, variables).await,
        };
        let data = answer.data();
        for done in data.as_object().unwrap().values() {
            assert!(done.get("userErrors").is_none_or(|it| *it == json!([])), "{operation}: {done}");
        }
        data
    }

    /// A request that is written out as it is sent.
    async fn request(&self, app: &TestApp, token: &str, at: usize) -> Value {
        let (query, variables) = (self.requests[at]["query"].as_str().unwrap(), self.requests[at]["variables"].clone());
        match token {
            "" => app.post(query, variables).await.data(),
            token => app.post_as(token, "latest", query, variables).await.data(),
        }
    }

    /// Whether everything was asked.
    fn close(self) {
        let left: Vec<&String> = self.operations.keys().filter(|it| !self.asked.borrow().contains(*it)).collect();
        assert!(left.is_empty(), "{}: nobody asked {left:?}", self.name);
    }
}

fn blocks<'a>(text: &'a str, kind: &str) -> Vec<&'a str> {
    let begun = format!("```{kind}\n");
    text.split(begun.as_str()).skip(1).map(|it| it.split("```").next().unwrap()).collect()
}

/// The operations of a block that begin with this word at a line's start.
fn split(block: &str, word: &str) -> Vec<String> {
    let lines: Vec<&str> = block.lines().collect();
    let begins = |it: &&str| it.starts_with("query ") || it.starts_with("mutation ");
    let starts: Vec<usize> = (0..lines.len()).filter(|it| begins(&lines[*it])).collect();
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    let parts = starts.iter().zip(ends).map(|(start, end)| lines[*start..end].join("\n"));
    parts.filter(|it| it.starts_with(word)).collect()
}

fn text(data: &Value, path: &str) -> String {
    value(data, path).as_str().unwrap_or_else(|| panic!("no text at {path} in {data}")).to_owned()
}

async fn the_readme_is_right(app: TestApp) {
    let page = Page::open("README.md");
    let answer = page.request(&app, "", 0).await;
    assert_eq!(value(&answer, "recipe/title"), "Organiser un repair café");
    let limits = Page::open("docs/limits.md");
    let front = limits.ask(&app, "", "Front", Value::Null).await;
    assert!(value(&front, "initiatives/nodes").is_array());
    limits.close();
}

async fn signing_in_goes_as_it_is_written(app: TestApp) {
    let page = Page::open("docs/signing-in.md");
    let issuer = FakeIssuer::start().await;
    let app = app.beside_with(vec![issuer.setting(json!({}))]).await;
    let code = async || app.mails().await.pop().unwrap().code.unwrap();
    let join = json!({ "input": { "name": "Maëva", "email": "maeva@example.org", "password": PASSWORD } });
    page.ask(&app, "", "Join", join).await;
    page.ask(&app, "", "Confirm", json!({ "input": { "code": code().await } })).await;
    let entered = page.request(&app, "", 0).await;
    assert!(text(&entered, "sessionCreate/session/accessToken").contains('.'), "the request that is written out works");
    let input = json!({ "input": { "email": "maeva@example.org", "password": PASSWORD } });
    let session = page.ask(&app, "", "SignIn", input).await;
    let refresh = text(&session, "sessionCreate/session/refreshToken");
    let session = page.ask(&app, "", "GoOn", json!({ "input": { "refreshToken": refresh } })).await;
    let token = text(&session, "sessionRefresh/session/accessToken");
    let who = page.ask(&app, &token, "WhoAmI", Value::Null).await;
    assert_eq!(value(&who, "viewer/member/name"), "Maëva");
    page.ask(&app, &token, "SignOut", json!({ "input": { "everywhere": true } })).await;
    page.ask(&app, "", "Forgot", json!({ "input": { "email": "maeva@example.org" } })).await;
    page.ask(
        &app,
        "",
        "SetAnother",
        json!({ "input": { "code": code().await, "password": "far breton aux pruneaux" } }),
    )
    .await;
    let doors = page.ask(&app, "", "Doors", Value::Null).await;
    assert_eq!(value(&doors, "network/identityProviders/0/key"), "sso");
    let end = crate::issuers::goes_and_comes(&app, &issuer, json!({ "sub": "ana-1", "name": "Ana" })).await;
    let session =
        page.ask(&app, "", "Exchange", json!({ "input": { "code": end, "verifier": crate::issuers::VERIFIER } })).await;
    assert!(text(&session, "sessionExchange/session/refreshToken").starts_with("bcr_"));
    page.close();
}

async fn writing_goes_as_it_is_written(app: TestApp) {
    let page = Page::open("docs/editing.md");
    person(&app, "ana", Role::Contributor, &[]).await;
    person(&app, "brest", Role::Editor, &["pays:pays-de-brest"]).await;
    let ((ana, _), (brest, _)) = (sign_in(&app, "ana").await, sign_in(&app, "brest").await);
    let input = json!({ "title": "Le Fournil", "body": "Du pain.", "territories": ["commune:29019"] });
    let made = page.ask(&app, &ana, "Write", json!({ "input": input })).await;
    let id = value(&made, "articleCreate/article/id");
    page.ask(&app, &ana, "Change", json!({ "input": { "id": id, "version": 1, "title": "Le Fournil à Brest" } })).await;
    let submit = "mutation ($input: EntrySubmitInput!) { entrySubmit(input: $input) { userErrors { code } } }";
    app.post_as(&ana, "latest", submit, json!({ "input": { "id": id, "version": 2 } })).await.data();
    let waiting = page.ask(&app, &brest, "Waiting", Value::Null).await;
    assert_eq!(value(&waiting, "queue/items/nodes/0/entry/title"), "Le Fournil à Brest");
    assert_eq!(value(&page.request(&app, &brest, 0).await, "entries/nodes/0/title"), "Le Fournil à Brest");
    page.ask(&app, &brest, "Show", json!({ "input": { "entry": id } })).await;
    let published = page.ask(&app, &brest, "Publish", json!({ "input": { "id": id, "version": 3 } })).await;
    assert_eq!(value(&published, "entryPublish/entry/status"), "PUBLISHED");
    let versions = page.ask(&app, &ana, "LookBack", json!({ "id": id })).await;
    assert!(versions["revisions"].as_array().unwrap().len() > 2);
    let differ = page.ask(&app, &ana, "Compare", json!({ "id": id })).await;
    assert_eq!(value(&differ, "revisionDiff/fields/0/field"), "title");
    let script = crate::editing::token(&app, Role::Admin, &[], None).await;
    let media = crate::pictures::sent(&app, &script, crate::pictures::file("four.jpg")).await;
    let alt = json!([{ "language": "fr", "text": "Un four à pain." }]);
    let described = json!({ "id": media, "version": 1, "alt": alt, "credit": { "name": "Ana" }, "licence": "CC-BY-4.0",
        "focalPoint": { "x": 0.5, "y": 0.3 } });
    let described = page.ask(&app, &script, "Describe", json!({ "input": described })).await;
    assert_eq!(value(&described, "mediaUpdate/media/licence/key"), "CC-BY-4.0");
    page.close();
}

async fn administering_goes_as_it_is_written(app: TestApp) {
    let page = Page::open("docs/administering.md");
    person(&app, "chief", Role::Admin, &[]).await;
    person(&app, "ana", Role::Contributor, &[]).await;
    let (chief, _) = sign_in(&app, "chief").await;
    let accounts = page.ask(&app, &chief, "Accounts", Value::Null).await;
    let nodes = value(&accounts, "accounts/nodes").as_array().unwrap().clone();
    let ana = &nodes.iter().find(|it| it["email"] == "ana@example.org").unwrap()["id"];
    page.ask(&app, &chief, "Entrust", json!({ "input": { "account": ana, "territory": "pays:pays-de-brest" } })).await;
    let made = page.ask(&app, &chief, "Script", json!({ "input": { "name": "nightly import" } })).await;
    assert!(text(&made, "apiTokenCreate/secret").starts_with("bc_"));
    let log = page.ask(&app, &chief, "Log", Value::Null).await;
    assert_eq!(value(&log, "auditLog/nodes/0/action"), "mandateGrant");
    page.close();
}

async fn the_commons_go_as_they_are_written(app: TestApp) {
    let page = Page::open("docs/commons.md");
    app.import(r#"{"kind":"recipe","key":"soupe","title":"La soupe","slug":"soupe","body":"De l'eau.","licence":"CC-BY-SA-3.0","authors":[{"name":"Ana"}],"status":"PUBLISHED","publishedAt":"2026-01-01T00:00:00Z"}"#).await;
    person(&app, "bob", Role::Contributor, &[]).await;
    let (bob, _) = sign_in(&app, "bob").await;
    let licence = page.ask(&app, "", "Licence", json!({ "key": "CC-BY-SA-4.0" })).await;
    assert_eq!(value(&licence, "licence/requires/shareAlike"), true);
    let may = page.ask(&app, "", "MayI", json!({ "originals": ["CC-BY-SA-3.0"], "proposed": "CC-BY-SA-4.0" })).await;
    assert_eq!(value(&may, "licenceCheck/verdict"), "ALLOWED");
    let soup = app.query("{ recipe(by: { slug: \"soupe\" }) { id } }").await["recipe"]["id"].take();
    let taken = page
        .ask(
            &app,
            &bob,
            "TakeUp",
            json!({ "input": { "origin": { "entry": soup }, "nature": "ADAPTATION", "note": "Avec un caillou." } }),
        )
        .await;
    assert_eq!(value(&taken, "recipeAdapt/recipe/adaptedFrom/0/origin/title"), "La soupe");
    let family = page.ask(&app, "", "Family", json!({ "slug": "soupe" })).await;
    assert_eq!(value(&family, "recipe/lineage/nodes/0/title"), "La soupe");
    let copy = json!({
        "url": "https://partner.example.org/soupe",
        "title": "Une soupe",
        "authors": ["Yann"],
        "licence": "CC-BY-4.0",
        "articleKind": "REPUBLISHED",
        "body": "Du texte."
    });
    let taken = page.ask(&app, &bob, "TakeOver", json!({ "input": copy })).await;
    assert_eq!(value(&taken, "articleRepublish/article/articleKind"), "REPUBLISHED");
    page.close();
}

async fn reading_goes_as_it_is_written(app: TestApp) {
    let page = Page::open("docs/read-content.md");
    let ask = async |operation: &str| page.ask(&app, "", operation, Value::Null).await;
    let count = |data: &Value, path: &str| value(data, path).as_array().unwrap().len();
    assert_eq!(count(&page.request(&app, "", 0).await, "initiatives/nodes"), 3);
    assert_eq!(count(&ask("NewestInitiatives").await, "initiatives/nodes"), 12);
    assert_eq!(count(&ask("ThirdPage").await, "initiatives/nodes"), 12);
    assert!(count(&ask("SharedGardens").await, "initiatives/nodes") > 1);
    let choices = ask("Choices").await;
    assert!(count(&choices, "themes/nodes") > 20 && count(&choices, "territories/nodes") > 5);
    let refs = |data: &Value| value(data, "territories/nodes").to_string();
    assert!(refs(&ask("Place").await).contains("\"commune:29019\""));
    assert!(refs(&ask("PostalCode").await).contains("\"commune:29019\""));
    assert_eq!(text(&ask("MayInBrittany").await, "occurrences/nodes/0/startDate"), "2025-05-01");
    let whole = ask("PageOfAnInitiative").await;
    assert!(text(&whole, "initiative/body").starts_with("<h2>"));
    assert!(text(&whole, "initiative/attribution").contains("rel=\"license\""));
    let editor = crate::editing::token(&app, Role::Admin, &[], None).await;
    let picture = crate::pictures::described(&app, &editor, "heol.jpg").await;
    let heol = app.query("{ initiative(by: { slug: \"heol\" }) { id version } }").await["initiative"].take();
    let show = "mutation ($input: InitiativeUpdateInput!) { initiativeUpdate(input: $input) { userErrors { path } } }";
    let media = json!([{ "id": picture, "role": "COVER" }]);
    let input = json!({ "id": heol["id"], "version": heol["version"], "media": media });
    let shown = app.post_as(&editor, "latest", show, json!({ "input": input })).await.data();
    assert_eq!(value(&shown, "initiativeUpdate/userErrors"), &json!([]));
    let with_cover = ask("CoverOfAnInitiative").await;
    assert_eq!(text(&with_cover, "initiative/cover/alt"), "Un four.");
    assert!(text(&with_cover, "initiative/cover/attribution").contains("CC BY 4.0"), "{with_cover}");
    assert!(count(&with_cover, "initiative/cover/sources") > 1);
    assert_eq!(text(&with_cover, "initiative/media/0/role"), "COVER");
    let breton = ask("InBreton").await;
    assert_eq!(text(&breton, "theme/name"), "Boued");
    assert!(text(&breton, "initiative/attribution").contains("dindan an aotre-implijout"));
    let moved = ask("OldAddress").await;
    assert_eq!(value(&moved, "resolve/entry"), &json!({ "kind": "INITIATIVE", "slug": "heol" }));
    page.close();
}

on_both! {
    demo:
        the_readme_is_right,
        reading_goes_as_it_is_written,
    ;
    empty:
        signing_in_goes_as_it_is_written,
        writing_goes_as_it_is_written,
        administering_goes_as_it_is_written,
        the_commons_go_as_they_are_written,
    ;
}

/// What the guide types at a terminal is typed here, with the address of a server of our own.
#[test]
fn commands_of_the_reading_guide_are_answered() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", folder.path().join("a.db").display());
    let program = env!("CARGO_BIN_EXE_bretagne-creative");
    let served = Served::start(program, &database, &[("BC_LOG", "error")]);
    let page = read("docs/read-content.md");
    let commands: Vec<&str> = blocks(&page, "sh").into_iter().filter(|it| it.starts_with("curl ")).collect();
    assert_eq!(commands.len(), 3);
    for command in commands {
        assert!(command.contains("http://127.0.0.1:8000/"), "{command}");
        let command = command.replace("127.0.0.1:8000", &served.address.to_string());
        let done = Command::new("sh").args(["-c", &command]).current_dir(folder.path()).output().unwrap();
        if command.contains("--output schema.graphql") {
            let schema = std::fs::read_to_string(folder.path().join("schema.graphql")).unwrap();
            assert_eq!(schema, read("schema.graphql"));
            continue;
        }
        let said = String::from_utf8(done.stdout).unwrap();
        let answer: Value = serde_json::from_str(&said).unwrap_or_else(|cause| panic!("{cause}: {command}: {said}"));
        assert!(answer.get("errors").is_none() && answer["data"].is_object(), "{command}: {answer}");
    }
}

/// A program in the guide is a file that is type-checked and run in `examples/`: a block names its file, and shows whole parts of
/// it, in their order, with a line of dots where something is left out.
#[test]
fn programs_of_the_reading_guide_are_those_that_run() {
    let page = read("docs/read-content.md");
    let mut files = BTreeSet::new();
    for kind in ["ts", "tsx", "js", "jsx", "html"] {
        for block in blocks(&page, kind) {
            let (named, shown) = block.split_once('\n').unwrap();
            let file = named.trim_start_matches("// ").trim_start_matches("<!-- ").trim_end_matches(" -->");
            assert!(file.starts_with("examples/"), "a program names its file in its first line: {named}");
            let held = read(file);
            let mut rest = held.as_str();
            for part in shown.split("// …\n") {
                let at = rest.find(part).unwrap_or_else(|| panic!("{file} has not, or not any more:\n{part}"));
                rest = &rest[at + part.len()..];
            }
            files.insert(file);
        }
    }
    assert!(files.len() >= 8, "{files:?}");
}

/// What npm is told to run is there, and the site that runs it is the one of the guide.
#[test]
fn scripts_of_the_site_are_there() {
    let package: Value = serde_json::from_str(&read("examples/site/package.json")).unwrap();
    for page in ["docs/read-content.md", "examples/site/README.md"] {
        let page = read(page);
        for script in blocks(&page, "sh").into_iter().flat_map(|it| it.split("npm run ").skip(1)) {
            let script = script.split_whitespace().next().unwrap();
            assert!(package["scripts"][script].is_string(), "npm run {script}");
        }
    }
}

fn read(name: &str) -> String {
    std::fs::read_to_string(format!("{}/../{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}
