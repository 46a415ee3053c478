//! Files that rows of an import bring along: taken by their path below the folder of the import, or from the web, before the rows
//! are imported. What is said of a picture is taken when it is new here.

use std::path::{Component, Path, PathBuf};

use axum::body::Bytes;
use axum::http::Request;
use entity::editing::media::change::{MediaChange, SaidCredit};
use entity::error::Error;
use entity::import::row::RowKind;
use entity::model::media::Media as Row;
use entity::store::Store;
use entity::value::language::LanguageTag;
use entity::value::problem::parameter::{JsonKind, Quoted};
use entity::value::problem::{Case, Problem};
use entity::viewer::{View, Viewer};
use futures_util::stream;
use serde_json::{Map, Value, json};

use crate::media::Media;
use crate::media::refusal::Refusal;
use crate::outgoing::{Outgoing, Reach};
use crate::transfer::Batch;

/// The most files that one row brings.
const MOST: usize = 50;
/// The fields of an item.
const FIELDS: [&str; 8] = ["path", "url", "id", "role", "alt", "caption", "credit", "licence"];

/// Where files come from.
#[derive(Debug, Clone)]
pub enum Source {
    /// The folder of the file that is imported.
    Folder(PathBuf),
    /// What the program brings along: names and contents.
    Inside(&'static [(&'static str, &'static [u8])]),
    /// Nowhere: what is imported has no folder.
    Nowhere,
}

/// What takes the files of an import.
pub struct Files<'a> {
    /// Keeps them.
    pub media: &'a Media,
    /// Holds their rows.
    pub store: &'a Store,
    /// Whose they are.
    pub viewer: Viewer,
    /// Where they come from.
    pub source: Source,
    /// Whether they are kept; else they are looked at alone.
    pub keeps: bool,
}

impl Batch {
    /// Whether any row names files.
    pub fn names_files(&self) -> bool {
        self.lines.iter().filter_map(|it| it.row.as_ref().ok()).any(|it| it.fields.contains_key("media"))
    }

    /// Takes the files that the rows name, and puts their identifiers in the place of their names. What is wrong with a file is wrong
    /// with its row.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn bring_files(&mut self, files: &Files<'_>) -> Result<(), Error> {
        for line in &mut self.lines {
            let Ok(row) = &mut line.row else { continue };
            if !matches!(row.kind, RowKind::Entry(_)) {
                continue;
            }
            let Some(Value::Array(items)) = row.fields.get_mut("media") else { continue };
            let mut problems = Vec::new();
            let mut is_planned = false;
            for (at, item) in items.iter_mut().enumerate().take(MOST) {
                match files.item(at, item).await? {
                    Ok(Some(told)) => *item = told,
                    Ok(None) => is_planned = true,
                    Err(found) => problems.extend(found),
                }
            }
            // what is not kept has no identifier that the plan could name
            if is_planned {
                row.fields.shift_remove("media");
            }
            if !problems.is_empty() {
                line.row = Err(problems);
            }
        }
        Ok(())
    }
}

/// What became of an item: what a draft knows of it, none of what is only planned, or what is wrong.
pub(super) type Brought = Result<Option<Value>, Vec<Problem>>;

impl Files<'_> {
    pub(super) async fn item(&self, at: usize, item: &Value) -> Result<Brought, Error> {
        let path = format!("media.{at}");
        let Value::Object(said) = item else {
            let case = Case::WrongKind { wanted: JsonKind::Object, found: Quoted::json(item) };
            return Ok(Err(vec![Problem::new(&path, case)]));
        };
        let unknown = said.keys().filter(|it| !FIELDS.contains(&it.as_str()));
        let unknown: Vec<Problem> =
            unknown.map(|it| Problem::new(&path, Case::UnknownField { name: Quoted::of(it), near: None })).collect();
        if !unknown.is_empty() {
            return Ok(Err(unknown));
        }
        let role = said.get("role").filter(|it| !it.is_null()).cloned().unwrap_or_else(|| json!("GALLERY"));
        let text = |name: &str| said.get(name).and_then(Value::as_str);
        let file = match (text("path"), text("url"), said.get("id")) {
            (None, None, Some(id)) => return Ok(Ok(Some(json!({ "id": id, "role": role })))),
            (Some(name), None, None) => self.file_of_folder(&path, name).await,
            (None, Some(url), None) => self.file_of_web(&path, url).await,
            _ => Err(Problem::new(&path, Case::Missing)),
        };
        let change = change(&path, said);
        let (file, change) = match (file, change) {
            (Ok(file), Ok(change)) => (file, change),
            (file, change) => {
                return Ok(Err(file.err().into_iter().chain(change.err().into_iter().flatten()).collect()));
            }
        };
        let Sent { name, content } = file;
        let taken = match content {
            Content::File(file) => self.media.take_file(file).await,
            Content::Bytes(bytes) => {
                let whole = Ok::<_, std::convert::Infallible>(Bytes::from(bytes));
                self.media.take(stream::iter([whole])).await
            }
        };
        let taken = match taken {
            Ok(taken) => taken,
            Err(cause) => return Ok(Err(vec![Problem::new(&path, Case::FileNotTaken(Quoted::of(&reason(&cause))))])),
        };
        if !self.keeps {
            // the very same bytes may be here from an import before
            let reader = self.store.read(self.viewer.clone().seeing(View::Latest));
            let here = reader.media_of_checksum(&taken.file.checksum).await?;
            self.media.forget(&taken).await;
            return Ok(Ok(here.map(|id| json!({ "id": id, "role": role }))));
        }
        let writer = || self.store.write(self.viewer.clone());
        let added = match writer().media_add(taken.told(Some(&name))).await {
            Ok(added) => added.into_inner(),
            Err(cause) => {
                self.media.forget(&taken).await;
                return Err(cause);
            }
        };
        let media: Row = added.media;
        // what people have said of it since stands
        if media.version == 1
            && let Err(cause) = writer().media_update(media.id, media.version, change).await
        {
            let below = |it: Problem| Problem {
                path: [vec!["media".to_owned(), at.to_string()], it.path.clone()].concat(),
                ..it
            };
            return match cause {
                Error::Invalid(problems) => Ok(Err(problems.into_iter().map(below).collect())),
                other => Err(other),
            };
        }
        Ok(Ok(Some(json!({ "id": media.id, "role": role }))))
    }

    /// A file below the folder of the import: no path leads out of it, and no link.
    async fn file_of_folder(&self, path: &str, name: &str) -> Result<Sent, Problem> {
        let path = format!("{path}.path");
        let outside = || Problem::new(&path, Case::PathOutside(Quoted::of(name)));
        let named = Path::new(name);
        let stays = named.components().all(|it| matches!(it, Component::Normal(_) | Component::CurDir));
        if !stays || name.is_empty() || name.contains(['\\', '\0']) {
            return Err(outside());
        }
        let unread = |why: &str| Problem::new(&path, Case::FileNotTaken(Quoted::of(&format!("{name}: {why}"))));
        let content = match &self.source {
            Source::Nowhere => return Err(unread("standard input has no folder")),
            Source::Inside(all) => {
                let found = all.iter().find(|it| it.0 == name);
                Content::Bytes(found.map(|it| it.1.to_vec()).ok_or_else(|| unread("is not there"))?)
            }
            Source::Folder(folder) => {
                let read = async |it: PathBuf| tokio::fs::canonicalize(it).await.map_err(|it| unread(&it.to_string()));
                let (folder, file) = (read(folder.clone()).await?, read(folder.join(named)).await?);
                if !file.starts_with(&folder) {
                    return Err(outside());
                }
                if !tokio::fs::metadata(&file).await.is_ok_and(|it| it.is_file()) {
                    return Err(unread("is no file"));
                }
                let opened = tokio::fs::File::open(&file).await.map_err(|it| unread(&it.to_string()))?;
                Content::File(opened.into_std().await)
            }
        };
        let last = named.file_name().and_then(|it| it.to_str()).unwrap_or(name);
        Ok(Sent { name: last.to_owned(), content })
    }

    /// A file of the web: of a public address over TLS, and no larger than a file may be.
    async fn file_of_web(&self, path: &str, url: &str) -> Result<Sent, Problem> {
        let path = format!("{path}.url");
        let unread = |why: String| Problem::new(&path, Case::FileNotTaken(Quoted::of(&why)));
        let outgoing = Outgoing::new(Reach::Public).map_err(unread)?;
        let request = Request::get(url).body(Vec::new()).map_err(|it| unread(it.to_string()))?;
        let bounds = self.media.bounds();
        let most = usize::try_from(bounds.picture_bytes.max(bounds.document_bytes)).unwrap_or(usize::MAX);
        let answer = outgoing.download(request, most).await.map_err(|it| unread(it.to_string()))?;
        if !answer.status().is_success() {
            return Err(unread(format!("{url}: answered {}", answer.status())));
        }
        let last = url.split(['?', '#']).next().and_then(|it| it.rsplit('/').next()).unwrap_or_default();
        Ok(Sent { name: last.to_owned(), content: Content::Bytes(answer.into_body()) })
    }
}

/// A file that was found.
struct Sent {
    name: String,
    content: Content,
}

/// Its content: yet to be read, or read already.
enum Content {
    File(std::fs::File),
    Bytes(Vec<u8>),
}

/// What a row says of a file.
fn change(path: &str, said: &Map<String, Value>) -> Result<MediaChange, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut texts = |field: &str| {
        let mut found: Vec<(LanguageTag, String)> = Vec::new();
        match said.get(field) {
            None | Some(Value::Null) => {}
            Some(Value::Object(texts)) => {
                for (language, text) in texts {
                    match (language.parse::<LanguageTag>(), text.as_str()) {
                        (Ok(language), Some(text)) => found.push((language, text.to_owned())),
                        (Err(_), _) => problems
                            .push(Problem::new(&format!("{path}.{field}"), Case::NotALanguage(Quoted::of(language)))),
                        (Ok(_), None) => {
                            let case = Case::WrongKind { wanted: JsonKind::Text, found: Quoted::json(text) };
                            problems.push(Problem::new(&format!("{path}.{field}.{language}"), case));
                        }
                    }
                }
            }
            Some(other) => {
                let case = Case::WrongKind { wanted: JsonKind::Object, found: Quoted::json(other) };
                problems.push(Problem::new(&format!("{path}.{field}"), case));
            }
        }
        found
    };
    let (alt, caption) = (texts("alt"), texts("caption"));
    let credit = match said.get("credit").filter(|it| !it.is_null()) {
        None => None,
        Some(Value::String(name)) => Some(SaidCredit { name: Some(name.clone()), ..SaidCredit::default() }),
        Some(credit) => {
            let text = |name: &str| credit.get(name).and_then(Value::as_str).map(str::to_owned);
            let url = text("url").map(|it| it.parse().map_err(|_| Case::NotAWebAddress(Quoted::of(&it)))).transpose();
            let url = url.map_err(|case| problems.push(Problem::new(&format!("{path}.credit.url"), case)));
            Some(SaidCredit { member: text("member"), name: text("name"), url: url.unwrap_or_default() })
        }
    };
    let licence = said.get("licence").and_then(Value::as_str).map(entity::model::licence::LicenceKey::of);
    let change =
        MediaChange { alt, caption, credit: credit.map(Some), licence: licence.map(Some), ..MediaChange::default() };
    if problems.is_empty() { Ok(change) } else { Err(problems) }
}

/// Why a file is not taken, in English, as reports are.
fn reason(cause: &Refusal) -> String {
    match cause {
        Refusal::TooLong { most } => format!("it has more than {most} bytes"),
        Refusal::Empty => "it is empty".to_owned(),
        Refusal::Type { found: Some(found) } => format!("{found} is not taken"),
        Refusal::Type { found: None } => "files of its type are not taken".to_owned(),
        Refusal::Svg => "SVG is not taken: it can hold scripts".to_owned(),
        Refusal::NoDecoder { found } => format!("{found} cannot be read here"),
        Refusal::Macros => "it holds macros".to_owned(),
        Refusal::Damaged { found } => format!("it is no whole {found}"),
        Refusal::TooManyPixels { width, height, most_megapixels } => {
            format!("it has {width} x {height} pixels; {most_megapixels} million are the most")
        }
        Refusal::TooMuchMemory { most_megabytes } => format!("unpacking it takes more than {most_megabytes} MB"),
        Refusal::TooMuchTime { seconds } => format!("unpacking it takes longer than {seconds} s"),
        Refusal::TooManyFrames { frames, most } => format!("it has {frames} frames; {most} are the most"),
        Refusal::Interrupted => "it ends too early".to_owned(),
        Refusal::TooSlow { seconds } => format!("nothing came for {seconds} s"),
        Refusal::Busy => "too many files come at once".to_owned(),
        Refusal::Storage(fault) => fault.to_string(),
    }
}
