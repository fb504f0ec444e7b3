"""Manifests and what counts on a day: one idea a case."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from small_corpus import PENAL_CODE, entry, write

from analysis import judging, library
from analysis.catalogue import catalogue
from analysis.errors import UsageError
from analysis.tag import LANGUAGES

TODAY = date(2024, 6, 1)


def _country(root: Path) -> library.Country:
    return library.corpus([root])["ZZ"]


def _said(country: library.Country) -> str:
    return "\n".join(map(str, country.problems))


def test_a_law_has_the_fields_of_its_entry(tmp_path: Path) -> None:
    written = entry(in_force={"from": "2001-02-03"}, covers=["tip-attempt"], short="CP")
    (law,) = _country(write(tmp_path, [written])).laws
    assert (law.expression, law.country, law.short) == ("/akn/zz/act/ley/2000/1/spa@2020-01-01", "ZZ", "CP")
    assert (law.in_force_from, law.in_force_until, law.covers) == (date(2001, 2, 3), None, ("tip-attempt",))
    assert law.sha256 == hashlib.sha256(PENAL_CODE.encode()).hexdigest()


@pytest.mark.parametrize(
    ("manifest", "words"),
    [
        ([entry(titel="x", title=None)], ["entry “/akn/zz/act/ley/2000/1”", "“titel” is unknown", "did you mean “title”"]),
        ([entry(in_force={"form": "2000-01-01"})], ["“in_force.form” is unknown", "did you mean “from”"]),
        ([entry(kind="criminal-cod")], ["“criminal-cod” is not allowed", "did you mean “criminal-code”"]),
        ([entry(status="valid")], ["“valid” is not allowed", "in force"]),
        ([entry(title=None)], ["“title” is missing"]),
        ([entry(text=None)], ["“text” is missing"]),
        ([entry(version="yesterday")], ["version", "must be a date"]),
        ([entry(version=2020)], ["version", "must be a date"]),
        ([entry(version="2020-02-31")], ["version"]),
        ([entry(file="../../secret.txt")], ["file", "below the folder"]),
        ([entry(file="/etc/passwd")], ["file", "below the folder"]),
        ([entry(sha256="abc")], ["sha256"]),
        ([entry(in_force={"from": "2010-01-01", "until": "2009-01-01"})], ["until must come after from"]),
        (["code.txt"], ["entry 1"]),
        ([{"has_no": [{"kind": "ruling"}]}], ["entry “ruling”", "“source” is missing"]),
        ([{"party_to": [{"treaty": "UNTOC", "source": "x"}]}], ["entry “UNTOC”", "“since” is missing"]),
        ([{"party_to": [{"treaty": "UNTOC", "sinse": "2004-01-01"}]}], ["“sinse” is unknown", "did you mean “since”"]),
        ([{"party_to": [{"treaty": "UNTOC", "source": "x", "since": "2003-01-01", "deposited": "2003-01-02"}]}], ["since must not come before"]),
        ([{"party_to": [{"treaty": "UNTOC", "source": "x", "since": "2003-01-01", "reservations": [{"say": "x"}]}]}], ["did you mean “says”"]),
        ("- id: [unclosed", ["is no YAML", "line"]),
        ("- id: /a\n  id: /b\n", ["“id” stands twice"]),
        ("- !!python/object/apply:os.system [id]\n", ["is no YAML"]),
        ("- version: 2020-13-45\n", ["is no YAML"]),
        ("just words", ["is no list of laws"]),
        ({"law": []}, ["“law” is unknown", "did you mean “laws”"]),
        ("a: &a [x,x]\nb: &b [*a,*a]\n" + "- c", ["is no YAML"]),
    ],
)  # fmt: skip
def test_a_mistake_is_one_line_that_names_file_entry_and_key(tmp_path: Path, manifest: Any, words: list[str]) -> None:
    country = _country(write(tmp_path, manifest))
    failed = [problem for problem in country.problems if problem.kind == "failed"]
    assert len(failed) == 1
    assert "\n" not in str(failed[0])
    assert "laws.yaml" in str(failed[0])
    assert all(word in str(failed[0]) for word in words), str(failed[0])
    assert not country.laws


def test_a_bad_entry_leaves_the_others_alone(tmp_path: Path) -> None:
    other = entry(id="/akn/zz/act/ley/2000/2", file="b.txt")
    country = _country(write(tmp_path, [entry(knid="x"), other], {"code.txt": "x", "b.txt": "y"}))
    assert [law.work for law in country.laws] == ["/akn/zz/act/ley/2000/2"]


@pytest.mark.parametrize(
    "manifest",
    [
        [entry(), {"has_no": [{"kind": "ruling", "source": "https://example.org/none"}]}],
        {"laws": [entry()], "has_no": [{"kind": "ruling", "source": "https://example.org/none"}]},
    ],
)
def test_a_manifest_says_which_laws_a_state_has_not(tmp_path: Path, manifest: Any) -> None:
    country = _country(write(tmp_path, manifest))
    assert country.has_no == {"ruling": "https://example.org/none"}
    assert len(country.laws) == 1


UNTOC = {
    "treaty": "UNTOC", "deposited": "2008-04-01", "since": "2008-05-01", "source": "https://example.org/parties",
    "reservations": [{"article": "35(2)", "says": "not bound by it", "source": "https://example.org/parties"}],
}  # fmt: skip


@pytest.mark.parametrize("manifest", [[entry(), {"party_to": [UNTOC]}], {"laws": [entry()], "party_to": [UNTOC]}])
def test_a_manifest_says_which_treaties_bind_a_state_and_since_when(tmp_path: Path, manifest: Any) -> None:
    country = _country(write(tmp_path, manifest))
    (party,) = country.party_to
    assert (party.treaty, party.since, party.deposited) == ("UNTOC", date(2008, 5, 1), date(2008, 4, 1))
    assert party.reservations == (("35(2)", "not bound by it"),)
    assert len(country.laws) == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"file": "gone.txt"}, "gone.txt: the file is missing"),
        ({"sha256": "0" * 64}, "its SHA-256 differs"),
    ],
)
def test_a_file_at_fault_is_named_and_the_others_go_on(tmp_path: Path, changes: dict[str, Any], words: str) -> None:
    bad = entry(id="/akn/zz/act/ley/2000/9", **{"file": "b.txt", **changes})
    country = _country(write(tmp_path, [bad, entry()], {"code.txt": PENAL_CODE, "b.txt": "x"}))
    assert [law.work for law in country.laws] == ["/akn/zz/act/ley/2000/1"]
    assert words in _said(country)


def test_two_files_with_one_expression_are_refused(tmp_path: Path) -> None:
    country = _country(write(tmp_path, [entry(), entry(file="b.txt")], {"code.txt": "x", "b.txt": "y"}))
    assert not country.laws
    assert "one expression, /akn/zz/act/ley/2000/1/spa@2020-01-01" in _said(country)
    assert "code.txt" in _said(country)
    assert "b.txt" in _said(country)


def test_a_file_that_no_manifest_lists_is_named(tmp_path: Path) -> None:
    country = _country(write(tmp_path, [entry()], {"code.txt": "x", "stray.pdf": "y", "more/stray.txt": "z"}))
    (problem,) = country.problems
    assert problem.kind == "skipped"
    assert "stray.pdf" in problem.what
    assert "more/stray.txt" in problem.what


def test_a_folder_without_a_manifest_is_named(tmp_path: Path) -> None:
    (tmp_path / "yy").mkdir()
    assert "there is no laws.yaml" in str(library.corpus([tmp_path])["YY"].problems[0])


def test_a_folder_that_is_no_country_is_named(tmp_path: Path) -> None:
    write(tmp_path, [entry()], country="drafts")
    assert "drafts" in library.corpus([tmp_path])[""].problems[0].what


def test_the_folder_of_one_country_is_a_corpus(tmp_path: Path) -> None:
    write(tmp_path, [entry()])
    assert list(library.corpus([tmp_path / "zz"])) == ["ZZ"]


def test_a_corpus_that_does_not_exist_is_bad_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such folder"):
        library.corpus([tmp_path / "nothing"])


def test_a_corpus_stands_alone_unless_the_embedded_one_is_asked_for(tmp_path: Path) -> None:
    write(tmp_path, [entry()])
    assert list(library.corpus([tmp_path])) == ["ZZ"]
    assert {"ZZ", "MX", "CR"} <= set(library.corpus([tmp_path], with_embedded=True))
    assert "MX" in library.corpus()


def test_the_embedded_corpus_has_no_problem() -> None:
    assert [str(problem) for country in library.corpus().values() for problem in country.problems] == []


# ---- which texts count on a day ------------------------------------------------------------------------------------


def _chosen(tmp_path: Path, entries: list[dict[str, Any]], day: date = TODAY) -> tuple[list[str], library.Country]:
    named = [{**each, "file": f"{at}.txt"} for at, each in enumerate(entries)]
    files = {f"{at}.txt": str(at) for at in range(len(entries))}
    country = library.in_force(_country(write(tmp_path, named, files)), day)
    return [law.file.stem for law in country.laws], country


@pytest.mark.parametrize(
    ("entries", "chosen"),
    [
        ([entry(text="digest", version="2024-01-01"), entry(text="official", version="2019-01-01")], ["1"]),
        ([entry(text="digest"), entry(text="excerpt", version="2019-01-01")], ["1"]),
        ([entry(text="excerpt"), entry(text="consolidated", version="2019-01-01")], ["1"]),
        ([entry(text="digest"), entry(text="official")], ["1"]),
        ([entry(text="digest", id="/akn/zz/act/ley/1/9"), entry(text="official")], ["0", "1"]),
        ([entry(version="2019-01-01"), entry(version="2021-01-01")], ["1"]),
        ([entry(version="2019-01-01"), entry(version="2025-01-01")], ["0"]),
        ([entry(language="fr"), entry(language="en")], ["1"]),
        ([entry(language="fr", version="2023-01-01"), entry(language="en")], ["1"]),
        ([entry(version=None)], ["0"]),
        ([entry(status="superseded")], []),
        ([entry(status="superseded", in_force={"until": "2024-06-01"})], []),
        ([entry(status="superseded", in_force={"until": "2024-06-02"})], ["0"]),
        ([entry(status="repealed", in_force={"from": "2024-06-01", "until": "2025-01-01"})], ["0"]),
        ([entry(status="bill")], []),
        ([entry(status="bill", in_force={"from": "2024-01-01"})], ["0"]),
        ([entry(status="vetoed")], []),
        ([entry(in_force={"from": "2024-06-02"})], []),
        ([entry(in_force={"from": "2024-06-01"})], ["0"]),
    ],
)
def test_of_each_work_the_fullest_text_of_the_day_counts(
    tmp_path: Path, entries: list[dict[str, Any]], chosen: list[str]
) -> None:
    assert _chosen(tmp_path, entries)[0] == chosen


def test_a_work_whose_only_text_is_later_is_named(tmp_path: Path) -> None:
    chosen, country = _chosen(tmp_path, [entry(version="2025-01-01")])
    assert chosen == []
    assert "the only text at hand is of 2025-01-01, later than 2024-06-01" in _said(country)


def test_an_embedded_text_gives_way_to_one_of_the_same_expression(tmp_path: Path) -> None:
    mexican = next(law for law in library.corpus()["MX"].laws if law.kind == "trafficking-law")
    mine = entry(id=mexican.work, version=str(mexican.version), kind="trafficking-law", text="excerpt")
    both = library.corpus([write(tmp_path, [mine], country="mx")], with_embedded=True)["MX"]
    assert [law.text for law in library.in_force(both, date(2026, 12, 1)).laws if law.work == mexican.work] == [
        "excerpt"
    ]
    assert not [problem for problem in both.problems if problem.kind == "failed"]


def test_a_listed_file_is_found_by_its_manifest(tmp_path: Path) -> None:
    write(tmp_path, [entry(file="old/code.txt")], {"old/code.txt": "x", "other.txt": "y"})
    law = library.listed(tmp_path / "zz" / "old" / "code.txt")
    assert law is not None
    assert law.work == "/akn/zz/act/ley/2000/1"
    assert library.listed(tmp_path / "zz" / "other.txt") is None


def test_the_languages_that_are_preferred_are_those_that_are_tagged() -> None:
    assert library.TAGGED_LANGUAGES == LANGUAGES


def test_a_name_that_is_too_long_for_any_file_names_no_law_and_no_snapshot() -> None:
    from analysis import snapshots, unlisted

    for asked in (lambda: unlisted.law("x" * 5000, {}, date(2026, 1, 1)), lambda: snapshots.earlier("x" * 5000)):
        with pytest.raises(UsageError, match="there is no ") as told:
            asked()
        assert len(str(told.value)) < 700


def test_where_no_law_was_in_force_nothing_is_said_to_have_failed() -> None:
    from analysis.commands.question import leave
    from analysis.errors import HomologaError

    day = date(1890, 1, 1)
    found = judging.findings(library.corpus(), catalogue(), as_of=day, countries=["GT"])
    with pytest.raises(HomologaError, match="was in force on 1890-01-01"):
        leave(found)
