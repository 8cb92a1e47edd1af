"""The map of the code says what the code says of itself."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]


def command() -> ModuleType:
    spec = importlib.util.spec_from_file_location("package_map", ROOT / "docs" / "package_map.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_map_is_current() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert command().with_map(text) == text, "make map"


def test_no_package_is_left_out_of_the_contract() -> None:
    known = {name for layer in command().layers() for name in layer}
    there = {
        f"formcheck.{path.stem}"
        for path in (ROOT / "formcheck").iterdir()
        if (path / "__init__.py").is_file() or (path.suffix == ".py" and path.stem != "__init__")
    }
    assert there == known


@pytest.mark.slow
def test_every_module_says_what_it_is() -> None:
    for file in (ROOT / "formcheck").rglob("*.py"):
        assert command().first_line(file), file
