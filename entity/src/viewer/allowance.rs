//! How much one account may write: acts a minute, bytes and new entries a day, drafts at once. What it has written is
//! counted in the database, so that all servers count together; what is refused is not counted.

use sea_orm::{ConnectionTrait, Statement};
use serde::Serialize;

use crate::error::{Error, Result};
use crate::model::allowance::{Allowance, Part, UsedUp};
use crate::value::clock::{Clock, Instant};
use crate::value::role::Role;
use crate::viewer::{Grant, Viewer};

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// What an act takes of an allowance.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Spent {
    pub(crate) writes: u64,
    pub(crate) bytes: u64,
    pub(crate) entries: u64,
}

/// Counts what a viewer writes, in the transaction in which they write it.
///
/// # Errors
/// [`Error::UsedUp`], which undoes what was counted with all the rest.
pub(crate) async fn spend(db: &impl ConnectionTrait, clock: &Clock, viewer: &Viewer, spent: Spent) -> Result<()> {
    let Some((grant, full)) = limited(viewer) else { return Ok(()) };
    let now = clock.now();
    let text = "INSERT INTO account_usage (account_seq, minute, writes, day, bytes, entries)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (account_seq) DO UPDATE SET
            writes = excluded.writes
                + CASE WHEN account_usage.minute = excluded.minute THEN account_usage.writes ELSE 0 END,
            bytes = excluded.bytes + CASE WHEN account_usage.day = excluded.day THEN account_usage.bytes ELSE 0 END,
            entries = excluded.entries
                + CASE WHEN account_usage.day = excluded.day THEN account_usage.entries ELSE 0 END,
            minute = excluded.minute,
            day = excluded.day
        RETURNING writes, bytes, entries";
    let number = |it: u64| i64::try_from(it).unwrap_or(i64::MAX);
    let values = [
        grant.account_seq,
        now.0.div_euclid(MINUTE),
        number(spent.writes),
        day(now),
        number(spent.bytes),
        number(spent.entries),
    ];
    let values = values.map(sea_orm::Value::from);
    let counted = db.query_one_raw(Statement::from_sql_and_values(db.get_database_backend(), text, values)).await?;
    let counted = counted.ok_or_else(|| Error::Internal("what an account writes is not counted".into()))?;
    let count = |at: usize| Ok::<u64, Error>(counted.try_get_by_index::<i64>(at)?.unsigned_abs());
    let (writes, bytes, entries) = (count(0)?, count(1)?, count(2)?);
    let until = |length: i64| Some((length - now.0.rem_euclid(length)).unsigned_abs().div_ceil(1_000));
    let over = |allowed: Allowance| {
        [
            (Part::Writes, writes, allowed.writes_per_minute, until(MINUTE)),
            (Part::Bytes, bytes, allowed.bytes_per_day, until(DAY)),
            (Part::Entries, entries, allowed.entries_per_day, until(DAY)),
        ]
        .into_iter()
        .find(|(_, found, most, _)| found > most)
        .map(|(part, _, most, seconds)| UsedUp { part, most, seconds })
    };
    refuse(db, grant, full, over).await
}

/// Refuses a draft more than an account may have at once, those that it has included.
///
/// # Errors
/// [`Error::UsedUp`].
pub(crate) async fn check_drafts(db: &impl ConnectionTrait, viewer: &Viewer) -> Result<()> {
    let Some((grant, full)) = limited(viewer) else { return Ok(()) };
    let Some(member) = grant.member else { return Ok(()) };
    // the status is hidden from SQLite's planner, which would go through the drafts of everybody
    let text = "SELECT count(*) FROM entry WHERE created_by_seq = $1 AND status || '' = 'DRAFT'";
    let ask = Statement::from_sql_and_values(db.get_database_backend(), text, [member.into()]);
    let row = db.query_one_raw(ask).await?;
    let drafts: i64 = row.map(|it| it.try_get_by_index(0)).transpose()?.unwrap_or_default();
    let over = |allowed: Allowance| {
        let used_up = UsedUp { part: Part::Drafts, most: allowed.drafts, seconds: None };
        Some(used_up).filter(|_| drafts.unsigned_abs() > allowed.drafts)
    };
    refuse(db, grant, full, over).await
}

/// What is kept of how much an account has written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Used {
    /// The minute of its last act, counted from 1970.
    minute: i64,
    /// How many acts it did in it.
    writes: i64,
    /// The day of its last act, counted from 1970 in UTC.
    day: i64,
    /// How many bytes of versions it wrote on it.
    bytes: i64,
    /// How many entries it made on it.
    entries: i64,
}

/// What is kept of how much an account has written; none of what has written nothing lately.
pub(crate) async fn used(db: &impl ConnectionTrait, account_seq: i64) -> Result<Option<Used>> {
    let text = "SELECT minute, writes, day, bytes, entries FROM account_usage WHERE account_seq = $1";
    let ask = Statement::from_sql_and_values(db.get_database_backend(), text, [account_seq.into()]);
    let Some(row) = db.query_one_raw(ask).await? else { return Ok(None) };
    let number = |at: usize| row.try_get_by_index::<i64>(at);
    Ok(Some(Used { minute: number(0)?, writes: number(1)?, day: number(2)?, bytes: number(3)?, entries: number(4)? }))
}

/// Forgets what was written before a moment.
pub(crate) async fn forget(db: &impl ConnectionTrait, before: Instant) -> Result<()> {
    let text = "DELETE FROM account_usage WHERE day < $1";
    let values = [day(before).into()];
    db.execute_raw(Statement::from_sql_and_values(db.get_database_backend(), text, values)).await?;
    Ok(())
}

/// Forgets what an account has written.
pub(crate) async fn forget_account(db: &impl ConnectionTrait, account_seq: i64) -> Result<()> {
    let text = "DELETE FROM account_usage WHERE account_seq = $1";
    let values = [account_seq.into()];
    db.execute_raw(Statement::from_sql_and_values(db.get_database_backend(), text, values)).await?;
    Ok(())
}

/// The day of a moment, counted in UTC.
fn day(moment: Instant) -> i64 {
    moment.0.div_euclid(DAY)
}

fn limited(viewer: &Viewer) -> Option<(&Grant, Allowance)> {
    let grant = viewer.grant()?;
    Some((grant, grant.allowance?))
}

/// Newcomers have less; who they are is asked only where it matters.
async fn refuse(
    db: &impl ConnectionTrait,
    grant: &Grant,
    full: Allowance,
    over: impl Fn(Allowance) -> Option<UsedUp>,
) -> Result<()> {
    let Some(as_newcomer) = over(full.newcomers()) else { return Ok(()) };
    match over(full) {
        Some(used_up) if is_known(db, grant).await? => Err(Error::UsedUp(used_up)),
        None if is_known(db, grant).await? => Ok(()),
        Some(_) | None => Err(Error::UsedUp(as_newcomer)),
    }
}

/// Whether the network knows whom an account belongs to: a listed member, an editor, or a script that was given its token.
async fn is_known(db: &impl ConnectionTrait, grant: &Grant) -> Result<bool> {
    if grant.role > Role::Contributor {
        return Ok(true);
    }
    let Some(member) = grant.member else { return Ok(grant.session.is_none()) };
    let text = "SELECT count(*) FROM member WHERE seq = $1 AND status = 'LISTED'";
    let ask = Statement::from_sql_and_values(db.get_database_backend(), text, [member.into()]);
    let row = db.query_one_raw(ask).await?;
    Ok(row.map(|it| it.try_get_by_index::<i64>(0)).transpose()?.unwrap_or_default() > 0)
}
