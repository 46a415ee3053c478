//! The public log: who follows it has the public content, whoever writes meanwhile, and whatever falls due.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use entity::value::role::Role;
use serde_json::{Value, json};

use crate::editing::token;
use crate::support::{TestApp, on_both, value};

const FOLLOW: &str = "query ($after: String, $since: DateTime, $first: Int) { changes(after: $after, since: $since, first: $first) { \
    nodes { kind action at id entry { title slug attribution licence { shortName } } node { ... on Member { name } ... on Theme { slug } } } \
    pageInfo { hasNextPage endCursor } } }";

/// A copy of what is public, kept by following the log.
#[derive(Debug, Default)]
struct Copy {
    after: Option<String>,
    held: BTreeMap<String, Value>,
    told: Vec<(String, String)>,
}

impl Copy {
    /// Follows the log to its end, so many lines at a time; the lines that came.
    async fn follow(&mut self, app: &TestApp, first: u32) -> Vec<Value> {
        let mut came = Vec::new();
        loop {
            let variables = json!({ "after": self.after, "first": first });
            let answer = app.post(FOLLOW, variables).await.data();
            let page = value(&answer, "changes");
            for line in page["nodes"].as_array().unwrap() {
                let id = line["id"].as_str().unwrap().to_owned();
                let action = line["action"].as_str().unwrap().to_owned();
                match action.as_str() {
                    "UPSERT" => self.held.insert(id.clone(), line.clone()),
                    _ => self.held.remove(&id),
                };
                self.told.push((id, action));
                came.push(line.clone());
            }
            self.after = Some(page["pageInfo"]["endCursor"].as_str().unwrap().to_owned());
            if page["pageInfo"]["hasNextPage"] == false {
                return came;
            }
        }
    }

    fn titles(&self) -> BTreeSet<String> {
        self.held.values().filter_map(|it| it["entry"]["title"].as_str()).map(str::to_owned).collect()
    }
}

async fn public_titles(app: &TestApp) -> BTreeSet<String> {
    let mut titles = BTreeSet::new();
    let mut after = Value::Null;
    loop {
        let query = "query ($after: String) { entries(first: 100, after: $after) { nodes { title } pageInfo { hasNextPage endCursor } } }";
        let page = app.post(query, json!({ "after": after })).await.data();
        let page = value(&page, "entries");
        titles.extend(page["nodes"].as_array().unwrap().iter().map(|it| it["title"].as_str().unwrap().to_owned()));
        if page["pageInfo"]["hasNextPage"] == false {
            return titles;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}

fn article(key: &str, rest: &str) -> String {
    format!(
        "{{\"kind\":\"article\",\"key\":\"{key}\",\"title\":\"{key}\",\"body\":\"x\",\"language\":\"fr\",\"licence\":\"CC-BY-4.0\",\"authors\":[\"ana\"],\"status\":\"PUBLISHED\"{rest}}}\n"
    )
}

const ANA: &str = "{\"kind\":\"member\",\"key\":\"ana\",\"memberKind\":\"PERSON\",\"name\":\"Ana\"}\n{\"kind\":\"theme\",\"key\":\"jardin\",\"name\":{\"fr\":\"Jardin\"}}\n";

async fn a_copy_is_what_is_public(app: TestApp) {
    let mut copy = Copy::default();
    copy.follow(&app, 100).await;
    assert!(copy.titles().len() > 100);
    assert_eq!(copy.titles(), public_titles(&app).await);
    assert!(copy.held.values().any(|it| it["kind"] == "MEMBER" && it["node"]["name"].is_string()));
    assert!(copy.held.values().any(|it| it["kind"] == "THEME"));
    assert_eq!(copy.follow(&app, 100).await, Vec::<Value>::new(), "nothing comes twice while nothing happens");
    // and in small steps
    let mut slow = Copy::default();
    slow.follow(&app, 7).await;
    assert_eq!(slow.titles(), copy.titles());
}

async fn what_happens_is_told_once_and_in_order(app: TestApp) {
    assert!(app.import(&(ANA.to_owned() + &article("first", ""))).await.summary().is_clean());
    let mut copy = Copy::default();
    copy.follow(&app, 100).await;
    assert_eq!(copy.titles(), BTreeSet::from(["first".to_owned()]));
    app.import(&(article("second", "") + &article("third", ""))).await;
    let came = copy.follow(&app, 1).await;
    let titles: Vec<&str> = came.iter().filter_map(|it| it["entry"]["title"].as_str()).collect();
    assert_eq!(titles, ["second", "third"]);
    // a draft is nobody's business
    app.import("{\"kind\":\"article\",\"key\":\"draft\",\"title\":\"draft\"}").await;
    assert_eq!(copy.follow(&app, 100).await.len(), 0);
    app.import("{\"kind\":\"article\",\"key\":\"second\",\"deleted\":true}").await;
    let came = copy.follow(&app, 100).await;
    assert_eq!(came.len(), 1);
    assert_eq!((&came[0]["action"], &came[0]["entry"]), (&json!("REMOVE"), &Value::Null));
    assert_eq!(copy.titles(), public_titles(&app).await);
    // since a moment: what came after it
    app.at("2026-12-02T12:00:00Z");
    app.import(&article("fourth", "")).await;
    let since = app.post(FOLLOW, json!({ "since": "2026-12-02T00:00:00Z", "first": 100 })).await.data();
    let found = value(&since, "changes/nodes").as_array().unwrap();
    let titles: Vec<&str> = found.iter().filter_map(|it| it["entry"]["title"].as_str()).collect();
    assert_eq!(titles, ["fourth"]);
    // a cursor goes before a moment
    let both = app.post(FOLLOW, json!({ "after": copy.after, "since": "2000-01-01T00:00:00Z" })).await.data();
    assert_eq!(value(&both, "changes/nodes").as_array().unwrap().len(), 1);
}

async fn what_is_planned_comes_when_it_is_due(app: TestApp) {
    let planned =
        article("planned", ",\"publishedAt\":\"2026-12-05T12:00:00Z\",\"unpublishAt\":\"2026-12-09T12:00:00Z\"");
    app.import(&(ANA.to_owned() + &planned + &article("now", ""))).await;
    let mut copy = Copy::default();
    let came = copy.follow(&app, 1).await;
    assert!(!came.iter().any(|it| it["entry"]["title"] == "planned"), "{came:?}");
    assert_eq!(copy.titles(), BTreeSet::from(["now".to_owned()]));
    app.at("2026-12-05T11:59:59Z");
    assert_eq!(copy.follow(&app, 1).await.len(), 0);
    app.at("2026-12-05T12:00:00Z");
    let came = copy.follow(&app, 1).await;
    assert_eq!((came.len(), &came[0]["entry"]["title"]), (1, &json!("planned")));
    assert_eq!(copy.follow(&app, 1).await.len(), 0, "once");
    app.import(&article("later", "")).await;
    app.at("2026-12-10T12:00:00Z");
    let came = copy.follow(&app, 1).await;
    assert_eq!(came.len(), 2, "{came:?}");
    assert_eq!(copy.titles(), public_titles(&app).await);
    assert_eq!(copy.titles(), BTreeSet::from(["later".to_owned(), "now".to_owned()]));
    // who begins only now never hears that it was there, or hears that it is gone
    let mut fresh = Copy::default();
    fresh.follow(&app, 3).await;
    assert_eq!(fresh.titles(), copy.titles());
    let since = app.post(FOLLOW, json!({ "since": "2026-12-05T12:00:00Z", "first": 100 })).await.data();
    let actions: Vec<&Value> =
        value(&since, "changes/nodes").as_array().unwrap().iter().map(|it| &it["action"]).collect();
    assert!(actions.contains(&&json!("REMOVE")) && actions.contains(&&json!("UPSERT")), "{since}");
}

async fn what_entries_show_brings_them_again(app: TestApp) {
    let rows = "{\"kind\":\"source\",\"key\":\"journal\",\"name\":\"Journal\",\"homepage\":\"https://journal.test/\",\"licence\":\"CC-BY-4.0\"}\n"
        .to_owned()
        + ANA
        + &article("themed", ",\"themes\":[\"jardin\"]")
        + &article("taken", ",\"articleKind\":\"SUMMARY\",\"source\":\"journal\",\"originalUrl\":\"https://journal.test/1\",\"originalLicence\":\"CC-BY-4.0\"")
        + "{\"kind\":\"recipe\",\"key\":\"origin\",\"title\":\"origin\",\"body\":\"x\",\"licence\":\"CC-BY-SA-4.0\",\"authors\":[{\"name\":\"Bob\"}],\"status\":\"PUBLISHED\",\"steps\":[{\"text\":\"a\"}]}\n"
        + "{\"kind\":\"recipe\",\"key\":\"made\",\"title\":\"made\",\"body\":\"x\",\"licence\":\"CC-BY-SA-4.0\",\"authors\":[{\"name\":\"Bob\"}],\"status\":\"PUBLISHED\",\"steps\":[{\"text\":\"a\"}],\"adaptedFrom\":[{\"entry\":\"origin\",\"nature\":\"ADAPTATION\"}]}\n";
    let report = app.import(&rows).await;
    assert!(report.summary().is_clean(), "{report:?}");
    let admin = token(&app, Role::Admin, &[], None).await;
    let mut copy = Copy::default();
    copy.follow(&app, 100).await;
    let ids = app.query("{ themes(filter: { search: \"jardin\" }) { nodes { id } } sources(filter: { search: \"journal\" }) { nodes { id } } licence(by: { key: \"CC-BY-4.0\" }) { id } member(by: { slug: \"ana\" }) { id } }").await;
    let change = async |name: &str, input: Value| {
        let kind = format!("{}{}Input", name[..1].to_uppercase(), &name[1..]);
        let text = format!(
            "mutation ($input: {kind}!) {{ done: {name}(input: $input) {{ userErrors {{ code path message }} }} }}"
        );
        let answer = app.post_as(&admin, "published", &text, json!({ "input": input })).await.data();
        assert_eq!(answer["done"]["userErrors"], json!([]), "{name}");
    };
    let titles = |came: &[Value]| -> BTreeSet<String> {
        came.iter().filter_map(|it| it["entry"]["title"].as_str()).map(str::to_owned).collect()
    };
    let set = |of: &[&str]| of.iter().map(|it| (*it).to_owned()).collect::<BTreeSet<_>>();
    let theme = value(&ids, "themes/nodes/0/id");
    change("themeUpdate", json!({ "id": theme, "names": [{ "language": "fr", "text": "Potager" }] })).await;
    let came = copy.follow(&app, 2).await;
    assert_eq!(titles(&came), set(&["themed"]));
    assert!(came.iter().any(|it| it["kind"] == "THEME"));
    change("sourceUpdate", json!({ "id": value(&ids, "sources/nodes/0/id"), "name": "Le Journal" })).await;
    assert_eq!(titles(&copy.follow(&app, 2).await), set(&["taken"]));
    change("licenceUpdate", json!({ "id": value(&ids, "licence/id"), "shortName": "CC BY four" })).await;
    let came = copy.follow(&app, 1).await;
    assert_eq!(titles(&came), set(&["taken", "themed"]));
    assert!(came.iter().any(|it| it["entry"]["licence"]["shortName"] == "CC BY four"), "{came:?}");
    change("memberUpdate", json!({ "member": value(&ids, "member/id"), "name": "Ana Le Gall" })).await;
    let came = copy.follow(&app, 1).await;
    assert_eq!(titles(&came), set(&["taken", "themed"]));
    assert!(came.iter().any(|it| it["entry"]["attribution"].as_str().is_some_and(|it| it.contains("Ana Le Gall"))));
    app.import("{\"kind\":\"recipe\",\"key\":\"origin\",\"title\":\"the origin\",\"body\":\"x\",\"licence\":\"CC-BY-SA-4.0\",\"authors\":[{\"name\":\"Bob\"}],\"status\":\"PUBLISHED\",\"steps\":[{\"text\":\"a\"}]}").await;
    let came = copy.follow(&app, 1).await;
    assert_eq!(titles(&came), set(&["made", "the origin"]));
    let made = came.iter().find(|it| it["entry"]["title"] == "made").unwrap();
    assert!(made["entry"]["attribution"].as_str().unwrap().contains("the origin"), "{made}");
    assert_eq!(copy.titles(), public_titles(&app).await);
}

async fn does(app: &TestApp, who: &str, mutation: &str, input: Value) -> Value {
    let answer = app.post_as(who, "published", mutation, json!({ "input": input })).await.data();
    assert_eq!(answer["done"]["userErrors"], json!([]), "{mutation}");
    answer["done"].clone()
}

async fn nothing_is_lost_while_others_write(app: TestApp) {
    const WRITERS: usize = 4;
    const EACH: usize = 12;
    app.import(ANA).await;
    let admin = token(&app, Role::Admin, &[], None).await;
    let app = Arc::new(app);
    // a second server on the same database writes as well
    let other = Arc::new(app.beside().await);
    let done = Arc::new(AtomicBool::new(false));
    let follower = {
        let (app, done) = (Arc::clone(&app), Arc::clone(&done));
        tokio::spawn(async move {
            let mut copy = Copy::default();
            loop {
                let last = done.load(Ordering::SeqCst);
                copy.follow(&app, 3).await;
                if last {
                    return copy;
                }
                tokio::task::yield_now().await;
            }
        })
    };
    let create = "mutation ($input: ArticleCreateInput!) { done: articleCreate(input: $input) { article { id version } userErrors { message } } }";
    let publish = "mutation ($input: EntryPublishInput!) { done: entryPublish(input: $input) { entry { version } userErrors { message } } }";
    let withdraw = "mutation ($input: EntryWithdrawInput!) { done: entryWithdraw(input: $input) { entry { version } userErrors { message } } }";
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let app = if writer % 2 == 0 { Arc::clone(&app) } else { Arc::clone(&other) };
            let admin = admin.clone();
            tokio::spawn(async move {
                for at in 0..EACH {
                    let draft = json!({ "title": format!("w{writer} n{at}"), "body": "x", "language": "fr", "licence": "CC-BY-4.0",
                        "authors": [{ "name": "X" }] });
                    let made = does(&app, &admin, create, draft).await;
                    let id = made["article"]["id"].clone();
                    let out = does(&app, &admin, publish, json!({ "id": id, "version": made["article"]["version"] })).await;
                    if at % 3 == 0 {
                        does(&app, &admin, withdraw, json!({ "id": id, "version": out["entry"]["version"] })).await;
                    }
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    done.store(true, Ordering::SeqCst);
    let copy = follower.await.unwrap();
    assert_eq!(copy.titles(), public_titles(&app).await);
    assert_eq!(copy.titles().len(), WRITERS * (EACH - EACH.div_ceil(3)));
    // and in one go afterwards it is the same
    let mut fresh = Copy::default();
    fresh.follow(&app, 100).await;
    assert_eq!(fresh.titles(), copy.titles());
}

async fn bad_cursors_are_told(app: TestApp) {
    let list = app.query("{ entries(first: 1) { pageInfo { endCursor } } }").await;
    let foreign = value(&list, "entries/pageInfo/endCursor").clone();
    for after in [json!("nonsense"), foreign, json!("5b5d")] {
        let answer = app.post(FOLLOW, json!({ "after": after })).await.json();
        assert_eq!(answer["errors"][0]["extensions"]["code"], "BAD_INPUT", "{after}");
        assert_eq!(answer["errors"][0]["extensions"]["argument"], json!(["after"]), "{after}");
    }
    for first in [0, 101, -1] {
        let answer = app.post(FOLLOW, json!({ "first": first })).await.json();
        assert_eq!(answer["errors"][0]["extensions"]["code"], "OUT_OF_RANGE");
    }
}

async fn the_log_is_there_as_json_too(app: TestApp) {
    let answer = app.get("/api/changes?since=2026-01-01T00:00:00Z&first=50").await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let page = answer.json();
    let items = page["items"].as_array().unwrap();
    assert_eq!(items.len(), 50);
    // members and themes come first
    let mut found = page.clone();
    let entry = loop {
        let entry = found["items"].as_array().unwrap().iter().find(|it| it["kind"] == "INITIATIVE").cloned();
        if let Some(entry) = entry {
            break entry;
        }
        assert_eq!(found["page"]["hasNextPage"], true);
        found = app
            .get(&format!("/api/changes?first=100&after={}", found["page"]["endCursor"].as_str().unwrap()))
            .await
            .json();
    };
    assert_eq!(entry["action"], "UPSERT");
    assert!(entry["item"]["attribution"].as_str().unwrap().contains(entry["item"]["title"].as_str().unwrap()));
    assert!(entry["item"]["bodyHtml"].is_string() && entry["item"]["licence"]["key"].is_string());
    let after = page["page"]["endCursor"].as_str().unwrap();
    let next = app.get(&format!("/api/changes?after={after}&first=100")).await;
    assert!(answer.headers["link"].to_str().unwrap().contains(&format!("after={after}&first=50>; rel=\"next\"")));
    let seen: BTreeSet<&str> = items.iter().map(|it| it["cursor"].as_str().unwrap()).collect();
    assert!(next.json()["items"].as_array().unwrap().iter().all(|it| !seen.contains(it["cursor"].as_str().unwrap())));
    assert_eq!(app.get("/api/changes?frist=1").await.json()["suggestions"], json!(["first"]));
    assert_eq!(app.get("/api/changes?after=zz").await.json()["code"], "BAD_INPUT");
}

on_both! {
    demo: a_copy_is_what_is_public, bad_cursors_are_told, the_log_is_there_as_json_too,;
    empty:
        what_happens_is_told_once_and_in_order,
        what_is_planned_comes_when_it_is_due,
        what_entries_show_brings_them_again,
        nothing_is_lost_while_others_write,
    ;
}
