//! What is shown before a picture is there: a ThumbHash of some 25 bytes, and its most frequent colour.

use fast_image_resize::{ResizeError, Resizer};
use image::{DynamicImage, RgbaImage};

/// The longest side of what a placeholder is made of, in pixels: more than 100 a ThumbHash does not take.
const SIDE: u32 = 100;

/// What is shown before a picture is there.
pub(crate) struct Placeholder {
    /// ThumbHash: <https://evanw.github.io/thumbhash/>.
    pub(crate) thumbhash: Vec<u8>,
    /// `#rrggbb`.
    pub(crate) dominant_color: String,
}

/// The placeholder of a picture.
///
/// # Errors
/// When the picture has colours that cannot be scaled.
pub(crate) fn of(picture: &DynamicImage) -> Result<Placeholder, ResizeError> {
    let (width, height) = (picture.width(), picture.height());
    let longest = width.max(height);
    let scaled = |side: u32| if longest <= SIDE { side } else { (side * SIDE / longest).max(1) };
    let mut small = DynamicImage::new(scaled(width), scaled(height), picture.color());
    Resizer::new().resize(picture, &mut small, None)?;
    let small = small.into_rgba8();
    let (width, height) = (small.width() as usize, small.height() as usize);
    Ok(Placeholder {
        thumbhash: thumbhash::rgba_to_thumb_hash(width, height, small.as_raw()),
        dominant_color: dominant(&small),
    })
}

/// The mean of the most frequent of 512 colours; white where all is transparent.
fn dominant(picture: &RgbaImage) -> String {
    let mut sums = vec![[0_u64; 4]; 512];
    for [red, green, blue, alpha] in picture.pixels().map(|it| it.0) {
        if alpha >= 128 {
            let at = usize::from(red >> 5) << 6 | usize::from(green >> 5) << 3 | usize::from(blue >> 5);
            for (sum, value) in sums[at].iter_mut().zip([1, u64::from(red), u64::from(green), u64::from(blue)]) {
                *sum += value;
            }
        }
    }
    match sums.iter().max_by_key(|it| it[0]) {
        Some([count, red, green, blue]) if *count > 0 => {
            format!("#{:02x}{:02x}{:02x}", red / count, green / count, blue / count)
        }
        _ => "#ffffff".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_placeholder_tells_of_the_picture() {
        let sea = RgbaImage::from_fn(300, 200, |x, y| {
            image::Rgba([20, 90, if y < 150 { 160 } else { 20 }, (x > 3) as u8 * 255])
        });
        let made = of(&DynamicImage::ImageRgba8(sea)).unwrap();
        assert_eq!(made.dominant_color, "#145aa0");
        assert!(made.thumbhash.len() <= 25);
        let (width, height, _) = thumbhash::thumb_hash_to_rgba(&made.thumbhash).unwrap();
        assert!(width > height);
        for size in [(1, 1), (1, 5_000), (5_000, 1)] {
            let clear = of(&DynamicImage::new_rgba8(size.0, size.1)).unwrap();
            assert_eq!(clear.dominant_color, "#ffffff", "{size:?}");
        }
        assert!(of(&DynamicImage::new_luma16(200, 10)).is_ok() && of(&DynamicImage::new_rgba16(200, 10)).is_ok());
    }
}
