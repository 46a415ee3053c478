//! By what lists of entries may be ordered.

use async_graphql::{Enum, InputObject};
use entity::query::list::{Field, Order};

use crate::graphql::input::enums::OrderDirection;

/// By what entries are ordered. The list may grow.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryOrderField {
    /// Their publication; what is not published counts by its creation.
    PublishedAt,
    /// Their last change.
    UpdatedAt,
    /// Their creation here.
    CreatedAt,
    /// Their title; accents and case do not matter.
    Title,
}

/// By what events are ordered. The list may grow.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventOrderField {
    /// Their first timing that ends after the filter's `endsAfter`, else their first timing.
    StartsAt,
    /// Their publication; what is not published counts by its creation.
    PublishedAt,
    /// Their last change.
    UpdatedAt,
    /// Their creation here.
    CreatedAt,
    /// Their title; accents and case do not matter.
    Title,
}

/// By what pages are ordered. The list may grow.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageOrderField {
    /// Their place among their sisters.
    Position,
    /// Their publication; what is not published counts by its creation.
    PublishedAt,
    /// Their last change.
    UpdatedAt,
    /// Their creation here.
    CreatedAt,
    /// Their title; accents and case do not matter.
    Title,
}

/// One part of an order of entries.
#[derive(InputObject, Debug)]
pub struct EntryOrder {
    /// By what.
    pub field: EntryOrderField,
    /// Which way.
    pub direction: OrderDirection,
}

/// One part of an order of events.
#[derive(InputObject, Debug)]
pub struct EventOrder {
    /// By what.
    pub field: EventOrderField,
    /// Which way.
    pub direction: OrderDirection,
}

/// One part of an order of pages.
#[derive(InputObject, Debug)]
pub struct PageOrder {
    /// By what.
    pub field: PageOrderField,
    /// Which way.
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
