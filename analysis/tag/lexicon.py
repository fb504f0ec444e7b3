"""The words from which penalties and time spans are built, by language: (token letter, regular expression over folded
text).

====== =================================================== ====== ===================================================
letter token                                               letter token
====== =================================================== ====== ===================================================
n      number                                              h      and a half
Y O K  year, month, week                                   D H    day, hour
d      day-fines                                           w      minimum wages, reference units
c $    currency after, before the number                   u      penalty, tax or currency units
P      deprivation of liberty                              J      penalty, sentence
R      a degree of a penalty scale (Chile)                 l Z    for life; death
F G    fine; fined                                         A      option of a fine
I      disqualification                                    C      community work, house arrest
< >    at most; at least                                   M m    maximum; minimum
}      or more                                             B      or both
a f b  to; from; between                                   y o    and; or
V v    raise, lower                                        t      any term of years
p q    words to pass over: prepositions; verbs             x      any other word
====== =================================================== ====== ===================================================

Earlier entries go first, so longer phrases stand above their parts.
"""

from __future__ import annotations

from analysis.tag.numbers import NUMBER

_KEY_WORDS = (
    "prision",
    "reclusion",
    "presidio",
    "anos",
    "pena",
    "multa",
    "inhabilitacion",
    "libertad",
    "imprisonment",
    "imprisoned",
    "years",
    "months",
)
_WORDS_OF_TWO = {"an os", "pen a"}

MENDED = tuple(
    (f"{word[:at]} {word[at:]}", at)
    for word in _KEY_WORDS
    for at in range(1, len(word))
    if f"{word[:at]} {word[at:]}" not in _WORDS_OF_TWO
)
"""Key words with a blank inside, as poor text recognition leaves them, and where the blank stands."""

ARTICLE = {
    "es": (
        r"(?!un[oa]?\b(?! (?:\(|-?(?:ano|mes|dia|hora|semana|mil|millon|salario|cuota|unidad)|(?:a|o|y|hasta) "
        rf"(?:{NUMBER['es']}))))"
    ),
    "en": "",
}
"""What keeps `un, una` from being read as the number one where it is but an article, by language."""

CURRENCY_MARK = r"(?:[a-z]{0,3}\$|[a-z]{1,3}\.?|[\xa2-\xa4])? ?"
"""What may stand before figures in parentheses that repeat an amount: `cien mil (L. 100,000.00)`."""

_ES_SCALE = (
    r"(?:(?:presidio|reclusion|relegacion|confinamiento|extranamiento|prision)(?:,? (?:o|y) (?:presidio"
    r"|reclusion|relegacion|confinamiento))? )"
)
_ES_DEGREES = r"(?:minimo|medio|maximo)(?:(?:,| a| y| o| al) ?(?:minimo|medio|maximo))*"
_ES_WAGE = (
    r"(?:salarios? (?:minimos?|base|basicos?)|unidad(?:es)? de medida y actualizacion|umas?|smlmv|smmlv|smv|"
    r"jornales(?: minimos)?|sueldos?(?: minimos| basicos)?|remuneraciones|rentas? basicas?|salarios)"
)
_ES_WAGE_TAIL = (
    r"(?: (?:legal(?:es)?|mensual(?:es)?|general(?:es)?|diari[oa]s?|vigentes?|unificad[oa]s?|basic[oa]s?"
    r"|nacional(?:es)?|urban[oa]s|minim[oa]s?|"
    r"del trabajador(?: en general)?|(?:en|para) (?:el|la) (?:distrito federal|ciudad de mexico|sector \w+"
    r"|comercio|industria)|de dias?))*"
)
_ES_NAMED = rf" (?:mayor|menor)(?! (?:de|a|que) (?:{NUMBER['es']}) (?:anos?|mes(?:es)?|dias?)\b(?! (?:a|y|hasta) ))"
_ES_PENAL_PLACE = r"(?:prision(?:es)?|reclusion|detencion|privacion de (?:la )?libertad|internamiento|carcel|arresto)"

_ES: tuple[tuple[str, str], ...] = (
    (
        "x",
        (
            r"prision (?:preventiva|provisional|domiciliaria provisional)\b|auto de (?:formal )?prision\b"
            r"|ordenes de (?:prision|arresto)\b"
        ),
    ),
    (
        "x",
        (
            r"(?:centros?|establecimientos?|casas?|lugar(?:es)?|director[ae]?s?|instituciones?"
            rf"|carceles?) de (?:la )?{_ES_PENAL_PLACE}\b"
        ),
    ),
    (
        "C",
        (
            r"(?:arresto|prision|detencion) (?:domiciliari[ao]|en (?:su|el) domicilio|de fines? de semana)\b"
            r"|(?:prestacion de )?(?:trabajos?|servicios?) (?:en |a |de )?(?:favor|beneficio|utilidad"
            r"|interes)(?: de(?: la|l)?)? (?:comunidad|comunitari[oa]|publica|publico|general)\b"
            r"|(?:prestacion de )?(?:trabajos?|servicios?) comunitarios?\b"
            r"|(?:prestacion de )?servicios? a la comunidad\b|prestacion de trabajo\b"
            r"|trabajo correccional(?: (?:con|sin) internamiento)?\b|libertad vigilada\b|localizacion permanente\b"
            r"|limitacion de (?:la )?libertad\b|fines? de semana de (?:arresto|prision)\b"
        ),
    ),
    ("d", r"dias?[- ]?(?: de)?[- ]?multas?\b"),
    (
        "w",
        (
            r"(?:veces|dias|tantos)(?: de| del)? (?:el |la )?(?:(?:valor|importe|monto)(?: inicial)?(?: diario"
            rf"| mensual)?(?: de| del)? (?:la |el )?)?{_ES_WAGE}\b{_ES_WAGE_TAIL}"
            rf"|{_ES_WAGE}\b{_ES_WAGE_TAIL}"
        ),
    ),
    (
        "u",
        (
            r"unidad(?:es)? (?:tributarias?(?: mensuales| anuales)?|reajustables?|impositivas?(?: tributarias?)?"
            r"|de (?:fomento|valor|inversion|cuenta)(?: \w+)?|fijas?)\b"
            r"|u\. ?[rtif]\.(?: ?[mat]\.)?|\b(?:utm|uta|ut|uit|ur|ufv|udis?)\b|cuotas\b"
        ),
    ),
    (
        "c",
        (
            r"(?:pesos(?: oro)?(?: dominicanos| mexicanos| chilenos| uruguayos)?|quetzal(?:es)?|lempiras?|colon(?:es)?"
            r"|cordobas?(?: oro)?|balboas?|dolar(?:es)?"
            r"|(?:nuevos )?soles|bolivianos|guaranies|bolivares|reales|euros|pesetas)\b"
        ),
    ),
    (
        "$",
        (
            r"(?:us|rd|c|mn|r)?\$ ?(?=\d)|\xa4 ?(?=\d)|\b(?:q|l|lps|gs|bs|rd)\.? ?(?=\d)|\b[bs] ?/ ?\.? ?(?=\d)"
            r"|[\xa3\xa2] ?(?=\d)"
        ),
    ),
    (
        "R",
        (
            rf"(?:{_ES_SCALE}(?:mayor|menor)(?:es)?,?|{_ES_SCALE[3:-2]},?) (?:en (?:cualquiera de sus grados|(?:todos "
            rf"|toda )?(?:su|sus|la) (?:grados?|extension)(?: {_ES_DEGREES})?)|{_ES_DEGREES})(?!\w)"
            rf"(?: a (?:presidio|reclusion|relegacion) (?:mayor|menor) en (?:su|sus) grados? {_ES_DEGREES})?"
        ),
    ),
    (
        "l",
        (
            r"(?:privacion|privativa) perpetua de (?:la )?libertad\b"
            r"|(?:cadena|prision|reclusion|presidio|pena|privacion de (?:la )?libertad) perpetu[ao](?: calificad[oa]"
            r"| simple)?\b|prision (?:permanente revisable|permanente|vitalicia|de por vida)\b"
            r"|(?:prision|reclusion) a perpetuidad\b|perpetu[ao]s?\b|de por vida\b|a perpetuidad\b|vitalici[ao]\b"
        ),
    ),
    ("Z", r"(?:pena de|pena capital de) muerte\b|pena capital\b|(?<=prision o )muerte\b"),
    (
        "P",
        (
            r"pena(?:s)? privativas? de (?:la )?libertad(?: personal| ambulatoria)?\b"
            r"|privativas? de (?:la )?libertad\b"
            rf"|(?:privacion|restriccion) de (?:la )?libertad\b|prision(?:{_ES_NAMED}| correccional| militar| comun"
            r"| ordinaria| simple| efectiva| inconmutable)?\b"
            rf"|reclusion(?:{_ES_NAMED}| militar)?\b|presidio(?: mayor| menor)?\b|penitenciaria\b|carcel\b"
            r"|encarcelamiento\b|encierro\b"
            rf"|arresto(?:{_ES_NAMED})?\b|internamiento(?: en (?:regimen|centro) \w+)?\b|detencion(?: mayor| menor)?\b"
            r"|extranamiento\b|relegacion\b|confinamiento\b|destierro\b"
        ),
    ),
    ("F", r"multas?\b"),
    ("V", r"(?:(?:aument|increment|elev)[a-z]*|agrav(?:a|an|ara|aran|e|en|ado en|ada en))\b"),
    ("v", r"(?:disminu|reduc|reduj|rebaj)[a-z]*\b"),
    (
        "I",
        (
            r"inhabilitacion(?:es)?\b|inhabilita(?:do|da|ndo|ra|ran)s?\b|destitucion e inhabilitacion\b"
            r"|suspension (?:de|del|en el) (?:empleo|profesion|oficio|cargo|ejercicio|derechos?|licencia|permiso)\w*\b"
            r"|suspendid[oa]s?(?: en| del?)? (?:el )?(?:ejercicio|cargo|empleo)\b|privacion (?:del?|de los"
            r"|de el) (?:derechos?|cargo)\b|privacion de la licencia\b|suspendera[n]?\b|interdiccion\b"
        ),
    ),
    ("J", r"penas?\b|sancion(?:es)?\b|condenas?\b"),
    ("B", r"o (?:con |a )?(?:ambas|las dos|ambos)(?: (?:penas?|sanciones|cosas|a la vez|conjuntamente))?\b"),
    ("}", r"o mas\b(?! (?:de|que)\b)|en adelante\b|o superior(?:es)?\b|o por mas\b"),
    (
        ">",
        (
            r"(?:que )?(?:no|nunca|jamas) (?:(?:podra|podran|pueda|puede|sera|seran|sea|sean|debera) )?(?:(?:ser|nunca"
            r"|en ningun caso) )?(?:menor|inferior)(?:es)?,? (?:de|a|al|que)\b|ni (?:menor|inferior)(?:es)? (?:de|a|al"
            r"|que)\b"
            r"|(?:no |nunca )menos de\b|(?:que )?no (?:baje|bajara|bajaran|bajen|podra bajar) de\b|al menos(?: de)?\b"
            r"|por lo menos(?: de)?\b|cuando menos(?: de)?\b|a partir de(?= \d| \w+ (?:anos?|meses|dias))"
            r"|(?<!ni )(?<!no )(?:mayor|superior)(?:es)? (?:de|a|al|que)\b|(?<!ni )(?<!no )mas de\b|que (?:exceda"
            r"|excedan|supere|superen|pase|pasen)(?: de| los| las)?\b|como minimo de\b"
        ),
    ),
    (
        "<",
        (
            r"(?:que )?(?:no|nunca|jamas) (?:(?:podra|podran|pueda|puede|sera|seran|sea|sean|debera) )?(?:(?:ser|nunca"
            r"|en ningun caso) )?(?:mayor|superior)(?:es)?,? (?:de|a|al|que)\b|(?:y )?no mas de\b|ni (?:de )?mas de\b"
            r"|(?:,? y )?ni (?:sera |seran |sea )?(?:mayor|superior)(?:es)? (?:de|a|al|que)\b"
            r"|hasta(?: por| de| en)?(?: (?:un|una))?(?: maximo(?: de)?| tope de)?\b|(?:que )?(?:no|sin que|nunca"
            r"|ni) (?:se )?(?:exceda|excedan|excedera|excederan|podra exceder|podran exceder|pueda exceder"
            r"|puedan exceder|supere|superen|superara|sobrepase|pase|pasara)(?:,? en ningun caso,?)?"
            r"(?: de| del| a| los)?\b"
            r"|(?:y )?sin (?:que )?(?:exceder|exceda|superar|supere|pasar)(?: de| los)?\b|(?:menor"
            r"|inferior)(?:es)? (?:de|a|al|que)\b|menos de\b|dentro del maximo de\b"
        ),
    ),
    ("M", r"(?:como |de |con un |por un )?(?:maximo|maxima)(?: de)?\b"),
    ("m", r"(?:como |de |con un |por un )?(?:minimo|minima)(?: de)?\b"),
    ("h", r"y medi[oa]\b"),
    ("n", r"medio(?= ano\b)"),
    ("Y", r"-?anos?\b"),
    ("O", r"-?mes(?:es)?\b"),
    ("K", r"-?semanas?\b"),
    ("D", r"-?dias?\b"),
    ("H", r"-?horas?\b"),
    ("p", r"(?:a )?imponer(?:se)?\b|imponible\b|aplicable\b"),
    ("b", r"(?:(?:de|comprendid[oa]s? |que (?:oscil\w+|va\w*|fluctu\w+) )?)?\bentre\b(?: los| las| un| una)?"),
    ("f", r"(?:que (?:oscil\w+|va\w*|ira\w*) )?desde(?: los| las)?\b"),
    ("a", r"-(?= ?(?:\d|[a-z]))|a(?: los| las)?\b"),
    (
        "p",
        (
            r"equivalentes? a(?:l)?\b|por (?:el |un )?(?:valor|monto|importe|equivalente) (?:de|a|equivalente a)\b"
            r"|por (?:la )?(?:cantidad|suma) de\b|e?quivalente\b"
            r"|de igual a\b|con (?:una )?duracion de\b|que (?:va|ira|vaya) de\b"
        ),
    ),
    ("y", r"(?:y|e|mas|asi como|junto con|ademas de|aparte de)\b(?! (?:tarde|adelante))"),
    ("o", r"(?:o|u|y/o|ni)\b"),
    (
        "p",
        (
            r"(?:de|del|la|las|el|los|lo|un|una|unos|unas|por|con|en|al|que|tiempo|termino|terminos|plazo|periodo"
            r"|lapso|duracion|fij[oa]|efectiva|firme|grave|temporal|rigurosa|accesoria|principal|corporal|especial|absoluta"
            r"|ordinaria|extraordinaria|simple|total|cada|uno|mediante|respectivamente|correspondiente)\b|:"
        ),
    ),
    (
        "q",
        (
            r"(?:sera|seran|tendra|tendran|es|son|sea|sean|se|le|les|impondra|impondran|aplicara|aplicaran|aplicandose"
            r"|ademas|tambien|igualmente|asimismo|consistira|consistir|consiste|sancionara|castigara|pago"
            r"|inconmutables?|dicha|esta|misma)\b"
        ),
    ),
)

_EN_LAW = r"(?:this|the|that|such)"
_LEVELS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
"""The levels of Zimbabwe's standard scale of fines, as its laws spell them."""

_EN: tuple[tuple[str, str], ...] = (
    (
        "x",
        (
            r"without (?:the |an? )?option of (?:an? |paying an? )?fine\b|fine-? ?tun\w+|life (?:expectancy|insurance"
            r"|sav\w+|threat\w+|support\w*|cycle)|(?:in|a|one's|his|her|their) private life"
        ),
    ),
    ("A", r"(?:with )?(?:an? |the )?option of (?:an? |paying an? |payment of an? )?fine\b"),
    (
        "p",
        (
            rf"level (?:\d{{1,2}}|{_LEVELS})(?: on the standard scale)?\b|or a lesser term\b|(?:, )?at the discretion of the court\b,?"
            r"|, including(?= imprisonment for life)|with or without (?:hard labou?r|solitary confinement|light labou?r)\b|and with hard labou?r\b"
            r"|of either description\b|with or without\b|on conviction (?:thereof)?\b|upon conviction (?:thereof)?\b"
            r"|which (?:shall|may|must) be\b|less (?:a|one) day\b|and (?=which\b)|in addition(?: to)?\b"
            r"|not be subject to parole\b"
        ),
    ),
    (
        "C",
        (
            r"(?:unpaid )?community service(?: orders?)?\b|house arrest\b|home detention\b|supervised release\b"
            r"|probation\b|community work\b|strokes of the cane\b|caning\b|whipping\b|corporal punishment\b"
        ),
    ),
    ("u", r"(?:-?(?:penalty|fee|tax) units?|currency points?|fine units?|points on the scale)\b"),
    ("w", r"(?:times the )?(?:national |monthly |daily )?minimum (?:monthly |daily )?(?:wages?|salar(?:y|ies))\b"),
    (
        "c",
        (
            r"(?:(?:(?:united states|us|u\.s\.|canadian|jamaican|barbados|belize|eastern caribbean"
            r"|trinidad and tobago) )?dollars|shillings|pounds(?: sterling)?|naira|kwacha|ghana cedis|cedis|rand"
            r"|rupees|pula|dalasis?|leones|euros?|francs|kina|vatu|birr|emalangeni|maloti|lilangeni|pesos|riyals"
            r"|taka)\b"
        ),
    ),
    (
        "$",
        (
            r"(?:us|u\.s\.|bz|tt|ec|j|g|a|nz|bds|can|c|fj|n)?\$ ?(?=\d)|[\xa3\xa4] ?(?=\d)|\b(?:rs|kshs?|ushs?|tshs?"
            r"|shs?|ghs|gh\xa2|usd|ugx|kes|zmw|ngn|zar|e|m|p|n|k|r|d|le|nu)\.? ?(?=\d[\d,]{2,}|\d+ (?:million|thousand|\d{3}\b))"
        ),
    ),
    (
        "l",
        (
            r"reclusion perpetua\b|(?:for|to) (?:the (?:remainder|rest|term|duration|period) of (?:his|her|their|that person's"
            r"|the offender's|the person's)(?: or her)? (?:natural )?life|(?:his|her"
            r"|their)(?: or her)? (?:natural )?life)\b|for life\b|life(?= (?:imprisonment|sentence|in prison"
            r"|without parole|term))|natural life\b|life\b"
        ),
    ),
    (
        "Z",
        (
            r"(?:suffer|put to|sentenced to|sentence of|punished (?:by|with)|punishable (?:by|with)|liable to) death\b"
            r"|death penalty\b|(?:penalty of |the )death(?= or (?:imprison|life|for life))|capital punishment\b"
            r"|death(?= by hanging)"
        ),
    ),
    (
        "P",
        (
            r"imprisonment\b|imprison(?:ed)?\b|incarcerat(?:ion|ed)\b|penal servitude\b|jailed\b|in jail\b"
            r"|jail (?=terms?|time|sentences?)|custodial (?=sentences?|terms?|penalt)|deprivation of liberty\b"
            r"|confinement\b(?! of)|confined(?= (?:in|for)\b)|detention\b|prison (?=terms?|sentences?)"
            r"|committed to prison\b|hard labou?r\b"
            r"|(?:in|to) (?:an? |the )?(?:state |county |federal |penal |state correctional |correctional |common "
            r"|city )*(?:prison|jail|penitentiary|correctional (?:facility|institution)"
            r"|custody of the department of corrections)\b"
        ),
    ),
    (
        "G",
        (
            r"fined(?: (?:under|in accordance with|pursuant to|as provided (?:in|by|under)"
            rf"|as set forth in)(?: (?:{_EN_LAW} )?(?:title|section|act|chapter|code|subsection"
            r"|part)\b(?: \d+[a-z]*(?:\([a-z0-9]+\))*)?(?: of (?:this|the|title) \w+)?(?:, united states code)?)?)?"
        ),
    ),
    (
        "F",
        (
            r"(?:unlimited )?fines?"
            r"(?: under (?:this|that) (?:title|act|section)"
            rf"| (?:at|of|not exceeding) level (?:\d+|(?:{_LEVELS})\b)(?: on the standard scale)?)?"
            r"\b(?! (?:print|arts?|particulate))"
            r"|pecuniary penalt(?:y|ies)\b"
        ),
    ),
    (
        "I",
        (
            r"(?:permanently |absolutely )?disqualif(?:ied|ication|y|ying)\b|prohibited from (?:holding|driving"
            r"|managing|practi[cs]ing|working)\b|disbarred\b|suspension from (?:office|practice)\b"
            r"|ineligible (?:to hold|for) (?:public )?office\b"
        ),
    ),
    ("V", r"(?:increas|enhanc)[a-z]*\b"),
    ("v", r"(?:reduc|decreas)[a-z]*\b"),
    (
        "J",
        (
            r"sentence(?:s|d)?\b(?: (?:of|to))?|penalt(?:y|ies)\b|punishments?\b|punish(?:ed|able)\b"
            r"|serve a(?= (?:minimum |maximum )?(?:period|term))"
        ),
    ),
    (
        "B",
        (
            r"or (?:to |with |by )?both\b(?: such (?:a )?fine and (?:such )?imprisonment| (?:of them"
            r"|fine and imprisonment|the fine and (?:the )?imprisonment|penalties|a fine and imprisonment))?"
            r"|and/or(?= (?:to )?(?:an? )?(?:fine|imprison))"
        ),
    ),
    ("}", r"(?:or|and) (?:more|over|upwards?|longer|greater)\b(?! than)"),
    (
        ">",
        (
            r"(?:which |that )?(?:(?:shall|may|must|will|should) )?(?:not|no|nor) (?:be )?(?:(?:for"
            r"|of) )?(?:(?:for )?(?:a )?(?:term|period) )?(?:be )?(?:less|fewer|shorter|lower) than\b|at least\b"
            r"|not (?:be )?under\b|in excess of\b"
            r"|(?<!not )(?<!no )(?<!nor )(?<!be )(?:more|greater|longer) than\b|(?<!not )(?:exceeding|exceeds?)\b"
            r"|mandatory minimum(?: of)?\b|(?<!not )over(?= (?:\d|one|two|three|four|five|ten|twelve))"
        ),
    ),
    (
        "<",
        (
            r"(?:which |that |and |but |or )*(?:(?:shall|may|must|will|does|do|can|should) )?(?:not|no"
            r"|nor) (?:to )?(?:be )?(?:(?:for|of|to) )?(?:(?:for )?(?:a )?(?:term|period) )?(?:be )?(?:more|greater"
            r"|longer|higher|over) (?:than\b)?|(?:(?:which|that|and|but|or|it|who) )*(?:(?:shall|may|must|will|does|do"
            r"|can|should|is|are) )?(?:not|nor) (?:to )?(?:exceed(?:ing|s)?|be exceeded)\b"
            r"|(?:(?:which|that|and|but|term) )*(?:may|shall|can|might) (?:also )?(?:be extended|extend)(?: up)? to\b"
            r"|extending (?:up )?to\b|(?:of |for )?up to\b|as much as\b|under (?=(?:\d|one|two|three|four|five|six"
            r"|seven|ten|twelve)\b)|less than\b|as long as\b"
        ),
    ),
    ("M", r"maximum(?: of| period of| term of)?\b"),
    ("m", r"minimum(?: of| period of| term of)?\b"),
    ("h", r"and (?:a|one)[ -]half\b"),
    ("n", r"an?(?= (?:year|month|week|day)\b)"),
    ("t", r"(?:any|a) (?:term|number) of years\b(?: of)?"),
    ("Y", r"-?\b(?:years?|yrs?)\b(?:'s?)?"),
    ("O", r"-?\bmonths?\b(?:'s?)?"),
    ("K", r"-?\bweeks?\b(?:'s?)?"),
    (
        "D",
        (r"-?\b(?:(?:calendar|consecutive|clear|natural|business|working|juridical|court|sitting) )?days?\b(?:'s?)?"),
    ),
    ("H", r"-?\bhours?\b(?:'s?)?"),
    ("b", r"between\b"),
    ("f", r"(?:ranging )?from\b"),
    ("a", (rf"to(?= (?:an? )?(?:{NUMBER['en']}|[$\xa3\xa4]|life\b|imprisonment for life))|-(?=\d)|- (?=\d)")),
    ("y", r"(?:and|plus|together with|as well as|nor)\b"),
    ("o", r"(?:or|and/or)\b"),
    (
        "p",
        (
            r"(?:of|for|a|an|the|to|with|by|in|at|on|terms?|periods?|durations?|rigorous|simple|mandatory|any|such"
            r"|that|which|but|either|hard|labou?r|of not|punishment|aggregate|total|further|additional|definite|fixed"
            r"|consecutive|level|not|less|state|sum|amount|division|category|class|him|her|it)\b|:"
        ),
    ),
    (
        "q",
        (
            r"(?:shall|will|may|must|be|is|are|also|liable|additionally|either|pay|subject|serve|further|case|guilty"
            r"|ordered|payment|thereto|mandatory)\b"
        ),
    ),
)

LEXICON = {"es": _ES, "en": _EN}
"""The tokens of each language, in the order in which they are tried."""
