//! From what a client asked to what it is answered: the document is found, bounded and priced, the executor carries it
//! out, and the answer is put in order and says what it cost.

use std::sync::Arc;

use async_graphql::parser::types::{DocumentOperations, ExecutableDocument, OperationType};
use async_graphql::{Pos, Request as Query, Response, ServerError, Value, Variables};

use entity::budget::{Budget, Exceeded};
use entity::language::LanguageTag;

use crate::error::{Code, Told, say_all};
use crate::graphql::documents::{Documents, Naming};
use crate::graphql::request::Request;
use crate::graphql::{Schema, order, proof};
use crate::guard::cost::Rules;
use crate::guard::{Limit, Limits, variables};

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
    query: Query,
    operation: Option<String>,
    document: ExecutableDocument,
    /// What it is estimated to cost.
    pub(crate) estimate: u64,
    place: Pos,
    /// Whether it changes something.
    pub(crate) is_mutation: bool,
    /// Whether every root field brings its own proof of who asks.
    pub(crate) brings_its_proof: bool,
}

/// The schema with what stands before it.
pub(crate) struct Executor {
    pub(crate) schema: Schema,
    pub(crate) documents: Documents,
    pub(crate) rules: Rules,
    pub(crate) limits: Limits,
}

impl Executor {
    /// Finds, bounds and prices what is asked.
    pub(crate) fn plan(&self, asked: Asked) -> Result<Plan, Told> {
        let known = self.documents.find(&asked.naming)?;
        let (mut document, mut values) = (known.document.clone(), asked.variables);
        let name = asked.operation.as_deref();
        variables::settle(&mut document, name, &mut values, &self.limits)?;
        let operation = variables::chosen(&document, name)?;
        let estimate = self.rules.estimate(&document, &operation.node, &values);
        let place = operation.pos;
        let is_mutation = operation.node.ty == OperationType::Mutation;
        let brings_its_proof = proof::is_brought(&document, &operation.node);
        let several = matches!(&document.operations, DocumentOperations::Multiple(_));
        let mut query = Query::new(String::new()).variables(values);
        if let Some(name) = name.filter(|_| several) {
            query = query.operation_name(name);
        }
        query.set_parsed_query(document.clone());
        Ok(Plan { query, operation: asked.operation, document, estimate, place, is_mutation, brings_its_proof })
    }

    /// Refuses plans that cost too much together.
    pub(crate) fn check_cost<'a>(&self, plans: impl Iterator<Item = &'a Plan> + Clone) -> Result<(), Told> {
        let estimate = plans.clone().map(|it| it.estimate).fold(0, u64::saturating_add);
        if estimate <= self.limits.cost {
            return Ok(());
        }
        let dearest = plans.max_by_key(|it| it.estimate).map(|it| it.place).unwrap_or_default();
        Err(Told::new(Code::LimitExceeded, "limit-exceeded")
            .text("limit", Limit::Cost.name())
            .number("max", self.limits.cost)
            .number("found", estimate)
            .at(dearest))
    }

    /// Carries out a plan; tells what it cost.
    pub(crate) async fn run(&self, plan: Plan, request: Request) -> (Response, u64) {
        let languages = Arc::clone(&request.languages);
        let caller = request.caller.clone();
        let budget = request.reader.budget().cloned();
        let Plan { query, operation, document, estimate, is_mutation, .. } = plan;
        let mut response = match self.execute(query.data(request), is_mutation, budget).await {
            Ok(response) => response,
            // what was made of the answer by then is of no use: it ends in the middle
            Err(exceeded) => return (refusal(exceeded.into(), &languages), estimate),
        };
        response.errors.truncate(self.limits.errors);
        say_all(&mut response.errors, &languages);
        let name = operation.as_deref();
        order::arrange(&mut response.data, &document, name);
        let actual = variables::chosen(&document, name)
            .map(|it| self.rules.actual(&document, &it.node, &response.data))
            .unwrap_or_default();
        self.say_cost(&mut response, estimate, actual);
        // an error of one field may leave no data of those that were done
        if !response.errors.is_empty() && caller.has_committed() {
            response.extensions.insert("committed".to_owned(), Value::from(true));
        }
        (response, actual)
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

    fn say_cost(&self, response: &mut Response, estimate: u64, actual: u64) {
        let cost = [("estimated", estimate), ("actual", actual), ("limit", self.limits.cost)];
        let cost = cost.into_iter().map(|(name, it)| (async_graphql::Name::new(name), Value::from(it))).collect();
        response.extensions.insert("cost".to_owned(), Value::Object(cost));
    }
}

/// An answer that is nothing but an error.
pub(crate) fn refusal(told: Told, languages: &[LanguageTag]) -> Response {
    let mut errors: Vec<ServerError> = vec![told.server_error()];
    say_all(&mut errors, languages);
    Response::from_errors(errors)
}
