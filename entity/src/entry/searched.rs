//! What an entry is found by: its texts and names, as its draft has them.

use std::borrow::Cow;

use sea_orm::ConnectionTrait;

use crate::entry::draft::{Credit, Draft, Event, Own, Page};
use crate::entry::revisions;
use crate::error::{Found, Result};
use crate::model::entry::row;
use crate::model::initiative::Initiative;
use crate::model::recipe::Recipe;
use crate::reference::Snapshot;
use crate::reference::names::Mark;
use crate::search::document::Document;
use crate::value::words::markdown::plain;

/// What an entry is found by as it stands, whatever its status.
pub(crate) async fn held(db: &impl ConnectionTrait, row: row::Model) -> Result<Draft> {
    let held = revisions::latest_up_to(db, &row, row.version).await?.unwrap_or_default();
    let mut draft: Draft = revisions::read(row.kind, &held, &mut Found::default());
    (draft.shared.title, draft.shared.summary, draft.shared.body) = (row.title, row.summary, row.body);
    Ok(draft)
}

/// What an entry stands under.
pub(crate) fn marks(draft: &Draft, reference: &Snapshot) -> Vec<Mark> {
    let shared = &draft.shared;
    let mut marks = Vec::new();
    marks.extend(shared.themes.iter().filter_map(|it| Some(Mark::Theme(reference.themes.by_id(*it)?.seq))));
    marks.extend(shared.territories.iter().filter_map(|it| Some(Mark::Territory(reference.territory(it)?.seq))));
    for credit in credits(draft) {
        if let Credit::Member { member } = credit {
            let mark = reference.members.by_id(*member).map(|it| Mark::Member(it.seq));
            marks.extend(mark.filter(|it| !marks.contains(it)));
        }
    }
    if let Own::Article(own) = &draft.own {
        let source = own.source.and_then(|it| reference.sources.by_id(it));
        marks.extend(source.map(|it| Mark::Source(it.seq)));
    }
    marks
}

/// What an entry in this language is found by, beside its marks.
pub(crate) fn document<'a>(draft: &'a Draft, language: &'a str, marks: Vec<Mark>) -> Document<'a> {
    let shared = &draft.shared;
    let mut document = Document {
        language,
        title: &shared.title,
        summary: shared.summary.as_deref(),
        body: vec![plain(&shared.body)],
        marks,
        ..Document::default()
    };
    for credit in credits(draft) {
        if let Credit::Name { name, .. } = credit {
            document.names.push(name);
        }
    }
    own(&draft.own, &mut document);
    document
}

fn credits(draft: &Draft) -> impl Iterator<Item = &Credit> {
    let shared = &draft.shared;
    [&shared.authors, &shared.holders, &shared.organisers, &shared.translators].into_iter().flatten()
}

fn own<'a>(own: &'a Own, document: &mut Document<'a>) {
    fn written(text: &Option<String>) -> Option<Cow<'_, str>> {
        text.as_deref().map(plain)
    }
    match own {
        Own::Initiative(own) => {
            let Initiative { need, response, story, social_value, call_for_help, .. } = own;
            document.body.extend([need, response, story, social_value, call_for_help].into_iter().filter_map(written));
        }
        Own::Recipe(own) => {
            let Recipe { purpose, audience, preparation, cost, materials, steps, variants, lessons_learned, .. } = own;
            document.body.extend([purpose, audience, preparation, cost].into_iter().filter_map(written));
            document.body.extend(materials.iter().map(|it| Cow::Borrowed(it.as_str())));
            for step in steps {
                document.body.extend(step.title.as_deref().map(Cow::Borrowed));
                document.body.push(plain(&step.text));
            }
            document.body.extend([variants, lessons_learned].into_iter().filter_map(written));
        }
        Own::Article(own) => {
            document.names.extend(own.original_authors.iter().map(String::as_str));
            document.body.extend(written(&own.postscript));
        }
        Own::Event(own) => {
            let Event { place, address, .. } = own;
            document.names.extend([place, address].into_iter().filter_map(Option::as_deref));
        }
        Own::Page(Page { menu_label, .. }) => document.names.extend(menu_label.as_deref()),
    }
}
