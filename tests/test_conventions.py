"""What all our code holds to: docstrings say what is so, predicates change nothing."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow  # whoever comes first reads all our code

ROOT = Path(__file__).parents[1]
OURS = ("formcheck", "studio", "recognition", "benchmarks")
Function = ast.FunctionDef | ast.AsyncFunctionDef
ARRAY = re.compile(r"\b(NDArray|FloatArray|Image|Mask)\b")
SHAPE = re.compile(r"\bshape\b|\((\w+, )+\w+\)|\(\w+,\)|\bRGB\b|\bpictures?\b|\bimage\b")
FOREIGN = {"Exit", "StorageError", "WebSocketDisconnect"}
"""Errors that are not of our own making: Typer's, SQLAlchemy's, Starlette's."""
PREDICATE = re.compile(r"_*(is|has|can|may|was|meets|holds|looks|ready|settled|reached)(_|$)")
CHANGING = {"update", "append", "appendleft", "add", "clear", "pop", "popleft", "extend", "discard"}
SECTION = re.compile(r"^(Args|Attributes|Returns|Yields|Raises):$", re.MULTILINE)
ENTRY = re.compile(r"^    (\*{0,2}\w+)(?: \([^)]*\))?: ", re.MULTILINE)


def section(docstring: str, name: str) -> list[str]:
    """The names that a section of a docstring explains."""
    parts = SECTION.split(docstring)
    found = dict(zip(parts[1::2], parts[2::2], strict=True)).get(name, "")
    return [each.lstrip("*") for each in ENTRY.findall(re.split(r"\n(?=\S)", found)[0])]


def parameters(function: Function) -> list[str]:
    arguments = function.args
    found = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    found += [each for each in (arguments.vararg, arguments.kwarg) if each]
    return [each.arg for each in found if each.arg not in ("self", "cls")]


def attributes(of: ast.ClassDef) -> set[str]:
    """What an instance has: fields, what methods assign to `self`, and properties."""
    found = {each.name for each in of.body if isinstance(each, Function)}
    for node in ast.walk(of):
        if isinstance(node, ast.AnnAssign | ast.Assign):
            targets = [node.target] if isinstance(node, ast.AnnAssign) else node.targets
            for target in targets:
                for each in ast.walk(target):
                    if isinstance(each, ast.Name):
                        found.add(each.id)
                    if isinstance(each, ast.Attribute) and ast.unparse(each.value) == "self":
                        found.add(each.attr)
    return found


def files() -> list[Path]:
    """All our code but the tests."""
    return [file for each in OURS for file in sorted((ROOT / each).rglob("*.py"))]


@cache
def definitions() -> list[tuple[str, str, ast.ClassDef | Function]]:
    """All classes and functions: the file, the name within it, and the node."""
    found = []
    for file in files():
        if "versions" not in file.parts:  # migrations: Alembic says what they have
            place = str(file.relative_to(ROOT))
            found += [(place, *each) for each in within(ast.parse(file.read_text()))]
    return found


def within(of: ast.AST, name: str = "") -> Iterator[tuple[str, ast.ClassDef | Function]]:
    """The classes and functions in a node, the inner ones, too: each with its dotted name."""
    for node in ast.iter_child_nodes(of):
        if not isinstance(node, ast.stmt | ast.excepthandler | ast.match_case):
            continue  # no definition is in an expression
        inner = name
        if isinstance(node, ast.ClassDef | Function):
            inner = f"{name}.{node.name}".lstrip(".")
            yield inner, node
        yield from within(node, inner)


def is_public(name: str) -> bool:
    """Whether no part of a dotted name is private."""
    return not any(part.startswith("_") for part in name.split("."))


def is_route(file: str, function: Function) -> bool:
    """Whether users read its docstring: the API's description, or a command's help."""
    if file.startswith("formcheck/cli/") and file.endswith("_commands.py"):
        return True
    found = [ast.unparse(each) for each in function.decorator_list]
    return any(each.startswith("router.") for each in found)


def raised(function: Function) -> set[str]:
    """The types that a function raises by name, not those that it hands on."""
    found = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Raise) and node.exc is not None:
            call = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
            found |= {part for part in ast.unparse(call).split(".") if part[:1].isupper()}
    return found


def constructor(of: ast.ClassDef) -> Function | None:
    made = [each for each in of.body if isinstance(each, Function) and each.name == "__init__"]
    return made[0] if made else None


def texts(of: ast.ClassDef) -> list[str]:
    """The docstrings of a class and of what makes it."""
    made = constructor(of)
    return [ast.get_docstring(each) or "" for each in (of, made) if each]


def test_what_is_explained_is_there() -> None:
    types = {node.name for _, _, node in definitions() if isinstance(node, ast.ClassDef)}
    types |= {*dir(builtins), *FOREIGN}
    wrong = []
    for file, name, node in definitions():
        text = ast.get_docstring(node) or ""
        function = constructor(node) if isinstance(node, ast.ClassDef) else node
        told = section(text, "Args")
        if told and function and told != parameters(function):
            wrong.append(f"{file} {name}: Args are {told}, it takes {parameters(function)}")
        if isinstance(node, ast.ClassDef) and not node.bases:
            named = section(text, "Attributes")
            known = attributes(node) if named else set()
            odd = [each for each in named if each not in known]
            wrong += [f"{file} {name} has no {each}" for each in odd]
        odd = [each for each in section(text, "Raises") if each not in types]
        wrong += [f"{file} {name}: there is no {each}" for each in odd]
    assert wrong == []


def test_what_is_raised_is_told() -> None:
    wrong = []
    for file, name, node in definitions():
        if isinstance(node, Function) and is_public(name) and not is_route(file, node):
            told = section(ast.get_docstring(node) or "", "Raises")
            missing = raised(node) - {*told}
            if "FormcheckError" not in told:  # any of that tree
                wrong += [f"{file} {name}: {each}" for each in missing]
    assert wrong == []


def test_what_a_class_is_made_from_is_told() -> None:
    wrong = []
    for file, name, node in definitions():
        if not isinstance(node, ast.ClassDef) or not is_public(name):
            continue
        made = constructor(node)
        if made and parameters(made) and not any(section(each, "Args") for each in texts(node)):
            wrong.append(f"{file} {name}: {parameters(made)}")
    assert wrong == []


def test_arrays_have_a_shape_or_are_pictures() -> None:
    wrong = []
    for file, name, node in definitions():
        if not isinstance(node, Function) or not is_public(name):
            continue
        given = [each.annotation for each in (*node.args.args, *node.args.kwonlyargs)]
        types = " ".join(ast.unparse(each) for each in (*given, node.returns) if each)
        if ARRAY.search(types) and not SHAPE.search(ast.get_docstring(node) or ""):
            wrong.append(f"{file} {name}: {types}")
    assert wrong == []


def test_sentences_are_straight() -> None:
    """Subject, verb, reason; and a person is nobody in particular."""
    inverted = re.compile(r'"""(So (?:many|much|long|far|often)|Whose|Whoever)\b')
    somebody = re.compile(r"\b(he|his|him|she|her)\b", re.IGNORECASE)
    wrong = []
    for file in files():
        for number, line in enumerate(file.read_text().splitlines(), 1):
            if inverted.search(line) or somebody.search(line):
                wrong.append(f"{file.relative_to(ROOT)}:{number} {line.strip()}")
    assert wrong == []


def changed(function: Function) -> set[str]:
    """What of `self` a method changes, as far as its text shows."""
    found = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Store):
            found.add(ast.unparse(node))
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in CHANGING:
            found.add(ast.unparse(node.func))
    return {each for each in found if each.startswith("self.")}


def test_predicates_change_nothing() -> None:
    wrong = []
    for file, name, node in definitions():
        last = name.rpartition(".")[2]
        if isinstance(node, Function) and PREDICATE.match(last) and changed(node):
            wrong.append(f"{file} {name}: {sorted(changed(node))}")
    assert wrong == []
