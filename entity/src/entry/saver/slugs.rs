//! Under which slug an entry is saved: the one that somebody asked for, or one that is free.

use sea_orm::sea_query::{Expr, UnionType};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use crate::entry::saver::{Saver, Wanted};
use crate::error::Result;
use crate::model::entry::row;
use crate::model::history::slugs;
use crate::value::id::Id;
use crate::value::kind::Kind;
use crate::value::problem::parameter::{Quoted, Thing};
use crate::value::problem::{Case, Problem};
use crate::value::slug::Slug;

impl Saver<'_> {
    /// A slug that somebody asked for by name: it is theirs, or it is taken.
    pub(crate) async fn named_slug(&self, kind: Kind, named: &Slug, id: Id) -> Result<Slug> {
        if self.is_free(kind, named, id).await? {
            return Ok(named.clone());
        }
        let slug = Quoted::of(named.as_str());
        Err(Problem::new("slug", Case::SlugTaken { thing: Thing::Entry(kind), slug }).into())
    }

    /// The proposed slug, or the first of its numbered sisters that no other entry of the kind has or had.
    pub(crate) async fn free_slug(&self, kind: Kind, proposed: &Slug, id: Id) -> Result<Slug> {
        for number in 1..1000 {
            let slug = if number == 1 { proposed.clone() } else { proposed.numbered(number) };
            if self.is_free(kind, &slug, id).await? {
                return Ok(slug);
            }
        }
        Err(Problem::new("slug", Case::SlugsTaken(Quoted::of(proposed.as_str()))).into())
    }

    /// Whether no other entry of the kind has, or had, this slug.
    async fn is_free(&self, kind: Kind, slug: &Slug, id: Id) -> Result<bool> {
        let foreseen = || self.batch?.lock().ok()?.is_free(&Wanted { kind, slug: slug.clone() });
        if let Some(is_free) = foreseen() {
            return Ok(is_free);
        }
        let backend = self.db.get_database_backend();
        let number = || Expr::val(1);
        let has = row::Entity::find()
            .select_only()
            .expr(number())
            .filter(row::Column::Kind.eq(kind))
            .filter(row::Column::Slug.eq(slug.clone()))
            .filter(row::Column::Id.ne(id));
        let had = slugs::Entity::find()
            .select_only()
            .expr(number())
            .filter(slugs::Column::Kind.eq(kind.word()))
            .filter(slugs::Column::Slug.eq(slug.to_string()))
            .filter(slugs::Column::ObjectId.ne(id));
        let taken = has.into_query().union(UnionType::All, had.into_query()).limit(1).take();
        Ok(self.db.query_one_raw(backend.build(&taken)).await?.is_none())
    }
}
