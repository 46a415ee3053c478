//! Finds an entry by an earlier or foreign name: subqueries that yield ids or row numbers.

use sea_orm::ColumnTrait;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement};

use crate::model::article;
use crate::value::slug::Slug;
use crate::value::url::WebAddress;

/// The id of what was imported from `origin` under `key`; of any kind when none is named.
pub(crate) fn external(origin: &str, kind: Option<&str>, key: &str) -> SelectStatement {
    let column = |name: &str| Expr::col(Alias::new(name));
    Query::select()
        .column(Alias::new("object_id"))
        .from(Alias::new("external_id"))
        .and_where(column("origin").eq(origin))
        .and_where(column("key").eq(key))
        .and_where_option(kind.map(|it| column("kind").eq(it)))
        .take()
}

/// The id of what once had this slug.
pub(crate) fn former_slug(kind: &str, slug: &Slug) -> SelectStatement {
    let column = |name: &str| Expr::col(Alias::new(name));
    Query::select()
        .column(Alias::new("object_id"))
        .from(Alias::new("slug_history"))
        .and_where(column("kind").eq(kind))
        .and_where(column("slug").eq(slug.as_str()))
        .take()
}

/// The row numbers of the articles about the page at this address: one that is published at most.
pub(crate) fn original(url: &WebAddress) -> SelectStatement {
    use article::row::{Column, Entity};
    Query::select()
        .column((Entity, Column::EntrySeq))
        .from(Entity)
        .and_where(Column::OriginalUrlKey.eq(url.page_key()))
        .take()
}
