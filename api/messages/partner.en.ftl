# What partner sites are told: below /api, and where old addresses led.

parameter-unknown =
    { $hint ->
        [near] There is no parameter "{ $name }" here. Did you mean "{ $near }"? These are allowed: { $allowed }.
       *[none] There is no parameter "{ $name }" here. These are allowed: { $allowed }.
    }
value-unknown =
    { $hint ->
        [near] "{ $name }" is not a value of this parameter. Did you mean "{ $near }"? These are allowed: { $allowed }.
       *[none] "{ $name }" is not a value of this parameter. These are allowed: { $allowed }.
    }
field-unknown =
    { $hint ->
        [near] These items have no field "{ $name }". Did you mean "{ $near }"? These are allowed: { $allowed }.
       *[none] These items have no field "{ $name }". These are allowed: { $allowed }.
    }
order-unknown =
    { $hint ->
        [near] There is no sort key "{ $name }" here. Did you mean "{ $near }"? These are allowed: { $allowed }.
       *[none] There is no sort key "{ $name }" here. These are allowed: { $allowed }.
    }
resource-unknown =
    { $hint ->
        [near] There is no list "{ $name }" here. Did you mean "{ $near }"? These are allowed: { $allowed }.
       *[none] There is no list "{ $name }" here. These are allowed: { $allowed }.
    }
parameter-twice = The parameter "{ $name }" takes one value, and has several.
parameter-unfit =
    { $form ->
        [moment] "{ $value }" is not an instant (RFC 3339) for the parameter "{ $name }".
       *[number] "{ $value }" is not a number that the parameter "{ $name }" takes.
    }
parameter-numbers = The parameter "{ $name }" takes the numbers { $fields }, between commas; "{ $value }" is something else.
gone-credited = This is no longer public. It was: { $credit }

problem-theme-in-use = Entries have this theme, or there are themes below it.
problem-terms-are-fixed = What this licence permits and requires is a fact that comes with the program; it cannot be changed here.
problem-not-a-path = A path begins with one slash, holds no space, and has at most 2,000 bytes.

# The pages to explore them
json-heading = The content as JSON
json-summary = For partner sites and scripts: no key, no account. Every item carries its licence and its credit line.
json-kinds = The lists
json-about =
    { $kind ->
        [search] Entries and members by their words, with numbers by kind, theme and territory
        [initiatives] Projects that people carry out somewhere
        [recipes] Instructions, step by step
        [articles] Texts of the network, and from elsewhere
        [events] Events with all their dates
        [occurrences] The agenda: each date of each event
        [pages] Pages about the network itself
        [members] People, organisations and collectives
        [territories] Regions, départements, pays, intercommunalities, communes
        [themes] The tree of themes
        [licences] What may be done with the texts
       *[sources] Sites that articles come from
    }
json-way-changes = What a copy must replace or remove, in the order in which it happened.
json-way-openapi = The description of all this, for programs (OpenAPI 3.1).
json-way-front = All other ways in, GraphQL among them.
json-back = All the lists
json-parameters = Parameters
json-show = Show the answer
json-answer = Address and answer
json-previous = ← Previous page
json-next = Next page →
json-fields = Fields of the items, for “fields” and “include”
