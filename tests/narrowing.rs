//! Some of the rows alone, and what an origin has no more: said and answered alike for files, SPIP sites and exports of WordPress.

use std::fmt::Write;

use crate::support::{TestApp, on_both};

/// What is brought in, in a folder of its own.
struct Sent<'a> {
    app: &'a TestApp,
    folder: tempfile::TempDir,
    /// The command without its options.
    command: Vec<&'static str>,
    name: &'static str,
}

impl<'a> Sent<'a> {
    fn new(app: &'a TestApp, command: &[&'static str], name: &'static str) -> Self {
        Self { app, folder: tempfile::tempdir().unwrap(), command: command.to_vec(), name }
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    /// Brings a text in: whether that went well, and all that was said.
    fn run(&self, text: &str, more: &[&str]) -> (bool, String) {
        let file = self.path(self.name);
        std::fs::write(&file, text).unwrap();
        let done = self.app.run(&[self.command.as_slice(), &[file.as_str(), "--origin", "old"], more].concat());
        let said = String::from_utf8(done.stdout).unwrap() + &String::from_utf8(done.stderr).unwrap();
        (done.status.success(), said)
    }

    /// How many entries of a kind there are, and how many members of these names.
    async fn held(&self, kind: &str, names: &str) -> (i64, i64) {
        let entries = self.app.number(&format!("SELECT count(*) FROM entry WHERE kind = '{kind}'")).await;
        (entries, self.app.number(&format!("SELECT count(*) FROM member WHERE name IN ({names})")).await)
    }

    async fn withdrawn(&self) -> i64 {
        self.app.number("SELECT count(*) FROM entry WHERE status = 'WITHDRAWN'").await
    }

    /// What does not go together is refused before anything is read.
    fn refuses_what_does_not_go_together(&self) {
        for more in [["--only", "article"], ["--limit", "1"]] {
            let (well, said) = self.run("", &["--absent", "report", more[0], more[1]]);
            assert!(!well && said.contains("--absent does not go together with --only or --limit"), "{said}");
        }
        let (well, said) = self.run("", &["--only", "recette"]);
        assert!(!well && said.contains("is none of source, theme, member, initiative"), "{said}");
    }
}

/// A file with two members: articles by the first, and a page by the second.
fn rows(numbers: std::ops::Range<usize>) -> String {
    let mut text = String::new();
    for name in ["Ana", "Bob"] {
        writeln!(text, r#"{{"kind":"member","key":"{name}","memberKind":"PERSON","name":"{name}"}}"#).unwrap();
    }
    for it in numbers {
        writeln!(text, r#"{{"kind":"article","key":"a{it}","title":"A {it}","body":"x","authors":["Ana"]}}"#).unwrap();
    }
    writeln!(text, r#"{{"kind":"page","key":"p","title":"P","body":"x","authors":["Bob"]}}"#).unwrap();
    text
}

async fn a_file_comes_in_by_parts(app: TestApp) {
    let sent = Sent::new(&app, &["import"], "rows.ndjson");
    sent.refuses_what_does_not_go_together();
    let (well, said) = sent.run(&rows(0..20), &["--limit", "2"]);
    assert!(well && said.contains("created 3,"), "{said}");
    assert_eq!(sent.held("ARTICLE", "'Ana'").await, (2, 1));
    assert_eq!(sent.held("PAGE", "'Bob'").await, (0, 0));
    let (well, said) = sent.run(&rows(0..20), &["--only", "page"]);
    assert!(well && said.contains("created 2,"), "{said}");
    let (well, said) = sent.run(&rows(0..20), &["--only", "member", "--limit", "1"]);
    assert!(well && said.contains("created 0, updated 0, same 1,"), "{said}");
    // a file without entries counts its rows
    let members = rows(0..0).lines().take(2).collect::<Vec<_>>().join("\n");
    let (well, said) = sent.run(&members, &["--limit", "1", "--dry-run"]);
    assert!(well && said.contains("same 1,"), "{said}");
    // a line that nobody can read is told whatever is wanted
    let (well, said) = sent.run(&format!("{}nothing\n", rows(0..20)), &["--only", "page"]);
    assert!(!well && said.contains("same 2, conflicts 0, refused 1"), "{said}");
}

/// A SPIP site: drafts of articles by Ana, the first of which is public, and drafts of recipes by Bob with a keyword.
fn site(articles: std::ops::Range<usize>) -> String {
    let mut dump = "CREATE TABLE spip_meta (nom text, valeur text);
        INSERT INTO spip_meta VALUES ('adresse_site','https://old.example'),('langue_site','fr');
        CREATE TABLE spip_rubriques (id_rubrique int, id_parent int, titre text, texte text, statut text, lang text);
        INSERT INTO spip_rubriques VALUES (1,0,'Le magazine','','publie','fr'),(2,0,'Les recettes','','publie','fr');
        CREATE TABLE spip_auteurs (id_auteur int, nom text, email text, login text, statut text);
        INSERT INTO spip_auteurs VALUES (1,'Ana','ana@old.example','ana','1comite'),(2,'Bob','bob@old.example','bob','1comite');
        CREATE TABLE spip_groupes_mots (id_groupe int, titre text);
        INSERT INTO spip_groupes_mots VALUES (1,'Sujets');
        CREATE TABLE spip_mots (id_mot int, id_groupe int, titre text);
        INSERT INTO spip_mots VALUES (1,1,'Pain'),(2,1,'Laine');
        CREATE TABLE spip_mots_liens (id_mot int, id_objet int, objet text);
        CREATE TABLE spip_auteurs_liens (id_auteur int, id_objet int, objet text);
        CREATE TABLE spip_articles (id_article int, id_rubrique int, titre text, texte text, statut text, lang text);\n"
        .to_owned();
    let mut put = |id: usize, section: usize, author: usize, status: &str| {
        writeln!(dump, "INSERT INTO spip_articles VALUES ({id},{section},'N {id}','Du texte.','{status}','fr');")
            .unwrap();
        writeln!(dump, "INSERT INTO spip_auteurs_liens VALUES ({author},{id},'article');").unwrap();
        if section == 2 {
            writeln!(dump, "INSERT INTO spip_mots_liens VALUES (1,{id},'article');").unwrap();
        }
    };
    for id in articles {
        put(id, 1, 1, if id == 1 { "publie" } else { "prepa" });
    }
    (101..104).for_each(|id| put(id, 2, 2, "prepa"));
    dump
}

async fn a_spip_site_comes_in_by_parts(app: TestApp) {
    let sent = Sent::new(&app, &["import", "spip"], "spip.sql");
    sent.refuses_what_does_not_go_together();
    // recipes come before articles; with them come their author, who has an account, and their theme
    let (well, said) = sent.run(&site(1..21), &["--limit", "2"]);
    assert!(well && said.contains("created 4,"), "{said}");
    // addresses of what was left out are left out as well
    let addresses = said.lines().find(|it| it.starts_with("| anciennes adresses | ")).unwrap();
    assert!(addresses.ends_with(" | 0 |") && !addresses.contains("adresses | 0 |"), "{addresses}");
    assert_eq!(sent.held("RECIPE", "'Bob'").await, (2, 1));
    assert_eq!(sent.held("ARTICLE", "'Ana'").await, (0, 0));
    assert_eq!(app.number("SELECT count(*) FROM account WHERE email IS NOT NULL").await, 1);
    let (well, said) = sent.run(&site(1..21), &["--only", "article", "--limit", "5"]);
    assert!(well && said.contains("created 6,"), "{said}");
    let results = sent.path("results.ndjson");
    let (well, said) = sent.run(&site(1..21), &["--results", &results, "--quiet"]);
    assert!(well && !said.contains("Rubriques et mots-clés"), "{said}");
    assert_eq!((sent.held("RECIPE", "''").await.0, sent.held("ARTICLE", "''").await.0), (3, 20));
    let told = std::fs::read_to_string(&results).unwrap();
    assert!(told.lines().count() > 25 && told.contains("\"outcome\":\"CREATED\""), "{told}");
    // what is there no more is named, withdrawn, or too much to be withdrawn
    let (well, said) = sent.run(&site(1..20), &["--absent", "report"]);
    let named = "## Disparu du site\n\nCes contenus en venaient et n’y sont plus. Rien n’a été retiré ici.\n\n- article \"article:20\"";
    assert!(well && said.contains(named), "{said}");
    let (well, said) = sent.run(&site(1..20), &["--absent", "withdraw", "--dry-run"]);
    assert!(well && said.contains(named), "{said}");
    let (well, said) = sent.run(&site(1..10), &["--absent", "withdraw"]);
    assert!(!well && said.contains("11 of 23") && said.contains("Rien n’a été retiré ici"), "{said}");
    assert_eq!(sent.withdrawn().await, 0);
    let (well, said) = sent.run(&site(1..20), &["--absent", "withdraw"]);
    assert!(well && said.contains("Retirés ici : 1."), "{said}");
    let (well, said) = sent.run(&site(1..10), &["--absent", "withdraw", "--force"]);
    assert!(well && said.contains("Retirés ici : 10."), "{said}");
    assert_eq!(sent.withdrawn().await, 11);
}

/// An export of WordPress: drafts of posts by Ana, and one page by Bob.
fn export(posts: std::ops::Range<usize>) -> String {
    let author = |name: &str| {
        format!(
            "<wp:author><wp:author_login>{name}</wp:author_login><wp:author_display_name>{name}</wp:author_display_name></wp:author>"
        )
    };
    let item = |id: usize, kind: &str, name: &str, status: &str| {
        format!(
            "<item><title>{kind} {id}</title><link>https://old.example/{kind}-{id}/</link><dc:creator>{name}</dc:creator>\
             <content:encoded>x</content:encoded><wp:post_id>{id}</wp:post_id><wp:status>{status}</wp:status>\
             <wp:post_date_gmt>2020-01-02 03:04:05</wp:post_date_gmt><wp:post_type>{kind}</wp:post_type></item>"
        )
    };
    let posts: String = posts.map(|it| item(it, "post", "Ana", if it == 1 { "publish" } else { "draft" })).collect();
    format!(
        "<rss xmlns:wp=\"w\"><channel><wp:wxr_version>1.2</wp:wxr_version>{}{}{posts}{}</channel></rss>",
        author("Ana"),
        author("Bob"),
        item(101, "page", "Bob", "draft")
    )
}

async fn an_export_of_wordpress_comes_in_by_parts(app: TestApp) {
    let sent = Sent::new(&app, &["import", "wordpress"], "export.xml");
    sent.refuses_what_does_not_go_together();
    let (well, said) = sent.run(&export(1..21), &["--only", "page"]);
    assert!(well && said.contains("created 2,") && said.contains("old addresses: 0 new"), "{said}");
    assert_eq!((sent.held("PAGE", "'Bob'").await, sent.held("ARTICLE", "'Ana'").await), ((1, 1), (0, 0)));
    let (well, said) = sent.run(&export(1..21), &["--limit", "3"]);
    assert!(well && said.contains("created 4,") && said.contains("old addresses: 1 new"), "{said}");
    assert!(sent.run(&export(1..21), &[]).0);
    assert_eq!(sent.held("ARTICLE", "'Ana'").await, (20, 1));
    let (well, said) = sent.run(&export(1..20), &["--absent", "report"]);
    assert!(well && said.contains("absent: article \"wp:20\""), "{said}");
    let (well, said) = sent.run(&export(1..10), &["--absent", "withdraw"]);
    assert!(!well && said.contains("11 of 21 entries") && said.contains("absent: article \"wp:10\""), "{said}");
    let (well, said) = sent.run(&export(1..20), &["--absent", "withdraw"]);
    assert!(well && said.contains("because they are absent: 1"), "{said}");
    let (well, said) = sent.run(&export(1..10), &["--absent", "withdraw", "--force"]);
    assert!(well && said.contains("because they are absent: 10"), "{said}");
    assert_eq!(sent.withdrawn().await, 11);
}

/// A strict import that wrote nothing withdraws nothing either.
async fn nothing_is_withdrawn_where_nothing_was_written(app: TestApp) {
    let sent = Sent::new(&app, &["import"], "rows.ndjson");
    assert!(sent.run(&rows(0..20), &[]).0);
    let bad = rows(1..20) + "{\"kind\":\"article\",\"key\":\"bad\",\"title\":\"\"}\n";
    let (well, said) = sent.run(&bad, &["--strict", "--absent", "withdraw"]);
    assert!(!well && said.contains("strict: nothing was written") && !said.contains("absent"), "{said}");
    assert_eq!(sent.withdrawn().await, 0);
}

on_both! {
    empty:
        a_file_comes_in_by_parts,
        a_spip_site_comes_in_by_parts,
        an_export_of_wordpress_comes_in_by_parts,
        nothing_is_withdrawn_where_nothing_was_written,
    ;
}
