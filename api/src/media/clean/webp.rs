//! WebP (RFC 9649): the chunks of the picture, of its colours and of its animation.

use crate::media::clean::{Broken, Cleaned, Front, orientation_alone};

const KEPT: [&[u8; 4]; 7] = [b"VP8X", b"ICCP", b"ANIM", b"ANMF", b"ALPH", b"VP8 ", b"VP8L"];

/// The flags of `VP8X` that tell of EXIF and of XMP.
const EXIF: u8 = 0x08;
const XMP: u8 = 0x04;

pub(crate) fn webp(bytes: &[u8], orientation: u8) -> Result<Cleaned, Broken> {
    let mut rest = Front(bytes);
    if rest.array()? != *b"RIFF" {
        return Err(Broken);
    }
    let length = u32::from_le_bytes(rest.array()?) as usize;
    let mut rest = Front(rest.take(length)?);
    if rest.array()? != *b"WEBP" {
        return Err(Broken);
    }
    let mut kept = Vec::with_capacity(bytes.len());
    let (mut frames, mut is_extended, mut has_pixels) = (0_u32, false, false);
    while !rest.0.is_empty() {
        let whole = rest.0;
        let kind: [u8; 4] = rest.array()?;
        let length = u32::from_le_bytes(rest.array()?) as usize;
        let padded = length + length % 2;
        // the last chunk is often left without its padding
        rest.take(padded.min(rest.0.len().max(length)))?;
        if !KEPT.contains(&&kind) {
            continue;
        }
        let at = kept.len();
        kept.extend(&whole[..8 + length]);
        kept.resize(at + 8 + padded, 0);
        frames += u32::from(kind == *b"ANMF");
        has_pixels |= matches!(&kind, b"VP8 " | b"VP8L" | b"ANMF");
        if kind == *b"VP8X" {
            is_extended = true;
            let flags = kept.get_mut(at + 8).ok_or(Broken)?;
            *flags &= !(EXIF | XMP);
            *flags |= if orientation == 1 { 0 } else { EXIF };
        }
    }
    if !has_pixels {
        return Err(Broken);
    }
    if orientation != 1 && is_extended {
        kept.extend(b"EXIF\x1a\0\0\0");
        kept.extend(orientation_alone(orientation));
    }
    let length = u32::try_from(kept.len() + 4).map_err(|_| Broken)?;
    let bytes = [b"RIFF".as_slice(), &length.to_le_bytes(), b"WEBP", &kept].concat();
    Ok(Cleaned { bytes, frames: frames.max(1) })
}

#[cfg(test)]
mod tests {
    use image::ImageDecoder;

    use super::*;

    fn picture() -> Vec<u8> {
        let pixels = image::RgbImage::from_fn(8, 6, |x, y| image::Rgb([x as u8 * 30, y as u8 * 40, 3]));
        webp::Encoder::from_rgb(&pixels, 8, 6).encode(80.0).to_vec()
    }

    /// The same with metadata, in the extended form.
    fn extended() -> Vec<u8> {
        let pixels = &picture()[12..];
        let exif = [b"EXIF\x1a\0\0\0".as_slice(), &orientation_alone(6)].concat();
        let header = b"VP8X\x0a\0\0\0\x0c\0\0\0\x07\0\0\x05\0\0";
        let chunks = [header.as_slice(), pixels, &exif, b"XMP \x03\0\0\0GPS\0"].concat();
        let length = u32::try_from(chunks.len() + 4).unwrap();
        [b"RIFF".as_slice(), &length.to_le_bytes(), b"WEBP", &chunks, b"<script>"].concat()
    }

    #[test]
    fn metadata_is_gone_and_the_orientation_stays() {
        let cleaned = webp(&extended(), 6).unwrap().bytes;
        assert!(!cleaned.windows(3).any(|it| it == b"GPS") && !cleaned.ends_with(b"<script>"));
        let mut decoder = image::codecs::webp::WebPDecoder::new(std::io::Cursor::new(&cleaned)).unwrap();
        assert_eq!(decoder.orientation().unwrap(), image::metadata::Orientation::Rotate90);
        assert_eq!(decoder.xmp_metadata().unwrap(), None);
        let plain = webp(&extended(), 1).unwrap().bytes;
        assert_eq!(image::load_from_memory(&plain).unwrap(), image::load_from_memory(&picture()).unwrap());
        assert_eq!(webp(&picture(), 1).unwrap().bytes, picture());
    }

    #[test]
    fn what_ends_too_early_is_broken() {
        let whole = picture();
        for length in 0..whole.len() {
            assert_eq!(webp(&whole[..length], 1), Err(Broken), "{length} of {}", whole.len());
        }
    }
}
