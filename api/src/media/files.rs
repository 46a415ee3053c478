//! A file on its way in: received, looked at, kept, or forgotten again; and all that this takes.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use entity::model::media::{NewFile, Offered, Picture};
use futures_util::{Stream, stream};
use tokio::io::AsyncReadExt;
use tokio::sync::Semaphore;

use crate::media::counts::Counts;
use crate::media::examine::{Content, Examined};
use crate::media::receive::{Allowed, Received};
use crate::media::refusal::{Fault, Refusal};
use crate::media::storage::Storage;
use crate::media::variants::{Given, Making, Original, Wanted};
use crate::media::workshop::{UNPACKING, Workshop};
use crate::media::{examine, name, receive, storage};

/// How many files are received at once.
const UPLOADS_AT_ONCE: usize = 64;
/// How long a sender may send nothing.
const SILENCE: Duration = Duration::from_secs(20);

/// How much of a file of this machine is read at once.
const READ_AT_ONCE: usize = 256 * 1024;

/// How much one file may be.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Bytes of a picture.
    pub picture_bytes: u64,
    /// Bytes of a document.
    pub document_bytes: u64,
    /// Millions of pixels of a picture.
    pub megapixels: u64,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { picture_bytes: 20 * 1024 * 1024, document_bytes: 50 * 1024 * 1024, megapixels: 40 }
    }
}

/// Receives, keeps and gives files. Cheap to clone.
#[derive(Clone)]
pub struct Media(Arc<Inner>);

struct Inner {
    storage: Storage,
    bounds: Bounds,
    uploads: Semaphore,
    workshop: Arc<Workshop>,
    making: Making,
    counts: Arc<Counts>,
}

impl Default for Media {
    /// In the memory of this process.
    fn default() -> Self {
        Self::new(Storage::memory(), Bounds::default())
    }
}

impl Media {
    /// Files in this storage.
    pub fn new(storage: Storage, bounds: Bounds) -> Self {
        let (workshop, counts) = (Arc::new(Workshop::new()), Arc::<Counts>::default());
        let making = Making::new(storage.clone(), Arc::clone(&workshop), Arc::clone(&counts));
        Self(Arc::new(Inner { storage, bounds, uploads: Semaphore::new(UPLOADS_AT_ONCE), workshop, making, counts }))
    }

    /// The same that keeps nothing but for a moment, to look at files alone.
    pub(crate) fn trial(&self) -> Self {
        Self::new(Storage::memory(), self.0.bounds)
    }

    /// Where files are kept.
    pub(crate) fn storage(&self) -> &Storage {
        &self.0.storage
    }

    /// Where that is, for people.
    pub fn place(&self) -> &str {
        self.0.storage.place()
    }

    /// What was counted.
    pub(crate) fn counts(&self) -> &Counts {
        &self.0.counts
    }

    /// How much one file may be.
    pub(crate) fn bounds(&self) -> Bounds {
        self.0.bounds
    }

    /// Receives a file, looks at it, and keeps it. Where nothing is said of it afterwards, [`Self::forget`] deletes it.
    ///
    /// # Errors
    /// [`Refusal`]; nothing is kept then.
    pub(crate) async fn take<E>(&self, sent: impl Stream<Item = Result<Bytes, E>> + Unpin) -> Result<Taken, Refusal> {
        let taken = self.taken(sent).await;
        match &taken {
            Ok(taken) => self.0.counts.kept(taken.file.bytes),
            Err(refusal) => self.0.counts.refused(refusal),
        }
        taken
    }

    /// The same with a file of this machine.
    ///
    /// # Errors
    /// [`Refusal`]; nothing is kept then.
    pub(crate) async fn take_file(&self, file: std::fs::File) -> Result<Taken, Refusal> {
        let parts = stream::try_unfold(tokio::fs::File::from_std(file), async |mut file| {
            let mut part = vec![0; READ_AT_ONCE];
            let count = file.read(&mut part).await?;
            part.truncate(count);
            std::io::Result::Ok((count > 0).then(|| (Bytes::from(part), file)))
        });
        self.take(Box::pin(parts)).await
    }

    async fn taken<E>(&self, sent: impl Stream<Item = Result<Bytes, E>> + Unpin) -> Result<Taken, Refusal> {
        let inner = &self.0;
        let _place = inner.uploads.try_acquire().map_err(|_| Refusal::Busy)?;
        let Bounds { picture_bytes: picture, document_bytes: document, .. } = inner.bounds;
        let allowed = Allowed { picture, document, silence: SILENCE };
        let received = receive::receive(sent, allowed, inner.storage.incoming().as_deref()).await?;
        let mut file = self.examined(received).await?;
        let key = storage::original(&file.checksum, file.kind.extension());
        let was_here = inner.storage.size(&key).await?.is_some();
        // also what is there already: what was damaged is whole again
        match std::mem::replace(&mut file.content, Content::Picture(Bytes::new())) {
            Content::Picture(bytes) => inner.storage.put(&key, bytes).await?,
            Content::Document(document) => inner.storage.put_file(&key, document).await?,
        }
        Ok(Taken { file, was_here })
    }

    async fn examined(&self, received: Received) -> Result<Examined, Refusal> {
        let Received { file, bytes, kind, head, digest } = received;
        let workshop = &self.0.workshop;
        let bench = workshop.bench().await?;
        if !kind.is_picture() {
            return bench.work(kind, UNPACKING, move || examine::document(file, bytes, kind, &head, &digest)).await;
        }
        let most = self.0.bounds.megapixels;
        let claimed = bench.work(kind, UNPACKING, move || examine::claimed(file, bytes, kind, most)).await?;
        let room = workshop.room(claimed.memory()).await?;
        let looked = bench.work(kind, UNPACKING, move || examine::looked(claimed)).await;
        drop(room);
        looked
    }

    /// Deletes what was taken, when it was not here before: no row tells of it.
    pub(crate) async fn forget(&self, taken: &Taken) {
        if !taken.was_here
            && let Err(cause) = self.0.storage.remove(&taken.file.checksum, taken.file.kind.extension()).await
        {
            tracing::warn!(error = %cause, checksum = taken.file.checksum, "a file that was not taken stays behind");
        }
    }

    /// A variant of an original.
    ///
    /// # Errors
    /// [`Fault`].
    pub(crate) async fn variant(&self, original: &Original, wanted: Wanted) -> Result<Given, Fault> {
        self.0.making.variant(original, wanted).await
    }

    /// Deletes a file with its variants.
    ///
    /// # Errors
    /// [`Fault`].
    pub(crate) async fn remove(&self, checksum: &str, extension: &str) -> Result<(), Fault> {
        self.0.storage.remove(checksum, extension).await
    }
}

/// A file that was taken and is kept.
pub(crate) struct Taken {
    pub(crate) file: Examined,
    /// Whether these very bytes were kept already.
    was_here: bool,
}

impl Taken {
    /// Whether these bytes were not kept before.
    pub(crate) fn is_new(&self) -> bool {
        !self.was_here
    }

    /// The file as rows tell of it, under the name that it was sent under.
    pub(crate) fn told(&self, named: Option<&str>) -> NewFile {
        let file = &self.file;
        NewFile {
            checksum: file.checksum.clone(),
            media_type: file.kind.media_type().to_owned(),
            extension: file.kind.extension().to_owned(),
            bytes: file.bytes,
            name: named.and_then(name::cleaned),
            picture: file.picture.as_ref().map(|it| Picture {
                width: it.size.0,
                height: it.size.1,
                thumbhash: it.placeholder.thumbhash.clone(),
                dominant_color: it.placeholder.dominant_color.clone(),
                is_animated: it.is_animated,
            }),
            offered: Offered { author: file.offered.author.clone(), licence: file.offered.licence.clone() },
        }
    }
}
