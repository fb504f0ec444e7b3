"""The trained model as it lies in the reader's own folder: what is known of it, without loading it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis import cache, library

if TYPE_CHECKING:
    from spacy.language import Language


def folder() -> Path:
    """Where it lies, beside the reader's own corpus; it need not exist."""
    return library.own().parent / "model"


def about() -> Mapping[str, Any]:
    """What `train` wrote of it: ``{"hash", "languages": {"es": {"clauses", "laws", "concepts", "measures"}}}``, `concepts` those on which it does
    better than the rules; empty where there is none.
    """
    try:
        found: dict[str, Any] = json.loads((folder() / "model.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def used() -> str:
    """Its hash; empty where there is none, or none of its concepts is used."""
    found = about()
    return str(found["hash"]) if any(each["concepts"] for each in found.get("languages", {}).values()) else ""


def keep(models: Mapping[str, Language], languages: Mapping[str, Mapping[str, Any]]) -> str:
    """Puts models, by language, in the place of those that are there, with what is to be known of each. Gives their hash. Raises OSError."""
    making = folder() / "making"
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    for language, nlp in models.items():
        nlp.to_disk(making / language)
    name = cache.of_files((file for file in making.rglob("*") if file.is_file()), making)[:12]
    shutil.rmtree(folder() / name, ignore_errors=True)
    making.replace(folder() / name)
    told = {"hash": name, "languages": dict(languages)}
    cache.write(folder() / "model.json", json.dumps(told, ensure_ascii=False, indent=1).encode())
    for other in folder().iterdir():
        if other.is_dir() and other.name != name:
            shutil.rmtree(other, ignore_errors=True)
    return name


def forget() -> bool:
    """Takes it away, so that only rules tag. Was there one?"""
    there = bool(about())
    shutil.rmtree(folder(), ignore_errors=True)
    return there
