"""Which words of phrases a word of a law can fill: each distinct word is looked up once, by its stem, its form and (Aho-Corasick) its beginning."""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Set
from functools import lru_cache

from analysis.tag.language import stem
from analysis.tag.phrases import NOTHING, NUMBER, STOP, Word

STOPS = frozenset(".;:")


class Filling:
    """Sorts tokens into kinds: tokens of one kind fill the same words of phrases. Words and kinds are known by their numbers."""

    def __init__(self, words: Iterable[Word], language: str) -> None:
        import ahocorasick

        self._language = language
        self._numbers = {word: number for number, word in enumerate(dict.fromkeys(words))}
        self._stems: dict[str, set[int]] = defaultdict(set)
        self._forms: dict[str, set[int]] = defaultdict(set)
        self._shapes: dict[str, list[tuple[re.Pattern[str], int]]] = defaultdict(list)
        self._starts = ahocorasick.Automaton()
        self._kinds: dict[frozenset[int], int] = {frozenset(): NOTHING}
        self._filled_by: list[set[int]] = [set() for _ in self._numbers]
        self._pairs = array("i"), array("i")
        for word, number in self._numbers.items():
            self._learn(word, number)
        self._starts.make_automaton()
        self.kind = lru_cache(maxsize=100_000)(self._kind)
        """The kind of a token, given folded."""

    def _learn(self, word: Word, number: int) -> None:
        for key in word.stems:
            self._stems[key].add(number)
        for key in word.forms:
            self._forms[key].add(number)
        for shape in word.shapes:
            start = "^" + shape.split("*", 1)[0]
            self._shapes[start].append((re.compile(re.escape(shape).replace(r"\*", r"\w*") + "$"), number))
            self._starts.add_word(start, start)

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
        """The kinds of tokens seen so far that fill `word`."""
        return self._filled_by[self._numbers[word]]

    def _kind(self, lower: str) -> int:
        if lower in STOPS:
            return STOP
        words = self._words(lower) if lower[:1].isalnum() else frozenset()
        kind = self._kinds.get(words)
        if kind is None:
            kind = self._kinds[words] = len(self._kinds) + 1
            for word in words:
                self._filled_by[word].add(kind)
                self._pairs[0].append(word)
                self._pairs[1].append(kind)
        return kind

    def _words(self, lower: str) -> frozenset[int]:
        found = self._stems.get(stem(lower, self._language), _NONE) | self._forms.get(lower, _NONE)
        if lower[0].isdigit():
            found |= self._forms.get(NUMBER, _NONE)
        if len(self._starts):
            for _, start in self._starts.iter("^" + lower):
                found |= {word for shape, word in self._shapes[start] if shape.match(lower)}
        return frozenset(found)


_NONE: frozenset[int] = frozenset()
