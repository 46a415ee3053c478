//! The search as JSON: the hits that GraphQL finds, in the same order and with the same cursors, each with the credit and the licence of
//! its entry; and the completions of a search that is being typed.

use entity::error::Error;
use entity::query::search::find::{Hit, Order, Search};
use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use crate::error::{Code, WireError, of_data, of_resolver};
use crate::graphql::engine::request::Request;
use crate::graphql::input::filter::{self, EntryFilter};
use crate::graphql::query::facets::{self, FacetCount};
use crate::graphql::query::search::{Suggestion, completions};
use crate::json::item::catalogue::Member;
use crate::json::item::entry::Entry;
use crate::json::item::made;
use crate::json::list::{self, Answer, Found};
use crate::json::query::{OF_LISTS, Paging, Selection, fields_of};
use crate::json::resource::fields_of_entries;
use crate::json::values::{Narrowing, boolean, given, input, is_blank, refused, single, whole};
use crate::json::{one, parameters};

/// Parameters of the search beside the filters and those of all lists, with what each means.
pub(crate) const OF_SEARCH: [(&str, &str); 3] = [
    (
        "text",
        "Text as people type it. Every text is a valid search. Without a text all entries that meet the filters are found, newest first.",
    ),
    (
        "order",
        "Order of the hits: `relevance`, `newest`, or `nearest`, which requires `near`. Defaults to `relevance`.",
    ),
    ("facets", "Whether the entries found are counted by kind, theme, territory, licence, language and year."),
];
/// Parameters of the completions, with what each means.
pub(crate) const OF_SUGGEST: [(&str, &str); 2] = [
    ("text", "Text of the search as typed so far. Its last word is completed."),
    ("first", "Number of completions to return, 1 to 20. Defaults to 8."),
];
/// The orders of hits.
pub(crate) const ORDERS: [(&str, Order); 3] =
    [("relevance", Order::Relevance), ("newest", Order::Newest), ("nearest", Order::Nearest)];

/// One hit of a search: an entry or a member. The entry has its licence and its credit line, whatever `fields` asks for.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SearchHit {
    /// Entry that was found. `fields` and `include` name fields of it. Null for members.
    #[schema(required, value_type = Option<Entry>)]
    pub(crate) entry: Option<Value>,
    /// Member that was found. Null for entries.
    #[schema(required, value_type = Option<Member>)]
    pub(crate) member: Option<Value>,
    /// Title of the entry or name of the member with the words that match inside `<mark>`, as HTML in which everything else is escaped.
    pub(crate) highlighted_title: String,
    /// Fragments of the summary and the text around the words that match, at most 2, as HTML in which `<mark>` is the only tag. The
    /// beginning of the text where none matches.
    pub(crate) highlight: Vec<String>,
    /// Distance from the centre of `near` in kilometres. Null without `near`, and for hits without a point.
    #[schema(required)]
    pub(crate) distance_km: Option<f64>,
}

/// Numbers of entries found, by one property at a time. Each counts without the conditions on its own property. At most 50 values each,
/// those with the most hits first.
#[derive(Serialize, ToSchema)]
pub(crate) struct Facets {
    /// Numbers by kind, such as `INITIATIVE`.
    kind: Vec<FacetCount>,
    /// Numbers by theme. A theme counts the entries of the themes below it.
    theme: Vec<FacetCount>,
    /// Numbers by territory. A territory counts the entries of the territories inside it.
    territory: Vec<FacetCount>,
    /// Numbers by licence of the text.
    licence: Vec<FacetCount>,
    /// Numbers by language of the text.
    language: Vec<FacetCount>,
    /// Numbers by year of publication in UTC, the latest year first.
    year: Vec<FacetCount>,
}

/// What is asked of the search.
#[derive(Default)]
struct Asked {
    text: Option<String>,
    narrowing: Narrowing,
    order: Option<Order>,
    counts: bool,
    page: Paging,
    selection: Selection,
}

/// The names of all parameters that the search takes.
pub(crate) fn names() -> Vec<&'static str> {
    let filters = parameters::of_entries().iter().map(|it| it.name.as_str());
    let own = OF_SEARCH.iter().map(|it| it.0);
    own.chain(filters).chain(of_lists().map(|it| it.0)).collect()
}

/// The parameters of lists that a search takes as well: its order is its own, and it always counts.
pub(crate) fn of_lists() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    OF_LISTS.iter().filter(|it| !matches!(it.0, "order" | "count"))
}

fn asked(text: &str, request: &Request) -> Result<Asked, WireError> {
    let (mut asked, known) = (Asked::default(), names());
    let (mut fields, mut include) = (None, Default::default());
    for (name, values) in given(text)? {
        let one = || single(&name, &values);
        if (is_blank(&values) && known.contains(&name.as_str())) || asked.page.take(&name, &values)? {
            continue;
        }
        match name.as_str() {
            "text" => asked.text = Some(one()?.to_owned()),
            "order" => {
                let word = one()?;
                let order = ORDERS.iter().find(|it| it.0 == word).map(|it| it.1);
                let refusal = || refused("order-unknown", &name, word, &ORDERS.map(|it| it.0));
                asked.order = Some(order.ok_or_else(refusal)?);
            }
            "facets" => asked.counts = boolean(&name, one()?)?,
            "fields" => fields = Some(fields_of(fields_of_entries(), &name, &values)?),
            "include" => include = fields_of(fields_of_entries(), &name, &values)?,
            _ => {
                let parameter = parameters::of_entries().iter().find(|it| it.name == name);
                let parameter = parameter.ok_or_else(|| refused("parameter-unknown", &name, &name, &known))?;
                asked.narrowing.add(parameter, &values, request)?;
            }
        }
    }
    asked.selection = Selection::of(fields_of_entries(), true, fields, include);
    Ok(asked)
}

/// The page of hits that a query string asks for. `most` is what it may cost.
///
/// # Errors
/// What is wrong with the query string, `LIMIT_EXCEEDED`, and those of the database.
pub(crate) async fn page(text: &str, request: &Request, most: u64) -> Result<Answer, WireError> {
    let told = |it: Error| of_data(&it);
    let asked = asked(text, request)?;
    let page = asked.page.arguments().page().map_err(|it| of_resolver(&it))?;
    list::check_cost(fields_of_entries(), &asked.selection, page.rows(), most)?;
    let filter = filter::filter(input::<EntryFilter>(asked.narrowing.filter())?);
    let filter = filter.map_err(|it| of_resolver(&it))?.flattened();
    let order = asked.order.unwrap_or(Order::Relevance);
    if order == Order::Nearest && filter.near().is_none() {
        return Err(WireError::new(Code::BadInput, "nearest-without-near").argument(vec!["order".to_owned()]));
    }
    let reader = &request.reader;
    let search = Search { text: asked.text, filter, order };
    let matches = reader.search(&search, asked.counts).await.map_err(told)?;
    let slice = matches.page(&page).map_err(told)?;
    let mut wanted = one::wanted(&asked.selection);
    // highlights are cut out of these
    (wanted.body, wanted.initiative, wanted.recipe, wanted.article) = (true, true, true, true);
    let hits = reader.hits(&slice.rows, wanted).await.map_err(told)?;
    let entries: Vec<&entity::model::entry::Entry> = hits
        .iter()
        .filter_map(|(_, hit)| match hit {
            Hit::Entry(it) => Some(it.as_ref()),
            Hit::Member(_) => None,
        })
        .collect();
    let mut entries = one::entries(&entries, &asked.selection, request).await?.into_iter();
    let item = |(ranked, hit): &(entity::query::search::find::Ranked, Hit)| {
        let (entry, member) = match hit {
            Hit::Entry(_) => (entries.next(), None),
            Hit::Member(it) => (None, Some(serde_json::to_value(made::member(it))?)),
        };
        serde_json::to_value(SearchHit {
            entry,
            member,
            highlighted_title: matches.highlighted_title(hit),
            highlight: matches.highlights(hit),
            distance_km: ranked.metres().map(|it| f64::from(it) / 1_000.0),
        })
    };
    let items = hits.iter().map(item).collect::<serde_json::Result<Vec<Value>>>().map_err(one::unwritten)?;
    let suggestions = reader.nearest(&search, &matches).await.map_err(told)?;
    let counts = matches.facets.as_ref().map(|it| Facets {
        kind: facets::kinds(it, request),
        theme: facets::themes(it, request),
        territory: facets::territories(it),
        licence: facets::licences(it),
        language: facets::languages(it),
        year: facets::years(it),
    });
    let cursor = |it: &entity::query::search::find::Ranked| matches.cursor(it);
    let found = Found {
        items,
        has_next: slice.has_next,
        has_previous: slice.has_previous,
        ends: (slice.rows.first().map(cursor), slice.rows.last().map(cursor)),
        total: Some((matches.count() as u64, matches.is_exact)),
    };
    let beside = [
        ("facets", serde_json::to_value(counts).map_err(one::unwritten)?),
        ("suggestions", serde_json::to_value(suggestions).map_err(one::unwritten)?),
    ];
    let beside: Map<String, Value> = beside.into_iter().map(|(name, it)| (name.to_owned(), it)).collect();
    Ok(list::answer("search", text, &page, None, request, found, beside))
}

/// The completions that a query string asks for.
///
/// # Errors
/// What is wrong with the query string, and those of the database.
pub(crate) async fn suggest(text: &str, request: &Request) -> Result<Answer, WireError> {
    let (mut typed, mut first) = (String::new(), None);
    for (name, values) in given(text)? {
        match name.as_str() {
            "text" | "first" if is_blank(&values) => {}
            "text" => single(&name, &values)?.clone_into(&mut typed),
            "first" => first = Some(whole(&name, single(&name, &values)?)?),
            _ => return Err(refused("parameter-unknown", &name, &name, &OF_SUGGEST.map(|it| it.0))),
        }
    }
    let found: Vec<Suggestion> = completions(&typed, first, request).await?;
    let mark = if text.is_empty() { "" } else { "?" };
    let this = format!("{}/api/suggest{mark}{text}", request.site.api_url());
    Ok(Answer { body: json!({ "items": found }), links: vec![("self", this)] })
}
