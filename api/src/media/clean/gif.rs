//! GIF (89a): the blocks of its pictures, and how often they are shown, up to the trailer.

use crate::media::clean::{Broken, Cleaned, Front};

const EXTENSION: u8 = 0x21;
const PICTURE: u8 = 0x2c;
const TRAILER: u8 = 0x3b;
/// The extension that says how a picture is shown.
const CONTROL: u8 = 0xf9;
const APPLICATION: u8 = 0xff;

pub(crate) fn gif(bytes: &[u8]) -> Result<Cleaned, Broken> {
    let mut rest = Front(bytes);
    let header: [u8; 13] = rest.array()?;
    if !header.starts_with(b"GIF87a") && !header.starts_with(b"GIF89a") {
        return Err(Broken);
    }
    let mut kept = header.to_vec();
    kept.extend(rest.take(table(header[10]))?);
    let mut frames = 0_u32;
    loop {
        let whole = rest.0;
        let is_kept = match rest.byte()? {
            EXTENSION => {
                let label = rest.byte()?;
                let first = rest.0;
                blocks(&mut rest)?;
                let shows_again = [b"\x0bNETSCAPE2.0", b"\x0bANIMEXTS1.0"].iter().any(|it| first.starts_with(*it));
                label == CONTROL || label == APPLICATION && shows_again
            }
            PICTURE => {
                frames = frames.saturating_add(1);
                let place: [u8; 9] = rest.array()?;
                rest.take(table(place[8]) + 1)?;
                blocks(&mut rest)?;
                true
            }
            TRAILER => {
                kept.push(TRAILER);
                return if frames > 0 { Ok(Cleaned { bytes: kept, frames }) } else { Err(Broken) };
            }
            _ => return Err(Broken),
        };
        if is_kept {
            kept.extend(&whole[..whole.len() - rest.0.len()]);
        }
    }
}

/// How many bytes a table of colours has, by its flags.
fn table(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// Goes over blocks up to the one that is empty.
fn blocks(rest: &mut Front<'_>) -> Result<(), Broken> {
    loop {
        match rest.byte()? {
            0 => return Ok(()),
            length => rest.take(usize::from(length))?,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(frames: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = image::codecs::gif::GifEncoder::new(&mut bytes);
        for at in 0..frames {
            let pixels = image::RgbaImage::from_pixel(5, 4, image::Rgba([at as u8, 9, 200, 255]));
            encoder.encode_frame(image::Frame::new(pixels)).unwrap();
        }
        drop(encoder);
        bytes
    }

    #[test]
    fn comments_are_gone_and_pictures_are_counted() {
        let plain = picture(3);
        let comment = b"\x21\xfe\x09<script>!\0\x21\xff\x0bXMP DataXMP\x03GPS\0".as_slice();
        let at = 13 + table(plain[10]);
        let sent = [&plain[..at], comment, &plain[at..], b"<script>"].concat();
        assert_eq!(gif(&sent).unwrap(), Cleaned { bytes: plain, frames: 3 });
    }

    #[test]
    fn what_ends_too_early_is_broken() {
        let whole = picture(2);
        for length in 0..whole.len() {
            assert_eq!(gif(&whole[..length]), Err(Broken), "{length} of {}", whole.len());
        }
    }
}
