//! Items as JSON: one by its identifier or its readable name, and the entries of a page with what is read beside them.

use std::collections::HashMap;

use entity::db::paging::Page;
use entity::model::entry::{Entry, Translation};
use entity::model::event::Timing;
use entity::query::by::By;
use entity::query::lineage::Origin;
use entity::query::list::List;
use entity::query::projection::Projection;
use entity::query::relation::Relation;
use entity::value::id::Id;
use entity::value::kind::Kind;
use entity::value::slug::Slug;
use serde_json::{Value, json};

use crate::error::{Code, WireError, of_data};
use crate::graphql::engine::lookahead;
use crate::graphql::engine::request::Request;
use crate::graphql::types::channel::pictures::Pictures;
use crate::json::item::made::{self, Beside};
use crate::json::item::part::EntryLink;
use crate::json::query::Selection;
use crate::json::resource::Resource;
use crate::render::cache::{self, Form};

/// What stands before the identifier of a timing in that of a node of the agenda.
const OCCURRENCE: &str = "occurrence:";

/// What is related to an entry: the field, the relation, and of which kind.
const RELATED: [(&str, Relation, Option<Kind>); 5] = [
    ("articles", Relation::About, Some(Kind::Article)),
    ("recipes", Relation::About, Some(Kind::Recipe)),
    ("events", Relation::About, Some(Kind::Event)),
    ("initiatives", Relation::Subjects, Some(Kind::Initiative)),
    ("adaptations", Relation::Adaptations, None),
];

/// One item, and where it is on the network's site.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) body: Value,
    /// Each with its relation (RFC 8288).
    pub(crate) links: Vec<(&'static str, String)>,
}

/// What is read of entries for these fields.
pub(crate) fn wanted(selection: &Selection) -> Projection {
    let mut wanted = Projection::default();
    for name in selection.names() {
        let field = match name {
            "bodyHtml" => "body",
            "attributionHtml" | "adaptedFrom" => "attribution",
            "gallery" | "attachments" => "media",
            other => other,
        };
        lookahead::ask(field, &mut wanted);
    }
    wanted
}

/// What a credit line takes.
fn credited() -> Projection {
    Projection { credits: true, dates: true, article: true, media: true, adapted: true, ..Projection::default() }
}

/// An item without the fields that are not asked for.
pub(crate) fn narrowed(item: Value, selection: &Selection) -> Value {
    match item {
        Value::Object(mut fields) => {
            fields.retain(|name, _| selection.has(name));
            Value::Object(fields)
        }
        other => other,
    }
}

/// A fault of ours.
pub(crate) fn unwritten(cause: serde_json::Error) -> WireError {
    of_data(&entity::error::Error::Internal(cause.into()))
}

/// Entries as JSON, with what is read beside them: one statement for each thing, however many they are.
///
/// # Errors
/// Those of the database.
pub(crate) async fn entries(
    entries: &[&Entry],
    selection: &Selection,
    request: &Request,
) -> Result<Vec<Value>, WireError> {
    let mut beside = beside(entries, selection, request).await?;
    let wants_html = selection.has("attributionHtml");
    let item = |entry: &&Entry| {
        let beside = beside.remove(&entry.key()).unwrap_or_default();
        made::entry(entry, beside, wants_html, request).map(|it| narrowed(it, selection))
    };
    entries.iter().map(item).collect::<serde_json::Result<_>>().map_err(unwritten)
}

async fn beside(
    entries: &[&Entry],
    selection: &Selection,
    request: &Request,
) -> Result<HashMap<i64, Beside>, WireError> {
    let reader = &request.reader;
    let told = |it: entity::error::Error| of_data(&it);
    let mut origins = origins(entries.iter().copied(), request).await?;
    let keys: Vec<i64> = entries.iter().map(|it| it.key()).collect();
    let mut translations: HashMap<Id, Vec<(Id, Translation)>> = HashMap::new();
    if selection.has("translations") && !entries.is_empty() {
        let groups: Vec<Id> = entries.iter().map(|it| it.translation_group()).collect();
        translations = reader.translations(&groups).await.map_err(told)?;
    }
    let pictures = Pictures::read(entries.iter().copied(), request).await.map_err(told)?;
    let mut found: HashMap<i64, Beside> = HashMap::new();
    for entry in entries {
        let others = translations.get(&entry.translation_group()).into_iter().flatten();
        let others = others.filter(|(id, _)| *id != entry.id).map(|(_, it)| it.clone()).collect();
        let mut body_html = String::new();
        if selection.has("bodyHtml") {
            let text = entry.body.as_deref().unwrap_or_default();
            body_html =
                cache::rendered(text, Form::Html, &pictures.in_texts(entry, request)).await.map_err(told)?.to_string();
        }
        let origins = origins.remove(&entry.key()).unwrap_or_default();
        let shown = pictures.beside(entry, request);
        let beside = Beside {
            origins,
            others: pictures.under_other_licences(entry),
            cover: shown.cover.map(Into::into),
            gallery: shown.gallery.into_iter().map(Into::into).collect(),
            attachments: shown.files.into_iter().map(Into::into).collect(),
            body_html,
            translations: others,
            ..Beside::default()
        };
        found.insert(entry.key(), beside);
    }
    for (name, relation, kind) in RELATED.iter().filter(|it| selection.has(it.0) && !keys.is_empty()) {
        let list = List::newest(*kind);
        let pages = reader.nested(&list, *relation, &keys, credited(), &Page::default()).await.map_err(told)?;
        let origins = self::origins(pages.values().flat_map(|it| &it.rows), request).await?;
        let pictures = Pictures::read(pages.values().flat_map(|it| &it.rows), request).await.map_err(told)?;
        for (parent, page) in pages {
            let link = |it: &Entry| {
                let origins = origins.get(&it.key()).map_or(&[][..], Vec::as_slice);
                made::entry_link(it, (origins, &pictures), request)
            };
            let links: Vec<EntryLink> = page.rows.iter().map(link).collect();
            let beside = found.entry(parent).or_default();
            match *name {
                "articles" => beside.articles = links,
                "recipes" => beside.recipes = links,
                "events" => beside.events = links,
                "initiatives" => beside.initiatives = links,
                _ => beside.adaptations = links,
            }
        }
    }
    Ok(found)
}

/// What these entries were made from, by row number.
async fn origins(
    entries: impl Iterator<Item = &Entry>,
    request: &Request,
) -> Result<HashMap<i64, Vec<Origin>>, WireError> {
    let adapted: Vec<i64> = entries.filter(|it| it.adapted).map(Entry::key).collect();
    if adapted.is_empty() {
        return Ok(HashMap::new());
    }
    request.reader.origins(&adapted).await.map_err(|it| of_data(&it))
}

/// The item of this name: its identifier, its slug, of a territory its reference, of a licence its key.
///
/// # Errors
/// `NOT_FOUND`, `GONE` for what was public, and those of the database.
pub(crate) async fn find(
    resource: Resource,
    name: &str,
    selection: &Selection,
    request: &Request,
) -> Result<Found, WireError> {
    let missing = || WireError::new(Code::NotFound, "not-found");
    let (reader, id) = (&request.reader, name.parse::<Id>().ok());
    let reference = reader.reference();
    if let Some(kind) = resource.kind() {
        return entry(kind, name, selection, request).await;
    }
    if resource == Resource::Occurrences {
        return occurrence(name, selection, request).await;
    }
    let item = match resource {
        Resource::Members => {
            let found = id.map_or_else(|| reader.member_by_slug(name), |it| reader.member(it));
            found.map(|it| serde_json::to_value(made::member(it)))
        }
        Resource::Territories => {
            let named = || name.parse().ok().and_then(|it| reference.territory(&it));
            let found = id
                .map_or_else(|| reference.territory_by_slug(name).or_else(named), |it| reference.territories.by_id(it));
            found.map(|it| serde_json::to_value(made::territory(it, request)))
        }
        Resource::Themes => {
            let found = id.map_or_else(|| reference.themes.by_key(name), |it| reference.themes.by_id(it));
            found.map(|it| serde_json::to_value(made::theme(it, request)))
        }
        Resource::Licences => {
            let key = entity::model::licence::LicenceKey::of(name);
            let found = id.map_or_else(|| reference.licences.by_key(&key.0), |it| reference.licences.by_id(it));
            found.map(|it| serde_json::to_value(made::licence(it)))
        }
        Resource::Sources => {
            let found = id.map_or_else(|| reference.sources.by_key(name), |it| reference.sources.by_id(it));
            found.map(|it| serde_json::to_value(made::source(it)))
        }
        // these were read above
        Resource::Occurrences
        | Resource::Initiatives
        | Resource::Recipes
        | Resource::Articles
        | Resource::Events
        | Resource::Pages => None,
    };
    let item = item.ok_or_else(missing)?.map_err(unwritten)?;
    Ok(Found { body: narrowed(item, selection), links: Vec::new() })
}

async fn entry(kind: Kind, name: &str, selection: &Selection, request: &Request) -> Result<Found, WireError> {
    let missing = || WireError::new(Code::NotFound, "not-found");
    let by = match (name.parse::<Id>(), name.parse::<Slug>()) {
        (Ok(id), _) => By::Id(id),
        (Err(_), Ok(slug)) => By::Slug(kind, slug),
        (Err(_), Err(_)) => return Err(missing()),
    };
    let told = |it: entity::error::Error| of_data(&it);
    let found = request.reader.entry(&by, Some(kind), wanted(selection)).await.map_err(told)?;
    let Some(found) = found else {
        let was_public = match &by {
            By::Slug(kind, slug) => request.reader.was_public(*kind, slug).await.map_err(told)?,
            By::Id(id) => request.reader.was_public_by_id(kind, *id).await.map_err(told)?,
            By::External { .. } | By::OriginalUrl(_) => false,
        };
        return Err(if was_public { WireError::new(Code::Gone, "gone") } else { missing() });
    };
    let resource = Resource::of_kind(kind);
    let this = format!("{}/api/{}/{}", request.site.api_url(), resource.word(), found.slug);
    let mut links = vec![("self", this), ("alternate", request.url(&found))];
    links.extend(found.licence.facts.url.clone().map(|it| ("license", it)));
    let body = entries(&[&found], selection, request).await?.pop().unwrap_or(Value::Null);
    Ok(Found { body, links })
}

/// A timing as an item, with its event.
///
/// # Errors
/// A fault of ours.
pub(crate) fn timed(timing: &Timing, event: Value) -> Result<Value, WireError> {
    let span = serde_json::to_value(made::timing(timing)).map_err(unwritten)?;
    Ok(json!({ "id": format!("{OCCURRENCE}{}", timing.id), "timing": span, "event": event }))
}

async fn occurrence(name: &str, selection: &Selection, request: &Request) -> Result<Found, WireError> {
    let missing = || WireError::new(Code::NotFound, "not-found");
    let told = |it: entity::error::Error| of_data(&it);
    let id: Id = name.strip_prefix(OCCURRENCE).unwrap_or(name).parse().map_err(|_| missing())?;
    let Some(found) = request.reader.occurrence(id, wanted(selection)).await.map_err(told)? else {
        let was_public = request.reader.was_occurrence(id).await.map_err(told)?;
        return Err(if was_public { WireError::new(Code::Gone, "gone") } else { missing() });
    };
    let this = format!("{}/api/occurrences/{OCCURRENCE}{id}", request.site.api_url());
    let mut links = vec![("self", this), ("alternate", request.url(&found.event))];
    links.extend(found.event.licence.facts.url.clone().map(|it| ("license", it)));
    let event = entries(&[&found.event], selection, request).await?.pop().unwrap_or(Value::Null);
    Ok(Found { body: timed(&found.timing, event)?, links })
}
