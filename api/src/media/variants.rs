//! Variants, made when they are first asked for and kept from then on. However many ask at once, one of them is made once. AVIF
//! takes too long to be waited for: it is made in the background, one at a time.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use axum::body::Bytes;
use tokio::sync::{Semaphore, watch};

use crate::media::address::Format;
use crate::media::counts::Counts;
use crate::media::frame::{Focus, Ratio};
use crate::media::kind::Kind;
use crate::media::refusal::{Fault, Refusal};
use crate::media::storage::{self, Found, Storage};
use crate::media::workshop::{MAKING, UNPACKING, Workshop};
use crate::media::{decode, encode};

/// How many variants are made or waited for at once.
const MOST: usize = 256;
/// How many of AVIF.
const MOST_AVIF: usize = 32;

/// A picture that variants are made of.
#[derive(Debug, Clone)]
pub(crate) struct Original {
    pub(crate) checksum: String,
    pub(crate) extension: String,
    pub(crate) kind: Kind,
    pub(crate) focus: Focus,
}

/// A variant, as it can be given.
pub(crate) enum Given {
    /// It was kept.
    Kept(Found),
    /// It was made just now.
    Made(Bytes),
    /// It is being made in the background.
    Later,
    /// The original is not in the storage.
    Lost,
}

/// Which variant: a width of the list, a ratio, a format.
pub(crate) type Wanted = (u32, Ratio, Format);

/// Makes variants. Cheap to clone.
#[derive(Clone)]
pub(super) struct Making(Arc<Inner>);

struct Inner {
    storage: Storage,
    workshop: Arc<Workshop>,
    counts: Arc<Counts>,
    /// Those that are being made.
    begun: Mutex<HashMap<String, watch::Receiver<Option<Outcome>>>>,
    /// AVIF is made one at a time.
    slow: Semaphore,
}

/// What became of a variant, for all who wait for it.
#[derive(Clone)]
enum Outcome {
    Made(Bytes),
    Lost,
    /// Why not, for the log of the one who made it.
    Failed(&'static str),
}

impl Making {
    pub(super) fn new(storage: Storage, workshop: Arc<Workshop>, counts: Arc<Counts>) -> Self {
        Self(Arc::new(Inner { storage, workshop, counts, begun: Mutex::default(), slow: Semaphore::new(1) }))
    }

    /// A variant of an original, whose width is one of the list.
    ///
    /// # Errors
    /// [`Fault`].
    pub(super) async fn variant(&self, original: &Original, wanted: Wanted) -> Result<Given, Fault> {
        let name = name(wanted, original.focus);
        if let Some(found) = self.0.storage.get(&storage::variant(&original.checksum, &name), None).await? {
            return Ok(Given::Kept(found));
        }
        let mut made = self.begin(original, wanted, name)?;
        if wanted.2 == Format::Avif {
            return Ok(Given::Later);
        }
        let outcome = made.wait_for(Option::is_some).await.map(|it| (*it).clone()).ok().flatten();
        match outcome {
            Some(Outcome::Made(bytes)) => Ok(Given::Made(bytes)),
            Some(Outcome::Lost) => Ok(Given::Lost),
            Some(Outcome::Failed("busy")) => Err(Fault::Busy),
            Some(Outcome::Failed(why)) => Err(Fault::Damaged(why.to_owned())),
            None => Err(Fault::Unreachable("what made a variant ended early".to_owned())),
        }
    }

    /// Begins to make a variant, unless it is being made: what is made does not end with whoever asked first.
    fn begin(
        &self,
        original: &Original,
        wanted: Wanted,
        name: String,
    ) -> Result<watch::Receiver<Option<Outcome>>, Fault> {
        let key = format!("{}/{name}", original.checksum);
        let mut begun = self.0.begun.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(made) = begun.get(&key) {
            return Ok(made.clone());
        }
        let is_avif = wanted.2 == Format::Avif;
        let slow = begun.keys().filter(|it| it.ends_with(".avif")).count();
        if begun.len() >= MOST || is_avif && slow >= MOST_AVIF {
            // whoever is told that it comes later asks again
            return if is_avif { Ok(watch::channel(None).1) } else { Err(Fault::Busy) };
        }
        let (tell, made) = watch::channel(None);
        begun.insert(key.clone(), made.clone());
        drop(begun);
        let (making, original) = (self.clone(), original.clone());
        tokio::spawn(async move {
            let outcome = making.made(&original, wanted, &name).await;
            // in the storage before it is forgotten here: whoever comes between finds it in one of the two
            making.0.begun.lock().unwrap_or_else(PoisonError::into_inner).remove(&key);
            let _nobody_waits = tell.send(Some(outcome));
        });
        Ok(made)
    }

    async fn made(&self, original: &Original, wanted: Wanted, name: &str) -> Outcome {
        match self.worked(original, wanted, name).await {
            Ok(outcome) => outcome,
            Err(Refusal::Busy) => Outcome::Failed("busy"),
            Err(Refusal::Storage(fault)) => {
                self.0.counts.failed(&fault);
                tracing::warn!(error = %fault, checksum = original.checksum, "a variant could not be made");
                Outcome::Failed("the storage of media did not answer")
            }
            Err(other) => {
                tracing::error!(cause = ?other, checksum = original.checksum, "an original cannot be read any more");
                Outcome::Failed("the original cannot be read any more")
            }
        }
    }

    async fn worked(&self, original: &Original, wanted: Wanted, name: &str) -> Result<Outcome, Refusal> {
        let inner = &self.0;
        let _alone = match wanted.2 {
            Format::Avif => inner.slow.acquire().await.ok(),
            Format::Jpeg | Format::Png | Format::Webp => None,
        };
        let bench = inner.workshop.bench().await?;
        let key = storage::original(&original.checksum, &original.extension);
        let Some(bytes) = inner.storage.whole(&key).await? else { return Ok(Outcome::Lost) };
        let (kind, focus, begun) = (original.kind, original.focus, Instant::now());
        let claims = bytes.clone();
        let memory = bench
            .work(kind, UNPACKING, move || Ok(decode::header(&claims, kind, u64::MAX / 1_000_000)?.memory))
            .await?;
        let room = inner.workshop.room(memory).await?;
        let made = bench.work(kind, MAKING, move || encode::variant(&bytes, kind, wanted, focus)).await?;
        drop((room, bench));
        inner.counts.made(wanted.2, begun.elapsed());
        let made = Bytes::from(made);
        let kept = inner.storage.put(&storage::variant(&original.checksum, name), made.clone()).await;
        if let Err(fault) = kept {
            // whoever waits gets it all the same; the next makes it anew
            inner.counts.failed(&fault);
            tracing::warn!(error = %fault, "a variant could not be kept");
        }
        Ok(Outcome::Made(made))
    }
}

/// The name that a variant is kept under: with the focal point, where anything is cut off.
pub(crate) fn name((width, ratio, format): Wanted, focus: Focus) -> String {
    let extension = format.extension();
    match ratio.word() {
        None => format!("{width}w.{extension}"),
        Some(ratio) => format!("{width}w-{ratio}-{}-{}.{extension}", focus.x, focus.y),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::{Bounds, Media};

    #[tokio::test(flavor = "multi_thread")]
    async fn many_who_ask_at_once_are_answered_by_one() {
        let media = Media::new(Storage::memory(), Bounds::default());
        let pixels = image::RgbImage::from_fn(900, 600, |x, y| image::Rgb([x as u8, y as u8, 7]));
        let mut sent = std::io::Cursor::new(Vec::new());
        pixels.write_to(&mut sent, image::ImageFormat::Jpeg).unwrap();
        let sent = futures_util::stream::iter([Ok::<_, ()>(Bytes::from(sent.into_inner()))]);
        let taken = media.take(sent).await.unwrap();
        let original = Original {
            checksum: taken.file.checksum.clone(),
            extension: "jpg".to_owned(),
            kind: taken.file.kind,
            focus: Focus::CENTRE,
        };
        let wanted = (320, Ratio::Square, Format::Webp);
        let asked = (0..20).map(|_| media.variant(&original, wanted));
        let given = futures_util::future::join_all(asked).await;
        assert!(given.iter().all(|it| matches!(it, Ok(Given::Made(_) | Given::Kept(_)))));
        let mut registry = prometheus_client::registry::Registry::default();
        media.counts().register(&mut registry);
        let mut told = String::new();
        prometheus_client::encoding::text::encode(&mut told, &registry).unwrap();
        assert!(told.contains("media_variant_seconds_count{format=\"webp\"} 1\n"), "{told}");
        assert!(matches!(media.variant(&original, wanted).await, Ok(Given::Kept(_))));
        media.remove(&original.checksum, "jpg").await.unwrap();
        assert!(matches!(media.variant(&original, wanted).await, Ok(Given::Lost)));
    }
}
