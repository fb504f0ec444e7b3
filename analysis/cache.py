"""What was worked out once and need not be worked out again, as files that any process may write at any time.

An entry is JSON behind a line with its SHA-256, written to a temporary file and moved into place: it is there in full
or not at all, and one that was damaged is as good as none. The folder is `HOMOLOGA_CACHE`, or the user's cache
folder.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import uuid4

from analysis.errors import HomologaError

ENVIRONMENT = "HOMOLOGA_CACHE"


class CacheError(HomologaError):
    """The cache folder cannot be written."""


def folder() -> Path:
    """Where the cache lives; it need not exist yet."""
    if named := os.environ.get(ENVIRONMENT):
        return Path(named).expanduser()
    import platformdirs

    return Path(platformdirs.user_cache_dir("homologa", appauthor=False))


def load(room: str, key: str) -> Any | None:
    """The value saved in `room` under `key`; None where there is none, or where what is there is damaged."""
    try:
        seal, _, body = _file(room, key).read_bytes().partition(b"\n")
        if seal != _seal(body):
            return None
        return json.loads(body.decode("utf-8", "surrogatepass"))
    except (OSError, ValueError):
        return None


def has(room: str, key: str) -> bool:
    """Is there an entry in `room` under `key`? It may still be a damaged one."""
    return _file(room, key).is_file()


def save(room: str, key: str, value: Any) -> None:
    """Keeps `value` (anything that JSON can say) in `room` under `key`. Raises CacheError."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    try:
        write(_file(room, key), _seal(body) + b"\n" + body)
    except OSError as fault:
        raise CacheError(
            f"the cache cannot be written ({fault.strerror or fault})", where=folder(),
            do=f"Make room there, or name another folder in {ENVIRONMENT}",
        ) from fault  # fmt: skip


def write(file: Path, data: bytes) -> None:
    """Puts `data` into `file` as a whole: until it is complete, whatever was there before stays. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    growing = file.with_name(f".{file.name[:40]}.{uuid4().hex}")
    try:
        growing.write_bytes(data)
        growing.replace(file)
    except BaseException:
        growing.unlink(missing_ok=True)
        raise


def key(*parts: Any) -> str:
    """A name that is equal where all `parts` (anything that JSON can say) are equal, on any machine."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def of_files(files: Iterable[Path], base: Path) -> str:
    """A hash of the contents of `files` and of their names below `base`."""
    whole = hashlib.sha256()
    for file in sorted(files):
        whole.update(f"{file.relative_to(base).as_posix()}\0".encode())
        whole.update(hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()


def _file(room: str, name: str) -> Path:
    return folder() / room / name[:2] / f"{name}.json"


def _seal(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode()
