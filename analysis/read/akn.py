"""Akoma Ntoso 3.0 with eId, the older 2.0 and 1.0 with id: acts, bills, documents, portions, collections of them."""

from __future__ import annotations

import re

from analysis.errors import ReadError
from analysis.model import Clause, Document, Law, Note
from analysis.read import markup, xml
from analysis.read.markup import Draft, Role
from analysis.read.xml import Element, Label, words

FORMAT = "akn"

OWN = "urn:homologa:akn"
"""Namespace of the attributes with which `write` keeps what Akoma Ntoso has no place for."""

EXACT = f"{{{OWN}}}exact"

KINDS = (
    "alinea", "article", "book", "chapter", "clause", "division", "indent", "level", "list", "paragraph", "part",
    "point", "proviso", "rule", "section", "subchapter", "subclause", "subdivision", "sublist", "subparagraph",
    "subpart", "subrule", "subsection", "subtitle", "title", "tome", "transitional",
)  # fmt: skip
"""The hierarchical elements of Akoma Ntoso 3.0 other than `hcontainer`."""

_EID = re.compile(r"[A-Za-z]+(?:_[^_\s]+)?(?:__[A-Za-z]+(?:_[^_\s]+)?)*")
_COMPONENT = re.compile(r"^cmpnts__cmp_[^_]+__(?=.)")
_LOWEST = 9
_KIND, _SOURCE = f"{{{OWN}}}kind", f"{{{OWN}}}source"
_CREDIT = re.compile(r"credit|note|history", re.IGNORECASE)


def recognises(data: bytes, name: str) -> bool:
    """Is `data` Akoma Ntoso?"""
    return xml.first_tag(data)[0] == "akomaNtoso"


def read(data: bytes, law: Law) -> Document:
    """The law in `data`. Raises UnsafeFileError, NoTextError, or ReadError where the file is no Akoma Ntoso."""
    root = xml.parse(data, law)
    if root.tag.rpartition("}")[2] != "akomaNtoso":
        raise ReadError(
            f"the root element is {root.tag}, not akomaNtoso", where=law.file, do="Name the file's true format"
        )
    return _Reader(law).document(root)


class _Reader(markup.TreeReader):
    vocabulary = markup.Vocabulary(
        kinds={name: name for name in KINDS}
        | {"hcontainer": "hcontainer", "item": "item", "attachment": "hcontainer"},
        roles={
            Role.WORDS: (
                "p", "content", "intro", "block", "formula", "recital", "citation", "longTitle", "container", "tblock",
                "listIntroduction", "blockContainer", "tr", "caption", "li", "ul", "ol", "div", "signature", "tocItem",
            ),
            Role.CLOSING: ("wrapUp", "listWrapUp", "listConclusion"),
            Role.CELL: ("td", "th"),
            Role.BREAK: ("br", "eol"),
            Role.NUMBER: ("num",),
            Role.HEADING: ("heading", "subheading"),
            Role.GROUP: ("crossHeading", "crossheading"),
            Role.INSIDE: (
                "act", "bill", "doc", "statement", "portion", "documentCollection", "amendment", "amendmentList",
                "officialGazette", "judgment", "debate", "debateReport", "body", "mainBody", "portionBody",
                "amendmentBody", "collectionBody", "components", "component", "attachments", "judgmentBody",
                "blockList",
            ),
            Role.QUOTE: ("quotedStructure", "embeddedStructure"),
            Role.TABLE: ("table",),
            Role.NOTE: ("authorialNote", "note", "editorialNote"),
            Role.MARK: ("noteRef",),
            Role.PREAMBLE: ("coverPage", "preface", "preamble"),
            Role.SIGNATURE: ("conclusions",),
            Role.FURNITURE: ("toc",),
            Role.DELETED: ("del",),
            Role.SKIP: ("meta",),
        },
        apart=frozenset(("attachment",)),
    )  # fmt: skip

    drops_empty = False
    quotes_words = False

    def label_for(self, node: Element, kind: str) -> Label:
        """`write` marks the numbers that would not survive being taken apart."""
        number = node[0] if len(node) else None
        if number is not None and number.get(EXACT):
            return Label("", words(number.text or ""), "", 0)
        return super().label_for(node, kind)

    def kind_of(self, node: Element, kind: str) -> str:
        return node.get(_KIND, kind) if kind == "hcontainer" else kind

    def source_of(self, node: Element) -> str:
        return node.get(_SOURCE) or super().source_of(node)

    def given_eid(self, node: Element) -> str:
        """A document inside a collection drops the prefix of its component where that leaves its eids unique."""
        eid = node.get("eId", "")
        if not _EID.fullmatch(eid):
            return ""
        short = _COMPONENT.sub("", eid)
        return short if short not in self._places else eid

    def group(self, node: Element) -> tuple[int, str, str]:
        return _LOWEST, "hcontainer", ""

    def say_words(self, node: Element, draft: Draft) -> None:
        """An article of several unnumbered blocks has them as paragraphs; other clauses keep their blocks as lines."""
        if draft.kind == "article" and len(node) > 1 and sum(map(_speaks, node)) > 1:
            self._say_paragraphs(node, draft)
        else:
            super().say_words(node, draft)

    def _say_paragraphs(self, content: Element, article: Draft) -> None:
        paragraph: Draft | None = None
        for block in content:
            if paragraph is None or _speaks(block):
                if paragraph is not None:
                    self._add(article, self._done(paragraph))
                paragraph = self._begin(block, "paragraph", "", article)
            role = self.role_of(block)
            if role is Role.WORDS:
                super().say_words(block, paragraph)
            else:
                self._take(role, block, paragraph)
        if paragraph is not None:
            self._add(article, self._done(paragraph))

    def _add(self, draft: Draft, clause: Clause) -> None:
        """A quotation between provisions was wrapped by `write`, for the schema has no place for it there."""
        for child in clause.children if clause.kind == "mod" else (clause,):
            super()._add(draft, child)

    def _pour_child(self, role: Role, kind: str, child: Element, buffer: list[str], draft: Draft) -> None:
        if role is Role.WORDS and _CREDIT.search(child.get("name", "")) and not draft.flat:
            self._set_aside(Role.NOTE, child, draft)
        else:
            super()._pour_child(role, kind, child, buffer, draft)

    def _set_aside(self, role: Role, child: Element, draft: Draft) -> None:
        if role is Role.SKIP:
            for note in child.iter("{*}note"):
                text = self.prose(note, "")
                self.notes.append(Note(text, note.get("placementBase", "").lstrip("#"), self.source_of(note)))
        else:
            super()._set_aside(role, child, draft)


def _speaks(block: Element) -> bool:
    """Does `block` say words of its own, beside provisions that it quotes?"""
    if block.tag.rpartition("}")[2] not in ("p", "block"):
        return False
    mods = [child for child in block if child.tag.rpartition("}")[2] == "mod"]
    if len(mods) < len(block) or (block.text or "").strip():
        return True
    return any(
        (mod.text or "").strip() or any(not below.tag.endswith("}quotedStructure") for below in mod) for mod in mods
    )
