//! Pictures and documents: what is said of each, which entries and members show it, which versions refer to it, and which files
//! of what is gone are still to be deleted. No program has filled the former tables of the same names.

use sea_orm_migration::prelude::*;

use crate::dialect::run;

// `alt` and `caption` are JSON objects: a text by language. `media_sender` has the members who sent the very same bytes. `entry_media` has what the accepted version of an entry refers to, in
// its texts as well; `version_media` the same of every version that is kept. `released_at` is the moment since when an entry or a
// member that referred to it does so no more. Programs that do not keep these tables must not write any more.
const UP: &str = r"
DROP TABLE entry_media;
DROP TABLE media;
CREATE TABLE media (
    seq {seq},
    id {uuid} NOT NULL UNIQUE,
    version {int} NOT NULL,
    checksum {text} NOT NULL UNIQUE,
    extension {text} NOT NULL,
    media_type {text} NOT NULL,
    bytes {int} NOT NULL,
    name {text},
    width {int},
    height {int},
    thumbhash {text},
    dominant_color {text},
    is_animated {bool} NOT NULL,
    focal_x {real},
    focal_y {real},
    alt {text} NOT NULL,
    caption {text} NOT NULL,
    is_decorative {bool} NOT NULL,
    credit_name {text},
    credit_url {text},
    credit_member_seq {int} REFERENCES member (seq),
    licence_seq {int} REFERENCES licence (seq),
    offered_author {text},
    offered_licence {text},
    created_at {int} NOT NULL,
    updated_at {int} NOT NULL,
    released_at {int},
    CHECK ((width IS NULL) = (height IS NULL)),
    CHECK ((focal_x IS NULL) = (focal_y IS NULL)),
    CHECK (credit_name IS NULL OR credit_member_seq IS NULL)
) {strict};
CREATE INDEX media_date ON media (created_at, id);
CREATE INDEX media_licence ON media (licence_seq, created_at, id);
CREATE INDEX media_credit ON media (credit_member_seq);
CREATE TABLE media_sender (
    member_seq {int} NOT NULL REFERENCES member (seq),
    media_seq {int} NOT NULL REFERENCES media (seq),
    PRIMARY KEY (member_seq, media_seq)
) {clustered};
CREATE INDEX media_sender_media ON media_sender (media_seq, member_seq);
CREATE TABLE entry_media (
    entry_seq {int} NOT NULL REFERENCES entry (seq),
    role {text} NOT NULL CHECK (role IN ('COVER', 'GALLERY', 'ATTACHMENT', 'TEXT')),
    position {int} NOT NULL,
    media_seq {int} NOT NULL REFERENCES media (seq),
    PRIMARY KEY (entry_seq, position)
) {strict};
CREATE INDEX entry_media_entries ON entry_media (media_seq, entry_seq);
CREATE TABLE version_media (
    media_seq {int} NOT NULL REFERENCES media (seq),
    entry_seq {int} NOT NULL REFERENCES entry (seq),
    version {int} NOT NULL,
    PRIMARY KEY (media_seq, entry_seq, version)
) {clustered};
CREATE INDEX version_media_entry ON version_media (entry_seq, version);
CREATE TABLE member_media (
    member_seq {int} NOT NULL REFERENCES member (seq),
    role {text} NOT NULL CHECK (role IN ('PICTURE', 'LOGO')),
    media_seq {int} NOT NULL REFERENCES media (seq),
    PRIMARY KEY (member_seq, role)
) {strict};
CREATE INDEX member_media_members ON member_media (media_seq, member_seq);
CREATE TABLE media_removed (
    checksum {text} PRIMARY KEY,
    extension {text} NOT NULL,
    removed_at {int} NOT NULL
) {strict};
UPDATE compatibility SET oldest_writer = 8 WHERE oldest_writer < 8;
";

const DOWN: &str = r"
UPDATE revision SET snapshot = {snapshot_without_media} WHERE snapshot LIKE '%media%';
DROP TABLE media_removed;
DROP TABLE media_sender;
DROP TABLE member_media;
DROP TABLE version_media;
DROP TABLE entry_media;
DROP TABLE media;
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
UPDATE compatibility SET oldest_writer = 7;
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
