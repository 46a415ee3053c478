//! The review queue: entries that wait for editors, what a viewer can do with an entry, and what keeps it from being
//! published.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use sea_orm::sea_query::{Expr, ExprTrait, Func, Query, SimpleExpr};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::Value;

use crate::act::Act;
use crate::db::columns::Columns;
use crate::db::turn::Committed;
use crate::entry::draft::Draft;
use crate::entry::revisions::{self, PROPOSED};
use crate::error::{Error, Result};
use crate::journal;
use crate::model::account::{Status as Standing, mandate, row as account};
use crate::model::entry::{self, row};
use crate::model::entry_tables::credit;
use crate::model::history::revision;
use crate::model::territory::Territory;
use crate::policy::{self, Subject};
use crate::reader::Reader;
use crate::reference::list::Listed;
use crate::value::clock::Instant;
use crate::value::id::Id;
use crate::value::kind;
use crate::value::problem::{Case, Problem};
use crate::value::role::Role;
use crate::value::status::Status;
use crate::viewer::Reach;
use crate::writer::Writer;

/// The most entries that a queue holds: who waits longest.
const MOST: u64 = 1_000;
/// The most entries and mandates that are looked at for zones without anybody.
const LOOKED_AT: u64 = 10_000;

/// The home of something that waits, and since when it does.
type Since = (Option<i64>, Instant);

/// Something that waits for an editor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The entry.
    pub entry: Id,
    /// Since when.
    pub since: Instant,
    /// The version that is proposed, of a published entry; none for an entry that was handed in.
    pub proposed: Option<i64>,
}

/// A zone in which something waits and nobody has a mandate.
#[derive(Debug, Clone)]
pub struct Unattended {
    /// The zone; none for entries that belong to the whole network.
    pub territory: Option<Arc<Territory>>,
    /// How many entries wait.
    pub waiting: usize,
    /// Since when the first of them does.
    pub since: Instant,
}

/// What the viewer can do with an entry, and what stands in the way of publishing it.
#[derive(Debug, Clone, Default)]
pub struct Prospect {
    /// What they can do where it stands.
    pub acts: Vec<Act>,
    /// What is to be mended before it can be published; empty for viewers who may neither change nor publish it.
    pub blockers: Vec<Problem>,
}

impl Listed for Waiting {
    fn id(&self) -> Id {
        self.entry
    }

    fn sort_key(&self) -> String {
        format!("{:020}", self.since.milliseconds())
    }
}

impl Reader {
    /// The entries that wait for the viewer, the longest wait first, at most a thousand; none for viewers who may publish nowhere.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn queue(&self) -> Result<Option<Vec<Arc<Waiting>>>> {
        let Some(mine) = policy::in_charge(self.viewer()) else { return Ok(None) };
        let since = waiting_since();
        let mut submitted = self.scoped();
        submitted.column((row::Entity, row::Column::Id)).expr(since.clone());
        submitted.and_where(row::Column::Status.eq(Status::Submitted)).cond_where(mine.clone());
        submitted.order_by_expr(since, sea_orm::Order::Asc).limit(MOST);
        let same = Expr::col((row::Entity, row::Column::Seq)).equals((revision::Entity, revision::Column::EntrySeq));
        let mut proposed = Query::select().from(revision::Entity).inner_join(row::Entity, same).take();
        proposed.column((row::Entity, row::Column::Id));
        proposed.column((revision::Entity, revision::Column::CreatedAt));
        proposed.column((revision::Entity, revision::Column::Version));
        proposed.and_where(revision::Column::State.eq(PROPOSED)).cond_where(mine);
        proposed.order_by((revision::Entity, revision::Column::CreatedAt), sea_orm::Order::Asc).limit(MOST);
        let mut waiting = Vec::new();
        for (statement, proposals) in [(submitted, false), (proposed, true)] {
            for row in self.rows(&statement).await? {
                let mut columns = Columns::new(&row);
                let (entry, since) = (columns.take()?, columns.take()?);
                let proposed = if proposals { Some(columns.take()?) } else { None };
                waiting.push(Arc::new(Waiting { entry, since, proposed }));
            }
        }
        waiting.sort_by_key(|it| (it.since, it.entry));
        waiting.truncate(usize::try_from(MOST).unwrap_or(usize::MAX));
        Ok(Some(waiting))
    }

    /// What the viewer can do with each of these entries (by row number), and what stands in the way of publishing them.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn prospects(&self, of: &[i64]) -> Result<HashMap<i64, Prospect>> {
        // who shows no credential does nothing
        if self.viewer().role().is_none() {
            return Ok(HashMap::new());
        }
        use row::Column::{CreatedBySeq, HomeTerritorySeq, Kind, PublishedAt, Seq, Status as State};
        let mut entries = self.scoped();
        for column in [Seq, Kind, State, CreatedBySeq, HomeTerritorySeq, PublishedAt] {
            entries.column((row::Entity, column));
        }
        let same = Expr::col((revision::Entity, revision::Column::EntrySeq)).equals((row::Entity, Seq));
        let stands =
            Expr::col((revision::Entity, revision::Column::Version)).equals((row::Entity, row::Column::Version));
        entries.inner_join(revision::Entity, same.and(stands));
        revisions::select_said(&mut entries);
        entries.and_where(Seq.is_in(of.iter().copied()));
        let mut credits = Query::select().from(credit::Entity).take();
        for column in [credit::Column::EntrySeq, credit::Column::MemberSeq, credit::Column::Role] {
            credits.column(column);
        }
        credits.and_where(credit::Column::EntrySeq.is_in(of.iter().copied()));
        credits.and_where(credit::Column::MemberSeq.is_not_null());
        let mut credited: HashMap<i64, Vec<(i64, entry::Role)>> = HashMap::new();
        for row in self.rows(&credits).await? {
            let mut columns = Columns::new(&row);
            let seq = columns.take()?;
            credited.entry(seq).or_default().push((columns.take()?, columns.take()?));
        }
        let proposed = self.laid(of).await?;
        let (mut found, mut drafts) = (HashMap::new(), Vec::new());
        for row in self.rows(&entries).await? {
            let mut columns = Columns::new(&row);
            let (seq, kind, status): (i64, kind::Kind, Status) = (columns.take()?, columns.take()?, columns.take()?);
            let (creator, home) = (columns.take()?, columns.take()?);
            let was_public = columns.take::<Option<Instant>>()?.is_some();
            let fields = revisions::take_said(&mut columns)?;
            let credits = credited.get(&seq).map(Vec::as_slice).unwrap_or_default();
            let own = policy::is_own(self.viewer(), creator, credits);
            let subject = Subject { kind, home, own, made: policy::is_maker(self.viewer(), creator) };
            let permitted = |act, subject| policy::permit_on(self.viewer(), act, subject, self.reference()).is_ok();
            let may = |act| permitted(act, subject);
            let mut acts: Vec<Act> = Act::WITH_ENTRIES
                .iter()
                .filter(|(act, from)| from.contains(&status) && may(*act))
                .map(|(act, _)| *act)
                .collect();
            // who may publish changes what is public; others propose
            let public = status != Status::Draft;
            acts.retain(|it| *it != Act::Edit || !public || may(Act::Publish));
            acts.retain(|it| *it != Act::Propose || !may(Act::Publish));
            acts.retain(|it| *it != Act::Delete || !was_public);
            // only editors of the whole network publish what the menu shows
            let menu = status != Status::Published && fields.get("isInMenu") == Some(&Value::Bool(true));
            let arranges = permitted(Act::Arrange, Subject { home: None, ..subject });
            acts.retain(|it| *it != Act::Publish || !menu || arranges);
            // what is proposed can be turned down, and dropped; where nothing is, there is nothing to drop
            let waits = proposed.iter().find(|it| it.seq == seq);
            match (status, waits) {
                (Status::Published, None) => acts.retain(|it| *it != Act::Unsubmit),
                (Status::Published, Some(waits)) => {
                    let made = policy::is_maker(self.viewer(), waits.maker);
                    acts.retain(|it| *it != Act::Unsubmit || permitted(Act::Delete, Subject { made, ..subject }));
                    acts.extend([Act::RequestChanges, Act::Refuse].into_iter().filter(|act| may(*act)));
                }
                (Status::Draft | Status::Submitted | Status::Withdrawn | Status::Refused, _) => {}
            }
            let fields = waits.map_or(fields, |it| it.fields.clone());
            if may(Act::Edit) || acts.contains(&Act::Publish) {
                drafts.push((seq, Draft::read(kind, &fields).map_err(Error::Invalid)?));
            }
            found.insert(seq, Prospect { acts, blockers: Vec::new() });
        }
        let read: Vec<&Draft> = drafts.iter().map(|(_, it)| it).collect();
        let blockers = self.blockers(&read).await?;
        for ((seq, _), blockers) in drafts.iter().zip(blockers) {
            if let Some(it) = found.get_mut(seq) {
                it.blockers = blockers;
                it.acts.retain(|act| *act != Act::Publish || it.blockers.is_empty());
            }
        }
        Ok(found)
    }

    /// The zones in which something waits and nobody has a mandate, the longest wait first; none
    /// unless the viewer looks after the whole network.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn unattended(&self) -> Result<Vec<Unattended>> {
        let whole = match policy::in_charge(self.viewer()) {
            None => false,
            Some(_) => self.viewer().grant().is_none_or(|it| it.reach == Reach::Whole),
        };
        if !whole {
            return Ok(Vec::new());
        }
        let (db, reference, now) = (&self.private(), self.inner.reference(), self.inner.clock.now());
        let asked = async {
            let submitted = row::Entity::find()
                .select_only()
                .column(row::Column::HomeTerritorySeq)
                .expr(waiting_since())
                .filter(row::Column::Status.eq(Status::Submitted))
                .limit(LOOKED_AT);
            let mut waiting: Vec<Since> = submitted.into_tuple().all(db).await?;
            let same =
                Expr::col((row::Entity, row::Column::Seq)).equals((revision::Entity, revision::Column::EntrySeq));
            let mut proposed = Query::select().from(revision::Entity).inner_join(row::Entity, same).take();
            proposed.column((row::Entity, row::Column::HomeTerritorySeq));
            proposed.column((revision::Entity, revision::Column::CreatedAt));
            proposed.and_where(revision::Column::State.eq(PROPOSED)).limit(LOOKED_AT);
            for it in db.query_all(&proposed).await? {
                waiting.push((it.try_get_by_index(0)?, it.try_get_by_index(1)?));
            }
            let held = mandate::Entity::find().limit(LOOKED_AT).all(db).await?;
            let in_force: Vec<mandate::Model> =
                held.into_iter().filter(|it| it.until.is_none_or(|until| until > now)).collect();
            let holders = account::Entity::find()
                .filter(account::Column::Seq.is_in(in_force.iter().map(|it| it.account_seq)))
                .filter(account::Column::Status.eq(Standing::Active))
                .filter(account::Column::Role.ne(Role::Contributor))
                .all(db)
                .await?;
            let holders: BTreeSet<i64> = holders.into_iter().map(|it| it.seq).collect();
            let places = in_force.into_iter().filter(|it| holders.contains(&it.account_seq));
            Ok((waiting, places.map(|it| it.territory_seq).collect()))
        };
        let (waiting, places): (Vec<Since>, Vec<Option<i64>>) = self.read_privately(asked).await?;
        // an editor of the whole network looks after its own entries, and after no zone in particular
        let whole = places.contains(&None);
        let held = Reach::Inside(places.into_iter().flatten().collect());
        let alone = |home: Option<i64>| if home.is_none() { !whole } else { !held.covers(home, &reference) };
        let mut zones: BTreeMap<Option<i64>, (usize, Instant)> = BTreeMap::new();
        for (home, since) in waiting.into_iter().filter(|(home, _)| alone(*home)) {
            let zone = zones.entry(home).or_insert((0, since));
            zone.0 += 1;
            zone.1 = std::cmp::min(zone.1, since);
        }
        let mut zones: Vec<Unattended> = zones
            .into_iter()
            .map(|(seq, (waiting, since))| Unattended {
                territory: seq.and_then(|it| reference.territories.by_seq(it).cloned()),
                waiting,
                since,
            })
            .collect();
        zones.sort_by_key(|it| it.since);
        Ok(zones)
    }
}

impl Writer {
    /// Does away with a draft that never was public, with all its versions; only the audit knows that it was.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Denied`], [`Error::Stale`]; [`Error::Invalid`] for an entry that is no draft, or was public.
    pub async fn delete(&self, id: Id, version: i64) -> Result<Committed<()>> {
        let reference = self.inner.reference();
        let txn = self.turn().await?;
        let (entry, subject) = self.find(&txn, id, None).await?;
        self.permit(Act::Delete, subject, &reference)?;
        let current = revisions::snapshot(&txn, &entry).await?;
        if entry.version != version {
            return Err(self.stale(&txn, &reference, &entry, (version, entry.version), &current).await?);
        }
        if entry.status != Status::Draft || entry.published_at.is_some() {
            return Err(Problem::new("id", Case::NotADraft(entry.status)).into());
        }
        self.desk(&txn, &reference).remove(&entry).await?;
        let object = (entry.kind.word(), id);
        journal::note(&txn, &self.inner.clock, &self.viewer, "entryDelete", object, None).await?;
        txn.commit(()).await
    }
}

/// Since when an entry that was handed in waits; one that does not say has waited since it was saved last.
fn waiting_since() -> SimpleExpr {
    let columns = [row::Column::SubmittedAt, row::Column::UpdatedAt];
    Func::coalesce(columns.map(|it| Expr::col((row::Entity, it)))).into()
}
