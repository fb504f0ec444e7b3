"""What the readers of XML formats share: safe parsing, gathered words, printed numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from lxml import etree

from analysis.errors import ReadError, UnsafeFileError
from analysis.model import Law
from analysis.read.markers import ORDINALS, container
from analysis.read.normal import normal

Element: TypeAlias = etree._Element

CONTAINERS = frozenset(
    (
        "book",
        "tome",
        "part",
        "subpart",
        "title",
        "subtitle",
        "chapter",
        "subchapter",
        "division",
        "subdivision",
        "hcontainer",
        "transitional",
    )
)

_ENCODINGS = re.compile(
    r"utf-?8|utf-?(?:16|32)(?:[lb]e)?|(?:us-)?ascii|iso-?8859-?\d+|latin-?\d+|(?:windows|cp)-?125\d", re.IGNORECASE
)
_DECLARED = re.compile(rb"""^\s*(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']*)""")
_NOT_A_TAG = re.compile(rb"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.DOTALL)
_FIRST_TAG = re.compile(rb"<(?:([\w.-]+):)?([A-Za-z_][\w.-]*)([^>]*)")


# ---- the file ------------------------------------------------------------------------------------------------------


def first_tag(data: bytes) -> tuple[str, str]:
    """Local name and attributes of the root element, by a look at the first bytes; empty strings where there is none.

    >>> first_tag(b'<?xml version="1.0"?><a:act xmlns:a="urn:x">')
    ('act', ' xmlns:a="urn:x"')
    """
    start = _NOT_A_TAG.sub(b"", data[:16_384].replace(b"\0", b""))
    found = _FIRST_TAG.search(start)
    return (found[2].decode("ascii", "replace"), found[3].decode("utf-8", "replace")) if found else ("", "")


def parse(data: bytes, law: Law) -> Element:
    """The root element of `data`. Nothing is fetched and nothing expanded.

    Raises UnsafeFileError where entities are declared (XML 1.0, 4.2: what bombs and thefts are built of), ReadError
    where the file is not well formed.
    """
    plain = data.replace(b"\0", b"") if b"\0" in data[:4] else data
    declared = _DECLARED.search(plain[:200])
    if declared and not _ENCODINGS.fullmatch(declared[1].decode("ascii", "replace")):
        raise UnsafeFileError(
            f"the encoding {declared[1].decode('ascii', 'replace')} is not read, for it can hide what a file declares",
            where=law.file, do="Save the file as UTF-8",
        )  # fmt: skip
    if b"<!ENTITY" in plain:
        raise UnsafeFileError(
            "the XML declares entities, which can blow up or read other files",
            where=law.file,
            do="Remove the <!ENTITY …> lines",
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        what = f"the XML is not well formed ({' '.join(str(fault).split())})"
        raise ReadError(what, where=law.file, do="Fetch the file again, or mend it") from fault


# ---- words ---------------------------------------------------------------------------------------------------------

# XML 1.0, 2.2 allows none of these characters in a document, so they can mark places in gathered words.
BLOCK, BREAK, AFTER_NUMBER = "\x00", "\x01", "\x02"
_NUMBER_GAP = re.compile(f"{AFTER_NUMBER}[\\s{BLOCK}]*")


def words(raw: str) -> str:
    """`raw` as a clause's text: white space of the mark-up collapsed, blocks and line breaks one line each, normalised.

    >>> words(" the \\n  person\\x00 who ")
    'the person\\nwho'
    """
    if AFTER_NUMBER in raw:
        raw = _NUMBER_GAP.sub(" ", raw)
    if BLOCK in raw or BREAK in raw:
        blocks = (_lines(block) for block in raw.split(BLOCK))
        return "\n".join(block for block in blocks if block)
    return collapsed(raw)


def _lines(block: str) -> str:
    return "\n".join(map(collapsed, block.split(BREAK))).strip()


def collapsed(raw: str) -> str:
    """`raw` on one line, normalised. Most words of a file hold no white space to collapse: nothing else is unprintable."""
    if "  " in raw or not raw.isprintable():
        raw = " ".join(raw.split())
    return normal(raw).strip()


_OPENING = "[“\"«‘'„"
DESIGNATION = re.compile(
    r"(?:art[íi]culos?|articles?|artigos?|arts?\.|sections?|secs?\.|secci[óo]n|§+|rules?|regulations?|reglas?|cl[áa]usulas?)[\s.]*(?=[\w(])",
    re.IGNORECASE,
)
_CONTAINER_WORD = re.compile(
    r"(?:libro|livr[eo]|book|tom[eo]|part(?:e|ie)?|t[íi]t(?:ulo|le|re)|title|subt[íi]t(?:ulo|le|re)|subtitle|(?:sub)?(?:cap[íi]tulo|chapter|chapitre)"
    r"|(?:sous-|sub)?(?:secci[óo]n|section|division|divisi[óo]n)|subpart)\s+", re.IGNORECASE
)  # fmt: skip
_CONTAINER_NUMBER = re.compile(
    rf"(?P<number>\d[\w.-]*|[IVXLC]+(?:-\w+)?|[A-Z]|{ORDINALS})(?:\s*[.,:—–-]+|\s|$)(?P<rest>.*)", re.IGNORECASE
)
_STOPS = " .:—–-"


@dataclass(frozen=True, slots=True)
class Label:
    """A printed number, taken apart: quote or bracket that opens before it, the designation, heading on the same line.

    ``dropped`` counts the characters that go without: Artículo, §, dots.
    """

    opening: str
    number: str
    heading: str
    dropped: int


@lru_cache(maxsize=16_384)
def label(printed: str, kind: str) -> Label:
    """What `printed` says of a clause of `kind`: its number without Artículo, § or trailing dot.

    >>> label("“§ 1595A. ", "section")
    Label(opening='“', number='1595A', heading='', dropped=2)
    >>> label("LIBRO PRIMERO DE LO SUSTANTIVO", "book")
    Label(opening='', number='PRIMERO', heading='DE LO SUSTANTIVO', dropped=5)
    """
    opening, number, heading = _taken_apart(printed, kind)
    return Label(opening, number, heading, visible(printed) - visible(opening + number + heading))


def _taken_apart(printed: str, kind: str) -> tuple[str, str, str]:
    bare = printed.lstrip(_OPENING)
    opening = printed[: len(printed) - len(bare)].strip()
    bare = bare.strip()
    if kind in CONTAINERS and kind != "hcontainer" and (word := _CONTAINER_WORD.match(bare)):
        if found := container(bare):
            return opening, found.number.rstrip(_STOPS), found.heading
        plain = _CONTAINER_NUMBER.match(bare, word.end())
        return (opening, plain["number"], plain["rest"].strip()) if plain else (opening, "", bare)
    bare = DESIGNATION.sub("", bare, count=1)
    return opening, bare.rstrip(_STOPS) or bare, ""


def text_of(node: Element) -> str:
    """All characters under `node`."""
    return etree.tostring(node, method="text", encoding="unicode", with_tail=False)


def visible(text: str) -> int:
    """How many characters of `text` are no blanks."""
    return len(text) - sum(
        map(text.count, " \n\t\r\u00a0\u2002\u2003\u2009\u202f" if not text.isascii() else " \n\t\r")
    )
