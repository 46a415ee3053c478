//! Luma and chroma to red, green and blue (ITU-T H.273, clause 8.3), row by row, so that no second picture is held. Of chroma that comes
//! in halves each sample lies between those of luma, and is mixed with the one beyond, as browsers do.

use crate::media::avif::Unread;
use crate::media::avif::colours::Colours;

/// How many bits stand behind the point of a factor.
const POINT: u32 = 14;

/// Samples, of one byte each, or of two where there are more than eight bits.
#[derive(Clone, Copy)]
pub(super) struct Plane<'a> {
    pub(super) bytes: &'a [u8],
    /// How many bytes a row takes.
    pub(super) stride: usize,
}

/// A picture that was unpacked.
pub(super) struct Rows<'a> {
    pub(super) width: usize,
    /// 8, 10 or 12.
    pub(super) bits: usize,
    pub(super) luma: Plane<'a>,
    /// Both of chroma, and whether they have half of the columns and half of the rows.
    pub(super) chroma: Option<(Plane<'a>, Plane<'a>, (bool, bool))>,
    pub(super) is_full: bool,
}

/// What is made of the samples.
pub(super) struct Writer<'a> {
    rows: &'a Rows<'a>,
    how: How,
    /// What stands for black and for no colour, and the factors of luma and chroma.
    black: i32,
    grey: i32,
    luma: i32,
    factors: Factors,
}

enum How {
    /// Luma alone, once a pixel.
    Luma,
    /// Luma alone, three times a pixel.
    Grey,
    /// The samples are green, blue and red.
    Identity,
    Colours,
}

/// Of red by the second of chroma, of green by the first and the second, of blue by the first.
#[derive(Default)]
struct Factors {
    red: i32,
    green: (i32, i32),
    blue: i32,
}

impl<'a> Plane<'a> {
    /// A row of samples.
    fn row(&self, y: usize, count: usize, is_wide: bool) -> Option<Row<'a>> {
        let length = if is_wide { count * 2 } else { count };
        let at = y.checked_mul(self.stride)?;
        let bytes = self.bytes.get(at..at.checked_add(length)?)?;
        Some(if is_wide { Row::Wide(bytes.as_chunks().0) } else { Row::Narrow(bytes) })
    }
}

#[derive(Clone, Copy)]
enum Row<'a> {
    Narrow(&'a [u8]),
    Wide(&'a [[u8; 2]]),
}

impl Row<'_> {
    fn at(&self, x: usize) -> i32 {
        match self {
            Self::Narrow(row) => row[x].into(),
            Self::Wide(row) => u16::from_ne_bytes(row[x]).into(),
        }
    }
}

impl<'a> Rows<'a> {
    /// By this matrix, or luma alone.
    ///
    /// # Errors
    /// [`Unread::Unknown`] where the matrix is none of those that are known.
    pub(super) fn writer(&'a self, matrix: Option<u8>) -> Result<Writer<'a>, Unread> {
        let deeper = self.bits - 8;
        let most = f64::from((256_i32 << deeper) - 1);
        let (black, luma, chroma) = match self.is_full {
            true => (0, 255.0 / most, 255.0 / most),
            false => {
                let whole = f64::from(1 << deeper);
                (16 << deeper, 255.0 / (219.0 * whole), 255.0 / (224.0 * whole))
            }
        };
        let (how, factors) = match (matrix, &self.chroma) {
            (None, _) => (How::Luma, Factors::default()),
            (Some(_), None) => (How::Grey, Factors::default()),
            (Some(0), Some((.., (false, false)))) => (How::Identity, Factors::default()),
            (Some(matrix), Some(_)) => (How::Colours, Factors::of(matrix, chroma)?),
        };
        Ok(Writer { rows: self, how, black, grey: 128 << deeper, luma: fixed(luma), factors })
    }
}

impl Factors {
    fn of(matrix: u8, chroma: f64) -> Result<Self, Unread> {
        let (red, blue) = Colours::weights(matrix).ok_or(Unread::Unknown("AVIF (MatrixCoefficients)"))?;
        let green = 1.0 - red - blue;
        let (of_red, of_blue) = (2.0 * (1.0 - red) * chroma, 2.0 * (1.0 - blue) * chroma);
        Ok(Self {
            red: fixed(of_red),
            green: (fixed(of_blue * blue / green), fixed(of_red * red / green)),
            blue: fixed(of_blue),
        })
    }
}

fn fixed(factor: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "factors are smaller than 3")]
    let fixed = (factor * f64::from(1 << POINT)).round() as i32;
    fixed
}

fn byte(value: i32) -> u8 {
    let rounded = (value + (1 << (POINT - 1))) >> POINT;
    u8::try_from(rounded.clamp(0, 255)).unwrap_or_default()
}

/// A row of chroma, a sample for each of luma: three parts of the nearest and one of the one beyond, along both directions.
fn mixed(plane: &Plane<'_>, (y, width): (usize, usize), halves: (bool, bool), is_wide: bool) -> Option<Vec<i32>> {
    let count = if halves.0 { width.div_ceil(2) } else { width };
    let near = plane.row(if halves.1 { y / 2 } else { y }, count, is_wide)?;
    // at the edges there is nothing beyond
    let beyond = if y % 2 == 1 { Some(y / 2 + 1) } else { (y / 2).checked_sub(1) };
    let beyond = beyond.filter(|_| halves.1).and_then(|it| plane.row(it, count, is_wide)).unwrap_or(near);
    let column: Vec<i32> = (0..count).map(|x| 3 * near.at(x) + beyond.at(x)).collect();
    if !halves.0 {
        return Some(column.into_iter().map(|it| (it + 2) >> 2).collect());
    }
    let beside =
        |x: usize| if x % 2 == 1 { column.get(x / 2 + 1) } else { (x / 2).checked_sub(1).map(|it| &column[it]) };
    Some((0..width).map(|x| (3 * column[x / 2] + beside(x).unwrap_or(&column[x / 2]) + 8) >> 4).collect())
}

impl<'a> Writer<'a> {
    /// Writes a row: one byte or three for each pixel. None where the picture is smaller than was said.
    pub(super) fn row(&self, y: usize, into: &mut [u8]) -> Option<()> {
        let (width, is_wide) = (self.rows.width, self.rows.bits > 8);
        let luma = self.rows.luma.row(y, width, is_wide)?;
        let level = |sample: i32| (sample - self.black) * self.luma;
        let chroma = |plane: &Plane<'a>, halves| mixed(plane, (y, width), halves, is_wide);
        match (&self.how, &self.rows.chroma) {
            (How::Luma, _) => into.iter_mut().enumerate().for_each(|(x, it)| *it = byte(level(luma.at(x)))),
            (How::Grey, _) | (_, None) => {
                let (pixels, _) = into.as_chunks_mut::<3>();
                pixels.iter_mut().enumerate().for_each(|(x, it)| *it = [byte(level(luma.at(x))); 3]);
            }
            (How::Identity, Some((first, second, halves))) => {
                let (blue, red) = (chroma(first, *halves)?, chroma(second, *halves)?);
                let (pixels, _) = into.as_chunks_mut::<3>();
                for (x, it) in pixels.iter_mut().enumerate() {
                    *it = [red[x], luma.at(x), blue[x]].map(|it| byte(level(it)));
                }
            }
            (How::Colours, Some((first, second, halves))) => {
                let (first, second) = (chroma(first, *halves)?, chroma(second, *halves)?);
                let (pixels, _) = into.as_chunks_mut::<3>();
                for (x, it) in pixels.iter_mut().enumerate() {
                    let (u, v) = (first[x] - self.grey, second[x] - self.grey);
                    let (level, by) = (level(luma.at(x)), &self.factors);
                    *it = [level + by.red * v, level - by.green.0 * u - by.green.1 * v, level + by.blue * u].map(byte);
                }
            }
        }
        Some(())
    }
}
