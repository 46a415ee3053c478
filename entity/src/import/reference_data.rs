//! Members, themes and sources in an import.

use std::collections::HashMap;

use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::{Map, Value};

use crate::entry::saver::Saver;
use crate::error::{Error, Result};
use crate::import::check::{check_member, check_source, check_theme};
use crate::import::fields::{MemberFields, SourceFields, ThemeFields, read};
use crate::import::row::RowKind;
use crate::journal::{self, Action, Shown};
use crate::listing;
use crate::model::licence::LicenceKey;
use crate::model::listing::Owner;
use crate::model::source::{self, Permission};
use crate::model::{member, theme};
use crate::reference::{Snapshot, seed};
use crate::search;
use crate::value::id::Id;
use crate::value::problem::parameter::{Quoted, Thing};
use crate::value::problem::{Case, Problem};
use crate::value::slug::Slug;
use crate::value::{line, text};

/// The fields in the form in which they are kept; a field that says nothing is null.
pub(super) fn normalise(
    kind: RowKind,
    fields: &Map<String, Value>,
    faults: &mut Vec<Problem>,
) -> Result<Map<String, Value>> {
    let kept = match kind {
        RowKind::Member => {
            let mut said: MemberFields = read(fields, faults);
            said.name = line::tidy(&said.name);
            serde_json::to_value(said)?
        }
        RowKind::Theme => {
            let mut said: ThemeFields = read(fields, faults);
            said.name.values_mut().for_each(|it| *it = line::tidy(it));
            serde_json::to_value(said)?
        }
        RowKind::Source => {
            let mut said: SourceFields = read(fields, faults);
            said.name = line::tidy(&said.name);
            serde_json::to_value(said)?
        }
        RowKind::Entry(_) => return Err(Error::Internal("an entry is not in the catalogue".into())),
    };
    Ok(fields.keys().map(|name| (name.clone(), kept.get(name).cloned().unwrap_or(Value::Null))).collect())
}

/// What stands here.
pub(crate) fn current(reference: &Snapshot, kind: RowKind, id: Id) -> Result<Option<Map<String, Value>>> {
    let value = match kind {
        RowKind::Member => reference.members.by_id(id).map(|it| {
            serde_json::to_value(MemberFields {
                slug: Some(it.slug.clone()),
                member_kind: Some(it.kind),
                name: it.name.clone(),
                bio: it.bio.clone(),
                website: it.website.clone(),
                territories: it.territories.iter().map(|it| it.reference.clone()).collect(),
                picture: it.picture,
                logo: it.logo,
            })
        }),
        RowKind::Theme => reference.themes.by_id(id).map(|it| {
            serde_json::to_value(ThemeFields {
                slug: Some(it.slug.clone()),
                name: it.names.clone(),
                parent: reference.theme_parent(it).map(|it| it.id),
            })
        }),
        RowKind::Source => reference.sources.by_id(id).map(|it| {
            serde_json::to_value(SourceFields {
                slug: Some(it.slug.clone()),
                name: it.name.clone(),
                homepage: Some(it.homepage.clone()),
                feed: it.feed.clone(),
                licence: Some(LicenceKey(it.licence.facts.key.clone())),
                licence_stated_at: it.licence_stated_at.clone(),
                permission: Some(it.permission),
            })
        }),
        RowKind::Entry(_) => None,
    };
    match value.transpose()? {
        Some(Value::Object(fields)) => Ok(Some(fields)),
        Some(_) | None => Ok(None),
    }
}

/// Makes the thing (with the key to draw a slug from), or replaces what it says. Answers with its slug.
pub(crate) async fn save(
    desk: &Saver<'_>,
    kind: RowKind,
    id: Id,
    key: Option<&str>,
    fields: &Map<String, Value>,
) -> Result<Slug> {
    let mut faults = Vec::new();
    let saved = match kind {
        RowKind::Member => {
            let member = read(fields, &mut faults);
            check_member(&member, desk.reference, &mut faults);
            if faults.is_empty() { Some(save_member(desk, id, key, member).await?) } else { None }
        }
        RowKind::Theme => {
            let theme = read(fields, &mut faults);
            check_theme(&theme, id, desk.reference, &mut faults);
            if faults.is_empty() { Some(save_theme(desk, id, key, theme).await?) } else { None }
        }
        RowKind::Source => {
            let source = read(fields, &mut faults);
            check_source(&source, desk.reference, &mut faults);
            if faults.is_empty() { Some(save_source(desk, id, key, source).await?) } else { None }
        }
        RowKind::Entry(_) => return Err(Error::Internal("an entry is not in the catalogue".into())),
    };
    let slug = saved.ok_or(Error::Invalid(faults))?;
    journal::log(desk.db, kind.word(), id, Action::Upsert, desk.clock.now()).await?;
    let shown = match kind {
        RowKind::Member => desk.reference.members.by_id(id).map(|it| Shown::Member(it.seq)),
        RowKind::Theme => desk.reference.themes.by_id(id).map(|it| Shown::Theme(it.seq)),
        RowKind::Source => desk.reference.sources.by_id(id).map(|it| Shown::Source(it.seq)),
        RowKind::Entry(_) => None,
    };
    if let Some(shown) = shown {
        journal::touch(desk.db, shown, desk.clock.now()).await?;
    }
    Ok(slug)
}

async fn save_member(desk: &Saver<'_>, id: Id, key: Option<&str>, fields: MemberFields) -> Result<Slug> {
    use member::{row, territories};
    let places: Vec<i64> =
        fields.territories.iter().filter_map(|it| desk.reference.territory(it)).map(|it| it.seq).collect();
    let now = desk.clock.now();
    let taken = |slug: &str| desk.reference.members.by_key(slug).is_some_and(|it| it.id != id);
    let before = row::Entity::find().filter(row::Column::Id.eq(id)).one(desk.db).await?;
    let slug = match &before {
        Some(before) => kept(Thing::Member, fields.slug, &before.slug, taken)?,
        None => free(Thing::Member, fields.slug, key, &fields.name, taken)?,
    };
    let model = row::ActiveModel {
        slug: Set(slug.clone()),
        kind: Set(fields.member_kind.ok_or_else(|| required("memberKind"))?),
        name_sort: Set(text::sort_key(&fields.name)),
        name: Set(fields.name),
        website: Set(fields.website),
        updated_at: Set(now),
        bio: Set(fields.bio),
        ..Default::default()
    };
    let saved = match before {
        Some(before) => {
            let version = before.version + 1;
            row::ActiveModel { seq: Set(before.seq), version: Set(version), ..model }.update(desk.db).await?
        }
        None => {
            let status = member::Status::Listed;
            row::ActiveModel {
                seq: NotSet,
                id: Set(id),
                status: Set(status),
                version: Set(1),
                created_at: Set(now),
                ..model
            }
            .insert(desk.db)
            .await?
        }
    };
    let seq = saved.seq;
    search::members::put(desk.db, &saved).await?;
    territories::Entity::delete_many().filter(territories::Column::MemberSeq.eq(seq)).exec(desk.db).await?;
    for (position, place) in (0..).zip(places) {
        let row = territories::ActiveModel { member_seq: Set(seq), territory_seq: Set(place), position: Set(position) };
        territories::Entity::insert(row).exec_without_returning(desk.db).await?;
    }
    Ok(slug)
}

async fn save_theme(desk: &Saver<'_>, id: Id, key: Option<&str>, fields: ThemeFields) -> Result<Slug> {
    use theme::row;
    let themes = &desk.reference.themes;
    let parent = fields.parent.and_then(|it| themes.by_id(it));
    let now = desk.clock.now();
    let first = fields.name.get(desk.reference.settings.language()).or_else(|| fields.name.values().next());
    let first = first.cloned().unwrap_or_default();
    let taken = |slug: &str| themes.by_key(slug).is_some_and(|it| it.id != id);
    let before = row::Entity::find().filter(row::Column::Id.eq(id)).one(desk.db).await?;
    let slug = match &before {
        Some(before) => kept(Thing::Theme, fields.slug, &before.slug, taken)?,
        None => free(Thing::Theme, fields.slug, key, &first, taken)?,
    };
    let model = row::ActiveModel {
        slug: Set(slug.clone()),
        names: Set(serde_json::to_string(&fields.name)?),
        name_sort: Set(text::sort_key(&first)),
        parent_seq: Set(parent.map(|it| it.seq)),
        updated_at: Set(now),
        ..Default::default()
    };
    match before {
        Some(before) => {
            let version = before.version + 1;
            row::ActiveModel { seq: Set(before.seq), version: Set(version), ..model }.update(desk.db).await?;
        }
        None => {
            row::ActiveModel { seq: NotSet, id: Set(id), version: Set(1), created_at: Set(now), ..model }
                .insert(desk.db)
                .await?;
        }
    }
    Ok(slug)
}

/// Themes are few: their closure is made anew whenever the tree changes.
pub(crate) async fn renew_theme_closure(db: &impl ConnectionTrait) -> Result<()> {
    use theme::closure::{ActiveModel, Column, Entity};
    let rows = theme::row::Entity::find().all(db).await?;
    let parents: HashMap<i64, Vec<i64>> = rows.iter().filter_map(|it| Some((it.seq, vec![it.parent_seq?]))).collect();
    let columns = [Column::AncestorSeq, Column::DescendantSeq];
    let before: Vec<(i64, i64)> = Entity::find().select_only().columns(columns).into_tuple().all(db).await?;
    Entity::delete_many().exec(db).await?;
    let pairs = seed::closure(rows.iter().map(|it| it.seq), &parents);
    for chunk in pairs.chunks(100) {
        let models = chunk.iter().map(|(ancestor, descendant, depth)| ActiveModel {
            ancestor_seq: Set(*ancestor),
            descendant_seq: Set(*descendant),
            depth: Set(*depth),
        });
        Entity::insert_many(models).exec_without_returning(db).await?;
    }
    let after = pairs.iter().map(|(ancestor, descendant, _)| (*ancestor, *descendant)).collect();
    listing::renew_moved(db, Owner::Theme, &before.into_iter().collect(), &after).await
}

async fn save_source(desk: &Saver<'_>, id: Id, key: Option<&str>, fields: SourceFields) -> Result<Slug> {
    use source::row;
    let licence = fields.licence.as_ref().and_then(|it| desk.reference.licences.by_key(&it.0));
    let licence = licence.ok_or_else(|| required("licence"))?.seq;
    let now = desk.clock.now();
    let taken = |slug: &str| desk.reference.sources.by_key(slug).is_some_and(|it| it.id != id);
    let before = row::Entity::find().filter(row::Column::Id.eq(id)).one(desk.db).await?;
    let slug = match &before {
        Some(before) => kept(Thing::Source, fields.slug, &before.slug, taken)?,
        None => free(Thing::Source, fields.slug, key, &fields.name, taken)?,
    };
    let model = row::ActiveModel {
        slug: Set(slug.clone()),
        name_sort: Set(text::sort_key(&fields.name)),
        name: Set(fields.name),
        homepage: Set(fields.homepage.ok_or_else(|| required("homepage"))?),
        feed: Set(fields.feed),
        licence_seq: Set(licence),
        licence_stated_at: Set(fields.licence_stated_at),
        permission: Set(fields.permission.unwrap_or(Permission::Unknown)),
        updated_at: Set(now),
        ..Default::default()
    };
    match before {
        Some(before) => {
            let version = before.version + 1;
            row::ActiveModel { seq: Set(before.seq), version: Set(version), ..model }.update(desk.db).await?;
        }
        None => {
            row::ActiveModel { seq: NotSet, id: Set(id), version: Set(1), created_at: Set(now), ..model }
                .insert(desk.db)
                .await?;
        }
    }
    Ok(slug)
}

fn required(path: &str) -> Error {
    Problem::new(path, Case::Missing).into()
}

/// The slug of what is new: the one that it names, else its key or its name, numbered until nobody has it.
fn free(
    thing: Thing,
    named: Option<Slug>,
    key: Option<&str>,
    name: &str,
    taken: impl Fn(&str) -> bool,
) -> Result<Slug> {
    if let Some(named) = named {
        return untaken(thing, named, taken);
    }
    let proposed: Slug = key.and_then(|it| it.parse().ok()).unwrap_or_else(|| Slug::from_title(name));
    let numbered = (2..).map(|number| proposed.numbered(number));
    Ok(std::iter::once(proposed.clone()).chain(numbered).find(|it| !taken(it.as_str())).unwrap_or(proposed))
}

/// The slug of what is here already: another one only where it names one.
fn kept(thing: Thing, named: Option<Slug>, before: &Slug, taken: impl Fn(&str) -> bool) -> Result<Slug> {
    named.map_or_else(|| Ok(before.clone()), |named| untaken(thing, named, taken))
}

fn untaken(thing: Thing, named: Slug, taken: impl Fn(&str) -> bool) -> Result<Slug> {
    if taken(named.as_str()) {
        return Err(Problem::new("slug", Case::SlugTaken { thing, slug: Quoted::of(named.as_str()) }).into());
    }
    Ok(named)
}
