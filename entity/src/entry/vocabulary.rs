//! The words that searches complete and suggest, after a text was erased: a word stays only where another text writes it so.

use std::collections::{BTreeSet, HashSet};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::entry::searched;
use crate::error::Result;
use crate::model::entry::row as entry;
use crate::model::member;
use crate::reference::Snapshot;
use crate::search;
use crate::search::document::Document;
use crate::search::index::Word;
use crate::value::clock::Instant;

/// How many texts that have a term are asked how they write it; and how many texts in all.
const ASKED: u32 = 10;
const MOST: usize = 200;

/// Takes the words of an erased text out of the vocabulary. A word whose term other texts have stays where one of the texts that are asked
/// writes it; what is taken out although some other text has it comes back when a text with it is saved.
pub(crate) async fn forget(
    db: &impl ConnectionTrait,
    gone: &Document<'_>,
    reference: &Snapshot,
    now: Instant,
) -> Result<()> {
    let mut doubtful: Vec<Word> = search::index::forget(db, gone, now).await?;
    // a term that texts have is known from them
    doubtful.retain(|(word, term)| word != term);
    let mut docs = BTreeSet::new();
    for (_, term) in &doubtful {
        if docs.len() < MOST {
            docs.extend(search::index::having(db, term, ASKED).await?);
        }
    }
    let written = written(db, &docs, reference).await?;
    for (word, _) in doubtful.iter().filter(|(word, _)| !written.contains(word)) {
        search::index::strike(db, word).await?;
    }
    Ok(())
}

/// The words of these texts, folded.
async fn written(db: &impl ConnectionTrait, docs: &BTreeSet<i64>, reference: &Snapshot) -> Result<HashSet<String>> {
    let mut words = HashSet::new();
    let entries = docs.iter().copied().filter(|it| *it > 0);
    for row in entry::Entity::find().filter(entry::Column::Seq.is_in(entries)).all(db).await? {
        let language = row.language.clone();
        let draft = searched::held(db, row).await?;
        add(&searched::document(&draft, language.as_str(), searched::marks(&draft, reference)), &mut words);
    }
    let members = docs.iter().filter(|it| **it < 0).map(|it| -it);
    for row in member::row::Entity::find().filter(member::row::Column::Seq.is_in(members)).all(db).await? {
        add(&search::members::document(&row), &mut words);
    }
    Ok(words)
}

fn add(document: &Document<'_>, words: &mut HashSet<String>) {
    words.extend(document.terms().words().map(|(word, _)| word.clone()));
}
