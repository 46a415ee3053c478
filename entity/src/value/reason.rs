//! Why licences go together or not.

/// Why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The licences go together.
    GoesTogether,
    /// The proposed licence permits no adaptations.
    EndsHere,
    /// The version of an original's licence is not known.
    VersionUnknown,
    /// An original permits no adaptations.
    OriginalForbids,
    /// The proposed licence is none that can be chosen: reserved, unknown, of unknown version, or a mark.
    NoChoice,
    /// An original asks for another licence.
    OtherTerms,
    /// No licence at all satisfies all originals.
    NothingFits,
}
