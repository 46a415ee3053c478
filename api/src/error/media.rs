//! What is told of files that are not taken, or cannot be given.

use crate::error::{Code, WireError};
use crate::media::refusal::{Fault, Refusal};

/// What is taken, as people call it.
const TAKEN: &str = "JPEG, PNG, WebP, GIF, AVIF; PDF, ODT, ODS, ODP, DOCX, XLSX, PPTX, MP3, Ogg, GPX";
const MEGABYTE: u64 = 1024 * 1024;

impl From<Refusal> for WireError {
    fn from(refusal: Refusal) -> Self {
        let unfit = |id| Self::new(Code::UnsupportedMediaType, id);
        match refusal {
            Refusal::TooLong { most } => Self::new(Code::PayloadTooLarge, "media-too-long")
                .number("bytes", most)
                .number("megabytes", most / MEGABYTE),
            Refusal::Empty => Self::new(Code::Malformed, "media-empty"),
            Refusal::Type { found: Some(found) } => unfit("media-type-found").text("found", found).text("taken", TAKEN),
            Refusal::Type { found: None } => unfit("media-type").text("taken", TAKEN),
            Refusal::Svg => unfit("media-svg"),
            Refusal::NoDecoder { found } => unfit("media-no-decoder").text("found", found),
            Refusal::Macros => unfit("media-macros"),
            Refusal::Damaged { found } => Self::new(Code::BadInput, "media-damaged").text("found", found),
            Refusal::TooManyPixels { width, height, most_megapixels } => {
                let told = Self::new(Code::BadInput, "media-too-many-pixels").number("max", most_megapixels);
                told.text("width", width.to_string()).text("height", height.to_string())
            }
            Refusal::TooMuchMemory { most_megabytes } => {
                Self::new(Code::BadInput, "media-too-much-memory").number("max", most_megabytes)
            }
            Refusal::TooMuchTime { seconds } => {
                Self::new(Code::BadInput, "media-too-much-time").number("seconds", seconds)
            }
            Refusal::TooManyFrames { frames, most } => {
                Self::new(Code::BadInput, "media-too-many-frames").number("max", most).number("found", frames)
            }
            Refusal::Interrupted => Self::new(Code::Malformed, "media-interrupted"),
            Refusal::TooSlow { seconds } => {
                Self::new(Code::RequestTimeout, "request-timeout").number("seconds", seconds)
            }
            Refusal::Busy => Self::new(Code::Overloaded, "overloaded").number("seconds", 5),
            Refusal::Storage(fault) => fault.into(),
        }
    }
}

impl From<Fault> for WireError {
    fn from(fault: Fault) -> Self {
        match &fault {
            Fault::Busy => Self::new(Code::Overloaded, "overloaded").number("seconds", 5),
            Fault::Full(_) => {
                tracing::warn!(error = %fault, "a file cannot be kept");
                Self::new(Code::Unavailable, "media-full")
            }
            Fault::Unreachable(_) => {
                tracing::warn!(error = %fault, "the storage of media does not answer");
                Self::new(Code::Unavailable, "media-unreachable")
            }
            Fault::Damaged(_) => {
                tracing::error!(error = %fault, "a file cannot be given");
                Self::new(Code::Unavailable, "media-unreadable")
            }
        }
    }
}
