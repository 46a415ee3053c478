# Ce que dit l’API quand elle ne peut pas faire ce qui est demandé. Les mêmes identifiants que dans br.ftl et en.ftl.

# La requête elle-même
malformed = Ceci n’est pas une requête GraphQL : { $detail }
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
        [return] Vous n’avez pas le droit de renvoyer ceci.
        [refuse] Vous n’avez pas le droit de refuser ceci.
        [withdraw] Vous n’avez pas le droit de retirer ceci.
        [propose] Vous ne pouvez pas proposer de changement ici.
        [delete] Vous ne pouvez pas supprimer ceci.
        [preview] Vous ne pouvez pas montrer ceci à d’autres.
        [note] Vous ne pouvez pas écrire à ses auteurs.
        [retract] Vous ne pouvez pas reprendre ceci.
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
parse-failed = Le document ne peut pas être lu : { $detail }
text-unterminated = Le document ne peut pas être lu : un texte qui commence ici ne finit pas.
validation-failed = Le document ne correspond pas au schéma : { $detail }
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

problem-malformed = { $path } : la forme ne convient pas ({ $detail }).
problem-required = { $path } : ceci manque.
problem-too-long = { $path } : ceci est trop long ({ $detail }).
problem-too-long-by =
    { $unit ->
        [items] { $path } : c’est trop long : { $found } éléments, pour { $max } au plus.
        [bytes] { $path } : c’est trop long : { $found } octets, pour { $max } au plus.
       *[characters] { $path } : c’est trop long : { $found } caractères, pour { $max } au plus.
    }
problem-unknown = { $path } : ceci n’est pas connu ({ $detail }).
problem-taken = { $path } : autre chose l’a déjà ({ $detail }).
problem-inconsistent = { $path } : ceci ne va pas ensemble ({ $detail }).
problem-wrong-status = { $path } : depuis son statut actuel, cette étape n’est pas possible.
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
problem-wrong-code = { $path } : ce code n’est pas bon : il a déjà servi, est trop ancien, ou n’a jamais été donné.
problem-wrong-password = { $path } : ce n’est pas le mot de passe du compte.

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
problem-licence-refused = { $path } : la licence ne le permet pas ({ $detail }).
problem-permission-refused = { $path } : la source ne veut pas être republiée ; prenez un extrait de 500 caractères au plus avec un lien, ou un résumé dans vos propres mots.
