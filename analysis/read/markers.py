"""What a single line announces: a title or chapter, an article or section, a list item, a reform note, the signatures.

Each function looks at one line and says what it could be; `outline` decides, knowing the lines around it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from analysis.read.depth import roman_value

_SUFFIX = (
    r"(?:bis|ter|quater|quáter|quarter|qu[aá]ter|quinquies|quinqui[eé]s|quinto|quintus|sexies|sexties|septies|octies|octavus"
    r"|nonies|novies|decies|undecies|duodecies|terdecies|quaterdecies|quindecies)"
)
_ORDINAL = (
    r"(?:[úu]nic[oa]|preliminar|final|primer[oa]?|segund[oa]|tercer[oa]?|cuart[oa]|quint[oa]|sext[oa]|s[eé]ptim[oa]|octav[oa]|noven[oa]"
    r"|d[eé]cim[oa]|und[eé]cim[oa]|duod[eé]cim[oa]|vig[eé]sim[oa]|trig[eé]sim[oa]|cuadrag[eé]sim[oa]|quincuag[eé]sim[oa]|sexag[eé]sim[oa])"
)
ORDINALS = rf"{_ORDINAL}(?:[ -]?{_ORDINAL})?"
_NUMBER = rf"(?:\d{{1,4}}(?: \d){{0,2}}(?:[.\-–]\d{{1,4}})*|[IVXLC]+\b|{ORDINALS}\b)"
_TAIL = (
    rf"(?-i:[oOa]\b\.?|\s?[º°ª]\.?|\so\.)?(?:[ \-–]*{_SUFFIX}\b(?:\s\d{{1,2}}\b)?)?"
    r"(?-i:(?:\s?[-–]\s?|\s)[A-Z]\b(?=\s*[.:)–—\-]|\s*$)|\.\s[A-Z](?=\.)|[A-Z]\b(?!['’]))?"
)

ARTICLE = re.compile(
    rf"(?P<word>(?:art[íi]culos?|art\.|article|section|sec\.|§+)\s*)(?P<number>{_NUMBER}{_TAIL})(?P<end>\s*(?:[.:)–—\-]+|$)|(?=\s))\s*",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"(?P<number>\d{1,4}(?:\.\d+)*[A-Z]{0,2}(?:[-.]\d+)?)(?P<end>\.?(?:[—–-]+)?)(?=[\s(—–-]|$)\s*")
ORDINAL_ARTICLE = re.compile(rf"(?P<number>{ORDINALS}|\d{{1,2}}[oº°]?)(?P<end>\s*[.:)–—\-]+)\s*(?=\S|$)", re.IGNORECASE)
DISPOSITION = re.compile(
    rf"(?P<number>disposici[oó]n (?:adicional|transitoria|derogatoria|final) {ORDINALS})(?P<end>[.:–—\- ]*)\s*", re.IGNORECASE
)
TRANSITIONAL_UNIT = re.compile(
    rf"(?:(?:art[íi]culo\s+)?(?P<word>transitorio)\s*(?P<number>{ORDINALS}|[IVXLC]+|\d{{1,2}}[oº°]?)?"
    rf"|(?P<first>\d{{1,2}}[oº°])\s+transitorio)(?P<end>\s*[.:)–—\-]+)\s*",
    re.IGNORECASE,
)
TRANSITIONAL_HEADING = re.compile(
    r"(?:art[íi]culos?\s+)?(?:disposici[oó]n(?:es)?\s+)?transitori[oa]s?(?:\s+(?:y finales|de (?:los )?decretos de reforma|finales))?\s*[.:]?$"
    r"|t\s?r\s?a\s?n\s?s\s?i\s?t\s?o\s?r\s?i\s?o\s?s\s*[.:]?$|transitional (?:provisions|provision)$",
    re.IGNORECASE,
)
DECREE = re.compile(
    r"(?:DECRETO|FE DE ERRATAS|FE de erratas|ACUERDO|ACLARACI[OÓ]N|SENTENCIA|RESOLUCI[OÓ]N|LEY|REFORMA|AVISO|OFICIO|NOTA ACLARATORIA)\b"
)

_CONTAINERS = {
    "libro": "book", "book": "book", "parte": "part", "part": "part", "título": "title", "titulo": "title", "title": "title",
    "subtítulo": "subtitle", "subtitulo": "subtitle", "subtitle": "subtitle", "capítulo": "chapter", "capitulo": "chapter",
    "chapter": "chapter", "subcapítulo": "subchapter", "subcapitulo": "subchapter", "subchapter": "subchapter", "sección": "section",
    "seccion": "section", "subsección": "subsection", "subseccion": "subsection", "división": "division", "division": "division",
    "subdivision": "subdivision", "subpart": "subpart", "anexo": "hcontainer", "annex": "hcontainer", "schedule": "hcontainer",
    "appendix": "hcontainer", "apéndice": "hcontainer",
}  # fmt: skip
_ORDINAL_EN = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
CONTAINER = re.compile(
    rf"(?P<word>{'|'.join(_CONTAINERS)})s?\s+(?P<number>(?:n[º°o]\.?\s*)?(?:\d{{1,3}}(?:\.\d+)*(?:\.?[ªº°]|[oa]\b)?[A-Z]?\b|[IVXLC|l]+(?:[.-]?\d+)?(?:-?[A-Z])?\b|\||{ORDINALS}|"
    rf"{_ORDINAL_EN}|[A-Z]\b)(?:[ -]{_SUFFIX})?)(?P<end>\s*[.:–—\-]*\s*)(?P<rest>.*)$",
    re.IGNORECASE,
)
ORDINAL_FIRST_CONTAINER = re.compile(
    rf"(?P<number>{ORDINALS})\s+(?P<word>parte|libro|secci[oó]n)(?P<end>\s*[.:–—\-]*\s*)(?P<rest>.*)$", re.IGNORECASE
)

REFORM_NOTE = re.compile(
    r"(?:[\[(*\"“]*\s*)(?:(?:[úu]ltim[oa]s?|primer|segundo|tercer|cuarto|antepen[úu]ltimo|pen[úu]ltimo)?\s*"
    r"(?:art[íi]culos?|p[áa]rrafos?|fracci[oó]n(?:es)?|incisos?|subincisos?|cap[íi]tulos?|t[íi]tulos?|secci[oó]n(?:es)?|libros?|apartados?|numeral(?:es)?|"
    r"denominaci[oó]n|encabezado|ep[íi]grafe|nombre|tabla|numeraci[oó]n|literal(?:es)?|reforma|fe de erratas)\b.{0,90}?"
    r"\b(?:reformad|adicionad|derogad|recorrid|abrogad|renumerad|reubicad|modificad|corrid|suprimid|invalidez|erratas)"
    r"\w*.{0,60}\b(?:DOF|D\.O\.F|G\.O\.|Diario Oficial|Gaceta|Decreto|Ley)\b)",
    re.IGNORECASE,
)
EDITOR_NOTE = re.compile(
    r"[\[(*]\s*(?:as[íi] (?:adicionad|reformad|modificad|derogad|corrid|ampliad|interpretad|la )|nota\b|t[áa]citamente|interpretad|reformad|derogad|adicionad|corrid"
    r"|mediante (?:el|la|resoluci[oó]n)|la sala constitucional|el presente art[íi]culo|anulad|actualizad|[úu]ltima reforma|ley n|su n[úu]mero"
    r"|este (?:art[íi]culo|inciso|p[áa]rrafo)|de conformidad con el art[íi]culo \d+.{0,60}reform)",
    re.IGNORECASE,
)
REFORMED_ARTICLE = re.compile(r"(?:reformad|adicionad|derogad|interpretad|modificad)\w*\s+(?:por|mediante|seg[úu]n)\b.{0,80}", re.IGNORECASE)
SIGNATURE = re.compile(
    r"(?:dad[oa] en (?:el|la|los|las|san|palacio|ciudad)|en cumplimiento de lo dispuesto por la fracci[oó]n|(?:m[ée]xico|ciudad de m[ée]xico|sal[oó]n de sesiones)[^.]{0,40}, a \d"
    r"|m[ée]xico, d\.? ?f\.|publ[íi]quese (?:en|y)\b|emitido en el|remit[íi]da al poder|p[áa]sese al|comun[íi]quese (?:y|al)|ejec[úu]tese|rúbricas?\b|given under (?:my|our)|in witness whereof"
    r"|en fe de lo cual|por tanto,? (?:mando|ej|publ|s[ae]nc|al ejec)|aprobad[oa] (?:el proyecto|en tercer debate)|sancionad[oa] (?:el|la) )",
    re.IGNORECASE,
)

_ROMAN_OR_LETTER = r"[IVXLCDM]{1,8}|[A-ZÑ]|[ivxlcdm]{1,7}|[a-zñ]|[a-z]{2}"
ITEM = re.compile(
    rf"(?:[-*•▪]\s+(?=\(?\w{{1,6}}[).]))?(?P<label>\((?:{_ROMAN_OR_LETTER}|\d{{1,3}}(?:\.\d+)?)(?: (?i:{_SUFFIX}))?\)"
    rf"|(?:{_ROMAN_OR_LETTER}|\d{{1,3}}[oaº°ª]?)(?:[ ](?i:{_SUFFIX}))?(?:\.?[ ]?\)[.\-–]*|\.[ ]?[-–—]+|\.|[º°]|[ ]?[-–—](?=[ A-ZÁÉÍÓÚ]))(?=\s|[A-ZÁÉÍÓÚÑ¿“\"]|$))\s*"
)
BULLET = re.compile(r"(?P<label>[-–—•▪*◦●])\s+(?=\w)")


@dataclass(frozen=True, slots=True)
class Container:
    """A line that opens a book, title, chapter …: its Akoma Ntoso kind, number as printed, and heading on the same line."""

    kind: str
    number: str
    heading: str


def container(line: str) -> Container | None:
    """The container that `line` opens, if it opens one. A sentence that merely starts with the word is none.

    >>> container("CAPÍTULO II. De las penas")
    Container(kind='chapter', number='II', heading='De las penas')
    """
    found = CONTAINER.match(line) or ORDINAL_FIRST_CONTAINER.match(line)
    if not found or len(line) > 220:
        return None
    word, number, end, rest = found["word"], found["number"], found["end"].strip(), found["rest"].strip()
    if not word[0].isupper() or (len(number) == 1 and number.islower()):
        return None
    if rest and not _is_heading(rest, after=end, shouted=word.isupper()):
        return None
    if not rest and end == "-":
        return None
    return Container(_CONTAINERS[word.lower()], number.replace("|", "I"), rest)


def _is_heading(rest: str, *, after: str, shouted: bool) -> bool:
    """Do the words behind a container's number read as its heading, not as the rest of a sentence?"""
    first = rest.lstrip("“\"'«([").split(" ", 1)[0]
    if not first or not (first[0].isupper() or first[0].isdigit()) or rest[-1] in ";,:":
        return False
    return bool(after) or shouted or rest.isupper() or len(rest) < 90


@lru_cache(maxsize=8192)
def slug(number: str) -> str:
    """The eid part of a number as printed: ``366 Ter`` -> ``366-ter``, ``1o.`` -> ``1``, ``1595A`` -> ``1595-a``, ``II`` -> ``II``.

    Akoma Ntoso Naming Convention 1.0, section 5.
    """
    text = re.sub(r"(?<=\d)\s+(?=\d(?:\s|$))", "", number.strip(" .:–—-()°º"))
    text = re.sub(r"(?<=\d)\s?(?:[oa]\.?|[º°ª])(?![a-zA-Z])", "", text)
    if roman_value(text) or (len(text) <= 2 and text.isalpha()):
        return text
    text = re.sub(r"(?<=\d)(?=[A-Za-z])", "-", text)
    plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return "-".join(part for part in re.split(r"[^\w]+", plain) if part)


def base_number(number: str) -> int:
    """The leading figure of an article's number (``366 Ter`` -> 366, ``279.01`` -> 279, ``II`` -> 2), 0 if it has none."""
    digits = re.match(r"\d+(?: \d\b)*", number)
    if digits:
        return int(digits[0].replace(" ", ""))
    return roman_value(number)
