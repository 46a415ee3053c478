//! Entries, as row numbers, by what the tables beside them say: themes, territories, credits, places, timings.

use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
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

/// Entries at most so far from a point, on a sphere flattened around it: exact to 1 % within 300 km.
pub(crate) fn near(latitude: f64, longitude: f64, kilometres: f64) -> SelectStatement {
    use entry_tables::location::{Column, Entity};
    const KILOMETRES_A_DEGREE: f64 = 111.195;
    let east = KILOMETRES_A_DEGREE * latitude.to_radians().cos().abs().max(0.01);
    let (high, wide) = (kilometres / KILOMETRES_A_DEGREE, kilometres / east);
    let square = |column: Column, centre: f64, scale: f64| {
        let away = Expr::col((Entity, column)).sub(centre);
        away.clone().mul(away).mul(scale * scale)
    };
    let mut found = within(latitude - high, longitude - wide, latitude + high, longitude + wide);
    let distance =
        square(Column::Latitude, latitude, KILOMETRES_A_DEGREE).add(square(Column::Longitude, longitude, east));
    found.and_where(distance.lte(kilometres * kilometres)).take()
}

pub(crate) fn within(south: f64, west: f64, north: f64, east: f64) -> SelectStatement {
    use entry_tables::location::{Column, Entity};
    let tall = Column::Latitude.between(south, north);
    let wide = Column::Longitude.between(west, east);
    Query::select().column((Entity, Column::EntrySeq)).from(Entity).and_where(tall).and_where(wide).take()
}
