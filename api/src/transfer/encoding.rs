//! What a file is when it is not lines of JSON in UTF-8: told by its first bytes, with what to do about it.

/// The beginnings of files, and what is to be said of them. Files are unpacked before, not through a pipe: that refuses a file of which
/// only a part was downloaded.
const BEGINNINGS: [(&[u8], &str); 11] = [
    (b"%PDF", "it is a PDF, which holds no rows"),
    (b"SQLite format 3\0", "it is a SQLite database; the one of a SPIP site is brought in by: import spip FILE"),
    (b"\x1f\x8b", "it is compressed with gzip; unpack it first: gunzip FILE"),
    (b"PK\x03\x04", "it is a ZIP archive; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "it is compressed with Zstandard; unpack it first: unzstd FILE"),
    (b"\xfd7zXZ\x00", "it is compressed with XZ; unpack it first: unxz FILE"),
    (b"BZh", "it is compressed with bzip2; unpack it first: bunzip2 FILE"),
    (b"\xff\xfe", UTF_16),
    (b"\xfe\xff", UTF_16),
    (b"{\x00", UTF_16),
    (b"\x00{", UTF_16),
];
const UTF_16: &str =
    "it is written in UTF-16; save it as UTF-8: iconv -f UTF-16 -t UTF-8 FILE | bretagne-creative import -";
const ARRAY: &str = "it is one JSON array, not one object a line: jq -c '.[]' FILE | bretagne-creative import -";

const TABLE: &str =
    "it is a table (CSV), not one JSON object a line: import --format csv FILE, or Content-Type: text/csv";

/// What a file is by its beginning, when it is no text; none when it may be one.
pub(super) fn other_than_text(beginning: &[u8]) -> Option<&'static str> {
    BEGINNINGS.iter().find(|(bytes, _)| beginning.starts_with(bytes)).map(|(_, said)| *said)
}

/// What a file is by its beginning; none when it may be lines of JSON.
pub(super) fn other_than_lines(beginning: &[u8]) -> Option<&'static str> {
    let known = other_than_text(beginning);
    let text = beginning.strip_prefix("\u{feff}".as_bytes()).unwrap_or(beginning).trim_ascii();
    known.or_else(|| text.starts_with(b"[").then_some(ARRAY)).or_else(|| is_header(text).then_some(TABLE))
}

/// Whether a line has the names of columns: some words, separated as in a table, and nothing of JSON.
fn is_header(line: &[u8]) -> bool {
    let Ok(line) = std::str::from_utf8(line) else { return false };
    let named = |cells: Vec<&str>| cells.len() > 2 && cells.iter().all(|it| (1..=60).contains(&it.trim().len()));
    !line.contains(['{', '}', '[', ']']) && [',', ';', '\t'].into_iter().any(|it| named(line.split(it).collect()))
}
