"""Tagging a whole code, against spaCy's blank tokenizer alone.

Both read the table of phrasings first, so that their rules are at hand, and then meet the code's words for the first time. Each pair of measures is
taken in a process of its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

from analysis.model import Clause
from bench import ROOT, Row, law, seconds

TARGET = 1.0
CODES = {
    "Spain": "es/BOE-A-1995-25444.md", "Mexico": "mx/cpf_extracted.txt", "Canada": "ca/C-46-criminal-code_en.md",
    "Costa Rica": "cr/codigo-penal_lexai.txt",
}  # fmt: skip


def rows() -> Iterator[Row]:
    """One row for each code."""
    for country, name in CODES.items():
        command = [sys.executable, "-m", "bench.tagging", name]
        pairs = [
            json.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout) for _ in range(3)
        ]
        blank, tagged = (min(side) for side in zip(*pairs, strict=True))
        yield Row(
            f"Tagging the penal code of {country}", f"{tagged / blank:.2f}x spaCy blank ({tagged:.2f} s, {blank:.2f} s)",
            f"≤ {TARGET:.1f}x", tagged <= TARGET * blank,
        )  # fmt: skip


def measure(name: str) -> tuple[float, float]:
    """Seconds that spaCy's blank tokenizer takes for the texts of a law, and seconds that tagging it takes."""
    import spacy

    from analysis.read import read
    from analysis.tag import tag

    document = read(law(name))
    phrasings = tuple(
        Clause(f"art_{number}", "article", text=text) for number, text in enumerate(_phrasings(document.law.language))
    )
    tokenizer = spacy.blank(document.law.language).tokenizer
    for clause in phrasings:
        tokenizer(clause.text)
    tag(replace(document, clauses=phrasings))
    texts = [clause.text for clause in document.walk() if clause.text]
    return seconds(lambda: list(map(len, map(tokenizer, texts)))), seconds(lambda: tag(document))


def _phrasings(language: str) -> list[str]:
    lines = (ROOT / "tests" / "penalties.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [text for spoken, text, _ in (line.split("\t") for line in lines) if spoken == language]


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1])))
