# What the API says when it cannot do what was asked. One message an identifier, the same in br.ftl, en.ftl and fr.ftl.

# The request itself
malformed = This is not a GraphQL request: { $detail }
body-unreadable = The body of the request cannot be read to its end.
query-absent = A query is expected: POST it as JSON, or GET with ?query=. People find an explorer at /graphiql.
request-timeout = The body of the request did not come within { $seconds } s.
unsupported-media-type = The content type is to be application/json.
method-not-allowed = This is done by { $allowed }.
mutation-by-get = Mutations are sent by POST.
view-unknown = Content-View is latest or published.
unauthenticated = This credential is not valid.
refresh-raced = Another request has just carried this session on; go on with its answer.
sessions-off = This server has no secret to sign with, so there are no sessions: set BC_SECRET.
challenge-malformed = A sign-in begins with ?challenge=, the SHA-256 of a secret in base64url (RFC 7636, S256): 43 characters.
issuer-unreachable = The site that you wish to sign in with does not answer; try again in a moment.
forbidden =
    { $act ->
        [import] You may not import content.
        [tokens] You may not manage tokens.
        [create] You may not create content here.
        [edit] You may not edit this.
        [submit] You may not submit this.
        [publish] You may not publish this.
        [requestChanges] You may not return this.
        [refuse] You may not refuse this.
        [withdraw] You may not withdraw this.
        [propose] You may not propose a change of this.
        [delete] You may not delete this.
        [preview] You may not show this to others.
        [note] You may not write to its authors.
        [unsubmit] You may not take this back.
        [lookBack] You may not look back at this.
        [backdate] You may not say that this was public before.
        [entrust] You may not let anybody write for this member.
        [keepAccount] This takes a session, or the scope admin: a script looks after no account.
        [accept] You may not accept this member.
        [invite] You may not invite like this.
        [suspend] You may not suspend this account.
        [mandate] You may not give or take this mandate.
        [profile] You may not change this profile.
        [private] You may not see what is held about others.
        [audit] You may not read the audit log.
        [settings] You may not change what the network says of itself.
        [purge] You may not purge content.
       *[other] You may not do this.
    }
gone = This is no longer public.
not-found = There is nothing here.
parse-failed = The document cannot be parsed here; `extensions.detail` says what the parser expected.
text-unterminated = The document cannot be parsed: a text that begins here does not end.
validation-failed = The document does not fit the schema; `extensions.detail` says why, in English.
value-refused = A value cannot be used; `extensions.detail` says why, in English.
operation-unknown = The document has no operation named "{ $name }".
operation-unnamed = The document has several operations: name one in operationName.
fragment-circle = The fragment "{ $name }" spreads itself.
directive-unknown = The directive "@{ $name }" does not stand here.
variable-missing = The variable "{ $name }" is required and was not sent.
text-no-character = The document cannot be parsed: an escape in a string stands for no character.
text-twice = The document does not fit the schema: the field "{ $name }" stands twice in one object.
text-unexpected = The document cannot be parsed: "{ $name }" does not stand here.
rule-operation-kind = The schema has no operations of the kind "{ $name }".
rule-field-unknown = The type { $of } has no field "{ $name }".
rule-field-unknown-near = The type { $of } has no field "{ $name }". Did you mean "{ $near }"?
rule-argument-unknown = { $of } has no argument "{ $name }".
rule-argument-unknown-near = { $of } has no argument "{ $name }". Did you mean "{ $near }"?
rule-argument-twice = The argument "{ $name }" is given twice.
rule-argument-absent = { $of } requires the argument "{ $name }".
rule-type-unknown = There is no type "{ $name }".
rule-fragment-unknown = There is no fragment "{ $name }".
rule-fragment-unused = The fragment "{ $name }" is used nowhere.
rule-fragment-impossible = An object of the type { $of } is never a { $name }.
rule-fragment-scalar = A fragment cannot be on the type { $name }, which has no fields.
rule-fragment-on = A fragment cannot be named "on".
rule-selection-absent = Fields must be selected in "{ $name }", which is of the type { $of }.
rule-selection-odd = No fields can be selected in "{ $name }", which is of the type { $of }.
rule-variable-twice = The variable "{ $name }" is declared twice.
rule-variable-undefined = The variable "{ $name }" is not declared.
rule-variable-unused = The variable "{ $name }" is used nowhere.
rule-variable-output = The variable "{ $name }" cannot be of the type { $of }.
rule-variable-misplaced = The variable { $name } stands where { $of } is expected.
rule-directive-twice = The directive "@{ $name }" stands twice in one place.
rule-value-unfit = { $name } is no value of the type { $of }.
rule-input-unknown = The type { $of } has no field "{ $name }".
rule-input-unknown-near = The type { $of } has no field "{ $name }". Did you mean "{ $near }"?
rule-input-absent = The type { $of } requires the field "{ $name }".
rule-input-one-of = Exactly one field of { $name } is given, and it is not null.
rule-fields-conflict = The selections of "{ $name }" ask for different things; give them different aliases.
variable-unfit = The value of "{ $name }" is not of the type { $of }.
persisted-query-not-found = PersistedQueryNotFound
persisted-query-mismatch = The document does not have the hash that was sent with it.
persisted-query-required = Only documents of the trusted list are carried out here; send the id of one.

# Limits
limit-exceeded =
    { $limit ->
        [body_bytes] A request has at most { $max } bytes.
        [batch] A body holds at most { $max } requests; this one holds { $found }.
        [tokens] A document has at most { $max } tokens.
        [nesting] Brackets are nested at most { $max } deep.
        [selections] A document has at most { $max } selections, fragments counted wherever they are spread.
        [depth] Fields are nested at most { $max } deep.
        [aliases] A document has at most { $max } aliases, fragments counted wherever they are spread.
        [key_letters] An alias has at most { $max } letters; this one has { $found }.
        [root_fields] An operation has at most { $max } fields at its root.
        [directives] A document has at most { $max } directives.
        [introspection_depth] Introspection is nested at most { $max } deep.
        [list_items] A list has at most { $max } items; this one has { $found }.
        [string_bytes] A text has at most { $max } bytes; this one has { $found }.
        [answer_bytes] An operation reads and answers at most { $max } bytes. Ask for fewer rows, or fewer long texts.
       *[cost] This would cost up to { $found }; at most { $max } is allowed. Ask for fewer rows, or fewer lists inside lists.
    }

# Values
bad-input = A value cannot be used: { $detail }
out-of-range = { $name } is { $found }; it lies between { $min } and { $max }.
page-names-mixed = A page is named by first or last, with after and before, or by page and perPage; not by first and last, nor by both ways.
page-from-one = Pages are counted from 1.
page-too-deep = page × perPage is over { $max }; go on with first and after.
order-too-long = An order has at most { $max } parts.
filter-conditions = A filter holds at most { $max } conditions.
filter-values = A list in a filter holds at most { $max } values.
filter-depth = Filters are nested at most { $max } deep.
radius-out-of-range = radiusKm is more than 0 and at most { $max }.
box-reversed = South lies below north, and west before east.
nowhere-on-earth = Latitude lies between -90 and 90, longitude between -180 and 180.

# The server
overloaded = Too much is being asked at this moment; try again in { $seconds } s.
too-many-requests = You ask for too much at once; try again in { $seconds } s.
timeout = This took longer than { $seconds } s and was stopped. Ask for less at once.
unavailable = The database does not answer; try again in a moment.
read-only = The database takes no changes at this moment; nothing was changed. Reading goes on.
disk-full = The disk of the database is full or cannot be written. Nothing was changed; try again later.
unknown-outcome = The connection to the database was lost while this was kept: it is unknown whether it was. Look before you send it again.
gave-up = The server was too busy to begin this in time. Nothing was changed; try again in a moment.
committed = This was done and is kept, but it cannot be shown right now. Do not send it again; read { $id } later.
internal = An error of ours happened; its number is { $incident }.

preview-banner = A preview of version { $version }. This is not a public page.

# What an editor can mend
problem-not-found = There is nothing by this id that you may see.
problem-stale = Somebody else has changed it; it has version { $version } by now.
problem-wrong-credentials = The address and the password do not belong together, or the address is not confirmed yet.
problem-wrong-exchange = This sign-in is not good any more, or began in another window; sign in once more.
problem-too-many-attempts = Too many attempts; try again in a minute.
problem-allowance =
    { $limit ->
        [writes_per_minute] You may save { $max } times a minute; go on in { $seconds } s. Nothing was saved.
        [bytes_per_day] You may save { $max } bytes a day; go on in { $seconds } s. Nothing was saved.
        [entries_per_day] You may make { $max } texts a day; go on in { $seconds } s. Nothing was saved.
       *[drafts] You may have { $max } drafts at once: hand some in, or delete some. Nothing was saved.
    }

# What may be adapted into what
licence-goes-together = An adaptation of { $originals } may carry { $proposed }.
licence-ends-here = An adaptation of { $originals } may carry { $proposed }, but nobody could then adapt it any further.
licence-version-unknown = The version of { $clashes } is not stated: { $proposed } would be allowed for the oldest it can be; ask its authors, or have it reviewed.
licence-original-forbids = { $clashes } does not permit adaptations, nor translations.
licence-no-choice = An adaptation cannot carry { $proposed }: its terms or its version are not stated.
licence-other-terms = { $clashes } does not allow adaptations to carry { $proposed }; they may carry: { $allowed }.
licence-nothing-fits = { $one } and { $other } do not go together. { $one } allows: { $allowedOne }. { $other } allows: { $allowedOther }.
licence-none = none
licence-guidance = This is guidance, not legal advice.

# One thing that can be mended, each: lower case, no full stop. Where it is, is told beside it.
problem-unfit = is not of the form that is asked for
problem-missing = is required
problem-none-named = names at least one
problem-missing-password = is required of people who are invited
problem-missing-body = is required of what is published
problem-missing-authors = what is published names who wrote it
problem-missing-original-address = is required of what is taken over
problem-missing-original-licence = the licence of the original is required
problem-missing-origin = names an entry, an address or a title
problem-missing-language = a translation says in which language it is
problem-missing-member = a contributor writes as a member
problem-missing-timings = an event takes place at least once
problem-missing-place = names a commune, or a latitude and a longitude
problem-half-coordinates = latitude and longitude go together
problem-missing-credit = names a member, or a name
problem-too-long =
    { $unit ->
        [items] has { $count } items; at most { $max } fit
        [bytes] has { $count } bytes; at most { $max } fit
       *[characters] has { $count } characters; at most { $max } fit
    }
problem-excerpt-too-long = has { $count } characters; an excerpt has at most { $max }
problem-mandates-full = has { $max } mandates already, which is the most
problem-memberships-full = has { $max } memberships already, which is the most
problem-translations-full = holds { $max } texts already, which is the most
problem-themes-full = has { $max } themes under it already, which is the most
problem-control-character = holds a control character ({ $character }) in place { $position }
problem-line-break = holds a line break in place { $position }; it is one line
problem-invisible-character = holds a character that nobody sees ({ $character }) in place { $position }
problem-control-in-field-name = the name of a field holds a control character
problem-markup = is plain text: it holds HTML
problem-address-in-name = holds a web or mail address, which is no part of a name
problem-not-a-web-address = "{ $value }" is not a web address: http:// or https://, a host, no user name, no backslash, no space, at most 2000 characters
problem-not-a-mail-address = is not an e-mail address
problem-slug-length =
    { $count ->
        [one] has { $count } character; a slug has 1 to 80
       *[other] has { $count } characters; a slug has 1 to 80
    }
problem-slug-letter = slug "{ $value }" has a letter outside a-z, 0-9, -
problem-slug-hyphen = slug "{ $value }" has a hyphen at an end, or two together
problem-not-an-id = "{ $value }" is not an id: a UUID in its usual form is expected
problem-not-a-moment = "{ $value }" is not a moment: RFC 3339 with an offset is expected, such as 2026-03-01T18:00:00Z
problem-not-a-day = "{ $value }" is not a date: YYYY-MM-DD is expected, such as 2026-03-01
problem-not-a-duration = is not a duration of ISO 8601, such as PT3H or P2D
problem-not-a-territory = "{ $value }" is not a territory: KIND:CODE is expected, such as commune:29019 or pays:pays-de-brest
problem-not-a-licence = an empty text names no licence
problem-not-a-cursor = this is not a cursor of ours
problem-foreign-cursor = this cursor belongs to a list with another order or filter
problem-wrong-kind =
    { $wanted ->
        [whole] must be a whole number, not { $found }
        [number] must be a number, not { $found }
        [truth] must be true or false, not { $found }
        [list] must be a list, not { $found }
        [object] must be an object, not { $found }
       *[text] must be a text, not { $found }
    }
problem-short-text = must be a text of 1 to { $max } bytes on one line, not { $found }
problem-unknown-field = "{ $name }" is not a field of this kind
problem-unknown-field-near = "{ $name }" is not a field of this kind; is it "{ $near }"?
problem-field-twice = the field "{ $name }" stands twice in one object
problem-not-utf8 = not UTF-8: byte { $byte } of the line begins no character of it
problem-not-json = not JSON: it cannot be read from byte { $byte } on
problem-cut-object = the object does not end on its line: each row is one line
problem-unknown =
    { $thing ->
        [source] "{ $name }" is not a known source
        [theme] "{ $name }" is not a known theme
        [member] "{ $name }" is not a known member
        [initiative] "{ $name }" is not a known initiative
        [recipe] "{ $name }" is not a known recipe
        [article] "{ $name }" is not a known article
        [event] "{ $name }" is not a known event
        [page] "{ $name }" is not a known page
        [commune] "{ $name }" is not a known commune
        [timeZone] "{ $name }" is not a time zone of the IANA database
        [account] "{ $name }" is not an account in use
       *[territory] "{ $name }" is not a known territory
    }
problem-no-such-account = no account has this id or address
problem-unknown-licence = "{ $key }" is not a known licence
problem-unknown-licence-near = "{ $key }" is not a known licence; is it "{ $near }"?
problem-not-one-of = "{ $word }" is none of these: { $known }
problem-not-a-language = "{ $value }" is not the tag of a known language (BCP 47, ISO 639), such as fr, br or fr-gallo
problem-unknown-version = it has no version { $version }
problem-no-longer-there = "{ $name }" is there no more
problem-not-here = names something that is not here
problem-taken = something else has this already
problem-slug-taken =
    { $thing ->
        [source] "{ $slug }" is the slug of another source
        [theme] "{ $slug }" is the slug of another theme
        [member] "{ $slug }" is the slug of another member
        [initiative] "{ $slug }" is, or was, the slug of another initiative
        [recipe] "{ $slug }" is, or was, the slug of another recipe
        [article] "{ $slug }" is, or was, the slug of another article
        [event] "{ $slug }" is, or was, the slug of another event
        [page] "{ $slug }" is, or was, the slug of another page
       *[other] "{ $slug }" is the slug of something else
    }
problem-slugs-taken = "{ $slug }" and a thousand like it are taken
problem-id-taken = is the id of something of another kind
problem-key-taken = stands already on line { $line }
problem-idempotency-key-taken = was used for something else
problem-has-account = has an account already
problem-has-this-account = has the account { $account } already; name it
problem-account-not-linked = has an account already, which is not linked to this issuer
problem-article-here = an article about this page is already here
problem-this-article-here = is here already: article "{ $slug }"
problem-language-taken = has a text in { $language } already
problem-language-taken-by =
    { $thing ->
        [initiative] has a text in { $language } already: initiative "{ $slug }"
        [recipe] has a text in { $language } already: recipe "{ $slug }"
        [event] has a text in { $language } already: event "{ $slug }"
        [page] has a text in { $language } already: page "{ $slug }"
       *[article] has a text in { $language } already: article "{ $slug }"
    }
problem-ends-before-start = it ends before it begins
problem-end-equals-start = it ends at the moment it begins; leave its end out when it is not known
problem-mixed-days = whole days have startDate, endDate unless it is one day, and no hours
problem-mixed-hours = hours have start, end when it is known, and no dates
problem-years-out-of-range = it lies outside the years { $min } to { $max }
problem-day-without-beginning = this day has no beginning in its time zone
problem-year-out-of-range = is { $year }; it lies between { $min } and { $max }
problem-value-out-of-range = is { $value }; it lies between { $min } and { $max }
problem-below-zero = is { $value }; it cannot be less than 0
problem-min-above-max = { $min } at least is more than { $max } at most
problem-nowhere-on-earth = lies nowhere on earth: latitude lies between -90 and 90, longitude between -180 and 180
problem-before = lies before { $field }
problem-same-moment-as = is the same moment as { $field }; it must be later
problem-in-the-past = lies in the past
problem-past-needs-scope = lies in the past, which takes the scope import or admin
problem-twice = is named twice
problem-member-and-name = names a member, or a name, not both
problem-itself = is this entry itself
problem-adapted-from-this = was itself adapted from this entry
problem-under-itself =
    { $thing ->
        [theme] lies under this theme itself
        [page] lies under this page itself
       *[other] lies under itself
    }
problem-circle-of-rows = refers to itself through other rows
problem-others-rest = others rest upon it: adaptations, or pages below it
problem-taken-out = was taken out for good (memberErase, entryPurge): no import brings it back
problem-not-withdrawable =
    { $thing ->
        [source] a source cannot be withdrawn by an import
        [theme] a theme cannot be withdrawn by an import
        [member] a member cannot be withdrawn by an import
       *[other] this cannot be withdrawn by an import
    }
problem-last-administrator = is the last administrator; make another first
problem-person-has-no-members = is a person, to whom nobody belongs
problem-belongs-to-itself = does not belong to itself
problem-no-session = the credential belongs to no session; revoke the token instead
problem-useless-scopes =
    { $role ->
        [editor] none of them is of use to an editor
        [admin] none of them is of use to an administrator
       *[contributor] none of them is of use to a contributor
    }
problem-more-than-yours = is more than you have
problem-more-than-account = is more than the account has
problem-account-keeps-member = an account keeps the member it has
problem-after-own-mandate = is later than your own mandate ends
problem-language-of-origin = is the language of the origin already
problem-password-length =
    { $count ->
        [one] has { $count } character; { $min } to { $max } are needed
       *[other] has { $count } characters; { $min } to { $max } are needed
    }
problem-password-guessed = is one of those that are guessed first
problem-unkeepable = the database cannot keep this as it is
problem-wrong-step =
    { $status ->
        [submitted] is submitted, from where this step does not lead
        [published] is published, from where this step does not lead
        [withdrawn] is withdrawn, from where this step does not lead
        [refused] is refused, from where this step does not lead
       *[draft] is a draft, from where this step does not lead
    }
problem-not-a-draft =
    { $status ->
        [submitted] is submitted; only drafts that never were public are deleted
        [published] is published; only drafts that never were public are deleted
        [withdrawn] is withdrawn; only drafts that never were public are deleted
        [refused] is refused; only drafts that never were public are deleted
       *[draft] was public; only drafts that never were public are deleted
    }
problem-proposal-waits = a proposal waits: it is accepted as it is, returned or refused
problem-same-plan = it is public already, just like that
problem-member-hidden = is hidden, which is not undone by accepting
problem-origin-not-public = is not public: only what is public is taken up
problem-licence-version-unknown = the version of { $clashes } is not stated: { $proposed } would be allowed for the oldest it can be; ask its authors, or have it reviewed
problem-licence-original-forbids = { $clashes } does not permit adaptations, nor translations
problem-licence-no-choice = an adaptation cannot carry { $proposed }: its terms or its version are not stated
problem-licence-other-terms = { $clashes } does not allow adaptations to carry { $proposed }; they may carry: { $allowed }
problem-licence-nothing-fits = these licences do not go together, so that no licence fits: { $clashes }
problem-licence-refused = an adaptation cannot carry { $proposed }
problem-less-free = { $given } was given for good: a public text does not go over to { $new }, which is less free
problem-not-your-licence = only its authors put a text under a freer licence
problem-not-republishable = { $licence } does not permit to republish it whole; take an excerpt of at most 500 characters with a link, or a summary in your own words
problem-source-refuses = the source does not want to be republished; take an excerpt of at most 500 characters with a link, or a summary in your own words
problem-wrong-code = is not good: it was used, is too old, or was never given
problem-wrong-password = is not the password of the account
problem-at = { $path }: { $problem }
