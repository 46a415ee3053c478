//! The checks of `doctor`: how the database is set up, whether it is whole, and whether the rows fit together. Each says what
//! was found, and what is to be done about it in words that name no table.

use std::sync::Arc;

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::commons::compatibility::{self, Verdict};
use crate::db::{server, write_ahead_log};
use crate::error::{Error, Result};
use crate::listing;
use crate::model::licence::Licence;
use crate::reference::Snapshot;
use crate::store::Store;
use crate::upkeep::ask::{count, list, one};
pub use crate::upkeep::finding::{Examination, Finding, Holdings, ToDo};
use crate::upkeep::rules::{RULES, kept};

/// How many public adaptations have which licence, made from what has which: few pairs, however many entries.
const ADAPTED: &str = "SELECT e.licence_seq, CASE WHEN a.origin_seq IS NULL THEN a.licence_seq ELSE o.licence_seq END, count(*) \
    FROM adaptation a JOIN entry e ON e.seq = a.entry_seq LEFT JOIN entry o ON o.seq = a.origin_seq \
    WHERE e.status = 'PUBLISHED' \
    AND NOT e.published_as_it_was GROUP BY 1, 2";

impl Store {
    /// Looks at the database. Changes nothing.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn examine(&self) -> Result<Examination> {
        let db = &self.inner.private;
        let status = migration::status(db).await?;
        let (pending, unknown) = (status.pending.len(), status.unknown.len());
        let older = || {
            ToDo::fault(format!(
                "The tables are at step {} and this program needs step {}. Make a backup, then run `migrate`.",
                status.step(),
                status.needed()
            ))
        };
        let mut findings = vec![Finding {
            subject: "migrations",
            message: format!("{} applied, {pending} pending, {unknown} unknown", status.applied.len()),
            to_do: (pending > 0).then(older),
        }];
        match db.get_database_backend() {
            DbBackend::Postgres => findings.extend(postgres(db).await?),
            _ => findings.extend(sqlite(db, self.inner.write.maintenance()).await?),
        }
        findings.push(self.disk().await);
        findings.push(lists(&self.inner.reference()));
        for rule in &RULES {
            findings.push(kept(db, rule).await?);
        }
        findings.push(adapted(db, &self.inner.reference()).await?);
        let holds = Holdings {
            step: status.step(),
            entries: count(db, "SELECT count(*) FROM entry").await?,
            public: count(db, "SELECT count(*) FROM entry WHERE status = 'PUBLISHED'").await?,
            people: count(db, "SELECT count(*) FROM account WHERE NOT service AND status <> 'ERASED'").await?,
            waiting_mails: count(db, "SELECT count(*) FROM outbox WHERE sent_at IS NULL AND given_up_at IS NULL")
                .await?,
        };
        let lost = count(db, "SELECT count(*) FROM outbox WHERE given_up_at IS NOT NULL").await?;
        let waiting = holds.waiting_mails;
        let given_up = || {
            ToDo::advice(format!(
                "Mails that were given up within the last 30 days: {lost}. Their addresses do not exist, or the mail server did \
                 not take them: the log of the server tells which."
            ))
        };
        findings.push(listed(db).await?);
        findings.push(Finding {
            subject: "mails",
            message: format!("{waiting} wait to leave, {lost} were given up in the last 30 days"),
            to_do: (lost > 0).then(given_up),
        });
        Ok(Examination { holds, findings })
    }

    /// Whether the disk takes what is written.
    async fn disk(&self) -> Finding {
        let tried = self.inner.write.try_disk().await;
        let to_do = match &tried {
            Err(Error::Unwritable(_)) => Some(ToDo::fault(
                "The disk of the database is full or cannot be written. Make room there, or give this user the right to write.",
            )),
            Ok(()) | Err(_) => None,
        };
        let message = match tried {
            Ok(()) => "takes what is written".to_owned(),
            Err(cause @ Error::Unwritable(_)) => cause.to_string(),
            Err(cause) => format!("was not tried: {cause}"),
        };
        Finding { subject: "disk", message, to_do }
    }
}

/// Whether what is listed is what the entries say.
async fn listed(db: &impl ConnectionTrait) -> Result<Finding> {
    let wrong: i64 = one(db, &listing::differing()).await?.parse().unwrap_or_default();
    let what = || {
        ToDo::fault(format!(
            "The lists by theme, territory, member, source and licence differ from the entries in {wrong} places. Make them anew: \
             `doctor --mend`."
        ))
    };
    let message =
        if wrong == 0 { "as it should be".to_owned() } else { format!("{wrong} rows differ from the entries") };
    Ok(Finding { subject: "lists", message, to_do: (wrong != 0).then(what) })
}

/// Whether licences and territories are there.
fn lists(reference: &Snapshot) -> Finding {
    let (licences, territories) = (reference.licences.all().len(), reference.territories.all().len());
    let themes = reference.themes.all().len();
    let missing = || ToDo::fault("The lists of licences and territories are not loaded. Run `migrate`.");
    Finding {
        subject: "reference",
        message: format!("{licences} licences, {territories} territories, {themes} themes in memory"),
        to_do: (licences == 0 || territories == 0).then(missing),
    }
}

/// Whether what is public and was made from something carries a licence that goes together with its origin's.
async fn adapted(db: &impl ConnectionTrait, reference: &Snapshot) -> Result<Finding> {
    let unknown = reference.licences.by_key("LicenseRef-inconnue");
    let mut clashing = 0;
    for row in db.query_all_raw(Statement::from_string(db.get_database_backend(), ADAPTED)).await? {
        let (own, origin): (i64, Option<i64>) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        let origin = origin.and_then(|it| reference.licences.by_seq(it)).or(unknown);
        let pair = origin.zip(reference.licences.by_seq(own));
        let refused = |(origin, own): (&Arc<Licence>, &Arc<Licence>)| {
            compatibility::check(&[&origin.facts], &own.facts, &[]).verdict == Verdict::Refused
        };
        if pair.is_some_and(refused) {
            clashing += row.try_get_by_index::<i64>(2)?;
        }
    }
    let message = match clashing {
        0 => "go together with their origins'".to_owned(),
        many => format!("{many} public adaptations carry one that their origin's does not permit"),
    };
    let what = || {
        ToDo::fault(format!(
            "Public adaptations under a licence that the licence of their original does not permit: {clashing}. Give them \
             another licence, or withdraw them."
        ))
    };
    Ok(Finding { subject: "licences", message, to_do: (clashing > 0).then(what) })
}

async fn postgres(db: &impl ConnectionTrait) -> Result<Vec<Finding>> {
    let version = one(db, "SHOW server_version").await?;
    let timeout = one(db, "SHOW statement_timeout").await?;
    let endless = || {
        ToDo::fault("A statement may run without end. Set BC_STATEMENT_TIMEOUT_MS to a number of milliseconds above 0.")
    };
    Ok(vec![
        Finding {
            subject: "settings",
            message: format!("PostgreSQL {version}, statement_timeout {timeout}"),
            to_do: (timeout == "0").then(endless),
        },
        Finding { subject: "connections", message: server::connections(db).await?, to_do: None },
    ])
}

async fn sqlite(read: &impl ConnectionTrait, write: &impl ConnectionTrait) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for (pragma, wanted) in [("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1")] {
        let found = one(write, &format!("PRAGMA {pragma}")).await?;
        let other = || {
            ToDo::fault(format!(
                "SQLite does not keep the setting {pragma} that this program gives it. Is the file on a disk of another \
                 machine? Put it on a disk of this one."
            ))
        };
        findings.push(Finding {
            subject: "settings",
            message: format!("{pragma} = {found} (wanted: {wanted})"),
            to_do: (found != wanted).then(other),
        });
    }
    let options = list(read, "PRAGMA compile_options").await?;
    let fast =
        options.iter().any(|it| it == "ENABLE_QPSG") && !options.iter().any(|it| it == "ENABLE_MEMORY_MANAGEMENT");
    let version = one(read, "SELECT sqlite_version()").await?;
    let speed = if fast {
        "built with the flags that make it fast"
    } else {
        "built without the flags of .cargo/config.toml: right, but slower"
    };
    findings.push(Finding { subject: "engine", message: format!("SQLite {version}, {speed}"), to_do: None });
    let whole = one(read, "PRAGMA quick_check").await?;
    let damaged = || {
        ToDo::fault(
            "The database file is damaged. Stop the server, keep the file, and put a backup in its place with `restore`.",
        )
    };
    findings.push(Finding { subject: "file", to_do: (whole != "ok").then(damaged), message: whole });
    let (well, message) = write_ahead_log::size(read).await?;
    let overlong = || {
        ToDo::fault(
            "The file with -wal behind the name of the database grows, because another program reads an old state of the \
             database. End that program.",
        )
    };
    findings.push(Finding { subject: "log", message, to_do: (!well).then(overlong) });
    let broken = list(read, "PRAGMA foreign_key_check").await?.len();
    let astray = || {
        ToDo::fault(format!(
            "Rows that name something that is gone: {broken}. Put a backup in the place of the database with `restore`."
        ))
    };
    let message = if broken == 0 { "all lead somewhere".to_owned() } else { format!("{broken} lead nowhere") };
    findings.push(Finding { subject: "foreign keys", message, to_do: (broken > 0).then(astray) });
    Ok(findings)
}
