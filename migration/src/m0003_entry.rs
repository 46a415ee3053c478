//! The editorial content: what all kinds share in `entry`, what differs in one satellite table a kind.

use sea_orm_migration::prelude::*;

use crate::dialect::{drop_tables, run};

const TABLES: [&str; 15] = [
    "entry",
    "entry_search",
    "entry_credit",
    "entry_theme",
    "entry_territory",
    "entry_location",
    "entry_relation",
    "entry_reference",
    "adaptation",
    "initiative",
    "recipe",
    "article",
    "event",
    "event_timing",
    "page",
];

// `listed_at` is the publication date, or the creation date of what has none yet: the key of the default order,
// never null. The body comes last, so that a scan of the other columns does not read it.
const UP: &str = r"
CREATE TABLE entry (
    seq {seq},
    id {uuid} NOT NULL UNIQUE,
    kind {text} NOT NULL CHECK (kind IN ('INITIATIVE', 'RECIPE', 'ARTICLE', 'EVENT', 'PAGE')),
    slug {text} NOT NULL,
    status {text} NOT NULL CHECK (status IN ('DRAFT', 'SUBMITTED', 'PUBLISHED', 'WITHDRAWN', 'REFUSED')),
    title {text} NOT NULL,
    title_sort {text} NOT NULL,
    summary {text},
    language {text} NOT NULL,
    translation_group {uuid},
    licence_seq {int} NOT NULL REFERENCES licence (seq),
    home_territory_seq {int} REFERENCES territory (seq),
    version {int} NOT NULL,
    created_by_seq {int} REFERENCES member (seq),
    created_at {int} NOT NULL,
    updated_at {int} NOT NULL,
    published_at {int},
    unpublish_at {int},
    listed_at {int} NOT NULL,
    body {text} NOT NULL,
    UNIQUE (kind, slug),
    UNIQUE (translation_group, language)
) {strict};
CREATE INDEX entry_by_kind ON entry (kind, status, listed_at, id);
CREATE INDEX entry_by_date ON entry (status, listed_at, id);
CREATE INDEX entry_by_kind_title ON entry (kind, status, title_sort, id);
CREATE INDEX entry_by_title ON entry (status, title_sort, id);
CREATE INDEX entry_by_kind_update ON entry (kind, status, updated_at, id);
CREATE INDEX entry_by_update ON entry (status, updated_at, id);
CREATE INDEX entry_by_kind_creation ON entry (kind, status, created_at, id);
CREATE INDEX entry_by_creation ON entry (status, created_at, id);
CREATE INDEX entry_licence ON entry (licence_seq);
CREATE INDEX entry_home ON entry (home_territory_seq, status);
CREATE INDEX entry_creator ON entry (created_by_seq);
CREATE TABLE entry_search (
    entry_seq {int} PRIMARY KEY REFERENCES entry (seq),
    folded {text} NOT NULL
) {strict};
CREATE TABLE entry_credit (
    entry_seq {int} NOT NULL REFERENCES entry (seq),
    role {text} NOT NULL CHECK (role IN ('AUTHOR', 'HOLDER', 'ORGANISER', 'TRANSLATOR')),
    position {int} NOT NULL,
    member_seq {int} REFERENCES member (seq),
    name {text},
    url {text},
    PRIMARY KEY (entry_seq, role, position),
    CHECK ((member_seq IS NULL) <> (name IS NULL))
) {strict};
CREATE INDEX entry_credit_member ON entry_credit (member_seq, entry_seq);
CREATE TABLE entry_theme (
    entry_seq {int} NOT NULL REFERENCES entry (seq),
    theme_seq {int} NOT NULL REFERENCES theme (seq),
    position {int} NOT NULL,
    PRIMARY KEY (entry_seq, theme_seq)
) {strict};
CREATE INDEX entry_theme_entries ON entry_theme (theme_seq, entry_seq);
CREATE TABLE entry_territory (
    entry_seq {int} NOT NULL REFERENCES entry (seq),
    territory_seq {int} NOT NULL REFERENCES territory (seq),
    position {int} NOT NULL,
    PRIMARY KEY (entry_seq, territory_seq)
) {strict};
CREATE INDEX entry_territory_entries ON entry_territory (territory_seq, entry_seq);
CREATE TABLE entry_location (
    entry_seq {int} NOT NULL REFERENCES entry (seq),
    position {int} NOT NULL,
    commune_seq {int} REFERENCES territory (seq),
    latitude {real},
    longitude {real},
    PRIMARY KEY (entry_seq, position),
    CHECK ((latitude IS NULL) = (longitude IS NULL)),
    CHECK (commune_seq IS NOT NULL OR latitude IS NOT NULL)
) {strict};
CREATE INDEX entry_location_place ON entry_location (latitude, longitude);
CREATE TABLE entry_relation (
    entry_seq {int} NOT NULL REFERENCES entry (seq),
    target_seq {int} NOT NULL REFERENCES entry (seq),
    nature {text} NOT NULL CHECK (nature IN ('ABOUT')),
    position {int} NOT NULL,
    PRIMARY KEY (entry_seq, target_seq, nature),
    CHECK (entry_seq <> target_seq)
) {strict};
CREATE INDEX entry_relation_target ON entry_relation (target_seq, nature, entry_seq);
CREATE TABLE entry_reference (
    entry_seq {int} NOT NULL REFERENCES entry (seq),
    position {int} NOT NULL,
    url {text} NOT NULL,
    title {text},
    PRIMARY KEY (entry_seq, position)
) {strict};
CREATE TABLE adaptation (
    entry_seq {int} NOT NULL REFERENCES entry (seq),
    position {int} NOT NULL,
    origin_seq {int} REFERENCES entry (seq),
    url {text},
    title {text},
    authors {text},
    licence_seq {int} REFERENCES licence (seq),
    nature {text} NOT NULL CHECK (nature IN ('TRANSLATION', 'NEW_VERSION', 'ADAPTATION')),
    note {text},
    PRIMARY KEY (entry_seq, position),
    CHECK (entry_seq <> origin_seq),
    CHECK (origin_seq IS NOT NULL OR url IS NOT NULL OR title IS NOT NULL)
) {strict};
CREATE INDEX adaptation_origin ON adaptation (origin_seq, entry_seq);
CREATE TABLE initiative (
    entry_seq {int} PRIMARY KEY REFERENCES entry (seq),
    maturity {text} CHECK (maturity IN ('IDEA', 'STARTING', 'DEVELOPING', 'MATURE', 'ENDED')),
    start_year {int},
    website {text},
    need {text},
    response {text},
    story {text},
    social_value {text},
    call_for_help {text}
) {strict};
CREATE TABLE recipe (
    entry_seq {int} PRIMARY KEY REFERENCES entry (seq),
    what_for {text},
    audience {text},
    participants_min {int},
    participants_max {int},
    preparation {text},
    duration {text},
    cost {text},
    materials {text} NOT NULL,
    steps {text} NOT NULL,
    variants {text},
    learnings {text},
    changelog {text}
) {strict};
CREATE TABLE article (
    entry_seq {int} PRIMARY KEY REFERENCES entry (seq),
    kind {text} NOT NULL CHECK (kind IN ('ORIGINAL', 'REPUBLISHED', 'EXCERPT', 'SUMMARY')),
    source_seq {int} REFERENCES source (seq),
    original_url {text},
    original_url_key {text} UNIQUE,
    original_licence_seq {int} REFERENCES licence (seq),
    original_authors {text} NOT NULL,
    original_published_at {int},
    original_updated_at {int},
    postscript {text}
) {strict};
CREATE INDEX article_source ON article (source_seq, entry_seq);
CREATE TABLE event (
    entry_seq {int} PRIMARY KEY REFERENCES entry (seq),
    time_zone {text} NOT NULL,
    attendance {text} NOT NULL CHECK (attendance IN ('IN_PERSON', 'ONLINE', 'MIXED')),
    status {text} NOT NULL CHECK (status IN ('SCHEDULED', 'CANCELLED', 'POSTPONED', 'MOVED_ONLINE')),
    place {text},
    address {text},
    links {text} NOT NULL,
    capacity {int},
    first_starts_at {int} NOT NULL,
    last_ends_at {int} NOT NULL
) {strict};
CREATE INDEX event_by_start ON event (first_starts_at);
CREATE INDEX event_by_end ON event (last_ends_at);
CREATE TABLE event_timing (
    seq {seq},
    id {uuid} NOT NULL UNIQUE,
    entry_seq {int} NOT NULL REFERENCES entry (seq),
    position {int} NOT NULL,
    status {text} NOT NULL CHECK (status IN ('SCHEDULED', 'CANCELLED', 'POSTPONED', 'MOVED_ONLINE')),
    all_day {bool} NOT NULL,
    start_date {text},
    end_date {text},
    starts_at {int} NOT NULL,
    ends_at {int} NOT NULL,
    UNIQUE (entry_seq, position),
    CHECK (starts_at < ends_at),
    CHECK ((start_date IS NULL) = (end_date IS NULL))
) {strict};
CREATE INDEX event_timing_by_start ON event_timing (starts_at, id);
CREATE INDEX event_timing_by_end ON event_timing (ends_at);
CREATE TABLE page (
    entry_seq {int} PRIMARY KEY REFERENCES entry (seq),
    parent_seq {int} REFERENCES entry (seq),
    position {int} NOT NULL,
    in_menu {bool} NOT NULL,
    menu_label {text}
) {strict};
CREATE INDEX page_parent ON page (parent_seq, position);
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
