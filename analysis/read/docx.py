"""Word files (ISO/IEC 29500, WordprocessingML): paragraphs as a reader of the printed page sees them.

Automatic numbers are written out, tracked deletions left out, footnotes kept as notes, headers and footers as
furniture. The parts are read straight from the zip file, so that nothing is unpacked, fetched or run.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from analysis.errors import NoTextError, ReadError, UnsafeFileError
from analysis.model import Document, Law
from analysis.read.blocks import block
from analysis.read.normal import normal
from analysis.read.numbering import numeral
from analysis.read.outline import Line, document

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

FORMAT = "docx"
LARGEST_PART = 120_000_000
"""Bytes that one part of a file may hold when unpacked."""
LARGEST_WHOLE = 1_500_000_000
"""Bytes that all parts, pictures included, may hold when unpacked."""
STEEPEST = 200
"""A large part packed more tightly than this is no text: prose in XML packs about twenty-fold."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LEVELS = 9
_HEADING = re.compile(r"heading (\d)$", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|table of figures)\b", re.IGNORECASE)
_SKIPPED = frozenset(
    {"del", "moveFrom", "delText", "instrText", "rPr", "pPr", "sdtPr", "sdtEndPr", "Fallback", "delInstrText", "ruby"}
)
_DELETED = frozenset({"del", "moveFrom"})


def recognises(data: bytes, name: str) -> bool:
    """Is this a Word file? A zip file with a main document, or anything named as one."""
    named = name.lower().endswith((".docx", ".docm", ".dotx"))
    if data.startswith(b"PK"):
        return named or b"word/document.xml" in data
    return data.startswith(_OLE) or (named and not data.lstrip().startswith((b"<", b"%PDF")))


def read(data: bytes, law: Law) -> Document:
    """The law in the Word file `data`.

    Sources are pages (``p. 3``) where Word has noted its page breaks, else paragraphs counted as lines (``l. 120``).
    Raises ReadError for what is no whole Word file, UnsafeFileError for a zip bomb or a document type declaration,
    NoTextError for an empty one.
    """
    parts = _Parts(data, law)
    body = _Body(parts, law)
    lines = body.read()
    if not any(line.text for line in lines):
        raise NoTextError("the Word file holds no text", where=law.file, do="Use another copy of the law")
    return document(lines, law, furniture=body.furniture, warnings=body.warnings)


# ---- the zip file ---------------------------------------------------------------------------------------------------


class _Parts:
    """The XML parts of a file, parsed one at a time and checked before they are unpacked."""

    def __init__(self, data: bytes, law: Law) -> None:
        self.law = law
        if data.startswith(_OLE):
            raise ReadError(self._ole_fault(data), where=law.file, do="Save it as .docx without a password")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
            raise self._damaged() from error
        self.names = frozenset(self._zip.namelist())
        if len(self.names) > 20_000 or sum(info.file_size for info in self._zip.infolist()) > LARGEST_WHOLE:
            raise self._unsafe("the Word file unpacks to more than any document holds")
        self.main = self._main()

    @staticmethod
    def _ole_fault(data: bytes) -> str:
        locked = "EncryptedPackage".encode("utf-16-le") in data
        return "the Word file is locked with a password" if locked else "the file is in Word's format of before 2007"

    def _damaged(self) -> ReadError:
        return ReadError(
            "is no whole Word file: the zip file around it is damaged", where=self.law.file, do="Fetch or save it again"
        )

    def _unsafe(self, what: str) -> UnsafeFileError:
        return UnsafeFileError(what, where=self.law.file, do="Do not use this file")

    def _main(self) -> str:
        """The name of the main part, as the package's relationships say (ISO/IEC 29500-2, 9.3)."""
        for kind, target in self.relations("_rels/.rels").values():
            if kind == "officeDocument" and target.lstrip("/") in self.names:
                return target.lstrip("/")
        if "word/document.xml" not in self.names:
            raise ReadError(
                "the zip file holds no Word document",
                where=self.law.file,
                do="Give the law as a Word file, not a folder",
            )
        return "word/document.xml"

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Kind and target of each inner relationship in the part `name`, by its id."""
        root = self.parsed(name)
        found = (
            [] if root is None else [r for r in root if _tag(r) == "Relationship" and r.get("TargetMode") != "External"]
        )
        return {r.get("Id", ""): (r.get("Type", "").rpartition("/")[2], r.get("Target", "")) for r in found}

    def related(self, *kinds: str) -> Iterator[str]:
        """Names of the parts that the main part is related to in one of `kinds`, in order of name."""
        folder, _, name = self.main.rpartition("/")
        targets = self.relations(f"{folder}/_rels/{name}.rels".lstrip("/")).values()
        for kind, target in sorted(targets, key=lambda found: found[1]):
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            if kind in kinds and path in self.names:
                yield path

    def parsed(self, name: str) -> Element | None:
        """The root of the part `name`, or none if the file has no such part."""
        from lxml import etree

        if name not in self.names:
            return None
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(self._bytes(name), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            what = f"{name} in the Word file is damaged ({str(error).splitlines()[0][:120]})"
            raise ReadError(what, where=self.law.file, do="Open it in Word and save it again") from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise self._unsafe(f"{name} declares a document type, which Word never does")
        return root

    def _bytes(self, name: str) -> bytes:
        info = self._zip.getinfo(name)
        if info.file_size > LARGEST_PART or (
            info.file_size > 10_000_000 and info.file_size > STEEPEST * info.compress_size
        ):
            raise self._unsafe(
                f"{name} unpacks from {info.compress_size:,} to {info.file_size:,} bytes, as a zip bomb does"
            )
        if info.flag_bits & 1:
            raise ReadError("the zip file is locked with a password", where=self.law.file, do="Save it without one")
        try:
            with self._zip.open(info) as part:
                data = part.read(LARGEST_PART + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError) as error:
            raise self._damaged() from error
        if len(data) > LARGEST_PART:
            raise self._unsafe(f"{name} holds more than it declares, as a zip bomb does")
        return data


# ---- elements -------------------------------------------------------------------------------------------------------


def _tag(element: Element) -> str:
    """Local name: the transitional and the strict namespace of the standard say the same."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _child(element: Element | None, *path: str) -> Element | None:
    for name in path:
        element = next((child for child in element if _tag(child) == name), None) if element is not None else None
    return element


def _attribute(element: Element | None, name: str = "val") -> str:
    """The attribute by its local name, "" if there is none."""
    if element is None:
        return ""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def _number(text: str, default: int = 0) -> int:
    return int(text) if re.fullmatch(r"-?\d{1,6}", text) else default


def _on(element: Element | None) -> bool | None:
    """A toggle property (ISO/IEC 29500-1, 17.17.4): none if it is not said."""
    return None if element is None else _attribute(element) not in ("0", "false", "off")


# ---- styles and numbering -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Style:
    """What a paragraph style says by itself; ``list`` is (numId, ilvl), with -1 where a part is not said."""

    name: str
    parent: str
    outline: int
    list: tuple[int, int]
    bold: bool | None
    hidden: bool | None


class _Styles:
    """The paragraph styles, each with what it inherits."""

    def __init__(self, root: Element | None) -> None:
        found = [] if root is None else [element for element in root if _tag(element) == "style"]
        self._styles = {_attribute(element, "styleId"): self._style(element) for element in found}
        self.default = next(
            (
                _attribute(e, "styleId")
                for e in found
                if _attribute(e, "type") == "paragraph" and _attribute(e, "default") in ("1", "true")
            ),
            "",
        )

    @staticmethod
    def _style(element: Element) -> _Style:
        properties, runs = _child(element, "pPr"), _child(element, "rPr")
        return _Style(
            _attribute(_child(element, "name")), _attribute(_child(element, "basedOn")),
            _number(_attribute(_child(properties, "outlineLvl")), 9), _list_of(properties),
            _on(_child(runs, "b")), _on(_child(runs, "vanish")),
        )  # fmt: skip

    def chain(self, style: str) -> Iterator[_Style]:
        """The style and those it is based on, nearest first; a circle ends where it closes."""
        seen: set[str] = set()
        style = style or self.default
        while style in self._styles and style not in seen:
            seen.add(style)
            yield self._styles[style]
            style = self._styles[style].parent

    def list_of(self, style: str) -> tuple[int, int]:
        """The (numId, ilvl) that the style gives its paragraphs, -1 for what it does not say."""
        number = next((s.list[0] for s in self.chain(style) if s.list[0] >= 0), -1)
        level = next((s.list[1] for s in self.chain(style) if s.list[1] >= 0), -1)
        return number, level

    def heading(self, style: str) -> int:
        """1 to 6 for a heading style, else 0."""
        for found in self.chain(style):
            if named := _HEADING.match(found.name):
                return min(int(named[1]), 6)
            if found.outline < 9:
                return min(found.outline + 1, 6)
        return 0

    def is_contents(self, style: str) -> bool:
        """Does the style set the lines of a table of contents?"""
        return any(_CONTENTS.match(found.name) for found in self.chain(style))

    def bold(self, style: str) -> bool:
        """Are the style's letters bold?"""
        return bool(next((s.bold for s in self.chain(style) if s.bold is not None), False))

    def hidden(self, style: str) -> bool:
        """Are the style's letters hidden?"""
        return bool(next((s.hidden for s in self.chain(style) if s.hidden is not None), False))


def _list_of(properties: Element | None) -> tuple[int, int]:
    """The (numId, ilvl) of paragraph properties, -1 for what they do not say."""
    entry = _child(properties, "numPr")
    return _number(_attribute(_child(entry, "numId")), -1), _number(_attribute(_child(entry, "ilvl")), -1)


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: ``text`` is a pattern like ``%1.%2)``; ``restart`` is the level after which it starts anew,
    0 for never.
    """

    start: int
    form: str
    text: str
    suffix: str
    restart: int
    legal: bool
    style: str


@dataclass(slots=True)
class _List:
    """One list definition instance (w:num): the definition it counts in, its own levels and starts."""

    abstract: str
    levels: dict[int, _Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)
    used: bool = False


class _Numbering:
    """Counts the automatic numbers of a document (ISO/IEC 29500-1, 17.9).

    Instances of one definition count on from each other.
    """

    def __init__(self, root: Element | None, styles: _Styles, language: str) -> None:
        self._styles, self._language = styles, language
        elements = [] if root is None else list(root)
        abstracts = {_attribute(e, "abstractNumId"): e for e in elements if _tag(e) == "abstractNum"}
        self._levels = {name: dict(map(self._level, self._level_elements(e))) for name, e in abstracts.items()}
        self._lists = {_number(_attribute(e, "numId"), -1): self._list(e) for e in elements if _tag(e) == "num"}
        self._follow_style_links(abstracts)
        self._counts: dict[str, list[int | None]] = {}

    @staticmethod
    def _level_elements(element: Element) -> list[Element]:
        return [child for child in element if _tag(child) == "lvl"]

    @staticmethod
    def _level(element: Element) -> tuple[int, _Level]:
        at = _number(_attribute(element, "ilvl"))
        text, restart = _attribute(_child(element, "lvlText")), _attribute(_child(element, "lvlRestart"))
        return at, _Level(
            _number(_attribute(_child(element, "start")), 0), _attribute(_child(element, "numFmt")) or "decimal", text,
            _attribute(_child(element, "suff")) or "tab", _number(restart, at), _on(_child(element, "isLgl")) or False,
            _attribute(_child(element, "pStyle")),
        )  # fmt: skip

    def _list(self, element: Element) -> _List:
        found = _List(_attribute(_child(element, "abstractNumId")))
        for override in (child for child in element if _tag(child) == "lvlOverride"):
            at = _number(_attribute(override, "ilvl"))
            start = _attribute(_child(override, "startOverride"))
            if start:
                found.starts[at] = _number(start)
            for level in self._level_elements(override):
                found.levels[at] = self._level(level)[1]
        return found

    def _follow_style_links(self, abstracts: Mapping[str, Element]) -> None:
        """A definition that names a numbering style stands for the definition linked to that style (17.9.21)."""
        linked = {
            _attribute(_child(e, "styleLink")): name
            for name, e in abstracts.items()
            if _child(e, "styleLink") is not None
        }
        for entry in self._lists.values():
            link = _attribute(_child(abstracts.get(entry.abstract), "numStyleLink"))
            entry.abstract = linked.get(link, entry.abstract)

    def label(self, properties: Element | None, style: str) -> str:
        """The number of the next paragraph with these properties, with the blank behind it; "" if it has none."""
        number, at = _list_of(properties)
        styled, styled_at = self._styles.list_of(style)
        if number < 0:
            number, at = styled, at if at >= 0 else self._level_of_style(styled, style, styled_at)
        entry = self._lists.get(number)
        return self._next(entry, min(max(at, 0), _LEVELS - 1)) if entry and number > 0 else ""

    def _level_of_style(self, number: int, style: str, said: int) -> int:
        if said >= 0 or number not in self._lists:
            return said
        levels = self._levels.get(self._lists[number].abstract, {})
        return next((at for at, level in levels.items() if level.style == style), 0)

    def _next(self, entry: _List, at: int) -> str:
        level = self._at(entry, at)
        if level is None:
            return ""
        counts = self._counts.setdefault(entry.abstract, [None] * _LEVELS)
        if not entry.used:
            entry.used = True
            for there, start in entry.starts.items():
                if 0 <= there < _LEVELS:
                    counts[there] = start - 1
        before = counts[at]
        counts[at] = level.start if before is None else before + 1
        for deeper in range(at + 1, _LEVELS):
            below = self._at(entry, deeper)
            if below is None or at < below.restart:
                counts[deeper] = None if deeper not in entry.starts else entry.starts[deeper] - 1
        return self._written(entry, level, counts)

    def _at(self, entry: _List, at: int) -> _Level | None:
        return entry.levels.get(at) or self._levels.get(entry.abstract, {}).get(at)

    def _written(self, entry: _List, level: _Level, counts: list[int | None]) -> str:
        if level.form == "bullet":
            return "• "

        def part(found: re.Match[str]) -> str:
            there = int(found[1]) - 1
            shown = self._at(entry, there)
            if shown is None:
                return ""
            value = counts[there]
            if value is None:
                value = counts[there] = shown.start
            return numeral(value, "decimal" if level.legal and shown.form != "none" else shown.form, self._language)

        text = re.sub(r"%([1-9])", part, level.text)
        return text + ("" if level.suffix == "nothing" or not text else " ")


# ---- the body -------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Paragraph:
    """What one paragraph holds: words (line breaks as line feeds), hidden words, footnotes referred to, text boxes."""

    words: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    all_bold: bool = True


class _Body:
    """Walks the main part once and gathers lines, furniture and warnings."""

    def __init__(self, parts: _Parts, law: Law) -> None:
        self._parts = parts
        self._styles = _Styles(self._one("styles"))
        self._numbering = _Numbering(self._one("numbering"), self._styles, law.language)
        self._notes = {kind: self._note_texts(kind) for kind in ("footnote", "endnote")}
        self._note_count = {"footnote": 0, "endnote": 0}
        self._carried: list[str] = []
        self._page = self._paragraphs = 1
        self._paged = False
        self._deletions = self._insertions = 0
        self._lines: list[Line] = []
        self.furniture: list[str] = []
        self.warnings: list[str] = []

    def _one(self, kind: str) -> Element | None:
        return next((self._parts.parsed(name) for name in self._parts.related(kind)), None)

    def read(self) -> list[Line]:
        """The lines of the main part; `furniture` and `warnings` are filled on the way."""
        root = self._parts.parsed(self._parts.main)
        body = _child(root, "body")
        if root is None or body is None:
            raise ReadError(
                "the Word file has no body", where=self._parts.law.file, do="Open it in Word and save it again"
            )
        self._paged = any(_tag(e) == "lastRenderedPageBreak" for e in root.iter())
        self._blocks(body)
        if self._carried:
            self._emit("".join(self._carried), 0)
        for name in self._parts.related("header", "footer"):
            self.furniture += self._plain(self._parts.parsed(name))
        self._warn()
        return self._lines

    def _warn(self) -> None:
        if self._deletions or self._insertions:
            what = f"{self._insertions} insertions kept and {self._deletions} deletions left out"
            self.warnings.append(f"the file has tracked changes: {what}; check which text is the law")
        if any(True for _ in self._parts.related("comments")):
            self.warnings.append("the file has comments, which were left out")
        if any(True for _ in self._parts.related("aFChunk")):
            self.warnings.append("the file has another file embedded, which was not read")

    def _note_texts(self, kind: str) -> dict[str, str]:
        root = self._one(f"{kind}s")
        found = (
            []
            if root is None
            else [e for e in root if _tag(e) == kind and not _attribute(e, "type").lower().endswith("separator")]
        )
        return {_attribute(e, "id"): " ".join(self._plain(e)) for e in found}

    def _plain(self, root: Element | None) -> list[str]:
        """The words of each paragraph under `root` that has any."""
        paragraphs = [] if root is None else [e for e in root.iter() if _tag(e) == "p"]
        texts: list[str] = []
        for paragraph in paragraphs:
            held = _Paragraph()
            self._runs(paragraph, held, bold=False, hidden=False)
            texts.append(_clean("".join(held.words).replace("\n", " ")))
        return [text for text in texts if text]

    def _blocks(self, parent: Element) -> None:
        """Paragraphs and tables under `parent`, through content controls and tracked changes."""
        for element in parent:
            tag = _tag(element)
            if tag == "p":
                self._paragraph(element)
            elif tag in _DELETED or (tag == "tr" and _child(element, "trPr", "del") is not None):
                self._deletions += 1
            elif tag in (
                "tbl",
                "tr",
                "tc",
                "sdt",
                "sdtContent",
                "customXml",
                "smartTag",
                "ins",
                "moveTo",
                "AlternateContent",
                "Choice",
            ):
                self._insertions += tag in ("ins", "moveTo")
                self._blocks(element)

    def _paragraph(self, element: Element) -> None:
        properties = _child(element, "pPr")
        style = _attribute(_child(properties, "pStyle"))
        held = _Paragraph()
        self._runs(element, held, self._styles.bold(style), self._styles.hidden(style))
        mark = _child(properties, "rPr", "del")
        if mark is not None:
            self._deletions += 1
            self._carried += held.words
            return
        words = "".join([*self._carried, *held.words])
        self._carried = []
        self._place(words, properties, style, held)
        for kind, note in held.notes:
            self._note(kind, note)
        for box in held.boxes:
            self._blocks(box)
        self._paragraphs += 1

    def _place(self, words: str, properties: Element | None, style: str, held: _Paragraph) -> None:
        """The words of a paragraph where they belong: a line with its number, or furniture."""
        self.furniture += [text for text in (_clean("".join(held.hidden).replace("\n", " ")),) if text]
        if self._styles.is_contents(style):
            self.furniture += [text for text in map(_clean, words.split("\n")) if text]
            return
        begun = words.lstrip(" \f")
        self._page += words.count("\f", 0, len(words) - len(begun))
        label = self._numbering.label(properties, style)
        own = _number(_attribute(_child(properties, "outlineLvl")), 9)
        level = min(own + 1, 6) if own < 9 else self._styles.heading(style)
        self._emit(label + begun, level, bold=held.all_bold)

    def _emit(self, words: str, level: int, *, bold: bool = False) -> None:
        source = f"p. {self._page}" if self._paged else f"l. {self._paragraphs}"
        for part in words.split("\n"):
            text = _clean(part.replace("\f", ""))
            if text:
                self._lines.append(block(text, source, level, bold=bold))
            self._page += part.count("\f")
            source = f"p. {self._page}" if self._paged else source

    def _note(self, kind: str, note: str) -> None:
        text = self._notes[kind].get(note, "")
        self._note_count[kind] += 1
        if text:
            source = f"p. {self._page}" if self._paged else f"l. {self._paragraphs}"
            self._lines.append(Line(f"{self._note_count[kind]} {text}", source, block=True, note=True))

    def _runs(self, parent: Element, held: _Paragraph, bold: bool, hidden: bool) -> None:
        """The words under `parent` into `held`, through hyperlinks, fields, tracked changes and drawings."""
        for element in parent:
            tag = _tag(element)
            if tag in _SKIPPED:
                self._deletions += tag in _DELETED
                continue
            if tag in ("ins", "moveTo"):
                self._insertions += 1
            if tag == "r":
                own = _child(element, "rPr")
                thick, unseen = _on(_child(own, "b")), _on(_child(own, "vanish"))
                self._run(element, held, bold if thick is None else thick, hidden if unseen is None else unseen)
            elif tag == "txbxContent":
                held.boxes.append(element)
            elif tag == "t" and parent.tag != element.tag:
                held.words.append(element.text or "")
            else:
                self._runs(element, held, bold, hidden)

    def _run(self, run: Element, held: _Paragraph, bold: bool, hidden: bool) -> None:
        for element in run:
            tag = _tag(element)
            if tag in ("footnoteReference", "endnoteReference"):
                held.notes.append((tag.removesuffix("Reference"), _attribute(element, "id")))
            elif words := _words(element, tag):
                (held.hidden if hidden else held.words).append(words)
                held.all_bold = held.all_bold and (bold or not words.strip())
            elif tag not in _SKIPPED:
                self._runs(element, held, bold, hidden)


def _words(element: Element, tag: str) -> str:
    """The characters that one element of a run sets; a form feed for a page that ends here."""
    if tag == "t":
        return (element.text or "").replace("\n", " ")
    if tag in ("tab", "ptab"):
        return " "
    if tag in ("br", "cr"):
        kind = _attribute(element, "type")
        return "\n" if kind in ("", "textWrapping") else " "
    if tag == "lastRenderedPageBreak":
        return "\f"
    if tag == "noBreakHyphen":
        return "-"
    return _symbol(element) if tag == "sym" else ""


def _symbol(element: Element) -> str:
    """A character given by its code in a font; symbol fonts shift theirs into the private area (17.3.3.30)."""
    code = _attribute(element, "char")
    value = int(code, 16) if re.fullmatch(r"[0-9A-Fa-f]{2,5}", code) else 0
    if 0xF000 <= value <= 0xF0FF:
        return {0xF0A7: "•", 0xF0B7: "•", 0xF0A8: "•", 0xF02D: "-"}.get(value, "")
    return chr(value) if value > 31 and not 0xD800 <= value < 0xE000 else ""


def _clean(text: str) -> str:
    return normal(text).strip()
