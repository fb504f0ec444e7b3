"""The requirements that are asked of the laws, all of them or those of some standards; nothing heavy is imported where they were loaded before."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis import accuracy, cache, library, program
from analysis.compare import RequirementCard
from analysis.errors import UsageError

if TYPE_CHECKING:
    from analysis.standards import Requirement

STANDARDS = library.ANNOTATIONS / "standards"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The requirements of a folder of standards, as far as they are asked for; ``hash`` is of the whole folder, since
    they rest on one another.
    """

    folder: Path
    cards: tuple[RequirementCard, ...]
    hash: str

    def requirements(self) -> tuple[Requirement, ...]:
        """All requirements of the folder with their criteria. Raises ManifestError."""
        from analysis.standards import load

        return load(self.folder)


def catalogue(folder: Path = STANDARDS, standards: Sequence[str] = ()) -> Catalogue:
    """The requirements under `folder`, of the named `standards` only where any is named.

    Raises UsageError for a folder or a standard that does not exist, ManifestError for a mistake in a file.
    """
    there = os.path.isdir(folder)  # noqa: PTH112 - says no to a name that is too long for any folder, where Path raises
    files = sorted(folder.glob("*.yaml")) if there else []
    if not files:
        raise UsageError(
            "there is no standard in this folder", where=folder, do="Give --standards a folder of YAML files"
        )
    names = [file.stem for file in files]
    if strange := [name for name in standards if name not in names]:
        raise UsageError(f"there is no standard “{strange[0]}”", do=f"Known standards: {', '.join(names)}")
    digest = cache.of_files(files, folder)
    cards = _cards(folder, digest)
    return Catalogue(folder, tuple(card for card in cards if not standards or card.standard in standards), digest)


def _cards(folder: Path, digest: str) -> list[RequirementCard]:
    key = cache.key("cards", digest, program.source())
    records = cache.load("standards", key)
    if records is None:
        from analysis.standards import load

        records = sorted(map(_card, load(folder)), key=lambda record: (not record["code"], record["code"]))
        cache.save("standards", key, records)
    measured = accuracy.measured() if folder.resolve() == STANDARDS.resolve() else {}
    return [
        RequirementCard(
            **{**record, **{name: tuple(record[name]) for name in ("source", "compares")}},
            accuracy=measured.get(record["id"]),
        )
        for record in records
    ]


def _card(requirement: Requirement) -> dict[str, Any]:
    return {
        "id": requirement.id,
        "code": requirement.code,
        "standard": requirement.standard,
        "titles": dict(requirement.titles),
        "strength": requirement.strength,
        "severity": requirement.severity,
        "source": [f"{source.instrument} {source.article}" for source in requirement.source],
        "compares": list(requirement.compares),
        "standard_titles": dict(requirement.standard_titles),
        "explains": dict(requirement.explains),
        "question": dict(requirement.question),
        "standard_question": dict(requirement.standard_question),
        "lines": {name: line.record() for name, line in requirement.lines.items()},
        "not_above": requirement.not_above.model_dump() if requirement.not_above else None,
        "conduct": requirement.conduct.model_dump() if requirement.conduct else None,
    }
