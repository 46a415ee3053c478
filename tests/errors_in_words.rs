//! The errors that newcomers meet, as a page that a person can read: what was sent, and what is answered in English, French and
//! Breton. What is wrong in a form is told with its path, all of it at once, and no message begins with a path.

use std::fmt::Write;

use axum::body::Body;
use axum::http::Request;
use entity::value::role::Role;
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::editing::token;
use crate::support::{Served, TestApp, on_both, value};

const INITIATIVE: &str = include_str!("errors_in_words/initiative.graphql");
const EVENT: &str = include_str!("errors_in_words/event.graphql");
const REGISTER: &str = include_str!("errors_in_words/register.graphql");
const INVITE: &str = include_str!("errors_in_words/invite.graphql");
const PROFILE: &str = include_str!("errors_in_words/profile.graphql");
const LANGUAGES: [&str; 3] = ["en", "fr", "br"];

/// A page of errors, and who meets them.
struct Page<'a> {
    app: &'a TestApp,
    told: String,
}

impl Page<'_> {
    /// A request to `/graphql` as it is sent, in each language.
    async fn sent(&mut self, title: &str, request: impl Fn() -> Request<Body>) {
        let mut lines: Vec<(String, Vec<String>)> = Vec::new();
        for language in LANGUAGES {
            let mut request = request();
            request.headers_mut().insert("accept-language", language.parse().unwrap());
            let answer = self.app.send(request).await;
            for (at, (code, message)) in told(&answer.json()).into_iter().enumerate() {
                if lines.len() == at {
                    lines.push((format!("{} {code}", answer.status.as_u16()), Vec::new()));
                }
                assert_eq!(lines[at].0, format!("{} {code}", answer.status.as_u16()), "{title} in {language}");
                lines[at].1.push(format!("{language}: {message}"));
            }
        }
        assert!(!lines.is_empty(), "{title} is no error");
        writeln!(self.told, "\n{title}").unwrap();
        for (code, messages) in lines {
            assert_eq!(messages.len(), LANGUAGES.len(), "{title}: {messages:?}");
            writeln!(self.told, "  {code}\n    {}", messages.join("\n    ")).unwrap();
        }
    }

    /// A document, with variables, from somebody who shows a token or none.
    async fn asked(&mut self, title: &str, who: Option<&str>, document: &str, variables: Value) {
        let body = json!({ "query": document, "variables": variables }).to_string();
        let request = || {
            let request = Request::post("/graphql").header("content-type", "application/json");
            let request = match who {
                Some(token) => request.header("authorization", format!("Bearer {token}")),
                None => request,
            };
            request.body(Body::from(body.clone())).unwrap()
        };
        self.sent(title, request).await;
    }

    /// The input of a mutation.
    async fn given(&mut self, title: &str, who: &str, mutation: &str, input: Value) {
        self.asked(title, Some(who), mutation, json!({ "input": input })).await;
    }
}

/// What an answer tells: of each error its code with where it is, and its message.
fn told(answer: &Value) -> Vec<(String, String)> {
    let text = |it: &Value| it.as_str().unwrap_or_default().to_owned();
    let path = |it: &Value| {
        let parts = it.as_array().into_iter().flatten();
        parts.map(|it| it.as_str().map_or_else(|| it.to_string(), str::to_owned)).collect::<Vec<_>>().join(".")
    };
    let place = |code: &Value, at: &Value| format!("{} {}", text(code), path(at)).trim_end().to_owned();
    let errors = answer["errors"].as_array().into_iter().flatten();
    let errors = errors.map(|it| {
        let told = &it["extensions"];
        assert!(!it["message"].as_str().unwrap().contains("occurred while parsing"), "{it}");
        (place(&told["code"], &told["argument"]), text(&it["message"]))
    });
    let mended = answer["data"]["done"]["userErrors"].as_array().into_iter().flatten();
    let mended = mended.map(|it| (format!("userError {}", place(&it["code"], &it["path"])), text(&it["message"])));
    let warned = answer["extensions"]["warnings"].as_array().into_iter().flatten();
    let warned = warned.map(|it| (format!("warning {}", place(&it["code"], &it["argument"])), text(&it["message"])));
    errors.chain(mended).chain(warned).collect()
}

async fn the_errors_that_newcomers_meet(app: TestApp) {
    let desk = Desk::new(app).await;
    let none = Value::Null;
    let written = desk.draft("Le four", json!({})).await;
    let handed_in = desk.draft("Le four à pain", json!({})).await;
    desk.step(&desk.ana, "entrySubmit", &handed_in, 1, None).await;
    let empty = desk.draft("Sans texte", json!({ "body": null, "authors": [] })).await;
    let chief = token(&desk.app, Role::Admin, &[], None).await;
    let mut page = Page { app: &desk.app, told: String::new() };

    page.told += "# Documents\n";
    page.asked(
        "initiative(slug: …) in place of by: { slug }",
        None,
        "{ initiative(slug: \"x\") { id } }",
        none.clone(),
    )
    .await;
    page.asked("a field with a typing error", None, "{ initiatives { nodes { titel } } }", none.clone()).await;
    page.asked("a document without its last braces", None, "{ initiatives { nodes { title }", none.clone()).await;
    page.asked("a document with a bracket too many", None, "{ initiatives { nodes { title } } } }", none.clone()).await;
    page.asked("two keys of by", None, "{ initiative(by: { id: \"b\", slug: \"b\" }) { id } }", none.clone()).await;
    let by = "query ($by: EntryBy!) { initiative(by: $by) { id } }";
    page.asked("two keys of by, as a variable", None, by, json!({ "by": { "id": "b", "slug": "b" } })).await;
    page.asked(
        "a value that an enumeration does not have",
        None,
        "{ initiatives(orderBy: [{ field: DATE, direction: DESC }]) { totalCount } }",
        none.clone(),
    )
    .await;
    let kinds = "query ($kinds: [EntryKind!]) { entries(filter: { kind: $kinds }) { totalCount } }";
    page.asked("the same, as a variable", None, kinds, json!({ "kinds": ["RECIPE", "RECIPIE"] })).await;
    page.asked("a variable that was not sent", None, by, none.clone()).await;
    page.asked("a subscription", None, "subscription { initiatives { totalCount } }", none.clone()).await;
    page.asked(
        "too costly",
        None,
"{ themes(first: 100) { nodes { initiatives(first: 100) { nodes { articles(first: 100) { nodes { id } } } } } } }",
        none.clone(),
    )
    .await;

    page.told += "\n# Values of a query\n";
    page.asked("first: 1000", None, "{ initiatives(first: 1000) { totalCount } }", none.clone()).await;
    page.asked("first and page", None, "{ initiatives(first: 10, page: 2) { totalCount } }", none.clone()).await;
    page.asked("a cursor that is none", None, "{ initiatives(after: \"abc\") { totalCount } }", none.clone()).await;
    page.asked(
        "a territory by its name",
        None,
        "{ initiatives(filter: { territory: [\"Brest\"] }) { totalCount } }",
        none.clone(),
    )
    .await;
    page.asked(
        "territories, themes, a source, an author and a licence that are not there",
        None,
        "{ articles(filter: { territory: [\"commune:brest\", \"commune:99999\"], theme: [\"alimentatoin\", \"nope\"], source: \
         [\"nope\"], author: [\"nobody\"], licence: { key: [\"CC-BYSA-4.0\"] } }) { totalCount } }",
        none.clone(),
    )
    .await;
    page.asked(
        "a day in place of a moment",
        None,
        "{ occurrences(from: \"2026-11-01\") { totalCount } }",
        none.clone(),
    )
    .await;
    page.asked("an id that is none", None, "{ initiative(by: { id: \"b\" }) { id } }", none.clone()).await;
    page.asked(
        "a radius that is too great",
        None,
        "{ initiatives(filter: { near: { latitude: 48, longitude: -4, radiusKm: 900 } }) { totalCount } }",
        none.clone(),
    )
    .await;
    page.asked(
        "a circle without a radius",
        None,
        "{ initiatives(filter: { near: { latitude: 48, longitude: -4 } }) { totalCount } }",
        none.clone(),
    )
    .await;

    page.told += "\n# Rights\n";
    let make = "mutation { initiativeCreate(input: { title: \"T\" }) { userErrors { code } } }";
    page.asked("no credential", None, make, none.clone()).await;
    page.asked("no credential: the audit log", None, "{ auditLog { totalCount } }", none.clone()).await;
    page.asked(
        "a contributor who publishes",
        Some(&desk.ana),
        &format!("mutation {{ entryPublish(input: {{ id: {written}, version: 1 }}) {{ userErrors {{ code }} }} }}"),
        none.clone(),
    )
    .await;
    page.asked("the audit log, as a contributor", Some(&desk.ana), "{ auditLog { totalCount } }", none.clone()).await;
    page.asked("a token that is none", Some("nonsense"), "{ viewer { role } }", none.clone()).await;
    page.sent("user name and password as Basic", || {
        let request = Request::post("/graphql").header("content-type", "application/json");
        let request = request.header("authorization", "Basic YW5hOmFuYQ==");
        request.body(Body::from("{\"query\":\"{ viewer { role } }\"}")).unwrap()
    })
    .await;

    page.told += "\n# Forms\n";
    page.given(
        "an initiative with many slips",
        &desk.ana,
        INITIATIVE,
        json!({
            "title": "a".repeat(201), "slug": "Été!", "website": "example.org", "contactUrl": "https://ana@example.org",
            "licence": "CC BY", "language": "français", "territories": ["Brest"], "themes": ["nope"], "startYear": 20_026,
            "references": [{ "url": "page" }, { "url": "https://example.org/" }, { "url": "mailto:a@b.c" }],
            "authors": [{ "member": "nobody" }, {}],
        }),
    )
    .await;
    page.given(
        "an event with many slips",
        &desk.ana,
        EVENT,
        json!({
            "title": "", "territories": ["commune:29075"], "timeZone": "Brest", "capacity": -1,
            "location": { "commune": "pays:pays-de-brest", "latitude": 48.4 },
        }),
    )
    .await;
    page.given(
        "times that are none, or end too early",
        &desk.ana,
        EVENT,
        json!({
            "title": "Fête", "territories": ["commune:29075"],
            "timings": [{ "start": "2026-12-01" }, { "startDate": "1/12/2026" }],
        }),
    )
    .await;
    page.given(
        "a time that ends before it begins",
        &desk.ana,
        EVENT,
        json!({
            "title": "Fête", "territories": ["commune:29075"],
            "timings": [{ "start": "2026-12-24T18:00:00Z", "end": "2026-12-24T17:00:00Z" }],
        }),
    )
    .await;
    let registration =
        json!({ "name": "", "email": "ana", "password": "short", "language": "french", "territories": ["Brest"] });
    page.asked("a registration with many slips", None, REGISTER, json!({ "input": registration })).await;
    let invitation =
        json!({ "name": "http://x.test", "email": "ana", "territories": ["commune:99999", "commune:29019"] });
    page.given("an invitation with many slips", &chief, INVITE, invitation).await;
    let me = value(&desk.reads(&desk.ana, "{ viewer { member { id } } }").await, "viewer/member/id").clone();
    page.given(
        "a profile with slips",
        &desk.ana,
        PROFILE,
        json!({ "member": me, "name": " ", "website": "example.org", "territories": ["commune:99999", "Brest"] }),
    )
    .await;
    page.given("the profile of nobody", &desk.ana, PROFILE, json!({ "member": "nobody", "website": "example.org" }))
        .await;

    page.told += "\n# Steps\n";
    let step = |name: &str, id: &Value, more: &str| {
        format!("mutation {{ done: {name}(input: {{ id: {id}{more} }}) {{ userErrors {{ code path message }} }} }}")
    };
    page.asked(
        "a draft without text or authors, handed in",
        Some(&desk.ana),
        &step("entrySubmit", &empty, ", version: 1"),
        none.clone(),
    )
    .await;
    page.asked("the same, published", Some(&desk.brest), &step("entryPublish", &empty, ", version: 1"), none.clone())
        .await;
    page.asked("handed in twice", Some(&desk.ana), &step("entrySubmit", &handed_in, ", version: 2"), none.clone())
        .await;
    page.asked("a draft, withdrawn", Some(&desk.brest), &step("entryWithdraw", &written, ", version: 1"), none.clone())
        .await;
    page.asked("an old version", Some(&desk.ana), &step("entryDelete", &handed_in, ", version: 1"), none.clone()).await;
    page.asked(
        "a version that is not there yet",
        Some(&desk.ana),
        &step("entrySubmit", &written, ", version: 7"),
        none.clone(),
    )
    .await;
    page.asked(
        "a schedule that is none",
        Some(&desk.brest),
        &step("entryPublish", &written, ", version: 1, publishedAt: \"demain\", unpublishAt: \"2027\""),
        none.clone(),
    )
    .await;
    page.asked(
        "an empty note",
        Some(&desk.brest),
        &step("entryRefuse", &handed_in, ", version: 2, note: \"\""),
        none.clone(),
    )
    .await;
    let hours = format!(
        "mutation {{ done: previewCreate(input: {{ entry: {written}, expiresInHours: 9999 }}) {{ userErrors {{ code path message }} }} }}"
    );
    page.asked("a preview for 9999 hours", Some(&desk.ana), &hours, none.clone()).await;

    page.told += "\n# Requests\n";
    let body = |kind: &'static str, text: &'static str| {
        move || Request::post("/graphql").header("content-type", kind).body(Body::from(text)).unwrap()
    };
    page.sent("{not json", body("application/json", "{not json")).await;
    page.sent("a query that is a number", body("application/json", "{\"query\":7}")).await;
    page.sent("text/plain", body("text/plain", "{\"query\":\"{ __typename }\"}")).await;
    page.sent("no query", body("application/json", "{}")).await;
    page.sent("DELETE", || Request::delete("/graphql").body(Body::empty()).unwrap()).await;
    page.sent("a mutation by GET", || {
        Request::get("/graphql?query=mutation%7B__typename%7D").body(Body::empty()).unwrap()
    })
    .await;

    insta::with_settings!({ prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("errors_in_words", page.told);
    });
}

#[test]
fn names_are_suggested_with_the_demo() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", folder.path().join("demo.db").display());
    let program = env!("CARGO_BIN_EXE_bretagne-creative");
    let settings: [(&[(&str, &str)], bool); 2] = [(&[], true), (&[("BC_DIAGNOSTICS", "false")], false)];
    for (settings, suggests) in settings {
        let served = Served::start_as(program, &["serve", "--demo"], &database, settings, None);
        let told = String::from_utf8(served.query("{ initiatives { nodes { titel } } }").unwrap().body).unwrap();
        assert_eq!(told.contains("« title »"), suggests, "{told}");
    }
}

on_both! {
    demo:
        the_errors_that_newcomers_meet,
    ;
}
