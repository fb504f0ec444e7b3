"""The small language in which concepts are written down, and its compilation.

``word`` any inflection, ``=word`` this form, ``stem*`` any word that starts so (``vali*ndose``: and ends so), ``a|b`` either, ``?word`` may be
missing, ``..3`` up to three words of anything within the sentence, ``#`` a number. Case and accents never matter. A hyphen cuts a word in
two, so ``co-operation`` stands for ``=co ..1 operation`` too.

spaCy's own Matcher follows every way to fill a gap at once, which doubles its states with each word of the gap; here a gap is filled with as
few words as will do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

from analysis.errors import ManifestError
from analysis.tag.language import fold, stem

_GAP = re.compile(r"\.\.(\d+)$")
_WORD = re.compile(r"=?[^\W_][\w'’\-/°º.*]*$")
_NUMBER_WORDS = {
    "es": "un uno una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho "
    "diecinueve veinte veintiun veintiuno treinta cuarenta cincuenta sesenta setenta ochenta noventa cien ciento",
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
    "twenty thirty forty fifty sixty seventy eighty ninety hundred",
}
NUMBER = "#"
NOTHING, STOP = 0, 1
"""The kinds of tokens that fit no item: any, and full stops, semicolons and colons, which no phrase crosses."""


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

    def find(self, starts: Iterable[int], kinds: Sequence[int], fits: Sequence[Set[int]]) -> Iterator[tuple[int, int]]:
        """The first and one past the last token of each match that begins at one of `starts`.

        `kinds` are the kinds of all tokens, a STOP the last of them; `fits` says for each item which kinds fit it.
        """
        for at, item in enumerate(self.items):
            for start in starts:
                if kinds[start] in fits[at]:
                    end = self._end(kinds, fits, at + 1, start + 1)
                    if end:
                        yield start, end
            if not item.optional:
                return

    def _end(self, kinds: Sequence[int], fits: Sequence[Set[int]], at: int, place: int) -> int:
        if at == len(self.items):
            return place
        item, fit = self.items[at], fits[at]
        for here in range(place, place + item.gap + 1):
            kind = kinds[here]
            if kind in fit:
                end = self._end(kinds, fits, at + 1, here + 1)
                if end:
                    return end
            if kind == STOP:
                break
        return self._end(kinds, fits, at + 1, place) if item.optional else 0

    @property
    def opening(self) -> Word:
        """What fits a token that it can begin with: its first word, or one of the first where they may be missing."""
        last = next(at for at, item in enumerate(self.items) if not item.optional)
        words = [item.word for item in self.items[: last + 1]]
        return Word(
            frozenset().union(*(word.stems for word in words)),
            frozenset().union(*(word.forms for word in words)),
            frozenset().union(*(word.shapes for word in words)),
        )

    @property
    def words(self) -> Iterator[Word]:
        """The words of its items, and that of its opening."""
        yield from (item.word for item in self.items)
        yield self.opening


def spellings(source: str) -> Iterator[str]:
    """`source`, and the same with each hyphenated word cut as a text's words are.

    >>> list(spellings("co-operation|aid agreement"))
    ['co-operation|aid agreement', '=co ..1 operation agreement']
    """
    yield source
    items = source.split()
    for at, item in enumerate(items):
        for word in item.split("|"):
            if "-" in word:
                *starts, end = word.removeprefix("=").split("-")
                cut = [*(f"={start}" for start in starts), f"={end}" if word[0] == "=" else end]
                yield " ".join([*items[:at], " ..1 ".join(cut), *items[at + 1 :]])


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
