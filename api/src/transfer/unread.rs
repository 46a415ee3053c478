//! Why a file is not read at all: what it is in place of what was asked for, and what to do about it, in every language of the messages.

use std::{fmt, io};

use entity::value::language::LanguageTag;

use crate::message::{ENGLISH, Message};

/// What a file is that is not what was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// A PDF.
    Pdf,
    /// A SQLite database.
    Sqlite,
    /// A file in gzip where packed files are not read, or within another.
    Gzip,
    /// A file in gzip that ends too early.
    GzipCut,
    /// A file in gzip whose checksum is wrong, or which is something else from some place on.
    GzipDamaged,
    /// A file in gzip that would fill the memory.
    GzipBomb,
    /// A ZIP archive.
    Zip,
    /// A TAR archive.
    Tar,
    /// A document or a spreadsheet: Word, Excel, LibreOffice.
    Office,
    /// A file in the format of Zstandard.
    Zstandard,
    /// A file in the format of XZ.
    Xz,
    /// A file in the format of bzip2.
    Bzip2,
    /// Text in UTF-16.
    Utf16,
    /// A table that is not in UTF-8.
    NotUtf8,
    /// A page of the web.
    Html,
    /// An export of WordPress.
    WordPress,
    /// XML that nothing here reads.
    Xml,
    /// A feed, or other XML, in place of an export of WordPress.
    NoExport,
    /// XML that ends too early.
    XmlCut,
    /// A dump of a database.
    Sql,
    /// A database without the tables of a SPIP site.
    NoSite,
    /// Rows of JSON.
    Rows,
    /// One JSON array in place of one object a line.
    Array,
    /// JSON in place of an array of rows.
    NoArray,
    /// A table.
    Table,
    /// Nothing: no row at all.
    Empty,
}

impl Unread {
    /// What is said of it.
    pub(crate) fn message(self) -> Message {
        Message::new(match self {
            Self::Pdf => "file-pdf",
            Self::Sqlite => "file-sqlite",
            Self::Gzip => "file-gzip",
            Self::GzipCut => "file-gzip-cut",
            Self::GzipDamaged => "file-gzip-damaged",
            Self::GzipBomb => "file-gzip-bomb",
            Self::Zip => "file-zip",
            Self::Tar => "file-tar",
            Self::Office => "file-office",
            Self::Zstandard => "file-zstandard",
            Self::Xz => "file-xz",
            Self::Bzip2 => "file-bzip2",
            Self::Utf16 => "file-utf-16",
            Self::NotUtf8 => "file-not-utf-8",
            Self::Html => "file-html",
            Self::WordPress => "file-wordpress",
            Self::Xml => "file-xml",
            Self::NoExport => "file-no-export",
            Self::XmlCut => "file-xml-cut",
            Self::Sql => "file-sql",
            Self::NoSite => "file-no-site",
            Self::Rows => "file-rows",
            Self::Array => "file-array",
            Self::NoArray => "file-no-array",
            Self::Table => "file-table",
            Self::Empty => "file-no-rows",
        })
    }

    /// What is said of it, in the first of the wished languages that there are words in.
    pub fn say(self, wished: &[LanguageTag]) -> String {
        self.message().say(wished)
    }

    /// What the cause of a failed reading says of the file, where it says that.
    pub fn of(cause: &io::Error) -> Option<Self> {
        cause.get_ref()?.downcast_ref::<Self>().copied()
    }
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message().say_in(ENGLISH))
    }
}

impl std::error::Error for Unread {}

impl From<Unread> for io::Error {
    fn from(it: Unread) -> Self {
        Self::new(io::ErrorKind::InvalidData, it)
    }
}

/// A file that cannot be read, and why: one sentence.
#[derive(Debug)]
pub struct Unreadable {
    said: String,
    /// The file, and what it is instead of what was asked for.
    instead: Option<(String, Unread)>,
}

impl Unreadable {
    /// A file by its name, and why it cannot be read.
    pub fn new(file: impl fmt::Display, cause: &io::Error) -> Self {
        let instead = Unread::of(cause).map(|it| (file.to_string(), it));
        Self { said: format!("{file} cannot be read: {cause}"), instead }
    }

    /// What is said of it in French as well: where the file is something else than was asked for.
    pub fn french(&self) -> Option<String> {
        let (file, it) = self.instead.as_ref()?;
        Some(format!("{file} ne peut pas être lu : {}", it.message().say_in("fr")))
    }
}

impl From<String> for Unreadable {
    fn from(said: String) -> Self {
        Self { said, instead: None }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.said)
    }
}
