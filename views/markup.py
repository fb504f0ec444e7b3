"""HTML in which every text is escaped: the only way by which words of a law, a file or a reader come onto a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st

_STYLE = Path(__file__).with_name("style.css")


class Html(str):
    """HTML made by :func:`tag`; every other string is text."""

    __slots__ = ()


def tag(name: str, *inside: str, **attributes: object) -> Html:
    """An element. Strings inside are escaped unless they are Html; `class_` is `class`, `_` in a name is `-`, and an
    attribute that is None or empty is left out.

    >>> tag("p", "a < b", class_="small")
    '<p class="small">a &lt; b</p>'
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value not in (None, "")
    )
    return Html(f"<{name}{written}>{joined(inside)}</{name}>")


def joined(parts: Iterable[str], between: str = "") -> Html:
    """All `parts` one after the other, what is no Html escaped."""
    pieces = (part if isinstance(part, Html) else escape(part) for part in parts)
    return Html((between if isinstance(between, Html) else escape(between)).join(pieces))


def escaped(text: str) -> str:
    """`text` for what Streamlit reads as Markdown: titles, labels of widgets, warnings.

    >>> escaped("Ley *5*")
    'Ley \\\\*5\\\\*'
    """
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def put(name: str, *inside: str, **attributes: object) -> None:
    """Puts an element onto the page."""
    st.html(tag(name, *inside, **attributes))


def listed(items: Iterable[str], **attributes: object) -> Html:
    """A bulleted list."""
    return tag("ul", *(tag("li", item) for item in items), **attributes)


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]], **attributes: object) -> Html:
    """A table whose first column names its rows."""
    head = tag("thead", tag("tr", *(tag("th", name, scope="col") for name in heads)))
    body = tag(
        "tbody", *(tag("tr", tag("th", row[0], scope="row"), *(tag("td", cell) for cell in row[1:])) for row in rows)
    )
    whole = tag("table", tag("caption", caption), head, body, **attributes)
    return tag("div", whole, class_="scroll", tabindex="0", role="region", aria_label=caption)


def outside(address: str) -> Html:
    """A link out of the program that says where it leads; an `address` that is none of the web is only shown."""
    try:
        split = urlsplit(address)
    except ValueError:
        return joined([address])
    if split.scheme not in ("http", "https") or not split.hostname:
        return joined([address])
    return tag("a", split.hostname, href=address, title=address, target="_blank", rel="noopener noreferrer")


def marked(text: str, spans: Iterable[tuple[int, int]]) -> Html:
    """`text` with its `spans` (start, end in characters) marked; spans that touch become one."""
    pieces: list[str] = []
    at = 0
    for start, end in united(spans):
        pieces += [text[at:start], tag("mark", text[start:end])]
        at = end
    return joined([*pieces, text[at:]])


def united(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """`spans` in order, those that touch or overlap as one; empty ones left out."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def style(language: str) -> None:
    """Puts the style sheet on the page, and its language (a code of ours) for screen readers."""
    st.html(_STYLE)
    st.html(f"<script>document.documentElement.lang = '{language}'</script>", unsafe_allow_javascript=True)
