//! Mails that no server takes are read at a terminal.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Output;
use std::time::{Duration, Instant};

use crate::support::{Served, TestApp, on_both};

const PROGRAM: &str = env!("CARGO_BIN_EXE_bretagne-creative");

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn mail(app: &TestApp, folder: &Path, arguments: &[&str]) -> Output {
    app.command(&[&["mail"], arguments].concat()).env("BC_MAIL_FOLDER", folder).output().unwrap()
}

fn well(output: &Output) -> String {
    assert!(output.status.success(), "{}", err(output));
    out(output)
}

async fn mails_are_listed_and_read(app: TestApp) {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("mail");
    let none = mail(&app, &folder, &["list"]);
    assert!(none.status.code() == Some(1) && err(&none).contains("there is no maildir at"), "{none:?}");
    assert!(!folder.exists(), "looking makes no folder");
    let settings = [("BC_MAIL_FOLDER", folder.to_str().unwrap())];
    let mut served = Served::start(PROGRAM, &app.database_url(), &settings);
    assert_eq!(well(&mail(&app, &folder, &["list"])).trim(), "no mails lie here");
    for (name, email, language) in [("Maëva", "maeva@example.org", "fr"), ("Zoé", "zoe@example.org", "en")] {
        let invited = app.run(&["member", "invite", "--name", name, "--email", email, "--language", language]);
        assert!(invited.status.success(), "{}", err(&invited));
        let begun = Instant::now();
        while !well(&mail(&app, &folder, &["list"])).contains(email) {
            assert!(begun.elapsed() < Duration::from_secs(30), "the mail does not come: {}", served.log());
            std::thread::sleep(Duration::from_millis(50));
        }
    }
    served.terminate();
    assert_eq!(served.wait(Duration::from_secs(60)), Some(0));
    let list = well(&mail(&app, &folder, &["list"]));
    let lines: Vec<&str> = list.lines().collect();
    assert!(lines.len() == 2 && lines[0].contains("zoe@example.org") && lines[1].contains("maeva@"), "{list}");
    assert!(!list.contains("=?"), "subjects are decoded: {list}");
    let (new, old) = (lines[0].split(' ').next().unwrap(), lines[1].split(' ').next().unwrap());
    let french = well(&mail(&app, &folder, &["show", old]));
    assert!(french.contains("\nTo:      maeva@example.org\n") && french.contains("\nSubject: "), "{french}");
    assert!(french.contains("Bretagne Créative") || french.contains('é'), "the text is decoded: {french}");
    assert!(!french.contains("=C3") && !french.contains("<html"), "{french}");
    let code = french.split_whitespace().find(|it| it.len() == 32 && it.chars().all(|it| it.is_ascii_alphanumeric()));
    let code = code.unwrap_or_else(|| panic!("no code: {french}")).to_owned();
    let input = serde_json::json!({ "input": { "code": code, "password": crate::sessions::PASSWORD } });
    let verify = "mutation ($input: AccountVerifyInput!) { accountVerify(input: $input) { userErrors { code } } }";
    let taken = app.beside().await.post(verify, input).await.data();
    assert_eq!(taken["accountVerify"]["userErrors"], serde_json::json!([]), "the code is good");
    // the newest is what is most asked for; what another program has marked as read lies elsewhere
    assert_eq!(well(&mail(&app, &folder, &["show"])), well(&mail(&app, &folder, &["show", new])));
    for file in std::fs::read_dir(folder.join("new")).unwrap() {
        let file = file.unwrap();
        let name = format!("{}:2,S", file.file_name().to_str().unwrap());
        std::fs::rename(file.path(), folder.join("cur").join(name)).unwrap();
    }
    assert_eq!(well(&mail(&app, &folder, &["list"])), list);
    assert_eq!(well(&mail(&app, &folder, &["show", old])), french);
    let limited = well(&mail(&app, &folder, &["list", "--limit", "1"]));
    assert!(limited.contains("zoe@") && limited.contains("and 1 older ones"), "{limited}");
    for (wrong, says) in [("nothing", "no mail has this id"), ("1", "an id that begins like this")] {
        let output = mail(&app, &folder, &["show", wrong]);
        assert!(output.status.code() == Some(1) && err(&output).contains(says), "{wrong}: {}", err(&output));
    }
    what_is_no_mail_of_ours(&app, &folder);
    let by_server = app
        .command(&["mail", "list"])
        .envs([("BC_SMTP_URL", "smtps://ana:hunter2@mail.test"), ("BC_MAIL_FROM", "us@example.org")])
        .output()
        .unwrap();
    assert!(by_server.status.code() == Some(1) && err(&by_server).contains("mails leave by smtps://***@mail.test"));
}

/// Whatever lies there, the others are read.
fn what_is_no_mail_of_ours(app: &TestApp, folder: &Path) {
    let new = folder.join("new");
    std::fs::write(new.join("9999999999.huge"), vec![b'x'; 2_000_000]).unwrap();
    std::fs::write(new.join("9999999998.odd"), "Subject: \u{1b}[31mred\r\n\r\nred \u{1b}[31m\u{7} text").unwrap();
    std::fs::write(new.join("9999999997.closed"), "Subject: x\r\n\r\nx").unwrap();
    std::fs::set_permissions(new.join("9999999997.closed"), std::fs::Permissions::from_mode(0o000)).unwrap();
    let list = well(&mail(app, folder, &["list"]));
    assert!(
        list.contains("9999999999.huge  (") && list.contains("zoe@example.org") && !list.contains('\u{1b}'),
        "{list}"
    );
    let odd = well(&mail(app, folder, &["show", "9999999998"]));
    assert!(odd.contains("red \u{fffd}[31m\u{fffd} text") && !odd.contains('\u{1b}'), "{odd}");
    let huge = mail(app, folder, &["show", "9999999999"]);
    assert!(huge.status.code() == Some(1) && err(&huge).contains("more than 1048576 bytes"), "{}", err(&huge));
}

on_both! {
    empty:
        mails_are_listed_and_read,
    ;
}
