//! Search as people type it: what comes first, what is counted, what is near, and what nobody is told of.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::administering::{does, people};
use crate::spip::{SQLITE, bring};
use crate::support::{TestApp, on_both, value};

/// Searches with what must come first.
const JUDGED: &str = include_str!("searching/judged.txt");
/// The same over the site of SPIP that the tests import.
const JUDGED_SPIP: &str = include_str!("searching/judged-spip.txt");

/// Texts that no search should be afraid of: operators of both engines, quotes, signs of other scripts, nothing but stop words.
pub(crate) const HOSTILE: &[&str] = &[
    "",
    " ",
    "le la les",
    "!? … —",
    "\"",
    "\"\"",
    "-",
    "*",
    "a*",
    "a\u{0}b",
    "' OR 1=1 --",
    "jardin) AND (",
    "title:jardin",
    "NEAR(a b)",
    "{title} : x",
    "a:* & !b | c <-> d",
    "\\",
    "%_",
    "مرحبا بالعالم",
    "北京",
    "😀",
    "\u{202e}\u{301}",
    "·t1",
    "^jardin",
    "jardin*",
    "+jardin",
    "<script>alert(1)</script>",
    "]]> </mark>",
    "a b c d e f g h i j k l m n o p",
    "\u{feff}\u{200b}\u{2028}",
    "\u{e000}\u{10ffff}",
    "a & | ! ( ) : * < > '",
    "-a -b -c",
    "\"a* -b\" OR NOT",
    "col:a AND b NEAR/2 c",
    "'; DROP TABLE entry; --",
    "$1 ? %s {0}",
    "é*",
    "e\u{301}*",
];

const SEARCH: &str = "query ($text: String, $filter: EntryFilter, $orderBy: SearchOrder, $first: Int, $after: String) {
    search(text: $text, filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
        totalCount
        totalCountIsExact
        suggestions
        pageInfo { hasNextPage endCursor }
        nodes { highlight highlightedTitle distanceKm entry { slug kind title } member { slug } }
    }
}";

const FACETS: &str = "query ($text: String, $filter: EntryFilter) {
    search(text: $text, filter: $filter) {
        totalCount
        facets {
            kind { value label count }
            theme { value label count }
            territory { value label count }
            licence { value label count }
            language { value count }
            year { value count }
        }
    }
}";

async fn asked(app: &TestApp, variables: Value) -> Value {
    value(&app.post(SEARCH, variables).await.data(), "search").clone()
}

/// The slugs of what is found, in order, and no slug twice: an entry may be called like the member whose it is.
fn slugs(found: &Value) -> Vec<String> {
    let mut slugs: Vec<String> = Vec::new();
    for node in found["nodes"].as_array().unwrap() {
        let slug = node["entry"]["slug"].as_str().or(node["member"]["slug"].as_str()).unwrap().to_owned();
        if !slugs.contains(&slug) {
            slugs.push(slug);
        }
    }
    slugs
}

async fn search(app: &TestApp, text: &str) -> Vec<String> {
    slugs(&asked(app, json!({ "text": text, "first": 100 })).await)
}

/// How good an order is: nDCG of the first ten, where what comes best counts three times as much as what is also right.
fn gain(found: &[String], best: &str, also: &str) -> f64 {
    let mut grades: BTreeMap<&str, f64> = also.split_whitespace().map(|it| (it, 1.0)).collect();
    grades.extend(best.split_whitespace().map(|it| (it, 3.0)));
    let sum = |gains: &[f64]| -> f64 {
        let discounted = gains.iter().take(10).zip(2..).map(|(gain, place)| gain / f64::from(place).log2());
        discounted.sum()
    };
    let gains: Vec<f64> = found.iter().map(|it| grades.get(it.as_str()).copied().unwrap_or_default()).collect();
    let mut ideal: Vec<f64> = grades.into_values().collect();
    ideal.sort_by(|one, other| other.total_cmp(one));
    sum(&gains) / sum(&ideal)
}

async fn what_is_meant_comes_first(app: TestApp) {
    judge(&app, JUDGED, 60, "searches").await;
}

async fn what_is_meant_comes_first_on_a_site_of_spip(app: TestApp) {
    bring(&app, SQLITE, &[]).await;
    judge(&app, JUDGED_SPIP, 15, "searches_of_spip").await;
}

/// Asks the searches of a list, each of which must be answered well, and all together better. The order is the same on both databases.
async fn judge(app: &TestApp, judged: &str, least: usize, snapshot: &str) {
    let (mut gains, mut orders) = (Vec::new(), String::new());
    for line in judged.lines().filter(|it| !it.starts_with('#')) {
        let (text, right) = line.split_once(" => ").unwrap();
        let (best, also) = right.split_once(" ; ").unwrap_or((right, ""));
        let found = search(app, text).await;
        let gain = gain(&found, best, also);
        assert!(gain > 0.5, "{text}: {gain:.2}, {found:?}");
        gains.push(gain);
        orders += &format!("{text}: {}\n", found.iter().take(10).cloned().collect::<Vec<_>>().join(" "));
    }
    assert!(gains.len() >= least);
    let mean = gains.iter().sum::<f64>() / gains.len() as f64;
    assert!(mean >= 0.9, "nDCG@10 is {mean:.3}");
    // the same order on both databases
    insta::with_settings!({ prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(snapshot, orders);
    });
}

async fn the_form_of_a_word_does_not_matter(app: TestApp) {
    for (one, other) in [
        ("jardins partages", "JARDIN PARTAGÉ"),
        ("l'épicerie solidaire", "epiceries solidaires"),
        ("d’habitat", "habitats"),
        ("recycleries", "Recyclerie"),
        ("c'hoari", "c’hoari"),
        ("réparer", "repare"),
        ("monnaie locale", "les monnaies locales"),
        ("tiers-lieu", "tiers-lieux"),
    ] {
        assert_eq!(search(&app, one).await, search(&app, other).await, "{one} and {other}");
    }
    let list =
        app.query("{ initiatives(filter: { search: \"JARDINS partage\" }, first: 100) { nodes { slug } } }").await;
    assert!(value(&list, "initiatives/nodes").as_array().unwrap().len() >= 5);
}

async fn phrases_exclusions_and_beginnings_narrow(app: TestApp) {
    let loose = search(&app, "pays de brest").await;
    let close = search(&app, "\"pays de brest\"").await;
    assert!(!close.is_empty() && close.len() <= loose.len());
    let all = search(&app, "jardin").await;
    let without = search(&app, "jardin -bellevue").await;
    assert!(without.len() < all.len() && without.iter().all(|it| all.contains(it)));
    assert!(!without.iter().any(|it| it.contains("bellevue")));
    let beginnings = search(&app, "recycl*").await;
    assert!(search(&app, "recyclerie").await.iter().all(|it| beginnings.contains(it)));
    // where nothing has the word, words that begin so are found
    assert!(search(&app, "brezho").await.contains(&"radio-kerne".to_owned()));
    assert!(search(&app, "-jardin").await.is_empty());
}

async fn every_text_is_a_search(app: TestApp) {
    let long = "mot ".repeat(16_000);
    let letters = "é".repeat(30_000);
    let quotes = "\"".repeat(10_000);
    let all = HOSTILE.iter().copied().chain([long.as_str(), &letters, &quotes]);
    for text in all {
        let found = app.post(SEARCH, json!({ "text": text })).await;
        assert_eq!(found.status, 200);
        let found = found.json();
        assert_eq!(found["errors"], Value::Null, "{:?}: {found}", &text[..text.len().min(20)]);
        let list = app
            .post(
                "query ($text: String) { entries(filter: { search: $text }) { totalCount } }",
                json!({ "text": text }),
            )
            .await;
        assert_eq!(list.json()["errors"], Value::Null, "{:?}", &text[..text.len().min(20)]);
        let words =
            app.post("query ($text: String!) { suggest(text: $text) { text count } }", json!({ "text": text })).await;
        assert_eq!(words.json()["errors"], Value::Null, "{:?}", &text[..text.len().min(20)]);
    }
    assert_eq!(search(&app, "·t1").await, Vec::<String>::new());
    assert_eq!(search(&app, "le la les").await, Vec::<String>::new());
}

async fn pages_follow_each_other(app: TestApp) {
    let whole = asked(&app, json!({ "text": "brest", "first": 100 })).await;
    let (mut walked, mut after) = (Vec::new(), Value::Null);
    loop {
        let page = asked(&app, json!({ "text": "brest", "first": 7, "after": after })).await;
        assert_eq!(page["totalCount"], whole["totalCount"]);
        walked.extend(page["nodes"].as_array().unwrap().iter().cloned());
        after = page["pageInfo"]["endCursor"].clone();
        if page["pageInfo"]["hasNextPage"] == json!(false) {
            break;
        }
    }
    let first: Vec<Value> = walked.iter().take(100).cloned().collect();
    assert_eq!(json!(first), whole["nodes"]);
    assert_eq!(whole["totalCount"], json!(walked.len()));
    assert_eq!(whole["totalCountIsExact"], json!(true));
    let other = app.post(SEARCH, json!({ "text": "rennes", "after": after })).await.json();
    assert_eq!(value(&other, "errors/0/extensions/code"), "BAD_INPUT");
}

async fn facets_count_what_filters_find(app: TestApp) {
    let plain = app.post(FACETS, json!({ "text": "brest" })).await.data();
    let facets = value(&plain, "search/facets");
    let counts = |facet: &str| -> BTreeMap<String, i64> {
        let values = facets[facet].as_array().unwrap().iter();
        values.map(|it| (it["value"].as_str().unwrap().to_owned(), it["count"].as_i64().unwrap())).collect()
    };
    for (facet, filter) in [("kind", "kind"), ("theme", "theme"), ("territory", "territory"), ("language", "language")]
    {
        for (chosen, count) in counts(facet) {
            let narrowed = app.post(FACETS, json!({ "text": "brest", "filter": { filter: [chosen] } })).await.data();
            assert_eq!(value(&narrowed, "search/totalCount"), &json!(count), "{facet} {chosen}");
            // its own values stay, as they were
            assert_eq!(value(&narrowed, "search/facets")[facet], facets[facet], "{facet} {chosen}");
        }
    }
    for (key, count) in counts("licence") {
        let filter = json!({ "licence": { "key": [key] } });
        let narrowed = app.post(FACETS, json!({ "text": "brest", "filter": filter })).await.data();
        assert_eq!(value(&narrowed, "search/totalCount"), &json!(count));
    }
    let entries: i64 = counts("kind").values().sum();
    assert_eq!(counts("year").values().sum::<i64>(), entries);
    assert_eq!(counts("territory")["region:53"], *counts("territory").values().max().unwrap());
    // without a text everything that meets the filter is counted
    let all = app.post(FACETS, json!({ "filter": { "kind": ["INITIATIVE"] } })).await.data();
    assert_eq!(value(&all, "search/totalCount"), &json!(73));
    assert!(value(&all, "search/facets/kind").as_array().unwrap().len() >= 4);
    let french = app.post_in("fr", FACETS, json!({ "text": "brest" })).await.data();
    let labels: Vec<&str> = value(&french, "search/facets/kind")
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["label"].as_str().unwrap())
        .collect();
    assert!(labels.contains(&"Événements"), "{labels:?}");
}

async fn highlights_are_safe(app: TestApp) {
    let row = r#"{"kind":"article","key":"x","title":"Xylophone < tambour & \"co\"","summary":"Un xylophone vaut 2 < 3 > 1 & \"joue\"","body":"Le **xylophone** [joue](https://a.example/xylophone) & 1 < 2.","authors":[{"name":"A"}],"status":"PUBLISHED"}"#;
    assert_eq!(app.import(row).await.summary().created, 1);
    let found = asked(&app, json!({ "text": "xylophone" })).await;
    let node = &found["nodes"][0];
    let pieces: Vec<&str> = node["highlight"].as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect();
    assert!(pieces.iter().all(|it| it.contains("<mark>")), "{pieces:?}");
    for piece in pieces.into_iter().chain(node["highlightedTitle"].as_str()) {
        let bare = piece.replace("<mark>", "").replace("</mark>", "");
        assert!(!bare.contains(['<', '>', '"']), "{piece}");
        assert!(!bare.contains("https://"), "{piece}");
    }
    for found in asked(&app, json!({ "text": "jardin partagé", "first": 20 })).await["nodes"].as_array().unwrap() {
        let pieces = found["highlight"].as_array().unwrap();
        assert!(!pieces.is_empty() && pieces.len() <= 2);
    }
}

async fn what_nobody_may_see_is_told_by_nothing(app: TestApp) {
    let row = |status: &str, at: &str| {
        format!(
            r#"{{"kind":"article","key":"x","title":"Le xylophagisme","summary":"Un mot","body":"Le xylophage mange.","authors":[{{"name":"Zzyzx"}}],"status":"{status}"{at}}}"#
        )
    };
    let hidden = async |app: &TestApp| {
        for text in ["xylophagisme", "xylophag*", "zzyzx", "xylophagism"] {
            let found = asked(app, json!({ "text": text })).await;
            assert_eq!((&found["totalCount"], &found["suggestions"]), (&json!(0), &json!([])), "{text}");
            let facets = app.post(FACETS, json!({ "text": text })).await.data();
            assert_eq!(value(&facets, "search/facets/kind"), &json!([]));
        }
        for text in ["xylopha", "xyl"] {
            let words =
                app.post("query ($text: String!) { suggest(text: $text) { text } }", json!({ "text": text })).await;
            assert_eq!(value(&words.data(), "suggest"), &json!([]), "{text}");
        }
        // a slip of the pen leads nobody to the word
        assert_eq!(asked(app, json!({ "text": "xylophage" })).await["suggestions"], json!([]));
    };
    let _ = app.import(&row("DRAFT", "")).await;
    hidden(&app).await;
    let _ = app.import(&row("PUBLISHED", r#","publishedAt":"2999-01-01T00:00:00Z""#)).await;
    hidden(&app).await;
    let _ = app.import(&row("PUBLISHED", r#","publishedAt":"2020-01-01T00:00:00Z""#)).await;
    for text in ["xylophagisme", "xylophag*", "zzyzx"] {
        assert_eq!(search(&app, text).await.len(), 1, "{text}");
    }
    assert_eq!(asked(&app, json!({ "text": "xylofagisme" })).await["suggestions"], json!(["xylophagisme"]));
    let _ = app.import(&row("WITHDRAWN", "")).await;
    hidden(&app).await;
}

async fn words_are_completed_and_corrected(app: TestApp) {
    let completed = async |text: &str| -> Vec<String> {
        let found = app
            .post("query ($text: String!) { suggest(text: $text, first: 5) { text count } }", json!({ "text": text }))
            .await;
        let found = found.data();
        value(&found, "suggest").as_array().unwrap().iter().map(|it| it["text"].as_str().unwrap().to_owned()).collect()
    };
    let found = completed("jard").await;
    assert!(found[0].starts_with("jardin"), "{found:?}");
    assert!(completed("Brest rép").await.iter().all(|it| it.starts_with("Brest r")));
    assert!(completed("jardin ").await.is_empty() && completed("").await.is_empty());
    for (typed, meant) in [
        ("jardn partagé", "jardin"),
        ("recyclrie", "recyclerie"),
        ("fabalb", "fablab"),
        ("epicrie solidaire", "épicerie"),
    ] {
        let found = asked(&app, json!({ "text": typed })).await;
        assert_eq!(found["totalCount"], json!(0), "{typed}");
        let suggested = found["suggestions"].as_array().unwrap();
        assert!(suggested.iter().any(|it| it.as_str().unwrap().contains(meant)), "{typed}: {suggested:?}");
        assert!(!search(&app, suggested[0].as_str().unwrap()).await.is_empty());
    }
}

async fn members_are_found_by_name_and_entries_by_theirs(app: TestApp) {
    let row = r#"{"kind":"member","key":"nolwenn","memberKind":"PERSON","name":"Nolwenn Quéméneur","bio":"Elle tisse des osiers."}
{"kind":"article","key":"x","title":"Un titre","body":"Un texte.","authors":["nolwenn"],"status":"PUBLISHED"}"#;
    let _ = app.import(row).await;
    assert_eq!(search(&app, "quemeneur nolwenn").await, ["nolwenn", "x"]);
    assert_eq!(search(&app, "osier").await, ["nolwenn"]);
    let renamed = r#"{"kind":"member","key":"nolwenn","memberKind":"PERSON","name":"Nolwenn Kersauzon"}"#;
    let _ = app.import(renamed).await;
    assert_eq!(search(&app, "kersauzon").await, ["nolwenn", "x"]);
    assert!(search(&app, "quemeneur").await.is_empty());
    app.statement("UPDATE member SET status = 'HIDDEN' WHERE slug = 'nolwenn'").await;
    app.statement("UPDATE clock SET value = value + 1 WHERE name = 'reference'").await;
    app.store.follow().await.unwrap();
    assert!(search(&app, "kersauzon").await.is_empty());
}

async fn places_are_near_or_within(app: TestApp) {
    let near = json!({ "near": { "latitude": 48.39, "longitude": -4.49, "withinKm": 60 } });
    let found = asked(&app, json!({ "filter": near, "orderBy": "NEAREST", "first": 100 })).await;
    let away: Vec<f64> =
        found["nodes"].as_array().unwrap().iter().map(|it| it["distanceKm"].as_f64().unwrap()).collect();
    assert!(away.len() > 5 && away.is_sorted() && away.iter().all(|it| *it <= 61.0), "{away:?}");
    let listed = app
        .post("query ($filter: EntryFilter) { entries(filter: $filter) { totalCount } }", json!({ "filter": near }))
        .await;
    assert_eq!(value(&listed.data(), "entries/totalCount"), &found["totalCount"]);
    let refused = app.post(SEARCH, json!({ "text": "x", "orderBy": "NEAREST" })).await.json();
    assert_eq!(value(&refused, "errors/0/extensions/code"), "BAD_INPUT");

    let frame = |communes: bool| json!({ "within": { "south": 47.0, "west": -5.5, "north": 49.0, "east": -1.0, "includeCommunes": communes } });
    let count = async |communes: bool| {
        let found = asked(&app, json!({ "filter": frame(communes) })).await;
        found["totalCount"].as_i64().unwrap()
    };
    let (points, communes) = (count(false).await, count(true).await);
    assert!(points > 20 && communes > points, "{points} with points, {communes} with communes");
    let map = async |precision: i32, communes: bool| -> Vec<Value> {
        let asked =
            json!({ "filter": frame(communes), "cluster": { "precision": precision, "includeCommunes": communes } });
        let query = "query ($filter: EntryFilter, $cluster: MapGridInput!) {
            map(filter: $filter, cluster: $cluster) { latitude longitude count entry { slug } } }";
        let found = app.post(query, asked).await.data();
        value(&found, "map").as_array().unwrap().clone()
    };
    for (precision, by_commune, all) in
        [(4, false, points), (8, false, points), (12, false, points), (8, true, communes)]
    {
        let found = map(precision, by_commune).await;
        let counts: Vec<i64> = found.iter().map(|it| it["count"].as_i64().unwrap()).collect();
        assert_eq!(counts.iter().sum::<i64>(), all, "precision {precision}");
        assert!(found.iter().all(|it| (it["count"] == json!(1)) == it["entry"].is_object()));
    }
    assert!(map(4, false).await.len() < map(12, false).await.len());
    let refused = app.post("{ map(cluster: { precision: 30 }) { count } }", Value::Null).await.json();
    assert_eq!(value(&refused, "errors/0/extensions/code"), "OUT_OF_RANGE");
}

async fn what_is_alike_is_related(app: TestApp) {
    let query = "query ($slug: Slug!) { initiative(by: { slug: $slug }) { related(first: 4) { slug } } }";
    let related = async |slug: &str| -> Vec<String> {
        let found = app.post(query, json!({ "slug": slug })).await.data();
        let found = value(&found, "initiative/related").as_array().unwrap();
        found.iter().map(|it| it["slug"].as_str().unwrap().to_owned()).collect()
    };
    for (slug, like) in [
        ("jardin-partage-bellevue", "fiche-jardin-partage-a-bellevue"),
        ("heol", "heol-atlas-des-communs"),
        ("fablab-lannion", "fiche-fablab-lannion"),
        ("papi-brest", "papi-bilan-frequentation"),
        ("ar-redadeg", "redadeg-2014-brezhoneg-ha-plijadur"),
    ] {
        let found = related(slug).await;
        assert!(found.contains(&like.to_owned()), "{slug}: {found:?}");
        assert!(!found.contains(&slug.to_owned()) && found.len() == 4, "{found:?}");
        assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), 4);
    }
    assert_eq!(app.refusal("{ initiatives { nodes { related(first: 101) { id } } } }").await, "OUT_OF_RANGE");
    // however many entries are asked at once, one after the other is compared, and all are read together
    let many = app.post("{ initiatives(first: 5) { nodes { related(first: 3) { slug } } } }", Value::Null).await;
    assert!(many.statements() <= 1 + 3 + 2 * 5, "{}", many.statements());
}

async fn an_index_that_is_lost_is_made_anew(app: TestApp) {
    let before = search(&app, "jardin partagé").await;
    app.statement("DELETE FROM search_doc").await;
    assert!(search(&app, "jardin partagé").await.is_empty());
    let done = app.run(&["doctor", "--reindex"]);
    assert!(!String::from_utf8_lossy(&done.stdout).contains("Not found by what they say now"));
    assert_eq!(search(&app, "jardin partagé").await, before);
    let list = app.query("{ entries(filter: { search: \"jardin\" }) { totalCount } }").await;
    assert!(value(&list, "entries/totalCount").as_i64().unwrap() > 5);
}

/// An index that is not small is merged in the background: nothing of an erased text is left in it, nor in the words that are suggested.
async fn words_of_erased_texts_leave_a_large_index_as_well(app: TestApp) {
    let row = |key: &str, title: &str, body: &str| {
        format!(
            r#"{{"kind":"article","key":"{key}","title":"{title}","body":"{body}","authors":[{{"name":"Ana"}}],"status":"PUBLISHED","publishedAt":"2026-01-01T00:00:00Z"}}"#
        )
    };
    let rows = [
        row("a", "Zwrkqutest", "Les zwrkqutests mangent des légumes partagées."),
        row("b", "Le jardin", "Un légume partagé."),
    ];
    assert!(app.import(&rows.join("\n")).await.summary().is_clean());
    let is_sqlite = app.database_url().starts_with("sqlite:");
    let texts = match is_sqlite {
        true => {
            "INSERT INTO search_doc (doc, version, facts) \
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50001) SELECT 1000000 + i, 1, x'' FROM n"
        }
        false => {
            "INSERT INTO search_doc (doc, version, facts) SELECT 1000000 + i, 1, ''::bytea FROM generate_series(1, 50001) i"
        }
    };
    app.statement(texts).await;
    let purge =
        "mutation ($input: EntryPurgeInput!) { done: entryPurge(input: $input) { deletedId userErrors { code } } }";
    let (chief, ..) = people(&app).await;
    let known = app.query("{ article(by: { slug: \"a\" }) { id } }").await;
    let input = json!({ "id": value(&known, "article/id"), "reason": "court order 12" });
    let done = does(&app, &chief, purge, input).await;
    assert_eq!(done["userErrors"], json!([]), "{done}");
    let words =
        async |like: &str| app.number(&format!("SELECT count(*) FROM search_word WHERE word LIKE '{like}'")).await;
    assert_eq!(words("zwrkqutest%").await, 0);
    // the terms of these words are those of others, but nobody else writes them so
    assert_eq!((words("legumes").await, words("partagees").await), (0, 0));
    assert_eq!((words("legume").await, words("partage").await), (1, 1));
    if is_sqlite {
        let left = "SELECT count(*) FROM search_index_data WHERE instr(block, CAST('wrkqu' AS BLOB)) > 0";
        assert!(app.number(left).await > 0, "a large index is not merged at once");
        app.store.merge_erased(|| false).await.unwrap();
        assert!(app.number(left).await > 0, "no step was to be taken");
        app.store.merge_erased(|| true).await.unwrap();
        assert_eq!(app.number(left).await, 0);
        assert_eq!(app.number("SELECT count(*) FROM setting WHERE name = 'searchErased'").await, 0);
    }
    app.store.merge_erased(|| true).await.unwrap();
    assert_eq!(search(&app, "jardin").await, ["b"]);
    assert!(search(&app, "zwrkqutest").await.is_empty());
}

on_both! {
    demo:
        what_is_meant_comes_first,
        the_form_of_a_word_does_not_matter,
        phrases_exclusions_and_beginnings_narrow,
        every_text_is_a_search,
        pages_follow_each_other,
        facets_count_what_filters_find,
        highlights_are_safe,
        what_nobody_may_see_is_told_by_nothing,
        words_are_completed_and_corrected,
        members_are_found_by_name_and_entries_by_theirs,
        places_are_near_or_within,
        what_is_alike_is_related,
        an_index_that_is_lost_is_made_anew,
        what_the_documentation_asks_is_answered,
    ;
    empty:
        what_is_meant_comes_first_on_a_site_of_spip,
        words_of_erased_texts_leave_a_large_index_as_well,
    ;
}

/// Every operation of the page on searching is answered, and finds something.
async fn what_the_documentation_asks_is_answered(app: TestApp) {
    let page = include_str!("../docs/search.md");
    let operations: Vec<&str> = page.split("```graphql\n").skip(1).map(|it| it.split("```").next().unwrap()).collect();
    assert_eq!(operations.len(), 8);
    for operation in operations {
        let answer = app.post(operation, Value::Null).await.json();
        assert_eq!(answer["errors"], Value::Null, "{operation}: {answer}");
        let found = answer["data"].as_object().unwrap().values().next().unwrap();
        let rows = found.get("nodes").or(found.get("suggestions")).unwrap_or(found);
        assert!(!rows.as_array().unwrap().is_empty(), "{operation}");
    }
}
