"""What changed between two snapshots: found, written in every format that has a place for it, and asked for on the terminal."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analysis import snapshots
from analysis.changes import changes, disagreements
from analysis.errors import HomologaError, UsageError
from analysis.model import Evidence, Report
from analysis.report import formats, plain, shows_changes
from tests import small_corpus
from tests.sample_report import ACT, CARDS, CODE, FINDINGS, QUOTE, REPORT, TAKEN

ROOT = Path(__file__).parents[1]
LATER = replace(TAKEN, id="ba9876543210", as_of=date(2025, 1, 31), corpus="d" * 16)
FIRST = FINDINGS[0]


def _later(*findings: Any, **parts: Any) -> Report:
    return replace(REPORT, snapshot=LATER, findings=(*findings, *FINDINGS[len(findings) :]), **parts)


@pytest.mark.parametrize(
    ("after", "parts"),
    [
        (replace(FIRST, status="met"), ("status",)),
        (replace(FIRST, divergence=False), ("divergence",)),
        (replace(FIRST, missing=()), ("missing",)),
        (replace(FIRST, values={**FIRST.values, "min_years": 3}), ("values",)),
        (replace(FIRST, values=dict(reversed(FIRST.values.items()))), ()),
        (replace(FIRST, evidence=()), ("evidence",)),
        (replace(FIRST, evidence=(replace(QUOTE, law=replace(CODE, version=date(2023, 1, 1)).expression),)), ()),
        (replace(FIRST, evidence=(QUOTE, Evidence(CODE.expression, "art_13", "more", 0, 4, ""))), ("evidence",)),
        (replace(FIRST, confidence="low"), ()),
        (FIRST, ()),
    ],
)
def test_a_verdict_changes_with_what_it_says_and_rests_on(after: Any, parts: tuple[str, ...]) -> None:
    found = changes(REPORT, CARDS, _later(after), CARDS)
    assert [change.parts for change in found.findings] == ([parts] if parts else [])
    assert found.inputs == ("as_of", "corpus")


def test_laws_come_go_and_change() -> None:
    newer = replace(CODE, version=date(2023, 1, 1), sha256="b" * 64)
    other = replace(ACT, work="/akn/us/act/9", short="New")
    found = changes(REPORT, CARDS, _later(laws=(newer, other)), CARDS)
    assert [(c.before and c.before.short, c.after and c.after.version) for c in found.laws] == [
        (CODE.short, newer.version),
        (None, other.version),
        (ACT.short, None),
    ]


@pytest.mark.parametrize(
    ("text", "after", "differs"),
    [
        ("official", replace(FIRST, status="met"), True),
        ("official", replace(FIRST, values={**FIRST.values, "min_years": 3}), True),
        ("official", replace(FIRST, values={**FIRST.values, "months": 3}), False),
        ("official", replace(FIRST, status="unknown"), False),
        ("official", replace(FIRST, evidence=()), False),
        ("digest", replace(FIRST, status="met"), False),
    ],
)
def test_a_digest_and_the_text_in_its_place_disagree(text: Any, after: Any, differs: bool) -> None:
    digest = replace(CODE, text="digest")
    before = replace(REPORT, laws=(digest, ACT))
    found = disagreements(before, _later(after, laws=(replace(CODE, text=text), ACT)), CARDS)
    assert bool(found.findings) is differs
    assert len(plain.disagreements(found)) == differs


def test_a_country_that_was_not_asked_is_no_change_of_its_law() -> None:
    mexico = replace(REPORT, findings=tuple(f for f in FINDINGS if f.country == "MX"), laws=(CODE,))
    found = changes(mexico, CARDS, _later(), CARDS)
    assert (found.came, found.went, found.findings, found.laws) == (("US",), (), (), ())


def test_requirements_come_go_and_change() -> None:
    asked = (replace(CARDS[0], strength="benchmark"), replace(CARDS[1], id="new", code="Z9"))
    found = changes(REPORT, CARDS, _later(), asked)
    assert [(c.before and c.before.id, c.after and c.after.id) for c in found.requirements] == [
        ("tip-attempt", "tip-attempt"),
        (None, "new"),
        ("som-attempt", None),
    ]


def test_a_written_report_is_read_back() -> None:
    record = json.loads(json.dumps(plain.report(REPORT, CARDS)))
    report, cards = plain.report_of(record)
    found = changes(report, cards, REPORT, CARDS)
    assert (found.findings, found.laws, found.requirements, found.inputs) == ((), (), (), ())


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("name", [name for name, module in formats().items() if shows_changes(module)])
def test_a_format_says_what_changed_the_same_each_time(name: str, language: str) -> None:
    found = changes(REPORT, CARDS, _later(replace(FIRST, status="met", missing=())), CARDS)
    after = _later(replace(FIRST, status="met", missing=()))
    one, two = (formats()[name].write(after, CARDS, language, found) for _ in range(2))
    assert one == two
    assert one != formats()[name].write(after, CARDS, language)


# ---- where earlier snapshots are ------------------------------------------------------------------------------------


def test_a_snapshot_is_kept_by_its_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOMOLOGA_CACHE", str(tmp_path))
    snapshots.keep(REPORT, CARDS)
    report, cards = snapshots.earlier(TAKEN.id)
    assert (report.snapshot, [card.id for card in cards]) == (TAKEN, [card.id for card in CARDS])


@pytest.mark.parametrize("since", ["000000000000", "../../no/such/file", "nowhere.json", ""])
def test_a_snapshot_that_is_nowhere(since: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="there is no snapshot"):
        snapshots.earlier(since)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"snapshot": 1}', '{"snapshot": {}, "findings": []}', "\x00"])
def test_a_file_that_is_no_report(tmp_path: Path, text: str) -> None:
    (tmp_path / "r.json").write_text(text)
    with pytest.raises(HomologaError, match="this is no report in JSON"):
        snapshots.earlier(str(tmp_path / "r.json"))


def _run(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "analysis", *map(str, words)], cwd=ROOT, capture_output=True, text=True, timeout=120
    )


def test_the_terminal_says_what_changed(tmp_path: Path) -> None:
    code = small_corpus.PENAL_CODE
    before = small_corpus.write(tmp_path / "a", [small_corpus.entry()])
    longer = code.replace("de ocho a quince años", "de diez a veinte años")
    after = small_corpus.write(tmp_path / "b", [small_corpus.entry(version="2024-01-01")], {"code.txt": longer})
    first = _run("export", "--format", "json", "--corpus", before, "--output", tmp_path / "first.json")
    assert first.returncode == 0, first.stderr
    taken = json.loads((tmp_path / "first.json").read_text())["snapshot"]["id"]
    for since in (tmp_path / "first.json", taken):
        done = _run(
            "export",
            "--format",
            "docx",
            "--corpus",
            after,
            "--since",
            since,
            "--output",
            tmp_path / "r.docx",
            "--lang",
            "en",
        )
        assert done.returncode == 0, done.stderr
        assert "A12" in done.stdout and "20" in done.stdout
    record = json.loads(
        _run(
            "export", "--format", "csv", "--corpus", after, "--since", taken, "--output", tmp_path / "r.csv", "--json"
        ).stdout
    )
    assert "tip-serious-crime-threshold" in [each["requirement"] for each in record["changes"]["findings"]]


def test_a_format_without_a_place_for_changes_says_so(tmp_path: Path) -> None:
    done = _run("export", "--format", "jsonld", "--since", "000000000000", "--output", tmp_path / "r")
    assert done.returncode == 2
    assert "no place for what changed" in done.stderr
