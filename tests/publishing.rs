//! What may be public, whichever way it comes: an import passes the rule that people pass.

use entity::import::row::{Mode, Outcome};
use entity::value::role::Role;
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::editing::token;
use crate::support::{TestApp, on_both, value};

const ORIGINAL: &str = r#"{"kind":"recipe","key":"orig","title":"Le four","body":"Du pain.","licence":"CC-BY-ND-4.0","authors":[{"name":"Ana"}],"status":"PUBLISHED"}"#;
const TRANSLATION: &str = r#"{"kind":"recipe","key":"trad","title":"Ar forn","body":"Bara.","language":"br","licence":"CC-BY-4.0","authors":[{"name":"Ana"}],"status":"PUBLISHED","adaptedFrom":[{"entry":"orig","nature":"TRANSLATION"}]}"#;
const EMPTY: &str = r#"{"kind":"article","key":"empty","title":"Rien","status":"PUBLISHED"}"#;
const SOURCES: &str = r#"
    {"kind":"source","key":"ouverte","name":"Ouverte","homepage":"https://ouverte.example/","licence":"CC-BY-4.0","permission":"OPEN"}
    {"kind":"source","key":"fermee","name":"Fermée","homepage":"https://fermee.example/accueil","licence":"CC-BY-4.0","permission":"REFUSED"}
    {"kind":"source","key":"commune-fermee","name":"Commune fermée","homepage":"https://commun.example/fermee","licence":"CC-BY-4.0","permission":"REFUSED"}
    {"kind":"source","key":"commune-ouverte","name":"Commune ouverte","homepage":"https://www.commun.example/ouverte/","licence":"CC-BY-4.0","permission":"ASKED"}
"#;
const FORMER: &str = include_str!("publishing/former.graphql");

/// What was said of each row.
fn told(report: &api::transfer::Report) -> Vec<String> {
    report.rows().iter().map(ToString::to_string).collect()
}

fn carrying(licence: &str) -> String {
    let mut row: Value = serde_json::from_str(ORIGINAL).unwrap();
    row["licence"] = json!(licence);
    row.to_string()
}

/// Runs the command line on a file of rows, with more arguments.
fn imported(app: &TestApp, rows: &str, more: &[&str]) -> (bool, String) {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), rows).unwrap();
    let output = app.run(&[&["import", "--origin", "import", file.path().to_str().unwrap()], more].concat());
    (output.status.success(), String::from_utf8(output.stdout).unwrap())
}

async fn an_import_published_what_may_not_be_public(app: TestApp) {
    let rows = [ORIGINAL, TRANSLATION, EMPTY].join("\n");
    let report = app.import_by_rule(&rows).await;
    assert_eq!(report.rows()[0].outcome, Outcome::Created);
    let told = told(&report);
    assert_eq!(
        told[1],
        "line 2 recipe \"trad\": refused: adaptedFrom.0: CC BY-ND 4.0 does not permit adaptations, nor translations"
    );
    assert_eq!(
        told[2],
        "line 3 article \"empty\": refused: body: the text is missing: what is published must have one; authors: nobody is named as \
            its author: what is published must name somebody"
    );
    assert_eq!(value(&app.query(FORMER).await, "recipes/totalCount"), &json!(1));
    // as drafts they go in, and publishing them by a second import is refused as well
    let drafts = rows.replace("\"PUBLISHED\"", "\"DRAFT\"").replace("\"orig\",\"title\"", "\"other\",\"title\"");
    assert_eq!(app.import_by_rule(&drafts).await.summary().refused, 0);
    let again = app.import_by_rule("{\"kind\":\"recipe\",\"key\":\"trad\",\"status\":\"PUBLISHED\"}\n{\"kind\":\"article\",\"key\":\"empty\",\"status\":\"PUBLISHED\"}").await;
    assert_eq!(again.summary().refused, 2, "{:?}", again.rows());
    // a dry run says the same
    assert_eq!(app.import_in("dry", Mode::DryRun.into(), &rows).await.summary().refused, 2);
}

async fn an_import_took_back_a_licence_that_was_given(app: TestApp) {
    app.import_by_rule(&carrying("CC-BY-4.0")).await;
    let less = app.import_by_rule(&carrying("CC-BY-NC-ND-4.0")).await;
    assert_eq!(
        told(&less),
        ["line 1 recipe \"orig\": refused: licence: CC BY 4.0 was given for good: a public text cannot go over to \
                CC BY-NC-ND 4.0, which is less free"]
    );
    // nor by way of a withdrawal
    app.import_by_rule(r#"{"kind":"recipe","key":"orig","deleted":true}"#).await;
    let hidden = app.import_by_rule(&carrying("CC-BY-NC-ND-4.0").replace("PUBLISHED", "WITHDRAWN")).await;
    assert_eq!(hidden.summary().updated, 1, "{:?}", hidden.rows());
    assert_eq!(app.import_by_rule(&carrying("CC-BY-NC-ND-4.0")).await.summary().refused, 1);
    // a freer one is taken, and the one before goes on being named
    assert_eq!(app.import_by_rule(&carrying("CC0-1.0")).await.summary().updated, 1);
    let seen = app.query(FORMER).await;
    assert_eq!(
        value(&seen, "recipe"),
        &json!({ "licence": { "key": "CC0-1.0" }, "formerLicences": [{ "licence": { "key": "CC-BY-4.0" } }] })
    );
    let log = String::from_utf8(app.run(&["audit", "--action", "licenceChange"]).stdout).unwrap();
    assert!(log.lines().count() == 1 && log.contains("CC-BY-4.0 CC0-1.0"), "{log}");
}

async fn an_empty_licence_relicensed_a_text(app: TestApp) {
    app.import_by_rule(&carrying("CC0-1.0")).await;
    for licence in ["", " "] {
        let empty = app.import_by_rule(&carrying(licence)).await;
        let told = told(&empty).remove(0);
        assert!(told.contains("refused: licence: ") && told.contains("the name of the licence is empty"), "{told}");
    }
    let unsaid = app.import_by_rule(r#"{"kind":"recipe","key":"orig","licence":null}"#).await;
    assert_eq!(unsaid.summary().refused, 1, "the network's own is less free: {:?}", unsaid.rows());
    assert_eq!(value(&app.query(FORMER).await, "recipe/licence/key"), "CC0-1.0");
}

async fn an_operator_takes_what_was_public_elsewhere_by_name(app: TestApp) {
    let rows = [ORIGINAL, TRANSLATION, EMPTY].join("\n");
    assert!(!imported(&app, &rows, &[]).0);
    let (well, said) = imported(&app, &rows, &["--as-published"]);
    assert!(well && said.contains("created 2, updated 0, same 1"), "{said}");
    let log = String::from_utf8(app.run(&["audit", "--action", "publishedAsItWas"]).stdout).unwrap();
    let details: Vec<&str> = log.lines().map(|it| it.rsplit('\t').next().unwrap()).collect();
    assert_eq!(details, ["body authors", "adaptedFrom.0"]);
    assert_eq!(value(&app.beside().await.query(FORMER).await, "recipes/totalCount"), &json!(2));
    // the licence that was given goes on being named, whoever takes it back
    let (well, said) = imported(&app, &carrying("LicenseRef-tous-droits-reserves"), &["--as-published"]);
    assert!(well, "{said}");
    assert_eq!(
        value(&app.beside().await.query(FORMER).await, "recipe/formerLicences"),
        &json!([{ "licence": { "key": "CC-BY-ND-4.0" } }])
    );
    // doctor takes it from the operator
    assert!(app.run(&["doctor"]).status.success());
}

async fn only_one_mutation_asked_whether_a_source_may_be_republished(app: TestApp) {
    let desk = Desk::new(app).await;
    let app = &desk.app;
    app.import(SOURCES).await;
    let admin = token(app, Role::Admin, &[], None).await;
    let create = "mutation ($input: ArticleCreateInput!) { done: articleCreate(input: $input) { article { id \
        publishBlockers { code path } } userErrors { code path } } }";
    let update = "mutation ($input: ArticleUpdateInput!) { done: articleUpdate(input: $input) { article { version \
        proposedVersion publishBlockers { code path } } userErrors { code path } } }";
    let article = |url: &str, more: Value| {
        let mut input = json!({
            "title": "Un article",
            "body": "Du texte.",
            "territories": ["commune:29075"],
            "articleKind": "REPUBLISHED",
            "originalUrl": url,
            "originalLicence": "CC-BY-4.0"
        });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        input
    };
    let no = |path: &str| json!([{ "code": "PERMISSION_REFUSED", "path": [path] }]);
    let licence = |code: &str| json!([{ "code": code, "path": ["originalLicence"] }]);
    for (url, more, blockers) in [
        ("https://elsewhere.example/a", json!({ "source": "fermee" }), no("source")),
        ("http://www.fermee.example:8080/b?c#d", json!({}), no("originalUrl")),
        // naming another source does not open the host
        ("https://fermee.example/c", json!({ "source": "ouverte" }), no("originalUrl")),
        ("https://commun.example/fermee/d", json!({}), no("originalUrl")),
        ("https://commun.example/ouverte/e", json!({}), json!([])),
        ("https://fermee.example.org/f", json!({}), json!([])),
        ("https://fermee.example/g", json!({ "articleKind": "EXCERPT" }), json!([])),
        (
            "https://ouverte.example/h",
            json!({ "originalLicence": "LicenseRef-tous-droits-reserves" }),
            licence("LICENCE_REFUSED"),
        ),
        ("https://ouverte.example/i", json!({ "originalLicence": null }), licence("REQUIRED")),
    ] {
        let made = desk.does(&desk.ana, create, article(url, more)).await;
        assert_eq!(
            value(&made, "article/publishBlockers"),
            &blockers,
            "{url}: a draft is possible, and its blockers are told: {made}"
        );
        let done = desk.step(&desk.brest, "entryPublish", value(&made, "article/id"), 1, None).await;
        assert_eq!(done["userErrors"], blockers, "{url}");
    }
    // what is public does not become such a text, by an update or by a proposal
    let made =
        desk.does(&desk.ana, create, article("https://fermee.example/k", json!({ "articleKind": "SUMMARY" }))).await;
    let id = value(&made, "article/id").clone();
    desk.step(&desk.brest, "entryPublish", &id, 1, None).await;
    let whole = json!({ "id": id, "version": 2, "articleKind": "REPUBLISHED" });
    for who in [&admin, &desk.brest, &desk.ana] {
        assert_eq!(desk.does(who, update, whole.clone()).await["userErrors"], no("originalUrl"));
    }
    // a proposal that waits when the source changes its mind
    let waits =
        json!({ "id": id, "version": 2, "articleKind": "REPUBLISHED", "originalUrl": "https://ouverte.example/l" });
    assert_eq!(desk.does(&desk.ana, update, waits).await["userErrors"], json!([]));
    assert!(app.import(&SOURCES.replace("\"OPEN\"", "\"REFUSED\"")).await.summary().is_clean());
    assert_eq!(desk.step(&desk.brest, "entryPublish", &id, 3, None).await["userErrors"], no("originalUrl"));
}

async fn an_import_republished_what_its_source_refuses(app: TestApp) {
    app.import(SOURCES).await;
    let row = |key: &str, more: &str| {
        format!(
            r#"{{"kind":"article","key":"{key}","title":"Un article","body":"Du texte.","authors":[{{"name":"Zoé"}}],"status":"PUBLISHED","articleKind":"REPUBLISHED","originalUrl":"https://{key}.example/a"{more}}}"#
        )
    };
    let rows = [
        row("fermee", r#","originalLicence":"CC-BY-4.0""#),
        row("elsewhere", r#","originalLicence":"CC-BY-4.0","source":"fermee""#),
        row("ouverte", ""),
    ]
    .join("\n");
    let report = app.import_by_rule(&rows).await;
    assert_eq!(
        told(&report),
        [
            "line 1 article \"fermee\": refused: originalUrl: the source does not want to be republished; take an \
                excerpt of at most 500 characters with a link, or a summary in your own words",
            "line 2 article \"elsewhere\": refused: source: the source does not want to be republished; take an \
                excerpt of at most 500 characters with a link, or a summary in your own words",
            "line 3 article \"ouverte\": refused: originalLicence: the licence of the original is missing: what is republished whole must name \
                it",
        ]
    );
    assert_eq!(app.import_by_rule(&rows.replace("\"PUBLISHED\"", "\"DRAFT\"")).await.summary().created, 3);
    assert_eq!(app.import_by_rule(&rows).await.summary().refused, 3, "publishing the drafts is refused as well");
    // the operator takes them by name
    let (well, said) = imported(&app, &rows, &["--as-published"]);
    assert!(well, "{said}");
    let log = String::from_utf8(app.run(&["audit", "--action", "publishedAsItWas"]).stdout).unwrap();
    let mut details: Vec<&str> = log.lines().map(|it| it.rsplit('\t').next().unwrap()).collect();
    details.sort_unstable();
    assert_eq!(details, ["originalLicence", "originalUrl", "source"]);
    assert!(app.run(&["doctor"]).status.success());
}

async fn doctor_was_content_with_what_may_not_be_public(app: TestApp) {
    let ours = TRANSLATION
        .replace("CC-BY-4.0", "CC-BY-SA-4.0")
        .replace(",\"adaptedFrom\":[{\"entry\":\"orig\",\"nature\":\"TRANSLATION\"}]", "");
    app.import_by_rule(&[ORIGINAL, &ours].join("\n")).await;
    assert!(app.run(&["doctor"]).status.success());
    app.statement("UPDATE entry SET body = ' ' WHERE slug = 'trad'").await;
    app.statement("DELETE FROM entry_credit WHERE entry_seq = (SELECT seq FROM entry WHERE slug = 'trad')").await;
    app.statement(
        "INSERT INTO adaptation (entry_seq, position, origin_seq, nature) SELECT t.seq, 0, o.seq, \
        'TRANSLATION' FROM entry t, entry o WHERE t.slug = 'trad' AND o.slug = 'orig'",
    )
    .await;
    let output = app.run(&["doctor", "--verbose"]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(!output.status.success());
    assert!(
        said.contains("wrong: Public without a text: 1 entry (recipe/trad). Give them a text, or withdraw them."),
        "{said}"
    );
    for line in ["texts         WRONG: 1 ", "credits       WRONG: 1 ", "licences      WRONG: 1 "] {
        assert!(said.contains(line), "{line}: {said}");
    }
}

on_both! {
    empty:
        an_import_published_what_may_not_be_public,
        an_import_took_back_a_licence_that_was_given,
        an_empty_licence_relicensed_a_text,
        an_operator_takes_what_was_public_elsewhere_by_name,
        only_one_mutation_asked_whether_a_source_may_be_republished,
        an_import_republished_what_its_source_refuses,
        doctor_was_content_with_what_may_not_be_public,
    ;
}
