"""Acts that amend: what they replace, repeal and add counts from their day on, and what cannot be laid over is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from invented import HARMLESS, TRAFFICKING, article, document, law, section

from analysis.check import check
from analysis.draft import Checked, as_draft, check_draft
from analysis.earning import Ground
from analysis.model import Finding
from analysis.provisions import Tagged, amended
from analysis.standards import embedded
from analysis.tag import tag

REQUIREMENTS = embedded()
OFFENCE, PENALTY = "tip-specific-offence", "tip-serious-crime-threshold"
QUIET = "El préstamo de libros es gratuito."
LOW = "Será sancionado con prisión de uno a dos años quien, mediante engaño, capte o traslade a una persona con fines de explotación sexual."
END = "\n\nArtículo 2. Esta ley entra en vigor al día siguiente.\n"


def _quoted(verb: str, number: int, words: str) -> str:
    return f"Artículo 1. {verb} el artículo {number} del Código Penal, que se leerá así:\n«Artículo {number}. Trata de personas. {words}»{END}"


REPLACED, LOWERED = _quoted("Refórmase", 172, TRAFFICKING), _quoted("Refórmase", 172, LOW)
ADDED = _quoted("Adiciónase", 173, TRAFFICKING)
REPEALED = f"Artículo 1. Derógase el artículo 172 del Código Penal.{END}"
REPEALED_TOO = f"Artículo 1. Se derogan los artículos 171 a 173 del Código Penal.{END}"
IN_PART = f"Artículo 1. Se deroga el párrafo segundo del artículo 172 del Código Penal.{END}"
WORDS = f"Artículo 1. En el artículo 172 del Código Penal se sustituye la palabra “diez” por “dos”.{END}"


def _code(year: int | None, words: str, form: str = "consolidated") -> Tagged:
    text = law(
        article(171, QUIET) + article(172, words, "Trata de personas" if words != QUIET else ""),
        short="Código Penal", title="Código Penal", form=form,
    )  # fmt: skip
    return _of(text, year)


def _act(year: int, words: str, name: str = "Ley de reforma") -> Tagged:
    return _of(law(words, "other", short=name, title=name), year)


def _of(text: Tagged, year: int | None) -> Tagged:
    name = text.law.work.rpartition("/")[2]
    changed = replace(
        text.law,
        version=date(year, 1, 1) if year else None,
        work=f"/akn/xx/act/{year}/{name}" if year else f"/akn/xx/act/{name}",
    )
    return replace(text, law=changed, annotations=tuple(replace(a, law=changed.expression) for a in text.annotations))


def _found(*laws: Tagged) -> dict[str, Finding]:
    others = [law(HARMLESS, "trafficking-law"), law(HARMLESS, "migration-law")]
    return {f.requirement: f for f in check("XX", Ground([*laws, *others]), REQUIREMENTS)}


@pytest.mark.parametrize(
    ("code", "acts", "offence", "penalty"),
    [
        (_code(2010, TRAFFICKING), [], "met", "met"),
        (_code(2010, QUIET), [_act(2020, REPLACED)], "met", "met"),
        (_code(2010, QUIET), [_act(2020, ADDED)], "met", "met"),
        (_code(2010, TRAFFICKING), [_act(2020, LOWERED)], "partial", "contrary"),
        (_code(2010, TRAFFICKING), [_act(2020, REPEALED)], "absent", "absent"),
        (_code(2010, TRAFFICKING), [_act(2020, REPEALED_TOO)], "absent", "absent"),
        (_code(2010, TRAFFICKING), [_act(2020, IN_PART)], "met", "met"),
        (_code(2024, TRAFFICKING), [_act(2020, REPEALED)], "met", "met"),
        (_code(2024, TRAFFICKING), [_act(2020, LOWERED)], "met", "met"),
        (_code(2024, QUIET), [_act(2015, ADDED)], "absent", "absent"),
        (_code(None, QUIET), [_act(2015, ADDED)], "met", "met"),
        (_code(2010, TRAFFICKING, "digest"), [_act(2020, LOWERED)], "partial", "contrary"),
        (_code(2010, TRAFFICKING), [_act(2020, LOWERED, "Ley A"), _act(2022, REPLACED, "Ley B")], "met", "met"),
        (
            _code(2010, TRAFFICKING),
            [_act(2022, LOWERED, "Ley A"), _act(2020, REPLACED, "Ley B")],
            "partial",
            "contrary",
        ),
        (_code(2010, TRAFFICKING), [_act(2020, REPEALED.replace("Penal", "Civil"))], "met", "met"),
    ],
)
def test_an_act_counts_from_its_day_on(code: Tagged, acts: list[Tagged], offence: str, penalty: str) -> None:
    found = _found(code, *acts)
    assert (found[OFFENCE].status, found[PENALTY].status) == (offence, penalty)


@pytest.mark.parametrize("changed", [{"version": date(2024, 1, 1)}, {"in_force_from": date(2021, 1, 1)}])
def test_a_later_text_of_an_act_does_not_make_its_changes_again(changed: dict[str, date]) -> None:
    act = _act(2015, LOWERED)
    code = _code(2020, TRAFFICKING)
    later = replace(act, law=replace(act.law, **changed))  # type: ignore[arg-type]
    annotations = tuple(replace(a, law=later.law.expression) for a in later.annotations)
    assert _found(code, replace(later, annotations=annotations))[PENALTY].status == "met"


def test_a_consolidation_is_of_the_day_of_its_text_and_not_of_its_code() -> None:
    code = _code(2020, TRAFFICKING)
    old = replace(code, law=replace(code.law, in_force_from=date(1974, 1, 1)))
    assert _found(old, _act(2015, LOWERED))[PENALTY].status == "met"


@pytest.mark.parametrize(
    ("words", "gone", "unplaced"),
    [
        ("Section 1. Section 5 of the Crimes Act is repealed.", {"sec_5"}, 0),
        ("Section 1. Sections 5 and 6 of the Crimes Act are repealed.", {"sec_5", "sec_6"}, 0),
        ("Section 1. Subsection (2) of section 5 of the Crimes Act is repealed.", set(), 1),
        ("Section 1. In section 5 of the Crimes Act the word “ten” is replaced by “two”.", set(), 1),
        ("Section 1. The Crimes Act is amended by substituting for section 5 the words “five years”.", set(), 1),
        ("Section 1. Nothing in section 5 of the Crimes Act limits this Act.", set(), 0),
        ("Section 1. Section 5 of the Customs Act is repealed.", set(), 0),
    ],
)
def test_what_an_act_says_of_a_section_in_its_own_words(words: str, gone: set[str], unplaced: int) -> None:
    crimes = law(
        "".join(section(n, "No person shall sell spirits.") for n in (4, 5, 6)),
        language="en",
        short="Crimes Act",
        title="Crimes Act",
    )
    act = _of(
        law(words + "\n\nSection 2. This Act comes into force today.\n", "other", language="en", short="Reform"), 2022
    )
    done = amended([crimes, act])
    assert {eid for _, eid in done.gone} == gone
    assert len(done.unplaced) == unplaced


def _checked(code: Tagged, words: str) -> Checked:
    held = [code, law(HARMLESS, "trafficking-law"), law(HARMLESS, "migration-law")]
    read = as_draft(document(words, "criminal-code", short="Proyecto"), "XX", "criminal-code", None)
    bill = Tagged(read.law, read.clauses, tag(read), read.quality, read.warnings)
    return check_draft(bill, Ground(held), REQUIREMENTS, check("XX", Ground(held), REQUIREMENTS))


@pytest.mark.parametrize(
    ("code", "bill", "requirement", "effect", "by_hand"),
    [
        (QUIET, REPLACED, OFFENCE, "closes", False),
        (QUIET, ADDED, OFFENCE, "closes", False),
        (TRAFFICKING, LOWERED, PENALTY, "opens", False),
        (TRAFFICKING, REPEALED, OFFENCE, "opens", False),
        (TRAFFICKING, IN_PART, OFFENCE, "keeps", True),
        (TRAFFICKING, WORDS, OFFENCE, "keeps", True),
        (TRAFFICKING, f"Artículo 1. {QUIET}{END}", OFFENCE, "keeps", False),
    ],
)
def test_a_bill_is_laid_over_the_law_that_it_names(
    code: str, bill: str, requirement: str, effect: str, by_hand: bool
) -> None:
    found = _checked(_code(2010, code), bill)
    assert next(c for c in found.changes if c.requirement == requirement).effect == effect
    assert any(fault.code == "by-hand" for fault in found.faults) == by_hand
    assert not (by_hand and found.clean)


def test_a_bill_whose_own_words_break_a_duty_opens_a_gap_where_nothing_was_known() -> None:
    held = Ground([])
    read = as_draft(document(article(1, LOW, "Trata de personas"), "trafficking-law"), "XX", "trafficking-law", None)
    bill = Tagged(read.law, read.clauses, tag(read), read.quality, read.warnings)
    found = check_draft(bill, held, REQUIREMENTS, check("XX", held, REQUIREMENTS))
    change = next(c for c in found.changes if c.requirement == PENALTY)
    assert (change.before.status, change.after.status, change.effect) == ("unknown", "contrary", "opens")


@pytest.mark.parametrize("work", ["/akn/xx/act/2015-13-40/9", "/akn/xx/act/0000/9", "/akn/xx/act/9"])
def test_an_id_that_names_no_day_is_no_fault(work: str) -> None:
    act = _act(2015, LOWERED)
    odd = replace(act, law=replace(act.law, work=work))
    annotations = tuple(replace(a, law=odd.law.expression) for a in odd.annotations)
    assert _found(_code(2020, TRAFFICKING), replace(odd, annotations=annotations))[PENALTY].status == "met"
