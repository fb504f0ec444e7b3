"""`python -m bench.accuracy`: measures each requirement on the readings by hand (`tests/gold/`) and writes `annotations/accuracy.json`."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from datetime import date
from typing import Any

from analysis import accuracy, program
from bench import LAWS, gold


def table() -> dict[str, dict[str, Any]]:
    """By requirement: the countries whose laws were read for it, and those where the verdict was not the reader's."""
    read: dict[str, list[str]] = defaultdict(list)
    differing: dict[str, list[str]] = defaultdict(list)
    for code in gold.COUNTRIES:
        found = gold.agreement(code)
        for name in (*found.agreeing, *found.differing):
            read[name].append(code.upper())
        for name in found.differing:
            differing[name].append(code.upper())
    return {name: {"countries": read[name], "differing": differing[name]} for name in sorted(read)}


def main() -> int:
    """Writes the table; 2 where there are no laws to measure on."""
    if not LAWS.is_dir():
        print(f"There are no laws to measure on: {LAWS} does not exist.", file=sys.stderr)
        return 2
    said = {"measured": date.today().isoformat(), "program": program.version()}
    lines = ",\n".join(f"    {json.dumps(name)}: {json.dumps(row)}" for name, row in table().items())
    head = "".join(f"  {json.dumps(name)}: {json.dumps(value)},\n" for name, value in said.items())
    accuracy.FILE.write_text(f'{{\n{head}  "requirements": {{\n{lines}\n  }}\n}}\n', encoding="utf-8")
    print(accuracy.FILE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
