//! The same page of what is listed under each of many owners, in one statement whose text does not depend on how many they are: their
//! numbers come as one JSON array.

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, FunctionCall, Order as Sql, Query, SelectStatement};
use sea_orm::{DbBackend, JoinType};

use crate::db::paging::Page;
use crate::db::rendered::NUMBERS;
use crate::error::Result;
use crate::model::listing::Owner;
use crate::query::list::List;
use crate::query::projection::Projection;
use crate::reader::Reader;

/// The column of a statement over the owners that holds the number of one.
const OWNER: (&str, &str) = ("owners", "value");

impl List {
    /// The same page of each owner; the first column is the owner's number.
    pub(crate) fn of_each(&self, reader: &Reader, wanted: Projection, page: &Page) -> Result<SelectStatement> {
        let (picked, parent) = (Alias::new("picked"), Alias::new("parent_seq"));
        let mut statement = reader.scoped_through(self.picked_for_each(reader, page)?, picked.clone());
        statement.column((picked.clone(), parent.clone()));
        self.select(&mut statement, reader, wanted);
        statement.order_by((picked, parent), Sql::Asc);
        self.order(&mut statement, page);
        Ok(statement)
    }

    /// The row numbers of the same page for each owner, as `entry_seq`, with the number of the owner as `parent_seq`.
    pub(crate) fn picked_for_each(&self, reader: &Reader, page: &Page) -> Result<SelectStatement> {
        let (owners, owner) = owners(reader.backend());
        let entry = Alias::new("entry_seq");
        let of = |owner: Expr| self.picked_under(reader, &[owner], &self.filter, page);
        let mut each = Query::select();
        match reader.backend() {
            DbBackend::Postgres => {
                each.from_function(owners, OWNER.0);
                each.join_lateral(JoinType::InnerJoin, of(owner.clone())?, "of", Expr::cust("TRUE"));
                each.expr_as(owner, "parent_seq").expr_as(Expr::col(("of", entry)), "entry_seq");
            }
            // SQLite knows no LATERAL, but hands on the value of one table function to the next
            _ => {
                let found = Query::select()
                    .expr(Func::cust("json_group_array").arg(Expr::col(entry)))
                    .from_subquery(of(owner.clone())?, "of")
                    .take();
                let found = Expr::SubQuery(None, Box::new(found.into()));
                each.from_function(owners, OWNER.0).from_function(Func::cust("json_each").arg(found), "found");
                each.expr_as(owner, "parent_seq").expr_as(Expr::col(("found", "value")), "entry_seq");
            }
        }
        Ok(each.take())
    }
}

/// The numbers of owners, as they are sent.
pub(crate) fn numbers(owners: &[Owner]) -> Result<String> {
    Ok(serde_json::to_string(&owners.iter().map(|it| it.number()).collect::<Vec<_>>())?)
}

/// The owners that a statement is given, as a table, and the number in a row of it.
fn owners(backend: DbBackend) -> (FunctionCall, Expr) {
    let numbers = Expr::val(NUMBERS);
    match backend {
        DbBackend::Postgres => {
            let all = Func::cust("json_array_elements_text").arg(numbers.cast_as("json"));
            (all, Expr::col(OWNER).cast_as("bigint"))
        }
        _ => (Func::cust("json_each").arg(numbers), Expr::col(OWNER)),
    }
}

/// The numbers of the owners that a statement is given.
pub(crate) fn owner_numbers(backend: DbBackend) -> SelectStatement {
    let (owners, owner) = owners(backend);
    Query::select().expr(owner).from_function(owners, OWNER.0).take()
}
