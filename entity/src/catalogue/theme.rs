//! Themes, as editors make and change them.

use std::collections::BTreeMap;

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::Map;

use crate::act::Act;
use crate::catalogue::put;
use crate::db::turn::Committed;
use crate::error::{Error, Result};
use crate::import::{RowKind, reference_data};
use crate::journal::{self, Action};
use crate::model::entry_tables;
use crate::model::history::external;
use crate::model::theme::row;
use crate::policy;
use crate::value::id::Id;
use crate::value::language::LanguageTag;
use crate::value::problem::{Case, Problem};
use crate::value::slug::Slug;
use crate::writer::Writer;

/// What a theme is to say; what is absent is left alone.
#[derive(Debug, Clone, Default)]
pub struct ThemeChange {
    /// Its slug; one is made of its name where a new theme names none.
    pub slug: Option<Slug>,
    /// Its names by language.
    pub names: Option<BTreeMap<LanguageTag, String>>,
    /// The theme above it; none at the root.
    pub parent: Option<Option<Id>>,
}

impl Writer {
    /// Makes a theme, or changes one.
    ///
    /// # Errors
    /// [`Error::Denied`], [`Error::NotFound`]; [`Error::Invalid`] for what is wrong.
    pub async fn save_theme(&self, id: Option<Id>, change: ThemeChange) -> Result<Committed<Id>> {
        let mut fields = Map::new();
        put(&mut fields, "slug", change.slug)?;
        put(&mut fields, "name", change.names)?;
        put(&mut fields, "parent", change.parent)?;
        let action = if id.is_some() { "themeUpdate" } else { "themeCreate" };
        self.save_reference(RowKind::Theme, id, fields, action).await.map_err(|it| match it {
            Error::Invalid(problems) => Error::Invalid(problems.into_iter().map(called).collect()),
            other => other,
        })
    }

    /// Does away with a theme that nothing has and under which there is none.
    ///
    /// # Errors
    /// [`Error::Denied`], [`Error::NotFound`]; [`Error::Invalid`] for a theme on which others rest.
    pub async fn delete_theme(&self, id: Id) -> Result<Committed<Id>> {
        use entry_tables::theme::{Column, Entity};
        policy::permit(&self.viewer, Act::Catalogue).map_err(Error::Denied)?;
        let txn = self.turn().await?;
        let held = row::Entity::find().filter(row::Column::Id.eq(id)).one(&txn).await?.ok_or(Error::NotFound)?;
        let entries = Entity::find().filter(Column::ThemeSeq.eq(held.seq)).count(&txn).await?;
        let below = row::Entity::find().filter(row::Column::ParentSeq.eq(held.seq)).count(&txn).await?;
        if entries + below > 0 {
            return Err(Problem::new("id", Case::ThemeInUse).into());
        }
        crate::model::theme::closure::Entity::delete_many()
            .filter(crate::model::theme::closure::Column::DescendantSeq.eq(held.seq))
            .exec(&txn)
            .await?;
        let led = Expr::col(Alias::new("theme_seq")).eq(held.seq);
        txn.execute(&Query::delete().from_table(Alias::new("redirect")).and_where(led).take()).await?;
        row::Entity::delete_by_id(held.seq).exec(&txn).await?;
        external::Entity::delete_many().filter(external::Column::ObjectId.eq(id)).exec(&txn).await?;
        reference_data::renew_theme_closure(&txn).await?;
        journal::log(&txn, "theme", id, Action::Remove, self.inner.clock.now()).await?;
        self.close_reference(txn, "themeDelete", ("theme", id)).await
    }
}

/// Imports say `name` of the names by language.
fn called(mut problem: Problem) -> Problem {
    if let Some(first) = problem.path.first_mut().filter(|it| *it == "name") {
        "names".clone_into(first);
    }
    problem
}
