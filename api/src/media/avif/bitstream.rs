//! The units of an AV1 bitstream (AV1 Bitstream & Decoding Process Specification, 5.3 and 5.5): which of them are a picture, and what
//! the sequence header says of its samples and its colours.

use crate::media::avif::Unread;
use crate::media::avif::boxes::Bytes;
use crate::media::avif::colours::Colours;

/// The most frames of one item. A picture is one; one of several layers, each of which refines it, has four at most.
const MOST_FRAMES: u32 = 4;

const SEQUENCE_HEADER: u8 = 1;
const FRAME_HEADER: u8 = 3;
const FRAME: u8 = 6;
/// Beside those: groups of tiles and repeated frame headers. Not metadata (5), padding (15) and what is not known.
const KEPT: [u8; 5] = [SEQUENCE_HEADER, FRAME_HEADER, 4, FRAME, 7];

/// What the sequence header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sequence {
    /// 8, 10 or 12.
    pub(crate) bits: u8,
    pub(crate) is_monochrome: bool,
    /// How many samples of chroma there are for four of luma: 1, 2 or 4.
    pub(crate) chroma: u8,
    pub(crate) colours: Colours,
}

/// The units of a bitstream that are a picture, and what its sequence header says.
///
/// # Errors
/// [`Unread`] for what ends too early, has no picture, or has several.
pub(super) fn picture(data: &[u8]) -> Result<(Vec<u8>, Sequence), Unread> {
    let (kept, sequence, frames) = units(data)?;
    match frames {
        0 => Err(Unread::Broken),
        1..=MOST_FRAMES => Ok((kept, sequence.ok_or(Unread::Broken)?)),
        _ => Err(Unread::Unknown("AVIF (OBU_FRAME × 5)")),
    }
}

/// The units of a configuration (`av1C`), which come again in the bitstream or not.
pub(super) fn configuration(data: &[u8]) -> Result<Vec<u8>, Unread> {
    Ok(units(data)?.0)
}

fn units(data: &[u8]) -> Result<(Vec<u8>, Option<Sequence>, u32), Unread> {
    let (mut rest, mut kept, mut sequence, mut frames) = (Bytes(data), Vec::with_capacity(data.len()), None, 0);
    while !rest.is_empty() {
        let whole = rest.0;
        let flags = rest.u8()?;
        if flags & 0x80 != 0 {
            return Err(Unread::Broken);
        }
        if flags & 0x04 != 0 {
            rest.u8()?;
        }
        let length = if flags & 0x02 != 0 { leb128(&mut rest)? } else { rest.0.len() };
        let content = rest.take(length)?;
        let kind = flags >> 3 & 0x0f;
        if kind == SEQUENCE_HEADER {
            sequence = Some(header(content)?);
        }
        frames += u32::from(matches!(kind, FRAME_HEADER | FRAME));
        if KEPT.contains(&kind) {
            kept.extend(&whole[..whole.len() - rest.0.len()]);
        }
    }
    Ok((kept, sequence, frames))
}

fn leb128(rest: &mut Bytes<'_>) -> Result<usize, Unread> {
    let mut number = 0_u64;
    for at in 0..8 {
        let byte = rest.u8()?;
        number |= u64::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            return usize::try_from(number).map_err(|_| Unread::Broken);
        }
    }
    Err(Unread::Broken)
}

/// Reads bit by bit.
struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    fn flag(&mut self) -> Result<bool, Unread> {
        let byte = self.bytes.get(self.at / 8).ok_or(Unread::Broken)?;
        let bit = byte >> (7 - self.at % 8) & 1;
        self.at += 1;
        Ok(bit == 1)
    }

    fn number(&mut self, bits: u32) -> Result<u32, Unread> {
        (0..bits).try_fold(0_u32, |number, _| Ok(number << 1 | u32::from(self.flag()?)))
    }

    fn byte(&mut self) -> Result<u8, Unread> {
        u8::try_from(self.number(8)?).map_err(|_| Unread::Broken)
    }

    fn skip(&mut self, bits: u32) {
        self.at += bits as usize;
    }
}

/// `sequence_header_obu()` (5.5.1), up to the colours.
fn header(content: &[u8]) -> Result<Sequence, Unread> {
    let mut bits = Bits { bytes: content, at: 0 };
    let profile = bits.number(3)?;
    bits.skip(1);
    let is_reduced = bits.flag()?;
    match is_reduced {
        true => bits.skip(5),
        false => operating_points(&mut bits)?,
    }
    let (width, height) = (bits.number(4)? + 1, bits.number(4)? + 1);
    bits.skip(width + height);
    if !is_reduced && bits.flag()? {
        // numbers of frames
        bits.skip(4 + 3);
    }
    // superblocks, intra filters
    bits.skip(3);
    if !is_reduced {
        tools(&mut bits)?;
    }
    // super-resolution, CDEF, restoration
    bits.skip(3);
    samples(&mut bits, profile)
}

fn operating_points(bits: &mut Bits<'_>) -> Result<(), Unread> {
    let mut delay = None;
    if bits.flag()? {
        bits.skip(32 + 32);
        if bits.flag()? {
            // a number with as many leading zeros as it has digits
            let mut zeros = 0;
            while !bits.flag()? {
                zeros += 1;
            }
            bits.skip(zeros);
        }
        if bits.flag()? {
            delay = Some(bits.number(5)? + 1);
            bits.skip(32 + 5 + 5);
        }
    }
    let has_display_delay = bits.flag()?;
    for _ in 0..=bits.number(5)? {
        bits.skip(12);
        if bits.number(5)? > 7 {
            bits.skip(1);
        }
        if let Some(delay) = delay
            && bits.flag()?
        {
            bits.skip(2 * delay + 1);
        }
        if has_display_delay && bits.flag()? {
            bits.skip(4);
        }
    }
    Ok(())
}

fn tools(bits: &mut Bits<'_>) -> Result<(), Unread> {
    bits.skip(4);
    let has_order = bits.flag()?;
    if has_order {
        bits.skip(2);
    }
    // whether the sequence decides upon tools for screens, and on whole vectors
    let may_have_screens = bits.flag()? || bits.flag()?;
    if may_have_screens && !bits.flag()? {
        bits.skip(1);
    }
    if has_order {
        bits.skip(3);
    }
    Ok(())
}

/// `color_config()` (5.5.2).
fn samples(bits: &mut Bits<'_>, profile: u32) -> Result<Sequence, Unread> {
    let is_high = bits.flag()?;
    let depth = match (is_high, profile) {
        (true, 2) => 10 + 2 * u8::from(bits.flag()?),
        (true, _) => 10,
        (false, _) => 8,
    };
    let is_monochrome = profile != 1 && bits.flag()?;
    let [primaries, transfer, matrix] = match bits.flag()? {
        true => [bits.byte()?, bits.byte()?, bits.byte()?],
        false => [2, 2, 2],
    };
    let is_srgb = !is_monochrome && (primaries, transfer, matrix) == (1, 13, 0);
    let is_full = is_srgb || bits.flag()?;
    let chroma = match profile {
        _ if is_srgb => 4,
        _ if is_monochrome => 1,
        0 => 1,
        1 => 4,
        2 if depth < 12 => 2,
        2 => match bits.flag()? {
            true => 2 - u8::from(bits.flag()?),
            false => 4,
        },
        _ => return Err(Unread::Broken),
    };
    Ok(Sequence { bits: depth, is_monochrome, chroma, colours: Colours { primaries, transfer, matrix, is_full } })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sequence header of 8 bits, 4:2:0, which says nothing of colours, of the reduced form.
    const HEADER: &[u8] = &[0x0a, 0x06, 0x18, 0x15, 0x7f, 0xfc, 0x00, 0x80];
    const EMPTY_FRAME: &[u8] = &[0x32, 0x00];

    #[test]
    fn units_that_are_no_picture_are_left_out() {
        let metadata = b"\x2a\x04\x04GPS".as_slice();
        let padding = b"\x7a\x03GPS".as_slice();
        let (kept, sequence) = picture(&[b"\x12\0", HEADER, metadata, EMPTY_FRAME, padding].concat()).unwrap();
        assert_eq!(kept, [HEADER, EMPTY_FRAME].concat());
        assert_eq!((sequence.bits, sequence.chroma, sequence.is_monochrome), (8, 1, false));
        // the last unit may not say how long it is
        assert_eq!(picture(&[HEADER, b"\x30\x01\x02"].concat()).unwrap().0, [HEADER, b"\x30\x01\x02"].concat());
    }

    #[test]
    fn one_item_is_one_picture() {
        assert_eq!(picture(HEADER), Err(Unread::Broken));
        assert_eq!(picture(EMPTY_FRAME), Err(Unread::Broken));
        assert!(picture(&[HEADER, &EMPTY_FRAME.repeat(4)].concat()).is_ok());
        assert!(matches!(picture(&[HEADER, &EMPTY_FRAME.repeat(5)].concat()), Err(Unread::Unknown(_))));
        for broken in
            [b"\x32".as_slice(), b"\x32\xff", b"\x32\x05abcd", &[0x32; 12], b"\x0a\0", b"\x0a\x01\0", b"\xb2\0"]
        {
            assert_eq!(picture(broken), Err(Unread::Broken), "{broken:?}");
        }
        assert_eq!(picture(b"\x32\xff\xff\xff\xff\xff\xff\xff\xff\x01"), Err(Unread::Broken));
    }
}
