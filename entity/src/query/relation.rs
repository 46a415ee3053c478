//! The parents of nested lists, and the entries below each.

use sea_orm::ColumnTrait;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement};
use serde::Serialize;

use crate::model::entry::{Role, row};
use crate::model::{article, entry_tables, page, territory, theme};
use crate::value::id::Id;

/// To what a nested list belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum Relation {
    /// A theme's entries, with those of the themes under it.
    Theme,
    /// A territory's entries, with those of the territories inside it.
    Territory,
    /// The entries that credit a member, in a role or in any.
    Member(Option<Role>),
    /// The articles of a source.
    Source,
    /// The entries under a licence.
    Licence,
    /// The entries that are about an entry.
    About,
    /// The entries that an entry is about.
    Subjects,
    /// What was made from an entry.
    Adaptations,
    /// The pages under a page.
    Children,
}

/// The ids of entries with their row numbers.
pub(crate) fn numbers(entries: Vec<Id>) -> SelectStatement {
    let columns = [row::Column::Id, row::Column::Seq];
    Query::select().columns(columns).from(row::Entity).and_where(row::Column::Id.is_in(entries)).take()
}

impl Relation {
    /// The same pairs as of a parent that names its entries by id.
    pub(crate) fn named(parent: i64, entries: impl Iterator<Item = Id>) -> SelectStatement {
        Query::select()
            .expr_as(Expr::val(parent), Alias::new("parent_seq"))
            .expr_as(Expr::col((row::Entity, row::Column::Seq)), Alias::new("entry_seq"))
            .from(row::Entity)
            .and_where(row::Column::Id.is_in(entries))
            .take()
    }

    /// Pairs of a parent and an entry, each once: the columns `parent_seq` and `entry_seq`.
    pub(crate) fn pairs(self, parents: &[i64]) -> SelectStatement {
        let parents = parents.iter().copied();
        let mut pairs = Query::select().distinct().take();
        let mut columns = |parent: Expr, entry: Expr| {
            pairs.expr_as(parent, Alias::new("parent_seq")).expr_as(entry, Alias::new("entry_seq"));
        };
        match self {
            Self::Theme => {
                use entry_tables::theme::{Column, Entity};
                use theme::closure::{Column as Under, Entity as Closure};
                columns(Expr::col((Closure, Under::AncestorSeq)), Expr::col((Entity, Column::EntrySeq)));
                let inside = Expr::col((Entity, Column::ThemeSeq)).equals((Closure, Under::DescendantSeq));
                pairs.from(Closure).inner_join(Entity, inside).and_where(Under::AncestorSeq.is_in(parents));
            }
            Self::Territory => {
                use entry_tables::territory::{Column, Entity};
                use territory::closure::{Column as Under, Entity as Closure};
                columns(Expr::col((Closure, Under::AncestorSeq)), Expr::col((Entity, Column::EntrySeq)));
                let inside = Expr::col((Entity, Column::TerritorySeq)).equals((Closure, Under::DescendantSeq));
                pairs.from(Closure).inner_join(Entity, inside).and_where(Under::AncestorSeq.is_in(parents));
            }
            Self::Member(role) => {
                use entry_tables::credit::{Column, Entity};
                columns(Expr::col((Entity, Column::MemberSeq)), Expr::col((Entity, Column::EntrySeq)));
                pairs.from(Entity).and_where(Column::MemberSeq.is_in(parents));
                pairs.and_where_option(role.map(|it| Column::Role.eq(it)));
            }
            Self::Source => {
                use article::row::{Column, Entity};
                columns(Expr::col((Entity, Column::SourceSeq)), Expr::col((Entity, Column::EntrySeq)));
                pairs.from(Entity).and_where(Column::SourceSeq.is_in(parents));
            }
            Self::Licence => {
                columns(Expr::col((row::Entity, row::Column::LicenceSeq)), Expr::col((row::Entity, row::Column::Seq)));
                pairs.from(row::Entity).and_where(row::Column::LicenceSeq.is_in(parents));
            }
            Self::About => {
                use entry_tables::relation::{Column, Entity};
                columns(Expr::col((Entity, Column::TargetSeq)), Expr::col((Entity, Column::EntrySeq)));
                pairs.from(Entity).and_where(Column::TargetSeq.is_in(parents)).and_where(Column::Nature.eq("ABOUT"));
            }
            Self::Subjects => {
                use entry_tables::relation::{Column, Entity};
                columns(Expr::col((Entity, Column::EntrySeq)), Expr::col((Entity, Column::TargetSeq)));
                pairs.from(Entity).and_where(Column::EntrySeq.is_in(parents)).and_where(Column::Nature.eq("ABOUT"));
            }
            Self::Adaptations => {
                use entry_tables::adaptation::{Column, Entity};
                columns(Expr::col((Entity, Column::OriginSeq)), Expr::col((Entity, Column::EntrySeq)));
                pairs.from(Entity).and_where(Column::OriginSeq.is_in(parents));
            }
            Self::Children => {
                use page::row::{Column, Entity};
                columns(Expr::col((Entity, Column::ParentSeq)), Expr::col((Entity, Column::EntrySeq)));
                pairs.from(Entity).and_where(Column::ParentSeq.is_in(parents));
            }
        }
        pairs
    }
}
