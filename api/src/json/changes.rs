//! The public log as JSON: what a copy replaces or removes, with the whole of what it replaces it by.

use entity::query::changes::{Subject, Thing};
use entity::query::projection::Projection;
use entity::value::clock::Instant;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::error::{WireError, of_resolver};
use crate::graphql::engine::request::Request;
use crate::graphql::query::changes::{self, ChangeAction, ChangeKind};
use crate::json::item::made;
use crate::json::item::word::{Word, words};
use crate::json::list::Answer;
use crate::json::one;
use crate::json::query::Selection;
use crate::json::resource::Resource;
use crate::json::values::{self, refused};

/// Parameters of the log, with what each means.
pub(crate) const PARAMETERS: [(&str, &str); 3] = [
    ("after", "Return the changes after this cursor: the `endCursor` of a page."),
    (
        "since",
        "Return the changes from this instant on. `after` takes precedence. Without both, the log is read from its beginning.",
    ),
    ("first", "Number of changes to return, 1 to 100. Defaults to 20."),
];

/// A change of something public.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Change {
    /// Kind of the object that changed. Values may be added.
    #[schema(schema_with = words::<ChangeKind>)]
    pub(crate) kind: Word<ChangeKind>,
    /// What a copy does with the object now. Values may be added.
    #[schema(schema_with = words::<ChangeAction>)]
    pub(crate) action: Word<ChangeAction>,
    /// Identifier of the object that changed.
    #[schema(format = "uuid")]
    pub(crate) id: String,
    /// Instant since which the change is public.
    #[schema(value_type = String, format = DateTime)]
    pub(crate) at: Instant,
    /// Opaque cursor of the change. Valid in the log of changes only.
    pub(crate) cursor: String,
    /// The object as everybody reads it now, with all the fields that its own address returns. Null if it is not public any more.
    #[schema(required, value_type = Option<Object>)]
    pub(crate) item: Option<Value>,
}

/// Position of a page in the log of changes.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LogPosition {
    /// Whether more changes are there already.
    pub(crate) has_next_page: bool,
    /// Cursor to go on from with `after`, also when the page was empty.
    pub(crate) end_cursor: String,
}

/// The part of the log that a query string asks for.
///
/// # Errors
/// What is wrong with the query string, and those of the database.
pub(crate) async fn page(text: &str, mut request: Request) -> Result<(Answer, Request), WireError> {
    let (mut after, mut since, mut first) = (None, None, None);
    for (name, values) in values::given(text)? {
        let one = || values::single(&name, &values);
        match name.as_str() {
            "after" | "since" | "first" if values::is_blank(&values) => {}
            "after" => after = Some(one()?.to_owned()),
            "since" => since = Some(values::moment(&name, one()?)?),
            "first" => first = Some(values::whole(&name, one()?)?),
            _ => return Err(refused("parameter-unknown", &name, &name, &PARAMETERS.map(|it| it.0))),
        }
    }
    let found = changes::page(&request, after, since, first, Projection::everything()).await;
    let found = found.map_err(|it| of_resolver(&it))?;
    // no earlier than the log, so that all that it names is known
    request.reader = found.reader.clone();
    let entries: Vec<&entity::model::entry::Entry> = found
        .rows
        .iter()
        .filter_map(|it| if let Some(Thing::Entry(it)) = &it.now { Some(it.as_ref()) } else { None })
        .collect();
    let mut items = Vec::with_capacity(entries.len());
    // each kind has fields of its own
    for entry in &entries {
        let selection = Selection::whole(Resource::of_kind(entry.kind));
        items.extend(one::entries(&[entry], &selection, &request).await?);
    }
    let mut items = items.into_iter();
    let mut rows = Vec::with_capacity(found.rows.len());
    for change in &found.rows {
        let item = match &change.now {
            None => None,
            Some(Thing::Entry(_)) => items.next(),
            Some(Thing::Member(it)) => Some(serde_json::to_value(made::member(it)).map_err(one::unwritten)?),
            Some(Thing::Theme(it)) => Some(serde_json::to_value(made::theme(it, &request)).map_err(one::unwritten)?),
            Some(Thing::Source(it)) => Some(serde_json::to_value(made::source(it)).map_err(one::unwritten)?),
            Some(Thing::Licence(it)) => Some(serde_json::to_value(made::licence(it)).map_err(one::unwritten)?),
            Some(Thing::Territory(it)) => {
                Some(serde_json::to_value(made::territory(it, &request)).map_err(one::unwritten)?)
            }
        };
        rows.push(Change {
            kind: Word(kind(change.subject)),
            action: Word(if change.now.is_some() { ChangeAction::Upsert } else { ChangeAction::Remove }),
            id: change.id.to_string(),
            at: change.at,
            cursor: change.cursor.clone(),
            item,
        });
    }
    let base = format!("{}/api/changes", request.site.api_url());
    let rows_asked = first.map(|it| format!("&first={it}")).unwrap_or_default();
    let next = found.has_next.then(|| format!("{base}?after={}{rows_asked}", found.end));
    let this = if text.is_empty() { base } else { format!("{base}?{text}") };
    let position = LogPosition { has_next_page: found.has_next, end_cursor: found.end };
    let body = serde_json::json!({ "items": rows, "page": position });
    let links = std::iter::once(("self", this)).chain(next.map(|it| ("next", it))).collect();
    Ok((Answer { body, links }, request))
}

fn kind(subject: Subject) -> ChangeKind {
    subject.into()
}
