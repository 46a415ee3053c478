//! The settings and the pages of the network.

use crate::administering::{does, people};
use crate::editing::token;
use crate::pictures::{file, sent};
use crate::support::{TestApp, on_both, value};
use entity::model::media::NewFile;
use entity::value::role::Role;
use serde_json::json;

async fn the_network_says_of_itself_what_administrators_say(app: TestApp) {
    let (chief, brest, _, _) = people(&app).await;
    let update = "mutation ($input: NetworkUpdateInput!) { done: networkUpdate(input: $input) { network { name defaultLicence { key } } userErrors { \
        code path } } }";
    assert_eq!(does(&app, &brest, update, json!({ "name": "x" })).await, "FORBIDDEN");
    for (input, field) in [
        (json!({ "name": "" }), "name"),
        (json!({ "languages": [] }), "languages"),
        (json!({ "timeZone": "Breizh" }), "timeZone"),
        (json!({ "defaultLicence": "CC-BY-9.0" }), "defaultLicence"),
    ] {
        assert_eq!(value(&does(&app, &chief, update, input).await, "userErrors/0/path/0"), field);
    }
    let input = json!({
        "name": "Creatif",
        "languages": ["br", "fr"],
        "timeZone": "Europe/Paris",
        "defaultLicence": "CC-BY-4.0",
        "contact": "https://site.test/contact",
        "isNonCommercial": false
    });
    assert_eq!(
        does(&app, &chief, update, input).await,
        json!({ "network": { "name": "Creatif", "defaultLicence": { "key": "CC-BY-4.0" } }, "userErrors": [] }),
        "as it is now"
    );
    let said = app.query("{ network { name languages defaultLicence { key } contact } }").await;
    assert_eq!(
        said["network"],
        json!({
            "name": "Creatif",
            "languages": ["br", "fr"],
            "defaultLicence": { "key": "CC-BY-4.0" },
            "contact": "https://site.test/contact"
        })
    );
    let made = does(
        &app,
        &brest,
        "mutation ($input: RecipeCreateInput!) { done: recipeCreate(input: $input) { recipe \
        { licence { key } language } } }",
        json!({ "title": "x", "territories": ["commune:29019"] }),
    )
    .await;
    assert_eq!(made["recipe"], json!({ "licence": { "key": "CC-BY-4.0" }, "language": "br" }));
    does(&app, &chief, update, json!({ "contact": null })).await;
    assert_eq!(
        app.query("{ network { name contact } }").await["network"],
        json!({ "name": "Creatif", "contact": null })
    );
}

async fn the_network_has_a_logo(app: TestApp) {
    let chief = token(&app, Role::Admin, &[], None).await;
    let brest = token(&app, Role::Editor, &[], None).await;
    let update = "mutation ($input: NetworkUpdateInput!) { done: networkUpdate(input: $input) { network { logo { id } } userErrors { \
        code path } } }";
    let describe = "mutation ($input: MediaUpdateInput!) { done: mediaUpdate(input: $input) { media { id } userErrors { code path } } }";
    let delete =
        "mutation ($input: MediaDeleteInput!) { done: mediaDelete(input: $input) { userErrors { code path } } }";
    let picture = sent(&app, &brest, file("logo.jpg")).await;
    let plan =
        NewFile { picture: None, media_type: "application/pdf".into(), extension: "pdf".into(), ..file("plan.pdf") };
    let plan = sent(&app, &chief, plan).await;
    let query = format!("{{ network {{ logo {{ id width }} }} media(id: {picture}) {{ id }} }}");
    assert_eq!(app.query(&query).await, json!({ "network": { "logo": null }, "media": null }));
    assert_eq!(does(&app, &brest, update, json!({ "logo": picture })).await, "FORBIDDEN");
    for (wrong, code) in [
        (json!("nothing"), "MALFORMED"),
        (json!("01890000-0000-7000-8000-000000000000"), "UNKNOWN"),
        (plan, "INCONSISTENT"),
    ] {
        let refused = does(&app, &chief, update, json!({ "logo": wrong })).await;
        assert_eq!(refused["userErrors"], json!([{ "code": code, "path": ["logo"] }]), "{refused}");
    }
    let done = does(&app, &chief, update, json!({ "logo": picture })).await;
    assert_eq!(done, json!({ "network": { "logo": { "id": picture } }, "userErrors": [] }));
    let shown = json!({ "network": { "logo": { "id": picture, "width": 1600 } }, "media": { "id": picture } });
    assert_eq!(app.query(&query).await, shown, "everybody sees it");
    // who sent it changes it no more: it is the network's
    let said =
        |version: i32| json!({ "id": picture, "version": version, "alt": [{ "language": "fr", "text": "Un logo." }] });
    assert_eq!(does(&app, &brest, describe, said(1)).await, "FORBIDDEN");
    assert_eq!(does(&app, &chief, describe, said(1)).await["userErrors"], json!([]));
    let in_use = does(&app, &chief, delete, json!({ "id": picture, "version": 2 })).await;
    assert_eq!(in_use["userErrors"], json!([{ "code": "INCONSISTENT", "path": ["id"] }]), "{in_use}");
    does(&app, &chief, update, json!({ "name": "Creatif" })).await;
    assert_eq!(app.query(&query).await, shown, "it stays when something else is changed");
    let done = does(&app, &chief, update, json!({ "logo": null })).await;
    assert_eq!(done["network"]["logo"], json!(null), "{done}");
    assert_eq!(app.query(&query).await, json!({ "network": { "logo": null }, "media": null }));
    assert_eq!(does(&app, &chief, delete, json!({ "id": picture, "version": 2 })).await["userErrors"], json!([]));
}

async fn the_pages_of_the_network_are_made_by_who_administers_it(app: TestApp) {
    let (chief, brest, _, _) = people(&app).await;
    const MAKE: &str = "mutation ($input: PageCreateInput!) { done: pageCreate(input: $input) { page { id status \
        isInMenu position parent { slug } } userErrors { code path } } }";
    const CHANGE: &str = "mutation ($input: PageUpdateInput!) { done: pageUpdate(input: $input) { page { version \
        position parent { slug } } userErrors { code path } } }";
    const OUT: &str = "mutation ($input: EntryPublishInput!) { done: entryPublish(input: $input) { entry { status } \
        userErrors { code path } } }";
    let legal =
        json!({ "title": "Mentions légales", "body": "Tout.", "isInMenu": true, "menuLabel": "Légal", "position": 3 });
    assert_eq!(does(&app, &brest, MAKE, legal.clone()).await, "FORBIDDEN");
    let made = does(&app, &chief, MAKE, legal).await;
    assert_eq!((value(&made, "page/status"), value(&made, "page/position")), (&json!("DRAFT"), &json!(3)));
    let id = value(&made, "page/id");
    assert_eq!(does(&app, &brest, OUT, json!({ "id": id, "version": 1 })).await["userErrors"][0]["code"], "NOT_FOUND");
    assert_eq!(value(&does(&app, &chief, OUT, json!({ "id": id, "version": 1 })).await, "entry/status"), "PUBLISHED");
    assert_eq!(
        app.query("{ network { menu { label page { slug } } } }").await["network"]["menu"],
        json!([{ "label": "Légal", "page": { "slug": "mentions-legales" } }])
    );
    let below = does(&app, &chief, MAKE, json!({ "title": "Cookies", "body": "Aucun.", "parent": id })).await;
    assert_eq!(value(&below, "page/parent/slug"), "mentions-legales");
    let refused =
        does(&app, &chief, CHANGE, json!({ "id": id, "version": 2, "parent": value(&below, "page/id") })).await;
    assert_eq!(
        refused["userErrors"],
        json!([{ "code": "INCONSISTENT", "path": ["parent"] }]),
        "no page lies under itself"
    );
    let refused =
        does(&app, &chief, CHANGE, json!({ "id": id, "version": 2, "parent": "01890000-0000-7000-8000-000000000000" }))
            .await;
    assert_eq!(refused["userErrors"], json!([{ "code": "UNKNOWN", "path": ["parent"] }]));
    assert_eq!(does(&app, &brest, CHANGE, json!({ "id": id, "version": 2, "position": 0 })).await, "FORBIDDEN");
    assert_eq!(
        value(&does(&app, &chief, CHANGE, json!({ "id": id, "version": 2, "position": null })).await, "page/position"),
        0
    );
}

on_both! {
    empty:
        the_network_says_of_itself_what_administrators_say,
        the_network_has_a_logo,
        the_pages_of_the_network_are_made_by_who_administers_it,
    ;
}
