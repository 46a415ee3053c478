//! Loads what the program brings along: licences and territories. Runs again when the program brings newer facts.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use data_encoding::HEXLOWER;
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, QuerySelect};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::commons;
use crate::error::{Error, Result};
use crate::listing;
use crate::model::listing::Owner;
use crate::model::{licence, settings, territory};
use crate::value::clock::Instant;
use crate::value::id::Id;
use crate::value::slug::Slug;
use crate::value::territory::TerritoryRef;
use crate::value::text;

const TERRITORIES: &str = include_str!("../../data/territories.csv");
const DIGEST: &str = "seedDigest";
const CHUNK: usize = 100;

/// Brings licences and territories up to what this program knows; true when there was something to do.
pub(crate) async fn load(db: &impl ConnectionTrait, now: Instant) -> Result<bool> {
    let facts = commons::licence::embedded();
    let digest = digest(&facts)?;
    let held = settings::row::Entity::find_by_id(DIGEST).one(db).await?;
    if held.as_ref().is_some_and(|it| it.value == digest) {
        return Ok(false);
    }
    licences(db, facts).await?;
    territories(db).await?;
    let row = settings::row::ActiveModel { name: Set(DIGEST.to_owned()), value: Set(digest), updated_at: Set(now) };
    if held.is_some() {
        row.update(db).await?;
    } else {
        row.insert(db).await?;
    }
    Ok(true)
}

fn digest(facts: &[commons::licence::Facts]) -> Result<String> {
    let digest = Sha256::new().chain_update(serde_json::to_string(facts)?).chain_update(TERRITORIES);
    // sort keys are computed again when their rules change
    let digest = digest.chain_update(text::RULES.to_be_bytes()).finalize();
    Ok(HEXLOWER.encode(&digest))
}

async fn licences(db: &impl ConnectionTrait, facts: Vec<commons::licence::Facts>) -> Result<()> {
    use licence::row::{ActiveModel, Column, Entity};
    let mut rows = Vec::new();
    for (position, facts) in facts.iter().enumerate() {
        rows.push(ActiveModel {
            seq: NotSet,
            id: Set(Id::of_reference("licence", &facts.key)),
            key: Set(facts.key.clone()),
            position: Set(i64::try_from(position).unwrap_or(i64::MAX)),
            facts: Set(serde_json::to_string(facts)?),
        });
    }
    let renew = OnConflict::column(Column::Key).update_columns([Column::Position, Column::Facts]).to_owned();
    Entity::insert_many(rows).on_conflict(renew).exec_without_returning(db).await?;
    Ok(())
}

/// One line of `territories.csv`; lists are separated by `;`.
#[derive(Debug, Deserialize)]
struct Line {
    kind: territory::Kind,
    code: String,
    name: String,
    parents: String,
    postal_codes: String,
    former_codes: String,
    population: Option<i64>,
    latitude: Option<f64>,
    longitude: Option<f64>,
}

impl Line {
    fn reference(&self) -> Result<TerritoryRef> {
        reference(self.kind.word(), &self.code)
    }
}

fn reference(kind: &str, code: &str) -> Result<TerritoryRef> {
    format!("{}:{code}", kind.to_lowercase()).parse().map_err(|it| Error::Internal(Box::new(it)))
}

async fn territories(db: &impl ConnectionTrait) -> Result<()> {
    let lines: std::result::Result<Vec<Line>, _> =
        csv::Reader::from_reader(TERRITORIES.as_bytes()).deserialize().collect();
    let lines = lines.map_err(|it| Error::Internal(Box::new(it)))?;
    insert_territories(db, &lines).await?;
    let numbers: HashMap<TerritoryRef, i64> = {
        use territory::row::{Column, Entity};
        let pairs: Vec<(TerritoryRef, i64)> =
            Entity::find().select_only().columns([Column::Reference, Column::Seq]).into_tuple().all(db).await?;
        pairs.into_iter().collect()
    };
    let number = |it: &TerritoryRef| {
        numbers.get(it).copied().ok_or_else(|| Error::Internal(format!("no territory {it}").into()))
    };
    let (mut parents, mut former) = (HashMap::<i64, Vec<i64>>::new(), Vec::new());
    for line in &lines {
        let seq = number(&line.reference()?)?;
        for parent in line.parents.split(';').filter(|it| !it.is_empty()) {
            let (kind, code) = parent.split_once(':').unwrap_or_default();
            parents.entry(seq).or_default().push(number(&reference(kind, code)?)?);
        }
        for code in line.former_codes.split(';').filter(|it| !it.is_empty()) {
            former.push((reference(line.kind.word(), code)?, seq));
        }
    }
    insert_closure(db, &closure(numbers.values().copied(), &parents)).await?;
    insert_former(db, former.into_iter().filter(|(it, _)| !numbers.contains_key(it)).collect()).await
}

async fn insert_territories(db: &impl ConnectionTrait, lines: &[Line]) -> Result<()> {
    use territory::row::{ActiveModel, Column, Entity};
    let mut taken = BTreeSet::new();
    let mut rows = Vec::new();
    for line in lines {
        let reference = line.reference()?;
        let postal: Vec<&str> = line.postal_codes.split(';').filter(|it| !it.is_empty()).collect();
        rows.push(ActiveModel {
            seq: NotSet,
            id: Set(Id::of_reference("territory", reference.as_str())),
            slug: Set(slug(line, &mut taken)),
            reference: Set(reference),
            kind: Set(line.kind),
            code: Set(line.code.clone()),
            name: Set(line.name.clone()),
            name_sort: Set(text::sort_key(&line.name)),
            postal_codes: Set(serde_json::to_string(&postal)?),
            population: Set(line.population),
            latitude: Set(line.latitude),
            longitude: Set(line.longitude),
        });
    }
    use Column::{Code, Latitude, Longitude, Name, NameSort, Population, PostalCodes};
    let columns = [Code, Name, NameSort, PostalCodes, Population, Latitude, Longitude];
    for chunk in rows.chunks(CHUNK) {
        let renew = OnConflict::column(Column::Reference).update_columns(columns).to_owned();
        Entity::insert_many(chunk.to_vec()).on_conflict(renew).exec_without_returning(db).await?;
    }
    Ok(())
}

/// The name as a slug; where another has it, with the official code behind. Wider territories come first in the file.
fn slug(line: &Line, taken: &mut BTreeSet<String>) -> Slug {
    let plain = Slug::from_title(&line.name);
    let slug =
        if taken.contains(plain.as_str()) { Slug::from_title(&format!("{} {}", line.name, line.code)) } else { plain };
    taken.insert(slug.to_string());
    slug
}

/// Every ancestor of every node with the length of the shortest way; each node its own ancestor at 0.
pub(crate) fn closure(nodes: impl Iterator<Item = i64>, parents: &HashMap<i64, Vec<i64>>) -> Vec<(i64, i64, i64)> {
    let mut rows = Vec::new();
    for node in nodes {
        let mut depths = BTreeMap::from([(node, 0)]);
        let (mut level, mut depth) = (vec![node], 0);
        while !level.is_empty() {
            depth += 1;
            let above = level.iter().flat_map(|it| parents.get(it).into_iter().flatten()).copied();
            level = above.filter(|it| depths.insert_if_absent(*it, depth)).collect();
        }
        rows.extend(depths.into_iter().map(|(ancestor, depth)| (ancestor, node, depth)));
    }
    rows
}

trait InsertIfAbsent {
    fn insert_if_absent(&mut self, key: i64, depth: i64) -> bool;
}

impl InsertIfAbsent for BTreeMap<i64, i64> {
    fn insert_if_absent(&mut self, key: i64, depth: i64) -> bool {
        let absent = !self.contains_key(&key);
        if absent {
            self.insert(key, depth);
        }
        absent
    }
}

async fn insert_closure(db: &impl ConnectionTrait, rows: &[(i64, i64, i64)]) -> Result<()> {
    use territory::closure::{ActiveModel, Column, Entity};
    let columns = [Column::AncestorSeq, Column::DescendantSeq];
    let before: Vec<(i64, i64)> = Entity::find().select_only().columns(columns).into_tuple().all(db).await?;
    Entity::delete_many().exec(db).await?;
    for chunk in rows.chunks(CHUNK) {
        let models = chunk.iter().map(|(ancestor, descendant, depth)| ActiveModel {
            ancestor_seq: Set(*ancestor),
            descendant_seq: Set(*descendant),
            depth: Set(*depth),
        });
        Entity::insert_many(models).exec_without_returning(db).await?;
    }
    if before.is_empty() {
        // nothing can be listed where there were no territories
        return Ok(());
    }
    let after = rows.iter().map(|(ancestor, descendant, _)| (*ancestor, *descendant)).collect();
    listing::renew_moved(db, Owner::Territory, &before.into_iter().collect(), &after).await
}

async fn insert_former(db: &impl ConnectionTrait, rows: Vec<(TerritoryRef, i64)>) -> Result<()> {
    use territory::former::{ActiveModel, Entity};
    Entity::delete_many().exec(db).await?;
    let unique: BTreeMap<TerritoryRef, i64> = rows.into_iter().collect();
    let models = unique
        .into_iter()
        .map(|(reference, seq)| ActiveModel { reference: Set(reference.into()), territory_seq: Set(seq) });
    for chunk in models.collect::<Vec<_>>().chunks(CHUNK) {
        Entity::insert_many(chunk.to_vec()).exec_without_returning(db).await?;
    }
    Ok(())
}
