"""Each page of the app in a real browser: its language, WCAG 2.2 AA, a telephone, and real laws."""

from __future__ import annotations

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from bench.browsing import CHROMIUM, PAGES, VIEWS, opened, texts

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
    pytest.mark.flaky(reruns=2, reruns_delay=2),  # a browser on a busy machine may miss a moment
]
expect.set_options(timeout=20_000)

LANGUAGES = ("es", "en")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
"""WCAG 2.2 AA, as axe-core knows it."""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("view", VIEWS)
def test_a_page_speaks_the_readers_language_and_keeps_to_wcag(page: Page, embedded: str, view: str, lang: str) -> None:
    name, choices = VIEWS[view]
    opened(page, embedded, name, **choices)
    expect(page.locator("html")).to_have_attribute("lang", lang)
    assert f"lang={lang}" in page.url
    assert len(texts(page, "h1")) == 1
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found] == []


@pytest.mark.parametrize("view", VIEWS)
def test_no_page_is_wider_than_a_telephone(page: Page, embedded: str, view: str) -> None:
    name, choices = VIEWS[view]
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, embedded, name, **choices)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    outside = "[...document.querySelectorAll('[data-testid=stMain] *')].filter(e => !e.closest('.scroll, .unseen, [data-testid=stVegaLiteChart]') && e.getBoundingClientRect().right > 391).length"
    assert page.evaluate(outside) == 0


def test_every_page_has_a_view() -> None:
    assert {name for name, _ in VIEWS.values()} == set(PAGES)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_on_real_laws(page: Page, real: str, name: str, lang: str) -> None:
    opened(page, real, name, country="MX")
    expect(page.locator("html")).to_have_attribute("lang", lang)
    assert len(texts(page, "h1")) == 1
