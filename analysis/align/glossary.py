"""Words of law that mean the same in Spanish and English, from `annotations/glossary.yaml`, and where a text uses them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import yaml

from analysis.errors import ManifestError
from analysis.library import ANNOTATIONS
from analysis.tag.language import fold, stem

FILE = ANNOTATIONS / "glossary.yaml"
LANGUAGES = ("es", "en")


class Glossary:
    """The terms of one glossary by number; `names` has each as its two languages write it first.

    A term is known by the stems of its words, so every inflected form is found. Words with more than one meaning stand in several terms.
    """

    def __init__(self, entries: Sequence[str]) -> None:
        self.names: list[dict[str, str]] = []
        self._terms: dict[str, dict[tuple[str, ...], list[int]]] = {spoken: defaultdict(list) for spoken in LANGUAGES}
        self._longest: dict[str, dict[str, int]] = {spoken: defaultdict(int) for spoken in LANGUAGES}
        for number, entry in enumerate(entries):
            sides = [[form.strip() for form in side.split("|")] for side in entry.split(" = ")]
            self.names.append(dict(zip(LANGUAGES, (forms[0] for forms in sides), strict=True)))
            for spoken, forms in zip(LANGUAGES, sides, strict=True):
                self._add(number, spoken, forms)

    def _add(self, number: int, spoken: str, forms: Sequence[str]) -> None:
        for form in forms:
            stems = tuple(stem(word, spoken) for word in fold(form).replace("-", " ").split())
            if number not in self._terms[spoken][stems]:
                self._terms[spoken][stems].append(number)
            self._longest[spoken][stems[0]] = max(self._longest[spoken][stems[0]], len(stems))

    def found(self, stems: Sequence[str], language: str) -> Iterator[tuple[int, int, list[int]]]:
        """Where `stems` (a text's words) speak a term: first word, one past the last, the terms; the longest that fits, without overlap."""
        terms, longest, at = self._terms.get(language, {}), self._longest.get(language, {}), 0
        while at < len(stems):
            for size in range(min(longest.get(stems[at], 0), len(stems) - at), 0, -1):
                if numbers := terms.get(tuple(stems[at : at + size])):
                    yield at, at + size, numbers
                    at += size - 1
                    break
            at += 1


@lru_cache(maxsize=1)
def embedded() -> Glossary:
    """The glossary that comes with the program."""
    return load(FILE)


def load(file: Path) -> Glossary:
    """The glossary in `file`: fields, each with lines ``palabra | otra = word | other``. Raises ManifestError."""
    try:
        fields = yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
        lines = [line for field in fields.values() for line in field]
    except (OSError, yaml.YAMLError, AttributeError, TypeError) as fault:
        raise ManifestError(
            "the glossary cannot be read", where=file, do="Write fields, each with lines such as: - pena = penalty"
        ) from fault
    for line in lines:
        if (
            not isinstance(line, str)
            or line.count(" = ") != 1
            or not all(map(str.strip, line.replace("=", "|").split("|")))
        ):
            raise ManifestError(f"the line “{line}” is no term", where=file, do="Write it as: pena | sanción = penalty")
    return Glossary(lines)
