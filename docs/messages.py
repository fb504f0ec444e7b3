"""What `make words` takes from the code besides the pages' own words: the messages of errors and problems, as Babel wants them. A value in an
f-string becomes a numbered place, ``{1}``; :mod:`analysis.messages` finds it again.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

ARGUMENTS: Mapping[str, tuple[int, ...]] = {"Problem": (3, 4), "_skipped": (3, 4), "_unsafe": (0,)}
"""Which arguments are messages, of calls that are no errors."""
KEYWORDS = ("what", "do")
TELLERS = (
    "_doubts", "_explained", "_unfit", "nearest", "_nearest", "_ole_fault", "_numbering", "_gaps", "_headings", "_empty", "_size", "_twice", "_lost",
)  # fmt: skip
"""Functions of which each sentence becomes a message or a part of one."""
NO_ERRORS = ("ValueError", "TypeError", "OSError", "KeyError", "AttributeError", "ConstructorError")
ERRORS = ("Refused", "Unavailable", "__init__")
TELLING = re.compile(r"[^\W\d_]{2,}")
"""A message without a word of its own has nothing to be said in another language."""


def extract(file: BinaryIO, keywords: Any, comments: Any, options: Any) -> Iterator[tuple[int, None, str, list[str]]]:
    """The messages of one file of the program, as an extraction method of Babel gives them."""
    for scope in ast.walk(ast.parse(file.read())):
        if isinstance(scope, ast.FunctionDef | ast.AsyncFunctionDef):
            for said in _messages(scope):
                yield said.lineno, None, template(said), []
        elif isinstance(scope, ast.AnnAssign) and ast.unparse(scope.target) == "OF_OTHERS" and scope.value:
            yield from ((scope.lineno, None, said, []) for said in ast.literal_eval(scope.value))


def template(said: ast.expr) -> str:
    """A message with its values as numbered places."""
    places = iter(range(1, 100))
    parts = said.values if isinstance(said, ast.JoinedStr) else [said]
    return "".join(str(part.value) if isinstance(part, ast.Constant) else f"{{{next(places)}}}" for part in parts)


def _messages(scope: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[ast.expr]:
    calls = (each for each in ast.walk(scope) if isinstance(each, ast.Call))
    said = [one for call in calls for argument in _arguments(call) for one in _strings(argument, scope)]
    if scope.name in TELLERS:
        said += _sentences(scope)
    return (one for one in said if TELLING.search(re.sub(r"\{\d+\}", "", template(one))))


def _arguments(call: ast.Call) -> Iterator[ast.expr]:
    """What is said in an error or a problem."""
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    if name in (*ARGUMENTS, *ERRORS) or (name.endswith("Error") and name not in NO_ERRORS):
        yield from (call.args[at] for at in ARGUMENTS.get(name, (0,)) if at < len(call.args))
        yield from (each.value for each in call.keywords if each.arg in KEYWORDS)


def _strings(said: ast.expr, scope: ast.AST) -> Iterator[ast.expr]:
    """The texts that an expression may be, through names of its function and choices."""
    if _is_text(said):
        yield said
    elif isinstance(said, ast.IfExp):
        yield from (one for branch in (said.body, said.orelse) for one in _strings(branch, scope))
    elif isinstance(said, ast.Call) and isinstance(said.func, ast.Attribute) and said.func.attr == "strip":
        yield from _strings(said.func.value, scope)
    elif isinstance(said, ast.Name):
        for node in ast.walk(scope):
            if isinstance(node, ast.Assign) and said.id in map(ast.unparse, node.targets):
                yield from _strings(node.value, scope)


def _sentences(scope: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.expr]:
    """The texts of a function that have more than a word, but for its docstring."""
    parts = {id(part) for whole in ast.walk(scope) if isinstance(whole, ast.JoinedStr) for part in whole.values}
    parts |= {id(node.value) for node in ast.walk(scope) if isinstance(node, ast.Expr)}
    texts = (node for node in ast.walk(scope) if isinstance(node, ast.expr) and _is_text(node))
    return [one for one in texts if id(one) not in parts and " " in template(one) == template(one).strip()]


def _is_text(said: ast.expr) -> bool:
    return isinstance(said, ast.JoinedStr) or (isinstance(said, ast.Constant) and isinstance(said.value, str))
