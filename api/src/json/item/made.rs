//! Makes the parts of items from rows.

use std::sync::Arc;

use entity::model::entry as row;
use entity::model::entry::{Credited, Role};
use entity::model::event::Span;
use entity::model::media::Media;
use entity::model::{article, event, initiative, licence, member, page, recipe, source, territory, theme};
use entity::query::lineage::{Ancestor, Origin};
use entity::value::url::WebAddress;

use crate::graphql::engine::request::Request;
use crate::graphql::input::enums::AttributionFormat;
use crate::graphql::types::channel::pictures::Pictures;
use crate::graphql::types::commons::credit_line;
use crate::json::item::catalogue::{Licence, Member, Permissions, Requirements, Source, Territory, Theme};
use crate::json::item::entry::{Article, Entry, Event, Initiative, Page, Recipe};
use crate::json::item::part::{
    AdaptedFrom, Attachment, Credit, EntryLink, LicenceNotice, Location, MemberLink, Participants, Picture, SourceLink,
    Step, TerritoryLink, Texts, ThemeLink, Timing, Translation, WebLink,
};
use crate::json::item::word::Word;

/// What was read beside an entry, as far as it was asked for.
#[derive(Debug, Default)]
pub(crate) struct Beside {
    pub(crate) origins: Vec<Origin>,
    /// What it shows under licences of their own.
    pub(crate) others: Vec<Arc<Media>>,
    pub(crate) cover: Option<Picture>,
    pub(crate) gallery: Vec<Picture>,
    pub(crate) attachments: Vec<Attachment>,
    pub(crate) body_html: String,
    pub(crate) translations: Vec<row::Translation>,
    pub(crate) adaptations: Vec<EntryLink>,
    pub(crate) articles: Vec<EntryLink>,
    pub(crate) recipes: Vec<EntryLink>,
    pub(crate) events: Vec<EntryLink>,
    pub(crate) initiatives: Vec<EntryLink>,
}

fn address(url: Option<&WebAddress>) -> Option<String> {
    url.map(ToString::to_string)
}

pub(crate) fn licence_notice(of: &licence::Licence) -> LicenceNotice {
    let facts = &of.facts;
    LicenceNotice { key: facts.key.clone(), short_name: facts.short_name.clone(), url: facts.url.clone() }
}

fn credits(entry: &row::Entry, role: Role, request: &Request) -> Vec<Credit> {
    let credit = |it: &row::Credit| {
        let role = Word(it.role.into());
        match &it.who {
            Credited::Member(member) => {
                let is_seen = request.reader.sees(member);
                let url = address(member.website.as_ref().filter(|_| is_seen));
                let link = MemberLink { id: member.id.to_string(), slug: member.slug.to_string() };
                Credit { name: member.name.clone(), url, role, member: is_seen.then_some(link) }
            }
            Credited::Name { name, url } => {
                Credit { name: name.clone(), url: address(url.as_ref()), role, member: None }
            }
        }
    };
    entry.credited(role).map(credit).collect()
}

fn territory_link(of: &Arc<territory::Territory>) -> TerritoryLink {
    TerritoryLink {
        id: of.id.to_string(),
        reference: of.reference.to_string(),
        slug: of.slug.to_string(),
        kind: Word(of.kind.into()),
        name: of.name.clone(),
    }
}

fn theme_link(of: &theme::Theme, request: &Request) -> ThemeLink {
    ThemeLink { id: of.id.to_string(), slug: of.slug.to_string(), name: theme_name(of, request) }
}

fn theme_name(of: &theme::Theme, request: &Request) -> String {
    let named = |tag: &str| of.names.iter().find(|(known, _)| known.as_str() == tag).map(|(_, name)| name);
    let name = request.choose(None, named).or_else(|| of.names.values().next());
    name.map_or_else(|| of.slug.to_string(), Clone::clone)
}

fn location(of: &row::Location) -> Location {
    Location {
        commune: of.commune.as_ref().map(territory_link),
        latitude: of.point.map(|it| it.0),
        longitude: of.point.map(|it| it.1),
    }
}

pub(crate) fn timing(of: &event::Timing) -> Timing {
    let (mut hours, mut days) = ((None, None), (None, None));
    match of.span {
        Span::Hours { start, end } => hours = (Some(start), end),
        Span::Days { start, end } => days = (Some(start.to_string()), Some(end.to_string())),
    }
    Timing {
        id: of.id.to_string(),
        status: Word(of.status.into()),
        all_day: days.0.is_some(),
        start: hours.0,
        end: hours.1,
        start_date: days.0,
        end_date: days.1,
    }
}

/// An entry that another one refers to.
pub(crate) fn entry_link(of: &row::Entry, (origins, pictures): (&[Origin], &Pictures), request: &Request) -> EntryLink {
    let others = pictures.under_other_licences(of);
    EntryLink {
        id: of.id.to_string(),
        kind: Word(of.kind.into()),
        slug: of.slug.to_string(),
        url: request.url(of),
        title: of.title.clone(),
        summary: of.summary.clone(),
        language: of.language.to_string(),
        licence: licence_notice(&of.licence),
        authors: credits(of, Role::Author, request),
        attribution: credit_line::of_entry(of, origins, &others, request, None, AttributionFormat::Text),
    }
}

fn adapted_from(of: &Origin, request: &Request) -> AdaptedFrom {
    let (title, url, licence) = match &of.what {
        Ancestor::Entry(it) => (Some(it.title.clone()), Some(request.url(it)), Some(licence_notice(&it.licence))),
        Ancestor::Tombstone(it) => (Some(it.title.clone()), None, Some(licence_notice(&it.licence))),
        Ancestor::Outside { url, title, licence, .. } => {
            (title.clone(), address(url.as_ref()), licence.as_ref().map(|it| licence_notice(it)))
        }
    };
    AdaptedFrom {
        nature: Word(of.nature.into()),
        note: of.note.clone(),
        title,
        url,
        licence,
        attribution: credit_line::of_ancestor(&of.what, request, None, AttributionFormat::Text),
        is_withdrawn: matches!(of.what, Ancestor::Tombstone(_)),
    }
}

fn shared(of: &row::Entry, beside: &mut Beside, wants_html: bool, request: &Request) -> Entry {
    let credit = |format| credit_line::of_entry(of, &beside.origins, &beside.others, request, None, format);
    let translation = |it: row::Translation| Translation {
        url: request.site.entry_url(it.kind, &it.slug),
        language: it.language.to_string(),
        title: it.title,
        slug: it.slug.to_string(),
    };
    Entry {
        id: of.id.to_string(),
        kind: Word(of.kind.into()),
        slug: of.slug.to_string(),
        url: request.url(of),
        title: of.title.clone(),
        language: of.language.to_string(),
        licence: licence_notice(&of.licence),
        authors: credits(of, Role::Author, request),
        attribution: credit(AttributionFormat::Text),
        attribution_html: if wants_html { credit(AttributionFormat::Html) } else { String::new() },
        summary: of.summary.clone(),
        body: of.body.clone().unwrap_or_default(),
        body_html: std::mem::take(&mut beside.body_html),
        published_at: of.published_at,
        updated_at: of.updated_at,
        created_at: of.created_at,
        version: of.version,
        translators: credits(of, Role::Translator, request),
        themes: of.themes.iter().map(|it| theme_link(it, request)).collect(),
        territories: of.territories.iter().map(territory_link).collect(),
        references: of.references.iter().map(|it| web_link(&it.url, it.title.as_ref())).collect(),
        translations: std::mem::take(&mut beside.translations).into_iter().map(translation).collect(),
        cover: std::mem::take(&mut beside.cover),
        gallery: std::mem::take(&mut beside.gallery),
        attachments: std::mem::take(&mut beside.attachments),
        adapted_from: beside.origins.iter().map(|it| adapted_from(it, request)).collect(),
        adaptations: std::mem::take(&mut beside.adaptations),
    }
}

fn web_link(url: &WebAddress, title: Option<&String>) -> WebLink {
    WebLink { url: url.to_string(), title: title.cloned() }
}

/// An entry of any kind, with all its fields.
pub(crate) fn entry(
    of: &row::Entry,
    mut beside: Beside,
    wants_html: bool,
    request: &Request,
) -> serde_json::Result<serde_json::Value> {
    use entity::value::kind::Kind;
    use serde_json::to_value;
    let entry = shared(of, &mut beside, wants_html, request);
    match (of.kind, &of.own) {
        (Kind::Initiative, Some(row::Own::Initiative(own))) => to_value(initiative(of, entry, own, beside, request)),
        (Kind::Initiative, _) => to_value(initiative(of, entry, &Default::default(), beside, request)),
        (Kind::Recipe, Some(row::Own::Recipe(own))) => to_value(recipe(entry, own, beside)),
        (Kind::Recipe, _) => to_value(recipe(entry, &Default::default(), beside)),
        (Kind::Article, own) => {
            let own = if let Some(row::Own::Article(own)) = own { Some(own.as_ref()) } else { None };
            to_value(article(entry, own, beside))
        }
        (Kind::Event, _) => to_value(event(of, entry, beside, request)),
        (Kind::Page, Some(row::Own::Page(own))) => to_value(page(entry, own)),
        (Kind::Page, _) => to_value(page(entry, &Default::default())),
    }
}

fn initiative(
    of: &row::Entry,
    entry: Entry,
    own: &initiative::Initiative,
    beside: Beside,
    request: &Request,
) -> Initiative {
    Initiative {
        entry,
        holders: credits(of, Role::Holder, request),
        location: of.location.as_ref().map(location),
        maturity: own.maturity.map(|it| Word(it.into())),
        start_year: own.start_year,
        website: address(own.website.as_ref()),
        contact_url: address(own.contact_url.as_ref()),
        need: own.need.clone(),
        response: own.response.clone(),
        story: own.story.clone(),
        social_value: own.social_value.clone(),
        call_for_help: own.call_for_help.clone(),
        articles: beside.articles,
        recipes: beside.recipes,
        events: beside.events,
    }
}

fn recipe(entry: Entry, own: &recipe::Recipe, beside: Beside) -> Recipe {
    Recipe {
        entry,
        purpose: own.purpose.clone(),
        audience: own.audience.clone(),
        participants: own.participants.map(|it| Participants { min: it.min, max: it.max }),
        preparation: own.preparation.clone(),
        duration: own.duration.clone(),
        cost: own.cost.clone(),
        materials: own.materials.clone(),
        steps: own.steps.iter().map(|it| Step { title: it.title.clone(), text: it.text.clone() }).collect(),
        variants: own.variants.clone(),
        lessons_learned: own.lessons_learned.clone(),
        changelog: own.changelog.clone(),
        initiatives: beside.initiatives,
    }
}

fn article(entry: Entry, own: Option<&article::Article>, beside: Beside) -> Article {
    Article {
        entry,
        article_kind: own.map(|it| Word(it.kind.into())),
        source: own.and_then(|it| it.source.as_ref()).map(|it| source_link(it)),
        original_url: own.and_then(|it| address(it.original_url.as_ref())),
        original_licence: own.and_then(|it| it.original_licence.as_ref()).map(|it| licence_notice(it)),
        original_authors: own.map(|it| it.original_authors.clone()).unwrap_or_default(),
        original_published_at: own.and_then(|it| it.original_published_at),
        original_updated_at: own.and_then(|it| it.original_updated_at),
        postscript: own.and_then(|it| it.postscript.clone()),
        initiatives: beside.initiatives,
    }
}

/// An event, with all its fields.
pub(crate) fn event(of: &row::Entry, entry: Entry, beside: Beside, request: &Request) -> Event {
    let own = if let Some(row::Own::Event(own)) = &of.own { Some(own.as_ref()) } else { None };
    Event {
        entry,
        organisers: credits(of, Role::Organiser, request),
        location: of.location.as_ref().map(location),
        time_zone: own.map(|it| it.time_zone.clone()).unwrap_or_default(),
        attendance: own.map(|it| Word(it.attendance.into())),
        event_status: own.map(|it| Word(it.status.into())),
        place: own.and_then(|it| it.place.clone()),
        address: own.and_then(|it| it.address.clone()),
        links: own.into_iter().flat_map(|it| &it.links).map(|it| web_link(&it.url, it.title.as_ref())).collect(),
        capacity: own.and_then(|it| it.capacity),
        timings: own.into_iter().flat_map(|it| &it.timings).map(timing).collect(),
        initiatives: beside.initiatives,
    }
}

fn page(entry: Entry, own: &page::Page) -> Page {
    Page { entry, position: own.position, is_in_menu: own.in_menu, menu_label: own.menu_label.clone() }
}

fn source_link(of: &source::Source) -> SourceLink {
    SourceLink {
        id: of.id.to_string(),
        slug: of.slug.to_string(),
        name: of.name.clone(),
        homepage: of.homepage.to_string(),
    }
}

pub(crate) fn member(of: &member::Member) -> Member {
    Member {
        id: of.id.to_string(),
        slug: of.slug.to_string(),
        name: of.name.clone(),
        kind: Word(of.kind.into()),
        bio: of.bio.clone(),
        website: address(of.website.as_ref()),
        territories: of.territories.iter().map(territory_link).collect(),
        created_at: of.created_at,
    }
}

pub(crate) fn territory(of: &territory::Territory, request: &Request) -> Territory {
    let reference = request.reader.reference();
    Territory {
        id: of.id.to_string(),
        reference: of.reference.to_string(),
        slug: of.slug.to_string(),
        name: of.name.clone(),
        kind: Word(of.kind.into()),
        code: of.code.clone(),
        postal_codes: of.postal_codes.clone(),
        population: of.population,
        parents: reference.parents(of).iter().map(territory_link).collect(),
        children: reference.children(of).iter().map(territory_link).collect(),
    }
}

pub(crate) fn theme(of: &theme::Theme, request: &Request) -> Theme {
    let reference = request.reader.reference();
    Theme {
        id: of.id.to_string(),
        slug: of.slug.to_string(),
        name: theme_name(of, request),
        names: of.names.iter().map(|(language, name)| (language.to_string(), name.clone())).collect(),
        parent: reference.theme_parent(of).map(|it| theme_link(&it, request)),
        children: reference.theme_children(of).iter().map(|it| theme_link(it, request)).collect(),
    }
}

pub(crate) fn licence(of: &licence::Licence) -> Licence {
    let facts = &of.facts;
    let (permits, requires) = (&facts.permits, &facts.requires);
    let texts = |it: &Texts| it.clone();
    Licence {
        id: of.id.to_string(),
        key: facts.key.clone(),
        short_name: facts.short_name.clone(),
        url: facts.url.clone(),
        is_spdx: facts.spdx,
        names: facts.name.clone(),
        family: facts.family.to_string(),
        version: facts.version.clone(),
        deeds: facts.deed.as_ref().map(texts),
        permits: Permissions {
            reproduction: permits.reproduction,
            adaptation: permits.adaptation,
            commercial_use: permits.commercial_use,
        },
        requires: Requirements { attribution: requires.attribution, share_alike: requires.share_alike },
        is_free_cultural: facts.free_cultural,
        note: facts.note.clone(),
    }
}

pub(crate) fn source(of: &source::Source) -> Source {
    Source {
        id: of.id.to_string(),
        slug: of.slug.to_string(),
        name: of.name.clone(),
        licence: licence_notice(&of.licence),
        homepage: of.homepage.to_string(),
        feed_url: address(of.feed.as_ref()),
        licence_statement_url: address(of.licence_stated_at.as_ref()),
        permission: Word(of.permission.into()),
    }
}
