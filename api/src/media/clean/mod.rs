//! Pictures without what is not to be seen: EXIF, XMP, IPTC, comments, thumbnails, what stands behind the end. Pixels, colour
//! profiles and animations stay byte for byte; of EXIF the orientation alone is kept, without which the pixels would lie.

mod avif;
mod gif;
mod jpeg;
mod png;
mod webp;

use avif::avif;
use gif::gif;
pub(crate) use jpeg::is_progressive;
use jpeg::jpeg;
use png::png;
use webp::webp;

use crate::media::kind::Kind;

/// A picture of a kind without what is not to be seen.
///
/// # Errors
/// [`Broken`] for what ends too early; also for what is no picture.
pub(crate) fn picture(bytes: &[u8], kind: Kind, orientation: u8) -> Result<Cleaned, Broken> {
    match kind {
        Kind::Jpeg => jpeg(bytes, orientation),
        Kind::Png => png(bytes, orientation),
        Kind::Webp => webp(bytes, orientation),
        Kind::Gif => gif(bytes),
        // how it is turned stands beside the picture, not in EXIF
        Kind::Avif => avif(bytes),
        Kind::Pdf
        | Kind::Zip
        | Kind::Mp3
        | Kind::Ogg
        | Kind::Gpx
        | Kind::Odt
        | Kind::Ods
        | Kind::Odp
        | Kind::Docx
        | Kind::Xlsx
        | Kind::Pptx => Err(Broken),
    }
}

/// A picture that was cleaned.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Cleaned {
    pub(crate) bytes: Vec<u8>,
    /// Its pictures, one after the other; 1 where nothing moves.
    pub(crate) frames: u32,
}

/// The file ends too early, or is not of its form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Broken;

/// EXIF (TIFF 6.0, little endian) that holds an orientation and nothing else.
fn orientation_alone(orientation: u8) -> [u8; 26] {
    let mut exif = *b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x01\0\0\0\0\0\0\0";
    exif[18] = orientation;
    exif
}

/// Reads bytes from the front.
struct Front<'a>(&'a [u8]);

impl<'a> Front<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], Broken> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(Broken)?;
        self.0 = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, Broken> {
        self.take(1).map(|it| it[0])
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Broken> {
        self.take(N)?.try_into().map_err(|_| Broken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_orientation_is_read_by_others() {
        for wanted in 1..=8 {
            let exif = exif::Reader::new().read_raw(orientation_alone(wanted).to_vec()).unwrap();
            let field = exif.get_field(exif::Tag::Orientation, exif::In::PRIMARY).unwrap();
            assert_eq!((field.value.get_uint(0), exif.fields().count()), (Some(u32::from(wanted)), 1));
        }
    }
}
