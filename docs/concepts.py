"""`make concepts`: writes `docs/concepts.md` from `annotations/concepts/`, so that annotators can read apart from the program what counts as what."""

from __future__ import annotations

from pathlib import Path

from analysis.tag.concepts import CONCEPTS, Concept, in_file

FILE = Path(__file__).with_suffix(".md")
HEAD = """# What a clause can say

Written by `make concepts` from `annotations/concepts/`: change it there. The page Annotate shows the same while one works. An example is found by
the program's rules, a counter-example is left alone; both are tests. Concepts that begin with `cue-` only tell the role of others, and nobody
chooses them.
"""


def page() -> str:
    """The whole page, as Markdown."""
    return "\n".join([HEAD, *(_group(file) for file in sorted(CONCEPTS.glob("*.yaml")))])


def _group(file: Path) -> str:
    title = file.stem.replace("-", " ").capitalize()
    return "\n".join([f"## {title}\n", *map(_concept, in_file(file))])


def _concept(concept: Concept) -> str:
    named = f"### {concept.gloss['en']} · {concept.gloss['es']}\n"
    broader = f", under `{concept.broader}`" if concept.broader else ""
    lines = [named, f"`{concept.id}`{broader}\n", f"{concept.definition['en']}\n", f"*{concept.definition['es']}*\n"]
    for title, texts in (("For example", concept.examples), ("Not", concept.counter_examples)):
        shown = [f"“{text}”" for language in ("en", "es") for text in texts.get(language, ())[:1]]
        lines += [f"- {title}: {' '.join(shown)}"] if shown else []
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    FILE.write_text(page(), encoding="utf-8")
    print(FILE)
