//! What an import would change in fields that people have changed here: a proposal on the entry, which an editor accepts or turns down.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Map, Value};

use crate::db::turn::Turn;
use crate::entry::draft::{Draft, STATE};
use crate::entry::revisions::{pending, rebased, snapshot, supersede};
use crate::entry::saver::Purpose;
use crate::error::{Error, Result};
use crate::import::importer::Import;
use crate::import::row::RowKind;
use crate::journal;
use crate::model::entry::row;
use crate::value::form::is_empty;
use crate::value::id::Id;
use crate::value::status::Status;

impl Import {
    /// Proposes what comes in of fields that changed on both sides; answers with those that could be proposed. Only what is public
    /// has proposals, a proposal says nothing of where an entry stands, and none that people have made gives way to an import.
    pub(super) async fn propose(
        &self,
        db: &Turn,
        kind: RowKind,
        id: Id,
        conflicts: &[String],
        incoming: &Map<String, Value>,
    ) -> Result<Vec<String>> {
        let RowKind::Entry(kind) = kind else { return Ok(Vec::new()) };
        let names: Vec<&String> = conflicts.iter().filter(|it| !STATE.contains(&it.as_str())).collect();
        let entry = row::Entity::find().filter(row::Column::Id.eq(id)).one(db).await?;
        let entry = entry.filter(|it| it.status == Status::Published);
        let Some(entry) = entry.filter(|_| !names.is_empty()) else { return Ok(Vec::new()) };
        let maker = self.viewer.grant().and_then(|it| it.member);
        let waiting = pending(db, &entry).await?;
        let is_own = |it: &crate::model::history::revision::Model| {
            it.proposed_by_seq == maker && it.credential == self.viewer.credential()
        };
        if waiting.as_ref().is_some_and(|it| !is_own(it)) {
            return Ok(Vec::new());
        }
        let mut fields = match &waiting {
            Some(waiting) => rebased(db, &entry, waiting).await?.0,
            None => snapshot(db, &entry).await?,
        };
        for name in &names {
            match incoming.get(*name).filter(|it| !is_empty(it)) {
                Some(value) => drop(fields.insert((*name).clone(), value.clone())),
                None => drop(fields.shift_remove(*name)),
            }
        }
        self.permit_change(db, RowKind::Entry(kind), id, &fields).await?;
        let draft = Draft::read(kind, &fields).map_err(Error::Invalid)?;
        let desk = self.desk(db);
        let accepted = desk.accept(Some(&entry), &draft, Purpose::Propose).await?;
        supersede(db, entry.seq).await?;
        desk.save_proposal(&entry, &accepted, maker).await?;
        let (clock, object) = (&self.inner.clock, (kind.word(), id));
        journal::note(db, clock, &self.viewer, &format!("{}Propose", kind.word()), object, None).await?;
        Ok(names.into_iter().cloned().collect())
    }
}
