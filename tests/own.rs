//! What is somebody's own is listed for them, in its latest version and in either view; what is somebody else's is not.

use entity::account::api_token::NewToken;
use entity::model::account::Scope;
use entity::value::role::Role;
use serde_json::{Value, json};

use crate::sessions::{person, sign_in};
use crate::support::{TestApp, on_both, value};

const OWN: &str = include_str!("own/own.graphql");

struct Desk {
    app: TestApp,
    ana: String,
    bob: String,
    chief: String,
    asso: Value,
}

impl Desk {
    /// Ana, who may write for an organisation, and Bob, who may not; they work in Guipavas.
    async fn new(app: TestApp) -> Self {
        person(&app, "chief", Role::Admin, &[]).await;
        person(&app, "ana", Role::Contributor, &[]).await;
        person(&app, "bob", Role::Contributor, &[]).await;
        app.import(r#"{"kind":"member","key":"asso","memberKind":"ORGANISATION","name":"Asso","slug":"asso"}"#).await;
        let (chief, ana) = (sign_in(&app, "chief").await.0, sign_in(&app, "ana").await.0);
        let bob = sign_in(&app, "bob").await.0;
        let members = app
            .query("{ ana: member(by: { slug: \"ana\" }) { id } asso: member(by: { slug: \"asso\" }) { id } }")
            .await;
        let asso = members["asso"]["id"].clone();
        let desk = Self { app, ana, bob, chief, asso };
        desk.writes(&members["ana"]["id"], true).await;
        desk
    }

    /// Whether a member may write for the organisation.
    async fn writes(&self, member: &Value, may: bool) {
        let belongs = json!({ "member": member, "organisation": self.asso, "mayWrite": may });
        self.does(&self.chief, "membershipSet", "organisation { slug }", belongs).await;
    }

    async fn does(&self, who: &str, name: &str, answers: &str, input: Value) -> Value {
        let kind = format!("{}{}Input", name[..1].to_uppercase(), &name[1..]);
        let mutation = format!(
            "mutation ($input: {kind}!) {{ done: {name}(input: $input) {{ {answers} userErrors {{ code path }} }} }}"
        );
        let done = self.app.post_as(who, "published", &mutation, json!({ "input": input })).await.data()["done"].take();
        assert_eq!(done["userErrors"], json!([]), "{name}: {done}");
        done
    }

    /// A draft in Guipavas, of a kind whose holders can be named.
    async fn draft(&self, who: &str, title: &str, more: Value) -> Value {
        let mut input = json!({ "title": title, "body": "Du texte.", "territories": ["commune:29075"] });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let made = self.does(who, "initiativeCreate", "initiative { id }", input).await;
        value(&made, "initiative/id").clone()
    }

    async fn own(&self, who: &str, view: &str) -> Vec<String> {
        let found = self.app.post_as(who, view, OWN, Value::Null).await.data();
        let titles = value(&found, "viewer/entries/nodes").as_array().unwrap().iter();
        let titles: Vec<String> = titles.map(|it| it["title"].as_str().unwrap().to_owned()).collect();
        assert_eq!(value(&found, "viewer/entries/totalCount"), &json!(titles.len()));
        titles
    }
}

async fn what_is_ones_own_is_listed_in_either_view(app: TestApp) {
    let desk = Desk::new(app).await;
    let mine = desk.draft(&desk.ana, "A, made by Ana", json!({})).await;
    // what others made: credited to Ana as an author, and to the organisation that she may write for
    let authors = |member: &str| json!({ "authors": [{ "member": member }] });
    desk.draft(&desk.bob, "B, written by Ana", authors("ana")).await;
    desk.draft(&desk.bob, "C, written by the organisation", authors("asso")).await;
    desk.draft(&desk.bob, "D, held by the organisation", json!({ "holders": [{ "member": "asso" }] })).await;
    // and what is not hers
    desk.draft(&desk.bob, "E, of Bob alone", json!({})).await;
    desk.draft(&desk.bob, "F, held by Ana", json!({ "holders": [{ "member": "ana" }] })).await;
    desk.draft(&desk.bob, "G, translated by Ana", json!({ "translators": [{ "member": "ana" }] })).await;
    desk.draft(&desk.bob, "H, translated by the organisation", json!({ "translators": [{ "member": "asso" }] })).await;
    let expected =
        ["A, made by Ana", "B, written by Ana", "C, written by the organisation", "D, held by the organisation"];
    assert_eq!(
        (desk.own(&desk.ana, "published").await, desk.own(&desk.ana, "latest").await),
        (expected.map(str::to_owned).to_vec(), expected.map(str::to_owned).to_vec())
    );
    assert_eq!(desk.own(&desk.bob, "published").await.len(), 7, "what Bob made is his as well");
    // an administrator reads everything, and has written nothing
    assert_eq!(desk.own(&desk.chief, "latest").await, [""; 0]);
    let visitor = desk.app.query(OWN).await;
    assert_eq!(visitor["viewer"], Value::Null);
    // the right to write for the organisation, and what it brings, ends
    let ana = desk.app.query("{ member(by: { slug: \"ana\" }) { id } }").await["member"]["id"].clone();
    desk.writes(&ana, false).await;
    assert_eq!(desk.own(&desk.ana, "published").await, expected[..2]);
    // what is public is listed as it would be, not as it stands
    desk.does(&desk.chief, "entryPublish", "entry { status }", json!({ "id": mine, "version": 1 })).await;
    desk.does(
        &desk.ana,
        "initiativeUpdate",
        "initiative { version }",
        json!({ "id": mine, "version": 2, "title": "A, proposed" }),
    )
    .await;
    assert_eq!(desk.own(&desk.ana, "published").await, ["A, proposed", "B, written by Ana"]);
    let public = desk.app.query(&format!("{{ entry(by: {{ id: {mine} }}) {{ title }} }}")).await;
    assert_eq!(value(&public, "entry/title"), "A, made by Ana");
    // a script that may not read what is not published is told of nothing else
    let account = desk.app.post_as(&desk.ana, "latest", "{ viewer { account { id } } }", Value::Null).await.data();
    let script = NewToken {
        name: "script".into(),
        account: Some(value(&account, "viewer/account/id").as_str().unwrap().parse().unwrap()),
        member: None,
        role: Role::Contributor,
        territories: Vec::new(),
        scopes: vec![Scope::ContentWrite],
        expires_at: None,
    };
    let script = desk.app.token(script).await.secret;
    assert_eq!(desk.own(&script, "latest").await, ["A, made by Ana"]);
}

async fn a_page_of_ones_own_says_what_can_be_done(app: TestApp) {
    let desk = Desk::new(app).await;
    for title in ["Un", "Deux", "Trois"] {
        desk.draft(&desk.ana, title, json!({})).await;
        desk.draft(&desk.bob, &format!("{title} bis"), json!({})).await;
    }
    let query =
        "query ($after: String, $filter: EntryFilter) { viewer { entries(first: 2, after: $after, filter: $filter) {
        totalCount nodes { title status viewerCan publishBlockers { path } } pageInfo { hasNextPage endCursor } } } }";
    let first = desk.app.post_as(&desk.ana, "published", query, Value::Null).await;
    let statements = first.statements();
    let first = first.data();
    let titles = |page: &Value| -> Vec<String> {
        let nodes = value(page, "viewer/entries/nodes").as_array().unwrap();
        nodes.iter().map(|it| it["title"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(
        (titles(&first), value(&first, "viewer/entries/totalCount")),
        (vec!["Trois".into(), "Deux".into()], &json!(3))
    );
    let can = value(&first, "viewer/entries/nodes/0/viewerCan").as_array().unwrap();
    assert!(can.contains(&json!("SUBMIT")) && can.contains(&json!("DELETE")), "{first}");
    let after = value(&first, "viewer/entries/pageInfo/endCursor");
    let second = desk.app.post_as(&desk.ana, "published", query, json!({ "after": after })).await.data();
    assert_eq!(
        (titles(&second), value(&second, "viewer/entries/pageInfo/hasNextPage")),
        (vec!["Un".to_owned()], &json!(false))
    );
    // more rows take no more statements
    desk.draft(&desk.ana, "Quatre", json!({})).await;
    let wider = query.replace("first: 2", "first: 50");
    let answer = desk.app.post_as(&desk.ana, "published", &wider, Value::Null).await;
    assert_eq!((answer.statements(), titles(&answer.data()).len()), (statements, 4));
    let none = json!({ "filter": { "status": ["PUBLISHED"] } });
    let none = desk.app.post_as(&desk.ana, "published", query, none).await.data();
    assert_eq!(value(&none, "viewer/entries/totalCount"), &json!(0));
}

on_both! {
    empty:
        what_is_ones_own_is_listed_in_either_view,
        a_page_of_ones_own_says_what_can_be_done,
    ;
}
