//! Mails: that they leave in time, and what is never said in them.

use api::mail::Mailer;
use api::site::Site;
use entity::mail::outbox::MailKind;
use entity::value::role::Role;
use serde_json::{Value, json};

use crate::sessions::{PASSWORD, person, sign_in};
use crate::support::{TestApp, on_both, value};

const REGISTER: &str = include_str!("letters/register.graphql");
const FORGOT: &str = include_str!("letters/forgot.graphql");
const INVITE: &str = include_str!("letters/invite.graphql");
const UPDATE: &str = include_str!("letters/update.graphql");

fn registration(name: &str, email: &str) -> Value {
    json!({ "input": { "name": name, "email": email, "password": PASSWORD } })
}

/// What lies in a maildir.
fn written(folder: &std::path::Path) -> Vec<String> {
    let files = std::fs::read_dir(folder.join("new")).unwrap();
    files.map(|it| std::fs::read_to_string(it.unwrap().path()).unwrap()).collect()
}

fn post(folder: &std::path::Path) -> Mailer {
    let site = Site::new("http://api.test", Some("https://site.test"), None);
    Mailer::folder(folder, "Réseau <bonjour@site.test>", site).unwrap()
}

async fn requests_for_nobody_hold_no_mail(app: TestApp) {
    for n in 0..30 {
        let asked = app.post(FORGOT, json!({ "input": { "email": format!("nobody-{n}@example.org") } })).await.data();
        assert_eq!(asked["done"]["userErrors"], json!([]));
    }
    app.post(REGISTER, registration("Nolwenn", "nolwenn@example.org")).await.data();
    let folder = tempfile::tempdir().unwrap();
    let left = post(folder.path()).empty(&app.store).await.unwrap();
    let mails = written(folder.path());
    assert_eq!((left, mails.len()), (1, 1), "one round goes on until nothing is due");
    assert!(mails[0].contains("nolwenn@example.org"));
}

async fn no_stranger_speaks_in_a_mail(app: TestApp) {
    // a name that is none is refused at every door
    for name in [
        "Gagnez 1000 EUR sur http://evil.example",
        "www.evil.example",
        "Jean HTTPS:evil",
        "evil.example/x",
        "mailto:a@evil.example",
        "a@evil.example",
    ] {
        let refused = app.post(REGISTER, registration(name, "victim@example.org")).await.data();
        assert_eq!(
            (value(&refused, "done/userErrors/0/code"), value(&refused, "done/userErrors/0/path/0")),
            (&json!("MALFORMED"), &json!("name")),
            "{name}"
        );
    }
    assert!(app.mails().await.is_empty());
    for name in ["M. Le Goff", "J.R.R. Tolkien", "Ana (Brest/Morlaix)", "Label@Brest", "Framasoft.org"] {
        let taken = app.post(REGISTER, registration(name, "somebody@example.org")).await.data();
        assert_eq!(taken["done"]["userErrors"], json!([]), "{name}");
    }
    app.mails().await;
    // and what is a name is not said to an address that may be somebody else's
    app.post(REGISTER, registration("Vous avez tout perdu", "victim@example.org")).await.data();
    let folder = tempfile::tempdir().unwrap();
    post(folder.path()).empty(&app.store).await.unwrap();
    let mails = written(folder.path());
    assert!(mails.len() == 1 && mails[0].contains("victim@example.org") && !mails[0].contains("perdu"), "{mails:?}");
    // an invitation names who invites, unless their name could lead elsewhere
    person(&app, "chief", Role::Admin, &[]).await;
    person(&app, "gagnez.example", Role::Admin, &[]).await;
    for (who, name) in [("chief", Some("chief")), ("gagnez.example", None)] {
        let (token, _) = sign_in(&app, who).await;
        let input = json!({ "input": { "name": "Riwal", "email": "riwal@example.org" } });
        let done = app.post_as(&token, "published", INVITE, input).await.data();
        assert_eq!(done["done"]["userErrors"], json!([]));
        let mail = app.mails().await.pop().unwrap();
        assert_eq!((mail.occasion, mail.particulars.name.as_deref()), (MailKind::Invited, name));
    }
    let (token, _) = sign_in(&app, "chief").await;
    let input = json!({ "input": { "name": "http://evil.example", "email": "riwal@example.org" } });
    let done = app.post_as(&token, "published", INVITE, input).await.data();
    assert_eq!(value(&done, "done/userErrors/0/path/0"), "name");
    let me = app.post_as(&token, "published", "{ viewer { member { id } } }", Value::Null).await.data();
    let input = json!({ "input": { "member": value(&me, "viewer/member/id"), "name": "Voyez www.evil.example" } });
    let done = app.post_as(&token, "published", UPDATE, input).await.data();
    assert_eq!(value(&done, "done/userErrors/0/path/0"), "name");
    let named = json!({ "kind": "member", "key": "x", "name": "Voyez http://evil.example" });
    assert!(
        app.import(&named.to_string()).await.rows()[0].to_string().contains("web or e-mail address"),
        "an import is a door too"
    );
}

on_both! {
    empty:
        requests_for_nobody_hold_no_mail,
        no_stranger_speaks_in_a_mail,
    ;
}
