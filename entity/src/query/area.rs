//! Where entries are: a circle or a box on the earth, and the entries inside.

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, DbBackend};
use serde::Serialize;

use crate::model::entry::row;
use crate::model::entry_tables::location;
use crate::model::territory::Kind;
use crate::reference::Snapshot;

/// Kilometres along a meridian a degree, on a sphere with the mean radius of the earth.
const KILOMETRES_A_DEGREE: f64 = 111.195;
/// The mean radius of the earth in metres.
const RADIUS: f64 = 6_371_008.8;

/// A part of the earth, in degrees (WGS 84).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub enum Area {
    /// At most so many kilometres from a point.
    Circle {
        /// Latitude of the centre.
        latitude: f64,
        /// Longitude of the centre.
        longitude: f64,
        /// The radius.
        kilometres: f64,
    },
    /// Between two parallels and two meridians.
    Box {
        /// The southern edge.
        south: f64,
        /// The western edge.
        west: f64,
        /// The northern edge.
        north: f64,
        /// The eastern edge.
        east: f64,
    },
}

/// The metres between two points (latitude, longitude), along a great circle.
pub(crate) fn metres(from: (f64, f64), to: (f64, f64)) -> i32 {
    let [(south, west), (north, east)] =
        [from, to].map(|(latitude, longitude)| (latitude.to_radians(), longitude.to_radians()));
    let half = |it: f64| (it / 2.0).sin().powi(2);
    let chord = half(north - south) + south.cos() * north.cos() * half(east - west);
    (2.0 * RADIUS * chord.sqrt().min(1.0).asin()).round() as i32
}

impl Area {
    /// The box around it: south, west, north, east.
    fn bounds(self) -> (f64, f64, f64, f64) {
        match self {
            Self::Box { south, west, north, east } => (south, west, north, east),
            Self::Circle { latitude, longitude, kilometres } => {
                let high = kilometres / KILOMETRES_A_DEGREE;
                let wide = kilometres / east(latitude);
                (latitude - high, longitude - wide, latitude + high, longitude + wide)
            }
        }
    }

    /// Whether a point (latitude, longitude) lies in it, by the same rule as in the database.
    pub(crate) fn holds(self, (latitude, longitude): (f64, f64)) -> bool {
        let (south, west, north, to_east) = self.bounds();
        let inside = (south..=north).contains(&latitude) && (west..=to_east).contains(&longitude);
        inside
            && match self {
                Self::Box { .. } => true,
                Self::Circle { latitude: middle, longitude: centre, kilometres } => {
                    let (up, right) = ((latitude - middle) * KILOMETRES_A_DEGREE, (longitude - centre) * east(middle));
                    up * up + right * right <= kilometres * kilometres
                }
            }
    }

    /// The entries with a point in it, as row numbers. Distances are those on a sphere flattened around the centre: exact to 1 % within
    /// 300 km.
    pub(crate) fn entries(self, backend: DbBackend) -> SelectStatement {
        use location::{Column, Entity};
        let (south, west, north, to_east) = self.bounds();
        let mut found = Query::select().column((Entity, Column::EntrySeq)).take();
        match backend {
            DbBackend::Postgres => {
                found.from(Entity).and_where(Expr::cust_with_values(
                    "point(entry_location.longitude, entry_location.latitude) <@ box(point($1, $2), point($3, $4))",
                    [west, south, to_east, north],
                ));
            }
            _ => {
                // its numbers are rounded outwards; the row itself is exact
                let tree = Alias::new("entry_place");
                let side = |it: &'static str| Expr::col((Alias::new("entry_place"), Alias::new(it)));
                found.from(tree).cross_join(Entity);
                found.and_where(
                    Expr::col((Entity, Column::EntrySeq)).equals((Alias::new("entry_place"), Alias::new("entry_seq"))),
                );
                found.and_where(side("north").gte(south)).and_where(side("south").lte(north));
                found.and_where(side("east").gte(west)).and_where(side("west").lte(to_east));
            }
        }
        found.and_where(Column::Latitude.between(south, north)).and_where(Column::Longitude.between(west, to_east));
        if let Self::Circle { latitude, longitude, kilometres } = self {
            let square = |column: Column, centre: f64, scale: f64| {
                let away = Expr::col((Entity, column)).sub(centre);
                away.clone().mul(away).mul(scale * scale)
            };
            let distance = square(Column::Latitude, latitude, KILOMETRES_A_DEGREE).add(square(
                Column::Longitude,
                longitude,
                east(latitude),
            ));
            found.and_where(distance.lte(kilometres * kilometres));
        }
        found.take()
    }

    /// The condition on the table `entry`: entries with a point in it, and, where that is asked for, entries without a point whose commune
    /// has its middle in it. The commune is that of their place, else their home territory.
    pub(crate) fn condition(self, backend: DbBackend, communes: bool, reference: &Snapshot) -> Condition {
        use location::{Column, Entity};
        let own = row::Column::Seq.in_subquery(self.entries(backend));
        if !communes {
            return Condition::all().add(own);
        }
        let inside = reference.territories.all().iter().filter(|it| it.kind == Kind::Commune);
        let inside: Vec<i64> = inside.filter(|it| it.point.is_some_and(|it| self.holds(it))).map(|it| it.seq).collect();
        let of_commune = Query::select()
            .column((Entity, Column::EntrySeq))
            .from(Entity)
            .and_where(Column::CommuneSeq.is_in(inside.iter().copied()))
            .and_where(Column::Latitude.is_null())
            .take();
        let placed = Query::select()
            .expr(Expr::cust("1"))
            .from(Entity)
            .and_where(Expr::col((Entity, Column::EntrySeq)).equals((row::Entity, row::Column::Seq)))
            .take();
        let at_home = row::Column::HomeTerritorySeq.is_in(inside).and(Expr::exists(placed).not());
        Condition::any().add(own).add(row::Column::Seq.in_subquery(of_commune)).add(at_home)
    }
}

/// Kilometres along a parallel a degree.
fn east(latitude: f64) -> f64 {
    KILOMETRES_A_DEGREE * latitude.to_radians().cos().abs().max(0.01)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_of_the_earth() {
        let (brest, rennes) = ((48.39, -4.49), (48.11, -1.68));
        assert!((205_000..215_000).contains(&metres(brest, rennes)), "{}", metres(brest, rennes));
        assert_eq!(metres(brest, brest), 0);
        let circle = |kilometres| Area::Circle { latitude: 48.39, longitude: -4.49, kilometres };
        assert!(circle(215.0).holds(rennes) && !circle(205.0).holds(rennes));
        assert!(Area::Box { south: 48.0, west: -2.0, north: 48.2, east: -1.0 }.holds(rennes));
    }
}
