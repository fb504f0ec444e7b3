"""The terminal door as a user meets it: real processes, real files, exit codes and one-line errors."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from small_corpus import PENAL_CODE, entry, write

from analysis import library
from analysis.model import Annotation, Finding

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "laws"
COMMANDS = ("report", "gaps", "compare", "check", "parse", "tag")
NEUTRAL = {"LANG": "C.UTF-8", "LC_ALL": "", "LC_MESSAGES": "", "PYTHONWARNINGS": "error:::analysis"}


def run(*words: object, env: dict[str, str] | None = None, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **NEUTRAL, **(env or {})}
    command = [sys.executable, "-m", "analysis", *map(str, words)]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", timeout=240)


def _json(*words: object, **options: Any) -> Any:
    done = run(*words, "--json", **options)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two countries: one with a penal code that has both offences, one whose code has neither."""
    root = write(
        tmp_path_factory.mktemp("small"),
        [entry(), {"has_no": [{"kind": "trafficking-law", "source": "https://example.org"}]}],
    )
    (root / "zz" / "stray.txt").write_text("a stray file")
    bare = "Artículo 1. Las bibliotecas abren a las nueve.\n\nArtículo 2. El préstamo de libros es gratuito.\n"
    return write(root, [entry(id="/akn/yy/act/ley/1/1")], {"code.txt": bare}, country="yy")


# ---- report --------------------------------------------------------------------------------------------------------


def test_report_prints_the_matrix_and_writes_the_report(tmp_path: Path) -> None:
    done = run("report", "--output", tmp_path / "r.json")
    assert done.returncode == 0, done.stderr
    for words in ("MX", "CR", "A01", "B15", "The gravest gaps", "● met", str(tmp_path / "r.json")[:40]):
        assert words in done.stdout
    assert max(len(line) for line in done.stdout.splitlines()) <= 100
    assert "\x1b" not in done.stdout
    written = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert {"snapshot", "findings", "laws", "places", "requirements", "problems"} == set(written)
    assert [file.name for file in tmp_path.iterdir()] == ["r.json"]


def test_a_second_report_reads_no_law_anew(small: Path, tmp_path: Path) -> None:
    """What it costs is told by `make bench`."""
    words = ("report", "--corpus", small, "--output", tmp_path / "r.json")
    env = {"HOMOLOGA_CACHE": str(tmp_path / "cache")}
    run(*words, env=env)
    kept = _written(tmp_path / "cache")
    assert kept
    assert run(*words, env=env).returncode == 0
    assert _written(tmp_path / "cache") == kept


def _written(folder: Path) -> dict[Path, int]:
    """When each thing worked out was last written, in nanoseconds; hashes of files are no such thing."""
    files = (file for file in folder.rglob("*") if file.is_file() and "hashes" not in file.parts)
    return {file: file.stat().st_mtime_ns for file in files}


@pytest.mark.parametrize(
    ("env", "words"),
    [
        ({"LANG": "es_CR.UTF-8"}, "Requisito"),
        ({"LANG": "de_DE.UTF-8"}, "Requirement"),
        ({"LC_ALL": "es_MX"}, "Requisito"),
    ],
)
def test_the_locale_chooses_the_language(small: Path, tmp_path: Path, env: dict[str, str], words: str) -> None:
    assert words in run("report", "--corpus", small, "--output", tmp_path / "r.json", env=env).stdout


def test_lang_goes_before_the_locale(small: Path, tmp_path: Path) -> None:
    done = run(
        "report", "--corpus", small, "--lang", "en", "--output", tmp_path / "r.json", env={"LANG": "es_CR.UTF-8"}
    )
    assert "Requirement" in done.stdout


def test_an_ascii_terminal_is_served(small: Path, tmp_path: Path) -> None:
    done = run("report", "--corpus", small, "--output", tmp_path / "r.json", env={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0, done.stderr
    assert "+ met" in done.stdout


def test_a_file_that_no_manifest_lists_is_named_in_the_report(small: Path, tmp_path: Path) -> None:
    record = _json("report", "--corpus", small, "--output", tmp_path / "r.json")
    assert any("stray.txt" in problem["what"] for problem in record["problems"])
    assert str(tmp_path) not in json.dumps(record["problems"])


# ---- gaps ----------------------------------------------------------------------------------------------------------


def test_gaps_as_json_has_the_promised_shape(small: Path) -> None:
    record = _json("gaps", "--corpus", small, "--as-of", "2024-06-01")
    assert {"snapshot", "findings"} <= set(record)
    assert set(record["snapshot"]) == {
        "id",
        "as_of",
        "created",
        "corpus",
        "annotations",
        "standards",
        "program",
        "model",
    }
    assert record["snapshot"]["as_of"] == "2024-06-01"
    for finding in record["findings"]:
        assert set(finding) == set(Finding.__dataclass_fields__)
        assert all(set(item) == {"law", "eid", "quote", "start", "end", "source"} for item in finding["evidence"])
        assert all(set(item) == {"law", "concepts"} for item in finding["searched"])
        assert finding["country"] in ("YY", "ZZ")
    assert len({finding["requirement"] for finding in record["findings"]}) * 2 == len(record["findings"])


def test_gaps_of_one_country_and_one_standard(small: Path) -> None:
    record = _json("gaps", "--corpus", small, "--country", "zz", "--standard", "smuggling-offence")
    assert {finding["country"] for finding in record["findings"]} == {"ZZ"}
    assert {finding["standard"] for finding in record["findings"]} == {"smuggling-offence"}


def test_evidence_quotes_the_clause_it_names(small: Path) -> None:
    clauses = {clause["eid"]: clause["text"] for clause in _json("parse", small / "zz" / "code.txt")["clauses"]}
    record = _json("gaps", "--corpus", small, "--country", "ZZ")
    items = [item for finding in record["findings"] for item in finding["evidence"]]
    assert items
    assert all(clauses[item["eid"]][item["start"] : item["end"]] == item["quote"] for item in items)


def test_what_no_text_can_tell_is_unknown_and_no_gap(small: Path) -> None:
    (finding,) = [
        each
        for each in _json("gaps", "--corpus", small, "--country", "YY")["findings"]
        if each["requirement"] == "tip-specific-offence"
    ]
    assert finding["status"] == "unknown"
    assert finding["to_load"] == ["trafficking-law"]


def test_what_the_state_has_no_law_on_can_be_absent(tmp_path: Path) -> None:
    bare = "Artículo 1. Las bibliotecas abren a las nueve.\n\nArtículo 2. El préstamo de libros es gratuito.\n"
    root = write(
        tmp_path,
        [entry(), {"has_no": [{"kind": "trafficking-law", "source": "https://example.org"}]}],
        {"code.txt": bare},
    )
    (finding,) = [
        each for each in _json("gaps", "--corpus", root)["findings"] if each["requirement"] == "tip-specific-offence"
    ]
    assert finding["status"] == "absent"
    assert finding["searched"][0]["law"] == "/akn/zz/act/ley/2000/1/spa@2020-01-01"
    assert finding["searched"][0]["concepts"]


def test_a_text_later_than_the_day_does_not_answer(small: Path) -> None:
    done = run("gaps", "--corpus", small, "--as-of", "2019-12-31", "--json")
    record = json.loads(done.stdout)
    assert {finding["status"] for finding in record["findings"]} == {"unknown"}
    assert any(problem["kind"] == "left out" for problem in record["problems"])
    assert done.returncode == 1


def test_other_standards_can_be_asked(small: Path, tmp_path: Path) -> None:
    shutil.copy(library.ANNOTATIONS / "standards" / "trafficking-offence.yaml", tmp_path / "mine.yaml")
    text = (tmp_path / "mine.yaml").read_text(encoding="utf-8")
    first = text[: text.index("\n- id: ", text.index("- id: ") + 1)]
    first = first.replace("  conduct: {penalty_in: tip-serious-crime-threshold}\n", "")
    (tmp_path / "mine.yaml").write_text(first, encoding="utf-8")
    record = _json("gaps", "--corpus", small, "--standards", tmp_path)
    assert {(finding["standard"], finding["requirement"]) for finding in record["findings"]} == {
        ("mine", "tip-specific-offence")
    }


def test_a_text_is_held_against_the_digest_whose_place_it_takes(tmp_path: Path) -> None:
    digest = next(law for law in library.corpus()["CR"].laws if law.kind == "criminal-code")
    folder = write(tmp_path, [entry(id=digest.work, version="2030-01-01")], country="cr")
    record = _json(
        "gaps", "--corpus", folder, "--with-embedded", "--differences", "--as-of", "2031-01-01", "--country", "CR"
    )
    found = {each["requirement"]: each for each in record["differences"]}
    assert found["tip-aggravators"]["digest"]["status"] == "met"
    assert found["tip-aggravators"]["text"]["status"] == "absent"
    assert found["tip-aggravators"]["digest"]["articles"]


# ---- compare -------------------------------------------------------------------------------------------------------


def test_compare_as_json_has_both_sides_of_each_requirement() -> None:
    record = _json("compare", "--country", "MX", "--country", "cr", "--requirement", "tip-means-element")
    assert record["countries"] == ["MX", "CR"]
    (row,) = record["requirements"]
    assert row["requirement"] == "tip-means-element"
    assert set(row["findings"]) == {"MX", "CR"}
    assert set(row) == {"requirement", "standard", "same", "diverging", "values", "findings"}


def test_compare_prints_both_countries_and_their_articles() -> None:
    done = run("compare", "--country", "MX", "--country", "CR", "--requirement", "tip-specific-offence")
    assert done.returncode == 0, done.stderr
    assert "MX" in done.stdout
    assert "CR" in done.stdout
    assert "art. 172" in done.stdout


# ---- parse and tag -------------------------------------------------------------------------------------------------


def test_parse_as_json_gives_clauses_in_document_order(small: Path) -> None:
    record = _json("parse", small / "zz" / "code.txt")
    assert set(record) == {"law", "clauses", "quality", "warnings"}
    assert record["law"] == "/akn/zz/act/ley/2000/1/spa@2020-01-01"
    assert all(set(clause) == {"eid", "kind", "number", "heading", "text", "parent"} for clause in record["clauses"])
    articles = [clause for clause in record["clauses"] if clause["kind"] == "article"]
    assert [clause["eid"] for clause in articles] == ["art_1", "art_2", "art_3", "art_4"]
    known = {None, *(clause["eid"] for clause in record["clauses"])}
    assert all(clause["parent"] in known for clause in record["clauses"])
    assert set(record["quality"]) == {"grade", "reasons", "articles", "coverage"}


def test_parse_prints_akoma_ntoso_that_gives_the_same_clauses(small: Path, tmp_path: Path) -> None:
    first = _json("parse", small / "zz" / "code.txt")
    written = tmp_path / "law.xml"
    written.write_text(run("parse", small / "zz" / "code.txt").stdout, encoding="utf-8")
    again = _json("parse", written)
    assert again["clauses"] == first["clauses"]
    assert again["law"] == first["law"]


@pytest.mark.parametrize(
    ("words", "law"),
    [
        ([], "/akn/xx/act/a-law/spa@"), (["--country", "gt"], "/akn/gt/act/a-law/spa@"), (["--lang", "en"], "/akn/xx/act/a-law/eng@"),
        (["--kind", "ruling"], "/akn/xx/act/a-law/spa@"),
    ],
)  # fmt: skip
def test_a_file_without_a_manifest_is_read_with_what_can_be_told(tmp_path: Path, words: list[str], law: str) -> None:
    file = tmp_path / "A law.txt"
    file.write_text(PENAL_CODE, encoding="utf-8")
    assert _json("parse", file, *words)["law"] == law


def test_an_english_file_is_known_as_english(tmp_path: Path) -> None:
    file = tmp_path / "act.txt"
    words = "Every person who, for the purpose of exploitation, recruits or transports another is guilty of an offence and is liable to a term of years."
    file.write_text(
        f"Section 1. {words}\n\nSection 2. This Act shall apply to all of the persons in the State.\n", encoding="utf-8"
    )
    assert _json("parse", file)["law"].endswith("/eng@")


def test_tag_prints_one_annotation_a_line(small: Path) -> None:
    done = run("tag", small / "zz" / "code.txt")
    assert done.returncode == 0, done.stderr
    annotations = [json.loads(line) for line in done.stdout.splitlines()]
    assert all(set(each) == set(Annotation.__dataclass_fields__) for each in annotations)
    assert {"tip-label", "penalty", "recruits"} <= {each["concept"] for each in annotations}
    assert run("tag", small / "zz" / "code.txt", "--json").stdout == done.stdout


# ---- errors --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ([], 2, "a command is missing"),
        (["frobnicate"], 2, "frobnicate"),
        (["report", "--frobnicate"], 2, "--frobnicate"),
        (["gaps", "--corpus", "{tmp}/nothing"], 2, "no such folder"),
        (["gaps", "--corpus", "n" * 5000], 2, "no such folder"),
        (["gaps", "--standards", "n" * 5000], 2, "no standard in this folder"),
        (["gaps", "--country", "QQ"], 2, "no country QQ"),
        (["gaps", "--standard", "tip"], 2, "no standard “tip”. Known standards: cooperation, prevention"),
        (["gaps", "--standards", "{tmp}"], 2, "no standard in this folder"),
        (["gaps", "--as-of", "yesterday"], 2, "--as-of"),
        (["gaps", "--differences"], 2, "Give --corpus DIR and --with-embedded"),
        (["gaps", "--lang", "tlh"], 2, "--lang"),
        (["compare", "--country", "MX"], 2, "two countries"),
        (
            ["compare", "--country", "MX", "--country", "CR", "--requirement", "tip-mean"],
            2,
            "Nearest: tip-means-element",
        ),
        (["parse"], 2, "FILE"),
        (["parse", "{tmp}/a.txt", "--kind", "criminal"], 2, "no kind of law “criminal”"),
        (["parse", "{tmp}/a.txt", "--lang", "spanish"], 2, "“spanish”"),
        (["parse", "{tmp}/a.txt", "--country", "Mexico"], 2, "“Mexico”"),
        (["parse", "{tmp}/nothing.txt"], 1, "cannot be read"),
        (["parse", "{tmp}"], 1, "cannot be read"),
        (["parse", "{tmp}/empty.txt"], 1, "empty"),
        (["parse", "{tmp}/picture.pdf"], 1, "picture.pdf"),
        (["parse", "{tmp}/broken.xml"], 1, "broken.xml"),
        (["parse", "{tmp}/bomb.xml"], 1, "bomb.xml"),
        (["parse", "{tmp}/numbers.txt"], 1, "language"),
        (["tag", "{tmp}/a.txt", "--lang", "fr"], 1, "no concept has phrases"),
        (["gaps", "--corpus", "{tmp}/empty"], 1, "not one law"),
        (["report", "--output", "{tmp}"], 1, "cannot be written"),
    ],
)
def test_an_error_is_one_line_on_standard_error(tmp_path: Path, words: list[str], code: int, said: str) -> None:
    files = {
        "a.txt": PENAL_CODE, "empty.txt": "", "broken.xml": "<akomaNtoso><act>", "numbers.txt": "Artículo 1. 1 2 3 4.\n\nArtículo 2. 5 6 7 8.",
        "bomb.xml": '<!DOCTYPE a [<!ENTITY b "bbb"><!ENTITY c "&b;&b;">]><akomaNtoso>&c;</akomaNtoso>', "picture.pdf": "\x89PNG\r\n",
    }  # fmt: skip
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    (tmp_path / "empty").mkdir()
    done = run(*(word.format(tmp=tmp_path) for word in words))
    lines = done.stderr.strip().splitlines()
    assert done.returncode == code, done.stderr
    assert len(lines) == 1, done.stderr
    assert said in lines[0]


def test_a_bad_law_is_named_on_standard_error_and_the_result_stands(tmp_path: Path) -> None:
    root = write(
        tmp_path,
        [entry(), entry(id="/akn/zz/act/ley/1/2", file="b.txt", titel="x")],
        {"code.txt": PENAL_CODE, "b.txt": "x"},
    )
    done = run("gaps", "--corpus", root, "--json")
    assert done.returncode == 0
    assert len(json.loads(done.stdout)["findings"]) > 20
    assert done.stderr.count("\n") == 1
    assert "“titel” is unknown; did you mean “title”? " in done.stderr


def test_a_mistake_in_a_standard_is_one_line(small: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("- id: x\n  rool: y\n", encoding="utf-8")
    done = run("gaps", "--corpus", small, "--standards", tmp_path)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "mine.yaml" in done.stderr


def test_a_pipe_that_closes_early_is_no_error() -> None:
    command = f"{sys.executable} -m analysis tag corpus/mx/lgpsedmtp.digest.xml | head -n 1"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0
    assert done.stderr == ""
    assert json.loads(done.stdout)


@pytest.mark.parametrize(("made", "command"), [("Makefile", "make app"), ("LICENSE", "homologa serve")])
def test_a_report_ends_with_a_command_that_is_there(tmp_path: Path, made: str, command: str) -> None:
    from rich.console import Console

    from analysis.report.terminal import Terminal
    from tests.sample_report import CARDS, REPORT

    for name in ("app.py", made):
        (tmp_path / name).touch()
    stream = io.StringIO()
    Terminal(REPORT, CARDS, Console(file=stream, width=100), "es").farewell(Path("r.json"), tmp_path)
    assert stream.getvalue().endswith(f"La aplicación se abre en el navegador con: {command}\n")


@pytest.mark.parametrize("pooled", [False, True])
def test_ctrl_c_ends_quietly_and_leaves_nothing_half_written(tmp_path: Path, pooled: bool) -> None:
    script = f"from analysis import batch; batch.WORTH_A_POOL = {0 if pooled else 10**12}; from analysis.__main__ import main; main()"
    command = [sys.executable, "-c", script, "report", "--output", str(tmp_path / "r.json")]
    environment = {**os.environ, "HOMOLOGA_CACHE": str(tmp_path / "cache")}
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while not (tmp_path / "cache" / "manifests").is_dir() and time.monotonic() < deadline:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 130, stderr
    assert stderr.splitlines() == ["homologa: interrupted; what was done so far is kept"]
    assert not list(tmp_path.rglob(".*"))


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_in_full_sentences(command: str) -> None:
    text = run(command, "--help").stdout
    described = [line for line in text.split("Options")[0].splitlines() if line.strip()]
    assert any(line.rstrip().endswith(".") for line in described)


# ---- real laws -----------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not SHARED.is_dir(), reason="the folder of real laws is not beside the project")
def test_official_texts_take_the_place_of_digests() -> None:
    record = _json("gaps", "--corpus", SHARED, "--with-embedded", "--country", "CR")
    code = "/akn/cr/act/ley/1970-05-04/4573"
    texts = {law["law"]: law["text"] for law in record["laws"]}
    assert texts[f"{code}/spa@2024-01-01"] == "consolidated"
    digests = [law for law, text in texts.items() if text == "digest"]
    assert all(law.rpartition("@")[2] > "2024-01-01" for law in digests if law.startswith(code)), "none that is older"
    assert any(not law.startswith(code) for law in digests), "a digest of another work stays"


def test_three_countries_are_compared_by_their_values() -> None:
    record = _json("compare", "--country", "MX", "--country", "CR", "--country", "GT")
    assert set(record["countries"]) == {"MX", "CR", "GT"}
    penalty = next(
        each
        for each in record["values"]
        if (each["requirement"], each["value"]) == ("tip-serious-crime-threshold", "penalty")
    )
    assert set(penalty["values"]) == {"MX", "CR", "GT"}
    assert penalty["line"]["at_least"] == 4
    assert len(record["nearness"]) == 3
    assert {code for group in record["groups"] for code in group["countries"]} == {"MX", "CR", "GT"}


@pytest.mark.parametrize(("language", "said"), [("en", "an offence in both"), ("es", "delito en ambos")])
def test_double_criminality_is_said_with_both_penalties(language: str, said: str) -> None:
    done = run("compare", "--country", "MX", "--country", "CR", "--offences", "--lang", language)
    assert done.returncode == 0
    assert said in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 100
