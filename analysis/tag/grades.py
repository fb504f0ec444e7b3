"""Terms of imprisonment named by their degree on a scale and not in years: "presidio mayor en su grado mínimo".

The scale is that of article 56 of the Chilean Penal Code; a day over a whole number of years is left out ("five years and one day" is 5).
"""

from __future__ import annotations

import re

_DEGREES = ("minimo", "medio", "maximo")
_SCALE = {
    "menor": ((round(61 / 365, 4), round(540 / 365, 4)), (round(541 / 365, 4), 3.0), (3.0, 5.0)),
    "mayor": ((5.0, 10.0), (10.0, 15.0), (15.0, 20.0)),
}
"""Years from and to, for each degree of the lesser and the greater penalty."""
_NAMED = re.compile(
    r"(?:presidio|reclusion|relegacion|confinamiento|extranamiento) (?P<size>mayor|menor)(?:es)?\b"
    r"(?:,? (?:en )?(?:sus? )?grados? (?P<low>minimo|medio|maximo)(?:(?: a| y|,)(?: su grado)? (?P<high>medio|maximo)(?! de la))?)?"
)


def years(words: str) -> dict[str, float]:
    """`min_years` and `max_years` of the degrees named in folded `words`, from the first to the last; empty where none is named.

    >>> years("presidio menor en su grado maximo a presidio mayor en su grado minimo")
    {'min_years': 3.0, 'max_years': 10.0}
    """
    named = list(_NAMED.finditer(words))
    if not named:
        return {}
    ends = [_ends(found) for found in named]
    return {"min_years": min(low for low, _ in ends), "max_years": max(high for _, high in ends)}


def _ends(found: re.Match[str]) -> tuple[float, float]:
    scale = _SCALE[found["size"]]
    low = _DEGREES.index(found["low"]) if found["low"] else 0
    high = _DEGREES.index(found["high"]) if found["high"] else low if found["low"] else len(scale) - 1
    return scale[low][0], scale[high][1]
