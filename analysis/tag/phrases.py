"""The small language in which concepts are written down, and its compilation.

``word`` any inflection, ``=word`` this form, ``stem*`` any word that starts so (``vali*ndose``: and ends so), ``a|b`` either, ``?word`` may be
missing, ``..3`` up to three words of anything within the sentence, ``#`` a number. Case and accents never matter.

spaCy's own Matcher follows every way to fill a gap at once, which doubles its states with each word of the gap; here a gap is filled with as
few words as will do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from analysis.errors import ManifestError
from analysis.tag.language import fold, stem

_GAP = re.compile(r"\.\.(\d+)$")
_WORD = re.compile(r"=?[^\W_][\w'’\-/°º.*]*$")
_NUMBER_WORDS = {
    "es": "un uno una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho "
    "diecinueve veinte veintiun veintiuno treinta cuarenta cincuenta sesenta cien ciento",
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
    "twenty thirty forty fifty hundred",
}
NUMBER = "#"


@dataclass(frozen=True, slots=True)
class Word:
    """What fits one place of a phrase: stems, folded forms, and shapes (a start, or a start and an end)."""

    stems: frozenset[str]
    forms: frozenset[str]
    shapes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Item:
    """One place of a phrase, whether it may be missing, and how many words may stand before it."""

    word: Word
    optional: bool
    gap: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """A compiled phrase of a concept."""

    concept: str
    items: tuple[Item, ...]

    def find(self, places: Sequence[Set[int]], stops: Set[int]) -> Iterator[tuple[int, int]]:
        """The first and one past the last token of each match.

        `places` gives, for each item, where the tokens stand that fit it; `stops` where full stops, semicolons and colons stand.
        """
        for at, item in enumerate(self.items):
            for start in places[at]:
                end = self._end(places, stops, at + 1, start + 1)
                if end:
                    yield start, end
            if not item.optional:
                return

    def _end(self, places: Sequence[Set[int]], stops: Set[int], at: int, place: int) -> int:
        if at == len(self.items):
            return place
        item = self.items[at]
        for here in range(place, place + item.gap + 1):
            if here in places[at]:
                end = self._end(places, stops, at + 1, here + 1)
                if end:
                    return end
            if here in stops:
                break
        return self._end(places, stops, at + 1, place) if item.optional else 0


def compile_phrase(source: str, language: str, concept: str = "") -> Phrase:
    """`source` as a Phrase for `language`. Raises ManifestError where it is not written in the phrase language.

    >>> sorted(compile_phrase("captar ..2 persona|víctima", "es").items[1].word.stems)
    ['person', 'victim']
    """
    items: list[Item] = []
    gap = 0
    for word in source.split():
        if found := _GAP.match(word):
            gap += int(found[1])
            continue
        alternatives = word.removeprefix("?").split("|")
        if not all(alternative == NUMBER or _WORD.match(alternative) for alternative in alternatives):
            raise ManifestError(
                f"the phrase “{source}” has an item that cannot be read: “{word}”", where=f"concept {concept}",
                do="See analysis/tag/phrases.py for how phrases are written",
            )  # fmt: skip
        items.append(Item(_word(alternatives, language), word.startswith("?"), gap))
        gap = 0
    if all(item.optional for item in items):
        raise ManifestError(f"the phrase “{source}” has no word that must be there", where=f"concept {concept}")
    return Phrase(concept, tuple(items))


def _word(alternatives: list[str], language: str) -> Word:
    forms = {fold(a[1:]) for a in alternatives if a[0] == "="}
    if NUMBER in alternatives:
        forms.update(_NUMBER_WORDS.get(language, "").split(), {NUMBER})
    return Word(
        frozenset(stem(a, language) for a in alternatives if a[0] not in "=#" and "*" not in a),
        frozenset(forms),
        frozenset(fold(a) for a in alternatives if "*" in a),
    )
