//! Bytes that are put down one after the other and read again by their place: a few in memory, many in a file without a name.

use std::fmt;
use std::fs::File;
use std::io::{self, ErrorKind};
use std::os::unix::fs::FileExt;

/// From how many bytes on they go into a file: what is sent by GraphQL, and the demo, need none.
const HELD: usize = 1024 * 1024;

/// Bytes that are put down. A library has files that begin in memory, but none that several places are read from without a turn.
#[derive(Debug, Default)]
pub(super) struct Spool {
    /// Gone with the spool, also when the program is killed.
    file: Option<File>,
    /// How many bytes the file has.
    written: u64,
    /// What comes after them.
    held: Vec<u8>,
}

/// Where something lies in a spool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    at: u64,
    length: usize,
}

impl Place {
    /// How many bytes lie there.
    pub(super) fn length(self) -> usize {
        self.length
    }
}

impl Spool {
    /// Puts bytes down.
    ///
    /// # Errors
    /// [`NoRoom`].
    pub(super) fn put(&mut self, bytes: &[u8]) -> io::Result<Place> {
        if !self.held.is_empty() && self.held.len().saturating_add(bytes.len()) > HELD {
            self.write().map_err(NoRoom::told)?;
        }
        let place = Place { at: self.written + self.held.len() as u64, length: bytes.len() };
        self.held.extend_from_slice(bytes);
        Ok(place)
    }

    /// Reads what lies at a place.
    ///
    /// # Errors
    /// One sentence: why it cannot be read back.
    pub(super) fn read(&self, place: Place) -> io::Result<Vec<u8>> {
        let read: io::Result<Vec<u8>> = match (&self.file, place.at.checked_sub(self.written)) {
            (_, Some(after)) => self.held_at(after, place.length).ok_or_else(|| ErrorKind::UnexpectedEof.into()),
            (Some(file), None) => {
                let mut bytes = vec![0; place.length];
                file.read_exact_at(&mut bytes, place.at).map(|()| bytes)
            }
            (None, None) => Err(ErrorKind::UnexpectedEof.into()),
        };
        read.map_err(|cause| {
            io::Error::new(cause.kind(), format!("a row cannot be read back from the temporary folder: {cause}"))
        })
    }

    fn held_at(&self, at: u64, length: usize) -> Option<Vec<u8>> {
        let at = usize::try_from(at).ok()?;
        self.held.get(at..at.checked_add(length)?).map(<[u8]>::to_vec)
    }

    /// Moves what is held to the end of the file.
    fn write(&mut self) -> io::Result<()> {
        let file = match self.file.take() {
            Some(file) => file,
            None => tempfile::tempfile()?,
        };
        self.file.insert(file).write_all_at(&self.held, self.written)?;
        self.written += self.held.len() as u64;
        self.held.clear();
        Ok(())
    }
}

/// The temporary folder does not take the rows of an import.
#[derive(Debug)]
pub struct NoRoom(io::Error);

impl NoRoom {
    /// Whether that is why a file could not be read.
    pub fn is(cause: &io::Error) -> bool {
        cause.get_ref().is_some_and(|it| it.is::<Self>())
    }

    fn told(cause: io::Error) -> io::Error {
        io::Error::new(cause.kind(), Self(cause))
    }
}

impl fmt::Display for NoRoom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the temporary folder, which TMPDIR names, is full or cannot be written: {}", self.0)
    }
}

impl std::error::Error for NoRoom {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_down_is_read_in_any_order() {
        let mut spool = Spool::default();
        let bytes = |at: usize| vec![b'a' + (at % 26) as u8; at * 7_919 % 90_000];
        let places: Vec<Place> = (0..100).map(|at| spool.put(&bytes(at)).unwrap()).collect();
        assert!(spool.file.is_some() && spool.held.len() <= HELD, "{}", spool.held.len());
        for at in (0..100).rev().chain([50, 99, 0]) {
            assert_eq!((places[at].length(), spool.read(places[at]).unwrap()), (bytes(at).len(), bytes(at)), "{at}");
        }
    }

    #[test]
    fn little_needs_no_file_and_much_at_once_goes_in() {
        let mut spool = Spool::default();
        let little = spool.put(b"little").unwrap();
        assert!(spool.file.is_none());
        let much = spool.put(&vec![b'a'; 3 * HELD]).unwrap();
        let nothing = spool.put(b"").unwrap();
        assert!(spool.file.is_some() && spool.held.is_empty());
        assert_eq!(spool.read(little).unwrap(), b"little");
        assert_eq!(spool.read(much).unwrap(), vec![b'a'; 3 * HELD]);
        assert_eq!(spool.read(nothing).unwrap(), b"");
    }

    #[test]
    fn what_cannot_be_put_down_or_read_says_so() {
        // a file that is open for reading alone, in place of a disk that is full
        let file = tempfile::NamedTempFile::new().unwrap();
        let file = Some(File::open(file.path()).unwrap());
        let mut spool = Spool { file, ..Spool::default() };
        spool.put(b"row").unwrap();
        let cause = spool.put(&vec![b'a'; HELD]).unwrap_err();
        assert!(NoRoom::is(&cause) && cause.to_string().contains("TMPDIR"), "{cause}");
        let mut spool = Spool { written: 100, ..Spool::default() };
        for at in [0, 100] {
            let cause = spool.read(Place { at, length: 1 }).unwrap_err();
            assert!(cause.to_string().starts_with("a row cannot be read back"), "{cause}");
        }
        spool.file = Some(tempfile::tempfile().unwrap());
        assert!(spool.read(Place { at: 0, length: 1 }).is_err());
    }
}
