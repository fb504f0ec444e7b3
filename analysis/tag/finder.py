"""Finds the concepts in a clause: a cheap first look at the folded text, then spaCy's Matcher where something can match.

The first look is an Aho-Corasick automaton over the literals that each phrase cannot do without; a clause without any complete set is never
tokenised. It loses nothing: `every` runs all phrases on every clause, and a test compares the two.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analysis.tag.concepts import Concept
from analysis.tag.language import fold, pipeline
from analysis.tag.phrases import Phrase, compile_all

if TYPE_CHECKING:
    from spacy.matcher import Matcher
    from spacy.tokens import Doc

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
        self._matchers: dict[str, Matcher] = {}
        self._vetoes: dict[str, Matcher] = {}
        self._needs: dict[str, list[tuple[str, tuple[frozenset[str], ...]]]] = defaultdict(list)
        self._long: list[tuple[str, str]] = []
        self._literals = ahocorasick.Automaton()
        for concept in concepts:
            self._add(concept, language)
        if len(self._literals):
            self._literals.make_automaton()

    def _add(self, concept: Concept, language: str) -> None:
        where = f"concept {concept.id}"
        phrases = [p for source in concept.phrases.get(language, ()) for p in compile_all(source, language, where)]
        if not phrases:
            return
        self._matchers[concept.id] = self._matcher(concept.id, phrases)
        for phrase in phrases:
            for literal in (literals := {x for need in phrase.needs for x in need}):
                self._literals.add_word(literal, literal)
            del literals
            anchor = max(phrase.needs, key=lambda need: min(map(len, need)))
            for literal in anchor:
                self._needs[literal].append((concept.id, phrase.needs))
        if vetoes := [p for source in concept.unless.get(language, ()) for p in compile_all(source, language, where)]:
            self._vetoes[concept.id] = self._matcher(concept.id, vetoes)
        for source in concept.phrases.get(language, ()):
            plain = fold(source.replace("=", ""))
            if len(plain) >= _FUZZY_LENGTH and plain.count(" ") >= 2 and not set(plain) & set("|*?#."):
                self._long.append((concept.id, plain))

    def _matcher(self, name: str, phrases: Iterable[Phrase]) -> Matcher:
        from spacy.matcher import Matcher

        matcher = Matcher(self._pipeline.vocab)
        patterns: list[list[dict[str, Any]]] = [list(phrase.pattern) for phrase in phrases]
        matcher.add(name, patterns, greedy="LONGEST")
        return matcher

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
        hits = list(self._matched(self._pipeline.tokenizer(text), names)) if names else []
        if _NOISE.search(folded):
            hits.extend(self._forgiving(folded, {hit.concept for hit in hits}))
        return sorted(hits, key=lambda hit: (hit.start, hit.end, hit.concept))

    def every(self, text: str) -> list[Hit]:
        """As `find`, without the first look: every phrase is tried."""
        folded = fold(text)
        hits = list(self._matched(self._pipeline.tokenizer(text), set(self._matchers)))
        if _NOISE.search(folded):
            hits.extend(self._forgiving(folded, {hit.concept for hit in hits}))
        return sorted(hits, key=lambda hit: (hit.start, hit.end, hit.concept))

    def _matched(self, doc: Doc, names: set[str]) -> Iterator[Hit]:
        for name in names:
            spans = self._matchers[name](doc)
            if not spans:
                continue
            vetoed = self._vetoes[name](doc) if name in self._vetoes else []
            for _, start, end in spans:
                if not any(s < end and start < e for _, s, e in vetoed):
                    last = doc[end - 1]
                    yield Hit(name, doc[start].idx, last.idx + len(last))

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
