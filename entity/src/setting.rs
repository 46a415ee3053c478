//! The network's own settings: its name, languages, time zone, default licence, contact.

use std::collections::HashMap;
use std::sync::Arc;

use sea_orm::{ConnectionTrait, EntityTrait};

use crate::error::{Error, Result};
use crate::language::LanguageTag;
use crate::licence::Licence;
use crate::reference::Shelf;

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
}

impl Settings {
    /// The first of the network's languages.
    pub fn language(&self) -> &LanguageTag {
        &self.languages[0]
    }

    pub(crate) async fn load(db: &impl ConnectionTrait, licences: &Shelf<Licence>) -> Result<Self> {
        let rows: HashMap<String, String> =
            row::Entity::find().all(db).await?.into_iter().map(|it| (it.name, it.value)).collect();
        let text = |name: &str, default: &str| rows.get(name).map_or(default, String::as_str).to_owned();
        let wrong = |name: &str| {
            Error::Unusable(format!("the setting \"{name}\" cannot be read; correct its row in the table setting"))
        };
        let languages: std::result::Result<Vec<LanguageTag>, _> =
            text("languages", "fr br en").split_whitespace().map(str::parse).collect();
        let languages = languages.ok().filter(|it| !it.is_empty()).ok_or_else(|| wrong("languages"))?;
        let licence = text("defaultLicence", "CC-BY-SA-4.0");
        Ok(Self {
            name: text("name", "Bretagne Creative"),
            languages,
            time_zone: text("timeZone", "Europe/Paris"),
            default_licence: licences.by_key(&licence).cloned().ok_or_else(|| wrong("defaultLicence"))?,
            contact: rows.get("contact").cloned(),
            non_commercial: text("nonCommercial", "true") == "true",
        })
    }
}

/// The table `setting`.
pub(crate) mod row {
    use sea_orm::entity::prelude::*;

    use crate::clock::Instant;

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
