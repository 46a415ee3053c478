//! Entries on a map, those in one cell of a grid as one.

use std::collections::{BTreeMap, HashMap};

use crate::db::paging::MAX_COUNT;
use crate::error::Result;
use crate::model::entry::Entry;
use crate::query::filter::Filter;
use crate::query::projection::Projection;
use crate::reader::Reader;

/// An entry (by row number) and where it is: latitude and longitude.
type Spot = (i64, (f64, f64));

/// The most clusters: those with the most entries.
const MAX_CLUSTERS: usize = 500;

/// Entries that lie close together.
#[derive(Debug, Clone)]
pub struct Cluster {
    /// Latitude of their middle, WGS 84.
    pub latitude: f64,
    /// Longitude of their middle, WGS 84.
    pub longitude: f64,
    /// How many they are.
    pub count: usize,
    /// The entry itself, where it is alone and was asked for.
    pub entry: Option<Entry>,
}

/// The cell of a square grid on Mercator's map of the world with so many cells a side, as a power of two.
fn cell((latitude, longitude): (f64, f64), precision: u8) -> (i64, i64) {
    let cells = f64::from(1_u32 << precision.min(24));
    let across = (longitude + 180.0) / 360.0;
    let sine = latitude.clamp(-85.05, 85.05).to_radians().sin();
    let down = 0.5 - ((1.0 + sine) / (1.0 - sine)).ln() / (4.0 * std::f64::consts::PI);
    ((down * cells).floor() as i64, (across * cells).floor() as i64)
}

impl Reader {
    /// The entries that meet a filter on a grid with two to the power of `precision` cells around the earth: the 10,000 newest of them.
    /// `communes` has those without a point in the middle of their commune. The entry of a cluster of one is read when `wanted` says with
    /// what.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn clusters(
        &self,
        filter: &Filter,
        precision: u8,
        communes: bool,
        wanted: Option<Projection>,
    ) -> Result<Vec<Cluster>> {
        let reference = self.shared_reference();
        let placed = self.placed(filter, communes).await?;
        let mut found = placed.read()?;
        found.truncate(MAX_COUNT as usize);
        let mut cells: BTreeMap<(i64, i64), Vec<Spot>> = BTreeMap::new();
        for it in &found {
            if let Some(point) = it.point(&reference) {
                cells.entry(cell(point, precision)).or_default().push((it.seq, point));
            }
        }
        let mut cells: Vec<Vec<(i64, (f64, f64))>> = cells.into_values().collect();
        cells.sort_by_key(|it| usize::MAX - it.len());
        cells.truncate(MAX_CLUSTERS);
        let alone: Vec<i64> = cells.iter().filter(|it| it.len() == 1).map(|it| it[0].0).collect();
        let mut entries: HashMap<i64, Entry> = match wanted {
            Some(wanted) if !alone.is_empty() => self.entries_by_key(&alone, wanted).await?,
            Some(_) | None => HashMap::new(),
        };
        let cluster = |cell: Vec<(i64, (f64, f64))>| {
            let count = cell.len();
            let middle = |of: fn((f64, f64)) -> f64| cell.iter().map(|(_, it)| of(*it)).sum::<f64>() / count as f64;
            let (latitude, longitude) = (middle(|it| it.0), middle(|it| it.1));
            let entry = cell.first().filter(|_| count == 1).and_then(|(seq, _)| entries.remove(seq));
            Cluster { latitude, longitude, count, entry }
        };
        Ok(cells.into_iter().map(cluster).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finer_grids_tell_apart_what_coarser_ones_join() {
        let (brest, quimper, rennes) = ((48.39, -4.49), (48.0, -4.1), (48.11, -1.68));
        assert_eq!(cell(brest, 4), cell(rennes, 4));
        assert_ne!(cell(brest, 8), cell(rennes, 8));
        assert_ne!(cell(brest, 10), cell(quimper, 10));
        assert_eq!(cell((90.0, 0.0), 3), (0, 4));
    }
}
