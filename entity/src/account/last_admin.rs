//! Keeps at least one administrator of the whole network, with a confirmed address and a way to sign in.

use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use crate::act::Act;
use crate::error::{Error, Result};
use crate::model::account::{Status, mandate, row as account};
use crate::model::external_identity::row as identity;
use crate::policy;
use crate::reader::Reader;
use crate::value::problem::{Case, Problem};
use crate::value::role::Role;

/// Those who administer the network for good: people whose mandate is the whole of it, without an end.
fn for_good() -> Condition {
    let whole = mandate::Entity::find()
        .select_only()
        .column(mandate::Column::AccountSeq)
        .filter(mandate::Column::TerritorySeq.is_null())
        .filter(mandate::Column::Until.is_null());
    let known_elsewhere = identity::Entity::find().select_only().column(identity::Column::AccountSeq).into_query();
    let shown = account::Column::Email.is_not_null().and(account::Column::EmailVerifiedAt.is_not_null());
    let can_come = Condition::any().add(shown).add(account::Column::Seq.in_subquery(known_elsewhere));
    Condition::all()
        .add(account::Column::Role.eq(Role::Admin))
        .add(account::Column::Status.eq(Status::Active))
        .add(account::Column::Seq.in_subquery(whole.into_query()))
        .add(can_come)
}

/// Refuses to leave the network without anybody who administers it. `path` is what was to be done with this account.
pub(crate) async fn another(db: &impl ConnectionTrait, held: &account::Model, path: &str) -> Result<()> {
    if held.role < Role::Admin || held.status != Status::Active {
        return Ok(());
    }
    // one lock for all who would take somebody away, so that two do not take away each other
    let all = account::Entity::find().filter(for_good()).order_by_asc(account::Column::Seq).lock_exclusive();
    if all.all(db).await?.iter().all(|it| it.seq == held.seq) {
        return Err(Problem::new(path, Case::LastAdministrator).into());
    }
    Ok(())
}

impl Reader {
    /// Whether anybody administers the network.
    ///
    /// # Errors
    /// [`Error::Denied`] for viewers who may not ask.
    pub async fn has_administrator(&self) -> Result<bool> {
        policy::permit(self.viewer(), Act::ManageTokens).map_err(Error::Denied)?;
        let db = &self.private();
        let asked = async { Ok(account::Entity::find().filter(for_good()).one(db).await?.is_some()) };
        self.read_privately(asked).await
    }
}
