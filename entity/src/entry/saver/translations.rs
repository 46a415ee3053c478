//! Texts that translate each other: at most one in each language is public.

use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};

use crate::entry::saver::Saver;
use crate::error::Result;
use crate::model::entry::row;
use crate::value::id::Id;
use crate::value::language::LanguageTag;
use crate::value::problem::parameter::{Quoted, Thing};
use crate::value::problem::{Case, Problem};
use crate::value::status::Status;

/// The most texts that translate each other.
const MAX_TRANSLATIONS: u64 = 50;

impl Saver<'_> {
    /// Refuses a second text in one language among those that translate each other.
    pub(super) async fn check_translation(&self, saved: &row::ActiveModel, id: Id) -> Result<()> {
        let (Some(group), Some(language)) = (saved.translation_group.try_as_ref(), saved.language.try_as_ref()) else {
            return Ok(());
        };
        if saved.status.try_as_ref() != Some(&Status::Published) {
            return Ok(());
        }
        let is_new = || self.batch.and_then(|it| it.lock().ok()?.new_id) == Some(id);
        if group.is_none() && is_new() {
            return Ok(());
        }
        let others = self.translations(group.unwrap_or(id), id).await?;
        if others.len() as u64 >= MAX_TRANSLATIONS {
            return Err(Problem::new("translationGroup", Case::TranslationsFull(MAX_TRANSLATIONS)).into());
        }
        let Some((twin, _)) = others.iter().find(|(_, spoken)| spoken == language) else { return Ok(()) };
        let twin = row::Entity::find().filter(row::Column::Id.eq(*twin)).one(self.db).await?;
        // what is only planned is told by name to nobody who may not see it
        let twin = twin.filter(|it| it.is_seen(self.clock.now()));
        let twin = twin.map(|it| (Thing::Entry(it.kind), Quoted::of(it.slug.as_str())));
        let language = Quoted::of(language.as_str());
        Err(Problem::new("translationGroup", Case::LanguageTaken { language, twin }).into())
    }

    /// The published texts of a group of translations but for one, with their languages. An entry without a group founds one
    /// under its own id, so each half of the question is a look-up by key: joined by OR they read the whole archive.
    async fn translations(&self, group: Id, but: Id) -> Result<Vec<(Id, LanguageTag)>> {
        let published = |which: Condition| {
            row::Entity::find()
                .select_only()
                .columns([row::Column::Id, row::Column::Language, row::Column::Status])
                .filter(which)
                .limit(MAX_TRANSLATIONS + 1)
                .into_tuple::<(Id, LanguageTag, Status)>()
                .all(self.db)
        };
        let mut texts = published(Condition::all().add(row::Column::TranslationGroup.eq(group))).await?;
        if group != but {
            let founder = Condition::all().add(row::Column::Id.eq(group)).add(row::Column::TranslationGroup.is_null());
            texts.extend(published(founder).await?);
        }
        texts.retain(|(id, _, status)| *id != but && *status == Status::Published);
        Ok(texts.into_iter().map(|(id, language, _)| (id, language)).collect())
    }
}
