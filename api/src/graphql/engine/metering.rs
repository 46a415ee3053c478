//! Counts the bytes of an answer while it is made: keys and values, field by field. Once there are too many, nothing more
//! is resolved.

use std::sync::Arc;

use async_graphql::async_trait::async_trait;
use async_graphql::extensions::{Extension, ExtensionContext, ExtensionFactory, NextResolve, ResolveInfo};
use async_graphql::{PathSegment, QueryPathNode, QueryPathSegment, ServerError, ServerResult, Value};
use entity::budget::Exceeded;

use crate::error::WireError;
use crate::graphql::engine::request::Request;

/// What a field takes beside the letters of its key and its value.
const FIELD: usize = 32;

/// Makes the extension for each request.
pub(crate) struct Metering;

impl ExtensionFactory for Metering {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Meter)
    }
}

struct Meter;

#[async_trait]
impl Extension for Meter {
    async fn resolve(
        &self,
        ctx: &ExtensionContext<'_>,
        info: ResolveInfo<'_>,
        next: NextResolve<'_>,
    ) -> ServerResult<Option<Value>> {
        let Some(budget) = ctx.data::<Request>().ok().and_then(|it| it.reader.budget()) else {
            return next.run(ctx, info).await;
        };
        // the first refusal is the answer: whatever follows would say the same; the items of a list must be something
        if budget.refusal().is_some() {
            return Ok(Some(Value::Null));
        }
        let is_leaf = info.field.selection_set.node.items.is_empty();
        let (path, place) = (info.path_node, info.field.name.pos);
        let value = next.run(ctx, info).await?;
        let bytes = value.as_ref().map_or(0, |it| if is_leaf { whole(it) } else { keys(it) });
        match budget.answer(bytes) {
            Ok(()) => Ok(value),
            Err(exceeded) => Err(refused(exceeded, path, place)),
        }
    }
}

/// The keys of an object whose fields have been counted; the items of a list are counted one by one.
fn keys(value: &Value) -> usize {
    match value {
        Value::Object(fields) => fields.keys().map(|it| it.len() + FIELD).sum(),
        Value::List(_)
        | Value::Null
        | Value::Number(_)
        | Value::String(_)
        | Value::Boolean(_)
        | Value::Binary(_)
        | Value::Enum(_) => 0,
    }
}

/// A value with all that is in it.
fn whole(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len(),
        Value::Enum(name) => name.len(),
        Value::Binary(bytes) => bytes.len(),
        Value::Object(fields) => fields.iter().map(|(key, it)| key.len() + FIELD + whole(it)).sum(),
        // the items of a list are counted one by one, when they are no part of one value
        Value::List(items) => items.iter().map(|it| if matches!(it, Value::String(_)) { 0 } else { whole(it) }).sum(),
        Value::Null | Value::Number(_) | Value::Boolean(_) => 0,
    }
}

fn refused(exceeded: Exceeded, path: &QueryPathNode<'_>, place: async_graphql::Pos) -> ServerError {
    let mut segments: Vec<PathSegment> = std::iter::once(path).chain(path.parents()).map(segment).collect();
    segments.reverse();
    ServerError { path: segments, ..async_graphql::Error::from(WireError::from(exceeded)).into_server_error(place) }
}

fn segment(node: &QueryPathNode<'_>) -> PathSegment {
    match node.segment {
        QueryPathSegment::Index(at) => PathSegment::Index(at),
        QueryPathSegment::Name(name) => PathSegment::Field(name.to_owned()),
    }
}
