//! Tells the public log which licences and territories this program knows otherwise than the one before it.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, EntityTrait, QuerySelect};

use crate::error::Result;
use crate::journal::{self, Action, Shown};
use crate::model::{licence, territory};
use crate::value::clock::Instant;
use crate::value::id::Id;

/// What was known of each licence and each territory, by row number.
pub(crate) struct Known {
    licences: HashMap<i64, (Id, String)>,
    territories: HashMap<i64, (Id, String)>,
}

impl Known {
    /// What is known at present.
    pub(crate) async fn read(db: &impl ConnectionTrait) -> Result<Self> {
        use licence::row as l;
        use territory::row as t;
        let licences = l::Entity::find().select_only().columns([l::Column::Seq, l::Column::Id, l::Column::Facts]);
        let territories = t::Entity::find().select_only().columns([t::Column::Seq, t::Column::Id, t::Column::Name]);
        let licences: Vec<(i64, Id, String)> = licences.into_tuple().all(db).await?;
        let territories: Vec<(i64, Id, String)> = territories.into_tuple().all(db).await?;
        let by_number = |rows: Vec<(i64, Id, String)>| rows.into_iter().map(|it| (it.0, (it.1, it.2))).collect();
        Ok(Self { licences: by_number(licences), territories: by_number(territories) })
    }

    /// Tells the log what is known otherwise now, and which entries show it. What is new is shown by none.
    pub(crate) async fn tell(self, db: &impl ConnectionTrait, now: Instant) -> Result<()> {
        let after = Self::read(db).await?;
        for (seq, (id, facts)) in after.licences {
            if self.licences.get(&seq).is_some_and(|(_, before)| *before != facts) {
                journal::log(db, "licence", id, Action::Upsert, now).await?;
                journal::touch(db, Shown::Licence(seq), now).await?;
            }
        }
        for (seq, (id, name)) in after.territories {
            if self.territories.get(&seq).is_some_and(|(_, before)| *before != name) {
                journal::log(db, "territory", id, Action::Upsert, now).await?;
                journal::touch(db, Shown::Territory(seq), now).await?;
            }
        }
        Ok(())
    }
}
