//! Why a file that a row of an import names is not taken.

use crate::value::problem::parameter::Quoted;

/// Why a file is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileReason {
    /// The import has no folder, as standard input has none.
    NoFolder,
    /// No file has this path.
    NotThere(Quoted),
    /// The path leads to a folder, or to something else that is no file.
    NoFile(Quoted),
    /// A file that the system does not let this program read.
    Unreadable(Quoted),
    /// The file did not come with the row.
    NotWithRow,
    /// More bytes than a file of its type may have.
    TooLong {
        /// The most bytes.
        max: u64,
    },
    /// A file without a byte.
    Empty,
    /// A type that is not taken; its name where it is known.
    Type(Option<&'static str>),
    /// SVG, which holds scripts.
    Svg,
    /// A format that cannot be decoded here.
    NoDecoder(&'static str),
    /// A document with macros.
    Macros,
    /// A file that ends too early, or is not of the form that its beginning tells.
    Damaged(&'static str),
    /// More pixels than a picture may have.
    TooManyPixels {
        /// Its width in pixels.
        width: u32,
        /// Its height in pixels.
        height: u32,
        /// The most million pixels.
        max: u64,
    },
    /// Decoding takes more memory than there is for a picture.
    TooMuchMemory {
        /// The most megabytes.
        max: u64,
    },
    /// Decoding takes longer than it may.
    TooMuchTime {
        /// The most seconds.
        max: u64,
    },
    /// More frames than an animation may have.
    TooManyFrames {
        /// How many there are.
        count: u32,
        /// The most.
        max: u32,
    },
    /// A file that did not arrive whole.
    Interrupted,
    /// More files come at once than may.
    Busy,
    /// The storage of files is full.
    StorageFull,
    /// The storage of files does not answer.
    StorageSilent,
    /// An address of a network that is not public.
    NotPublic(Quoted),
    /// An address that leads on to what is no address of the web.
    NoAddress(Quoted),
    /// The server of the address does not answer; the cause, in the words of the network.
    NoAnswer(Quoted),
    /// The server of the address answers with a status that is no success.
    Status(u16),
    /// The address leads to too many others, one after the other.
    Redirects,
}
