# Ar pezh a lavar an API pa ne c’hall ket ober ar pezh a zo goulennet. Ar memes anvioù hag e en.ftl hag e fr.ftl.

# Ar reked e-unan
malformed = N’eo ket ur reked GraphQL : { $detail }
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
        [return] N’hoc’h eus ket ar gwir da gas an dra-mañ en-dro.
        [refuse] N’hoc’h eus ket ar gwir da nac’h an dra-mañ.
        [withdraw] N’hoc’h eus ket ar gwir da dennañ an dra-mañ.
        [propose] N’hallit ket kinnig ur cheñchamant amañ.
        [delete] N’hallit ket dilemel an dra-mañ.
        [preview] N’hallit ket diskouez an dra-mañ da re all.
        [note] N’hallit ket skrivañ d’ar re o deus skrivet an dra-mañ.
        [retract] N’hallit ket adkemer an dra-mañ.
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
parse-failed = N’hall ket an teul bezañ lennet : { $detail }
text-unterminated = N’hall ket an teul bezañ lennet : un destenn a grog amañ ne echu ket.
validation-failed = Ne glot ket an teul gant ar chema : { $detail }
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

problem-malformed = { $path } : ne zere ket ar stumm ({ $detail }).
problem-required = { $path } : mankout a ra.
problem-too-long = { $path } : re hir eo ({ $detail }).
problem-too-long-by =
    { $unit ->
        [items] { $path } : re hir eo : { $found } elfenn, { $max } d’ar muiañ.
        [bytes] { $path } : re hir eo : { $found } okted, { $max } d’ar muiañ.
       *[characters] { $path } : re hir eo : { $found } arouezenn, { $max } d’ar muiañ.
    }
problem-unknown = { $path } : dianav eo ({ $detail }).
problem-taken = { $path } : gant un dra all emañ dija ({ $detail }).
problem-inconsistent = { $path } : ne glot ket asambles ({ $detail }).
problem-wrong-status = { $path } : adalek e stad a-vremañ n’hall ket ar bazenn-se bezañ graet.
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
problem-wrong-code = { $path } : n’eo ket mat ar c’hod-mañ : implijet eo bet, re gozh eo, pe n’eo bet roet biskoazh.
problem-wrong-password = { $path } : n’eo ket ger-tremen ar gont.

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
problem-licence-refused = { $path } : ne aotre ket an aotre-implijout an dra-mañ ({ $detail }).
problem-permission-refused = { $path } : ne fell ket d’ar vammenn bezañ adembannet ; kemerit un tamm a 500 arouezenn d’ar muiañ gant ul liamm, pe un diverrañ en ho komzoù.
