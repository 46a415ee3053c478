//! Pictures and documents: what their bytes say, and what people say of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use sea_orm::entity::prelude::*;

pub(crate) use crate::model::attached::TEXT;
pub use crate::model::attached::{Attached, Role};
use crate::model::entry::Credited;
use crate::model::licence::Licence;
use crate::value::clock::Instant;
use crate::value::id::Id;
use crate::value::language::LanguageTag;
use crate::value::url::WebAddress;

/// In which role a member shows a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum OfMember {
    /// A portrait.
    Picture,
    /// The sign of an organisation or a collective.
    Logo,
}

/// What the bytes of a picture say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its width in pixels, as it is seen.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// Its placeholder: the bytes of a ThumbHash.
    pub thumbhash: Vec<u8>,
    /// The colour that most of it has: `#rrggbb`.
    pub dominant_color: String,
    /// Whether it moves.
    pub is_animated: bool,
}

/// What a file says of its author and its licence: offered to people, never taken by itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offered {
    /// The author, as the file names them.
    pub author: Option<String>,
    /// The licence, as the file names it.
    pub licence: Option<String>,
}

/// What the bytes of a file say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// SHA-256 of the bytes that are kept, 64 hexadecimal digits.
    pub checksum: String,
    /// Its media type: `image/jpeg`.
    pub media_type: String,
    /// The end of its name in storage: `jpg`.
    pub extension: String,
    /// How many bytes are kept.
    pub bytes: u64,
    /// The name that it was sent under: no path, no control character, at most 120 characters.
    pub name: Option<String>,
    /// What a picture has; none of a document.
    pub picture: Option<Picture>,
    /// What the file says of its author and its licence.
    pub offered: Offered,
}

/// A picture or a document.
#[derive(Debug, Clone)]
pub struct Media {
    pub(crate) seq: i64,
    /// Its identifier, which stays when its bytes are replaced.
    pub id: Id,
    /// Its version: 1 is the first.
    pub version: i64,
    /// What its bytes say.
    pub file: NewFile,
    /// The point that is kept when it is cut: from the left and from the top, 0 to 1. None is the middle.
    pub focal_point: Option<(f64, f64)>,
    /// What is seen in it, for those who do not see it, by language.
    pub alt: BTreeMap<LanguageTag, String>,
    /// What is said below it, by language.
    pub caption: BTreeMap<LanguageTag, String>,
    /// Whether it says nothing that the text does not, so that it needs no alternative text.
    pub is_decorative: bool,
    /// Who made it.
    pub credit: Option<Credited>,
    /// Its licence.
    pub licence: Option<Arc<Licence>>,
    /// When it was sent.
    pub created_at: Instant,
    /// When it, or what is said of it, last changed.
    pub updated_at: Instant,
}

impl Media {
    /// The row's number inside the database; never shown.
    pub fn key(&self) -> i64 {
        self.seq
    }

    /// What is seen in it, in a language, or in the plain form of that language: `fr` for `fr-CA`.
    pub fn alt_in(&self, language: &LanguageTag) -> Option<&str> {
        in_language(&self.alt, language)
    }

    /// What is said below it, in the same way.
    pub fn caption_in(&self, language: &LanguageTag) -> Option<&str> {
        in_language(&self.caption, language)
    }

    /// What it is called where somebody is told of it: the name that it was sent under, else its identifier.
    pub fn label(&self) -> String {
        self.file.name.clone().unwrap_or_else(|| self.id.to_string())
    }
}

/// The text in a language; else in another form of the same language, the plain one first.
fn in_language<'a>(texts: &'a BTreeMap<LanguageTag, String>, wished: &LanguageTag) -> Option<&'a str> {
    let kin = || texts.iter().find(|(it, _)| it.primary() == wished.primary()).map(|(_, text)| text);
    texts.get(wished).or_else(kin).map(String::as_str)
}

/// Who may be given the bytes of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Everybody.
    Public,
    /// This viewer and the like alone: nobody else keeps a copy.
    Private,
}

/// A file as it is given out.
#[derive(Debug, Clone)]
pub struct MediaFile {
    /// What its bytes say.
    pub file: NewFile,
    /// The point that is kept when a picture is cut: from the left and from the top, 0 to 1.
    pub focal_point: Option<(f64, f64)>,
    /// To whom it may be given.
    pub audience: Audience,
}

/// The table `media`.
pub(crate) mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "media")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub seq: i64,
        pub id: Id,
        pub version: i64,
        pub checksum: String,
        pub extension: String,
        pub media_type: String,
        pub bytes: i64,
        pub name: Option<String>,
        pub width: Option<i64>,
        pub height: Option<i64>,
        pub thumbhash: Option<String>,
        pub dominant_color: Option<String>,
        pub is_animated: bool,
        pub focal_x: Option<f64>,
        pub focal_y: Option<f64>,
        pub alt: String,
        pub caption: String,
        pub is_decorative: bool,
        pub credit_name: Option<String>,
        pub credit_url: Option<WebAddress>,
        pub credit_member_seq: Option<i64>,
        pub licence_seq: Option<i64>,
        pub offered_author: Option<String>,
        pub offered_licence: Option<String>,
        pub created_at: Instant,
        pub updated_at: Instant,
        pub released_at: Option<Instant>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// `media_sender`: the members who sent a file.
pub(crate) mod sender {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "media_sender")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub member_seq: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub media_seq: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// `entry_media`: what the accepted version of an entry shows, and what its texts refer to.
pub(crate) mod of_entry {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "entry_media")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub entry_seq: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i64,
        pub role: String,
        pub media_seq: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// `version_media`: what a version of an entry shows or refers to.
pub(crate) mod of_version {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "version_media")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub media_seq: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub entry_seq: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub version: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// `member_media`: the picture and the logo of members.
pub(crate) mod of_member {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "member_media")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub member_seq: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub role: OfMember,
        pub media_seq: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// `media_removed`: files of which no row is left, until they are deleted.
pub(crate) mod removed {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "media_removed")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub checksum: String,
        pub extension: String,
        pub removed_at: Instant,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
