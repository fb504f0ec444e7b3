"""Many laws: one bad one stops no other, nothing is done twice, and what is kept can be trusted."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from small_corpus import PENAL_CODE, entry, write

from analysis import batch, cache, library
from analysis.model import Report

TODAY = date(2024, 6, 1)
ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def _fresh_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cache.ENVIRONMENT, str(tmp_path / "cache"))


def _report(root: Path, **options: Any) -> Report:
    return batch.findings(library.corpus([root]), batch.catalogue(), as_of=TODAY, **options)


def _statuses(report: Report) -> dict[str, str]:
    return {finding.requirement: finding.status for finding in report.findings}


def test_a_folder_of_laws_becomes_findings_with_their_words(tmp_path: Path) -> None:
    report = _report(write(tmp_path / "c", [entry()]))
    (finding,) = [each for each in report.findings if each.requirement == "tip-specific-offence"]
    assert finding.status == "met"
    assert {item.eid for item in finding.evidence} == {"art_2"}
    assert report.places[finding.evidence[0].law]["art_2"] == "art. 2"
    assert len(report.findings) == len(batch.catalogue().cards)


def test_what_was_found_once_is_not_worked_out_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write(tmp_path / "c", [entry()])
    first = _report(root)
    monkeypatch.setattr(batch, "make", None)
    assert _report(root) == first


def test_a_result_from_the_cache_is_the_result_itself(tmp_path: Path) -> None:
    (law,) = library.corpus([write(tmp_path / "c", [entry()])])["ZZ"].laws
    from analysis.read import read
    from analysis.tag import tag

    document = read(law)
    (found,) = batch.tagged([law])
    assert found.clauses == document.clauses
    assert found.annotations == tag(document)
    assert found.quality == document.quality


@pytest.mark.parametrize("harm", [b"", b"{}", b"\x00\xff", b"0" * 64 + b"\n{}"])
def test_a_damaged_entry_is_as_good_as_none_and_is_written_anew(tmp_path: Path, harm: bytes) -> None:
    root = write(tmp_path / "c", [entry()])
    first = _report(root)
    entries = list((tmp_path / "cache").rglob("*.json"))
    for file in entries:
        file.write_bytes(harm)
    assert _report(root) == first
    assert all(file.read_bytes() != harm for file in entries if "hashes" not in file.parts)


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    root = write(tmp_path / "c", [entry()])
    before = _report(root)
    file = root / "zz" / "code.txt"
    file.write_text("Artículo 1. Las bibliotecas abren a las nueve.\n\nArtículo 2. Son gratuitas.\n", encoding="utf-8")
    after = _report(root)
    assert _statuses(before)["tip-specific-offence"] == "met"
    assert _statuses(after)["tip-specific-offence"] != "met"
    assert before.snapshot.id != after.snapshot.id


def test_one_bad_law_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    laws = [
        entry(),
        *(entry(id=f"/akn/zz/act/ley/1/{name}", file=name, format=None) for name in ("a.pdf", "b.xml", "c.txt")),
    ]
    files = {"code.txt": PENAL_CODE, "a.pdf": "%PDF-1.7 broken", "b.xml": "<akomaNtoso><act>", "c.txt": "  \n"}
    report = _report(write(tmp_path / "c", laws, files))
    assert _statuses(report)["tip-specific-offence"] == "met"
    failed = {Path(problem.where).name: str(problem) for problem in report.problems if problem.kind == "failed"}
    assert set(failed) == {"a.pdf", "b.xml", "c.txt"}
    assert all("\n" not in line for line in failed.values())


def test_a_fault_of_our_own_in_one_law_stops_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from analysis import read

    real = read.read

    def faulty(law: Any, **options: Any) -> Any:
        if law.file.name == "b.txt":
            raise ZeroDivisionError("by design")
        return real(law, **options)

    monkeypatch.setattr(read, "read", faulty)
    laws = [entry(), entry(id="/akn/zz/act/ley/1/2", file="b.txt")]
    root = write(tmp_path / "c", laws, {"code.txt": PENAL_CODE, "b.txt": PENAL_CODE})
    assert "ZeroDivisionError: by design" in str(_report(root).problems[0])
    monkeypatch.setattr(read, "read", real)
    assert not _report(root).problems, "a failure that another try may mend is not kept"


def test_a_law_in_a_language_without_phrases_is_named(tmp_path: Path) -> None:
    report = _report(write(tmp_path / "c", [entry(language="fr")]))
    assert "no concept has phrases in its language, fr" in str(report.problems[0])


def test_a_language_that_the_words_contradict_is_named(tmp_path: Path) -> None:
    report = _report(write(tmp_path / "c", [entry(language="en")]))
    assert "the manifest says en, and its words look like es" in str(report.problems[0])


def test_progress_counts_what_is_to_be_done(tmp_path: Path) -> None:
    root, told = write(tmp_path / "c", [entry()]), []
    for _ in range(2):
        _report(root, progress=lambda *step: told.append(step))
    assert told == [(0, 1, ""), (1, 1, "Código Penal de Prueba")]


def test_a_snapshot_is_equal_for_equal_inputs_wherever_they_lie(tmp_path: Path) -> None:
    here, there = (_report(write(tmp_path / name, [entry()])).snapshot for name in ("here", "there"))
    assert replace(here, created=TODAY) == replace(there, created=TODAY)


@pytest.mark.parametrize(
    ("changes", "options"),
    [
        ({"kind": "other"}, {}),
        ({"text": "excerpt"}, {}),
        ({"version": "2021-01-01"}, {}),
        ({"title": "Código"}, {}),
        ({"short": "C"}, {}),
        ({"level": "state"}, {}),
        ({"sources": ["https://example.org/other"]}, {}),
        ({"in_force": {"from": "2001-01-01"}}, {}),
        ({}, {"as_of": date(2025, 1, 1)}),
        ({}, {"ocr": True}),
    ],
)
def test_a_snapshot_changes_with_what_it_rests_on(
    tmp_path: Path, changes: dict[str, Any], options: dict[str, Any]
) -> None:
    first = _report(write(tmp_path / "a", [entry()])).snapshot
    second = batch.findings(
        library.corpus([write(tmp_path / "b", [entry(**changes)])]), batch.catalogue(), **{"as_of": TODAY, **options}
    ).snapshot
    assert first.id != second.id


def test_a_standard_alone_gives_the_same_answers(tmp_path: Path) -> None:
    root = write(tmp_path / "c", [entry()])
    one = batch.findings(library.corpus([root]), batch.catalogue(standards=["smuggling-offence"]), as_of=TODAY)
    assert {finding.standard for finding in one.findings} == {"smuggling-offence"}
    assert _statuses(one).items() <= _statuses(_report(root)).items()


def test_processes_give_what_one_process_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    laws = [entry(id=f"/akn/zz/act/ley/1/{n}", file=f"{n}.txt") for n in range(4)]
    root = write(tmp_path / "c", laws, {f"{n}.txt": PENAL_CODE for n in range(4)})
    alone = _report(root)
    monkeypatch.setenv(cache.ENVIRONMENT, str(tmp_path / "other"))
    monkeypatch.setattr(batch, "WORTH_A_POOL", 0)
    assert _report(root) == alone


def test_a_law_that_kills_its_process_is_named_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "make", _deadly)
    laws = [entry(id=f"/akn/zz/act/ley/1/{n}", file=f"{n}.txt") for n in ("0", "deadly", "2")]
    root = write(tmp_path / "c", laws, {f"{n}.txt": PENAL_CODE for n in ("0", "deadly", "2")})
    found = list(library.corpus([root])["ZZ"].laws)
    outcomes = {law.file.stem: problem for law, problem in batch._pooled(found, False, 2)}
    assert outcomes["0"] is None
    assert outcomes["2"] is None
    assert "ended the process" in str(outcomes["deadly"])


def _deadly(law: Any, ocr: bool) -> None:
    if law.file.stem == "deadly":
        os._exit(9)


def test_a_cache_that_cannot_be_written_is_said_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv(cache.ENVIRONMENT, str(tmp_path / "file"))
    with pytest.raises(cache.CacheError, match=r"the cache cannot be written .* HOMOLOGA_CACHE"):
        _report(write(tmp_path / "c", [entry()]))


def test_nothing_half_written_remains(tmp_path: Path) -> None:
    target = tmp_path / "folder" / "file"
    cache.write(target, b"whole")
    with pytest.raises(TypeError):
        cache.write(target, "no bytes")  # type: ignore[arg-type]
    assert [file.name for file in target.parent.iterdir()] == ["file"]
    assert target.read_bytes() == b"whole"


def test_an_interruption_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(file: Path, target: Path) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        cache.write(tmp_path / "file", b"whole")
    assert list(tmp_path.iterdir()) == []


def test_an_entry_keeps_any_text(tmp_path: Path) -> None:
    value = ["ñ 𝄞 \ud800 \u2028", 1.5, None, {"a": []}]
    cache.save("room", "key", value)
    assert cache.load("room", "key") == value


def test_memory_does_not_grow_with_the_laws_that_are_done(tmp_path: Path) -> None:
    """The highest memory of a process that has tagged 40 laws, against one that has tagged 10, is within a tenth."""
    code = "\n\n".join(f"Artículo {n}. {PENAL_CODE.split('Artículo 2. ')[1].split(chr(10))[0]}" for n in range(1, 150))
    highest = []
    for number in (10, 40):
        laws = [entry(id=f"/akn/zz/act/ley/{number}/{n}", file=f"{n}.txt") for n in range(number)]
        root = write(
            tmp_path / str(number), laws, {f"{n}.txt": f"{code}\n\nArtículo 200. Ley {n}.\n" for n in range(number)}
        )
        script = (
            "import resource, sys; from pathlib import Path; from analysis import batch, library\n"
            f"laws = library.corpus([Path({str(root)!r})])['ZZ'].laws\n"
            "for found in batch.tagged(laws): pass\n"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
        )
        done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
        highest.append(json.loads(done.stdout))
    assert highest[1] < 1.1 * highest[0]
