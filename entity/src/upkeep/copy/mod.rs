//! A whole database into an empty one, of either kind: every table that the target's catalogue names, with the numbers and identifiers
//! of its rows. What is read is one state of the source; what is written is compared before it is kept.

mod cell;
mod end;
mod postgres;
mod sqlite;
mod table;

use std::sync::Arc;

use migration::Status;

use crate::db::connect::{self, Connections, Options};
use crate::db::counter::Held;
use crate::db::write_ahead_log;
use crate::error::{Error, Result};
use crate::store::Store;
use crate::upkeep::copy::cell::{Column, Sum, quoted};
use crate::upkeep::copy::end::End;
use crate::upkeep::open::check_ours;
use crate::upkeep::reindex;
use crate::value::clock::Clock;

/// The tables of the search index, which each engine keeps in its own form: they are made anew in the target.
pub const REBUILT: [&str; 2] = ["search_doc", "search_word"];
/// The list of migrations, which the target has by itself.
const MIGRATIONS: &str = "seaql_migrations";
/// The tables that a database has rows in before anybody has written anything.
const SEEDED: [&str; 7] =
    ["clock", "compatibility", "setting", "licence", "territory", "territory_former_code", "territory_closure"];

/// A table that was copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopiedTable {
    /// Its name.
    pub name: String,
    /// How many rows it has, in the source and in the target.
    pub rows: u64,
    /// What the content of its rows comes to, in the source and in the target: 32 hexadecimal digits.
    pub checksum: String,
}

/// Copies the database at one address into the empty one at the other; `told` hears of each table when it was copied.
///
/// # Errors
/// [`Error::Unusable`] with one sentence: a source that is none of ours or not brought up to this program, a target that holds
/// anything, rows that do not arrive as they left.
pub async fn copy(from: &str, to: &str, clock: Arc<Clock>, mut told: impl FnMut(&CopiedTable)) -> Result<()> {
    let mut source = End::open(from, false).await.map_err(|it| named("the source", it))?;
    let status = migration::status(&source.database()).await?;
    if check_ours(&source.database()).await.map_err(|it| named("the source", it))? == Held::Nothing {
        return Err(Error::Unusable("the source is empty: it has no tables".into()));
    }
    if !status.pending.is_empty() || !status.unknown.is_empty() {
        return Err(steps("the source", &status));
    }
    prepare(to, &status).await.map_err(|it| named("the target", it))?;
    let mut target = End::open(to, true).await.map_err(|it| named("the target", it))?;
    let copied = carry(&mut source, &mut target, &mut told).await;
    let ended = match &copied {
        Ok(()) => target.run("COMMIT").await,
        // what a broken connection has begun ends with it
        Err(_) => target.run("ROLLBACK").await.or(Ok(())),
    };
    source.close().await;
    target.close().await;
    copied.and(ended)?;
    // opening it makes the index of searches
    let (store, _) = Store::open(&options(to), clock).await?;
    store.close().await;
    Ok(())
}

fn options(url: &str) -> Options {
    Options {
        url: url.to_owned(),
        readers: 1,
        statement_timeout: std::time::Duration::from_secs(3_600),
        allowance: Default::default(),
        replica: None,
    }
}

/// Makes the tables of the target where it has none. They are of the same step as those of the source, since both are what this
/// program needs.
async fn prepare(url: &str, source: &Status) -> Result<()> {
    let Connections { read, write, .. } = connect::open(&options(url), true).await?;
    let prepared = async {
        let db = write.maintenance();
        if check_ours(db).await? == Held::Nothing {
            let made = migration::up(db).await;
            made.map_err(|it| Error::Unusable(format!("its tables cannot be made: {it}")))?;
        }
        let status = migration::status(db).await?;
        if status.applied == source.applied { Ok(()) } else { Err(steps("the target", &status)) }
    };
    let prepared = prepared.await;
    read.close().await;
    write_ahead_log::close(write.maintenance()).await;
    prepared
}

fn steps(end: &str, status: &Status) -> Error {
    let (step, needed) = (status.step(), status.needed());
    let newer = if status.unknown.is_empty() { "bring it up with `migrate` first" } else { "use the newer program" };
    Error::Unusable(format!("{end} is at step {step} and this program needs step {needed}: {newer}"))
}

/// Copies every table within one transaction of the target, which is left open.
async fn carry(source: &mut End, target: &mut End, told: &mut impl FnMut(&CopiedTable)) -> Result<()> {
    source.begin_reading().await?;
    target.begin_writing().await?;
    let tables = tables(target).await?;
    let there = self::tables(source).await?;
    if tables != there {
        let odd = tables.iter().chain(&there).find(|it| !tables.contains(it) || !there.contains(it));
        let odd = odd.map_or("", String::as_str);
        return Err(Error::Unusable(format!("one of the databases has a table {odd} and the other has not")));
    }
    for table in tables.iter().filter(|it| !SEEDED.contains(&it.as_str())) {
        let rows = target.count(table).await?;
        if rows > 0 {
            return Err(Error::Unusable(format!(
                "the target is not empty: {table} has {rows} rows; name a database that nobody has used"
            )));
        }
    }
    let keys = target.set_keys_aside().await?;
    for table in &tables {
        target.run(&format!("DELETE FROM {}", quoted(table))).await?;
    }
    for table in &tables {
        let copied = carry_table(source, target, table).await?;
        told(&copied);
    }
    target.put_keys_back(keys).await?;
    target.run(&format!("DELETE FROM setting WHERE name = '{}'", reindex::RULES)).await
}

async fn tables(of: &mut End) -> Result<Vec<String>> {
    let mut tables = of.tables().await?;
    tables.retain(|it| it != MIGRATIONS && !REBUILT.contains(&it.as_str()));
    tables.sort_unstable();
    Ok(tables)
}

async fn carry_table(source: &mut End, target: &mut End, table: &str) -> Result<CopiedTable> {
    let (here, there) = (source.columns(table).await?, target.columns(table).await?);
    let names = |of: &[Column]| {
        let mut names: Vec<String> = of.iter().map(|it| it.name.clone()).collect();
        names.sort_unstable();
        names
    };
    if names(&here) != names(&there) {
        return Err(Error::Unusable(format!("{table} has other columns in the source than in the target")));
    }
    // in the order of the target
    let here: Vec<Column> =
        there.iter().filter_map(|it| here.iter().find(|other| other.name == it.name)).cloned().collect();
    let mut sent = Sum::default();
    source
        .read(table, &here, async |rows| {
            rows.iter().for_each(|it| sent.add(it));
            target.insert(table, &there, rows).await
        })
        .await?;
    if let Some(column) = target.numbered(table).await? {
        let last = source.last_number(table, &column).await?;
        target.go_on_after(table, &column, last).await?;
    }
    let mut arrived = Sum::default();
    target
        .read(table, &there, async |rows| {
            rows.iter().for_each(|it| arrived.add(it));
            Ok(())
        })
        .await?;
    if sent != arrived {
        return Err(Error::Unusable(format!(
            "{table} did not arrive as it left: {} rows of {}, {} of {}",
            arrived.rows,
            sent.rows,
            arrived.told(),
            sent.told()
        )));
    }
    Ok(CopiedTable { name: table.to_owned(), rows: sent.rows, checksum: sent.told() })
}

fn named(end: &str, cause: Error) -> Error {
    match cause {
        Error::Unusable(said) if !said.starts_with(end) => Error::Unusable(format!("{end}: {said}")),
        other => other,
    }
}
