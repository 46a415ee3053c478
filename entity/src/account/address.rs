//! E-mail addresses as people type them.

use crate::value::email;
use crate::value::problem::{Case, Problem};

/// An e-mail address as it is kept.
///
/// # Errors
/// The problem, with the field `email`.
pub(crate) fn address(text: &str) -> Result<String, Problem> {
    email::address(text).map_err(|_| Problem::new("email", Case::NotAMailAddress))
}
