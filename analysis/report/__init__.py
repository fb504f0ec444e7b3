"""A report in one format a module: each has `write(report, cards, language)`, which gives the file's bytes."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import Any


def formats() -> dict[str, Any]:
    """Every module of this package that has a `write`, by its name, which is the format's."""
    modules = {found.name: import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)}
    return {name: module for name, module in sorted(modules.items()) if hasattr(module, "write")}
