//! The public addresses of files: one function spells them for GraphQL and pages, and one reads them for the router.

use entity::value::slug::Slug;

use crate::media::frame::{Focus, Ratio, region};

/// The widths that variants have, in pixels.
pub(crate) const WIDTHS: [u32; 8] = [160, 320, 480, 640, 960, 1_280, 1_920, 2_560];

/// The formats of variants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// AV1 image: the fewest bytes, and long to make.
    Avif,
    /// WebP.
    Webp,
    /// JPEG: what every program reads; transparent parts become white.
    Jpeg,
    /// PNG: without loss, and large.
    Png,
}

impl Format {
    /// Every format, the one with the fewest bytes first.
    pub const ALL: [Self; 4] = [Self::Avif, Self::Webp, Self::Jpeg, Self::Png];

    /// What stands behind the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Avif => "avif",
            Self::Webp => "webp",
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }

    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Avif => "image/avif",
            Self::Webp => "image/webp",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }

    /// The format that every program reads in which an original of this media type is shown best: what may have transparent parts
    /// keeps them.
    pub(crate) fn plain(media_type: &str) -> Self {
        match media_type {
            "image/png" | "image/gif" | "image/webp" | "image/avif" => Self::Png,
            _ => Self::Jpeg,
        }
    }
}

/// A variant as an address names it. Without a format the client's wishes decide (`Accept`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Variant {
    /// One of [`WIDTHS`].
    pub(crate) width: u32,
    pub(crate) ratio: Ratio,
    pub(crate) format: Option<Format>,
}

impl Variant {
    /// The variant that the last part of an address names; none for whatever else stands there.
    pub(crate) fn read(name: &str) -> Option<Self> {
        let (form, format) = match name.split_once('.') {
            None => (name, None),
            Some((form, extension)) => (form, Some(Format::ALL.into_iter().find(|it| it.extension() == extension)?)),
        };
        let (width, ratio) = match form.split_once('-') {
            None => (form, Ratio::Own),
            Some((width, word)) => (width, Ratio::ALL.into_iter().find(|it| it.word() == Some(word))?),
        };
        let digits = width.strip_suffix('w')?;
        let width = WIDTHS.into_iter().find(|it| it.to_string() == digits)?;
        Some(Self { width, ratio, format })
    }

    /// Whether a name has the form of a variant's, be it one of the list or not: such names are no original's.
    pub(crate) fn is_like(name: &str) -> bool {
        let digits = name.bytes().take_while(u8::is_ascii_digit).count();
        digits > 0 && name[digits..].strip_prefix('w').is_some_and(|it| it.is_empty() || it.starts_with(['-', '.']))
    }

    /// The last part of its address.
    pub(crate) fn name(&self) -> String {
        let ratio = self.ratio.word().map(|it| format!("-{it}")).unwrap_or_default();
        let extension = self.format.map(|it| format!(".{}", it.extension())).unwrap_or_default();
        format!("{}w{ratio}{extension}", self.width)
    }
}

/// A picture, as far as its addresses tell of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shown<'a> {
    /// SHA-256 of the original, in hexadecimal digits.
    pub(crate) checksum: &'a str,
    /// Width and height in pixels, as the picture is to be seen.
    pub(crate) size: (u32, u32),
    pub(crate) focus: Focus,
}

/// The address of an original: `name` is cosmetic, and is what a client saves it as.
pub(crate) fn original(api_url: &str, checksum: &str, name: Option<&str>, extension: &str) -> String {
    let stem = name.map(|it| it.rsplit_once('.').map_or(it, |(stem, _)| stem)).map(Slug::from_title);
    let named = stem.map(|it| format!("{it}.{extension}")).filter(|it| !Variant::is_like(it));
    format!("{api_url}/media/{checksum}/{}", named.unwrap_or_else(|| format!("original.{extension}")))
}

/// The address of a variant. Pictures are never enlarged: a width beyond the picture's own names the smallest that shows all of it.
pub(crate) fn variant(api_url: &str, shown: Shown<'_>, wanted: Variant) -> String {
    let width = named_width(part_width(shown, wanted.ratio), wanted.width);
    let name = Variant { width, ..wanted }.name();
    // what is kept for a year must have another address when another part of the picture is shown
    let focus = match wanted.ratio == Ratio::Own || shown.focus == Focus::CENTRE {
        true => String::new(),
        false => format!("?focus={}-{}", shown.focus.x, shown.focus.y),
    };
    format!("{api_url}/media/{}/{name}{focus}", shown.checksum)
}

/// What `srcset` of HTML takes: each address with the width of what it answers. Widths that are not made are left out.
pub(crate) fn srcset(api_url: &str, shown: Shown<'_>, widths: &[u32], ratio: Ratio, format: Option<Format>) -> String {
    let own = part_width(shown, ratio);
    let mut told: Vec<(u32, u32)> = WIDTHS
        .into_iter()
        .filter(|it| widths.contains(it))
        .map(|width| (named_width(own, width), width.min(own)))
        .collect();
    told.dedup();
    let candidate =
        |(width, real): (u32, u32)| format!("{} {real}w", variant(api_url, shown, Variant { width, ratio, format }));
    told.into_iter().map(candidate).collect::<Vec<_>>().join(", ")
}

/// How wide the part of a picture is that has a ratio, in pixels of the original.
pub(crate) fn part_width(shown: Shown<'_>, ratio: Ratio) -> u32 {
    region(shown.size, ratio, shown.focus).width
}

/// The width under which a picture that is so wide is answered.
fn named_width(own: u32, wanted: u32) -> u32 {
    let smallest_whole = WIDTHS.into_iter().find(|it| *it >= own).unwrap_or(WIDTHS[WIDTHS.len() - 1]);
    wanted.min(smallest_whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    const API: &str = "https://api.example.org";

    fn shown(width: u32, height: u32) -> Shown<'static> {
        Shown { checksum: "c0ffee", size: (width, height), focus: Focus::CENTRE }
    }

    #[test]
    fn what_is_spelled_is_read_and_nothing_else_is() {
        for width in WIDTHS {
            for ratio in Ratio::ALL {
                for format in Format::ALL.into_iter().map(Some).chain([None]) {
                    let variant = Variant { width, ratio, format };
                    assert_eq!(Variant::read(&variant.name()), Some(variant));
                }
            }
        }
        for other in [
            "",
            "w",
            "161w",
            "0640w",
            "640",
            "640w.gif",
            "640w-2x1.webp",
            "640w-.webp",
            "640w.webp.png",
            "640W",
            "+640w",
        ] {
            assert_eq!(Variant::read(other), None, "{other}");
        }
    }

    #[test]
    fn a_picture_is_named_no_larger_than_it_is() {
        let address = |width| variant(API, shown(700, 500), Variant { width, ratio: Ratio::Own, format: None });
        assert_eq!(address(2_560), "https://api.example.org/media/c0ffee/960w");
        let set = srcset(API, shown(700, 500), &WIDTHS, Ratio::Square, Some(Format::Webp));
        let expected = [(160, 160), (320, 320), (480, 480), (640, 500)]
            .map(|(named, real)| format!("{API}/media/c0ffee/{named}w-1x1.webp {real}w"));
        assert_eq!(set, expected.join(", "));
        assert_eq!(srcset(API, shown(90, 50), &WIDTHS, Ratio::Own, None), format!("{API}/media/c0ffee/160w 90w"));
        assert_eq!(srcset(API, shown(900, 50), &[], Ratio::Own, None), "");
        assert_eq!(
            srcset(API, shown(9_000, 5_000), &[320, 2_560, 77], Ratio::Own, None),
            format!("{API}/media/c0ffee/320w 320w, {API}/media/c0ffee/2560w 2560w")
        );
    }

    #[test]
    fn another_part_has_another_address() {
        let moved = Shown { focus: Focus { x: 30, y: 70 }, ..shown(4_000, 3_000) };
        let of = |ratio| variant(API, moved, Variant { width: 640, ratio, format: Some(Format::Jpeg) });
        assert!(of(Ratio::Square).ends_with("/640w-1x1.jpg?focus=30-70"));
        assert!(of(Ratio::Own).ends_with("/640w.jpg"), "nothing is cut off");
    }

    #[test]
    fn an_original_is_named_as_it_was_sent_in_plain_letters() {
        let of = |name| original(API, "c0ffee", name, "jpg");
        assert!(of(Some("Fête du port.JPG")).ends_with("/c0ffee/fete-du-port.jpg"));
        for without in [None, Some("640w.jpg"), Some("1280w-16x9.png"), Some("7w.jpg")] {
            assert!(of(without).ends_with("/original.jpg"), "{without:?}: {}", of(without));
        }
        assert!(of(Some("../../etc/passwd")).ends_with("/c0ffee/item.jpg"), "{}", of(Some("../../etc/passwd")));
    }
}
