//! What people are told of pictures and documents, and of their files.

use entity::value::problem::parameter::Quoted;
use entity::value::problem::{FileReason, MediaCase};

use crate::message::Message;

/// The message of a case.
pub(super) fn message(case: &MediaCase) -> Message {
    let plain = Message::new;
    let of = |id: &'static str, name: &'static str, value: &Quoted| plain(id).text(name, value.as_str());
    match case {
        MediaCase::MissingAlt(name, language) => {
            of("problem-missing-alt", "name", name).text("language", language.as_str())
        }
        MediaCase::MissingCredit(name) => of("problem-missing-media-credit", "name", name),
        MediaCase::MissingLicence(name) => of("problem-missing-media-licence", "name", name),
        MediaCase::PathOutside(path) => of("problem-path-outside", "path", path),
        MediaCase::NotTaken(why) => plain("problem-file-not-taken").messages("reason", vec![reason(why)]),
        MediaCase::OutsidePicture => plain("problem-outside-picture"),
        MediaCase::NotAPicture(name) => of("problem-not-a-picture", "name", name),
        MediaCase::TwoCovers => plain("problem-two-covers"),
        MediaCase::InUse => plain("problem-media-in-use"),
        MediaCase::PersonHasNoLogo => plain("problem-person-has-no-logo"),
        MediaCase::NotReproducible(name, licence) => {
            of("problem-not-reproducible", "name", name).text("licence", licence.as_str())
        }
    }
}

/// Why a file is not taken: a part of a sentence.
fn reason(why: &FileReason) -> Message {
    let plain = Message::new;
    let of = |id: &'static str, name: &'static str, value: &Quoted| plain(id).text(name, value.as_str());
    match why {
        FileReason::NoFolder => plain("file-no-folder"),
        FileReason::NotThere(path) => of("file-not-there", "path", path),
        FileReason::NoFile(path) => of("file-no-file", "path", path),
        FileReason::Unreadable(path) => of("file-unreadable", "path", path),
        FileReason::NotWithRow => plain("file-not-with-row"),
        FileReason::TooLong { max } => plain("file-too-long").number("max", *max),
        FileReason::Empty => plain("file-empty"),
        FileReason::Type(None) => plain("file-type"),
        FileReason::Type(Some(found)) => plain("file-type-found").text("found", *found),
        FileReason::Svg => plain("file-svg"),
        FileReason::NoDecoder(found) => plain("file-no-decoder").text("found", *found),
        FileReason::Macros => plain("file-macros"),
        FileReason::Damaged(found) => plain("file-damaged").text("found", *found),
        FileReason::TooManyPixels { width, height, max } => plain("file-too-many-pixels")
            .text("width", width.to_string())
            .text("height", height.to_string())
            .number("max", *max),
        FileReason::TooMuchMemory { max } => plain("file-too-much-memory").number("max", *max),
        FileReason::TooMuchTime { max } => plain("file-too-much-time").number("max", *max),
        FileReason::TooManyFrames { count, max } => {
            plain("file-too-many-frames").number("count", *count).number("max", *max)
        }
        FileReason::Interrupted => plain("file-interrupted"),
        FileReason::Busy => plain("file-busy"),
        FileReason::StorageFull => plain("file-storage-full"),
        FileReason::StorageSilent => plain("file-storage-silent"),
        FileReason::NotPublic(address) => of("file-not-public", "address", address),
        FileReason::NoAddress(address) => of("file-no-address", "address", address),
        FileReason::NoAnswer(cause) => of("file-no-answer", "cause", cause),
        FileReason::Status(status) => plain("file-status").text("status", status.to_string()),
        FileReason::Redirects => plain("file-redirects"),
    }
}
