"""File -> Document. One module a format; `read` picks the one that recognises the file."""

from __future__ import annotations

import hashlib
import pkgutil
from functools import lru_cache
from importlib import import_module
from typing import Any

from analysis.errors import ChecksumError, NoTextError, ReadError, UnknownFormatError
from analysis.garbage import uncollected
from analysis.model import Document, Law
from analysis.read.quality import graded

MAX_BYTES = 150_000_000
"""A file above this size is refused: the largest code we know is under 10 MB."""


def read(law: Law, *, ocr: bool = False) -> Document:
    """The law's file as a graded Document. `ocr` reads a scanned PDF with Tesseract, where it is on the machine.

    Raises ReadError (missing, too large, unreadable), ChecksumError, UnsafeFileError, NoTextError or UnknownFormatError.
    """
    data = _bytes(law)
    reader = _reader(law, data)
    with uncollected():
        document = reader.read(data, law, ocr=True) if ocr and reader.FORMAT == "pdf" else reader.read(data, law)
        return graded(document)


def _bytes(law: Law) -> bytes:
    try:
        size = law.file.stat().st_size
        if size > MAX_BYTES:
            raise ReadError(
                f"the file has {size / 1e6:,.0f} MB, more than the {MAX_BYTES / 1e6:,.0f} MB of any law",
                where=law.file, do="Split it, or check that it is the law",
            )  # fmt: skip
        data = law.file.read_bytes()
    except OSError as fault:
        raise ReadError(
            f"the file cannot be read ({fault.strerror or fault})", where=law.file, do="Check the path"
        ) from fault
    if not data.strip():
        raise NoTextError("the file is empty", where=law.file, do="Give a file with the law's text")
    if law.sha256 and hashlib.sha256(data).hexdigest() != law.sha256:
        raise ChecksumError(
            "the file is not the one the manifest was written for (sha256 differs)", where=law.file,
            do="Restore the file, or write its new sha256 into laws.yaml",
        )  # fmt: skip
    return data


def _reader(law: Law, data: bytes) -> Any:
    readers = _readers()
    if law.format in readers and (law.format == "text" or readers[law.format].recognises(data, law.file.name)):
        return readers[law.format]
    for name in sorted(readers, key=lambda n: n == "text"):
        if readers[name].recognises(data, law.file.name):
            return readers[name]
    raise UnknownFormatError(
        "no reader knows this kind of file", where=law.file, do=f"Known formats: {', '.join(sorted(readers))}"
    )


@lru_cache(maxsize=1)
def _readers() -> dict[str, Any]:
    """Every module of this package that declares FORMAT, by that name."""
    modules = (import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__))
    return {module.FORMAT: module for module in modules if hasattr(module, "FORMAT")}
