//! `/embed`: a page on which a partner composes an embed; `/embed/about`: what an embed does not do.

use std::sync::Arc;

use axum::extract::{Extension, RawQuery, State};
use axum::http::header::{CONTENT_SECURITY_POLICY, HeaderValue};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use entity::model::territory;
use entity::value::kind::Kind;

use crate::app::App;
use crate::error::{self, Code, WireError};
use crate::graphql::engine::request::Request;
use crate::graphql::types::channel::item::{Depth, of_entries, theme_name};
use crate::http::channel::answer::{of_everybody, rows};
use crate::http::channel::parameters::{Parameters, written};
use crate::http::channel::selection::Selection;
use crate::http::channel::{entry, list, oembed};
use crate::http::client_ip::Peer;
use crate::http::{accept_language, landing};
use crate::message::{self, Message};
use crate::render::composer::{About, Choice, Composer, Snippet, Words};
use crate::render::embed::{ComponentHtml, IframeHtml, Layout, PlainHtml, Scheme, frame_height, snippet};
use crate::render::item::Item;
use crate::render::page::LANGUAGES;

/// The composer frames pages of ours, and runs its own script, without which it works as well.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; script-src 'self'; frame-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The height of the frame of a list, in pixels.
const LIST_HEIGHT: u32 = 600;

/// What can be composed.
const PARAMETERS: [&str; 10] =
    ["url", "kind", "territory", "theme", "author", "layout", "limit", "labels", "scheme", "language"];

pub(crate) async fn page(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
) -> Response {
    let language = message::language(&accept_language::of_page(&headers, query.as_deref()));
    let answered = of_everybody(&app, peer, headers, |request| composed(&app, request, query, language));
    landing::in_language(language, answered.await)
}

pub(crate) async fn about(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
) -> Response {
    let language = message::language(&accept_language::of_page(&headers, query.as_deref()));
    let (app, query) = (&app, query.as_deref());
    let answered = of_everybody(app, peer, headers, |request| async move {
        Parameters::of(query, &["language"])?;
        Ok(with_policy(StatusCode::OK, told(app, &request, language), landing::POLICY))
    });
    landing::in_language(language, answered.await)
}

/// What was composed: the address of the page, and what to paste.
struct Composed {
    preview: String,
    height: u32,
    snippets: Vec<Snippet>,
}

async fn composed(
    app: &App,
    request: Request,
    query: Option<String>,
    language: &'static str,
) -> Result<Response, WireError> {
    let given = Parameters::of(query.as_deref(), &PARAMETERS)?;
    // a name that is not known is told beside the form, in which it can be mended; what the server lacks is not
    let made = match compose(app, &request, &given, language).await {
        Ok(made) => Ok(made),
        Err(told) if told.code.status_of_page().is_client_error() => {
            Err(told.say(&language.parse().into_iter().collect::<Vec<_>>()))
        }
        Err(told) => return Err(told),
    };
    let status = if made.is_ok() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let (composed, mistake) = match made {
        Ok(made) => (Some(made), None),
        Err(mistake) => (None, Some(mistake)),
    };
    let said = |id: &'static str| Message::new(id).say_in(language);
    let is = |name: &str, value: &str| given.one(name).ok().flatten() == Some(value);
    let choice = |name: &str, value: &str, text: String| Choice {
        value: value.to_owned(),
        name: text,
        is_chosen: is(name, value),
    };
    let reference = request.reader.reference();
    let mut themes: Vec<Choice> = reference
        .themes
        .all()
        .iter()
        .map(|it| choice("theme", it.slug.as_str(), theme_name(it, &request, language)))
        .collect();
    themes.sort_by(|one, other| one.name.cmp(&other.name));
    let kinds = Kind::ALL.iter().map(|it| (it.word(), kind_of(*it)));
    let kinds = std::iter::once((list::ALL_KINDS, "list-everything")).chain(kinds);
    let wide = |it: &&Arc<territory::Territory>| it.kind != territory::Kind::Commune;
    let page = Composer {
        language,
        network: &reference.settings.name,
        words: words(language),
        languages: &LANGUAGES,
        url: given.one("url").ok().flatten().unwrap_or_default(),
        territory: given.one("territory").ok().flatten().unwrap_or_default(),
        member: given.one("author").ok().flatten().unwrap_or_default(),
        limit: given.number("limit", (1, list::MOST)).ok().flatten().unwrap_or(list::USUAL),
        kinds: kinds.map(|(word, id)| choice("kind", word, said(id))).collect(),
        themes,
        layouts: Layout::ALL.iter().map(|it| choice("layout", it.word(), said(layout_name(*it)))).collect(),
        schemes: Scheme::ALL.iter().map(|it| choice("scheme", it.word(), said(scheme_name(*it)))).collect(),
        label_languages: LANGUAGES.iter().map(|(tag, name)| choice("labels", tag, (*name).to_owned())).collect(),
        territories: reference
            .territories
            .all()
            .iter()
            .filter(wide)
            .map(|it| choice("territory", it.reference.as_str(), it.name.clone()))
            .collect(),
        mistake,
        preview: composed.as_ref().map(|it| it.preview.clone()),
        height: composed.as_ref().map_or(LIST_HEIGHT, |it| it.height),
        snippets: composed.map(|it| it.snippets).unwrap_or_default(),
    };
    Ok(with_policy(status, page.html(), POLICY))
}

async fn compose(
    app: &App,
    request: &Request,
    given: &Parameters,
    language: &'static str,
) -> Result<Composed, WireError> {
    let labels = given.word("labels", &entry::LANGUAGES)?.unwrap_or("fr");
    let scheme = entry::scheme(given)?;
    let mut looks = vec![("language", labels)];
    if scheme != Scheme::Auto {
        looks.push(("scheme", scheme.word()));
    }
    match given.one("url")? {
        Some(url) => one(app, request, url, &looks, language).await,
        None => several(app, request, given, looks, (labels, language)).await,
    }
}

async fn one(
    app: &App,
    request: &Request,
    url: &str,
    looks: &[(&str, &str)],
    language: &str,
) -> Result<Composed, WireError> {
    let (kind, slug) = oembed::at(app, request, url).await?;
    let found = entry::named(request, kind.word(), &slug).await?;
    let slug = found.slug.to_string();
    let item = entry::item(request, (found, None), Depth::Listed, None).await?;
    let query = written(looks);
    let (src, height) = (format!("{}{query}", item.embed_url), frame_height(kind));
    let iframe = snippet(&IframeHtml { src: &src, title: &item.title, height, url: &item.url });
    let mut attributes = vec![("kind".to_owned(), kind.word().to_owned()), ("slug".to_owned(), slug.clone())];
    attributes.extend(looks.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    let (api, title) = (app.site().api_url(), item.title.clone());
    let component = ComponentHtml { api, name: "entry", attributes: &attributes, url: &item.url, title: &title };
    let plain = snippet(&PlainHtml { items: std::slice::from_ref(&item) });
    let preview = format!("/embed/{}/{slug}{query}", kind.word());
    Ok(Composed { preview, height, snippets: snippets(iframe, snippet(&component), plain, false, language) })
}

async fn several(
    app: &App,
    request: &Request,
    given: &Parameters,
    looks: Vec<(&str, &str)>,
    (labels, language): (&str, &str),
) -> Result<Composed, WireError> {
    let word = given.one("kind")?.unwrap_or(list::ALL_KINDS);
    let layout = given.word("layout", &Layout::ALL.map(|it| (it.word(), it)))?.unwrap_or(Layout::Cards);
    if layout == Layout::Agenda && word != Kind::Event.word() {
        return Err(WireError::new(Code::Malformed, "channel-layout-agenda"));
    }
    let limit = given.number("limit", (1, list::MOST))?.unwrap_or(list::USUAL).to_string();
    let mut pairs = vec![("layout", layout.word()), ("limit", limit.as_str())];
    for name in ["territory", "theme", "author"] {
        pairs.extend(given.one(name)?.map(|it| (name, it)));
    }
    pairs.extend(looks);
    // the names are checked as the list itself checks them
    let narrowing: String = written(&pairs[2..]);
    let names = ["territory", "theme", "author", "language", "scheme"];
    let chosen = Parameters::of(Some(narrowing.trim_start_matches('?')), &names)?;
    let selection = Selection::of(&chosen, request, Kind::of_word(word), "content_language")?;
    let wanted = Depth::Listed.projection();
    let (entries, _) = rows(request, &selection.newest(), wanted, limit.parse().unwrap_or(list::USUAL), None).await?;
    let items: Vec<Item> = of_entries(entries, request, Depth::Listed, None).await.map_err(|it| error::of_data(&it))?;

    let (api, home) = (app.site().api_url(), app.site().home_url());
    let path = format!("/embed/{word}{}", written(&pairs));
    let title = format!("{} · {}", request.reader.reference().settings.name, selection.title(request, labels));
    let iframe = snippet(&IframeHtml { src: &format!("{api}{path}"), title: &title, height: LIST_HEIGHT, url: home });
    let mut attributes = vec![("kind".to_owned(), word.to_owned())];
    attributes.extend(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    let component = ComponentHtml { api, name: "list", attributes: &attributes, url: home, title: &title };
    let plain = snippet(&PlainHtml { items: &items });
    let snippets = snippets(iframe, snippet(&component), plain, true, language);
    Ok(Composed { preview: path, height: LIST_HEIGHT, snippets })
}

fn snippets(iframe: String, component: String, plain: String, is_list: bool, language: &str) -> Vec<Snippet> {
    let said = |id: &'static str| Message::new(id).say_in(language);
    let plain_note = if is_list { "composer-plain-list-note" } else { "composer-plain-note" };
    vec![
        Snippet { name: said("composer-iframe"), about: said("composer-iframe-note"), html: iframe },
        Snippet { name: said("composer-component"), about: said("composer-component-note"), html: component },
        Snippet { name: said("composer-plain"), about: said(plain_note), html: plain },
    ]
}

fn kind_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Initiative => "kind-initiative",
        Kind::Recipe => "kind-recipe",
        Kind::Article => "kind-article",
        Kind::Event => "kind-event",
        Kind::Page => "kind-page",
    }
}

fn layout_name(layout: Layout) -> &'static str {
    match layout {
        Layout::Cards => "layout-cards",
        Layout::List => "layout-list",
        Layout::Agenda => "layout-agenda",
        Layout::MapList => "layout-map-list",
    }
}

fn scheme_name(scheme: Scheme) -> &'static str {
    match scheme {
        Scheme::Auto => "scheme-auto",
        Scheme::Light => "scheme-light",
        Scheme::Dark => "scheme-dark",
    }
}

fn words(language: &str) -> Words {
    let said = |id: &'static str| Message::new(id).say_in(language);
    Words {
        title: said("composer-title"),
        summary: said("composer-summary"),
        other_languages: said("page-in-your-language"),
        one_entry: said("composer-one-entry"),
        one_entry_note: said("composer-one-entry-note"),
        a_list: said("composer-a-list"),
        kind: said("composer-kind"),
        territory: said("composer-territory"),
        territory_note: said("composer-territory-note"),
        theme: said("composer-theme"),
        any: said("composer-any"),
        member: said("composer-member"),
        looks: said("composer-looks"),
        layout: said("composer-layout"),
        limit: said("composer-limit"),
        labels: said("composer-labels"),
        scheme: said("composer-scheme"),
        show: said("composer-show"),
        preview: said("composer-preview"),
        paste: said("composer-paste"),
        copy: said("composer-copy"),
        copied: said("composer-copied"),
        about: said("about-title"),
    }
}

fn told(app: &App, request: &Request, language: &str) -> String {
    let said = |id: &'static str| Message::new(id).say_in(language);
    let settings = &request.reader.reference().settings;
    let contact = settings.contact.as_ref().map(|it| {
        let is_page = it.starts_with("https://") || it.starts_with("http://");
        (it.clone(), if is_page { it.clone() } else { format!("mailto:{it}") })
    });
    let section = |heading, text| (said(heading), said(text));
    About {
        language,
        network: &settings.name,
        api: app.site().api_url(),
        title: said("about-title"),
        languages: &LANGUAGES,
        other_languages: said("page-in-your-language"),
        sections: vec![
            section("about-nothing", "about-nothing-text"),
            section("about-log", "about-log-text"),
            section("about-stable", "about-stable-text"),
        ],
        csp_heading: said("about-csp"),
        csp_note: said("about-csp-text"),
        feed_heading: said("about-feed"),
        feed_note: said("about-feed-text"),
        contact_heading: said("about-contact"),
        contact,
        no_contact: said("about-no-contact"),
        compose: said("composer-title"),
    }
    .html()
}

fn with_policy(status: StatusCode, html: String, policy: &'static str) -> Response {
    let mut response = (status, Html(html)).into_response();
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    response
}
