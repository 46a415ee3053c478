//! Whose a proposal is, when several people write on it.

use entity::value::role::Role;
use serde_json::{Value, json};

use crate::desk::{Desk, UPDATE};
use crate::editing::token;
use crate::sessions::{person, sign_in};
use crate::support::{TestApp, on_both, value};

const HISTORY: &str = "version state author { name } proposedBy { name }";

async fn whoever_went_on_with_a_proposal_became_its_maker(app: TestApp) {
    for name in ["yann", "gael"] {
        person(&app, name, Role::Contributor, &[]).await;
    }
    let ((ana, _), (bob, _)) = (sign_in(&app, "yann").await, sign_in(&app, "gael").await);
    let desk = Desk { ana, bob, ..Desk::new(app).await };
    let id = desk.published("La soupe").await;
    let both = json!({ "id": id, "version": 2, "authors": [{ "member": "yann" }, { "member": "gael" }] });
    assert_eq!(value(&desk.does(&desk.brest, UPDATE, both).await, "recipe/version"), &json!(3));
    let says = async |who: &str, version: i32, more: Value| {
        let mut input = json!({ "id": id, "version": version });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        desk.does(who, UPDATE, input).await
    };
    assert_eq!(value(&says(&desk.ana, 3, json!({ "licence": "CC0-1.0" })).await, "recipe/proposedVersion"), &json!(4));
    desk.app.mails().await;
    // the licence that its maker said goes on being said; another one is not the co-author's to say
    assert_eq!(
        value(&says(&desk.bob, 4, json!({ "title": "La soupe au caillou" })).await, "recipe/proposedVersion"),
        &json!(5)
    );
    assert_eq!(
        value(&says(&desk.bob, 5, json!({ "licence": "CC-BY-4.0" })).await, "userErrors/0/code"),
        "LICENCE_REFUSED"
    );
    let history = async || {
        desk.reads(&desk.ana, &format!("{{ revisions(entry: {id}) {{ {HISTORY} }} }}")).await["revisions"].take()
    };
    let by = |version: i32, state: &str, author: &str, maker: Value| {
        json!({
            "version": version,
            "state": state,
            "author": { "name": author },
            "proposedBy": maker
        })
    };
    let named = |name: &str| json!({ "name": name });
    let told = history().await;
    let (ana, bob) = ("yann", "gael");
    assert_eq!(told[0], by(5, "PROPOSED", bob, named(ana)), "{told}");
    assert_eq!(told[1], by(4, "SUPERSEDED", ana, named(ana)), "{told}");
    assert_eq!(told[2]["proposedBy"], Value::Null);
    // the co-author does not do away with it, and is not told that they could
    let can = async |who: &str| {
        desk.reads(who, &format!("{{ recipe(by: {{ id: {id} }}) {{ viewerCan }} }}")).await.to_string()
    };
    assert!(!can(&desk.bob).await.contains("UNSUBMIT") && can(&desk.ana).await.contains("UNSUBMIT"));
    assert_eq!(desk.step(&desk.bob, "entryUnsubmit", &id, 5, None).await, "FORBIDDEN");
    // accepted, it is its maker's version; each did what they did
    assert_eq!(
        value(&desk.step(&desk.brest, "entryPublish", &id, 5, None).await, "entry/title"),
        "La soupe au caillou"
    );
    assert_eq!(history().await[0], by(6, "ACCEPTED", ana, Value::Null));
    let told: Vec<String> = desk.app.mails().await.into_iter().map(|it| it.to).collect();
    assert!(told.contains(&"yann@example.org".to_owned()), "{told:?}");
    let admin = token(&desk.app, Role::Admin, &[], None).await;
    let log =
        format!("{{ auditLog(filter: {{ object: {id}, action: [\"recipePropose\"] }}) {{ nodes {{ actor }} }} }}");
    let log = desk.app.post_as(&admin, "latest", &log, Value::Null).await.data();
    let acts = value(&log, "auditLog/nodes");
    assert!(acts.as_array().unwrap().len() == 2 && acts[0] != acts[1], "each act is told of who did it: {acts}");
    // the next one is the co-author's own, and its maker drops it
    assert_eq!(
        value(&says(&desk.bob, 6, json!({ "title": "La soupe au chou" })).await, "recipe/proposedVersion"),
        &json!(7)
    );
    assert_eq!(desk.step(&desk.ana, "entryUnsubmit", &id, 7, None).await, "FORBIDDEN");
    assert_eq!(desk.step(&desk.bob, "entryUnsubmit", &id, 7, None).await["userErrors"], json!([]));
}

on_both! {
    empty:
        whoever_went_on_with_a_proposal_became_its_maker,
    ;
}
