"""One pass that turns marked-up elements into clauses, for every XML format.

A format says in a :class:`Vocabulary` what its elements are; :class:`TreeReader` does the rest. Every character of the
file lands in a clause, a note, the preamble, the signatures or the furniture, in the order of the file.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum, auto
from itertools import pairwise

from lxml import etree

from analysis.errors import NoTextError, ReadError
from analysis.model import BASIC_UNITS, Clause, Document, Law, Note, Quality
from analysis.read.markers import base_number, slug
from analysis.read.xml import (
    AFTER_NUMBER,
    BLOCK,
    BREAK,
    CONTAINERS,
    DESIGNATION,
    Element,
    Label,
    collapsed,
    label,
    text_of,
    visible,
    words,
)

EID_NAMES = {
    "article": "art", "section": "sec", "chapter": "chp", "subchapter": "subchp", "subsection": "subsec",
    "paragraph": "para", "subparagraph": "subpara", "clause": "cl", "subclause": "subcl", "division": "dvs",
    "alinea": "al",
}  # fmt: skip
"""Akoma Ntoso Naming Convention 1.0, table of eId prefixes; a kind that is not here is its own prefix."""

# ---- what elements are ---------------------------------------------------------------------------------------------


class Role(IntEnum):
    """What an element is to a reader."""

    INLINE = auto()  # part of a sentence
    REFERENCE = auto()  # part of a sentence, or the mark of a footnote: `role_of` tells
    CELL = auto()  # words set off by a blank, such as a table cell
    WORDS = auto()  # a block of words
    CLOSING = auto()  # words that close a list
    BREAK = auto()  # a line break
    KIND = auto()  # a clause
    QUOTE = auto()  # quoted provisions of an amending law
    NUMBER = auto()
    HEADING = auto()
    FACE = auto()  # wraps number and heading
    GROUP = auto()  # a heading that groups what follows
    INSIDE = auto()  # a wrapper without meaning of its own
    TABLE = auto()
    NOTE = auto()
    MARK = auto()  # a reference mark of a footnote
    PREAMBLE = auto()
    SIGNATURE = auto()
    FURNITURE = auto()
    DELETED = auto()  # words struck out
    SKIP = auto()  # metadata
    ENTITY = auto()


_WORDS, _KIND, _GROUP, _NUMBER, _INLINE = Role.WORDS, Role.KIND, Role.GROUP, Role.NUMBER, Role.INLINE


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The elements of a format, by local name: those that are clauses with their kind, and the roles of the others."""

    kinds: Mapping[str, str]
    roles: Mapping[Role, Sequence[str]]
    apart: frozenset[str] = frozenset()
    """Elements whose numbering is their own (schedules, transitional provisions): eids inside carry their prefix."""


class Draft:
    """A clause while it grows.

    `scope` stands before the eids of basic units below it; `apart` says that they are numbered for themselves. A `flat`
    draft takes no clauses, only words; with `aside`, it sends the notes among them to the notes of the clause `eid`.
    """

    __slots__ = (
        "apart", "aside", "children", "eid", "flat", "heading", "kind", "number", "numbered", "scope", "source",
        "tail", "tail_at", "text",
    )  # fmt: skip

    def __init__(self, kind: str, eid: str, source: str, scope: str) -> None:
        self.kind, self.eid, self.source, self.scope = kind, eid, source, scope
        self.apart = self.flat = self.aside = self.numbered = False
        self.number = ""
        self.heading: list[str] = []
        self.text: list[str] = []
        self.tail: list[str] = []
        self.tail_at = ("", "")
        self.children: list[Clause] = []


# ---- the pass ------------------------------------------------------------------------------------------------------


class TreeReader:
    """Reads one file. Formats override the methods under "what formats say" where their drafting asks for it."""

    vocabulary: Vocabulary
    drops_empty = True
    """Are provisions that say nothing left out?"""
    quotes_words = True
    """Can the element of a quotation hold mere words, as part of a sentence?"""

    def __init__(self, law: Law) -> None:
        self.law = law
        self.notes: list[Note] = []
        self.preamble: list[str] = []
        self.signatures: list[str] = []
        self.furniture: list[str] = []
        self.warnings: list[str] = []
        self._places: dict[str, str] = {}
        self._counts: Counter[str] = Counter()
        self._beside = 0
        self._done_clauses: list[Clause] = []
        named = {name: (role, "") for role, names in self.vocabulary.roles.items() for name in names}
        self._named = named | {name: (Role.KIND, kind) for name, kind in self.vocabulary.kinds.items()}
        self._roles: dict[object, tuple[Role, str]] = {etree.Entity: (Role.ENTITY, "")}

    # -- the whole

    def document(self, root: Element) -> Document:
        """The law under `root`. Raises ReadError where it is nested too deep, NoTextError where it says nothing."""
        top = Draft("", "", self.source_of(root), "")
        top.numbered = True
        _alive = list(root.iter())  # as long as they live, lxml need not make them anew at each look
        try:
            self.fill(root, top)
        except RecursionError as fault:
            raise ReadError(
                "the XML is nested too deep to be a law", where=self.law.file, do="Check the file"
            ) from fault
        clauses = self._top_clauses(top)
        if not clauses:
            raise NoTextError(
                "the XML holds no provision", where=self.law.file, do="Check that the file is the law's own text"
            )
        found = Document(
            self.law,
            clauses,
            tuple(self.notes),
            "\n".join(self.preamble),
            "\n".join(self.signatures),
            tuple(self.furniture),
        )
        quality = Quality("F", ("not graded",), 0, self._coverage(found, root))
        return replace(found, quality=quality, warnings=(*self.warnings, *_oddities(self._done_clauses, self.law)))

    def _top_clauses(self, top: Draft) -> tuple[Clause, ...]:
        """Words that stand outside every clause become unnumbered paragraphs."""
        if top.text:
            top.children.insert(0, self._loose("paragraph", top.text, top, top.source))
        if top.tail:
            top.children.append(self._loose("paragraph", top.tail, top, top.source))
        return tuple(top.children)

    def _coverage(self, document: Document, root: Element) -> float:
        """The share, 0 to 1, of the file's non-blank characters that landed; metadata is not counted."""
        whole = visible(text_of(root))
        for name in self.vocabulary.roles.get(Role.SKIP, ()):
            whole -= sum(visible(text_of(skipped)) for skipped in root.iter(f"{{*}}{name}"))
        parts = [document.preamble, document.signatures, *document.furniture, *(note.text for note in document.notes)]
        for clause in self._done_clauses:
            parts += (clause.number, clause.heading, clause.text)
        return min(1.0, (visible("".join(parts)) + self._beside) / whole) if whole > 0 else 0.0

    # -- clauses

    def fill(self, node: Element, draft: Draft) -> None:
        """Take the children of `node` into `draft`, one after the other."""
        roles, groups, target = self._roles, list[tuple[int, Draft]](), draft
        run: list[str] = [stray] if (stray := node.text) and not stray.isspace() else []
        for child in node:
            role, kind = roles.get(child.tag) or self._learn(child.tag)
            in_sentence = role in _IN_SENTENCES and not self._holds_clauses(child)
            if run and not in_sentence:
                self._end_run(run, target)
            if role is _WORDS:
                self.say_words(child, target)
            elif role is _KIND:
                self._add(target, self.clause(child, kind, target))
            elif role is _GROUP:
                target = self._open_group(child, draft, groups)
            elif in_sentence:
                self._pour_child(role, kind, child, run, target)
            else:
                self._take(role, child, target)
            if (stray := child.tail) and (run or not stray.isspace()):
                run.append(stray)
        if run:
            self._end_run(run, target)
        while groups:
            self._close_group(draft, groups)

    def _end_run(self, run: list[str], draft: Draft) -> None:
        self._say(draft, words("".join(run)))
        run.clear()

    def _take(self, role: Role, child: Element, draft: Draft) -> None:
        """The rarer roles of an element that stands among clauses."""
        if role is _NUMBER:
            self._take_number(child, draft)
        elif role is Role.HEADING:
            if line := self.line(child, draft):
                draft.heading.append(line)
        elif role is Role.QUOTE:
            self._add(draft, self.clause(child, "quotedStructure", draft))
        elif role is Role.CLOSING:
            self._close_list(child, draft)
        elif role is Role.TABLE:
            self._say(draft, self.prose(child, draft.eid))
        elif role in _ASIDE:
            self._set_aside(role, child, draft)
        else:
            self.fill(child, draft)

    def _set_aside(self, role: Role, child: Element, draft: Draft) -> None:
        """What is no part of a clause's own words."""
        text = "" if role is Role.SKIP else self.prose(child, draft.eid, aside=role is Role.PREAMBLE)
        if not text:
            return
        if role is Role.NOTE:
            self.notes.append(Note(text, draft.eid, self.source_of(child)))
        elif role is Role.PREAMBLE:
            self.preamble.append(text)
        elif role is Role.SIGNATURE:
            self.signatures.append(text)
        else:
            self.furniture.append(text)
            if role is Role.DELETED and _DELETED not in self.warnings:
                self.warnings.append(_DELETED)

    def clause(self, node: Element, kind: str, parent: Draft) -> Clause:
        """`node` and all below it."""
        kind = self.kind_of(node, kind)
        found = self.label_for(node, kind)
        draft = self._begin(node, kind, found.number, parent)
        if found.heading:
            draft.heading.append(found.heading)
        self.fill(node, draft)
        self.finish(node, draft)
        return self._done(draft, found.opening)

    def _label(self, printed: str, kind: str) -> Label:
        if not printed:
            return _NO_LABEL
        found = label(printed, kind)
        self._beside += found.dropped
        return found

    def _begin(self, node: Element, kind: str, number: str, parent: Draft) -> Draft:
        source = self.source_of(node)
        if kind in CONTAINERS or (kind == "section" and self._holds_articles(node)):
            return self._begin_container(node, kind, number, parent)
        prefix = parent.scope if kind in BASIC_UNITS else parent.eid or parent.scope
        eid = self.unique(self.given_eid(node) or self._eid(kind, number, prefix), source)
        draft = Draft(kind, eid, source, eid)
        draft.number = number
        return draft

    def _begin_container(self, node: Element, kind: str, number: str, parent: Draft) -> Draft:
        """Units in a container are numbered through the law, not within the container, unless it stands apart."""
        source = self.source_of(node)
        eid = self.unique(self.given_eid(node) or self._eid(kind, number, parent.eid or parent.scope), source)
        apart = parent.apart or kind == "transitional" or node.tag.rpartition("}")[2] in self.vocabulary.apart
        draft = Draft(kind, eid, source, eid if apart else parent.scope)
        draft.apart, draft.number = apart, number
        return draft

    def _done(self, draft: Draft, opening: str = "") -> Clause:
        if draft.tail:
            eid, source = draft.tail_at
            source = source or draft.source
            eid = self.unique(eid or f"{draft.eid}__wrapup", source)
            draft.children.append(self._wordy(eid, "wrapUp", draft.tail, source))
        if opening:
            first = draft.heading or draft.text
            first[:1] = [opening + "".join(first[:1])]
        clause = Clause(
            draft.eid, draft.kind, draft.number, " ".join(draft.heading) if draft.heading else "",
            "\n".join(draft.text) if draft.text else "", draft.source, tuple(draft.children),
        )  # fmt: skip
        self._done_clauses.append(clause)
        return clause

    def _say(self, draft: Draft, text: str) -> None:
        if text:
            (draft.tail if draft.children or draft.tail else draft.text).append(text)

    def _add(self, draft: Draft, clause: Clause) -> None:
        """Words between two lists do not close the clause: they become an unnumbered block (Akoma Ntoso `alinea`).

        A clause that says nothing is left out: the space for a signature, or a provision kept in another document.
        """
        if self.drops_empty and not (clause.text or clause.number or clause.heading or clause.children):
            self._forget(clause.eid)
            return
        if draft.tail:
            draft.children.append(self._loose("alinea", draft.tail, draft, clause.source))
            draft.tail, draft.tail_at = [], ("", "")
        draft.children.append(clause)

    def _loose(self, kind: str, lines: Iterable[str], draft: Draft, source: str) -> Clause:
        eid = self.unique(self._eid(kind, "", draft.eid or draft.scope), source)
        return self._wordy(eid, kind, lines, source)

    def _wordy(self, eid: str, kind: str, lines: Iterable[str], source: str) -> Clause:
        clause = Clause(eid, kind, text="\n".join(lines), source=source)
        self._done_clauses.append(clause)
        return clause

    def _close_list(self, child: Element, draft: Draft) -> None:
        if self._holds_clauses(child):
            self.fill(child, draft)
        elif text := self.prose(child, draft.eid, aside=True):
            if not draft.tail:
                draft.tail_at = self.given_eid(child), self.source_of(child)
            draft.tail.append(text)

    def _take_number(self, child: Element, draft: Draft) -> None:
        """The first number is the clause's own; it was read before the clause was begun."""
        if draft.numbered:
            self._say(draft, self.line(child, draft))
        elif len(child):
            self._marks_of(child, draft)
        draft.numbered = True

    def _marks_of(self, child: Element, draft: Draft) -> None:
        """Footnotes and their marks inside a number."""
        for below in child:
            if (role := self.role_of(below)) in _ASIDE:
                self._set_aside(role, below, draft)

    # -- headings that group what follows

    def _open_group(self, node: Element, draft: Draft, groups: list[tuple[int, Draft]]) -> Draft:
        level, kind, printed = self.group(node)
        while groups and groups[-1][0] >= level:
            self._close_group(draft, groups)
        group = self._begin(node, kind, self._label(printed, kind).number, groups[-1][1] if groups else draft)
        self.fill_group(node, group)
        groups.append((level, group))
        return group

    def _close_group(self, draft: Draft, groups: list[tuple[int, Draft]]) -> None:
        _, group = groups.pop()
        self._add(groups[-1][1] if groups else draft, self._done(group))

    # -- words

    def say_words(self, node: Element, draft: Draft) -> None:
        """Take the words of the block `node` into `draft`; provisions quoted in it become children."""
        if len(node) == 0:
            if text := node.text:
                self._say(draft, collapsed(text))
            return
        buffer: list[str] = []
        self._pour(node, buffer, draft)
        self._say(draft, words("".join(buffer)))

    def line(self, node: Element, draft: Draft) -> str:
        """The words of a heading or number, on one line; notes in it are set aside."""
        if len(node) == 0:
            return collapsed(node.text or "")
        return self.prose(node, draft.eid, aside=True).replace("\n", " ")

    def prose(self, node: Element, eid: str, *, aside: bool = False) -> str:
        """All words under `node`, one block a line. With `aside`, notes in it become notes of the clause `eid`."""
        buffer: list[str] = []
        self._pour(node, buffer, _flat(eid, aside=aside))
        return words("".join(buffer))

    def _pour(self, node: Element, buffer: list[str], draft: Draft) -> None:
        if text := node.text:
            buffer.append(text)
        roles = self._roles
        for child in node:
            role, kind = roles.get(child.tag) or self._learn(child.tag)
            if role is _INLINE and len(child) == 0:
                buffer.append(child.text or "")
            else:
                self._pour_child(role, kind, child, buffer, draft)
            if text := child.tail:
                buffer.append(text)

    def _pour_child(self, role: Role, kind: str, child: Element, buffer: list[str], draft: Draft) -> None:
        if role is Role.REFERENCE:
            role = self.role_of(child)
        if role is _INLINE:
            self._pour(child, buffer, draft)
        elif role is Role.BREAK:
            buffer.append(BREAK)
        elif role is Role.ENTITY:
            buffer.append(html.unescape(child.text or ""))
        elif role is _NUMBER or role is Role.CELL:
            buffer.append(" ")
            self._pour(child, buffer, draft)
            buffer.append(AFTER_NUMBER if role is _NUMBER else " ")
        elif role in _ASIDE and (role is not Role.NOTE or draft.aside or not draft.flat):
            self._set_aside(role, child, draft)
        elif role in _MAY_BE_CLAUSES and not draft.flat:
            self._pour_clauses(role, kind, child, buffer, draft)
        else:
            buffer.append(BLOCK)
            self._pour(child, buffer, _flat(draft.eid, aside=True) if role is Role.TABLE else draft)
            buffer.append(BLOCK)

    def _pour_clauses(self, role: Role, kind: str, child: Element, buffer: list[str], draft: Draft) -> None:
        """Provisions in the middle of words: what was said so far goes before them."""
        if role is Role.QUOTE and self.quotes_words and not self._holds_clauses(child):
            self._pour(child, buffer, draft)
            return
        self._say(draft, words("".join(buffer)))
        buffer.clear()
        if role is Role.INSIDE:
            self.fill(child, draft)
        else:
            self._add(draft, self.clause(child, kind or "quotedStructure", draft))

    # -- what formats say of their elements

    def kind_of(self, node: Element, kind: str) -> str:
        """The kind of `node`, where its name alone does not tell."""
        return kind

    def source_of(self, node: Element) -> str:
        """Where `node` stands in the file."""
        return f"l. {node.sourceline}"

    def role_of(self, node: Element) -> Role:
        """The role of `node`, where its name alone does not tell."""
        return (self._roles.get(node.tag) or self._learn(node.tag))[0]

    def given_eid(self, node: Element) -> str:
        """The eid that the file itself gives to `node`, if it is one of the Naming Convention."""
        return ""

    def label_for(self, node: Element, kind: str) -> Label:
        """The number of `node`, taken apart."""
        return self._label(self.label_of(node), kind)

    def label_of(self, node: Element) -> str:
        """The number of `node` as printed."""
        for child in node:
            role, _ = self._roles.get(child.tag) or self._learn(child.tag)
            if role is _NUMBER:
                return collapsed(child.text or "") if len(child) == 0 else self._number_words(child)
            if role is Role.FACE and (found := self.label_of(child)):
                return found
            if role is _KIND or role is _WORDS:
                return ""
        return ""

    def group(self, node: Element) -> tuple[int, str, str]:
        """Level (1 is the highest), kind and printed number of a heading that groups what follows."""
        return 1, "hcontainer", ""

    def fill_group(self, node: Element, group: Draft) -> None:
        """Take the words of the heading `node` into `group`."""
        if line := self.line(node, group):
            group.heading.append(line)

    def finish(self, node: Element, draft: Draft) -> None:
        """Last touches to the clause of `node`."""

    def _number_words(self, node: Element) -> str:
        """The words of a number, without notes and their marks, which `_marks_of` sets aside."""
        parts = [node.text or ""]
        for child in node:
            if self.role_of(child) not in _ASIDE:
                parts.append(self.prose(child, ""))
            parts.append(child.tail or "")
        return words("".join(parts))

    def _learn(self, tag: object) -> tuple[Role, str]:
        name = tag.rpartition("}")[2] if isinstance(tag, str) else ""
        self._roles[tag] = self._named.get(name, (Role.INLINE, ""))
        return self._roles[tag]

    def _holds_clauses(self, node: Element) -> bool:
        if len(node) == 0:
            return False
        for below in node.iter():
            role, _ = self._roles.get(below.tag) or self._learn(below.tag)
            if (role is Role.KIND or role is Role.QUOTE) and below is not node:
                return True
        return False

    def _holds_articles(self, node: Element) -> bool:
        return any((self._roles.get(child.tag) or self._learn(child.tag))[1] == "article" for child in node)

    # -- eids

    def _eid(self, kind: str, number: str, prefix: str) -> str:
        """Akoma Ntoso Naming Convention 1.0, 5.4: what has no number is counted from 1 among its kind."""
        name = "qstr" if kind == "quotedStructure" else EID_NAMES.get(kind, kind)
        stem = f"{prefix}__{name}_" if prefix else f"{name}_"
        if kind in _LETTERED:
            number = _LETTER.sub("-", number)
        if number and kind != "hcontainer" and (part := slug(number)):
            return stem + part
        while True:
            self._counts[stem] += 1
            if (eid := f"{stem}{self._counts[stem]}") not in self._places:
                return eid

    def _forget(self, eid: str) -> None:
        self._places.pop(eid, None)
        stem, _, _ = eid.rpartition("_")
        self._counts[f"{stem}_"] = max(0, self._counts[f"{stem}_"] - 1)

    def unique(self, eid: str, source: str) -> str:
        """`eid`, or `eid-2` and so on where it is taken, with a warning that names both places."""
        if eid not in self._places:
            self._places[eid] = source
            return eid
        number = 2
        while f"{eid}-{number}" in self._places:
            number += 1
        self.warnings.append(f"{eid} stands twice: at {self._places[eid]} and at {source}")
        self._places[f"{eid}-{number}"] = source
        return f"{eid}-{number}"


_LETTERED = frozenset(("section", "subsection", "rule"))
_LETTER = re.compile(r"(?<=\d)(?=[ao]$)")
"""In a common-law number a last a or o is a letter ("106a"), where civil-law drafting has an ordinal ("2a", "1o")."""
_NO_LABEL = Label("", "", "", 0)
_DELETED = "words marked as deleted were left out of the clauses"
_IN_SENTENCES = frozenset((Role.INLINE, Role.REFERENCE, Role.CELL, Role.BREAK, Role.ENTITY))
_ASIDE = frozenset((Role.NOTE, Role.MARK, Role.PREAMBLE, Role.SIGNATURE, Role.FURNITURE, Role.DELETED, Role.SKIP))
_MAY_BE_CLAUSES = frozenset((Role.KIND, Role.QUOTE, Role.INSIDE))


def _flat(eid: str, *, aside: bool) -> Draft:
    draft = Draft("", eid, "", "")
    draft.flat, draft.aside = True, aside
    return draft


# ---- oddities ------------------------------------------------------------------------------------------------------


def _oddities(clauses: Sequence[Clause], law: Law) -> list[str]:
    """What a careful reader would ask about: numbers that run backwards or lack, headings torn from their units."""
    units = [clause for clause in clauses if clause.kind in BASIC_UNITS and "__" not in clause.eid]
    selects = law.text in ("excerpt", "digest")
    return [*_odd_numbers(units, selects=selects), *_odd_headings(clauses, len(units)), *_said_twice(units)]


def _odd_numbers(units: Sequence[Clause], *, selects: bool) -> list[str]:
    """A text that `selects` its provisions lacks the others by its nature."""
    places = [(base_number(unit.number), unit.eid) for unit in units]
    numbered = [(number, eid) for number, eid in places if number]
    backwards = [f"{eid} after {before}" for (a, before), (b, eid) in pairwise(numbered) if b < a]
    present = {number for number, _ in numbered}
    missing = [n for n in range(min(present, default=0), max(present, default=0)) if n not in present]
    found = []
    if backwards:
        found.append(f"numbers run backwards {len(backwards)} times: {_some(backwards)}")
    if missing and not selects and len(missing) <= len(present):
        found.append(f"{len(missing)} numbers are missing: {_some([str(n) for n in missing])}")
    return found


def _odd_headings(clauses: Sequence[Clause], units: int) -> list[str]:
    holders = [clause for clause in clauses if clause.kind in CONTAINERS and clause.kind != "hcontainer"]
    empty = [clause.eid for clause in holders if not clause.children and not clause.text]
    fullest = max(holders, key=_units_in, default=None)
    found = []
    if empty:
        found.append(f"{len(empty)} of {len(holders)} headings have nothing under them: {_some(empty)}")
    if fullest and empty and units > 20 and _units_in(fullest) > 0.7 * units:
        found.append(f"{_units_in(fullest)} of {units} units stand under {fullest.eid}")
    return found


def _units_in(clause: Clause) -> int:
    return sum(child.kind in BASIC_UNITS for child in clause.children)


_NUMBER_END = re.compile(r"\s?[.:]\s?[-–—]*(?:\s|$)")


def _said_twice(units: Sequence[Clause]) -> list[str]:
    """Units whose text begins with their own number, as converters leave it."""
    twice = []
    for unit in units:
        first = unit.text or (unit.children[0].text if unit.children else "")
        start = DESIGNATION.match(first)
        if unit.number and start and _NUMBER_END.match(first[start.end() :].removeprefix(unit.number)):
            twice.append(unit.eid)
    return [f"{len(twice)} units repeat their number at the head of their text: {_some(twice)}"] if twice else []


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:5]) + (" …" if len(names) > 5 else "")
