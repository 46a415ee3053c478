//! The law, spelled out: every standing with every scope, before everything that it can be asked about. `cargo mutants` changes
//! the law line by line and these tables must differ each time (`tests/mutants` runs it). What the tables promise is tried
//! through the front door as well.

use std::fmt::Write;
use std::sync::Arc;

use sea_orm::sea_query::{Condition, Query, SqliteQueryBuilder};

use super::media::{File, media_readable, permit_media};
use super::*;
use crate::db::connect::Options;
use crate::store::Store;
use crate::value::clock::Clock;
use crate::value::id::Id;

const EVERY: [Act; 34] = [
    Act::Import,
    Act::ManageTokens,
    Act::Create,
    Act::Edit,
    Act::Submit,
    Act::Unsubmit,
    Act::Publish,
    Act::Backdate,
    Act::RequestChanges,
    Act::Refuse,
    Act::Withdraw,
    Act::Propose,
    Act::Delete,
    Act::Arrange,
    Act::Preview,
    Act::LookBack,
    Act::Note,
    Act::Accept,
    Act::Invite,
    Act::Suspend,
    Act::Mandate,
    Act::Profile,
    Act::Entrust,
    Act::KeepAccount,
    Act::Private,
    Act::Audit,
    Act::Purge,
    Act::Settings,
    Act::Catalogue,
    Act::Redirect,
    Act::Licence,
    Act::UploadMedia,
    Act::ChangeMedia,
    Act::DeleteMedia,
];
/// The viewer, an organisation that they may write for, and somebody else, by row number.
const SELF: i64 = 1;
const ORGANISATION: i64 = 2;
const OTHER: i64 = 3;

/// The law with the territories that come with the program.
struct Law {
    reference: Arc<Snapshot>,
    inside: i64,
    outside: i64,
    reaches: [(&'static str, Reach); 3],
}

async fn law() -> (Law, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("law.db").display());
    let options = Options {
        url,
        readers: 1,
        statement_timeout: std::time::Duration::from_secs(10),
        allowance: Default::default(),
        replica: None,
    };
    let (store, _) = Store::open(&options, Arc::new(Clock::system())).await.unwrap();
    let reference = store.inner.reference();
    let seq = |it: &str| reference.territory(&it.parse().unwrap()).unwrap().seq;
    let (around, inside, outside) = (seq("departement:29"), seq("commune:29019"), seq("commune:56260"));
    let reaches = [
        ("everywhere", Reach::Whole),
        ("in Finistère", Reach::Inside(vec![around])),
        ("nowhere", Reach::Inside(Vec::new())),
    ];
    (Law { reference, inside, outside, reaches }, folder)
}

impl Law {
    /// Everybody there can be, each with what they are called.
    fn viewers(&self) -> Vec<(String, Viewer)> {
        let mut all = vec![
            ("visitor".to_owned(), Viewer::visitor()),
            ("shown a preview".to_owned(), Viewer::preview(7, 3)),
            ("operator".to_owned(), Viewer::operator("test").seeing(View::Published)),
        ];
        for role in [Role::Contributor, Role::Editor, Role::Admin] {
            for (place, reach) in &self.reaches {
                let session = Some(Id::of_reference("session", "1"));
                let credentials = [
                    ("all scopes", &Scope::ALL[..], None),
                    ("no scope", &[], None),
                    ("no scope, signed in", &[], session),
                ];
                for (with, scopes, session) in credentials {
                    let viewer = self.viewer(role, reach.clone(), scopes, session);
                    all.push((format!("{} {place}, {with}", role.word()), viewer));
                }
            }
        }
        all
    }

    fn viewer(&self, role: Role, reach: Reach, scopes: &[Scope], session: Option<Id>) -> Viewer {
        Viewer::account(Arc::new(Grant {
            account: Id::of_reference("account", "1"),
            account_seq: 1,
            member: Some(SELF),
            organisations: vec![ORGANISATION],
            role,
            scopes: scopes.iter().copied().collect(),
            reach,
            credential: "test".to_owned(),
            origins: None,
            ends: None,
            session,
            allowance: None,
        }))
    }

    fn places(&self) -> [(&'static str, Option<i64>); 3] {
        [("inside", Some(self.inside)), ("outside", Some(self.outside)), ("network", None)]
    }
}

/// The acts that are permitted, in words.
fn permitted(asked: impl Fn(Act) -> Result<(), Act>) -> String {
    let judged = EVERY.iter().filter(|act| match asked(**act) {
        Ok(()) => true,
        Err(refused) => {
            assert_eq!(refused, **act, "who is refused is told what");
            false
        }
    });
    let words: Vec<String> = judged.map(ToString::to_string).collect();
    if words.is_empty() { "-".to_owned() } else { words.join(" ") }
}

fn sql(condition: Condition) -> String {
    let select = Query::select().column(entry::Column::Seq).from(entry::Entity).cond_where(condition).take();
    let text = select.to_string(SqliteQueryBuilder).replace('"', "");
    text.strip_prefix("SELECT seq FROM entry").unwrap().trim().trim_start_matches("WHERE ").to_owned()
}

#[tokio::test]
async fn what_each_may_do() {
    let (law, _folder) = law().await;
    let mut table = String::new();
    for (name, viewer) in law.viewers() {
        writeln!(table, "{name}").unwrap();
        writeln!(table, "  without an entry: {}", permitted(|act| permit(&viewer, act))).unwrap();
        for (place, home) in law.places() {
            let whose = [("", false, false), (", own", true, false), (", made by them", true, true)];
            for (kind, (how, own, made)) in Kind::ALL.into_iter().flat_map(|it| whose.map(|whose| (it, whose))) {
                let subject = Subject { kind, home, own, made };
                let acts = permitted(|act| permit_on(&viewer, act, subject, &law.reference));
                writeln!(table, "  {} {place}{how}: {acts}", kind.word()).unwrap();
            }
        }
    }
    for role in [Role::Contributor, Role::Editor, Role::Admin] {
        for scope in Scope::ALL {
            let viewer = law.viewer(role, Reach::Whole, &[scope], None);
            let acts = permitted(|act| permit(&viewer, act));
            let subject = Subject { kind: Kind::Article, home: None, own: false, made: false };
            let with = permitted(|act| permit_on(&viewer, act, subject, &law.reference));
            writeln!(table, "{} everywhere, {} alone: {acts}; with an article: {with}", role.word(), scope.name())
                .unwrap();
        }
    }
    for act in EVERY {
        writeln!(table, "{act} leads somewhere from {:?}", act.leads_from()).unwrap();
    }
    insta::assert_snapshot!(table);
}

#[tokio::test]
async fn what_each_may_do_with_whom() {
    let (law, _folder) = law().await;
    let mut table = String::new();
    for (name, viewer) in law.viewers() {
        writeln!(table, "{name}").unwrap();
        for role in [None, Some(Role::Contributor), Some(Role::Editor), Some(Role::Admin)] {
            let whom = role.map_or("nobody's account", Role::word);
            for (place, home) in law.places() {
                for (own, given_by_viewer) in [(false, false), (true, false), (false, true)] {
                    let places = home.into_iter().collect();
                    let person = Person { role, places, own, given_by_viewer, ..Person::default() };
                    let acts = permitted(|act| permit_person(&viewer, act, &person, &law.reference));
                    let how = if own {
                        ", own"
                    } else if given_by_viewer {
                        ", given by them"
                    } else {
                        ""
                    };
                    writeln!(table, "  {whom} {place}{how}: {acts}").unwrap();
                }
            }
        }
        let of = |places: &[i64], role| Person { places: places.to_vec(), role, ..Person::default() };
        let reaching = |reach: Reach| Person { reach, ..of(&[], Some(Role::Editor)) };
        let suspended = |by| Person { suspended_by: Some(by), ..of(&[], Some(Role::Contributor)) };
        let others = [
            ("nobody's account outside and inside", of(&[law.outside, law.inside], None)),
            ("nobody's account inside, twice", of(&[law.inside, law.inside], None)),
            ("EDITOR with mandates inside", reaching(Reach::Inside(vec![law.inside]))),
            ("EDITOR with mandates outside and inside", reaching(Reach::Inside(vec![law.inside, law.outside]))),
            ("EDITOR of the whole network", reaching(Reach::Whole)),
            ("CONTRIBUTOR whom an editor suspended", suspended(Role::Editor)),
            ("CONTRIBUTOR whom an administrator suspended", suspended(Role::Admin)),
        ];
        for (whom, person) in others {
            let acts = permitted(|act| permit_person(&viewer, act, &person, &law.reference));
            writeln!(table, "  {whom}: {acts}").unwrap();
        }
    }
    insta::assert_snapshot!(table);
}

#[tokio::test]
async fn what_each_may_give() {
    let (law, _folder) = law().await;
    let mut table = String::new();
    let reaches = law.reaches.iter().cloned().chain([("outside", Reach::Inside(vec![law.outside]))]);
    let reaches: Vec<(&str, Reach)> = reaches.collect();
    for (name, viewer) in law.viewers() {
        for (place, reach) in &reaches {
            for act in [Act::Invite, Act::Mandate] {
                let may = |role: &Role| permit_grant(&viewer, act, *role, reach, &law.reference).is_ok();
                let roles = [Role::Contributor, Role::Editor, Role::Admin];
                let given: Vec<&str> = roles.iter().filter(|it| may(it)).map(|it| it.word()).collect();
                if !given.is_empty() {
                    writeln!(table, "{name}: {act} {place}: {}", given.join(" ")).unwrap();
                }
            }
        }
    }
    insta::assert_snapshot!(table);
}

#[tokio::test]
async fn what_each_may_read() {
    let (law, _folder) = law().await;
    let now = Instant::of("2026-12-01T12:00:00Z".parse().unwrap());
    let mut table = format!("remembered by all: {}\n", sql(remembered(now)));
    for (name, viewer) in law.viewers() {
        writeln!(table, "{name}").unwrap();
        for view in [View::Published, View::Latest] {
            let viewer = viewer.clone().seeing(view);
            writeln!(table, "  {view:?}: {}", sql(readable(&viewer, now))).unwrap();
            writeln!(table, "  {view:?}, by name: {}", sql(findable(&viewer, now))).unwrap();
            let seen = |status| [SELF, OTHER].map(|it| member_readable(&viewer, it, status));
            use member::Status::{Hidden, Listed, Pending};
            let members = [Listed, Pending, Hidden].map(|it| (it, seen(it)));
            writeln!(table, "  {view:?} members, self and other: {members:?}").unwrap();
        }
        writeln!(table, "  behind: {}", sql(behind(&viewer))).unwrap();
        writeln!(table, "  told of by a refusal: {}", sql(public_or_own(&viewer, now))).unwrap();
        writeln!(table, "  in charge: {}", in_charge(&viewer).map_or("of nothing".to_owned(), sql)).unwrap();
    }
    insta::assert_snapshot!(table);
}

/// The media that a viewer may read, as a condition.
fn media_sql(condition: Condition) -> String {
    use crate::model::media::row;
    let select = Query::select().column(row::Column::Seq).from(row::Entity).cond_where(condition).take();
    let text = select.to_string(SqliteQueryBuilder).replace('"', "");
    text.strip_prefix("SELECT seq FROM media").unwrap().trim().trim_start_matches("WHERE ").to_owned()
}

#[tokio::test]
async fn what_each_may_do_with_media() {
    let (law, _folder) = law().await;
    let now = Instant::of("2026-12-01T12:00:00Z".parse().unwrap());
    let of = |kind, home| Subject { kind, home, own: false, made: false };
    let person = |own, place| Person { own, places: vec![place], ..Person::default() };
    let (article, page) = (|home| of(Kind::Article, home), of(Kind::Page, None));
    let (inside, outside) = (Some(law.inside), Some(law.outside));
    let file = |public, entries: &[Subject], people: &[Person]| File {
        made: false,
        public,
        entries: entries.to_vec(),
        people: people.to_vec(),
        of_network: false,
    };
    let logo = File { of_network: true, ..file(true, &[], &[]) };
    let files = [
        ("unused", file(false, &[], &[])),
        ("in a draft inside", file(false, &[article(inside)], &[])),
        ("in drafts inside and outside", file(false, &[article(inside), article(outside)], &[])),
        ("public inside", file(true, &[article(inside)], &[])),
        ("public inside and outside", file(true, &[article(inside), article(outside)], &[])),
        ("public on a page", file(true, &[page], &[])),
        ("the viewer's portrait", file(true, &[], &[person(true, law.outside)])),
        ("the portrait of another inside", file(true, &[], &[person(false, law.inside)])),
        ("the logo of the network", logo),
        ("the viewer's portrait, and public outside", file(true, &[article(outside)], &[person(true, law.outside)])),
    ];
    let mut table = String::new();
    for (name, viewer) in law.viewers() {
        writeln!(table, "{name}").unwrap();
        for (which, file) in &files {
            let acts = |made| {
                let file = File { made, ..file.clone() };
                permitted(|act| permit_media(&viewer, act, &file, &law.reference))
            };
            writeln!(table, "  {which}: {}; sent by them: {}", acts(false), acts(true)).unwrap();
        }
        for view in [View::Published, View::Latest] {
            let viewer = viewer.clone().seeing(view);
            writeln!(table, "  {view:?}: {}", media_sql(media_readable(&viewer, now))).unwrap();
        }
    }
    for role in [Role::Contributor, Role::Editor, Role::Admin] {
        for scope in Scope::ALL {
            let viewer = law.viewer(role, Reach::Whole, &[scope], None);
            let acts = permitted(|act| permit_media(&viewer, act, &files[3].1, &law.reference));
            writeln!(table, "{} everywhere, {} alone, public inside: {acts}", role.word(), scope.name()).unwrap();
        }
    }
    insta::assert_snapshot!(table);
}

#[tokio::test]
async fn what_is_ones_own() {
    let (law, _folder) = law().await;
    let (_, author) = law.viewers().into_iter().find(|(name, _)| name.starts_with("CONTRIBUTOR")).unwrap();
    let mut table = String::new();
    for creator in [None, Some(SELF), Some(ORGANISATION), Some(OTHER)] {
        for member in [SELF, ORGANISATION, OTHER] {
            for role in [Credit::Author, Credit::Holder, Credit::Organiser, Credit::Translator] {
                let own = is_own(&author, creator, &[(OTHER, Credit::Author), (member, role)]);
                writeln!(table, "made by {creator:?}, {role:?} {member}: {own}").unwrap();
                assert!(!is_own(&Viewer::visitor(), creator, &[(member, role)]));
                assert!(!is_own(&Viewer::operator("test"), creator, &[(member, role)]));
            }
        }
        writeln!(table, "made by {creator:?}, nobody credited: {}", is_own(&author, creator, &[])).unwrap();
    }
    insta::assert_snapshot!(table);
}
