# Ar postelioù : ar pezh a skriv ar program d’an dud. Ar memes kemennadennoù zo e mail.en.ftl hag e mail.fr.ftl.

mail-registered-subject = Kadarnait ho chomlec’h evit { $network }
mail-registered-body =
    Demat,

    goulennet hoc’h eus (pe goulennet en deus unan all) mont e-barzh { $network } gant ar chomlec’h-mañ. Evit diskouez ez eo deoc’h, roit ar c’hod-mañ :

    { $code }

    Ur wech e c’hall bezañ implijet, e-pad 24 eur. Ma ne oa ket c’hwi, n’eus netra d’ober.

mail-known-already-subject = Ur gont hoc’h eus dija e { $network }
mail-known-already-body =
    Demat,

    unan bennak en deus goulennet ur gont e { $network } evit ar chomlec’h-mañ, pe pediñ a ra ac’hanoc’h : unan hoc’h eus dija. Ma n’ouzoc’h ket mui ar ger-tremen e c’hallit goulenn unan nevez. Ma ne oa ket c’hwi, n’eus netra d’ober.

mail-reset-requested-subject = Ur ger-tremen nevez evit { $network }
mail-reset-requested-body =
    Demat,

    goulennet hoc’h eus (pe goulennet en deus unan all) cheñch ger-tremen ho kont e { $network }. Ar c’hod zo ezhomm evit se :

    { $code }

    Ur wech e c’hall bezañ implijet, e-pad un eurvezh. Ma ne oa ket c’hwi, n’eus netra d’ober : chom a ra ho ker-tremen evel m’edo.

mail-password-changed-subject = Cheñchet eo ho ker-tremen e { $network }
mail-password-changed-body =
    Demat,

    emañ paouez ger-tremen ho kont e { $network } a vezañ cheñchet, ha serret eo an holl estezioù. Ma ne oa ket c’hwi, goulennit unan all diouzhtu ha kelaouit ar rouedad.

mail-email-change-requested-subject = Kadarnait ho chomlec’h nevez evit { $network }
mail-email-change-requested-body =
    Demat,

    goulennet hoc’h eus implijout ar chomlec’h-mañ evit ho kont e { $network }. Evit e gadarnaat, roit ar c’hod-mañ :

    { $code }

    Ur wech e c’hall bezañ implijet, e-pad 24 eur. Ma ne oa ket c’hwi, n’eus netra d’ober.

mail-email-changed-subject = Ur chomlec’h all zo gant ho kont e { $network }
mail-email-changed-body =
    Demat,

    implijout a ra ho kont e { $network } ur chomlec’h all bremañ. Ma ne oa ket c’hwi, kelaouit ar rouedad diouzhtu.

mail-invited-subject = Ur bedadenn da { $network }
mail-invited-body =
    Demat,

    { $name } a bed ac’hanoc’h da vont e-barzh { $network }. Evit kemer ar gont a c’hortoz ac’hanoc’h, roit ar c’hod-mañ ha dibabit ur ger-tremen :

    { $code }

    Ur wech e c’hall bezañ implijet, e-pad 14 devezh.

mail-accepted-subject = Degemer mat e { $network }
mail-accepted-body =
    Demat { $name },

    degemeret eo ho profil : gwelet e vez bremañ gant an holl war { $network }.

mail-mandate-granted-subject = Ur garg deoc’h e { $network }
mail-mandate-granted-body =
    Demat,

    bremañ e talc’hit evezh war ar pezh a vez embannet amañ : { $place }. Trugarez !

mail-submitted-subject = Da adlenn : { $title }
mail-submitted-body =
    Demat,

    « { $title } » a c’hortoz bezañ adlennet hag embannet. Kinniget gant : { $name }.

mail-proposed-subject = Ur cheñchamant kinniget : { $title }
mail-proposed-body =
    Demat,

    ur cheñchamant eus « { $title } » a c’hortoz bezañ degemeret. Kinniget gant : { $name }.

mail-noted-subject = Un notenn diwar-benn : { $title }
mail-noted-body =
    Demat,

    Skrivet en deus { $name } deoc’h diwar-benn « { $title } », hag a chom evel m’emañ :

    { $note }

mail-proposal-accepted-subject = Degemeret eo ho kemm : { $title }
mail-proposal-accepted-body =
    Demat,

    degemeret eo ar c’hemm kinniget evit « { $title } » : an holl a wel anezhañ bremañ.

mail-proposal-refused-subject = N’eo ket degemeret ho kemm : { $title }
mail-proposal-refused-body =
    Demat,

    n’eo ket degemeret ar c’hemm kinniget evit « { $title } ». Chom a ra foran an destenn evel ma oa. Ar notenn :

    { $note }

mail-scheduled-subject = A-benn nebeut : { $title }
mail-scheduled-body =
    Demat,

    embannet e vo « { $title } » : { $at }.

mail-unscheduled-subject = Ne vo ket embannet : { $title }
mail-unscheduled-body =
    Demat,

    ne vo ket embannet « { $title } » evel ma oa rakwelet.

mail-returned-subject = Da adkemer : { $title }
mail-returned-body =
    Demat,

    distreiñ a ra « { $title } » davedoc’h gant ar ger-mañ :

    { $note }

mail-refused-subject = N’eo ket degemeret : { $title }
mail-refused-body =
    Demat,

    n’eo ket bet degemeret « { $title } » :

    { $note }

mail-published-subject = Embannet : { $title }
mail-published-body =
    Demat,

    embannet eo « { $title } ».

mail-withdrawn-subject = Tennet kuit : { $title }
mail-withdrawn-body =
    Demat,

    n’eo ket mui foran « { $title } ».

mail-open = Pe digorit ar bajenn-mañ :
mail-see = Da welet amañ :
mail-everywhere = ar rouedad a-bezh
mail-somebody = unan bennak eus ar rouedad
mail-footer = Digant { $network }, { $site }, e teu ar gemennadenn-mañ. N’haller ket respont dezhi.
