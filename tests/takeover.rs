//! What must not let anybody have what is another's: codes that were sent before, sign-ins that are under way, rights over who
//! reaches further, and a network without anybody who administers it.

use entity::account::api_token::NewToken;
use entity::account::registration::Invitation;
use entity::mail::outbox::MailKind;
use entity::model::account::Scope;
use entity::value::role::Role;
use futures_util::future::join;
use serde_json::{Value, json};

use crate::sessions::{CREATE, PASSWORD, operator, person, reading, refresh, sign_in};
use crate::support::{TestApp, on_both, value};

const OTHER: &str = "far breton aux pruneaux";
const WHO: &str = include_str!("takeover/who.graphql");

/// Does something as somebody, or as nobody: what was done, the code of the refusal, or that of what is to be mended.
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

async fn who(app: &TestApp, token: &str) -> Value {
    app.post_as(token, "latest", WHO, Value::Null).await.data()["viewer"].take()
}

async fn account(app: &TestApp, token: &str) -> Value {
    value(&who(app, token).await, "account/id").clone()
}

async fn signs_in(app: &TestApp, name: &str, password: &str) -> Value {
    let input = json!({ "input": { "email": format!("{name}@example.org"), "password": password } });
    app.post(CREATE, input).await.data()["sessionCreate"]["session"].take()
}

/// The code of the only mail of a kind that leaves now.
async fn code(app: &TestApp, occasion: MailKind) -> Value {
    let mails = app.mails().await;
    let mut found = mails.iter().filter(|it| it.occasion == occasion).filter_map(|it| it.code.clone());
    json!(found.next_back().unwrap_or_else(|| panic!("no mail {occasion:?}: {mails:?}")))
}

async fn a_code_that_was_sent_before_opens_nothing_after(app: TestApp) {
    person(&app, "ana", Role::Contributor, &[]).await;
    let (stolen, _) = sign_in(&app, "ana").await;
    // somebody who has found a session open, and knows the password, asks for their own address; the owner sets another password
    let theirs = json!({ "email": "eve@example.org", "password": PASSWORD });
    does(&app, &stolen, "emailChangeRequest", "", theirs.clone()).await;
    let change = code(&app, MailKind::EmailChangeRequested).await;
    does(&app, &stolen, "emailChangeRequest", "", theirs).await;
    does(&app, "", "passwordResetRequest", "", json!({ "email": "ana@example.org" })).await;
    let mails = app.store.take_mails(100).await.unwrap();
    let reset = mails.iter().find(|it| it.occasion == MailKind::ResetRequested).unwrap().code.clone();
    let late = mails.iter().find(|it| it.occasion == MailKind::EmailChangeRequested).unwrap().code.clone();
    let done = does(&app, "", "passwordReset", "", json!({ "code": reset, "password": OTHER })).await;
    assert_eq!(done, json!({ "userErrors": [] }));
    for taken in [change, json!(late)] {
        assert_eq!(does(&app, "", "emailChange", "account { email }", json!({ "code": taken })).await, "WRONG_CODE");
    }
    // a mail that has not left by then says nothing any more
    let (access, _) = sign_in_with(&app, OTHER).await;
    does(&app, &access, "emailChangeRequest", "", json!({ "email": "eve@example.org", "password": OTHER })).await;
    operator(&app).set_password("ana@example.org", PASSWORD.to_owned()).await.unwrap();
    assert!(app.mails().await.iter().all(|it| it.occasion != MailKind::EmailChangeRequested));
    // nor does what was sent to an address that is the account's no more
    does(&app, "", "passwordResetRequest", "", json!({ "email": "ana@example.org" })).await;
    let reset = code(&app, MailKind::ResetRequested).await;
    let (access, _) = sign_in(&app, "ana").await;
    does(&app, &access, "emailChangeRequest", "", json!({ "email": "anna@example.org", "password": PASSWORD })).await;
    let change = code(&app, MailKind::EmailChangeRequested).await;
    assert_eq!(
        does(&app, "", "emailChange", "account { email }", json!({ "code": change })).await,
        json!({ "account": null, "userErrors": [] }),
        "a code alone reads no account"
    );
    assert_eq!(does(&app, "", "passwordReset", "", json!({ "code": reset, "password": OTHER })).await, "WRONG_CODE");
}

async fn nobody_comes_in_behind_the_back_of_who_signs_out(app: TestApp) {
    person(&app, "ana", Role::Contributor, &[]).await;
    for round in 0..12 {
        // doors of their own, that have not counted how often somebody came
        let (here, there) = (app.beside().await, app.beside().await);
        let (access, again) = sign_in(&here, "ana").await;
        let end = does(&here, &access, "sessionDelete", "", json!({ "everywhere": round % 2 == 0 }));
        let (ended, (_, went_on)) = join(end, refresh(&there, &again)).await;
        assert_eq!(ended["userErrors"], json!([]));
        let session = &went_on["data"]["sessionRefresh"]["session"];
        if let (Some(access), Some(again)) = (session["accessToken"].as_str(), session["refreshToken"].as_str()) {
            let answer = there.post_as(access, "published", WHO, Value::Null).await.status.as_u16();
            assert_eq!((answer, refresh(&there, again).await.0), (401, 401), "round {round}");
        }
    }
}

async fn nobody_stays_who_came_with_the_password_before(app: TestApp) {
    person(&app, "ana", Role::Contributor, &[]).await;
    let (mut now, mut next) = (PASSWORD, OTHER);
    for round in 0..6 {
        let (here, there) = (app.beside().await, app.beside().await);
        does(&here, "", "passwordResetRequest", "", json!({ "email": "ana@example.org" })).await;
        let reset = code(&here, MailKind::ResetRequested).await;
        let sets = does(&here, "", "passwordReset", "", json!({ "code": reset, "password": next }));
        let (set, session) = join(sets, signs_in(&there, "ana", now)).await;
        assert_eq!(set["userErrors"], json!([]), "{set}");
        if let Some(again) = session["refreshToken"].as_str() {
            assert_eq!(refresh(&there, again).await.0, 401, "round {round}");
        }
        assert!(
            signs_in(&app.beside().await, "ana", now).await.is_null()
                && signs_in(&app.beside().await, "ana", next).await.is_object()
        );
        (now, next) = (next, now);
    }
}

async fn passwords_are_not_guessed_by_asking_for_other_addresses(app: TestApp) {
    person(&app, "ana", Role::Contributor, &[]).await;
    let (access, _) = sign_in(&app, "ana").await;
    for at in 0..10 {
        let guess = json!({ "email": format!("eve{at}@example.org"), "password": format!("{OTHER} {at}") });
        assert_eq!(does(&app, &access, "emailChangeRequest", "", guess).await, "WRONG_CREDENTIALS");
    }
    let guess = json!({ "email": "eve@example.org", "password": PASSWORD });
    assert_eq!(does(&app, &access, "emailChangeRequest", "", guess).await, "TOO_MANY_ATTEMPTS");
    // failures count for the account, on every server
    let other = app.beside().await;
    let mut closed = false;
    for _ in 0..100 {
        closed = signs_in(&app.beside().await, "ana", PASSWORD).await.is_null();
        if closed {
            break;
        }
        let guess = json!({ "email": "eve@example.org", "password": OTHER });
        does(&other, &access, "emailChangeRequest", "", guess).await;
    }
    assert!(closed, "ten failures of a client are enough for a while");
}

async fn the_network_keeps_somebody_who_administers_it(app: TestApp) {
    person(&app, "chief", Role::Admin, &[]).await;
    let (chief, _) = sign_in(&app, "chief").await;
    let me = who(&app, &chief).await;
    let (account, mandate) = (value(&me, "account/id"), value(&me, "account/mandates/0/id"));
    // somebody who administers a territory, and somebody who has only been invited, stand in for nobody
    person(&app, "deputy", Role::Admin, &["pays:pays-de-brest"]).await;
    let guest = Invitation {
        name: "Guest".into(),
        email: "guest@example.org".into(),
        language: "en".into(),
        role: Role::Admin,
        territories: Vec::new(),
    };
    operator(&app).invite(guest).await.unwrap();
    for (name, answers, input) in [
        ("mandateRevoke", "account { id }", json!({ "id": mandate })),
        ("mandateGrant", "mandate { id }", json!({ "account": account, "expiresAt": "2027-01-01T00:00:00Z" })),
        ("accountSuspend", "account { status }", json!({ "account": account })),
        ("accountRoleSet", "account { status }", json!({ "account": account, "role": "EDITOR" })),
        (
            "accountRoleSet",
            "account { status }",
            json!({ "account": account, "role": "ADMIN", "territories": ["pays:pays-de-brest"] }),
        ),
        ("memberErase", "account { status }", json!({ "account": account, "credits": "KEEP" })),
    ] {
        assert_eq!(does(&app, &chief, name, answers, input.clone()).await, "INCONSISTENT", "{name} {input}");
    }
    assert!(reading(&app).has_administrator().await.unwrap());
    assert_eq!(who(&app, &chief).await, me, "nothing was done");
    person(&app, "second", Role::Admin, &[]).await;
    assert_eq!(
        does(
            &app,
            &chief,
            "accountRoleSet",
            "account { status }",
            json!({
                "account": account,
                "role": "CONTRIBUTOR"
            })
        )
        .await["userErrors"],
        json!([])
    );
    assert_eq!(app.post_as(&chief, "published", WHO, Value::Null).await.status.as_u16(), 401, "at the next request");
}

async fn nobody_rules_over_who_reaches_further(app: TestApp) {
    person(&app, "chief", Role::Admin, &[]).await;
    person(&app, "second", Role::Admin, &[]).await;
    person(&app, "deputy", Role::Admin, &["pays:pays-de-brest"]).await;
    person(&app, "net", Role::Editor, &[]).await;
    person(&app, "brest", Role::Editor, &["pays:pays-de-brest"]).await;
    person(&app, "ana", Role::Contributor, &[]).await;
    let (chief, deputy, net, brest, ana) = (
        sign_in(&app, "chief").await.0,
        sign_in(&app, "deputy").await.0,
        sign_in(&app, "net").await.0,
        sign_in(&app, "brest").await.0,
        sign_in(&app, "ana").await.0,
    );
    let mandate = value(&who(&app, &net).await, "account/mandates/0/id").clone();
    let narrow = NewToken {
        name: "t".into(),
        account: None,
        member: None,
        role: Role::Admin,
        territories: vec!["commune:56260".parse().unwrap()],
        scopes: vec![Scope::MembersManage],
        expires_at: None,
    };
    let narrow = app.token(narrow).await.secret;
    for (who, whom) in [(&deputy, &chief), (&deputy, &net), (&narrow, &chief), (&narrow, &brest)] {
        let whom = account(&app, whom).await;
        assert_eq!(
            does(&app, who, "accountSuspend", "account { status }", json!({ "account": whom })).await,
            "NOT_FOUND"
        );
    }
    assert_eq!(does(&app, &deputy, "mandateRevoke", "account { id }", json!({ "id": mandate })).await, "NOT_FOUND");
    // what an administrator has decided, no editor undoes
    let (of_ana, of_brest) = (account(&app, &ana).await, account(&app, &brest).await);
    does(&app, &chief, "accountSuspend", "account { status }", json!({ "account": of_ana })).await;
    let resumes =
        async |who: &str| does(&app, who, "accountUnsuspend", "account { status }", json!({ "account": of_ana })).await;
    assert_eq!(resumes(&brest).await, "NOT_FOUND");
    assert_eq!(value(&resumes(&chief).await, "account/status"), "ACTIVE");
    does(&app, &brest, "accountSuspend", "account { status }", json!({ "account": of_ana })).await;
    assert_eq!(resumes(&brest).await["userErrors"], json!([]), "their own decision they take back");
    let promised = |role: &str| json!({ "name": "Zoé", "email": "zoe@example.org", "role": role, "language": "fr" });
    does(&app, &chief, "memberInvite", "", promised("ADMIN")).await;
    assert_eq!(
        does(&app, &brest, "memberInvite", "", promised("CONTRIBUTOR")).await["userErrors"],
        json!([]),
        "it does not tell"
    );
    let invitation = code(&app, MailKind::Invited).await;
    does(&app, "", "accountVerify", "member { slug }", json!({ "code": invitation, "password": PASSWORD })).await;
    assert_eq!(who(&app, &sign_in(&app, "zoe").await.0).await["role"], "ADMIN");
    // a mandate is given for as long as one's own at most
    let place = json!("pays:pays-de-brest");
    does(
        &app,
        &chief,
        "mandateGrant",
        "mandate { id }",
        json!({ "account": of_brest, "territory": place, "expiresAt": "2026-12-31T00:00:00Z" }),
    )
    .await;
    let gives = async |until: Value| {
        does(
            &app,
            &brest,
            "mandateGrant",
            "mandate { id }",
            json!({ "account": of_ana, "territory": "commune:29019", "expiresAt": until }),
        )
        .await
    };
    assert_eq!(
        (gives(Value::Null).await, gives(json!("2027-01-01T00:00:00Z")).await),
        (json!("INCONSISTENT"), json!("INCONSISTENT"))
    );
    assert!(gives(json!("2026-12-24T00:00:00Z")).await["mandate"]["id"].is_string());
    let invites = json!({
        "name": "Yann",
        "email": "yann@example.org",
        "role": "EDITOR",
        "territories": ["commune:29019"],
        "language": "fr"
    });
    let of_deputy = account(&app, &deputy).await;
    does(
        &app,
        &chief,
        "mandateGrant",
        "mandate { id }",
        json!({ "account": of_deputy, "territory": place, "expiresAt": "2026-12-31T00:00:00Z" }),
    )
    .await;
    assert_eq!(does(&app, &deputy, "memberInvite", "", invites).await, json!({ "userErrors": [] }));
    let accounts =
        "{ accounts(filter: { isConfirmed: false }) { nodes { mandates { expiresAt territory { ref } } } } }";
    let invited = app.post_as(&chief, "published", accounts, Value::Null).await.data();
    assert_eq!(
        value(&invited, "accounts/nodes/0/mandates"),
        &json!([{ "expiresAt": "2026-12-31T00:00:00.000Z", "territory": { "ref": "commune:29019" } }]),
        "nor by way of an invitation"
    );
    // and an editor whose mandates have ended is a contributor
    app.at("2026-12-31T00:00:00Z");
    let brest = sign_in(&app, "brest").await.0;
    assert_eq!(who(&app, &brest).await["role"], "CONTRIBUTOR");
}

async fn what_was_promised_is_taken_by_who_reads_the_mailbox(app: TestApp) {
    person(&app, "chief", Role::Admin, &[]).await;
    let (chief, _) = sign_in(&app, "chief").await;
    for (name, first) in [("vic", true), ("val", false)] {
        // a stranger registers with the address, before or after it is invited
        let stranger = json!({ "name": "Eve", "email": format!("{name}@example.org"), "password": OTHER });
        let promised =
            json!({ "name": name, "email": format!("{name}@example.org"), "role": "ADMIN", "language": "en" });
        if first {
            does(&app, "", "accountRegister", "", stranger.clone()).await;
        }
        does(&app, &chief, "memberInvite", "", promised).await;
        if !first {
            does(&app, "", "accountRegister", "", stranger).await;
        }
        let mails = app.mails().await;
        let confirms = mails.iter().find(|it| it.occasion == MailKind::Registered).unwrap().code.clone();
        let invitation = mails.iter().find(|it| it.occasion == MailKind::Invited).unwrap().code.clone();
        assert_eq!(
            does(&app, "", "accountVerify", "member { slug }", json!({ "code": confirms })).await,
            "REQUIRED",
            "no password but one's own"
        );
        let own = json!({ "code": invitation, "password": PASSWORD });
        assert_eq!(value(&does(&app, "", "accountVerify", "member { slug }", own).await, "member/slug"), name);
        assert_eq!(
            does(&app, "", "accountVerify", "member { slug }", json!({ "code": confirms, "password": OTHER })).await,
            "WRONG_CODE"
        );
        assert!(signs_in(&app, name, OTHER).await.is_null() && signs_in(&app, name, PASSWORD).await.is_object());
    }
}

async fn of_many_codes_that_come_at_once_one_is_taken(app: TestApp) {
    person(&app, "ana", Role::Contributor, &[]).await;
    for _ in 0..6 {
        does(&app, "", "passwordResetRequest", "", json!({ "email": "ana@example.org" })).await;
    }
    let codes: Vec<String> = app.mails().await.into_iter().filter_map(|it| it.code).collect();
    assert_eq!(codes.len(), 6);
    let racers =
        codes.iter().map(|code| does(&app, "", "passwordReset", "", json!({ "code": code, "password": OTHER })));
    let ends = futures_util::future::join_all(racers).await;
    let won = ends.iter().filter(|it| it["userErrors"] == json!([])).count();
    assert!(won == 1 && ends.iter().all(|it| it["userErrors"] == json!([]) || *it == "WRONG_CODE"), "{ends:?}");
}

async fn who_writes_for_an_organisation_is_said_by_who_looks_after_all_of_it(app: TestApp) {
    app.import(r#"
            {"kind":"member","key":"nowhere","memberKind":"ORGANISATION","name":"Nowhere"}
            {"kind":"member","key":"both","memberKind":"ORGANISATION","name":"Both","territories":["commune:29019","commune:56260"]}
            {"kind":"member","key":"here","memberKind":"ORGANISATION","name":"Here","territories":["commune:29019"]}
        "#).await;
    person(&app, "brest", Role::Editor, &["pays:pays-de-brest"]).await;
    person(&app, "ana", Role::Contributor, &[]).await;
    let brest = sign_in(&app, "brest").await.0;
    let member = value(&who(&app, &brest).await, "member/id").clone();
    for (slug, expected) in [
        ("nowhere", json!("FORBIDDEN")),
        ("both", json!("FORBIDDEN")),
        ("here", json!({ "organisation": { "slug": "here" }, "userErrors": [] })),
    ] {
        let organisation =
            app.query(&format!("{{ member(by: {{ slug: \"{slug}\" }}) {{ id }} }}")).await["member"]["id"].take();
        let input = json!({ "member": member, "organisation": organisation, "mayWrite": true });
        assert_eq!(does(&app, &brest, "membershipSet", "organisation { slug }", input).await, expected, "{slug}");
        // nor is it moved to where they look after all of it
        let moved = does(
            &app,
            &brest,
            "memberUpdate",
            "member { slug }",
            json!({ "member": organisation, "territories": ["commune:29019"] }),
        )
        .await;
        assert_eq!(moved == "FORBIDDEN", slug != "here", "{slug}: {moved}");
    }
    // who only writes for it moves it no more, but may send back where it is
    let ana = sign_in(&app, "ana").await.0;
    let member = value(&who(&app, &ana).await, "member/id").clone();
    let organisation = app.query("{ member(by: { slug: \"here\" }) { id } }").await["member"]["id"].take();
    does(
        &app,
        &brest,
        "membershipSet",
        "organisation { slug }",
        json!({ "member": member, "organisation": organisation, "mayWrite": true }),
    )
    .await;
    for (places, expected) in [
        (json!(["commune:56260"]), json!("FORBIDDEN")),
        (json!(["commune:29019"]), json!({ "member": { "slug": "here" }, "userErrors": [] })),
    ] {
        let input = json!({ "member": organisation, "bio": "Ici.", "territories": places });
        assert_eq!(does(&app, &ana, "memberUpdate", "member { slug }", input).await, expected);
    }
}

on_both! {
    empty:
        a_code_that_was_sent_before_opens_nothing_after,
        nobody_comes_in_behind_the_back_of_who_signs_out,
        nobody_stays_who_came_with_the_password_before,
        passwords_are_not_guessed_by_asking_for_other_addresses,
        the_network_keeps_somebody_who_administers_it,
        nobody_rules_over_who_reaches_further,
        what_was_promised_is_taken_by_who_reads_the_mailbox,
        of_many_codes_that_come_at_once_one_is_taken,
        who_writes_for_an_organisation_is_said_by_who_looks_after_all_of_it,
    ;
}
async fn sign_in_with(app: &TestApp, password: &str) -> (String, String) {
    let session = signs_in(app, "ana", password).await;
    let text = |name: &str| session[name].as_str().unwrap().to_owned();
    (text("accessToken"), text("refreshToken"))
}
