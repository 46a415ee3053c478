//! What the public saw last of an entry; from when a member is seen whose first text is scheduled; what a key of a writer's own
//! was used for.

use sea_orm_migration::prelude::*;

use crate::dialect::run;

const UP: &str = r#"
ALTER TABLE entry ADD COLUMN public_version {int};
UPDATE entry SET public_version = version WHERE status = 'PUBLISHED';
UPDATE entry SET public_version = (
    SELECT max(version) FROM revision
    WHERE entry_seq = entry.seq AND state = 'ACCEPTED' AND snapshot LIKE '%"status":"PUBLISHED"%'
) WHERE status <> 'PUBLISHED' AND published_at IS NOT NULL;
ALTER TABLE member ADD COLUMN listed_from {int};
ALTER TABLE idempotency_key ADD COLUMN digest {text};
"#;

const DOWN: &str = r"
ALTER TABLE idempotency_key DROP COLUMN digest;
ALTER TABLE member DROP COLUMN listed_from;
ALTER TABLE entry DROP COLUMN public_version;
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
