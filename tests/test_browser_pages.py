"""Each page of the app in a real browser: its language, WCAG 2.2 AA, a telephone, and real laws."""

from __future__ import annotations

import re

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from bench.browsing import CHROMIUM, PAGES, VIEWS, drawn, opened, texts

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
    pytest.mark.flaky(reruns=2, reruns_delay=2),  # a browser on a busy machine may miss a moment
]
expect.set_options(timeout=20_000)

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
"""WCAG 2.2 AA, as axe-core knows it."""


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_speaks_both_languages_keeps_to_wcag_and_fits_a_telephone(page: Page, embedded: str, view: str) -> None:
    name, choices = VIEWS[view]
    opened(page, embedded, name, **choices)
    _speaks(page, "es")
    assert _violations(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    _fits(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    _switched(page, "English")
    _speaks(page, "en")
    assert _violations(page) == []


def _switched(page: Page, language: str) -> None:
    page.get_by_text(language, exact=True).click()
    page.wait_for_url(re.compile("lang=en" if language == "English" else "lang=es"))
    drawn(page)


def _speaks(page: Page, language: str) -> None:
    expect(page.locator("html")).to_have_attribute("lang", language)
    assert f"lang={language}" in page.url
    assert len(texts(page, "h1")) == 1


def _violations(page: Page) -> list[tuple[str, list[str]]]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found]


def _fits(page: Page) -> None:
    outside = "[...document.querySelectorAll('[data-testid=stMain] *')].filter(e => !e.closest('.scroll, .unseen, [data-testid=stVegaLiteChart]') && e.getBoundingClientRect().right > 391).length"
    page.wait_for_function("document.documentElement.scrollWidth <= 390")
    page.wait_for_function(f"{outside} === 0")


def test_every_page_has_a_view() -> None:
    assert {name for name, _ in VIEWS.values()} == set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_on_real_laws_in_both_languages(page: Page, real: str, name: str) -> None:
    opened(page, real, name, country="MX")
    _speaks(page, "es")
    _switched(page, "English")
    _speaks(page, "en")
