"""Files brought from a real server on this machine, which behaves as servers do: slow, broken, moved, gone, or hostile."""

from __future__ import annotations

import asyncio
import datetime
import socket
import ssl
import time
from collections.abc import Iterator
from dataclasses import replace
from email.utils import format_datetime
from pathlib import Path

import pytest

from analysis.fetch import AGENT, INSIDE, Copy, Courier, FetchError, Manners, OfflineError, Validators
from tests import law_server as law
from tests.law_server import Answer, LawServer, page, status

QUICK = Manners(delay=0.01, pause=0.0, idle=0.4, total=5.0, longest_wait=2.0, largest=1_000_000)
TEXT = "Artículo 1. Las bibliotecas abren a las nueve.\n".encode() * 200
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"\n%%EOF\n"


@pytest.fixture
def server() -> Iterator[LawServer]:
    with law.serving() as running:
        yield running


def bring(address: str, known: Validators | None = None, manners: Manners = QUICK) -> Copy:
    async def one() -> Copy:
        async with Courier(manners) as courier:
            return await courier.bring(address, known)

    return asyncio.run(one())


# ---- what comes ----------------------------------------------------------------------------------------------------


def test_a_file_comes_whole_with_what_the_server_says_of_it(server: LawServer) -> None:
    server.answers["/law"] = page(TEXT, ETag='"a"', Last_Modified="Tue, 01 Jul 2025 10:00:00 GMT")
    copy = bring(f"{server.address}/law")
    assert copy.data == TEXT and copy.type.startswith("text/plain")
    assert copy.validators == Validators('"a"', "Tue, 01 Jul 2025 10:00:00 GMT")
    assert server.asked[0][1]["User-Agent"] == AGENT


def test_what_has_not_changed_does_not_come_again(server: LawServer) -> None:
    server.answers["/law"] = lambda handler: law.send(
        handler, 304 if handler.headers.get("If-None-Match") == '"a"' else 200
    )
    assert bring(f"{server.address}/law", Validators('"a"', "Tue, 01 Jul 2025 10:00:00 GMT")).data is None
    assert server.asked[0][1]["If-Modified-Since"] == "Tue, 01 Jul 2025 10:00:00 GMT"


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed(server: LawServer, code: int) -> None:
    server.answers |= {"/old": status(code, Location="/new"), "/new": page(TEXT)}
    copy = bring(f"{server.address}/old")
    assert (copy.data, copy.address) == (TEXT, f"{server.address}/new")


# ---- what another try mends ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [408, 429, 500, 502, 503, 504])
def test_a_fault_that_passes_is_waited_out(server: LawServer, code: int) -> None:
    server.answers["/law"] = law.in_turn(status(code), status(code), page(TEXT))
    assert bring(f"{server.address}/law").data == TEXT
    assert server.times["/law"] == 3


def test_a_fault_that_stays_is_given_up(server: LawServer) -> None:
    server.answers["/law"] = status(500)
    with pytest.raises(FetchError, match="the server answered 500 Internal Server Error"):
        bring(f"{server.address}/law")
    assert server.times["/law"] == QUICK.tries


@pytest.mark.parametrize("how", ["seconds", "date"])
def test_the_server_says_when_to_come_back(server: LawServer, how: str) -> None:
    then = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=2)
    asked = "1" if how == "seconds" else format_datetime(then, usegmt=True)
    server.answers["/law"] = law.in_turn(status(429, Retry_After=asked), page(TEXT))
    began = time.monotonic()
    assert bring(f"{server.address}/law").data == TEXT
    assert 0.9 <= time.monotonic() - began < 30


def test_a_server_that_asks_for_too_long_a_wait_is_left_alone(server: LawServer) -> None:
    server.answers["/law"] = status(503, Retry_After="86400")
    with pytest.raises(FetchError, match="asks to come back in 86,400 seconds"):
        bring(f"{server.address}/law")
    assert server.times["/law"] == 1


def test_a_broken_connection_is_gone_on_with(server: LawServer) -> None:
    server.answers["/law"] = law.in_turn(law.cut(TEXT, 3000, ETag='"a"'), law.ranges(TEXT, '"a"'))
    assert bring(f"{server.address}/law").data == TEXT
    sent = server.asked[1][1]
    assert (sent["Range"], sent["If-Range"]) == ("bytes=3000-", '"a"')


def test_a_file_that_changed_meanwhile_comes_from_the_start(server: LawServer) -> None:
    server.answers["/law"] = law.in_turn(law.cut(TEXT, 3000, ETag='"a"'), law.ranges(TEXT[::-1], '"b"'))
    assert bring(f"{server.address}/law").data == TEXT[::-1]


@pytest.mark.parametrize("headers", [{}, {"ETag": 'W/"a"'}])
def test_without_a_strong_validator_it_comes_from_the_start(server: LawServer, headers: dict[str, str]) -> None:
    server.answers["/law"] = law.in_turn(law.cut(TEXT, 3000, **headers), page(TEXT))
    assert bring(f"{server.address}/law").data == TEXT
    assert "Range" not in server.asked[1][1]


def test_a_server_that_goes_on_at_the_wrong_place_is_not_believed(server: LawServer) -> None:
    wrong: Answer = lambda handler: law.send(handler, 206, TEXT, Content_Range="bytes 7-99/9400")  # noqa: E731
    server.answers["/law"] = law.in_turn(law.cut(TEXT, 3000, ETag='"a"'), wrong, page(TEXT))
    assert bring(f"{server.address}/law").data == TEXT


def test_half_a_pdf_is_asked_for_again(server: LawServer) -> None:
    server.answers["/law.pdf"] = law.in_turn(
        page(PDF[:5000], "application/pdf", ETag='"a"'), page(PDF, "application/pdf")
    )
    assert bring(f"{server.address}/law.pdf").data == PDF


# ---- what is refused -----------------------------------------------------------------------------------------------


def _looping(handler: object) -> None:
    law.send(handler, 302, Location="/law")  # type: ignore[arg-type]


REFUSED: dict[str, tuple[Answer, str]] = {
    "gone": (status(404), "answered 404"),
    "forbidden": (status(403), "answered 403"),
    "a redirect loop": (_looping, "redirects more than 8 times"),
    "a redirect to a file": (status(302, Location="file:///etc/passwd"), "“file” is no way to a law"),
    "a redirect to nowhere": (status(302), "redirects to nowhere"),
    "a redirect with a password": (status(302, Location="http://me:secret@127.0.0.1/"), "name and password"),
    "a page for a PDF": (
        page(b"<html><p>Please wait</p></html>", "application/pdf"),
        "should be a PDF and is a web page",
    ),
    "a picture": (page(b"\x89PNG", "image/png"), "it is image/png, no law"),
    "nothing": (page(b" \n"), "it is empty"),
    "an endless body": (law.endless, "more than 1 MB"),
    "too much by its own account": (page(b"", Content_Length="9999999"), "more than 1 MB|connection failed"),
    "silence": (law.silent, "nothing came for too long"),
    "never done": (law.trickle, "longer than 1 seconds"),
    "no number of bytes": (page(b"x", Content_Length="many"), "connection failed"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_law_is_refused_in_a_sentence(server: LawServer, case: str) -> None:
    server.answers["/law"], said = REFUSED[case]
    with pytest.raises(FetchError, match=said) as caught:
        bring(f"{server.address}/law", manners=replace(QUICK, tries=2, total=1.0))
    assert "\n" not in str(caught.value) and "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "ftp://127.0.0.1/x", "javascript:alert(1)", "http://", "law", "http://[", "http://u:p@h/"],
)
def test_only_http_and_https_lead_to_a_law(address: str) -> None:
    with pytest.raises(FetchError):
        bring(address)


def test_a_name_that_no_one_has_is_offline_and_tried_once() -> None:
    began = time.monotonic()
    with pytest.raises(OfflineError, match="cannot be reached"):
        bring("https://laws.invalid/law")
    assert time.monotonic() - began < 30


def test_a_refused_connection_is_tried_again_and_named() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(FetchError, match="the connection failed") as caught:
        bring(f"http://127.0.0.1:{port}/law")
    assert not isinstance(caught.value, OfflineError)


def test_a_certificate_that_no_one_vouches_for_is_refused(server: LawServer, tmp_path: Path) -> None:
    server.socket = _certified(tmp_path).wrap_socket(server.socket, server_side=True)
    server.answers["/law"] = page(TEXT)
    with pytest.raises(FetchError, match="its certificate is not good"):
        bring(server.address.replace("http:", "https:") + "/law")
    assert server.asked == []


def test_https_never_leads_to_http(server: LawServer, tmp_path: Path) -> None:
    server.socket = _certified(tmp_path).wrap_socket(server.socket, server_side=True)
    server.answers["/law"] = status(302, Location=f"{server.address}/other")

    async def one() -> None:
        trusting = ssl.create_default_context(cafile=str(tmp_path / "cert.pem"))
        async with Courier(QUICK, trusting) as courier:
            await courier.bring(server.address.replace("http:", "https:") + "/law")

    with pytest.raises(FetchError, match="from https to http"):
        asyncio.run(one())


def _certified(folder: Path) -> ssl.SSLContext:
    """A server's certificate for 127.0.0.1 that only this test knows."""
    import trustme

    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "cert.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


# ---- manners -------------------------------------------------------------------------------------------------------


def test_a_host_has_two_connections_at_once_and_pauses(server: LawServer) -> None:
    for n in range(8):
        server.answers[f"/{n}"] = law.slow(page(TEXT), 0.1)

    async def many() -> list[Copy]:
        async with Courier(replace(QUICK, pause=0.05)) as courier:
            return await asyncio.gather(*(courier.bring(f"{server.address}/{n}") for n in range(8)))

    began = time.monotonic()
    assert [copy.data for copy in asyncio.run(many())] == [TEXT] * 8
    assert server.most == 2
    assert time.monotonic() - began >= 7 * 0.05


def test_progress_is_told(server: LawServer) -> None:
    server.answers["/law"] = page(TEXT)
    heard: list[tuple[str, int, int]] = []

    async def one() -> None:
        async with Courier(QUICK) as courier:
            await courier.bring(f"{server.address}/law", told=lambda *said: heard.append(said))

    asyncio.run(one())
    assert heard[-1] == (f"{server.address}/law", len(TEXT), len(TEXT))


def test_giving_up_ends_at_once(server: LawServer) -> None:
    server.answers["/law"] = law.trickle

    async def left() -> None:
        async with Courier(QUICK) as courier:
            await asyncio.wait_for(courier.bring(f"{server.address}/law"), 0.2)

    began = time.monotonic()
    with pytest.raises(TimeoutError):
        asyncio.run(left())
    assert time.monotonic() - began < 30


# ---- where it may come from ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433", "10.0.0.1", "192.168.1.1", "169.254.169.254", "[fe80::1]",
        "[fd00::1]", "100.64.0.1",
    ],
)  # fmt: skip
def test_nothing_is_asked_of_a_private_network(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(INSIDE)
    with pytest.raises(FetchError, match="its host is in a private network"):
        bring(f"http://{host}:9/law")


def test_a_redirect_into_a_private_network_is_refused(server: LawServer, monkeypatch: pytest.MonkeyPatch) -> None:
    server.answers["/law"] = status(302, Location=f"{server.address.replace('127.0.0.1', 'localhost')}/secret")
    monkeypatch.setenv(INSIDE, "127.0.0.1")
    with pytest.raises(FetchError, match="its host is in a private network"):
        bring(f"{server.address}/law")
    assert not server.times["/secret"]


def test_a_name_that_means_another_address_a_moment_later_is_refused(
    server: LawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def meant(*_: object) -> None:
        return None

    monkeypatch.delenv(INSIDE)
    monkeypatch.setattr("analysis.fetch._outside", meant)
    server.answers["/law"] = page(TEXT)
    with pytest.raises(FetchError, match="its host is in a private network"):
        bring(f"{server.address}/law")
