//! A nested list: what the same field asks of many parents.

use std::hash::{Hash, Hasher};

use entity::db::paging::Page;
use entity::query::list::List;
use entity::query::projection::Projection;
use entity::query::relation::Relation;

/// A nested list, the same for many parents.
#[derive(Debug, PartialEq)]
pub(crate) struct Nested {
    pub(crate) list: List,
    pub(crate) relation: Relation,
    pub(crate) page: Page,
    pub(crate) wanted: Projection,
}

impl Nested {
    pub(crate) fn new(list: List, relation: Relation, page: Page, wanted: Projection) -> Self {
        Self { list, relation, page, wanted }
    }
}

// the numbers in a filter are bounds of places, which are numbers
impl Eq for Nested {}

impl Hash for Nested {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // lists under one parent seldom differ in nothing but their filter
        (self.list.kind, &self.list.order, self.relation, &self.page, self.wanted).hash(state);
    }
}
