//! What somebody gave to others: it is shown to who takes their rights away, and goes with them when that is said.

use entity::value::role::Role;
use serde_json::{Value, json};

use crate::sessions::{person, sign_in};
use crate::support::{TestApp, on_both, value};

const GIVEN: &str = "remainingGrants { mandates { member { slug } mandate { territory { ref } } } writers { member { slug } \
    organisation { slug } } }";
const WHO: &str = include_str!("given/who.graphql");

/// Does something as somebody: the payload.
async fn does(app: &TestApp, token: &str, name: &str, answers: &str, input: Value) -> Value {
    let kind = format!("{}{}", name[..1].to_uppercase(), &name[1..]);
    let mutation = format!(
        "mutation ($input: {kind}Input!) {{ done: {name}(input: $input) {{ {answers} userErrors {{ code path }} }} }}"
    );
    let mut done = app.post_as(token, "latest", &mutation, json!({ "input": input })).await.data()["done"].take();
    assert_eq!(done["userErrors"], json!([]), "{name}: {done}");
    done.as_object_mut().unwrap().remove("userErrors");
    done
}

async fn asks(app: &TestApp, token: &str, query: &str) -> Value {
    app.post_as(token, "latest", query, Value::Null).await.data()
}

async fn gives(app: &TestApp, from: &str, to: &str, place: &str) {
    let account = value(&asks(app, to, WHO).await, "viewer/account/id").clone();
    does(app, from, "mandateGrant", "mandate { id }", json!({ "account": account, "territory": place })).await;
}

/// The role of somebody who signs in now: what was signed before has no more than it had then.
async fn role(app: &TestApp, name: &str) -> Value {
    value(&asks(app, &sign_in(app, name).await.0, WHO).await, "viewer/role").clone()
}

async fn what_somebody_gave_does_not_outlast_them_unseen(app: TestApp) {
    person(&app, "chief", Role::Admin, &[]).await;
    person(&app, "brest", Role::Editor, &["pays:pays-de-brest"]).await;
    for name in ["ana", "bob", "eve"] {
        person(&app, name, Role::Contributor, &[]).await;
    }
    app.import(r#"{"kind":"member","key":"asso","memberKind":"ORGANISATION","name":"Asso","slug":"asso","territories":["commune:29019"]}"#).await;
    let (chief, brest) = (sign_in(&app, "chief").await.0, sign_in(&app, "brest").await.0);
    let (ana, bob, eve) = (sign_in(&app, "ana").await.0, sign_in(&app, "bob").await.0, sign_in(&app, "eve").await.0);
    let of_brest = value(&asks(&app, &brest, WHO).await, "viewer/account/id").clone();
    // from hand to hand, and from an administrator
    gives(&app, &brest, &ana, "commune:29019").await;
    let (ana, _) = sign_in(&app, "ana").await;
    gives(&app, &ana, &bob, "commune:29019").await;
    gives(&app, &chief, &eve, "commune:29019").await;
    let asso = value(&app.query("{ member(by: { slug: \"asso\" }) { id } }").await, "member/id").clone();
    let writes = json!({
        "member": value(&asks(&app, &bob, WHO).await, "viewer/member/id"),
        "organisation": asso,
        "mayWrite": true
    });
    does(&app, &brest, "membershipSet", "organisation { slug }", writes.clone()).await;
    does(&app, &chief, "membershipSet", "organisation { slug }", writes).await;
    let held = json!({
        "mandates": [{ "member": { "slug": "ana" }, "mandate": { "territory": { "ref": "commune:29019" } } }],
        "writers": [{ "member": { "slug": "bob" }, "organisation": { "slug": "asso" } }]
    });
    // who takes them out of use is told, and so is who looks
    let told = does(&app, &chief, "accountSuspend", GIVEN, json!({ "account": of_brest })).await;
    assert_eq!(told["remainingGrants"], held);
    let seen = asks(
        &app,
        &chief,
        &format!(
            "{{ account(id: {of_brest}) {{ mandatesGranted {{ member {{ slug }} }} \
        writersGranted {{ organisation {{ slug }} }} }} }}"
        ),
    )
    .await;
    assert_eq!(
        seen["account"],
        json!({
            "mandatesGranted": [{ "member": { "slug": "ana" } }],
            "writersGranted": [{ "organisation": { "slug": "asso" } }]
        })
    );
    assert_eq!((role(&app, "ana").await, role(&app, "bob").await), (json!("EDITOR"), json!("EDITOR")));
    let nosy = app
        .post_as(
            &ana,
            "latest",
            &format!("{{ account(id: {of_brest}) {{ mandatesGranted {{ account }} }} }}"),
            Value::Null,
        )
        .await
        .json();
    assert_eq!(nosy["errors"][0]["extensions"]["code"], "FORBIDDEN");
    // one act takes it along, and what was given on
    let told = does(&app, &chief, "accountSuspend", GIVEN, json!({ "account": of_brest, "revokeGrants": true })).await;
    assert_eq!(told["remainingGrants"], json!({ "mandates": [], "writers": [] }));
    assert_eq!(
        (role(&app, "ana").await, role(&app, "bob").await, role(&app, "eve").await),
        (json!("CONTRIBUTOR"), json!("CONTRIBUTOR"), json!("EDITOR"))
    );
    let team = app.query("{ member(by: { slug: \"asso\" }) { team { member { slug } mayWrite } } }").await;
    assert_eq!(
        team["member"]["team"],
        json!([{ "member": { "slug": "bob" }, "mayWrite": false }]),
        "who belongs goes on belonging"
    );
    let audit =
        asks(&app, &chief, "{ auditLog(filter: { action: [\"mandateRevoke\"] }) { nodes { actor detail } } }").await;
    let by_chief = format!("account:{}", value(&asks(&app, &chief, WHO).await, "viewer/account/id").as_str().unwrap());
    assert_eq!(
        audit["auditLog"]["nodes"],
        json!([{ "actor": by_chief, "detail": "commune:29019" }, { "actor": by_chief, "detail": "commune:29019" }])
    );
    // what comes back brings nothing back
    does(&app, &chief, "accountUnsuspend", "account { status }", json!({ "account": of_brest })).await;
    assert_eq!(role(&app, "ana").await, "CONTRIBUTOR");
}

async fn what_could_still_be_given_stays(app: TestApp) {
    person(&app, "chief", Role::Admin, &[]).await;
    person(&app, "west", Role::Editor, &["pays:pays-de-brest", "departement:56"]).await;
    for name in ["ana", "bob"] {
        person(&app, name, Role::Contributor, &[]).await;
    }
    let (chief, west, ana, bob) = (
        sign_in(&app, "chief").await.0,
        sign_in(&app, "west").await.0,
        sign_in(&app, "ana").await.0,
        sign_in(&app, "bob").await.0,
    );
    gives(&app, &west, &ana, "commune:29019").await;
    gives(&app, &west, &bob, "commune:56260").await;
    let me = asks(&app, &west, WHO).await;
    let mandates = value(&me, "viewer/account/mandates").as_array().unwrap();
    let of = |place: &str| mandates.iter().find(|it| it["territory"]["ref"] == place).unwrap()["id"].clone();
    let told =
        does(&app, &chief, "mandateRevoke", GIVEN, json!({ "id": of("pays:pays-de-brest"), "revokeGrants": true }))
            .await;
    assert_eq!(
        told["remainingGrants"]["mandates"],
        json!([{ "member": { "slug": "bob" }, "mandate": { "territory": { "ref": "commune:56260" } } }])
    );
    assert_eq!(
        (role(&app, "west").await, role(&app, "ana").await, role(&app, "bob").await),
        (json!("EDITOR"), json!("CONTRIBUTOR"), json!("EDITOR"))
    );
    // with the role the rest goes, when it is said
    let role_set = json!({ "account": value(&me, "viewer/account/id"), "role": "CONTRIBUTOR" });
    let told = does(&app, &chief, "accountRoleSet", GIVEN, role_set.clone()).await;
    assert_eq!(told["remainingGrants"]["mandates"].as_array().unwrap().len(), 1);
    let mut along = role_set;
    along["revokeGrants"] = json!(true);
    let told = does(&app, &chief, "accountRoleSet", GIVEN, along).await;
    assert_eq!((&told["remainingGrants"]["mandates"], role(&app, "bob").await), (&json!([]), json!("CONTRIBUTOR")));
}

async fn nobody_takes_along_more_than_they_may_take(app: TestApp) {
    person(&app, "chief", Role::Admin, &[]).await;
    person(&app, "second", Role::Admin, &[]).await;
    person(&app, "deputy", Role::Admin, &["pays:pays-de-brest"]).await;
    person(&app, "ana", Role::Contributor, &[]).await;
    person(&app, "bob", Role::Contributor, &[]).await;
    let (chief, deputy, second, ana, bob) = (
        sign_in(&app, "chief").await.0,
        sign_in(&app, "deputy").await.0,
        sign_in(&app, "second").await.0,
        sign_in(&app, "ana").await.0,
        sign_in(&app, "bob").await.0,
    );
    gives(&app, &chief, &ana, "commune:29019").await;
    let (ana, _) = sign_in(&app, "ana").await;
    gives(&app, &ana, &bob, "commune:29019").await;
    gives(&app, &chief, &bob, "commune:56260").await;
    let of_ana = value(&asks(&app, &ana, WHO).await, "viewer/account/id").clone();
    // bob reaches further than the deputy by now
    let told = does(&app, &deputy, "accountSuspend", GIVEN, json!({ "account": of_ana, "revokeGrants": true })).await;
    assert_eq!(told["remainingGrants"]["mandates"].as_array().unwrap().len(), 1, "{told}");
    assert_eq!(
        value(&asks(&app, &sign_in(&app, "bob").await.0, WHO).await, "viewer/territories").as_array().unwrap().len(),
        2
    );
    let told = does(&app, &second, "accountSuspend", GIVEN, json!({ "account": of_ana, "revokeGrants": true })).await;
    assert_eq!(told["remainingGrants"]["mandates"], json!([]));
    assert_eq!(
        value(&asks(&app, &sign_in(&app, "bob").await.0, WHO).await, "viewer/territories"),
        &json!([{ "ref": "commune:56260" }])
    );
}
async fn whoever_loses_the_right_to_write_was_not_told_of_what_they_gave(app: TestApp) {
    person(&app, "chief", Role::Admin, &[]).await;
    for name in ["ana", "bob", "eve"] {
        person(&app, name, Role::Contributor, &[]).await;
    }
    app.import(r#"
            {"kind":"member","key":"asso","memberKind":"ORGANISATION","name":"Asso","slug":"asso","territories":["commune:29019"]}
            {"kind":"member","key":"autre","memberKind":"ORGANISATION","name":"Autre","slug":"autre","territories":["commune:29019"]}
        "#).await;
    let (chief, ana, bob) =
        (sign_in(&app, "chief").await.0, sign_in(&app, "ana").await.0, sign_in(&app, "bob").await.0);
    let found =
        app.query("{ a: member(by: { slug: \"asso\" }) { id } b: member(by: { slug: \"autre\" }) { id } }").await;
    let (asso, autre) = (value(&found, "a/id").clone(), value(&found, "b/id").clone());
    let member = async |token: &str| value(&asks(&app, token, WHO).await, "viewer/member/id").clone();
    let (of_ana, of_bob, of_eve) =
        (member(&ana).await, member(&bob).await, member(&sign_in(&app, "eve").await.0).await);
    let writes = async |by: &str, who: &Value, organisation: &Value, more: Value| {
        let mut input = json!({ "member": who, "organisation": organisation, "mayWrite": true });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        does(&app, by, "membershipSet", &format!("organisation {{ slug }} {GIVEN}"), input).await["remainingGrants"]
            .take()
    };
    for organisation in [&asso, &autre] {
        assert_eq!(writes(&chief, &of_ana, organisation, json!({})).await, Value::Null, "nothing was taken away");
    }
    // from hand to hand, and for another organisation
    writes(&ana, &of_bob, &asso, json!({})).await;
    writes(&bob, &of_eve, &asso, json!({})).await;
    writes(&ana, &of_eve, &autre, json!({})).await;
    let held =
        json!({ "mandates": [], "writers": [{ "member": { "slug": "bob" }, "organisation": { "slug": "asso" } }] });
    assert_eq!(writes(&chief, &of_ana, &asso, json!({ "mayWrite": false })).await, held);
    assert_eq!(writes(&chief, &of_ana, &asso, json!({})).await, Value::Null);
    // a last day that is over takes the right away as well
    assert_eq!(writes(&chief, &of_ana, &asso, json!({ "endsOn": "2026-11-30" })).await, held);
    writes(&chief, &of_ana, &asso, json!({})).await;
    let team = "{ member(by: { slug: \"asso\" }) { team { id member { slug } mayWrite } } }";
    let writers = async || {
        let team = app.query(team).await["member"]["team"].take();
        let writers = team.as_array().unwrap().iter().filter(|it| it["mayWrite"] == true);
        writers.map(|it| it["member"]["slug"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(writers().await, ["ana", "bob", "eve"]);
    let ended = app.query(team).await["member"]["team"][0]["id"].clone();
    let told = does(
        &app,
        &chief,
        "membershipRemove",
        &format!("organisation {{ slug }} {GIVEN}"),
        json!({ "id": ended, "revokeGrants": true }),
    )
    .await;
    assert_eq!(
        told,
        json!({ "organisation": { "slug": "asso" }, "remainingGrants": { "mandates": [], "writers": [] } })
    );
    assert!(writers().await.is_empty());
    let other = app.query("{ member(by: { slug: \"autre\" }) { team { member { slug } mayWrite } } }").await;
    assert_eq!(
        other["member"]["team"],
        json!([{ "member": { "slug": "ana" }, "mayWrite": true }, { "member": { "slug": "eve" }, "mayWrite": true }]),
        "what she can still give stays"
    );
}

async fn whoever_erased_somebody_was_not_told_of_what_they_gave(app: TestApp) {
    person(&app, "chief", Role::Admin, &[]).await;
    person(&app, "brest", Role::Editor, &["pays:pays-de-brest"]).await;
    person(&app, "rade", Role::Editor, &["pays:pays-de-brest"]).await;
    for name in ["ana", "bob"] {
        person(&app, name, Role::Contributor, &[]).await;
    }
    let (chief, brest, rade, ana, bob) = (
        sign_in(&app, "chief").await.0,
        sign_in(&app, "brest").await.0,
        sign_in(&app, "rade").await.0,
        sign_in(&app, "ana").await.0,
        sign_in(&app, "bob").await.0,
    );
    gives(&app, &brest, &ana, "commune:29019").await;
    gives(&app, &rade, &bob, "commune:29019").await;
    let erase = async |by: &str, who: &str, with_given: bool| {
        let account = value(&asks(&app, who, WHO).await, "viewer/account/id").clone();
        does(
            &app,
            by,
            "memberErase",
            &format!("account {{ status }} {GIVEN}"),
            json!({ "account": account, "credits": "KEEP", "revokeGrants": with_given }),
        )
        .await
    };
    // an administrator lets it stay, and is told; somebody who erases themselves takes it along
    let told = erase(&chief, &brest, false).await;
    assert_eq!(
        told,
        json!({
            "account": { "status": "ERASED" },
            "remainingGrants": { "mandates": [{ "member": { "slug": "ana" }, "mandate": { "territory": { "ref": "commune:29019" } } }], "writers": [] }
        })
    );
    assert_eq!(erase(&rade, &rade, true).await["remainingGrants"], json!({ "mandates": [], "writers": [] }));
    assert_eq!((role(&app, "ana").await, role(&app, "bob").await), (json!("EDITOR"), json!("CONTRIBUTOR")));
    // of a member without an account there is nothing to be told
    app.import(r#"{"kind":"member","key":"zoe","memberKind":"PERSON","name":"Zoé"}"#).await;
    let zoe = value(&app.query("{ member(by: { slug: \"zoe\" }) { id } }").await, "member/id").clone();
    let told = does(
        &app,
        &chief,
        "memberErase",
        &format!("account {{ status }} {GIVEN}"),
        json!({ "account": zoe, "credits": "KEEP" }),
    )
    .await;
    assert_eq!(told, json!({ "account": null, "remainingGrants": null }));
}

on_both! {
    empty:
        what_somebody_gave_does_not_outlast_them_unseen,
        what_could_still_be_given_stays,
        nobody_takes_along_more_than_they_may_take,
        whoever_loses_the_right_to_write_was_not_told_of_what_they_gave,
        whoever_erased_somebody_was_not_told_of_what_they_gave,
    ;
}
