"""A report in one format a module: each has `write(report, cards, language)`, which gives the file's bytes; one that has a
place for what changed since an earlier snapshot takes `changes` too, and one that can tell less or more takes `detail`.
"""

from __future__ import annotations

import inspect
import pkgutil
from importlib import import_module
from typing import Any


def formats() -> dict[str, Any]:
    """Every module of this package that has a `write`, by its name, which is the format's."""
    modules = {found.name: import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)}
    return {name: module for name, module in sorted(modules.items()) if hasattr(module, "write")}


def shows_changes(module: Any) -> bool:
    """Has the format a place for what changed since an earlier snapshot?"""
    return "changes" in inspect.signature(module.write).parameters


def shows_detail(module: Any) -> bool:
    """Can the format tell less or more?"""
    return "detail" in inspect.signature(module.write).parameters
