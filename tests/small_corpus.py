"""Small made-up corpora: a folder a country, with laws in our own words."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from analysis import judging, library
from analysis.catalogue import catalogue
from analysis.model import Report

TODAY = date(2024, 6, 1)

PENAL_CODE = """Código Penal de Prueba

TÍTULO I
Disposiciones generales

Artículo 1. Tentativa. Hay tentativa cuando se inicia la ejecución de un delito. La tentativa será sancionada con la mitad de la pena.

Artículo 2. Trata de personas. Será sancionado con prisión de ocho a quince años quien capte, transporte, traslade, acoja o reciba a una \
persona, mediante amenaza, engaño o abuso de una situación de vulnerabilidad, con fines de explotación sexual o de trabajo forzado.

Artículo 3. Tráfico ilícito de migrantes. Quien, con el fin de obtener un beneficio económico, facilite la entrada ilegal al país de una \
persona extranjera sin los documentos que exige la ley será sancionado con prisión de cuatro a seis años.

Artículo 4. Vigencia. Este código entrará en vigor el día de su publicación en el diario oficial.
"""


def entry(**changes: Any) -> dict[str, Any]:
    """A manifest entry that is right, but for `changes`; None takes a key out."""
    right = {
        "id": "/akn/zz/act/ley/2000/1", "title": "Código Penal de Prueba", "kind": "criminal-code", "language": "es",
        "file": "code.txt", "format": "text", "text": "consolidated", "status": "in force", "version": "2020-01-01",
        "sources": ["https://example.org/code"],
    }  # fmt: skip
    return {key: value for key, value in {**right, **changes}.items() if value is not None}


def write(root: Path, manifest: Any, files: dict[str, str] | None = None, country: str = "zz") -> Path:
    """A corpus folder `root` with one country; JSON is YAML, so `manifest` is written as that unless it is text."""
    folder = root / country
    folder.mkdir(parents=True)
    text = manifest if isinstance(manifest, str) else json.dumps(manifest, ensure_ascii=False)
    (folder / "laws.yaml").write_text(text, encoding="utf-8")
    for name, content in (files if files is not None else {"code.txt": PENAL_CODE}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    return root


def found_in(root: Path, **options: Any) -> Report:
    """The findings on a corpus folder, on all requirements and on one day unless `options` of :func:`analysis.judging.findings` say another."""
    return judging.findings(library.corpus([root]), catalogue(), **{"as_of": TODAY, **options})


def statuses(report: Report) -> dict[str, str]:
    """The verdicts of a report on one country, by requirement."""
    return {finding.requirement: finding.status for finding in report.findings}
