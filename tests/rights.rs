//! Credentials, and what they let one see: forged and spent ones are all alike, and the law is one table.

use entity::account::{Role, Scope};
use entity::token::NewToken;
use serde_json::{Value, json};

use crate::editing::token;
use crate::support::{TestApp, on_both, value};

const VIEWER: &str = "{ viewer { role scopes wholeNetwork territories { ref } member { name } } }";

fn new(role: Role, scopes: &[Scope]) -> NewToken {
    NewToken {
        name: "t".into(),
        account: None,
        member: None,
        role,
        territories: Vec::new(),
        scopes: scopes.to_vec(),
        expires_at: None,
    }
}

on_both! {
    async fn a_viewer_is_told_who_they_are(app: empty) {
        app.import(r#"{"kind":"member","key":"ana","memberKind":"PERSON","name":"Ana"}"#).await;
        assert_eq!(app.query(VIEWER).await, json!({ "viewer": null }));
        let ana = token(&app, Role::Contributor, &["commune:29019"], Some("ana")).await;
        let answer = app.post_as(&ana, "published", VIEWER, Value::Null).await;
        assert_eq!(answer.headers["cache-control"], "no-store");
        assert_eq!(answer.data()["viewer"], json!({ "role": "CONTRIBUTOR", "scopes": ["content:read", "content:write"], "wholeNetwork": false, "territories": [{ "ref": "commune:29019" }], "member": { "name": "Ana" } }));
        let admin = app.token(new(Role::Admin, &[Scope::ContentRead])).await.secret;
        let told = app.post_as(&admin, "latest", VIEWER, Value::Null).await.data();
        assert_eq!((&told["viewer"]["scopes"], &told["viewer"]["wholeNetwork"]), (&json!(["content:read"]), &json!(true)));
    }

    async fn credentials_that_are_not_good_are_all_alike(app: empty) {
        let good = app.token(new(Role::Admin, &[])).await;
        let expiring = NewToken { expires_at: Some("2026-12-01T13:00:00Z".parse().unwrap()), ..new(Role::Admin, &[]) };
        let expiring = app.token(expiring).await.secret;
        assert_eq!(app.post_as(&expiring, "latest", VIEWER, Value::Null).await.status, 200);
        app.at("2026-12-01T13:00:00Z");
        let other = app.another().await;
        let writer = other.write(entity::viewer::Viewer::operator("test"));
        let spent = app.token(new(Role::Editor, &[])).await;
        assert_eq!(app.post_as(&spent.secret, "latest", VIEWER, Value::Null).await.status, 200);
        // revoked by another process: gone at the next request
        writer.revoke_token(spent.id).await.unwrap();
        let mut bodies = Vec::new();
        let (long, upper, short) = (format!("bc_{}", "0".repeat(5_000)), good.secret.to_uppercase(), &good.secret[..good.secret.len() - 1]);
        for shown in [spent.secret.as_str(), &expiring, &long, &upper, short, "bc_", "x", "eyJhbGciOiJub25lIn0.e30.", "bc_\u{e9}", " ", ""] {
            let answer = app.post_as(shown, "latest", VIEWER, Value::Null).await;
            assert_eq!((answer.status.as_u16(), answer.headers["www-authenticate"].to_str().unwrap()), (401, "Bearer"), "{shown}");
            let mut body = answer.json();
            body["errors"][0]["extensions"]["requestId"].take();
            bodies.push(body);
        }
        assert!(bodies.iter().all(|it| *it == bodies[0]), "{bodies:?}");
        assert_eq!(app.post_as(&good.secret, "latest", VIEWER, Value::Null).await.status, 200);
        assert_eq!(app.post_as(&good.secret, "tomorrow", VIEWER, Value::Null).await.status, 400);
    }

    async fn a_token_is_at_most_its_account(app: empty) {
        let writer = app.store.write(entity::viewer::Viewer::operator("test"));
        let places = |it: &[&str]| it.iter().map(|it| it.parse().unwrap()).collect::<Vec<_>>();
        let made = writer.make_token(NewToken { territories: places(&["pays:pays-de-brest"]), ..new(Role::Editor, &[]) }).await.unwrap();
        let more = |role, territories: &[&str]| NewToken { account: Some(made.account), territories: places(territories), ..new(role, &[]) };
        assert!(writer.make_token(more(Role::Admin, &["pays:pays-de-brest"])).await.is_err());
        assert!(writer.make_token(more(Role::Editor, &[])).await.is_err(), "the whole network is more");
        assert!(writer.make_token(more(Role::Editor, &["departement:29"])).await.is_err());
        assert!(writer.make_token(more(Role::Contributor, &["commune:29019"])).await.is_ok());
        let visitor = app.store.write(entity::viewer::Viewer::visitor());
        assert!(visitor.make_token(new(Role::Editor, &[])).await.is_err() && visitor.tokens().await.is_err());
        assert!(writer.tokens().await.unwrap().iter().all(|it| it.used_at.is_none()));
        // a scope that the role has no use for gives nothing
        let wide = app.token(new(Role::Editor, &Scope::ALL)).await.secret;
        let told = app.post_as(&wide, "latest", VIEWER, Value::Null).await.data();
        assert_eq!(told["viewer"]["scopes"], json!(["content:read", "content:write", "content:publish", "members:manage", "import"]));
        let nobody = writer.make_token(new(Role::Contributor, &[])).await.unwrap_err();
        assert!(nobody.to_string().contains("writes as a member"), "{nobody}");
    }

    async fn tokens_are_made_listed_and_revoked_at_a_terminal(app: empty) {
        let made = app.run(&["token", "create", "--name", "import of the magazine", "--role", "editor", "--territory", "pays:pays-de-brest", "--scope", "content:read"]);
        assert!(made.status.success(), "{made:?}");
        let secret = String::from_utf8(made.stdout).unwrap().trim().to_owned();
        let told = app.post_as(&secret, "latest", VIEWER, Value::Null).await.data();
        assert_eq!(told["viewer"]["territories"], json!([{ "ref": "pays:pays-de-brest" }]));
        let listed = String::from_utf8(app.run(&["token", "list"]).stdout).unwrap();
        assert!(listed.contains("import of the magazine") && !listed.contains(&secret[3..]), "{listed}");
        let id = listed.split(' ').next().unwrap();
        assert!(app.run(&["token", "revoke", id]).status.success() && app.run(&["token", "revoke", id]).status.success());
        assert_eq!(app.post_as(&secret, "latest", VIEWER, Value::Null).await.status, 401);
        for wrong in [
            vec!["token", "create", "--name", "x", "--role", "king"],
            vec!["token", "create", "--name", "x", "--role", "editor", "--territory", "commune:99999"],
            vec!["token", "create", "--name", "x", "--role", "editor", "--scope", "everything"],
            vec!["token", "create", "--name", "", "--role", "editor"],
            vec!["token", "revoke", "00000000-0000-7000-8000-000000000000"],
        ] {
            let output = app.run(&wrong);
            assert!(!output.status.success() && output.stdout.is_empty() && !output.stderr.is_empty(), "{wrong:?}");
        }
    }

    async fn the_law_of_reading_is_one_table(app: empty) {
        let mut rows = String::from("{\"kind\":\"member\",\"key\":\"ana\",\"memberKind\":\"PERSON\",\"name\":\"Ana\"}\n");
        for status in ["DRAFT", "SUBMITTED", "PUBLISHED", "WITHDRAWN", "REFUSED"] {
            for (home, place) in [("inside", "[\"commune:29019\"]"), ("outside", "[\"commune:56260\"]"), ("nowhere", "[]")] {
                for (whose, authors) in [("own", "[\"ana\"]"), ("other", "[{\"name\":\"X\"}]")] {
                    let key = format!("{}-{home}-{whose}", status.to_lowercase());
                    rows += &format!("{{\"kind\":\"article\",\"key\":\"{key}\",\"title\":\"{key}\",\"body\":\"x\",\"status\":\"{status}\",\"territories\":{place},\"authors\":{authors},\"publishedAt\":\"2026-01-01T00:00:00Z\"}}\n");
                }
            }
        }
        assert!(app.import(&rows).await.summary().is_clean());
        let admin = token(&app, Role::Admin, &[], None).await;
        let all = app.post_as(&admin, "latest", "{ articles(first: 100) { nodes { id slug } } }", Value::Null).await.data();
        let all: Vec<(String, String)> = value(&all, "articles/nodes").as_array().unwrap().iter().map(|it| (it["slug"].as_str().unwrap().to_owned(), it["id"].as_str().unwrap().to_owned())).collect();
        assert_eq!(all.len(), 30);
        let mut table = String::from("who, view: what they see beside what is published\n");
        for (who, token) in [
            ("visitor", None),
            ("contributor ana", Some(token(&app, Role::Contributor, &[], Some("ana")).await)),
            ("editor of Brest", Some(token(&app, Role::Editor, &["pays:pays-de-brest"], None).await)),
            ("editor of the whole network", Some(token(&app, Role::Editor, &[], None).await)),
            ("administrator", Some(admin)),
            ("administrator without content:read", Some(app.token(new(Role::Admin, &[Scope::ContentWrite])).await.secret)),
        ] {
            for view in ["published", "latest"] {
                let seen = seen(&app, token.as_deref(), view, &all).await;
                let published = seen.iter().filter(|it| it.starts_with("published")).count();
                assert_eq!(published, 6, "{who}, {view}");
                let more: Vec<&str> = seen.iter().map(String::as_str).filter(|it| !it.starts_with("published")).collect();
                table += &format!("{who}, {view}: {}\n", if more.is_empty() { "nothing".to_owned() } else { more.join(" ") });
            }
        }
        insta::with_settings!({ prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!("law_of_reading", table);
        });
    }
}

/// What somebody sees of all articles: by id, by slug, in the list, nested under an author, by `node`, in the counts.
/// Every path must say the same.
async fn seen(app: &TestApp, token: Option<&str>, view: &str, all: &[(String, String)]) -> Vec<String> {
    let mut query = String::from(
        "{ articles(first: 100) { totalCount nodes { slug } } entries(first: 100) { totalCount } member(by: { slug: \"ana\" }) { articles(first: 100) { totalCount nodes { slug } } } }",
    );
    let ask = async |query: &str| match token {
        Some(token) => app.post_as(token, view, query, Value::Null).await.data(),
        None => app.query(query).await,
    };
    let lists = ask(&query).await;
    let mut listed: Vec<String> = value(&lists, "articles/nodes")
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["slug"].as_str().unwrap().to_owned())
        .collect();
    listed.sort();
    assert_eq!((listed.len(), listed.len()), (count(&lists["articles"]), count(&lists["entries"])), "{view}");
    let under: Vec<&String> = listed.iter().filter(|it| it.ends_with("own")).collect();
    assert_eq!(
        (under.len(), under.len()),
        (count(&lists["member"]["articles"]), value(&lists, "member/articles/nodes").as_array().unwrap().len()),
        "{view}"
    );
    for part in all.chunks(10) {
        query = String::from("{");
        for (at, (slug, id)) in part.iter().enumerate() {
            query += &format!(
                " a{at}: article(by: {{ id: \"{id}\" }}) {{ slug }} b{at}: article(by: {{ slug: \"{slug}\" }}) {{ slug }} c{at}: node(id: \"{id}\") {{ id }}"
            );
        }
        let data = ask(&(query + " }")).await;
        for (at, (slug, _)) in part.iter().enumerate() {
            for path in ["a", "b", "c"] {
                assert_eq!(!data[format!("{path}{at}")].is_null(), listed.contains(slug), "{slug} by {path}, {view}");
            }
        }
    }
    listed
}

fn count(list: &Value) -> usize {
    usize::try_from(list["totalCount"].as_u64().unwrap()).unwrap()
}
