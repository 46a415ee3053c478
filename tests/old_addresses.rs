//! Old addresses of the site: one redirect to where the content is now, or what is known of what was there.

use axum::body::Body;
use axum::http::Request;
use entity::value::role::Role;
use serde_json::{Value, json};

use crate::editing::token;
use crate::sessions::{person, sign_in};
use crate::support::{Answer, TestApp, on_both, value};

const SET: &str = "mutation ($input: RedirectSetInput!) { done: redirectSet(input: $input) { redirect { path httpStatus location entryId } userErrors { code path message } } }";

async fn set(app: &TestApp, who: &str, path: &str, target: Value) -> Value {
    let input = json!({ "input": { "path": path, "target": target } });
    let answer = app.post_as(who, "published", SET, input).await.json();
    match answer.get("errors") {
        Some(errors) => errors[0]["extensions"]["code"].clone(),
        None => answer["data"]["done"].clone(),
    }
}

async fn published(app: &TestApp, key: &str) -> Value {
    let row = format!(
        "{{\"kind\":\"article\",\"key\":\"{key}\",\"title\":\"Title of {key}\",\"body\":\"x\",\"language\":\"fr\",\"licence\":\"CC-BY-4.0\",\"authors\":[{{\"name\":\"Ana\"}}],\"status\":\"PUBLISHED\"}}"
    );
    assert!(app.import(&row).await.summary().is_clean());
    value(&app.query(&format!("{{ article(by: {{ slug: \"{key}\" }}) {{ id }} }}")).await, "article/id").clone()
}

fn leads(answer: &Answer) -> (u16, String) {
    let to = answer.headers.get("location").map(|it| it.to_str().unwrap().to_owned());
    (answer.status.as_u16(), to.unwrap_or_default())
}

async fn old_addresses_lead_on(app: TestApp) {
    let editor = token(&app, Role::Editor, &["region:53"], None).await;
    person(&app, "ana", Role::Contributor, &[]).await;
    let contributor = sign_in(&app, "ana").await.0;
    let id = published(&app, "le-jardin").await;
    assert_eq!(set(&app, &contributor, "/article97.html", json!({ "entry": id })).await, "FORBIDDEN");
    let done = set(&app, &editor, "/article97.html", json!({ "entry": id })).await;
    assert_eq!(
        done["redirect"],
        json!({ "path": "/article97.html", "httpStatus": 301, "location": null, "entryId": id }),
        "{done}"
    );
    set(&app, &editor, "/rubrique2.html", json!({ "url": "https://site.test/themes/alimentation" })).await;
    set(&app, &editor, "/soon", json!({ "temporaryUrl": "https://site.test/later" })).await;
    set(&app, &editor, "/spip.php?breve4", json!({ "isGone": true })).await;
    let here = "https://site.test/article/le-jardin".to_owned();
    for path in [
        "/article97.html",
        "/article97",
        "/spip.php?article97",
        "/spip.php?page=article&id_article=97",
        "/article97.html?utm_source=x",
    ] {
        assert_eq!(leads(&app.get(path).await), (301, here.clone()), "{path}");
        let resolved = app
            .post(
                "query ($path: String!) { resolve(path: $path) { httpStatus location entry { slug } } }",
                json!({ "path": path }),
            )
            .await
            .data();
        assert_eq!(
            resolved["resolve"],
            json!({ "httpStatus": 301, "location": here, "entry": { "slug": "le-jardin" } }),
            "{path}"
        );
    }
    assert_eq!(leads(&app.get("/spip.php?rubrique2").await), (301, "https://site.test/themes/alimentation".to_owned()));
    assert_eq!(leads(&app.get("/soon/").await), (302, "https://site.test/later".to_owned()));
    assert_eq!(app.get("/breve4.html").await.status, 410);
    for path in ["/article98.html", "/nothing", "/spip.php", "/spip.php?article97x", "/article97.html/x"] {
        assert_eq!(app.get(path).await.status, 404, "{path}");
    }
    let post = Request::post("/article97.html").body(Body::empty()).unwrap();
    assert_eq!(app.send(post).await.status, 404);
    // a slug changes: the old address leads to where the entry is by then
    app.import("{\"kind\":\"article\",\"key\":\"le-jardin\",\"slug\":\"le-grand-jardin\"}").await;
    let there = "https://site.test/article/le-grand-jardin".to_owned();
    for path in ["/article97.html", "/article/le-jardin", "/article/le-grand-jardin"] {
        assert_eq!(leads(&app.get(path).await), (301, there.clone()), "{path}");
    }
    // said anew, and forgotten
    set(&app, &editor, "/article97.html", json!({ "isGone": true })).await;
    assert_eq!(app.get("/spip.php?article97").await.status, 410);
    let delete = "mutation ($input: RedirectDeleteInput!) { done: redirectDelete(input: $input) { deletedPath userErrors { code } } }";
    let gone = async || {
        app.post_as(&editor, "published", delete, json!({ "input": { "path": "/article97.html" } })).await.data()
    };
    assert_eq!(gone().await["done"], json!({ "deletedPath": "/article97.html", "userErrors": [] }));
    assert_eq!(gone().await["done"], json!({ "deletedPath": null, "userErrors": [{ "code": "NOT_FOUND" }] }));
    assert_eq!(app.get("/article97.html").await.status, 404);
    let listed = app
        .post_as(
            &editor,
            "published",
            "{ redirects(first: 2) { nodes { path } pageInfo { hasNextPage endCursor } } }",
            Value::Null,
        )
        .await
        .data();
    assert_eq!(listed["redirects"]["nodes"], json!([{ "path": "/rubrique2.html" }, { "path": "/soon" }]));
    let rest = app
        .post_as(&editor, "published", "{ redirects(after: \"/soon\") { nodes { path httpStatus } } }", Value::Null)
        .await
        .data();
    assert_eq!(rest["redirects"]["nodes"], json!([{ "path": "/spip.php?breve4", "httpStatus": 410 }]));
    assert_eq!(app.refusal("{ redirects { nodes { path } } }").await, "UNAUTHENTICATED");
}

async fn what_is_gone_keeps_its_credit(app: TestApp) {
    let editor = token(&app, Role::Admin, &[], None).await;
    let id = published(&app, "gone").await;
    set(&app, &editor, "/article12.html", json!({ "entry": id })).await;
    app.import("{\"kind\":\"article\",\"key\":\"draft\",\"title\":\"Hushhush\"}").await;
    let draft = app
        .post_as(
            &token(&app, Role::Admin, &[], None).await,
            "latest",
            "{ article(by: { slug: \"draft\" }) { id } }",
            Value::Null,
        )
        .await
        .data();
    let done = set(&app, &editor, "/article13.html", json!({ "entry": value(&draft, "article/id") })).await;
    assert_eq!(done["userErrors"], json!([]), "{done}");
    app.import("{\"kind\":\"article\",\"key\":\"gone\",\"deleted\":true}").await;
    for path in ["/article12.html", "/spip.php?article12", "/article/gone"] {
        let request = Request::get(path)
            .header("accept", "application/json")
            .header("accept-language", "en")
            .body(Body::empty())
            .unwrap();
        let answer = app.send(request).await;
        let problem = answer.json();
        assert_eq!((answer.status.as_u16(), &problem["code"]), (410, &json!("GONE")), "{path}");
        let told = problem["detail"].as_str().unwrap();
        assert!(told.contains("Title of gone") && told.contains("Ana") && told.contains("CC BY 4.0"), "{told}");
        let resolved = app
            .post(
                "query ($path: String!) { resolve(path: $path) { httpStatus location goneAttribution } }",
                json!({ "path": path }),
            )
            .await
            .data();
        assert_eq!((&resolved["resolve"]["httpStatus"], &resolved["resolve"]["location"]), (&json!(410), &Value::Null));
        assert!(resolved["resolve"]["goneAttribution"].as_str().unwrap().contains("Ana"));
    }
    // a draft was never anything to anybody
    let hidden = app.get("/article13.html").await;
    assert_eq!(hidden.status, 404);
    assert!(!hidden.text().contains("Hushhush"));
}

async fn old_addresses_lead_to_members_and_themes(app: TestApp) {
    app.import(
        r#"{"kind":"member","key":"ana","memberKind":"PERSON","name":"Ana"}
        {"kind":"theme","key":"pain","name":{"fr":"Pain"}}"#,
    )
    .await;
    let editor = token(&app, Role::Admin, &[], None).await;
    let ids = app.query("{ member(by: { slug: \"ana\" }) { id } theme(by: { slug: \"pain\" }) { id } }").await;
    let (ana, pain) = (&ids["member"]["id"], &ids["theme"]["id"]);
    let set = async |path: &str, target: Value| {
        let input = json!({ "input": { "path": path, "target": target } });
        app.post_as(&editor, "published", SET, input).await.data()["done"].take()
    };
    assert_eq!(set("/auteur1.html", json!({ "member": ana })).await["userErrors"], json!([]));
    assert_eq!(set("/mot1.html", json!({ "theme": pain })).await["userErrors"], json!([]));
    assert_eq!(value(&set("/x", json!({ "member": pain })).await, "userErrors/0/code"), "UNKNOWN");
    for (path, to) in [("/auteur1.html", "member/ana"), ("/spip.php?mot1", "theme/pain")] {
        let answer = app.get(path).await;
        assert_eq!(
            (answer.status.as_u16(), answer.headers["location"].to_str().unwrap()),
            (301, &*format!("https://site.test/{to}"))
        );
    }
    let listed = app
        .post_as(&editor, "published", "{ redirects { nodes { path memberId themeId } } }", Value::Null)
        .await
        .data();
    let nodes = json!([{ "path": "/auteur1.html", "memberId": ana, "themeId": null }, { "path": "/mot1.html", "memberId": null, "themeId": pain }]);
    assert_eq!(listed["redirects"]["nodes"], nodes);
    // another target takes the place of the member
    assert_eq!(set("/auteur1.html", json!({ "url": "https://a.example/" })).await["userErrors"], json!([]));
    assert_eq!(app.get("/auteur1.html").await.headers["location"], "https://a.example/");
    // a theme that goes takes its old addresses along
    let delete =
        "mutation ($input: ThemeDeleteInput!) { done: themeDelete(input: $input) { deletedId userErrors { code } } }";
    let gone = app.post_as(&editor, "published", delete, json!({ "input": { "id": pain } })).await.json();
    assert_eq!(gone["data"]["done"], json!({ "deletedId": pain, "userErrors": [] }), "{gone}");
    assert_eq!(app.get("/mot1.html").await.status, 404);
    // whoever is not seen has no old address
    app.statement("UPDATE redirect SET location = NULL, member_seq = (SELECT seq FROM member WHERE slug = 'ana')")
        .await;
    app.statement("UPDATE member SET status = 'HIDDEN' WHERE slug = 'ana'").await;
    assert_eq!(app.beside().await.get("/auteur1.html").await.status, 404);
}

async fn bad_redirects_are_refused(app: TestApp) {
    let editor = token(&app, Role::Editor, &["region:53"], None).await;
    for path in
        ["article97.html", "//evil.test", "https://a.test/", "/a b", "", "/\\evil", &format!("/{}", "a".repeat(2_000))]
    {
        let done = set(&app, &editor, path, json!({ "isGone": true })).await;
        assert_eq!(
            (&done["userErrors"][0]["code"], &done["userErrors"][0]["path"]),
            (&json!("MALFORMED"), &json!(["path"])),
            "{path}"
        );
    }
    let nobody = set(&app, &editor, "/a", json!({ "entry": "0199f1a2-0000-7000-8000-000000000001" })).await;
    assert_eq!(nobody["userErrors"][0]["code"], "UNKNOWN", "{nobody}");
    let script = set(&app, &editor, "/a", json!({ "url": "javascript:alert(1)" })).await;
    assert!(script["userErrors"][0]["path"].to_string().contains("url"), "{script}");
    assert_eq!(app.get("/a").await.status, 404);
}

on_both! {
    empty: old_addresses_lead_on, old_addresses_lead_to_members_and_themes, what_is_gone_keeps_its_credit, bad_redirects_are_refused,;
}
