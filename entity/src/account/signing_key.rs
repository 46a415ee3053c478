//! Signing keys as all servers of one database share them. Each is a name, a public key and a sealed private key; the
//! wire knows their format.

use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};

use crate::error::Result;
use crate::journal;
use crate::model::account::key;
use crate::store::Store;
use crate::value::clock::Instant;
use crate::viewer::Viewer;

/// A signing key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SigningKey {
    /// Its name (`kid`, RFC 7515 §4.1.4).
    pub kid: String,
    /// Its public half.
    pub public: String,
    /// Its private half, sealed.
    pub sealed: String,
    /// Since when nothing new is signed with it.
    pub retired_at: Option<Instant>,
}

impl From<key::Model> for SigningKey {
    fn from(row: key::Model) -> Self {
        Self {
            kid: row.kid,
            public: row.public_key,
            sealed: row.sealed_private_key.unwrap_or_default(),
            retired_at: row.retired_at,
        }
    }
}

impl Store {
    /// All signing keys, the newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn signing_keys(&self) -> Result<Vec<SigningKey>> {
        let asked = async {
            let rows = key::Entity::find().order_by_desc(key::Column::CreatedAt).order_by_desc(key::Column::Kid);
            let rows = rows.all(&self.inner.look_up).await?;
            Ok(rows.into_iter().map(SigningKey::from).collect())
        };
        self.inner.read.while_up(asked).await
    }

    /// Keeps a new signing key: in place of those in use when `rotate` says so, else only when none is in use. Of
    /// servers that start at once, one adds its key. The audit tells of a rotation.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn add_signing_key(&self, new: SigningKey, rotate: bool) -> Result<()> {
        let now = self.inner.clock.now();
        let txn = self.inner.write.begin_turn().await?;
        let in_use = key::Entity::find().filter(key::Column::RetiredAt.is_null()).all(&txn).await?;
        if rotate || in_use.is_empty() {
            if rotate {
                let (by, kid) = (Viewer::operator("key"), Some(new.kid.clone()));
                journal::note(&txn, &self.inner.clock, &by, "keyRotate", None, kid).await?;
            }
            for held in in_use {
                let mut held = held.into_active_model();
                held.retired_at = Set(Some(now));
                held.update(&txn).await?;
            }
            let row = key::ActiveModel {
                kid: Set(new.kid),
                algorithm: Set("EdDSA".to_owned()),
                public_key: Set(new.public),
                sealed_private_key: Set(Some(new.sealed)),
                created_at: Set(now),
                retired_at: Set(None),
            };
            key::Entity::insert(row).exec_without_returning(&txn).await?;
        }
        // heard of by every server, as what takes rights away
        self.inner.commit_rights(txn, ()).await?.into_inner();
        Ok(())
    }

    /// A clock that moves when keys are added, as it stood a moment ago.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn keys_moved(&self) -> Result<i64> {
        self.inner.read.while_up(self.inner.heard()).await
    }

    /// What a secret is made of: 256 bits that nobody can guess.
    pub fn chance(&self) -> [u8; 32] {
        self.inner.clock.secret()
    }
}
