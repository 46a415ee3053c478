//! Values that exist only when they are right: identifiers, slugs, languages, addresses, instants, texts. No database.

pub mod clock;
pub mod email;
pub mod form;
pub mod id;
pub mod language;
pub(crate) mod line;
pub mod problem;
pub mod slug;
pub mod text;
pub mod url;
