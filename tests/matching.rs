//! A first import may take over what is here already, and what changed here and there may wait for an editor.

use axum::body::Body;
use axum::http::Request;
use entity::account::api_token::NewToken;
use entity::import::row::{Manner, Matching, Mode, OnConflict, Outcome, Touched};
use entity::model::account::Scope;
use entity::value::role::Role;
use entity::viewer::Viewer;
use serde_json::{Value, json};

use crate::desk::{Desk, UPDATE};
use crate::support::{TestApp, on_both, value};

const HERE: &str = r#"{"kind":"article","key":"le-four","title":"Le four","body":"Ici.","authors":[{"name":"Ana"}],"status":"PUBLISHED","territories":["commune:29019"]}
{"kind":"article","key":"loin","title":"Loin","body":"Ici.","authors":[{"name":"Ana"}],"status":"PUBLISHED","territories":["commune:35238"]}
{"kind":"article","key":"cache","title":"Caché","body":"Ici.","territories":["commune:35238"]}
{"kind":"article","key":"repris","title":"Repris","body":"x","articleKind":"SUMMARY","originalUrl":"https://a.example/page","authors":[{"name":"Ana"}],"status":"PUBLISHED"}
{"kind":"theme","key":"pain","name":{"fr":"Pain"}}
{"kind":"member","key":"ana","memberKind":"PERSON","name":"Ana"}"#;

fn by(matching: Matching) -> Manner {
    Manner { matching: Some(matching), ..Manner::from(Mode::Lenient) }
}

fn proposing() -> Manner {
    Manner { on_conflict: OnConflict::Propose, as_published: true, ..Manner::from(Mode::Lenient) }
}

fn names(of: &[&str]) -> Vec<String> {
    of.iter().map(|it| (*it).to_owned()).collect()
}

fn adopted(updated: &[&str], conflicts: &[&str]) -> Outcome {
    Outcome::Adopted(Touched { updated: names(updated), conflicts: names(conflicts), proposed: Vec::new() })
}

async fn rows_take_over_what_has_their_slug_or_their_original(app: TestApp) {
    app.import_as("here", Mode::Lenient, HERE).await;
    let rows = r#"{"kind":"article","key":"article:7","title":"Le four","body":"Ailleurs.","summary":"Court."}
{"kind":"article","key":"article:8","title":"Tout neuf","body":"x"}
{"kind":"theme","key":"mot:1","slug":"pain","name":{"fr":"Pain"}}
{"kind":"member","key":"auteur:1","memberKind":"PERSON","name":"Ana"}"#;
    let before = app.number("SELECT count(*) FROM entry").await;
    let dry = Manner { mode: Mode::DryRun, ..by(Matching::Slug) };
    for manner in [dry, by(Matching::Slug)] {
        let report = app.import_in("site", manner, rows).await;
        let outcomes: Vec<&Outcome> = report.rows().iter().map(|it| &it.outcome).collect();
        let wanted = [adopted(&["summary"], &["body"]), Outcome::Created, adopted(&[], &[]), adopted(&[], &[])];
        assert_eq!(outcomes, wanted.iter().collect::<Vec<_>>(), "{manner:?}");
        let said = report.summary().to_string();
        assert_eq!(said, "created 1, updated 0, same 0, conflicts 1, refused 0, adopted 2");
        let is_dry = manner.mode == Mode::DryRun;
        assert_eq!(app.number("SELECT count(*) FROM entry").await, before + i64::from(!is_dry));
    }
    let told = app.query("{ article(by: { slug: \"le-four\" }) { body summary } }").await;
    assert_eq!(told, json!({ "article": { "body": "Ici.", "summary": "Court." } }), "nothing is overwritten");
    // from now on the key stands for it, whatever is matched
    let again = app.import_in("site", Mode::Lenient.into(), rows).await;
    assert_eq!(again.rows()[0].outcome, Outcome::Conflict { conflicts: names(&["body"]), updated: Vec::new() });
    assert!(again.rows()[1..].iter().all(|it| it.outcome == Outcome::Same));
    // another row of the same origin does not take it over, too
    let twin = r#"{"kind":"article","key":"article:9","title":"Le four","body":"Autre."}"#;
    assert_eq!(app.import_in("site", by(Matching::Slug), twin).await.rows()[0].outcome, Outcome::Created);
    // the address of the original, however it is written
    let original = r#"{"kind":"article","key":"article:10","title":"Repris","body":"x","articleKind":"SUMMARY","originalUrl":"https://a.example/page?utm_source=lettre"}
{"kind":"page","key":"repris","title":"Repris","body":"x"}"#;
    let report = app.import_in("site", by(Matching::OriginalUrl), original).await;
    assert_eq!((&report.rows()[0].outcome, &report.rows()[1].outcome), (&adopted(&[], &[]), &Outcome::Created));
}

async fn a_row_that_fits_several_is_refused(app: TestApp) {
    let draft = |key: &str, page: &str| {
        json!({ "kind": "article", "key": key, "title": key, "body": "x", "articleKind": "SUMMARY",
            "originalUrl": format!("https://a.example/{page}") })
        .to_string()
    };
    app.import_as("here", Mode::Lenient, &format!("{}\n{}", draft("un", "un"), draft("deux", "deux"))).await;
    // two people may have begun the same, of which neither knows
    app.statement("UPDATE article SET original_url_key = 'a.example/un'").await;
    let report = app.import_in("site", by(Matching::OriginalUrl), &draft("article:1", "un")).await;
    let Outcome::Refused(problems) = &report.rows()[0].outcome else { panic!("{:?}", report.rows()) };
    assert_eq!(problems[0].path, ["originalUrl"]);
    assert_eq!(app.number("SELECT count(*) FROM external_id WHERE origin = 'site'").await, 0);
    // the command line says so, and in the plan as well
    let file = tempfile::NamedTempFile::new().unwrap();
    let rows =
        format!("{}\n{}", draft("article:1", "un"), r#"{"kind":"article","key":"x","slug":"deux","title":"deux"}"#);
    std::fs::write(file.path(), rows).unwrap();
    let run = |more: &[&str]| {
        let done = app.run(&[&["import", file.path().to_str().unwrap(), "--origin", "site"], more].concat());
        (done.status.success(), String::from_utf8(done.stdout).unwrap() + &String::from_utf8(done.stderr).unwrap())
    };
    let (well, said) = run(&["--match", "originalUrl", "--dry-run"]);
    assert!(!well && said.contains("2 entries that are here fit this row"), "{said}");
    let (_, said) = run(&["--match", "slug", "--dry-run"]);
    assert!(said.contains("article \"x\": adopted, here already") && said.contains("refused 1, adopted 1"), "{said}");
    assert!(!run(&["--match", "title"]).0);
}

async fn a_token_takes_over_what_it_may_edit(app: TestApp) {
    app.import_as("here", Mode::Lenient, HERE).await;
    let new = NewToken {
        name: "script".into(),
        account: None,
        member: None,
        role: Role::Editor,
        territories: vec!["pays:pays-de-brest".parse().unwrap()],
        scopes: vec![Scope::ContentRead, Scope::ContentWrite, Scope::ContentPublish, Scope::Import],
        expires_at: None,
    };
    let made = app.token(new).await;
    app.store.write(Viewer::operator("token")).bind_token(made.id, &["x".to_owned()]).await.unwrap();
    let send = async |address: &str, rows: &str| {
        let request = Request::post(address).header("content-type", "application/x-ndjson");
        let request = request.header("authorization", format!("Bearer {}", made.secret));
        app.send(request.body(Body::from(rows.to_owned())).unwrap()).await
    };
    let rows = r#"{"kind":"article","key":"a","slug":"le-four","title":"Le four","summary":"Court."}
{"kind":"article","key":"b","slug":"loin","title":"Loin"}
{"kind":"article","key":"article:c","title":"Caché","body":"x","territories":["commune:29019"]}
{"kind":"theme","key":"pain","name":{"fr":"Pain"}}"#;
    let answer = send("/api/import?origin=x&match=slug", rows).await;
    let mut told: Vec<Value> = answer.text().lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    // what others refer to comes first
    told.sort_by_key(|it| it["line"].as_u64().unwrap_or(u64::MAX));
    assert_eq!((&told[0]["outcome"], &told[0]["fields"]), (&json!("ADOPTED"), &json!(["summary"])), "{told:?}");
    assert_eq!((&told[1]["outcome"], &told[1]["problems"][0]["path"]), (&json!("REFUSED"), &json!(["territories"])));
    // what it does not see is not there
    assert_eq!(told[2]["outcome"], "CREATED");
    assert_eq!(told[3]["outcome"], "REFUSED");
    assert_eq!(told[4]["summary"]["adopted"], json!(1));
    assert_eq!(app.number("SELECT count(*) FROM external_id WHERE origin = 'x'").await, 2);
    assert_eq!(send("/api/import?origin=x&match=title", rows).await.status, 400);
}

async fn what_changed_here_and_there_waits_for_an_editor(app: TestApp) {
    let desk = Desk::new(app).await;
    let app = &desk.app;
    let row = |title: &str, body: &str| {
        json!({ "kind": "recipe", "key": "a", "title": title, "body": body, "status": "PUBLISHED", "slug": "a",
            "authors": [{ "name": "Ana" }], "territories": ["commune:29075"] })
        .to_string()
    };
    let import = async |rows: &str| app.import_in("partner", proposing(), rows).await.rows()[0].outcome.clone();
    let waiting = async || app.number("SELECT count(*) FROM revision WHERE state = 'PROPOSED'").await;
    let here = async || app.query("{ recipe(by: { slug: \"a\" }) { title body } }").await["recipe"].take();
    import(&row("One", "one")).await;
    let id = app.query("{ recipe(by: { slug: \"a\" }) { id } }").await;
    let id = value(&id, "recipe/id").clone();
    desk.does(&desk.brest, UPDATE, json!({ "id": id, "version": 1, "title": "Ours" })).await;
    let proposed = Touched { updated: names(&["body"]), proposed: names(&["title"]), conflicts: Vec::new() };
    assert_eq!(import(&row("Theirs", "two")).await, Outcome::Proposed(proposed));
    assert_eq!((here().await, waiting().await), (json!({ "title": "Ours", "body": "two" }), 1));
    // again, nothing is proposed twice; what the origin says next takes the place of what waits
    assert_eq!((import(&row("Theirs", "two")).await, waiting().await), (Outcome::Same, 1));
    let next = Touched { proposed: names(&["title"]), ..Touched::default() };
    assert_eq!((import(&row("Theirs again", "two")).await, waiting().await), (Outcome::Proposed(next.clone()), 1));
    let queue = desk.reads(&desk.brest, include_str!("desk/queue.graphql")).await;
    let version = value(&queue, "queue/items/nodes/0/proposedVersion").as_i64().unwrap();
    let version = i32::try_from(version).unwrap();
    desk.step(&desk.brest, "entryPublish", &id, version, None).await;
    assert_eq!((here().await["title"].take(), waiting().await), (json!("Theirs again"), 0));
    assert_eq!(import(&row("Theirs again", "two")).await, Outcome::Same);
    // one that is turned down is not proposed again
    let current = async || {
        let told = desk.reads(&desk.brest, &format!("{{ recipe(by: {{ id: {id} }}) {{ version }} }}")).await;
        i32::try_from(value(&told, "recipe/version").as_i64().unwrap()).unwrap()
    };
    desk.does(&desk.brest, UPDATE, json!({ "id": id, "version": current().await, "title": "Ours again" })).await;
    assert_eq!(import(&row("Third", "two")).await, Outcome::Proposed(next));
    let queue = desk.reads(&desk.brest, include_str!("desk/queue.graphql")).await;
    let version = i32::try_from(value(&queue, "queue/items/nodes/0/proposedVersion").as_i64().unwrap()).unwrap();
    desk.step(&desk.brest, "entryRefuse", &id, version, Some("Non.")).await;
    assert_eq!((import(&row("Third", "two")).await, waiting().await), (Outcome::Same, 0));
    assert_eq!(here().await["title"], "Ours again");
}

async fn what_people_have_proposed_does_not_give_way(app: TestApp) {
    let desk = Desk::new(app).await;
    let app = &desk.app;
    let id = desk.published("La soupe").await;
    let row = |title: &str, status: &str| {
        json!({ "kind": "recipe", "key": "r", "id": id, "title": title, "status": status }).to_string()
    };
    let import = async |rows: &str| app.import_in("partner", proposing(), rows).await.rows()[0].outcome.clone();
    assert_eq!(import(&row("La soupe", "PUBLISHED")).await, Outcome::Same);
    desk.does(&desk.brest, UPDATE, json!({ "id": id, "version": 2, "title": "La soupe au chou" })).await;
    desk.does(&desk.ana, UPDATE, json!({ "id": id, "version": 3, "summary": "Chaude." })).await;
    let kept = Outcome::Conflict { conflicts: names(&["title"]), updated: Vec::new() };
    assert_eq!(import(&row("Autre", "PUBLISHED")).await, kept);
    let theirs = "SELECT count(*) FROM revision WHERE state = 'PROPOSED' AND proposed_by_seq IS NOT NULL";
    assert_eq!(app.number(theirs).await, 1);
    // what is not public has no proposals
    let draft = r#"{"kind":"article","key":"d","slug":"d","title":"One","body":"x"}"#;
    import(draft).await;
    app.import_as("other", Mode::Lenient, r#"{"kind":"article","key":"d","title":"Other"}"#).await;
    let other = app.number("SELECT count(*) FROM entry WHERE title = 'Other'").await;
    assert_eq!(other, 1);
    let same = Manner { matching: Some(Matching::Slug), ..proposing() };
    let row = r#"{"kind":"article","key":"e","slug":"d","title":"Two"}"#;
    let report = app.import_in("third", same, row).await;
    assert_eq!(report.rows()[0].outcome, adopted(&[], &["title"]));
    // the command line says what waits
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), self::row_of_partner(&id, "Encore autre")).unwrap();
    desk.step(&desk.ana, "entryUnsubmit", &id, 4, None).await;
    let path = file.path().to_str().unwrap();
    let done = app.run(&["import", path, "--origin", "partner", "--on-conflict", "propose"]);
    let said = String::from_utf8(done.stdout).unwrap();
    assert!(done.status.success() && said.contains("proposed to an editor, changed here and there: title"), "{said}");
    assert!(said.contains("proposed 1"), "{said}");
}

fn row_of_partner(id: &Value, title: &str) -> String {
    json!({ "kind": "recipe", "key": "r", "id": id, "title": title }).to_string()
}

on_both! {
    empty:
        rows_take_over_what_has_their_slug_or_their_original,
        a_row_that_fits_several_is_refused,
        a_token_takes_over_what_it_may_edit,
        what_changed_here_and_there_waits_for_an_editor,
        what_people_have_proposed_does_not_give_way,
    ;
}
