"""From lines to the tree of a law: which lines are titles, articles, items, notes, transitional provisions, signatures.

PDF, DOCX, HTML, plain text and Markdown readers all end here. Spanish and English drafting are told apart by what the lines say, never
by the country. Every line lands in exactly one place: a clause, the preamble, the signatures, a note or the furniture.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from analysis.model import Clause, Document, Law, Note, Quality
from analysis.read import depth, markers

_TERMINAL = (".", ";", ":", ".”", '."', ".»", ".)", "—", "–")
_PAGE_NUMBER = re.compile(r"(?:p[áa]gina|page|p[áa]g\.)?\s*[-–—]?\s*\d{1,4}\s*(?:(?:de|of|/)\s*\d{1,4})?\s*[-–—]?$|\f", re.IGNORECASE)
_OF_PAGES = re.compile(r"(?:p[áa]gina|page|p[áa]g\.)?\s*\d{1,4}\s*(?:de|of|/)\s*\d{1,4}$", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_EXPLICIT_WORDS = ("a", "A", "s", "S", "§")
_HEADER_LINES = 8


@dataclass(frozen=True, slots=True)
class Line:
    """One line or paragraph of a source, normalised and stripped.

    ``level`` is 1 to 6 where the format says that the line is a heading, 7 where it marks a caption (a line in bold by itself), else 0.
    ``block`` says that the line is a whole paragraph, ``note`` that the format itself marks it as a note.
    """

    text: str
    source: str = ""
    level: int = 0
    block: bool = False
    note: bool = False


@dataclass(slots=True)
class _Node:
    """A clause while it grows."""

    kind: str
    eid: str
    number: str = ""
    heading: str = ""
    text: str = ""
    source: str = ""
    rank: int = 0
    children: list[_Node] = field(default_factory=list)

    def frozen(self) -> Clause:
        return Clause(
            self.eid, self.kind, self.number, self.heading, self.text, self.source, tuple(c.frozen() for c in self.children)
        )


@dataclass(slots=True)
class _Block:
    """A paragraph, put together from its lines, with the item label it starts with."""

    text: str
    source: str
    level: int = 0
    gap: bool = False
    labels: tuple[str, ...] = ()
    heading: str = ""


@dataclass(frozen=True, slots=True)
class _Unit:
    """What a line that opens an article or section says."""

    kind: str
    number: str
    rest: str


def document(lines: Sequence[Line], law: Law, furniture: Sequence[str] = (), warnings: Sequence[str] = ()) -> Document:
    """The law that `lines` spell, as a tree of clauses with its notes, preamble and signatures.

    `furniture` and `warnings` are those that the reader already has; page furniture among `lines` is found here too.
    `quality.coverage` is the share of the lines' non-blank characters that landed, from 0 to 1.
    """
    kept, removed = _without_furniture(lines)
    building = _Outline(kept, law)
    building.run()
    return building.document([*furniture, *removed], warnings, lines)


# ---- page furniture -------------------------------------------------------------------------------------------------


def _without_furniture(lines: Sequence[Line]) -> tuple[list[Line], list[str]]:
    """`lines` without page numbers, the header lines that recur around them, and web-page buttons; and what was removed."""
    texts = [line.text for line in lines]
    drop = _page_lines(texts) | _buttons(texts)
    if not drop:
        return list(lines), []
    kept = [line for at, line in enumerate(lines) if at not in drop]
    return kept, [texts[at] for at in sorted(drop)]


def _page_lines(texts: list[str]) -> set[int]:
    """Places of page numbers ("12 de 60") and of the lines that stand at the same distance from most of them."""
    pages = [at for at, text in enumerate(texts) if len(text) < 24 and text[-1:].isdigit() and _OF_PAGES.match(text)]
    if len(pages) < 3:
        return set()
    drop = set(pages)
    for distance in [*range(1, _HEADER_LINES + 1), *range(-1, -_HEADER_LINES - 1, -1)]:
        there = {at: _DIGITS.sub("#", texts[at + distance]) for at in pages if 0 <= at + distance < len(texts)}
        usual, times = Counter(there.values()).most_common(1)[0]
        if usual and times >= 0.6 * len(there):
            drop |= {at + distance for at, text in there.items() if text == usual}
    head = {texts[at] for at in drop if len(texts[at]) > 24}
    return drop | {at for at, text in enumerate(texts[:_HEADER_LINES]) if text in head and at + 1 < len(texts)}


def _buttons(texts: list[str]) -> set[int]:
    """Places of a short line without an end that recurs all over: the link under each article of an official web page."""
    counts = Counter(text for text in texts if 3 < len(text) < 60)
    units = sum(1 for text in texts if text[:1] in "aA§" and markers.ARTICLE.match(text)) or 1
    recurring = {
        text for text, times in counts.items()
        if times >= 20 and times > units / 3 and not text.endswith(_TERMINAL) and not _marks(text)
    }  # fmt: skip
    return {at for at, text in enumerate(texts) if text in recurring} if recurring else set()


def _marks(text: str) -> bool:
    """Does `text` announce something by itself, so that it may recur as law?"""
    return bool(
        markers.ARTICLE.match(text) or markers.ITEM.match(text) or markers.container(text) or markers.TRANSITIONAL_HEADING.match(text)
        or markers.REFORM_NOTE.match(text)
    )  # fmt: skip


# ---- the outline ----------------------------------------------------------------------------------------------------


class _Outline:
    """Walks the lines once; `run` fills the tree, the notes, the preamble and the signatures."""

    def __init__(self, lines: list[Line], law: Law) -> None:
        self.law = law
        self.lines = lines
        self.root = _Node("body", "")
        self.containers: list[_Node] = [self.root]
        self.order: list[str] = []
        self.unit: _Node | None = None
        self.blocks: list[_Block] = []
        self.captions: list[_Block] = []
        self.notes: list[Note] = []
        self.preamble: list[str] = []
        self.signatures: list[str] = []
        self.warnings: list[str] = []
        self.eids: dict[str, str] = {}
        self.counts: Counter[str] = Counter()
        self.last_number = 0
        self.marker_characters = 0
        self.transitional = False
        self.signing = False
        self.started = False
        self.awaits_heading: _Node | None = None
        self.style = _style(lines)
        self.captioned = self.style.captions
        self.restarted: set[str] = set()
        self.amending: _Node | None = None
        self.quote: _Node | None = None
        self.outer_number = 0
        self._gap = self._needs_heading = False

    def run(self) -> None:
        paragraph: list[Line] = []
        gap = False
        for line in self.lines:
            if not line.text:
                gap = True
                continue
            if paragraph and not self._continues(paragraph[-1], line, gap):
                self._paragraph(paragraph)
                paragraph = []
            if not paragraph:
                self._gap = gap
            paragraph.append(line)
            gap = False
        if paragraph:
            self._paragraph(paragraph)
        self._close_unit()
        self._flush_captions()

    def _continues(self, last: Line, line: Line, gap: bool) -> bool:
        """Does `line` go on with the paragraph that `last` belongs to?"""
        if line.block or last.block or line.level or last.level or line.note != last.note:
            return False
        starts = line.text[0]
        ended = last.text.endswith(_TERMINAL)
        if gap:
            return not ended and starts.islower() and len(last.text) > 40 and not markers.ITEM.match(line.text)
        if self._opens(line.text):
            return False
        if starts.islower() or starts in ",;)":
            return True
        if self._opens_alone(last.text):
            return False
        if ended and (len(last.text) < self.style.width * 0.86 or last.text[-1] == ":"):
            return False
        return not (last.text.endswith(_TERMINAL) and len(last.text) < self.style.width * 0.93 and starts.isupper())

    def _opens(self, text: str) -> bool:
        """Does `text` begin something of its own, wherever it stands?"""
        starts = text[0]
        if starts in "aA§sS" and self._unit_of(text, 0) is not None:
            return True
        if starts in "LTCSPDALltcspda" and markers.container(text):
            return True
        if starts in "(-*•▪–—●" or (text[1:9].find(".") >= 0 or text[1:9].find(")") >= 0 or text[1:3].find("º") >= 0 or text[1:3].find("°") >= 0):
            if markers.ITEM.match(text) or markers.BULLET.match(text):
                return True
        if starts in "tTADd" and (markers.TRANSITIONAL_HEADING.match(text) or markers.TRANSITIONAL_UNIT.match(text) or markers.DISPOSITION.match(text)):
            return True
        if self.transitional and (markers.ORDINAL_ARTICLE.match(text) or markers.DECREE.match(text)):
            return True
        return bool(markers.REFORM_NOTE.match(text) or (starts in "([*" and markers.EDITOR_NOTE.match(text)))

    def _opens_alone(self, text: str) -> bool:
        """Is `text` a whole by itself, so that the next line starts anew: a container, a transitional heading, a reform note?"""
        return bool(
            markers.container(text) or markers.TRANSITIONAL_HEADING.match(text)
            or (markers.REFORM_NOTE.match(text) and len(text) < self.style.width * 0.8)
        )  # fmt: skip

    # -- one paragraph

    def _paragraph(self, lines: list[Line]) -> None:
        text = _joined(lines)
        first = lines[0]
        if first.note or self._is_note(text):
            self._note(text, first.source)
            return
        if self._transitional_heading(text, first):
            return
        if self._container(text, first):
            return
        unit = self._unit_of(text, first.level)
        if unit is not None and not (first.level == 7):
            self._open_unit(unit, first, text)
            return
        if self.transitional and self._decree(text, first):
            return
        if self.started and markers.SIGNATURE.match(text) and (self.unit is not None or self.signing):
            self._close_unit()
            self.signing = True
        if self.signing:
            self.signatures.append(text)
            return
        if first.level and first.level < 7 and not (self.unit is not None and text[0] == "(" and markers.ITEM.match(text)):
            self._heading(text, first)
            return
        if self.awaits_heading is not None and self._heading_goes_on(text):
            return
        self._text(text, first)

    def _is_note(self, text: str) -> bool:
        if text[0] in "([*":
            closed = text[-1] in ")]*." or text.endswith((").", "];"))
            return bool(markers.EDITOR_NOTE.match(text)) and closed
        return bool(markers.REFORM_NOTE.match(text)) and len(text) < 420

    def _note(self, text: str, source: str) -> None:
        eid = self.unit.eid if self.unit else self.containers[-1].eid
        self.notes.append(Note(text, eid, source))

    # -- containers and headings

    def _transitional_heading(self, text: str, line: Line) -> bool:
        if len(text) > 70 or not markers.TRANSITIONAL_HEADING.match(text):
            return False
        self._close_unit()
        self._flush_captions()
        self.transitional, self.signing, self.started = True, False, True
        self._start_transitional(text, line)
        return True

    def _start_transitional(self, text: str, line: Line) -> None:
        del self.containers[1:]
        self.amending = self.quote = None
        self._open_container("transitional", "", text, line, rank=0)
        self.last_number = 0

    def _decree(self, text: str, line: Line) -> bool:
        """A decree of reform, printed after the law with its own articles."""
        if not markers.DECREE.match(text) or not (self.signing or self.unit is None):
            return False
        self._close_unit()
        self.signing = False
        self._start_transitional(text, line)
        return True

    def _container(self, text: str, line: Line) -> bool:
        found = markers.container(text)
        if found is None or (found.kind == "section" and self.style.unit_kind == "section" and not line.level):
            return False
        if line.level == 7:
            return False
        top = self.containers[-1]
        if (top.kind, top.number) == (found.kind, found.number) and not top.children and self.unit is None and not found.heading:
            self.marker_characters += len(text)
            return True
        self._close_unit()
        self._flush_captions()
        self.started = True
        self.signing = self.transitional = False
        self.marker_characters += len(text) - len(found.number) - len(found.heading)
        self._open_container(found.kind, found.number, found.heading, line, rank=self._rank(found.kind, line.level))
        return True

    def _rank(self, kind: str, level: int) -> int:
        """How deep a container of `kind` stands, learnt from the first time it opened inside another."""
        if level:
            return level
        if kind not in self.order:
            top = self.containers[-1].kind
            at = self.order.index(top) + 1 if top in self.order else 0
            if top not in self.order:
                at = len(self.order)
            self.order.insert(at, kind)
        return 10 + self.order.index(kind)

    def _open_container(self, kind: str, number: str, heading: str, line: Line, rank: int) -> None:
        if rank >= 10:
            while len(self.containers) > 1 and not self._above(self.containers[-1], kind):
                self.containers.pop()
        else:
            while len(self.containers) > 1 and self.containers[-1].rank >= rank:
                self.containers.pop()
        parent = self.containers[-1]
        name = _EID_NAMES.get(kind, kind)
        tail = markers.slug(number) if number else str(self._count(f"{parent.eid}>{kind}"))
        prefix = f"{parent.eid}__" if parent.eid and kind != "transitional" else ""
        if kind == "transitional":
            tail = str(self._count("transitional"))
        node = _Node(kind, self._unique(f"{prefix}{name}_{tail}", line), number, heading, source=line.source, rank=rank)
        parent.children.append(node)
        self.containers.append(node)
        self.awaits_heading = node if not heading or heading.isupper() else None

    def _above(self, node: _Node, kind: str) -> bool:
        if node.rank < 10:
            return True
        return node.kind in self.order and self.order.index(node.kind) < self.order.index(kind)

    def _heading(self, text: str, line: Line) -> None:
        """A heading that the format marks, without a word like chapter: it groups what follows until the next of its level."""
        if not self.started and line.level == 1:
            self.preamble.append(text)
            return
        self._close_unit()
        self._flush_captions()
        self._open_container("hcontainer", "", text, line, rank=line.level)
        self.awaits_heading = None

    def _heading_goes_on(self, text: str) -> bool:
        """Takes `text` as the heading (or more of it) of the container just opened, if it reads as one."""
        node = self.awaits_heading
        assert node is not None
        if len(text) > 200 or (text.endswith((".", ";", ":")) and not text.isupper() and len(text) > 90) or self.captions:
            self.awaits_heading = None
            return False
        if text[0].islower() and not node.heading:
            self.awaits_heading = None
            return False
        if node.heading and not (text.isupper() and node.heading.isupper()):
            self.awaits_heading = None
            return False
        if node.heading and self.captioned:
            self.awaits_heading = None
            return False
        node.heading = f"{node.heading} {text}".strip()
        if not text.isupper():
            self.awaits_heading = None
        return True

    # -- articles and sections

    def _unit_of(self, text: str, level: int) -> _Unit | None:
        """The article or section that `text` opens, if it opens one."""
        if self.transitional or text[:1] in "DdTt1234567890Aa":
            special = self._special_unit(text)
            if special is not None:
                return special
        if self.style.explicit:
            return self._explicit_unit(text)
        if level and level < 7 and self.style.heading_numbers:
            found = markers.NUMBERED.match(text)
            return _Unit(self.style.unit_kind, found["number"], text[found.end() :]) if found else None
        if self.style.bare_numbers and not level:
            found = markers.NUMBERED.match(text)
            if found and "." in found["end"] and markers.base_number(found["number"]) in (self.last_number + 1, self.last_number):
                if markers.base_number(found["number"]) > self.last_number or found["number"][-1].isalpha():
                    return _Unit(self.style.unit_kind, found["number"], text[found.end() :])
        return None

    def _special_unit(self, text: str) -> _Unit | None:
        if found := markers.DISPOSITION.match(text):
            kind = "transitional" if "ransitoria" in found["number"] else "article"
            return _Unit(kind, found["number"], text[found.end() :])
        if found := markers.TRANSITIONAL_UNIT.match(text):
            number = found["number"] or found["first"] or ""
            if number or found["end"].strip():
                return _Unit("transitional", number, text[found.end() :])
        if self.transitional and (found := markers.ORDINAL_ARTICLE.match(text)):
            number = found["number"]
            if number[0].isdigit() and markers.base_number(number) not in (self.last_number + 1, 1):
                return None
            if number[0].isupper() or number[0].isdigit():
                return _Unit("article", number, text[found.end() :])
        return None

    def _explicit_unit(self, text: str) -> _Unit | None:
        if text[0] not in "aA§sS":
            return None
        found = markers.ARTICLE.match(text)
        if not found or text[0] in "as" or found["word"].lower().startswith(("artículos", "articulos")) and " y " not in text[:40] and " a " not in text[:40]:
            return None
        kind = "article" if found["word"][0] in "aA" else "section"
        if kind != self.style.unit_kind and not self.transitional:
            return None
        number, end, rest = found["number"].strip(), found["end"], text[found.end() :]
        ended = bool(end.strip()) or number.endswith((".", "º", "°", "ª"))
        if not ended and rest:
            first = rest.split(" ", 1)[0]
            if not first[0].isupper() and not first.startswith(("“", '"', "[", "(")):
                return None
            if first.lower() in _REFERENCE_WORDS or not self._plausible(number):
                return None
        if end.strip() == "" and number.endswith(".") and rest[:1].islower() and not self._plausible(number):
            return None
        if rest[:1] == ",":
            return None
        return _Unit(kind, number.rstrip(".").strip(), rest)

    def _plausible(self, number: str) -> bool:
        """Could `number` come next? Words that refer to an article stand anywhere; articles count on."""
        value = markers.base_number(number)
        return value in (0, self.last_number, self.last_number + 1) or self.last_number < value <= self.last_number + 5

    def _open_unit(self, unit: _Unit, line: Line, text: str) -> None:
        if self._is_reform_of_known(unit):
            self._note(text, line.source)
            return
        if not self.started and not self._is_first(unit):
            self.preamble.append(text)
            return
        self._close_unit()
        quoted = self._quotes(unit)
        self.signing, self.started = False, True
        heading = self._caption()
        parent = self.quote or self.containers[-1]
        prefix = self._prefix(unit)
        tail = markers.slug(unit.number) or str(self._count("transitional"))
        node = _Node(unit.kind, self._unique(f"{prefix}{_EID_NAMES[unit.kind]}_{tail}", line), unit.number, heading, source=line.source)
        self.marker_characters += len(text) - len(unit.number) - len(unit.rest)
        parent.children.append(node)
        self.unit, self.awaits_heading = node, None
        self.last_number = markers.base_number(unit.number) or self.last_number
        if not quoted:
            self.outer_number = self.last_number
        rest = unit.rest
        if not heading and rest:
            node.heading, rest = self._own_heading(rest, line)
        self._needs_heading = not rest and not node.heading and not line.level
        if rest:
            self.blocks.append(_Block(rest, line.source))

    def _prefix(self, unit: _Unit) -> str:
        """What stands before the unit's own eid: nothing, unless its numbering is not the law's own."""
        if self.quote is not None:
            return f"{self.quote.eid}__"
        if self.containers[-1].kind == "transitional":
            return f"{self.containers[-1].eid}__"
        annex = next((node for node in self.containers if node.kind == "hcontainer"), None)
        if annex is None:
            return ""
        if f"{_EID_NAMES[unit.kind]}_{markers.slug(unit.number)}" in self.eids:
            self.restarted.add(annex.eid)
        return f"{annex.eid}__" if annex.eid in self.restarted else ""

    def _quotes(self, unit: _Unit) -> bool:
        """Is `unit` an article of another law, quoted by the amending article that stands open?"""
        if self.amending is None:
            return False
        words = not unit.number[:1].isdigit()
        if words or unit.number[:1].isdigit() and self.amending.number[:1].isdigit() and self._follows(unit.number):
            self.amending = self.quote = None
            return False
        if self.quote is None:
            place = 1 + sum(child.kind == "quotedStructure" for child in self.amending.children)
            self.quote = _Node("quotedStructure", self.unique(f"{self.amending.eid}__qstr_{place}", ""))
            self.amending.children.append(self.quote)
        return True

    def _follows(self, number: str) -> bool:
        return self.outer_number <= markers.base_number(number) <= self.outer_number + 1

    def _is_reform_of_known(self, unit: _Unit) -> bool:
        """A footnote that repeats an article's number to say how it was reformed is a note, not the article again."""
        return f"{_EID_NAMES[unit.kind]}_{markers.slug(unit.number)}" in self.eids and bool(
            markers.REFORMED_ARTICLE.match(unit.rest)
        ) and not self.transitional

    def _is_first(self, unit: _Unit) -> bool:
        """Is this where the law itself starts? The decree around it has articles of its own, numbered in words."""
        return not self.style.opens_with_number or unit.number[0].isdigit() or bool(depth.roman_value(unit.number))

    def _own_heading(self, rest: str, line: Line) -> tuple[str, str]:
        """Splits "Trata de personas. Será sancionado …" into the article's heading and its text, where there is one."""
        if line.level and line.level < 7:
            return rest.rstrip("."), ""
        found = _INLINE_HEADING.match(rest)
        if not found:
            return "", rest
        title, body = found["title"].strip(), rest[found.end() :].strip()
        if self.style.inline_headings or title.isupper():
            self.marker_characters += len(found[0]) - len(found["title"])
            return title, body
        return "", rest

    def _caption(self) -> str:
        """The heading that stood before the article, and what else was waiting, put where it belongs."""
        if not self.captions:
            return ""
        caption = ""
        if self.captioned or self.captions[-1].level == 7:
            caption = self.captions.pop().text.rstrip(".").strip()
            while self.captions and caption.isupper() and self.captions[-1].text.isupper() and not self.captions[-1].text.endswith("."):
                caption = f"{self.captions.pop().text} {caption}"
        self._flush_captions()
        return caption

    def _flush_captions(self) -> None:
        """Lines that waited to be a heading and are none: text of the container, or of the preamble before the law starts."""
        for block in self.captions:
            self._place(block)
        self.captions.clear()

    # -- text

    def _text(self, text: str, line: Line) -> None:
        block = _Block(text, line.source, line.level, self._gap)
        waits_for_text = self.unit is not None and not self.blocks
        if line.level == 7 or (self.captioned and not waits_for_text and self._looks_like_caption(text)):
            if self.unit is not None and line.level == 7:
                self.blocks.append(block)
                return
            self.captions.append(block)
            return
        if self.captions:
            waiting, self.captions = self.captions, []
            for other in waiting:
                self._place(other)
        self._place(block)

    def _looks_like_caption(self, text: str) -> bool:
        return (
            len(text) < 160 and text[0].isupper() and (text.isupper() or text[-1] not in ";:,")
            and (text.isupper() or (self._gap and len(text.split()) < 16 and not _VERB.search(text)))
            and not markers.ITEM.match(text) and text.count(". ") == 0
        )  # fmt: skip

    def _place(self, block: _Block) -> None:
        if self.unit is not None:
            if self._needs_heading and not self.blocks and not self.unit.heading and self._is_title(block):
                self.unit.heading = block.text.rstrip(".")
                self.marker_characters += len(block.text) - len(self.unit.heading)
                self._needs_heading = False
                return
            self._needs_heading = False
            self.blocks.append(block)
        elif not self.started:
            self.preamble.append(block.text)
        else:
            node = self.containers[-1]
            if node is self.root:
                self.preamble.append(block.text)
            else:
                node.text = f"{node.text}\n{block.text}".strip()

    def _is_title(self, block: _Block) -> bool:
        """Does a line right behind "Article 5" name the article?"""
        text = block.text
        return (
            self.style.titles_after and len(text) < 150 and text[0].isupper() and text[-1] not in ".;:," and not markers.ITEM.match(text)
        )

    def _close_unit(self) -> None:
        if self.unit is not None:
            waiting = self.captions if self.captions and not self.captioned else []
            if waiting:
                self.blocks.extend(waiting)
                self.captions = []
            _Parts(self).build(self.unit, self.blocks)
            if self.quote is None and self.blocks and _AMENDS.search(self.blocks[-1].text[-300:]):
                self.amending = self.unit
        self.unit, self.blocks = None, []

    # -- eids

    def _count(self, key: str) -> int:
        self.counts[key] += 1
        return self.counts[key]

    def _unique(self, eid: str, line: Line) -> str:
        return self.unique(eid, line.source)

    def unique(self, eid: str, source: str) -> str:
        """`eid`, or `eid-2` and so on where it is taken, with a warning that names both places."""
        if eid not in self.eids:
            self.eids[eid] = source
            return eid
        number = 2
        while f"{eid}-{number}" in self.eids:
            number += 1
        self.warnings.append(f"{eid} stands twice: at {self.eids[eid]} and at {source}")
        self.eids[f"{eid}-{number}"] = source
        return f"{eid}-{number}"

    # -- the result

    def document(self, furniture: list[str], warnings: Sequence[str], lines: Sequence[Line]) -> Document:
        clauses = tuple(child.frozen() for child in self.root.children)
        preamble, signatures = "\n".join(self.preamble), "\n".join(self.signatures)
        total = sum(_visible(line.text) for line in lines)
        landed = self.marker_characters + _visible(preamble) + _visible(signatures) + sum(_visible(n.text) for n in self.notes)
        landed += sum(_visible(c.number) + _visible(c.heading) + _visible(c.text) for top in clauses for c in top.walk())
        removed = sum(_visible(text) for text in furniture)
        whole = total or 1
        coverage = min(1.0, (landed + min(removed, total)) / whole)
        return Document(
            self.law, clauses, tuple(self.notes), preamble, signatures, tuple(furniture),
            Quality("F", ("not graded",), 0, coverage), (*warnings, *self.warnings),
        )  # fmt: skip


_EID_NAMES = {
    "article": "art", "section": "sec", "chapter": "chp", "subchapter": "subchp", "subsection": "subsec", "paragraph": "para",
    "subparagraph": "subpara", "clause": "cl", "subclause": "subcl", "division": "dvs", "transitional": "transitional",
}  # fmt: skip
_AMENDS = re.compile(
    r"(?:quedar[áa]?n?\b.{0,60}|redactad[oa]s?.{0,60}|redacci[óo]n.{0,40}|siguiente texto.{0,20}|se le[ea]r[áa]?n?.{0,30}|as[íi]|los siguientes t[ée]rminos"
    r"|(?:se |que )?(?:adiciona|agrega|reforma|modifica|sustituye|introduce|a[ñn]ade)[^.]{0,160}|(?:is|are) (?:amended|replaced|repealed and replaced|added|inserted)[^.]{0,120}"
    r"|the following[^.]{0,60})\s*[:—]\s*[“\"«]?$", re.IGNORECASE
)
_REFERENCE_WORDS = {"de", "del", "y", "al", "o", "u", "de,", "constitucional", "fracción", "fracciones", "of", "and", "or", "to"}
_INLINE_HEADING = re.compile(r"(?P<title>[A-ZÁÉÍÓÚÑ¿][^.;:]{2,110}?)\s*(?:\.\s*[-–—]?\s*|\s*[-–—]\s+|:\s+)(?=[A-ZÁÉÍÓÚÑ¿“\"(\d]|$)")


_VERB = re.compile(r"\b(?:ser[áa]n?|se|podr[áa]n?|deber[áa]n?|tendr[áa]n?|es|son|shall|may|must|is|are)\b")


def _visible(text: str) -> int:
    """How many characters of `text` are no blanks."""
    return len(text) - text.count(" ") - text.count("\n")


def _joined(lines: Iterable[Line]) -> str:
    """The lines of one paragraph as one line; a word broken by a hyphen at a line's end was mended by the reader."""
    return " ".join(line.text for line in lines)


# ---- what kind of drafting is this? ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Style:
    """How a text numbers and names its units, told from all its lines at once."""

    unit_kind: str
    explicit: bool
    heading_numbers: bool
    bare_numbers: bool
    captions: bool
    titles_after: bool
    inline_headings: bool
    opens_with_number: bool
    us_items: bool
    width: int


def _style(lines: list[Line]) -> _Style:
    articles, sections, numbered_headings, bare = [], [], 0, 0
    before = after = inline = digits = lettered = 0
    first_item = False
    previous = Line("")
    plain: list[int] = []
    expected = 1
    for at, line in enumerate(lines):
        text = line.text
        if not text:
            continue
        if not line.level:
            plain.append(len(text))
        found = markers.ARTICLE.match(text) if text[0] in "aA§sS" else None
        if found and text[0] in "A§S" and (found["end"].strip() or found.end() == len(text) or found["number"][-1] in ".º°ª" or line.level):
            (articles if found["word"][0] in "aA" else sections).append(at)
            rest = text[found.end() :]
            digits += found["number"][0].isdigit()
            before += _captionlike(previous, lines, at)
            after += not rest
            first_item = True
            title = _INLINE_HEADING.match(rest)
            inline += bool(title) and len(title["title"]) < 90 and len(title["title"].split()) < 14 if title else False
        elif text[0].isdigit():
            number = markers.NUMBERED.match(text)
            numbered_headings += bool(number and 0 < line.level < 7)
            first_item = first_item or bool(number and 0 < line.level < 7)
            if number and not line.level and "." in number["end"] and markers.base_number(number["number"]) == expected:
                bare, expected = bare + 1, expected + 1
        elif first_item and (item := markers.ITEM.match(text)):
            lettered += {"(a)": 1, "(1)": -1}.get(item["label"], 0)
            first_item = False
        previous = line
    units = max(len(articles), len(sections))
    explicit = units >= 2 or (units == 1 and numbered_headings + bare < 4)
    by_heading = not explicit and numbered_headings >= 2
    kind = ("article" if len(articles) >= len(sections) else "section") if explicit else ("section" if _is_english(lines) else "article")
    count = max(units, 1)
    return _Style(
        kind, explicit, by_heading, not explicit and not by_heading and bare >= 2, before > 0.4 * count, after > 0.5 * count,
        inline > 0.5 * count, explicit and digits > 0.5 * count, lettered > 0, _width(plain),
    )  # fmt: skip


def _captionlike(previous: Line, lines: list[Line], at: int) -> bool:
    """Does the line before an article read as its caption: short, with a capital, standing by itself or in capitals?"""
    text = previous.text
    if not text or len(text) > 130 or not text[0].isupper() or text[-1] in ";:," or markers.container(text) or previous.level in range(1, 7):
        return False
    if markers.REFORM_NOTE.match(text) or markers.ITEM.match(text):
        return False
    alone = at > 0 and not lines[at - 1].text
    return previous.level == 7 or text.isupper() or (alone and len(text.split()) < 14)


def _width(lengths: list[int]) -> int:
    """The usual length of a full line: the ninth decile, so that short lines do not count."""
    return sorted(lengths)[int(len(lengths) * 0.9)] if lengths else 80


def _is_english(lines: list[Line]) -> bool:
    words = Counter(" ".join(line.text for line in lines[:4000:4]).lower().split())
    return words["the"] + words["of"] + words["or"] > words["de"] + words["la"] + words["el"] + words["que"]


# ---- inside an article ----------------------------------------------------------------------------------------------

_COMMON_LAW_KINDS = {
    "commonwealth": {"digit": "subsection", "letter": "paragraph", "roman": "subparagraph", "upper-letter": "clause", "upper-roman": "subclause"},
    "us": {"letter": "subsection", "digit": "paragraph", "upper-letter": "subparagraph", "roman": "clause", "upper-roman": "subclause"},
}  # fmt: skip


class _Parts:
    """Builds the paragraphs, fracciones, subsections and closing words of one article from its blocks."""

    def __init__(self, outline: _Outline) -> None:
        self.outline = outline
        self.section = outline.style.unit_kind == "section"

    def build(self, unit: _Node, blocks: list[_Block]) -> None:
        cut = self._with_headings([self._labelled(block) for block in blocks])
        for intro, members in self._lists(cut):
            base = unit
            if intro is not None:
                base = self._opening_words(unit, intro)
            self._list(base, members)

    # -- which list does an item belong to?

    def _labelled(self, block: _Block) -> _Block:
        """The block with its labels cut off: "(a)(1) Whoever" -> labels (a), (1)."""
        labels: list[str] = []
        rest = block.text
        while block.level != 7 and (found := markers.ITEM.match(rest)):
            label = found["label"]
            if (labels and not (label[0] == "(" and labels[-1][0] == "(")) or not depth.readings(label):
                break
            labels.append(label)
            self.outline.marker_characters += found.end() - len(label)
            rest = rest[found.end() :]
        return _Block(rest, block.source, block.level, block.gap, tuple(labels))

    def _with_headings(self, blocks: list[_Block]) -> list[_Block]:
        """Captions in bold before an item become its heading."""
        out: list[_Block] = []
        heading = ""
        for block in blocks:
            if block.level == 7 and not block.labels:
                if heading:
                    out.append(_Block(heading, block.source))
                heading = block.text
                continue
            if heading and block.labels:
                bare = heading.rstrip(".")
                self.outline.marker_characters += len(heading) - len(bare)
                block.heading = bare
            elif heading:
                out.append(_Block(heading, block.source))
            heading = ""
            out.append(block)
        return [*out, _Block(heading, "")] if heading else out

    def _lists(self, blocks: list[_Block]) -> list[tuple[_Block | None, list[_Block]]]:
        """Cuts the blocks where an unnumbered one starts a list of its own: its words, and what belongs to it."""
        lists: list[tuple[_Block | None, list[_Block]]] = []
        members: list[_Block] = []
        intro: _Block | None = None
        for at, block in enumerate(blocks):
            if not block.labels and (at == 0 or self._starts_list(members, blocks[at + 1 :]) or self._is_definition(block)):
                if intro is not None or members:
                    lists.append((intro, members))
                intro, members = block, []
            else:
                members.append(block)
        return [*lists, (intro, members)] if intro is not None or members else lists

    def _starts_list(self, members: list[_Block], later: list[_Block]) -> bool:
        """Do the items after an unnumbered block count from one, with no open list that goes on after them?"""
        if not later or not later[0].labels or not any(r.value == 1 for r in depth.readings(later[0].labels[0])):
            return False
        opened = {
            (r.family, r.shape): r.value for block in members for label in block.labels for r in depth.readings(label)
        }
        first = {(r.family, r.shape) for r in depth.readings(later[0].labels[0])}
        for block in later:
            for label in block.labels:
                for r in depth.readings(label):
                    if (r.family, r.shape) not in first and opened.get((r.family, r.shape)) == r.value - 1:
                        return False
            if not block.labels:
                break
        return True

    def _is_definition(self, block: _Block) -> bool:
        return self.section and bool(_DEFINITION.match(block.text))

    def _opening_words(self, unit: _Node, block: _Block) -> _Node:
        """The node for an unnumbered block: the article itself for its first words, else a paragraph of its own."""
        definition = _DEFINITION.match(block.text) if self.section else None
        if not unit.children and not unit.text and not definition:
            unit.text = block.text
            return unit
        kind = "point" if definition else "paragraph"
        owner = unit if definition or not unit.children or unit.children[-1].kind != "paragraph" or not unit.children[-1].number else unit.children[-1]
        node = self._unnumbered_child(owner, kind, block)
        if definition:
            node.heading = definition["term"].strip(" ,")
        return node

    def _unnumbered_child(self, owner: _Node, kind: str, block: _Block) -> _Node:
        same = sum(1 for child in owner.children if child.kind == kind and not child.number)
        place = same + (1 if kind == "point" or not owner.text else 2)
        taken = {child.eid for child in owner.children}
        while (eid := f"{owner.eid}__{_EID_NAMES.get(kind, kind)}_{place}") in taken:
            place += 1
        node = _Node(kind, self.outline.unique(eid, block.source), text=block.text, source=block.source)
        owner.children.append(node)
        return node

    # -- one list

    def _list(self, base: _Node, blocks: list[_Block]) -> None:
        labels = [label for block in blocks for label in block.labels]
        solved = iter(depth.solve(labels)) if labels else iter(())
        path: list[_Node] = [base]
        for at, block in enumerate(blocks):
            if not block.labels:
                self._unnumbered(path, block, blocks[at + 1 :])
            for place, label in enumerate(block.labels, 1):
                level, family = next(solved)
                del path[level + 1 :]
                node = self._item(path[-1], label, family, level, block)
                path.append(node)
                if place == len(block.labels):
                    node.text, node.heading = block.text, block.heading

    def _item(self, parent: _Node, label: str, family: str, level: int, block: _Block) -> _Node:
        kind = self._kind(parent, family, level)
        eid = f"{parent.eid}__{_EID_NAMES.get(kind, kind)}_{markers.slug(label)}"
        node = _Node(kind, self.outline.unique(eid, block.source), label, source=block.source)
        parent.children.append(node)
        return node

    def _kind(self, parent: _Node, family: str, level: int) -> str:
        if self.section:
            tradition = "us" if self.outline.style.us_items else "commonwealth"
            kind = _COMMON_LAW_KINDS[tradition].get(family, "item")
            return kind if kind != parent.kind else "item"
        introduced = parent.text.endswith(":")
        return "paragraph" if level == 0 and family == "digit" and not introduced else "point"

    def _unnumbered(self, path: list[_Node], block: _Block, later: list[_Block]) -> None:
        """Words without a number: the going-on of an item, or what closes the list."""
        owner = self._owner(path, later)
        if not owner.text and not owner.children:
            owner.text = block.text
        elif self.section and owner.children:
            last = owner.children[-1]
            if last.kind == "wrapUp":
                last.text = f"{last.text}\n{block.text}"
            else:
                eid = self.outline.unique(f"{owner.eid}__wrapup", block.source)
                owner.children.append(_Node("wrapUp", eid, text=block.text, source=block.source))
        else:
            self._unnumbered_child(owner, "paragraph", block)

    def _owner(self, path: list[_Node], later: list[_Block]) -> _Node:
        """Whose words are these? An item's, if its list goes on after them; a numbered paragraph's; else the article's."""
        following = {
            (r.family, r.shape, r.value) for block in later for label in block.labels for r in depth.readings(label)
        }
        for node in path[1:]:
            for r in depth.readings(node.number):
                if (r.family, r.shape, r.value + 1) in following:
                    return node
        numbered = [node for node in path[1:] if node.kind in ("paragraph", "subsection") and node.number]
        return numbered[0] if numbered and (not self.section or len(path) > 2) else path[0]


_DEFINITION = re.compile(
    r"[“\"'‘]?(?P<term>[\w’'/ \-]{2,70}?)[”\"'’]?,?\s(?:,? in relation to [^,]{2,60},\s)?(?:means|includes|has the (?:same )?meaning|have the (?:same )?meaning)\b"
)
