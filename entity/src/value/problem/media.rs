//! Each thing that can be wrong with pictures and documents, and with the files that they come in.

use crate::value::problem::file_reason::FileReason;
use crate::value::problem::parameter::Quoted;

/// What is wrong with a picture or a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MediaCase {
    /// A picture that is published without a text for those who do not see it: what it is called, and the language.
    MissingAlt(Quoted, Quoted),
    /// A picture or document that is published without a credit.
    MissingCredit(Quoted),
    /// A picture or document that is published without a licence.
    MissingLicence(Quoted),
    /// A path that leads out of its folder.
    PathOutside(Quoted),
    /// A file that is not taken, with the reason.
    NotTaken(FileReason),
    /// A point that does not lie in the picture.
    OutsidePicture,
    /// A document where a picture is shown.
    NotAPicture(Quoted),
    /// A second picture that stands for an entry.
    TwoCovers,
    /// A picture or document that something refers to.
    InUse,
    /// The logo of a person.
    PersonHasNoLogo,
    /// A picture or document whose licence does not permit to show it here.
    NotReproducible(Quoted, String),
}
