"""One file from one address, over http or https: politely, within limits, and checked as far as its bytes can tell.

Tenacity says when to try again; httpx carries. A host has at most two connections at once and a pause between requests.
Nothing is written here: what was brought is given back as a whole, or not at all.
"""

from __future__ import annotations

import asyncio
import ipaddress
import os
import socket
import ssl
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.request import getproxies

from analysis import __version__
from analysis.errors import HomologaError

if TYPE_CHECKING:
    import httpx
    from tenacity import RetryCallState

AGENT = f"homologa/{__version__} (reads published laws; two connections a host, with pauses)"
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers that another try may mend (RFC 9110, section 15; RFC 6585, section 4)."""
_MOVED = frozenset({301, 302, 303, 307, 308})
_NEVER_LAW = ("image/", "video/", "audio/", "font/")
_END = 65_536

INSIDE = "HOMOLOGA_LOCAL_HOSTS"
"""Names the hosts of one's own network that laws may be brought from, such as a local archive; all others there are refused."""

Told = Callable[[str, int, int], None]
"""Called with an address, the bytes that came and the bytes that are expected, 0 where that is not known."""


class FetchError(HomologaError):
    """An address did not give a law's file."""


class OfflineError(FetchError):
    """The host cannot be reached from this machine at all."""


class _AgainError(FetchError):
    """Another try may mend it; `wait` is what the server asks for, in seconds."""

    def __init__(self, what: str, *, where: object, wait: float | None = None) -> None:
        super().__init__(what, where=where)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Manners:
    """How patient and how polite: times in seconds, sizes in bytes."""

    tries: int = 4
    delay: float = 1.0
    longest_wait: float = 60.0
    pause: float = 1.0
    connections: int = 2
    at_once: int = 16
    connect: float = 15.0
    idle: float = 30.0
    total: float = 300.0
    largest: int = 64_000_000
    redirects: int = 8


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said to know a copy by (RFC 9110, section 8.8); empty where it said nothing."""

    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """What an address gave. `data` is None where it has not changed since the validators that were sent."""

    address: str
    data: bytes | None
    type: str = ""
    validators: Validators = Validators()


@dataclass(slots=True)
class Begun:
    """What came before a connection broke, in this run or an earlier one; it is gone on with where the server can, and where what
    it has is still the same (RFC 9110, sections 13.1.5 and 14). `validator` is empty where nothing vouches for that.
    """

    data: bytearray = field(default_factory=bytearray)
    validator: str = ""
    address: str = ""


class Courier:
    """Brings files, several at a time. Use it as ``async with Courier() as courier``."""

    def __init__(self, manners: Manners | None = None, verify: ssl.SSLContext | None = None) -> None:
        self.manners = manners or Manners()
        self._verify = verify
        self._hosts: dict[str, _Host] = defaultdict(lambda: _Host(self.manners.connections, self.manners.pause))
        self._unreachable: set[str] = set()

    async def __aenter__(self) -> Courier:
        import httpx

        manners = self.manners
        self._client = httpx.AsyncClient(
            verify=self._verify or True,
            timeout=httpx.Timeout(manners.idle, connect=manners.connect, pool=None),
            limits=httpx.Limits(max_connections=manners.at_once),
            headers={"User-Agent": AGENT, "Accept-Encoding": "identity"},
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def bring(
        self, address: str, known: Validators | None = None, told: Told | None = None, begun: Begun | None = None
    ) -> Copy:
        """The file at `address`; only whether it changed, where `known` validates a copy that is at hand. It goes on from `begun`, and
        leaves there what came where it breaks off.

        Raises OfflineError where its host cannot be reached, FetchError for anything else that kept it away.
        """
        import tenacity

        manners, partial = self.manners, begun or Begun()
        tries = tenacity.AsyncRetrying(
            stop=tenacity.stop_after_attempt(manners.tries),
            wait=self._wait,
            retry=tenacity.retry_if_exception_type(_AgainError),
            reraise=True,
        )
        copy: Copy = await tries(self._once, address, known or Validators(), partial, told)
        return copy

    def _wait(self, state: RetryCallState) -> float:
        """What the server asked for, else a delay that doubles, with jitter so that many do not come back at once."""
        import tenacity

        fault = state.outcome.exception() if state.outcome else None
        asked = fault.wait if isinstance(fault, _AgainError) else None
        if asked is not None:
            return asked
        grown = tenacity.wait_exponential_jitter(
            multiplier=self.manners.delay, max=self.manners.longest_wait, jitter=self.manners.delay
        )
        return float(grown(state))

    # -- one try

    async def _once(self, address: str, known: Validators, partial: Begun, told: Told | None) -> Copy:
        import httpx

        try:
            return await self._followed(address, known, partial, told)
        except httpx.InvalidURL as fault:
            raise FetchError("it is no address", where=address, do="Mend it in the manifest") from fault
        except httpx.HTTPError as fault:
            raise _explained(fault, address) from fault

    async def _followed(self, address: str, known: Validators, partial: Begun, told: Told | None) -> Copy:
        import httpx

        place = httpx.URL(address)
        for _ in range(self.manners.redirects + 1):
            _allowed(place, address)
            await _outside(place, address)
            async with self._answer(place, known, partial) as answer:
                self._from_outside(answer, address)
                if answer.status_code not in _MOVED:
                    return await self._taken(answer, address, partial, told)
                place = _next(answer, address)
        raise FetchError(f"it redirects more than {self.manners.redirects} times", where=address)

    def _from_outside(self, answer: httpx.Response, address: str) -> None:
        """Holds the answer's real sender against what its name meant a moment ago; behind a proxy that is the proxy's affair."""
        stream = answer.extensions.get("network_stream")
        peer = stream.get_extra_info("server_addr") if stream and not getproxies() else None
        if peer and not _is_named(answer.url.host):
            _public([str(peer[0])], address)

    @asynccontextmanager
    async def _answer(self, place: httpx.URL, known: Validators, partial: Begun) -> AsyncIterator[httpx.Response]:
        import httpx

        if place.host in self._unreachable:
            raise OfflineError("its host cannot be reached", where=place)
        headers = _conditions(known)
        if partial.data and partial.validator and partial.address == str(place):
            headers = {"Range": f"bytes={len(partial.data)}-", "If-Range": partial.validator}
        async with self._hosts[place.netloc.decode()].turn():
            try:
                async with (
                    asyncio.timeout(self.manners.total),
                    self._client.stream("GET", place, headers=headers, follow_redirects=False) as answer,
                ):
                    yield answer
            except TimeoutError as fault:
                raise FetchError(f"it took longer than {self.manners.total:.0f} seconds", where=place) from fault
            except httpx.HTTPError as fault:
                if _is_offline(fault):
                    self._unreachable.add(place.host)
                raise

    async def _taken(self, answer: httpx.Response, address: str, partial: Begun, told: Told | None) -> Copy:
        place, status = str(answer.url), answer.status_code
        validators = Validators(answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", ""))
        if status == 304:
            return Copy(place, None, validators=validators)
        self._refused(answer, address)
        if status == 206 and _continues(answer, len(partial.data)):
            pass
        elif status == 200:
            partial.data.clear()
        else:
            partial.data.clear()
            partial.validator = ""
            raise _AgainError(f"the server answered {status} to a request for the rest of it", where=address)
        partial.address, partial.validator = place, _strong(answer, validators)
        await self._read(answer, address, partial, told)
        partial.validator = ""
        copy = Copy(place, bytes(partial.data), answer.headers.get("Content-Type", ""), validators)
        _check(copy, address)
        return copy

    def _refused(self, answer: httpx.Response, address: str) -> None:
        status = answer.status_code
        if status in _AGAIN:
            wait = _retry_after(answer.headers.get("Retry-After", ""))
            if wait is not None and wait > self.manners.longest_wait:
                raise FetchError(f"the server asks to come back in {wait:,.0f} seconds", where=address)
            raise _AgainError(f"the server answered {status} {answer.reason_phrase}".strip(), where=address, wait=wait)
        if status not in (200, 206, 416):
            raise FetchError(f"the server answered {status} {answer.reason_phrase}".strip(), where=address)
        if (kind := answer.headers.get("Content-Type", "").lower()).startswith(_NEVER_LAW):
            raise FetchError(f"it is {kind.split(';')[0]}, no law", where=address)

    async def _read(self, answer: httpx.Response, address: str, partial: Begun, told: Told | None) -> None:
        length = answer.headers.get("Content-Length", "")
        whole = len(partial.data) + int(length) if length.isdigit() else 0
        self._fits(whole, address)
        async for chunk in answer.aiter_bytes():
            partial.data.extend(chunk)
            self._fits(len(partial.data), address)
            if told:
                told(address, len(partial.data), whole)

    def _fits(self, size: int, address: str) -> None:
        if size > self.manners.largest:
            raise FetchError(f"it has more than {self.manners.largest / 1e6:,.0f} MB", where=address)


class _Host:
    """The connections to one host: so many at once, and a pause between the starts of two requests."""

    def __init__(self, connections: int, pause: float) -> None:
        self._places, self._door, self._pause = asyncio.Semaphore(connections), asyncio.Lock(), pause
        self._next = 0.0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        clock = asyncio.get_running_loop().time
        async with self._places:
            async with self._door:
                await asyncio.sleep(max(0.0, self._next - clock()))
                self._next = clock() + self._pause
            yield


# ---- where to ------------------------------------------------------------------------------------------------------


def _allowed(place: httpx.URL, address: str) -> None:
    if place.scheme not in ("http", "https") or not place.host:
        raise FetchError(f"“{place.scheme or place}” is no way to a law", where=address, do="Only http and https are")
    if place.userinfo:
        raise FetchError("it carries a name and password", where=address, do="Give an address that is open to all")


async def _outside(place: httpx.URL, address: str) -> None:
    """Refuses hosts of this machine and of private networks: nobody who may name an address is to look round there by it."""
    if _is_named(place.host):
        return
    try:
        found = await asyncio.get_running_loop().getaddrinfo(place.host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return  # no such name: connecting says so, or a proxy knows it
    _public([str(each[4][0]) for each in found], address)


def _is_named(host: str) -> bool:
    return host in os.environ.get(INSIDE, "").replace(",", " ").split()


def _public(found: Iterable[str], address: str) -> None:
    for each in found:
        ip = ipaddress.ip_address(each.partition("%")[0])
        ip = getattr(ip, "ipv4_mapped", None) or ip
        if not ip.is_global or ip.is_multicast:
            raise FetchError(
                f"its host is in a private network ({ip})", where=address, do=f"Name a host that is meant in {INSIDE}"
            )


def _next(answer: httpx.Response, address: str) -> httpx.URL:
    """Where a redirect leads; never from https to http, where others could read and change what comes."""
    place = answer.headers.get("Location", "")
    if not place:
        raise FetchError("it redirects to nowhere", where=address)
    new = answer.url.join(place)
    if answer.url.scheme == "https" and new.scheme == "http":
        raise FetchError("it redirects from https to http", where=address)
    return new


# ---- what came -----------------------------------------------------------------------------------------------------


def _conditions(known: Validators) -> dict[str, str]:
    named = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
    return {name: value for name, value in named.items() if value}


def _strong(answer: httpx.Response, validators: Validators) -> str:
    """What may stand in If-Range: a strong ETag, else the date; nothing for a body that was compressed on the way."""
    if answer.headers.get("Content-Encoding", "identity") != "identity":
        return ""
    return validators.modified if validators.etag.startswith("W/") else validators.etag or validators.modified


def _continues(answer: httpx.Response, size: int) -> bool:
    return bool(size) and answer.headers.get("Content-Range", "").startswith(f"bytes {size}-")


def _retry_after(value: str) -> float | None:
    """Seconds, from a number or an HTTP date (RFC 9110, section 10.2.3)."""
    if value.strip().isdigit():
        return float(value)
    try:
        day = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (day.replace(tzinfo=day.tzinfo or UTC) - datetime.now(UTC)).total_seconds())


def _check(copy: Copy, address: str) -> None:
    """Refuses what the bytes show to be something else than was asked for: a page instead of a PDF, half a PDF."""
    data = copy.data or b""
    said = copy.type.lower().startswith("application/pdf") or any(
        PurePosixPath(place.partition("?")[0]).suffix.lower() == ".pdf" for place in (address, copy.address)
    )
    is_pdf = b"%PDF-" in data[:1024]
    if not data.strip():
        raise FetchError("it is empty", where=address)
    if said and not is_pdf:
        kind = "a web page" if data.lstrip()[:1] == b"<" else "something else"
        raise FetchError(f"it should be a PDF and is {kind}", where=address)
    if is_pdf and b"%%EOF" not in data[-_END:]:
        raise _AgainError("the PDF was cut short", where=address)


# ---- what went wrong -----------------------------------------------------------------------------------------------


def _causes(fault: BaseException | None) -> Iterator[BaseException]:
    while fault is not None:
        yield fault
        fault = fault.__cause__ or fault.__context__


def _is_offline(fault: BaseException) -> bool:
    """No such name, or no way there; a refused connection is a server's answer, and may be another one later."""
    import errno

    nowhere = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN}
    return any(
        isinstance(cause, socket.gaierror) or (isinstance(cause, OSError) and cause.errno in nowhere)
        for cause in _causes(fault)
    )


def _explained(fault: httpx.HTTPError, address: str) -> FetchError:
    import httpx

    certificate: Any = next((c for c in _causes(fault) if isinstance(c, ssl.SSLCertVerificationError)), None)
    if certificate is not None:
        return FetchError(f"its certificate is not good ({certificate.verify_message})", where=address)
    if _is_offline(fault):
        return OfflineError("its host cannot be reached", where=address)
    if isinstance(fault, httpx.TimeoutException):
        return _AgainError("nothing came for too long", where=address)
    if isinstance(fault, httpx.DecodingError | httpx.UnsupportedProtocol):
        return FetchError(f"it cannot be read ({fault})", where=address)
    return _AgainError(f"the connection failed ({' '.join(str(fault).split()) or type(fault).__name__})", where=address)
