"""The records that every part of Homologa speaks in. Frozen, and without any input or output.

The words are those of `docs/glossary.md`. A law is read into a :class:`Document` of :class:`Clause` trees; what we say
about a clause is an :class:`Annotation`; what we say about a country is a :class:`Finding`. Tree and annotations meet only
through ``eid``, and ``clause.text[start:end] == quote`` holds for every annotation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

Kind = Literal[
    "constitution", "criminal-code", "procedure-code", "trafficking-law", "smuggling-law", "migration-law", "refugee-law",
    "organised-crime-law", "laundering-law", "victims-law", "children-law", "labour-law", "regulation", "protocol", "plan",
    "ruling", "treaty", "other",
]  # fmt: skip
TextForm = Literal["official", "consolidated", "excerpt", "digest"]
FULL_TEXT = ("official", "consolidated")
"""Forms of text that give the whole law."""
LawStatus = Literal["in force", "superseded", "repealed", "bill", "vetoed"]
Role = Literal["element", "aggravator", "mitigator", "exclusion", "definition", "mention"]
Status = Literal["met", "partial", "contrary", "absent", "unknown"]
Strength = Literal["shall", "shall-consider", "endeavour", "benchmark"]
Severity = Literal["critical", "high", "medium", "low"]
Confidence = Literal["high", "medium", "low"]
Grade = Literal["A", "B", "C", "D", "E", "F"]

LANGUAGES = {"es": "spa", "en": "eng", "fr": "fra", "pt": "por"}
"""ISO 639-1 code, as manifests write it, to the ISO 639-2 code of an expression."""

BASIC_UNITS = ("article", "section")
"""The numbered unit of a law: ``article`` in civil-law drafting, ``section`` in the common-law one."""


@dataclass(frozen=True, slots=True)
class Law:
    """One expression of a law, as its manifest entry tells it.

    ``work`` is the Akoma Ntoso FRBR work URI, ``country`` the ISO 3166 code in upper case, ``language`` the ISO 639-1 code,
    ``version`` the date of the last amendment in the text, ``covers`` the requirements that the author of a digest looked for.
    """

    work: str
    country: str
    title: str
    short: str
    kind: Kind
    language: str
    file: Path
    format: str = ""
    text: TextForm = "consolidated"
    status: LawStatus = "in force"
    version: date | None = None
    in_force_from: date | None = None
    in_force_until: date | None = None
    level: str = "national"
    sources: tuple[str, ...] = ()
    sha256: str = ""
    covers: tuple[str, ...] = ()

    @property
    def expression(self) -> str:
        """``<work>/<language>@<version>``: what ``law`` means in every annotation, finding and command."""
        day = self.version.isoformat() if self.version else ""
        return f"{self.work}/{LANGUAGES.get(self.language, self.language)}@{day}"


@dataclass(frozen=True, slots=True, init=False)
class Clause:
    """A node of a law: container (book, title, chapter …), article or section, or one of its parts.

    ``kind`` is an Akoma Ntoso element name. ``text`` is the clause's own words, without its children's and without number and
    heading; words that close a list stand in a last child of kind ``wrapUp``. ``source`` is a page (``p. 12``) or a
    line (``l. 301``) of the source file.
    """

    eid: str
    kind: str
    number: str = ""
    heading: str = ""
    text: str = ""
    source: str = ""
    children: tuple[Clause, ...] = ()

    def __init__(
        self,
        eid: str,
        kind: str,
        number: str = "",
        heading: str = "",
        text: str = "",
        source: str = "",
        children: tuple[Clause, ...] = (),
    ) -> None:
        _set_eid(self, eid)
        _set_kind(self, kind)
        _set_number(self, number)
        _set_heading(self, heading)
        _set_text(self, text)
        _set_source(self, source)
        _set_children(self, children)

    def walk(self) -> Iterator[Clause]:
        """This clause and all below it, in document order."""
        return _walk((self,))

    @property
    def full_text(self) -> str:
        """The words of this clause and all below it, with numbers and headings, one clause a line."""
        lines = (" ".join(filter(None, (c.number, c.heading, c.text))) for c in self.walk())
        return "\n".join(filter(None, lines))


_set_eid, _set_kind, _set_number, _set_heading, _set_text, _set_source, _set_children = (
    getattr(Clause, name).__set__ for name in Clause.__slots__
)
"""A law has thousands of clauses: the setters of their slots take a third of the time of what dataclasses write for frozen records."""


@dataclass(frozen=True, slots=True)
class Note:
    """What stands in a law's file beside the law: a reform note, a footnote, an editor's remark."""

    text: str
    eid: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Quality:
    """How far a reading can be trusted. ``coverage`` is the share (0 to 1) of the source's characters that landed somewhere."""

    grade: Grade
    reasons: tuple[str, ...]
    articles: int
    coverage: float


@dataclass(frozen=True, slots=True)
class Document:
    """A law that has been read. ``furniture`` lists the lines removed as page headers, footers and the like."""

    law: Law
    clauses: tuple[Clause, ...]
    notes: tuple[Note, ...] = ()
    preamble: str = ""
    signatures: str = ""
    furniture: tuple[str, ...] = ()
    quality: Quality = Quality("F", ("not graded",), 0, 0.0)
    warnings: tuple[str, ...] = ()

    def walk(self) -> Iterator[Clause]:
        """Every clause in document order."""
        return _walk(self.clauses)


def _walk(clauses: tuple[Clause, ...]) -> Iterator[Clause]:
    """`clauses` and all below them, in document order."""
    waiting = list(reversed(clauses))
    while waiting:
        clause = waiting.pop()
        yield clause
        if clause.children:
            waiting.extend(reversed(clause.children))


@dataclass(frozen=True, slots=True)
class Annotation:
    """One thing said of some words of one clause: ``clause.text[start:end] == quote``."""

    law: str
    eid: str
    concept: str
    role: Role
    start: int
    end: int
    quote: str
    values: Mapping[str, Any] = field(default_factory=dict)
    by: str = ""
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that prove a finding, and where they stand. ``source`` is an address of the law."""

    law: str
    eid: str
    quote: str
    start: int
    end: int
    source: str = ""


@dataclass(frozen=True, slots=True)
class Search:
    """A text that was searched for an answer, and the concepts that were looked for."""

    law: str
    concepts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Party:
    """A treaty that binds a State: from the day `since`; `reservations` are articles with what the State said of them."""

    treaty: str
    since: date
    source: str = ""
    deposited: date | None = None
    reservations: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Observed:
    """What somebody answers to a finding: `by` is the name under which they publish, `on` the day (ISO 8601)."""

    by: str
    on: str
    body: str


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict on one requirement for one country, with the words that prove it.

    ``reviewed_by`` names the people whose decisions it rests on, with the day (``Ana, 2026-11-28``), ``stale_reviews`` those whose decisions
    on what it looks for were made on words that are no longer there, or when something else was asked, ``contested`` those who differ on words it rests on, of which nobody has
    decided; all are joined by ``"; "``. ``observations`` is what the country's own people answer; it changes no verdict. ``binding_since`` is the day (ISO 8601) from which the treaties it comes from bind the State; empty where that is not known.
    """

    country: str
    standard: str
    requirement: str
    status: Status
    divergence: bool
    strength: Strength
    severity: Severity
    evidence: tuple[Evidence, ...] = ()
    missing: tuple[str, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    searched: tuple[Search, ...] = ()
    to_load: tuple[str, ...] = ()
    confidence: Confidence = "low"
    confidence_reason: str = ""
    reviewed_by: str = ""
    stale_reviews: str = ""
    contested: str = ""
    binding_since: str = ""
    observations: tuple[Observed, ...] = ()

    def binds(self, day: date) -> bool:
        """Did what is asked bind the State on `day`? Where nobody wrote down since when, it is taken to."""
        return self.binding_since <= day.isoformat()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The state a report was made from; equal inputs give an equal ``id``, whoever makes it and wherever. ``model`` is the hash of the trained
    model that tagged beside the rules; empty where there was none.
    """

    id: str
    as_of: date
    created: date
    corpus: str
    annotations: str
    standards: str
    program: str
    model: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What kept a law, a manifest or a file out of a result, or makes its reading doubtful; never a gap in a law.

    ``what`` and ``do`` are sentences without their full stop; ``where`` is a file or an expression.
    """

    country: str
    kind: Literal["failed", "skipped", "left out", "doubtful"]
    where: str
    what: str
    do: str = ""

    @property
    def place(self) -> str:
        """Where it arose: an expression, or the name of a file; where that lies on somebody's machine is nobody's business."""
        if self.where.startswith("/akn/"):
            return self.where
        return self.where.split(" and ")[0].rstrip("/").rpartition("/")[2]

    def __str__(self) -> str:
        return f"{self.where}: {self.what}." + (f" {self.do}." if self.do else "")


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of one snapshot, the laws that were read for it, and what stood in the way.

    ``places`` maps expression and eid of every piece of evidence to its article as a lawyer cites it (``art. 10, II``).
    """

    snapshot: Snapshot
    findings: tuple[Finding, ...]
    laws: tuple[Law, ...] = ()
    problems: tuple[Problem, ...] = ()
    places: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
