//! What `serve --demo` shows: a menu, events of these days, texts at every step of their way, three accounts to try them with; and
//! that none of it opens a server that others reach.

use std::collections::BTreeMap;

use entity::import::row::Mode;
use entity::viewer::Viewer;
use serde_json::{Value, json};

use crate::support::{SECRET, Served, TestApp, on_both, value};

const PROGRAM: &str = env!("CARGO_BIN_EXE_bretagne-creative");
const SIGN_IN: &str = include_str!("demo/sign_in.graphql");

/// Starts the program with the demo on a story's database.
fn demo(app: &TestApp, settings: &[(&str, &str)]) -> Served {
    let settings: Vec<(&str, &str)> = [("BC_SECRET", SECRET)].into_iter().chain(settings.iter().copied()).collect();
    Served::demo(PROGRAM, &app.database_url(), &settings)
}

/// The accounts that it prints: the address and the password of each role.
fn accounts(served: &Served) -> BTreeMap<String, (String, String)> {
    let said = served.said();
    let table = said.split("demo       accounts").nth(1).unwrap_or_else(|| panic!("no accounts: {said}"));
    let rows = table.lines().skip(1).map(|it| it.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
    rows.take(3).map(|it| (it[0].clone(), (it[1].clone(), it[2..].join(" ")))).collect()
}

fn ask(served: &Served, token: &str, query: &str, variables: Value) -> Value {
    let headers = match token {
        "" => String::new(),
        token => format!("Authorization: Bearer {token}\r\nContent-View: latest\r\n"),
    };
    let body = json!({ "query": query, "variables": variables }).to_string();
    let mut answer = served.post("application/json", &headers, body.as_bytes()).unwrap().json();
    assert!(answer.get("errors").is_none(), "{query}: {answer}");
    answer["data"].take()
}

/// The access token of somebody who signs in; none when the password is not theirs.
fn sign_in(served: &Served, (email, password): &(String, String)) -> Option<String> {
    let input = json!({ "input": { "email": email, "password": password } });
    let done = ask(served, "", SIGN_IN, input);
    done["sessionCreate"]["session"]["accessToken"].as_str().map(str::to_owned)
}

/// How many entries somebody sees in a status.
fn count(served: &Served, token: &str, filter: &str) -> i64 {
    let found = ask(served, token, &format!("{{ entries(filter: {filter}) {{ totalCount }} }}"), Value::Null);
    value(&found, "entries/totalCount").as_i64().unwrap()
}

async fn it_shows_what_the_software_can_do(app: TestApp) {
    let served = demo(&app, &[]);
    assert!(!served.log().contains("WARN") && !served.log().contains("refused"), "{}", served.log());
    // for everybody: a menu, events of these days, an adaptation from one territory in another
    let shown = ask(
        &served,
        "",
        "query ($from: DateTime!) {
           network { menu { label page { title } } }
           occurrences(from: $from, first: 20) { totalCount nodes { event { title } } }
           recipe(by: { slug: \"organiser-un-repair-cafe\" }) {
             territories { ref } adaptations(first: 10) { nodes { entry { slug territories { ref } attribution } } } }
         }",
        json!({ "from": app_now() }),
    );
    assert_eq!(value(&shown, "network/menu").as_array().unwrap().len(), 3);
    assert_eq!(value(&shown, "network/menu/0/label"), "Le réseau");
    assert!(value(&shown, "occurrences/totalCount").as_i64().unwrap() >= 6, "{shown}");
    let adaptations = value(&shown, "recipe/adaptations/nodes").as_array().unwrap();
    let rennes = adaptations.iter().find(|it| it["entry"]["slug"] == "demo-repair-cafe-rennes").unwrap();
    assert_eq!(rennes["entry"]["territories"], json!([{ "ref": "commune:35238" }]));
    assert!(rennes["entry"]["attribution"].as_str().unwrap().contains("Organiser un repair café"), "{rennes}");
    // for each account, what lies on its desk
    let accounts = accounts(&served);
    assert_eq!(accounts.keys().collect::<Vec<_>>(), ["administrator", "contributor", "editor"]);
    let token = |role: &str| sign_in(&served, &accounts[role]).unwrap_or_else(|| panic!("{role} cannot sign in"));
    let (contributor, editor, administrator) = (token("contributor"), token("editor"), token("administrator"));
    for (who, role, reach) in [
        (&contributor, "CONTRIBUTOR", json!([])),
        (&editor, "EDITOR", json!([{ "ref": "pays:pays-de-brest" }])),
        (&administrator, "ADMIN", json!([])),
    ] {
        let viewer = ask(&served, who, "{ viewer { role territories { ref } } }", Value::Null);
        assert_eq!((&viewer["viewer"]["role"], &viewer["viewer"]["territories"]), (&json!(role), &reach));
    }
    let mine = |status: &str| count(&served, &contributor, &format!("{{ status: [{status}] }}"));
    assert_eq!((mine("DRAFT"), mine("SUBMITTED")), (1, 1));
    let queue = "{ queue { items { totalCount nodes { proposedVersion entry { title } } } } }";
    let waiting = ask(&served, &editor, queue, Value::Null);
    assert_eq!(value(&waiting, "queue/items/totalCount"), 2, "{waiting}");
    let proposals = value(&waiting, "queue/items/nodes").as_array().unwrap().iter();
    assert_eq!(proposals.filter(|it| it["proposedVersion"].is_number()).count(), 1, "{waiting}");
    let planned = format!("{{ status: [PUBLISHED], publishedAfter: \"{}\" }}", app_now());
    assert_eq!((count(&served, &editor, &planned), count(&served, "", &planned)), (1, 0));
    // no password stands in a log
    for (_, password) in accounts.values() {
        assert_eq!(password.len(), 23, "{accounts:?}");
        assert!(!served.log().contains(password.as_str()));
    }
}

async fn a_later_start_leaves_what_it_finds(app: TestApp) {
    let served = demo(&app, &[]);
    let (first, all) = (accounts(&served), "{ status: [DRAFT, SUBMITTED, PUBLISHED, WITHDRAWN, REFUSED] }");
    let contributor = sign_in(&served, &first["contributor"]).unwrap();
    let mine = ask(
        &served,
        &contributor,
        "{ entries(filter: { status: [DRAFT, SUBMITTED] }) { nodes { id version status } } }",
        Value::Null,
    );
    // somebody deletes the draft, and an administrator changes an event and a password
    let nodes = value(&mine, "entries/nodes").as_array().unwrap();
    let draft = nodes.iter().find(|it| it["status"] == "DRAFT").unwrap();
    let delete = "mutation ($input: EntryDeleteInput!) { entryDelete(input: $input) { userErrors { message } } }";
    let input = json!({ "input": { "id": draft["id"], "version": draft["version"] } });
    assert_eq!(value(&ask(&served, &contributor, delete, input), "entryDelete/userErrors"), &json!([]));
    let administrator = sign_in(&served, &first["administrator"]).unwrap();
    let event = ask(
        &served,
        "",
        "{ event(by: { slug: \"demo-repair-cafe\" }) { id version timings { start end } } }",
        Value::Null,
    );
    let moved = ask(
        &served,
        &administrator,
        "mutation ($input: EventUpdateInput!) { eventUpdate(input: $input) { userErrors { message } } }",
        json!({ "input": { "id": value(&event, "event/id"), "version": value(&event, "event/version"),
                           "place": "Ailleurs" } }),
    );
    assert_eq!(value(&moved, "eventUpdate/userErrors"), &json!([]));
    let before = count(&served, &administrator, all);
    let writer = app.store.write(Viewer::operator("test"));
    writer.set_password("editor@demo.test", "un mot de passe à moi".to_owned()).await.unwrap();
    drop(served);

    let served = demo(&app, &[]);
    let second = accounts(&served);
    for role in ["contributor", "administrator"] {
        assert_eq!(first[role], second[role]);
    }
    assert!(second["editor"].1.contains("another password"), "{second:?}");
    let own = ("editor@demo.test".to_owned(), "un mot de passe à moi".to_owned());
    assert!(sign_in(&served, &own).is_some() && sign_in(&served, &first["editor"]).is_none());
    let administrator = sign_in(&served, &second["administrator"]).unwrap();
    assert_eq!(count(&served, &administrator, all), before, "nothing is made twice, and what was deleted stays so");
    let after =
        ask(&served, "", "{ event(by: { slug: \"demo-repair-cafe\" }) { place timings { start end } } }", Value::Null);
    assert_eq!(value(&after, "event/place"), "Ailleurs");
    assert_eq!(value(&after, "event/timings"), value(&event, "event/timings"), "the dates are those of the first day");
    let people = ask(&served, &administrator, "{ accounts { totalCount } }", Value::Null);
    assert_eq!(value(&people, "accounts/totalCount"), 3);
}

async fn what_was_printed_opens_no_server_that_others_reach(app: TestApp) {
    let served = demo(&app, &[]);
    let printed = accounts(&served);
    let session = sign_in(&served, &printed["administrator"]).unwrap();
    let writer = app.store.write(Viewer::operator("test"));
    writer.set_password("editor@demo.test", "un mot de passe à moi".to_owned()).await.unwrap();
    drop(served);

    for (settings, with_demo) in [
        ([("BC_LISTEN", "0.0.0.0:0"), ("BC_LOG", "warn")], true),
        ([("BC_PUBLIC_URL", "https://demo.example.org"), ("BC_LOG", "warn")], false),
        ([("BC_TRUSTED_PROXIES", "127.0.0.1"), ("BC_LOG", "warn")], true),
    ] {
        let all: Vec<(&str, &str)> = [("BC_SECRET", SECRET)].into_iter().chain(settings).collect();
        let exposed = match with_demo {
            true => Served::demo(PROGRAM, &app.database_url(), &all),
            false => Served::start(PROGRAM, &app.database_url(), &all),
        };
        let said = exposed.said();
        assert!(said.contains("closed the accounts contributor@demo.test, admin@demo.test"), "{said}");
        assert_eq!(said.contains("no accounts, since others reach this server"), with_demo, "{said}");
        for (role, account) in &printed {
            assert!(!said.contains(&account.1), "{role} is printed: {said}");
            assert!(sign_in(&exposed, account).is_none(), "{role} opens {settings:?}");
        }
        let stale = exposed.post(
            "application/json",
            &format!("Authorization: Bearer {session}\r\n"),
            b"{\"query\":\"{ viewer { role } }\"}",
        );
        assert_eq!(stale.unwrap().status, 401, "sessions are over, too");
        let own = ("editor@demo.test".to_owned(), "un mot de passe à moi".to_owned());
        assert!(sign_in(&exposed, &own).is_some(), "a password of somebody's own is theirs");
        drop(exposed);

        let again = demo(&app, &[]);
        assert_eq!(accounts(&again)["administrator"], printed["administrator"]);
        assert!(sign_in(&again, &printed["contributor"]).is_some(), "alone again, they open again");
    }
}

async fn no_accounts_are_made_where_others_reach_the_server(app: TestApp) {
    let served = demo(&app, &[("BC_LISTEN", "0.0.0.0:0")]);
    assert!(served.said().contains("no accounts, since others reach this server"), "{}", served.said());
    let shown = ask(
        &served,
        "",
        "{ network { menu { label } } members(filter: { search: \"démonstration\" }) { nodes { slug } } }",
        Value::Null,
    );
    assert_eq!(value(&shown, "network/menu").as_array().unwrap().len(), 3, "what is public is there");
    assert_eq!(value(&shown, "members/nodes"), &json!([{ "slug": "redaction-demo" }]));
    assert_eq!(app.number("SELECT count(*) FROM account").await, 0);
}

async fn a_database_with_content_of_its_own_is_left_alone(app: TestApp) {
    app.import(r#"{"kind":"initiative","key":"a","title":"À nous"}"#).await;
    let served = demo(&app, &[]);
    assert!(
        served.said().contains("left the demo corpus out") && !served.said().contains("demo  "),
        "{}",
        served.said()
    );
    assert_eq!(app.number("SELECT count(*) FROM account").await, 0);
    assert_eq!(app.number("SELECT count(*) FROM entry").await, 1);
}

async fn a_demo_of_an_older_program_goes_on(app: TestApp) {
    app.import_as(
        "demo",
        Mode::Lenient,
        r#"{"kind":"member","key":"redaction-demo","memberKind":"PERSON","name":"Rédaction"}"#,
    )
    .await;
    app.import(r#"{"kind":"initiative","key":"a","title":"À nous"}"#).await;
    let served = demo(&app, &[]);
    assert!(served.said().contains("left the demo corpus out"), "{}", served.said());
    assert!(sign_in(&served, &accounts(&served)["administrator"]).is_some());
}

async fn every_worked_example_is_answered(app: TestApp) {
    let served = demo(&app, &[]);
    let page = String::from_utf8(served.get("/graphiql").unwrap().body).unwrap();
    let tabs = page.split("<script id=\"tabs\" type=\"application/json\">").nth(1).unwrap().split("</script>").next();
    let tabs: Vec<Value> = serde_json::from_str(tabs.unwrap()).unwrap();
    assert_eq!(tabs.len(), 6);
    let (email, password) = accounts(&served)["contributor"].clone();
    let mut token = String::new();
    for tab in &tabs {
        let query = tab["query"].as_str().unwrap();
        let json = |name: &str| tab[name].as_str().map_or(Value::Null, |it| serde_json::from_str(it).unwrap());
        let (mut variables, headers) = (json("variables"), json("headers"));
        if query.contains("sessionCreate") {
            // what somebody types who follows the comment
            variables["input"] = json!({ "email": email, "password": password });
        }
        let mut lines = String::new();
        for (name, value) in headers.as_object().into_iter().flatten() {
            lines.push_str(&format!("{name}: {}\r\n", value.as_str().unwrap()));
        }
        if !token.is_empty() {
            lines.push_str(&format!("Authorization: Bearer {token}\r\n"));
        }
        let body = json!({ "query": query, "variables": variables }).to_string();
        let answer = served.post("application/json", &lines, body.as_bytes()).unwrap().json();
        assert!(answer.get("errors").is_none(), "{query}: {answer}");
        let (_, field) = answer["data"].as_object().unwrap().iter().next_back().unwrap();
        assert!(!field.is_null() && field["userErrors"].as_array().is_none_or(Vec::is_empty), "{query}: {answer}");
        let has_rows = field["nodes"].as_array().is_none_or(|it| !it.is_empty());
        assert!(has_rows && field["totalCount"] != 0, "an example that shows nothing: {query}: {answer}");
        if let Some(signed) = field["session"]["accessToken"].as_str() {
            signed.clone_into(&mut token);
        }
    }
    assert!(!token.is_empty());
}

/// The present moment: the program goes by the time of the machine.
fn app_now() -> String {
    entity::value::clock::Clock::system().now().to_string()
}

on_both! {
    empty:
        it_shows_what_the_software_can_do,
        a_later_start_leaves_what_it_finds,
        what_was_printed_opens_no_server_that_others_reach,
        no_accounts_are_made_where_others_reach_the_server,
        a_database_with_content_of_its_own_is_left_alone,
        a_demo_of_an_older_program_goes_on,
        every_worked_example_is_answered,
    ;
}
