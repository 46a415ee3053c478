//! What the editors' desk looks for: proposals that wait, members who wait, mails that were sent long ago. Addresses of
//! accounts that the operator made count as verified.

use sea_orm_migration::prelude::*;

use crate::dialect::run;

const UP: &str = r"
UPDATE account SET email_verified_at = created_at WHERE email IS NOT NULL AND password_hash IS NOT NULL;
CREATE INDEX revision_proposed ON revision (entry_seq) WHERE state = 'PROPOSED';
CREATE INDEX entry_submitted ON entry (home_territory_seq, updated_at) WHERE status = 'SUBMITTED';
CREATE INDEX audit_at ON audit (at, seq);
";

const DOWN: &str = r"
DROP INDEX audit_at;
DROP INDEX entry_submitted;
DROP INDEX revision_proposed;
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
