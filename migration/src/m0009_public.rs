//! What the public saw last of an entry before the version that stands; from when a member is seen whose first text is scheduled; what a key of a writer's own
//! was used for.

use sea_orm_migration::prelude::*;

use crate::dialect::run;

const UP: &str = r#"
ALTER TABLE entry ADD COLUMN public_version {int};
UPDATE entry SET public_version = (
    SELECT max(r.version) FROM revision r
    WHERE r.entry_seq = entry.seq AND r.state = 'ACCEPTED' AND r.snapshot LIKE '%"status":"PUBLISHED"%'
        AND entry.published_at < (
            SELECT min(n.created_at) FROM revision n
            WHERE n.entry_seq = r.entry_seq AND n.state = 'ACCEPTED' AND n.version > r.version
        )
) WHERE status <> 'PUBLISHED' AND published_at IS NOT NULL;
UPDATE entry SET translation_group = NULL WHERE status <> 'PUBLISHED';
UPDATE compatibility SET oldest_writer = 2;
ALTER TABLE member ADD COLUMN listed_from {int};
ALTER TABLE idempotency_key ADD COLUMN digest {text};
"#;

const DOWN: &str = r"
ALTER TABLE idempotency_key DROP COLUMN digest;
ALTER TABLE member DROP COLUMN listed_from;
ALTER TABLE entry DROP COLUMN public_version;
UPDATE compatibility SET oldest_writer = 1;
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
