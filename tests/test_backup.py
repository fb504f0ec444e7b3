"""Backups taken while people work, and brought back on either kind of database."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from analysis.library import ROOT
from analysis.store import Store
from analysis.store.backup import backup, restore
from analysis.store.records import StoreError
from tests.conftest import new_database
from tests.test_store import EID, LAW, words


@pytest.mark.parametrize("into", ["sqlite", "postgresql"])
def test_a_backup_taken_while_people_work_is_one_state(
    store: Store, into: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    me, stop = store.local(), threading.Event()

    def work() -> None:
        number = 0
        while not stop.is_set():
            store.mark(f"k{number}", me.id, words(), number)
            number += 1

    worker = threading.Thread(target=work)
    worker.start()
    try:
        while len(store.trail()) < 20:
            pass
        rows = backup(store, tmp_path / "b.gz")
    finally:
        stop.set()
        worker.join(60)
    other = Store(new_database(into, request, tmp_path))
    assert restore(other, tmp_path / "b.gz") == rows
    trail, marks = other.trail(), other.marks()
    assert len(trail) >= 20
    assert [edit.after["id"] for edit in trail if edit.subject == "marks"] == [mark.id for mark in marks]
    assert other.work(me.id, LAW, EID).version == len(marks)
    assert trail == store.trail()[: len(trail)]
    other.mark("new", me.id, words(), len(marks))
    assert len(other.marks()) == len(marks) + 1
    other.close()


def test_any_sign_comes_back(store: Store, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    quote = "uno\u2028dos\u2029tres\x85cuatro\u001c\r\n"
    store.mark("k", store.local().id, replace(words(), quote=quote), 0)
    backup(store, tmp_path / "b.gz")
    other = Store(new_database(store.engine.dialect.name, request, tmp_path))
    restore(other, tmp_path / "b.gz")
    assert [mark.quote for mark in other.marks()] == [quote]
    other.close()


def _damage(file: Path, how: str) -> None:
    data = file.read_bytes()
    lines = gzip.decompress(data).decode().splitlines(keepends=True)
    file.write_bytes(
        {
            "half the bytes": data[: len(data) // 2],
            "no last line": gzip.compress("".join(lines[:-1]).encode()),
            "a row less": gzip.compress("".join([lines[0], *lines[2:]]).encode()),
            "another file": gzip.compress(json.dumps({"some": "thing"}).encode()),
            "an unknown table": gzip.compress("".join([lines[0], '["secrets", {"id": 1}]\n', '{"rows": {"secrets": 1}}\n']).encode()),
            "a wrong row": gzip.compress("".join([lines[0], '["people", {"id": 1}]\n', '{"rows": {"people": 1}}\n']).encode()),
            "nothing": b"",
        }[how]
    )  # fmt: skip


@pytest.mark.parametrize(
    "how",
    ["half the bytes", "no last line", "a row less", "another file", "an unknown table", "a wrong row", "nothing"],
)
def test_a_damaged_backup_leaves_the_database_empty(
    how: str, store: Store, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    store.mark("k", store.local().id, words(), 0)
    backup(store, tmp_path / "b.gz")
    _damage(tmp_path / "b.gz", how)
    other = Store(new_database(store.engine.dialect.name, request, tmp_path))
    with pytest.raises(StoreError):
        restore(other, tmp_path / "b.gz")
    assert (other.people(), other.marks(), other.trail()) == ((), (), ())
    other.close()


def test_a_database_with_work_in_it_is_never_overwritten(store: Store, tmp_path: Path) -> None:
    store.mark("k", store.local().id, words(), 0)
    backup(store, tmp_path / "b.gz")
    with pytest.raises(StoreError, match="not empty"):
        restore(store, tmp_path / "b.gz")
    assert len(store.marks()) == 1


def run(*words: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "analysis", *words, "--json"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOMOLOGA_HOME", str(tmp_path / "one"))
    assert run("users") == []
    run("users", "Ana@example.org", "--role", "annotator", "--name", "Ana")
    assert [each["role"] for each in run("users", "ana@example.org", "--role", "reviewer")] == [
        "administrator",
        "reviewer",
    ]
    taken = run("backup", "--output", str(tmp_path / "b.gz"))
    monkeypatch.setenv("HOMOLOGA_HOME", str(tmp_path / "two"))
    assert run("restore", str(tmp_path / "b.gz"))["rows"] == taken["rows"]
    assert [each["email"] for each in run("users")] == ["local@localhost", "ana@example.org"]
    assert run("reviews", "--output", str(tmp_path / "reviewed")) == {"reviews": 0, "files": [], "removed": []}
    wrong = subprocess.run(
        [sys.executable, "-m", "analysis", "users", "x@y.z", "--role", "king"], cwd=ROOT, capture_output=True, text=True
    )
    assert (wrong.returncode, wrong.stderr.count("\n")) == (1, 1)
    assert "there is no role “king”" in wrong.stderr


def test_the_commands_speak_spanish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from analysis import __main__ as door

    monkeypatch.setenv("HOMOLOGA_HOME", str(tmp_path / "home"))

    def said(*words: object) -> tuple[str, str]:
        monkeypatch.setattr("sys.argv", ["homologa", *map(str, words), "--lang", "es"])
        door._run()
        told = capsys.readouterr()
        return told.out, told.err

    assert said("users")[0] == "nadie aún: nombre a alguien, o abra la página Anotar\n"
    assert "anotación " in said("users", "ana@example.org", "--role", "annotator")[0]
    assert "personas 2, " in said("backup", "--output", tmp_path / "b.gz")[0]
    assert said("restore", tmp_path / "b.gz")[1].startswith("homologa: la base de datos no está vacía. ")
    assert said("reviews", "--output", tmp_path / "r")[0] == f"{tmp_path / 'r'}: revisiones 0, archivos 0\n"
    assert said("users", "x@y.z", "--role", "king")[1].startswith("homologa: no hay papel «king». Papeles conocidos: ")
    assert said("users", "--king")[1].startswith("homologa: No hay opción --king")


def test_a_name_is_not_dropped_silently(store: Store) -> None:
    from analysis.commands.people import _set_person
    from analysis.errors import UsageError

    _set_person(store, "ana@example.org", "Ana", "annotator")
    _set_person(store, "ana@example.org", "Ana", "reviewer")
    with pytest.raises(UsageError, match="chooses their own name"):
        _set_person(store, "ana@example.org", "Eva", "annotator")
    assert [(each.name, each.role) for each in store.people()][1:] == [("Ana", "reviewer")]
