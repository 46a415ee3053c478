//! How things look as JSON: the shapes that `openapi.json` describes.

pub(crate) mod catalogue;
pub(crate) mod entry;
pub(crate) mod made;
pub(crate) mod part;
pub(crate) mod word;
