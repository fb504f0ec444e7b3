"""Imports go one way, and what is heavy is imported where it is used."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "analysis"

ORDER = (
    "model", "errors", "garbage", "values", "places", "cache", "manifest", "library", "messages", "program", "trained", "fetch", "read", "unlisted", "acquire", "official", "tag", "amending", "provisions", "reviews", "train", "criteria", "standards", "earning", "check",
    "accuracy", "compare", "catalogue", "divergence", "questions", "criminality", "changes", "align", "faults", "draft", "store", "agreement", "exchange", "report", "snapshots", "search", "reading", "batch", "decisions", "identity", "judging", "bills", "commands", "__main__",
)  # fmt: skip
"""Each part may import those before it, and its own."""

FILES = sorted(PACKAGE.rglob("*.py"))


def _part(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _imported(file: Path) -> Iterator[str]:
    """The dotted names that `file` imports, those of its functions too."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "analysis":
            yield from (f"analysis.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: a relative import"
            yield node.module or ""


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_imports_go_one_way(file: Path) -> None:
    part = _part(file)
    if part == "__init__":
        assert not any(name.startswith("analysis") for name in _imported(file))
        return
    before = ORDER[: ORDER.index(part) + 1]
    own = [
        name.split(".")[1]
        for name in _imported(file)
        if name.startswith("analysis.") and name != "analysis.__version__"
    ]
    assert [name for name in own if name not in before] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_only_the_app_and_its_pages_import_streamlit(file: Path) -> None:
    assert "streamlit" not in {name.split(".")[0] for name in _imported(file)}


def test_every_part_has_its_place() -> None:
    parts = {_part(file) for file in FILES} - {"__init__"}
    assert parts <= set(ORDER)


@pytest.mark.parametrize("module", ["analysis.model", "analysis.errors"])
def test_the_records_need_the_standard_library_only(module: str) -> None:
    script = f"import sys, {module}; print([m for m in sys.modules if 'site-packages' in (getattr(sys.modules[m], '__file__', None) or '')])"
    done = subprocess.run([sys.executable, "-S", "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


HEAVY = (
    "spacy",
    "lxml",
    "numpy",
    "pypdfium2",
    "yaml",
    "rapidfuzz",
    "analysis.read",
    "analysis.tag",
    "analysis.standards",
    "analysis.manifest",
)


@pytest.mark.parametrize("words", [["--help"], ["report", "--help"], ["report", "--output", "{tmp}/r.json"]])
def test_help_and_a_cached_report_import_nothing_heavy(words: list[str], tmp_path: Path) -> None:
    command = [word.format(tmp=tmp_path) for word in words]
    if "--output" in command:
        subprocess.run([sys.executable, "-m", "analysis", *command], cwd=ROOT, capture_output=True, check=True)
    script = (
        "import sys, atexit\n"
        f"atexit.register(lambda: print('heavy:', [m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr))\n"
        f"sys.argv = ['homologa', *{command!r}]\n"
        "from analysis.__main__ import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "heavy: []"
