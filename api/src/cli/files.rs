//! Uploaded files beside a copy of the database: `backup` writes them there, `restore` puts back what is missing. A file is named by
//! its checksum and never changes, so that nothing is ever overwritten.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use axum::body::Bytes;
use data_encoding::HEXLOWER;
use futures_util::{StreamExt, TryStreamExt};
use sha2::{Digest, Sha256};

use crate::file;
use crate::media::Media;
use crate::media::storage;

/// How many files were looked at, and how many of them were written.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Copied {
    pub(super) all: u64,
    pub(super) new: u64,
}

/// The folder of the files of all copies that lie beside each other: each file is there once, however many copies need it.
pub(super) fn beside(copy: &Path) -> PathBuf {
    file::folder(copy).join("media")
}

/// Writes every original into a folder that has it not yet. Variants are made anew when they are asked for.
///
/// # Errors
/// One sentence; what was written stays, and is gone on with the next time.
pub(super) async fn write(media: &Media, folder: &Path) -> Result<Copied, String> {
    let mut copied = Copied::default();
    let mut kept = media.storage().originals();
    while let Some(found) = kept.try_next().await.map_err(|it| it.to_string())? {
        let Some((checksum, extension)) = found.name.split_once('.') else { continue };
        copied.all += 1;
        let path = folder.join(&found.name);
        if path.exists() {
            continue;
        }
        let told = |it: std::io::Error| format!("{} cannot be written: {it}", path.display());
        std::fs::create_dir_all(folder).map_err(told)?;
        let key = storage::original(checksum, extension);
        // one that was deleted meanwhile belongs to nothing
        let Some(mut original) = media.storage().get(&key, None).await.map_err(|it| it.to_string())? else { continue };
        let mut unfinished = file::beside(&path).map_err(told)?;
        while let Some(part) = original.content.next().await {
            let part: Bytes = part.map_err(|it| format!("{} cannot be read: {it}", found.name))?;
            std::io::Write::write_all(&mut unfinished, &part).map_err(told)?;
        }
        file::place(unfinished, &path).map_err(told)?;
        copied.new += 1;
    }
    Ok(copied)
}

/// Puts back what is missing, once it was looked at; also the names of what is damaged, which is left out.
///
/// # Errors
/// One sentence; what was put back stays.
pub(super) async fn put_back(media: &Media, folder: &Path) -> Result<(Copied, Vec<String>), String> {
    let told = |it: std::io::Error| format!("{} cannot be read: {it}", folder.display());
    let (mut copied, mut damaged) = (Copied::default(), Vec::new());
    for entry in std::fs::read_dir(folder).map_err(told)? {
        let path = entry.map_err(told)?.path();
        let name = path.file_name().and_then(|it| it.to_str()).unwrap_or_default().to_owned();
        let Some((checksum, extension)) = name.split_once('.').filter(|(it, _)| it.len() == 64) else { continue };
        copied.all += 1;
        let key = storage::original(checksum, extension);
        if media.storage().size(&key).await.map_err(|it| it.to_string())?.is_some() {
            continue;
        }
        let mut original = File::open(&path).map_err(told)?;
        if digest(&mut original).map_err(told)? != checksum {
            damaged.push(name);
            continue;
        }
        media.storage().put_file(&key, original).await.map_err(|it| it.to_string())?;
        copied.new += 1;
    }
    Ok((copied, damaged))
}

fn digest(file: &mut File) -> std::io::Result<String> {
    let (mut digest, mut part) = (Sha256::new(), vec![0; 256 * 1024]);
    loop {
        match file.read(&mut part)? {
            0 => break,
            count => digest.update(&part[..count]),
        }
    }
    file.seek(SeekFrom::Start(0))?;
    Ok(HEXLOWER.encode(&digest.finalize()))
}
