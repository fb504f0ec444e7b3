"""What the store keeps, as frozen records: people, what they said of a law, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from analysis.errors import HomologaError
from analysis.model import Role

Rank = Literal["reader", "annotator", "reviewer", "administrator"]
RANKS: tuple[Rank, ...] = ("reader", "annotator", "reviewer", "administrator")
"""What a person may do, the least first; each may do what those before may."""
Verdict = Literal["accepted", "corrected", "rejected", "added"]


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who works on laws. `named` says that they agree to appear under their name; else it is `pseudonym`."""

    id: int
    email: str
    name: str
    pseudonym: str
    role: Rank
    named: bool = False
    version: int = 1

    @property
    def shown(self) -> str:
        """The name under which their work is published."""
        return self.name if self.named and self.name else self.pseudonym


@dataclass(frozen=True, slots=True)
class Assignment:
    """A law, or the part of it under `eid`, that a person is to annotate; `blind` hides others' work until it is finished; `ended` was taken back.

    Where it names a `queue`, a concept or a requirement, it is only the `clauses` (eids) that bore on that when it was given.
    """

    id: int
    person: int
    law: str
    eid: str = ""
    blind: bool = False
    ended: bool = False
    queue: str = ""
    clauses: Sequence[str] = ()
    version: int = 1

    def is_of(self, law: str) -> bool:
        """Is it of this law, in whatever version?"""
        return self.law.rpartition("@")[0] == law.rpartition("@")[0]

    def covers(self, law: str, eid: str) -> bool:
        """Is the clause one of those that were given?"""
        part = not self.eid or eid == self.eid or eid.startswith(f"{self.eid}__")
        return self.is_of(law) and part and (not self.queue or eid in self.clauses)


@dataclass(frozen=True, slots=True)
class Finish:
    """That a person is through with a clause; `quote` is its text then, empty where nobody wrote it down."""

    id: int
    person: int
    law: str
    eid: str
    sha256: str = ""
    quote: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class Words:
    """What is said of some words of a clause: ``clause.text[start:end] == quote`` in the text whose SHA-256 is `sha256`.

    `replaces` is the tagger's annotation (role, start, end, quote, values, by) that was accepted, corrected or rejected; None for an added one.
    `criteria` is what was asked when it was said: a hash of the criterion of each requirement that looks for the concept
    (:func:`analysis.standards.criteria`).
    """

    law: str
    eid: str
    concept: str
    role: Role
    start: int
    end: int
    quote: str
    values: Mapping[str, Any]
    verdict: Verdict
    sha256: str
    replaces: Mapping[str, Any] | None = None
    criteria: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mark(Words):
    """`Words` as one person said them. `stale`: its words are no longer in the law; `withdrawn`: its maker undid it."""

    id: int = 0
    person: int = 0
    stale: bool = False
    withdrawn: bool = False
    made: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer decided of a mark, and why."""

    id: int
    mark: int
    verdict: Literal["upheld", "overruled"]
    reason: str
    person: int
    made: str
    version: int = 1
    criteria: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark on a clause, with the words that it was made on."""

    id: int
    person: int
    law: str
    eid: str
    quote: str
    sha256: str
    body: str
    made: str
    version: int = 1


@dataclass(frozen=True, slots=True)
class Observation:
    """What a country's own people answer to a finding; it stands beside it, signed."""

    id: int
    person: int
    country: str
    requirement: str
    body: str
    made: str
    version: int = 1


@dataclass(frozen=True, slots=True)
class Edit:
    """One row of the audit trail: who did what to which row, and the row before and after. `key` is the client's."""

    id: int
    key: str
    at: str
    person: int
    action: str
    subject: str
    row: int
    law: str
    eid: str
    lane: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Work:
    """What a person sees of the work on one clause. `version` is to be given back with the next edit on it."""

    version: int
    marks: tuple[Mark, ...]
    decisions: Mapping[int, Decision]
    comments: tuple[Comment, ...]
    done: bool
    blind: bool


class StoreError(HomologaError):
    """The database cannot be used, or does not know what is asked for."""


class Unavailable(StoreError):  # noqa: N818 - it says what happened
    """The database did not answer, or did not take the edit; `why` is what it said, in one line."""

    def __init__(self, what: str, why: str, do: str) -> None:
        self.why = why
        super().__init__(f"{what} ({why})", do=do)


class Refused(StoreError):  # noqa: N818
    """The person's role does not allow it."""


class Closed(Refused):
    """The person coded the clause blind and has finished it: others' work shows to them by now."""

    def __init__(self, where: str) -> None:
        super().__init__(
            "it was coded blind and is finished, so what was said stays", where=where, do="Leave it to a reviewer"
        )


class Conflict(StoreError):  # noqa: N818
    """Somebody else changed it in the meantime; `edits` are their changes, the newest last."""

    def __init__(self, edits: tuple[Edit, ...], where: str) -> None:
        self.edits = edits
        super().__init__(
            "somebody else worked on it in the meantime, so nothing was written", where=where, do="Look at it again"
        )
