# What the API says when it cannot do what was asked. One message an identifier, the same in br.ftl, en.ftl and fr.ftl.

# The request itself
malformed = This is not a GraphQL request: { $detail }
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
        [return] You may not return this.
        [refuse] You may not refuse this.
        [withdraw] You may not withdraw this.
        [propose] You may not propose a change of this.
        [delete] You may not delete this.
        [preview] You may not show this to others.
        [note] You may not write to its authors.
        [retract] You may not take this back.
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
parse-failed = The document cannot be parsed: { $detail }
text-unterminated = The document cannot be parsed: a text that begins here does not end.
validation-failed = The document does not fit the schema: { $detail }
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
problem-malformed = { $path }: this is not of the form that is asked for ({ $detail }).
problem-required = { $path }: this is missing.
problem-too-long = { $path }: this is too long ({ $detail }).
problem-too-long-by =
    { $unit ->
        [items] { $path }: this is too long: it has { $found } items; at most { $max } fit.
        [bytes] { $path }: this is too long: it has { $found } bytes; at most { $max } fit.
       *[characters] { $path }: this is too long: it has { $found } characters; at most { $max } fit.
    }
problem-unknown = { $path }: this is not known ({ $detail }).
problem-taken = { $path }: something else has this already ({ $detail }).
problem-inconsistent = { $path }: this does not go together ({ $detail }).
problem-wrong-status = { $path }: from where it stands, this step does not lead.
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
problem-wrong-code = { $path }: this code is not good: it was used, is too old, or was never given.
problem-wrong-password = { $path }: this is not the password of the account.

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
problem-licence-refused = { $path }: the licence does not allow this ({ $detail }).
problem-permission-refused = { $path }: the source does not want to be republished; take an excerpt of at most 500 characters with a link, or a summary in your own words.
