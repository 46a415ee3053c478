//! An identifier stands for one thing of one type: what keeps objects by it never mixes two.

use std::collections::{BTreeMap, BTreeSet};

use entity::value::role::Role;
use serde_json::{Value, json};

use crate::desk::{Desk, UPDATE};
use crate::editing::token;
use crate::pictures::described;
use crate::sessions::{person, sign_in};
use crate::support::{TestApp, on_both};

/// What is asked of an entry that its author and editors have worked on.
const ENTRY: &str = include_str!("identifiers/entry.graphql");
const PUBLIC: &str = include_str!("identifiers/public.graphql");
const ACCOUNTS: &str = include_str!("identifiers/accounts.graphql");

async fn no_identifier_stands_under_two_types(app: TestApp) {
    let desk = Desk::new(app).await;
    person(&desk.app, "maeva", Role::Admin, &[]).await;
    let (maeva, _) = sign_in(&desk.app, "maeva").await;
    let chief = token(&desk.app, Role::Admin, &[], None).await;
    let mut found = BTreeMap::<String, BTreeSet<String>>::new();
    let id = desk.published("Le pain").await;
    desk.does(&desk.ana, UPDATE, json!({ "id": id, "version": 1, "summary": "Mieux." })).await;
    let make = "mutation ($input: PreviewCreateInput!) { done: previewCreate(input: $input) { preview { __typename id } \
        token url } }";
    gather(&desk.does(&desk.ana, make, json!({ "entry": id })).await, &mut found);
    let note = "mutation ($input: ReviewNoteCreateInput!) { done: reviewNoteCreate(input: $input) { reviewNote { \
        __typename id } } }";
    gather(&desk.does(&desk.brest, note, json!({ "entry": id, "note": "Bien." })).await, &mut found);
    let make = "mutation ($input: ApiTokenCreateInput!) { done: apiTokenCreate(input: $input) { apiToken { __typename id \
        name } secret } }";
    gather(&desk.does(&maeva, make, json!({ "name": "script", "role": "CONTRIBUTOR" })).await, &mut found);
    gather(&desk.app.post_as(&desk.ana, "latest", ENTRY, json!({ "id": id })).await.data(), &mut found);
    gather(&desk.app.post_as(&chief, "latest", ACCOUNTS, Value::Null).await.data(), &mut found);
    let media = described(&desk.app, &desk.ana, "pain.jpg").await;
    let query = format!("{{ media(id: {media}) {{ __typename id }} }}");
    gather(&desk.app.post_as(&desk.ana, "latest", &query, Value::Null).await.data(), &mut found);
    desk.app.import(r#"{"kind":"page","key":"a","title":"Une page","status":"PUBLISHED"}"#).await;
    let members = desk
        .app
        .query(
            "{ people: members(first: 1, filter: { kind: [PERSON] }) { nodes { id } } all: \
        members(first: 1, filter: { kind: [ORGANISATION] }) { nodes { id } } }",
        )
        .await;
    let belongs =
        "mutation ($input: MembershipSetInput!) { done: membershipSet(input: $input) { userErrors { code } } }";
    let input = json!({
        "member": members["people"]["nodes"][0]["id"],
        "organisation": members["all"]["nodes"][0]["id"],
        "function": "bénévole",
        "mayWrite": false
    });
    assert_eq!(desk.does(&chief, belongs, input).await, json!({ "userErrors": [] }));
    gather(&desk.app.query(PUBLIC).await, &mut found);
    for (id, types) in &found {
        assert_eq!(types.len(), 1, "{id} is of {types:?}");
    }
    // every type that has an identifier was met
    let types = desk.app.query("{ __schema { types { name kind fields { name } } } }").await;
    let types = types["__schema"]["types"].as_array().unwrap();
    let has_id =
        |it: &&Value| it["kind"] == "OBJECT" && it["fields"].as_array().unwrap().iter().any(|it| it["name"] == "id");
    let with_id = types.iter().filter(has_id).map(|it| it["name"].as_str().unwrap().to_owned());
    // a change names its object by the identifier of that object
    let with_id: BTreeSet<String> = with_id.filter(|it| it != "Change").collect();
    let met: BTreeSet<String> = found.into_values().flatten().collect();
    assert_eq!(met, with_id);
}

async fn a_row_of_the_agenda_is_not_the_timing_that_it_shows(app: TestApp) {
    let data = app
        .query(
            "{ occurrences(from: \"2000-01-01T00:00:00Z\", first: 5) { nodes { id start eventStatus timing { \
        id start eventStatus } } } }",
        )
        .await;
    for row in data["occurrences"]["nodes"].as_array().unwrap() {
        assert_ne!(row["id"], row["timing"]["id"]);
        assert_eq!((&row["start"], &row["eventStatus"]), (&row["timing"]["start"], &row["timing"]["eventStatus"]));
    }
}

on_both! {
    demo:
        no_identifier_stands_under_two_types,
        a_row_of_the_agenda_is_not_the_timing_that_it_shows,
    ;
}
fn gather(value: &Value, found: &mut BTreeMap<String, BTreeSet<String>>) {
    match value {
        Value::Array(items) => items.iter().for_each(|it| gather(it, found)),
        Value::Object(fields) => {
            if let (Some(id), Some(name)) = (fields.get("id"), fields.get("__typename")) {
                let id = id.as_str().unwrap().to_owned();
                found.entry(id).or_default().insert(name.as_str().unwrap().to_owned());
            }
            fields.values().for_each(|it| gather(it, found));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
