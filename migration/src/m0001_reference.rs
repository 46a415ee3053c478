//! Licences, territories, themes, sources, settings: what is small, and held in memory by who reads it.

use sea_orm_migration::prelude::*;

use crate::dialect::{drop_tables, run};

const TABLES: [&str; 10] = [
    "clock",
    "compatibility",
    "setting",
    "licence",
    "territory",
    "territory_former_code",
    "territory_closure",
    "source",
    "theme",
    "theme_closure",
];

// `clock` counts what must be noticed: `reference` moves with every change of what is held in memory,
// `change` numbers the public log in commit order (its row is locked until the commit).
const UP: &str = r"
CREATE TABLE clock (name {text} PRIMARY KEY, value {int} NOT NULL) {strict};
INSERT INTO clock (name, value) VALUES ('reference', 1), ('change', 0);
CREATE TABLE compatibility (
    only_row {int} PRIMARY KEY CHECK (only_row = 1),
    oldest_reader {int} NOT NULL,
    oldest_writer {int} NOT NULL
) {strict};
INSERT INTO compatibility (only_row, oldest_reader, oldest_writer) VALUES (1, 1, 1);
CREATE TABLE setting (name {text} PRIMARY KEY, value {text} NOT NULL, updated_at {int} NOT NULL) {strict};
CREATE TABLE licence (
    seq {seq},
    id {uuid} NOT NULL UNIQUE,
    key {text} NOT NULL UNIQUE,
    position {int} NOT NULL,
    facts {text} NOT NULL
) {strict};
CREATE TABLE territory (
    seq {seq},
    id {uuid} NOT NULL UNIQUE,
    ref {text} NOT NULL UNIQUE,
    slug {text} NOT NULL UNIQUE,
    kind {text} NOT NULL CHECK (kind IN ('REGION', 'DEPARTEMENT', 'PAYS', 'EPCI', 'COMMUNE')),
    code {text} NOT NULL,
    name {text} NOT NULL,
    name_sort {text} NOT NULL,
    postal_codes {text} NOT NULL,
    population {int}
) {strict};
CREATE TABLE territory_former_code (
    ref {text} PRIMARY KEY,
    territory_seq {int} NOT NULL REFERENCES territory (seq)
) {strict};
CREATE TABLE territory_closure (
    ancestor_seq {int} NOT NULL REFERENCES territory (seq),
    descendant_seq {int} NOT NULL REFERENCES territory (seq),
    depth {int} NOT NULL,
    PRIMARY KEY (ancestor_seq, descendant_seq)
) {strict};
CREATE INDEX territory_closure_descendant ON territory_closure (descendant_seq, ancestor_seq);
CREATE TABLE source (
    seq {seq},
    id {uuid} NOT NULL UNIQUE,
    slug {text} NOT NULL UNIQUE,
    name {text} NOT NULL,
    name_sort {text} NOT NULL,
    homepage {text} NOT NULL,
    feed {text},
    licence_seq {int} NOT NULL REFERENCES licence (seq),
    licence_stated_at {text},
    permission {text} NOT NULL CHECK (permission IN ('OPEN', 'ASKED', 'REFUSED', 'UNKNOWN')),
    version {int} NOT NULL,
    created_at {int} NOT NULL,
    updated_at {int} NOT NULL
) {strict};
CREATE TABLE theme (
    seq {seq},
    id {uuid} NOT NULL UNIQUE,
    slug {text} NOT NULL UNIQUE,
    names {text} NOT NULL,
    name_sort {text} NOT NULL,
    parent_seq {int} REFERENCES theme (seq),
    version {int} NOT NULL,
    created_at {int} NOT NULL,
    updated_at {int} NOT NULL
) {strict};
CREATE TABLE theme_closure (
    ancestor_seq {int} NOT NULL REFERENCES theme (seq),
    descendant_seq {int} NOT NULL REFERENCES theme (seq),
    depth {int} NOT NULL,
    PRIMARY KEY (ancestor_seq, descendant_seq)
) {strict};
CREATE INDEX theme_closure_descendant ON theme_closure (descendant_seq, ancestor_seq);
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &TABLES).await
    }
}
