//! Files that rows of an import bring along. Their bytes are in storage before; what the database tells of them is written together
//! with the row that names them, so that a row which is refused leaves nothing.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::{Map, Value, json};

use crate::act::Act;
use crate::db::turn::Turn;
use crate::editing::media::change::checked;
use crate::error::{Error, Found, Result};
use crate::import::importer::Import;
use crate::import::row::{RowKind, key};
use crate::import::said::Said;
use crate::import::{resolve, rights};
use crate::media::mention::SCHEME;
use crate::model::history::external;
use crate::model::media::{NewFile, OfMember, TEXT, row};
use crate::model::member;
use crate::policy::media::media_readable;
use crate::reader::Reader;
use crate::reference::Snapshot;
use crate::value::id::Id;
use crate::value::problem::{Case, FileReason, MediaCase, Problem};
use crate::viewer::View;
use crate::writer::Writer;
use crate::{journal, policy};

/// What the addresses that files were fetched from are kept under, beside the keys of rows.
const KIND: &str = "media";
/// The fields of a member that name a picture.
pub(super) const OF_MEMBER: [(&str, OfMember); 2] = [("picture", OfMember::Picture), ("logo", OfMember::Logo)];

/// A file that a row brings along.
#[derive(Debug, Clone)]
pub struct Brought {
    /// Where the row names it: `media.0`, `picture`.
    pub place: String,
    /// What it is.
    pub content: Content,
}

/// What a file that a row brings along is.
#[derive(Debug, Clone)]
pub enum Content {
    /// Bytes that are in storage, or were looked at for a plan.
    Sent(Box<NewFile>),
    /// A picture or document that is here, which needed no fetching.
    Here(Id),
}

/// A file whose description waits until the member who shows it is saved: that member may be the one who made it.
pub(super) struct Undescribed {
    place: String,
    held: row::Model,
    is_new: bool,
    said: Said,
}

impl Reader {
    /// The picture or document that stands for an address: the one with this identifier, else the one that an import from this origin
    /// fetched from there. None where it is to be fetched: also where the viewer may not see it.
    ///
    /// # Errors
    /// [`Error::Denied`] for viewers who may not import from there.
    pub async fn media_brought(&self, origin: &str, url: &str, id: Option<Id>) -> Result<Option<Id>> {
        rights::permit(self.viewer(), origin)?;
        let seen = media_readable(&self.viewer().clone().seeing(View::Latest), self.now());
        self.read_privately(async {
            let db = self.private();
            let known = external::Entity::find_by_id((origin.to_owned(), KIND.to_owned(), key(url)));
            let fetched = known.one(&db).await?.map(|it| it.object_id);
            let named: Vec<Id> = id.into_iter().chain(fetched).collect();
            let asked = row::Entity::find().select_only().column(row::Column::Id);
            let asked = asked.filter(row::Column::Id.is_in(named.iter().copied())).filter(seen);
            let found: Vec<Id> = asked.into_tuple().all(&db).await?;
            Ok(named.into_iter().find(|it| found.contains(it)))
        })
        .await
    }
}

impl Import {
    fn writer(&self) -> Writer {
        Writer::new(std::sync::Arc::clone(&self.inner), self.viewer.clone())
    }

    /// Puts the identifiers of files in the place of what a row says of them.
    pub(super) async fn take_in_files(
        &self,
        db: &Turn,
        kind: RowKind,
        fields: &mut Map<String, Value>,
        files: &[Brought],
    ) -> Result<Vec<Undescribed>> {
        let mut later = Vec::new();
        match kind {
            RowKind::Entry(_) => {
                let Some(Value::Array(items)) = fields.get_mut("media") else { return Ok(later) };
                let (mut kept, mut moved) = (Vec::new(), Vec::new());
                let mut problems = Vec::new();
                for (at, item) in std::mem::take(items).into_iter().enumerate() {
                    let place = format!("media.{at}");
                    let role = item.get("role").filter(|it| !it.is_null()).cloned().unwrap_or_else(|| json!("GALLERY"));
                    let in_text = role == TEXT;
                    match self.file(db, &place, &item, files).await {
                        Ok(None) => kept.push(item),
                        Ok(Some((id, file))) => {
                            if let Some(file) = file {
                                moved.extend(file.said.id.filter(|it| *it != id).map(|it| (it, id)));
                                match self.describe(db, file, false).await {
                                    Err(Error::Invalid(found)) => problems.extend(found),
                                    other => other?,
                                }
                            }
                            if !in_text {
                                kept.push(json!({ "id": id, "role": role }));
                            }
                        }
                        Err(Error::Invalid(found)) => problems.extend(found),
                        Err(other) => return Err(other),
                    }
                }
                if !problems.is_empty() {
                    return Err(Error::Invalid(problems));
                }
                fields.insert("media".to_owned(), Value::Array(kept));
                for (before, after) in moved {
                    let (before, after) = (format!("{SCHEME}{before}"), format!("{SCHEME}{after}"));
                    fields.values_mut().for_each(|it| renamed(it, &before, &after));
                }
            }
            RowKind::Member => {
                for (name, _) in OF_MEMBER {
                    let Some(item @ Value::Object(_)) = fields.get(name) else { continue };
                    if let Some((id, file)) = self.file(db, name, &item.clone(), files).await? {
                        fields.insert(name.to_owned(), json!(id));
                        later.extend(file);
                    }
                }
            }
            RowKind::Source | RowKind::Theme => {}
        }
        Ok(later)
    }

    /// The identifier of a file that a row names, and the file where it is still to be described. None of what names none that can be
    /// read.
    async fn file(
        &self,
        db: &Turn,
        place: &str,
        item: &Value,
        files: &[Brought],
    ) -> Result<Option<(Id, Option<Undescribed>)>> {
        if !item.is_object() {
            return Ok(None);
        }
        let said = Said::read(place, item).map_err(Error::Invalid)?;
        let file = match files.iter().find(|it| it.place == place).map(|it| &it.content) {
            None if said.path.is_none() && said.url.is_none() => return Ok(said.id.map(|id| (id, None))),
            None => {
                let case = Case::Media(MediaCase::NotTaken(FileReason::NotWithRow));
                return Err(Problem::new(place, case).into());
            }
            Some(Content::Here(id)) => return Ok(Some((*id, None))),
            Some(Content::Sent(file)) => file.as_ref().clone(),
        };
        policy::permit(&self.viewer, Act::UploadMedia).map_err(|_| Problem::new(place, Case::MayNotImport))?;
        let (held, is_new) = self.writer().take_in_file(db, file, said.id).await?;
        let id = held.id;
        if is_new {
            journal::note(db, &self.inner.clock, &self.viewer, "mediaUpload", ("media", id), None).await?;
        }
        if let Some(url) = &said.url {
            let known = external::ActiveModel {
                origin: Set(self.origin.clone()),
                kind: Set(KIND.to_owned()),
                key: Set(key(url)),
                object_id: Set(id),
                imported: Set("{}".to_owned()),
                run_seq: Set(self.run),
            };
            let again = [external::Column::Origin, external::Column::Kind, external::Column::Key];
            let again = OnConflict::columns(again)
                .update_columns([external::Column::ObjectId, external::Column::RunSeq])
                .to_owned();
            external::Entity::insert(known).on_conflict(again).exec_without_returning(db).await?;
        }
        Ok(Some((id, Some(Undescribed { place: place.to_owned(), held, is_new, said }))))
    }

    /// Describes files that members show, once these are saved.
    pub(super) async fn describe_all(&self, db: &Turn, files: Vec<Undescribed>) -> Result<()> {
        for file in files {
            self.describe(db, file, true).await?;
        }
        Ok(())
    }

    /// Describes a file that nobody has described yet. What people have said of it since stands.
    async fn describe(&self, db: &Turn, file: Undescribed, of_member: bool) -> Result<()> {
        let Undescribed { place, held, is_new, said } = file;
        let writer = self.writer();
        if held.version != 1
            || !is_new && writer.permit_with_media(db, Act::ChangeMedia, &held, &self.reference).await.is_err()
        {
            return Ok(());
        }
        let member = match said.change.credit.as_ref().and_then(|it| it.as_ref()?.member.as_ref()) {
            Some(name) => match resolve::find(self, db, RowKind::Member, name).await? {
                Some(id) => {
                    member::row::Entity::find()
                        .select_only()
                        .column(member::row::Column::Seq)
                        .filter(member::row::Column::Id.eq(id))
                        .into_tuple::<i64>()
                        .one(db)
                        .await?
                }
                None => None,
            },
            None => None,
        };
        let mut found = Found::after(Vec::new());
        let checked = checked(&said.change, &self.reference, |_| member, &mut found);
        let done = match (found.end(), is_new) {
            (Err(wrong), _) => Err(wrong),
            (Ok(()), true) => writer.describe(db, held, checked, None).await,
            // the member who shows it may not be known in memory yet
            (Ok(()), false) if of_member => writer.describe(db, held, checked, Some(&Snapshot::load(db).await?)).await,
            (Ok(()), false) => writer.describe(db, held, checked, Some(&self.reference)).await,
        };
        done.map_err(|cause| match cause {
            Error::Invalid(problems) => Error::Invalid(problems.into_iter().map(|it| below(&place, it)).collect()),
            other => other,
        })
    }

    /// Shows the pictures of a member that fields name.
    pub(super) async fn show_pictures(&self, db: &Turn, id: Id, fields: &Map<String, Value>) -> Result<()> {
        let Some(held) = member::row::Entity::find().filter(member::row::Column::Id.eq(id)).one(db).await? else {
            return Ok(());
        };
        for (name, role) in OF_MEMBER {
            let Some(wished) = fields.get(name) else { continue };
            let wished = wished.as_str().and_then(|it| it.parse::<Id>().ok());
            self.writer().show(db, &held, role, wished).await?;
        }
        Ok(())
    }
}

/// A problem below a place of a row.
fn below(place: &str, problem: Problem) -> Problem {
    let place = Problem::new(place, problem.case.clone()).path;
    Problem { path: [place, problem.path].concat(), case: problem.case }
}

/// Names a file by another identifier in all texts of a value.
fn renamed(value: &mut Value, before: &str, after: &str) {
    match value {
        Value::String(text) if text.contains(before) => *text = text.replace(before, after),
        Value::Array(items) => items.iter_mut().for_each(|it| renamed(it, before, after)),
        Value::Object(fields) => fields.values_mut().for_each(|it| renamed(it, before, after)),
        Value::String(_) | Value::Number(_) | Value::Bool(_) | Value::Null => {}
    }
}
