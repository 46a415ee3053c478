//! What a visitor may not see does not exist, on any path.

use serde_json::{Value, json};

use crate::support::{TestApp, on_both, value};

const ROWS: &str = r#"
{"kind":"member","key":"ana","memberKind":"PERSON","name":"Ana","territories":["commune:29019"]}
{"kind":"theme","key":"jardins","name":{"fr":"Jardins"}}
{"kind":"initiative","key":"public","title":"Public","status":"PUBLISHED","publishedAt":"2026-01-01T00:00:00Z","authors":["ana"],"themes":["jardins"],"territories":["commune:29019"]}
{"kind":"initiative","key":"draft","title":"Hidden draft","authors":["ana"],"themes":["jardins"],"territories":["commune:29019"]}
{"kind":"initiative","key":"submitted","title":"Hidden submission","status":"SUBMITTED","authors":["ana"],"themes":["jardins"],"territories":["commune:29019"]}
{"kind":"initiative","key":"withdrawn","title":"Hidden withdrawn","status":"WITHDRAWN","authors":["ana"],"themes":["jardins"],"territories":["commune:29019"]}
{"kind":"initiative","key":"later","title":"Hidden later","status":"PUBLISHED","publishedAt":"2027-01-01T00:00:00Z","authors":["ana"],"themes":["jardins"],"territories":["commune:29019"]}
{"kind":"initiative","key":"gone","title":"Hidden gone","status":"PUBLISHED","publishedAt":"2026-01-01T00:00:00Z","unpublishAt":"2026-06-01T00:00:00Z","authors":["ana"],"themes":["jardins"],"territories":["commune:29019"]}
{"kind":"article","key":"about-draft","articleKind":"SUMMARY","originalUrl":"https://a.net/1","title":"About","status":"PUBLISHED","publishedAt":"2026-01-01T00:00:00Z","initiatives":["draft","public"]}
{"kind":"event","key":"hidden-event","title":"Hidden event","status":"DRAFT","timings":[{"allDay":true,"startDate":"2026-12-05","endDate":"2026-12-05"}],"initiatives":["public"]}
"#;

async fn a_hidden_entry_is_on_no_path(app: TestApp) {
    let report = app.import(ROWS).await;
    assert!(report.summary().is_clean(), "{:?}", report.rows());
    let data = app
        .query(
            "{ initiatives { totalCount nodes { title } } entries { totalCount nodes { title } }
               search: initiatives(filter: { search: \"hidden\" }) { totalCount nodes { title } }
               status: initiatives(filter: { status: [DRAFT, SUBMITTED, WITHDRAWN] }) { totalCount nodes { title } }
               not: initiatives(filter: { not: { status: [PUBLISHED] } }) { totalCount nodes { title } }
               member(by: { slug: \"ana\" }) { initiatives { totalCount nodes { title } } entries { totalCount } }
               theme(by: { slug: \"jardins\" }) { initiatives { totalCount nodes { title } } }
               territory(by: { ref: \"commune:29019\" }) { initiatives { totalCount nodes { title } } }
               article(by: { slug: \"about-draft\" }) { initiatives { totalCount nodes { title } } }
               public: initiative(by: { slug: \"public\" }) { events { totalCount nodes { title } } }
               occurrences(from: \"2020-01-01T00:00:00Z\") { totalCount nodes { event { title } } } }",
        )
        .await;
    assert!(!data.to_string().contains("Hidden"), "{data}");
    for path in
        ["initiatives", "member/initiatives", "theme/initiatives", "territory/initiatives", "article/initiatives"]
    {
        assert_eq!(value(&data, &format!("{path}/totalCount")), 1, "{path}");
    }
    for path in ["search", "status", "not", "public/events", "occurrences"] {
        assert_eq!(value(&data, &format!("{path}/totalCount")), 0, "{path}");
    }
    for slug in ["draft", "submitted", "withdrawn", "later", "gone"] {
        let by = format!("externalId: {{ origin: \"test\", key: \"{slug}\" }}");
        let one = app
            .query(&format!(
                "{{ initiative(by: {{ slug: \"{slug}\" }}) {{ id }} entry(by: {{ {by} }}) {{ id }} resolve(path: \
                \"/initiative/{slug}\") {{ httpStatus }} }}"
            ))
            .await;
        assert_eq!(one, json!({ "initiative": null, "entry": null, "resolve": null }), "{slug}");
        assert_eq!(app.get(&format!("/embed/initiative/{slug}")).await.status, 404);
    }
}

async fn a_schedule_falls_due_by_itself(app: TestApp) {
    assert!(app.import(ROWS).await.summary().is_clean());
    let slugs = |data: Value| {
        let mut slugs: Vec<String> = value(&data, "initiatives/nodes")
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["slug"].as_str().unwrap().to_owned())
            .collect();
        slugs.sort();
        slugs
    };
    for (moment, expected) in [
        ("2025-01-01T00:00:00Z", vec![]),
        ("2026-03-01T00:00:00Z", vec!["gone", "public"]),
        ("2026-06-01T00:00:00Z", vec!["public"]),
        ("2026-12-31T23:59:59Z", vec!["public"]),
        ("2027-01-01T00:00:00Z", vec!["later", "public"]),
    ] {
        app.at(moment);
        assert_eq!(slugs(app.query("{ initiatives { nodes { slug } } }").await), expected, "{moment}");
    }
}

async fn a_withdrawn_row_leaves_at_once(app: TestApp) {
    assert!(app.import(ROWS).await.summary().is_clean());
    let report = app.import(r#"{"kind":"initiative","key":"public","deleted":true}"#).await;
    assert_eq!(report.summary().updated, 1);
    assert_eq!(
        app.query("{ entries { nodes { slug } } }").await,
        json!({ "entries": { "nodes": [{ "slug": "about-draft" }] } })
    );
}

on_both! {
    empty:
        a_hidden_entry_is_on_no_path,
        a_schedule_falls_due_by_itself,
        a_withdrawn_row_leaves_at_once,
    ;
}
