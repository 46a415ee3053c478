//! What leaves with its files: each row says of every file that it shows, or that its texts refer to, what an import takes back.

use std::collections::{BTreeSet, HashMap};

use serde_json::{Map, Value, json};

use crate::entry::draft::Draft;
use crate::error::Result;
use crate::import::export::without_files;
use crate::import::files::OF_MEMBER;
use crate::import::row::{Row, RowKind};
use crate::model::entry::Credited;
use crate::model::media::{Media, TEXT};
use crate::reader::Reader;
use crate::value::id::Id;

/// A row that leaves, with its files.
#[derive(Debug, Clone)]
pub struct Leaving {
    /// The row, without its files.
    pub row: Row,
    /// The field that names files, with the files in order, each with what the row says of it. Where it is, says whoever gives it.
    pub files: Vec<(&'static str, Vec<File>)>,
}

/// A file that leaves with a row.
#[derive(Debug, Clone)]
pub struct File {
    /// What the row says of it: identifier, role, description.
    pub said: Map<String, Value>,
    /// The picture or document.
    pub media: Media,
}

impl Reader {
    /// Rows of a kind as [`Self::exported`] gives them, with the files that the viewer may see.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn exported_with_files(&self, kind: RowKind, after: Option<Id>, limit: u64) -> Result<Vec<Leaving>> {
        let rows = self.exported_whole(kind, after, limit).await?;
        let named: Vec<Vec<Named>> = rows.iter().map(named).collect();
        let ids: BTreeSet<Id> = named.iter().flatten().map(|it| it.id).collect();
        let seen = match ids.is_empty() {
            true => HashMap::new(),
            false => self.media_by_id(&ids.into_iter().collect::<Vec<_>>()).await?,
        };
        let mut leaving = Vec::with_capacity(rows.len());
        for (mut row, named) in rows.into_iter().zip(named) {
            without_files(kind, &mut row.fields);
            let mut files: Vec<(&'static str, Vec<File>)> = Vec::new();
            for Named { field, id, role } in named {
                let Some(media) = seen.get(&id) else { continue };
                let file = File { said: self.said(media, role.as_deref()), media: media.clone() };
                match files.iter_mut().find(|it| it.0 == field) {
                    Some((_, list)) => list.push(file),
                    None => files.push((field, vec![file])),
                }
            }
            leaving.push(Leaving { row, files });
        }
        Ok(leaving)
    }

    /// What a row says of a file.
    fn said(&self, media: &Media, role: Option<&str>) -> Map<String, Value> {
        let mut said = Map::from_iter([("id".to_owned(), json!(media.id))]);
        let mut put = |name: &str, value: Option<Value>| said.extend(value.map(|it| (name.to_owned(), it)));
        put("role", role.map(Value::from));
        put("name", Some(json!(media.file.name)));
        put("alt", (!media.alt.is_empty()).then(|| json!(media.alt)));
        put("caption", (!media.caption.is_empty()).then(|| json!(media.caption)));
        put("decorative", media.is_decorative.then_some(Value::Bool(true)));
        let credit = media.credit.as_ref().map(|it| match it {
            Credited::Member(it) if self.is_shown_to_all(it.id) => json!({ "member": it.id }),
            Credited::Member(it) => json!({ "name": it.name }),
            Credited::Name { name, url: Some(url) } => json!({ "name": name, "url": url }),
            Credited::Name { name, url: None } => json!({ "name": name }),
        });
        put("credit", credit);
        put("licence", media.licence.as_ref().map(|it| Value::from(it.facts.key.clone())));
        put("focalPoint", media.focal_point.map(|(x, y)| json!({ "x": x, "y": y })));
        said
    }
}

/// A file that a row names.
struct Named {
    field: &'static str,
    id: Id,
    role: Option<String>,
}

/// The files that a row names: what an entry shows in order, then what only its texts refer to; the pictures of a member.
fn named(row: &Row) -> Vec<Named> {
    match row.kind {
        RowKind::Entry(kind) => {
            let draft = Draft::read_in_part(kind, &row.fields, &mut Vec::new());
            let named = draft.named_media();
            let shown: Vec<Id> = named.attached.iter().map(|it| it.id).collect();
            let mut files: Vec<Named> = named
                .attached
                .iter()
                .map(|it| Named { field: "media", id: it.id, role: Some(it.role.word().to_owned()) })
                .collect();
            let in_texts = named.ids().into_iter().filter(|it| !shown.contains(it));
            files.extend(in_texts.map(|id| Named { field: "media", id, role: Some(TEXT.to_owned()) }));
            files
        }
        RowKind::Member => {
            let id = |name: &str| row.fields.get(name).and_then(Value::as_str).and_then(|it| it.parse().ok());
            OF_MEMBER.iter().filter_map(|(name, _)| Some(Named { field: name, id: id(name)?, role: None })).collect()
        }
        RowKind::Source | RowKind::Theme => Vec::new(),
    }
}
