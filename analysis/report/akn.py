"""A report as an Akoma Ntoso 3.0 collection: each cited law with its cited articles, and what is said of their words as
`otherAnalysis` that refers to requirements and to the laws' own eIds.

Of an article all is given, so that each quote stands at its offsets; of a law only the cited articles and what stands
above them. Answers without words (`absent`, `unknown`) stand in the collection's own metadata.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from lxml import etree

from analysis.compare import RequirementCard
from analysis.errors import HomologaError
from analysis.model import BASIC_UNITS, Clause, Document, Evidence, Finding, Law, Report
from analysis.report.words import Words, printable

Cited = Sequence[tuple[Finding, Evidence]]


def write(report: Report, cards: Iterable[RequirementCard], language: str) -> bytes:
    """The collection in UTF-8, valid against the strict schema; the same bytes for the same snapshot."""
    from analysis.read.akn import OWN
    from analysis.read.write import NAMESPACE

    words = Words(report, cards, language)
    build = _Builder(NAMESPACE, OWN)
    root = build.root(_frame(words))
    collection = etree.SubElement(root, build.akn("documentCollection"), name="report")
    meta = build.meta(_frame(words), words, [(finding, None) for finding in report.findings])
    taken = etree.SubElement(meta.find(build.akn("proprietary")), build.own("snapshot"), id=report.snapshot.id)
    for name in ("as_of", "corpus", "annotations", "standards", "program"):
        taken.set(name, str(getattr(report.snapshot, name)))
    collection.append(meta)
    body = etree.SubElement(collection, build.akn("collectionBody"))
    for count, (law, cited) in enumerate(_by_law(report), 1):
        component = etree.SubElement(body, build.akn("component"), eId=f"component_{count}")
        component.append(_renamed(build.law(law, words, cited), f"component_{count}__"))
    if not len(body):
        component = etree.SubElement(body, build.akn("component"), eId="component_1")
        etree.SubElement(component, build.akn("documentRef"), eId="component_1__ref", href="#homologa", showAs="–")
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _by_law(report: Report) -> Iterator[tuple[Law, Cited]]:
    cited: dict[str, list[tuple[Finding, Evidence]]] = defaultdict(list)
    for finding in report.findings:
        for item in finding.evidence:
            cited[item.law].append((finding, item))
    yield from ((law, cited[law.expression]) for law in report.laws if law.expression in cited)


def _frame(words: Words) -> Document:
    """The report itself as a document without words of its own, for its identification."""
    taken = words.report.snapshot
    law = Law(
        f"/akn/un/doc/{taken.as_of.isoformat()}/{taken.id}", "UN", words.title, words.title, "other", words.language, Path(),
        text="official", version=taken.as_of,
    )  # fmt: skip
    return Document(law, (Clause("hcontainer_1", "hcontainer", text=taken.id),))


def _read(law: Law) -> tuple[Clause, ...]:
    """The law's clauses; none where its file is gone or can no longer be read."""
    from analysis.read import read

    try:
        return read(law).clauses
    except HomologaError:
        return ()


def _pruned(clauses: Iterable[Clause], wanted: set[str]) -> Iterator[Clause]:
    """The articles, and clauses outside of articles, that hold a wanted eid, below what stands above them."""
    for clause in clauses:
        if clause.kind in BASIC_UNITS:
            if any(each.eid in wanted for each in clause.walk()):
                yield clause
            continue
        children = tuple(_pruned(clause.children, wanted))
        if children or clause.eid in wanted:
            yield replace(clause, children=children)


def _renamed(act: Any, prefix: str) -> Any:
    """The act with `prefix` before each of its own eIds and before what refers to them: in a collection every eId is one."""
    own = {element.get("eId") for element in act.iter() if element.get("eId")}
    for element in act.iter():
        for name, value in element.attrib.items():
            if name == "eId":
                element.set(name, prefix + value)
            elif value[1:] in own and value.startswith("#"):
                element.set(name, f"#{prefix}{value[1:]}")
    return act


class _Builder:
    """Makes elements; the names of namespaces come from where laws are written."""

    def __init__(self, namespace: str, own: str) -> None:
        self._akn, self._own = namespace, own

    def akn(self, tag: str) -> str:
        return f"{{{self._akn}}}{tag}"

    def own(self, tag: str) -> str:
        return f"{{{self._own}}}{tag}"

    def root(self, frame: Document) -> Any:
        root = self._whole(frame)
        for child in list(root):
            root.remove(child)
        return root

    def law(self, law: Law, words: Words, cited: Cited) -> Any:
        """An act of the cited articles, with what is said of them."""
        clauses = tuple(_pruned(_read(law), {item.eid for _, item in cited}))
        if not clauses:
            eids = dict.fromkeys(item.eid for _, item in cited)
            clauses = tuple(Clause(eid, "hcontainer", text=words.text["unreadable"]) for eid in eids)
        document = Document(law, clauses)
        act = self._whole(document)[0]
        act.replace(act[0], self.meta(document, words, cited))
        return act

    def meta(self, document: Document, words: Words, said: Iterable[tuple[Finding, Evidence | None]]) -> Any:
        """The metadata of a document, with `analysis` and `references` at the places that the schema gives them."""
        meta = copy.deepcopy(self._whole(document)[0][0])
        said = list(said)
        references = meta.find(self.akn("references"))
        for name in dict.fromkeys(finding.requirement for finding, item in said if item is None):
            etree.SubElement(
                references, self.akn("TLCConcept"), eId=name, href=f"/ontology/concept/requirement/{name}",
                showAs=printable(words.numbered(name)),
            )  # fmt: skip
        if said:
            analysis = etree.Element(self.akn("analysis"), source="#homologa")
            other = etree.SubElement(analysis, self.akn("otherAnalysis"), source="#homologa")
            for finding, item in said:
                self._annotation(other, finding, item, words)
            references.addprevious(analysis)
        return meta

    def _annotation(self, parent: Any, finding: Finding, item: Evidence | None, words: Words) -> None:
        element = etree.SubElement(
            parent, self.own("finding"), refersTo=f"#{finding.requirement}", country=finding.country, status=finding.status,
            divergence=str(finding.divergence).lower(), confidence=finding.confidence, showAs=printable(words.verdict(finding)),
        )  # fmt: skip
        if item is not None:
            element.set("href", f"#{item.eid}")
            element.set("start", str(item.start))
            element.set("end", str(item.end))
            element.text = printable(item.quote)
        for name in finding.missing if item is None else ():
            etree.SubElement(element, self.own("missing"), concept=name)

    def _whole(self, document: Document) -> Any:
        from analysis.read.write import akn_xml

        return etree.fromstring(akn_xml(document))
