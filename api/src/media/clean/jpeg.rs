//! JPEG (ITU-T T.81): segments up to the end of the image. Kept are frames, tables and scans, and of the application's segments
//! JFIF without its thumbnail, the colour profile, and Adobe's, which says how colours are coded.

use crate::media::clean::{Broken, Cleaned, Front, orientation_alone};

/// The most scans: those of a progressive picture are about ten, and each may cost as much as the whole picture.
const MOST_SCANS: u32 = 64;

const SOI: u8 = 0xd8;
const EOI: u8 = 0xd9;
const SOS: u8 = 0xda;
const APP0: u8 = 0xe0;
const APP1: u8 = 0xe1;
const APP2: u8 = 0xe2;
const APP14: u8 = 0xee;

pub(crate) fn jpeg(bytes: &[u8], orientation: u8) -> Result<Cleaned, Broken> {
    let mut rest = Front(bytes);
    if rest.array()? != [0xff, SOI] {
        return Err(Broken);
    }
    let mut kept = vec![0xff, SOI];
    let mut oriented = orientation == 1;
    let mut scans = 0;
    loop {
        let marker = next_marker(&mut rest)?;
        if marker == EOI {
            kept.extend([0xff, EOI]);
            return if scans > 0 { Ok(Cleaned { bytes: kept, frames: 1 }) } else { Err(Broken) };
        }
        // restarts out of a scan, and TEM: they carry nothing
        if matches!(marker, 0x01 | 0xd0..=0xd7) {
            continue;
        }
        let length = usize::from(u16::from_be_bytes(rest.array()?));
        let content = rest.take(length.checked_sub(2).ok_or(Broken)?)?;
        let Some(content) = of_picture(marker, content) else { continue };
        if marker != APP0 && !oriented {
            oriented = true;
            segment(&mut kept, APP1, &[b"Exif\0\0".as_slice(), &orientation_alone(orientation)].concat())?;
        }
        segment(&mut kept, marker, &content)?;
        if marker == SOS {
            scans += 1;
            if scans > MOST_SCANS {
                return Err(Broken);
            }
            kept.extend(scan(&mut rest)?);
        }
    }
}

/// Whether the picture comes in several scans, each of which refines it (ITU-T T.81, annex G). Where nothing can be read it does not.
pub(crate) fn is_progressive(bytes: &[u8]) -> bool {
    let mut rest = Front(bytes.get(2..).unwrap_or_default());
    let mut frame = || loop {
        let marker = next_marker(&mut rest).ok()?;
        if matches!(marker, 0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf | SOS | EOI) {
            return Some(marker);
        }
        let length = usize::from(u16::from_be_bytes(rest.array().ok()?));
        rest.take(length.checked_sub(2)?).ok()?;
    };
    matches!(frame(), Some(0xc2 | 0xc6 | 0xca | 0xce))
}

/// What is kept of a segment; none of what tells of something else than the picture.
fn of_picture(marker: u8, content: &[u8]) -> Option<Vec<u8>> {
    match marker {
        APP0 => {
            // version, unit, density; a thumbnail of 0 × 0
            let jfif = content.get(..14).filter(|it| it.starts_with(b"JFIF\0"))?;
            Some([&jfif[..12], &[0, 0]].concat())
        }
        APP2 => content.starts_with(b"ICC_PROFILE\0").then(|| content.to_vec()),
        APP14 => content.starts_with(b"Adobe").then(|| content.to_vec()),
        // frames, tables, scans, restart intervals
        0xc0..=0xcf | 0xda..=0xdf => Some(content.to_vec()),
        _ => None,
    }
}

fn segment(kept: &mut Vec<u8>, marker: u8, content: &[u8]) -> Result<(), Broken> {
    let length = u16::try_from(content.len() + 2).map_err(|_| Broken)?;
    kept.extend([0xff, marker]);
    kept.extend(length.to_be_bytes());
    kept.extend(content);
    Ok(())
}

/// The next marker, whatever stands before it.
fn next_marker(rest: &mut Front<'_>) -> Result<u8, Broken> {
    loop {
        if rest.byte()? != 0xff {
            continue;
        }
        let marker = loop {
            match rest.byte()? {
                0xff => {}
                other => break other,
            }
        };
        match marker {
            0 => {}
            SOI => return Err(Broken),
            other => return Ok(other),
        }
    }
}

/// The coded data of a scan, up to the next marker that ends it.
fn scan<'a>(rest: &mut Front<'a>) -> Result<&'a [u8], Broken> {
    let data = rest.0;
    let mut at = 0;
    loop {
        at += data.get(at..).and_then(|it| it.iter().position(|it| *it == 0xff)).ok_or(Broken)?;
        match data.get(at + 1).ok_or(Broken)? {
            0 | 0xd0..=0xd7 => at += 2,
            0xff => at += 1,
            _ => return rest.take(at),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture() -> Vec<u8> {
        let mut bytes = Vec::new();
        let pixels = image::RgbImage::from_fn(40, 30, |x, y| image::Rgb([x as u8 * 6, y as u8 * 8, 90]));
        image::codecs::jpeg::JpegEncoder::new(&mut bytes).encode_image(&pixels).unwrap();
        bytes
    }

    /// A picture with segments behind its beginning, and something behind its end.
    fn with(segments: &[(u8, &[u8])], behind: &[u8]) -> Vec<u8> {
        let plain = picture();
        let mut bytes = plain[..2].to_vec();
        for (marker, content) in segments {
            segment(&mut bytes, *marker, content).unwrap();
        }
        [&bytes, &plain[2..], behind].concat()
    }

    #[test]
    fn what_is_not_the_picture_is_gone_and_its_pixels_stay() {
        let script = b"<html><script>alert(1)</script>".as_slice();
        let sent = with(&[(0xfe, script), (APP1, b"Exif\0\0GPS"), (0xed, b"Photoshop"), (APP2, b"MPF\0")], script);
        let cleaned = jpeg(&sent, 1).unwrap();
        assert!(!cleaned.bytes.windows(7).any(|it| it == b"<script"));
        for gone in [b"Exif", b"Phot", b"MPF\0"] {
            assert!(!cleaned.bytes.windows(4).any(|it| it == gone));
        }
        let pixels = |bytes: &[u8]| image::load_from_memory(bytes).unwrap().into_rgb8();
        assert_eq!(pixels(&cleaned.bytes), pixels(&sent));
        assert_eq!(jpeg(&cleaned.bytes, 1).unwrap(), cleaned, "what is clean stays as it is");
        let profile = with(&[(APP2, b"ICC_PROFILE\0\x01\x01profile")], b"");
        assert!(jpeg(&profile, 1).unwrap().bytes.windows(7).any(|it| it == b"profile"));
    }

    #[test]
    fn the_orientation_alone_is_kept() {
        use image::ImageDecoder;
        let cleaned = jpeg(&with(&[(APP1, b"Exif\0\0GPS")], b""), 6).unwrap().bytes;
        let mut decoder = image::codecs::jpeg::JpegDecoder::new(std::io::Cursor::new(&cleaned)).unwrap();
        assert_eq!(decoder.orientation().unwrap(), image::metadata::Orientation::Rotate90);
        assert!(!cleaned.windows(3).any(|it| it == b"GPS"));
    }

    #[test]
    fn what_ends_too_early_is_broken() {
        let whole = picture();
        for length in 0..whole.len() {
            assert_eq!(jpeg(&whole[..length], 1), Err(Broken), "{length} of {}", whole.len());
        }
        let scans = [&whole[..2], &b"\xff\xda\0\x02\0".repeat(65), b"\xff\xd9"].concat();
        assert_eq!(jpeg(&scans, 1), Err(Broken), "too many scans");
    }
}
