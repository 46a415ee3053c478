# Ar pezh a lavar an API pa ne c’hall ket ober ar pezh a zo goulennet. Ar memes anvioù hag e en.ftl hag e fr.ftl.

# Ar reked e-unan
malformed = N’eo ket ur reked GraphQL : { $detail }
body-unreadable = N’hall ket korf ar reked bezañ lennet betek ar penn.
query-absent = Ur reked a zo gortozet : kasit anezhi dre POST e JSON, pe dre GET gant ?query=. Un ergerzher a zo e /graphiql.
request-timeout = N’eo ket erruet korf ar reked a-raok { $seconds } s.
unsupported-media-type = Ar seurt endalc’had gortozet eo application/json.
method-not-allowed = Dre { $allowed } e vez graet an dra-se.
mutation-by-get = Dre POST e vez kaset ar c’hemmoù.
view-unknown = Content-View a dalv latest pe published.
unauthenticated = N’eo ket mat an aotre-se.
refresh-raced = Ur reked all en deus astennet an estez-mañ nevez zo ; kendalc’hit gant e respont.
sessions-off = N’en deus ket ar servijer-mañ a c’her-kuzh evit sinañ, neuze n’eus estez ebet : termenit BC_SECRET.
challenge-malformed = Kregiñ a ra ur c’hennask gant ?challenge=, SHA-256 ur sekred e base64url (RFC 7636, S256) : 43 arouezenn.
issuer-unreachable = Ne respont ket al lec’hienn a fell deoc’h kennaskañ ganti ; klaskit en-dro a-benn ur pennad.
forbidden =
    { $act ->
        [import] N’hoc’h eus ket ar gwir da enporzhiañ danvez.
        [tokens] N’hoc’h eus ket ar gwir da verañ ar jedouerioù.
        [create] N’hoc’h eus ket ar gwir da grouiñ danvez amañ.
        [edit] N’hoc’h eus ket ar gwir da gemmañ an dra-mañ.
        [submit] N’hoc’h eus ket ar gwir da ginnig an dra-mañ.
        [publish] N’hoc’h eus ket ar gwir da embann an dra-mañ.
        [requestChanges] N’hoc’h eus ket ar gwir da gas an dra-mañ en-dro.
        [refuse] N’hoc’h eus ket ar gwir da nac’h an dra-mañ.
        [withdraw] N’hoc’h eus ket ar gwir da dennañ an dra-mañ.
        [propose] N’hallit ket kinnig ur cheñchamant amañ.
        [delete] N’hallit ket dilemel an dra-mañ.
        [preview] N’hallit ket diskouez an dra-mañ da re all.
        [note] N’hallit ket skrivañ d’ar re o deus skrivet an dra-mañ.
        [unsubmit] N’hallit ket adkemer an dra-mañ.
        [lookBack] N’hallit ket gwelet ar stummoù kent.
        [backdate] N’hallit ket lavaret e oa foran an dra-mañ a-raok.
        [entrust] N’hallit ket reiñ d’unan bennak ar gwir da skrivañ evit an ezel-mañ.
        [keepAccount] Un estez a zo ezhomm, pe ar skop admin : ur skript ne ra war-dro kont ebet.
        [accept] N’hallit ket degemer an ezel-mañ.
        [invite] N’hallit ket pediñ evel-se.
        [suspend] N’hallit ket arsaviñ ar gont-mañ.
        [mandate] N’hallit na reiñ na tennañ ar garg-mañ.
        [profile] N’hallit ket kemmañ ar profil-mañ.
        [private] N’hallit ket gwelet ar pezh a zo miret diwar-benn re all.
        [audit] N’hallit ket lenn an deizlevr audit.
        [settings] N’hallit ket kemmañ ar pezh a lavar ar rouedad diwar e benn.
        [purge] N’hallit ket spurjañ endalc’hadoù.
       *[other] N’hoc’h eus ket ar gwir d’ober kement-se.
    }
gone = N’eo ket foran ken an dra-mañ.
not-found = N’eus netra amañ.
parse-failed = N’hall ket an teul bezañ lennet amañ ; `extensions.detail` a lavar e saozneg petra a oa gortozet.
text-unterminated = N’hall ket an teul bezañ lennet : un destenn a grog amañ ne echu ket.
validation-failed = Ne glot ket an teul gant ar chema ; `extensions.detail` a lavar perak, e saozneg.
value-refused = Un dalvoud ne zere ket ; `extensions.detail` a lavar perak, e saozneg.
operation-unknown = N’eus gwezhiadenn ebet anvet « { $name } » en teul.
operation-unnamed = Meur a wezhiadenn a zo en teul : anvit unan e operationName.
fragment-circle = En em dalc’h a ra an tamm « { $name } » ennañ e-unan.
directive-unknown = N’he deus ket ar c’hemenn « @{ $name } » he lec’h amañ.
variable-missing = Ret eo ar varienn « { $name } » ha n’eo ket bet kaset.
text-no-character = N’hall ket an teul bezañ lennet : un achap en ur chadenn ne dalvez da arouezenn ebet.
text-twice = Ne glot ket an teul gant ar chema : div wech emañ ar vaezienn « { $name } » en un hevelep objed.
text-unexpected = N’hall ket an teul bezañ lennet : n’he deus ket « { $name } » he lec’h amañ.
rule-operation-kind = N’eus er chema gwezhiadenn ebet eus ar seurt « { $name } ».
rule-field-unknown = N’he deus ket ar rizh { $of } maezienn « { $name } » ebet.
rule-field-unknown-near = N’he deus ket ar rizh { $of } maezienn « { $name } » ebet. Ha « { $near } » e felle deoc’h lavaret ?
rule-argument-unknown = N’en deus ket { $of } arguzenn « { $name } » ebet.
rule-argument-unknown-near = N’en deus ket { $of } arguzenn « { $name } » ebet. Ha « { $near } » e felle deoc’h lavaret ?
rule-argument-twice = Div wech eo roet an arguzenn « { $name } ».
rule-argument-absent = Ret eo an arguzenn « { $name } » da { $of }.
rule-type-unknown = N’eus rizh ebet anvet « { $name } ».
rule-fragment-unknown = N’eus tamm ebet anvet « { $name } ».
rule-fragment-unused = Ne vez implijet an tamm « { $name } » e neblec’h.
rule-fragment-impossible = Un objed eus ar rizh { $of } n’eo morse eus ar rizh { $name }.
rule-fragment-scalar = N’hall ket un tamm bezañ war ar rizh { $name }, n’he deus maezienn ebet.
rule-fragment-on = N’hall ket un tamm bezañ anvet « on ».
rule-selection-absent = Ret eo dibab maeziennoù e « { $name } », a zo eus ar rizh { $of }.
rule-selection-odd = N’haller ket dibab maeziennoù e « { $name } », a zo eus ar rizh { $of }.
rule-variable-twice = Div wech eo disklêriet ar varienn « { $name } ».
rule-variable-undefined = N’eo ket disklêriet ar varienn « { $name } ».
rule-variable-unused = Ne vez implijet ar varienn « { $name } » e neblec’h.
rule-variable-output = N’hall ket ar varienn « { $name } » bezañ eus ar rizh { $of }.
rule-variable-misplaced = Emañ ar varienn { $name } el lec’h m’eo gortozet { $of }.
rule-directive-twice = Div wech emañ ar c’hemenn « @{ $name } » en hevelep lec’h.
rule-value-unfit = N’eo ket { $name } un dalvoud eus ar rizh { $of }.
rule-input-unknown = N’he deus ket ar rizh { $of } maezienn « { $name } » ebet.
rule-input-unknown-near = N’he deus ket ar rizh { $of } maezienn « { $name } » ebet. Ha « { $near } » e felle deoc’h lavaret ?
rule-input-absent = Ret eo ar vaezienn « { $name } » d’ar rizh { $of }.
rule-input-one-of = Ur vaezienn hepken eus { $name } a vez roet, ha n’eo ket null.
rule-fields-conflict = Traoù disheñvel a c’houlenn diuzadennoù « { $name } » ; roit aliasoù disheñvel dezho.
variable-unfit = N’eo ket talvoud « { $name } » eus ar rizh { $of }.
persisted-query-not-found = PersistedQueryNotFound
persisted-query-mismatch = N’en deus ket an teul ar roud bet kaset gantañ.
persisted-query-required = N’eus nemet teulioù ar roll fiziet a vez seveniet amañ ; kasit anaouder unan anezho.

# Bevennoù
limit-exceeded =
    { $limit ->
        [body_bytes] Ur reked he deus { $max } okted d’ar muiañ.
        [batch] Ur c’has en deus { $max } reked d’ar muiañ ; { $found } a zo en hini-mañ.
        [tokens] Un teul en deus { $max } arouez d’ar muiañ.
        [nesting] Ar c’hrochedoù a c’hall bezañ { $max } gwech an eil e-barzh egile d’ar muiañ.
        [selections] Un teul en deus { $max } dibab d’ar muiañ, an tammoù o kontañ e pep lec’h m’emaint implijet.
        [depth] Ar maeziennoù a c’hall bezañ { $max } gwech an eil e-barzh eben d’ar muiañ.
        [aliases] Un teul en deus { $max } lesanv d’ar muiañ, an tammoù o kontañ e pep lec’h m’emaint implijet.
        [key_letters] Ul lesanv en deus { $max } lizherenn d’ar muiañ ; { $found } a zo en hini-mañ.
        [root_fields] Ur wezhiadenn he deus { $max } maezienn en he gwrizienn d’ar muiañ.
        [directives] Un teul en deus { $max } kemenn d’ar muiañ.
        [introspection_depth] An emsell a c’hall bezañ { $max } gwech an eil e-barzh egile d’ar muiañ.
        [list_items] Ur roll en deus { $max } elfenn d’ar muiañ ; { $found } a zo en hini-mañ.
        [string_bytes] Un destenn he deus { $max } okted d’ar muiañ ; { $found } a zo en hini-mañ.
        [answer_bytes] Ur wezhiadenn a lenn hag a respont { $max } okted d’ar muiañ. Goulennit nebeutoc’h a linennoù, pe nebeutoc’h a destennoù hir.
       *[cost] Betek { $found } e koustfe ; { $max } a zo aotreet d’ar muiañ. Goulennit nebeutoc’h a linennoù, pe nebeutoc’h a rolloù e-barzh rolloù.
    }

# Talvoudoù
bad-input = Un dalvoud ne zere ket : { $detail }
out-of-range = { $name } a dalv { $found } ; etre { $min } ha { $max } e rank bezañ.
page-names-mixed = Ur bajenn a vez anvet dre first pe last, gant after ha before, pe dre page ha perPage ; ket dre first ha last, na dre an daou zoare.
page-from-one = Adalek 1 e vez kontet ar pajennoù.
page-too-deep = page × perPage a zo ouzhpenn { $max } ; kendalc’hit gant first hag after.
order-too-long = Un urzh he deus { $max } lodenn d’ar muiañ.
filter-conditions = Ur sil en deus { $max } amplegad d’ar muiañ.
filter-values = Ur roll en ur sil en deus { $max } talvoud d’ar muiañ.
filter-depth = Ar siloù a c’hall bezañ { $max } gwech an eil e-barzh egile d’ar muiañ.
radius-out-of-range = radiusKm a zo brasoc’h eget 0 ha { $max } d’ar muiañ.
box-reversed = Ar su a zo dindan an norzh, hag ar c’hornôg a-raok ar reter.
nowhere-on-earth = Al ledred a zo etre -90 ha 90, an hedred etre -180 ha 180.

# Ar servijer
overloaded = Re a c’houlennoù a zo bremañ ; klaskit adarre a-benn { $seconds } s.
too-many-requests = Re e c’houlennit war un dro ; klaskit adarre a-benn { $seconds } s.
timeout = Ouzhpenn { $seconds } s en deus padet, neuze eo bet paouezet. Goulennit nebeutoc’h war un dro.
unavailable = Ne respont ket an diaz roadennoù ; klaskit adarre a-benn ur pennadig.
read-only = Ne zegemer an diaz roadennoù kemm ebet evit poent ; n’eus bet kemmet netra. Lenn a c’haller atav.
disk-full = Leun eo pladenn an diaz roadennoù pe n’haller ket skrivañ warni. N’eus bet kemmet netra ; klaskit adarre diwezhatoc’h.
unknown-outcome = Troc’het eo bet ar gevreadenn ouzh an diaz roadennoù e-pad an enrollañ : ne ouzer ket hag-eñ eo bet graet. Gwiriit a-raok kas ar goulenn en-dro.
gave-up = Re ac’hubet e oa ar servijer evit kregiñ e koulz. N’eus bet kemmet netra ; klaskit adarre a-benn ur pennadig.
committed = Graet ha miret eo, met n’hall ket bezañ diskouezet evit poent. Arabat kas ar goulenn en-dro ; lennit { $id } diwezhatoc’h.
internal = C’hoarvezet ez eus ur fazi ganeomp ; e niverenn eo { $incident }.

# Ar pezh a c’hall un embanner reizhañ
preview-banner = Rakwel eus stumm { $version }. N’eo ket foran ar bajenn-mañ.

problem-not-found = N’eus netra dindan an anaouder-se a c’hallfec’h gwelet.
problem-stale = Cheñchet eo bet gant unan all ; ar stumm { $version } eo bremañ.
problem-wrong-credentials = Ne glot ket ar chomlec’h hag ar ger-tremen, pe n’eo ket bet kadarnaet ar chomlec’h c’hoazh.
problem-wrong-exchange = N’eo ket mat ar c’hennask-mañ ken, pe kroget e oa en ur prenestr all ; kennaskit en-dro.
problem-too-many-attempts = Re a daolioù-esae ; klaskit adarre a-benn ur vunutenn.
problem-allowance =
    { $limit ->
        [writes_per_minute] Gallout a rit enrollañ { $max } gwech bep munutenn ; kendalc’hit a-benn { $seconds } s. N’eus bet enrollet netra.
        [bytes_per_day] Gallout a rit enrollañ { $max } okted bemdez ; kendalc’hit a-benn { $seconds } s. N’eus bet enrollet netra.
        [entries_per_day] Gallout a rit krouiñ { $max } testenn bemdez ; kendalc’hit a-benn { $seconds } s. N’eus bet enrollet netra.
       *[drafts] Gallout a rit kaout { $max } brouilhed war un dro : kinnigit lod anezho, pe dilamit lod. N’eus bet enrollet netra.
    }

# Petra a c’hall bezañ azasaet e petra
licence-goes-together = Un azasadenn eus { $originals } a c’hall dougen { $proposed }.
licence-ends-here = Un azasadenn eus { $originals } a c’hall dougen { $proposed }, met den ebet n’hallfe hec’h azasaat war-lerc’h.
licence-version-unknown = N’eo ket resisaet stumm { $clashes } : aotreet e vefe { $proposed } evit ar stumm koshañ ; goulennit digant an oberourien, pe lakait adlenn.
licence-original-forbids = Ne aotre { $clashes } nag azasaat na treiñ.
licence-no-choice = Un azasadenn n’hall ket dougen { $proposed } : n’eo ket resisaet he diferadennoù pe he stumm.
licence-other-terms = Ne aotre ket { $clashes } d’an azasadennoù dougen { $proposed } ; gallout a reont dougen : { $allowed }.
licence-nothing-fits = Ne glot ket { $one } ha { $other }. { $one } a aotre : { $allowedOne }. { $other } a aotre : { $allowedOther }.
licence-none = hini ebet
licence-guidance = Titouroù eo an dra-mañ, n’eo ket un ali a-fet gwir.

# Pep tra a c’hall bezañ reizhet : lizherenn vihan, hep poent. Al lec’h a vez lavaret e-kichen.
problem-unfit = n’emañ ket er stumm goulennet
problem-missing = a zo ret
problem-none-named = a rank menegiñ unan da nebeutañ
problem-missing-password = a zo ret evit an dud pedet
problem-missing-body = a zo ret evit ar pezh a vez embannet
problem-missing-authors = ar pezh a vez embannet a laka anv an hini en deus skrivet
problem-missing-original-address = a zo ret evit ar pezh a vez adkemeret
problem-missing-original-licence = ret eo reiñ aotre-implijout an oberenn orin
problem-missing-origin = a rank menegiñ un destenn eus amañ, ur chomlec’h pe un titl
problem-missing-language = un droidigezh a lavar e peseurt yezh emañ
problem-missing-member = an neb a gemer perzh a skriv en anv un ezel
problem-missing-timings = un darvoud a c’hoarvez ur wech da nebeutañ
problem-missing-place = a rank menegiñ ur gumun, pe ul ledred hag un hedred
problem-half-coordinates = ledred ha hedred a ya asambles
problem-missing-credit = a rank menegiñ un ezel, pe reiñ un anv
problem-too-long =
    { $unit ->
        [items] { $count } elfenn a zo, { $max } d’ar muiañ
        [bytes] { $count } okted a zo, { $max } d’ar muiañ
       *[characters] { $count } arouezenn a zo, { $max } d’ar muiañ
    }
problem-excerpt-too-long = { $count } arouezenn a zo ; un tamm en deus { $max } d’ar muiañ
problem-mandates-full = en deus { $max } karg dija, ar muiañ ma c’haller
problem-memberships-full = en deus { $max } emezeladur dija, ar muiañ ma c’haller
problem-translations-full = { $max } testenn a zo ennañ dija, ar muiañ ma c’haller
problem-themes-full = { $max } tem a zo dindanañ dija, ar muiañ ma c’haller
problem-control-character = un arouezenn reoliñ ({ $character }) a zo e lec’h { $position }
problem-line-break = un lamm linenn a zo e lec’h { $position } ; ul linenn hepken eo
problem-invisible-character = un arouezenn na wel den ({ $character }) a zo e lec’h { $position }
problem-control-in-field-name = un arouezenn reoliñ a zo en anv ur vaezienn
problem-markup = un destenn eeun eo, ha HTML a zo enni
problem-address-in-name = ur chomlec’h web pe postel a zo ennañ, ar pezh n’eo ket ul lodenn eus un anv
problem-not-a-web-address = « { $value } » n’eo ket ur chomlec’h web : http:// pe https://, un ostiz, hep anv implijer, na barrenn a-dreuz war an tu gin, na esaouenn, 2000 arouezenn d’ar muiañ
problem-not-a-mail-address = n’eo ket ur chomlec’h postel
problem-slug-length = { $count } arouezenn a zo ; un anv chomlec’h en deus etre 1 hag 80
problem-slug-letter = « { $value } » : ul lizherenn n’emañ ket e-touez a-z, 0-9 ha -
problem-slug-hyphen = « { $value } » : ur varrennig a zo en ur penn, pe div diouzh renk
problem-not-an-id = « { $value } » n’eo ket un anaouder : un UUID en e stumm boas a zo gortozet
problem-not-a-moment = « { $value } » n’eo ket ur mare : RFC 3339 gant un diforc’h eur a zo gortozet, evel 2026-03-01T18:00:00Z
problem-not-a-day = « { $value } » n’eo ket un deiziad : BBBB-MM-DD a zo gortozet, evel 2026-03-01
problem-not-a-duration = n’eo ket ur pad ISO 8601, evel PT3H pe P2D
problem-not-a-territory = « { $value } » n’eo ket un tiriad : SEURT:KOD a zo gortozet, evel commune:29019 pe pays:pays-de-brest
problem-not-a-licence = un destenn c’houllo ne veneg aotre-implijout ebet
problem-not-a-cursor = ne zeu ket ar reti-mañ ac’hann
problem-foreign-cursor = ar reti-mañ a zo d’ur roll gant un urzh all pe ur sil all
problem-wrong-kind =
    { $wanted ->
        [whole] a rank bezañ un niver klok, ha n’eo ket { $found }
        [number] a rank bezañ un niver, ha n’eo ket { $found }
        [truth] a rank bezañ true pe false, ha n’eo ket { $found }
        [list] a rank bezañ ur roll, ha n’eo ket { $found }
        [object] a rank bezañ un objed, ha n’eo ket { $found }
       *[text] a rank bezañ un destenn, ha n’eo ket { $found }
    }
problem-short-text = a rank bezañ un destenn etre 1 ha { $max } okted war ul linenn, ha n’eo ket { $found }
problem-unknown-field = « { $name } » n’eo ket ur vaezienn eus ar seurt-mañ
problem-unknown-field-near = « { $name } » n’eo ket ur vaezienn eus ar seurt-mañ ; ha « { $near } » an hini eo ?
problem-field-twice = div wech emañ ar vaezienn « { $name } » en un hevelep objed
problem-not-utf8 = n’eo ket UTF-8 : okted { $byte } al linenn ne grog gant arouezenn ebet
problem-not-json = n’eo ket JSON : n’hall ket bezañ lennet adalek an okted { $byte }
problem-cut-object = ne echu ket an objed war e linenn : pep enrolladenn a zo ul linenn
problem-unknown =
    { $thing ->
        [source] « { $name } » n’eo ket ur vammenn anavezet
        [theme] « { $name } » n’eo ket un tem anavezet
        [member] « { $name } » n’eo ket un ezel anavezet
        [initiative] « { $name } » n’eo ket un intrudu anavezet
        [recipe] « { $name } » n’eo ket ur rekipe anavezet
        [article] « { $name } » n’eo ket ur pennad anavezet
        [event] « { $name } » n’eo ket un darvoud anavezet
        [page] « { $name } » n’eo ket ur bajenn anavezet
        [commune] « { $name } » n’eo ket ur gumun anavezet
        [timeZone] « { $name } » n’eo ket ur gwerzhid-eur eus diaz IANA
        [account] « { $name } » n’eo ket ur gont implijet
       *[territory] « { $name } » n’eo ket un tiriad anavezet
    }
problem-no-such-account = kont ebet n’he deus an anaouder pe ar chomlec’h-mañ
problem-unknown-licence = « { $key } » n’eo ket un aotre-implijout anavezet
problem-unknown-licence-near = « { $key } » n’eo ket un aotre-implijout anavezet ; ha « { $near } » an hini eo ?
problem-not-one-of = « { $word } » n’eo hini ebet eus ar re-mañ : { $known }
problem-not-a-language = « { $value } » n’eo ket tikedenn ur yezh anavezet (BCP 47, ISO 639), evel fr, br pe fr-gallo
problem-unknown-version = n’eus stumm { $version } ebet
problem-no-longer-there = « { $name } » n’emañ ket aze ken
problem-not-here = a veneg un dra bennak n’emañ ket amañ
problem-taken = gant un dra all emañ dija
problem-slug-taken =
    { $thing ->
        [source] chomlec’h ur vammenn all eo « { $slug } » dija
        [theme] chomlec’h un tem all eo « { $slug } » dija
        [member] chomlec’h un ezel all eo « { $slug } » dija
        [initiative] chomlec’h un intrudu all eo « { $slug } », pe e oa
        [recipe] chomlec’h ur rekipe all eo « { $slug } », pe e oa
        [article] chomlec’h ur pennad all eo « { $slug } », pe e oa
        [event] chomlec’h un darvoud all eo « { $slug } », pe e oa
        [page] chomlec’h ur bajenn all eo « { $slug } », pe e oa
       *[other] chomlec’h un dra all eo « { $slug } » dija
    }
problem-slugs-taken = kemeret eo « { $slug } » ha mil chomlec’h heñvel outañ
problem-id-taken = anaouder un dra eus ur seurt all eo
problem-key-taken = emañ dija war al linenn { $line }
problem-idempotency-key-taken = implijet eo bet evit un dra all
problem-has-account = ur gont a zo dija
problem-has-this-account = ar gont { $account } a zo dija ; menegit anezhi
problem-account-not-linked = ur gont a zo dija, ha n’eo ket liammet ouzh al lec’hienn gennaskañ-mañ
problem-article-here = ur pennad diwar-benn ar bajenn-mañ a zo amañ dija
problem-this-article-here = amañ emañ dija : pennad « { $slug } »
problem-language-taken = un destenn e { $language } a zo dija
problem-language-taken-by =
    { $thing ->
        [initiative] un destenn e { $language } a zo dija : intrudu « { $slug } »
        [recipe] un destenn e { $language } a zo dija : rekipe « { $slug } »
        [event] un destenn e { $language } a zo dija : darvoud « { $slug } »
        [page] un destenn e { $language } a zo dija : pajenn « { $slug } »
       *[article] un destenn e { $language } a zo dija : pennad « { $slug } »
    }
problem-ends-before-start = echuiñ a ra a-raok kregiñ
problem-end-equals-start = echuiñ a ra er mare ma krog ; na roit ket an dibenn pa n’eo ket anavezet
problem-mixed-days = deizioù klok o deus startDate, endDate ma’z eus meur a hini, ha eur ebet
problem-mixed-hours = eurioù o deus start, end pa vez anavezet an dibenn, ha deiziad ebet
problem-years-out-of-range = er-maez eus ar bloavezhioù { $min } betek { $max } emañ
problem-day-without-beginning = n’eus deroù ebet d’an deiz-mañ en e werzhid-eur
problem-year-out-of-range = { $year } eo ; etre { $min } ha { $max } e rank bezañ
problem-value-out-of-range = { $value } eo ; etre { $min } ha { $max } e rank bezañ an niver
problem-below-zero = { $value } eo ; n’hall ket bezañ dindan 0
problem-min-above-max = { $min } da nebeutañ a zo muioc’h eget { $max } d’ar muiañ
problem-nowhere-on-earth = n’emañ neblec’h war an douar : al ledred a zo etre -90 ha 90, an hedred etre -180 ha 180
problem-before = a zo a-raok { $field }
problem-same-moment-as = er memes mare hag { $field } emañ ; diwezhatoc’h e rank bezañ
problem-in-the-past = en amzer dremenet emañ
problem-past-needs-scope = en amzer dremenet emañ : ar skop import pe admin a zo ezhomm
problem-twice = meneget eo div wech
problem-member-and-name = a rank menegiñ un ezel, pe reiñ un anv, ket an daou
problem-itself = an destenn-mañ hec’h-unan eo
problem-adapted-from-this = azasaet eo bet diwar an destenn-mañ
problem-under-itself =
    { $thing ->
        [theme] dindan an tem-mañ e-unan emañ
        [page] dindan ar bajenn-mañ hec’h-unan emañ
       *[other] dindanañ e-unan emañ
    }
problem-circle-of-rows = a gas dezhañ e-unan dre linennoù all
problem-others-rest = re all a zalc’h outañ : azasadennoù, pe bajennoù dindanañ
problem-taken-out = tennet eo bet da vat (memberErase, entryPurge) : enporzh ebet n’hall degas anezhañ en-dro
problem-not-withdrawable =
    { $thing ->
        [source] ur vammenn n’hall ket bezañ tennet gant un enporzh
        [theme] un tem n’hall ket bezañ tennet gant un enporzh
        [member] un ezel n’hall ket bezañ tennet gant un enporzh
       *[other] n’hall ket an dra-mañ bezañ tennet gant un enporzh
    }
problem-last-administrator = ar merour diwezhañ eo ; anvit unan all da gentañ
problem-person-has-no-members = un den eo, ha den ebet n’eo ezel anezhañ
problem-belongs-to-itself = n’hall ket bezañ ezel anezhañ e-unan
problem-no-session = an aotre-se n’eo eus estez ebet ; torrit kentoc’h ar jedouer
problem-useless-scopes =
    { $role ->
        [editor] hini ebet ne dalvez d’un aozer
        [admin] hini ebet ne dalvez d’ur merour
       *[contributor] hini ebet ne dalvez d’ur c’henlabourer
    }
problem-more-than-yours = muioc’h eget ar pezh hoc’h eus eo
problem-more-than-account = muioc’h eget ar pezh en deus ar gont eo
problem-account-keeps-member = ur gont a vir an ezel he deus
problem-after-own-mandate = goude dibenn ho karg deoc’h-c’hwi emañ
problem-language-of-origin = yezh an oberenn orin eo dija
problem-password-length = { $count } arouezenn a zo ; etre { $min } ha { $max } a zo ezhomm
problem-password-guessed = unan eus ar re a vez divinet da gentañ eo
problem-unkeepable = n’hall ket an diaz roadennoù mirout an dra-mañ evel m’emañ
problem-wrong-step =
    { $status ->
        [submitted] kinniget eo : ac’hane n’hall ket ar bazenn-se bezañ graet
        [published] embannet eo : ac’hane n’hall ket ar bazenn-se bezañ graet
        [withdrawn] tennet eo : ac’hane n’hall ket ar bazenn-se bezañ graet
        [refused] nac’het eo : ac’hane n’hall ket ar bazenn-se bezañ graet
       *[draft] ur brouilhed eo : ac’hane n’hall ket ar bazenn-se bezañ graet
    }
problem-not-a-draft =
    { $status ->
        [submitted] kinniget eo ; ne vez dilamet nemet brouilhedoù n’int bet foran biskoazh
        [published] embannet eo ; ne vez dilamet nemet brouilhedoù n’int bet foran biskoazh
        [withdrawn] tennet eo ; ne vez dilamet nemet brouilhedoù n’int bet foran biskoazh
        [refused] nac’het eo ; ne vez dilamet nemet brouilhedoù n’int bet foran biskoazh
       *[draft] foran eo bet ; ne vez dilamet nemet brouilhedoù n’int bet foran biskoazh
    }
problem-proposal-waits = ur c’hinnig a c’hortoz : degemeret e vez evel m’emañ, kaset en-dro pe nac’het
problem-same-plan = foran eo dija, evel-se end-eeun
problem-member-hidden = kuzhet eo, ha ne vez ket cheñchet gant an degemer
problem-origin-not-public = n’eo ket foran : ne vez adkemeret nemet ar pezh a zo foran
problem-licence-version-unknown = n’eo ket resisaet stumm { $clashes } : aotreet e vefe { $proposed } evit ar stumm koshañ ; goulennit digant an oberourien, pe lakait adlenn
problem-licence-original-forbids = ne aotre { $clashes } nag azasaat na treiñ
problem-licence-no-choice = un azasadenn n’hall ket dougen { $proposed } : n’eo ket resisaet he diferadennoù pe he stumm
problem-licence-other-terms = ne aotre ket { $clashes } d’an azasadennoù dougen { $proposed } ; gallout a reont dougen : { $allowed }
problem-licence-nothing-fits = ne glot ket an aotreoù-se asambles, ha ne zere hini ebet : { $clashes }
problem-licence-refused = un azasadenn n’hall ket dougen { $proposed }
problem-less-free = roet eo bet { $given } da vat : un destenn foran n’a ket da { $new }, a zo nebeutoc’h frank
problem-not-your-licence = ne c’hall nemet an oberourien lakaat o zestenn dindan un aotre frankoc’h
problem-not-republishable = { $licence } ne aotre ket da adembann an destenn a-bezh ; kemerit un tamm a 500 arouezenn d’ar muiañ gant ul liamm, pe un diverrañ en ho komzoù
problem-source-refuses = ne fell ket d’ar vammenn bezañ adembannet ; kemerit un tamm a 500 arouezenn d’ar muiañ gant ul liamm, pe un diverrañ en ho komzoù
problem-wrong-code = n’eo ket mat : implijet eo bet, re gozh eo, pe n’eo bet roet biskoazh
problem-wrong-password = n’eo ket ger-tremen ar gont
problem-at = { $path } : { $problem }
