"""Teaching: what counts as reviewed, laws held out, figures, and what the model then says in the place of the rules."""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analysis import batch, judging, library, trained
from analysis import train as teaching
from analysis.catalogue import catalogue
from analysis.errors import HomologaError
from analysis.model import Annotation, Clause, Document, Law, Quality
from analysis.provisions import Tagged
from analysis.report import training
from analysis.report.terminal import console
from analysis.reviews import Review, apply
from analysis.store import Store
from analysis.store.records import Words
from analysis.tag import tag
from analysis.tag.learned import doubts, learned, read
from analysis.train import Lesson, Measure, Score, Taught, reviewed, train
from tests import small_corpus

BEFORE = ("Quien", "La persona que", "El que, sin derecho,", "Cualquiera que", "Quienes")
AFTER = (
    "a otra será penado con prisión de dos años",
    "a una persona incurre en delito",
    "a varias personas será penado",
)
VERBS = ("zarandee", "capte", "salude")
"""A verb of recruiting that only people know, one that the rules know, and one that says nothing."""


def sentences(many: int, seed: int) -> list[tuple[str, str]]:
    """Made-up articles, each with its verb."""
    draw = random.Random(seed)
    return [
        (f"{draw.choice(BEFORE)} {verb} {draw.choice(AFTER)} número {number}.", verb)
        for number, verb in ((number, VERBS[number % 3]) for number in range(many))
    ]


def taught(works: int, each: int) -> list[Taught]:
    found = []
    for work in range(works):
        for text, verb in sentences(each, work):
            said = text.index(verb)
            truth = {"zarandee": (("harbours", said, said + 8),), "capte": (("recruits", said, said + 5),)}.get(
                verb, ()
            )
            found.append(Taught(f"w{work}", "es", text, frozenset({"recruits"} if verb == "capte" else ()), truth))
    return found


def _run(*words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "analysis", *map(str, words)]
    return subprocess.run(command, cwd=library.ROOT, capture_output=True, text=True, encoding="utf-8")


def _laws(root: Path, many: int) -> Path:
    """Two penal codes of made-up articles."""
    for number, country in enumerate(("zy", "zz")):
        articles = [f"Artículo {at}. {text}" for at, (text, _) in enumerate(sentences(many, number), 1)]
        entry = small_corpus.entry(id=f"/akn/{country}/act/ley/2000/{number}", title=f"Código {number}")
        small_corpus.write(root, [entry], {"code.txt": "Código\n\n" + "\n\n".join(articles) + "\n"}, country=country)
    return root


def _annotate(root: Path) -> None:
    """One person tags the verb that the rules do not know, and finishes all clauses."""
    store = Store()
    me = store.local().id
    for text in batch.tagged(law for country in library.corpus([root]).values() for law in country.laws):
        said, law = [], text.law.expression
        for clause in (clause for top in text.clauses for clause in top.walk() if clause.text):
            if (at := clause.text.find("zarandee")) >= 0:
                said.append(Words(law, clause.eid, "harbours", "element", at, at + 8, "zarandee", {}, "added", ""))
            store.finish(f"{law} {clause.eid}", me, law, clause.eid, "")
        store.take(law, me, said)
    store.close()


@pytest.fixture(scope="module")
def laws(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _laws(tmp_path_factory.mktemp("laws"), 102)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory, laws: Path) -> Iterator[dict[str, Any]]:
    """What the command says of a model that it taught from 204 clauses of two laws."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOMOLOGA_HOME", str(tmp_path_factory.mktemp("home")))
        _annotate(laws)
        done = _run("train", "--corpus", laws, "--json")
        assert done.returncode == 0, done.stderr
        yield json.loads(done.stdout)


def test_a_model_that_learned_what_the_rules_do_not_know_is_used_for_that_alone(model: dict[str, Any]) -> None:
    (lesson,) = model["languages"]
    found = {each["concept"]: each for each in lesson["measures"]}
    assert (lesson["clauses"], lesson["laws"], lesson["too_few"]) == (204, 2, False)
    assert (found["harbours"]["rules"]["f1"], found["harbours"]["used"], found["harbours"]["clauses"]) == (0, True, 68)
    assert found["harbours"]["model"]["f1"] > 0.9
    assert found["recruits"]["rules"]["f1"] == 1 and not found["recruits"]["used"]
    assert trained.used() == model["model"] and trained.about()["languages"]["es"]["concepts"] == ["harbours"]


def document(*texts: str) -> Document:
    law = Law("/akn/zz/act/9", "ZZ", "Ley", "Ley", "criminal-code", "es", Path("x"), sha256="0" * 64)
    return Document(law, tuple(Clause(f"art_{n}", "article", str(n), text=text) for n, text in enumerate(texts, 1)))


def test_what_it_says_names_its_hash_quotes_the_text_and_takes_its_role_from_the_rules(model: Any) -> None:
    name = model["model"]
    text = document("El que ZARANDÉE a otra será penado con prisión de tres años.", "Quien capte a otra será penado.")
    rules, both = tag(text), tag(text, learned=learned("es"))
    (said,) = [a for a in both if a.by.startswith("model:")]
    assert (said.concept, said.quote, said.role, said.by) == ("harbours", "ZARANDÉE", "element", f"model:{name}")
    assert text.clauses[0].text[said.start : said.end] == said.quote and 0.5 <= said.score <= 1
    assert [a for a in both if a is not said] == [a for a in rules if a.concept != "harbours"]


def test_the_clauses_of_which_the_model_would_say_otherwise_are_the_most_doubtful(model: Any) -> None:
    text = document(
        "Quien zarandee a otra será penado.", "Quien capte a otra será penado.", "Quien salude a otra será penado.", ""
    )
    found = doubts(text.clauses, tag(text), "es")
    assert list(found) == ["art_1", "art_2", "art_3"]
    assert found["art_1"] > 0.5 > max(found["art_2"], found["art_3"])
    assert doubts(text.clauses, tag(text), "en") == dict.fromkeys(found, 0.0)


@pytest.mark.parametrize("texts", [[], [""], ["1."], ["", "a b.", "\x00 ‱ 𝕏"], ["zarandee " * 3000]])
def test_any_text_can_be_judged(model: Any, texts: list[str]) -> None:
    found = learned("es")
    assert found is not None
    assert len(found.find_all(texts)) == len(found.likely(texts)) == len(texts)


def test_clauses_without_a_word_worth_judging_can_be_taught(model: Any) -> None:
    bare = [replace(each, text="1. a b", truth=()) for each in taught(1, 8)]
    teaching._fit([*bare, *taught(1, 4)], ["harbours"], "es", teaching._Progress(None, "es", 0))


def test_a_model_that_cannot_be_read_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOMOLOGA_HOME", str(tmp_path))
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "model.json").write_text('{"hash": "abc", "languages": {"es": {"concepts": ["harbours"]}}}')
    with pytest.raises(HomologaError, match=r"the trained model cannot be read\. Train it again, or take it away"):
        learned("es")


def test_a_person_overrides_the_model_whichever_words_it_marked(model: Any) -> None:
    text = document("El que zarandee a otra será penado con prisión de tres años.")
    said = tag(text, learned=learned("es"))
    (found,) = [a for a in said if a.by.startswith("model:")]
    before = {
        "concept": "harbours",
        "role": "element",
        "start": 0,
        "end": found.end,
        "quote": text.clauses[0].text[: found.end],
    }
    no = Review(
        found.law,
        found.eid,
        "harbours",
        "element",
        0,
        found.end,
        before["quote"],
        "rejected",
        "P-1",
        "2026-01-01",
        "",
        {},
        before,
    )
    tagged = Tagged(text.law, text.clauses, said, Quality("A", (), 1, 1.0))
    assert [a for a in apply(tagged, [no]).tagged.annotations if a.concept == "harbours"] == []
    other = replace(no, concept="recruits", replaces={**before, "concept": "recruits"})
    assert found in apply(tagged, [other]).tagged.annotations


def test_the_same_clauses_give_the_same_model_and_progress_is_told_to_the_end() -> None:
    told: list[tuple[int, int, str]] = []
    progress = teaching._Progress(lambda *each: told.append(each), "es", teaching._ROUNDS)
    one, other = (teaching._fit(taught(2, 12), ["harbours"], "es", progress).to_bytes() for _ in range(2))
    assert one == other
    assert [done for done, *_ in told] == sorted({done for done, *_ in told}) and told[-1][0] == 2 * teaching._ROUNDS


# ---- held out


def test_no_law_is_judged_by_a_model_that_was_taught_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOMOLOGA_HOME", str(tmp_path))
    monkeypatch.setattr(teaching, "keep", lambda *_: "hash")
    seen: list[set[str]] = []
    judged: list[str] = []

    def fit(own: Sequence[Taught], *_: Any) -> None:
        seen.append({each.work for each in own})

    def find_all(self: Any, texts: Sequence[str]) -> list[list[Any]]:
        judged.extend(texts)
        assert {by_text[text] for text in texts}.isdisjoint(seen[-1])
        return [[] for _ in texts]

    monkeypatch.setattr(teaching, "_fit", fit)
    monkeypatch.setattr(teaching.Learned, "find_all", find_all)
    all_of_them = [replace(each, text=f"{each.work} {each.text}") for each in taught(6, 40)]
    by_text = {each.text: each.work for each in all_of_them}
    train(all_of_them)
    assert sorted(judged) == sorted(by_text)
    assert [len(works) for works in seen] == [4, 4, 5, 5, 6]


def test_what_nobody_says_ten_times_in_two_laws_is_not_learned(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOMOLOGA_HOME", str(tmp_path))
    silent = [replace(each, truth=()) for each in taught(2, 150)]
    one_law = [replace(each, truth=each.truth if each.work == "w0" else ()) for each in taught(2, 150)]
    for clauses in (silent, one_law):
        with pytest.raises(HomologaError, match="and 10 that say one concept"):
            train(clauses)


@pytest.mark.parametrize(("works", "each"), [(2, 99), (1, 300), (0, 0)])
def test_too_few_clauses_or_laws_are_refused_and_nothing_is_kept(
    works: int, each: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOMOLOGA_HOME", str(tmp_path))
    with pytest.raises(HomologaError, match=r"too few reviewed clauses .*; it takes 200 of 2 laws or more"):
        train(taught(works, each))
    assert list(tmp_path.iterdir()) == []


def test_candidates_begin_and_end_with_words_that_bear_meaning_and_stay_in_their_sentence() -> None:
    import spacy

    doc = read(spacy.blank("es"), "El que capte, por sí, a la persona. Otro Artículo.")
    assert [span.text for span in doc.spans["candidates"]] == [
        "capte", "capte, por si, a la persona", "persona", "otro", "otro articulo", "articulo",
    ]  # fmt: skip


# ---- what counts as reviewed

LAW = Law("/akn/zz/act/1", "ZZ", "Ley", "Ley", "criminal-code", "es", Path("x"), sha256="0" * 64)
TEXT = "Quien capte a una persona con engaño."


def _said(eid: str, quote: str, concept: str) -> Annotation:
    start = TEXT.index(quote)
    return Annotation(LAW.expression, eid, concept, "element", start, start + len(quote), quote, by=f"rule:{concept}")


def _review(eid: str, quote: str, concept: str, verdict: Any, **changes: Any) -> Review:
    start = TEXT.index(quote)
    end = start + len(quote)
    before = (
        None
        if verdict == "added"
        else {"concept": concept, "role": "element", "start": start, "end": end, "quote": quote}
    )
    made = Review(
        LAW.expression, eid, concept, "element", start, end, quote, verdict, "P-1", "2026-01-01", "0" * 64, {}, before
    )
    return replace(made, **changes)


def test_a_clause_is_reviewed_once_somebody_decided_in_it_or_finished_it_and_nobody_differs() -> None:
    clauses = tuple(Clause(f"art_{n}", "article", str(n), text=TEXT) for n in range(1, 6))
    rules = tuple(
        a for n in range(1, 6) for a in (_said(f"art_{n}", "capte", "recruits"), _said(f"art_{n}", "Quien", "penalty"))
    )
    text = Tagged(LAW, clauses, rules, Quality("A", (), 5, 1.0))
    made = [
        _review("art_1", "capte", "recruits", "rejected"), _review("art_2", "engaño", "deceives", "added"),
        _review("art_3", "capte", "recruits", "rejected", contested=True),
    ]  # fmt: skip
    found = reviewed(
        [text], made, {(LAW.expression, "art_3"): frozenset([1]), (LAW.expression, "art_4"): frozenset([1])}
    )
    assert [(sorted(each.rules), [TEXT[start:end] for _, start, end in each.truth]) for each in found] == [
        (["recruits"], []), (["recruits"], ["engaño", "capte"]), (["recruits"], ["capte"]),
    ]  # fmt: skip


# ---- the command


def test_reports_say_that_a_model_tags_and_which_until_it_is_removed(model: dict[str, Any], laws: Path) -> None:
    lines = [json.loads(line) for line in _run("tag", laws / "zz" / "code.txt").stdout.splitlines()]
    assert {line["quote"] for line in lines if line["by"] == f"model:{model['model']}"} == {"zarandee"}
    found = judging.findings(library.corpus([laws]), catalogue(), as_of=date(2026, 1, 1))
    assert found.snapshot.model == model["model"]
    assert f", rules and trained model {model['model']}\n" in _run("gaps", "--corpus", laws, "--lang", "en").stdout
    assert json.loads(_run("train", "--remove", "--json").stdout) == {"removed": True}
    after = judging.findings(library.corpus([laws]), catalogue(), as_of=date(2026, 1, 1))
    assert after.snapshot.model == "" and after.snapshot.id != found.snapshot.id
    assert _run("train", "--remove", "--lang", "en").stdout == "There is no trained model.\n"


def test_without_reviewed_clauses_the_command_says_how_many_it_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOMOLOGA_HOME", str(tmp_path))
    done = _run("train")
    assert (done.returncode, done.stdout) == (1, "")
    assert (
        "too few reviewed clauses to learn from (none); it takes 200 of 2 laws or more in one language" in done.stderr
    )


@pytest.mark.parametrize(
    ("language", "said"), [("es", "desde ahora el modelo abc123: 1;"), ("en", "model abc123 finds from now on: 1;")]
)
def test_the_figures_fit_the_terminal_and_begin_with_what_the_model_is_used_for(language: str, said: str) -> None:
    better = Measure("harbours", 40, Score(0, 0, 0), Score(0.9, 0.8, 0.85))
    worse = Measure("recruits", 30, Score(1, 1, 1), Score(0.5, 0.5, 0.5))
    out = io.StringIO()
    lessons = [Lesson("en", 12, 1, too_few=True), Lesson("es", 240, 3, (worse, better))]
    training.show("abc123", lessons, 61.4, console(out), language)
    lines = out.getvalue().splitlines()
    assert max(map(len, lines)) <= 100 and said in " ".join(lines) and "61 s" in " ".join(lines)
    rows = [line for line in lines if "0.85" in line or "1.00" in line]
    assert ["0.90  0.80  0.85" in rows[0], "1.00  1.00  1.00" in rows[1]] == [True, True]
