"""What a sentence does with the words in it: forbid, aggravate, mitigate, exclude, define, or merely mention.

"Engaño" in the sentence that forbids is an element of the offence; after "la pena se aumentará" it is an aggravator; in "no será punible"
it belongs to an exclusion. An item of a list does what the words before the list say, unless its own words say otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from analysis.model import Role
from analysis.tag.finder import Hit

CUES: dict[str, Role] = {
    "cue-excludes": "exclusion", "cue-aggravates": "aggravator", "cue-mitigates": "mitigator", "cue-defines": "definition",
    "cue-punishes": "element", "cue-policy": "mention",
}  # fmt: skip
"""Cue concepts of `annotations/concepts/functions.yaml`, the strongest first: an exclusion outweighs whatever stands beside it."""

_SENTENCE_END = re.compile(
    r"[.;\n](?:(?<=\n)|(?=\s+[A-ZÁÉÍÓÚÑ¿“\"(]|\s*$)(?<![.][A-ZÁÉÍÓÚ].)(?<!\bart.)(?<!\bn[úu]m.)(?<!\binc.)(?<!\bNo.)(?<!\bs.))"
)

_CIRCUMSTANCES = re.compile(
    r"\b(?:cuando|si|siempre que|(?:circunstancias|casos|supuestos)(?: siguientes)?|if|where|when|circumstances)\s*[:—–-]*\s*$",
    re.IGNORECASE,
)
_THE_SAME = re.compile(r"\b(?:misma|mismas|igual|iguales|same|like)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of a clause's text and the role that its cues give to what is said in it; None where there is no cue."""

    start: int
    end: int
    role: Role | None


def sentences(text: str, cues: Sequence[Hit]) -> list[Sentence]:
    """The sentences of `text`, each with the role of its strongest cue; together they are the text.

    One that punishes anew and ends in "cuando:", behind one that punishes, introduces what raises the penalty.
    """
    found: list[Sentence] = []
    start = 0
    for end in [*(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]:
        if end > start:
            role = _strongest({hit.concept for hit in cues if start <= hit.start < end})
            if role == "element" and any(one.role == "element" for one in found) and _introduces_more(text[start:end]):
                role = "aggravator"
            found.append(Sentence(start, end, role))
        start = end
    return found


def _strongest(cues: Set[str]) -> Role | None:
    return next((role for cue, role in CUES.items() if cue in cues), None)


def _introduces_more(sentence: str) -> bool:
    return bool(_CIRCUMSTANCES.search(sentence)) and not _THE_SAME.search(sentence)


def role_of(sentence: Sentence, inherited: Role | None, punishes: bool) -> Role:
    """The role of a hit in `sentence`, where the words before the list give `inherited` and the article `punishes` or not."""
    own = sentence.role
    if own in ("exclusion", "aggravator", "mitigator"):
        return own
    if inherited in ("exclusion", "aggravator", "mitigator", "definition"):
        return inherited
    if own is not None:
        return own
    return inherited or ("element" if punishes else "mention")


def handed_down(text: str, found: Sequence[Sentence], inherited: Role | None, penalty: bool) -> Role | None:
    """The role that a clause's last words give to the items below it.

    Words that state a `penalty` and end in "cuando:", "si:" or "circunstancias siguientes:" introduce what raises it.
    """
    last = found[-1].role if found else None
    if inherited in ("exclusion", "aggravator", "mitigator", "definition") and last not in (
        "exclusion",
        "aggravator",
        "mitigator",
    ):
        return inherited
    if penalty and last in ("element", None) and _CIRCUMSTANCES.search(text):
        return "aggravator"
    return last or inherited
