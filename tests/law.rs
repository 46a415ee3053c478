//! The law as one table that a person can read: who may read which entry and do what with it, by its kind, its home, whose it
//! is and where it stands. Every path to an entry says the same, and what the API says (`viewerCan`) and lets be done are the same.

use std::collections::BTreeMap;

use entity::account::api_token::NewToken;
use entity::model::account::Scope;
use entity::value::role::Role;
use serde_json::{Value, json};

use crate::editing::token;
use crate::support::{TestApp, on_both, value};

const STATUSES: [&str; 5] = ["DRAFT", "SUBMITTED", "PUBLISHED", "WITHDRAWN", "REFUSED"];
const HOMES: [(&str, &str); 3] =
    [("inside", "[\"commune:29019\"]"), ("outside", "[\"commune:56260\"]"), ("nowhere", "[]")];
const OWNERS: [(&str, &str); 2] = [("own", "[\"ana\"]"), ("other", "[{\"name\":\"X\"}]")];
const KINDS: [&str; 5] = ["initiative", "recipe", "article", "event", "page"];
/// What is tried, by the action that it is: the mutation, its input, what else it takes.
const ACTS: [(&str, &str, &str, &str); 10] = [
    ("SUBMIT", "entrySubmit", "id", ", version: 1"),
    ("UNSUBMIT", "entryUnsubmit", "id", ", version: 1"),
    ("PUBLISH", "entryPublish", "id", ", version: 1, unpublishAt: \"2030-01-01T00:00:00Z\""),
    ("REQUEST_CHANGES", "entryRequestChanges", "id", ", version: 1, note: \"n\""),
    ("REFUSE", "entryRefuse", "id", ", version: 1, note: \"n\""),
    ("WITHDRAW", "entryWithdraw", "id", ", version: 1"),
    ("EDIT", "", "id", ", version: 1, summary: \"s\""),
    ("PREVIEW", "previewCreate", "entry", ""),
    ("NOTE", "reviewNoteCreate", "entry", ", note: \"n\""),
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
        ("administrator, who may write only", scoped(Role::Admin, &[Scope::ContentWrite], &[]).await),
    ]
}

async fn asks(app: &TestApp, who: Option<&str>, view: &str, query: &str) -> Value {
    match who {
        Some(token) => app.post_as(token, view, query, Value::Null).await.json(),
        None => app.post(query, Value::Null).await.json(),
    }
}

/// The entries of a table: of each status, home, owner and kind.
fn places() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let homes = |status| HOMES.iter().map(move |(home, _)| (status, *home));
    let all = STATUSES.iter().flat_map(move |status| homes(*status));
    all.flat_map(|(status, home)| OWNERS.iter().map(move |(owner, _)| (status, home, *owner)))
}

fn slug(status: &str, home: &str, owner: &str, kind: &str) -> String {
    format!("{}-{home}-{owner}-{kind}", status.to_lowercase())
}

/// How a slug ends of what an act is tried on.
fn ending(act: &str) -> String {
    act.to_lowercase().replace('_', "-")
}

fn named<'a>(of: &[(&str, &'a str)], name: &str) -> &'a str {
    of.iter().find(|it| it.0 == name).unwrap().1
}

fn corpus() -> String {
    let mut corpus = String::from("{\"kind\":\"member\",\"key\":\"ana\",\"memberKind\":\"PERSON\",\"name\":\"Ana\"}\n");
    for (status, home, owner) in places() {
        for kind in KINDS {
            let key = slug(status, home, owner, kind);
            corpus += &rows(kind, &key, status, named(&HOMES, home), named(&OWNERS, owner));
        }
    }
    corpus
}

/// What somebody can do with each entry that they see in the list of all, by slug.
async fn can(app: &TestApp, who: Option<&str>, view: &str) -> BTreeMap<String, Vec<String>> {
    let mut all = BTreeMap::new();
    let mut after = String::new();
    loop {
        let query = format!(
            "{{ entries(first: 100{after}) {{ totalCount nodes {{ slug viewerCan }} pageInfo {{ hasNextPage endCursor \
                }} }} }}"
        );
        let page = asks(app, who, view, &query).await;
        for node in value(&page, "data/entries/nodes").as_array().unwrap() {
            let acts = node["viewerCan"].as_array().unwrap().iter().map(|it| it.as_str().unwrap().to_owned()).collect();
            all.insert(node["slug"].as_str().unwrap().to_owned(), acts);
        }
        if value(&page, "data/entries/pageInfo/hasNextPage") == &json!(false) {
            assert_eq!(value(&page, "data/entries/totalCount"), &json!(all.len()), "{view}");
            return all;
        }
        after = format!(", after: {}", value(&page, "data/entries/pageInfo/endCursor"));
    }
}

/// Sees that every other path says of each entry what the list of all says: the lists of its kind, those under its author and
/// its home, their counts, and by id, by slug, by `node`.
async fn every_path_agrees(
    app: &TestApp,
    who: Option<&str>,
    view: &str,
    seen: &BTreeMap<String, Vec<String>>,
    ids: &BTreeMap<String, String>,
) {
    let list = "(first: 100) { totalCount nodes { slug } }";
    let kinds: String = KINDS.iter().map(|it| format!(" {it}s{list}")).collect();
    let query = format!(
        "{{ {kinds} member(by: {{ slug: \"ana\" }}) {{ entries{list} {kinds} }} territory(by: {{ ref: \
            \"commune:29019\" }}) {{ entries{list} {kinds} }} }}"
    );
    let lists = asks(app, who, view, &query).await;
    for (under, mark) in [("", ""), ("member/", "-own-"), ("territory/", "-inside-")] {
        let of_all = [("entries", "")].into_iter().filter(|_| !under.is_empty());
        for (field, kind) in of_all.chain(KINDS.map(|it| (it, it))) {
            let field = if kind.is_empty() { field.to_owned() } else { format!("{field}s") };
            let found = value(&lists, &format!("data/{under}{field}"));
            let mut slugs: Vec<&str> =
                found["nodes"].as_array().unwrap().iter().map(|it| it["slug"].as_str().unwrap()).collect();
            slugs.sort_unstable();
            let expected: Vec<&str> =
                seen.keys().map(String::as_str).filter(|it| it.ends_with(kind) && it.contains(mark)).collect();
            assert_eq!(
                (&slugs, found["totalCount"].as_u64()),
                (&expected, Some(expected.len() as u64)),
                "{under}{field}, {view}"
            );
        }
    }
    for part in ids.iter().collect::<Vec<_>>().chunks(7) {
        let asked = part.iter().enumerate().map(|(at, (slug, id))| {
            let kind = slug.rsplit('-').next().unwrap();
            format!(
                " a{at}: {kind}(by: {{ id: \"{id}\" }}) {{ slug }} b{at}: {kind}(by: {{ slug: \"{slug}\" }}) {{ \
                slug }} c{at}: node(id: \"{id}\") {{ id }} d{at}: entry(by: {{ id: \"{id}\" }}) {{ slug }}"
            )
        });
        let answer = asks(app, who, view, &format!("{{{} }}", asked.collect::<String>())).await;
        for (at, (slug, _)) in part.iter().enumerate() {
            for path in ["a", "b", "c", "d"] {
                let found = value(&answer, &format!("data/{path}{at}"));
                assert_eq!(!found.is_null(), seen.contains_key(*slug), "{slug} by {path}, {view}");
            }
        }
    }
}

/// What is read of entries that differ in their kind only, in few words: what is alike for all is said once.
fn told(of: impl Fn(&str) -> Option<String>) -> Option<String> {
    let content = of(KINDS[0]);
    assert!(KINDS[..4].iter().all(|it| of(it) == content), "all but pages are alike");
    match (content, of("page")) {
        (None, None) => None,
        (content, page) if content == page => content,
        (content, page) => {
            let said = |it: Option<String>| it.unwrap_or_else(|| "not seen".to_owned());
            Some(format!("{}; of a page: {}", said(content), said(page)))
        }
    }
}

async fn the_law_is_one_table(app: TestApp) {
    let report = app.import(&corpus()).await;
    assert!(report.summary().is_clean(), "{}", report.summary());
    let mut ids = BTreeMap::new();
    let admin = token(&app, Role::Admin, &[], None).await;
    for kind in KINDS {
        let found =
            asks(&app, Some(&admin), "latest", &format!("{{ {kind}s(first: 100) {{ nodes {{ slug id }} }} }}")).await;
        for node in value(&found, &format!("data/{kind}s/nodes")).as_array().unwrap() {
            ids.insert(node["slug"].as_str().unwrap().to_owned(), node["id"].as_str().unwrap().to_owned());
        }
    }
    assert_eq!(ids.len(), STATUSES.len() * HOMES.len() * OWNERS.len() * KINDS.len());
    let mut table = String::from(
        "who\n    where it stands, where its home lies, whose it is: seen in the latest view, and what they can do\n    \
            what is published everybody sees in both views; nothing else is seen in the published view, or where no \
            line stands\n",
    );
    for (name, who) in whos(&app).await {
        let published = can(&app, who.as_deref(), "published").await;
        assert!(published.len() == 30 && published.keys().all(|it| it.starts_with("published")), "{name}");
        every_path_agrees(&app, who.as_deref(), "published", &published, &ids).await;
        let latest = can(&app, who.as_deref(), "latest").await;
        every_path_agrees(&app, who.as_deref(), "latest", &latest, &ids).await;
        table += &format!("\n{name}\n");
        for (status, home, owner) in places() {
            let acts = |kind: &str| {
                latest
                    .get(&slug(status, home, owner, kind))
                    .map(|it| format!("seen {}", it.join(" ").to_lowercase()).trim_end().to_owned())
            };
            if let Some(said) = told(acts) {
                table += &format!("    {} {home} {owner}: {said}\n", status.to_lowercase());
            }
        }
    }
    insta::with_settings!({ prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("law", table);
    });
}

async fn what_is_said_and_what_is_let_be_done_are_the_same(app: TestApp) {
    app.import("{\"kind\":\"member\",\"key\":\"ana\",\"memberKind\":\"PERSON\",\"name\":\"Ana\"}\n").await;
    for (name, who) in whos(&app).await {
        let mut corpus = String::new();
        let mark = name.replace([' ', ','], "");
        // one of each for every act, so that what succeeds stands in nobody's way
        for (at, (status, home, owner)) in places().enumerate() {
            for (act, kind) in ACTS.iter().flat_map(|it| ["article", "page"].map(|kind| (it.0, kind))) {
                let key = format!("{mark}-{at}-{kind}-{}", ending(act)).to_lowercase();
                corpus += &rows(kind, &key, status, named(&HOMES, home), named(&OWNERS, owner));
            }
        }
        assert!(app.import(&corpus).await.summary().is_clean());
        let operator = token(&app, Role::Admin, &[], None).await;
        let (all, can) = (can(&app, Some(&operator), "latest").await, can(&app, who.as_deref(), "latest").await);
        for (slug, _) in all.iter().filter(|(slug, _)| slug.starts_with(&mark.to_lowercase())) {
            let (act, mutation, field, more) =
                ACTS.iter().find(|it| slug.ends_with(&format!("-{}", ending(it.0)))).unwrap();
            let kind = if slug.contains("-page-") { "page" } else { "article" };
            let mutation = if mutation.is_empty() { format!("{kind}Update") } else { (*mutation).to_owned() };
            let found =
                asks(&app, Some(&operator), "latest", &format!("{{ {kind}(by: {{ slug: \"{slug}\" }}) {{ id }} }}"))
                    .await;
            let id = value(&found, &format!("data/{kind}/id"));
            let answer = asks(
                &app,
                who.as_deref(),
                "latest",
                &format!(
                    "mutation {{ done: {mutation}(input: {{ {field}: {id}{more} }}) {{ userErrors {{ code }} }} }}"
                ),
            )
            .await;
            let done = answer["data"]["done"]["userErrors"] == json!([]);
            let said = can.get(slug).cloned().unwrap_or_default();
            let may = said.iter().any(|it| it == act || (*act == "EDIT" && it == "PROPOSE"));
            assert_eq!(done, may, "{name}, {slug}: {answer}");
            let refused = answer["errors"][0]["extensions"]["code"]
                .as_str()
                .or(answer["data"]["done"]["userErrors"][0]["code"].as_str())
                .unwrap_or_default();
            let seen = can.contains_key(slug);
            let expected: &[&str] = if seen { &["FORBIDDEN", "WRONG_STATUS"] } else { &["NOT_FOUND"] };
            assert!(done || expected.contains(&refused), "{name}, {slug}: {answer}");
        }
    }
}

on_both! {
    empty:
        the_law_is_one_table,
        what_is_said_and_what_is_let_be_done_are_the_same,
    ;
}
