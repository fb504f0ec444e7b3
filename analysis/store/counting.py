"""Which marks count, and which are contested: those of one clause that are about the same words, and whether people agree on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from analysis.reviews import Review
from analysis.store.records import Assignment, Decision, Mark


def grouped(
    marks: Sequence[Mark], decided: Mapping[int, Decision], through: Mapping[tuple[str, str], frozenset[int]], given: Sequence[Assignment],
) -> Iterator[tuple[tuple[Mark, ...], bool]]:  # fmt: skip
    """The marks that are about the same words of a clause, and whether it is settled what counts of them: a reviewer upheld one, or all agree.

    `decided` is by mark, `through` who has finished which clause (expression, eid). Marks are left out while somebody is still to finish the clause blind.
    """
    blind = [each for each in given if each.blind]
    places: dict[tuple[str, str], list[Mark]] = defaultdict(list)
    for mark in marks:
        places[mark.law, mark.eid].append(mark)
    for (law, eid), here in places.items():
        done = through.get((law, eid), frozenset())
        waiting = {each.person for each in blind if each.covers(law, eid)} - done
        for group in _overlapping([mark for mark in here if _stands(mark, decided)]):
            upheld = [mark for mark in group if mark.id in decided]
            if upheld:
                yield tuple(upheld[-1:]), True
            elif not waiting:
                yield tuple(group), _agreed(group, done)


def _stands(mark: Mark, decided: Mapping[int, Decision]) -> bool:
    return mark.id not in decided or decided[mark.id].verdict == "upheld"


def _overlapping(marks: Sequence[Mark]) -> list[list[Mark]]:
    """Marks of one clause by the words and the suggestion that they are about."""
    groups: list[list[Mark]] = []
    for mark in marks:
        group = next((group for group in groups if any(_same_matter(mark, other) for other in group)), None)
        if group is None:
            groups.append([mark])
        else:
            group.append(mark)
    return groups


def _same_matter(one: Mark, other: Mark) -> bool:
    if one.replaces and other.replaces:
        return dict(one.replaces) == dict(other.replaces)
    if one.concept != other.concept or (one.person == other.person and _saying(one) != _saying(other)):
        return False
    return (one.start, one.end) == (other.start, other.end) or (one.start < other.end and other.start < one.end)


def _agreed(group: Sequence[Mark], done: frozenset[int]) -> bool:
    """Do all who spoke say the same, and did everyone who finished the clause speak? Who leaves a suggestion alone accepts it."""
    alike = all(_saying(mark) == _saying(group[0]) for mark in group)
    return alike and (group[0].verdict == "accepted" or done <= {mark.person for mark in group})


def _saying(mark: Mark) -> tuple[Any, ...]:
    kept = mark.verdict != "rejected"
    return kept, mark.concept, mark.role, mark.start, mark.end, sorted(mark.values.items(), key=str)


def as_review(mark: Mark, by: str, decision: Decision | None = None) -> Review:
    """What a mark says as a review, published as that of `by`; `decision` is the reviewer's on it."""
    return Review(
        mark.law, mark.eid, mark.concept, mark.role, mark.start, mark.end, mark.quote, mark.verdict, by, mark.made,
        mark.sha256, dict(mark.values), dict(mark.replaces) if mark.replaces else None,
        criteria=dict((decision or mark).criteria),
    )  # fmt: skip
