//! Imports: safe to run again, three-way by field, and a bad row loses nothing else.

use entity::import::row::{Manner, Mode, Outcome};
use serde_json::{Value, json};

use crate::support::{TestApp, on_both, value};

const DEMO: &str = include_str!("../api/data/demo.ndjson");

async fn importing_twice_changes_nothing(app: TestApp) {
    let first = app.import(DEMO).await;
    assert_eq!(first.summary().to_string(), "created 300, updated 0, same 0, conflicts 0, refused 0");
    let second = app.import(DEMO).await;
    assert_eq!(second.summary().to_string(), "created 0, updated 0, same 300, conflicts 0, refused 0");
}

async fn a_changed_field_is_updated_and_others_are_left(app: TestApp) {
    let changed = r#"{"kind":"initiative","key":"heol","summary":"Autre chose.","maturity":null}"#;
    let report = app.import_as("demo", Mode::Lenient, changed).await;
    assert_eq!(report.rows()[0].outcome, Outcome::Updated(vec!["summary".into(), "maturity".into()]));
    let data = app
        .query("{ initiative(by: { slug: \"heol\" }) { summary maturity version body startYear holders { name } } }")
        .await;
    let it = value(&data, "initiative");
    assert_eq!((&it["summary"], &it["maturity"], &it["version"]), (&json!("Autre chose."), &Value::Null, &json!(2)));
    assert!(it["body"].as_str().unwrap().len() > 100 && !it["holders"].as_array().unwrap().is_empty());
}

async fn only_what_changed_on_both_sides_is_a_conflict(app: TestApp) {
    let row = |title: &str, body: &str| {
        format!(r#"{{"kind":"article","key":"a","title":"{title}","body":"{body}","status":"PUBLISHED"}}"#)
    };
    app.import_as("partner", Mode::Lenient, &row("One", "one")).await;
    let id = app.query("{ article(by: { slug: \"a\" }) { id } }").await;
    let id = value(&id, "article/id").as_str().unwrap();
    // somebody else changes it here: another origin that knows it by its id
    let editor = format!(r#"{{"kind":"article","key":"b","id":"{id}","title":"One","body":"one"}}"#);
    assert_eq!(app.import_as("editor", Mode::Lenient, &editor).await.rows()[0].outcome, Outcome::Same);
    let editor = r#"{"kind":"article","key":"b","title":"Ours"}"#;
    assert_eq!(
        app.import_as("editor", Mode::Lenient, editor).await.rows()[0].outcome,
        Outcome::Updated(vec!["title".into()])
    );
    assert_eq!(app.import_as("partner", Mode::Lenient, &row("One", "one")).await.rows()[0].outcome, Outcome::Same);
    let report = app.import_as("partner", Mode::Lenient, &row("Theirs", "two")).await;
    let expected = Outcome::Conflict { conflicts: vec!["title".into()], updated: vec!["body".into()] };
    assert_eq!(report.rows()[0].outcome, expected);
    let data = app.query("{ article(by: { slug: \"a\" }) { title body } }").await;
    assert_eq!(data, json!({ "article": { "title": "Ours", "body": "two" } }));
}

async fn a_file_may_have_the_names_from_before(app: TestApp) {
    let former = r#"{"kind":"recipe","key":"pain","title":"Le pain","whatFor":"Nourrir.","learnings":"Attendre."}
        {"kind":"page","key":"menu","title":"Le menu","inMenu":true}
        {"kind":"event","key":"fete","title":"La fête","timings":[{"start":"2026-12-02T10:00:00Z","status":"CANCELLED"}]}"#;
    let present = former.replace("whatFor", "purpose").replace("learnings", "lessonsLearned");
    let present = present.replace("inMenu", "isInMenu").replace("\"status\"", "\"eventStatus\"");
    assert_eq!(app.import(former).await.summary().to_string(), "created 3, updated 0, same 0, conflicts 0, refused 0");
    for same in [former, &present] {
        let told = app.import(same).await.summary().to_string();
        assert_eq!(told, "created 0, updated 0, same 3, conflicts 0, refused 0", "{same}");
    }
    let chief = crate::editing::token(&app, entity::value::role::Role::Admin, &[], None).await;
    let said = "{ recipes { nodes { purpose lessonsLearned } } pages { nodes { isInMenu } } events { nodes { timings { eventStatus } } } }";
    assert_eq!(
        app.post_as(&chief, "latest", said, Value::Null).await.data(),
        json!({
            "recipes": { "nodes": [{ "purpose": "Nourrir.", "lessonsLearned": "Attendre." }] },
            "pages": { "nodes": [{ "isInMenu": true }] },
            "events": { "nodes": [{ "timings": [{ "eventStatus": "CANCELLED" }] }] }
        })
    );
    let changed = r#"{"kind":"recipe","key":"pain","learnings":null,"purpose":"Nourrir tout le monde."}"#;
    let outcome = app.import(changed).await.rows()[0].outcome.clone();
    assert_eq!(outcome, Outcome::Updated(vec!["lessonsLearned".into(), "purpose".into()]));
    // who says it twice is told, and nothing is lost
    let twice = r#"{"kind":"recipe","key":"pain","whatFor":"Ceci.","purpose":"Cela."}"#;
    let Outcome::Refused(faults) = app.import(twice).await.rows()[0].outcome.clone() else { panic!("it is taken") };
    assert_eq!(faults.iter().map(|it| it.path.join(".")).collect::<Vec<_>>(), ["whatFor"]);
}

async fn a_bad_line_says_why_and_the_rest_goes_in(app: TestApp) {
    let rows = [
        r#"{"kind":"initiative","key":"good-1","title":"Good"}"#,
        r#"not json"#,
        r#"["a list"]"#,
        r#"{"kind":"poem","key":"x"}"#,
        r#"{"kind":"initiative","title":"no key"}"#,
        r#"{"kind":"initiative","key":"no-title"}"#,
        r#"{"kind":"initiative","key":"colour","title":"T","colour":"red"}"#,
        r#"{"kind":"initiative","key":"steps","title":"T","steps":[]}"#,
        r#"{"kind":"initiative","key":"type","title":7}"#,
        r#"{"kind":"initiative","key":"names","title":"T","authors":["nobody"],"themes":["nothing"]}"#,
        r#"{"kind":"initiative","key":"place","title":"T","territories":["commune:99999"],"licence":"WTFPL"}"#,
        r#"{"kind":"initiative","key":"when","title":"T","publishedAt":"yesterday"}"#,
        r#"{"kind":"initiative","key":"url","title":"T","website":"javascript:alert(1)"}"#,
        r#"{"kind":"initiative","key":"good-1","title":"Twice"}"#,
        r#"{"kind":"event","key":"never","title":"T","timings":[]}"#,
        r#"{"kind":"event","key":"back","title":"T","timings":[{"start":"2026-01-02T00:00:00Z","end":"2026-01-01T00:00:00Z"}]}"#,
        r#"{"kind":"recipe","key":"long","title":"T","duration":"three hours","participants":{"min":9,"max":2}}"#,
        r#"{"kind":"article","key":"excerpt","title":"T","articleKind":"EXCERPT","status":"MAYBE"}"#,
        r#"{"kind":"theme","key":"deleted","deleted":true}"#,
        r#"{"kind":"initiative","key":"control","title":"a\u0000b","summary":"x"}"#,
        "\u{feff}",
        "",
        r#"{"kind":"initiative","key":"good-2","title":"Good too"}"#,
    ].join("\n");
    let report = app.import(&rows).await;
    let told: Vec<String> = report.rows().iter().map(ToString::to_string).collect();
    insta::with_settings!({ prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("refusals", told.join("\n"));
    });
    assert_eq!(app.query("{ initiatives { totalCount } }").await, json!({ "initiatives": { "totalCount": 0 } }));
    assert_eq!(report.summary().created, 2);
}

async fn references_may_point_forward(app: TestApp) {
    let rows = r#"
            {"kind":"recipe","key":"second","title":"Second","status":"PUBLISHED","adaptedFrom":[{"entry":"first","nature":"ADAPTATION"}],"authors":["ana"]}
            {"kind":"article","key":"about","title":"About","status":"PUBLISHED","initiatives":["garden"]}
            {"kind":"recipe","key":"first","title":"First","status":"PUBLISHED","themes":["leaf"]}
            {"kind":"theme","key":"leaf","name":{"fr":"Feuille"},"parent":"root"}
            {"kind":"theme","key":"root","name":{"fr":"Racine"}}
            {"kind":"initiative","key":"garden","title":"Garden","status":"PUBLISHED"}
            {"kind":"member","key":"ana","memberKind":"PERSON","name":"Ana"}
            {"kind":"page","key":"below","title":"Below","parent":"above","status":"PUBLISHED"}
            {"kind":"page","key":"above","title":"Above","status":"PUBLISHED","isInMenu":true,"menuLabel":"Up"}
        "#;
    let report = app.import(rows).await;
    assert!(report.summary().is_clean(), "{:?}", report.rows());
    let data = app.query(
        "{ initiative(by: { slug: \"garden\" }) { articles { nodes { slug } } } theme(by: { slug: \"root\" }) { recipes { nodes { slug } } }
               page(by: { slug: \"below\" }) { parent { title children { nodes { slug } } } } network { menu { label page { slug } } } }",
    ).await;
    assert_eq!(
        data,
        json!({
            "initiative": { "articles": { "nodes": [{ "slug": "about" }] } },
            "theme": { "recipes": { "nodes": [{ "slug": "first" }] } },
            "page": { "parent": { "title": "Above", "children": { "nodes": [{ "slug": "below" }] } } },
            "network": { "menu": [{ "label": "Up", "page": { "slug": "above" } }] },
        })
    );
}

async fn circles_are_refused(app: TestApp) {
    let rows = r#"
            {"kind":"recipe","key":"a","title":"A","adaptedFrom":[{"entry":"b","nature":"ADAPTATION"}]}
            {"kind":"recipe","key":"b","title":"B","adaptedFrom":[{"entry":"a","nature":"ADAPTATION"}]}
            {"kind":"recipe","key":"c","title":"C"}
        "#;
    let report = app.import(rows).await;
    assert!(report.summary().refused >= 1 && report.summary().created >= 1, "{:?}", report.rows());
    app.import(r#"{"kind":"recipe","key":"d","title":"D","adaptedFrom":[{"entry":"c","nature":"ADAPTATION"}]}"#).await;
    let back = app.import(r#"{"kind":"recipe","key":"c","adaptedFrom":[{"entry":"d","nature":"ADAPTATION"}]}"#).await;
    assert_eq!(back.summary().refused, 1, "{:?}", back.rows());
    let themes = "{\"kind\":\"theme\",\"key\":\"x\",\"name\":{\"fr\":\"X\"}}\n{\"kind\":\"theme\",\"key\":\"y\",\"name\":{\"fr\":\"Y\"},\"parent\":\"x\"}";
    app.import(themes).await;
    assert_eq!(app.import(r#"{"kind":"theme","key":"x","parent":"y"}"#).await.summary().refused, 1);
}

async fn an_article_about_the_same_page_is_refused(app: TestApp) {
    let twin = r#"{"kind":"article","key":"twin","articleKind":"SUMMARY","title":"Twin","originalUrl":"http://eco-bretons.info/ecomaginitiativeheol-une-monnaie-locale-dans-vent"}"#;
    let report = app.import(twin).await;
    assert_eq!(report.summary().refused, 1, "{:?}", report.rows());
}

async fn slugs_give_way_to_those_that_are_there(app: TestApp) {
    let row = r#"{"kind":"initiative","key":"heol","title":"Heol","status":"PUBLISHED"}"#;
    assert_eq!(app.import_as("other", Mode::Lenient, row).await.summary().created, 1);
    let data = app.query("{ initiative(by: { externalId: { origin: \"other\", key: \"heol\" } }) { slug } }").await;
    assert_eq!(value(&data, "initiative/slug"), "heol-2");
    assert_eq!(app.import_as("other", Mode::Lenient, row).await.summary().same, 1);
}

async fn a_dry_run_tells_the_plan_and_writes_nothing(app: TestApp) {
    let rows = "{\"kind\":\"initiative\",\"key\":\"heol\",\"title\":\"New \
        title\"}\n{\"kind\":\"initiative\",\"key\":\"new\",\"title\":\"New\",\"status\":\"PUBLISHED\"}";
    let report = app.import_as("demo", Mode::DryRun, rows).await;
    assert_eq!((report.summary().updated, report.summary().created, report.kept), (1, 1, false));
    let data = app
        .query("{ initiative(by: { slug: \"heol\" }) { title } new: initiative(by: { slug: \"new\" }) { id } }")
        .await;
    assert!(value(&data, "initiative/title") != "New title" && value(&data, "new").is_null());
}

async fn strict_takes_all_or_nothing(app: TestApp) {
    let rows = "{\"kind\":\"initiative\",\"key\":\"a\",\"title\":\"A\",\"status\":\"PUBLISHED\"}\n{\"kind\":\"initiative\",\"key\":\"b\"}";
    let report = app.import_as("test", Mode::Strict, rows).await;
    assert!(!report.kept);
    assert_eq!(app.query("{ initiatives { totalCount } }").await, json!({ "initiatives": { "totalCount": 0 } }));
}

async fn a_thousand_rows_are_taken_in_chunks(app: TestApp) {
    let rows: String = (0..1000)
        .map(|n| {
            format!("{{\"kind\":\"initiative\",\"key\":\"row-{n}\",\"title\":\"Row {n}\",\"status\":\"PUBLISHED\"}}\n")
        })
        .collect();
    assert_eq!(app.import(&rows).await.summary().created, 1000);
    let count = app.query("{ initiatives { totalCount totalCountIsExact } }").await;
    assert_eq!(count, json!({ "initiatives": { "totalCount": 1000, "totalCountIsExact": true } }));
}

async fn what_only_the_tables_would_refuse_is_a_refusal(app: TestApp) {
    let wide = "\u{fdfa}".repeat(200);
    let far = "é".repeat(900);
    let rows = [
        r#"{"kind":"article","key":"one","title":"One","id":"0190a000-0000-7000-8000-000000000001","translationGroup":"pair"}"#.to_owned(),
        r#"{"kind":"article","key":"two","title":"Two","translationGroup":"pair"}"#.to_owned(),
        r#"{"kind":"recipe","key":"id","title":"Same id","id":"0190a000-0000-7000-8000-000000000001"}"#.to_owned(),
        r#"{"kind":"initiative","key":"me","title":"Me","id":"0190a000-0000-7000-8000-000000000002"}"#.to_owned(),
        r#"{"kind":"page","key":"top","title":"Top"}"#.to_owned(),
        r#"{"kind":"article","key":"nul","title":"N","originalAuthors":["a\u0000b"]}"#.to_owned(),
        r#"{"kind":"article","key":"nul-2","title":"N","authors":["a\u0000b"],"references":[{"url":"https://a.test/\u0000"}]}"#.to_owned(),
        r#"{"kind":"initiative","key":"field","title":"N","a\u0000b":1}"#.to_owned(),
        r#"{"kind":"event","key":"far","title":"F","timings":[{"allDay":true,"startDate":"+262000-01-01","endDate":"+262000-01-01"}]}"#.to_owned(),
        r#"{"kind":"event","key":"full","title":"F","capacity":99999999999,"timings":[{"start":"2026-01-01T00:00:00Z","end":"2026-01-02T00:00:00Z"}]}"#.to_owned(),
        r#"{"kind":"member","key":"twice","memberKind":"PERSON","name":"T","territories":["commune:29019","commune:22278","commune:29019"]}"#.to_owned(),
        r#"{"kind":"page","key":"place","title":"P","position":9e99}"#.to_owned(),
        format!(r#"{{"kind":"article","key":"wide","title":"{wide}"}}"#),
        format!(r#"{{"kind":"article","key":"address","title":"A","originalUrl":"https://a.test/?q={far}"}}"#),
        r#"{"kind":"initiative","key":"last","title":"Last","location":{"latitude":48.390394,"longitude":-4}}"#.to_owned(),
    ];
    let report = app.import(&rows.join("\n")).await;
    let again = r#"
            {"kind":"initiative","key":"me","initiatives":["me"]}
            {"kind":"article","key":"one","initiatives":["me"],"title":"One"}
            {"kind":"page","key":"top","parent":"top"}
            {"kind":"page","key":"below","title":"Below","parent":"top"}
        "#;
    let second = app.import(again).await;
    let third = app.import(r#"{"kind":"page","key":"top","parent":"below"}"#).await;
    let told: Vec<String> =
        [report, second, third].iter().flat_map(|it| it.rows().iter().map(ToString::to_string)).collect();
    insta::with_settings!({ prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("refusals_of_tables", told.join("\n"));
    });
}

async fn coordinates_that_did_not_change_are_the_same(app: TestApp) {
    let places =
        ["48.390394", "48", "48.0", "47.99999999999999", "-4.486076000000001", "0.1", "48.1173", "1e1", "-0.0"];
    let row = |(at, place): (usize, &&str)| {
        format!(
            r#"{{"kind":"initiative","key":"p{at}","title":"P","location":{{"latitude":{place},"longitude":{place}}}}}"#
        )
    };
    let rows: Vec<String> = places.iter().enumerate().map(row).collect();
    assert_eq!(app.import(&rows.join("\n")).await.summary().created, places.len());
    assert_eq!(app.import(&rows.join("\n")).await.summary().same, places.len());
    // an update of something else leaves them, and a value that did change is seen
    let moved =
        r#"{"kind":"initiative","key":"p0","title":"Q","location":{"latitude":48.390394,"longitude":48.390394}}"#;
    assert_eq!(app.import(moved).await.rows()[0].outcome, Outcome::Updated(vec!["title".into()]));
    let moved = r#"{"kind":"initiative","key":"p1","location":{"latitude":48.5,"longitude":48}}"#;
    assert_eq!(app.import(moved).await.rows()[0].outcome, Outcome::Updated(vec!["location".into()]));
}

async fn two_imports_at_once_take_turns(app: TestApp) {
    let rows: String = (0..250)
        .map(|n| format!(concat!(
            "{{\"kind\":\"member\",\"key\":\"m{0}\",\"memberKind\":\"PERSON\",\"name\":\"M {0}\"}}\n",
            "{{\"kind\":\"initiative\",\"key\":\"i{0}\",\"title\":\"I\",\"status\":\"PUBLISHED\",\"authors\":[\"m{0}\"]}}\n"
        ), n))
        .collect();
    let other = app.another().await;
    let batch = api::transfer::Batch::read(rows.as_bytes()).unwrap();
    let manner = Manner { as_published: true, ..Manner::from(Mode::Lenient) };
    let theirs = batch.import(&other, entity::viewer::Viewer::operator("test"), "test", manner, || ());
    let (ours, theirs) = tokio::join!(app.import(&rows), theirs);
    let theirs = theirs.expect("both come to their end");
    assert!(ours.summary().is_clean() && theirs.summary().is_clean(), "{} / {}", ours.summary(), theirs.summary());
    assert_eq!(ours.summary().created + theirs.summary().created, 500);
    let data = app.query("{ initiatives { totalCount } members { totalCount } }").await;
    assert_eq!(data, json!({ "initiatives": { "totalCount": 250 }, "members": { "totalCount": 250 } }));
}

async fn a_row_told_only_its_first_kind_of_fault(app: TestApp) {
    let rows = [
        r#"{"kind":"recipe","key":"all","id":"x","title":7,"colour":"red","status":"MAYBE","authors":["nobody"],"licence":"WTFPL","duration":"3 h","summary":"a\u0001b","themes":["none"],"language":"fr"}"#,
        r#"{"kind":"event","key":"mixed","title":"T","timings":[{"start":"2026-01-01T10:00:00Z","end":"2026-01-01T11:00:00Z","startDate":"2026-01-01"}],"capacity":-1}"#,
        r#"{"kind":"event","key":"days","title":"T","timings":[{"allDay":true,"startDate":"2026-01-01","endDate":"2026-01-01","end":"2026-01-01T11:00:00Z"}]}"#,
        r#"{"kind":"member","key":"ana","name":" ","bio":7,"territories":["commune:99999"],"website":"ftp://a"}"#,
        r#"{"kind":"source","key":"s","homepage":"x","licence":"WTFPL","feed":3}"#,
        r#"{"kind":"theme","key":"t","parent":"none","colour":1}"#,
        r#"{"kind":"article","key":"public","title":"T","status":"PUBLISHED","holders":["nobody"],"articleKind":"EXCERPT"}"#,
    ];
    let report = app.import_by_rule(&rows.join("\n")).await;
    let faults = |at: usize| match &report.rows()[at].outcome {
        Outcome::Refused(problems) => problems.iter().map(|it| it.path.join(".")).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        faults(0),
        ["id", "authors.0", "summary", "themes.0", "status", "title", "colour", "licence", "duration"]
    );
    assert_eq!(faults(1), ["timings.0", "capacity"]);
    assert_eq!(faults(2), ["timings.0"]);
    assert_eq!(faults(3), ["bio", "website", "name", "memberKind", "territories.0"]);
    assert_eq!(faults(4), ["homepage", "feed", "name", "licence"]);
    assert_eq!(faults(5), ["parent", "colour", "name"]);
    // nobody is told that an author is missing where a holder is named wrongly
    assert_eq!(faults(6), ["holders.0", "originalUrl", "body"]);
    assert!(report.rows().iter().all(|it| !it.to_string().contains("the database cannot keep")), "{:?}", report.rows());
    // what is here already is looked at with what a row changes of it
    app.import_by_rule(r#"{"kind":"recipe","key":"here","title":"T","participants":{"min":3,"max":5}}"#).await;
    let changed = app
        .import_by_rule(r#"{"kind":"recipe","key":"here","title":"","summary":7,"participants":{"min":9,"max":5}}"#)
        .await;
    let told = changed.rows()[0].to_string();
    assert!(
        told.contains("summary: ") && told.contains("title: this is missing") && told.contains("participants: "),
        "{told}"
    );
}

async fn numbers_of_spreadsheets_were_no_whole_numbers(app: TestApp) {
    let rows = r#"
            {"kind":"recipe","key":"r","title":"T","participants":{"min":3.0,"max":1.2e1}}
            {"kind":"page","key":"p","title":"T","position":-2.0}
            {"kind":"initiative","key":"i","title":"T","startYear":2019.0,"location":{"latitude":48.0,"longitude":-4.0}}
        "#;
    assert_eq!(app.import(rows).await.summary().created, 3);
    assert_eq!(app.import(rows).await.summary().same, 3);
    let report = app.import("{\"kind\":\"page\",\"key\":\"p\",\"position\":1.5}\n{\"kind\":\"page\",\"key\":\"p2\",\"title\":\"T\",\"position\":1e300}").await;
    assert_eq!(report.summary().refused, 2, "{:?}", report.rows());
}

async fn a_field_twice_in_one_object_was_taken_once(app: TestApp) {
    let rows = [
        r#"{"kind":"article","key":"a","title":"One","title":"Two"}"#,
        r#"{"kind":"recipe","key":"b","title":"T","steps":[{"text":"a","text":"b"}]}"#,
        r#"{"kind":"recipe","key":"c","title":"T","steps":[{"text":"a"},{"text":"b"}]}"#,
    ];
    let report = app.import(&rows.join("\n")).await;
    for (at, field) in [(0, "title"), (1, "text")] {
        let told = report.rows()[at].to_string();
        assert!(told.contains(&format!("the field \"{field}\" stands twice in one object")), "{told}");
    }
    assert_eq!(report.rows()[2].outcome, Outcome::Created);
}

on_both! {
    demo:
        a_changed_field_is_updated_and_others_are_left,
        an_article_about_the_same_page_is_refused,
        slugs_give_way_to_those_that_are_there,
        a_dry_run_tells_the_plan_and_writes_nothing,
    ;
    empty:
        importing_twice_changes_nothing,
        a_file_may_have_the_names_from_before,
        only_what_changed_on_both_sides_is_a_conflict,
        a_bad_line_says_why_and_the_rest_goes_in,
        references_may_point_forward,
        circles_are_refused,
        strict_takes_all_or_nothing,
        a_thousand_rows_are_taken_in_chunks,
        what_only_the_tables_would_refuse_is_a_refusal,
        coordinates_that_did_not_change_are_the_same,
        two_imports_at_once_take_turns,
        a_row_told_only_its_first_kind_of_fault,
        numbers_of_spreadsheets_were_no_whole_numbers,
        a_field_twice_in_one_object_was_taken_once,
    ;
}
#[test]
fn files_of_other_forms_were_called_bad_lines() {
    let row = r#"{"kind":"initiative","key":"a","title":"A"}"#;
    let utf_16: Vec<u8> = format!("\u{feff}{row}\n").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let packed = {
        use std::io::Write;
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(row.as_bytes()).unwrap();
        packed.finish().unwrap()
    };
    for (bytes, said) in [
        (packed, "compressed with gzip"),
        (utf_16.clone(), "UTF-16"),
        (utf_16[2..].to_vec(), "UTF-16"),
        (format!("\n[\n  {row},\n  {row}\n]\n").into_bytes(), "one JSON array"),
        (b"kind;key;title\narticle;a;A\n".to_vec(), "it is a table (CSV)"),
        (b"\xef\xbb\xbfkind,key,title\r\narticle,a,A\r\n".to_vec(), "it is a table (CSV)"),
    ] {
        let refused = api::transfer::Batch::read(bytes.as_slice()).unwrap_err().to_string();
        assert!(refused.contains(said), "{said}: {refused}");
    }
    // what is wrong with a line alone leaves the others
    let spread = "{\"kind\":\n\"initiative\"}\n".to_owned() + row;
    assert_eq!(api::transfer::Batch::read(spread.as_bytes()).unwrap().len(), 3);
    let latin = [br#"{"kind":"initiative","key":"a","title":"F"#.as_slice(), b"\xeate\"}\n", row.as_bytes()].concat();
    assert_eq!(api::transfer::Batch::read(latin.as_slice()).unwrap().len(), 2);
}

/// Bytes without an end, of which each reader takes no more than a row may have.
#[test]
fn a_row_that_never_ended_filled_the_memory() {
    use std::io::{BufReader, Read, repeat};

    use api::transfer::{Batch, Format, Mapping};

    /// More than there is memory for.
    const BOMB: u64 = 1 << 45;
    let read = |format: Format, beginning: &str, filling: u8| {
        let bytes = beginning.as_bytes().chain(repeat(filling).take(BOMB));
        Batch::read_as(format, BufReader::new(bytes), &Mapping::default())
    };
    for (format, beginning, said) in [
        (Format::Ndjson, "{\"kind\":\"article\",\"key\":\"", "line 1 is longer than 67108864 bytes"),
        (Format::Json, "[{\"kind\":\"article\",\"key\":\"a\"},{\"key\":\"", "a row is longer than 1 MiB"),
        (Format::Csv, "kind,key,title\narticle,a,A\narticle,b,\"", "line 3: a row is longer than 1 MiB"),
        (Format::Csv, "kind,key,title", "a row is longer than 1 MiB"),
    ] {
        let refused = read(format, beginning, b'a').unwrap_err().to_string();
        assert!(refused.contains(said), "{said}: {refused}");
    }
    let text = b"<rss xmlns:wp=\"w\"><channel><item><title>".chain(repeat(b'a').take(BOMB));
    let refused = api::transfer::wordpress::read(BufReader::new(text), "CC0-1.0").err().unwrap().to_string();
    assert!(refused.contains("a text is longer than 4 MiB"), "{refused}");
    // a line that is too long alone leaves the others, and so do many rows that are each of a length that may be
    let line = format!("{{\"kind\":\"article\",\"key\":\"{}\"}}\n", "a".repeat(2 << 20));
    let good = r#"{"kind":"initiative","key":"a","title":"A"}"#;
    let batch = Batch::read(format!("{line}{good}\n").as_bytes()).unwrap();
    assert!(batch.len() == 2 && batch.has_unread());
    let body = "a".repeat(200_000);
    let rows: Vec<String> =
        (0..40).map(|at| format!("{{\"kind\":\"article\",\"key\":\"{at}\",\"body\":\"{body}\"}}")).collect();
    let array = format!("[{}]", rows.join(","));
    let array = Batch::read_as(Format::Json, array.as_bytes(), &Mapping::default()).unwrap();
    assert!(array.len() == 40 && !array.has_unread());
    let rows: String = (0..40).map(|at| format!("article,{at},\"{body}\"\n")).collect();
    let table = format!("kind,key,body\n{rows}");
    let table = Batch::read_as(Format::Csv, table.as_bytes(), &Mapping::default()).unwrap();
    assert!(table.len() == 40 && !table.has_unread());
}

#[test]
fn a_table_with_other_separators_is_named() {
    use api::transfer::{Batch, Format, Mapping};

    let read = |text: &str, mapping: &Mapping| Batch::read_as(Format::Csv, text.as_bytes(), mapping);
    let text = "kind|key|title|themes\narticle|a|A|x,y\n";
    let refused = read(text, &Mapping::default()).unwrap_err().to_string();
    assert!(refused.contains(r#"{"separator": "|", "listSeparator": ","}"#), "{refused}");
    let mapping = Mapping::read(r#"{"separator": "|", "listSeparator": ","}"#).unwrap();
    assert_eq!(read(text, &mapping).unwrap().names().collect::<Vec<_>>(), ["article \"a\""]);
    for mark in [",", ";", "\t"] {
        let batch = read(&format!("kind{mark}key\narticle{mark}a\n"), &Mapping::default()).unwrap();
        assert_eq!(batch.names().collect::<Vec<_>>(), ["article \"a\""]);
    }
}
