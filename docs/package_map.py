"""Writes the map of the code into CONTRIBUTING.md: `python docs/package_map.py`.

Each row is a package or module of the import contract in pyproject.toml, from the ground up: its
place, the first line of its docstring, and the modules in it.
"""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
DOCUMENT = ROOT / "CONTRIBUTING.md"
BEGIN, END = "<!-- map -->\n", "<!-- /map -->\n"


def layers() -> list[list[str]]:
    """The layers of the import contract, the ground first, each with its packages."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    (found,) = (contract["layers"] for contract in contracts if contract["type"] == "layers")
    return [layer.split(" | ") for layer in reversed(found)]


def first_line(file: Path) -> str:
    """The first line of a module's docstring, without its full stop."""
    text = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return text.partition("\n")[0].rstrip(".")


def row(package: str) -> str:
    """The row of a package or module."""
    folder = ROOT / package.replace(".", "/")
    if not folder.is_dir():
        file = folder.with_suffix(".py")
        return f"| `{file.relative_to(ROOT).as_posix()}` | {first_line(file)} | |"
    inner = sorted(path for path in folder.iterdir() if _is_module(path))
    names = ", ".join(f"`{path.stem}{'/' if path.is_dir() else ''}`" for path in inner)
    place = folder.relative_to(ROOT).as_posix()
    return f"| `{place}/` | {first_line(folder / '__init__.py')} | {names} |"


def _is_module(path: Path) -> bool:
    if path.is_dir():
        return (path / "__init__.py").is_file()
    return path.suffix == ".py" and not path.stem.startswith("__")


def package_map() -> str:
    """The map, as Markdown."""
    rows = [row(package) for layer in layers() for package in layer]
    order = " → ".join(
        " \N{MIDDLE DOT} ".join(name.removeprefix("formcheck.") for name in layer)
        for layer in reversed(layers())
    )
    table = "\n".join(["| where | what | modules |", "|---|---|---|", *rows])
    return f"{table}\n\nImports point one way only (`lint-imports` holds it): {order}.\n"


def with_map(text: str) -> str:
    """A document with the map in its place.

    Raises:
        ValueError: The document has no place for it.
    """
    place = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
    if not place.search(text):
        raise ValueError(f"{DOCUMENT.name} has no {BEGIN.strip()}")
    return place.sub(lambda _: f"{BEGIN}{package_map()}{END}", text)


if __name__ == "__main__":
    DOCUMENT.write_text(with_map(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
