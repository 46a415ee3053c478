//! The whole life of an initiative, with four people: a visitor, a contributor, and the editors of the Pays de Brest and of the
//! Morbihan. Everything goes over HTTP to the program itself; codes come by mail.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::sessions::{CREATE, PASSWORD};
use crate::support::{Engine, Served, TestApp, value};

const FIELDS: &str = "id version status title need";

struct Network {
    server: Served,
    mails: PathBuf,
}

impl Network {
    /// What a request answers to who shows a token, or to anybody.
    fn ask(&self, token: &str, view: &str, query: &str, variables: &Value) -> Value {
        let credential = if token.is_empty() { String::new() } else { format!("Authorization: Bearer {token}\r\n") };
        let headers = format!("{credential}Content-View: {view}\r\nAccept-Language: en\r\n");
        let body = json!({ "query": query, "variables": variables }).to_string();
        let reply = self.server.post("application/json", &headers, body.as_bytes()).unwrap();
        serde_json::from_slice(&reply.body).unwrap()
    }

    /// What a mutation did: its payload, or the code of what stands in the way.
    fn does(&self, token: &str, name: &str, answers: &str, input: &Value) -> Result<Value, String> {
        let kind = format!("{}{}", name[..1].to_uppercase(), &name[1..]);
        let query = format!(
            "mutation ($input: {kind}Input!) {{ done: {name}(input: $input) {{ {answers} userErrors {{ code path \
                message }} }} }}"
        );
        let mut answer = self.ask(token, "published", &query, &json!({ "input": input }));
        if let Some(code) = answer.pointer("/errors/0/extensions/code") {
            return Err(code.as_str().unwrap().to_owned());
        }
        let done = answer["data"]["done"].take();
        match done.pointer("/userErrors/0/code") {
            Some(code) => Err(code.as_str().unwrap().to_owned()),
            None => Ok(done),
        }
    }

    fn signs_in(&self, name: &str) -> String {
        let input = json!({ "input": { "email": format!("{name}@example.org"), "password": PASSWORD } });
        let answer = self.ask("", "published", CREATE, &input);
        value(&answer, "data/sessionCreate/session/accessToken").as_str().unwrap().to_owned()
    }

    /// The mail that somebody has got whose subject holds this; waits until it has come.
    fn mail(&self, name: &str, subject: &str) -> String {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(30) {
            for mail in maildir::Maildir::from(self.mails.clone()).list_new() {
                let Ok(mut mail) = mail else { continue };
                let Ok(parsed) = mail.parsed() else { continue };
                let header = |name: &str| {
                    let found = parsed.headers.iter().find(|it| it.get_key_ref().eq_ignore_ascii_case(name));
                    found.map(|it| it.get_value()).unwrap_or_default()
                };
                if header("To").starts_with(name) && header("Subject").contains(subject) {
                    return parsed.subparts[0].get_body().unwrap();
                }
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("{name} has got no mail of \"{subject}\"");
    }

    /// The code in a mail.
    fn code(&self, name: &str, subject: &str) -> String {
        let mail = self.mail(name, subject);
        let code = mail.lines().map(str::trim).find(|it| it.len() == 32 && it.chars().all(|it| it.is_ascii_hexdigit()));
        code.unwrap_or_else(|| panic!("no code: {mail}")).to_owned()
    }

    /// Whether somebody sees the initiative, by every path alike.
    fn sees(&self, token: &str, view: &str, id: &Value) -> bool {
        let query = format!(
            "{{ initiative(by: {{ id: {id} }}) {{ slug }} node(id: {id}) {{ id }} initiatives {{ totalCount nodes {{ slug }} }}
            territory(by: {{ ref: \"commune:29019\" }}) {{ initiatives {{ totalCount }} }} entries {{ totalCount }} }}"
        );
        let data = self.ask(token, view, &query, &Value::Null)["data"].take();
        let by_id = !data["initiative"].is_null();
        for (path, otherwise) in [
            ("node", Value::Null),
            ("initiatives/totalCount", json!(0)),
            ("initiatives/nodes", json!([])),
            ("territory/initiatives/totalCount", json!(0)),
            ("entries/totalCount", json!(0)),
        ] {
            assert_eq!(*value(&data, path) != otherwise, by_id, "{path}: every path says the same: {data}");
        }
        by_id
    }
}

fn an_initiative_lives(engine: Engine) {
    engine.tell(TestApp::empty, |app| async move {
        let folder = tempfile::tempdir().unwrap();
        let mails = folder.path().join("mail");
        let settings = [
            ("BC_SECRET", crate::support::SECRET),
            ("BC_PUBLIC_URL", "http://api.test"),
            ("BC_ADMIN_EMAIL", "chief@example.org"),
            ("BC_ADMIN_PASSWORD", PASSWORD),
            ("BC_MAIL_FOLDER", mails.to_str().unwrap()),
        ];
        let server = Served::start(env!("CARGO_BIN_EXE_bretagne-creative"), &app.database_url(), &settings);
        let network = Network { server, mails: mails.clone() };

        // the network: two editors are invited, a contributor joins by herself
        let chief = network.signs_in("chief");
        for (name, territory) in [("brest", "pays:pays-de-brest"), ("vannes", "departement:56")] {
            let guest = json!({
                "name": name,
                "email": format!("{name}@example.org"),
                "role": "EDITOR",
                "territories": [territory],
                "language": "en"
            });
            network.does(&chief, "memberInvite", "", &guest).unwrap();
            let taken = json!({ "code": network.code(name, "An invitation"), "password": PASSWORD });
            network.does("", "accountVerify", "member { slug }", &taken).unwrap();
        }
        let joins = json!({
            "name": "Ana",
            "email": "ana@example.org",
            "password": PASSWORD,
            "language": "en",
            "territories": ["commune:29019"]
        });
        network.does("", "accountRegister", "", &joins).unwrap();
        let code = network.code("ana", "Confirm your address");
        network.does("", "accountVerify", "member { slug }", &json!({ "code": code })).unwrap();
        let (ana, brest, vannes) = (network.signs_in("ana"), network.signs_in("brest"), network.signs_in("vannes"));
        let of_ana = r#"{ member(by: { slug: "ana" }) { name } }"#;
        let listed = |token: &str| !network.ask(token, "latest", of_ana, &Value::Null)["data"]["member"].is_null();
        assert!(!listed("") && listed(&brest), "she waits, and editors know");

        // a draft, for nobody but her and the editor of the place
        let draft = json!({
            "title": "Le four banal",
            "body": "Un four pour le quartier.",
            "territories": ["commune:29019"],
            "maturity": "IDEA"
        });
        let selection = format!("initiative {{ {FIELDS} publishBlockers {{ code }} viewerCan }}");
        let made = network.does(&ana, "initiativeCreate", &selection, &draft).unwrap();
        let id = value(&made, "initiative/id").clone();
        let step = |token: &str, name: &str, version: i32, more: Value| {
            let mut input = json!({ "id": id, "version": version });
            input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            let done = network.does(token, name, "entry { id version status title }", &input)?;
            Ok(value(&done, "entry/version").as_i64().unwrap())
        };
        let change = |token: &str, version: i32, more: Value| {
            let mut input = json!({ "id": id, "version": version });
            input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            let done = network.does(token, "initiativeUpdate", &format!("initiative {{ {FIELDS} }}"), &input)?;
            Ok(value(&done, "initiative/version").as_i64().unwrap())
        };
        let refused = |code: &str| Err(code.to_owned());
        assert!(network.sees(&ana, "latest", &id) && network.sees(&brest, "latest", &id));
        for (token, view) in [(ana.as_str(), "published"), (&vannes, "latest"), ("", "latest")] {
            assert!(!network.sees(token, view, &id), "{view}");
        }
        assert_eq!(step("", "entrySubmit", 1, json!({})), refused("NOT_FOUND"));
        assert_eq!(step(&vannes, "entryPublish", 1, json!({})), refused("NOT_FOUND"));
        assert_eq!(step(&ana, "entryPublish", 1, json!({})), refused("FORBIDDEN"));

        // handed in, given back with a note, mended, handed in once more
        assert_eq!(step(&ana, "entrySubmit", 1, json!({})), Ok(2));
        assert!(network.mail("brest", "To be read").contains("Le four banal"), "the editor is told");
        let queue = "{ queue { items { nodes { entry { title } submittedAt } } members { name } } }";
        let waits = |token: &str| {
            let answer = network.ask(token, "latest", queue, &Value::Null);
            answer["data"]["queue"]["items"]["nodes"].as_array().map(Vec::len)
        };
        assert_eq!((waits(&brest), waits(&vannes), waits(&ana)), (Some(1), Some(0), None));
        assert_eq!(step(&brest, "entryRequestChanges", 2, json!({ "note": "Who keeps it warm?" })), Ok(3));
        let query = format!("{{ reviewNotes(entry: {id}) {{ note author {{ name }} }} }}");
        let notes = network.ask(&ana, "latest", &query, &Value::Null);
        assert_eq!(value(&notes, "data/reviewNotes/0"), &json!({
            "note": "Who keeps it warm?",
            "author": { "name": "brest" }
        }));
        assert_eq!(change(&ana, 1, json!({ "need": "x" })), refused("STALE"));
        assert_eq!(change(&ana, 3, json!({ "need": "A baker for each day." })), Ok(4));
        assert_eq!(change(&vannes, 4, json!({ "need": "x" })), refused("NOT_FOUND"));
        assert_eq!(step(&ana, "entrySubmit", 4, json!({})), Ok(5));

        // public: she is listed with it, the neighbour's editor sees it and may not touch it
        assert_eq!(step(&brest, "entryPublish", 5, json!({})), Ok(6));
        assert!(network.sees("", "published", &id) && network.sees(&vannes, "published", &id) && listed(""));
        assert_eq!(step(&vannes, "entryWithdraw", 6, json!({})), refused("FORBIDDEN"));
        assert_eq!(change(&vannes, 6, json!({ "title": "x" })), refused("FORBIDDEN"));
        assert_eq!(step(&ana, "entryWithdraw", 6, json!({})), refused("FORBIDDEN"));

        // a change is proposed, seen by who may, and accepted
        assert_eq!(change(&ana, 6, json!({ "title": "Le four du quartier", "maturity": "STARTING" })), Ok(7));
        let query = format!("{{ entry(by: {{ id: {id} }}) {{ title }} }}");
        let titled =
            |token: &str, view: &str| network.ask(token, view, &query, &Value::Null)["data"]["entry"]["title"].take();
        assert_eq!(titled("", "latest"), "Le four banal");
        assert_eq!(titled(&vannes, "latest"), "Le four banal");
        assert_eq!(titled(&brest, "latest"), "Le four du quartier");
        assert_eq!(titled(&ana, "latest"), "Le four du quartier");
        let preview = network.does(&ana, "previewCreate", "preview { version } url token", &json!({ "entry": id })).unwrap();
        let page = value(&preview, "url").as_str().unwrap().strip_prefix("http://api.test").unwrap().to_owned();
        let page = network.server.get(&page).unwrap();
        assert!(page.status == 200 && String::from_utf8_lossy(&page.body).contains("Le four du quartier"));
        assert_eq!(step(&vannes, "entryPublish", 7, json!({})), refused("FORBIDDEN"));
        step(&brest, "entryPublish", 7, json!({})).unwrap();
        assert_eq!(titled("", "published"), "Le four du quartier");

        // compared, restored, and taken back in the end
        let query = format!(
            "{{ revisionDiff(entry: {id}, from: 6, to: 7) {{ fields {{ field }} }} revisions(entry: {id}) {{ version }} }}"
        );
        let diff = network.ask(&ana, "latest", &query, &Value::Null);
        assert_eq!(value(&diff, "data/revisionDiff/fields"), &json!([
            { "field": "maturity" },
            { "field": "title" }
        ]), "{diff}");
        let newest = i32::try_from(value(&diff, "data/revisions/0/version").as_i64().unwrap()).unwrap();
        let restored = network.does(&brest, "revisionRestore", "entry { title version }", &json!({
            "id": id,
            "version": newest,
            "restoreVersion": 6
        })).unwrap();
        assert_eq!(titled("", "published"), "Le four banal", "{restored}");
        step(&brest, "entryWithdraw", newest + 1, json!({})).unwrap();
        assert!(!network.sees("", "published", &id));
        assert!(!network.sees(&vannes, "latest", &id));
        assert!(network.sees(&ana, "latest", &id));
        assert!(network.mail("ana", "Withdrawn").contains("Le four"), "the author is told what became of it");
        // whoever looks after the network reads who did what, and no address stands in it
        let query = "{ auditLog(first: 100) { nodes { action credential detail } } }";
        let log = network.ask(&chief, "latest", query, &Value::Null)["data"].take();
        let actions =
            ["entrySubmit", "entryRequestChanges", "entryPublish", "revisionRestore", "entryWithdraw", "previewCreate"];
        for action in actions {
            assert!(log.to_string().contains(&format!("\"{action}\"")), "{action}: {log}");
        }
        assert!(!log.to_string().contains('@') && !network.server.log().contains('@'), "{}", network.server.log());
    });
}

#[test]
fn an_initiative_lives_on_sqlite() {
    an_initiative_lives(Engine::Sqlite);
}

#[test]
fn an_initiative_lives_on_postgres() {
    an_initiative_lives(Engine::Postgres);
}
