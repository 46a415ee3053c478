//! What is wrong with a member, a theme or a source that an import brings: all of it, not just the first.

use serde_json::{Map, Value};

use crate::entry::validate::{unknown_licence, unknown_territory};
use crate::import::fields::{MemberFields, SourceFields, ThemeFields, read};
use crate::import::row::RowKind;
use crate::member::profile;
use crate::reference::Snapshot;
use crate::value::id::Id;
use crate::value::limit::{one_line, unfit_long_text};
use crate::value::problem::parameter::{Quoted, Thing, Unit};
use crate::value::problem::{Case, Problem};
use crate::value::url::WebAddress;

/// The most themes directly under one.
const MAX_CHILDREN: usize = 250;
/// The most territories of a member.
const MAX_PLACES: usize = 50;
/// The most characters of a name.
const MAX_NAME: usize = 200;
/// The most bytes of what is said of a member.
const MAX_BIO: usize = 64 * 1024;

/// What is wrong with the fields that can be read, as if the others had not been said.
pub(super) fn faults(kind: RowKind, id: Id, fields: &Map<String, Value>, reference: &Snapshot) -> Vec<Problem> {
    let mut faults = Vec::new();
    match kind {
        RowKind::Member => check_member(&read(fields, &mut Vec::new()), reference, &mut faults),
        RowKind::Theme => check_theme(&read(fields, &mut Vec::new()), id, reference, &mut faults),
        RowKind::Source => check_source(&read(fields, &mut Vec::new()), reference, &mut faults),
        RowKind::Entry(_) => {}
    }
    faults
}

pub(super) fn check_member(member: &MemberFields, reference: &Snapshot, faults: &mut Vec<Problem>) {
    faults.extend(profile::checked_name(&member.name).err());
    linked("website", member.website.as_ref(), faults);
    if member.member_kind.is_none() {
        faults.push(required("memberKind"));
    }
    let unfit_bio = member.bio.as_ref().and_then(|it| unfit_long_text(it, MAX_BIO));
    faults.extend(unfit_bio.map(|case| Problem::new("bio", case)));
    if member.territories.len() > MAX_PLACES {
        let count = member.territories.len();
        faults.push(Problem::new("territories", Case::TooLong { unit: Unit::Items, count, max: MAX_PLACES }));
        return;
    }
    let mut places = Vec::new();
    for (at, it) in member.territories.iter().enumerate() {
        let path = format!("territories.{at}");
        match reference.territory(it) {
            Some(place) if places.contains(&place.seq) => faults.push(Problem::new(&path, Case::Twice)),
            Some(place) => places.push(place.seq),
            None => faults.push(unknown_territory(&path, it)),
        }
    }
}

pub(super) fn check_theme(theme: &ThemeFields, id: Id, reference: &Snapshot, faults: &mut Vec<Problem>) {
    if theme.name.is_empty() {
        faults.push(required("name"));
    }
    for (language, name) in &theme.name {
        let path = format!("name.{language}");
        if !language.is_canonical() {
            faults.push(Problem::new(&path, Case::NotALanguage(Quoted::of(language.as_str()))));
        }
        named(&path, name, faults);
    }
    let Some(parent) = theme.parent else { return };
    let Some(parent) = reference.themes.by_id(parent) else { return faults.push(required("parent")) };
    let mut above = Some(parent.clone());
    while let Some(it) = above {
        if it.id == id {
            return faults.push(Problem::new("parent", Case::UnderItself(Thing::Theme)));
        }
        above = reference.theme_parent(&it);
    }
    let sisters = reference.themes.all().iter().filter(|it| it.parent == Some(parent.seq) && it.id != id).count();
    if sisters >= MAX_CHILDREN {
        faults.push(Problem::new("parent", Case::ThemesFull(MAX_CHILDREN as u64)));
    }
}

pub(super) fn check_source(source: &SourceFields, reference: &Snapshot, faults: &mut Vec<Problem>) {
    named("name", &source.name, faults);
    linked("homepage", source.homepage.as_ref(), faults);
    linked("feed", source.feed.as_ref(), faults);
    linked("licenceStatedAt", source.licence_stated_at.as_ref(), faults);
    match &source.licence {
        Some(key) if reference.licences.by_key(&key.0).is_none() => faults.push(unknown_licence("licence", key)),
        Some(_) => {}
        None => faults.push(required("licence")),
    }
    if source.homepage.is_none() {
        faults.push(required("homepage"));
    }
}

fn named(path: &str, name: &str, faults: &mut Vec<Problem>) {
    faults.extend(one_line(path, name, MAX_NAME).err());
}

/// What older rows hold is not taken anew.
fn linked(path: &str, address: Option<&WebAddress>, faults: &mut Vec<Problem>) {
    if let Some(address) = address.filter(|it| !it.is_canonical()) {
        faults.push(Problem::new(path, Case::NotAWebAddress(Quoted::of(address.as_str()))));
    }
}

fn required(path: &str) -> Problem {
    Problem::new(path, Case::Missing)
}
