"""Many laws: one that ends its process stops no other, and nothing grows with their number."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from small_corpus import PENAL_CODE, entry, found_in, write

from analysis import batch, cache, library, reading

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.usefixtures("fresh_cache")


def test_progress_counts_what_is_to_be_done(tmp_path: Path) -> None:
    root, told = write(tmp_path / "c", [entry()]), []
    for _ in range(2):
        found_in(root, progress=lambda *step: told.append(step))
    assert told == [(0, 1, ""), (1, 1, "Código Penal de Prueba")]


def test_processes_give_what_one_process_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    laws = [entry(id=f"/akn/zz/act/ley/1/{n}", file=f"{n}.txt") for n in range(4)]
    root = write(tmp_path / "c", laws, {f"{n}.txt": PENAL_CODE for n in range(4)})
    alone = found_in(root)
    monkeypatch.setenv(cache.ENVIRONMENT, str(tmp_path / "other"))
    monkeypatch.setattr(batch, "WORTH_A_POOL", 0)
    assert found_in(root) == alone


def test_a_law_that_kills_its_process_is_named_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "make", _deadly)
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
