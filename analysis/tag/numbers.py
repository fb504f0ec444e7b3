"""Numbers, fractions and multiples as laws write them, in figures and in Spanish or English words.

Everything here reads *folded* text (see :func:`analysis.tag.measures.fold`): lower case, no accents, one space
between words.
"""

from __future__ import annotations

import re
from functools import lru_cache

_ES_UNITS = {
    "cero": 0,
    "un": 1,
    "uno": 1,
    "una": 1,
    "dos": 2,
    "tres": 3,
    "cuatro": 4,
    "cinco": 5,
    "seis": 6,
    "siete": 7,
    "ocho": 8,
    "nueve": 9,
}
_ES_TEENS = {
    "diez": 10,
    "once": 11,
    "doce": 12,
    "trece": 13,
    "catorce": 14,
    "quince": 15,
    "dieciseis": 16,
    "diecisiete": 17,
    "dieciocho": 18,
    "diecinueve": 19,
    "veinte": 20,
    "veintiun": 21,
    "veintiuno": 21,
    "veintiuna": 21,
    "veintidos": 22,
    "veintitres": 23,
    "veinticuatro": 24,
    "veinticinco": 25,
    "veintiseis": 26,
    "veintisiete": 27,
    "veintiocho": 28,
    "veintinueve": 29,
}
_ES_TENS = {"treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70, "ochenta": 80, "noventa": 90}
_ES_HUNDREDS = {
    "cien": 100,
    "ciento": 100,
    "doscient": 200,
    "trescient": 300,
    "cuatrocient": 400,
    "quinient": 500,
    "seiscient": 600,
    "setecient": 700,
    "ochocient": 800,
    "novecient": 900,
}
_EN_UNITS = {
    "zero": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
}
_EN_TEENS = {
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
}
_EN_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fourty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_SCALES = {
    "mil": 1e3,
    "millon": 1e6,
    "millones": 1e6,
    "thousand": 1e3,
    "lakh": 1e5,
    "lakhs": 1e5,
    "crore": 1e7,
    "crores": 1e7,
    "million": 1e6,
    "millions": 1e6,
    "billion": 1e9,
}


def _any(*tables: dict[str, int]) -> str:
    return "|".join(sorted({word for table in tables for word in table}, key=lambda word: (-len(word), word)))


_ES_BELOW_100 = (
    rf"(?:(?:{_any(_ES_TENS)}|veinte|diez) y (?:{_any(_ES_UNITS)})|{_any(_ES_TENS, _ES_TEENS, _ES_UNITS)})\b"
)
_ES_HUNDRED = r"(?:ciento|cien|(?:dos|tres|cuatro|quin|seis|sete|ocho|nove)c?ient[oa]s)\b"
_ES_BELOW_1000 = rf"(?:{_ES_HUNDRED}(?: (?:y )?{_ES_BELOW_100})?|{_ES_BELOW_100})"
_ES_BELOW_MILLION = rf"(?:(?:{_ES_BELOW_1000} )?mil\b(?: (?:y )?{_ES_BELOW_1000})?|{_ES_BELOW_1000})"
_ES_WORDS = rf"{_ES_BELOW_MILLION}(?: millon(?:es)?\b(?: {_ES_BELOW_MILLION})?| punto {_ES_BELOW_100})?"

_EN_BELOW_100 = rf"(?:(?:{_any(_EN_TENS)})[- ]?(?:{_any(_EN_UNITS)})|{_any(_EN_TENS, _EN_TEENS, _EN_UNITS)})\b"
_EN_HUNDRED = rf"(?:(?:{_EN_BELOW_100}|an?)[ -])?hundred\b(?:,?(?: and)? {_EN_BELOW_100})?"
_EN_BELOW_1000 = rf"(?:{_EN_HUNDRED}|{_EN_BELOW_100})"
_EN_SCALE = r"(?:thousand|lakhs?|crores?|millions?|billion)\b"
_EN_WORDS = (
    rf"(?:(?:{_EN_BELOW_1000}|an?) {_EN_SCALE}(?:,?(?: and)? {_EN_BELOW_1000}(?: {_EN_SCALE})?)*"
    rf"|{_EN_BELOW_1000}(?: point {_EN_BELOW_100})?)"
)

_FIGURES = (
    r"\d{1,3}(?:, \d{3})+(?:\.\d{1,2})?\b|\d{1,3}(?:[., ]\d{3})+(?:[.,]\d{1,2})?\b"
    r"|\d+(?:[.,]\d{1,2})?(?![.,]?\d)"
)
_EN_FIGURES = rf"(?:{_FIGURES})(?: {_EN_SCALE})?"
_ES_FIGURES = rf"(?:{_FIGURES})(?: (?:mil|millon(?:es)?)\b)*"


def _starts(*tables: dict[str, int]) -> str:
    return "|".join(sorted({word[:3] for table in tables for word in table}))


_ES_START = rf"(?=\d|{_starts(_ES_HUNDREDS, _ES_TENS, _ES_TEENS, _ES_UNITS)}|mil)"
_EN_START = rf"(?=\d|{_starts(_EN_TENS, _EN_TEENS, _EN_UNITS)}|an? )"
NUMBER = {
    "es": rf"(?:{_ES_START}(?:{_ES_FIGURES}|\b{_ES_WORDS}))",
    "en": rf"(?:{_EN_START}(?:{_EN_FIGURES}|\b{_EN_WORDS}))",
}
"""A number in folded text, by language: the source of a regular expression without groups."""

_POINT = re.compile(r" (?:punto|point) ")
_WORD = re.compile(r"\d[\d.,]*(?: \d{3}\b[\d.,]*)*|[a-z]+")
_THOUSANDS = re.compile(r"\d{1,3}([., ])\d{3}(?:\1\d{3})*(?:[.,]\d{1,2})?$")


def _figures(text: str) -> float:
    text = text.replace(", ", ",")
    match = _THOUSANDS.match(text)
    if match:
        whole, mark = text.replace(match[1], ""), "," if match[1] == "." else "."
        return float(whole.replace(mark, "."))
    return float(text.rstrip(".,").replace(",", "."))


def _below(word: str) -> int | None:
    for table in (_ES_UNITS, _ES_TEENS, _ES_TENS, _EN_UNITS, _EN_TEENS, _EN_TENS):
        if word in table:
            return table[word]
    stem = word.removesuffix("os").removesuffix("as")
    return _ES_HUNDREDS.get(stem if stem in _ES_HUNDREDS else word)


def _joined(word: str) -> int | None:
    """The value of a ten and a unit in one word, as a lost hyphen leaves them (``twentyfive``)."""
    for ten, value in _EN_TENS.items():
        if word.startswith(ten) and word[len(ten) :] in _EN_UNITS:
            return value + _EN_UNITS[word[len(ten) :]]
    return None


@lru_cache(maxsize=10_000)
def number(text: str) -> float:
    """The value of a number that :data:`NUMBER` matched.

    >>> number("ciento veintiun mil quinientos"), number("1.000"), number("2,5"), number("one hundred and twenty-five")
    (121500.0, 1000.0, 2.5, 125.0)
    >>> number("trece punto treinta y tres"), number("four point five")
    (13.33, 4.5)
    """
    whole, _, decimals = _POINT.sub("\0", text, count=1).partition("\0")
    if decimals:
        part = number(decimals)
        return number(whole) + part / 10.0 ** len(f"{part:.0f}")
    total, part = 0.0, 0.0
    for word in _WORD.findall(text):
        if word in _SCALES:
            total, part = _scaled(total, part, _SCALES[word])
        elif word == "hundred":
            part = (part or 1) * 100
        elif word[0].isdigit():
            part += _figures(word)
        else:
            value = _below(word)
            part += (_joined(word) or 0) if value is None else value
    return total + part


def _scaled(total: float, part: float, scale: float) -> tuple[float, float]:
    """`total` and the open `part` after a scale word: ``dos mil millones`` multiplies all that is smaller than the
    scale."""
    if total and total < scale:
        return (total + part) * scale, 0.0
    return total + (part or 1) * scale, 0.0


_ES_PARTS = {
    "tercer": 3,
    "tercio": 3,
    "cuart": 4,
    "quint": 5,
    "sext": 6,
    "septim": 7,
    "octav": 8,
    "noven": 9,
    "decim": 10,
}
_EN_PARTS = {
    "half": 2,
    "halve": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "eighth": 8,
    "tenth": 10,
}
_ES_COUNT = r"(?:un|una|uno|la|el|las|los|dos|tres|cuatro|cinco)"
_ES_PART = (
    r"(?:tercer[ao]?s?|tercios?|cuart[ao]s?|quint[ao]s?|sext[ao]s?|septim[ao]s?|octav[ao]s?|noven[ao]s?"
    r"|decim[ao]s?)"
)
_EN_PART = r"(?:half|halves|thirds?|quarters?|fourths?|fifths?|sixths?|eighths?|tenths?)"
_RATIO = r"\d{1,2} ?/ ?\d{1,2}\b"
_PERCENT = r" ?(?:%|por ciento|por cien\b|por 100\b|per ?cent(?:um)?\b)"

FRACTION = {
    "es": (
        r"(?:(?:(?:la|una|su) )?mitad\b(?! (?:superior|inferior))|un medio\b|(?:(?:las"
        rf"|los) )?(?:{_ES_COUNT} )?{_ES_PART}(?: partes?)?\b"
        rf"|(?:(?:un|el|al|del) )?{NUMBER['es']}(?: ?\(\d+%?\))?{_PERCENT}|{_RATIO})(?: ?\( ?{_RATIO} ?\))?"
    ),
    "en": (
        rf"(?:(?:(?:an?|the|one|two|three|four|five)[- ])?(?:additional )?{_EN_PART}\b"
        rf"|{NUMBER['en']}(?: ?\(\d+%?\))?{_PERCENT}|{_RATIO})"
        rf"(?: ?\( ?{_RATIO} ?\))?"
    ),
}
"""A part of a whole in folded text, by language."""

MULTIPLE = {
    "es": r"(?:doble|duplo|triple|triplo|cuadruple|quintuple)\b",
    "en": rf"(?:twice|thrice|double|triple|treble|quadruple|{NUMBER['en']} times)\b",
}
"""A multiple of a whole in folded text, by language."""

_MULTIPLES = {
    "dobl": 2,
    "dupl": 2,
    "doub": 2,
    "twic": 2,
    "trip": 3,
    "treb": 3,
    "thri": 3,
    "cuad": 4,
    "quad": 4,
    "quin": 5,
}


def fraction(text: str) -> float:
    """The value of a part that :data:`FRACTION` matched, between 0 and 1.

    >>> fraction("dos terceras partes"), fraction("la mitad"), fraction("50 por ciento"), fraction("three-quarters")
    (0.6666666666666666, 0.5, 0.5, 0.75)
    """
    ratio = re.search(r"(\d{1,2}) ?/ ?(\d{1,2})", text)
    if ratio and int(ratio[2]):
        return int(ratio[1]) / int(ratio[2])
    percent = re.search(_PERCENT, text)
    if percent:
        return number(re.sub(r"\(.*", "", text[: percent.start()])) / 100
    if "mitad" in text or "medio" in text:
        return 0.5
    return (number(text) or 1.0) / denominator(text)


def denominator(text: str) -> int:
    """Into how many parts a fraction's words divide the whole; 1 where they name none."""
    words = re.findall(r"[a-z]+", text)
    for stem, parts in (_ES_PARTS | _EN_PARTS).items():
        if any(word.startswith(stem) for word in words):
            return parts
    return 1


def multiple(text: str) -> float:
    """The value of a multiple that :data:`MULTIPLE` matched, 2 or more.

    >>> multiple("doble"), multiple("three times")
    (2.0, 3.0)
    """
    return float(_MULTIPLES.get(text[:4]) or number(text))
