"""What results rest on beside the laws: the program's own source, the concepts and the libraries that read, each as a short text that is equal
where they are.
"""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from pathlib import Path

from analysis import __version__, cache, library

LIBRARIES = ("spacy", "lxml", "pypdfium2", "pystemmer", "pyahocorasick", "rapidfuzz", "charset_normalizer")
"""What reading and tagging rest on beside our own program, as their metadata folders are named."""


def version() -> str:
    """The version of the program, with a hash of its source: ``0.1.0+1a2b3c4d``."""
    return f"{__version__}+{source()[:8]}"


@lru_cache(maxsize=4)
def source(*parts: str) -> str:
    """A hash of the program's source, of all of it or of the named files and folders."""
    base = Path(__file__).parent
    wanted = [base / part for part in parts] or [base]
    files = [file for part in wanted for file in (part.rglob("*.py") if part.is_dir() else [part])]
    return cache.of_files(files, base)


@lru_cache(maxsize=1)
def concepts() -> str:
    """A hash of the concepts."""
    base = library.ANNOTATIONS
    return cache.of_files((base / "concepts").glob("*.yaml"), base)


@lru_cache(maxsize=1)
def libraries() -> tuple[str, ...]:
    """The versions of the libraries that read, from the names of their metadata folders."""
    folders = [Path(path) for path in sys.path if Path(path).is_dir()]
    found = (name.removesuffix(".dist-info").lower() for folder in folders for name in os.listdir(folder))
    return (sys.version.split()[0], *sorted({name for name in found if name.rpartition("-")[0] in LIBRARIES}))
