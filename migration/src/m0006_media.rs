//! Pictures and files, stored by checksum, and where entries show them.

use sea_orm_migration::prelude::*;

use crate::dialect::{drop_tables, run};

const TABLES: [&str; 2] = ["media", "entry_media"];

const UP: &str = r"
CREATE TABLE media (
    seq {seq},
    id {uuid} NOT NULL UNIQUE,
    checksum {text} NOT NULL UNIQUE,
    extension {text} NOT NULL,
    media_type {text} NOT NULL,
    bytes {int} NOT NULL,
    width {int},
    height {int},
    focal_x {real},
    focal_y {real},
    alt {text},
    caption {text},
    credit {text},
    licence_seq {int} REFERENCES licence (seq),
    created_by_seq {int} REFERENCES member (seq),
    created_at {int} NOT NULL
) {strict};
CREATE TABLE entry_media (
    entry_seq {int} NOT NULL REFERENCES entry (seq),
    media_seq {int} NOT NULL REFERENCES media (seq),
    role {text} NOT NULL CHECK (role IN ('COVER', 'GALLERY', 'ATTACHMENT')),
    position {int} NOT NULL,
    PRIMARY KEY (entry_seq, role, position)
) {strict};
CREATE INDEX entry_media_entries ON entry_media (media_seq, entry_seq);
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
