//! The door for reading. Born with a viewer; everything that leaves through it has passed the policy.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, DbBackend, QueryResult};

use crate::budget::Budget;
use crate::db::paging::{Cursor, Key, Page, Slice};
use crate::entry::draft::Draft;
use crate::entry::publishable;
use crate::error::Result;
use crate::model::entry::{Entry, Kind, Status, Translation, row};
use crate::model::member::Member;
use crate::model::territory::Territory;
use crate::policy;
use crate::query::list::List;
use crate::query::lookup;
use crate::query::projection::{Columns, Wanted};
use crate::query::relation::Relation;
use crate::reference::Reference;
use crate::store::Inner;
use crate::value::clock::Instant;
use crate::value::id::Id;
use crate::value::problem::Problem;
use crate::value::slug::Slug;
use crate::value::url::WebAddress;
use crate::viewer::{Reach, View, Viewer};

/// How one entry is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    /// By its identifier.
    Id(Id),
    /// By its kind and slug, present or former.
    Slug(Kind, Slug),
    /// By the key it had where it was imported from.
    External {
        /// The origin of the import.
        origin: String,
        /// Its kind, or any.
        kind: Option<Kind>,
        /// Its key there.
        key: String,
    },
    /// An article by the address of its original, trivial variants included.
    OriginalUrl(WebAddress),
}

/// What one viewer may read, at one moment. Made for one request; cheap to clone.
#[derive(Clone)]
pub struct Reader {
    inner: Arc<Inner>,
    viewer: Viewer,
    now: Instant,
    reference: Arc<Reference>,
    statements: Arc<AtomicU32>,
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

    /// A reader of the same viewer, at the same moment, of what is not published as well.
    #[must_use]
    pub fn in_latest_view(&self) -> Self {
        Self { viewer: self.viewer.clone().seeing(View::Latest), ..self.clone() }
    }

    /// The same, of what was accepted last: what is proposed is not laid over it.
    #[must_use]
    pub fn of_what_is_accepted(&self) -> Self {
        Self { accepted: true, ..self.clone() }
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
    pub fn reference(&self) -> &Reference {
        &self.reference
    }

    /// How many SQL statements it has sent so far.
    pub fn statements(&self) -> u32 {
        self.statements.load(Ordering::Relaxed)
    }

    /// One page of a list of entries.
    ///
    /// # Errors
    /// [`Invalid`](crate::error::Error::Invalid) for a cursor that is not of this list.
    pub async fn entries(&self, list: &List, wanted: Wanted, page: &Page) -> Result<Slice<Entry>> {
        list.read(self, wanted, page).await
    }

    /// How many entries a list has, counted up to one more than [`MAX_COUNT`](crate::db::paging::MAX_COUNT).
    ///
    /// # Errors
    /// Those of the database.
    pub async fn count(&self, list: &List) -> Result<u64> {
        list.count(self).await
    }

    /// The same page of a nested list for each parent (by row number), in one statement. A parent without rows is
    /// absent.
    ///
    /// # Errors
    /// [`Invalid`](crate::error::Error::Invalid) for a cursor that is not of this list.
    pub async fn nested(
        &self,
        list: &List,
        relation: Relation,
        parents: &[i64],
        wanted: Wanted,
        page: &Page,
    ) -> Result<HashMap<i64, Slice<Entry>>> {
        list.read_nested(self, relation, parents, wanted, page).await
    }

    /// How many rows the nested list has for each parent, in one statement. A parent without rows is absent.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn nested_counts(&self, list: &List, relation: Relation, parents: &[i64]) -> Result<HashMap<i64, u64>> {
        list.count_nested(self, relation, parents).await
    }

    /// The cursor of a row of a list.
    pub fn cursor(&self, list: &List, entry: &Entry) -> String {
        let keys = entry.sort_values.iter().map(|it| match it {
            sea_orm::Value::String(Some(text)) => Key::Text(text.clone()),
            sea_orm::Value::BigInt(Some(number)) => Key::Number(*number),
            other => Key::Text(format!("{other:?}")),
        });
        Cursor(list.mark(), keys.collect(), entry.id).encode()
    }

    /// One entry, if the viewer may read it.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn entry(&self, by: &By, kind: Option<Kind>, wanted: Wanted) -> Result<Option<Entry>> {
        let mut statement = self.named();
        match by {
            By::Id(id) => statement.and_where(row::Column::Id.eq(*id)),
            By::Slug(kind, slug) => {
                statement.and_where(row::Column::Kind.eq(*kind)).and_where(row::Column::Slug.eq(slug.clone()))
            }
            // no key holds a NUL, which PostgreSQL does not even take as a value
            By::External { origin, key, .. } if origin.contains('\0') || key.contains('\0') => return Ok(None),
            By::External { origin, kind, key } => {
                let kind = kind.map(Kind::word);
                statement.and_where(row::Column::Id.in_subquery(lookup::external(origin, kind, key)))
            }
            // what is public comes before what somebody has begun
            By::OriginalUrl(url) => statement
                .and_where(row::Column::Seq.in_subquery(lookup::original(url)))
                .order_by_expr(row::Column::Status.eq(Status::Published), sea_orm::Order::Desc)
                .order_by((row::Entity, row::Column::Seq), sea_orm::Order::Asc),
        };
        if let Some(kind) = kind {
            statement.and_where(row::Column::Kind.eq(kind));
        }
        let found = self.one(statement, kind, wanted).await?;
        match by {
            By::Slug(kind, slug) if found.is_none() => self.by_former_slug(*kind, slug, wanted).await,
            _ => Ok(found),
        }
    }

    /// Whether an entry that has this slug, or once had it, was public and is not any more: everybody may know that it was.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn was_public(&self, kind: Kind, slug: &Slug) -> Result<bool> {
        let mut statement = Query::select().from(row::Entity).cond_where(policy::remembered(self.now)).take();
        let formerly = row::Column::Id.in_subquery(lookup::former_slug(kind.word(), slug));
        statement
            .column(row::Column::Seq)
            .and_where(row::Column::Kind.eq(kind))
            .and_where(row::Column::Slug.eq(slug.clone()).or(formerly))
            .limit(1);
        Ok(!self.rows(&statement).await?.is_empty())
    }

    async fn by_former_slug(&self, kind: Kind, slug: &Slug, wanted: Wanted) -> Result<Option<Entry>> {
        let mut statement = self.named();
        statement.and_where(row::Column::Id.in_subquery(lookup::former_slug(kind.word(), slug)));
        self.one(statement, Some(kind), wanted).await
    }

    async fn one(&self, mut statement: SelectStatement, kind: Option<Kind>, wanted: Wanted) -> Result<Option<Entry>> {
        let wanted = wanted.of_kind(kind);
        wanted.select(&mut statement, self.backend());
        let rows = self.rows(statement.limit(1)).await?;
        let mut found = rows.first().map(|it| wanted.decode(&mut Columns::new(it), self.reference())).transpose()?;
        self.overlay(found.iter_mut(), wanted).await?;
        Ok(found)
    }

    /// The entries with these ids that the viewer may read, in one statement.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn entries_by_id(&self, ids: &[Id], wanted: Wanted) -> Result<HashMap<Id, Entry>> {
        let mut statement = self.named();
        statement.and_where(row::Column::Id.is_in(ids.iter().copied()));
        Ok(self.all(statement, wanted).await?.into_iter().map(|it| (it.id, it)).collect())
    }

    /// The entries with these row numbers that the viewer may read, in one statement.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn entries_by_key(&self, keys: &[i64], wanted: Wanted) -> Result<HashMap<i64, Entry>> {
        let mut statement = self.named();
        statement.and_where(row::Column::Seq.is_in(keys.iter().copied()));
        Ok(self.all(statement, wanted).await?.into_iter().map(|it| (it.seq, it)).collect())
    }

    async fn all(&self, mut statement: SelectStatement, wanted: Wanted) -> Result<Vec<Entry>> {
        wanted.select(&mut statement, self.backend());
        let rows = self.rows(&statement).await?;
        let found = rows.iter().map(|it| wanted.decode(&mut Columns::new(it), self.reference()));
        let mut found: Vec<Entry> = found.collect::<Result<_>>()?;
        self.overlay(found.iter_mut(), wanted).await?;
        Ok(found)
    }

    /// The other language versions of entries, by translation group, ordered by language, in one statement.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn translations(&self, groups: &[Id]) -> Result<HashMap<Id, Vec<(Id, Translation)>>> {
        use row::Column::{Id as EntryId, Kind as EntryKind, Language, Slug as EntrySlug, TranslationGroup};
        let mut statement = self.scoped();
        let group = || Expr::col((row::Entity, TranslationGroup));
        statement.expr(Func::coalesce([group(), Expr::col((row::Entity, EntryId))]));
        for column in [EntryId, Language, EntrySlug, EntryKind] {
            statement.column((row::Entity, column));
        }
        // who is in no group is one of their own
        let alone = group().is_null().and(EntryId.is_in(groups.iter().copied()));
        statement.cond_where(Condition::any().add(TranslationGroup.is_in(groups.iter().copied())).add(alone));
        statement.order_by((row::Entity, Language), sea_orm::Order::Asc);
        let mut found: HashMap<Id, Vec<(Id, Translation)>> = HashMap::new();
        for row in self.rows(&statement).await? {
            let mut columns = Columns::new(&row);
            let (group, id) = (columns.take()?, columns.take()?);
            let version = Translation { language: columns.take()?, slug: columns.take()?, kind: columns.take()? };
            found.entry(group).or_default().push((id, version));
        }
        Ok(found)
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

    pub(crate) fn member_by_key(&self, seq: i64) -> Option<&Arc<Member>> {
        self.visible(self.reference.members.by_seq(seq))
    }

    /// What the licences of the origins refuse, of each of these drafts.
    pub(crate) async fn clashes(&self, drafts: &[&Draft]) -> Result<Vec<Vec<Problem>>> {
        if drafts.iter().any(|it| it.shared.adapted_from.iter().any(|it| it.entry.is_some())) {
            self.statements.fetch_add(1, Ordering::Relaxed);
        }
        let asked = publishable::clashes(&self.inner.private, drafts, &self.reference);
        self.inner.read.while_up(asked).await
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

    /// The same, of entries that are named: by id, by slug, by a relation.
    fn named(&self) -> SelectStatement {
        Query::select().from(row::Entity).cond_where(policy::findable(&self.viewer, self.now)).take()
    }

    /// Counts the rows of a statement that selects something of each.
    pub(crate) async fn count_rows(&self, inner: SelectStatement) -> Result<u64> {
        let counted = Query::select().expr(Expr::cust("count(*)")).from_subquery(inner, Alias::new("counted")).take();
        let rows = self.rows(&counted).await?;
        let count: i64 = rows.first().map(|it| Columns::new(it).take()).transpose()?.unwrap_or_default();
        Ok(count.unsigned_abs())
    }

    pub(crate) fn backend(&self) -> DbBackend {
        self.inner.write.backend()
    }

    pub(crate) async fn rows(&self, statement: &SelectStatement) -> Result<Vec<QueryResult>> {
        self.statements.fetch_add(1, Ordering::Relaxed);
        self.inner.read.rows(statement, self.budget.as_deref()).await
    }
}
