//! SPIP's markup to Markdown: a text becomes a tree, the tree is written as CommonMark with tables and footnotes. Pure.

pub(super) mod bracket;
pub(super) mod element;
pub(super) mod inlines;
pub(super) mod lines;
pub(super) mod read;
pub(super) mod readback;
pub(super) mod site;
pub(super) mod tag;
pub(super) mod tree;
pub(super) mod typography;
pub(super) mod write;
