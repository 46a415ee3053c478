//! An entry as it is written: the draft, its validation, the rule of what may be public, its revisions, and the saver that
//! alone writes its rows.

pub(crate) mod author_visibility;
pub(crate) mod credit;
pub(crate) mod draft;
pub(crate) mod field_name;
pub(crate) mod gone;
pub(crate) mod latest;
pub(crate) mod licence_history;
pub(crate) mod member_listing;
pub(crate) mod mentioned;
pub(crate) mod publishable;
pub mod restore;
pub(crate) mod revisions;
pub(crate) mod saver;
pub(crate) mod searched;
pub(crate) mod span;
pub(crate) mod validate;
pub(crate) mod vocabulary;
