//! The pixels of a picture, put together of its tiles, of its colours and of what is transparent, as it is to be seen.

use std::io::{self, Write};

use image::{DynamicImage, RgbImage, RgbaImage};

use crate::media::avif::apart::unpack_apart;
use crate::media::avif::picture::{Picture, Plane};
use crate::media::avif::unpack::Order;
use crate::media::avif::{Turn, Unread};

/// Unpacks a picture, cut and turned as it is to be seen, with its colour profile (ICC).
///
/// # Errors
/// [`Unread`] for what is damaged.
pub(crate) fn unpacked(picture: &Picture) -> Result<(DynamicImage, Option<Vec<u8>>), Unread> {
    let turns = picture.colour.turns()?;
    let (width, height) = picture.colour.size;
    let channels = if picture.alpha.is_some() { 4 } else { 3 };
    let bytes = u64::from(width) * u64::from(height) * channels;
    let mut pixels = vec![0; usize::try_from(bytes).map_err(|_| Unread::Broken)?];
    let colours = picture.colour.colours().ok_or(Unread::Broken)?;
    fill(&picture.colour, (&mut pixels, 0, channels as usize), Some(colours.matrix), colours.is_full)?;
    if let Some(alpha) = &picture.alpha {
        // all values are used, whatever is said of colours
        let is_full = alpha.tiles.first().is_none_or(|it| it.sequence.colours.is_full);
        fill(alpha, (&mut pixels, 3, 4), None, is_full)?;
        if picture.is_premultiplied {
            pixels.as_chunks_mut::<4>().0.iter_mut().for_each(divide);
        }
    }
    let whole = match picture.alpha {
        Some(_) => RgbaImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgba8),
        None => RgbImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgb8),
    };
    let seen = turns.into_iter().fold(whole.ok_or(Unread::Broken)?, turned);
    let profile = picture.colour.profile().map(<[u8]>::to_vec).or_else(|| colours.profile());
    Ok((seen, profile))
}

/// Takes what is transparent out of the colours.
fn divide([colours @ .., alpha]: &mut [u8; 4]) {
    let alpha = u32::from(*alpha);
    for colour in colours {
        let divided = (u32::from(*colour) * 255 + alpha / 2).checked_div(alpha).unwrap_or_default();
        *colour = u8::try_from(divided).unwrap_or(u8::MAX);
    }
}

fn turned(mut picture: DynamicImage, turn: Turn) -> DynamicImage {
    use image::metadata::Orientation::{FlipHorizontal, FlipVertical, NoTransforms, Rotate90, Rotate180, Rotate270};
    let orientation = match turn {
        Turn::Left(1) => Rotate270,
        Turn::Left(2) => Rotate180,
        Turn::Left(3) => Rotate90,
        Turn::Left(_) => NoTransforms,
        Turn::Mirrored { is_upside_down: true } => FlipVertical,
        Turn::Mirrored { is_upside_down: false } => FlipHorizontal,
        Turn::Cut { left, top, width, height } => return picture.crop_imm(left, top, width, height),
    };
    picture.apply_orientation(orientation);
    picture
}

/// Unpacks all tiles of a plane into pixels of so many bytes, behind so many others.
fn fill(
    plane: &Plane,
    (pixels, first, step): (&mut [u8], usize, usize),
    matrix: Option<u8>,
    is_full: bool,
) -> Result<(), Unread> {
    let columns = usize::from(plane.grid.map_or(1, |it| it.0));
    let whole = (plane.size.0 as usize, plane.size.1 as usize);
    for (at, tile) in plane.tiles.iter().enumerate() {
        let order = Order { size: tile.size, matrix, is_full };
        let size = (tile.size.0 as usize, tile.size.1 as usize);
        let mut canvas = Canvas {
            pixels: &mut *pixels,
            whole,
            corner: (at % columns * size.0, at / columns * size.1),
            size,
            first,
            step,
            channels: order.channels(),
            at: 0,
        };
        unpack_apart(order, &tile.data, &mut canvas)?;
        if canvas.at != size.0 * size.1 * canvas.channels {
            return Err(Unread::Broken);
        }
    }
    Ok(())
}

/// Takes the bytes of a tile in the order in which they come, and puts each where it belongs.
struct Canvas<'a> {
    pixels: &'a mut [u8],
    whole: (usize, usize),
    corner: (usize, usize),
    size: (usize, usize),
    first: usize,
    step: usize,
    channels: usize,
    /// How many bytes have come.
    at: usize,
}

impl Write for Canvas<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let length = self.size.0 * self.channels;
        let (row, begin) = (self.at / length, self.at % length);
        if row >= self.size.1 {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        // up to the end of a row
        let taken = bytes.len().min(length - begin);
        self.at += taken;
        let y = self.corner.1 + row;
        if y < self.whole.1 {
            // of a tile at the right the columns within the picture
            let width = self.size.0.min(self.whole.0.saturating_sub(self.corner.0));
            let from = (y * self.whole.0 + self.corner.0) * self.step;
            let into = self.pixels.get_mut(from..from + width * self.step).unwrap_or_default();
            put(&bytes[..taken], begin, into, (self.first, self.step, self.channels));
        }
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn put(bytes: &[u8], begin: usize, into: &mut [u8], (first, step, channels): (usize, usize, usize)) {
    if step == channels {
        let count = bytes.len().min(into.len().saturating_sub(begin));
        into.get_mut(begin..begin + count).unwrap_or_default().copy_from_slice(&bytes[..count]);
        return;
    }
    if channels == 3 {
        // what is transparent comes later
        for (at, byte) in (begin..).zip(bytes) {
            if let Some(it) = into.get_mut(at / 3 * step + at % 3) {
                *it = *byte;
            }
        }
        return;
    }
    for (it, byte) in into.iter_mut().skip(begin * step + first).step_by(step).zip(bytes) {
        *it = *byte;
    }
}
