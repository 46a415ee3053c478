//! AVIF: written anew around the coded picture, which stays byte for byte. Nothing comes along but the items of the picture and what is
//! said of them in the form of the standards; units of the bitstream that hold metadata are left out.

use crate::media::avif::{self, Picture, Plane, Property, Unread};
use crate::media::clean::{Broken, Cleaned};

/// Brands of what is written: AVIF, HEIF, MIAF.
const BRANDS: &[u8] = b"avif\0\0\0\0avifmif1miaf";

pub(crate) fn avif(bytes: &[u8]) -> Result<Cleaned, Broken> {
    let (picture, _) = avif::read(bytes).map_err(|_: Unread| Broken)?;
    Ok(Cleaned { bytes: written(&picture)?, frames: 1 })
}

/// An item as it is written.
struct Item<'a> {
    kind: [u8; 4],
    /// A tile is not shown by itself.
    is_hidden: bool,
    properties: &'a [Property],
    data: Vec<u8>,
}

fn written(picture: &Picture) -> Result<Vec<u8>, Broken> {
    let (mut items, mut references) = (Vec::new(), Vec::new());
    plane(&picture.colour, &mut items, &mut references)?;
    if let Some(alpha) = &picture.alpha {
        let id = number(items.len() + 1)?;
        plane(alpha, &mut items, &mut references)?;
        references.push((*b"auxl", id, vec![1]));
        if picture.is_premultiplied {
            references.push((*b"prem", 1, vec![id]));
        }
    }
    let (places, data) = places(&items);
    let head = boxed(*b"ftyp", &[BRANDS])?;
    let length = head.len() + meta(&items, &references, &places, 0)?.len() + 8;
    let meta = meta(&items, &references, &places, length)?;
    Ok([head, meta, boxed(*b"mdat", &[&data])?].concat())
}

/// Items and references of the colours, or of what is transparent.
fn plane<'a>(
    plane: &'a Plane,
    items: &mut Vec<Item<'a>>,
    references: &mut Vec<([u8; 4], u16, Vec<u16>)>,
) -> Result<(), Broken> {
    let Some((columns, rows)) = plane.grid else {
        let data = plane.tiles.first().ok_or(Broken)?.data.clone();
        items.push(Item { kind: *b"av01", is_hidden: false, properties: &plane.properties, data });
        return Ok(());
    };
    let (width, height) = plane.size;
    let mut grid = vec![0, 1, rows.saturating_sub(1), columns.saturating_sub(1)];
    grid.extend([width.to_be_bytes(), height.to_be_bytes()].concat());
    items.push(Item { kind: *b"grid", is_hidden: false, properties: &plane.properties, data: grid });
    let id = number(items.len())?;
    let mut tiles = Vec::new();
    for tile in &plane.tiles {
        items.push(Item { kind: *b"av01", is_hidden: true, properties: &tile.properties, data: tile.data.clone() });
        tiles.push(number(items.len())?);
    }
    references.push((*b"dimg", id, tiles));
    Ok(())
}

/// Where the data of each item lies, and all of it: what is alike lies there once.
fn places(items: &[Item<'_>]) -> (Vec<usize>, Vec<u8>) {
    let (mut places, mut data) = (Vec::<usize>::new(), Vec::new());
    for item in items {
        let same = items[..places.len()].iter().position(|it| it.data == item.data);
        places.push(same.map_or(data.len(), |it| places[it]));
        if same.is_none() {
            data.extend(&item.data);
        }
    }
    (places, data)
}

fn meta(
    items: &[Item<'_>],
    references: &[([u8; 4], u16, Vec<u16>)],
    places: &[usize],
    begin: usize,
) -> Result<Vec<u8>, Broken> {
    let count = number(items.len())?.to_be_bytes();
    let (mut kinds, mut locations, mut said) = (Vec::new(), Vec::new(), Vec::new());
    let mut known: Vec<&Property> = Vec::new();
    for ((item, place), id) in items.iter().zip(places).zip(1_u16..) {
        let id = id.to_be_bytes();
        kinds.push(boxed(*b"infe", &[&[2, 0, 0, item.is_hidden.into()], &id, &[0, 0], &item.kind, &[0]])?);
        // in one part
        locations.extend([id, [0, 0], [0, 1]].concat());
        locations.extend([long(begin + place)?, long(item.data.len())?].concat());
        said.extend(id);
        said.push(u8::try_from(item.properties.len()).map_err(|_| Broken)?);
        for property in item.properties {
            let is_it = |it: &&Property| it.kind == property.kind && it.content == property.content;
            let at = known.iter().position(is_it).unwrap_or_else(|| {
                known.push(property);
                known.len() - 1
            });
            said.extend((number(at + 1)? | u16::from(property.is_essential) << 15).to_be_bytes());
        }
    }
    let mut properties = Vec::new();
    for property in known {
        properties.extend(boxed(property.kind, &[&property.content])?);
    }
    let mut belonging = Vec::new();
    for (kind, from, to) in references {
        let to: Vec<u8> = to.iter().flat_map(|it| it.to_be_bytes()).collect();
        belonging.extend(boxed(*kind, &[&from.to_be_bytes(), &number(to.len() / 2)?.to_be_bytes(), &to])?);
    }
    let parts = [
        boxed(*b"hdlr", &[&[0; 8], b"pict", &[0; 13]])?,
        boxed(*b"pitm", &[&[0; 4], &[0, 1]])?,
        // offsets and lengths of four bytes
        boxed(*b"iloc", &[&[0, 0, 0, 0, 0x44, 0], &count, &locations])?,
        boxed(*b"iinf", &[&[0; 4], &count, &kinds.concat()])?,
        if belonging.is_empty() { Vec::new() } else { boxed(*b"iref", &[&[0; 4], &belonging])? },
        boxed(
            *b"iprp",
            &[
                &boxed(*b"ipco", &[&properties])?,
                // numbers of two bytes
                &boxed(*b"ipma", &[&[0, 0, 0, 1], &[0, 0], &count, &said])?,
            ],
        )?,
    ];
    boxed(*b"meta", &[&[0; 4], &parts.concat()])
}

fn boxed(kind: [u8; 4], parts: &[&[u8]]) -> Result<Vec<u8>, Broken> {
    let content = parts.concat();
    Ok([&long(content.len() + 8)?, &kind, &content[..]].concat())
}

fn long(number: usize) -> Result<[u8; 4], Broken> {
    u32::try_from(number).map(u32::to_be_bytes).map_err(|_| Broken)
}

fn number(number: usize) -> Result<u16, Broken> {
    u16::try_from(number).map_err(|_| Broken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::decode::decoded;
    use crate::media::kind::Kind;

    const TURNED: &[u8] = include_bytes!("../../../../tests/media/samples/turned.avif");
    const GRID: &[u8] = include_bytes!("../../../../tests/media/samples/grid.avif");

    fn holds(bytes: &[u8], what: &[u8]) -> bool {
        bytes.windows(what.len()).any(|it| it == what)
    }

    #[test]
    fn metadata_is_gone_and_the_picture_stays() {
        let strange = b"\0\0\0\x20uuid0123456789abcdefGPS<script";
        let sent = [TURNED, strange, b"\0\0\0\0free<script>"].concat();
        assert!([b"CANARY".as_slice(), b"Exif", b"Soazig"].iter().all(|it| holds(&sent, it)));
        for sent in [&sent, GRID, &[GRID, b"<html><script>"].concat()] {
            let cleaned = avif(sent).unwrap().bytes;
            for gone in [b"CANARY".as_slice(), b"Exif", b"Soazig", b"rdf", b"GPS", b"<script", b"uuid", b"free"] {
                assert!(!holds(&cleaned, gone), "{gone:?}");
            }
            let pixels = |bytes: &[u8]| decoded(bytes, Kind::Avif).unwrap();
            assert_eq!(pixels(&cleaned), pixels(sent));
            assert_eq!(avif(&cleaned).unwrap().bytes, cleaned, "what is clean stays as it is");
        }
    }

    #[test]
    fn what_an_encoder_writes_keeps_its_picture() {
        let pixels =
            image::RgbaImage::from_fn(40, 30, |x, y| image::Rgba([x as u8 * 6, y as u8 * 8, 90, 255 - x as u8]));
        let mut sent = Vec::new();
        let encoder = image::codecs::avif::AvifEncoder::new_with_speed_quality(&mut sent, 10, 90);
        pixels.write_with_encoder(encoder).unwrap();
        let (seen, _) = decoded(&avif(&sent).unwrap().bytes, Kind::Avif).unwrap();
        let far = seen.to_rgba8().iter().zip(pixels.iter()).filter(|(one, other)| one.abs_diff(**other) > 24).count();
        assert!(far < 100, "{far} of 4,800 values");
    }
}
