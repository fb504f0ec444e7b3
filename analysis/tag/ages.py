"""The age below which a person is a child in some words of a law: "menor de dieciocho años", "under the age of 18"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.tag.language import fold
from analysis.tag.numbers import NUMBER, number

YOUNGEST, OLDEST = 7, 21
"""Ages at which any law draws the line; another number below a bound is no age."""

_NO_AGE = r"(?![\d.,]*\d)(?! ?(?:\(\w+\) )?(?:mes|dia|hora|semana|salario|unidad|por ciento|%|month|day|hour|week|per ?cent|dollar|section))"
_SPANISH = re.compile(
    r"\b(?:menor(?:es)?(?: de edad)? (?:de|a|que)|de menos de|(?:inferior(?:es)?|debajo) (?:a|de)|(?:no|sin|aun no) (?:se )?(?:ha(?:ya)?n? |haber |hubier[ea]n? |hubiesen? )?"
    r"(?:cumplido|alcanzado|cumpl[ea]n?|alcan[zc][ae]n?|tenga)) (?:la edad de |a )?(?:los )?\(?"
    rf"(?P<age>{NUMBER['es']}){_NO_AGE}"
)
_ENGLISH = re.compile(
    r"\b(?:under|below|younger than|less than|(?:not|never)(?: yet)? (?:attained|reached)|not (?:yet )?(?:attain|reach)) (?:the )?(?:age(?: of)? )?\(?"
    rf"(?P<age>{NUMBER['en']}){_NO_AGE}"
)
_OF_A_PENALTY = re.compile(
    r"\b(?:no|not|penas?|prision|reclusion|presidio|multa|plazo|termino|tiempo|libertad|imprisonment|prison|term|period|sentence)(?: (?:for|of|de|sea|sera|is))? ?$"
)
"""Words before a bound that make it one of a penalty or a deadline, or turn it round: "no menor de doce años"."""


def under(text: str) -> int | None:
    """The first age limit in `text`, in years; None where the words name none.

    >>> (
    ...     under("persona menor de dieciocho (18) años"),
    ...     under("niño, niña o adolescente"),
    ...     under("prisión no menor de doce años"),
    ... )
    (18, None, None)
    """
    return min(_limits(" ".join(fold(text).split())), default=(0, None))[1]


def _limits(folded: str) -> Iterator[tuple[int, int]]:
    """Where each age limit stands, and its years."""
    for pattern in (_SPANISH, _ENGLISH):
        for found in pattern.finditer(folded):
            age = number(found["age"])
            if YOUNGEST <= age <= OLDEST and age == int(age) and not _OF_A_PENALTY.search(folded[: found.start()]):
                yield found.start(), int(age)
