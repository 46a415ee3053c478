# Ce que dit l’API quand elle ne peut pas faire ce qui est demandé. Les mêmes identifiants que dans br.ftl et en.ftl.

# La requête elle-même
malformed = Ceci n’est pas une requête GraphQL : { $detail }
body-unreadable = Le corps de la requête ne peut pas être lu jusqu’au bout.
query-absent = Une requête est attendue : envoyez-la par POST en JSON, ou par GET avec ?query=. Un explorateur se trouve à /graphiql.
request-timeout = Le corps de la requête n’est pas arrivé en { $seconds } s.
unsupported-media-type = Le type de contenu attendu est application/json.
method-not-allowed = Cela se fait par { $allowed }.
mutation-by-get = Les mutations s’envoient par POST.
view-unknown = Content-View vaut latest ou published.
unauthenticated = Cette autorisation n’est pas valable.
refresh-raced = Une autre requête vient de prolonger cette session ; continuez avec sa réponse.
sessions-off = Ce serveur n’a pas de secret pour signer, il n’y a donc pas de session : définissez BC_SECRET.
challenge-malformed = Une connexion commence par ?challenge=, le SHA-256 d’un secret en base64url (RFC 7636, S256) : 43 caractères.
issuer-unreachable = Le site avec lequel vous voulez vous connecter ne répond pas ; réessayez dans un instant.
forbidden =
    { $act ->
        [import] Vous n’avez pas le droit d’importer des contenus.
        [tokens] Vous n’avez pas le droit de gérer les jetons.
        [create] Vous n’avez pas le droit de créer des contenus ici.
        [edit] Vous n’avez pas le droit de modifier ceci.
        [submit] Vous n’avez pas le droit de soumettre ceci.
        [publish] Vous n’avez pas le droit de publier ceci.
        [requestChanges] Vous n’avez pas le droit de renvoyer ceci.
        [refuse] Vous n’avez pas le droit de refuser ceci.
        [withdraw] Vous n’avez pas le droit de retirer ceci.
        [propose] Vous ne pouvez pas proposer de changement ici.
        [delete] Vous ne pouvez pas supprimer ceci.
        [preview] Vous ne pouvez pas montrer ceci à d’autres.
        [note] Vous ne pouvez pas écrire à ses auteurs.
        [unsubmit] Vous ne pouvez pas reprendre ceci.
        [lookBack] Vous ne pouvez pas consulter ses versions.
        [backdate] Vous ne pouvez pas dire que ceci était public auparavant.
        [entrust] Vous ne pouvez pas laisser quelqu’un écrire pour ce membre.
        [keepAccount] Il y faut une session, ou la portée admin : un script ne gère pas de compte.
        [accept] Vous ne pouvez pas accepter ce membre.
        [invite] Vous ne pouvez pas inviter ainsi.
        [suspend] Vous ne pouvez pas suspendre ce compte.
        [mandate] Vous ne pouvez ni donner ni retirer ce mandat.
        [profile] Vous ne pouvez pas modifier ce profil.
        [private] Vous ne pouvez pas voir ce qui est gardé sur d’autres.
        [audit] Vous ne pouvez pas lire le journal d’audit.
        [settings] Vous ne pouvez pas modifier ce que le réseau dit de lui-même.
        [purge] Vous ne pouvez pas purger de contenus.
       *[other] Vous n’avez pas le droit de faire cela.
    }
gone = Ceci n’est plus public.
not-found = Il n’y a rien ici.
parse-failed = Le document ne peut pas être lu à cet endroit ; `extensions.detail` dit en anglais ce que l’analyseur attendait.
text-unterminated = Le document ne peut pas être lu : un texte qui commence ici ne finit pas.
validation-failed = Le document ne correspond pas au schéma ; `extensions.detail` dit pourquoi, en anglais.
value-refused = Une valeur ne convient pas ; `extensions.detail` dit pourquoi, en anglais.
operation-unknown = Le document n’a pas d’opération nommée « { $name } ».
operation-unnamed = Le document contient plusieurs opérations : nommez-en une dans operationName.
fragment-circle = Le fragment « { $name } » se contient lui-même.
directive-unknown = La directive « @{ $name } » n’a pas sa place ici.
variable-missing = La variable « { $name } » est obligatoire et n’a pas été envoyée.
text-no-character = Le document ne peut pas être lu : un échappement dans une chaîne ne désigne aucun caractère.
text-twice = Le document ne correspond pas au schéma : le champ « { $name } » figure deux fois dans un même objet.
text-unexpected = Le document ne peut pas être lu : « { $name } » n’a pas sa place ici.
rule-operation-kind = Le schéma n’a pas d’opérations du genre « { $name } ».
rule-field-unknown = Le type { $of } n’a pas de champ « { $name } ».
rule-field-unknown-near = Le type { $of } n’a pas de champ « { $name } ». Vouliez-vous dire « { $near } » ?
rule-argument-unknown = { $of } n’a pas d’argument « { $name } ».
rule-argument-unknown-near = { $of } n’a pas d’argument « { $name } ». Vouliez-vous dire « { $near } » ?
rule-argument-twice = L’argument « { $name } » est donné deux fois.
rule-argument-absent = { $of } exige l’argument « { $name } ».
rule-type-unknown = Il n’y a pas de type « { $name } ».
rule-fragment-unknown = Il n’y a pas de fragment « { $name } ».
rule-fragment-unused = Le fragment « { $name } » n’est utilisé nulle part.
rule-fragment-impossible = Un objet du type { $of } n’est jamais du type { $name }.
rule-fragment-scalar = Un fragment ne peut pas porter sur le type { $name }, qui n’a pas de champs.
rule-fragment-on = Un fragment ne peut pas s’appeler « on ».
rule-selection-absent = Il faut choisir des champs dans « { $name } », qui est du type { $of }.
rule-selection-odd = On ne peut pas choisir de champs dans « { $name } », qui est du type { $of }.
rule-variable-twice = La variable « { $name } » est déclarée deux fois.
rule-variable-undefined = La variable « { $name } » n’est pas déclarée.
rule-variable-unused = La variable « { $name } » n’est utilisée nulle part.
rule-variable-output = La variable « { $name } » ne peut pas être du type { $of }.
rule-variable-misplaced = La variable { $name } se trouve là où { $of } est attendu.
rule-directive-twice = La directive « @{ $name } » figure deux fois au même endroit.
rule-value-unfit = { $name } n’est pas une valeur du type { $of }.
rule-input-unknown = Le type { $of } n’a pas de champ « { $name } ».
rule-input-unknown-near = Le type { $of } n’a pas de champ « { $name } ». Vouliez-vous dire « { $near } » ?
rule-input-absent = Le type { $of } exige le champ « { $name } ».
rule-input-one-of = Il faut donner exactement un champ de { $name }, et pas null.
rule-fields-conflict = Les sélections de « { $name } » demandent des choses différentes ; donnez-leur des alias différents.
variable-unfit = La valeur de « { $name } » n’est pas du type { $of }.
persisted-query-not-found = PersistedQueryNotFound
persisted-query-mismatch = Le document n’a pas l’empreinte envoyée avec lui.
persisted-query-required = Seuls les documents de la liste de confiance sont exécutés ici ; envoyez l’identifiant de l’un d’eux.

# Limites
limit-exceeded =
    { $limit ->
        [body_bytes] Une requête a au plus { $max } octets.
        [batch] Un envoi contient au plus { $max } requêtes ; celui-ci en contient { $found }.
        [tokens] Un document a au plus { $max } lexèmes.
        [nesting] Les parenthèses et accolades s’emboîtent au plus { $max } fois.
        [selections] Un document a au plus { $max } sélections, les fragments comptant partout où ils sont employés.
        [depth] Les champs s’emboîtent au plus { $max } fois.
        [aliases] Un document a au plus { $max } alias, les fragments comptant partout où ils sont employés.
        [key_letters] Un alias a au plus { $max } lettres ; celui-ci en a { $found }.
        [root_fields] Une opération a au plus { $max } champs à sa racine.
        [directives] Un document a au plus { $max } directives.
        [introspection_depth] L’introspection s’emboîte au plus { $max } fois.
        [list_items] Une liste a au plus { $max } éléments ; celle-ci en a { $found }.
        [string_bytes] Un texte a au plus { $max } octets ; celui-ci en a { $found }.
        [answer_bytes] Une opération lit et renvoie au plus { $max } octets. Demandez moins de lignes, ou moins de longs textes.
       *[cost] Cela coûterait jusqu’à { $found } ; au plus { $max } sont permis. Demandez moins de lignes, ou moins de listes dans des listes.
    }

# Valeurs
bad-input = Une valeur ne convient pas : { $detail }
out-of-range = { $name } vaut { $found } ; sa valeur se situe entre { $min } et { $max }.
page-names-mixed = Une page se nomme par first ou last, avec after et before, ou par page et perPage ; pas par first et last, ni des deux façons.
page-from-one = Les pages se comptent à partir de 1.
page-too-deep = page × perPage dépasse { $max } ; continuez avec first et after.
order-too-long = Un ordre a au plus { $max } parties.
filter-conditions = Un filtre contient au plus { $max } conditions.
filter-values = Une liste dans un filtre contient au plus { $max } valeurs.
filter-depth = Les filtres s’emboîtent au plus { $max } fois.
radius-out-of-range = radiusKm est plus grand que 0 et au plus { $max }.
box-reversed = Le sud est sous le nord, et l’ouest avant l’est.
nowhere-on-earth = La latitude se situe entre -90 et 90, la longitude entre -180 et 180.

# Le serveur
overloaded = Trop de demandes en ce moment ; réessayez dans { $seconds } s.
too-many-requests = Vous demandez trop à la fois ; réessayez dans { $seconds } s.
timeout = Cela a pris plus de { $seconds } s et a été arrêté. Demandez moins à la fois.
unavailable = La base de données ne répond pas ; réessayez dans un instant.
read-only = La base de données n’accepte aucune modification en ce moment ; rien n’a été modifié. La lecture reste possible.
disk-full = Le disque de la base de données est plein ou ne peut pas être écrit. Rien n’a été modifié ; réessayez plus tard.
unknown-outcome = La connexion à la base de données s’est interrompue pendant l’enregistrement : on ignore s’il a eu lieu. Vérifiez avant de renvoyer la demande.
gave-up = Le serveur était trop occupé pour commencer à temps. Rien n’a été modifié ; réessayez dans un instant.
committed = C’est fait et enregistré, mais cela ne peut pas être affiché pour l’instant. Ne renvoyez pas la demande ; relisez { $id } plus tard.
internal = Une erreur de notre part s’est produite ; son numéro est { $incident }.

# Ce qu’une éditrice ou un éditeur peut corriger
preview-banner = Aperçu de la version { $version }. Cette page n’est pas publique.

problem-not-found = Il n’y a rien sous cet identifiant que vous puissiez voir.
problem-stale = Quelqu’un d’autre l’a modifié ; sa version est désormais { $version }.
problem-wrong-credentials = L’adresse et le mot de passe ne vont pas ensemble, ou l’adresse n’est pas encore confirmée.
problem-wrong-exchange = Cette connexion n’est plus valable, ou a commencé dans une autre fenêtre ; connectez-vous à nouveau.
problem-too-many-attempts = Trop d’essais ; réessayez dans une minute.
problem-allowance =
    { $limit ->
        [writes_per_minute] Vous pouvez enregistrer { $max } fois par minute ; continuez dans { $seconds } s. Rien n’a été enregistré.
        [bytes_per_day] Vous pouvez enregistrer { $max } octets par jour ; continuez dans { $seconds } s. Rien n’a été enregistré.
        [entries_per_day] Vous pouvez créer { $max } textes par jour ; continuez dans { $seconds } s. Rien n’a été enregistré.
       *[drafts] Vous pouvez avoir { $max } brouillons à la fois : proposez-en, ou supprimez-en. Rien n’a été enregistré.
    }

# Ce qui peut être adapté en quoi
licence-goes-together = Une adaptation de { $originals } peut porter { $proposed }.
licence-ends-here = Une adaptation de { $originals } peut porter { $proposed }, mais personne ne pourrait alors l’adapter à son tour.
licence-version-unknown = La version de { $clashes } n’est pas précisée : { $proposed } serait permise pour la plus ancienne possible ; demandez aux auteurs, ou faites relire.
licence-original-forbids = { $clashes } ne permet ni adaptation ni traduction.
licence-no-choice = Une adaptation ne peut pas porter { $proposed } : ses termes ou sa version ne sont pas précisés.
licence-other-terms = { $clashes } ne permet pas aux adaptations de porter { $proposed } ; elles peuvent porter : { $allowed }.
licence-nothing-fits = { $one } et { $other } ne vont pas ensemble. { $one } permet : { $allowedOne }. { $other } permet : { $allowedOther }.
licence-none = aucune
licence-guidance = Ceci est une orientation, non un avis juridique.

# Chaque chose que l’on peut corriger : minuscule, sans point final. L’endroit est dit à côté.
problem-unfit = n’a pas la forme demandée
problem-missing = est obligatoire
problem-none-named = en nomme au moins un
problem-missing-password = est obligatoire pour les personnes invitées
problem-missing-body = est obligatoire pour ce qui est publié
problem-missing-authors = ce qui est publié nomme qui l’a écrit
problem-missing-original-address = est obligatoire pour ce qui est repris
problem-missing-original-licence = la licence de l’original est obligatoire
problem-missing-origin = nomme un texte d’ici, une adresse ou un titre
problem-missing-language = une traduction dit en quelle langue elle est
problem-missing-member = qui contribue écrit au nom d’un membre
problem-missing-timings = un événement a lieu au moins une fois
problem-missing-place = nomme une commune, ou une latitude et une longitude
problem-half-coordinates = latitude et longitude vont ensemble
problem-missing-credit = désigne un membre, ou donne un nom
problem-too-long =
    { $unit ->
        [items] compte { $count } éléments, pour { $max } au plus
        [bytes] compte { $count } octets, pour { $max } au plus
       *[characters] compte { $count } caractères, pour { $max } au plus
    }
problem-excerpt-too-long = compte { $count } caractères ; un extrait en a { $max } au plus
problem-mandates-full = a déjà { $max } mandats, le plus possible
problem-memberships-full = a déjà { $max } adhésions, le plus possible
problem-translations-full = contient déjà { $max } textes, le plus possible
problem-themes-full = a déjà { $max } thèmes sous lui, le plus possible
problem-control-character = contient un caractère de contrôle ({ $character }) en position { $position }
problem-line-break = contient un saut de ligne en position { $position } ; c’est une seule ligne
problem-invisible-character = contient un caractère que personne ne voit ({ $character }) en position { $position }
problem-control-in-field-name = le nom d’un champ contient un caractère de contrôle
problem-markup = est un texte simple, et contient du HTML
problem-address-in-name = contient une adresse web ou de courriel, qui n’a pas sa place dans un nom
problem-not-a-web-address = « { $value } » n’est pas une adresse web : http:// ou https://, un hôte, ni nom d’utilisateur, ni barre oblique inverse, ni espace, 2000 caractères au plus
problem-not-a-mail-address = n’est pas une adresse de courriel
problem-slug-length =
    { $count ->
        [one] compte { $count } caractère ; un identifiant d’adresse en a de 1 à 80
       *[other] compte { $count } caractères ; un identifiant d’adresse en a de 1 à 80
    }
problem-slug-letter = « { $value } » contient une lettre hors de a-z, 0-9 et -
problem-slug-hyphen = « { $value } » a un tiret à une extrémité, ou deux de suite
problem-not-an-id = « { $value } » n’est pas un identifiant : un UUID sous sa forme habituelle est attendu
problem-not-a-moment = « { $value } » n’est pas un instant : RFC 3339 avec un décalage est attendu, comme 2026-03-01T18:00:00Z
problem-not-a-day = « { $value } » n’est pas une date : AAAA-MM-JJ est attendu, comme 2026-03-01
problem-not-a-duration = n’est pas une durée ISO 8601, comme PT3H ou P2D
problem-not-a-territory = « { $value } » n’est pas un territoire : SORTE:CODE est attendu, comme commune:29019 ou pays:pays-de-brest
problem-not-a-licence = un texte vide ne nomme aucune licence
problem-not-a-cursor = ce curseur ne vient pas d’ici
problem-foreign-cursor = ce curseur appartient à une liste avec un autre ordre ou un autre filtre
problem-wrong-kind =
    { $wanted ->
        [whole] doit être un nombre entier, et non { $found }
        [number] doit être un nombre, et non { $found }
        [truth] doit être true ou false, et non { $found }
        [list] doit être une liste, et non { $found }
        [object] doit être un objet, et non { $found }
       *[text] doit être un texte, et non { $found }
    }
problem-short-text = doit être un texte de 1 à { $max } octets sur une ligne, et non { $found }
problem-unknown-field = « { $name } » n’est pas un champ de cette sorte
problem-unknown-field-near = « { $name } » n’est pas un champ de cette sorte ; est-ce « { $near } » ?
problem-field-twice = le champ « { $name } » figure deux fois dans un même objet
problem-not-utf8 = n’est pas de l’UTF-8 : l’octet { $byte } de la ligne n’en commence aucun caractère
problem-not-json = n’est pas du JSON : illisible à partir de l’octet { $byte }
problem-cut-object = l’objet ne se termine pas sur sa ligne : chaque enregistrement tient sur une ligne
problem-unknown =
    { $thing ->
        [source] « { $name } » n’est pas une source connue
        [theme] « { $name } » n’est pas un thème connu
        [member] « { $name } » n’est pas un membre connu
        [initiative] « { $name } » n’est pas une initiative connue
        [recipe] « { $name } » n’est pas une recette connue
        [article] « { $name } » n’est pas un article connu
        [event] « { $name } » n’est pas un événement connu
        [page] « { $name } » n’est pas une page connue
        [commune] « { $name } » n’est pas une commune connue
        [timeZone] « { $name } » n’est pas un fuseau horaire de la base IANA
        [account] « { $name } » n’est pas un compte en service
       *[territory] « { $name } » n’est pas un territoire connu
    }
problem-no-such-account = aucun compte n’a cet identifiant ou cette adresse
problem-unknown-licence = « { $key } » n’est pas une licence connue
problem-unknown-licence-near = « { $key } » n’est pas une licence connue ; est-ce « { $near } » ?
problem-not-one-of = « { $word } » n’est aucun de ceux-ci : { $known }
problem-not-a-language = « { $value } » n’est pas l’étiquette d’une langue connue (BCP 47, ISO 639), comme fr, br ou fr-gallo
problem-unknown-version = il n’y a pas de version { $version }
problem-no-longer-there = « { $name } » n’existe plus
problem-not-here = nomme quelque chose qui n’est pas ici
problem-taken = autre chose l’a déjà
problem-slug-taken =
    { $thing ->
        [source] « { $slug } » est déjà l’adresse d’une autre source
        [theme] « { $slug } » est déjà l’adresse d’un autre thème
        [member] « { $slug } » est déjà l’adresse d’un autre membre
        [initiative] « { $slug } » est, ou a été, l’adresse d’une autre initiative
        [recipe] « { $slug } » est, ou a été, l’adresse d’une autre recette
        [article] « { $slug } » est, ou a été, l’adresse d’un autre article
        [event] « { $slug } » est, ou a été, l’adresse d’un autre événement
        [page] « { $slug } » est, ou a été, l’adresse d’une autre page
       *[other] « { $slug } » est déjà l’adresse d’autre chose
    }
problem-slugs-taken = « { $slug } » et mille adresses semblables sont prises
problem-id-taken = est l’identifiant de quelque chose d’une autre sorte
problem-key-taken = figure déjà à la ligne { $line }
problem-idempotency-key-taken = a servi à autre chose
problem-has-account = a déjà un compte
problem-has-this-account = a déjà le compte { $account } ; nommez-le
problem-account-not-linked = a déjà un compte, qui n’est pas lié à ce site de connexion
problem-article-here = un article sur cette page est déjà ici
problem-this-article-here = est déjà ici : article « { $slug } »
problem-language-taken = contient déjà un texte en { $language }
problem-language-taken-by =
    { $thing ->
        [initiative] contient déjà un texte en { $language } : initiative « { $slug } »
        [recipe] contient déjà un texte en { $language } : recette « { $slug } »
        [event] contient déjà un texte en { $language } : événement « { $slug } »
        [page] contient déjà un texte en { $language } : page « { $slug } »
       *[article] contient déjà un texte en { $language } : article « { $slug } »
    }
problem-ends-before-start = la fin précède le début
problem-end-equals-start = la fin est au même instant que le début ; ne donnez pas de fin quand elle n’est pas connue
problem-mixed-days = des jours entiers ont startDate, endDate s’il y en a plusieurs, et pas d’heures
problem-mixed-hours = des heures ont start, end quand la fin est connue, et pas de dates
problem-years-out-of-range = c’est hors des années { $min } à { $max }
problem-day-without-beginning = ce jour n’a pas de début dans son fuseau horaire
problem-year-out-of-range = vaut { $year } ; c’est une année entre { $min } et { $max }
problem-value-out-of-range = vaut { $value } ; c’est un nombre entre { $min } et { $max }
problem-below-zero = vaut { $value } ; ce ne peut être moins que 0
problem-min-above-max = { $min } au moins, c’est plus que { $max } au plus
problem-nowhere-on-earth = n’est nulle part sur terre : la latitude est entre -90 et 90, la longitude entre -180 et 180
problem-before = précède { $field }
problem-same-moment-as = est au même instant que { $field } ; ce doit être plus tard
problem-in-the-past = est dans le passé
problem-past-needs-scope = est dans le passé, ce qui demande la portée import ou admin
problem-twice = est nommé deux fois
problem-member-and-name = désigne un membre, ou donne un nom, pas les deux
problem-itself = est ce texte lui-même
problem-adapted-from-this = a lui-même été adapté de ce texte
problem-under-itself =
    { $thing ->
        [theme] se trouve sous ce thème lui-même
        [page] se trouve sous cette page elle-même
       *[other] se trouve sous lui-même
    }
problem-circle-of-rows = renvoie à lui-même par d’autres lignes
problem-others-rest = d’autres en dépendent : des adaptations, ou des pages en dessous
problem-taken-out = a été retiré pour de bon (memberErase, entryPurge) : aucun import ne le ramène
problem-not-withdrawable =
    { $thing ->
        [source] une source ne peut pas être retirée par un import
        [theme] un thème ne peut pas être retiré par un import
        [member] un membre ne peut pas être retiré par un import
       *[other] un import ne peut pas retirer ceci
    }
problem-last-administrator = est la dernière personne qui administre ; nommez-en d’abord une autre
problem-person-has-no-members = est une personne, dont nul n’est membre
problem-belongs-to-itself = n’est pas membre de soi-même
problem-no-session = ce laissez-passer n’est d’aucune session ; révoquez plutôt le jeton
problem-useless-scopes =
    { $role ->
        [editor] aucune ne sert à qui édite
        [admin] aucune ne sert à qui administre
       *[contributor] aucune ne sert à qui contribue
    }
problem-more-than-yours = dépasse ce que vous avez
problem-more-than-account = dépasse ce que le compte a
problem-account-keeps-member = un compte garde le membre qu’il a
problem-after-own-mandate = est après la fin de votre propre mandat
problem-language-of-origin = est déjà la langue de l’original
problem-password-length =
    { $count ->
        [one] compte { $count } caractère ; il en faut de { $min } à { $max }
       *[other] compte { $count } caractères ; il en faut de { $min } à { $max }
    }
problem-password-guessed = est de ceux que l’on devine en premier
problem-unkeepable = la base de données ne peut pas garder ceci tel quel
problem-wrong-step =
    { $status ->
        [submitted] est proposé : de là, cette étape n’est pas possible
        [published] est publié : de là, cette étape n’est pas possible
        [withdrawn] est retiré : de là, cette étape n’est pas possible
        [refused] est refusé : de là, cette étape n’est pas possible
       *[draft] est un brouillon : de là, cette étape n’est pas possible
    }
problem-not-a-draft =
    { $status ->
        [submitted] est proposé ; seuls les brouillons qui ne l’ont jamais été se suppriment
        [published] est publié ; seuls les brouillons qui ne l’ont jamais été se suppriment
        [withdrawn] est retiré ; seuls les brouillons qui ne l’ont jamais été se suppriment
        [refused] est refusé ; seuls les brouillons qui ne l’ont jamais été se suppriment
       *[draft] a été public ; seuls les brouillons qui ne l’ont jamais été se suppriment
    }
problem-proposal-waits = une proposition attend : on l’accepte telle quelle, on la renvoie ou on la refuse
problem-same-plan = c’est déjà public, exactement ainsi
problem-member-hidden = est caché, et l’accepter n’y change rien
problem-origin-not-public = n’est pas public : on ne reprend que ce qui est public
problem-licence-version-unknown = la version de { $clashes } n’est pas précisée : { $proposed } serait permise pour la plus ancienne possible ; demandez aux auteurs, ou faites relire
problem-licence-original-forbids = { $clashes } ne permet ni adaptation ni traduction
problem-licence-no-choice = une adaptation ne peut pas porter { $proposed } : ses termes ou sa version ne sont pas précisés
problem-licence-other-terms = { $clashes } ne permet pas aux adaptations de porter { $proposed } ; elles peuvent porter : { $allowed }
problem-licence-nothing-fits = ces licences ne vont pas ensemble, si bien qu’aucune ne convient : { $clashes }
problem-licence-refused = une adaptation ne peut pas porter { $proposed }
problem-less-free = { $given } a été donnée pour de bon : un texte public ne passe pas à { $new }, moins libre
problem-not-your-licence = seuls ses auteurs mettent un texte sous une licence plus libre
problem-not-republishable = { $licence } ne permet pas de republier le texte entier ; prenez un extrait de 500 caractères au plus avec un lien, ou un résumé dans vos propres mots
problem-source-refuses = la source ne veut pas être republiée ; prenez un extrait de 500 caractères au plus avec un lien, ou un résumé dans vos propres mots
problem-wrong-code = n’est pas bon : il a déjà servi, est trop ancien, ou n’a jamais été donné
problem-wrong-password = n’est pas le mot de passe du compte
problem-at = { $path } : { $problem }
