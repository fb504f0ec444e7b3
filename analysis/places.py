"""Where a clause stands in its law, as a lawyer cites it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.model import BASIC_UNITS, Clause


def cited(clauses: Sequence[Clause], above: str = "") -> Iterator[tuple[str, str]]:
    """Every clause's eid with its place as a lawyer cites it: ``art. 10, II``, ``s. 279.01(1)(a)``."""
    for clause in clauses:
        number = clause.number.strip().rstrip(".-–—:º°ª").strip() or clause.number.strip()
        if clause.kind in BASIC_UNITS:
            place = (
                f"{'art.' if clause.kind == 'article' else 's.'} {number}" if number[:1].isdigit() else number or above
            )
        elif above and number:
            place = f"{above}{number}" if number.startswith("(") else f"{above}, {number}"
        else:
            place = above
        yield clause.eid, place or clause.heading
        yield from cited(clause.children, place)
