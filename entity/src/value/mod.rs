//! Values that exist only when they are right: identifiers, slugs, languages, addresses, instants, texts. No database.

pub mod clock;
pub(crate) mod duration;
pub mod email;
pub mod form;
pub mod id;
pub mod kind;
pub mod language;
pub(crate) mod limit;
pub(crate) mod line;
pub mod old_address;
pub mod problem;
pub mod reason;
pub mod role;
pub(crate) mod secret;
pub mod slug;
pub mod status;
pub mod territory;
pub mod text;
pub mod text_form;
pub mod url;
pub mod words;
