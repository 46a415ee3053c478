//! Turns the names that a file uses into stable identities: keys of its own origin first, then slugs, then ids.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::{Map, Number, Value, json};

use crate::error::Result;
use crate::import::importer::Import;
use crate::import::row::{RowKind, key};
use crate::model::entry::row;
use crate::model::history::external;
use crate::value::id::Id;
use crate::value::kind::Kind;
use crate::value::line;
use crate::value::problem::parameter::{JsonKind, Quoted};
use crate::value::problem::{Case, Problem};

/// Resolves every field that names something. A field that holds what no text holds, or a name that is not found, becomes a
/// problem and is left out: the rest is looked at all the same.
pub(super) async fn resolve(
    import: &Import,
    db: &impl ConnectionTrait,
    kind: RowKind,
    fields: Map<String, Value>,
    faults: &mut Vec<Problem>,
) -> Result<Map<String, Value>> {
    let mut resolved = Map::new();
    for (name, mut value) in fields {
        let mut names = Names { import, db, problems: Vec::new() };
        if name.contains(char::is_control) {
            names.problems.push(Problem::new("", Case::ControlInFieldName));
        }
        plain(&name, &mut value, &mut names.problems);
        if names.problems.is_empty() {
            names.field(kind, &name, &mut value).await?;
        }
        if names.problems.is_empty() {
            resolved.insert(name, value);
        }
        faults.append(&mut names.problems);
    }
    Ok(resolved)
}

/// The thing that a text names, by key, slug or identifier.
pub(super) async fn find(import: &Import, db: &impl ConnectionTrait, kind: RowKind, name: &str) -> Result<Option<Id>> {
    Names { import, db, problems: Vec::new() }.find(kind, name).await
}

struct Names<'a, C> {
    import: &'a Import,
    db: &'a C,
    problems: Vec<Problem>,
}

impl<C: ConnectionTrait> Names<'_, C> {
    async fn field(&mut self, kind: RowKind, name: &str, value: &mut Value) -> Result<()> {
        let in_entry = matches!(kind, RowKind::Entry(_));
        match name {
            "authors" | "holders" | "organisers" | "translators" if in_entry => {
                for (at, item) in items(value) {
                    if item.is_string() {
                        let member = self.id(RowKind::Member, &format!("{name}.{at}"), item).await?;
                        *item = json!({ "member": member });
                    }
                }
            }
            "themes" if in_entry => self.list(RowKind::Theme, name, value).await?,
            "initiatives" if in_entry => self.list(RowKind::Entry(Kind::Initiative), name, value).await?,
            "references" if in_entry => {
                for (_, item) in items(value) {
                    if item.is_string() {
                        *item = json!({ "url": item.take() });
                    }
                }
            }
            "adaptedFrom" if in_entry => {
                for (at, item) in items(value) {
                    if let Some(origin) = item.get_mut("entry").filter(|it| it.is_string()) {
                        *origin = self.id(kind, &format!("{name}.{at}.entry"), origin).await?;
                    }
                }
            }
            "source" if in_entry && value.is_string() => *value = self.id(RowKind::Source, name, value).await?,
            "parent" if value.is_string() => *value = self.id(kind, name, value).await?,
            "translationGroup" => {
                if let Some(group) = value.as_str().map(key).filter(|it| it.parse::<Id>().is_err()) {
                    *value = json!(Id::of_reference("translationGroup", &format!("{}:{group}", self.import.origin)));
                }
            }
            _ => {}
        }
        Ok(())
    }

    async fn list(&mut self, kind: RowKind, name: &str, value: &mut Value) -> Result<()> {
        for (at, item) in items(value) {
            *item = self.id(kind, &format!("{name}.{at}"), item).await?;
        }
        Ok(())
    }

    /// The id of what a text names; the value itself, and a problem, when nothing has that name.
    async fn id(&mut self, kind: RowKind, path: &str, value: &Value) -> Result<Value> {
        let found = match value.as_str() {
            Some(name) => self.find(kind, name).await?,
            None => None,
        };
        Ok(match found {
            Some(id) => json!(id),
            None => {
                let case = match value {
                    Value::String(name) => Case::Unknown { thing: kind.into(), name: Quoted::of(name) },
                    other => Case::WrongKind { wanted: JsonKind::Text, found: Quoted::json(other) },
                };
                self.problems.push(Problem::new(path, case));
                value.clone()
            }
        })
    }

    async fn find(&self, kind: RowKind, name: &str) -> Result<Option<Id>> {
        let name = &key(name);
        if let Some(id) = self.import.ids.get(&(kind, name.clone())) {
            return Ok(Some(*id));
        }
        if let Some(id) = self.taken_over(kind, name).await? {
            return Ok(Some(id));
        }
        let (reference, id) = (&self.import.reference, name.parse::<Id>().ok());
        Ok(match kind {
            RowKind::Source => {
                let found = reference.sources.by_key(name).or_else(|| reference.sources.by_id(id?));
                found.map(|it| it.id)
            }
            RowKind::Theme => {
                let found = reference.themes.by_key(name).or_else(|| reference.themes.by_id(id?));
                found.map(|it| it.id)
            }
            RowKind::Member => {
                let found = reference.members.by_key(name).or_else(|| reference.members.by_id(id?));
                found.map(|it| it.id)
            }
            RowKind::Entry(kind) => {
                let named = match id {
                    Some(id) => row::Column::Id.eq(id),
                    None => row::Column::Slug.eq(name),
                };
                let found =
                    row::Entity::find().select_only().column(row::Column::Id).filter(row::Column::Kind.eq(kind));
                found.filter(named).into_tuple().one(self.db).await?
            }
        })
    }
}

impl<C: ConnectionTrait> Names<'_, C> {
    /// What another import from the same origin has made of a key since this one began.
    async fn taken_over(&self, kind: RowKind, key: &str) -> Result<Option<Id>> {
        let known = (self.import.origin.clone(), kind.word().to_owned(), key.to_owned());
        Ok(external::Entity::find_by_id(known).one(self.db).await?.map(|it| it.object_id))
    }
}

fn items(value: &mut Value) -> impl Iterator<Item = (usize, &mut Value)> {
    value.as_array_mut().into_iter().flatten().enumerate()
}

/// A whole number that is written with a fraction of nothing, as spreadsheets write `12.0`.
fn whole(number: &Number) -> Option<i64> {
    /// Up to here every whole number has a float of its own.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let float = number.as_f64().filter(|_| number.is_f64())?;
    (float.fract() == 0.0 && float.abs() <= EXACT).then_some(float as i64)
}

/// Line ends as `\n`, whole numbers as such, and no other control characters than these and tabs, in all texts of a value.
fn plain(path: &str, value: &mut Value, problems: &mut Vec<Problem>) {
    match value {
        Value::String(text) => {
            if text.contains('\r') {
                *text = text.replace("\r\n", "\n").replace('\r', "\n");
            }
            problems.extend(line::control(text).map(|it| Problem::new(path, it.into())));
        }
        Value::Array(items) => {
            items.iter_mut().enumerate().for_each(|(at, item)| plain(&format!("{path}.{at}"), item, problems));
        }
        Value::Object(fields) => {
            fields.iter_mut().for_each(|(name, field)| plain(&format!("{path}.{name}"), field, problems));
        }
        Value::Number(number) => {
            if let Some(whole) = whole(number) {
                *number = whole.into();
            }
        }
        Value::Null | Value::Bool(_) => {}
    }
}
