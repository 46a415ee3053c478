//! The public memory of an entry: what the public saw is remembered, and nothing else.

use crate::desk::Desk;
use crate::sessions::{person, sign_in};
use crate::support::{TestApp, on_both, value};
use entity::value::role::Role;
use serde_json::{Value, json};

async fn what_never_was_public_leaves_no_trace(app: TestApp) {
    let desk = Desk::new(app).await;
    let origin = desk.published("La recette").await;
    let id = desk.adaptation(&origin, json!({ "title": "Le secret" })).await;
    assert_eq!(desk.plans(&id, 1, json!({ "publishedAt": "2026-12-01T12:00:04Z" })).await, 2);
    desk.step(&desk.brest, "entryWithdraw", &id, 2, None).await;
    desk.app.at("2026-12-01T12:01:00Z");
    let family = format!(
        "{{ recipe(by: {{ id: {origin} }}) {{ adaptations {{ totalCount }} lineage {{ nodes {{ title isWithdrawn }} }} \
            }} }}"
    );
    let seen = desk.app.query(&family).await;
    assert!(!seen.to_string().contains("secret"), "{seen}");
    let at =
        desk.reads(&desk.ana, &format!("{{ recipe(by: {{ id: {id} }}) {{ status publishedAt viewerCan }} }}")).await;
    assert_eq!((value(&at, "recipe/status"), value(&at, "recipe/publishedAt")), (&json!("WITHDRAWN"), &Value::Null));
    // returned, it is a draft like any other, and goes
    desk.step(&desk.brest, "entryRequestChanges", &id, 3, Some("Encore.")).await;
    let gone = desk
        .does(
            &desk.ana,
            "mutation ($input: EntryDeleteInput!) { done: entryDelete(input: $input) { \
        deletedId userErrors { code } } }",
            json!({ "id": id, "version": 4 }),
        )
        .await;
    assert_eq!(gone["deletedId"], id);
}

async fn what_was_public_is_remembered_as_it_was(app: TestApp) {
    let desk = Desk::new(app).await;
    let origin = desk.published("La recette").await;
    let id = desk.adaptation(&origin, json!({ "title": "La mienne" })).await;
    desk.step(&desk.brest, "entryPublish", &id, 1, None).await;
    desk.step(&desk.brest, "entryWithdraw", &origin, 2, None).await;
    desk.changes(&desk.brest, &origin, 3, json!({ "title": "Confidentiel", "authors": [{ "name": "Personne" }] }))
        .await;
    let credit =
        format!("{{ recipe(by: {{ id: {id} }}) {{ attribution lineage {{ nodes {{ title isWithdrawn }} }} }} }}");
    for step in ["entryWithdraw", "entryRequestChanges"] {
        let seen = desk.app.query(&credit).await.to_string();
        assert!(seen.contains("La recette") && !seen.contains("Confidentiel") && !seen.contains("Personne"), "{seen}");
        if step == "entryRequestChanges" {
            break;
        }
        desk.step(&desk.brest, "entryRequestChanges", &origin, 4, Some("Encore.")).await;
    }
}

async fn what_is_changed_when_its_time_is_over_was_never_seen(app: TestApp) {
    person(&app, "chief", Role::Admin, &[]).await;
    let chief = sign_in(&app, "chief").await.0;
    let desk = Desk::new(app).await;
    let origin = desk.published("La recette").await;
    let id = desk.adaptation(&origin, json!({ "title": "La mienne" })).await;
    desk.step(&desk.brest, "entryPublish", &id, 1, None).await;
    assert_eq!(desk.plans(&origin, 2, json!({ "unpublishAt": "2026-12-01T12:02:00Z" })).await, 3);
    desk.app.at("2026-12-01T12:03:00Z");
    let credit =
        format!("{{ recipe(by: {{ id: {id} }}) {{ attribution adaptedFrom {{ origin {{ title isWithdrawn }} }} }} }}");
    let kept = desk.app.query(&credit).await;
    assert!(kept.to_string().contains("La recette"), "{kept}");
    desk.changes(&desk.brest, &origin, 3, json!({ "title": "Confidentiel", "authors": [{ "name": "Personne" }] }))
        .await;
    assert_eq!(desk.app.query(&credit).await, kept);
    desk.step(&desk.brest, "entryWithdraw", &origin, 4, None).await;
    assert_eq!(desk.app.query(&credit).await, kept);
    // what the law has purged is credited by nobody
    let purge = "mutation ($input: EntryPurgeInput!) { done: entryPurge(input: $input) { deletedId userErrors { code path } } }";
    assert_eq!(desk.does(&chief, purge, json!({ "id": origin, "reason": "LCEN" })).await["deletedId"], origin);
    assert_eq!(value(&desk.app.query(&credit).await, "recipe/adaptedFrom"), &json!([]));
}

async fn a_licence_that_is_freed_by_a_plan_is_told_of(app: TestApp) {
    let desk = Desk::new(app).await;
    let id = desk.published("La recette").await;
    desk.step(&desk.brest, "entryWithdraw", &id, 2, None).await;
    desk.step(&desk.brest, "entryRequestChanges", &id, 3, Some("À toi.")).await;
    let licence = "mutation ($input: RecipeUpdateInput!) { done: recipeUpdate(input: $input) { recipe { version } \
        userErrors { code path } } }";
    assert_eq!(
        desk.does(
            &desk.ana,
            licence,
            json!({
                "id": id,
                "version": 4,
                "licence": "CC0-1.0"
            })
        )
        .await["recipe"]["version"],
        5
    );
    for (version, minute) in [(5, 2), (6, 3)] {
        assert_eq!(
            desk.plans(&id, version, json!({ "publishedAt": format!("2026-12-01T12:0{minute}:00Z") })).await,
            version + 1
        );
    }
    // who changes something else has not changed the licence
    let told = || desk.app.run(&["audit", "--action", "licenceChange"]).stdout;
    let before = told();
    assert_eq!(desk.changes(&desk.brest, &id, 7, json!({ "summary": "Court." })).await["version"], 8);
    let after = told();
    assert!(!before.is_empty() && after == before, "{}", String::from_utf8_lossy(&after));
    desk.app.at("2026-12-01T12:04:00Z");
    let seen = desk
        .app
        .query(&format!(
            "{{ recipe(by: {{ id: {id} }}) {{ licence {{ key }} formerLicences {{ licence {{ key }} }} }} }}"
        ))
        .await;
    assert_eq!(
        seen["recipe"],
        json!({ "licence": { "key": "CC0-1.0" }, "formerLicences": [{ "licence": { "key": "CC-BY-SA-4.0" } }] })
    );
}

async fn a_licence_is_not_taken_back_by_way_of_a_draft(app: TestApp) {
    let desk = Desk::new(app).await;
    let id = desk.published("La recette").await;
    desk.step(&desk.brest, "entryWithdraw", &id, 2, None).await;
    desk.changes(&desk.brest, &id, 3, json!({ "licence": "CC-BY-NC-ND-4.0" })).await;
    let refused = desk.step(&desk.brest, "entryPublish", &id, 4, None).await;
    assert_eq!(refused["userErrors"], json!([{ "code": "LICENCE_REFUSED", "path": ["licence"] }]));
    // an editor does not give away what others wrote
    desk.changes(&desk.brest, &id, 4, json!({ "licence": "CC0-1.0" })).await;
    assert_eq!(desk.step(&desk.brest, "entryPublish", &id, 5, None).await["userErrors"][0]["code"], "LICENCE_REFUSED");
    // its author does
    desk.changes(&desk.brest, &id, 5, json!({ "licence": "CC-BY-SA-4.0" })).await;
    desk.step(&desk.brest, "entryRequestChanges", &id, 6, Some("À toi.")).await;
    let licence = "mutation ($input: RecipeUpdateInput!) { done: recipeUpdate(input: $input) { recipe { licence { key \
        } version } userErrors { code path } } }";
    let own = desk.does(&desk.ana, licence, json!({ "id": id, "version": 7, "licence": "CC0-1.0" })).await;
    assert_eq!(own["recipe"], json!({ "licence": { "key": "CC0-1.0" }, "version": 8 }));
    // a licence that is cleared is the network's, whatever that is later
    let cleared = desk.does(&desk.ana, licence, json!({ "id": id, "version": 8, "licence": null })).await;
    assert_eq!(value(&cleared, "recipe/licence/key"), "CC-BY-SA-4.0");
    let said = desk
        .reads(&desk.ana, &format!("{{ revisionDiff(entry: {id}, from: 8, to: 9) {{ fields {{ field after }} }} }}"))
        .await;
    assert_eq!(value(&said, "revisionDiff/fields"), &json!([{ "field": "licence", "after": "CC-BY-SA-4.0" }]));
}

on_both! {
    empty:
        what_never_was_public_leaves_no_trace,
        what_was_public_is_remembered_as_it_was,
        what_is_changed_when_its_time_is_over_was_never_seen,
        a_licence_that_is_freed_by_a_plan_is_told_of,
        a_licence_is_not_taken_back_by_way_of_a_draft,
    ;
}
