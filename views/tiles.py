"""The region as tiles: every State at its place, with a sign, a word, and a way to its evidence. No map, no geography."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analysis.compare import Row
from views import words
from views.address import kept, link, taken
from views.markup import Html, put, tag
from views.shelf import Shelf
from views.verdicts import coded, sign, spoken
from views.words import say

PLACES = {
    "CA": (1, 1), "US": (2, 1), "MX": (3, 1), "BZ": (3, 3), "GT": (4, 2), "HN": (4, 3), "DO": (3, 5), "SV": (5, 2), "NI": (5, 3), "CR": (6, 3),
    "PA": (6, 4),
}  # fmt: skip
"""Row and column of each State of the region, north above south and west before east."""


def tiles(rows: Sequence[Row], held: Shelf, first: str) -> None:
    """Draws the tiles for one requirement that the reader chooses, `first` until then."""
    known = {row.card.id: coded(row.card) for row in rows if row.cells}
    chosen: str = st.selectbox(
        say("Shown on the tiles"), list(known), key=taken("tile", known, first if first in known else next(iter(known))),
        format_func=known.get,
    )  # fmt: skip
    kept("tile", chosen)
    row = next(row for row in rows if row.card.id == chosen)
    put(
        "ul",
        *(_tile(code, row, held) for code in sorted(PLACES, key=PLACES.__getitem__)),
        class_="tiles",
        aria_label=coded(row.card),
    )
    others = [code for code in row.cells if code not in PLACES]
    if others:
        put(
            "ul", *(_tile(code, row, held) for code in others), class_="tiles others", aria_label=say("Other countries")
        )


def _tile(code: str, row: Row, held: Shelf) -> Html:
    finding = row.cells.get(code)
    place = "grid-area: {} / {}".format(*PLACES[code]) if code in PLACES else None
    name = tag("span", code, class_="name", aria_hidden="true")
    full = tag("span", words.country(code), class_="unseen")
    if finding is None:
        return tag("li", name, full, tag("span", say("no text"), class_="none"), style=place, title=words.country(code))
    said = spoken(finding, held)
    inside = tag(
        "a", name, full, sign(finding, held), tag("span", words.status(finding.status), class_="small", aria_hidden="true"),
        tag("span", said, class_="unseen"), href=link("requirement", requirement=row.card.id, country=code),
        title=f"{words.country(code)}: {said}",
    )  # fmt: skip
    return tag("li", inside, style=place, class_=finding.status)
