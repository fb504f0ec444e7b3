"""What the program says of real laws against what people wrote down who read them before it did (`tests/gold/`).

Agreement on articles is counted where the verdicts are the same and cite something: the finding cites one at least of the articles that the reader
relied on. Agreement on values is counted where the verdicts are the same, value by value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from analysis import judging, library
from analysis.catalogue import catalogue
from analysis.model import Finding
from analysis.read.markers import slug
from bench import LAWS, ROOT, Row

READINGS = ROOT / "tests" / "gold"
COUNTRIES = tuple(sorted(file.stem for file in READINGS.glob("*.yaml")))
OFFENCES = frozenset({"trafficking-offence", "smuggling-offence"})
VERDICTS, ARTICLES, VALUES = 0.95, 0.90, 0.95
OTHER_VERDICTS = 0.90
"""The share to reach in what is no offence: care, return, cooperation and prevention."""
_COMPARED = ("state", "min_years", "max_years", "life", "scope", "aggravators")


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often the program and the reader agree: `verdicts`, `articles` and `values` are (agreed, compared).

    `agreeing` names the requirements whose verdict is the reader's, `differing` those where it is another, `false_absents` those of the latter that the program finds absent in a law that has them.
    """

    verdicts: tuple[int, int] = (0, 0)
    articles: tuple[int, int] = (0, 0)
    values: tuple[int, int] = (0, 0)
    agreeing: tuple[str, ...] = ()
    differing: tuple[str, ...] = ()
    false_absents: tuple[str, ...] = ()

    def __add__(self, other: Agreement) -> Agreement:
        return Agreement(
            _sum(self.verdicts, other.verdicts), _sum(self.articles, other.articles), _sum(self.values, other.values),
            self.agreeing + other.agreeing, self.differing + other.differing, self.false_absents + other.false_absents,
        )  # fmt: skip


def agreement(code: str, *, offences: bool | None = None) -> Agreement:
    """The agreement for one country, by the ISO 3166 code (lower case) that its reading is named by: on the offences, on all else, or on both."""
    of = [(one, entry) for one, entry in _read(code) if offences is None or (one.standard in OFFENCES) == offences]
    return sum((_compared(finding, entry) for finding, entry in of), Agreement())


@cache
def _read(code: str) -> tuple[tuple[Finding, Mapping[str, Any]], ...]:
    """What the program finds beside what was read, requirement by requirement."""
    reading = yaml.safe_load((READINGS / f"{code}.yaml").read_text(encoding="utf-8"))
    report = judging.findings(library.corpus([LAWS]), catalogue(), as_of=reading["as_of"], countries=[code])
    found = {finding.requirement: finding for finding in report.findings}
    return tuple((found[entry["requirement"]], entry) for entry in reading["findings"])


def rows() -> Iterator[Row]:
    """One row for each country, and one for each kind of agreement in all; first for the offences, then for the rest."""
    yield from _rows("offences", [(code, agreement(code, offences=True)) for code in COUNTRIES], VERDICTS)
    others = [(code, agreement(code, offences=False)) for code in COUNTRIES]
    yield from _rows("the rest", [(code, one) for code, one in others if one.verdicts[1]], OTHER_VERDICTS)


def _rows(what: str, read: Sequence[tuple[str, Agreement]], least: float) -> Iterator[Row]:
    for code, one in read:
        yield Row(
            f"Readings by hand, {code.upper()}, {what}",
            f"verdicts {_of(one.verdicts)}, articles {_of(one.articles)}, values {_of(one.values)}, false absents {len(one.false_absents)}",
        )
    total = sum((one for _, one in read), Agreement())
    kinds = (
        ("verdicts", total.verdicts, least),
        ("articles", total.articles, ARTICLES),
        ("values", total.values, VALUES),
    )
    for kind, agreed, target in kinds:
        if agreed[1]:
            share = agreed[0] / agreed[1]
            yield Row(
                f"Readings by hand, {what}: {kind}", f"{_of(agreed)} = {share:.1%}", f"≥ {target:.0%}", share >= target
            )
    yield Row(f"Readings by hand, {what}: false absents", str(len(total.false_absents)), "0", not total.false_absents)


def _compared(finding: Finding, entry: Mapping[str, Any]) -> Agreement:
    if finding.status != entry["status"]:
        missed = finding.status == "absent" and entry["status"] in ("met", "partial")
        return Agreement(
            (0, 1), differing=(entry["requirement"],), false_absents=(entry["requirement"],) if missed else ()
        )
    relied = {(one["law"], slug(str(one["article"]))) for one in entry["evidence"]}
    cited = {(one.law, _article(one.eid)) for one in finding.evidence}
    articles = (int(bool(relied & cited)), 1) if relied and finding.status in ("met", "partial", "contrary") else (0, 0)
    pairs = [(finding.values.get(key), value) for key, value in (entry.get("values") or {}).items() if key in _COMPARED]
    values = (sum(_same(ours, theirs) for ours, theirs in pairs), len(pairs))
    return Agreement((1, 1), articles, values, agreeing=(entry["requirement"],))


def _article(eid: str) -> str:
    return eid.split("__", 1)[0].split("_", 1)[1]


def _same(ours: Any, theirs: Any) -> bool:
    return set(ours or ()) == set(theirs) if isinstance(theirs, list) else bool(ours == theirs)


def _sum(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return one[0] + other[0], one[1] + other[1]


def _of(agreed: tuple[int, int]) -> str:
    return f"{agreed[0]}/{agreed[1]}"
