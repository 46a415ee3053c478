# Ce que disent les pages à encadrer, les flux, les agendas et la page qui compose une intégration. Les mêmes messages dans
# channel.br.ftl et channel.en.ftl.

# Dates et durées
when-date =
    { $weekday ->
        [1] lundi
        [2] mardi
        [3] mercredi
        [4] jeudi
        [5] vendredi
        [6] samedi
       *[other] dimanche
    } { $day ->
        [1] 1er
       *[other] { $day }
    } { $month ->
        [1] janvier
        [2] février
        [3] mars
        [4] avril
        [5] mai
        [6] juin
        [7] juillet
        [8] août
        [9] septembre
        [10] octobre
        [11] novembre
       *[other] décembre
    } { $year }
when-hours = { $date }, de { $start } à { $end }
when-from = { $date } à { $start }
when-days = du { $from } au { $to }
duration-years = { $count ->
    [0] 0 an
    [1] 1 an
   *[other] { $count } ans
}
duration-months = { $count } mois
duration-weeks = { $count ->
    [0] 0 semaine
    [1] 1 semaine
   *[other] { $count } semaines
}
duration-days = { $count ->
    [0] 0 jour
    [1] 1 jour
   *[other] { $count } jours
}
duration-hours = { $count } h
duration-minutes = { $count } min
duration-seconds = { $count } s
event-cancelled = annulé
event-postponed = reporté
event-moved-online = en ligne finalement

# Les genres
kind-initiative = Initiative
kind-recipe = Recette
kind-article = Article
kind-event = Événement
kind-page = Page
kinds-initiative = initiatives
kinds-recipe = recettes
kinds-article = articles
kinds-event = événements
kinds-page = pages

# Les parties d’un contenu
fact-maturity = État d’avancement
maturity-idea = une idée
maturity-starting = en démarrage
maturity-developing = en développement
maturity-mature = bien établie
maturity-ended = terminée
fact-start-year = Depuis
fact-website = Site
fact-contact = Contact
section-need = Le besoin
section-response = La réponse
section-story = L’histoire
section-social-value = Ce que cela apporte
section-call-for-help = L’aide cherchée
fact-duration = Durée
fact-participants = Participants
participants-from = { $min } au moins
participants-to = { $max } au plus
participants-between = de { $min } à { $max }
fact-cost = Coût
section-purpose = À quoi cela sert
section-audience = Pour qui
section-preparation = Préparation
section-materials = Matériel
section-steps = Étapes
section-variants = Variantes
section-lessons-learned = Ce que nous avons appris
section-changelog = Ce qui a changé
fact-original = Publié d’abord par
section-postscript = Après-propos
fact-place = Lieu
fact-address = Adresse
fact-attendance = Participation
attendance-online = en ligne
attendance-mixed = sur place ou en ligne
fact-capacity = Places
fact-link = Lien

# Les pages à encadrer
embed-when = Quand
embed-add-to-calendar = Ajouter à mon agenda
embed-read-on = Lire sur { $network }
embed-nothing = Rien à montrer ici pour le moment.
embed-map = Voir sur une carte
embed-home = Tout sur { $network }
embed-feed = Suivre par un flux
embed-elsewhere = Sans commune

# Les listes
list-everything = Tous les contenus
list-events = Agenda
list-description = Les contenus de { $network } à reprendre selon leur licence : chacun apporte sa ligne de crédit.

# Ce qui ne va pas dans une adresse
channel-parameter-none = Il n’y a pas de paramètre « { $name } » ici ; cette adresse n’en prend pas.
channel-theme-unknown = Aucun thème ne s’appelle « { $value } ». { $allowed }
channel-theme-colours = « { $value } » n’est pas un thème du réseau : « theme » choisit un sujet. Pour les couleurs, écrivez scheme={ $value }.
channel-allowed-themes = Thèmes proches : { $names }.
channel-all-themes = Les thèmes se lisent avec la requête GraphQL {"{"} themes {"{"} nodes {"{"} slug name {"}"} {"}"} {"}"}.
channel-territory-unknown = « { $value } » n’est pas un territoire du réseau. { $allowed }
channel-allowed-territories = Territoires proches : { $names }.
channel-all-territories = Un territoire s’écrit genre:code, comme commune:29019 ou pays:pays-de-brest.
channel-member-unknown = Aucun membre ne s’appelle « { $value } ».
channel-layout-agenda = La présentation « agenda » montre des événements : prenez l’adresse /embed/event.
channel-url-needed = Le paramètre « url » manque : l’adresse d’un contenu sur le site ou sur cette API.
channel-url-unknown = « { $value } » n’est pas l’adresse d’un contenu d’ici.
channel-url-private = Cette adresse montre un aperçu, qui est privé : faites un lien vers la page du contenu.
channel-format-unknown = oEmbed n’est pas proposé au format « { $value } » ici ; formats proposés : { $allowed }.
channel-box = « bbox » s’écrit ouest,sud,est,nord en degrés (RFC 7946), comme -4.9,48.2,-4.1,48.7.
channel-range = « { $name } » est un nombre entier de { $min } à { $max }.
channel-cursor = « after » n’est pas la suite de cette liste : reprenez l’adresse « next » telle quelle.

# La page qui compose une intégration
composer-title = Intégrer les contenus du réseau
composer-summary = Choisissez ce que votre site doit montrer, regardez, puis copiez quelques lignes. Il ne faut ni compte ni clé ; le crédit et la licence viennent avec.
composer-a-list = Une liste
composer-one-entry = Ou un seul contenu
composer-one-entry-note = Collez ici l’adresse d’un contenu du site ; elle l’emporte sur la liste.
composer-kind = Genre
composer-territory = Territoire
composer-territory-note = Son nom officiel avec son genre, comme pays:pays-de-brest ou commune:29019. Vide : partout.
composer-theme = Thème
composer-any = tous
composer-member = Membre (son identifiant dans l’adresse de sa page)
composer-looks = L’apparence
composer-layout = Présentation
composer-limit = Nombre de contenus, 50 au plus
composer-labels = Langue des libellés
composer-scheme = Couleurs
composer-show = Montrer
composer-preview = Aperçu
composer-paste = À copier dans votre page
composer-copy = Copier
composer-copied = Copié
composer-iframe = Un cadre (iframe)
composer-iframe-note = Pour tout site où l’on peut écrire du HTML, comme dans le bloc « HTML personnalisé » de WordPress. La hauteur se règle ; un lien reste là où les cadres sont retirés.
composer-component = Un composant web
composer-component-note = S’ajuste de lui-même à sa hauteur, et prend la police et les couleurs de votre page. Votre site doit permettre les scripts.
composer-plain = Du HTML simple
composer-plain-note = Rien n’est chargé de chez nous : pour les sites qui retirent cadres et scripts. Ce qui change ici ne change pas chez vous.
composer-plain-list-note = Les contenus d’aujourd’hui, sans rien charger de chez nous. Ce qui change ici ne change pas chez vous.
layout-cards = cartes
layout-list = liste
layout-agenda = agenda (des événements)
layout-map-list = lieux, par commune
scheme-auto = celles de l’appareil du visiteur
scheme-light = claires
scheme-dark = sombres

# Ce que fait une intégration, et ce qu’elle ne fait pas
about-title = Ce que fait une intégration, et ce qu’elle ne fait pas
about-nothing = Ni cookie, ni suivi
about-nothing-text = Les pages à encadrer n’ont pas besoin de script, ne posent aucun cookie, ne gardent rien dans le navigateur et ne chargent rien d’ailleurs : ni police, ni image, ni mesure d’audience. Une image qui se trouve ailleurs devient un lien.
about-log = Ce que le serveur note
about-log-text = Le journal du serveur garde pour chaque requête l’heure, le chemin et le résultat, et ni l’adresse du visiteur ni son navigateur. L’hébergeur du réseau décide combien de temps ce journal est gardé ; écrivez-lui pour le savoir.
about-stable = Ce qui ne change pas
about-stable-text = /embed.js garde son sens : un composant qui en aurait un autre s’appellerait /embed.v2.js. Les adresses des pages à encadrer restent ; un ancien nom mène au nouveau. Quand le réseau retire un contenu, sa page répond 410, et son texte n’est plus montré.
about-csp = Les lignes à permettre
about-csp-text = Si votre site envoie une politique de sécurité (Content-Security-Policy), ajoutez-y : frame-src pour un cadre ; les trois autres pour un composant web.
about-feed = L’extension « _licence » de JSON Feed
about-feed-text = Chaque élément des flux JSON porte un objet « _licence » : l’identifiant SPDX, le nom et l’adresse de la licence, la ligne de crédit en HTML et en texte, l’adresse de l’original d’un texte repris et celles des œuvres dont il est tiré.
about-contact = À qui écrire
about-no-contact = Le réseau n’a pas encore d’adresse publique de contact.
