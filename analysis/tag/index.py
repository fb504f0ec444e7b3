"""The texts of a law as one stream of tokens, each known by its kind: by which words of phrases it fills.

spaCy takes as long to tell the tokens of one new word as to read a page of known ones. Most words of a law are letters or figures with no more than
common marks around them: those are told here, each distinct one once, and only the others are given to spaCy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

from analysis.tag.filling import Filling
from analysis.tag.language import fold, is_noisy

Numbers = npt.NDArray[np.int32]
_Cut = Sequence[tuple[int, int]]
"""Where the tokens of a chunk begin and end in it."""

_PLAIN = re.compile(
    r"([(\[«“\"¿¡]*)([^\W\d_]+|[0-9]+(?:\.[0-9]+)*(?:\)?\((?:[0-9.]+[0-9]|[0-9]|[a-z]+))*)"
    r"((?:[)\]»”\",;:]|(?<=[a-zß-öø-ÿ0-9)\]»”\",;:])\.|(?<=[A-Z][A-Z])\.)*)"
)
"""A word or a figure (`490.02(1)(a`) between marks that are each a token."""
_BETWEEN = "."
"""Stands before and after every text, so that no phrase runs from one into the next."""


class Index:
    """Some texts, without runs of blanks, cut into chunks at blanks and into tokens as spaCy cuts them.

    `kinds` are the kinds of all tokens; the first and the last are stops. `counts` says how many tokens are of each kind.
    """

    def __init__(self, texts: Sequence[str], filling: Filling, tokenizer: Any) -> None:
        parts = " ".join([_BETWEEN, *chain.from_iterable((text, _BETWEEN) for text in texts)]).split(" ")
        chunks = _Chunks()
        self._stream = numbers(map(chunks.__getitem__, parts))
        self._chunks = list(chunks)
        self._folded = [fold(chunk) for chunk in self._chunks]
        cuts = [((0, len(chunk)),) if chunk.isalpha() else _cut(chunk, tokenizer) for chunk in self._chunks]
        sizes, lengths = numbers(map(len, cuts)), numbers(map(len, self._chunks)) + 1
        self._cuts = numbers(chain.from_iterable(chain.from_iterable(cuts))).reshape(-1, 2)
        counts = sizes[self._stream]
        self._firsts, self._begins = before(counts), before(lengths[self._stream])
        self._tokens = spread(before(sizes)[self._stream], counts)
        self.kinds = numbers(map(filling.kind, self._folded_tokens(cuts)))[self._tokens]
        self.counts = np.bincount(self.kinds, minlength=filling.count)
        self._order = np.argsort(self.kinds.astype(np.min_scalar_type(filling.count)), kind="stable").astype(np.int32)
        self._texts = before(numbers([*(text.count(" ") + 2 for text in texts), 1]))

    def _folded_tokens(self, cuts: Iterable[_Cut]) -> Iterator[str]:
        """The folded tokens of all chunks, which are cut so."""
        for folded, cut in zip(self._folded, cuts, strict=True):
            for start, end in cut:
                yield folded[start:end]

    def of_kinds(self, kinds: Numbers) -> Numbers:
        """Where in the stream the tokens of each of `kinds` stand."""
        return self._order[spread(before(self.counts)[kinds], self.counts[kinds])]

    def characters(self, places: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
        """For the first and one past the last token of each of `places`: the number of their text, and their offsets in it."""
        firsts, lasts = numbers(chain.from_iterable(places)).reshape(-1, 2).T
        texts = np.searchsorted(self._firsts[self._texts], firsts, side="right") - 1
        bases = self._begins[self._texts[texts]] + len(_BETWEEN) + 1
        starts, ends = self._offsets(firsts, 0) - bases, self._offsets(lasts - 1, 1) - bases
        return zip(texts.tolist(), starts.tolist(), ends.tolist(), strict=True)

    def _offsets(self, tokens: Numbers, end: int) -> Numbers:
        """Where each of `tokens` begins (`end` is 0) or ends (1), counted from the beginning of all texts."""
        chunks = np.searchsorted(self._firsts, tokens, side="right") - 1
        offsets: Numbers = self._begins[chunks] + self._cuts[self._tokens[tokens], end]
        return offsets

    def noisy(self) -> Iterator[int]:
        """The numbers of the texts with words as only poor scans have them."""
        marked = [(number, chunk) for number, chunk in enumerate(self._folded) if not chunk.isalpha()]
        if is_noisy(" ".join(chunk for _, chunk in marked)):
            noisy = [number for number, chunk in marked if is_noisy(chunk)]
            places = np.flatnonzero(np.isin(self._stream, noisy))
            yield from np.unique(np.searchsorted(self._texts, places, side="right") - 1).tolist()


def numbers(values: Iterable[int]) -> Numbers:
    """`values` as an array."""
    return np.fromiter(values, np.int32)


def before(sizes: npt.NDArray[Any]) -> Numbers:
    """The sum of all sizes that stand before each."""
    sums: Numbers = np.cumsum(sizes, dtype=np.int32) - sizes.astype(np.int32)
    return sums


def spread(firsts: npt.NDArray[Any], sizes: npt.NDArray[Any]) -> Numbers:
    """For each of `firsts`, it and the numbers after it, as many as `sizes` tells."""
    offsets: Numbers = np.arange(int(sizes.sum()), dtype=np.int32)
    offsets += np.repeat(firsts - before(sizes), sizes)
    return offsets


class _Chunks(dict[str, int]):
    """The distinct chunks, numbered as they come."""

    def __missing__(self, chunk: str) -> int:
        self[chunk] = number = len(self)
        return number


def _cut(chunk: str, tokenizer: Any) -> _Cut:
    if chunk[-1:] in (",", ";", ":") and chunk[:-1].isalpha():
        return (0, len(chunk) - 1), (len(chunk) - 1, len(chunk))
    plain = _PLAIN.fullmatch(chunk)
    if not plain:
        return [(token.idx, token.idx + len(token)) for token in tokenizer(chunk)] if chunk else ((0, 0),)
    start, end = plain.span(2)
    if start == 0 and end == len(chunk) - 1:
        return (0, end), (end, end + 1)
    return [*((at, at + 1) for at in range(start)), (start, end), *((at, at + 1) for at in range(end, len(chunk)))]
