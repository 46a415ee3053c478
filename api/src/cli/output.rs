//! What commands print: the one way to standard output and to standard error. Neither a reader who goes away (`| head`)
//! nor a full disk ends the work that is being told of.

use std::cell::OnceCell;
use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

/// Standard output, as long as it can be written.
#[derive(Default)]
pub(super) struct Output {
    trouble: OnceCell<io::Error>,
}

impl Output {
    /// Prints a line, unless one before could not be printed.
    pub(super) fn line(&self, line: impl Display) {
        self.write(format_args!("{line}\n"));
    }

    /// Prints a text as it is.
    pub(super) fn text(&self, text: &str) {
        self.write(format_args!("{text}"));
    }

    /// Whether what is printed still arrives: a list that nobody reads on can be ended.
    pub(super) fn arrives(&self) -> bool {
        self.trouble.get().is_none()
    }

    /// How a command ends that came to this end. A reader who went away changes nothing; whatever else kept it from being
    /// read is an error.
    pub(super) fn end(self, code: ExitCode) -> ExitCode {
        self.write(format_args!(""));
        match self.trouble.into_inner() {
            Some(cause) if cause.kind() != io::ErrorKind::BrokenPipe => {
                fail(&format_args!("standard output cannot be written: {cause}"))
            }
            _ => code,
        }
    }

    fn write(&self, text: std::fmt::Arguments<'_>) {
        if self.arrives() {
            let mut out = io::stdout().lock();
            if let Err(cause) = out.write_fmt(text).and_then(|()| out.flush()) {
                // the first is the one that tells why
                let _first = self.trouble.set(cause);
            }
        }
    }
}

/// Says something to a person beside what is printed; that it cannot be said ends nothing.
pub(super) fn note(line: &impl Display) {
    let _unread = writeln!(io::stderr(), "{line}");
}

/// Says why a command failed.
pub(super) fn fail(cause: &impl Display) -> ExitCode {
    note(&format_args!("error: {cause}"));
    ExitCode::FAILURE
}
