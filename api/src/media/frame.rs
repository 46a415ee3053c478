//! Which part of a picture a variant shows: the largest part of the ratio that lies around the focal point, never enlarged.

/// The ratios of width to height that variants have. No other is made, so that nobody can fill the storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Ratio {
    /// The picture's own ratio: nothing is cut off.
    Own,
    /// 1:1.
    Square,
    /// 4:3.
    FourToThree,
    /// 3:2.
    ThreeToTwo,
    /// 16:9.
    SixteenToNine,
}

impl Ratio {
    /// Every ratio.
    pub(crate) const ALL: [Self; 5] =
        [Self::Own, Self::Square, Self::FourToThree, Self::ThreeToTwo, Self::SixteenToNine];

    /// Width and height; none for the picture's own.
    fn sides(self) -> Option<(u64, u64)> {
        match self {
            Self::Own => None,
            Self::Square => Some((1, 1)),
            Self::FourToThree => Some((4, 3)),
            Self::ThreeToTwo => Some((3, 2)),
            Self::SixteenToNine => Some((16, 9)),
        }
    }

    /// The ratio as it stands in addresses; none for the picture's own.
    pub(crate) fn word(self) -> Option<&'static str> {
        match self {
            Self::Own => None,
            Self::Square => Some("1x1"),
            Self::FourToThree => Some("4x3"),
            Self::ThreeToTwo => Some("3x2"),
            Self::SixteenToNine => Some("16x9"),
        }
    }
}

/// The point of a picture that is kept when it is cropped, in hundredths of its width and of its height.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Focus {
    /// From the left, 0 to 100.
    pub(crate) x: u8,
    /// From the top, 0 to 100.
    pub(crate) y: u8,
}

impl Focus {
    /// The middle.
    pub(crate) const CENTRE: Self = Self { x: 50, y: 50 };

    /// The point at these parts of the width and the height, 0 to 1; what lies outside is brought to the edge.
    pub(crate) fn at(x: f64, y: f64) -> Self {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100")]
        let hundredths = |part: f64| (part.clamp(0.0, 1.0) * 100.0).round() as u8;
        Self { x: hundredths(x), y: hundredths(y) }
    }
}

/// A part of a picture, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Region {
    pub(crate) left: u32,
    pub(crate) top: u32,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// The part of a picture of this size that has the ratio, around the focal point.
pub(crate) fn region((width, height): (u32, u32), ratio: Ratio, focus: Focus) -> Region {
    let Some((wide, high)) = ratio.sides() else { return Region { left: 0, top: 0, width, height } };
    let (full_width, full_height) = (u64::from(width), u64::from(height));
    // as wide as the picture, unless that is too high
    let (part_width, part_height) = match full_width * high <= full_height * wide {
        true => (full_width, full_width * high / wide),
        false => (full_height * wide / high, full_height),
    };
    let (part_width, part_height) = (narrow(part_width.max(1)), narrow(part_height.max(1)));
    Region {
        left: start(width, part_width, focus.x),
        top: start(height, part_height, focus.y),
        width: part_width,
        height: part_height,
    }
}

/// Where a part begins that has the focal point in its middle, as far as the picture reaches.
fn start(whole: u32, part: u32, hundredths: u8) -> u32 {
    let point = u64::from(whole) * u64::from(hundredths) / 100;
    let begin = point.saturating_sub(u64::from(part) / 2);
    narrow(begin).min(whole - part)
}

/// The size of a part that is to be this wide: smaller, or as it is.
pub(crate) fn size(region: Region, width: u32) -> (u32, u32) {
    if width >= region.width {
        return (region.width, region.height);
    }
    let height = u64::from(region.height) * u64::from(width) / u64::from(region.width);
    (width, narrow(height.max(1)))
}

fn narrow(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_has_its_ratio_and_lies_around_the_focal_point() {
        let part = |ratio, x, y| region((4000, 3000), ratio, Focus { x, y });
        assert_eq!(part(Ratio::Own, 10, 90), Region { left: 0, top: 0, width: 4000, height: 3000 });
        assert_eq!(part(Ratio::Square, 50, 50), Region { left: 500, top: 0, width: 3000, height: 3000 });
        assert_eq!(part(Ratio::Square, 0, 50), Region { left: 0, top: 0, width: 3000, height: 3000 });
        assert_eq!(part(Ratio::Square, 100, 50), Region { left: 1000, top: 0, width: 3000, height: 3000 });
        assert_eq!(part(Ratio::SixteenToNine, 50, 20), Region { left: 0, top: 0, width: 4000, height: 2250 });
        assert_eq!(part(Ratio::SixteenToNine, 50, 50).top, 375);
        // however narrow, something is left
        for ratio in Ratio::ALL {
            for size in [(1, 1), (1, 10_000), (10_000, 1), (3, 2)] {
                let part = region(size, ratio, Focus::at(1.0, 1.0));
                assert!(part.width >= 1 && part.height >= 1, "{ratio:?} of {size:?}");
                assert!(part.left + part.width <= size.0 && part.top + part.height <= size.1, "{ratio:?} of {size:?}");
            }
        }
    }

    #[test]
    fn nothing_is_enlarged() {
        let part = region((700, 500), Ratio::Own, Focus::CENTRE);
        assert_eq!((size(part, 320), size(part, 960)), ((320, 228), (700, 500)));
        assert_eq!(Focus::at(1.5, -1.0), Focus { x: 100, y: 0 });
    }
}
