//! The description of the JSON addresses (OpenAPI 3.1), made of the same tables that answer them.

use serde_json::{Value, json};
use utoipa::openapi::path::{HttpMethod, OperationBuilder, Parameter, ParameterBuilder, ParameterIn, ParameterStyle};
use utoipa::openapi::schema::{Array, KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::openapi::{
    Components, ContactBuilder, Content, Info, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, PathItem, Paths,
    Ref, RefOr, Required, Response, ResponseBuilder, Responses, Server, Tag,
};
use utoipa::{PartialSchema, ToSchema};

use crate::json::changes::{self, Change, LogPosition};
use crate::json::item::entry::Entry;
use crate::json::list::{Links, PageInfo};
use crate::json::parameters::{self, Form};
use crate::json::query;
use crate::json::resource::{Class, Resource};

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
        if resource != Resource::Occurrences {
            add(&mut paths, &format!("/api/{}/{{id}}", resource.word()), one(resource));
        }
    }
    add(&mut paths, "/api/changes", log());
    OpenApiBuilder::new()
        .info(info())
        .servers(Some([Server::new(server)]))
        .paths(paths)
        .components(Some(components()))
        .tags(Some([Tag::new("Entries"), Tag::new("Catalogue"), Tag::new("Changes")]))
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
    for (name, schema) in [
        (PageInfo::name(), PageInfo::schema()),
        (Links::name(), Links::schema()),
        (LogPosition::name(), LogPosition::schema()),
        (Problem::name(), Problem::schema()),
        (Change::name(), Change::schema()),
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
        operation = operation.parameter(filter(it, resource));
    }
    for (name, text) in query::OF_LISTS.iter().filter(|it| query::names(resource).contains(&it.0)) {
        operation = operation.parameter(of_list(name, text, resource));
    }
    if resource == Resource::Occurrences {
        for (name, text) in query::OF_OCCURRENCES {
            operation = operation.parameter(single(name, text, moment()));
        }
    }
    let (name, _) = resource.item();
    let body = ObjectBuilder::new()
        .property("items", Array::new(refer(&name)))
        .property("page", refer(&PageInfo::name()))
        .property("links", refer(&Links::name()))
        .required("items")
        .required("page")
        .required("links")
        .build();
    let text = format!("A page of {}", title(resource));
    operation.responses(responses(&text, body.into(), Some(example(resource)), &["400", "304", "413"]))
}

fn one(resource: Resource) -> OperationBuilder {
    let (name, _) = resource.item();
    let by = match resource {
        Resource::Territories => "Identifier, slug or reference, such as `commune:29019`.",
        Resource::Licences => "Identifier or key, such as `CC-BY-SA-4.0`.",
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
        operation = operation.parameter(of_list(name, text, resource));
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

fn moment() -> ObjectBuilder {
    let format = SchemaFormat::KnownFormat(KnownFormat::DateTime);
    ObjectBuilder::new().schema_type(Type::String).format(Some(format))
}

fn number(least: i64, most: i64) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(least)).maximum(Some(most))
}

fn single(name: &str, text: &str, schema: ObjectBuilder) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(text))
        .schema(Some(schema))
        .build()
}

/// A parameter whose values stand between commas.
fn several(name: &str, text: &str, item: ObjectBuilder, (least, most): (usize, usize)) -> Parameter {
    let mut array = Array::new(item);
    (array.min_items, array.max_items) = (Some(least), Some(most));
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(text))
        .style(Some(ParameterStyle::Form))
        .explode(Some(false))
        .schema(Some(array))
        .build()
}

fn words<'a>(words: impl IntoIterator<Item = &'a str>) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words))
}

fn of_list(name: &str, text: &str, resource: Resource) -> Parameter {
    match name {
        "fields" => several(name, text, words(resource.fields().keys().map(String::as_str)), (1, 100)),
        "include" => {
            let more = resource.fields().iter().filter(|(_, it)| matches!(it, Class::Long | Class::Related));
            let mut more: Vec<&str> = more.map(|(name, _)| name.as_str()).collect();
            if more.is_empty() {
                more = resource.fields().keys().map(String::as_str).collect();
            }
            several(name, text, words(more), (1, 100))
        }
        "order" => {
            let keys: Vec<String> = parameters::orders(resource).into_iter().map(|it| it.0).collect();
            let all: Vec<String> = keys.iter().flat_map(|it| [it.clone(), format!("-{it}")]).collect();
            several(name, text, words(all.iter().map(String::as_str)), (1, 5))
        }
        "first" | "last" | "perPage" => single(name, text, number(1, 100)),
        "page" => single(name, text, number(1, 10_000)),
        "count" => single(name, text, ObjectBuilder::new().schema_type(Type::Boolean)),
        _ => single(name, text, ObjectBuilder::new().schema_type(Type::String)),
    }
}

fn filter(it: &parameters::Parameter, resource: Resource) -> Parameter {
    let schema = match &it.form {
        Form::Word(known) => words(known.iter().map(String::as_str)),
        Form::Numbers(fields) => {
            let text = format!("{} Numbers between commas: {}.", it.description, fields.join(","));
            let item = ObjectBuilder::new().schema_type(Type::Number);
            return several(&it.name, &text, item, (fields.len(), fields.len()));
        }
        Form::Scalar(ty) => match ty.as_str() {
            "DateTime" => moment(),
            "Boolean" => ObjectBuilder::new().schema_type(Type::Boolean),
            "Int" => ObjectBuilder::new().schema_type(Type::Integer),
            "Float" => ObjectBuilder::new().schema_type(Type::Number),
            _ => ObjectBuilder::new().schema_type(Type::String).examples(sample(&it.name, resource)),
        },
    };
    match it.is_list {
        true => several(&it.name, &it.description, schema, (1, 100)),
        false => single(&it.name, &it.description, schema),
    }
}

/// A value of a parameter, to be seen.
fn sample(name: &str, resource: Resource) -> Option<Value> {
    match (name, resource) {
        ("territory" | "inside", _) => Some(json!("pays:pays-de-brest")),
        ("licence" | "key" | "originalLicence", _) => Some(json!("CC-BY-SA-4.0")),
        ("language", _) => Some(json!("fr")),
        ("postalCode", _) => Some(json!("29200")),
        ("search", _) => Some(json!("jardin")),
        _ => None,
    }
}

/// A page of a list, to be seen.
fn example(resource: Resource) -> Value {
    let licence = json!({
        "key": "CC-BY-SA-4.0",
        "shortName": "CC BY-SA 4.0",
        "url": "https://creativecommons.org/licenses/by-sa/4.0/",
    });
    let id = "0199f1a2-0000-7000-8000-000000000001";
    let entry = |kind: &str, slug: &str, title: &str| {
        json!({
            "id": id,
            "kind": kind,
            "slug": slug,
            "url": format!("https://www.example.org/{}/{slug}", kind.to_lowercase()),
            "title": title,
            "language": "fr",
            "licence": licence,
            "authors": [{ "name": "Ana", "url": null, "role": "AUTHOR", "member": { "id": id, "slug": "ana" } }],
            "attribution": format!("« {title} » par Ana, CC BY-SA 4.0"),
        })
    };
    let item = match resource {
        Resource::Initiatives => entry("INITIATIVE", "le-jardin", "Le jardin"),
        Resource::Recipes => entry("RECIPE", "organiser-un-repair-cafe", "Organiser un repair café"),
        Resource::Articles => entry("ARTICLE", "un-an-de-jardin", "Un an de jardin"),
        Resource::Events => entry("EVENT", "fete-du-jardin", "Fête du jardin"),
        Resource::Pages => entry("PAGE", "contact", "Contact"),
        Resource::Occurrences => json!({
            "id": format!("occurrence:{id}"),
            "timing": { "id": id, "status": "SCHEDULED", "allDay": true, "start": null, "end": null, "startDate": "2027-05-01",
                "endDate": "2027-05-02" },
            "event": entry("EVENT", "fete-du-jardin", "Fête du jardin"),
        }),
        Resource::Members => json!({ "id": id, "slug": "ana", "name": "Ana" }),
        Resource::Territories => {
            json!({ "id": id, "ref": "commune:29019", "slug": "brest", "name": "Brest", "kind": "COMMUNE" })
        }
        Resource::Themes => json!({ "id": id, "slug": "alimentation", "name": "Alimentation" }),
        Resource::Licences => {
            json!({ "id": id, "key": licence["key"], "shortName": licence["shortName"], "url": licence["url"] })
        }
        Resource::Sources => json!({ "id": id, "slug": "le-journal", "name": "Le Journal", "licence": licence }),
    };
    let this = format!("https://api.example.org/api/{}", resource.word());
    json!({
        "items": [item],
        "page": { "hasNextPage": false, "hasPreviousPage": false, "startCursor": "5b22", "endCursor": "5b22", "totalCount": null,
            "totalCountIsExact": null },
        "links": { "self": this, "first": format!("{this}?first=20"), "next": null, "prev": null },
    })
}
