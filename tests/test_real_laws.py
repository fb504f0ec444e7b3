"""Whole real laws, each read as a user would read its file: two forms of one law agree, and a broken file is not passed over in silence."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import pytest

from analysis import unlisted
from analysis.model import BASIC_UNITS, Document
from bench import LAWS

pytestmark = pytest.mark.skipif(not LAWS.is_dir(), reason=f"the real laws are not here: {LAWS}")

MEXICAN = ("lgpsedmtp", "lmigra", "lfcdo", "lgdnna", "lgv", "cpf")


@cache
def _document(name: str) -> Document:
    return unlisted.document(LAWS / name)


def _articles(document: Document) -> dict[str, Counter[str]]:
    """The law's own articles by eid, each with how often it has each word; a hyphen at the end of a line parts none."""
    return {
        clause.eid: Counter(clause.full_text.replace("- ", "-").split())
        for clause in document.walk()
        if clause.kind == "article" and clause.eid.startswith("art_")
    }


@pytest.mark.parametrize("name", MEXICAN)
def test_a_pdf_and_its_text_give_the_same_articles(name: str) -> None:
    pdf, text = (_articles(_document(f"mx/{name}{end}")) for end in (".pdf", "_extracted.txt"))
    assert list(pdf) == list(text)
    assert [eid for eid in pdf if pdf[eid] - text[eid]] == []
    more = [(text[eid] - pdf[eid])["Nota:"] for eid in pdf if text[eid] - pdf[eid]]
    assert more == [1] * len(more), "only an editor's remark, which a PDF sets in small type, is more in the plain text"


@pytest.mark.parametrize("name", MEXICAN)
def test_every_character_of_a_pdf_lands_in_a_law_of_good_grade(name: str) -> None:
    quality = _document(f"mx/{name}.pdf").quality
    assert (quality.grade, quality.coverage >= 0.995) == ("A", True)


@pytest.mark.parametrize("name", MEXICAN)
def test_a_broken_conversion_gets_a_bad_grade(name: str) -> None:
    quality = _document(f"mx/mx-fed-{name}-v2.xml").quality
    assert quality.grade in "EF"
    assert len(quality.reasons) > 1


@pytest.mark.parametrize("title", ["08", "18", "22"])
def test_each_section_of_the_united_states_code_comes_once_as_printed(title: str) -> None:
    name = f"us/usc-title-{title}_2023.md"
    printed = re.findall(r"^#+ §\s*(\S+?)\.?\s", (LAWS / name).read_text(encoding="utf-8"), re.MULTILINE)
    units = [c for c in _document(name).walk() if c.kind in BASIC_UNITS and c.eid.count("__") == 0 and c.number]
    assert [unit.number for unit in units] == printed
    assert all(unit.heading for unit in units)
