//! The index that searches read: what an entry or a member is indexed by, and its rows in the database. Written in the transaction of
//! the change; how it is searched is in `query/search/`.

pub(crate) mod document;
pub(crate) mod facts;
pub(crate) mod index;
pub(crate) mod members;
pub(crate) mod place;
