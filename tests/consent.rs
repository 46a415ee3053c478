//! Whose it is: the network's menu, what somebody has made, who belongs to an organisation; and versions that name what is gone.

use entity::value::role::Role;
use serde_json::{Value, json};

use crate::editing::token;
use crate::support::{TestApp, on_both, value};

const MEMBERS: &str = r#"
{"kind":"member","key":"ana","memberKind":"PERSON","name":"Ana"}
{"kind":"member","key":"ben","memberKind":"PERSON","name":"Ben"}
{"kind":"member","key":"both","memberKind":"ORGANISATION","name":"Both","territories":["commune:29019","commune:56260"]}
"#;

async fn told(app: &TestApp, who: &str, mutation: &str, selection: &str, input: Value) -> Value {
    let name = mutation[..1].to_uppercase() + &mutation[1..];
    let query = format!(
        "mutation ($input: {name}Input!) {{ done: {mutation}(input: $input) {{ {selection} userErrors {{ code path }} \
            }} }}"
    );
    app.post_as(who, "latest", &query, json!({ "input": input })).await.json()
}

/// What was done; nothing else counts.
async fn done(app: &TestApp, who: &str, mutation: &str, selection: &str, input: Value) -> Value {
    let mut answer = told(app, who, mutation, selection, input).await;
    assert_eq!(answer["data"]["done"]["userErrors"], json!([]), "{mutation}: {answer}");
    answer["data"]["done"].take()
}

async fn refused(app: &TestApp, who: &str, mutation: &str, selection: &str, input: Value) -> String {
    let answer = told(app, who, mutation, selection, input).await;
    let code =
        answer["errors"][0]["extensions"]["code"].as_str().or(answer["data"]["done"]["userErrors"][0]["code"].as_str());
    code.unwrap_or_else(|| panic!("{mutation} was not refused: {answer}")).to_owned()
}

async fn a_territory_put_its_page_into_the_menu_of_all(app: TestApp) {
    let whole = token(&app, Role::Admin, &[], None).await;
    let brest = token(&app, Role::Admin, &["pays:pays-de-brest"], None).await;
    let page = |more: Value| {
        let mut input = json!({ "title": "Page", "body": "x", "territories": ["commune:29019"] });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        input
    };
    assert_eq!(
        refused(&app, &brest, "pageCreate", "page { id }", page(json!({ "isInMenu": true }))).await,
        "FORBIDDEN"
    );
    let root = done(&app, &whole, "pageCreate", "page { id }", json!({ "title": "Réseau", "body": "x" })).await;
    let under = json!({ "parent": value(&root, "page/id") });
    assert_eq!(
        refused(&app, &brest, "pageCreate", "page { id }", page(under.clone())).await,
        "UNKNOWN",
        "a draft of others"
    );
    done(&app, &whole, "entryPublish", "entry { id }", json!({ "id": value(&root, "page/id"), "version": 1 })).await;
    assert_eq!(refused(&app, &brest, "pageCreate", "page { id }", page(under)).await, "FORBIDDEN");
    // its own pages it hangs where it likes
    let own = done(&app, &brest, "pageCreate", "page { id }", page(json!({}))).await;
    done(&app, &brest, "pageCreate", "page { id }", page(json!({ "parent": value(&own, "page/id") }))).await;
    let change = |version: i32, more: Value| {
        let mut input = json!({ "id": value(&own, "page/id"), "version": version });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        input
    };
    assert_eq!(
        refused(&app, &brest, "pageUpdate", "page { id }", change(1, json!({ "isInMenu": true }))).await,
        "FORBIDDEN"
    );
    done(&app, &whole, "pageUpdate", "page { id }", change(1, json!({ "isInMenu": true }))).await;
    done(&app, &brest, "pageUpdate", "page { id }", change(2, json!({ "summary": "S" }))).await;
    for more in [json!({ "menuLabel": "Brest !" }), json!({ "position": 3 }), json!({ "isInMenu": false })] {
        assert_eq!(
            refused(&app, &brest, "pageUpdate", "page { id }", change(3, more.clone())).await,
            "FORBIDDEN",
            "{more}"
        );
    }
    assert_eq!(refused(&app, &brest, "entryPublish", "entry { id }", change(3, json!({}))).await, "FORBIDDEN");
    done(&app, &whole, "entryPublish", "entry { id }", change(3, json!({}))).await;
    let menu = app.query("{ network { menu { label } } }").await;
    assert_eq!(value(&menu, "network/menu"), &json!([{ "label": "Page" }]));
}

async fn a_co_author_did_away_with_what_another_made(app: TestApp) {
    app.import(MEMBERS).await;
    let ana = token(&app, Role::Contributor, &[], Some("ana")).await;
    let ben = token(&app, Role::Contributor, &[], Some("ben")).await;
    let editor = token(&app, Role::Editor, &[], None).await;
    let together = json!({ "title": "À deux", "body": "x", "authors": [{ "member": "ana" }, { "member": "ben" }] });
    let made = done(&app, &ana, "articleCreate", "article { id }", together.clone()).await;
    let id = value(&made, "article/id");
    let it = |version: i32| json!({ "id": id, "version": version });
    let can = async |who: &str| {
        let query = format!("{{ entry(by: {{ id: {id} }}) {{ viewerCan }} }}");
        app.post_as(who, "latest", &query, Value::Null).await.data()["entry"]["viewerCan"].to_string()
    };
    assert!(
        can(&ana).await.contains("DELETE") && !can(&ben).await.contains("DELETE") && can(&ben).await.contains("EDIT")
    );
    assert_eq!(refused(&app, &ben, "entryDelete", "deletedId: query { __typename }", it(1)).await, "FORBIDDEN");
    done(&app, &editor, "entryPublish", "entry { id }", it(1)).await;
    // the proposal is its maker's as well
    done(&app, &ana, "articleUpdate", "article { id }", json!({ "id": id, "version": 2, "summary": "S" })).await;
    assert!(
        can(&ana).await.contains("UNSUBMIT")
            && !can(&ben).await.contains("UNSUBMIT")
            && can(&editor).await.contains("UNSUBMIT")
    );
    assert_eq!(refused(&app, &ben, "entryUnsubmit", "entry { id }", it(3)).await, "FORBIDDEN");
    done(&app, &ana, "entryUnsubmit", "entry { id }", it(3)).await;
    // drafts are done away with by who made them, and by editors
    for who in [&ana, &editor] {
        let other = done(&app, &ana, "articleCreate", "article { id }", together.clone()).await;
        done(
            &app,
            who,
            "entryDelete",
            "deletedId: query { __typename }",
            json!({ "id": value(&other, "article/id"), "version": 1 }),
        )
        .await;
    }
}

async fn an_organisation_of_two_territories_was_not_asked(app: TestApp) {
    app.import(MEMBERS).await;
    let ids =
        app.query("{ ben: member(by: { slug: \"ben\" }) { id } both: member(by: { slug: \"both\" }) { id } }").await;
    let belongs = json!({ "member": value(&ids, "ben/id"), "organisation": value(&ids, "both/id") });
    let selection = "organisation { team { id member { name } } }";
    let one = token(&app, Role::Editor, &["commune:29019"], None).await;
    assert_eq!(refused(&app, &one, "membershipSet", selection, belongs.clone()).await, "FORBIDDEN");
    let two = token(&app, Role::Editor, &["commune:29019", "commune:56260"], None).await;
    let set = done(&app, &two, "membershipSet", selection, belongs.clone()).await;
    assert_eq!(value(&set, "organisation/team/0/member/name"), "Ben");
    // the organisation itself
    let ana = json!({
        "member": app.query("{ member(by: { slug: \"ana\" }) { id } }").await["member"]["id"],
        "organisation": value(&ids, "both/id"),
        "mayWrite": true
    });
    done(&app, &two, "membershipSet", selection, ana).await;
    let ana = token(&app, Role::Contributor, &[], Some("ana")).await;
    done(&app, &ana, "membershipSet", selection, belongs).await;
}

async fn a_version_that_names_what_is_gone_was_not_restored(app: TestApp) {
    app.import(MEMBERS).await;
    let ana = token(&app, Role::Contributor, &[], Some("ana")).await;
    let initiative =
        done(&app, &ana, "initiativeCreate", "initiative { id }", json!({ "title": "I", "body": "x" })).await;
    let gone = value(&initiative, "initiative/id");
    let kept = done(&app, &ana, "initiativeCreate", "initiative { id }", json!({ "title": "K", "body": "x" })).await;
    let kept = value(&kept, "initiative/id");
    let first = json!({ "title": "T", "body": "avant", "summary": "S", "initiatives": [gone, kept] });
    let made = done(&app, &ana, "articleCreate", "article { id }", first).await;
    let id = value(&made, "article/id");
    // an hour later, so that it is a version of its own
    app.at("2026-12-01T13:00:00Z");
    done(
        &app,
        &ana,
        "articleUpdate",
        "article { id }",
        json!({ "id": id, "version": 1, "body": "après", "summary": null, "initiatives": [] }),
    )
    .await;
    done(&app, &ana, "entryDelete", "deletedId: query { __typename }", json!({ "id": gone, "version": 1 })).await;
    app.at("2026-12-01T13:30:00Z");
    let selection = "entry { body summary ... on Article { initiatives { nodes { id } } } } leftOut { path message }";
    let restored =
        done(&app, &ana, "revisionRestore", selection, json!({ "id": id, "version": 2, "restoreVersion": 1 })).await;
    assert_eq!((value(&restored, "entry/body"), value(&restored, "entry/summary")), (&json!("avant"), &json!("S")));
    assert_eq!(value(&restored, "entry/initiatives/nodes"), &json!([{ "id": kept }]));
    assert_eq!(
        (value(&restored, "leftOut/0/path"), value(&restored, "leftOut").as_array().unwrap().len()),
        (&json!(["initiatives", "0"]), 1),
        "{restored}"
    );
    app.at("2026-12-01T14:00:00Z");
    // nothing is left out where nothing is gone
    let restored =
        done(&app, &ana, "revisionRestore", selection, json!({ "id": id, "version": 3, "restoreVersion": 2 })).await;
    assert_eq!((value(&restored, "entry/body"), value(&restored, "leftOut")), (&json!("après"), &json!([])));
}

on_both! {
    empty:
        a_territory_put_its_page_into_the_menu_of_all,
        a_co_author_did_away_with_what_another_made,
        an_organisation_of_two_territories_was_not_asked,
        a_version_that_names_what_is_gone_was_not_restored,
    ;
}
