//! Lists and dates: what a filter leaves, its contrary finds; what has no end; what is planned.

use entity::value::role::Role;
use serde_json::{Value, json};

use crate::editing::token;
use crate::support::{TestApp, on_both, value};

/// Conditions that every kind has, then those of one.
const COMMON: [&str; 17] = [
    "theme: [\"numerique\"]",
    "territory: [\"pays:pays-de-brest\"]",
    "author: [\"ana\"]",
    "licence: { isFreeCultural: true }",
    "licence: { permitsAdaptation: false }",
    "licence: { permitsCommercialUse: true }",
    "licence: { key: [\"CC-BY-4.0\"] }",
    "language: [\"fr\"]",
    "publishedAfter: \"2026-01-01T00:00:00Z\"",
    "publishedBefore: \"2026-01-01T00:00:00Z\"",
    "updatedAfter: \"2026-12-01T12:00:00Z\"",
    "updatedBefore: \"2026-12-01T12:00:00Z\"",
    "near: { latitude: 48.39, longitude: -4.49, radiusKm: 20 }",
    "within: { south: 48, west: -5, north: 49, east: -4 }",
    "search: \"le\"",
    "status: [PUBLISHED]",
    "not: { publishedAfter: \"2026-01-01T00:00:00Z\", or: [{ publishedBefore: \"2020-01-01T00:00:00Z\" }, { search: \
        \"le\" }] }",
];
const OWN: [(&str, &[&str]); 6] = [
    ("entries", &["kind: [ARTICLE]"]),
    ("initiatives", &["maturity: [MATURE]"]),
    ("recipes", &[]),
    ("articles", &["articleKind: [SUMMARY]", "source: [\"eco-bretons\"]", "originalLicence: [\"CC-BY-4.0\"]"]),
    (
        "events",
        &[
            "endsAfter: \"2026-12-10T00:00:00Z\"",
            "startsBefore: \"2026-12-10T00:00:00Z\"",
            "endsAfter: \"2026-12-10T00:00:00Z\", startsBefore: \"2026-12-20T00:00:00Z\"",
            "attendance: [ONLINE]",
            "eventStatus: [CANCELLED]",
        ],
    ),
    ("pages", &["isInMenu: true"]),
];

fn event(key: &str, timings: &str) -> String {
    format!(
        "{{\"kind\":\"event\",\"key\":\"{key}\",\"title\":\"{key}\",\"body\":\"x\",\"authors\":[{{\"name\":\"X\"}}],\"status\":\"PUBLISHED\",\"publishedAt\":\"2026-01-01T00:00:00Z\",\"timings\":[{timings}]}}\n"
    )
}

async fn events(app: &TestApp, filter: &str) -> Vec<String> {
    let found = app
        .query(&format!(
            "{{ events(filter: {{ {filter} }}, orderBy: [{{ field: STARTS_AT, direction: ASC \
        }}]) {{ nodes {{ slug }} }} }}"
        ))
        .await;
    value(&found, "events/nodes").as_array().unwrap().iter().map(|it| it["slug"].as_str().unwrap().to_owned()).collect()
}

async fn a_filter_and_its_contrary_left_rows_out(app: TestApp) {
    let admin = token(&app, Role::Admin, &[], None).await;
    // rows without a date, a place, an original, a licence of the original
    let drafts: String = ["initiative", "recipe", "article", "page"]
        .iter()
        .map(|kind| format!("{{\"kind\":\"{kind}\",\"key\":\"bare-{kind}\",\"title\":\"Bare\"}}\n"))
        .collect();
    assert!(app.import(&drafts).await.summary().is_clean());
    for view in ["published", "latest"] {
        for (list, own) in OWN {
            let conditions: Vec<&str> = COMMON.iter().chain(own).copied().collect();
            for conditions in conditions.chunks(6) {
                let asked = conditions.iter().enumerate().map(|(at, it)| {
                    format!(
                        " a{at}: {list}(filter: {{ {it} }}) {{ totalCount }} b{at}: {list}(filter: {{ not: {{ {it} \
                        }} }}) {{ totalCount }}"
                    )
                });
                let query = format!("{{ all: {list} {{ totalCount }} {} }}", asked.collect::<String>());
                let counts = app.post_as(&admin, view, &query, Value::Null).await.data();
                let count = |name: String| value(&counts, &format!("{name}/totalCount")).as_u64().unwrap();
                for (at, condition) in conditions.iter().enumerate() {
                    assert_eq!(
                        count(format!("a{at}")) + count(format!("b{at}")),
                        count("all".to_owned()),
                        "{list}, {view}: {condition}"
                    );
                }
            }
        }
    }
}

async fn one_timing_meets_both_bounds(app: TestApp) {
    let day = |day: &str| format!("{{\"start\":\"2026-12-{day}T10:00:00Z\",\"end\":\"2026-12-{day}T11:00:00Z\"}}");
    app.import(&(event("around", &format!("{},{}", day("01"), day("30"))) + &event("within", &day("15")))).await;
    let bounds = "endsAfter: \"2026-12-10T00:00:00Z\", startsBefore: \"2026-12-20T00:00:00Z\"";
    assert_eq!(events(&app, bounds).await, ["within"]);
    assert_eq!(events(&app, &format!("not: {{ {bounds} }}")).await, ["around"]);
    // said apart, they speak of any timing each
    assert_eq!(
        events(&app, "and: [{ endsAfter: \"2026-12-10T00:00:00Z\" }, { startsBefore: \"2026-12-20T00:00:00Z\" }]")
            .await
            .len(),
        2
    );
}

async fn an_evening_without_an_end_could_not_be_written(app: TestApp) {
    app.import("{\"kind\":\"member\",\"key\":\"ana\",\"memberKind\":\"PERSON\",\"name\":\"Ana\"}\n").await;
    let ana = token(&app, Role::Contributor, &[], Some("ana")).await;
    let create = "mutation ($input: EventCreateInput!) { done: eventCreate(input: $input) { event { id timings { start \
        end startDate endDate allDay } } userErrors { code path } } }";
    let made = async |timings: Value| {
        let input = json!({ "input": { "title": "Soirée", "timings": timings } });
        app.post_as(&ana, "latest", create, input).await.data()["done"].take()
    };
    let evening = made(json!([{ "start": "2026-12-10T19:00:00Z" }, { "startDate": "2026-12-12" }])).await;
    let timings = value(&evening, "event/timings");
    assert_eq!((&timings[0]["end"], &timings[0]["allDay"]), (&Value::Null, &json!(false)), "{evening}");
    assert!(timings[0]["start"].as_str().unwrap().starts_with("2026-12-10T19:00:00"), "{evening}");
    assert_eq!(
        (&timings[1]["startDate"], &timings[1]["endDate"], &timings[1]["allDay"]),
        (&json!("2026-12-12"), &json!("2026-12-12"), &json!(true))
    );
    for wrong in [
        json!([{ "end": "2026-12-10T19:00:00Z" }]),
        json!([{ "endDate": "2026-12-12" }]),
        json!([{ "start": "2026-12-10T19:00:00Z", "endDate": "2026-12-12" }]),
    ] {
        assert_eq!(value(&made(wrong.clone()).await, "userErrors/0/code"), "INCONSISTENT", "{wrong}");
    }
    // lists keep it until its day ends where it takes place: Paris is an hour ahead
    app.import(
        &(event("evening", "{\"start\":\"2026-12-10T19:00:00Z\"}")
            + &event("day", "{\"allDay\":true,\"startDate\":\"2026-12-12\"}")),
    )
    .await;
    assert_eq!(events(&app, "endsAfter: \"2026-12-10T22:59:59Z\"").await, ["evening", "day"]);
    assert_eq!(events(&app, "endsAfter: \"2026-12-10T23:00:00Z\"").await, ["day"]);
    assert_eq!(events(&app, "endsAfter: \"2026-12-12T23:00:00Z\"").await, [""; 0]);
    let agenda = app
        .query(
            "{ occurrences(from: \"2026-12-10T20:00:00Z\") { nodes { end endDate event { slug timings { end } } } } }",
        )
        .await;
    assert_eq!(
        value(&agenda, "occurrences/nodes"),
        &json!([
            { "end": null, "endDate": null, "event": { "slug": "evening", "timings": [{ "end": null }] } },
            { "end": null, "endDate": "2026-12-12", "event": { "slug": "day", "timings": [{ "end": null }] } },
        ])
    );
}

async fn what_is_planned_said_that_it_is_published(app: TestApp) {
    let rows = [
        ("now", "\"publishedAt\":\"2026-01-01T00:00:00Z\""),
        ("soon", "\"publishedAt\":\"2026-12-24T00:00:00Z\""),
        ("over", "\"publishedAt\":\"2026-01-01T00:00:00Z\",\"unpublishAt\":\"2026-11-01T00:00:00Z\""),
    ];
    let row = |(key, dates): &(&str, &str)| {
        format!(
            "{{\"kind\":\"article\",\"key\":\"{key}\",\"title\":\"T\",\"body\":\"x\",\"authors\":[{{\"name\":\"X\"}}],\"status\":\"PUBLISHED\",{dates}}}\n"
        )
    };
    let mut corpus: String = rows.iter().map(row).collect();
    corpus += "{\"kind\":\"article\",\"key\":\"draft\",\"title\":\"T\"}\n";
    assert!(app.import(&corpus).await.summary().is_clean());
    let admin = token(&app, Role::Admin, &[], None).await;
    let seen = async |slug: &str| {
        let found = app
            .post_as(
                &admin,
                "latest",
                &format!("{{ article(by: {{ slug: \"{slug}\" }}) {{ status visibility }} }}"),
                Value::Null,
            )
            .await
            .data();
        (value(&found, "article/status").clone(), value(&found, "article/visibility").clone())
    };
    assert_eq!(seen("now").await, (json!("PUBLISHED"), json!("PUBLIC")));
    assert_eq!(seen("soon").await, (json!("PUBLISHED"), json!("SCHEDULED")));
    assert_eq!(seen("over").await, (json!("PUBLISHED"), json!("EXPIRED")));
    assert_eq!(seen("draft").await, (json!("DRAFT"), json!("PRIVATE")));
    app.at("2026-12-24T00:00:00Z");
    assert_eq!(seen("soon").await, (json!("PUBLISHED"), json!("PUBLIC")));
}

on_both! {
    demo:
        a_filter_and_its_contrary_left_rows_out,
    ;
    empty:
        one_timing_meets_both_bounds,
        an_evening_without_an_end_could_not_be_written,
        what_is_planned_said_that_it_is_published,
    ;
}
