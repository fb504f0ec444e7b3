"""The age below which a person is a child in some words of a law: "menor de dieciocho años", "under the age of 18"."""

from __future__ import annotations

import re

from analysis.tag.language import fold

_WORDS = {
    "doce": 12, "trece": 13, "catorce": 14, "quince": 15, "dieciseis": 16, "diecisiete": 17, "dieciocho": 18, "veintiun": 21,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "twenty-one": 21,
}  # fmt: skip
_NUMBER = rf"(?:\(?(?P<n>\d{{1,2}})\)?|(?P<w>{'|'.join(_WORDS)}))"
_AGE = re.compile(
    rf"(?:menor(?:es)?\s+(?:de\s+edad\s+)?(?:de\s+|a\s+)(?:los\s+)?{_NUMBER}|no\s+(?:haya[n]?\s+)?(?:cumplido|alcanzado)\s+(?:los\s+)?{_NUMBER.replace('<n>', '<n2>').replace('<w>', '<w2>')}"
    rf"|(?:under|below|younger than|less than|not (?:yet )?attained|not reached)\s+(?:the\s+)?(?:age\s+of\s+)?{_NUMBER.replace('<n>', '<n3>').replace('<w>', '<w3>')})"
)


def under(text: str) -> int | None:
    """The first age limit in `text`, in years; None where the words name none.

    >>> under("persona menor de dieciocho (18) años"), under("niño, niña o adolescente")
    (18, None)
    """
    found = _AGE.search(fold(text))
    if not found:
        return None
    groups = found.groupdict()
    digits = next((value for key, value in groups.items() if key[0] == "n" and value), None)
    word = next((value for key, value in groups.items() if key[0] == "w" and value), None)
    return int(digits) if digits else _WORDS[word] if word else None
