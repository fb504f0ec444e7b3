"""The app: its first page, a filter or a page changed, on the server and in the browser, beside a bare app of three pages; many clauses; memory.

In the browser the time runs from the click to the page that is drawn whole. On the server it is the script of a page, run without a browser.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import mock

from bench import Row, seconds
from bench.browsing import CHROMIUM, PATIENCE, Browser, Page, Site, address, browser, drawn, served

FIRST, SERVER, BROWSER, MANY, MEMORY = 3.0, 0.150, 0.600, 1.0, 30
CLAUSES, LAWS = 200_000, 100
SESSIONS = 10
LONG = 300_000
"""Milliseconds until the first page of many clauses must be there."""
TIMES = 5
"""How often each page is opened."""

_BARE = """
import streamlit as st

def page(name):
    def show():
        st.title(name)
        st.selectbox("Choose", ["a", "b", "c"])
        st.write("Words.")
    show.__name__ = name
    return show

st.navigation([st.Page(page(name), title=name, url_path=name, default=name == "one") for name in ("one", "two", "three")]).run()
"""

_DRAWN_ANEW = """before => {
    const title = document.querySelector("[data-testid=stApp][data-test-script-state=notRunning] [data-testid=stMain] h1");
    return title && title.innerText !== before;
}"""


def rows() -> Iterator[Row]:
    """The figures of the app on the embedded corpus, then on many clauses; those of the browser only where there is one."""
    yield _row("App: a page changed or a filter set, on the server", statistics.median(_on_server()), SERVER)
    if CHROMIUM is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        home, bare = Path(folder, "home"), Path(folder, "bare.py")
        bare.write_text(_BARE, encoding="utf-8")
        with browser() as chromium:
            with served(home, script=bare) as site:
                base = statistics.median(_changes(_opened(chromium.new_page(), site), ("one", "two", "three")))
            first = statistics.median(_first_page(chromium, home) for _ in range(TIMES))
            yield _row("App: first page of a warm start", first, FIRST)
            with served(home) as site:
                page = _opened(chromium.new_page(), site)
                changed = statistics.median([*_changes(page, None), *_filters(page, site)])
                yield _row(f"App: the same in the browser (a bare app: {base * 1e3:.0f} ms)", changed, BROWSER)
                before = _memory(site)
                others = [chromium.new_context() for _ in range(SESSIONS)]
                for context in others:
                    _opened(context.new_page(), site)
                each = (_memory(site) - before) / SESSIONS
                yield Row("App: memory of one more session", f"{each:.1f} MB", f"< {MEMORY} MB", each < MEMORY)
            corpus = _many(Path(folder, "many"))
            with served(home, "--corpus", str(corpus)) as site:
                page = _opened(chromium.new_page(), site, "corpus")
                slow = [*_changes(page, None), *_searches(page, site)]
                yield _row(
                    f"App: a page changed or words looked for in {CLAUSES:,} clauses", statistics.median(slow), MANY
                )


def _row(what: str, taken: float, target: float) -> Row:
    return Row(what, f"{taken * 1e3:.0f} ms", f"≤ {target * 1e3:,.0f} ms", taken <= target)


# ---- on the server -------------------------------------------------------------------------------------------------


def _on_server() -> Iterator[float]:
    """Seconds that each page takes, several times, with another country each time."""
    from streamlit import logger
    from streamlit.testing.v1 import AppTest

    logger.set_log_level("ERROR")
    with mock.patch.object(sys, "argv", ["app.py"]):
        for name in ("overview", "requirement", "compare", "clauses", "corpus", "report"):
            at = AppTest.from_string(f"from views import {name}\n{name}.show()", default_timeout=PATIENCE / 1e3)
            at.query_params["requirement"] = "som-specific-offence"
            at.run()
            for code in ("MX", "CR", "GT", "US", "CA")[:TIMES]:
                at.query_params["country"] = [code, "HN"]
                yield seconds(at.run)


# ---- in the browser ------------------------------------------------------------------------------------------------


def _first_page(chromium: Browser, home: Path) -> float:
    """Seconds until a server that has just begun shows its first page, where all was read before."""
    with served(home) as site:
        page = chromium.new_page()
        taken = seconds(lambda: _opened(page, site))
        page.close()
    return taken


def _opened(page: Page, site: Site, name: str = "overview") -> Page:
    page.set_default_timeout(LONG)
    page.goto(address(site.address, name, lang="en"))
    return drawn(page, LONG)


def _changes(page: Page, names: tuple[str, ...] | None) -> list[float]:
    """Seconds from a click on each link of the navigation to its page, several times."""
    links = page.locator("[data-testid=stSidebarNavLink]")
    titles = names or links.all_inner_texts()
    return [
        _clicked(page, lambda at=at: links.nth(at).click()) for _ in range(TIMES) for at in [*range(1, len(titles)), 0]
    ]  # type: ignore[misc]


def _clicked(page: Page, click: Callable[[], None]) -> float:
    """Seconds until the page has been drawn anew after a click; its title has other words then (React may keep the node)."""
    before = page.locator("[data-testid=stMain] h1").inner_text()
    begin = time.perf_counter()
    click()
    page.wait_for_function(_DRAWN_ANEW, arg=before, timeout=PATIENCE)
    return time.perf_counter() - begin


def _filters(page: Page, site: Site) -> list[float]:
    """Seconds until the matrix has fewer rows after a severity is chosen, for each severity."""
    taken = []
    for name in ("critical", "high", "medium", "low"):
        _opened(page, site)
        field = page.get_by_role("combobox", name="Severity").first
        field.click()
        field.fill(name)
        all_rows = page.locator(".matrix tbody tr").count()
        option = page.get_by_role("option", name=name).first
        option.wait_for()
        begin = time.perf_counter()
        option.click()
        page.wait_for_function(f"document.querySelectorAll('.matrix tbody tr').length < {all_rows}", timeout=PATIENCE)
        taken.append(time.perf_counter() - begin)
    return taken


def _searches(page: Page, site: Site) -> list[float]:
    """Seconds until hits are shown after words are sent off."""
    taken = []
    for words in ("captación", "explotación", "prisión", "víctima", "entrada"):
        _opened(page, site, "clauses")
        field = page.get_by_role("textbox", name="Words")
        field.fill(words)
        begin = time.perf_counter()
        field.press("Enter")
        page.wait_for_selector(".hit", timeout=PATIENCE)
        taken.append(time.perf_counter() - begin)
    return taken


def _memory(site: Site) -> float:
    """Megabytes that the server holds."""
    lines = Path(f"/proc/{site.pid}/status").read_text(encoding="utf-8").splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024


def _many(root: Path) -> Path:
    """A made-up corpus of so many clauses: an article, and three items, over and over."""
    folder = root / "zz"
    folder.mkdir(parents=True)
    articles = CLAUSES // LAWS // 4
    entries = []
    for law in range(LAWS):
        text = "\n".join(
            f"Artículo {at}. El director del distrito {law}-{at} llevará un registro de las víctimas, en el que constarán, en {2 + at % 9} días:\n"
            f"a) la captación que se denuncie;\nb) los fines de la explotación; y\nc) la entrada al país y la prisión número {at}."
            for at in range(1, articles + 1)
        )
        (folder / f"{law}.txt").write_text(text, encoding="utf-8")
        entries.append(
            {"id": f"/akn/zz/act/ley/2000/{law}", "title": f"Ley {law}", "kind": "other", "language": "es", "file": f"{law}.txt",
             "text": "official", "status": "in force", "version": "2020-01-01"}
        )  # fmt: skip
    (folder / "laws.yaml").write_text(json.dumps(entries), encoding="utf-8")
    return root
