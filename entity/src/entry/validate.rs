//! Whether a draft may become a row: lengths, bounds, and what does not go together. All problems, not just the first.

use std::collections::BTreeSet;

use chrono_tz::Tz;

use crate::commons::licence::nearest;
use crate::entry::draft::{Article, Draft, Event, Own, Page, Shared};
use crate::entry::span::span;
use crate::model::article::Origin;
use crate::model::initiative::Initiative;
use crate::model::licence::LicenceKey;
use crate::model::recipe::Recipe;
use crate::reference::Snapshot;
use crate::value::duration::is_duration;
use crate::value::limit::Problems;
use crate::value::line;
use crate::value::problem::parameter::{Quoted, Thing};
use crate::value::problem::{Case, Problem};
use crate::value::territory::TerritoryRef;

/// The most characters of a title.
const MAX_TITLE: usize = 200;
/// The most characters of a summary.
const MAX_SUMMARY: usize = 280;
/// The most bytes of a body.
const MAX_BODY: usize = 256 * 1024;
/// The most bytes of any other text.
const MAX_TEXT: usize = 64 * 1024;
/// The most items of a list.
const MAX_ITEMS: usize = 50;
/// The most timings of an event.
const MAX_TIMINGS: usize = 250;
/// The most characters of a label: a material, the title of something linked.
const MAX_LABEL: usize = 500;
/// The most characters of an excerpt.
const MAX_EXCERPT: usize = 500;
/// The years in which an initiative may have begun.
const YEARS: std::ops::RangeInclusive<i32> = 1000..=2100;

/// The problem of a licence that is not known, with the one that may be meant.
pub(crate) fn unknown_licence(path: &str, key: &LicenceKey) -> Problem {
    let near = nearest(&key.0).map(|it| Quoted::of(&it.key));
    Problem::new(path, Case::UnknownLicence { key: Quoted::of(&key.0), near })
}

/// The problem of a territory that is not known.
pub(crate) fn unknown_territory(path: &str, territory: &TerritoryRef) -> Problem {
    Problem::new(path, Case::Unknown { thing: Thing::Territory, name: Quoted::of(territory.as_str()) })
}

/// Checks a draft against what is known.
///
/// # Errors
/// Every problem that was found.
pub(crate) fn check(draft: &Draft, reference: &Snapshot) -> Result<(), Vec<Problem>> {
    let mut problems = Problems(Vec::new());
    shared(&draft.shared, reference, &mut problems);
    match &draft.own {
        // each is taken apart without `..`: a new field stops the build until it is checked, or said to need no check
        Own::Initiative(own) => initiative(own, &mut problems),
        Own::Recipe(own) => recipe(own, &mut problems),
        Own::Article(own) => article(own, &draft.shared, reference, &mut problems),
        Own::Event(own) => event(own, &reference.settings.time_zone, &mut problems),
        Own::Page(Page { parent: _, position: _, is_in_menu: _, menu_label }) => {
            problems.line("menuLabel", menu_label.as_deref(), MAX_TITLE);
        }
    }
    if let (Some(from), Some(until)) = (draft.state.published_at, draft.state.unpublish_at)
        && until <= from
    {
        let case = if until < from { Case::Before("publishedAt") } else { Case::SameMomentAs("publishedAt") };
        problems.add("unpublishAt", case);
    }
    if problems.0.is_empty() { Ok(()) } else { Err(problems.0) }
}

fn shared(shared: &Shared, reference: &Snapshot, problems: &mut Problems) {
    if shared.title.trim().is_empty() {
        problems.add("title", Case::Missing);
    }
    if line::holds_markup(&shared.title) {
        problems.add("title", Case::Markup);
    }
    problems.line("title", Some(&shared.title), MAX_TITLE);
    problems.line("summary", shared.summary.as_deref(), MAX_SUMMARY);
    problems.text("body", Some(&shared.body), MAX_BODY);
    for (name, credits) in [
        ("authors", &shared.authors),
        ("holders", &shared.holders),
        ("organisers", &shared.organisers),
        ("translators", &shared.translators),
    ] {
        problems.list(name, credits, MAX_ITEMS);
        for (at, credit) in credits.iter().enumerate() {
            if let crate::entry::draft::Credit::Name { name: person, url } = credit {
                problems.address(&format!("{name}.{at}.url"), url.as_ref());
                let path = format!("{name}.{at}.name");
                if person.trim().is_empty() {
                    problems.add(&path, Case::Missing);
                }
                problems.line(&path, Some(person), MAX_TITLE);
            }
        }
    }
    problems.most("territories", &shared.territories, MAX_ITEMS);
    problems.list("themes", &shared.themes, MAX_ITEMS);
    problems.list("references", &shared.references, MAX_ITEMS);
    problems.list("initiatives", &shared.initiatives, MAX_ITEMS);
    problems.list("adaptedFrom", &shared.adapted_from, MAX_ITEMS);
    problems.list("media", &shared.media, MAX_ITEMS);
    let mut places = BTreeSet::new();
    for (at, place) in shared.territories.iter().enumerate() {
        match reference.territory(place) {
            Some(it) if !places.insert(it.seq) => {
                problems.add(&format!("territories.{at}"), Case::Twice);
            }
            Some(_) => {}
            None => problems.0.push(unknown_territory(&format!("territories.{at}"), place)),
        }
    }
    for (at, page) in shared.references.iter().enumerate() {
        problems.address(&format!("references.{at}.url"), Some(&page.url));
        problems.line(&format!("references.{at}.title"), page.title.as_deref(), MAX_LABEL);
    }
    if let Some(language) = shared.language.as_ref().filter(|it| !it.is_canonical()) {
        problems.add("language", Case::NotALanguage(Quoted::of(language.as_str())));
    }
    licence("licence", shared.licence.as_ref(), reference, problems);
    for (at, origin) in shared.adapted_from.iter().enumerate() {
        licence(&format!("adaptedFrom.{at}.licence"), origin.licence.as_ref(), reference, problems);
        problems.address(&format!("adaptedFrom.{at}.url"), origin.url.as_ref());
        problems.line(&format!("adaptedFrom.{at}.title"), origin.title.as_deref(), MAX_LABEL);
        problems.line(&format!("adaptedFrom.{at}.authors"), origin.authors.as_deref(), MAX_LABEL);
        problems.text(&format!("adaptedFrom.{at}.note"), origin.note.as_deref(), MAX_TEXT);
        if origin.entry.is_none() && origin.url.is_none() && origin.title.is_none() {
            problems.add(&format!("adaptedFrom.{at}"), Case::MissingOrigin);
        }
    }
    if let Some(place) = &shared.location {
        location(place, reference, problems);
    }
}

fn location(place: &crate::entry::draft::Location, reference: &Snapshot, problems: &mut Problems) {
    if let Some(commune) = &place.commune
        && reference.territory(commune).is_none_or(|it| it.kind != crate::model::territory::Kind::Commune)
    {
        let name = Quoted::of(commune.as_str());
        problems.add("location.commune", Case::Unknown { thing: Thing::Commune, name });
    }
    match (place.latitude, place.longitude) {
        (Some(latitude), Some(longitude)) => {
            if !(-90.0..=90.0).contains(&latitude) || !(-180.0..=180.0).contains(&longitude) {
                problems.add("location", Case::NowhereOnEarth);
            }
        }
        (None, None) if place.commune.is_some() => {}
        (None, None) => problems.add("location", Case::MissingPlace),
        (Some(_), None) | (None, Some(_)) => problems.add("location", Case::HalfCoordinates),
    }
}

fn licence(path: &str, key: Option<&LicenceKey>, reference: &Snapshot, problems: &mut Problems) {
    if let Some(key) = key
        && reference.licences.by_key(&key.0).is_none()
    {
        problems.0.push(unknown_licence(path, key));
    }
}

fn initiative(own: &Initiative, problems: &mut Problems) {
    let Initiative {
        maturity: _,
        start_year,
        website,
        contact_url,
        need,
        response,
        story,
        social_value,
        call_for_help,
    } = own;
    let (min, max) = (*YEARS.start(), *YEARS.end());
    if let Some(year) = start_year.filter(|it| !YEARS.contains(it)) {
        problems.add("startYear", Case::YearOutOfRange { year, min, max });
    }
    problems.address("website", website.as_ref());
    problems.address("contactUrl", contact_url.as_ref());
    for (name, text) in [
        ("need", need),
        ("response", response),
        ("story", story),
        ("socialValue", social_value),
        ("callForHelp", call_for_help),
    ] {
        problems.text(name, text.as_deref(), MAX_TEXT);
    }
}

fn recipe(own: &Recipe, problems: &mut Problems) {
    let Recipe {
        purpose,
        audience,
        participants,
        preparation,
        duration,
        cost,
        materials,
        steps,
        variants,
        lessons_learned,
        changelog,
    } = own;
    problems.list("materials", materials, MAX_ITEMS);
    problems.list("steps", steps, MAX_ITEMS);
    if let Some((min, max)) = participants.and_then(|it| it.min.zip(it.max))
        && min > max
    {
        problems.add("participants", Case::MinAboveMax { min: min.into(), max: max.into() });
    }
    let bounds = participants.map(|it| [it.min, it.max]).unwrap_or_default();
    if let Some(below) = bounds.into_iter().flatten().find(|it| *it < 0) {
        problems.add("participants", Case::BelowZero(below.into()));
    }
    if duration.as_deref().is_some_and(|it| !is_duration(it)) {
        problems.add("duration", Case::NotADuration);
    }
    for (at, step) in steps.iter().enumerate() {
        problems.line(&format!("steps.{at}.title"), step.title.as_deref(), MAX_TITLE);
        problems.text(&format!("steps.{at}.text"), Some(&step.text), MAX_TEXT);
    }
    for (at, material) in materials.iter().enumerate() {
        problems.line(&format!("materials.{at}"), Some(material), MAX_LABEL);
    }
    for (name, text) in [
        ("purpose", purpose),
        ("audience", audience),
        ("preparation", preparation),
        ("cost", cost),
        ("variants", variants),
        ("lessonsLearned", lessons_learned),
        ("changelog", changelog),
    ] {
        problems.text(name, text.as_deref(), MAX_TEXT);
    }
}

fn article(own: &Article, shared: &Shared, reference: &Snapshot, problems: &mut Problems) {
    let Article {
        article_kind,
        source: _,
        original_url,
        original_licence,
        original_authors,
        original_published_at: _,
        original_updated_at: _,
        postscript,
    } = own;
    licence("originalLicence", original_licence.as_ref(), reference, problems);
    problems.list("originalAuthors", original_authors, MAX_ITEMS);
    for (at, name) in original_authors.iter().enumerate() {
        problems.line(&format!("originalAuthors.{at}"), Some(name), MAX_TITLE);
    }
    problems.address("originalUrl", original_url.as_ref());
    problems.text("postscript", postscript.as_deref(), MAX_TEXT);
    let kind = article_kind.unwrap_or(Origin::Original);
    if kind.is_taken_over() && original_url.is_none() {
        problems.add("originalUrl", Case::MissingOriginalAddress);
    }
    let count = shared.body.chars().count();
    if kind == Origin::Excerpt && count > MAX_EXCERPT {
        problems.add("body", Case::ExcerptTooLong { count, max: MAX_EXCERPT });
    }
}

fn event(own: &Event, default_zone: &str, problems: &mut Problems) {
    let Event { timings, time_zone, attendance: _, event_status: _, place, address, links, capacity } = own;
    let zone = time_zone.as_deref().unwrap_or(default_zone);
    let known = zone.parse::<Tz>().ok();
    if known.is_none() {
        problems.add("timeZone", Case::Unknown { thing: Thing::TimeZone, name: Quoted::of(zone) });
    }
    if timings.is_empty() {
        problems.add("timings", Case::MissingTimings);
    }
    problems.list("timings", timings, MAX_TIMINGS);
    for (at, timing) in timings.iter().enumerate() {
        // when it is cannot be told without its zone
        if let Some(Err(case)) = known.map(|zone| span(timing, zone)) {
            problems.add(&format!("timings.{at}"), case);
        }
    }
    problems.list("links", links, MAX_ITEMS);
    for (at, link) in links.iter().enumerate() {
        problems.address(&format!("links.{at}.url"), Some(&link.url));
        problems.line(&format!("links.{at}.title"), link.title.as_deref(), MAX_LABEL);
    }
    problems.line("place", place.as_deref(), MAX_TITLE);
    problems.text("address", address.as_deref(), 1000);
    if let Some(below) = capacity.filter(|it| *it < 0) {
        problems.add("capacity", Case::BelowZero(below.into()));
    }
}
