//! The rows that the law speaks of, as statements that yield their numbers. What they mean for anybody is decided next door.

use sea_orm::ColumnTrait;
use sea_orm::sea_query::{Query, SelectStatement};

use crate::model::entry::{Role as Credit, row as entry};
use crate::model::entry_tables::credit;
use crate::model::territory::closure;

pub(super) fn inside(roots: &[i64]) -> SelectStatement {
    use closure::Column::{AncestorSeq, DescendantSeq};
    let within = AncestorSeq.is_in(roots.iter().copied());
    Query::select().column(DescendantSeq).from(closure::Entity).and_where(within).take()
}

pub(super) fn made_by(member: i64) -> SelectStatement {
    use entry::Column::{CreatedBySeq, Seq};
    Query::select().column(Seq).from(entry::Entity).and_where(CreatedBySeq.eq(member)).take()
}

pub(super) fn written_by(member: i64) -> SelectStatement {
    Query::select()
        .column(credit::Column::EntrySeq)
        .from(credit::Entity)
        .and_where(credit::Column::MemberSeq.eq(member))
        .and_where(credit::Column::Role.eq(Credit::Author))
        .take()
}

pub(super) fn credited_to(organisations: &[i64]) -> SelectStatement {
    Query::select()
        .column(credit::Column::EntrySeq)
        .from(credit::Entity)
        .and_where(credit::Column::MemberSeq.is_in(organisations.iter().copied()))
        .and_where(credit::Column::Role.ne(Credit::Translator))
        .take()
}
