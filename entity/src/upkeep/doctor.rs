//! The checks of `doctor`: how the connection is set, and whether the rows fit together.

use std::sync::Arc;

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::commons::compatibility::{self, Verdict};
use crate::db::{server, write_ahead_log};
use crate::error::{Error, Result};
use crate::model::licence::Licence;
use crate::reference::Reference;
use crate::store::Store;

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at.
    pub subject: &'static str,
    /// Whether it is as it should be.
    pub well: bool,
    /// What was found, and how to mend it.
    pub message: String,
}

/// Invariants of the rows: a name, a statement that counts what breaks it, and how to mend that.
const INVARIANTS: [(&str, &str, &str); 10] = [
    (
        "publications",
        "SELECT count(*) FROM entry WHERE status = 'PUBLISHED' AND published_at IS NULL",
        "entries are published without a date; give them one, or withdraw them",
    ),
    (
        "list order",
        "SELECT count(*) FROM entry WHERE listed_at <> COALESCE(published_at, created_at)",
        "entries are out of order; save them again",
    ),
    (
        "search",
        "SELECT count(*) FROM entry e WHERE NOT EXISTS (SELECT 1 FROM entry_search s WHERE s.entry_seq = e.seq)",
        "entries cannot be searched; save them again",
    ),
    (
        "events",
        "SELECT count(*) FROM event e WHERE NOT EXISTS (SELECT 1 FROM event_timing t WHERE t.entry_seq = e.entry_seq)",
        "events have no timing; give them one, or withdraw them",
    ),
    (
        "satellites",
        "SELECT count(*) FROM entry e WHERE NOT EXISTS (SELECT 1 FROM initiative i WHERE i.entry_seq = e.seq) \
         AND NOT EXISTS (SELECT 1 FROM recipe r WHERE r.entry_seq = e.seq) \
         AND NOT EXISTS (SELECT 1 FROM article a WHERE a.entry_seq = e.seq) \
         AND NOT EXISTS (SELECT 1 FROM event v WHERE v.entry_seq = e.seq) \
         AND NOT EXISTS (SELECT 1 FROM page p WHERE p.entry_seq = e.seq)",
        "entries lack what their kind has; restore a backup",
    ),
    (
        "revisions",
        "SELECT count(*) FROM entry e WHERE NOT EXISTS (SELECT 1 FROM revision r WHERE r.entry_seq = e.seq AND r.version = e.version)",
        "entries have no revision of their present version; save them again",
    ),
    (
        "home",
        "SELECT count(*) FROM entry e WHERE e.home_territory_seq IS NOT NULL AND NOT EXISTS \
         (SELECT 1 FROM entry_territory t WHERE t.entry_seq = e.seq AND t.territory_seq = e.home_territory_seq AND t.position = 0)",
        "entries have a home that is not their first territory; save them again",
    ),
    (
        "texts",
        "SELECT count(*) FROM entry e WHERE e.status = 'PUBLISHED' AND trim(e.body) = '' \
         AND NOT EXISTS (SELECT 1 FROM initiative i WHERE i.entry_seq = e.seq \
         AND (i.need IS NOT NULL OR i.response IS NOT NULL OR i.story IS NOT NULL)) \
         AND NOT EXISTS (SELECT 1 FROM recipe r WHERE r.entry_seq = e.seq AND r.steps <> '[]') \
         AND NOT e.published_as_it_was",
        "entries are public without a text; give them one, or withdraw them",
    ),
    (
        "credits",
        "SELECT count(*) FROM entry e WHERE e.status = 'PUBLISHED' AND e.kind <> 'PAGE' \
         AND NOT EXISTS (SELECT 1 FROM entry_credit c WHERE c.entry_seq = e.seq AND c.role <> 'TRANSLATOR') \
         AND NOT e.published_as_it_was",
        "entries are public and name nobody who wrote them; name somebody, or withdraw them",
    ),
    (
        "republishing",
        "SELECT count(*) FROM article a JOIN entry e ON e.seq = a.entry_seq JOIN source s ON s.seq = a.source_seq \
         WHERE e.status = 'PUBLISHED' AND a.kind = 'REPUBLISHED' AND s.permission = 'REFUSED' \
         AND NOT e.published_as_it_was",
        "articles are republished whole and their source refuses it; shorten them, or withdraw them",
    ),
];
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
    pub async fn examine(&self) -> Result<Vec<Finding>> {
        let db = &self.inner.private;
        let status = migration::status(db).await?;
        let mut findings = vec![Finding {
            subject: "migrations",
            well: status.pending.is_empty(),
            message: format!(
                "{} applied, {} pending, {} unknown",
                status.applied.len(),
                status.pending.len(),
                status.unknown.len()
            ),
        }];
        match db.get_database_backend() {
            DbBackend::Postgres => findings.extend(postgres(db).await?),
            _ => findings.extend(sqlite(db, self.inner.write.maintenance()).await?),
        }
        let tried = self.inner.write.try_disk().await;
        let message = match &tried {
            Ok(()) => "takes what is written".to_owned(),
            Err(cause @ Error::Unwritable(_)) => cause.to_string(),
            Err(cause) => format!("was not tried: {cause}"),
        };
        findings.push(Finding { subject: "disk", well: !matches!(tried, Err(Error::Unwritable(_))), message });
        let reference = self.inner.reference();
        let counts = (reference.licences.all().len(), reference.territories.all().len(), reference.themes.all().len());
        findings.push(Finding {
            subject: "reference",
            well: counts.0 > 0 && counts.1 > 0,
            message: format!("{} licences, {} territories, {} themes in memory", counts.0, counts.1, counts.2),
        });
        for (subject, statement, mend) in INVARIANTS {
            let count: i64 = one(db, statement).await?.parse().unwrap_or_default();
            let message = if count == 0 { "as it should be".to_owned() } else { format!("{count} {mend}") };
            findings.push(Finding { subject, well: count == 0, message });
        }
        findings.push(adapted(db, &reference).await?);
        let waiting = one(db, "SELECT count(*) FROM outbox WHERE sent_at IS NULL AND given_up_at IS NULL").await?;
        let lost = one(db, "SELECT count(*) FROM outbox WHERE given_up_at IS NOT NULL").await?;
        let message = format!("{waiting} wait to leave, {lost} were given up in the last 30 days");
        findings.push(Finding { subject: "mails", well: true, message });
        Ok(findings)
    }
}

/// Whether what is public and was made from something carries a licence that goes together with its origin's.
async fn adapted(db: &impl ConnectionTrait, reference: &Reference) -> Result<Finding> {
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
        many => format!(
            "{many} public adaptations carry one that their origin's does not permit; change it, or withdraw them"
        ),
    };
    Ok(Finding { subject: "licences", well: clashing == 0, message })
}

async fn postgres(db: &impl ConnectionTrait) -> Result<Vec<Finding>> {
    let version = one(db, "SHOW server_version").await?;
    let timeout = one(db, "SHOW statement_timeout").await?;
    Ok(vec![
        Finding {
            subject: "settings",
            well: timeout != "0",
            message: format!("PostgreSQL {version}, statement_timeout {timeout}"),
        },
        Finding { subject: "connections", well: true, message: server::connections(db).await? },
    ])
}

async fn sqlite(read: &impl ConnectionTrait, write: &impl ConnectionTrait) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for (pragma, wanted) in [("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1")] {
        let found = one(write, &format!("PRAGMA {pragma}")).await?;
        findings.push(Finding {
            subject: "settings",
            well: found == wanted,
            message: format!("{pragma} = {found} (wanted: {wanted})"),
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
    findings.push(Finding { subject: "engine", well: true, message: format!("SQLite {version}, {speed}") });
    let whole = one(read, "PRAGMA quick_check").await?;
    let mend = if whole == "ok" { whole.clone() } else { format!("{whole}; restore a backup") };
    findings.push(Finding { subject: "file", well: whole == "ok", message: mend });
    let (well, message) = write_ahead_log::size(read).await?;
    findings.push(Finding { subject: "log", well, message });
    let broken = list(read, "PRAGMA foreign_key_check").await?.len();
    let message =
        if broken == 0 { "all lead somewhere".to_owned() } else { format!("{broken} lead nowhere; restore a backup") };
    findings.push(Finding { subject: "foreign keys", well: broken == 0, message });
    Ok(findings)
}

async fn one(db: &impl ConnectionTrait, statement: &str) -> Result<String> {
    Ok(list(db, statement).await?.into_iter().next().unwrap_or_default())
}

/// The first column of each row, as text.
async fn list(db: &impl ConnectionTrait, statement: &str) -> Result<Vec<String>> {
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), statement)).await?;
    let text = |it: &sea_orm::QueryResult| {
        it.try_get_by_index::<String>(0).or_else(|_| it.try_get_by_index::<i64>(0).map(|number| number.to_string()))
    };
    Ok(rows.iter().map(text).collect::<std::result::Result<_, _>>()?)
}
