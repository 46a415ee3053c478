//! Members, themes and sources in an import.

use std::collections::{BTreeMap, HashMap};

use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::content::typed;
use crate::error::{Error, Problem, ProblemCode, Result};
use crate::id::Id;
use crate::import::RowKind;
use crate::journal::{self, Action};
use crate::language::LanguageTag;
use crate::licence::LicenceKey;
use crate::reference::Reference;
use crate::save::Desk;
use crate::slug::Slug;
use crate::source::Permission;
use crate::territory::TerritoryRef;
use crate::web::WebAddress;
use crate::{member, profile, seed, source, text, theme};

/// The most themes directly under one.
const MAX_CHILDREN: usize = 250;

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct MemberFields {
    slug: Option<Slug>,
    member_kind: Option<member::Kind>,
    name: String,
    bio: Option<String>,
    website: Option<WebAddress>,
    territories: Vec<TerritoryRef>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct ThemeFields {
    slug: Option<Slug>,
    name: BTreeMap<LanguageTag, String>,
    parent: Option<Id>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct SourceFields {
    slug: Option<Slug>,
    name: String,
    homepage: Option<WebAddress>,
    feed: Option<WebAddress>,
    licence: Option<LicenceKey>,
    licence_stated_at: Option<WebAddress>,
    permission: Option<Permission>,
}

/// The fields in the form in which they are kept; a field that says nothing is null.
pub(super) fn normalise(kind: RowKind, fields: &Map<String, Value>) -> Result<Map<String, Value>> {
    let kept = match kind {
        RowKind::Member => serde_json::to_value(read::<MemberFields>(fields)?)?,
        RowKind::Theme => serde_json::to_value(read::<ThemeFields>(fields)?)?,
        RowKind::Source => serde_json::to_value(read::<SourceFields>(fields)?)?,
        RowKind::Entry(_) => return Err(Error::Internal("an entry is not in the catalogue".into())),
    };
    Ok(fields.keys().map(|name| (name.clone(), kept.get(name).cloned().unwrap_or(Value::Null))).collect())
}

/// What stands here.
pub(super) fn current(reference: &Reference, kind: RowKind, id: Id) -> Result<Option<Map<String, Value>>> {
    let value = match kind {
        RowKind::Member => reference.members.by_id(id).map(|it| {
            serde_json::to_value(MemberFields {
                slug: Some(it.slug.clone()),
                member_kind: Some(it.kind),
                name: it.name.clone(),
                bio: it.bio.clone(),
                website: it.website.clone(),
                territories: it.territories.iter().map(|it| it.reference.clone()).collect(),
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
pub(super) async fn save<C: ConnectionTrait>(
    desk: &Desk<'_, C>,
    kind: RowKind,
    id: Id,
    key: Option<&str>,
    fields: &Map<String, Value>,
) -> Result<Slug> {
    let slug = match kind {
        RowKind::Member => save_member(desk, id, key, read(fields)?).await?,
        RowKind::Theme => save_theme(desk, id, key, read(fields)?).await?,
        RowKind::Source => save_source(desk, id, key, read(fields)?).await?,
        RowKind::Entry(_) => return Err(Error::Internal("an entry is not in the catalogue".into())),
    };
    journal::log(desk.db, kind.word(), id, Action::Upsert, desk.clock.now()).await?;
    Ok(slug)
}

async fn save_member<C: ConnectionTrait>(
    desk: &Desk<'_, C>,
    id: Id,
    key: Option<&str>,
    fields: MemberFields,
) -> Result<Slug> {
    use member::{row, territories};
    named("name", &fields.name)?;
    profile::check_name(&fields.name)?;
    long("bio", fields.bio.as_deref(), 64 * 1024)?;
    if fields.territories.len() > 50 {
        return Err(Problem::new(ProblemCode::TooLong, "territories", "at most 50 fit").into());
    }
    let mut places = Vec::new();
    for (at, it) in fields.territories.iter().enumerate() {
        let unknown = || {
            Problem::new(
                ProblemCode::Unknown,
                &format!("territories.{at}"),
                format!("\"{it}\" is not a known territory"),
            )
        };
        let place = desk.reference.territory(it).ok_or_else(unknown)?.seq;
        if places.contains(&place) {
            let path = format!("territories.{at}");
            return Err(Problem::new(ProblemCode::Inconsistent, &path, format!("{it} is named twice")).into());
        }
        places.push(place);
    }
    let now = desk.clock.now();
    let taken = |slug: &str| desk.reference.members.by_key(slug).is_some_and(|it| it.id != id);
    let before = row::Entity::find().filter(row::Column::Id.eq(id)).one(desk.db).await?;
    let slug = match &before {
        Some(before) => fields.slug.filter(|it| !taken(it.as_str())).unwrap_or_else(|| before.slug.clone()),
        None => free(fields.slug, key, &fields.name, taken),
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
    let seq = match before {
        Some(before) => {
            let version = before.version + 1;
            row::ActiveModel { seq: Set(before.seq), version: Set(version), ..model }.update(desk.db).await?.seq
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
            .seq
        }
    };
    territories::Entity::delete_many().filter(territories::Column::MemberSeq.eq(seq)).exec(desk.db).await?;
    for (position, place) in (0..).zip(places) {
        let row = territories::ActiveModel { member_seq: Set(seq), territory_seq: Set(place), position: Set(position) };
        territories::Entity::insert(row).exec_without_returning(desk.db).await?;
    }
    Ok(slug)
}

async fn save_theme<C: ConnectionTrait>(
    desk: &Desk<'_, C>,
    id: Id,
    key: Option<&str>,
    fields: ThemeFields,
) -> Result<Slug> {
    use theme::row;
    if fields.name.is_empty() {
        return Err(required("name"));
    }
    for (language, name) in &fields.name {
        named(&format!("name.{language}"), name)?;
    }
    let themes = &desk.reference.themes;
    let parent = match fields.parent {
        Some(parent) => Some(themes.by_id(parent).ok_or_else(|| required("parent"))?),
        None => None,
    };
    let mut above = parent.cloned();
    while let Some(it) = above {
        if it.id == id {
            return Err(Problem::new(ProblemCode::Inconsistent, "parent", "lies under this theme itself").into());
        }
        above = desk.reference.theme_parent(&it);
    }
    let sisters = themes.all().iter().filter(|it| it.parent == parent.map(|it| it.seq) && it.id != id).count();
    if parent.is_some() && sisters >= MAX_CHILDREN {
        let message = format!("has {sisters} themes under it already; at most {MAX_CHILDREN} fit");
        return Err(Problem::new(ProblemCode::TooLong, "parent", message).into());
    }
    let now = desk.clock.now();
    let first = fields.name.get(desk.reference.settings.language()).or_else(|| fields.name.values().next());
    let first = first.cloned().unwrap_or_default();
    let taken = |slug: &str| themes.by_key(slug).is_some_and(|it| it.id != id);
    let before = row::Entity::find().filter(row::Column::Id.eq(id)).one(desk.db).await?;
    let slug = match &before {
        Some(before) => fields.slug.filter(|it| !taken(it.as_str())).unwrap_or_else(|| before.slug.clone()),
        None => free(fields.slug, key, &first, taken),
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
pub(super) async fn renew_theme_closure(db: &impl ConnectionTrait) -> Result<()> {
    use theme::closure::{ActiveModel, Entity};
    let rows = theme::row::Entity::find().all(db).await?;
    let parents: HashMap<i64, Vec<i64>> = rows.iter().filter_map(|it| Some((it.seq, vec![it.parent_seq?]))).collect();
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
    Ok(())
}

async fn save_source<C: ConnectionTrait>(
    desk: &Desk<'_, C>,
    id: Id,
    key: Option<&str>,
    fields: SourceFields,
) -> Result<Slug> {
    use source::row;
    named("name", &fields.name)?;
    let licence = match &fields.licence {
        Some(key) => {
            let unknown =
                || Problem::new(ProblemCode::Unknown, "licence", format!("\"{}\" is not a known licence", key.0));
            desk.reference.licences.by_key(&key.0).ok_or_else(unknown)?.seq
        }
        None => return Err(required("licence")),
    };
    let now = desk.clock.now();
    let taken = |slug: &str| desk.reference.sources.by_key(slug).is_some_and(|it| it.id != id);
    let before = row::Entity::find().filter(row::Column::Id.eq(id)).one(desk.db).await?;
    let slug = match &before {
        Some(before) => fields.slug.filter(|it| !taken(it.as_str())).unwrap_or_else(|| before.slug.clone()),
        None => free(fields.slug, key, &fields.name, taken),
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

fn read<T: serde::de::DeserializeOwned>(fields: &Map<String, Value>) -> Result<T> {
    let mut problems = Vec::new();
    let said = fields.iter().filter(|(_, value)| !value.is_null()).map(|(name, value)| (name.clone(), value.clone()));
    typed(said.collect(), &mut problems).ok_or(Error::Invalid(problems))
}

fn named(path: &str, name: &str) -> Result<()> {
    let length = name.chars().count();
    if name.trim().is_empty() {
        return Err(required(path));
    }
    if length > 200 || name.chars().any(char::is_control) {
        let message = format!("has {length} characters; at most 200 fit, on one line");
        return Err(Problem::new(ProblemCode::TooLong, path, message).into());
    }
    Ok(())
}

fn long(path: &str, text: Option<&str>, max: usize) -> Result<()> {
    let Some(text) = text else { return Ok(()) };
    if text.len() > max || text.chars().any(|it| it.is_control() && !matches!(it, '\n' | '\t')) {
        let message = format!("has {} bytes; at most {max} fit, without control characters", text.len());
        return Err(Problem::new(ProblemCode::TooLong, path, message).into());
    }
    Ok(())
}

fn required(path: &str) -> Error {
    Problem::new(ProblemCode::Required, path, "is required").into()
}

/// The wished slug, else the key, else the name; numbered until nobody has it.
fn free(wished: Option<Slug>, key: Option<&str>, name: &str, taken: impl Fn(&str) -> bool) -> Slug {
    let wished = wished.or_else(|| key?.parse().ok()).unwrap_or_else(|| Slug::from_title(name));
    let numbered = (2..).map(|number| wished.numbered(number));
    std::iter::once(wished.clone()).chain(numbered).find(|it| !taken(it.as_str())).unwrap_or(wished)
}
