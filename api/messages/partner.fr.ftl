# Ce qui est dit aux sites partenaires : sous /api, et là où menaient d’anciennes adresses.

parameter-unknown =
    { $hint ->
        [near] Il n’y a pas ici de paramètre « { $name } ». Vouliez-vous dire « { $near } » ? Sont permis : { $allowed }.
       *[none] Il n’y a pas ici de paramètre « { $name } ». Sont permis : { $allowed }.
    }
value-unknown =
    { $hint ->
        [near] « { $name } » n’est pas une valeur de ce paramètre. Vouliez-vous dire « { $near } » ? Sont permis : { $allowed }.
       *[none] « { $name } » n’est pas une valeur de ce paramètre. Sont permis : { $allowed }.
    }
field-unknown =
    { $hint ->
        [near] Ces éléments n’ont pas de champ « { $name } ». Vouliez-vous dire « { $near } » ? Sont permis : { $allowed }.
       *[none] Ces éléments n’ont pas de champ « { $name } ». Sont permis : { $allowed }.
    }
order-unknown =
    { $hint ->
        [near] Il n’y a pas ici de clé de tri « { $name } ». Vouliez-vous dire « { $near } » ? Sont permis : { $allowed }.
       *[none] Il n’y a pas ici de clé de tri « { $name } ». Sont permis : { $allowed }.
    }
resource-unknown =
    { $hint ->
        [near] Il n’y a pas ici de liste « { $name } ». Vouliez-vous dire « { $near } » ? Sont permis : { $allowed }.
       *[none] Il n’y a pas ici de liste « { $name } ». Sont permis : { $allowed }.
    }
parameter-twice = Le paramètre « { $name } » prend une seule valeur, et en a plusieurs.
parameter-unfit =
    { $form ->
        [moment] « { $value } » n’est pas un instant (RFC 3339) pour le paramètre « { $name } ».
       *[number] « { $value } » n’est pas un nombre que prenne le paramètre « { $name } ».
    }
parameter-numbers = Le paramètre « { $name } » prend les nombres { $fields }, séparés par des virgules ; « { $value } » est autre chose.
gone-credited = Ceci n’est plus public. C’était : { $credit }

problem-theme-in-use = Des contenus portent ce thème, ou d’autres thèmes sont au-dessous.
problem-terms-are-fixed = Ce que cette licence permet et exige est un fait livré avec le programme ; cela ne se change pas ici.
problem-not-a-path = Un chemin commence par une seule barre oblique, ne contient pas d’espace et compte au plus 2 000 octets.

# Les pages pour les explorer
json-heading = Les contenus en JSON
json-summary = Pour les sites partenaires et les scripts : ni clé, ni compte. Chaque élément porte sa licence et sa ligne de crédit.
json-kinds = Les listes
json-about =
    { $kind ->
        [search] Les contenus et les membres d’après leurs mots, avec le compte par nature, thème et territoire
        [initiatives] Des projets menés quelque part
        [recipes] Des modes d’emploi, étape par étape
        [articles] Des textes du réseau, et d’ailleurs
        [events] Des événements, avec toutes leurs dates
        [occurrences] L’agenda : chaque date de chaque événement
        [pages] Des pages sur le réseau lui-même
        [members] Des personnes, des organisations, des collectifs
        [territories] Régions, départements, pays, intercommunalités, communes
        [themes] L’arbre des thèmes
        [licences] Ce que l’on peut faire des textes
       *[sources] Les sites d’où viennent les articles
    }
json-way-changes = Ce qu’une copie doit remplacer ou retirer, dans l’ordre où cela s’est passé.
json-way-openapi = La description de tout cela, pour les programmes (OpenAPI 3.1).
json-way-front = Toutes les autres entrées, dont GraphQL.
json-back = Toutes les listes
json-parameters = Paramètres
json-show = Voir la réponse
json-answer = Adresse et réponse
json-previous = ← Page précédente
json-next = Page suivante →
json-fields = Champs des éléments, pour « fields » et « include »
