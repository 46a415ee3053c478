//! What people are told of pictures and documents, and of their files.

use entity::value::problem::MediaCase;
use entity::value::problem::parameter::Quoted;

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
        MediaCase::NotTaken(reason) => of("problem-file-not-taken", "reason", reason),
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
