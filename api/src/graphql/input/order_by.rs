//! By what lists of entries may be ordered.

use async_graphql::{Enum, InputObject};
use entity::query::list::{Field, Order};

use crate::graphql::input::enums::OrderDirection;

/// Sort key of entries. Values may be added.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryOrderField {
    /// Instant of publication; the instant of creation for entries without one.
    PublishedAt,
    /// Instant of the last change.
    UpdatedAt,
    /// Instant of creation in this network.
    CreatedAt,
    /// Title, ignoring case and accents.
    Title,
}

/// Sort key of events. Values may be added.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventOrderField {
    /// Start of the first timing that ends after the filter's `endsAfter`, else of the first timing.
    StartsAt,
    /// Instant of publication; the instant of creation for entries without one.
    PublishedAt,
    /// Instant of the last change.
    UpdatedAt,
    /// Instant of creation in this network.
    CreatedAt,
    /// Title, ignoring case and accents.
    Title,
}

/// Sort key of pages. Values may be added.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageOrderField {
    /// Position among the pages with the same parent.
    Position,
    /// Instant of publication; the instant of creation for entries without one.
    PublishedAt,
    /// Instant of the last change.
    UpdatedAt,
    /// Instant of creation in this network.
    CreatedAt,
    /// Title, ignoring case and accents.
    Title,
}

/// One sort key of a list of entries.
#[derive(InputObject, Debug)]
pub struct EntryOrder {
    /// Field to sort the list by.
    pub field: EntryOrderField,
    /// Direction of the sort.
    pub direction: OrderDirection,
}

/// One sort key of a list of events.
#[derive(InputObject, Debug)]
pub struct EventOrder {
    /// Field to sort the list by.
    pub field: EventOrderField,
    /// Direction of the sort.
    pub direction: OrderDirection,
}

/// One sort key of a list of pages.
#[derive(InputObject, Debug)]
pub struct PageOrder {
    /// Field to sort the list by.
    pub field: PageOrderField,
    /// Direction of the sort.
    pub direction: OrderDirection,
}

impl From<EntryOrder> for Order {
    fn from(order: EntryOrder) -> Self {
        let field = match order.field {
            EntryOrderField::PublishedAt => Field::PublishedAt,
            EntryOrderField::UpdatedAt => Field::UpdatedAt,
            EntryOrderField::CreatedAt => Field::CreatedAt,
            EntryOrderField::Title => Field::Title,
        };
        Self { field, direction: order.direction.into() }
    }
}

impl From<EventOrder> for Order {
    fn from(order: EventOrder) -> Self {
        let field = match order.field {
            EventOrderField::StartsAt => Field::StartsAt,
            EventOrderField::PublishedAt => Field::PublishedAt,
            EventOrderField::UpdatedAt => Field::UpdatedAt,
            EventOrderField::CreatedAt => Field::CreatedAt,
            EventOrderField::Title => Field::Title,
        };
        Self { field, direction: order.direction.into() }
    }
}

impl From<PageOrder> for Order {
    fn from(order: PageOrder) -> Self {
        let field = match order.field {
            PageOrderField::Position => Field::Position,
            PageOrderField::PublishedAt => Field::PublishedAt,
            PageOrderField::UpdatedAt => Field::UpdatedAt,
            PageOrderField::CreatedAt => Field::CreatedAt,
            PageOrderField::Title => Field::Title,
        };
        Self { field, direction: order.direction.into() }
    }
}
