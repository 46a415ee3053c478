# Ar pezh a vez lavaret d’al lec’hiennoù keveler : dindan /api, hag e-lec’h ma kase ar chomlec’hioù kozh.

parameter-unknown =
    { $hint ->
        [near] N’eus arventenn « { $name } » ebet amañ. Ha « { $near } » a felle deoc’h lavaret ? Aotreet eo : { $allowed }.
       *[none] N’eus arventenn « { $name } » ebet amañ. Aotreet eo : { $allowed }.
    }
value-unknown =
    { $hint ->
        [near] « { $name } » n’eo ket un dalvoudenn eus an arventenn-mañ. Ha « { $near } » a felle deoc’h lavaret ? Aotreet eo : { $allowed }.
       *[none] « { $name } » n’eo ket un dalvoudenn eus an arventenn-mañ. Aotreet eo : { $allowed }.
    }
field-unknown =
    { $hint ->
        [near] N’eus maezienn « { $name } » ebet en elfennoù-mañ. Ha « { $near } » a felle deoc’h lavaret ? Aotreet eo : { $allowed }.
       *[none] N’eus maezienn « { $name } » ebet en elfennoù-mañ. Aotreet eo : { $allowed }.
    }
order-unknown =
    { $hint ->
        [near] N’eus alc’hwez urzhiañ « { $name } » ebet amañ. Ha « { $near } » a felle deoc’h lavaret ? Aotreet eo : { $allowed }.
       *[none] N’eus alc’hwez urzhiañ « { $name } » ebet amañ. Aotreet eo : { $allowed }.
    }
resource-unknown =
    { $hint ->
        [near] N’eus roll « { $name } » ebet amañ. Ha « { $near } » a felle deoc’h lavaret ? Aotreet eo : { $allowed }.
       *[none] N’eus roll « { $name } » ebet amañ. Aotreet eo : { $allowed }.
    }
parameter-twice = Un dalvoudenn hepken a gemer an arventenn « { $name } », ha meur a hini he deus.
parameter-unfit =
    { $form ->
        [moment] « { $value } » n’eo ket ur mare (RFC 3339) evit an arventenn « { $name } ».
       *[number] « { $value } » n’eo ket un niver a c’hall an arventenn « { $name } » kemer.
    }
parameter-numbers = An niveroù { $fields } a gemer an arventenn « { $name } », gant skejoù etrezo ; un dra all eo « { $value } ».
gone-credited = N’eo ket foran ken. Setu petra e oa : { $credit }

problem-theme-in-use = Danvezioù o deus an tem-mañ, pe temoù all a zo dindanañ.
problem-terms-are-fixed = Ar pezh a aotre hag a c’houlenn al lañvaz-mañ a zeu gant ar goulev ; ne c’hall ket bezañ kemmet amañ.
problem-not-a-path = Gant ur varrenn veskell hepken e krog un hent, esaouenn ebet n’eus ennañ, ha 2 000 eizhbit d’ar muiañ.

# Ar pajennoù d’o furchal
json-heading = An danvezioù e JSON
json-summary = Evit al lec’hiennoù keveler hag ar skriptoù : na alc’hwez na kont. Gant pep elfenn emañ he lañvaz hag he linenn anaoudegezh.
json-kinds = Ar rolloù
json-about =
    { $kind ->
        [search] An endalc’hadoù hag an izili hervez o gerioù, gant an niver dre seurt, danvez ha tiriad
        [initiatives] Raktresoù a gas tud da benn en ul lec’h bennak
        [recipes] Doareoù-ober, kammed ha kammed
        [articles] Testennoù ar rouedad, ha re deuet eus lec’hioù all
        [events] Darvoudoù, gant o holl zeiziadoù
        [occurrences] An deiziataer : pep deiziad a bep darvoud
        [pages] Pajennoù diwar-benn ar rouedad e-unan
        [members] Tud, aozadurioù, strolladoù
        [territories] Rannvroioù, departamantoù, broioù, etrekumunioù, kumunioù
        [themes] Gwezenn an temoù
        [licences] Ar pezh a c’haller ober gant an testennoù
       *[sources] Al lec’hiennoù ma teu ar pennadoù diouto
    }
json-way-changes = Ar pezh a rank un eilenn erlec’hiañ pe lemel, en urzh ma’z eo c’hoarvezet.
json-way-openapi = Deskrivadur an traoù-se holl, evit ar goulevioù (OpenAPI 3.1).
json-way-front = An holl dorioù all, GraphQL en o zouez.
json-back = An holl rolloù
json-parameters = Arventennoù
json-show = Gwelet ar respont
json-answer = Chomlec’h ha respont
json-previous = ← Pajenn a-raok
json-next = Pajenn da-heul →
json-fields = Maeziennoù an elfennoù, evit « fields » hag « include »
