"""The numbers that a word processor or a browser sets before paragraphs: "3.1", "iv", "b", "Segundo".

Format names are those of WordprocessingML (ISO/IEC 29500-1, 17.18.59 ST_NumberFormat).
"""

from __future__ import annotations

from collections.abc import Callable

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_ORDINAL_ES = (
    ("", "primero", "segundo", "tercero", "cuarto", "quinto", "sexto", "séptimo", "octavo", "noveno"),
    (
        "",
        "décimo",
        "vigésimo",
        "trigésimo",
        "cuadragésimo",
        "quincuagésimo",
        "sexagésimo",
        "septuagésimo",
        "octogésimo",
        "nonagésimo",
    ),
)
_CARDINAL_ES = (
    "", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce", "trece",
    "catorce", "quince", "dieciséis", "diecisiete", "dieciocho", "diecinueve", "veinte", "veintiuno", "veintidós",
    "veintitrés", "veinticuatro", "veinticinco", "veintiséis", "veintisiete", "veintiocho", "veintinueve",
)  # fmt: skip
_TENS_ES = ("", "", "", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa")
_CARDINAL_EN = (
    "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS_EN = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINAL_EN = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip


def numeral(value: int, form: str, language: str = "es") -> str:
    """`value` as the number format `form` writes it in `language` (ISO 639-1); decimal where the format has no such
    number.

    >>> [numeral(n, form) for n, form in ((4, "lowerRoman"), (28, "lowerLetter"), (2, "ordinalText"), (3, "ordinal"))]
    ['iv', 'bb', 'Segundo', '3.º']
    """
    if form in ("none", "bullet"):
        return ""
    write = _WRITERS.get(form)
    return (write(value, language) if write and 0 < value < 5000 else "") or str(value)


def roman(value: int) -> str:
    """`value` in lower-case Roman numerals.

    >>> roman(1999)
    'mcmxcix'
    """
    out = ""
    for worth, letters in _ROMAN:
        times, value = divmod(value, worth)
        out += letters * times
    return out


def letters(value: int) -> str:
    """`value` as WordprocessingML letters it: a to z, then the same letter doubled (17.18.59, lowerLetter)."""
    return chr(97 + (value - 1) % 26) * ((value - 1) // 26 + 1)


def spreadsheet_letters(value: int) -> str:
    """`value` as HTML letters it: a to z, aa, ab … (CSS Counter Styles 3, lower-alpha)."""
    out = ""
    while value > 0:
        value, rest = divmod(value - 1, 26)
        out = chr(97 + rest) + out
    return out


def _ordinal(value: int, language: str) -> str:
    if language == "es":
        return f"{value}.º"
    if language == "en":
        return f"{value}{'th' if value % 100 in (11, 12, 13) else {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th')}"
    return f"{value}.º" if language == "pt" else f"{value}."


def _ordinal_text(value: int, language: str) -> str:
    if value > 99 or language not in ("es", "en"):
        return ""
    tens, ones = divmod(value, 10)
    if language == "es":
        return " ".join(part for part in (_ORDINAL_ES[1][tens], _ORDINAL_ES[0][ones]) if part).capitalize()
    words = _cardinal_text(value, "en").lower()
    stem, dash, last = words.rpartition("-")
    return (
        stem + dash + (_ORDINAL_EN.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last + "th"))
    ).capitalize()


def _cardinal_text(value: int, language: str) -> str:
    if value > 99 or language not in ("es", "en"):
        return ""
    small, large, bond = (_CARDINAL_ES, _TENS_ES, " y ") if language == "es" else (_CARDINAL_EN, _TENS_EN, "-")
    if value < len(small):
        return small[value].capitalize()
    tens, ones = divmod(value, 10)
    return (large[tens] + (bond + small[ones] if ones else "")).capitalize()


_WRITERS: dict[str, Callable[[int, str], str]] = {
    "decimalZero": lambda value, _: f"{value:02d}",
    "lowerLetter": lambda value, _: letters(value),
    "upperLetter": lambda value, _: letters(value).upper(),
    "lowerRoman": lambda value, _: roman(value),
    "upperRoman": lambda value, _: roman(value).upper(),
    "ordinal": _ordinal,
    "ordinalText": _ordinal_text,
    "cardinalText": _cardinal_text,
}
