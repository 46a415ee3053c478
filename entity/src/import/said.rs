//! What a row of an import says of a file: which it is, in which role, and how it is described.

use serde_json::{Map, Value};

use crate::editing::media::change::{MediaChange, SaidCredit};
use crate::model::licence::LicenceKey;
use crate::value::id::Id;
use crate::value::language::LanguageTag;
use crate::value::problem::parameter::{JsonKind, Quoted};
use crate::value::problem::{Case, Problem};

/// The fields of an item.
const FIELDS: [&str; 11] =
    ["path", "url", "id", "role", "name", "alt", "caption", "credit", "licence", "decorative", "focalPoint"];

/// What a row says of a file.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// The path of the file below the folder of the import.
    pub path: Option<String>,
    /// The address of the file.
    pub url: Option<String>,
    /// The identifier that it has, or had where it comes from.
    pub id: Option<Id>,
    /// The name that it was sent under: null for none; where nothing is said, that of its path or address.
    pub name: Option<Option<String>>,
    /// The description. A credit names a member by a key of the origin, a slug or an identifier.
    pub change: MediaChange,
}

impl Said {
    /// Reads an item at a place of a row: `media.0`, `picture`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(place: &str, item: &Value) -> Result<Self, Vec<Problem>> {
        let Value::Object(said) = item else { return Err(vec![wrong(place, JsonKind::Object, item)]) };
        let mut reading = Reading { place, said, problems: Vec::new() };
        for name in said.keys().filter(|it| !FIELDS.contains(&it.as_str())) {
            reading.problems.push(Problem::new(place, Case::UnknownField { name: Quoted::of(name), near: None }));
        }
        let (path, url, named) = (reading.text("path"), reading.text("url"), reading.text("name"));
        let name = said.contains_key("name").then_some(named);
        let id = reading.text("id").and_then(|it| reading.kept("id", it.parse::<Id>().map_err(Case::from)));
        if path.is_some() && url.is_some() || path.is_none() && url.is_none() && id.is_none() {
            reading.problems.push(Problem::new(place, Case::Missing));
        }
        let change = reading.change();
        if reading.problems.is_empty() { Ok(Self { path, url, id, name, change }) } else { Err(reading.problems) }
    }
}

/// An item that is read, and what was found to be wrong with it.
struct Reading<'a> {
    place: &'a str,
    said: &'a Map<String, Value>,
    problems: Vec<Problem>,
}

impl Reading<'_> {
    fn value(&self, name: &str) -> Option<&Value> {
        self.said.get(name).filter(|it| !it.is_null())
    }

    fn kept<T>(&mut self, name: &str, read: Result<T, Case>) -> Option<T> {
        read.map_err(|case| self.problems.push(Problem::new(&format!("{}.{name}", self.place), case))).ok()
    }

    fn text(&mut self, name: &str) -> Option<String> {
        let read = match self.value(name)? {
            Value::String(text) => Ok(text.clone()),
            other => Err(Case::WrongKind { wanted: JsonKind::Text, found: Quoted::json(other) }),
        };
        self.kept(name, read)
    }

    fn change(&mut self) -> MediaChange {
        let (alt, caption, credit) = (self.texts("alt"), self.texts("caption"), self.credit());
        let licence = self.text("licence").map(|it| Some(LicenceKey::of(&it)));
        let is_decorative = match self.value("decorative").cloned() {
            None => None,
            Some(Value::Bool(said)) => Some(said),
            Some(other) => {
                let case = Case::WrongKind { wanted: JsonKind::TrueOrFalse, found: Quoted::json(&other) };
                self.kept("decorative", Err(case))
            }
        };
        let focal_point = self.value("focalPoint").cloned().and_then(|it| {
            let part = |name: &str| it.get(name).and_then(Value::as_f64);
            let wrong = || Case::WrongKind { wanted: JsonKind::Object, found: Quoted::json(&it) };
            self.kept("focalPoint", part("x").zip(part("y")).ok_or_else(wrong)).map(Some)
        });
        MediaChange { alt, caption, credit: credit.map(Some), licence, focal_point, is_decorative }
    }

    /// A text by language.
    fn texts(&mut self, field: &str) -> Vec<(LanguageTag, String)> {
        let texts = match self.value(field).cloned() {
            None => return Vec::new(),
            Some(Value::Object(texts)) => texts,
            Some(other) => {
                self.problems.push(wrong(&format!("{}.{field}", self.place), JsonKind::Object, &other));
                return Vec::new();
            }
        };
        let mut found = Vec::new();
        for (language, text) in &texts {
            match (language.parse::<LanguageTag>(), text.as_str()) {
                (Ok(language), Some(text)) => found.push((language, text.to_owned())),
                (Err(_), _) => drop(self.kept::<()>(field, Err(Case::NotALanguage(Quoted::of(language))))),
                (Ok(_), None) => {
                    self.problems.push(wrong(&format!("{}.{field}.{language}", self.place), JsonKind::Text, text));
                }
            }
        }
        found
    }

    /// A text names a member; an object names a member, or gives a name with its page.
    fn credit(&mut self) -> Option<SaidCredit> {
        let said = match self.value("credit").cloned()? {
            Value::String(key) => return Some(SaidCredit { member: Some(key), ..SaidCredit::default() }),
            Value::Object(said) => said,
            other => {
                self.problems.push(wrong(&format!("{}.credit", self.place), JsonKind::Object, &other));
                return None;
            }
        };
        let text = |name: &str| said.get(name).and_then(Value::as_str).map(str::to_owned);
        let url = text("url").map(|it| it.parse().map_err(|_| Case::NotAWebAddress(Quoted::of(&it))));
        let url = url.and_then(|it| self.kept("credit.url", it));
        Some(SaidCredit { member: text("member"), name: text("name"), url })
    }
}

fn wrong(path: &str, wanted: JsonKind, found: &Value) -> Problem {
    Problem::new(path, Case::WrongKind { wanted, found: Quoted::json(found) })
}

/// The member, by the key or name that a row gives, who is credited with a file; for the order of rows.
pub fn credited_member(item: &Value) -> Option<&Value> {
    let credit = item.get("credit")?;
    if credit.is_string() { Some(credit) } else { credit.get("member") }
}
