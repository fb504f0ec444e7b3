"""Each fault of a reading lowers its grade and says why."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from analysis.model import Clause, Document, Law, Quality
from analysis.read.quality import graded

LAW = Law("/akn/xx/act/2020/x", "XX", "Law", "Law", "other", "es", Path("law.txt"))


def article(number: int | str, text: str = "Texto.", heading: str = "") -> Clause:
    return Clause(f"art_{number}", "article", str(number), heading, text)


def chapter(number: int, *children: Clause) -> Clause:
    return Clause(f"chp_{number}", "chapter", str(number), "", "", "", children)


def document(
    *clauses: Clause, coverage: float = 1.0, warnings: tuple[str, ...] = (), law: Law = LAW, preamble: str = ""
) -> Document:
    return Document(
        law, clauses, preamble=preamble, quality=Quality("F", ("not graded",), 0, coverage), warnings=warnings
    )


TEN = [article(n) for n in range(1, 11)]


def test_a_clean_reading() -> None:
    assert graded(document(*TEN)).quality == Quality("A", ("no fault found",), 10, 1.0)


@pytest.mark.parametrize(
    ("read", "grade", "reason"),
    [
        (document(), "F", "no article"),
        (document(*TEN, coverage=0.97), "B", "97.0% of"),
        (document(*TEN, coverage=0.5), "E", "50.0% of"),
        (document(*TEN[:5], *TEN[7:]), "B", "2 numbers are missing: 6, 7"),
        (document(*TEN[:2], *TEN[5:], *TEN[3:5]), "D", "run backwards 1 times, first at 4"),
        (document(*TEN[:5], *TEN[4:]), "D", "1 numbers come twice, first 5"),
        (document(*TEN[:9], article(10, "")), "B", "1 articles have no text: 10"),
        (document(*TEN, warnings=("art_5 stands twice: at l. 1 and at l. 9",)), "C", "1 provisions share"),
        (document(*TEN, warnings=("title_I stands twice: at l. 1 and at l. 9",)), "A", "1 provisions share"),
        (document(*TEN, warnings=("transitional_1__art_1 stands twice: at l. 1 and at l. 9",)), "A", "no fault"),
        (document(*TEN, preamble="x" * 30_000), "B", "before the first article"),
        (document(*[article(n) for n in range(1, 30)], article(30, "x" * 40_000)), "C", "more than half"),
        (
            document(*[chapter(n) for n in range(1, 9)], chapter(9, *[article(n) for n in range(1, 30)])),
            "E",
            "8 of 9 titles",
        ),
        (document(*[article(n) for n in (1, 2, 3, 90, 91, 92)]), "A", "jump 1 times, first from 3 to 90"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_faults(read: Document, grade: str, reason: str) -> None:
    quality = graded(read).quality
    assert any(reason in told for told in quality.reasons), quality.reasons
    assert quality.grade == grade, quality


def test_repealed_articles_are_no_fault() -> None:
    assert graded(document(*TEN, article(11, "", "[Repealed, 2018]"))).quality.grade == "A"


def test_an_excerpt_may_have_gaps_and_one_full_heading() -> None:
    excerpt = replace(LAW, text="excerpt")
    clauses = [
        chapter(1, article(1)),
        chapter(2, *[article(n) for n in range(5, 30)]),
        chapter(3, article(40)),
        chapter(4, article(44)),
    ]
    assert graded(document(*clauses, law=excerpt)).quality.grade == "A"


def test_quoted_and_transitional_articles_have_numbers_of_their_own() -> None:
    quoted = Clause(
        "art_10__qstr_1", "quotedStructure", children=(Clause("art_10__qstr_1__art_3", "article", "3", "", "Texto."),)
    )
    last = replace(TEN[9], children=(quoted,))
    transitional = Clause(
        "transitional_1", "transitional", children=(Clause("transitional_1__art_1", "article", "1", "", "Rige."),)
    )
    assert graded(document(*TEN[:9], last, transitional)).quality == Quality("A", ("no fault found",), 10, 1.0)


def test_spanish_secciones_are_no_units() -> None:
    section = Clause("sec_1", "section", "1", "", "", "", tuple(TEN))
    assert graded(document(section)).quality.articles == 10
