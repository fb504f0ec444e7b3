"""Reviews: found again by their words, put in the place of the tagger's annotations, and told in findings."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import batch, decisions, judging, library
from analysis.catalogue import catalogue
from analysis.model import Annotation, Clause, Finding, Law, Quality, Report
from analysis.provisions import Tagged
from analysis.report import plain
from analysis.reviews import Review, ReviewError, anchored, apply, load, outdated, save, written
from analysis.standards import criteria, embedded
from analysis.store import Store
from analysis.store.records import Words
from tests.small_corpus import PENAL_CODE, entry, write

TEXT = "Quien capte a una persona no será sancionado con prisión de 4 a 8 años."
LAW = Law("/akn/zz/act/1", "ZZ", "Ley", "Ley", "criminal-code", "es", Path("x"), sha256="0" * 64)
CLAUSE = Clause("art_1", "article", "Artículo 1", text=TEXT)


def said(quote: str, concept: str = "recruits", role: Any = "element") -> Annotation:
    start = TEXT.index(quote)
    return Annotation(LAW.expression, "art_1", concept, role, start, start + len(quote), quote, by="rule:x")


def review(quote: str, verdict: Any = "added", of: Annotation | None = None, **changes: Any) -> Review:
    start = TEXT.index(quote)
    replaces = (
        {name: getattr(of, name) for name in ("concept", "role", "start", "end", "quote")} if of is not None else None
    )
    made = Review(
        LAW.expression, "art_1", "recruits", "element", start, start + len(quote), quote, verdict, "P-1", "2026-01-02",
        "0" * 64, {}, replaces,
    )  # fmt: skip
    return replace(made, **changes)


@pytest.mark.parametrize(
    ("now", "quote", "expected"),
    [
        (TEXT, "capte", "capte"),
        ("1) " + TEXT, "capte", "capte"),
        (TEXT.replace("una persona", "otra"), "no será sancionado", "no será sancionado"),
        (TEXT.replace("prisión de", "prisión, de"), "será sancionado con prisión de 4 a 8 años", "será sancionado con prisión, de 4 a 8 años"),
        (TEXT.replace("no será", "será"), "persona no será sancionado con prisión", None),
        (TEXT.replace("4 a 8", "14 a 18"), "sancionado con prisión de 4 a 8 años", None),
        ("Derogado.", "capte", None),
        ("", "capte", None),
    ],
)  # fmt: skip
def test_words_are_found_again_or_not(now: str, quote: str, expected: str | None) -> None:
    start = TEXT.index(quote)
    found = anchored({"art_1": Clause("art_1", "article", text=now)}, "art_1", start, start + len(quote), quote)
    if expected is None:
        assert found is None
    else:
        assert found is not None and now[found[1] : found[2]] == found[3] == expected


def test_words_that_moved_to_an_item_of_their_article_are_found_there_and_not_in_another_article() -> None:
    item = Clause("art_1__point_a", "point", text=TEXT)
    clauses = {"art_1": Clause("art_1", "article", children=(item,)), item.eid: item}
    assert anchored(clauses, "art_1", 6, 11, "capte") == (item.eid, 6, 11, "capte")
    other = Clause("art_2", "article", text=TEXT)
    assert anchored({"art_1": Clause("art_1", "article"), "art_2": other}, "art_1", 6, 11, "capte") is None


@given(
    before=st.text(max_size=30),
    quote=st.text(min_size=1, max_size=20),
    after=st.text(max_size=30),
    shift=st.text(max_size=9),
)
def test_an_anchor_always_quotes_the_text(before: str, quote: str, after: str, shift: str) -> None:
    clause = Clause("art_1", "article", text=shift + before + quote + after)
    found = anchored({"art_1": clause}, "art_1", len(before), len(before) + len(quote), quote)
    assert found is not None and clause.text[found[1] : found[2]] == found[3] == quote


@pytest.mark.parametrize(
    ("decided", "expected"),
    [
        ([], [("recruits", "capte", "rule:x")]),
        ([review("capte", "accepted", said("capte"))], [("recruits", "capte", "person:P-1, 2026-01-02")]),
        ([review("capte", "rejected", said("capte"))], []),
        ([review("capte a una persona", "corrected", said("capte"))], [("recruits", "capte a una persona", "person:P-1, 2026-01-02")]),
        (
            [review("capte", "corrected", said("capte"), concept="harbours")],
            [("harbours", "capte", "person:P-1, 2026-01-02")],
        ),
        (
            [review("persona", "added", concept="child")],
            [("recruits", "capte", "rule:x"), ("child", "persona", "person:P-1, 2026-01-02")],
        ),
        ([replace(review("capte", "rejected", said("capte")), quote="rapte")], [("recruits", "capte", "rule:x")]),
    ],
)  # fmt: skip
def test_people_override_the_tagger(decided: list[Review], expected: list[tuple[str, str, str]]) -> None:
    tagged = Tagged(LAW, (CLAUSE,), (said("capte"),), Quality("A", (), 1, 1.0))
    found = apply(tagged, decided)
    assert [(a.concept, a.quote, a.by) for a in found.tagged.annotations] == expected
    assert all(TEXT[a.start : a.end] == a.quote for a in found.tagged.annotations)
    assert len(found.applied) + len(found.stale) == len(decided)


def test_reviews_are_kept_in_files_and_read_again(tmp_path: Path) -> None:
    decided = [review("capte", "rejected", said("capte")), review("prisión", values={"max_years": 8})]
    (file,), _ = save(tmp_path, decided)
    assert sorted(load(tmp_path), key=written_one) == sorted(decided, key=written_one)
    before = file.read_bytes()
    save(tmp_path, reversed(decided))
    assert file.read_bytes() == before


def test_any_sign_in_a_review_comes_back(tmp_path: Path) -> None:
    decided = (replace(review("capte"), quote="uno\u2028dos\u2029tres\x85"),)
    save(tmp_path, decided)
    assert load(tmp_path) == decided


def test_a_decision_that_was_taken_back_is_in_no_file(tmp_path: Path) -> None:
    other = replace(review("capte"), law="/akn/zz/act/ley/2001/2/spa@2020-01-01")
    (tmp_path / "notes.jsonl").write_text('{"whose": "ours"}\n', encoding="utf-8")
    (tmp_path / "copy.jsonl").write_text(written([other]), encoding="utf-8")
    save(tmp_path, [review("capte"), other])
    files, gone = save(tmp_path, [review("capte")])
    assert [file.name for file in gone] == ["zz_act_ley_2001_2_spa.jsonl"]
    assert {file.name for file in tmp_path.iterdir()} == {"notes.jsonl", "copy.jsonl", files[0].name}


def written_one(each: Review) -> str:
    return written([each])


def test_of_two_opposed_reviews_the_later_counts_in_whatever_order_they_come() -> None:
    tagged = Tagged(LAW, (CLAUSE,), (said("capte"),), Quality("A", (), 1, 1.0))
    morning, evening = (f"2026-01-02T{hour}:00:00.000+00:00" for hour in ("09", "20"))
    no = replace(review("capte", "rejected", said("capte")), on=morning)
    yes = replace(review("capte", "accepted", said("capte")), on=evening)
    for pair in ([no, yes], [yes, no]):
        assert len(apply(tagged, pair).tagged.annotations) == 1
        assert not apply(
            tagged, [replace(each, on=evening if each is no else morning) for each in pair]
        ).tagged.annotations
    assert yes.signed.endswith("2026-01-02")
    day = [replace(each, on="2026-01-02") for each in (no, yes)]
    assert apply(tagged, day).tagged == apply(tagged, day[::-1]).tagged


def _with(**changes: object) -> str:
    return json.dumps({**json.loads(written([review("capte")])), **changes})


@pytest.mark.parametrize(
    "line",
    [
        "{", "[]", "3", '{"law": "x"}', '{"unknown": 1}', _with(unknown=1), _with(law=None), _with(start="0"), _with(role="banana"), _with(verdict="perhaps"),
        _with(values=[1]), _with(values={"max_years": "cuatro"}),
    ],
)  # fmt: skip
def test_a_line_that_is_no_review_is_named(line: str, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text(written([review("capte")]) + line + "\n", encoding="utf-8")
    with pytest.raises(ReviewError, match="line 2 is no review"):
        load(tmp_path)


# ---- in the report


def report(root: Path) -> Report:
    return judging.findings(library.corpus([root]), catalogue(), as_of=date(2026, 1, 1), reviews=decisions.reviews())


def finding(found: Report, requirement: str = "tip-specific-offence") -> Finding:
    return next(each for each in found.findings if each.requirement == requirement)


@pytest.fixture
def people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database: str) -> Store:
    monkeypatch.setenv("HOMOLOGA_DATABASE_URL", database)
    return Store()


def test_a_decision_changes_the_verdict_is_signed_and_its_undoing_brings_the_first_back(
    tmp_path: Path, people: Store
) -> None:
    root = write(tmp_path / "laws", [entry()])
    before = report(root)
    assert (finding(before).status, finding(before).reviewed_by) == ("met", "")
    me = people.local()
    made = [
        people.mark(f"k{n}", me.id, _rejected(a, before.laws[0]), people.work(me.id, a.law, a.eid).version)
        for n, a in enumerate(_of_article_2(before))
    ]
    after = report(root)
    assert finding(after).status != "met"
    assert finding(after).reviewed_by == f"{me.pseudonym}, {made[0].made[:10]}"
    assert after.snapshot.id != before.snapshot.id
    for mark in made:
        people.change(f"undo {mark.id}", me.id, mark.id, mark.version, withdrawn=True)
    assert report(root) == before


def _of_article_2(found: Report) -> list[Annotation]:
    (tagged,) = batch.tagged(found.laws)
    return [a for a in tagged.annotations if a.eid == "art_2" and not a.concept.startswith("cue-")]


def _rejected(a: Annotation, law: Law) -> Words:
    replaces = {name: getattr(a, name) for name in ("concept", "role", "start", "end", "quote")}
    return Words(a.law, a.eid, a.concept, a.role, a.start, a.end, a.quote, {}, "rejected", law.sha256, replaces)


def test_a_review_of_words_that_are_gone_is_told_and_changes_nothing(tmp_path: Path, people: Store) -> None:
    root = write(tmp_path / "laws", [entry()])
    first = report(root)
    me = people.local()
    for n, a in enumerate(_of_article_2(first)):
        people.mark(f"k{n}", me.id, _rejected(a, first.laws[0]), people.work(me.id, a.law, a.eid).version)
    changed = PENAL_CODE.replace("capte, transporte, traslade, acoja o reciba a una", "reclute, o aloje a otra")
    root = write(tmp_path / "changed", [entry(version="2024-01-01")], {"code.txt": changed})
    found = finding(report(root), "tip-specific-offence")
    assert me.pseudonym in found.stale_reviews


def test_a_decision_on_another_criterion_is_told_and_no_review_until_it_is_made_again(
    tmp_path: Path, people: Store
) -> None:
    root = write(tmp_path / "laws", [entry()])
    first = report(root)
    me, asked = people.local(), criteria(embedded())
    a = next(each for each in _of_article_2(first) if each.concept == "recruits")
    said = replace(
        _rejected(a, first.laws[0]), verdict="accepted", criteria={**asked["recruits"], "tip-act-element": "other"}
    )
    made = people.mark("k", me.id, said, 0)
    found = report(root)
    signed = f"{me.pseudonym}, {made.made[:10]}"
    act = finding(found, "tip-act-element")
    assert (act.reviewed_by, act.stale_reviews) == ("", signed)
    assert {each.requirement for each in found.findings if each.stale_reviews} == {act.requirement}
    assert outdated("recruits", made.criteria, asked)
    people.decide("d", me.id, made.id, "upheld", "Sigue valiendo.", criteria=asked["recruits"])
    act = finding(report(root), "tip-act-element")
    assert (act.reviewed_by, act.stale_reviews) == (signed, "")


def test_an_observation_stands_beside_its_finding_signed_and_changes_no_verdict(tmp_path: Path, people: Store) -> None:
    root = write(tmp_path / "laws", [entry()])
    before = report(root)
    me = people.local()
    said = people.observe("o", me.id, "ZZ", "tip-specific-offence", "Lo aclara el reglamento.")
    found = judging.findings(
        library.corpus([root]), catalogue(), as_of=date(2026, 1, 1), observations=decisions.observations()
    )
    (observed,) = finding(found).observations
    assert (observed.by, observed.on, observed.body) == (me.pseudonym, said.made[:10], said.body)
    assert replace(finding(found), observations=()) == finding(before)
    assert found.snapshot.id != before.snapshot.id
    assert plain.finding_of(plain.finding(finding(found))) == finding(found)


def test_a_finding_that_rests_on_words_on_which_people_differ_says_so_until_somebody_decides(
    tmp_path: Path, people: Store
) -> None:
    root = write(tmp_path / "laws", [entry()])
    before = report(root)
    me = people.local()
    ana, eva = (people.add_person(n, me.id, f"{n}@example.org", n, "annotator") for n in ("ana", "eva"))
    a = next(
        each
        for each in _of_article_2(before)
        if each.quote == "con fines de explotación sexual" or each.concept == "sexual-exploitation"
    )
    no = people.mark("no", ana.id, _rejected(a, before.laws[0]), 0)
    people.finish("done", eva.id, a.law, a.eid, before.laws[0].sha256)
    found = report(root)
    contested = {each.requirement for each in found.findings if each.contested}
    assert finding(found).contested == f"{ana.pseudonym}, {no.made[:10]}"
    assert finding(found).status == finding(before).status
    assert "som-specific-offence" not in contested and "tip-attempt" not in contested
    people.decide("decide", me.id, no.id, "overruled", "It is there.")
    assert [each for each in report(root).findings if each.contested] == []


def test_a_tag_that_only_one_of_two_added_makes_an_absence_contested(tmp_path: Path, people: Store) -> None:
    code = PENAL_CODE.replace("con fines de explotación sexual o de trabajo forzado", "para otros fines")
    root = write(tmp_path / "laws", [entry()], {"code.txt": code})
    before = report(root)
    me = people.local()
    ana, eva = (people.add_person(n, me.id, f"{n}@example.org", n, "annotator") for n in ("ana", "eva"))
    clause = next(
        c for tagged in batch.tagged(before.laws) for top in tagged.clauses for c in top.walk() if c.eid == "art_2"
    )
    start = clause.text.index("para otros fines")
    added = Words(
        before.laws[0].expression,
        "art_2",
        "sexual-exploitation",
        "element",
        start,
        start + 16,
        "para otros fines",
        {},
        "added",
        before.laws[0].sha256,
    )
    people.mark("yes", ana.id, added, 0)
    people.finish("done", eva.id, added.law, "art_2", before.laws[0].sha256)
    found = finding(report(root))
    assert found.status == finding(before).status != "met" and ana.pseudonym in found.contested


def test_what_is_contested_is_no_decision(people: Store) -> None:
    me = people.local()
    eva = people.add_person("eva", me.id, "eva@example.org", "eva", "annotator")
    people.mark(
        "no", eva.id, Words(LAW.expression, "art_1", "recruits", "element", 6, 11, "capte", {}, "added", "0" * 64), 0
    )
    people.finish("done", me.id, LAW.expression, "art_1", "0" * 64)
    assert people.reviews() == ()
    (disputed,) = people.disputed()
    assert disputed.contested and "contested" in written([disputed])
    tagged = Tagged(LAW, (CLAUSE,), (), Quality("A", (), 1, 1.0))
    assert apply(tagged, [disputed]).tagged == tagged


def test_only_a_country_with_decisions_is_judged_anew(tmp_path: Path, people: Store) -> None:
    root = write(tmp_path / "laws", [entry()])
    found = report(root)
    judging.findings(library.corpus(), catalogue(), as_of=date(2026, 1, 1), countries=["MX"])
    me = people.local()
    a = _of_article_2(found)[0]
    people.mark("k", me.id, _rejected(a, found.laws[0]), 0)
    again = judging.findings(
        library.corpus(), catalogue(), as_of=date(2026, 1, 1), countries=["MX"], reviews=decisions.reviews()
    )
    assert (
        again.snapshot.id
        == judging.findings(library.corpus(), catalogue(), as_of=date(2026, 1, 1), countries=["MX"]).snapshot.id
    )


def test_without_a_database_no_report_loads_its_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOMOLOGA_HOME", str(tmp_path))
    script = "import sys; from analysis import decisions; decisions.reviews(); print('sqlalchemy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=library.ROOT)
    assert done.stdout.strip() == "False"
