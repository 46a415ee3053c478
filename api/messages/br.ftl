# Ar pezh a lavar an API pa ne c’hall ket ober ar pezh a zo goulennet. Ar memes anvioù hag e en.ftl hag e fr.ftl.

# Ar reked e-unan
malformed = N’eo ket ur reked GraphQL. { $detail }
body-unreadable = N’hall ket korf ar reked bezañ lennet betek ar penn.
query-absent = Mankout a ra ar reked : kasit anezhi dre POST e JSON, pe dre GET gant ?query=. Un ergerzher a zo e /graphiql.
request-timeout = N’eo ket erruet korf ar reked a-raok { $seconds } s.
unsupported-media-type = Ar seurt endalc’had a rank bezañ application/json.
method-not-allowed = Ne vez ket respontet d’an hentenn-mañ amañ ; implijit unan eus ar re-mañ : { $allowed }.
mutation-by-get = Dre POST e rank ur c’hemm bezañ kaset.
view-unknown = Content-View a rank talvezout latest pe published.
unauthenticated = N’eo ket mat an aotre-se.
credential-unknown-scheme = Ne vez ket komprenet ar seurt aotre-se amañ ; kasit « Authorization: Bearer » hag ar jedouer war e lerc’h.
sign-in-required = Ret eo bezañ kennasket evit ober kement-se.
refresh-raced = Ur reked all en deus astennet an estez-mañ nevez zo ; kendalc’hit gant e respont.
sessions-off = N’en deus ket ar servijer-mañ a c’her-kuzh evit sinañ, neuze n’eus estez ebet : termenit BC_SECRET.
challenge-malformed = Ur c’hennask a rank kregiñ gant ?challenge=, SHA-256 ur sekred e base64url (RFC 7636, S256) : 43 arouezenn.
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
        [catalogue] N’hallit ket kemmañ an temoù hag ar mammennoù.
        [redirect] N’hallit ket lavaret petra eo deuet ar chomlec’hioù kozh da vezañ.
        [licence] N’hallit ket kemmañ al lañvazoù.
        [uploadMedia] N’hallit ket kas restroù.
        [changeMedia] N’hallit ket kemmañ ar skeudenn pe an teul-mañ : ar pezh a wel an dud a vez kemmet gant ar re a c’hall e embann.
        [deleteMedia] N’hallit ket dilemel ar skeudenn pe an teul-mañ.
        [purge] N’hallit ket spurjañ endalc’hadoù.
       *[other] N’hoc’h eus ket ar gwir d’ober kement-se.
    }
gone = N’eo ket foran ken an dra-mañ.
import-address = Ne zere ket arventennoù ar chomlec’h-mañ : { $cause }
import-busy = Emañ enporzhiadennoù all o vont en-dro ; klaskit en-dro diwezhatoc’h.
import-media-type = Rankout a ra seurt an endalc’had bezañ application/x-ndjson, application/json pe text/csv.
import-no-room = N’eus ket bet gallet enrollañ korf ar reked amañ.
import-cut = Troc’het eo bet korf ar reked ; n’eus bet enporzhiet netra.
import-too-long = Un enporzhiadenn he deus { $bytes } okted d’ar muiañ.
import-unreadable = N’haller ket lenn ar roadennoù-mañ : { $cause }
file-pdf = ur PDF eo, ha n’eus linenn ebet da enporzhiañ ennañ
file-sqlite = ur stlennvon SQLite eo ; hini ul lec’hienn SPIP a vez enporzhiet gant : import spip RESTR
file-gzip = gwasket eo gant gzip ; diwaskit anezhañ da gentañ : gunzip RESTR
file-gzip-cut = gwasket eo gant gzip hag echuiñ a ra re abred : n’eo ket bet pellgarget pe eilet en e bezh ; kerc’hit anezhañ adarre
file-gzip-damaged = gwasket eo gant gzip ha gwastet : n’eo ket e endalc’had an hini a lavar e sammad gwiriañ ; kerc’hit anezhañ adarre
file-gzip-bomb = gwasket eo gant gzip, hag ouzhpenn 200 gwech hiroc’h ur wech diwasket, ar pezh n’eo restr linennoù ebet ; diwaskit anezhañ ha sellit outañ da gentañ : gunzip RESTR
file-zip = un diell ZIP eo ; eztennit anezhañ da gentañ, hag enporzhiit ar restr a zo e-barzh : unzip RESTR
file-tar = un diell TAR eo ; eztennit anezhañ da gentañ, hag enporzhiit ar restr a zo e-barzh : tar -xf RESTR
file-office = un teul pe ur folenn jediñ Word, Excel pe LibreOffice eo ; enrollit an daolenn e CSV, en UTF-8, hag enporzhiit honnezh
file-zstandard = gwasket eo gant Zstandard ; diwaskit anezhañ da gentañ : unzstd RESTR
file-xz = gwasket eo gant XZ ; diwaskit anezhañ da gentañ : unxz RESTR
file-bzip2 = gwasket eo gant bzip2 ; diwaskit anezhañ da gentañ : bunzip2 RESTR
file-utf-16 = skrivet eo en UTF-16 ; enrollit anezhañ en UTF-8 : iconv -f UTF-16 -t UTF-8 RESTR | bretagne-creative import -
file-not-utf-8 = un daolenn ha n’eo ket en UTF-8 eo ; enrollit anezhi evel « CSV UTF-8 », pe amdroit anezhi : iconv -f WINDOWS-1252 -t UTF-8 RESTR | bretagne-creative import --format csv -
file-html = ur bajenn web (HTML) eo, marteze an hini a c’houlenn kevreañ, enrollet e-lec’h ar restr ; kevreit, ha pellgargit ar restr adarre
file-wordpress = un ezporzhiadenn WordPress eo, a vez enporzhiet gant : import wordpress RESTR --origin ANV
file-xml = XML eo, ha n’eus linenn ebet da enporzhiañ ennañ ; un ezporzhiadenn WordPress a vez enporzhiet gant : import wordpress RESTR
file-no-export = n’eo ket un ezporzhiadenn WordPress : n’en deus wp:wxr_version ebet ; grit unan e WordPress, dindan Ostilhoù, Ezporzhiañ : n’emañ ket an testennoù en ul lanv
file-xml-cut = echuiñ a ra en e greiz : n’eo ket bet pellgarget pe eilet en e bezh ; kerc’hit anezhañ adarre
file-sql = gwaredadenn ur stlennvon (SQL) eo ; hini ul lec’hienn SPIP a vez enporzhiet gant : import spip RESTR
file-no-site = n’en deus ket taolennoù ul lec’hienn SPIP (spip_rubriques, spip_articles, spip_auteurs)
file-rows = ur restr linennoù JSON eo, un objed dre linenn, a vez enporzhiet gant : import --format ndjson RESTR, pe Content-Type: application/x-ndjson
file-array = un daolenn JSON hepken eo, ha n’eo ket un objed dre linenn ; enporzhiet e vez gant : import --format json RESTR, pe Content-Type: application/json
file-no-array = JSON eo, met n’eo ket un daolenn linennoù ; un objed dre linenn a vez enporzhiet gant : import --format ndjson RESTR, pe Content-Type: application/x-ndjson
file-table = un daolenn (CSV) eo, ha n’eo ket un objed JSON dre linenn : import --format csv RESTR, pe Content-Type: text/csv
file-no-rows = n’eus linenn ebet da enporzhiañ ennañ : goullo eo, n’eus nemet linennoù gwenn pe anvioù bannoù ennañ, pe un teuliad hep restr o echuiñ gant .md eo
not-found = N’eus netra amañ.
parse-failed = N’hall ket an teul bezañ lennet adalek amañ ; `extensions.detail` a lavar e saozneg petra a oa gortozet.
document-ends-early = Re abred ec’h echu an teul : un dra kroget ennañ n’eo ket peurechu.
text-unterminated = N’hall ket an teul bezañ lennet : un destenn a grog amañ ne echu ket.
validation-failed = Ne glot ket an teul gant ar chema ; `extensions.detail` a lavar perak, e saozneg.
value-refused = Un dalvoud ne zere ket ; `extensions.detail` a lavar perak, e saozneg.
operation-unknown = N’eus gwezhiadenn ebet anvet « { $name } » en teul.
operation-unnamed = Meur a wezhiadenn a zo en teul ; operationName a rank envel unan anezho.
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
rule-enum-unfit = N’he deus ket ar rizh { $of } an dalvoud { $name }.
rule-enum-unfit-near = N’he deus ket ar rizh { $of } an dalvoud { $name }. Ha { $near } e felle deoc’h lavaret ?
rule-enum-unfit-among = N’he deus ket ar rizh { $of } an dalvoud { $name } ; unan eus ar re-mañ e rank bezañ : { $allowed }.
rule-input-unknown = N’he deus ket ar rizh { $of } maezienn « { $name } » ebet.
rule-input-unknown-near = N’he deus ket ar rizh { $of } maezienn « { $name } » ebet. Ha « { $near } » e felle deoc’h lavaret ?
rule-input-absent = Ret eo ar vaezienn « { $name } » d’ar rizh { $of }.
rule-input-one-of = Ur vaezienn hepken eus { $name } a rank bezañ roet, ha ne rank ket bezañ null.
rule-fields-conflict = Traoù disheñvel a c’houlenn diuzadennoù « { $name } » ; aliasoù disheñvel a rankont kaout.
variable-unfit = N’eo ket talvoud « { $name } » eus ar rizh { $of }.
variable-field-absent = Mankout a ra talvoud « { $name } » ; eus ar rizh { $of } e rank bezañ.
variable-field-unknown = N’eo ket gortozet talvoud « { $name } » : n’he deus ket ar rizh { $of } ar vaezienn-se.
variable-one-of = Talvoud « { $name } » a rank kaout ur vaezienn hepken eus { $of }, ha ne rank ket bezañ null.
variable-enum-unfit = N’eo ket talvoud « { $name } » eus ar rizh { $of } ; unan eus ar re-mañ e rank bezañ : { $allowed }.
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
out-of-range = { $name } a dalv { $found } ; etre { $min } ha { $max } e rank bezañ.
page-names-mixed = Mesket ez eus daou zoare da bajennañ : implijit first gant after, last gant before, pe page gant perPage.
page-from-one = Adalek 1 e vez kontet ar pajennoù.
page-too-deep = page × perPage a zo ouzhpenn { $max } ; kendalc’hit gant first hag after.
order-too-long = Un urzh a c’hall kaout { $max } lodenn d’ar muiañ.
nearest-without-near = An urzh NEAREST en deus ezhomm eus « near » er sil.
filter-conditions = Ur sil a c’hall kaout { $max } amplegad d’ar muiañ.
filter-values = Ur roll en ur sil a c’hall kaout { $max } talvoud d’ar muiañ.
filter-depth = Ar siloù a c’hall bezañ { $max } gwech an eil e-barzh egile d’ar muiañ.
radius-out-of-range = Ar skin a rank bezañ brasoc’h eget 0 km, ha { $max } km d’ar muiañ.
radius-once = Ur skin hepken en deus ur c’helc’h : roit withinKm, ha netra ken.
box-reversed = War an tu gin emañ ar framm : dindan an norzh e rank ar su bezañ, hag a-raok ar reter ar c’hornôg.
nowhere-on-earth = Neblec’h war an douar n’emañ ar poent-mañ : etre -90 ha 90 e rank al ledred bezañ, etre -180 ha 180 an hedred.

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
did-you-mean = Ha { $near } e felle deoc’h lavaret ?
problem-stale = Cheñchet eo bet an dra-mañ e-keit-se : ar stumm { $named } hoc’h eus meneget, hag ar stumm { $version } eo bremañ.
problem-stale-ahead = N’eus ket c’hoazh eus ar stumm { $named } ; ar stumm { $version } eo an hini diwezhañ.
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

# Pep tra a c’hall bezañ reizhet : ur frazenn a lavar petra n’a ket. Al lec’h a vez lavaret e-kichen.
problem-unfit = N’haller ket lenn an dra-mañ evel ar pezh a zo goulennet amañ.
problem-missing = Mankout a ra an dra-mañ.
problem-none-named = N’eus hini ebet meneget ; unan da nebeutañ a zo ezhomm.
problem-missing-password = Mankout a ra ar ger-tremen : an dud pedet a rank dibab unan.
problem-missing-body = Mankout a ra an destenn : ar pezh a vez embannet a rank kaout unan.
problem-missing-authors = N’eus oberour ebet meneget : ar pezh a vez embannet a rank lavaret piv en deus skrivet.
problem-missing-original-address = Mankout a ra chomlec’h an oberenn orin : ret eo e reiñ evit ar pezh a vez adkemeret.
problem-missing-original-licence = Mankout a ra aotre-implijout an oberenn orin : ret eo e reiñ evit adembann an destenn a-bezh.
problem-missing-origin = N’eus na testenn eus amañ, na chomlec’h, na titl.
problem-missing-language = Mankout a ra ar yezh : un droidigezh a rank lavaret e peseurt yezh emañ.
problem-missing-member = N’eus ezel ebet meneget : en anv un ezel e vez kemeret perzh.
problem-missing-timings = N’eus deiziad ebet : un darvoud a c’hoarvez ur wech da nebeutañ.
problem-missing-place = N’eus na kumun, na ledred gant un hedred.
problem-half-coordinates = Mankout a ra al ledred pe an hedred ; a-gevret ez eont.
problem-missing-credit = N’eus nag ezel nag anv.
problem-missing-alt = N’eus testenn ebet e { $language } evit lavaret petra a weler war « { $name } ». Skrivit unan, pe lavarit eo ur skeudenn ginklañ.
problem-missing-media-credit = N’eo ket lavaret gant piv eo bet graet « { $name } ».
problem-missing-media-licence = N’en deus « { $name } » aotre-implijout ebet : hep unan ne c’hall den e ziskouez.
problem-too-long =
    { $unit ->
        [items] { $count } elfenn a zo er roll-mañ ; { $max } a c’hall bezañ d’ar muiañ.
        [bytes] { $count } okted a zo en destenn-mañ ; { $max } a c’hall bezañ d’ar muiañ.
       *[characters] { $count } arouezenn a zo en destenn-mañ ; { $max } a c’hall bezañ d’ar muiañ.
    }
problem-excerpt-too-long = { $count } arouezenn a zo en destenn-mañ ; { $max } a c’hall bezañ d’ar muiañ en un tamm.
problem-mandates-full = { $max } karg he deus ar gont-mañ dija ; n’hall ket kaout muioc’h.
problem-memberships-full = { $max } emezeladur en deus an ezel-mañ dija ; n’hall ket kaout muioc’h.
problem-translations-full = { $max } testenn a zo dija e-touez an troidigezhioù-mañ ; n’hall ket bezañ muioc’h.
problem-themes-full = { $max } tem a zo dija dindan an tem-mañ ; n’hall ket bezañ muioc’h.
problem-control-character = An arouezenn { $position } a zo un arouezenn reoliñ ({ $character }), ha n’hall ket bezañ miret.
problem-line-break = An arouezenn { $position } a zo ul lamm linenn ; war ul linenn e rank an destenn-mañ bezañ.
problem-invisible-character = An arouezenn { $position } ({ $character }) ne vez gwelet gant den ; ret eo he zennañ.
problem-control-in-field-name = Un arouezenn reoliñ a zo en anv ur vaezienn.
problem-markup = HTML a zo amañ ; un destenn eeun e rank bezañ.
problem-address-in-name = Ur chomlec’h web pe postel a zo amañ, ha ne dle ket bezañ en un anv.
problem-web-address-scheme = « { $value } » ne grog ket gant https:// pe http://, evel ma rank ur chomlec’h web.
problem-not-a-web-address = « { $value } » n’hall ket talvezout da chomlec’h web : un ostiz a vank, pe un anv implijer, ur varrenn war an tu gin, un esaouenn pe ouzhpenn { $max } arouezenn a zo ennañ.
problem-not-a-mail-address = N’eo ket ur chomlec’h postel.
problem-slug-length = { $count } arouezenn a zo en anv chomlec’h-mañ ; etre 1 hag 80 e rank bezañ.
problem-slug-letter = « { $value } » : arouezennoù all eget a-z, 0-9 hag ar varrennig a zo ennañ ; mat e vefe « { $near } ».
problem-slug-hyphen = « { $value } » : ur varrennig a zo en ur penn, pe div diouzh renk ; mat e vefe « { $near } ».
problem-not-an-id = « { $value } » n’eo ket un anaouder, da lavaret eo un UUID en e stumm boas.
problem-not-a-moment = « { $value } » n’eo ket ur mare gant e ziforc’h eur, evel 2026-03-01T18:00:00Z (RFC 3339).
problem-not-a-day = « { $value } » n’eo ket un deiziad, evel 2026-03-01.
problem-not-a-duration = N’eo ket ur pad, evel PT3H pe P2D (ISO 8601).
problem-not-a-territory = « { $value } » ne veneg ket un tiriad dre e seurt hag e god, evel commune:29019 pe pays:pays-de-brest.
problem-not-a-licence = Goullo eo anv an aotre-implijout.
problem-not-a-cursor = Ne zeu ket ar reti-mañ ac’hann.
problem-foreign-cursor = Ar reti-mañ a zo eus ur roll gant un urzh all pe ur sil all.
problem-wrong-kind =
    { $wanted ->
        [whole] Un niver klok a zo ezhomm amañ, ha n’eo ket { $found }.
        [number] Un niver a zo ezhomm amañ, ha n’eo ket { $found }.
        [truth] Ret eo lakaat true pe false amañ, ha n’eo ket { $found }.
        [list] Ur roll a zo ezhomm amañ, ha n’eo ket { $found }.
        [object] Un objed a zo ezhomm amañ, ha n’eo ket { $found }.
       *[text] Un destenn a zo ezhomm amañ, ha n’eo ket { $found }.
    }
problem-short-text = Un destenn etre 1 ha { $max } okted war ul linenn a zo ezhomm amañ, ha n’eo ket { $found }.
problem-unknown-field = N’eus maezienn « { $name } » ebet amañ.
problem-unknown-field-near = N’eus maezienn « { $name } » ebet amañ. Ha « { $near } » e felle deoc’h lavaret ?
problem-field-twice = Div wech emañ ar vaezienn « { $name } » en un hevelep objed.
problem-not-utf8 = N’eo ket UTF-8 : okted { $byte } al linenn ne grog gant arouezenn ebet.
problem-not-json = N’eo ket JSON : n’hall ket bezañ lennet adalek an okted { $byte }.
problem-cut-object = Ne echu ket an objed war e linenn ; pep enrolladenn a rank bezañ ul linenn.
problem-path-outside = Er-maez eus teuliad ar restr enporzhiet e kas « { $path } ».
problem-file-not-taken = Ne vez ket kemeret ar restr : { $reason }.
file-no-folder = n’eus teuliad ebet gant an enporzh
file-not-there = n’eus ket eus « { $path } »
file-no-file = n’eo ket « { $path } » ur restr
file-unreadable = ne c’haller ket lenn « { $path } »
file-not-with-row = ne zeu ket gant an enrolladenn
file-too-long = ouzhpenn { $max } oktad zo enni
file-empty = goullo eo
file-type = ne vez ket degemeret ar seurt-se
file-type-found = ne vez ket degemeret { $found }
file-svg = ne vez ket degemeret SVG, rak skriptoù a c’hall bezañ ennañ
file-no-decoder = ne c’haller ket diskodañ { $found } amañ
file-macros = makroioù zo enni
file-damaged = n’eo ket ur restr { $found } glok
file-too-many-pixels = { $width } × { $height } piksel zo er skeudenn, { $max } milion d’ar muiañ
file-too-much-memory = ouzhpenn { $max } Mo zo ezhomm evit he diskodañ
file-too-much-time = ouzhpenn { $max } s zo ezhomm evit he diskodañ
file-too-many-frames = { $count } skeudenn zo enni, { $max } d’ar muiañ
file-interrupted = n’eo ket degouezhet penn-da-benn
file-busy = re a restroù a zeu war un dro ; adloc’hit an enporzh
file-storage-full = leun eo al lec’h ma vez miret ar restroù
file-storage-silent = ne respont ket al lec’h ma vez miret ar restroù
file-not-public = n’eo ket { $address } ur chomlec’h foran
file-no-address = kas a ra da { $address }, ha n’eo ket ur chomlec’h eus ar web
file-no-answer = ne respont ket he servijer ({ $cause })
file-status = { $status } eo ar respont
file-redirects = re alies eo adkaset ar chomlec’h
problem-unknown =
    { $thing ->
        [source] N’eus mammenn « { $name } » ebet.
        [theme] N’eus tem « { $name } » ebet.
        [member] N’eus ezel « { $name } » ebet.
        [initiative] N’eus intrudu « { $name } » ebet.
        [recipe] N’eus rekipe « { $name } » ebet.
        [article] N’eus pennad « { $name } » ebet.
        [event] N’eus darvoud « { $name } » ebet.
        [page] N’eus pajenn « { $name } » ebet.
        [commune] N’eus kumun « { $name } » ebet.
        [timeZone] N’eus gwerzhid-eur « { $name } » ebet e diaz IANA, a anavez Europe/Paris.
        [account] N’eus kont « { $name } » ebet implijet.
        [media] N’eus skeudenn na teul « { $name } » ebet.
       *[territory] N’eus tiriad « { $name } » ebet.
    }
problem-no-such-account = N’eus kont ebet gant an anaouder pe ar chomlec’h-mañ.
problem-unknown-licence = N’eus aotre-implijout « { $key } » ebet er roll.
problem-unknown-licence-near = N’eus aotre-implijout « { $key } » ebet er roll. Ha « { $near } » e felle deoc’h lavaret ?
problem-not-one-of = « { $word } » n’hall ket bezañ amañ ; unan eus ar re-mañ e rank bezañ : { $known }.
problem-not-a-language = « { $value } » n’eo ket tikedenn ur yezh, evel fr, br pe fr-gallo (BCP 47).
problem-unknown-version = N’eus stumm { $version } ebet.
problem-no-longer-there = « { $name } » n’emañ ket aze ken.
problem-not-here = Meneget ez eus un dra bennak n’emañ ket amañ.
problem-taken = Gant un dra all emañ dija.
problem-slug-taken =
    { $thing ->
        [source] Chomlec’h ur vammenn all eo « { $slug } ».
        [theme] Chomlec’h un tem all eo « { $slug } ».
        [member] Chomlec’h un ezel all eo « { $slug } ».
        [initiative] Chomlec’h un intrudu all eo, pe e oa, « { $slug } ».
        [recipe] Chomlec’h ur rekipe all eo, pe e oa, « { $slug } ».
        [article] Chomlec’h ur pennad all eo, pe e oa, « { $slug } ».
        [event] Chomlec’h un darvoud all eo, pe e oa, « { $slug } ».
        [page] Chomlec’h ur bajenn all eo, pe e oa, « { $slug } ».
       *[other] Chomlec’h un dra all eo « { $slug } ».
    }
problem-slugs-taken = Kemeret eo « { $slug } » ha mil chomlec’h heñvel outañ.
problem-id-taken = Anaouder un dra eus ur seurt all eo.
problem-several-fit = { $count } endalc’had eus ar lec’h-mañ a glot gant al linenn-se; anvit unan gant e anaouder.
problem-key-taken = Emañ an alc’hwez-mañ dija war al linenn { $line }.
problem-idempotency-key-taken = Implijet eo bet an alc’hwez-mañ evit un dra all.
problem-has-account = Ur gont gant an dra-mañ a zo dija.
problem-has-this-account = Ar gont { $account } en deus an ezel-mañ dija ; menegit ar gont-se.
problem-account-not-linked = Ur gont a zo dija gant ar chomlec’h-mañ, ha n’eo ket liammet ouzh al lec’hienn gennaskañ-mañ.
problem-article-here = Ur pennad diwar-benn ar bajenn-mañ a zo amañ dija.
problem-this-article-here = Amañ emañ ar bajenn-mañ dija : ar pennad « { $slug } » eo.
problem-language-taken = E-touez an troidigezhioù-mañ ez eus dija un destenn e { $language }.
problem-language-taken-by =
    { $thing ->
        [initiative] E-touez an troidigezhioù-mañ ez eus dija un destenn e { $language } : an intrudu « { $slug } ».
        [recipe] E-touez an troidigezhioù-mañ ez eus dija un destenn e { $language } : ar rekipe « { $slug } ».
        [event] E-touez an troidigezhioù-mañ ez eus dija un destenn e { $language } : an darvoud « { $slug } ».
        [page] E-touez an troidigezhioù-mañ ez eus dija un destenn e { $language } : ar bajenn « { $slug } ».
       *[article] E-touez an troidigezhioù-mañ ez eus dija un destenn e { $language } : ar pennad « { $slug } ».
    }
problem-ends-before-start = Echuiñ a ra a-raok kregiñ.
problem-end-equals-start = Echuiñ a ra er mare ma krog ; na roit ket an dibenn pa n’eo ket anavezet.
problem-mixed-days = Deizioù klok a zo roet gant eurioù, pe hep startDate.
problem-mixed-hours = Eurioù a zo roet gant deizioù, pe hep start.
problem-years-out-of-range = Er-maez eus ar bloavezhioù { $min } betek { $max } emañ.
problem-day-without-beginning = N’eus deroù ebet d’an deiz-mañ en e werzhid-eur.
problem-year-out-of-range = Er-maez eus ar bevennoù emañ ar bloavezh { $year } ; etre { $min } ha { $max } e rank bezañ.
problem-value-out-of-range = Er-maez eus ar bevennoù emañ { $value } ; etre { $min } ha { $max } e rank an niver bezañ.
problem-below-zero = Dindan mann emañ { $value }.
problem-min-above-max = Brasoc’h eo an niver bihanañ, { $min }, eget an niver brasañ, { $max }.
problem-nowhere-on-earth = N’emañ neblec’h war an douar : etre -90 ha 90 e rank al ledred bezañ, etre -180 ha 180 an hedred.
problem-outside-picture = Emañ ar poent-mañ er-maez eus ar skeudenn : etre 0 hag 1 e rank an daou niver bezañ.
problem-before = A-raok { $field } emañ.
problem-same-moment-as = Er memes mare hag { $field } emañ ; diwezhatoc’h e rank bezañ.
problem-in-the-past = En amzer dremenet emañ.
problem-past-needs-scope = En amzer dremenet emañ : ar skop import pe admin a zo ezhomm.
problem-may-not-publish = Ne aotre ket ar gwirioù-se embann amañ.
problem-may-not-import = Ne aotre ket ar gwirioù-se enporzhiañ al linenn-mañ.
problem-twice = Meneget eo div wech.
problem-member-and-name = Un ezel hag un anv a zo roet war un dro ; unan anezho hepken a c’hall bezañ.
problem-itself = An destenn-mañ hec’h-unan eo.
problem-adapted-from-this = Ar pezh a zo meneget a zo bet azasaet diwar an destenn-mañ.
problem-under-itself =
    { $thing ->
        [theme] Dindanañ e-unan e vefe an tem-mañ.
        [page] Dindani hec’h-unan e vefe ar bajenn-mañ.
       *[other] Dindanañ e-unan e vefe an dra-mañ.
    }
problem-circle-of-rows = An enrolladenn-mañ a gas dezhi hec’h-unan dre re all.
problem-others-rest = Re all a zalc’h outañ : azasadennoù, pe bajennoù dindanañ.
problem-taken-out = Tennet eo bet da vat (memberErase, entryPurge) ; enporzh ebet n’hall degas anezhañ en-dro.
problem-not-withdrawable =
    { $thing ->
        [source] Un enporzh n’hall ket tennañ ur vammenn.
        [theme] Un enporzh n’hall ket tennañ un tem.
        [member] Un enporzh n’hall ket tennañ un ezel.
       *[other] Un enporzh n’hall ket tennañ an dra-mañ.
    }
problem-not-a-picture = N’eo ket « { $name } » ur skeudenn.
problem-two-covers = Ur skeudenn-c’holo hepken a c’hall bezañ ; unan all he deus ar roll-se dija.
problem-media-in-use = Ar skeudenn pe an teul-mañ a vez diskouezet c’hoazh gant un dra bennak : un danvez, ur c’hinnig, ur rakwel pe un ezel.
problem-person-has-no-logo = Ur poltred en deus un den, ket ul logo.
problem-last-administrator = Ar merour diwezhañ eo ; anvit unan all da gentañ.
problem-person-has-no-members = Un den eo, ha den n’eo ezel eus un den.
problem-belongs-to-itself = Un ezel n’hall ket bezañ ezel anezhañ e-unan.
problem-no-session = An aotre-mañ n’eo eus estez ebet ; torrit kentoc’h ar jedouer.
problem-useless-scopes =
    { $role ->
        [editor] Hini ebet eus ar skopoù-mañ ne dalvez d’un aozer.
        [admin] Hini ebet eus ar skopoù-mañ ne dalvez d’ur merour.
       *[contributor] Hini ebet eus ar skopoù-mañ ne dalvez d’ur c’henlabourer.
    }
problem-more-than-yours = Muioc’h eo eget ar pezh hoc’h eus c’hwi.
problem-more-than-account = Muioc’h eo eget ar pezh he deus ar gont.
problem-account-keeps-member = En anv un ezel all e skriv ar gont-mañ dija.
problem-after-own-mandate = Goude dibenn ho karg deoc’h-c’hwi emañ.
problem-language-of-origin = Yezh an oberenn orin eo dija.
problem-password-length = { $count } arouezenn a zo er ger-tremen-mañ ; etre { $min } ha { $max } e rank bezañ.
problem-password-guessed = Unan eus ar gerioù-tremen a vez divinet da gentañ eo.
problem-unkeepable = N’hall ket an diaz roadennoù mirout an dra-mañ evel m’emañ.
problem-stands-already =
    { $status ->
        [submitted] Kinniget eo dija.
        [published] Embannet eo dija.
        [withdrawn] Tennet eo dija.
        [refused] Nac’het eo dija.
       *[draft] Ur brouilhed eo dija.
    }
problem-wrong-step =
    { $status ->
        [submitted] Kinniget eo ; ac’hane n’hall ket ar bazenn-se bezañ graet.
        [published] Embannet eo ; ac’hane n’hall ket ar bazenn-se bezañ graet.
        [withdrawn] Tennet eo ; ac’hane n’hall ket ar bazenn-se bezañ graet.
        [refused] Nac’het eo ; ac’hane n’hall ket ar bazenn-se bezañ graet.
       *[draft] Ur brouilhed eo ; ac’hane n’hall ket ar bazenn-se bezañ graet.
    }
problem-not-a-draft =
    { $status ->
        [submitted] Kinniget eo ; n’haller dilemel nemet ur brouilhed ha n’eo bet foran biskoazh.
        [published] Embannet eo ; n’haller dilemel nemet ur brouilhed ha n’eo bet foran biskoazh.
        [withdrawn] Tennet eo ; n’haller dilemel nemet ur brouilhed ha n’eo bet foran biskoazh.
        [refused] Nac’het eo ; n’haller dilemel nemet ur brouilhed ha n’eo bet foran biskoazh.
       *[draft] Foran eo bet ; n’haller dilemel nemet ur brouilhed ha n’eo bet foran biskoazh.
    }
problem-proposal-waits = Ur c’hinnig eo : degemeret e vez evel m’emañ, kaset en-dro pe nac’het.
problem-same-plan = Foran eo dija, d’an hevelep deiziadoù.
problem-member-hidden = Kuzhet eo an ezel-mañ, ha ne vez ket cheñchet gant an degemer.
problem-origin-not-public = N’eo ket foran, ha ne vez adkemeret nemet ar pezh a zo foran.
problem-licence-version-unknown = N’eo ket resisaet stumm { $clashes } : aotreet e vefe { $proposed } evit ar stumm koshañ ; goulennit digant an oberourien, pe lakait adlenn.
problem-licence-original-forbids = Ne aotre { $clashes } nag azasaat na treiñ.
problem-licence-no-choice = Un azasadenn n’hall ket dougen { $proposed } : n’eo ket resisaet he diferadennoù pe he stumm.
problem-licence-other-terms = Ne aotre ket { $clashes } d’an azasadennoù dougen { $proposed } ; gallout a reont dougen : { $allowed }.
problem-licence-nothing-fits = Ne glot ket an aotreoù-se asambles, ha ne zere hini ebet : { $clashes }.
problem-licence-refused = Un azasadenn n’hall ket dougen { $proposed }.
problem-less-free = Roet eo bet { $given } da vat : un destenn foran n’hall ket mont da { $new }, a zo nebeutoc’h frank.
problem-not-your-licence = Ne c’hall nemet an oberourien lakaat o zestenn dindan un aotre frankoc’h.
problem-not-republishable = { $licence } ne aotre ket da adembann an destenn a-bezh ; kemerit un tamm a 500 arouezenn d’ar muiañ gant ul liamm, pe un diverrañ en ho komzoù.
problem-not-reproducible = Ne aotre ket aotre-implijout « { $name } », { $licence }, d’e ziskouez amañ.
problem-source-refuses = Ne fell ket d’ar vammenn bezañ adembannet ; kemerit un tamm a 500 arouezenn d’ar muiañ gant ul liamm, pe un diverrañ en ho komzoù.
problem-wrong-code = Implijet eo bet ar c’hod-mañ, re gozh eo, pe n’eo bet roet biskoazh.
problem-wrong-password = N’eo ket ger-tremen ar gont.

# Kas restroù
media-too-long = Brasoc’h eget { $megabytes } Mio eo ar restr-mañ : se eo ar muiañ evit he seurt.
media-empty = N’eus bet kaset restr ebet : goullo eo korf ar reked.
media-type = N’eo ket danvez ar restr-mañ eus ur seurt degemeret. Degemeret e vez : { $taken }.
media-type-found = { $found } eo danvez ar restr-mañ, ur seurt ha ne vez ket degemeret. Degemeret e vez : { $taken }.
media-svg = Ne vez ket degemeret SVG, rak skriptoù a c’hall bezañ ennañ. Ezporzhiit an dresadenn e PNG, er ment vrasañ ma vo diskouezet.
media-no-decoder = Ne vez ket degemeret { $found }, rak ne oar ket ar servijer-mañ e ziskodañ. Ezporzhiit ar skeudenn e JPEG, PNG pe WebP.
media-macros = Makroioù zo en teuliad-mañ, da lavaret eo programmoù. Enrollit anezhañ hepto.
media-damaged = Gwastet pe diglok eo ar restr { $found }-mañ. Ezporzhiit pe kasit anezhi en-dro.
media-too-many-pixels = { $width } × { $height } piksel zo er skeudenn-mañ ; { $max } milion a vez degemeret d’ar muiañ. Bihanait anezhi.
media-too-much-memory = Ouzhpenn { $max } Mo memor zo ezhomm evit diskodañ ar skeudenn-mañ. Bihanait anezhi, pe enrollit anezhi e JPEG nann-araokaus.
media-too-much-time = Ouzhpenn { $seconds } s zo ezhomm evit diskodañ ar skeudenn-mañ. Enrollit anezhi en-dro, e JPEG nann-araokaus pe e PNG.
media-too-many-frames = { $found } skeudenn zo er fiñvskeudenn-mañ ; { $max } a vez degemeret d’ar muiañ.
media-interrupted = N’eo ket degouezhet ar restr penn-da-benn : troc’het eo bet ar c’hennask, pe faos eo an hirder embannet. N’eus bet miret netra ; kasit anezhi en-dro.
media-no-part = N’eus restr ebet er furmskrid : un anv restr a rank bezañ gant e lodenn gentañ.
media-more-parts = Muioc’h eget ul lodenn zo er furmskrid ; kasit ur restr dre reked.
media-full = Leun eo al lec’h ma vez miret ar restroù. N’eus bet miret netra ; merour ar servijer a rank ober plas.
media-unreachable = Ne respont ket al lec’h ma vez miret ar restroù. N’eus bet miret netra ; klaskit en-dro a-benn ur pennad.
media-unreadable = Ar restr-mañ n’hall ket bezañ lennet bremañ.
