# Les pages du programme : l’accueil et la console. Les mêmes messages dans page.br.ftl et page.en.ftl.

page-in-your-language = Cette page en d’autres langues
landing-heading = { $network } : l’API de contenus
landing-summary = Les initiatives, recettes, articles et événements du réseau, à reprendre selon leur licence : chaque réponse apporte la licence et la ligne de crédit, prête à être affichée.
landing-counts = À lire ici : { $initiatives } initiatives, { $recipes } recettes, { $articles } articles, { $events } événements, { $members } membres, { $territories } territoires.
landing-ways = Par où commencer
landing-explorer = La console GraphiQL
landing-explorer-note = Écrire une requête, voir la réponse, lire ce que dit chaque champ.
landing-schema = Le schéma
landing-schema-note = Tout le contrat en un fichier, pour les clients typés.
landing-endpoint = Le point d’accès
landing-endpoint-note = Par POST en JSON, ou par GET ; la lecture est libre, depuis n’importe quelle page du web.
landing-site = Le site du réseau
landing-site-note = Les contenus, mis en page.
landing-queries = Premières requêtes
landing-open = Essayer dans la console
landing-shell = La même dans un terminal
landing-trusted-only = Ce serveur n’exécute que des requêtes enregistrées : ni la console ni les requêtes libres n’y servent.

explorer-title = Console GraphiQL
explorer-needs-script = La console a besoin de JavaScript. Le schéma se lit ici :
explorer-off = Ce serveur n’exécute que des requêtes enregistrées : il n’y a pas de console.

example-list = Les initiatives d’un territoire qui contiennent un mot
example-list-name = InitiativesDUnTerritoire
example-initiative = Une initiative, avec sa licence et sa ligne de crédit
example-initiative-name = UneInitiative
example-agenda = L’agenda du mois
example-agenda-name = AgendaDuMois
example-places = Chercher un lieu pendant la saisie : un début de nom, ou un code postal
example-places-name = ChercherUnLieu
example-sign-in = Se connecter : donnez une adresse et un mot de passe dans les variables
example-sign-in-name = SeConnecter
example-sign-in-hint = La console garde le jeton tant que cette page est ouverte, et l’envoie avec les requêtes qui suivent. Les comptes de démonstration s’affichent au démarrage de « serve --demo ».
example-drafts = Une fois connecté : les textes pas encore publiés que vous pouvez lire
example-drafts-name = TextesNonPublies
example-drafts-hint = L’en-tête « Content-View: latest » demande aussi ce qui n’est pas public.
