//! Turns a checked draft into rows: the entry, what its kind has, its relations, its revision, the public log.

use std::str::FromStr;

use chrono_tz::Tz;
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect};

use crate::check::span;
use crate::clock::{Clock, Instant};
use crate::content::{Credit, Draft, FORMAT, Own, Shared};
use crate::entry::{Kind, Role, Status, parts, row};
use crate::error::{Error, Problem, ProblemCode, Result};
use crate::history;
use crate::journal::{self, Action};
use crate::id::Id;
use crate::reference::Reference;
use crate::slug::Slug;
use crate::viewer::Viewer;
use crate::{article, event, initiative, page, recipe, text};

/// With what a draft is saved.
pub(crate) struct Desk<'a, C> {
    pub(crate) db: &'a C,
    pub(crate) clock: &'a Clock,
    pub(crate) viewer: &'a Viewer,
    pub(crate) reference: &'a Reference,
}

impl<C: ConnectionTrait> Desk<'_, C> {
    /// Makes a row of a checked draft, under a slug near the wished one.
    pub(crate) async fn create(&self, kind: Kind, id: Id, draft: &Draft, wished: &Slug) -> Result<row::Model> {
        let slug = self.free_slug(kind, wished, id).await?;
        let now = self.clock.now();
        let model = row::ActiveModel {
            seq: NotSet,
            id: Set(id),
            kind: Set(kind),
            slug: Set(slug),
            version: Set(1),
            created_by_seq: Set(None),
            created_at: Set(now),
            ..self.columns(draft, now, now)?
        };
        let saved = model.insert(self.db).await?;
        self.finish(&saved, None, draft).await?;
        Ok(saved)
    }

    /// Replaces what a row says by a checked draft; one more revision.
    pub(crate) async fn update(&self, before: &row::Model, draft: &Draft) -> Result<row::Model> {
        let now = self.clock.now();
        let slug = match &draft.state.slug {
            Some(slug) if *slug != before.slug => {
                let slug = self.free_slug(before.kind, slug, before.id).await?;
                journal::remember_slug(self.db, before.kind.word(), &before.slug, before.id, now).await?;
                slug
            }
            Some(_) | None => before.slug.clone(),
        };
        let mut model = before.clone().into_active_model();
        let fresh = self.columns(draft, now, before.created_at)?;
        for column in [
            row::Column::Status, row::Column::Title, row::Column::TitleSort, row::Column::Summary, row::Column::Language,
            row::Column::TranslationGroup, row::Column::LicenceSeq, row::Column::HomeTerritorySeq, row::Column::UpdatedAt,
            row::Column::PublishedAt, row::Column::UnpublishAt, row::Column::ListedAt, row::Column::Body,
        ] {
            if let Some(value) = fresh.get(column).into_value() {
                model.set(column, value);
            }
        }
        model.slug = Set(slug);
        model.version = Set(before.version + 1);
        let saved = model.update(self.db).await?;
        self.clear_relations(saved.seq).await?;
        self.finish(&saved, Some(before), draft).await?;
        Ok(saved)
    }

    /// The columns that a draft decides.
    fn columns(&self, draft: &Draft, now: Instant, created_at: Instant) -> Result<row::ActiveModel> {
        let (state, shared, settings) = (&draft.state, &draft.shared, &self.reference.settings);
        let status = state.status.unwrap_or(Status::Draft);
        let published_at = match status {
            Status::Published => Some(state.published_at.unwrap_or(now)),
            Status::Draft | Status::Submitted | Status::Withdrawn | Status::Refused => state.published_at,
        };
        let licence = match &shared.licence {
            Some(key) => self.reference.licences.by_key(&key.0).ok_or_else(|| unknown("licence"))?.seq,
            None => settings.default_licence.seq,
        };
        let home = shared.territories.first().and_then(|it| self.reference.territory(it));
        Ok(row::ActiveModel {
            status: Set(status),
            title: Set(shared.title.clone()),
            title_sort: Set(text::sort_key(&shared.title)),
            summary: Set(shared.summary.clone()),
            language: Set(shared.language.clone().unwrap_or_else(|| settings.language().clone())),
            translation_group: Set(shared.translation_group),
            licence_seq: Set(licence),
            home_territory_seq: Set(home.map(|it| it.seq)),
            updated_at: Set(now),
            published_at: Set(published_at),
            unpublish_at: Set(state.unpublish_at),
            listed_at: Set(published_at.unwrap_or(created_at)),
            body: Set(shared.body.clone()),
            ..Default::default()
        })
    }

    /// Everything beside the entry's own row.
    async fn finish(&self, saved: &row::Model, before: Option<&row::Model>, draft: &Draft) -> Result<()> {
        self.save_relations(saved.seq, &draft.shared).await?;
        self.save_own(saved, before.is_some(), &draft.own).await?;
        let folded = text::fold(&format!("{}\n{}\n{}", saved.title, saved.summary.as_deref().unwrap_or_default(), saved.body));
        parts::search::Entity::delete_by_id(saved.seq).exec(self.db).await?;
        let row = parts::search::ActiveModel { entry_seq: Set(saved.seq), folded: Set(folded) };
        parts::search::Entity::insert(row).exec_without_returning(self.db).await?;
        self.save_revision(saved, draft).await?;
        self.save_changes(saved, before).await
    }

    async fn save_revision(&self, saved: &row::Model, draft: &Draft) -> Result<()> {
        let fields = as_saved(saved, draft);
        let row = history::revision::ActiveModel {
            seq: NotSet,
            id: Set(self.clock.new_id()),
            entry_seq: Set(saved.seq),
            version: Set(saved.version),
            state: Set("ACCEPTED".to_owned()),
            format: Set(FORMAT),
            author_seq: Set(None),
            credential: Set(self.viewer.credential()),
            created_at: Set(self.clock.now()),
            snapshot: Set(serde_json::to_string(&fields.fields()?)?),
        };
        history::revision::Entity::insert(row).exec_without_returning(self.db).await?;
        Ok(())
    }

    /// What the public log must say: a schedule writes its future rows at once.
    async fn save_changes(&self, saved: &row::Model, before: Option<&row::Model>) -> Result<()> {
        let (now, word) = (self.clock.now(), saved.kind.word());
        let was_public = before.is_some_and(|it| it.status == Status::Published);
        match (saved.status, saved.published_at) {
            (Status::Published, Some(from)) => {
                journal::log(self.db, word, saved.id, Action::Upsert, from.max(now)).await?;
                if let Some(until) = saved.unpublish_at {
                    journal::log(self.db, word, saved.id, Action::Remove, until.max(now)).await?;
                }
                Ok(())
            }
            _ if was_public => journal::log(self.db, word, saved.id, Action::Remove, now).await,
            _ => Ok(()),
        }
    }

    async fn clear_relations(&self, seq: i64) -> Result<()> {
        parts::credit::Entity::delete_many().filter(parts::credit::Column::EntrySeq.eq(seq)).exec(self.db).await?;
        parts::theme::Entity::delete_many().filter(parts::theme::Column::EntrySeq.eq(seq)).exec(self.db).await?;
        parts::territory::Entity::delete_many().filter(parts::territory::Column::EntrySeq.eq(seq)).exec(self.db).await?;
        parts::location::Entity::delete_many().filter(parts::location::Column::EntrySeq.eq(seq)).exec(self.db).await?;
        parts::reference::Entity::delete_many().filter(parts::reference::Column::EntrySeq.eq(seq)).exec(self.db).await?;
        parts::relation::Entity::delete_many().filter(parts::relation::Column::EntrySeq.eq(seq)).exec(self.db).await?;
        parts::adaptation::Entity::delete_many().filter(parts::adaptation::Column::EntrySeq.eq(seq)).exec(self.db).await?;
        Ok(())
    }

    async fn save_relations(&self, seq: i64, shared: &Shared) -> Result<()> {
        let credits = self.credit_rows(seq, shared)?;
        if !credits.is_empty() {
            parts::credit::Entity::insert_many(credits).exec_without_returning(self.db).await?;
        }
        let mut themes = Vec::new();
        for (position, id) in numbered(&shared.themes) {
            let theme = self.reference.themes.by_id(*id).ok_or_else(|| unknown("themes"))?;
            themes.push(parts::theme::ActiveModel { entry_seq: Set(seq), theme_seq: Set(theme.seq), position: Set(position) });
        }
        if !themes.is_empty() {
            parts::theme::Entity::insert_many(themes).exec_without_returning(self.db).await?;
        }
        let mut places = Vec::new();
        for (position, it) in numbered(&shared.territories) {
            let place = self.reference.territory(it).ok_or_else(|| unknown("territories"))?;
            places.push(parts::territory::ActiveModel { entry_seq: Set(seq), territory_seq: Set(place.seq), position: Set(position) });
        }
        if !places.is_empty() {
            parts::territory::Entity::insert_many(places).exec_without_returning(self.db).await?;
        }
        if let Some(it) = &shared.location {
            let commune = it.commune.as_ref().and_then(|it| self.reference.territory(it));
            let row = parts::location::ActiveModel {
                entry_seq: Set(seq),
                position: Set(0),
                commune_seq: Set(commune.map(|it| it.seq)),
                latitude: Set(it.latitude),
                longitude: Set(it.longitude),
            };
            parts::location::Entity::insert(row).exec_without_returning(self.db).await?;
        }
        let references = numbered(&shared.references).map(|(position, it)| parts::reference::ActiveModel {
            entry_seq: Set(seq),
            position: Set(position),
            url: Set(it.url.clone()),
            title: Set(it.title.clone()),
        });
        let references: Vec<_> = references.collect();
        if !references.is_empty() {
            parts::reference::Entity::insert_many(references).exec_without_returning(self.db).await?;
        }
        for (position, id) in numbered(&shared.initiatives) {
            let target = self.number_of(*id).await?.ok_or_else(|| unknown("initiatives"))?;
            let row = parts::relation::ActiveModel {
                entry_seq: Set(seq),
                target_seq: Set(target),
                nature: Set("ABOUT".to_owned()),
                position: Set(position),
            };
            parts::relation::Entity::insert(row).exec_without_returning(self.db).await?;
        }
        self.save_adaptations(seq, shared).await
    }

    fn credit_rows(&self, seq: i64, shared: &Shared) -> Result<Vec<parts::credit::ActiveModel>> {
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
                rows.push(parts::credit::ActiveModel {
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

    async fn save_adaptations(&self, seq: i64, shared: &Shared) -> Result<()> {
        for (position, it) in numbered(&shared.adapted_from) {
            let origin = match it.entry {
                Some(id) => Some(self.number_of(id).await?.ok_or_else(|| unknown("adaptedFrom"))?),
                None => None,
            };
            if let Some(origin) = origin
                && self.descends(origin, seq).await?
            {
                let path = format!("adaptedFrom.{position}");
                return Err(Problem::new(ProblemCode::Inconsistent, &path, "was itself adapted from this entry").into());
            }
            let row = parts::adaptation::ActiveModel {
                entry_seq: Set(seq),
                position: Set(position),
                origin_seq: Set(origin),
                url: Set(it.url.clone()),
                title: Set(it.title.clone()),
                authors: Set(it.authors.clone()),
                licence_seq: Set(it.licence.as_ref().and_then(|key| self.reference.licences.by_key(&key.0)).map(|it| it.seq)),
                nature: Set(it.nature.word().to_owned()),
                note: Set(it.note.clone()),
            };
            parts::adaptation::Entity::insert(row).exec_without_returning(self.db).await?;
        }
        Ok(())
    }

    /// Whether `entry` is `ancestor`, or was adapted from it in any number of steps.
    async fn descends(&self, entry: i64, ancestor: i64) -> Result<bool> {
        use parts::adaptation::{Column, Entity};
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

    async fn save_own(&self, saved: &row::Model, existing: bool, own: &Own) -> Result<()> {
        let seq = saved.seq;
        match own {
            Own::Initiative(own) => {
                let row = initiative::row::ActiveModel {
                    entry_seq: Set(seq),
                    maturity: Set(own.maturity),
                    start_year: Set(own.start_year.map(i64::from)),
                    website: Set(own.website.clone()),
                    need: Set(own.need.clone()),
                    response: Set(own.response.clone()),
                    story: Set(own.story.clone()),
                    social_value: Set(own.social_value.clone()),
                    call_for_help: Set(own.call_for_help.clone()),
                };
                put(self.db, row, existing).await
            }
            Own::Recipe(own) => {
                let row = recipe::row::ActiveModel {
                    entry_seq: Set(seq),
                    what_for: Set(own.what_for.clone()),
                    audience: Set(own.audience.clone()),
                    participants_min: Set(own.participants.and_then(|it| it.min).map(i64::from)),
                    participants_max: Set(own.participants.and_then(|it| it.max).map(i64::from)),
                    preparation: Set(own.preparation.clone()),
                    duration: Set(own.duration.clone()),
                    cost: Set(own.cost.clone()),
                    materials: Set(serde_json::to_string(&own.materials)?),
                    steps: Set(serde_json::to_string(&own.steps)?),
                    variants: Set(own.variants.clone()),
                    learnings: Set(own.learnings.clone()),
                    changelog: Set(own.changelog.clone()),
                };
                put(self.db, row, existing).await
            }
            Own::Article(own) => self.save_article(seq, existing, own).await,
            Own::Event(own) => self.save_event(seq, existing, own).await,
            Own::Page(own) => {
                let parent = match own.parent {
                    Some(id) => Some(self.number_of(id).await?.ok_or_else(|| unknown("parent"))?),
                    None => None,
                };
                let row = page::row::ActiveModel {
                    entry_seq: Set(seq),
                    parent_seq: Set(parent),
                    position: Set(i64::from(own.position)),
                    in_menu: Set(own.in_menu),
                    menu_label: Set(own.menu_label.clone()),
                };
                put(self.db, row, existing).await
            }
        }
    }

    async fn save_article(&self, seq: i64, existing: bool, own: &crate::content::Article) -> Result<()> {
        use article::row::{ActiveModel, Column, Entity};
        let key = own.original_url.as_ref().map(crate::web::WebAddress::page_key);
        if let Some(key) = &key {
            let other = Entity::find().filter(Column::OriginalUrlKey.eq(key)).filter(Column::EntrySeq.ne(seq)).one(self.db).await?;
            if other.is_some() {
                return Err(Problem::new(ProblemCode::Taken, "originalUrl", "an article about this page is already here").into());
            }
        }
        let source = match own.source {
            Some(id) => Some(self.reference.sources.by_id(id).ok_or_else(|| unknown("source"))?.seq),
            None => None,
        };
        let licence = own.original_licence.as_ref().and_then(|key| self.reference.licences.by_key(&key.0));
        let row = ActiveModel {
            entry_seq: Set(seq),
            kind: Set(own.article_kind.unwrap_or(article::Origin::Original)),
            source_seq: Set(source),
            original_url: Set(own.original_url.clone()),
            original_url_key: Set(key),
            original_licence_seq: Set(licence.map(|it| it.seq)),
            original_authors: Set(serde_json::to_string(&own.original_authors)?),
            original_published_at: Set(own.original_published_at),
            original_updated_at: Set(own.original_updated_at),
            postscript: Set(own.postscript.clone()),
        };
        put(self.db, row, existing).await
    }

    async fn save_event(&self, seq: i64, existing: bool, own: &crate::content::Event) -> Result<()> {
        use event::timing::{ActiveModel, Column, Entity};
        let name = own.time_zone.clone().unwrap_or_else(|| self.reference.settings.time_zone.clone());
        let zone = Tz::from_str(&name).map_err(|_| unknown("timeZone"))?;
        let wrong = |it: String| Error::from(Problem::new(ProblemCode::Inconsistent, "timings", it));
        let spans = own.timings.iter().map(|it| span(it, zone)).collect::<std::result::Result<Vec<_>, _>>().map_err(wrong)?;
        let first = spans.iter().map(|it| it.0).min().ok_or_else(|| wrong("an event takes place at least once".to_owned()))?;
        let last = spans.iter().map(|it| it.1).max().unwrap_or(first);
        let row = event::row::ActiveModel {
            entry_seq: Set(seq),
            time_zone: Set(name),
            attendance: Set(own.attendance.unwrap_or(event::Attendance::InPerson)),
            status: Set(own.event_status.unwrap_or(event::EventStatus::Scheduled)),
            place: Set(own.place.clone()),
            address: Set(own.address.clone()),
            links: Set(serde_json::to_string(&own.links)?),
            capacity: Set(own.capacity.map(i64::from)),
            first_starts_at: Set(first),
            last_ends_at: Set(last),
        };
        put(self.db, row, existing).await?;
        // a timing keeps its id as long as it keeps its place among its sisters
        let held = Entity::find().filter(Column::EntrySeq.eq(seq)).all(self.db).await?;
        Entity::delete_many().filter(Column::EntrySeq.eq(seq)).exec(self.db).await?;
        let rows: Vec<ActiveModel> = numbered(&own.timings)
            .zip(spans)
            .map(|((position, timing), (starts_at, ends_at))| ActiveModel {
                seq: NotSet,
                id: Set(held.iter().find(|it| it.position == position).map_or_else(|| self.clock.new_id(), |it| it.id)),
                entry_seq: Set(seq),
                position: Set(position),
                status: Set(timing.status.unwrap_or(event::EventStatus::Scheduled)),
                all_day: Set(timing.all_day),
                start_date: Set(timing.start_date.map(|it| it.to_string())),
                end_date: Set(timing.end_date.map(|it| it.to_string())),
                starts_at: Set(starts_at),
                ends_at: Set(ends_at),
            })
            .collect();
        Entity::insert_many(rows).exec_without_returning(self.db).await?;
        Ok(())
    }

    /// The row number of an entry.
    async fn number_of(&self, id: Id) -> Result<Option<i64>> {
        let found = row::Entity::find().select_only().column(row::Column::Seq).filter(row::Column::Id.eq(id));
        Ok(found.into_tuple().one(self.db).await?)
    }

    /// The wished slug, or the first of its numbered sisters that no other entry of the kind has or had.
    async fn free_slug(&self, kind: Kind, wished: &Slug, id: Id) -> Result<Slug> {
        use history::slugs;
        for number in 1..1000 {
            let slug = if number == 1 { wished.clone() } else { wished.numbered(number) };
            let taken = row::Entity::find()
                .filter(row::Column::Kind.eq(kind))
                .filter(row::Column::Slug.eq(slug.clone()))
                .filter(row::Column::Id.ne(id))
                .one(self.db)
                .await?;
            let once = slugs::Entity::find_by_id((kind.word().to_owned(), slug.to_string())).one(self.db).await?;
            if taken.is_none() && once.is_none_or(|it| it.object_id == id) {
                return Ok(slug);
            }
        }
        Err(Problem::new(ProblemCode::Taken, "slug", format!("\"{wished}\" and a thousand like it are taken")).into())
    }
}

/// The draft with what saving it decided: its slug, its status, its date.
pub(crate) fn as_saved(saved: &row::Model, draft: &Draft) -> Draft {
    let mut draft = draft.clone();
    draft.state.slug = Some(saved.slug.clone());
    draft.state.status = Some(saved.status);
    draft.state.published_at = saved.published_at;
    draft
}

fn numbered<T>(items: &[T]) -> impl Iterator<Item = (i64, &T)> {
    (0..).zip(items)
}

fn unknown(path: &str) -> Error {
    Problem::new(ProblemCode::Unknown, path, "names something that is not here").into()
}

/// Inserts a satellite row, or replaces it.
async fn put<A, C>(db: &C, row: A, existing: bool) -> Result<()>
where
    C: ConnectionTrait,
    A: ActiveModelTrait + sea_orm::ActiveModelBehavior + Send,
    <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
{
    if existing {
        row.update(db).await?;
    } else {
        A::Entity::insert(row).exec_without_returning(db).await?;
    }
    Ok(())
}
