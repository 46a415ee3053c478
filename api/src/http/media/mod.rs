//! Files over HTTP: how they come in, and how they are given out.

mod range;
pub(super) mod serve;
pub(super) mod upload;

use axum::http::Extensions;

/// Marks an answer that travels as it is: what is packed already, or is asked for in parts.
#[derive(Clone, Copy)]
pub(super) struct AsItIs;

/// Whether an answer may be packed on its way.
pub(super) fn may_be_packed(extensions: &Extensions) -> bool {
    extensions.get::<AsItIs>().is_none()
}
