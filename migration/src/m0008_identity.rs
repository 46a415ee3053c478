//! Who signs in elsewhere: the people of other issuers, and the codes by which a front end is given their session. A clock
//! that moves whenever somebody's rights do.

use sea_orm_migration::prelude::*;

use crate::dialect::run;

const UP: &str = r"
INSERT INTO clock (name, value) VALUES ('rights', 0);
CREATE TABLE identity (
    seq {seq},
    issuer {text} NOT NULL,
    subject {text} NOT NULL,
    account_seq {int} NOT NULL REFERENCES account (seq),
    claimed_at {int} NOT NULL,
    created_at {int} NOT NULL,
    UNIQUE (issuer, subject)
) {strict};
CREATE INDEX identity_account ON identity (account_seq);
CREATE TABLE one_time_code_wider (
    hash {text} PRIMARY KEY,
    account_seq {int} NOT NULL REFERENCES account (seq),
    purpose {text} NOT NULL
        CHECK (purpose IN ('VERIFY_EMAIL', 'RESET_PASSWORD', 'CHANGE_EMAIL', 'INVITATION', 'SIGN_IN')),
    payload {text},
    created_at {int} NOT NULL,
    expires_at {int} NOT NULL,
    used_at {int}
) {strict};
INSERT INTO one_time_code_wider SELECT hash, account_seq, purpose, payload, created_at, expires_at, used_at FROM one_time_code;
DROP TABLE one_time_code;
ALTER TABLE one_time_code_wider RENAME TO one_time_code;
CREATE INDEX one_time_code_account ON one_time_code (account_seq, purpose);
";

// what is wider than it was does no harm
const DOWN: &str = r"
DELETE FROM one_time_code WHERE purpose = 'SIGN_IN';
DROP TABLE identity;
DELETE FROM clock WHERE name = 'rights';
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
