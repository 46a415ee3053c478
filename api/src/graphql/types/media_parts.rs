//! The parts of a picture or a document that are objects of their own, and where its addresses are put together.

use std::collections::BTreeMap;
use std::io::Cursor;

use async_graphql::SimpleObject;
use data_encoding::BASE64;
use entity::model::media::Media as Row;
use entity::value::language::LanguageTag as Tag;
use image::{ExtendedColorType, ImageEncoder, codecs::png::PngEncoder};

use crate::graphql::input::enums::{MediaFormat, MediaRatio};
use crate::graphql::input::scalar::{LanguageTag, Url};
use crate::graphql::types::entry::Entry;
use crate::graphql::types::member::Member;
use crate::media::address::{self, Format, Variant, WIDTHS};
use crate::media::frame::{self, Focus, Ratio};
use crate::render::markdown::{Frame, InText, Shown};

/// The width in pixels at which a page shows a picture.
const ON_PAGES: u32 = 1_280;

/// Credit of a picture or a document: a member, or a person or organisation without a profile here.
#[derive(SimpleObject, Clone)]
pub struct MediaCredit {
    /// Name to print in the credit.
    pub(crate) name: String,
    /// Web page of the credited person or organisation: the member's web site, or the address given with the name.
    pub(crate) url: Option<Url>,
    /// Profile of the credited member. Null for names without a profile, and for profiles that the viewer may not see.
    pub(crate) member: Option<Member>,
}

/// Author and licence found in the metadata of a file. An offer to the person who describes it: no credit rests on it.
#[derive(SimpleObject, Clone)]
pub struct OfferedCredit {
    /// Author named in the file.
    pub(crate) author: Option<String>,
    /// Licence named in the file, as it is written there.
    pub(crate) licence: Option<String>,
}

/// Point of a picture that stays visible when the picture is cropped.
#[derive(SimpleObject, Clone)]
pub struct FocalPoint {
    /// Distance from the left edge, as a part of the width, 0 to 1.
    pub(crate) x: f64,
    /// Distance from the top edge, as a part of the height, 0 to 1.
    pub(crate) y: f64,
}

/// Placeholders to show while a picture loads.
#[derive(SimpleObject, Clone)]
pub struct Placeholder {
    /// ThumbHash of the picture, base64 (evanw.github.io/thumbhash).
    pub(crate) thumbhash: String,
    /// Most frequent colour of the picture: `#rrggbb`.
    pub(crate) dominant_color: String,
    /// Blurred picture of at most 32 pixels a side, as a `data:` address.
    pub(crate) data_url: String,
}

/// A `source` element of an HTML `picture` element.
#[derive(SimpleObject, Clone)]
pub struct MediaSource {
    /// Media type of the candidates, such as `image/webp`.
    #[graphql(name = "type")]
    pub(crate) media_type: String,
    /// Candidates for the attribute `srcset`: addresses with their widths.
    pub(crate) srcset: String,
}

/// A text in one language.
#[derive(SimpleObject, Clone)]
pub struct LocalizedText {
    /// Language of the text.
    pub(crate) language: LanguageTag,
    /// Text in the language, plain.
    pub(crate) text: String,
}

/// Entry or member that shows a picture or document.
#[derive(SimpleObject, Clone)]
pub struct MediaUser {
    /// Entry that shows the file or whose text refers to it. Null for members.
    pub(crate) entry: Option<Entry>,
    /// Member whose picture or logo it is. Null for entries.
    pub(crate) member: Option<Member>,
}

impl From<MediaRatio> for Ratio {
    fn from(ratio: MediaRatio) -> Self {
        match ratio {
            MediaRatio::Own => Self::Own,
            MediaRatio::Square => Self::Square,
            MediaRatio::FourToThree => Self::FourToThree,
            MediaRatio::ThreeToTwo => Self::ThreeToTwo,
            MediaRatio::SixteenToNine => Self::SixteenToNine,
        }
    }
}

impl From<MediaFormat> for Format {
    fn from(format: MediaFormat) -> Self {
        match format {
            MediaFormat::Avif => Self::Avif,
            MediaFormat::Webp => Self::Webp,
            MediaFormat::Jpeg => Self::Jpeg,
            MediaFormat::Png => Self::Png,
        }
    }
}

/// What the addresses of a picture tell of it; none of a document.
pub(crate) fn shown(row: &Row) -> Option<address::Shown<'_>> {
    let picture = row.file.picture.as_ref()?;
    let focus = row.focal_point.map_or(Focus::CENTRE, |(x, y)| Focus::at(x, y));
    Some(address::Shown { checksum: &row.file.checksum, size: (picture.width, picture.height), focus })
}

/// The address of the original.
pub(crate) fn original(row: &Row, api_url: &str) -> String {
    address::original(api_url, &row.file.checksum, row.file.name.as_deref(), &row.file.extension)
}

/// The smallest of the widths that is no smaller, else the largest.
pub(crate) fn step(width: u32) -> u32 {
    WIDTHS.into_iter().find(|it| *it >= width).unwrap_or(WIDTHS[WIDTHS.len() - 1])
}

/// The widths that are asked for; all when none is named.
pub(crate) fn wished(widths: Option<Vec<i32>>) -> Vec<u32> {
    let named = widths.map(|it| it.into_iter().filter_map(|it| it.try_into().ok()).collect());
    named.unwrap_or_else(|| WIDTHS.to_vec())
}

/// Texts by language.
pub(crate) fn localized(texts: &BTreeMap<Tag, String>) -> Vec<LocalizedText> {
    let text = |(language, text): (&Tag, &String)| LocalizedText {
        language: LanguageTag(language.clone()),
        text: text.clone(),
    };
    texts.iter().map(text).collect()
}

/// What a page shows of a picture, for readers of a language; none of a document.
pub(crate) fn on_page(row: &Row, language: &Tag, api_url: &str) -> Option<Frame> {
    let it = shown(row)?;
    let wanted = Variant { width: ON_PAGES, ratio: Ratio::Own, format: None };
    let (width, height) = frame::size(frame::region(it.size, Ratio::Own, it.focus), ON_PAGES);
    let alt = if row.is_decorative { None } else { row.alt_in(language) };
    Some(Frame { src: address::variant(api_url, it, wanted), width, height, alt: alt.unwrap_or_default().to_owned() })
}

/// What a text refers to, for readers of a language.
pub(crate) fn in_text<'a>(media: impl Iterator<Item = &'a Row>, language: &Tag, api_url: &str) -> Shown {
    let one = |it: &Row| InText { url: original(it, api_url), picture: on_page(it, language, api_url) };
    media.map(|it| (it.id, one(it))).collect()
}

/// A ThumbHash as a small PNG in a `data:` address; none of bytes that are no ThumbHash.
pub(crate) fn data_url(hash: &[u8]) -> Option<String> {
    let (width, height, pixels) = thumbhash::thumb_hash_to_rgba(hash).ok()?;
    let (width, height) = (u32::try_from(width).ok()?, u32::try_from(height).ok()?);
    let mut png = Cursor::new(Vec::new());
    PngEncoder::new(&mut png).write_image(&pixels, width, height, ExtendedColorType::Rgba8).ok()?;
    Some(format!("data:image/png;base64,{}", BASE64.encode(png.get_ref())))
}
