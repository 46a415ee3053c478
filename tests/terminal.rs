//! Those who look after a network at a terminal: accounts, sessions, tokens, who did what; and that what goes wrong is told.

use std::io::Write;
use std::process::{Output, Stdio};

use entity::value::role::Role;
use serde_json::{Value, json};

use crate::sessions::{PASSWORD, person, sign_in};
use crate::support::{TestApp, on_both, value};

const WHO: &str = "{ viewer { role scopes territories { ref } member { slug } } }";

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Runs a command with something on its standard input.
fn told(app: &TestApp, arguments: &[&str], input: &str) -> Output {
    let mut command = app.command(arguments);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

async fn accounts_are_made_found_and_changed(app: TestApp) {
    let made = told(
        &app,
        &["member", "create", "--name", "Maëva Le Gall", "--email", "maeva@example.org", "--role", "ADMIN"],
        &format!("{PASSWORD}\n"),
    );
    assert!(made.status.success(), "{}", err(&made));
    let said = "made Maëva Le Gall <maeva@example.org>, administrator of the whole network: account ";
    assert!(out(&made).starts_with(said), "{}", out(&made));
    let guest = app.run(&[
        "member",
        "invite",
        "--name",
        "Zoé",
        "--email",
        "zoe@example.org",
        "--role",
        "editor",
        "--territory",
        "pays:pays-de-brest",
        "--language",
        "br",
    ]);
    assert!(guest.status.success(), "{}", err(&guest));
    assert!(
        out(&guest)
            .starts_with("invited Zoé <zoe@example.org>, editor in pays:pays-de-brest: the server sends the mail")
            && err(&guest).contains("BC_ACCOUNT_URL is not set"),
        "{guest:?}"
    );
    let mail = app.mails().await.pop().unwrap();
    assert_eq!((mail.to.as_str(), mail.language.as_str()), ("zoe@example.org", "br"));
    let listed = out(&app.run(&["member", "list"]));
    assert!(listed.contains("zoe@example.org EDITOR [pays:pays-de-brest]  not come yet (never signed in)"), "{listed}");
    // a contributor's places are those of their profile
    let made = told(
        &app,
        &["member", "create", "--name", "Ana", "--email", "ana@example.org", "--territory", "commune:29019"],
        &format!("{PASSWORD}\n"),
    );
    let id = out(&made).trim().rsplit(' ').next().unwrap().to_owned();
    let ana = app.beside().await.query("{ member(by: { slug: \"ana\" }) { territories { ref } } }").await;
    assert_eq!(value(&ana, "member/territories"), &json!([{ "ref": "commune:29019" }]));
    let (access, _) = sign_in(&app, "ana").await;
    assert!(out(&made).starts_with("made Ana <ana@example.org>, contributor in commune:29019: account "), "{made:?}");
    for named in ["ana@example.org", id.as_str()] {
        let changed = app.run(&["member", "role", named, "Editor", "--territory", "departement:29"]);
        assert_eq!(
            (changed.status.code(), out(&changed).trim()),
            (Some(0), format!("changed ana@example.org, editor in departement:29: account {id}").as_str())
        );
    }
    assert_eq!(app.post_as(&access, "published", WHO, Value::Null).await.status, 401);
    for (wrong, said) in [
        (vec!["member", "suspend", "nobody@example.org"], "no account has this id or address"),
        (vec!["member", "accept", "nobody"], "not a known member"),
        (vec!["member", "role", "maeva@example.org", "editor", "--whole-network"], "last administrator"),
        (vec!["member", "role", "ana@example.org", "editor"], "--whole-network"),
        (vec!["member", "role", "ana@example.org", "king"], "invalid value"),
        (vec!["session", "list", "nobody@example.org"], "no account has this id or address"),
        (vec!["audit", "--account", "nobody@example.org"], "no account has this id or address"),
    ] {
        let output = app.run(&wrong);
        assert!(
            !output.status.success() && output.stdout.is_empty() && err(&output).contains(said),
            "{wrong:?}: {}",
            err(&output)
        );
    }
    let short = told(
        &app,
        &["member", "create", "--name", "Bob", "--email", "bob@example.org", "--role", "contributor"],
        "short\n",
    );
    assert!(!short.status.success() && err(&short).contains("12 to 128"), "{}", err(&short));
}

async fn sessions_are_listed_and_ended(app: TestApp) {
    person(&app, "ana", Role::Contributor, &[]).await;
    let (access, _) = sign_in(&app, "ana").await;
    let listed = out(&app.run(&["session", "list", "ana@example.org"]));
    assert_eq!(listed.lines().count(), 1, "{listed}");
    let id = listed.split(' ').next().unwrap().to_owned();
    assert!(app.run(&["session", "revoke", &id]).status.success());
    assert_eq!(app.post_as(&access, "published", WHO, Value::Null).await.status, 401);
    assert_eq!(out(&app.run(&["session", "list", "ana@example.org"])), "");
    assert!(!app.run(&["session", "revoke", "01890000-0000-7000-8000-000000000000"]).status.success());
}

async fn tokens_last_as_long_as_is_said(app: TestApp) {
    person(&app, "brest", Role::Editor, &["pays:pays-de-brest"]).await;
    let wide = app.run(&["token", "create", "--name", "wide", "--role", "editor", "--whole-network"]);
    assert!(
        wide.status.success() && err(&wide).contains("editor of the whole network; it is not shown again"),
        "{wide:?}"
    );
    // as much as its account, as far as that reaches, for as long as is said
    let made =
        app.run(&["token", "create", "--name", "nightly", "--account", "brest@example.org", "--ttl", "3000days"]);
    assert!(made.status.success(), "{}", err(&made));
    let secret = out(&made).trim().to_owned();
    let who = app.post_as(&secret, "published", WHO, Value::Null).await.data()["viewer"].take();
    assert_eq!(
        (&who["role"], &who["territories"], &who["member"]),
        (&json!("EDITOR"), &json!([{ "ref": "pays:pays-de-brest" }]), &json!({ "slug": "brest" }))
    );
    for (wrong, said) in [
        (vec!["--account", "brest@example.org", "--ttl", "soon"], "15min"),
        (vec!["--account", "brest@example.org", "--ttl", "0"], "between a second and ten years"),
        (vec!["--account", "brest@example.org", "--ttl", "20years"], "between a second and ten years"),
        (vec!["--account", "nobody@example.org"], "no account has this id or address"),
        (vec!["--account", "brest@example.org", "--role", "admin"], "more than the account has"),
        (vec!["--role", "editor", "--whole-network", "--scope", "admin"], "none of these scopes is of use"),
        (vec!["--role", "editor"], "--whole-network"),
        (vec!["--role", "contributor"], "a contributor writes as a member"),
    ] {
        let output = app.run(&[vec!["token", "create", "--name", "x"], wrong.clone()].concat());
        assert!(
            !output.status.success() && output.stdout.is_empty() && err(&output).contains(said),
            "{wrong:?}: {}",
            err(&output)
        );
    }
}

async fn who_did_what_is_told(app: TestApp) {
    person(&app, "ana", Role::Contributor, &[]).await;
    let (access, _) = sign_in(&app, "ana").await;
    let draft = "mutation { recipeCreate(input: { title: \"Le four\" }) { recipe { id } } }";
    let id = app.post_as(&access, "published", draft, Value::Null).await.data()["recipeCreate"]["recipe"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let all = out(&app.run(&["audit"]));
    let first: Vec<&str> = all.lines().next().unwrap().split('\t').collect();
    assert!(
        first.len() == 6
            && first[3] == "recipeCreate"
            && first[2].starts_with("session:")
            && first[4] == format!("recipe:{id}"),
        "{all}"
    );
    assert!(all.contains("sessionCreate") && !all.contains('@'), "{all}");
    let narrowed = |arguments: &[&str]| out(&app.run(&[&["audit"], arguments].concat())).lines().count();
    assert_eq!(
        (
            narrowed(&["--object", &id]),
            narrowed(&["--account", "ana@example.org", "--action", "recipeCreate"]),
            narrowed(&["--action", "entryPublish"]),
            narrowed(&["--limit", "1"])
        ),
        (1, 1, 0, 1)
    );
}

on_both! {
    empty:
        accounts_are_made_found_and_changed,
        sessions_are_listed_and_ended,
        tokens_last_as_long_as_is_said,
        who_did_what_is_told,
    ;
}
