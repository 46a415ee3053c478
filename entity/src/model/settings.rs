//! The network's own settings: its name, languages, time zone, default licence, contact, logo.

use std::sync::Arc;

use crate::model::licence::Licence;
use crate::value::id::Id;
use crate::value::language::LanguageTag;

/// The most languages that a network names.
pub(crate) const MAX_LANGUAGES: usize = 20;

/// What the network says of itself. A setting that no row names has its default.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The network's name.
    pub name: String,
    /// The languages it speaks, the first one by default.
    pub languages: Vec<LanguageTag>,
    /// The time zone of what names none, a name of the IANA database.
    pub time_zone: String,
    /// The licence of what names none.
    pub default_licence: Arc<Licence>,
    /// A public address to write to, or a page that tells how.
    pub contact: Option<String>,
    /// Whether the network counts as non-commercial.
    pub non_commercial: bool,
    /// The picture that stands for the network.
    pub logo: Option<Id>,
}

/// The name of the setting that holds the logo, as the row number of its picture.
pub(crate) const LOGO: &str = "logo";

impl Settings {
    /// The first of the network's languages.
    pub fn language(&self) -> &LanguageTag {
        &self.languages[0]
    }
}

/// The table `setting`.
pub(crate) mod row {
    use sea_orm::entity::prelude::*;

    use crate::value::clock::Instant;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "setting")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: String,
        pub value: String,
        pub updated_at: Instant,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
