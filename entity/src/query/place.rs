//! Entries (row numbers) by where they are: around a point, or in a box.

use sea_orm::ColumnTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};

use crate::model::entry_tables;

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
