//! What is wrong with what a draft shows and refers to, and what of it keeps the draft from being public: no text for those who
//! do not see a picture, nobody who is credited, no licence that permits to reproduce it.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::ConnectionTrait;

use crate::commons::compatibility;
use crate::error::Result;
use crate::media::mention::Mention;
use crate::media::rows;
use crate::model::media::{Attached, Media, Role};
use crate::reference::Snapshot;
use crate::value::id::Id;
use crate::value::language::LanguageTag;
use crate::value::problem::parameter::{Quoted, Thing};
use crate::value::problem::{Case, MediaCase, Problem};

/// What a draft shows, and what its texts refer to.
#[derive(Debug, Default)]
pub(crate) struct Named<'a> {
    /// What it shows, in order.
    pub(crate) attached: &'a [Attached],
    /// What its texts refer to, each with the path of the text.
    pub(crate) mentioned: Vec<(String, Mention)>,
    /// The language that it is read in.
    pub(crate) language: Option<&'a LanguageTag>,
}

impl Named<'_> {
    /// The identifiers, each once.
    pub(crate) fn ids(&self) -> BTreeSet<Id> {
        let mentioned = self.mentioned.iter().filter_map(|(_, it)| it.id.as_ref().ok().copied());
        self.attached.iter().map(|it| it.id).chain(mentioned).collect()
    }
}

/// What was found of a draft.
#[derive(Debug, Default)]
pub(crate) struct Fit {
    /// What is wrong, published or not.
    pub(crate) wrong: Vec<Problem>,
    /// What keeps it from being public.
    pub(crate) lacking: Vec<Problem>,
}

/// Looks at what each of these names; one statement for all, none where none names anything.
pub(crate) async fn look(db: &impl ConnectionTrait, named: &[Named<'_>], reference: &Snapshot) -> Result<Vec<Fit>> {
    let ids: BTreeSet<Id> = named.iter().flat_map(Named::ids).collect();
    let here = rows::by_ids(db, &ids.into_iter().collect::<Vec<_>>(), reference).await?;
    Ok(named.iter().map(|it| of_one(it, &here, reference)).collect())
}

fn of_one(named: &Named, here: &BTreeMap<Id, Media>, reference: &Snapshot) -> Fit {
    let mut fit = Fit::default();
    let language = named.language.unwrap_or(reference.settings.language());
    let unknown =
        |path: &str, name: &str| Problem::new(path, Case::Unknown { thing: Thing::Media, name: Quoted::of(name) });
    for (at, Attached { id, role }) in named.attached.iter().enumerate() {
        let path = format!("media.{at}");
        let Some(media) = here.get(id) else {
            fit.wrong.push(unknown(&format!("{path}.id"), &id.to_string()));
            continue;
        };
        if *role != Role::Attachment && media.file.picture.is_none() {
            fit.wrong.push(Problem::new(&path, Case::Media(MediaCase::NotAPicture(label(media)))));
        }
        if *role == Role::Cover && named.attached[..at].iter().any(|it| it.role == Role::Cover) {
            fit.wrong.push(Problem::new(&path, Case::Media(MediaCase::TwoCovers)));
        }
        let place = |field: &str| format!("{path}.{field}");
        fit.lacking.extend(lacks_alt(media, language).map(|case| Problem::new(&place("alt"), case)));
        fit.lacking.extend(lacks_credit(media).map(|case| Problem::new(&place("credit"), case)));
        fit.lacking.extend(lacks_licence(media, reference).map(|case| Problem::new(&place("licence"), case)));
    }
    for (path, mention) in &named.mentioned {
        let media = match &mention.id {
            Ok(id) => here.get(id).ok_or_else(|| unknown(path, &id.to_string())),
            Err(said) => Err(unknown(path, said.as_str())),
        };
        let media = match media {
            Ok(media) => media,
            Err(problem) => {
                fit.wrong.push(problem);
                continue;
            }
        };
        if mention.is_picture && media.file.picture.is_none() {
            fit.wrong.push(Problem::new(path, Case::Media(MediaCase::NotAPicture(label(media)))));
        }
        let mut cases = Vec::new();
        if mention.is_picture && !mention.has_alt {
            cases.extend(lacks_alt(media, language));
        }
        // of what is shown beside the text as well, the rest was told there
        if named.attached.iter().all(|it| it.id != media.id) {
            cases.extend(lacks_credit(media));
            cases.extend(lacks_licence(media, reference));
        }
        for case in cases {
            let problem = Problem::new(path, case);
            if !fit.lacking.contains(&problem) {
                fit.lacking.push(problem);
            }
        }
    }
    fit
}

/// Whether a picture says nothing to those who do not see it, in a language.
pub(crate) fn lacks_alt(media: &Media, language: &LanguageTag) -> Option<Case> {
    let told = media.is_decorative || media.file.picture.is_none() || media.alt_in(language).is_some();
    (!told).then(|| Case::Media(MediaCase::MissingAlt(label(media), Quoted::of(language.as_str()))))
}

/// Whether nobody is credited.
pub(crate) fn lacks_credit(media: &Media) -> Option<Case> {
    media.credit.is_none().then(|| Case::Media(MediaCase::MissingCredit(label(media))))
}

/// Whether no licence permits to reproduce it here.
pub(crate) fn lacks_licence(media: &Media, reference: &Snapshot) -> Option<Case> {
    match &media.licence {
        None => Some(Case::Media(MediaCase::MissingLicence(label(media)))),
        Some(it) if compatibility::may_republish(&it.facts, reference.settings.non_commercial) => None,
        Some(it) => Some(Case::Media(MediaCase::NotReproducible(label(media), it.facts.short_name.clone()))),
    }
}

fn label(media: &Media) -> Quoted {
    Quoted::of(&media.label())
}
