//! AVIF (AV1 Image File Format 1.2; ISO/IEC 23008-12): what a file claims to show, which of its bytes are the picture, and its pixels.

mod apart;
mod bitstream;
mod boxes;
mod canvas;
mod colours;
mod container;
mod picture;
mod rows;
#[cfg(test)]
mod tests;
mod unpack;

pub(crate) use apart::{begin_apart, serve_one};
pub(crate) use canvas::unpacked;
pub(crate) use container::Property;
pub(crate) use picture::{Picture, Plane, read};

/// Why a file is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unread {
    /// It ends too early, or contradicts itself.
    Broken,
    /// It has what is not known here: which format or part of the format, as the standards call it.
    Unknown(&'static str),
    /// The decoder cannot be called.
    Apart(String),
}

/// What is done with a picture before it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    /// So many quarters to the left.
    Left(u8),
    Mirrored {
        /// Top and bottom change places, in place of left and right.
        is_upside_down: bool,
    },
    Cut {
        left: u32,
        top: u32,
        width: u32,
        height: u32,
    },
}

impl Turn {
    /// The size afterwards.
    fn size(self, (width, height): (u32, u32)) -> (u32, u32) {
        match self {
            Self::Left(1 | 3) => (height, width),
            Self::Left(_) | Self::Mirrored { .. } => (width, height),
            Self::Cut { width, height, .. } => (width, height),
        }
    }
}

impl Picture {
    /// Width and height in pixels, as it is to be seen.
    ///
    /// # Errors
    /// [`Unread`] where more is cut off than there is.
    pub(crate) fn seen(&self) -> Result<(u32, u32), Unread> {
        Ok(self.colour.turns()?.into_iter().fold(self.colour.size, |size, turn| turn.size(size)))
    }

    /// How many bytes unpacking it takes at most.
    pub(crate) fn memory(&self) -> Result<u64, Unread> {
        let pixels = |(width, height): (u32, u32)| u64::from(width) * u64::from(height);
        // the decoder works apart, on one tile after the other, of the colours and then of what is transparent
        let tile = |plane: &Plane| {
            let frame = plane.tiles.first().map_or(0, |it| {
                let samples = if it.sequence.is_monochrome { 4 } else { 4 + 2 * u64::from(it.sequence.chroma) };
                pixels(it.size) * samples / 4 * if it.sequence.bits > 8 { 2 } else { 1 }
            });
            frame + frame / 4
        };
        let decoder = tile(&self.colour).max(self.alpha.as_ref().map_or(0, tile));
        let turns = self.colour.turns()?;
        let copies = if turns.iter().any(|it| matches!(it, Turn::Left(1 | 3) | Turn::Cut { .. })) { 2 } else { 1 };
        let canvas = pixels(self.colour.size) * if self.alpha.is_some() { 4 } else { 3 };
        // a picture is turned when the decoder has ended
        Ok((decoder + canvas).max(canvas * copies))
    }
}
