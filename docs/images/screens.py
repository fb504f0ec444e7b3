"""Photographs every page of the app on the embedded corpus, as a desk and as a telephone show it. Run by `make screens`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bench.browsing import VIEWS, browser, opened, served

SIZES = {1280: 900, 390: 844}
"""Width and height of the window, in pixels."""

here = Path(__file__).parent
with tempfile.TemporaryDirectory() as home, served(Path(home)) as site, browser() as chromium:
    for width, height in SIZES.items():
        context = chromium.new_context(locale="en-GB", viewport={"width": width, "height": height})
        page = context.new_page()
        for view, (name, choices) in VIEWS.items():
            opened(page, site.address, name, lang="en", **choices)
            page.wait_for_timeout(1500)
            page.screenshot(path=here / f"{view}-{width}.png")
        context.close()
