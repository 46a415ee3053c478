//! The rows of a page: written here where nothing but plain fields is selected of them, else by the executor.

use std::borrow::Cow;
use std::sync::Arc;

use async_graphql::parser::types::{Field, Selection};
use async_graphql::registry::Registry;
use async_graphql::{ContextSelectionSet, OutputType, Positioned, ServerResult, Value};
use entity::model::entry::Entry;

use crate::error::WireError;
use crate::graphql::engine::edge::{EDGE, Edge};
use crate::graphql::engine::plain::entry::EntryPart;
use crate::graphql::engine::plain::shape::{Below, Finished, Part, Shape, Writer};
use crate::graphql::engine::request::Request;
use crate::guard::cost::Rules;

/// The nodes of a page. `entry` leads to the entry that a node shows, where it shows nothing else.
pub(crate) struct Rows<'a, T> {
    pub(crate) rows: &'a [T],
    pub(crate) entry: Option<fn(&T) -> &Entry>,
}

/// The edges of a page.
pub(crate) struct Edges<'a, T> {
    pub(crate) rows: &'a [T],
    pub(crate) entry: Option<fn(&T) -> &Entry>,
    pub(crate) cursor: &'a (dyn Fn(&T) -> String + Send + Sync),
}

/// What is selected of nodes of the type `on`. A set on an interface is expanded to one fragment on it.
fn nodes(on: &str, below: Below<'_>) -> Option<Shape<EntryPart>> {
    match below.set.items.as_slice() {
        [Positioned { node: Selection::InlineFragment(it), .. }] => {
            let condition = it.node.type_condition.as_ref()?;
            let below = Below { set: &it.node.selection_set.node, ..below };
            if condition.node.on.node == on { below.shape(on) } else { None }
        }
        _ => below.shape(on),
    }
}

/// Writes rows one by one, as far as the answer may grow.
fn written<T>(
    ctx: &ContextSelectionSet<'_>,
    field: &Positioned<Field>,
    rows: &[T],
    write: impl Fn(&T, &mut Writer<'_>),
) -> ServerResult<Value> {
    let request = ctx.data_unchecked::<Request>();
    let mut writer = Writer::new(request);
    let mut counted = 0;
    writer.sign(b'[');
    for (at, row) in rows.iter().enumerate() {
        if at > 0 {
            writer.sign(b',');
        }
        write(row, &mut writer);
        let taken = writer.taken();
        if let Some(budget) = request.reader.budget()
            && let Err(exceeded) = budget.answer(taken - counted)
        {
            let error = async_graphql::Error::from(WireError::from(exceeded));
            return Err(ctx.set_error_path(error.into_server_error(field.pos)));
        }
        counted = taken;
    }
    writer.sign(b']');
    Ok(Finished::value(writer))
}

fn below<'a>(ctx: &ContextSelectionSet<'a>) -> Below<'a> {
    Below { set: &ctx.item.node, rules: ctx.data_unchecked::<Arc<Rules>>() }
}

impl<T: OutputType> OutputType for Rows<'_, T> {
    fn type_name() -> Cow<'static, str> {
        <&[T]>::type_name()
    }

    fn qualified_type_name() -> String {
        <&[T]>::qualified_type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        <&[T]>::create_type_info(registry)
    }

    async fn resolve(&self, ctx: &ContextSelectionSet<'_>, field: &Positioned<Field>) -> ServerResult<Value> {
        let shape = self.entry.and_then(|entry| Some((entry, nodes(&T::type_name(), below(ctx))?)));
        match shape {
            Some((entry, shape)) => written(ctx, field, self.rows, |row, writer| {
                shape.write(writer, |part, writer| part.write(entry(row), writer));
            }),
            None => self.rows.resolve(ctx, field).await,
        }
    }
}

/// A part of an edge.
enum EdgePart {
    Node(Shape<EntryPart>),
    Cursor,
    Typename(String),
}

impl Part for EdgePart {
    fn of(name: &str, on: &str, below: Below<'_>) -> Option<Self> {
        Some(match name {
            "node" => Self::Node(nodes(on.strip_suffix(EDGE)?, below)?),
            "cursor" => Self::Cursor,
            "__typename" => Self::Typename(on.to_owned()),
            _ => return None,
        })
    }
}

impl<T: OutputType + Clone> OutputType for Edges<'_, T> {
    fn type_name() -> Cow<'static, str> {
        <Vec<Edge<T>>>::type_name()
    }

    fn qualified_type_name() -> String {
        <Vec<Edge<T>>>::qualified_type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        <Vec<Edge<T>>>::create_type_info(registry)
    }

    async fn resolve(&self, ctx: &ContextSelectionSet<'_>, field: &Positioned<Field>) -> ServerResult<Value> {
        let on = format!("{}{EDGE}", T::type_name());
        let shape = self.entry.and_then(|entry| Some((entry, below(ctx).shape::<EdgePart>(&on)?)));
        match shape {
            Some((entry, shape)) => written(ctx, field, self.rows, |row, writer| {
                shape.write(writer, |part, writer| match part {
                    EdgePart::Node(shape) => shape.write(writer, |part, writer| part.write(entry(row), writer)),
                    EdgePart::Cursor => writer.json(&(self.cursor)(row)),
                    EdgePart::Typename(name) => writer.json(name),
                });
            }),
            None => {
                let edges: Vec<Edge<T>> = self.rows.iter().map(|it| Edge::new(it.clone(), (self.cursor)(it))).collect();
                edges.resolve(ctx, field).await
            }
        }
    }
}
