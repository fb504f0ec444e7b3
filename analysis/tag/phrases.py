"""The small language in which concepts are written down, and its compilation to spaCy's Matcher.

``word`` any inflection, ``=word`` this form, ``stem*`` any word that starts so (``vali*ndose``: and ends so), ``a|b`` either, ``?word`` may be missing,
``..3`` up to three words of anything within the sentence, ``#`` a number. Case and accents never matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from analysis.errors import ManifestError
from analysis.tag.language import fold, stem

_GAP = re.compile(r"\.\.(\d+)$")
_WORD = re.compile(r"=?[^\W_][\w'’\-/°º.*]*$")
_STOPS = [".", ";", ":"]
NUMBER_WORDS = {
    "es": "un uno una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho "
    "diecinueve veinte veintiun veintiuno treinta cuarenta cincuenta sesenta cien ciento",
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
    "twenty thirty forty fifty hundred",
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A compiled phrase: a spaCy Matcher pattern, and what any text must contain for it to match.

    ``needs`` holds, for each word that cannot be missing, the literals (folded) of which the text has at least one.
    """

    pattern: tuple[dict[str, Any], ...]
    needs: tuple[frozenset[str], ...]


def compile_phrase(source: str, language: str, where: str = "") -> Phrase:
    """`source` as a Phrase for `language`. Raises ManifestError where it is not written in the phrase language.

    >>> compile_phrase("captar ..2 persona|víctima", "es").needs[0]
    frozenset({'cap'})
    """
    pattern: list[dict[str, Any]] = []
    needs: list[frozenset[str]] = []
    for item in source.split():
        if gap := _GAP.match(item):
            pattern.append({"LOWER": {"NOT_IN": _STOPS}, "OP": f"{{0,{gap[1]}}}"})
            continue
        optional = item.startswith("?")
        alternatives = item.removeprefix("?").split("|")
        if not all(alternative == "#" or _WORD.match(alternative) for alternative in alternatives):
            raise ManifestError(f"the phrase “{source}” has an item that cannot be read: “{item}”", where=where)
        pattern.append({**_token(alternatives, language), **({"OP": "?"} if optional else {})})
        literals = frozenset(_literal(alternative, language) for alternative in alternatives)
        if not optional and "" not in literals:
            needs.append(literals)
    if not needs:
        raise ManifestError(f"the phrase “{source}” names no word", where=where, do="Give at least one word in full")
    return Phrase(tuple(pattern), tuple(needs))


def _token(alternatives: list[str], language: str) -> dict[str, Any]:
    """One Matcher token for words that are all stems, all forms, or mixed (then a regular expression on the form)."""
    if alternatives == ["#"]:
        return {"LOWER": {"REGEX": rf"^(?:\d[\d.,]*|{'|'.join(NUMBER_WORDS.get(language, '').split()) or 'x'})$"}}
    if all(alternative[0] not in "=#" and "*" not in alternative for alternative in alternatives):
        return {"NORM": {"IN": sorted({stem(alternative, language) for alternative in alternatives})}}
    if all(alternative[0] == "=" for alternative in alternatives):
        return {"LOWER": {"IN": sorted({fold(alternative[1:]) for alternative in alternatives})}}
    if all("*" in alternative for alternative in alternatives):
        shapes = "|".join(sorted(re.escape(fold(alternative)).replace(r"\*", r"\w*") for alternative in alternatives))
        return {"LOWER": {"REGEX": f"^(?:{shapes})$"}}
    raise _Mixed


class _Mixed(Exception):
    """Alternatives of different sorts in one place: spaCy compares a token by one attribute, so the phrase is written out."""


def compile_all(source: str, language: str, where: str = "") -> list[Phrase]:
    """As `compile_phrase`, with places that mix stems, forms and starts written out as several phrases."""
    try:
        return [compile_phrase(source, language, where)]
    except _Mixed:
        items = source.split()
        for at, item in enumerate(items):
            sorts: dict[str, list[str]] = {}
            for alternative in item.removeprefix("?").split("|"):
                sorts.setdefault("=" if alternative[0] == "=" else "*" if "*" in alternative else "", []).append(alternative)
            if len(sorts) > 1:
                prefix = "?" if item.startswith("?") else ""
                ways = (" ".join([*items[:at], prefix + "|".join(group), *items[at + 1 :]]) for group in sorts.values())
                return [phrase for way in ways for phrase in compile_all(way, language, where)]
        raise


def _literal(alternative: str, language: str) -> str:
    """What the folded text must hold for `alternative` to match; empty where nothing can be said.

    A Snowball stem may differ from the word in its last letter or two ("party" -> "parti"), so those are left out.
    """
    if alternative == "#":
        return ""
    if alternative[0] == "=":
        return fold(alternative[1:])
    if "*" in alternative:
        return fold(alternative.split("*", 1)[0])
    root = stem(alternative, language)
    return root[: max(3, len(root) - 1)] if len(root) > 3 else root[:2]
