//! What a volunteer is given: the unit, the command beside it, the proxy's configuration, and the page that says in which order
//! they are used.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::support::{Engine, Served, TestApp, tool};

const PROGRAM: &str = env!("CARGO_BIN_EXE_bretagne-creative");

fn text(name: &str) -> String {
    std::fs::read_to_string(format!("{}/../{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn blocks(page: &str, kind: &str) -> Vec<String> {
    let begun = format!("```{kind}\n");
    page.split(begun.as_str()).skip(1).map(|it| it.split("```").next().unwrap().to_owned()).collect()
}

fn me() -> String {
    String::from_utf8(Command::new("id").arg("-un").output().unwrap().stdout).unwrap().trim().to_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A machine of its own for the command beside the service: other paths, all else as it is shipped.
struct Machine(tempfile::TempDir);

impl Machine {
    fn new(user: &str, program: &str, settings: &str) -> Self {
        let machine = Self(tempfile::tempdir().unwrap());
        // another user goes in, too
        std::fs::set_permissions(machine.0.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
        for folder in ["bin", "state", "state/backups"] {
            std::fs::create_dir(machine.path(folder)).unwrap();
        }
        std::fs::write(machine.path("settings"), settings).unwrap();
        let shipped = text("docs/operating/bretagne-creativectl");
        let replaced = |script: String, (name, value): (&str, &str)| {
            let line = script.lines().find(|it| it.starts_with(&format!("{name}="))).unwrap().to_owned();
            script.replace(&line, &format!("{name}='{value}'"))
        };
        let [state, settings] = ["state", "settings"].map(|it| machine.path(it).display().to_string());
        let values = [("user", user), ("folder", &state), ("settings", &settings), ("program", program)];
        let script = values.into_iter().fold(shipped, replaced);
        let path = machine.path("bin/bretagne-creativectl");
        std::fs::write(&path, script).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        machine
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// What a line of a shell does; a password is typed when it is asked for.
    fn shell(&self, line: &str) -> Output {
        let path = format!("{}:{}", self.path("bin").display(), std::env::var("PATH").unwrap());
        let mut command = Command::new("bash");
        command
            .args(["-c", line])
            .env("PATH", path)
            .env("BC_LISTEN", "not for the service")
            .env("SSL_CERT_FILE", "nor this")
            .stdin(Stdio::piped());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // whoever asks for none may have ended before
        let _typed = std::io::Write::write_all(&mut child.stdin.take().unwrap(), b"kouign amann tomm\n");
        child.wait_with_output().unwrap()
    }
}

#[test]
fn the_unit_and_the_command_beside_it_agree() {
    let (unit, script) =
        (text("docs/operating/bretagne-creative.service"), text("docs/operating/bretagne-creativectl"));
    let of_script = |name: &str| script.lines().find_map(|it| it.strip_prefix(&format!("{name}="))).unwrap().to_owned();
    let [user, folder, settings, program] = ["user", "folder", "settings", "program"].map(of_script);
    for line in [
        format!("User={user}"),
        format!("EnvironmentFile=-{settings}"),
        format!("WorkingDirectory={folder}"),
        format!("Environment=BC_DATABASE_URL=sqlite:{folder}/bretagne-creative.db"),
        format!("ExecStart={program} serve"),
        "StateDirectory=bretagne-creative".to_owned(),
        "UMask=0077".to_owned(),
    ] {
        assert!(unit.lines().any(|it| it == line), "the unit lacks {line}");
    }
    assert_eq!(folder, "/var/lib/bretagne-creative");
}

#[test]
fn a_command_beside_the_service_has_its_settings_and_no_others() {
    let settings = "# a remark\n\n  BC_MAIL_FROM=Bretagne Creative <bonjour@example.org>  \n; another\n\
        BC_SECRET=\"with spaces, $signs and 'quotes'\"\nBC_LOG='warn'\nSSL_CERT_DIR=/etc/certs\nBC_SITE_URL=";
    let machine = Machine::new(&me(), "/usr/bin/env", settings);
    let ran = machine.shell("bretagne-creativectl");
    assert!(ran.status.success(), "{}", err(&ran));
    let state = machine.path("state").display().to_string();
    let told = String::from_utf8(ran.stdout).unwrap();
    let mut ours: Vec<&str> =
        told.lines().filter(|it| ["BC_", "SSL_", "HOME="].iter().any(|of| it.starts_with(of))).collect();
    ours.sort_unstable();
    let (database, home) = (format!("BC_DATABASE_URL=sqlite:{state}/bretagne-creative.db"), format!("HOME={state}"));
    assert_eq!(
        ours,
        [
            database.as_str(),
            "BC_LOG=warn",
            "BC_MAIL_FROM=Bretagne Creative <bonjour@example.org>",
            "BC_SECRET=with spaces, $signs and 'quotes'",
            "BC_SITE_URL=",
            home.as_str(),
            "SSL_CERT_DIR=/etc/certs",
        ]
    );
    // arguments arrive as they are, and what they end with comes back
    let machine = Machine::new(&me(), "/usr/bin/printf", "");
    assert_eq!(machine.shell("bretagne-creativectl '<%s>' 'a b' '*' ''").stdout, b"<a b><*><>");
    assert_eq!(Machine::new(&me(), "/bin/false", "").shell("bretagne-creativectl").status.code(), Some(1));
}

#[test]
fn a_setting_that_cannot_be_read_is_named_with_its_line() {
    for (line, says) in [
        ("BC_LOG warn", "settings:2: NAME=VALUE is expected"),
        ("export BC_LOG=warn", "settings:2: NAME=VALUE is expected"),
        ("BC_LOG=\"warn", "settings:2: BC_LOG: the quote is not closed"),
        ("BC_SECRET=a\\ b", "settings:2: BC_SECRET: a backslash is not understood here"),
        ("BC_SECRET='a'b'", "settings:2: BC_SECRET: a quote inside quotes is not understood here"),
    ] {
        let machine = Machine::new(&me(), "/usr/bin/env", &format!("BC_LOG=info\n{line}\n"));
        let ran = machine.shell("bretagne-creativectl");
        assert_eq!(ran.status.code(), Some(2), "{line}");
        assert!(err(&ran).contains(says) && ran.stdout.is_empty(), "{line}: {}", err(&ran));
    }
    let ran = Machine::new("nobody-of-this-name", "/usr/bin/env", "").shell("bretagne-creativectl");
    assert!(
        ran.status.code() == Some(2) && err(&ran).contains("there is no user nobody-of-this-name"),
        "{}",
        err(&ran)
    );
}

#[test]
fn the_command_beside_the_service_is_its_user_and_nobody_else() {
    if me() == "root" {
        let machine = Machine::new("nobody", "/usr/bin/id", "");
        let ran = machine.shell("bretagne-creativectl -un");
        assert_eq!(String::from_utf8(ran.stdout).unwrap().trim(), "nobody");
    } else {
        let ran = Machine::new("root", "/usr/bin/id", "").shell("bretagne-creativectl member list");
        assert_eq!(ran.status.code(), Some(2));
        assert!(err(&ran).contains("run it as root: sudo bretagne-creativectl member list"), "{}", err(&ran));
    }
}

/// The commands of a page, one a line.
fn commands(page: &str) -> Vec<String> {
    let blocks = blocks(page, "sh");
    blocks
        .iter()
        .flat_map(|it| it.replace("\\\n", "").lines().map(|it| it.trim().to_owned()).collect::<Vec<_>>())
        .collect()
}

/// From the first start to the upgrade, with the commands and the settings that the page gives.
#[test]
fn an_installation_goes_in_the_order_of_the_page() {
    let page = text("docs/install.md");
    let settings = blocks(&page, "ini").concat();
    let machine = Machine::new(&me(), PROGRAM, &format!("{settings}\nBC_LISTEN=127.0.0.1:0\nBC_LOG=warn\n"));
    let wrapper = machine.path("bin/bretagne-creativectl").display().to_string();
    let mut served: Option<Served> = None;
    let mut ran = Vec::new();
    for line in commands(&page) {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["systemctl", "enable" | "start", .., "bretagne-creative"] => {
                assert!(served.is_none(), "it runs already");
                served = Some(Served::start(&wrapper, "", &[]));
            }
            ["systemctl", "stop", "bretagne-creative"] => {
                let mut stopped = served.take().unwrap();
                stopped.terminate();
                assert_eq!(stopped.wait(Duration::from_secs(20)), Some(0), "{}", stopped.log());
            }
            ["curl", "--fail", address] if address.contains("127.0.0.1:8000") => {
                let path = address.split_once(":8000").unwrap().1;
                assert_eq!(served.as_ref().unwrap().get(path).unwrap().status, 200, "{path}");
            }
            ["bretagne-creativectl" | "/usr/local/bin/bretagne-creativectl", command, ..] => {
                let output = machine.shell(line.trim_start_matches("/usr/local/bin/"));
                assert!(output.status.success(), "{line}: {}", err(&output));
                if *command == "backup" && !ran.contains(&"backup".to_owned()) {
                    // who comes after the copy is gone when that is put back
                    let late =
                        "bretagne-creativectl member create --name Zoe --email zoe@example.org --role contributor";
                    assert!(machine.shell(late).status.success());
                }
                ran.push((*command).to_owned());
            }
            _ => {}
        }
    }
    assert!(served.is_some(), "it runs in the end");
    for command in ["member", "backup", "restore", "migrate", "doctor"] {
        assert!(ran.iter().any(|it| it == command), "the page has no {command}");
    }
    let listed = machine.shell("bretagne-creativectl member list");
    let listed = String::from_utf8(listed.stdout).unwrap();
    assert!(listed.contains("yann@example.org") && !listed.contains("zoe@example.org"), "as at the backup: {listed}");
    for file in ["bretagne-creative.db", "bretagne-creative.secret", "backups/first.db", "backups/first.secret"] {
        let file = machine.path("state").join(file);
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o077, 0, "{}", file.display());
    }
}

/// The files of an installation are put where the page says, below another root and for another owner.
#[test]
fn files_of_an_installation_are_put_where_the_page_says() {
    let root = tempfile::tempdir().unwrap();
    let below = |path: &str| root.path().join(path);
    for folder in [
        "usr/local/bin",
        "var/lib",
        "etc/systemd/system",
        "etc/caddy",
        "etc/nginx/sites-available",
        "etc/nginx/sites-enabled",
    ] {
        std::fs::create_dir_all(below(folder)).unwrap();
    }
    let run = |line: &str| {
        let line = line.replace("target/dist/bretagne-creative", "/bin/true");
        let line = line.replace("-o bretagne-creative -g bretagne-creative", "");
        let line = ["/usr/local/bin", "/var/lib", "/etc/"]
            .into_iter()
            .fold(line, |line, place| line.replace(place, &format!("{}{place}", root.path().display())));
        let done = Command::new("sh").args(["-euc", &line]).current_dir(crate::architecture::root()).output().unwrap();
        assert!(done.status.success(), "{line}: {}", err(&done));
    };
    let words = ["install ", "cp ", "sed ", "ln ", "find "];
    let lines = commands(&text("docs/install.md"));
    let mut lines: Vec<&String> = lines.iter().filter(|it| words.iter().any(|word| it.starts_with(word))).collect();
    assert_eq!(lines.len(), 11, "{lines:?}");
    // old copies go by the last of them, once there are copies
    let old = lines.remove(lines.iter().position(|it| it.starts_with("find ")).unwrap());
    for line in &lines {
        run(line);
    }
    let mode = |path: &str| std::fs::metadata(below(path)).unwrap().permissions().mode() & 0o777;
    for (path, expected) in [
        ("usr/local/bin/bretagne-creativectl", 0o755),
        ("var/lib/bretagne-creative", 0o700),
        ("var/lib/bretagne-creative/backups", 0o700),
        ("etc/bretagne-creative.env", 0o600),
        ("etc/systemd/system/bretagne-creative.service", 0o644),
    ] {
        assert_eq!(mode(path), expected, "{path}");
    }
    for site in ["etc/nginx/sites-enabled/bretagne-creative", "etc/caddy/Caddyfile"] {
        let site = std::fs::read_to_string(below(site)).unwrap();
        assert!(site.contains("YOUR.NAME") && !site.contains("api.example.org"), "{site}");
    }
    let copies = below("var/lib/bretagne-creative/backups");
    std::fs::create_dir(copies.join("media")).unwrap();
    for (file, age) in [("old.db", 40), ("new.db", 2), ("media/kept.jpg", 40)] {
        let then = std::time::SystemTime::now() - Duration::from_secs(age * 24 * 60 * 60);
        std::fs::File::create(copies.join(file)).unwrap().set_modified(then).unwrap();
    }
    run(old);
    let left = ["old.db", "new.db", "media/kept.jpg"].map(|it| copies.join(it).exists());
    assert_eq!(left, [false, true, true]);
}

#[test]
fn both_languages_give_the_same_commands() {
    let lines = |kind: &str, name: &str| {
        let kept = |it: &String| !it.is_empty() && (kind == "sh" || !it.starts_with('#'));
        blocks(&text(name), kind).concat().lines().map(str::to_owned).filter(kept).collect::<Vec<String>>()
    };
    for kind in ["sh", "ini"] {
        assert_eq!(lines(kind, "docs/fr/installer.md"), lines(kind, "docs/install.md"));
        assert!(!lines(kind, "docs/install.md").is_empty());
    }
}

/// A proxy; it ends with this value.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ended = self.0.kill();
        let _reaped = self.0.wait();
    }
}

/// The configuration as it is shipped, but for its certificate, its sockets and where it leads.
fn configuration(folder: &Path, upstream: &str) -> String {
    let mut site = text("docs/operating/nginx.conf");
    for (from, to) in [
        ("/etc/letsencrypt/live/api.example.org".to_owned(), folder.display().to_string()),
        ("listen 80;".to_owned(), format!("listen unix:{}/http;", folder.display())),
        ("listen [::]:80;".to_owned(), format!("listen unix:{}/http6;", folder.display())),
        ("listen 443 ssl".to_owned(), format!("listen unix:{}/https ssl", folder.display())),
        ("listen [::]:443 ssl".to_owned(), format!("listen unix:{}/https6 ssl", folder.display())),
        ("127.0.0.1:8000".to_owned(), upstream.to_owned()),
    ] {
        assert!(site.contains(&from), "{from}");
        site = site.replace(&from, &to);
    }
    let folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    let folders = folders.map(|it| format!("{it}_temp_path {}/{it};", folder.display())).join(" ");
    let pid = folder.join("pid");
    format!(
        "daemon off; master_process off; pid {};\nevents {{}}\nhttp {{ access_log off; {folders}\n{site}\n}}\n",
        pid.display()
    )
}

#[test]
fn nginx_takes_the_configuration_and_leads_to_the_api() {
    let (Some(nginx), Some(openssl), Some(curl)) = (tool("nginx"), tool("openssl"), tool("curl")) else { return };
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    certificate(&openssl, folder);
    Engine::Sqlite.tell(TestApp::demo, async |app: TestApp| {
        let settings = [("BC_LOG", "warn"), ("BC_PUBLIC_URL", "https://api.example.org")];
        let served = Served::start(PROGRAM, &app.database_url(), &settings);
        let file = folder.join("nginx.conf");
        std::fs::write(&file, configuration(folder, &served.address.to_string())).unwrap();
        let nginx = |more: &[&str]| {
            let mut command = Command::new(&nginx);
            command.arg("-p").arg(folder).args(["-e", "stderr", "-c"]).arg(&file).args(more);
            command
        };
        let tried = nginx(&["-t"]).output().unwrap();
        assert!(tried.status.success(), "{}", err(&tried));
        let _proxy = Running(nginx(&[]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap());
        until_there(&folder.join("https"));
        for (plain, secure) in [("http", "https"), ("http6", "https6")] {
            let led = ask(&curl, folder, plain, "http://api.example.org/graphiql?a=b");
            assert!(led.starts_with("HTTP/1.1 301") && led.contains("https://api.example.org/graphiql?a=b"), "{led}");
            leads_to_the_api(&curl, folder, secure);
        }
    });
}

#[test]
fn caddy_takes_the_configuration_and_leads_to_the_api() {
    let (Some(caddy), Some(openssl), Some(curl)) = (tool("caddy"), tool("openssl"), tool("curl")) else { return };
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    let caddy = |words: &[&str], file: &Path| {
        let mut command = Command::new(&caddy);
        command.args(words).arg("--config").arg(file).args(["--adapter", "caddyfile"]).current_dir(folder);
        ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"].into_iter().fold(command, |mut command, name| {
            command.env(name, folder);
            command
        })
    };
    let file = folder.join("Caddyfile");
    let shipped = text("docs/operating/Caddyfile");
    std::fs::write(&file, &shipped).unwrap();
    let tried = caddy(&["validate"], &file).output().unwrap();
    assert!(tried.status.success(), "{}", err(&tried));
    // an unknown word would have been told
    std::fs::write(&file, shipped.replace("reverse_proxy", "reverse_proxi")).unwrap();
    assert!(!caddy(&["validate"], &file).output().unwrap().status.success());
    certificate(&openssl, folder);
    Engine::Sqlite.tell(TestApp::demo, async |app: TestApp| {
        let settings = [("BC_LOG", "warn"), ("BC_PUBLIC_URL", "https://api.example.org")];
        let served = Served::start(PROGRAM, &app.database_url(), &settings);
        // as it is shipped, but for its certificate, its socket and where it leads
        let here = folder.display();
        let site =
            format!("api.example.org {{\n\tbind unix/{here}/https\n\ttls {here}/fullchain.pem {here}/privkey.pem");
        assert!(shipped.contains("\napi.example.org {\n") && shipped.contains("127.0.0.1:8000"), "{shipped}");
        let site = shipped.replace("api.example.org {", &site).replace("127.0.0.1:8000", &served.address.to_string());
        std::fs::write(&file, format!("{{\n\tadmin off\n\tauto_https disable_redirects\n}}\n{site}")).unwrap();
        let started = caddy(&["run"], &file).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let _proxy = Running(started.unwrap());
        until_there(&folder.join("https"));
        leads_to_the_api(&curl, folder, "https");
    });
}

/// A certificate for the name of the pages, signed by itself.
fn certificate(openssl: &Path, folder: &Path) {
    let made = Command::new(openssl)
        .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"])
        .args(["-subj", "/CN=api.example.org", "-addext", "subjectAltName=DNS:api.example.org"])
        .args(["-keyout", "privkey.pem", "-out", "fullchain.pem"])
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", err(&made));
}

/// Waits for the socket of a proxy.
fn until_there(socket: &Path) {
    let begun = Instant::now();
    while !socket.exists() {
        assert!(begun.elapsed() < Duration::from_secs(20), "the proxy does not listen");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// What a proxy answers on a socket of this folder.
fn ask(curl: &Path, folder: &Path, socket: &str, address: &str) -> String {
    let mut command = Command::new(curl);
    command.args(["--silent", "--show-error", "--include", "--cacert"]).arg(folder.join("fullchain.pem"));
    let answer = command.arg("--unix-socket").arg(folder.join(socket)).arg(address).output().unwrap();
    assert!(answer.status.success(), "{}", err(&answer));
    String::from_utf8(answer.stdout).unwrap()
}

fn leads_to_the_api(curl: &Path, folder: &Path, socket: &str) {
    let answer = ask(curl, folder, socket, "https://api.example.org/graphql?query=%7Bnetwork%7Bname%7D%7D");
    assert!(answer.starts_with("HTTP/2 200") && answer.contains(r#"{"data":{"network":{"name":"#), "{answer}");
    let framed = ask(curl, folder, socket, "https://api.example.org/embed/recipe/organiser-un-repair-cafe");
    assert!(framed.starts_with("HTTP/2 200") && framed.contains("frame-ancestors *"), "{framed}");
}

/// What systemd does not know in a unit it remarks and leaves out, and goes on: what it says counts, not how it ends.
#[test]
fn systemd_takes_the_unit_without_a_remark() {
    let Some(analyze) = tool("systemd-analyze") else { return };
    let place = tempfile::tempdir().unwrap();
    let remarks = |unit: &str| {
        let file = place.path().join("bretagne-creative.service");
        std::fs::write(&file, unit).unwrap();
        let told = Command::new(&analyze).args(["verify", "--man=no"]).arg(&file).output().unwrap();
        let said = [told.stdout, told.stderr].map(|it| String::from_utf8(it).unwrap()).concat();
        (told.status.success(), said)
    };
    let shipped = text("docs/operating/bretagne-creative.service");
    // the program is not installed where stories run
    let unit = shipped.replace("ExecStart=/usr/local/bin/bretagne-creative ", "ExecStart=/bin/true ");
    assert_ne!(unit, shipped);
    assert_eq!(remarks(&unit), (true, String::new()));
    assert!(!remarks(&shipped.replace("/usr/local/bin/", "/nowhere/")).0, "a program that is missing is told");
    for (line, wrong) in [
        ("StateDirectoryMode=0700", "StateDirectoryMod=0700"),
        ("TimeoutStopSec=60", "TimeoutStopSec=soon"),
        ("[Install]", "[Instal]"),
    ] {
        assert!(unit.contains(line), "{line}");
        assert!(!remarks(&unit.replace(line, wrong)).1.is_empty(), "{wrong}");
    }
}

/// The script of the daily copy, as it stands on the page.
#[test]
fn scripts_of_the_page_have_no_mistake_that_can_be_seen() {
    let Some(shellcheck) = tool("shellcheck") else { return };
    let place = tempfile::tempdir().unwrap();
    let scripts: Vec<String> =
        blocks(&text("docs/install.md"), "sh").into_iter().filter(|it| it.starts_with("#!")).collect();
    assert_eq!(scripts.len(), 1);
    for script in scripts {
        let file = place.path().join("script");
        std::fs::write(&file, &script).unwrap();
        let told = Command::new(&shellcheck).arg(&file).output().unwrap();
        assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stdout));
    }
}
