//! What of a file is its picture: the primary item with its tiles, what is transparent of it, and what is said about both.

use crate::media::avif::bitstream::{self, Sequence};
use crate::media::avif::boxes::Bytes;
use crate::media::avif::colours::Colours;
use crate::media::avif::container::{Container, Item, Property};
use crate::media::avif::{Turn, Unread};

/// The name under which what is transparent is known.
pub(crate) const ALPHA: &[u8] = b"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha";
/// The older one, of HEVC.
const ALPHA_OF_HEVC: &[u8] = b"urn:mpeg:hevc:2015:auxid:1";

/// A picture as it lies in a file, still packed.
pub(crate) struct Picture {
    pub(crate) colour: Plane,
    pub(crate) alpha: Option<Plane>,
    /// Whether the colours were multiplied by what is transparent.
    pub(crate) is_premultiplied: bool,
}

/// The colours, or what is transparent: one coded picture, or a grid of them.
pub(crate) struct Plane {
    /// Width and height in pixels.
    pub(crate) size: (u32, u32),
    /// Columns and rows; none for one coded picture, which is its only tile then.
    pub(crate) grid: Option<(u8, u8)>,
    /// From left to right, then from top to bottom.
    pub(crate) tiles: Vec<Tile>,
    /// Of the whole.
    pub(crate) properties: Vec<Property>,
}

/// One coded picture.
pub(crate) struct Tile {
    pub(crate) size: (u32, u32),
    pub(crate) data: Vec<u8>,
    pub(crate) sequence: Sequence,
    pub(crate) properties: Vec<Property>,
}

/// What a file holds beside its picture.
#[derive(Default)]
pub(crate) struct Notes {
    pub(crate) exif: Option<Vec<u8>>,
    pub(crate) xmp: Option<Vec<u8>>,
}

/// Reads what of a file is its picture. Whatever else it holds is left out: thumbnails, depths, gain maps, metadata.
///
/// # Errors
/// [`Unread`].
pub(crate) fn read(file: &[u8]) -> Result<(Picture, Notes), Unread> {
    let mut container = Container::read(file)?;
    let primary = container.primary;
    let notes = notes(&mut container);
    let refers = |kind: &[u8; 4], from: u32, to: u32, all: &Container<'_>| {
        all.references.iter().any(|it| it.0 == *kind && it.1 == from && it.2.contains(&to))
    };
    let alpha = container.items.iter().find(|(id, it)| refers(b"auxl", **id, primary, &container) && is_alpha(it));
    let alpha = alpha.map(|(id, _)| *id);
    let is_premultiplied = alpha.is_some_and(|it| refers(b"prem", primary, it, &container));
    let colour = plane(&mut container, primary)?;
    let alpha = alpha.map(|it| plane(&mut container, it)).transpose()?;
    if alpha.as_ref().is_some_and(|it| it.size != colour.size) {
        return Err(Unread::Unknown("AVIF (auxl)"));
    }
    // of green, blue and red none is seen less often than the others
    let is_known = match (colour.colours().ok_or(Unread::Broken)?.matrix, colour.tiles.first()) {
        (_, Some(it)) if it.sequence.is_monochrome => true,
        (0, Some(it)) => it.sequence.chroma == 4,
        (matrix, _) => Colours::weights(matrix).is_some(),
    };
    match is_known {
        true => Ok((Picture { colour, alpha, is_premultiplied }, notes)),
        false => Err(Unread::Unknown("AVIF (MatrixCoefficients)")),
    }
}

/// EXIF and XMP. Where they cannot be read, there are none.
fn notes(container: &mut Container<'_>) -> Notes {
    let mut notes = Notes::default();
    let mut first = |is_meant: fn(&Item) -> bool| {
        let id = *container.items.iter().find(|(_, it)| is_meant(it))?.0;
        let item = container.taken(id).ok()?;
        container.data(&item).ok().map(|it| it.into_owned())
    };
    // how far off the TIFF header is stands before it
    notes.exif = first(|it| it.kind == *b"Exif").and_then(|it| {
        let at = u32::from_be_bytes(it.get(..4)?.try_into().ok()?) as usize;
        it.get(at.checked_add(4)?..).map(<[u8]>::to_vec)
    });
    notes.xmp = first(|it| it.kind == *b"mime" && it.media_type == b"application/rdf+xml");
    notes
}

fn is_alpha(item: &Item) -> bool {
    let is_named = |it: &Property| {
        let name = it.content.get(4..).unwrap_or_default().split(|it| *it == 0).next().unwrap_or_default();
        it.kind == *b"auxC" && [ALPHA, ALPHA_OF_HEVC].contains(&name)
    };
    item.properties.iter().any(is_named)
}

fn plane(container: &mut Container<'_>, id: u32) -> Result<Plane, Unread> {
    let item = container.taken(id)?;
    let properties = kept(&item)?;
    let size = size(&properties)?;
    match &item.kind {
        b"av01" => {
            let tile = Tile { properties: Vec::new(), ..tile(container, &item, properties.clone())? };
            Ok(Plane { size, grid: None, tiles: vec![tile], properties })
        }
        b"grid" => {
            let (columns, rows) = grid(&container.data(&item)?, size)?;
            let is_of = |it: &&([u8; 4], u32, Vec<u32>)| it.0 == *b"dimg" && it.1 == id;
            let ids = container.references.iter().find(is_of).ok_or(Unread::Broken)?.2.clone();
            if ids.len() != usize::from(columns) * usize::from(rows) {
                return Err(Unread::Broken);
            }
            let mut tiles = Vec::new();
            for id in ids {
                if container.references.iter().any(|it| it.0 == *b"auxl" && it.2.contains(&id)) {
                    return Err(Unread::Unknown("AVIF (auxl)"));
                }
                let item = container.taken(id)?;
                if item.kind != *b"av01" {
                    return Err(Unread::Unknown("AVIF (dimg)"));
                }
                tiles.push(tile(container, &item, kept(&item)?)?);
            }
            fits(size, (columns, rows), &tiles)?;
            Ok(Plane { size, grid: Some((columns, rows)), tiles, properties })
        }
        b"hvc1" | b"hev1" => Err(Unread::Unknown("HEIC")),
        b"iden" => Err(Unread::Unknown("AVIF (iden)")),
        b"iovl" => Err(Unread::Unknown("AVIF (iovl)")),
        b"tmap" => Err(Unread::Unknown("AVIF (tmap)")),
        _ => Err(Unread::Unknown("HEIF")),
    }
}

fn tile(container: &mut Container<'_>, item: &Item, properties: Vec<Property>) -> Result<Tile, Unread> {
    let (data, sequence) = bitstream::picture(&container.data(item)?)?;
    Ok(Tile { size: size(&properties)?, data, sequence, properties })
}

/// Columns and rows of a grid (ISO/IEC 23008-12, 6.6.2.3).
fn grid(data: &[u8], size: (u32, u32)) -> Result<(u8, u8), Unread> {
    let mut rest = Bytes(data);
    let [version, flags, rows, columns] = rest.array()?;
    let is_wide = flags & 1 != 0;
    let claimed = (rest.short_or_long(is_wide)?, rest.short_or_long(is_wide)?);
    if version != 0 || claimed != size {
        return Err(Unread::Broken);
    }
    let more = |it: u8| it.checked_add(1).ok_or(Unread::Unknown("AVIF (grid)"));
    Ok((more(columns)?, more(rows)?))
}

/// Tiles are alike, cover the whole, and none lies outside of it.
fn fits(whole: (u32, u32), (columns, rows): (u8, u8), tiles: &[Tile]) -> Result<(), Unread> {
    let first = tiles.first().ok_or(Unread::Broken)?;
    let alike = |it: &Tile| it.size == first.size && it.sequence == first.sequence;
    let covers = |whole: u32, part: u32, count: u8| {
        let (whole, part, count) = (u64::from(whole), u64::from(part), u64::from(count));
        part * count >= whole && part * (count - 1) < whole
    };
    match tiles.iter().all(alike) && covers(whole.0, first.size.0, columns) && covers(whole.1, first.size.1, rows) {
        true => Ok(()),
        false => Err(Unread::Broken),
    }
}

/// What is kept of what is said of an item: what is needed to show it, in the form that it has by the standard.
fn kept(item: &Item) -> Result<Vec<Property>, Unread> {
    let mut kept = Vec::new();
    for property in &item.properties {
        let (length, content) = (property.content.len(), &property.content);
        let is_whole = match &property.kind {
            b"ispe" => length == 12,
            b"pixi" => content.get(4).is_some_and(|it| length == 5 + usize::from(*it)),
            b"av1C" => length >= 4,
            b"colr" => is_colour(content),
            b"irot" | b"imir" => length == 1,
            b"clap" => length == 32,
            b"auxC" => content.starts_with(&[0; 4]),
            b"pasp" => length == 8,
            b"clli" => length == 4,
            b"mdcv" => length == 24,
            b"a1op" if property.is_essential => return Err(Unread::Unknown("AVIF (a1op)")),
            b"lsel" if property.is_essential => return Err(Unread::Unknown("AVIF (lsel)")),
            _ if property.is_essential => return Err(Unread::Unknown("AVIF (ipma)")),
            _ => continue,
        };
        if !is_whole {
            return Err(Unread::Broken);
        }
        let mut property = property.clone();
        match &property.kind {
            b"av1C" => {
                let units = bitstream::configuration(&property.content[4..])?;
                property.content.truncate(4);
                property.content.extend(units);
            }
            // without what may stand behind the name
            b"auxC" => property.content = [&[0; 4], ALPHA, &[0]].concat(),
            _ => {}
        }
        kept.push(property);
    }
    Ok(kept)
}

fn is_colour(content: &[u8]) -> bool {
    match content.get(..4) {
        Some(b"nclx") => content.len() == 11,
        Some(b"prof" | b"rICC") => true,
        _ => false,
    }
}

fn size(properties: &[Property]) -> Result<(u32, u32), Unread> {
    let mut said = properties.iter().filter(|it| it.kind == *b"ispe");
    let (Some(one), None) = (said.next(), said.next()) else { return Err(Unread::Broken) };
    let mut rest = Bytes(&one.content);
    rest.version()?;
    match (rest.u32()?, rest.u32()?) {
        (0, _) | (_, 0) => Err(Unread::Broken),
        size => Ok(size),
    }
}

impl Plane {
    /// Width and height of all tiles beside each other, of which what is seen may be less.
    pub(crate) fn coded(&self) -> (u64, u64) {
        let (columns, rows) = self.grid.unwrap_or((1, 1));
        let (width, height) = self.tiles.first().map_or((0, 0), |it| it.size);
        (u64::from(width) * u64::from(columns), u64::from(height) * u64::from(rows))
    }

    /// What the file says of its colours, or else the bitstream.
    pub(super) fn colours(&self) -> Option<Colours> {
        let colours = self.properties.iter().find(|it| it.kind == *b"colr" && it.content.starts_with(b"nclx"));
        let said = colours.and_then(|it| {
            // two bytes each; nothing that is known takes more than one
            let [_, primaries, _, transfer, _, matrix, range] = *it.content.get(4..)?.as_array()?;
            Some(Colours { primaries, transfer, matrix, is_full: range & 0x80 != 0 })
        });
        said.or_else(|| Some(self.tiles.first()?.sequence.colours))
    }

    /// The colour profile (ICC).
    pub(super) fn profile(&self) -> Option<&[u8]> {
        let is_profile = |it: &&Property| {
            it.kind == *b"colr" && (it.content.starts_with(b"prof") || it.content.starts_with(b"rICC"))
        };
        self.properties.iter().find(is_profile).map(|it| &it.content[4..])
    }

    /// How it is cut, turned and mirrored before it is shown, one after the other.
    pub(super) fn turns(&self) -> Result<Vec<Turn>, Unread> {
        let mut turns = Vec::new();
        let mut size = self.size;
        for property in &self.properties {
            let turn = match (&property.kind, property.content[..].first()) {
                (b"irot", Some(quarters)) => Turn::Left(quarters & 3),
                (b"imir", Some(axis)) => Turn::Mirrored { is_upside_down: axis & 1 == 0 },
                (b"clap", _) => crop(&property.content, size)?,
                _ => continue,
            };
            size = turn.size(size);
            turns.push(turn);
        }
        Ok(turns)
    }
}

/// The part that is shown (`clap`, ISO/IEC 14496-12, 12.1.4): eight numbers, of which two each are a fraction. It has whole pixels and
/// lies within the picture.
fn crop(content: &[u8], (width, height): (u32, u32)) -> Result<Turn, Unread> {
    let mut rest = Bytes(content);
    let mut fraction = || {
        let (upper, lower) = (i64::from(rest.u32()?.cast_signed()), i64::from(rest.u32()?));
        if lower == 0 { Err(Unread::Broken) } else { Ok((upper, lower)) }
    };
    let (wide, high, right, down) = (fraction()?, fraction()?, fraction()?, fraction()?);
    let whole = |(upper, lower): (i64, i64)| {
        (upper % lower == 0).then(|| u32::try_from(upper / lower).ok()).flatten().filter(|it| *it > 0)
    };
    // the middle of the part lies that far from the middle of the picture
    let begin = |all: u32, part: u32, (upper, lower): (i64, i64)| {
        let twice = i128::from(i64::from(all) - i64::from(part)) * i128::from(lower) + 2 * i128::from(upper);
        let (at, lower) = (twice / 2, i128::from(lower));
        let at = (twice % 2 == 0 && at % lower == 0).then(|| u32::try_from(at / lower).ok()).flatten()?;
        (at.checked_add(part)? <= all).then_some(at)
    };
    let cut = || {
        let (part_width, part_height) = (whole(wide)?, whole(high)?);
        let (left, top) = (begin(width, part_width, right)?, begin(height, part_height, down)?);
        Some(Turn::Cut { left, top, width: part_width, height: part_height })
    };
    cut().ok_or(Unread::Broken)
}
