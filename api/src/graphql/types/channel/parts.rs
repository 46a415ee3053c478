//! What is read of an entry: its texts rendered, and the parts that only its kind has, each under its heading.

use std::sync::Arc;

use entity::error::Result;
use entity::model::article::Article;
use entity::model::entry::{Entry, Own};
use entity::model::event::{Attendance, Event};
use entity::model::initiative::{Initiative, Maturity};
use entity::model::recipe::{Participants, Recipe};

use crate::message::Message;
use crate::render::cache::{self, Form};
use crate::render::content::{Content, Fact, Section, Step};
use crate::render::markdown::Shown;
use crate::render::when;

/// What is read of an entry, with labels in a language.
pub(super) async fn content(entry: &Entry, shown: &Shown, language: &str) -> Result<Content> {
    let body = entry.body.as_deref().unwrap_or_default();
    let labels = (entry.language.primary() != language).then(|| language.to_owned());
    let mut content = Content { labels, ..Content::default() };
    let body = Part { heading: None, text: Some(body) };
    match &entry.own {
        Some(Own::Initiative(it)) => initiative(&mut content, it, body, shown, language).await?,
        Some(Own::Recipe(it)) => recipe(&mut content, it, body, shown, language).await?,
        Some(Own::Article(it)) => article(&mut content, it, body, shown, language).await?,
        Some(Own::Event(it)) => {
            event(&mut content, it, entry, language);
            content.sections = sections([body], shown, language).await?;
        }
        Some(Own::Page(_)) | None => content.sections = sections([body], shown, language).await?,
    }
    Ok(content)
}

/// What programs read beside the texts: the materials and steps of a recipe.
pub(super) async fn structure(entry: &Entry, shown: &Shown, language: &str) -> Result<Content> {
    let mut content = Content::default();
    if let Some(Own::Recipe(it)) = &entry.own {
        to_do(&mut content, it, shown, language).await?;
    }
    Ok(content)
}

/// A text under a heading; the main text has none.
struct Part<'a> {
    heading: Option<&'static str>,
    text: Option<&'a str>,
}

fn part<'a>(heading: &'static str, text: &'a Option<String>) -> Part<'a> {
    Part { heading: Some(heading), text: text.as_deref() }
}

/// The parts that hold a text, rendered.
async fn sections<'a>(
    parts: impl IntoIterator<Item = Part<'a>>,
    shown: &Shown,
    language: &str,
) -> Result<Vec<Section>> {
    let mut sections = Vec::new();
    for Part { heading, text } in parts {
        let Some(text) = text.filter(|it| !it.trim().is_empty()) else { continue };
        let html = cache::rendered(text, Form::Html, shown).await?;
        sections.push(Section { heading: heading.map(|id| Message::new(id).say_in(language)), html });
    }
    Ok(sections)
}

async fn initiative(it: &mut Content, own: &Initiative, body: Part<'_>, shown: &Shown, language: &str) -> Result<()> {
    let say = |id: &'static str| Message::new(id).say_in(language);
    let maturity = own.maturity.map(|it| {
        say(match it {
            Maturity::Idea => "maturity-idea",
            Maturity::Starting => "maturity-starting",
            Maturity::Developing => "maturity-developing",
            Maturity::Mature => "maturity-mature",
            Maturity::Ended => "maturity-ended",
        })
    });
    it.facts.extend(fact("fact-maturity", maturity, None, language));
    it.facts.extend(fact("fact-start-year", own.start_year.map(|it| it.to_string()), None, language));
    for (name, url) in [("fact-website", &own.website), ("fact-contact", &own.contact_url)] {
        it.facts.extend(fact(
            name,
            url.as_ref().map(ToString::to_string),
            url.as_ref().map(ToString::to_string),
            language,
        ));
    }
    let parts = [
        part("section-need", &own.need),
        part("section-response", &own.response),
        body,
        part("section-story", &own.story),
        part("section-social-value", &own.social_value),
        part("section-call-for-help", &own.call_for_help),
    ];
    it.sections = sections(parts, shown, language).await?;
    Ok(())
}

async fn recipe(it: &mut Content, own: &Recipe, body: Part<'_>, shown: &Shown, language: &str) -> Result<()> {
    let duration = own.duration.as_deref().map(|it| when::duration(it, language));
    it.facts.extend(fact("fact-duration", duration, None, language));
    it.facts.extend(fact(
        "fact-participants",
        own.participants.and_then(|it| participants(it, language)),
        None,
        language,
    ));
    it.facts.extend(fact("fact-cost", own.cost.clone(), None, language));
    to_do(it, own, shown, language).await?;
    let parts = [
        part("section-purpose", &own.purpose),
        part("section-audience", &own.audience),
        body,
        part("section-preparation", &own.preparation),
    ];
    it.sections = sections(parts, shown, language).await?;
    let parts = [
        part("section-variants", &own.variants),
        part("section-lessons-learned", &own.lessons_learned),
        part("section-changelog", &own.changelog),
    ];
    it.later = sections(parts, shown, language).await?;
    Ok(())
}

/// How long it takes, what is needed, and what to do.
async fn to_do(it: &mut Content, own: &Recipe, shown: &Shown, language: &str) -> Result<()> {
    it.duration.clone_from(&own.duration);
    it.materials_heading = Message::new("section-materials").say_in(language);
    it.materials.clone_from(&own.materials);
    it.steps_heading = Message::new("section-steps").say_in(language);
    for step in &own.steps {
        let (html, text): (Arc<str>, Arc<str>) = (
            cache::rendered(&step.text, Form::Html, shown).await?,
            cache::rendered(&step.text, Form::Text, shown).await?,
        );
        it.steps.push(Step { title: step.title.clone(), html, text });
    }
    Ok(())
}

async fn article(it: &mut Content, own: &Article, body: Part<'_>, shown: &Shown, language: &str) -> Result<()> {
    let url = own.original_url.as_ref().map(ToString::to_string);
    let name = own.source.as_ref().map(|it| it.name.clone()).or_else(|| url.clone());
    it.facts.extend(fact("fact-original", name.filter(|_| url.is_some()), url, language));
    it.sections = sections([body, part("section-postscript", &own.postscript)], shown, language).await?;
    Ok(())
}

fn event(it: &mut Content, own: &Event, entry: &Entry, language: &str) {
    let commune = entry.location.as_ref().and_then(|it| it.commune.as_ref()).map(|it| it.name.clone());
    it.facts.extend(fact("fact-place", own.place.clone().or(commune), None, language));
    it.facts.extend(fact("fact-address", own.address.clone(), None, language));
    let attendance = match own.attendance {
        Attendance::InPerson => None,
        Attendance::Online => Some("attendance-online"),
        Attendance::Mixed => Some("attendance-mixed"),
    };
    let attendance = attendance.map(|id| Message::new(id).say_in(language));
    it.facts.extend(fact("fact-attendance", attendance, None, language));
    it.facts.extend(fact("fact-capacity", own.capacity.map(|it| it.to_string()), None, language));
    for link in &own.links {
        let text = link.title.clone().unwrap_or_else(|| link.url.to_string());
        it.facts.extend(fact("fact-link", Some(text), Some(link.url.to_string()), language));
    }
}

fn fact(name: &'static str, text: Option<String>, url: Option<String>, language: &str) -> Option<Fact> {
    let text = text.filter(|it| !it.trim().is_empty())?;
    Some(Fact { name: Message::new(name).say_in(language), text, url })
}

fn participants(it: Participants, language: &str) -> Option<String> {
    let message = match (it.min, it.max) {
        (None, None) => return None,
        (Some(min), None) => Message::new("participants-from").number("min", min),
        (None, Some(max)) => Message::new("participants-to").number("max", max),
        (Some(min), Some(max)) if min == max => return Some(min.to_string()),
        (Some(min), Some(max)) => Message::new("participants-between").number("min", min).number("max", max),
    };
    Some(message.say_in(language))
}
