//! What has an address below `/api`: its words, its filter and its fields.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use entity::value::kind::Kind;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::Schema;
use utoipa::{PartialSchema, ToSchema};

use crate::json::item::{catalogue, entry};

/// What can be listed and looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Resource {
    Initiatives,
    Recipes,
    Articles,
    Events,
    Pages,
    Occurrences,
    Members,
    Territories,
    Themes,
    Licences,
    Sources,
}

/// Fields that are there whatever is asked for: what it is, and what whoever shows it must say.
const ALWAYS: [&str; 9] = ["id", "kind", "slug", "url", "title", "language", "licence", "authors", "attribution"];
/// The same of what is no entry.
const ALWAYS_KNOWN: [&str; 8] = ["id", "slug", "ref", "key", "name", "shortName", "url", "licence"];
/// Long texts: a list has them when they are asked for.
const LONG: [&str; 18] = [
    "body",
    "bodyHtml",
    "attributionHtml",
    "need",
    "response",
    "story",
    "socialValue",
    "callForHelp",
    "purpose",
    "audience",
    "preparation",
    "cost",
    "materials",
    "steps",
    "variants",
    "lessonsLearned",
    "changelog",
    "postscript",
];
/// What takes a statement of its own: it is there when it is asked for.
const RELATED: [&str; 9] = [
    "translations",
    "adaptedFrom",
    "adaptations",
    "articles",
    "recipes",
    "initiatives",
    "events",
    "children",
    "parents",
];

impl Resource {
    /// All of them, in the order in which they are told of.
    pub(crate) const ALL: [Self; 11] = [
        Self::Initiatives,
        Self::Recipes,
        Self::Articles,
        Self::Events,
        Self::Occurrences,
        Self::Pages,
        Self::Members,
        Self::Territories,
        Self::Themes,
        Self::Licences,
        Self::Sources,
    ];

    /// Its word in addresses.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Initiatives => "initiatives",
            Self::Recipes => "recipes",
            Self::Articles => "articles",
            Self::Events => "events",
            Self::Pages => "pages",
            Self::Occurrences => "occurrences",
            Self::Members => "members",
            Self::Territories => "territories",
            Self::Themes => "themes",
            Self::Licences => "licences",
            Self::Sources => "sources",
        }
    }

    /// What `word` names.
    pub(crate) fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }

    /// The kind of its entries; none of what is no entry.
    pub(crate) fn kind(self) -> Option<Kind> {
        match self {
            Self::Initiatives => Some(Kind::Initiative),
            Self::Recipes => Some(Kind::Recipe),
            Self::Articles => Some(Kind::Article),
            Self::Events => Some(Kind::Event),
            Self::Pages => Some(Kind::Page),
            Self::Occurrences | Self::Members | Self::Territories | Self::Themes | Self::Licences | Self::Sources => {
                None
            }
        }
    }

    /// The resource of entries of a kind.
    pub(crate) fn of_kind(kind: Kind) -> Self {
        match kind {
            Kind::Initiative => Self::Initiatives,
            Kind::Recipe => Self::Recipes,
            Kind::Article => Self::Articles,
            Kind::Event => Self::Events,
            Kind::Page => Self::Pages,
        }
    }

    /// The name of its filter in the GraphQL schema.
    pub(crate) fn filter(self) -> &'static str {
        match self {
            Self::Initiatives => "InitiativeFilter",
            Self::Recipes => "RecipeFilter",
            Self::Articles => "ArticleFilter",
            Self::Events | Self::Occurrences => "EventFilter",
            Self::Pages => "PageFilter",
            Self::Members => "MemberFilter",
            Self::Territories => "TerritoryFilter",
            Self::Themes => "ThemeFilter",
            Self::Licences => "LicenceFilter",
            Self::Sources => "SourceFilter",
        }
    }

    /// The name of its sort keys in the GraphQL schema; none where the order is fixed.
    pub(crate) fn order(self) -> Option<&'static str> {
        match self {
            Self::Initiatives | Self::Recipes | Self::Articles => Some("EntryOrderField"),
            Self::Events => Some("EventOrderField"),
            Self::Pages => Some("PageOrderField"),
            Self::Members => Some("MemberOrderField"),
            Self::Occurrences | Self::Territories | Self::Themes | Self::Licences | Self::Sources => None,
        }
    }

    /// The name and the schema of its items.
    pub(crate) fn item(self) -> (String, RefOr<Schema>) {
        fn of<T: ToSchema + PartialSchema>() -> (String, RefOr<Schema>) {
            (T::name().into_owned(), T::schema())
        }
        match self {
            Self::Initiatives => of::<entry::Initiative>(),
            Self::Recipes => of::<entry::Recipe>(),
            Self::Articles => of::<entry::Article>(),
            Self::Events => of::<entry::Event>(),
            Self::Pages => of::<entry::Page>(),
            Self::Occurrences => of::<entry::Occurrence>(),
            Self::Members => of::<catalogue::Member>(),
            Self::Territories => of::<catalogue::Territory>(),
            Self::Themes => of::<catalogue::Theme>(),
            Self::Licences => of::<catalogue::Licence>(),
            Self::Sources => of::<catalogue::Source>(),
        }
    }

    /// The names and schemas of what its items refer to.
    pub(crate) fn parts(self, parts: &mut Vec<(String, RefOr<Schema>)>) {
        match self {
            Self::Initiatives => entry::Initiative::schemas(parts),
            Self::Recipes => entry::Recipe::schemas(parts),
            Self::Articles => entry::Article::schemas(parts),
            Self::Events => entry::Event::schemas(parts),
            Self::Pages => entry::Page::schemas(parts),
            Self::Occurrences => entry::Occurrence::schemas(parts),
            Self::Members => catalogue::Member::schemas(parts),
            Self::Territories => catalogue::Territory::schemas(parts),
            Self::Themes => catalogue::Theme::schemas(parts),
            Self::Licences => catalogue::Licence::schemas(parts),
            Self::Sources => catalogue::Source::schemas(parts),
        }
    }

    /// The fields of its items, by name.
    pub(crate) fn fields(self) -> &'static Fields {
        static ALL: LazyLock<BTreeMap<Resource, Fields>> =
            LazyLock::new(|| Resource::ALL.into_iter().map(|it| (it, it.classified())).collect());
        // of a timing everything is told but of its event, of which fields may be left out
        &ALL[if self == Self::Occurrences { &Self::Events } else { &self }]
    }

    fn classified(self) -> Fields {
        let mut names = Vec::new();
        gather(&self.item().1, &mut names);
        classified(names, if self.kind().is_some() { &ALWAYS } else { &ALWAYS_KNOWN })
    }
}

/// The fields that entries of all kinds have, by name.
pub(crate) fn fields_of_entries() -> &'static Fields {
    static ALL: LazyLock<Fields> = LazyLock::new(|| {
        let mut names = Vec::new();
        gather(&entry::Entry::schema(), &mut names);
        classified(names, &ALWAYS)
    });
    &ALL
}

fn classified(names: Vec<String>, always: &[&str]) -> Fields {
    let class = |name: &str| match name {
        it if always.contains(&it) => Class::Always,
        it if LONG.contains(&it) => Class::Long,
        it if RELATED.contains(&it) => Class::Related,
        _ => Class::Plain,
    };
    names.into_iter().map(|it| (it.clone(), class(&it))).collect()
}

/// Fields of items by name, each with when it is there.
pub(crate) type Fields = BTreeMap<String, Class>;

/// When a field is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// Whatever is asked for.
    Always,
    /// Unless `fields` leaves it out.
    Plain,
    /// Where one item is asked for, or by name.
    Long,
    /// By name.
    Related,
}

/// The names of the properties of a schema, those of its parts included.
pub(crate) fn gather(schema: &RefOr<Schema>, names: &mut Vec<String>) {
    match schema {
        RefOr::T(Schema::Object(object)) => names.extend(object.properties.keys().cloned()),
        RefOr::T(Schema::AllOf(all)) => all.items.iter().for_each(|it| gather(it, names)),
        // what all kinds of entries share is the one part that is named
        RefOr::Ref(_) => gather(&entry::Entry::schema(), names),
        RefOr::T(_) => {}
    }
}
