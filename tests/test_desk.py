"""What an annotator sees of a clause: suggestions, what others said, and what a reviewer decided of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from analysis import batch, library
from analysis.model import Annotation
from analysis.provisions import Tagged
from analysis.store import Store
from analysis.store.records import Person, Words
from tests import small_corpus
from views import desk

EID = "art_2"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setattr("views.words.language", lambda: "en")
    opened = Store(f"sqlite:///{tmp_path}/work.sqlite3")
    yield opened
    opened.close()


@pytest.fixture
def text(tmp_path: Path) -> Tagged:
    corpus = library.corpus([small_corpus.write(tmp_path / "laws", [small_corpus.entry()])])
    return next(batch.tagged(corpus["zz" if "zz" in corpus else "ZZ"].laws))


def said(a: Annotation, verdict: Any, sha256: str) -> Words:
    before = {name: getattr(a, name) for name in desk.KEPT}
    return Words(a.law, a.eid, a.concept, a.role, a.start, a.end, a.quote, dict(a.values), verdict, sha256, before)


def seen(store: Store, who: Person, text: Tagged) -> list[dict[str, Any]]:
    clause = next(one for top in text.clauses for one in top.walk() if one.eid == EID)
    at = desk.Desk(store, who, text, clause, [clause], {})
    return [desk._drawn(n, row, at) for n, row in enumerate(at.rows)]


@pytest.mark.parametrize(
    ("verdict", "mine", "theirs"),
    [
        ("upheld", "The reviewer upheld it: So says article 3.", "The reviewer upheld what {who} said: So says article 3."),
        ("overruled", "The reviewer overruled it: So says article 3.", "The reviewer overruled what {who} said: So says article 3."),
    ],
)  # fmt: skip
def test_both_sides_read_what_was_decided(store: Store, text: Tagged, verdict: Any, mine: str, theirs: str) -> None:
    chief = store.local()
    ana, eva = (store.add_person(name, chief.id, f"{name}@example.org", name, "annotator") for name in ("ana", "eva"))
    suggestion = desk.suggested(text)[EID][0]
    yes = store.mark("k1", ana.id, said(suggestion, "accepted", text.law.sha256), 0)
    store.mark("k2", eva.id, said(suggestion, "rejected", text.law.sha256), 1)
    assert [row["decision"] for row in seen(store, ana, text)] == [""] * len(desk.suggested(text)[EID])
    store.decide("d", chief.id, yes.id, verdict, "So says article 3.")
    assert seen(store, ana, text)[0]["decision"] == mine
    assert seen(store, eva, text)[0]["decision"] == theirs.format(who=ana.pseudonym)


def test_only_measures_that_people_judge_are_shown(store: Store, text: Tagged) -> None:
    clause = next(one for top in text.clauses for one in top.walk() if one.eid == EID)
    values = {"min_years": 8, "max_years": 15, "factor": [1.25, 1.25], "direction": "up"}
    added = Words(text.law.expression, EID, "penalty", "element", 0, 4, clause.text[:4], values, "added", "0" * 64)
    store.mark("k1", store.local().id, added, 0)
    assert seen(store, store.local(), text)[-1]["values"] == "minimum, years: 8; maximum, years: 15"
