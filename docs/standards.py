"""`make standards`: writes `docs/standards.md` from `annotations/standards/`, so that what is asked of a State can be read without the program."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from analysis.report.vocabulary import WORDS
from analysis.standards import LooksIn, Requirement, embedded

FILE = Path(__file__).with_suffix(".md")
WORD = WORDS["en"]
HEAD = """# What is asked of a State

Written by `make standards` from `annotations/standards/`: change it there. How a criterion is written: [criteria.md](criteria.md).

A *duty* is what a treaty says States shall do; only lacking that is a breach, and only from the day on which the treaty binds the State. What it says
they are *to consider* or *to endeavour* is a choice, and *good practice* is what soft law recommends. S01 to S44 are lines of the minute of the
working group that asked for all this.
"""


def page() -> str:
    """The whole page, as Markdown."""
    ordered = sorted(embedded(), key=lambda requirement: requirement.code)
    groups = groupby(ordered, key=lambda requirement: requirement.standard)
    return "\n".join([HEAD, *(_standard(list(group)) for _, group in groups)])


def _standard(requirements: list[Requirement]) -> str:
    first = requirements[0]
    title = f"## {first.standard_titles['en']} · {first.standard_titles['es']}\n\n`{first.standard}`\n"
    return "\n".join([title, *map(_requirement, requirements)])


def _requirement(requirement: Requirement) -> str:
    asked = ", ".join(f"{source.instrument} {source.article}" for source in requirement.source)
    parts = [f"{part}: {WORD[strength]}" for part, strength in requirement.strengths.items()]
    lines = [
        f"### {requirement.code} {requirement.titles['en']} · {requirement.titles['es']}\n",
        f"{requirement.explains['en']}\n",
        f"*{requirement.explains['es']}*\n",
        f"- `{requirement.id}`: {'; '.join([WORD[requirement.strength], *parts])}. Severity: {WORD[requirement.severity]}.",
        f"- Source: {asked}.",
        f"- {requirement.rule}",
        f"- {_looks_in(requirement.looks_in, requirement.criterion.of)}",
        f"- Answers: {', '.join(requirement.answers)}.\n",
    ]
    return "\n".join(lines)


def _looks_in(looks: LooksIn, of: str) -> str:
    """What must be loaded in full before the program says that it is absent."""
    told = [", ".join(looks.all_of), f"one of {', '.join(looks.any_of)}" if looks.any_of else ""]
    kinds = "; ".join(filter(None, told)) or (
        f"the law of the offence of `{of}`" if of else "the laws of the offences that it compares"
    )
    return f"Absent only where these are loaded in full: {kinds}."


if __name__ == "__main__":
    FILE.write_text(page(), encoding="utf-8")
    print(FILE)
