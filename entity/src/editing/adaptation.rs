//! Taking up what others made: an adaptation of an entry, or of a work outside the network, as a draft whose licence goes
//! together with its origin's; and what a partner wrote, republished as far as its licence and its site permit.

use serde_json::{Map, Value, json};

use crate::commons::compatibility::{self, Verdict};
use crate::commons::licence::Facts;
use crate::db::turn::Committed;
use crate::editing::idempotency::Keyed;
use crate::entry::draft::{Draft, Own, STATE};
use crate::entry::publishable::{original_licence_missing, refused, republishing};
use crate::entry::revisions::snapshot;
use crate::entry::validate::unknown_licence;
use crate::error::{Error, Result};
use crate::model::article;
use crate::model::entry::Nature;
use crate::model::licence::LicenceKey;
use crate::reference::Snapshot;
use crate::value::id::Id;
use crate::value::kind::Kind;
use crate::value::language::LanguageTag;
use crate::value::limit::unfit_text;
use crate::value::problem::{Case, Problem};
use crate::value::status::Status;
use crate::value::territory::TerritoryRef;
use crate::value::url::WebAddress;
use crate::writer::Writer;

/// The most characters of what is said of a change.
const MAX_NOTE: usize = 1_000;

/// What is to be made from something.
#[derive(Debug, Clone)]
pub struct NewAdaptation {
    /// What it is made from.
    pub origin: Origin,
    /// How.
    pub nature: Nature,
    /// What is changed.
    pub note: Option<String>,
    /// The licence that it is to carry; chosen from those allowed when absent.
    pub licence: Option<LicenceKey>,
    /// Its title; the origin's when absent.
    pub title: Option<String>,
    /// Its language; the origin's when absent, required of a translation.
    pub language: Option<LanguageTag>,
    /// Where it belongs.
    pub territories: Vec<TerritoryRef>,
    /// A key of the writer's own making.
    pub key: Option<String>,
}

/// What something is made from.
#[derive(Debug, Clone)]
pub enum Origin {
    /// An entry.
    Entry(Id),
    /// A work outside the network.
    Outside {
        /// Where it is.
        url: WebAddress,
        /// Its title.
        title: String,
        /// Its authors.
        authors: Option<String>,
        /// Its licence.
        licence: LicenceKey,
    },
}

impl Writer {
    /// Makes a draft from something public: its text where it is an entry, its origin, a licence that goes together with the
    /// origin's.
    ///
    /// # Errors
    /// [`Error::Denied`]; [`Error::NotFound`] for what the viewer may not read; [`Error::Invalid`] for what is wrong, or what
    /// the licence refuses.
    pub async fn adapt(&self, kind: Kind, mut wish: NewAdaptation) -> Result<Committed<Id>> {
        let reference = self.inner.reference();
        // what counts is what was wished for: the origin may change before it is sent again
        let key = wish.key.take().map(|key| Keyed { key, said: format!("{wish:?}") });
        if let Some(made) = self.reader().made_with(kind, key.as_ref()).await? {
            return Ok(Committed::already(made));
        }
        let path = if matches!(wish.origin, Origin::Entry(_)) { "origin" } else { "outside" };
        let from = wish.origin.clone();
        let (mut fields, mut origin, licence) = match wish.origin {
            Origin::Entry(id) => self.copied(kind, id, &reference).await?,
            Origin::Outside { url, title, authors, licence } => {
                let facts = known(&licence, "outside.licence", &reference)?;
                let mut fields = Map::new();
                fields.insert("title".to_owned(), json!(title));
                let origin = json!({ "url": url, "title": title, "authors": authors, "licence": licence });
                (fields, origin, facts)
            }
        };
        let facts = |key: &LicenceKey| known(key, "licence", &reference);
        let all: Vec<&Facts> = reference.licences.all().iter().map(|it| &it.facts).collect();
        let proposed = match &wish.licence {
            Some(key) => facts(key)?,
            // the origin's own where it may, else the freest that is allowed
            None => match compatibility::judge(&licence, &licence) {
                Verdict::Allowed => licence.clone(),
                Verdict::Discouraged | Verdict::NeedsReview | Verdict::Refused => {
                    let choice = compatibility::check(&[&licence], &licence, &all).alternatives;
                    choice.first().map_or_else(|| licence.clone(), |it| (*it).clone())
                }
            },
        };
        let found = compatibility::check(&[&licence], &proposed, &all);
        if found.verdict == Verdict::Refused {
            let at = if wish.licence.is_some() { "licence" } else { path };
            return Err(refused(at, &proposed, &found).into());
        }
        if let Some(case) = wish.note.as_ref().and_then(|it| unfit_text(it, MAX_NOTE)) {
            return Err(Problem::new("note", case).into());
        }
        let spoken = fields.get("language").and_then(Value::as_str).map(str::to_owned);
        if wish.nature == Nature::Translation {
            let Some(language) = &wish.language else {
                return Err(Problem::new("language", Case::MissingLanguage).into());
            };
            if spoken.as_deref() == Some(language.as_str()) {
                return Err(Problem::new("language", Case::LanguageOfOrigin).into());
            }
            self.credit_translator(&mut fields, &reference);
            // an entry that is in no group is one by itself, of its own id
            if let Origin::Entry(id) = &from {
                fields.entry("translationGroup").or_insert_with(|| json!(id));
            }
        } else {
            // what is made anew is its maker's; the origin keeps its credit by being named
            for name in ["authors", "holders", "translators", "translationGroup"] {
                fields.remove(name);
            }
        }
        origin["nature"] = json!(wish.nature);
        origin["note"] = json!(wish.note.filter(|it| !it.trim().is_empty()));
        origin.as_object_mut().into_iter().for_each(|it| it.retain(|_, value| !value.is_null()));
        fields.insert("adaptedFrom".to_owned(), json!([origin]));
        fields.insert("licence".to_owned(), json!(proposed.key));
        fields.insert("territories".to_owned(), json!(wish.territories));
        if let Some(title) = wish.title {
            fields.insert("title".to_owned(), json!(title));
        }
        if let Some(language) = wish.language {
            fields.insert("language".to_owned(), json!(language));
        }
        self.create(kind, &fields, key.as_ref(), Vec::new()).await
    }

    /// Makes a draft of what a partner wrote, as far as its licence and its site permit.
    ///
    /// # Errors
    /// [`Error::Denied`]; [`Error::Invalid`] for what is wrong, what the licence or the source refuses, or what is here
    /// already.
    pub async fn republish(&self, fields: &Map<String, Value>, key: Option<&Keyed>) -> Result<Committed<Id>> {
        let reference = self.inner.reference();
        let mut fields = fields.clone();
        let draft = Draft::read(Kind::Article, &fields).map_err(Error::Invalid)?;
        let Own::Article(own) = &draft.own else {
            return Err(Error::Internal("an article is read as an article".into()));
        };
        let kind = own.article_kind.unwrap_or(article::Origin::Republished);
        fields.insert("articleKind".to_owned(), json!(kind));
        if kind == article::Origin::Republished {
            let key = own.original_licence.clone().ok_or_else(original_licence_missing)?;
            let facts = known(&key, "originalLicence", &reference)?;
            // what could never be public is not begun either
            let refused = republishing(own, &reference);
            if !refused.is_empty() {
                return Err(Error::Invalid(refused));
            }
            // what is taken over whole stays under its licence
            fields.insert("licence".to_owned(), json!(facts.key));
        }
        self.create(Kind::Article, &fields, key, Vec::new()).await
    }

    /// What an entry says, as the beginning of something that is made from it; how it is named as the origin; its licence.
    async fn copied(&self, kind: Kind, id: Id, reference: &Snapshot) -> Result<(Map<String, Value>, Value, Facts)> {
        let db = &self.inner.private;
        let asked = async {
            let (entry, _) = self.find(db, id, None).await?;
            let said = snapshot(db, &entry).await?;
            Ok((entry, said))
        };
        let (entry, mut said) = self.inner.read.while_up(asked).await?;
        let now = self.inner.clock.now();
        if entry.status != Status::Published || entry.published_at.is_none_or(|it| it > now) {
            return Err(Problem::new("origin", Case::OriginNotPublic).into());
        }
        said.retain(|name, _| {
            !STATE.contains(&name.as_str()) && !["adaptedFrom", "changelog"].contains(&name.as_str())
        });
        if entry.kind != kind {
            let shared = [
                "title",
                "summary",
                "body",
                "language",
                "authors",
                "themes",
                "references",
                "translationGroup",
                "media",
            ];
            said.retain(|name, _| shared.contains(&name.as_str()));
        }
        let facts = reference.licences.by_seq(entry.licence_seq).map(|it| it.facts.clone());
        let facts = facts.ok_or_else(|| Error::Internal("an entry without a licence".into()))?;
        Ok((said, json!({ "entry": id }), facts))
    }

    fn credit_translator(&self, fields: &mut Map<String, Value>, reference: &Snapshot) {
        let member = self.viewer.grant().and_then(|it| it.member).and_then(|it| reference.members.by_seq(it));
        if let Some(member) = member {
            fields.insert("translators".to_owned(), json!([{ "member": member.id }]));
        }
    }
}

fn known(key: &LicenceKey, path: &str, reference: &Snapshot) -> Result<Facts> {
    let found = reference.licences.by_key(&key.0).map(|it| it.facts.clone());
    found.ok_or_else(|| unknown_licence(path, key).into())
}
