//! A `<picture>` as docs/media.md has it, in a browser.

use std::process::Command;

use serde_json::{Value, json};

use crate::media::{in_folder, photo, script, taken};
use crate::support::{Engine, Served, TestApp, tool};

/// The only block of a kind in the documentation.
fn documented(kind: &str) -> String {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/media.md")).unwrap();
    page.split(&format!("```{kind}\n")).nth(1).unwrap().split("```").next().unwrap().to_owned()
}

/// What a browser makes of a page: what it tells in the element `told`.
pub(super) fn opened(browser: &std::path::Path, page: &str) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("page.html");
    std::fs::write(&file, page).unwrap();
    let output = Command::new(browser)
        .args([
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--window-size=800,600",
            "--virtual-time-budget=20000",
        ])
        .arg(format!("--user-data-dir={}", folder.path().join("profile").display()))
        .args(["--dump-dom", &format!("file://{}", file.display())])
        .output()
        .unwrap();
    let dom = String::from_utf8_lossy(&output.stdout).into_owned();
    let told = dom.split("<pre id=\"told\">").nth(1).and_then(|it| it.split("</pre>").next());
    serde_json::from_str(&told.unwrap_or_else(|| panic!("{dom} {output:?}")).replace("&amp;", "&")).unwrap()
}

#[test]
fn a_picture_of_the_documentation_is_shown() {
    let Some(browser) = tool("chromium") else { return };
    Engine::Sqlite.tell(TestApp::demo, async |app: TestApp| {
        let folder = tempfile::tempdir().unwrap();
        let app = in_folder(&app, folder.path()).await;
        let token = script(&app).await;
        let checksum = taken(&app, &token, "plage.jpg", photo(1_600, 1_200)).await;
        app.statement(
            "INSERT INTO entry_media (entry_seq, media_seq, role, position) \
                SELECT e.seq, m.seq, 'COVER', 0 FROM entry e, media m WHERE e.slug = 'heol'",
        )
        .await;
        app.statement(r#"UPDATE media SET alt = '{"fr":"La plage & le \"port\""}'"#).await;
        let settings = [("BC_LOG", "warn"), ("BC_MEDIA_URL", folder.path().to_str().unwrap())];
        let served = Served::start(env!("CARGO_BIN_EXE_bretagne-creative"), &app.database_url(), &settings);
        let asked = json!({ "query": documented("graphql"), "variables": { "slug": "heol" } }).to_string();
        let answer = served.post("application/json", "", asked.as_bytes()).unwrap().json();
        let cover = &answer["data"]["initiative"]["cover"];
        let page = format!(
            "<!doctype html><body style='margin:0'><div id='here'></div><pre id='told'></pre><script>{}\n\
             here.innerHTML = picture({cover}, '400px');\n\
             const shown = here.querySelector('img');\n\
             const tell = (it) => {{ told.textContent = JSON.stringify(it); }};\n\
             shown.onerror = () => tell({{ failed: shown.currentSrc }});\n\
             shown.onload = () => tell({{ source: shown.currentSrc, width: shown.naturalWidth, height: shown.naturalHeight, \
             alt: shown.alt }});\n\
             shown.loading = 'eager';\n</script>",
            documented("js")
        );
        let told = opened(&browser, &page);
        // 400 pixels of a screen of one pixel each: the next width of the list, of the first format that the browser knows
        let source = format!("http://{}/media/{checksum}/480w.avif", served.address);
        assert_eq!(told["source"], source, "{told} {answer} {}", served.log());
        assert_eq!((&told["width"], &told["height"]), (&json!(400), &json!(300)), "{told}");
        assert_eq!(told["alt"], "La plage & le \"port\"");
    });
}
