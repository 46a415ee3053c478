//! The number of a request: in its answer, in every error and in the log.

use axum::http::HeaderName;

/// The header by which a request's number travels.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
