//! The index that searches read, in place of the folded texts: the words of entries and members as each engine keeps them (FTS5,
//! tsvector), what a hit is ranked and counted by, the vocabulary; and places by an index of two dimensions.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::dialect::run;

// `doc` is the row number of an entry, or less than zero that of a member. The columns of the index are terms made by the program,
// separated by spaces: the engines split nothing and stem nothing. `rest` has the terms of a text beyond the words whose places are kept.
// `rules` of a database without an index of its own rules is absent, so that opening it fills the tables.
const SQLITE: &str = r"
CREATE VIRTUAL TABLE search_index USING fts5(
    title, summary, names, body, rest, content='', contentless_delete=1, tokenize='ascii'
);
CREATE TABLE search_doc (doc INTEGER PRIMARY KEY, version INTEGER NOT NULL, facts BLOB NOT NULL) STRICT;
CREATE VIRTUAL TABLE entry_place USING rtree(entry_seq, south, north, west, east);
INSERT INTO entry_place (entry_seq, south, north, west, east)
SELECT entry_seq, latitude, latitude, longitude, longitude FROM entry_location WHERE position = 0 AND latitude IS NOT NULL;
";

const POSTGRES: &str = r"
CREATE TABLE search_doc (doc BIGINT PRIMARY KEY, version BIGINT NOT NULL, facts BYTEA NOT NULL, lexemes TSVECTOR NOT NULL DEFAULT '');
CREATE INDEX search_doc_lexemes ON search_doc USING gin (lexemes);
CREATE INDEX entry_location_point ON entry_location USING gist (point(longitude, latitude));
";

const BOTH: &str = r"
CREATE TABLE search_word (
    word {text} NOT NULL,
    term {text} NOT NULL,
    shown {text} NOT NULL,
    uses {int} NOT NULL,
    PRIMARY KEY (word, term)
) {clustered};
ALTER TABLE territory ADD COLUMN latitude {real};
ALTER TABLE territory ADD COLUMN longitude {real};
CREATE INDEX entry_location_commune ON entry_location (commune_seq, entry_seq);
DROP TABLE entry_search;
UPDATE compatibility SET oldest_writer = 9 WHERE oldest_writer < 9;
";

const DOWN: &str = r"
CREATE TABLE entry_search (
    entry_seq {int} PRIMARY KEY REFERENCES entry (seq),
    folded {text} NOT NULL
) {strict};
DELETE FROM setting WHERE name IN ('textRules', 'searchRules');
DROP INDEX entry_location_commune;
ALTER TABLE territory DROP COLUMN longitude;
ALTER TABLE territory DROP COLUMN latitude;
DROP TABLE search_word;
DROP TABLE search_doc;
UPDATE compatibility SET oldest_writer = 7;
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let own = match manager.get_database_backend() {
            DbBackend::Postgres => POSTGRES,
            _ => SQLITE,
        };
        run(manager, own).await?;
        run(manager, BOTH).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let own = match manager.get_database_backend() {
            DbBackend::Postgres => "DROP INDEX entry_location_point;\n",
            _ => "DROP TABLE entry_place;\nDROP TABLE search_index;\n",
        };
        run(manager, own).await?;
        run(manager, DOWN).await
    }
}
