//! What is given out to somebody who asks what is held about them: the database itself is asked which of its columns point at an
//! account or a member, so that no table is forgotten.

use std::collections::BTreeSet;

use entity::value::role::Role;
use serde_json::{Value, json};

use crate::sessions::{person, sign_in};
use crate::support::{TestApp, on_both, value};

/// The columns that say about whom a row is, and under which name the row is given out.
const GIVEN_OUT: [(&str, &str); 28] = [
    ("account.member_seq", "member"),
    ("account_usage.account_seq", "usage"),
    ("api_token.account_seq", "tokens"),
    ("audit.actor", "acts"),
    ("audit.object_id", "doneToThem"),
    ("entry.created_by_seq", "created"),
    ("entry_credit.member_seq", "credited"),
    ("external_id.object_id", "imported"),
    ("idempotency_key.owner", "idempotencyKeys"),
    ("identity.account_seq", "identities"),
    ("identity.subject", "identities"),
    ("mandate.account_seq", "mandates"),
    ("mandate.granted_by_seq", "mandatesGranted"),
    ("member_territory.member_seq", "member"),
    ("media.credit_member_seq", "filesCredited"),
    ("media_sender.member_seq", "filesSent"),
    ("member_media.member_seq", "pictures"),
    ("membership.granted_by_seq", "writersGranted"),
    ("membership.member_seq", "memberships"),
    ("one_time_code.account_seq", "codes"),
    ("outbox.recipient", "mailsToLeave"),
    ("preview.created_by_seq", "previews"),
    ("refresh_token.account_seq", "sessions"),
    ("review_note.author_seq", "notes"),
    ("revision.author_seq", "versions"),
    ("revision.proposed_by_seq", "versions"),
    ("slug_history.object_id", "formerSlugs"),
    ("account.email", "account"),
];
/// The columns that are not, each with the reason.
const KEPT_BACK: [(&str, &str); 7] = [
    ("attempt.subject", "a hash of an address and a client, which is the secret of neither and names nobody"),
    ("idempotency_key.object_id", "what was made under a key of somebody's own: given out with the key"),
    ("gone.object_id", "an identifier without a name, so that no import brings back what was erased"),
    ("listing.owner", "derived from the credits of what is published: given out with these"),
    ("listing_count.owner", "how many rows `listing` has"),
    ("redirect.member_seq", "an old address that leads to the public page of a member: the page is given out"),
    ("membership.organisation_seq", "who belongs to an organisation is held about those, and given out to them"),
];

/// The columns that point at an account or a member by a foreign key, or by what they are called.
async fn columns(app: &TestApp) -> BTreeSet<String> {
    use sqlx::Connection;
    const NAMED: &str = "(NAME LIKE '%account_seq' OR NAME LIKE '%member_seq' OR NAME LIKE '%_by_seq' OR NAME IN \
        ('author_seq', 'organisation_seq', 'owner', 'actor', 'recipient', 'email', 'object_id', 'subject'))";
    let url = app.database_url();
    let found: Vec<String> = if url.starts_with("sqlite:") {
        let named = NAMED.replace("NAME", "c.name");
        let ask = format!(
            "SELECT t.name || '.' || f.\"from\" FROM sqlite_master t, pragma_foreign_key_list(t.name) f \
             WHERE t.type = 'table' AND f.\"table\" IN ('account', 'member') UNION \
             SELECT t.name || '.' || c.name FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table' AND {named}"
        );
        let mut connection = sqlx::SqliteConnection::connect(&url).await.unwrap();
        sqlx::query_scalar(sqlx::AssertSqlSafe(ask)).fetch_all(&mut connection).await.unwrap()
    } else {
        let named = NAMED.replace("NAME", "column_name");
        let ask = format!(
            "SELECT t.relname || '.' || a.attname FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid \
             JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey) \
             WHERE c.contype = 'f' AND c.confrelid IN ('account'::regclass, 'member'::regclass) UNION \
             SELECT table_name || '.' || column_name FROM information_schema.columns \
             WHERE table_schema = current_schema() AND {named}"
        );
        let mut connection = sqlx::PgConnection::connect(&url).await.unwrap();
        sqlx::query_scalar(sqlx::AssertSqlSafe(ask)).fetch_all(&mut connection).await.unwrap()
    };
    found.into_iter().collect()
}

async fn does(app: &TestApp, token: &str, mutation: &str, input: Value) -> Value {
    app.post_as(token, "latest", mutation, json!({ "input": input })).await.data()["done"].take()
}

async fn what_is_held_about_somebody_was_not_all_given_out(app: TestApp) {
    let known: BTreeSet<String> = GIVEN_OUT.iter().chain(&KEPT_BACK).map(|(column, _)| (*column).to_owned()).collect();
    let held = columns(&app).await;
    let forgotten: Vec<_> = held.difference(&known).collect();
    assert!(forgotten.is_empty(), "give these out in the export of an account, or say here why not: {forgotten:?}");
    // somebody of whom there is something in most of them
    app.import(r#"{"kind":"member","key":"asso","memberKind":"ORGANISATION","name":"Asso","slug":"asso","territories":["commune:29019"]}"#).await;
    person(&app, "brest", Role::Editor, &["pays:pays-de-brest"]).await;
    person(&app, "ana", Role::Contributor, &[]).await;
    let ((brest, _), (ana, _)) = (sign_in(&app, "brest").await, sign_in(&app, "ana").await);
    let who = app.post_as(&ana, "latest", "{ viewer { account { id } member { id } } }", Value::Null).await.data();
    let create = "mutation ($input: RecipeCreateInput!) { done: recipeCreate(input: $input) { recipe { id } userErrors \
        { code } } }";
    let made = does(&app, &brest, create, json!({ "title": "La soupe", "idempotencyKey": "mine" })).await;
    let preview =
        "mutation ($input: PreviewCreateInput!) { done: previewCreate(input: $input) { userErrors { code } } }";
    does(&app, &brest, preview, json!({ "entry": value(&made, "recipe/id") })).await;
    let grant = "mutation ($input: MandateGrantInput!) { done: mandateGrant(input: $input) { userErrors { code } } }";
    does(&app, &brest, grant, json!({ "account": value(&who, "viewer/account/id"), "territory": "commune:29019" }))
        .await;
    let asso = app.query("{ member(by: { slug: \"asso\" }) { id } }").await;
    let writes =
        "mutation ($input: MembershipSetInput!) { done: membershipSet(input: $input) { userErrors { code } } }";
    does(
        &app,
        &brest,
        writes,
        json!({
            "member": value(&who, "viewer/member/id"),
            "organisation": value(&asso, "member/id"),
            "mayWrite": true
        }),
    )
    .await;
    let change = "mutation ($input: EmailChangeRequestInput!) { done: emailChangeRequest(input: $input) { userErrors { \
        code } } }";
    let asked =
        does(&app, &brest, change, json!({ "email": "autre@example.org", "password": crate::sessions::PASSWORD }))
            .await;
    assert_eq!(asked["userErrors"], json!([]));
    app.mails().await;
    let export = "mutation { done: memberExport(input: {}) { file { content } userErrors { code } } }";
    let file = app.post_as(&brest, "latest", export, Value::Null).await.data();
    let all: Value = serde_json::from_str(value(&file, "done/file/content").as_str().unwrap()).unwrap();
    for (column, name) in GIVEN_OUT {
        assert!(all.get(name).is_some(), "{column}: no {name} in {all}");
    }
    for name in [
        "acts",
        "codes",
        "created",
        "idempotencyKeys",
        "mandates",
        "mandatesGranted",
        "previews",
        "sessions",
        "versions",
        "writersGranted",
    ] {
        assert!(all[name].as_array().is_some_and(|it| !it.is_empty()), "{name}: {all}");
    }
    assert_eq!(
        (&all["codes"][0]["purpose"], &all["codes"][0]["email"]),
        (&json!("CHANGE_EMAIL"), &json!("autre@example.org"))
    );
    assert!(all["usage"]["writes"].as_i64().is_some_and(|it| it > 0), "{}", all["usage"]);
    let hashes = ["hash", "argon2", "payload", "secret", "nonce"];
    assert!(
        hashes.iter().all(|it| !all.to_string().contains(&format!("\"{it}")) && !all.to_string().contains("$argon2")),
        "{all}"
    );
    // of the organisation, too, which has no account
    let admin = crate::editing::token(&app, Role::Admin, &[], None).await;
    let export = "mutation ($input: MemberExportInput!) { done: memberExport(input: $input) { file { content } \
        userErrors { code } } }";
    let file = does(&app, &admin, export, json!({ "account": value(&asso, "member/id") })).await;
    let all: Value = serde_json::from_str(value(&file, "file/content").as_str().unwrap()).unwrap();
    assert_eq!(value(&all, "imported/0/key"), "asso");
}

on_both! {
    empty:
        what_is_held_about_somebody_was_not_all_given_out,
    ;
}
