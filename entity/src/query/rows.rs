//! Entries, as row numbers, by what the tables beside them say: themes, territories, credits, places, timings.

use sea_orm::sea_query::{Expr, Query, SelectStatement};
use sea_orm::{ColumnTrait, EntityTrait};

use crate::model::entry::Role;
use crate::model::{article, entry_tables, event, territory, theme};

/// Entries (row numbers) with one of these themes, or one under them.
pub(crate) fn themed(seqs: Vec<i64>) -> SelectStatement {
    use entry_tables::theme::{Column, Entity};
    let under = inside(
        theme::closure::Entity,
        theme::closure::Column::DescendantSeq,
        theme::closure::Column::AncestorSeq,
        seqs,
    );
    satellite(Entity, Column::EntrySeq, Column::ThemeSeq.in_subquery(under))
}

/// Entries in one of these territories, or one inside them.
pub(crate) fn placed(seqs: Vec<i64>) -> SelectStatement {
    use entry_tables::territory::{Column, Entity};
    use territory::closure;
    let under = inside(closure::Entity, closure::Column::DescendantSeq, closure::Column::AncestorSeq, seqs);
    satellite(Entity, Column::EntrySeq, Column::TerritorySeq.in_subquery(under))
}

/// Entries that credit one of these members, in a role or in any.
pub(crate) fn credited(seqs: Vec<i64>, role: Option<Role>) -> SelectStatement {
    use entry_tables::credit::{Column, Entity};
    let mut found = satellite(Entity, Column::EntrySeq, Column::MemberSeq.is_in(seqs));
    if let Some(role) = role {
        found.and_where(Column::Role.eq(role));
    }
    found
}

pub(crate) fn inside<E: EntityTrait + Copy + 'static>(
    closure: E,
    inner: E::Column,
    outer: E::Column,
    seqs: Vec<i64>,
) -> SelectStatement {
    Query::select().column((closure, inner)).from(closure).and_where(outer.is_in(seqs)).take()
}

pub(crate) fn satellite<E: EntityTrait + Copy + 'static>(table: E, key: E::Column, condition: Expr) -> SelectStatement {
    Query::select().column((table, key)).from(table).and_where(condition).take()
}

pub(crate) fn article(condition: Expr) -> SelectStatement {
    satellite(article::row::Entity, article::row::Column::EntrySeq, condition)
}

pub(crate) fn event(condition: Expr) -> SelectStatement {
    satellite(event::row::Entity, event::row::Column::EntrySeq, condition)
}

pub(crate) fn timed(condition: Expr) -> SelectStatement {
    satellite(event::timing::Entity, event::timing::Column::EntrySeq, condition)
}
