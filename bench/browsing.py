"""The app in a real browser: Streamlit as a process, and Debian's Chromium on it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PAGES = tuple(sorted(file.stem for file in (ROOT / "views").glob("*.py") if "def show(" in file.read_text("utf-8")))
FIRST = "overview"
"""The page that the bare address opens."""
VIEWS: Mapping[str, tuple[str, Mapping[str, str | Sequence[str]]]] = {
    "overview": ("overview", {}),
    "requirement": ("requirement", {"requirement": "tip-serious-crime-threshold"}),
    "compare": ("compare", {"country": ("MX", "CR"), "standard": "smuggling-offence"}),
    "laws": ("compare", {
        "view": "laws",
        "baseline": "/akn/gt/act/decreto/1973-07-27/17-73/spa@2012-11-23",
        "beside": "/akn/cr/act/ley/1970-05-04/4573/spa@2025-11-16",
    }),
    "clauses": ("clauses", {"words": "captación", "country": "GT"}),
    "corpus": ("corpus", {"country": "HN"}),
    "draft": ("draft", {"country": "NI"}),
    "annotate": ("annotate", {"law": "/akn/gt/act/decreto/2009/9-2009/spa@2009-04-03"}),
    "review": ("review", {}),
    "report": ("report", {"country": "MX"}),
}  # fmt: skip
"""Views on the embedded corpus that have something to show, by name: their page and what is chosen there."""
PATIENCE = 60_000
"""Milliseconds until a page must be there: the first one reads all laws."""
_QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
)  # fmt: skip


class Site(NamedTuple):
    """A running app: where it answers, and its process."""

    address: str
    pid: int


@contextmanager
def served(home: Path, *arguments: str, script: Path = ROOT / "app.py", port: int = 0) -> Iterator[Site]:
    """`script`, run by Streamlit on `port` (any free one unless given) with `arguments` and a folder `home` for what readers add."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port), "--server.headless", "true"]  # fmt: skip
    process = subprocess.Popen(
        [*command, "--", "--local", *arguments], cwd=ROOT, env={**os.environ, "HOMOLOGA_HOME": str(home)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        address = f"http://localhost:{port}/"
        _await(address, process)
        yield Site(address, process.pid)
    finally:
        process.terminate()
        process.wait(30)


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _await(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{address}_stcore/health", timeout=5).close()
        except (urllib.error.URLError, OSError):
            assert process.poll() is None, "the app ended before it answered"
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the app does not answer")


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser without a window."""
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=list(_QUIET))
        try:
            yield chromium
        finally:
            chromium.close()


def address(root: str, page: str, **choices: str | Sequence[str]) -> str:
    """The address of a view."""
    return f"{root}{'' if page == FIRST else page}?{urlencode(choices, doseq=True)}"


def drawn(page: Page, patience: int = PATIENCE) -> Page:
    """`page` when Streamlit has drawn all of it, without a fault; `patience` is in milliseconds."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning] h1, [data-testid=stApp][data-test-script-state=notRunning] .fault", timeout=patience)  # fmt: skip
    page.wait_for_selector("[data-testid=stSkeleton]", state="detached", timeout=patience)
    assert page.locator("[data-testid=stException]").count() == 0, page.locator(
        "[data-testid=stException]"
    ).inner_text()
    return page


def opened(page: Page, root: str, name: str, **choices: str | Sequence[str]) -> Page:
    """`page` with a view of the app drawn on it."""
    page.goto(address(root, name, **choices))
    return drawn(page)


def texts(page: Page, selector: str) -> Sequence[str]:
    """The words of all elements of `selector`."""
    return [text.strip() for text in page.locator(selector).all_inner_texts()]
