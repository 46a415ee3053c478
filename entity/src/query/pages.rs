//! The pages of lists: the statement of one page, of the same page of many parents, and of their counts.

use std::collections::HashMap;

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order as Sql, Query, SelectStatement};

use crate::db::columns::Columns;
use crate::db::paging::{Cursor, Key, Page, Slice};
use crate::error::Result;
use crate::model::entry::{Entry, row};
use crate::model::listing::Owner;
use crate::query::each::numbers;
use crate::query::filter::Filter;
use crate::query::list::{List, sql};
use crate::query::projection::Projection;
use crate::query::relation::Relation;
use crate::query::walk::Walk;
use crate::reader::Reader;

impl List {
    /// The statement of one page.
    pub(crate) fn page(&self, reader: &Reader, wanted: Projection, page: &Page) -> Result<SelectStatement> {
        let walk = self.walk(reader);
        if walk == Walk::Entries && page.offset() == 0 {
            let mut statement = self.scope(reader);
            self.select(&mut statement, reader, wanted);
            self.arrange(&mut statement, page)?;
            statement.limit(u64::from(page.rows()) + 1);
            return Ok(statement);
        }
        if let Some(mut statement) = self.straight(reader, &walk, page)? {
            self.select(&mut statement, reader, wanted);
            return Ok(statement);
        }
        // the rows of the page first: columns that cost something are computed for these alone
        let mut statement = reader.scoped_through(self.picked(reader, &walk, page)?, Alias::new("picked"));
        self.select(&mut statement, reader, wanted);
        self.order(&mut statement, page);
        Ok(statement)
    }

    /// Adds the columns that are read of each row, and the joins that they need.
    pub(super) fn select(&self, statement: &mut SelectStatement, reader: &Reader, wanted: Projection) {
        wanted.select(statement, reader.backend());
        self.joins(statement, wanted);
        self.select_keys(statement);
    }

    /// Reads one page.
    pub(crate) async fn read(&self, reader: &Reader, wanted: Projection, page: &Page) -> Result<Slice<Entry>> {
        let wanted = wanted.of_kind(self.kind);
        let shape = self.shape(reader).map(|it| ("page", it, wanted, page));
        let rows = reader.rows_of(shape.as_ref(), None, |it| self.page(it, wanted, page)).await?;
        let entries: Result<Vec<Entry>> =
            rows.iter().map(|it| self.decode(wanted, &mut Columns::new(it), reader)).collect();
        let mut entries = entries?;
        reader.overlay(entries.iter_mut(), wanted).await?;
        Ok(Slice::cut(entries, page))
    }

    /// Counts its rows, up to one more than [`MAX_COUNT`](crate::db::paging::MAX_COUNT).
    pub(crate) async fn count(&self, reader: &Reader) -> Result<u64> {
        self.count_walking(reader, &self.walk(reader)).await
    }

    /// Reads the same page for each of `parents`, in one statement.
    pub(crate) async fn read_nested(
        &self,
        reader: &Reader,
        relation: Relation,
        parents: &[i64],
        wanted: Projection,
        page: &Page,
    ) -> Result<HashMap<i64, Slice<Entry>>> {
        let wanted = wanted.of_kind(self.kind);
        let (rows, parent_of): (_, fn(i64) -> i64) = match self.owned(reader, relation, parents) {
            Some(owners) => {
                let shape = self.shape(reader).map(|it| ("each", it, wanted, page));
                let numbers = numbers(&owners)?;
                (reader.rows_of(shape.as_ref(), Some(&numbers), |it| self.of_each(it, wanted, page)).await?, Owner::seq)
            }
            None => {
                let of = reader.pairs(relation, parents).await?;
                (reader.rows(&self.windowed(reader, of, wanted, page)?).await?, |it| it)
            }
        };
        let mut found: HashMap<i64, Vec<Entry>> = HashMap::new();
        for row in rows {
            let mut columns = Columns::new(&row);
            let parent = parent_of(columns.take()?);
            found.entry(parent).or_default().push(self.decode(wanted, &mut columns, reader)?);
        }
        reader.overlay(found.values_mut().flatten(), wanted).await?;
        Ok(found.into_iter().map(|(parent, entries)| (parent, Slice::cut(entries, page))).collect())
    }

    fn windowed(
        &self,
        reader: &Reader,
        of: SelectStatement,
        wanted: Projection,
        page: &Page,
    ) -> Result<SelectStatement> {
        let (pairs, window, rank) = (Alias::new("pairs"), Alias::new("ranked"), Alias::new("place"));
        let (parent, entry) = (Alias::new("parent_seq"), Alias::new("entry_seq"));
        let mut over = sea_orm::sea_query::WindowStatement::partition_by((pairs.clone(), parent.clone()));
        for (expression, direction) in self.sorting(page.backwards()) {
            sea_orm::sea_query::OrderedStatement::order_by_expr(&mut over, expression, sql(direction));
        }
        let mut inner = reader.scoped_through(of, pairs.clone());
        self.narrow(&mut inner, reader, &self.filter);
        inner.column((pairs, parent.clone())).expr_as(Expr::col((row::Entity, row::Column::Seq)), entry.clone());
        inner.expr_window_as(Expr::cust("row_number()"), over, rank.clone());
        self.join_own(&mut inner);
        self.start_at(&mut inner, page, |backwards| self.sorting(backwards))?;

        let mut outer =
            Query::select().column((window.clone(), parent.clone())).from_subquery(inner, window.clone()).take();
        let same = Expr::col((window.clone(), entry)).equals((row::Entity, row::Column::Seq));
        outer.inner_join(row::Entity, same);
        self.select(&mut outer, reader, wanted);
        let place = || Expr::col((window.clone(), rank.clone()));
        let first = i64::from(page.offset());
        outer.and_where(place().gt(first)).and_where(place().lte(first + i64::from(page.rows()) + 1));
        outer.order_by((window.clone(), parent), Sql::Asc).order_by((window, rank), Sql::Asc);
        Ok(outer)
    }

    /// Counts the rows of each of `parents`, in one statement.
    pub(crate) async fn count_nested(
        &self,
        reader: &Reader,
        relation: Relation,
        parents: &[i64],
    ) -> Result<HashMap<i64, u64>> {
        if let Some(owners) = self.owned(reader, relation, parents).filter(|_| self.filter == Filter::all()) {
            let mut counts = HashMap::new();
            for (parent, count) in self.count_for_each(reader, &owners).await? {
                *counts.entry(parent).or_default() += count;
            }
            return Ok(counts);
        }
        let (pairs, parent) = (Alias::new("pairs"), Alias::new("parent_seq"));
        let mut statement = reader.scoped_through(reader.pairs(relation, parents).await?, pairs.clone());
        self.narrow(&mut statement, reader, &self.filter);
        statement.column((pairs.clone(), parent.clone())).expr(Expr::cust("count(*)"));
        statement.group_by_col((pairs, parent));
        let mut counts = HashMap::new();
        for row in reader.rows(&statement).await? {
            let mut columns = Columns::new(&row);
            let (parent, count): (i64, i64) = (columns.take()?, columns.take()?);
            counts.insert(parent, count.unsigned_abs());
        }
        Ok(counts)
    }
}

impl Reader {
    /// One page of a list of entries.
    ///
    /// # Errors
    /// [`Invalid`](crate::error::Error::Invalid) for a cursor that is not of this list.
    pub async fn entries(&self, list: &List, wanted: Projection, page: &Page) -> Result<Slice<Entry>> {
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
        wanted: Projection,
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

    /// The cursor of a row of the list with this mark.
    pub fn cursor(&self, mark: &str, entry: &Entry) -> String {
        let keys = entry.sort_values.iter().map(|it| match it {
            sea_orm::Value::String(Some(text)) => Key::Text(text.clone()),
            sea_orm::Value::BigInt(Some(number)) => Key::Number(*number),
            other => Key::Text(format!("{other:?}")),
        });
        Cursor(mark.to_owned(), keys.collect(), entry.id).encode()
    }
}
