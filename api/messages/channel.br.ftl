# Gerioù ar pajennoù da enframmañ, ar gwazhioù, an deiziataerioù hag ar bajenn a aoz un enframmadur. An hevelep kemennadennoù hag e
# channel.fr.ftl.

# Deiziadoù ha padoù
when-date =
    { $weekday ->
        [1] Lun
        [2] Meurzh
        [3] Merc’her
        [4] Yaou
        [5] Gwener
        [6] Sadorn
       *[other] Sul
    } { $day ->
        [1] 1añ
       *[other] { $day }
    } a viz { $month ->
        [1] Genver
        [2] C’hwevrer
        [3] Meurzh
        [4] Ebrel
        [5] Mae
        [6] Mezheven
        [7] Gouere
        [8] Eost
        [9] Gwengolo
        [10] Here
        [11] Du
       *[other] Kerzu
    } { $year }
when-hours = { $date }, etre { $start } ha { $end }
when-from = { $date } da { $start }
when-days = eus { $from } betek { $to }
duration-years = { $count } bloavezh
duration-months = { $count } miz
duration-weeks = { $count } sizhun
duration-days = { $count } devezh
duration-hours = { $count } eur
duration-minutes = { $count } munut
duration-seconds = { $count } eilenn
event-cancelled = nullet
event-postponed = daleet
event-moved-online = enlinenn a-benn ar fin

# Ar rummadoù
kind-initiative = Raktres
kind-recipe = Rekipe
kind-article = Pennad
kind-event = Darvoud
kind-page = Pajenn
kinds-initiative = raktresoù
kinds-recipe = rekipeoù
kinds-article = pennadoù
kinds-event = darvoudoù
kinds-page = pajennoù

# Lodennoù un endalc’had
fact-maturity = Pazenn
maturity-idea = ur mennozh
maturity-starting = o kregiñ
maturity-developing = o kreskiñ
maturity-mature = diazezet mat
maturity-ended = echu
fact-start-year = Abaoe
fact-website = Lec’hienn
fact-contact = Darempred
section-need = An ezhomm
section-response = Ar respont
section-story = An istor
section-social-value = Ar pezh a zegas
section-call-for-help = Sikour klasket
fact-duration = Pad
fact-participants = Tud
participants-from = { $min } d’an nebeutañ
participants-to = { $max } d’ar muiañ
participants-between = etre { $min } ha { $max }
fact-cost = Koust
section-purpose = Da betra e talvez
section-audience = Evit piv
section-preparation = Prientiñ
section-materials = Dafar
section-steps = Pazennoù
section-variants = Doareoù all
section-lessons-learned = Kentelioù tennet
section-changelog = Ar pezh a zo cheñchet
fact-original = Embannet da gentañ gant
section-postscript = Goude-skrid
fact-place = Lec’h
fact-address = Chomlec’h
fact-attendance = Doare da gemer perzh
attendance-online = enlinenn
attendance-mixed = war al lec’h pe enlinenn
fact-capacity = Plasoù
fact-link = Ere

# Ar pajennoù da enframmañ
embed-when = Pegoulz
embed-add-to-calendar = Lakaat em deiziataer
embed-read-on = Lenn war { $network }
embed-nothing = Netra da ziskouez amañ evit ar mare.
embed-map = Gwelet war ur gartenn
embed-home = Pep tra war { $network }
embed-feed = Heuliañ dre ur wazh
embed-elsewhere = Hep kumun

# Ar rolloù
list-everything = An holl endalc’hadoù
list-events = Deiziataer
list-description = Endalc’hadoù { $network } da adkemer hervez o aotre : gant pep hini e teu e linenn gred.

# Ar pezh a zo faos en ur chomlec’h
channel-parameter-none = N’eus arventenn « { $name } » ebet amañ ; ne gemer ar chomlec’h-mañ hini ebet.
channel-theme-unknown = N’eus danvez ebet anvet « { $value } ». { $allowed }
channel-theme-colours = « { $value } » n’eo ket un danvez eus ar rouedad : gant « theme » e vez dibabet un danvez. Evit al livioù, skrivit scheme={ $value }.
channel-allowed-themes = Danvezioù tost : { $names }.
channel-all-themes = Kavout a reer an danvezioù gant ar reked GraphQL {"{"} themes {"{"} nodes {"{"} slug name {"}"} {"}"} {"}"}.
channel-territory-unknown = « { $value } » n’eo ket un tiriad eus ar rouedad. { $allowed }
channel-allowed-territories = Tiriadoù tost : { $names }.
channel-all-territories = Skrivet e vez un tiriad rummad:kod, evel commune:29019 pe pays:pays-de-brest.
channel-member-unknown = N’eus ezel ebet anvet « { $value } ».
channel-layout-agenda = Gant « agenda » e vez diskouezet darvoudoù : kemerit ar chomlec’h /embed/event.
channel-url-needed = Mankout a ra an arventenn « url » : chomlec’h un endalc’had war al lec’hienn pe war an API-mañ.
channel-url-unknown = « { $value } » n’eo ket chomlec’h un endalc’had ac’hann.
channel-url-private = Ur rakwel a ziskouez ar chomlec’h-mañ, ha prevez eo : grit ul liamm davet pajenn an endalc’had.
channel-format-unknown = N’eus ket eus oEmbed er furmad « { $value } » amañ ; furmadoù kinniget : { $allowed }.
channel-box = Skrivet e vez « bbox » kornôg,kreisteiz,reter,hanternoz e derezioù (RFC 7946), evel -4.9,48.2,-4.1,48.7.
channel-range = Un niver klok eo « { $name } », etre { $min } ha { $max }.
channel-cursor = « after » ne gendalc’h ket ar roll-mañ : kemerit ar chomlec’h « next » evel m’emañ.

# Ar bajenn a aoz un enframmadur
composer-title = Enframmañ endalc’hadoù ar rouedad
composer-summary = Dibabit ar pezh a dle bezañ diskouezet gant ho lec’hienn, sellit, ha neuze eilit un nebeud linennoù. N’eus ezhomm na kont nag alc’hwez ; ar gred hag an aotre a zeu gant an endalc’had.
composer-a-list = Ur roll
composer-one-entry = Pe un endalc’had hepken
composer-one-entry-note = Pegit amañ chomlec’h un endalc’had eus al lec’hienn ; kemeret e vez a-raok ar roll.
composer-kind = Rummad
composer-territory = Tiriad
composer-territory-note = E rummad hag e god ofisiel, evel pays:pays-de-brest pe commune:29019. Goullo : e pep lec’h.
composer-theme = Danvez
composer-any = an holl
composer-member = Ezel (lodenn diwezhañ chomlec’h e bajenn)
composer-looks = An neuz
composer-layout = Kinnig
composer-limit = Niver a endalc’hadoù, 50 d’ar muiañ
composer-labels = Yezh an tikedoù
composer-scheme = Livioù
composer-show = Diskouez
composer-preview = Rakwel
composer-paste = Da eilañ en ho pajenn
composer-copy = Eilañ
composer-copied = Eilet
composer-iframe = Ur framm (iframe)
composer-iframe-note = Evit kement lec’hienn a zegemer HTML, evel bloc’h « HTML personelaet » WordPress. Ar sav a c’haller kemmañ ; un ere a chom pa vez tennet ar frammoù.
composer-component = Ur parzh web
composer-component-note = Kemer a ra e-unan ar sav a zere, ha font ha livioù ho pajenn. Ret eo d’ho lec’hienn aotren ar skriptoù.
composer-plain = HTML eeun
composer-plain-note = Netra ne vez karget diganeomp : evit al lec’hiennoù a denn ar frammoù hag ar skriptoù. Ar pezh a cheñch amañ ne cheñch ket ganeoc’h.
composer-plain-list-note = Endalc’hadoù an deiz, hep kargañ netra diganeomp. Ar pezh a cheñch amañ ne cheñch ket ganeoc’h.
layout-cards = kartennoù
layout-list = an eil dindan egile
layout-agenda = deiziataer (an darvoudoù)
layout-map-list = lec’hioù, dre gumun
scheme-auto = re ardivink ar gweladenner
scheme-light = sklaer
scheme-dark = teñval

# Ar pezh a ra un enframmadur
about-title = Ar pezh a ra un enframmadur, hag ar pezh ne ra ket
about-nothing = Na toupin na heuliañ
about-nothing-text = Ar pajennoù da enframmañ n’o deus ket ezhomm eus skript, ne lakaont toupin ebet, ne viront netra er merdeer ha ne gargont netra eus lec’h all : na font, na skeudenn, na muzuliañ ar weladenn. Ur skeudenn a zo el lec’h all a zeu da vezañ un ere.
about-log = Ar pezh a vez notet gant ar servijer
about-log-text = Deizlevr ar servijer a vir eur, hent ha disoc’h pep reked, ha na chomlec’h ar gweladenner nag e verdeer. Gant herberc’hier ar rouedad e vez divizet pegeit e vez miret an deizlevr ; skrivit dezhañ evit gouzout.
about-stable = Ar pezh na cheñch ket
about-stable-text = /embed.js a vir e dalvoudegezh : ur parzh gant unan all a vefe anvet /embed.v2.js. Chom a ra chomlec’hioù ar pajennoù da enframmañ ; un anv kozh a gas d’an hini nevez. Pa denn ar rouedad un endalc’had, e respont e bajenn 410, ha ne vez ket diskouezet e destenn ken.
about-csp = Al linennoù da aotren
about-csp-text = Ma kas ho lec’hienn ur Content-Security-Policy, ouzhpennit : frame-src evit ur framm ; an tri all evit ur parzh web.
about-feed = Astenn « _licence » JSON Feed
about-feed-text = Pep elfenn eus ar gwazhioù JSON he deus un elfennad « _licence » : kod SPDX, anv ha chomlec’h an aotre, al linenn gred e HTML hag e testenn, chomlec’h an orin evit un destenn adembannet, ha re an oberennoù m’eo savet diwarno.
about-contact = Da biv skrivañ
about-no-contact = N’he deus ket ar rouedad a chomlec’h foran evit c’hoazh.
