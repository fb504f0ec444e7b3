"""The queue of the page Annotate: which clauses come, in which order, and how far one is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis.store import Store
from analysis.store.records import Words
from tests import small_corpus
from views.shelf import forget

LAW = "/akn/zz/act/ley/2000/1/spa@2020-01-01"
TENTATIVA, TRATA, TRAFICO, VIGENCIA = "art_1", "art_2", "art_3", "art_4"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    laws = small_corpus.write(tmp_path / "laws", [small_corpus.entry()])
    monkeypatch.setattr("sys.argv", ["app.py", "--corpus", str(laws)])
    monkeypatch.setenv("HOMOLOGA_HOME", str(tmp_path))
    monkeypatch.setattr("views.person._at_this_machine", lambda: True)
    opened = Store()
    yield opened
    opened.close()
    forget()


def page(**address: str) -> AppTest:
    at = AppTest.from_function(_annotate, default_timeout=60)
    for name, value in {"lang": "en", **address}.items():
        at.query_params[name] = value
    return at.run()


def _annotate() -> None:
    from views import annotate

    annotate.show()


def html(at: AppTest) -> str:
    assert not at.exception
    return "\n".join(element.proto.body for element in at.get("html"))


def first_of(at: AppTest) -> tuple[str, int]:
    """The clause that is shown, and how many there are; nothing and 0 where none is left."""
    found = re.search(r"clause (\d+) of (\d+)", html(at))
    eid = at.query_params.get("eid", "")
    return (eid if isinstance(eid, str) else eid[0], int(found[2])) if found else ("", 0)


def said(eid: str = TRAFICO, verdict: str = "rejected") -> Words:
    return Words(LAW, eid, "migrant", "element", 0, 5, "Quien", {}, verdict, "0" * 64)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("concept", "requirement", "expected"),
    [
        ("", "", (TENTATIVA, 3)),
        ("deceives", "", (TRATA, 1)),
        ("", "tip-means-element", (TRATA, 1)),
        ("procures-entry", "som-specific-offence", (TRAFICO, 1)),
        ("procures-entry", "tip-means-element", ("", 0)),
    ],
)
def test_clauses_come_by_concept_and_requirement(
    store: Store, concept: str, requirement: str, expected: tuple[str, int]
) -> None:
    assert first_of(page(law=LAW, concept=concept, requirement=requirement)) == expected


def test_every_clause_comes_where_one_asks_for_it(store: Store) -> None:
    at = page(law=LAW)
    at.toggle[0].set_value(True).run()
    assert first_of(at) == (TENTATIVA, 4)


def test_doubtful_clauses_come_first(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "analysis.tag.learned.doubts", lambda *_: {TENTATIVA: 0.1, TRATA: 0.2, TRAFICO: 0.9, VIGENCIA: 0.0}
    )
    at = page(law=LAW)
    at.selectbox[3].set_value("uncertain").run()
    del at.query_params["eid"]
    assert first_of(at.run()) == (TRAFICO, 3)


def test_what_people_differ_on_and_what_was_decided_come_alone(store: Store) -> None:
    chief = store.local()
    ana, eva = (store.add_person(name, chief.id, f"{name}@example.org", name, "annotator") for name in ("ana", "eva"))
    yes = store.mark("k1", ana.id, said(verdict="accepted"), 0)
    store.mark("k2", eva.id, said(), 1)
    at = page(law=LAW)
    at.selectbox[3].set_value("disagreement").run()
    assert first_of(at) == (TRAFICO, 1)
    store.decide("d", chief.id, yes.id, "upheld", "So says article 3.")
    assert first_of(at.run()) == ("", 0)
    at.selectbox[3].set_value("decided").run()
    assert first_of(at) == (TRAFICO, 1)


def test_what_was_given_comes_alone(store: Store) -> None:
    me = store.local().id
    store.assign("a", me, me, LAW, queue="som-specific-offence", clauses=[TRAFICO])
    at = page(law=LAW)
    assert first_of(at) == (TRAFICO, 1)
    assert at.selectbox[0].options[0].startswith("★")


def test_progress_counts_what_was_finished_as_it_now_reads(store: Store) -> None:
    me = store.local().id
    store.finish("f1", me, LAW, TENTATIVA, "0" * 64)
    store.finish("f2", me, LAW, TRATA, "0" * 64, quote="Other words.")
    at = page(law=LAW)
    assert first_of(at) == (TRATA, 3)
    assert "1 of 3 clauses finished" in at.get("progress")[0].proto.text


def test_who_chose_no_law_sees_how_to_work_and_what_they_did(store: Store) -> None:
    at = page()
    assert at.expander[0].proto.expanded and "Your work so far" not in html(at)
    me = store.local().id
    mark = store.mark("k", me, said(), 0)
    store.finish("f", me, LAW, TRAFICO, "0" * 64)
    store.decide("d", me, mark.id, "upheld", "So says article 3.")
    at = page()
    assert not at.expander[0].proto.expanded
    assert re.search(r"Código Penal de Prueba</a></th><td>1</td><td>1</td><td>1</td>", html(at))
