//! What lists may be narrowed by: each condition finds what it should, and nothing ever widens.

use serde_json::Value;

use crate::support::{TestApp, on_both, value};

async fn each_condition_finds_what_it_should(app: TestApp) {
    for (list, filter, count) in [
        ("initiatives", "{}", 73),
        ("initiatives", "{ theme: null, territory: null, or: null }", 73),
        ("initiatives", "{ language: [\"fr\"] }", 70),
        ("initiatives", "{ language: [\"br\"] }", 3),
        ("initiatives", "{ language: [\"fr\", \"br\"] }", 73),
        ("initiatives", "{ licence: { key: [\"CC-BY-SA-4.0\"] } }", 73),
        ("initiatives", "{ licence: { isFreeCultural: false } }", 0),
        ("initiatives", "{ licence: { permitsAdaptation: true, permitsCommercialUse: true } }", 73),
        ("initiatives", "{ author: [\"redaction-demo\"] }", 73),
        ("initiatives", "{ author: [\"vert-le-jardin\"] }", 0),
        ("initiatives", "{ publishedAfter: \"2100-01-01T00:00:00Z\" }", 0),
        ("initiatives", "{ publishedBefore: \"2100-01-01T00:00:00Z\" }", 73),
        ("initiatives", "{ status: [PUBLISHED] }", 73),
        ("initiatives", "{ status: [DRAFT] }", 0),
        (
            "initiatives",
            "{ within: { south: -90, west: -180, north: 90, east: 180 }, near: { latitude: 0, longitude: 0, radiusKm: \
                10 } }",
            0,
        ),
        ("initiatives", "{ territory: [\"region:53\", \"departement:44\"] }", 73),
        ("articles", "{ articleKind: [SUMMARY] }", 62),
        ("articles", "{ articleKind: [ORIGINAL, REPUBLISHED] }", 0),
        ("articles", "{ originalLicence: [\"CC-BY-NC-SA-2.0-FR\"] }", 1),
        ("events", "{ attendance: [ONLINE] }", 2),
        ("events", "{ eventStatus: [SCHEDULED] }", 29),
        ("events", "{ endsAfter: \"2100-01-01T00:00:00Z\" }", 0),
        ("entries", "{ kind: [RECIPE] }", 3),
        ("entries", "{ kind: [RECIPE, EVENT] }", 32),
    ] {
        assert_eq!(total(&app, list, filter).await, count, "{list} {filter}");
    }
}

async fn nothing_ever_widens(app: TestApp) {
    for filter in [
        "{ or: [] }",
        "{ not: {} }",
        "{ not: { and: [] } }",
        "{ theme: [] }",
        "{ territory: [] }",
        "{ author: [] }",
        "{ language: [] }",
        "{ status: [] }",
        "{ maturity: [] }",
        "{ licence: { key: [] } }",
        "{ theme: [\"nothing-of-the-kind\"] }",
        "{ territory: [\"commune:99999\"] }",
        "{ search: \"\" }",
        "{ search: \"%\" }",
        "{ search: \"' OR xyzzy=xyzzy --\" }",
    ] {
        assert_eq!(total(&app, "initiatives", filter).await, 0, "{filter}");
    }
    assert_eq!(total(&app, "initiatives", "{ and: [] }").await, 73);
    assert_eq!(total(&app, "initiatives", "{ not: { theme: [] } }").await, 73);
}

async fn combinations_add_up(app: TestApp) {
    let all = 73;
    let mature = total(&app, "initiatives", "{ maturity: [MATURE] }").await;
    assert!(mature > 0 && mature < all);
    assert_eq!(total(&app, "initiatives", "{ not: { maturity: [MATURE] } }").await, all - mature);
    assert_eq!(
        total(&app, "initiatives", "{ or: [{ maturity: [MATURE] }, { not: { maturity: [MATURE] } }] }").await,
        all
    );
    assert_eq!(total(&app, "initiatives", "{ and: [{ maturity: [MATURE] }, { maturity: [ENDED] }] }").await, 0);
    let near = total(&app, "initiatives", "{ near: { latitude: 48.39, longitude: -4.49, radiusKm: 5 } }").await;
    let boxed = total(&app, "initiatives", "{ within: { south: 48.3, west: -4.6, north: 48.45, east: -4.4 } }").await;
    assert!(near > 3 && boxed >= near, "{near} {boxed}");
}

async fn a_territory_includes_what_lies_inside(app: TestApp) {
    let pays = total(&app, "initiatives", "{ territory: [\"pays:pays-de-brest\"] }").await;
    let brest = total(&app, "initiatives", "{ territory: [\"commune:29019\"] }").await;
    assert!(brest > 0 && pays > brest, "{brest} of {pays}");
    let nested =
        app.query("{ territory(by: { ref: \"pays:pays-de-brest\" }) { initiatives(first: 1) { totalCount } } }").await;
    assert_eq!(value(&nested, "territory/initiatives/totalCount"), pays);
}

async fn words_are_found_without_their_accents(app: TestApp) {
    let with = total(&app, "initiatives", "{ search: \"Épicerie\" }").await;
    assert!(with > 0);
    assert_eq!(total(&app, "initiatives", "{ search: \"epicerie\" }").await, with);
    assert_eq!(total(&app, "initiatives", "{ search: \"EPICERIE xyzzy\" }").await, 0);
}

async fn what_is_too_large_or_unknown_is_refused(app: TestApp) {
    let deep = format!("{}{}{}", "{ not: ".repeat(6), "{ maturity: [IDEA] }", " }".repeat(6));
    let many = format!("{{ or: [{}] }}", "{ search: \"a\", maturity: [IDEA] },".repeat(26));
    for (filter, code) in [
        (deep.as_str(), "FILTER_TOO_LARGE"),
        (many.as_str(), "FILTER_TOO_LARGE"),
        ("{ near: { latitude: 91, longitude: 0, radiusKm: 1 } }", "OUT_OF_RANGE"),
        ("{ near: { latitude: 1, longitude: 0, radiusKm: 0 } }", "OUT_OF_RANGE"),
        ("{ within: { south: 1, west: 0, north: 0, east: 1 } }", "OUT_OF_RANGE"),
    ] {
        assert_eq!(
            app.refusal(&format!("{{ initiatives(filter: {filter}) {{ totalCount }} }}")).await,
            code,
            "{filter}"
        );
    }
    for filter in
        ["{ colour: \"red\" }", "{ theme: [\"Fête\"] }", "{ territory: [\"Brest\"] }", "{ language: [\"français\"] }"]
    {
        let answer =
            app.post(&format!("{{ initiatives(filter: {filter}) {{ totalCount }} }}"), Value::Null).await.json();
        assert!(answer["errors"].is_array() && answer["data"].is_null(), "{filter}: {answer}");
    }
}

async fn events_come_by_their_next_timing(app: TestApp) {
    let event = |key: &str, timings: &str| {
        format!(
            "{{\"kind\":\"event\",\"key\":\"{key}\",\"title\":\"{key}\",\"status\":\"PUBLISHED\",\"publishedAt\":\"2026-01-01T00:00:00Z\",\"timings\":[{timings}]}}\n"
        )
    };
    let hour = |day: &str| format!("{{\"start\":\"{day}T10:00:00Z\",\"end\":\"{day}T11:00:00Z\"}}");
    let rows = event("weekly", &format!("{},{}", hour("2026-12-01"), hour("2026-12-20")))
        + &event("once", &hour("2026-12-10"))
        + &event("days", "{\"allDay\":true,\"startDate\":\"2026-12-15\",\"endDate\":\"2026-12-16\"}");
    assert!(app.import(&rows).await.summary().is_clean());
    let order = |from: &'static str| {
        format!(
        "{{ events(filter: {{ endsAfter: \"{from}\" }}, orderBy: [{{ field: STARTS_AT, direction: ASC }}]) {{ nodes {{ slug }} }}
               occurrences(from: \"{from}\") {{ totalCount nodes {{ start startDate endDate allDay event {{ slug }} }} }} }}"
    )
    };
    let early = app.query(&order("2026-11-01T00:00:00Z")).await;
    assert_eq!(slugs(&early), ["weekly", "once", "days"]);
    assert_eq!(value(&early, "occurrences/totalCount"), 4);
    let late = app.query(&order("2026-12-05T00:00:00Z")).await;
    assert_eq!(slugs(&late), ["once", "days", "weekly"]);
    assert_eq!(value(&late, "occurrences/nodes/1/startDate"), "2026-12-15");
    assert_eq!(value(&late, "occurrences/nodes/1/start"), &Value::Null);
    // the last day is included, in the event's own time zone
    let during = app.query(&order("2026-12-16T22:59:59Z")).await;
    assert_eq!(slugs(&during), ["days", "weekly"]);
    let after = app.query(&order("2026-12-16T23:00:00Z")).await;
    assert_eq!(slugs(&after), ["weekly"]);
}

on_both! {
    demo:
        each_condition_finds_what_it_should,
        nothing_ever_widens,
        combinations_add_up,
        a_territory_includes_what_lies_inside,
        words_are_found_without_their_accents,
        what_is_too_large_or_unknown_is_refused,
    ;
    empty:
        events_come_by_their_next_timing,
    ;
}
async fn total(app: &TestApp, list: &str, filter: &str) -> i64 {
    let data = app.query(&format!("{{ {list}(filter: {filter}) {{ totalCount }} }}")).await;
    value(&data, &format!("{list}/totalCount")).as_i64().unwrap()
}

fn slugs(data: &Value) -> Vec<&str> {
    value(data, "events/nodes").as_array().unwrap().iter().map(|it| it["slug"].as_str().unwrap()).collect()
}
