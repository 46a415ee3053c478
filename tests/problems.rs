//! What is told of an input that cannot be used: the fault and the rule, whole in the language of the reader, in no words of ours.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::support::{TestApp, on_both, value};

const MAKE: &str = include_str!("problems/make.graphql");

/// What the report of an import says of one row.
async fn told(app: &TestApp, row: Value) -> String {
    app.import(&row.to_string()).await.rows()[0].to_string()
}

async fn a_message_is_whole_in_the_language_of_the_reader(app: TestApp) {
    let desk = Desk::new(app).await;
    let input =
        json!({ "title": "a".repeat(201), "startYear": 0, "territories": ["commune:29075"], "themes": ["nothing"] });
    for (language, themes, title, year) in [
        (
            "en",
            "There is no theme \"nothing\".",
            "This text has 201 characters; it may have at most 200.",
            "The year 0 is out of range; it must lie between 1000 and 2100.",
        ),
        (
            "fr",
            "Il n’y a pas de thème « nothing ».",
            "Ce texte compte 201 caractères ; il peut en avoir 200 au plus.",
            "L’année 0 est hors limites ; elle doit être entre 1000 et 2100.",
        ),
        (
            "br",
            "N’eus tem « nothing » ebet.",
            "201 arouezenn a zo en destenn-mañ ; 200 a c’hall bezañ d’ar muiañ.",
            "Er-maez eus ar bevennoù emañ ar bloavezh 0 ; etre 1000 ha 2100 e rank bezañ.",
        ),
    ] {
        let bearer = format!("Bearer {}", desk.ana);
        let headers = [("authorization", bearer.as_str()), ("accept-language", language)];
        let answer = desk.app.post_with(&headers, MAKE, json!({ "input": input })).await.data();
        let mut errors = value(&answer, "done/userErrors").as_array().unwrap().clone();
        errors.sort_by_key(|it| it["path"][0].to_string());
        assert_eq!(
            errors,
            [
                json!({ "code": "OUT_OF_RANGE", "path": ["startYear"], "message": year }),
                json!({ "code": "UNKNOWN", "path": ["themes", "0"], "message": themes }),
                json!({ "code": "TOO_LONG", "path": ["title"], "message": title }),
            ]
        );
    }
}

async fn a_value_of_a_scalar_was_refused_in_english(app: TestApp) {
    for (language, says) in [
        ("fr", "« français » n’est pas l’étiquette d’une langue, comme fr, br ou fr-gallo (BCP 47)."),
        ("en", "\"français\" is not the tag of a language, such as fr, br or fr-gallo (BCP 47)."),
    ] {
        let query = "{ initiatives(filter: { language: [\"français\"] }) { totalCount } }";
        let error = app.post_in(language, query, Value::Null).await.json()["errors"][0].take();
        assert_eq!(error["message"], says);
        assert_eq!(error["extensions"]["argument"], json!(["filter", "language", "0"]));
        assert_eq!(
            (&error["extensions"]["code"], error["extensions"].get("refusedForm")),
            (&json!("BAD_INPUT"), None),
            "{error}"
        );
    }
    let error = app.post_in("fr", "{ initiatives(after: \"zzz\") { totalCount } }", Value::Null).await.json()["errors"]
        [0]
    .take();
    assert!(
        error["message"] == "Ce curseur ne vient pas d’ici." && error["extensions"]["argument"] == json!(["after"]),
        "{error}"
    );
}

async fn a_body_that_is_no_request_is_told_by_its_place(app: TestApp) {
    for (body, says) in [
        ("{\"query\":7}", "Il faut ici un texte, et non 7."),
        ("[{\"query\":\"{ __typename }\",\"variables\":[1]}]", "Il faut ici un objet, et non [1]."),
        ("{\"query\":\"{ __typename }\"\n x}", "Ce n’est pas du JSON : illisible à partir de l’octet 28."),
    ] {
        let request =
            Request::post("/graphql").header("content-type", "application/json").header("accept-language", "fr");
        let answer = app.send(request.body(Body::from(body)).unwrap()).await;
        let message = answer.json()["errors"][0]["message"].as_str().unwrap_or_default().to_owned();
        assert!(answer.status.as_u16() == 400 && message.ends_with(says), "{body}: {message}");
    }
}

async fn a_row_was_refused_in_the_words_of_the_program(app: TestApp) {
    let event = |more: Value| {
        let mut row = json!({ "kind": "event", "key": "e", "title": "T" });
        row.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        row
    };
    let at = |start: &str, end: &str| json!({ "timings": [{ "start": start, "end": end }] });
    let (noon, one) = ("2026-01-01T12:00:00Z", "2026-01-01T13:00:00Z");
    for (row, says) in [
        (event(at(one, noon)), "timings.0: it ends before it begins"),
        (event(at(noon, noon)), "timings.0: it ends at the moment it begins; leave the end out when it is not known"),
        (
            event(json!({ "timings": [{ "startDate": "12 mai" }] })),
            "timings.0.startDate: \"12 mai\" is not a date, such as 2026-03-01",
        ),
        (
            event(json!({ "timings": [{ "start": noon }], "links": ["x"] })),
            "links.0: an object is needed here, not \"x\"",
        ),
        (event(json!({ "timings": [{ "start": noon }], "links": [{ "title": "x" }] })), "links.0.url: this is missing"),
        (
            event(json!({ "timings": [{ "start": noon }], "capacity": 12.5 })),
            "capacity: a whole number is needed here, not 12.5",
        ),
        (
            event(json!({ "timings": [{ "start": noon }], "capacity": "many" })),
            "capacity: a whole number is needed here, not \"many\"",
        ),
        (
            event(json!({ "timings": [{ "start": noon }], "capacitty": 12 })),
            "capacitty: there is no field \"capacitty\" here. Did you mean \"capacity\"?",
        ),
        (
            event(json!({ "timings": [{ "start": noon }], "sumary": "x" })),
            "sumary: there is no field \"sumary\" here. Did you mean \"summary\"?",
        ),
        (
            event(json!({ "timings": [{ "start": noon }], "authors": [{ "url": "https://a.test/" }] })),
            "authors.0: neither a member nor a name is given",
        ),
        (
            event(json!({ "timings": [{ "start": noon }], "authors": [{ "name": "Ana", "url": "x" }] })),
            "authors.0.url: \"x\" does not begin with https:// or http://, as a web address must",
        ),
        (
            event(json!({ "timings": [{ "start": noon }], "publishedAt": one, "unpublishAt": noon })),
            "unpublishAt: this lies before publishedAt",
        ),
        (
            event(json!({ "timings": [{ "start": noon }], "publishedAt": one, "unpublishAt": one })),
            "unpublishAt: this is the same moment as publishedAt; it must be later",
        ),
        (
            event(json!({ "timings": [{ "start": noon }], "slug": "Été" })),
            "slug: \"Été\" holds characters other than a-z, 0-9 and the hyphen; \"ete\" would do",
        ),
    ] {
        assert_eq!(told(&app, row.clone()).await, format!("line 1 event \"e\": refused: {says}"), "{row}");
    }
}

async fn a_long_value_is_cut_where_it_is_repeated(app: TestApp) {
    let long = "x".repeat(5_000);
    let report = told(
        &app,
        json!({ "kind": "recipe", "key": "a", "title": "T", "themes": [long], "licence": long, long.as_str(): 1 }),
    )
    .await;
    assert!(report.contains('…') && !report.contains(&long[..81]) && report.len() < 1_000, "{report}");
}

on_both! {
    empty:
        a_message_is_whole_in_the_language_of_the_reader,
        a_value_of_a_scalar_was_refused_in_english,
        a_body_that_is_no_request_is_told_by_its_place,
        a_row_was_refused_in_the_words_of_the_program,
        a_long_value_is_cut_where_it_is_repeated,
    ;
}
