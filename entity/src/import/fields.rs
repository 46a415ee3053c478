//! The fields of members, themes and sources as an import brings them.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::entry::draft::typed;
use crate::model::licence::LicenceKey;
use crate::model::member;
use crate::model::source::Permission;
use crate::value::id::Id;
use crate::value::language::LanguageTag;
use crate::value::problem::Problem;
use crate::value::slug::Slug;
use crate::value::territory::TerritoryRef;
use crate::value::url::WebAddress;

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(super) struct MemberFields {
    pub(super) slug: Option<Slug>,
    pub(super) member_kind: Option<member::Kind>,
    pub(super) name: String,
    pub(super) bio: Option<String>,
    pub(super) website: Option<WebAddress>,
    pub(super) territories: Vec<TerritoryRef>,
    pub(super) picture: Option<Id>,
    pub(super) logo: Option<Id>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(super) struct ThemeFields {
    pub(super) slug: Option<Slug>,
    pub(super) name: BTreeMap<LanguageTag, String>,
    pub(super) parent: Option<Id>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(super) struct SourceFields {
    pub(super) slug: Option<Slug>,
    pub(super) name: String,
    pub(super) homepage: Option<WebAddress>,
    pub(super) feed: Option<WebAddress>,
    pub(super) licence: Option<LicenceKey>,
    pub(super) licence_stated_at: Option<WebAddress>,
    pub(super) permission: Option<Permission>,
}

/// Reads what is said; a field that cannot be read becomes a fault and is left out.
pub(super) fn read<T: DeserializeOwned + Default>(fields: &Map<String, Value>, faults: &mut Vec<Problem>) -> T {
    let said = fields.iter().filter(|(_, value)| !value.is_null()).map(|(name, value)| (name.clone(), value.clone()));
    typed(said.collect(), faults)
}
