"""The commands that bring texts, as real processes: fetch, add, build and serve."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from small_corpus import PENAL_CODE, entry, write

from tests import law_server
from tests.law_server import LawServer, page

ROOT = Path(__file__).parents[1]


@pytest.fixture
def server() -> Iterator[LawServer]:
    with law_server.serving() as running:
        yield running


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    own = {
        "HOMOLOGA_HOME": str(tmp_path / "home"),
        "LANG": "C.UTF-8",
        "LC_ALL": "",
        "LC_MESSAGES": "",
        "COLUMNS": "100",
    }
    return {**os.environ, **own, "PYTHONPATH": str(ROOT)}


def _command(*words: object) -> list[str]:
    return [sys.executable, "-m", "analysis", *map(str, words)]


def _run(environment: dict[str, str], *words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        _command(*words), cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", timeout=120, stdin=subprocess.DEVNULL
    )  # fmt: skip


def _laws(folder: Path, *sources: str) -> Path:
    return write(
        folder / "laws",
        [
            entry(text="digest", short=f"Ley {n}", id=f"/akn/zz/act/{n}", sources=[source])
            for n, source in enumerate(sources)
        ],
    )


# ---- fetch ---------------------------------------------------------------------------------------------------------


def test_fetch_brings_what_is_good_and_says_what_is_not(
    tmp_path: Path, server: LawServer, environment: dict[str, str]
) -> None:
    server.answers["/good"] = page(PENAL_CODE.encode())
    laws = _laws(tmp_path, f"{server.address}/good", f"{server.address}/gone")
    done = _run(environment, "fetch", "--corpus", laws, "--all")
    assert done.returncode == 3, done.stderr
    for words in ("Ley 0", "brought", "did not come", "the server answered 404", "Brought: 1."):
        assert words in done.stdout
    assert "\x1b" not in done.stdout and done.stderr == ""
    spanish = _run(environment, "fetch", "--corpus", laws, "/akn/zz/act/1", "--lang", "es")
    assert "No llegaron, por lo que sigue el texto en uso: 1." in spanish.stdout
    record = json.loads(_run(environment, "gaps", "--country", "ZZ", "--json").stdout)
    assert [law["text"] for law in record["laws"]] == ["official"]


def test_fetch_as_json(tmp_path: Path, server: LawServer, environment: dict[str, str]) -> None:
    server.answers["/good"] = page(PENAL_CODE.encode())
    done = _run(
        environment, "fetch", "--corpus", _laws(tmp_path, f"{server.address}/good"), "--country", "zz", "--json"
    )
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout)
    [law] = record["laws"]
    assert (law["result"], law["grade"], law["why"], record["brought"]) == ("brought", "A", [], 1)
    assert Path(law["file"]).read_text(encoding="utf-8") == PENAL_CODE


def test_fetch_without_a_network_says_so_in_one_line(tmp_path: Path, environment: dict[str, str]) -> None:
    done = _run(environment, "fetch", "--corpus", _laws(tmp_path, "https://laws.invalid/a"), "--all")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (4, "", 1)
    assert "no host could be reached" in done.stderr
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [((), "nothing is named"), (("--country", "QQ"), "no country QQ"), (("/akn/zz/no",), "no law “/akn/zz/no”")],
)
def test_fetch_of_nothing_is_bad_use(environment: dict[str, str], words: tuple[str, ...], said: str) -> None:
    done = _run(environment, "fetch", *words)
    assert done.returncode == 2 and said in done.stderr and done.stderr.count("\n") == 1


def test_ctrl_c_leaves_nothing_half_written(tmp_path: Path, server: LawServer, environment: dict[str, str]) -> None:
    server.answers["/slow"] = law_server.trickle
    process = subprocess.Popen(
        _command("fetch", "--corpus", _laws(tmp_path, f"{server.address}/slow"), "--all"),
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    _until(lambda: server.open > 0)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert errors == "homologa: interrupted; what was done so far is kept\n"
    assert not (tmp_path / "home").exists()


def _until(true: Any, seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.02)


# ---- add -----------------------------------------------------------------------------------------------------------

GIVEN = {"--title": "Código", "--country": "ZZ", "--kind": "criminal-code", "--text": "consolidated"}


@pytest.fixture
def code(tmp_path: Path) -> Path:
    (tmp_path / "codigo.txt").write_text(PENAL_CODE, encoding="utf-8")
    return tmp_path / "codigo.txt"


def _options(**changes: str | None) -> list[str]:
    options: dict[str, str | None] = {**GIVEN, **{f"--{name}": value for name, value in changes.items()}}
    return [word for name, value in options.items() if value is not None for word in (name, value)]


def test_add_takes_a_text_without_a_terminal(code: Path, environment: dict[str, str]) -> None:
    done = _run(
        environment, "add", code, *_options(version="2020-01-01", source="https://example.org/c"), "--yes", "--json"
    )
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout)
    assert (record["law"], record["quality"]["grade"]) == ("/akn/zz/act/2020/codigo/spa@2020-01-01", "A")
    assert record["sources"] == ["https://example.org/c"]
    again = _run(environment, "add", code, *_options(version="2020-01-01"), "--yes")
    assert again.returncode == 2 and "is there already" in again.stderr


@pytest.mark.parametrize("name", ["title", "country", "kind", "text"])
def test_what_is_missing_is_named(code: Path, environment: dict[str, str], tmp_path: Path, name: str) -> None:
    done = _run(environment, "add", code, *_options(**{name: None}), "--yes")
    assert done.returncode == 2 and f"--{name} is missing" in done.stderr and done.stderr.count("\n") == 1
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [("kind", "poem"), ("country", "Mexico"), ("text", "digest"), ("lang", "tlh"), ("version", "soon")],
)
def test_what_cannot_be_is_refused(code: Path, environment: dict[str, str], name: str, value: str) -> None:
    done = _run(environment, "add", code, *_options(**{name: value}), "--yes")
    assert done.returncode == 2 and value in done.stderr


def test_nothing_is_taken_unless_someone_agrees(code: Path, environment: dict[str, str], tmp_path: Path) -> None:
    done = _run(environment, "add", code, *_options())
    assert done.returncode == 2 and "Give --yes" in done.stderr
    assert not (tmp_path / "home").exists()


def test_a_work_of_the_corpus_says_what_it_is(code: Path, environment: dict[str, str]) -> None:
    known = json.loads(_run(environment, "gaps", "--country", "GT", "--json").stdout)["laws"]
    digest = next(law for law in known if law["kind"] == "criminal-code")
    work = digest["law"].rpartition("/")[0]
    done = _run(environment, "add", code, "--work", work, "--text", "excerpt", "--yes", "--json")
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout)
    assert (record["title"], record["country"], record["kind"]) == (digest["title"], "GT", "criminal-code")


def test_add_asks_on_a_terminal(code: Path, environment: dict[str, str], tmp_path: Path) -> None:
    told = _answered(
        _command("add", code), environment,
        {"Title": "Mi código", "Country": "12", "two letters of ISO": "zz", "Kind": "criminal-code", "Language": "", "Text (": "consolidated",
         "Date": "", "Take it": "y"},
    )  # fmt: skip
    assert "4 articles, grade A" in told and "Trata de personas" in told
    manifest = (tmp_path / "home" / "corpus" / "zz" / "laws.yaml").read_text(encoding="utf-8")
    assert "title: Mi código" in manifest and "version: null" in manifest


def _answered(command: list[str], environment: dict[str, str], answers: dict[str, str]) -> str:
    """What a command says on a terminal where each question gets its answer, in order."""
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(ROOT)
        os.execve(command[0], command, environment)
    said, seen, left = b"", 0, list(answers.items())
    while select.select([terminal], [], [], 30)[0]:
        try:
            came = os.read(terminal, 4096)
        except OSError:  # the other end of the terminal is closed
            break
        said += came
        if left and left[0][0] in said[seen:].decode(errors="replace") and said.rstrip(b" ").endswith(b":"):
            seen = len(said)
            os.write(terminal, left.pop(0)[1].encode() + b"\n")
    os.waitpid(process, 0)
    return said.decode()


# ---- build and serve -----------------------------------------------------------------------------------------------


def test_build_works_out_what_the_next_report_needs(tmp_path: Path, environment: dict[str, str]) -> None:
    environment["HOMOLOGA_CACHE"] = str(tmp_path / "cache")
    laws = write(tmp_path / "laws", [entry(), entry(id="/akn/zz/act/2", file="gone.txt")])
    records = [json.loads(_run(environment, "build", "--corpus", laws, "--json").stdout) for _ in range(2)]
    assert [(record["laws"], record["read"], record["from_cache"]) for record in records] == [(1, 1, 0), (1, 0, 1)]
    assert "the file is missing" in records[0]["problems"][0]["what"]
    before = set((tmp_path / "cache" / "countries").rglob("*.json"))
    assert _run(environment, "gaps", "--corpus", laws).returncode == 0
    assert set((tmp_path / "cache" / "countries").rglob("*.json")) == before


def test_serve_opens_the_app(tmp_path: Path, environment: dict[str, str]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    laws = write(tmp_path / "laws", [entry()])
    process = subprocess.Popen(
        _command("serve", "--port", port, "--corpus", laws, "--json"),
        cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8",
    )  # fmt: skip
    try:
        assert process.stdout and json.loads(process.stdout.readline()) == {"address": f"http://localhost:{port}"}
        _until(lambda: _answers(f"http://127.0.0.1:{port}/_stcore/health"), 40)
    finally:
        process.terminate()
        process.wait(20)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def test_serve_of_a_folder_that_is_not_there_is_bad_use(environment: dict[str, str]) -> None:
    assert _run(environment, "serve", "--corpus", "/nowhere").returncode == 2
