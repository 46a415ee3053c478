# The pages of the program: the landing page and the console. The same messages as in page.fr.ftl.

page-in-your-language = This page in other languages
landing-heading = { $network }: the content API
landing-summary = Initiatives, recipes, articles and events of the network, to be reused as their licences allow: each answer brings the licence and the credit line, ready to be shown.
landing-counts = Here to read: { $initiatives } initiatives, { $recipes } recipes, { $articles } articles, { $events } events, { $members } members, { $territories } territories.
landing-ways = Where to begin
landing-explorer = The GraphiQL console
landing-explorer-note = Write a query, see the answer, read what each field means.
landing-schema = The schema
landing-schema-note = The whole contract in one file, for typed clients.
landing-endpoint = The endpoint
landing-endpoint-note = POST with JSON, or GET; anybody may read, from any page of the web.
landing-site = The site of the network
landing-site-note = The content, laid out for readers.
landing-queries = First queries
landing-open = Try it in the console
landing-shell = The same in a terminal
landing-trusted-only = This server executes registered queries only: the console and other queries do not work here.

explorer-title = GraphiQL console
explorer-needs-script = The console needs JavaScript. The schema can be read here:
explorer-off = This server executes registered queries only: there is no console.

example-list = The initiatives of a territory that contain a word
example-list-name = InitiativesOfATerritory
example-initiative = An initiative, with its licence and its credit line
example-initiative-name = AnInitiative
example-agenda = The agenda of this month
example-agenda-name = AgendaOfTheMonth
example-places = Search a place while somebody types: the beginning of a name, or a postal code
example-places-name = SearchAPlace
example-sign-in = Sign in: give an address and a password in the variables
example-sign-in-name = SignIn
example-sign-in-hint = The console keeps the token as long as this page is open, and sends it with the requests that follow. The demo accounts are printed when “serve --demo” starts.
example-drafts = Once signed in: the texts that are not published yet and that you may read
example-drafts-name = UnpublishedTexts
example-drafts-hint = The header “Content-View: latest” asks for what is not public, too.
