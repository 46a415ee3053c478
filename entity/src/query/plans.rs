//! How SQLite reads the lists: no statement goes through a table that grows with the archive, and none sorts more than a page where
//! an index stands in the order of the list. Without statistics, as a new database is, and with them.

use std::sync::Arc;
use std::time::Duration;

use sea_orm::sea_query::SelectStatement;
use sea_orm::{ColumnTrait, ConnectionTrait, Statement};
use serde_json::{Value, json};

use crate::Options;
use crate::db::paging::{Direction, Page};
use crate::db::rendered::Rendered;
use crate::db::sql::found;
use crate::import::row::{Manner, Mode, Row, RowKind};
use crate::model::account::Scope;
use crate::model::entry::row;
use crate::query::agenda::Agenda;
use crate::query::area::Area;
use crate::query::filter::{Date, Filter};
use crate::query::list::{Field, List, Order};
use crate::query::projection::Projection;
use crate::query::relation::Relation;
use crate::query::search::wanted::Wanted;
use crate::query::walk::Walk;
use crate::reader::Reader;
use crate::store::Store;
use crate::value::clock::{Clock, Instant};
use crate::value::id::Id;
use crate::value::kind::Kind;
use crate::value::role::Role;
use crate::value::words::query::SearchText;
use crate::viewer::{Grant, Reach, View, Viewer};

const GROWING: [&str; 9] = [
    "entry",
    "listing",
    "entry_credit",
    "entry_theme",
    "entry_territory",
    "entry_relation",
    "article",
    "event",
    "event_timing",
];

/// A store of some texts, themes and members.
async fn store(folder: &tempfile::TempDir) -> Store {
    let url = format!("sqlite:{}", folder.path().join("plans.db").display());
    let options = Options {
        url,
        readers: 1,
        statement_timeout: Duration::from_secs(10),
        allowance: Default::default(),
        replica: None,
    };
    let (store, _) = Store::open(&options, Arc::new(Clock::system())).await.unwrap();
    let read = |mut it: Value| {
        let fields = it.as_object_mut().unwrap();
        let kind = RowKind::of_word(fields.remove("kind").unwrap().as_str().unwrap()).unwrap();
        let key = fields.remove("key").unwrap().as_str().unwrap().to_owned();
        Row { kind, key, deleted: false, fields: std::mem::take(fields) }
    };
    let mut rows = vec![
        json!({ "kind": "theme", "key": "pain", "name": { "fr": "Pain" } }),
        json!({ "kind": "theme", "key": "four", "name": { "fr": "Four" }, "parent": "pain" }),
        json!({ "kind": "member", "key": "ana", "memberKind": "PERSON", "name": "Ana" }),
    ];
    rows.extend((0..30).map(|it| {
        json!({ "kind": "initiative", "key": format!("i{it}"), "title": format!("Jardin {it}"), "body": "Un jardin.",
            "language": if it % 10 == 0 { "br" } else { "fr" },
            "authors": ["ana"], "themes": ["four"], "territories": ["commune:29019"], "status": "PUBLISHED",
            "publishedAt": format!("2024-01-{:02}T10:00:00Z", it + 1) })
    }));
    let manner = Manner::from(Mode::Strict);
    let mut import = store.write(Viewer::operator("test")).import("test", "", manner).await.unwrap();
    for it in rows {
        let outcome = import.row(&read(it)).await.unwrap();
        assert!(!format!("{outcome:?}").starts_with("Refused"), "{outcome:?}");
    }
    import.finish("").await.unwrap();
    store
}

fn order(field: Field, direction: Direction) -> Vec<Order> {
    vec![Order { field, direction }]
}

/// Filters, each with whether the rows that meet it stand in an index in the order of publication.
fn filters() -> Vec<(Filter, bool)> {
    let theme = || Filter::Theme(vec!["pain".to_owned()]);
    let territory = || Filter::Territory(vec!["region:53".parse().unwrap()]);
    vec![
        (Filter::all(), true),
        (theme(), true),
        (territory(), true),
        (Filter::Author(vec!["ana".to_owned()]), true),
        (Filter::Licence(vec!["CC-BY-SA-4.0".to_owned()]), true),
        (Filter::And(vec![theme(), territory()]), true),
        (Filter::And(vec![territory(), Filter::Not(Box::new(theme()))]), true),
        (Filter::Before(Date::Published, Instant(1_700_000_000_000)), true),
        (Filter::Theme(vec!["pain".to_owned(), "four".to_owned()]), false),
    ]
}

/// The steps of a plan.
async fn plan(store: &Store, statement: &SelectStatement) -> (String, Vec<String>) {
    plan_of(store, store.inner.write.backend().build(statement)).await
}

async fn plan_of(store: &Store, mut asked: Statement) -> (String, Vec<String>) {
    let db = store.inner.write.maintenance();
    let text = asked.sql.clone();
    asked.sql = format!("EXPLAIN QUERY PLAN {text}");
    let rows: Vec<sea_orm::QueryResult> = db.query_all_raw(asked).await.unwrap();
    (text, rows.iter().map(|it| it.try_get_by_index(3).unwrap()).collect())
}

fn scans(step: &str) -> bool {
    let mut words = step.split(' ');
    words.next() == Some("SCAN") && GROWING.contains(&words.next().unwrap_or_default())
}

async fn lists_are_read_by_index(store: &Store) {
    let reader = store.read(Viewer::visitor());
    let first = Page::Numbered(1, 20);
    for kind in [Some(Kind::Initiative), None] {
        for (filter, in_order) in filters() {
            for field in [Field::PublishedAt, Field::UpdatedAt, Field::Title] {
                let list = List { kind, filter: filter.clone(), order: order(field, Direction::Desc) };
                let walk = list.walk(&reader);
                let (text, steps) = plan(store, &list.picked(&reader, &walk, &first).unwrap()).await;
                assert!(!steps.iter().any(|it| scans(it)), "{steps:#?}\nin {text}");
                if in_order && kind.is_some() && (field == Field::PublishedAt || walk == Walk::Entries) {
                    assert!(!steps.iter().any(|it| it.contains("TEMP B-TREE")), "{steps:#?}\nin {text}");
                }
                let (text, steps) = plan(store, &list.page(&reader, Projection::everything(), &first).unwrap()).await;
                assert!(!steps.iter().any(|it| scans(it)), "{steps:#?}\nin {text}");
            }
        }
    }
}

/// Of a language that few entries have, those few are read: no list along it goes through what is in other languages.
async fn a_rare_language_is_read_by_its_index(store: &Store) {
    let reader = store.read(Viewer::visitor());
    let language = || Filter::Language(vec!["br".parse().unwrap()]);
    let no_pages = || Filter::Not(Box::new(Filter::Kind(vec![Kind::Page])));
    let region = Filter::Territory(vec!["region:53".parse().unwrap()]);
    for (kind, filter) in [
        (Some(Kind::Initiative), language()),
        (None, language()),
        (None, Filter::And(vec![language(), no_pages()])),
        (None, Filter::And(vec![region, language()])),
        (None, Filter::And(vec![Filter::Theme(vec!["pain".to_owned()]), language(), no_pages()])),
        (None, Filter::Language(vec!["fr-gallo".parse().unwrap()])),
    ] {
        let is_french = format!("{filter:?}").contains("fr-gallo");
        let list = List { filter, ..List::newest(kind) };
        let walk = list.walk(&reader);
        if is_french {
            assert_eq!(walk, Walk::Entries, "what nearly everything is written in is read by date");
            continue;
        }
        assert!(matches!(walk, Walk::Languages(..)), "{walk:?}");
        for page in [Page::Numbered(1, 20), Page::Numbered(3, 20)] {
            let (text, steps) = plan(store, &list.picked(&reader, &walk, &page).unwrap()).await;
            let goes_through = |it: &String| scans(it) || it.contains("entry_by_kind") || it.contains("entry_by_date");
            assert!(!steps.iter().any(goes_through), "{steps:#?}\nin {text}");
            assert!(
                steps.iter().any(|it| it.contains("entry_by_language (language=? AND kind=?")),
                "{steps:#?}\nin {text}"
            );
        }
        let (text, steps) = plan(store, &list.counted(&reader, &walk)).await;
        assert!(!steps.iter().any(|it| scans(it)), "{steps:#?}\nin {text}");
    }
    // what an author, a source or a commune narrows more is read along those
    let author = Filter::And(vec![language(), Filter::Author(vec!["ana".to_owned()])]);
    let list = List { filter: author, ..List::newest(None) };
    assert!(matches!(list.walk(&reader), Walk::Listing(..)));
}

async fn nested_lists_are_read_by_index(store: &Store) {
    let reader = store.read(Viewer::visitor());
    let list = List::newest(Some(Kind::Initiative));
    for relation in [Relation::Theme, Relation::Territory, Relation::Member(None), Relation::Source, Relation::Licence]
    {
        assert!(list.owned(&reader, relation, &[1, 2, 3]).is_some());
    }
    let picked = list.picked_for_each(&reader, &Page::Numbered(1, 5)).unwrap();
    let (text, steps) = plan(store, &picked).await;
    let fine = |it: &String| !scans(it) && !it.contains("TEMP B-TREE");
    assert!(steps.iter().all(fine), "{steps:#?}\nin {text}");
    for field in [Field::UpdatedAt, Field::Title] {
        let list = List { order: order(field, Direction::Asc), ..list.clone() };
        let (text, steps) = plan(store, &list.picked_for_each(&reader, &Page::Numbered(1, 5)).unwrap()).await;
        assert!(!steps.iter().any(|it| scans(it)), "{steps:#?}\nin {text}");
    }
    let (text, steps) =
        plan(store, &list.of_each(&reader, Projection::everything(), &Page::Numbered(1, 5)).unwrap()).await;
    assert!(!steps.iter().any(|it| scans(it)), "{steps:#?}\nin {text}");
    let (text, steps) = plan(store, &list.counts_of_each(&reader)).await;
    assert!(!steps.iter().any(|it| scans(it)), "{steps:#?}\nin {text}");
}

async fn what_is_to_come_is_read_by_its_end(store: &Store) {
    let reader = store.read(Viewer::visitor());
    let moment = Instant(1_800_000_000_000);
    let list = List {
        kind: Some(Kind::Event),
        filter: Filter::EndsAfter(moment),
        order: order(Field::StartsAt, Direction::Asc),
    };
    assert_eq!(list.walk(&reader), Walk::Events(moment));
    let (text, steps) = plan(store, &list.picked(&reader, &list.walk(&reader), &Page::Numbered(1, 20)).unwrap()).await;
    assert!(!steps.iter().any(|it| scans(it)), "{steps:#?}\nin {text}");
    walks_beginnings_and_ends(&steps, &text);
}

/// What begins later is walked in the order of beginnings without being sorted, and what has begun is found by its end.
fn walks_beginnings_and_ends(steps: &[String], text: &str) {
    assert!(!steps.iter().any(|it| scans(it)), "{steps:#?}\nin {text}");
    for index in ["event_timing_by_start (starts_at>?", "event_timing_by_end (ends_at>?"] {
        assert!(steps.iter().any(|it| it.contains(index)), "{steps:#?}\nin {text}");
    }
}

async fn the_agenda_is_read_by_the_ends_of_timings(store: &Store) {
    let reader = store.read(Viewer::visitor());
    for to in [None, Some(Instant(1_900_000_000_000))] {
        let agenda = Agenda { from: Instant(1_800_000_000_000), to, filter: Filter::all() };
        let statement = agenda.statement(&reader, Projection::everything(), &Page::Numbered(2, 20)).unwrap();
        let (text, steps) = plan(store, &statement).await;
        walks_beginnings_and_ends(&steps, &text);
    }
}

/// An account's own entries are found by their creator and their credits, in whatever order.
async fn what_is_ones_own_is_read_by_who_made_it(store: &Store) {
    let viewer = Viewer::account(Arc::new(Grant {
        account: Id::of_reference("account", "1"),
        account_seq: 1,
        member: Some(1),
        organisations: vec![2],
        role: Role::Contributor,
        scopes: Scope::ALL.into_iter().collect(),
        reach: Reach::Inside(Vec::new()),
        credential: "test".to_owned(),
        origins: None,
        ends: None,
        session: None,
        allowance: None,
    }));
    let reader = store.read(viewer.seeing(View::Latest));
    for kind in [Some(Kind::Initiative), None] {
        for field in [Field::PublishedAt, Field::UpdatedAt, Field::Title] {
            let filter = Filter::And(vec![Filter::Own, Filter::all()]);
            let list = List { kind, filter, order: order(field, Direction::Desc) };
            let page = list.page(&reader, Projection::everything(), &Page::Numbered(1, 20)).unwrap();
            let (text, steps) = plan(store, &page).await;
            let walks = |it: &String| scans(it) || it.contains("entry_by_");
            assert!(!steps.iter().any(walks), "{steps:#?}\nin {text}");
        }
    }
}

#[tokio::test]
async fn a_statement_that_is_written_out_once_is_the_one_that_would_be_written_out_now() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder).await;
    let reader = store.read(Viewer::visitor());
    let backend = reader.backend();
    let marked = reader.marked();
    let (page, wanted) = (Page::Numbered(1, 20), Projection::everything());
    for (filter, _) in filters() {
        let list = List { filter, ..List::newest(Some(Kind::Initiative)) };
        let Some(list) = list.shape(&reader) else { continue };
        for build in [
            |list: &List, it: &Reader, wanted, page: &Page| list.page(it, wanted, page).unwrap(),
            |list: &List, it: &Reader, wanted, page: &Page| list.of_each(it, wanted, page).unwrap(),
            |list: &List, it: &Reader, _, _: &Page| list.counts_of_each(it),
        ] {
            let again =
                Rendered::of(&build(list, &marked, wanted, &page), backend).at(reader.now, Some("[9]"), backend);
            let anew = Rendered::of(&build(list, &reader, wanted, &page), backend).at(reader.now, Some("[9]"), backend);
            assert_eq!((again.sql, again.values), (anew.sql, anew.values));
        }
    }
    let authors = List { filter: Filter::Author(vec!["ana".to_owned()]), ..List::newest(None) };
    assert!(authors.shape(&reader).is_none(), "whether a member is seen depends on the moment");
}

/// Entries that are named by their keys are looked up by them, however many they are.
async fn what_is_named_is_read_by_its_keys(store: &Store) {
    let reader = store.read(Viewer::visitor());
    let ids: Vec<Id> = (0..50).map(|it| Id::of_reference("entry", &it.to_string())).collect();
    let mut statements = vec![reader.translations_statement(&ids)];
    for few in [row::Column::Seq.is_in(1..=50_i64), row::Column::Id.is_in(ids.iter().copied())] {
        let mut statement = reader.named_few(few);
        Projection::everything().select(&mut statement, reader.backend());
        statements.push(statement);
    }
    for statement in statements {
        let (text, steps) = plan(store, &statement).await;
        let walks = |it: &String| scans(it) || it.contains("entry_by_");
        assert!(!steps.iter().any(walks), "{steps:#?}\nin {text}");
    }
}

async fn searches_are_read_by_their_index(store: &Store) {
    let reader = store.read(Viewer::visitor());
    let wanted = Wanted::of_list(&SearchText::read("jardin \"four à pain\" -brest"));
    for filter in filters().into_iter().map(|(filter, _)| filter) {
        let statement = reader.candidates_statement(Some(&wanted), &filter, true);
        let (text, steps) = plan_of(store, found::by_index(reader.backend().build(&statement))).await;
        let fine = |it: &String| !scans(it) && !it.contains("FOR ORDER BY");
        assert!(steps.iter().all(fine), "{steps:#?}\nin {text}");
        assert!(steps.iter().any(|it| it.contains("COVERING INDEX entry_found")), "{steps:#?}\nin {text}");
    }
    let area = Area::Circle { latitude: 48.0, longitude: -4.0, kilometres: 20.0 };
    for communes in [false, true] {
        let list = List { filter: Filter::In(area, communes), ..List::newest(None) };
        let (text, steps) = plan(store, &list.page(&reader, Projection::everything(), &Page::default()).unwrap()).await;
        assert!(!steps.iter().any(|it| scans(it) && !it.contains("VIRTUAL")), "{steps:#?}\nin {text}");
    }
}

#[tokio::test]
async fn no_list_reads_the_archive() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder).await;
    for analysed in [false, true] {
        if analysed {
            let backend = store.inner.write.backend();
            store.inner.write.maintenance().execute_raw(Statement::from_string(backend, "ANALYZE")).await.unwrap();
        }
        lists_are_read_by_index(&store).await;
        a_rare_language_is_read_by_its_index(&store).await;
        nested_lists_are_read_by_index(&store).await;
        what_is_to_come_is_read_by_its_end(&store).await;
        the_agenda_is_read_by_the_ends_of_timings(&store).await;
        // with statistics of an archive that one person wrote, reading all of it is right
        if !analysed {
            what_is_ones_own_is_read_by_who_made_it(&store).await;
            what_is_named_is_read_by_its_keys(&store).await;
        }
        searches_are_read_by_their_index(&store).await;
    }
}
