"""The texts of a law as one stream of tokens, and where in it the words of phrases stand.

spaCy takes as long to tell the tokens of one new word as to read a page of known ones. Most words of a law are letters and nothing else, or letters
and one mark: those are told here, each distinct one once, and only the others are given to spaCy.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any

from analysis.tag.filling import NOTHING, STOP, Filling
from analysis.tag.language import fold

if TYPE_CHECKING:
    from analysis.tag.phrases import Word

_PLAIN = re.compile(r"([^\W\d_]+)(?:[,;:]|(?<=[a-zß-öø-ÿ])\.)?")
_NOISE = re.compile(r"[a-zñ][0-9|!$][a-zñ]|[a-zñ]{2}[|$]|\b[b-df-hj-np-tv-xz]{5,}\b")
_BETWEEN = " "
"""Stands between two texts: no chunk of a text is a blank."""


class Index:
    """Some texts, without runs of blanks, cut into chunks at blanks and into tokens as spaCy cuts them."""

    def __init__(self, texts: Sequence[str], filling: Filling, tokenizer: Any) -> None:
        self._filling, self._chunks = filling, _Chunks(filling, tokenizer)
        parts = [[*text.split(" "), _BETWEEN] for text in texts]
        self._stream = list(chain.from_iterable(parts))
        kinds = [self._chunks[chunk] for chunk in self._stream]
        self._texts = list(accumulate(map(len, parts), initial=0))
        self._tokens = list(accumulate(map(len, kinds), initial=0))
        self._lengths = list(accumulate(map(len, self._stream), initial=0))
        self._kinds = list(chain.from_iterable(kinds))
        self._of_kind: dict[int, list[int]] = defaultdict(list)
        for place, kind in enumerate(self._kinds):
            self._of_kind[kind].append(place)
        self.stops = frozenset(self._of_kind[STOP])

    def count(self, word: Word) -> int:
        """How many tokens fill `word`."""
        return sum(len(self._of_kind[kind]) for kind in self._filling.kinds(word) if kind in self._of_kind)

    def places(self, word: Word) -> set[int]:
        """Where in the stream the tokens stand that fill `word`."""
        return set().union(*(self._of_kind[kind] for kind in self._filling.kinds(word) if kind in self._of_kind))

    def after(self, places: Iterable[int], reach: int, word: Word) -> set[int]:
        """Where tokens that fill `word` stand up to `reach` tokens after one of `places`."""
        kinds, fits = self._kinds, self._filling.kinds(word)
        return {at for place in places for at, kind in enumerate(kinds[place + 1 : place + reach + 1], place + 1) if kind in fits}

    def before(self, places: Iterable[int], reach: int, word: Word) -> set[int]:
        """Where tokens that fill `word` stand up to `reach` tokens before one of `places`."""
        kinds, fits = self._kinds, self._filling.kinds(word)
        firsts = ((place, max(0, place - reach)) for place in places)
        return {at for place, first in firsts for at, kind in enumerate(kinds[first:place], first) if kind in fits}

    def characters(self, first: int, last: int) -> tuple[int, int, int]:
        """The number of the text that the tokens from `first` up to `last` stand in, and their offsets in it."""
        chunk = bisect_right(self._tokens, first) - 1
        text = bisect_right(self._texts, chunk) - 1
        base = self._offset(self._texts[text])
        return text, self._span(chunk, first)[0] - base, self._span(bisect_right(self._tokens, last - 1) - 1, last - 1)[1] - base

    def _offset(self, chunk: int) -> int:
        return self._lengths[chunk] + chunk

    def _span(self, chunk: int, place: int) -> tuple[int, int]:
        start, end, _ = self._chunks.tokens(self._stream[chunk])[place - self._tokens[chunk]]
        return self._offset(chunk) + start, self._offset(chunk) + end

    def noisy(self) -> Iterator[int]:
        """The numbers of the texts with words as only poor scans have them."""
        noisy = {chunk for chunk in self._chunks if is_noisy(fold(chunk))}
        if noisy:
            yield from sorted({bisect_right(self._texts, at) - 1 for at, chunk in enumerate(self._stream) if chunk in noisy})


def is_noisy(folded: str) -> bool:
    """Does a folded text have words as only poor scans have them: ``pers0na``, ``tra|a``, ``trffc``?"""
    return bool(_NOISE.search(folded))


class _Chunks(dict[str, tuple[int, ...]]):
    """The kinds of the tokens of each distinct chunk, worked out as chunks come."""

    def __init__(self, filling: Filling, tokenizer: Any) -> None:
        super().__init__({_BETWEEN: (STOP,), "": (NOTHING,)})
        self._filling, self._tokenizer = filling, tokenizer

    def __missing__(self, chunk: str) -> tuple[int, ...]:
        self[chunk] = kinds = tuple(self._filling.kind(lower) for _, _, lower in self.tokens(chunk))
        return kinds

    def tokens(self, chunk: str) -> list[tuple[int, int, str]]:
        """Start, end and folded form of each token of `chunk`."""
        plain = _PLAIN.fullmatch(chunk)
        if not plain:
            return [(token.idx, token.idx + len(token), token.lower_) for token in self._tokenizer(chunk)]
        end = plain.end(1)
        word = (0, end, fold(plain[1]))
        return [word] if end == len(chunk) else [word, (end, end + 1, chunk[-1])]
