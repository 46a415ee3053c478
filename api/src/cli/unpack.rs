//! `unpack-avif`: what the program calls itself for, to unpack a picture in a process that may end of it.

use std::io;
use std::path::Path;
use std::process::ExitCode;

use crate::media::avif;

/// This very program, also where its file was replaced after it was started. Other systems than Linux have nothing like it: there
/// pictures are unpacked in the process that serves.
const OWN: &str = "/proc/self/exe";

/// From now on AVIF pictures are unpacked in processes of their own.
pub(super) fn begin() {
    let own = Path::new(OWN);
    if own.exists() {
        avif::begin_apart(own.to_path_buf());
    }
}

/// Unpacks one picture: what is wanted and the picture come in, its rows go out.
pub(super) fn run() -> ExitCode {
    match avif::serve_one(io::stdin().lock(), io::stdout().lock()) {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}
