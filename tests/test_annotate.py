"""Annotating in a real browser, with the keyboard alone: what is saved, and what it changes in the gap report."""

from __future__ import annotations

import json
import os
import re
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
UNSEEN = (
    "De las sociedades. Las compañías mercantiles pagan por lo que en su nombre se hizo.",
    "De los agentes. Un agente podrá hacerse pasar por otro para averiguar.",
    "De dos países a la vez. Los fiscales de dos países averiguan a la vez.",
    "De lo ganado. Lo ganado con el hecho pasa a la caja común.",
    "Del idioma. A la persona ofendida se le traduce lo que no entiende.",
)
"""What the rules do not see, as they know no such words: a person tags it."""
TAGS = {
    "De las sociedades": (("persona jurídica", "compañías mercantiles"), ("personas jurídicas responden", "pagan por lo que en su nombre se hizo")),
    "De los agentes": (("encubiertos", "hacerse pasar por otro para averiguar"),),
    "De dos países a la vez": (("investigaciones conjuntas", "averiguan a la vez"),),
    "De lo ganado": (("decomiso", "pasa a la caja común"),),
    "Del idioma": (("intérprete", "se le traduce lo que no entiende"),),
}  # fmt: skip
"""The concept looked for and the words it is said of, by the heading of their article."""
CODE = small_corpus.PENAL_CODE + "".join(
    f"\nArtículo {number}. {text}\n"
    for number, text in enumerate(
        [
            *UNSEEN,
            *(
                f"De otros actos. Será sancionado con prisión de {at + 2} meses quien {act} a otro por paga."
                for at, act in enumerate(ACTS * 2)
            ),
        ],
        5,
    )
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
    assert {before[name] for name in MET_BY_TAGS} == {"unknown"}
    finished, corrected = 0, False
    expect(page.locator(".work")).to_be_focused()
    _every_clause(page)
    _tags_and_undoes(page)
    while finished < 20:
        heading = page.locator("h2").first.inner_text()
        if heading.endswith("De otros actos") and not corrected:
            corrected = _corrects_the_penalty(page)
        for concept, words in TAGS.get(heading.partition(" · ")[2], ()):
            _tag(page, concept, words)
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
    assert {name: after[name].partition(" P-")[0] for name in MET_BY_TAGS} == MET_BY_TAGS
    assert all("P-" in after[name] for name in MET_BY_TAGS)


MET_BY_TAGS = {
    "legal-person-liability": "met", "joint-investigations-techniques": "met", "laundering-and-confiscation": "partial",
    "information-interpretation": "partial",
}  # fmt: skip
"""What the gap report says once the words of `TAGS` are tagged."""


def _corrects_the_penalty(page: Page) -> bool:
    """C, Tab to the number of years, another one, Enter; the other suggestions stay to be answered."""
    rows = page.locator(".rows li")
    for _ in range(rows.count()):
        if "Pena" in page.locator(".rows li.now strong").inner_text():
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("c")
    years = page.locator(".numbers input").first
    for _ in range(5):
        page.keyboard.press("Tab")
        if years.evaluate("input => input === input.getRootNode().activeElement"):
            break
    page.keyboard.press("Control+a")
    page.keyboard.type("9")
    press(page, "Enter")
    expect(page.locator(".rows li.corrected")).to_contain_text("mínimo, años: 9")
    return True


def _every_clause(page: Page) -> None:
    """Has the queue hold clauses of which the program says nothing, with the keys that any page knows."""
    switch = page.get_by_role("switch", name="Todas las cláusulas").or_(
        page.get_by_role("checkbox", name="Todas las cláusulas")
    )
    for _ in range(20):
        page.keyboard.press("Shift+Tab")
        if switch.evaluate("box => box === document.activeElement"):
            break
    page.keyboard.press("Space")
    expect(page.get_by_text("0 de 29 cláusulas terminadas")).to_be_visible()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.locator(".work").evaluate("work => work === work.getRootNode().activeElement"):
            break
    expect(page.locator(".work")).to_be_focused()


def _tag(page: Page, concept: str, words: str) -> None:
    """Tags `words` of the clause with the concept that `concept` finds: arrows, T, its name, Enter."""
    text = page.locator(".text").inner_text()
    before = len(re.findall(r"\w+", text[: text.index(words)]))
    for _ in range(before + 1):
        page.keyboard.press("ArrowRight")
    for _ in range(len(words.split()) - 1):
        page.keyboard.press("Shift+ArrowRight")
    there = page.locator(".rows li").count()
    page.keyboard.press("t")
    page.keyboard.type(concept)
    press(page, "Enter")
    expect(page.locator(".rows li")).to_have_count(there + 1)
    expect(page.locator(".rows li").last).to_contain_text(words)


def _tags_and_undoes(page: Page) -> None:
    """Two words picked and tagged with a concept that is searched for; then undone, and remarked upon."""
    rows = page.locator(".rows li")
    before = rows.count()
    for keys in ("ArrowRight", "Shift+ArrowRight", "t"):
        page.keyboard.press(keys)
    expect(page.locator(".panel input[type=search]")).to_be_focused()
    search = page.locator(".panel").get_by_role("combobox", name="Concepto")
    chosen = page.locator(f"#{search.get_attribute('aria-controls')} [aria-selected=true]")
    assert search.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    expect(page.get_by_role("group", name="La cláusula y lo que se dice de ella")).to_be_visible()
    page.keyboard.type("fraude")
    expect(page.locator(".about")).to_contain_text("Engaño, fraude, ardid o falsa promesa")
    expect(page.locator(".about")).to_contain_text("Por ejemplo:")
    press(page, "Enter")
    expect(rows).to_have_count(before + 1)
    expect(rows.last).to_contain_text("Engaño o fraude · elemento del delito · Hay tentativa")
    press(page, "u")
    expect(rows).to_have_count(before)
    page.keyboard.press("m")
    page.keyboard.type("¿No lo dice otra ley?")
    press(page, "Enter")
    expect(page.get_by_text("¿No lo dice otra ley?", exact=False)).to_be_visible()
