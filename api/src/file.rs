//! Files that the program writes: each is there whole and on the disk, or not at all. Whatever is written into a file of
//! ours comes through here.

use std::io::{self, Write};
use std::path::Path;

use tempfile::NamedTempFile;

/// Writes a new file that its owner alone may read. A file that is there already is never overwritten.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`] when there is one; else those of writing, after which nothing is left behind.
pub(crate) fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = beside(path)?;
    file.write_all(bytes)?;
    place(file, path)
}

/// A file for the content of `path` while it is being written: in the same folder, for its owner alone. It is removed when
/// it is dropped before it is placed.
///
/// # Errors
/// Those of making it.
pub(crate) fn beside(path: &Path) -> io::Result<NamedTempFile> {
    tempfile::Builder::new().prefix(".unfinished-").tempfile_in(folder(path))
}

/// Gives a file that was written beside its name that name, once its content is on the disk.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`] when the name is taken; else those of writing.
pub(crate) fn place(file: NamedTempFile, path: &Path) -> io::Result<()> {
    file.as_file().sync_all()?;
    file.persist_noclobber(path).map_err(|cause| cause.error)?;
    sync_folder(folder(path))
}

/// Has a folder keep the names of its files over a loss of power.
///
/// # Errors
/// Those of the system.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    // only there can a folder be opened as a file
    if cfg!(unix) { std::fs::File::open(folder)?.sync_all() } else { Ok(()) }
}

/// The folder that a file lies in.
pub(crate) fn folder(path: &Path) -> &Path {
    path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_there_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret");
        write_new(&path, b"one").unwrap();
        assert_eq!(write_new(&path, b"two").unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(std::fs::read(&path).unwrap(), b"one");
        drop(beside(&path).unwrap());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is left behind");
        assert_eq!(write_new(Path::new("/nothing/here"), b"x").unwrap_err().kind(), io::ErrorKind::NotFound);
    }
}
