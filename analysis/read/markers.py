"""What a single line announces: a title or chapter, an article or section, a list item, a reform note, the signatures.

Each function looks at one line and says what it could be; `outline` decides, knowing the lines around it. Most lines
announce nothing, so each function first asks the line's first letters.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from analysis.read.depth import roman_value

_SUFFIX = (
    r"(?=\w+(?:[ieéu]s|er|to)\b)(?:bis|ter|quater|quáter|quarter|qu[aá]ter|quinquies|quinqui[eé]s|quinto|quintus|sexies|sexties|septies"
    r"|octies|octavus"
    r"|nonies|novies|decies|undecies|duodecies|terdecies|quaterdecies|quindecies|\w{2,9}(?:xtus|timus|tavus|nus"
    r"|cimus|ties|tíes|xies|xíes|nies|cies))"
)
_ORDINAL = (
    r"(?:[úu]nic[oa]|preliminar|final|primer[oa]?|segund[oa]|tercer[oa]?|cuart[oa]|quint[oa]|sext[oa]"
    r"|s[eé]ptim[oa]|octav[oa]|noven[oa]"
    r"|d[eé]cim[oa]|ctav[oa]|und[eé]cim[oa]|duod[eé]cim[oa]|vig[eé]sim[oa]|trig[eé]sim[oa]|cuadrag[eé]sim[oa]"
    r"|quincuag[eé]sim[oa]|sexag[eé]sim[oa])"
)
ORDINALS = rf"{_ORDINAL}(?:[ -]?{_ORDINAL})?"
_FIGURES = r"\d{1,5}(?: \d\b){0,2}(?-i:[A-Z]{1,2}(?=[.\-–:]\d)|)(?:[.\-–:]\d{1,4}(?-i:[A-Z]\b|))*"
"""Here as in ARTICLE and ITEM, `(?:x|)` stands for `(?:x)?`: the same, and quicker to try."""

_NUMBER = rf"(?:{_FIGURES}|(?-i:[IVXLC]+\b)|{ORDINALS}\b)"
_LETTER = (
    r"(?-i:(?:\s?[-–]\s?|\s)[\"“]?[A-ZÑ]\b[\"”]?(?=\s*[.:)–—\-]|\s*$)|\.\s[A-Z](?=\.)"
    r"|[A-ZÑ]{1,2}\b(?!['’])|[a-z]{1,2}\b(?=\.?\s)|\s[a-z](?=\.\s?[-–—])|)"
)
_RAISED = "[⁰¹²³⁴-⁹]{1,2}"
"""The number of an article that was put in between, as Estonia, Latvia and Hungary raise it: ``§ 133¹``."""
_TAIL = rf"(?:{_RAISED}|(?-i:[oO]\b\.?|\s?[º°ª]\.?|\so\.)|)(?:[ \-–]*{_SUFFIX}\b(?:\s\d{{1,2}}\b|)|){_LETTER}"

ARTICLE = re.compile(
    rf"(?P<word>(?:art[íi]culos?|art\.?|article|section|sec\.?"
    rf"|§+)\s*(?:n[.º°o]{{1,2}}\s*|))(?P<number>{_NUMBER}{_TAIL})"
    rf"(?P<end>\s*(?:\(\*+\)\s*|)(?:[.:)–—\-]+(?:\s[–—-]+(?=\s)|)|$)|(?=\s))\s*",
    re.IGNORECASE,
)
"""An article or section by its word: ``Artículo 5o.-``, ``Art. 188-A.``, ``§ 1595A.``, ``Sec. 20A.02.``, ``Section 3
–``.
"""

NUMBERED = re.compile(r"(?P<number>\d{1,4}(?:\.\d+)*[A-Z]{0,2}(?:[-.]\d+)?)(?P<end>\.?(?:[—–-]+)?)(?=[\s(—–-]|$)\s*")
"""A section by its bare number, in a line that the format marks as a heading: ``279.01 Trafficking in persons``."""

BARE = re.compile(
    r"(?:\d{0,3}\s?\[)?(?P<number>\d{1,4}[A-Z]{0,3}(?:\.\d{1,3}[A-Z]{0,2})*)(?P<end>\.?\s?[—–-]{1,2}\s?(?=\(|[A-Z“\"])"
    r"|\.\s*(?=\([1a]\))|\.\s+(?=[(\[A-ZÁÉÍÓÚ“\"])|\s+(?=[A-Z(])|(?=[A-Z][a-z])|\.?$)"
)
"""A section by its bare number, in plain text: ``3.—(1) A person``, ``3.(1) A person``, ``236.1. (a)``, ``2 Human trafficking``.

India prints the number of a note and a bracket before what was put in (``1[370. Trafficking``); from the web page of an
Act of the United Kingdom the blank behind the number is lost (``2Human trafficking``).
"""

MARGINAL = re.compile(
    r"(?P<title>[A-Z][^.;:()]{2,70}\.)\s(?P<number>\d{1,4}[A-Z]{0,2})(?P<end>\.\s?[—–-]*\s*)(?=\(\d|[A-Z“\"])"
)
"""A marginal note run on with its section: ``Interpretation. 2. In this Act``."""

ORDINAL_ARTICLE = re.compile(rf"(?P<number>{ORDINALS}|\d{{1,2}}[oº°]?)(?P<end>\s*[.:)–—\-]+)\s*(?=\S|$)", re.IGNORECASE)
_ORDINAL_STARTS = frozenset(
    "úni uni pre fin pri seg ter cua qui sex sép sep oct nov déc dec cta und duo vig tri".split(" ")
)
"""The first letters of all ORDINALS."""

DISPOSITION = re.compile(
    rf"(?P<number>disposici[oó]n (?:adicional|transitoria|derogatoria|final) {ORDINALS})(?P<end>[.:–—\- ]*)\s*",
    re.IGNORECASE,
)
TRANSITIONAL_UNIT = re.compile(
    rf"(?:(?:art[íi]culo\s+)?(?P<word>transitorio)\s*(?P<number>{ORDINALS}|[IVXLC]+|\d{{1,2}}[oº°]?)?"
    rf"|(?:art[íi]culo\s+)?(?P<first>\d{{1,2}}[oº°]\.?|{ORDINALS})\s+transitorio)(?P<end>\s*[.:)–—\-]+)\s*",
    re.IGNORECASE,
)
TRANSITIONAL_HEADING = re.compile(
    r"(?:art[íi]culos?\s+)?(?:disposici[oó]n(?:es)?\s+)?transitori[oa]s?(?:\s+(?:y finales"
    r"|de (?:los )?decretos de reforma|finales))?\s*[.:]?$"
    r"|t\s?r\s?a\s?n\s?s\s?i\s?t\s?o\s?r\s?i\s?o\s?s\s*[.:]?$|transitional (?:provisions|provision)$",
    re.IGNORECASE,
)
_TRANSITIONAL_STARTS = frozenset(("art", "dis", "tra", "tr ", "t r"))
_TRANSITIONAL_OF = re.compile(r"(?:(?:ART[IÍ]CULOS|DISPOSICIONES) )?TRANSITORI[OA]S DE(?:L| LA) [A-ZÁÉÍÓÚÑ ]{4,}")
DISPOSITIONS = re.compile(
    r"disposici(?:[óo]n|ones)(?:\s+(?:complementarias?|finale?s?|generale?s?|adicionale?s?|modificatorias?|derogatorias?|abrogatorias?|reformatorias?"
    r"|especiale?s?|comune?s?|interpretativas?|y|de la ley))+\s*[.:]?$",
    re.IGNORECASE,
)
"""A heading over provisions that count in words, as Peru, Bolivia and Ecuador end their laws: ``DISPOSICIONES FINALES``, then ``PRIMERA.-``."""

FIRST_OR_ONLY = re.compile(r"(?:primer[ao]?|[úu]nic[ao])\s*[.:–—\-]", re.IGNORECASE)
AMENDING_DECREE = re.compile(
    r"(?:DECRETO|Decreto|ACUERDO|LEY)\s(?:por (?:el|la) que|que|POR (?:EL|LA) QUE|QUE)\b|FE DE ERRATAS"
)
"""The title of a decree of reform, told by its words even where no signatures end the one before it."""

DECREE = re.compile(
    r"(?:DECRETO|FE DE ERRATAS|FE de erratas|ACUERDO|ACLARACI[OÓ]N|SENTENCIA|RESOLUCI[OÓ]N|LEY|REFORMA|AVISO"
    r"|OFICIO|NOTA ACLARATORIA)\b"
)
NUMERAL = re.compile(rf"(?:[IVXLC]{{1,7}}|\d{{1,3}}|{ORDINALS})\.?$", re.IGNORECASE)
_GROUP = re.compile(r"(?P<number>[IVX]{1,6})(?:$|\s?[.–—-]+\s*(?=[A-ZÁÉÍÓÚÑ]))(?P<heading>.{0,120})$")
NAMED_PARAGRAPH = re.compile(
    rf"(?P<label>p[áa]r(?:[áa]grafo|rafo)(?:\s+(?:\d{{1,2}}(?:\.?[ºo°]|\b)|[IVXLC]+\b|{ORDINALS}\b"
    rf"|transitorio\b))?)\s*[.:–—\-]+\s*(?=\S)",
    re.IGNORECASE,
)
"""A paragraph that calls itself one, as in Colombia and the Dominican Republic: ``PARÁGRAFO 1o.``, ``Párrafo I.-``."""

_WORDS_OF_KIND = {
    "book": "libro book livre",
    "part": "parte part partie",
    "title": "título titulo title titre",
    "subtitle": "subtítulo subtitulo subtitle",
    "chapter": "capítulo capitulo chapter chapitre",
    "subchapter": "subcapítulo subcapitulo subchapter",
    "section": "sección seccion",
    "subsection": "subsección subseccion",
    "division": "división division",
    "subdivision": "subdivision",
    "subpart": "subpart",
    "hcontainer": "anexo annex annexe schedule appendix apéndice apendice",
}
_KINDS = {word: kind for kind, words in _WORDS_OF_KIND.items() for word in words.split(" ")}
_WORDS = "|".join(sorted(_KINDS, key=len, reverse=True))
_ORDINAL_EN = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
_CARDINAL = (
    "(?:twenty|thirty)[ -](?:one|two|three|four|five|six|seven|eight|nine)|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    "|twenty|thirty|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    "|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince"
)
"""Numbers in words, as the Ethiopian, Israeli and Maldivian laws count their chapters: ``PART ONE GENERAL``, ``Chapter Five: Attempt``."""
_CONTAINER_STARTS = _ORDINAL_STARTS.union(word[:3] for word in (*_KINDS, *_ORDINAL_EN.split("|")))
_AFTER_NUMBER = r"(?P<end>\s*[.:–—\-]*\s*)(?P<rest>.*)$"
CONTAINER = re.compile(
    rf"(?P<word>{_WORDS})s?\s+(?P<number>(?:n[º°o]\.?\s*)?(?:\d{{1,3}}(?:\.\d+)*(?:\.?[ªº°]|[oa]\b)?[A-Z]?\b"
    rf"|[IVXLC|l]+(?:[.-]?\d+)?(?:-?[A-Z])?\b|\||{ORDINALS}\b|"
    rf"(?:{_ORDINAL_EN}|{_CARDINAL})\b|[A-Z]\b)(?:[ -]{_SUFFIX}\b)?){_AFTER_NUMBER}",
    re.IGNORECASE,
)
_ORDINAL_FIRST = re.compile(
    rf"(?P<number>{ORDINALS}|{_ORDINAL_EN})\s+(?P<word>parte|libro|secci[oó]n|schedule|annex|appendix){_AFTER_NUMBER}",
    re.IGNORECASE,
)
_SECOND_WORDS = frozenset(("parte", "libro", "sección", "seccion", "schedule", "annex", "appendix"))

REFORM_NOTE = re.compile(
    rf"[\[(*)\"“\s\-–]*(?:(?:[úu]ltim[oa]s?|antepen[úu]ltimo|pen[úu]ltimo|{_ORDINAL})\s+)?"
    r"(?=art[íi]culos?\b|p[áa]rrafos?\b|fracci[oó]n(?:es)?\b|incisos?\b|subincisos?\b|cap[íi]tulos?\b"
    r"|t[íi]tulos?\b|secci[oó]n(?:es)?\b|libros?\b|apartados?\b"
    r"|numeral(?:es)?\b|denominaci[oó]n\b|encabezado\b|ep[íi]grafe\b|nombre\b|tabla\b|ap[ée]ndice\b"
    r"|numeraci[oó]n\b|literal(?:es)?\b|reforma\b|fe de erratas\b)"
    r".{0,110}?\b(?:reformad|adicionad|derogad|recorrid|abrogad|renumerad|reubicad|modificad|corrid|suprimid"
    r"|sustituid|incorporad|agregad|reemplazad|publicad|invalidez|erratas)\w*"
    r".{0,60}\b(?:D\.O\.F\b|G\.O\.|B\.O\.|R\.O\.|(?:DOF|Diario Oficial|Bolet[íi]n Oficial|Registro Oficial|Gaceta|Decreto|Ley)\b)",
    re.IGNORECASE,
)
_REFORM_STARTS = _ORDINAL_STARTS.union(
    "art pár par fra inc sub cap tít tit sec lib apa num den enc epí epi nom tab apé ape lit ref últ ult ant pen".split(),
    ["fe "],
)
_OPENING = '[(*)"“ -–'
_EDITOR_STARTS = frozenset(
    ["la ", "el ", "su ", "de ", *"así asi not tác tac int ref der adi cor med anu act últ ult ley est".split()]
)
_EDITOR_NOTE = re.compile(
    r"(?:\(\*+\)|[\[(*])\s*(?:as[íi] (?:adicionad|reformad|modificad|derogad|corrid|ampliad|interpretad|la )|nota\b"
    r"|t[áa]citamente|interpretad|reformad|derogad|adicionad|corrid"
    r"|mediante (?:el|la|resoluci[oó]n)|la sala constitucional|el presente art[íi]culo|anulad|actualizad"
    r"|[úu]ltima reforma|ley n|su n[úu]mero"
    r"|este (?:art[íi]culo|inciso|p[áa]rrafo)|de conformidad con el art[íi]culo \d+.{0,60}reform)",
    re.IGNORECASE,
)
_IN_ANGLES = re.compile(
    r"<\s*(?:art[íi]culo|inciso|numeral|literal|par[áa]grafo|p[áa]rrafo|apartes?|t[íi]tulo|cap[íi]tulo|texto|expresi[oó]n|c[óo]digo|ley|ver|notas?|penas?|jurisprudencia|ordinal|doctrina)"
    r"\b(?!\s+(?:derogad|suprimid|inexequible))[^<>]{3,600}>\s*",
    re.IGNORECASE,
)
"""A remark beside a provision's text; one that says that it is repealed is all of its text."""

_HEADING_OF_NOTES = re.compile(
    r"\(\*+\)\s?Notas?\s?:|(?:Editorial Notes|Statutory Notes and Related Subsidiaries|Historical and (?:Revision|Statutory) Notes)$"
)
_AUTHORITY = re.compile(r"[(\[]?(?:Sections?|Ss?\.|Regulations?|Articles?)\s\d[\d(),A-Za-z. ]{0,40}[)\]]?\.?$")
_NOTE_MARK = re.compile(r"nota(?: del? \w+)?\s?:", re.IGNORECASE)
REFORMED_ARTICLE = re.compile(
    r"(?:(?:reformad|adicionad|derogad|interpretad|modificad)\w*\s.{0,60}?\b(?:por|mediante|seg[úu]n)\b|v[ée]ase\b)",
    re.IGNORECASE,
)
_REPEAL = re.compile(
    r"[(\[*<]*\s*(?:se deroga|art[íi]culo derogad|derogad|suprimid|sin contenido|sin efecto|repealed|abrogad|abrog[ée])",
    re.IGNORECASE,
)
_HISTORY = re.compile(
    r"(?:Sections?|Subsections?|Parts?|Subparts?|Schedules?|Headings?|Cross-?headings?|Paragraphs?|Titles?|Chapters?|Clauses?|Regulations?)\b[^:.;]{0,70}:"
    r"\s(?:inserted|amended|replaced|repealed|substituted|added|omitted|revoked)\b"
    r"|\d{1,3}\.\s?(?:Subs|Ins|Rep|Omitted|Added|Amended)\.?\s(?:by|ibid)\b"
    r"|[FICM]\d{1,4}\s?(?:Ss?\.|Words?\b|Schs?\.|Pts?\.|Act\b|Heading\b|Cross-heading\b|Entry\b|Entries\b|Definitions?\b)"
    r"|\((?:As added|Added|Amended|Pub\. L\.|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}, ch\.)[^()]{0,40}(?:\([^()]*\)[^()]*)*\d+ Stat\. \d"
    r"|\[\d{1,3}/\d{4}(?:[;,]\s?\d{1,3}/\d{4})*\]$"
    r"|(?:Textual Amendments|Commencement Information|Marginal Citations|Modifications etc\. \(not altering text\))$"
)
_HISTORY_STARTS = frozenset("SPHCTRMFI[(123456789")

NOTE_GOES_ON = re.compile(r"(?:DOF )?\d{2}-\d{2}-\d{4}|DOF\b|\(")
SIGNATURE = re.compile(
    r"(?:(?:es )?dad[oa],?(?: (?:y )?firmad[oa],?)?(?: y sellad[oa],?)? en (?:el|la|los|las|san|palacio|ciudad|(?-i:[A-ZÁÉÍÓÚ][a-z]))|en cumplimiento de lo dispuesto por la fracci[oó]n"
    r"|(?:m[ée]xico|ciudad de m[ée]xico|sal[oó]n de sesiones)[^.]{0,40}, a \d"
    r"|m[ée]xico, d\.? ?f\.|publ[íi]quese (?:en|y)\b|emitido en el|remit[íi]da al poder|p[áa]se(?:se)? al"
    r"|comun[íi]quese (?:y|al)|ejec[úu]tese|rúbricas?\b|given under (?:my|our)|in witness whereof"
    r"|en fe de lo cual|por tanto,? (?:mando|ej|publ|s[ae]nc|al ejec)|por tanto:?$|mando se (?:publique|cumpla)|aprobad[oa] (?:el proyecto"
    r"|en tercer debate)|sancionad[oa] (?:el|la) |habi[ée]ndose cumplido con lo .{0,90}\bconstituci[oó]n|y por cuanto he tenido"
    r"|rem[íi]tase al (?:[óo]rgano|poder|ejecutivo)|reg[íi]strese(?:,| y )|c[úu]mplase|en (?-i:[A-ZÁÉÍÓÚ])\w+(?: \w+)?, a los \w+ (?:\(\d+\) )?d[íi]as"
    r"|(?:el|la) (?:vice)?(?:president|secretari)[aeo](?: general)? (?:del?|de la) (?:h\.|honorable|senado|c[áa]mara|congreso|asamblea)[^.;:]{0,80},$"
    r"|approved(?:,|:|:? [a-z]+ \d{1,2}, \d{4}\.?)?$|assented to (?:on|this|by)|passed (?:in|by) the (?:house|senate|national assembly)"
    r"|made (?:on|this) (?:the )?\d)",
    re.IGNORECASE,
)
_SIGNATURE_STARTS = frozenset(
    [
        "en ",
        "in ",
        "el ",
        "la ",
        "es ",
        "y p",
        *"dad méx mex ciu sal pub emi rem rém pás pas com eje rúb giv por apr san man hab reg cúm cum app ass mad".split(),
    ]
)
_PLACE_AND_DAY = re.compile(
    r"[A-ZÁÉÍÓÚ][\w.]+(?: [\w.]+){0,3}, (?:a )?\d{1,2}[oº°]? de [a-zé]+ de(?:l(?: año)?)? \d{4}[.\-–—]*$"
)
"""``Santiago, 1 de abril de 2011.``: where and when a law was signed."""

_STARTS = _CONTAINER_STARTS | _TRANSITIONAL_STARTS | _REFORM_STARTS | frozenset(("not",))
_STARTS_IN_BRACKETS = _EDITOR_STARTS | _REFORM_STARTS

_ROMAN_OR_LETTER = r"[IVXLCDM]{1,8}|[A-ZÑ]|[ivxlcdm]{1,7}|[a-zñ]|[a-z]{2}"
ITEM = re.compile(
    rf"(?:[-*•▪]\s+(?=\(?\w{{1,6}}[).])|)(?P<label>\((?:{_ROMAN_OR_LETTER}|[A-Z]{{2}}"
    rf"|\d{{1,3}}[A-Z]{{0,2}})(?:[.-]\d{{1,4}}|)(?: (?i:{_SUFFIX})|)\)"
    rf"|\d{{1,2}}\.[ºª°](?=\s)|\d{{1,2}}/(?=\s[A-Z“\"])|(?:\d{{1,3}}(?:\.?[ºª°]|[oa]|)|{_ROMAN_OR_LETTER})"
    rf"(?:\.\d{{1,3}}(?=\))|)(?:\.?[ ](?i:{_SUFFIX})|)(?:\.?[ ]?\)[.\-–]*|\.[ ]?[-–—]+|\.(?![A-Z]\.)|[º°]"
    rf"|[ ]?[-–—](?=[ A-ZÁÉÍÓÚ]))(?=\s|[A-ZÁÉÍÓÚÑ¿“\"]|$|(?<=\))[a-z]))\s*"
)
BULLET = re.compile(r"(?P<label>[-–—•▪*◦●])\s+(?=\w)")


def may_announce(text: str) -> bool:
    """May `text` be a container, the heading of transitional provisions, a named paragraph or a note? A cheap look.

    >>> may_announce("El que engañe"), may_announce("(a) engañe"), may_announce("(Así reformado)")
    (False, False, True)
    """
    if text[0] in _OPENING:
        return text.lstrip(_OPENING)[:3].lower() in _STARTS_IN_BRACKETS
    return text[:3].lower() in _STARTS


@dataclass(frozen=True, slots=True)
class Container:
    """A line that opens a book, title, chapter …: its Akoma Ntoso kind, number as printed, and heading on the same
    line.
    """

    kind: str
    number: str
    heading: str


def container(line: str) -> Container | None:
    """The container that `line` opens, if it opens one. A sentence that merely starts with the word is none.

    >>> container("CAPÍTULO II. De las penas")
    Container(kind='chapter', number='II', heading='De las penas')
    """
    found = _container_match(line)
    if not found or len(line) > 220:
        return None
    word, number, end, rest = found["word"], found["number"], found["end"].strip(), found["rest"].strip()
    if len(number) == 1 and number.islower():
        return None
    if rest and not _is_heading(rest, after=end, shouted=word.isupper()):
        return None
    if not rest and end == "-":
        return None
    return Container(_KINDS[word.lower()], number.replace("|", "I"), rest)


def _container_match(line: str) -> re.Match[str] | None:
    if line[0].islower() or line[:3].lower() not in _CONTAINER_STARTS:
        return None
    words = line[:40].lower().split(None, 2)
    if len(words) < 2:
        return None
    if words[0] in _KINDS or words[0].removesuffix("s") in _KINDS:
        return CONTAINER.match(line)
    return _ORDINAL_FIRST.match(line) if words[1].rstrip(".:–—-") in _SECOND_WORDS else None


def _is_heading(rest: str, *, after: str, shouted: bool) -> bool:
    """Do the words behind a container's number read as its heading, not as the rest of a sentence?"""
    first = rest.lstrip("“\"'«([").split(" ", 1)[0]
    if not first or not (first[0].isupper() or first[0].isdigit()) or rest[-1] in ";,:":
        return False
    return bool(after) or shouted or rest.isupper() or len(rest) < 90


def _names_source(text: str) -> bool:
    """Is a gazette or a reforming act named? A cheap look before the pattern."""
    if "B.O." in text or "R.O." in text:
        return True
    if "DOF" in text or "Ley" in text or "Decreto" in text or "Oficial" in text or "Gaceta" in text:
        return True
    return "D.O.F" in text or "G.O." in text or "LEY" in text or "DECRETO" in text


def is_reform_note(text: str) -> bool:
    """Does `text` tell when a provision was changed, as Mexican consolidations print it under each one?

    >>> is_reform_note("Fracción reformada DOF 28-06-2007"), is_reform_note("Artículo 80.- (Derogado por Ley 7728)")
    (True, False)
    """
    start = text.lstrip(_OPENING)[:3] if text[0] in _OPENING else text[:3]
    return start.lower() in _REFORM_STARTS and _names_source(text) and _tells_reform(text)


@lru_cache(maxsize=64)
def _tells_reform(text: str) -> bool:
    """The slow part of `is_reform_note`, kept because the same line is asked about a few times in a row."""
    article = ARTICLE.match(text)
    if article and (article["end"].strip() or article["number"][-1] in ".º°ª"):
        return False
    return REFORM_NOTE.match(text) is not None


def is_history(text: str) -> bool:
    """Does `text` tell when a provision was changed, as English-language consolidations print it under each one?

    >>> (
    ...     is_history("Section 98C: inserted, on 18 June 2002, by section 5"),
    ...     is_history("1. Subs. by Act 13 of 2013, s. 8"),
    ... )
    (True, True)
    """
    return text[0] in _HISTORY_STARTS and _HISTORY.match(text) is not None


def is_editor_note(text: str) -> bool:
    """Is `text` a remark of whoever publishes the law: "(Así reformado por …)", "Nota: …"?"""
    if text[0] in "([*":
        return bool(_EDITOR_NOTE.match(text))
    return text[0] in "nN" and bool(_NOTE_MARK.match(text))


def is_heading_of_notes(text: str) -> bool:
    """Is `text` the heading of the publisher's notes under an article, "(*)Notas:", "Editorial Notes"?"""
    return text[0] in "(ESH" and bool(_HEADING_OF_NOTES.match(text))


def is_authority(text: str) -> bool:
    """Does `text` name the section that a schedule belongs to, as it stands between the schedule's number and its heading?"""
    return len(text) < 60 and bool(_AUTHORITY.match(text))


def in_angles(text: str) -> tuple[str, tuple[str, ...]]:
    """`text` without the remarks in angle brackets that Colombian consolidations put into it, and those remarks.

    >>> in_angles("ARTÍCULO 3. <Artículo modificado por la Ley 2.> Quien")
    ('ARTÍCULO 3. Quien', ('<Artículo modificado por la Ley 2.>',))
    """
    if "<" not in text:
        return text, ()
    notes = tuple(note.strip() for note in _IN_ANGLES.findall(text))
    return (_IN_ANGLES.sub("", text).strip(), notes) if notes else (text, ())


def is_signature(text: str) -> bool:
    """Does `text` open the formula and signatures that end a law?"""
    if text[:3].lower() in _SIGNATURE_STARTS and SIGNATURE.match(text):
        return True
    return len(text) < 70 and text[0].isupper() and _PLACE_AND_DAY.match(text) is not None


def is_transitional_heading(text: str) -> bool:
    """Is `text` the heading of transitional provisions?"""
    if text[:3].lower() not in _TRANSITIONAL_STARTS:
        return False
    if len(text) <= 70:
        return bool(TRANSITIONAL_HEADING.match(text) or _TRANSITIONAL_OF.match(text))
    return len(text) < 1200 and bool(_TRANSITIONAL_OF.match(text)) and text.isupper()


def group(text: str) -> tuple[str, str] | None:
    """Number and heading of a line that groups articles by a Roman number alone: "II. Protección de las víctimas",
    "II".

    >>> group("IV. Disposiciones finales"), group("II")
    (('IV', 'Disposiciones finales'), ('II', ''))
    """
    found = _GROUP.match(text) if text[0] in "IVX" else None
    if not found or text[-1] in ".;:,":
        return None
    return found["number"], found["heading"]


def is_container_word(text: str) -> bool:
    """Is `text` a word like CAPÍTULO by itself, its number on the next line?"""
    return text[0].isupper() and text.lower() in _KINDS


def is_ordinal(text: str) -> bool:
    """May `text` start with a number in words or with an ordinal sign? A cheap look before the pattern."""
    return text[0].isdigit() or text[:3].lower() in _ORDINAL_STARTS


def is_repeal(text: str) -> bool:
    """Does `text` say that a provision is no longer law: "(Derogado)", "[Repealed, 2018, c. 21]"?"""
    return bool(_REPEAL.match(text))


def announces(text: str) -> bool:
    """Does `text` announce something by itself, so that it may recur as law?"""
    return bool(
        ARTICLE.match(text)
        or ITEM.match(text)
        or container(text)
        or TRANSITIONAL_HEADING.match(text)
        or is_reform_note(text)
    )


@lru_cache(maxsize=8192)
def slug(number: str) -> str:
    """The eid part of a number as printed: ``366 Ter`` -> ``366-ter``, ``1o.`` -> ``1``, ``1595A`` -> ``1595-a``,
    ``133¹`` -> ``133-1``, ``II`` -> ``II``.

    Akoma Ntoso Naming Convention 1.0, section 5.
    """
    text = re.sub(r"(?<=\d)\s+(?=\d(?:\s|$))", "", number.strip(" .:–—-()°º"))
    text = re.sub(rf"(?<=\d){_RAISED}", lambda raised: f"-{unicodedata.normalize('NFKC', raised[0])}", text)
    text = re.sub(r"(?<=\d)(?:\s?o\.?|O\b|\.?\s?[º°ª])(?![a-zA-Z])", "", text)
    if roman_value(text) or (len(text) <= 2 and text.isalpha()):
        return text
    if (numeral := text.split(" ", 1)[0]).isupper() and roman_value(numeral):
        return f"{numeral}-{slug(text[len(numeral) :])}"
    text = re.sub(r"(?<=\d)(?=[A-Za-z])", "-", text)
    plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return "-".join(part for part in re.split(r"[^\w]+", plain) if part)


_LEADING_FIGURE = re.compile(r"\d+(?: \d\b)*")


@lru_cache(maxsize=8192)
def base_number(number: str) -> int:
    """The leading figure of an article's number (``366 Ter`` -> 366, ``II`` -> 2), 0 if it has none."""
    digits = _LEADING_FIGURE.match(number)
    if digits:
        return int(digits[0].replace(" ", ""))
    return roman_value(number)
