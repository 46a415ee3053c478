//! The folder of the files of an export: each under its checksum, written whole or not at all.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use futures_util::StreamExt;
use sha2::{Digest, Sha256};
use tokio::io::AsyncWriteExt;

use crate::cli::output::note;
use crate::media::Media;
use crate::media::storage;
use crate::transfer::FileToCopy;

/// How many files are named of those that cannot be given.
const NAMED: usize = 3;

/// A folder that takes the files of an export.
pub(super) struct Folder {
    media: Media,
    folder: PathBuf,
    /// The names of those that are in it.
    written: BTreeSet<String>,
    /// The names of those that storage does not have, or has damaged.
    missing: Vec<String>,
}

impl Folder {
    /// Opens a folder, which is made when it is missing.
    ///
    /// # Errors
    /// One sentence, when it cannot be made.
    pub(super) fn open(media: Media, folder: &Path) -> Result<Self, String> {
        std::fs::create_dir_all(folder).map_err(|it| format!("{} cannot be made: {it}", folder.display()))?;
        Ok(Self { media, folder: folder.to_path_buf(), written: BTreeSet::new(), missing: Vec::new() })
    }

    /// How many files are in it.
    pub(super) fn count(&self) -> usize {
        self.written.len()
    }

    /// Copies a file from storage. One that storage does not have, or has damaged, is remembered; the export goes on.
    ///
    /// # Errors
    /// One sentence, when the folder cannot be written or storage does not answer.
    pub(super) async fn copy(&mut self, file: &FileToCopy) -> Result<(), String> {
        if self.written.contains(&file.name) || self.missing.contains(&file.name) {
            return Ok(());
        }
        let path = self.folder.join(&file.name);
        let here = tokio::fs::metadata(&path).await.is_ok_and(|it| it.is_file() && it.len() == file.bytes);
        if here || self.written_whole(file, &path).await? {
            self.written.insert(file.name.clone());
        } else {
            note(&format_args!("{} is missing or damaged in the storage of files", file.name));
            self.missing.push(file.name.clone());
        }
        Ok(())
    }

    /// Whether storage has the file as it was sent; then it is in the folder.
    async fn written_whole(&self, file: &FileToCopy, path: &Path) -> Result<bool, String> {
        let unwritten = |it: std::io::Error| format!("{} cannot be written: {it}", path.display());
        let key = storage::original(&file.checksum, &file.extension);
        let found = self.media.storage().get(&key, None).await.map_err(|it| it.to_string())?;
        let Some(mut found) = found else { return Ok(false) };
        let part = path.with_extension("part");
        let mut written = tokio::fs::File::create(&part).await.map_err(unwritten)?;
        let mut digest = Sha256::new();
        while let Some(chunk) = found.content.next().await {
            let chunk = chunk.map_err(|it| format!("the storage of files does not answer: {it}"))?;
            digest.update(&chunk);
            written.write_all(&chunk).await.map_err(unwritten)?;
        }
        written.sync_all().await.map_err(unwritten)?;
        drop(written);
        if HEXLOWER.encode(&digest.finalize()) != file.checksum {
            tokio::fs::remove_file(&part).await.map_err(unwritten)?;
            return Ok(false);
        }
        tokio::fs::rename(&part, path).await.map_err(unwritten)?;
        Ok(true)
    }

    /// Ends it.
    ///
    /// # Errors
    /// One sentence that names files which could not be given.
    pub(super) fn finished(self) -> Result<(), String> {
        let Self { missing, .. } = self;
        if missing.is_empty() {
            return Ok(());
        }
        let named = missing.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
        let more = if missing.len() > NAMED { ", …" } else { "" };
        Err(format!(
            "{} files are missing or damaged in the storage of files: {named}{more}; see `doctor --read-files`",
            missing.len()
        ))
    }
}
