"""The questions: what a site asks most, each with the variables of one of its runs."""

CARD = "id title slug summary publishedAt licence { key shortName } authors { name } homeTerritory { name } themes { name }"

SEARCH = "query($text: String) { search(text: $text, first: 20) { totalCount nodes { highlight entry { title slug } } } }"

QUESTIONS = {
    "first page": ("{ initiatives(first: 20) { nodes { %s } } }" % CARD, lambda of: {}),
    "first page and totalCount": ("{ initiatives(first: 20) { totalCount nodes { %s } } }" % CARD, lambda of: {}),
    "numbered page, offset 3,780": ("query($page: Int!) { initiatives(page: $page, perPage: 20) { nodes { %s } } }" % CARD,
                                    lambda of: {"page": 190}),
    "entry by slug": ("query($slug: Slug!) { initiative(by: { slug: $slug }) { %s body articles(first: 5) { nodes { title slug } } } }" % CARD,
                      lambda of: {"slug": of["slug"]}),
    "deep page by cursor": ("query($after: String) { initiatives(first: 20, after: $after) { nodes { %s } } }" % CARD,
                            lambda of: {"after": of["cursor"]}),
    "theme": ("{ initiatives(first: 20, filter: { theme: [\"theme-3\"] }) { nodes { %s } } }" % CARD, lambda of: {}),
    "theme and totalCount": ("{ initiatives(first: 20, filter: { theme: [\"theme-3\"] }) { totalCount nodes { %s } } }" % CARD,
                             lambda of: {}),
    "theme, territory and totalCount": (
        "{ initiatives(first: 20, filter: { theme: [\"theme-3\"], territory: [\"departement:29\"] }) { totalCount nodes { %s } } }" % CARD,
        lambda of: {}),
    "region and totalCount": (
        "{ initiatives(first: 20, filter: { territory: [\"region:53\"] }) { totalCount nodes { %s } } }" % CARD, lambda of: {}),
    "within 10 km and totalCount": (
        "{ initiatives(first: 20, filter: { near: { latitude: 48.39, longitude: -4.49, withinKm: 10 } }) { totalCount nodes { %s } } }" % CARD,
        lambda of: {}),
    "one author": ("{ initiatives(first: 20, filter: { author: [\"membre-7\"] }) { totalCount nodes { %s } } }" % CARD,
                   lambda of: {}),
    "20 members, 5 initiatives each": (
        "query($page: Int!) { members(page: $page, perPage: 20) { nodes { name initiatives(first: 5) { nodes { title slug themes { name } } } } } }",
        lambda of: {"page": 3}),
    "50 themes, each with totalCount": ("{ themes(first: 50) { nodes { slug name initiatives(first: 1) { totalCount } } } }",
                                        lambda of: {}),
    "events to come": (
        "query($now: DateTime!) { events(first: 20, filter: { endsAfter: $now }, orderBy: [{ field: STARTS_AT, direction: ASC }]) "
        "{ nodes { title slug timings { start end } } } }", lambda of: {"now": "2026-06-01T00:00:00Z"}),
    "search, a rare word": (SEARCH, lambda of: {"text": of["rare"]}),
    "search, the commonest word": (SEARCH, lambda of: {"text": of["common"]}),
    "search, two words with facets": (
        "query($text: String) { search(text: $text, first: 20) { totalCount nodes { highlight entry { title slug } } "
        "facets { kind { value count } theme { value count } territory { value count } licence { value count } } } }",
        lambda of: {"text": f"{of['common']} {of['frequent']}"}),
    "search within a list": (
        "query($text: String) { articles(first: 20, filter: { search: $text }) { totalCount nodes { title slug } } }",
        lambda of: {"text": of["frequent"]}),
    "completion": ("query($text: String!) { suggest(text: $text) { text count } }", lambda of: {"text": of["common"][:3]}),
    "related": ("query($slug: Slug!) { initiative(by: { slug: $slug }) { related(first: 6) { title slug } } }",
                lambda of: {"slug": of["slug"]}),
    "agenda": ("query($now: DateTime!) { occurrences(from: $now, first: 20) { nodes { start event { title slug } } } }",
               lambda of: {"now": "2026-06-01T00:00:00Z"}),
}

DRAFT = ("mutation($title: String!) { articleCreate(input: { title: $title, summary: \"Un brouillon.\", body: \"Le corps du **brouillon**.\", "
         "language: \"fr\", licence: \"CC-BY-4.0\", authors: [{ name: \"Anne\" }] }) { article { id version } userErrors { code message } } }")
PUBLISH = ("mutation($id: ID!, $version: Int!) { entryPublish(input: { id: $id, version: $version }) "
           "{ entry { id } userErrors { code message } } }")

# The reads of the mixed load; one request in twenty is a draft.
MIXED = ("first page", "entry by slug", "theme, territory and totalCount", "20 members, 5 initiatives each", "events to come")
