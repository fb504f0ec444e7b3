"""What a reader chose, kept in the address of the page, so that every view can be sent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

import streamlit as st

from views.words import language


def settled(name: str, *values: str) -> None:
    """Writes the values of `name` into the address, where it has others; none takes it out."""
    if st.query_params.get_all(name) != list(values):
        if values:
            st.query_params[name] = list(values)
        else:
            st.query_params.pop(name, None)


def link(page: str, **choices: str | Sequence[str]) -> str:
    """The address of a view, relative to any page of the program; the language goes along."""
    wanted = {name: choice for name, choice in choices.items() if choice}
    return f"{page}?{urlencode({**wanted, 'lang': language()}, doseq=True)}"


def taken(name: str, known: Iterable[str], default: str | None = None) -> str:
    """Fills the state of the widget `name` from the address where that is new; gives the widget's key."""
    if (asked := _news(name, known)) is not None:
        st.session_state[name] = asked[0] if asked else default
    return name


def taken_all(name: str, known: Iterable[str]) -> str:
    """As :func:`taken`, for a widget of several values."""
    if (asked := _news(name, known)) is not None:
        st.session_state[name] = asked
    return name


def _news(name: str, known: Iterable[str]) -> list[str] | None:
    """The `known` values of `name` in the address; None where the widget has them already."""
    asked, seen = st.query_params.get_all(name), f"{name} in the address"
    if name in st.session_state and st.session_state.get(seen) == asked:
        return None
    st.session_state[seen] = asked
    possible = set(known)
    return [value for value in asked if value in possible]


def kept(name: str, *values: str) -> None:
    """Writes what the widget `name` holds into the address, and remembers that it came from there."""
    settled(name, *values)
    st.session_state[f"{name} in the address"] = list(values)
