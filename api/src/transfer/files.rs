//! Files that rows of an import bring along: taken by their path below the folder of the import, or from the web, before the rows
//! are imported. What is said of them is taken with the rows.

use std::collections::HashMap;
use std::io;
use std::path::{Component, Path, PathBuf};

use axum::body::Bytes;
use axum::http::Request;
use entity::error::Error;
use entity::import::files::{Brought, Content};
use entity::import::said::Said;
use entity::model::media::NewFile;
use entity::store::Store;
use entity::value::id::Id;
use entity::value::problem::parameter::{Quoted, Unit};
use entity::value::problem::{Case, FileReason, MediaCase, Problem};
use entity::viewer::{View, Viewer};
use futures_util::stream;
use serde_json::Value;

use crate::media::refusal::{Fault, Refusal};
use crate::media::{Media, name};
use crate::outgoing::{Outgoing, Reach, Unanswered};
use crate::transfer::{Batch, references};

/// The most files that one row brings.
const MOST: usize = 50;

/// Where files come from.
#[derive(Debug, Clone)]
pub enum Source {
    /// A folder: that of the file which is imported, or one that is named.
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
    /// The origin of the rows.
    pub origin: &'a str,
    /// Where they come from.
    pub source: Source,
    /// Whether addresses of private networks are asked as well, also without TLS.
    pub from_private: bool,
    /// Whether they are kept; else they are looked at alone.
    pub keeps: bool,
}

impl Batch {
    /// Whether any row names files.
    pub fn names_files(&self) -> bool {
        self.count_files() > 0
    }

    /// How many files the rows name, those that several name counted as often.
    pub fn count_files(&self) -> usize {
        (0..self.len()).map(|at| self.index.files(at)).sum()
    }

    /// Takes the files that the rows name, as long as `go_on`, which is asked before each, says so. What is wrong with a file is wrong with
    /// its row. A file that many rows name is taken once.
    ///
    /// # Errors
    /// Those of the database, and of reading rows back.
    pub async fn bring_files(&mut self, files: &Files<'_>, go_on: impl Fn() -> bool) -> Result<(), Error> {
        let mut taken = HashMap::new();
        let brought = self.bring_each(files, go_on, &mut taken).await;
        if files.keeps {
            let new = taken.into_values().filter(|it| it.is_new);
            self.stored = new.map(|it| (it.file.checksum, it.file.extension)).collect();
        }
        brought
    }

    /// Leaves files to be deleted that rows named and that none tells of: those of rows that were refused, or not reached.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn abandon_files(&self, store: &Store, viewer: Viewer) -> Result<(), Error> {
        if !self.stored.is_empty() {
            store.write(viewer).media_abandon(&self.stored).await?;
        }
        Ok(())
    }

    async fn bring_each(
        &mut self,
        files: &Files<'_>,
        go_on: impl Fn() -> bool,
        taken: &mut HashMap<String, TakenFile>,
    ) -> Result<(), Error> {
        for at in 0..self.len() {
            let count = self.index.files(at);
            if count > MOST {
                let case = Case::TooLong { unit: Unit::Items, count, max: MOST };
                self.index.refuse(at, vec![Problem::new("media", case)]);
                continue;
            }
            if count == 0 {
                continue;
            }
            let Ok(row) = self.index.row(at)? else { continue };
            let items = references::files(&row);
            let (mut brought, mut problems) = (Vec::new(), Vec::new());
            for (place, item) in &items {
                if !go_on() {
                    return Ok(());
                }
                match files.item(place, item, taken).await? {
                    Ok(content) => brought.extend(content.map(|content| Brought { place: place.clone(), content })),
                    Err(found) => problems.extend(found),
                }
            }
            if !problems.is_empty() {
                self.index.refuse(at, problems);
            }
            if !brought.is_empty() {
                self.files.insert((row.kind, row.key.clone()), brought);
            }
        }
        Ok(())
    }
}

/// A file that was taken, by the path or address that rows name it by.
struct TakenFile {
    file: NewFile,
    is_new: bool,
}

impl Files<'_> {
    /// The file that an item names: none where the item names one that is here by its identifier.
    async fn item(
        &self,
        place: &str,
        item: &Value,
        taken: &mut HashMap<String, TakenFile>,
    ) -> Result<Result<Option<Content>, Vec<Problem>>, Error> {
        let said = match Said::read(place, item) {
            Ok(said) => said,
            Err(problems) => return Ok(Err(problems)),
        };
        let Some(from) = said.path.as_ref().or(said.url.as_ref()) else { return Ok(Ok(None)) };
        if said.url.is_some()
            && let Some(id) = self.store.read(self.viewer.clone()).media_brought(self.origin, from, said.id).await?
        {
            return Ok(Ok(Some(Content::Here(id))));
        }
        if !taken.contains_key(from) {
            match self.taken(place, &said).await {
                Ok(file) => drop(taken.insert(from.clone(), file)),
                Err(problem) => return Ok(Err(vec![problem])),
            }
        }
        let file = taken.get(from).map(|it| {
            let name = match &said.name {
                Some(named) => named.as_deref().and_then(name::cleaned),
                None => it.file.name.clone(),
            };
            Content::Sent(Box::new(NewFile { name, ..it.file.clone() }))
        });
        Ok(Ok(file))
    }

    /// Takes a file that no row names, and describes it: its identifier; of what is only planned, that of the very same bytes.
    pub(super) async fn alone(&self, item: &Value) -> Result<Result<Option<Id>, Vec<Problem>>, Error> {
        let place = "media.0";
        let said = match Said::read(place, item) {
            Ok(said) => said,
            Err(problems) => return Ok(Err(problems)),
        };
        let taken = match self.taken(place, &said).await {
            Ok(taken) => taken,
            Err(problem) => return Ok(Err(vec![problem])),
        };
        if !self.keeps {
            let reader = self.store.read(self.viewer.clone().seeing(View::Latest));
            return Ok(Ok(reader.media_of_checksum(&taken.file.checksum).await?));
        }
        let writer = || self.store.write(self.viewer.clone());
        let stored = [(taken.file.checksum.clone(), taken.file.extension.clone())];
        let held = match writer().media_add(taken.file).await {
            Ok(added) => added.into_inner().media,
            Err(cause) => {
                if taken.is_new {
                    writer().media_abandon(&stored).await?;
                }
                return Err(cause);
            }
        };
        // what people have said of it since stands
        if held.version == 1 {
            match writer().media_update(held.id, held.version, said.change).await {
                Ok(_) => {}
                Err(Error::Invalid(problems)) => return Ok(Err(problems)),
                Err(other) => return Err(other),
            }
        }
        Ok(Ok(Some(held.id)))
    }

    async fn taken(&self, place: &str, said: &Said) -> Result<TakenFile, Problem> {
        if self.store.read(self.viewer.clone()).media_may_upload().is_err() {
            return Err(Problem::new(place, Case::MayNotImport));
        }
        let Sent { name, content } = match (&said.path, &said.url) {
            (Some(path), _) => self.file_of_folder(place, path).await?,
            (None, Some(url)) => self.file_of_web(place, url).await?,
            (None, None) => return Err(Problem::new(place, Case::Missing)),
        };
        let taken = match content {
            Read::File(file) => self.media.take_file(file).await,
            Read::Bytes(bytes) => {
                let whole = Ok::<_, std::convert::Infallible>(Bytes::from(bytes));
                self.media.take(stream::iter([whole])).await
            }
        };
        let taken = taken.map_err(|cause| not_taken(place, reason(cause)))?;
        let file = TakenFile { file: taken.told(Some(&name)), is_new: taken.is_new() };
        if !self.keeps {
            self.media.forget(&taken).await;
        }
        Ok(file)
    }

    /// A file below the folder of the import: no path leads out of it, and no link.
    async fn file_of_folder(&self, path: &str, name: &str) -> Result<Sent, Problem> {
        let path = format!("{path}.path");
        let outside = || Problem::new(&path, Case::Media(MediaCase::PathOutside(Quoted::of(name))));
        let named = Path::new(name);
        let stays = named.components().all(|it| matches!(it, Component::Normal(_) | Component::CurDir));
        if !stays || name.is_empty() || name.contains(['\\', '\0']) {
            return Err(outside());
        }
        let unread = |why: FileReason| not_taken(&path, why);
        let said = || Quoted::of(name);
        let content = match &self.source {
            Source::Nowhere => return Err(unread(FileReason::NoFolder)),
            Source::Inside(all) => {
                let found = all.iter().find(|it| it.0 == name);
                Read::Bytes(found.map(|it| it.1.to_vec()).ok_or_else(|| unread(FileReason::NotThere(said())))?)
            }
            Source::Folder(folder) => {
                let failed = |cause: io::Error| match cause.kind() {
                    io::ErrorKind::NotFound => unread(FileReason::NotThere(said())),
                    io::ErrorKind::NotADirectory | io::ErrorKind::IsADirectory => unread(FileReason::NoFile(said())),
                    _ => {
                        tracing::warn!(error = %cause, file = name, "a file of an import cannot be read");
                        unread(FileReason::Unreadable(said()))
                    }
                };
                let read = async |it: PathBuf| tokio::fs::canonicalize(it).await.map_err(failed);
                let (folder, file) = (read(folder.clone()).await?, read(folder.join(named)).await?);
                if !file.starts_with(&folder) {
                    return Err(outside());
                }
                if !tokio::fs::metadata(&file).await.is_ok_and(|it| it.is_file()) {
                    return Err(unread(FileReason::NoFile(said())));
                }
                let opened = tokio::fs::File::open(&file).await.map_err(failed)?;
                Read::File(opened.into_std().await)
            }
        };
        let last = named.file_name().and_then(|it| it.to_str()).unwrap_or(name);
        Ok(Sent { name: last.to_owned(), content })
    }

    /// A file of the web: of a public address over TLS unless the import says otherwise, and no larger than a file may be.
    async fn file_of_web(&self, path: &str, url: &str) -> Result<Sent, Problem> {
        let path = format!("{path}.url");
        let outgoing = Outgoing::new(if self.from_private { Reach::Private } else { Reach::Public })
            .map_err(|why| not_taken(&path, FileReason::NoAnswer(Quoted::of(&why))))?;
        let request = Request::get(url).body(Vec::new());
        let request = request.map_err(|_| not_taken(&path, FileReason::NoAddress(Quoted::of(url))))?;
        let bounds = self.media.bounds();
        let most = usize::try_from(bounds.picture_bytes.max(bounds.document_bytes)).unwrap_or(usize::MAX);
        let answer = outgoing.download(request, most).await.map_err(|it| not_taken(&path, unanswered(&it)))?;
        if !answer.status().is_success() {
            return Err(not_taken(&path, FileReason::Status(answer.status().as_u16())));
        }
        let last = url.split(['?', '#']).next().and_then(|it| it.rsplit('/').next()).unwrap_or_default();
        Ok(Sent {
            name: name::percent_decoded(last).unwrap_or_else(|| last.to_owned()),
            content: Read::Bytes(answer.into_body()),
        })
    }
}

/// A file that was found.
struct Sent {
    name: String,
    content: Read,
}

/// Its content: yet to be read, or read already.
enum Read {
    File(std::fs::File),
    Bytes(Vec<u8>),
}

/// Why a file is not taken that was found.
fn reason(cause: Refusal) -> FileReason {
    match cause {
        Refusal::TooLong { most } => FileReason::TooLong { max: most },
        Refusal::Empty => FileReason::Empty,
        Refusal::Type { found } => FileReason::Type(found),
        Refusal::Svg => FileReason::Svg,
        Refusal::NoDecoder { found } => FileReason::NoDecoder(found),
        Refusal::Macros => FileReason::Macros,
        Refusal::Damaged { found } => FileReason::Damaged(found),
        Refusal::TooManyPixels { width, height, most_megapixels } => {
            FileReason::TooManyPixels { width, height, max: most_megapixels }
        }
        Refusal::TooMuchMemory { most_megabytes } => FileReason::TooMuchMemory { max: most_megabytes },
        Refusal::TooMuchTime { seconds } => FileReason::TooMuchTime { max: seconds },
        Refusal::TooManyFrames { frames, most } => FileReason::TooManyFrames { count: frames, max: most },
        Refusal::Interrupted | Refusal::TooSlow { .. } => FileReason::Interrupted,
        Refusal::Busy => FileReason::Busy,
        Refusal::Storage(fault) => {
            // what only the operator can mend; people are told in short
            tracing::warn!(error = %fault, "a file of an import cannot be kept");
            match fault {
                Fault::Full(_) => FileReason::StorageFull,
                Fault::Unreachable(_) | Fault::Damaged(_) => FileReason::StorageSilent,
                Fault::Busy => FileReason::Busy,
            }
        }
    }
}

/// Why a file that an address leads to is not there.
fn unanswered(cause: &Unanswered) -> FileReason {
    match cause {
        Unanswered::NotPublic(address) => FileReason::NotPublic(Quoted::of(address)),
        Unanswered::NoAddress(address) => FileReason::NoAddress(Quoted::of(address)),
        Unanswered::TooLong(most) => FileReason::TooLong { max: *most as u64 },
        Unanswered::TooManyRedirects => FileReason::Redirects,
        Unanswered::Failed(_) | Unanswered::Malformed(_) => FileReason::NoAnswer(Quoted::of(&cause.told())),
    }
}

fn not_taken(path: &str, reason: FileReason) -> Problem {
    Problem::new(path, Case::Media(MediaCase::NotTaken(reason)))
}
