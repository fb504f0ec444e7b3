"""The first look: where in some texts each phrase of a language can begin, told for all phrases at once.

A phrase is looked for only around its anchor, the rarest in these texts of the words that it needs. An anchor stays as long as every other needed
word stands within its reach; the phrase can begin wherever an anchor that stayed can be reached from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from analysis.tag.filling import Filling
from analysis.tag.index import Index, Numbers, spread
from analysis.tag.phrases import Phrase

_Check = tuple[int, int, int]
"""The number of a word, and how many tokens behind the anchor the first and the last place are where it may stand (ahead of it, if below 0)."""


class Anchors:
    """Some phrases, each with every choice of its anchor."""

    def __init__(self, phrases: Sequence[Phrase], filling: Filling) -> None:
        self._filling = filling
        choices = [
            (number, at)
            for number, phrase in enumerate(phrases)
            for at, item in enumerate(phrase.items)
            if not item.optional
        ]
        checks = [_needed(phrases[number], at, filling) for number, at in choices]
        self._phrases = np.array([number for number, _ in choices], np.int64)
        self._words = _table(own[0] for own in checks)[:, 0]
        self._openings = _table(_opening(phrases[number], at, filling) for number, at in choices)
        self._checks = [
            _table(own[at] if at < len(own) else own[0] for own in checks)
            for at in range(1, max(map(len, checks), default=1))
        ]

    def starts(self, index: Index) -> Iterator[tuple[int, list[int]]]:
        """The number of each phrase that `index` may hold, and the tokens that it may begin with, in order."""
        words, kinds = map(np.array, self._filling.pairs)
        fits = np.zeros((self._filling.words, self._filling.count), np.bool_)
        fits[words, kinds] = True
        choices, places = self._anchored(index, words, kinds)
        for check in self._checks:
            stays = np.zeros(len(places), np.bool_)
            stays[_around(places, check[choices], fits, index.kinds)[0]] = True
            choices, places = choices[stays], places[stays]
        anchors, starts = _around(places, self._openings[choices], fits, index.kinds)
        found = np.unique(self._phrases[choices[anchors]] * len(index.kinds) + starts)
        phrases, tokens = np.divmod(found, len(index.kinds))
        for first, last in pairwise([*np.unique(phrases, return_index=True)[1].tolist(), len(phrases)]):
            yield int(phrases[first]), tokens[first:last].tolist()

    def _anchored(self, index: Index, words: Numbers, kinds: Numbers) -> tuple[Numbers, Numbers]:
        """Of each phrase the choice whose word is the rarest in `index`, as often as that word stands there, and each of its places."""
        counts = np.bincount(words, index.counts[kinds], self._filling.words)[self._words]
        rarest = np.lexsort((counts, self._phrases))[np.unique(self._phrases, return_index=True)[1]]
        by_word = np.argsort(words, kind="stable")
        firsts, lasts = (np.searchsorted(words[by_word], self._words[rarest], side) for side in ("left", "right"))
        filled = kinds[by_word][spread(firsts, lasts - firsts)]
        choices = np.repeat(rarest, lasts - firsts)
        return np.repeat(choices, index.counts[filled]), index.of_kinds(filled)


def _table(rows: Iterable[_Check]) -> Numbers:
    return np.array([*rows], np.int32).reshape(-1, 3)


def _needed(phrase: Phrase, anchor: int, filling: Filling) -> list[_Check]:
    """The anchor itself, and every other word that `phrase` needs, those first that can stand in the fewest places."""
    found = [(filling.number(phrase.items[anchor].word), 0, 0)]
    near = far = 0
    for item in phrase.items[anchor + 1 :]:
        far += item.gap + 1
        if not item.optional:
            near += 1
            found.append((filling.number(item.word), near, far))
    near = far = 0
    for at in range(anchor - 1, -1, -1):
        far += phrase.items[at + 1].gap + 1
        if not phrase.items[at].optional:
            near += 1
            found.append((filling.number(phrase.items[at].word), -far, -near))
    return sorted(found, key=lambda check: check[2] - check[1])


def _opening(phrase: Phrase, anchor: int, filling: Filling) -> _Check:
    """What `phrase` can begin with."""
    far = sum(item.gap + 1 for item in phrase.items[1 : anchor + 1])
    near = sum(not item.optional for item in phrase.items[:anchor])
    return filling.number(phrase.opening), -far, -near


def _around(places: Numbers, checks: Numbers, fits: npt.NDArray[np.bool_], kinds: Numbers) -> tuple[Numbers, Numbers]:
    """The tokens that fit the check made at one of `places`: which of the places, and the token."""
    words, firsts, lasts = checks.T
    sizes = lasts - firsts + 1
    tokens = spread(places + firsts, sizes)
    cells = np.repeat(words * fits.shape[1], sizes)
    cells += kinds.take(tokens, mode="clip")
    fit = np.flatnonzero(fits.take(cells))
    return np.repeat(np.arange(len(places), dtype=np.int32), sizes).take(fit), tokens.take(fit)
