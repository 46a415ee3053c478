//! The description of the JSON addresses (OpenAPI 3.1), made of the same tables that answer them.

use serde_json::Value;
use utoipa::openapi::path::{HttpMethod, OperationBuilder, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{Array, ArrayBuilder, ObjectBuilder, OneOfBuilder, Schema, Type};
use utoipa::openapi::{
    Components, ContactBuilder, Content, Info, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, PathItem, Paths,
    Ref, RefOr, Required, Response, ResponseBuilder, Responses, Server, Tag,
};
use utoipa::{PartialSchema, ToSchema};

use crate::graphql::query::search::{MAX_SUGGESTIONS, Suggestion};
use crate::json::changes::{self, Change, LogPosition};
use crate::json::item::entry::Entry;
use crate::json::list::{Links, PageInfo};
use crate::json::parameter_schema::{filter, moment, number, of_list, single, words};
use crate::json::resource::{Resource, fields_of_entries};
use crate::json::search::{self, Facets, ORDERS, SearchHit};
use crate::json::{example, parameters, query};

/// A problem (RFC 9457).
#[derive(serde::Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Problem {
    /// Address of a page about the problem; `about:blank` for what the status says.
    #[serde(rename = "type")]
    kind: String,
    /// Name of the HTTP status.
    title: String,
    /// HTTP status.
    status: u16,
    /// Message for people, in French, Breton or English after `Accept-Language`.
    detail: String,
    /// Code of the problem, for programs.
    code: String,
    /// Number of the request, as the log has it.
    #[schema(required)]
    request_id: Option<String>,
    /// Name of the parameter that is at fault.
    parameter: Option<String>,
    /// Values that may be meant.
    suggestions: Option<Vec<String>>,
    /// Values that are allowed.
    allowed: Option<Vec<String>>,
}

/// The document as it stands in `openapi.json`: pretty, with a line break at the end.
pub fn text(server: &str) -> String {
    let document = serde_json::to_value(document(server)).unwrap_or_default();
    format!("{document:#}\n")
}

fn document(server: &str) -> OpenApi {
    let mut paths = Paths::new();
    for resource in Resource::ALL {
        add(&mut paths, &format!("/api/{}", resource.word()), list(resource));
        add(&mut paths, &format!("/api/{}/{{id}}", resource.word()), one(resource));
    }
    add(&mut paths, "/api/search", search());
    add(&mut paths, "/api/suggest", suggest());
    add(&mut paths, "/api/changes", log());
    OpenApiBuilder::new()
        .info(info())
        .servers(Some([Server::new(server)]))
        .paths(paths)
        .components(Some(components()))
        .tags(Some([Tag::new("Entries"), Tag::new("Search"), Tag::new("Catalogue"), Tag::new("Changes")]))
        .build()
}

fn info() -> Info {
    let text = "Public content of the network as JSON, for partner sites and scripts: no key, no account, any origin. Every item \
        carries its licence and its credit line: show them wherever you show the content. Answers have an `ETag`: send it back as \
        `If-None-Match`, and what has not changed answers 304. Lists are paged: `Link` headers (RFC 8288) lead on. The GraphQL API \
        has the same filters, and more.";
    InfoBuilder::new()
        .title("Bretagne Creative")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(text))
        .license(Some(LicenseBuilder::new().name("AGPL-3.0-or-later").identifier(Some("AGPL-3.0-or-later")).build()))
        .contact(Some(ContactBuilder::new().url(Some("https://www.bretagne-creative.net")).build()))
        .build()
}

fn add(paths: &mut Paths, path: &str, operation: OperationBuilder) {
    paths.paths.insert(path.to_owned(), PathItem::new(HttpMethod::Get, operation));
}

fn components() -> Components {
    let mut components = Components::new();
    let mut put = |name: String, schema: RefOr<Schema>| {
        components.schemas.insert(name, schema);
    };
    let mut inner: Vec<(String, RefOr<Schema>)> = Vec::new();
    for resource in Resource::ALL {
        let (name, schema) = resource.item();
        put(name, schema);
        resource.parts(&mut inner);
    }
    put(Entry::name().into_owned(), Entry::schema());
    <Change as ToSchema>::schemas(&mut inner);
    <Facets as ToSchema>::schemas(&mut inner);
    for (name, schema) in [
        (PageInfo::name(), PageInfo::schema()),
        (Links::name(), Links::schema()),
        (LogPosition::name(), LogPosition::schema()),
        (Problem::name(), Problem::schema()),
        (Change::name(), Change::schema()),
        (SearchHit::name(), SearchHit::schema()),
        (Facets::name(), Facets::schema()),
        (Suggestion::name(), Suggestion::schema()),
    ] {
        put(name.into_owned(), schema);
    }
    for (name, schema) in inner {
        put(name, schema);
    }
    components
}

fn refer(name: &str) -> RefOr<Schema> {
    RefOr::Ref(Ref::from_schema_name(name))
}

fn tag(resource: Resource) -> &'static str {
    if resource.kind().is_some() || resource == Resource::Occurrences { "Entries" } else { "Catalogue" }
}

/// What items are called in sentences.
fn title(resource: Resource) -> &'static str {
    match resource {
        Resource::Initiatives => "initiatives",
        Resource::Recipes => "recipes",
        Resource::Articles => "articles",
        Resource::Events => "events",
        Resource::Pages => "pages of the network itself",
        Resource::Occurrences => "timings of events, earliest first",
        Resource::Members => "members",
        Resource::Territories => "territories",
        Resource::Themes => "themes",
        Resource::Licences => "licences",
        Resource::Sources => "sources of articles",
    }
}

fn list(resource: Resource) -> OperationBuilder {
    let mut operation = OperationBuilder::new()
        .operation_id(Some(format!("list{}", capital(resource.word()))))
        .summary(Some(format!("Lists {}", title(resource))))
        .tag(tag(resource));
    for it in parameters::of(resource) {
        operation = operation.parameter(filter(it));
    }
    let orders: Vec<String> = parameters::orders(resource).into_iter().map(|it| it.0).collect();
    for (name, text) in query::OF_LISTS.iter().filter(|it| query::names(resource).contains(&it.0)) {
        operation = operation.parameter(of_list(name, text, resource.fields(), &orders));
    }
    if resource == Resource::Occurrences {
        for (name, text) in query::OF_OCCURRENCES {
            operation = operation.parameter(single(name, text, moment()));
        }
    }
    let (name, _) = resource.item();
    let text = format!("A page of {}", title(resource));
    let body = page_of(&name).build();
    operation.responses(responses(&text, body.into(), Some(example::of_list(resource)), &["400", "304", "413"]))
}

/// A page of items of this name.
fn page_of(name: &str) -> ObjectBuilder {
    ObjectBuilder::new()
        .property("items", Array::new(refer(name)))
        .property("page", refer(&PageInfo::name()))
        .property("links", refer(&Links::name()))
        .required("items")
        .required("page")
        .required("links")
}

fn search() -> OperationBuilder {
    let text = "Returns entries and members by their words, best match first. Accents, case, elisions, plurals and conjugations do not \
        matter. All words must match; `\"a phrase\"` matches words in a row, `-word` excludes, `word*` matches beginnings. The first 8 \
        words count. Members are found by searches without a filter.";
    let mut operation = OperationBuilder::new()
        .operation_id(Some("search"))
        .summary(Some("Searches entries and members"))
        .description(Some(text))
        .tag("Search");
    for (name, text) in search::OF_SEARCH {
        let schema = match name {
            "order" => words(ORDERS.map(|it| it.0)),
            "facets" => ObjectBuilder::new().schema_type(Type::Boolean),
            _ => ObjectBuilder::new().schema_type(Type::String).examples([Value::from("jardin partagé")]),
        };
        operation = operation.parameter(single(name, text, schema));
    }
    for it in parameters::of_entries() {
        operation = operation.parameter(filter(it));
    }
    for (name, text) in search::of_lists() {
        operation = operation.parameter(of_list(name, text, fields_of_entries(), &[]));
    }
    let facets: Schema = OneOfBuilder::new()
        .item(refer(&Facets::name()))
        .item(ObjectBuilder::new().schema_type(Type::Null))
        .description(Some("Numbers of entries found. Null unless `facets=true` asks for them."))
        .into();
    let similar = ArrayBuilder::new().items(ObjectBuilder::new().schema_type(Type::String)).description(Some(
        "Similar searches that find something, nearest first, at most 3. Empty if the search finds something.",
    ));
    let body = page_of(&SearchHit::name())
        .property("facets", facets)
        .property("suggestions", similar)
        .required("facets")
        .required("suggestions")
        .build();
    operation.responses(responses("A page of hits", body.into(), Some(example::of_search()), &["400", "304", "413"]))
}

fn suggest() -> OperationBuilder {
    let mut operation = OperationBuilder::new()
        .operation_id(Some("suggest"))
        .summary(Some("Completes a search while it is typed"))
        .description(Some("Returns completions of the last word of a search, most frequent first."))
        .tag("Search");
    for (name, text) in search::OF_SUGGEST {
        let schema = match name {
            "first" => number(1, i64::from(MAX_SUGGESTIONS)),
            _ => ObjectBuilder::new().schema_type(Type::String).examples([Value::from("jard")]),
        };
        operation = operation.parameter(single(name, text, schema));
    }
    let body = ObjectBuilder::new().property("items", Array::new(refer(&Suggestion::name()))).required("items").build();
    operation.responses(responses("The completions", body.into(), None, &["400", "304", "413"]))
}

fn one(resource: Resource) -> OperationBuilder {
    let (name, _) = resource.item();
    let by = match resource {
        Resource::Territories => "Identifier, slug or reference, such as `commune:29019`.",
        Resource::Licences => "Identifier or key, such as `CC-BY-SA-4.0`.",
        Resource::Occurrences => {
            "Identifier of the agenda node, such as `occurrence:0199f1a2-0000-7000-8000-000000000001`."
        }
        _ => "Identifier or slug. A former slug finds the item as well.",
    };
    let id = ParameterBuilder::new()
        .name("id")
        .parameter_in(ParameterIn::Path)
        .required(Required::True)
        .description(Some(by))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String).min_length(Some(1))))
        .build();
    let mut operation = OperationBuilder::new()
        .operation_id(Some(format!("get{name}")))
        .summary(Some(format!("Returns one item of {}", title(resource))))
        .tag(tag(resource))
        .parameter(id);
    for (name, text) in &query::OF_LISTS[..2] {
        operation = operation.parameter(of_list(name, text, resource.fields(), &[]));
    }
    operation.responses(responses("The item", refer(&name), None, &["400", "304", "404", "410", "413"]))
}

fn log() -> OperationBuilder {
    let text = "Returns what became public, changed or ceased to be public, in the order of commits; scheduled changes come when they \
        are due. Keep `page.endCursor` and send it as `after` the next time.";
    let mut operation = OperationBuilder::new()
        .operation_id(Some("listChanges"))
        .summary(Some("Lists changes"))
        .description(Some(text))
        .tag("Changes");
    for (name, text) in changes::PARAMETERS {
        let schema = match name {
            "since" => moment(),
            "first" => number(1, 100),
            _ => ObjectBuilder::new().schema_type(Type::String),
        };
        operation = operation.parameter(single(name, text, schema));
    }
    let body = ObjectBuilder::new()
        .property("items", Array::new(refer(&Change::name())))
        .property("page", refer(&LogPosition::name()))
        .required("items")
        .required("page")
        .build();
    operation.responses(responses("A page of the log", body.into(), None, &["400", "304", "413"]))
}

fn responses(text: &str, body: RefOr<Schema>, example: Option<Value>, others: &[&'static str]) -> Responses {
    let mut content = Content::new(Some(body));
    content.example = example;
    let mut responses = Responses::new();
    let good = ResponseBuilder::new().description(text).content("application/json", content).build();
    responses.responses.insert("200".to_owned(), good.into());
    for status in others.iter().chain(&["429", "503"]) {
        let told: RefOr<Response> = match *status {
            "304" => ResponseBuilder::new().description("What `If-None-Match` names is unchanged").build().into(),
            "400" => problem("A parameter or a value that is not known or not of its form").into(),
            "404" => problem("There is no such item that everybody may read").into(),
            "410" => problem("The item was public and is not any more").into(),
            "413" => problem("The address is longer than 16,384 bytes").into(),
            "429" => problem("Too many requests at once from one network: try again a second later").into(),
            _ => problem("The server has too much to do, or its database does not answer: try again a second later")
                .into(),
        };
        responses.responses.insert((*status).to_owned(), told);
    }
    responses
}

fn problem(text: &str) -> Response {
    let content = Content::new(Some(refer(&Problem::name())));
    ResponseBuilder::new().description(text).content("application/problem+json", content).build()
}

fn capital(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    first.to_uppercase() + rest
}
