//! Documents of office programs: ZIP files whose names of parts tell what they are, and whether they hold macros. Only the list of
//! names at the end is read (APPNOTE 6.3, §4.3); nothing is unpacked.

use std::io::{Read, Seek, SeekFrom};

use crate::media::kind::Kind;
use crate::media::refusal::Refusal;

/// The record at the end, and the longest comment behind it.
const END: usize = 22;
const MOST_BEHIND: u64 = END as u64 + u16::MAX as u64;
/// The most bytes of the list of names.
const MOST_NAMES: u64 = 1024 * 1024;

/// Which document a ZIP file is.
///
/// # Errors
/// [`Refusal`] for other ZIP files, damaged ones, and documents with macros.
pub(crate) fn kind(file: &mut (impl Read + Seek), head: &[u8]) -> Result<Kind, Refusal> {
    let names = names(file).ok_or(Refusal::Damaged { found: "ZIP" })?;
    let has = |prefix: &str| names.iter().any(|it| it.starts_with(prefix));
    let found = open_document(head).or_else(|| {
        let parts = [("word/", Kind::Docx), ("xl/", Kind::Xlsx), ("ppt/", Kind::Pptx)];
        has("[Content_Types].xml").then(|| parts.into_iter().find(|(part, _)| has(part)).map(|(_, kind)| kind))?
    });
    let found = found.ok_or(Refusal::Type { found: Some("application/zip") })?;
    let runs = |name: &String| {
        let name = name.to_ascii_lowercase();
        name.ends_with("vbaproject.bin") || name.starts_with("basic/") || name.starts_with("scripts/")
    };
    if names.iter().any(runs) { Err(Refusal::Macros) } else { Ok(found) }
}

/// The document that the first part of a ZIP file names (OpenDocument 1.3, part 2, §3.3).
fn open_document(head: &[u8]) -> Option<Kind> {
    let named = head.get(30..)?.strip_prefix(b"mimetype")?.strip_prefix(b"application/vnd.oasis.opendocument.")?;
    [(b"text".as_slice(), Kind::Odt), (b"spreadsheet", Kind::Ods), (b"presentation", Kind::Odp)]
        .into_iter()
        .find(|(word, _)| named.strip_prefix(*word).is_some_and(|it| it.starts_with(b"PK")))
        .map(|(_, kind)| kind)
}

/// The names of the parts; none where the file is no whole ZIP file.
fn names(file: &mut (impl Read + Seek)) -> Option<Vec<String>> {
    let length = file.seek(SeekFrom::End(0)).ok()?;
    let begin = length.saturating_sub(MOST_BEHIND);
    let tail = read(file, begin, length - begin)?;
    let at = (0..=tail.len().checked_sub(END)?).rev().find(|at| tail[*at..].starts_with(b"PK\x05\x06"))?;
    let record = &tail[at..];
    let (size, start) = (number(record, 12)?, number(record, 16)?);
    if size > MOST_NAMES || start.checked_add(size)? > length {
        return None;
    }
    let list = read(file, start, size)?;
    let (mut names, mut rest) = (Vec::new(), list.as_slice());
    while !rest.is_empty() {
        if !rest.starts_with(b"PK\x01\x02") {
            return None;
        }
        let part = |at: usize| rest.get(at..at + 2).map(|it| usize::from(u16::from_le_bytes([it[0], it[1]])));
        let (name, extra, comment) = (part(28)?, part(30)?, part(32)?);
        names.push(String::from_utf8_lossy(rest.get(46..46 + name)?).into_owned());
        rest = rest.get(46 + name + extra + comment..)?;
    }
    Some(names)
}

fn read(file: &mut (impl Read + Seek), at: u64, count: u64) -> Option<Vec<u8>> {
    file.seek(SeekFrom::Start(at)).ok()?;
    let mut bytes = vec![0; usize::try_from(count).ok()?];
    file.read_exact(&mut bytes).ok()?;
    Some(bytes)
}

fn number(record: &[u8], at: usize) -> Option<u64> {
    let bytes = record.get(at..at + 4)?;
    Some(u64::from(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    /// A ZIP file with these parts, none of them packed.
    fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
        let (mut bytes, mut list) = (Vec::new(), Vec::new());
        for (name, content) in parts {
            let (at, size) = (bytes.len() as u32, (content.len() as u32).to_le_bytes());
            let length = (name.len() as u16).to_le_bytes();
            let common = [&[0; 10][..], &[0; 4], &size, &size, &length, &[0, 0]].concat();
            bytes.extend([b"PK\x03\x04\x14\0".as_slice(), &common[2..], name.as_bytes(), content.as_bytes()].concat());
            list.extend(
                [b"PK\x01\x02\x14\0".as_slice(), &common, &[0; 10], &at.to_le_bytes(), name.as_bytes()].concat(),
            );
        }
        let (size, start) = ((list.len() as u32).to_le_bytes(), (bytes.len() as u32).to_le_bytes());
        [&bytes, &list, b"PK\x05\x06\0\0\0\0\x01\0\x01\0".as_slice(), &size, &start, &[0, 0]].concat()
    }

    fn of(bytes: &[u8]) -> Result<Kind, Refusal> {
        kind(&mut Cursor::new(bytes), &bytes[..bytes.len().min(200)])
    }

    #[test]
    fn the_parts_tell_which_document_it_is() {
        let odt = zip(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<x/>")]);
        assert_eq!(of(&odt).unwrap(), Kind::Odt);
        assert_eq!(of(&zip(&[("[Content_Types].xml", ""), ("xl/workbook.xml", "")])).unwrap(), Kind::Xlsx);
        assert!(matches!(of(&zip(&[("setup.exe", "MZ")])), Err(Refusal::Type { .. })));
        let template = zip(&[("mimetype", "application/vnd.oasis.opendocument.text-template"), ("content.xml", "")]);
        assert!(matches!(of(&template), Err(Refusal::Type { .. })));
    }

    #[test]
    fn macros_and_damage_are_refused() {
        let docm = zip(&[("[Content_Types].xml", ""), ("word/document.xml", ""), ("word/vbaProject.bin", "")]);
        assert!(matches!(of(&docm), Err(Refusal::Macros)));
        let odt = zip(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("Basic/script-lb.xml", "")]);
        assert!(matches!(of(&odt), Err(Refusal::Macros)));
        for length in 0..odt.len() {
            assert!(matches!(of(&odt[..length]), Err(Refusal::Damaged { .. })), "{length} of {}", odt.len());
        }
    }
}
