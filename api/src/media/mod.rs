//! The bytes of pictures and documents: received in a stream, known by their content, cleaned of what is not to be seen, kept in a
//! folder or a bucket, and given out in the sizes that pages need. Which rows tell of them, and who sees them, is not decided here.

pub mod address;
pub(crate) mod avif;
pub(crate) mod census;
mod clean;
pub(crate) mod counts;
mod decode;
pub mod encode;
pub(crate) mod examine;
mod files;
pub(crate) mod frame;
pub(crate) mod kind;
pub(crate) mod name;
pub(crate) mod offered;
mod office;
mod placeholder;
mod receive;
pub(crate) mod refusal;
pub mod storage;
pub(crate) mod variants;
mod workshop;

pub(crate) use files::Taken;
pub use files::{Bounds, Media};
