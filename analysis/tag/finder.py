"""Finds the concepts in a clause: a cheap first look at its words, then its spaCy tokens where a phrase can match.

Every distinct word of the text is looked up once: which places of which phrases can it fill? (An Aho-Corasick automaton finds the shapes, a table
the stems and forms.) A phrase is tried only where each of its places can be filled, and a clause without any such phrase is never tokenised. The look
loses nothing: `every` tries all phrases on every clause, and a test compares the two.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from analysis.tag.concepts import Concept
from analysis.tag.language import fold, pipeline, stem
from analysis.tag.phrases import NUMBER, Phrase, Word, compile_phrase

_WORDS = re.compile(r"\w+")
_NOISE = re.compile(r"[a-zñ][0-9|!$][a-zñ]|[a-zñ]{2}[|$]|\b[b-df-hj-np-tv-xz]{5,}\b")
_FUZZY_LENGTH, _FUZZY_SCORE = 16, 88.0
_NOTHING: frozenset[int] = frozenset()


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
        self._language, self._pipeline = language, pipeline(language)
        self._phrases = [
            compile_phrase(source, language, concept.id) for concept in concepts for source in concept.phrases.get(language, ())
        ]
        self._vetoes: dict[str, list[Phrase]] = {
            concept.id: [compile_phrase(source, language, concept.id) for source in concept.unless.get(language, ())]
            for concept in concepts
        }
        self._long = [
            (concept.id, plain)
            for concept in concepts
            for plain in map(_plain, concept.phrases.get(language, ()))
            if len(plain) >= _FUZZY_LENGTH and plain.count(" ") >= 2
        ]
        vetoes = [phrase for phrases in self._vetoes.values() for phrase in phrases]
        self._filling = _Filling((item.word for phrase in (*self._phrases, *vetoes) for item in phrase.items), language)
        self._ids = {id(phrase): tuple(self._filling.ids[item.word] for item in phrase.items) for phrase in (*self._phrases, *vetoes)}
        self._anchored = self._by_anchor()

    def _by_anchor(self) -> dict[int, list[tuple[Phrase, frozenset[int]]]]:
        """Each phrase under the one of its words that fewest other phrases need, so that few phrases are considered."""
        needs = [
            frozenset(word for word, item in zip(self._ids[id(phrase)], phrase.items, strict=True) if not item.optional)
            for phrase in self._phrases
        ]
        times = Counter(word for need in needs for word in need)
        anchored: dict[int, list[tuple[Phrase, frozenset[int]]]] = defaultdict(list)
        for phrase, need in zip(self._phrases, needs, strict=True):
            anchored[min(need, key=lambda word: (times[word], word))].append((phrase, need))
        return dict(anchored)

    def candidates(self, folded: str) -> list[Phrase]:
        """The phrases that can match in `folded`, by the first look."""
        present = self._filling.all(_WORDS.findall(folded))
        return [
            phrase for word in present for phrase, need in self._anchored.get(word, ()) if need <= present
        ]  # fmt: skip

    def find(self, text: str) -> list[Hit]:
        """All hits in `text`, by place; none overlaps another of the same concept."""
        folded = fold(text)
        return self._found(text, folded, self.candidates(folded))

    def every(self, text: str) -> list[Hit]:
        """As `find`, without the first look: every phrase is tried."""
        return self._found(text, fold(text), self._phrases)

    def _found(self, text: str, folded: str, phrases: Sequence[Phrase]) -> list[Hit]:
        hits = list(self._matched(text, phrases)) if phrases else []
        if _NOISE.search(folded):
            hits.extend(self._forgiving(folded, {hit.concept for hit in hits}))
        return sorted(hits, key=lambda hit: (hit.start, hit.end, hit.concept))

    def _matched(self, text: str, phrases: Sequence[Phrase]) -> Iterator[Hit]:
        doc = self._pipeline.tokenizer(text)
        lowers = [token.lower_ for token in doc]
        vetoes = [veto for concept in {phrase.concept for phrase in phrases} for veto in self._vetoes[concept]]
        needed = {word for phrase in (*phrases, *vetoes) for word in self._ids[id(phrase)]}
        fits: dict[int, set[int]] = {word: set() for word in needed}
        for at, lower in enumerate(lowers):
            for word in self._filling.of(lower) & needed:
                fits[word].add(at)
        stops = frozenset(at for at, lower in enumerate(lowers) if lower in (".", ";", ":"))
        found: dict[str, set[tuple[int, int]]] = defaultdict(set)
        for phrase in phrases:
            found[phrase.concept].update(self._places(phrase, fits, stops))
        for concept, places in found.items():
            if places:
                vetoed = {place for veto in self._vetoes[concept] for place in self._places(veto, fits, stops)}
                for start, end in _apart(places, vetoed):
                    last = doc[end - 1]
                    yield Hit(concept, doc[start].idx, last.idx + len(last))

    def _places(self, phrase: Phrase, fits: dict[int, set[int]], stops: frozenset[int]) -> Iterator[tuple[int, int]]:
        return phrase.find([fits[word] for word in self._ids[id(phrase)]], stops)

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


class _Filling:
    """Which words of phrases a word of a text can fill; each distinct word is worked out once."""

    def __init__(self, words: Iterable[Word], language: str) -> None:
        import ahocorasick

        self._language = language
        self.ids: dict[Word, int] = {}
        self._stems: dict[str, set[int]] = defaultdict(set)
        self._forms: dict[str, set[int]] = defaultdict(set)
        self._shapes: dict[str, list[tuple[re.Pattern[str], int]]] = defaultdict(list)
        self._starts = ahocorasick.Automaton()
        self._known: dict[str, frozenset[int]] = {}
        for word in words:
            if word not in self.ids:
                self._learn(word, self.ids.setdefault(word, len(self.ids)))
        self._starts.make_automaton()

    def _learn(self, word: Word, number: int) -> None:
        for key in word.stems:
            self._stems[key].add(number)
        for key in word.forms:
            self._forms[key].add(number)
        for shape in word.shapes:
            start = "^" + shape.split("*", 1)[0]
            self._shapes[start].append((re.compile(re.escape(shape).replace(r"\*", r"\w*") + "$"), number))
            self._starts.add_word(start, start)

    def of(self, lower: str) -> frozenset[int]:
        """The words of phrases, by number, that the folded word `lower` fills."""
        known = self._known.get(lower)
        if known is None:
            known = self._known[lower] = self._worked_out(lower)
        return known

    def all(self, lowers: list[str]) -> frozenset[int]:
        """The words of phrases that any of `lowers` fills."""
        return _NOTHING.union(*map(self.of, set(lowers)))

    def _worked_out(self, lower: str) -> frozenset[int]:
        if not lower[0].isalnum():
            return _NOTHING
        found = self._stems.get(stem(lower, self._language), set()) | self._forms.get(lower, set())
        if lower[0].isdigit():
            found |= self._forms.get(NUMBER, set())
        if len(self._starts):
            for _, start in self._starts.iter("^" + lower):
                found |= {number for shape, number in self._shapes[start] if shape.match(lower)}
        return frozenset(found)


def _apart(places: set[tuple[int, int]], vetoed: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The longest of those that overlap, without those that overlap a veto, in order."""
    before = -1
    for start, end in sorted(places, key=lambda place: (place[0], -place[1])):
        if start >= before and not any(s < end and start < e for s, e in vetoed):
            before = end
            yield start, end


def _plain(source: str) -> str:
    """A phrase that is only words, folded; empty for one with gaps or alternatives, which noise cannot be forgiven in."""
    plain = fold(source.replace("=", ""))
    return "" if set(plain) & set("|*?#.") else plain
