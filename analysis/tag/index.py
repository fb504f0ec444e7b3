"""The texts of a law as one stream of tokens, and where in it the words of phrases stand.

spaCy takes as long to tell the tokens of one new word as to read a page of known ones. Most words of a law are letters or figures with no more than
common marks around them: those are told here, each distinct one once, and only the others are given to spaCy.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from analysis.tag.filling import NOTHING, STOP, Filling
from analysis.tag.language import fold, is_noisy

if TYPE_CHECKING:
    from analysis.tag.phrases import Word

Numbers = npt.NDArray[np.int32]

_PLAIN = re.compile(r"([(«“¿¡]*)([^\W\d_]+|[0-9]+)([)»”,;:]*|(?<=[a-zß-öø-ÿ0-9])\.)")
_BETWEEN = " "
"""Stands before and after every text: no chunk of a text is a blank."""


class Index:
    """Some texts, without runs of blanks, cut into chunks at blanks and into tokens as spaCy cuts them."""

    def __init__(self, texts: Sequence[str], filling: Filling, tokenizer: Any) -> None:
        self._filling, self._chunks = filling, _Chunks(filling, tokenizer)
        parts = [*([_BETWEEN, *text.split(" ")] for text in texts), [_BETWEEN]]
        self._stream = _numbers(map(self._chunks.__getitem__, chain.from_iterable(parts)))
        sizes, begins = (
            _numbers(self._chunks.sizes)[self._stream],
            _before(_numbers(self._chunks.lengths)[self._stream]),
        )
        tokens = _spread(_before(_numbers(self._chunks.sizes))[self._stream], sizes)
        self._kinds = _numbers(self._chunks.kinds)[tokens]
        self._starts = np.repeat(begins, sizes) + _numbers(self._chunks.starts)[tokens]
        self._ends = np.repeat(begins, sizes) + _numbers(self._chunks.ends)[tokens]
        self._texts = _before(_numbers(map(len, parts)))
        self._bases, self._firsts = (
            (begins[self._texts] + len(_BETWEEN) + 1).tolist(),
            _before(sizes)[self._texts].tolist(),
        )
        self._order = np.argsort(self._kinds, kind="stable").astype(np.int32)
        self._bounds = np.searchsorted(self._kinds[self._order], np.arange(filling.count + 1)).tolist()
        self._fits: dict[Word, npt.NDArray[np.bool_]] = {}
        self.stops = frozenset(self._of_kind(STOP).tolist())

    def _of_kind(self, kind: int) -> Numbers:
        return self._order[self._bounds[kind] : self._bounds[kind + 1]]

    def count(self, word: Word) -> int:
        """How many tokens fill `word`."""
        return sum(self._bounds[kind + 1] - self._bounds[kind] for kind in self._filling.kinds(word))

    def places(self, word: Word) -> Numbers:
        """Where in the stream the tokens stand that fill `word`."""
        return np.sort(np.concatenate([self._order[:0], *map(self._of_kind, self._filling.kinds(word))]))

    def near(self, places: Numbers, first: int, last: int, word: Word) -> Numbers:
        """Where tokens that fill `word` stand from `first` to `last` tokens after one of `places` (before it, if below 0)."""
        fits = self._fits.get(word)
        if fits is None:
            fits = self._fits[word] = np.zeros(self._filling.count, dtype=np.bool_)
            fits[list(self._filling.kinds(word))] = True
        around: Numbers = np.add.outer(places, np.arange(first, last + 1, dtype=np.int32)).ravel()
        return np.unique(around[fits[self._kinds.take(around, mode="clip")]])

    def characters(self, first: int, last: int) -> tuple[int, int, int]:
        """The number of the text that the tokens from `first` up to `last` stand in, and their offsets in it."""
        text = bisect_right(self._firsts, first) - 1
        base = self._bases[text]
        return text, int(self._starts[first]) - base, int(self._ends[last - 1]) - base

    def noisy(self) -> Iterator[int]:
        """The numbers of the texts with words as only poor scans have them."""
        noisy = [number for chunk, number in self._chunks.items() if is_noisy(fold(chunk))]
        if noisy:
            yield from np.unique(
                np.searchsorted(self._texts, np.flatnonzero(np.isin(self._stream, noisy)), side="right") - 1
            ).tolist()


def _numbers(values: Iterable[int]) -> Numbers:
    return np.fromiter(values, np.int32)


def _before(sizes: Numbers) -> Numbers:
    """The sum of all sizes that stand before each."""
    return (np.cumsum(sizes, dtype=np.int32) - sizes).astype(np.int32)


def _spread(firsts: Numbers, sizes: Numbers) -> Numbers:
    """For each of `firsts`, it and the numbers after it, as many as `sizes` tells."""
    return np.repeat(firsts - _before(sizes), sizes) + np.arange(int(sizes.sum()), dtype=np.int32)


class _Chunks(dict[str, int]):
    """The distinct chunks, numbered as they come: length with the blank after it, number of tokens; and of each token its kind and its place."""

    def __init__(self, filling: Filling, tokenizer: Any) -> None:
        super().__init__()
        self.lengths: list[int] = []
        self.sizes: list[int] = []
        self.kinds: list[int] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self._filling, self._tokenizer = filling, tokenizer
        self._add(_BETWEEN, [(0, 1)], [STOP])
        self._add("", [(0, 0)], [NOTHING])

    def __missing__(self, chunk: str) -> int:
        spans = self._cut(chunk)
        return self._add(chunk, spans, [self._filling.kind(fold(chunk[start:end])) for start, end in spans])

    def _add(self, chunk: str, spans: list[tuple[int, int]], kinds: list[int]) -> int:
        self[chunk] = number = len(self)
        self.lengths.append(len(chunk) + 1)
        self.sizes.append(len(spans))
        self.kinds.extend(kinds)
        self.starts.extend(start for start, _ in spans)
        self.ends.extend(end for _, end in spans)
        return number

    def _cut(self, chunk: str) -> list[tuple[int, int]]:
        plain = _PLAIN.fullmatch(chunk)
        if not plain:
            return [(token.idx, token.idx + len(token)) for token in self._tokenizer(chunk)]
        start, end = plain.span(2)
        marks = (*range(start), *range(end, len(chunk)))
        return sorted([plain.span(2), *((at, at + 1) for at in marks)]) if marks else [(start, end)]
