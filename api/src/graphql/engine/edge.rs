//! The edges of connections.

use std::borrow::Cow;

use async_graphql::{Object, OutputType, TypeName};

/// What the type of an edge is called, after the type of its node.
pub(crate) const EDGE: &str = "Edge";

/// An edge of a connection: one node and its cursor.
pub struct Edge<T> {
    node: T,
    cursor: String,
}

impl<T> Edge<T> {
    pub(crate) fn new(node: T, cursor: String) -> Self {
        Self { node, cursor }
    }
}

/// An edge of a connection: one node and its cursor.
#[Object(name_type)]
impl<T: OutputType> Edge<T> {
    /// The node at the end of the edge.
    async fn node(&self) -> &T {
        &self.node
    }

    /// Opaque cursor of the node. Valid in the same list only.
    async fn cursor(&self) -> &str {
        &self.cursor
    }
}

impl<T: OutputType> TypeName for Edge<T> {
    fn type_name() -> Cow<'static, str> {
        format!("{}{EDGE}", T::type_name()).into()
    }
}
