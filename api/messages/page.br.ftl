# Pajennoù ar program : an degemer hag ar c’hoñsol. An hevelep kemennadennoù hag e page.fr.ftl.

page-in-your-language = Ar bajenn-mañ e yezhoù all
landing-heading = { $network } : API an endalc’hadoù
landing-summary = Raktresoù, rekipeoù, pennadoù ha darvoudoù ar rouedad, da adkemer hervez o aotre : gant pep respont e teu an aotre hag al linenn gred, prest da vezañ diskouezet.
landing-counts = Da lenn amañ : { $initiatives } raktres, { $recipes } rekipe, { $articles } pennad, { $events } darvoud, { $members } ezel, { $territories } tiriad.
landing-ways = Pelec’h kregiñ
landing-explorer = Ar c’hoñsol GraphiQL
landing-explorer-note = Skrivañ ur reked, gwelet ar respont, lenn petra a dalvez pep maezienn.
landing-schema = Ar skema
landing-schema-note = An emglev en e bezh en ur restr, evit ar programoù gant rizhoù.
landing-endpoint = Ar poent moned
landing-endpoint-note = Dre POST gant JSON, pe dre GET ; frank eo al lenn, adalek forzh peseurt pajenn eus ar Web.
landing-site = Lec’hienn ar rouedad
landing-site-note = An endalc’hadoù, kempennet evit al lennerien.
landing-queries = Rekedoù kentañ
landing-open = Esaeañ er c’hoñsol
landing-shell = An hevelep hini en un dermenell
landing-trusted-only = Ne vez sevenet gant ar servijer-mañ nemet rekedoù enrollet : ne dalvez amañ nag ar c’hoñsol nag ar rekedoù all.

explorer-title = Koñsol GraphiQL
explorer-needs-script = Ezhomm he deus ar c’hoñsol eus JavaScript. Amañ e c’haller lenn ar skema :
explorer-off = Ne vez sevenet gant ar servijer-mañ nemet rekedoù enrollet : n’eus koñsol ebet.

example-list = Raktresoù un tiriad a zo ur ger enno
example-list-name = RaktresouUnTiriad
example-initiative = Ur raktres, gant e aotre hag e linenn gred
example-initiative-name = UrRaktres
example-agenda = Deiziataer ar miz-mañ
example-agenda-name = DeiziataerArMiz
example-places = Klask ul lec’h e-pad ma vezer o skrivañ : deroù un anv, pe ur c’hod post
example-places-name = KlaskUlLech
example-sign-in = Kevreañ : roit ur chomlec’h hag ur ger-tremen en argemmennoù
example-sign-in-name = Kevrean
example-sign-in-hint = Miret e vez ar jedouer gant ar c’hoñsol keit ha ma chom digor ar bajenn-mañ, ha kaset gant ar rekedoù da-heul. Diskouezet e vez ar c’hontoù tañva pa loc’h « serve --demo ».
example-drafts = Ur wech kevreet : an testennoù n’int ket embannet c’hoazh a c’hallit lenn
example-drafts-name = TestennouNannEmbannet
example-drafts-hint = Gant ar penn « Content-View: latest » e c’houlenner ivez ar pezh n’eo ket foran.
