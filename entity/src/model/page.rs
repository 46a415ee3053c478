//! What only a page has: its place among the network's own pages.

use sea_orm::entity::prelude::*;

/// What only a page has.
#[derive(Debug, Clone, Default)]
pub struct Page {
    pub(crate) parent_seq: Option<i64>,
    /// Its place among its sisters, from 0.
    pub position: i32,
    /// Whether the menu shows it.
    pub in_menu: bool,
    /// How the menu calls it, when not by its title.
    pub menu_label: Option<String>,
}

impl Page {
    /// The row number of the page above, for a batch.
    pub fn parent_key(&self) -> Option<i64> {
        self.parent_seq
    }
}

/// The table `page`.
pub(crate) mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "page")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub entry_seq: i64,
        pub parent_seq: Option<i64>,
        pub position: i64,
        pub in_menu: bool,
        pub menu_label: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
