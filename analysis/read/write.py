"""Document -> Akoma Ntoso 3.0, valid against the strict schema of OASIS; `akn.read` gives the same clauses back.

What the standard has no place for (page or line of a clause, kinds such as `item` below a subclause, the form of the
text) stands in attributes and elements of the namespace :data:`analysis.read.akn.OWN`, which the schema allows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import cast

from lxml import etree

from analysis.errors import NoTextError
from analysis.model import LANGUAGES, Clause, Document, Law, Note
from analysis.read.akn import EXACT, KINDS, OWN
from analysis.read.xml import Element, label

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"

_PREFIXES: dict[str | None, str] = {None: NAMESPACE, "homologa": OWN}
_AUTHOR = "#homologa"
_EARLIEST = "0001-01-01"
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_ILLEGAL = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""XML 1.0, 2.2: characters that no document may hold."""


def akn_xml(document: Document) -> bytes:
    """`document` as an Akoma Ntoso 3.0 file in UTF-8; equal documents give equal bytes.

    A line feed in a text becomes `<br/>`; a character that XML forbids becomes U+FFFD. Raises NoTextError for a
    document without clauses, which the schema has no form for.
    """
    if not document.clauses:
        raise NoTextError("there is no clause to write", where=document.law.file, do="Check how the law was read")
    law = document.law
    root = etree.Element(_name("akomaNtoso"), nsmap=cast(dict[str, str], _PREFIXES))
    act = _under(root, "bill" if law.status == "bill" else "act", name=law.kind)
    _write_meta(act, document)
    if document.preamble:
        _say(_under(act, "preamble"), document.preamble)
    body = _under(act, "body")
    for clause in document.clauses:
        _write_child(body, clause)
    if document.signatures:
        _say(_under(act, "conclusions"), document.signatures)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


# ---- clauses -------------------------------------------------------------------------------------------------------


def _write_child(parent: Element, clause: Clause) -> None:
    """A quotation has no place of its own among provisions: it is wrapped there as a modification (`mod`)."""
    if clause.kind == "quotedStructure":
        wrapper = _under(parent, "hcontainer", name="mod", eId=f"{clause.eid}__mod")
        wrapper.set(_own("kind"), "mod")
        _write_quotation(_under(wrapper, "content"), clause)
    else:
        _write_clause(_element(parent, clause), clause)


def _element(parent: Element, clause: Clause) -> Element:
    if clause.kind in KINDS:
        return _under(parent, clause.kind, eId=clause.eid)
    element = _under(parent, "hcontainer", name=clause.kind, eId=clause.eid)
    if clause.kind != "hcontainer":
        element.set(_own("kind"), clause.kind)
    return element


def _write_quotation(content: Element, clause: Clause) -> None:
    """Akoma Ntoso 3.0: provisions quoted in an amendment stand in `mod/quotedStructure`."""
    quoted = _under(_under(_under(content, "p"), "mod"), "quotedStructure", eId=clause.eid)
    _write_face(quoted, clause)
    if clause.text:
        _say(quoted, clause.text)
    _write_children(quoted, clause.children)
    if not len(quoted):
        _under(quoted, "p")


def _write_clause(element: Element, clause: Clause) -> None:
    _write_face(element, clause)
    children = clause.children
    if all(child.kind == "quotedStructure" for child in children):
        if clause.text or children:
            content = _under(element, "content")
            if clause.text:
                _say(content, clause.text)
            for child in children:
                _write_quotation(content, child)
        return
    if clause.text:
        _say(_under(element, "intro"), clause.text)
    _write_children(element, children)


def _write_face(element: Element, clause: Clause) -> None:
    if clause.source:
        element.set(_own("source"), _legal(clause.source))
    if clause.number:
        number = _under(element, "num")
        _words(number, clause.number)
        if label(clause.number, clause.kind).number != clause.number:
            number.set(EXACT, "true")
    if clause.heading:
        _words(_under(element, "heading"), clause.heading)


def _write_children(element: Element, children: Sequence[Clause]) -> None:
    closing = children[-1] if children and _closes(children[-1]) else None
    for child in children[:-1] if closing else children:
        _write_child(element, child)
    if closing:
        wrap_up = _under(element, "wrapUp", eId=closing.eid)
        if closing.source:
            wrap_up.set(_own("source"), _legal(closing.source))
        _say(wrap_up, closing.text)


def _closes(clause: Clause) -> bool:
    """Can `clause` be written as the `wrapUp` that ends its parent?"""
    return clause.kind == "wrapUp" and bool(clause.text) and not (clause.number or clause.heading or clause.children)


# ---- metadata ------------------------------------------------------------------------------------------------------


def _write_meta(act: Element, document: Document) -> None:
    meta = _under(act, "meta")
    _write_identification(meta, document.law)
    references = _under(meta, "references", source=_AUTHOR)
    _under(references, "TLCOrganization", eId="homologa", href="/ontology/organization/homologa", showAs="Homologa")
    country = document.law.country.lower() or "un"
    _under(
        references,
        "TLCOrganization",
        eId="legislature",
        href=f"/ontology/organization/{country}/legislature",
        showAs="Legislature",
    )
    if document.notes:
        _write_notes(meta, document.notes)
    _write_proprietary(meta, document.law)


def _write_identification(meta: Element, law: Law) -> None:
    """FRBR work, expression and manifestation (Akoma Ntoso Naming Convention 1.0, 4)."""
    identification = _under(meta, "identification", source=_AUTHOR)
    parts = law.work.strip("/").split("/")
    enacted = next((day for part in parts[2:] if (day := _day(part))), _EARLIEST)
    version = law.version.isoformat() if law.version else enacted
    subtype = parts[3] if len(parts) > 3 and not _day(parts[3]) else ""

    work = _level(identification, "FRBRWork", law.work, enacted, "#legislature", title=law.title)
    _under(work, "FRBRcountry", value=law.country.lower() or "un")
    if subtype:
        _under(work, "FRBRsubtype", value=_legal(subtype))
    _under(work, "FRBRnumber", value=_legal(parts[-1]))
    _under(work, "FRBRname", value=_legal(law.short or law.title))
    _under(work, "FRBRprescriptive", value="true")
    _under(work, "FRBRauthoritative", value=str(law.text == "official").lower())

    expression = _level(
        identification, "FRBRExpression", law.expression, version, _AUTHOR if law.text == "digest" else "#legislature"
    )
    _under(expression, "FRBRlanguage", language=LANGUAGES.get(law.language, law.language))

    manifestation = _level(identification, "FRBRManifestation", law.expression, version, _AUTHOR, ending=".akn")
    _under(manifestation, "FRBRformat", value="application/akn+xml")


def _level(
    parent: Element, name: str, uri: str, day: str, author: str, *, title: str = "", ending: str = ""
) -> Element:
    level = _under(parent, name)
    _under(level, "FRBRthis", value=_legal(f"{uri}/!main{ending}"))
    _under(level, "FRBRuri", value=_legal(f"{uri}{ending}"))
    if title:
        _under(level, "FRBRalias", value=_legal(title), name="title")
    _under(level, "FRBRdate", date=day, name="Generation")
    _under(level, "FRBRauthor", href=author)
    return level


def _day(part: str) -> str:
    """`part` of a work URI as a day, if it is a date; the schema wants a full one, so what is open is the first."""
    found = _DATE.fullmatch(part)
    return f"{found[1]}-{found[2] or '01'}-{found[3] or '01'}" if found else ""


def _write_notes(meta: Element, notes: Iterable[Note]) -> None:
    element = _under(meta, "notes", source=_AUTHOR)
    for count, note in enumerate(notes, 1):
        written = _under(element, "note", eId=f"notes__note_{count}")
        if note.eid:
            written.set("placementBase", _legal(f"#{note.eid}"))
        if note.source:
            written.set(_own("source"), _legal(note.source))
        _say(written, note.text)


def _write_proprietary(meta: Element, law: Law) -> None:
    """What a manifest says of a law: above all, whether this is its text or a digest, and what that covers."""
    proprietary = _under(meta, "proprietary", source=_AUTHOR)
    about = etree.SubElement(proprietary, _own("law"))
    days = {"in-force-from": law.in_force_from, "in-force-until": law.in_force_until}
    said = {"text": law.text, "kind": law.kind, "status": law.status, "level": law.level}
    said |= {name: day.isoformat() for name, day in days.items() if day}
    for name, value in said.items():
        about.set(name, _legal(value))
    for requirement in law.covers:
        etree.SubElement(about, _own("covers"), requirement=_legal(requirement))
    for source in law.sources:
        etree.SubElement(about, _own("source"), href=_legal(source))


# ---- elements ------------------------------------------------------------------------------------------------------


def _name(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"


def _own(tag: str) -> str:
    return f"{{{OWN}}}{tag}"


def _under(parent: Element, tag: str, **attributes: str) -> Element:
    return etree.SubElement(parent, _name(tag), attributes)


def _say(parent: Element, text: str) -> None:
    _words(_under(parent, "p"), text)


def _words(element: Element, text: str) -> None:
    first, *others = _legal(text).split("\n")
    element.text = first
    for line in others:
        _under(element, "br").tail = line


def _legal(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", text)
