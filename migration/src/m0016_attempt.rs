//! How often somebody has tried, as all servers of a database count it; and what a refresh token was made of together with the
//! one before it, so that the same one can be given again.

use sea_orm_migration::prelude::*;

use crate::dialect::run;

const UP: &str = r"
CREATE TABLE attempt (
    subject {text} NOT NULL,
    client {text} NOT NULL,
    until {int} NOT NULL,
    PRIMARY KEY (subject, client)
) {strict};
CREATE INDEX attempt_until ON attempt (until);
ALTER TABLE refresh_token ADD COLUMN nonce {text};
";

const DOWN: &str = r"
ALTER TABLE refresh_token DROP COLUMN nonce;
DROP TABLE attempt;
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
