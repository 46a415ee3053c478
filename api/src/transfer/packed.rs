//! Files in gzip are read as what they hold. What was downloaded by half, or is damaged, says so; what would fill the memory is not
//! unpacked.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, ErrorKind, Read};
use std::rc::Rc;

use flate2::read::MultiGzDecoder;

use crate::transfer::encoding::GZIP;
use crate::transfer::unread::Unread;

/// How many bytes a file may have unpacked, whatever its length is.
const FREE: u64 = 64 * 1024 * 1024;
/// How often its own length a longer one may have: ten times what rows and dumps have, and a fifth of what gzip can.
const MOST: u64 = 200;
/// How many bytes are unpacked at once.
const PART: usize = 64 * 1024;

/// An input that is read as it is, or unpacked.
pub(super) enum Unpacked<R> {
    Plain(R),
    Packed(Box<BufReader<Unpacking<R>>>),
}

/// Reads an input, unpacked where it is in gzip. What is wrong with the packing is told, whatever the reader makes of it.
///
/// # Errors
/// Those of reading; [`Unread`] where it is cut, damaged, or too large unpacked.
pub(super) fn unpacked<R: BufRead, T>(mut input: R, read: impl FnOnce(Unpacked<R>) -> io::Result<T>) -> io::Result<T> {
    if !input.fill_buf()?.starts_with(GZIP) {
        return read(Unpacked::Plain(input));
    }
    let (taken, trouble) = (Rc::new(Cell::new(0)), Rc::new(Cell::new(None)));
    let inner = MultiGzDecoder::new(Counted { inner: input, taken: Rc::clone(&taken) });
    let unpacking = Unpacking { inner, taken, given: 0, trouble: Rc::clone(&trouble) };
    let done = read(Unpacked::Packed(Box::new(BufReader::with_capacity(PART, unpacking))));
    match trouble.get() {
        Some(it) => Err(it.into()),
        None => done,
    }
}

impl<R: BufRead> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(it) => it.read(buffer),
            Self::Packed(it) => it.read(buffer),
        }
    }
}

impl<R: BufRead> BufRead for Unpacked<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match self {
            Self::Plain(it) => it.fill_buf(),
            Self::Packed(it) => it.fill_buf(),
        }
    }

    fn consume(&mut self, amount: usize) {
        match self {
            Self::Plain(it) => it.consume(amount),
            Self::Packed(it) => it.consume(amount),
        }
    }
}

/// Unpacks, and keeps in mind what went wrong: readers make texts of their own of errors.
pub(super) struct Unpacking<R> {
    inner: MultiGzDecoder<Counted<R>>,
    taken: Rc<Cell<u64>>,
    given: u64,
    trouble: Rc<Cell<Option<Unread>>>,
}

impl<R: Read> Read for Unpacking<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let wrong = match self.inner.read(buffer) {
            Ok(length) => {
                self.given = self.given.saturating_add(length as u64);
                if self.given <= FREE || self.given <= self.taken.get().saturating_mul(MOST) {
                    return Ok(length);
                }
                Unread::GzipBomb
            }
            Err(cause) => match cause.kind() {
                ErrorKind::UnexpectedEof => Unread::GzipCut,
                ErrorKind::InvalidInput | ErrorKind::InvalidData => Unread::GzipDamaged,
                _ => return Err(cause),
            },
        };
        self.trouble.set(Some(wrong));
        Err(wrong.into())
    }
}

/// Counts what is read of it.
struct Counted<R> {
    inner: R,
    taken: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        self.taken.set(self.taken.get().saturating_add(length as u64));
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut packer = GzEncoder::new(Vec::new(), Compression::best());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    }

    /// Bytes that can hardly be packed.
    fn noise() -> Vec<u8> {
        let mut state = 1_u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 32) as u8
        };
        (0..200_000).map(|_| next()).collect()
    }

    /// How many bytes come out, or what is wrong.
    fn length(bytes: &[u8]) -> Result<u64, Unread> {
        unpacked(bytes, |mut it| io::copy(&mut it, &mut io::sink())).map_err(|it| Unread::of(&it).unwrap())
    }

    #[test]
    fn what_is_packed_is_read_as_what_it_holds() {
        assert_eq!(length(b"plain"), Ok(5));
        let one = packed(b"packed");
        assert_eq!(length(&one), Ok(6));
        // two files one after the other, as `cat a.gz b.gz` makes them
        assert_eq!(length(&[one.as_slice(), &one].concat()), Ok(12));
    }

    #[test]
    fn half_a_file_and_a_damaged_one_are_not_taken_for_the_whole() {
        let whole = packed(&noise());
        for end in [2, 9, whole.len() / 2, whole.len() - 1] {
            assert_eq!(length(&whole[..end]), Err(Unread::GzipCut), "{end}");
        }
        let mut damaged = whole.clone();
        let last = damaged.len() - 6;
        damaged[last] ^= 1;
        assert_eq!(length(&damaged), Err(Unread::GzipDamaged));
    }

    #[test]
    fn a_bomb_is_not_unpacked() {
        let bomb = packed(&vec![0_u8; 80 * 1024 * 1024]);
        assert_eq!(length(&bomb), Err(Unread::GzipBomb));
        // what is long, and no bomb: noise with many zeros
        let large = [noise(), vec![0; 2_000_000]].concat().repeat(40);
        assert_eq!(length(&packed(&large)), Ok(large.len() as u64));
    }
}
