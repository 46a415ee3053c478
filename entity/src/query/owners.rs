//! What the entries that meet a condition are listed under: lists are read along the table of listings where they can be.

use sea_orm::Condition;
use sea_orm::sea_query::{Alias, Cond, Expr, ExprTrait, Query};

use crate::model::listing::{self, Owner};
use crate::query::filter::Filter;
use crate::reader::Reader;

/// More owners at once are not walked.
const MAX_OWNERS: usize = 16;

impl Filter {
    /// What the entries that meet this condition are listed under; none for a condition of another kind, for one that names nothing
    /// known, and for one that names too much. `wide` is larger where more entries are expected.
    pub(crate) fn owners(&self, reader: &Reader) -> Option<(Vec<Owner>, u8)> {
        let reference = reader.reference();
        let (owners, wide): (Vec<Owner>, u8) = match self {
            Self::Source(slugs) => {
                let known = slugs.iter().filter_map(|it| reference.sources.by_key(it));
                (known.map(|it| Owner::Source(it.seq)).collect(), 1)
            }
            Self::Author(slugs) => {
                let known = slugs.iter().filter_map(|it| reader.member_by_slug(it));
                (known.map(|it| Owner::Author(it.seq)).collect(), 0)
            }
            Self::Theme(slugs) => {
                let known = slugs.iter().filter_map(|it| reference.themes.by_key(it));
                (known.map(|it| Owner::Theme(it.seq)).collect(), 4)
            }
            Self::Territory(references) => {
                use crate::model::territory::Kind::{Commune, Departement, Epci, Pays, Region};
                let known: Vec<_> = references.iter().filter_map(|it| reference.territory(it)).collect();
                let wide = known.iter().map(|it| match it.kind {
                    Commune => 2,
                    Epci | Pays => 3,
                    Departement => 5,
                    Region => 7,
                });
                let wide = wide.max().unwrap_or_default();
                (known.iter().map(|it| Owner::Territory(it.seq)).collect(), wide)
            }
            Self::Licence(keys) => {
                let known = keys.iter().filter_map(|it| reference.licences.by_key(it));
                (known.map(|it| Owner::Licence(it.seq)).collect(), 6)
            }
            _ => return None,
        };
        (!owners.is_empty() && owners.len() <= MAX_OWNERS).then_some((owners, wide))
    }

    /// The condition on rows of the table of listings, where it asks for nothing but other owners: no entry needs to be read for it.
    pub(crate) fn on_listing(&self, reader: &Reader) -> Option<Condition> {
        use listing::row::Column::{Id, Kind, ListedAt};
        use listing::row::Entity;
        let Self::And(parts) = self else { return None };
        parts.iter().try_fold(Cond::all(), |all, it| {
            let (owners, _) = it.owners(reader)?;
            Some(all.add(Self::listed_under(&owners, [Kind, ListedAt, Id].map(|it| Expr::col((Entity, it))))))
        })
    }

    /// Whether an entry of this kind, moment and identifier is listed under one of these.
    pub(super) fn listed_under(owners: &[Owner], [kind, listed_at, id]: [Expr; 3]) -> Condition {
        use listing::row::Column::{Id, Kind as OfKind, ListedAt, Owner as Under};
        let listed = Alias::new("listed");
        let column = |it: listing::row::Column| Expr::col((listed.clone(), it));
        let same = Query::select()
            .expr(Expr::cust("1"))
            .from_as(listing::row::Entity, listed.clone())
            .and_where(column(Under).is_in(owners.iter().map(|it| it.number())))
            .and_where(column(OfKind).eq(kind))
            .and_where(column(ListedAt).eq(listed_at))
            .and_where(column(Id).eq(id))
            .take();
        Cond::all().add(Expr::exists(same))
    }
}
