//! The door for reading. Born with a viewer; everything that leaves through it has passed the policy.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use sea_orm::sea_query::{Alias, Expr, ExprTrait, IntoIden, Query, SelectStatement};
use sea_orm::{DbBackend, JoinType, QueryResult, Statement};
use serde::Serialize;

use crate::budget::Budget;
use crate::database::Inner;
use crate::db::columns::Columns;
use crate::db::pool::Pool;
use crate::db::rendered::{MOMENT, Rendered};
use crate::db::replica::Replica;
use crate::db::sql::found;
use crate::error::{Error, Result};
use crate::model::entry::row;
use crate::model::member::Member;
use crate::model::territory::Territory;
use crate::policy;
use crate::reference::Snapshot;
use crate::value::clock::Instant;
use crate::value::id::Id;
use crate::value::slug::Slug;
use crate::viewer::{Reach, View, Viewer};

/// What one viewer may read, at one moment. Made for one request; cheap to clone.
#[derive(Clone)]
pub struct Reader {
    pub(crate) inner: Arc<Inner>,
    viewer: Viewer,
    pub(crate) now: Instant,
    pub(crate) reference: Arc<Snapshot>,
    pub(crate) statements: Arc<AtomicU32>,
    accepted: bool,
    budget: Option<Arc<Budget>>,
}

impl Reader {
    pub(crate) fn new(inner: Arc<Inner>, viewer: Viewer) -> Self {
        let (now, reference) = (inner.clock.now(), inner.reference());
        Self { inner, viewer, now, reference, statements: Arc::default(), accepted: false, budget: None }
    }

    /// The same, which counts what it reads.
    #[must_use]
    pub fn within(self, budget: Arc<Budget>) -> Self {
        Self { budget: Some(budget), ..self }
    }

    /// What it may read; none when nobody counts.
    pub fn budget(&self) -> Option<&Arc<Budget>> {
        self.budget.as_ref()
    }

    /// Whether it reads what is not published as well.
    pub fn is_in_latest_view(&self) -> bool {
        self.viewer.view == View::Latest
    }

    /// A reader of the same viewer, at the same moment, of what is not published as well.
    #[must_use]
    pub fn in_latest_view(&self) -> Self {
        Self { viewer: self.viewer.clone().seeing(View::Latest), ..self.clone() }
    }

    /// A reader of what everybody reads, at the same moment.
    #[must_use]
    pub(crate) fn of_the_public(&self) -> Self {
        Self { viewer: Viewer::visitor(), ..self.clone() }
    }

    /// The same, of what was accepted last: what is proposed is not laid over it.
    #[must_use]
    pub fn of_what_is_accepted(&self) -> Self {
        Self { accepted: true, ..self.clone() }
    }

    /// A reader of what everybody reads at a moment, by what is in memory now.
    pub(crate) fn of_the_public_at(&self, now: Instant) -> Self {
        Self { viewer: Viewer::visitor(), now, reference: self.inner.reference(), accepted: false, ..self.clone() }
    }

    /// Whether it reads what was accepted last, whatever is proposed.
    pub(crate) fn is_of_what_is_accepted(&self) -> bool {
        self.accepted
    }

    /// The moment at which it reads.
    pub fn now(&self) -> Instant {
        self.now
    }

    /// Who reads.
    pub fn viewer(&self) -> &Viewer {
        &self.viewer
    }

    /// The member as whom the viewer writes.
    pub fn viewer_member(&self) -> Option<&Arc<Member>> {
        self.viewer.grant().and_then(|it| it.member).and_then(|it| self.reference.members.by_seq(it))
    }

    /// The territories that the viewer's rights reach, each with all that lies inside; none is the whole network.
    pub fn viewer_territories(&self) -> Option<Vec<Arc<Territory>>> {
        match self.viewer.grant().map(|it| &it.reach) {
            Some(Reach::Inside(roots)) => {
                Some(roots.iter().filter_map(|it| self.reference.territories.by_seq(*it).cloned()).collect())
            }
            Some(Reach::Whole) | None => None,
        }
    }

    /// Licences, territories, themes, sources and settings, as they were when the request came.
    pub fn reference(&self) -> &Snapshot {
        &self.reference
    }

    /// The same as it is now, with what was written since the request came.
    pub fn reference_now(&self) -> Arc<Snapshot> {
        self.inner.reference()
    }

    /// The reference data of this request, to keep.
    pub fn shared_reference(&self) -> Arc<Snapshot> {
        Arc::clone(&self.reference)
    }

    /// How many SQL statements it has sent so far.
    pub fn statements(&self) -> u32 {
        self.statements.load(Ordering::Relaxed)
    }

    /// The members that the viewer may see, by sort key.
    pub fn members(&self) -> impl Iterator<Item = &Arc<Member>> {
        self.reference.members.all().iter().filter(|it| self.sees(it))
    }

    /// The member with this id, if the viewer may see them.
    pub fn member(&self, id: Id) -> Option<&Arc<Member>> {
        self.visible(self.reference.members.by_id(id))
    }

    /// The member with this slug, if the viewer may see them.
    pub fn member_by_slug(&self, slug: &str) -> Option<&Arc<Member>> {
        self.visible(self.reference.members.by_key(slug))
    }

    /// A member as they stand at this moment, if the viewer may see them: also what was written since this reader was made.
    pub fn member_now(&self, id: Id) -> Option<Arc<Member>> {
        let viewer = self.viewer.clone().seeing(View::Latest);
        let found = self.inner.reference().members.by_id(id).cloned();
        found.filter(|it| policy::member_readable(&viewer, it.seq, it.standing(self.inner.clock.now())))
    }

    /// The same, by their slug.
    pub fn member_named(&self, slug: &Slug) -> Option<Id> {
        let found = self.inner.reference().members.by_key(slug.as_str()).map(|it| it.id)?;
        self.member_now(found).map(|it| it.id)
    }

    pub(crate) fn member_by_key(&self, seq: i64) -> Option<&Arc<Member>> {
        self.visible(self.reference.members.by_seq(seq))
    }

    /// Whether the viewer may see this member's profile.
    pub fn sees(&self, member: &Member) -> bool {
        policy::member_readable(&self.viewer, member.seq, member.standing(self.now))
    }

    fn visible<'a>(&self, member: Option<&'a Arc<Member>>) -> Option<&'a Arc<Member>> {
        member.filter(|it| self.sees(it))
    }

    /// The table `entry` narrowed to what the viewer may read now: where every statement on entries begins.
    pub(crate) fn scoped(&self) -> SelectStatement {
        Query::select().from(row::Entity).cond_where(policy::readable(&self.viewer, self.now)).take()
    }

    /// The same, of the entries whose row numbers a statement selects as `entry_seq`. SQLite takes its rows first, whatever it
    /// expects of the other indexes.
    pub(crate) fn scoped_through(&self, entries: SelectStatement, name: Alias) -> SelectStatement {
        let mut statement = Query::select().from_subquery(entries, name.clone()).take();
        self.scope_joined(&mut statement, name);
        statement
    }

    /// The same, of the few entries that meet a condition: their row numbers are taken first, and then joined with what the viewer may
    /// read. Where no statistics say how few they are, all dates would be gone through for them.
    pub(crate) fn scoped_few(&self, few: Expr, name: Alias) -> SelectStatement {
        self.scoped_through(policy::numbers(few), name)
    }

    /// The same as [`Self::named`], of the few entries that meet a condition on their keys. Of ten keys and more, SQLite expects more rows than
    /// of all that is published, and goes through that instead.
    pub(crate) fn named_few(&self, few: Expr) -> SelectStatement {
        let name = Alias::new("few");
        let mut statement = Query::select().from_subquery(policy::numbers(few), name.clone()).take();
        self.join_entries(&mut statement, name, true);
        statement
    }

    /// Joins the entries that the rows of a table name as `entry_seq`, narrowed to what the viewer may read now.
    pub(crate) fn scope_joined(&self, statement: &mut SelectStatement, name: impl IntoIden) {
        self.join_entries(statement, name, false);
    }

    fn join_entries(&self, statement: &mut SelectStatement, name: impl IntoIden, by_name: bool) {
        let same = Expr::col((row::Entity, row::Column::Seq)).equals((name.into_iden(), Alias::new("entry_seq")));
        match self.backend() {
            // behind an OFFSET, PostgreSQL finds each entry by its key; else, where it expects few public entries, it goes through all of
            // them for each row
            DbBackend::Postgres => {
                let mut by_key = Query::select().expr(Expr::cust("*")).take();
                by_key.from(row::Entity).and_where(same).cond_where(policy::allowed(&self.viewer, self.now, by_name));
                by_key.offset(0);
                statement.join_lateral(JoinType::InnerJoin, by_key, Alias::new("entry"), Expr::cust("TRUE"));
            }
            _ => {
                statement.cross_join(row::Entity).and_where(same);
                statement.cond_where(policy::allowed(&self.viewer, self.now, by_name));
            }
        }
    }

    /// Whether the viewer reads what everybody reads, and nothing else.
    pub(crate) fn reads_what_is_public(&self) -> bool {
        policy::public::reads_what_is_public(&self.viewer)
    }

    /// The same, of entries that are named: by id, by slug, by a relation.
    pub(crate) fn named(&self) -> SelectStatement {
        Query::select().from(row::Entity).cond_where(policy::findable(&self.viewer, self.now)).take()
    }

    /// Counts the rows of a statement that selects something of each.
    pub(crate) async fn count_rows(
        &self,
        shape: Option<&impl Serialize>,
        inner: impl FnOnce(&Self) -> SelectStatement,
    ) -> Result<u64> {
        let counted = |it: &Self| {
            let counted = Alias::new("counted");
            Ok(Query::select().expr(Expr::cust("count(*)")).from_subquery(inner(it), counted).take())
        };
        let rows = self.rows_of(shape, None, counted).await?;
        let count: i64 = rows.first().map(|it| Columns::new(it).take()).transpose()?.unwrap_or_default();
        Ok(count.unsigned_abs())
    }

    /// The connections for what an account reads of its own desk: as many as leave room for others, each statement stopped
    /// when the request ends, all that is read counted.
    pub(crate) fn private(&self) -> Pool {
        self.inner.private.within(self.budget.clone())
    }

    /// Reads over these connections, and gives up when the database is known to be gone or the budget is exceeded.
    pub(crate) async fn read_privately<T>(&self, work: impl Future<Output = Result<T>>) -> Result<T> {
        let refusal = || self.budget.as_ref().and_then(|it| it.refusal());
        let done = self.inner.read.while_up(work).await;
        done.map_err(|cause| refusal().map_or(cause, Error::OverBudget))
    }

    pub(crate) fn backend(&self) -> DbBackend {
        self.inner.write.backend()
    }

    pub(crate) async fn rows(&self, statement: &SelectStatement) -> Result<Vec<QueryResult>> {
        self.sent(self.backend().build(statement)).await
    }

    /// The same of a search: SQLite reads the entries that it found from an index, in place of their rows.
    pub(crate) async fn rows_found(&self, statement: &SelectStatement) -> Result<Vec<QueryResult>> {
        self.sent(found::by_index(self.backend().build(statement))).await
    }

    /// The rows of the statement that `build` makes; `numbers` stand in it where it has [`NUMBERS`](crate::db::rendered::NUMBERS). It is
    /// written out once for each `shape`, as far as it depends on that, on the moment and on what is in memory alone.
    pub(crate) async fn rows_of(
        &self,
        shape: Option<&impl Serialize>,
        numbers: Option<&str>,
        build: impl FnOnce(&Self) -> Result<SelectStatement>,
    ) -> Result<Vec<QueryResult>> {
        let Some(shape) = shape else {
            let rendered = Rendered::of(&build(self)?, self.backend());
            return self.sent(rendered.at(self.now, numbers, self.backend())).await;
        };
        let key = serde_json::to_vec(&(self.reference.tick, shape))?;
        let rendered = match self.inner.rendered.get(&key) {
            Some(rendered) => rendered,
            None => {
                let rendered = Arc::new(Rendered::of(&build(&self.marked())?, self.backend()));
                self.inner.rendered.keep(key, &rendered);
                rendered
            }
        };
        self.sent(rendered.at(self.now, numbers, self.backend())).await
    }

    /// The same reader at the moment that stands for any.
    pub(crate) fn marked(&self) -> Self {
        Self { now: MOMENT, ..self.clone() }
    }

    /// The replica, where it may answer: visitors read nothing else than what everybody reads.
    fn replica(&self) -> Option<&Replica> {
        let may = |it: &&Replica| it.may_answer(self.reference.tick, self.inner.write.written());
        self.inner.replica.as_ref().filter(|_| self.viewer.is_visitor()).filter(may)
    }

    async fn sent(&self, statement: Statement) -> Result<Vec<QueryResult>> {
        self.statements.fetch_add(1, Ordering::Relaxed);
        if let Some(replica) = self.replica() {
            match replica.pool.rows(statement.clone(), self.budget.as_deref()).await {
                Ok(rows) => {
                    replica.has_answered();
                    return Ok(rows);
                }
                Err(cause @ Error::OverBudget(_)) => return Err(cause),
                Err(cause) => replica.has_failed(&cause),
            }
        }
        self.inner.read.rows(statement, self.budget.as_deref()).await
    }
}
