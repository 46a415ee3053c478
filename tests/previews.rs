//! What a preview shows, and to whom it is shown.

use crate::desk::{Desk, UPDATE, code};
use crate::sessions::{person, sign_in};
use crate::support::{TestApp, on_both, value};
use entity::value::role::Role;
use serde_json::{Value, json};

async fn a_preview_shows_one_version_to_who_has_it(app: TestApp) {
    let desk = Desk::new(app).await;
    let (id, other) = (desk.draft("Le brouillon", json!({})).await, desk.draft("Un autre", json!({})).await);
    desk.does(&desk.ana, UPDATE, json!({ "id": id, "version": 1, "title": "Plus tard" })).await;
    let make = "mutation ($input: PreviewCreateInput!) { done: previewCreate(input: $input) { preview { id \
        version expiresAt } token url userErrors { code path } } }";
    assert_eq!(
        desk.does(&desk.bob, make, json!({ "entry": id })).await["userErrors"],
        json!([{ "code": "NOT_FOUND", "path": ["entry"] }])
    );
    for (wrong, expected) in [
        (json!({ "entry": id, "version": 7 }), "UNKNOWN"),
        (json!({ "entry": id, "expiresInHours": 0 }), "OUT_OF_RANGE"),
        (json!({ "entry": id, "expiresInHours": 721 }), "OUT_OF_RANGE"),
        (json!({ "entry": "x" }), "NOT_FOUND"),
    ] {
        assert_eq!(code(&desk.does(&desk.ana, make, wrong).await), expected);
    }
    let made = desk.does(&desk.ana, make, json!({ "entry": id, "version": 1, "expiresInHours": 2 })).await;
    let (made, token, url) = (&made["preview"], made["token"].as_str().unwrap(), &made["url"]);
    assert_eq!((&made["version"], &made["expiresAt"]), (&json!(1), &json!("2026-12-01T14:00:00.000Z")));
    assert_eq!(*url, format!("http://api.test/embed/recipe/le-brouillon?preview={token}"));
    let ask = format!(
        "{{ one: recipe(by: {{ id: {id} }}) {{ title status version body }} same: recipe(by: {{ slug: \"le-brouillon\" \
            }}) {{ title }} other: recipe(by: {{ id: {other} }}) {{ title }} recipes {{ totalCount nodes {{ title }} \
            }} revisions(entry: {id}) {{ version }} viewer {{ role }} }}"
    );
    let shows = async |token: &str| {
        desk.app.post_with(&[("authorization", &format!("Preview {token}"))], &ask, Value::Null).await
    };
    let answer = shows(token).await;
    assert_eq!(answer.headers["cache-control"], "no-store");
    let seen = answer.data();
    assert_eq!(
        seen["one"],
        json!({ "title": "Le brouillon", "status": "DRAFT", "version": 1, "body": "Du texte." }),
        "the version that it was made of"
    );
    assert_eq!(
        (value(&seen, "same/title"), &seen["other"], &seen["revisions"], &seen["viewer"]),
        (&json!("Le brouillon"), &Value::Null, &json!([]), &Value::Null)
    );
    assert_eq!(value(&seen, "recipes/totalCount"), &json!(0), "lists go by what stands, which is another version");
    let standing = desk.does(&desk.ana, make, json!({ "entry": id })).await;
    let seen = shows(standing["token"].as_str().unwrap()).await.data();
    assert_eq!(
        (value(&seen, "one/title"), value(&seen, "recipes/nodes")),
        (&json!("Plus tard"), &json!([{ "title": "Plus tard" }]))
    );
    desk.does(
        &desk.ana,
        "mutation ($input: PreviewRevokeInput!) { done: previewRevoke(input: $input) { preview { id } } }",
        json!({ "id": standing["preview"]["id"] }),
    )
    .await;
    let page = desk.app.get(&format!("/embed/recipe/le-brouillon?preview={token}")).await;
    assert!(
        page.status == 200
            && page.headers["cache-control"] == "private, no-store"
            && page.text().contains("Le brouillon"),
        "{}",
        page.text()
    );
    assert_eq!(desk.app.get("/embed/recipe/le-brouillon").await.status, 404);
    assert_eq!(desk.app.get("/embed/recipe/le-brouillon?preview=bcp_0").await.status, 404);
    // it changes nothing, and is good for nothing else
    let write = desk
        .app
        .post_with(
            &[("authorization", &format!("Preview {token}"))],
            "mutation { recipeCreate(input: { title: \"x\" }) { userErrors { code } } }",
            Value::Null,
        )
        .await;
    assert_eq!(write.json()["errors"][0]["extensions"]["code"], "UNAUTHENTICATED");
    assert_eq!(desk.app.post_as(token, "published", "{ __typename }", Value::Null).await.status, 401);
    // it ends by itself, when it is revoked, and with the account that made it
    let listed = format!("{{ previews(entry: {id}) {{ id version }} }}");
    assert_eq!(desk.reads(&desk.brest, &listed).await["previews"], json!([{ "id": made["id"], "version": 1 }]));
    assert_eq!(desk.reads(&desk.bob, &listed).await["previews"], json!([]));
    let revoke = "mutation ($input: PreviewRevokeInput!) { done: previewRevoke(input: $input) { preview { id } userErrors { code } } }";
    assert_eq!(code(&desk.does(&desk.bob, revoke, json!({ "id": made["id"] })).await), "NOT_FOUND");
    assert_eq!(desk.does(&desk.brest, revoke, json!({ "id": made["id"] })).await["preview"]["id"], made["id"]);
    assert_eq!(shows(token).await.status, 401);
    let short = desk.does(&desk.ana, make, json!({ "entry": id, "expiresInHours": 1 })).await["token"].clone();
    assert_eq!(shows(short.as_str().unwrap()).await.data()["one"]["title"], "Plus tard");
    desk.app.at("2026-12-01T13:00:00Z");
    assert_eq!(shows(short.as_str().unwrap()).await.status, 401);
    person(&desk.app, "eve", Role::Editor, &["pays:pays-de-brest"]).await;
    let (eve, _) = sign_in(&desk.app, "eve").await;
    let hers = desk.does(&eve, make, json!({ "entry": id })).await["token"].clone();
    assert_eq!(shows(hers.as_str().unwrap()).await.status, 200);
    crate::sessions::operator(&desk.app).suspend("eve@example.org", true).await.unwrap();
    assert_eq!(shows(hers.as_str().unwrap()).await.status, 401);
    // what is proposed can be shown as well
    let public = desk.published("Public").await;
    desk.does(&desk.ana, UPDATE, json!({ "id": public, "version": 2, "title": "Proposé" })).await;
    let shown = desk.does(&desk.ana, make, json!({ "entry": public })).await["token"].clone();
    let ask = format!("{{ recipe(by: {{ id: {public} }}) {{ title }} }}");
    let seen = desk
        .app
        .post_with(&[("authorization", &format!("Preview {}", shown.as_str().unwrap()))], &ask, Value::Null)
        .await
        .data();
    assert_eq!(value(&seen, "recipe/title"), "Proposé");
}

on_both! {
    empty:
        a_preview_shows_one_version_to_who_has_it,
    ;
}
