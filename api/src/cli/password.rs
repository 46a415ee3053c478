//! A password, asked for where nobody reads it.

use std::io::{BufRead, IsTerminal};

/// What somebody types at a terminal, where it does not show; else the first line of standard input.
///
/// # Errors
/// One sentence, when it cannot be read.
pub(super) fn password() -> Result<String, String> {
    if std::io::stdin().is_terminal() {
        return rpassword::prompt_password("password: ").map_err(|it| format!("the password cannot be read: {it}"));
    }
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).map_err(|it| format!("standard input cannot be read: {it}"))?;
    Ok(line.trim_end_matches(['\n', '\r']).to_owned())
}
