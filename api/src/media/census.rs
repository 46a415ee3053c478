//! What rows tell of, beside what is kept: what is missing, what is damaged, and what no row tells of.

use std::collections::{BTreeMap, BTreeSet};

use data_encoding::HEXLOWER;
use futures_util::{StreamExt, TryStreamExt};
use sha2::{Digest, Sha256};

use crate::media::refusal::Fault;
use crate::media::storage::{self, Storage};

/// The files that rows tell of: how many bytes each has, by the name that it is kept under.
pub(crate) type Told = BTreeMap<String, u64>;

/// What was found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Census {
    /// Files that are as rows tell, and how many bytes they have together.
    pub(crate) well: u64,
    pub(crate) bytes: u64,
    /// Files that rows tell of and that are not kept.
    pub(crate) missing: Vec<String>,
    /// Files that do not have the bytes that they had.
    pub(crate) damaged: Vec<String>,
    /// Files that no row tells of.
    pub(crate) orphans: Vec<String>,
    /// The checksums of originals that variants are kept of, and no row tells of.
    pub(crate) leftovers: BTreeSet<String>,
}

/// Compares. What was kept after `since`, in milliseconds since 1970, may belong to an upload that is under way, and is no orphan.
///
/// # Errors
/// [`Fault`].
pub(crate) async fn taken(storage: &Storage, mut told: Told, since: i64, reads_all: bool) -> Result<Census, Fault> {
    let mut census = Census::default();
    let known: BTreeSet<String> = told.keys().filter_map(|it| it.split('.').next()).map(str::to_owned).collect();
    let mut kept = storage.originals();
    while let Some(file) = kept.try_next().await? {
        match told.remove(&file.name) {
            Some(bytes) if bytes != file.bytes => census.damaged.push(file.name),
            Some(_) if reads_all && !is_whole(storage, &file.name).await? => census.damaged.push(file.name),
            Some(bytes) => {
                census.well += 1;
                census.bytes += bytes;
            }
            None if file.since < since => census.orphans.push(file.name),
            None => {}
        }
    }
    census.missing = told.into_keys().collect();
    let mut kept = storage.variants();
    while let Some(file) = kept.try_next().await? {
        if let Some((checksum, _)) = file.name.split_once('/')
            && !known.contains(checksum)
            && file.since < since
        {
            census.leftovers.insert(checksum.to_owned());
        }
    }
    for names in [&mut census.damaged, &mut census.orphans] {
        names.sort();
    }
    Ok(census)
}

/// Whether a file has the checksum that it is named by.
async fn is_whole(storage: &Storage, name: &str) -> Result<bool, Fault> {
    let Some((checksum, extension)) = name.split_once('.') else { return Ok(false) };
    let Some(mut found) = storage.get(&storage::original(checksum, extension), None).await? else { return Ok(false) };
    let mut digest = Sha256::new();
    while let Some(part) = found.content.next().await {
        digest.update(&part?);
    }
    Ok(HEXLOWER.encode(&digest.finalize()) == checksum)
}

#[cfg(test)]
mod tests {
    use axum::body::Bytes;

    use super::*;

    #[tokio::test]
    async fn what_differs_is_found() {
        let storage = Storage::memory();
        let name = |content: &[u8]| HEXLOWER.encode(&Sha256::digest(content));
        for content in [b"well".as_slice(), b"short", b"other", b"orphan"] {
            storage.put(&storage::original(&name(content), "pdf"), Bytes::copy_from_slice(content)).await.unwrap();
        }
        storage.put(&storage::original(&name(b"other"), "pdf"), Bytes::from_static(b"OTHER")).await.unwrap();
        storage.put(&storage::variant(&name(b"gone"), "160w.jpg"), Bytes::from_static(b"x")).await.unwrap();
        storage.put(&storage::variant(&name(b"well"), "160w.jpg"), Bytes::from_static(b"x")).await.unwrap();
        let file = |content: &[u8]| format!("{}.pdf", name(content));
        let told = || Told::from([(file(b"well"), 4), (file(b"short"), 9), (file(b"other"), 5), (file(b"lost"), 4)]);
        let quick = taken(&storage, told(), i64::MAX, false).await.unwrap();
        assert_eq!((quick.well, quick.bytes), (2, 9));
        assert_eq!((quick.missing, quick.damaged), (vec![file(b"lost")], vec![file(b"short")]));
        assert_eq!((quick.orphans, quick.leftovers), (vec![file(b"orphan")], BTreeSet::from([name(b"gone")])));
        let thorough = taken(&storage, told(), 0, true).await.unwrap();
        assert_eq!((thorough.well, thorough.damaged.len()), (1, 2), "what is read is compared");
        assert!(thorough.orphans.is_empty() && thorough.leftovers.is_empty(), "what is young is let be");
    }
}
