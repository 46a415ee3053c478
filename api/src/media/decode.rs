//! Pixels out of files, within limits: what a picture claims is looked at before anything is unpacked.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageReader, Limits};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use crate::media::avif;
use crate::media::clean;
use crate::media::kind::Kind;
use crate::media::offered::{Offered, offered};
use crate::media::refusal::Refusal;

/// The most bytes that unpacking one picture may take.
pub(crate) const MOST_MEMORY: u64 = 256 * 1024 * 1024;
const MEGABYTE: u64 = 1024 * 1024;

/// What a picture claims to be.
pub(crate) struct Header {
    /// Width and height in pixels, as it is to be seen.
    pub(crate) size: (u32, u32),
    /// 1 to 8, as EXIF numbers them; 1 is upright.
    pub(crate) orientation: u8,
    pub(crate) offered: Offered,
    /// How many bytes unpacking it takes at most.
    pub(crate) memory: u64,
}

/// Reads what a picture claims; unpacks nothing.
///
/// # Errors
/// [`Refusal`] for what cannot be read, and for what is too much to unpack.
pub(crate) fn header(bytes: &[u8], kind: Kind, most_megapixels: u64) -> Result<Header, Refusal> {
    if kind == Kind::Avif {
        return header_of_avif(bytes, most_megapixels);
    }
    let mut decoder = decoder(bytes, kind)?;
    let (width, height) = decoder.dimensions();
    bounded((width.into(), height.into()), kind, most_megapixels)?;
    let pixels = u64::from(width) * u64::from(height);
    // metadata that cannot be read is not kept either
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let exif = decoder.exif_metadata().ok().flatten();
    let iptc = decoder.iptc_metadata().ok().flatten();
    let xmp = decoder.xmp_metadata().ok().flatten();
    let is_turned = swaps(orientation);
    let unpacked = decoder.total_bytes() * if is_turned { 2 } else { 1 };
    // coefficients of all scans are held, two bytes each
    let coefficients = if kind == Kind::Jpeg && clean::is_progressive(bytes) { pixels * 6 } else { 0 };
    // the file is held up to three times: as it came, cleaned, and by its decoder
    let memory = affordable(unpacked + coefficients + 3 * bytes.len() as u64)?;
    Ok(Header {
        size: if is_turned { (height, width) } else { (width, height) },
        orientation: orientation.to_exif(),
        offered: offered(exif, iptc.as_deref(), xmp.as_deref()),
        memory,
    })
}

fn header_of_avif(bytes: &[u8], most_megapixels: u64) -> Result<Header, Refusal> {
    let (picture, notes) = avif::read(bytes)?;
    for plane in std::iter::once(&picture.colour).chain(&picture.alpha) {
        bounded((plane.size.0.into(), plane.size.1.into()), Kind::Avif, most_megapixels)?;
        bounded(plane.coded(), Kind::Avif, most_megapixels)?;
    }
    Ok(Header {
        size: picture.seen()?,
        // how it is turned is said beside the picture, and stays
        orientation: Orientation::NoTransforms.to_exif(),
        offered: offered(notes.exif, None, notes.xmp.as_deref()),
        memory: affordable(picture.memory()? + 3 * bytes.len() as u64)?,
    })
}

/// Refuses what has no pixels, and what has too many.
fn bounded((width, height): (u64, u64), kind: Kind, most_megapixels: u64) -> Result<(), Refusal> {
    match width.saturating_mul(height) {
        0 => Err(Refusal::Damaged { found: kind.name() }),
        pixels if pixels > most_megapixels * 1_000_000 => {
            let told = |it: u64| u32::try_from(it).unwrap_or(u32::MAX);
            Err(Refusal::TooManyPixels { width: told(width), height: told(height), most_megapixels })
        }
        _ => Ok(()),
    }
}

fn affordable(memory: u64) -> Result<u64, Refusal> {
    match memory > MOST_MEMORY {
        true => Err(Refusal::TooMuchMemory { most_megabytes: MOST_MEMORY / MEGABYTE }),
        false => Ok(memory),
    }
}

/// Whether width and height change places.
fn swaps(orientation: Orientation) -> bool {
    match orientation {
        Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH => {
            true
        }
        Orientation::NoTransforms
        | Orientation::Rotate180
        | Orientation::FlipHorizontal
        | Orientation::FlipVertical => false,
    }
}

/// Unpacks a picture, upright; of an animation its first picture. With its colour profile.
///
/// # Errors
/// [`Refusal`] for what is damaged.
pub(crate) fn decoded(bytes: &[u8], kind: Kind) -> Result<(DynamicImage, Option<Vec<u8>>), Refusal> {
    if kind == Kind::Avif {
        return Ok(avif::unpacked(&avif::read(bytes)?.0)?);
    }
    let mut decoder = decoder(bytes, kind)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|it| told(&it, kind))?;
    picture.apply_orientation(orientation);
    Ok((picture, profile))
}

fn decoder(bytes: &[u8], kind: Kind) -> Result<impl ImageDecoder + '_, Refusal> {
    let damaged = || Refusal::Damaged { found: kind.name() };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), kind.format().ok_or_else(damaged)?);
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    reader.into_decoder().map_err(|it| told(&it, kind))
}

fn told(cause: &ImageError, kind: Kind) -> Refusal {
    match cause {
        ImageError::Limits(_) => Refusal::TooMuchMemory { most_megabytes: MOST_MEMORY / MEGABYTE },
        _ => Refusal::Damaged { found: kind.name() },
    }
}

/// A picture with eight bits a channel, in the colours of sRGB, which whoever shows it takes for granted. A profile that cannot be
/// followed changes nothing.
pub(crate) fn in_srgb(picture: DynamicImage, profile: Option<&[u8]>) -> DynamicImage {
    let picture = match picture.color().has_alpha() {
        true => DynamicImage::ImageRgba8(picture.into_rgba8()),
        false => DynamicImage::ImageRgb8(picture.into_rgb8()),
    };
    let profile = profile.and_then(|it| ColorProfile::new_from_slice(it).ok());
    let Some(profile) = profile.filter(|it| it.color_space == DataColorSpace::Rgb) else { return picture };
    let layout = if picture.color().has_alpha() { Layout::Rgba } else { Layout::Rgb };
    let srgb = ColorProfile::new_srgb();
    let Ok(transform) = profile.create_transform_8bit(layout, &srgb, layout, TransformOptions::default()) else {
        return picture;
    };
    let mut pixels = vec![0; picture.as_bytes().len()];
    if transform.transform(picture.as_bytes(), &mut pixels).is_err() {
        return picture;
    }
    let (width, height) = (picture.width(), picture.height());
    let changed = match layout {
        Layout::Rgba => image::RgbaImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgba8),
        _ => image::RgbImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgb8),
    };
    changed.unwrap_or(picture)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_is_refused_before_anything_is_unpacked() {
        // a header that claims 60,000 × 60,000, and nothing behind it
        let claim = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\xea\x60\0\0\xea\x60\x08\x02\0\0\0\xb7\x1a\x8e\x8d\0\0\0\0IDAT\x35\xaf\x06\x1e";
        assert!(matches!(
            header(claim, Kind::Png, 40),
            Err(Refusal::TooManyPixels { width: 60_000, height: 60_000, most_megapixels: 40 } | Refusal::Damaged { .. })
        ));
        let mut gif = Vec::new();
        image::codecs::gif::GifEncoder::new(&mut gif).encode(&[0; 16], 2, 2, image::ExtendedColorType::Rgba8).unwrap();
        gif[6..10].copy_from_slice(&[0xff; 4]);
        assert!(matches!(header(&gif, Kind::Gif, 40), Err(Refusal::TooManyPixels { width: 65_535, .. })));
    }

    #[test]
    fn wide_colours_are_brought_to_those_of_the_web() {
        let red = DynamicImage::ImageRgb8(image::RgbImage::from_pixel(2, 1, image::Rgb([200, 60, 60])));
        let wide = ColorProfile::new_display_p3().encode().unwrap();
        let shown = in_srgb(red.clone(), Some(&wide)).into_rgb8();
        assert!(shown.get_pixel(0, 0)[0] > 205, "{:?}", shown.get_pixel(0, 0));
        for other in [None, Some(b"nonsense".as_slice())] {
            assert_eq!(in_srgb(red.clone(), other), red);
        }
    }
}
