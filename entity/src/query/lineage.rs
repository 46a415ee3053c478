//! Who adapted whose text: what an entry was made from, what was made from it, and the whole family across the network. What
//! the viewer may not see is left out; what was public and was taken back leaves its title, authors and licence.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use sea_orm::sea_query::{Expr, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition};

use crate::db::columns::Columns;
use crate::entry::licence_history::row as history;
use crate::error::Result;
use crate::model::entry::{Entry, Nature, row};
use crate::model::entry_tables::adaptation;
use crate::model::licence::Licence;
use crate::policy;
use crate::query::projection::Projection;
use crate::reader::Reader;
use crate::value::clock::Instant;
use crate::value::id::Id;
use crate::value::url::WebAddress;

/// The most entries of a family, and how many steps away.
pub const MAX_NODES: usize = 200;
/// The most steps from the entry that is asked about.
pub const MAX_DEPTH: u32 = 10;

/// What an entry was made from.
#[derive(Debug, Clone)]
pub struct Origin {
    /// How.
    pub nature: Nature,
    /// What was changed.
    pub note: Option<String>,
    /// What it is.
    pub what: Ancestor,
}

/// Where something comes from.
#[derive(Debug, Clone)]
pub enum Ancestor {
    /// An entry that the viewer may see.
    Entry(Arc<Entry>),
    /// An entry that was public: its title, authors and licence alone.
    Tombstone(Arc<Entry>),
    /// A work outside the network.
    Outside {
        /// Where it is.
        url: Option<WebAddress>,
        /// Its title.
        title: Option<String>,
        /// Its authors.
        authors: Option<String>,
        /// Its licence.
        licence: Option<Arc<Licence>>,
    },
}

/// What was changed from one entry to another.
#[derive(Debug, Clone)]
pub struct Step {
    /// How.
    pub nature: Nature,
    /// What was changed.
    pub note: Option<String>,
}

/// The family of an entry.
#[derive(Debug, Clone, Default)]
pub struct Family {
    /// The entries, the one that is asked about first, then by how near they are; and works outside the network.
    pub members: Vec<Relative>,
    /// Who was made from whom.
    pub links: Vec<Link>,
    /// Whether there are more than are shown.
    pub cut: bool,
}

/// A member of a family.
#[derive(Debug, Clone)]
pub struct Relative {
    /// What tells it from the others of this answer.
    pub key: String,
    /// What it is.
    pub what: Ancestor,
}

/// That one was made from another.
#[derive(Debug, Clone)]
pub struct Link {
    /// The key of the origin.
    pub origin: String,
    /// The key of what was made from it.
    pub adaptation: String,
    /// How.
    pub nature: Nature,
    /// What was changed.
    pub note: Option<String>,
}

/// A row of the table `adaptation`.
struct Row {
    entry: i64,
    position: i64,
    origin: Option<i64>,
    url: Option<WebAddress>,
    title: Option<String>,
    authors: Option<String>,
    licence: Option<i64>,
    nature: Nature,
    note: Option<String>,
}

impl Reader {
    /// What these entries (by row number) were made from, in order.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn origins(&self, of: &[i64]) -> Result<HashMap<i64, Vec<Origin>>> {
        use adaptation::Column::EntrySeq;
        let rows = self.adaptations(Condition::all().add(EntrySeq.is_in(of.iter().copied())), u64::MAX).await?;
        let known = self.ancestors(rows.iter().filter_map(|it| it.origin)).await?;
        let mut found: HashMap<i64, Vec<Origin>> = HashMap::new();
        for it in rows {
            let entry = it.entry;
            let what = match it.origin {
                Some(origin) => known.get(&origin).cloned(),
                None => Some(self.outside(&it)),
            };
            if let Some(what) = what {
                found.entry(entry).or_default().push(Origin { nature: it.nature, note: it.note, what });
            }
        }
        Ok(found)
    }

    /// What everybody may know of an entry (by row number) that was public and is not any more; nothing of others.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn tombstone(&self, of: i64) -> Result<Option<Ancestor>> {
        let found = self.ancestors(std::iter::once(of)).await?.remove(&of);
        Ok(found.filter(|it| matches!(it, Ancestor::Tombstone(_))))
    }

    /// The licences that these entries (by id) once carried in public, the newest first, each with the moment until which: they
    /// go on for the text that they were given to.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn former_licences(&self, of: &[Id]) -> Result<HashMap<Id, Vec<(Arc<Licence>, Instant)>>> {
        use history::Column::{EntrySeq, LicenceSeq, Seq, Until};
        use sea_orm::ExprTrait;
        let same = Expr::col((history::Entity, EntrySeq)).equals((row::Entity, row::Column::Seq));
        let mut statement = Query::select().from(history::Entity).inner_join(row::Entity, same).take();
        statement.column((row::Entity, row::Column::Id));
        statement.columns([(history::Entity, LicenceSeq), (history::Entity, Until)]);
        statement.and_where(Expr::col((row::Entity, row::Column::Id)).is_in(of.iter().copied()));
        statement.order_by((history::Entity, Seq), sea_orm::Order::Desc);
        let mut found: HashMap<Id, Vec<(Arc<Licence>, Instant)>> = HashMap::new();
        for row in self.rows(&statement).await? {
            let mut columns = Columns::new(&row);
            let (id, licence, until): (Id, i64, Instant) = (columns.take()?, columns.take()?, columns.take()?);
            let former = found.entry(id).or_default();
            if let Some(licence) = self.reference().licences.by_seq(licence).filter(|_| former.len() < 50) {
                former.push((Arc::clone(licence), until));
            }
        }
        Ok(found)
    }

    /// How the second of each pair (by row number) was made from the first.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn steps(&self, pairs: &[(i64, i64)]) -> Result<HashMap<(i64, i64), Step>> {
        use adaptation::Column::{EntrySeq, OriginSeq};
        let which = Condition::all()
            .add(OriginSeq.is_in(pairs.iter().map(|it| it.0)))
            .add(EntrySeq.is_in(pairs.iter().map(|it| it.1)));
        let rows = self.adaptations(which, u64::MAX).await?;
        let steps =
            rows.into_iter().filter_map(|it| Some(((it.origin?, it.entry), Step { nature: it.nature, note: it.note })));
        Ok(steps.collect())
    }

    /// The families of these entries (by row number): at most so many steps away, in both directions; at most two hundred
    /// entries each. As many statements for many as for one.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn families(&self, of: &[i64], depth: u32) -> Result<HashMap<i64, Family>> {
        use adaptation::Column::{EntrySeq, OriginSeq};
        const MOST: usize = 5_000;
        let depth = depth.min(MAX_DEPTH);
        let mut known = self.ancestors(of.iter().copied()).await?;
        let mut rows: BTreeMap<(i64, i64), Row> = BTreeMap::new();
        let mut level: Vec<i64> = known.keys().copied().collect();
        let mut cut = false;
        for _ in 0..depth {
            if level.is_empty() {
                break;
            }
            let near =
                Condition::any().add(EntrySeq.is_in(level.iter().copied())).add(OriginSeq.is_in(level.iter().copied()));
            let found = self.adaptations(near, MOST as u64).await?;
            cut |= found.len() == MOST || known.len() + found.len() > MOST;
            let ends = found.iter().flat_map(|it| [Some(it.entry), it.origin]).flatten();
            let fresh: BTreeSet<i64> = ends.filter(|it| !known.contains_key(it)).collect();
            rows.extend(found.into_iter().map(|it| ((it.entry, it.position), it)));
            let seen = self.ancestors(fresh.into_iter().take(MOST.saturating_sub(known.len()))).await?;
            level = seen.keys().copied().collect();
            known.extend(seen);
        }
        Ok(of.iter().map(|it| (*it, self.family(*it, depth, &known, &rows, cut))).collect())
    }

    /// The family of one entry out of all that was found.
    fn family(
        &self,
        of: i64,
        depth: u32,
        known: &HashMap<i64, Ancestor>,
        rows: &BTreeMap<(i64, i64), Row>,
        cut: bool,
    ) -> Family {
        let mut near: HashMap<i64, Vec<i64>> = HashMap::new();
        for it in rows.values() {
            if let Some(origin) = it.origin {
                near.entry(origin).or_default().push(it.entry);
                near.entry(it.entry).or_default().push(origin);
            }
        }
        let mut family = Family { cut, ..Family::default() };
        let (mut order, mut level) = (vec![of], vec![of]);
        for _ in 0..depth {
            let next = level.iter().flat_map(|it| near.get(it)).flatten().copied();
            let next: BTreeSet<i64> = next.filter(|it| !order.contains(it) && known.contains_key(it)).collect();
            let room = MAX_NODES.saturating_sub(order.len());
            family.cut |= next.len() > room;
            level = next.into_iter().take(room).collect();
            order.extend(level.iter().copied());
        }
        let key = |seq: i64| match known.get(&seq) {
            Some(Ancestor::Entry(it) | Ancestor::Tombstone(it)) => it.id.to_string(),
            Some(Ancestor::Outside { .. }) | None => String::new(),
        };
        let members = order.iter().filter_map(|it| Some(Relative { key: key(*it), what: known.get(it)?.clone() }));
        family.members = members.collect();
        for it in rows.values().filter(|it| order.contains(&it.entry)) {
            let adaptation = key(it.entry);
            let origin = match it.origin {
                Some(origin) if order.contains(&origin) => key(origin),
                Some(_) => continue,
                None => {
                    let key = format!("{adaptation}#{}", it.position);
                    family.members.push(Relative { key: key.clone(), what: self.outside(it) });
                    key
                }
            };
            family.links.push(Link { origin, adaptation, nature: it.nature, note: it.note.clone() });
        }
        family
    }

    fn outside(&self, it: &Row) -> Ancestor {
        Ancestor::Outside {
            url: it.url.clone(),
            title: it.title.clone(),
            authors: it.authors.clone(),
            licence: it.licence.and_then(|it| self.reference().licences.by_seq(it).cloned()),
        }
    }

    /// These entries as ancestors: as the viewer may see them, else what is remembered of them.
    async fn ancestors(&self, of: impl Iterator<Item = i64>) -> Result<HashMap<i64, Ancestor>> {
        let of: Vec<i64> = of.collect::<BTreeSet<_>>().into_iter().collect();
        if of.is_empty() {
            return Ok(HashMap::new());
        }
        // what a credit line takes, and where it lies
        let wanted =
            Projection { dates: true, credits: true, article: true, territories: true, ..Projection::default() };
        let seen = self.entries_by_key(&of, wanted).await?;
        let mut found: HashMap<i64, Ancestor> =
            seen.into_iter().map(|(seq, it)| (seq, Ancestor::Entry(Arc::new(it)))).collect();
        let rest: Vec<i64> = of.into_iter().filter(|it| !found.contains_key(it)).collect();
        if !rest.is_empty() {
            let mut gone = Query::select().from(row::Entity).cond_where(policy::remembered(self.now())).take();
            gone.and_where(row::Column::Seq.is_in(rest));
            wanted.select(&mut gone, self.backend());
            let gone = self.rows(&gone).await?;
            let gone = gone.iter().map(|it| wanted.decode(&mut Columns::new(it), self.reference()));
            let mut gone: Vec<Entry> = gone.collect::<Result<_>>()?;
            if !gone.is_empty() {
                self.remember(gone.iter_mut(), wanted).await?;
            }
            for mut entry in gone {
                entry.summary = None;
                found.insert(entry.seq, Ancestor::Tombstone(Arc::new(entry)));
            }
        }
        Ok(found)
    }

    async fn adaptations(&self, which: Condition, most: u64) -> Result<Vec<Row>> {
        let rows = self.rows(&statement(which, most)).await?;
        let read = rows.iter().map(|it| {
            let mut columns = Columns::new(it);
            Ok(Row {
                entry: columns.take()?,
                position: columns.take()?,
                origin: columns.take()?,
                url: columns.take()?,
                title: columns.take()?,
                authors: columns.take()?,
                licence: columns.take()?,
                nature: Nature::of_word(&columns.take::<String>()?),
                note: columns.take()?,
            })
        });
        read.collect()
    }
}

fn statement(which: Condition, most: u64) -> SelectStatement {
    use adaptation::Column::{Authors, EntrySeq, LicenceSeq, Nature, Note, OriginSeq, Position, Title, Url};
    let mut statement = Query::select().from(adaptation::Entity).take();
    for column in [EntrySeq, Position, OriginSeq, Url, Title, Authors, LicenceSeq, Nature, Note] {
        statement.column(column);
    }
    statement.cond_where(which);
    statement.order_by(EntrySeq, sea_orm::Order::Asc).order_by(Position, sea_orm::Order::Asc);
    if most < u64::MAX {
        statement.limit(most);
    }
    statement
}
