//! Which viewers read, in lists, what everybody reads and nothing else. `policy::readable` narrows their statements to the same; a list of
//! theirs may be walked along what is listed publicly.

use crate::viewer::{Principal, View, Viewer};

/// Whether a viewer is such a one.
pub(crate) fn reads_what_is_public(viewer: &Viewer) -> bool {
    match (&viewer.standing, viewer.view) {
        (Principal::Visitor, _) | (Principal::Account(_), View::Published) => true,
        (Principal::Preview { .. } | Principal::Operator { .. }, _) | (Principal::Account(_), View::Latest) => false,
    }
}
