"""Draws matrix.svg, the picture in the README: the terminal output of `report` on the embedded corpus. Run by `make picture`."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

from rich.console import Console

from analysis import judging, library
from analysis.catalogue import catalogue
from analysis.compare import matrix
from analysis.report.terminal import Terminal

asked = catalogue()
report = judging.findings(library.corpus(), asked, as_of=date.today())
console = Console(
    record=True, width=100, file=io.StringIO(), force_terminal=True, color_system="truecolor", highlight=False
)
terminal = Terminal(report, asked.cards, console)
terminal.matrix(matrix(report.findings, asked.cards))
terminal.legend()
terminal.gravest(most=4)
svg = re.sub(r"@font-face \{.*?\}\s*", "", console.export_svg(title="make run", unique_id="matrix"), flags=re.DOTALL)
Path(__file__).with_suffix(".svg").write_text(svg, encoding="utf-8")
