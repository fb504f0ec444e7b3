"""Crimes that are graded and not punished where they stand: "shall be a felony of the third degree", "is a class 2 felony".

The years are those that the same law sets for the grade, as the codes of Bhutan, Liberia and of States of the American tradition do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from analysis.tag.penalties import Penalty

_CRIME = r"(?:felony|misdemeanou?r|crime|offen[cs]e)"
_GRADE = re.compile(
    rf"\bclass (?P<class>[a-h1-6]) (?P<crime>{_CRIME})\b"
    rf"|\b(?P<graded>{_CRIME}) of (?:the )?(?:(?P<degree>first|second|third|fourth|fifth) degree|class (?P<of>[a-h1-6]))\b"
    rf"|\b(?P<first>first|second|third|fourth|fifth)[ -]degree (?P<felony>felony|misdemeanou?r)\b"
    r"|\b(?P<bare>felony|(?:petty )?misdemeanou?r)\b",
    re.IGNORECASE,
)
_IS = re.compile(
    r"\b(?:is|are|be|constitutes|commits|guilty of|punish(?:able|ed) as|considered|deemed)\s+(?:an?\s+)?$|,\s+an?\s+$",
    re.IGNORECASE,
)
_WORDS = ("felony", "misdemean", "degree", "class ")
_TERM = ("min_years", "max_years", "life")


def graded(stated: Mapping[str, Sequence[Penalty]]) -> dict[str, list[Penalty]]:
    """For each text that grades a crime and states no penalty, the penalties of the grades, as the other texts set them.

    `stated` maps the texts of a law to the penalties in them. A felony or a misdemeanour of which no text says more is imprisonment of unknown
    length.
    """
    naming = {text: list(_GRADE.finditer(text)) for text in stated if any(word in text.lower() for word in _WORDS)}
    scale = _scale({text: found for text, found in naming.items() if found}, stated)
    return {
        text: penalties
        for text, found in naming.items()
        if not stated[text] and (penalties := list(_penalties(text, found, scale)))
    }


def _scale(
    naming: Mapping[str, list[re.Match[str]]], stated: Mapping[str, Sequence[Penalty]]
) -> dict[str, dict[str, Any]]:
    """The terms of each grade: a text that names one grade, and behind it a term of imprisonment. One grade alone is no scale."""
    scale: dict[str, dict[str, Any]] = {}
    for text, found in naming.items():
        terms = [
            one for one in stated[text] if one.values.get("kind") == "imprisonment" and set(_TERM) & set(one.values)
        ]
        if (
            terms
            and len({_name(one) for one in found}) == 1
            and found[0].end() <= terms[0].start
            and not _states(text, found[0])
        ):
            scale.setdefault(_name(found[0]), {key: terms[0].values[key] for key in _TERM if key in terms[0].values})
    return scale if len(scale) > 1 else {}


def _penalties(text: str, found: Sequence[re.Match[str]], scale: Mapping[str, dict[str, Any]]) -> Iterator[Penalty]:
    for one in found:
        known = scale.get(_name(one))
        if _states(text, one) and (known or any(word in one[0].lower() for word in _WORDS[:2])):
            yield Penalty(*one.span(), {"kind": "imprisonment", **(known or {"relative": one[0]})})


def _states(text: str, grade: re.Match[str]) -> bool:
    """Is the crime said to be of the grade, and not the grade spoken of?"""
    return bool(_IS.search(text, max(0, grade.start() - 30), grade.start()))


def _name(grade: re.Match[str]) -> str:
    crime = (grade["crime"] or grade["graded"] or grade["felony"] or grade["bare"]).lower().replace("our", "or")
    return f"{crime} {(grade['class'] or grade['of'] or grade['degree'] or grade['first'] or '').lower()}"
