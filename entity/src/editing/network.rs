//! Changes of the network itself: its name, its texts, its default licence.

use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;

use crate::act::Act;
use crate::db::counter;
use crate::db::turn::{Committed, Turn};
use crate::entry::validate::unknown_licence;
use crate::error::{Error, Result};
use crate::media::{references, rows};
use crate::model::licence::LicenceKey;
use crate::model::settings::{LOGO, MAX_LANGUAGES, row};
use crate::value::id::Id;
use crate::value::language::LanguageTag;
use crate::value::limit::one_line;
use crate::value::problem::parameter::{Quoted, Thing, Unit};
use crate::value::problem::{Case, MediaCase, Problem};
use crate::writer::Writer;
use crate::{journal, policy};

/// What the network is to say of itself; what is absent is left alone.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// Its name.
    pub name: Option<String>,
    /// The languages it speaks, the first one by default.
    pub languages: Option<Vec<LanguageTag>>,
    /// The time zone of what names none.
    pub time_zone: Option<String>,
    /// The licence of what names none, from now on.
    pub default_licence: Option<LicenceKey>,
    /// A public address to write to, or a page that tells how; none clears.
    pub contact: Option<Option<String>>,
    /// Whether the network counts as non-commercial.
    pub non_commercial: Option<bool>,
    /// The picture that stands for the network; none clears.
    pub logo: Option<Option<Id>>,
}

impl Writer {
    /// Changes what the network says of itself.
    ///
    /// # Errors
    /// [`Error::Denied`] for viewers who may not; [`Error::Invalid`] for what is wrong.
    pub async fn change_network(&self, change: Change) -> Result<Committed<()>> {
        policy::permit(&self.viewer, Act::Settings).map_err(Error::Denied)?;
        let reference = self.inner.reference();
        let mut found = self.found();
        let mut changed: Vec<(&'static str, Option<String>)> = Vec::new();
        for (field, text) in [("name", change.name.clone().map(Some)), ("contact", change.contact)] {
            let Some(text) = text else { continue };
            let kept = found.take(text.map(|it| one_line(field, &it, 200)).transpose())?;
            changed.extend(kept.map(|it| (field, it)));
        }
        if let Some(languages) = change.languages {
            let count = languages.len();
            let case = match count {
                0 => Some(Case::NoneNamed),
                1..=MAX_LANGUAGES => None,
                _ => Some(Case::TooLong { unit: Unit::Items, count, max: MAX_LANGUAGES }),
            };
            found.add(case.map(|it| Problem::new("languages", it)).into_iter().collect());
            let named: Vec<&str> = languages.iter().map(LanguageTag::as_str).collect();
            changed.push(("languages", Some(named.join(" "))));
        }
        if let Some(zone) = change.time_zone {
            let name = Quoted::of(&zone);
            let unknown = |_| Problem::new("timeZone", Case::Unknown { thing: Thing::TimeZone, name });
            found.take(zone.parse::<chrono_tz::Tz>().map_err(unknown))?;
            changed.push(("timeZone", Some(zone)));
        }
        if let Some(key) = change.default_licence {
            found.take(reference.licences.by_key(&key.0).ok_or_else(|| unknown_licence("defaultLicence", &key)))?;
            changed.push(("defaultLicence", Some(key.0)));
        }
        if let Some(non_commercial) = change.non_commercial {
            changed.push(("nonCommercial", Some(non_commercial.to_string())));
        }
        found.end()?;
        let txn = self.turn().await?;
        if let Some(logo) = change.logo {
            changed.push((LOGO, self.logo(&txn, logo).await?));
        }
        for (name, value) in &changed {
            row::Entity::delete_by_id(*name).exec(&txn).await?;
            if let Some(value) = value {
                let now = self.inner.clock.now();
                let row =
                    row::ActiveModel { name: Set((*name).to_owned()), value: Set(value.clone()), updated_at: Set(now) };
                row::Entity::insert(row).exec_without_returning(&txn).await?;
            }
        }
        let names: Vec<&str> = changed.iter().map(|it| it.0).collect();
        let network = ("network", Id(uuid::Uuid::nil()));
        let (clock, detail) = (&self.inner.clock, Some(names.join(" ")));
        journal::note(&txn, clock, &self.viewer, "networkUpdate", network, detail).await?;
        counter::touch_reference(&txn).await?;
        let done = txn.commit(()).await?;
        self.inner.catch_up().await;
        Ok(done)
    }

    /// A logo as the setting holds it. What was the logo before is referred to by the network no more.
    async fn logo(&self, db: &Turn, wished: Option<Id>) -> Result<Option<String>> {
        let now = self.inner.clock.now();
        let picture = match wished {
            None => None,
            Some(id) => {
                let name = Quoted::of(&id.to_string());
                let unknown = || Problem::new("logo", Case::Unknown { thing: Thing::Media, name });
                let found = rows::seen(db, (&self.viewer, now), id).await?.ok_or_else(unknown)?;
                if found.width.is_none() {
                    let name = found.name.unwrap_or_else(|| id.to_string());
                    return Err(Problem::new("logo", Case::Media(MediaCase::NotAPicture(Quoted::of(&name)))).into());
                }
                Some(found.seq)
            }
        };
        let before = row::Entity::find_by_id(LOGO).one(db).await?.and_then(|it| it.value.parse::<i64>().ok());
        let released: Vec<i64> = before.into_iter().filter(|it| Some(*it) != picture).collect();
        references::release(db, &released, now).await?;
        Ok(picture.map(|it| it.to_string()))
    }
}
