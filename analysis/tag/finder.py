"""Finds the concepts in a clause: a cheap first look at the folded text, then its spaCy tokens where something can match.

The first look is an Aho-Corasick automaton over the literals that each phrase cannot do without; a clause without any complete set is never
tokenised. It loses nothing: `every` runs all phrases on every clause, and a test compares the two.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.tag.concepts import Concept
from analysis.tag.language import fold, pipeline
from analysis.tag.phrases import Phrase, Tokens, compile_phrase

_NOISE = re.compile(r"[a-zñ][0-9|!$][a-zñ]|[a-zñ]{2}[|$]|\b[b-df-hj-np-tv-xz]{5,}\b")
_FUZZY_LENGTH, _FUZZY_SCORE = 16, 88.0


@dataclass(frozen=True, slots=True)
class Hit:
    """Words that say a concept: ``text[start:end]``. ``score`` is below 1 where scanning noise had to be forgiven."""

    concept: str
    start: int
    end: int
    score: float = 1.0


class Finder:
    """The concepts of one language, compiled."""

    def __init__(self, concepts: Sequence[Concept], language: str) -> None:
        import ahocorasick

        self._pipeline = pipeline(language)
        self._phrases: dict[str, list[Phrase]] = {}
        self._vetoes: dict[str, list[Phrase]] = {}
        self._needs: dict[str, list[tuple[str, tuple[frozenset[str], ...]]]] = defaultdict(list)
        self._long: list[tuple[str, str]] = []
        self._literals = ahocorasick.Automaton()
        for concept in concepts:
            self._add(concept, language)
        if len(self._literals):
            self._literals.make_automaton()

    def _add(self, concept: Concept, language: str) -> None:
        where = f"concept {concept.id}"
        phrases = [compile_phrase(source, language, where) for source in concept.phrases.get(language, ())]
        if not phrases:
            return
        self._phrases[concept.id] = phrases
        self._vetoes[concept.id] = [compile_phrase(source, language, where) for source in concept.unless.get(language, ())]
        for phrase in phrases:
            for literal in {literal for need in phrase.needs for literal in need}:
                self._literals.add_word(literal, literal)
            for literal in max(phrase.needs, key=lambda need: min(map(len, need))):
                self._needs[literal].append((concept.id, phrase.needs))
        for source in concept.phrases.get(language, ()):
            plain = fold(source.replace("=", ""))
            if len(plain) >= _FUZZY_LENGTH and plain.count(" ") >= 2 and not set(plain) & set("|*?#."):
                self._long.append((concept.id, plain))

    def candidates(self, folded: str) -> set[str]:
        """The concepts that `folded` can say at all, by the first look."""
        present = {literal for _, literal in self._literals.iter(folded)} if len(self._literals) else set()
        found: set[str] = set()
        for literal in present:
            for concept, needs in self._needs.get(literal, ()):
                if concept not in found and all(not need.isdisjoint(present) for need in needs):
                    found.add(concept)
        return found

    def find(self, text: str) -> list[Hit]:
        """All hits in `text`, by place; none overlaps another of the same concept."""
        folded = fold(text)
        names = self.candidates(folded)
        hits = list(self._matched(Tokens(self._pipeline.tokenizer(text)), names)) if names else []
        if _NOISE.search(folded):
            hits.extend(self._forgiving(folded, {hit.concept for hit in hits}))
        return sorted(hits, key=lambda hit: (hit.start, hit.end, hit.concept))

    def every(self, text: str) -> list[Hit]:
        """As `find`, without the first look: every phrase is tried."""
        folded = fold(text)
        hits = list(self._matched(Tokens(self._pipeline.tokenizer(text)), set(self._phrases)))
        if _NOISE.search(folded):
            hits.extend(self._forgiving(folded, {hit.concept for hit in hits}))
        return sorted(hits, key=lambda hit: (hit.start, hit.end, hit.concept))

    def _matched(self, tokens: Tokens, names: set[str]) -> Iterator[Hit]:
        for name in names:
            places = {place for phrase in self._phrases[name] for place in phrase.find(tokens)}
            if not places:
                continue
            vetoed = {place for phrase in self._vetoes[name] for place in phrase.find(tokens)}
            end_before = -1
            for start, end in sorted(places, key=lambda place: (place[0], -place[1])):
                if start < end_before or any(s < end and start < e for s, e in vetoed):
                    continue
                end_before = end
                last = tokens.doc[end - 1]
                yield Hit(name, tokens.doc[start].idx, last.idx + len(last))

    def _forgiving(self, folded: str, found: set[str]) -> Iterator[Hit]:
        """Long phrases in a text with scanning noise, by RapidFuzz."""
        from rapidfuzz import fuzz

        for concept, phrase in self._long:
            if concept in found:
                continue
            place = fuzz.partial_ratio_alignment(phrase, folded, score_cutoff=_FUZZY_SCORE)
            if place is not None and place.dest_end - place.dest_start >= len(phrase) - 3:
                found.add(concept)
                yield Hit(concept, place.dest_start, place.dest_end, round(place.score / 100, 3))
