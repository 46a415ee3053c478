//! What people say of a picture or a document, and other bytes in its place.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, QueryTrait,
};

use crate::act::Act;
use crate::db::turn::Committed;
use crate::entry::validate::unknown_licence;
use crate::error::{Error, Found, Result};
use crate::journal;
use crate::media::{fit, references, rows};
use crate::model::entry::row as entry;
use crate::model::licence::LicenceKey;
use crate::model::media::{Media, of_entry, row};
use crate::policy;
use crate::policy::media::permit_media;
use crate::reference::Snapshot;
use crate::value::id::Id;
use crate::value::language::LanguageTag;
use crate::value::limit::{Problems, optional_line, unfit_text};
use crate::value::line;
use crate::value::problem::parameter::{Quoted, Thing};
use crate::value::problem::{Case, MediaCase, Problem};
use crate::value::status::Status;
use crate::value::url::WebAddress;
use crate::writer::Writer;

/// The most characters of an alternative text, of a caption, of a name.
const MAX_ALT: usize = 1_000;
const MAX_CAPTION: usize = 2_000;
const MAX_NAME: usize = 200;
/// The most languages of one text.
const MAX_LANGUAGES: usize = 20;
/// The most languages of public entries that are looked at before a text is taken away.
const LOOKED_AT: u64 = 100;

/// Who made a picture or a document, as somebody says it: a member by slug, or a name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SaidCredit {
    /// The slug of a member.
    pub member: Option<String>,
    /// A name.
    pub name: Option<String>,
    /// The page of whom the name names.
    pub url: Option<WebAddress>,
}

/// What is to change: what is absent is left alone.
#[derive(Debug, Clone, Default)]
pub struct MediaChange {
    /// Texts for those who do not see it, by language: each is set; an empty one is taken away.
    pub alt: Vec<(LanguageTag, String)>,
    /// Captions, in the same way.
    pub caption: Vec<(LanguageTag, String)>,
    /// Who made it; none takes it away.
    pub credit: Option<Option<SaidCredit>>,
    /// Its licence; none takes it away.
    pub licence: Option<Option<LicenceKey>>,
    /// The point that is kept when it is cut, 0 to 1 from the left and from the top; none is the middle.
    pub focal_point: Option<Option<(f64, f64)>>,
    /// Whether it says nothing that the text does not.
    pub is_decorative: Option<bool>,
}

/// A change that was read and is right in itself.
#[derive(Default)]
pub(crate) struct Checked {
    alt: Vec<(LanguageTag, Option<String>)>,
    caption: Vec<(LanguageTag, Option<String>)>,
    credit: Option<(Option<String>, Option<WebAddress>, Option<i64>)>,
    licence: Option<Option<i64>>,
    focal_point: Option<Option<(f64, f64)>>,
    is_decorative: Option<bool>,
}

impl Writer {
    /// Changes what is said of a picture or a document.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Denied`], [`Error::Stale`] for an old version; [`Error::Invalid`] for what is wrong, and for
    /// what a public entry that shows it then lacks.
    pub async fn media_update(&self, id: Id, version: i64, change: MediaChange) -> Result<Committed<()>> {
        let reference = self.inner.reference();
        let mut found = self.found();
        let reader = self.reader();
        let member = |slug: &str| reader.member_by_slug(slug).map(|it| it.key());
        let checked = checked(&change, &reference, member, &mut found);
        let txn = self.turn_to_check().await?;
        let held = self.media_row(&txn, id).await?;
        self.permit_with_media(&txn, Act::ChangeMedia, &held, &reference).await?;
        current(&held, version)?;
        found.end()?;
        self.describe(&txn, held, checked, Some(&reference)).await?;
        journal::note(&txn, &self.inner.clock, &self.viewer, "mediaUpdate", ("media", id), None).await?;
        txn.commit(()).await
    }

    /// Writes what is said of a picture or a document. What public entries that show it must have is looked at with the reference
    /// data; without these data nothing shows it yet.
    pub(crate) async fn describe(
        &self,
        db: &impl ConnectionTrait,
        held: row::Model,
        checked: Checked,
        reference: Option<&Snapshot>,
    ) -> Result<()> {
        let mut after = held.clone().into_active_model();
        after.alt = Set(serde_json::to_string(&changed(&held.alt, checked.alt)?)?);
        after.caption = Set(serde_json::to_string(&changed(&held.caption, checked.caption)?)?);
        if let Some((name, url, member)) = checked.credit {
            (after.credit_name, after.credit_url, after.credit_member_seq) = (Set(name), Set(url), Set(member));
        }
        if let Some(licence) = checked.licence {
            after.licence_seq = Set(licence);
        }
        if let Some(point) = checked.focal_point {
            (after.focal_x, after.focal_y) = (Set(point.map(|it| it.0)), Set(point.map(|it| it.1)));
        }
        if let Some(decorative) = checked.is_decorative {
            after.is_decorative = Set(decorative);
        }
        after.version = Set(held.version + 1);
        after.updated_at = Set(self.inner.clock.now());
        let saved = after.update(db).await?;
        let Some(reference) = reference else { return Ok(()) };
        self.keep_public(db, &rows::media(held, reference)?, &rows::media(saved, reference)?, reference).await
    }

    /// Puts the bytes of another picture or document, which nothing shows yet, in the place of those of this one. This one keeps its
    /// identifier and what is said of it; the other is no more.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Denied`], [`Error::Stale`]; [`Error::Invalid`] where something shows the other, or where a
    /// document would take the place of a picture.
    pub async fn media_replace(&self, id: Id, version: i64, with: Id) -> Result<Committed<()>> {
        let (reference, now) = (self.inner.reference(), self.inner.clock.now());
        let txn = self.turn().await?;
        let held = self.media_row(&txn, id).await?;
        self.permit_with_media(&txn, Act::ChangeMedia, &held, &reference).await?;
        current(&held, version)?;
        if id == with {
            return Err(Problem::new("with", Case::Itself).into());
        }
        let unknown =
            || Problem::new("with", Case::Unknown { thing: Thing::Media, name: Quoted::of(&with.to_string()) });
        let other = self.media_row(&txn, with).await.map_err(|cause| match cause {
            Error::NotFound => unknown().into(),
            other => other,
        })?;
        self.permit_with_media(&txn, Act::DeleteMedia, &other, &reference).await?;
        if references::unused(&txn, &[other.seq], now).await?.is_empty() {
            return Err(Problem::new("with", Case::Media(MediaCase::InUse)).into());
        }
        if held.width.is_some() && other.width.is_none() {
            let label = rows::media(other, &reference)?.label();
            return Err(Problem::new("with", Case::Media(MediaCase::NotAPicture(Quoted::of(&label)))).into());
        }
        // its file stays, under the other row
        references::remove(&txn, std::slice::from_ref(&other), now).await?;
        crate::model::media::removed::Entity::delete_by_id(other.checksum.clone()).exec(&txn).await?;
        references::leave_file(&txn, (&held.checksum, &held.extension), now).await?;
        let taken = row::ActiveModel {
            seq: Set(held.seq),
            version: Set(held.version + 1),
            // what is seen in it may be elsewhere
            focal_x: Set(None),
            focal_y: Set(None),
            updated_at: Set(now),
            ..rows::columns(rows::file(other)?)?
        };
        taken.update(&txn).await?;
        journal::note(&txn, &self.inner.clock, &self.viewer, "mediaReplace", ("media", id), None).await?;
        txn.commit(()).await
    }

    /// A picture or document that the viewer may see.
    pub(crate) async fn media_row(&self, db: &impl ConnectionTrait, id: Id) -> Result<row::Model> {
        let asker = (&self.viewer, self.inner.clock.now());
        rows::seen(db, asker, id).await?.ok_or(Error::NotFound)
    }

    /// Asks the law whether the viewer may do this with a picture or a document.
    pub(crate) async fn permit_with_media(
        &self,
        db: &impl ConnectionTrait,
        act: Act,
        held: &row::Model,
        reference: &Snapshot,
    ) -> Result<()> {
        // a viewer who may do nothing, or everything, needs no look-up
        policy::permit(&self.viewer, Act::UploadMedia).map_err(|_| Error::Denied(act))?;
        let file = references::judged(db, &self.viewer, held.seq).await?;
        permit_media(&self.viewer, act, &file, reference).map_err(Error::Denied)
    }

    /// Refuses what would leave a public entry with a picture that lacks what it had: a text in its language, a credit, a licence
    /// that permits to reproduce it.
    async fn keep_public(
        &self,
        db: &impl ConnectionTrait,
        before: &Media,
        after: &Media,
        reference: &Snapshot,
    ) -> Result<()> {
        let shows = of_entry::Entity::find()
            .select_only()
            .column(of_entry::Column::EntrySeq)
            .filter(of_entry::Column::MediaSeq.eq(before.seq))
            .into_query();
        let languages: Vec<LanguageTag> = entry::Entity::find()
            .select_only()
            .column(entry::Column::Language)
            .distinct()
            .filter(entry::Column::Status.eq(Status::Published))
            .filter(Expr::col((entry::Entity, entry::Column::Seq)).in_subquery(shows))
            .limit(LOOKED_AT)
            .into_tuple()
            .all(db)
            .await?;
        if languages.is_empty() {
            return Ok(());
        }
        let mut problems = Problems(Vec::new());
        let languages: BTreeSet<LanguageTag> = languages.into_iter().collect();
        let lost = languages.iter().filter(|it| fit::lacks_alt(before, it).is_none());
        if let Some(case) = lost.filter_map(|it| fit::lacks_alt(after, it)).next() {
            problems.add("alt", case);
        }
        if fit::lacks_credit(before).is_none()
            && let Some(case) = fit::lacks_credit(after)
        {
            problems.add("credit", case);
        }
        if fit::lacks_licence(before, reference).is_none()
            && let Some(case) = fit::lacks_licence(after, reference)
        {
            problems.add("licence", case);
        }
        if problems.0.is_empty() { Ok(()) } else { Err(Error::Invalid(problems.0)) }
    }
}

/// Reads a change, and finds what is wrong in it; `member` finds a member by the name that a credit gives, as a row number.
pub(crate) fn checked(
    change: &MediaChange,
    reference: &Snapshot,
    member: impl Fn(&str) -> Option<i64>,
    found: &mut Found,
) -> Checked {
    let mut problems = Problems(Vec::new());
    let alt = texts("alt", &change.alt, &mut problems, |path, text| optional_line(path, text, MAX_ALT));
    let caption = texts("caption", &change.caption, &mut problems, |path, text| {
        let unfit = unfit_text(text, MAX_CAPTION).map(|case| Problem::new(path, case));
        unfit.map_or_else(|| Ok(Some(text.trim().to_owned()).filter(|it| !it.is_empty())), Err)
    });
    if let Some(Some((x, y))) = change.focal_point
        && ![x, y].iter().all(|it| (0.0..=1.0).contains(it))
    {
        problems.add("focalPoint", Case::Media(MediaCase::OutsidePicture));
    }
    let licence = change.licence.as_ref().map(|key| {
        let held = key.as_ref().map(|key| (key, reference.licences.by_key(&key.0)));
        if let Some((key, None)) = held {
            problems.0.push(unknown_licence("licence", key));
        }
        held.and_then(|(_, it)| it).map(|it| it.seq)
    });
    let credit = change.credit.as_ref().map(|said| match said {
        None => (None, None, None),
        Some(said) => credited(said, member, &mut problems),
    });
    found.add(problems.0);
    let (focal_point, is_decorative) = (change.focal_point, change.is_decorative);
    Checked { alt, caption, credit, licence, focal_point, is_decorative }
}

/// Who is credited, as it is kept: a name with its page, or a member by row number.
fn credited(
    said: &SaidCredit,
    member: impl Fn(&str) -> Option<i64>,
    problems: &mut Problems,
) -> (Option<String>, Option<WebAddress>, Option<i64>) {
    match (&said.member, &said.name) {
        (Some(_), Some(_)) => problems.add("credit", Case::MemberAndName),
        (None, None) => problems.add("credit", Case::MissingCredit),
        (Some(named), None) => {
            if let Some(member) = member(named) {
                return (None, None, Some(member));
            }
            let case = Case::Unknown { thing: Thing::Member, name: Quoted::of(named) };
            problems.add("credit.member", case);
        }
        (None, Some(name)) => {
            let name = line::tidy(name);
            if name.is_empty() {
                problems.add("credit.name", Case::Missing);
            }
            problems.line("credit.name", Some(&name), MAX_NAME);
            problems.address("credit.url", said.url.as_ref());
            return (Some(name), said.url.clone(), None);
        }
    }
    (None, None, None)
}

/// Texts by language, as they are kept; none where one is taken away.
fn texts(
    field: &str,
    said: &[(LanguageTag, String)],
    problems: &mut Problems,
    read: impl Fn(&str, &str) -> std::result::Result<Option<String>, Problem>,
) -> Vec<(LanguageTag, Option<String>)> {
    problems.most(field, said, MAX_LANGUAGES);
    let mut kept: Vec<(LanguageTag, Option<String>)> = Vec::new();
    for (at, (language, text)) in said.iter().enumerate() {
        if kept.iter().any(|it| it.0 == *language) {
            problems.add(&format!("{field}.{at}"), Case::Twice);
        }
        match read(&format!("{field}.{at}.text"), text) {
            Ok(text) => kept.push((language.clone(), text)),
            Err(problem) => problems.0.push(problem),
        }
    }
    kept
}

/// The texts of a row, as a change leaves them.
fn changed(before: &str, change: Vec<(LanguageTag, Option<String>)>) -> Result<BTreeMap<LanguageTag, String>> {
    let mut after: BTreeMap<LanguageTag, String> = serde_json::from_str(before)?;
    for (language, text) in change {
        match text {
            Some(text) => drop(after.insert(language, text)),
            None => drop(after.remove(&language)),
        }
    }
    Ok(after)
}

/// Refuses a version that is not the one that stands.
pub(crate) fn current(held: &row::Model, version: i64) -> Result<()> {
    if held.version == version {
        return Ok(());
    }
    let (named_version, current_version) = (version, held.version);
    Err(Error::Stale { named_version, current_version, changed_by: None, changed_fields: Vec::new() })
}
