"""Annotating in a real browser, with the keyboard alone: what is saved, and what it changes in the gap report."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from playwright.sync_api import Page, expect

from bench import browsing
from bench.browsing import CHROMIUM, ROOT, address, drawn
from tests import small_corpus

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
    pytest.mark.flaky(reruns=2, reruns_delay=2),  # a browser on a busy machine may miss a moment
]

ACTS = ("capte", "transporte", "traslade", "acoja", "reciba", "venda", "compre", "oculte", "rapte", "amenace")
CODE = small_corpus.PENAL_CODE + "".join(
    f"\nArtículo {number}. De otros actos. Será sancionado con prisión de {number} meses quien {ACTS[number % 10]} a otro por paga.\n"
    for number in range(5, 25)
)
LAW = "/akn/zz/act/ley/2000/1/spa@2020-01-01"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def laws(tmp_path: Path) -> Path:
    return small_corpus.write(tmp_path / "laws", [small_corpus.entry()], {"code.txt": CODE})


@pytest.fixture
def page(home: Path, laws: Path) -> Iterator[Page]:
    with browsing.served(home, "--corpus", str(laws)) as site, browsing.browser() as chromium:
        context = chromium.new_context(locale="es-GT", viewport={"width": 1280, "height": 1000})
        found = context.new_page()
        found.goto(address(site.address, "annotate", law=LAW))
        yield drawn(found)
        context.close()


def verdicts(laws: Path, home: Path) -> dict[str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "analysis", "gaps", "--json", "--corpus", str(laws)], cwd=ROOT, capture_output=True,
        text=True, env={**os.environ, "HOMOLOGA_HOME": str(home)}, check=True,
    )  # fmt: skip
    return {
        each["requirement"]: f"{each['status']} {each['reviewed_by']}".strip()
        for each in json.loads(done.stdout)["findings"]
    }


def press(page: Page, keys: str) -> None:
    page.keyboard.press(keys)
    expect(page.locator(".status")).not_to_have_text("Guardando…")


def test_twenty_clauses_by_keyboard_alone_change_the_gap_report(page: Page, laws: Path, home: Path) -> None:
    before = verdicts(laws, home)
    assert before["tip-specific-offence"] == "met"
    finished = 0
    expect(page.locator(".work")).to_be_focused()
    _tags_and_undoes(page)
    while finished < 20:
        heading = page.locator("h2").first.inner_text()
        decide = "r" if "Trata" in heading else "a"
        for _ in range(page.locator(".rows li.suggested").count()):
            press(page, decide)
        expect(page.locator(".rows li.suggested")).to_have_count(0)
        press(page, "f")
        finished += 1
        if finished < 20:
            expect(page.locator("h2").first).not_to_have_text(heading)
    after = verdicts(laws, home)
    assert not after["tip-specific-offence"].startswith("met")
    assert "P-" in after["tip-specific-offence"]


def _tags_and_undoes(page: Page) -> None:
    """Two words picked and tagged with a concept that is searched for; then undone, and remarked upon."""
    rows = page.locator(".rows li")
    before = rows.count()
    for keys in ("ArrowRight", "Shift+ArrowRight", "t"):
        page.keyboard.press(keys)
    expect(page.locator(".panel input[type=search]")).to_be_focused()
    page.keyboard.type("fraude")
    press(page, "Enter")
    expect(rows).to_have_count(before + 1)
    expect(rows.last).to_contain_text("Engaño o fraude · elemento del delito · Hay tentativa")
    press(page, "u")
    expect(rows).to_have_count(before)
    page.keyboard.press("m")
    page.keyboard.type("¿No lo dice otra ley?")
    press(page, "Enter")
    expect(page.get_by_text("¿No lo dice otra ley?", exact=False)).to_be_visible()
