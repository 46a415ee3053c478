//! What is unique among what is public alone: the address of an article's original. Two people may each have a draft about the
//! same page, and neither learns of the other. And timings whose end nobody has said.

use sea_orm_migration::prelude::*;

use crate::dialect::run;

// SQLite takes no UNIQUE off a column: the table is made anew. Nothing refers to it.
const UP: &str = r"
CREATE TABLE article_anew (
    entry_seq {int} PRIMARY KEY REFERENCES entry (seq),
    kind {text} NOT NULL CHECK (kind IN ('ORIGINAL', 'REPUBLISHED', 'EXCERPT', 'SUMMARY')),
    source_seq {int} REFERENCES source (seq),
    original_url {text},
    original_url_key {text},
    public_url_key {text} UNIQUE,
    original_licence_seq {int} REFERENCES licence (seq),
    original_authors {text} NOT NULL,
    original_published_at {int},
    original_updated_at {int},
    postscript {text}
) {strict};
INSERT INTO article_anew
    SELECT a.entry_seq, a.kind, a.source_seq, a.original_url, a.original_url_key,
        CASE WHEN e.status = 'PUBLISHED' THEN a.original_url_key END,
        a.original_licence_seq, a.original_authors, a.original_published_at, a.original_updated_at, a.postscript
    FROM article a JOIN entry e ON e.seq = a.entry_seq;
DROP TABLE article;
ALTER TABLE article_anew RENAME TO article;
CREATE INDEX article_source ON article (source_seq, entry_seq);
CREATE INDEX article_original ON article (original_url_key);
ALTER TABLE event_timing ADD COLUMN open_ended {bool} NOT NULL DEFAULT FALSE;
UPDATE compatibility SET oldest_writer = 3 WHERE oldest_writer < 3;
";

// of several about one page, the one that is public keeps its key, else the first
const DOWN: &str = r"
ALTER TABLE event_timing DROP COLUMN open_ended;
CREATE TABLE article_before (
    entry_seq {int} PRIMARY KEY REFERENCES entry (seq),
    kind {text} NOT NULL CHECK (kind IN ('ORIGINAL', 'REPUBLISHED', 'EXCERPT', 'SUMMARY')),
    source_seq {int} REFERENCES source (seq),
    original_url {text},
    original_url_key {text} UNIQUE,
    original_licence_seq {int} REFERENCES licence (seq),
    original_authors {text} NOT NULL,
    original_published_at {int},
    original_updated_at {int},
    postscript {text}
) {strict};
INSERT INTO article_before
    SELECT a.entry_seq, a.kind, a.source_seq, a.original_url,
        CASE WHEN a.public_url_key IS NOT NULL OR NOT EXISTS (
            SELECT 1 FROM article o WHERE o.original_url_key = a.original_url_key
                AND (o.public_url_key IS NOT NULL OR o.entry_seq < a.entry_seq)
        ) THEN a.original_url_key END,
        a.original_licence_seq, a.original_authors, a.original_published_at, a.original_updated_at, a.postscript
    FROM article a;
DROP TABLE article;
ALTER TABLE article_before RENAME TO article;
CREATE INDEX article_source ON article (source_seq, entry_seq);
UPDATE compatibility SET oldest_writer = 2;
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
