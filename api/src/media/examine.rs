//! A file that has come in whole: what it is, and what of it is kept. Keeps a processor busy; nothing here waits.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use axum::body::Bytes;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::media::decode::{self, Header};
use crate::media::kind::Kind;
use crate::media::offered::Offered;
use crate::media::placeholder::{self, Placeholder};
use crate::media::refusal::Refusal;
use crate::media::{clean, office};

/// The most pictures of an animation.
const MOST_FRAMES: u32 = 1_000;

/// A file that is taken.
pub(crate) struct Examined {
    pub(crate) kind: Kind,
    /// SHA-256 of what is kept, in hexadecimal digits.
    pub(crate) checksum: String,
    /// How many bytes are kept.
    pub(crate) bytes: u64,
    /// None for a document.
    pub(crate) picture: Option<Looked>,
    pub(crate) offered: Offered,
    pub(crate) content: Content,
}

/// What is seen of a picture.
pub(crate) struct Looked {
    /// Width and height in pixels, as it is to be seen.
    pub(crate) size: (u32, u32),
    pub(crate) is_animated: bool,
    pub(crate) placeholder: Placeholder,
}

/// What is kept.
pub(crate) enum Content {
    /// A picture without its metadata.
    Picture(Bytes),
    /// A document as it came.
    Document(File),
}

/// A picture whose claims are known, and which is still packed.
pub(crate) struct Claimed {
    kind: Kind,
    header: Header,
    cleaned: clean::Cleaned,
}

impl Claimed {
    /// How many bytes unpacking it takes at most.
    pub(crate) fn memory(&self) -> u64 {
        self.header.memory
    }
}

/// Reads what a picture claims, and takes out what is not kept.
///
/// # Errors
/// [`Refusal`].
pub(crate) fn claimed(mut file: File, length: u64, kind: Kind, most_megapixels: u64) -> Result<Claimed, Refusal> {
    let damaged = || Refusal::Damaged { found: kind.name() };
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
    file.seek(SeekFrom::Start(0))
        .and_then(|_| file.read_to_end(&mut bytes))
        .map_err(|it| Refusal::Storage(it.into()))?;
    let header = decode::header(&bytes, kind, most_megapixels)?;
    let cleaned = clean::picture(&bytes, kind, header.orientation).map_err(|clean::Broken| damaged())?;
    if cleaned.frames > MOST_FRAMES {
        return Err(Refusal::TooManyFrames { frames: cleaned.frames, most: MOST_FRAMES });
    }
    Ok(Claimed { kind, header, cleaned })
}

/// Unpacks a picture, once, so that nothing is kept that cannot be shown.
///
/// # Errors
/// [`Refusal`] for what is damaged.
pub(crate) fn looked(claimed: Claimed) -> Result<Examined, Refusal> {
    let Claimed { kind, header, cleaned } = claimed;
    let (picture, _) = decode::decoded(&cleaned.bytes, kind)?;
    let placeholder = placeholder::of(&picture).map_err(|_| Refusal::Damaged { found: kind.name() })?;
    drop(picture);
    Ok(Examined {
        kind,
        checksum: HEXLOWER.encode(&Sha256::digest(&cleaned.bytes)),
        bytes: cleaned.bytes.len() as u64,
        picture: Some(Looked { size: header.size, is_animated: cleaned.frames > 1, placeholder }),
        offered: header.offered,
        content: Content::Picture(cleaned.bytes.into()),
    })
}

/// Looks at a document, which is kept as it came: `digest` is its SHA-256.
///
/// # Errors
/// [`Refusal`].
pub(crate) fn document(
    mut file: File,
    length: u64,
    kind: Kind,
    head: &[u8],
    digest: &[u8],
) -> Result<Examined, Refusal> {
    let kind = match kind {
        Kind::Zip => office::kind(&mut file, head)?,
        other => other,
    };
    if !is_whole(&mut file, kind) {
        return Err(Refusal::Damaged { found: kind.name() });
    }
    Ok(Examined {
        kind,
        checksum: HEXLOWER.encode(digest),
        bytes: length,
        picture: None,
        offered: Offered::default(),
        content: Content::Document(file),
    })
}

/// Whether a document has the end that its form asks for, where there is one.
fn is_whole(file: &mut File, kind: Kind) -> bool {
    let ending: &[u8] = match kind {
        Kind::Pdf => b"%%EOF",
        Kind::Gpx => b"gpx>",
        _ => return true,
    };
    let mut read = || {
        let length = file.seek(SeekFrom::End(0))?;
        file.seek(SeekFrom::Start(length.saturating_sub(2_048)))?;
        let mut tail = Vec::new();
        file.read_to_end(&mut tail)?;
        std::io::Result::Ok(tail)
    };
    let is_closed = |tail: &[u8]| kind == Kind::Gpx && tail.trim_ascii_end().ends_with(b"/>");
    read().is_ok_and(|tail| tail.windows(ending.len()).any(|it| it == ending) || is_closed(&tail))
}
