//! Members, territories, themes, licences and sources, as JSON.

use entity::value::clock::Instant;
use serde::Serialize;
use utoipa::ToSchema;

use crate::graphql::input::enums::{MemberKind, SourcePermission, TerritoryKind};
use crate::json::item::part::{LicenceNotice, TerritoryLink, Texts, ThemeLink};
use crate::json::item::word::{Word, words};

/// A member of the network: a person, an organisation or a collective.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Member {
    /// Identifier of the member.
    #[schema(format = "uuid")]
    pub(crate) id: String,
    /// Readable part of the address, unique among members.
    pub(crate) slug: String,
    /// Name of the member, as the member writes it.
    pub(crate) name: String,
    /// Kind of the member. Values may be added.
    #[schema(schema_with = words::<MemberKind>, required = false)]
    pub(crate) kind: Word<MemberKind>,
    /// Biography or presentation, Markdown.
    pub(crate) bio: Option<String>,
    /// Web site of the member.
    #[schema(format = "uri")]
    pub(crate) website: Option<String>,
    /// Territories in which the member is active, in order, at most 50.
    #[schema(required = false)]
    pub(crate) territories: Vec<TerritoryLink>,
    /// Instant at which the member joined the network.
    #[schema(required = false, value_type = String, format = DateTime)]
    pub(crate) created_at: Instant,
}

/// A territory. One territory may lie inside several others.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Territory {
    /// Identifier of the territory, the same in every database.
    #[schema(format = "uuid")]
    pub(crate) id: String,
    /// Public reference of the territory.
    #[serde(rename = "ref")]
    #[schema(example = "commune:29019")]
    pub(crate) reference: String,
    /// Readable part of the address, unique among territories.
    pub(crate) slug: String,
    /// Name of the territory.
    pub(crate) name: String,
    /// Kind of the territory. Values may be added.
    #[schema(schema_with = words::<TerritoryKind>, required = false)]
    pub(crate) kind: Word<TerritoryKind>,
    /// Official code: INSEE, or SIREN for intercommunalities.
    #[schema(required = false)]
    pub(crate) code: String,
    /// Postal codes of the territory.
    #[schema(required = false)]
    pub(crate) postal_codes: Vec<String>,
    /// Number of inhabitants. Null if unknown.
    pub(crate) population: Option<i32>,
    /// Territories directly around the territory, the widest first. There with `include=parents`.
    #[schema(required = false)]
    pub(crate) parents: Vec<TerritoryLink>,
    /// Territories directly inside the territory, by name. There with `include=children`.
    #[schema(required = false)]
    pub(crate) children: Vec<TerritoryLink>,
}

/// A theme of entries, in a tree.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Theme {
    /// Identifier of the theme.
    #[schema(format = "uuid")]
    pub(crate) id: String,
    /// Readable part of the address, unique among themes.
    pub(crate) slug: String,
    /// Name of the theme in the language of `Accept-Language`, else of the network.
    pub(crate) name: String,
    /// Names of the theme by language (BCP 47).
    #[schema(required = false)]
    pub(crate) names: Texts,
    /// Parent theme. Null for themes at the root.
    pub(crate) parent: Option<ThemeLink>,
    /// Themes directly below the theme, by name. There with `include=children`.
    #[schema(required = false)]
    pub(crate) children: Vec<ThemeLink>,
}

/// A licence: free, restricted, or the absence of a licence.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Licence {
    /// Identifier of the licence, the same in every database.
    #[schema(format = "uuid")]
    pub(crate) id: String,
    /// Key of the licence: an SPDX identifier, or `LicenseRef-…`.
    pub(crate) key: String,
    /// Short name of the licence.
    pub(crate) short_name: String,
    /// Address of the legal text. Null for the absence of a licence.
    #[schema(required, format = "uri")]
    pub(crate) url: Option<String>,
    /// Whether the key is an SPDX identifier.
    #[schema(required = false)]
    pub(crate) is_spdx: bool,
    /// Full names of the licence by language (BCP 47).
    #[schema(required = false)]
    pub(crate) names: Texts,
    /// Family that the versions of the licence share.
    #[schema(required = false)]
    pub(crate) family: String,
    /// Version of the licence. Null if the source states none.
    pub(crate) version: Option<String>,
    /// Addresses of the summaries for non-lawyers by language (BCP 47). Null if there is none.
    pub(crate) deeds: Option<Texts>,
    /// Uses that the licence permits.
    #[schema(required = false)]
    pub(crate) permits: Permissions,
    /// Conditions that the licence imposes.
    #[schema(required = false)]
    pub(crate) requires: Requirements,
    /// Whether the licence is a free cultural licence (freedomdefined.org).
    #[schema(required = false)]
    pub(crate) is_free_cultural: bool,
    /// Remarks on the licence, in English.
    pub(crate) note: Option<String>,
}

/// Uses that a licence permits.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Permissions {
    /// Whether the work may be copied and shared unchanged.
    pub(crate) reproduction: bool,
    /// Whether the work may be changed: translated, shortened, remixed, continued.
    pub(crate) adaptation: bool,
    /// Whether the permitted uses may be commercial.
    pub(crate) commercial_use: bool,
}

/// Conditions that a licence imposes.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Requirements {
    /// Whether a credit line must name title, authors, source and licence.
    pub(crate) attribution: bool,
    /// Whether adaptations must be shared under the same terms.
    pub(crate) share_alike: bool,
}

/// A site, medium or blog that articles come from.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Source {
    /// Identifier of the source.
    #[schema(format = "uuid")]
    pub(crate) id: String,
    /// Readable part of the address, unique among sources.
    pub(crate) slug: String,
    /// Name of the source.
    pub(crate) name: String,
    /// Licence of texts by the source unless they state another.
    pub(crate) licence: LicenceNotice,
    /// Address of the source's home page.
    #[schema(required = false, format = "uri")]
    pub(crate) homepage: String,
    /// Address of the source's feed. Null if unknown.
    #[schema(format = "uri")]
    pub(crate) feed_url: Option<String>,
    /// Page on which the source states its licence.
    #[schema(format = "uri")]
    pub(crate) licence_statement_url: Option<String>,
    /// Permission of the source to republish its texts. Values may be added.
    #[schema(schema_with = words::<SourcePermission>, required = false)]
    pub(crate) permission: Word<SourcePermission>,
}
