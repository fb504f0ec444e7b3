"""Signing in through a real OpenID provider, run locally: the role comes from the database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")
pytest.importorskip("oidc_provider_mock", reason="the OpenID provider is not installed")

from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Page, expect

from analysis.store import Store
from bench import browsing
from bench.browsing import CHROMIUM, address, drawn
from tests import small_corpus

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
    pytest.mark.flaky(reruns=2, reruns_delay=2),  # a browser on a busy machine may miss a moment
]

LAW = "/akn/zz/act/ley/2000/1/spa@2020-01-01"
SECRETS = """[auth]
redirect_uri = "http://localhost:{port}/oauth2callback"
cookie_secret = "a secret of this test alone, long enough"
client_id = "homologa"
client_secret = "secret"
server_metadata_url = "http://localhost:{provider}/.well-known/openid-configuration"
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def page(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    laws = small_corpus.write(tmp_path / "laws", [small_corpus.entry()])
    people = [User(sub=name, claims={"email": f"{name}@example.org", "name": name}) for name in ("ana", "eva")]
    with run_server_in_thread(user_claims=people) as provider:
        port, secrets = browsing.free_port(), tmp_path / "secrets.toml"
        secrets.write_text(SECRETS.format(port=port, provider=provider.server_port), encoding="utf-8")
        monkeypatch.setenv("STREAMLIT_SECRETS_FILES", str(secrets))
        with browsing.served(home, "--corpus", str(laws), port=port) as site, browsing.browser() as chromium:
            context = chromium.new_context(locale="es-GT")
            found = context.new_page()
            found.goto(address(site.address, "annotate", law=LAW))
            yield drawn(found)
            context.close()


def sign_in(page: Page, name: str) -> None:
    page.get_by_role("button", name="Entrar").click()
    page.fill("input[name=sub]", name)
    page.keyboard.press("Enter")
    page.wait_for_url("**localhost**")


def test_a_new_person_reads_until_an_administrator_says_otherwise(page: Page, home: Path) -> None:
    expect(page.locator(".work")).to_have_count(0)
    asked = page.url
    sign_in(page, "ana")
    page.wait_for_url(asked)
    expect(page.get_by_text("Puede leer. Quien administra")).to_be_visible()
    with_home = Store(f"sqlite:///{home / 'homologa.sqlite3'}")
    ana = next(each for each in with_home.people() if each.email == "ana@example.org")
    assert ana.role == "reader"
    with_home.set_role("k", with_home.local().id, ana.id, "annotator")
    with_home.close()
    page.reload()
    drawn(page)
    expect(page.get_by_role("combobox", name="Ley")).to_be_visible()
    expect(page.get_by_text("ana, anotación")).to_be_visible()
    expect(page.get_by_role("button", name="Salir")).to_be_visible()


def test_two_people_on_one_clause_see_each_other_and_a_blind_coder_sees_nobody(page: Page, home: Path) -> None:
    store = Store(f"sqlite:///{home / 'homologa.sqlite3'}")
    chief = store.local().id
    ana, eva = (store.add_person(name, chief, f"{name}@example.org", name, "annotator") for name in ("ana", "eva"))
    root = f"{page.url.partition('/annotate')[0]}/"
    other = page.context.browser.new_context(locale="es-GT").new_page()  # type: ignore[union-attr]
    other.goto(page.url)
    for who, name in ((page, "ana"), (drawn(other), "eva")):
        sign_in(who, name)
        who.wait_for_url(f"{root}annotate**")
        drawn(who)
        who.goto(address(root, "annotate", law=LAW, eid="art_2"))
        expect(drawn(who).locator(".work")).to_be_focused()
    page.keyboard.press("a")
    expect(page.locator(".status")).to_have_text("Guardado")
    other.keyboard.press("r")
    expect(other.locator(".status")).to_contain_text(f"{ana.pseudonym} cambió esta cláusula entretanto")
    first = other.locator(".rows li .state").first
    expect(first).to_have_text(f"sugerida por el programa · {ana.pseudonym}: aceptada")
    other.keyboard.press("r")
    expect(other.locator(".status")).to_have_text("Guardado")
    assert [(mark.person, mark.verdict) for mark in store.marks()] == [(ana.id, "accepted"), (eva.id, "rejected")]
    store.assign("blind", chief, eva.id, LAW, blind=True)
    drawn(other).reload()
    expect(drawn(other).locator(".work")).to_be_focused()
    expect(first).to_have_text("rechazada")
    other.keyboard.press("f")
    expect(other.locator("h2").first).to_contain_text("Tráfico")
    expect(drawn(other).locator(".work")).to_be_focused()
    expect(first).to_have_text("sugerida por el programa")
    other.keyboard.press("p")
    expect(first).to_have_text(f"rechazada · {ana.pseudonym}: aceptada")
    expect(other.locator(".work")).to_be_focused()
    other.keyboard.press("a")
    expect(other.locator(".status")).to_contain_text("lo que dijo se queda")
    store.close()
