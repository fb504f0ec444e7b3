"""On which texts a country is judged, and whether "absent" may be said of it: a claim, so it is earned. Every text in which the thing could
stand was read, or the State has none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from analysis.library import Country
from analysis.model import FULL_TEXT, Kind, Law
from analysis.provisions import Tagged


class _LooksIn(Protocol):
    @property
    def all_of(self) -> Sequence[Kind]: ...
    @property
    def any_of(self) -> Sequence[Kind]: ...


class Asked(Protocol):
    """What a requirement says of where it could stand."""

    @property
    def id(self) -> str: ...
    @property
    def looks_in(self) -> _LooksIn: ...


@dataclass(frozen=True, slots=True)
class Ground:
    """What is known of a country's laws, and how far it carries.

    ``has_no`` maps a kind of law that the State does not have to the source that says so; ``unread`` are laws that are in force and of
    which no text could be read; ``outdated`` are the expressions of texts of which a later version is known.
    """

    laws: Sequence[Tagged]
    has_no: Mapping[str, str] = field(default_factory=dict)
    unread: Sequence[Law] = ()
    outdated: Collection[str] = ()

    def earned(self, asked: Asked) -> bool:
        """Does every law in which it could stand tell, and is every kind that must be there loaded, or known not to exist?

        Without a kind to look in, only the authors of digests can tell.
        """
        looks = asked.looks_in
        works = self._works({*looks.all_of, *looks.any_of})
        if not all(any(self.tells(text, asked) for text in texts) for texts in works.values()):
            return False
        if not looks.all_of and not looks.any_of:
            return any(text.law.text == "digest" for texts in works.values() for text in texts)
        there = {text.law.kind for texts in works.values() for text in texts}
        return all(kind in there or self.lacks(kind) for kind in looks.all_of) and (
            not looks.any_of or any(kind in there or self.lacks(kind) for kind in looks.any_of)
        )

    def tells(self, text: Tagged, asked: Asked) -> bool:
        """Can what `text` does not say be said not to be in the law? A digest tells what its authors looked for."""
        return self.in_full(text) or (text.law.text == "digest" and asked.id in text.law.covers)

    def in_full(self, text: Tagged) -> bool:
        """Is it the newest known text of its law, official or consolidated, and was it read well enough to say what is not in it?"""
        return text.law.text in FULL_TEXT and text.quality.grade in "ABCD" and text.law.expression not in self.outdated

    def lacks(self, kind: str) -> bool:
        """Is it known that the State has no such law? A law of that kind that is at hand says otherwise."""
        return kind in self.has_no and not any(law.kind == kind for law in self._known())

    def to_load(self, asked: Asked) -> tuple[str, ...]:
        """The kinds of law to load in full before "absent" can be said."""
        looks = asked.looks_in
        missing = [kind for kind in looks.all_of if not self._loaded(kind)]
        if looks.any_of and not any(self._loaded(kind) for kind in looks.any_of):
            missing.extend(looks.any_of)
        works = self._works({*looks.all_of, *looks.any_of}) if looks.all_of or looks.any_of else {}
        untold = {work for work, texts in works.items() if not any(self.tells(text, asked) for text in texts)}
        return tuple(dict.fromkeys([*missing, *(law.kind for law in self._known() if law.work in untold)]))

    def _loaded(self, kind: str) -> bool:
        return self.lacks(kind) or any(text.law.kind == kind and self.in_full(text) for text in self.laws)

    def _known(self) -> list[Law]:
        return [*(text.law for text in self.laws), *self.unread]

    def _works(self, kinds: set[Kind]) -> dict[str, list[Tagged]]:
        """The texts that were read of each known law of these kinds, of all laws where none is named; none of a law that could not be read."""
        found: dict[str, list[Tagged]] = defaultdict(list)
        for text in self.laws:
            if not kinds or text.law.kind in kinds:
                found[text.law.work].append(text)
        for law in self.unread:
            if not kinds or law.kind in kinds:
                found.setdefault(law.work, [])
        return found


def ground(country: Country, read: Callable[[Law], Tagged | None]) -> Ground:
    """What the texts of `country` that are in force give; `read` gives nothing for one that cannot be read.

    Of each law it is the fullest text. One that cannot be read gives way to the next. Beside an excerpt, a text that was read badly (grade E or
    F) or one that was followed by another stands the next, no older text of the law.
    """
    laws: list[Tagged] = []
    unread, outdated = [], set()
    for law in country.laws:
        others = [each for each in country.behind if each.work == law.work]
        found = _texts(law, others, read)
        laws.extend(found)
        if not found:
            unread.append(law)
        outdated |= {t.law.expression for t in found if any(_follows(each, t.law) for each in (law, *others))}
    return Ground(laws, country.has_no, unread, outdated)


def _texts(law: Law, others: Sequence[Law], read: Callable[[Law], Tagged | None]) -> list[Tagged]:
    first = read(law)
    later = [other for other in others if _follows(other, law)]
    if first is not None and _is_whole(first) and not later:
        return [first]
    beside = [other for other in others if not _follows(law, other) and other.text != "excerpt"]
    for other in dict.fromkeys([*later, *beside, *(() if first else others)]):
        if first is not None and other.expression == first.law.expression:
            continue
        if (text := read(other)) is not None:
            return [first, text] if first else [text]
    return [first] if first else []


def _follows(other: Law, law: Law) -> bool:
    return other.version is not None and law.version is not None and other.version > law.version


def _is_whole(text: Tagged) -> bool:
    return text.law.text == "digest" or (text.law.text in FULL_TEXT and text.quality.grade in "ABCD")
