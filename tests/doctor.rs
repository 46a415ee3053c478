//! `doctor` tells in plain words what is to be done, and what is well.

use std::process::Output;

use entity::value::role::Role;

use crate::sessions::person;
use crate::support::{Engine, SECRET, TestApp, on_both};

/// What a network that is set up has.
const SETTINGS: [(&str, &str); 5] = [
    ("BC_SECRET", SECRET),
    ("BC_SMTP_URL", "smtp://127.0.0.1:1"),
    ("BC_MAIL_FROM", "Us <us@example.org>"),
    ("BC_ACCOUNT_URL", "https://site.test/account/{purpose}"),
    ("BC_DESK_URL", "https://site.test/desk/{id}"),
];

fn doctor(app: &TestApp, settings: &[(&str, &str)], arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = app.command(&[&["doctor"], arguments].concat());
    let Output { status, stdout, stderr } = command.envs(settings.iter().copied()).output().unwrap();
    (status.code(), format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr)))
}

/// Words that only those know who know the tables.
fn names_tables(said: &str) -> bool {
    ["entry_", "outbox", "satellite", "journal_mode", "pragma", "foreign key"].iter().any(|it| said.contains(it))
}

async fn a_network_that_is_set_up_is_well(app: TestApp) {
    person(&app, "chief", Role::Admin, &[]).await;
    let (code, said) = doctor(&app, &SETTINGS, &[]);
    assert!(code == Some(0) && said.trim().ends_with("\n\neverything is well"), "{said}");
    assert!(
        said.contains("167 entries, 167 of them public")
            && said.contains("accounts   1 person")
            && !names_tables(&said),
        "{said}"
    );
    let (code, said) = doctor(&app, &SETTINGS, &["--verbose"]);
    assert!(code == Some(0) && said.contains("migrations    ok: ") && said.contains("search        ok: "), "{said}");
    assert!(said.trim().ends_with("everything is well"), "{said}");
}

async fn what_is_missed_is_advice(app: TestApp) {
    let (code, said) = doctor(&app, &[], &[]);
    assert_eq!(code, Some(0), "nothing is wrong: {said}");
    for advice in [
        "advice: The database holds no content and no accounts.",
        "advice: Nobody administers the network.",
        "advice: No mail leaves this machine.",
        "advice: Without BC_ACCOUNT_URL, mails with a code",
        "advice: Without BC_DESK_URL, mails to authors and editors hold no link",
    ] {
        assert!(said.contains(advice), "{advice}: {said}");
    }
    let sign = said.contains("advice: Nobody can sign in. Set BC_SECRET");
    assert_eq!(sign, app.database_url().starts_with("postgres"), "SQLite makes a secret by itself: {said}");
    let many = 5 + usize::from(sign);
    assert!(said.contains(&format!("\n{many} things to do:\n")) && !said.contains("is well"), "{said}");
    assert!(!names_tables(&said), "{said}");
    app.statement("UPDATE outbox SET given_up_at = 1").await;
    let one = [&SETTINGS[..4], &[("BC_ADMIN_NAME", "Ana")]].concat();
    person(&app, "chief", Role::Admin, &[]).await;
    let (code, said) = doctor(&app, &one, &[]);
    assert!(code == Some(0) && said.contains("\n1 thing to do:\n 1. advice: Without BC_DESK_URL"), "{said}");
}

async fn what_is_wrong_comes_first_and_is_named(app: TestApp) {
    person(&app, "chief", Role::Admin, &[]).await;
    app.statement("DELETE FROM search_doc WHERE doc > 0").await;
    app.statement("UPDATE entry SET published_at = NULL WHERE slug = 'organiser-un-repair-cafe'").await;
    let (code, said) = doctor(&app, &[], &[]);
    assert_eq!(code, Some(1), "{said}");
    assert!(
        said.contains(" 1. wrong: Public without a date of publication: 1 entry (recipe/organiser-un-repair-cafe).")
    );
    assert!(
        said.contains("wrong: Not found by what they say now: 167 entries (")
            && said.contains(", …). Index them anew: `doctor --reindex`."),
        "{said}"
    );
    let places: Vec<usize> = ["wrong: ", "advice: "].iter().map(|it| said.rfind(it).unwrap()).collect();
    assert!(places[0] < said.find("advice: ").unwrap(), "what is wrong comes first: {said}");
    assert!(!names_tables(&said), "{said}");
}

async fn keys_that_another_secret_seals_are_found(app: TestApp) {
    person(&app, "chief", Role::Admin, &[]).await;
    crate::sessions::sign_in(&app, "chief").await;
    assert_eq!(doctor(&app, &SETTINGS, &[]).0, Some(0));
    let other = [&[("BC_SECRET", "another secret for stories, as long as it must be")], &SETTINGS[1..]].concat();
    for settings in [&other[..], &SETTINGS[1..]] {
        let (code, said) = doctor(&app, settings, &[]);
        assert!(code == Some(1) && said.contains("wrong: Nobody can sign in and the server does not start"), "{said}");
        assert!(said.contains("key rotate") && !said.contains("is well"), "{said}");
    }
    assert!(!app.files().iter().any(|it| it.ends_with(".secret")), "looking makes no secret: {:?}", app.files());
}

on_both! {
    demo:
        a_network_that_is_set_up_is_well,
        what_is_wrong_comes_first_and_is_named,
    ;
    empty:
        what_is_missed_is_advice,
        keys_that_another_secret_seals_are_found,
    ;
}
#[test]
fn a_file_that_is_no_database_is_told_with_what_helps() {
    Engine::Sqlite.tell(TestApp::empty, async |_| {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("letter.db");
        std::fs::write(&file, "this is a letter to my aunt, and no database".repeat(100)).unwrap();
        let output = crate::support::run(&format!("sqlite:{}", file.display()), &["doctor"]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1));
        assert!(said.contains("the file is not a SQLite database") && said.contains("restore FILE"), "{said}");
    });
}
