//! What happened: revisions, the public change log, imports, old addresses, the audit.

use sea_orm_migration::prelude::*;

use crate::dialect::{drop_tables, run};

const TABLES: [&str; 9] = [
    "revision",
    "review_note",
    "change",
    "import_run",
    "external_id",
    "slug_history",
    "redirect",
    "idempotency_key",
    "audit",
];

const UP: &str = r"
CREATE TABLE revision (
    seq {seq},
    id {uuid} NOT NULL UNIQUE,
    entry_seq {int} NOT NULL REFERENCES entry (seq),
    version {int} NOT NULL,
    state {text} NOT NULL CHECK (state IN ('ACCEPTED', 'PROPOSED', 'REFUSED', 'SUPERSEDED')),
    format {int} NOT NULL,
    author_seq {int} REFERENCES member (seq),
    credential {text} NOT NULL,
    created_at {int} NOT NULL,
    snapshot {text} NOT NULL,
    UNIQUE (entry_seq, version)
) {strict};
CREATE TABLE review_note (
    seq {seq},
    id {uuid} NOT NULL UNIQUE,
    entry_seq {int} NOT NULL REFERENCES entry (seq),
    version {int} NOT NULL,
    author_seq {int} REFERENCES member (seq),
    created_at {int} NOT NULL,
    note {text} NOT NULL
) {strict};
CREATE INDEX review_note_entry ON review_note (entry_seq, created_at);
CREATE TABLE change (
    seq {int} PRIMARY KEY,
    kind {text} NOT NULL,
    id {uuid} NOT NULL,
    action {text} NOT NULL CHECK (action IN ('UPSERT', 'REMOVE')),
    at {int} NOT NULL
) {strict};
CREATE INDEX change_due ON change (at, seq);
CREATE INDEX change_object ON change (id, seq);
CREATE TABLE import_run (
    seq {seq},
    id {uuid} NOT NULL UNIQUE,
    origin {text} NOT NULL,
    digest {text} NOT NULL,
    started_at {int} NOT NULL,
    finished_at {int},
    report {text}
) {strict};
CREATE INDEX import_run_origin ON import_run (origin, seq);
CREATE TABLE external_id (
    origin {text} NOT NULL,
    kind {text} NOT NULL,
    key {text} NOT NULL,
    object_id {uuid} NOT NULL,
    imported {text} NOT NULL,
    run_seq {int} NOT NULL REFERENCES import_run (seq),
    PRIMARY KEY (origin, kind, key)
) {strict};
CREATE INDEX external_id_object ON external_id (object_id);
CREATE TABLE slug_history (
    kind {text} NOT NULL,
    slug {text} NOT NULL,
    object_id {uuid} NOT NULL,
    until {int} NOT NULL,
    PRIMARY KEY (kind, slug)
) {strict};
CREATE INDEX slug_history_object ON slug_history (object_id);
CREATE TABLE redirect (
    path {text} PRIMARY KEY,
    status {int} NOT NULL CHECK (status IN (301, 302, 410)),
    location {text},
    entry_seq {int} REFERENCES entry (seq),
    created_at {int} NOT NULL,
    CHECK (status = 410 OR location IS NOT NULL OR entry_seq IS NOT NULL)
) {strict};
CREATE INDEX redirect_entry ON redirect (entry_seq);
CREATE TABLE idempotency_key (
    owner {text} NOT NULL,
    key {text} NOT NULL,
    operation {text} NOT NULL,
    object_id {uuid} NOT NULL,
    created_at {int} NOT NULL,
    PRIMARY KEY (owner, key)
) {strict};
CREATE TABLE audit (
    seq {seq},
    at {int} NOT NULL,
    actor {text} NOT NULL,
    credential {text} NOT NULL,
    action {text} NOT NULL,
    object_kind {text},
    object_id {uuid},
    detail {text}
) {strict};
CREATE INDEX audit_object ON audit (object_id, seq);
CREATE INDEX audit_actor ON audit (actor, seq);
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
