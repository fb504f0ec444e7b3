"""A text that a person has, looked at first and then put into the reader's own corpus with its manifest entry.

The own corpus is a folder laid out like `corpus/`: what stands there is read beside the embedded laws, and goes before
a digest of the same work.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from analysis import cache, library
from analysis.errors import HomologaError, ManifestError, ReadError, UsageError
from analysis.manifest import Entry, with_law
from analysis.model import Document, Kind, Law
from analysis.unlisted import document

_LOCK, _PATIENCE = ".laws.lock", 30
"""Held by who changes a country's manifest, so that of two at once neither is lost; seconds that the other waits."""
_LONGEST = 60
"""Characters of a file's name that are kept."""


def looked_at(
    data: bytes, name: str, *, country: str = "", language: str = "", kind: Kind | None = None, ocr: bool = False
) -> Document:
    """The law in `data`, a file called `name`, read as far as it tells what it is; nothing is kept. What is given goes before
    what it tells.

    Raises ReadError and what else the readers raise; their sentences name the file, no folder.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / _file_name(name)
        file.write_bytes(data)
        try:
            return document(file, country=country, language=language, kind=kind, ocr=ocr)
        except HomologaError as fault:
            raise type(fault)(fault.what, where=_shown(name), do=fault.do) from fault
        except Exception as fault:  # whatever a reader does, whoever gave the file gets a sentence
            what = f"a fault of Homologa: {type(fault).__name__}: {' '.join(str(fault).split())[:200]}"
            raise ReadError(what, where=_shown(name), do="Please report it") from fault


def taken(data: bytes, name: str, law: Law, fetched: date | None = None) -> Law:
    """Puts `data`, a file called `name`, into the own corpus as the text that `law` describes, and gives that law with its file.
    `fetched` is the day on which it was brought from its source.

    Raises UsageError where the description lacks something or that text is there already, ReadError where the folder
    cannot be written.
    """
    from filelock import FileLock

    folder = library.own() / law.country.lower()
    digest = hashlib.sha256(data).hexdigest()
    file = f"{Path(_file_name(name)).stem}-{digest[:8]}{Path(_file_name(name)).suffix}"
    entry = {**_entry(replace(law, file=Path(file), sha256=digest)), **({"fetched": fetched} if fetched else {})}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / _LOCK, timeout=_PATIENCE):
            if any(known.expression == law.expression for known in held(law.country)):
                raise UsageError(
                    "a text of this law of that day is there already", where=law.title, do="Give another date"
                )
            more = _written(folder / library.MANIFEST, entry)
            cache.write(folder / file, data)
            cache.write(folder / library.MANIFEST, more)
    except OSError as fault:
        raise ReadError(
            f"it cannot be kept ({fault.strerror or fault})", where=_shown(name), do="Make room there"
        ) from fault
    return replace(law, file=folder / file, sha256=digest)


def work(country: str, title: str, year: int | None) -> str:
    """An Akoma Ntoso work for a law that has none yet.

    >>> work("PE", "Código Penal", 1991)
    '/akn/pe/act/1991/codigo-penal'
    """
    return "/".join(part for part in (f"/akn/{country.lower()}/act", str(year or ""), _slug(title)) if part)


def held(country: str) -> tuple[Law, ...]:
    """The laws of `country` in the own corpus."""
    if not library.own().is_dir():
        return ()
    found = library.corpus([library.own()]).get(country.upper())
    return found.laws if found else ()


def _entry(law: Law) -> dict[str, Any]:
    from pydantic import ValidationError

    entry: dict[str, Any] = {
        "id": law.work, "title": law.title, "short": law.short, "kind": law.kind, "language": law.language, "file": law.file.name,
        "text": law.text, "status": law.status, "version": law.version, "sources": list(law.sources), "sha256": law.sha256,
    }  # fmt: skip
    dates = {"from": law.in_force_from, "until": law.in_force_until}
    entry |= {"in_force": known} if (known := {name: day for name, day in dates.items() if day}) else {}
    entry |= {"level": law.level} if law.level != "national" else {}
    if not re.fullmatch(r"[A-Z]{2}", law.country):
        raise UsageError("the country is missing", where=law.title, do="Give the two letters of ISO 3166, such as MX")
    try:
        Entry.model_validate(entry)
    except ValidationError as fault:
        error = fault.errors()[0]
        raise UsageError(f"{'.'.join(map(str, error['loc']))}: {error['msg']}", where=law.title) from fault
    return entry


def _written(manifest: Path, entry: dict[str, Any]) -> bytes:
    """The manifest with one more entry. Raises ManifestError where what is there is none."""
    try:
        return with_law(manifest.read_bytes() if manifest.is_file() else b"", entry)
    except ManifestError as fault:
        raise ManifestError(fault.what, where=manifest, do=fault.do) from fault


def _shown(name: str) -> str:
    """The last part of a file's name, without what no line can show."""
    return "".join(sign for sign in PurePosixPath(name.replace("\\", "/")).name if sign.isprintable())[:_LONGEST] or "?"


def _file_name(name: str) -> str:
    path = PurePosixPath(name.replace("\\", "/"))
    ending = re.sub(r"[^a-z0-9]", "", path.suffix.lower())[:5]
    return (_slug(path.stem) or "law") + (f".{ending}" if ending else "")


def _slug(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].strip("-")
