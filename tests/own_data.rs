//! Data of a person: exported and erased on request.

use crate::administering::{ERASE, EXPORT, account, asks, does, people, status};
use crate::sessions::{CREATE, PASSWORD};
use crate::support::{TestApp, on_both, value};
use entity::mail::outbox::MailKind;
use serde_json::{Value, json};

async fn people_have_what_is_held_about_them_and_have_it_erased(app: TestApp) {
    let (chief, brest, ana, bob) = people(&app).await;
    let made = does(
        &app,
        &ana,
        "mutation ($input: RecipeCreateInput!) { done: recipeCreate(input: $input) { recipe { id } } }",
        json!({ "title": "De Ana", "body": "x", "territories": ["commune:29019"] }),
    )
    .await;
    let id = value(&made, "recipe/id").clone();
    does(
        &app,
        &brest,
        "mutation ($input: EntryPublishInput!) { done: entryPublish(input: $input) { entry { id } } }",
        json!({ "id": id, "version": 1 }),
    )
    .await;
    let (of_ana, of_bob, of_chief) =
        (account(&app, &ana).await, account(&app, &bob).await, account(&app, &chief).await);
    let file = does(&app, &ana, EXPORT, json!({})).await;
    assert_eq!(value(&file, "file/mediaType"), "application/json");
    let held: Value = serde_json::from_str(value(&file, "file/content").as_str().unwrap()).unwrap();
    assert_eq!(
        (value(&held, "account/email"), value(&held, "credited/0/title"), value(&held, "member/name")),
        (&json!("ana@example.org"), &json!("De Ana"), &json!("ana"))
    );
    assert!(!held.to_string().contains("argon2") && value(&held, "acts").as_array().unwrap().len() >= 2, "{held}");
    for (who, input) in [(&brest, json!({ "account": of_ana })), (&bob, json!({ "account": of_ana }))] {
        assert_eq!(does(&app, who, EXPORT, input.clone()).await, "FORBIDDEN");
        assert_eq!(does(&app, who, ERASE, json!({ "account": of_ana, "credits": "KEEP" })).await, "FORBIDDEN");
    }
    assert_eq!(
        value(&does(&app, &chief, ERASE, json!({ "account": of_chief, "credits": "KEEP" })).await, "userErrors/0/code"),
        "INCONSISTENT"
    );
    let credit = format!(
        "{{ recipe(by: {{ id: {id} }}) {{ authors {{ name member {{ id }} }} attribution(language: \"en\") }} \
            member(by: {{ slug: \"ana\" }}) {{ id }} }}"
    );
    assert_eq!(
        does(&app, &ana, ERASE, json!({ "account": of_ana, "credits": "KEEP" })).await,
        json!({ "account": { "status": "ERASED" }, "userErrors": [] })
    );
    assert_eq!(status(&app, &ana).await, 401);
    let seen = app.query(&credit).await;
    assert_eq!(
        (value(&seen, "recipe/authors"), &seen["member"]),
        (&json!([{ "name": "ana", "member": null }]), &Value::Null),
        "who chose so is still named"
    );
    let input = json!({ "input": { "email": "ana@example.org", "password": PASSWORD } });
    assert!(app.post(CREATE, input).await.data()["sessionCreate"]["session"].is_null());
    assert_eq!(
        value(
            &asks(
                &app,
                &chief,
                &format!(
                    "{{ account(id: {of_ana}) {{ email status member {{ name }} \
        apiTokens {{ id }} sessions {{ id }} mandates {{ id }} }} }}"
                )
            )
            .await,
            "account"
        ),
        &json!({ "email": null, "status": "ERASED", "member": null, "apiTokens": [], "sessions": [], "mandates": [] })
    );
    let made = does(
        &app,
        &bob,
        "mutation ($input: RecipeCreateInput!) { done: recipeCreate(input: $input) { recipe { id } } }",
        json!({ "title": "Du pain", "body": "x", "territories": ["commune:29019"] }),
    )
    .await;
    let id = value(&made, "recipe/id").clone();
    does(
        &app,
        &brest,
        "mutation ($input: EntryPublishInput!) { done: entryPublish(input: $input) { entry { id } } }",
        json!({ "id": id, "version": 1 }),
    )
    .await;
    does(&app, &chief, ERASE, json!({ "account": of_bob, "credits": "ANONYMISE" })).await;
    let seen = app
        .query(&format!("{{ recipe(by: {{ id: {id} }}) {{ authors {{ name }} attribution(language: \"en\") }} }}"))
        .await;
    assert_eq!(value(&seen, "recipe/authors"), &json!([{ "name": "Anonyme" }]));
    assert!(!seen.to_string().contains("bob"), "{seen}");
    // the address is free again
    let register =
        "mutation ($input: AccountRegisterInput!) { done: accountRegister(input: $input) { userErrors { code } } }";
    app.post(register, json!({ "input": { "name": "Ana", "email": "ana@example.org", "password": PASSWORD } }))
        .await
        .data();
    assert_eq!(app.mails().await.pop().unwrap().occasion, MailKind::Registered);
}

async fn who_has_no_account_is_given_out_and_erased_and_does_not_come_back(app: TestApp) {
    let (chief, brest, _, _) = people(&app).await;
    let rows = "{\"kind\":\"member\",\"key\":\"yann\",\"memberKind\":\"PERSON\",\"name\":\"Yann Secret\",\"bio\":\"Né \
        à Brest.\"}\n{\"kind\":\"article\",\"key\":\"a\",\"title\":\"Interdit\",\"body\":\"Le texte \
        interdit.\",\"authors\":[\"yann\"],\"status\":\"PUBLISHED\",\"publishedAt\":\"2026-01-01T00:00:00Z\"}\n";
    app.import(rows).await;
    let known = app.query("{ member(by: { slug: \"yann\" }) { id } article(by: { slug: \"a\" }) { id } }").await;
    let (yann, article) = (value(&known, "member/id"), value(&known, "article/id"));
    assert_eq!(does(&app, &brest, EXPORT, json!({ "account": yann })).await, "FORBIDDEN");
    let file = does(&app, &chief, EXPORT, json!({ "account": yann })).await;
    let held: Value = serde_json::from_str(value(&file, "file/content").as_str().unwrap()).unwrap();
    assert_eq!(
        (value(&held, "member/bio"), value(&held, "credited/0/title"), held.get("account")),
        (&json!("Né à Brest."), &json!("Interdit"), None)
    );
    let erased = does(&app, &chief, ERASE, json!({ "account": yann, "credits": "ANONYMISE" })).await;
    assert_eq!(erased, json!({ "account": null, "userErrors": [] }));
    const PURGE: &str = "mutation ($input: EntryPurgeInput!) { done: entryPurge(input: $input) { deletedId userErrors { code path } } }";
    assert_eq!(
        does(&app, &chief, PURGE, json!({ "id": article, "reason": "court order 12" })).await["deletedId"],
        *article
    );
    let words = "SELECT count(*) FROM search_word WHERE word IN ('yann', 'secret', 'interdit')";
    assert_eq!(app.number(words).await, 0, "no search suggests what nobody has any more");
    // the nightly import comes again, and says that it brings nothing back
    let report = app.import(rows).await;
    assert_eq!(report.summary().to_string(), "created 0, updated 0, same 0, conflicts 0, refused 2");
    let again = asks(
        &app,
        &chief,
        &format!(
            "{{ article(by: {{ id: {article} }}) {{ title body status }} member(by: {{ id: {yann} }}) {{ name bio }} }}"
        ),
    )
    .await
    .to_string();
    assert!(!again.contains("interdit") && !again.contains("Secret") && !again.contains("Brest"), "{again}");
}

on_both! {
    empty:
        people_have_what_is_held_about_them_and_have_it_erased,
        who_has_no_account_is_given_out_and_erased_and_does_not_come_back,
    ;
}
