# Ce que dit l’API quand elle ne peut pas faire ce qui est demandé. Les mêmes identifiants que dans br.ftl et en.ftl.

# La requête elle-même
malformed = Ceci n’est pas une requête GraphQL. { $detail }
body-unreadable = Le corps de la requête ne peut pas être lu jusqu’au bout.
query-absent = La requête manque : envoyez-la par POST en JSON, ou par GET avec ?query=. Un explorateur se trouve à /graphiql.
request-timeout = Le corps de la requête n’est pas arrivé en { $seconds } s.
unsupported-media-type = Le type de contenu doit être application/json.
method-not-allowed = Cette méthode n’a pas de réponse ici ; utilisez l’une de celles-ci : { $allowed }.
mutation-by-get = Une mutation doit être envoyée par POST.
view-unknown = Content-View doit valoir latest ou published.
unauthenticated = Cette autorisation n’est pas valable.
credential-unknown-scheme = Cette sorte d’autorisation n’est pas comprise ici ; envoyez « Authorization: Bearer » suivi du jeton.
sign-in-required = Il faut être connecté pour faire cela.
refresh-raced = Une autre requête vient de prolonger cette session ; continuez avec sa réponse.
sessions-off = Ce serveur n’a pas de secret pour signer, il n’y a donc pas de session : définissez BC_SECRET.
challenge-malformed = Une connexion doit commencer par ?challenge=, le SHA-256 d’un secret en base64url (RFC 7636, S256) : 43 caractères.
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
        [catalogue] Vous ne pouvez pas modifier les thèmes et les sources.
        [redirect] Vous ne pouvez pas dire ce que sont devenues les anciennes adresses.
        [licence] Vous ne pouvez pas modifier les licences.
        [uploadMedia] Vous ne pouvez pas envoyer de fichiers.
        [changeMedia] Vous ne pouvez pas modifier cette image ou ce document : ce que le public voit est modifié par qui peut le publier.
        [deleteMedia] Vous ne pouvez pas supprimer cette image ou ce document.
        [purge] Vous ne pouvez pas purger de contenus.
       *[other] Vous n’avez pas le droit de faire cela.
    }
gone = Ceci n’est plus public.
import-address = Les paramètres de cette adresse ne conviennent pas : { $cause }
import-busy = D’autres importations sont en cours ; réessayez plus tard.
import-media-type = Le type de contenu doit être application/x-ndjson, application/json ou text/csv.
import-no-room = Le corps de la requête n’a pas pu être enregistré ici.
import-cut = Le corps de la requête s’est interrompu ; rien n’a été importé.
import-too-long = Une importation a au plus { $bytes } octets.
import-unreadable = Ces données ne peuvent pas être lues : { $cause }
file-pdf = c’est un PDF, qui ne contient aucune ligne à importer
file-sqlite = c’est une base SQLite ; celle d’un site SPIP s’importe par : import spip FICHIER
file-gzip = il est compressé par gzip ; le décompresser d’abord : gunzip FICHIER
file-gzip-cut = il est compressé par gzip et s’arrête trop tôt : il n’a pas été téléchargé ou copié en entier ; le récupérer à nouveau
file-gzip-damaged = il est compressé par gzip et abîmé : son contenu n’est pas celui que dit sa somme de contrôle ; le récupérer à nouveau
file-gzip-bomb = il est compressé par gzip, et plus de 200 fois plus long une fois décompressé, ce qu’aucun fichier de lignes n’est ; le décompresser et le regarder d’abord : gunzip FICHIER
file-zip = c’est une archive ZIP ; l’extraire d’abord, et importer le fichier qu’elle contient : unzip FICHIER
file-tar = c’est une archive TAR ; l’extraire d’abord, et importer le fichier qu’elle contient : tar -xf FICHIER
file-office = c’est un document ou un classeur de Word, d’Excel ou de LibreOffice ; enregistrer le tableau en CSV, en UTF-8, et importer celui-ci
file-zstandard = il est compressé par Zstandard ; le décompresser d’abord : unzstd FICHIER
file-xz = il est compressé par XZ ; le décompresser d’abord : unxz FICHIER
file-bzip2 = il est compressé par bzip2 ; le décompresser d’abord : bunzip2 FICHIER
file-utf-16 = il est écrit en UTF-16 ; l’enregistrer en UTF-8 : iconv -f UTF-16 -t UTF-8 FICHIER | bretagne-creative import -
file-not-utf-8 = c’est un tableau qui n’est pas en UTF-8 ; l’enregistrer en « CSV UTF-8 », ou le convertir : iconv -f WINDOWS-1252 -t UTF-8 FICHIER | bretagne-creative import --format csv -
file-html = c’est une page web (HTML), peut-être celle qui demande de se connecter, enregistrée à la place du fichier ; se connecter, et télécharger le fichier à nouveau
file-wordpress = c’est un export de WordPress, qui s’importe par : import wordpress FICHIER --origin NOM
file-xml = c’est du XML, qui ne contient aucune ligne à importer ; un export de WordPress s’importe par : import wordpress FICHIER
file-no-export = ce n’est pas un export de WordPress : il n’a pas de wp:wxr_version ; en faire un dans WordPress, sous Outils, Exporter : un flux ne contient pas les textes
file-xml-cut = il s’arrête au milieu : il n’a pas été téléchargé ou copié en entier ; le récupérer à nouveau
file-sql = c’est la sauvegarde d’une base de données (SQL) ; celle d’un site SPIP s’importe par : import spip FICHIER
file-no-site = il n’a pas les tables d’un site SPIP (spip_rubriques, spip_articles, spip_auteurs)
file-rows = c’est un fichier de lignes JSON, un objet par ligne, qui s’importe par : import --format ndjson FICHIER, ou Content-Type: application/x-ndjson
file-array = c’est un seul tableau JSON, pas un objet par ligne ; il s’importe par : import --format json FICHIER, ou Content-Type: application/json
file-no-array = c’est du JSON, mais pas un tableau de lignes ; un objet par ligne s’importe par : import --format ndjson FICHIER, ou Content-Type: application/x-ndjson
file-table = c’est un tableau (CSV), pas un objet JSON par ligne : import --format csv FICHIER, ou Content-Type: text/csv
file-no-rows = il ne contient aucune ligne à importer : il est vide, n’a que des lignes blanches ou des noms de colonnes, ou est un dossier sans fichier qui finit par .md
not-found = Il n’y a rien ici.
parse-failed = Le document ne peut pas être lu à partir d’ici ; `extensions.detail` dit en anglais ce que l’analyseur attendait.
document-ends-early = Le document finit trop tôt : quelque chose qui y commence n’est pas achevé.
text-unterminated = Le document ne peut pas être lu : un texte qui commence ici ne finit pas.
validation-failed = Le document ne correspond pas au schéma ; `extensions.detail` dit pourquoi, en anglais.
value-refused = Une valeur ne convient pas ; `extensions.detail` dit pourquoi, en anglais.
operation-unknown = Le document n’a pas d’opération nommée « { $name } ».
operation-unnamed = Le document contient plusieurs opérations ; operationName doit en nommer une.
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
rule-enum-unfit = Le type { $of } n’a pas de valeur { $name }.
rule-enum-unfit-near = Le type { $of } n’a pas de valeur { $name }. Vouliez-vous dire { $near } ?
rule-enum-unfit-among = Le type { $of } n’a pas de valeur { $name } ; ce doit être l’une de celles-ci : { $allowed }.
rule-input-unknown = Le type { $of } n’a pas de champ « { $name } ».
rule-input-unknown-near = Le type { $of } n’a pas de champ « { $name } ». Vouliez-vous dire « { $near } » ?
rule-input-absent = Le type { $of } exige le champ « { $name } ».
rule-input-one-of = Il faut donner exactement un champ de { $name }, et il ne doit pas être null.
rule-fields-conflict = Les sélections de « { $name } » demandent des choses différentes ; il leur faut des alias différents.
variable-unfit = La valeur de « { $name } » n’est pas du type { $of }.
variable-field-absent = La valeur de « { $name } » manque ; elle doit être du type { $of }.
variable-field-unknown = La valeur de « { $name } » n’est pas attendue : le type { $of } n’a pas ce champ.
variable-one-of = La valeur de « { $name } » doit avoir exactement un champ de { $of }, qui ne doit pas être null.
variable-enum-unfit = La valeur de « { $name } » n’est pas du type { $of } ; ce doit être l’une de celles-ci : { $allowed }.
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
out-of-range = { $name } vaut { $found } ; sa valeur doit être entre { $min } et { $max }.
page-names-mixed = Deux façons de paginer sont mêlées : employez first avec after, last avec before, ou page avec perPage.
page-from-one = Les pages se comptent à partir de 1.
page-too-deep = page × perPage dépasse { $max } ; continuez avec first et after.
order-too-long = Un ordre peut avoir { $max } parties au plus.
nearest-without-near = L’ordre NEAREST demande « near » dans le filtre.
filter-conditions = Un filtre peut contenir { $max } conditions au plus.
filter-values = Une liste dans un filtre peut contenir { $max } valeurs au plus.
filter-depth = Les filtres peuvent s’emboîter { $max } fois au plus.
radius-out-of-range = Le rayon doit être plus grand que 0 km, et de { $max } km au plus.
radius-once = Un cercle a un seul rayon : donnez withinKm, et lui seul.
box-reversed = Le cadre est à l’envers : le sud doit être sous le nord, et l’ouest avant l’est.
nowhere-on-earth = Ce point n’est nulle part sur terre : la latitude doit être entre -90 et 90, la longitude entre -180 et 180.

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
did-you-mean = Vouliez-vous dire { $near } ?
problem-stale = Ceci a changé entre-temps : vous avez nommé la version { $named }, et c’est maintenant la version { $version }.
problem-stale-ahead = Il n’y a pas encore de version { $named } ; la dernière est la version { $version }.
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

# Chaque chose que l’on peut corriger : une phrase qui dit ce qui ne va pas. L’endroit est dit à côté.
problem-unfit = Ceci ne peut pas être lu comme ce qui est demandé ici.
problem-missing = Cette valeur manque.
problem-none-named = Rien n’est nommé ; il en faut au moins un.
problem-missing-password = Le mot de passe manque : une personne invitée doit en choisir un.
problem-missing-body = Le texte manque : ce qui est publié doit en avoir un.
problem-missing-authors = Aucun auteur n’est nommé : ce qui est publié doit dire qui l’a écrit.
problem-missing-original-address = L’adresse de l’original manque : ce qui est repris doit la donner.
problem-missing-original-licence = La licence de l’original manque : ce qui est republié en entier doit la donner.
problem-missing-origin = Il n’y a ni texte d’ici, ni adresse, ni titre.
problem-missing-language = La langue manque : une traduction doit dire la sienne.
problem-missing-member = Aucun membre n’est nommé : on contribue au nom d’un membre.
problem-missing-timings = Aucune date n’est donnée : un événement a lieu au moins une fois.
problem-missing-place = Il n’y a ni commune, ni latitude avec une longitude.
problem-half-coordinates = La latitude ou la longitude manque ; elles vont ensemble.
problem-missing-credit = Il n’y a ni membre, ni nom.
problem-missing-alt = « { $name } » n’a pas de texte en { $language } qui dise ce qu’on y voit. Écrivez-en un, ou dites que l’image est décorative.
problem-missing-media-credit = Il n’est pas dit qui a fait « { $name } ».
problem-missing-media-licence = « { $name } » n’a pas de licence : sans elle, personne ne peut le montrer.
problem-too-long =
    { $unit ->
        [items] Cette liste compte { $count } éléments ; elle peut en avoir { $max } au plus.
        [bytes] Ce texte compte { $count } octets ; il peut en avoir { $max } au plus.
       *[characters] Ce texte compte { $count } caractères ; il peut en avoir { $max } au plus.
    }
problem-excerpt-too-long = Ce texte compte { $count } caractères ; un extrait peut en avoir { $max } au plus.
problem-mandates-full = Ce compte a déjà { $max } mandats ; il ne peut pas en avoir plus.
problem-memberships-full = Ce membre a déjà { $max } adhésions ; il ne peut pas en avoir plus.
problem-translations-full = Ce groupe de traductions contient déjà { $max } textes ; il ne peut pas en contenir plus.
problem-themes-full = Ce thème a déjà { $max } thèmes sous lui ; il ne peut pas en avoir plus.
problem-control-character = Le caractère { $position } est un caractère de contrôle ({ $character }), qui ne peut pas être gardé.
problem-line-break = Le caractère { $position } est un saut de ligne ; ce texte doit tenir sur une ligne.
problem-invisible-character = Le caractère { $position } ({ $character }) est invisible ; il faut l’enlever.
problem-control-in-field-name = Le nom d’un champ contient un caractère de contrôle.
problem-markup = Ceci contient du HTML ; ce doit être un texte simple.
problem-address-in-name = Ceci contient une adresse web ou de courriel, ce qu’un nom ne doit pas faire.
problem-web-address-scheme = « { $value } » ne commence pas par https:// ou http://, comme le doit une adresse web.
problem-not-a-web-address = « { $value } » ne peut pas servir d’adresse web : il y manque un hôte, ou elle contient un nom d’utilisateur, une barre oblique inverse, une espace ou plus de { $max } caractères.
problem-not-a-mail-address = Ceci n’est pas une adresse de courriel.
problem-slug-length =
    { $count ->
        [one] Cet identifiant d’adresse compte { $count } caractère ; il doit en avoir de 1 à 80.
       *[other] Cet identifiant d’adresse compte { $count } caractères ; il doit en avoir de 1 à 80.
    }
problem-slug-letter = « { $value } » contient d’autres caractères que a-z, 0-9 et le tiret ; « { $near } » conviendrait.
problem-slug-hyphen = « { $value } » a un tiret à une extrémité, ou deux de suite ; « { $near } » conviendrait.
problem-not-an-id = « { $value } » n’est pas un identifiant, c’est-à-dire un UUID sous sa forme habituelle.
problem-not-a-moment = « { $value } » n’est pas un instant avec son décalage horaire, comme 2026-03-01T18:00:00Z (RFC 3339).
problem-not-a-day = « { $value } » n’est pas une date, comme 2026-03-01.
problem-not-a-duration = Ceci n’est pas une durée, comme PT3H ou P2D (ISO 8601).
problem-not-a-territory = « { $value } » ne nomme pas un territoire par sa sorte et son code, comme commune:29019 ou pays:pays-de-brest.
problem-not-a-licence = Le nom de la licence est vide.
problem-not-a-cursor = Ce curseur ne vient pas d’ici.
problem-foreign-cursor = Ce curseur appartient à une liste avec un autre ordre ou un autre filtre.
problem-wrong-kind =
    { $wanted ->
        [whole] Il faut ici un nombre entier, et non { $found }.
        [number] Il faut ici un nombre, et non { $found }.
        [truth] Il faut ici true ou false, et non { $found }.
        [list] Il faut ici une liste, et non { $found }.
        [object] Il faut ici un objet, et non { $found }.
       *[text] Il faut ici un texte, et non { $found }.
    }
problem-short-text = Il faut ici un texte de 1 à { $max } octets sur une ligne, et non { $found }.
problem-unknown-field = Il n’y a pas de champ « { $name } » ici.
problem-unknown-field-near = Il n’y a pas de champ « { $name } » ici. Vouliez-vous dire « { $near } » ?
problem-field-twice = Le champ « { $name } » figure deux fois dans un même objet.
problem-not-utf8 = Ce n’est pas de l’UTF-8 : l’octet { $byte } de la ligne n’y commence aucun caractère.
problem-not-json = Ce n’est pas du JSON : illisible à partir de l’octet { $byte }.
problem-cut-object = L’objet ne se termine pas sur sa ligne ; chaque enregistrement doit tenir sur une ligne.
problem-path-outside = « { $path } » sort du dossier du fichier importé.
problem-file-not-taken = Le fichier n’est pas pris : { $reason }.
file-no-folder = l’import n’a pas de dossier
file-not-there = « { $path } » n’existe pas
file-no-file = « { $path } » n’est pas un fichier
file-unreadable = « { $path } » ne peut pas être lu
file-not-with-row = il ne vient pas avec l’enregistrement
file-too-long = il dépasse { $max } octets
file-empty = il est vide
file-type = son type n’est pas accepté
file-type-found = le type { $found } n’est pas accepté
file-svg = le SVG n’est pas accepté, car il peut contenir des scripts
file-no-decoder = le format { $found } ne peut pas être décodé ici
file-macros = il contient des macros
file-damaged = ce n’est pas un fichier { $found } entier
file-too-many-pixels = l’image a { $width } × { $height } pixels, le maximum est de { $max } millions
file-too-much-memory = le décodage demande plus de { $max } Mo
file-too-much-time = le décodage demande plus de { $max } s
file-too-many-frames = l’animation a { $count } images, le maximum est de { $max }
file-interrupted = il n’est pas arrivé entier
file-busy = trop de fichiers arrivent à la fois ; relancez l’import
file-storage-full = l’espace des fichiers est plein
file-storage-silent = l’espace des fichiers ne répond pas
file-not-public = { $address } n’est pas une adresse publique
file-no-address = il mène à { $address }, qui n’est pas une adresse du web
file-no-answer = son serveur ne répond pas ({ $cause })
file-status = la réponse est { $status }
file-redirects = l’adresse est redirigée trop souvent
problem-unknown =
    { $thing ->
        [source] Il n’y a pas de source « { $name } ».
        [theme] Il n’y a pas de thème « { $name } ».
        [member] Il n’y a pas de membre « { $name } ».
        [initiative] Il n’y a pas d’initiative « { $name } ».
        [recipe] Il n’y a pas de recette « { $name } ».
        [article] Il n’y a pas d’article « { $name } ».
        [event] Il n’y a pas d’événement « { $name } ».
        [page] Il n’y a pas de page « { $name } ».
        [commune] Il n’y a pas de commune « { $name } ».
        [timeZone] Il n’y a pas de fuseau horaire « { $name } » dans la base de l’IANA, qui connaît Europe/Paris.
        [account] Il n’y a pas de compte « { $name } » en service.
        [media] Il n’y a pas d’image ni de document « { $name } ».
       *[territory] Il n’y a pas de territoire « { $name } ».
    }
problem-no-such-account = Aucun compte n’a cet identifiant ou cette adresse.
problem-unknown-licence = Il n’y a pas de licence « { $key } » dans la liste.
problem-unknown-licence-near = Il n’y a pas de licence « { $key } » dans la liste. Vouliez-vous dire « { $near } » ?
problem-not-one-of = « { $word } » n’est pas possible ici ; ce doit être l’un de ceux-ci : { $known }.
problem-not-a-language = « { $value } » n’est pas l’étiquette d’une langue, comme fr, br ou fr-gallo (BCP 47).
problem-unknown-version = Il n’y a pas de version { $version }.
problem-no-longer-there = « { $name } » n’existe plus.
problem-not-here = Ceci nomme quelque chose qui n’est pas ici.
problem-taken = Autre chose l’a déjà.
problem-slug-taken =
    { $thing ->
        [source] « { $slug } » est l’adresse d’une autre source.
        [theme] « { $slug } » est l’adresse d’un autre thème.
        [member] « { $slug } » est l’adresse d’un autre membre.
        [initiative] « { $slug } » est, ou a été, l’adresse d’une autre initiative.
        [recipe] « { $slug } » est, ou a été, l’adresse d’une autre recette.
        [article] « { $slug } » est, ou a été, l’adresse d’un autre article.
        [event] « { $slug } » est, ou a été, l’adresse d’un autre événement.
        [page] « { $slug } » est, ou a été, l’adresse d’une autre page.
       *[other] « { $slug } » est l’adresse d’autre chose.
    }
problem-slugs-taken = « { $slug } » et mille adresses semblables sont prises.
problem-id-taken = C’est l’identifiant de quelque chose d’une autre sorte.
problem-several-fit = { $count } contenus d’ici correspondent à cette ligne ; nommez-en un par son identifiant.
problem-key-taken = Cette clé figure déjà à la ligne { $line }.
problem-idempotency-key-taken = Cette clé a servi à autre chose.
problem-has-account = Il existe déjà un compte avec ceci.
problem-has-this-account = Ce membre a déjà le compte { $account } ; nommez ce compte.
problem-account-not-linked = Cette adresse a déjà un compte, qui n’est pas lié à ce site de connexion.
problem-article-here = Un article sur cette page est déjà ici.
problem-this-article-here = Cette page est déjà ici : c’est l’article « { $slug } ».
problem-language-taken = Parmi ces traductions, il y a déjà un texte en { $language }.
problem-language-taken-by =
    { $thing ->
        [initiative] Parmi ces traductions, il y a déjà un texte en { $language } : l’initiative « { $slug } ».
        [recipe] Parmi ces traductions, il y a déjà un texte en { $language } : la recette « { $slug } ».
        [event] Parmi ces traductions, il y a déjà un texte en { $language } : l’événement « { $slug } ».
        [page] Parmi ces traductions, il y a déjà un texte en { $language } : la page « { $slug } ».
       *[article] Parmi ces traductions, il y a déjà un texte en { $language } : l’article « { $slug } ».
    }
problem-ends-before-start = La fin précède le début.
problem-end-equals-start = La fin est au même instant que le début ; ne donnez pas de fin quand elle n’est pas connue.
problem-mixed-days = Des jours entiers sont donnés avec des heures, ou sans startDate.
problem-mixed-hours = Des heures sont données avec des jours, ou sans start.
problem-years-out-of-range = C’est hors des années { $min } à { $max }.
problem-day-without-beginning = Ce jour n’a pas de début dans son fuseau horaire.
problem-year-out-of-range = L’année { $year } est hors limites ; elle doit être entre { $min } et { $max }.
problem-value-out-of-range = { $value } est hors limites ; le nombre doit être entre { $min } et { $max }.
problem-below-zero = { $value } est inférieur à zéro.
problem-min-above-max = Le minimum, { $min }, dépasse le maximum, { $max }.
problem-nowhere-on-earth = Ce n’est nulle part sur terre : la latitude doit être entre -90 et 90, la longitude entre -180 et 180.
problem-outside-picture = Ce point est hors de l’image : les deux nombres doivent être entre 0 et 1.
problem-before = C’est avant { $field }.
problem-same-moment-as = C’est le même instant que { $field } ; ce doit être plus tard.
problem-in-the-past = C’est dans le passé.
problem-past-needs-scope = C’est dans le passé, ce qui demande la portée import ou admin.
problem-may-not-publish = Ces droits ne permettent pas de publier ici.
problem-may-not-import = Ces droits ne permettent pas d’importer cette ligne.
problem-twice = Ceci est nommé deux fois.
problem-member-and-name = Un membre et un nom sont donnés à la fois ; il faut l’un ou l’autre.
problem-itself = C’est ce texte lui-même.
problem-adapted-from-this = Ce qui est nommé a lui-même été adapté de ce texte.
problem-under-itself =
    { $thing ->
        [theme] Ce thème se trouverait sous lui-même.
        [page] Cette page se trouverait sous elle-même.
       *[other] Ceci se trouverait sous lui-même.
    }
problem-circle-of-rows = Cet enregistrement renvoie à lui-même par d’autres.
problem-others-rest = D’autres en dépendent : des adaptations, ou des pages en dessous.
problem-taken-out = Ceci a été retiré pour de bon (memberErase, entryPurge) ; aucun import ne le ramène.
problem-not-withdrawable =
    { $thing ->
        [source] Un import ne peut pas retirer une source.
        [theme] Un import ne peut pas retirer un thème.
        [member] Un import ne peut pas retirer un membre.
       *[other] Un import ne peut pas retirer ceci.
    }
problem-not-a-picture = « { $name } » n’est pas une image.
problem-two-covers = Un contenu a une seule image de couverture ; une autre a déjà ce rôle.
problem-media-in-use = Quelque chose montre encore cette image ou ce document : un contenu, une proposition, un aperçu ou un membre.
problem-person-has-no-logo = Une personne a un portrait, et pas de logo.
problem-last-administrator = C’est la dernière personne qui administre ; nommez-en d’abord une autre.
problem-person-has-no-members = C’est une personne, et nul n’est membre d’une personne.
problem-belongs-to-itself = Un membre ne peut pas être membre de soi-même.
problem-no-session = Ce laissez-passer n’est d’aucune session ; révoquez plutôt le jeton.
problem-useless-scopes =
    { $role ->
        [editor] Aucune de ces portées ne sert à une personne qui édite.
        [admin] Aucune de ces portées ne sert à une personne qui administre.
       *[contributor] Aucune de ces portées ne sert à une personne qui contribue.
    }
problem-more-than-yours = C’est plus que ce que vous avez vous-même.
problem-more-than-account = C’est plus que ce que le compte a.
problem-account-keeps-member = Ce compte écrit déjà au nom d’un autre membre.
problem-after-own-mandate = C’est après la fin de votre propre mandat.
problem-language-of-origin = C’est déjà la langue de l’original.
problem-password-length =
    { $count ->
        [one] Ce mot de passe compte { $count } caractère ; il doit en avoir de { $min } à { $max }.
       *[other] Ce mot de passe compte { $count } caractères ; il doit en avoir de { $min } à { $max }.
    }
problem-password-guessed = Ce mot de passe est de ceux que l’on devine en premier.
problem-unkeepable = La base de données ne peut pas garder ceci tel quel.
problem-stands-already =
    { $status ->
        [submitted] C’est déjà proposé.
        [published] C’est déjà publié.
        [withdrawn] C’est déjà retiré.
        [refused] C’est déjà refusé.
       *[draft] C’est déjà un brouillon.
    }
problem-wrong-step =
    { $status ->
        [submitted] C’est proposé ; de là, cette étape n’est pas possible.
        [published] C’est publié ; de là, cette étape n’est pas possible.
        [withdrawn] C’est retiré ; de là, cette étape n’est pas possible.
        [refused] C’est refusé ; de là, cette étape n’est pas possible.
       *[draft] C’est un brouillon ; de là, cette étape n’est pas possible.
    }
problem-not-a-draft =
    { $status ->
        [submitted] C’est proposé ; seul un brouillon qui n’a jamais été public peut être supprimé.
        [published] C’est publié ; seul un brouillon qui n’a jamais été public peut être supprimé.
        [withdrawn] C’est retiré ; seul un brouillon qui n’a jamais été public peut être supprimé.
        [refused] C’est refusé ; seul un brouillon qui n’a jamais été public peut être supprimé.
       *[draft] Ceci a été public ; seul un brouillon qui n’a jamais été public peut être supprimé.
    }
problem-proposal-waits = C’est une proposition de changement : on l’accepte telle quelle, on la renvoie ou on la refuse.
problem-same-plan = C’est déjà public, aux mêmes dates.
problem-member-hidden = Ce membre est caché, et l’accepter n’y change rien.
problem-origin-not-public = Ce n’est pas public, et seul ce qui est public peut être repris.
problem-licence-version-unknown = La version de { $clashes } n’est pas précisée : { $proposed } serait permise pour la plus ancienne possible ; demandez aux auteurs, ou faites relire.
problem-licence-original-forbids = { $clashes } ne permet ni adaptation ni traduction.
problem-licence-no-choice = Une adaptation ne peut pas porter { $proposed } : ses termes ou sa version ne sont pas précisés.
problem-licence-other-terms = { $clashes } ne permet pas aux adaptations de porter { $proposed } ; elles peuvent porter : { $allowed }.
problem-licence-nothing-fits = Ces licences ne vont pas ensemble, si bien qu’aucune ne convient : { $clashes }.
problem-licence-refused = Une adaptation ne peut pas porter { $proposed }.
problem-less-free = { $given } a été donnée pour de bon : un texte public ne peut pas passer à { $new }, moins libre.
problem-not-your-licence = Seuls ses auteurs peuvent mettre un texte sous une licence plus libre.
problem-not-republishable = { $licence } ne permet pas de republier le texte entier ; prenez un extrait de 500 caractères au plus avec un lien, ou un résumé dans vos propres mots.
problem-not-reproducible = La licence de « { $name } », { $licence }, ne permet pas de le montrer ici.
problem-source-refuses = La source ne veut pas être republiée ; prenez un extrait de 500 caractères au plus avec un lien, ou un résumé dans vos propres mots.
problem-wrong-code = Ce code a déjà servi, est trop ancien, ou n’a jamais été donné.
problem-wrong-password = Ce n’est pas le mot de passe du compte.

# Envois de fichiers
media-too-long = Ce fichier dépasse { $megabytes } Mio, le maximum pour son type.
media-empty = Aucun fichier n’a été envoyé : le corps de la requête est vide.
media-type = Le contenu de ce fichier n’est d’aucun type accepté. Sont acceptés : { $taken }.
media-type-found = Le contenu de ce fichier est { $found }, un type qui n’est pas accepté. Sont acceptés : { $taken }.
media-svg = Le SVG n’est pas accepté, car il peut contenir des scripts. Exportez le dessin en PNG, à la plus grande taille d’affichage.
media-no-decoder = Le format { $found } n’est pas accepté, car ce serveur ne sait pas le décoder. Exportez l’image en JPEG, PNG ou WebP.
media-macros = Ce document contient des macros, qui sont des programmes. Enregistrez-le sans macros.
media-damaged = Ce fichier { $found } est abîmé ou incomplet. Exportez-le ou envoyez-le à nouveau.
media-too-many-pixels = Cette image a { $width } × { $height } pixels ; { $max } millions sont acceptés au plus. Réduisez-la.
media-too-much-memory = Le décodage de cette image demande plus de { $max } Mo de mémoire. Réduisez-la, ou enregistrez-la en JPEG non progressif.
media-too-much-time = Le décodage de cette image demande plus de { $seconds } s. Enregistrez-la à nouveau, en JPEG non progressif ou en PNG.
media-too-many-frames = Cette animation a { $found } images ; { $max } sont acceptées au plus.
media-interrupted = Le fichier n’est pas arrivé entier : la connexion a été coupée, ou la longueur annoncée est fausse. Rien n’a été gardé ; envoyez-le à nouveau.
media-no-part = Le formulaire ne contient pas de fichier : sa première partie doit avoir un nom de fichier.
media-more-parts = Le formulaire contient plus d’une partie ; envoyez un fichier par requête.
media-full = L’espace des fichiers est plein. Rien n’a été gardé ; l’exploitant doit faire de la place.
media-unreachable = L’espace des fichiers ne répond pas. Rien n’a été gardé ; réessayez dans un moment.
media-unreadable = Ce fichier ne peut pas être lu en ce moment.
