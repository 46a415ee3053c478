//! The rules that all entries keep, as conditions that `doctor` counts.

use sea_orm::ConnectionTrait;

use crate::error::Result;
use crate::upkeep::ask::{count, list};
use crate::upkeep::finding::{Finding, ToDo};

/// How many entries are named of those that break a rule.
const NAMED: usize = 5;

/// A rule that all entries keep: its name, the condition on an entry `e` that breaks it, what such entries are, and how that is
/// mended.
pub(super) struct Rule {
    subject: &'static str,
    broken: &'static str,
    what: &'static str,
    mend: &'static str,
}

pub(super) const RULES: [Rule; 14] = [
    Rule {
        subject: "publications",
        broken: "e.status = 'PUBLISHED' AND e.published_at IS NULL",
        what: "Public without a date of publication",
        mend: "Withdraw them and publish them again.",
    },
    Rule {
        subject: "list order",
        broken: "e.listed_at <> COALESCE(e.published_at, e.created_at)",
        what: "In the wrong place in lists",
        mend: "Save them again.",
    },
    Rule {
        subject: "search",
        broken: "NOT EXISTS (SELECT 1 FROM search_doc s WHERE s.doc = e.seq AND s.version = e.version)",
        what: "Not found by what they say now",
        mend: "Index them anew: `doctor --reindex`.",
    },
    Rule {
        subject: "events",
        broken: "EXISTS (SELECT 1 FROM event v WHERE v.entry_seq = e.seq) \
                 AND NOT EXISTS (SELECT 1 FROM event_timing t WHERE t.entry_seq = e.seq)",
        what: "Events without a date",
        mend: "Give them dates, or withdraw them.",
    },
    Rule {
        subject: "satellites",
        broken: "NOT EXISTS (SELECT 1 FROM initiative i WHERE i.entry_seq = e.seq) \
                 AND NOT EXISTS (SELECT 1 FROM recipe r WHERE r.entry_seq = e.seq) \
                 AND NOT EXISTS (SELECT 1 FROM article a WHERE a.entry_seq = e.seq) \
                 AND NOT EXISTS (SELECT 1 FROM event v WHERE v.entry_seq = e.seq) \
                 AND NOT EXISTS (SELECT 1 FROM page p WHERE p.entry_seq = e.seq)",
        what: "Without a part of their content",
        mend: "Put a backup in the place of the database.",
    },
    Rule {
        subject: "former texts",
        broken: "EXISTS (SELECT 1 FROM revision r WHERE r.entry_seq = e.seq AND r.format = 2 AND r.version <> e.version)",
        what: "With a former version that has lost its texts",
        mend: "Put a backup in the place of the database.",
    },
    Rule {
        subject: "revisions",
        broken: "NOT EXISTS (SELECT 1 FROM revision r WHERE r.entry_seq = e.seq AND r.version = e.version)",
        what: "Without a record of their present version",
        mend: "Save them again.",
    },
    Rule {
        subject: "home",
        broken: "e.home_territory_seq IS NOT NULL AND NOT EXISTS (SELECT 1 FROM entry_territory t \
                 WHERE t.entry_seq = e.seq AND t.territory_seq = e.home_territory_seq AND t.position = 0)",
        what: "Looked after by the editors of another territory than their first",
        mend: "Save them again.",
    },
    Rule {
        subject: "texts",
        broken: "e.status = 'PUBLISHED' AND trim(e.body) = '' \
                 AND NOT EXISTS (SELECT 1 FROM initiative i WHERE i.entry_seq = e.seq \
                 AND (i.need IS NOT NULL OR i.response IS NOT NULL OR i.story IS NOT NULL)) \
                 AND NOT EXISTS (SELECT 1 FROM recipe r WHERE r.entry_seq = e.seq AND r.steps <> '[]') \
                 AND NOT e.published_as_it_was",
        what: "Public without a text",
        mend: "Give them a text, or withdraw them.",
    },
    Rule {
        subject: "credits",
        broken: "e.status = 'PUBLISHED' AND e.kind <> 'PAGE' AND NOT EXISTS (SELECT 1 FROM entry_credit c \
                 WHERE c.entry_seq = e.seq AND c.role <> 'TRANSLATOR') AND NOT e.published_as_it_was",
        what: "Public without an author",
        mend: "Name an author, or withdraw them.",
    },
    Rule {
        subject: "republishing",
        broken: "e.status = 'PUBLISHED' AND NOT e.published_as_it_was AND EXISTS (SELECT 1 FROM article a \
                 JOIN source s ON s.seq = a.source_seq WHERE a.entry_seq = e.seq AND a.kind = 'REPUBLISHED' \
                 AND s.permission = 'REFUSED')",
        what: "Republished whole although their source refuses it",
        mend: "Shorten them, or withdraw them.",
    },
    Rule {
        subject: "pictures",
        broken: "e.status = 'PUBLISHED' AND NOT e.published_as_it_was AND EXISTS (SELECT 1 FROM entry_media x \
                 JOIN media m ON m.seq = x.media_seq WHERE x.entry_seq = e.seq AND (m.licence_seq IS NULL \
                 OR m.credit_name IS NULL AND m.credit_member_seq IS NULL \
                 OR x.role <> 'TEXT' AND m.width IS NOT NULL AND NOT m.is_decorative AND m.alt = '{}'))",
        what: "Public with a picture that lacks a text for those who do not see it, a credit or a licence",
        mend: "Describe their pictures, or withdraw them.",
    },
    Rule {
        subject: "covers",
        broken: "EXISTS (SELECT 1 FROM entry_media x JOIN media m ON m.seq = x.media_seq WHERE x.entry_seq = e.seq \
                 AND x.role IN ('COVER', 'GALLERY') AND m.width IS NULL) \
                 OR 1 < (SELECT count(*) FROM entry_media x WHERE x.entry_seq = e.seq AND x.role = 'COVER')",
        what: "With a document in the place of a picture, or two covers",
        mend: "Save them again with other pictures.",
    },
    Rule {
        subject: "media",
        broken: "EXISTS (SELECT 1 FROM entry_media x WHERE x.entry_seq = e.seq AND NOT EXISTS (SELECT 1 FROM version_media v \
                 WHERE v.media_seq = x.media_seq AND v.entry_seq = e.seq AND v.version = e.version))",
        what: "With pictures that no version of them knows",
        mend: "Save them again.",
    },
];

/// Whether all entries keep a rule.
pub(super) async fn kept(db: &impl ConnectionTrait, rule: &Rule) -> Result<Finding> {
    let Rule { subject, broken, what, mend } = rule;
    let broken_by = count(db, &format!("SELECT count(*) FROM entry e WHERE {broken}")).await?;
    if broken_by == 0 {
        return Ok(Finding { subject, message: "as it should be".to_owned(), to_do: None });
    }
    let named =
        format!("SELECT lower(e.kind) || '/' || e.slug FROM entry e WHERE {broken} ORDER BY e.seq LIMIT {NAMED}");
    let mut named = list(db, &named).await?;
    if broken_by > NAMED as u64 {
        named.push("…".to_owned());
    }
    let noun = if broken_by == 1 { "entry" } else { "entries" };
    Ok(Finding {
        subject,
        message: format!("{broken_by} {noun}: {what}"),
        to_do: Some(ToDo::fault(format!("{what}: {broken_by} {noun} ({}). {mend}", named.join(", ")))),
    })
}
