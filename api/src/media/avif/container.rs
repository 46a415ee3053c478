//! The items of a file (ISO/IEC 23008-12): where each lies, what it is, what is said of it, and which belongs to which.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::media::avif::Unread;
use crate::media::avif::boxes::{Boxed, Bytes};

/// The most items of a file: a picture of 40 million pixels in tiles of 1024 has 40, and as many again for what is transparent.
const MOST_ITEMS: usize = 256;
/// The most parts that an item lies in.
const MOST_EXTENTS: usize = 1024;
/// How much longer than the file all items may be together. Tiles that are alike may lie in one place.
const MOST_SHARED: usize = 1024 * 1024;

/// What is said of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Property {
    pub(crate) kind: [u8; 4],
    /// Whether a reader that does not know it may not show the item.
    pub(crate) is_essential: bool,
    pub(crate) content: Vec<u8>,
}

#[derive(Default)]
pub(super) struct Item {
    pub(super) kind: [u8; 4],
    /// Of what is known by its media type (`mime`).
    pub(super) media_type: Vec<u8>,
    pub(super) properties: Vec<Property>,
    place: Place,
}

#[derive(Default)]
struct Place {
    /// Within `idat`, in place of the file.
    is_inside: bool,
    extents: Vec<(u64, u64)>,
}

/// The items of a file.
pub(super) struct Container<'a> {
    file: &'a [u8],
    inside: &'a [u8],
    pub(super) primary: u32,
    pub(super) items: BTreeMap<u32, Item>,
    /// How, from which, to which.
    pub(super) references: Vec<([u8; 4], u32, Vec<u32>)>,
    /// How many more bytes may be taken.
    left: usize,
}

impl<'a> Container<'a> {
    /// Reads the boxes of a file; none of its items.
    ///
    /// # Errors
    /// [`Unread`].
    pub(super) fn read(file: &'a [u8]) -> Result<Self, Unread> {
        let mut rest = Bytes(file);
        let (mut meta, mut is_first) = (None, true);
        loop {
            let Boxed { kind, content } = match rest.outer() {
                Ok(Some(next)) => next,
                // what stands behind the end is no box, and of no picture; whether all is there, its items tell
                Ok(None) | Err(_) if meta.is_some() => break,
                Ok(None) => return Err(Unread::Broken),
                Err(cause) => return Err(cause),
            };
            match &kind {
                _ if is_first && kind != *b"ftyp" => return Err(Unread::Broken),
                b"meta" if meta.is_none() => meta = Some(content),
                b"meta" => return Err(Unread::Broken),
                b"moov" => return Err(Unread::Unknown("AVIF (animation)")),
                _ => {}
            }
            is_first = false;
        }
        let mut read = Self {
            file,
            inside: &[],
            primary: 0,
            items: BTreeMap::new(),
            references: Vec::new(),
            left: file.len().saturating_add(MOST_SHARED),
        };
        read.meta(meta.ok_or(Unread::Broken)?)?;
        Ok(read)
    }

    fn meta(&mut self, mut content: Bytes<'a>) -> Result<(), Unread> {
        content.version()?;
        let mut parts = BTreeMap::new();
        while let Some(Boxed { kind, content }) = content.inner()? {
            if parts.insert(kind, content).is_some() && kind != *b"free" {
                return Err(Unread::Broken);
            }
        }
        let part = |kind: &[u8; 4]| parts.get(kind).copied().ok_or(Unread::Broken);
        let mut handler = part(b"hdlr")?;
        handler.take(8)?;
        if handler.array()? != *b"pict" {
            return Err(Unread::Broken);
        }
        let mut primary = part(b"pitm")?;
        let (version, _) = primary.version()?;
        self.primary = primary.short_or_long(version > 0)?;
        self.inside = part(b"idat").map_or(&[], |it| it.0);
        self.kinds(part(b"iinf")?)?;
        self.places(part(b"iloc")?)?;
        self.properties(part(b"iprp")?)?;
        part(b"iref").map_or(Ok(()), |it| self.references(it))
    }

    fn kinds(&mut self, mut content: Bytes<'a>) -> Result<(), Unread> {
        let (version, _) = content.version()?;
        content.short_or_long(version > 0)?;
        while let Some(Boxed { kind, content: mut entry }) = content.inner()? {
            let (version, _) = entry.version()?;
            if kind != *b"infe" || version < 2 {
                continue;
            }
            let id = entry.short_or_long(version > 2)?;
            entry.u16()?;
            let mut item = Item { kind: entry.array()?, ..Item::default() };
            entry.text();
            if item.kind == *b"mime" {
                item.media_type = entry.text().to_vec();
            }
            if self.items.insert(id, item).is_some() {
                return Err(Unread::Broken);
            }
            if self.items.len() > MOST_ITEMS {
                return Err(Unread::Unknown("AVIF (infe × 257)"));
            }
        }
        Ok(())
    }

    fn places(&mut self, mut content: Bytes<'a>) -> Result<(), Unread> {
        let (version, _) = content.version()?;
        let [sizes, more] = content.array()?;
        let (offset, length, base, index) =
            (sizes >> 4, sizes & 15, more >> 4, if version > 0 { more & 15 } else { 0 });
        for _ in 0..content.short_or_long(version > 1)? {
            let id = content.short_or_long(version > 1)?;
            let method = if version > 0 { content.u16()? & 15 } else { 0 };
            let is_here = content.u16()? == 0;
            let begin = content.number(base)?;
            let mut extents = Vec::new();
            for _ in 0..content.u16()? {
                content.number(index)?;
                let at = begin.checked_add(content.number(offset)?).ok_or(Unread::Broken)?;
                extents.push((at, content.number(length)?));
                if extents.len() > MOST_EXTENTS {
                    return Err(Unread::Broken);
                }
            }
            // of what is not told of, or lies in other files, nothing is taken
            if let Some(item) = self.items.get_mut(&id)
                && is_here
                && method < 2
            {
                item.place = Place { is_inside: method == 1, extents };
            }
        }
        Ok(())
    }

    fn properties(&mut self, mut content: Bytes<'a>) -> Result<(), Unread> {
        let mut known = Vec::new();
        let mut associations = Vec::new();
        while let Some(Boxed { kind, mut content }) = content.inner()? {
            match &kind {
                b"ipco" => {
                    while let Some(property) = content.inner()? {
                        known.push(property);
                    }
                }
                b"ipma" => associations.push(content),
                _ => {}
            }
        }
        for mut content in associations {
            let (version, flags) = content.version()?;
            for _ in 0..content.u32()? {
                let id = content.short_or_long(version > 0)?;
                for _ in 0..content.u8()? {
                    let (is_essential, at) = match flags & 1 {
                        0 => content.u8().map(|it| (it & 0x80 != 0, u16::from(it & 0x7f)))?,
                        _ => content.u16().map(|it| (it & 0x8000 != 0, it & 0x7fff))?,
                    };
                    let (Some(item), Some(at)) = (self.items.get_mut(&id), usize::from(at).checked_sub(1)) else {
                        continue;
                    };
                    let Boxed { kind, content } = known.get(at).ok_or(Unread::Broken)?;
                    self.left = self.left.checked_sub(content.0.len()).ok_or(Unread::Broken)?;
                    item.properties.push(Property { kind: *kind, is_essential, content: content.0.to_vec() });
                }
            }
        }
        Ok(())
    }

    fn references(&mut self, mut content: Bytes<'a>) -> Result<(), Unread> {
        let (version, _) = content.version()?;
        while let Some(Boxed { kind, mut content }) = content.inner()? {
            let from = content.short_or_long(version > 0)?;
            let mut to = Vec::new();
            for _ in 0..content.u16()? {
                to.push(content.short_or_long(version > 0)?);
            }
            self.references.push((kind, from, to));
        }
        Ok(())
    }

    /// Takes an item out of the list, for it to be part of one picture and not of two.
    pub(super) fn taken(&mut self, id: u32) -> Result<Item, Unread> {
        self.items.remove(&id).ok_or(Unread::Broken)
    }

    /// The bytes of an item.
    ///
    /// # Errors
    /// [`Unread`] where they lie outside of the file, and where all items together are much longer than it.
    pub(super) fn data(&mut self, item: &Item) -> Result<Cow<'a, [u8]>, Unread> {
        let source = if item.place.is_inside { self.inside } else { self.file };
        let part = |(at, length): &(u64, u64)| {
            let at = usize::try_from(*at).ok()?;
            source.get(at..at.checked_add(usize::try_from(*length).ok()?)?)
        };
        let mut parts = Vec::new();
        for extent in &item.place.extents {
            let part = part(extent).ok_or(Unread::Broken)?;
            self.left = self.left.checked_sub(part.len()).ok_or(Unread::Broken)?;
            parts.push(part);
        }
        match parts[..] {
            [] => Err(Unread::Broken),
            [whole] => Ok(Cow::Borrowed(whole)),
            _ => Ok(Cow::Owned(parts.concat())),
        }
    }
}
