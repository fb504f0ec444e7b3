"""Which words of phrases a word of a law can fill: each distinct word is looked up once, by its stem, its form and (Aho-Corasick) its beginning."""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from functools import lru_cache

from analysis.tag.language import stem_folded
from analysis.tag.phrases import NOTHING, NUMBER, STOP, Word

STOPS = frozenset(".;:")


class Filling:
    """Sorts tokens into kinds: tokens of one kind fill the same words of phrases. Words and kinds are known by their numbers."""

    def __init__(self, words: Iterable[Word], language: str) -> None:
        import ahocorasick

        self._language = language
        self._numbers = {word: number for number, word in enumerate(dict.fromkeys(words))}
        self._stems = _by_key((stem, number) for word, number in self._numbers.items() for stem in word.stems)
        self._forms = _by_key((form, number) for word, number in self._numbers.items() for form in word.forms)
        self._starts = ahocorasick.Automaton()
        self._kinds: dict[frozenset[int], int] = {_NONE: NOTHING}
        self._filled_by: list[set[int]] = [set() for _ in self._numbers]
        self._pairs = array("i"), array("i")
        for start, shapes in _by_start(self._numbers).items():
            self._starts.add_word(start, shapes)
        self._starts.make_automaton()
        self.kind = lru_cache(maxsize=100_000)(self._kind)
        """The kind of a token, given folded."""

    def number(self, word: Word) -> int:
        """The number of one of the words that were given."""
        return self._numbers[word]

    @property
    def words(self) -> int:
        """How many words there are."""
        return len(self._numbers)

    @property
    def count(self) -> int:
        """How many kinds of tokens have been seen so far."""
        return len(self._kinds) + 1

    @property
    def pairs(self) -> tuple[array[int], array[int]]:
        """The numbers of all words and of the kinds seen so far that fill them, pair by pair."""
        return self._pairs

    def kinds(self, word: Word) -> Set[int]:
        """The kinds of tokens that fill `word`: those seen so far, and more as they are seen."""
        return self._filled_by[self._numbers[word]]

    def _kind(self, lower: str) -> int:
        if lower in STOPS:
            return STOP
        words = self._words(lower) if lower[:1].isalnum() else _NONE
        kind = self._kinds.get(words)
        if kind is None:
            kind = self._kinds[words] = len(self._kinds) + 1
            for word in words:
                self._filled_by[word].add(kind)
            self._pairs[0].extend(words)
            self._pairs[1].extend([kind] * len(words))
        return kind

    def _words(self, lower: str) -> frozenset[int]:
        found = self._stems.get(stem_folded(lower, self._language), _NONE)
        if lower in self._forms:
            found |= self._forms[lower]
        if lower[0].isdigit():
            found |= self._forms.get(NUMBER, _NONE)
        if len(self._starts):
            for _, shapes in self._starts.iter("^" + lower):
                for shape, numbers in shapes:
                    if shape.match(lower):
                        found |= numbers
        return found


_NONE: frozenset[int] = frozenset()


def _by_key(pairs: Iterable[tuple[str, int]]) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for key, number in pairs:
        found[key].add(number)
    return {key: frozenset(numbers) for key, numbers in found.items()}


def _by_start(numbers: Mapping[Word, int]) -> dict[str, list[tuple[re.Pattern[str], frozenset[int]]]]:
    """The shapes of all words, as patterns with the numbers of their words, by what they begin with."""
    found: dict[str, list[tuple[re.Pattern[str], frozenset[int]]]] = defaultdict(list)
    shapes = _by_key((shape, number) for word, number in numbers.items() for shape in word.shapes)
    for shape, filled in shapes.items():
        pattern = re.compile(re.escape(shape).replace(r"\*", r"\w*") + "$")
        found["^" + shape.split("*", 1)[0]].append((pattern, filled))
    return found
