//! Which kind of file this is: by its content, never by its name or by what the sender says.

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::media::refusal::Refusal;

/// How many bytes of the beginning are looked at.
pub(crate) const HEAD: usize = 8 * 1024;

/// The files that are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Jpeg,
    Png,
    Webp,
    Gif,
    Avif,
    Pdf,
    /// A document of office programs in a ZIP file: which one, its names tell.
    Zip,
    Mp3,
    Ogg,
    Gpx,
    Odt,
    Ods,
    Odp,
    Docx,
    Xlsx,
    Pptx,
}

impl Kind {
    /// The kind of a file by its beginning.
    ///
    /// # Errors
    /// [`Refusal`] for whatever is not taken.
    pub(crate) fn of(head: &[u8]) -> Result<Self, Refusal> {
        let begins = |with: &[u8]| head.starts_with(with);
        let holds = |at: usize, what: &[u8]| head.get(at..at + what.len()).is_some_and(|it| it == what);
        if head.is_empty() {
            return Err(Refusal::Empty);
        }
        if begins(b"\xff\xd8\xff") {
            return Ok(Self::Jpeg);
        }
        if begins(b"\x89PNG\r\n\x1a\n") {
            return Ok(Self::Png);
        }
        if begins(b"RIFF") && holds(8, b"WEBP") {
            return Ok(Self::Webp);
        }
        if begins(b"GIF87a") || begins(b"GIF89a") {
            return Ok(Self::Gif);
        }
        if begins(b"%PDF-") {
            return Ok(Self::Pdf);
        }
        if begins(b"PK\x03\x04") {
            return Ok(Self::Zip);
        }
        if begins(b"OggS") {
            return Ok(Self::Ogg);
        }
        if begins(b"ID3") || is_mpeg_audio(head) {
            return Ok(Self::Mp3);
        }
        if holds(4, b"ftyp") {
            return of_brands(head);
        }
        match root_of_xml(head).as_deref() {
            Some("gpx") => Ok(Self::Gpx),
            Some("svg") => Err(Refusal::Svg),
            _ => Err(Refusal::Type { found: infer::get(head).map(|it| it.mime_type()) }),
        }
    }

    /// Whether it is a picture.
    pub(crate) fn is_picture(self) -> bool {
        self.format().is_some()
    }

    /// The format of a picture.
    pub(crate) fn format(self) -> Option<image::ImageFormat> {
        match self {
            Self::Jpeg => Some(image::ImageFormat::Jpeg),
            Self::Png => Some(image::ImageFormat::Png),
            Self::Webp => Some(image::ImageFormat::WebP),
            Self::Gif => Some(image::ImageFormat::Gif),
            Self::Avif => Some(image::ImageFormat::Avif),
            Self::Pdf
            | Self::Zip
            | Self::Mp3
            | Self::Ogg
            | Self::Gpx
            | Self::Odt
            | Self::Ods
            | Self::Odp
            | Self::Docx
            | Self::Xlsx
            | Self::Pptx => None,
        }
    }

    /// The media type, what stands behind the dot, and what people call it.
    fn row(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Jpeg => ("image/jpeg", "jpg", "JPEG"),
            Self::Png => ("image/png", "png", "PNG"),
            Self::Webp => ("image/webp", "webp", "WebP"),
            Self::Gif => ("image/gif", "gif", "GIF"),
            Self::Avif => ("image/avif", "avif", "AVIF"),
            Self::Pdf => ("application/pdf", "pdf", "PDF"),
            Self::Zip => ("application/zip", "zip", "ZIP"),
            Self::Mp3 => ("audio/mpeg", "mp3", "MP3"),
            Self::Ogg => ("audio/ogg", "ogg", "Ogg"),
            Self::Gpx => ("application/gpx+xml", "gpx", "GPX"),
            Self::Odt => ("application/vnd.oasis.opendocument.text", "odt", "ODT"),
            Self::Ods => ("application/vnd.oasis.opendocument.spreadsheet", "ods", "ODS"),
            Self::Odp => ("application/vnd.oasis.opendocument.presentation", "odp", "ODP"),
            Self::Docx => ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", "DOCX"),
            Self::Xlsx => ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", "XLSX"),
            Self::Pptx => ("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx", "PPTX"),
        }
    }

    pub(crate) fn media_type(self) -> &'static str {
        self.row().0
    }

    pub(crate) fn extension(self) -> &'static str {
        self.row().1
    }

    /// What people call it.
    pub(crate) fn name(self) -> &'static str {
        self.row().2
    }

    /// The picture that was kept under this media type.
    pub(crate) fn of_picture(media_type: &str) -> Option<Self> {
        let all = [Self::Jpeg, Self::Png, Self::Webp, Self::Gif, Self::Avif];
        all.into_iter().find(|it| it.media_type() == media_type)
    }
}

/// A file of boxes (ISO/IEC 14496-12) by its brands. Those that are said of pictures in general leave open how they are coded: then the
/// others tell, or the kinds of the items.
fn of_brands(head: &[u8]) -> Result<Kind, Refusal> {
    let length = head.first_chunk().map_or(0, |it| u32::from_be_bytes(*it) as usize).clamp(8, head.len());
    let (brands, _) = head[8..length].as_chunks::<4>();
    // between the first and the others stands a version
    let (first, others) = brands.split_first().map_or((b"\0\0\0\0", &[][..]), |(it, rest)| (it, rest));
    let is_hevc =
        |it: &[u8; 4]| matches!(it, b"heic" | b"heix" | b"hevc" | b"hevx" | b"heim" | b"heis" | b"hevm" | b"hevs");
    let is_av1 = |it: &[u8; 4]| matches!(it, b"avif" | b"avis");
    match first {
        it if is_av1(it) => Ok(Kind::Avif),
        it if is_hevc(it) => Err(Refusal::NoDecoder { found: "HEIC" }),
        b"mif1" | b"msf1" | b"miaf" | b"mif2" => {
            let has_av1_items = || head.windows(4).any(|it| it == b"av01");
            match others.iter().any(is_av1) || !others.iter().any(is_hevc) && has_av1_items() {
                true => Ok(Kind::Avif),
                false => Err(Refusal::NoDecoder { found: "HEIC" }),
            }
        }
        _ => Err(Refusal::Type { found: Some("MP4") }),
    }
}

/// The header of a frame of MPEG audio, layer III (ISO/IEC 11172-3): without a tag before it.
fn is_mpeg_audio(head: &[u8]) -> bool {
    let [first, second, third, ..] = head else { return false };
    *first == 0xff && second & 0xe6 == 0xe2 && third & 0xf0 != 0xf0 && third & 0x0c != 0x0c && third & 0xf0 != 0
}

/// The name of the first element of XML; none for what is no XML, and for XML that declares entities.
fn root_of_xml(head: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(head);
    let mut reader = Reader::from_str(&text);
    loop {
        match reader.read_event().ok()? {
            Event::Start(it) | Event::Empty(it) => return Some(it.local_name().as_ref().to_ascii_lowercase()),
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) => {}
            Event::Text(it) if it.chars().all(|it| it.is_whitespace() || it == '\u{feff}') => {}
            // SVG is often declared so
            Event::DocType(it) if it.trim_start().to_ascii_lowercase().starts_with("svg") => {
                return Some("svg".to_owned());
            }
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(head: &[u8]) -> Refusal {
        Kind::of(head).unwrap_err()
    }

    #[test]
    fn the_content_says_what_it_is() {
        for (head, kind) in [
            (b"\xff\xd8\xff\xe0".as_slice(), Kind::Jpeg),
            (b"RIFF\0\0\0\0WEBPVP8 ", Kind::Webp),
            (b"%PDF-1.7\n", Kind::Pdf),
            (b"\xff\xfb\x90\x64", Kind::Mp3),
            (b"OggS\0\x02", Kind::Ogg),
            (b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf", Kind::Avif),
            (b"\0\0\0\x1cftypavis\0\0\0\0avifavismsf1", Kind::Avif),
            (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif", Kind::Avif),
            (b"\0\0\0\x14ftypmif1\0\0\0\0mif1\0\0\0\x20meta infe av01", Kind::Avif),
            (b"<?xml version=\"1.0\"?>\n<!-- walk -->\n<gpx version=\"1.1\">", Kind::Gpx),
            (b"\xef\xbb\xbf<gpx xmlns=\"http://www.topografix.com/GPX/1/1\"/>", Kind::Gpx),
        ] {
            assert_eq!(Kind::of(head).unwrap(), kind);
        }
    }

    #[test]
    fn whatever_else_it_is_is_refused() {
        assert!(matches!(refused(b""), Refusal::Empty));
        for svg in ["<svg onload='x()'/>", "<?xml version='1.0'?><svg:svg/>", "<!DOCTYPE svg PUBLIC \"x\"><svg/>"] {
            assert!(matches!(refused(svg.as_bytes()), Refusal::Svg), "{svg}");
        }
        for heic in [
            b"\0\0\0\x20ftypheic".as_slice(),
            b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic",
            b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic av01",
            b"\0\0\0\x14ftypmif1\0\0\0\0mif1",
        ] {
            assert!(matches!(refused(heic), Refusal::NoDecoder { found: "HEIC" }), "{heic:?}");
        }
        for other in [
            b"<!DOCTYPE html><script>".as_slice(),
            b"<html>",
            b"\x7fELF\x02\x01\x01",
            b"MZ\x90\0",
            b"#!/bin/sh\n",
            b"BM\0\0",
            b"\0\0\0\x14ftypisom\0\0\0\0av01",
            b"\xff\xff\xff\xffftyp",
            b"\0\0\0\0ftyp",
            b"\xff\xff\xff\xff",
            b"<!DOCTYPE gpx [<!ENTITY a 'b'>]><gpx>",
            b"hello",
            b" %PDF-1.7",
        ] {
            assert!(matches!(refused(other), Refusal::Type { .. }), "{other:?}");
        }
    }
}
