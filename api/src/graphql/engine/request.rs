//! What a request carries through the resolvers: a reader born with its viewer, the reader's languages, the
//! addresses of the site, the batches of this request. No store, no other viewer's data.

use std::net::IpAddr;
use std::sync::{Arc, OnceLock};

use async_graphql::Context;
use entity::attempt::Origin;
use entity::db::caller::Caller;
use entity::model::claims::Claims;
use entity::model::entry::{Entry, Visibility};
use entity::model::licence::Licence;
use entity::model::theme::Theme;
use entity::reader::Reader;
use entity::value::language::LanguageTag;
use entity::writer::Writer;
use tokio::sync::Mutex;

use crate::auth::{Auth, network};
use crate::caller;
use crate::graphql::engine::batches::Batches;
use crate::site::Site;

/// What a request carries.
pub struct Request {
    /// What the viewer may read.
    pub reader: Reader,
    /// What the viewer may change.
    pub writer: Writer,
    /// The languages that `Accept-Language` names, the most wished for first.
    pub languages: Arc<[LanguageTag]>,
    /// The addresses of the site.
    pub site: Arc<Site>,
    /// The batches of this request.
    pub batches: Batches,
    /// Signs what somebody may show next time.
    pub(crate) auth: Arc<Auth>,
    /// Where it comes from; for bounds only.
    pub(crate) client: Option<IpAddr>,
    /// What a token claims that was shown although its time is over: enough to end its session.
    pub(crate) lapsed: Option<Claims>,
    /// Whether its answer is still waited for.
    pub(crate) caller: Caller,
    latest: OnceLock<Latest>,
    /// Whoever holds it renders: an operation renders one text at a time.
    pub(crate) rendering: Mutex<()>,
}

/// A reader of the same viewer in the latest view, and its batches.
pub(crate) struct Latest {
    pub(crate) reader: Reader,
    pub(crate) batches: Batches,
}

impl Request {
    /// A request of the reader's viewer.
    pub(crate) fn new(
        reader: Reader,
        writer: Writer,
        languages: Arc<[LanguageTag]>,
        site: Arc<Site>,
        auth: Arc<Auth>,
        client: Option<IpAddr>,
    ) -> Self {
        let (batches, caller) = (Batches::new(reader.clone()), caller::of_task());
        let writer = writer.called_by(caller.clone());
        Self {
            reader,
            writer,
            languages,
            site,
            batches,
            auth,
            client,
            lapsed: None,
            caller,
            latest: OnceLock::new(),
            rendering: Mutex::default(),
        }
    }

    /// The same request in the latest view: what waits is what is not published.
    pub(crate) fn latest(&self) -> &Latest {
        self.latest.get_or_init(|| {
            let reader = self.reader.in_latest_view();
            Latest { batches: Batches::new(reader.clone()), reader }
        })
    }

    /// The batches that read beside an entry in the view in which the entry itself was read: what is not public, or proposed, is of the
    /// latest view alone.
    pub(crate) fn batches_beside(&self, entry: &Entry) -> &Batches {
        let public = entry.visibility(self.reader.now()) == Visibility::Public && entry.proposed_version.is_none();
        if public || self.reader.is_in_latest_view() { &self.batches } else { &self.latest().batches }
    }

    /// From where it comes, as tries are counted.
    pub(crate) fn origin(&self) -> Origin {
        Origin { client: self.client.map(|it| network(it).to_string()), device: None }
    }

    /// The request that a resolver belongs to.
    pub fn of<'a>(ctx: &Context<'a>) -> &'a Self {
        ctx.data_unchecked::<Self>()
    }

    /// The public address of an entry.
    pub fn url(&self, entry: &Entry) -> String {
        self.site.entry_url(entry.kind, &entry.slug)
    }

    /// The name of a theme in the language that is asked for, else in one that is wished for, else in any.
    pub fn theme_name(&self, theme: &Theme, asked: Option<&LanguageTag>) -> String {
        let named = |tag: &str| theme.names.iter().find(|(known, _)| known.as_str() == tag).map(|(_, name)| name);
        let name = self.choose(asked, named).or_else(|| theme.names.values().next());
        name.map_or_else(|| theme.slug.to_string(), Clone::clone)
    }

    /// The name of a licence, likewise.
    pub fn licence_name<'a>(&self, licence: &'a Licence, asked: Option<&LanguageTag>) -> &'a str {
        let facts = &licence.facts;
        self.choose(asked, |it| facts.name.get(it)).unwrap_or(&facts.short_name)
    }

    /// The address of the summary of a licence, likewise.
    pub fn licence_deed<'a>(&self, licence: &'a Licence, asked: Option<&LanguageTag>) -> Option<&'a str> {
        let deeds = licence.facts.deed.as_ref()?;
        self.choose(asked, |it| deeds.get(it)).or_else(|| deeds.values().next()).map(String::as_str)
    }

    /// The first of the wished languages that `known` has, else the network's first, else any.
    pub fn choose<'a, T>(&self, asked: Option<&LanguageTag>, known: impl Fn(&str) -> Option<&'a T>) -> Option<&'a T> {
        let wished = asked.into_iter().chain(self.languages.iter());
        let all = wished.chain(&self.reader.reference().settings.languages);
        all.into_iter().find_map(|it| known(it.as_str()).or_else(|| known(it.primary())))
    }
}
