//! What may be public: a text, a name, a licence that goes together with those of its origins and takes nothing back that
//! was given, and, of what is taken over whole, a source and a licence that permit it. One rule for people, proposals and imports; the saver asks it of every draft (`save/accept.rs`).

use std::collections::HashMap;
use std::sync::atomic::Ordering;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::commons::compatibility::{self, Check, Verdict};
use crate::commons::licence::Facts;
use crate::entry::draft::{Adaptation, Article, Draft, Own};
use crate::entry::publishable;
use crate::error::Result;
use crate::media::fit;
use crate::model::article::Origin;
use crate::model::entry::row;
use crate::model::source::{Permission, Source};
use crate::reader::Reader;
use crate::reference::Snapshot;
use crate::value::id::Id;
use crate::value::problem::parameter::Refusal;
use crate::value::problem::{Case, Problem};
use crate::value::url::WebAddress;

/// What stands in the way of publishing a draft that is right in itself: all of it, not just the first.
pub(crate) fn blockers(draft: &Draft) -> Vec<Problem> {
    let mut problems = Vec::new();
    let told = match &draft.own {
        Own::Initiative(own) => [&own.need, &own.response, &own.story].iter().any(|it| it.is_some()),
        Own::Recipe(own) => !own.steps.is_empty(),
        Own::Article(_) | Own::Event(_) | Own::Page(_) => false,
    };
    if draft.shared.body.trim().is_empty() && !told {
        problems.push(Problem::new("body", Case::MissingBody));
    }
    let shared = &draft.shared;
    let page = matches!(draft.own, Own::Page(_));
    if !page && shared.authors.is_empty() && shared.holders.is_empty() && shared.organisers.is_empty() {
        problems.push(Problem::new("authors", Case::MissingAuthors));
    }
    if republished(draft).is_some_and(|it| it.original_licence.is_none()) {
        problems.push(original_licence_missing());
    }
    problems
}

/// What is said of the original of an article that is taken over whole; none of everything else.
fn republished(draft: &Draft) -> Option<&Article> {
    match &draft.own {
        Own::Article(own) => (own.article_kind == Some(Origin::Republished)).then_some(own),
        Own::Initiative(_) | Own::Recipe(_) | Own::Event(_) | Own::Page(_) => None,
    }
}

/// Says that what is taken over whole lacks the licence of the original.
pub(crate) fn original_licence_missing() -> Problem {
    Problem::new("originalLicence", Case::MissingOriginalLicence)
}

/// What the source and the licence of an original refuse of a text that is taken over whole. The source is the one that is
/// named, or the one whose home page has the host of the original's address.
pub(crate) fn republishing(own: &Article, reference: &Snapshot) -> Vec<Problem> {
    let mut problems = Vec::new();
    let refuses = |it: &Source| it.permission == Permission::Refused;
    let named = own.source.and_then(|it| reference.sources.by_id(it));
    let path = match (named, &own.original_url) {
        (Some(source), _) if refuses(source) => Some("source"),
        // a source that is named speaks for its own host
        (Some(source), Some(url)) if source.homepage.host() == url.host() => None,
        (_, Some(url)) => host_refuses(url, reference).then_some("originalUrl"),
        (_, None) => None,
    };
    if let Some(path) = path {
        problems.push(Problem::new(path, Case::SourceRefuses));
    }
    // a key that names no licence is told by the check of the draft
    let licence = own.original_licence.as_ref().and_then(|it| reference.licences.by_key(&it.0));
    let settings = &reference.settings;
    if let Some(licence) = licence.filter(|it| !compatibility::may_republish(&it.facts, settings.non_commercial)) {
        let case = Case::NotRepublishable(licence.facts.short_name.clone());
        problems.push(Problem::new("originalLicence", case));
    }
    problems
}

/// Whether the sources at the host of an address refuse to be republished. Several sources may share a host: those with the
/// longest home page above the address decide, or all of them where it lies below none.
fn host_refuses(url: &WebAddress, reference: &Snapshot) -> bool {
    let host = url.host();
    let depth = |it: &Source| if url.lies_below(&it.homepage) { it.homepage.as_str().len() } else { 0 };
    let here: Vec<&Source> =
        reference.sources.all().iter().map(|it| &**it).filter(|it| it.homepage.host() == host).collect();
    let deepest = here.iter().map(|it| depth(it)).max().unwrap_or_default();
    here.iter().any(|it| depth(it) == deepest && it.permission == Permission::Refused)
}

/// What the pictures and documents of each of these drafts lack to be public; one statement for all.
pub(crate) async fn lacking(
    db: &impl ConnectionTrait,
    drafts: &[&Draft],
    reference: &Snapshot,
) -> Result<Vec<Vec<Problem>>> {
    let named: Vec<_> = drafts.iter().map(|it| it.named_media()).collect();
    Ok(fit::look(db, &named, reference).await?.into_iter().map(|it| it.lacking).collect())
}

/// What the licences of the origins refuse, and the source of what is taken over whole, of each of these drafts; one statement for all.
pub(crate) async fn clashes(
    db: &impl ConnectionTrait,
    drafts: &[&Draft],
    reference: &Snapshot,
) -> Result<Vec<Vec<Problem>>> {
    let named = drafts.iter().flat_map(|it| &it.shared.adapted_from).filter_map(|it| it.entry);
    let ids: Vec<Id> = named.collect();
    let licences: HashMap<Id, i64> = match ids.is_empty() {
        true => HashMap::new(),
        false => {
            let columns = [row::Column::Id, row::Column::LicenceSeq];
            let origins = row::Entity::find().select_only().columns(columns).filter(row::Column::Id.is_in(ids));
            origins.into_tuple::<(Id, i64)>().all(db).await?.into_iter().collect()
        }
    };
    Ok(drafts.iter().map(|it| of_draft(it, &licences, reference)).collect())
}

fn of_draft(draft: &Draft, licences: &HashMap<Id, i64>, reference: &Snapshot) -> Vec<Problem> {
    let mut problems = republished(draft).map(|it| republishing(it, reference)).unwrap_or_default();
    let own = match &draft.shared.licence {
        Some(key) => reference.licences.by_key(&key.0),
        None => Some(&reference.settings.default_licence),
    };
    let Some(own) = own else { return problems };
    let all: Vec<&Facts> = reference.licences.all().iter().map(|it| &it.facts).collect();
    let unknown = reference.licences.by_key("LicenseRef-inconnue");
    let licence = |it: &Adaptation| match it.entry {
        Some(id) => licences.get(&id).and_then(|it| reference.licences.by_seq(*it)),
        None => it.licence.as_ref().and_then(|it| reference.licences.by_key(&it.0)).or(unknown),
    };
    for (at, origin) in draft.shared.adapted_from.iter().enumerate() {
        let Some(licence) = licence(origin) else { continue };
        let found = compatibility::check(&[&licence.facts], &own.facts, &all);
        if found.verdict == Verdict::Refused {
            problems.push(refused(&format!("adaptedFrom.{at}"), &own.facts, &found));
        }
    }
    problems
}

/// Says that a licence does not go together with those of the origins, and why.
pub(crate) fn refused(path: &str, proposed: &Facts, found: &Check) -> Problem {
    let names = |of: &[&Facts]| of.iter().map(|it| it.short_name.clone()).collect::<Vec<_>>();
    let refusal = Refusal {
        reason: found.reason,
        proposed: proposed.short_name.clone(),
        clashes: names(&found.clashes),
        allowed: names(&found.alternatives),
    };
    Problem::new(path, Case::Licences(Box::new(refusal)))
}

/// The change of the licence of a text that the public has seen, by keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Relicensing {
    pub(crate) given: String,
    pub(crate) new: String,
    /// Why it is not to be: what was given is not taken back, and only those who wrote a text give more of it away.
    pub(crate) refused: Option<Problem>,
}

/// How the licence of something public changes, from the key that was given to the key that is wished for; none when it stays.
pub(crate) fn relicensing((given, new): (&str, &str), own: bool, reference: &Snapshot) -> Option<Relicensing> {
    let both = reference.licences.by_key(given).zip(reference.licences.by_key(new));
    let (given, new) = both.filter(|_| given != new)?;
    let refused = if !compatibility::is_as_free(&new.facts, &given.facts) {
        Some(Case::LessFree { given: given.facts.short_name.clone(), new: new.facts.short_name.clone() })
    } else if !own {
        Some(Case::NotYourLicence)
    } else {
        None
    };
    Some(Relicensing {
        given: given.facts.key.clone(),
        new: new.facts.key.clone(),
        refused: refused.map(|case| Problem::new("licence", case)),
    })
}

impl Reader {
    /// What stands in the way of publishing each of these drafts.
    pub(crate) async fn blockers(&self, drafts: &[&Draft]) -> Result<Vec<Vec<Problem>>> {
        if drafts.iter().any(|it| it.shared.adapted_from.iter().any(|it| it.entry.is_some())) {
            self.statements.fetch_add(1, Ordering::Relaxed);
        }
        if drafts.iter().any(|it| !it.named_media().ids().is_empty()) {
            self.statements.fetch_add(1, Ordering::Relaxed);
        }
        let db = self.private();
        let asked = async {
            let lacking = publishable::lacking(&db, drafts, &self.reference).await?;
            Ok((lacking, publishable::clashes(&db, drafts, &self.reference).await?))
        };
        let (lacking, clashes) = self.read_privately(asked).await?;
        let of_each = drafts.iter().zip(lacking).zip(clashes);
        Ok(of_each.map(|((it, lacking), clashes)| [publishable::blockers(it), lacking, clashes].concat()).collect())
    }
}
