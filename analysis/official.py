"""The official text of laws: brought from the addresses in their manifest, read, and taken into the reader's own corpus where it
is what it should be; else the text in use stays, and the outcome says why.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from analysis import acquire, cache, library
from analysis.errors import HomologaError, UsageError
from analysis.fetch import Begun, Copy, Courier, FetchError, OfflineError, Validators
from analysis.model import BASIC_UNITS, Document, Law
from analysis.read import read
from analysis.unlisted import guess_language, text

GOOD = "ABC"
"""Grades that let a fetched text take the place of a digest. In one of grade D articles may have been torn apart, and an answer would
cite the wrong one.
"""
SHARED = 0.75
"""Share of the articles of the text in use that a fetched one must have too: else it is another law, an excerpt or an amendment."""

Result = Literal["brought", "unchanged", "refused", "failed"]
Told = Callable[[Law, str, int, int], None]
"""Called with a law, the address that is tried, the bytes that came and those expected (0: not known)."""

_ROOM, _BEGUN = "fetched", "begun"
_ENDINGS = ((b"%PDF-", ".pdf"), (b"PK\x03\x04", ".docx"), (b"<?xml", ".xml"), (b"<", ".html"))


class UnfitError(HomologaError):
    """What was brought cannot stand for the law; the text in use stays."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one law: `law` is the text that was in use, `taken` the one that is from now on.

    `why` says in a sentence for each address why it was not taken; `offline`, that no address could be reached at all.
    """

    law: Law
    result: Result
    address: str = ""
    taken: Law | None = None
    grade: str = ""
    why: tuple[str, ...] = ()
    offline: bool = False


def asked(corpus: library.Corpus, laws: Sequence[str] = (), countries: Sequence[str] = ()) -> tuple[Law, ...]:
    """The laws of today that are named (by work, expression or file), and those of `countries`; all where nothing is named.

    Raises UsageError for a law or a country that the corpus does not have.
    """
    known = {code: library.in_force(country, date.today()).laws for code, country in corpus.items() if code}
    codes = [code.upper() for code in countries]
    if strange := [code for code in codes if code not in known]:
        raise UsageError(f"the corpus has no country {strange[0]}", do=f"It has: {', '.join(known)}")
    every = [law for found in known.values() for law in found]
    named = [_named(name, every) for name in laws]
    whole = [law for code in codes or (known if not laws else ()) for law in known[code]]
    return tuple({law.expression: law for law in [*named, *whole]}.values())


async def bring(
    laws: Sequence[Law],
    *,
    courier: Courier | None = None,
    told: Told | None = None,
    done: Callable[[Outcome], None] | None = None,
) -> tuple[Outcome, ...]:
    """Fetches, reads and takes the official text of each of `laws`, and gives the outcomes in their order; `done` hears each
    as it comes.
    """
    reading = asyncio.Lock()
    async with courier or Courier() as open_courier:

        async def one(law: Law) -> Outcome:
            outcome = await _brought(law, open_courier, reading, told)
            if done:
                done(outcome)
            return outcome

        return tuple(await asyncio.gather(*map(one, laws)))


def _named(name: str, laws: Sequence[Law]) -> Law:
    file = Path(name).absolute()
    for law in laws:
        if name in (law.expression, law.work) or file == law.file:
            return law
    from rapidfuzz import process

    near = [found for found, *_ in process.extract(name, [law.work for law in laws], limit=3)]
    raise UsageError(f"the corpus has no law “{name}” that is in force", do=f"Nearest: {', '.join(near) or 'none'}")


# ---- one law -------------------------------------------------------------------------------------------------------


async def _brought(law: Law, courier: Courier, reading: asyncio.Lock, told: Told | None) -> Outcome:
    """The outcome of the first address that gives a fit text, else the reasons of all."""
    faults: list[HomologaError] = []
    for address in dict.fromkeys(law.sources):
        try:
            copy = await _copied(law, address, courier, told and _telling(told, law))
            if copy.data is None:
                return Outcome(law, "unchanged", address)
            async with reading:
                return await asyncio.to_thread(_settled, law, address, copy, copy.data)
        except HomologaError as fault:
            faults.append(fault)
    if not faults:
        return Outcome(law, "failed", why=("The manifest has no address of its official text.",))
    came = any(not isinstance(fault, FetchError) for fault in faults)
    offline = all(isinstance(fault, OfflineError) for fault in faults)
    return Outcome(law, "refused" if came else "failed", why=tuple(map(str, faults)), offline=offline)


async def _copied(law: Law, address: str, courier: Courier, told: Callable[[str, int, int], None] | None) -> Copy:
    """What `address` gives, gone on with from where an earlier run broke off; what came is kept where this one does, given up or not."""
    begun = _begun(address)
    earlier = bool(begun.data)
    try:
        copy = await courier.bring(address, _validators(law, address), told, begun)
    except BaseException:
        with contextlib.suppress(cache.CacheError):
            _keep(address, begun if begun.validator else Begun())
        raise
    if earlier:
        _keep(address, Begun())
    return copy


def _telling(told: Told, law: Law) -> Callable[[str, int, int], None]:
    return lambda address, size, whole: told(law, address, size, whole)


def _settled(law: Law, address: str, copy: Copy, data: bytes) -> Outcome:
    """Reads what came, and takes it where it is fit and new. Raises UnfitError, and what reading and taking raise."""
    name = _file_name(law, data)
    found = acquire.looked_at(data, name, country=law.country, language=law.language, kind=law.kind)
    before = _in_use(law)
    for reason in _unfit(law, found, before):
        raise UnfitError(f"{reason} ({found.quality.articles} articles, grade {found.quality.grade})", where=address)
    if before and law.text != "digest" and text(found, len(data)) == text(before, len(data)):
        _remember(address, copy, law.sha256)
        return Outcome(law, "unchanged", address, grade=found.quality.grade)
    taken = acquire.taken(data, name, _described(law, address, found), date.today())
    _remember(address, copy, taken.sha256)
    return Outcome(law, "brought", address, taken, found.quality.grade)


def _unfit(law: Law, found: Document, before: Document | None) -> Iterator[str]:
    """Why `found` cannot stand for `law`; nothing where it can."""
    quality = found.quality
    if quality.grade not in GOOD:
        yield f"what came was read badly: {'; '.join(quality.reasons)}"
    spoken = guess_language(text(found))
    if spoken and spoken != law.language:
        yield f"its words look like {spoken}, and the law should be in {law.language}"
    wanted = _articles(before) if before else set()
    there = wanted & _articles(found)
    if len(there) < SHARED * len(wanted):
        yield f"only {len(there)} of the {len(wanted)} articles of the text in use are in it, so it is another text or a part"


def _in_use(law: Law) -> Document | None:
    try:
        return read(law)
    except HomologaError:
        return None


def _articles(document: Document) -> set[str]:
    return {
        clause.eid.rpartition("__")[2] for clause in document.walk() if clause.kind in BASIC_UNITS and clause.number
    }


def _file_name(law: Law, data: bytes) -> str:
    stem = law.file.name.partition(".")[0]
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1024]
    ending = next(
        (ending for mark, ending in _ENDINGS if start.startswith(mark)), ".pdf" if b"%PDF-" in start else ".txt"
    )
    return stem + (".html" if ending == ".xml" and b"<html" in start.lower() else ending)


# ---- what it is ----------------------------------------------------------------------------------------------------


def _described(law: Law, address: str, found: Document) -> Law:
    """The entry of a fetched text: of the day of the last amendment that it names, else of the day on which it was fetched.

    The day of fetching keeps an answer of an earlier day on the text that was known then.
    """
    amended = amended_on(found)
    held = {known.expression for known in acquire.held(law.country)}
    described = replace(
        law, text="consolidated" if amended else "official", version=amended or date.today(), format="", covers=(),
        sources=tuple(dict.fromkeys([address, *law.sources])),
    )  # fmt: skip
    return replace(described, version=date.today()) if described.expression in held else described


_MONTHS = {
    name: number
    for names in (
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "january february march april may june july august september october november december",
    )
    for number, name in enumerate(names.split(), 1)
} | {"setiembre": 9}
_AMENDED = re.compile(
    r"(?:[úu]ltimas?\s+(?:reformas?|modificaci[óo]n(?:es)?|actualizaci[óo]n)|last\s+amend(?:ed|ment))[^.;\n\d]{0,60}"
    r"(?:(?P<iso>\d{4}-\d\d-\d\d)|(?P<d>\d{1,2})[-/](?P<m>\d{1,2})[-/](?P<y>\d{4})"
    r"|(?P<day>\d{1,2})(?:\s+de)?\s+(?P<month>[a-z]+)(?:\s+del?)?,?\s+(?P<year>\d{4}))"
    r"|last\s+amend(?:ed|ment)[^.;\n\d]{0,40}?\b(?P<word>[a-z]+)\s+(?P<on>\d{1,2}),\s+(?P<in>\d{4})",
    re.IGNORECASE,
)


def amended_on(found: Document) -> date | None:
    """The day of the last amendment that a text names in its preamble or its notes."""
    return last_amended(" ".join([found.preamble, *(note.text for note in found.notes)]))


def last_amended(words: str) -> date | None:
    """The day of the last amendment that a consolidated text names of itself, never one to come.

    >>> last_amended("Última reforma publicada DOF 14-11-2025")
    datetime.date(2025, 11, 14)
    >>> last_amended("Act current to 2025-10-28 and last amended on 2024-06-20")
    datetime.date(2024, 6, 20)
    """
    days = (_day(found.groupdict()) for found in _AMENDED.finditer(words))
    return max((day for day in days if day and day <= date.today()), default=None)


def _day(said: dict[str, Any]) -> date | None:
    month = _MONTHS.get((said["month"] or said["word"] or "").lower(), 0)
    try:
        if said["iso"]:
            return date.fromisoformat(said["iso"])
        if said["y"]:
            return date(int(said["y"]), int(said["m"]), int(said["d"]))
        return date(int(said["year"] or said["in"]), month, int(said["day"] or said["on"]))
    except ValueError:
        return None


# ---- what a server said of its copy --------------------------------------------------------------------------------


def _validators(law: Law, address: str) -> Validators | None:
    """What validates the text in use, where it came from that address."""
    known = cache.load(_ROOM, cache.key(address))
    if law.text == "digest" or not known or known["sha256"] != law.sha256:
        return None
    return Validators(known["etag"], known["modified"])


def _begun(address: str) -> Begun:
    """What an earlier run left of a file that did not come whole."""
    kept = cache.load(_BEGUN, cache.key(address)) or {"data": "", "validator": "", "address": ""}
    return Begun(bytearray(base64.b64decode(kept["data"])), kept["validator"], kept["address"])


def _keep(address: str, begun: Begun) -> None:
    if begun.data or cache.has(_BEGUN, cache.key(address)):
        data = base64.b64encode(begun.data).decode()
        cache.save(_BEGUN, cache.key(address), {"data": data, "validator": begun.validator, "address": begun.address})


def _remember(address: str, copy: Copy, sha256: str) -> None:
    said = {"etag": copy.validators.etag, "modified": copy.validators.modified, "sha256": sha256}
    cache.save(_ROOM, cache.key(address), said)
