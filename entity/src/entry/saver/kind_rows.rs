//! What only one kind of entry has, as rows of its satellite table.

use std::str::FromStr;

use chrono_tz::Tz;
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect};

use crate::entry::draft::{self, Own};
use crate::entry::saver::rows::Rows;
use crate::entry::saver::{Saver, numbered, unknown};
use crate::entry::span::span;
use crate::error::{Error, Result};
use crate::model::entry::row;
use crate::model::initiative::Initiative;
use crate::model::recipe::Recipe;
use crate::model::{article, event, initiative, page, recipe};
use crate::policy;
use crate::value::id::Id;
use crate::value::kind::Kind;
use crate::value::problem::parameter::Thing;
use crate::value::problem::{Case, Problem};
use crate::value::status::Status;

/// How many articles about one page are looked at.
const MAX_ABOUT: u64 = 250;

impl Saver<'_> {
    pub(crate) async fn save_own(&self, saved: &row::Model, existing: bool, own: &Own, rows: &mut Rows) -> Result<()> {
        let seq = saved.seq;
        match own {
            Own::Initiative(own) => {
                let Initiative {
                    maturity,
                    start_year,
                    website,
                    contact_url,
                    need,
                    response,
                    story,
                    social_value,
                    call_for_help,
                } = own.clone();
                let row = initiative::row::ActiveModel {
                    entry_seq: Set(seq),
                    maturity: Set(maturity),
                    start_year: Set(start_year.map(i64::from)),
                    website: Set(website),
                    contact_url: Set(contact_url),
                    need: Set(need),
                    response: Set(response),
                    story: Set(story),
                    social_value: Set(social_value),
                    call_for_help: Set(call_for_help),
                };
                put(self.db, row, existing, &mut rows.initiatives).await
            }
            Own::Recipe(own) => {
                let Recipe {
                    purpose,
                    audience,
                    participants,
                    preparation,
                    duration,
                    cost,
                    materials,
                    steps,
                    variants,
                    lessons_learned,
                    changelog,
                } = own.clone();
                let row = recipe::row::ActiveModel {
                    entry_seq: Set(seq),
                    what_for: Set(purpose),
                    audience: Set(audience),
                    participants_min: Set(participants.and_then(|it| it.min).map(i64::from)),
                    participants_max: Set(participants.and_then(|it| it.max).map(i64::from)),
                    preparation: Set(preparation),
                    duration: Set(duration),
                    cost: Set(cost),
                    materials: Set(serde_json::to_string(&materials)?),
                    steps: Set(serde_json::to_string(&steps)?),
                    variants: Set(variants),
                    learnings: Set(lessons_learned),
                    changelog: Set(changelog),
                };
                put(self.db, row, existing, &mut rows.recipes).await
            }
            Own::Article(own) => self.save_article(saved, existing, own, rows).await,
            Own::Event(own) => self.save_event(seq, existing, own, rows).await,
            Own::Page(own) => {
                let draft::Page { parent, position, is_in_menu, menu_label } = own.clone();
                let parent = match parent {
                    Some(id) => Some(self.page(id).await?.ok_or_else(|| unknown("parent"))?),
                    None => None,
                };
                self.check_not_below(seq, parent).await?;
                let row = page::row::ActiveModel {
                    entry_seq: Set(seq),
                    parent_seq: Set(parent),
                    position: Set(i64::from(position)),
                    in_menu: Set(is_in_menu),
                    menu_label: Set(menu_label),
                };
                put(self.db, row, existing, &mut rows.pages).await
            }
        }
    }

    /// The row number of a page.
    async fn page(&self, id: Id) -> Result<Option<i64>> {
        let found = row::Entity::find().filter(row::Column::Id.eq(id)).filter(row::Column::Kind.eq(Kind::Page));
        Ok(found.one(self.db).await?.map(|it| it.seq))
    }

    /// Refuses a page above itself.
    async fn check_not_below(&self, page: i64, parent: Option<i64>) -> Result<()> {
        let (mut above, mut seen) = (parent, Vec::new());
        while let Some(at) = above.filter(|it| !seen.contains(it)) {
            if at == page {
                return Err(Problem::new("parent", Case::UnderItself(Thing::Entry(Kind::Page))).into());
            }
            seen.push(at);
            above = page::row::Entity::find_by_id(at).one(self.db).await?.and_then(|it| it.parent_seq);
        }
        Ok(())
    }

    async fn save_article(
        &self,
        saved: &row::Model,
        existing: bool,
        own: &draft::Article,
        rows: &mut Rows,
    ) -> Result<()> {
        let draft::Article {
            article_kind,
            source,
            original_url,
            original_licence,
            original_authors,
            original_published_at,
            original_updated_at,
            postscript,
        } = own.clone();
        let key = original_url.as_ref().map(crate::value::url::WebAddress::page_key);
        if let Some(key) = &key {
            self.check_original(saved, key).await?;
        }
        let source = match source {
            Some(id) => Some(self.reference.sources.by_id(id).ok_or_else(|| unknown("source"))?.seq),
            None => None,
        };
        let licence = original_licence.as_ref().and_then(|key| self.reference.licences.by_key(&key.0));
        let row = article::row::ActiveModel {
            entry_seq: Set(saved.seq),
            kind: Set(article_kind.unwrap_or(article::Origin::Original)),
            source_seq: Set(source),
            original_url: Set(original_url),
            // what is not public stands in no other's way
            public_url_key: Set(key.clone().filter(|_| saved.status == Status::Published)),
            original_url_key: Set(key),
            original_licence_seq: Set(licence.map(|it| it.seq)),
            original_authors: Set(serde_json::to_string(&original_authors)?),
            original_published_at: Set(original_published_at),
            original_updated_at: Set(original_updated_at),
            postscript: Set(postscript),
        };
        put(self.db, row, existing, &mut rows.articles).await
    }

    /// Refuses a second article about a page: of what is published, any other that is; of what is not, one that is public or the
    /// viewer's own. What somebody else has begun is told by no refusal.
    async fn check_original(&self, saved: &row::Model, key: &str) -> Result<()> {
        use article::row::{Column, Entity};
        let others = Entity::find().filter(Column::EntrySeq.ne(saved.seq));
        let found = if saved.status == Status::Published {
            others.filter(Column::PublicUrlKey.eq(key)).one(self.db).await?.is_some()
        } else {
            // an address that it has had is nothing new
            let held = Entity::find_by_id(saved.seq).one(self.db).await?;
            if held.and_then(|it| it.original_url_key).as_deref() == Some(key) {
                return Ok(());
            }
            // in two steps, each by key: a planner without statistics may else begin with all entries
            let about = others.select_only().column(Column::EntrySeq).filter(Column::OriginalUrlKey.eq(key));
            let about: Vec<i64> = about.limit(MAX_ABOUT).into_tuple().all(self.db).await?;
            if about.is_empty() {
                return Ok(());
            }
            let seen = policy::public_or_own(self.viewer, self.clock.now());
            let known = row::Entity::find().filter(row::Column::Seq.is_in(about)).filter(seen);
            known.one(self.db).await?.is_some()
        };
        if found {
            return Err(Problem::new("originalUrl", Case::ArticleHere).into());
        }
        Ok(())
    }

    async fn save_event(&self, seq: i64, existing: bool, own: &draft::Event, rows: &mut Rows) -> Result<()> {
        use event::timing::{ActiveModel, Column, Entity};
        let draft::Event { timings, time_zone, attendance, event_status, place, address, links, capacity } =
            own.clone();
        let name = time_zone.unwrap_or_else(|| self.reference.settings.time_zone.clone());
        let zone = Tz::from_str(&name).map_err(|_| unknown("timeZone"))?;
        let wrong = |it: Case| Error::from(Problem::new("timings", it));
        let spans =
            timings.iter().map(|it| span(it, zone)).collect::<std::result::Result<Vec<_>, _>>().map_err(wrong)?;
        let first = spans.iter().map(|it| it.0).min().ok_or_else(|| wrong(Case::MissingTimings))?;
        let last = spans.iter().map(|it| it.1).max().unwrap_or(first);
        let row = event::row::ActiveModel {
            entry_seq: Set(seq),
            time_zone: Set(name),
            attendance: Set(attendance.unwrap_or(event::Attendance::InPerson)),
            status: Set(event_status.unwrap_or(event::EventStatus::Scheduled)),
            place: Set(place),
            address: Set(address),
            links: Set(serde_json::to_string(&links)?),
            capacity: Set(capacity.map(i64::from)),
            first_starts_at: Set(first),
            last_ends_at: Set(last),
        };
        put(self.db, row, existing, &mut rows.events).await?;
        // a timing keeps its id as long as it keeps its place among its sisters
        let mut held = Vec::new();
        if existing {
            held = Entity::find().filter(Column::EntrySeq.eq(seq)).all(self.db).await?;
            Entity::delete_many().filter(Column::EntrySeq.eq(seq)).exec(self.db).await?;
        }
        rows.timings = numbered(&timings)
            .zip(spans)
            .map(|((position, timing), (starts_at, ends_at))| {
                let draft::Timing { all_day, start: _, end, start_date, end_date, event_status } = timing.clone();
                ActiveModel {
                    seq: NotSet,
                    id: Set(held
                        .iter()
                        .find(|it| it.position == position)
                        .map_or_else(|| self.clock.new_id(), |it| it.id)),
                    entry_seq: Set(seq),
                    position: Set(position),
                    status: Set(event_status.unwrap_or(event::EventStatus::Scheduled)),
                    all_day: Set(all_day),
                    start_date: Set(start_date.map(|it| it.to_string())),
                    end_date: Set(end_date.or(start_date).map(|it| it.to_string())),
                    starts_at: Set(starts_at),
                    ends_at: Set(ends_at),
                    open_ended: Set(!all_day && end.is_none()),
                }
            })
            .collect();
        Ok(())
    }
}

/// Replaces a satellite row, or adds it to those that are to be inserted.
async fn put<A, C>(db: &C, row: A, existing: bool, rows: &mut Vec<A>) -> Result<()>
where
    C: ConnectionTrait,
    A: ActiveModelTrait + sea_orm::ActiveModelBehavior + Send,
    <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
{
    if existing {
        row.update(db).await?;
    } else {
        rows.push(row);
    }
    Ok(())
}
