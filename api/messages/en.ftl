# What the API says when it cannot do what was asked. One message an identifier, the same in br.ftl, en.ftl and fr.ftl.

# The request itself
malformed = This is not a GraphQL request. { $detail }
body-unreadable = The body of the request cannot be read to its end.
query-absent = The query is missing: POST it as JSON, or GET with ?query=. People find an explorer at /graphiql.
request-timeout = The body of the request did not come within { $seconds } s.
unsupported-media-type = The content type must be application/json.
method-not-allowed = This method is not answered here; use one of these: { $allowed }.
mutation-by-get = A mutation must be sent by POST.
view-unknown = Content-View must be latest or published.
unauthenticated = This credential is not valid.
credential-unknown-scheme = This kind of credential is not understood here; send "Authorization: Bearer" with the token after it.
sign-in-required = You must be signed in to do this.
refresh-raced = Another request has just renewed this session; use its answer.
sessions-off = This server has no secret to sign with, so there are no sessions: set BC_SECRET.
challenge-malformed = A sign-in must begin with ?challenge=, the SHA-256 of a secret in base64url (RFC 7636, S256): 43 characters.
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
        [catalogue] You may not change themes and sources.
        [redirect] You may not say what became of old addresses.
        [licence] You may not change licences.
        [uploadMedia] You may not send files.
        [changeMedia] You may not change this picture or document: what the public sees is changed by those who may publish it.
        [deleteMedia] You may not delete this picture or document.
        [purge] You may not purge content.
       *[other] You may not do this.
    }
gone = This is no longer public.
import-address = The parameters of this address do not fit: { $cause }
import-busy = Other imports are going on; try again later.
import-media-type = The content type must be application/x-ndjson, application/json or text/csv.
import-no-room = The body of the request could not be put down here.
import-cut = The body of the request was cut; nothing was imported.
import-too-long = An import has at most { $bytes } bytes.
import-unreadable = These data cannot be read: { $cause }
file-pdf = it is a PDF, which holds no rows
file-sqlite = it is a SQLite database; the one of a SPIP site is brought in by: import spip FILE
file-gzip = it is compressed with gzip; unpack it first: gunzip FILE
file-gzip-cut = it is compressed with gzip and ends too early: it was not downloaded or copied whole; fetch it again
file-gzip-damaged = it is compressed with gzip and damaged: its content is not what its checksum says; fetch it again
file-gzip-bomb = it is compressed with gzip, and more than 200 times as long when it is unpacked, which no file of rows is; unpack it and look at it first: gunzip FILE
file-zip = it is a ZIP archive; unpack it first, and bring in the file that is in it: unzip FILE
file-tar = it is a TAR archive; unpack it first, and bring in the file that is in it: tar -xf FILE
file-office = it is a document or a spreadsheet of Word, Excel or LibreOffice; save a table as CSV in UTF-8, and bring that in
file-zstandard = it is compressed with Zstandard; unpack it first: unzstd FILE
file-xz = it is compressed with XZ; unpack it first: unxz FILE
file-bzip2 = it is compressed with bzip2; unpack it first: bunzip2 FILE
file-utf-16 = it is written in UTF-16; save it as UTF-8: iconv -f UTF-16 -t UTF-8 FILE | bretagne-creative import -
file-not-utf-8 = it is a table that is not in UTF-8; save it as CSV UTF-8, or turn it: iconv -f WINDOWS-1252 -t UTF-8 FILE | bretagne-creative import --format csv -
file-html = it is a page of the web (HTML), perhaps the one that asks to sign in, saved in place of the file; sign in, and download the file again
file-wordpress = it is an export of WordPress, which is brought in by: import wordpress FILE --origin NAME
file-xml = it is XML, which holds no rows; an export of WordPress is brought in by: import wordpress FILE
file-no-export = it is no export of WordPress: it has no wp:wxr_version; make one in WordPress under Tools, Export, since a feed does not hold the texts
file-xml-cut = it ends in the middle: it was not downloaded or copied whole; fetch it again
file-sql = it is a dump of a database (SQL); the one of a SPIP site is brought in by: import spip FILE
file-no-site = it has no tables of a SPIP site (spip_rubriques, spip_articles, spip_auteurs)
file-rows = it is a file of rows in JSON, one object a line, which is brought in by: import --format ndjson FILE, or Content-Type: application/x-ndjson
file-array = it is one JSON array, not one object a line, and is brought in by: import --format json FILE, or Content-Type: application/json
file-no-array = it is JSON, but no array of rows; one object a line is brought in by: import --format ndjson FILE, or Content-Type: application/x-ndjson
file-table = it is a table (CSV), not one JSON object a line: import --format csv FILE, or Content-Type: text/csv
file-no-rows = it holds no rows: it is empty, has blank lines or names of columns alone, or is a folder without files that end in .md
not-found = There is nothing here.
parse-failed = The document cannot be read from this place on; `extensions.detail` says what the parser expected.
document-ends-early = The document ends too early: something that was begun is not finished.
text-unterminated = The document cannot be read: a text that begins here does not end.
validation-failed = The document does not fit the schema; `extensions.detail` says why, in English.
value-refused = A value cannot be used; `extensions.detail` says why, in English.
operation-unknown = The document has no operation named "{ $name }".
operation-unnamed = The document has several operations; operationName must name one of them.
fragment-circle = The fragment "{ $name }" spreads itself.
directive-unknown = The directive "@{ $name }" does not belong here.
variable-missing = The variable "{ $name }" is required and was not sent.
text-no-character = The document cannot be read: an escape in a string stands for no character.
text-twice = The document does not fit the schema: the field "{ $name }" stands twice in one object.
text-unexpected = The document cannot be read: "{ $name }" does not belong here.
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
rule-value-unfit = { $name } is not a value of the type { $of }.
rule-enum-unfit = The type { $of } has no value { $name }.
rule-enum-unfit-near = The type { $of } has no value { $name }. Did you mean { $near }?
rule-enum-unfit-among = The type { $of } has no value { $name }; it must be one of these: { $allowed }.
rule-input-unknown = The type { $of } has no field "{ $name }".
rule-input-unknown-near = The type { $of } has no field "{ $name }". Did you mean "{ $near }"?
rule-input-absent = The type { $of } requires the field "{ $name }".
rule-input-one-of = Exactly one field of { $name } must be given, and it must not be null.
rule-fields-conflict = The selections of "{ $name }" ask for different things; they must have different aliases.
variable-unfit = The value of "{ $name }" is not of the type { $of }.
variable-field-absent = The value of "{ $name }" is missing; it must be of the type { $of }.
variable-field-unknown = The value of "{ $name }" is not expected: the type { $of } has no such field.
variable-one-of = The value of "{ $name }" must have exactly one field of { $of }, which must not be null.
variable-enum-unfit = The value of "{ $name }" is not of the type { $of }; it must be one of these: { $allowed }.
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
out-of-range = { $name } is { $found }; it must lie between { $min } and { $max }.
page-names-mixed = Two ways of paging are mixed: use first with after, last with before, or page with perPage.
page-from-one = Pages are counted from 1.
page-too-deep = page × perPage is over { $max }; go on with first and after.
order-too-long = An order may have at most { $max } parts.
nearest-without-near = The order NEAREST requires near in the filter.
filter-conditions = A filter may hold at most { $max } conditions.
filter-values = A list in a filter may hold at most { $max } values.
filter-depth = Filters may be nested at most { $max } deep.
radius-out-of-range = The radius must be greater than 0 km and at most { $max } km.
radius-once = A circle has one radius: set withinKm, and it alone.
box-reversed = The box is reversed: south must be below north, and west must be before east.
nowhere-on-earth = This point lies nowhere on earth: the latitude must lie between -90 and 90, the longitude between -180 and 180.

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
did-you-mean = Did you mean { $near }?
problem-stale = This has changed meanwhile: you named version { $named }, and it has version { $version } by now.
problem-stale-ahead = There is no version { $named } yet; the latest is version { $version }.
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

# One thing that can be mended, each: a sentence that says the fault. Where it is, is told beside it.
problem-unfit = This cannot be read as what is asked for here.
problem-missing = This is missing.
problem-none-named = None is named; at least one is needed.
problem-missing-password = The password is missing: people who are invited must set one.
problem-missing-body = The text is missing: what is published must have one.
problem-missing-authors = Nobody is named as its author: what is published must name somebody.
problem-missing-original-address = The address of the original is missing: what is taken over must name it.
problem-missing-original-licence = The licence of the original is missing: what is republished whole must name it.
problem-missing-origin = Neither an entry, nor an address, nor a title is named.
problem-missing-language = The language is missing: a translation must name its own.
problem-missing-member = No member is named: a contributor writes as a member.
problem-missing-timings = No time is given: an event takes place at least once.
problem-missing-place = Neither a commune nor a latitude with a longitude is given.
problem-half-coordinates = The latitude or the longitude is missing; they go together.
problem-missing-credit = Neither a member nor a name is given.
problem-missing-alt = "{ $name }" has no text in { $language } that says what is seen in it. Write one, or say that it is decorative.
problem-missing-media-credit = It is not said who made "{ $name }".
problem-missing-media-licence = "{ $name }" has no licence: without one, nobody may show it.
problem-too-long =
    { $unit ->
        [items] This list has { $count } items; it may have at most { $max }.
        [bytes] This text has { $count } bytes; it may have at most { $max }.
       *[characters] This text has { $count } characters; it may have at most { $max }.
    }
problem-excerpt-too-long = This text has { $count } characters; an excerpt may have at most { $max }.
problem-mandates-full = This account has { $max } mandates already; it cannot have more.
problem-memberships-full = This member has { $max } memberships already; no more fit.
problem-translations-full = This group of translations has { $max } texts already; no more fit.
problem-themes-full = This theme has { $max } themes under it already; no more fit.
problem-control-character = Character { $position } is a control character ({ $character }), which cannot be kept.
problem-line-break = Character { $position } is a line break; this text must be one line.
problem-invisible-character = Character { $position } ({ $character }) is one that nobody sees; it must be removed.
problem-control-in-field-name = The name of a field holds a control character.
problem-markup = This holds HTML; it must be plain text.
problem-address-in-name = This holds a web or e-mail address, which a name must not.
problem-web-address-scheme = "{ $value }" does not begin with https:// or http://, as a web address must.
problem-not-a-web-address = "{ $value }" cannot be used as a web address: it has no host, or it has a user name, a backslash, a space, or more than { $max } characters.
problem-not-a-mail-address = This is not an e-mail address.
problem-slug-length =
    { $count ->
        [one] This slug has { $count } character; it must have 1 to 80.
       *[other] This slug has { $count } characters; it must have 1 to 80.
    }
problem-slug-letter = "{ $value }" holds characters other than a-z, 0-9 and the hyphen; "{ $near }" would do.
problem-slug-hyphen = "{ $value }" has a hyphen at an end, or two together; "{ $near }" would do.
problem-not-an-id = "{ $value }" is not an id, which is a UUID in its usual form.
problem-not-a-moment = "{ $value }" is not a moment with its offset, such as 2026-03-01T18:00:00Z (RFC 3339).
problem-not-a-day = "{ $value }" is not a date, such as 2026-03-01.
problem-not-a-duration = This is not a duration, such as PT3H or P2D (ISO 8601).
problem-not-a-territory = "{ $value }" does not name a territory by its kind and its code, such as commune:29019 or pays:pays-de-brest.
problem-not-a-licence = The name of the licence is empty.
problem-not-a-cursor = This cursor was not made here.
problem-foreign-cursor = This cursor belongs to a list with another order or another filter.
problem-wrong-kind =
    { $wanted ->
        [whole] A whole number is needed here, not { $found }.
        [number] A number is needed here, not { $found }.
        [truth] True or false is needed here, not { $found }.
        [list] A list is needed here, not { $found }.
        [object] An object is needed here, not { $found }.
       *[text] A text is needed here, not { $found }.
    }
problem-short-text = A text of 1 to { $max } bytes on one line is needed here, not { $found }.
problem-unknown-field = There is no field "{ $name }" here.
problem-unknown-field-near = There is no field "{ $name }" here. Did you mean "{ $near }"?
problem-field-twice = The field "{ $name }" stands twice in one object.
problem-not-utf8 = This is not UTF-8: byte { $byte } of the line begins no character.
problem-not-json = This is not JSON: it cannot be read from byte { $byte } on.
problem-cut-object = The object does not end on its line; each row must be one line.
problem-path-outside = "{ $path }" leads out of the folder of the file that is imported.
problem-file-not-taken = The file is not taken: { $reason }.
file-no-folder = the import has no folder
file-not-there = there is no { $path }
file-no-file = { $path } is no file
file-unreadable = { $path } cannot be read
file-not-with-row = it does not come with the row
file-too-long = it has more than { $max } bytes
file-empty = it is empty
file-type = files of its type are not taken
file-type-found = { $found } is not taken
file-svg = SVG is not taken, because it can hold scripts
file-no-decoder = { $found } cannot be decoded here
file-macros = it holds macros
file-damaged = it is no whole { $found } file
file-too-many-pixels = it has { $width } × { $height } pixels; { $max } million are the most
file-too-much-memory = decoding it takes more than { $max } MB
file-too-much-time = decoding it takes longer than { $max } s
file-too-many-frames = it has { $count } frames; { $max } are the most
file-interrupted = it did not arrive whole
file-busy = too many files come at once; run the import again
file-storage-full = the storage of files is full
file-storage-silent = the storage of files does not answer
file-not-public = { $address } is not a public address
file-no-address = it leads to { $address }, which is no address of the web
file-no-answer = its server does not answer ({ $cause })
file-status = the answer is { $status }
file-redirects = the address is redirected too often
problem-unknown =
    { $thing ->
        [source] There is no source "{ $name }".
        [theme] There is no theme "{ $name }".
        [member] There is no member "{ $name }".
        [initiative] There is no initiative "{ $name }".
        [recipe] There is no recipe "{ $name }".
        [article] There is no article "{ $name }".
        [event] There is no event "{ $name }".
        [page] There is no page "{ $name }".
        [commune] There is no commune "{ $name }".
        [timeZone] There is no time zone "{ $name }" in the IANA database, which has Europe/Paris.
        [account] There is no account "{ $name }" in use.
        [media] There is no picture or document "{ $name }".
       *[territory] There is no territory "{ $name }".
    }
problem-no-such-account = No account has this id or address.
problem-unknown-licence = There is no licence "{ $key }" on the list.
problem-unknown-licence-near = There is no licence "{ $key }" on the list. Did you mean "{ $near }"?
problem-not-one-of = "{ $word }" is not possible here; it must be one of these: { $known }.
problem-not-a-language = "{ $value }" is not the tag of a language, such as fr, br or fr-gallo (BCP 47).
problem-unknown-version = There is no version { $version } of it.
problem-no-longer-there = "{ $name }" is no longer there.
problem-not-here = This names something that is not here.
problem-taken = Something else has this already.
problem-slug-taken =
    { $thing ->
        [source] "{ $slug }" is the slug of another source.
        [theme] "{ $slug }" is the slug of another theme.
        [member] "{ $slug }" is the slug of another member.
        [initiative] "{ $slug }" is, or was, the slug of another initiative.
        [recipe] "{ $slug }" is, or was, the slug of another recipe.
        [article] "{ $slug }" is, or was, the slug of another article.
        [event] "{ $slug }" is, or was, the slug of another event.
        [page] "{ $slug }" is, or was, the slug of another page.
       *[other] "{ $slug }" is the slug of something else.
    }
problem-slugs-taken = "{ $slug }" and a thousand slugs like it are taken.
problem-id-taken = This is the id of something of another kind.
problem-several-fit = { $count } entries that are here fit this row; name one with its id.
problem-key-taken = This key stands already on line { $line }.
problem-idempotency-key-taken = This key was used for something else.
problem-has-account = There is an account with this already.
problem-has-this-account = This member has the account { $account } already; name that account.
problem-account-not-linked = This address has an account already, which is not linked to this issuer.
problem-article-here = An article about this page is here already.
problem-this-article-here = This page is here already, as the article "{ $slug }".
problem-language-taken = Among these translations there is a text in { $language } already.
problem-language-taken-by =
    { $thing ->
        [initiative] Among these translations there is a text in { $language } already: the initiative "{ $slug }".
        [recipe] Among these translations there is a text in { $language } already: the recipe "{ $slug }".
        [event] Among these translations there is a text in { $language } already: the event "{ $slug }".
        [page] Among these translations there is a text in { $language } already: the page "{ $slug }".
       *[article] Among these translations there is a text in { $language } already: the article "{ $slug }".
    }
problem-ends-before-start = It ends before it begins.
problem-end-equals-start = It ends at the moment it begins; leave the end out when it is not known.
problem-mixed-days = Whole days are given together with hours, or without startDate.
problem-mixed-hours = Hours are given together with days, or without start.
problem-years-out-of-range = This lies outside the years { $min } to { $max }.
problem-day-without-beginning = This day has no beginning in its time zone.
problem-year-out-of-range = The year { $year } is out of range; it must lie between { $min } and { $max }.
problem-value-out-of-range = { $value } is out of range; it must lie between { $min } and { $max }.
problem-below-zero = { $value } is less than zero.
problem-min-above-max = The least, { $min }, is more than the most, { $max }.
problem-nowhere-on-earth = This lies nowhere on earth: the latitude must lie between -90 and 90, the longitude between -180 and 180.
problem-outside-picture = This point lies outside of the picture: both numbers must lie between 0 and 1.
problem-before = This lies before { $field }.
problem-same-moment-as = This is the same moment as { $field }; it must be later.
problem-in-the-past = This lies in the past.
problem-past-needs-scope = This lies in the past, which takes the scope import or admin.
problem-may-not-publish = These rights do not permit to publish here.
problem-may-not-import = These rights do not permit to import this row.
problem-twice = This is named twice.
problem-member-and-name = Both a member and a name are given; it must be one of them.
problem-itself = This names the entry itself.
problem-adapted-from-this = What this names was itself adapted from this entry.
problem-under-itself =
    { $thing ->
        [theme] This theme would lie under itself.
        [page] This page would lie under itself.
       *[other] This would lie under itself.
    }
problem-circle-of-rows = This row refers to itself through other rows.
problem-others-rest = Others rest upon it: adaptations, or pages below it.
problem-taken-out = This was taken out for good (memberErase, entryPurge); no import brings it back.
problem-not-withdrawable =
    { $thing ->
        [source] An import cannot withdraw a source.
        [theme] An import cannot withdraw a theme.
        [member] An import cannot withdraw a member.
       *[other] An import cannot withdraw this.
    }
problem-not-a-picture = "{ $name }" is no picture.
problem-two-covers = An entry has one cover; another picture has that role already.
problem-media-in-use = Something still shows this picture or document: an entry, a proposal, a preview or a member.
problem-person-has-no-logo = A person has a picture, and no logo.
problem-last-administrator = This is the last administrator; make another one first.
problem-person-has-no-members = This is a person, and nobody belongs to a person.
problem-belongs-to-itself = A member cannot belong to itself.
problem-no-session = This credential belongs to no session; revoke the token instead.
problem-useless-scopes =
    { $role ->
        [editor] None of these scopes is of use to an editor.
        [admin] None of these scopes is of use to an administrator.
       *[contributor] None of these scopes is of use to a contributor.
    }
problem-more-than-yours = This is more than you have yourself.
problem-more-than-account = This is more than the account has.
problem-account-keeps-member = This account writes as another member already.
problem-after-own-mandate = This is later than the end of your own mandate.
problem-language-of-origin = This is the language of the original already.
problem-password-length =
    { $count ->
        [one] This password has { $count } character; it must have { $min } to { $max }.
       *[other] This password has { $count } characters; it must have { $min } to { $max }.
    }
problem-password-guessed = This password is one of those that are guessed first.
problem-unkeepable = The database cannot keep this as it is.
problem-stands-already =
    { $status ->
        [submitted] This is already submitted.
        [published] This is already published.
        [withdrawn] This is already withdrawn.
        [refused] This is already refused.
       *[draft] This is already a draft.
    }
problem-wrong-step =
    { $status ->
        [submitted] This is submitted; from there, this step is not possible.
        [published] This is published; from there, this step is not possible.
        [withdrawn] This is withdrawn; from there, this step is not possible.
        [refused] This is refused; from there, this step is not possible.
       *[draft] This is a draft; from there, this step is not possible.
    }
problem-not-a-draft =
    { $status ->
        [submitted] This is submitted; only a draft that never was public can be deleted.
        [published] This is published; only a draft that never was public can be deleted.
        [withdrawn] This is withdrawn; only a draft that never was public can be deleted.
        [refused] This is refused; only a draft that never was public can be deleted.
       *[draft] This was public; only a draft that never was public can be deleted.
    }
problem-proposal-waits = This is a proposal, which is accepted as it is, returned or refused.
problem-same-plan = This is public already, with the same dates.
problem-member-hidden = This member is hidden, which accepting does not undo.
problem-origin-not-public = This is not public, and only what is public can be taken up.
problem-licence-version-unknown = The version of { $clashes } is not stated: { $proposed } would be allowed for the oldest it can be; ask its authors, or have it reviewed.
problem-licence-original-forbids = { $clashes } does not permit adaptations, nor translations.
problem-licence-no-choice = An adaptation cannot carry { $proposed }: its terms or its version are not stated.
problem-licence-other-terms = { $clashes } does not allow adaptations to carry { $proposed }; they may carry: { $allowed }.
problem-licence-nothing-fits = These licences do not go together, so that no licence fits: { $clashes }.
problem-licence-refused = An adaptation cannot carry { $proposed }.
problem-less-free = { $given } was given for good: a public text cannot go over to { $new }, which is less free.
problem-not-your-licence = Only its authors may put a text under a freer licence.
problem-not-republishable = { $licence } does not permit to republish it whole; take an excerpt of at most 500 characters with a link, or a summary in your own words.
problem-not-reproducible = The licence of "{ $name }", { $licence }, does not permit to show it here.
problem-source-refuses = The source does not want to be republished; take an excerpt of at most 500 characters with a link, or a summary in your own words.
problem-wrong-code = This code was used, is too old, or was never given.
problem-wrong-password = This is not the password of the account.

# Uploads
media-too-long = This file has more than { $megabytes } MiB; that is the most for its type.
media-empty = No file was sent: the body is empty.
media-type = The content of this file is of no type that is accepted. Accepted are: { $taken }.
media-type-found = The content of this file is { $found }, which is not accepted. Accepted are: { $taken }.
media-svg = SVG is not accepted, because it can hold scripts. Export the drawing as PNG, at the largest size at which it is to be shown.
media-no-decoder = { $found } is not accepted, because this server cannot decode it. Export the picture as JPEG, PNG or WebP.
media-macros = This document holds macros, which are programs. Save it without them.
media-damaged = This { $found } file is damaged or incomplete. Export it again, or send it again.
media-too-many-pixels = This picture has { $width } × { $height } pixels; at most { $max } million are accepted. Scale it down.
media-too-much-memory = Decoding this picture takes more than { $max } MB of memory. Scale it down, or save it as a baseline JPEG.
media-too-much-time = Decoding this picture takes longer than { $seconds } s. Save it anew, as a baseline JPEG or as PNG.
media-too-many-frames = This animation has { $found } frames; at most { $max } are accepted.
media-interrupted = The file did not arrive complete: the connection was cut, or the announced length is wrong. Nothing was kept; send it again.
media-no-part = The form holds no file: its first part must have a file name.
media-more-parts = The form holds more than one part; send one file per request.
media-full = The storage of files is full. Nothing was kept; the operator must make room.
media-unreachable = The storage of files does not answer. Nothing was kept; try again in a moment.
media-unreadable = This file cannot be read at the moment.
