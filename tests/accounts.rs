//! How somebody comes to an account: registers or is invited, shows that the address is theirs, keeps it; and what the mails
//! say of it.

use api::mail::Mailer;
use api::site::{Pages, Site};
use entity::mail::outbox::MailKind;
use entity::value::role::Role;
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::sessions::{CREATE, PASSWORD, person, reading, sign_in};
use crate::support::{TestApp, on_both, value};

const REGISTER: &str = include_str!("accounts/register.graphql");
const VERIFY: &str = include_str!("accounts/verify.graphql");
const ASK: &str = include_str!("accounts/ask.graphql");
const RESET: &str = include_str!("accounts/reset.graphql");
const INVITE: &str = include_str!("accounts/invite.graphql");
const ACCEPT: &str = include_str!("accounts/accept.graphql");
const BELONGS: &str = include_str!("accounts/belongs.graphql");

/// Does something as a visitor: what was done.
async fn done(app: &TestApp, mutation: &str, input: Value) -> Value {
    app.post(mutation, json!({ "input": input })).await.data()["done"].take()
}

/// Does something as somebody: what was done, or the code of the refusal.
async fn done_as(app: &TestApp, token: &str, mutation: &str, input: Value) -> Value {
    let answer = app.post_as(token, "published", mutation, json!({ "input": input })).await.json();
    match answer.get("errors") {
        Some(errors) => errors[0]["extensions"]["code"].clone(),
        None => answer["data"]["done"].clone(),
    }
}

async fn registers(app: &TestApp, name: &str, email: &str) -> Value {
    done(app, REGISTER, json!({ "name": name, "email": email, "password": PASSWORD })).await
}

fn code(answer: &Value) -> &Value {
    value(answer, "userErrors/0/code")
}

async fn somebody_joins_and_is_seen_when_an_editor_says_so(app: TestApp) {
    person(&app, "brest", Role::Editor, &["pays:pays-de-brest"]).await;
    person(&app, "vannes", Role::Editor, &["departement:56"]).await;
    let input = json!({
        "name": "Nolwenn Kerbrat",
        "email": "Nolwenn@Example.org",
        "password": PASSWORD,
        "territories": ["commune:29019"]
    });
    assert_eq!(done(&app, REGISTER, input).await, json!({ "userErrors": [] }));
    let (to, occasion, secret) = app.mail().await;
    assert_eq!((to.as_str(), occasion, secret.len()), ("nolwenn@example.org", MailKind::Registered, 32));
    // nobody signs in with an address that is not theirs yet
    let input = json!({ "input": { "email": "nolwenn@example.org", "password": PASSWORD } });
    let refused = app.post(CREATE, input).await.data();
    assert_eq!(value(&refused, "sessionCreate/userErrors/0/code"), "WRONG_CREDENTIALS");
    let verified = done(&app, VERIFY, json!({ "code": secret.to_uppercase() })).await;
    assert_eq!(verified, json!({ "member": null, "userErrors": [] }), "a visitor does not see who waits");
    assert_eq!(code(&done(&app, VERIFY, json!({ "code": secret })).await), "WRONG_CODE");
    let (nolwenn, _) = sign_in(&app, "nolwenn").await;
    let me = "{ viewer { role member { id name } } }";
    let me = app.post_as(&nolwenn, "published", me, Value::Null).await.data();
    assert_eq!(
        (&me["viewer"]["role"], value(&me, "viewer/member/name")),
        (&json!("CONTRIBUTOR"), &json!("Nolwenn Kerbrat"))
    );
    let id = value(&me, "viewer/member/id").clone();
    let paths = format!("{{ member(by: {{ slug: \"nolwenn-kerbrat\" }}) {{ name }} node(id: {id}) {{ id }} nodes(ids: [{id}]) {{ id }}
            members(filter: {{ search: \"Nolwenn\" }}) {{ totalCount nodes {{ name }} }} near: members(filter: {{ territory: [\"commune:29019\"] }}) {{ totalCount }} }}");
    let hidden = json!({
        "member": null,
        "node": null,
        "nodes": [null],
        "members": { "totalCount": 0, "nodes": [] },
        "near": { "totalCount": 0 }
    });
    let (brest, _) = sign_in(&app, "brest").await;
    let (vannes, _) = sign_in(&app, "vannes").await;
    assert_eq!(app.query(&paths).await, hidden);
    assert_eq!(app.post_as(&brest, "published", &paths, Value::Null).await.data(), hidden);
    let latest = app.post_as(&brest, "latest", &paths, Value::Null).await.data();
    assert_eq!(value(&latest, "members/totalCount"), &json!(1));
    assert_eq!(done_as(&app, &nolwenn, ACCEPT, json!({ "member": id })).await, "FORBIDDEN");
    assert_eq!(done_as(&app, &vannes, ACCEPT, json!({ "member": id })).await, "FORBIDDEN", "of another territory");
    assert_eq!(code(&done(&app, ACCEPT, json!({ "member": id })).await), "NOT_FOUND");
    let accepted = done_as(&app, &brest, ACCEPT, json!({ "member": id })).await;
    assert_eq!(accepted, json!({ "member": { "name": "Nolwenn Kerbrat" }, "userErrors": [] }));
    assert_eq!(done_as(&app, &brest, ACCEPT, json!({ "member": id })).await, accepted, "again changes nothing");
    assert_eq!(value(&app.query(&paths).await, "members/totalCount"), &json!(1));
    assert_eq!(app.mail().await.1, MailKind::Accepted);
}

async fn whose_first_text_is_public_is_seen(app: TestApp) {
    person(&app, "brest", Role::Editor, &["pays:pays-de-brest"]).await;
    registers(&app, "Riwal", "riwal@example.org").await;
    done(&app, VERIFY, json!({ "code": app.mail().await.2 })).await;
    let ((riwal, _), (brest, _)) = (sign_in(&app, "riwal").await, sign_in(&app, "brest").await);
    let create = "mutation { recipeCreate(input: { title: \"Le troc\", body: \"Des graines.\", territories: \
        [\"commune:29019\"] }) { recipe { id version } } }";
    let made = app.post_as(&riwal, "published", create, Value::Null).await.data();
    let id = value(&made, "recipeCreate/recipe/id").clone();
    let step = async |who: &str, name: &str, version: i32| {
        let mutation = format!(
            "mutation {{ {name}(input: {{ id: {id}, version: {version} }}) {{ entry {{ status }} userErrors {{ code }} \
                }} }}"
        );
        app.post_as(who, "published", &mutation, Value::Null).await.data()
    };
    step(&riwal, "entrySubmit", 1).await;
    let mails = app.mails().await;
    let told: Vec<_> = mails
        .iter()
        .map(|it| (it.to.as_str(), it.occasion, it.particulars.title.as_deref(), it.particulars.name.as_deref()))
        .collect();
    assert_eq!(told, [("brest@example.org", MailKind::Submitted, Some("Le troc"), Some("Riwal"))]);
    let seen = "{ member(by: { slug: \"riwal\" }) { name } }";
    assert_eq!(app.query(seen).await["member"], Value::Null);
    step(&brest, "entryPublish", 2).await;
    assert_eq!(value(&app.query(seen).await, "member/name"), "Riwal");
    let (to, occasion, _) = app.mail().await;
    assert_eq!((to.as_str(), occasion), ("riwal@example.org", MailKind::Published));
    step(&brest, "entryWithdraw", 3).await;
    assert_eq!(app.mail().await.1, MailKind::Withdrawn);
}

async fn no_answer_tells_whether_an_address_is_known(app: TestApp) {
    person(&app, "ana", Role::Contributor, &[]).await;
    let (known, unknown) =
        (registers(&app, "X", "ana@example.org").await, registers(&app, "X", "new@example.org").await);
    assert_eq!((&known, &known), (&unknown, &json!({ "userErrors": [] })));
    let mails = app.mails().await;
    let told: Vec<_> = mails.iter().map(|it| (it.to.as_str(), it.occasion, it.code.is_some())).collect();
    assert_eq!(
        told,
        [("ana@example.org", MailKind::KnownAlready, false), ("new@example.org", MailKind::Registered, true)]
    );
    assert!(sign_in(&app, "ana").await.0.len() > 20, "the account is as it was");
    for email in ["ana@example.org", "nobody@example.org", "new@example.org"] {
        assert_eq!(done(&app, ASK, json!({ "email": email })).await, json!({ "userErrors": [] }));
    }
    let (to, occasion, secret) = app.mail().await;
    assert_eq!((to.as_str(), occasion), ("ana@example.org", MailKind::ResetRequested));
    // a code is good for one purpose, once, for a while
    assert_eq!(code(&done(&app, VERIFY, json!({ "code": secret })).await), "WRONG_CODE");
    assert_eq!(code(&done(&app, RESET, json!({ "code": secret, "password": "short" })).await), "INCONSISTENT");
    let (before, _) = sign_in(&app, "ana").await;
    let answer = done(&app, RESET, json!({ "code": secret, "password": "far breton aux pruneaux" })).await;
    assert_eq!(answer, json!({ "userErrors": [] }));
    assert_eq!(app.post_as(&before, "published", "{ __typename }", Value::Null).await.status, 401);
    assert_eq!(app.mail().await.1, MailKind::PasswordChanged);
    let alike = done(&app, RESET, json!({ "code": secret, "password": PASSWORD })).await;
    done(&app, ASK, json!({ "email": "ana@example.org" })).await;
    let late = app.mail().await.2;
    app.at("2026-12-01T13:00:01Z");
    for wrong in [late.as_str(), "0", "", "00000000000000000000000000000000", "é\u{0}"] {
        assert_eq!(done(&app, RESET, json!({ "code": wrong, "password": PASSWORD })).await, alike, "{wrong}");
    }
}

async fn what_cannot_be_registered_is_told(app: TestApp) {
    for (wrong, expected) in [
        (json!({ "name": "", "email": "a@example.org", "password": PASSWORD }), "REQUIRED"),
        (json!({ "name": "A\nBcc: b@example.org", "email": "a@example.org", "password": PASSWORD }), "MALFORMED"),
        (json!({ "name": "A", "email": "a@b", "password": PASSWORD }), "MALFORMED"),
        (json!({ "name": "A", "email": "a@example.org\r\nBcc: b@example.org", "password": PASSWORD }), "MALFORMED"),
        (json!({ "name": "A", "email": "a@example.org", "password": "too short" }), "INCONSISTENT"),
        (json!({ "name": "A", "email": "a@example.org", "password": "passwordpassword" }), "INCONSISTENT"),
        (
            json!({ "name": "A", "email": "a@example.org", "password": PASSWORD, "territories": ["commune:99999"] }),
            "UNKNOWN",
        ),
    ] {
        assert_eq!(code(&done(&app, REGISTER, wrong.clone()).await), expected, "{wrong}");
    }
    assert!(app.mails().await.is_empty());
    // whoever registers with the address of somebody else, before or after them: each mail brings with it what was said for it
    registers(&app, "Eve", "maeva@example.org").await;
    let first = app.mail().await.2;
    let second = json!({ "name": "Maëva", "email": "maeva@example.org", "password": "far breton aux pruneaux" });
    done(&app, REGISTER, second).await;
    let own = app.mail().await.2;
    registers(&app, "Eve", "maeva@example.org").await;
    let third = app.mail().await.2;
    done(&app, VERIFY, json!({ "code": own })).await;
    for other in [first, third] {
        assert_eq!(code(&done(&app, VERIFY, json!({ "code": other })).await), "WRONG_CODE");
    }
    let input = |password: &str| json!({ "input": { "email": "maeva@example.org", "password": password } });
    assert!(app.post(CREATE, input("far breton aux pruneaux")).await.data()["sessionCreate"]["session"].is_object());
    assert!(app.post(CREATE, input(PASSWORD)).await.data()["sessionCreate"]["session"].is_null());
}

async fn of_many_who_come_at_once_one_wins(app: TestApp) {
    let all = join_all((0..8).map(|_| registers(&app, "Tugdual", "tugdual@example.org"))).await;
    assert!(all.iter().all(|it| *it == all[0] && it["userErrors"] == json!([])), "{all:?}");
    let mails = app.mails().await;
    let secret = mails.last().and_then(|it| it.code.clone()).unwrap();
    let all = join_all((0..8).map(|_| done(&app, VERIFY, json!({ "code": secret })))).await;
    assert_eq!(all.iter().filter(|it| it["userErrors"] == json!([])).count(), 1, "{all:?}");
    assert!(all.iter().filter(|it| it["userErrors"] != json!([])).all(|it| code(it) == "WRONG_CODE"), "{all:?}");
    assert_eq!(reading(&app).people(&entity::account::directory::Sought::default()).await.unwrap().len(), 1);
}

async fn somebody_is_invited(app: TestApp) {
    person(&app, "chief", Role::Admin, &[]).await;
    person(&app, "brest", Role::Editor, &["pays:pays-de-brest"]).await;
    let ((chief, _), (brest, _)) = (sign_in(&app, "chief").await, sign_in(&app, "brest").await);
    let guest = |role: &str, territories: Value| {
        json!({
            "name": "Yann",
            "email": "yann@example.org",
            "role": role,
            "territories": territories,
            "language": "br"
        })
    };
    let refused = app.post(INVITE, json!({ "input": guest("CONTRIBUTOR", json!(null)) })).await.json();
    assert_eq!(value(&refused, "errors/0/extensions/code"), "UNAUTHENTICATED");
    for more in [
        guest("EDITOR", json!(["pays:pays-de-brest"])),
        guest("ADMIN", json!(null)),
        guest("CONTRIBUTOR", json!(["departement:56"])),
    ] {
        assert_eq!(done_as(&app, &brest, INVITE, more).await, "FORBIDDEN");
    }
    let answer = done_as(&app, &chief, INVITE, guest("EDITOR", json!(["commune:29019"]))).await;
    assert_eq!(answer, json!({ "userErrors": [] }));
    let mut mails = app.mails().await;
    let mail = mails.remove(0);
    assert_eq!(
        (mail.occasion, mail.language.as_str(), mail.particulars.name.as_deref(), mails.len()),
        (MailKind::Invited, "br", Some("chief"), 0)
    );
    let secret = mail.code.unwrap();
    assert_eq!(code(&done(&app, VERIFY, json!({ "code": secret })).await), "REQUIRED");
    let taken = done(&app, VERIFY, json!({ "code": secret, "password": PASSWORD })).await;
    assert_eq!(taken, json!({ "member": { "name": "Yann" }, "userErrors": [] }), "who is invited is seen at once");
    let place = app.query("{ member(by: { slug: \"yann\" }) { territories { ref } } }").await;
    assert_eq!(value(&place, "member/territories"), &json!([{ "ref": "commune:29019" }]));
    let (yann, _) = sign_in(&app, "yann").await;
    let who = app.post_as(&yann, "published", "{ viewer { role territories { ref } } }", Value::Null).await.data();
    assert_eq!(who["viewer"], json!({ "role": "EDITOR", "territories": [{ "ref": "commune:29019" }] }));
    // an editor invites a contributor; who is known is told by mail alone
    let guest = json!({ "name": "Yann", "email": "yann@example.org" });
    assert_eq!(done_as(&app, &brest, INVITE, guest).await, answer);
    assert_eq!(app.mail().await.1, MailKind::KnownAlready);
    // what somebody registered without showing that the address is theirs does not stand in the way
    registers(&app, "Eve", "zoe@example.org").await;
    done_as(
        &app,
        &chief,
        INVITE,
        json!({ "name": "Zoé", "email": "zoe@example.org", "role": "EDITOR", "territories": ["departement:56"] }),
    )
    .await;
    let secret = app.mails().await.pop().unwrap().code.unwrap();
    done(&app, VERIFY, json!({ "code": secret, "password": "far breton aux pruneaux" })).await;
    let input = json!({ "input": { "email": "zoe@example.org", "password": PASSWORD } });
    assert!(app.post(CREATE, input).await.data()["sessionCreate"]["session"].is_null());
}

async fn an_address_is_changed(app: TestApp) {
    person(&app, "ana", Role::Contributor, &[]).await;
    person(&app, "bob", Role::Contributor, &[]).await;
    let (ana, _) = sign_in(&app, "ana").await;
    let ask = "mutation ($input: EmailChangeRequestInput!) { done: emailChangeRequest(input: $input) { userErrors { code path } } }";
    let change = "mutation ($input: EmailChangeInput!) { done: emailChange(input: $input) { account { email } userErrors { code \
        path } } }";
    let input = |email: &str, password: &str| json!({ "email": email, "password": password });
    assert_eq!(
        code(&done_as(&app, &ana, ask, input("ana@example.net", "wrong wrong wrong")).await),
        "WRONG_CREDENTIALS"
    );
    assert_eq!(
        app.post(ask, json!({ "input": input("ana@example.net", PASSWORD) })).await.json()["errors"][0]["extensions"]["code"],
        "UNAUTHENTICATED"
    );
    // an address that somebody has answers alike, and nobody gets a mail
    assert_eq!(done_as(&app, &ana, ask, input("bob@example.org", PASSWORD)).await["userErrors"], json!([]));
    assert!(app.mails().await.is_empty());
    done_as(&app, &ana, ask, input("ana@example.net", PASSWORD)).await;
    let (to, occasion, secret) = app.mail().await;
    assert_eq!((to.as_str(), occasion), ("ana@example.net", MailKind::EmailChangeRequested));
    let changed = done_as(&app, &ana, change, json!({ "code": secret })).await;
    assert_eq!(changed, json!({ "account": { "email": "ana@example.net" }, "userErrors": [] }));
    let (to, occasion, _) = app.mail().await;
    assert_eq!((to.as_str(), occasion), ("ana@example.org", MailKind::EmailChanged));
    let input = |email: &str| json!({ "input": { "email": email, "password": PASSWORD } });
    assert!(app.post(CREATE, input("ana@example.net")).await.data()["sessionCreate"]["session"].is_object());
    assert!(app.post(CREATE, input("ana@example.org")).await.data()["sessionCreate"]["session"].is_null());
}

async fn who_never_shows_the_address_is_forgotten(app: TestApp) {
    person(&app, "chief", Role::Admin, &[]).await;
    let (chief, _) = sign_in(&app, "chief").await;
    registers(&app, "Ana", "ana@example.org").await;
    let (_, _, secret) = app.mail().await;
    done_as(
        &app,
        &chief,
        INVITE,
        json!({ "name": "Bob", "email": "bob@example.org", "role": "EDITOR", "territories": ["departement:29"] }),
    )
    .await;
    app.mails().await;
    registers(&app, "Carole", "carole@example.org").await;
    let (_, _, shown) = app.mail().await;
    assert_eq!(done(&app, VERIFY, json!({ "code": shown })).await["userErrors"], json!([]));
    let accounts = async || {
        reading(&app)
            .people(&entity::account::directory::Sought::default())
            .await
            .unwrap()
            .into_iter()
            .filter_map(|it| it.email)
            .collect::<Vec<_>>()
    };
    app.at("2026-12-31T12:00:00Z");
    assert_eq!((app.store.sweep().await.unwrap(), accounts().await.len()), (0, 4));
    app.at("2026-12-31T12:00:01Z");
    assert_eq!(
        (app.store.sweep().await.unwrap(), accounts().await),
        (2, vec!["carole@example.org".to_owned(), "chief@example.org".to_owned()])
    );
    assert_eq!(app.store.sweep().await.unwrap(), 0);
    assert_eq!(code(&done(&app, VERIFY, json!({ "code": secret })).await), "WRONG_CODE");
    // the address is free again
    registers(&app, "Ana", "ana@example.org").await;
    assert_eq!(accounts().await.len(), 3);
}

async fn mails_are_tried_again_and_given_up(app: TestApp) {
    registers(&app, "Ana", "ana@example.org").await;
    let (here, there) = (app.store.clone(), app.another().await);
    let (one, other) = tokio::join!(here.take_mails(10), there.take_mails(10));
    let mut taken = [one.unwrap(), other.unwrap()].concat();
    assert_eq!(taken.len(), 1, "one server takes it");
    let id = taken.remove(0).id;
    app.store.mail_left(id, entity::mail::outbox::Fate::Waits).await.unwrap();
    assert!(app.mails().await.is_empty());
    let mut tries = 1;
    for moment in [
        "2026-12-01T12:01:00Z",
        "2026-12-01T12:06:00Z",
        "2026-12-01T12:36:00Z",
        "2026-12-01T14:36:00Z",
        "2026-12-02T02:36:00Z",
        "2026-12-03T02:36:00Z",
        "2027-01-03T02:36:00Z",
    ] {
        app.at(moment);
        let again = app.store.take_mails(10).await.unwrap();
        tries += again.len();
        for mail in again {
            assert_eq!(mail.id, id, "it can be known for one");
            app.store.mail_left(id, entity::mail::outbox::Fate::Waits).await.unwrap();
        }
    }
    assert_eq!(tries, 7);
}

async fn without_a_server_mails_lie_in_a_folder(app: TestApp) {
    let folder = tempfile::tempdir().unwrap();
    let pages = Pages { account: Some("https://site.test/compte/{purpose}".into()), ..Default::default() };
    let site = Site::new("http://api.test", Some("https://site.test"), None).with_pages(pages);
    let post = Mailer::folder(&folder.path().join("mail"), "Réseau <bonjour@site.test>", site).unwrap();
    registers(&app, "Ana <b>&</b>", "ana@example.org").await;
    assert_eq!(post.empty(&app.store).await.unwrap(), 1);
    assert_eq!(post.empty(&app.store).await.unwrap(), 0);
    let mut mail = maildir::Maildir::from(folder.path().join("mail")).list_new().next().unwrap().unwrap();
    let mail = mail.parsed().unwrap();
    let header = |name: &str| {
        mail.headers
            .iter()
            .find(|it| it.get_key_ref().eq_ignore_ascii_case(name))
            .map(|it| it.get_value())
            .unwrap_or_default()
    };
    assert_eq!(
        (header("To").as_str(), header("Content-Language").as_str(), header("Auto-Submitted").as_str()),
        ("ana@example.org", "fr", "auto-generated")
    );
    assert!(
        header("Subject").starts_with("Confirmez votre adresse") && header("From").contains("Réseau"),
        "{}",
        header("From")
    );
    let (text, html) = (mail.subparts[0].get_body().unwrap(), mail.subparts[1].get_body().unwrap());
    let secret = text.lines().find(|it| it.len() == 32 && !it.contains(' ')).unwrap();
    assert!(!text.contains("Ana") && text.contains(&format!("https://site.test/compte/verify#{secret}")), "{text}");
    assert!(
        !html.contains("Ana") && html.contains(&format!("<a href=\"https://site.test/compte/verify#{secret}\">")),
        "{html}"
    );
    assert_eq!(done(&app, VERIFY, json!({ "code": secret })).await["userErrors"], json!([]));
    // once the address is theirs, a mail says their name
    person(&app, "chief", Role::Admin, &[]).await;
    let (chief, _) = sign_in(&app, "chief").await;
    let waits = app
        .post_as(&chief, "latest", "{ members(filter: { search: \"Ana\" }) { nodes { id } } }", Value::Null)
        .await
        .data();
    done_as(&app, &chief, ACCEPT, json!({ "member": value(&waits, "members/nodes/0/id") })).await;
    let known: Vec<String> =
        maildir::Maildir::from(folder.path().join("mail")).list_new().map(|it| it.unwrap().id().to_owned()).collect();
    assert_eq!(post.empty(&app.store).await.unwrap(), 1);
    let mut accepted = maildir::Maildir::from(folder.path().join("mail"))
        .list_new()
        .map(Result::unwrap)
        .find(|it| !known.contains(&it.id().to_owned()))
        .unwrap();
    let accepted = accepted.parsed().unwrap();
    let (text, html) = (accepted.subparts[0].get_body().unwrap(), accepted.subparts[1].get_body().unwrap());
    assert!(text.contains("Ana <b>&</b>") && html.contains("Ana &#60;b&#62;&#38;"), "{text} {html}");
    for (url, from) in [("http://mail.example.org", "a@example.org"), ("smtps://mail.example.org", "nobody")] {
        let told = Mailer::smtp(url, from, Site::new("http://api.test", None, None)).err().unwrap();
        assert!(told.contains("is to be like"), "{told}");
    }
}

async fn who_may_write_for_an_organisation_has_what_is_credited_to_it(app: TestApp) {
    app.import(
        r#"
            {"kind":"member","key":"asso","memberKind":"ORGANISATION","name":"Asso"}
            {"kind":"recipe","key":"r","title":"R","authors":["asso"],"status":"DRAFT","territories":["commune:29019"]}
        "#,
    )
    .await;
    person(&app, "chief", Role::Admin, &[]).await;
    person(&app, "ana", Role::Contributor, &[]).await;
    person(&app, "bob", Role::Contributor, &[]).await;
    let ((chief, _), (ana, _), (bob, _)) =
        (sign_in(&app, "chief").await, sign_in(&app, "ana").await, sign_in(&app, "bob").await);
    let ids = app.query("{ members { nodes { id slug } } }").await;
    let id = |slug: &str| {
        value(&ids, "members/nodes").as_array().unwrap().iter().find(|it| it["slug"] == slug).unwrap()["id"].clone()
    };
    let sees = async |who: &str| {
        app.post_as(who, "latest", "{ recipes { totalCount } }", Value::Null).await.data()["recipes"]["totalCount"] == 1
    };
    assert!(!sees(&ana).await);
    let belongs = |member: &str, may: bool| {
        json!({
            "member": id(member),
            "organisation": id("asso"),
            "function": "trésorière",
            "mayWrite": may,
            "startsOn": "2026-01-01"
        })
    };
    assert_eq!(done_as(&app, &ana, BELONGS, belongs("ana", true)).await, "FORBIDDEN");
    let made = done_as(&app, &chief, BELONGS, belongs("ana", false)).await;
    assert_eq!(value(&made, "organisation/team"), &json!([{ "member": { "name": "ana" }, "function": "trésorière" }]));
    assert!(!sees(&ana).await);
    done_as(&app, &chief, BELONGS, belongs("ana", true)).await;
    assert!(sees(&ana).await, "at the next request");
    assert_eq!(
        done_as(&app, &ana, BELONGS, belongs("bob", false)).await["userErrors"],
        json!([]),
        "who writes for it says who belongs"
    );
    assert!(!sees(&bob).await);
    for wrong in [
        json!({ "member": id("asso"), "organisation": id("asso") }),
        json!({ "member": id("ana"), "organisation": id("asso"), "startsOn": "2026-02-01", "endsOn": "2026-01-01" }),
        json!({ "member": id("asso"), "organisation": id("ana") }),
    ] {
        assert_eq!(code(&done_as(&app, &chief, BELONGS, wrong).await), "INCONSISTENT");
    }
    // it ends by itself on its last day, and when somebody says so
    let ended = json!({ "member": id("ana"), "organisation": id("asso"), "mayWrite": true, "endsOn": "2026-11-30" });
    done_as(&app, &chief, BELONGS, ended).await;
    assert!(!sees(&ana).await);
    let team = app
        .query(
            "{ member(by: { slug: \"asso\" }) { team { id member { name } } } bob: member(by: { slug: \
        \"bob\" }) { memberOf { organisation { name } } } }",
        )
        .await;
    assert_eq!(value(&team, "bob/memberOf"), &json!([{ "organisation": { "name": "Asso" } }]));
    let of_bob =
        value(&team, "member/team").as_array().unwrap().iter().find(|it| it["member"]["name"] == "bob").unwrap()["id"]
            .clone();
    let remove = "mutation ($input: MembershipRemoveInput!) { done: membershipRemove(input: $input) { organisation { slug } \
        userErrors { code path } } }";
    assert_eq!(done_as(&app, &ana, remove, json!({ "id": of_bob })).await["userErrors"][0]["code"], "NOT_FOUND");
    assert_eq!(done_as(&app, &bob, remove, json!({ "id": of_bob })).await["organisation"]["slug"], "asso");
}

on_both! {
    empty:
        somebody_joins_and_is_seen_when_an_editor_says_so,
        whose_first_text_is_public_is_seen,
        no_answer_tells_whether_an_address_is_known,
        what_cannot_be_registered_is_told,
        of_many_who_come_at_once_one_wins,
        somebody_is_invited,
        an_address_is_changed,
        who_never_shows_the_address_is_forgotten,
        mails_are_tried_again_and_given_up,
        without_a_server_mails_lie_in_a_folder,
        who_may_write_for_an_organisation_has_what_is_credited_to_it,
    ;
}
