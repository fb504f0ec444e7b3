"""What is written about the program is true of it: commands, options, examples, criteria."""

from __future__ import annotations

import re
import runpy
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from analysis import criteria
from analysis.__main__ import app
from analysis.standards import Criterion, Requirement
from analysis.tag.concepts import embedded

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CRITERIA = (ROOT / "docs" / "criteria.md").read_text(encoding="utf-8")
COMMANDS = (
    "report",
    "gaps",
    "compare",
    "check",
    "export",
    "parse",
    "tag",
    "fetch",
    "add",
    "build",
    "serve",
    "users",
    "backup",
    "restore",
    "reviews",
    "agreement",
    "train",
    "import",
    "align",
    "diff",
)


def _fenced(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)


EXAMPLES = [
    line.partition("#")[0].strip() for block in _fenced(README, "sh") for line in block.splitlines() if line.startswith("python -m analysis") and not line.startswith(("python -m analysis fetch", "python -m analysis train"))
]  # fmt: skip


def _help(*words: str) -> str:
    done = CliRunner().invoke(app, [*words, "--help"])
    assert done.exit_code == 0
    return done.stdout


def test_every_command_is_in_the_readme() -> None:
    listed = re.findall(r"^│ (\w+) ", _help().split("Commands")[1], flags=re.MULTILINE)
    assert sorted(listed) == sorted(COMMANDS)
    assert all(f"### {command}\n" in README for command in listed)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_in_the_readme(command: str) -> None:
    options = set(re.findall(r"--[a-z][a-z-]+", _help(command)))
    assert {option for option in options if f"`{option}" not in README} == set()


def test_the_readme_names_no_option_that_is_not_there() -> None:
    known = set(re.findall(r"--[a-z][a-z-]+", "".join(_help(command) for command in COMMANDS) + _help()))
    assert set(re.findall(r"--[a-z][a-z-]+", README)) <= known


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_command_of_the_readme_runs(example: str, tmp_path: Path) -> None:
    words = shlex.split(example)[3:]
    if words[0] in ("report", "export", "backup", "reviews"):
        words = [*words, "--output", str(tmp_path / "report")]
    elif words[0] == "import":
        law = words[words.index("--law") + 1]
        command = [sys.executable, "-m", "analysis", "export", "--annotations", "--law", law, "--format", "csv"]
        subprocess.run([*command, "--output", str(tmp_path / "set.csv")], cwd=ROOT, check=True, capture_output=True)
        words[1] = str(tmp_path / "set.csv")
    done = subprocess.run(
        [sys.executable, "-m", "analysis", *words], cwd=ROOT, capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_the_readme_has_the_commands_that_set_everything_up() -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE)
    named = re.findall(r"^make (\w+)", README, flags=re.MULTILINE)
    assert named == ["run", "test", "app"]
    assert set(named) <= set(targets)


@pytest.mark.parametrize(
    "page", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/criteria.md", "docs/glossary.md"]
)
def test_links_lead_somewhere(page: str) -> None:
    file = ROOT / page
    links = re.findall(r"\]\((?!https?:)([^)#]+)", file.read_text(encoding="utf-8"))
    assert [link for link in links if not (file.parent / link).exists()] == []


def test_the_manifest_of_the_readme_fits_the_schema() -> None:
    from analysis.manifest import parse

    (example,) = _fenced(README, "yaml")
    found = parse(example.encode())
    assert found["problems"] == []
    assert (len(found["laws"]), len(found["has_no"])) == (1, 1)


def test_every_key_of_a_criterion_is_explained() -> None:
    assert [name for name in Criterion.model_fields if f"`{name}`" not in CRITERIA] == []


def test_every_expression_is_explained() -> None:
    assert [name for name in criteria._OPERATIONS if f"{{{name}:" not in CRITERIA] == []


@pytest.mark.parametrize("block", _fenced(CRITERIA, "yaml"))
def test_an_example_of_a_criterion_can_be_read(block: str) -> None:
    known = {concept.id for concept in embedded()} | {"penalty"}
    for criterion in _criteria(yaml.safe_load(block)):
        expressions = [criterion.core, criterion.met, criterion.partial, criterion.contrary, *criterion.parts.values()]
        for expression in filter(None, expressions):
            criteria.prove(expression, criteria.Scope(()))
            assert criteria.concepts(expression) <= known


def _criteria(written: Any) -> list[Criterion]:
    if isinstance(written, list):
        return [Requirement.model_validate(entry).criterion for entry in written]
    return [Criterion.model_validate(written)]


def test_every_role_and_verdict_is_in_the_glossary() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    words = ("law", "clause", "concept", "annotation", "requirement", "finding", "standard", "digest", "expression", "role",
             "met", "partial", "contrary", "absent", "unknown", "divergence", "snapshot", "manifest", "eid", "work")  # fmt: skip
    assert [word for word in words if f"| {word} |" not in glossary] == []


@pytest.mark.parametrize("name", ["standards", "concepts"])
def test_a_page_written_from_the_data_is_what_they_say(name: str) -> None:
    written = runpy.run_path(str(ROOT / "docs" / f"{name}.py"))["page"]()
    assert (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8") == written, f"run make {name}"
