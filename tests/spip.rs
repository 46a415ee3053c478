//! A real SPIP site comes over whole, by one command, as often as one wishes.

use std::path::Path;

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
    // pages of authors and keywords lead to members and themes
    for (old, new) in [
        ("/auteur4.html", "member/"),
        ("/spip.php?auteur4", "member/"),
        ("/Maelle-Tanguy", "member/"),
        ("/mot5.html", "theme/"),
        ("/spip.php?mot5", "theme/"),
        ("/+-Mobilite-+", "theme/"),
    ] {
        let answer = app.get(old).await;
        assert_eq!(answer.status, 301, "{old}");
        let to = answer.headers["location"].to_str().unwrap();
        assert!(to.starts_with(&format!("https://site.test/{new}")), "{old}: {to}");
    }
    let led = "{ author: resolve(path: \"/auteur4.html\") { httpStatus member { name } theme { slug } entry { title } } \
        word: resolve(path: \"/spip.php?page=mot&id_mot=5\") { location theme { name } member { name } } }";
    let led = app.query(led).await;
    assert_eq!(
        (&led["author"]["httpStatus"], value(&led, "author/member/name")),
        (&json!(301), &json!("Maëlle Tanguy"))
    );
    assert_eq!(value(&led, "word/theme/name"), "Mobilité");
    // a keyword that names a place is no theme, and who never came along is nobody
    for hidden in ["/mot14.html", "/auteur9999.html"] {
        assert_eq!(app.get(hidden).await.status, 404, "{hidden}");
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

/// Runs the import with the files of the site, and answers with the report.
async fn bring_files(app: &TestApp, kept: &Path, images: &str, more: &[&str]) -> (bool, String) {
    let (file, documents) = (path(SQLITE), path(images));
    let all = [&["import", "spip", &file, "--documents", &documents], more].concat();
    let done = app.command(&all).env("BC_MEDIA_URL", kept).output().unwrap();
    app.store.follow().await.unwrap();
    let said = String::from_utf8(done.stdout).unwrap() + &String::from_utf8(done.stderr).unwrap();
    (done.status.success(), said)
}

async fn pictures_and_documents_come_along(app: TestApp) {
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("kept");
    // as a site before SPIP 4 keeps its logos, and a file that is missing
    let images = folder.path().join("IMG");
    for name in ["png", "pdf"] {
        std::fs::create_dir_all(images.join(name)).unwrap();
        for file in std::fs::read_dir(path(&format!("tests/spip/IMG/{name}"))).unwrap() {
            let file = file.unwrap();
            std::fs::copy(file.path(), images.join(name).join(file.file_name())).unwrap();
        }
    }
    let garden = path("api/data/demo/pictures/garden.webp");
    std::fs::copy(garden, images.join("arton3.webp")).unwrap();
    std::fs::remove_file(images.join("png/affiche-forum.png")).unwrap();
    let images = images.display().to_string();
    let (well, tried) = bring_files(&app, &kept, &images, &["--dry-run"]).await;
    assert!(well && tried.contains("Essai") && !kept.exists(), "{tried}");
    assert_eq!(app.number("SELECT count(*) FROM media").await, 0);
    let (well, first) = bring_files(&app, &kept, &images, &["--as-published"]).await;
    assert!(well && first.contains("created 80, updated 0, same 1, conflicts 0, refused 0"), "{first}");
    for said in [
        "document 6 png/affiche-forum.png : fichier absent du dossier",
        "document 3 png/carte-pays.png : image sans texte de remplacement",
        "document 3 png/carte-pays.png : sans licence",
        "document 4 pdf/guide-collecte.pdf : laissé de côté : le fichier n’est pas pris : ",
        "document 8 png/epicerie.png : même fichier que le document 1",
        "logo arton3.webp : image sans texte de remplacement",
    ] {
        assert!(first.contains(said), "{said} is not in {first}");
    }
    assert!(!first.contains("restent sur l’ancien site"), "{first}");
    for english in ["media.0", " is no ", " not taken", "cannot"] {
        assert!(!first.contains(english), "{english}: {first}");
    }
    let told = app
        .query(
            r#"{ initiatives(first: 50) { nodes { slug body need response story
                cover { id alt caption credit { name } licence { key } originalName } media { id } } } }"#,
        )
        .await;
    let all = value(&told, "initiatives/nodes").as_array().unwrap();
    let shop = all.iter().find(|it| it["slug"] == "ti-marc-had-l-epicerie-tenue-par-les-habitants").unwrap();
    let cover = &shop["cover"];
    assert_eq!(cover["alt"], "Une échoppe en bois ouverte sur la place du bourg", "{shop}");
    assert_eq!(cover["caption"], "La devanture un jour de marché");
    assert_eq!(value(cover, "credit/name").as_str().unwrap().replace('\u{a0}', " "), "Photo : Soazig Le Goff");
    assert_eq!(value(cover, "licence/key"), "LicenseRef-CC-BY-SA-version-inconnue");
    // the picture of the text and the logo are the same file
    let id = cover["id"].as_str().unwrap();
    let shown = format!("(media:{id})");
    assert!(["body", "need", "response", "story"].iter().any(|it| shop[*it].to_string().contains(&shown)), "{shop}");
    assert_eq!(shop["media"], json!([{ "id": id }]));
    let logo = all.iter().find(|it| it["cover"]["originalName"] == "arton3.webp");
    assert!(logo.is_some() || app.number("SELECT count(*) FROM media WHERE name = 'arton3.webp'").await == 1, "{told}");
    let data = app.query(r#"{ pages(first: 50) { nodes { body } } articles(first: 50) { nodes { body } } }"#).await;
    assert!(data.to_string().contains("](media:"), "{data}");
    assert!(!told.to_string().contains("IMG/png/epicerie.png"), "{told}");
    // one whose file is missing is shown from where it was
    let missing = "SELECT count(*) FROM entry WHERE body LIKE '%IMG/png/affiche-forum.png%'";
    assert!(app.number(missing).await > 0);
    let lacking = app.number("SELECT count(*) FROM media WHERE alt = '{}' AND width IS NOT NULL").await;
    assert_eq!(lacking, 2, "a picture without an alternative text comes in all the same");
    let (files, rows) = (app.number("SELECT count(*) FROM media").await, "SELECT count(*) FROM revision");
    let revisions = app.number(rows).await;
    for more in [&["--as-published"][..], &["--as-published", "--dry-run"]] {
        let (well, again) = bring_files(&app, &kept, &images, more).await;
        assert!(well && again.contains("created 0, updated 0, same 81"), "{again}");
    }
    assert_eq!((app.number("SELECT count(*) FROM media").await, app.number(rows).await), (files, revisions));
    let (well, said) = bring_files(&app, &kept, "tests/spip/IMG/png", &[]).await;
    assert!(!well && said.contains("holds none of the"), "{said}");
    assert!(!bring_files(&app, &kept, "tests/spip/nothing", &[]).await.0);
}

/// What may not be public without being described waits, unless it is taken as it was.
async fn a_picture_without_a_description_makes_its_article_wait(app: TestApp) {
    let folder = tempfile::tempdir().unwrap();
    let (well, first) = bring_files(&app, &folder.path().join("kept"), "tests/spip/IMG", &[]).await;
    assert!(well && first.contains("refused 0"), "{first}");
    let waits = first.split("## Publié là-bas, à relire ici").nth(1).unwrap().split("##").next().unwrap();
    assert!(waits.contains("\"article:24\"") && !waits.contains("\"article:1\""), "{waits}");
    let audited = "SELECT count(*) FROM entry WHERE status = 'SUBMITTED'";
    assert!(app.number(audited).await > 0);
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
        ("a.gz", b"\x1f\x8b\x08", "compressed with gzip and ends too early"),
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
        pictures_and_documents_come_along,
        a_picture_without_a_description_makes_its_article_wait,
    ;
}
