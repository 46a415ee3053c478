//! Old addresses lead to members and themes as well: other systems had pages of their authors and keywords.

use sea_orm_migration::prelude::*;

use crate::dialect::run;

// SQLite changes no CHECK of a table: it is made anew. Nothing refers to it.
const UP: &str = r"
CREATE TABLE redirect_anew (
    path {text} PRIMARY KEY,
    status {int} NOT NULL CHECK (status IN (301, 302, 410)),
    location {text},
    entry_seq {int} REFERENCES entry (seq),
    member_seq {int} REFERENCES member (seq),
    theme_seq {int} REFERENCES theme (seq),
    created_at {int} NOT NULL,
    CHECK (status = 410 OR location IS NOT NULL OR entry_seq IS NOT NULL OR member_seq IS NOT NULL OR theme_seq IS NOT NULL)
) {strict};
INSERT INTO redirect_anew (path, status, location, entry_seq, created_at)
    SELECT path, status, location, entry_seq, created_at FROM redirect;
DROP TABLE redirect;
ALTER TABLE redirect_anew RENAME TO redirect;
CREATE INDEX redirect_entry ON redirect (entry_seq);
CREATE INDEX redirect_member ON redirect (member_seq) WHERE member_seq IS NOT NULL;
CREATE INDEX redirect_theme ON redirect (theme_seq) WHERE theme_seq IS NOT NULL;
";

const DOWN: &str = r"
DELETE FROM redirect WHERE member_seq IS NOT NULL OR theme_seq IS NOT NULL;
CREATE TABLE redirect_before (
    path {text} PRIMARY KEY,
    status {int} NOT NULL CHECK (status IN (301, 302, 410)),
    location {text},
    entry_seq {int} REFERENCES entry (seq),
    created_at {int} NOT NULL,
    CHECK (status = 410 OR location IS NOT NULL OR entry_seq IS NOT NULL)
) {strict};
INSERT INTO redirect_before (path, status, location, entry_seq, created_at)
    SELECT path, status, location, entry_seq, created_at FROM redirect;
DROP TABLE redirect;
ALTER TABLE redirect_before RENAME TO redirect;
CREATE INDEX redirect_entry ON redirect (entry_seq);
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, DOWN).await
    }
}
