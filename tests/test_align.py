"""Clauses find their counterparts by what they say; numbers, units and negations are told apart from wording."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.align import align
from analysis.align.glossary import load
from analysis.align.redline import diff
from analysis.errors import ManifestError, ReadError
from analysis.model import Clause, Law, Quality
from analysis.provisions import Tagged
from bench import LAWS
from tests import alignments

REAL = pytest.mark.skipif(not LAWS.is_dir(), reason=f"the real laws are not here: {LAWS}")


def _law(*texts: str, language: str = "es", name: str = "a") -> Tagged:
    clauses = tuple(Clause(f"art_{at}", "article", f"{at}", text=text) for at, text in enumerate(texts, 1))
    law = Law(f"/akn/xx/act/{name}", "XX", name, name, "other", language, Path(f"{name}.txt"))
    return Tagged(law, clauses, (), Quality("A", (), len(clauses), 1.0))


# ---- real laws -----------------------------------------------------------------------------------------------------


@REAL
@pytest.mark.parametrize(("ours", "theirs"), [("es", "en"), ("en", "es")])
def test_treaties_in_two_languages_find_each_other(ours: str, theirs: str) -> None:
    a, b = alignments.pool(ours), alignments.pool(theirs, alignments.TREATIES[::-1])
    links = align(a, b)
    for units, count, least in ((True, 86, 0.98), (False, 440, 0.95)):
        found, all_of_them = alignments.right(links, alignments.clauses(a, units), alignments.clauses(b, units))
        assert all_of_them >= count
        assert found >= least * all_of_them


@REAL
def test_old_and_new_title_18_find_each_other() -> None:
    a, b = alignments.tagged("us/usc-title-18_older.txt"), alignments.tagged("us/usc-title-18_2023.md")
    assert alignments.right(align(a, b), alignments.clauses(a, True), alignments.clauses(b, True)) == (19, 19)


@REAL
def test_a_pdf_and_its_text_find_each_other() -> None:
    a, b = alignments.tagged("mx/lgpsedmtp.pdf"), alignments.tagged("mx/lgpsedmtp_extracted.txt")
    found, all_of_them = alignments.right(align(a, b), alignments.clauses(a, True), alignments.clauses(b, True))
    assert found == all_of_them > 100


def _changed(pattern: str, other: str | Callable[[re.Match[str]], str]) -> Callable[[str], str]:
    return lambda text: re.sub(pattern, other, text, count=1)


CHANGES = {
    ("es", "number"): _changed(r"\b[1-9]\d?\b(?!\.\d)", lambda found: str(int(found[0]) + 10)),
    ("es", "negation"): _changed(r"\b(se|será|serán|podrá|podrán|deberá|es|son)\b", r"no \1"),
    ("es", "unit"): _changed(r"\b(años|días|meses|horas)\b", lambda found: "semanas"),
    ("es", "wording"): _changed(r"(?<=\w) y (?=\w)", " o "),
    ("en", "number"): _changed(r"\b[1-9]\d?\b(?!\.\d)", lambda found: str(int(found[0]) + 10)),
    ("en", "negation"): _changed(r"\b(shall|may|is|are|was|has)\b", r"\1 not"),
    ("en", "unit"): _changed(r"\b(years|days|months|hours|year)\b", lambda found: "weeks"),
    ("en", "wording"): _changed(r"(?<=\w) and (?=\w)", " or "),
}


@REAL
@pytest.mark.timeout(120)
def test_a_changed_number_negation_conjunction_or_unit_is_reported() -> None:
    pairs = [
        (language, kind, text, made)
        for (language, kind), change in CHANGES.items()
        for text, made in [(text, change(text)) for text in alignments.texts(language)]
        if made != text
    ]
    chosen = [pair for key in CHANGES for pair in [p for p in pairs if p[:2] == key][:75]]
    assert len(chosen) >= 400
    missed = [
        (kind, text, link)
        for language, kind, text, made in chosen
        for link in align(_law(text, language=language), _law(made, language=language))
        if link.b is None or not any(reason.kind == kind and not reason.agrees for reason in link.why)
    ]
    assert missed == []


# ---- made-up laws --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "language", "kind"),
    [
        ("El culpable será castigado con prisión de 4 a 8 años", "El culpable será castigado con prisión de 14 a 18 años", "es", "number"),
        ("La víctima será castigada por el delito", "La víctima no será castigada por el delito", "es", "negation"),
        ("La multa se paga en treinta días", "La multa se paga en treinta meses", "es", "unit"),
        ("La pena es de cuatro años de prisión", "La pena es de cinco años de prisión", "es", "number"),
        ("The offender shall be liable to a fine and imprisonment", "The offender shall be liable to a fine or imprisonment", "en", "wording"),
        ("The witness may be detained without a warrant", "The witness may be detained with a warrant", "en", "negation"),
    ],
)  # fmt: skip
def test_what_sounds_alike_and_says_another_thing_is_never_alike(
    one: str, other: str, language: str, kind: str
) -> None:
    (link,) = align(_law(one, language=language), _law(other, language=language))
    assert any(reason.kind == kind and not reason.agrees for reason in link.why)
    assert link.score < 1


def test_clauses_without_counterpart_are_listed_for_both() -> None:
    a = _law("Se castiga con prisión el robo de ganado.", "El testigo prestará juramento ante el juez.")
    b = _law(
        "El testigo presta juramento ante el tribunal.", "La aduana inspecciona los buques en el puerto.", name="b"
    )
    assert [(link.a, link.b) for link in align(a, b)] == [("art_1", None), ("art_2", "art_1"), (None, "art_2")]


def test_across_languages_terms_decide() -> None:
    a = _law(
        "El tribunal podrá ordenar el decomiso del producto del delito.", "La víctima tiene derecho a un intérprete."
    )
    b = _law(
        "A victim is entitled to an interpreter.",
        "The court may order the forfeiture of proceeds of crime.",
        language="en",
    )
    assert [(link.a, link.b) for link in align(a, b)] == [("art_1", "art_2"), ("art_2", "art_1")]
    assert align(a, b)[0].why[0].kind == "term"


def test_a_law_aligned_with_itself_is_all_alike() -> None:
    law = _law("El juez ordena la detención.", "El juez ordena la detención.", "Otra cosa.")
    assert [(link.a, link.b, link.score) for link in align(law, law)] == [
        (f"art_{at}", f"art_{at}", 1.0) for at in (1, 2, 3)
    ]
    assert {row.state for row in diff(law, law)} == {"same"}


@pytest.mark.parametrize(
    ("law", "message"),
    [
        (_law(), "no clauses to align"),
        (_law("Quiconque recrute une personne est coupable.", language="fr"), "cannot be aligned"),
    ],
)
def test_what_cannot_be_aligned_is_said_so(law: Tagged, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        align(law, _law("El juez."))


def test_a_bad_glossary_is_named(tmp_path: Path) -> None:
    file = tmp_path / "glossary.yaml"
    file.write_text("field:\n  - pena penalty\n")
    with pytest.raises(ManifestError, match="pena penalty"):
        load(file)


# ---- differences ---------------------------------------------------------------------------------------------------

TEXTS = (
    "El juez ordena la detención del acusado en los casos de esta ley.",
    "La víctima recibe asistencia médica y un intérprete durante el proceso.",
    "El transportista verifica los documentos de viaje de cada pasajero.",
    "La autoridad central recibe las solicitudes de extradición de otros Estados.",
)


def test_an_article_put_in_marks_no_other() -> None:
    rows = diff(
        _law(*TEXTS), _law(TEXTS[0], "El decomiso alcanza los bienes que provienen del delito.", *TEXTS[1:], name="b")
    )
    assert [row.state for row in rows if row.state != "same"] == ["added"] or [row.state for row in rows].count(
        "added"
    ) == 1
    changed = [
        segment.text.strip()
        for row in rows
        for segment in row.segments
        if row.state == "changed" and segment.kind != "same"
    ]
    assert all(text.isdigit() for text in changed), "only the numbers of the articles behind it"


def test_words_are_added_removed_and_moved() -> None:
    moved = " salvo que el fiscal general disponga otra cosa"
    a = _law(TEXTS[0][:-1] + moved, TEXTS[1])
    b = _law(TEXTS[0].replace("ordena", "ordenará"), TEXTS[1][:-1] + moved, name="b")
    kinds = [(s.kind, s.text.strip()) for row in diff(a, b) for s in row.segments if s.kind != "same"]
    assert ("removed", "ordena") in kinds
    assert ("added", "ordenará") in kinds


def test_accepting_and_rejecting_all_changes_gives_both_laws() -> None:
    a, b = _law(*TEXTS), _law(*(text.replace("la ", "una ").replace("recibe", "no recibe") for text in TEXTS), name="b")
    for row in diff(a, b):
        assert row.base
        assert row.other
        old = "".join(s.text for s in row.segments if s.kind in ("same", "removed", "moved-out"))
        new = "".join(s.text for s in row.segments if s.kind in ("same", "added", "moved-in"))
        assert old.split() == row.base.full_text.split()
        assert new.split() == row.other.full_text.split()


def test_two_languages_share_reasons_and_no_words() -> None:
    a = _law("El tribunal podrá ordenar el decomiso del producto del delito.")
    b = replace(_law("The court may order the forfeiture of proceeds of crime.", language="en"))
    (row,) = diff(a, b)
    assert (row.state, row.segments, row.why[0].kind) == ("counterpart", (), "term")
