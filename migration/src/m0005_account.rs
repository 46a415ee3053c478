//! The private side of people: accounts, mandates, sessions, tokens, mails to send. Apart from the public profile.

use sea_orm_migration::prelude::*;

use crate::dialect::{drop_tables, run};

const TABLES: [&str; 8] =
    ["account", "mandate", "refresh_token", "api_token", "one_time_code", "preview", "outbox", "signing_key"];

const UP: &str = r"
CREATE TABLE account (
    seq {seq},
    id {uuid} NOT NULL UNIQUE,
    member_seq {int} UNIQUE REFERENCES member (seq),
    email {text} UNIQUE,
    email_verified_at {int},
    password_hash {text},
    role {text} NOT NULL CHECK (role IN ('CONTRIBUTOR', 'EDITOR', 'ADMIN')),
    status {text} NOT NULL CHECK (status IN ('ACTIVE', 'SUSPENDED', 'ERASED')),
    service {bool} NOT NULL,
    name {text},
    language {text} NOT NULL,
    epoch {int} NOT NULL,
    failed_attempts {int} NOT NULL,
    locked_until {int},
    created_at {int} NOT NULL,
    updated_at {int} NOT NULL,
    seen_at {int}
) {strict};
CREATE TABLE mandate (
    seq {seq},
    id {uuid} NOT NULL UNIQUE,
    account_seq {int} NOT NULL REFERENCES account (seq),
    territory_seq {int} REFERENCES territory (seq),
    granted_by_seq {int} REFERENCES account (seq),
    granted_at {int} NOT NULL,
    until {int}
) {strict};
CREATE INDEX mandate_account ON mandate (account_seq);
CREATE INDEX mandate_territory ON mandate (territory_seq);
CREATE TABLE refresh_token (
    hash {text} PRIMARY KEY,
    id {uuid} NOT NULL UNIQUE,
    family {uuid} NOT NULL,
    account_seq {int} NOT NULL REFERENCES account (seq),
    issued_at {int} NOT NULL,
    expires_at {int} NOT NULL,
    rotated_at {int},
    used_at {int},
    ended_at {int},
    client {text}
) {strict};
CREATE INDEX refresh_token_family ON refresh_token (family);
CREATE INDEX refresh_token_account ON refresh_token (account_seq);
CREATE TABLE api_token (
    seq {seq},
    id {uuid} NOT NULL UNIQUE,
    hash {text} NOT NULL UNIQUE,
    account_seq {int} NOT NULL REFERENCES account (seq),
    name {text} NOT NULL,
    role {text} NOT NULL,
    scopes {text} NOT NULL,
    territories {text} NOT NULL,
    origin {text},
    created_at {int} NOT NULL,
    expires_at {int},
    revoked_at {int},
    used_at {int}
) {strict};
CREATE INDEX api_token_account ON api_token (account_seq);
CREATE TABLE one_time_code (
    hash {text} PRIMARY KEY,
    account_seq {int} NOT NULL REFERENCES account (seq),
    purpose {text} NOT NULL CHECK (purpose IN ('VERIFY_EMAIL', 'RESET_PASSWORD', 'CHANGE_EMAIL', 'INVITATION')),
    payload {text},
    created_at {int} NOT NULL,
    expires_at {int} NOT NULL,
    used_at {int}
) {strict};
CREATE INDEX one_time_code_account ON one_time_code (account_seq, purpose);
CREATE TABLE preview (
    hash {text} PRIMARY KEY,
    id {uuid} NOT NULL UNIQUE,
    entry_seq {int} NOT NULL REFERENCES entry (seq),
    version {int} NOT NULL,
    created_by_seq {int} REFERENCES account (seq),
    created_at {int} NOT NULL,
    expires_at {int} NOT NULL,
    revoked_at {int}
) {strict};
CREATE INDEX preview_entry ON preview (entry_seq);
CREATE TABLE outbox (
    seq {seq},
    id {uuid} NOT NULL UNIQUE,
    recipient {text} NOT NULL,
    language {text} NOT NULL,
    template {text} NOT NULL,
    payload {text} NOT NULL,
    created_at {int} NOT NULL,
    next_try_at {int} NOT NULL,
    tries {int} NOT NULL,
    sent_at {int},
    given_up_at {int}
) {strict};
CREATE INDEX outbox_due ON outbox (sent_at, next_try_at);
CREATE TABLE signing_key (
    kid {text} PRIMARY KEY,
    algorithm {text} NOT NULL,
    public_key {text} NOT NULL,
    sealed_private_key {text},
    created_at {int} NOT NULL,
    retired_at {int}
) {strict};
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
