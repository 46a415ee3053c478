//! What is small enough to be held in memory: licences, territories, themes, sources, members, settings.
//! One snapshot serves a whole request; a committed change replaces it.

pub mod list;
pub(crate) mod names;
mod near;
pub mod place_search;
pub(crate) mod seed;
pub(crate) mod shelf;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use crate::error::{Error, Result};
use crate::model::licence::{self, Licence};
use crate::model::media::{self, OfMember};
use crate::model::member::{self, Member};
use crate::model::settings::{LOGO, Settings, row};
use crate::model::source::{self, Source};
use crate::model::territory::{self, Territory};
use crate::model::theme::{self, Theme};
use crate::reference::names::{Mark, Names};
use crate::reference::shelf::{Shelf, Shelved};
use crate::value::id::Id;
use crate::value::language::LanguageTag;
use crate::value::territory::TerritoryRef;

/// The snapshot.
#[derive(Debug)]
pub struct Snapshot {
    /// The value of the clock `reference` that it was read at.
    pub(crate) tick: i64,
    /// Licences, in the order of their list.
    pub licences: Shelf<Licence>,
    /// Territories, by sort key.
    pub territories: Shelf<Territory>,
    former: HashMap<String, i64>,
    territory_slugs: HashMap<String, i64>,
    /// Themes, by sort key.
    pub themes: Shelf<Theme>,
    /// Sources, by sort key.
    pub sources: Shelf<Source>,
    pub(crate) members: Shelf<Member>,
    /// The network's own settings.
    pub settings: Settings,
    /// The words of names, once somebody searches.
    names: OnceLock<Names>,
}

/// A row of the reference data that was written.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Written {
    Member(Id),
    Theme(Id),
    Source(Id),
}

impl Snapshot {
    /// The territory with this reference, a former one included.
    pub fn territory(&self, reference: &TerritoryRef) -> Option<&Arc<Territory>> {
        let current = self.territories.by_key(reference.as_str());
        current.or_else(|| self.former.get(reference.as_str()).and_then(|seq| self.territories.by_seq(*seq)))
    }

    /// The territory with this slug.
    pub fn territory_by_slug(&self, slug: &str) -> Option<&Arc<Territory>> {
        self.territory_slugs.get(slug).and_then(|seq| self.territories.by_seq(*seq))
    }

    /// The territories directly around this one, the widest kind first.
    pub fn parents(&self, territory: &Territory) -> Vec<Arc<Territory>> {
        territory.parents.iter().filter_map(|seq| self.territories.by_seq(*seq).cloned()).collect()
    }

    /// The territories directly inside this one, by sort key.
    pub fn children(&self, territory: &Territory) -> Vec<Arc<Territory>> {
        territory.children.iter().filter_map(|seq| self.territories.by_seq(*seq).cloned()).collect()
    }

    /// Whether one territory is another, or lies in it at any depth.
    pub fn lies_in(&self, territory: &Territory, around: &Territory) -> bool {
        let mut level = vec![territory.seq];
        while !level.is_empty() {
            if level.contains(&around.seq) {
                return true;
            }
            let above =
                level.iter().filter_map(|it| self.territories.by_seq(*it)).flat_map(|it| it.parents.iter().copied());
            level = above.collect();
        }
        false
    }

    /// The theme above this one.
    pub fn theme_parent(&self, theme: &Theme) -> Option<Arc<Theme>> {
        theme.parent.and_then(|seq| self.themes.by_seq(seq).cloned())
    }

    /// The themes directly under this one, by sort key.
    pub fn theme_children(&self, theme: &Theme) -> Vec<Arc<Theme>> {
        theme.children.iter().filter_map(|seq| self.themes.by_seq(*seq).cloned()).collect()
    }

    /// The words of the names that it holds.
    pub(crate) fn names(&self) -> &Names {
        let themes = || {
            self.themes
                .all()
                .iter()
                .flat_map(|it| it.names.values().map(move |name| (name.as_str(), Mark::Theme(it.seq))))
        };
        let territories = || self.territories.all().iter().map(|it| (it.name.as_str(), Mark::Territory(it.seq)));
        let sources = || self.sources.all().iter().map(|it| (it.name.as_str(), Mark::Source(it.seq)));
        let members = || self.members.all().iter().map(|it| (it.name.as_str(), Mark::Member(it.seq)));
        self.names.get_or_init(|| Names::of(themes().chain(territories()).chain(sources()).chain(members())))
    }

    pub(crate) async fn load(db: &impl ConnectionTrait) -> Result<Self> {
        // the tick is read first: a change that comes between is then loaded once more, never missed
        let tick = crate::db::counter::tick(db).await?;
        let licences = licences(db).await?;
        let territories = territories(db).await?;
        let territory_slugs = territories.all().iter().map(|it| (it.slug.to_string(), it.seq)).collect();
        let former = territory::former::Entity::find().all(db).await?;
        Ok(Self {
            tick,
            former: former.into_iter().map(|it| (it.reference, it.territory_seq)).collect(),
            territory_slugs,
            themes: Shelf::new(themes(db, None).await?),
            sources: Shelf::new(sources(db, None, &licences).await?),
            members: Shelf::new(members(db, None, &territories).await?),
            settings: Settings::load(db, &licences).await?,
            licences,
            territories,
            names: OnceLock::new(),
        })
    }
}

impl Snapshot {
    /// Takes in what has just been written, for who goes on writing in the same transaction: found by id and key, but
    /// not yet in its place in the order, nor among the children of its parent.
    pub(crate) async fn take_in(&mut self, db: &impl ConnectionTrait, written: Written) -> Result<()> {
        match written {
            Written::Member(id) => {
                members(db, Some(id), &self.territories).await?.into_iter().for_each(|it| self.members.put(it));
            }
            Written::Theme(id) => themes(db, Some(id)).await?.into_iter().for_each(|it| self.themes.put(it)),
            Written::Source(id) => {
                sources(db, Some(id), &self.licences).await?.into_iter().for_each(|it| self.sources.put(it));
            }
        }
        Ok(())
    }
}

async fn licences(db: &impl ConnectionTrait) -> Result<Shelf<Licence>> {
    let rows = licence::row::Entity::find().order_by_asc(licence::row::Column::Position).all(db).await?;
    let licences: Result<Vec<Licence>> = rows
        .into_iter()
        .map(|it| {
            Ok(Licence { seq: it.seq, position: it.position, id: it.id, facts: serde_json::from_str(&it.facts)? })
        })
        .collect();
    Ok(Shelf::new(licences?))
}

async fn territories(db: &impl ConnectionTrait) -> Result<Shelf<Territory>> {
    use territory::{closure, row};
    let rows = row::Entity::find().order_by_asc(row::Column::NameSort).order_by_asc(row::Column::Id).all(db).await?;
    let pairs: Vec<(i64, i64)> = {
        let edges = closure::Entity::find()
            .select_only()
            .columns([closure::Column::AncestorSeq, closure::Column::DescendantSeq]);
        edges.filter(closure::Column::Depth.eq(1)).into_tuple().all(db).await?
    };
    let rank: HashMap<i64, (usize, territory::Kind)> =
        rows.iter().enumerate().map(|(at, it)| (it.seq, (at, it.kind))).collect();
    let (mut parents, mut children) = (HashMap::<i64, Vec<i64>>::new(), HashMap::<i64, Vec<i64>>::new());
    for (ancestor, descendant) in pairs {
        parents.entry(descendant).or_default().push(ancestor);
        children.entry(ancestor).or_default().push(descendant);
    }
    let territories: Result<Vec<Territory>> = rows
        .into_iter()
        .map(|it| {
            let mut parents = parents.remove(&it.seq).unwrap_or_default();
            parents.sort_by_key(|seq| rank.get(seq).map(|(at, kind)| (*kind, *at)));
            let mut children = children.remove(&it.seq).unwrap_or_default();
            children.sort_by_key(|seq| rank.get(seq).map(|(at, _)| *at));
            Ok(Territory {
                seq: it.seq,
                id: it.id,
                reference: it.reference,
                slug: it.slug,
                kind: it.kind,
                code: it.code,
                name: it.name,
                name_sort: it.name_sort,
                postal_codes: serde_json::from_str(&it.postal_codes)?,
                population: it.population.and_then(|count| i32::try_from(count).ok()),
                point: it.latitude.zip(it.longitude),
                parents,
                children,
            })
        })
        .collect();
    Ok(Shelf::new(territories?))
}

async fn themes(db: &impl ConnectionTrait, only: Option<Id>) -> Result<Vec<Theme>> {
    use theme::row;
    let asked = row::Entity::find().apply_if(only, |asked, id| asked.filter(row::Column::Id.eq(id)));
    let rows = asked.order_by_asc(row::Column::NameSort).order_by_asc(row::Column::Id).all(db).await?;
    let mut children = HashMap::<i64, Vec<i64>>::new();
    for it in &rows {
        if let Some(parent) = it.parent_seq {
            children.entry(parent).or_default().push(it.seq);
        }
    }
    let themes = rows.into_iter().map(|it| {
        let names: BTreeMap<_, _> = serde_json::from_str(&it.names)?;
        let children = children.remove(&it.seq).unwrap_or_default();
        let (seq, parent) = (it.seq, it.parent_seq);
        Ok(Theme { seq, id: it.id, slug: it.slug, names, name_sort: it.name_sort, parent, children })
    });
    themes.collect()
}

async fn sources(db: &impl ConnectionTrait, only: Option<Id>, licences: &Shelf<Licence>) -> Result<Vec<Source>> {
    use source::row;
    let asked = row::Entity::find().apply_if(only, |asked, id| asked.filter(row::Column::Id.eq(id)));
    let rows = asked.order_by_asc(row::Column::NameSort).order_by_asc(row::Column::Id).all(db).await?;
    let sources = rows.into_iter().map(|it| {
        Ok(Source {
            seq: it.seq,
            id: it.id,
            slug: it.slug,
            name: it.name,
            name_sort: it.name_sort,
            homepage: it.homepage,
            feed: it.feed,
            licence: licences.expect(it.licence_seq)?,
            licence_stated_at: it.licence_stated_at,
            permission: it.permission,
        })
    });
    sources.collect()
}

async fn members(db: &impl ConnectionTrait, only: Option<Id>, territories: &Shelf<Territory>) -> Result<Vec<Member>> {
    use member::{row, territories as link};
    let asked = row::Entity::find().apply_if(only, |asked, id| asked.filter(row::Column::Id.eq(id)));
    let rows = asked.order_by_asc(row::Column::NameSort).order_by_asc(row::Column::Id).all(db).await?;
    let one = only.and_then(|_| rows.first()).map(|it| it.seq);
    let links = link::Entity::find().apply_if(one, |asked, seq| asked.filter(link::Column::MemberSeq.eq(seq)));
    let mut homes = HashMap::<i64, Vec<Arc<Territory>>>::new();
    for it in links.order_by_asc(link::Column::Position).all(db).await? {
        homes.entry(it.member_seq).or_default().push(territories.expect(it.territory_seq)?);
    }
    let shown = pictures(db, one).await?;
    let of = |seq: i64, role: OfMember| shown.get(&(seq, role == OfMember::Logo)).copied();
    let members = rows.into_iter().map(|it| Member {
        picture: of(it.seq, OfMember::Picture),
        logo: of(it.seq, OfMember::Logo),
        seq: it.seq,
        id: it.id,
        slug: it.slug,
        kind: it.kind,
        status: it.status,
        listed_from: it.listed_from,
        name: it.name,
        name_sort: it.name_sort,
        bio: it.bio,
        website: it.website,
        territories: homes.remove(&it.seq).unwrap_or_default(),
        created_at: it.created_at,
    });
    Ok(members.collect())
}

/// The pictures of members, by row number, and whether it is their logo.
async fn pictures(db: &impl ConnectionTrait, one: Option<i64>) -> Result<HashMap<(i64, bool), Id>> {
    use media::{of_member as link, row};
    let same = Expr::col((link::Entity, link::Column::MediaSeq)).equals((row::Entity, row::Column::Seq));
    let mut asked = Query::select().from(link::Entity).inner_join(row::Entity, same).take();
    asked.column((link::Entity, link::Column::MemberSeq)).column((link::Entity, link::Column::Role));
    asked.column((row::Entity, row::Column::Id));
    asked.and_where_option(one.map(|it| link::Column::MemberSeq.eq(it)));
    let mut shown = HashMap::new();
    for row in db.query_all(&asked).await? {
        let role: OfMember = row.try_get_by_index(1)?;
        shown.insert((row.try_get_by_index(0)?, role == OfMember::Logo), row.try_get_by_index(2)?);
    }
    Ok(shown)
}

/// What a type's shelf finds it by.
macro_rules! shelved {
    ($($type:ty: $key:expr;)*) => {$(
        impl Shelved for $type {
            fn seq(&self) -> i64 {
                self.seq
            }

            fn id(&self) -> Id {
                self.id
            }

            fn key(&self) -> &str {
                let key: fn(&Self) -> &str = $key;
                key(self)
            }
        }
    )*};
}

shelved! {
    Licence: |it| &it.facts.key;
    Territory: |it| it.reference.as_str();
    Theme: |it| it.slug.as_str();
    Source: |it| it.slug.as_str();
    Member: |it| it.slug.as_str();
}

impl Settings {
    pub(crate) async fn load(db: &impl ConnectionTrait, licences: &Shelf<Licence>) -> Result<Self> {
        let rows: HashMap<String, String> =
            row::Entity::find().all(db).await?.into_iter().map(|it| (it.name, it.value)).collect();
        let text = |name: &str, default: &str| rows.get(name).map_or(default, String::as_str).to_owned();
        let wrong = |name: &str| {
            Error::Unusable(format!("the setting \"{name}\" cannot be read; correct its row in the table setting"))
        };
        let languages: std::result::Result<Vec<LanguageTag>, _> =
            text("languages", "fr br en").split_whitespace().map(|it| it.to_owned().try_into()).collect();
        let languages = languages.ok().filter(|it| !it.is_empty()).ok_or_else(|| wrong("languages"))?;
        let licence = text("defaultLicence", "CC-BY-SA-4.0");
        let logo = match rows.get(LOGO).map(|it| it.parse::<i64>().map_err(|_| wrong(LOGO))).transpose()? {
            Some(seq) => media::row::Entity::find_by_id(seq).one(db).await?.map(|it| it.id),
            None => None,
        };
        Ok(Self {
            name: text("name", "Bretagne Creative"),
            languages,
            time_zone: text("timeZone", "Europe/Paris"),
            default_licence: licences.by_key(&licence).cloned().ok_or_else(|| wrong("defaultLicence"))?,
            contact: rows.get("contact").cloned(),
            non_commercial: text("nonCommercial", "true") == "true",
            logo,
        })
    }
}
