"""A draft bill against the standards: what it closes, opens and leaves; what it is; and the command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from analysis.draft import Checked, as_draft, check_draft, kind_of
from analysis.earning import Ground
from analysis.errors import ReadError
from analysis.model import Kind, Law
from analysis.standards import embedded
from tests.drafts import ENGLISH, SPANISH, written_out
from tests.invented import HARMLESS, SMUGGLING, TRAFFICKING, article, document, law

ROOT = Path(__file__).parents[1]
CODE = article(1, TRAFFICKING, "Trata de personas") + article(2, SMUGGLING, "Tráfico ilícito de migrantes")
ATTEMPT = article(3, "La tentativa de los delitos de esta ley será sancionada con la mitad de la pena.", "Tentativa")


def _checked(draft: str, laws: dict[str, str], *, replaces: str = "", kind: Kind = "trafficking-law") -> Checked:
    """`draft` beside `laws`, by short name, in place of that one."""
    from analysis.check import check

    held = [law(words, "trafficking-law", short=name) for name, words in laws.items()]
    found = check("XX", Ground(held), embedded())
    bill = law(draft, kind, short="Bill")
    gone = next((each.law.expression for each in held if each.law.short == replaces), "")
    return check_draft(bill, Ground(held), embedded(), found, replaces=gone)


def _effect(found: Checked, requirement: str) -> str:
    return next(change.effect for change in found.changes if change.requirement == requirement)


def test_a_draft_that_is_the_law_it_replaces_changes_nothing() -> None:
    found = _checked(CODE + ATTEMPT, {"Old": CODE + ATTEMPT}, replaces="Old")
    assert not found.of("opens", "closes", "narrows")
    assert found.clean
    assert all(change.before.status == change.after.status for change in found.changes)


@pytest.mark.parametrize(
    ("draft", "laws", "replaces", "effect"),
    [
        (CODE + ATTEMPT, {"Old": CODE}, "Old", "closes"),
        (CODE, {"Old": CODE + ATTEMPT}, "Old", "opens"),
        (CODE + ATTEMPT, {"Old": CODE + ATTEMPT}, "Old", "keeps"),
        (CODE, {"Old": CODE}, "Old", "unknown"),
        (CODE, {"Old": CODE + ATTEMPT}, "", "keeps"),
        (HARMLESS, {"Old": CODE + ATTEMPT}, "", "keeps"),
    ],
)
def test_what_a_draft_does_to_attempt(draft: str, laws: dict[str, str], replaces: str, effect: str) -> None:
    assert _effect(_checked(draft, laws, replaces=replaces), "tip-attempt") == effect


def test_a_gap_that_the_draft_names_in_part_is_left() -> None:
    narrow = CODE.replace("servidumbre o extracción de órganos", "servidumbre").replace(
        ", servidumbre", " o servidumbre"
    )
    found = _checked(narrow, {"Old": narrow}, replaces="Old")
    assert _effect(found, "tip-exploitation-purposes") == "leaves"


def test_a_gap_that_is_opened_keeps_the_words_that_are_lost() -> None:
    found = _checked(CODE, {"Old": CODE + ATTEMPT}, replaces="Old")
    (change,) = [each for each in found.of("opens") if each.requirement == "tip-attempt"]
    assert "tentativa" in change.before.evidence[0].quote
    assert not found.clean


def test_each_article_of_the_draft_names_what_it_bears_on() -> None:
    found = _checked(CODE + ATTEMPT, {"Old": CODE}, replaces="Old")
    assert "tip-attempt" in found.clauses["art_3"]
    assert "som-specific-offence" in found.clauses["art_2"]
    for change in found.changes:
        for item in change.after.evidence:
            if item.law == found.draft.law.expression:
                clauses = {c.eid: c for top in found.draft.clauses for c in top.walk()}
                assert clauses[item.eid].text[item.start : item.end] == item.quote


def test_neighbours_that_cannot_be_told_are_not_counted() -> None:
    from analysis.check import check

    others = [
        *check("AA", Ground([law(CODE + ATTEMPT, "trafficking-law", country="AA")]), embedded()),
        *check("BB", Ground([]), embedded()),
    ]
    mine = check("XX", Ground([]), embedded())
    found = check_draft(law(CODE, "trafficking-law", short="Bill"), Ground([]), embedded(), [*mine, *others])
    (change,) = [each for each in found.changes if each.requirement == "tip-attempt"]
    assert (change.meeting, change.told) == (("AA",), 1)


# ---- what it is ----------------------------------------------------------------------------------------------------


def test_what_has_no_article_is_no_law() -> None:
    with pytest.raises(ReadError, match="no article or section"):
        as_draft(document("Compra pan, leche y huevos. El tren sale a las nueve."), "XX", "other", None)


def test_more_articles_than_any_code_are_no_draft(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.draft.MOST_ARTICLES", 2)
    with pytest.raises(ReadError, match="3 articles"):
        as_draft(document("".join(f"Artículo {n}. Uno.\n\n" for n in (1, 2, 3))), "XX", "other", None)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Proyecto de Ley contra la Trata de Personas", "trafficking-law"), ("Proyecto de Código de Comercio", "other"), ("a", "other"),
    ],
)  # fmt: skip
def test_the_kind_is_that_of_a_law_with_a_like_title(title: str, kind: str) -> None:
    known = [
        Law("/akn/aa/act/1", "AA", name, name, of, "es", Path("x"))  # type: ignore[arg-type]
        for name, of in (
            ("Ley contra la Trata de Personas", "trafficking-law"),
            ("Ley de Migración y Extranjería", "migration-law"),
        )
    ]
    assert kind_of(document(HARMLESS, title=title), known) == kind


# ---- the command ---------------------------------------------------------------------------------------------------


def _run(*words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "analysis", "check", *map(str, words)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", timeout=240)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    file = tmp_path / "ley-contra-la-trata.txt"
    file.write_text(SPANISH, encoding="utf-8")
    return file


def test_the_command_as_json(draft: Path) -> None:
    done = _run(draft, "--country", "NI", "--json")
    record: dict[str, Any] = json.loads(done.stdout)
    assert done.returncode == (3 if record["faults"] or record["counts"]["opens"] else 0)
    assert (record["country"], record["draft"]["kind"], record["replaces"]) == ("NI", "trafficking-law", None)
    assert sum(record["counts"].values()) == len(record["changes"])
    for change in record["changes"]:
        assert change["before"]["country"] == change["after"]["country"] == "NI"
        assert change["effect"] != "closes" or change["after"]["evidence"]


@pytest.mark.parametrize(("language", "said"), [("en", "Gaps it closes"), ("es", "Brechas que cierra")])
def test_the_command_speaks_both_languages_in_100_columns(draft: Path, language: str, said: str) -> None:
    done = _run(draft, "--country", "NI", "--lang", language)
    assert done.returncode in (0, 3), done.stderr
    assert said in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 100


def test_a_draft_with_a_fault_ends_with_3(draft: Path) -> None:
    draft.write_text(SPANISH.replace("de ocho a quince años", "de quince a ocho años"), encoding="utf-8")
    done = _run(draft, "--country", "NI", "--lang", "en")
    assert done.returncode == 3
    assert "art. 3: the range is upside down: from 15 to 8" in done.stdout


def test_a_law_replaced_by_its_own_digest_opens_nothing(tmp_path: Path) -> None:
    file = tmp_path / "draft.txt"
    file.write_text(written_out(ROOT / "corpus" / "mx" / "lgpsedmtp.digest.xml"), encoding="utf-8")
    done = _run(file, "--country", "MX", "--replaces", "/akn/mx/act/ley/2012-06-14/lgpsedmtp", "--json")
    counts = json.loads(done.stdout)["counts"]
    assert (counts["opens"], counts["closes"], counts["narrows"]) == (0, 0, 0)


@pytest.mark.parametrize(
    ("words", "options", "code", "said"),
    [
        ("", [], 1, "empty"),
        ("Compra pan, leche y huevos para la cena de la familia. El tren de la tarde sale a las nueve de la noche.", [], 1, "no article or section"),
        ("Article 1. La présente loi est applicable dans le pays par les juges et les tribunaux.", ["--text-lang", "fr"], 1, "no concept has phrases"),
        (SPANISH, ["--replaces", "/akn/ni/act/none"], 2, "there is no law “/akn/ni/act/none”"),
        (SPANISH, ["--country", "QQ"], 2, "no country QQ"),
        (SPANISH, ["--kind", "criminal"], 2, "no kind of law"),
    ],
)  # fmt: skip
def test_a_bad_draft_gets_one_line(tmp_path: Path, words: str, options: list[str], code: int, said: str) -> None:
    file = tmp_path / "draft.txt"
    file.write_text(words, encoding="utf-8")
    done = _run(file, *([] if "--country" in options else ["--country", "NI"]), *options)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_an_english_draft_is_checked_too(tmp_path: Path) -> None:
    file = tmp_path / "trafficking-in-persons-act.txt"
    file.write_text(ENGLISH, encoding="utf-8")
    record = json.loads(_run(file, "--country", "BZ", "--kind", "trafficking-law", "--json").stdout)
    effects = {change["requirement"]: change["effect"] for change in record["changes"]}
    assert effects["som-specific-offence"] == "closes"
    assert record["faults"] == []


def test_the_result_is_a_word_document_in_both_languages() -> None:
    import io
    from datetime import date

    import docx

    from analysis import judging, library
    from analysis.bills import checked
    from analysis.catalogue import catalogue
    from analysis.report.drafted import as_docx

    corpus, asked = library.corpus(), catalogue()
    report = judging.findings(corpus, asked, as_of=date(2026, 1, 1))
    found, beside = checked(document(SPANISH, title="Ley contra la Trata"), corpus, asked, report, country="NI")
    for language, said in (("en", "Article by article"), ("es", "Artículo por artículo")):
        data = as_docx(found, beside, asked.cards, language)
        assert data == as_docx(found, beside, asked.cards, language)
        words = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)
        assert said in words
        assert "Ley contra la Trata" in words
