//! Why a file is not taken, or cannot be given: by what the sender can do about it.

use std::error::Error;
use std::io;

use crate::media::avif::Unread;

/// Why a file is not taken.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// More bytes than a file of its kind may have.
    TooLong { most: u64 },
    /// Nothing was sent.
    Empty,
    /// A type that is not taken, by its name or ending when it is known.
    Type { found: Option<&'static str> },
    /// SVG holds scripts.
    Svg,
    /// HEIC cannot be looked into here, and of AVIF neither animations nor what is seldom: which part of the standards that is.
    NoDecoder { found: &'static str },
    /// A document with macros.
    Macros,
    /// It ends too early, or is not of the form that its beginning tells.
    Damaged { found: &'static str },
    /// More pixels than a picture may have.
    TooManyPixels { width: u32, height: u32, most_megapixels: u64 },
    /// Unpacking it takes more memory than there is for a picture.
    TooMuchMemory { most_megabytes: u64 },
    /// Unpacking it takes longer than it may.
    TooMuchTime { seconds: u64 },
    /// More pictures in one animation than may be.
    TooManyFrames { frames: u32, most: u32 },
    /// The sender stopped half-way, or a length was announced that is not that of the file.
    Interrupted,
    /// Nothing came for so many seconds.
    TooSlow { seconds: u64 },
    /// As many files are being received as may be at once.
    Busy,
    /// It could not be kept.
    Storage(Fault),
}

/// Why storage did not do what it was asked.
#[derive(Debug)]
pub(crate) enum Fault {
    /// The disk is full, or refuses to grow.
    Full(String),
    /// It does not answer, or refuses.
    Unreachable(String),
    /// A picture that was taken cannot be read any more.
    Damaged(String),
    /// More is waited for than may be.
    Busy,
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Busy => Self::Busy,
            other => Self::Storage(other),
        }
    }
}

impl From<Unread> for Refusal {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::Broken => Self::Damaged { found: "AVIF" },
            Unread::Unknown(found) => Self::NoDecoder { found },
            Unread::Apart(cause) => {
                Self::Storage(Fault::Unreachable(format!("the decoder of AVIF cannot be called: {cause}")))
            }
        }
    }
}

impl From<io::Error> for Fault {
    fn from(cause: io::Error) -> Self {
        if is_full(&cause) { Self::Full(cause.to_string()) } else { Self::Unreachable(cause.to_string()) }
    }
}

impl From<object_store::Error> for Fault {
    fn from(cause: object_store::Error) -> Self {
        let mut deepest: Option<&(dyn Error + 'static)> = Some(&cause);
        while let Some(it) = deepest {
            if it.downcast_ref::<io::Error>().is_some_and(is_full) {
                return Self::Full(cause.to_string());
            }
            deepest = it.source();
        }
        Self::Unreachable(cause.to_string())
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Full(cause) => write!(f, "the storage of media is full or cannot be written: {cause}"),
            Self::Unreachable(cause) => write!(f, "the storage of media does not answer as it should: {cause}"),
            Self::Damaged(cause) => write!(f, "a file in the storage of media is damaged: {cause}"),
            Self::Busy => f.write_str("too many pictures are being made at once"),
        }
    }
}

fn is_full(cause: &io::Error) -> bool {
    use io::ErrorKind::{FileTooLarge, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    matches!(cause.kind(), StorageFull | QuotaExceeded | FileTooLarge | ReadOnlyFilesystem)
}
