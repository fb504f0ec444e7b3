"""Agreement: the published worked examples, other people's implementations on random tables, and what cannot be computed."""

from __future__ import annotations

import csv
import io
import json
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from sklearn.metrics import cohen_kappa_score
from streamlit.testing.v1 import AppTest

from analysis import batch, library
from analysis.agreement import Agreement, Coding, Said, agreement, codings
from analysis.agreement.figures import Figure, Span, alpha, disagreement, kappa, resamples, spans
from analysis.model import Annotation, Clause, Law, Quality
from analysis.provisions import Tagged
from analysis.store import Store
from analysis.store.records import Mark, Words
from tests import small_corpus


def units(table: Sequence[Sequence[Any]]) -> Counter[tuple[int, tuple[Any, ...]]]:
    """A table of one row a person, one column a unit; None where a person gave no value."""
    return Counter(
        (at, tuple(v for v in column if v is not None)) for at, column in enumerate(zip(*table, strict=True))
    )


def nominal(table: Sequence[Sequence[Any]], most: int = 0) -> Figure:
    return alpha(units(table), resamples([""] * len(table[0]), most))


def cohen(one: Sequence[Any], other: Sequence[Any]) -> Figure:
    return kappa(units([one, other]), resamples([""] * len(one), 0))


def unitizing(one: list[list[Span]], other: list[list[Span]], lengths: list[int]) -> Figure:
    weights = resamples([""] * len(lengths), 0)
    return spans([disagreement(one, other, lengths, weights)], weights)


# ---- published examples

N = None
FOUR = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3),
    (N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N),
)
"""Four observers, twelve units, values missing: Krippendorff (2011), section C."""


@pytest.mark.parametrize(
    ("table", "published"),
    [
        (((0, 1, 0, 0, 0, 0, 0, 0, 1, 0), (1, 1, 1, 0, 0, 1, 0, 0, 0, 0)), 0.095),  # section A, binary, two observers
        (("aabbdcccedda", "babbbccceddd"), 0.692),  # section B, nominal, two observers
        (FOUR, 0.743),
    ],
)  # fmt: skip
def test_alpha_is_that_of_krippendorff_2011(table: Sequence[Sequence[Any]], published: float) -> None:
    assert nominal(table).value == pytest.approx(published, abs=0.0006)


def _pairs(square: Sequence[Sequence[int]]) -> tuple[list[int], list[int]]:
    """Values of two people, given how often each value of the first met each of the second."""
    both = [(row, column) for row, line in enumerate(square) for column, n in enumerate(line) for _ in range(n)]
    return [one for one, _ in both], [other for _, other in both]


@pytest.mark.parametrize(
    ("square", "published"),
    [
        (((88, 14, 18), (10, 40, 10), (2, 6, 12)), 0.492),  # Cohen (1960), table 1: po 0.70, pe 0.41
        (((106, 10, 4), (22, 28, 10), (2, 12, 6)), 0.429),  # Fleiss, Cohen and Everitt (1969), table 1
        (((20, 5), (10, 15)), 0.400),
        (((45, 15), (25, 15)), 0.130),
        (((25, 35), (5, 35)), 0.259),
    ],
)  # fmt: skip
def test_kappa_is_that_of_the_papers(square: Sequence[Sequence[int]], published: float) -> None:
    assert cohen(*_pairs(square)).value == pytest.approx(published, abs=0.0006)


C = ([[(75, 145), (220, 250)]], [[(70, 150), (205, 225), (250, 270)]], [300])
K = ([[(30, 90), (150, 200)]], [[(30, 90), (150, 200)]], [300])
"""Two observers on a continuum of 300, categories c and k: Krippendorff (2004), figure 2; positions from its start."""


def test_alpha_for_spans_is_that_of_krippendorff_2004() -> None:
    one = resamples([""], 0)
    terms = [disagreement(*each, one) for each in (C, K)]
    observed, expected = ([each[side][0] / 300**2 for each in terms] for side in (0, 1))
    assert observed == pytest.approx([0.0144, 0], abs=0.0001)
    assert expected == pytest.approx([0.0532, 0.0490], abs=0.0001)
    assert [unitizing(*each).value for each in (C, K)] == pytest.approx([0.7286, 1.0], abs=0.0001)
    assert spans(terms, one).value == pytest.approx(0.8591, abs=0.0005)  # there from figures of four decimals


@pytest.mark.parametrize(
    ("one", "other", "published"),
    [
        ([(2, 10), (14, 20)], [(4, 8), (15, 17)], 0.553),
        ([(0, 18)], [(0, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 9), (9, 10)], -0.926),
        ([(0, 2), (2, 10), (10, 14), (14, 20), (20, 24)], [(0, 4), (4, 8), (8, 15), (15, 17), (17, 24)], 0.066),
    ],
)  # fmt: skip
def test_alpha_for_spans_nears_the_limits_of_krippendorff_1995(
    one: list[Span], other: list[Span], published: float
) -> None:
    wide = 50_000
    longer = [[[(start * wide, end * wide) for start, end in own]] for own in (one, other)]
    assert unitizing(*longer, [24 * wide]).value == pytest.approx(published, abs=0.003)


# ---- others' implementations


def _random_table(draw: random.Random) -> list[list[int | None]]:
    people, columns, many = draw.randint(2, 5), draw.randint(2, 25), draw.randint(2, 5)
    return [[draw.randrange(many) if draw.random() > 0.2 else None for _ in range(columns)] for _ in range(people)]


def test_a_thousand_random_tables_give_the_figures_of_nltk_and_scikit_learn() -> None:
    from nltk.metrics.agreement import AnnotationTask

    draw, compared = random.Random(6), Counter[str]()
    for _ in range(1000):
        table = _random_table(draw)
        ours = nominal(table).value
        pairable = [at for at, column in enumerate(zip(*table, strict=True)) if sum(v is not None for v in column) > 1]
        data = [
            (str(p), str(at), str(table[p][at]))
            for p in range(len(table))
            for at in pairable
            if table[p][at] is not None
        ]
        if ours is not None:
            assert ours == pytest.approx(AnnotationTask(data).alpha(), abs=1e-9)
            compared["alpha"] += 1
        else:
            assert len({value for _, _, value in data}) < 2
        one, other = zip(
            *[(a, b) for a, b in zip(*table[:2], strict=True) if None not in (a, b)] or [(0, 0)], strict=True
        )
        ours = cohen(one, other).value
        if ours is not None:
            assert ours == pytest.approx(_scikit(one, other), abs=1e-9)
            compared["kappa"] += 1
        else:
            assert len({*one, *other}) == 1
    assert min(compared.values()) > 900


def _scikit(one: Sequence[Any], other: Sequence[Any]) -> float:
    return float(cohen_kappa_score(one, other))


# ---- intervals


def test_an_interval_holds_the_figure_is_the_same_each_time_and_narrows_with_more_clauses() -> None:
    draw = random.Random(1)

    def two(n: int) -> list[list[int]]:
        first = [draw.randrange(3) for _ in range(n)]
        return [first, [v if draw.random() < 0.8 else draw.randrange(3) for v in first]]

    few, many = two(20), two(400)
    found = [nominal(table, 1000) for table in (few, many, many)]
    assert found[1] == found[2]
    widths = []
    for each in found[:2]:
        assert each.value is not None and each.low is not None and each.high is not None
        assert each.low < each.value < each.high <= 1
        widths.append(each.high - each.low)
    assert widths[1] < widths[0] / 2


# ---- what people said of laws

LAW = Law("/akn/zz/act/1", "ZZ", "Ley", "Ley", "criminal-code", "es", __file__, sha256="0" * 64)  # type: ignore[arg-type]
TEXT = "Quien capte a una persona con engaño será penado."
ANA, EVA, LUZ = 1, 2, 3


def annotation(eid: str, quote: str, concept: str, role: Any = "element") -> Annotation:
    start = TEXT.index(quote)
    return Annotation(LAW.expression, eid, concept, role, start, start + len(quote), quote, by="rule:x")


def tagged(*said: Annotation, clauses: int = 3) -> Tagged:
    text = tuple(Clause(f"art_{n}", "article", str(n), text=TEXT) for n in range(1, clauses + 1))
    return Tagged(LAW, text, said, Quality("A", (), clauses, 1.0))


def mark(person: int, of: Annotation, verdict: Any, **changes: Any) -> Mark:
    replaces = {name: getattr(of, name) for name in ("concept", "role", "start", "end", "quote")}
    own = {"concept": of.concept, "role": of.role, "start": of.start, "end": of.end, "quote": of.quote}
    own |= {"replaces": None if verdict == "added" else replaces, **changes}
    return Mark(law=LAW.expression, eid=of.eid, values={}, verdict=verdict, sha256="0" * 64, person=person, **own)


def done(*people: int, clauses: int = 3) -> dict[tuple[str, str], frozenset[int]]:
    return {(LAW.expression, f"art_{n}"): frozenset(people) for n in range(1, clauses + 1)}


CAPTE = annotation("art_1", "capte", "recruits")
SAID = Said("recruits", "element", CAPTE.start, CAPTE.end)
ENGANO = TEXT.index("engaño")


@pytest.mark.parametrize(
    ("marks", "ana", "eva"),
    [
        ([], {SAID}, {SAID}),
        ([mark(EVA, CAPTE, "accepted")], {SAID}, {SAID}),
        ([mark(EVA, CAPTE, "rejected")], {SAID}, set()),
        ([mark(EVA, CAPTE, "corrected", role="mention")], {SAID}, {SAID._replace(role="mention")}),
        ([mark(EVA, annotation("art_1", "engaño", "deceives"), "added")], {SAID}, {SAID, Said("deceives", "element", ENGANO, ENGANO + 6)}),
        ([mark(EVA, annotation("art_1", "persona", "victim"), "rejected")], {SAID, Said("victim", "element", 18, 25)}, {SAID}),
        ([mark(EVA, CAPTE, "rejected", stale=True)], {SAID}, {SAID}),
        ([mark(LUZ, CAPTE, "rejected")], {SAID}, {SAID}),
    ],
)  # fmt: skip
def test_who_leaves_a_suggestion_alone_accepts_it(marks: list[Mark], ana: set[Said], eva: set[Said]) -> None:
    (first, *_) = codings(marks, done(ANA, EVA), [tagged(CAPTE)])
    assert (set(first.by[ANA]), set(first.by[EVA])) == (ana, eva)


def test_a_clause_that_somebody_did_not_finish_says_nothing_of_them() -> None:
    finished = {
        **done(ANA, EVA),
        (LAW.expression, "art_2"): frozenset([ANA]),
        (LAW.expression, "gone"): frozenset([EVA]),
    }
    found = codings([], finished, [tagged(CAPTE)])
    assert [(coding.eid, set(coding.by)) for coding in found] == [
        ("art_1", {ANA, EVA}),
        ("art_2", {ANA}),
        ("art_3", {ANA, EVA}),
    ]


def coding(eid: str, *own: set[Said], law: str = "x") -> Coding:
    return Coding(law, eid, 50, {person: frozenset(said) for person, said in enumerate(own, 1)})


def rows(found: Sequence[Coding]) -> dict[tuple[str, str, tuple[int, ...]], Agreement]:
    return {(row.law, row.concept, row.people): row for row in agreement(found)}


def test_figures_stand_by_law_concept_and_pair_and_are_those_of_their_part_alone() -> None:
    a, b = Said("a", "element", 0, 5), Said("b", "element", 10, 20)
    found = [
        coding("1", {a}, {a}, {a, b}), coding("2", {b}, {a, b}), coding("3", set(), set(), {b}),
        coding("4", {a}, {a._replace(role="mention")}, law="y"), coding("5", {b}, law="y"),
    ]  # fmt: skip
    table = rows(found)
    assert list(table) == [
        ("", "", ()), ("x", "", ()), ("y", "", ()), ("", "a", ()), ("", "b", ()), ("", "", (1, 2)), ("", "", (1, 3)), ("", "", (2, 3)),
    ]  # fmt: skip
    assert [table[key].clauses for key in list(table)[:3]] == [4, 3, 1]
    assert table["x", "", ()].alpha == rows([each for each in found if each.law == "x"])["", "", ()].alpha
    only = [
        Coding(each.law, each.eid, each.length, {p: s for p, s in each.by.items() if p in (1, 2)}) for each in found
    ]
    assert table["", "", (1, 2)].kappa.value == pytest.approx(rows(only)["", "", ()].kappa.value)
    assert table["", "", ()].kappa.why == "several people"
    values = [("element", "element", "element"), ("", "element"), ("", "", ""), ("element", "mention")]
    assert (
        table["", "a", ()].alpha.value
        == nominal([[v[i] if i < len(v) else None for v in values] for i in range(3)]).value
    )
    differing, alike = table["", "b", ()].spans.value, table["y", "", ()].spans.value
    assert differing is not None and differing < 0.1 and alike == 1


@pytest.mark.parametrize(
    ("found", "why"),
    [
        ([], ("one person",) * 3),
        ([coding("1", {SAID})], ("one person",) * 3),
        ([coding("1", {SAID}), Coding("x", "2", 50, {2: frozenset([SAID])})], ("no overlap",) * 3),
        ([coding("1", {SAID}, {SAID}), coding("2", {SAID}, {SAID})], ("one value", "", "one value")),
        ([coding("1", set(), set())], ("no words",) * 3),
        ([coding("1", {SAID}, {SAID}, set())], ("", "", "several people")),
    ],
)  # fmt: skip
def test_what_cannot_be_computed_says_why_and_gives_no_number(found: list[Coding], why: tuple[str, ...]) -> None:
    row = agreement(found)[0]
    figures = (row.alpha, row.spans, row.kappa)
    assert tuple(each.why for each in figures) == why
    assert all((each.value is None) == bool(each.why) for each in figures)


# ---- the command and the page


@pytest.fixture
def worked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A law of which two people finished four articles, and differ on one word."""
    monkeypatch.setenv("HOMOLOGA_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("HOMOLOGA_DATABASE_URL", raising=False)
    root = small_corpus.write(tmp_path / "laws", [small_corpus.entry()])
    (text,) = batch.tagged(law for country in library.corpus([root]).values() for law in country.laws)
    store = Store()
    chief = store.local()
    eva = store.add_person("k", chief.id, "eva@example.org", "Eva", "annotator")
    a = next(a for a in text.annotations if a.concept == "deceives")
    store.mark("m", eva.id, Words(**_words(mark(eva.id, a, "rejected"), a)), 0)
    for at, eid in enumerate(f"art_{n}" for n in range(1, 5)):
        for person in (chief, eva):
            store.finish(f"{person.id}-{at}", person.id, text.law.expression, eid, "")
    store.finish("gone", eva.id, "/akn/zz/act/gone/spa@2000-01-01", "art_1", "")
    store.close()
    return root


def _words(made: Mark, of: Annotation) -> dict[str, Any]:
    return {field.name: getattr(made, field.name) for field in fields(Words)} | {"law": of.law}


def run(*words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "analysis", "agreement", *map(str, words)]
    return subprocess.run(command, cwd=library.ROOT, capture_output=True, text=True, encoding="utf-8")


def test_the_command_prints_writes_and_gives_the_figures_as_data(worked: Path, tmp_path: Path) -> None:
    done = run("--corpus", worked, "--lang", "es", "--output", tmp_path / "a.csv")
    assert done.returncode == 0, done.stderr
    assert "Alfa" in done.stdout and "Kappa" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 100
    assert "no está cargada (1): /akn/zz/act/gone/spa@2000-01-01" in done.stderr
    lines = list(csv.DictReader(io.StringIO((tmp_path / "a.csv").read_text(encoding="utf-8-sig"))))
    assert [line["clauses"] for line in lines[:2]] == ["4", "4"]
    found = json.loads(run("--corpus", worked, "--json").stdout)
    assert found["left_out"] == {"/akn/zz/act/gone/spa@2000-01-01": 1}
    whole, deceives = found["agreement"][0], next(row for row in found["agreement"] if row["concept"] == "deceives")
    assert (
        0.8 < whole["alpha"]["value"] < 1 and whole["alpha"]["low"] < whole["alpha"]["value"] <= whole["alpha"]["high"]
    )
    assert float(lines[0]["alpha"]) == whole["alpha"]["value"]
    assert deceives["alpha"]["value"] == 0 and deceives["kappa"]["value"] == 0


def test_without_work_the_command_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOMOLOGA_HOME", str(tmp_path))
    done = run("--lang", "en")
    assert (done.returncode, done.stdout) == (0, "Nobody has finished a clause yet.\n")
    (only,) = json.loads(run("--json").stdout)["agreement"]
    assert only["alpha"] == {"value": None, "low": None, "high": None, "why": "one person"}


def test_the_page_shows_the_figures_and_offers_them_as_files(worked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("views.person._at_this_machine", lambda: True)
    monkeypatch.setattr("sys.argv", ["app.py", "--corpus", str(worked)])
    page = AppTest.from_function(_review, default_timeout=60).run()
    assert not page.exception
    shown = " ".join(str(each.proto.body) for each in page.get("html"))
    assert "4 clauses were finished by two people or more." in shown and "Alpha of spans" in shown and "Kappa" in shown
    assert [each.proto.label for each in page.get("download_button")] == ["Save as CSV", "Save as JSON"]


def _review() -> None:
    from views import review

    review.show()


def test_many_clauses_are_measured_in_seconds() -> None:
    draw = random.Random(2)
    names = [Said(f"c{n}", "element", 3 * n, 3 * n + 2) for n in range(12)]
    found = [
        Coding(f"law{n % 4}", str(n), 60, {p: frozenset(draw.sample(names, draw.randint(0, 4))) for p in (1, 2, 3)})
        for n in range(400)
    ]
    begun = time.perf_counter()
    agreement(found)
    assert time.perf_counter() - begun < 10
