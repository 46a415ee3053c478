//! From a client's request to its answer: the document is found, bounded, priced and expanded, the executor
//! carries it out, and the answer is completed and says what it cost.

use std::collections::HashSet;
use std::sync::Arc;

use async_graphql::parser::types::{ExecutableDocument, OperationType};
use async_graphql::{PathSegment, Pos, Request as Query, Response, ServerError, Value, Variables};
use entity::budget::{Budget, Exceeded};
use entity::value::language::LanguageTag;

use crate::error::{Code, WireError, ask_to_sign_in, keep_argument, refused_text, say_all};
use crate::graphql::engine::documents::{Documents, Naming};
use crate::graphql::engine::request::Request;
use crate::graphql::engine::{arguments, completion, expansion, proof};
use crate::graphql::input::scalar::misfit;
use crate::graphql::{Schema, unknown_values};
use crate::guard::cost::Rules;
use crate::guard::types::Types;
use crate::guard::{Limit, Limits, coercion, variables};

/// What a client asks.
#[derive(Debug, Default)]
pub(crate) struct Asked {
    pub(crate) naming: Naming,
    pub(crate) operation: Option<String>,
    pub(crate) variables: Variables,
}

/// What can be carried out: bounded and priced.
#[derive(Debug)]
pub(crate) struct Plan {
    /// The operation alone, expanded.
    document: ExecutableDocument,
    variables: Variables,
    /// What it is estimated to cost.
    pub(crate) estimate: u64,
    place: Pos,
    /// Whether it changes something.
    pub(crate) is_mutation: bool,
    /// Whether every root field brings its own proof of identity.
    pub(crate) brings_its_proof: bool,
}

/// What became of a plan.
pub(crate) struct Done {
    pub(crate) response: Response,
    /// What it cost.
    pub(crate) cost: u64,
    /// Whether a mutation was done, though what failed beside it may have taken the answer along.
    pub(crate) has_changed: bool,
}

/// The schema with the documents and the limits that stand before it.
pub(crate) struct Executor {
    pub(crate) schema: Schema,
    pub(crate) documents: Documents,
    pub(crate) types: Arc<Types>,
    pub(crate) rules: Arc<Rules>,
    pub(crate) limits: Limits,
}

impl Executor {
    /// Finds, bounds and prices what is asked.
    pub(crate) fn plan(&self, asked: Asked) -> Result<Plan, WireError> {
        let known = self.documents.find(&asked.naming)?;
        let (mut document, mut values) = (known.document.clone(), asked.variables);
        let name = asked.operation.as_deref();
        variables::settle(&mut document, name, &mut values, &self.limits)?;
        let operation = variables::chosen(&document, name)?;
        coercion::check(&operation.node, &values, &self.types)?;
        let estimate = self.rules.estimate(&document, &operation.node, &values);
        let place = operation.pos;
        let is_mutation = operation.node.ty == OperationType::Mutation;
        let brings_its_proof = proof::is_brought(&document, &operation.node);
        let document = expansion::expand(&document, operation, &values, &self.types);
        Ok(Plan { document, variables: values, estimate, place, is_mutation, brings_its_proof })
    }

    /// Refuses plans that cost too much together.
    pub(crate) fn check_cost<'a>(&self, plans: impl Iterator<Item = &'a Plan> + Clone) -> Result<(), WireError> {
        let estimate = plans.clone().map(|it| it.estimate).fold(0, u64::saturating_add);
        if estimate <= self.limits.cost {
            return Ok(());
        }
        let dearest = plans.max_by_key(|it| it.estimate).map(|it| it.place).unwrap_or_default();
        Err(WireError::new(Code::LimitExceeded, "limit-exceeded")
            .text("limit", Limit::Cost.name())
            .number("max", self.limits.cost)
            .number("found", estimate)
            .at(dearest))
    }

    /// Carries out a plan.
    pub(crate) async fn run(&self, plan: Plan, request: Request) -> Done {
        let languages = Arc::clone(&request.languages);
        let caller = request.caller.clone();
        let budget = request.reader.budget().cloned();
        let Plan { document, variables, estimate, is_mutation, .. } = plan;
        let reader = request.reader.clone();
        let mut query = Query::new(String::new()).variables(variables.clone());
        query = query.data(request).data(Arc::clone(&self.types)).data(Arc::clone(&self.rules));
        query.set_parsed_query(document.clone());
        let mut response = match self.execute(query, is_mutation, budget).await {
            Ok(response) => response,
            // what was made of the answer by then is of no use: it ends in the middle
            Err(exceeded) => {
                let response = refusal(exceeded.into(), &languages);
                return Done { response, cost: estimate, has_changed: false };
            }
        };
        let has_changed = is_mutation && response.data != Value::Null;
        let mut said = HashSet::new();
        // what stands in several fragments is resolved for each
        response.errors.retain(|it| it.path.is_empty() || said.insert(format!("{:?} {}", it.path, it.message)));
        let is_begun = response.errors.iter().all(|it| !it.path.is_empty());
        let mut cost = 0;
        if let Some((_, operation)) = document.operations.iter().next().filter(|_| is_begun) {
            let data = std::mem::take(&mut response.data);
            response.data = completion::complete(data, &operation.node, &self.types);
            cost = self.rules.actual(&document, &operation.node, &response.data);
        }
        response.errors.truncate(self.limits.errors);
        self.place_refused(&mut response.errors, &document, &variables);
        if reader.viewer().role().is_none() {
            ask_to_sign_in(&mut response.errors);
        }
        if is_begun && !is_mutation {
            let warnings = unknown_values::warnings(&document, &self.types, &variables, &reader, &languages);
            if !warnings.is_empty() {
                response.extensions.insert("warnings".to_owned(), Value::List(warnings));
            }
        }
        say_all(&mut response.errors, &languages);
        self.say_cost(&mut response, estimate, cost);
        // an error of one field may leave no data of those that were done
        if !response.errors.is_empty() && caller.has_committed() {
            response.extensions.insert("committed".to_owned(), Value::from(true));
        }
        Done { response, cost, has_changed }
    }

    /// Lets the executor go on until the budget is exceeded. A mutation is carried to its end: what was done is told.
    async fn execute(
        &self,
        query: Query,
        is_mutation: bool,
        budget: Option<Arc<Budget>>,
    ) -> Result<Response, Exceeded> {
        let Some(budget) = budget.filter(|_| !is_mutation) else { return Ok(self.schema.execute(query).await) };
        let response = tokio::select! {
            biased;
            exceeded = budget.exceeded() => return Err(exceeded),
            response = self.schema.execute(query) => response,
        };
        budget.refusal().map_or(Ok(response), Err)
    }

    /// Says of each value that a scalar has refused which argument it is.
    fn place_refused(&self, errors: &mut [ServerError], document: &ExecutableDocument, variables: &Variables) {
        for error in errors {
            let mut found = None;
            if is_of_cursor(error) {
                let keys: Vec<&str> = error.path.iter().filter_map(key).collect();
                arguments::of_document(document, &self.types, variables, &mut |field, it| {
                    let is_cursor = matches!(it.path, [name] if name == "after" || name == "before");
                    if found.is_none() && is_cursor && field.keys.iter().eq(keys.iter()) {
                        found = Some(it.path.to_vec());
                    }
                });
                if let Some(path) = found {
                    error.extensions.get_or_insert_default().set("argument", path);
                }
                continue;
            }
            let refused = refused_text(error).map(str::to_owned).zip(error.locations.first().copied());
            let Some((text, place)) = refused else { continue };
            arguments::of_document(document, &self.types, variables, &mut |field, it| {
                if found.is_none() && field.place == place && it.text == text && misfit(it.scalar, it.text).is_some() {
                    found = Some(it.path.to_vec());
                }
            });
            if let Some(path) = found {
                keep_argument(error, path);
            }
        }
    }

    fn say_cost(&self, response: &mut Response, estimate: u64, actual: u64) {
        let cost = [("estimated", estimate), ("actual", actual), ("limit", self.limits.cost)];
        let cost = cost.into_iter().map(|(name, it)| (async_graphql::Name::new(name), Value::from(it))).collect();
        response.extensions.insert("cost".to_owned(), Value::Object(cost));
    }
}

/// Whether a cursor was refused; the data floor does not know by which argument it was given.
fn is_of_cursor(error: &ServerError) -> bool {
    let argument = error.extensions.as_ref().and_then(|it| it.get("argument"));
    argument.is_some_and(|it| *it == Value::from(vec!["cursor"]))
}

/// The response key that a part of an error's path is; none of a place in a list.
fn key(segment: &PathSegment) -> Option<&str> {
    match segment {
        PathSegment::Field(key) => Some(key),
        PathSegment::Index(_) => None,
    }
}

/// An answer that is nothing but an error.
pub(crate) fn refusal(told: WireError, languages: &[LanguageTag]) -> Response {
    let mut errors = told.server_errors();
    say_all(&mut errors, languages);
    Response::from_errors(errors)
}
