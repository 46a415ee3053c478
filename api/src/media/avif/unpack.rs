//! One coded picture of AV1 to rows of colours: the only place that names the decoder. It is not to be trusted: see `apart.rs`.

use std::io::Write;

use re_rav1d::{Decoder, Picture, PixelLayout, PlanarImageComponent, Settings};

use crate::media::avif::Unread;
use crate::media::avif::rows::{Plane, Rows};

/// How often the decoder is asked for a frame: one picture has few units, and each is asked for once.
const MOST_TURNS: usize = 64;

/// What is to be unpacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Order {
    /// Width and height in pixels that the file claims.
    pub(super) size: (u32, u32),
    /// How luma and chroma become colours, as ITU-T H.273 numbers it; none where luma alone is wanted.
    pub(super) matrix: Option<u8>,
    pub(super) is_full: bool,
}

impl Order {
    /// How many bytes come out for a pixel: red, green and blue, or luma.
    pub(super) fn channels(self) -> usize {
        if self.matrix.is_some() { 3 } else { 1 }
    }
}

/// Unpacks one coded picture, and writes its rows, of eight bits a channel.
///
/// # Errors
/// [`Unread`] for what is damaged, and for a picture that is not of the size that was claimed. A decoder that meets what it is not
/// made for may end the process.
pub(super) fn unpack(order: Order, data: Vec<u8>, out: &mut impl Write) -> Result<(), Unread> {
    // the decoder takes it for a mistake of its caller
    if data.is_empty() {
        return Err(Unread::Broken);
    }
    let mut settings = Settings::new();
    settings.set_n_threads(1);
    settings.set_max_frame_delay(1);
    // of several layers the last, which is the whole picture
    settings.set_all_layers(false);
    settings.set_frame_size_limit(order.size.0.checked_mul(order.size.1).ok_or(Unread::Broken)?);
    let mut decoder = Decoder::with_settings(&settings).map_err(|_| Unread::Broken)?;
    match decoder.send_data(data, None, None, None) {
        Ok(()) => {}
        Err(cause) if cause.is_again() => {}
        Err(_) => return Err(Unread::Broken),
    }
    let frame = next(&mut decoder)?;
    if (frame.width(), frame.height()) != order.size {
        return Err(Unread::Broken);
    }
    let bits = frame.bits_per_component().map_or(8, |it| it.0);
    let luma = frame.plane(PlanarImageComponent::Y);
    let plane = |component| frame.plane(component);
    let chroma = match frame.pixel_layout() {
        PixelLayout::I400 => None,
        layout => {
            let (u, v) = (plane(PlanarImageComponent::U), plane(PlanarImageComponent::V));
            let halves = (layout != PixelLayout::I444, layout == PixelLayout::I420);
            Some((u, v, halves))
        }
    };
    let stride = |component| frame.stride(component) as usize;
    let of = |bytes| Plane { bytes, stride: stride(PlanarImageComponent::Y) };
    let of_chroma = |bytes| Plane { bytes, stride: stride(PlanarImageComponent::U) };
    let rows = Rows {
        width: order.size.0 as usize,
        bits,
        luma: of(&luma),
        chroma: chroma.as_ref().map(|(u, v, halves)| (of_chroma(u), of_chroma(v), *halves)),
        is_full: order.is_full,
    };
    let mut row = vec![0; rows.width * order.channels()];
    let writer = rows.writer(order.matrix)?;
    for y in 0..order.size.1 as usize {
        writer.row(y, &mut row).ok_or(Unread::Broken)?;
        out.write_all(&row).map_err(|_| Unread::Broken)?;
    }
    Ok(())
}

/// The first frame that is shown.
fn next(decoder: &mut Decoder) -> Result<Picture, Unread> {
    for _ in 0..MOST_TURNS {
        match decoder.get_picture() {
            Ok(frame) => return Ok(frame),
            Err(cause) if cause.is_again() => match decoder.send_pending_data() {
                Err(cause) if !cause.is_again() => return Err(Unread::Broken),
                _ => {}
            },
            Err(_) => return Err(Unread::Broken),
        }
    }
    Err(Unread::Broken)
}
