//! Lists of plain fields are written without the executor, and nobody can tell: the bytes and the cost are those of the executor. A field
//! that is not plain at the end of each node sends the same selection to the executor; its own bytes are then taken out.

use entity::account::api_token::NewToken;
use entity::value::role::Role;
use serde_json::{Value, json};

use crate::support::{TestApp, on_both};

/// How many lists are compared.
const LISTS_COMPARED: usize = 1_500;
/// How many aliases a document may have.
const MOST_ALIASES: usize = 50;
/// A field that the executor alone answers, and what it answers.
const NOT_PLAIN: &str = "zz: licence { permits { adaptation } }";
const ANSWERED: [&str; 2] = [r#","zz":{"permits":{"adaptation":true}}"#, r#","zz":{"permits":{"adaptation":false}}"#];

const SHARED: &[&str] = &[
    "__typename",
    "id",
    "kind",
    "slug",
    "status",
    "visibility",
    "version",
    "acceptedVersion",
    "proposedVersion",
    "title",
    "summary",
    "body",
    "language",
    "url",
    "publishedAt",
    "unpublishAt",
    "createdAt",
    "updatedAt",
    "licence LICENCE",
    "authors CREDIT",
    "translators CREDIT",
    "themes THEME",
    "territories TERRITORY",
    "homeTerritory TERRITORY",
];
const INITIATIVE: &[&str] = &["maturity", "startYear", "website", "contactUrl", "holders CREDIT", "location LOCATION"];
const RECIPE: &[&str] = &["title", "summary"];
const ARTICLE: &[&str] = &["articleKind", "originalUrl", "originalAuthors", "originalPublishedAt", "originalUpdatedAt"];
const EVENT: &[&str] = &[
    "organisers CREDIT",
    "location LOCATION",
    "timings TIMING",
    "timeZone",
    "attendance",
    "eventStatus",
    "place",
    "address",
    "capacity",
];
const PAGE: &[&str] = &["position", "isInMenu"];
const BELOW: &[(&str, &[&str])] = &[
    (
        "LICENCE",
        &[
            "__typename",
            "id",
            "key",
            "isSpdx",
            "shortName",
            "name",
            "family",
            "version",
            "url",
            "deedUrl",
            "isFreeCultural",
            "note",
        ],
    ),
    ("CREDIT", &["__typename", "name", "url", "role", "member MEMBER"]),
    ("MEMBER", &["__typename", "id", "slug", "kind", "name", "website"]),
    ("THEME", &["__typename", "id", "slug", "name"]),
    ("TERRITORY", &["__typename", "id", "ref", "slug", "kind", "code", "name", "postalCodes", "population"]),
    ("LOCATION", &["__typename", "commune TERRITORY", "latitude", "longitude"]),
    ("TIMING", &["__typename", "id", "eventStatus", "allDay", "start", "end", "startDate", "endDate"]),
];
const LISTS: &[(&str, &[&str])] = &[
    ("initiatives", INITIATIVE),
    ("recipes", RECIPE),
    ("articles", ARTICLE),
    ("events", EVENT),
    ("pages", PAGE),
    ("entries", &[]),
];

/// Chance that is the same each time (Steele and Vigna's splitmix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % bound as u64).unwrap()
    }

    fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// Some of these fields, some twice, some under another name, some in a fragment of their own.
    fn fields(&mut self, of: &[&str], on: &str) -> String {
        let count = 1 + self.below(of.len().min(9));
        let mut text = String::new();
        for at in 0..count {
            let drawn = of[self.below(of.len())];
            let (name, below) = drawn.split_once(' ').unwrap_or((drawn, ""));
            let alias = if self.once_in(4) || !below.is_empty() { format!("a{at}: ") } else { String::new() };
            let inside = match BELOW.iter().find(|(it, _)| *it == below) {
                Some((_, fields)) => format!(" {{ {}}}", self.fields(fields, "")),
                None => String::new(),
            };
            let field = format!("{alias}{name}{inside}");
            let field = match self.below(8) {
                0 if !on.is_empty() => format!("... on {on} {{ {field} }}"),
                1 => format!("... @include(if: true) {{ {field} }}"),
                2 if inside.is_empty() => format!("{field} @skip(if: false)"),
                _ => field,
            };
            text.push_str(&field);
            text.push(' ');
        }
        text
    }

    /// A list, plain and not.
    fn list(&mut self, at: usize) -> (String, String) {
        let (list, own) = LISTS[self.below(LISTS.len())];
        let all: Vec<&str> = SHARED.iter().chain(own).copied().collect();
        let on = match list {
            "initiatives" => "Initiative",
            "recipes" => "Recipe",
            "articles" => "Article",
            "events" => "Event",
            "pages" => "Page",
            _ => "Entry",
        };
        let fields = self.fields(&all, on);
        let first = 1 + self.below(6);
        let beside = ["", "totalCount", "pageInfo { hasNextPage endCursor startCursor }", "__typename"][self.below(4)];
        let written = |more: &str, in_edges: bool| {
            let rows = match in_edges {
                true => format!("edges {{ c: cursor node {{ {fields}{more} }} __typename }}"),
                false => format!("nodes {{ {fields}{more} }}"),
            };
            format!("{list}(first: {first}) {{ {beside} {rows} }}")
        };
        let in_edges = self.once_in(3);
        let (plain, other) = (written("", in_edges), written(NOT_PLAIN, in_edges));
        match self.below(5) {
            0 => (
                format!("l{at}: members(first: 3) {{ nodes {{ name {plain} }} }}"),
                format!("l{at}: members(first: 3) {{ nodes {{ name {other} }} }}"),
            ),
            1 => (
                format!("l{at}: themes(first: 3) {{ nodes {{ slug {plain} }} }}"),
                format!("l{at}: themes(first: 3) {{ nodes {{ slug {other} }} }}"),
            ),
            _ => (format!("l{at}: {plain}"), format!("l{at}: {other}")),
        }
    }
}

/// The bytes of the data, and what it cost.
fn told(body: &[u8]) -> (String, u64) {
    let text = String::from_utf8(body.to_vec()).unwrap();
    let whole: Value = serde_json::from_str(&text).unwrap();
    assert!(whole.get("errors").is_none(), "{whole:#}");
    let cost = whole["extensions"]["cost"]["actual"].as_u64().unwrap();
    let end = text.rfind(r#","extensions":"#).unwrap();
    (text[..end].to_owned(), cost)
}

async fn plain_lists_are_written_as_the_executor_writes_them(app: TestApp) {
    let (territories, scopes, role) = (Vec::new(), Vec::new(), Role::Admin);
    let admin = NewToken { name: "t".into(), account: None, member: None, role, territories, scopes, expires_at: None };
    let token = app.token(admin).await.secret;
    let mut chance = Chance(20_261_127);
    let (mut document, mut lists, mut rows) = (0, 0, 0);
    let aliases = |text: &str| text.matches(": ").count();
    while lists < LISTS_COMPARED {
        document += 1;
        let (mut plain, mut other) = (String::from("{ "), String::from("{ "));
        for at in 0..1 + chance.below(4) {
            let (one, another) = chance.list(at);
            if aliases(&other) + aliases(&another) + 2 < MOST_ALIASES {
                plain.push_str(&one);
                plain.push(' ');
                other.push_str(&another);
                other.push(' ');
                lists += 1;
            }
        }
        if lists == 0 || plain.len() == 2 {
            continue;
        }
        plain.push('}');
        other.push('}');
        let ask = async |query: &str| match document % 3 {
            0 => app.post_as(&token, "latest", query, Value::Null).await,
            1 => app.post_in("br, en", query, json!({})).await,
            _ => app.post(query, Value::Null).await,
        };
        let (data, cost) = told(&ask(&plain).await.body);
        let (mut wanted, wanted_cost) = told(&ask(&other).await.body);
        let marks = ANSWERED.iter().map(|it| wanted.matches(it).count()).sum::<usize>();
        for it in ANSWERED {
            wanted = wanted.replace(it, "");
        }
        assert_eq!(data, wanted, "{plain}");
        assert_eq!(cost + 3 * marks as u64, wanted_cost, "{plain}");
        rows += marks;
    }
    assert!(rows > 2 * lists, "{lists} lists of {rows} rows say little");
}

on_both! {
    demo:
        plain_lists_are_written_as_the_executor_writes_them,
    ;
}
