"""Tagging a whole code, against spaCy's blank tokenizer alone: the code as one text, and again clause by clause, where it remembers more words.

All read the table of phrasings first, so that their rules are at hand, and then meet the code's words for the first time. Each set of measures is
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
    """Two rows for each code."""
    for country, name in CODES.items():
        command = [sys.executable, "-m", "bench.tagging", name]
        runs = [
            json.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout) for _ in range(3)
        ]
        tagged, whole, clauses = (min(side) for side in zip(*runs, strict=True))
        yield Row(
            f"Tagging the penal code of {country}", f"{tagged / whole:.2f}x spaCy blank ({tagged:.2f} s, {whole:.2f} s)",
            f"≤ {TARGET:.1f}x", tagged <= TARGET * whole,
        )  # fmt: skip
        yield Row("  the same clause by clause", f"{tagged / clauses:.2f}x spaCy blank ({clauses:.2f} s)")


def measure(name: str) -> tuple[float, float, float]:
    """Seconds that tagging a law takes, and seconds that spaCy's blank tokenizer takes for it as one text and clause by clause."""
    import spacy

    from analysis.read import read
    from analysis.tag import tag

    document = read(law(name))
    phrasings = _phrasings(document.law.language)
    tag(
        replace(document, clauses=tuple(Clause(f"art_{at}", "article", text=text) for at, text in enumerate(phrasings)))
    )
    texts = [clause.text for clause in document.walk() if clause.text]

    def tokenized(pieces: list[str]) -> float:
        tokenizer = spacy.blank(document.law.language).tokenizer
        for text in phrasings:
            tokenizer(text)
        return seconds(lambda: [len(tokenizer(piece)) for piece in pieces])

    return seconds(lambda: tag(document)), tokenized(["\n".join(texts)]), tokenized(texts)


def _phrasings(language: str) -> list[str]:
    lines = (ROOT / "tests" / "penalties.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [text for spoken, text, _ in (line.split("\t") for line in lines) if spoken == language]


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1])))
