"""The questions: what a site asks most, each with the variables of one of its runs."""

CARD = "id title slug summary publishedAt licence { key shortName } authors { name } homeTerritory { name } themes { name }"

SEARCH = "query($text: String) { search(text: $text, first: 20) { totalCount nodes { highlight entry { title slug } } } }"

QUESTIONS = {
    "first page": ("{ initiatives(first: 20) { nodes { %s } } }" % CARD, lambda of: {}),
    "first page and totalCount": ("{ initiatives(first: 20) { totalCount nodes { %s } } }" % CARD, lambda of: {}),
    "numbered page, offset 3,780": ("query($page: Int!) { initiatives(page: $page, perPage: 20) { nodes { %s } } }" % CARD,
                                    lambda of: {"page": 190}),
    "entry by slug": ("query($slug: Slug!) { initiative(by: { slug: $slug }) { %s body(format: HTML) articles(first: 5) { nodes { title slug } } } }" % CARD,
                      lambda of: {"slug": of["slug"]}),
    "theme": ("{ initiatives(first: 20, filter: { theme: [\"theme-3\"] }) { nodes { %s } } }" % CARD, lambda of: {}),
    "theme and totalCount": ("{ initiatives(first: 20, filter: { theme: [\"theme-3\"] }) { totalCount nodes { %s } } }" % CARD,
                             lambda of: {}),
    "theme, territory and totalCount": (
        "{ initiatives(first: 20, filter: { theme: [\"theme-3\"], territory: [\"departement:29\"] }) { totalCount nodes { %s } } }" % CARD,
        lambda of: {}),
    "region and totalCount": (
        "{ initiatives(first: 20, filter: { territory: [\"region:53\"] }) { totalCount nodes { %s } } }" % CARD, lambda of: {}),
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
