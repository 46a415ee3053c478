//! What a file is when it is not what was asked for: told by its beginning, whatever its name says.

use crate::transfer::format::Format;
use crate::transfer::unread::Unread;

/// How a file in gzip begins.
pub(super) const GZIP: &[u8] = b"\x1f\x8b";
/// How files begin that are no text.
const BEGINNINGS: [(&[u8], Unread); 10] = [
    (b"%PDF", Unread::Pdf),
    (b"SQLite format 3\0", Unread::Sqlite),
    (GZIP, Unread::Gzip),
    // documents of Word and Excel before 2007
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Unread::Office),
    (b"PK\x05\x06", Unread::Zip),
    (b"\x28\xb5\x2f\xfd", Unread::Zstandard),
    (b"\xfd7zXZ\x00", Unread::Xz),
    (b"BZh", Unread::Bzip2),
    (b"\xff\xfe", Unread::Utf16),
    (b"\xfe\xff", Unread::Utf16),
];
/// Where the name of the first file of a ZIP archive stands: its length in two bytes, and its beginning.
const ZIP_NAME: (usize, usize) = (26, 30);
/// How the first file of a document is called, which is a ZIP archive as well.
const OF_DOCUMENTS: [&[u8]; 6] = [b"[Content_Types].xml", b"_rels/", b"docProps/", b"word/", b"xl/", b"mimetype"];
/// Where a TAR archive says that it is one.
const TAR: usize = 257;
/// How pages of the web begin.
const PAGES: [&str; 4] = ["<!doctype html", "<html", "<head", "<body"];
/// What an export of WordPress has near its beginning.
const EXPORTS: [&[u8]; 2] = [b"wp:wxr_version", b"wordpress.org/export/"];
/// How dumps of databases begin: with a comment of the program that made them, or with a statement.
const DUMPS: [&str; 15] = [
    "-- ",
    "--\n",
    "--\r\n",
    "/*!",
    "/*M!",
    "create table",
    "create database",
    "insert into",
    "drop table",
    "lock tables",
    "set names",
    "set sql_mode",
    "start transaction",
    "begin transaction",
    "pragma ",
];

/// What a file is by its beginning, when it is no text; none when it may be one.
fn other_than_text(beginning: &[u8]) -> Option<Unread> {
    let known = BEGINNINGS.iter().find(|(bytes, _)| beginning.starts_with(bytes)).map(|(_, it)| *it);
    let archive = || beginning.starts_with(b"PK\x03\x04").then(|| of_archive(beginning));
    let tar = || beginning.get(TAR..).is_some_and(|it| it.starts_with(b"ustar")).then_some(Unread::Tar);
    known.or_else(archive).or_else(|| is_utf_16(beginning).then_some(Unread::Utf16)).or_else(tar)
}

/// What a ZIP archive holds: a document has parts with names of their own.
fn of_archive(beginning: &[u8]) -> Unread {
    let length =
        beginning.get(ZIP_NAME.0..ZIP_NAME.0 + 2).map_or(0, |it| usize::from(it[0]) + 256 * usize::from(it[1]));
    let name = beginning.get(ZIP_NAME.1..).unwrap_or_default();
    let name = &name[..length.min(name.len())];
    if OF_DOCUMENTS.iter().any(|it| name.starts_with(it)) { Unread::Office } else { Unread::Zip }
}

/// Whether it is UTF-16 that does not say so: of each of the first letters, the same half is nothing.
fn is_utf_16(beginning: &[u8]) -> bool {
    let halves: Vec<(bool, bool)> = beginning.chunks_exact(2).take(4).map(|it| (it[0] == 0, it[1] == 0)).collect();
    let all = |half: (bool, bool)| halves.len() > 1 && halves.iter().all(|it| *it == half);
    all((true, false)) || all((false, true))
}

/// What a text is by its beginning, where that is known.
fn kind_of_text(beginning: &[u8]) -> Option<Unread> {
    let text = plain(beginning);
    let begins = |with: &&str| text.get(..with.len()).is_some_and(|it| it.eq_ignore_ascii_case(with.as_bytes()));
    let has = |words: &[u8]| text.windows(words.len()).any(|it| it == words);
    if PAGES.iter().any(begins) {
        Some(Unread::Html)
    } else if text.starts_with(b"<") {
        let is_page = has(b"<html") && !has(b"<rss") && !has(b"<feed");
        let is_export = EXPORTS.into_iter().any(has);
        Some(if is_export {
            Unread::WordPress
        } else if is_page {
            Unread::Html
        } else {
            Unread::Xml
        })
    } else if DUMPS.iter().any(begins) {
        Some(Unread::Sql)
    } else {
        None
    }
}

/// What rows of JSON are by their beginning: objects, or an array of them.
fn kind_of_json(beginning: &[u8]) -> Option<Unread> {
    let text = plain(beginning);
    let next = |after: &[u8]| after.trim_ascii_start().first().copied();
    match text.first() {
        Some(b'{') if next(&text[1..]) == Some(b'"') => Some(Unread::Rows),
        Some(b'[') if matches!(next(&text[1..]), Some(b'{' | b']')) => Some(Unread::Array),
        _ => None,
    }
}

fn plain(beginning: &[u8]) -> &[u8] {
    beginning.strip_prefix("\u{feff}".as_bytes()).unwrap_or(beginning).trim_ascii_start()
}

/// What a file of rows is in place of the format that it is read as.
pub(super) fn other_than(format: Format, beginning: &[u8]) -> Option<Unread> {
    let known = other_than_text(beginning).or_else(|| kind_of_text(beginning));
    known.or_else(|| match (format, kind_of_json(beginning)) {
        (Format::Csv, json) => json,
        (Format::Json, Some(Unread::Rows)) => Some(Unread::NoArray),
        (Format::Json, None) => is_header(first_line(beginning)).then_some(Unread::Table),
        // what is no line of JSON is told by the first line that says something
        (Format::Json | Format::Ndjson, _) => None,
    })
}

/// What a file is in place of an export of WordPress.
pub(super) fn other_than_export(beginning: &[u8]) -> Option<Unread> {
    match other_than_text(beginning).or_else(|| kind_of_text(beginning)) {
        // what XML it is shows at its end
        Some(Unread::WordPress | Unread::Xml) => None,
        Some(other) => Some(other),
        None => rows(beginning),
    }
}

/// What a file is in place of a dump.
pub(super) fn other_than_dump(beginning: &[u8]) -> Option<Unread> {
    match other_than_text(beginning).or_else(|| kind_of_text(beginning)) {
        Some(Unread::Sql) => None,
        // the database itself is known before it is read as a dump: this one is packed
        Some(Unread::Sqlite) => Some(Unread::Gzip),
        Some(other) => Some(other),
        None => rows(beginning),
    }
}

/// Rows of any format.
fn rows(beginning: &[u8]) -> Option<Unread> {
    let line = first_line(beginning);
    let is_table = || (is_header(line) && !line.contains(&b'(')).then_some(Unread::Table);
    kind_of_json(beginning).or_else(is_table)
}

/// What a file is by its first line; none when it may be lines of JSON.
pub(super) fn other_than_lines(line: &[u8]) -> Option<Unread> {
    let known = other_than_text(line).or_else(|| kind_of_text(line));
    let text = plain(line).trim_ascii_end();
    known
        .or_else(|| text.starts_with(b"[").then_some(Unread::Array))
        .or_else(|| is_header(text).then_some(Unread::Table))
}

fn first_line(beginning: &[u8]) -> &[u8] {
    plain(beginning).split(|it| *it == b'\n').next().unwrap_or_default().trim_ascii_end()
}

/// Whether a line has the names of columns: some words, separated as in a table, and nothing of JSON.
fn is_header(line: &[u8]) -> bool {
    let Ok(line) = std::str::from_utf8(line) else { return false };
    let named = |cells: Vec<&str>| cells.len() > 2 && cells.iter().all(|it| (1..=60).contains(&it.trim().len()));
    !line.contains(['{', '}', '[', ']']) && [',', ';', '\t'].into_iter().any(|it| named(line.split(it).collect()))
}
