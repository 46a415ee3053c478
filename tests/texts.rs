//! Texts and names as people type and copy them: letters, invisible characters, normal forms, addresses, languages and
//! licences under the names that others give them.

use entity::value::role::Role;
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::sessions::{CREATE, PASSWORD, operator, person};
use crate::support::{TestApp, on_both, value};

const MAKE: &str = include_str!("texts/make.graphql");
const REGISTER: &str = include_str!("texts/register.graphql");
const PROFILE: &str = include_str!("texts/profile.graphql");

/// What a contributor is told who writes a recipe: the recipe, or the code and path of the first thing to mend.
async fn makes(desk: &Desk, input: Value) -> Value {
    let mut all = json!({ "title": "Le four", "body": "Du texte.", "territories": ["commune:29075"] });
    all.as_object_mut().unwrap().extend(input.as_object().unwrap().clone());
    let done = desk.does(&desk.ana, MAKE, all).await;
    match done.pointer("/userErrors/0") {
        Some(error) => json!([error["code"], error["path"]]),
        None => done.get("recipe").cloned().unwrap_or(done),
    }
}

async fn registers(app: &TestApp, email: &str) -> Value {
    let input = json!({ "name": "Ana", "email": email, "password": PASSWORD });
    app.post(REGISTER, json!({ "input": input })).await.data()["done"].take()
}

async fn signs_in(app: &TestApp, email: &str, password: &str) -> bool {
    let input = json!({ "input": { "email": email, "password": password } });
    let data = app.post(CREATE, input).await.data();
    value(&data, "sessionCreate/userErrors").as_array().unwrap().is_empty()
}

async fn execute(app: &TestApp, statements: &str) {
    use sqlx::{Connection, Executor};
    let (url, statements) = (app.database_url(), sqlx::AssertSqlSafe(statements.to_owned()));
    if url.starts_with("sqlite:") {
        sqlx::SqliteConnection::connect(&url).await.unwrap().execute(sqlx::raw_sql(statements)).await.unwrap();
    } else {
        sqlx::PgConnection::connect(&url).await.unwrap().execute(sqlx::raw_sql(statements)).await.unwrap();
    }
}

fn found(data: &Value) -> Vec<&str> {
    value(data, "entries/nodes").as_array().unwrap().iter().map(|it| it["title"].as_str().unwrap()).collect()
}

async fn a_heart_is_found_and_stands_among_the_c(app: TestApp) {
    let row = |key: &str, title: &str| {
        format!(
            r#"{{"kind":"article","key":"{key}","title":"{title}","body":"x","authors":[{{"name":"A"}}],"status":"PUBLISHED"}}"#
        )
    };
    let rows = [
        row("a", "Cœur de bourg"),
        row("b", "Coeur battant"),
        row("c", "Zoé"),
        row("d", "Straße"),
        row("e", "Lætitia"),
        row("f", "C’hoarioù"),
        row("g", "Łódź"),
    ];
    assert_eq!(app.import(&rows.join("\n")).await.summary().created, 7);
    for (search, count) in [
        ("coeur", 2),
        ("cœur", 2),
        ("strasse", 1),
        ("LAETITIA", 1),
        ("c'hoariou", 1),
        ("c\u{2bc}hoarioù", 1),
        ("lodz", 1),
    ] {
        let data = app.query(&format!("{{ entries(filter: {{ search: \"{search}\" }}) {{ totalCount }} }}")).await;
        assert_eq!(value(&data, "entries/totalCount"), &json!(count), "{search}");
    }
    let data = app.query("{ entries(orderBy: [{ field: TITLE, direction: ASC }]) { nodes { title } } }").await;
    assert_eq!(found(&data), ["C’hoarioù", "Coeur battant", "Cœur de bourg", "Lætitia", "Łódź", "Straße", "Zoé"]);
    let slug = app.query("{ entries(filter: { search: \"strasse\" }) { nodes { slug } } }").await;
    assert_eq!(value(&slug, "entries/nodes/0/slug"), "d");
    let desk = Desk::new(app).await;
    assert_eq!(makes(&desk, json!({ "title": "Die Straße der Œuvre" })).await["slug"], "die-strasse-der-oeuvre");
}

async fn rows_of_an_older_program_are_computed_anew(app: TestApp) {
    let row = r#"{"kind":"article","key":"a","title":"Cœur de bourg","body":"x","authors":[{"name":"A"}],"status":"PUBLISHED","language":"fr"}
{"kind":"member","key":"m","memberKind":"PERSON","name":"Œuvrard"}"#;
    assert_eq!(app.import(row).await.summary().created, 2);
    person(&app, "ana", Role::Contributor, &[]).await;
    execute(&app, "UPDATE entry SET title_sort = 'cœur de bourg', language = 'fra'; 
            UPDATE member SET name_sort = 'œuvrard'; UPDATE account SET email = 'ana@bücher.example' WHERE email = 'ana@example.org';
            UPDATE external_id SET key = ' a' WHERE key = 'a'; DELETE FROM setting WHERE name = 'textRules'").await;
    let _ = app.another().await;
    let data = app.query("{ entries(filter: { search: \"coeur\", language: [\"fr\"] }) { nodes { title } } }").await;
    assert_eq!(found(&data), ["Cœur de bourg"]);
    assert!(
        signs_in(&app, "ana@xn--bcher-kva.example", PASSWORD).await
            && signs_in(&app, "Ana@BÜCHER.example", PASSWORD).await
    );
    assert_eq!(app.import(row).await.summary().same, 2);
}

async fn a_password_typed_elsewhere_is_the_same_password(app: TestApp) {
    let (nfc, nfd) = ("une épicerie à vélo", "une e\u{301}picerie a\u{300} ve\u{301}lo");
    let new = |email: &str, password: &str| entity::account::admin::NewPerson {
        name: "Ana".to_owned(),
        member: None,
        email: email.to_owned(),
        password: password.to_owned(),
        role: Role::Contributor,
        territories: Vec::new(),
    };
    operator(&app).make_person(new("mac@example.org", nfd)).await.unwrap();
    operator(&app).make_person(new("pc@example.org", nfc)).await.unwrap();
    for email in ["mac@example.org", "pc@example.org"] {
        for password in [nfc, nfd, "une\u{a0}épicerie à vélo"] {
            assert!(signs_in(&app, email, password).await, "{email} {password:?}");
        }
        assert!(!signs_in(&app, email, "une epicerie a velo").await);
    }
}

async fn one_mailbox_is_one_account_however_it_is_written(app: TestApp) {
    assert_eq!(registers(&app, "ana@bücher.example").await["userErrors"], json!([]));
    assert_eq!(app.mail().await.0, "ana@xn--bcher-kva.example");
    let taken = |email: &str| entity::account::admin::NewPerson {
        name: "Ana".to_owned(),
        member: None,
        email: email.to_owned(),
        password: PASSWORD.to_owned(),
        role: Role::Contributor,
        territories: Vec::new(),
    };
    operator(&app).make_person(taken("ana@xn--bcher-kva.example")).await.unwrap();
    for other in ["ANA@BÜCHER.example", "ana@bu\u{308}cher.example"] {
        assert!(operator(&app).make_person(taken(other)).await.is_err(), "{other}");
        assert!(signs_in(&app, other, PASSWORD).await, "{other}");
    }
}

async fn an_address_that_no_mail_can_be_made_for_is_refused(app: TestApp) {
    let long = format!("{}@example.org", "a".repeat(65));
    for email in
        ["a..b@example.org", ".a@example.org", "a.@example.org", "x@[127.0.0.1]", "x@127.0.0.1", "a@-b.org", &long]
    {
        let refused = registers(&app, email).await;
        assert_eq!(refused["userErrors"], json!([{ "code": "MALFORMED", "path": ["email"] }]), "{email}");
    }
    assert!(app.mails().await.is_empty());
}

async fn names_and_titles_hold_nothing_that_nobody_sees(app: TestApp) {
    let desk = Desk::new(app).await;
    for sign in ['\u{200b}', '\u{202e}', '\u{2066}', '\u{3164}', '\u{feff}', '\u{ad}'] {
        let text = format!("Le{sign} four");
        assert_eq!(makes(&desk, json!({ "title": text })).await, json!(["MALFORMED", ["title"]]), "{sign:?}");
        assert_eq!(
            makes(&desk, json!({ "authors": [{ "name": text }] })).await,
            json!(["MALFORMED", ["authors", "0", "name"]])
        );
        let input = json!({ "name": text, "email": "a@example.org", "password": PASSWORD });
        let refused = desk.app.post(REGISTER, json!({ "input": input })).await.data();
        assert_eq!(value(&refused, "done/userErrors/0/path"), &json!(["name"]), "{sign:?}");
        let row = json!({ "kind": "member", "key": "m", "memberKind": "PERSON", "name": text });
        assert_eq!(desk.app.import(&row.to_string()).await.summary().refused, 1, "{sign:?}");
        let row = json!({ "kind": "theme", "key": "t", "name": { "fr": text } });
        assert_eq!(desk.app.import(&row.to_string()).await.summary().refused, 1, "{sign:?}");
    }
    let joined = "می\u{200c}خواهم 👩\u{200d}🌾";
    assert_eq!(
        makes(&desk, json!({ "title": format!("  {joined} \u{a0}"), "slug": "joiners" })).await["title"],
        joined
    );
    let me = value(&desk.reads(&desk.ana, "{ viewer { member { id } } }").await, "viewer/member/id").clone();
    let renamed = desk.does(&desk.ana, PROFILE, json!({ "member": me, "name": " Ana\u{a0}" })).await;
    assert_eq!(renamed["member"]["name"], "Ana", "{renamed}");
}

async fn character_references_become_the_characters(app: TestApp) {
    let desk = Desk::new(app).await;
    let made = makes(&desk, json!({ "title": "Arts &amp; jardins&nbsp;: l&#8217;été", "summary": "R&amp;D" })).await;
    assert_eq!(made["title"], "Arts & jardins\u{a0}: l’été");
    assert_eq!(makes(&desk, json!({ "title": "&lt;b&gt;gras&lt;/b&gt;" })).await, json!(["MALFORMED", ["title"]]));
    assert_eq!(makes(&desk, json!({ "title": "a&#8203;b" })).await, json!(["MALFORMED", ["title"]]));
    let row = r#"{"kind":"member","key":"m","memberKind":"ORGANISATION","name":"Pain &amp; Cie"}"#;
    assert_eq!((desk.app.import(row).await.summary().created, desk.app.import(row).await.summary().same), (1, 1));
    assert_eq!(
        desk.app.query("{ member(by: { slug: \"m\" }) { name } }").await,
        json!({ "member": { "name": "Pain & Cie" } })
    );
}

async fn an_address_that_browsers_and_others_read_apart_is_refused(app: TestApp) {
    let desk = Desk::new(app).await;
    for url in
        ["http:\\\\evil", "https://good.example\\@evil.example/", "https://good.example@evil.example/", "http:evil"]
    {
        let refused = json!(["MALFORMED", ["references", "0", "url"]]);
        assert_eq!(makes(&desk, json!({ "references": [{ "url": url }] })).await, refused, "{url}");
        let row = json!({ "kind": "article", "key": "u", "title": "T", "references": [url] });
        assert_eq!(desk.app.import(&row.to_string()).await.summary().refused, 1, "{url}");
        let row = json!({ "kind": "member", "key": "u", "memberKind": "PERSON", "name": "U", "website": url });
        assert_eq!(desk.app.import(&row.to_string()).await.summary().refused, 1, "{url}");
    }
    let row = r#"{"kind":"member","key":"u","memberKind":"PERSON","name":"U","website":"HTTPS://Bücher.example/é"}"#;
    assert_eq!(desk.app.import(row).await.summary().created, 1);
    let data = desk.app.query("{ member(by: { slug: \"u\" }) { website } }").await;
    assert_eq!(value(&data, "member/website"), "https://xn--bcher-kva.example/%C3%A9");
}

async fn a_key_is_one_key_in_every_normal_form(app: TestApp) {
    let row = |key: &str| json!({ "kind": "article", "key": key, "title": "T", "body": "x" }).to_string();
    assert_eq!(app.import(&row("épi")).await.summary().created, 1);
    for other in ["e\u{301}pi", " épi", "épi\u{a0}"] {
        assert_eq!(app.import(&row(other)).await.summary().same, 1, "{other:?}");
    }
    let rows = [row("é"), row("e\u{301}")].join("\n");
    let summary = app.import(&rows).await.summary();
    assert_eq!((summary.created, summary.refused), (1, 1), "the second stands in the same file");
    let member = r#"{"kind":"member","key":"né","memberKind":"PERSON","name":"N"}"#;
    let about = json!({ "kind": "article", "key": "of-n", "title": "T", "body": "x", "authors": [" ne\u{301}"] });
    assert_eq!(app.import(&format!("{about}\n{member}")).await.summary().created, 2);
}

async fn a_language_has_one_tag_and_a_region_finds_its_language(app: TestApp) {
    let desk = Desk::new(app).await;
    assert_eq!(makes(&desk, json!({ "language": "bre" })).await["language"], "br");
    assert_eq!(makes(&desk, json!({ "language": "fra-fr" })).await["language"], "fr-FR");
    assert_eq!(makes(&desk, json!({ "language": "xx" })).await, json!(["UNKNOWN", ["language"]]));
    let row = |key: &str, language: &str| {
        format!(
            r#"{{"kind":"article","key":"{key}","title":"{key}","body":"x","authors":[{{"name":"A"}}],"status":"PUBLISHED","language":"{language}"}}"#
        )
    };
    let rows = [
        row("plain", "fra"),
        row("france", "fr-FR"),
        row("canada", "fr-CA"),
        row("gallo", "fr-gallo"),
        row("breton", "bre"),
        row("none", "xx"),
    ];
    let report = desk.app.import(&rows.join("\n")).await;
    assert_eq!((report.summary().created, report.summary().refused), (5, 1));
    for (range, titles) in [
        ("fr", vec!["canada", "france", "gallo", "plain"]),
        ("fr-FR", vec!["france", "plain"]),
        ("fra-FR", vec!["france", "plain"]),
        ("fr-BE", vec!["plain"]),
        ("fr-gallo", vec!["gallo"]),
        ("bre", vec!["breton"]),
        ("en", vec![]),
    ] {
        let query = format!(
            "{{ entries(filter: {{ language: [\"{range}\"] }}, orderBy: [{{ field: TITLE, direction: ASC }}]) {{ nodes \
                {{ title }} }} }}"
        );
        assert_eq!(found(&desk.app.query(&query).await), titles, "{range}");
    }
}

async fn a_licence_is_known_by_the_names_that_others_give_it(app: TestApp) {
    let desk = Desk::new(app).await;
    let names = [
        "cc-by-sa-4.0",
        "CC BY-SA 4.0",
        "http://creativecommons.org/licenses/by-sa/4.0",
        "https://creativecommons.org/licenses/by-sa/4.0/deed.fr",
        "https://creativecommons.org/licenses/by-sa/4.0/legalcode",
    ];
    for name in names {
        assert_eq!(makes(&desk, json!({ "licence": name })).await["licence"]["key"], "CC-BY-SA-4.0", "{name}");
        let row = json!({ "kind": "article", "key": "l", "title": "T", "body": "x", "licence": name });
        assert_eq!(desk.app.import(&row.to_string()).await.summary().refused, 0, "{name}");
        let data = desk
            .app
            .query(&format!(
                "{{ licence(by: {{ key: \"{name}\" }}) {{ key }} licenceCheck(originals: \
            [\"{name}\"], proposed: \"{name}\") {{ verdict }} }}"
            ))
            .await;
        assert_eq!(
            data,
            json!({ "licence": { "key": "CC-BY-SA-4.0" }, "licenceCheck": { "verdict": "ALLOWED" } }),
            "{name}"
        );
    }
    let refused = desk
        .does(
            &desk.ana,
            MAKE,
            json!({ "title": "T", "body": "x", "licence": "CC-BYSA-4.0", "territories": ["commune:29075"] }),
        )
        .await;
    assert_eq!(refused["userErrors"][0]["code"], "UNKNOWN");
    let message = refused["userErrors"][0]["message"].as_str().unwrap();
    assert!(message.contains("CC-BY-SA-4.0"), "{message}");
    let report = desk.app.import(r#"{"kind":"article","key":"w","title":"T","licence":"WTFPL"}"#).await;
    assert_eq!(report.summary().refused, 1);
}

on_both! {
    empty:
        a_heart_is_found_and_stands_among_the_c,
        rows_of_an_older_program_are_computed_anew,
        a_password_typed_elsewhere_is_the_same_password,
        one_mailbox_is_one_account_however_it_is_written,
        an_address_that_no_mail_can_be_made_for_is_refused,
        names_and_titles_hold_nothing_that_nobody_sees,
        character_references_become_the_characters,
        an_address_that_browsers_and_others_read_apart_is_refused,
        a_key_is_one_key_in_every_normal_form,
        a_language_has_one_tag_and_a_region_finds_its_language,
        a_licence_is_known_by_the_names_that_others_give_it,
    ;
}
