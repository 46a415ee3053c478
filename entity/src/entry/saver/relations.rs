//! The relations of an entry: credits, themes, territories, place, references, what it is about, what it was made from.

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use crate::entry::draft::{Credit, Shared};
use crate::entry::saver::rows::Rows;
use crate::entry::saver::{Saver, number_of, numbered, unknown};
use crate::error::Result;
use crate::model::entry::Role;
use crate::model::entry_tables;
use crate::search;
use crate::value::problem::{Case, Problem};

impl Saver<'_> {
    /// Takes all relations away, before the next statement whose answer is read.
    pub(crate) fn clear_relations(&self, seq: i64) {
        use entry_tables::{adaptation, credit, location, reference, relation, territory, theme};
        let backend = self.db.get_database_backend();
        search::place::remove(self.db, seq);
        for statement in [
            credit::Entity::delete_many().filter(credit::Column::EntrySeq.eq(seq)).build(backend),
            theme::Entity::delete_many().filter(theme::Column::EntrySeq.eq(seq)).build(backend),
            territory::Entity::delete_many().filter(territory::Column::EntrySeq.eq(seq)).build(backend),
            location::Entity::delete_many().filter(location::Column::EntrySeq.eq(seq)).build(backend),
            reference::Entity::delete_many().filter(reference::Column::EntrySeq.eq(seq)).build(backend),
            relation::Entity::delete_many().filter(relation::Column::EntrySeq.eq(seq)).build(backend),
            adaptation::Entity::delete_many().filter(adaptation::Column::EntrySeq.eq(seq)).build(backend),
        ] {
            self.db.later(statement);
        }
    }

    pub(crate) async fn add_relations(&self, seq: i64, shared: &Shared, rows: &mut Rows) -> Result<()> {
        rows.credits = self.credit_rows(seq, shared)?;
        for (position, id) in numbered(&shared.themes) {
            let theme = self.reference.themes.by_id(*id).ok_or_else(|| unknown("themes"))?;
            rows.themes.push(entry_tables::theme::ActiveModel {
                entry_seq: Set(seq),
                theme_seq: Set(theme.seq),
                position: Set(position),
            });
        }
        for (position, it) in numbered(&shared.territories) {
            let place = self.reference.territory(it).ok_or_else(|| unknown("territories"))?;
            rows.territories.push(entry_tables::territory::ActiveModel {
                entry_seq: Set(seq),
                territory_seq: Set(place.seq),
                position: Set(position),
            });
        }
        if let Some(it) = &shared.location {
            let commune = it.commune.as_ref().and_then(|it| self.reference.territory(it));
            rows.locations.push(entry_tables::location::ActiveModel {
                entry_seq: Set(seq),
                position: Set(0),
                commune_seq: Set(commune.map(|it| it.seq)),
                latitude: Set(it.latitude),
                longitude: Set(it.longitude),
            });
        }
        let references = numbered(&shared.references).map(|(position, it)| entry_tables::reference::ActiveModel {
            entry_seq: Set(seq),
            position: Set(position),
            url: Set(it.url.clone()),
            title: Set(it.title.clone()),
        });
        rows.references.extend(references);
        for (position, id) in numbered(&shared.initiatives) {
            // what was named once and is gone by now is nobody's fault
            let Some(target) = number_of(self.db, *id).await? else { continue };
            if target == seq {
                let path = format!("initiatives.{position}");
                return Err(Problem::new(&path, Case::Itself).into());
            }
            rows.relations.push(entry_tables::relation::ActiveModel {
                entry_seq: Set(seq),
                target_seq: Set(target),
                nature: Set("ABOUT".to_owned()),
                position: Set(position),
            });
        }
        self.add_adaptations(seq, shared, rows).await
    }

    fn credit_rows(&self, seq: i64, shared: &Shared) -> Result<Vec<entry_tables::credit::ActiveModel>> {
        let mut rows = Vec::new();
        for (role, name, credits) in [
            (Role::Author, "authors", &shared.authors),
            (Role::Holder, "holders", &shared.holders),
            (Role::Organiser, "organisers", &shared.organisers),
            (Role::Translator, "translators", &shared.translators),
        ] {
            for (position, credit) in numbered(credits) {
                let (member_seq, plain, url) = match credit {
                    Credit::Member { member } => {
                        let member = self.reference.members.by_id(*member).ok_or_else(|| unknown(name))?;
                        (Some(member.seq), None, None)
                    }
                    Credit::Name { name, url } => (None, Some(name.clone()), url.clone()),
                };
                rows.push(entry_tables::credit::ActiveModel {
                    entry_seq: Set(seq),
                    role: Set(role),
                    position: Set(position),
                    member_seq: Set(member_seq),
                    name: Set(plain),
                    url: Set(url),
                });
            }
        }
        Ok(rows)
    }

    async fn add_adaptations(&self, seq: i64, shared: &Shared, rows: &mut Rows) -> Result<()> {
        for (position, it) in numbered(&shared.adapted_from) {
            let origin = match it.entry {
                Some(id) => Some(number_of(self.db, id).await?.ok_or_else(|| unknown("adaptedFrom"))?),
                None => None,
            };
            if let Some(origin) = origin
                && self.descends(origin, seq).await?
            {
                let path = format!("adaptedFrom.{position}");
                return Err(Problem::new(&path, Case::AdaptedFromThis).into());
            }
            rows.adaptations.push(entry_tables::adaptation::ActiveModel {
                entry_seq: Set(seq),
                position: Set(position),
                origin_seq: Set(origin),
                url: Set(it.url.clone()),
                title: Set(it.title.clone()),
                authors: Set(it.authors.clone()),
                licence_seq: Set(it
                    .licence
                    .as_ref()
                    .and_then(|key| self.reference.licences.by_key(&key.0))
                    .map(|it| it.seq)),
                nature: Set(it.nature.word().to_owned()),
                note: Set(it.note.clone()),
            });
        }
        Ok(())
    }

    /// Whether `entry` is `ancestor`, or was adapted from it in any number of steps.
    async fn descends(&self, entry: i64, ancestor: i64) -> Result<bool> {
        use entry_tables::adaptation::{Column, Entity};
        let (mut level, mut seen) = (vec![entry], Vec::new());
        while !level.is_empty() {
            if level.contains(&ancestor) {
                return Ok(true);
            }
            seen.extend(level.iter().copied());
            let origins: Vec<Option<i64>> = Entity::find()
                .select_only()
                .column(Column::OriginSeq)
                .filter(Column::EntrySeq.is_in(level))
                .into_tuple()
                .all(self.db)
                .await?;
            level = origins.into_iter().flatten().filter(|it| !seen.contains(it)).collect();
        }
        Ok(false)
    }
}
