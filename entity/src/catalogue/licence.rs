//! Licences, as administrators add and describe them. What the program knows of a licence is a fact of the outside world: its terms
//! stay as they are, and a later version of the program that knows it better replaces the rest.

use std::collections::BTreeMap;

use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};

use crate::act::Act;
use crate::commons::licence::{self, Facts, Family, Permits, Requires};
use crate::db::turn::Committed;
use crate::error::{Error, Found, Result};
use crate::journal::{self, Action, Shown};
use crate::model::licence::row;
use crate::policy;
use crate::value::id::Id;
use crate::value::limit::one_line;
use crate::value::problem::{Case, Problem};
use crate::value::url::WebAddress;
use crate::writer::Writer;

/// The most characters of a key, and of a name.
const MAX_KEY: usize = 64;
const MAX_NAME: usize = 200;
const MAX_NOTE: usize = 1_000;

/// What is to be known of a licence; what is absent is left alone.
#[derive(Debug, Clone, Default)]
pub struct LicenceChange {
    /// How it is usually called.
    pub short_name: Option<String>,
    /// Its names by language.
    pub names: Option<BTreeMap<String, String>>,
    /// Its version; none clears.
    pub version: Option<Option<String>>,
    /// Where its text is; none clears.
    pub url: Option<Option<WebAddress>>,
    /// Its summaries for people by language; none clears.
    pub deeds: Option<Option<BTreeMap<String, WebAddress>>>,
    /// What it permits.
    pub permits: Option<Permits>,
    /// What it requires.
    pub requires: Option<Requires>,
    /// Whether it is a free cultural licence.
    pub free_cultural: Option<bool>,
    /// What else is to be known; none clears.
    pub note: Option<Option<String>>,
}

impl LicenceChange {
    /// Whether it says anything of the terms.
    fn is_of_terms(&self) -> bool {
        self.permits.is_some() || self.requires.is_some() || self.free_cultural.is_some()
    }

    /// Lays what is said over what is known.
    fn over(self, facts: &mut Facts, found: &mut Found) -> Result<()> {
        if let Some(name) = self.short_name {
            facts.short_name = found.take(one_line("shortName", &name, MAX_NAME))?.unwrap_or_default();
        }
        if let Some(names) = self.names {
            for (language, name) in &names {
                found.take(one_line(&format!("names.{language}"), name, MAX_NAME))?;
            }
            facts.name = names;
        }
        if let Some(version) = self.version {
            facts.version = found.take(version.map(|it| one_line("version", &it, MAX_KEY)).transpose())?.flatten();
        }
        if let Some(note) = self.note {
            facts.note = found.take(note.map(|it| one_line("note", &it, MAX_NOTE)).transpose())?.flatten();
        }
        if let Some(url) = self.url {
            facts.url = url.map(|it| it.to_string());
        }
        if let Some(deeds) = self.deeds {
            let texts =
                |it: BTreeMap<String, WebAddress>| it.into_iter().map(|(at, it)| (at, it.to_string())).collect();
            facts.deed = deeds.map(texts);
        }
        facts.permits = self.permits.unwrap_or(facts.permits);
        facts.requires = self.requires.unwrap_or(facts.requires);
        facts.free_cultural = self.free_cultural.unwrap_or(facts.free_cultural);
        Ok(())
    }
}

impl Writer {
    /// Adds a licence that the program does not know, under a key of its own: an SPDX identifier, or `LicenseRef-…`.
    ///
    /// # Errors
    /// [`Error::Denied`]; [`Error::Invalid`] for what is wrong.
    pub async fn create_licence(&self, key: &str, change: LicenceChange) -> Result<Committed<Id>> {
        policy::permit(&self.viewer, Act::Licence).map_err(Error::Denied)?;
        let mut found = self.found();
        let fits = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '.' | '+');
        if key.is_empty() || key.len() > MAX_KEY || !key.chars().all(fits) {
            found.add(vec![Problem::new("key", Case::NotALicence)]);
        }
        if change.short_name.is_none() {
            found.add(vec![Problem::new("shortName", Case::Missing)]);
        }
        let nothing = Permits { reproduction: false, adaptation: false, commercial_use: false };
        let mut facts = Facts {
            key: key.to_owned(),
            short_name: String::new(),
            spdx: !key.starts_with("LicenseRef-"),
            family: Family::Unknown,
            version: None,
            name: BTreeMap::new(),
            url: None,
            deed: None,
            permits: nothing,
            requires: Requires { attribution: true, share_alike: false },
            free_cultural: false,
            note: None,
        };
        change.over(&mut facts, &mut found)?;
        found.end()?;
        let txn = self.turn().await?;
        // by whatever name it may be known, so that none has two
        let taken = row::Entity::find().filter(row::Column::Key.eq(key)).one(&txn).await?.is_some();
        if taken || licence::find(key).is_some() {
            return Err(Problem::new("key", Case::Taken).into());
        }
        let last: Option<i64> = row::Entity::find()
            .select_only()
            .column(row::Column::Position)
            .order_by_desc(row::Column::Position)
            .into_tuple()
            .one(&txn)
            .await?;
        let id = Id::of_reference("licence", key);
        let made = row::ActiveModel {
            seq: NotSet,
            id: Set(id),
            key: Set(key.to_owned()),
            position: Set(last.unwrap_or_default() + 1),
            facts: Set(serde_json::to_string(&facts)?),
        };
        made.insert(&txn).await?;
        journal::log(&txn, "licence", id, Action::Upsert, self.inner.clock.now()).await?;
        self.close_reference(txn, "licenceCreate", ("licence", id)).await
    }

    /// Changes what is said of a licence. The terms of a licence that the program knows are not the network's to change.
    ///
    /// # Errors
    /// [`Error::Denied`], [`Error::NotFound`]; [`Error::Invalid`] for what is wrong.
    pub async fn change_licence(&self, id: Id, change: LicenceChange) -> Result<Committed<Id>> {
        policy::permit(&self.viewer, Act::Licence).map_err(Error::Denied)?;
        let mut found = self.found();
        let txn = self.turn_to_check().await?;
        let held = row::Entity::find().filter(row::Column::Id.eq(id)).one(&txn).await?.ok_or(Error::NotFound)?;
        let mut facts: Facts = serde_json::from_str(&held.facts)?;
        if change.is_of_terms() && licence::find(&held.key).is_some_and(|it| it.key == held.key) {
            found.add(vec![Problem::new("id", Case::TermsAreFixed)]);
        }
        change.over(&mut facts, &mut found)?;
        found.end()?;
        let seq = held.seq;
        let mut held = held.into_active_model();
        held.facts = Set(serde_json::to_string(&facts)?);
        held.update(&txn).await?;
        let now = self.inner.clock.now();
        journal::log(&txn, "licence", id, Action::Upsert, now).await?;
        journal::touch(&txn, Shown::Licence(seq), now).await?;
        self.close_reference(txn, "licenceUpdate", ("licence", id)).await
    }
}
