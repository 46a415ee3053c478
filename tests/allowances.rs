//! How much an account may write: what is too much is refused with when it may go on, saving over and over leaves few
//! versions, and editors are not told the same again and again.

use entity::mail::outbox::MailKind;
use entity::value::role::Role;
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::sessions::{PASSWORD, person, sign_in};
use crate::support::{Served, TestApp, on_both, value};

const PROGRAM: &str = env!("CARGO_BIN_EXE_bretagne-creative");
const MADE: &str = include_str!("allowances/made.graphql");
const SAVED: &str = include_str!("allowances/saved.graphql");

impl Desk {
    async fn saves(&self, who: &str, id: &Value, version: i32, summary: &str) -> Value {
        self.does(who, SAVED, json!({ "id": id, "version": version, "summary": summary })).await
    }

    /// The versions that are kept, the newest first.
    async fn versions(&self, id: &Value) -> Vec<i64> {
        let data = self.reads(&self.ana, &format!("{{ revisions(entry: {id}) {{ version }} }}")).await;
        data["revisions"].as_array().unwrap().iter().map(|it| it["version"].as_i64().unwrap()).collect()
    }
}

/// Saves as often as it is let: how often that is, and why not once more.
async fn saves_until_refused(desk: &Desk, who: &str, id: &Value) -> (i32, Value) {
    for version in 1..1_000 {
        let done = desk.saves(who, id, version, &format!("Résumé {version}.")).await;
        if let Some(error) = done.pointer("/userErrors/0") {
            return (version - 1, error.clone());
        }
    }
    panic!("nothing was refused");
}

async fn saving_over_and_over_leaves_few_versions(app: TestApp) {
    let desk = Desk::new(app).await;
    let id = desk.draft("Le four", json!({})).await;
    for version in 1..=5 {
        assert_eq!(
            value(&desk.saves(&desk.ana, &id, version, &format!("Résumé {version}.")).await, "recipe/version"),
            &json!(version + 1)
        );
    }
    assert_eq!(desk.versions(&id).await, [6, 1]);
    // who holds a version that gave way is told that it is old
    let stale = value(&desk.saves(&desk.ana, &id, 3, "Autre.").await, "userErrors/0").clone();
    assert_eq!(
        (&stale["code"], &stale["currentVersion"], &stale["changedFields"]),
        (&json!("STALE"), &json!(6), &json!(["summary"]))
    );
    desk.app.at("2026-12-01T12:11:00Z");
    for version in 6..=8 {
        desk.saves(&desk.ana, &id, version, &format!("Résumé {version}.")).await;
    }
    assert_eq!(desk.versions(&id).await, [9, 7, 6, 1], "one each ten minutes stays");
    // what somebody was shown stays
    let preview = "mutation ($input: PreviewCreateInput!) { done: previewCreate(input: $input) { preview { version } \
        userErrors { code } } }";
    assert_eq!(value(&desk.does(&desk.ana, preview, json!({ "entry": id })).await, "preview/version"), &json!(9));
    desk.saves(&desk.ana, &id, 9, "Résumé 9.").await;
    // so does what somebody else made
    desk.saves(&desk.brest, &id, 10, "Mieux.").await;
    desk.saves(&desk.ana, &id, 11, "Encore mieux.").await;
    assert_eq!(desk.versions(&id).await, [12, 11, 10, 9, 7, 6, 1]);
    let restore = "mutation ($input: RevisionRestoreInput!) { done: revisionRestore(input: $input) { entry { version \
        summary } userErrors { code path } } }";
    let restored = desk.does(&desk.ana, restore, json!({ "id": id, "version": 12, "restoreVersion": 7 })).await;
    assert_eq!(restored["entry"], json!({ "version": 13, "summary": "Résumé 6." }));
    let gone = desk.does(&desk.ana, restore, json!({ "id": id, "version": 13, "restoreVersion": 8 })).await;
    assert_eq!(value(&gone, "userErrors/0/code"), "UNKNOWN");
    // what is handed in is not written over
    assert_eq!(value(&desk.step(&desk.ana, "entrySubmit", &id, 13, None).await, "entry/status"), "SUBMITTED");
    assert_eq!(value(&desk.step(&desk.ana, "entryUnsubmit", &id, 14, None).await, "entry/status"), "DRAFT");
    assert!(desk.versions(&id).await.starts_with(&[15, 14, 13]));
}

async fn who_saves_too_often_is_told_when_to_go_on(app: TestApp) {
    let desk = Desk::new(app).await;
    let id = desk.draft("Le four", json!({})).await;
    let (times, error) = saves_until_refused(&desk, &desk.ana, &id).await;
    // to make it was the first act of the minute
    assert_eq!(times, 119);
    assert_eq!(
        error,
        json!({ "code": "ALLOWANCE_USED_UP", "path": [], "limit": "writes_per_minute", "max": 120, "retryAfter": 60,
        "message": "You may save 120 times a minute; go on in 60 s. Nothing was saved." })
    );
    // others write on, editors as well; nothing of what was refused is there
    assert_eq!(value(&desk.saves(&desk.brest, &id, 120, "Mieux.").await, "recipe/version"), &json!(121));
    assert_eq!(desk.versions(&id).await[..2], [121, 120]);
    let beside = desk.app.beside().await;
    let asked = json!({ "input": { "id": id, "version": 121, "summary": "Ailleurs." } });
    let elsewhere = beside.post_as(&desk.ana, "published", SAVED, asked).await.data();
    assert_eq!(value(&elsewhere, "done/userErrors/0/code"), "ALLOWANCE_USED_UP", "all servers count together");
    desk.app.at("2026-12-01T12:01:00Z");
    assert_eq!(value(&desk.saves(&desk.ana, &id, 121, "Encore mieux.").await, "recipe/version"), &json!(122));
}

async fn who_has_just_registered_writes_less_until_accepted(app: TestApp) {
    person(&app, "brest", Role::Editor, &["pays:pays-de-brest"]).await;
    let register =
        "mutation ($input: AccountRegisterInput!) { done: accountRegister(input: $input) { userErrors { code } } }";
    let input = json!({
        "name": "Maeva",
        "email": "maeva@example.org",
        "password": PASSWORD,
        "territories": ["commune:29019"]
    });
    app.post(register, json!({ "input": input })).await.data();
    let (_, _, code) = app.mail().await;
    let verify =
        "mutation ($input: AccountVerifyInput!) { done: accountVerify(input: $input) { userErrors { code } } }";
    app.post(verify, json!({ "input": { "code": code } })).await.data();
    let (maeva, _) = sign_in(&app, "maeva").await;
    let (brest, _) = sign_in(&app, "brest").await;
    let desk = Desk::new(app).await;
    let made = desk.does(&maeva, MADE, json!({ "title": "Le four", "territories": ["commune:29019"] })).await;
    let id = value(&made, "recipe/id").clone();
    let (times, error) = saves_until_refused(&desk, &maeva, &id).await;
    assert_eq!((times, &error["limit"], &error["max"]), (29, &json!("writes_per_minute"), &json!(30)));
    let me = desk.reads(&maeva, "{ viewer { member { id } } }").await;
    let accept = "mutation ($input: MemberAcceptInput!) { done: memberAccept(input: $input) { member { name } \
        userErrors { code } } }";
    let accepted = desk.does(&brest, accept, json!({ "member": value(&me, "viewer/member/id") })).await;
    assert_eq!(value(&accepted, "member/name"), "Maeva", "{accepted}");
    assert_eq!(value(&desk.saves(&maeva, &id, 30, "Encore.").await, "recipe/version"), &json!(31));
}

async fn who_saves_too_much_or_makes_too_many_drafts_is_refused(app: TestApp) {
    let desk = Desk::new(app).await;
    let settings = [("BC_LOG", "error"), ("BC_LIMITS__BYTES_PER_DAY", "1000000"), ("BC_LIMITS__DRAFTS", "3")];
    let served = Served::start(PROGRAM, &desk.app.database_url(), &settings);
    let does = |mutation: &str, input: Value| {
        let body = json!({ "query": mutation, "variables": { "input": input } }).to_string();
        let head = format!("Authorization: Bearer {}\r\nAccept-Language: en\r\n", desk.ana);
        let reply = served.post("application/json", &head, body.as_bytes()).unwrap();
        let answer: Value = serde_json::from_slice(&reply.body).unwrap();
        assert!(answer.get("errors").is_none(), "{answer}");
        answer["data"]["done"].clone()
    };
    let body = "Du texte. ".repeat(20_000);
    let made: Vec<Value> =
        (0..4).map(|n| does(MADE, json!({ "title": format!("Le four {n}"), "body": body }))).collect();
    assert!(made[..3].iter().all(|it| it["userErrors"] == json!([])));
    assert_eq!(
        made[3]["userErrors"][0],
        json!({ "code": "ALLOWANCE_USED_UP", "path": [], "limit": "drafts", "max": 3, "retryAfter": null,
        "message": "You may have 3 drafts at once: hand some in, or delete some. Nothing was saved." })
    );
    let id = value(&made[0], "recipe/id");
    let save = |version: i32| does(SAVED, json!({ "id": id, "version": version, "body": format!("{body}{version}") }));
    assert_eq!(value(&save(1), "recipe/version"), &json!(2));
    let refused = value(&save(2), "userErrors/0").clone();
    assert_eq!((&refused["limit"], &refused["max"]), (&json!("bytes_per_day"), &json!(1_000_000)));
    assert!((1..=86_400).contains(&refused["retryAfter"].as_i64().unwrap()), "{refused}");
}

async fn editors_are_told_once_an_hour_that_something_was_handed_in(app: TestApp) {
    person(&app, "loig", Role::Editor, &["pays:pays-de-brest"]).await;
    let desk = Desk::new(app).await;
    let id = desk.draft("Le four", json!({})).await;
    for version in [1, 3, 5] {
        desk.step(&desk.ana, "entrySubmit", &id, version, None).await;
        desk.step(&desk.ana, "entryUnsubmit", &id, version + 1, None).await;
    }
    let told = |mails: Vec<entity::mail::outbox::Mail>| {
        mails.iter().map(|it| (it.to.clone(), it.occasion)).collect::<Vec<_>>()
    };
    let once = vec![("loig@example.org".to_owned(), MailKind::Submitted)];
    assert_eq!(told(desk.app.mails().await), once);
    desk.app.at("2026-12-01T12:59:00Z");
    desk.step(&desk.ana, "entrySubmit", &id, 7, None).await;
    desk.step(&desk.ana, "entryUnsubmit", &id, 8, None).await;
    assert_eq!(told(desk.app.mails().await), []);
    // what comes after an editor's answer is news, as is another text, and the same an hour later
    desk.step(&desk.ana, "entrySubmit", &id, 9, None).await;
    desk.step(&desk.brest, "entryRequestChanges", &id, 10, Some("Qui chauffe ?")).await;
    desk.step(&desk.ana, "entrySubmit", &id, 11, None).await;
    desk.step(&desk.ana, "entryUnsubmit", &id, 12, None).await;
    assert_eq!(told(desk.app.mails().await), once);
    let other = desk.draft("L'autre", json!({})).await;
    desk.step(&desk.ana, "entrySubmit", &other, 1, None).await;
    assert_eq!(told(desk.app.mails().await), once);
    desk.app.at("2026-12-01T13:59:00Z");
    desk.step(&desk.ana, "entrySubmit", &id, 13, None).await;
    assert_eq!(told(desk.app.mails().await), once);
}

on_both! {
    empty:
        saving_over_and_over_leaves_few_versions,
        who_saves_too_often_is_told_when_to_go_on,
        who_has_just_registered_writes_less_until_accepted,
        who_saves_too_much_or_makes_too_many_drafts_is_refused,
        editors_are_told_once_an_hour_that_something_was_handed_in,
    ;
}
