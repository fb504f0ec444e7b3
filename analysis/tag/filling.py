"""Which words of phrases a word of a law can fill: each distinct word is looked up once, by its stem, its form and (Aho-Corasick) its beginning."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Set
from functools import lru_cache

from analysis.tag.language import stem
from analysis.tag.phrases import NUMBER, Word

NOTHING, STOP = 0, 1
"""The kinds of tokens that fill no word: any, and those that no phrase crosses."""

STOPS = frozenset(".;:")


class Filling:
    """Sorts tokens into kinds: tokens of one kind fill the same words of phrases."""

    def __init__(self, words: Iterable[Word], language: str) -> None:
        import ahocorasick

        self._language = language
        self._stems: dict[str, set[Word]] = defaultdict(set)
        self._forms: dict[str, set[Word]] = defaultdict(set)
        self._shapes: dict[str, list[tuple[re.Pattern[str], Word]]] = defaultdict(list)
        self._starts = ahocorasick.Automaton()
        self._kinds: dict[frozenset[Word], int] = {frozenset(): NOTHING}
        self._filled_by: dict[Word, set[int]] = defaultdict(set)
        for word in set(words):
            self._learn(word)
        self._starts.make_automaton()
        self.kind = lru_cache(maxsize=100_000)(self._kind)
        """The kind of a token, given folded."""

    def _learn(self, word: Word) -> None:
        for key in word.stems:
            self._stems[key].add(word)
        for key in word.forms:
            self._forms[key].add(word)
        for shape in word.shapes:
            start = "^" + shape.split("*", 1)[0]
            self._shapes[start].append((re.compile(re.escape(shape).replace(r"\*", r"\w*") + "$"), word))
            self._starts.add_word(start, start)

    @property
    def count(self) -> int:
        """How many kinds of tokens have been seen so far."""
        return len(self._kinds) + 1

    def kinds(self, word: Word) -> Set[int]:
        """The kinds of tokens seen so far that fill `word`."""
        return self._filled_by[word]

    def _kind(self, lower: str) -> int:
        if lower in STOPS:
            return STOP
        words = self._words(lower) if lower[:1].isalnum() else frozenset()
        kind = self._kinds.get(words)
        if kind is None:
            kind = self._kinds[words] = len(self._kinds) + 1
            for word in words:
                self._filled_by[word].add(kind)
        return kind

    def _words(self, lower: str) -> frozenset[Word]:
        found = self._stems.get(stem(lower, self._language), set()) | self._forms.get(lower, set())
        if lower[0].isdigit():
            found |= self._forms.get(NUMBER, set())
        if len(self._starts):
            for _, start in self._starts.iter("^" + lower):
                found |= {word for shape, word in self._shapes[start] if shape.match(lower)}
        return frozenset(found)
