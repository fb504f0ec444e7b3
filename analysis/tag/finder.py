"""Finds concepts in the texts of a law, by looking at each distinct word once and trying each phrase only around the rarest of its words.

A phrase with a word that the law does not have is never tried; the others are tried where their rarest word stands. The look loses nothing: `every`
reads a text with spaCy alone and tries all phrases at every token, and a test compares the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING

from analysis.tag.concepts import Concept
from analysis.tag.filling import NOTHING, STOPS, Filling
from analysis.tag.language import fold, is_noisy, mend, pipeline
from analysis.tag.phrases import Item, Phrase, compile_phrase

if TYPE_CHECKING:
    from analysis.tag.index import Index, Numbers


@dataclass(frozen=True, slots=True)
class Hit:
    """Words that say a concept: ``text[start:end]``. ``score`` is below 1 where scanning noise had to be forgiven."""

    concept: str
    start: int
    end: int
    score: float = 1.0


class Finder:
    """The concepts of one language, compiled. It learns the words of the texts that it reads, so one thread reads at a time."""

    def __init__(self, concepts: Sequence[Concept], language: str) -> None:
        self._pipeline = pipeline(language)
        self._phrases = {concept.id: _compiled(concept.phrases, language, concept.id) for concept in concepts}
        self._vetoes = {concept.id: _compiled(concept.unless, language, concept.id) for concept in concepts}
        phrases = [phrase for group in (*self._phrases.values(), *self._vetoes.values()) for phrase in group]
        self._learning = Lock()
        self._filling = Filling((item.word for phrase in phrases for item in phrase.items), language)

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
        for concept in self._phrases:
            for first, last in _apart(
                *(_matches(phrases[concept], index) for phrases in (self._phrases, self._vetoes))
            ):
                text, start, end = index.characters(first, last)
                found[text].append(Hit(concept, start, end))
        return found

    def _mended(self, text: str) -> str:
        """A noisy text, folded, with the letters that the scanner lost, where they make words of phrases."""
        return mend(fold(text), lambda word: self._filling.kind(word) != NOTHING)

    def every(self, text: str) -> list[Hit]:
        """As `find`, without any short cut."""
        read = self._mended(text) if is_noisy(fold(text)) else text
        doc = self._pipeline.tokenizer(read)
        kinds = [self._filling.kind(token.lower_) for token in doc]
        stops = frozenset(at for at, token in enumerate(doc) if token.lower_ in STOPS)

        def matches(phrases: Iterable[Phrase]) -> set[tuple[int, int]]:
            fits = [[set(self._filling.kinds(item.word)) for item in phrase.items] for phrase in phrases]
            places = ([{at for at, kind in enumerate(kinds) if kind in fit} for fit in group] for group in fits)
            return {match for phrase, group in zip(phrases, places, strict=True) for match in phrase.find(group, stops)}

        hits = [
            Hit(concept, doc[first].idx, doc[last - 1].idx + len(doc[last - 1]))
            for concept in self._phrases
            for first, last in _apart(matches(self._phrases[concept]), matches(self._vetoes[concept]))
        ]
        return sorted(_scored(hits, text, read), key=_by_place)


def _scored(hits: Iterable[Hit], text: str, mended: str) -> list[Hit]:
    """`hits` in a `mended` text with their places in `text` itself, each with the share of its letters that the scan had right."""
    if text is mended:
        return list(hits)
    folded = fold(text)
    return [replace(hit, score=_share(folded[hit.start : hit.end], mended[hit.start : hit.end])) for hit in hits]


def _share(one: str, other: str) -> float:
    return round(sum(map(str.__eq__, one, other)) / len(one), 3)


def _by_place(hit: Hit) -> tuple[int, int, str]:
    return hit.start, hit.end, hit.concept


def _compiled(sources: Mapping[str, Iterable[str]], language: str, concept: str) -> list[Phrase]:
    return [compile_phrase(source, language, concept) for source in sources.get(language, ())]


def _matches(phrases: Iterable[Phrase], index: Index) -> set[tuple[int, int]]:
    """The first and one past the last token of each match of `phrases` in the stream."""
    found: set[tuple[int, int]] = set()
    for phrase in phrases:
        if all(item.optional or index.count(item.word) for item in phrase.items):
            places = [set(near.tolist()) for near in _near_rarest(phrase.items, index)]
            if all(place or item.optional for place, item in zip(places, phrase.items, strict=True)):
                found.update(phrase.find(places, index.stops))
    return found


def _near_rarest(items: Sequence[Item], index: Index) -> list[Numbers]:
    """Where the items of a phrase stand from which, or to which, the rarest that it needs can be reached."""
    rarest = min((at for at, item in enumerate(items) if not item.optional), key=lambda at: index.count(items[at].word))
    places = [index.places(items[rarest].word)]
    near, reach = places[0], 0
    for item in items[rarest + 1 :]:
        reach += item.gap + 1
        places.append(index.near(near, 1, reach, item.word))
        if not item.optional:
            near, reach = places[-1], 0
    near, reach = places[0], 0
    for item, after in zip(items[rarest - 1 :: -1] if rarest else (), items[rarest::-1], strict=False):
        reach += after.gap + 1
        places.insert(0, index.near(near, -reach, -1, item.word))
        if not item.optional:
            near, reach = places[0], 0
    return places


def _apart(places: set[tuple[int, int]], vetoed: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The longest of those that overlap, without those that overlap a veto, in order."""
    never = {at for start, end in vetoed for at in range(start, end)}
    before = -1
    for start, end in sorted(places, key=lambda place: (place[0], -place[1])):
        if start >= before and never.isdisjoint(range(start, end)):
            before = end
            yield start, end
