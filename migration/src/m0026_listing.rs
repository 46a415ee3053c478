//! What is published, listed under each theme, territory, member, source and licence in the order of lists; and how many entries
//! each has. A list then reads the rows of its page by an index, however large the archive is.

use sea_orm_migration::prelude::*;

use crate::dialect::run;

// `owner` is eight times the row number of what an entry is listed under, plus a digit that says of which table:
// 1 theme, 2 territory, 3 member in any role, 4 member as author, 5 source, 6 licence.
// Programs that do not keep these tables must not write any more.
const UP: &str = r"
CREATE TABLE listing (
    owner {int} NOT NULL,
    kind {text} NOT NULL,
    listed_at {int} NOT NULL,
    id {uuid} NOT NULL,
    unpublish_at {int},
    entry_seq {int} NOT NULL REFERENCES entry (seq),
    PRIMARY KEY (owner, kind, listed_at, id){including_entry}
) {clustered};
CREATE INDEX listing_entry ON listing (entry_seq);
CREATE INDEX listing_end ON listing (owner, kind, unpublish_at) WHERE unpublish_at IS NOT NULL;
CREATE TABLE listing_count (
    owner {int} NOT NULL,
    kind {text} NOT NULL,
    entries {int} NOT NULL,
    PRIMARY KEY (owner, kind)
) {clustered};
INSERT INTO listing (owner, kind, listed_at, id, unpublish_at, entry_seq)
SELECT o.owner, e.kind, e.listed_at, e.id, e.unpublish_at, e.seq FROM entry e JOIN (
    SELECT t.entry_seq, c.ancestor_seq * 8 + 1 AS owner
    FROM entry_theme t JOIN theme_closure c ON c.descendant_seq = t.theme_seq
    UNION SELECT t.entry_seq, c.ancestor_seq * 8 + 2
    FROM entry_territory t JOIN territory_closure c ON c.descendant_seq = t.territory_seq
    UNION SELECT entry_seq, member_seq * 8 + 3 FROM entry_credit WHERE member_seq IS NOT NULL
    UNION SELECT entry_seq, member_seq * 8 + 4 FROM entry_credit WHERE member_seq IS NOT NULL AND role = 'AUTHOR'
    UNION SELECT entry_seq, source_seq * 8 + 5 FROM article WHERE source_seq IS NOT NULL
    UNION SELECT seq, licence_seq * 8 + 6 FROM entry
) o ON o.entry_seq = e.seq WHERE e.status = 'PUBLISHED';
INSERT INTO listing_count (owner, kind, entries) SELECT owner, kind, count(*) FROM listing GROUP BY owner, kind;
DROP INDEX entry_by_kind;
DROP INDEX entry_by_date;
CREATE INDEX entry_by_kind ON entry (kind, status, listed_at, id, published_at, unpublish_at{and_seq});
CREATE INDEX entry_by_date ON entry (status, listed_at, id, published_at, unpublish_at{and_seq});
DROP INDEX event_timing_by_end;
CREATE INDEX event_timing_by_end ON event_timing (ends_at, starts_at, id, entry_seq);
UPDATE compatibility SET oldest_writer = 7 WHERE oldest_writer < 7;
";

const DOWN: &str = r"
DROP INDEX event_timing_by_end;
CREATE INDEX event_timing_by_end ON event_timing (ends_at);
DROP INDEX entry_by_date;
DROP INDEX entry_by_kind;
CREATE INDEX entry_by_kind ON entry (kind, status, listed_at, id);
CREATE INDEX entry_by_date ON entry (status, listed_at, id);
DROP TABLE listing_count;
DROP TABLE listing;
UPDATE compatibility SET oldest_writer = 6;
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
