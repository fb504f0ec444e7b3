"""Clauses as sparse vectors of what they say, and which clauses of two laws are near: a first look by rare words, then parents and neighbours.

Each clause looks for company by its rarest features only, and each feature knows a fixed number of clauses: the search grows with
the number of clauses, and its sorting with that times its logarithm.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from analysis.align.words import Part

Pairs = npt.NDArray[np.int64]
"""Pairs of a clause of A and one of B, as A's number times the number of clauses of B plus B's number; sorted."""
Scores = npt.NDArray[np.float64]

RAREST, POSTINGS, KEPT = 24, 48, 24
"""Features by which a clause looks for others, clauses that a feature knows, and candidates that a clause keeps."""
CHUNK = 2048
FAMILY = 12
"""Children up to which all pairs of two families are looked at."""
ABOVE, BESIDE, PLACE = 0.8, 0.5, 0.05
"""How much the clauses above, the neighbours, and the place among one's like weigh beside the clauses' own words."""
ROUNDS = 8
RIVAL = 0.5
"""How much of its score a pair loses where one of the two is far nearer to another clause."""
ALIKE = 0.86
"""How near two words of different languages are that count as one (Jaro-Winkler, on spellings made alike)."""


def nearness(ours: Sequence[Part], theirs: Sequence[Part]) -> tuple[Pairs, Scores, Scores]:
    """The pairs of clauses that are near, with how near their own words are and how near they are with what stands around them, 0 to 1."""
    space = Space(ours, theirs)
    pairs = space.candidates()
    for _ in range(2):
        pairs = np.union1d(pairs, space.kin(pairs, space.own(pairs)))
    own = space.own(pairs)
    return pairs, own, space.spread(pairs, own)


class Space:
    """Two laws in one space of features: what is near, and how near."""

    def __init__(self, ours: Sequence[Part], theirs: Sequence[Part]) -> None:
        self.ours, self.theirs, self.width = ours, theirs, len(theirs)
        a, b = [part.features for part in ours], [part.features for part in theirs]
        if ours[0].language != theirs[0].language:
            a = _translated(a, b)
        self.a, self.b, self.whole_a, self.whole_b = _vectors(a, b, ours, theirs)
        self.levels = _array(ours, "level"), _array(theirs, "level")

    def candidates(self) -> Pairs:
        found = [self._first_look(self.whole_a, self.whole_b), self._first_look(self.a, self.b)]
        return np.unique(np.concatenate(found))

    def _first_look(self, a: Any, b: Any) -> Pairs:
        few, known = _heaviest(a, RAREST), _heaviest(b.T.tocsr(), POSTINGS)
        found = []
        for start in range(0, few.shape[0], CHUNK):
            best = _heaviest((few[start : start + CHUNK] @ known).tocsr(), KEPT).tocoo()
            found.append((best.row.astype(np.int64) + start) * self.width + best.col)
        return np.concatenate(found)

    def own(self, pairs: Pairs) -> Scores:
        """How near the words of each pair are: their own, and those of all below them."""
        ours, theirs = np.divmod(pairs, self.width)
        level = np.abs(self.levels[0][ours] - self.levels[1][theirs])
        near = 0.5 * _cosines(self.a, self.b, ours, theirs) + 0.5 * _cosines(self.whole_a, self.whole_b, ours, theirs)
        scaled: Scores = near * np.array([1.0, 0.85, 0.3])[level]
        return scaled

    def kin(self, pairs: Pairs, scores: Scores) -> Pairs:
        """The pairs around the best ones: parents, neighbours and children of both."""
        best = pairs[_best(pairs // self.width, scores, 2)]
        found: list[int] = []
        for one, two in zip(*np.divmod(best, self.width), strict=True):
            a, b = self.ours[one], self.theirs[two]
            around = [(a.above, b.above), (a.before, b.before), (a.after, b.after)]
            if len(a.below) <= FAMILY and len(b.below) <= FAMILY:
                around += [(i, j) for i in a.below for j in b.below]
            else:
                around += zip(a.below, b.below, strict=False)
            found += [i * self.width + j for i, j in around if i >= 0 and j >= 0]
        return np.unique(np.array(found, np.int64))

    def spread(self, pairs: Pairs, own: Scores) -> Scores:
        """The scores after what is above and beside each pair had its say, a few rounds."""
        ours, theirs = np.divmod(pairs, self.width)
        links = [
            self._linked(pairs, _array(self.ours, name)[ours], _array(self.theirs, name)[theirs])
            for name in ("above", "before", "after")
        ]
        place = 1 - np.abs(_array(self.ours, "place")[ours] - _array(self.theirs, "place")[theirs])
        scores = own
        for _ in range(ROUNDS):
            above, before, after = (np.where(link >= 0, np.append(scores, 0.0)[link], 0.0) for link in links)
            scores = own + ABOVE * above * (1 + PLACE * place) + BESIDE * (before + after) / 2
            scores = scores / (1 + ABOVE + BESIDE)
            scores = _shared(scores, ours, theirs)
        return scores

    def _linked(self, pairs: Pairs, ours: Any, theirs: Any) -> Any:
        """For each pair the place of another among `pairs`, -1 where that is none."""
        wanted = ours * self.width + theirs
        at = np.minimum(np.searchsorted(pairs, wanted), len(pairs) - 1)
        return np.where((ours >= 0) & (theirs >= 0) & (pairs[at] == wanted), at, -1)


def _shared(scores: Scores, ours: Any, theirs: Any) -> Scores:
    """A clause that is nearer to another one is less likely to be this one's counterpart."""
    for side in (ours, theirs):
        top = np.zeros(side.max() + 1)
        np.maximum.at(top, side, scores)
        rival = np.divide(scores, top[side], out=np.zeros_like(scores), where=top[side] > 0)
        scores = scores * (1 - RIVAL + RIVAL * rival)
    return scores


def _vectors(a: list[list[str]], b: list[list[str]], ours: Sequence[Part], theirs: Sequence[Part]) -> tuple[Any, ...]:
    """Weighted vectors of both laws: of the clauses alone, and with all below them. One weighting for both."""
    from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

    counts = CountVectorizer(analyzer=_as_it_is, dtype=np.float32).fit_transform([*a, *b, ["="]])
    weights = TfidfTransformer(sublinear_tf=True).fit(counts)
    one, two = counts[: len(a)], counts[len(a) : len(a) + len(b)]
    return tuple(
        weights.transform(each).tocsr() for each in (one, two, _with_children(one, ours), _with_children(two, theirs))
    )


def _as_it_is(features: list[str]) -> list[str]:
    return features


def _with_children(counts: Any, law: Sequence[Part]) -> Any:
    from scipy.sparse import csr_array

    rows, columns = list(range(len(law))), list(range(len(law)))
    for at, part in enumerate(law):
        above = part.above
        while above >= 0:
            rows.append(above)
            columns.append(at)
            above = law[above].above
    below = csr_array((np.ones(len(rows), np.float32), (rows, columns)), shape=(len(law), len(law)))
    return (below @ counts).tocsr()


def _heaviest(matrix: Any, most: int) -> Any:
    """`matrix` with the `most` greatest values of each row."""
    from scipy.sparse import csr_array

    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    kept = np.sort(_best(rows, matrix.data, most))
    return csr_array((matrix.data[kept], (rows[kept], matrix.indices[kept])), shape=matrix.shape)


def _best(rows: Any, scores: Scores, most: int) -> Any:
    """The places of the `most` greatest scores of each row, row by row, greatest first."""
    order = np.lexsort((-scores, rows))
    sorted_rows = rows[order]
    first = np.r_[0, np.flatnonzero(np.diff(sorted_rows)) + 1] if len(order) else np.array([], int)
    rank = np.arange(len(order)) - np.repeat(first, np.diff(np.r_[first, len(order)]))
    return order[rank < most]


def _cosines(a: Any, b: Any, ours: Any, theirs: Any) -> Scores:
    found = [
        np.asarray(a[ours[at : at + CHUNK * 8]].multiply(b[theirs[at : at + CHUNK * 8]]).sum(axis=1)).ravel()
        for at in range(0, len(ours), CHUNK * 8)
    ]
    return np.concatenate(found) if found else np.zeros(0)


def _array(law: Sequence[Part], name: str) -> Any:
    return np.array([getattr(part, name) for part in law])


# ---- words of two languages ----------------------------------------------------------------------------------------

_SPELLINGS = (
    ("ph", "f"),
    ("th", "t"),
    ("qu", "c"),
    ("k", "c"),
    ("y", "i"),
    ("tion", "cion"),
    ("z", "c"),
    ("x", "s"),
    ("v", "b"),
)


def _spelling(word: str) -> str:
    """A stem as both languages might write it: without doubled letters, ``structur`` for ``estructur``."""
    for one, other in _SPELLINGS:
        word = word.replace(one, other)
    plain = "".join(letter for letter, before in zip(word, " " + word, strict=False) if letter != before)
    return plain[1:] if plain.startswith(("esp", "est", "esc", "esf")) else plain


def _translated(a: list[list[str]], b: list[list[str]]) -> list[list[str]]:
    """The features of one law with each word that the other does not have as the one it is spelt nearest to."""
    known = _words(b)
    alike = _cognates(sorted(_words(a) - known), sorted(known))
    return [[alike.get(word, word) for word in features] for features in a]


def _words(features: list[list[str]]) -> set[str]:
    return {word for clause in features for word in clause if word[0] not in "=#@~"}


def _cognates(ours: list[str], theirs: list[str]) -> dict[str, str]:
    """Words of one language to those of another that are spelt alike, among those that begin alike."""
    from rapidfuzz.distance import JaroWinkler
    from rapidfuzz.process import extractOne

    begin: dict[str, dict[str, str]] = {}
    for word in theirs:
        spelt = _spelling(word)
        begin.setdefault(spelt[:2], {})[word] = spelt
    found = {}
    for word in ours:
        spelt = _spelling(word)
        choices = begin.get(spelt[:2], {})
        near = (
            extractOne(spelt, choices, scorer=JaroWinkler.normalized_similarity, score_cutoff=ALIKE)
            if len(spelt) > 3
            else None
        )
        if near:
            found[word] = near[2]
    return found
