# The words of framed pages, feeds, calendars and of the page that composes an embed. The same messages as in channel.fr.ftl.

# Dates and durations
when-date =
    { $weekday ->
        [1] Monday
        [2] Tuesday
        [3] Wednesday
        [4] Thursday
        [5] Friday
        [6] Saturday
       *[other] Sunday
    } { $day } { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[other] December
    } { $year }
when-hours = { $date }, { $start } to { $end }
when-from = { $date } at { $start }
when-days = from { $from } to { $to }
duration-years = { $count ->
    [1] 1 year
   *[other] { $count } years
}
duration-months = { $count ->
    [1] 1 month
   *[other] { $count } months
}
duration-weeks = { $count ->
    [1] 1 week
   *[other] { $count } weeks
}
duration-days = { $count ->
    [1] 1 day
   *[other] { $count } days
}
duration-hours = { $count } hr
duration-minutes = { $count } minutes
duration-seconds = { $count } seconds
event-cancelled = cancelled
event-postponed = postponed
event-moved-online = online instead

# Kinds
kind-initiative = An initiative
kind-recipe = Recipe
kind-article = An article
kind-event = Event
kind-page = A page
kinds-initiative = all initiatives
kinds-recipe = recipes
kinds-article = all articles
kinds-event = events
kinds-page = all pages

# Parts of an entry
fact-maturity = Stage
maturity-idea = an idea
maturity-starting = starting
maturity-developing = developing
maturity-mature = established
maturity-ended = ended
fact-start-year = Since
fact-website = Web site
fact-contact = Contact page
section-need = The need
section-response = The response
section-story = The story
section-social-value = What it brings
section-call-for-help = Help wanted
fact-duration = Duration
fact-participants = People
participants-from = at least { $min }
participants-to = at most { $max }
participants-between = { $min } to { $max }
fact-cost = Cost
section-purpose = Purpose
section-audience = Audience
section-preparation = What to prepare
section-materials = Materials
section-steps = Steps
section-variants = Variations
section-lessons-learned = Lessons learned
section-changelog = Changes
fact-original = First published by
section-postscript = Afterword
fact-place = Place
fact-address = Address
fact-attendance = Attendance
attendance-online = online
attendance-mixed = in person or online
fact-capacity = Capacity
fact-link = Link to

# Framed pages
embed-when = When
embed-add-to-calendar = Add to my calendar
embed-read-on = Read on { $network }
embed-nothing = Nothing to show here yet.
embed-map = Show on a map
embed-home = Everything on { $network }
embed-feed = Follow by feed
embed-elsewhere = Without a commune

# Lists
list-everything = All content
list-events = Upcoming events
list-description = Content of { $network }, to be reused as each licence allows: every item carries its credit line.

# Mistakes in an address
channel-parameter-none = There is no parameter “{ $name }” here; this address takes none.
channel-theme-unknown = No theme is called “{ $value }”. { $allowed }
channel-theme-colours = “{ $value }” is not a theme of the network: “theme” selects a subject. For colours, write scheme={ $value }.
channel-allowed-themes = Similar themes: { $names }.
channel-all-themes = The GraphQL query {"{"} themes {"{"} nodes {"{"} slug name {"}"} {"}"} {"}"} lists the themes.
channel-territory-unknown = “{ $value }” is not a territory of the network. { $allowed }
channel-allowed-territories = Similar territories: { $names }.
channel-all-territories = A territory is written kind:code, such as commune:29019 or pays:pays-de-brest.
channel-member-unknown = No member is called “{ $value }”.
channel-layout-agenda = The layout “agenda” shows events: use the address /embed/event.
channel-url-needed = The parameter “url” is missing: the address of an entry on the site or on this API.
channel-url-unknown = “{ $value }” is not the address of an entry here.
channel-url-private = This address shows a preview, which is private: link to the page of the entry instead.
channel-format-unknown = oEmbed is not made as “{ $value }” here; these formats are: { $allowed }.
channel-box = “bbox” is written west,south,east,north in degrees (RFC 7946), such as -4.9,48.2,-4.1,48.7.
channel-range = “{ $name }” is a whole number from { $min } to { $max }.
channel-cursor = “after” does not continue this list: use the “next” address as it is.

# The page that composes an embed
composer-title = Embed content of the network
composer-summary = Choose what your site is to show, look at it, then copy a few lines. You need neither an account nor a key; credit and licence come along.
composer-a-list = A list
composer-one-entry = Or a single entry
composer-one-entry-note = Paste the address of an entry of the site here; it comes before the list.
composer-kind = Kind
composer-territory = Territory
composer-territory-note = Its kind and official code, such as pays:pays-de-brest or commune:29019. Empty: everywhere.
composer-theme = Theme
composer-any = any
composer-member = Member (the last part of the address of their page)
composer-looks = Looks
composer-layout = Layout
composer-limit = Number of entries, 50 at most
composer-labels = Language of labels
composer-scheme = Colours
composer-show = Show
composer-preview = Preview
composer-paste = To be copied into your page
composer-copy = Copy
composer-copied = Copied
composer-iframe = A frame (iframe)
composer-iframe-note = For every site that takes HTML, such as the block “Custom HTML” of WordPress. The height can be set; a link stays where frames are taken out.
composer-component = A web component
composer-component-note = Sizes itself, and takes the font and the colours of your page. Your site has to permit scripts.
composer-plain = Plain HTML
composer-plain-note = Nothing is loaded from us: for sites that take out frames and scripts. What changes here does not change on your page.
composer-plain-list-note = The entries of today, with nothing to load from us. What changes here does not change on your page.
layout-cards = cards
layout-list = one below the other
layout-agenda = agenda (of events)
layout-map-list = places, by commune
scheme-auto = those of the visitor’s device
scheme-light = light
scheme-dark = dark

# What an embed does
about-title = What an embed does, and what it does not do
about-nothing = No cookie, no tracking
about-nothing-text = Framed pages need no script, set no cookie, keep nothing in the browser and load nothing from elsewhere: no font, no picture, no analytics. A picture that lies elsewhere becomes a link.
about-log = What the server writes down
about-log-text = The log of the server keeps the time, the path and the outcome of each request, and neither the visitor’s address nor their browser. The host of the network decides how long this log is kept; write to the network to know.
about-stable = What does not change
about-stable-text = /embed.js keeps its meaning: a component with another one would be called /embed.v2.js. The addresses of framed pages stay; a former name leads to the present one. When the network takes an entry back, its page answers 410, and its text is shown no more.
about-csp = Lines to permit
about-csp-text = If your site sends a Content-Security-Policy, add: frame-src for a frame; the three others for a web component.
about-feed = The extension “_licence” of JSON Feed
about-feed-text = Each item of the JSON feeds has an object “_licence”: SPDX identifier, name and address of the licence, the credit line as HTML and as text, the address of the original of a republished text, and those of the works that it is based on.
about-contact = Whom to write to
about-no-contact = The network has no public address yet.
