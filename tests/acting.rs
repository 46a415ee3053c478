//! The law of acting as one table that a person can read: who may do what with which entry, where it stands. What the API says
//! of it (`viewerCan`) and what it lets one do are the same.

use entity::account::{Role, Scope};
use entity::token::NewToken;
use serde_json::{Value, json};

use crate::editing::token;
use crate::support::{TestApp, on_both, value};

const STATUSES: [&str; 5] = ["DRAFT", "SUBMITTED", "PUBLISHED", "WITHDRAWN", "REFUSED"];
const HOMES: [(&str, &str); 3] =
    [("inside", "[\"commune:29019\"]"), ("outside", "[\"commune:56260\"]"), ("nowhere", "[]")];
const OWNERS: [(&str, &str); 2] = [("own", "[\"ana\"]"), ("other", "[{\"name\":\"X\"}]")];
const KINDS: [&str; 4] = ["initiative", "recipe", "article", "event"];
/// What is tried, by the action that it is: the mutation, its input, what else it takes.
const ACTS: [(&str, &str, &str, &str); 8] = [
    ("SUBMIT", "entrySubmit", "id", ", version: 1"),
    ("PUBLISH", "entryPublish", "id", ", version: 1"),
    ("RETURN", "entryReturn", "id", ", version: 1, note: \"n\""),
    ("REFUSE", "entryRefuse", "id", ", version: 1, note: \"n\""),
    ("WITHDRAW", "entryWithdraw", "id", ", version: 1"),
    ("EDIT", "articleUpdate", "id", ", version: 1, summary: \"s\""),
    ("PREVIEW", "previewCreate", "entry", ""),
    ("DELETE", "entryDelete", "id", ", version: 1"),
];

fn rows(kind: &str, key: &str, status: &str, place: &str, authors: &str) -> String {
    // a draft that is to be deletable never had a date
    let date = if status == "DRAFT" { "" } else { ",\"publishedAt\":\"2026-01-01T00:00:00Z\"" };
    let more = if kind == "event" {
        ",\"timings\":[{\"allDay\":true,\"startDate\":\"2026-12-24\",\"endDate\":\"2026-12-24\"}]"
    } else {
        ""
    };
    format!(
        "{{\"kind\":\"{kind}\",\"key\":\"{key}\",\"title\":\"{key}\",\"body\":\"x\",\"status\":\"{status}\",\"territories\":{place},\"authors\":{authors}{date}{more}}}\n"
    )
}

async fn whos(app: &TestApp) -> Vec<(&'static str, Option<String>)> {
    let scoped = async |role, scopes: &[Scope], territories: &[&str]| {
        let territories = territories.iter().map(|it| it.parse().unwrap()).collect();
        let new = NewToken {
            name: "t".into(),
            account: None,
            member: None,
            role,
            territories,
            scopes: scopes.to_vec(),
            expires_at: None,
        };
        Some(app.token(new).await.secret)
    };
    vec![
        ("visitor", None),
        ("contributor ana", Some(token(app, Role::Contributor, &[], Some("ana")).await)),
        ("editor of Brest", Some(token(app, Role::Editor, &["pays:pays-de-brest"], None).await)),
        (
            "editor of Brest, who may read and write only",
            scoped(Role::Editor, &[Scope::ContentRead, Scope::ContentWrite], &["pays:pays-de-brest"]).await,
        ),
        (
            "editor of Brest, who may read only",
            scoped(Role::Editor, &[Scope::ContentRead], &["pays:pays-de-brest"]).await,
        ),
        ("editor of the whole network", Some(token(app, Role::Editor, &[], None).await)),
        ("administrator", Some(token(app, Role::Admin, &[], None).await)),
        ("administrator of Brest", Some(token(app, Role::Admin, &["pays:pays-de-brest"], None).await)),
    ]
}

async fn asks(app: &TestApp, who: Option<&str>, query: &str) -> Value {
    match who {
        Some(token) => app.post_as(token, "latest", query, Value::Null).await.json(),
        None => app.post(query, Value::Null).await.json(),
    }
}

/// What somebody can do with each entry, by slug; what they do not see is absent.
async fn can(app: &TestApp, who: Option<&str>) -> Vec<(String, Vec<String>)> {
    let mut all = Vec::new();
    let mut after = String::new();
    loop {
        let query = format!(
            "{{ entries(first: 100{after}) {{ nodes {{ slug viewerCan }} pageInfo {{ hasNextPage endCursor }} }} }}"
        );
        let page = asks(app, who, &query).await;
        for node in value(&page, "data/entries/nodes").as_array().unwrap() {
            let acts = node["viewerCan"].as_array().unwrap().iter().map(|it| it.as_str().unwrap().to_owned()).collect();
            all.push((node["slug"].as_str().unwrap().to_owned(), acts));
        }
        if value(&page, "data/entries/pageInfo/hasNextPage") == &json!(false) {
            return all;
        }
        after = format!(", after: {}", value(&page, "data/entries/pageInfo/endCursor"));
    }
}

on_both! {
    async fn the_law_of_acting_is_one_table(app: empty) {
        let mut corpus = String::from("{\"kind\":\"member\",\"key\":\"ana\",\"memberKind\":\"PERSON\",\"name\":\"Ana\"}\n");
        for (status, home, owner, kind) in STATUSES.iter().flat_map(|s| HOMES.iter().flat_map(move |h| OWNERS.iter().flat_map(move |o| KINDS.iter().map(move |k| (s, h, o, k))))) {
            corpus += &rows(kind, &format!("{}-{}-{}-{kind}", status.to_lowercase(), home.0, owner.0), status, home.1, owner.1);
        }
        let report = app.import(&corpus).await;
        assert!(report.summary().is_clean(), "{}", report.summary());
        let mut table = String::from("who: with what, where its home lies, whose it is: what they can do\n");
        for (name, who) in whos(&app).await {
            let can = can(&app, who.as_deref()).await;
            table += &format!("\n{name}\n");
            for (status, home, owner) in STATUSES.iter().flat_map(|s| HOMES.iter().flat_map(move |h| OWNERS.iter().map(move |o| (s, h, o)))) {
                let key = format!("{}-{}-{}", status.to_lowercase(), home.0, owner.0);
                let of = |kind: &str| can.iter().find(|(slug, _)| *slug == format!("{key}-{kind}")).map(|(_, acts)| acts.join(" ").to_lowercase());
                let first = of(KINDS[0]);
                assert!(KINDS.iter().all(|it| of(it) == first), "all kinds are alike: {name}, {key}");
                match first.as_deref() {
                    // a line for what is not seen, or not to be acted upon, would hide the others
                    None | Some("") => {}
                    Some(acts) => table += &format!("    {} {} {}: {acts}\n", status.to_lowercase(), home.0, owner.0),
                }
            }
        }
        insta::with_settings!({ prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!("law_of_acting", table);
        });
    }

    async fn what_is_said_and_what_is_let_be_done_are_the_same(app: empty) {
        app.import("{\"kind\":\"member\",\"key\":\"ana\",\"memberKind\":\"PERSON\",\"name\":\"Ana\"}\n").await;
        for (name, who) in whos(&app).await {
            let mut corpus = String::new();
            let mark = name.replace([' ', ','], "");
            // one of each for every act, so that what succeeds stands in nobody's way
            for (at, (status, home, owner)) in STATUSES.iter().flat_map(|s| HOMES.iter().flat_map(move |h| OWNERS.iter().map(move |o| (s, h, o)))).enumerate() {
                for (act, ..) in ACTS {
                    corpus += &rows("article", &format!("{mark}-{at}-{act}").to_lowercase(), status, home.1, owner.1);
                }
            }
            assert!(app.import(&corpus).await.summary().is_clean());
            let operator = token(&app, Role::Admin, &[], None).await;
            let (all, can) = (can(&app, Some(&operator)).await, can(&app, who.as_deref()).await);
            for (slug, _) in all.iter().filter(|(slug, _)| slug.starts_with(&mark.to_lowercase())) {
                let (act, mutation, field, more) = ACTS.iter().find(|it| slug.ends_with(&it.0.to_lowercase())).unwrap();
                let found = asks(&app, Some(&operator), &format!("{{ article(by: {{ slug: \"{slug}\" }}) {{ id }} }}")).await;
                let id = value(&found, "data/article/id");
                let answer = asks(&app, who.as_deref(), &format!("mutation {{ done: {mutation}(input: {{ {field}: {id}{more} }}) {{ userErrors {{ code }} }} }}")).await;
                let done = answer["data"]["done"]["userErrors"] == json!([]);
                let said = can.iter().find(|(it, _)| it == slug).map(|(_, acts)| acts.clone()).unwrap_or_default();
                let may = said.iter().any(|it| it == act || (*act == "EDIT" && it == "PROPOSE"));
                assert_eq!(done, may, "{name}, {slug}: {answer}");
                let refused = answer["errors"][0]["extensions"]["code"].as_str().or(answer["data"]["done"]["userErrors"][0]["code"].as_str()).unwrap_or_default();
                let seen = can.iter().any(|(it, _)| it == slug);
                let expected: &[&str] = if seen { &["FORBIDDEN", "WRONG_STATUS"] } else { &["NOT_FOUND"] };
                assert!(done || expected.contains(&refused), "{name}, {slug}: {answer}");
            }
        }
    }
}
