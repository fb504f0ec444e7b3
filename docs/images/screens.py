"""Photographs every page of the app on the embedded corpus, as a desk and as a telephone show it. Run by `make screens`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bench.browsing import address, browser, drawn, served

VIEWS: dict[str, dict[str, str]] = {
    "overview": {},
    "requirement": {"requirement": "tip-serious-crime-threshold"},
    "compare": {"country": "MX", "standard": "smuggling-offence"},
    "clauses": {"words": "captación", "country": "GT"},
    "corpus": {"country": "HN"},
    "draft": {},
    "annotate": {"law": "/akn/gt/act/decreto/2009/9-2009/spa@2009-04-03"},
    "review": {},
    "report": {"country": "MX"},
}
MORE = {"compare": "&country=CR"}
SIZES = {1280: 900, 390: 844}
"""Width and height of the window, in pixels."""

here = Path(__file__).parent
with tempfile.TemporaryDirectory() as home, served(Path(home)) as site, browser() as chromium:
    for width, height in SIZES.items():
        context = chromium.new_context(locale="en-GB", viewport={"width": width, "height": height})
        page = context.new_page()
        for name, choices in VIEWS.items():
            page.goto(address(site.address, name, lang="en", **choices) + MORE.get(name, ""))
            drawn(page)
            page.wait_for_timeout(1500)
            page.screenshot(path=here / f"{name}-{width}.png")
        context.close()
