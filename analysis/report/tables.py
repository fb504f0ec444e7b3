"""A report as five tables, which spreadsheets and the annex share: matrix, findings, evidence, values, laws."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from analysis.changes import Changes
from analysis.compare import matrix as rows_of
from analysis.model import Finding
from analysis.report.words import Words

Cell = str | int | float
"""Text, or a number that a reader may sort by."""


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table; every row has as many cells as there are `columns`."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def tables(words: Words) -> tuple[Table, ...]:
    """All five, in the order of a workbook's sheets, and those of what changed, where there is an earlier snapshot."""
    changed = (changes(words, words.changes), law_changes(words, words.changes)) if words.changes else ()
    return matrix(words), findings(words), evidence(words), values(words), laws(words), *changed


def matrix(words: Words) -> Table:
    """A requirement a row, a country a column; in the cells signs and word of the verdict."""
    columns = (*_headed(words, "code", "requirement", "standard", "strength", "severity", "accuracy"), *words.countries)
    rows = []
    for row in rows_of(words.report.findings, words.cards):
        card = row.card
        own = (
            card.code,
            words.name(card.id),
            words.standard(card),
            words.text[card.strength],
            words.text[card.severity],
            words.accuracy(card),
        )
        cells = (words.verdict(row.cells[code]) if code in row.cells else "" for code in words.countries)
        rows.append((*own, *cells))
    return Table(words.text["matrix"], columns, tuple(rows))


_OF_FINDING = (
    "country", "code", "requirement", "id", "standard", "status", "divergence", "strength", "severity", "confidence", "reason", "accuracy", "digest",
    "missing", "value", "searched", "load", "treaty", "binding", "evidence", "reviewed", "stale", "contested", "observed",
)  # fmt: skip


def findings(words: Words) -> Table:
    """A finding a row; its quotes are joined in one cell, each with its law and article."""
    rows = tuple(_finding(words, finding) for finding in words.report.findings)
    table = Table(words.text["findings"], _headed(words, *_OF_FINDING), rows)
    return _with_changes(words, table, words.changes) if words.changes else table


def _with_changes(words: Words, table: Table, changed: Changes) -> Table:
    """The findings with what changed in each, and its verdict before."""
    known = {(change.after.country, change.after.requirement): change for change in changed.findings}
    rows = []
    for finding, row in zip(words.report.findings, table.rows, strict=True):
        change = known.get((finding.country, finding.requirement))
        said = (words.changed(change), words.status(change.before)) if change else ("", "")
        rows.append((*row, *said))
    return Table(table.title, (*table.columns, *_headed(words, "changed", "before")), tuple(rows))


def _finding(words: Words, finding: Finding) -> tuple[Cell, ...]:
    card = words.card.get(finding.requirement)
    return (
        finding.country,
        words.code(finding.requirement),
        words.name(finding.requirement),
        finding.requirement,
        finding.standard,
        words.status(finding),
        words.value(finding.divergence),
        words.text[finding.strength],
        words.text[finding.severity],
        words.text[finding.confidence],
        words.reason(finding),
        words.accuracy(card) if card else "",
        words.value(words.on_digest(finding)),
        words.concepts(finding.missing),
        words.value(finding.values),
        "; ".join(words.law(search.law) for search in finding.searched),
        words.kinds(finding.to_load),
        words.treaty(card) if card else "",
        finding.binding_since,
        "\n".join(f"“{item.quote}” {words.citation(item)}" for item in finding.evidence),
        finding.reviewed_by,
        finding.stale_reviews,
        finding.contested,
        "\n".join(f"{each.by}, {each.on}: {each.body}" for each in finding.observations),
    )


_OF_EVIDENCE = (
    "country", "code", "requirement", "id", "status", "law", "place", "quote", "clause", "start", "end", "address", "expression"
)  # fmt: skip


def evidence(words: Words) -> Table:
    """A quote a row. Start and end count characters of the clause's own text, from 0."""
    rows = tuple(
        (
            finding.country, words.code(finding.requirement), words.name(finding.requirement), finding.requirement, words.status(finding),
            words.law(item.law), words.place(item), item.quote, item.eid, item.start, item.end, item.source, item.law,
        )
        for finding in words.report.findings
        for item in finding.evidence
    )  # fmt: skip
    return Table(words.text["evidence"], _headed(words, *_OF_EVIDENCE), rows)


def values(words: Words) -> Table:
    """A value a row, as a number too where it is one, so that penalties can be sorted."""
    rows = tuple(
        (finding.country, words.code(finding.requirement), words.name(finding.requirement), finding.requirement, words.term(name), number, said)
        for finding in words.report.findings
        for name, number, said in _single(words, finding.values)
    )  # fmt: skip
    return Table(
        words.text["values"], _headed(words, "country", "code", "requirement", "id", "value", "number", "words"), rows
    )


def _single(words: Words, found: Mapping[str, Any]) -> Iterator[tuple[str, Cell, str]]:
    for name, value in found.items():
        for item in value if isinstance(value, list | tuple) else [value]:
            is_number = isinstance(item, int | float) and not isinstance(item, bool)
            yield name, item if is_number else "", words.value(item)


_OF_LAW = ("country", "law", "title", "kind", "text", "law_status", "version", "address", "file_hash", "expression")


def laws(words: Words) -> Table:
    """The texts that the findings rest on."""
    rows = tuple(
        (
            law.country, law.short, law.title, words.kind(law.kind), words.term(law.text), words.term(law.status),
            law.version.isoformat() if law.version else "", "\n".join(law.sources), law.sha256, law.expression,
        )
        for law in words.report.laws
    )  # fmt: skip
    return Table(words.text["laws"], _headed(words, *_OF_LAW), rows)


def changes(words: Words, changed: Changes) -> Table:
    """A finding that changed a row."""
    rows = tuple(
        (
            change.after.country, words.code(change.after.requirement), words.name(change.after.requirement), change.after.requirement,
            words.status(change.before), words.status(change.after), words.changed(change),
        )
        for change in changed.findings
    )  # fmt: skip
    names = ("country", "code", "requirement", "id", "before", "after", "changed")
    return Table(words.text["changes"], _headed(words, *names), rows)


def law_changes(words: Words, changed: Changes) -> Table:
    """A law that came, went or has another text a row."""
    rows = tuple(
        (
            change.law.country, change.law.short, change.law.title, words.law_change(change), words.version(change.before),
            words.version(change.after), change.law.expression,
        )
        for change in changed.laws
    )  # fmt: skip
    names = ("country", "law", "title", "changed", "before", "after", "expression")
    return Table(words.text["law_changes"], _headed(words, *names), rows)


def _headed(words: Words, *names: str) -> tuple[str, ...]:
    return tuple(words.columns[name] for name in names)


def guarded(text: str) -> str:
    """`text` as a spreadsheet reads it from CSV: an apostrophe goes before what would start a formula (OWASP, CSV
    injection).
    """
    return (
        f"'{text}" if text.lstrip()[:1] in _STARTS_FORMULA and text.strip() or text[:1] in ("\t", "\r", "\n") else text
    )


_STARTS_FORMULA = tuple("=+-@＝＋－＠")
