//! Facts of their own for what was read out of the audit until now: the rank of whoever suspended an account, which accounts were
//! invited, since when an entry waits, its first public version, the licences that it carried before, and what is gone for good.

use sea_orm_migration::prelude::*;

use crate::dialect::{drop_tables, run};

const TABLES: [&str; 2] = ["licence_history", "gone"];

// each statement goes through its table once; a licence that changed twice keeps its last end
const UP: &str = r#"
ALTER TABLE account ADD COLUMN suspended_by_role {text} CHECK (suspended_by_role IN ('CONTRIBUTOR', 'EDITOR', 'ADMIN'));
ALTER TABLE account ADD COLUMN invited_at {int};
ALTER TABLE entry ADD COLUMN submitted_at {int};
ALTER TABLE entry ADD COLUMN first_public_version {int};
ALTER TABLE entry ADD COLUMN published_as_it_was {bool} NOT NULL DEFAULT FALSE;
CREATE TABLE licence_history (
    seq {seq},
    entry_seq {int} NOT NULL REFERENCES entry (seq),
    licence_seq {int} NOT NULL REFERENCES licence (seq),
    until {int} NOT NULL,
    UNIQUE (entry_seq, licence_seq)
) {strict};
CREATE TABLE gone (
    seq {seq},
    object_id {uuid} NOT NULL UNIQUE,
    kind {text} NOT NULL,
    at {int} NOT NULL
) {strict};
UPDATE account SET suspended_by_role = COALESCE((
    SELECT CASE a.detail WHEN 'EDITOR' THEN 'EDITOR' ELSE 'ADMIN' END FROM audit a
    WHERE a.object_id = account.id AND a.action = 'accountSuspend' ORDER BY a.seq DESC LIMIT 1
), 'ADMIN') WHERE status = 'SUSPENDED';
UPDATE account SET invited_at = (
    SELECT max(a.at) FROM audit a WHERE a.object_id = account.id AND a.action = 'memberInvite'
) WHERE status <> 'ERASED';
UPDATE entry SET submitted_at = COALESCE((
    SELECT max(a.at) FROM audit a WHERE a.object_id = entry.id AND a.action = 'entrySubmit'
), updated_at) WHERE status = 'SUBMITTED';
UPDATE entry SET first_public_version = f.version FROM (
    SELECT r.entry_seq AS entry_seq, min(r.version) AS version FROM revision r
    WHERE r.state = 'ACCEPTED' AND r.snapshot LIKE '%"status":"PUBLISHED"%'
        AND {snapshot_published_at} <= (
            SELECT min(n.created_at) FROM revision n
            WHERE n.entry_seq = r.entry_seq AND n.state = 'ACCEPTED' AND n.version > r.version
        )
    GROUP BY r.entry_seq
) AS f WHERE f.entry_seq = entry.seq;
UPDATE entry SET published_as_it_was = TRUE
    WHERE id IN (SELECT a.object_id FROM audit a WHERE a.action = 'publishedAsItWas');
INSERT INTO licence_history (entry_seq, licence_seq, until)
    SELECT e.seq, l.seq, max(a.at) FROM audit a
    JOIN entry e ON e.id = a.object_id
    JOIN licence l ON substr(a.detail, 1, length(l.key) + 1) = l.key || ' '
    WHERE a.action = 'licenceChange' GROUP BY e.seq, l.seq ORDER BY max(a.seq);
INSERT INTO gone (object_id, kind, at)
    SELECT a.object_id, max(COALESCE(a.object_kind, '')), min(a.at) FROM audit a
    WHERE a.action IN ('memberErase', 'entryPurge') AND a.object_id IS NOT NULL GROUP BY a.object_id;
DROP INDEX entry_submitted;
CREATE INDEX entry_submitted ON entry (home_territory_seq, submitted_at) WHERE status = 'SUBMITTED';
UPDATE compatibility SET oldest_writer = 4 WHERE oldest_writer < 4;
"#;

const DOWN: &str = r"
DROP INDEX entry_submitted;
CREATE INDEX entry_submitted ON entry (home_territory_seq, updated_at) WHERE status = 'SUBMITTED';
ALTER TABLE entry DROP COLUMN published_as_it_was;
ALTER TABLE entry DROP COLUMN first_public_version;
ALTER TABLE entry DROP COLUMN submitted_at;
ALTER TABLE account DROP COLUMN invited_at;
ALTER TABLE account DROP COLUMN suspended_by_role;
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, DOWN).await?;
        drop_tables(manager, &TABLES).await
    }
}
