"""Finds concepts in the texts of a law, by looking at each distinct word once and trying each phrase only where it can begin.

A phrase with a word that the law does not have is never tried; the others are tried near their rarest word. The look loses nothing: `every`
reads a text with spaCy alone and tries all phrases at every token, and a test compares the two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from operator import attrgetter
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from analysis.tag.concepts import Concept
from analysis.tag.filling import Filling
from analysis.tag.language import fold, is_noisy, mend, pipeline
from analysis.tag.phrases import NOTHING, STOP, Phrase, compile_phrase, spellings

if TYPE_CHECKING:
    from analysis.tag.index import Index

_Place = tuple[int, int]
"""The first and one past the last token of a match."""


class Hit(NamedTuple):
    """Words that say a concept: ``text[start:end]``. ``score`` is below 1 where scanning noise had to be forgiven, or a model is not sure;
    ``by`` names the model, where no phrase did.
    """

    concept: str
    start: int
    end: int
    score: float = 1.0
    by: str = ""


_by_place = attrgetter("start", "end", "concept")


class Finder:
    """The concepts of one language, compiled. It learns the words of the texts that it reads, so one thread reads at a time."""

    def __init__(self, concepts: Sequence[Concept], language: str) -> None:
        from analysis.tag.anchors import Anchors

        self._pipeline = pipeline(language)
        self._concepts = [concept.id for concept in concepts]
        self._phrases = [
            (phrase, concept.id, vetoes)
            for concept in concepts
            for sources, vetoes in ((concept.phrases, False), (concept.unless, True))
            for phrase in _compiled(sources, language, concept.id)
        ]
        phrases = [phrase for phrase, _, _ in self._phrases]
        self._learning = Lock()
        self._filling = Filling((word for phrase in phrases for word in phrase.words), language)
        self._fits = [[self._filling.kinds(item.word) for item in phrase.items] for phrase in phrases]
        self._anchors = Anchors(phrases, self._filling)

    def find(self, text: str) -> list[Hit]:
        """All hits in `text`, by place; none overlaps another of the same concept."""
        return self.find_all([text])[0]

    def find_all(self, texts: Sequence[str]) -> list[list[Hit]]:
        """As `find`, for each of `texts`; quicker than one by one."""
        from analysis.tag.index import Index

        with self._learning:
            return self._found(texts, Index(texts, self._filling, self._pipeline.tokenizer))

    def _found(self, texts: Sequence[str], index: Index) -> list[list[Hit]]:
        from analysis.tag.index import Index

        found = self._exact(texts, index)
        if noisy := list(index.noisy()):
            mended = [self._mended(texts[number]) for number in noisy]
            again = self._exact(mended, Index(mended, self._filling, self._pipeline.tokenizer))
            for number, text, hits in zip(noisy, mended, again, strict=True):
                found[number] = _scored(hits, texts[number], text)
        return [sorted(hits, key=_by_place) for hits in found]

    def _exact(self, texts: Sequence[str], index: Index) -> list[list[Hit]]:
        """The hits in `texts` as they stand, in any order."""
        found: list[list[Hit]] = [[] for _ in texts]
        matches = [*self._matches(index.kinds.tolist(), self._anchors.starts(index))]
        places = index.characters(place for _, place in matches)
        for (concept, _), (text, start, end) in zip(matches, places, strict=True):
            found[text].append(Hit(concept, start, end))
        return found

    def _mended(self, text: str) -> str:
        """A noisy text, folded, with the letters that the scanner lost, where they make words of phrases."""
        return mend(fold(text), lambda word: self._filling.kind(word) != NOTHING)

    def every(self, text: str) -> list[Hit]:
        """As `find`, without any short cut."""
        read = self._mended(text) if is_noisy(fold(text)) else text
        doc = self._pipeline.tokenizer(read)
        kinds = [*(self._filling.kind(token.lower_) for token in doc), STOP]
        everywhere = ((number, range(len(doc))) for number in range(len(self._phrases)))
        hits = [
            Hit(concept, doc[first].idx, doc[last - 1].idx + len(doc[last - 1]))
            for concept, (first, last) in self._matches(kinds, everywhere)
        ]
        return sorted(_scored(hits, text, read), key=_by_place)

    def _matches(
        self, kinds: Sequence[int], starts: Iterable[tuple[int, Sequence[int]]]
    ) -> Iterator[tuple[str, _Place]]:
        """The matches of each concept, where `starts` tells where a phrase can begin."""
        places: dict[tuple[str, bool], set[_Place]] = defaultdict(set)
        for number, tokens in starts:
            phrase, concept, vetoes = self._phrases[number]
            places[concept, vetoes].update(phrase.find(tokens, kinds, self._fits[number]))
        for concept in self._concepts:
            for place in _apart(places[concept, False], places[concept, True]):
                yield concept, place


def _scored(hits: Iterable[Hit], text: str, mended: str) -> list[Hit]:
    """`hits` in a `mended` text with their places in `text` itself, each with the share of its letters that the scan had right."""
    if text is mended:
        return list(hits)
    folded = fold(text)
    return [hit._replace(score=_share(folded[hit.start : hit.end], mended[hit.start : hit.end])) for hit in hits]


def _share(one: str, other: str) -> float:
    return round(sum(map(str.__eq__, one, other)) / len(one), 3)


def _compiled(sources: Mapping[str, Iterable[str]], language: str, concept: str) -> list[Phrase]:
    written = (spelling for source in sources.get(language, ()) for spelling in spellings(source))
    return [compile_phrase(spelling, language, concept) for spelling in written]


def _apart(places: Set[_Place], vetoed: Set[_Place]) -> Iterator[_Place]:
    """The longest of those that overlap, without those that overlap a veto, in order."""
    never = {at for start, end in vetoed for at in range(start, end)}
    before = -1
    for start, end in sorted(places, key=lambda place: (place[0], -place[1])):
        if start >= before and (not never or never.isdisjoint(range(start, end))):
            before = end
            yield start, end
