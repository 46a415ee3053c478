//! Where files are kept: a folder, or a bucket that speaks S3. A key is written once and never changed: it holds the checksum.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use futures_util::stream::{self, BoxStream};
use futures_util::{StreamExt, TryStreamExt};
use object_store::aws::AmazonS3Builder;
use object_store::buffered::BufWriter;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path as Key;
use object_store::prefix::PrefixStore;
use object_store::{
    BackoffConfig, ClientOptions, Error, GetOptions, GetRange, ObjectStore, ObjectStoreExt, PutPayload, RetryConfig,
};
use tokio::io::AsyncWriteExt;

use crate::media::refusal::Fault;

/// How long storage has to answer a connection, and to take or give a part of a file.
const CONNECTING: Duration = Duration::from_secs(3);
const ANSWERING: Duration = Duration::from_secs(15);
/// How long a request that failed is tried again.
const TRYING: Duration = Duration::from_secs(10);
/// How much of a document is read at once, and sent as one part.
const PART: usize = 5 * 1024 * 1024;

/// The folder inside of which what is kept begins.
const ORIGINALS: &str = "original";
const VARIANTS: &str = "variant";
/// Where what comes in lies until it is kept, in a folder of ours.
const INCOMING: &str = "incoming";

/// Where files are kept. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Storage {
    store: Arc<dyn ObjectStore>,
    /// Where it is, for people.
    place: String,
    folder: Option<PathBuf>,
}

/// A bucket that speaks S3.
#[derive(Debug, Default)]
pub struct Bucket<'a> {
    /// Its name.
    pub name: &'a str,
    /// What every key begins with.
    pub prefix: &'a str,
    /// The server, unless it is Amazon's.
    pub endpoint: Option<&'a str>,
    /// The region that requests are signed for.
    pub region: Option<&'a str>,
    /// The key that requests are signed with, and its secret.
    pub key: Option<(&'a str, &'a str)>,
}

/// A file that was found.
pub(crate) struct Found {
    /// How many bytes all of it has.
    pub(crate) bytes: u64,
    /// Which of them are given.
    pub(crate) range: Range<u64>,
    pub(crate) content: BoxStream<'static, Result<Bytes, Error>>,
}

/// A file that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kept {
    /// Its name behind the folder: `{checksum}.{extension}`, or `{checksum}/…` of variants.
    pub(crate) name: String,
    pub(crate) bytes: u64,
    /// When it was kept, in milliseconds since 1970.
    pub(crate) since: i64,
}

impl Storage {
    /// A folder, which is made when it is missing.
    ///
    /// # Errors
    /// One sentence, when it cannot be made or is not a folder.
    pub fn folder(folder: &Path) -> Result<Self, String> {
        let told =
            |it: &dyn std::fmt::Display| format!("the folder of media {} cannot be used: {it}", folder.display());
        made(folder).map_err(|it| told(&it))?;
        let store = LocalFileSystem::new_with_prefix(folder).map_err(|it| told(&it))?;
        let store = Arc::new(store.with_fsync(true));
        Ok(Self { store, place: folder.display().to_string(), folder: Some(folder.to_path_buf()) })
    }

    /// A bucket. Nothing is sent until something is asked of it.
    ///
    /// # Errors
    /// One sentence, when the settings do not fit.
    pub fn bucket(bucket: &Bucket<'_>) -> Result<Self, String> {
        let plain = bucket.endpoint.is_some_and(|it| it.starts_with("http://"));
        let client =
            ClientOptions::new().with_timeout(ANSWERING).with_connect_timeout(CONNECTING).with_allow_http(plain);
        let retry = RetryConfig { backoff: BackoffConfig::default(), max_retries: 3, retry_timeout: TRYING };
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(bucket.name)
            .with_region(bucket.region.unwrap_or("us-east-1"))
            .with_client_options(client)
            .with_retry(retry);
        if let Some(endpoint) = bucket.endpoint {
            builder = builder.with_endpoint(endpoint);
        }
        if let Some((key, secret)) = bucket.key {
            builder = builder.with_access_key_id(key).with_secret_access_key(secret);
        }
        let store = builder.build().map_err(|it| format!("the bucket of media cannot be used: {it}"))?;
        let prefix = bucket.prefix.trim_matches('/');
        let place = format!("s3://{}/{prefix}", bucket.name);
        let store: Arc<dyn ObjectStore> = match prefix {
            "" => Arc::new(store),
            prefix => Arc::new(PrefixStore::new(store, prefix)),
        };
        Ok(Self { store, place: place.trim_end_matches('/').to_owned(), folder: None })
    }

    /// The memory of this process, for tests: it ends with it.
    pub fn memory() -> Self {
        Self { store: Arc::new(InMemory::new()), place: "memory".to_owned(), folder: None }
    }

    /// Where it is, for people.
    pub fn place(&self) -> &str {
        &self.place
    }

    /// Where what comes in is written until it is kept; none where the system's folder for that is used.
    pub(crate) fn incoming(&self) -> Option<PathBuf> {
        self.folder.as_ref().map(|it| it.join(INCOMING))
    }

    /// Keeps a file of which all is there; what is kept under the name already is the same.
    ///
    /// # Errors
    /// [`Fault`]; nothing is kept then.
    pub(crate) async fn put(&self, key: &Key, content: Bytes) -> Result<(), Fault> {
        self.store.put(key, PutPayload::from_bytes(content)).await?;
        Ok(())
    }

    /// Keeps a file part by part.
    ///
    /// # Errors
    /// [`Fault`]; nothing is kept then.
    pub(crate) async fn put_file(&self, key: &Key, mut file: File) -> Result<(), Fault> {
        file.seek(SeekFrom::Start(0))?;
        let mut writer = BufWriter::with_capacity(Arc::clone(&self.store), key.clone(), PART).with_max_concurrency(1);
        loop {
            let (back, part) = read_part(file).await?;
            file = back;
            if part.is_empty() {
                break;
            }
            if let Err(cause) = writer.put(part).await {
                let _none_left = writer.abort().await;
                return Err(cause.into());
            }
        }
        writer.shutdown().await?;
        Ok(())
    }

    /// Gives a file, or a part of it; none where there is no such file.
    ///
    /// # Errors
    /// [`Fault`].
    pub(crate) async fn get(&self, key: &Key, range: Option<GetRange>) -> Result<Option<Found>, Fault> {
        match self.store.get_opts(key, GetOptions { range, ..Default::default() }).await {
            Ok(it) => Ok(Some(Found { bytes: it.meta.size, range: it.range.clone(), content: it.into_stream() })),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(cause) => Err(cause.into()),
        }
    }

    /// All of a file; none where there is no such file.
    ///
    /// # Errors
    /// [`Fault`].
    pub(crate) async fn whole(&self, key: &Key) -> Result<Option<Bytes>, Fault> {
        match self.store.get(key).await {
            Ok(found) => Ok(Some(found.bytes().await?)),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(cause) => Err(cause.into()),
        }
    }

    /// How many bytes a file has; none where there is no such file.
    ///
    /// # Errors
    /// [`Fault`].
    pub(crate) async fn size(&self, key: &Key) -> Result<Option<u64>, Fault> {
        match self.store.head(key).await {
            Ok(found) => Ok(Some(found.size)),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(cause) => Err(cause.into()),
        }
    }

    /// Deletes an original with its variants. What is not there counts as deleted.
    ///
    /// # Errors
    /// [`Fault`].
    pub(crate) async fn remove(&self, checksum: &str, extension: &str) -> Result<(), Fault> {
        let variants = self.store.list(Some(&Key::from_iter([VARIANTS, checksum]))).map_ok(|it| it.location);
        let original = stream::once(std::future::ready(Ok(original(checksum, extension))));
        let mut deleted = self.store.delete_stream(variants.chain(original).boxed());
        while let Some(done) = deleted.next().await {
            match done {
                Ok(_) | Err(Error::NotFound { .. }) => {}
                Err(cause) => return Err(cause.into()),
            }
        }
        if let Some(folder) = &self.folder {
            // a folder that was emptied; one that was filled again meanwhile stays
            let _stays = tokio::fs::remove_dir(folder.join(VARIANTS).join(checksum)).await;
        }
        Ok(())
    }

    /// The originals that are kept, in no order.
    pub(crate) fn originals(&self) -> BoxStream<'static, Result<Kept, Fault>> {
        self.listed(ORIGINALS)
    }

    /// The variants that are kept, in no order.
    pub(crate) fn variants(&self) -> BoxStream<'static, Result<Kept, Fault>> {
        self.listed(VARIANTS)
    }

    fn listed(&self, folder: &'static str) -> BoxStream<'static, Result<Kept, Fault>> {
        let named = move |it: object_store::ObjectMeta| Kept {
            name: it.location.as_ref().trim_start_matches(folder).trim_start_matches('/').to_owned(),
            bytes: it.size,
            since: it.last_modified.timestamp_millis(),
        };
        self.store.list(Some(&Key::from(folder))).map_ok(named).map_err(Fault::from).boxed()
    }
}

/// Makes a folder that its owner alone may enter: drafts are in it.
fn made(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Where an original is kept.
pub(crate) fn original(checksum: &str, extension: &str) -> Key {
    Key::from_iter([ORIGINALS.to_owned(), format!("{checksum}.{extension}")])
}

/// Where a variant is kept.
pub(crate) fn variant(checksum: &str, name: &str) -> Key {
    Key::from_iter([VARIANTS, checksum, name])
}

async fn read_part(mut file: File) -> Result<(File, Bytes), Fault> {
    let read = tokio::task::spawn_blocking(move || {
        let mut part = Vec::new();
        (&mut file).take(PART as u64).read_to_end(&mut part)?;
        std::io::Result::Ok((file, Bytes::from(part)))
    });
    Ok(read.await.map_err(|it| Fault::Unreachable(it.to_string()))??)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    async fn names(listed: BoxStream<'static, Result<Kept, Fault>>) -> Vec<String> {
        listed.map(|it| it.unwrap().name).collect().await
    }

    async fn holds(storage: Storage) {
        let key = original("c0ffee", "pdf");
        assert!(storage.get(&key, None).await.unwrap().is_none());
        let mut file = tempfile::tempfile().unwrap();
        let content: Vec<u8> = (0..11_000_000_u32).map(|it| (it % 251) as u8).collect();
        file.write_all(&content).unwrap();
        storage.put_file(&key, file).await.unwrap();
        assert_eq!(storage.size(&key).await.unwrap(), Some(11_000_000));
        assert_eq!(storage.whole(&key).await.unwrap().unwrap(), content);
        let part = storage.get(&key, Some(GetRange::Bounded(250..260))).await.unwrap().unwrap();
        assert_eq!((part.bytes, part.range), (11_000_000, 250..260));
        let part: Vec<Bytes> = part.content.map(|it| it.unwrap()).collect().await;
        assert_eq!(part.concat(), &content[250..260]);
        for name in ["160w.webp", "320w-1x1-50-50.jpg"] {
            storage.put(&variant("c0ffee", name), Bytes::from_static(b"x")).await.unwrap();
        }
        storage.put(&variant("c0ffee2", "160w.webp"), Bytes::from_static(b"x")).await.unwrap();
        assert_eq!(names(storage.originals()).await, ["c0ffee.pdf"]);
        assert_eq!(names(storage.variants()).await.len(), 3);
        storage.remove("c0ffee", "pdf").await.unwrap();
        storage.remove("c0ffee", "pdf").await.unwrap();
        assert_eq!(names(storage.originals()).await, [] as [&str; 0]);
        assert_eq!(names(storage.variants()).await, ["c0ffee2/160w.webp"], "of others nothing is deleted");
    }

    #[tokio::test]
    async fn what_is_kept_is_given_and_deleted() {
        holds(Storage::memory()).await;
        let folder = tempfile::tempdir().unwrap();
        holds(Storage::folder(&folder.path().join("media")).unwrap()).await;
        assert!(!folder.path().join("media/variant/c0ffee").exists());
    }

    #[tokio::test]
    async fn a_server_that_is_not_there_is_told() {
        let bucket =
            Bucket { name: "media", endpoint: Some("http://127.0.0.1:1"), key: Some(("k", "s")), ..Default::default() };
        let storage = Storage::bucket(&bucket).unwrap();
        assert!(matches!(storage.size(&original("c0ffee", "jpg")).await, Err(Fault::Unreachable(_))));
    }
}
