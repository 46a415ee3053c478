//! The public profiles: people, organisations, collectives, and who belongs to which.

use sea_orm_migration::prelude::*;

use crate::dialect::{drop_tables, run};

const TABLES: [&str; 3] = ["member", "member_territory", "membership"];

const UP: &str = r"
CREATE TABLE member (
    seq {seq},
    id {uuid} NOT NULL UNIQUE,
    slug {text} NOT NULL UNIQUE,
    kind {text} NOT NULL CHECK (kind IN ('PERSON', 'ORGANISATION', 'COLLECTIVE')),
    status {text} NOT NULL CHECK (status IN ('PENDING', 'LISTED', 'HIDDEN')),
    name {text} NOT NULL,
    name_sort {text} NOT NULL,
    website {text},
    version {int} NOT NULL,
    created_at {int} NOT NULL,
    updated_at {int} NOT NULL,
    bio {text}
) {strict};
CREATE INDEX member_by_name ON member (status, name_sort, id);
CREATE INDEX member_by_age ON member (status, created_at, id);
CREATE TABLE member_territory (
    member_seq {int} NOT NULL REFERENCES member (seq),
    territory_seq {int} NOT NULL REFERENCES territory (seq),
    position {int} NOT NULL,
    PRIMARY KEY (member_seq, territory_seq)
) {strict};
CREATE INDEX member_territory_members ON member_territory (territory_seq, member_seq);
CREATE TABLE membership (
    seq {seq},
    id {uuid} NOT NULL UNIQUE,
    member_seq {int} NOT NULL REFERENCES member (seq),
    organisation_seq {int} NOT NULL REFERENCES member (seq),
    title {text},
    since {text},
    until {text},
    may_write {bool} NOT NULL,
    position {int} NOT NULL,
    created_at {int} NOT NULL,
    updated_at {int} NOT NULL,
    CHECK (member_seq <> organisation_seq)
) {strict};
CREATE INDEX membership_of_member ON membership (member_seq);
CREATE INDEX membership_of_organisation ON membership (organisation_seq, position);
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
