//! A real SPIP site comes over whole, by one command, as often as one wishes.

use serde_json::json;

use crate::support::{TestApp, on_both, value};

pub(crate) const SQLITE: &str = "tests/spip/spip.sqlite";
const DUMP: &str = "tests/spip/spip.sql";

fn path(file: &str) -> String {
    crate::architecture::root().join(file).display().to_string()
}

/// Runs the import, and answers with the report.
pub(crate) async fn bring(app: &TestApp, file: &str, more: &[&str]) -> String {
    let file = path(file);
    let arguments: Vec<&str> = ["import", "spip", &file].into_iter().chain(more.iter().copied()).collect();
    let done = app.run(&arguments);
    let (said, beside) = (String::from_utf8(done.stdout).unwrap(), String::from_utf8(done.stderr).unwrap());
    assert!(done.status.success(), "{said}\n{beside}");
    // the server has what another process has brought in
    app.store.follow().await.unwrap();
    format!("{said}\n{beside}")
}

async fn the_site_comes_over_and_again_changes_nothing(app: TestApp) {
    let tried = bring(&app, SQLITE, &["--dry-run"]).await;
    assert!(tried.contains("Essai : rien n’a été écrit."), "{tried}");
    assert_eq!(app.number("SELECT count(*) FROM entry").await, 0);
    let first = bring(&app, SQLITE, &[]).await;
    assert!(first.contains("created 80, updated 0, same 1, conflicts 0, refused 0"), "{first}");
    let second = bring(&app, SQLITE, &[]).await;
    assert!(second.contains("created 0, updated 0"), "{second}");
    assert!(second.contains("conflicts 0, refused 0"), "{second}");
    for row in ["| anciennes adresses | 0 | 0 |", "| comptes | 0 | 0 |"] {
        assert!(second.contains(row), "{second}");
    }
    // the dump of MariaDB has the same content, but for the address of an author to whom an article links
    let other = bring(&app, DUMP, &[]).await;
    assert!(other.contains("created 0, updated 1, same 80, conflicts 0, refused 0"), "{other}");
    assert!(bring(&app, DUMP, &[]).await.contains("created 0, updated 0, same 81"));
}

async fn what_was_public_is_found_where_it_was(app: TestApp) {
    bring(&app, SQLITE, &[]).await;
    for (old, new) in [
        (
            "/Ti-Marc-had-l-epicerie-tenue-par-les-habitants",
            "initiative/ti-marc-had-l-epicerie-tenue-par-les-habitants",
        ),
        ("/Ti-Marc-had-epicerie-participative", "initiative/ti-marc-had-l-epicerie-tenue-par-les-habitants"),
        ("/article97.html", "page/faciliter-la-diffusion-expliciter-les-recettes"),
        ("/spip.php?article97", "page/faciliter-la-diffusion-expliciter-les-recettes"),
        ("/rubrique2.html", "page/les-initiatives"),
        ("/-Les-recettes-libres-", "page/les-recettes-libres"),
        ("/spip.php?rubrique6", "page/les-initiatives"),
    ] {
        let answer = app.get(old).await;
        assert_eq!(answer.status, 301, "{old}");
        assert_eq!(answer.headers["location"].to_str().unwrap(), format!("https://site.test/{new}"), "{old}");
    }
    assert_eq!(app.get("/article27.html").await.headers["location"], "https://carte.bretagne-creative.example/");
    // what is not public yet, or was never, is not found
    for hidden in ["/article26.html", "/article9.html", "/article28.html", "/spip.php?article31"] {
        assert_eq!(app.get(hidden).await.status, 404, "{hidden}");
    }
    let data = app.query("{ resolve(path: \"/spip.php?article1\") { httpStatus entry { title } } }").await;
    assert_eq!(value(&data, "resolve/httpStatus"), &json!(301));
}

async fn texts_people_places_and_licences_are_those_of_the_site(app: TestApp) {
    bring(&app, SQLITE, &[]).await;
    let data = app
        .query(
            r#"{
              initiative(by: { slug: "ti-marc-had-l-epicerie-tenue-par-les-habitants" }) {
                title summary need response story body maturity language
                licence { key } authors { name } territories { ref } location { commune { name } latitude }
                themes { slug } translations { language title }
              }
            }"#,
        )
        .await;
    let it = value(&data, "initiative");
    assert_eq!(it["title"], "Ti Marc’had, l’épicerie tenue par les habitants");
    assert_eq!(it["summary"], "Épicerie participative\u{a0}: 140 familles, 22 producteurs.");
    assert!(it["need"].as_str().unwrap().contains("*onze kilomètres*"), "{it}");
    assert!(it["response"].as_str().unwrap().ends_with("[^1]: Liste à jour affichée dans la boutique."), "{it}");
    assert!(it["body"].as_str().unwrap().contains("| Année | Familles | Producteurs |"), "{it}");
    assert!(it["body"].as_str().unwrap().contains("163 familles"), "{it}");
    assert_eq!((&it["maturity"], &it["language"]), (&json!("DEVELOPING"), &json!("fr")));
    assert_eq!(it["licence"]["key"], "LicenseRef-CC-BY-SA-version-inconnue");
    assert_eq!(it["authors"][0]["name"], "Soazig Le Goff");
    assert_eq!(it["territories"][0]["ref"], "commune:29160");
    assert_eq!(it["territories"][1]["ref"], "pays:pays-de-brest");
    assert_eq!(it["location"]["commune"]["name"], "Plabennec");
    let data = app
        .query(
            r#"{
              articles(first: 50) { nodes { slug articleKind originalUrl originalLicence { key } source { name } publishedAt } }
              events(first: 50) { nodes { title place capacity timings { allDay start endDate } } }
              recipes(first: 50) { nodes { slug materials steps { text } } }
            }"#,
        )
        .await;
    let text = data.to_string();
    let articles = value(&data, "articles/nodes").as_array().unwrap();
    let banc = articles.iter().find(|it| it["slug"] == "le-banc-du-lundi").unwrap();
    assert_eq!(banc["originalUrl"], "https://captransition.example/banc", "tracking parameters are taken off");
    assert_eq!(banc["originalLicence"]["key"], "LicenseRef-CC-BY-NC-version-inconnue");
    assert_eq!(banc["source"]["name"], "Cap Transition");
    let cantine = articles.iter().find(|it| it["slug"] == "la-cantine-qui-pese-ses-restes").unwrap();
    assert_eq!(cantine["originalLicence"]["key"], "CC-BY-SA-4.0", "the sentence says the version");
    assert!(!articles.iter().any(|it| it["slug"].as_str().unwrap().starts_with("programme-de-la-decennie")));
    let events = value(&data, "events/nodes").as_array().unwrap();
    let apero = events.iter().find(|it| it["title"] == "Les apéros en ligne du réseau").unwrap();
    assert_eq!(apero["timings"].as_array().unwrap().len(), 3);
    let forum = events.iter().find(|it| it["title"] == "Forum ouvert «\u{a0}Nos communs\u{a0}»").unwrap();
    assert_eq!((&forum["timings"][0]["allDay"], &forum["timings"][0]["endDate"]), (&json!(true), &json!("2019-05-19")));
    let studio = value(&data, "recipes/nodes").as_array().unwrap().iter();
    let studio = studio.clone().find(|it| it["slug"] == "recette-le-studio-radio-dans-une-caisse-a-pommes").unwrap();
    assert_eq!(studio["materials"][0], "une caisse à pommes");
    assert_eq!(studio["steps"][3]["text"], "essayer dans le car");
    for private in ["@courriel.example", "192.0.2.", "<script", "javascript:", "Bravo"] {
        assert!(!text.contains(private), "{private}");
    }
}

async fn people_have_accounts_without_a_password(app: TestApp) {
    let said = bring(&app, SQLITE, &[]).await;
    let held = "SELECT count(*) FROM account WHERE email IS NOT NULL";
    assert_eq!(app.number(held).await, 7, "{said}");
    assert_eq!(app.number(&format!("{held} AND password_hash IS NOT NULL")).await, 0);
    assert_eq!(app.number(&format!("{held} AND role = 'EDITOR'")).await, 2);
    assert_eq!(app.number("SELECT count(*) FROM mandate WHERE territory_seq IS NOT NULL").await, 1);
    assert_eq!(
        app.number("SELECT count(*) FROM account WHERE email LIKE '%parti@%' OR email LIKE '%nouvelle%'").await,
        0
    );
    let people = app.query("{ members(first: 50) { nodes { name } } }").await.to_string();
    assert!(people.contains("Yann-Ber Kervella") && !people.contains("Inscription à confirmer"), "{people}");
}

async fn the_report_says_in_french_what_is_to_be_done(app: TestApp) {
    let report = bring(&app, DUMP, &["--section", "12=page", "--place", "8=epci:243500139"]).await;
    for said in [
        "## Licences à vérifier",
        "licence prise dans la phrase",
        "--place 7=epci:…,commune:…",
        "point 9 sans coordonnées",
        "document 3 png/carte-pays.png : image sans texte de remplacement",
        "élément <script> retiré",
        "contenu intégré remplacé par un lien",
        "5 messages",
    ] {
        assert!(report.contains(said), "{said} is not in {report}");
    }
    let data = app.query("{ pages(first: 50) { nodes { title } } }").await;
    assert!(data.to_string().contains("ispiserezh"), "{data}");
}

#[test]
fn what_is_no_site_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", folder.path().join("x.db").display());
    let put = |name: &str, content: &[u8]| {
        let file = folder.path().join(name);
        std::fs::write(&file, content).unwrap();
        file.display().to_string()
    };
    for (name, content, said) in [
        ("a.pdf", &b"%PDF-1.7"[..], "it is a PDF"),
        ("a.gz", b"\x1f\x8b\x08", "compressed with gzip"),
        ("a.sql", b"CREATE TABLE t (a int);", "no tables of a SPIP site"),
        (
            "b.sql",
            b"CREATE TABLE spip_rubriques (a int);\nINSERT INTO spip_rubriques VALUES ('x",
            "line 2: the dump ends in the middle",
        ),
        ("a.db", b"SQLite format 3\0 and nothing more", "cannot be read as a SQLite database"),
    ] {
        let done = crate::support::run(&database, &["import", "spip", &put(name, content)]);
        let told = String::from_utf8(done.stderr).unwrap();
        assert!(!done.status.success() && told.contains(said), "{name}: {told}");
    }
    assert!(!folder.path().join("x.db").exists(), "a file that is no site makes no database");
}

on_both! {
    empty:
        the_site_comes_over_and_again_changes_nothing,
        what_was_public_is_found_where_it_was,
        texts_people_places_and_licences_are_those_of_the_site,
        people_have_accounts_without_a_password,
        the_report_says_in_french_what_is_to_be_done,
    ;
}
