//! Where pictures and documents are kept, and how large they may be.

use std::path::{Path, PathBuf};

use documented::DocumentedFields;
use serde::{Deserialize, Serialize};

use crate::config::fault::BadConfig;
use crate::config::form;
use crate::media::storage::{Bucket, Storage};
use crate::media::{Bounds, Media};
use crate::secret::Passphrase;

/// Where pictures and documents are kept, and how large they may be.
#[derive(Debug, Clone, Serialize, Deserialize, DocumentedFields)]
pub struct Files {
    /// Where uploaded files are kept: a folder, or `s3://BUCKET/PREFIX` for storage that speaks S3, which several servers can
    /// share. When absent, the folder with the name of the SQLite file and the ending `.media`; `data/media` with PostgreSQL.
    pub media_url: Option<String>,
    /// The server of an S3 bucket, such as `https://s3.example.org`. Amazon's when absent.
    pub s3_endpoint: Option<String>,
    /// The region that requests to S3 are signed for. `us-east-1` when absent; many other servers take any.
    pub s3_region: Option<String>,
    /// The identifier of the access key that requests to S3 are signed with. When absent, the machine's own role on Amazon is used.
    pub s3_access_key_id: Option<String>,
    /// The secret of that access key.
    pub s3_secret_access_key: Option<Passphrase>,
    /// The most bytes of an uploaded picture.
    pub media_picture_bytes: u64,
    /// The most bytes of an uploaded document.
    pub media_document_bytes: u64,
    /// The most pixels of an uploaded picture, in millions. Unpacking 40 million takes 120 MB, whatever the size of the file.
    pub media_megapixels: u64,
}

impl Default for Files {
    fn default() -> Self {
        let Bounds { picture_bytes, document_bytes, megapixels } = Bounds::default();
        Self {
            media_url: None,
            s3_endpoint: None,
            s3_region: None,
            s3_access_key_id: None,
            s3_secret_access_key: None,
            media_picture_bytes: picture_bytes,
            media_document_bytes: document_bytes,
            media_megapixels: megapixels,
        }
    }
}

/// Where files are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In a folder of this machine.
    Folder(PathBuf),
    /// In a bucket: its name and what keys begin with.
    Bucket(String, String),
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Folder(folder) => write!(f, "{}", folder.display()),
            Self::Bucket(name, prefix) if prefix.is_empty() => write!(f, "s3://{name}"),
            Self::Bucket(name, prefix) => write!(f, "s3://{name}/{prefix}"),
        }
    }
}

impl Files {
    pub(super) fn check(&self) -> Result<(), BadConfig> {
        form::check_url("s3_endpoint", self.s3_endpoint.as_deref())?;
        for (name, value) in [
            ("media_picture_bytes", self.media_picture_bytes),
            ("media_document_bytes", self.media_document_bytes),
            ("media_megapixels", self.media_megapixels),
        ] {
            if value == 0 {
                return Err(BadConfig::new(format!("{name} is 0; it is at least 1")));
            }
        }
        if self.s3_access_key_id.is_some() != self.s3_secret_access_key.is_some() {
            return Err(BadConfig::new("s3_access_key_id and s3_secret_access_key belong together: set both or none"));
        }
        self.named().map(drop)
    }

    /// The place that is named; none when the one beside the database is meant.
    fn named(&self) -> Result<Option<Place>, BadConfig> {
        let Some(url) = self.media_url.as_deref() else { return Ok(None) };
        if let Some(rest) = url.strip_prefix("s3://") {
            let (name, prefix) = rest.split_once('/').unwrap_or((rest, ""));
            let letter = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || ".-".contains(it);
            if !(3..=63).contains(&name.len()) || !name.chars().all(letter) {
                return Err(BadConfig::new(
                    "media_url does not name a bucket: after s3:// stand 3 to 63 small letters, digits, hyphens or dots",
                ));
            }
            return Ok(Some(Place::Bucket(name.to_owned(), prefix.trim_matches('/').to_owned())));
        }
        if url.is_empty() || url.contains("://") {
            return Err(BadConfig::new("media_url is neither a folder nor s3://BUCKET/PREFIX"));
        }
        Ok(Some(Place::Folder(PathBuf::from(url))))
    }

    /// Where files are kept, when `beside` is the folder that goes with the database.
    pub(super) fn place(&self, beside: PathBuf) -> Place {
        // what does not fit was refused when the settings were read
        self.named().ok().flatten().unwrap_or(Place::Folder(beside))
    }

    /// Opens a place; a folder that is missing is made when `makes` says so.
    pub(super) fn open(&self, place: &Place, makes: bool) -> Result<Media, String> {
        let storage = match place {
            Place::Folder(folder) if !makes && !folder.is_dir() => Storage::memory(),
            Place::Folder(folder) => Storage::folder(folder)?,
            Place::Bucket(name, prefix) => Storage::bucket(&Bucket {
                name,
                prefix,
                endpoint: self.s3_endpoint.as_deref(),
                region: self.s3_region.as_deref(),
                key: self.s3_access_key_id.as_deref().zip(self.s3_secret_access_key.as_ref().map(Passphrase::reveal)),
            })?,
        };
        let bounds = Bounds {
            picture_bytes: self.media_picture_bytes,
            document_bytes: self.media_document_bytes,
            megapixels: self.media_megapixels,
        };
        Ok(Media::new(storage, bounds))
    }
}

/// The folder that goes with a database, whether or not it is there.
pub(crate) fn beside(database: Option<&Path>) -> PathBuf {
    database.map_or_else(|| PathBuf::from("data/media"), |it| it.with_extension("media"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(url: &str) -> Result<Option<Place>, BadConfig> {
        Files { media_url: Some(url.to_owned()), ..Files::default() }.named()
    }

    #[test]
    fn a_place_is_a_folder_or_a_bucket() {
        assert_eq!(of("data/files").unwrap(), Some(Place::Folder("data/files".into())));
        let bucket = |prefix: &str| Some(Place::Bucket("media".into(), prefix.into()));
        assert_eq!(of("s3://media").unwrap(), bucket(""));
        assert_eq!(of("s3://media/a/b/").unwrap(), bucket("a/b"));
        for bad in ["", "s3://", "s3://No", "s3://ab", "https://media.example.org", "s3:///a"] {
            assert!(of(bad).is_err(), "{bad}");
        }
        let files = Files { s3_access_key_id: Some("key".into()), ..Files::default() };
        assert!(files.check().is_err_and(|it| it.to_string().contains("s3_secret_access_key")));
        assert_eq!(beside(Some(Path::new("data/net.db"))), Path::new("data/net.media"));
    }
}
