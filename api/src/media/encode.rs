//! Variants: the part of a picture that is wanted, as small as it is wanted, in the format that is wanted.

use fast_image_resize::{ResizeOptions, Resizer};
use image::codecs::avif::AvifEncoder;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{DynamicImage, ImageEncoder, ImageResult, RgbImage};

use crate::media::address::Format;
use crate::media::decode::{decoded, in_srgb};
use crate::media::frame::{Focus, Ratio, region, size};
use crate::media::kind::Kind;
use crate::media::refusal::Refusal;

/// Qualities at which the three lose about as much: docs/performance.md has what was measured.
const JPEG_QUALITY: u8 = 80;
const WEBP_QUALITY: f32 = 78.0;
const AVIF_QUALITY: u8 = 68;
/// 1 is slow, 10 fast: beyond it a picture takes seconds for a few bytes less.
const AVIF_SPEED: u8 = 9;

/// Makes a variant of an original.
///
/// # Errors
/// [`Refusal`] when the original cannot be read any more.
pub(crate) fn variant(
    original: &[u8],
    kind: Kind,
    (width, ratio, format): (u32, Ratio, Format),
    focus: Focus,
) -> Result<Vec<u8>, Refusal> {
    let (picture, profile) = decoded(original, kind)?;
    let damaged = || Refusal::Damaged { found: kind.name() };
    let part = region((picture.width(), picture.height()), ratio, focus);
    let (width, height) = size(part, width);
    let mut small = DynamicImage::new(width, height, picture.color());
    let cut = ResizeOptions::new().crop(part.left.into(), part.top.into(), part.width.into(), part.height.into());
    Resizer::new().resize(&picture, &mut small, &cut).map_err(|_| damaged())?;
    drop(picture);
    encoded(&in_srgb(small, profile.as_deref()), format).ok_or_else(damaged)
}

/// Writes a picture of eight bits a channel; none where the encoder does not take it.
pub fn encoded(picture: &DynamicImage, format: Format) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let written: ImageResult<()> = match format {
        Format::Jpeg => JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY).encode_image(&on_white(picture)),
        Format::Png => {
            let (width, height) = (picture.width(), picture.height());
            PngEncoder::new(&mut bytes).write_image(picture.as_bytes(), width, height, picture.color().into())
        }
        Format::Avif => {
            let encoder = AvifEncoder::new_with_speed_quality(&mut bytes, AVIF_SPEED, AVIF_QUALITY);
            let (width, height) = (picture.width(), picture.height());
            encoder.with_num_threads(Some(1)).write_image(picture.as_bytes(), width, height, picture.color().into())
        }
        Format::Webp => {
            let (width, height) = (picture.width(), picture.height());
            let encoder = match picture.color().has_alpha() {
                true => webp::Encoder::from_rgba(picture.as_bytes(), width, height),
                false => webp::Encoder::from_rgb(picture.as_bytes(), width, height),
            };
            return encoder.encode_simple(false, WEBP_QUALITY).ok().map(|it| it.to_vec());
        }
    };
    written.ok().map(|()| bytes)
}

/// A picture without transparent parts: they become white.
fn on_white(picture: &DynamicImage) -> RgbImage {
    let DynamicImage::ImageRgba8(picture) = picture else { return picture.to_rgb8() };
    let mixed = |value: u8, alpha: u8| {
        let sum = u32::from(value) * u32::from(alpha) + 255 * (255 - u32::from(alpha));
        u8::try_from(sum / 255).unwrap_or(u8::MAX)
    };
    RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
        let [red, green, blue, alpha] = picture.get_pixel(x, y).0;
        image::Rgb([red, green, blue].map(|it| mixed(it, alpha)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn original(width: u32, height: u32) -> Vec<u8> {
        let pixels = image::RgbaImage::from_fn(width, height, |x, y| {
            let left = x < width / 2;
            image::Rgba([if left { 250 } else { 5 }, 40, if left { 5 } else { 250 }, if y == 0 { 0 } else { 255 }])
        });
        let mut bytes = std::io::Cursor::new(Vec::new());
        pixels.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn a_variant_has_its_size_and_shows_its_part() {
        let sent = original(400, 200);
        for format in [Format::Jpeg, Format::Png, Format::Webp] {
            for (x, blue) in [(0, false), (100, true)] {
                let focus = Focus { x, y: 50 };
                let made = variant(&sent, Kind::Png, (160, Ratio::Square, format), focus).unwrap();
                let seen = image::load_from_memory(&made).unwrap();
                assert_eq!((seen.width(), seen.height()), (160, 160), "{format:?}");
                assert_eq!(seen.to_rgb8().get_pixel(80, 100)[2] > 200, blue, "{format:?} at {x}");
            }
        }
        let own = variant(&sent, Kind::Png, (2_560, Ratio::Own, Format::Jpeg), Focus::CENTRE).unwrap();
        let own = image::load_from_memory(&own).unwrap().to_rgb8();
        assert_eq!(own.dimensions(), (400, 200), "nothing is enlarged");
        let avif = variant(&original(40, 40), Kind::Png, (160, Ratio::Own, Format::Avif), Focus::CENTRE).unwrap();
        assert_eq!(&avif[4..12], b"ftypavif");
    }

    #[test]
    fn what_is_transparent_becomes_white_where_it_must() {
        let clear = DynamicImage::ImageRgba8(image::RgbaImage::from_pixel(8, 8, image::Rgba([9, 9, 9, 0])));
        let jpeg = image::load_from_memory(&encoded(&clear, Format::Jpeg).unwrap()).unwrap();
        assert!(jpeg.to_rgb8().pixels().all(|it| it.0 == [255, 255, 255]));
        let webp = image::load_from_memory(&encoded(&clear, Format::Webp).unwrap()).unwrap();
        assert!(webp.to_rgba8().pixels().all(|it| it.0[3] == 0));
    }
}
