"""Laws as Justice Canada publishes them: consolidated statutes and regulations (LIMS), annual statutes and bills.

The elements are those of the department's XML schema for legislation and of its older Bill Exchange DTD.
"""

from __future__ import annotations

from dataclasses import replace

from analysis.errors import ReadError
from analysis.model import Document, Law, Note
from analysis.read import markup, xml
from analysis.read.markup import Draft, Role
from analysis.read.xml import Element, words

FORMAT = "lims"

_ROOTS = ("Statute", "Regulation", "Bill")
_GROUP_KINDS = {
    "part": "part", "partie": "part", "division": "division", "section": "division", "subdivision": "subdivision",
    "sous-section": "subdivision", "chapter": "chapter", "chapitre": "chapter", "title": "title", "titre": "title",
    "book": "book", "livre": "book",
}  # fmt: skip
_LAST_AMENDED = "{http://justice.gc.ca/lims}lastAmendedDate"
_DEFINED = ("DefinedTermEn", "DefinedTermFr")


def recognises(data: bytes, name: str) -> bool:
    """Is `data` a Statute, Regulation or Bill of Justice Canada?"""
    root, attributes = xml.first_tag(data)
    return root in _ROOTS and ("justice.gc.ca" in attributes or "xmlns=" not in attributes)


def read(data: bytes, law: Law) -> Document:
    """The law in `data`. Raises UnsafeFileError, NoTextError, or ReadError where the file is no such XML."""
    root = xml.parse(data, law)
    if root.tag not in _ROOTS:
        raise ReadError(
            f"the root element is {root.tag}, not {', '.join(_ROOTS)}", where=law.file, do="Name the file's true format"
        )
    return _dated(_Reader(law).document(root), root)


def _dated(found: Document, root: Element) -> Document:
    """With a note of the day of the last amendment, which a consolidation of Justice Canada names in an attribute of its root."""
    amended = root.get(_LAST_AMENDED)
    return replace(found, notes=(Note(f"Last amended on {amended}", source="l. 1"), *found.notes)) if amended else found


class _Reader(markup.TreeReader):
    vocabulary = markup.Vocabulary(
        kinds={
            "Section": "section", "Subsection": "subsection", "Paragraph": "paragraph", "Subparagraph": "subparagraph",
            "Clause": "clause", "Subclause": "subclause", "Subsubclause": "item", "Definition": "point",
            "Item": "item", "FormulaDefinition": "point", "FormulaParagraph": "paragraph",
            "FormulaSubparagraph": "subparagraph", "Provision": "point", "Schedule": "hcontainer",
            "FormGroup": "hcontainer", "Group": "hcontainer", "TableGroup": "hcontainer",
        },
        roles={
            Role.WORDS: (
                "Text", "Formula", "FormulaConnector", "OriginatingRef", "Oath", "SignatureBlock", "SignatureLine",
                "SignatureName", "SignatureTitle", "CenteredText", "HistoricalNoteSubItem", "title", "row",
                "AlternateText",
            ),
            Role.CLOSING: (
                "ContinuedSectionSubsection", "ContinuedParagraph", "ContinuedSubparagraph", "ContinuedClause",
                "ContinuedSubclause", "ContinuedDefinition", "ContinuedFormulaParagraph",
            ),
            Role.CELL: ("entry", "AmendmentCitation", "AmendmentDate", "Repealed"),
            Role.BREAK: ("LineBreak", "PageBreak"),
            Role.NUMBER: ("Label", "FormulaTerm"),
            Role.HEADING: ("MarginalNote", "TitleText", "Caption"),
            Role.FACE: ("ScheduleFormHeading", "GroupHeading"),
            Role.GROUP: ("Heading",),
            Role.INSIDE: (
                "Body", "SectionPiece", "BillPiece", "RegulationPiece", "RelatedOrNotInForce", "DocumentInternal",
                "FormulaGroup", "List", "RecentAmendments", "Introduction", "AmendedContent",
            ),
            Role.QUOTE: ("AmendedText", "ReadAsText"),
            Role.TABLE: ("table",),
            Role.NOTE: ("HistoricalNote", "Footnote", "Amendment", "Summary", "Recommendation", "Note"),
            Role.MARK: ("FootnoteRef",),
            Role.PREAMBLE: ("Preamble", "Enacts", "Order"),
            Role.FURNITURE: ("Identification",),
        },
        apart=frozenset(("Schedule", "FormGroup")),
    )  # fmt: skip

    def kind_of(self, node: Element, kind: str) -> str:
        """A provision of a schedule or form is an item of a list where it has a label, else a paragraph."""
        if node.tag == "Provision":
            return "point" if any(child.tag == "Label" for child in node) else "paragraph"
        return kind

    def group(self, node: Element) -> tuple[int, str, str]:
        printed = self.label_of(node)
        word = printed.partition(" ")[0].lower()
        level = node.get("level", "1")
        return int(level) if level.isdecimal() else 1, _GROUP_KINDS.get(word, "hcontainer"), printed

    def fill_group(self, node: Element, group: Draft) -> None:
        """The title becomes the heading; a marginal note beside it says where the amended law stands."""
        for child in node:
            if child.tag == "TitleText":
                group.heading.append(self.line(child, group))
            elif child.tag == "Label":
                self._marks_of(child, group)
            else:
                self._set_aside(Role.NOTE, child, group)

    def finish(self, node: Element, draft: Draft) -> None:
        """A definition is headed by the term it defines, in one language or both."""
        if node.tag == "Definition":
            if draft.heading:
                draft.heading[:] = ["; ".join(draft.heading)]
            elif (term := next(node.iter(*_DEFINED), None)) is not None:
                draft.heading.append(self.line(term, draft))
                self._beside -= len(draft.heading[0].replace(" ", ""))
        elif node.tag == "Schedule" and node.get("id") == "NifProvs":
            self.warnings.append(f"{draft.eid} holds amendments that are not in force")

    def _set_aside(self, role: Role, child: Element, draft: Draft) -> None:
        if child.tag == "Identification":
            for part in child:
                if part.tag == "LongTitle":
                    super()._set_aside(Role.PREAMBLE, part, draft)
                elif text := words(" ".join(map(str, part.itertext()))):
                    self.furniture.append(text)
        else:
            super()._set_aside(role, child, draft)
