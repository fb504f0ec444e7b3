"""From lines to the tree of a law: which lines are titles, articles, items, notes, transitional provisions, signatures.

PDF, DOCX, HTML, plain text and Markdown readers all end here. Every line lands in exactly one place: a clause, the
preamble, the signatures, a note or the furniture. How the text is drafted is told by `drafting`, what stands inside
an article by `parts`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from analysis.model import Clause, Document, Law, Note
from analysis.read import depth, markers
from analysis.read.contents import without_contents
from analysis.read.drafting import (
    NAME_IN_BRACKETS,
    Drafting,
    drafting,
    inline_heading,
    is_bare_title,
    is_title,
    names_unit,
    opens_sentence,
)
from analysis.read.lines import CAPTION, TERMINAL, Line, visible, without_furniture
from analysis.read.parts import EID_NAMES, Block, Eids, Node, Parts

__all__ = ["Line", "document"]

_ORDER = ("book", "title", "subtitle", "chapter", "subchapter", "section", "subsection")
_CROSS_HEADING = 60
_AMENDS = re.compile(
    r"(?:quedar[áa]?n?\b.{0,60}|redactad[oa]s?.{0,60}|redacci[óo]n.{0,40}|siguiente texto.{0,20}"
    r"|se le[ea]r[áa]?n?.{0,30}|as[íi]|los siguientes t[ée]rminos"
    r"|(?:se |que )?(?:adici[oó]na|agr[eé]ga|ref[oó]rma|modif[ií]ca|sustit[uú]ye|introd[uú]ce|a[ñn][aá]de|incorp[oó]ra|ins[eé]rta)"
    r"(?:[^.]|\.(?=\d)){0,160}|(?:is"
    r"|are) (?:amended|replaced|repealed and replaced|added|inserted)[^.]{0,120}"
    r"|the following[^.]{0,60})\s*[:—]\s*[“\"«]?$", re.IGNORECASE
)  # fmt: skip
_QUOTE_PAIRS = (("“", "”"), ("«", "»"))
_SCHEDULES = frozenset(
    ("THE SCHEDULE", *"SCHEDULES SCHEDULE ANNEXES ANNEX APPENDICES APPENDIX ANEXOS ANEXO APÉNDICES APÉNDICE".split(" "))
)
"""A heading over what stands behind the law."""

_FIGURE_OR_COLON = re.compile(r"[\d:—–]")
"""What stands in "Penalty: imprisonment for 20 years", which closes a section without a full stop, and in no heading over sections."""
_SENTENCE_ENDS = (".", ".”", '."', ".)", "]")
_QUOTE_OPENS = '“"«'
_QUOTE_CLOSES = re.compile(r"[”\"»][.;,]?$")
_LINKING = frozenset(
    "de del el la los las al y o u e en este presente por que con a su artículo artículos articulo articulos"
    " fracción fraccion título titulo capítulo capitulo libro"
    " the of in under to and or by section sections article articles".split(" ")
)
_REFERENCE_WORDS = frozenset("de del y al o u de, constitucional fracción fracciones of and or to".split(" "))
_POINTS_AT = frozenset(
    "letra letras inciso incisos numeral numerales literal literales apartado apartados párrafo párrafos fracción"
    " fracciones paragraph paragraphs subparagraph subparagraphs subsection subsections section sections clause".split(
        " "
    )
)
"""Words behind which a label is that of the item they name: "la letra" / "m) del apartado"."""
_LABEL_MARKS = frozenset(").º°-–—")
_JOINING_WORDS = frozenset("Y E O U EN CON POR PARA A AL QUE OF AND OR IN TO FOR BY".split(" "))
_ASKS = ("Qué", "Quién", "Quiénes", "Cuándo", "Cómo", "Dónde", "Caso", "Casos")
_PARAGRAPH_ONE = re.compile(r"(\d+)\.1$")


class _Unit(NamedTuple):
    """What a line that opens an article or section says."""

    kind: str
    number: str
    rest: str
    heading: str = ""


def document(lines: Sequence[Line], law: Law, furniture: Sequence[str] = (), warnings: Sequence[str] = ()) -> Document:
    """The law that `lines` spell, as a tree of clauses with its notes, preamble and signatures.

    `furniture` and `warnings` are those that the reader already has; page furniture among `lines` is found here too.
    `quality.coverage` is the share of the lines' non-blank characters that landed, from 0 to 1.
    """
    kept, removed = without_furniture(lines)
    kept, entries = without_contents(kept)
    building = _Outline(kept)
    building.run()
    read = building.document(law, [*furniture, *removed, *entries], warnings)
    said = "".join([line.text for line in kept])
    total = len(said) - said.count(" ")
    landed = _landed(read) + building.cut_characters
    coverage = max(0.0, 1 - abs(total - landed) / total) if total else 1.0
    return replace(read, quality=replace(read.quality, coverage=coverage))


def _landed(read: Document) -> int:
    """Visible characters of all that was read. The term of a definition counts once, in its text."""
    texts = [read.preamble, read.signatures, *(note.text for note in read.notes)]
    for clause in read.walk():
        defined = clause.kind == "point" and clause.heading in clause.text[:120]
        texts += (clause.number, "" if defined else clause.heading, clause.text)
    return visible("".join(texts))


class _Outline:
    """Walks the lines once; `run` fills the tree, the notes, the preamble and the signatures."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.drafting: Drafting = drafting(lines)
        self.eids = Eids()
        self.root = Node("body", "")
        self.containers: list[Node] = [self.root]
        self.order = list(_ORDER)
        self.unit: Node | None = None
        self.unit_level = 0
        self.blocks: list[Block] = []
        self.captions: list[Block] = []
        self.notes: list[Note] = []
        self.preamble: list[str] = []
        self.signatures: list[str] = []
        self.cut_characters = 0
        self.last_number = self.outer_number = self.group_number = 0
        self.over_ordinals = _over_ordinals(lines)
        self.in_words = self.transitional = self.signing = self.started = False
        self.needs_heading = self.noting = False
        self.own_words = self.heading_line = ""
        self.awaits_heading: Node | None = None
        self.restarted: set[str] = set()
        self.amending: Node | None = None
        self.quote: Node | None = None
        self.quote_marked = False

    def cut(self, text: str, times: int = 1) -> None:
        """Counts the characters of words and marks that a clause's kind and number stand for: Artículo, .-, §."""
        self.cut_characters += times * (len(text) - text.count(" "))

    # -- from lines to paragraphs

    def run(self) -> None:
        """Reads all lines."""
        paragraph: list[Line] = []
        gap = False
        for line in self.lines:
            if not line.text:
                gap = True
                continue
            if paragraph and not self._continues(paragraph, line, gap):
                self._paragraph(paragraph)
                paragraph = []
            paragraph.append(line)
            gap = False
        if paragraph:
            self._paragraph(paragraph)
        self._close_unit()
        self._flush_captions()

    def _continues(self, paragraph: list[Line], line: Line, gap: bool) -> bool:
        """Does `line` go on with the paragraph that the lines before it began?"""
        last = paragraph[-1]
        if line.block or last.block or line.level or last.level or line.note != last.note:
            return False
        text, before = line.text, last.text
        if len(text) < 30 and len(paragraph) == 1 and markers.is_container_word(before) and markers.NUMERAL.match(text):
            return True
        lower = text[0].islower() and not self._is_item(text)
        if not self.drafting.wrapped:
            return lower and not gap and before[-1].isalnum() and len(before) > 40
        if len(paragraph) == 1 and text[0].isupper() and (_is_named_alone(before) or self._names_section(before, text)):
            return False
        if text in self.drafting.captioning and before.endswith(TERMINAL):
            return False
        if lower and not gap and before[-1].isalnum():
            return True
        ended = before.endswith(TERMINAL)
        if gap:
            return lower and not ended and len(before) > 40
        if lower and not (ended and last.full is False):
            return before[-1] not in ",;" or self._was_full(last, text, ended)
        if self._opens(text):
            return not ended and self._refers(before, text)
        if markers.is_reform_note(paragraph[0].text):
            goes_on = before[-1] == "," or _is_open(paragraph) or (not ended and text[0].isdigit())
            return goes_on or bool(markers.NOTE_GOES_ON.match(text))
        return text[0] in ",;)" or self._was_full(last, text, ended)

    def _names_section(self, before: str, text: str) -> bool:
        """Is `before` a section's bare number with its name, and `text` the first sentence under it?"""
        found = markers.BARE.match(before) if before in self.drafting.bare else None
        return found is not None and is_bare_title(before[found.end() :]) and opens_sentence(text)

    def _was_full(self, last: Line, text: str, ended: bool) -> bool:
        """Was the line `last` broken only because it was full? Else the paragraph ended with it."""
        before, width, first = last.text, self.drafting.width, len(text.partition(" ")[0]) + 1
        if last.full is False and not (before.isupper() and text.isupper()) and not _hangs(before):
            return False
        if not ended and last.full:
            return True
        if not ended:
            shouts = before.isupper()
            if shouts != text.isupper() and len(before) < 0.8 * width:
                return False
            if len(before) < 0.8 * width and opens_sentence(text):
                return False
            return len(before) + first > (0.75 if shouts else 0.62) * width
        if before[-1] in ":—" or (before[-1] == ";" and text[0] in _QUOTE_OPENS) or (len(text) > 6 and text.isupper()):
            return False
        return len(before) + first > 0.97 * width if last.full is None else last.full

    def _refers(self, before: str, text: str) -> bool:
        """Is `text` the tail of a sentence that names a provision ("conforme al" / "Artículo 5.")?"""
        item = markers.ITEM.match(text)
        if item and text[0].isdigit() and item.end() == len(text):
            return True
        if text[0] == "(" and text[1:2].isdigit() and self.drafting.unit_kind == "article":
            return True
        if item and before.rsplit(" ", 1)[-1].lower() in _POINTS_AT:
            return True
        if not _hangs(before):
            return False
        if item:
            return len(before) > 0.7 * self.drafting.width and text[0] != "(" and before[-1] != ","
        return before[-1] != "," or not text[0].isupper()

    def _opens(self, text: str) -> bool:
        """Does `text` begin something of its own, wherever it stands?"""
        starts = text[0]
        if (starts in 'aA§sSdDtT"“«' or self.drafting.bare) and self._unit_of(text, 0) is not None:
            return True
        if self._is_item(text) or markers.is_history(text) or (markers.may_announce(text) and _announces(text)):
            return True
        if (self.transitional or self.in_words) and self._in_words(text):
            return True
        return self.transitional and markers.DECREE.match(text) is not None

    def _is_item(self, text: str) -> bool:
        """Does `text` start with a label or a bullet?"""
        if text[0] in "(-*•▪–—●":
            return bool(
                markers.ITEM.match(text) or (self.drafting.unit_kind == "article" and markers.BULLET.match(text))
            )
        return not _LABEL_MARKS.isdisjoint(text[1:14]) and markers.ITEM.match(text) is not None

    # -- one paragraph

    def _paragraph(self, lines: list[Line]) -> None:
        first = lines[0]
        text = first.text if len(lines) == 1 else " ".join(line.text for line in lines)
        text, remarks = markers.in_angles(text) if "<" in text else (text, ())
        if text:
            self._whole(text, first)
        for remark in remarks:
            self._note(remark, first.source)

    def _whole(self, text: str, first: Line) -> None:
        announces = markers.may_announce(text)
        if (
            first.note
            or ((self.noting or text[0] in "(ESH") and self._is_noted(text, first))
            or markers.is_history(text)
            or (announces and self._is_note(text) and not self._is_whole_unit(text))
        ):
            self._note(text, first.source)
        elif announces and (
            self._transitional_heading(text, first)
            or self._dispositions_heading(text, first)
            or self._authority(text)
            or self._container(text, first)
        ):
            return
        elif (first.level != CAPTION or first.text in self.drafting.bare) and (
            unit := self._unit_of(text, first.level, first.text)
        ) is not None:
            self._open_unit(unit, first, text)
        elif (self.transitional and self._decree(text, first)) or self._signs(text):
            return
        elif first.level and self._is_cross_heading(first):
            self._heading(text, first)
        elif self.awaits_heading is None or not self._heading_goes_on(text):
            self._text(text, first)

    def _is_noted(self, text: str, line: Line) -> bool:
        """Is `text` under the heading of an article's notes, "(*)Notas:" or "Editorial Notes", up to what opens next?"""
        if markers.is_heading_of_notes(text):
            self.noting = True
        elif self.noting:
            opens = markers.container(text) or markers.is_transitional_heading(text)
            self.noting = not (opens or self._unit_of(text, line.level, line.text))
        return self.noting

    def _is_note(self, text: str) -> bool:
        if markers.is_editor_note(text):
            return text[0] not in "([*" or text[-1] in ")]*." or text.endswith((").", "];"))
        return len(text) < 420 and markers.is_reform_note(text)

    def _is_whole_unit(self, text: str) -> bool:
        """Is "(Derogado)" all that is left of the article? Then it is its text."""
        return self.unit is not None and not self.blocks and markers.is_repeal(text)

    def _note(self, text: str, source: str) -> None:
        owner = self.unit or self.containers[-1]
        self.notes.append(Note(text, owner.eid, source))

    def _signs(self, text: str) -> bool:
        """Takes `text` as part of the formula and signatures at the law's end, from the first words of it on.

        A list of offices ("El Presidente del Congreso,") that a sentence has announced is none.
        """
        if self.started and not self.signing and self.unit is not None and markers.is_signature(text):
            if self.blocks and self.blocks[-1].text[-1] in ":,":
                return False
            self._close_unit()
            self.signing = True
        if self.signing:
            self.signatures.append(text)
        return self.signing

    # -- containers and headings

    def _transitional_heading(self, text: str, line: Line) -> bool:
        if not markers.is_transitional_heading(text):
            return False
        self._close_unit()
        self._flush_captions()
        self.transitional, self.signing, self.started, self.in_words = True, False, True, False
        self._start_transitional(text, line)
        return True

    def _dispositions_heading(self, text: str, line: Line) -> bool:
        """A heading over provisions that count in words ("PRIMERA.-") groups them behind the law's articles."""
        if (line.source, line.text) not in self.over_ordinals:
            return False
        self._close_unit()
        self._flush_captions()
        del self.containers[1:]
        self.amending = self.quote = None
        self._group(self._bare(text), line.source, 0)
        self.transitional, self.signing, self.in_words = False, False, True
        return True

    def _start_transitional(self, text: str, line: Line) -> None:
        del self.containers[1:]
        self.amending = self.quote = None
        eid = f"transitional_{self.eids.count('transitional')}"
        self._enter(Node("transitional", self.eids.unique(eid, line.source), heading=text, source=line.source))
        self.last_number = 0

    def _decree(self, text: str, line: Line) -> bool:
        """A decree of reform, printed after the law with its own articles."""
        if not markers.DECREE.match(text):
            return False
        if self.unit is not None and not markers.AMENDING_DECREE.match(text):
            return False
        self._close_unit()
        self.signing = False
        self._start_transitional(text, line)
        return True

    def _authority(self, text: str) -> bool:
        """Takes the section that a schedule belongs to, "Section 7", which stands between its number and its heading."""
        node = self.awaits_heading
        if node is None or node.kind != "hcontainer" or node.heading or node.text or not markers.is_authority(text):
            return False
        node.more(text)
        return True

    def _container(self, text: str, line: Line) -> bool:
        if text in _SCHEDULES:
            self._close_unit()
            self._flush_captions()
            del self.containers[1:]
            self._group(text, line.source, 0)
            return True
        if line.level == CAPTION or (found := markers.container(text)) is None:
            return False
        if found.kind == "section" and self.drafting.unit_kind == "section" and not line.level:
            return False
        self._close_unit()
        self._flush_captions()
        if self._quoted_container(found, text, line):
            return True
        self.started = True
        self.signing = self.transitional = self.in_words = False
        again = self._open_again(found)
        if again is not None:
            self.cut(text)
            self.cut(found.heading if not again.heading else "", -1)
            self.heading_line = again.heading = again.heading or found.heading
            self.awaits_heading = again
            return True
        self.cut(text)
        self.cut(found.number + found.heading, -1)
        self._open_container(found, line)
        return True

    def _open_again(self, found: markers.Container) -> Node | None:
        """The container that `found` repeats where a heading is printed twice: an open one, or the last one closed."""
        for place, node in enumerate(self.containers):
            for known in (node, *node.children[-1:]):
                if _is_again(found, known):
                    del self.containers[place + 1 :]
                    if known is not node:
                        self.containers.append(known)
                    return known
        return None

    def _open_container(self, found: markers.Container, line: Line) -> None:
        if found.kind == "hcontainer":
            del self.containers[2 if len(self.containers) > 1 and self.containers[1].heading in _SCHEDULES else 1 :]
        self._learn(found.kind)
        self.amending = self.quote = None
        while len(self.containers) > 1 and not self._holds(self.containers[-1], found.kind, line.level):
            self.containers.pop()
        parent = self.containers[-1]
        number = re.sub(r"(?<=\d)a\.?$", "", found.number)
        tail = markers.slug(number) or str(self.eids.count(f"{parent.eid}>{found.kind}"))
        prefix = f"{parent.eid}__" if parent.eid else ""
        eid = self.eids.unique(f"{prefix}{EID_NAMES.get(found.kind, found.kind)}_{tail}", line.source)
        self._enter(Node(found.kind, eid, found.number, found.heading, source=line.source, level=line.level))
        self.heading_line = found.heading
        self.awaits_heading = self.containers[-1] if not found.heading or found.heading.isupper() else None

    def _enter(self, node: Node) -> None:
        self.containers[-1].children.append(node)
        self.containers.append(node)

    def _learn(self, kind: str) -> None:
        """Where a part or division stands among the others differs by country: it is learnt from the first one."""
        if kind not in self.order:
            innermost = next((node.kind for node in reversed(self.containers) if node.kind in self.order), None)
            self.order.insert(self.order.index(innermost) + 1 if innermost else 0, kind)

    def _holds(self, node: Node, kind: str, level: int) -> bool:
        """Can a container of `kind` stand inside `node`? Words decide before the levels that the format gives."""
        if node.heading in _SCHEDULES:
            return True
        if node.kind in self.order and kind in self.order:
            return node.kind != "transitional" and self.order.index(node.kind) < self.order.index(kind)
        if node.level and level:
            return node.level < level
        return False

    def _is_cross_heading(self, line: Line) -> bool:
        """Does a heading that the format marks group units? One deeper than the open unit, or labelled, is its part."""
        if not line.is_heading:
            return False
        if self.unit is None:
            return True
        labelled = line.text[0] == "(" and markers.ITEM.match(line.text) is not None
        return not labelled and not 0 < self.unit_level < line.level

    def _heading(self, text: str, line: Line) -> None:
        """A heading without a word like chapter: it groups what follows until the next of its level."""
        if not self.started and line.level == 1:
            self.preamble.append(text)
            return
        waiting = self.awaits_heading
        if waiting is not None and not waiting.heading and waiting.level == line.level and self._heading_goes_on(text):
            return
        self._close_unit()
        self._flush_captions()
        self._group(text, line.source, line.level)

    def _group(self, heading: str, source: str, level: int, number: str = "") -> None:
        while len(self.containers) > 1 and 0 < level <= _level(self.containers[-1]):
            self.containers.pop()
        parent = self.containers[-1]
        prefix = f"{parent.eid}__" if parent.eid else ""
        place = number or self.eids.count(f"{parent.eid}>hcontainer")
        eid = self.eids.unique(f"{prefix}hcontainer_{place}", source)
        self._enter(Node("hcontainer", eid, number, heading, source=source, level=level))
        self.awaits_heading = None

    def _heading_goes_on(self, text: str) -> bool:
        """Takes `text` as the heading (or more of it) of the container just opened, if it reads as one."""
        node = self.awaits_heading
        if node is None or self.captions:
            return False
        self.awaits_heading = None
        if node.heading and node.heading.lower() == text.lower():
            if text != node.heading and self.drafting.captions and not self.drafting.shouted_captions:
                return False
            self.cut(text)
            return True
        if node.heading:
            if not self._is_rest_of(self.heading_line, text):
                return False
        elif not _heads_container(text):
            return False
        node.heading = f"{node.heading} {text}".strip()
        self.heading_line = text
        self.awaits_heading = node
        return True

    def _is_rest_of(self, heading: str, text: str) -> bool:
        """Is `text` the second line of `heading`?"""
        if not text.isupper() or not heading.isupper():
            return text[0].islower() and not heading.isupper()
        if _hangs(heading) or text.split(" ", 1)[0] in _JOINING_WORDS:
            return True
        return not self.drafting.captions

    # -- articles and sections

    def _unit_of(self, text: str, level: int, line: str = "") -> _Unit | None:
        """The article or section that `text` opens, if it opens one; `line` is its first line."""
        if text[0] in _QUOTE_OPENS:
            return self._explicit_unit(text[1:].lstrip()) if len(text) > 9 and self.drafting.explicit else None
        if self.transitional or self.in_words or text[0] in "DdTtAa1234567890":
            special = self._special_unit(text)
            if special is not None:
                return special
        if self.drafting.explicit:
            return self._explicit_unit(text)
        if self.drafting.heading_numbers:
            found = markers.NUMBERED.match(text) if 0 < level < CAPTION else None
            return _Unit(self.drafting.unit_kind, found["number"], text[found.end() :]) if found else None
        return self._bare_unit(text) if (line or text) in self.drafting.bare else None

    def _bare_unit(self, text: str) -> _Unit | None:
        named = text[0].isalpha()
        found = markers.MARGINAL.match(text) if named else markers.BARE.match(text)
        if found is None:
            return None
        heading = found["title"].rstrip(".") if named else ""
        return _Unit(self.drafting.unit_kind, found["number"], text[found.end() :].strip(), heading)

    def _special_unit(self, text: str) -> _Unit | None:
        if text[0] in "Dd" and (found := markers.DISPOSITION.match(text)):
            kind = "transitional" if "ransitoria" in found["number"] else "article"
            return _Unit(kind, found["number"], text[found.end() :])
        if "ransitorio" in text[:60].lower() and (found := markers.TRANSITIONAL_UNIT.match(text)):
            number = found["number"] or found["first"] or ""
            if number or found["end"].strip():
                return _Unit("transitional", number.rstrip("."), text[found.end() :])
        if (self.transitional or self.in_words) and (found := self._in_words(text)):
            number = found["number"]
            if number[0].isdigit() and markers.base_number(number) not in (self.last_number + 1, 1):
                return None
            if number[0].isupper() or number[0].isdigit():
                return _Unit("article", number, text[found.end() :])
        return None

    def _in_words(self, text: str) -> re.Match[str] | None:
        return markers.ORDINAL_ARTICLE.match(text) if markers.is_ordinal(text) else None

    def _explicit_unit(self, text: str) -> _Unit | None:
        if not text or text[0] not in "AS§":
            return None
        found = markers.ARTICLE.match(text)
        if not found or not self._is_unit_word(found["word"], text):
            return None
        kind = "article" if found["word"][0] == "A" else "section"
        if kind != self.drafting.unit_kind and not self.transitional:
            return None
        number, end, rest = found["number"].strip(), found["end"].strip(), text[found.end() :]
        if not end and rest and not self._reads_on(number, rest, text):
            return None
        if rest[:1] == "," or (not end and number.endswith(".") and rest[:1].islower() and not self._plausible(number)):
            return None
        return self._first_paragraph(_Unit(kind, number.rstrip(".").strip(' "“”'), _once(number, rest)))

    def _is_unit_word(self, word: str, text: str) -> bool:
        plural = word.lower().startswith(("artículos", "articulos"))
        return not plural or " y " in text[:40].lower() or " a " in text[:40].lower()

    def _reads_on(self, number: str, rest: str, text: str) -> bool:
        """Can `rest` be an article's text though no mark stands behind its number?"""
        if number.endswith((".", "º", "°", "ª")):
            return True
        first = rest.split(" ", 1)[0]
        if not first[0].isupper() and not first.startswith(("“", '"', "[", "(")):
            return False
        if first.lower() in _REFERENCE_WORDS:
            return False
        return self._plausible(number) or (
            markers.base_number(number) > min(self.last_number, self.outer_number or self.last_number)
            and bool(names_unit(text, rest) or NAME_IN_BRACKETS.match(rest))
        )

    def _first_paragraph(self, unit: _Unit) -> _Unit:
        """Cuban codes print "ARTÍCULO 16.1.", article 16, paragraph 1: a paragraph where no article ends in .2."""
        found = _PARAGRAPH_ONE.match(unit.number)
        if not found or unit.kind != "article" or self.drafting.decimal_numbers:
            return unit
        return _Unit(unit.kind, found[1], f"1. {unit.rest}")

    def _plausible(self, number: str) -> bool:
        """Could `number` come next? Words that refer to an article stand anywhere; articles count on, behind a quoted one as well."""
        value = markers.base_number(number)
        return value == 0 or any(last <= value <= last + 5 for last in (self.last_number, self.outer_number))

    def _open_unit(self, unit: _Unit, line: Line, text: str) -> None:
        if self._is_reform_of_known(unit):
            self._note(text, line.source)
            return
        if not self.started and not self._is_first(unit):
            self.preamble.append(text)
            return
        if self._is_repeated(unit):
            self._go_on(unit, line, text)
            return
        group = self._waiting_group() or self._group_above(unit)
        self._close_unit()
        if group is not None:
            self._cross_heading(*group)
        quoted = self._quotes(unit, marked=text[0] in _QUOTE_OPENS)
        self.in_words = self.in_words and not unit.number[:1].isdigit()
        if not quoted and not self.in_words:
            self._restart(unit, line)
        self.signing, self.started = False, True
        heading = unit.heading or self._caption() or self._caption_over(unit.rest)
        parent = self.quote or self.containers[-1]
        tail = markers.slug(unit.number) or str(self.eids.count("transitional"))
        eid = self.eids.unique(f"{self._prefix(unit)}{EID_NAMES.get(unit.kind, unit.kind)}_{tail}", line.source)
        node = Node(unit.kind, eid, unit.number, heading, source=line.source)
        parent.children.append(node)
        self.cut_characters += visible(text) - visible(unit.number + unit.rest + unit.heading)
        self.unit, self.unit_level, self.awaits_heading = node, line.level, None
        self.last_number = markers.base_number(unit.number) or self.last_number
        if not quoted:
            self.outer_number = self.last_number
        rest = unit.rest
        if rest and (not heading or self.drafting.inline_headings):
            node.heading, rest = self._own_heading(node, rest, line)
        self.needs_heading = not rest and not node.heading and not line.is_heading
        if rest:
            self.blocks.append(Block(rest, line.source))

    def _is_repeated(self, unit: _Unit) -> bool:
        """Is `unit` the one that a heading has just opened, told again by its first line: "Artículo 7", then "ART. 7."?"""
        known = self.unit
        return (
            known is not None
            and not self.blocks
            and self.unit_level > 0
            and known.kind == unit.kind
            and _same(known.number, unit.number)
        )

    def _go_on(self, unit: _Unit, line: Line, text: str) -> None:
        """The open unit's first words, behind its number told again."""
        self.cut_characters += visible(text) - visible(unit.rest)
        rest = unit.rest
        if rest and self.unit is not None:
            self.unit.heading, rest = self._own_heading(self.unit, rest, line)
        if rest:
            self.blocks.append(Block(rest, line.source))

    def _prefix(self, unit: _Unit) -> str:
        """What stands before the unit's own eid: nothing, unless its numbering is not the law's own."""
        if self.quote is not None:
            return f"{self.quote.eid}__"
        if self.containers[-1].kind == "transitional":
            return f"{self.containers[-1].eid}__"
        annex = next((node for node in self.containers if node.kind == "hcontainer"), None)
        if annex is None:
            return ""
        if f"{EID_NAMES.get(unit.kind, unit.kind)}_{markers.slug(unit.number)}" in self.eids:
            self.restarted.add(annex.eid)
        return f"{annex.eid}__" if annex.eid in self.restarted else ""

    def _restart(self, unit: _Unit, line: Line) -> None:
        """Articles in words behind the law's own are of the decree around it; a second "Primero" is of another one."""
        innermost = self.containers[-1]
        if innermost.kind == "transitional":
            again = f"{innermost.eid}__{EID_NAMES.get(unit.kind, unit.kind)}_{markers.slug(unit.number)}" in self.eids
        else:
            of_law = self._is_first(unit) or unit.kind != "article" or unit.number[:4].lower() == "disp"
            again = self.started and self.drafting.opens_with_number and not of_law
        if again:
            self._start_transitional("", line)

    # -- articles of another law, quoted by the one that amends it

    def _quotes(self, unit: _Unit, *, marked: bool) -> bool:
        """Is `unit` an article of another law, quoted by the amending article that stands open?"""
        if marked and self.quote is None and self.amending is None:
            self.amending = self._last_unit()
        if self.amending is None:
            return False
        if not marked and not self.quote_marked and self._is_outer(unit):
            self.amending = self.quote = None
            return False
        self._open_quote(self.amending)
        self.quote_marked = self.quote_marked or marked
        return True

    def _open_quote(self, amending: Node) -> Node:
        """The quotation that stands open under `amending`, or a new one."""
        if self.quote is None:
            place = 1 + sum(child.kind == "quotedStructure" for child in amending.children)
            self.quote = Node("quotedStructure", self.eids.unique(f"{amending.eid}__qstr_{place}", ""))
            amending.children.append(self.quote)
        return self.quote

    def _quoted_container(self, found: markers.Container, text: str, line: Line) -> bool:
        """A title or chapter that an amending article quotes stands in the quotation, beside the quoted articles."""
        if self.amending is None or not (self.quote_marked or self.transitional or self.quote is None):
            return False
        quote = self._open_quote(self.amending)
        eid = f"{quote.eid}__{EID_NAMES.get(found.kind, found.kind)}_{markers.slug(found.number)}"
        node = Node(found.kind, self.eids.unique(eid, line.source), found.number, found.heading, source=line.source)
        quote.children.append(node)
        self.cut(text)
        self.cut(found.number + found.heading, -1)
        self.heading_line, self.awaits_heading = found.heading, None if found.heading else node
        return True

    def _last_unit(self) -> Node | None:
        children = self.containers[-1].children
        return children[-1] if children and children[-1].kind in ("article", "section", "transitional") else None

    def _is_outer(self, unit: _Unit) -> bool:
        """Does `unit` count on from the amending article, so that it is the next one of the law itself?"""
        if not unit.number[:1].isdigit():
            return True
        amending = self.amending.number[:1].isdigit() if self.amending else False
        return amending and self.outer_number <= markers.base_number(unit.number) <= self.outer_number + 1

    def _end_quote(self) -> None:
        """A closing quotation mark ends the quoted articles."""
        if self.quote is not None and self.quote_marked and self.blocks and _QUOTE_CLOSES.search(self.blocks[-1].text):
            self.amending = self.quote = None
            self.quote_marked = False

    def _quote_is_over(self, text: str) -> bool:
        """Has the quotation that stands open more closing marks than opening ones, so that `text` goes on with the amending article?"""
        if self.unit is None or not self.quote_marked or text[0] in _QUOTE_OPENS:
            return False
        last = self.blocks[-1].text if self.blocks else ""
        if not _QUOTE_CLOSES.search(last):
            return False
        said = "".join(block.text for block in self.blocks)
        return any(said.count(shuts) > said.count(opens) for opens, shuts in _QUOTE_PAIRS) or said.count('"') % 2 == 1

    def _resume(self) -> None:
        """Closes the quoted article; what comes next is of the article that quotes it."""
        amending = self.amending
        self._close_unit()
        self.unit = amending

    def _is_reform_of_known(self, unit: _Unit) -> bool:
        """A footnote that repeats an article's number to say how it was reformed is a note, not the article again."""
        known = f"{EID_NAMES.get(unit.kind, unit.kind)}_{markers.slug(unit.number)}" in self.eids
        return known and not self.transitional and bool(markers.REFORMED_ARTICLE.match(unit.rest))

    def _is_first(self, unit: _Unit) -> bool:
        """Is this where the law itself starts? The decree around it has articles of its own, numbered in words."""
        return not self.drafting.opens_with_number or unit.number[:1].isdigit() or bool(depth.roman_value(unit.number))

    # -- captions

    def _own_heading(self, node: Node, rest: str, line: Line) -> tuple[str, str]:
        """Splits "Trata de personas. Será sancionado …" into the article's heading and its text, where there is one."""
        if line.level:
            bare = rest.rstrip(" .")
            self.cut(rest[len(bare) :])
            return (bare, "") if not node.heading else (node.heading, rest)
        if node.heading:
            return node.heading, rest
        usual = self.drafting.inline_headings or self.drafting.captions or node.number[:4].lower() == "disp"
        found = inline_heading(rest) if usual or rest[:4].isupper() else None
        if found and (usual or found[0].isupper()):
            title, end = found
            self.cut_characters += visible(rest[:end]) - visible(title)
            self.own_words = "" if rest[end:] else rest
            return title, rest[end:]
        return "", rest

    def _caption(self) -> str:
        """The heading that stood before the article, and what else was waiting, put where it belongs."""
        if not self.captions:
            return ""
        caption = ""
        if self.drafting.captions or self.captions[-1].level == CAPTION:
            caption = self._bare(self.captions.pop().text)
            if self.captions and caption.isupper() and _hangs(self.captions[-1].text):
                caption = f"{self.captions.pop().text} {caption}"
            if self.captions and self.captions[-1].text.isupper() and self.containers[-1] is not self.root:
                self._cross_heading(self.captions.pop())
        self._flush_captions()
        return caption

    def _caption_over(self, rest: str) -> str:
        """The line between the number of an only chapter and its first article, where that names the article: "CAPÍTULO
        ÚNICO", "Objeto de la ley", in a law that names each article in a line before it and its titles in capitals. An article
        that says its name before its text, `rest`, has it already.
        """
        node, captions = self.containers[-1], self.drafting.captions and not self.drafting.shouted_captions
        above = self.containers[-2].heading if len(self.containers) > 2 else ""
        if self.awaits_heading is not node or not captions or not above.isupper() or node.heading.isupper():
            return ""
        if not rest or inline_heading(rest) is not None or markers.slug(node.number) not in ("unico", "unica"):
            return ""
        caption, node.heading = self._bare(node.heading), ""
        return caption

    def _waiting_group(self) -> tuple[Block, str] | None:
        """The heading and number of a group, "II" and "Protección de las víctimas", that wait before an article."""
        if not self.captions:
            return None
        last = self.captions[-2:]
        found = markers.group(last[0].text)
        if found is None and len(last) == 2:
            last = last[1:]
            found = markers.group(last[0].text)
        if found is None or (len(last) == 2 and found[1]):
            return None
        number, heading = found
        self.cut_characters += visible(last[0].text) - visible("".join(found))
        heading = heading or (last[1].text if len(last) == 2 else "")
        del self.captions[-len(last) :]
        self.group_number = depth.roman_value(number)
        return Block(heading, last[0].source), number

    def _group_above(self, unit: _Unit) -> tuple[Block, str] | None:
        """The last line of the section that stands open, if it is the heading over the next ones, which have names of their own."""
        if unit.kind != "section" or self.drafting.captions or len(self.blocks) < 2 or not is_bare_title(unit.rest):
            return None
        over, last = self.blocks[-2:]
        if last.level or not is_bare_title(last.text) or not over.text.endswith(_SENTENCE_ENDS):
            return None
        if _FIGURE_OR_COLON.search(last.text):
            return None
        return self.blocks.pop(), ""

    def _cross_heading(self, block: Block, number: str = "") -> None:
        """A heading in capitals above a caption groups the articles that follow."""
        if self.containers[-1].kind == "hcontainer" and not self.containers[-1].level:
            self.containers.pop()
        self._group(self._bare(block.text), block.source, 0, number)

    def _bare(self, text: str) -> str:
        bare = text.rstrip(" .")
        self.cut(text[len(bare) :])
        return bare

    def _flush_captions(self) -> None:
        """Lines that waited to be a heading and are none: text of the article, the container, or of the preamble."""
        waiting, self.captions = self.captions, []
        for block in waiting:
            self._place(block)

    # -- text

    def _text(self, text: str, line: Line) -> None:
        if self.quote is not None and self._quote_is_over(text):
            self._resume()
        block = Block(text, line.source, line.level, term=line.term)
        if line.level and self.unit is not None:
            self._place(block)
        elif line.level == CAPTION or self._waits(text):
            self.captions.append(block)
        else:
            if self.captions:
                self._flush_captions()
            self._place(block)

    def _waits(self, text: str) -> bool:
        """May `text` be the caption of the article that comes next?"""
        if self._groups(text):
            return True
        if not self.drafting.captions or (self.unit is not None and not self.blocks):
            return False
        if not is_title(text) and not self._is_loose_caption(text):
            return False
        if text.isupper():
            return not markers.ITEM.match(text)
        if self.drafting.shouted_captions:
            return False
        return text.count(" ") < 16 and text.count(". ") == 0 and not markers.ITEM.match(text)

    def _is_loose_caption(self, text: str) -> bool:
        """A caption may be a question or a short sentence, where no article stands open that it could belong to."""
        short = len(text) < 110 and text[-1] not in ";:," and text[0].isupper()
        return short and (self.unit is None or text.startswith(_ASKS))

    def _groups(self, text: str) -> bool:
        """Is `text` the next number of a series of groups, or the heading behind it?"""
        if len(text) > 130:
            return False
        found = markers.group(text)
        if found is None:
            above = self.captions[-1].text if self.captions else ""
            return bool(above) and text[-1] not in ".;:," and markers.group(above) == (above, "")
        value = depth.roman_value(found[0])
        if value != self.group_number + 1 or (found[1] and not is_title(found[1])):
            return False
        return value == 1 or not any(block.text.startswith(("I.", "I ", "I-", "I)")) for block in self.blocks)

    def _place(self, block: Block) -> None:
        if self.unit is not None:
            if self.blocks:
                self.blocks.append(block)
            elif not self._takes_heading(self.unit, block):
                self.blocks.append(self._without_name(self.unit, block))
        elif not self.started or self.containers[-1] is self.root:
            self.preamble.append(block.text)
        else:
            self.containers[-1].more(block.text)

    def _takes_heading(self, unit: Node, block: Block) -> bool:
        """Does a line right behind "Article 5" name the article? A long name goes on in the next line."""
        if not self.needs_heading:
            return False
        if not self.drafting.titles_after or markers.ITEM.match(block.text) or not _is_long_title(block.text):
            self.needs_heading = False
            return False
        if unit.heading and not block.text[0].islower() and (block.text[-1] == "." or len(block.text) >= 60):
            self.needs_heading = False
            return False
        unit.heading = f"{unit.heading} {self._bare(block.text)}".strip()
        self.own_words = f"{self.own_words} {block.text}".strip()
        self.needs_heading = block.text[-1] != "."
        return True

    def _without_name(self, unit: Node, block: Block) -> Block:
        """`block` without the name that the first words behind a bare heading ("Artículo 4") give to the article: "(Definiciones).- …"."""
        if unit.heading or not self.drafting.inline_headings:
            return block
        if not self.unit_level and not NAME_IN_BRACKETS.match(block.text):
            return block
        found = inline_heading(block.text)
        if found is None or found[1] >= len(block.text):
            return block
        unit.heading, end = found
        self.cut_characters += visible(block.text[:end]) - visible(unit.heading)
        return Block(block.text[end:], block.source, block.level)

    def _close_unit(self) -> None:
        if self.unit is None:
            return
        if not self.drafting.captions:
            self._flush_captions()
        if self.own_words and not self.blocks:
            self.unit.heading, self.unit.text = "", self.own_words
            self.cut_characters -= visible(self.own_words) - visible(self.own_words.rstrip(" .-–—:"))
        self.own_words = ""
        Parts(self.drafting, self.eids, self.cut).build(self.unit, self.blocks)
        if (
            self.quote is None
            and self.blocks
            and self.blocks[-1].text[-1] in ':—“"«'
            and _AMENDS.search(self.blocks[-1].text[-300:])
        ):
            self.amending = self.unit
        self._end_quote()
        self.unit, self.blocks = None, []

    # -- the result

    def document(self, law: Law, furniture: Iterable[str], warnings: Iterable[str]) -> Document:
        """What has been read. Its coverage is not yet told."""
        clauses: tuple[Clause, ...] = tuple(child.frozen() for child in self.root.children)
        return Document(
            law, clauses, tuple(self.notes), "\n".join(self.preamble), "\n".join(self.signatures), tuple(furniture),
            warnings=(*warnings, *self.eids.warnings),
        )  # fmt: skip


def _over_ordinals(lines: Sequence[Line]) -> frozenset[tuple[str, str]]:
    """Source and text of the headings right behind which provisions start to count in words: "DISPOSICIONES FINALES", "PRIMERA.-"."""
    said = [line for line in lines if line.text]
    return frozenset(
        (line.source, line.text) for line, after in pairwise(said)
        if line.text[0] in "Dd" and markers.DISPOSITIONS.match(line.text) and markers.FIRST_OR_ONLY.match(after.text)
    )  # fmt: skip


def _is_named_alone(text: str) -> bool:
    """Is `text` all that names an article, no mark behind its number: "Art. 27 Delito tentado"? What follows is its text."""
    found = markers.ARTICLE.match(text) if text[0] in "A§S" else None
    return (
        found is not None
        and not found["end"].strip()
        and found.end() < len(text)
        and names_unit(text, text[found.end() :])
    )


def _is_open(paragraph: Sequence[Line]) -> bool:
    """Does a bracket that `paragraph` opens with wait for its end?"""
    said = "".join(line.text for line in paragraph)
    return said[0] == "(" and said.count("(") > said.count(")")


def _once(number: str, rest: str) -> str:
    """`rest` without its article's number, where that is printed twice: "ARTICULO 2º— Artículo 2º: Se entiende"."""
    again = markers.ARTICLE.match(rest) if rest[:1] in ("A", "S", "§") else None
    return rest[again.end() :] if again and again["end"].strip() and _same(again["number"], number) else rest


def _same(number: str, other: str) -> bool:
    return markers.slug(number.lower()) == markers.slug(other.lower())


def _announces(text: str) -> bool:
    """Is `text` a container, a heading of transitional provisions, a named paragraph or a note?"""
    return bool(
        markers.container(text)
        or markers.is_transitional_heading(text)
        or markers.NAMED_PARAGRAPH.match(text)
        or markers.is_reform_note(text)
        or markers.is_editor_note(text)
    )


def _hangs(text: str) -> bool:
    """Does `text` stop amid a sentence, with a word or mark that another must follow?"""
    return text[-1] == "," or text.rsplit(" ", 1)[-1].lower() in _LINKING


def _level(node: Node) -> int:
    """How deep a container stands by its format; a cross heading in plain text is deeper than any."""
    return node.level or (_CROSS_HEADING if node.kind == "hcontainer" else 0)


def _is_again(found: markers.Container, known: Node) -> bool:
    """Does `found` repeat `known`? Once articles stand under it, only the same number with the same heading does."""
    if (known.kind, known.number) != (found.kind, found.number) or not known.number:
        return False
    same = found.heading.lower() == known.heading.lower()
    return (same and bool(known.heading)) or (
        _holds_no_unit(known) and (same or not found.heading or not known.heading)
    )


def _heads_container(text: str) -> bool:
    """Does `text`, right behind a container's number, read as its heading? Such a heading may be long."""
    if len(text) > 260 or not (text[0].isupper() or text[0] in '(¿“"') or text[-1] in ";:,":
        return False
    return text[-1] != "." or is_title(text)


def _holds_no_unit(node: Node) -> bool:
    return all(child.kind not in ("article", "section") and _holds_no_unit(child) for child in node.children)


def _is_long_title(text: str) -> bool:
    """Does `text` read as a heading, if perhaps only the second line of one?"""
    if len(text) > 200 or text[-1] in ";:,":
        return False
    return is_title(text, whole=False) if text[0].isupper() else text[-1] != "." and len(text) < 120
