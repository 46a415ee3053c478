//! Asks before something is done that cannot be undone.

use std::io::{BufRead, IsTerminal};

use crate::cli::output::note;

/// Whether somebody answers yes: beside what is printed it is said what is about to happen, and the first line of standard input
/// answers.
///
/// # Errors
/// One sentence, when standard input cannot be read.
pub(super) fn confirmed(what: &str) -> Result<bool, String> {
    note(&format_args!("{what} Type yes to go on:"));
    let mut answer = String::new();
    std::io::stdin().lock().read_line(&mut answer).map_err(|it| format!("standard input cannot be read: {it}"))?;
    Ok(answer.trim().eq_ignore_ascii_case("yes"))
}

/// The same at a terminal; where nobody sits at one, the answer is no.
///
/// # Errors
/// Those of [`confirmed`].
pub(super) fn confirmed_at_terminal(what: &str) -> Result<bool, String> {
    if std::io::stdin().is_terminal() { confirmed(what) } else { Ok(false) }
}
