//! One entry by its name, and several by their keys.

use std::collections::HashMap;

use sea_orm::ColumnTrait;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, Query, SelectStatement, UnionType};

use crate::db::columns::Columns;
use crate::error::Result;
use crate::model::entry::{Entry, Translation, row};
use crate::policy;
use crate::query::lookup;
use crate::query::projection::Projection;
use crate::reader::Reader;
use crate::value::id::Id;
use crate::value::kind::Kind;
use crate::value::slug::Slug;
use crate::value::status::Status;
use crate::value::url::WebAddress;

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

impl Reader {
    /// One entry, if the viewer may read it.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn entry(&self, by: &By, kind: Option<Kind>, wanted: Projection) -> Result<Option<Entry>> {
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
        Ok(self.remembered_number(kind, slug).await?.is_some())
    }

    /// The same of an entry of this kind that has this identifier.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn was_public_by_id(&self, kind: Kind, id: Id) -> Result<bool> {
        let mut statement = Query::select().from(row::Entity).cond_where(policy::remembered(self.now)).take();
        statement
            .expr(Expr::cust("1"))
            .and_where(row::Column::Kind.eq(kind))
            .and_where(row::Column::Id.eq(id))
            .limit(1);
        Ok(!self.rows(&statement).await?.is_empty())
    }

    /// The row number of an entry that has this slug, or once had it, and was public and is not any more.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn remembered_number(&self, kind: Kind, slug: &Slug) -> Result<Option<i64>> {
        let mut statement = Query::select().from(row::Entity).cond_where(policy::remembered(self.now)).take();
        let formerly = row::Column::Id.in_subquery(lookup::former_slug(kind.word(), slug));
        statement
            .column(row::Column::Seq)
            .and_where(row::Column::Kind.eq(kind))
            .and_where(row::Column::Slug.eq(slug.clone()).or(formerly))
            .limit(1);
        self.rows(&statement).await?.first().map(|it| Columns::new(it).take()).transpose()
    }

    pub(crate) async fn by_former_slug(&self, kind: Kind, slug: &Slug, wanted: Projection) -> Result<Option<Entry>> {
        let mut statement = self.named();
        statement.and_where(row::Column::Id.in_subquery(lookup::former_slug(kind.word(), slug)));
        self.one(statement, Some(kind), wanted).await
    }

    pub(crate) async fn one(
        &self,
        mut statement: SelectStatement,
        kind: Option<Kind>,
        wanted: Projection,
    ) -> Result<Option<Entry>> {
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
    pub async fn entries_by_id(&self, ids: &[Id], wanted: Projection) -> Result<HashMap<Id, Entry>> {
        let statement = self.named_few(row::Column::Id.is_in(ids.iter().copied()));
        Ok(self.all(statement, wanted).await?.into_iter().map(|it| (it.id, it)).collect())
    }

    /// The entries with these row numbers that the viewer may read, in one statement.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn entries_by_key(&self, keys: &[i64], wanted: Projection) -> Result<HashMap<i64, Entry>> {
        let statement = self.named_few(row::Column::Seq.is_in(keys.iter().copied()));
        Ok(self.all(statement, wanted).await?.into_iter().map(|it| (it.seq, it)).collect())
    }

    pub(crate) async fn all(&self, mut statement: SelectStatement, wanted: Projection) -> Result<Vec<Entry>> {
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
        let statement = self.translations_statement(groups);
        let mut found: HashMap<Id, Vec<(Id, Translation)>> = HashMap::new();
        for row in self.rows(&statement).await? {
            let mut columns = Columns::new(&row);
            let (group, id) = (columns.take()?, columns.take()?);
            let (language, title) = (columns.take()?, columns.take()?);
            let version = Translation { language, title, slug: columns.take()?, kind: columns.take()? };
            found.entry(group).or_default().push((id, version));
        }
        Ok(found)
    }

    pub(crate) fn translations_statement(&self, groups: &[Id]) -> SelectStatement {
        use row::Column::{Id as EntryId, Kind as EntryKind, Language, Slug as EntrySlug, Title, TranslationGroup};
        // each looked up by its key: joined by OR they read the archive. Whose group is another one is left out afterwards
        let named = [TranslationGroup, EntryId].map(|it| policy::numbers(it.is_in(groups.iter().copied())));
        let [mut named, founders] = named;
        named.union(UnionType::Distinct, founders);
        let mut statement = self.scoped_through(named, Alias::new("few"));
        // who is in no group is one of their own
        let group = || Func::coalesce([TranslationGroup, EntryId].map(|it| Expr::col((row::Entity, it))));
        statement.expr(group());
        for column in [EntryId, Language, Title, EntrySlug, EntryKind] {
            statement.column((row::Entity, column));
        }
        statement.and_where(Expr::from(group()).is_in(groups.iter().copied()));
        statement.order_by((row::Entity, Language), sea_orm::Order::Asc);
        statement
    }
}
