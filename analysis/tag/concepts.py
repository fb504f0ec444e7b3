"""The concepts of `annotations/concepts/*.yaml`: what a clause can say, with the phrases that say it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from analysis.errors import ManifestError

CONCEPTS = Path(__file__).parents[2] / "annotations" / "concepts"
LANGUAGES = ("es", "en")
"""Those in which each concept says what it is, for the people who annotate."""


class Concept(BaseModel):
    """One thing that a clause can say. Phrases are in the language of `analysis.tag.phrases`, keyed by ISO 639-1 code.

    `gloss` is its name, `definition` what counts and what does not, for the people who annotate.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    gloss: dict[str, str]
    definition: dict[str, str] = {}
    broader: str = ""
    phrases: dict[str, tuple[str, ...]]
    unless: dict[str, tuple[str, ...]] = Field(default={}, alias="except")
    examples: dict[str, tuple[str, ...]] = {}
    counter_examples: dict[str, tuple[str, ...]] = {}


def load(folder: Path = CONCEPTS) -> tuple[Concept, ...]:
    """All concepts under `folder`, in the order of their files. Raises ManifestError with file, entry and key of a mistake."""
    concepts: dict[str, Concept] = {}
    for file in sorted(folder.glob("*.yaml")):
        for concept in in_file(file):
            if concept.id in concepts:
                raise ManifestError(f"concept “{concept.id}” is defined twice", where=file)
            if lacking := [name for name in LANGUAGES if not concept.definition.get(name, "").strip()]:
                raise ManifestError(
                    f"concept “{concept.id}” has no definition in {' and '.join(lacking)}", where=file,
                    do="Say in a sentence or two what counts and what does not",
                )  # fmt: skip
            concepts[concept.id] = concept
    for concept in concepts.values():
        if concept.broader and concept.broader not in concepts:
            raise ManifestError(
                f"concept “{concept.id}” is under “{concept.broader}”, which is not there", where=folder
            )
    return tuple(concepts.values())


@lru_cache(maxsize=1)
def embedded() -> tuple[Concept, ...]:
    """The concepts that come with Homologa."""
    return load()


def in_file(file: Path) -> list[Concept]:
    """The concepts of one file. Raises ManifestError."""
    import yaml

    try:
        entries = (
            yaml.load(file.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)) or []
        )
        return [Concept.model_validate(entry) for entry in entries]
    except yaml.YAMLError as fault:
        raise ManifestError(f"is no YAML ({str(fault).splitlines()[0]})", where=file) from fault
    except ValidationError as fault:
        error = fault.errors()[0]
        entry = error["input"] if isinstance(error["input"], str) else ""
        raise ManifestError(
            f"{'.'.join(map(str, error['loc']))}: {error['msg']} {entry}".strip(), where=file
        ) from fault
