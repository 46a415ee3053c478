//! A reader that ends with an error where one row is far too long: a row that never ends must not fill the memory.

use std::cell::Cell;
use std::io::{self, BufRead, ErrorKind, Read};
use std::rc::Rc;

/// Reads as `R` does, but no more than so many bytes of one row.
pub(super) struct Bounded<R> {
    inner: R,
    row: Row,
    most: usize,
    said: &'static str,
}

/// Tells where a row begins.
#[derive(Clone, Default)]
pub(super) struct Row(Rc<Cell<usize>>);

impl Row {
    /// The row that was read is at its end.
    pub(super) fn begins(&self) {
        self.0.set(0);
    }
}

impl<R> Bounded<R> {
    /// Reads at most so many bytes of a row; what is said where one is longer.
    pub(super) fn new(inner: R, most: usize, said: &'static str) -> (Self, Row) {
        let row = Row::default();
        (Self { inner, row: row.clone(), most, said }, row)
    }

    fn permit(&self) -> io::Result<()> {
        let fits = self.row.0.get() <= self.most;
        if fits { Ok(()) } else { Err(io::Error::new(ErrorKind::InvalidData, self.said)) }
    }

    fn count(&self, more: usize) {
        self.row.0.set(self.row.0.get().saturating_add(more));
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.permit()?;
        let length = self.inner.read(buffer)?;
        self.count(length);
        Ok(length)
    }
}

impl<R: BufRead> BufRead for Bounded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.permit()?;
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.count(amount);
        self.inner.consume(amount);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_does_not_end_is_not_read_to_its_end() {
        let (mut input, row) = Bounded::new(io::BufReader::with_capacity(10, io::repeat(b'a')), 100, "too long");
        let mut bytes = Vec::new();
        assert_eq!(input.read_until(b'\n', &mut bytes).unwrap_err().to_string(), "too long");
        assert!(bytes.len() <= 110, "{}", bytes.len());
        row.begins();
        assert_eq!(input.read(&mut [0; 5]).unwrap(), 5);
    }
}
