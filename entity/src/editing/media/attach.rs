//! What somebody may show in what they write: what they see.

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::entry::draft::Draft;
use crate::error::Result;
use crate::model::media::row;
use crate::policy::media::media_readable;
use crate::value::clock::Instant;
use crate::value::id::Id;
use crate::value::problem::parameter::{Quoted, Thing};
use crate::value::problem::{Case, Problem};
use crate::viewer::{View, Viewer};
use crate::writer::Writer;

impl Writer {
    /// Pictures and documents that a draft newly names and that the viewer may not see, as if they were not here.
    pub(crate) async fn unseen_media(
        &self,
        db: &impl ConnectionTrait,
        draft: &Draft,
        before: Option<&Draft>,
    ) -> Result<Vec<Problem>> {
        unseen(db, (&self.viewer, self.inner.clock.now()), draft, before).await
    }
}

/// Pictures and documents that a draft newly names and that a viewer may not see at a moment, as if they were not here.
pub(crate) async fn unseen(
    db: &impl ConnectionTrait,
    (viewer, now): (&Viewer, Instant),
    draft: &Draft,
    before: Option<&Draft>,
) -> Result<Vec<Problem>> {
    let named = draft.named_media();
    let known = before.map(|it| it.named_media().ids()).unwrap_or_default();
    let fresh: BTreeSet<Id> = named.ids().difference(&known).copied().collect();
    if fresh.is_empty() {
        return Ok(Vec::new());
    }
    let seen = media_readable(&viewer.clone().seeing(View::Latest), now);
    let found = row::Entity::find().select_only().column(row::Column::Id);
    let found = found.filter(row::Column::Id.is_in(fresh.iter().copied())).filter(seen);
    let found: Vec<Id> = found.into_tuple().all(db).await?;
    let unseen = |id: &Id| fresh.contains(id) && !found.contains(id);
    let problem = |path: &str, id: &Id| {
        Problem::new(path, Case::Unknown { thing: Thing::Media, name: Quoted::of(&id.to_string()) })
    };
    let attached = named.attached.iter().enumerate().filter(|(_, it)| unseen(&it.id));
    let mut problems: Vec<Problem> = attached.map(|(at, it)| problem(&format!("media.{at}.id"), &it.id)).collect();
    for (path, mention) in &named.mentioned {
        problems.extend(mention.id.as_ref().ok().filter(|it| unseen(it)).map(|it| problem(path, it)));
    }
    Ok(problems)
}
