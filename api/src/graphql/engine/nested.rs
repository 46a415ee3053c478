//! A nested list: what the same field asks of many parents.

use std::hash::{Hash, Hasher};

use entity::db::paging::Page;
use entity::query::list::List;
use entity::query::projection::Projection;
use entity::query::relation::Relation;

/// A nested list, the same for many parents.
#[derive(Debug)]
pub(crate) struct Nested {
    pub(crate) list: List,
    pub(crate) relation: Relation,
    pub(crate) page: Page,
    pub(crate) wanted: Projection,
    mark: String,
}

impl Nested {
    pub(crate) fn new(list: List, relation: Relation, page: Page, wanted: Projection) -> Self {
        let mark = list.mark();
        Self { list, relation, page, wanted, mark }
    }
}

impl PartialEq for Nested {
    fn eq(&self, other: &Self) -> bool {
        let (mine, theirs) = ((&self.mark, self.relation, &self.page), (&other.mark, other.relation, &other.page));
        mine == theirs && self.wanted == other.wanted
    }
}

impl Eq for Nested {}

impl Hash for Nested {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.mark, self.relation, &self.page, self.wanted).hash(state);
    }
}
