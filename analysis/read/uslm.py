"""United States Legislative Markup, versions 1 and 2: titles of the US Code, public laws, bills, statute compilations.

The elements are those of the schemas of the Government Publishing Office (github.com/usgpo/uslm).
"""

from __future__ import annotations

from analysis.errors import ReadError
from analysis.model import Document, Law
from analysis.read import markup, xml
from analysis.read.markup import Draft, Role
from analysis.read.xml import Element

FORMAT = "uslm"

_NAMESPACES = ("http://schemas.gpo.gov/xml/uslm", "http://xml.house.gov/schemas/uslm/1.0")
_NOTE_GROUPS = ("notes", "statutoryNotes", "editorialNotes", "legislativeHistory", "endnotes")
_LOWEST = 9


def recognises(data: bytes, name: str) -> bool:
    """Is `data` USLM of either version?"""
    return any(namespace in xml.first_tag(data)[1] for namespace in _NAMESPACES)


def read(data: bytes, law: Law) -> Document:
    """The law in `data`. Raises UnsafeFileError, NoTextError, or ReadError where the file is no USLM."""
    root = xml.parse(data, law)
    if not root.tag.startswith(tuple(f"{{{namespace}" for namespace in _NAMESPACES)):
        raise ReadError(f"the root element {root.tag} is not of USLM", where=law.file, do="Name the file's true format")
    return _Reader(law).document(root)


class _Reader(markup.TreeReader):
    vocabulary = markup.Vocabulary(
        kinds={
            name: name
            for name in (
                "title", "subtitle", "chapter", "subchapter", "part", "subpart", "division", "subdivision", "article",
                "section", "subsection", "paragraph", "subparagraph", "clause", "subclause", "item", "subitem",
                "level",
            )
        }
        | {"subsubitem": "subitem", "subarticle": "hcontainer", "courtRule": "rule"}
        | dict.fromkeys(
            (
                "appendix", "schedule", "courtRules", "reorganizationPlans", "reorganizationPlan", "compiledAct",
                "preliminary",
            ),
            "hcontainer",
        ),
        roles={
            Role.WORDS: (
                "content", "text", "chapeau", "p", "list", "listItem", "listContent", "block", "layout", "header",
                "row", "tr", "caption", "headingItem", "referenceItem", "groupItem", "docTitle", "officialTitle",
                "actionDescription", "name",
            ),
            Role.CLOSING: ("continuation",),
            Role.CELL: ("td", "th", "column", "designator", "label", "target"),
            Role.BREAK: ("br",),
            Role.REFERENCE: ("ref",),
            Role.NUMBER: ("num",),
            Role.HEADING: ("heading", "subheading"),
            Role.GROUP: ("crossHeading", "crossheading"),
            Role.INSIDE: ("main", "body", "collection", "component", "components"),
            Role.QUOTE: ("quotedContent",),
            Role.TABLE: ("table",),
            Role.NOTE: (
                "note", "sourceCredit", "footnote", "endnote", "sidenote", "marginalNote", "editorialContent",
                *_NOTE_GROUPS,
            ),
            Role.PREAMBLE: (
                "preface", "longTitle", "enactingFormula", "resolvingClause", "preamble", "recital", "recitals",
            ),
            Role.SIGNATURE: ("signatures", "action", "attestation"),
            Role.FURNITURE: ("toc", "page", "endMarker"),
            Role.DELETED: ("del",),
            Role.SKIP: ("meta",),
        },
        apart=frozenset(("appendix", "schedule", "courtRules", "reorganizationPlan", "compiledAct")),
    )  # fmt: skip

    def role_of(self, node: Element) -> Role:
        role = super().role_of(node)
        if role is Role.REFERENCE:
            return Role.MARK if node.get("class") == "footnoteRef" else Role.INLINE
        return role

    def group(self, node: Element) -> tuple[int, str, str]:
        return _LOWEST, "hcontainer", ""

    def _set_aside(self, role: Role, child: Element, draft: Draft) -> None:
        """Each note of a group is a note of its own."""
        if child.tag.rpartition("}")[2] in _NOTE_GROUPS:
            for note in child:
                self._set_aside(Role.NOTE, note, draft)
        else:
            super()._set_aside(role, child, draft)
