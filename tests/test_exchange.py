"""Annotation sets go out and come in again: nothing is lost that the format can hold, and a bad file changes nothing."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import warnings
import zipfile
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.catalogue import catalogue
from analysis.exchange import HELD, AnnotationSet, ExchangeError, changes, formats, held, read
from analysis.model import Annotation
from analysis.standards import criteria
from analysis.store import Store
from analysis.store.records import Refused, StoreError
from tests import small_corpus

ROOT = Path(__file__).parents[1]
LAW = "/akn/zz/act/ley/2000/1/spa@2020-01-01"
CONCEPTS = ("recruits", "deceives", "penalty")
FORMATS = tuple(formats())

words = st.text(
    st.one_of(st.sampled_from("aáñü ,.;\n“”—😀𝄞\u0301"), st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"], exclude_characters="\x85")),
    min_size=1, max_size=60,
).filter(lambda text: text == text.strip() and "\n\n" not in text)  # fmt: skip
"""Texts as clauses have them: no blanks at the ends, lines without empty ones."""
values = st.fixed_dictionaries(
    {}, optional={"min_years": st.integers(0, 99), "days": st.floats(0, 99), "life": st.booleans(), "currency": words, "fine_money": st.just([0, None])}
)  # fmt: skip


@st.composite
def sets(draw: st.DrawFn) -> AnnotationSet:
    clauses = {f"art_{at}": draw(words) for at in range(1, draw(st.integers(1, 4)) + 1)}
    clauses["art_9"] = ""
    found = []
    for _ in range(draw(st.integers(0, 6))):
        eid = draw(st.sampled_from(list(clauses)))
        text = clauses[eid]
        start = draw(st.integers(0, max(len(text) - 1, 0)))
        end = draw(st.integers(start, len(text)))
        found.append(Annotation(
            LAW, eid, draw(st.sampled_from(CONCEPTS)), draw(st.sampled_from(["element", "aggravator", "mention"])), start, end, text[start:end],
            draw(values), draw(st.sampled_from(["rule:penalty", "P-1234ab", "model:00ff"])), draw(st.sampled_from([1.0, 0.5, 0.0])),
        ))  # fmt: skip
    return AnnotationSet(LAW, "es", clauses, tuple(found))


def in_order(found: Any) -> list[str]:
    return sorted(json.dumps(asdict(one), sort_keys=True) for one in found)


@pytest.mark.parametrize("name", FORMATS)
@given(given_set=sets())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_what_goes_out_comes_in_again(name: str, given_set: AnnotationSet) -> None:
    module = formats()[name]
    back = read(name, module.write(given_set), LAW, given_set.clauses, CONCEPTS)
    assert in_order(back) == in_order(held(given_set.annotations, module.LOSES))


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_set_gives_the_same_bytes(name: str) -> None:
    assert formats()[name].write(SAMPLE) == formats()[name].write(SAMPLE)


def test_the_formats_that_were_promised() -> None:
    assert set(FORMATS) == {"w3c", "cas-xmi", "cas-json", "brat", "doccano", "label-studio", "csv", "docbin"}
    assert all(set(module.LOSES) <= set(HELD) for module in formats().values())


SAMPLE = AnnotationSet(
    LAW, "es", {"art_1": "Quien capte 😀 mediante engaño\nserá penado.", "art_2": ""},
    (
        Annotation(LAW, "art_1", "recruits", "element", 6, 11, "capte", {}, "rule:recruits"),
        Annotation(LAW, "art_1", "deceives", "element", 23, 35, "engaño\nserá ".rstrip(), {"days": 2}, "P-1", 0.5),
    ),
)  # fmt: skip
SAMPLE = replace(
    SAMPLE,
    annotations=(SAMPLE.annotations[0], replace(SAMPLE.annotations[1], end=23 + len(SAMPLE.annotations[1].quote))),
)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", ["csv", "w3c", "label-studio", "docbin", "brat", "cas-xmi", "cas-json"])
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"concept": "no-such-concept"}, "not known"),
        ({"end": 900}, "outside|quotes"),
        ({"role": "boss"}, "role that is not known, .*boss"),
    ],
)
def test_each_format_refuses_what_no_law_has(name: str, change: dict[str, Any], said: str) -> None:
    strange = replace(SAMPLE, annotations=(SAMPLE.annotations[1], replace(SAMPLE.annotations[0], **change)))
    with warnings.catch_warnings(action="ignore"):
        data = formats()[name].write(strange)
    with pytest.raises(ExchangeError, match=said):
        read(name, data, LAW, SAMPLE.clauses, CONCEPTS)


@pytest.mark.parametrize("name", ["csv", "w3c", "label-studio", "brat"])
def test_other_words_than_the_laws_are_refused(name: str) -> None:
    data = formats()[name].write(replace(SAMPLE, annotations=(replace(SAMPLE.annotations[0], quote="captare"),)))
    with pytest.raises(ExchangeError, match=r"nothing was taken.*quotes “captare”"):
        read(name, data, LAW, SAMPLE.clauses, CONCEPTS)


@pytest.mark.parametrize("name", FORMATS)
def test_a_set_of_another_version_says_which(name: str) -> None:
    other = "/akn/zz/act/ley/2000/1/spa@2021-01-01"
    said = replace(SAMPLE, law=other, annotations=tuple(replace(one, law=other) for one in SAMPLE.annotations))
    with pytest.raises(ExchangeError, match=f"the file is of {other}, not of {LAW}"):
        read(name, formats()[name].write(said), LAW, SAMPLE.clauses, CONCEPTS)


@pytest.mark.parametrize("name", ["brat", "cas-xmi", "docbin"])
def test_a_small_file_that_unpacks_to_a_large_one_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module = formats()[name]
    monkeypatch.setattr(module, "MOST_BYTES", 100)
    with pytest.raises(ExchangeError, match="unpacks to more"):
        read(name, module.write(SAMPLE), LAW, SAMPLE.clauses, CONCEPTS)


def test_a_cas_that_declares_entities_is_refused() -> None:
    with zipfile.ZipFile(io.BytesIO(formats()["cas-xmi"].write(SAMPLE))) as files:
        parts = {name: files.read(name) for name in files.namelist()}
    parts["law.xmi"] = parts["law.xmi"].replace(b"?>", b'?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>', 1)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as files:
        for name, data in parts.items():
            files.writestr(name, data)
    with pytest.raises(ExchangeError, match="entities"):
        read("cas-xmi", out.getvalue(), LAW, SAMPLE.clauses, CONCEPTS)


@pytest.mark.parametrize("name", ["csv", "w3c"])
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"concept": "no-such-concept"}, "not known"),
        ({"end": 900}, "outside its clause"),
        ({"law": "/akn/zz/act/ley/2000/1/spa@2021-01-01"}, "is of .*2021-01-01, not of"),
        ({"score": 1.5}, "score"),
        ({"eid": "art_77"}, "has not"),
        ({"quote": "captare"}, "quotes"),
        ({"role": "banana"}, "role that is not known, banana"),
        ({"values": {"max_years": "cuatro"}}, "max_years"),
        ({"values": {"max_years": True}}, "max_years"),
        ({"values": {"max_years": float("nan")}}, "max_years"),
        ({"values": {"unheard_of": 1}}, "unheard_of"),
        ({"values": {"fine_days": [1, 2, 3]}}, "fine_days"),
    ],
)
def test_a_set_that_does_not_fit_is_refused_whole(name: str, change: dict[str, Any], said: str) -> None:
    strange = replace(SAMPLE, annotations=(SAMPLE.annotations[1], replace(SAMPLE.annotations[0], **change)))
    data = formats()[name].write(strange)
    with pytest.raises(ExchangeError, match=rf"nothing was taken.*{said}"):
        read(name, data, LAW, SAMPLE.clauses, CONCEPTS)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"homologa:values": [1]}, "no mapping"),
        ({"homologa:values": None}, "no mapping"),
        ({"creator": {"name": 5}}, "no text as its by"),
        ({"body": [{"purpose": "tagging", "value": ["penalty"]}, {"purpose": "classifying", "value": "element"}]}, "no text as its concept"),
    ],
)  # fmt: skip
def test_what_is_of_another_kind_is_refused(change: dict[str, Any], said: str) -> None:
    page = json.loads(formats()["w3c"].write(SAMPLE))
    page["items"][0] |= change
    with pytest.raises(ExchangeError, match=rf"nothing was taken.*{said}"):
        read("w3c", json.dumps(page).encode(), LAW, SAMPLE.clauses, CONCEPTS)


def test_people_are_no_software() -> None:
    by = ["rule:penalty", "model:00ff", "person:Ana, 2026-01-01", "P-1234ab"]
    page = json.loads(
        formats()["w3c"].write(replace(SAMPLE, annotations=tuple(replace(SAMPLE.annotations[0], by=one) for one in by)))
    )
    assert [each["creator"]["type"] for each in page["items"]] == ["Software", "Software", "Person", "Person"]


@pytest.mark.parametrize("name", FORMATS)
def test_a_set_of_another_text_is_refused(name: str) -> None:
    data = formats()[name].write(SAMPLE)
    with pytest.raises(ExchangeError, match=r"nothing was taken|not that of the law"):
        read(name, data, LAW, {**SAMPLE.clauses, "art_1": f"Hoy, {SAMPLE.clauses['art_1']}"}, CONCEPTS)


@pytest.mark.parametrize("name", FORMATS)
def test_unknown_concepts_are_refused(name: str) -> None:
    with pytest.raises(ExchangeError, match="not known"):
        read(name, formats()[name].write(SAMPLE), LAW, SAMPLE.clauses, ["penalty"])


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    "data", [b"", b"{", b"\x00\xff\xfe", b"PK\x03\x04", b"<a>"], ids=["empty", "half", "noise", "zip", "xml"]
)
def test_half_a_file_is_one_sentence(name: str, data: bytes) -> None:
    if name == "doccano" and not data:
        assert read(name, data, LAW, SAMPLE.clauses, CONCEPTS) == ()
        return
    with pytest.raises(ExchangeError, match=r"no whole file|nothing was taken"):
        read(name, data, LAW, SAMPLE.clauses, CONCEPTS)


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_cut_short_is_refused_or_gives_what_is_whole(name: str) -> None:
    data = formats()[name].write(SAMPLE)
    with pytest.raises(ExchangeError):
        read(name, data[: len(data) * 2 // 3], LAW, SAMPLE.clauses, CONCEPTS)


def test_a_file_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.exchange.MOST_BYTES", 10)
    with pytest.raises(ExchangeError, match="MB"):
        read("csv", b"x" * 11, LAW, SAMPLE.clauses, CONCEPTS)


# ---- what an import would change --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FORMATS)
def test_what_comes_back_unchanged_changes_nothing(name: str) -> None:
    module = formats()[name]
    back = read(name, module.write(SAMPLE), LAW, SAMPLE.clauses, CONCEPTS)
    assert changes(back, SAMPLE.annotations, module.LOSES, "00", complete=True) == ()


def test_what_an_import_changes_is_told_apart() -> None:
    first, second = SAMPLE.annotations
    new = replace(first, concept="penalty")
    said = changes([replace(first, role="mention"), new], [first, second], (), "00", complete=True)
    assert [(one.verdict, one.concept, one.role) for one in said] == [
        ("corrected", "recruits", "mention"), ("added", "penalty", "element"), ("rejected", "deceives", "element"),
    ]  # fmt: skip
    assert [one.replaces["role"] if one.replaces else None for one in said] == ["element", None, "element"]
    assert [one.verdict for one in changes([], [first], (), "00")] == []
    asked = {"recruits": {"tip-act-element": "abc"}}
    kept = changes([replace(first, role="mention"), new], [first, second], (), "00", complete=True, criteria=asked)
    assert [dict(one.criteria) for one in kept] == [asked["recruits"], {}, {}]


def test_an_import_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/reviews.db")
    person = store.local().id
    said = changes([replace(each, concept="penalty") for each in SAMPLE.annotations], [], (), "00")
    assert store.take("import:1", person, said) == 2
    assert store.take("import:1", person, said) == 0
    assert [(mark.concept, mark.quote) for mark in store.marks()] == [
        ("penalty", each.quote) for each in SAMPLE.annotations
    ]
    before = len(store.trail())
    with pytest.raises((TypeError, StoreError)):
        store.take("import:2", person, [said[0], replace(said[1], concept=None)])  # type: ignore[arg-type]
    assert (len(store.marks()), len(store.trail())) == (2, before)
    reader = store.sign_in("reader@example.org").id
    with pytest.raises(Refused):
        store.take("import:3", reader, said)
    store.close()


def test_the_terminal_takes_a_set_back_and_the_law_says_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOMOLOGA_HOME", str(tmp_path / "home"))
    corpus = small_corpus.write(tmp_path / "corpus", [small_corpus.entry()])
    law = ["--law", small_corpus.entry()["id"], "--corpus", str(corpus), "--format", "csv"]
    file = tmp_path / "set.csv"

    def run(*words: str) -> dict[str, Any]:
        command = [sys.executable, "-m", "analysis", *words, *law, "--json"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    whole = run("export", "--annotations", "--output", str(file))["annotations"]
    lines = file.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    file.write_text("".join(lines[:-1]), encoding="utf-8-sig")
    assert run("import", str(file), "--yes")["written"] == 0
    added = lines[-1].replace(",mention,", ",definition,").replace(",element,", ",mention,")
    file.write_text("".join([*lines[:-2], added]), encoding="utf-8-sig")
    once = run("import", str(file), "--yes")
    assert (once["corrected"], once["written"]) == (1, 1)
    again = run("import", str(file), "--complete", "--yes")
    assert (again["rejected"], again["written"]) == (1, 1)
    for mark in Store(f"sqlite:///{tmp_path / 'home' / 'homologa.sqlite3'}").marks():
        assert mark.criteria == criteria(catalogue().requirements()).get(mark.concept, {})
    assert run("export", "--annotations", "--output", str(file))["annotations"] == whole - 1
