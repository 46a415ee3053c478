//! PNG (W3C, third edition): the chunks of the picture, of its colours, and of its animation, up to `IEND`.

use crate::media::clean::{Broken, Cleaned, Front, orientation_alone};

const SIGNATURE: [u8; 8] = *b"\x89PNG\r\n\x1a\n";

/// What is kept: what is needed to show the picture as it is meant.
const KEPT: [&[u8; 4]; 17] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"pHYs",
    b"bKGD", b"mDCV", b"acTL", b"fcTL", b"fdAT",
];

pub(crate) fn png(bytes: &[u8], orientation: u8) -> Result<Cleaned, Broken> {
    let mut rest = Front(bytes);
    if rest.array()? != SIGNATURE {
        return Err(Broken);
    }
    let mut kept = SIGNATURE.to_vec();
    let (mut frames, mut begun) = (0_u32, false);
    loop {
        let whole = rest.0;
        let length = u32::from_be_bytes(rest.array()?) as usize;
        let kind: [u8; 4] = rest.array()?;
        rest.take(length)?;
        rest.take(4)?;
        if kind == *b"IDAT" && !begun {
            begun = true;
            if orientation != 1 {
                chunk(&mut kept, *b"eXIf", &orientation_alone(orientation));
            }
        }
        frames += u32::from(kind == *b"fcTL");
        if KEPT.contains(&&kind) {
            kept.extend(&whole[..length + 12]);
        }
        if kind == *b"IEND" {
            return if begun { Ok(Cleaned { bytes: kept, frames: frames.max(1) }) } else { Err(Broken) };
        }
    }
}

fn chunk(kept: &mut Vec<u8>, kind: [u8; 4], content: &[u8; 26]) {
    let named = [kind.as_slice(), content].concat();
    kept.extend(26_u32.to_be_bytes());
    kept.extend(&named);
    kept.extend(crc(&named).to_be_bytes());
}

/// CRC-32 as PNG computes it (annex D), bit by bit: for a few bytes.
fn crc(bytes: &[u8]) -> u32 {
    let shift = |it: u32| (it >> 1) ^ if it & 1 == 1 { 0xedb8_8320 } else { 0 };
    !bytes.iter().fold(u32::MAX, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), |it, _| shift(it)))
}

#[cfg(test)]
mod tests {
    use image::ImageDecoder;

    use super::*;

    fn picture() -> Vec<u8> {
        let mut bytes = std::io::Cursor::new(Vec::new());
        let pixels = image::RgbaImage::from_fn(9, 7, |x, y| image::Rgba([x as u8, y as u8, 3, 200]));
        pixels.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn texts_are_gone_and_the_orientation_stays() {
        let plain = picture();
        let text = [b"\0\0\0\x04tEXtGPS!".as_slice(), &crc(b"tEXtGPS!").to_be_bytes()].concat();
        let sent = [&plain[..33], &text, &plain[33..], b"<script>"].concat();
        assert_eq!(png(&sent, 1).unwrap(), Cleaned { bytes: plain.clone(), frames: 1 });
        let turned = png(&sent, 8).unwrap().bytes;
        let mut decoder = image::codecs::png::PngDecoder::new(std::io::Cursor::new(&turned)).unwrap();
        assert_eq!(decoder.orientation().unwrap(), image::metadata::Orientation::Rotate270);
        assert_eq!(image::load_from_memory(&turned).unwrap(), image::load_from_memory(&plain).unwrap());
    }

    #[test]
    fn what_ends_too_early_is_broken() {
        let whole = picture();
        for length in 0..whole.len() {
            assert_eq!(png(&whole[..length], 1), Err(Broken), "{length} of {}", whole.len());
        }
    }
}
