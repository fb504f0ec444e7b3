"""Countries judged: one bad law stops no other, and nothing is worked out twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_corpus import PENAL_CODE, TODAY, entry, found_in, statuses, write

from analysis import judging, library, reading
from analysis.catalogue import catalogue

pytestmark = pytest.mark.usefixtures("fresh_cache")


def test_a_folder_of_laws_becomes_findings_with_their_words(tmp_path: Path) -> None:
    report = found_in(write(tmp_path / "c", [entry()]))
    (finding,) = [each for each in report.findings if each.requirement == "tip-specific-offence"]
    assert finding.status == "met"
    assert {item.eid for item in finding.evidence} == {"art_2"}
    assert report.places[finding.evidence[0].law]["art_2"] == "art. 2"
    assert len(report.findings) == len(catalogue().cards)


def test_what_was_found_once_is_not_worked_out_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write(tmp_path / "c", [entry()])
    first = found_in(root)
    monkeypatch.setattr(reading, "make", None)
    assert found_in(root) == first


def test_one_bad_law_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    laws = [
        entry(),
        *(entry(id=f"/akn/zz/act/ley/1/{name}", file=name, format=None) for name in ("a.pdf", "b.xml", "c.txt")),
    ]
    files = {"code.txt": PENAL_CODE, "a.pdf": "%PDF-1.7 broken", "b.xml": "<akomaNtoso><act>", "c.txt": "  \n"}
    report = found_in(write(tmp_path / "c", laws, files))
    assert statuses(report)["tip-specific-offence"] == "met"
    failed = {Path(problem.where).name: str(problem) for problem in report.problems if problem.kind == "failed"}
    assert set(failed) == {"a.pdf", "b.xml", "c.txt"}
    assert all("\n" not in line for line in failed.values())


def test_a_standard_alone_gives_the_same_answers(tmp_path: Path) -> None:
    root = write(tmp_path / "c", [entry()])
    one = judging.findings(library.corpus([root]), catalogue(standards=["smuggling-offence"]), as_of=TODAY)
    assert {finding.standard for finding in one.findings} == {"smuggling-offence"}
    assert statuses(one).items() <= statuses(found_in(root)).items()
