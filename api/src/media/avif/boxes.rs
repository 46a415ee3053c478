//! Boxes (ISO/IEC 14496-12, clause 4) out of bytes that anybody may have written: what reaches beyond its surroundings is broken.

use crate::media::avif::Unread;

/// Reads from the front.
#[derive(Clone, Copy)]
pub(super) struct Bytes<'a>(pub(super) &'a [u8]);

/// A box: its kind, and what is in it.
#[derive(Clone, Copy)]
pub(super) struct Boxed<'a> {
    pub(super) kind: [u8; 4],
    pub(super) content: Bytes<'a>,
}

impl<'a> Bytes<'a> {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn take(&mut self, count: usize) -> Result<&'a [u8], Unread> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(Unread::Broken)?;
        self.0 = rest;
        Ok(taken)
    }

    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], Unread> {
        self.take(N)?.try_into().map_err(|_| Unread::Broken)
    }

    pub(super) fn u8(&mut self) -> Result<u8, Unread> {
        Ok(self.array::<1>()?[0])
    }

    pub(super) fn u16(&mut self) -> Result<u16, Unread> {
        Ok(u16::from_be_bytes(self.array()?))
    }

    pub(super) fn u32(&mut self) -> Result<u32, Unread> {
        Ok(u32::from_be_bytes(self.array()?))
    }

    /// A number of so many bytes, as `iloc` has them.
    pub(super) fn number(&mut self, bytes: u8) -> Result<u64, Unread> {
        match bytes {
            0 => Ok(0),
            4 => Ok(self.u32()?.into()),
            8 => Ok(u64::from_be_bytes(self.array()?)),
            _ => Err(Unread::Broken),
        }
    }

    /// A number of two bytes, or of four where it is `wide`.
    pub(super) fn short_or_long(&mut self, wide: bool) -> Result<u32, Unread> {
        if wide { self.u32() } else { Ok(self.u16()?.into()) }
    }

    /// The version and the flags of a full box.
    pub(super) fn version(&mut self) -> Result<(u8, u32), Unread> {
        let both = self.u32()?;
        Ok((both.to_be_bytes()[0], both & 0x00ff_ffff))
    }

    /// A text up to the byte that ends it, or up to the end.
    pub(super) fn text(&mut self) -> &'a [u8] {
        let end = self.0.iter().position(|it| *it == 0).unwrap_or(self.0.len());
        let (text, rest) = self.0.split_at(end);
        self.0 = rest.get(1..).unwrap_or_default();
        text
    }

    /// The next box inside of another.
    pub(super) fn inner(&mut self) -> Result<Option<Boxed<'a>>, Unread> {
        self.next(false)
    }

    /// The next box of a file, of which the last may reach to the end without saying how long it is.
    pub(super) fn outer(&mut self) -> Result<Option<Boxed<'a>>, Unread> {
        self.next(true)
    }

    fn next(&mut self, may_be_open: bool) -> Result<Option<Boxed<'a>>, Unread> {
        if self.is_empty() {
            return Ok(None);
        }
        let length = self.u32()?;
        let kind = self.array()?;
        let content = match length {
            0 if may_be_open => self.take(self.0.len())?,
            1 => {
                let length = u64::from_be_bytes(self.array()?).checked_sub(16).ok_or(Unread::Broken)?;
                self.take(usize::try_from(length).map_err(|_| Unread::Broken)?)?
            }
            _ => self.take(length.checked_sub(8).ok_or(Unread::Broken)? as usize)?,
        };
        Ok(Some(Boxed { kind, content: Bytes(content) }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn length(bytes: &[u8], may_be_open: bool) -> Option<usize> {
        Bytes(bytes).next(may_be_open).ok().flatten().map(|it| it.content.0.len())
    }

    #[test]
    fn a_box_lies_within_its_surroundings() {
        assert_eq!(length(b"\0\0\0\x0afreeab", false), Some(2));
        assert_eq!(length(b"\0\0\0\x01free\0\0\0\0\0\0\0\x12abc", false), Some(2));
        assert_eq!((length(b"\0\0\0\0freeabc", true), length(b"\0\0\0\0freeabc", false)), (Some(3), None));
        for broken in [
            b"\0\0\0\x0bfreeab".as_slice(),
            b"\0\0\0\x07free",
            b"\xff\xff\xff\xfffree",
            b"\0\0\0\x01free\x80\0\0\0\0\0\0\0",
            b"\0\0\0\x01free\0\0\0\0\0\0\0\x0f",
            b"\0\0\0\x01free\0\0",
            b"\0\0\0",
        ] {
            assert_eq!(length(broken, true), None, "{broken:?}");
        }
    }
}
