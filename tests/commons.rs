//! The commons: what may be adapted into what, who adapted whose recipe, and what a partner wrote, republished.

use entity::value::role::Role;
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::editing::token;
use crate::support::{TestApp, on_both, value};

const ADAPT: &str = include_str!("commons/adapt.graphql");
const REPUBLISH: &str = include_str!("commons/republish.graphql");

async fn does(app: &TestApp, who: &str, mutation: &str, input: Value) -> Value {
    let answer = app.post_as(who, "published", mutation, json!({ "input": input })).await.json();
    match answer.get("errors") {
        Some(errors) => errors[0]["extensions"]["code"].clone(),
        None => answer["data"]["done"].clone(),
    }
}

async fn step(app: &TestApp, who: &str, name: &str, id: &Value, version: i32) -> Value {
    let kind = format!("{}{}Input", name[..1].to_uppercase(), &name[1..]);
    let mutation = format!(
        "mutation ($input: {kind}!) {{ done: {name}(input: $input) {{ entry {{ status version }} userErrors {{ code \
            path }} }} }}"
    );
    does(app, who, &mutation, json!({ "id": id, "version": version })).await
}

fn code(answer: &Value) -> &Value {
    value(answer, "userErrors/0/code")
}

/// People, and a recipe of Brest's under a licence.
async fn brest(app: &TestApp, licence: &str) -> (String, String, String, String, Value) {
    app.import(&format!(r#"
        {{"kind":"member","key":"ana","memberKind":"PERSON","name":"Ana"}}
        {{"kind":"member","key":"bob","memberKind":"PERSON","name":"Bob"}}
        {{"kind":"recipe","key":"fournil","title":"Le fournil","body":"On pétrit.","language":"fr","licence":"{licence}","status":"PUBLISHED","publishedAt":"2026-01-01T00:00:00Z","authors":["ana"],"territories":["commune:29019"],"steps":[{{"text":"Pétrir"}}]}}
    "#)).await;
    let found = app.query("{ recipe(by: { slug: \"fournil\" }) { id } }").await;
    (
        token(app, Role::Contributor, &[], Some("ana")).await,
        token(app, Role::Contributor, &[], Some("bob")).await,
        token(app, Role::Editor, &["pays:pays-de-brest"], None).await,
        token(app, Role::Editor, &["departement:56"], None).await,
        value(&found, "recipe/id").clone(),
    )
}

async fn every_licence_is_judged_with_every_other(app: TestApp) {
    let all = app.query("{ licences(first: 100) { nodes { key } } }").await;
    let keys: Vec<&str> =
        value(&all, "licences/nodes").as_array().unwrap().iter().map(|it| it["key"].as_str().unwrap()).collect();
    assert_eq!(keys.len(), 34);
    let mut table =
        String::from("what an adaptation of a work under each licence may carry; what is not named is refused\n");
    for original in &keys {
        let mut found = json!({});
        for part in keys.iter().enumerate().collect::<Vec<_>>().chunks(20) {
            let asked = part.iter().map(|(at, proposed)| {
                format!("a{at}: licenceCheck(originals: [\"{original}\"], proposed: \"{proposed}\") {{ verdict }}")
            });
            let answer = app.query(&format!("{{ {} }}", asked.collect::<Vec<_>>().join(" "))).await;
            found.as_object_mut().unwrap().extend(answer.as_object().unwrap().clone());
        }
        table += &format!("\n{original}\n");
        for verdict in ["ALLOWED", "DISCOURAGED", "NEEDS_REVIEW"] {
            let of: Vec<&str> = keys
                .iter()
                .enumerate()
                .filter(|(at, _)| found[format!("a{at}")]["verdict"] == verdict)
                .map(|(_, it)| *it)
                .collect();
            if !of.is_empty() {
                table += &format!("    {}: {}\n", verdict.to_lowercase().replace('_', " "), of.join(", "));
            }
        }
    }
    insta::with_settings!({ prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("licences", table);
    });
}

async fn a_check_says_why_in_the_language_of_the_reader(app: TestApp) {
    let ask = "query ($originals: [LicenceKey!]!, $proposed: LicenceKey!) { licenceCheck(originals: $originals, \
        proposed: $proposed) { verdict reason en: reason(language: \"en\") br: reason(language: \"br\") \
        notice(language: \"en\") conflicts { key } alternatives { key } } }";
    let check = async |originals: &[&str], proposed: &str| {
        app.post(ask, json!({ "originals": originals, "proposed": proposed })).await.data()["licenceCheck"].take()
    };
    let found = check(&["CC-BY-SA-4.0", "CC-BY-NC-4.0"], "CC-BY-SA-4.0").await;
    insta::assert_json_snapshot!("nothing_fits", found);
    insta::assert_json_snapshot!(
        "version_unknown",
        check(&["LicenseRef-CC-BY-version-inconnue"], "CC-BY-SA-4.0").await
    );
    insta::assert_json_snapshot!("nobody_goes_on", check(&["CC-BY-4.0"], "CC-BY-ND-4.0").await);
    assert_eq!(
        check(&["CC-BY-ND-4.0"], "CC-BY-ND-4.0").await["en"],
        "CC BY-ND 4.0 does not permit adaptations, nor translations."
    );
    assert_eq!(
        check(&["CC-BY-SA-4.0"], "CC-BY-4.0").await["en"],
        "CC BY-SA 4.0 does not allow adaptations to carry CC BY 4.0; they may carry: CC BY-SA 4.0, Licence Art Libre \
            1.3, GPL 3.0+."
    );
    assert_eq!(check(&["CC0-1.0"], "LicenseRef-inconnue").await["verdict"], "REFUSED");
    for (originals, proposed) in [
        (json!([]), "CC0-1.0"),
        (json!(["CC-BY-9.0"]), "CC0-1.0"),
        (json!(["CC0-1.0"]), "nothing"),
        (json!(vec!["CC0-1.0"; 51]), "CC0-1.0"),
    ] {
        let refused = app.post(ask, json!({ "originals": originals, "proposed": proposed })).await.json();
        assert_eq!(refused["errors"][0]["extensions"]["code"], "BAD_INPUT", "{refused}");
    }
}

async fn a_recipe_travels_from_brest_to_lorient_and_into_breton(app: TestApp) {
    let (ana, bob, of_brest, of_vannes, first) = brest(&app, "CC-BY-SA-4.0").await;
    let input = json!({
        "origin": { "entry": first },
        "nature": "ADAPTATION",
        "note": "Avec de l'eau de mer.",
        "title": "Le fournil de Lorient",
        "territories": ["commune:56121"]
    });
    let made = does(&app, &bob, ADAPT, input).await;
    let recipe = &made["recipe"];
    assert_eq!(
        (&recipe["status"], &recipe["licence"]["key"], &recipe["authors"], &recipe["steps"]),
        (&json!("DRAFT"), &json!("CC-BY-SA-4.0"), &json!([{ "name": "Bob" }]), &json!([{ "text": "Pétrir" }])),
        "{made}"
    );
    assert_eq!(
        recipe["adaptedFrom"],
        json!([{ "nature": "ADAPTATION", "note": "Avec de l'eau de mer.", "origin": { "title": "Le fournil", "entry": { "id": first } } }])
    );
    let second = recipe["id"].clone();
    // a draft is in nobody's family but its author's
    let family = async |who: Option<&str>, id: &Value| {
        let query = format!(
            "{{ recipe(by: {{ id: {id} }}) {{ adaptations {{ totalCount nodes {{ nature note entry {{ title }} }} }} \
                lineage(depth: 5) {{ isTruncated nodes {{ key title isWithdrawn licence {{ key }} entry {{ slug }} }} \
                edges {{ originKey adaptationKey nature }} territories {{ territory {{ ref }} count }} }} }} }}"
        );
        let mut found = match who {
            Some(token) => app.post_as(token, "latest", &query, Value::Null).await.data(),
            None => app.query(&query).await,
        };
        found["recipe"].take()
    };
    assert_eq!(value(&family(None, &first).await, "adaptations/totalCount"), &json!(0));
    assert_eq!(value(&family(None, &first).await, "lineage/edges"), &json!([]));
    assert_eq!(value(&family(Some(&bob), &first).await, "adaptations/totalCount"), &json!(1));
    assert_eq!(step(&app, &of_vannes, "entryPublish", &second, 1).await["userErrors"], json!([]));
    let seen = family(None, &first).await;
    assert_eq!(
        seen["adaptations"],
        json!({
            "totalCount": 1,
            "nodes": [{ "nature": "ADAPTATION", "note": "Avec de l'eau de mer.", "entry": { "title": "Le fournil de Lorient" } }]
        })
    );
    // into Breton, from Lorient's
    let translate = |language: Value| {
        json!({
            "origin": { "entry": second },
            "nature": "TRANSLATION",
            "title": "Ti-forn an Oriant",
            "language": language,
            "territories": ["commune:56121"]
        })
    };
    assert_eq!(code(&does(&app, &ana, ADAPT, translate(json!(null))).await), "REQUIRED");
    assert_eq!(code(&does(&app, &ana, ADAPT, translate(json!("fr"))).await), "INCONSISTENT");
    let made = does(&app, &ana, ADAPT, translate(json!("br"))).await;
    assert_eq!(
        (&made["recipe"]["authors"], &made["recipe"]["translators"]),
        (&json!([{ "name": "Bob" }]), &json!([{ "name": "Ana" }])),
        "{made}"
    );
    let third = made["recipe"]["id"].clone();
    assert_eq!(step(&app, &of_vannes, "entryPublish", &third, 1).await["userErrors"], json!([]));
    let translations = app
        .query(&format!(
            "{{ a: recipe(by: {{ id: {second} }}) {{ translations {{ language title slug url }} }} \
        b: recipe(by: {{ id: {third} }}) {{ translations {{ language }} }} }}"
        ))
        .await;
    assert_eq!(
        (&translations["a"]["translations"], &translations["b"]["translations"]),
        (
            &json!([{ "language": "br", "title": "Ti-forn an Oriant", "slug": "ti-forn-an-oriant", "url": "https://site.test/recipe/ti-forn-an-oriant" }]),
            &json!([{ "language": "fr" }])
        ),
        "each knows the other"
    );
    let seen = family(None, &second).await;
    assert_eq!(
        (value(&seen, "lineage/nodes").as_array().unwrap().len(), value(&seen, "lineage/territories")),
        (
            3,
            &json!([
                { "territory": { "ref": "commune:56121" }, "count": 2 },
                { "territory": { "ref": "commune:29019" }, "count": 1 }
            ])
        )
    );
    let credit = format!(
        "{{ recipe(by: {{ id: {second} }}) {{ attribution(language: \"en\") adaptedFrom {{ origin {{ title isWithdrawn \
            url entry {{ id }} attribution(language: \"en\") }} }} }} }}"
    );
    assert_eq!(
        value(&app.query(&credit).await, "recipe/attribution"),
        "“Le fournil de Lorient” by Bob, Bretagne Creative (https://site.test/recipe/le-fournil-de-lorient), licensed \
            under CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/). Based on: “Le fournil” by Ana, \
            Bretagne Creative (https://site.test/recipe/fournil), licensed under CC BY-SA 4.0 \
            (https://creativecommons.org/licenses/by-sa/4.0/)."
    );
    // its first version is taken back: its credit stays, its text and its address do not
    step(&app, &of_brest, "entryWithdraw", &first, 1).await;
    let seen = app.query(&credit).await;
    assert_eq!(
        value(&seen, "recipe/adaptedFrom/0/origin"),
        &json!({ "title": "Le fournil", "isWithdrawn": true, "url": null, "entry": null, "attribution": "“Le fournil” by Ana, Bretagne Creative, \
            licensed under CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/)." })
    );
    let seen = family(None, &third).await;
    let nodes: Vec<(&str, bool)> = value(&seen, "lineage/nodes")
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["title"].as_str().unwrap(), it["isWithdrawn"].as_bool().unwrap()))
        .collect();
    assert_eq!(nodes, [("Ti-forn an Oriant", false), ("Le fournil de Lorient", false), ("Le fournil", true)]);
    assert_eq!(value(&seen, "lineage/edges").as_array().unwrap().len(), 2);
    assert_eq!(
        value(&family(Some(&of_brest), &first).await, "lineage/nodes").as_array().unwrap().len(),
        3,
        "who may read it sees it whole"
    );
}

async fn what_a_licence_refuses_is_neither_made_nor_published(app: TestApp) {
    let (ana, bob, of_brest, _, first) = brest(&app, "CC-BY-SA-4.0").await;
    let wish = |licence: &str| {
        json!({
            "origin": { "entry": first },
            "nature": "NEW_VERSION",
            "licence": licence,
            "territories": ["commune:29019"]
        })
    };
    for (licence, expected) in [
        ("CC-BY-4.0", "LICENCE_REFUSED"),
        ("CC-BY-SA-3.0", "LICENCE_REFUSED"),
        ("LicenseRef-CC-BY-SA-version-inconnue", "LICENCE_REFUSED"),
        ("CC-BY-9.0", "UNKNOWN"),
    ] {
        let refused = does(&app, &bob, ADAPT, wish(licence)).await;
        assert_eq!(
            (code(&refused), value(&refused, "userErrors/0/path")),
            (&json!(expected), &json!(["licence"])),
            "{licence}: {refused}"
        );
    }
    // why, in the language of the reader
    let told = app
        .post_with(
            &[("authorization", &format!("Bearer {bob}")), ("accept-language", "fr")],
            ADAPT,
            json!({ "input": wish("CC-BY-4.0") }),
        )
        .await
        .data();
    assert_eq!(
        value(&told, "done/userErrors/0/message"),
        "CC BY-SA 4.0 ne permet pas aux adaptations de porter CC BY 4.0 ; elles peuvent porter : CC BY-SA 4.0, Licence \
            Art Libre 1.3, GPL 3.0+."
    );
    let made = does(&app, &bob, ADAPT, wish("LAL-1.3")).await;
    let id = value(&made, "recipe/id").clone();
    // who changes the licence afterwards is told before it is public, and then
    let update = "mutation ($input: RecipeUpdateInput!) { done: recipeUpdate(input: $input) { recipe { publishBlockers \
        { code path } } userErrors { code path } } }";
    let changed = does(&app, &bob, update, json!({ "id": id, "version": 1, "licence": "CC-BY-4.0" })).await;
    assert_eq!(
        value(&changed, "recipe/publishBlockers"),
        &json!([{ "code": "LICENCE_REFUSED", "path": ["adaptedFrom", "0"] }])
    );
    assert_eq!(
        step(&app, &of_brest, "entryPublish", &id, 2).await["userErrors"],
        json!([{ "code": "LICENCE_REFUSED", "path": ["adaptedFrom", "0"] }])
    );
    does(&app, &bob, update, json!({ "id": id, "version": 2, "licence": "LAL-1.3" })).await;
    assert_eq!(value(&step(&app, &of_brest, "entryPublish", &id, 3).await, "entry/status"), "PUBLISHED");
    assert_eq!(
        does(&app, &of_brest, update, json!({ "id": id, "version": 4, "licence": "CC-BY-4.0" })).await["userErrors"],
        json!([
            { "code": "LICENCE_REFUSED", "path": ["adaptedFrom", "0"] },
            { "code": "LICENCE_REFUSED", "path": ["licence"] }
        ])
    );
    // what is not public, what is not there, and what permits nothing
    let draft = does(&app, &ana, ADAPT, wish("CC-BY-SA-4.0")).await["recipe"]["id"].clone();
    let from = |origin: Value| json!({ "origin": origin, "nature": "ADAPTATION" });
    assert_eq!(code(&does(&app, &bob, ADAPT, from(json!({ "entry": draft }))).await), "NOT_FOUND");
    assert_eq!(code(&does(&app, &ana, ADAPT, from(json!({ "entry": draft }))).await), "WRONG_STATUS");
    assert_eq!(code(&does(&app, &ana, ADAPT, from(json!({ "entry": "x" }))).await), "NOT_FOUND");
    let outside = |licence: &str| {
        from(
            json!({ "externalWork": { "url": "https://example.org/pain", "title": "Du pain", "authors": "Zoé", "licence": licence } }),
        )
    };
    for forbidden in ["CC-BY-ND-4.0", "LicenseRef-inconnue", "LicenseRef-tous-droits-reserves"] {
        assert_eq!(code(&does(&app, &ana, ADAPT, outside(forbidden)).await), "LICENCE_REFUSED", "{forbidden}");
    }
    let made = does(&app, &ana, ADAPT, outside("CC-BY-SA-3.0")).await;
    assert_eq!(
        (
            value(&made, "recipe/title"),
            value(&made, "recipe/licence/key"),
            value(&made, "recipe/adaptedFrom/0/origin/title")
        ),
        (&json!("Du pain"), &json!("CC-BY-SA-3.0"), &json!("Du pain"))
    );
    assert_eq!(
        app.post(ADAPT, json!({ "input": from(json!({ "entry": first })) })).await.json()["errors"][0]["extensions"]["code"],
        "UNAUTHENTICATED"
    );
    // sent twice under one key, it is made once; of many at once, one
    let keyed = json!({ "origin": { "entry": first }, "nature": "ADAPTATION", "idempotencyKey": "k" });
    let all = join_all((0..6).map(|_| does(&app, &bob, ADAPT, keyed.clone()))).await;
    assert!(all.iter().all(|it| value(it, "recipe/id") == value(&all[0], "recipe/id")), "{all:?}");
}

async fn what_a_partner_wrote_is_republished_as_far_as_it_may(app: TestApp) {
    let report = app.import(r#"
            {"kind":"member","key":"ana","memberKind":"PERSON","name":"Ana"}
            {"kind":"source","key":"partenaire","name":"Partenaire","homepage":"https://partenaire.example/","licence":"CC-BY-4.0"}
            {"kind":"source","key":"fermee","name":"Fermée","homepage":"https://fermee.example/","licence":"CC-BY-4.0","permission":"REFUSED"}
        "#).await;
    assert!(report.summary().is_clean(), "{} {report:?}", report.summary());
    let ana = token(&app, Role::Contributor, &[], Some("ana")).await;
    let wish = |url: &str, licence: Value, more: Value| {
        let mut input = json!({
            "url": url,
            "title": "Un article",
            "authors": ["Zoé"],
            "licence": licence,
            "body": "Du texte.",
            "source": "partenaire"
        });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        input
    };
    let made =
        does(&app, &ana, REPUBLISH, wish("https://partenaire.example/a?utm_source=x", json!("CC-BY-4.0"), json!({})))
            .await;
    assert_eq!(
        (
            value(&made, "article/articleKind"),
            value(&made, "article/licence/key"),
            value(&made, "article/originalLicence/key")
        ),
        (&json!("REPUBLISHED"), &json!("CC-BY-4.0"), &json!("CC-BY-4.0")),
        "{made}"
    );
    assert_eq!(
        value(&made, "article/attributionParts"),
        &json!({ "url": value(&made, "article/originalUrl"), "site": "Partenaire", "authors": [{ "name": "Zoé" }] })
    );
    // do you already have this? trivial variants of the address are the same address
    let again = does(
        &app,
        &ana,
        REPUBLISH,
        wish("http://www.partenaire.example/a/?utm_medium=mail", json!("CC-BY-4.0"), json!({})),
    )
    .await;
    assert_eq!((code(&again), value(&again, "existing/id")), (&json!("TAKEN"), value(&made, "article/id")), "{again}");
    for (licence, more, expected) in [
        (json!("LicenseRef-tous-droits-reserves"), json!({}), "LICENCE_REFUSED"),
        (json!("LicenseRef-inconnue"), json!({}), "LICENCE_REFUSED"),
        (json!(null), json!({}), "REQUIRED"),
        (json!("CC-BY-9.0"), json!({}), "UNKNOWN"),
        (json!("CC-BY-4.0"), json!({ "source": "fermee" }), "PERMISSION_REFUSED"),
        (json!("LicenseRef-inconnue"), json!({ "articleKind": "EXCERPT", "body": "x".repeat(501) }), "TOO_LONG"),
        (json!("CC-BY-4.0"), json!({ "source": "nobody" }), "UNKNOWN"),
    ] {
        assert_eq!(
            code(
                &does(&app, &ana, REPUBLISH, wish("https://partenaire.example/b", licence.clone(), more.clone())).await
            ),
            expected,
            "{licence} {more}"
        );
    }
    for (at, (licence, kind)) in [
        ("LicenseRef-inconnue", "EXCERPT"),
        ("LicenseRef-tous-droits-reserves", "SUMMARY"),
        ("CC-BY-NC-4.0", "REPUBLISHED"),
        ("LicenseRef-CC-BY-ND-version-inconnue", "REPUBLISHED"),
    ]
    .iter()
    .enumerate()
    {
        let made = does(
            &app,
            &ana,
            REPUBLISH,
            wish(&format!("https://partenaire.example/c{at}"), json!(licence), json!({ "articleKind": kind })),
        )
        .await;
        assert_eq!(
            (&made["userErrors"], value(&made, "article/articleKind")),
            (&json!([]), &json!(kind)),
            "{licence}: {made}"
        );
    }
}

async fn what_was_given_is_not_taken_back(app: TestApp) {
    let (ana, bob, of_brest, _, id) = brest(&app, "CC-BY-SA-4.0").await;
    let update = "mutation ($input: RecipeUpdateInput!) { done: recipeUpdate(input: $input) { recipe { version licence \
        { key } } userErrors { code path } } }";
    let to = |version: i32, licence: &str| json!({ "id": id, "version": version, "licence": licence });
    let refused = json!([{ "code": "LICENCE_REFUSED", "path": ["licence"] }]);
    // towards less free by nobody, towards freer by its authors alone
    for (who, licence) in [
        (&ana, "CC-BY-NC-SA-4.0"),
        (&of_brest, "LicenseRef-tous-droits-reserves"),
        (&of_brest, "CC-BY-ND-4.0"),
        (&of_brest, "CC-BY-4.0"),
    ] {
        assert_eq!(does(&app, who, update, to(1, licence)).await["userErrors"], refused, "{licence}");
    }
    assert_eq!(does(&app, &bob, update, to(1, "CC-BY-4.0")).await, "FORBIDDEN");
    let proposed = does(&app, &ana, update, to(1, "CC-BY-4.0")).await;
    assert_eq!((&proposed["userErrors"], value(&proposed, "recipe/version")), (&json!([]), &json!(2)), "{proposed}");
    let ask = format!(
        "{{ recipe(by: {{ id: {id} }}) {{ licence {{ key }} formerLicences {{ licence {{ key }} endedAt }} }} }}"
    );
    assert_eq!(app.query(&ask).await["recipe"], json!({ "licence": { "key": "CC-BY-SA-4.0" }, "formerLicences": [] }));
    assert_eq!(value(&step(&app, &of_brest, "entryPublish", &id, 2).await, "entry/status"), "PUBLISHED");
    assert_eq!(
        app.query(&ask).await["recipe"],
        json!({
            "licence": { "key": "CC-BY-4.0" },
            "formerLicences": [{ "licence": { "key": "CC-BY-SA-4.0" }, "endedAt": "2026-12-01T12:00:00.000Z" }]
        })
    );
    let admin = token(&app, Role::Admin, &[], None).await;
    let log = app
        .post_as(
            &admin,
            "latest",
            &format!(
                "{{ auditLog(filter: {{ object: {id}, action: [\"licenceChange\"] }}) {{ nodes {{ detail }} }} }}"
            ),
            Value::Null,
        )
        .await
        .data();
    assert_eq!(value(&log, "auditLog/nodes"), &json!([{ "detail": "CC-BY-SA-4.0 CC-BY-4.0" }]));
    // a draft may still carry anything
    let made = does(
        &app,
        &ana,
        "mutation ($input: RecipeCreateInput!) { done: recipeCreate(input: $input) { recipe { \
        id } userErrors { code path } } }",
        json!({ "title": "Un brouillon" }),
    )
    .await;
    let draft = value(&made, "recipe/id");
    assert_eq!(
        does(
            &app,
            &ana,
            update,
            json!({
                "id": draft,
                "version": 1,
                "licence": "CC-BY-NC-ND-4.0"
            })
        )
        .await["userErrors"],
        json!([])
    );
    // titles are plain text
    for (title, expected) in [
        ("<b>Gras</b>", json!([{ "code": "MALFORMED", "path": ["title"] }])),
        ("Un <script src=x>", json!([{ "code": "MALFORMED", "path": ["title"] }])),
        ("2 < 3 > 1, un <3 pour vous", json!([])),
    ] {
        assert_eq!(
            does(
                &app,
                &ana,
                "mutation ($input: RecipeCreateInput!) { done: recipeCreate(input: $input) { \
            userErrors { code path } } }",
                json!({ "title": title })
            )
            .await["userErrors"],
            expected,
            "{title}"
        );
    }
}

async fn the_credit_comes_in_parts_as_well(app: TestApp) {
    let found = app
        .query(
            "{ recipe(by: { slug: \"aozan-ur-repair-cafe\" }) { attributionParts { title authors { name \
        url } site url licence { key url } republishedBy } }}",
        )
        .await;
    assert_eq!(
        value(&found, "recipe/attributionParts"),
        &json!({ "title": "Aozañ ur repair café", "authors": [{ "name": "Rédaction du corpus de démonstration", "url": null }], "site": "Bretagne Creative",
        "url": "https://site.test/recipe/aozan-ur-repair-cafe", "licence": { "key": "CC-BY-SA-4.0", "url": "https://creativecommons.org/licenses/by-sa/4.0/" }, "republishedBy": null })
    );
}

async fn the_families_of_a_list_take_as_many_statements_as_one(app: TestApp) {
    let ask = async |first: i32| {
        app.post(
            &format!(
                "{{ recipes(first: {first}) {{ nodes {{ adaptedFrom {{ nature }} adaptations(first: 3) {{ \
            nodes {{ nature entry {{ title }} }} }} lineage(depth: 3) {{ nodes {{ title }} edges {{ nature }} }} }} }} \
            }}"
            ),
            Value::Null,
        )
        .await
        .statements()
    };
    let (few, many) = (ask(4).await, ask(20).await);
    assert_eq!(many, few, "by depth, not by row");
    for depth in [0, 11, -1] {
        let refused = app
            .refusal(&format!("{{ recipes(first: 1) {{ nodes {{ lineage(depth: {depth}) {{ isTruncated }} }} }} }}"))
            .await;
        assert_eq!(refused, "OUT_OF_RANGE");
    }
}

on_both! {
    demo:
        the_credit_comes_in_parts_as_well,
        the_families_of_a_list_take_as_many_statements_as_one,
    ;
    empty:
        every_licence_is_judged_with_every_other,
        a_check_says_why_in_the_language_of_the_reader,
        a_recipe_travels_from_brest_to_lorient_and_into_breton,
        what_a_licence_refuses_is_neither_made_nor_published,
        what_a_partner_wrote_is_republished_as_far_as_it_may,
        what_was_given_is_not_taken_back,
    ;
}
