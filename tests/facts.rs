//! What is to be known later stands in tables of its own: nothing is read out of the audit but the audit itself, so that its old lines
//! can be deleted, and what older programs only wrote there is taken over by a migration.

use entity::upkeep::open;
use std::io::Write;
use std::process::Stdio;
use std::time::Duration;

use entity::Options;
use entity::mail::outbox::MailKind;
use entity::value::role::Role;
use serde_json::{Value, json};

use crate::desk::{Desk, UPDATE};
use crate::sessions::{PASSWORD, person, sign_in};
use crate::support::{SECRET, TestApp, on_both, value};

/// Rows of an archive: a text whose authors change, one whose licence does, one without a body, and what is to go for good.
const ARCHIVE: &str = r#"
    {"kind":"recipe","key":"orig","title":"Le four","body":"Du texte.","authors":["ana"],"territories":["commune:29075"],"licence":"CC-BY-SA-4.0","status":"PUBLISHED"}
    {"kind":"recipe","key":"libre","title":"Le fournil","body":"Du texte.","authors":["ana"],"territories":["commune:29075"],"licence":"CC-BY-SA-4.0","status":"PUBLISHED"}
    {"kind":"recipe","key":"vide","title":"Vide","authors":["ana"],"status":"PUBLISHED"}
"#;
const ARCHIVE_MEMBERS: &str = r#"{"kind":"member","key":"ana","memberKind":"PERSON","name":"Ana"}"#;
const GONE: &str = r#"
    {"kind":"member","key":"yann","memberKind":"PERSON","name":"Yann Secret"}
    {"kind":"article","key":"interdit","title":"Interdit","body":"Le texte interdit.","authors":["yann"],"status":"PUBLISHED"}
"#;
const FORMER: &str = include_str!("facts/former.graphql");
const QUEUE: &str = "{ queue { items { nodes { submittedAt entry { title } } } } }";

/// Does something as somebody: what was done, the code of the refusal, or that of what is to be mended.
async fn does(app: &TestApp, token: &str, name: &str, answers: &str, input: Value) -> Value {
    let kind = format!("{}{}", name[..1].to_uppercase(), &name[1..]);
    let mutation = format!(
        "mutation ($input: {kind}Input!) {{ done: {name}(input: $input) {{ {answers} userErrors {{ code path }} }} }}"
    );
    let variables = json!({ "input": input });
    let answer = match token {
        "" => app.post(&mutation, variables).await.json(),
        token => app.post_as(token, "published", &mutation, variables).await.json(),
    };
    if let Some(errors) = answer.get("errors") {
        return errors[0]["extensions"]["code"].clone();
    }
    let done = &answer["data"]["done"];
    done.pointer("/userErrors/0/code").unwrap_or(done).clone()
}

async fn account(app: &TestApp, token: &str) -> Value {
    let data = app.post_as(token, "latest", "{ viewer { account { id } } }", Value::Null).await.data();
    value(&data, "viewer/account/id").clone()
}

async fn id_of(app: &TestApp, kind: &str, slug: &str) -> Value {
    let data = app.query(&format!("{{ {kind}(by: {{ slug: \"{slug}\" }}) {{ id }} }}")).await;
    value(&data, &format!("{kind}/id")).clone()
}

/// What is known of accounts and entries, number by number.
async fn facts(app: &TestApp) -> Vec<i64> {
    let mut facts = Vec::new();
    for statement in [
        "SELECT count(*) FROM account WHERE suspended_by_role = 'ADMIN' AND status = 'SUSPENDED'",
        "SELECT count(*) FROM account WHERE suspended_by_role = 'EDITOR' AND status = 'SUSPENDED'",
        "SELECT count(*) FROM account WHERE suspended_by_role IS NOT NULL",
        "SELECT count(*) FROM account WHERE invited_at IS NOT NULL",
        "SELECT CAST(sum(invited_at) AS BIGINT) FROM account",
        "SELECT count(*) FROM entry WHERE submitted_at IS NOT NULL AND status = 'SUBMITTED'",
        "SELECT count(*) FROM entry WHERE submitted_at IS NOT NULL",
        "SELECT CAST(sum(submitted_at) AS BIGINT) FROM entry",
        "SELECT first_public_version FROM entry WHERE slug = 'orig'",
        "SELECT first_public_version FROM entry WHERE slug = 'libre'",
        "SELECT first_public_version FROM entry WHERE slug = 'le-plan'",
        "SELECT count(*) FROM entry WHERE first_public_version IS NOT NULL",
        "SELECT count(*) FROM entry WHERE published_as_it_was",
        "SELECT count(*) FROM entry WHERE published_as_it_was AND slug = 'vide'",
        "SELECT count(*) FROM licence_history",
        "SELECT CAST(sum(until) AS BIGINT) FROM licence_history",
        "SELECT count(*) FROM gone WHERE kind = 'member'",
        "SELECT count(*) FROM gone WHERE kind = 'article'",
        "SELECT CAST(sum(at) AS BIGINT) FROM gone",
    ] {
        facts.push(app.number(statement).await);
    }
    facts
}

/// How many lines the audit has.
async fn lines(app: &TestApp) -> i64 {
    app.number("SELECT count(*) FROM audit").await
}

/// Takes the facts out of the database, lets an older program write, and has them taken over from the audit and the versions once more.
async fn migrate_anew(app: &TestApp, older: &[&str]) {
    let (url, statement_timeout) = (app.database_url(), Duration::from_secs(10));
    let options = Options { url, readers: 2, statement_timeout, allowance: Default::default(), replica: None };
    let applied = open::migrations(&options).await.unwrap().applied;
    let since = applied.iter().position(|it| it == "m0022_facts").unwrap();
    open::undo_migrations(&options, applied.len() - since).await.unwrap();
    assert_eq!(open::migrations(&options).await.unwrap().applied, applied[..since]);
    for statement in older {
        app.statement(statement).await;
    }
    assert!(app.run(&["migrate"]).status.success());
    assert_eq!(open::migrations(&options).await.unwrap().applied, applied);
}

async fn no_right_and_no_answer_rests_on_the_audit(app: TestApp) {
    let desk = Desk::new(app).await;
    let app = &desk.app;
    app.import(ARCHIVE).await;
    app.import(GONE).await;
    for (name, role, places) in [
        ("chief", Role::Admin, &[][..]),
        ("guide", Role::Editor, &["pays:pays-de-brest"]),
        ("loic", Role::Contributor, &[]),
        ("maud", Role::Contributor, &[]),
        ("nora", Role::Contributor, &[]),
    ] {
        person(app, name, role, places).await;
    }
    let (chief, guide) = (sign_in(app, "chief").await.0, sign_in(app, "guide").await.0);
    // one account is taken out of use by an administrator, one by an editor in the end, one is in use again
    let (loic, maud, nora) = (
        account(app, &sign_in(app, "loic").await.0).await,
        account(app, &sign_in(app, "maud").await.0).await,
        account(app, &sign_in(app, "nora").await.0).await,
    );
    for (by, whom, suspended) in [
        (&guide, &loic, true),
        (&guide, &loic, false),
        (&chief, &loic, true),
        (&chief, &maud, true),
        (&chief, &maud, false),
        (&guide, &maud, true),
        (&chief, &nora, true),
        (&chief, &nora, false),
    ] {
        let name = if suspended { "accountSuspend" } else { "accountUnsuspend" };
        let done = does(app, by, name, "account { status }", json!({ "account": whom })).await;
        assert_eq!(done["userErrors"], json!([]), "{done}");
    }
    // a stranger registers with an address, and then it is invited
    let stranger = json!({ "name": "Eve", "email": "zoe@example.org", "password": "far breton aux pruneaux" });
    does(app, "", "accountRegister", "", stranger).await;
    let promised = json!({ "name": "Zoé", "email": "zoe@example.org", "role": "CONTRIBUTOR", "language": "en" });
    assert_eq!(does(app, &chief, "memberInvite", "", promised).await["userErrors"], json!([]));
    let mails = app.mails().await;
    let code = |occasion| mails.iter().find(|it| it.occasion == occasion).and_then(|it| it.code.clone()).unwrap();
    let (confirms, invitation) = (code(MailKind::Registered), code(MailKind::Invited));
    // somebody is erased, a text is purged
    let (yann, article) = (id_of(app, "member", "yann").await, id_of(app, "article", "interdit").await);
    assert_eq!(
        does(app, &chief, "memberErase", "account { status }", json!({ "account": yann, "credits": "ANONYMISE" }))
            .await,
        json!({ "account": null, "userErrors": [] })
    );
    assert_eq!(
        does(
            app,
            &chief,
            "entryPurge",
            "deletedId",
            json!({
                "id": article,
                "reason": "court order 12"
            })
        )
        .await["deletedId"],
        article
    );
    // a text waits since it was handed in, whoever mends it
    let waiting = desk.draft("En attente", json!({})).await;
    app.at("2026-12-01T13:00:00Z");
    desk.step(&desk.ana, "entrySubmit", &waiting, 1, None).await;
    app.at("2026-12-01T15:00:00Z");
    desk.does(&desk.brest, UPDATE, json!({ "id": waiting, "version": 2, "summary": "Mieux." })).await;
    // one has another licence by its author, one has one more author now
    let (orig, libre) = (id_of(app, "recipe", "orig").await, id_of(app, "recipe", "libre").await);
    desk.does(&desk.ana, UPDATE, json!({ "id": libre, "version": 1, "licence": "CC-BY-4.0" })).await;
    assert_eq!(value(&desk.step(&desk.brest, "entryPublish", &libre, 2, None).await, "entry/status"), "PUBLISHED");
    let authors = json!([{ "member": "ana" }, { "member": "bob" }]);
    let done = desk.does(&desk.brest, UPDATE, json!({ "id": orig, "version": 1, "authors": authors })).await;
    assert_eq!(value(&done, "recipe/version"), 2, "{done}");
    // one was planned, was not published after all, and is public in the end
    let plan = desk.draft("Le plan", json!({})).await;
    let publish = "mutation ($input: EntryPublishInput!) { done: entryPublish(input: $input) { entry { version status \
        } userErrors { code path } } }";
    desk.does(&desk.brest, publish, json!({ "id": plan, "version": 1, "publishedAt": "2027-01-01T00:00:00Z" })).await;
    desk.step(&desk.brest, "entryWithdraw", &plan, 2, None).await;
    let done = desk.does(&desk.brest, publish, json!({ "id": plan, "version": 3 })).await;
    assert_eq!(value(&done, "entry/version"), 4, "{done}");
    app.at("2026-12-01T16:00:00Z");
    let done = desk.does(&desk.brest, UPDATE, json!({ "id": plan, "version": 4, "summary": "Public." })).await;
    assert_eq!(value(&done, "recipe/version"), 5, "{done}");

    let known = facts(app).await;
    let former = app.query(FORMER).await;
    let at = |hour: i64| app.clock.now().milliseconds() + (hour - 16) * 3_600_000;
    assert_eq!(known, [1, 1, 2, 1, at(12), 1, 1, at(13), 1, 1, 4, 3, 1, 1, 1, at(15), 1, 1, 2 * at(12)]);
    assert_eq!(
        value(&former, "recipe/formerLicences"),
        &json!([{ "licence": { "key": "CC-BY-SA-4.0" }, "endedAt": "2026-12-01T15:00:00.000Z" }])
    );
    // an older program wrote the audit and the versions alone
    migrate_anew(app, &[]).await;
    assert_eq!(facts(app).await, known);
    // and when the audit is gone, nothing has changed
    let pruned = app.run(&["audit", "prune", "--before", "2027-06-01", "--yes"]);
    assert!(pruned.status.success(), "{pruned:?}");
    assert_eq!((lines(app).await, facts(app).await), (2, known), "it tells of itself alone");
    let app = &app.beside().await;
    let (chief, guide) = (sign_in(app, "chief").await.0, sign_in(app, "guide").await.0);
    assert_eq!(app.query(FORMER).await, former);
    let queue = app.post_as(&desk.brest, "latest", QUEUE, Value::Null).await.data();
    assert_eq!(
        value(&queue, "queue/items/nodes"),
        &json!([{ "submittedAt": "2026-12-01T13:00:00.000Z", "entry": { "title": "En attente" } }])
    );
    let resumes = async |by: &str, whom: &Value| {
        does(app, by, "accountUnsuspend", "account { status }", json!({ "account": whom })).await
    };
    assert_eq!(resumes(&guide, &loic).await, "NOT_FOUND", "what an administrator has decided, no editor undoes");
    assert_eq!(
        (resumes(&guide, &maud).await["account"].take(), resumes(&chief, &loic).await["account"].take()),
        (Value::Null, json!({ "status": "ACTIVE" }))
    );
    assert_eq!(app.import(GONE).await.summary().to_string(), "created 0, updated 0, same 0, conflicts 0, refused 2");
    assert_eq!(
        does(app, "", "accountVerify", "member { slug }", json!({ "code": confirms })).await,
        "REQUIRED",
        "the stranger's password is not taken"
    );
    let own = json!({ "code": invitation, "password": PASSWORD });
    assert_eq!(value(&does(app, "", "accountVerify", "member { slug }", own).await, "member/slug"), "zoe");
    let frees = async |token: &str| {
        does(
            app,
            token,
            "recipeUpdate",
            "recipe { version }",
            json!({ "id": orig, "version": 2, "licence": "CC0-1.0" }),
        )
        .await
    };
    assert_eq!(frees(&desk.bob).await, "LICENCE_REFUSED", "he was named when it was public already");
    assert_eq!(value(&frees(&desk.ana).await, "recipe/version"), 3);
    let doctor = app.command(&["doctor"]).env("BC_SECRET", SECRET).output().unwrap();
    assert!(doctor.status.success(), "what the operator took as it was stays taken: {doctor:?}");
}

async fn what_an_older_program_wrote_is_taken_over_as_it_was_read(app: TestApp) {
    app.import(ARCHIVE_MEMBERS).await;
    app.import(ARCHIVE).await;
    person(&app, "nora", Role::Contributor, &[]).await;
    let line = |at: i64, action: &str, of: &str, detail: &str| {
        format!(
            "INSERT INTO audit (at, actor, credential, action, object_kind, object_id, detail) SELECT {at}, 'none', \
                'none', '{action}', 'recipe', id, '{detail}' FROM {of}"
        )
    };
    let (orig, vide, nora) =
        ("entry WHERE slug = 'orig'", "entry WHERE slug = 'vide'", "account WHERE email = 'nora@example.org'");
    let older = [
        // of licences, the last moment counts; one that is not known any more is left out
        line(5_000, "licenceChange", orig, "CC-BY-4.0 CC-BY-SA-4.0"),
        line(6_000, "licenceChange", orig, "CC-BY-SA-4.0 CC-BY-4.0"),
        line(7_000, "licenceChange", orig, "CC-BY-4.0 CC0-1.0"),
        line(8_000, "licenceChange", orig, "Unknown-1.0 CC0-1.0"),
        // what was purged twice is gone since the first time; a line that names nothing says nothing
        line(3_000, "entryPurge", vide, "x"),
        line(4_000, "entryPurge", vide, "x"),
        "INSERT INTO audit (at, actor, credential, action) VALUES (1, 'none', 'none', 'entryPurge')".to_owned(),
        // the last submission counts, the last suspension, and the last invitation
        line(1_000, "entrySubmit", orig, ""),
        line(2_000, "entrySubmit", orig, ""),
        line(1_000, "entrySubmit", vide, ""),
        "UPDATE entry SET status = 'SUBMITTED', updated_at = 9000 WHERE slug IN ('orig', 'libre')".to_owned(),
        line(1_000, "accountSuspend", nora, "EDITOR"),
        line(2_000, "accountSuspend", nora, "ADMIN"),
        line(1_000, "memberInvite", nora, "CONTRIBUTOR"),
        line(2_000, "memberInvite", nora, "CONTRIBUTOR"),
        "UPDATE account SET status = 'SUSPENDED' WHERE email = 'nora@example.org'".to_owned(),
    ];
    migrate_anew(&app, &older.iter().map(String::as_str).collect::<Vec<_>>()).await;
    for (statement, expected) in [
        ("SELECT count(*) FROM licence_history", 2),
        (
            "SELECT until FROM licence_history h JOIN licence l ON l.seq = h.licence_seq WHERE l.key = 'CC-BY-4.0'",
            7_000,
        ),
        (
            "SELECT until FROM licence_history h JOIN licence l ON l.seq = h.licence_seq WHERE l.key = 'CC-BY-SA-4.0'",
            6_000,
        ),
        ("SELECT count(*) FROM licence_history a JOIN licence_history b ON a.seq > b.seq AND a.until > b.until", 1),
        ("SELECT count(*) FROM gone", 1),
        ("SELECT at FROM gone", 3_000),
        ("SELECT submitted_at FROM entry WHERE slug = 'orig'", 2_000),
        ("SELECT submitted_at FROM entry WHERE slug = 'libre'", 9_000),
        ("SELECT count(*) FROM entry WHERE submitted_at IS NOT NULL", 2),
        ("SELECT count(*) FROM account WHERE suspended_by_role = 'ADMIN'", 1),
        ("SELECT invited_at FROM account WHERE email = 'nora@example.org'", 2_000),
    ] {
        assert_eq!(app.number(statement).await, expected, "{statement}");
    }
    // where no line tells the role, only administrators lift a suspension
    migrate_anew(&app, &["DELETE FROM audit"]).await;
    assert_eq!(app.number("SELECT count(*) FROM account WHERE suspended_by_role = 'ADMIN'").await, 1);
    assert_eq!(app.number("SELECT submitted_at FROM entry WHERE slug = 'orig'").await, 9_000);
}

async fn old_lines_of_the_audit_go_and_no_others(app: TestApp) {
    person(&app, "chief", Role::Admin, &[]).await;
    let before = lines(&app).await;
    // more than one transaction deletes
    for day in [1, 3] {
        let rows =
            (0..1_250).map(|_| format!("({}, 'none', 'none', 'test')", 1_700_000_000_000_i64 + day * 86_400_000));
        let rows: Vec<String> = rows.collect();
        app.statement(&format!("INSERT INTO audit (at, actor, credential, action) VALUES {}", rows.join(", "))).await;
    }
    let count = async |action: &str| app.number(&format!("SELECT count(*) FROM audit WHERE action = '{action}'")).await;
    // a date that is none, and an answer that is not yes, delete nothing
    for date in ["yesterday", "2023-13-01", ""] {
        assert_eq!(app.run(&["audit", "prune", "--yes", "--before", date]).status.code(), Some(2), "{date}");
    }
    assert_eq!(app.run(&["audit", "prune", "--yes"]).status.code(), Some(2), "without a date");
    for (answer, expected, left) in [("", 1, 2_500), ("no\n", 1, 2_500), ("yes\n", 0, 1_250)] {
        let mut program = app.command(&["audit", "prune", "--before", "2023-11-17"]);
        let mut running = program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        running.stdin.take().unwrap().write_all(answer.as_bytes()).unwrap();
        let output = running.wait_with_output().unwrap();
        assert_eq!((output.status.code(), count("test").await), (Some(expected), left), "{answer:?} {output:?}");
    }
    let told = app.run(&["audit", "prune", "--before", "2023-11-18T00:00:00Z", "--yes"]);
    assert_eq!(
        (String::from_utf8_lossy(&told.stdout).trim(), count("test").await),
        ("deleted 1250 lines from before 2023-11-18T00:00:00.000Z", 0)
    );
    assert_eq!(lines(&app).await, before + 4, "each run tells that it began, and what it did");
    let log =
        String::from_utf8(app.run(&["audit", "--action", "auditPruned", "--action", "auditPrune"]).stdout).unwrap();
    for said in [
        "operator:audit\toperator:audit\tauditPruned\t-\t1250 lines before 2023-11-18T00:00:00.000Z",
        "\tauditPrune\t-\tbefore 2023-11-17T00:00:00.000Z",
    ] {
        assert!(log.contains(said), "{log}");
    }
}

on_both! {
    empty:
        no_right_and_no_answer_rests_on_the_audit,
        what_an_older_program_wrote_is_taken_over_as_it_was_read,
        old_lines_of_the_audit_go_and_no_others,
    ;
}
